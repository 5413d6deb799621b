/* Figures: what they show of a report, where last year comes from, and what they say is missing. */
#include "chart/figure.h"

#include "fixture.h"

typedef struct {
    MzTableKey table;
    const char *row, *column, *text;
} Amount;

typedef struct {
    const char *subject;
    MzMeasure measure;
    const char *value;
    const char *section; /* NULL: that of the one before */
} Statement;

static void
set_all(MzReport *report, const Amount *amounts, guint n)
{
    for (guint i = 0; i < n; i++)
        fixture_set(report, amounts[i].table, amounts[i].row, amounts[i].column, amounts[i].text);
}

static void
state_all(MzReport *report, const Statement *statements, guint n)
{
    for (guint i = 0; i < n; i++) {
        if (statements[i].section != NULL)
            fixture_section(report, 2, statements[i].section);
        fixture_claim(report, statements[i].subject, statements[i].measure, statements[i].value, "万元");
    }
}

static const Amount final_amounts[] = {
    {MZ_TABLE_SUMMARY, "in-total", "amount", "1,200.50"},
    {MZ_TABLE_SUMMARY, "ex-total", "amount", "1,200.50"},
    {MZ_TABLE_SUMMARY, "ex-year", "amount", "1,100.00"},
    {MZ_TABLE_SUMMARY, "ex-201", "amount", "200.00"},
    {MZ_TABLE_SUMMARY, "ex-208", "amount", "910.00"},
    {MZ_TABLE_SUMMARY, "ex-210", "amount", "0.00"},
    {MZ_TABLE_SUMMARY, "ex-221", "amount", "-10.00"},
    {MZ_TABLE_APPROPRIATION, "in-total", "amount", "800.00"},
    {MZ_TABLE_APPROPRIATION, "ex-total", "total", "800.00"},
    {MZ_TABLE_INCOME, "total", "total", "1,000.00"},
    {MZ_TABLE_INCOME, "total", "other", "5.00"},
    {MZ_TABLE_INCOME, "total", "fiscal", "995.00"},
    {MZ_TABLE_EXPENDITURE, "total", "total", "1,100.00"},
    {MZ_TABLE_EXPENDITURE, "total", "basic", "1,100.00"},
    {MZ_TABLE_BASIC, "301", "amount", "60.00"},
    {MZ_TABLE_BASIC, "30101", "amount", "60.00"},
    {MZ_TABLE_BASIC, "302", "amount", "40.00"},
    {MZ_TABLE_BASIC, "personnel", "amount", "60.00"},
    {MZ_TABLE_BASIC, "public", "amount", "40.00"},
    {MZ_TABLE_SANGONG, "budget", "total", "2.00"},
    {MZ_TABLE_SANGONG, "final", "total", "1.50"},
    {MZ_TABLE_SANGONG, "budget", "vehicles", "2.00"},
    {MZ_TABLE_SANGONG, "final", "vehicles", "1.50"},
    {MZ_TABLE_SANGONG, "budget", "operation", "2.00"},
    {MZ_TABLE_SANGONG, "final", "operation", "1.50"},
    {MZ_TABLE_SANGONG, "budget", "reception", "0.00"},
};

static const Amount budget_amounts[] = {
    {MZ_TABLE_SUMMARY, "in-total", "amount", "300.00"},
    {MZ_TABLE_SUMMARY, "ex-total", "amount", "300.00"},
    {MZ_TABLE_INCOME, "total", "total", "300.00"},
    {MZ_TABLE_INCOME, "total", "fiscal", "280.00"},
    {MZ_TABLE_INCOME, "total", "general", "280.00"},
    {MZ_TABLE_INCOME, "total", "fiscal-carryover", "6.00"},
    {MZ_TABLE_INCOME, "total", "other-carryover", "14.00"},
    {MZ_TABLE_EXPENDITURE, "total", "total", "300.00"},
    {MZ_TABLE_EXPENDITURE, "total", "basic", "240.00"},
    {MZ_TABLE_EXPENDITURE, "total", "project", "60.00"},
    {MZ_TABLE_APPROPRIATION, "in-total", "amount", "280.00"},
    {MZ_TABLE_APPROPRIATION, "ex-total", "total", "280.00"},
    {MZ_TABLE_APPROPRIATION, "in-general", "amount", "280.00"},
    {MZ_TABLE_SANGONG, "total", "total", "3.00"},
    {MZ_TABLE_SANGONG, "vehicles", "total", "2.80"},
    {MZ_TABLE_SANGONG, "operation", "total", "2.80"},
    {MZ_TABLE_SANGONG, "reception", "total", "0.20"},
};

#define INCOME_PART "关于收入预算情况的说明"
#define EXPENDITURE_PART "关于支出预算情况的说明"
#define SUMMARY_PART "收入支出决算总体情况说明"

/* What is shown, in one line: what every figure says of these two reports. */
static const struct {
    MzKind kind;
    MzFigureKey key;
    const char *title;
    const char *description;
} shown[] = {
    {MZ_KIND_FINAL, MZ_FIGURE_TOTALS, "图1　收、支决算总计变动情况",
     "示例局2024年度部门决算：收入总计2023年1,300.50万元，2024年1,200.50万元，比上年减少100.00万元，下降7.7%"
     "；支出总计2023年"
     "1,300.50万元，2024年1,200.50万元，比上年减少100.00万元，下降7.7%。2023年数由2024年数与报告所述的变动额得出。"},
    {MZ_KIND_FINAL, MZ_FIGURE_INCOME, "图2　收入决算结构",
     "示例局2024年度部门决算：本年收入合计1,000.00万元，其中：财政拨款收入995.00万元，占99.5%；其他收入5.00万元，占0.5%"
     "。"
     "为零或空白：上级补助收入、事业收入、经营收入、附属单位上缴收入。"},
    {MZ_KIND_FINAL, MZ_FIGURE_EXPENDITURE, "图3　支出决算结构",
     "示例局2024年度部门决算：本年支出合计1,100.00万元，其中：基本支出1,100.00万元，占100%。"
     "为零或空白：项目支出、上缴上级支出、经营支出、对附属单位补助支出。"},
    {MZ_KIND_FINAL, MZ_FIGURE_APPROPRIATION, "图4　财政拨款收、支决算总计变动情况",
     "示例局2024年度部门决算：缺少财政拨款收支总计与上年相比的变动额。"},
    {MZ_KIND_FINAL, MZ_FIGURE_CLASS, "支出决算按功能分类的构成",
     "示例局2024年度部门决算：本年支出合计1,100.00万元，其中：社会保障和就业支出910.00万元，占82.7%；"
     "一般公共服务支出200.00万元，占18.2%；住房保障支出-10.00万元，占-0.9%。"},
    {MZ_KIND_FINAL, MZ_FIGURE_ECONOMIC, "基本支出决算按经济分类的构成",
     "示例局2024年度部门决算：基本支出合计100.00万元，其中：工资福利支出60.00万元，占60.0%；302 40.00万元，占40.0%。"},
    {MZ_KIND_FINAL, MZ_FIGURE_SANGONG, "财政拨款“三公”经费预算与决算",
     "示例局2024年度部门决算：合计预算数2.00万元，决算数1.50万元，比预算减少0.50万元，为预算的75.0%"
     "；公务用车购置及运行维护费"
     "小计预算数2.00万元，决算数1.50万元，比预算减少0.50万元，为预算的75.0%；其中公务用车运行维护费预算数2."
     "00万元，决算数1.50"
     "万元，比预算减少0.50万元，为预算的75.0%。其余各项为零或空白。"},
    {MZ_KIND_FINAL, MZ_FIGURE_SERIES, "历年收、支决算总计", "示例局部门决算：收入总计、支出总计2024年1,200.50万元。"},
    {MZ_KIND_BUDGET, MZ_FIGURE_TOTALS, "图1　收、支预算总计变动情况",
     "示例会2024年度部门预算：收入总计2023年（推算）391.46万元，2024年300.00万元，比上年预算减少91.46万元，下降23.4%"
     "；支出总计"
     "2023年（推算）391.46万元，2024年300.00万元，比上年预算减少91.46万元，下降23.4%。"
     "2023年数为推算：由2024年数与报告所述各项变动额之和得出。"},
    {MZ_KIND_BUDGET, MZ_FIGURE_INCOME, "图2　收入预算结构",
     "示例会2024年度部门预算：收入总计300.00万元，其中：一般公共预算280.00万元，占93.3%；非财政拨款结转结余14."
     "00万元，占4.7%；"
     "财政拨款结转6.00万元，占2.0%"
     "。为零或空白：上级一般公共预算安排的转移支付、政府性基金预算、上级政府性基金安排的转移支付、"
     "国有资本经营预算、上级国有资本经营预算安排的转移支付、财政专户（教育收费）、单位资金。"},
    {MZ_KIND_BUDGET, MZ_FIGURE_EXPENDITURE, "图3　支出预算结构",
     "示例会2024年度部门预算：支出合计300.00万元，其中：基本支出240.00万元，占80.0%；项目支出60.00万元，占20.0%。"},
    {MZ_KIND_BUDGET, MZ_FIGURE_APPROPRIATION, "图4　财政拨款收、支预算总计变动情况",
     "示例会2024年度部门预算：收入总计2023年（推算）287.71万元，2024年280.00万元，比上年预算减少7.71万元，下降2.7%"
     "；支出总计2023"
     "年（推算）287.71万元，2024年280.00万元，比上年预算减少7.71万元，下降2.7%。"
     "2023年数为推算：由2024年数与报告所述各项变动额之和得出。"},
    {MZ_KIND_BUDGET, MZ_FIGURE_CLASS, "支出预算按功能分类的构成",
     "示例会2024年度部门预算：缺少部门收支总体情况表的各类支出和支出合计。"},
    {MZ_KIND_BUDGET, MZ_FIGURE_SANGONG, "财政拨款“三公”经费预算",
     "示例会2024年度部门预算：“三公”经费合计3.00万元，其中：公务用车运行费2.80万元，占93.3%；公务接待费0.20万元，占6.7%"
     "。"
     "为零或空白：因公出国（境）费。"},
};

static const Statement final_statements[] = {{"收支总计", MZ_MEASURE_CHANGE, "-100.00", SUMMARY_PART}};

static const Statement budget_statements[] = {
    {"一般公共预算财政拨款收入", MZ_MEASURE_CHANGE, "-7.71", INCOME_PART},
    {"政府性基金预算财政拨款收入", MZ_MEASURE_CHANGE, "0.00", NULL},
    {"国有资本经营预算财政拨款收入", MZ_MEASURE_CHANGE, "0.00", NULL},
    {"单位资金", MZ_MEASURE_CHANGE, "-101.00", NULL},
    {"财政拨款结转", MZ_MEASURE_CHANGE, "5.25", NULL},
    {"非财政拨款结转结余", MZ_MEASURE_CHANGE, "12.00", NULL},
    {"基本支出", MZ_MEASURE_CHANGE, "-8.85", EXPENDITURE_PART},
    {"项目支出", MZ_MEASURE_CHANGE, "-82.61", NULL},
    {"基本支出", MZ_MEASURE_CHANGE, "-5.71", "一般公共预算当年拨款情况说明"},
};

static MzReport *
final_report(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "示例局");
    set_all(report, final_amounts, G_N_ELEMENTS(final_amounts));
    fixture_label(report, MZ_TABLE_BASIC, "301", "工资福利支出");
    fixture_label(report, MZ_TABLE_BASIC, "302", "302 ");
    state_all(report, final_statements, G_N_ELEMENTS(final_statements));
    return report;
}

static MzReport *
budget_report(void)
{
    MzReport *report = fixture_report(MZ_KIND_BUDGET, 2024, "示例会");
    set_all(report, budget_amounts, G_N_ELEMENTS(budget_amounts));
    return report;
}

static void
test_shown(void)
{
    MzReport *reports[MZ_KINDS] = {final_report(), budget_report()};
    state_all(reports[MZ_KIND_BUDGET], budget_statements, G_N_ELEMENTS(budget_statements));
    MzArena *arena = mz_arena_new();
    for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
        const MzFigure *figure = mz_figure(reports[shown[i].kind], shown[i].key, NULL, arena);
        g_assert_cmpstr(figure->title, ==, shown[i].title);
        g_assert_cmpstr(figure->description, ==, shown[i].description);
        g_assert_true((figure->n_missing > 0) == (figure->n_groups == 0));
    }
    mz_arena_free(arena);
    mz_report_free(reports[0]);
    mz_report_free(reports[1]);
}

/* Where last year's total comes from in a budget, and when it is not known. */
static const struct {
    const char *name;
    Statement statements[8];
    gboolean last;
    const char *before; /* NULL: missing */
} priors[] = {
    {"nothing stated", {{NULL, 0, NULL, NULL}}, FALSE, NULL},
    {"last year's report", {{NULL, 0, NULL, NULL}}, TRUE, "333.00"},
    {"the change", {{"收支总计", MZ_MEASURE_CHANGE, "20.5", "总体说明"}}, TRUE, "279.50"},
    {"last year", {{"收支总计", MZ_MEASURE_PRIOR, "310.00", "总体说明"}}, FALSE, "310.00"},
    {"all expenditure",
     {{"基本支出", MZ_MEASURE_CHANGE, "-8.00", EXPENDITURE_PART}, {"项目支出", MZ_MEASURE_CHANGE, "-2.00", NULL}},
     FALSE,
     "310.00"},
    {"half of the expenditure", {{"基本支出", MZ_MEASURE_CHANGE, "-8.00", EXPENDITURE_PART}}, FALSE, NULL},
    {"expenditure of another part",
     {{"基本支出", MZ_MEASURE_CHANGE, "-8.00", "一般公共预算当年拨款情况说明"},
      {"项目支出", MZ_MEASURE_CHANGE, "-2.00", NULL}},
     FALSE,
     NULL},
    {"incomplete income",
     {{"一般公共预算财政拨款收入", MZ_MEASURE_CHANGE, "-7.71", INCOME_PART},
      {"财政拨款结转", MZ_MEASURE_CHANGE, "5.25", NULL},
      {"非财政拨款结转结余", MZ_MEASURE_CHANGE, "12.00", NULL}},
     FALSE,
     NULL},
    {"income contradicts expenditure",
     {{"一般公共预算财政拨款收入", MZ_MEASURE_CHANGE, "-7.71", INCOME_PART},
      {"财政拨款结转", MZ_MEASURE_CHANGE, "5.25", NULL},
      {"非财政拨款结转结余", MZ_MEASURE_CHANGE, "12.00", NULL},
      {"基本支出", MZ_MEASURE_CHANGE, "-8.00", EXPENDITURE_PART},
      {"项目支出", MZ_MEASURE_CHANGE, "-2.00", NULL}},
     FALSE,
     NULL},
    {"a rate is no amount", {{"收支总计", MZ_MEASURE_CHANGE_RATE, "-3.50", "总体说明"}}, FALSE, NULL},
};

static void
test_prior(void)
{
    MzReport *earlier = fixture_report(MZ_KIND_BUDGET, 2023, "示例会");
    fixture_set(earlier, MZ_TABLE_SUMMARY, "in-total", "amount", "333.00");
    fixture_set(earlier, MZ_TABLE_SUMMARY, "ex-total", "amount", "333.00");
    MzLastYear last = mz_last_year(earlier);
    g_assert_true(last.has_totals);
    g_assert_false(last.has_appropriation);
    for (guint i = 0; i < G_N_ELEMENTS(priors); i++) {
        MzReport *report = budget_report();
        MzArena *arena = mz_arena_new();
        guint n = 0;
        while (n < G_N_ELEMENTS(priors[i].statements) && priors[i].statements[n].subject != NULL)
            n++;
        state_all(report, priors[i].statements, n);
        const MzFigure *figure = mz_figure(report, MZ_FIGURE_TOTALS, priors[i].last ? &last : NULL, arena);
        g_test_message("%s", priors[i].name);
        g_assert_cmpstr(figure->n_groups > 0 ? figure->groups[0].values[0].text : NULL, ==, priors[i].before);
        if (priors[i].before == NULL)
            g_assert_cmpstr(figure->missing[0], ==, "收支总计与上年预算相比的变动额");
        mz_arena_free(arena);
        mz_report_free(report);
    }
    mz_report_free(earlier);
}

/* In final accounts the partial changes do not make up the total: there may have been money carried over. */
static void
test_final_is_not_computed(void)
{
    MzReport *report = final_report();
    report->n_claims = 0;
    fixture_claim(report, "财政拨款收入", MZ_MEASURE_CHANGE, "-1.00", "万元");
    fixture_claim(report, "其他收入", MZ_MEASURE_CHANGE, "-1.00", "万元");
    fixture_claim(report, "基本支出", MZ_MEASURE_CHANGE, "-2.00", "万元");
    MzArena *arena = mz_arena_new();
    const MzFigure *figure = mz_figure(report, MZ_FIGURE_TOTALS, NULL, arena);
    g_assert_cmpuint(figure->n_missing, ==, 1);
    g_assert_cmpstr(figure->missing[0], ==, "收支总计与上年相比的变动额");
    mz_arena_free(arena);
    mz_report_free(report);
}

/* A change stated in 元 of a total in 万元, and amounts that do not fit. */
static void
test_units(void)
{
    MzReport *report = final_report();
    report->n_claims = 0;
    fixture_claim(report, "收支总计", MZ_MEASURE_CHANGE, "-5000", "元");
    MzArena *arena = mz_arena_new();
    const MzFigure *figure = mz_figure(report, MZ_FIGURE_TOTALS, NULL, arena);
    g_assert_cmpstr(figure->groups[0].values[0].text, ==, "1,201.00");
    report->claims[0].value = G_MININT64 / 100;
    figure = mz_figure(report, MZ_FIGURE_TOTALS, NULL, arena);
    g_assert_cmpuint(figure->n_missing, ==, 1);
    mz_arena_free(arena);
    mz_report_free(report);
}

/* An empty report says of every figure what is missing. */
static void
test_empty(void)
{
    for (guint kind = 0; kind < MZ_KINDS; kind++) {
        MzReport *report = fixture_report((MzKind)kind, 0, "示例局");
        report->department = NULL;
        MzArena *arena = mz_arena_new();
        for (guint key = 0; key < MZ_FIGURES; key++) {
            const MzFigure *figure = mz_figure(report, (MzFigureKey)key, NULL, arena);
            g_assert_cmpuint(figure->n_missing, >, 0);
            g_assert_cmpuint(figure->n_groups, ==, 0);
            g_assert_cmpuint(mz_figure_rows(figure, arena).n_rows, ==, 0);
            g_assert_nonnull(strstr(figure->description, "缺少"));
        }
        mz_arena_free(arena);
        mz_report_free(report);
    }
}

/* More parts than a reader can take in: the smallest become one, the sum stays the same. */
static void
test_many_parts(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "示例局");
    const MzForm *form = mz_form(MZ_KIND_FINAL, MZ_TABLE_SUMMARY);
    guint n = 0;
    for (guint i = 0; i < form->n_rows; i++) {
        char text[8];
        if (form->rows[i].code == NULL)
            continue;
        g_snprintf(text, sizeof text, "%u.00", ++n);
        fixture_set(report, MZ_TABLE_SUMMARY, form->rows[i].key, "amount", text);
    }
    char total[16];
    g_snprintf(total, sizeof total, "%u.00", n * (n + 1) / 2);
    fixture_set(report, MZ_TABLE_SUMMARY, "ex-year", "amount", total);
    MzArena *arena = mz_arena_new();
    const MzFigure *figure = mz_figure(report, MZ_FIGURE_CLASS, NULL, arena);
    g_assert_cmpuint(figure->n_groups, ==, 16);
    gint64 sum = 0;
    for (guint i = 0; i < figure->n_groups; i++)
        sum += figure->groups[i].values[0].amount.fen;
    g_assert_cmpint(sum, ==, figure->whole.amount.fen);
    g_assert_true(g_str_has_prefix(figure->groups[15].label, "其余"));
    mz_arena_free(arena);
    mz_report_free(report);
}

static const struct {
    const char *part, *whole, *share;
} shares[] = {
    {"100", "100", "100%"},     {"0.5", "100", "0.5%"},       {"99.97", "100", "99.97%"},   {"0.04", "100", "0.04%"},
    {"0.001", "100", "<0.01%"}, {"33.33", "100", "33.3%"},    {"66.66", "100", "66.7%"},    {"-5", "100", "-5.0%"},
    {"250", "100", "250.0%"},   {"-0.001", "100", ">-0.01%"}, {"99.999", "100", "100.00%"}, {"5", "0", NULL},
    {"5", "-10", NULL},
};

static void
test_shares(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(shares); i++) {
        MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "示例局");
        fixture_set(report, MZ_TABLE_INCOME, "total", "total", shares[i].whole);
        fixture_set(report, MZ_TABLE_INCOME, "total", "fiscal", shares[i].part);
        MzArena *arena = mz_arena_new();
        const MzFigure *figure = mz_figure(report, MZ_FIGURE_INCOME, NULL, arena);
        g_assert_cmpstr(figure->groups[0].values[0].share, ==, shares[i].share);
        mz_arena_free(arena);
        mz_report_free(report);
    }
}

static void
test_uncertain(void)
{
    MzReport *report = final_report();
    fixture_set(report, MZ_TABLE_INCOME, "total", "other", "5.00")->origin = MZ_ORIGIN_UNCERTAIN;
    MzArena *arena = mz_arena_new();
    g_assert_nonnull(strstr(mz_figure(report, MZ_FIGURE_INCOME, NULL, arena)->note, "无法证实"));
    g_assert_null(strstr(mz_figure(report, MZ_FIGURE_EXPENDITURE, NULL, arena)->note, "无法证实"));
    mz_arena_free(arena);
    mz_report_free(report);
}

static void
test_series(void)
{
    MzYearAmount in[20],
        ex[3] = {{2010, {500, 2, MZ_UNIT_YUAN}}, {2024, {700, 2, MZ_UNIT_YUAN}}, {2024, {1, 2, MZ_UNIT_YUAN}}};
    for (int i = 0; i < 20; i++)
        in[i] = (MzYearAmount){2024 - i, {1000 - 10 * i, 2, MZ_UNIT_YUAN}};
    const MzYearLine lines[] = {{"收入", MZ_TONE_INCOME, in, 20}, {"支出", MZ_TONE_EXPENDITURE, ex, 3}};
    MzArena *arena = mz_arena_new();
    const MzFigure *figure = mz_figure_series("题", "局", "版", NULL, lines, 2, arena);
    g_assert_cmpuint(figure->n_series, ==, MZ_FIGURE_YEARS);
    g_assert_cmpstr(figure->series[0], ==, "2013年");
    g_assert_cmpstr(figure->series[11], ==, "2024年");
    g_assert_cmpstr(figure->groups[0].values[11].text, ==, "10.00");
    g_assert_cmpstr(figure->groups[0].change, ==, "2024年比2013年增加1.10元，增长12.4%");
    g_assert_cmpstr(figure->groups[1].values[11].text, ==, "7.00");
    g_assert_false(figure->groups[1].values[0].present);
    g_assert_null(figure->groups[1].change);
    MzFigureRows rows = mz_figure_rows(figure, arena);
    g_assert_cmpuint(rows.n_rows, ==, MZ_FIGURE_YEARS);
    g_assert_cmpuint(rows.n_columns, ==, 3);
    g_assert_cmpstr(rows.cells[0], ==, "2013年");
    g_assert_cmpstr(rows.cells[2], ==, "无数据");
    mz_arena_free(arena);
}

/* The twin has every number of the figure. */
static void
test_rows(void)
{
    static const char *const totals[] = {"收入总计", "1,300.50", "1,200.50", "-100.00", "-7.7%"};
    static const char *const income[] = {"财政拨款收入", "995.00",       "99.5%",    "其他收入", "5.00",
                                         "0.5%",         "本年收入合计", "1,000.00", "100%"};
    MzReport *report = final_report();
    MzArena *arena = mz_arena_new();
    MzFigureRows rows = mz_figure_rows(mz_figure(report, MZ_FIGURE_TOTALS, NULL, arena), arena);
    g_assert_cmpuint(rows.n_columns, ==, 5);
    g_assert_cmpuint(rows.n_rows, ==, 2);
    g_assert_cmpstr(rows.columns[1], ==, "2023年（万元）");
    for (guint i = 0; i < G_N_ELEMENTS(totals); i++)
        g_assert_cmpstr(rows.cells[i], ==, totals[i]);
    rows = mz_figure_rows(mz_figure(report, MZ_FIGURE_INCOME, NULL, arena), arena);
    g_assert_cmpuint(rows.n_rows * rows.n_columns, ==, G_N_ELEMENTS(income));
    for (guint i = 0; i < G_N_ELEMENTS(income); i++)
        g_assert_cmpstr(rows.cells[i], ==, income[i]);
    mz_arena_free(arena);
    mz_report_free(report);
}

static void
test_keys(void)
{
    static const char *const numbers[] = {"1", "2", "3", "4"};
    MzFigureKey key;
    for (guint i = 0; i < MZ_FIGURES; i++) {
        g_assert_true(mz_figure_key_find(mz_figure_key_name((MzFigureKey)i), &key));
        g_assert_cmpint((int)key, ==, (int)i);
    }
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_assert_true(mz_figure_key_find(numbers[i], &key));
        g_assert_cmpint((int)key, ==, (int)i);
    }
    g_assert_false(mz_figure_key_find("5", &key));
    g_assert_false(mz_figure_key_find("", &key));
    g_assert_false(mz_figure_key_find("Totals", &key));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/figure/shown", test_shown);
    g_test_add_func("/figure/prior", test_prior);
    g_test_add_func("/figure/final-is-not-computed", test_final_is_not_computed);
    g_test_add_func("/figure/units", test_units);
    g_test_add_func("/figure/empty", test_empty);
    g_test_add_func("/figure/many-parts", test_many_parts);
    g_test_add_func("/figure/shares", test_shares);
    g_test_add_func("/figure/uncertain", test_uncertain);
    g_test_add_func("/figure/series", test_series);
    g_test_add_func("/figure/rows", test_rows);
    g_test_add_func("/figure/keys", test_keys);
    return g_test_run();
}
