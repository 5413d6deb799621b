#include "base/text.h"

#include <string.h>

static const struct {
    const char *text, *folded;
} folds[] = {
    {"", ""},
    {"abc 合计", "abc 合计"},
    {"（一）：１２，３４５．６７％", "(一):12,345.67%"},
    {"　\xC2\xA0\xE2\x80\x83\tx", "   \tx"},
    {"−‐‑－﹣", "-----"},
    {"∶：﹕", ":::"},
    {"｡｢｣､･", "。「」、·"},
    {"﹐﹑﹒﹔﹙﹚﹛﹜﹟﹠﹡﹪﹫", ",、.;(){}#&*%@"},
    {"⼈⼯⻋⻚⻓⻔", "人工车页长门"},
    {"\xEF\xA4\x80", "豈"},
    {"“三公”‘’《》〔〕、。—～", "“三公”‘’《》〔〕、。—~"},
    {"ＡＢｃ！＠［］＼", "ABc!@[]\\"},
    {"\xF0\x9F\x98\x80é😀", "\xF0\x9F\x98\x80é😀"},
};

static void
test_fold(void)
{
    MzArena *arena = mz_arena_new();
    for (gsize i = 0; i < G_N_ELEMENTS(folds); i++) {
        const char *folded = mz_text_fold(arena, folds[i].text, -1);
        g_assert_cmpstr(folded, ==, folds[i].folded);
        g_assert_cmpuint(mz_text_count(folded, -1), ==, mz_text_count(folds[i].text, -1));
        g_assert_cmpstr(mz_text_fold(arena, folded, -1), ==, folded);
    }
    g_assert_cmpstr(mz_text_fold(arena, "（一）", 6), ==, "(一");
    mz_arena_free(arena);
}

/* The two promises for every code point: one stays one, and it never takes more bytes. */
static void
test_fold_every_char(void)
{
    for (gunichar c = 1; c <= 0x10FFFF; c++) {
        if (!g_unichar_validate(c))
            continue;
        gunichar folded = mz_fold_char(c);
        g_assert_true(g_unichar_validate(folded));
        g_assert_cmpint(g_unichar_to_utf8(folded, NULL), <=, g_unichar_to_utf8(c, NULL));
        g_assert_cmpuint(mz_fold_char(folded), ==, folded);
        char text[8] = "";
        char into[8];
        text[g_unichar_to_utf8(c, text)] = '\0';
        mz_text_fold_into(into, text, -1);
        g_assert_cmpuint(g_utf8_get_char(into), ==, folded);
    }
}

static const struct {
    const char *text, *squeezed, *key;
    gboolean blank;
    guint width;
} shapes[] = {
    {"", "", "", TRUE, 0},
    {" \t\r\n　", "", "", TRUE, 10},
    {"2, 362. 26", "2,362.26", "2,362.26", FALSE, 10},
    {"合　计", "合计", "合计", FALSE, 6},
    {"“三公” 经费", "“三公”经费", "三公经费", FALSE, 11},
    {"\"三公\"（境）", "\"三公\"（境）", "三公(境)", FALSE, 12},
    {"a\tb\t", "ab", "ab", FALSE, 16},
    {"合\xE2\x80\x8B计\xEF\xBB\xBF", "合计", "合计", FALSE, 4},
    {"e\xCC\x81", "e\xCC\x81", "e\xCC\x81", FALSE, 1},
};

static void
test_shapes(void)
{
    MzArena *arena = mz_arena_new();
    for (gsize i = 0; i < G_N_ELEMENTS(shapes); i++) {
        g_assert_cmpstr(mz_text_squeeze(arena, shapes[i].text, -1), ==, shapes[i].squeezed);
        g_assert_cmpstr(mz_text_key(arena, shapes[i].text, -1), ==, shapes[i].key);
        g_assert_cmpint(mz_text_is_blank(shapes[i].text, -1), ==, shapes[i].blank);
        g_assert_cmpuint(mz_text_width(shapes[i].text, -1), ==, shapes[i].width);
    }
    g_assert_true(mz_text_is_blank("  x", 2));
    mz_arena_free(arena);
}

static void
test_offsets(void)
{
    const char *text = "a合é😀";
    static const gsize offsets[] = {0, 1, 4, 6, 10, 10, 10};
    for (guint i = 0; i < G_N_ELEMENTS(offsets); i++) {
        g_assert_cmpuint(mz_text_offset(text, i), ==, offsets[i]);
        if (i < 5)
            g_assert_cmpuint(mz_text_index(text, offsets[i]), ==, i);
    }
    g_assert_cmpuint(mz_text_index(text, 2), ==, 2); /* inside 合 */
    g_assert_cmpuint(mz_text_index(text, 999), ==, 4);
    g_assert_cmpuint(mz_text_count(text, 4), ==, 2);
}

static const struct {
    const char *one, *other;
    guint limit, distance;
} distances[] = {
    {"", "", 3, 0},
    {"abc", "abc", 0, 0},
    {"abc", "abd", 3, 1},
    {"abc", "acb", 3, 1},
    {"abc", "ab", 3, 1},
    {"abc", "xabc", 3, 1},
    {"tabels", "tables", 3, 1},
    {"kitten", "sitting", 5, 3},
    {"kitten", "sitting", 2, 3},
    {"kitten", "sitting", 1, 2},
    {"一般公共", "一股公共", 3, 1},
    {"", "abc", 2, 3},
};

static void
test_distance(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(distances); i++) {
        g_assert_cmpuint(mz_text_distance(distances[i].one, distances[i].other, distances[i].limit), ==,
                         distances[i].distance);
        g_assert_cmpuint(mz_text_distance(distances[i].other, distances[i].one, distances[i].limit), ==,
                         distances[i].distance);
    }
    char *longest = g_strnfill(64, 'x');
    char *longer = g_strnfill(65, 'x');
    g_assert_cmpuint(mz_text_distance(longest, longest + 1, 3), ==, 1);
    g_assert_cmpuint(mz_text_distance(longest, longer, 3), ==, 4);
    g_assert_cmpuint(mz_text_distance(longer, longer, 3), ==, 0);
    g_free(longest);
    g_free(longer);
}

static void
test_near(void)
{
    static const char *const names[] = {"title", "table", "row", "列"};
    static const struct {
        const char *wrong, *near;
    } cases[] = {{"tabel", "table"}, {"tittle", "title"}, {"row", "row"}, {"rows", "row"},
                 {"Row", "row"},     {"zzz", NULL},       {"", "列"},     {"tible", "title"}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(mz_text_near(cases[i].wrong, names, G_N_ELEMENTS(names)), ==, cases[i].near);
    g_assert_null(mz_text_near("x", NULL, 0));
}

/* Random bytes of the kinds that matter, against GLib's own check. */
static void
test_utf8(void)
{
    static const char *const pieces[] = {"a",
                                         "12345678",
                                         "万元",
                                         "\xC2\xA0",
                                         "\xE0\xA0\x80",
                                         "\xED\x9F\xBF",
                                         "\xED\xA0\x80",
                                         "\xEF\xBF\xBF",
                                         "\xF0\x9F\x98\x80",
                                         "\xF4\x90\x80\x80",
                                         "\xC0\x80",
                                         "\xE0\x80\x80",
                                         "\xE4\xB8",
                                         "\x80",
                                         "\xFF",
                                         "\xF8\x88\x80\x80\x80"};
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    guint n_good = 0;
    for (guint i = 0; i < 20000; i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        gboolean with_bad = g_rand_boolean(random);
        for (gint n = g_rand_int_range(random, 0, 12); n > 0; n--) {
            const char *piece = pieces[g_rand_int_range(random, 0, with_bad ? (gint)G_N_ELEMENTS(pieces) : 6)];
            g_string_append(text, piece);
        }
        if (g_rand_int_range(random, 0, 10) == 0)
            g_string_append_len(text, "\0x", 2);
        const char *wanted_bad = NULL, *bad = NULL;
        gboolean wanted = g_utf8_validate_len(text->str, text->len, &wanted_bad);
        g_assert_cmpint(mz_text_is_utf8(text->str, text->len, &bad), ==, wanted);
        g_assert_true(bad == wanted_bad);
        g_assert_cmpint(mz_text_is_utf8(text->str, text->len, NULL), ==, wanted);
        n_good += wanted;
    }
    g_assert_cmpuint(n_good, >, 5000);
    g_assert_cmpuint(n_good, <, 15000);
}

/* No byte behind the text is looked at, also where a sign begins with its last ones. */
static void
test_wide_sign(void)
{
    g_assert_true(mz_text_is_wide_sign("，1", 4));
    g_assert_true(mz_text_is_wide_sign("“", 3));
    g_assert_false(mz_text_is_wide_sign("\"“", 4));
    g_assert_false(mz_text_is_wide_sign("", 0));
    for (gsize length = 0; length < 3; length++) {
        char *cut = g_memdup2("“", length);
        g_assert_false(mz_text_is_wide_sign(cut, length));
        g_free(cut);
    }
}

/* A slip of the pen is a distance of one. */
static void
test_slips(void)
{
    static const struct {
        const char *one, *other;
        gboolean is_slip;
    } cases[] = {
        {"区/档案管", "区/档案馆", TRUE},
        {"区/档案", "区/档案馆", TRUE},
        {"区/档案案馆", "区/档案馆", TRUE},
        {"区/档馆案", "区/档案馆", TRUE},
        {"区/图书馆", "区/档案馆", FALSE},
        {"区/档案馆", "区/档案局馆所", FALSE},
        {"aab", "aaab", TRUE},
        {"ab", "ba", TRUE},
        {"abc", "cba", FALSE},
        {"", "a", TRUE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpint(mz_text_distance(cases[i].one, cases[i].other, 1) == 1, ==, cases[i].is_slip);
        g_assert_cmpint(mz_text_distance(cases[i].other, cases[i].one, 1) == 1, ==, cases[i].is_slip);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/utf8", test_utf8);
    g_test_add_func("/text/fold", test_fold);
    g_test_add_func("/text/fold-every-char", test_fold_every_char);
    g_test_add_func("/text/shapes", test_shapes);
    g_test_add_func("/text/offsets", test_offsets);
    g_test_add_func("/text/distance", test_distance);
    g_test_add_func("/text/near", test_near);
    g_test_add_func("/text/wide-sign", test_wide_sign);
    g_test_add_func("/text/slips", test_slips);
    return g_test_run();
}
