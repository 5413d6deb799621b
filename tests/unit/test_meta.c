#include "content/meta.h"

#include <glib/gstdio.h>

#include "base/error.h"

/* Reads a file with this text; the message of the error, or NULL. */
static char *
load(const char *text, MzArena *arena, MzMeta *meta)
{
    char *folder = g_dir_make_tmp("mingzhang-meta-XXXXXX", NULL);
    char *path = g_build_filename(folder, "2024-final.meta.json", NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    GError *error = NULL;
    char *message = NULL;
    if (!mz_meta_load(path, arena, meta, &error)) {
        message = mz_error_describe(error);
        g_error_free(error);
    }
    g_remove(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
    return message;
}

static void
test_all_keys(void)
{
    MzArena *arena = mz_arena_new();
    MzMeta meta = {0};
    g_assert_null(load("{\"format\": \"mingzhang-meta/1\", \"url\": \"https://example.org/a.html\",\n"
                       " \"approved\": \"2025-08-06\", \"published\": \"2025-08-20\",\n"
                       " \"retrieved\": \"2025-11-30\", \"version\": \"第二版\"}",
                       arena, &meta));
    g_assert_cmpstr(meta.url, ==, "https://example.org/a.html");
    g_assert_cmpstr(meta.approved, ==, "2025-08-06");
    g_assert_cmpstr(meta.published, ==, "2025-08-20");
    g_assert_cmpstr(meta.retrieved, ==, "2025-11-30");
    g_assert_cmpstr(meta.version, ==, "第二版");
    g_assert_null(load("{}", arena, &meta));
    g_assert_null(meta.url);
    mz_arena_free(arena);
}

static void
test_refused(void)
{
    static const struct {
        const char *text;
        const char *place;
    } wrong[] = {
        {"{\"url\": \"ftp://example.org/\"}", ":1:2"},
        {"{\"published\":\n \"2025-02-30\"}", ":1:2"},
        {"{\"url\": \"https://example.org/\",\n  \"link\": \"x\"}", ":2:3"},
        {"{\"version\": \" \"}", ":1:2"},
        {"{\"approved\": 2025}", ":1:2"},
        {"{\"format\": \"mingzhang-meta/2\"}", ":1:2"},
        {"{\"version\": \"a\", \"version\": \"b\"}", ""},
        {"[]", ":1:1"},
        {"{", ""},
    };
    MzArena *arena = mz_arena_new();
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
        MzMeta meta = {.url = "as before"};
        char *message = load(wrong[i].text, arena, &meta);
        g_assert_nonnull(message);
        g_test_message("%s", message);
        g_assert_nonnull(strstr(message, "2024-final.meta.json"));
        g_assert_nonnull(strstr(message, wrong[i].place));
        g_assert_cmpstr(meta.url, ==, "as before");
        g_free(message);
    }
    mz_arena_free(arena);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/meta/all-keys", test_all_keys);
    g_test_add_func("/meta/refused", test_refused);
    return g_test_run();
}
