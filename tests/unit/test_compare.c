/* Manifests and what differs between them. */
#include "publish/compare.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"

#define HEAD "# mingzhang-manifest/1\n"
#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

static MzManifest *
read_text(const char *text, GError **error)
{
    char *file = NULL;
    int handle = g_file_open_tmp("mingzhang-XXXXXX", &file, NULL);
    g_assert_cmpint(handle, >=, 0);
    g_close(handle, NULL);
    g_assert_true(g_file_set_contents(file, text, -1, NULL));
    MzManifest *manifest = mz_manifest_read(file, error);
    g_remove(file);
    g_free(file);
    return manifest;
}

static const struct {
    const char *text;
    guint line; /* of the mistake */
} damaged[] = {
    {"", 1},
    {"# other/1\n", 1},
    {HEAD A " 1 a", 2},
    {HEAD A " 1 b\n" A " 1 a\n", 3},
    {HEAD A " 1 a\n" A " 1 a\n", 3},
    {HEAD "AAAA 1 a\n", 2},
    {HEAD A " x a\n", 2},
    {HEAD A " 1 \n", 2},
    {HEAD A " 1 /a\n", 2},
    {HEAD A " 1 ../a\n", 2},
    {HEAD A " 1 a/./b\n", 2},
    {HEAD A " 1 a//b\n", 2},
    {HEAD A " 1 a/..\n", 2},
};

static void
test_damaged(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(damaged); i++) {
        GError *error = NULL;
        g_assert_null(read_text(damaged[i].text, &error));
        g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
        g_assert_cmpuint(mz_error_place(error).line, ==, damaged[i].line);
        g_error_free(error);
    }
    GError *error = NULL;
    g_assert_null(mz_manifest_read("/nowhere/at/all", &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_IO);
    g_error_free(error);
}

static void
test_read(void)
{
    MzManifest *manifest = read_text(HEAD A " 10 a/中.html\n" B " 5 b.css\n", NULL);
    g_assert_cmpuint(manifest->count, ==, 2);
    g_assert_cmpuint(manifest->bytes, ==, 15);
    g_assert_cmpstr(mz_manifest_find(manifest, "a/中.html")->hex, ==, A);
    g_assert_null(mz_manifest_find(manifest, "a"));
    g_assert_cmpuint(strlen(manifest->id), ==, 64);
    g_assert_true(mz_manifest_is_page("a/中.html"));
    g_assert_false(mz_manifest_is_page("b.css"));
    mz_manifest_free(manifest);
    manifest = read_text(HEAD, NULL);
    g_assert_cmpuint(manifest->count, ==, 0);
    g_assert_null(mz_manifest_find(manifest, "a"));
    mz_manifest_free(manifest);
}

static const struct {
    const char *old;
    const char *doubtful; /* NULL: none */
    const char *new;
    const char *wanted; /* signs and paths */
} cases[] = {
    {HEAD, NULL, HEAD, ""},
    {HEAD, NULL, HEAD A " 1 a\n", "+a"},
    {HEAD A " 1 a\n", NULL, HEAD, "-a"},
    {HEAD A " 1 a\n", NULL, HEAD A " 1 a\n", ""},
    {HEAD A " 1 a\n", NULL, HEAD B " 1 a\n", "~a"},
    {HEAD A " 1 a\n" B " 1 c\n", NULL, HEAD A " 1 b\n" C " 1 c\n", "-a+b~c"},
    /* a publication of `doubtful` did not end: */
    {HEAD A " 1 a\n", HEAD B " 1 a\n", HEAD A " 1 a\n", "~a"},
    {HEAD A " 1 a\n", HEAD A " 1 a\n", HEAD A " 1 a\n", ""},
    {HEAD, HEAD A " 1 a\n", HEAD, "-a"},
    {HEAD, HEAD A " 1 a\n", HEAD A " 1 a\n", "+a"},
    {HEAD A " 1 a\n", HEAD, HEAD A " 1 a\n", ""},
};

static void
test_compare(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        MzManifest *old = read_text(cases[i].old, NULL), *new = read_text(cases[i].new, NULL);
        MzManifest *doubtful = cases[i].doubtful != NULL ? read_text(cases[i].doubtful, NULL) : NULL;
        MzChanges *changes = mz_compare(old, doubtful, new);
        GString *got = g_string_new(NULL);
        guint64 bytes = 0;
        for (gsize j = 0; j < changes->count; j++) {
            g_string_append_printf(got, "%c%s", mz_change_sign(changes->items[j].kind), changes->items[j].path);
            bytes += changes->items[j].kind != MZ_CHANGE_REMOVED ? changes->items[j].size : 0;
        }
        g_assert_cmpstr(got->str, ==, cases[i].wanted);
        g_assert_cmpuint(changes->bytes, ==, bytes);
        g_assert_cmpuint(changes->count, ==, changes->n_added + changes->n_changed + changes->n_removed);
        g_string_free(got, TRUE);
        mz_changes_free(changes);
        mz_manifest_free(old);
        mz_manifest_free(doubtful);
        mz_manifest_free(new);
    }
}

/* However often publications break off, a file that any of them may have written is written again or removed. */
static void
test_doubts(void)
{
    MzManifest *old = read_text(HEAD A " 1 a\n" A " 1 b\n", NULL);
    MzManifest *first = read_text(HEAD B " 1 a\n" A " 1 b\n" A " 1 c\n", NULL);
    MzManifest *second = read_text(HEAD A " 1 a\n" B " 1 b\n", NULL);
    GString *text = mz_doubts(first, second);
    MzManifest *doubts = read_text(text->str, NULL);
    g_assert_nonnull(doubts);
    MzChanges *changes = mz_compare(old, doubts, old);
    g_assert_cmpuint(changes->count, ==, 3);
    g_assert_cmpuint(changes->n_changed, ==, 2);
    g_assert_cmpuint(changes->n_removed, ==, 1);
    mz_changes_free(changes);
    mz_manifest_free(doubts);
    g_string_free(text, TRUE);
    mz_manifest_free(old);
    mz_manifest_free(first);
    mz_manifest_free(second);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/compare/damaged", test_damaged);
    g_test_add_func("/compare/read", test_read);
    g_test_add_func("/compare/changes", test_compare);
    g_test_add_func("/compare/doubts", test_doubts);
    return g_test_run();
}
