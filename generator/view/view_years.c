/* Pages of one year: of all reports (by region, budget beside final accounts), and of one kind in one region (ranking:
 * who has most, “三公” with its counts, operating expenses and procurement). */
#include <stdlib.h>
#include <string.h>

#include "publish/path.h"
#include "view/view_rows.h"

/* ---- which there are */

guint
mz_view_region_end(const MzDiscovery *discovery, guint first)
{
    guint end = first;
    while (end < discovery->n_bodies && strcmp(discovery->bodies[end].region, discovery->bodies[first].region) == 0)
        end++;
    return end;
}

guint
mz_view_region_count(const MzDiscovery *discovery)
{
    guint n = 0;
    for (guint i = 0; i < discovery->n_bodies; i = mz_view_region_end(discovery, i))
        n++;
    return n;
}

/* Newest first, of a year the final accounts first. */
static gint
by_newest(gconstpointer a, gconstpointer b)
{
    const MzYearPage *one = a, *other = b;
    return one->year != other->year ? other->year - one->year : (int)one->kind - (int)other->kind;
}

/* Counts the filings of the bodies `first` up to before `end` by year, and by kind unless `is_all`. */
static GArray *
count_years(const MzDiscovery *discovery, guint first, guint end, gboolean is_all)
{
    GArray *years = g_array_new(FALSE, TRUE, sizeof(MzYearPage));
    for (guint i = first; i < end; i++) {
        for (guint j = 0; j < discovery->bodies[i].n_filings; j++) {
            const MzFiling *filing = &discovery->bodies[i].filings[j];
            MzKind kind = is_all ? MZ_KIND_FINAL : filing->kind;
            guint at = 0;
            while (at < years->len && (g_array_index(years, MzYearPage, at).year != filing->year ||
                                       g_array_index(years, MzYearPage, at).kind != kind))
                at++;
            if (at == years->len) {
                MzYearPage page = {.year = filing->year, .kind = kind, .first = first, .end = end};
                g_array_append_val(years, page);
            }
            g_array_index(years, MzYearPage, at).n_filings++;
        }
    }
    g_array_sort(years, by_newest);
    return years;
}

const MzYearPage *
mz_view_year_pages(const MzDiscovery *discovery, MzArena *arena, guint *n)
{
    GArray *years = count_years(discovery, 0, discovery->n_bodies, TRUE);
    for (guint i = 0; i < years->len; i++) {
        MzYearPage *page = &g_array_index(years, MzYearPage, i);
        page->path = mz_arena_printf(arena, "years/%d.html", page->year);
    }
    *n = years->len;
    const MzYearPage *pages = mz_arena_memdup(arena, years->data, years->len * sizeof(MzYearPage));
    g_array_free(years, TRUE);
    return pages;
}

/* Adds the rankings of the region whose bodies begin at `first`; returns where they end. */
static guint
add_rankings(const MzDiscovery *discovery, guint first, MzArena *arena, GArray *pages)
{
    guint end = mz_view_region_end(discovery, first);
    GArray *years = count_years(discovery, first, end, FALSE);
    char *region = mz_path_part(discovery->bodies[first].region);
    for (guint i = 0; i < years->len; i++) {
        MzYearPage page = g_array_index(years, MzYearPage, i);
        if (page.n_filings < 2)
            continue;
        page.region = discovery->bodies[first].region;
        page.path = mz_arena_printf(arena, "rankings/%s/%d-%s.html", region, page.year, mz_kind_key(page.kind));
        g_array_append_val(pages, page);
    }
    g_free(region);
    g_array_free(years, TRUE);
    return end;
}

const MzYearPage *
mz_view_ranking_pages(const MzDiscovery *discovery, MzArena *arena, guint *n)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(MzYearPage));
    for (guint i = 0; i < discovery->n_bodies;)
        i = add_rankings(discovery, i, arena, all);
    *n = all->len;
    const MzYearPage *pages = mz_arena_memdup(arena, all->data, all->len * sizeof(MzYearPage));
    g_array_free(all, TRUE);
    return pages;
}

/* ---- links to them */

void
mz_view_set_years(MzPageView *page)
{
    guint n = 0;
    const MzYearPage *years = mz_view_year_pages(page->site->discovery, page->arena, &n);
    MzValue *list = mz_value_set_array(page->view, "years_list");
    for (guint i = 0; i < n; i++) {
        MzValue *entry = mz_value_append_object(list);
        mz_value_set_printf(entry, "label", "%d年度", years[i].year);
        mz_view_set_count(entry, "n_reports", years[i].n_filings);
        mz_value_set_static(entry, "href", mz_view_link(page, years[i].path));
        mz_value_set_bool(entry, "is_current", strcmp(page->path, years[i].path) == 0);
    }
    mz_value_set_bool(page->view, "has_years", n > 0);
}

static void
add_ranking_link(const MzPageView *page, MzValue *list, const MzYearPage *about, gboolean is_current)
{
    MzValue *entry = mz_value_append_object(list);
    mz_value_set_printf(entry, "label", "%d年度%s", about->year, about->kind == MZ_KIND_FINAL ? "决算" : "预算");
    mz_view_set_count(entry, "n_reports", about->n_filings);
    mz_value_set_static(entry, "href", mz_view_link(page, about->path));
    mz_value_set_bool(entry, "is_current", is_current);
}

void
mz_view_set_rankings(MzPageView *page, const char *region, int year, MzKind kind)
{
    const MzDiscovery *discovery = page->site->discovery;
    MzValue *list = mz_value_set_array(page->view, "rankings");
    GArray *pages = g_array_new(FALSE, FALSE, sizeof(MzYearPage));
    for (guint i = 0; i < discovery->n_bodies; i = mz_view_region_end(discovery, i)) {
        if (strcmp(discovery->bodies[i].region, region) == 0)
            add_rankings(discovery, i, page->arena, pages);
    }
    for (guint i = 0; i < pages->len; i++) {
        const MzYearPage *about = &g_array_index(pages, MzYearPage, i);
        add_ranking_link(page, list, about, about->year == year && about->kind == kind);
    }
    mz_value_set_bool(page->view, "has_rankings", pages->len > 0);
    g_array_free(pages, TRUE);
}

/* ---- a year */

typedef struct {
    MzPageView *page;
    const MzDigests *digests;
    int year;
    MzValue *regions;
    const char *region; /* whose entry is open */
    MzValue *rows;      /* its bodies */
} YearList;

static void
set_side(const MzPageView *page, MzValue *row, const char *key, const MzDigest *digest, MzUnit unit)
{
    if (digest == NULL) {
        mz_value_set_null(row, key);
        return;
    }
    MzValue *side = mz_value_set_object(row, key);
    const MzFact *total = &digest->facts[MZ_FACT_EXPENDITURE_TOTAL];
    mz_value_set_static(side, "href", mz_view_link_in(page, digest->filing->href, "index.html", NULL));
    mz_value_set_static(side, "text",
                        total->present ? mz_view_money(page->arena, mz_money_in(total->amount, unit, 2)) : "查看");
    const MzFact *sangong = &digest->facts[MZ_FACT_SANGONG];
    mz_value_set_static(side, "sangong",
                        sangong->present ? mz_view_money(page->arena, mz_money_in(sangong->amount, unit, 2)) : "");
    mz_value_set_static(side, "sangong_href", sangong->present ? mz_view_fact_href(page, digest, sangong) : "");
    mz_value_set_bool(side, "has_sangong", sangong->present);
}

static void
open_region(YearList *list, const MzBody *body)
{
    MzPageView *page = list->page;
    MzValue *region = mz_value_append_object(list->regions);
    mz_value_set_static(region, "name", mz_settings_region(page->site->settings, body->region));
    mz_value_set_static(region, "href", mz_view_region_href(page, body->region));
    list->rows = mz_value_set_array(region, "rows");
    list->region = body->region;
}

/* The unit of a body's reports; 万元 where they differ. */
static MzUnit
unit_of(const MzDigest *const sides[MZ_KINDS])
{
    gboolean all_yuan = TRUE;
    for (guint i = 0; i < MZ_KINDS; i++)
        all_yuan = all_yuan && (sides[i] == NULL || sides[i]->unit == MZ_UNIT_YUAN);
    return all_yuan ? MZ_UNIT_YUAN : MZ_UNIT_WAN;
}

/* The body's reports of the year; returns how many there are. Those before `from` and from `to` on are not shown. */
static guint
add_year_of(YearList *list, const MzBody *body, guint n, guint from, guint to)
{
    const MzPageView *page = list->page;
    guint start = 0, n_reports = mz_view_reports_of(page, list->digests, body, &start), found = 0;
    const MzDigest *sides[MZ_KINDS] = {NULL};
    for (guint i = 0; i < n_reports; i++) {
        const MzDigest *digest = list->digests->reports[start + i];
        if (digest->filing->year != list->year)
            continue;
        sides[digest->filing->kind] = digest;
        found++;
    }
    if (found == 0 || n < from || n >= to)
        return found;
    if (list->region == NULL || strcmp(list->region, body->region) != 0)
        open_region(list, body);
    MzValue *row = mz_value_append_object(list->rows);
    const MzDigest *newest = sides[MZ_KIND_FINAL] != NULL ? sides[MZ_KIND_FINAL] : sides[MZ_KIND_BUDGET];
    mz_value_set_static(row, "name", newest->department);
    mz_value_set_static(row, "href", mz_view_link_in(page, body->href, "index.html", NULL));
    mz_value_set_bool(row, "is_unit", body->unit != NULL);
    mz_view_set_mark(page, row, body->mark);
    MzUnit unit = unit_of(sides);
    mz_value_set_static(row, "unit", mz_unit_label(unit));
    set_side(page, row, "budget", sides[MZ_KIND_BUDGET], unit);
    set_side(page, row, "final", sides[MZ_KIND_FINAL], unit);
    return found;
}

void
mz_view_year(MzPageView *page, const MzDigests *digests, const MzYearPage *about, guint part)
{
    mz_view_crumb(page, "部门", "departments.html");
    mz_view_crumb(page, mz_arena_printf(page->arena, "%d年度", about->year), NULL);
    mz_value_set_printf(page->view, "year", "%d", about->year);
    mz_view_set_count(page->view, "n_filings", about->n_filings);
    YearList list = {page, digests, about->year, mz_value_set_array(page->view, "regions"), NULL, NULL};
    guint from = 0, to = mz_view_part_rows(about->n_filings, part, &from);
    for (guint i = about->first, n = 0; i < about->end; i++)
        n += add_year_of(&list, &page->site->discovery->bodies[i], n, from, to);
    mz_view_set_years(page);
    mz_view_set_parts(page, about->path, part, mz_view_parts(about->n_filings));
}
