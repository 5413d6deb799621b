/* A small run of what `make mutation` measures: mistakes put into generated reports are found, clean ones are silent.
 */
#include "check/check.h"
#include "generate/mutate.h"
#include "parse/parse.h"

#include <string.h>

enum { EACH = 12, CLEAN = 40 };

/* The number of findings of warning and error level; a report that cannot be read counts as found out. */
static guint
count_findings(GenReport *report)
{
    GString *text = gen_report_write(report);
    g_autoptr(MzSource) source = mz_source_from_bytes("generated.txt", text->str, text->len, NULL);
    g_autoptr(MzReport) parsed = source == NULL ? NULL : mz_parse_source(source, NULL);
    g_string_free(text, TRUE);
    if (parsed == NULL)
        return 1;
    g_autoptr(MzChecks) checks = mz_check(parsed, NULL);
    guint n = 0;
    for (guint i = 0; i < checks->n_findings; i++) {
        const MzFinding *finding = &checks->findings[i];
        if (finding->severity < MZ_SEVERITY_WARNING)
            continue;
        g_test_message("line %u [%s] %s", finding->place.span.line, finding->check->id, finding->message_en);
        n++;
    }
    return n;
}

static void
test_clean(void)
{
    guint n = 0;
    for (guint64 seed = 1; seed <= CLEAN; seed++) {
        GenReport *report = gen_report_new(seed, GEN_STYLE_CLEAN);
        n += count_findings(report);
        gen_report_free(report);
    }
    g_assert_cmpuint(n, ==, 0);
}

/* Of so few, one more may be missed than the measure allows of many; the rate of change only where amounts are tiny. */
static const guint least[GEN_MUTATIONS] = {EACH, EACH - 2, EACH - 2, EACH - 1, EACH - 1,
                                           EACH, EACH - 1, EACH - 2, EACH - 1};

static void
test_mutations(void)
{
    for (guint m = 0; m < GEN_MUTATIONS; m++) {
        guint tried = 0, caught = 0;
        for (guint64 seed = 7000; tried < EACH; seed++) {
            GenReport *report = gen_report_new(seed, GEN_STYLE_CLEAN);
            GenMutated what;
            if (gen_mutate(report, (GenMutation)m, &what)) {
                tried++;
                caught += count_findings(report) > 0;
            }
            gen_report_free(report);
        }
        g_test_message("%s: %u of %u", gen_mutation_name((GenMutation)m), caught, tried);
        g_assert_cmpuint(caught, >=, least[m]);
    }
}

/* A report that is cut off says that tables are missing, and nothing else: what is not there is no contradiction. */
static guint
count_false(const char *text, gsize length)
{
    g_autoptr(MzSource) source = mz_source_from_bytes("generated.txt", text, length, NULL);
    g_autoptr(MzReport) parsed = source == NULL ? NULL : mz_parse_source(source, NULL);
    if (parsed == NULL)
        return 0;
    g_autoptr(MzChecks) checks = mz_check(parsed, NULL);
    guint n = 0;
    for (guint i = 0; i < checks->n_findings; i++) {
        const MzFinding *finding = &checks->findings[i];
        if (finding->severity < MZ_SEVERITY_WARNING || strcmp(finding->check->id, "doc.tables") == 0)
            continue;
        g_test_message("%" G_GSIZE_FORMAT " bytes, line %u [%s] %s", length, finding->place.span.line,
                       finding->check->id, finding->message_en);
        n++;
    }
    return n;
}

static void
test_cut_off(void)
{
    enum { REPORTS = 4, STEP = 11 };
    guint n = 0, n_cuts = 0;
    for (guint64 seed = 1; seed <= REPORTS; seed++) {
        GenReport *report = gen_report_new(seed, GEN_STYLE_CLEAN);
        GString *text = gen_report_write(report);
        guint line = 0;
        for (const char *c = strchr(text->str, '\n'); c != NULL; c = strchr(c + 1, '\n')) {
            if (++line % STEP != 0)
                continue;
            n += count_false(text->str, (gsize)(c - text->str) + 1);
            n_cuts++;
        }
        g_string_free(text, TRUE);
        gen_report_free(report);
    }
    g_assert_cmpuint(n_cuts, >, 50);
    g_assert_cmpuint(n, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mutation/clean", test_clean);
    g_test_add_func("/mutation/found", test_mutations);
    g_test_add_func("/mutation/cut-off", test_cut_off);
    return g_test_run();
}
