#include "check/catalogue.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "check/checker.h"

/* Short forms for the table below. */
#define E MZ_SEVERITY_ERROR
#define W MZ_SEVERITY_WARNING
#define N MZ_SEVERITY_NOTE
#define SUM MZ_FINDING_TABLE_SUM
#define CROSS MZ_FINDING_CROSS_TABLE
#define TEXT MZ_FINDING_NARRATIVE_TABLE
#define MATH MZ_FINDING_NARRATIVE_ARITHMETIC
#define CLASS MZ_FINDING_CLASSIFICATION
#define STRUCTURE MZ_FINDING_STRUCTURE
#define EXTRACTION MZ_FINDING_EXTRACTION
#define R_N MZ_TOLERANCE_SUM
#define Q MZ_TOLERANCE_SAME
#define P MZ_TOLERANCE_PERCENT
#define ZERO MZ_TOLERANCE_EXACT
#define NONE MZ_TOLERANCE_NONE
#define FORM MZ_REASON_FORM
#define ARITHMETIC MZ_REASON_ARITHMETIC
#define PUBLICATION MZ_REASON_PUBLICATION
#define CODES MZ_REASON_CLASSIFICATION
#define PERFORMANCE MZ_REASON_PERFORMANCE
#define CLARITY MZ_REASON_CLARITY
#define FINAL MZ_FOR_FINAL
#define BUDGET MZ_FOR_BUDGET
#define BOTH MZ_FOR_BOTH
#define EMPTY MZ_SKIP_EMPTY
#define NO_CHILDREN (MZ_SKIP_NO_CHILDREN | MZ_SKIP_EMPTY)
#define NOT_FISCAL (MZ_SKIP_NOT_FISCAL | MZ_SKIP_EMPTY)
#define NO_CLAIM MZ_SKIP_NO_CLAIM
#define ONE_REPORT MZ_SKIP_ONE_REPORT
#define NO_TEXT MZ_SKIP_NO_TEXT
#define NO_CONTENTS MZ_SKIP_NO_CONTENTS
#define EQUATIONS mz_check_equations
#define CLAIMS mz_check_claims

static const MzCheck checks[] = {
    /* ---- what the text lost */
    {"extract.coverage", "未读出的数字", "numbers not read", "表格区域内每个数字都归入某个单元格",
     "every number in the region of a table is taken by a cell", W, EXTRACTION, NONE, FORM, BOTH, NO_TEXT,
     mz_check_extractions, "表内一行有 3 个数字，只有 2 个归入单元格", "每个数字都有单元格"},
    {"extract.scanned", "未读的扫描页", "scanned pages not read", "扫描页没有文字层，其中的内容没有读入，也不判为缺失",
     "scanned pages have no text: what stands on them is not read, nor called missing", W, EXTRACTION, NONE, FORM, BOTH,
     0, mz_check_scanned, "第 3–5 页", "每页都有文字"},
    {"extract.columns", "列合并或丢失", "columns merged or lost",
     "每个金额印在自己的列中；文本丢了列的，由勾稽关系证明位置",
     "every amount stands in its column; where the text lost the "
     "column, relations prove it",
     N, EXTRACTION, NONE, FORM, BOTH, 0, mz_check_extractions, "空白单元格丢失，金额向左靠拢", "每列各有一格"},
    {"extract.row-broken", "断行重组", "broken rows", "表中一行的编码、名称、金额在文本的同一行",
     "code, name and amounts of a row stand in one line", N, EXTRACTION, NONE, FORM, BOTH, 0, mz_check_extractions,
     "名称在一行，金额在下一行", "201 一般公共服务支出 80.00"},
    {"extract.page-break", "续表表头", "heads repeated", "一张表的表头只有一处", "the head of a table stands once", N,
     EXTRACTION, NONE, FORM, BOTH, NO_TEXT, mz_check_extractions, "换页后表头又印一遍", "表头一处"},
    {"extract.name-cut", "名称被截断", "names cut off", "科目名称没有被截断", "names of codes are not cut off", N,
     EXTRACTION, NONE, CODES, BOTH, 0, mz_check_extractions, "2080505 机关事业单位基本养老保险",
     "2080505 机关事业单位基本养老保险缴费支出"},
    {"extract.inner-blank", "数字内空格", "blanks in numbers", "数字内没有空格", "numbers have no blanks inside", N,
     EXTRACTION, NONE, FORM, BOTH, 0, mz_check_extractions, "2, 362. 26", "2,362.26"},
    {"extract.code-cells", "编码分格、名称丢失", "codes split, names lost", "编码在一格中，行有名称",
     "a code stands in one cell, a row has its name", N, EXTRACTION, NONE, FORM, BOTH, NO_TEXT, mz_check_extractions,
     "201 29 01", "2012901 行政运行"},
    {"extract.alien-text", "混入标记", "marks of a page", "文本中没有网页标记",
     "no marks of a web page are in the text", N, EXTRACTION, NONE, CLARITY, BOTH, NO_TEXT, mz_check_alien_text,
     "“<p>”", "没有"},
    {"extract.uncertain", "位置不能证明的金额", "amounts whose place is not proven",
     "每个金额所在的行列可以由原文或勾稽关系证明",
     "the row and column of every amount are printed or proven by relations", N, EXTRACTION, NONE, FORM, BOTH, 0,
     mz_check_uncertain, "“12.00”可能属于两列之一", "“12.00”只有放入一列时各关系才成立"},

    /* ---- within a row (横向关系) */
    {"split.income", "收入行横向", "rows of the income table",
     "收入表每行：本年收入合计 = 财政拨款收入 + 上级补助收入 + 事业收入 + 经营收入 + 附属单位上缴收入 + 其他收入",
     "each row of the income table: total = sum of its sources", E, SUM, R_N, FORM, FINAL, EMPTY, EQUATIONS,
     "12.00 = 9.00 + 2.00", "11.00 = 9.00 + 2.00"},
    {"split.income-budget", "预算收入行横向", "rows of the budget's income table",
     "收入表每行：总计 = 财政拨款小计 + 财政专户 + 单位资金 + 财政拨款结转 + 非财政拨款结转结余；小计 = 其各列之和",
     "each row of the income table: total = appropriation + special account + own money + both carry-overs", E, SUM,
     R_N, FORM, BUDGET, EMPTY, EQUATIONS, "298.61 = 280.76 + 5.86 + 11.00", "298.62 = 280.76 + 5.86 + 12.00"},
    {"split.expenditure", "支出行横向", "rows of the expenditure table",
     "支出表每行：合计 = 基本支出 + 项目支出 + 上缴上级支出 + 经营支出 + 对附属单位补助支出",
     "each row of the expenditure table: total = sum of its kinds", E, SUM, R_N, FORM, BOTH, EMPTY, EQUATIONS,
     "208.21 = 197.56 + 9.25", "206.81 = 197.56 + 9.25"},
    {"split.appropriation", "财政拨款支出行横向", "rows of the appropriation table",
     "财政拨款表支出方每行：小计 = 一般公共预算 + 政府性基金预算 + 国有资本经营预算",
     "each expenditure row of the appropriation table: subtotal = general + fund + capital", E, SUM, R_N, FORM, BOTH,
     EMPTY, EQUATIONS, "20.00 = 15.00 + 4.00", "19.00 = 15.00 + 4.00"},
    {"split.general", "一般公共预算行横向", "rows of the general budget table",
     "一般公共预算支出表每行：小计 = 基本支出 + 项目支出", "each row: subtotal = basic + project expenditure", E, SUM,
     R_N, FORM, BOTH, EMPTY, EQUATIONS, "10.00 = 8.00 + 1.00", "9.00 = 8.00 + 1.00"},
    {"split.basic", "基本支出行横向", "rows of the basic expenditure table",
     "预算基本支出表每行：合计 = 人员经费 + 公用经费", "each row: total = personnel + public use", E, SUM, R_N, FORM,
     BUDGET, EMPTY, EQUATIONS, "10.00 = 8.00 + 1.00", "9.00 = 8.00 + 1.00"},
    {"split.fund", "政府性基金行横向", "rows of the fund table", "政府性基金表每行：小计 = 基本支出 + 项目支出",
     "each row: subtotal = basic + project expenditure", E, SUM, R_N, FORM, BOTH, EMPTY, EQUATIONS,
     "10.00 = 8.00 + 1.00", "9.00 = 8.00 + 1.00"},
    {"split.capital", "国有资本经营行横向", "rows of the capital table",
     "国有资本经营预算表每行：合计 = 基本支出 + 项目支出", "each row: total = basic + project expenditure", E, SUM, R_N,
     FORM, BOTH, EMPTY, EQUATIONS, "10.00 = 8.00 + 1.00", "9.00 = 8.00 + 1.00"},
    {"split.sangong", "“三公”经费行横向", "rows of the three public expenses",
     "预算“三公”经费表每行：合计 = 各资金来源之和", "each row: total = sum of the sources of money", E, SUM, R_N, FORM,
     BUDGET, EMPTY, EQUATIONS, "2.34 = 2.15 + 0.00", "2.34 = 2.34"},
    {"split.projects", "项目行横向", "rows of the project table", "项目支出表每行：合计 = 各经济分类之和",
     "each row: total = sum by economic classification", E, SUM, R_N, FORM, BUDGET, EMPTY, EQUATIONS,
     "40.00 = 38.00 + 1.00", "40.00 = 39.00 + 1.00"},
    {"split.carryover", "结转行横向", "rows of the carry-over table",
     "上年结转表每行：总计 = 财政拨款合计 + 非财政拨款合计，各合计 = 人员 + 公用 + 项目",
     "each row: total = fiscal + other; each = personnel + public use + projects", E, SUM, R_N, FORM, BUDGET, EMPTY,
     EQUATIONS, "17.86 = 5.86 + 11.00", "17.86 = 5.86 + 12.00"},

    /* ---- within a table (纵向关系) */
    {"sum.income.total", "收入表合计", "total of the income table", "收入表合计行 = 各类之和，每列",
     "total row = sum of the top rows, in every column", E, SUM, R_N, FORM, BOTH, EMPTY, EQUATIONS,
     "合计 20.00，各类 12.00 + 7.00", "合计 19.00，各类 12.00 + 7.00"},
    {"sum.income.children", "收入表类款项", "levels of the income table", "收入表每个类、款 = 其下各款、项之和，每列",
     "each class = sum of its items, in every column", E, SUM, R_N, FORM, BOTH, NO_CHILDREN, EQUATIONS,
     "201 为 12.00，20103 为 11.00", "201 为 12.00，20103 为 12.00"},
    {"sum.expenditure.total", "支出表合计", "total of the expenditure table", "支出表合计行 = 各类之和，每列",
     "total row = sum of the top rows, in every column", E, SUM, R_N, FORM, BOTH, EMPTY, EQUATIONS,
     "合计 20.00，各类 12.00 + 7.00", "合计 19.00，各类 12.00 + 7.00"},
    {"sum.expenditure.children", "支出表类款项", "levels of the expenditure table",
     "支出表每个类、款 = 其下各款、项之和，每列", "each class = sum of its items, in every column", E, SUM, R_N, FORM,
     BOTH, NO_CHILDREN, EQUATIONS, "201 为 12.00，20103 为 11.00", "201 为 12.00，20103 为 12.00"},
    {"sum.general.total", "一般公共预算表合计", "total of the general budget table",
     "一般公共预算支出表合计行 = 各类之和，每列", "total row = sum of the top rows, in every column", E, SUM, R_N, FORM,
     BOTH, EMPTY, EQUATIONS, "合计 20.00，各类 12.00 + 7.00", "合计 19.00，各类 12.00 + 7.00"},
    {"sum.general.children", "一般公共预算表类款项", "levels of the general budget table",
     "一般公共预算支出表每个类、款 = 其下各款、项之和，每列", "each class = sum of its items, in every column", E, SUM,
     R_N, FORM, BOTH, NO_CHILDREN, EQUATIONS, "201 为 12.00，20103 为 11.00", "201 为 12.00，20103 为 12.00"},
    {"sum.fund", "政府性基金表合计", "totals of the fund table",
     "政府性基金表合计行 = 各类之和；类、款 = 其下各款、项之和", "total and levels of the fund table, in every column",
     E, SUM, R_N, FORM, BOTH, NO_CHILDREN, EQUATIONS, "合计 5.00，212 为 4.00", "合计 4.00，212 为 4.00"},
    {"sum.capital", "国有资本经营表合计", "totals of the capital table",
     "国有资本经营预算表合计行 = 各类之和；类、款 = 其下各款、项之和",
     "total and levels of the capital table, in every column", E, SUM, R_N, FORM, BOTH, NO_CHILDREN, EQUATIONS,
     "合计 5.00，223 为 4.00", "合计 4.00，223 为 4.00"},
    {"sum.basic.total", "基本支出表合计", "total of the basic expenditure table",
     "预算基本支出表合计行 = 各类之和，每列", "total row = sum of the economic classes, in every column", E, SUM, R_N,
     FORM, BUDGET, EMPTY, EQUATIONS, "合计 240.76，各类之和 240.67", "合计 240.76，各类之和 240.76"},
    {"sum.basic.children", "经济分类类款", "levels of the basic expenditure table",
     "每个经济分类的类 = 其下各款之和（301 = 30101、30102 等之和）", "each economic class = sum of its items", E, SUM,
     R_N, FORM, BOTH, NO_CHILDREN, EQUATIONS, "301 为 10.00，30101 为 9.00", "301 为 9.00，30101 为 9.00"},
    {"sum.basic.personnel", "人员经费合计", "personnel", "人员经费合计 = 工资福利支出 301 + 对个人和家庭的补助 303",
     "personnel = 301 + 303", E, SUM, R_N, FORM, FINAL, EMPTY, EQUATIONS, "213.20 = 182.77 + 30.00",
     "213.20 = 182.77 + 30.43"},
    {"sum.basic.public", "公用经费合计", "public use",
     "公用经费合计 = 商品和服务支出 302 + 其余各类（307、309、310、311、312、313、399）",
     "public use = 302 + 307 + 309 … 399", E, SUM, R_N, FORM, FINAL, EMPTY, EQUATIONS, "36.60 = 35.60 + 0.71",
     "36.31 = 35.60 + 0.71"},
    {"sum.projects", "项目表合计", "total of the project table", "项目支出表合计 = 各项目之和，每列",
     "total = sum of the projects, in every column", E, SUM, R_N, FORM, BUDGET, NO_CHILDREN, EQUATIONS,
     "合计 40.00，项目 30.00 + 9.00", "合计 39.00，项目 30.00 + 9.00"},
    {"sum.carryover", "结转表合计", "total of the carry-over table", "上年结转表总计 = 各项目之和，每列",
     "total = sum of the rows, in every column", E, SUM, R_N, FORM, BUDGET, NO_CHILDREN, EQUATIONS,
     "总计 17.86，项目 5.86 + 11.00", "总计 17.86，项目 5.86 + 12.00"},
    {"sum.orphan", "层级缺行", "missing levels",
     "一个项的款、类或者都在表中，或者全表都没有；各类、款都有下级或者都没有",
     "an item's classes are in the table, or none of the table's are; all classes have items below them, or none", W,
     CLASS, NONE, FORM, BOTH, EMPTY, mz_check_orphans, "表中有 2010301，没有 20103，而 208 有 20805",
     "2010301、20103、201 都在表中"},
    {"sum.order", "编码次序与重复", "order of codes", "编码升序，各出现一次", "codes ascend and stand once each", W,
     CLASS, NONE, FORM, BOTH, EMPTY, mz_check_order, "2010302 排在 2010301 之前", "2010301，2010302"},

    /* ---- the two-sided tables */
    {"total.summary.income", "本年收入合计", "income of the year", "总表本年收入合计 = 各收入来源之和（“其中”行不加）",
     "income of the year = sum of its sources", E, SUM, R_N, FORM, BOTH, EMPTY, EQUATIONS, "20.00 = 15.00 + 4.00",
     "19.00 = 15.00 + 4.00"},
    {"total.summary.expenditure", "本年支出合计", "expenditure of the year", "总表本年支出合计 = 各支出类之和",
     "expenditure of the year = sum of the classes", E, SUM, R_N, FORM, BOTH, EMPTY, EQUATIONS, "20.00 = 15.00 + 4.00",
     "19.00 = 15.00 + 4.00"},
    {"total.summary.balance-in", "收入总计", "grand total of income",
     "总表收入总计 = 本年收入合计 + 使用非财政拨款结余 + 年初结转和结余（预算：+ 上年结转结余）",
     "grand total = income of the year + surplus used + opening balance", E, SUM, R_N, FORM, BOTH, EMPTY, EQUATIONS,
     "20.00 = 15.00 + 4.00", "19.00 = 15.00 + 4.00"},
    {"total.summary.balance-out", "支出总计", "grand total of expenditure",
     "总表支出总计 = 本年支出合计 + 结余分配 + 年末结转和结余",
     "grand total = expenditure of the year + surplus distributed + closing balance", E, SUM, R_N, FORM, FINAL, EMPTY,
     EQUATIONS, "20.00 = 15.00 + 4.00", "19.00 = 15.00 + 4.00"},
    {"total.summary.equal", "收支平衡", "both sides balance", "总表收入总计 = 支出总计",
     "grand total of income = grand total of expenditure", E, SUM, ZERO, FORM, BOTH, EMPTY, EQUATIONS, "20.00 与 19.99",
     "20.00 与 20.00"},
    {"total.opening", "结转分项", "parts of the balances", "年初、年末（上年）结转 = 其各资金之和",
     "opening or closing balance = sum by source of money", E, SUM, R_N, FORM, BOTH, EMPTY, EQUATIONS,
     "5.00 = 3.00 + 1.00", "4.00 = 3.00 + 1.00"},
    {"total.appropriation.income", "拨款收入合计", "appropriation of the year",
     "财政拨款表本年收入合计 = 一般公共预算 + 政府性基金预算 + 国有资本经营预算",
     "appropriation of the year = general + fund + capital", E, SUM, R_N, FORM, BOTH, EMPTY, EQUATIONS,
     "20.00 = 15.00 + 4.00", "19.00 = 15.00 + 4.00"},
    {"total.appropriation.expenditure", "拨款支出合计", "appropriation spent",
     "财政拨款表本年支出合计 = 各支出类之和，每列", "expenditure of the year = sum of the classes, in every column", E,
     SUM, R_N, FORM, BOTH, EMPTY, EQUATIONS, "20.00 = 15.00 + 4.00", "19.00 = 15.00 + 4.00"},
    {"total.appropriation.balance", "拨款收支平衡", "appropriation balances",
     "财政拨款表总计 = 本年合计 + 年初（年末）结转；收入总计 = 支出总计",
     "grand totals = year + balance, and both sides are equal", E, SUM, R_N, FORM, BOTH, EMPTY, EQUATIONS,
     "收入总计 20.00，支出总计 19.00", "收入总计 20.00，支出总计 20.00"},
    {"total.appropriation.by-fund", "分资金平衡", "each fund balances",
     "每种资金：本年收入 + 年初结转 = 本年支出 + 年末结转", "for each fund: income + opening = expenditure + closing",
     E, SUM, R_N, FORM, FINAL, EMPTY, EQUATIONS, "10.00 + 1.00 与 9.00 + 1.00", "10.00 + 1.00 与 9.00 + 2.00"},
    {"total.fund.flow", "基金结转", "flow of the funds", "政府性基金表每行：年初结转 + 本年收入 = 本年支出 + 年末结转",
     "each row: opening + income = expenditure + closing", E, SUM, R_N, FORM, FINAL, EMPTY, EQUATIONS,
     "0 + 5.00 与 4.00 + 0", "0 + 5.00 与 4.00 + 1.00"},
    {"total.zero", "总计为零", "totals of nothing", "收支总计大于零", "the grand total is more than nothing", W, SUM,
     NONE, FORM, BOTH, 0, mz_check_zero_total, "总计 0.00", "总计 298.61"},

    /* ---- between tables (表间关系) */
    {"cross.summary-income.total", "总表与收入表", "summary and income table",
     "总表本年收入合计 = 收入表合计（预算：总计 = 总计）", "income of the year is the same in both tables", E, CROSS, Q,
     FORM, BOTH, EMPTY, EQUATIONS, "397.33 与 379.33", "397.33 与 397.33"},
    {"cross.summary-income.source", "总表收入来源与收入表", "sources in summary and income table",
     "总表各收入来源 = 收入表合计行相应列", "each source in the summary = its column in the income table", E, CROSS, Q,
     FORM, BOTH, EMPTY, EQUATIONS, "其他收入 3.00 与 2.00", "其他收入 3.00 与 3.00"},
    {"cross.summary-expenditure.total", "总表与支出表", "summary and expenditure table",
     "总表本年支出合计 = 支出表合计", "expenditure of the year is the same in both tables", E, CROSS, Q, FORM, BOTH,
     EMPTY, EQUATIONS, "397.33 与 379.33", "397.33 与 397.33"},
    {"cross.summary-expenditure.class", "总表类与支出表类", "classes in summary and expenditure table",
     "总表每个支出类 = 支出表该类（无类行时为其各项之和）", "each class is the same in both tables", E, CROSS, Q, FORM,
     BOTH, EMPTY, EQUATIONS, "208 类 47.57 与 45.57", "208 类 47.57 与 47.57"},
    {"cross.summary-appropriation.income", "总表与拨款表收入", "fiscal income in summary and appropriation table",
     "总表三项财政拨款收入 = 财政拨款表三项收入", "the three fiscal rows are the same in both tables", E, CROSS, Q,
     FORM, BOTH, EMPTY, EQUATIONS, "280.76 与 280.67", "280.76 与 280.76"},
    {"cross.summary-appropriation.class", "总表类与拨款表类", "classes in summary and appropriation table",
     "总表每个支出类 ≥ 财政拨款表该类；只有当年财政拨款时相等",
     "each class of the summary ≥ the appropriation table's; equal where all money is fiscal", E, CROSS, Q, FORM, BOTH,
     EMPTY, EQUATIONS, "208 类总表 45.57，拨款表 47.57", "208 类两表均为 47.57"},
    {"cross.appropriation-income", "拨款表与收入表", "appropriation and income table",
     "财政拨款表本年收入合计 = 收入表合计行财政拨款收入",
     "appropriation of the year = fiscal column of the income table", E, CROSS, Q, FORM, FINAL, EMPTY, EQUATIONS,
     "397.33 与 379.33", "397.33 与 397.33"},
    {"cross.appropriation-general.total", "拨款表与一般公共预算表", "appropriation and general budget table",
     "财政拨款表支出合计的一般公共预算列 = 一般公共预算支出表合计",
     "general column = total of the general budget table", E, CROSS, Q, FORM, BOTH, EMPTY, EQUATIONS,
     "397.33 与 379.33", "397.33 与 397.33"},
    {"cross.appropriation-general.class", "拨款表类与一般公共预算表类", "classes in appropriation and general table",
     "财政拨款表每个支出类的一般公共预算列 = 一般公共预算支出表该类", "each class is the same in both tables", E, CROSS,
     Q, FORM, BOTH, EMPTY, EQUATIONS, "208 类 47.57 与 45.57", "208 类 47.57 与 47.57"},
    {"cross.appropriation-fund", "拨款表与基金表", "appropriation and fund table",
     "财政拨款表政府性基金的收入、支出、年初、年末 = 政府性基金表合计行",
     "income, expenditure and balances of the fund are the same in both tables", E, CROSS, Q, FORM, BOTH, EMPTY,
     EQUATIONS, "5.00 与 4.00", "5.00 与 5.00"},
    {"cross.appropriation-capital", "拨款表与国资表", "appropriation and capital table",
     "财政拨款表国有资本经营预算列 = 国有资本经营预算表", "capital column = capital table", E, CROSS, Q, FORM, BOTH,
     EMPTY, EQUATIONS, "5.00 与 4.00", "5.00 与 5.00"},
    {"cross.general-basic", "一般公共预算与基本支出表", "general budget and basic expenditure table",
     "一般公共预算支出表合计的基本支出 = 基本支出表合计（决算：人员经费 + 公用经费）",
     "basic expenditure of the general budget = total of the basic expenditure table", E, CROSS, Q, FORM, BOTH, EMPTY,
     EQUATIONS, "249.51 与 213.20 + 36.60", "249.51 与 213.20 + 36.31"},
    {"cross.expenditure-general.le", "支出不小于一般公共预算", "expenditure covers the general budget",
     "每个科目每列：支出表 ≥ 一般公共预算支出表", "for each code and column: expenditure ≥ general budget", E, CROSS, Q,
     FORM, BOTH, EMPTY, EQUATIONS, "2010301 支出 5.00，一般公共预算 6.00", "两表均为 6.00"},
    {"cross.expenditure-by-fund", "支出按资金合成", "expenditure by fund",
     "只有当年财政拨款时，每个科目：支出表 = 一般公共预算 + 政府性基金 + 国有资本经营",
     "where all money is fiscal, for each code: expenditure = general + fund + capital", E, CROSS, R_N, FORM, FINAL,
     NOT_FISCAL, EQUATIONS, "2010301：6.00 与 5.00 + 0 + 0", "2010301：6.00 与 6.00 + 0 + 0"},
    {"cross.income-expenditure.mirror", "收支同科目", "income and expenditure by code",
     "只有当年财政拨款时（预算：总是），每个科目收入 = 支出", "for each code: income = expenditure", W, CROSS, Q, FORM,
     BOTH, NOT_FISCAL, EQUATIONS, "2010301 收入 6.00，支出 5.00", "2010301 收支均为 6.00"},
    {"cross.income-general", "收入表与一般公共预算表", "income table and general budget table",
     "预算每个科目：收入表一般公共预算列 = 一般公共预算支出表合计",
     "for each code: general column of income = general budget table", E, CROSS, Q, FORM, BUDGET, EMPTY, EQUATIONS,
     "2012801：135.12 与 135.21", "2012801：135.12 与 135.12"},
    {"cross.sangong-fund", "“三公”经费与基金、国资表", "public expenses, fund and capital table",
     "预算“三公”经费中政府性基金、国有资本经营预算的部分 ≤ 其表合计",
     "public expenses paid from fund or capital ≤ the total of that table", E, CROSS, Q, FORM, BUDGET, EMPTY, EQUATIONS,
     "“三公”经费基金 1.00，基金表 0.50", "“三公”经费基金 1.00，基金表 5.00"},
    {"class.code-set", "科目集合一致", "same codes in the tables",
     "一般公共预算支出表的科目都在支出表中；只有当年一般公共预算财政拨款时收入表、支出表、一般公共预算支出表科目相同；"
     "一表的合计或两表的差额正好是别的表有、该表没有的行的金额时，也是缺行；相连的缺行报告一次，因此不成立的关系不另列",
     "codes of the general budget table stand in the expenditure table; where there is no other money, income, "
     "expenditure and general budget have the same codes; where a table's sums lack just the amounts of rows that "
     "another has, it lacks the rows; a run of them is told once, with the relations that break by it",
     E, CLASS, NONE, FORM, BOTH, EMPTY, mz_check_code_sets, "一般公共预算表有 2080505，支出表没有", "两表都有 2080505"},

    /* ---- empty tables, three public expenses, links */
    {"empty.fund", "政府性基金空表说明", "empty fund table explained",
     "政府性基金表无金额时，表下写明“无…”；有金额时不写",
     "a fund table without amounts says so; one with amounts does not", W, STRUCTURE, NONE, PUBLICATION, BOTH, 0,
     mz_check_empty_notes, "空表下没有说明", "“本部门无政府性基金预算财政拨款收支，故本表为空”"},
    {"empty.capital", "国有资本经营空表说明", "empty capital table explained",
     "国有资本经营预算表无金额时，表下写明“无…”；有金额时不写",
     "a capital table without amounts says so; one with amounts does not", W, STRUCTURE, NONE, PUBLICATION, BOTH, 0,
     mz_check_empty_notes, "空表下没有说明", "“本部门无国有资本经营预算财政拨款支出，故本表为空”"},
    {"empty.sangong", "“三公”经费空表说明", "empty table of public expenses explained",
     "“三公”经费表无金额时，表下或说明中写明“无…”或各项为 0；有金额时不写",
     "a table of the three public expenses without amounts says so in words", W, STRUCTURE, NONE, PUBLICATION, BOTH, 0,
     mz_check_empty_notes, "空表下没有说明，正文也未写“三公”经费", "正文写“三公”经费支出决算为 0 万元"},
    {"empty.claim", "说“无”而有数", "said to be none", "正文说明写“无项目支出”“无其他收入”等时，表中为零或空白",
     "where the explanation says that there is none of it, the table has none", W, TEXT, NONE, PUBLICATION, BOTH,
     NO_CLAIM, mz_check_denials, "正文“无其他收入”，收入表其他收入 20.00", "正文“无其他收入”，收入表空白"},
    {"sangong.total", "“三公”经费合计", "sum of the three public expenses",
     "“三公”经费合计 = 因公出国（境）费 + 公务用车小计 + 公务接待费，预算数与决算数",
     "total = abroad + vehicles + reception, in budget and final accounts", E, SUM, R_N, FORM, BOTH, EMPTY, EQUATIONS,
     "2.34 = 0 + 2.15 + 0.29", "2.34 = 0 + 2.15 + 0.19"},
    {"sangong.vehicles", "公务用车小计", "official vehicles", "公务用车购置及运行维护费小计 = 购置费 + 运行维护费",
     "vehicles = purchase + operation", E, SUM, R_N, FORM, BOTH, EMPTY, EQUATIONS, "2.15 = 0 + 2.51",
     "2.15 = 0 + 2.15"},
    {"sangong.text", "“三公”经费表与说明", "public expenses in table and text",
     "正文所述“三公”经费及各项的预算数、决算数 = 表中数，表中空白为 0",
     "budget and final amounts of the text = the table's, a blank is 0", E, TEXT, Q, PUBLICATION, BOTH, NO_CLAIM,
     CLAIMS, "正文 0.56 万元，表中 0.65", "正文 0.65 万元，表中 0.65"},
    {"sangong.text-sum", "说明内“三公”经费合计", "sum of public expenses in the text",
     "正文“三公”经费 = 因公出国（境）费 + 公务用车购置及运行费 + 公务接待费",
     "the text's total = the sum of its three parts", E, MATH, R_N, ARITHMETIC, BOTH, NO_CLAIM, CLAIMS,
     "2.34，而 0 + 2.15 + 0.29", "2.34 = 0 + 2.15 + 0.19"},
    {"sangong.counts", "批次、人次、辆数", "counts of the public expenses",
     "接待费、购置费、出国费不为零时批次、人次、辆数、团组不为零，反之亦然",
     "money is spent if and only if the count is more than 0", W, TEXT, NONE, PUBLICATION, FINAL, NO_CLAIM,
     mz_check_counts, "公务接待费 0.65 万元，0 批次", "公务接待费 0.65 万元，2 批次"},
    {"sangong.over", "超全年预算", "over the year's budget", "“三公”经费各项决算数 ≤ 全年预算数",
     "final ≤ budget, for each of the public expenses", N, SUM, ZERO, PUBLICATION, FINAL, EMPTY, mz_check_sangong_over,
     "公务接待费预算 0.50，决算 0.65", "预算 0.65，决算 0.50"},
    {"sangong.basic", "“三公”与经济科目", "public expenses and economic items",
     "“三公”决算（预算）的公务接待费、公务用车运行费、因公出国（境）费 ≥ 基本支出表 30217、30231、30212",
     "reception, vehicles, abroad of the public expenses ≥ 30217, 30231, 30212 of basic expenditure", W, CROSS, Q, FORM,
     BOTH, EMPTY, EQUATIONS, "公务接待费决算 0.42，30217 为 0.65", "均为 0.65"},
    {"link.housing", "公积金两表", "housing fund in two tables",
     "基本支出表 30113 住房公积金 = 一般公共预算表 2210201 住房公积金", "economic 30113 = functional 2210201", N, CROSS,
     Q, FORM, BOTH, EMPTY, EQUATIONS, "15.07 与 15.70", "15.07 与 15.07"},
    {"link.pension", "养老保险两表", "pension insurance in two tables",
     "基本支出表 30108 机关事业单位基本养老保险缴费 = 一般公共预算表 2080505 机关事业单位基本养老保险缴费支出",
     "economic 30108 = functional 2080505", N, CROSS, Q, FORM, BOTH, EMPTY, EQUATIONS, "13.04 与 13.40",
     "13.04 与 13.04"},
    {"link.annuity", "职业年金两表", "annuity in two tables",
     "基本支出表 30109 职业年金缴费 = 一般公共预算表 2080506 机关事业单位职业年金缴费支出",
     "economic 30109 = functional 2080506", N, CROSS, Q, FORM, BOTH, EMPTY, EQUATIONS, "6.58 与 6.85", "6.58 与 6.58"},
    {"link.operating", "机关运行经费与公用经费", "operating expenses and public use",
     "正文机关运行经费 = 基本支出表公用经费（行政单位和参照公务员法管理的事业单位）",
     "operating expenses of the text = public use of the basic expenditure table", W, TEXT, Q, PUBLICATION, BOTH,
     NO_CLAIM, CLAIMS, "机关运行经费 36.30，公用经费 63.10", "均为 36.31"},

    /* ---- amounts of the narrative */
    {"narrative.amount.total", "收支总计", "grand total in the text", "正文收、支总计 = 总表总计",
     "grand total of the text = the summary's", E, TEXT, Q, ARITHMETIC, BOTH, NO_CLAIM, CLAIMS,
     "正文 398.33，表 397.33", "正文 397.33，表 397.33"},
    {"narrative.amount.income", "收入及来源", "income in the text", "正文收入合计及各来源 = 收入表合计行",
     "income and its sources = total row of the income table", E, TEXT, Q, ARITHMETIC, BOTH, NO_CLAIM, CLAIMS,
     "正文 398.33，表 397.33", "正文 397.33，表 397.33"},
    {"narrative.amount.expenditure", "支出、基本支出、项目支出", "expenditure in the text",
     "正文支出合计、基本支出、项目支出 = 支出表合计行",
     "expenditure and its kinds = total row of the expenditure table", E, TEXT, Q, ARITHMETIC, BOTH, NO_CLAIM, CLAIMS,
     "正文 249.15，表 249.51", "正文 249.51，表 249.51"},
    {"narrative.amount.appropriation", "财政拨款及分资金", "appropriation in the text",
     "正文财政拨款收支总计及各资金 = 财政拨款表", "appropriation and its funds = the appropriation table", E, TEXT, Q,
     ARITHMETIC, BOTH, NO_CLAIM, CLAIMS, "正文 398.33，表 397.33", "正文 397.33，表 397.33"},
    {"narrative.amount.general", "一般公共预算支出", "general budget in the text",
     "正文一般公共预算支出及其基本、项目支出 = 一般公共预算支出表合计行",
     "general budget of the text = its table's total row", E, TEXT, Q, ARITHMETIC, BOTH, NO_CLAIM, CLAIMS,
     "正文 398.33，表 397.33", "正文 397.33，表 397.33"},
    {"narrative.amount.class", "各类金额", "classes in the text", "正文各类支出 = 一般公共预算支出表该类",
     "each class of the text = its row", E, TEXT, Q, ARITHMETIC, BOTH, NO_CLAIM, CLAIMS, "正文 47.75，表 47.57",
     "正文 47.57，表 47.57"},
    {"narrative.amount.item", "各项决算数", "items in the text", "正文各项支出决算（预算）数 = 一般公共预算支出表该项",
     "each item of the text = its row", E, TEXT, Q, ARITHMETIC, BOTH, NO_CLAIM, CLAIMS, "正文 121.47，表 121.74",
     "正文 121.74，表 121.74"},
    {"narrative.amount.coverage", "各项无遗漏", "every item told",
     "正文逐项说明时，一般公共预算支出表每个不为零的项都有一句",
     "where items are told, each item with an amount has its sentence", W, TEXT, NONE, ARITHMETIC, FINAL, NO_CLAIM,
     mz_check_item_coverage, "表有 2210203 购房补贴，正文没有", "表有十项，正文有十句"},
    {"narrative.amount.basic", "基本支出、人员、公用经费", "basic expenditure in the text",
     "正文人员经费、公用经费 = 基本支出表；人员经费 + 公用经费 = 基本支出",
     "personnel and public use = the basic expenditure table; together they are basic expenditure", E, TEXT, Q,
     ARITHMETIC, BOTH, NO_CLAIM, CLAIMS, "公用经费正文 36.60，表 36.31", "均为 36.31"},
    {"narrative.amount.basic-items", "基本支出各款金额", "items of basic expenditure in the text",
     "正文各款 = 基本支出表该款；逐款列出时其和 = 人员经费、公用经费",
     "each item of the text = its row; told in full they sum up to their group", E, TEXT, R_N, ARITHMETIC, BOTH,
     NO_CLAIM, CLAIMS, "办公费正文 14.24，表 14.42", "均为 14.42"},
    {"narrative.amount.capital", "政府性基金、国有资本经营", "fund and capital in the text",
     "正文政府性基金、国有资本经营预算支出 = 其表合计", "fund and capital of the text = totals of their tables", E,
     TEXT, Q, ARITHMETIC, BOTH, NO_CLAIM, CLAIMS, "正文 5.00，表 4.00", "均为 4.00"},
    {"narrative.amount.budget-sum", "年初预算合计", "sum of the initial budgets",
     "各项年初预算之和 = 一般公共预算支出年初预算（逐项说明全部各项时）",
     "initial budgets of all items = initial budget of the whole", E, MATH, R_N, ARITHMETIC, FINAL, NO_CLAIM, CLAIMS,
     "整体 453.61，各项之和 435.61", "整体 453.61，各项之和 453.61"},
    {"narrative.amount.unit", "元与万元", "yuan and ten thousand yuan",
     "正文金额的单位与表一致：数字相同而单位相差一万倍即不一致", "the unit of an amount in the text fits the table's",
     E, TEXT, NONE, ARITHMETIC, BOTH, NO_CLAIM, CLAIMS, "正文“36.31 元”，表 36.31 万元", "正文“36.31 万元”"},
    {"narrative.amount.same-fact", "同一事实前后一致", "one fact, one value",
     "同一主体同一指标在正文和附件各处数值相同", "one subject and measure has one value everywhere in the text", W,
     MATH, Q, ARITHMETIC, BOTH, NO_CLAIM, mz_check_same_fact, "项目执行数一处 101.33，一处 101.43", "各处均为 101.33"},

    /* ---- changes, shares, rates */
    {"narrative.delta.rate", "增减率", "rate of change", "变动率 = |变动额| ÷（本年数 − 变动额）",
     "rate = |change| ÷ (now − change)", E, MATH, P, ARITHMETIC, BOTH, NO_CLAIM, mz_check_percents,
     "本年 280.97，减少 146.76，下降 43.3%", "本年 280.97，减少 146.76，下降 34.3%"},
    {"narrative.delta.chain", "隐含上年数一致", "implied prior amounts agree",
     "同一主体各处的 本年数 − 变动额（上年数）相同", "now − change of one subject is one number in all sections", W,
     MATH, R_N, ARITHMETIC, BOTH, NO_CLAIM, mz_check_delta_chain, "一处减少 146.76，一处减少 164.76",
     "各处均减少 146.76"},
    {"narrative.delta.sum", "增减额合成", "sum of changes",
     "各部分都说明变动额时，整体变动额 = 各部分之和（财政拨款总计因上年结转不大于各部分之和）",
     "where the changes of all parts are told, they add up to the change of the whole", W, MATH, R_N, ARITHMETIC, BOTH,
     NO_CLAIM, CLAIMS, "三公经费增加 0.32，而公务接待费增加 0.23、其余持平", "三公经费、公务接待费均增加 0.23"},
    {"narrative.share", "占比", "shares", "占比 = 部分 ÷ 所称整体", "share = part ÷ the whole it names", E, MATH, P,
     ARITHMETIC, BOTH, NO_CLAIM, mz_check_percents, "249.51 占 397.33 的 68.2%", "249.51 占 397.33 的 62.8%"},
    {"narrative.share.sum", "占比合计", "sum of the shares", "逐项列全的占比之和 = 100%",
     "shares of a full list sum up to 100 %", W, MATH, P, ARITHMETIC, BOTH, NO_CLAIM, mz_check_share_sum,
     "62.8% + 36.2%", "62.8% + 37.2%"},
    {"narrative.rate.completion", "完成率", "rate of completion", "完成率 = 决算数 ÷ 年初（全年）预算数",
     "rate = final ÷ initial (full-year) budget", E, MATH, P, ARITHMETIC, FINAL, NO_CLAIM, mz_check_percents,
     "2,362.26 ÷ 2,011.68 写作 159.8%", "写作 117.4%"},
    {"narrative.rate.zero-base", "零基数比率", "rate of a zero base", "基数（预算、上年数）为 0 时不写比率",
     "there is no rate where the base (budget, last year) is 0", W, MATH, NONE, ARITHMETIC, BOTH, NO_CLAIM,
     mz_check_percents, "预算 0，决算 9.25，完成 0%", "预算 0，决算 9.25，不写完成率"},
    {"narrative.direction.pair", "增减词一致", "one direction", "变动额与变动率的增减方向相同",
     "change and rate of change have one direction", E, MATH, NONE, ARITHMETIC, BOTH, NO_CLAIM, mz_check_percents,
     "减少 20 万元，增长 4%", "减少 20 万元，下降 4%"},
    {"narrative.direction", "增减方向", "direction of a difference", "“大于、小于年初预算”与两数相符",
     "“more” or “less than the budget” fits the two amounts", E, MATH, NONE, ARITHMETIC, FINAL, NO_CLAIM,
     mz_check_direction, "预算 98.86，决算 98，“决算数大于预算数”", "预算 98.86，决算 98，“决算数小于预算数”"},

    /* ---- performance, procurement */
    {"perf.rate", "执行率", "rate of execution", "绩效部分所写执行率 = 执行数 ÷ 预算数",
     "rate of the performance part = executed ÷ budget", W, MATH, P, PERFORMANCE, FINAL, NO_CLAIM, mz_check_percents,
     "101.34 ÷ 90 写作 112%", "写作 112.6%"},
    {"perf.totals", "绩效表基本、项目支出", "basic and project expenditure in the annexes",
     "整体绩效自评表的基本、项目支出总额 = 支出表合计行", "the annex's totals = total row of the expenditure table", E,
     TEXT, Q, PERFORMANCE, FINAL, NO_CLAIM, CLAIMS, "754.14 与 754.41", "754.41 与 754.41"},
    {"perf.whole", "整体自评资金", "money of the whole evaluation", "整体绩效自评资金 = 本年支出合计",
     "money of the whole evaluation = expenditure of the year", W, TEXT, Q, PERFORMANCE, FINAL, NO_CLAIM, CLAIMS,
     "397.33 与 379.33", "397.33 与 397.33"},
    {"perf.coverage", "自评项目占比", "share of the projects evaluated",
     "自评项目资金 ÷ 一般公共预算项目支出 = 所写占比", "money of the projects ÷ project expenditure = the share told",
     E, MATH, P, PERFORMANCE, FINAL, NO_CLAIM, mz_check_percents, "754.41 ÷ 754.41 写作 31.9%",
     "754.41 ÷ 754.41 写作 100%"},
    {"perf.projects", "项目执行数合计", "projects executed",
     "逐个自评的项目与所称个数相同时，各项目执行数之和 = 自评项目资金",
     "where as many projects are told as are counted, what they executed sums up to the money evaluated", W, MATH, R_N,
     PERFORMANCE, FINAL, NO_CLAIM, CLAIMS, "147.83，而两个项目 100.00 + 57.83", "147.83 = 100.00 + 47.83"},
    {"perf.names", "项目名称一致", "one name a project",
     "同一项目在正文和自评表中名称相同（相差不过三字的视为同一项目）",
     "a project has one name in text and self-evaluation", N, TEXT, NONE, PERFORMANCE, FINAL, NO_CLAIM,
     mz_check_project_names, "自评表“支持市场发展经费”，正文“支持市场发展专项经费”", "名称相同"},
    {"perf.text-table", "综述与自评表", "review and self-evaluation",
     "正文综述与自评表的执行率相同（四舍五入或截去末位不计）",
     "the rate of execution is the same in review and self-evaluation, but for rounding", W, TEXT, P, PERFORMANCE,
     FINAL, NO_CLAIM, mz_check_evaluations, "正文 112.6%，自评表 121%", "正文 112.6%，自评表 112.57%"},
    {"procurement.sum", "政府采购合计", "sum of procurement", "政府采购支出 = 货物 + 工程 + 服务",
     "procurement = goods + works + services", E, MATH, R_N, PUBLICATION, BOTH, NO_CLAIM, CLAIMS,
     "58.94，而 4 + 0.28 + 45.66", "58.94 = 4 + 0.28 + 54.66"},
    {"procurement.sme", "中小企业份额", "share of small firms",
     "小微企业合同金额 ≤ 中小企业合同金额 ≤ 政府采购支出；占比 = 所称两数之比",
     "small ≤ small and medium ≤ procurement; shares are the ratios of the amounts", E, MATH, P, PUBLICATION, BOTH,
     NO_CLAIM, mz_check_percents, "40.00 占 58.94 的 100%", "58.94 占 58.94 的 100%"},
    {"procurement.sme-kind", "分类授予份额", "share of small firms by kind",
     "货物、工程、服务支出各乘以其授予中小企业的份额，相加 = 授予中小企业合同金额",
     "goods, works, services × their shares sum up to the money of small and medium firms", E, MATH, P, PUBLICATION,
     FINAL, NO_CLAIM, mz_check_sme_kinds, "三项份额 6.8%、0.5%、92.7%，而合计占 100%", "三项份额均为 100%"},
    {"budget.reserve", "预留份额", "reserved procurement", "小微企业预留 ≤ 面向中小企业预留 ≤ 政府采购预算",
     "reserved for small ≤ for small and medium ≤ procurement budget", E, MATH, ZERO, PUBLICATION, BUDGET, NO_CLAIM,
     mz_check_reserve, "采购 64.02，预留 65.02", "采购 64.02，预留 64.02"},

    {"assets.vehicles", "车辆合计", "vehicles", "车辆数 = 各类车辆之和，价值亦然",
     "vehicles = sum of their kinds, in number and value", E, MATH, ZERO, PUBLICATION, BOTH, NO_CLAIM,
     mz_check_vehicles, "车辆 6 辆，各类 1 + 3 + 1", "车辆 5 辆，各类 1 + 3 + 1"},

    /* ---- lists of names */
    {"narrative.list.staff", "人数合计", "staff", "实有人数 = 在职 + 退休 + 离休",
     "staff = on the job + retired + retired cadres", W, MATH, ZERO, ARITHMETIC, BOTH, NO_CLAIM, mz_check_staff,
     "实有 17 人，在职 11 + 退休 5 + 离休 0", "实有 16 人，在职 11 + 退休 5 + 离休 0"},
    {"narrative.list.basic", "所列款目", "items listed",
     "正文人员经费、公用经费包括的款目 = 基本支出表不为零的款（列表以“等”结尾时不查）",
     "items listed under personnel and public use = the rows with an amount, unless the list is open", W, TEXT, NONE,
     ARITHMETIC, FINAL, NO_CLAIM, mz_check_lists, "正文没有“差旅费”，表中为 1.10", "正文与表所列相同"},
    {"narrative.list.uses", "用途中的科目", "items told as uses",
     "支出结构中“主要是用于”某款、某项（标准名称）时，一般公共预算支出表该类下有这一科目",
     "an item of the classification that the text tells as a use of its class stands in the general budget table", W,
     TEXT, NONE, ARITHMETIC, BOTH, NO_CLAIM, mz_check_uses, "正文“用于住房公积金”，表中 221 类下没有住房公积金",
     "正文“用于住房公积金”，表有 2210201"},
    {"narrative.list.count", "数目与清单", "number of items",
     "正文“几个…，分别是…”写的个数与所列项数相同；“共涉及几个项目”与自评综述写的相同",
     "as many items are listed as the text says", W, TEXT, NONE, ARITHMETIC, BOTH, NO_CLAIM, mz_check_list_counts,
     "下设 3 个科室，分别是：办公室、会员科", "下设 2 个科室，分别是：办公室、会员科"},

    /* ---- classification */
    {"class.code", "编码一致", "codes agree", "同一科目在各表中编码相同", "one item has one code in all tables", E,
     CLASS, NONE, CODES, BOTH, EMPTY, mz_check_codes, "一表印为 2101119，其他表为 2101199", "各表均为 2101199"},
    {"class.economic", "经济分类码名", "economic codes and names",
     "基本支出表各编码的名称 = 部门预算支出经济分类科目的名称（截断、全半角不计）",
     "the names of the basic expenditure table are the standard ones of their codes", W, CLASS, NONE, CODES, BOTH,
     EMPTY, mz_check_standard_names, "30211 差旋费", "30211 差旅费"},
    {"class.name", "编码与名称", "codes and names", "功能分类编码的名称 = 政府收支分类科目的名称（截断、全半角不计）",
     "the name of a functional code is the standard one", N, CLASS, NONE, CODES, BOTH, EMPTY, mz_check_standard_names,
     "2080505 养老保险缴费", "2080505 机关事业单位基本养老保险缴费支出"},
    {"class.label", "两表项目名称一致", "labels of the two-sided tables", "总表与财政拨款表同一支出类的名称相同",
     "a class has one name in the summary and in the appropriation table", W, CLASS, NONE, FORM, BOTH, EMPTY,
     mz_check_labels, "总表“卫生建康支出”，拨款表“卫生健康支出”", "两表均为“卫生健康支出”"},
    {"class.name-cross", "同码异名", "one code, one name", "同一编码在各表中名称相同",
     "one code has one name in all tables", E, CLASS, NONE, CODES, BOTH, EMPTY, mz_check_names,
     "2010301 一表为“行政运行”，一表为“行政运作”", "各表均为“行政运行”"},

    /* ---- the document */
    {"doc.identity", "报告身份", "what the report is",
     "各表的年度、类别（预算、决算）、部门 = 文件所在位置所说的（<地区>/<部门>/<年>-final 或 -budget）",
     "year, kind and department of the tables are those of the file's place", E, STRUCTURE, NONE, PUBLICATION, BOTH,
     MZ_SKIP_NO_PLACE, mz_check_identity, "2024-final.txt 的各表写的是 2023 年度", "各表写的是 2024 年度"},
    {"doc.title", "报告标题", "title of the report", "封面标题的年度、类别、部门名称 = 各表的（简称不计）",
     "year, kind and department in the title of the cover are those of the tables (short names are right)", E,
     STRUCTURE, NONE, PUBLICATION, BOTH, NO_CLAIM, mz_check_title, "标题“2023年度部门决算”，各表 2024 年度",
     "标题“2024年度部门决算”，各表 2024 年度"},
    {"doc.tables", "表齐全", "all tables", "该类报告应有的表各有一张", "each required table stands once", E, STRUCTURE,
     NONE, PUBLICATION, BOTH, 0, mz_check_tables, "没有“三公”经费表", "九张表都在"},
    {"doc.unit", "金额单位", "unit of money", "每张表写明金额单位，且与其他各表相合",
     "each table states its unit, and the one that fits the other tables", W, STRUCTURE, NONE, PUBLICATION, BOTH, 0,
     mz_check_units, "表上没有“单位：万元”", "表上写“单位：万元”"},
    {"doc.year", "年度一致", "one year", "各表标题的年度 = 报告年度；正文比较的年度 = 上一年度",
     "titles name the report's year, comparisons the year before", W, STRUCTURE, NONE, CLARITY, BOTH, 0, mz_check_years,
     "2024 年度报告中的表题为“2023 年度收入决算表”", "表题为“2024 年度收入决算表”"},
    {"doc.sections", "序号连续", "consecutive ordinals", "同级标题的序号连续",
     "ordinals of headings of one level are consecutive", W, STRUCTURE, NONE, CLARITY, BOTH, 0, mz_check_ordinals,
     "一、二、四", "一、二、三"},

    /* ---- wording */
    {"text.doubled", "重复字词", "doubled words", "同一词语不连续印两遍", "no phrase is printed twice in a row", W,
     STRUCTURE, NONE, CLARITY, BOTH, 0, mz_check_text, "“主要是是外地机关”", "“主要是外地机关”"},
    {"text.placeholder", "占位符", "placeholders", "正文没有 XX、××、待填 等占位符",
     "no XX, ×× or “to be filled in” is left", W, STRUCTURE, NONE, CLARITY, BOTH, 0, mz_check_text,
     "“比上年增加 XX 万元”", "“比上年增加 3 万元”"},
    {"text.template", "模板残留", "leftovers of the template", "正文没有未改写的模板语句",
     "no sentence of the template is left as it was", W, STRUCTURE, NONE, CLARITY, BOTH, 0, mz_check_text,
     "“重点工作事项标题”", "写出事项的名称"},

    /* ---- budget reports */
    {"budget.carryover", "上年结转", "carry-over", "总表上年结转结余 = 结转表总计 = 正文所述；财政与非财政部分亦然",
     "carry-over is the same in summary, carry-over table and text, in whole and parts", E, CROSS, Q, FORM, BUDGET,
     EMPTY | NO_CLAIM, EQUATIONS, "总表 17.86，结转表 16.86", "均为 17.86"},
    {"budget.carryover-text", "结转项目", "items carried over", "正文上年结转结余 = 所列各项目之和",
     "carry-over of the text = the sum of the items told", W, MATH, R_N, ARITHMETIC, BUDGET, NO_CLAIM, CLAIMS,
     "17.86，而 5.86 + 11.00", "17.86 = 5.86 + 12.00"},
    {"budget.appropriation.scope", "拨款表口径", "scope of the appropriation table",
     "财政拨款表收入总计 = 总表当年财政拨款，或连同财政拨款结转",
     "the appropriation table is of the year's appropriation, or also of what was carried over of it", E, CROSS, Q,
     FORM, BUDGET, EMPTY, mz_check_scope, "拨款表 283.00，当年拨款 280.76，结转 5.86", "拨款表 286.62 = 280.76 + 5.86"},
    {"budget.income-expenditure", "支出的资金来源", "sources of expenditure",
     "预算每个科目：支出 = 一般公共预算 + 基金 + 国资 + 财政专户 + 单位资金 + 结转",
     "for each code: expenditure = the sum of its sources of money", E, CROSS, R_N, FORM, BUDGET, EMPTY, EQUATIONS,
     "2012802：52.00 与 40.00 + 11.00", "2012802：52.00 与 40.00 + 12.00"},
    {"budget.project-table", "项目表与一般公共预算表", "project table and general budget table",
     "预算每个科目：项目支出表 = 一般公共预算支出表的项目支出",
     "for each code: project table = project column of the general budget", E, CROSS, Q, FORM, BUDGET, EMPTY, EQUATIONS,
     "2012802：40.00 与 42.00", "2012802：40.00 与 40.00"},
    {"budget.project-text", "项目说明合计", "allocations of a project",
     "项目说明中预算安排规模 = 所列各项分配之和（列表以“等”结尾时不查）",
     "a project's budget = the sum of its allocations told", E, MATH, R_N, ARITHMETIC, BUDGET, NO_CLAIM, CLAIMS,
     "40.00，而 2 + 28 + 2.5 + 2 + 3 + 1 + 1 = 39.5", "40.00，各项之和 40"},
    {"budget.project-columns", "项目经济分类", "projects by economic classification",
     "项目说明按经济分类列全各项分配时，各类之和 = 项目支出表合计行相应列",
     "allocations told in full add up to the columns of the project table", E, CROSS, R_N, FORM, BUDGET,
     NO_CLAIM | EMPTY, mz_check_project_columns, "商品和服务支出 39.00，而所列各项之和 38.50", "均为 39.00"},
    {"budget.cost", "成本指标", "cost indicators", "项目绩效目标的成本指标之和 ≤ 项目预算",
     "the cost indicators of a project together ≤ its budget", N, MATH, ZERO, PERFORMANCE, BOTH, NO_CLAIM,
     mz_check_costs, "成本指标 30 万元 + 20 万元，项目 40 万元", "成本指标 40 万元，项目 40 万元"},
    {"budget.perf", "绩效资金合计", "money of the performance goals",
     "整体绩效目标涉及金额 = 收入总计；当年财政拨款项目金额 = 各财政拨款预算的项目支出",
     "money of the whole goal = grand total; of the projects = project expenditure of the appropriated budgets", W,
     TEXT, Q, PERFORMANCE, BUDGET, NO_CLAIM, CLAIMS, "289.61 与 298.61", "298.61 与 298.61"},

    /* ---- items by name */
    {"class.parent", "路径与上级", "paths and their classes", "正文类、款、项路径中，款属于所写的类",
     "in paths of the text the group is of the class that is named", E, CLASS, NONE, CODES, BOTH, NO_CLAIM,
     mz_check_parents, "教育支出（类）财政事务（款）", "一般公共服务支出（类）财政事务（款）"},
    {"class.path", "路径名称", "names of paths", "正文类、款、项路径的名称与表中名称不差一字（五字以上，标准名称除外）",
     "names of paths are not one character off a name of the tables (five characters or more, unless standard)", W,
     CLASS, NONE, CODES, BOTH, NO_CLAIM, mz_check_paths, "正文“一般行政管里事务”，表“一般行政管理事务”",
     "均为“一般行政管理事务”"},
    {"class.glossary", "名词解释科目", "items of the glossary", "名词解释所列的项都在各表中",
     "items of the glossary stand in the tables", N, CLASS, NONE, CODES, BOTH, NO_CLAIM, mz_check_glossary,
     "名词解释有“事业运行”，各表没有", "名词解释与各表相同"},
    {"class.ordinal", "类的序号", "ordinals of the classes", "总表、财政拨款表各支出类的序号随编码递增",
     "ordinals of the classes rise with their codes", W, CLASS, NONE, FORM, BOTH, EMPTY, mz_check_class_ordinals,
     "八、社会保障和就业支出之后为七、卫生健康支出", "八、社会保障和就业支出，九、卫生健康支出"},
    {"class.known", "编码存在", "codes exist",
     "功能分类编码的类在支出功能分类中；款、项以本程序所列的科目为限，未列的可能是新设或地方科目，只作提示",
     "a code's class is in the functional classification; groups and items as far as this program lists them: others "
     "may "
     "be new or local, and are only noted",
     N, CLASS, NONE, CODES, BOTH, EMPTY, mz_check_known_classes, "2010388", "2010301"},

    /* ---- what the text states beside amounts */
    {"narrative.flat", "持平", "no change", "写“持平”“没有变化”时，比率为 0，决算与所比预算相同",
     "said to be unchanged: no rate, and the same as what it is compared with", W, MATH, Q, ARITHMETIC, BOTH, NO_CLAIM,
     mz_check_flat, "与上年持平，增长 3%", "与上年持平"},
    {"narrative.direction.zero", "零变动用词", "words for no change", "变动额为 0 时写“持平”，不写“增加 0”",
     "a change of 0 is told as no change", N, MATH, NONE, CLARITY, BOTH, NO_CLAIM, mz_check_zero_words,
     "比上年增加 0.00 万元", "与上年持平"},
    {"narrative.reason", "差异说明", "reasons of differences", "项的完成率低于 90% 或高于 110% 时说明原因",
     "a rate of completion below 90 or above 110 % has its reason", N, TEXT, NONE, PUBLICATION, FINAL, NO_CLAIM,
     mz_check_reasons, "完成年初预算的 55%。", "完成年初预算的 55%，主要原因是项目推迟。"},
    {"narrative.rate.missing", "缺完成率", "missing rates", "项有年初预算和决算时写出完成率",
     "an item with budget and final amount has its rate of completion", N, TEXT, NONE, CLARITY, FINAL, NO_CLAIM,
     mz_check_missing_rates, "年初预算 10.00，决算 9.00。", "年初预算 10.00，决算 9.00，完成 90%。"},
    {"narrative.list.class", "所列各类", "classes told", "正文支出结构列出一般公共预算支出表每个不为零的类",
     "the text's structure tells each class of the general budget with an amount", W, TEXT, NONE, ARITHMETIC, BOTH,
     NO_CLAIM, mz_check_class_lists, "表有 221 住房保障支出，正文没有", "表有三类，正文有三类"},
    {"sangong.stock", "车辆保有量", "vehicles kept", "公务用车保有量 ≤ 车辆总数；有运行维护费时保有量大于 0",
     "vehicles kept ≤ all vehicles; running costs have a vehicle", N, TEXT, NONE, PUBLICATION, FINAL, NO_CLAIM,
     mz_check_stock, "保有量 3 辆，共有车辆 2 辆", "保有量 2 辆，共有车辆 2 辆"},
    {"cell.amount", "金额的写法", "how amounts are written", "表中的金额只有数字、小数点和千分位逗号，没有字母",
     "amounts of tables are digits, a point and commas between thousands, no letters", E, STRUCTURE, NONE, FORM, BOTH,
     0, mz_check_slips, "“68.4O”“68，47”", "“68.40”“68.47”"},
    {"cell.negative", "负数", "negative amounts", "金额小于 0 只出现在结转结余",
     "amounts are negative only in balances", N, SUM, NONE, FORM, BOTH, EMPTY, mz_check_negative, "项目支出 -3.00",
     "年末结转和结余 -3.00"},

    /* ---- tables of self-evaluation */
    {"perf.score", "得分合计", "sum of scores", "自评表总分 = 各项得分之和", "total = the sum of the scores", W, MATH,
     MZ_TOLERANCE_SCORE, PERFORMANCE, BOTH, NO_CLAIM, mz_check_scores, "总分 98，各项得分之和 96",
     "总分 96，各项得分之和 96"},
    {"perf.weights", "权重合计", "sum of weights", "各指标权重之和 = 100（预算执行另计时 90 或 80）",
     "weights add up to 100 (90 or 80 beside the rate of execution)", N, MATH, MZ_TOLERANCE_SCORE, PERFORMANCE, BOTH,
     NO_CLAIM, mz_check_weights, "权重之和 95", "权重之和 100"},
    {"perf.reason", "扣分说明", "reasons of lost points", "得分不大于分值；得分少于分值时写明原因",
     "no score is more than its weight; one that is less has its reason", N, TEXT, NONE, PERFORMANCE, BOTH, NO_CLAIM,
     mz_check_lost_points, "分值 20，得分 16，没有原因", "分值 20，得分 20"},
    {"perf.indicator", "指标与执行率", "indicator and rate of execution", "预算执行率指标的完成值与表上执行率相合",
     "the indicator of execution fits the table's rate", N, TEXT, P, PERFORMANCE, BOTH, NO_CLAIM, mz_check_indicators,
     "指标 97%—100%，执行率 92.5%", "指标 97%—100%，执行率 98%"},
    {"perf.duplicate", "重复指标", "indicators twice", "指标行不连续印两遍", "no row is printed twice in a row", N,
     STRUCTURE, NONE, CLARITY, BOTH, NO_CLAIM, mz_check_duplicates, "同一指标、目标值、完成值连续两行", "各行不同"},

    /* ---- the report as a document */
    {"doc.toc.titles", "目录与正文标题", "contents and headings",
     "目录与正文标题相同（年度、部门名称、“说明”“情况”字样不计）",
     "entries of the contents are the headings of the text", W, STRUCTURE, NONE, CLARITY, BOTH, NO_CONTENTS | NO_CLAIM,
     mz_check_contents, "目录“十、机关运行经费”，正文“十、机关运转经费”", "目录与正文相同"},
    {"doc.toc.order", "目录与正文次序", "order of the contents", "目录各条的次序与正文相同",
     "entries stand in the order of the headings", W, STRUCTURE, NONE, CLARITY, BOTH, NO_CONTENTS | NO_CLAIM,
     mz_check_contents, "目录七为三公、八为基金，正文相反", "次序相同"},
    {"doc.toc.pages", "目录页码", "pages of the contents", "目录页码不减小", "page numbers do not fall", N, STRUCTURE,
     NONE, CLARITY, BOTH, NO_CONTENTS | NO_CLAIM, mz_check_contents, "12、11", "11、12"},
    {"doc.name", "部门名称一致", "one name", "各表上的部门名称相同（所在地、本级、汇总字样不计）",
     "the tables bear one name of the department", W, STRUCTURE, NONE, CLARITY, BOTH, NO_CLAIM, mz_check_body_names,
     "一张表写“甲局”，其他表写“乙局”", "各表均写“甲局”"},
    {"doc.kind", "部门与单位", "department or unit", "各部分标题不混用“部门”与“单位”",
     "titles of the parts do not mix department and unit", N, STRUCTURE, NONE, CLARITY, BOTH, NO_CLAIM,
     mz_check_body_kind, "“部门决算表”与“单位决算情况说明”", "均为“部门”"},
    {"doc.section-list", "章节齐全", "required sections", "公开规定要求说明的各项都有标题",
     "all that the rules of publication ask for has its heading", N, STRUCTURE, NONE, PUBLICATION, BOTH, NO_CLAIM,
     mz_check_required_sections, "没有“政府采购”的标题", "各项都有"},
    {"doc.section-order", "说明次序与表序", "order of sections", "情况说明各节的次序与各表相同",
     "sections of the explanation follow the order of their tables", N, STRUCTURE, NONE, CLARITY, BOTH, NO_CLAIM,
     mz_check_section_order, "表为收入表、支出表，说明先支出后收入", "次序相同"},
    {"doc.section-subject", "张冠李戴", "subjects of sections", "各节与上年比较的就是该节所说的数",
     "what a section compares with last year is what it is about", N, STRUCTURE, NONE, CLARITY, FINAL, NO_CLAIM,
     mz_check_section_subjects, "“收入决算情况说明”中写“收、支总计减少”", "“收入决算情况说明”中写“收入合计减少”"},
    {"doc.table-number", "表号", "numbers of tables", "各表有表号，按次序递增（过半的表有表号时）",
     "tables bear rising numbers, where more than half of them bear one", N, STRUCTURE, NONE, CLARITY, BOTH, NO_CLAIM,
     mz_check_table_numbers, "公开02表、公开02表", "公开02表、公开03表"},
    {"text.misprint", "套话误字", "slips in set phrases", "套话中的字不误作形近、音近的字",
     "no character of a set phrase is taken for another", W, STRUCTURE, NONE, CLARITY, BOTH, 0, mz_check_text,
     "“财政拔款”", "“财政拨款”"},
    {"text.twins", "相同句子不同数字", "twin sentences", "同一句话（24 字以上）两次出现时数字相同",
     "a long sentence that stands twice has the same numbers", N, STRUCTURE, NONE, CLARITY, BOTH, NO_CLAIM,
     mz_check_twins, "两处同一句话，一处 120 家，一处 112 家", "两处均为 112 家"},

    /* ---- several reports of one department */
    {"series.prior", "上年数衔接", "last year's figures", "本年数 − 变动额（上年数）= 上一年度报告中的该数",
     "now − change (last year) = the same figure in last year's report", W, CROSS, R_N, ARITHMETIC, BOTH, ONE_REPORT,
     mz_check_series_prior, "本年 120.00，增加 20.00，而上一年度报告为 110.00",
     "本年 120.00，增加 20.00，上一年度报告为 100.00"},
    {"series.budget", "预决算衔接", "budget and final accounts",
     "决算正文的年初预算 = 当年部门预算一般公共预算支出表的该项与合计",
     "initial budgets of the final accounts = the general budget table of the year's budget", W, CROSS, Q, ARITHMETIC,
     FINAL, ONE_REPORT, mz_check_series_budget, "决算称年初预算 48.50，部门预算为 45.80", "两份报告均为 48.50"},
    {"series.department", "部门与所属单位", "department and its units",
     "部门的收入、支出、一般公共预算支出合计 ≥ 已公开的所属单位之和",
     "income, expenditure and general budget of the department ≥ its published units together", W, CROSS, R_N, FORM,
     BOTH, ONE_REPORT, mz_check_series_department, "部门 100.00，两个单位 70.00 + 40.00",
     "部门 110.00，两个单位 70.00 + 40.00"},
    {"series.names", "跨年名称", "names from year to year", "单位名称、同一科目编码的名称与上一年度报告相同",
     "the department's name and the names of codes are those of last year's report", N, STRUCTURE, NONE, CLARITY, BOTH,
     ONE_REPORT, mz_check_series_names, "2010301 上年为“行政运行”，本年为“机关运行”", "两年均为“行政运行”"},
};

const MzCheck *
mz_catalogue(guint *n_checks)
{
    *n_checks = G_N_ELEMENTS(checks);
    return checks;
}

gboolean
mz_check_is_known(const char *id)
{
    gsize length = strlen(id);
    for (guint i = 0; i < G_N_ELEMENTS(checks); i++) {
        if (strncmp(checks[i].id, id, length) == 0 && (checks[i].id[length] == '\0' || checks[i].id[length] == '.'))
            return TRUE;
    }
    return FALSE;
}

const MzCheck *
mz_check_find(const char *id)
{
    static gsize made = 0;
    static GHashTable *by_id;
    if (g_once_init_enter(&made)) {
        by_id = g_hash_table_new(g_str_hash, g_str_equal);
        for (guint i = 0; i < G_N_ELEMENTS(checks); i++)
            g_hash_table_insert(by_id, (gpointer)checks[i].id, (gpointer)&checks[i]);
        g_once_init_leave(&made, 1);
    }
    /* Ids are constants, asked for a thousand times a report: those found last, by where the id stands. */
    static _Thread_local const MzCheck *last[128];
    gsize at = ((gsize)id >> 3 ^ (gsize)id >> 10) % G_N_ELEMENTS(last);
    if (last[at] == NULL || strcmp(last[at]->id, id) != 0) {
        const MzCheck *found = g_hash_table_lookup(by_id, id);
        if (found == NULL)
            return NULL;
        last[at] = found;
    }
    return last[at];
}

guint
mz_check_index(const MzCheck *check)
{
    return (guint)(check - checks);
}

gboolean
mz_check_is_core(const MzCheck *check)
{
    static const char *const families[] = {"split.", "sum.", "total.", "cross."};
    for (guint i = 0; i < G_N_ELEMENTS(families) && check->run == mz_check_equations; i++) {
        if (mz_key_begins(check->id, families[i]))
            return TRUE;
    }
    return FALSE;
}

/* ---- names of the enumerations */

const char *
mz_severity_key(MzSeverity severity)
{
    static const char *const keys[] = {"note", "warning", "error"};
    return keys[severity];
}

const char *
mz_severity_label(MzSeverity severity)
{
    static const char *const zh[] = {"提示", "警告", "错误"};
    return mz_lang() == MZ_LANG_ZH ? zh[severity] : mz_severity_key(severity);
}

const char *
mz_severity_on_pages(MzSeverity severity)
{
    static const char *const words[] = {"提示", "存疑", "不符"};
    return words[severity];
}

const char *
mz_finding_kind_key(MzFindingKind kind)
{
    static const char *const keys[] = {
        "table-sum",      "cross-table", "narrative-table", "narrative-arithmetic",
        "classification", "structure",   "extraction",      "rounding",
    };
    return keys[kind];
}

typedef struct {
    const char *zh, *en;
} Words;

static const char *
say(const Words *words)
{
    return mz_lang() == MZ_LANG_ZH ? words->zh : words->en;
}

const char *
mz_finding_kind_label(MzFindingKind kind)
{
    static const Words words[] = {
        [MZ_FINDING_TABLE_SUM] = {"一张表里的数", "amounts within a table"},
        [MZ_FINDING_CROSS_TABLE] = {"表与表、报告与报告之间", "between tables, or reports"},
        [MZ_FINDING_NARRATIVE_TABLE] = {"正文与表之间", "text against tables"},
        [MZ_FINDING_NARRATIVE_ARITHMETIC] = {"正文和附件里的计算", "arithmetic of text and annexes"},
        [MZ_FINDING_CLASSIFICATION] = {"科目的编码和名称", "codes and names of the classification"},
        [MZ_FINDING_STRUCTURE] = {"报告的编排和文字", "how the report is put together and worded"},
        [MZ_FINDING_EXTRACTION] = {"从文件读出文字时的缺损，不是报告的错",
                                   "damage from reading the text of a file, no mistake of the report"},
        [MZ_FINDING_ROUNDING] = {"四舍五入的尾差", "differences by rounding"},
    };
    return say(&words[kind]);
}

const char *
mz_tolerance_key(MzTolerance tolerance)
{
    static const char *const keys[] = {"none", "0", "R(n)", "Q", "P", "0.01"};
    return keys[tolerance];
}

const char *
mz_tolerance_text(MzTolerance tolerance)
{
    static const Words words[] = {
        [MZ_TOLERANCE_NONE] = {"不比较金额", "no amounts are compared"},
        [MZ_TOLERANCE_EXACT] = {"必须完全相等", "must agree exactly"},
        [MZ_TOLERANCE_SUM] = {"四舍五入的尾差只作提示：各数都按末位四舍五入，相加的项越多，可差的越多（2 项末位可差 "
                              "1；5 项可差 2，差 3 不能排除是四舍五入）；以“元”列两位小数的表必须完全相等",
                              "differences by rounding are only noted: every amount is rounded in its last place, and "
                              "the more are added the more it may be (of two 1 in the last place; of five 2, and 3 "
                              "cannot be excluded); tables in yuan with two decimals must agree exactly"},
        [MZ_TOLERANCE_SAME] = {"同一个数印了两次，应当相等；末位差 1 当作四舍五入，只作提示",
                               "the same quantity printed twice should be equal; one unit of the last place is taken "
                               "for rounding and only noted"},
        [MZ_TOLERANCE_PERCENT] =
            {"用所写的各数重算，各数末位的四舍五入都算在内，印出的百分数在算得的范围里就成立；百分数末位差 1 为警告",
             "recomputed from the numbers stated, each of which is rounded in its last place: the printed percentage "
             "must lie in the range that results; one unit of its last digit is a warning"},
        [MZ_TOLERANCE_SCORE] = {"可差 0.01 分", "0.01 of a point"},
    };
    return say(&words[tolerance]);
}

const char *
mz_reason_text(MzReason reason)
{
    static const Words words[] = {
        [MZ_REASON_FORM] =
            {"公开表的表式：列与行的归属、同一数在两表各印一次（部门决算、部门预算公开表样）",
             "the published forms: which columns and rows are parts of which, and what they print twice"},
        [MZ_REASON_ARITHMETIC] = {"正文与表陈述同一事实，比率由所述各数算出",
                                  "text and tables state one fact, and ratios follow from the amounts stated"},
        [MZ_REASON_PUBLICATION] =
            {"公开规定：预算法第十四条，地方预决算公开操作规程（财预〔2016〕143号），"
             "基层政务公开标准目录：“三公”经费、机关运行经费、政府采购逐项说明，空表列出并说明",
             "rules of publication: Budget Law article 14, Caiyu (2016) No. 143, standard "
             "catalogue of public affairs: details to be told, empty tables listed and explained"},
        [MZ_REASON_CLASSIFICATION] = {"政府收支分类科目", "the classification of government revenue and expenditure"},
        [MZ_REASON_PERFORMANCE] = {"绩效自评表的填报口径", "the rules of filling in performance self-evaluations"},
        [MZ_REASON_CLARITY] = {"公开文本应当准确、清楚", "a text for the public is accurate and clear"},
    };
    return say(&words[reason]);
}

typedef struct {
    MzSkip skip;
    Words words;
} SkipName;

static const SkipName skip_names[] = {
    {MZ_SKIP_EMPTY, {"表为空，或所涉各格均为空白", "the table is empty, or all cells concerned are blank"}},
    {MZ_SKIP_NO_CHILDREN, {"表中没有下级行", "the table prints no rows of the next level"}},
    {MZ_SKIP_NOT_FISCAL, {"有非财政资金或结转，关系不必成立", "there is other money or a balance carried over"}},
    {MZ_SKIP_NO_COLUMN, {"表式没有此行或列", "the form has no such row or column"}},
    {MZ_SKIP_NO_CONTENTS,
     {"没有读到目录（来源是 report.json 的，里面没有 contents）",
      "no list of contents was read, or report.json keeps none"}},
    {MZ_SKIP_NO_CLAIM, {"正文没有此项陈述", "the text states nothing of the kind"}},
    {MZ_SKIP_OTHER_KIND, {"用于另一类报告", "for the other kind of report"}},
    {MZ_SKIP_MISSING_TABLE, {"缺表，不能判定", "a table is missing, so it is not decided"}},
    {MZ_SKIP_OFF, {"已关闭", "switched off"}},
    {MZ_SKIP_NO_TEXT, {"来源没有逐行的原文", "the source has no lines of text"}},
    {MZ_SKIP_NO_PLACE, {"文件名不是“2024-final.txt”这样的，没有说是什么报告", "its name does not say what it is"}},
    {MZ_SKIP_ONE_REPORT, {"没有可以比较的另一份报告", "there is no other report to compare with"}},
};

const char *
mz_skip_text(MzSkip skip)
{
    for (guint i = 0; i < G_N_ELEMENTS(skip_names); i++) {
        if (skip & skip_names[i].skip)
            return say(&skip_names[i].words);
    }
    return "";
}
