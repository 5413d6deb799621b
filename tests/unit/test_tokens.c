#include "parse/tokens.h"

#include <string.h>

/* A line and its tokens: numbers as #text, words as they are, joined with a blank; a tab cell begins with its number
 * and a colon. */
static const struct {
    const char *line;
    const char *tokens;
} lines[] = {
    {"", ""},
    {"201 一般公共服务支出 208.21 206.81 1.4", "#201 一般公共服务支出 #208.21 #206.81 #1.4"},
    {"合计\t2, 362. 26\t\t98. 00", "合计 1:#2,362.26 3:#98.00"},
    {"1, 569. 78 448. 80", "#1,569.78 #448.80"},
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
    {"1 2 3", "#1 #2 #3"},
    {"12个月", "12个月"},
    {"1,2,3", "1,2,3"},
    {"99999999999999999999.00", "#99999999999999999999.00"},
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
            g_string_append_printf(joined, "%s%s", token->number ? "#" : "", token->text);
        }
        g_assert_cmpstr(joined->str, ==, lines[i].tokens);
        g_free(tokens.at);
    }
}

static void
test_money(void)
{
    static const struct {
        const char *text;
        gboolean number;
        gint64 fen;
    } cases[] = {{"12.50", TRUE, 12500000}, {"99999999999999999999.00", FALSE, 0}, {"0.1234567", FALSE, 0}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        MzToken token = {.number = TRUE, .text = cases[i].text};
        MzMoney money = {0};
        g_assert_cmpint(mz_token_money(&token, MZ_UNIT_WAN, &money), ==, cases[i].number);
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
