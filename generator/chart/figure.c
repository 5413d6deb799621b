#include "chart/figure_internal.h"

#include <string.h>

/* Names and titles; %s is 决算 or 预算. */
static const struct {
    const char *name;
    const char *title;
    void (*make)(MzFigureMaker *maker);
} figures[MZ_FIGURES] = {
    [MZ_FIGURE_TOTALS] = {"totals", "图1　收、支%s总计变动情况", mz_figure_make_totals},
    [MZ_FIGURE_INCOME] = {"income", "图2　收入%s结构", mz_figure_make_columns},
    [MZ_FIGURE_EXPENDITURE] = {"expenditure", "图3　支出%s结构", mz_figure_make_columns},
    [MZ_FIGURE_APPROPRIATION] = {"appropriation", "图4　财政拨款收、支%s总计变动情况", mz_figure_make_totals},
    [MZ_FIGURE_CLASS] = {"class", "支出%s按功能分类的构成", mz_figure_make_classes},
    [MZ_FIGURE_ECONOMIC] = {"economic", "基本支出%s按经济分类的构成", mz_figure_make_economic},
    [MZ_FIGURE_SANGONG] = {"sangong", "财政拨款“三公”经费%s", mz_figure_make_sangong},
    [MZ_FIGURE_SERIES] = {"series", "历年收、支%s总计", NULL},
};

static const char *const kind_words[MZ_KINDS] = {[MZ_KIND_FINAL] = "决算", [MZ_KIND_BUDGET] = "预算"};

const char *
mz_figure_key_name(MzFigureKey key)
{
    return figures[key].name;
}

gboolean
mz_figure_key_find(const char *name, MzFigureKey *key)
{
    for (guint i = 0; i < MZ_FIGURES; i++) {
        gboolean numbered = i < 4 && name[0] == (char)('1' + i) && name[1] == '\0';
        if (numbered || strcmp(figures[i].name, name) == 0) {
            *key = (MzFigureKey)i;
            return TRUE;
        }
    }
    return FALSE;
}

void
mz_figure_miss(MzFigureMaker *maker, const char *format, ...)
{
    MzFigure *figure = maker->figure;
    va_list args;
    va_start(args, format);
    if (figure->n_missing < MZ_FIGURE_MAX_MISSING)
        maker->missing[figure->n_missing++] = mz_arena_vprintf(maker->arena, format, args);
    va_end(args);
}

gboolean
mz_figure_amount(const MzFigureMaker *maker, MzTableKey table, const char *row, const char *column, MzMoney *money)
{
    const MzCell *cell = mz_report_cell(maker->report, table, row, column);
    if (cell == NULL || !cell->present)
        return FALSE;
    *money = cell->amount;
    return TRUE;
}

MzFigureValue
mz_figure_value(MzArena *arena, MzMoney money)
{
    char text[MZ_MONEY_TEXT];
    return (MzFigureValue){
        .present = TRUE, .amount = money, .text = mz_arena_strdup(arena, mz_money_grouped(money, text))};
}

MzFigureValue
mz_figure_no_value(void)
{
    return (MzFigureValue){.text = "无数据"};
}

/* "-12.5%" of -125 tenths: a number of so many decimals is written as an amount is. */
static const char *
percent_text(MzArena *arena, gint64 digits, guint decimals)
{
    char text[MZ_MONEY_TEXT];
    MzMoney number;
    if (!mz_money_make(digits, decimals, MZ_UNIT_YUAN, &number))
        return NULL;
    return mz_arena_concat(arena, mz_money_plain(number, text), "%", NULL);
}

const char *
mz_figure_percent(MzArena *arena, gint64 part, gint64 whole)
{
    gint64 hundredths, tenths;
    if (!mz_money_share(part, whole, &hundredths) || !mz_money_share_tenths(part, whole, &tenths))
        return NULL;
    if (part == whole || part == 0)
        return percent_text(arena, hundredths / 100, 0);
    if (hundredths == 0)
        return (part < 0) == (whole < 0) ? "<0.01%" : ">-0.01%";
    if (tenths == 0 || tenths == 1000 || tenths == -1000)
        return percent_text(arena, hundredths, 2);
    return percent_text(arena, tenths, 1);
}

gboolean
mz_money_minus(MzMoney a, MzMoney b, MzMoney *difference)
{
    MzMoney result = a;
    if (__builtin_sub_overflow(a.fen, b.fen, &result.fen))
        return FALSE;
    guint8 decimals = a.unit == b.unit ? MAX(a.decimals, b.decimals) : a.decimals;
    *difference = mz_money_in(result, (MzUnit)a.unit, decimals);
    return TRUE;
}

void
mz_figure_say_change(MzArena *arena, MzFigureGroup *group, const char *when, const char *against, MzMoney before,
                     MzMoney now)
{
    MzMoney change;
    if (!mz_money_minus(now, before, &change) || change.fen == G_MININT64)
        return;
    char text[MZ_MONEY_TEXT];
    group->direction = (change.fen > 0) - (change.fen < 0);
    group->change_amount = mz_arena_strdup(arena, mz_money_grouped(change, text));
    group->change_rate = before.fen > 0 ? mz_figure_percent(arena, change.fen, before.fen) : NULL;
    if (change.fen == 0) {
        group->change = mz_arena_printf(arena, "%s与%s持平", when, against);
        return;
    }
    const char *rate = group->change_rate;
    const char *words = change.fen > 0 ? "，增长" : "，下降";
    change.fen = ABS(change.fen);
    group->change = mz_arena_printf(arena, "%s比%s%s%s%s%s%s", when, against, group->direction > 0 ? "增加" : "减少",
                                    mz_money_grouped(change, text), mz_unit_label((MzUnit)change.unit),
                                    rate != NULL ? words : "", rate != NULL ? rate + (rate[0] == '-') : "");
}

const char *
mz_figure_table_name(const MzFigureMaker *maker, MzTableKey key)
{
    const MzTable *table = mz_report_table(maker->report, key);
    const MzForm *form = mz_form(maker->report->kind, key);
    const char *title = form != NULL ? form->title : mz_table_key_name(key);
    if (table == NULL || table->number == NULL)
        return title;
    return mz_arena_printf(maker->arena, "%s（%s）", title, table->number);
}

/* Amounts that extraction left in doubt are shown, and said to be so. */
static void
note_doubt(const MzReport *report, MzFigure *figure, MzArena *arena)
{
    static const MzTableKey tables[MZ_FIGURES] = {MZ_TABLE_SUMMARY,       MZ_TABLE_INCOME,  MZ_TABLE_EXPENDITURE,
                                                  MZ_TABLE_APPROPRIATION, MZ_TABLE_SUMMARY, MZ_TABLE_BASIC,
                                                  MZ_TABLE_SANGONG,       MZ_TABLE_SUMMARY};
    const MzTable *table = mz_report_table(report, tables[figure->key]);
    if (table == NULL)
        return;
    gboolean in_doubt = FALSE;
    for (guint r = 0; r < table->n_rows && !in_doubt; r++) {
        const MzCell *cells = table->rows[r].cells;
        for (guint c = 0; c < table->form->n_columns && !in_doubt; c++)
            in_doubt = cells[c].present && cells[c].origin == MZ_ORIGIN_UNCERTAIN;
    }
    const char *doubt = "所据表格中有金额的位置无法证实，以原表为准。";
    if (in_doubt)
        figure->note = figure->note == NULL ? doubt : mz_arena_printf(arena, "%s%s", figure->note, doubt);
}

const MzFigure *
mz_figure(const MzReport *report, MzFigureKey key, const MzLastYear *last, MzArena *arena)
{
    if (key == MZ_FIGURE_SERIES)
        return mz_figure_years(&report, 1, arena);
    const char *missing[MZ_FIGURE_MAX_MISSING] = {NULL};
    MzFigure *figure = mz_arena_new0(arena, MzFigure, 1);
    MzFigureMaker maker = {report, last, arena, figure, missing};
    char *title = mz_arena_strdup(arena, figures[key].title);
    char *place = strstr(title, "%s");
    *place = '\0';
    figure->key = key;
    figure->title = mz_arena_printf(arena, "%s%s%s", title, kind_words[report->kind], place + strlen("%s"));
    figure->department = report->department != NULL ? report->department : "";
    figure->edition = mz_kind_label(report->kind);
    if (report->year > 0)
        figure->edition = mz_arena_printf(arena, "%d年度%s", report->year, figure->edition);
    figure->unit = mz_unit_label(report->unit);
    figures[key].make(&maker);
    if (figure->n_missing > 0) {
        figure->n_groups = 0;
        figure->has_whole = FALSE;
        figure->missing = mz_arena_memdup(arena, missing, figure->n_missing * sizeof missing[0]);
    } else {
        note_doubt(report, figure, arena);
    }
    mz_figure_describe(figure, arena);
    return figure;
}

const MzFigure *
mz_figure_marked(const MzFigure *figure, const char *mark, MzArena *arena)
{
    if (mark == NULL)
        return figure;
    MzFigure *marked = mz_arena_memdup(arena, figure, sizeof *figure);
    marked->mark = mark;
    marked->description = mz_arena_printf(arena, "%s。%s", mark, figure->description);
    return marked;
}
