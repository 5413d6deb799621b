/* Pages that show many reports: home, departments, region, department, items, item, terms, downloads, checks, register.
 * All are lists of the same few rows, made by the functions at the top. */
#include <string.h>

#include "publish/path.h"
#include "site/describe.h"
#include "site/downloads.h"
#include "site/views.h"

/* ---- rows */

static const char *
money_text(MzArena *arena, const MzMoney *money)
{
    char text[MZ_MONEY_TEXT];
    return mz_arena_strdup(arena, mz_money_grouped(*money, text));
}

/* A count as text; small numbers are most of them. */
static void
set_count(MzValue *object, const char *key, guint n)
{
    mz_value_set_printf(object, key, "%u", n);
}

/* An amount with a link to its cell: {text, unit, href}; null when the report does not have it. */
static void
set_fact(const MzPageView *page, MzValue *object, const char *key, const MzDigest *digest, MzFactKey fact)
{
    const MzFact *from = &digest->facts[fact];
    if (!from->present) {
        mz_value_set_null(object, key);
        return;
    }
    MzValue *value = mz_value_set_object(object, key);
    mz_value_set_static(value, "text", money_text(page->arena, &from->amount));
    mz_value_set_static(value, "unit", mz_unit_label(from->amount.unit));
    const char *path = mz_view_link(page, mz_arena_printf(page->arena, "%s/index.html", digest->filing->address));
    mz_value_set_printf(value, "href", "%s#%s", path, from->cell);
}

static void
set_report(const MzPageView *page, MzValue *row, const MzDigest *digest)
{
    MzArena *arena = page->arena;
    mz_value_set_static(row, "department", digest->department);
    mz_value_set_static(row, "region", mz_settings_region(page->site->settings, digest->body->region));
    mz_value_set_static(row, "title", mz_filing_title(arena, digest->filing));
    mz_value_set_printf(row, "year", "%d", digest->filing->year);
    mz_value_set_static(row, "kind", mz_kind_label(digest->filing->kind));
    mz_value_set_bool(row, "is_final", digest->filing->kind == MZ_KIND_FINAL);
    mz_value_set_static(row, "href",
                        mz_view_link(page, mz_arena_printf(arena, "%s/index.html", digest->filing->address)));
    mz_value_set_static(row, "folder", mz_view_link(page, mz_arena_printf(arena, "%s/", digest->filing->address)));
    mz_value_set_bool(row, "has_published", digest->published != NULL);
    mz_value_set_static(row, "published", digest->published != NULL ? digest->published : "");
    mz_value_set_bool(row, "is_held", digest->status == MZ_STATUS_HELD);
    mz_value_set_bool(row, "is_failed", digest->status == MZ_STATUS_FAILED);
    mz_value_set_bool(row, "has_mark", digest->body->mark != NULL);
    mz_value_set_static(row, "mark", digest->body->mark != NULL ? digest->body->mark : "");
    set_fact(page, row, "income", digest, MZ_FACT_INCOME_TOTAL);
    set_fact(page, row, "expenditure", digest, MZ_FACT_EXPENDITURE);
    set_fact(page, row, "total", digest, MZ_FACT_EXPENDITURE_TOTAL);
    set_fact(page, row, "basic", digest, MZ_FACT_BASIC);
    set_fact(page, row, "project", digest, MZ_FACT_PROJECT);
    set_fact(page, row, "general", digest, MZ_FACT_GENERAL);
    set_fact(page, row, "sangong", digest, MZ_FACT_SANGONG);
    mz_value_set_bool(row, "is_checked", digest->checked);
    set_count(row, "n_holds", digest->n_holds);
    set_count(row, "n_findings", digest->n_errors + digest->n_warnings);
    set_count(row, "n_errors", digest->n_errors);
    mz_value_set_bool(row, "has_findings", digest->n_errors + digest->n_warnings > 0);
    mz_value_set_bool(row, "has_errors", digest->n_errors > 0);
    set_count(row, "n_amounts", digest->n_amounts);
    mz_value_set_bool(row, "has_workbook", mz_digest_file(digest, "workbook.xlsx") != NULL);
}

static void
add_report(const MzPageView *page, MzValue *list, const MzDigest *digest)
{
    set_report(page, mz_value_append_object(list), digest);
}

/* How many reports a body has, and where they begin in the digests. */
static guint
reports_of(const MzPageView *page, const MzDigests *digests, const MzBody *body, guint *from)
{
    gsize index = (gsize)(body - page->site->discovery->bodies);
    *from = digests->starts[index];
    return digests->starts[index + 1] - *from;
}

static const char *
name_of(const MzDigests *digests, const MzBody *body, guint from, guint n)
{
    /* The newest report that states a name gives it. */
    for (guint i = n; i-- > 0;) {
        if (digests->reports[from + i]->status == MZ_STATUS_BUILT)
            return digests->reports[from + i]->department;
    }
    return mz_body_name(body, NULL);
}

/* A body with its reports, the newest first. */
static void
add_body(const MzPageView *page, MzValue *list, const MzDigests *digests, const MzBody *body)
{
    guint from = 0, n = reports_of(page, digests, body, &from);
    MzValue *row = mz_value_append_object(list);
    const char *name = name_of(digests, body, from, n);
    mz_value_set_static(row, "name", name);
    mz_value_set_static(row, "list_name", name);
    mz_value_set_static(row, "href", mz_view_link(page, mz_arena_printf(page->arena, "%s/index.html", body->address)));
    mz_value_set_bool(row, "is_unit", body->unit != NULL);
    mz_value_set_bool(row, "has_mark", body->mark != NULL);
    mz_value_set_static(row, "mark", body->mark != NULL ? body->mark : "");
    MzValue *reports = mz_value_set_array(row, "reports");
    for (guint i = n; i-- > 0;)
        add_report(page, reports, digests->reports[from + i]);
    mz_value_set_bool(row, "has_reports", n > 0);
}

/* Opens the list entry of a region. */
static MzValue *
add_region(const MzPageView *page, MzValue *regions, const char *key)
{
    MzValue *region = mz_value_append_object(regions);
    mz_value_set_static(region, "name", mz_settings_region(page->site->settings, key));
    char *part = mz_path_part(key);
    mz_value_set_static(region, "href", mz_view_link(page, mz_arena_printf(page->arena, "r/%s/index.html", part)));
    g_free(part);
    return region;
}

/* Regions with their bodies; only `only` when it is not NULL. Of all regions of a large site only the counts are shown:
 * each has a page of its own. */
static void
set_regions(MzPageView *page, const MzDigests *digests, const char *only)
{
    enum { MANY = 300 };
    const MzDiscovery *discovery = page->site->discovery;
    gboolean in_full = only != NULL || discovery->n_bodies <= MANY;
    MzValue *regions = mz_value_set_array(page->view, "regions");
    MzValue *bodies = NULL, *region = NULL;
    const char *now = NULL;
    guint n_bodies = 0, n_reports = 0;
    for (guint i = 0; i < discovery->n_bodies; i++) {
        const MzBody *body = &discovery->bodies[i];
        if (only != NULL && strcmp(only, body->region) != 0)
            continue;
        if (now == NULL || strcmp(now, body->region) != 0) {
            now = body->region;
            n_bodies = n_reports = 0;
            region = add_region(page, regions, now);
            bodies = mz_value_set_array(region, "bodies");
        }
        if (in_full)
            add_body(page, bodies, digests, body);
        n_bodies += body->n_filings > 0;
        n_reports += body->n_filings;
        set_count(region, "n_bodies", n_bodies);
        set_count(region, "n_reports", n_reports);
    }
    mz_value_set_bool(page->view, "has_regions", mz_value_length(regions) > 0);
}

static guint
count_regions(const MzDiscovery *discovery)
{
    guint n = 0;
    for (guint i = 0; i < discovery->n_bodies; i++)
        n += i == 0 || strcmp(discovery->bodies[i].region, discovery->bodies[i - 1].region) != 0;
    return n;
}

static guint
count_bodies(const MzDiscovery *discovery)
{
    guint n = 0;
    for (guint i = 0; i < discovery->n_bodies; i++)
        n += discovery->bodies[i].n_filings > 0;
    return n;
}

static void
set_counts(MzPageView *page, const MzDigests *digests)
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
    set_count(page->view, "n_regions", count_regions(page->site->discovery));
    set_count(page->view, "n_bodies", count_bodies(page->site->discovery));
    set_count(page->view, "n_reports", digests->n_reports);
    set_count(page->view, "n_amounts", amounts);
    set_count(page->view, "n_holds", holds);
    set_count(page->view, "n_findings", findings);
    set_count(page->view, "n_items", digests->n_items);
    if (first == last)
        mz_value_set_printf(page->view, "years", "%u", last);
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

void
mz_view_home(MzPageView *page, const MzDigests *digests)
{
    enum { NEWEST = 8 };
    mz_value_set_bool(page->view, "is_home", TRUE);
    const MzSettings *settings = page->site->settings;
    mz_value_set_bool(page->view, "has_subtitle", settings->subtitle != NULL);
    mz_value_set_static(page->view, "subtitle", settings->subtitle != NULL ? settings->subtitle : "");
    set_counts(page, digests);
    set_regions(page, digests, NULL);
    const MzDigest **sorted = mz_arena_new0(page->arena, const MzDigest *, digests->n_reports + 1);
    for (guint i = 0; i < digests->n_reports; i++)
        sorted[i] = digests->reports[i];
    if (digests->n_reports > 1)
        qsort(sorted, digests->n_reports, sizeof *sorted, by_news);
    MzValue *newest = mz_value_set_array(page->view, "newest");
    for (guint i = 0; i < digests->n_reports && i < NEWEST; i++)
        add_report(page, newest, sorted[i]);
    mz_value_set_bool(page->view, "has_newest", digests->n_reports > 0);
}

void
mz_view_departments(MzPageView *page, const MzDigests *digests)
{
    mz_view_crumb(page, "部门", NULL);
    set_counts(page, digests);
    set_regions(page, digests, NULL);
}

void
mz_view_region(MzPageView *page, const MzDigests *digests, const char *region)
{
    const char *name = mz_settings_region(page->site->settings, region);
    mz_view_crumb(page, name, NULL);
    mz_value_set_static(page->view, "region", name);
    set_regions(page, digests, region);
}

static void
set_units(MzPageView *page, const MzDigests *digests, const MzBody *body)
{
    const MzDiscovery *discovery = page->site->discovery;
    MzValue *units = mz_value_set_array(page->view, "units");
    for (guint i = 0; body->unit == NULL && i < discovery->n_bodies; i++) {
        const MzBody *other = &discovery->bodies[i];
        if (other->unit != NULL && strcmp(other->department, body->department) == 0 &&
            strcmp(other->region, body->region) == 0)
            add_body(page, units, digests, other);
    }
    mz_value_set_bool(page->view, "has_units", mz_value_length(units) > 0);
}

void
mz_view_body(MzPageView *page, const MzDigests *digests, const MzBody *body)
{
    char *region = mz_path_part(body->region);
    mz_view_crumb(page, mz_settings_region(page->site->settings, body->region),
                  mz_arena_printf(page->arena, "r/%s/index.html", region));
    g_free(region);
    guint from = 0, n = reports_of(page, digests, body, &from);
    if (body->unit != NULL) {
        char *parent = g_path_get_dirname(body->address);
        mz_view_crumb(page, body->department, mz_arena_printf(page->arena, "%s/index.html", parent));
        g_free(parent);
    }
    mz_view_crumb(page, name_of(digests, body, from, n), NULL);
    mz_value_set_static(page->view, "title", name_of(digests, body, from, n));
    mz_value_set_static(page->view, "department", name_of(digests, body, from, n));
    mz_value_set_static(page->view, "list_name", name_of(digests, body, from, n));
    mz_value_set_static(page->view, "region", mz_settings_region(page->site->settings, body->region));
    MzValue *reports = mz_value_set_array(page->view, "reports");
    for (guint i = n; i-- > 0;)
        add_report(page, reports, digests->reports[from + i]);
    mz_value_set_bool(page->view, "has_reports", n > 0);
    mz_describe_body(page, body, name_of(digests, body, from, n));
    mz_view_history(page, digests->reports + from, n, name_of(digests, body, from, n));
    const MzDepartment *known = mz_settings_department(page->site->settings, body->folder);
    MzValue *former = mz_value_set_array(page->view, "former");
    for (guint i = 0; known != NULL && known->former[i] != NULL; i++)
        mz_value_append_string(former, known->former[i]);
    mz_value_set_bool(page->view, "has_former", mz_value_length(former) > 0);
    set_units(page, digests, body);
}

/* ---- items */

const char *
mz_view_code(MzArena *arena, const char *code)
{
    GString *spaced = g_string_new(NULL);
    for (gsize i = 0; code[i] != '\0'; i++) {
        if (i >= 3 && i % 2 == 1)
            g_string_append_c(spaced, ' ');
        g_string_append_c(spaced, code[i]);
    }
    const char *copy = mz_arena_strdup(arena, spaced->str);
    g_string_free(spaced, TRUE);
    return copy;
}

static const char *
item_link(const MzPageView *page, const MzItem *item, guint part)
{
    char *path = mz_item_path(item, part);
    const char *href = mz_view_link(page, path);
    g_free(path);
    return href;
}

static void
add_item(const MzPageView *page, MzValue *list, const MzItem *item)
{
    static const char *const indents[] = {"i0", "i1", "i2"};
    gsize length = strlen(item->code);
    guint level = length <= 3 ? 0 : length <= 5 ? 1 : 2;
    MzValue *row = mz_value_append_object(list);
    mz_value_set_static(row, "code", item->code);
    mz_value_set_static(row, "label", item->label);
    mz_value_set_static(row, "href", item_link(page, item, 0));
    mz_value_set_static(row, "indent", indents[level]);
    mz_value_set_bool(row, "is_class", level == 0);
    set_count(row, "n_uses", item->n_uses);
}

void
mz_view_items(MzPageView *page, const MzDigests *digests)
{
    mz_view_crumb(page, "科目", NULL);
    MzValue *functional = mz_value_set_array(page->view, "functional");
    MzValue *economic = mz_value_set_array(page->view, "economic");
    for (guint i = 0; i < digests->n_items; i++)
        add_item(page, digests->items[i].economic ? economic : functional, &digests->items[i]);
    mz_value_set_bool(page->view, "has_functional", mz_value_length(functional) > 0);
    mz_value_set_bool(page->view, "has_economic", mz_value_length(economic) > 0);
}

static void
set_item_links(MzPageView *page, const MzDigests *digests, const MzItem *item)
{
    MzValue *parents = mz_value_set_array(page->view, "parents");
    MzValue *children = mz_value_set_array(page->view, "children");
    gsize length = strlen(item->code);
    for (guint i = 0; i < digests->n_items; i++) {
        const MzItem *other = &digests->items[i];
        gsize other_length = strlen(other->code);
        if (other->economic != item->economic || other == item)
            continue;
        if (other_length < length && strncmp(other->code, item->code, other_length) == 0)
            add_item(page, parents, other);
        if (other_length == length + 2 && strncmp(other->code, item->code, length) == 0)
            add_item(page, children, other);
    }
    mz_value_set_bool(page->view, "has_parents", mz_value_length(parents) > 0);
    mz_value_set_bool(page->view, "has_children", mz_value_length(children) > 0);
}

static void
set_parts(MzPageView *page, const MzItem *item, guint part, guint n_parts)
{
    MzValue *parts = mz_value_set_array(page->view, "parts");
    for (guint i = 0; i < n_parts; i++) {
        MzValue *entry = mz_value_append_object(parts);
        set_count(entry, "n", i + 1);
        mz_value_set_bool(entry, "is_current", i == part);
        mz_value_set_static(entry, "href", item_link(page, item, i));
    }
    mz_value_set_bool(page->view, "has_parts", n_parts > 1);
}

void
mz_view_item(MzPageView *page, const MzDigests *digests, const MzItem *item, guint part, guint n_parts)
{
    static const char *const levels[] = {"类", "款", "项"};
    mz_view_crumb(page, "科目", "items.html");
    mz_view_crumb(page, mz_arena_printf(page->arena, "%s %s", item->code, item->label), NULL);
    gsize length = strlen(item->code);
    mz_value_set_static(page->view, "code", mz_view_code(page->arena, item->code));
    mz_value_set_static(page->view, "label", item->label);
    mz_value_set_static(page->view, "kind", item->economic ? "部门预算支出经济分类" : "支出功能分类");
    mz_value_set_static(page->view, "level", levels[length <= 3 ? 0 : length <= 5 ? 1 : 2]);
    set_count(page->view, "n_uses", item->n_uses);
    set_item_links(page, digests, item);
    set_parts(page, item, part, n_parts);
    MzValue *uses = mz_value_set_array(page->view, "uses");
    for (guint i = part * MZ_ITEM_USES; i < item->n_uses && i < (part + 1) * MZ_ITEM_USES; i++) {
        const MzDigest *digest = item->uses[i].digest;
        const MzItemLine *line = item->uses[i].line;
        MzValue *row = mz_value_append_object(uses);
        mz_value_set_static(row, "department", digest->department);
        mz_value_set_static(row, "title", mz_filing_title(page->arena, digest->filing));
        mz_value_set_printf(row, "year", "%d", digest->filing->year);
        mz_value_set_static(row, "kind", mz_kind_label(digest->filing->kind));
        mz_value_set_static(row, "unit", mz_unit_label(line->amount.unit));
        mz_value_set_static(row, "amount", money_text(page->arena, &line->amount));
        mz_value_set_static(row, "label", line->label);
        mz_value_set_bool(row, "is_other_label", strcmp(line->label, item->label) != 0);
        mz_value_set_static(row, "body_href",
                            mz_view_link(page, mz_arena_printf(page->arena, "%s/index.html", digest->body->address)));
        mz_value_set_printf(row, "href", "%s#%s",
                            mz_view_link(page, mz_arena_printf(page->arena, "%s/index.html", digest->filing->address)),
                            line->cell);
    }
}

/* ---- terms, downloads, checks */

typedef struct {
    const MzDigest *digest;
    const MzTermLine *line;
} TermUse;

static gint
by_term(gconstpointer a, gconstpointer b)
{
    const TermUse *one = a, *other = b;
    int order = strcmp(one->line->term, other->line->term);
    if (order != 0)
        return order;
    if (one->digest->filing->year != other->digest->filing->year)
        return other->digest->filing->year - one->digest->filing->year;
    return strcmp(one->digest->filing->address, other->digest->filing->address);
}

void
mz_view_terms(MzPageView *page, const MzDigests *digests)
{
    mz_view_crumb(page, "术语", NULL);
    GArray *uses = g_array_new(FALSE, FALSE, sizeof(TermUse));
    for (guint i = 0; i < digests->n_reports; i++) {
        for (guint j = 0; j < digests->reports[i]->n_terms; j++) {
            TermUse use = {digests->reports[i], &digests->reports[i]->terms[j]};
            g_array_append_val(uses, use);
        }
    }
    g_array_sort(uses, by_term);
    MzValue *terms = mz_value_set_array(page->view, "terms");
    const char *last = NULL;
    for (guint i = 0; i < uses->len; i++) {
        const TermUse *use = &g_array_index(uses, TermUse, i);
        if (last != NULL && strcmp(last, use->line->term) == 0)
            continue;
        last = use->line->term;
        MzValue *term = mz_value_append_object(terms);
        mz_value_set_static(term, "term", use->line->term);
        mz_value_set_static(term, "text", use->line->text);
        mz_value_set_printf(term, "source", "%s%s", use->digest->department,
                            mz_filing_title(page->arena, use->digest->filing));
        const char *path = mz_arena_printf(page->arena, "%s/index.html", use->digest->filing->address);
        mz_value_set_printf(term, "href", "%s#term-%u", mz_view_link(page, path), use->line->index);
    }
    mz_value_set_bool(page->view, "has_terms", uses->len > 0);
    g_array_free(uses, TRUE);
}

static void
set_all_reports(MzPageView *page, const MzDigests *digests)
{
    MzValue *reports = mz_value_set_array(page->view, "reports");
    for (guint i = 0; i < digests->n_reports; i++)
        add_report(page, reports, digests->reports[i]);
    mz_value_set_bool(page->view, "has_reports", digests->n_reports > 0);
}

/* The files of the whole site's data, in the order in which they were written: the parts first. */
static void
set_site_files(MzPageView *page, const MzDigests *digests)
{
    MzValue *list = mz_value_set_array(page->view, "site_files");
    for (guint i = 0; i < digests->n_files; i++) {
        const MzSiteFile *file = &digests->files[i];
        MzValue *line = mz_value_append_object(list);
        mz_value_set_static(line, "title", file->title);
        mz_download_face(page, mz_value_set_array(line, "faces"), file->path, mz_view_link(page, file->path),
                         file->bytes, file->sha256);
    }
}

void
mz_view_downloads(MzPageView *page, const MzDigests *digests)
{
    mz_describe_catalogue(page);
    set_site_files(page, digests);
    mz_view_crumb(page, "数据", NULL);
    set_counts(page, digests);
    set_all_reports(page, digests);
}

void
mz_view_checks(MzPageView *page, const MzDigests *digests)
{
    mz_view_crumb(page, "核对", NULL);
    set_counts(page, digests);
    set_all_reports(page, digests);
}

/* ---- 勘误 */

void
mz_view_corrections(MzPageView *page, const MzDigests *digests)
{
    mz_view_crumb(page, "勘误", NULL);
    MzValue *list = mz_value_set_array(page->view, "corrections");
    for (guint i = 0; i < digests->n_reports; i++) {
        const MzDigest *digest = digests->reports[i];
        for (guint j = 0; j < digest->n_corrections; j++) {
            const MzCorrectionLine *line = &digest->corrections[j];
            MzValue *row = mz_value_append_object(list);
            mz_value_set_static(row, "department", digest->department);
            mz_value_set_static(row, "title", mz_filing_title(page->arena, digest->filing));
            mz_value_set_static(row, "table", line->table);
            mz_value_set_static(row, "row", line->row);
            mz_value_set_static(row, "column", line->column);
            mz_value_set_static(row, "old", line->old_text[0] != '\0' ? line->old_text : "空白");
            mz_value_set_static(row, "new", line->new_text[0] != '\0' ? line->new_text : "空白");
            mz_value_set_static(row, "reason", line->reason);
            mz_value_set_static(row, "date", line->date);
            mz_value_set_static(row, "by", line->by);
            const char *path = mz_arena_printf(page->arena, "%s/index.html", digest->filing->address);
            mz_value_set_printf(row, "href", "%s#%s", mz_view_link(page, path), line->cell);
        }
    }
    mz_value_set_bool(page->view, "has_corrections", mz_value_length(list) > 0);
}

/* ---- 公开台账 */

/* Reports by "region/department/2024-final". */
static GHashTable *
index_reports(MzArena *arena, const MzDigests *digests)
{
    GHashTable *by_place = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < digests->n_reports; i++) {
        const MzFiling *filing = digests->reports[i]->filing;
        char *place = mz_arena_printf(arena, "%s/%d-%s", digests->reports[i]->body->folder, filing->year,
                                      mz_kind_key(filing->kind));
        g_hash_table_insert(by_place, place, (gpointer)digests->reports[i]);
    }
    return by_place;
}

/* 20 days after approval (预算法 第十四条), unless the register says another day. */
static const char *
due_day(MzArena *arena, const MzRegisterEntry *entry)
{
    if (entry->due[0] != '\0' || entry->approved[0] == '\0')
        return entry->due;
    GDate *day = g_date_new_dmy((GDateDay)atoi(entry->approved + 8), (GDateMonth)atoi(entry->approved + 5),
                                (GDateYear)atoi(entry->approved));
    g_date_add_days(day, 20);
    const char *text =
        mz_arena_printf(arena, "%04d-%02d-%02d", g_date_get_year(day), g_date_get_month(day), g_date_get_day(day));
    g_date_free(day);
    return text;
}

/* What became of a duty, told against the day `as_of` of the site, never against the clock. */
static void
set_standing(MzValue *row, const char *due, const char *published, gboolean is_here, const char *as_of)
{
    const char *word = "已公开", *class = "ok";
    gboolean is_published = published[0] != '\0';
    if (is_published && due[0] != '\0' && strcmp(published, due) > 0) {
        word = "逾期公开";
        class = "late";
    } else if (!is_published && !is_here) {
        gboolean over = due[0] != '\0' && as_of != NULL && strcmp(as_of, due) > 0;
        word = over ? "未见公开" : "未到期";
        class = over ? "missing" : "waiting";
    }
    mz_value_set_static(row, "standing", word);
    mz_value_set_static(row, "class", class);
}

void
mz_view_register(MzPageView *page, const MzDigests *digests)
{
    const MzSettings *settings = page->site->settings;
    mz_view_crumb(page, "公开台账", NULL);
    MzValue *rows = mz_value_set_array(page->view, "entries");
    GHashTable *by_place = index_reports(page->arena, digests);
    for (guint i = 0; i < settings->n_entries; i++) {
        const MzRegisterEntry *entry = &settings->entries[i];
        const char *place = mz_arena_printf(page->arena, "%s/%s/%d-%s", entry->region, entry->department, entry->year,
                                            mz_kind_key(entry->kind));
        const MzDigest *digest = g_hash_table_lookup(by_place, place);
        const char *due = due_day(page->arena, entry);
        const char *published = entry->published;
        if (published[0] == '\0' && digest != NULL && digest->published != NULL)
            published = digest->published;
        MzValue *row = mz_value_append_object(rows);
        mz_value_set_static(row, "department", digest != NULL ? digest->department : entry->department);
        mz_value_set_printf(row, "title", "%d年度%s", entry->year, mz_kind_label(entry->kind));
        mz_value_set_static(row, "approved", entry->approved);
        mz_value_set_static(row, "due", due);
        mz_value_set_static(row, "published", published);
        mz_value_set_bool(row, "has_report", digest != NULL);
        mz_value_set_static(
            row, "href",
            digest != NULL ? mz_view_link(page, mz_arena_printf(page->arena, "%s/index.html", digest->filing->address))
                           : "");
        mz_value_set_bool(row, "has_url", entry->url[0] != '\0');
        mz_value_set_static(row, "url", entry->url);
        set_standing(row, due, published, digest != NULL, settings->as_of);
    }
    g_hash_table_destroy(by_place);
}

/* ---- search and 404 */

void
mz_view_search(MzPageView *page, const MzDigests *digests)
{
    mz_view_crumb(page, "搜索", NULL);
    set_counts(page, digests);
}

void
mz_view_missing(MzPageView *page, const MzDigests *digests)
{
    (void)digests;
    mz_view_crumb(page, "没有这个页面", NULL);
}
