/* What is kept of a report for lists and comparisons. */
#include "memory/digest.h"

#include "fixture.h"

static void
test_meta_goes_first(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    report->published = "2025-08-01";
    MzBody body = {.folder = "a/b", .department = "b"};
    MzFiling filing = {.kind = MZ_KIND_FINAL, .year = 2024};
    MzArena *arena = mz_arena_new();
    MzDigest *digest = mz_digest(&body, &filing, report, NULL, NULL, arena);
    g_assert_cmpstr(digest->published, ==, "2025-08-01");
    mz_digest_meta(digest, &(MzMeta){.url = "https://example.org/"});
    g_assert_cmpstr(digest->published, ==, "2025-08-01");
    mz_digest_meta(digest, &(MzMeta){.published = "2025-08-20"});
    g_assert_cmpstr(digest->published, ==, "2025-08-20");
    mz_arena_free(arena);
    mz_report_free(report);
}

/* A table of expenditure without rows of 类: these have their amounts from the summary. */
static void
test_classes_from_summary(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    fixture_set(report, MZ_TABLE_EXPENDITURE, "201", "total", "8.00");
    fixture_set(report, MZ_TABLE_EXPENDITURE, "2012901", "total", "8.00");
    fixture_set(report, MZ_TABLE_EXPENDITURE, "2210201", "total", "2.00");
    fixture_set(report, MZ_TABLE_SUMMARY, "ex-201", "amount", "8.00");
    fixture_set(report, MZ_TABLE_SUMMARY, "ex-205", "amount", "0.00");
    fixture_set(report, MZ_TABLE_SUMMARY, "ex-221", "amount", "2.00");
    static const char *const cells[] = {"expenditure.201.total", "expenditure.2012901.total", "summary.ex-221.amount",
                                        "expenditure.2210201.total"};
    MzBody body = {.folder = "a/b", .department = "b"};
    MzFiling filing = {.kind = MZ_KIND_FINAL, .year = 2024};
    MzArena *arena = mz_arena_new();
    MzDigest *digest = mz_digest(&body, &filing, report, NULL, NULL, arena);
    g_assert_cmpuint(digest->n_items, ==, G_N_ELEMENTS(cells));
    for (guint i = 0; i < G_N_ELEMENTS(cells); i++)
        g_assert_cmpstr(digest->items[i].cell, ==, cells[i]);
    g_assert_cmpstr(digest->items[2].code, ==, "221");
    mz_arena_free(arena);
    mz_report_free(report);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/digest/meta-goes-first", test_meta_goes_first);
    g_test_add_func("/digest/classes-from-summary", test_classes_from_summary);
    return g_test_run();
}
