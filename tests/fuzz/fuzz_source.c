/* Fuzz target: any bytes as a source. They become lines of valid UTF-8 without control characters, or one error with a
 * message. */
#include "fuzz.h"

#include "base/text.h"
#include "read/source.h"

static void
demand_line(const MzLine *line)
{
    demand(strlen(line->text) == line->length && g_utf8_validate(line->text, line->length, NULL));
    for (const char *p = line->text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        demand(c == '\t' || (c >= 0x20 && c < 0x7F) || c >= 0xA0);
    }
    MzArena *arena = mz_arena_new();
    const char *folded = mz_text_fold(arena, line->text, line->length);
    demand(mz_text_count(folded, -1) == mz_text_count(line->text, -1) && strlen(folded) <= line->length);
    demand(strlen(mz_text_key(arena, line->text, -1)) <= line->length);
    demand(mz_text_is_blank(line->text, -1) == (*mz_text_squeeze(arena, line->text, -1) == '\0'));
    mz_text_width(line->text, line->length);
    mz_arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    GError *error = NULL;
    MzSource *source = mz_source_from_bytes("fuzz", (const char *)data, size, &error);
    demand((source == NULL) == (error != NULL));
    if (source == NULL) {
        demand(error->domain == MZ_ERROR && error->message[0] != '\0');
        demand(g_utf8_validate(error->message, -1, NULL));
        g_error_free(error);
        return 0;
    }
    demand(source->n_lines > 0);
    for (guint i = 0; i < source->n_lines; i++)
        demand_line(&source->lines[i]);
    mz_source_free(source);
    return 0;
}
