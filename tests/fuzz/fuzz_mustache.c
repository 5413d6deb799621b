/* Fuzz target: templates and views. The input is a line of options, then files parted by 0x01 bytes:
 *
 *     first byte: bit 0 strict mode; the rest of the first line is passed over
 *     JSON of the view, 0x01, the template, 0x01, partial "a", 0x01, partial "b"
 *
 * What is not there is empty. Whatever comes, the engine either prints the page or gives an error with a message, and
 * does the same the second time. */
#include "base/error.h"
#include "template/mustache.h"
#include "template/value_json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SEPARATOR = 0x01, PARTS = 4 };

/* A promise that was broken: the fuzzer keeps the input. */
static void
demand(gboolean is_kept)
{
    if (!is_kept)
        abort();
}

static void
demand_error(GError *error, gboolean has_place)
{
    demand(error != NULL && error->domain == MZ_ERROR && error->message[0] != '\0');
    demand(g_utf8_validate(error->message, -1, NULL));
    demand(!has_place || mz_error_place(error).line > 0);
    g_error_free(error);
}

/* Renders twice into one buffer: both halves must be the same. */
static void
render(const MzTemplates *set, const MzValue *view)
{
    GString *out = g_string_new(NULL);
    GError *error = NULL;
    const MzTemplate *page = mz_templates_get(set, "page", NULL);
    if (!mz_template_render(page, view, out, &error)) {
        demand(out->len == 0);
        demand_error(error, TRUE);
    } else {
        gsize length = out->len;
        demand(mz_template_render(page, view, out, NULL));
        demand(out->len == 2 * length && memcmp(out->str, out->str + length, length) == 0);
    }
    g_string_free(out, TRUE);
}

static void
compile_and_render(const char *const parts[PARTS], const gsize lengths[PARTS], MzTemplateMode mode, const MzValue *view)
{
    static const char *const names[PARTS] = {NULL, "page", "a", "b"};
    MzTemplates *set = mz_templates_new(mode);
    GError *error = NULL;
    gboolean is_good = TRUE;
    for (guint i = 1; i < PARTS && is_good; i++)
        is_good = mz_templates_add(set, names[i], names[i], parts[i], lengths[i], &error);
    if (is_good && mz_templates_link(set, &error))
        render(set, view);
    else
        demand_error(error, TRUE);
    mz_templates_free(set);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    MzTemplateMode mode = data[0] & 1 ? MZ_TEMPLATE_STRICT : MZ_TEMPLATE_SPEC;
    const char *end = (const char *)data + size;
    const char *at = memchr(data, '\n', size);
    at = at == NULL ? end : at + 1;
    const char *parts[PARTS] = {"", "", "", ""};
    gsize lengths[PARTS] = {0};
    for (guint i = 0; i < PARTS && at < end; i++) {
        const char *separator = memchr(at, SEPARATOR, (size_t)(end - at));
        const char *part_end = separator == NULL || i + 1 == PARTS ? end : separator;
        parts[i] = at;
        lengths[i] = (gsize)(part_end - at);
        at = part_end == end ? end : part_end + 1;
    }
    MzArena *arena = mz_arena_new();
    MzJsonNumbers numbers = mode == MZ_TEMPLATE_STRICT ? MZ_JSON_NUMBERS_REFUSED : MZ_JSON_NUMBERS_AS_TEXT;
    GError *error = NULL;
    const MzValue *view = mz_value_from_json(arena, parts[0], lengths[0], numbers, &error);
    if (view != NULL)
        compile_and_render(parts, lengths, mode, view);
    else
        demand_error(error, FALSE);
    mz_arena_free(arena);
    return 0;
}
