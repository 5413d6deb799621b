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

/* ---- the narrative */

/* Claims as "section|subject|measure|value|unit", in the order of the report. */
#define MAX_CLAIMS 5

static MzReport *
report_of_claims(const char *const claims[MAX_CLAIMS])
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "示例市示例局");
    for (guint i = 0; i < MAX_CLAIMS && claims[i] != NULL; i++) {
        char **parts = g_strsplit(claims[i], "|", 5);
        MzMeasure measure = MZ_MEASURE_CURRENT;
        g_assert_true(mz_measure_find(parts[2], &measure));
        report->sections[report->n_sections++].title = mz_arena_strdup(report->arena, parts[0]);
        fixture_claim(report, parts[1], measure, parts[3], parts[4])->span.line = i + 1;
        g_strfreev(parts);
    }
    return report;
}

static const struct {
    const char *name;
    const char *older[MAX_CLAIMS], *newer[MAX_CLAIMS];
    const char *wanted; /* "line of older>line of newer" each, 0: none */
} claim_cases[] = {
    {"same", {"一|收入|本年|5.00|万元"}, {"一|收入|本年|5.00|万元"}, ""},
    {"changed", {"一|收入|本年|5.00|万元"}, {"一|收入|本年|5.01|万元"}, "1>1 "},
    {"printed otherwise",
     {"一|收入|占比|5.0|%", "一|收入|本年|5|万元"},
     {"一|收入|占比|5|%", "一|收入|本年|50000.00|元"},
     ""},
    {"a rate is no amount", {"一|收入|占比|5|%"}, {"一|收入|占比|5|个"}, "1>1 "},
    {"sign", {"一|收入|变动额|-5.00|万元"}, {"一|收入|变动额|5.00|万元"}, "1>1 "},
    {"another line",
     {"一|收入|本年|5|万元", "一|支出|本年|6|万元"},
     {"一|支出|本年|6|万元", "一|收入|本年|5|万元"},
     ""},
    {"changed places in a section",
     {"一|收入|本年|5|万元", "一|收入|本年|6|万元"},
     {"一|收入|本年|6|万元", "一|收入|本年|5|万元"},
     ""},
    {"another section",
     {"一|收入|本年|5|万元", "二|收入|本年|6|万元"},
     {"二|收入|本年|6|万元", "三|收入|本年|5|万元"},
     ""},
    {"another section's number",
     {"一|收入|本年|5|万元", "二|收入|本年|6|万元"},
     {"一|收入|本年|6|万元", "二|收入|本年|7|万元"},
     "1>1 2>2 "},
    {"sections change places",
     {"一|收入|本年|5|万元", "二|收入|本年|6|万元"},
     {"二|收入|本年|7|万元", "一|收入|本年|5|万元"},
     "2>1 "},
    {"another section and value", {"一|收入|本年|5|万元"}, {"二|收入|本年|6|万元"}, "1>1 "},
    {"another measure", {"一|收入|本年|5|万元"}, {"一|收入|决算|5|万元"}, "0>1 1>0 "},
    {"came", {"一|收入|本年|5|万元"}, {"一|收入|本年|5|万元", "一|收入|本年|6|万元"}, "0>2 "},
    {"went", {"一|收入|本年|5|万元", "一|收入|本年|6|万元"}, {"一|收入|本年|6|万元"}, "1>0 "},
    {"none", {NULL}, {NULL}, ""},
};

static void
test_claims(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(claim_cases); i++) {
        MzReport *older = report_of_claims(claim_cases[i].older), *newer = report_of_claims(claim_cases[i].newer);
        GArray *found = mz_claim_differences(older, newer);
        GString *lines = g_string_new(NULL);
        for (guint f = 0; f < found->len; f++) {
            const MzClaimDifference *difference = &g_array_index(found, MzClaimDifference, f);
            g_string_append_printf(lines, "%u>%u ", difference->older != NULL ? difference->older->span.line : 0,
                                   difference->newer != NULL ? difference->newer->span.line : 0);
        }
        g_test_message("%s", claim_cases[i].name);
        g_assert_cmpstr(lines->str, ==, claim_cases[i].wanted);
        g_string_free(lines, TRUE);
        g_array_unref(found);
        mz_report_free(older);
        mz_report_free(newer);
    }
}

static void
test_whole_narrative(void)
{
    static const char *const claims[MAX_CLAIMS] = {"一|收入|本年|5|万元", "一|支出|本年|6|万元"};
    MzReport *report = report_of_claims(claims);
    GArray *came = mz_claim_differences(NULL, report), *went = mz_claim_differences(report, NULL);
    g_assert_cmpuint(came->len, ==, 2);
    g_assert_cmpuint(went->len, ==, 2);
    g_assert_null(g_array_index(came, MzClaimDifference, 1).older);
    g_assert_null(g_array_index(went, MzClaimDifference, 1).newer);
    GArray *nothing = mz_claim_differences(NULL, NULL);
    g_assert_cmpuint(nothing->len, ==, 0);
    g_array_unref(came);
    g_array_unref(went);
    g_array_unref(nothing);
    mz_report_free(report);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/difference/cells", test_cells);
    g_test_add_func("/difference/whole", test_whole);
    g_test_add_func("/difference/tables", test_tables);
    g_test_add_func("/difference/claims", test_claims);
    g_test_add_func("/difference/whole-narrative", test_whole_narrative);
    return g_test_run();
}
