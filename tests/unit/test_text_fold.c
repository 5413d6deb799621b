/* Folding of sources and names (parse/text.h). */
#include "parse/text.h"

#include <string.h>

static MzSource *
source_of(const char *bytes)
{
    GError *error = NULL;
    MzSource *source = mz_source_from_bytes("test", bytes, strlen(bytes), &error);
    g_assert_no_error(error);
    return source;
}

static const struct {
    const char *line, *folded;
    guint first;
    gboolean tabs;
} lines[] = {
    {"２０２４年（款）：１，２．３４％", "2024年(款):1,2.34%", 0, FALSE},
    {"　　一、收入", "  一、收入", 2, FALSE},
    {"\t合计\t1.4", "\t合计\t1.4", 1, TRUE},
    {"\t合计", "\t合计", 1, FALSE},
    {"−146.76 ―3 ―", "-146.76 -3 ―", 0, FALSE},
    {"", "", 0, FALSE},
    {" 　\u200b", "   ", 3, FALSE},
    {"二〇二四年“三公”经费—", "二〇二四年“三公”经费—", 0, FALSE},
    {"𠀀字", "𠀀字", 0, FALSE},
};

static void
test_lines(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        char *bytes = g_strconcat("前\n", lines[i].line, "\n后", NULL);
        MzSource *source = source_of(bytes);
        MzArena *arena = mz_arena_new();
        MzText *text = mz_text_of(source, arena);
        g_assert_cmpuint(text->n_lines, ==, 3);
        const MzTextLine *line = &text->lines[1];
        char *folded = g_ucs4_to_utf8(line->c, line->n, NULL, NULL, NULL);
        g_assert_cmpstr(folded, ==, lines[i].folded);
        g_assert_cmpuint(line->first, ==, lines[i].first);
        g_assert_cmpint(line->tabs, ==, lines[i].tabs);
        g_assert_cmpuint(line->n, ==, g_utf8_strlen(lines[i].line, -1));
        g_free(folded);
        mz_arena_free(arena);
        mz_source_free(source);
        g_free(bytes);
    }
}

/* Sixteen bytes are folded at once: numbers and tabs stand across them, and at the end of the text. */
static const struct {
    const char *line;
    gboolean digits, long_number, field, tabs;
} flags[] = {
    {"没有数字", FALSE, FALSE, FALSE, FALSE},
    {"1234567890", TRUE, FALSE, FALSE, FALSE},
    {"13800000000", TRUE, TRUE, FALSE, FALSE},
    {"abcdefghij13800000000", TRUE, TRUE, FALSE, FALSE},
    {"abcdefghijklmno13800000000", TRUE, TRUE, FALSE, FALSE},
    {"abcdefghij1380000000.", TRUE, FALSE, FALSE, FALSE},
    {"1234567890元1", TRUE, FALSE, FALSE, FALSE},
    {"abcdef1234567890.1234567890", TRUE, FALSE, FALSE, FALSE},
    {"abcdef1234567890元1234567890", TRUE, FALSE, FALSE, FALSE},
    {"１３８００００００００", TRUE, TRUE, FALSE, FALSE},
    {"138０００００００0", TRUE, TRUE, FALSE, FALSE},
    {"abcdefghijklmnop\tq", FALSE, FALSE, FALSE, TRUE},
    {"                    \t收入", FALSE, FALSE, FALSE, FALSE},
    {"                    \t收入                 \t", FALSE, FALSE, FALSE, TRUE},
    {"联系人：张三", FALSE, FALSE, TRUE, FALSE},
    {"项目联系人：张三", FALSE, FALSE, TRUE, FALSE},
    {"单位：万元", FALSE, FALSE, FALSE, FALSE},
    {"1.电话", TRUE, FALSE, TRUE, FALSE},
    {"主要原因是人员变动", FALSE, FALSE, FALSE, FALSE},
};

static void
test_flags(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(flags); i++) {
        for (guint last = 0; last < 2; last++) {
            char *bytes = g_strconcat("前\n", flags[i].line, last ? NULL : "\n12345\t电话", NULL);
            MzSource *source = source_of(bytes);
            MzArena *arena = mz_arena_new();
            const MzTextLine *line = &mz_text_of(source, arena)->lines[1];
            g_assert_cmpuint(line->digits, ==, flags[i].digits);
            g_assert_cmpuint(line->long_number, ==, flags[i].long_number);
            g_assert_cmpuint(line->field, ==, flags[i].field);
            g_assert_cmpuint(line->tabs, ==, flags[i].tabs);
            mz_arena_free(arena);
            mz_source_free(source);
            g_free(bytes);
        }
    }
}

static void
test_compact(void)
{
    MzSource *source = source_of("　2, 362. 26\t收 入");
    MzArena *arena = mz_arena_new();
    const MzTextLine *line = &mz_text_of(source, arena)->lines[0];
    g_assert_cmpstr(mz_text_compact(line, 0, line->n, arena), ==, "2,362.26收入");
    g_assert_cmpstr(mz_text_compact(line, 1, 5, arena), ==, "2,3");
    g_assert_cmpstr(mz_text_compact(line, 5, 4, arena), ==, "");
    g_assert_cmpstr(mz_text_compact(line, 12, 1000, arena), ==, "收入");
    mz_arena_free(arena);
    mz_source_free(source);
}

static const struct {
    const char *name, *folded;
} names[] = {
    {"因公出国（境）费", "因公出国境费"},
    {"因公出国 (境) 费", "因公出国境费"},
    {"“三公”经费", "三公经费"},
    {"收、支总计", "收支总计"},
    {"ＡＢ－１２", "AB12"},
    {"（、）", ""},
    {"", ""},
};

static void
test_names(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        char *folded = mz_fold_name(names[i].name);
        g_assert_cmpstr(folded, ==, names[i].folded);
        g_free(folded);
    }
    g_assert_false(mz_is_word_char('.'));
    g_assert_false(mz_is_word_char(0x3001));
    g_assert_true(mz_is_word_char(0x3007));
    g_assert_true(mz_is_word_char('7'));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/parse/text/lines", test_lines);
    g_test_add_func("/parse/text/flags", test_flags);
    g_test_add_func("/parse/text/compact", test_compact);
    g_test_add_func("/parse/text/names", test_names);
    return g_test_run();
}
