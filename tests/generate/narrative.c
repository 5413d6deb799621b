/* What the report says about its tables: the standard claims in several wordings, with numbers that agree. */
#include "generate/accounts.h"

#include <stdio.h>
#include <string.h>

/* ---- sentences */

static int
add_claim(GenReport *report, const char *subject, const char *measure, const char *value)
{
    GenClaim claim = {subject, measure, value, 0, FALSE};
    g_array_append_val(report->claims, claim);
    return (int)report->claims->len - 1;
}

/* The last amount of the subject is said to be as last year. */
static void
mark_flat(GenReport *report, const char *subject)
{
    for (guint i = report->claims->len; i-- > 0;) {
        GenClaim *claim = &g_array_index(report->claims, GenClaim, i);
        if (strcmp(claim->subject, subject) == 0 && strcmp(claim->measure, "占比") != 0 &&
            strcmp(claim->measure, "完成率") != 0) {
            claim->flat = TRUE;
            return;
        }
    }
}

void
gen_say(GenReport *report, GenLineKind kind, int table, const char *format, ...)
{
    MzArena *arena = report->truth->arena;
    va_list args;
    va_start(args, format);
    const char *text = mz_arena_vprintf(arena, format, args);
    va_end(args);
    GenLine *line = gen_line(report, kind, table);
    while (*text != '\0') {
        const char *open = strchr(text, '{');
        if (open == NULL) {
            gen_piece(line, GEN_PIECE_WORD, text);
            return;
        }
        if (open > text)
            gen_piece(line, GEN_PIECE_WORD, mz_arena_strndup(arena, text, (gsize)(open - text)));
        const char *close = strchr(open, '}');
        g_auto(GStrv) field = g_strsplit(mz_arena_strndup(arena, open + 1, (gsize)(close - open) - 1), "|", 3);
        text = close + 1;
        if (strcmp(field[1], "持平") == 0) {
            mark_flat(report, field[0]);
            continue;
        }
        const char *value = mz_arena_strdup(arena, field[2]);
        GenPiece piece = {.kind = GEN_PIECE_CLAIM, .text = value + (value[0] == '-')};
        piece.claim = add_claim(report, mz_arena_strdup(arena, field[0]), mz_arena_strdup(arena, field[1]), value);
        g_array_append_val(line->pieces, piece);
    }
}

typedef struct {
    GenAccounts *accounts;
    GenReport *report;
    MzArena *arena;
    guint wording;  /* 0 … 2: which of several wordings the report keeps to */
    guint decimals; /* of percentages */
} Story;

#define SAY(story, ...) gen_say((story)->report, GEN_LINE_PROSE, -1, __VA_ARGS__)
#define MONEY(story, units) gen_money((story)->report, units)

static void
heading(const Story *story, const char *text)
{
    gen_piece(gen_line(story->report, GEN_LINE_TITLE, -1), GEN_PIECE_WORD, text);
}

/* part / whole in %, rounded half up to the report's decimals: "18.45". */
static const char *
percent(const Story *story, gint64 part, gint64 whole)
{
    gint64 scale = story->decimals == 1 ? 1000 : 10000;
    gint64 value = (gint64)(((MzInt128)part * scale * 2 + whole) / ((MzInt128)whole * 2));
    gint64 unit = scale / 100;
    return mz_arena_printf(story->arena, "%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT, value / unit, (int)story->decimals,
                           value % unit);
}

/* "，与2023年度相比，增加12.00万元，增长3.45%，主要原因是…" for a subject. */
static const char *
compared(const Story *story, const char *subject, gint64 now, gint64 before)
{
    static const char *const reasons[] = {"项目安排变化", "人员变动", "落实过紧日子要求", "业务量变化"};
    gint64 change = now - before;
    int year = story->accounts->year - 1;
    gboolean budget = story->accounts->kind == MZ_KIND_BUDGET;
    const char *last = budget                ? "比上年预算"
                       : story->wording == 1 ? "比上年"
                                             : mz_arena_printf(story->arena, "与%d年度相比，", year);
    if (change == 0)
        return mz_arena_printf(story->arena, "，%s持平{%s|持平|}", budget || story->wording == 1 ? "与上年" : last,
                               subject);
    const char *up = change > 0 ? "增加" : "减少";
    const char *rate_up = change > 0 ? "增长" : story->wording == 2 ? "降低" : "下降";
    const char *sign = change < 0 ? "-" : "";
    const char *why = reasons[gen_random_index(&story->report->random, G_N_ELEMENTS(reasons))];
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, "，%s%s{%s|变动额|%s%s}万元", last, up, subject, sign, MONEY(story, ABS(change)));
    if (before > 0)
        g_string_append_printf(text, "，%s{%s|变动率|%s%s}%%", rate_up, subject, sign,
                               percent(story, ABS(change), before));
    g_string_append_printf(text, "，主要原因是%s", why);
    return mz_arena_strdup(story->arena, text->str);
}

/* Last year's amount of something, always the same for the same thing. */
static gint64
last_year(const Story *story, const char *what, gint64 now)
{
    GenRandom random = {.state = story->report->seed ^ g_str_hash(what)};
    if (now == 0)
        return gen_random_chance(&random, 80) ? 0 : gen_random_magnitude(&random, 5);
    return gen_random_chance(&random, 8) ? now : now + gen_random_between(&random, -now / 3, now / 2);
}

static gint64
amount(const Story *story, MzTableKey table, const char *row, const char *column)
{
    return gen_amount(story->report, table, row, column);
}

/* Last year's report, where this one agrees with it; NULL: last year is drawn. */
static const GenReport *
prior_report(const Story *story)
{
    const GenAccounts *accounts = story->accounts;
    return accounts->prior == NULL || accounts->contradicts ? NULL : accounts->prior->report;
}

/* How a cell compares with what it had last year: in the report that this one follows; else drawn for `what`. */
static const char *
cell_compared(const Story *story, const char *subject, const char *what, MzTableKey table, const char *row,
              const char *column)
{
    const GenReport *prior = prior_report(story);
    gint64 now = amount(story, table, row, column);
    return compared(story, subject, now,
                    prior != NULL ? gen_amount(prior, table, row, column) : last_year(story, what, now));
}

/* ---- final accounts */

static void
totals(const Story *story)
{
    gint64 total = amount(story, MZ_TABLE_SUMMARY, "in-total", "amount");
    int year = story->accounts->year;
    const char *rest = cell_compared(story, "收支总计", "total", MZ_TABLE_SUMMARY, "in-total", "amount");
    heading(story, "一、收入支出决算总体情况说明");
    if (story->wording == 0)
        SAY(story, "%d年度收、支总计均为{收支总计|本年|%s}万元%s。", year, MONEY(story, total), rest);
    else if (story->wording == 1)
        SAY(story, "%d年度收入总计、支出总计均为{收支总计|本年|%s}万元%s。", year, MONEY(story, total), rest);
    else
        SAY(story, "%d年度收、支总计{收支总计|本年|%s}万元%s。", year, MONEY(story, total), rest);
}

/* "财政拨款收入12.00万元，占本年收入98.00%" for the columns of a table that are not blank. */
static void
shares(const Story *story, GString *text, MzTableKey table, guint first, const char *whole_name)
{
    const MzForm *form = mz_form(story->accounts->kind, table);
    gint64 whole = amount(story, table, "total", form->columns[0].key);
    for (guint c = first; c < form->n_columns; c++) {
        gint64 part = amount(story, table, "total", form->columns[c].key);
        if (part == 0 || form->columns[c].part_of != 0)
            continue;
        g_string_append_printf(text, "%s%s{%s|本年|%s}万元，占%s{%s|占比|%s}%%", text->len == 0 ? "" : "；",
                               form->columns[c].label, form->columns[c].label, MONEY(story, part), whole_name,
                               form->columns[c].label, percent(story, part, whole));
    }
}

static void
income_and_expenditure(const Story *story)
{
    int year = story->accounts->year;
    gint64 income = amount(story, MZ_TABLE_INCOME, "total", "total");
    gint64 expenditure = amount(story, MZ_TABLE_EXPENDITURE, "total", "total");
    g_autoptr(GString) parts = g_string_new(NULL);
    heading(story, "二、收入决算情况说明");
    shares(story, parts, MZ_TABLE_INCOME, 1, story->wording == 1 ? "收入合计的" : "本年收入");
    SAY(story, "%d年度收入合计{收入合计|本年|%s}万元%s。其中：%s。", year, MONEY(story, income),
        cell_compared(story, "收入合计", "income", MZ_TABLE_INCOME, "total", "total"), parts->str);
    g_string_truncate(parts, 0);
    heading(story, "三、支出决算情况说明");
    shares(story, parts, MZ_TABLE_EXPENDITURE, 1, story->wording == 1 ? "支出合计的" : "本年支出");
    SAY(story, "%d年度支出合计{支出合计|本年|%s}万元%s。其中：%s。", year, MONEY(story, expenditure),
        cell_compared(story, "支出合计", "expenditure", MZ_TABLE_EXPENDITURE, "total", "total"), parts->str);
}

static void
appropriation(const Story *story)
{
    static const struct {
        const char *row, *subject;
    } incomes[] = {{"in-general", "一般公共预算财政拨款收入"},
                   {"in-fund", "政府性基金预算财政拨款收入"},
                   {"in-capital", "国有资本经营预算财政拨款收入"}};
    int year = story->accounts->year;
    gint64 total = amount(story, MZ_TABLE_APPROPRIATION, "in-total", "amount");
    /* last year's whole = its parts and what had been carried over */
    const GenReport *prior = prior_report(story);
    gint64 last = last_year(story, "carried over", 0);
    for (guint i = 0; i < G_N_ELEMENTS(incomes); i++)
        last += last_year(story, incomes[i].row, amount(story, MZ_TABLE_APPROPRIATION, incomes[i].row, "amount"));
    if (prior != NULL)
        last = gen_amount(prior, MZ_TABLE_APPROPRIATION, "in-total", "amount");
    heading(story, "四、财政拨款收入支出决算总体情况说明");
    SAY(story, "%d年度财政拨款收、支总计%s{财政拨款收支总计|本年|%s}万元%s。", year, story->wording == 2 ? "" : "均为",
        MONEY(story, total), compared(story, "财政拨款收支总计", total, last));
    for (guint i = 0; i < G_N_ELEMENTS(incomes); i++) {
        gint64 now = amount(story, MZ_TABLE_APPROPRIATION, incomes[i].row, "amount");
        if (now > 0)
            SAY(story, "%s{%s|本年|%s}万元%s。", incomes[i].subject, incomes[i].subject, MONEY(story, now),
                cell_compared(story, incomes[i].subject, incomes[i].row, MZ_TABLE_APPROPRIATION, incomes[i].row,
                              "amount"));
    }
}

/* "一般公共服务支出（类）档案事务（款）行政运行（项）". */
static const char *
path_of(const Story *story, const char *code)
{
    char prefix[8];
    g_strlcpy(prefix, code, 4);
    const char *class = mz_code_name(prefix);
    g_strlcpy(prefix, code, 6);
    return mz_arena_printf(story->arena, "%s（类）%s（款）%s（项）", class, mz_code_name(prefix), mz_code_name(code));
}

static void
tell_item(const Story *story, const char *ordinal, const GenItem *item)
{
    gint64 spent = item->basic + item->project;
    const char *subject = mz_arena_printf(story->arena, "%s %s", item->code->code, item->code->name);
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, "%s%s%s年初预算%s{%s|年初预算|%s}万元，支出决算%s{%s|决算|%s}万元", ordinal,
                           path_of(story, item->code->code), story->wording == 0 ? "。" : "：",
                           story->wording == 1 ? "" : "为", subject, MONEY(story, item->initial),
                           story->wording == 1 ? "" : "为", subject, MONEY(story, spent));
    if (item->initial > 0)
        g_string_append_printf(text, "，完成年初预算的{%s|完成率|%s}%%", subject, percent(story, spent, item->initial));
    if (spent != item->initial)
        g_string_append_printf(text, "，支出决算数%s年初预算数的主要原因是%s", spent > item->initial ? "大于" : "小于",
                               "按实际需要安排");
    SAY(story, "%s。", text->str);
}

static void
general_classes(const Story *story, gint64 total)
{
    const MzTable *table = mz_report_table(story->report->truth, MZ_TABLE_APPROPRIATION);
    SAY(story, "%d年度一般公共预算财政拨款支出{一般公共预算财政拨款支出|本年|%s}万元，主要用于以下方面：",
        story->accounts->year, MONEY(story, total));
    guint n = 0;
    for (guint r = 0; r < table->n_rows; r++) {
        gint64 spent = table->rows[r].code == NULL ? 0 : amount(story, table->key, table->rows[r].key, "general");
        if (spent > 0)
            SAY(story, "%u.%s%s{%s|本年|%s}万元，占{%s|占比|%s}%%。主要用于履行职责。", ++n, table->rows[r].label,
                story->wording == 0 ? "类支出" : "", table->rows[r].label, MONEY(story, spent), table->rows[r].label,
                percent(story, spent, total));
    }
}

static void
general(const Story *story)
{
    const GenAccounts *accounts = story->accounts;
    gint64 total = amount(story, MZ_TABLE_GENERAL, "total", "total");
    gint64 whole = amount(story, MZ_TABLE_EXPENDITURE, "total", "total");
    gint64 initial = 0;
    for (guint i = 0; i < accounts->n_items; i++)
        initial += accounts->items[i].money == GEN_MONEY_GENERAL ? accounts->items[i].initial : 0;
    heading(story, "五、一般公共预算财政拨款支出决算情况说明");
    heading(story, "（一）一般公共预算财政拨款支出决算总体情况");
    SAY(story,
        "%d年度一般公共预算财政拨款支出{一般公共预算财政拨款支出|本年|%s}万元，占本年支出合计的"
        "{一般公共预算财政拨款支出|占比|%s}%%%s。",
        accounts->year, MONEY(story, total), percent(story, total, whole),
        cell_compared(story, "一般公共预算财政拨款支出", "general", MZ_TABLE_GENERAL, "total", "total"));
    heading(story, "（二）一般公共预算财政拨款支出决算结构情况");
    general_classes(story, total);
    heading(story, "（三）一般公共预算财政拨款支出决算具体情况");
    SAY(story,
        "%d年度一般公共预算财政拨款支出年初预算为{一般公共预算财政拨款支出|年初预算|%s}万元，支出决算为"
        "{一般公共预算财政拨款支出|决算|%s}万元%s。其中：基本支出{基本支出|本年|%s}万元，项目支出"
        "{项目支出|本年|%s}万元。",
        accounts->year, MONEY(story, initial), MONEY(story, total),
        initial == 0 ? ""
                     : mz_arena_printf(story->arena, "，完成年初预算的{一般公共预算财政拨款支出|完成率|%s}%%",
                                       percent(story, total, initial)),
        MONEY(story, amount(story, MZ_TABLE_GENERAL, "total", "basic")),
        MONEY(story, amount(story, MZ_TABLE_GENERAL, "total", "project")));
    const char *class = "";
    guint n_class = 0, n = 0;
    for (guint i = 0; i < accounts->n_items; i++) {
        const GenItem *item = &accounts->items[i];
        if (item->money != GEN_MONEY_GENERAL || item->basic + item->project == 0)
            continue;
        if (strncmp(class, item->code->code, 3) != 0) {
            char prefix[4];
            class = item->code->code;
            g_strlcpy(prefix, class, sizeof prefix);
            SAY(story, "%u.%s", ++n_class, mz_code_name(prefix));
            n = 0;
        }
        tell_item(story, mz_arena_printf(story->arena, "（%u）", ++n), item);
    }
}

static void
listed(const Story *story, GString *text, gboolean personnel)
{
    guint n;
    const MzCode *codes = mz_economic_codes(&n);
    for (guint i = 0; i < n; i++) {
        gboolean person = codes[i].code[1] == '0' && (codes[i].code[2] == '1' || codes[i].code[2] == '3');
        if (story->accounts->economic[i] > 0 && person == personnel)
            g_string_append_printf(text, "%s%s", text->len == 0 ? "" : "、", codes[i].name);
    }
    if (text->len == 0)
        g_string_append(text, "无");
}

static void
basic(const Story *story)
{
    gboolean budget = story->accounts->kind == MZ_KIND_BUDGET;
    gint64 personnel = budget ? amount(story, MZ_TABLE_BASIC, "total", "personnel")
                              : amount(story, MZ_TABLE_BASIC, "personnel", "amount");
    gint64 public =
        budget ? amount(story, MZ_TABLE_BASIC, "total", "public") : amount(story, MZ_TABLE_BASIC, "public", "amount");
    g_autoptr(GString) persons = g_string_new(NULL);
    g_autoptr(GString) things = g_string_new(NULL);
    listed(story, persons, TRUE);
    listed(story, things, FALSE);
    SAY(story, "%d年%s一般公共预算%s基本支出{基本支出|本年|%s}万元，其中：", story->accounts->year, budget ? "" : "度",
        budget ? "" : "财政拨款", MONEY(story, personnel + public));
    if (personnel > 0)
        SAY(story, "人员经费{人员经费|本年|%s}万元，主要包括：%s。", MONEY(story, personnel), persons->str);
    if (public > 0)
        SAY(story, "公用经费{公用经费|本年|%s}万元，主要包括：%s。", MONEY(story, public), things->str);
}

static void
fund_and_capital(const Story *story)
{
    static const struct {
        const char *head, *subject;
        MzTableKey table;
    } parts[] = {{"七、政府性基金预算财政拨款收入支出决算情况说明", "政府性基金预算财政拨款", MZ_TABLE_FUND},
                 {"八、国有资本经营预算财政拨款支出决算情况说明", "国有资本经营预算财政拨款", MZ_TABLE_CAPITAL}};
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        gint64 spent = amount(story, parts[i].table, "total", "total");
        heading(story, parts[i].head);
        const MzTable *table = mz_report_table(story->report->truth, parts[i].table);
        if (table == NULL || table->empty)
            SAY(story, "%d年度没有%s支出。", story->accounts->year, parts[i].subject);
        else
            SAY(story, "%d年度%s支出{%s支出|本年|%s}万元，用于规定的用途。", story->accounts->year, parts[i].subject,
                parts[i].subject, MONEY(story, spent));
    }
}

static void
tell_sangong(const Story *story, const char *ordinal, const char *subject, guint column, const char *more)
{
    const MzTable *table = mz_report_table(story->report->truth, MZ_TABLE_SANGONG);
    const char *column_key = table->form->columns[column].key;
    gint64 budget = story->accounts->sangong_budget[column], final = story->accounts->sangong[column];
    const char *rate = budget == 0 ? ""
                                   : mz_arena_printf(story->arena, "，完成全年预算的{%s|完成率|%s}%%", subject,
                                                     percent(story, final, budget));
    SAY(story, "%s%s全年预算为{%s|全年预算|%s}万元，支出决算为{%s|决算|%s}万元%s%s。%s", ordinal, subject, subject,
        MONEY(story, budget), subject, MONEY(story, final), rate,
        cell_compared(story, subject, subject, MZ_TABLE_SANGONG, "final", column_key), more);
}

static void
sangong(const Story *story)
{
    const gint64 *final = story->accounts->sangong;
    GenRandom *random = &story->report->random;
    heading(story, "九、财政拨款“三公”经费支出决算情况说明");
    heading(story, "（一）“三公”经费财政拨款支出决算总体情况");
    SAY(story,
        "%d年度“三公”经费财政拨款支出全年预算为{三公经费|全年预算|%s}万元，支出决算为{三公经费|决算|%s}万元"
        "%s。",
        story->accounts->year, MONEY(story, story->accounts->sangong_budget[0]), MONEY(story, final[0]),
        story->accounts->sangong_budget[0] == 0
            ? ""
            : mz_arena_printf(story->arena, "，完成全年预算的{三公经费|完成率|%s}%%",
                              percent(story, final[0], story->accounts->sangong_budget[0])));
    heading(story, "（二）“三公”经费财政拨款支出决算具体情况");
    int groups = final[1] > 0 ? (int)gen_random_between(random, 1, 3) : 0;
    tell_sangong(story, "1.", "因公出国（境）费", 1,
                 mz_arena_printf(story->arena, "全年出国（境）团组%d个，累计%d人次。", groups, groups * 2));
    tell_sangong(story, "2.", "公务用车购置及运行费", 2, "其中：");
    SAY(story, "（1）公务用车购置费支出{公务用车购置费|决算|%s}万元，购置公务用车%d辆。", MONEY(story, final[3]),
        final[3] > 0 ? 1 : 0);
    SAY(story, "（2）公务用车运行费支出{公务用车运行费|决算|%s}万元。年末公务用车保有量%d辆。", MONEY(story, final[4]),
        final[4] > 0 ? 2 : 0);
    int batches = final[5] > 0 ? (int)gen_random_between(random, 1, 30) : 0;
    tell_sangong(story, "3.", "公务接待费", 5,
                 mz_arena_printf(story->arena, "全年接待来访团组%d个，%d人次。", batches, batches * 7));
}

static void
other_sections(const Story *story)
{
    GenRandom *random = &story->report->random;
    gint64 public = amount(story, MZ_TABLE_BASIC, "public", "amount");
    gint64 goods = gen_random_magnitude(random, 5), works = gen_random_chance(random, 50) ? 0 : 4200;
    gint64 services = gen_random_magnitude(random, 6), all = goods + works + services;
    gint64 small = gen_random_between(random, all / 2, all), micro = gen_random_between(random, 0, small);
    int vehicles = story->accounts->sangong[4] > 0 ? (int)gen_random_between(random, 2, 6) : 0;
    int office = (int)gen_random_between(random, 0, vehicles);
    heading(story, "十、机关运行经费支出说明");
    SAY(story, "%d年度机关运行经费支出{机关运行经费|本年|%s}万元。", story->accounts->year, MONEY(story, public));
    heading(story, "十一、政府采购支出说明");
    SAY(story,
        "%d年度政府采购支出总额{政府采购支出|本年|%s}万元，其中：政府采购货物支出{政府采购货物支出|本年|%s}万元、"
        "政府采购工程支出{政府采购工程支出|本年|%s}万元、政府采购服务支出{政府采购服务支出|本年|%s}万元。授予中小企业"
        "合同金额%s万元，占政府采购支出总额的%s%%，其中：授予小微企业合同金额%s万元，占授予中小企业合同金额的%s%%。",
        story->accounts->year, MONEY(story, all), MONEY(story, goods), MONEY(story, works), MONEY(story, services),
        MONEY(story, small), percent(story, small, all), MONEY(story, micro), percent(story, micro, MAX(small, 1)));
    heading(story, "十二、国有资产占用情况说明");
    SAY(story,
        "截至%d年12月31日，共有车辆%d辆，其中：机要通信用车%d辆、应急保障用车%d辆；单价100万元以上设备0台"
        "（套）。",
        story->accounts->year, vehicles, office, vehicles - office);
}

/* ---- budgets */

static void
budget_totals(const Story *story)
{
    static const struct {
        const char *column, *subject, *label;
    } sources[] = {{"general", "一般公共预算财政拨款收入", "一般公共预算"},
                   {"fund", "政府性基金预算财政拨款收入", "政府性基金预算"},
                   {"capital", "国有资本经营预算财政拨款收入", "国有资本经营预算"},
                   {"own", "单位资金", "单位资金"},
                   {"fiscal-carryover", "财政拨款结转", "财政拨款结转"},
                   {"other-carryover", "非财政拨款结转结余", "非财政拨款结转结余"}};
    const char *name = story->accounts->department;
    int year = story->accounts->year;
    gint64 total = amount(story, MZ_TABLE_INCOME, "total", "total");
    heading(story, mz_arena_printf(story->arena, "一、关于%s%d年收支预算情况总体说明", name, year));
    SAY(story, "%d年所有收入和支出均纳入部门预算管理，收支总预算{收支总计|本年|%s}万元。", year, MONEY(story, total));
    heading(story, mz_arena_printf(story->arena, "二、关于%s%d年收入预算情况说明", name, year));
    SAY(story, "%d年部门收入预算{收入合计|本年|%s}万元，其中：", year, MONEY(story, total));
    for (guint i = 0; i < G_N_ELEMENTS(sources); i++) {
        gint64 part = amount(story, MZ_TABLE_INCOME, "total", sources[i].column);
        if (part > 0)
            SAY(story, "%s{%s|本年|%s}万元，占{%s|占比|%s}%%%s。", sources[i].label, sources[i].subject,
                MONEY(story, part), sources[i].subject, percent(story, part, total),
                cell_compared(story, sources[i].subject, sources[i].column, MZ_TABLE_INCOME, "total",
                              sources[i].column));
    }
    heading(story, mz_arena_printf(story->arena, "三、关于%s%d年支出预算情况说明", name, year));
    SAY(story, "%d年部门支出预算{支出合计|本年|%s}万元，其中：", year, MONEY(story, total));
    for (guint k = 0; k < 2; k++) {
        const char *column = k == 0 ? "basic" : "project", *subject = k == 0 ? "基本支出" : "项目支出";
        gint64 part = amount(story, MZ_TABLE_EXPENDITURE, "total", column);
        if (part > 0)
            SAY(story, "%s{%s|本年|%s}万元，占{%s|占比|%s}%%%s。", subject, subject, MONEY(story, part), subject,
                percent(story, part, total),
                cell_compared(story, subject, subject, MZ_TABLE_EXPENDITURE, "total", column));
    }
}

static void
budget_general(const Story *story)
{
    const MzTable *table = mz_report_table(story->report->truth, MZ_TABLE_APPROPRIATION);
    const char *name = story->accounts->department;
    int year = story->accounts->year;
    gint64 total = amount(story, MZ_TABLE_GENERAL, "total", "total");
    gint64 fiscal = amount(story, MZ_TABLE_APPROPRIATION, "in-total", "amount");
    heading(story, mz_arena_printf(story->arena, "四、关于%s%d年财政拨款收支预算情况的总体说明", name, year));
    SAY(story, "%d年财政拨款收支总预算{财政拨款收支总计|本年|%s}万元。", year, MONEY(story, fiscal));
    heading(story, mz_arena_printf(story->arena, "五、关于%s%d年一般公共预算当年拨款情况说明", name, year));
    heading(story, "（一）一般公共预算当年拨款规模变化情况");
    SAY(story, "%d年一般公共预算拨款合计{一般公共预算财政拨款支出|本年|%s}万元。", year, MONEY(story, total));
    heading(story, "（二）一般公共预算当年拨款结构情况");
    guint n = 0;
    for (guint r = 0; r < table->n_rows && total > 0; r++) {
        gint64 spent = table->rows[r].code == NULL ? 0 : amount(story, table->key, table->rows[r].key, "general");
        if (spent > 0)
            SAY(story, "%u.%s（类）{%s|本年|%s}万元，占{%s|占比|%s}%%。", ++n, table->rows[r].label,
                table->rows[r].label, MONEY(story, spent), table->rows[r].label, percent(story, spent, total));
    }
    heading(story, "（三）一般公共预算当年拨款具体使用情况");
    n = 0;
    for (guint i = 0; i < story->accounts->n_items; i++) {
        const GenItem *item = &story->accounts->items[i];
        gint64 spent = item->basic + item->project;
        if (item->money != GEN_MONEY_GENERAL || spent == 0)
            continue;
        const char *subject = mz_arena_printf(story->arena, "%s %s", item->code->code, item->code->name);
        SAY(story, "%u.%s：%d年预算数为{%s|本年|%s}万元%s。", ++n, path_of(story, item->code->code), year, subject,
            MONEY(story, spent),
            cell_compared(story, subject, item->code->code, MZ_TABLE_GENERAL, item->code->code, "total"));
    }
}

static void
budget_rest(const Story *story)
{
    const char *name = story->accounts->department;
    int year = story->accounts->year;
    heading(story, mz_arena_printf(story->arena, "六、关于%s%d年一般公共预算基本支出情况说明", name, year));
    basic(story);
    heading(story, mz_arena_printf(story->arena, "七、关于%s%d年政府性基金预算拨款情况说明", name, year));
    gint64 fund = amount(story, MZ_TABLE_FUND, "total", "total");
    if (fund > 0)
        SAY(story, "%d年政府性基金预算支出{政府性基金预算财政拨款支出|本年|%s}万元。", year, MONEY(story, fund));
    else
        SAY(story, "%d年没有使用政府性基金预算拨款安排的支出。", year);
    heading(story, mz_arena_printf(story->arena, "八、关于%s%d年国有资本经营预算拨款情况说明", name, year));
    gint64 capital = amount(story, MZ_TABLE_CAPITAL, "total", "total");
    if (capital > 0)
        SAY(story, "%d年国有资本经营预算支出{国有资本经营预算财政拨款支出|本年|%s}万元。", year, MONEY(story, capital));
    else
        SAY(story, "%d年没有使用国有资本经营预算拨款安排的支出。", year);
    heading(story, mz_arena_printf(story->arena, "九、关于%s%d年财政拨款“三公”经费预算情况说明", name, year));
    const gint64 *sum = story->accounts->sangong;
    SAY(story,
        "%d年财政拨款“三公”经费预算{三公经费|本年|%s}万元，其中：因公出国（境）费{因公出国（境）费|本年|%s}万元，"
        "公务用车购置费{公务用车购置费|本年|%s}万元，公务用车运行费{公务用车运行费|本年|%s}万元，公务接待费"
        "{公务接待费|本年|%s}万元。",
        year, MONEY(story, sum[0]), MONEY(story, sum[1]), MONEY(story, sum[3]), MONEY(story, sum[4]),
        MONEY(story, sum[5]));
    gint64 carried = amount(story, MZ_TABLE_CARRYOVER, "total", "total");
    heading(story, mz_arena_printf(story->arena, "十、关于%s%d年上年结转结余预算情况说明", name, year));
    if (carried > 0)
        SAY(story, "%d年安排上年结转结余{上年结转结余|本年|%s}万元。", year, MONEY(story, carried));
    else
        SAY(story, "%d年没有上年结转结余。", year);
    heading(story, "十一、其他重要事项的情况说明");
    SAY(story, "%d年机关运行经费财政拨款预算{机关运行经费|本年|%s}万元。", year,
        MONEY(story, amount(story, MZ_TABLE_BASIC, "total", "public")));
}

/* ---- the whole */

static void
glossary(const Story *story, const char *part)
{
    heading(story, part);
    SAY(story, "（一）一般公共预算：以税收为主要来源，用于民生、公共服务和国家机构运转的收支预算。");
    SAY(story, "（二）基本支出：单位为了正常运转必须花的钱，分为人员经费和公用经费两部分。");
    SAY(story, "（三）项目支出：在基本支出以外，为了完成某项特定任务而花的钱。");
    SAY(story, "（四）“三公”经费：用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费。");
}

void
gen_layout_cover(GenAccounts *accounts)
{
    GenReport *report = accounts->report;
    gboolean final = accounts->kind == MZ_KIND_FINAL;
    Story story = {accounts, report, report->truth->arena, 0, 2};
    const char *what = mz_kind_label(accounts->kind);
    heading(&story,
            mz_arena_printf(story.arena, "%s%d年%s%s", accounts->department, accounts->year, final ? "度" : "", what));
    heading(&story, mz_arena_printf(story.arena, "第一部分 %s概况", accounts->department));
    heading(&story, "一、部门主要职责");
    SAY(&story, "%s承担本行业的管理和服务工作，指导下属单位开展业务，办理上级交办的其他事项。", accounts->short_name);
    heading(&story, "二、机构设置情况");
    SAY(&story, "从单位构成看，本部门预算由本级1个单位组成，内设办公室、业务科、财务科3个科室。");
    heading(&story, mz_arena_printf(story.arena, "第二部分 %s%d年%s%s表", accounts->department, accounts->year,
                                    final ? "度" : "", what));
}

void
gen_layout_narrative(GenAccounts *accounts)
{
    GenReport *report = accounts->report;
    gboolean final = accounts->kind == MZ_KIND_FINAL;
    Story story = {accounts, report, report->truth->arena, gen_random_index(&report->random, 3),
                   (guint)gen_random_between(&report->random, 1, 2)};
    heading(&story, mz_arena_printf(story.arena, "第三部分 %s%d年%s%s情况说明", accounts->department, accounts->year,
                                    final ? "度" : "", mz_kind_label(accounts->kind)));
    if (final) {
        totals(&story);
        income_and_expenditure(&story);
        appropriation(&story);
        general(&story);
        heading(&story, "六、一般公共预算财政拨款基本支出决算情况说明");
        basic(&story);
        fund_and_capital(&story);
        sangong(&story);
        other_sections(&story);
    } else {
        budget_totals(&story);
        budget_general(&story);
        budget_rest(&story);
    }
    glossary(&story, "第四部分 名词解释");
}
