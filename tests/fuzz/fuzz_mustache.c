/* Fuzz target: templates and views. The input is parts between 0x01 bytes:
 *
 *     one line, whose first byte's bit 0 chooses strict mode, then JSON of the view; the template; partial "a"; "b"
 *
 * What is not there is empty. Whatever comes, the engine either prints the page or gives an error with a message, and
 * does the same the second time. */
#include "fuzz.h"

#include "template/mustache.h"
#include "template/value_json.h"

enum { PARTS = 4 };

/* Renders twice into one buffer: both halves must be the same. */
static void
render(const MzTemplates *set, const MzValue *view)
{
    GString *out = g_string_new(NULL);
    GError *error = NULL;
    const MzTemplate *page = mz_templates_get(set, "page", NULL);
    if (!mz_template_render(page, view, out, &error)) {
        demand(out->len == 0 && error != NULL && mz_error_place(error).line > 0);
        demand_error(error);
    } else {
        gsize length = out->len;
        demand(mz_template_render(page, view, out, NULL));
        demand(out->len == 2 * length && memcmp(out->str, out->str + length, length) == 0);
    }
    g_string_free(out, TRUE);
}

static void
compile_and_render(const Part parts[PARTS], MzTemplateMode mode, const MzValue *view)
{
    static const char *const names[PARTS] = {NULL, "page", "a", "b"};
    MzTemplates *set = mz_templates_new(mode);
    GError *error = NULL;
    gboolean is_good = TRUE;
    for (guint i = 1; i < PARTS && is_good; i++)
        is_good = mz_templates_add(set, names[i], names[i], parts[i].text, parts[i].length, &error);
    if (is_good && mz_templates_link(set, &error)) {
        render(set, view);
    } else {
        demand(error != NULL && mz_error_place(error).line > 0);
        demand_error(error);
    }
    mz_templates_free(set);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    MzTemplateMode mode = data[0] & 1 ? MZ_TEMPLATE_STRICT : MZ_TEMPLATE_SPEC;
    const uint8_t *line = memchr(data, '\n', size);
    size_t options = line == NULL ? size : (size_t)(line + 1 - data);
    Part parts[PARTS];
    cut_parts(data + options, size - options, parts, PARTS);
    MzArena *arena = mz_arena_new();
    MzJsonNumbers numbers = mode == MZ_TEMPLATE_STRICT ? MZ_JSON_NUMBERS_REFUSED : MZ_JSON_NUMBERS_AS_TEXT;
    GError *error = NULL;
    const MzValue *view = mz_value_from_json(arena, parts[0].text, parts[0].length, numbers, NULL, &error);
    if (view != NULL)
        compile_and_render(parts, mode, view);
    else
        demand_error(error);
    mz_arena_free(arena);
    return 0;
}
