#include "base/money.h"

#include <string.h>

static const struct {
    const char *text;
    MzUnit unit;
    gint64 fen;
    guint8 decimals;
    const char *plain, *grouped;
} read_as[] = {
    {"0", MZ_UNIT_WAN, 0, 0, "0", "0"},
    {"0.00", MZ_UNIT_WAN, 0, 2, "0.00", "0.00"},
    {"-0.00", MZ_UNIT_WAN, 0, 2, "0.00", "0.00"},
    {"1", MZ_UNIT_WAN, 1000000, 0, "1", "1"},
    {"1", MZ_UNIT_YUAN, 100, 0, "1", "1"},
    {"754.75", MZ_UNIT_WAN, 754750000, 2, "754.75", "754.75"},
    {"-146.76", MZ_UNIT_WAN, -146760000, 2, "-146.76", "-146.76"},
    {"−146.76", MZ_UNIT_WAN, -146760000, 2, "-146.76", "-146.76"},
    {"－１４６．７６", MZ_UNIT_WAN, -146760000, 2, "-146.76", "-146.76"},
    {"- 5", MZ_UNIT_YUAN, -500, 0, "-5", "-5"},
    {"2, 362. 26", MZ_UNIT_WAN, 2362260000, 2, "2362.26", "2,362.26"},
    {" 1　2\xC2\xA0 3 ", MZ_UNIT_YUAN, 12300, 0, "123", "123"},
    {"1，234，567.8", MZ_UNIT_YUAN, 123456780, 1, "1234567.8", "1,234,567.8"},
    {"0.000001", MZ_UNIT_WAN, 1, 6, "0.000001", "0.000001"},
    {"0.01", MZ_UNIT_YUAN, 1, 2, "0.01", "0.01"},
    {"-0.01", MZ_UNIT_YUAN, -1, 2, "-0.01", "-0.01"},
    {"00012.50", MZ_UNIT_YUAN, 1250, 2, "12.50", "12.50"},
    {"999", MZ_UNIT_YUAN, 99900, 0, "999", "999"},
    {"1000", MZ_UNIT_YUAN, 100000, 0, "1000", "1,000"},
    {"-1000000.00", MZ_UNIT_YUAN, -100000000, 2, "-1000000.00", "-1,000,000.00"},
    {"9223372036854.775807", MZ_UNIT_WAN, G_MAXINT64, 6, "9223372036854.775807", "9,223,372,036,854.775807"},
    {"-92233720368547758.07", MZ_UNIT_YUAN, -G_MAXINT64, 2, "-92233720368547758.07", "-92,233,720,368,547,758.07"},
};

static void
test_read(void)
{
    char buffer[MZ_MONEY_TEXT];
    for (gsize i = 0; i < G_N_ELEMENTS(read_as); i++) {
        MzMoney money = {77, 77, 77};
        g_test_message("%s", read_as[i].text);
        g_assert_true(mz_money_parse(read_as[i].text, -1, read_as[i].unit, &money));
        g_assert_cmpint(money.fen, ==, read_as[i].fen);
        g_assert_cmpint(money.decimals, ==, read_as[i].decimals);
        g_assert_cmpint(money.unit, ==, read_as[i].unit);
        g_assert_cmpstr(mz_money_plain(money, buffer), ==, read_as[i].plain);
        g_assert_cmpstr(mz_money_grouped(money, buffer), ==, read_as[i].grouped);
    }
}

static const struct {
    const char *text;
    MzUnit unit;
} not_amounts[] = {
    {"", MZ_UNIT_WAN},
    {" ", MZ_UNIT_WAN},
    {"-", MZ_UNIT_WAN},
    {"--1", MZ_UNIT_WAN},
    {"1-", MZ_UNIT_WAN},
    {"1-2", MZ_UNIT_WAN},
    {"+1", MZ_UNIT_WAN},
    {".5", MZ_UNIT_WAN},
    {"5.", MZ_UNIT_WAN},
    {"1..2", MZ_UNIT_WAN},
    {"1.2.3", MZ_UNIT_WAN},
    {",1", MZ_UNIT_WAN},
    {"1,", MZ_UNIT_WAN},
    {"1,,2", MZ_UNIT_WAN},
    {"1,.2", MZ_UNIT_WAN},
    {"1.2,3", MZ_UNIT_WAN},
    {"-,1", MZ_UNIT_WAN},
    {"-.1", MZ_UNIT_WAN},
    {"1e5", MZ_UNIT_WAN},
    {"0x10", MZ_UNIT_WAN},
    {"1O5", MZ_UNIT_WAN},
    {"(5)", MZ_UNIT_WAN},
    {"1\t2", MZ_UNIT_WAN},
    {"1\n", MZ_UNIT_WAN},
    {"5%", MZ_UNIT_WAN},
    {"5万元", MZ_UNIT_WAN},
    {"五", MZ_UNIT_WAN},
    {"—", MZ_UNIT_WAN},
    {"1.0000001", MZ_UNIT_WAN},
    {"1.001", MZ_UNIT_YUAN},
    {"1.000", MZ_UNIT_YUAN},
    {"inf", MZ_UNIT_WAN},
    {"nan", MZ_UNIT_WAN},
    {"٣", MZ_UNIT_WAN},
    {"²", MZ_UNIT_WAN},
    {"1'000", MZ_UNIT_WAN},
    {"9223372036854.775808", MZ_UNIT_WAN},
    {"9223372036855", MZ_UNIT_WAN},
    {"92233720368547758.08", MZ_UNIT_YUAN},
    {"99999999999999999999999999", MZ_UNIT_YUAN},
    {"11111111111111111111111111111111111111111111111111111111111111111111111111", MZ_UNIT_YUAN},
    {"0.00000000000000000000000000000000000000000000000000000000000000000000000", MZ_UNIT_YUAN},
};

static void
test_not_amounts(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(not_amounts); i++) {
        MzMoney money = {77, 7, 1};
        g_test_message("%s", not_amounts[i].text);
        g_assert_false(mz_money_parse(not_amounts[i].text, -1, not_amounts[i].unit, &money));
        g_assert_cmpint(money.fen, ==, 77);
        g_assert_cmpint(money.decimals, ==, 7);
        g_assert_cmpint(money.unit, ==, 1);
    }
}

static void
test_length(void)
{
    MzMoney money;
    g_assert_true(mz_money_parse("12.345x", 4, MZ_UNIT_YUAN, &money));
    g_assert_cmpint(money.fen, ==, 1230);
    g_assert_false(mz_money_parse("12.3", 0, MZ_UNIT_YUAN, &money));
    g_assert_false(mz_money_parse("12.3", 3, MZ_UNIT_YUAN, &money));
    g_assert_false(mz_money_parse("1\0002", 3, MZ_UNIT_YUAN, &money));
}

static const struct {
    gint64 fen;
    const char *text;
} fen_texts[] = {
    {0, "0"},
    {5, "5"},
    {-5, "-5"},
    {10, "10"},
    {-100, "-100"},
    {2362260000, "2362260000"},
    {G_MAXINT64, "9223372036854775807"},
    {G_MININT64, "-9223372036854775808"},
};

static void
test_fen_text(void)
{
    char buffer[MZ_MONEY_TEXT];
    for (gsize i = 0; i < G_N_ELEMENTS(fen_texts); i++) {
        MzMoney money = {fen_texts[i].fen, 0, MZ_UNIT_WAN};
        g_assert_cmpstr(mz_money_fen_text(money, buffer), ==, fen_texts[i].text);
    }
    g_assert_cmpstr(mz_money_grouped((MzMoney){G_MININT64, 2, MZ_UNIT_YUAN}, buffer), ==, "-92,233,720,368,547,758.08");
    g_assert_cmpstr(mz_money_plain((MzMoney){G_MININT64, 6, MZ_UNIT_WAN}, buffer), ==, "-9223372036854.775808");
}

static const struct {
    MzMoney money;
    MzUnit unit;
    guint8 decimals;
    const char *plain;
} converted[] = {
    {{754750000, 2, MZ_UNIT_WAN}, MZ_UNIT_YUAN, 0, "7547500"},
    {{754750000, 2, MZ_UNIT_WAN}, MZ_UNIT_YUAN, 2, "7547500.00"},
    {{754750000, 2, MZ_UNIT_WAN}, MZ_UNIT_YUAN, 9, "7547500.00"},
    {{1, 6, MZ_UNIT_WAN}, MZ_UNIT_WAN, 0, "0.000001"},
    {{1, 6, MZ_UNIT_WAN}, MZ_UNIT_YUAN, 0, "0.01"},
    {{12345, 2, MZ_UNIT_YUAN}, MZ_UNIT_WAN, 2, "0.012345"},
    {{-1000000, 0, MZ_UNIT_WAN}, MZ_UNIT_WAN, 2, "-1.00"},
    {{0, 0, MZ_UNIT_WAN}, MZ_UNIT_YUAN, 1, "0.0"},
};

static void
test_converted(void)
{
    char buffer[MZ_MONEY_TEXT];
    for (gsize i = 0; i < G_N_ELEMENTS(converted); i++) {
        MzMoney money = mz_money_in(converted[i].money, converted[i].unit, converted[i].decimals);
        g_assert_cmpint(money.fen, ==, converted[i].money.fen);
        g_assert_cmpint(money.unit, ==, converted[i].unit);
        g_assert_cmpstr(mz_money_plain(money, buffer), ==, converted[i].plain);
    }
}

static void
test_place(void)
{
    g_assert_cmpint(mz_money_place((MzMoney){0, 2, MZ_UNIT_WAN}), ==, 10000);
    g_assert_cmpint(mz_money_place((MzMoney){0, 0, MZ_UNIT_WAN}), ==, 1000000);
    g_assert_cmpint(mz_money_place((MzMoney){0, 6, MZ_UNIT_WAN}), ==, 1);
    g_assert_cmpint(mz_money_place((MzMoney){0, 2, MZ_UNIT_YUAN}), ==, 1);
    g_assert_cmpint(mz_unit_fen(MZ_UNIT_WAN), ==, 1000000);
    g_assert_cmpstr(mz_unit_label(MZ_UNIT_WAN), ==, "万元");
    g_assert_cmpstr(mz_unit_label(MZ_UNIT_YUAN), ==, "元");
}

static const struct {
    gint64 part, whole;
    gboolean fits;
    gint64 share;
} shares[] = {
    {1, 3, TRUE, 3333},
    {2, 3, TRUE, 6667},
    {1, 1, TRUE, 10000},
    {0, 5, TRUE, 0},
    {1, 20000, TRUE, 1}, /* half: away from zero */
    {-1, 20000, TRUE, -1},
    {1, -20000, TRUE, -1},
    {-1, -20000, TRUE, 1},
    {1, 20001, TRUE, 0},
    {-1, 20001, TRUE, 0},
    {3, 20000, TRUE, 2},
    {5, 0, FALSE, 0},
    {0, 0, FALSE, 0},
    {G_MAXINT64, 1, FALSE, 0},
    {G_MININT64, 1, FALSE, 0},
    {G_MAXINT64, G_MAXINT64, TRUE, 10000},
    {G_MININT64, G_MININT64, TRUE, 10000},
    {G_MAXINT64, G_MININT64, TRUE, -10000},
    {G_MAXINT64, 10000, TRUE, G_MAXINT64},
};

static void
test_share(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(shares); i++) {
        gint64 share = 0;
        g_assert_cmpint(mz_money_share(shares[i].part, shares[i].whole, &share), ==, shares[i].fits);
        g_assert_cmpint(share, ==, shares[i].share);
    }
}

/* 275.09 of 2,362.26 is 11.6452%: 11.65 in hundredths, and yet 11.6 in tenths. */
static void
test_share_rounds_once(void)
{
    gint64 share = 0;
    g_assert_true(mz_money_share(27509, 236226, &share));
    g_assert_cmpint(share, ==, 1165);
    g_assert_true(mz_money_share_tenths(27509, 236226, &share));
    g_assert_cmpint(share, ==, 116);
    g_assert_true(mz_money_share_tenths(-27509, 236226, &share));
    g_assert_cmpint(share, ==, -116);
    g_assert_false(mz_money_share_tenths(1, 0, &share));
}

/* Whatever is written is read as the same, in every unit and number of decimals. */
static void
test_round_trip(void)
{
    char plain[MZ_MONEY_TEXT];
    char grouped[MZ_MONEY_TEXT];
    for (int round = 0; round < 20000; round++) {
        MzMoney money = {0, 0, (guint8)(round % 2)};
        money.decimals = (guint8)g_test_rand_int_range(0, money.unit == MZ_UNIT_WAN ? 7 : 3);
        guint64 bits = (guint64)(guint32)g_test_rand_int() << 32 | (guint32)g_test_rand_int();
        gint64 value = (gint64)bits / ((gint64)1 << g_test_rand_int_range(0, 63));
        gint64 place = mz_money_place(money);
        money.fen = value / place * place;
        MzMoney read;
        g_assert_true(mz_money_parse(mz_money_plain(money, plain), -1, (MzUnit)money.unit, &read));
        g_assert_cmpmem(&read.fen, sizeof read.fen, &money.fen, sizeof money.fen);
        g_assert_cmpint(read.decimals, ==, money.decimals);
        g_assert_true(mz_money_parse(mz_money_grouped(money, grouped), -1, (MzUnit)money.unit, &read));
        g_assert_cmpint(read.fen, ==, money.fen);
        g_assert_cmpuint(strlen(grouped), <, MZ_MONEY_TEXT);
        mz_money_fen_text(money, plain);
        g_assert_cmpint(g_ascii_strtoll(plain, NULL, 10), ==, money.fen);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/money/read", test_read);
    g_test_add_func("/money/not-amounts", test_not_amounts);
    g_test_add_func("/money/length", test_length);
    g_test_add_func("/money/fen-text", test_fen_text);
    g_test_add_func("/money/converted", test_converted);
    g_test_add_func("/money/place", test_place);
    g_test_add_func("/money/share", test_share);
    g_test_add_func("/money/share-once", test_share_rounds_once);
    g_test_add_func("/money/round-trip", test_round_trip);
    return g_test_run();
}
