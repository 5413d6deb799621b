/* Every example of the Mustache specification (tests/mustache-spec/), as it is: in spec mode all of them, one case
 * each; in strict mode all but those named in `differences`, which must be refused there. */
#include "base/error.h"
#include "template/mustache.h"
#include "template/value_json.h"

#include <cjson/cJSON.h>
#include <string.h>

static const char *const parts[] = {"comments", "delimiters", "interpolation", "inverted", "partials", "sections"};

/* Examples that strict mode refuses, and words of the message it must refuse them with. */
static const struct {
    const char *example;
    const char *reason;
} differences[] = {
    {"interpolation/Triple Mustache", "_html or _svg"},
    {"interpolation/Ampersand", "_html or _svg"},
    {"interpolation/Triple Mustache Integer Interpolation", "_html or _svg"},
    {"interpolation/Ampersand Integer Interpolation", "_html or _svg"},
    {"interpolation/Triple Mustache Decimal Interpolation", "_html or _svg"},
    {"interpolation/Ampersand Decimal Interpolation", "_html or _svg"},
    {"interpolation/Triple Mustache Null Interpolation", "_html or _svg"},
    {"interpolation/Ampersand Null Interpolation", "_html or _svg"},
    {"interpolation/Basic Context Miss Interpolation", "unknown name 'cannot'"},
    {"interpolation/Triple Mustache Context Miss Interpolation", "_html or _svg"},
    {"interpolation/Ampersand Context Miss Interpolation", "_html or _svg"},
    {"interpolation/Dotted Names - Triple Mustache Interpolation", "_html or _svg"},
    {"interpolation/Dotted Names - Ampersand Interpolation", "_html or _svg"},
    {"interpolation/Dotted Names - Broken Chains", "'a' is an object and has no 'b'"},
    {"interpolation/Dotted Names - Broken Chain Resolution", "'a.b' is an object and has no 'c'"},
    {"interpolation/Dotted Names - Context Precedence", "'b' is an object and has no 'c'"},
    {"interpolation/Dotted Names are never single keys", "unknown name 'a'"},
    {"interpolation/Implicit Iterators - Triple Mustache", "_html or _svg"},
    {"interpolation/Implicit Iterators - Ampersand", "_html or _svg"},
    {"interpolation/Triple Mustache - Surrounding Whitespace", "_html or _svg"},
    {"interpolation/Ampersand - Surrounding Whitespace", "_html or _svg"},
    {"interpolation/Triple Mustache - Standalone", "_html or _svg"},
    {"interpolation/Ampersand - Standalone", "_html or _svg"},
    {"interpolation/Triple Mustache With Padding", "_html or _svg"},
    {"interpolation/Ampersand With Padding", "_html or _svg"},
    {"inverted/Context Misses", "unknown name 'missing'"},
    {"inverted/Dotted Names - Broken Chains", "'a' is an object and has no 'b'"},
    {"partials/Failed Lookup", "no partial 'text'"},
    {"partials/Recursion", "node > node"},
    {"partials/Standalone Indentation", "_html or _svg"},
    {"sections/Variable test", "'foo' is a string"},
    {"sections/Deeply Nested Contexts", "'five' is a string"},
    {"sections/Context Misses", "unknown name 'missing'"},
    {"sections/Implicit Iterator - Triple mustache", "_html or _svg"},
    {"sections/Implicit Iterator - Ampersand", "_html or _svg"},
    {"sections/Dotted Names - Broken Chains", "'a' is an object and has no 'b'"},
};

/* One example, as the test functions get it. */
typedef struct {
    const cJSON *json;
    const char *part;
    MzTemplateMode mode;
} Example;

static char *
name_of(const Example *example)
{
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(example->json, "name");
    return g_strdup_printf("%s/%s", example->part, name->valuestring);
}

static const char *
text_of(const Example *example, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(example->json, key)->valuestring;
}

/* Compiles the example and its partials. */
static MzTemplates *
compile(const Example *example, GError **error)
{
    MzTemplates *set = mz_templates_new(example->mode);
    const char *template = text_of(example, "template");
    gboolean is_good = mz_templates_add(set, "-example-", "example", template, strlen(template), error);
    const cJSON *partials = cJSON_GetObjectItemCaseSensitive(example->json, "partials");
    const cJSON *partial = NULL;
    cJSON_ArrayForEach(partial, partials)
    {
        const char *text = partial->valuestring;
        is_good = is_good && mz_templates_add(set, partial->string, partial->string, text, strlen(text), error);
    }
    if (is_good && mz_templates_link(set, error))
        return set;
    mz_templates_free(set);
    return NULL;
}

/* The output, or NULL and the error. The caller frees. */
static char *
render(const Example *example, GError **error)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    char *json = cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(example->json, "data"));
    const MzValue *view = mz_value_from_json(arena, json, strlen(json), MZ_JSON_NUMBERS_AS_TEXT, NULL, error);
    g_assert_nonnull(view);
    cJSON_free(json);
    g_autoptr(MzTemplates) set = compile(example, error);
    if (set == NULL)
        return NULL;
    GString *out = g_string_new(NULL);
    gboolean is_good = mz_template_render(mz_templates_get(set, "-example-", NULL), view, out, error);
    return g_string_free(out, !is_good);
}

static const char *
reason_to_refuse(const Example *example)
{
    if (example->mode == MZ_TEMPLATE_SPEC)
        return NULL;
    if (g_str_equal(example->part, "delimiters"))
        return "delimiters cannot be changed";
    g_autofree char *name = name_of(example);
    for (guint i = 0; i < G_N_ELEMENTS(differences); i++)
        if (g_str_equal(differences[i].example, name))
            return differences[i].reason;
    return NULL;
}

static void
test_example(gconstpointer data)
{
    const Example *example = data;
    GError *error = NULL;
    g_autofree char *out = render(example, &error);
    const char *reason = reason_to_refuse(example);
    if (reason == NULL) {
        g_assert_no_error(error);
        g_assert_cmpstr(out, ==, text_of(example, "expected"));
        return;
    }
    g_assert_error(error, MZ_ERROR, MZ_ERROR_TEMPLATE);
    if (strstr(error->message, reason) == NULL)
        g_error("expected '%s' in: %s", reason, error->message);
    g_error_free(error);
}

/* Each difference must be an example of the files: a name spelt wrong would hide nothing, but say something untrue. */
static void
test_differences_exist(gconstpointer data)
{
    const GPtrArray *examples = data;
    for (guint i = 0; i < G_N_ELEMENTS(differences); i++) {
        gboolean is_there = FALSE;
        for (guint k = 0; k < examples->len && !is_there; k++) {
            g_autofree char *name = name_of(g_ptr_array_index(examples, k));
            is_there = g_str_equal(name, differences[i].example);
        }
        if (!is_there)
            g_error("no example '%s'", differences[i].example);
    }
}

static cJSON *
read_part(const char *part)
{
    g_autofree char *name = g_strconcat(part, ".json", NULL);
    g_autofree char *file = g_build_filename("tests", "mustache-spec", name, NULL);
    g_autofree char *text = NULL;
    gsize length = 0;
    GError *error = NULL;
    if (!g_file_get_contents(file, &text, &length, &error))
        g_error("%s", error->message);
    cJSON *json = cJSON_ParseWithLength(text, length);
    g_assert_nonnull(json);
    return json;
}

/* Slashes part the path of a test; the examples' names have none. */
static void
add_examples(GPtrArray *examples, const cJSON *json, const char *part, MzTemplateMode mode)
{
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, cJSON_GetObjectItemCaseSensitive(json, "tests"))
    {
        Example *example = g_new(Example, 1);
        *example = (Example){.json = one, .part = part, .mode = mode};
        g_ptr_array_add(examples, example);
        g_autofree char *name = name_of(example);
        g_autofree char *path = g_strconcat(mode == MZ_TEMPLATE_SPEC ? "/spec/" : "/strict/", name, NULL);
        g_test_add_data_func(path, example, test_example);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    mz_set_lang(MZ_LANG_EN);
    cJSON *files[G_N_ELEMENTS(parts)];
    GPtrArray *examples = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        files[i] = read_part(parts[i]);
        add_examples(examples, files[i], parts[i], MZ_TEMPLATE_SPEC);
        add_examples(examples, files[i], parts[i], MZ_TEMPLATE_STRICT);
    }
    g_test_add_data_func("/strict/differences-exist", examples, test_differences_exist);
    int status = g_test_run();
    g_ptr_array_free(examples, TRUE);
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
        cJSON_Delete(files[i]);
    return status;
}
