#include "parse/tokens.h"

#include <string.h>

/* A line and its tokens: integers as #text, other numbers as # and their amount (? where there is none), words as they
 * are, joined with a blank; a tab cell begins with its number and a colon. Behind a bar the slips. */
static const struct {
    const char *line;
    const char *tokens;
} lines[] = {
    {"", ""},
    {"201 一般公共服务支出 208.21 206.81 1.4", "#201 一般公共服务支出 #208.21 #206.81 #1.4"},
    {"合计\t2, 362. 26\t\t98. 00", "合计 1:#2362.26 3:#98.00"},
    {"1, 569. 78 448. 80", "#1569.78 #448.80"},
    {"加费用30299 其他商品", "加费用 #30299 其他商品"},
    {"其他支出12.00", "其他支出 #12.00"},
    {"201一般公共服务支出", "#201 一般公共服务支出"},
    {"2023 年“访惠聚”经费（为民办实事） 5.86", "#2023 年“访惠聚”经费(为民办实事) #5.86"},
    {"2024年度收入决算表", "2024年度收入决算表"},
    {"1.一般公共预算拨款 280.76", "1.一般公共预算拨款 #280.76"},
    {"一、本年收入\t２８０．７６", "一、本年收入 1:#280.76"},
    {"（表 1）", "(表 1)"},
    {"-12.50", "#-12.50"},
    {"减：12.50", "减:12.50"},
    {"201\t29\t01\t28 0.97", "#201 1:#29 2:#01 3:#280.97"},
    {"9 九、卫生健康支出 39 28.47\t", "#9 九、卫生健康支出 #39 #28.47"},
    {"合计\t 28 0.97", "合计 1:#280.97"},
    {"201 29 01", "#201 #29 #01"},
    {"\t\t合计\t397.33", "2:合计 3:#397.33"},
    {"-1,234.5 -7", "#-1234.5 #-7"},
    {"1,234 12,345,678.123456", "#1234 #12345678.123456"},
    {"123456789012345678 0000000000000000000001.00", "#123456789012345678 #1.00"},
    {"合计\t1 234.5\t1 2.5,3", "合计 1:#1234.5 2:#?"},
    {"1 2 3", "#1 #2 #3"},
    {"12个月", "12个月"},
    {"1,2,3", "1,2,3"},
    {"1.8L 1,5 2.5O1 6O 2012604O 68.4.O", "1.8L 1,5 2.5O1 6O 2012604O 68.4.O"},
    {"档案馆\t68.4O\t6l.47\t68，47\t0.Ol\t12.00", "档案馆 5:#12.00 | 68.4O 6l.47 68,47 0.Ol"},
    {"99999999999999999999.00", "#?"},
    {"\t１23\t―4.50 99999999999999999999 -", "1:#123 2:#-4.50 2:#99999999999999999999 2:-"},
};

static void
test_lines(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autofree char *text = g_strconcat(lines[i].line, "\n", NULL);
        GError *error = NULL;
        g_autoptr(MzSource) source = mz_source_from_bytes("test", text, strlen(text), &error);
        g_assert_no_error(error);
        g_autoptr(MzArena) arena = mz_arena_new();
        MzText *folded = mz_text_of(source, arena);
        MzTokens tokens = {0};
        mz_tokenize(folded, 1, &tokens, arena);
        g_autoptr(GString) joined = g_string_new(NULL);
        for (guint t = 0; t < tokens.n; t++) {
            const MzToken *token = &tokens.at[t];
            g_assert_cmpint(token->first, ==, t == 0);
            g_string_append(joined, t == 0 ? "" : " ");
            if (token->cell > 0)
                g_string_append_printf(joined, "%u:", token->cell);
            char amount[MZ_MONEY_TEXT] = "?";
            MzMoney money;
            if (token->number && !token->integer && mz_token_money(token, MZ_UNIT_WAN, &money))
                mz_money_plain(money, amount);
            g_string_append_printf(joined, "%s%s", token->number ? "#" : "",
                                   token->number && !token->integer ? amount : token->text);
        }
        for (guint s = 0; tokens.slips != NULL && s < tokens.slips->len; s++) {
            const MzSpan *span = &g_array_index(tokens.slips, MzSpan, s);
            g_assert_cmpuint(span->line, ==, 1);
            g_string_append_printf(joined, "%s %s", s == 0 ? " |" : "",
                                   mz_text_compact(&folded->lines[0], span->start, span->end, arena));
        }
        g_assert_cmpstr(joined->str, ==, lines[i].tokens);
        g_free(tokens.at);
        g_clear_pointer(&tokens.slips, g_array_unref);
    }
}

static void
test_money(void)
{
    static const struct {
        gint64 amount;
        guint8 decimals;
        MzUnit unit;
        gboolean number;
        gint64 fen;
    } cases[] = {{1250, 2, MZ_UNIT_WAN, TRUE, 12500000},
                 {1250, 2, MZ_UNIT_YUAN, TRUE, 1250},
                 {1250, 3, MZ_UNIT_YUAN, FALSE, 0},
                 {1, MZ_NO_AMOUNT, MZ_UNIT_WAN, FALSE, 0},
                 {G_MAXINT64, 0, MZ_UNIT_WAN, FALSE, 0}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        MzToken token = {.number = TRUE, .amount = cases[i].amount, .decimals = cases[i].decimals};
        MzMoney money = {0};
        g_assert_cmpint(mz_token_money(&token, cases[i].unit, &money), ==, cases[i].number);
        g_assert_cmpint(money.fen, ==, cases[i].fen);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tokens/lines", test_lines);
    g_test_add_func("/tokens/money", test_money);
    return g_test_run();
}
