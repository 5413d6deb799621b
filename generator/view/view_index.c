/* Home, departments, regions, one department. */
#include <stdlib.h>
#include <string.h>

#include "publish/path.h"
#include "view/describe.h"
#include "view/view_rows.h"

/* Opens the list entry of the region whose bodies are `first` up to before `end`. */
static MzValue *
add_region(const MzPageView *page, MzValue *regions, guint first, guint end)
{
    const MzBody *bodies = page->site->discovery->bodies;
    MzValue *region = mz_value_append_object(regions);
    guint n_bodies = 0, n_reports = 0;
    for (guint i = first; i < end; i++) {
        n_bodies += bodies[i].n_filings > 0;
        n_reports += bodies[i].n_filings;
    }
    mz_value_set_static(region, "name", mz_settings_region(page->site->settings, bodies[first].region));
    mz_value_set_static(region, "href", mz_view_region_href(page, bodies[first].region));
    mz_view_set_count(region, "n_bodies", n_bodies);
    mz_view_set_count(region, "n_reports", n_reports);
    return region;
}

static void
add_bodies(const MzPageView *page, const MzDigests *digests, MzValue *region, guint first, guint end)
{
    const MzDiscovery *discovery = page->site->discovery;
    MzValue *bodies = mz_value_set_array(region, "bodies");
    for (guint i = first; i < end; i++)
        mz_view_add_body(page, bodies, digests, &discovery->bodies[i]);
}

static guint
count_bodies(const MzDiscovery *discovery)
{
    guint n = 0;
    for (guint i = 0; i < discovery->n_bodies; i++)
        n += discovery->bodies[i].n_filings > 0;
    return n;
}

void
mz_view_set_counts(MzPageView *page, const MzDigests *digests)
{
    guint amounts = 0, holds = 0, findings = 0, first = 0, last = 0;
    for (guint i = 0; i < digests->n_reports; i++) {
        const MzDigest *digest = digests->reports[i];
        guint year = (guint)digest->filing->year;
        amounts += digest->n_amounts;
        holds += digest->n_holds;
        findings += digest->n_errors + digest->n_warnings;
        first = i == 0 ? year : MIN(first, year);
        last = MAX(last, year);
    }
    mz_view_set_count(page->view, "n_regions", mz_view_region_count(page->site->discovery));
    mz_view_set_count(page->view, "n_bodies", count_bodies(page->site->discovery));
    mz_view_set_count(page->view, "n_reports", digests->n_reports);
    mz_view_set_count(page->view, "n_amounts", amounts);
    mz_view_set_count(page->view, "n_holds", holds);
    mz_view_set_count(page->view, "n_findings", findings);
    mz_view_set_count(page->view, "n_items", digests->n_items);
    if (first == last)
        mz_value_set_number(page->view, "years", last);
    else
        mz_value_set_printf(page->view, "years", "%u–%u", first, last);
}

/* ---- home and departments */

/* By the day of publishing, newest first; those that do not say it last, by year. */
static gint
by_news(gconstpointer a, gconstpointer b)
{
    const MzDigest *one = *(const MzDigest *const *)a, *other = *(const MzDigest *const *)b;
    int order = g_strcmp0(other->published, one->published);
    if (order != 0)
        return order;
    if (one->filing->year != other->filing->year)
        return other->filing->year - one->filing->year;
    return strcmp(one->filing->address, other->filing->address);
}

static void
set_newest(MzPageView *page, const MzDigests *digests)
{
    enum { NEWEST = 8 };
    const MzDigest **sorted = mz_arena_new0(page->arena, const MzDigest *, digests->n_reports + 1);
    for (guint i = 0; i < digests->n_reports; i++)
        sorted[i] = digests->reports[i];
    if (digests->n_reports > 1)
        qsort(sorted, digests->n_reports, sizeof *sorted, by_news);
    MzValue *newest = mz_value_set_array(page->view, "newest");
    for (guint i = 0; i < digests->n_reports && i < NEWEST; i++)
        mz_view_add_report(page, newest, sorted[i]);
    mz_value_set_bool(page->view, "has_newest", digests->n_reports > 0);
}

/* Of a large site only the first regions and bodies: each region has a page of its own. */
static void
set_first_regions(MzPageView *page, const MzDigests *digests)
{
    enum { REGIONS = 24, BODIES = 6 };
    const MzDiscovery *discovery = page->site->discovery;
    MzValue *regions = mz_value_set_array(page->view, "regions");
    guint first = 0;
    for (guint n = 0; first < discovery->n_bodies && n < REGIONS; n++) {
        guint end = mz_view_region_end(discovery, first);
        MzValue *region = add_region(page, regions, first, end);
        add_bodies(page, digests, region, first, MIN(end, first + BODIES));
        mz_value_set_bool(region, "has_more", end > first + BODIES);
        first = end;
    }
    mz_value_set_bool(page->view, "has_regions", discovery->n_bodies > 0);
    mz_value_set_bool(page->view, "has_more_regions", first < discovery->n_bodies);
}

void
mz_view_home(MzPageView *page, const MzDigests *digests, guint part)
{
    (void)part;
    mz_value_set_bool(page->view, "is_home", TRUE);
    const MzSettings *settings = page->site->settings;
    mz_value_set_bool(page->view, "has_subtitle", settings->subtitle != NULL);
    mz_value_set_static(page->view, "subtitle", settings->subtitle != NULL ? settings->subtitle : "");
    mz_view_set_counts(page, digests);
    set_newest(page, digests);
    set_first_regions(page, digests);
    mz_view_set_years(page);
}

/* A site with few departments shows them all; of a larger one the page lists the regions. */
static gboolean
lists_bodies(const MzDiscovery *discovery)
{
    return discovery->n_bodies <= MZ_LIST_ROWS;
}

guint
mz_view_departments_parts(const MzSiteFrame *site, const MzDigests *digests)
{
    (void)digests;
    return lists_bodies(site->discovery) ? 1 : mz_view_parts(mz_view_region_count(site->discovery));
}

void
mz_view_departments(MzPageView *page, const MzDigests *digests, guint part)
{
    const MzDiscovery *discovery = page->site->discovery;
    gboolean in_full = lists_bodies(discovery);
    mz_view_crumb(page, "部门", NULL);
    mz_view_set_counts(page, digests);
    mz_view_set_years(page);
    MzValue *regions = mz_value_set_array(page->view, "regions");
    guint n_regions = mz_view_region_count(discovery), from = 0, to = mz_view_part_rows(n_regions, part, &from), n = 0;
    for (guint first = 0; first < discovery->n_bodies; n++) {
        guint end = mz_view_region_end(discovery, first);
        if (n >= from && n < to) {
            MzValue *region = add_region(page, regions, first, end);
            add_bodies(page, digests, region, first, in_full ? end : first);
        }
        first = end;
    }
    mz_value_set_bool(page->view, "is_full", in_full);
    mz_view_set_parts(page, "departments.html", part, mz_view_departments_parts(page->site, digests));
}

/* ---- a region */

static guint
first_of_region(const MzDiscovery *discovery, const char *region)
{
    guint first = 0;
    while (first < discovery->n_bodies && strcmp(discovery->bodies[first].region, region) != 0)
        first = mz_view_region_end(discovery, first);
    return first;
}

void
mz_view_region(MzPageView *page, const MzDigests *digests, const char *region, guint part)
{
    const MzDiscovery *discovery = page->site->discovery;
    const char *name = mz_settings_region(page->site->settings, region);
    guint first = first_of_region(discovery, region), end = mz_view_region_end(discovery, first), from = 0;
    guint to = mz_view_part_rows(end - first, part, &from);
    mz_view_crumb(page, "部门", "departments.html");
    mz_view_crumb(page, name, NULL);
    mz_value_set_static(page->view, "region", name);
    MzValue *regions = mz_value_set_array(page->view, "regions");
    add_bodies(page, digests, add_region(page, regions, first, end), first + from, first + to);
    mz_view_set_rankings(page, region, 0, MZ_KIND_FINAL);
    char *encoded = mz_path_part(region);
    mz_view_set_parts(page, mz_arena_printf(page->arena, "r/%s/index.html", encoded), part, mz_view_parts(end - first));
    g_free(encoded);
}

/* ---- a department */

guint
mz_view_units(const MzDiscovery *discovery, const MzBody *body)
{
    const MzBody *end = discovery->bodies + discovery->n_bodies;
    guint n = 0;
    for (const MzBody *unit = body + 1;
         body->unit == NULL && unit < end && unit->unit != NULL && strcmp(unit->region, body->region) == 0 &&
         strcmp(unit->department, body->department) == 0;
         unit++)
        n++;
    return n;
}

static void
set_units(MzPageView *page, const MzDigests *digests, const MzBody *body, guint part)
{
    guint n = mz_view_units(page->site->discovery, body), from = 0, to = mz_view_part_rows(n, part, &from);
    MzValue *list = mz_value_set_object(page->view, "unit_list");
    mz_value_set_static(list, "name", body->department);
    MzValue *units = mz_value_set_array(list, "bodies");
    for (guint i = from; i < to; i++)
        mz_view_add_body(page, units, digests, body + 1 + i);
    mz_value_set_bool(page->view, "has_units", n > 0);
    mz_view_set_count(page->view, "n_units", n);
    mz_view_set_parts(page, mz_arena_printf(page->arena, "%s/index.html", body->address), part, mz_view_parts(n));
}

static void
set_former(MzPageView *page, const MzBody *body)
{
    const MzDepartment *known = mz_settings_department(page->site->settings, body->folder);
    MzValue *former = mz_value_set_array(page->view, "former");
    for (guint i = 0; known != NULL && known->former[i] != NULL; i++)
        mz_value_append_string(former, known->former[i]);
    mz_value_set_bool(page->view, "has_former", mz_value_length(former) > 0);
}

void
mz_view_body(MzPageView *page, const MzDigests *digests, const MzBody *body, guint part)
{
    mz_view_crumbs_to(page, body);
    guint from = 0, n = mz_view_reports_of(page, digests, body, &from);
    const char *name = mz_view_name_of(page, digests, body);
    mz_view_crumb(page, name, NULL);
    mz_value_set_static(page->view, "title",
                        part == 0 ? name : mz_arena_printf(page->arena, "%s（第%u页）", name, part + 1));
    mz_value_set_static(page->view, "department", name);
    mz_value_set_static(page->view, "list_name", name);
    mz_value_set_static(page->view, "region", mz_settings_region(page->site->settings, body->region));
    set_units(page, digests, body, part);
    n = part == 0 ? n : 0;
    MzValue *reports = mz_value_set_array(page->view, "reports");
    for (guint i = n; i-- > 0;)
        mz_view_add_report(page, reports, digests->reports[from + i]);
    mz_value_set_bool(page->view, "has_reports", n > 0);
    mz_view_history(page, digests->reports + from, n, name);
    set_former(page, body);
    if (part == 0)
        mz_describe_body(page, body, name);
}
