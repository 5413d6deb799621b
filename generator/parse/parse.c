#include "parse/parse.h"

#include <string.h>

#include "base/error.h"
#include "model/json.h"
#include "parse/annex.h"
#include "parse/names.h"
#include "parse/pages.h"
#include "parse/place.h"
#include "read/document.h"

/* The value that most elements have; ties go to the one that came first. `NULL`s are passed over. */
static const char *
most_frequent(const char *const *values, guint n)
{
    const char *best = NULL;
    guint best_count = 0;
    for (guint i = 0; i < n; i++) {
        guint count = 0;
        for (guint j = i; j < n && values[i] != NULL; j++) /* of those that came before it has been counted more */
            count += values[j] != NULL && strcmp(values[i], values[j]) == 0;
        if (count > best_count) {
            best = values[i];
            best_count = count;
        }
    }
    return best;
}

/* The year in "…2024年度…"; 0: none. */
static int
year_in(const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (g_ascii_isdigit(p[0]) && g_ascii_isdigit(p[1]) && g_ascii_isdigit(p[2]) && g_ascii_isdigit(p[3]) &&
            !g_ascii_isdigit(p[4]) && g_str_has_prefix(p + 4, "年") && (p == text || !g_ascii_isdigit(p[-1]))) {
            int year = atoi(p);
            if (year >= 1990 && year <= 2100)
                return year;
        }
    }
    return 0;
}

/* The report's year: the one in most of the tables' titles, else the first one that the text names. */
static int
find_year(const MzText *text, const GArray *raw, MzArena *arena)
{
    int best = 0;
    guint best_count = 0;
    int *years = mz_arena_new0(arena, int, raw->len);
    for (guint i = 0; i < raw->len; i++)
        years[i] = year_in(g_array_index(raw, MzRawTable, i).title);
    for (guint i = 0; i < raw->len; i++) {
        guint count = 0;
        for (guint j = i; j < raw->len && years[i] != 0; j++)
            count += years[j] == years[i];
        if (count > best_count) {
            best = years[i];
            best_count = count;
        }
    }
    for (guint l = 0; l < text->n_lines && best == 0; l++)
        best = year_in(mz_text_compact(&text->lines[l], 0, MIN(text->lines[l].n, 200), arena));
    return best;
}

/* The department's name as most tables' heads state it, without （汇总）. */
static const char *
find_department(const GArray *raw, MzArena *arena)
{
    const char **names = mz_arena_new0(arena, const char *, raw->len + 1);
    for (guint i = 0; i < raw->len; i++)
        names[i] = g_array_index(raw, MzRawTable, i).department;
    const char *name = most_frequent(names, raw->len);
    if (name == NULL)
        return NULL;
    const char *summed = strstr(name, "(汇总)");
    if (summed != NULL)
        name = mz_arena_printf(arena, "%.*s%s", (int)(summed - name), name, summed + strlen("(汇总)"));
    return mz_print_name(name, arena);
}

static guint
amounts_of(const MzRawTable *raw)
{
    return raw->amounts->len;
}

/* A table found twice (a heading of the same words in the contents or the text): the one with more amounts is it. */
static void
drop_doubles(GArray *raw)
{
    for (guint i = raw->len; i-- > 0;) {
        for (guint j = 0; j < i; j++) {
            MzRawTable *a = &g_array_index(raw, MzRawTable, j);
            MzRawTable *b = &g_array_index(raw, MzRawTable, i);
            if (a->form->table != b->form->table)
                continue;
            if (amounts_of(b) > amounts_of(a)) {
                MzRawTable swap = *a;
                *a = *b;
                *b = swap;
            }
            g_array_unref(b->rows);
            g_array_unref(b->amounts);
            g_array_remove_index(raw, i);
            break;
        }
    }
}

static void
make_rows(MzReport *report, MzTable *table, const MzRawTable *raw)
{
    guint n_columns = table->form->n_columns;
    gboolean wide = raw->rows->len == 1 && strcmp(g_array_index(raw->rows, MzRawRow, 0).row.key, "wide") == 0;
    table->n_rows = wide ? table->form->n_rows : raw->rows->len;
    table->rows = mz_arena_new0(report->arena, MzRow, table->n_rows);
    MzCell *cells = mz_arena_new0(report->arena, MzCell, (gsize)table->n_rows * n_columns);
    for (guint r = 0; r < table->n_rows; r++) {
        MzRow *row = &table->rows[r];
        *row = g_array_index(raw->rows, MzRawRow, wide ? 0 : r).row;
        if (wide) {
            row->key = table->form->rows[r].key;
            row->name = row->label = table->form->rows[r].label;
            row->form_row = (int)r;
        }
        row->cells = cells + (gsize)r * n_columns;
    }
}

static void
make_table(MzReport *report, MzTable *table, const MzRawTable *raw)
{
    table->key = raw->form->table;
    table->form = raw->form;
    table->title = mz_print_name(raw->title, report->arena);
    table->number = raw->number;
    table->unit = raw->unit;
    table->unit_stated = raw->unit_stated;
    table->note = raw->note;
    table->first_line = raw->lines.first;
    table->last_line = raw->lines.last;
    table->empty = raw->amounts->len == 0;
    table->empty_note = table->empty ? raw->empty_note : NULL;
    make_rows(report, table, raw);
}

/* The unit of tables that do not state theirs is that of most tables which do; of none: 万元. */
static void
settle_units(GArray *raw)
{
    guint stated[2] = {0};
    for (guint i = 0; i < raw->len; i++) {
        const MzRawTable *table = &g_array_index(raw, MzRawTable, i);
        stated[table->unit] += table->unit_stated;
    }
    for (guint i = 0; i < raw->len; i++) {
        MzRawTable *table = &g_array_index(raw, MzRawTable, i);
        if (!table->unit_stated)
            table->unit = stated[MZ_UNIT_YUAN] > stated[MZ_UNIT_WAN] ? MZ_UNIT_YUAN : MZ_UNIT_WAN;
    }
}

/* What was meant as an amount and is none. Tables are there. */
static void
keep_slips(MzReport *report, const MzText *text, const GArray *raw)
{
    guint n = 0;
    for (guint t = 0; t < raw->len; t++)
        n += g_array_index(raw, MzRawTable, t).n_slips;
    if (n == 0)
        return;
    report->extractions = mz_arena_new0(report->arena, MzExtraction, n);
    for (guint t = 0; t < raw->len; t++) {
        const MzRawTable *table = &g_array_index(raw, MzRawTable, t);
        for (guint i = 0; i < table->n_slips; i++) {
            MzSpan span = table->slips[i];
            const char *line = text->source->lines[span.line - 1].text;
            gsize from = mz_text_offset(line, span.start), to = mz_text_offset(line, span.end);
            report->extractions[report->n_extractions++] = (MzExtraction){
                MZ_EXTRACTION_SLIP, mz_arena_strndup(report->arena, line + from, to - from), (int)t, span};
        }
    }
}

static void
find_tables(MzReport *report, const MzText *text, GArray *raw)
{
    settle_units(raw);
    for (guint i = 0; i < raw->len; i++) {
        mz_raw_head_read(&g_array_index(raw, MzRawTable, i), text);
        mz_raw_rows_read(&g_array_index(raw, MzRawTable, i), text, report->arena);
    }
    drop_doubles(raw);
    report->n_tables = raw->len;
    report->tables = mz_arena_new0(report->arena, MzTable, raw->len);
    for (guint i = 0; i < raw->len; i++) {
        make_table(report, &report->tables[i], &g_array_index(raw, MzRawTable, i));
        report->unit = report->tables[0].unit;
    }
    mz_name_rows(report, raw);
    keep_slips(report, text, raw);
}

static void
copy_lines(MzReport *report, const MzSource *source)
{
    report->source = mz_arena_strdup(report->arena, source->name);
    report->n_lines = source->n_lines;
    report->lines = mz_arena_new0(report->arena, const char *, source->n_lines);
    gsize all = 0;
    for (guint i = 0; i < source->n_lines; i++)
        all += source->lines[i].length + (gsize)1;
    char *to = mz_arena_bytes(report->arena, all);
    for (guint i = 0; i < source->n_lines; i++) {
        const MzLine *line = &source->lines[i];
        report->lines[i] = to;
        if (line->length > 0)
            memcpy(to, line->text, line->length);
        to += line->length;
        *to++ = '\0';
    }
}

/* The narrative is what lies outside the tables. */
static void
read_narrative(MzReport *report, const MzText *text)
{
    MzLineRange *ranges = mz_arena_new0(report->arena, MzLineRange, report->n_tables + 1);
    for (guint i = 0; i < report->n_tables; i++)
        ranges[i] = (MzLineRange){report->tables[i].first_line, report->tables[i].last_line};
    mz_parse_outline(report, text, ranges, report->n_tables);
    mz_parse_claims(report, text);
}

/* Why no standard table was found: it may stand on pages that were not read. */
static void
say_no_table(const MzSource *source, GError **error)
{
    MzPlace place = {source->name, 0, 0};
    g_autofree char *unread = mz_unread_pages(source);
    if (unread != NULL)
        mz_error_set(error, MZ_ERROR_UNREAD, &place,
                     mz_tr("第 %s 页是扫描图像，没有读；其余各页没有标准表。请改用电子原件，或加 --ocr 识别",
                           "pages %s are scanned and were not read, the others have no standard table; use the "
                           "electronic original, or --ocr"),
                     unread);
    else
        mz_error_set(
            error, MZ_ERROR_UNREAD, &place, "%s",
            mz_tr("没有找到任何标准表（如“收入支出决算总表”“部门收支总体情况表”）；请检查这是不是部门决算或部门预算的全"
                  "文",
                  "no standard table found (such as 收入支出决算总表 or 部门收支总体情况表); check whether this is the "
                  "full text of final accounts or a budget"));
}

MzReport *
mz_parse_source(const MzSource *source, GError **error)
{
    MzArena *arena = mz_arena_new();
    MzReport *report = mz_arena_new0(arena, MzReport, 1);
    report->arena = arena;
    copy_lines(report, source);
    MzText *text = mz_text_of(source, report->arena);
    GArray *raw = mz_raw_tables_find(text, &report->kind, report->arena);
    if (raw->len == 0) {
        say_no_table(source, error);
        mz_raw_tables_free(raw);
        mz_report_free(report);
        return NULL;
    }
    report->year = find_year(text, raw, report->arena);
    report->department = find_department(raw, report->arena);
    find_tables(report, text, raw);
    read_narrative(report, text);
    mz_place(report, raw);
    mz_parse_pages(report, source);
    mz_mask_personal(report, text);
    mz_parse_annexes(report, text);
    mz_raw_tables_free(raw);
    return report;
}

#define JSON_LIMIT (16u * 1024 * 1024)

static gboolean
is_json(const char *path)
{
    return g_str_has_suffix(path, ".json");
}

MzReport *
mz_parse_bytes(const char *path, const char *bytes, gsize length, GError **error)
{
    if (is_json(path))
        return mz_report_from_json(path, bytes, length, error);
    g_autoptr(MzSource) source = mz_document_from_bytes(path, bytes, length, error);
    return source == NULL ? NULL : mz_parse_source(source, error);
}

MzReport *
mz_parse_file(const char *path, GError **error)
{
    if (is_json(path)) {
        gsize length;
        g_autofree char *bytes = mz_source_read_file(path, JSON_LIMIT, &length, error);
        return bytes == NULL ? NULL : mz_parse_bytes(path, bytes, length, error);
    }
    g_autoptr(MzSource) source = mz_document_load(path, error);
    return source == NULL ? NULL : mz_parse_source(source, error);
}
