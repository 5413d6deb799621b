/* The years of one body side by side: its key amounts, their series as figures, and for each year with both reports the
 * budget against the final accounts, item by item. */
#include <string.h>

#include "base/money.h"
#include "chart/layout.h"
#include "chart/paint.h"
#include "view/view_rows.h"

/* ---- series */

static guint
collect_points(const MzDigest *const *reports, guint n, MzKind kind, MzFactKey key, MzYearAmount *points)
{
    guint n_points = 0;
    for (guint i = 0; i < n; i++) {
        const MzFact *fact = &reports[i]->facts[key];
        if (reports[i]->filing->kind == kind && fact->present)
            points[n_points++] = (MzYearAmount){reports[i]->filing->year, fact->amount};
    }
    return n_points;
}

static void
add_series(MzPageView *page, MzValue *list, const MzFigure *figure, const char *name)
{
    if (figure->n_groups == 0)
        return;
    GString *svg = g_string_sized_new(4096);
    mz_paint_svg(mz_layout(figure, page->arena), name, svg);
    MzValue *view = mz_value_append_object(list);
    mz_value_set_static(view, "id", name);
    mz_value_set_raw_len(view, "picture_svg", svg->str, svg->len);
    g_string_free(svg, TRUE);
    mz_view_figure_table(page, view, figure);
}

/* Series of the final accounts, and of the budgets where there are more of them. */
static void
set_series(MzPageView *page, const MzDigest *const *reports, guint n, const char *department, const char *mark)
{
    static const struct {
        const char *title;
        const char *name;
        MzKind kind;
        guint n_lines;
        MzFactKey keys[2];
        const char *labels[2];
    } figures[] = {
        {"历年收、支决算总计",
         "series-final",
         MZ_KIND_FINAL,
         2,
         {MZ_FACT_INCOME_TOTAL, MZ_FACT_EXPENDITURE_TOTAL},
         {"收入总计", "支出总计"}},
        {"历年“三公”经费支出", "series-sangong", MZ_KIND_FINAL, 1, {MZ_FACT_SANGONG}, {"“三公”经费支出", NULL}},
        {"历年收、支预算总计",
         "series-budget",
         MZ_KIND_BUDGET,
         2,
         {MZ_FACT_INCOME_TOTAL, MZ_FACT_EXPENDITURE_TOTAL},
         {"收入总计", "支出总计"}},
    };
    MzValue *list = mz_value_set_array(page->view, "series");
    for (gsize i = 0; i < G_N_ELEMENTS(figures); i++) {
        MzYearLine *lines = mz_arena_new0(page->arena, MzYearLine, 2);
        guint most = 0;
        for (guint j = 0; j < figures[i].n_lines; j++) {
            MzYearAmount *points = mz_arena_new0(page->arena, MzYearAmount, n + 1);
            guint n_points = collect_points(reports, n, figures[i].kind, figures[i].keys[j], points);
            gboolean is_income = figures[i].keys[j] == MZ_FACT_INCOME_TOTAL;
            lines[j] =
                (MzYearLine){figures[i].labels[j], is_income ? MZ_TONE_INCOME : MZ_TONE_EXPENDITURE, points, n_points};
            most = MAX(most, n_points);
        }
        if (most < 2)
            continue;
        const char *edition = figures[i].kind == MZ_KIND_FINAL ? "历年部门决算" : "历年部门预算";
        const MzFigure *figure = mz_figure_series(figures[i].title, department, edition, "来源：各年度报告", lines,
                                                  figures[i].n_lines, page->arena);
        add_series(page, list, mz_figure_marked(figure, mark, page->arena), figures[i].name);
    }
    mz_value_set_bool(page->view, "has_series", mz_value_length(list) > 0);
}

/* ---- budget against final accounts */

/* The two, and the items of each by code. */
typedef struct {
    const MzDigest *budget, *final;
    MzMap planned, spent;
} Pair;

static void
set_side(const MzPageView *page, MzValue *row, const char *key, const MzDigest *digest, const MzItemLine *line)
{
    MzValue *side = mz_value_set_object(row, key);
    mz_value_set_bool(side, "is_present", line != NULL);
    mz_value_set_static(side, "text", line != NULL ? mz_view_money(page->arena, line->amount) : "");
    mz_value_set_static(side, "href", line != NULL ? mz_view_cell_href(page, digest, line->cell) : "");
}

static void
add_comparison_row(const MzPageView *page, MzValue *rows, const Pair *pair, const char *code, const char *label)
{
    const MzItemLine *planned = mz_map_value(&pair->planned, code), *spent = mz_map_value(&pair->spent, code);
    MzValue *row = mz_value_append_object(rows);
    mz_value_set_static(row, "code", code);
    mz_value_set_static(row, "label", label);
    mz_value_set_static(row, "item_href", mz_view_item_href(page, code, FALSE));
    set_side(page, row, "budget", pair->budget, planned);
    set_side(page, row, "final", pair->final, spent);
    gint64 before = planned != NULL ? planned->amount.fen : 0, now = spent != NULL ? spent->amount.fen : 0;
    MzMoney pattern = spent != NULL ? spent->amount : planned->amount;
    MzMoney change = {now - before, pattern.decimals, pattern.unit};
    const char *text = mz_view_money(page->arena, mz_money_in(change, (MzUnit)pattern.unit, pattern.decimals));
    mz_value_set_printf(row, "change", "%s%s", change.fen > 0 ? "+" : "", text);
    const char *rate = planned != NULL && spent != NULL ? mz_view_percent(page->arena, now, before) : NULL;
    mz_value_set_static(row, "rate", rate != NULL ? rate : "");
}

/* The items of the last level of both reports, in the order of their codes. */
static void
set_comparison(const MzPageView *page, MzValue *view, const MzDigest *budget, const MzDigest *final)
{
    mz_value_set_printf(view, "year", "%d", final->filing->year);
    mz_value_set_static(view, "unit", mz_unit_label(final->unit));
    MzValue *rows = mz_value_set_array(view, "rows");
    const Pair pair = {budget, final, mz_view_items_by_code(budget, FALSE, G_MAXSIZE, page->arena),
                       mz_view_items_by_code(final, FALSE, G_MAXSIZE, page->arena)};
    guint b = 0, f = 0;
    for (;;) {
        while (b < budget->n_items && (budget->items[b].economic || strlen(budget->items[b].code) < 7))
            b++;
        while (f < final->n_items && (final->items[f].economic || strlen(final->items[f].code) < 7))
            f++;
        gboolean has_budget = b < budget->n_items, has_final = f < final->n_items;
        if (!has_budget && !has_final)
            break;
        int order = !has_budget ? 1 : !has_final ? -1 : strcmp(budget->items[b].code, final->items[f].code);
        const MzItemLine *line = order < 0 ? &budget->items[b] : &final->items[f];
        add_comparison_row(page, rows, &pair, line->code, line->label);
        b += order <= 0;
        f += order >= 0;
    }
}

static void
set_comparisons(MzPageView *page, const MzDigest *const *reports, guint n)
{
    MzValue *list = mz_value_set_array(page->view, "comparisons");
    for (guint i = n; i-- > 1;) {
        const MzDigest *budget = reports[i - 1], *final = reports[i];
        if (budget->filing->year == final->filing->year && budget->filing->kind == MZ_KIND_BUDGET &&
            final->filing->kind == MZ_KIND_FINAL && budget->n_items > 0 && final->n_items > 0)
            set_comparison(page, mz_value_append_object(list), budget, final);
    }
    mz_value_set_bool(page->view, "has_comparisons", mz_value_length(list) > 0);
}

void
mz_view_history(MzPageView *page, const MzDigest *const *reports, guint n, const char *department)
{
    mz_view_set_beside(page, mz_value_set_object(page->view, "history"), reports, n);
    mz_value_set_bool(page->view, "has_history", n > 1);
    set_series(page, reports, n, department, n > 0 ? reports[0]->body->mark : NULL);
    set_comparisons(page, reports, n);
}
