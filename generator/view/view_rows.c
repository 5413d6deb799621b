#include "view/view_rows.h"

#include <string.h>

#include "base/buffer.h"
#include "publish/path.h"

/* ---- texts */

const char *
mz_view_money(MzArena *arena, MzMoney money)
{
    char text[MZ_MONEY_TEXT], *const end = text + sizeof text - 1;
    const char *start = mz_money_grouped_before(money, end);
    return mz_arena_strndup(arena, start, (gsize)(end - start));
}

void
mz_view_fill_money(MzArena *arena, MzValue *object, guint place, MzMoney money)
{
    char text[MZ_MONEY_TEXT + MZ_VALUE_SHORT] = {0}, *const end = text + MZ_MONEY_TEXT - 1;
    const char *start = mz_money_grouped_before(money, end);
    gsize length = (gsize)(end - start);
    if (length <= MZ_VALUE_SHORT)
        mz_value_fill_at(object, place, mz_value_short(start, length));
    else
        mz_value_fill_len(object, place, mz_arena_strndup(arena, start, length), length);
}

static const char *
wide_mark(gunichar c)
{
    static const struct {
        char narrow;
        const char *wide;
    } marks[] = {{',', "，"}, {':', "："}, {';', "；"}, {'?', "？"}, {'!', "！"}, {'(', "（"}, {')', "）"}};
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (c == (gunichar)marks[i].narrow)
            return marks[i].wide;
    }
    return NULL;
}

const char *
mz_view_chinese(MzArena *arena, const char *text)
{
    enum { DEPTH = 16 };
    gboolean opened[DEPTH] = {FALSE}; /* which of the open brackets were made wide */
    guint depth = 0;
    gunichar before = 0;
    if (strpbrk(text, ",:;?!()") == NULL)
        return text;
    GString *out = g_string_sized_new(strlen(text) + 32);
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at), after = g_utf8_get_char(g_utf8_next_char(at));
        const char *wide = wide_mark(c);
        gboolean widen = wide != NULL && (g_unichar_iswide(before) || (c == '(' && g_unichar_iswide(after)));
        if (c == '(' && depth < DEPTH)
            opened[depth++] = widen;
        else if (c == ')' && depth > 0)
            widen = opened[--depth];
        if (widen)
            g_string_append(out, wide);
        else
            g_string_append_unichar(out, c);
        before = widen ? 0xFF0C : c; /* a wide mark is wide itself */
    }
    const char *copy = mz_arena_strdup(arena, out->str);
    g_string_free(out, TRUE);
    return copy;
}

const char *
mz_view_percent(MzArena *arena, gint64 part, gint64 whole)
{
    gint64 tenths = 0;
    if (!mz_money_share_tenths(part, whole, &tenths))
        return NULL;
    return mz_arena_printf(arena, "%s%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT "%%", tenths < 0 ? "-" : "",
                           ABS(tenths) / 10, ABS(tenths) % 10);
}

void
mz_view_set_count(MzValue *object, const char *key, guint n)
{
    char text[MZ_MONEY_TEXT];
    mz_value_set_string(object, key, mz_money_grouped((MzMoney){(gint64)n * 100, 0, MZ_UNIT_YUAN}, text));
}

/* ---- links */

MzMap
mz_view_items_by_code(const MzDigest *digest, gboolean economic, gsize depth, MzArena *arena)
{
    MzMap map = mz_map_new(arena, digest->n_items);
    for (guint i = 0; i < digest->n_items; i++) {
        const MzItemLine *line = &digest->items[i];
        if (line->economic == economic && strlen(line->code) <= depth)
            mz_map_add(&map, line->code, (gpointer)line);
    }
    return map;
}

const char *
mz_view_cell_href(const MzPageView *page, const MzDigest *digest, const char *cell)
{
    return mz_view_link_in(page, digest->filing->href, "index.html", cell);
}

static void
start_address(MzArena *arena, MzRowAddress *address, const char *table_key, const MzRow *row)
{
    gsize table_length = strlen(table_key), row_length = strlen(row->key);
    char *start = mz_arena_bytes(arena, table_length + row_length + 2);
    mz_copy(start, table_key, table_length);
    start[table_length] = '.';
    mz_copy(start + table_length + 1, row->key, row_length);
    start[table_length + 1 + row_length] = '.';
    address->row = row;
    address->start = start;
    address->length = table_length + row_length + 2;
}

void
mz_view_fill_cell_id(MzArena *arena, MzValue *cell, guint place, MzRowAddress *address, const char *table_key,
                     const MzRow *row, const MzColumnForm *column)
{
    if (address->row != row)
        start_address(arena, address, table_key, row);
    gsize length = strlen(column->key);
    char *id = mz_arena_bytes(arena, address->length + length + 1);
    mz_copy(id, address->start, address->length);
    mz_copy(id + address->length, column->key, length + 1);
    mz_value_fill_len(cell, place, id, address->length + length);
}

void
mz_view_fill_line(MzValue *cell, guint place, MzRowAddress *address, guint32 line)
{
    if (address->line_of == NULL || address->line != line) {
        address->line = line;
        address->line_of = mz_value_fill_number(cell, place, line);
    } else {
        mz_value_fill_at(cell, place, *address->line_of);
    }
}

const char *
mz_view_line_href(const MzPageView *page, const MzDigest *digest, guint32 line)
{
    char digits[1 + MZ_BUFFER_DIGITS], *anchor = mz_buffer_digits(line, digits + 1);
    *--anchor = 'L';
    return mz_view_link_in(page, digest->filing->href, "source.html", anchor);
}

const char *
mz_view_fact_href(const MzPageView *page, const MzDigest *digest, const MzFact *fact)
{
    return fact->line > 0 ? mz_view_line_href(page, digest, fact->line) : mz_view_cell_href(page, digest, fact->cell);
}

const char *
mz_view_item_href(const MzPageView *page, const char *code, gboolean economic)
{
    const char *file = mz_arena_concat(page->arena, code, ".html", (char *)NULL);
    return mz_view_link_in(page, economic ? "economic" : "items", file, NULL);
}

const char *
mz_view_region_href(const MzPageView *page, const char *region)
{
    char *part = mz_path_part(region);
    const char *href = mz_view_link(page, mz_arena_concat(page->arena, "r/", part, "/index.html", (char *)NULL));
    g_free(part);
    return href;
}

void
mz_view_crumbs_to(MzPageView *page, const MzBody *body)
{
    char *region = mz_path_part(body->region);
    mz_view_crumb(page, mz_settings_region(page->site->settings, body->region),
                  mz_arena_printf(page->arena, "r/%s/index.html", region));
    g_free(region);
    if (body->unit == NULL)
        return;
    char *parent = g_path_get_dirname(body->address);
    mz_view_crumb(page, body->department, mz_arena_printf(page->arena, "%s/index.html", parent));
    g_free(parent);
}

/* ---- rows */

/* An amount with a link to its place: {text, unit, href}; null when the report does not have it. */
static void
set_fact(const MzPageView *page, MzValue *object, const char *key, const MzDigest *digest, MzFactKey fact)
{
    const MzFact *from = &digest->facts[fact];
    if (!from->present) {
        mz_value_set_null(object, key);
        return;
    }
    MzValue *value = mz_value_set_object(object, key);
    mz_value_set_static(value, "text", mz_view_money(page->arena, from->amount));
    mz_value_set_static(value, "unit", mz_unit_label(from->amount.unit));
    mz_value_set_static(value, "href", mz_view_fact_href(page, digest, from));
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
    mz_value_set_static(row, "href", mz_view_link_in(page, digest->filing->href, "index.html", NULL));
    mz_value_set_static(row, "folder", mz_view_link_in(page, digest->filing->href, "", NULL));
    mz_value_set_bool(row, "has_published", digest->published != NULL);
    mz_value_set_static(row, "published", digest->published != NULL ? digest->published : "");
    mz_value_set_bool(row, "is_held", digest->status == MZ_STATUS_HELD);
    mz_value_set_bool(row, "is_failed", digest->status == MZ_STATUS_FAILED);
    mz_view_set_mark(page, row, digest->body->mark);
    set_fact(page, row, "income", digest, MZ_FACT_INCOME_TOTAL);
    set_fact(page, row, "expenditure", digest, MZ_FACT_EXPENDITURE);
    set_fact(page, row, "total", digest, MZ_FACT_EXPENDITURE_TOTAL);
    set_fact(page, row, "sangong", digest, MZ_FACT_SANGONG);
    mz_value_set_bool(row, "is_checked", digest->checked);
    mz_view_set_count(row, "n_holds", digest->n_holds);
    mz_view_set_count(row, "n_findings", digest->n_errors + digest->n_warnings);
    mz_view_set_count(row, "n_errors", digest->n_errors);
    mz_value_set_bool(row, "has_findings", digest->n_errors + digest->n_warnings > 0);
    mz_value_set_bool(row, "has_errors", digest->n_errors > 0);
    mz_view_set_count(row, "n_amounts", digest->n_amounts);
    mz_value_set_bool(row, "has_workbook", mz_digest_file(digest, "workbook.xlsx") != NULL);
}

static void
set_stated(MzValue *view, const char *has, const char *key, const char *text)
{
    mz_value_set_bool(view, has, text != NULL);
    mz_value_set_static(view, key, text != NULL ? text : "");
}

/* The official original and its days: from the meta data, else from the register. */
void
mz_view_set_official(MzPageView *page, const MzReportInput *input)
{
    const MzMeta *meta = &input->digest->meta;
    const MzRegisterEntry *entry =
        mz_settings_entry(page->site->settings, input->body->folder, input->filing->year, input->filing->kind);
    const char *url = meta->url, *approved = meta->approved;
    if (url == NULL && entry != NULL && entry->url[0] != '\0')
        url = entry->url;
    if (approved == NULL && entry != NULL && entry->approved[0] != '\0')
        approved = entry->approved;
    set_stated(page->view, "has_published", "published", input->digest->published);
    set_stated(page->view, "has_approved", "approved", approved);
    set_stated(page->view, "has_retrieved", "retrieved", meta->retrieved);
    set_stated(page->view, "has_edition", "edition", meta->version);
    set_stated(page->view, "has_original", "original", url);
}

const char *
mz_view_mark(const MzPageView *page, const char *mark)
{
    return g_strcmp0(mark, page->site->settings->mark) == 0 ? NULL : mark;
}

void
mz_view_set_mark(const MzPageView *page, MzValue *row, const char *mark)
{
    const char *said = mz_view_mark(page, mark);
    mz_value_set_bool(row, "has_mark", said != NULL);
    mz_value_set_static(row, "mark", said != NULL ? said : "");
}

void
mz_view_add_report(const MzPageView *page, MzValue *list, const MzDigest *digest)
{
    set_report(page, mz_value_append_object(list), digest);
}

guint
mz_view_reports_of(const MzPageView *page, const MzDigests *digests, const MzBody *body, guint *from)
{
    gsize index = (gsize)(body - page->site->discovery->bodies);
    *from = digests->starts[index];
    return digests->starts[index + 1] - *from;
}

const char *
mz_view_name_of(const MzPageView *page, const MzDigests *digests, const MzBody *body)
{
    guint from = 0, n = mz_view_reports_of(page, digests, body, &from);
    for (guint i = n; i-- > 0;) {
        if (digests->reports[from + i]->status == MZ_STATUS_BUILT)
            return digests->reports[from + i]->department;
    }
    return mz_body_name(body, NULL);
}

/* The newest final accounts that could be read; without such the newest budget. */
static const MzDigest *
newest_of(const MzDigest *const *reports, guint n)
{
    const MzDigest *best = NULL;
    for (guint i = n; i-- > 0;) {
        if (reports[i]->status != MZ_STATUS_BUILT)
            continue;
        if (reports[i]->filing->kind == MZ_KIND_FINAL)
            return reports[i];
        best = best != NULL ? best : reports[i];
    }
    return best;
}

void
mz_view_add_body(const MzPageView *page, MzValue *list, const MzDigests *digests, const MzBody *body)
{
    guint from = 0, n = mz_view_reports_of(page, digests, body, &from);
    MzValue *row = mz_value_append_object(list);
    mz_value_set_static(row, "name", mz_view_name_of(page, digests, body));
    mz_value_set_static(row, "list_name", mz_view_name_of(page, digests, body));
    mz_value_set_static(row, "href", mz_view_link_in(page, body->href, "index.html", NULL));
    mz_value_set_bool(row, "is_unit", body->unit != NULL);
    mz_view_set_mark(page, row, body->mark);
    MzValue *reports = mz_value_set_array(row, "reports");
    for (guint i = n; i-- > 0;)
        mz_view_add_report(page, reports, digests->reports[from + i]);
    mz_value_set_bool(row, "has_reports", n > 0);
    const MzDigest *newest = newest_of(digests->reports + from, n);
    if (newest != NULL)
        set_report(page, mz_value_set_object(row, "newest"), newest);
    else
        mz_value_set_null(row, "newest");
}

/* ---- lists on several pages */

guint
mz_view_parts(guint rows)
{
    return MAX(1, (rows + MZ_LIST_ROWS - 1) / MZ_LIST_ROWS);
}

const char *
mz_view_part_path(MzArena *arena, const char *path, guint part)
{
    const char *dot = strrchr(path, '.');
    return part == 0 ? path : mz_arena_printf(arena, "%.*s-%u%s", (int)(dot - path), path, part + 1, dot);
}

guint
mz_view_part_rows(guint rows, guint part, guint *from)
{
    *from = MIN(rows, part * MZ_LIST_ROWS);
    return MIN(rows, *from + MZ_LIST_ROWS);
}

void
mz_view_set_parts(MzPageView *page, const char *path, guint part, guint n_parts)
{
    MzValue *parts = mz_value_set_array(page->view, "parts");
    for (guint i = 0; i < n_parts && n_parts > 1; i++) {
        MzValue *entry = mz_value_append_object(parts);
        mz_value_set_number(entry, "n", i + 1);
        mz_value_set_bool(entry, "is_current", i == part);
        mz_value_set_static(entry, "href", mz_view_link(page, mz_view_part_path(page->arena, path, i)));
    }
    mz_value_set_bool(page->view, "has_parts", n_parts > 1);
}
