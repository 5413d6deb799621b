/* What reports are compared by: an amount, a nought and a blank are three things. */
#include "memory/facts.h"

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

/* A paragraph of the last section, which begins at that line. */
static void
say(MzReport *report, const char *text, guint32 line)
{
    MzSection *section = &report->sections[report->n_sections - 1];
    section->paragraphs = mz_arena_new0(report->arena, const char *, 1);
    section->paragraph_lines = mz_arena_new0(report->arena, guint32, 1);
    section->paragraphs[0] = mz_arena_strdup(report->arena, text);
    section->paragraph_lines[0] = line;
    section->n_paragraphs = 1;
}

/* 0.00 in its cell, 0 in a sentence beside a blank cell, and neither. */
static void
test_nought_is_no_blank(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    fixture_set(report, MZ_TABLE_SANGONG, "final", "total", "0.36");
    fixture_set(report, MZ_TABLE_SANGONG, "final", "purchase", "0.00");
    fixture_section(report, 2, "九、财政拨款“三公”经费支出决算情况说明");
    claim(report, "因公出国（境）费", MZ_MEASURE_FULL_BUDGET, "1.00", "万元", 327);
    claim(report, "因公出国（境）费", MZ_MEASURE_FINAL, "0.00", "万元", 327);
    claim(report, "公务用车购置费", MZ_MEASURE_FINAL, "5.00", "万元", 329);
    MzFact facts[MZ_FACTS];
    mz_facts(report, facts);
    assert_fact(&facts[MZ_FACT_SANGONG], "0.36", "sangong.final.total", 0);
    assert_fact(&facts[MZ_FACT_ABROAD], "0.00", "", 327);
    assert_fact(&facts[MZ_FACT_PURCHASE], "0.00", "sangong.final.purchase", 0); /* the cell goes first */
    g_assert_false(facts[MZ_FACT_OPERATION].present);
    g_assert_false(facts[MZ_FACT_RECEPTION].present);
    g_assert_false(facts[MZ_FACT_GENERAL].present);
    mz_report_free(report);
}

/* A sentence of another section repeats another cell. */
static void
test_words_of_their_section(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    fixture_set(report, MZ_TABLE_EXPENDITURE, "total", "basic", "9.00");
    fixture_section(report, 2, "一般公共预算财政拨款支出决算情况说明");
    claim(report, "项目支出", MZ_MEASURE_CURRENT, "3", "万元", 380);
    MzFact facts[MZ_FACTS];
    mz_facts(report, facts);
    g_assert_false(facts[MZ_FACT_PROJECT].present);
    fixture_section(report, 2, "支出决算情况说明");
    claim(report, "项目支出", MZ_MEASURE_CURRENT, "0", "万元", 390);
    mz_facts(report, facts);
    assert_fact(&facts[MZ_FACT_PROJECT], "0", "", 390);
    mz_report_free(report);
}

/* Lists print one unit for all of a report. */
static void
test_words_in_the_unit_of_tables(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    report->unit = MZ_UNIT_YUAN;
    claim(report, "机关运行经费", MZ_MEASURE_CURRENT, "45.11", "万元", 356);
    MzFact facts[MZ_FACTS];
    mz_facts(report, facts);
    assert_fact(&facts[MZ_FACT_OPERATING], "451100", "", 356);
    g_assert_cmpint(facts[MZ_FACT_OPERATING].amount.unit, ==, MZ_UNIT_YUAN);
    mz_report_free(report);
}

/* Of nothing every part is nothing; of a whole with an amount the parts that are not told stay untold. */
static void
test_parts_of_nothing(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    claim(report, "公务用车购置及运行费", MZ_MEASURE_FINAL, "0", "万元", 341);
    claim(report, "公务接待费", MZ_MEASURE_FINAL, "0.5", "万元", 342);
    claim(report, "政府采购支出", MZ_MEASURE_CURRENT, "6.98", "万元", 348);
    MzFact facts[MZ_FACTS];
    mz_facts(report, facts);
    assert_fact(&facts[MZ_FACT_PURCHASE], "0", "", 341);
    assert_fact(&facts[MZ_FACT_OPERATION], "0", "", 341);
    assert_fact(&facts[MZ_FACT_RECEPTION], "0.5", "", 342);
    g_assert_false(facts[MZ_FACT_ABROAD].present);
    g_assert_false(facts[MZ_FACT_SANGONG].present);
    g_assert_false(facts[MZ_FACT_WORKS].present);
    report->claims[2].value = 0;
    mz_facts(report, facts);
    assert_fact(&facts[MZ_FACT_WORKS], "0.00", "", 348);
    mz_report_free(report);
}

/* A table without amounts that says there are none. */
static void
test_empty_table(void)
{
    static const char *const lines[] = {"“三公”经费支出决算表", "注：本表列示“三公”经费的预算和决算。",
                                        "本部门2024年度没有财政拨款“三公”经费支出，本表为空。"};
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    MzTable *table = fixture_table(report, MZ_TABLE_SANGONG);
    MzFact facts[MZ_FACTS];
    mz_facts(report, facts);
    g_assert_false(facts[MZ_FACT_SANGONG].present); /* a blank table alone says nothing */
    report->lines = mz_arena_memdup(report->arena, lines, sizeof lines);
    report->n_lines = G_N_ELEMENTS(lines);
    table->first_line = 1;
    table->last_line = 3;
    mz_facts(report, facts);
    assert_fact(&facts[MZ_FACT_SANGONG], "0", "", 3);
    assert_fact(&facts[MZ_FACT_ABROAD], "0", "", 3);
    assert_fact(&facts[MZ_FACT_OPERATION], "0", "", 3);
    g_assert_false(facts[MZ_FACT_OPERATING].present);
    mz_report_free(report);
}

/* What is said to be none, and what only looks like it. */
static void
test_denials(void)
{
    static const struct {
        const char *text;
        gboolean none;
    } cases[] = {
        {"本部门是公益一类事业单位，没有机关运行经费。", TRUE},
        {"本单位为公益一类事业单位，无机关运行经费支出。", TRUE},
        {"2024年度本部门未 发生机关\n运行经费支出", TRUE},
        {"没有使用财政拨款安排的机关运行经费。", FALSE}, /* some other may be */
        {"本单位不存在“机关运行经费”；", TRUE},
        {"本单位没有2024年度机关运行经费。", TRUE},
        {"本单位2023年没有机关运行经费。", FALSE},
        {"上年没有机关运行经费。", FALSE},
        {"没有机关运行经费的单位不在其中。", FALSE},
        {"没有机关运行经费预算。", FALSE}, /* of accounts it says what was planned */
        {"下属单位没有机关运行经费。", FALSE},
        {"其中2个单位没有机关运行经费。", FALSE},
        {"有无机关运行经费，见附表。", FALSE},
        {"机关运行经费支出45.11万元，无其他支出。", FALSE},
        {"没有超支，机关运行经费支出下降。", FALSE},
        {"没有提高机关运行经费。", FALSE},
        {"机关运行经费", FALSE},
        {"", FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
        fixture_section(report, 2, "机关运行经费支出说明");
        say(report, cases[i].text, 334);
        MzFact facts[MZ_FACTS];
        mz_facts(report, facts);
        g_test_message("%s", cases[i].text);
        g_assert_cmpint(facts[MZ_FACT_OPERATING].present, ==, cases[i].none);
        if (cases[i].none)
            assert_fact(&facts[MZ_FACT_OPERATING], "0", "", 334);
        report->sections[0].title = "项目情况"; /* said of something else */
        mz_facts(report, facts);
        g_assert_false(facts[MZ_FACT_OPERATING].present);
        mz_report_free(report);
    }
}

static void
test_denied_counts(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    fixture_section(report, 2, "国有资产占用情况说明");
    say(report, "2024年年末，本部门没有车辆，也没有单价100万元以上的设备。", 352);
    MzCount counts[MZ_COUNTS];
    mz_counts(report, counts);
    g_assert_true(counts[MZ_COUNT_VEHICLES].present);
    g_assert_cmpint(counts[MZ_COUNT_VEHICLES].value, ==, 0);
    g_assert_cmpuint(counts[MZ_COUNT_VEHICLES].line, ==, 352);
    g_assert_false(counts[MZ_COUNT_VEHICLES_BOUGHT].present);
    g_assert_false(counts[MZ_COUNT_GROUPS].present);
    mz_report_free(report);
}

/* A report with nothing in it states nothing. */
static void
test_nothing(void)
{
    MzReport *report = fixture_report(MZ_KIND_BUDGET, 2025, "某局");
    MzFact facts[MZ_FACTS];
    MzCount counts[MZ_COUNTS];
    mz_facts(report, facts);
    mz_counts(report, counts);
    for (guint i = 0; i < MZ_FACTS; i++)
        g_assert_false(facts[i].present);
    for (guint i = 0; i < MZ_COUNTS; i++)
        g_assert_false(counts[i].present);
    mz_report_free(report);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/facts/accounts", test_facts_of_accounts);
    g_test_add_func("/facts/budget", test_facts_of_budget);
    g_test_add_func("/facts/nought-is-no-blank", test_nought_is_no_blank);
    g_test_add_func("/facts/words-of-their-section", test_words_of_their_section);
    g_test_add_func("/facts/words-in-the-unit-of-tables", test_words_in_the_unit_of_tables);
    g_test_add_func("/facts/parts-of-nothing", test_parts_of_nothing);
    g_test_add_func("/facts/empty-table", test_empty_table);
    g_test_add_func("/facts/denials", test_denials);
    g_test_add_func("/facts/denied-counts", test_denied_counts);
    g_test_add_func("/facts/nothing", test_nothing);
    return g_test_run();
}
