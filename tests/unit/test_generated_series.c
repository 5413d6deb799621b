/* Generated series: whole, the checks of a series are silent; with one amount changed they say that, and only that. */
#include "check/check.h"
#include "check/series.h"
#include "forms/families.h"
#include "generate/series.h"
#include "parse/parse.h"

#include <string.h>

enum { REPORTS = 6, SERIES = 8 };

typedef struct {
    const char *family; /* of the final accounts; NULL: the usual one */
    gboolean accounts_only;
} Kind;

static const Kind kinds[] = {
    {NULL, FALSE},
    {"template-final", FALSE},
    {"spending-final", FALSE},
    {"ministry-final", TRUE}, /* tables in 元, which the narrative rounds */
};

/* Calls `judge` for a series of reports. */
static void
with_series(guint64 number, GenStyle style, const Kind *kind, void (*judge)(GenReport **reports, guint64 number))
{
    const GenSeries series = {.seed = 3000000 + number * REPORTS,
                              .style = style,
                              .region = "虚构市云溪区",
                              .department = "档案馆",
                              .year = 2021,
                              .accounts_only = kind->accounts_only,
                              .family = kind->family == NULL ? NULL : mz_family_of_key(kind->family)};
    GenReport *reports[REPORTS];
    for (guint i = 0; i < REPORTS; i++)
        reports[i] = gen_series_report(&series, reports, i);
    g_test_message("series %" G_GUINT64_FORMAT " in %s", number, gen_style_name(style));
    judge(reports, number);
    for (guint i = 0; i < REPORTS; i++)
        gen_report_free(reports[i]);
}

static void
with_all(void (*judge)(GenReport **reports, guint64 number))
{
    for (guint64 number = 0; number < SERIES; number++) {
        for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
            with_series(number, (GenStyle)((number + k) % GEN_STYLES), &kinds[k], judge);
    }
}

static void
judge_silence(GenReport **reports, guint64 number)
{
    (void)number;
    g_autoptr(GArray) found = gen_series_found(reports, REPORTS), none = gen_series_expected(reports, REPORTS);
    g_assert_cmpuint(none->len, ==, 0);
    g_assert_true(gen_series_same(found, none));
}

static void
test_whole(void)
{
    with_all(judge_silence);
}

static guint n_changed, n_expected;

/* One amount is larger by `fen`. */
static void
judge_change(GenReport **reports, guint64 number, gint64 fen)
{
    GenRandom random = {.state = number * 31 + 7};
    guint at = gen_random_index(&random, REPORTS);
    GenSeriesChange change = gen_random_chance(&random, 50) ? GEN_CHANGE_CLAIM : GEN_CHANGE_CELL;
    if (!gen_series_change(reports[at], change, fen, &random))
        return;
    g_autoptr(GArray) found = gen_series_found(reports, REPORTS), expected = gen_series_expected(reports, REPORTS);
    g_assert_true(gen_series_same(found, expected));
    n_changed++;
    n_expected += expected->len;
}

static void
judge_large_change(GenReport **reports, guint64 number)
{
    judge_change(reports, number, 10000 * (3 + (gint64)number * 251));
}

static void
test_changed(void)
{
    n_changed = n_expected = 0;
    with_all(judge_large_change);
    g_test_message("%u changes, %u findings", n_changed, n_expected);
    g_assert_cmpuint(n_changed, >=, SERIES * 3);
    g_assert_cmpuint(n_expected, >=, n_changed / 2);
}

/* 0.01 万元 is what rounding may make of one amount. */
static void
judge_small_change(GenReport **reports, guint64 number)
{
    judge_change(reports, number, 10000);
}

static void
test_rounded(void)
{
    n_changed = n_expected = 0;
    with_all(judge_small_change);
    g_assert_cmpuint(n_changed, >=, SERIES * 3);
    g_assert_cmpuint(n_expected, ==, 0);
}

/* ---- a department and its units */

/* What series.department says of a report whose department has so many units, each as large as itself. */
static guint
count_with_units(const MzReport *report, guint n_units)
{
    g_autoptr(MzSeries) series = mz_series_new();
    for (guint i = 0; i < n_units; i++)
        mz_series_add(series, report, i == 0 ? "甲" : "乙");
    g_autoptr(MzChecks) checks = mz_check(report, &(MzCheckOptions){.series = series});
    guint n = 0;
    for (guint i = 0; i < checks->n_findings; i++)
        n += strcmp(checks->findings[i].check->id, "series.department") == 0;
    return n;
}

static void
test_units(void)
{
    static const MzTableKey tables[] = {MZ_TABLE_INCOME, MZ_TABLE_EXPENDITURE, MZ_TABLE_GENERAL};
    for (guint64 seed = 1; seed <= 2 * GEN_STYLES; seed++) {
        GenReport *report = gen_report_new(seed, (GenStyle)(seed % GEN_STYLES));
        GString *text = gen_report_write(report);
        g_autoptr(MzSource) source = mz_source_from_bytes("generated.txt", text->str, text->len, NULL);
        g_autoptr(MzReport) read = mz_parse_source(source, NULL);
        guint totals = 0;
        for (guint t = 0; t < G_N_ELEMENTS(tables); t++) {
            const MzCell *cell = mz_report_cell(report->truth, tables[t], "total", "total");
            totals += cell != NULL && cell->amount.fen > 20000;
        }
        g_assert_cmpuint(count_with_units(read, 1), ==, 0);
        g_assert_cmpuint(count_with_units(read, 2), ==, totals);
        g_string_free(text, TRUE);
        gen_report_free(report);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/series/whole", test_whole);
    g_test_add_func("/series/changed", test_changed);
    g_test_add_func("/series/rounded", test_rounded);
    g_test_add_func("/series/units", test_units);
    return g_test_run();
}
