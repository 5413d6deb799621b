/* What differs between two states of a report. */
#include "model/difference.h"

#include "fixture.h"

static const struct {
    const char *name;
    const char *old_amount; /* NULL: no such row */
    const char *new_amount;
    guint wanted;
} cases[] = {
    {"same", "10.00", "10.00", 0},      {"printed otherwise", "1,000.00", "1000", 0},
    {"changed", "10.00", "10.01", 1},   {"row is new", NULL, "10.00", 1},
    {"row has gone", "10.00", NULL, 1}, {"zero is not blank", NULL, "0.00", 1},
    {"neither has it", NULL, NULL, 0},
};

static MzReport *
report_with(const char *amount)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "示例市示例局");
    fixture_set(report, MZ_TABLE_GENERAL, "2012801", "total", "5.00");
    if (amount != NULL)
        fixture_set(report, MZ_TABLE_GENERAL, "2101101", "total", amount);
    return report;
}

static void
test_cells(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        MzReport *older = report_with(cases[i].old_amount), *newer = report_with(cases[i].new_amount);
        GArray *found = mz_report_differences(older, newer);
        g_test_message("%s", cases[i].name);
        g_assert_cmpuint(found->len, ==, cases[i].wanted);
        if (found->len == 1) {
            const MzDifference *difference = &g_array_index(found, MzDifference, 0);
            g_assert_cmpstr(difference->row->key, ==, "2101101");
            g_assert_cmpint(difference->table->key, ==, MZ_TABLE_GENERAL);
            g_assert_cmpint(difference->older != NULL && difference->older->present, ==, cases[i].old_amount != NULL);
            g_assert_cmpint(difference->newer != NULL && difference->newer->present, ==, cases[i].new_amount != NULL);
        }
        g_array_unref(found);
        mz_report_free(older);
        mz_report_free(newer);
    }
}

static void
test_whole(void)
{
    MzReport *report = report_with("1.00");
    GArray *came = mz_report_differences(NULL, report), *went = mz_report_differences(report, NULL);
    g_assert_cmpuint(came->len, ==, 2);
    g_assert_cmpuint(went->len, ==, 2);
    GArray *nothing = mz_report_differences(NULL, NULL);
    g_assert_cmpuint(nothing->len, ==, 0);
    g_array_unref(came);
    g_array_unref(went);
    g_array_unref(nothing);
    mz_report_free(report);
}

/* A table that only one of both has. */
static void
test_tables(void)
{
    MzReport *older = report_with("1.00"), *newer = report_with("1.00");
    fixture_set(newer, MZ_TABLE_FUND, "2120801", "total", "3.00");
    GArray *found = mz_report_differences(older, newer);
    g_assert_cmpuint(found->len, ==, 1);
    g_array_unref(found);
    found = mz_report_differences(newer, older);
    g_assert_cmpuint(found->len, ==, 1);
    g_assert_cmpint(g_array_index(found, MzDifference, 0).table->key, ==, MZ_TABLE_FUND);
    g_array_unref(found);
    mz_report_free(older);
    mz_report_free(newer);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/difference/cells", test_cells);
    g_test_add_func("/difference/whole", test_whole);
    g_test_add_func("/difference/tables", test_tables);
    return g_test_run();
}
