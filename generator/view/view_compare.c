/* Reports side by side: a body's years, and a body beside its neighbours; and the empty table of the page on which a
 * script (assets/compare.js) puts any two to four reports. */
#include <stdlib.h>
#include <string.h>

#include "view/view_rows.h"

enum { BESIDE = MZ_NEIGHBOURS, MOST = 8 /* on the page of their department */ };

/* The rows of facts and counts, in groups. */
typedef struct {
    const char *label;
    gboolean is_count;
    guint key;
} Line;

static const Line totals[] = {{"收入总计", FALSE, MZ_FACT_INCOME_TOTAL},
                              {"支出总计", FALSE, MZ_FACT_EXPENDITURE_TOTAL},
                              {"本年收入", FALSE, MZ_FACT_INCOME},
                              {"本年支出", FALSE, MZ_FACT_EXPENDITURE},
                              {"其中：基本支出", FALSE, MZ_FACT_BASIC},
                              {"其中：项目支出", FALSE, MZ_FACT_PROJECT},
                              {"财政拨款支出", FALSE, MZ_FACT_APPROPRIATION},
                              {"一般公共预算支出", FALSE, MZ_FACT_GENERAL}};
static const Line sangong[] = {
    {"“三公”经费合计", FALSE, MZ_FACT_SANGONG},       {"因公出国（境）费", FALSE, MZ_FACT_ABROAD},
    {"出国（境）团组（个）", TRUE, MZ_COUNT_GROUPS},  {"出国（境）人次", TRUE, MZ_COUNT_TRAVELLERS},
    {"公务用车购置费", FALSE, MZ_FACT_PURCHASE},      {"购置公务用车（辆）", TRUE, MZ_COUNT_VEHICLES_BOUGHT},
    {"公务用车运行维护费", FALSE, MZ_FACT_OPERATION}, {"公务用车保有量（辆）", TRUE, MZ_COUNT_VEHICLES},
    {"公务接待费", FALSE, MZ_FACT_RECEPTION},         {"国内接待批次", TRUE, MZ_COUNT_RECEPTIONS},
    {"国内接待人次", TRUE, MZ_COUNT_GUESTS}};
static const Line running[] = {{"机关运行经费", FALSE, MZ_FACT_OPERATING},
                               {"政府采购支出", FALSE, MZ_FACT_PROCUREMENT},
                               {"其中：货物", FALSE, MZ_FACT_GOODS},
                               {"其中：工程", FALSE, MZ_FACT_WORKS},
                               {"其中：服务", FALSE, MZ_FACT_SERVICES}};

static const struct {
    const char *label;
    const Line *lines;
    guint n_lines;
} groups[] = {{"收入和支出", totals, G_N_ELEMENTS(totals)},
              {"“三公”经费", sangong, G_N_ELEMENTS(sangong)},
              {"机关运行和政府采购", running, G_N_ELEMENTS(running)}};

/* What a cell says below its amount. */
typedef enum {
    SAY_NOTHING,
    SAY_CHANGE, /* against the report before it, which is of the same body and kind */
    SAY_SHARE   /* of all expenditure */
} Remark;

/* The table that is being made. */
typedef struct {
    const MzPageView *page;
    const MzDigest *const *reports;
    guint n; /* at most MOST */
    Remark remark;
    const MzValue *row, *cell; /* patterns */
} Beside;

enum { ROW_LABEL, ROW_INDENT, ROW_HAS_CODE, ROW_CODE, ROW_ITEM_HREF, ROW_DATA, ROW_CELLS, ROW_KEYS };
static const char *const row_keys[ROW_KEYS] = {
    [ROW_LABEL] = "label",         [ROW_INDENT] = "indent", [ROW_HAS_CODE] = "has_code", [ROW_CODE] = "code",
    [ROW_ITEM_HREF] = "item_href", [ROW_DATA] = "data",     [ROW_CELLS] = "cells"};

enum { CELL_IS_PRESENT, CELL_TEXT, CELL_HREF, CELL_HAS_RATE, CELL_RATE, CELL_KEYS };
static const char *const cell_keys[CELL_KEYS] = {[CELL_IS_PRESENT] = "is_present",
                                                 [CELL_TEXT] = "text",
                                                 [CELL_HREF] = "href",
                                                 [CELL_HAS_RATE] = "has_rate",
                                                 [CELL_RATE] = "rate"};

static Beside
beside_of(const MzPageView *page, const MzDigest *const *reports, guint n, Remark remark)
{
    MzValue *row = mz_value_pattern(page->arena, row_keys, ROW_KEYS);
    mz_value_fill_bool(row, ROW_HAS_CODE, FALSE);
    mz_value_fill(row, ROW_CODE, "");
    mz_value_fill(row, ROW_DATA, "");
    MzValue *cell = mz_value_pattern(page->arena, cell_keys, CELL_KEYS);
    mz_value_fill(cell, CELL_RATE, "");
    return (Beside){page, reports, n, remark, row, cell};
}

/* ---- cells */

/* Opens a cell. In a column in which some cells say more than their amount all have room for it: amounts stand in line.
 */
static MzValue *
add_cell(const Beside *beside, MzValue *cells, guint column, gboolean is_present)
{
    MzValue *cell = mz_value_append_like(cells, beside->cell);
    mz_value_fill_bool(cell, CELL_IS_PRESENT, is_present);
    mz_value_fill_bool(cell, CELL_HAS_RATE,
                       beside->remark == SAY_SHARE || (beside->remark == SAY_CHANGE && column > 0));
    return cell;
}

static void
set_amount(const Beside *beside, MzValue *cell, guint column, const MzMoney *amount, const char *href)
{
    MzUnit unit = beside->reports[column]->unit;
    for (guint i = 0; i < beside->n; i++)
        unit = beside->reports[i]->unit == unit ? unit : MZ_UNIT_WAN;
    mz_value_fill(cell, CELL_TEXT, mz_view_money(beside->page->arena, mz_money_in(*amount, unit, amount->decimals)));
    mz_value_fill(cell, CELL_HREF, href);
}

static void
set_rate(MzValue *cell, const char *rate)
{
    if (rate != NULL)
        mz_value_fill(cell, CELL_RATE, rate);
}

/* "+18.0%" against the year before. */
static const char *
change_of(MzArena *arena, const MzMoney *before, const MzMoney *now)
{
    if (before == NULL || now == NULL || before->fen <= 0)
        return NULL;
    const char *rate = mz_view_percent(arena, now->fen - before->fen, before->fen);
    return rate == NULL ? NULL : mz_arena_printf(arena, "%s%s", now->fen > before->fen ? "+" : "", rate);
}

/* The cells of one amount in all reports. `wholes` are what shares are of; NULL: no shares. */
static void
add_amounts(const Beside *beside, MzValue *row, const MzMoney *const *amounts, const char *const *hrefs,
            const MzMoney *const *wholes)
{
    MzValue *cells = mz_value_fill_array_of(row, ROW_CELLS, beside->n);
    for (guint i = 0; i < beside->n; i++) {
        MzValue *cell = add_cell(beside, cells, i, amounts[i] != NULL);
        if (amounts[i] != NULL)
            set_amount(beside, cell, i, amounts[i], hrefs[i]);
        if (beside->remark == SAY_CHANGE && i > 0)
            set_rate(cell, change_of(beside->page->arena, amounts[i - 1], amounts[i]));
        else if (beside->remark == SAY_SHARE && wholes != NULL && wholes[i] != NULL && amounts[i] != NULL)
            set_rate(cell, mz_view_percent(beside->page->arena, amounts[i]->fen, wholes[i]->fen));
    }
}

/* ---- rows of facts and counts */

static void
add_fact_row(const Beside *beside, MzValue *row, guint key)
{
    const MzMoney *amounts[MOST] = {NULL};
    const char *hrefs[MOST] = {NULL};
    for (guint i = 0; i < beside->n; i++) {
        const MzFact *fact = &beside->reports[i]->facts[key];
        amounts[i] = fact->present ? &fact->amount : NULL;
        hrefs[i] = fact->present ? mz_view_fact_href(beside->page, beside->reports[i], fact) : NULL;
    }
    add_amounts(beside, row, amounts, hrefs, NULL);
}

static void
add_count_row(const Beside *beside, MzValue *row, guint key)
{
    MzValue *cells = mz_value_fill_array_of(row, ROW_CELLS, beside->n);
    for (guint i = 0; i < beside->n; i++) {
        const MzCount *count = &beside->reports[i]->counts[key];
        MzValue *cell = add_cell(beside, cells, i, count->present);
        if (!count->present)
            continue;
        mz_value_fill(cell, CELL_TEXT, mz_arena_printf(beside->page->arena, "%" G_GINT64_FORMAT, count->value));
        mz_value_fill(cell, CELL_HREF, mz_view_line_href(beside->page, beside->reports[i], count->line));
    }
}

static MzValue *
add_row(const Beside *beside, MzValue *rows, const char *label, const char *indent)
{
    MzValue *row = mz_value_append_like(rows, beside->row);
    mz_value_fill(row, ROW_LABEL, label);
    mz_value_fill(row, ROW_INDENT, indent);
    return row;
}

static gboolean
is_stated(const Beside *beside, const Line *line)
{
    for (guint i = 0; i < beside->n; i++) {
        if (line->is_count ? beside->reports[i]->counts[line->key].present
                           : beside->reports[i]->facts[line->key].present)
            return TRUE;
    }
    return FALSE;
}

static MzValue *
open_group(MzValue *list, const char *label)
{
    MzValue *group = mz_value_append_object(list);
    mz_value_set_static(group, "label", label);
    return mz_value_set_array(group, "rows");
}

/* Without reports, the empty rows that the script fills. */
static void
add_lines(const Beside *beside, MzValue *list)
{
    for (guint g = 0; g < G_N_ELEMENTS(groups); g++) {
        MzValue *rows = open_group(list, groups[g].label);
        for (guint i = 0; i < groups[g].n_lines; i++) {
            const Line *line = &groups[g].lines[i];
            if (beside->n > 0 && !is_stated(beside, line))
                continue;
            MzValue *row = add_row(beside, rows, line->label, g_str_has_prefix(line->label, "其中") ? "i1" : "i0");
            mz_value_fill(row, ROW_DATA,
                          mz_arena_printf(beside->page->arena, "%c%u", line->is_count ? 'c' : 'f', line->key));
            if (line->is_count)
                add_count_row(beside, row, line->key);
            else
                add_fact_row(beside, row, line->key);
        }
    }
}

/* ---- rows of items */

static gint
by_code(gconstpointer a, gconstpointer b)
{
    return strcmp((*(const MzItemLine *const *)a)->code, (*(const MzItemLine *const *)b)->code);
}

/* Each item that a report has, once, by code; codes longer than `depth` are left out. */
static GPtrArray *
collect_items(const Beside *beside, gboolean economic, gsize depth)
{
    GPtrArray *all = g_ptr_array_new();
    for (guint i = beside->n; i-- > 0;) {
        for (guint j = 0; j < beside->reports[i]->n_items; j++) {
            const MzItemLine *line = &beside->reports[i]->items[j];
            if (line->economic == economic && strlen(line->code) <= depth)
                g_ptr_array_add(all, (gpointer)line);
        }
    }
    g_ptr_array_sort(all, by_code);
    guint kept = 0;
    for (guint i = 0; i < all->len; i++) {
        if (kept == 0 || by_code(&all->pdata[kept - 1], &all->pdata[i]) != 0)
            all->pdata[kept++] = all->pdata[i];
    }
    g_ptr_array_set_size(all, (gint)kept);
    return all;
}

/* `items` are those of each report by code. */
static void
add_item_row(const Beside *beside, MzValue *rows, const MzMap *items, const MzItemLine *line)
{
    static const char *const indents[] = {"i0", "i0", "i1", "i2"};
    const MzMoney *amounts[MOST] = {NULL}, *wholes[MOST] = {NULL};
    const char *hrefs[MOST] = {NULL};
    for (guint i = 0; i < beside->n; i++) {
        const MzDigest *digest = beside->reports[i];
        const MzItemLine *item = mz_map_value(&items[i], line->code);
        const MzFact *whole = &digest->facts[line->economic ? MZ_FACT_BASIC : MZ_FACT_EXPENDITURE];
        amounts[i] = item != NULL ? &item->amount : NULL;
        hrefs[i] = item != NULL ? mz_view_cell_href(beside->page, digest, item->cell) : NULL;
        wholes[i] = whole->present ? &whole->amount : NULL;
    }
    MzValue *row = add_row(beside, rows, line->label, indents[MIN(strlen(line->code) / 2, 3)]);
    mz_value_fill_bool(row, ROW_HAS_CODE, TRUE);
    mz_value_fill(row, ROW_CODE, line->code);
    mz_value_fill(row, ROW_ITEM_HREF, mz_view_item_href(beside->page, line->code, line->economic));
    add_amounts(beside, row, amounts, hrefs, wholes);
}

static void
add_items(const Beside *beside, MzValue *list, const char *label, gboolean economic, gsize depth)
{
    GPtrArray *items = collect_items(beside, economic, depth);
    if (items->len > 0) {
        MzMap by_code[MOST];
        MzValue *rows = open_group(list, label);
        for (guint i = 0; i < beside->n; i++)
            by_code[i] = mz_view_items_by_code(beside->reports[i], economic, depth, beside->page->arena);
        for (guint i = 0; i < items->len; i++)
            add_item_row(beside, rows, by_code, items->pdata[i]);
    }
    g_ptr_array_free(items, TRUE);
}

/* ---- tables */

static void
set_columns(const Beside *beside, MzValue *view)
{
    MzValue *columns = mz_value_set_array(view, "columns");
    gboolean mixed = FALSE;
    for (guint i = 0; i < beside->n; i++) {
        const MzDigest *digest = beside->reports[i];
        MzArena *arena = beside->page->arena;
        MzValue *column = mz_value_append_object(columns);
        const char *title = mz_filing_title(arena, digest->filing);
        gboolean is_one_body = beside->remark != SAY_SHARE;
        mz_value_set_static(column, "label", is_one_body ? title : digest->department);
        mz_value_set_static(column, "remark", is_one_body ? "" : title);
        mz_value_set_static(column, "href", mz_view_link_in(beside->page, digest->filing->href, "index.html", NULL));
        mixed = mixed || digest->unit != beside->reports[0]->unit;
    }
    mz_value_set_static(view, "unit", mz_unit_label(beside->n == 0 || mixed ? MZ_UNIT_WAN : beside->reports[0]->unit));
    mz_value_set_number(view, "n_columns", beside->n + 1);
}

/* The address that puts the same reports on the page with the script: "compare.html?r=…&r=…". */
static void
set_choice(const Beside *beside, MzValue *view)
{
    GString *href = g_string_new(mz_view_link(beside->page, "compare.html"));
    for (guint i = 0; i < beside->n; i++) {
        char *address = g_uri_escape_string(beside->reports[i]->filing->address, "/", FALSE);
        g_string_append_printf(href, "%sr=%s", i == 0 ? "?" : "&", address);
        g_free(address);
    }
    mz_value_set_string(view, "choice_href", href->str);
    g_string_free(href, TRUE);
}

static void
add_set(MzValue *list, const Beside *beside, const char *id, const char *title)
{
    MzValue *view = mz_value_append_object(list);
    mz_value_set_static(view, "id", id);
    mz_value_set_static(view, "title", title);
    gboolean is_years = beside->remark == SAY_CHANGE;
    mz_value_set_bool(view, "is_years", is_years);
    set_columns(beside, view);
    set_choice(beside, view);
    MzValue *rows = mz_value_set_array(view, "groups");
    add_lines(beside, rows);
    add_items(beside, rows, is_years ? "支出，按功能分类" : "支出，按功能分类（类）", FALSE, is_years ? 7 : 3);
    add_items(beside, rows, "基本支出，按经济分类（类）", TRUE, 3);
}

void
mz_view_set_beside(const MzPageView *page, MzValue *view, const MzDigest *const *reports, guint n)
{
    const Beside beside = beside_of(page, reports + (n > MOST ? n - MOST : 0), MIN(n, MOST), SAY_NOTHING);
    set_columns(&beside, view);
    set_choice(&beside, view);
    add_lines(&beside, mz_value_set_array(view, "groups"));
}

/* ---- years */

static void
add_years(const MzPageView *page, MzValue *list, const MzDigest *const *reports, guint n, MzKind kind)
{
    const MzDigest *chosen[BESIDE] = {NULL};
    guint n_chosen = 0;
    for (guint i = n; i-- > 0 && n_chosen < BESIDE;) {
        if (reports[i]->filing->kind == kind && reports[i]->status == MZ_STATUS_BUILT)
            chosen[n_chosen++] = reports[i];
    }
    for (guint i = 0; i < n_chosen / 2; i++) {
        const MzDigest *swap = chosen[i];
        chosen[i] = chosen[n_chosen - 1 - i];
        chosen[n_chosen - 1 - i] = swap;
    }
    const Beside beside = beside_of(page, chosen, n_chosen, SAY_CHANGE);
    if (n_chosen > 1)
        add_set(list, &beside, kind == MZ_KIND_FINAL ? "years-final" : "years-budget",
                kind == MZ_KIND_FINAL ? "历年决算" : "历年预算");
}

/* ---- neighbours */

static gboolean
is_peer(const MzBody *one, const MzBody *other)
{
    return strcmp(one->region, other->region) == 0 && (one->unit == NULL) == (other->unit == NULL) &&
           (one->unit == NULL || strcmp(one->department, other->department) == 0);
}

static const MzDigest *
report_of(const MzDiscovery *discovery, const MzDigests *digests, const MzBody *body, int year, MzKind kind)
{
    gsize index = (gsize)(body - discovery->bodies);
    for (guint i = digests->starts[index]; i < digests->starts[index + 1]; i++) {
        const MzDigest *digest = digests->reports[i];
        if (digest->filing->year == year && digest->filing->kind == kind && digest->status == MZ_STATUS_BUILT)
            return digest;
    }
    return NULL;
}

/* The newest report that could be read, final accounts before a budget. */
static const MzDigest *
newest(const MzDigest *const *reports, guint n)
{
    const MzDigest *best = NULL;
    for (guint i = 0; i < n; i++) {
        gboolean is_final = reports[i]->filing->kind == MZ_KIND_FINAL;
        if (reports[i]->status == MZ_STATUS_BUILT && (best == NULL || is_final || best->filing->kind == MZ_KIND_BUDGET))
            best = reports[i];
    }
    return best;
}

/* The nearest peers in the order of the list on the side to which `step` goes. Returns how many. */
static guint
look(const MzDiscovery *discovery, const MzDigests *digests, const MzBody *body, const MzDigest *own, int step,
     const MzDigest *found[BESIDE])
{
    guint n = 0;
    for (gssize i = (body - discovery->bodies) + step; i >= 0 && i < (gssize)discovery->n_bodies && n < BESIDE - 1;
         i += step) {
        const MzBody *other = &discovery->bodies[i];
        if (strcmp(other->region, body->region) != 0)
            break;
        const MzDigest *digest =
            is_peer(body, other) ? report_of(discovery, digests, other, own->filing->year, own->filing->kind) : NULL;
        if (digest != NULL)
            found[n++] = digest;
    }
    return n;
}

guint
mz_view_neighbours(const MzDiscovery *discovery, const MzDigests *digests, const MzBody *body,
                   const MzDigest *found[MZ_NEIGHBOURS])
{
    gsize index = (gsize)(body - discovery->bodies);
    const MzDigest *own =
        newest(digests->reports + digests->starts[index], digests->starts[index + 1] - digests->starts[index]);
    const MzDigest *before[BESIDE], *after[BESIDE];
    if (own == NULL)
        return 0;
    guint n_before = look(discovery, digests, body, own, -1, before);
    guint n_after = look(discovery, digests, body, own, 1, after), n = 0;
    guint behind = MIN(n_after, MAX((guint)2, BESIDE - 1 - n_before)), ahead = MIN(n_before, BESIDE - 1 - behind);
    found[n++] = own;
    for (guint i = ahead; i-- > 0;)
        found[n++] = before[i];
    for (guint i = 0; i < behind; i++)
        found[n++] = after[i];
    return n;
}

static void
add_neighbours(const MzPageView *page, MzValue *list, const MzDigests *digests, const MzBody *body)
{
    const MzDigest *shown[BESIDE];
    guint n = mz_view_neighbours(page->site->discovery, digests, body, shown);
    const Beside beside = beside_of(page, shown, n, SAY_SHARE);
    if (beside.n > 1)
        add_set(list, &beside, "neighbours",
                mz_arena_printf(page->arena, "与%s的%s（%s）", body->unit != NULL ? "同一部门" : "同一地区",
                                body->unit != NULL ? "单位" : "部门", mz_filing_title(page->arena, shown[0]->filing)));
}

void
mz_view_compare(MzPageView *page, const MzDigests *digests, const MzBody *body)
{
    const char *name = mz_view_name_of(page, digests, body);
    guint from = 0, n = mz_view_reports_of(page, digests, body, &from);
    const MzDigest *const *reports = digests->reports + from;
    mz_view_crumbs_to(page, body);
    mz_view_crumb(page, name, mz_arena_printf(page->arena, "%s/index.html", body->address));
    mz_view_crumb(page, "对照", NULL);
    mz_value_set_static(page->view, "department", name);
    mz_value_set_static(page->view, "region", mz_settings_region(page->site->settings, body->region));
    MzValue *list = mz_value_set_array(page->view, "sets");
    add_years(page, list, reports, n, MZ_KIND_FINAL);
    add_years(page, list, reports, n, MZ_KIND_BUDGET);
    add_neighbours(page, list, digests, body);
    mz_value_set_bool(page->view, "has_sets", mz_value_length(list) > 0);
    mz_view_set_rankings(page, body->region, 0, MZ_KIND_FINAL);
}

/* ---- any reports, with a script */

void
mz_view_chooser(MzPageView *page, const MzDigests *digests, guint part)
{
    (void)digests;
    (void)part;
    const Beside beside = beside_of(page, NULL, 0, SAY_NOTHING);
    mz_view_crumb(page, "比较", NULL);
    add_lines(&beside, mz_value_set_array(page->view, "groups"));
    mz_view_set_years(page);
    MzValue *regions = mz_value_set_array(page->view, "regions");
    const MzDiscovery *discovery = page->site->discovery;
    for (guint i = 0; i < discovery->n_bodies && mz_value_length(regions) < MZ_LIST_ROWS;
         i = mz_view_region_end(discovery, i)) {
        MzPageView row = *page;
        row.view = mz_value_object(page->arena);
        mz_view_set_rankings(&row, discovery->bodies[i].region, 0, MZ_KIND_FINAL);
        mz_value_set_static(row.view, "name", mz_settings_region(page->site->settings, discovery->bodies[i].region));
        mz_value_set_static(row.view, "href", mz_view_region_href(page, discovery->bodies[i].region));
        if (mz_value_is_true(mz_value_get(row.view, "has_rankings")))
            mz_value_append_value(regions, row.view);
    }
    mz_value_set_bool(page->view, "has_regions", mz_value_length(regions) > 0);
}
