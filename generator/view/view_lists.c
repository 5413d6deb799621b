/* Lists over the whole site: terms, downloads, checks, corrections, the register; search, and the page of wrong
 * addresses. */
#include <stdlib.h>
#include <string.h>

#include "view/describe.h"
#include "view/download.h"
#include "view/view_rows.h"

/* ---- terms, downloads, checks */

typedef struct {
    const MzDigest *digest;
    const MzTermLine *line;
} TermUse;

static gint
by_term(gconstpointer a, gconstpointer b)
{
    return strcmp(((const TermUse *)a)->line->term, ((const TermUse *)b)->line->term);
}

/* A real report before one that is made up; then the newest counts, of one year the first by its address. */
static gboolean
is_better(const MzDigest *digest, const MzDigest *than)
{
    if ((digest->body->mark == NULL) != (than->body->mark == NULL))
        return digest->body->mark == NULL;
    if (digest->filing->year != than->filing->year)
        return digest->filing->year > than->filing->year;
    return strcmp(digest->filing->address, than->filing->address) < 0;
}

/* Each term once, as the newest report that has it explains it, sorted. The caller frees. */
static GArray *
collect_terms(const MzDigests *digests)
{
    GArray *uses = g_array_new(FALSE, FALSE, sizeof(TermUse));
    GHashTable *places = g_hash_table_new(g_str_hash, g_str_equal); /* term → one more than its index in `uses` */
    for (guint i = 0; i < digests->n_reports; i++) {
        for (guint j = 0; j < digests->reports[i]->n_terms; j++) {
            TermUse use = {digests->reports[i], &digests->reports[i]->terms[j]};
            guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, use.line->term));
            if (place == 0) {
                g_array_append_val(uses, use);
                g_hash_table_insert(places, (gpointer)use.line->term, GUINT_TO_POINTER(uses->len));
            } else if (is_better(use.digest, g_array_index(uses, TermUse, place - 1).digest)) {
                g_array_index(uses, TermUse, place - 1) = use;
            }
        }
    }
    g_hash_table_destroy(places);
    g_array_sort(uses, by_term);
    return uses;
}

guint
mz_view_terms_parts(const MzSiteFrame *site, const MzDigests *digests)
{
    (void)site;
    GArray *uses = collect_terms(digests);
    guint n = uses->len;
    g_array_free(uses, TRUE);
    return mz_view_parts(n);
}

void
mz_view_terms(MzPageView *page, const MzDigests *digests, guint part)
{
    mz_view_crumb(page, "术语", NULL);
    GArray *uses = collect_terms(digests);
    MzValue *terms = mz_value_set_array(page->view, "terms");
    guint from = 0, to = mz_view_part_rows(uses->len, part, &from);
    for (guint i = from; i < to; i++) {
        const TermUse *use = &g_array_index(uses, TermUse, i);
        MzValue *term = mz_value_append_object(terms);
        mz_value_set_static(term, "term", mz_view_chinese(page->arena, use->line->term));
        mz_value_set_static(term, "text", use->line->text);
        mz_view_set_mark(page, term, use->digest->body->mark);
        mz_value_set_printf(term, "source", "%s%s", use->digest->department,
                            mz_filing_title(page->arena, use->digest->filing));
        const char *anchor =
            mz_arena_concat(page->arena, "term-", mz_arena_number(page->arena, use->line->index), (char *)NULL);
        mz_value_set_static(term, "href", mz_view_link_in(page, use->digest->filing->href, "index.html", anchor));
    }
    mz_value_set_bool(page->view, "has_terms", uses->len > 0);
    mz_view_set_parts(page, "terms.html", part, mz_view_parts(uses->len));
    g_array_free(uses, TRUE);
}

guint
mz_view_reports_parts(const MzSiteFrame *site, const MzDigests *digests)
{
    (void)site;
    return mz_view_parts(digests->n_reports);
}

/* The reports of a part of the list at `path`. */
static void
set_all_reports(MzPageView *page, const MzDigests *digests, const char *path, guint part)
{
    MzValue *reports = mz_value_set_array(page->view, "reports");
    guint from = 0, to = mz_view_part_rows(digests->n_reports, part, &from);
    for (guint i = from; i < to; i++)
        mz_view_add_report(page, reports, digests->reports[i]);
    mz_value_set_bool(page->view, "has_reports", digests->n_reports > 0);
    mz_value_set_bool(page->view, "is_first", part == 0);
    mz_view_set_parts(page, path, part, mz_view_parts(digests->n_reports));
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
mz_view_downloads(MzPageView *page, const MzDigests *digests, guint part)
{
    mz_describe_catalogue(page);
    mz_view_crumb(page, "数据", NULL);
    if (part == 0) { /* further parts show only their own reports: see site/overview.c */
        set_site_files(page, digests);
        mz_view_set_counts(page, digests);
    }
    set_all_reports(page, digests, "downloads.html", part);
}

void
mz_view_checks(MzPageView *page, const MzDigests *digests, guint part)
{
    mz_view_crumb(page, "核对", NULL);
    if (part == 0) {
        mz_view_set_counts(page, digests);
        mz_view_rules(page);
    }
    set_all_reports(page, digests, "checks.html", part);
}

/* ---- 勘误 */

static guint
count_corrections(const MzDigests *digests)
{
    guint n = 0;
    for (guint i = 0; i < digests->n_reports; i++)
        n += digests->reports[i]->n_corrections;
    return n;
}

guint
mz_view_corrections_parts(const MzSiteFrame *site, const MzDigests *digests)
{
    (void)site;
    return mz_view_parts(count_corrections(digests));
}

static void
add_correction(const MzPageView *page, MzValue *list, const MzDigest *digest, const MzCorrectionLine *line)
{
    MzValue *row = mz_value_append_object(list);
    mz_value_set_static(row, "department", digest->department);
    mz_value_set_static(row, "title", mz_filing_title(page->arena, digest->filing));
    mz_view_set_mark(page, row, digest->body->mark);
    mz_value_set_static(row, "table", line->table);
    mz_value_set_static(row, "row", line->row);
    mz_value_set_static(row, "column", line->column);
    mz_value_set_static(row, "old", line->old_text[0] != '\0' ? line->old_text : "空白");
    mz_value_set_static(row, "new", line->new_text[0] != '\0' ? line->new_text : "空白");
    mz_value_set_static(row, "reason", line->reason);
    mz_value_set_static(row, "date", line->date);
    mz_value_set_static(row, "by", line->by);
    mz_value_set_static(row, "href", mz_view_cell_href(page, digest, line->cell));
}

void
mz_view_corrections(MzPageView *page, const MzDigests *digests, guint part)
{
    mz_view_crumb(page, "勘误", NULL);
    MzValue *list = mz_value_set_array(page->view, "corrections");
    guint all = count_corrections(digests), from = 0, to = mz_view_part_rows(all, part, &from), n = 0;
    for (guint i = 0; i < digests->n_reports; i++) {
        for (guint j = 0; j < digests->reports[i]->n_corrections; j++, n++) {
            if (n >= from && n < to)
                add_correction(page, list, digests->reports[i], &digests->reports[i]->corrections[j]);
        }
    }
    mz_value_set_bool(page->view, "has_corrections", all > 0);
    mz_view_set_parts(page, "corrections.html", part, mz_view_parts(all));
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

/* What became of a duty, told against the day `as_of` of the site, never against the clock. Without that day, or a due
 * one, nobody knows whether a report that was not seen is late. */
static void
set_standing(MzValue *row, const char *due, const char *published, gboolean is_here, const char *as_of)
{
    const char *word = "已公开", *class = "ok";
    gboolean is_published = published[0] != '\0';
    if (is_published && due[0] != '\0' && strcmp(published, due) > 0) {
        word = "逾期公开";
        class = "late";
    } else if (!is_published && !is_here) {
        gboolean is_known = due[0] != '\0' && as_of != NULL;
        gboolean is_over = is_known && strcmp(as_of, due) > 0;
        word = is_known && !is_over ? "未到期" : "未见公开";
        class = is_over ? "missing" : "waiting";
    }
    mz_value_set_static(row, "standing", word);
    mz_value_set_static(row, "class", class);
}

guint
mz_view_register_parts(const MzSiteFrame *site, const MzDigests *digests)
{
    (void)digests;
    return mz_view_parts(site->settings->n_entries);
}

static void
add_entry(const MzPageView *page, MzValue *rows, const MzRegisterEntry *entry, const MzDigest *digest)
{
    const char *due = due_day(page->arena, entry);
    const char *published = entry->published;
    if (published[0] == '\0' && digest != NULL && digest->published != NULL)
        published = digest->published;
    MzValue *row = mz_value_append_object(rows);
    mz_value_set_static(row, "department", digest != NULL ? digest->department : entry->department);
    const MzDepartment *known = mz_settings_department(
        page->site->settings, mz_arena_printf(page->arena, "%s/%s", entry->region, entry->department));
    mz_view_set_mark(page, row, known != NULL && known->mark[0] != '\0' ? known->mark : NULL);
    mz_value_set_printf(row, "title", "%d年度%s", entry->year, mz_kind_label(entry->kind));
    mz_value_set_static(row, "approved", entry->approved);
    mz_value_set_static(row, "due", due);
    mz_value_set_static(row, "published", published);
    mz_value_set_bool(row, "has_report", digest != NULL);
    mz_value_set_static(row, "href",
                        digest != NULL ? mz_view_link_in(page, digest->filing->href, "index.html", NULL) : "");
    mz_value_set_bool(row, "has_url", entry->url[0] != '\0');
    mz_value_set_static(row, "url", entry->url);
    set_standing(row, due, published, digest != NULL, page->site->settings->as_of);
}

void
mz_view_register(MzPageView *page, const MzDigests *digests, guint part)
{
    const MzSettings *settings = page->site->settings;
    mz_view_crumb(page, "公开台账", NULL);
    MzValue *rows = mz_value_set_array(page->view, "entries");
    GHashTable *by_place = index_reports(page->arena, digests);
    guint from = 0, to = mz_view_part_rows(settings->n_entries, part, &from);
    for (guint i = from; i < to; i++) {
        const MzRegisterEntry *entry = &settings->entries[i];
        const char *place = mz_arena_printf(page->arena, "%s/%s/%d-%s", entry->region, entry->department, entry->year,
                                            mz_kind_key(entry->kind));
        add_entry(page, rows, entry, g_hash_table_lookup(by_place, place));
    }
    g_hash_table_destroy(by_place);
    mz_view_set_parts(page, "register.html", part, mz_view_parts(settings->n_entries));
}

/* ---- search and 404 */

void
mz_view_search(MzPageView *page, const MzDigests *digests, guint part)
{
    (void)part;
    mz_view_crumb(page, "搜索", NULL);
    mz_view_set_counts(page, digests);
}

void
mz_view_missing(MzPageView *page, const MzDigests *digests, guint part)
{
    (void)part;
    (void)digests;
    mz_view_crumb(page, "没有这个页面", NULL);
}
