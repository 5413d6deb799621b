/* Figures of a whole and its parts: 图2, 图3, functional and economic 类, the “三公” items of a budget. */
#include "chart/figure_internal.h"

#include <string.h>

typedef struct {
    const char *label;
    MzMoney amount;
    guint order; /* in the table: parts of one size stay in its order */
} Part;

/* The parts found so far, and the names of those that are zero or blank. */
typedef struct {
    MzFigureMaker *maker;
    Part *parts;
    guint n, room;
    GString *nothing;
} Parts;

static void
parts_init(Parts *parts, MzFigureMaker *maker, guint room)
{
    *parts = (Parts){maker, mz_arena_new0(maker->arena, Part, room + 1), 0, room, g_string_new(NULL)};
}

static void
add_nothing(Parts *parts, const char *label)
{
    if (parts->nothing->len > 0)
        g_string_append(parts->nothing, "、");
    g_string_append(parts->nothing, label);
}

static void
add_part(Parts *parts, const char *label, MzMoney amount)
{
    if (amount.fen == 0 || parts->n == parts->room) {
        add_nothing(parts, label);
        return;
    }
    parts->parts[parts->n] = (Part){label, amount, parts->n};
    parts->n++;
}

static int
by_amount(const void *a, const void *b)
{
    const Part *x = a, *y = b;
    if (x->amount.fen != y->amount.fen)
        return x->amount.fen < y->amount.fen ? 1 : -1;
    return (x->order > y->order) - (x->order < y->order);
}

/* The smallest of too many become one. */
static void
sum_up_the_rest(Parts *parts)
{
    if (parts->n <= MZ_FIGURE_MAX_PARTS)
        return;
    Part *rest = &parts->parts[MZ_FIGURE_MAX_PARTS - 1];
    guint count = parts->n - (MZ_FIGURE_MAX_PARTS - 1);
    for (guint i = 1; i < count; i++) {
        if (__builtin_add_overflow(rest->amount.fen, rest[i].amount.fen, &rest->amount.fen))
            rest->amount.fen = G_MAXINT64;
        rest->amount.decimals = MAX(rest->amount.decimals, rest[i].amount.decimals);
    }
    rest->amount = mz_money_in(rest->amount, (MzUnit)rest->amount.unit, rest->amount.decimals);
    rest->label = mz_arena_printf(parts->maker->arena, "其余%u项合计", count);
    parts->n = MZ_FIGURE_MAX_PARTS;
}

/* Makes the figure of the parts found. `names_nothing`: the reader is told what else there could have been. */
static void
finish(Parts *parts, const char *whole_label, MzMoney whole, MzTone tone, gboolean names_nothing)
{
    MzFigureMaker *maker = parts->maker;
    MzFigure *figure = maker->figure;
    MzArena *arena = maker->arena;
    if (parts->n > 0)
        qsort(parts->parts, parts->n, sizeof parts->parts[0], by_amount);
    sum_up_the_rest(parts);
    figure->shape = MZ_FIGURE_PARTS;
    figure->unit = mz_unit_label((MzUnit)whole.unit);
    figure->has_whole = TRUE;
    figure->whole_label = whole_label;
    figure->whole = mz_figure_value(arena, whole);
    const char **series = mz_arena_new0(arena, const char *, 1);
    series[0] = mz_arena_printf(arena, "金额（%s）", figure->unit);
    figure->series = series;
    figure->n_series = 1;
    figure->groups = mz_arena_new0(arena, MzFigureGroup, parts->n);
    figure->n_groups = parts->n;
    for (guint i = 0; i < parts->n; i++) {
        MzFigureGroup *group = &figure->groups[i];
        group->label = parts->parts[i].label;
        group->tone = tone;
        group->values = mz_arena_new0(arena, MzFigureValue, 1);
        group->values[0] = mz_figure_value(arena, parts->parts[i].amount);
        if (whole.fen > 0)
            group->values[0].share = mz_figure_percent(arena, parts->parts[i].amount.fen, whole.fen);
    }
    if (names_nothing && parts->nothing->len > 0)
        figure->note = mz_arena_printf(arena, "为零或空白：%s。", parts->nothing->str);
}

/* ---- 图2, 图3: the columns of the table's total row */

/* Adds column i, or its own addends where any of them has an amount. The forms nest three deep at most. */
static gboolean
add_column(Parts *parts, const MzForm *form, guint i, gboolean dry) // NOLINT(misc-no-recursion)
{
    MzMoney money;
    gboolean any = FALSE;
    gboolean present = mz_figure_amount(parts->maker, form->table, "total", form->columns[i].key, &money);
    for (guint k = i + 1; k < form->n_columns; k++)
        any = any || (form->columns[k].part_of == (int)i && add_column(parts, form, k, TRUE));
    if (dry)
        return any || (present && money.fen != 0);
    if (!any && present)
        add_part(parts, form->columns[i].label, money);
    else if (!any)
        add_nothing(parts, form->columns[i].label);
    for (guint k = i + 1; any && k < form->n_columns; k++) {
        if (form->columns[k].part_of == (int)i)
            add_column(parts, form, k, FALSE);
    }
    return any;
}

void
mz_figure_make_columns(MzFigureMaker *maker)
{
    gboolean income = maker->figure->key == MZ_FIGURE_INCOME;
    MzTableKey table = income ? MZ_TABLE_INCOME : MZ_TABLE_EXPENDITURE;
    const MzForm *form = mz_form(maker->report->kind, table);
    const char *label = form->columns[0].label;
    const char *name = mz_figure_table_name(maker, table);
    MzMoney whole;
    if (!mz_figure_amount(maker, table, "total", form->columns[0].key, &whole)) {
        mz_figure_miss(maker, "%s合计行的%s", name, label);
        return;
    }
    Parts parts;
    parts_init(&parts, maker, form->n_columns);
    for (guint i = 1; i < form->n_columns; i++) {
        if (form->columns[i].part_of == 0)
            add_column(&parts, form, i, FALSE);
    }
    if (parts.n == 0 && whole.fen != 0)
        mz_figure_miss(maker, "%s合计行的各项%s", name, income ? "收入" : "支出");
    /* 合计 and 总计 alone do not say of what. */
    if (strstr(label, "收入") == NULL && strstr(label, "支出") == NULL)
        label = mz_arena_printf(maker->arena, "%s%s", income ? "收入" : "支出", label);
    finish(&parts, label, whole, income ? MZ_TONE_INCOME : MZ_TONE_EXPENDITURE, TRUE);
    maker->figure->source = mz_arena_printf(maker->arena, "来源：%s", name);
    g_string_free(parts.nothing, TRUE);
}

/* ---- expenditure by 类 */

/* The expenditure side of the summary table, or the rows of 类 in the expenditure table. */
static void
add_classes(Parts *parts, const MzTable *table, const char *column)
{
    int at = mz_form_column(table->form, column);
    for (guint i = 0; i < table->n_rows; i++) {
        const MzRow *row = &table->rows[i];
        const char *code = row->code;
        if (code == NULL && row->form_row >= 0)
            code = table->form->rows[row->form_row].code;
        if (code != NULL && strlen(code) == 3 && row->side != MZ_SIDE_INCOME && row->cells[at].present)
            add_part(parts, row->label, row->cells[at].amount);
    }
}

/* The first of these tables that has a total and rows of 类. */
static const struct {
    MzTableKey table;
    const char *row, *column, *label;
} class_sources[] = {
    {MZ_TABLE_SUMMARY, "ex-year", "amount", "本年支出合计"},
    {MZ_TABLE_EXPENDITURE, "total", "total", "本年支出合计"},
    {MZ_TABLE_SUMMARY, "ex-total", "amount", "支出总计"},
    {MZ_TABLE_GENERAL, "total", "total", "一般公共预算财政拨款支出"},
};

void
mz_figure_make_classes(MzFigureMaker *maker)
{
    for (guint i = 0; i < G_N_ELEMENTS(class_sources); i++) {
        const MzTable *table = mz_report_table(maker->report, class_sources[i].table);
        MzMoney whole;
        if (table == NULL ||
            !mz_figure_amount(maker, class_sources[i].table, class_sources[i].row, class_sources[i].column, &whole))
            continue;
        Parts parts;
        parts_init(&parts, maker, table->n_rows);
        add_classes(&parts, table, class_sources[i].column);
        gboolean found = parts.n > 0 || whole.fen == 0;
        if (found) {
            const char *label = maker->report->kind == MZ_KIND_BUDGET && class_sources[i].table != MZ_TABLE_GENERAL
                                    ? "支出合计"
                                    : class_sources[i].label;
            finish(&parts, label, whole, MZ_TONE_EXPENDITURE, FALSE);
            maker->figure->source =
                mz_arena_printf(maker->arena, "来源：%s", mz_figure_table_name(maker, class_sources[i].table));
        }
        g_string_free(parts.nothing, TRUE);
        if (found)
            return;
    }
    mz_figure_miss(maker, "%s的各类支出和支出合计", mz_figure_table_name(maker, MZ_TABLE_SUMMARY));
}

/* ---- basic expenditure by economic 类 */

static gboolean
economic_whole(MzFigureMaker *maker, MzMoney *whole)
{
    MzMoney personnel, public;
    if (mz_figure_amount(maker, MZ_TABLE_BASIC, "total", "total", whole))
        return TRUE;
    gboolean has_personnel = mz_figure_amount(maker, MZ_TABLE_BASIC, "personnel", "amount", &personnel);
    gboolean has_public = mz_figure_amount(maker, MZ_TABLE_BASIC, "public", "amount", &public);
    if (has_personnel && has_public) {
        *whole = personnel;
        if (__builtin_add_overflow(personnel.fen, public.fen, &whole->fen))
            return FALSE;
        *whole = mz_money_in(*whole, (MzUnit)personnel.unit, MAX(personnel.decimals, public.decimals));
        return TRUE;
    }
    return mz_figure_amount(maker, MZ_TABLE_GENERAL, "total", "basic", whole);
}

void
mz_figure_make_economic(MzFigureMaker *maker)
{
    const MzTable *table = mz_report_table(maker->report, MZ_TABLE_BASIC);
    const char *name = mz_figure_table_name(maker, MZ_TABLE_BASIC);
    MzMoney whole;
    if (table == NULL || !economic_whole(maker, &whole)) {
        mz_figure_miss(maker, "%s的合计", name);
        return;
    }
    Parts parts;
    parts_init(&parts, maker, table->n_rows);
    add_classes(&parts, table, table->form->columns[0].key);
    if (parts.n == 0 && whole.fen != 0)
        mz_figure_miss(maker, "%s的各类支出", name);
    finish(&parts, "基本支出合计", whole, MZ_TONE_EXPENDITURE, FALSE);
    maker->figure->source = mz_arena_printf(maker->arena, "来源：%s", name);
    g_string_free(parts.nothing, TRUE);
}

/* ---- “三公” of a budget */

void
mz_figure_make_budget_sangong(MzFigureMaker *maker)
{
    const MzForm *form = mz_form(maker->report->kind, MZ_TABLE_SANGONG);
    const char *name = mz_figure_table_name(maker, MZ_TABLE_SANGONG);
    const char *column = form->columns[0].key;
    MzMoney whole, money;
    if (!mz_figure_amount(maker, MZ_TABLE_SANGONG, "total", column, &whole)) {
        mz_figure_miss(maker, "%s的合计", name);
        return;
    }
    Parts parts;
    parts_init(&parts, maker, form->n_rows);
    for (guint i = 0; i < form->n_rows; i++) {
        gboolean split = FALSE; /* its own addends are shown instead of it */
        for (guint k = 0; k < form->n_rows; k++)
            split = split || (form->rows[k].part_of == (int)i &&
                              mz_figure_amount(maker, MZ_TABLE_SANGONG, form->rows[k].key, column, &money));
        if (split || form->rows[i].part_of < 0)
            continue;
        if (mz_figure_amount(maker, MZ_TABLE_SANGONG, form->rows[i].key, column, &money))
            add_part(&parts, form->rows[i].label, money);
        else if (form->rows[i].level == 0)
            add_nothing(&parts, form->rows[i].label);
    }
    if (parts.n == 0 && whole.fen != 0)
        mz_figure_miss(maker, "%s的各项", name);
    finish(&parts, "“三公”经费合计", whole, MZ_TONE_EXPENDITURE, TRUE);
    maker->figure->source = mz_arena_printf(maker->arena, "来源：%s", name);
    g_string_free(parts.nothing, TRUE);
}
