/* The faces of findings, suppressions and baselines. */
#include <cjson/cJSON.h>

#include "base/error.h"
#include "check/face.h"
#include "check/suppress.h"
#include "check_fixture.h"

/* A report with one finding: a rate in line 2, whose line has wide characters, a tab and text enough to be cut. */
static MzReport *
report_with_finding(void)
{
    MzReport *report = consistent_report();
    static const char *const lines[] = {
        "一、收入支出决算总体情况说明",
        "表\t2024年度收、支总计100.00万元，与2023年度相比减少25.00万元，下降21.0%，主要原因是项目减少，节约了经费，"
        "进一步压减了一般性支出。",
    };
    report->lines = mz_arena_memdup(report->arena, lines, sizeof lines);
    report->n_lines = G_N_ELEMENTS(lines);
    MzClaim *rate = (MzClaim *)mz_report_claim(report, "收支总计", MZ_MEASURE_CHANGE_RATE);
    rate->value = -210;
    rate->printed = "-21.0";
    const char *at = strstr(lines[1], "21.0");
    guint start = (guint)g_utf8_pointer_to_offset(lines[1], at);
    rate->span = (MzSpan){2, start, start + 4};
    return report;
}

static void
test_text(void)
{
    mz_set_lang(MZ_LANG_EN);
    g_autoptr(MzReport) report = report_with_finding();
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    MzFaceOptions options = {.least = MZ_SEVERITY_WARNING};
    mz_face_text(out, "a.txt", checks, &options);
    static const char wanted[] =
        "a.txt:2:44: error: the text's '收支总计' (rate of change) is printed as -21.0%, from 25.00 ÷ "
        "125.00 it should be -20.0% "
        "[narrative.delta.rate]\n"
        "     2 | … 023年度相比减少25.00万元，下降21.0%，主要原因是项目减少，节约了 …\n"
        "       |                                 ^~~~\n"
        "a.txt:101:1: note: the text's '收支总计' (change) -25.00\n"
        "a.txt:100:1: note: the text's '收支总计' (this year) 100.00\n";
    g_assert_cmpstr(out->str, ==, wanted);
    mz_set_lang(MZ_LANG_ZH);
}

static void
test_colour_only_on_request(void)
{
    g_autoptr(MzReport) report = report_with_finding();
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    MzFaceOptions options = {.least = MZ_SEVERITY_WARNING};
    mz_face_text(out, "a.txt", checks, &options);
    g_assert_null(strchr(out->str, '\033'));
    options.colour = TRUE;
    mz_face_text(out, "a.txt", checks, &options);
    g_assert_nonnull(strchr(out->str, '\033'));
}

static void
test_json(void)
{
    g_autoptr(MzReport) report = report_with_finding();
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    MzFaceOptions options = {.least = MZ_SEVERITY_WARNING, .baseline = TRUE};
    mz_face_json(out, "a\"b.txt", checks, &options);
    g_assert_cmpint(out->str[out->len - 1], ==, '\n');
    g_assert_true(strchr(out->str, '\n') == out->str + out->len - 1);
    cJSON *object = cJSON_Parse(out->str);
    g_assert_nonnull(object);
    static const char *const texts[][2] = {
        {"file", "a\"b.txt"},  {"check", "narrative.delta.rate"},
        {"severity", "error"}, {"kind", "narrative-arithmetic"},
        {"printed", "-21.0%"}, {"expected", "-20.0%"},
        {"baseline", "new"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_assert_cmpstr(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, texts[i][0])), ==, texts[i][1]);
    const cJSON *place = cJSON_GetObjectItemCaseSensitive(object, "place");
    g_assert_cmpint(cJSON_GetObjectItemCaseSensitive(place, "line")->valueint, ==, 2);
    g_assert_cmpint(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(object, "related")), ==, 2);
    cJSON_Delete(object);
}

static void
test_sarif(void)
{
    g_autoptr(MzReport) report = report_with_finding();
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    MzFaceOptions options = {.least = MZ_SEVERITY_NOTE, .suppressed = TRUE};
    MzSuppression suppression = {
        .report = "", .check = "narrative.delta", .place = "", .reason = "核实无误", .line = 1};
    mz_suppress(checks, "a b.txt", &suppression, 1);
    MzSarif *sarif = mz_sarif_new();
    mz_sarif_add(sarif, "a b.txt", checks, &options, TRUE);
    g_autoptr(GString) out = g_string_new(NULL);
    mz_sarif_finish(sarif, out);
    cJSON *root = cJSON_Parse(out->str);
    g_assert_nonnull(root);
    g_assert_cmpstr(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(root, "version")), ==, "2.1.0");
    const cJSON *run = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(root, "runs"), 0);
    const cJSON *driver = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(run, "tool"), "driver");
    const cJSON *rules = cJSON_GetObjectItemCaseSensitive(driver, "rules");
    guint n_checks;
    const MzCheck *catalogue = mz_catalogue(&n_checks);
    g_assert_cmpint(cJSON_GetArraySize(rules), ==, (int)n_checks);
    guint n_fail = 0, n_pass = 0;
    const cJSON *result;
    cJSON_ArrayForEach(result, cJSON_GetObjectItemCaseSensitive(run, "results"))
    {
        int index = cJSON_GetObjectItemCaseSensitive(result, "ruleIndex")->valueint;
        g_assert_cmpstr(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(result, "ruleId")), ==,
                        catalogue[index].id);
        const char *kind = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(result, "kind"));
        const char *level = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(result, "level"));
        /* SARIF: a result that is no failure has level none */
        g_assert_true((strcmp(kind, "fail") == 0) == (strcmp(level, "none") != 0));
        n_fail += strcmp(kind, "fail") == 0;
        n_pass += strcmp(kind, "pass") == 0;
        if (strcmp(kind, "fail") == 0)
            g_assert_nonnull(cJSON_GetObjectItemCaseSensitive(result, "suppressions"));
    }
    g_assert_cmpuint(n_fail, ==, 1);
    g_assert_cmpuint(n_pass, >, 30);
    g_assert_nonnull(strstr(out->str, "a%20b.txt"));
    cJSON_Delete(root);
}

/* ---- suppressions */

typedef struct {
    const char *report, *check, *place;
    int until;
    gboolean suppresses;
} SuppressCase;

static const SuppressCase suppress_cases[] = {
    {"", "narrative.delta.rate", "", 0, TRUE},
    {"", "narrative.delta", "", 0, TRUE},
    {"", "narrative", "", 0, TRUE},
    {"", "narrative.del", "", 0, FALSE},
    {"", "narrative.share", "", 0, FALSE},
    {"*/2024-final.txt", "narrative", "", 0, TRUE},
    {"*/2023-final.txt", "narrative", "", 0, FALSE},
    {"", "narrative", "claim[收支总计].变动率", 0, TRUE},
    {"", "narrative", "claim[收支总计].变动额", 0, FALSE},
    {"", "narrative", "", 2024, TRUE},
    {"", "narrative", "", 2023, FALSE},
};

static void
test_suppress(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(suppress_cases); i++) {
        const SuppressCase *one = &suppress_cases[i];
        g_autoptr(MzReport) report = report_with_finding();
        g_autoptr(MzChecks) checks = mz_check(report, NULL);
        MzSuppression suppression = {.report = one->report,
                                     .check = one->check,
                                     .place = one->place,
                                     .reason = "核实无误",
                                     .until = one->until,
                                     .line = 1};
        mz_suppress(checks, "r/x/2024-final.txt", &suppression, 1);
        g_assert_cmpuint(suppression.n_silenced, ==, one->suppresses ? 1 : 0);
        g_autofree char *note = mz_suppression_note(&suppression);
        g_assert_cmpint(note != NULL, ==, !one->suppresses || one->place[0] == '\0');
        if (one->suppresses && note != NULL)
            g_assert_nonnull(strstr(note, checks->findings[0].fingerprint));
        g_assert_cmpuint(mz_checks_count(checks, MZ_SEVERITY_ERROR), ==, one->suppresses ? 0 : 1);
    }
}

/* A fingerprint has no line numbers: the same text further down is the same finding. */
static void
test_fingerprint(void)
{
    g_autoptr(MzReport) one = report_with_finding();
    g_autoptr(MzReport) other = report_with_finding();
    ((MzClaim *)mz_report_claim(other, "收支总计", MZ_MEASURE_CHANGE_RATE))->span.line = 77;
    g_autoptr(MzChecks) first = mz_check(one, NULL);
    g_autoptr(MzChecks) second = mz_check(other, NULL);
    g_assert_cmpuint(first->n_findings, ==, 1);
    g_assert_cmpuint(strlen(first->findings[0].fingerprint), ==, 16);
    g_assert_cmpstr(first->findings[0].fingerprint, ==, second->findings[0].fingerprint);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_add(known, first->findings[0].fingerprint);
    mz_mark_known(second, known);
    g_assert_cmpuint(mz_checks_count(second, MZ_SEVERITY_ERROR), ==, 0);
    other->year = 2023;
    g_autoptr(MzChecks) third = mz_check(other, NULL);
    g_assert_cmpstr(first->findings[0].fingerprint, !=, third->findings[0].fingerprint);
}

/* ---- options */

static void
test_options(void)
{
    static const char *const off[] = {"narrative.delta", NULL};
    static const char *const raised[] = {"link", NULL};
    g_autoptr(MzReport) report = report_with_finding();
    MzClaim *operating = (MzClaim *)mz_report_claim(report, "机关运行经费", MZ_MEASURE_CURRENT);
    operating->value = 1200;
    g_autoptr(MzChecks) plain = mz_check(report, NULL);
    g_assert_cmpuint(mz_checks_count(plain, MZ_SEVERITY_ERROR), ==, 1);
    g_assert_cmpuint(mz_checks_count(plain, MZ_SEVERITY_WARNING), ==, 2);
    g_autoptr(MzChecks) without = mz_check(report, &(MzCheckOptions){.off = off});
    g_assert_cmpuint(mz_checks_count(without, MZ_SEVERITY_ERROR), ==, 0);
    g_autoptr(MzChecks) more = mz_check(report, &(MzCheckOptions){.errors = raised});
    g_assert_cmpuint(mz_checks_count(more, MZ_SEVERITY_ERROR), ==, 2);
    g_autoptr(MzChecks) strict = mz_check(report, &(MzCheckOptions){.strict = TRUE});
    g_assert_cmpuint(mz_checks_count(strict, MZ_SEVERITY_ERROR), ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/face/text", test_text);
    g_test_add_func("/face/colour-only-on-request", test_colour_only_on_request);
    g_test_add_func("/face/json", test_json);
    g_test_add_func("/face/sarif", test_sarif);
    g_test_add_func("/face/suppress", test_suppress);
    g_test_add_func("/face/fingerprint", test_fingerprint);
    g_test_add_func("/face/options", test_options);
    return g_test_run();
}
