/* Several reports of one department: what one implies of another. */
#include "check/check.h"
#include "check_fixture.h"

enum { SUM_SIZE = 2 * sizeof(guint64) };

/* The consistent report as it was a year earlier, and as the budget of the year. */
static MzReport *
year_before(const char *total)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2023, "示例局");
    fixture_set(report, MZ_TABLE_SUMMARY, "in-total", "amount", total);
    fixture_set(report, MZ_TABLE_INCOME, "total", "total", total);
    fixture_set(report, MZ_TABLE_EXPENDITURE, "total", "total", total);
    return report;
}

static MzReport *
budget_of_year(const char *item)
{
    MzReport *report = fixture_report(MZ_KIND_BUDGET, 2024, "示例局");
    fixture_set(report, MZ_TABLE_GENERAL, "total", "total", "98.50");
    fixture_set(report, MZ_TABLE_GENERAL, "2010301", "total", item);
    return report;
}

static MzReport *
unit_report(const char *total)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "示例局下属单位");
    fixture_set(report, MZ_TABLE_INCOME, "total", "total", total);
    return report;
}

/* Last year's total stands in a place that the text does not decide. */
static MzReport *
year_uncertain(const char *total)
{
    MzReport *report = year_before(total);
    fixture_set(report, MZ_TABLE_SUMMARY, "in-total", "amount", total)->origin = MZ_ORIGIN_UNCERTAIN;
    fixture_set(report, MZ_TABLE_INCOME, "total", "total", total)->origin = MZ_ORIGIN_UNCERTAIN;
    fixture_set(report, MZ_TABLE_EXPENDITURE, "total", "total", total)->origin = MZ_ORIGIN_UNCERTAIN;
    return report;
}

static MzReport *
renamed(void)
{
    MzReport *report = year_before("125.00");
    report->department = "示例委员会";
    return report;
}

static const struct {
    const char *name;
    MzReport *(*make)(const char *);
    const char *argument;
    const char *unit;
    const char *check;
    MzCheckState state;
} cases[] = {
    {"last year agrees", year_before, "125.00", NULL, "series.prior", MZ_STATE_HOLDS},
    {"last year off by rounding", year_before, "125.01", NULL, "series.prior", MZ_STATE_HOLDS},
    {"last year differs", year_before, "128.00", NULL, "series.prior", MZ_STATE_FAILS},
    {"last year is uncertain", year_uncertain, "128.00", NULL, "series.prior", MZ_STATE_SKIPPED},
    {"no last year", budget_of_year, "48.50", NULL, "series.prior", MZ_STATE_SKIPPED},
    {"budget agrees", budget_of_year, "48.50", NULL, "series.budget", MZ_STATE_HOLDS},
    {"budget differs", budget_of_year, "45.80", NULL, "series.budget", MZ_STATE_FAILS},
    {"a unit of the same size", unit_report, "100.00", "甲", "series.department", MZ_STATE_HOLDS},
    {"a smaller unit", unit_report, "40.00", "甲", "series.department", MZ_STATE_HOLDS},
    {"a unit larger than its department", unit_report, "140.00", "甲", "series.department", MZ_STATE_FAILS},
    {"the same name", year_before, "125.00", NULL, "series.names", MZ_STATE_HOLDS},
};

static MzCheckState
state_of(const MzReport *other, const char *unit, const char *check)
{
    g_autoptr(MzReport) report = consistent_report();
    g_autoptr(MzSeries) series = mz_series_new();
    mz_series_add(series, other, unit);
    g_autoptr(MzChecks) checks = mz_check(report, &(MzCheckOptions){.series = series});
    /* Turned to the report the series answers every question that its checks have: mz_series_asks names them all. */
    mz_series_turn_to(series, report->kind, report->year);
    g_autoptr(MzChecks) turned = mz_check(report, &(MzCheckOptions){.series = series});
    for (guint i = 0; i < checks->n_results; i++)
        g_assert_cmpint(turned->results[i].state, ==, checks->results[i].state);
    return checks->results[mz_check_index(mz_check_find(check))].state;
}

static void
test_states(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(MzReport) other = cases[i].make(cases[i].argument);
        MzCheckState state = state_of(other, cases[i].unit, cases[i].check);
        if (state != cases[i].state)
            g_error("%s: %s", cases[i].name, mz_check_state_key(state));
    }
}

static void
test_renamed(void)
{
    g_autoptr(MzReport) other = renamed();
    g_assert_cmpint(state_of(other, NULL, "series.names"), ==, MZ_STATE_FAILS);
}

/* One figure that several sentences imply is one finding, with the other report named. */
static void
test_finding(void)
{
    g_autoptr(MzReport) report = consistent_report(), before = year_before("128.00");
    g_autoptr(MzSeries) series = mz_series_new();
    mz_series_add(series, before, NULL);
    g_autoptr(MzChecks) checks = mz_check(report, &(MzCheckOptions){.series = series});
    guint n = 0;
    for (guint i = 0; i < checks->n_findings; i++) {
        const MzFinding *finding = &checks->findings[i];
        if (strcmp(finding->check->id, "series.prior") != 0)
            continue;
        n++;
        g_assert_cmpint(finding->severity, ==, MZ_SEVERITY_WARNING);
        g_assert_cmpstr(finding->expected, ==, "128.00");
        g_assert_nonnull(strstr(finding->message_zh, "2023年度"));
    }
    g_assert_cmpuint(n, ==, 3);
}

/* Nothing to compare with is skipped, not held. */
static void
test_alone(void)
{
    g_autoptr(MzReport) report = consistent_report();
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    const MzCheckResult *result = &checks->results[mz_check_index(mz_check_find("series.prior"))];
    g_assert_cmpint(result->state, ==, MZ_STATE_SKIPPED);
    g_assert_cmphex(result->skip, ==, MZ_SKIP_ONE_REPORT);
}

/* What is remembered of a report has one digest, and another one when another report could see a difference. */
static void
test_memory(void)
{
    g_autoptr(MzReport) one = year_before("128.00"), same = year_before("128.00"), other = year_before("128.01");
    g_autoptr(MzSeries) series = mz_series_new();
    const guint64 *digest = mz_remembered_digest(mz_series_add(series, one, NULL));
    g_assert_cmpmem(digest, SUM_SIZE, mz_remembered_digest(mz_series_add(series, same, NULL)), SUM_SIZE);
    g_assert_true(memcmp(digest, mz_remembered_digest(mz_series_add(series, other, NULL)), SUM_SIZE) != 0);
    g_assert_true(memcmp(digest, mz_remembered_digest(mz_series_add(series, same, "甲")), SUM_SIZE) != 0);
}

/* Of two reports that state the same year the one of the higher rank counts, whichever came first. */
static void
test_rank(void)
{
    g_autoptr(MzReport) low = year_before("1.00"), high = year_before("2.00");
    for (guint order = 0; order < 2; order++) {
        g_autoptr(MzSeries) series = mz_series_new();
        mz_series_add_ranked(series, order == 0 ? low : high, NULL, order == 0 ? 1 : 2);
        mz_series_add_ranked(series, order == 0 ? high : low, NULL, order == 0 ? 2 : 1);
        const MzRemembered *found = mz_series_find(series, MZ_KIND_FINAL, 2023);
        g_autoptr(MzSeries) alone = mz_series_new();
        g_assert_cmpmem(mz_remembered_digest(found), SUM_SIZE, mz_remembered_digest(mz_series_add(alone, high, NULL)),
                        SUM_SIZE);
    }
}

/* A series that is turned to a report does not answer for others. */
static void
test_turned(void)
{
    g_autoptr(MzReport) before = year_before("1.00");
    g_autoptr(MzSeries) series = mz_series_new();
    mz_series_add(series, before, NULL);
    mz_series_turn_to(series, MZ_KIND_FINAL, 2024);
    g_assert_nonnull(mz_series_find(series, MZ_KIND_FINAL, 2023));
    mz_series_turn_to(series, MZ_KIND_FINAL, 2025);
    g_assert_null(mz_series_find(series, MZ_KIND_FINAL, 2023));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/series/states", test_states);
    g_test_add_func("/series/renamed", test_renamed);
    g_test_add_func("/series/finding", test_finding);
    g_test_add_func("/series/alone", test_alone);
    g_test_add_func("/series/memory", test_memory);
    g_test_add_func("/series/rank", test_rank);
    g_test_add_func("/series/turned", test_turned);
    return g_test_run();
}
