/* The reports of one region, year and kind beside each other, those with the largest amounts first: income and
 * expenditure, “三公” with its counts, operating expenses and procurement. All in 万元, so that amounts compare. */
#include <stdlib.h>
#include <string.h>

#include "view/view_rows.h"

typedef enum { OF_FACT, OF_COUNT } ColumnOf;

typedef struct {
    const char *group; /* heading over several columns; NULL: none */
    const char *label;
    ColumnOf of;
    guint key; /* MzFactKey or MzCountKey */
} Column;

static const Column totals[] = {
    {NULL, "支出总计", OF_FACT, MZ_FACT_EXPENDITURE_TOTAL}, {NULL, "收入总计", OF_FACT, MZ_FACT_INCOME_TOTAL},
    {NULL, "本年支出", OF_FACT, MZ_FACT_EXPENDITURE},       {NULL, "基本支出", OF_FACT, MZ_FACT_BASIC},
    {NULL, "项目支出", OF_FACT, MZ_FACT_PROJECT},           {NULL, "财政拨款支出", OF_FACT, MZ_FACT_APPROPRIATION},
};

static const Column sangong[] = {
    {NULL, "合计", OF_FACT, MZ_FACT_SANGONG},
    {"因公出国（境）", "费用", OF_FACT, MZ_FACT_ABROAD},
    {"因公出国（境）", "团组（个）", OF_COUNT, MZ_COUNT_GROUPS},
    {"因公出国（境）", "人次", OF_COUNT, MZ_COUNT_TRAVELLERS},
    {"公务用车购置", "费用", OF_FACT, MZ_FACT_PURCHASE},
    {"公务用车购置", "购置（辆）", OF_COUNT, MZ_COUNT_VEHICLES_BOUGHT},
    {"公务用车运行", "费用", OF_FACT, MZ_FACT_OPERATION},
    {"公务用车运行", "保有（辆）", OF_COUNT, MZ_COUNT_VEHICLES},
    {"公务接待", "费用", OF_FACT, MZ_FACT_RECEPTION},
    {"公务接待", "国内批次", OF_COUNT, MZ_COUNT_RECEPTIONS},
    {"公务接待", "国内人次", OF_COUNT, MZ_COUNT_GUESTS},
};

static const Column operating[] = {
    {NULL, "机关运行经费", OF_FACT, MZ_FACT_OPERATING},
};

static const Column procurement[] = {
    {NULL, "政府采购总额", OF_FACT, MZ_FACT_PROCUREMENT},
    {NULL, "货物", OF_FACT, MZ_FACT_GOODS},
    {NULL, "工程", OF_FACT, MZ_FACT_WORKS},
    {NULL, "服务", OF_FACT, MZ_FACT_SERVICES},
};

static const struct {
    const char *id;
    const char *title;
    const Column *columns; /* the first is a fact: the order and the bars are by it */
    guint n_columns;
} tables[] = {
    {"totals", "收入和支出", totals, G_N_ELEMENTS(totals)},
    {"sangong", "“三公”经费", sangong, G_N_ELEMENTS(sangong)},
    {"operating", "机关运行经费", operating, G_N_ELEMENTS(operating)},
    {"procurement", "政府采购", procurement, G_N_ELEMENTS(procurement)},
};

typedef struct {
    const MzDigest *digest;
    guint order;
    gboolean has_key;
    gint64 fen; /* of the first column */
} Rank;

static gboolean
has_value(const MzDigest *digest, const Column *column)
{
    return column->of == OF_FACT ? digest->facts[column->key].present : digest->counts[column->key].present;
}

/* Those that state the first column, the largest first; then the others as they come. */
static gint
by_amount(gconstpointer a, gconstpointer b)
{
    const Rank *one = a, *other = b;
    if (one->has_key != other->has_key)
        return one->has_key ? -1 : 1;
    if (one->has_key && one->fen != other->fen)
        return one->fen > other->fen ? -1 : 1;
    return one->order < other->order ? -1 : 1;
}

/* The reports that state anything of the table. The caller frees. */
static GArray *
rank(const MzDigest *const *reports, guint n, const Column *columns, guint n_columns)
{
    GArray *ranks = g_array_new(FALSE, FALSE, sizeof(Rank));
    for (guint i = 0; i < n; i++) {
        gboolean any = FALSE;
        for (guint c = 0; c < n_columns; c++)
            any = any || has_value(reports[i], &columns[c]);
        const MzFact *key = &reports[i]->facts[columns[0].key];
        Rank one = {reports[i], i, key->present, key->amount.fen};
        if (any)
            g_array_append_val(ranks, one);
    }
    g_array_sort(ranks, by_amount);
    return ranks;
}

static void
set_head(MzValue *view, const Column *columns, guint n_columns)
{
    gboolean has_groups = FALSE;
    for (guint i = 0; i < n_columns; i++)
        has_groups = has_groups || columns[i].group != NULL;
    MzValue *groups = mz_value_set_array(view, "groups");
    MzValue *second = mz_value_set_array(view, "columns");
    for (guint i = 0; i < n_columns;) {
        guint span = 1;
        while (columns[i].group != NULL && i + span < n_columns &&
               g_strcmp0(columns[i].group, columns[i + span].group) == 0)
            span++;
        MzValue *group = mz_value_append_object(groups);
        mz_value_set_bool(group, "is_group", columns[i].group != NULL);
        mz_value_set_static(group, "label", columns[i].group != NULL ? columns[i].group : columns[i].label);
        mz_value_set_number(group, "span", span);
        mz_value_set_static(group, "rows", has_groups ? "2" : "1");
        for (guint j = 0; columns[i].group != NULL && j < span; j++)
            mz_value_append_string(second, columns[i + j].label);
        i += span;
    }
    mz_value_set_bool(view, "has_groups", has_groups);
}

static void
set_cell(const MzPageView *page, MzValue *cell, const MzDigest *digest, const Column *column)
{
    const MzFact *fact = &digest->facts[column->key < MZ_FACTS ? column->key : 0];
    const MzCount *count = &digest->counts[column->key < MZ_COUNTS ? column->key : 0];
    gboolean present = has_value(digest, column);
    mz_value_set_bool(cell, "is_present", present);
    if (!present)
        return;
    if (column->of == OF_FACT) {
        mz_value_set_static(cell, "text", mz_view_money(page->arena, mz_money_in(fact->amount, MZ_UNIT_WAN, 2)));
        mz_value_set_static(cell, "href", mz_view_fact_href(page, digest, fact));
    } else {
        mz_value_set_printf(cell, "text", "%" G_GINT64_FORMAT, count->value);
        mz_value_set_static(cell, "href", mz_view_line_href(page, digest, count->line));
    }
}

static void
add_rank(const MzPageView *page, MzValue *rows, const Rank *one, guint place, gint64 most, const Column *columns,
         guint n_columns)
{
    MzValue *row = mz_value_append_object(rows);
    if (one->has_key)
        mz_value_set_number(row, "place", place);
    else
        mz_value_set_static(row, "place", "");
    mz_value_set_static(row, "name", one->digest->department);
    mz_value_set_static(row, "href", mz_view_link_in(page, one->digest->filing->href, "index.html", NULL));
    mz_value_set_static(row, "address", one->digest->filing->address);
    mz_view_set_mark(page, row, one->digest->body->mark);
    gint64 width = one->has_key && one->fen > 0 && most > 0 ? (gint64)((MzInt128)one->fen * 1000 / most) : 0;
    mz_value_set_printf(row, "bar", "%" G_GINT64_FORMAT, width);
    MzValue *cells = mz_value_set_array(row, "cells");
    for (guint i = 0; i < n_columns; i++)
        set_cell(page, mz_value_append_object(cells), one->digest, &columns[i]);
}

static void
add_table(const MzPageView *page, MzValue *list, const MzDigest *const *reports, guint n, guint index, guint part)
{
    const Column *columns = tables[index].columns;
    guint n_columns = tables[index].n_columns;
    GArray *ranks = rank(reports, n, columns, n_columns);
    guint from = 0, to = mz_view_part_rows(ranks->len, part, &from);
    MzValue *view = mz_value_append_object(list);
    mz_value_set_static(view, "id", tables[index].id);
    mz_value_set_static(view, "title", tables[index].title);
    mz_value_set_bool(view, "is_choice", index == 0);
    mz_value_set_bool(view, "is_narrow", n_columns <= 4);
    set_head(view, columns, n_columns);
    MzValue *rows = mz_value_set_array(view, "rows");
    gint64 most = ranks->len > 0 ? g_array_index(ranks, Rank, 0).fen : 0;
    guint place = 0;
    for (guint i = 0; i < to; i++) {
        const Rank *one = &g_array_index(ranks, Rank, i);
        /* Equal amounts have one place. */
        if (i == 0 || one->fen != g_array_index(ranks, Rank, i - 1).fen)
            place = i + 1;
        if (i >= from)
            add_rank(page, rows, one, place, most, columns, n_columns);
    }
    mz_value_set_bool(view, "has_rows", to > from);
    mz_value_set_bool(view, "has_silent", ranks->len < n);
    mz_view_set_count(view, "n_silent", n - ranks->len);
    g_array_free(ranks, TRUE);
}

void
mz_view_ranking(MzPageView *page, const MzDigests *digests, const MzYearPage *about, guint part)
{
    const MzDiscovery *discovery = page->site->discovery;
    const MzDigest **reports = mz_arena_new0(page->arena, const MzDigest *, about->n_filings + 1);
    guint n = 0;
    for (guint i = digests->starts[about->first]; i < digests->starts[about->end]; i++) {
        const MzDigest *digest = digests->reports[i];
        if (digest->filing->year == about->year && digest->filing->kind == about->kind)
            reports[n++] = digest;
    }
    const char *region = mz_settings_region(page->site->settings, about->region);
    mz_view_crumbs_to(page, &(MzBody){.region = discovery->bodies[about->first].region});
    mz_view_crumb(
        page, mz_arena_printf(page->arena, "%d年度%s对照", about->year, about->kind == MZ_KIND_FINAL ? "决算" : "预算"),
        NULL);
    mz_value_set_static(page->view, "region", region);
    mz_value_set_printf(page->view, "year", "%d", about->year);
    mz_value_set_bool(page->view, "is_final", about->kind == MZ_KIND_FINAL);
    mz_view_set_count(page->view, "n_reports", n);
    MzValue *list = mz_value_set_array(page->view, "tables");
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
        add_table(page, list, reports, n, i, part);
    mz_view_set_rankings(page, about->region, about->year, about->kind);
    mz_view_set_parts(page, about->path, part, mz_view_parts(about->n_filings));
}
