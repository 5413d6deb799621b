#include "model/report.h"

#include <string.h>

#include "model/json.h"
#include "model/link.h"

static const char json[] =
    "{\"format\":\"mingzhang-report/1\",\"kind\":\"final\",\"tables\":["
    "{\"key\":\"income\",\"rows\":[{\"key\":\"total\",\"label\":\"合计\",\"cells\":[{\"column\":\"fiscal\",\"text\":"
    "\"5.00\"}]},"
    "{\"key\":\"2080505\",\"code\":\"2080505\"},{\"key\":\"20805\",\"code\":\"20805\"},{\"key\":\"208\",\"code\":"
    "\"208\"},"
    "{\"key\":\"2101101\",\"code\":\"2101101\"},{\"key\":\"210\",\"code\":\"210\"},{\"key\":\"2129999\",\"code\":"
    "\"2129999\"}]},"
    "{\"key\":\"basic\",\"rows\":[{\"key\":\"301\",\"code\":\"301\"},{\"key\":\"30101\",\"code\":\"30101\"}]},"
    "{\"key\":\"summary\",\"rows\":[{\"key\":\"ex-201\"},{\"key\":\"in-year\"},{\"key\":\"ex-201-2\",\"code\":\"201\"}]"
    "}],"
    "\"claims\":[{\"subject\":\"收支总计\",\"measure\":\"变动额\",\"value\":\"-1.5\",\"unit\":\"万元\"},"
    "{\"subject\":\"收支总计\",\"measure\":\"本年\",\"value\":\"7\",\"unit\":\"万元\"},"
    "{\"subject\":\"收支总计\",\"measure\":\"本年\",\"value\":\"8\",\"unit\":\"万元\"}]}";

static MzReport *
make_report(void)
{
    GError *error = NULL;
    MzReport *report = mz_report_from_json("r.json", json, strlen(json), &error);
    g_assert_no_error(error);
    return report;
}

static void
test_names(void)
{
    for (int i = 0; i < MZ_MEASURES; i++) {
        MzMeasure measure = MZ_MEASURES;
        g_assert_true(mz_measure_find(mz_measure_name((MzMeasure)i), &measure));
        g_assert_cmpint(measure, ==, i);
    }
    MzMeasure measure = MZ_MEASURE_SCORE;
    g_assert_false(mz_measure_find("去年", &measure));
    g_assert_cmpint(measure, ==, MZ_MEASURE_SCORE);
}

static void
test_find(void)
{
    MzReport *report = make_report();
    g_assert_null(mz_report_table(report, MZ_TABLE_FUND));
    g_assert_true(mz_report_table(report, MZ_TABLE_BASIC) == &report->tables[1]);
    g_assert_null(mz_table_row(&report->tables[0], "999"));
    g_assert_true(mz_table_row(&report->tables[0], "208") == &report->tables[0].rows[3]);
    const MzCell *cell = mz_report_cell(report, MZ_TABLE_INCOME, "total", "fiscal");
    g_assert_true(cell->present);
    g_assert_cmpint(cell->amount.fen, ==, 5000000);
    g_assert_false(mz_report_cell(report, MZ_TABLE_INCOME, "total", "total")->present);
    g_assert_null(mz_report_cell(report, MZ_TABLE_FUND, "total", "total"));
    g_assert_null(mz_report_cell(report, MZ_TABLE_INCOME, "none", "total"));
    g_assert_null(mz_report_cell(report, MZ_TABLE_INCOME, "total", "none"));
    g_assert_cmpint(mz_report_claim(report, "收支总计", MZ_MEASURE_CURRENT)->value, ==, 7);
    g_assert_null(mz_report_claim(report, "收支总计", MZ_MEASURE_PRIOR));
    g_assert_null(mz_report_claim(report, "收入", MZ_MEASURE_CURRENT));
    mz_report_free(report);
    mz_report_free(NULL);
}

static const struct {
    guint table;
    const char *key;
    const char *parent; /* NULL: none */
    int level;
} links[] = {
    {0, "total", NULL, 0},    {0, "2080505", "20805", 3}, {0, "20805", "208", 2},   {0, "208", NULL, 1},
    {0, "2101101", "210", 3}, {0, "2129999", NULL, 3},    {1, "301", NULL, 1},      {1, "30101", "301", 2},
    {2, "ex-201", NULL, 0},   {2, "in-year", NULL, 0},    {2, "ex-201-2", NULL, 1},
};

static void
test_link(void)
{
    MzReport *report = make_report();
    for (gsize i = 0; i < G_N_ELEMENTS(links); i++) {
        const MzTable *table = &report->tables[links[i].table];
        const MzRow *row = mz_table_row(table, links[i].key);
        g_assert_cmpstr(row->parent < 0 ? NULL : table->rows[row->parent].key, ==, links[i].parent);
        g_assert_cmpint(row->level, ==, links[i].level);
        g_assert_cmpint(row->form_row, ==, mz_form_row(table->form, row->key));
    }
    mz_report_free(report);
}

static const struct {
    gint64 value;
    guint8 decimals;
    const char *unit;
    gboolean is_money;
    gint64 fen;
} claims[] = {
    {-14676, 2, "万元", TRUE, -146760000},
    {5, 0, "元", TRUE, 500},
    {123456, 6, "万元", TRUE, 123456},
    {1234567, 7, "万元", FALSE, 0},
    {1, 3, "元", FALSE, 0},
    {5, 0, "%", FALSE, 0},
    {5, 0, "亿元", FALSE, 0},
    {5, 0, "", FALSE, 0},
    {5, 0, NULL, FALSE, 0},
    {G_MAXINT64, 0, "元", FALSE, 0},
    {G_MAXINT64, 6, "万元", TRUE, G_MAXINT64},
};

static void
test_claim_money(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(claims); i++) {
        MzClaim claim = {.value = claims[i].value, .decimals = claims[i].decimals, .unit = claims[i].unit};
        MzMoney money = {0, 0, 0};
        g_assert_cmpint(mz_claim_money(&claim, &money), ==, claims[i].is_money);
        g_assert_cmpint(money.fen, ==, claims[i].fen);
        if (claims[i].is_money)
            g_assert_cmpint(money.decimals, ==, claims[i].decimals);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/names", test_names);
    g_test_add_func("/report/find", test_find);
    g_test_add_func("/report/link", test_link);
    g_test_add_func("/report/claim-money", test_claim_money);
    return g_test_run();
}
