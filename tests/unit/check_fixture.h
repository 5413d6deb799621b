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

typedef struct {
    const char *section; /* heading before the claim; NULL: as before */
    const char *subject;
    MzMeasure measure;
    const char *value, *unit;
} FixtureClaim;

/* The narrative of the same report. */
static const FixtureClaim consistent_claims[] = {
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
fixture_add_claims(MzReport *report, const FixtureClaim *claims, guint n_claims)
{
    for (guint i = 0; i < n_claims; i++) {
        if (claims[i].section != NULL)
            fixture_section(report, 2, claims[i].section);
        MzClaim *claim = fixture_claim(report, claims[i].subject, claims[i].measure, claims[i].value, claims[i].unit);
        claim->span = (MzSpan){100 + i, 0, 0};
        gsize digits = strspn(claim->subject, "0123456789");
        if (digits > 0 && claim->subject[digits] == ' ')
            claim->code = mz_arena_strndup(report->arena, claim->subject, digits);
    }
}

static inline void
fixture_add_rows(MzReport *report, const FixtureRow *rows, guint n_rows)
{
    for (guint i = 0; i < n_rows; i++) {
        g_auto(GStrv) words = g_strsplit(rows[i].columns, " ", -1);
        for (guint w = 0; words[w] != NULL; w += 2)
            fixture_set(report, rows[i].table, rows[i].row, words[w], words[w + 1]);
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
    fixture_add_rows(report, consistent_rows, G_N_ELEMENTS(consistent_rows));
    fixture_table(report, MZ_TABLE_FUND)->empty_note = "本部门2024年度无政府性基金预算财政拨款收支。";
    fixture_table(report, MZ_TABLE_CAPITAL)->empty_note = "本部门2024年度无国有资本经营预算财政拨款支出。";
    fixture_add_claims(report, consistent_claims, G_N_ELEMENTS(consistent_claims));
    consistent_finish(report);
    return report;
}

/* Final accounts with money of every kind: funds, capital, other income, balances, vehicles. */
static const FixtureRow rich_rows[] = {
    {MZ_TABLE_SUMMARY, "in-general", "amount 100.00"},
    {MZ_TABLE_SUMMARY, "in-fund", "amount 10.00"},
    {MZ_TABLE_SUMMARY, "in-capital", "amount 5.00"},
    {MZ_TABLE_SUMMARY, "in-other", "amount 20.00"},
    {MZ_TABLE_SUMMARY, "in-year", "amount 135.00"},
    {MZ_TABLE_SUMMARY, "in-surplus", "amount 2.00"},
    {MZ_TABLE_SUMMARY, "in-opening", "amount 3.00"},
    {MZ_TABLE_SUMMARY, "in-total", "amount 140.00"},
    {MZ_TABLE_SUMMARY, "ex-201", "amount 90.00"},
    {MZ_TABLE_SUMMARY, "ex-208", "amount 20.00"},
    {MZ_TABLE_SUMMARY, "ex-212", "amount 11.00"},
    {MZ_TABLE_SUMMARY, "ex-221", "amount 10.00"},
    {MZ_TABLE_SUMMARY, "ex-223", "amount 5.00"},
    {MZ_TABLE_SUMMARY, "ex-year", "amount 136.00"},
    {MZ_TABLE_SUMMARY, "ex-distribution", "amount 1.00"},
    {MZ_TABLE_SUMMARY, "ex-closing", "amount 3.00"},
    {MZ_TABLE_SUMMARY, "ex-total", "amount 140.00"},
    {MZ_TABLE_INCOME, "total", "total 135.00 fiscal 115.00 other 20.00"},
    {MZ_TABLE_INCOME, "201", "total 90.00 fiscal 70.00 other 20.00"},
    {MZ_TABLE_INCOME, "20103", "total 90.00 fiscal 70.00 other 20.00"},
    {MZ_TABLE_INCOME, "2010301", "total 60.00 fiscal 40.00 other 20.00"},
    {MZ_TABLE_INCOME, "2010302", "total 30.00 fiscal 30.00"},
    {MZ_TABLE_INCOME, "208", "total 20.00 fiscal 20.00"},
    {MZ_TABLE_INCOME, "20805", "total 20.00 fiscal 20.00"},
    {MZ_TABLE_INCOME, "2080505", "total 12.00 fiscal 12.00"},
    {MZ_TABLE_INCOME, "2080506", "total 8.00 fiscal 8.00"},
    {MZ_TABLE_INCOME, "212", "total 10.00 fiscal 10.00"},
    {MZ_TABLE_INCOME, "21201", "total 10.00 fiscal 10.00"},
    {MZ_TABLE_INCOME, "2120101", "total 10.00 fiscal 10.00"},
    {MZ_TABLE_INCOME, "221", "total 10.00 fiscal 10.00"},
    {MZ_TABLE_INCOME, "22102", "total 10.00 fiscal 10.00"},
    {MZ_TABLE_INCOME, "2210201", "total 10.00 fiscal 10.00"},
    {MZ_TABLE_INCOME, "223", "total 5.00 fiscal 5.00"},
    {MZ_TABLE_INCOME, "22301", "total 5.00 fiscal 5.00"},
    {MZ_TABLE_INCOME, "2230105", "total 5.00 fiscal 5.00"},
    {MZ_TABLE_EXPENDITURE, "total", "total 136.00 basic 90.00 project 46.00"},
    {MZ_TABLE_EXPENDITURE, "201", "total 90.00 basic 60.00 project 30.00"},
    {MZ_TABLE_EXPENDITURE, "20103", "total 90.00 basic 60.00 project 30.00"},
    {MZ_TABLE_EXPENDITURE, "2010301", "total 60.00 basic 60.00"},
    {MZ_TABLE_EXPENDITURE, "2010302", "total 30.00 project 30.00"},
    {MZ_TABLE_EXPENDITURE, "208", "total 20.00 basic 20.00"},
    {MZ_TABLE_EXPENDITURE, "20805", "total 20.00 basic 20.00"},
    {MZ_TABLE_EXPENDITURE, "2080505", "total 12.00 basic 12.00"},
    {MZ_TABLE_EXPENDITURE, "2080506", "total 8.00 basic 8.00"},
    {MZ_TABLE_EXPENDITURE, "212", "total 11.00 project 11.00"},
    {MZ_TABLE_EXPENDITURE, "21201", "total 11.00 project 11.00"},
    {MZ_TABLE_EXPENDITURE, "2120101", "total 11.00 project 11.00"},
    {MZ_TABLE_EXPENDITURE, "221", "total 10.00 basic 10.00"},
    {MZ_TABLE_EXPENDITURE, "22102", "total 10.00 basic 10.00"},
    {MZ_TABLE_EXPENDITURE, "2210201", "total 10.00 basic 10.00"},
    {MZ_TABLE_EXPENDITURE, "223", "total 5.00 project 5.00"},
    {MZ_TABLE_EXPENDITURE, "22301", "total 5.00 project 5.00"},
    {MZ_TABLE_EXPENDITURE, "2230105", "total 5.00 project 5.00"},
    {MZ_TABLE_APPROPRIATION, "in-general", "amount 100.00"},
    {MZ_TABLE_APPROPRIATION, "in-fund", "amount 10.00"},
    {MZ_TABLE_APPROPRIATION, "in-capital", "amount 5.00"},
    {MZ_TABLE_APPROPRIATION, "in-year", "amount 115.00"},
    {MZ_TABLE_APPROPRIATION, "in-opening", "amount 3.00"},
    {MZ_TABLE_APPROPRIATION, "in-opening-general", "amount 2.00"},
    {MZ_TABLE_APPROPRIATION, "in-opening-fund", "amount 1.00"},
    {MZ_TABLE_APPROPRIATION, "in-total", "amount 118.00"},
    {MZ_TABLE_APPROPRIATION, "ex-201", "total 70.00 general 70.00"},
    {MZ_TABLE_APPROPRIATION, "ex-208", "total 20.00 general 20.00"},
    {MZ_TABLE_APPROPRIATION, "ex-212", "total 11.00 fund 11.00"},
    {MZ_TABLE_APPROPRIATION, "ex-221", "total 10.00 general 10.00"},
    {MZ_TABLE_APPROPRIATION, "ex-223", "total 5.00 capital 5.00"},
    {MZ_TABLE_APPROPRIATION, "ex-year", "total 116.00 general 100.00 fund 11.00 capital 5.00"},
    {MZ_TABLE_APPROPRIATION, "ex-closing", "total 2.00 general 2.00"},
    {MZ_TABLE_APPROPRIATION, "ex-closing-general", "total 2.00 general 2.00"},
    {MZ_TABLE_APPROPRIATION, "ex-total", "total 118.00 general 102.00 fund 11.00 capital 5.00"},
    {MZ_TABLE_GENERAL, "total", "total 100.00 basic 70.00 project 30.00"},
    {MZ_TABLE_GENERAL, "201", "total 70.00 basic 40.00 project 30.00"},
    {MZ_TABLE_GENERAL, "20103", "total 70.00 basic 40.00 project 30.00"},
    {MZ_TABLE_GENERAL, "2010301", "total 40.00 basic 40.00"},
    {MZ_TABLE_GENERAL, "2010302", "total 30.00 project 30.00"},
    {MZ_TABLE_GENERAL, "208", "total 20.00 basic 20.00"},
    {MZ_TABLE_GENERAL, "20805", "total 20.00 basic 20.00"},
    {MZ_TABLE_GENERAL, "2080505", "total 12.00 basic 12.00"},
    {MZ_TABLE_GENERAL, "2080506", "total 8.00 basic 8.00"},
    {MZ_TABLE_GENERAL, "221", "total 10.00 basic 10.00"},
    {MZ_TABLE_GENERAL, "22102", "total 10.00 basic 10.00"},
    {MZ_TABLE_GENERAL, "2210201", "total 10.00 basic 10.00"},
    {MZ_TABLE_BASIC, "301", "amount 60.00"},
    {MZ_TABLE_BASIC, "30101", "amount 30.00"},
    {MZ_TABLE_BASIC, "30108", "amount 12.00"},
    {MZ_TABLE_BASIC, "30109", "amount 8.00"},
    {MZ_TABLE_BASIC, "30113", "amount 10.00"},
    {MZ_TABLE_BASIC, "302", "amount 10.00"},
    {MZ_TABLE_BASIC, "30201", "amount 6.00"},
    {MZ_TABLE_BASIC, "30211", "amount 4.00"},
    {MZ_TABLE_BASIC, "personnel", "amount 60.00"},
    {MZ_TABLE_BASIC, "public", "amount 10.00"},
    {MZ_TABLE_FUND, "total", "opening 1.00 income 10.00 total 11.00 project 11.00"},
    {MZ_TABLE_FUND, "212", "opening 1.00 income 10.00 total 11.00 project 11.00"},
    {MZ_TABLE_FUND, "21201", "opening 1.00 income 10.00 total 11.00 project 11.00"},
    {MZ_TABLE_FUND, "2120101", "opening 1.00 income 10.00 total 11.00 project 11.00"},
    {MZ_TABLE_CAPITAL, "total", "total 5.00 project 5.00"},
    {MZ_TABLE_CAPITAL, "223", "total 5.00 project 5.00"},
    {MZ_TABLE_CAPITAL, "22301", "total 5.00 project 5.00"},
    {MZ_TABLE_CAPITAL, "2230105", "total 5.00 project 5.00"},
    {MZ_TABLE_SANGONG, "budget", "total 5.65 vehicles 5.00 purchase 2.00 operation 3.00 reception 0.65"},
    {MZ_TABLE_SANGONG, "final", "total 4.42 vehicles 4.00 purchase 2.00 operation 2.00 reception 0.42"},
};

static const FixtureClaim rich_claims[] = {
    {"财政拨款收入支出决算总体情况", "财政拨款收支总计", MZ_MEASURE_CURRENT, "118.00", "万元"},
    {NULL, "政府性基金预算财政拨款收入", MZ_MEASURE_CURRENT, "10.00", "万元"},
    {"政府性基金预算财政拨款收入支出决算情况", "政府性基金预算财政拨款支出", MZ_MEASURE_CURRENT, "11.00", "万元"},
    {"一般公共预算财政拨款支出决算总体情况", "一般公共预算财政拨款支出", MZ_MEASURE_CURRENT, "100.00", "万元"},
    {"一般公共预算财政拨款基本支出决算情况", "人员经费", MZ_MEASURE_CURRENT, "60.00", "万元"},
    {NULL, "30101 基本工资", MZ_MEASURE_CURRENT, "30.00", "万元"},
    {NULL, "30108 机关事业单位基本养老保险缴费", MZ_MEASURE_CURRENT, "12.00", "万元"},
    {NULL, "30109 职业年金缴费", MZ_MEASURE_CURRENT, "8.00", "万元"},
    {NULL, "30113 住房公积金", MZ_MEASURE_CURRENT, "10.00", "万元"},
    {"财政拨款“三公”经费支出决算情况", "公务用车购置费", MZ_MEASURE_FINAL, "2.00", "万元"},
    {NULL, "公务用车购置费", MZ_MEASURE_COUNT, "1", "辆"},
    {NULL, "公务接待费", MZ_MEASURE_FINAL, "0.42", "万元"},
    {NULL, "国内公务接待支出", MZ_MEASURE_BATCHES, "3", "批次"},
    {"国有资产占用情况", "国有资产/车辆数量", MZ_MEASURE_COUNT, "3", "辆"},
    {NULL, "国有资产/机要通信用车数量", MZ_MEASURE_COUNT, "1", "辆"},
    {NULL, "国有资产/其他用车数量", MZ_MEASURE_COUNT, "2", "辆"},
    {"政府采购支出情况", "政府采购支出", MZ_MEASURE_CURRENT, "8.00", "万元"},
    {NULL, "政府采购货物支出", MZ_MEASURE_CURRENT, "5.00", "万元"},
    {NULL, "政府采购服务支出", MZ_MEASURE_CURRENT, "3.00", "万元"},
    {NULL, "授予中小企业合同金额", MZ_MEASURE_CURRENT, "6.50", "万元"},
    {NULL, "货物采购授予中小企业合同金额", MZ_MEASURE_SHARE, "100", "%"},
    {NULL, "服务采购授予中小企业合同金额", MZ_MEASURE_SHARE, "50", "%"},
    {"预算绩效管理工作开展情况", "绩效自评项目资金", MZ_MEASURE_COUNT, "2", "个"},
    {NULL, "绩效自评项目资金", MZ_MEASURE_CURRENT, "30.00", "万元"},
    {NULL, "绩效自评项目资金", MZ_MEASURE_SHARE, "100", "%"},
    {NULL, "整体支出绩效自评资金", MZ_MEASURE_CURRENT, "136.00", "万元"},
    {"项目支出自评结果（绩效）", "甲项目", MZ_MEASURE_FULL_BUDGET, "25.00", "万元"},
    {NULL, "甲项目", MZ_MEASURE_FINAL, "20.00", "万元"},
    {NULL, "甲项目", MZ_MEASURE_COMPLETION, "80", "%"},
    {NULL, "乙项目", MZ_MEASURE_FINAL, "10.00", "万元"},
    {"部门整体绩效表", "甲项目", MZ_MEASURE_FINAL, "20.00", "万元"},
    {NULL, "基本支出", MZ_MEASURE_CURRENT, "90.00", "万元"},
    {NULL, "项目支出", MZ_MEASURE_CURRENT, "46.00", "万元"},
};

static inline MzReport *
rich_report(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "示例局");
    fixture_add_rows(report, rich_rows, G_N_ELEMENTS(rich_rows));
    fixture_add_claims(report, rich_claims, G_N_ELEMENTS(rich_claims));
    consistent_finish(report);
    return report;
}

/* A budget with carried-over and own money. */
static const FixtureRow budget_rows[] = {
    {MZ_TABLE_SUMMARY, "in-year", "amount 45.00"},
    {MZ_TABLE_SUMMARY, "in-general", "amount 40.00"},
    {MZ_TABLE_SUMMARY, "in-general-own", "amount 40.00"},
    {MZ_TABLE_SUMMARY, "in-own", "amount 5.00"},
    {MZ_TABLE_SUMMARY, "in-other", "amount 5.00"},
    {MZ_TABLE_SUMMARY, "in-carryover", "amount 6.00"},
    {MZ_TABLE_SUMMARY, "in-carryover-fiscal", "amount 2.00"},
    {MZ_TABLE_SUMMARY, "in-carryover-general", "amount 2.00"},
    {MZ_TABLE_SUMMARY, "in-carryover-other", "amount 4.00"},
    {MZ_TABLE_SUMMARY, "in-carryover-own", "amount 4.00"},
    {MZ_TABLE_SUMMARY, "in-total", "amount 51.00"},
    {MZ_TABLE_SUMMARY, "ex-201", "amount 49.00"},
    {MZ_TABLE_SUMMARY, "ex-229", "amount 2.00"},
    {MZ_TABLE_SUMMARY, "ex-total", "amount 51.00"},
    {MZ_TABLE_INCOME, "total",
     "total 51.00 fiscal 40.00 general 40.00 own 5.00 fiscal-carryover 2.00 other-carryover 4.00"},
    {MZ_TABLE_INCOME, "201", "total 49.00 fiscal 40.00 general 40.00 own 5.00 other-carryover 4.00"},
    {MZ_TABLE_INCOME, "20128", "total 49.00 fiscal 40.00 general 40.00 own 5.00 other-carryover 4.00"},
    {MZ_TABLE_INCOME, "2012801", "total 30.00 fiscal 30.00 general 30.00"},
    {MZ_TABLE_INCOME, "2012802", "total 19.00 fiscal 10.00 general 10.00 own 5.00 other-carryover 4.00"},
    {MZ_TABLE_INCOME, "229", "total 2.00 fiscal-carryover 2.00"},
    {MZ_TABLE_INCOME, "22999", "total 2.00 fiscal-carryover 2.00"},
    {MZ_TABLE_INCOME, "2299999", "total 2.00 fiscal-carryover 2.00"},
    {MZ_TABLE_EXPENDITURE, "total", "total 51.00 basic 30.00 project 21.00"},
    {MZ_TABLE_EXPENDITURE, "201", "total 49.00 basic 30.00 project 19.00"},
    {MZ_TABLE_EXPENDITURE, "20128", "total 49.00 basic 30.00 project 19.00"},
    {MZ_TABLE_EXPENDITURE, "2012801", "total 30.00 basic 30.00"},
    {MZ_TABLE_EXPENDITURE, "2012802", "total 19.00 project 19.00"},
    {MZ_TABLE_EXPENDITURE, "229", "total 2.00 project 2.00"},
    {MZ_TABLE_EXPENDITURE, "22999", "total 2.00 project 2.00"},
    {MZ_TABLE_EXPENDITURE, "2299999", "total 2.00 project 2.00"},
    {MZ_TABLE_APPROPRIATION, "in-fiscal", "amount 40.00"},
    {MZ_TABLE_APPROPRIATION, "in-general", "amount 40.00"},
    {MZ_TABLE_APPROPRIATION, "in-total", "amount 40.00"},
    {MZ_TABLE_APPROPRIATION, "ex-201", "total 40.00 general 40.00"},
    {MZ_TABLE_APPROPRIATION, "ex-total", "total 40.00 general 40.00"},
    {MZ_TABLE_GENERAL, "total", "total 40.00 basic 30.00 project 10.00"},
    {MZ_TABLE_GENERAL, "201", "total 40.00 basic 30.00 project 10.00"},
    {MZ_TABLE_GENERAL, "20128", "total 40.00 basic 30.00 project 10.00"},
    {MZ_TABLE_GENERAL, "2012801", "total 30.00 basic 30.00"},
    {MZ_TABLE_GENERAL, "2012802", "total 10.00 project 10.00"},
    {MZ_TABLE_BASIC, "total", "total 30.00 personnel 25.00 public 5.00"},
    {MZ_TABLE_BASIC, "301", "total 25.00 personnel 25.00"},
    {MZ_TABLE_BASIC, "30101", "total 25.00 personnel 25.00"},
    {MZ_TABLE_BASIC, "302", "total 5.00 public 5.00"},
    {MZ_TABLE_BASIC, "30201", "total 5.00 public 5.00"},
    {MZ_TABLE_SANGONG, "total", "total 2.00 general 2.00"},
    {MZ_TABLE_SANGONG, "reception", "total 0.50 general 0.50"},
    {MZ_TABLE_SANGONG, "vehicles", "total 1.50 general 1.50"},
    {MZ_TABLE_SANGONG, "operation", "total 1.50 general 1.50"},
    {MZ_TABLE_PROJECTS, "total", "total 10.00 goods 9.00 capital 1.00"},
    {MZ_TABLE_PROJECTS, "201", "total 10.00 goods 9.00 capital 1.00"},
    {MZ_TABLE_PROJECTS, "20128", "total 10.00 goods 9.00 capital 1.00"},
    {MZ_TABLE_PROJECTS, "2012802", "total 10.00 goods 9.00 capital 1.00"},
    {MZ_TABLE_CARRYOVER, "total", "total 6.00 fiscal 2.00 fiscal-project 2.00 other 4.00 other-project 4.00"},
    {MZ_TABLE_CARRYOVER, "row-1", "total 2.00 fiscal 2.00 fiscal-project 2.00"},
    {MZ_TABLE_CARRYOVER, "row-2", "total 4.00 other 4.00 other-project 4.00"},
};

static const FixtureClaim budget_claims[] = {
    {"关于示例局2024年收支预算情况的总体说明", "收支总计", MZ_MEASURE_CURRENT, "51.00", "万元"},
    {"关于示例局2024年收入预算情况说明", "一般公共预算财政拨款收入", MZ_MEASURE_CURRENT, "40.00", "万元"},
    {NULL, "一般公共预算财政拨款收入", MZ_MEASURE_SHARE, "78.43", "%"},
    {"关于示例局2024年一般公共预算项目支出情况说明", "甲项目", MZ_MEASURE_CURRENT, "10.00", "万元"},
    {NULL, "甲项目/办公费", MZ_MEASURE_CURRENT, "9", "万元"},
    {NULL, "甲项目/办公设备购置费", MZ_MEASURE_CURRENT, "1", "万元"},
    {"关于示例局2024年上年结转结余预算情况说明", "上年结转结余", MZ_MEASURE_CURRENT, "6.00", "万元"},
    {NULL, "乙项目", MZ_MEASURE_CURRENT, "2.00", "万元"},
    {NULL, "丙项目", MZ_MEASURE_CURRENT, "4.00", "万元"},
    {"政府采购情况", "政府采购支出", MZ_MEASURE_CURRENT, "3.00", "万元"},
    {NULL, "政府采购支出/面向中小企业预留", MZ_MEASURE_CURRENT, "2.00", "万元"},
    {NULL, "政府采购支出/小微企业预留", MZ_MEASURE_CURRENT, "1.00", "万元"},
    {"预算绩效情况", "预算绩效/整体绩效目标金额", MZ_MEASURE_AMOUNT, "51.00", "万元"},
    {"机构设置及人员情况", "实有人数", MZ_MEASURE_CURRENT, "16", "人"},
    {NULL, "在职人数", MZ_MEASURE_CURRENT, "11", "人"},
    {NULL, "退休人数", MZ_MEASURE_CURRENT, "5", "人"},
};

static inline MzReport *
budget_report(void)
{
    MzReport *report = fixture_report(MZ_KIND_BUDGET, 2024, "示例局");
    fixture_add_rows(report, budget_rows, G_N_ELEMENTS(budget_rows));
    fixture_table(report, MZ_TABLE_FUND)->empty_note = "示例局2024年没有使用政府性基金预算拨款安排的支出。";
    fixture_table(report, MZ_TABLE_CAPITAL)->empty_note = "示例局2024年没有使用国有资本经营预算拨款安排的支出。";
    fixture_add_claims(report, budget_claims, G_N_ELEMENTS(budget_claims));
    consistent_finish(report);
    return report;
}

#endif
