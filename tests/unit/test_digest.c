/* What is kept of a report for lists and comparisons. */
#include "memory/digest.h"

#include "fixture.h"

static void
assert_fact(const MzFact *fact, const char *amount, const char *cell, guint32 line)
{
    char text[MZ_MONEY_TEXT];
    g_assert_true(fact->present);
    g_assert_cmpstr(mz_money_plain(fact->amount, text), ==, amount);
    g_assert_cmpstr(fact->cell, ==, cell);
    g_assert_cmpuint(fact->line, ==, line);
}

static void
claim(MzReport *report, const char *subject, MzMeasure measure, const char *number, const char *unit, guint32 line)
{
    fixture_claim(report, subject, measure, number, unit);
    report->claims[report->n_claims - 1].span.line = line;
}

static void
test_facts_of_accounts(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    fixture_set(report, MZ_TABLE_SANGONG, "final", "total", "2.78");
    fixture_set(report, MZ_TABLE_SANGONG, "final", "reception", "0.55");
    fixture_set(report, MZ_TABLE_SANGONG, "budget", "abroad", "9.99");
    claim(report, "机关运行经费", MZ_MEASURE_CURRENT, "45.11", "万元", 356);
    claim(report, "政府采购工程支出", MZ_MEASURE_CURRENT, "42.00", "万元", 359);
    claim(report, "国内公务接待支出", MZ_MEASURE_PERSONS, "48", "人次", 353);
    claim(report, "公务用车保有量", MZ_MEASURE_COUNT, "1", "辆", 352);
    claim(report, "公务用车购置费", MZ_MEASURE_COUNT, "1.5", "辆", 351);
    MzFact facts[MZ_FACTS];
    MzCount counts[MZ_COUNTS];
    mz_facts(report, facts);
    mz_counts(report, counts);
    assert_fact(&facts[MZ_FACT_SANGONG], "2.78", "sangong.final.total", 0);
    assert_fact(&facts[MZ_FACT_RECEPTION], "0.55", "sangong.final.reception", 0);
    assert_fact(&facts[MZ_FACT_OPERATING], "45.11", "", 356);
    assert_fact(&facts[MZ_FACT_WORKS], "42.00", "", 359);
    g_assert_false(facts[MZ_FACT_ABROAD].present);
    g_assert_false(facts[MZ_FACT_PROCUREMENT].present);
    g_assert_true(counts[MZ_COUNT_GUESTS].present);
    g_assert_cmpint(counts[MZ_COUNT_GUESTS].value, ==, 48);
    g_assert_cmpuint(counts[MZ_COUNT_GUESTS].line, ==, 353);
    g_assert_cmpint(counts[MZ_COUNT_VEHICLES].value, ==, 1);
    g_assert_false(counts[MZ_COUNT_RECEPTIONS].present);
    g_assert_false(counts[MZ_COUNT_VEHICLES_BOUGHT].present); /* a count has no decimals */
    mz_report_free(report);
}

static void
test_facts_of_budget(void)
{
    MzReport *report = fixture_report(MZ_KIND_BUDGET, 2025, "某局");
    fixture_set(report, MZ_TABLE_SANGONG, "total", "total", "2.90");
    fixture_set(report, MZ_TABLE_SANGONG, "operation", "total", "2.30");
    claim(report, "政府采购支出/货物", MZ_MEASURE_CURRENT, "5.50", "万元", 366);
    MzFact facts[MZ_FACTS];
    mz_facts(report, facts);
    assert_fact(&facts[MZ_FACT_SANGONG], "2.90", "sangong.total.total", 0);
    assert_fact(&facts[MZ_FACT_OPERATION], "2.30", "sangong.operation.total", 0);
    assert_fact(&facts[MZ_FACT_GOODS], "5.50", "", 366);
    mz_report_free(report);
}

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
    g_test_add_func("/digest/facts-of-accounts", test_facts_of_accounts);
    g_test_add_func("/digest/facts-of-budget", test_facts_of_budget);
    g_test_add_func("/digest/meta-goes-first", test_meta_goes_first);
    g_test_add_func("/digest/classes-from-summary", test_classes_from_summary);
    return g_test_run();
}
