#include "publish/path.h"

#include <string.h>

#include "base/error.h"

static const struct {
    const char *name;
    const char *part;
} parts[] = {
    {"市商务局", "市商务局"},
    {"2024-final", "2024-final"},
    {"a_b", "a_b"},
    {"_draft", "_draft"},
    {"局/处", "局_处"},
    {"a\\b:c*d?e\"f<g>h|i#j%k", "a_b_c_d_e_f_g_h_i_j_k"},
    {"a // b", "a_b"},
    {"a\tb\nc", "a_b_c"},
    {"全角　空格", "全角_空格"},
    {"..", "_"},
    {".", "_"},
    {"", "_"},
    {"...hidden..", "hidden"},
    {"  name  ", "name"},
    {"/name/", "name"},
    {"../../etc/passwd", "etc_passwd"},
    {"CON", "CON_"},
    {"con.txt", "con_.txt"},
    {"Lpt9", "Lpt9_"},
    {"console", "console"},
    {"e\xcc\x81", "é"}, /* e and an acute accent compose */
    {"a\xe2\x80\xae"
     "b",
     "a_b"}, /* right-to-left override */
    {"a\xe2\x80\x8b"
     "b",
     "a_b"},           /* zero width space */
    {"\xff\xfe", "_"}, /* not UTF-8 */
    {"<script>", "script"},
    {"a&b=c+d", "a&b=c+d"},
};

static void
test_part(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
        char *part = mz_path_part(parts[i].name);
        g_assert_cmpstr(part, ==, parts[i].part);
        char *again = mz_path_part(part);
        g_assert_cmpstr(again, ==, part);
        GError *error = NULL;
        g_assert_true(mz_path_check(part, &error));
        g_assert_no_error(error);
        g_free(again);
        g_free(part);
    }
}

static void
test_part_is_cut_at_a_character(void)
{
    for (gsize ascii = 0; ascii < 4; ascii++) {
        GString *name = g_string_new(NULL);
        for (gsize i = 0; i < ascii; i++)
            g_string_append_c(name, 'x');
        for (int i = 0; i < 100; i++)
            g_string_append(name, "局");
        char *part = mz_path_part(name->str);
        g_assert_cmpuint(strlen(part), <=, MZ_PATH_PART_MAX);
        g_assert_cmpuint(strlen(part), >, MZ_PATH_PART_MAX - 3);
        g_assert_true(g_utf8_validate(part, -1, NULL));
        g_free(part);
        g_string_append(name, ".html");
        part = mz_path_part(name->str);
        g_assert_cmpuint(strlen(part), <=, MZ_PATH_PART_MAX);
        g_assert_true(g_str_has_suffix(part, "局.html"));
        g_free(part);
        g_string_free(name, TRUE);
    }
}

/* Any bytes at all give a part that the tree takes. */
static void
test_part_of_anything(void)
{
    for (int round = 0; round < 20000; round++) {
        char name[300];
        gsize length = (gsize)g_test_rand_int_range(0, 299);
        for (gsize i = 0; i < length; i++)
            name[i] = (char)g_test_rand_int_range(1, round % 2 == 0 ? 128 : 256);
        name[length] = '\0';
        char *part = mz_path_part(name);
        GError *error = NULL;
        mz_path_check(part, &error);
        g_assert_no_error(error);
        g_assert_null(strchr(part, '/'));
        char *again = mz_path_part(part);
        g_assert_cmpstr(again, ==, part);
        g_free(again);
        g_free(part);
    }
}

static const char *const good[] = {"index.html", "r/市/局/2024-final/index.html", ".nojekyll", "a b/c", "a..b", "..a"};

static const char *const bad[] = {
    "",
    "/a",
    "a//b",
    "a/",
    "/",
    ".",
    "..",
    "../a",
    "a/../b",
    "a/.",
    "./a",
    "a\nb",
    "a\x7f",
    "a\\b",
    "c:d",
    "a?",
    "a#b",
    "a%b",
    "a<b",
    "a>b",
    "a|b",
    "a*",
    "a\"b",
    "a.",
    "a /b",
    " a",
    "nul",
    "x/Aux.txt",
    "e\xcc\x81",
    "局e\xcc\x81",
    "\xff",
    "\xe5\xb1", /* 局 without its last byte */
    "\xe5\xb1/局",
    "局\xe5"
    "ab",
    "局\xe5\xb1z",
    "a\xe2\x80\xae"
    "b",
};

static void
test_check(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(good); i++) {
        GError *error = NULL;
        mz_path_check(good[i], &error);
        g_assert_no_error(error);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        GError *error = NULL;
        if (mz_path_check(bad[i], &error))
            g_error("'%s' was taken", bad[i]);
        g_assert_error(error, MZ_ERROR, MZ_ERROR_IO);
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
        g_clear_error(&error);
    }
}

static void
test_check_lengths(void)
{
    for (gsize length = 199; length <= 201; length++) {
        char *part = g_strnfill(length, 'a');
        g_assert_cmpint(mz_path_check(part, NULL), ==, length <= 200);
        g_free(part);
    }
    GString *deep = g_string_new("a");
    for (int i = 1; i < MZ_PATH_DEPTH_MAX; i++)
        g_string_append(deep, "/a");
    g_assert_true(mz_path_check(deep->str, NULL));
    g_string_append(deep, "/a");
    g_assert_false(mz_path_check(deep->str, NULL));
    g_string_free(deep, TRUE);
}

static void
test_href(void)
{
    char *href = mz_path_href("r/市 a/x&y=(1)+~'.html");
    g_assert_cmpstr(href, ==, "r/%E5%B8%82%20a/x%26y%3D%281%29%2B~%27.html");
    char *back = g_uri_unescape_string(href, NULL);
    g_assert_cmpstr(back, ==, "r/市 a/x&y=(1)+~'.html");
    g_autoptr(MzArena) arena = mz_arena_new();
    static const char plain[] = "r/a-b_c~d/2024.html";
    g_assert_true(mz_path_href_in(arena, plain) == plain);
    g_assert_cmpstr(mz_path_href_in(arena, "r/市 a/x&y=(1)+~'.html"), ==, href);
    g_free(back);
    g_free(href);
}

static const struct {
    const char *from, *to, *href, *file, *anchor;
} links[] = {
    {"index.html", "index.html", "index.html", NULL, NULL},
    {"index.html", "assets/site.css", "assets/site.css", NULL, NULL},
    {"r/a/index.html", "assets/site.css", "../../assets/site.css", NULL, NULL},
    {"r/a/index.html", "r/b/index.html", "../b/index.html", NULL, NULL},
    {"r/a/index.html", "r/a/tables/x.csv", "tables/x.csv", NULL, NULL},
    {"r/a/tables/x.html", "r/a/index.html", "../index.html", NULL, NULL},
    {"r/ab/index.html", "r/ac/index.html", "../ac/index.html", NULL, NULL},
    {"r/a/index.html", "r/a", "../a", NULL, NULL},
    {"r/市/index.html", "r/局/index.html", "../%E5%B1%80/index.html", NULL, NULL},
    {"r/市/index.html", "r/局", "../%E5%B1%80/index.html", "index.html", NULL},
    {"r/市/index.html", "r/市", "index.html#a.b", "index.html", "a.b"},
    {"r/市/a/b.html", "r/市", "../index.html", "index.html", NULL},
    {"r/市/a/b.html", "r/市/a/c", "c/index.html#L5", "index.html", "L5"},
    {"r/ab/index.html", "r/a", "../a/index.html", "index.html", NULL},
    {"r/a/index.html", "r/ab", "../ab/index.html", "index.html", NULL},
    {"r/a/index.html", "checks.html", "../../checks.html#sum", NULL, "sum"},
    {"items/1.html", "r/a", "../r/a/", "", NULL},
};

static void
test_relative(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    for (gsize i = 0; i < G_N_ELEMENTS(links); i++) {
        const char *from = mz_path_href_in(arena, links[i].from), *to = mz_path_href_in(arena, links[i].to);
        const char *href = mz_path_relative_href(arena, from, to, links[i].file, links[i].anchor);
        g_assert_cmpstr(href, ==, links[i].href);
    }
    static const char *const roots[][2] = {{"index.html", ""}, {"a/b.html", "../"}, {"a/b/c.html", "../../"}};
    for (gsize i = 0; i < G_N_ELEMENTS(roots); i++) {
        char *way = mz_path_to_root(roots[i][0]);
        g_assert_cmpstr(way, ==, roots[i][1]);
        g_free(way);
    }
}

static void
test_fold(void)
{
    static const struct {
        const char *a, *b;
        gboolean same;
    } pairs[] = {{"a/Index.html", "A/index.HTML", TRUE},
                 {"É", "é", TRUE},
                 {"Ａ", "ａ", TRUE},
                 {"局", "局", TRUE},
                 {"局", "居", FALSE},
                 {"ab", "abc", FALSE},
                 {"ſ", "S", TRUE},
                 {"σ", "ς", TRUE}};
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        const char *a = pairs[i].a, *b = pairs[i].b;
        g_assert_cmpint(mz_path_fold_equal(a, strlen(a), b, strlen(b)), ==, pairs[i].same);
        gboolean hashed = mz_path_fold_hash(a, strlen(a)) == mz_path_fold_hash(b, strlen(b));
        g_assert_cmpint(hashed, ==, pairs[i].same);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/path/part", test_part);
    g_test_add_func("/path/part-is-cut", test_part_is_cut_at_a_character);
    g_test_add_func("/path/part-of-anything", test_part_of_anything);
    g_test_add_func("/path/check", test_check);
    g_test_add_func("/path/check-lengths", test_check_lengths);
    g_test_add_func("/path/href", test_href);
    g_test_add_func("/path/relative", test_relative);
    g_test_add_func("/path/fold", test_fold);
    return g_test_run();
}
