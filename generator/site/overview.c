#include "site/overview.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/error.h"
#include "base/parallel.h"
#include "publish/path.h"
#include "data/compare.h"
#include "data/feeds.h"
#include "data/open_data.h"
#include "data/search.h"

/* What all pages of a section share. Sections are made in parallel; what a section puts, no other one does. */
typedef struct Overview Overview;

/* The items of all reports are collected by one thread, while others make what shows none. */
typedef struct {
    GMutex lock;
    GCond change;
    gboolean collected;
    MzArena *arena; /* where they are */
} Items;

struct Overview {
    MzRun *run;
    MzDigests *digests;
    MzBasis all; /* of every report */
    const MzYearPage *years, *rankings;
    guint n_years, n_rankings;
    Items *items;
    /* each section's own: */
    gboolean shows_items;
    void (*make)(Overview *overview, const MzOutlet *outlet);
    MzArena *arena; /* of one page after the other */
    MzArena *names; /* of paths and titles */
    GString *buffer;
    GPtrArray *pages;  /* paths of the pages of the section, for the site map */
    GPtrArray *errors; /* GError* */
};

/* A page to be made. */
typedef struct {
    const char *path, *template_name, *title, *current, *mark;
    MzBasisMaker maker;
    MzBasis basis; /* once it is asked for */
    MzPageView view;
} Page;

/* ---- one page */

static Page
begin(Overview *overview, const char *path, const char *template_name, const char *title, const char *current,
      const char *mark)
{
    Page page = {.path = path, .template_name = template_name, .title = title, .current = current, .mark = mark};
    const char *const texts[] = {path, template_name, title, current, mark};
    mz_basis_init(&page.maker, "page");
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        mz_basis_text(&page.maker, texts[i]);
    mz_basis_add(&page.maker, overview->run->lists_basis);
    mz_run_take_template(overview->run, template_name, &page.maker);
    return page;
}

/* It shows these reports; `from` is an index into the digests. */
static void
take_reports(const Overview *overview, Page *page, guint from, guint n)
{
    mz_basis_number(&page->maker, n);
    for (guint i = from; i < from + n; i++)
        mz_basis_add(&page->maker, overview->digests->reports[i]->whole);
}

/* It shows something of every report, and the files of the whole site's data. */
static void
take_all(const Overview *overview, Page *page)
{
    mz_basis_add(&page->maker, overview->all);
    for (guint i = 0; i < overview->digests->n_files; i++)
        mz_basis_bytes(&page->maker, overview->digests->files[i].sha256, MZ_SHA256_SIZE);
}

/* It shows a part of all reports. */
static void
take_part(const Overview *overview, Page *page, guint part)
{
    guint from = 0, to = mz_view_part_rows(overview->digests->n_reports, part, &from);
    take_reports(overview, page, from, to - from);
}

static void
note(MzBasis basis, guint number, gpointer user)
{
    MzRun *run = ((const Overview *)user)->run;
    g_mutex_lock(&run->lock);
    g_hash_table_insert(run->pages, mz_arena_memdup(run->arena, &basis, sizeof basis), GUINT_TO_POINTER(number));
    g_mutex_unlock(&run->lock);
}

static gboolean
keep(const char *path, MzBasis basis, MzKept *kept, gpointer user)
{
    const Overview *overview = user;
    MzRun *run = overview->run;
    gpointer number = NULL;
    if (!run->fits || !g_hash_table_lookup_extended(run->cache->pages, &basis, NULL, &number) ||
        !mz_tree_keep_intact(run->tree, path) || !mz_tree_sum(run->tree, path, kept->sha256, &kept->bytes))
        return FALSE;
    kept->number = GPOINTER_TO_UINT(number);
    note(basis, kept->number, user);
    return TRUE;
}

/* FALSE: the page of the last build stays. TRUE: its view is open, and the page is to be finished. */
static gboolean
must_make(Overview *overview, Page *page)
{
    MzKept kept;
    page->basis = mz_basis_known(overview->run->lists_basis) ? mz_basis_done(&page->maker) : (MzBasis){{0, 0}};
    if (mz_basis_known(page->basis) && keep(page->path, page->basis, &kept, overview)) {
        g_ptr_array_add(overview->pages, g_strdup(page->path));
        return FALSE;
    }
    mz_arena_reset(overview->arena);
    page->view =
        mz_view_frame(overview->arena, &overview->run->frame, page->path, page->title, page->current, page->mark);
    return TRUE;
}

static void
finish(Overview *overview, const Page *page)
{
    if (mz_run_put_page(overview->run, overview->errors, overview->buffer, page->template_name, &page->view,
                        overview->pages) &&
        mz_basis_known(page->basis))
        note(page->basis, 0, overview);
}

/* A part of a list on several pages. */
static Page
begin_part(Overview *overview, const char *path, const char *template_name, const char *title, const char *current,
           guint part, guint n_parts)
{
    MzArena *arena = overview->names;
    const char *shown = part == 0 ? title : mz_arena_printf(arena, "%s（第%u页）", title, part + 1);
    Page page = begin(overview, mz_view_part_path(arena, path, part), template_name, shown, current,
                      overview->run->settings->mark);
    mz_basis_number(&page.maker, part);
    mz_basis_number(&page.maker, n_parts);
    return page;
}

static void
take_year_pages(Page *page, const MzYearPage *pages, guint n, const char *region)
{
    for (guint i = 0; i < n; i++) {
        if (region != NULL && strcmp(region, pages[i].region) != 0)
            continue;
        mz_basis_text(&page->maker, pages[i].path);
        mz_basis_number(&page->maker, pages[i].n_filings);
    }
}

/* It links all years. */
static void
take_years(const Overview *overview, Page *page)
{
    take_year_pages(page, overview->years, overview->n_years, NULL);
}

/* It links the rankings of a region. */
static void
take_rankings(const Overview *overview, Page *page, const char *region)
{
    take_year_pages(page, overview->rankings, overview->n_rankings, region);
}

/* ---- regions and bodies */

static void
take_body(const Overview *overview, Page *page, guint index)
{
    const MzBody *body = &overview->run->discovery->bodies[index];
    const guint *starts = overview->digests->starts;
    mz_basis_text(&page->maker, body->folder);
    mz_basis_text(&page->maker, body->address);
    mz_basis_text(&page->maker, body->name);
    take_reports(overview, page, starts[index], starts[index + 1] - starts[index]);
}

/* The page of a department also lists its units; many of them stand on several pages. */
static void
put_body(Overview *overview, guint index)
{
    const MzDiscovery *discovery = overview->run->discovery;
    const MzBody *body = &discovery->bodies[index];
    guint n_units = mz_view_units(discovery, body), n_parts = mz_view_parts(n_units);
    g_autofree char *path = g_strdup_printf("%s/index.html", body->address);
    for (guint part = 0; part < n_parts; part++) {
        Page page = begin(overview, mz_view_part_path(overview->names, path, part), "department",
                          mz_body_name(body, NULL), "departments", body->mark);
        guint from = 0, to = mz_view_part_rows(n_units, part, &from);
        mz_basis_number(&page.maker, part);
        mz_basis_number(&page.maker, n_units);
        take_body(overview, &page, index);
        for (guint i = from; i < to; i++)
            take_body(overview, &page, index + 1 + i);
        if (must_make(overview, &page)) {
            mz_view_body(&page.view, overview->digests, body, part);
            finish(overview, &page);
        }
    }
}

/* The body's reports beside each other and beside those of its neighbours. */
static void
put_comparison(Overview *overview, const MzBody *body)
{
    const MzDigests *digests = overview->digests;
    const MzDigest *shown[MZ_NEIGHBOURS];
    gsize index = (gsize)(body - overview->run->discovery->bodies);
    guint n = mz_view_neighbours(overview->run->discovery, digests, body, shown);
    g_autofree char *path = g_strdup_printf("%s/compare.html", body->address);
    g_autofree char *title = g_strdup_printf("对照：%s", mz_body_name(body, NULL));
    Page page = begin(overview, path, "compare", title, "compare", body->mark);
    mz_basis_text(&page.maker, body->name);
    take_reports(overview, &page, digests->starts[index], digests->starts[index + 1] - digests->starts[index]);
    for (guint i = 0; i < n; i++)
        mz_basis_add(&page.maker, shown[i]->whole);
    take_rankings(overview, &page, body->region);
    if (must_make(overview, &page)) {
        mz_view_compare(&page.view, digests, body);
        finish(overview, &page);
    }
}

/* The same reports for the page that puts any side by side. */
static void
put_comparison_data(Overview *overview, const MzBody *body, const MzOutlet *outlet)
{
    const MzDigests *digests = overview->digests;
    gsize index = (gsize)(body - overview->run->discovery->bodies);
    MzBasisMaker maker;
    mz_basis_init(&maker, "compare.js");
    mz_basis_add(&maker, overview->run->lists_basis);
    mz_basis_text(&maker, body->address);
    mz_basis_text(&maker, body->name);
    mz_basis_text(&maker, body->mark);
    for (guint i = digests->starts[index]; i < digests->starts[index + 1]; i++)
        mz_basis_add(&maker, digests->reports[i]->whole);
    MzBasis basis = mz_basis_known(overview->run->lists_basis) ? mz_basis_done(&maker) : (MzBasis){{0, 0}};
    mz_compare_write(overview->run->settings, digests, overview->run->discovery, body, basis, outlet);
}

/* Region of the bodies `first` up to before `end`; each part shows some of its bodies. */
static void
put_region(Overview *overview, guint first, guint end)
{
    const MzBody *bodies = overview->run->discovery->bodies;
    const guint *starts = overview->digests->starts;
    const char *region = bodies[first].region;
    g_autofree char *encoded = mz_path_part(region);
    g_autofree char *path = g_strdup_printf("r/%s/index.html", encoded);
    guint n_parts = mz_view_parts(end - first);
    for (guint part = 0; part < n_parts; part++) {
        Page page = begin_part(overview, path, "region", mz_settings_region(overview->run->settings, region),
                               "departments", part, n_parts);
        guint from = 0, to = mz_view_part_rows(end - first, part, &from);
        mz_basis_number(&page.maker, end - first);
        mz_basis_number(&page.maker, starts[end] - starts[first]);
        for (guint i = first + from; i < first + to; i++) {
            mz_basis_text(&page.maker, bodies[i].address);
            mz_basis_text(&page.maker, bodies[i].name);
            mz_basis_text(&page.maker, bodies[i].mark);
            take_reports(overview, &page, starts[i], starts[i + 1] - starts[i]);
        }
        for (guint i = first; i < end; i++)
            mz_basis_number(&page.maker, bodies[i].n_filings > 0);
        take_rankings(overview, &page, region);
        if (must_make(overview, &page)) {
            mz_view_region(&page.view, overview->digests, region, part);
            finish(overview, &page);
        }
    }
}

static void
put_bodies(Overview *overview, const MzOutlet *outlet)
{
    const MzDiscovery *discovery = overview->run->discovery;
    for (guint i = 0; i < discovery->n_bodies;) {
        guint end = mz_view_region_end(discovery, i);
        put_region(overview, i, end);
        for (; i < end; i++) {
            put_body(overview, i);
            put_comparison(overview, &discovery->bodies[i]);
            put_comparison_data(overview, &discovery->bodies[i], outlet);
        }
    }
}

/* ---- former addresses */

/* One page at a former address. It is no page of the site map. */
static void
put_redirect(Overview *overview, const char *path, const char *name, const char *target)
{
    g_autoptr(GPtrArray) unlisted = g_ptr_array_new_with_free_func(g_free);
    GPtrArray *pages = overview->pages;
    Page page = begin(overview, path, "redirect", name, NULL, NULL);
    mz_basis_text(&page.maker, target);
    overview->pages = unlisted;
    if (must_make(overview, &page)) {
        mz_view_redirect(&page.view, name, target);
        finish(overview, &page);
    }
    overview->pages = pages;
}

/* Pages of a body and its reports at the address that its folder would have under a former name. */
static void
put_former(Overview *overview, const MzBody *body, const char *address)
{
    static const char *const pages[] = {"index.html", "source.html", "checks.html"};
    MzArena *arena = overview->names;
    const char *name = mz_body_name(body, NULL);
    guint n_parts = mz_view_parts(mz_view_units(overview->run->discovery, body));
    for (guint part = 0; part < n_parts; part++)
        put_redirect(overview, mz_view_part_path(arena, mz_arena_printf(arena, "%s/index.html", address), part), name,
                     mz_view_part_path(arena, mz_arena_printf(arena, "%s/index.html", body->address), part));
    put_redirect(overview, mz_arena_printf(arena, "%s/compare.html", address), mz_arena_printf(arena, "对照：%s", name),
                 mz_arena_printf(arena, "%s/compare.html", body->address));
    for (guint i = 0; i < body->n_filings; i++) {
        const MzFiling *filing = &body->filings[i];
        const char *folder = strrchr(filing->address, '/');
        for (gsize p = 0; p < G_N_ELEMENTS(pages); p++)
            put_redirect(overview, mz_arena_printf(arena, "%s%s/%s", address, folder, pages[p]),
                         mz_arena_printf(arena, "%s%s", name, mz_filing_title(arena, filing)),
                         mz_arena_printf(arena, "%s/%s", filing->address, pages[p]));
    }
}

/* The addresses that a body had: under each name that departments.csv says `of` it, itself or (of a unit) the
 * department above, once had; `below` is what follows that name ("" or "/unit"). */
static void
put_former_names(Overview *overview, const MzBody *body, const char *of, const char *below, GHashTable *taken)
{
    MzArena *arena = overview->names;
    const MzDepartment *known = mz_settings_department(overview->run->settings, of);
    g_autofree char *named = g_strndup(body->address, strlen(body->address) - strlen(below));
    g_autofree char *above = g_path_get_dirname(named);
    for (guint n = 0; known != NULL && known->former[n] != NULL; n++) {
        g_autofree char *part = mz_path_part(known->former[n]);
        char *address = mz_arena_printf(arena, "%s/%s%s", above, part, below);
        if (g_hash_table_add(taken, address))
            put_former(overview, body, address);
    }
}

/* What departments.csv calls by a former name was found there before; a body that is there now goes first. */
static void
put_redirects(Overview *overview)
{
    const MzDiscovery *discovery = overview->run->discovery;
    MzArena *arena = overview->names;
    g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < discovery->n_bodies; i++)
        g_hash_table_add(taken, (gpointer)discovery->bodies[i].address);
    for (guint i = 0; i < discovery->n_bodies; i++) {
        const MzBody *body = &discovery->bodies[i];
        put_former_names(overview, body, body->folder, "", taken);
        if (body->unit != NULL)
            put_former_names(overview, body, mz_arena_printf(arena, "%s/%s", body->region, body->department),
                             strrchr(body->address, '/'), taken);
    }
}

/* ---- years and rankings */

/* Feeds the reports that a page of a year or a ranking shows. */
static void
take_year(const Overview *overview, Page *page, const MzYearPage *about)
{
    const MzDigests *digests = overview->digests;
    for (guint i = digests->starts[about->first]; i < digests->starts[about->end]; i++) {
        const MzDigest *digest = digests->reports[i];
        if (digest->filing->year == about->year && (about->region == NULL || digest->filing->kind == about->kind))
            mz_basis_add(&page->maker, digest->whole);
    }
}

static void
put_year(Overview *overview, const MzYearPage *about)
{
    g_autofree char *title = g_strdup_printf("%d年度", about->year);
    guint n_parts = mz_view_parts(about->n_filings);
    for (guint part = 0; part < n_parts; part++) {
        Page page = begin_part(overview, about->path, "year", title, "departments", part, n_parts);
        take_year(overview, &page, about);
        take_years(overview, &page);
        if (must_make(overview, &page)) {
            mz_view_year(&page.view, overview->digests, about, part);
            finish(overview, &page);
        }
    }
}

static void
put_ranking(Overview *overview, const MzYearPage *about)
{
    g_autofree char *title =
        g_strdup_printf("%s%d年度%s对照", mz_settings_region(overview->run->settings, about->region), about->year,
                        mz_kind_label(about->kind));
    guint n_parts = mz_view_parts(about->n_filings);
    for (guint part = 0; part < n_parts; part++) {
        Page page = begin_part(overview, about->path, "ranking", title, "compare", part, n_parts);
        take_year(overview, &page, about);
        take_rankings(overview, &page, about->region);
        if (must_make(overview, &page)) {
            mz_view_ranking(&page.view, overview->digests, about, part);
            finish(overview, &page);
        }
    }
}

static void
put_years(Overview *overview)
{
    for (guint i = 0; i < overview->n_years; i++)
        put_year(overview, &overview->years[i]);
    for (guint i = 0; i < overview->n_rankings; i++)
        put_ranking(overview, &overview->rankings[i]);
}

/* ---- items */

static void
take_item(Page *page, const MzItem *item)
{
    mz_basis_text(&page->maker, item->code);
    mz_basis_text(&page->maker, item->label);
    mz_basis_number(&page->maker, item->economic);
    mz_basis_number(&page->maker, item->n_uses);
}

typedef struct {
    const char *code;
    gsize length;
    gboolean economic;
} CodeKey;

/* An item against the first letters of a code, in the order of all items. */
static int
by_key(const void *wanted, const void *one)
{
    const CodeKey *key = wanted;
    const MzItem *item = one;
    if (key->economic != item->economic)
        return key->economic ? 1 : -1;
    int order = strncmp(key->code, item->code, key->length);
    return order != 0 ? order : -(item->code[key->length] != '\0');
}

/* Feeds the items whose codes are a beginning of an item's, and those that it is a beginning of: these stand right
 * behind it. */
static void
take_related(const MzDigests *digests, Page *page, const MzItem *item)
{
    CodeKey key = {item->code, 1, item->economic};
    gsize length = strlen(item->code);
    for (; key.length < length; key.length++) {
        const MzItem *above = bsearch(&key, digests->items, digests->n_items, sizeof *digests->items, by_key);
        if (above != NULL)
            take_item(page, above);
    }
    for (const MzItem *at = item; at < digests->items + digests->n_items && at->economic == item->economic &&
                                  strncmp(at->code, item->code, length) == 0;
         at++)
        take_item(page, at);
}

static guint64
mix(guint64 sum, guint64 value)
{
    sum = (sum ^ value) * G_GUINT64_CONSTANT(0xD6E8FEB86659FD93);
    return sum ^ sum >> 32;
}

/* A page of an item shows of each report only whose it is and one line: another amount of the report changes nothing.
 * There are half a million such lines, so their texts are told by their numbers, and the sum is not a slow one. */
static void
take_uses(const Overview *overview, Page *page, const MzItem *item, guint part)
{
    const MzStrings *strings = overview->run->cache->strings;
    guint64 sum[2] = {1, 2};
    for (guint i = part * MZ_LIST_ROWS; i < item->n_uses && i < (part + 1) * MZ_LIST_ROWS; i++) {
        const MzItemLine *line = item->uses[i].line;
        const MzBasis *who = &item->uses[i].digest->who;
        guint64 texts = (guint64)mz_strings_number(strings, line->label) << 32 | mz_strings_number(strings, line->cell);
        guint64 amount = (guint64)line->amount.fen * 1024 + line->amount.decimals * 4 + line->amount.unit;
        for (guint j = 0; j < G_N_ELEMENTS(sum); j++)
            sum[j] = mix(mix(mix(sum[j], who->part[j]), texts), amount);
    }
    mz_basis_bytes(&page->maker, sum, sizeof sum);
}

static void
put_item(Overview *overview, const MzItem *item, guint part, guint n_parts)
{
    const MzDigests *digests = overview->digests;
    g_autofree char *path = mz_item_path(item, part);
    g_autofree char *title = g_strdup_printf("%s %s", item->code, item->label);
    Page page = begin(overview, path, "item", title, "items", overview->run->settings->mark);
    mz_basis_number(&page.maker, n_parts);
    take_related(digests, &page, item);
    take_uses(overview, &page, item, part);
    if (must_make(overview, &page)) {
        mz_view_item(&page.view, digests, item, part, n_parts);
        finish(overview, &page);
    }
}

/* Functional items, or economic ones. */
static void
put_items(Overview *overview, gboolean economic)
{
    for (guint i = 0; i < overview->digests->n_items; i++) {
        const MzItem *item = &overview->digests->items[i];
        guint n_parts = item->economic == economic ? mz_item_parts(item) : 0;
        for (guint part = 0; part < n_parts; part++)
            put_item(overview, item, part, n_parts);
    }
}

/* ---- pages that there is one of */

typedef void (*ViewAll)(MzPageView *page, const MzDigests *digests, guint part);
typedef guint (*CountParts)(const MzSiteFrame *site, const MzDigests *digests);

/* A list may go on, on further pages. */
static const struct {
    const char *path;
    const char *template_name;
    const char *title;
    const char *current;
    ViewAll view;
    CountParts parts;       /* NULL: one page */
    gboolean lists_reports; /* pages after the first show nothing but their part of all reports */
} single_pages[] = {
    {"index.html", "home", "首页", NULL, mz_view_home, NULL, FALSE},
    {"departments.html", "departments", "部门", "departments", mz_view_departments, mz_view_departments_parts, FALSE},
    {"items.html", "items", "科目", "items", mz_view_items, mz_view_items_parts, FALSE},
    {"compare.html", "chooser", "比较", "compare", mz_view_chooser, NULL, FALSE},
    {"terms.html", "terms", "术语", NULL, mz_view_terms, mz_view_terms_parts, FALSE},
    {"downloads.html", "downloads", "数据", "downloads", mz_view_downloads, mz_view_reports_parts, TRUE},
    {"checks.html", "checks", "核对", "checks", mz_view_checks, mz_view_reports_parts, TRUE},
    {"corrections.html", "corrections", "勘误", NULL, mz_view_corrections, mz_view_corrections_parts, FALSE},
    {"register.html", "register", "公开台账", "register", mz_view_register, mz_view_register_parts, FALSE},
    {"search.html", "search", "搜索", NULL, mz_view_search, NULL, FALSE},
    {"404.html", "404", "没有这个页面", NULL, mz_view_missing, NULL, FALSE},
};

static void
put_single_page(Overview *overview, gsize index)
{
    CountParts count = single_pages[index].parts;
    guint n_parts = count != NULL ? count(&overview->run->frame, overview->digests) : 1;
    for (guint part = 0; part < n_parts; part++) {
        Page page = begin_part(overview, single_pages[index].path, single_pages[index].template_name,
                               single_pages[index].title, single_pages[index].current, part, n_parts);
        if (single_pages[index].lists_reports && part > 0)
            take_part(overview, &page, part);
        else
            take_all(overview, &page);
        if (must_make(overview, &page)) {
            single_pages[index].view(&page.view, overview->digests, part);
            finish(overview, &page);
        }
    }
}

static void
put_single_pages(Overview *overview)
{
    for (gsize i = 0; i < G_N_ELEMENTS(single_pages); i++) {
        if (single_pages[i].view != mz_view_register || overview->run->frame.has_register)
            put_single_page(overview, i);
    }
}

/* FALSE: the page of that address is one of the program's, or of another text. */
static gboolean
is_free(Overview *overview, const MzPage *text, const char *path)
{
    guint8 sha256[MZ_SHA256_SIZE];
    guint64 size = 0;
    if (!mz_tree_sum(overview->run->tree, path, sha256, &size))
        return TRUE;
    MzPlace place = {text->file, 0, 0};
    GError *error = NULL;
    mz_error_set(&error, MZ_ERROR_INPUT, &place,
                 mz_tr("网址 %s 已有别的页面，这一页没有做；请给文件换一个名称",
                       "there is another page at %s, this one was not made; please give the file another name"),
                 path);
    g_ptr_array_add(overview->errors, error);
    return FALSE;
}

static void
put_text_pages(Overview *overview)
{
    for (guint i = 0; i < overview->run->frame.n_pages; i++) {
        const MzPage *text = &overview->run->frame.pages[i];
        g_autofree char *path = g_strdup_printf("%s.html", text->name);
        if (!is_free(overview, text, path))
            continue;
        Page page = begin(overview, path, "page", text->title, text->name, overview->run->settings->mark);
        mz_basis_text(&page.maker, text->body_html);
        mz_basis_text(&page.maker, text->description);
        if (!must_make(overview, &page))
            continue;
        mz_view_crumb(&page.view, text->title, NULL);
        mz_value_set_raw_static(page.view.view, "body_html", text->body_html);
        if (text->description[0] != '\0')
            mz_value_set_static(page.view.view, "description", text->description);
        mz_value_set_bool(page.view.view, "has_lead", text->description[0] != '\0');
        mz_value_set_static(page.view.view, "lead", text->description);
        finish(overview, &page);
    }
}

/* ---- everything */

static gboolean
put_file(const char *path, const char *bytes, gsize length, const guint8 sha256[MZ_SHA256_SIZE], gpointer user)
{
    Overview *overview = user;
    return mz_run_put_summed(overview->run, overview->errors, path, bytes, length, sha256);
}

static gpointer
begin_file(const char *path, gpointer user)
{
    Overview *overview = user;
    GError *error = NULL;
    MzTreeDraft *draft = mz_tree_begin(overview->run->tree, path, &error);
    if (draft == NULL)
        g_ptr_array_add(overview->errors, error);
    return draft;
}

static void
append_to_file(gpointer draft, const char *bytes, gsize length)
{
    mz_tree_append(draft, bytes, length);
}

static gboolean
end_file(gpointer draft, const guint8 sha256[MZ_SHA256_SIZE], gpointer user)
{
    Overview *overview = user;
    GError *error = NULL;
    if (mz_tree_end(draft, sha256, &error))
        return TRUE;
    g_ptr_array_add(overview->errors, error);
    return FALSE;
}

/* Where the files of a section go. */
static MzOutlet
outlet_of(Overview *overview)
{
    static const MzTakePieces pieces = {begin_file, append_to_file, end_file};
    return (MzOutlet){.put = put_file, .keep = keep, .note = note, .user = overview, .pieces = &pieces};
}

static MzBasis
all_basis(const MzDigests *digests)
{
    MzBasisMaker maker;
    mz_basis_init(&maker, "all");
    for (guint i = 0; i < digests->n_reports; i++)
        mz_basis_add(&maker, digests->reports[i]->whole);
    return mz_basis_done(&maker);
}

static void
add_report_pages(Overview *overview)
{
    for (guint i = 0; i < overview->digests->n_reports; i++) {
        const MzDigest *digest = overview->digests->reports[i];
        for (guint p = 0; p < digest->n_pages; p++)
            g_ptr_array_add(overview->pages, g_strdup(digest->pages[p]));
    }
}

/* ---- sections */

static void
make_bodies(Overview *overview, const MzOutlet *outlet)
{
    put_bodies(overview, outlet);
    put_redirects(overview);
}

static void
collect_items(Overview *overview, const MzOutlet *outlet)
{
    (void)outlet;
    mz_digests_collect(overview->digests, overview->items->arena);
    g_mutex_lock(&overview->items->lock);
    overview->items->collected = TRUE;
    g_cond_broadcast(&overview->items->change);
    g_mutex_unlock(&overview->items->lock);
}

static void
wait_for_items(Items *items)
{
    g_mutex_lock(&items->lock);
    while (!items->collected)
        g_cond_wait(&items->change, &items->lock);
    g_mutex_unlock(&items->lock);
}

/* The data of the whole site, and the pages that there is one of, for they list its files. The parts of the data are
 * most of the work and show no items. */
static void
make_site(Overview *overview, const MzOutlet *outlet)
{
    MzRun *run = overview->run;
    GArray *parts = mz_open_data_parts(run->options->out, run->settings, overview->digests, outlet, overview->errors);
    wait_for_items(overview->items);
    mz_open_data_write(run->settings, overview->digests, parts, outlet);
    put_single_pages(overview);
    put_text_pages(overview);
}

static void
make_years(Overview *overview, const MzOutlet *outlet)
{
    (void)outlet;
    put_years(overview);
}

static void
make_items(Overview *overview, const MzOutlet *outlet)
{
    (void)outlet;
    put_items(overview, FALSE);
}

static void
make_economic(Overview *overview, const MzOutlet *outlet)
{
    (void)outlet;
    put_items(overview, TRUE);
}

static void
make_search(Overview *overview, const MzOutlet *outlet)
{
    MzRun *run = overview->run;
    mz_search_write(run->settings, overview->digests, run->cache->strings, run->discovery, outlet);
}

static void
make_section(gpointer data, gpointer unused)
{
    (void)unused;
    Overview *overview = data;
    const MzOutlet outlet = outlet_of(overview);
    if (overview->shows_items)
        wait_for_items(overview->items);
    mz_publishing_begin(FALSE);
    overview->make(overview, &outlet);
    mz_publishing_end();
}

/* What shows all of the above. */
static void
make_rest(Overview *overview)
{
    MzRun *run = overview->run;
    const MzOutlet outlet = outlet_of(overview);
    add_report_pages(overview);
    mz_feeds_write(run->settings, overview->digests, overview->pages, &outlet);
}

static void
open_section(Overview *section, const Overview *common, void (*make)(Overview *overview, const MzOutlet *outlet),
             gboolean shows_items)
{
    *section = *common;
    section->shows_items = shows_items;
    section->make = make;
    section->arena = mz_arena_new();
    section->names = mz_arena_new();
    section->buffer = g_string_sized_new(1 << 16);
    section->pages = g_ptr_array_new_with_free_func(g_free);
    section->errors = g_ptr_array_new();
}

/* Hands over what the section made, in whatever order it was made. */
static void
close_section(Overview *section, Overview *rest)
{
    g_ptr_array_extend_and_steal(rest->pages, section->pages);
    g_ptr_array_extend_and_steal(rest->run->result->errors, section->errors);
    g_string_free(section->buffer, TRUE);
    mz_arena_free(section->names);
    mz_arena_free(section->arena);
}

/* They are begun in this order: first what others wait for, then the longest, so that all threads come to an end
 * together. */
static const struct {
    void (*make)(Overview *overview, const MzOutlet *outlet);
    gboolean shows_items;
} sections_to_make[] = {{collect_items, FALSE}, {make_site, FALSE}, {make_bodies, FALSE}, {make_years, FALSE},
                        {make_search, TRUE},    {make_items, TRUE}, {make_economic, TRUE}};

void
mz_overview_write(MzRun *run, MzDigests *digests)
{
    Items items = {.arena = mz_arena_new()};
    Overview common = {.run = run, .digests = digests, .all = all_basis(digests), .items = &items}, rest;
    Overview sections[G_N_ELEMENTS(sections_to_make)];
    g_mutex_init(&items.lock);
    g_cond_init(&items.change);
    common.years = mz_view_year_pages(run->discovery, run->arena, &common.n_years);
    common.rankings = mz_view_ranking_pages(run->discovery, run->arena, &common.n_rankings);
    open_section(&rest, &common, NULL, FALSE);
    for (gsize i = 0; i < G_N_ELEMENTS(sections); i++)
        open_section(&sections[i], &common, sections_to_make[i].make, sections_to_make[i].shows_items);
    mz_parallel(sections, G_N_ELEMENTS(sections), sizeof *sections, run->options->threads, make_section, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(sections); i++)
        close_section(&sections[i], &rest);
    mz_publishing_begin(FALSE);
    make_rest(&rest);
    mz_publishing_end();
    g_ptr_array_extend_and_steal(run->result->errors, rest.errors);
    g_ptr_array_free(rest.pages, TRUE);
    g_string_free(rest.buffer, TRUE);
    mz_arena_free(rest.names);
    mz_arena_free(rest.arena);
    g_mutex_clear(&items.lock);
    g_cond_clear(&items.change);
    mz_arena_free(items.arena);
}
