/* A small report in which every relation holds, for the tests of checks: change one thing and see what is said. */
#ifndef MZ_TESTS_CHECK_FIXTURE_H
#define MZ_TESTS_CHECK_FIXTURE_H

#include "fixture.h"
#include "model/link.h"

typedef struct {
    MzTableKey table;
    const char *row;
    const char *columns; /* names and amounts: "total 80.00 basic 50.00" */
} FixtureRow;

static const FixtureRow consistent_rows[] = {
    {MZ_TABLE_SUMMARY, "in-general", "amount 100.00"},
    {MZ_TABLE_SUMMARY, "in-year", "amount 100.00"},
    {MZ_TABLE_SUMMARY, "in-total", "amount 100.00"},
    {MZ_TABLE_SUMMARY, "ex-201", "amount 80.00"},
    {MZ_TABLE_SUMMARY, "ex-208", "amount 20.00"},
    {MZ_TABLE_SUMMARY, "ex-year", "amount 100.00"},
    {MZ_TABLE_SUMMARY, "ex-total", "amount 100.00"},
    {MZ_TABLE_INCOME, "total", "total 100.00 fiscal 100.00"},
    {MZ_TABLE_INCOME, "201", "total 80.00 fiscal 80.00"},
    {MZ_TABLE_INCOME, "20103", "total 80.00 fiscal 80.00"},
    {MZ_TABLE_INCOME, "2010301", "total 50.00 fiscal 50.00"},
    {MZ_TABLE_INCOME, "2010302", "total 30.00 fiscal 30.00"},
    {MZ_TABLE_INCOME, "208", "total 20.00 fiscal 20.00"},
    {MZ_TABLE_INCOME, "20805", "total 20.00 fiscal 20.00"},
    {MZ_TABLE_INCOME, "2080505", "total 20.00 fiscal 20.00"},
    {MZ_TABLE_EXPENDITURE, "total", "total 100.00 basic 70.00 project 30.00"},
    {MZ_TABLE_EXPENDITURE, "201", "total 80.00 basic 50.00 project 30.00"},
    {MZ_TABLE_EXPENDITURE, "20103", "total 80.00 basic 50.00 project 30.00"},
    {MZ_TABLE_EXPENDITURE, "2010301", "total 50.00 basic 50.00"},
    {MZ_TABLE_EXPENDITURE, "2010302", "total 30.00 project 30.00"},
    {MZ_TABLE_EXPENDITURE, "208", "total 20.00 basic 20.00"},
    {MZ_TABLE_EXPENDITURE, "20805", "total 20.00 basic 20.00"},
    {MZ_TABLE_EXPENDITURE, "2080505", "total 20.00 basic 20.00"},
    {MZ_TABLE_APPROPRIATION, "in-general", "amount 100.00"},
    {MZ_TABLE_APPROPRIATION, "in-year", "amount 100.00"},
    {MZ_TABLE_APPROPRIATION, "in-total", "amount 100.00"},
    {MZ_TABLE_APPROPRIATION, "ex-201", "total 80.00 general 80.00"},
    {MZ_TABLE_APPROPRIATION, "ex-208", "total 20.00 general 20.00"},
    {MZ_TABLE_APPROPRIATION, "ex-year", "total 100.00 general 100.00"},
    {MZ_TABLE_APPROPRIATION, "ex-total", "total 100.00 general 100.00"},
    {MZ_TABLE_GENERAL, "total", "total 100.00 basic 70.00 project 30.00"},
    {MZ_TABLE_GENERAL, "201", "total 80.00 basic 50.00 project 30.00"},
    {MZ_TABLE_GENERAL, "20103", "total 80.00 basic 50.00 project 30.00"},
    {MZ_TABLE_GENERAL, "2010301", "total 50.00 basic 50.00"},
    {MZ_TABLE_GENERAL, "2010302", "total 30.00 project 30.00"},
    {MZ_TABLE_GENERAL, "208", "total 20.00 basic 20.00"},
    {MZ_TABLE_GENERAL, "20805", "total 20.00 basic 20.00"},
    {MZ_TABLE_GENERAL, "2080505", "total 20.00 basic 20.00"},
    {MZ_TABLE_BASIC, "301", "amount 60.00"},
    {MZ_TABLE_BASIC, "30101", "amount 40.00"},
    {MZ_TABLE_BASIC, "30108", "amount 20.00"},
    {MZ_TABLE_BASIC, "302", "amount 10.00"},
    {MZ_TABLE_BASIC, "30201", "amount 10.00"},
    {MZ_TABLE_BASIC, "personnel", "amount 60.00"},
    {MZ_TABLE_BASIC, "public", "amount 10.00"},
    {MZ_TABLE_SANGONG, "budget", "total 0.65 reception 0.65"},
    {MZ_TABLE_SANGONG, "final", "total 0.42 reception 0.42"},
};

/* The narrative of the same report, with a heading before each section. */
static const struct {
    const char *section, *subject;
    MzMeasure measure;
    const char *value, *unit;
} consistent_claims[] = {
    {"收入支出决算总体情况", "收支总计", MZ_MEASURE_CURRENT, "100.00", "万元"},
    {NULL, "收支总计", MZ_MEASURE_CHANGE, "-25.00", "万元"},
    {NULL, "收支总计", MZ_MEASURE_CHANGE_RATE, "-20.0", "%"},
    {"收入决算情况", "收入合计", MZ_MEASURE_CURRENT, "100.00", "万元"},
    {NULL, "收入合计", MZ_MEASURE_CHANGE, "-25.00", "万元"},
    {NULL, "收入合计", MZ_MEASURE_CHANGE_RATE, "-20", "%"},
    {NULL, "财政拨款收入", MZ_MEASURE_CURRENT, "100.00", "万元"},
    {NULL, "财政拨款收入", MZ_MEASURE_SHARE, "100", "%"},
    {"支出决算情况", "支出合计", MZ_MEASURE_CURRENT, "100.00", "万元"},
    {NULL, "支出合计", MZ_MEASURE_CHANGE, "-25.00", "万元"},
    {NULL, "基本支出", MZ_MEASURE_CURRENT, "70.00", "万元"},
    {NULL, "基本支出", MZ_MEASURE_SHARE, "70.0", "%"},
    {NULL, "项目支出", MZ_MEASURE_CURRENT, "30.00", "万元"},
    {NULL, "项目支出", MZ_MEASURE_SHARE, "30.0", "%"},
    {"一般公共预算财政拨款支出决算结构情况", "201 一般公共服务支出", MZ_MEASURE_CURRENT, "80.00", "万元"},
    {NULL, "201 一般公共服务支出", MZ_MEASURE_SHARE, "80.0", "%"},
    {NULL, "208 社会保障和就业支出", MZ_MEASURE_CURRENT, "20.00", "万元"},
    {NULL, "208 社会保障和就业支出", MZ_MEASURE_SHARE, "20.0", "%"},
    {"一般公共预算财政拨款支出决算具体情况", "一般公共预算财政拨款支出", MZ_MEASURE_INITIAL_BUDGET, "98.50", "万元"},
    {NULL, "一般公共预算财政拨款支出", MZ_MEASURE_FINAL, "100.00", "万元"},
    {NULL, "一般公共预算财政拨款支出", MZ_MEASURE_COMPLETION, "101.5", "%"},
    {NULL, "2010301 行政运行", MZ_MEASURE_INITIAL_BUDGET, "48.50", "万元"},
    {NULL, "2010301 行政运行", MZ_MEASURE_FINAL, "50.00", "万元"},
    {NULL, "2010301 行政运行", MZ_MEASURE_COMPLETION, "103.1", "%"},
    {NULL, "2010302 一般行政管理事务", MZ_MEASURE_INITIAL_BUDGET, "30.00", "万元"},
    {NULL, "2010302 一般行政管理事务", MZ_MEASURE_FINAL, "30.00", "万元"},
    {NULL, "2010302 一般行政管理事务", MZ_MEASURE_COMPLETION, "100", "%"},
    {NULL, "2080505 机关事业单位基本养老保险缴费支出", MZ_MEASURE_INITIAL_BUDGET, "20", "万元"},
    {NULL, "2080505 机关事业单位基本养老保险缴费支出", MZ_MEASURE_FINAL, "20.00", "万元"},
    {NULL, "2080505 机关事业单位基本养老保险缴费支出", MZ_MEASURE_COMPLETION, "100.00", "%"},
    {"一般公共预算财政拨款基本支出决算情况", "基本支出", MZ_MEASURE_CURRENT, "70.00", "万元"},
    {NULL, "人员经费", MZ_MEASURE_CURRENT, "60.00", "万元"},
    {NULL, "公用经费", MZ_MEASURE_CURRENT, "10.00", "万元"},
    {"财政拨款“三公”经费支出决算情况", "三公经费", MZ_MEASURE_FULL_BUDGET, "0.65", "万元"},
    {NULL, "三公经费", MZ_MEASURE_FINAL, "0.42", "万元"},
    {NULL, "三公经费", MZ_MEASURE_COMPLETION, "64.6", "%"},
    {NULL, "因公出国（境）费", MZ_MEASURE_FINAL, "0", "万元"},
    {NULL, "公务用车购置及运行费", MZ_MEASURE_FINAL, "0", "万元"},
    {NULL, "公务接待费", MZ_MEASURE_FINAL, "0.42", "万元"},
    {"机关运行经费支出情况", "机关运行经费", MZ_MEASURE_CURRENT, "10.00", "万元"},
    {"政府采购支出情况", "政府采购支出", MZ_MEASURE_CURRENT, "8.00", "万元"},
    {NULL, "政府采购货物支出", MZ_MEASURE_CURRENT, "4.00", "万元"},
    {NULL, "政府采购工程支出", MZ_MEASURE_CURRENT, "0", "万元"},
    {NULL, "政府采购服务支出", MZ_MEASURE_CURRENT, "4.00", "万元"},
    {NULL, "授予中小企业合同金额", MZ_MEASURE_CURRENT, "6.00", "万元"},
    {NULL, "授予中小企业合同金额", MZ_MEASURE_SHARE, "75", "%"},
};

static inline void
consistent_add_claims(MzReport *report)
{
    for (guint i = 0; i < G_N_ELEMENTS(consistent_claims); i++) {
        if (consistent_claims[i].section != NULL)
            fixture_section(report, 2, consistent_claims[i].section);
        MzClaim *claim = fixture_claim(report, consistent_claims[i].subject, consistent_claims[i].measure,
                                       consistent_claims[i].value, consistent_claims[i].unit);
        claim->span = (MzSpan){100 + i, 0, 0};
        gsize digits = strspn(claim->subject, "0123456789");
        if (digits > 0)
            claim->code = mz_arena_strndup(report->arena, claim->subject, digits);
    }
}

/* Cells bear the line numbers of their order, so that findings have places. */
static inline void
consistent_finish(MzReport *report)
{
    guint line = 1;
    for (guint t = 0; t < report->n_tables; t++) {
        MzTable *table = &report->tables[t];
        mz_table_link(table);
        table->unit_stated = TRUE;
        for (guint r = 0; r < table->n_rows; r++, line++) {
            for (guint c = 0; c < table->form->n_columns; c++)
                table->rows[r].cells[c].span = (MzSpan){line, c, c + 1};
        }
    }
}

static inline MzReport *
consistent_report(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "示例局");
    for (guint i = 0; i < G_N_ELEMENTS(consistent_rows); i++) {
        const FixtureRow *row = &consistent_rows[i];
        g_auto(GStrv) words = g_strsplit(row->columns, " ", -1);
        for (guint w = 0; words[w] != NULL; w += 2)
            fixture_set(report, row->table, row->row, words[w], words[w + 1]);
    }
    fixture_table(report, MZ_TABLE_FUND)->empty_note = "本部门2024年度无政府性基金预算财政拨款收支。";
    fixture_table(report, MZ_TABLE_CAPITAL)->empty_note = "本部门2024年度无国有资本经营预算财政拨款支出。";
    consistent_add_claims(report);
    consistent_finish(report);
    return report;
}

#endif
