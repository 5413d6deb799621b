/* The source of a report by line: what stands in a cell is a link back to it. */
#include <stdlib.h>
#include <string.h>

#include "view/view_rows.h"

/* A stretch of a line that became an amount. */
typedef struct {
    guint32 line, start, end;
    const MzTable *table;
    const MzRow *row;
    const MzColumnForm *column;
    const MzCell *cell;
} Stretch;

static gint
by_place(gconstpointer a, gconstpointer b)
{
    const Stretch *one = a, *other = b;
    if (one->line != other->line)
        return one->line < other->line ? -1 : 1;
    if (one->start != other->start)
        return one->start < other->start ? -1 : 1;
    return 0;
}

static GArray *
collect(const MzReport *report)
{
    GArray *stretches = g_array_new(FALSE, FALSE, sizeof(Stretch));
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        for (guint r = 0; r < table->n_rows; r++) {
            for (guint c = 0; c < table->form->n_columns; c++) {
                const MzCell *cell = &table->rows[r].cells[c];
                if (!cell->present || cell->span.line == 0)
                    continue;
                Stretch stretch = {cell->span.line,
                                   cell->span.start,
                                   cell->span.end,
                                   table,
                                   &table->rows[r],
                                   &table->form->columns[c],
                                   cell};
                g_array_append_val(stretches, stretch);
            }
        }
    }
    g_array_sort(stretches, by_place);
    return stretches;
}

static void
set_cell(MzArena *arena, MzValue *value, MzRowAddress *address, const Stretch *stretch)
{
    mz_view_set_cell_id(arena, value, address, mz_table_key_name(stretch->table->key), stretch->row, stretch->column);
    mz_value_set_static(value, "table", stretch->table->form->title);
    mz_value_set_static(value, "row", stretch->row->label);
    mz_value_set_static(value, "column", stretch->column->heading);
}

/* Table, row and column of an amount. What it shares with the amount `before` it in the line (NULL: none) is not said
 * again: most lines are one row of one table. */
static const char *
title_of(MzArena *arena, const Stretch *stretch, const Stretch *before)
{
    static const char gap[] = " · ";
    const char *column = stretch->column->heading;
    if (before == NULL || before->table != stretch->table)
        return mz_arena_concat(arena, stretch->table->form->title, gap, stretch->row->label, gap, column, (char *)NULL);
    if (before->row != stretch->row)
        return mz_arena_concat(arena, stretch->row->label, gap, column, (char *)NULL);
    return column;
}

/* The amount and what stands between the one before and it. */
static void
add_amount(MzArena *arena, MzValue *amounts, MzRowAddress *address, const Stretch *stretch, const Stretch *before,
           const char *gap, const char *start, const char *end)
{
    MzValue *amount = mz_value_append_object_of(amounts, 4);
    mz_value_set_static_len(amount, "before", gap, (gsize)(start - gap));
    mz_view_set_cell_id(arena, amount, address, mz_table_key_name(stretch->table->key), stretch->row, stretch->column);
    mz_value_set_static(amount, "title", title_of(arena, stretch, before));
    mz_value_set_static_len(amount, "text", start, (gsize)(end - start));
}

/* Cuts a line at the amounts in it. Amounts without a place of their own (recovered ones) are named after the line. */
static void
add_line(const MzPageView *page, MzValue *lines, const char *text, guint number, const Stretch *stretches, guint n)
{
    MzValue *line = mz_value_append_object_of(lines, 5);
    mz_value_set_static(line, "n", mz_arena_number(page->arena, number));
    MzValue *amounts = mz_value_set_array(line, "amounts");
    MzValue *others = mz_value_set_array(line, "others");
    MzRowAddress address = {0};
    const Stretch *before = NULL;
    const char *at = text[strspn(text, " \t")] == '\0' ? "" : text;
    guint32 place = 0;
    for (guint i = 0; i < n; i++) {
        if (stretches[i].end <= stretches[i].start || stretches[i].start < place) {
            set_cell(page->arena, mz_value_append_object(others), &address, &stretches[i]);
            continue;
        }
        const char *start = at, *end;
        guint32 reached = place;
        for (; reached < stretches[i].start && *start != '\0'; reached++)
            start = g_utf8_next_char(start);
        for (end = start; reached < stretches[i].end && *end != '\0'; reached++)
            end = g_utf8_next_char(end);
        if (end == start) /* the line ends before */
            continue;
        add_amount(page->arena, amounts, &address, &stretches[i], before, at, start, end);
        before = &stretches[i];
        place = reached;
        at = end;
    }
    mz_value_set_static(line, "rest", at);
    mz_value_set_bool(line, "has_others", mz_value_length(others) > 0);
}

/* Tenths of a point as a number of SVG. */
static const char *
points(MzArena *arena, guint32 tenths)
{
    return mz_arena_printf(arena, "%u.%u", tenths / 10, tenths % 10);
}

static void
add_boxes(const MzPageView *page, MzValue *image, guint number, const GArray *stretches)
{
    static const char *const names[] = {"x", "y", "width", "height"};
    MzRowAddress address = {0};
    MzValue *boxes = mz_value_set_array(image, "boxes");
    for (guint i = 0; i < stretches->len; i++) {
        const Stretch *stretch = &g_array_index(stretches, Stretch, i);
        const guint32 *box = stretch->cell->box;
        if (stretch->cell->page != number || box[2] <= box[0] || box[3] <= box[1])
            continue;
        const guint32 values[] = {box[0], box[1], box[2] - box[0], box[3] - box[1]};
        MzValue *value = mz_value_append_object(boxes);
        set_cell(page->arena, value, &address, stretch);
        mz_value_set_static(value, "amount", stretch->cell->text);
        for (guint k = 0; k < G_N_ELEMENTS(names); k++)
            mz_value_set_static(value, names[k], points(page->arena, values[k]));
    }
}

/* The picture of page `number` with its amounts; `name` NULL: there is none. */
static void
set_image(const MzPageView *page, MzValue *sheet, const MzReport *report, guint number, const char *name,
          const GArray *stretches)
{
    if (name == NULL) {
        mz_value_set_null(sheet, "image");
        return;
    }
    MzValue *image = mz_value_set_object(sheet, "image");
    mz_value_set_static(image, "src", name);
    mz_value_set_static(image, "number", mz_arena_number(page->arena, number));
    mz_value_set_static(image, "page_width", points(page->arena, report->pages[number - 1].width));
    mz_value_set_static(image, "page_height", points(page->arena, report->pages[number - 1].height));
    add_boxes(page, image, number, stretches);
}

void
mz_view_source(MzPageView *page, const MzReportInput *input, const char *const *images)
{
    const MzReport *report = input->report;
    const MzBody *body = input->body;
    mz_view_crumb(page, input->department, mz_arena_printf(page->arena, "%s/index.html", body->address));
    mz_view_crumb(page, mz_filing_title(page->arena, input->filing),
                  mz_arena_printf(page->arena, "%s/index.html", input->filing->address));
    mz_view_crumb(page, "原文", NULL);
    mz_value_set_static(page->view, "department", input->department);
    mz_value_set_static(page->view, "report_title", mz_filing_title(page->arena, input->filing));
    mz_view_set_official(page, input);
    char *name = g_path_get_basename(report->source != NULL ? report->source : input->filing->path);
    mz_value_set_string(page->view, "source_name", name);
    g_free(name);
    mz_value_set_printf(page->view, "n_lines", "%u", report->n_lines);
    mz_value_set_bool(page->view, "has_masked", report->n_masked > 0);
    mz_value_set_printf(page->view, "n_masked", "%u", report->n_masked);
    GArray *stretches = collect(report);
    const Stretch *all = (const Stretch *)(gpointer)stretches->data;
    MzValue *sheets = mz_value_set_array(page->view, "sheets");
    MzValue *lines = NULL;
    guint next = 0;
    for (guint i = 0; i < report->n_lines || lines == NULL; i++) {
        guint sheet = images == NULL ? 0 : report->line_pages[i];
        if (lines == NULL || (images != NULL && sheet > 0 && sheet != report->line_pages[i - 1])) {
            MzValue *value = mz_value_append_object(sheets);
            set_image(page, value, report, sheet, sheet == 0 ? NULL : images[sheet - 1], stretches);
            lines = mz_value_set_array(value, "lines");
        }
        if (i >= report->n_lines)
            break;
        guint first = next;
        while (next < stretches->len && all[next].line == i + 1)
            next++;
        add_line(page, lines, report->lines[i], i + 1, stretches->len > 0 ? all + first : NULL, next - first);
    }
    g_array_free(stretches, TRUE);
}
