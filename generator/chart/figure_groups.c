/* Figures that compare: this year with last year, final accounts with the budget, many years. */
#include "chart/figure_internal.h"

#include <string.h>

static const char *const basis_notes[] = {
    [MZ_PRIOR_UNKNOWN] = NULL,
    [MZ_PRIOR_STATED] = NULL,
    [MZ_PRIOR_CHANGE] = "%s数由%s数与报告所述的变动额得出。",
    [MZ_PRIOR_COMPUTED] = "%s数为推算：由%s数与报告所述各项变动额之和得出。",
    [MZ_PRIOR_REPORT] = "%s数取自上年的报告，%s数取自本报告。",
};

/* "收入总计" of the form's row name "收入/总计". */
static const char *
total_label(const MzFigureMaker *maker, MzTableKey table, const char *row)
{
    const MzForm *form = mz_form(maker->report->kind, table);
    int i = form != NULL ? mz_form_row(form, row) : -1;
    if (i < 0)
        return row[0] == 'i' ? "收入总计" : "支出总计";
    const char *name = form->rows[i].name;
    const char *slash = strchr(name, '/');
    return slash == NULL ? name : mz_arena_printf(maker->arena, "%.*s%s", (int)(slash - name), name, slash + 1);
}

static const char *
year_label(MzArena *arena, int year, const char *otherwise)
{
    return year > 0 ? mz_arena_printf(arena, "%d年", year) : otherwise;
}

static void
fill_totals(MzFigureMaker *maker, MzTableKey table, const MzPrior *prior, const MzMoney now[2])
{
    MzArena *arena = maker->arena;
    MzFigure *figure = maker->figure;
    const MzMoney before[2] = {prior->income, prior->expenditure};
    const char *against = maker->report->kind == MZ_KIND_BUDGET ? "上年预算" : "上年";
    figure->groups = mz_arena_new0(arena, MzFigureGroup, 2);
    figure->n_groups = 2;
    for (guint i = 0; i < 2; i++) {
        MzFigureGroup *group = &figure->groups[i];
        group->label = total_label(maker, table, i == 0 ? "in-total" : "ex-total");
        group->tone = i == 0 ? MZ_TONE_INCOME : MZ_TONE_EXPENDITURE;
        group->values = mz_arena_new0(arena, MzFigureValue, 2);
        group->values[0] = mz_figure_value(arena, before[i]);
        group->values[0].computed = prior->basis == MZ_PRIOR_COMPUTED;
        group->values[1] = mz_figure_value(arena, now[i]);
        mz_figure_say_change(arena, group, "", against, before[i], now[i]);
    }
}

void
mz_figure_make_totals(MzFigureMaker *maker)
{
    MzFigure *figure = maker->figure;
    MzArena *arena = maker->arena;
    gboolean all = figure->key == MZ_FIGURE_TOTALS;
    MzTableKey table = all ? MZ_TABLE_SUMMARY : MZ_TABLE_APPROPRIATION;
    const char *name = mz_figure_table_name(maker, table);
    MzMoney now[2];
    figure->shape = MZ_FIGURE_GROUPS;
    if (!mz_figure_amount(maker, table, "in-total", "amount", &now[0]))
        mz_figure_miss(maker, "%s的%s", name, total_label(maker, table, "in-total"));
    if (!mz_figure_amount(maker, table, "ex-total", all ? "amount" : "total", &now[1]))
        mz_figure_miss(maker, "%s的%s", name, total_label(maker, table, "ex-total"));
    if (figure->n_missing > 0)
        return;
    MzPrior prior = mz_figure_prior(maker, table, now[0], now[1]);
    if (prior.basis == MZ_PRIOR_UNKNOWN) {
        mz_figure_miss(maker, "%s与上年%s相比的变动额", all ? "收支总计" : "财政拨款收支总计",
                       maker->report->kind == MZ_KIND_BUDGET ? "预算" : "");
        return;
    }
    int year = maker->report->year;
    const char *this_year = year_label(arena, year, "本年");
    const char *last_year = year_label(arena, year - 1, "上年");
    const char **series = mz_arena_new0(arena, const char *, 2);
    series[0] = prior.basis == MZ_PRIOR_COMPUTED ? mz_arena_printf(arena, "%s（推算）", last_year) : last_year;
    series[1] = this_year;
    figure->series = series;
    figure->n_series = 2;
    figure->unit = mz_unit_label((MzUnit)now[0].unit);
    figure->change_amount_label = mz_arena_printf(arena, "增减（%s）", figure->unit);
    figure->change_rate_label = "增减幅度";
    const char *note = basis_notes[prior.basis];
    if (note != NULL) {
        const char *second = strstr(strstr(note, "%s") + 2, "%s");
        figure->note =
            mz_arena_printf(arena, "%s%.*s%s%s", last_year, (int)(second - note - 2), note + 2, this_year, second + 2);
    }
    figure->source = mz_arena_printf(arena, "来源：%s%s", name, prior.basis == MZ_PRIOR_REPORT ? "" : "、情况说明");
    fill_totals(maker, table, &prior, now);
}

/* How final accounts stand to the budget: what was spent of it. */
static void
compare_with_budget(MzArena *arena, MzFigureGroup *group)
{
    const MzFigureValue *budget = &group->values[0];
    const MzFigureValue *final = &group->values[1];
    if (!budget->present || !final->present)
        return;
    mz_figure_say_change(arena, group, "", "预算", budget->amount, final->amount);
    group->change_rate =
        budget->amount.fen > 0 ? mz_figure_percent(arena, final->amount.fen, budget->amount.fen) : NULL;
    if (group->change == NULL || budget->amount.fen <= 0)
        return;
    const char *comma = strstr(group->change, "，");
    group->change = mz_arena_printf(arena, "%.*s，为预算的%s",
                                    (int)(comma != NULL ? (gsize)(comma - group->change) : strlen(group->change)),
                                    group->change, group->change_rate);
}

static gboolean
worth_showing(const MzCell *cell)
{
    return cell != NULL && cell->present && cell->amount.fen != 0;
}

static void
add_sangong_item(MzFigureMaker *maker, const MzForm *form, guint column)
{
    static const char *const rows[] = {"budget", "final"};
    MzFigure *figure = maker->figure;
    const char *key = form->columns[column].key;
    int whole = form->columns[column].part_of;
    MzFigureGroup *group = &figure->groups[figure->n_groups];
    gboolean shown = whole < 0;
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        shown = shown || worth_showing(mz_report_cell(maker->report, MZ_TABLE_SANGONG, rows[i], key));
    if (!shown) {
        figure->note = "其余各项为零或空白。";
        return;
    }
    group->label = form->columns[column].label;
    group->level = whole >= 0 && form->columns[whole].part_of >= 0;
    group->tone = MZ_TONE_EXPENDITURE;
    group->values = mz_arena_new0(maker->arena, MzFigureValue, G_N_ELEMENTS(rows));
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        MzMoney money;
        gboolean has = mz_figure_amount(maker, MZ_TABLE_SANGONG, rows[i], key, &money);
        group->values[i] = has ? mz_figure_value(maker->arena, money) : mz_figure_no_value();
        if (has)
            figure->unit = mz_unit_label((MzUnit)money.unit);
    }
    compare_with_budget(maker->arena, group);
    figure->n_groups++;
}

void
mz_figure_make_sangong(MzFigureMaker *maker)
{
    static const char *const series[] = {"预算数", "决算数"};
    MzFigure *figure = maker->figure;
    const MzForm *form = mz_form(maker->report->kind, MZ_TABLE_SANGONG);
    const MzTable *table = mz_report_table(maker->report, MZ_TABLE_SANGONG);
    if (table == NULL || table->empty) {
        const char *name = mz_figure_table_name(maker, MZ_TABLE_SANGONG);
        const char *note = table != NULL ? table->empty_note : NULL;
        if (note == NULL)
            mz_figure_miss(maker, "%s的金额", name);
        else
            mz_figure_miss(maker, "%s的金额，报告说明：%.*s", name,
                           (int)(strlen(note) - (g_str_has_suffix(note, "。") ? strlen("。") : 0)), note);
        return;
    }
    if (maker->report->kind == MZ_KIND_BUDGET) {
        mz_figure_make_budget_sangong(maker);
        return;
    }
    figure->shape = MZ_FIGURE_GROUPS;
    figure->title = "财政拨款“三公”经费预算与决算";
    figure->series = series;
    figure->n_series = G_N_ELEMENTS(series);
    figure->groups = mz_arena_new0(maker->arena, MzFigureGroup, form->n_columns);
    for (guint i = 0; i < form->n_columns; i++)
        add_sangong_item(maker, form, i);
    if (figure->n_groups == 1 && !figure->groups[0].values[0].present && !figure->groups[0].values[1].present)
        mz_figure_miss(maker, "%s的合计", mz_figure_table_name(maker, MZ_TABLE_SANGONG));
    figure->change_amount_label = mz_arena_printf(maker->arena, "决算比预算（%s）", figure->unit);
    figure->change_rate_label = "决算为预算的";
    figure->source = mz_arena_printf(maker->arena, "来源：%s", mz_figure_table_name(maker, MZ_TABLE_SANGONG));
}

/* ---- many years */

static int
by_number(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* The years of all lines, ascending, each once, at most the last MZ_FIGURE_YEARS. */
static guint
years_of(const MzYearLine *lines, guint n_lines, MzArena *arena, int **years)
{
    guint all = 0, n = 0;
    for (guint i = 0; i < n_lines; i++)
        all += lines[i].n_points;
    int *list = mz_arena_new0(arena, int, all + 1);
    all = 0;
    for (guint i = 0; i < n_lines; i++) {
        for (guint k = 0; k < lines[i].n_points; k++)
            list[all++] = lines[i].points[k].year;
    }
    if (all > 0)
        qsort(list, all, sizeof *list, by_number);
    for (guint i = 0; i < all; i++) {
        if (n == 0 || list[n - 1] != list[i])
            list[n++] = list[i];
    }
    guint skipped = n > MZ_FIGURE_YEARS ? n - MZ_FIGURE_YEARS : 0;
    *years = list + skipped;
    return n - skipped;
}

static void
fill_line(MzFigureGroup *group, const MzYearLine *line, const int *years, guint n_years, MzArena *arena)
{
    int first = -1, last = -1;
    group->label = line->label;
    group->tone = line->tone;
    group->values = mz_arena_new0(arena, MzFigureValue, n_years);
    for (guint i = 0; i < n_years; i++) {
        group->values[i] = mz_figure_no_value();
        for (guint k = 0; k < line->n_points && !group->values[i].present; k++) {
            if (line->points[k].year == years[i])
                group->values[i] = mz_figure_value(arena, line->points[k].amount);
        }
        if (group->values[i].present) {
            first = first < 0 ? (int)i : first;
            last = (int)i;
        }
    }
    if (first < last)
        mz_figure_say_change(arena, group, mz_arena_printf(arena, "%d年", years[last]),
                             mz_arena_printf(arena, "%d年", years[first]), group->values[first].amount,
                             group->values[last].amount);
}

static gboolean
same_values(const MzFigureGroup *a, const MzFigureGroup *b, guint n)
{
    for (guint i = 0; i < n; i++) {
        if (strcmp(a->values[i].text, b->values[i].text) != 0)
            return FALSE;
    }
    return TRUE;
}

const MzFigure *
mz_figure_series(const char *title, const char *department, const char *edition, const char *source,
                 const MzYearLine *lines, guint n_lines, MzArena *arena)
{
    MzFigure *figure = mz_arena_new0(arena, MzFigure, 1);
    int *years;
    guint n = years_of(lines, n_lines, arena, &years);
    *figure = (MzFigure){.key = MZ_FIGURE_SERIES,
                         .shape = MZ_FIGURE_GROUPS,
                         .title = title,
                         .department = department,
                         .edition = edition,
                         .source = source,
                         .unit = mz_unit_label(MZ_UNIT_WAN),
                         .n_series = n};
    const char **labels = mz_arena_new0(arena, const char *, n + 1);
    for (guint i = 0; i < n; i++)
        labels[i] = mz_arena_printf(arena, "%d年", years[i]);
    figure->series = labels;
    figure->groups = mz_arena_new0(arena, MzFigureGroup, n_lines);
    for (guint i = 0; i < n_lines && n > 0; i++) {
        MzFigureGroup *group = &figure->groups[figure->n_groups];
        if (lines[i].n_points > 0)
            figure->unit = mz_unit_label((MzUnit)lines[i].points[0].amount.unit);
        fill_line(group, &lines[i], years, n, arena);
        if (i > 0 && figure->n_groups > 0 && same_values(group - 1, group, n))
            group[-1].label = mz_arena_printf(arena, "%s、%s", group[-1].label, group->label);
        else
            figure->n_groups++;
    }
    if (n == 0) {
        const char **missing = mz_arena_new0(arena, const char *, 1);
        missing[0] = "各年的金额";
        figure->missing = missing;
        figure->n_missing = 1;
    }
    mz_figure_describe(figure, arena);
    return figure;
}

const MzFigure *
mz_figure_years(const MzReport *const *reports, guint n_reports, MzArena *arena)
{
    static const char *const rows[] = {"in-total", "ex-total"};
    MzFigureMaker maker = {.report = reports[0], .arena = arena};
    MzYearLine lines[2];
    for (guint k = 0; k < 2; k++) {
        MzYearAmount *points = mz_arena_new0(arena, MzYearAmount, n_reports);
        lines[k] = (MzYearLine){total_label(&maker, MZ_TABLE_SUMMARY, rows[k]), (MzTone)k, points, 0};
        for (guint i = 0; i < n_reports; i++) {
            MzFigureMaker one = {.report = reports[i]};
            if (reports[i]->year > 0 &&
                mz_figure_amount(&one, MZ_TABLE_SUMMARY, rows[k], "amount", &points[lines[k].n_points].amount))
                points[lines[k].n_points++].year = reports[i]->year;
        }
    }
    gboolean budget = reports[0]->kind == MZ_KIND_BUDGET;
    const char *department = reports[0]->department != NULL ? reports[0]->department : "";
    return mz_figure_series(
        budget ? "历年收、支预算总计" : "历年收、支决算总计", department, mz_kind_label(reports[0]->kind),
        mz_arena_printf(arena, "来源：各年的%s", mz_form(reports[0]->kind, MZ_TABLE_SUMMARY)->title), lines, 2, arena);
}
