/* The source of a report by line: what stands in a cell is a link back to it. */
#include <string.h>

#include "view/view_rows.h"

/* A stretch of a line that became an amount. */
typedef struct {
    const MzTable *table;
    const MzRow *row;
    const MzColumnForm *column;
    const MzCell *cell;
    const char *title; /* of table and column */
} Stretch;

/* All of them in the order of their places; those of line `n` begin at `starts[n]` and end before `starts[n + 1]`. */
typedef struct {
    const Stretch *all;
    const guint *starts;
    guint n;
} Stretches;

static const char between[] = " · ";

/* Those of a table; a column's title is made for the first amount in it. */
static guint
collect_table(MzArena *arena, const MzTable *table, Stretch *found)
{
    guint n = 0;
    const MzForm *form = table->form;
    const char **titles = mz_arena_new0(arena, const char *, form->n_columns);
    for (guint r = 0; r < table->n_rows; r++) {
        const MzRow *row = &table->rows[r];
        for (guint c = 0; c < form->n_columns; c++) {
            if (!row->cells[c].present || row->cells[c].span.line == 0)
                continue;
            if (titles[c] == NULL)
                titles[c] = mz_arena_concat(arena, form->title, between, form->columns[c].heading, (char *)NULL);
            found[n++] = (Stretch){table, row, &form->columns[c], &row->cells[c], titles[c]};
        }
    }
    return n;
}

static guint
collect(MzArena *arena, const MzReport *report, Stretch *found)
{
    guint n = 0;
    for (guint t = 0; t < report->n_tables; t++)
        n += collect_table(arena, &report->tables[t], found + n);
    return n;
}

/* Those of a line are few, and nearly always in order: each is put behind the last that does not stand after it. */
static void
put_in_order(Stretch *line, guint n, const Stretch *one)
{
    const MzSpan *span = &one->cell->span;
    for (; n > 0; n--) {
        const MzSpan *before = &line[n - 1].cell->span;
        if (before->line < span->line || (before->line == span->line && before->start <= span->start))
            break;
        line[n] = line[n - 1];
    }
    line[n] = *one;
}

static Stretches
stretches_of(MzArena *arena, const MzReport *report)
{
    gsize most = 0, lines = (gsize)report->n_lines + 1; /* what is said to stand behind the last line is put there */
    for (guint t = 0; t < report->n_tables; t++)
        most += (gsize)report->tables[t].n_rows * report->tables[t].form->n_columns;
    Stretch *found = mz_arena_alloc(arena, most * sizeof *found), *all = mz_arena_alloc(arena, most * sizeof *all);
    guint n = collect(arena, report, found);
    guint *starts = mz_arena_new0(arena, guint, lines + 2), *taken = mz_arena_new0(arena, guint, lines + 1);
    for (guint i = 0; i < n; i++)
        starts[MIN(found[i].cell->span.line, lines) + 1]++;
    for (gsize line = 1; line <= lines + 1; line++)
        starts[line] += starts[line - 1];
    for (guint i = 0; i < n; i++) {
        gsize line = MIN(found[i].cell->span.line, lines);
        put_in_order(all + starts[line], taken[line]++, &found[i]);
    }
    return (Stretches){all, starts, n};
}

/* ---- lines and their amounts */

enum { CELL_ID, CELL_TABLE, CELL_ROW, CELL_COLUMN, CELL_KEYS };
static const char *const cell_keys[CELL_KEYS] = {
    [CELL_ID] = "id", [CELL_TABLE] = "table", [CELL_ROW] = "row", [CELL_COLUMN] = "column"};

enum { AMOUNT_BEFORE, AMOUNT_ID, AMOUNT_TITLE, AMOUNT_TEXT, AMOUNT_KEYS };
static const char *const amount_keys[AMOUNT_KEYS] = {
    [AMOUNT_BEFORE] = "before", [AMOUNT_ID] = "id", [AMOUNT_TITLE] = "title", [AMOUNT_TEXT] = "text"};

enum { LINE_N, LINE_AMOUNTS, LINE_REST, LINE_HAS_OTHERS, LINE_OTHERS, LINE_KEYS };
static const char *const line_keys[LINE_KEYS] = {[LINE_N] = "n",
                                                 [LINE_AMOUNTS] = "amounts",
                                                 [LINE_REST] = "rest",
                                                 [LINE_HAS_OTHERS] = "has_others",
                                                 [LINE_OTHERS] = "others"};

typedef struct {
    MzArena *arena;
    MzValue *line, *amount, *cell; /* patterns */
    MzRowAddress address;
} Maker;

static Maker
maker_of(MzArena *arena)
{
    Maker maker = {.arena = arena,
                   .line = mz_value_pattern(arena, line_keys, LINE_KEYS),
                   .amount = mz_value_pattern(arena, amount_keys, AMOUNT_KEYS),
                   .cell = mz_value_pattern(arena, cell_keys, CELL_KEYS)};
    mz_value_fill_bool(maker.line, LINE_AMOUNTS, FALSE);
    mz_value_fill_bool(maker.line, LINE_HAS_OTHERS, FALSE);
    mz_value_fill_bool(maker.line, LINE_OTHERS, FALSE);
    return maker;
}

static void
fill_id(Maker *maker, MzValue *value, guint place, const Stretch *stretch)
{
    mz_view_fill_cell_id(maker->arena, value, place, &maker->address, mz_table_key_name(stretch->table->key),
                         stretch->row, stretch->column);
}

/* An amount by the names of its table, row and column. */
static MzValue *
add_cell(Maker *maker, MzValue *list, const Stretch *stretch)
{
    MzValue *value = mz_value_append_like(list, maker->cell);
    fill_id(maker, value, CELL_ID, stretch);
    mz_value_fill(value, CELL_TABLE, stretch->table->form->title);
    mz_value_fill(value, CELL_ROW, stretch->row->label);
    mz_value_fill(value, CELL_COLUMN, stretch->column->heading);
    return value;
}

/* Whether a name, whole, is what stands before a place in a line, behind `begin`: between them are blanks and the
 * number of the row at most, before it a blank or an ordinal. */
static gboolean
is_named_before(const char *begin, const char *at, const char *name)
{
    static const char *const marks[] = {"、", "）", "：", "　"};
    gsize length = strlen(name);
    while (at > begin && (at[-1] == '\t' || at[-1] == ' ' || g_ascii_isdigit(at[-1])))
        at--;
    if (length == 0 || (gsize)(at - begin) < length || memcmp(at - length, name, length) != 0)
        return FALSE;
    at -= length;
    if (at == begin || strchr("\t :.)", at[-1]) != NULL || g_ascii_isdigit(at[-1]))
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        gsize mark = strlen(marks[i]);
        if ((gsize)(at - begin) >= mark && memcmp(at - mark, marks[i], mark) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Table, row and column of an amount that begins at `at`, behind `gap`. Not said again is what it shares with the
 * amount `before` it in the line (NULL: none), as most lines are one row of one table, and the name of a row that
 * stands right before it. */
static const char *
title_of(MzArena *arena, const Stretch *stretch, const Stretch *before, const char *gap, const char *at)
{
    const char *row = stretch->row->label, *column = stretch->column->heading;
    gboolean same_table = before != NULL && before->table == stretch->table;
    if (same_table && (before->row == stretch->row || is_named_before(gap, at, row)))
        return column;
    if (same_table)
        return mz_arena_concat(arena, row, between, column, (char *)NULL);
    if (is_named_before(gap, at, row))
        return stretch->title;
    return mz_arena_concat(arena, stretch->table->form->title, between, row, between, column, (char *)NULL);
}

/* The amount and what stands between the one before and it. */
static void
add_amount(Maker *maker, MzValue *amounts, const Stretch *stretch, const Stretch *before, const char *gap,
           const char *start, const char *end)
{
    MzValue *amount = mz_value_append_like(amounts, maker->amount);
    mz_value_fill_len(amount, AMOUNT_BEFORE, gap, (gsize)(start - gap));
    fill_id(maker, amount, AMOUNT_ID, stretch);
    mz_value_fill(amount, AMOUNT_TITLE, title_of(maker->arena, stretch, before, gap, start));
    mz_value_fill_len(amount, AMOUNT_TEXT, start, (gsize)(end - start));
}

/* The place up to `n` characters further on in a line, and how many these were in the end. Most are ASCII, eight of
 * which are passed at once. */
static const char *
forward(const char *at, const char *end, guint32 n, guint32 *passed)
{
    guint32 left = n;
    while (left > 0 && at < end) {
        guint64 eight = G_MAXUINT64;
        if (left >= sizeof eight && (gsize)(end - at) >= sizeof eight)
            memcpy(&eight, at, sizeof eight);
        gboolean is_ascii = (eight & G_GUINT64_CONSTANT(0x8080808080808080)) == 0;
        at = is_ascii ? at + sizeof eight : g_utf8_next_char(at);
        left -= is_ascii ? sizeof eight : 1;
    }
    *passed += n - left;
    return at;
}

/* An amount of the line that has no place of its own in it, a recovered one. */
static void
add_other(Maker *maker, MzValue *line, MzValue **others, const Stretch *stretch)
{
    if (*others == NULL) {
        *others = mz_value_fill_array_of(line, LINE_OTHERS, 1);
        mz_value_fill_bool(line, LINE_HAS_OTHERS, TRUE);
    }
    add_cell(maker, *others, stretch);
}

/* Cuts a line at the amounts in it; returns what is left behind the last. */
static const char *
cut_line(Maker *maker, MzValue *line, const char *text, const char *text_end, const Stretch *stretches, guint n)
{
    MzValue *amounts = mz_value_fill_array_of(line, LINE_AMOUNTS, n), *others = NULL;
    const Stretch *before = NULL;
    const char *at = text;
    guint32 place = 0;
    for (guint i = 0; i < n; i++) {
        const MzSpan *span = &stretches[i].cell->span;
        if (span->end <= span->start || span->start < place) {
            add_other(maker, line, &others, &stretches[i]);
            continue;
        }
        guint32 reached = place;
        const char *start = forward(at, text_end, span->start - place, &reached);
        const char *end = forward(start, text_end, span->end - reached, &reached);
        if (end == start) /* the line ends before */
            continue;
        add_amount(maker, amounts, &stretches[i], before, at, start, end);
        before = &stretches[i];
        place = reached;
        at = end;
    }
    return at;
}

static gboolean
is_blank(const char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    return *text == '\0';
}

/* The lines of a sheet, as they are made while the page is rendered. */
typedef struct {
    const Maker *maker;
    const Stretches *stretches;
    const char *const *texts; /* of all lines */
    guint first;              /* of the sheet, from 0 */
} Lines;

static const MzValue *
make_line(MzArena *arena, guint index, gpointer user)
{
    const Lines *lines = user;
    Maker maker = *lines->maker; /* whose address of cells begins anew: what the one of another line had is forgotten */
    const guint number = lines->first + index, *from = lines->stretches->starts + number + 1, n = from[1] - from[0];
    const char *text = lines->texts[number];
    MzValue *line = mz_value_like(arena, maker.line);
    mz_value_fill_number(line, LINE_N, number + 1);
    const char *rest = is_blank(text) ? "" : text, *end = rest + strlen(rest);
    if (n > 0)
        rest = cut_line(&maker, line, rest, end, lines->stretches->all + from[0], n);
    mz_value_fill_len(line, LINE_REST, rest, (gsize)(end - rest));
    return line;
}

/* ---- pictures of pages */

/* Tenths of a point as a number of SVG. */
static const char *
points(MzArena *arena, guint32 tenths)
{
    return mz_arena_printf(arena, "%u.%u", tenths / 10, tenths % 10);
}

static void
add_boxes(Maker *maker, MzValue *image, guint number, const Stretches *stretches)
{
    static const char *const names[] = {"x", "y", "width", "height"};
    MzValue *boxes = mz_value_set_array(image, "boxes");
    for (guint i = 0; i < stretches->n; i++) {
        const Stretch *stretch = &stretches->all[i];
        const guint32 *box = stretch->cell->box;
        if (stretch->cell->page != number || box[2] <= box[0] || box[3] <= box[1])
            continue;
        const guint32 values[] = {box[0], box[1], box[2] - box[0], box[3] - box[1]};
        MzValue *value = add_cell(maker, boxes, stretch);
        mz_value_set_static(value, "amount", stretch->cell->text);
        for (guint k = 0; k < G_N_ELEMENTS(names); k++)
            mz_value_set_static(value, names[k], points(maker->arena, values[k]));
    }
}

/* The picture of page `number` with its amounts; `name` NULL: there is none. */
static void
set_image(Maker *maker, MzValue *sheet, const MzReport *report, guint number, const char *name,
          const Stretches *stretches)
{
    if (name == NULL) {
        mz_value_set_null(sheet, "image");
        return;
    }
    MzValue *image = mz_value_set_object(sheet, "image");
    mz_value_set_static(image, "src", name);
    mz_value_set_number(image, "number", number);
    mz_value_set_static(image, "page_width", points(maker->arena, report->pages[number - 1].width));
    mz_value_set_static(image, "page_height", points(maker->arena, report->pages[number - 1].height));
    add_boxes(maker, image, number, stretches);
}

/* Where the sheet that begins with line `first`, counted from 0, ends: before a line of another page. */
static guint
sheet_end(const MzReport *report, guint first, const char *const *images)
{
    guint end = MIN(first + 1, report->n_lines);
    while (end < report->n_lines &&
           (images == NULL || report->line_pages[end] == 0 || report->line_pages[end] == report->line_pages[end - 1]))
        end++;
    return end;
}

/* All lines in one sheet, or those of each page beside its picture. */
static void
add_sheets(MzPageView *page, const MzReport *report, const char *const *images)
{
    Stretches *stretches = mz_arena_new0(page->arena, Stretches, 1);
    Maker *maker = mz_arena_new0(page->arena, Maker, 1);
    *stretches = stretches_of(page->arena, report);
    *maker = maker_of(page->arena);
    MzValue *sheets = mz_value_set_array(page->view, "sheets");
    guint first = 0;
    do {
        guint number = images == NULL || report->n_lines == 0 ? 0 : report->line_pages[first];
        guint end = sheet_end(report, first, images);
        MzValue *sheet = mz_value_append_object(sheets);
        set_image(maker, sheet, report, number, number == 0 ? NULL : images[number - 1], stretches);
        Lines *lines = mz_arena_new0(page->arena, Lines, 1);
        *lines = (Lines){maker, stretches, report->lines, first};
        mz_value_set_number(sheet, "first_line", first + 1);
        mz_value_set_made(sheet, "lines", end - first, make_line, lines);
        first = end;
    } while (first < report->n_lines);
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
    mz_value_set_number(page->view, "n_lines", report->n_lines);
    mz_value_set_bool(page->view, "has_masked", report->n_masked > 0);
    mz_value_set_number(page->view, "n_masked", report->n_masked);
    add_sheets(page, report, images);
}
