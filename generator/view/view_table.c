/* The standard tables in the legal layout.
 *
 * One table in the page is rows under rows of headings, whatever its shape. A row has a side for each panel of the
 * table: codes and a label lead, then come the amounts. Blank cells, a good third of all, stand as runs behind what
 * they follow. The form says which columns there are; the shapes differ only in how rows are laid beside each other:
 *
 *     coded, labelled   one row of the report is one row of the page
 *     two-sided         income and expenditure side by side, totals on one line
 *     economic (final)  three panels side by side, 人员经费合计 and 公用经费合计 on the last line
 *     wide              all amounts on one line
 */
#include <string.h>

#include "base/map.h"
#include "view/view_rows.h"

/* A table of more cells in a row does not fit a wide screen without scrolling, and its headings cannot stay in sight.
 */
enum { MAX_PANELS = 3, MOST_COLUMNS = 16, MOST_IN_SIGHT = 10 };

/* One panel of a table: columns that stand together and the rows under them. */
typedef struct {
    const char *heading;         /* over the whole panel: "收入"; NULL: none */
    guint columns[MOST_COLUMNS]; /* indices of the form's columns */
    guint n_columns;
    gboolean has_code;
    const MzRow **rows; /* NULL entries are empty lines */
    guint n_rows;
    guint first_line; /* 行次 of the first row; 0: lines are not numbered */
} Panel;

/* ---- what rows and cells are made from */

/* A row is of sides, a row of headings of cells. */
enum { ROW_HAS_CLASS, ROW_CLASS, ROW_INSIDE, ROW_KEYS };
static const char *const row_keys[ROW_KEYS] = {
    [ROW_HAS_CLASS] = "has_class", [ROW_CLASS] = "class", [ROW_INSIDE] = "sides"};
static const char *const headings_keys[ROW_KEYS] = {
    [ROW_HAS_CLASS] = "has_class", [ROW_CLASS] = "class", [ROW_INSIDE] = "cells"};

enum {
    HEADING_TEXT,
    HEADING_IS_WIDE,
    HEADING_COLUMNS,
    HEADING_IS_TALL,
    HEADING_ROWS,
    HEADING_SCOPE,
    HEADING_CLASS,
    HEADING_HAS_TERM,
    HEADING_TERM,
    HEADING_KEYS
};
static const char *const heading_keys[HEADING_KEYS] = {
    [HEADING_TEXT] = "text",       [HEADING_IS_WIDE] = "is_wide",   [HEADING_COLUMNS] = "columns",
    [HEADING_IS_TALL] = "is_tall", [HEADING_ROWS] = "rows",         [HEADING_SCOPE] = "scope",
    [HEADING_CLASS] = "class",     [HEADING_HAS_TERM] = "has_term", [HEADING_TERM] = "term"};

/* What stands in one panel of a row: codes, a label, or a gap where the panel has no row, then the amounts. */
enum {
    SIDE_CODES,
    SIDE_CODE_BLANKS,
    SIDE_HAS_LABEL,
    SIDE_HAS_GAP,
    SIDE_IS_WIDE,
    SIDE_COLUMNS,
    SIDE_HAS_CLASS,
    SIDE_CLASS,
    SIDE_IS_ITEM,
    SIDE_ITEMS, /* where the pages of items are */
    SIDE_CODE,
    SIDE_IS_HIDDEN,
    SIDE_ORDINAL,
    SIDE_TEXT,
    SIDE_HAS_TERM,
    SIDE_TERM,
    SIDE_HAS_PROJECT,
    SIDE_PROJECT,
    SIDE_HAS_ROW_NUMBER,
    SIDE_ROW_NUMBER,
    SIDE_BLANKS,
    SIDE_AMOUNTS,
    SIDE_KEYS
};
static const char *const side_keys[SIDE_KEYS] = {[SIDE_CODES] = "codes",
                                                 [SIDE_CODE_BLANKS] = "code_blanks",
                                                 [SIDE_HAS_LABEL] = "has_label",
                                                 [SIDE_HAS_GAP] = "has_gap",
                                                 [SIDE_IS_WIDE] = "is_wide",
                                                 [SIDE_COLUMNS] = "columns",
                                                 [SIDE_HAS_CLASS] = "has_class",
                                                 [SIDE_CLASS] = "class",
                                                 [SIDE_IS_ITEM] = "is_item",
                                                 [SIDE_ITEMS] = "items",
                                                 [SIDE_CODE] = "code",
                                                 [SIDE_IS_HIDDEN] = "is_hidden",
                                                 [SIDE_ORDINAL] = "ordinal",
                                                 [SIDE_TEXT] = "text",
                                                 [SIDE_HAS_TERM] = "has_term",
                                                 [SIDE_TERM] = "term",
                                                 [SIDE_HAS_PROJECT] = "has_project",
                                                 [SIDE_PROJECT] = "project",
                                                 [SIDE_HAS_ROW_NUMBER] = "has_row_number",
                                                 [SIDE_ROW_NUMBER] = "row_number",
                                                 [SIDE_BLANKS] = "blanks",
                                                 [SIDE_AMOUNTS] = "amounts"};

enum { AMOUNT_ID, AMOUNT_MARKS, AMOUNT_HAS_LINE, AMOUNT_LINE, AMOUNT_TEXT, AMOUNT_BLANKS, AMOUNT_KEYS };
static const char *const amount_keys[AMOUNT_KEYS] = {
    [AMOUNT_ID] = "id",     [AMOUNT_MARKS] = "marks", [AMOUNT_HAS_LINE] = "has_line",
    [AMOUNT_LINE] = "line", [AMOUNT_TEXT] = "text",   [AMOUNT_BLANKS] = "blanks"};

/* A term that the report explains. */
typedef struct {
    const char *name;
    gsize length;
    guint number;
} Term;

/* What all tables of a report share. */
typedef struct {
    const Term *terms;
    guint n_terms;
    MzMap items; /* codes of the items that have a page: economic ones, or functional ones */
    MzValue *headings, *heading, *row, *side, *amount; /* patterns */
    const MzValue *blanks[MOST_COLUMNS + 1];           /* so many blank cells: over a third of all are, in runs */
} Shared;

typedef struct {
    const MzPageView *page;
    MzArena *arena;
    const Shared *shared;
    const MzReport *report;
    const MzTable *table;
    const char *key;                  /* name of the table's key */
    const char *items;                /* where the pages of its items are */
    const MzCorrections *corrections; /* NULL: none */
    const guint8 *odd;                /* by row and column: a check points at the amount; NULL: at none */
    gboolean has_marks;               /* an amount may have something beside it */
    MzRowAddress address;
    MzValue *view;
    MzValue *marks; /* explanations of amounts that were not simply printed */
    guint n_marks;
    const MzValue **noted; /* by row and column: what stands beside the amount; NULL: nothing beside any */
} Maker;

static const char *const numbers[] = {"0", "1",  "2",  "3",  "4",  "5",  "6",  "7", "8",
                                      "9", "10", "11", "12", "13", "14", "15", "16"};

static const char *
number(const Maker *maker, guint n)
{
    return n < G_N_ELEMENTS(numbers) ? numbers[n] : mz_arena_number(maker->arena, n);
}

/* ---- terms of 名词解释 */

/* "住房公积金" of "住房保障支出（类）住房改革支出（款）住房公积金（项）"; a term that is no path of codes as it is. */
static Term
term_of(const char *term, guint number)
{
    static const char mark[] = "(项)"; /* terms are read in narrow punctuation */
    gsize length = strlen(term);
    const char *end = g_str_has_suffix(term, mark) ? term + length - strlen(mark) : NULL;
    const char *start = end != NULL ? g_strrstr_len(term, end - term, ")") : NULL;
    return start == NULL ? (Term){term, length, number} : (Term){start + 1, (gsize)(end - start) - 1, number};
}

/* The number of the term of this name, 0: there is none. A report has a dozen or two, and few names are as long as one
 * of them. The first explanation of a name counts. */
static guint
find_term(const Shared *shared, const char *name, gsize length)
{
    for (guint i = 0; i < shared->n_terms; i++) {
        const Term *term = &shared->terms[i];
        if (term->length == length && memcmp(term->name, name, length) == 0)
            return term->number;
    }
    return 0;
}

/* Links what a row or column is called to its explanation: the keys has_term, at `place`, and term behind it. */
static void
fill_term(const Maker *maker, MzValue *cell, guint place, const char *name, gsize length)
{
    guint n = find_term(maker->shared, name, length);
    if (n == 0)
        return;
    mz_value_fill_bool(cell, place, TRUE);
    mz_value_fill_number(cell, place + 1, n);
}

/* ---- rows and headings */

/* Gives a row its class, "" for none, and room for so many sides or cells; returns these. */
static MzValue *
fill_row(MzValue *row, const char *class, guint inside)
{
    if (class[0] != '\0') {
        mz_value_fill_bool(row, ROW_HAS_CLASS, TRUE);
        mz_value_fill(row, ROW_CLASS, class);
    }
    return mz_value_fill_array_of(row, ROW_INSIDE, inside);
}

static MzValue *
add_row(MzValue *rows, const MzValue *pattern, const char *class, guint inside)
{
    return fill_row(mz_value_append_like(rows, pattern), class, inside);
}

static void
add_heading(const Maker *maker, MzValue *row, const char *text, guint columns, guint rows, const char *class)
{
    MzValue *cell = mz_value_append_like(row, maker->shared->heading);
    gsize length = strlen(text);
    mz_value_fill_len(cell, HEADING_TEXT, text, length);
    if (columns > 1) {
        mz_value_fill_bool(cell, HEADING_IS_WIDE, TRUE);
        mz_value_fill(cell, HEADING_COLUMNS, number(maker, columns));
        mz_value_fill(cell, HEADING_SCOPE, "colgroup");
    }
    if (rows > 1) {
        mz_value_fill_bool(cell, HEADING_IS_TALL, TRUE);
        mz_value_fill(cell, HEADING_ROWS, number(maker, rows));
    }
    mz_value_fill(cell, HEADING_CLASS, class);
    fill_term(maker, cell, HEADING_HAS_TERM, text, length);
}

/* How many of the panel's columns from `i` on stand under the same group. */
static guint
group_width(const MzForm *form, const Panel *panel, guint i)
{
    const char *group = form->columns[panel->columns[i]].group;
    guint width = 1;
    while (group != NULL && i + width < panel->n_columns &&
           g_strcmp0(form->columns[panel->columns[i + width]].group, group) == 0)
        width++;
    return width;
}

static gboolean
has_groups(const MzForm *form, const Panel *panel)
{
    for (guint i = 0; i < panel->n_columns; i++) {
        if (form->columns[panel->columns[i]].group != NULL)
            return TRUE;
    }
    return FALSE;
}

/* The headings of amounts: `upper` takes groups and what stands alone, `lower` what stands under groups. */
static void
add_amount_headings(const Maker *maker, const Panel *panel, MzValue *upper, MzValue *lower)
{
    const MzForm *form = maker->table->form;
    for (guint i = 0; i < panel->n_columns;) {
        const MzColumnForm *column = &form->columns[panel->columns[i]];
        guint width = group_width(form, panel, i);
        if (column->group == NULL) {
            add_heading(maker, upper, column->heading, 1, lower != NULL ? 2 : 1, "n");
        } else {
            add_heading(maker, upper, column->group, width, 1, "n");
            for (guint j = 0; j < width && lower != NULL; j++)
                add_heading(maker, lower, form->columns[panel->columns[i + j]].heading, 1, 1, "n");
        }
        i += width;
    }
}

static gboolean
splits_code(const Maker *maker)
{
    return maker->table->form->kind == MZ_KIND_BUDGET;
}

/* In how many cells a code stands: final accounts print it whole, budgets by 类, 款, 项. */
static guint
code_cells(const Maker *maker)
{
    if (!splits_code(maker))
        return 1;
    return maker->table->form->shape == MZ_SHAPE_ECONOMIC ? 2 : 3;
}

static guint
lead_cells(const Maker *maker, const Panel *panel)
{
    gboolean projects = maker->table->key == MZ_TABLE_PROJECTS;
    return (panel->has_code ? code_cells(maker) : 0) + 1 + (panel->first_line > 0) + projects;
}

static void
add_code_headings(const Maker *maker, MzValue *upper, MzValue *lower)
{
    static const char *const levels[] = {"类", "款", "项"};
    gboolean economic = maker->table->form->shape == MZ_SHAPE_ECONOMIC;
    const char *title = economic ? "经济分类科目编码" : "功能分类科目编码";
    if (!splits_code(maker) || lower == NULL) {
        add_heading(maker, upper, title, code_cells(maker), lower != NULL ? 2 : 1, "code whole");
        return;
    }
    add_heading(maker, upper, title, code_cells(maker), 1, "code");
    for (guint i = 0; i < code_cells(maker); i++)
        add_heading(maker, lower, levels[i], 1, 1, "code");
}

static void
add_lead_headings(const Maker *maker, const Panel *panel, MzValue *upper, MzValue *lower)
{
    guint rows = lower != NULL ? 2 : 1;
    if (panel->has_code)
        add_code_headings(maker, upper, lower);
    add_heading(maker, upper, panel->has_code ? "科目名称" : "项目", 1, rows, "label");
    if (maker->table->key == MZ_TABLE_PROJECTS)
        add_heading(maker, upper, "项目名称", 1, rows, "label");
    if (panel->first_line > 0)
        add_heading(maker, upper, "行次", 1, rows, "line");
}

/* How many cells stand in a full row. */
static guint
cells_across(const Maker *maker, const Panel *panels, guint n_panels)
{
    guint n = 0;
    for (guint p = 0; p < n_panels; p++)
        n += lead_cells(maker, &panels[p]) + panels[p].n_columns;
    return n;
}

/* The line of column numbers (栏次) under the headings. */
static void
add_column_numbers(const Maker *maker, const Panel *panels, guint n_panels, MzValue *rows)
{
    MzValue *row = add_row(rows, maker->shared->headings, "numbers", cells_across(maker, panels, n_panels));
    guint n = 0;
    for (guint p = 0; p < n_panels; p++) {
        guint lead = lead_cells(maker, &panels[p]);
        add_heading(maker, row, "栏次", lead, 1, "label");
        for (guint i = 0; i < panels[p].n_columns; i++)
            add_heading(maker, row, number(maker, ++n), 1, 1, "n");
    }
}

static void
add_headings(const Maker *maker, const Panel *panels, guint n_panels, gboolean numbered)
{
    MzValue *rows = mz_value_set_array(maker->view, "head");
    guint width = cells_across(maker, panels, n_panels);
    mz_value_set_bool(maker->view, "fits", width <= MOST_IN_SIGHT);
    gboolean deep = FALSE;
    for (guint p = 0; p < n_panels; p++)
        deep = deep || has_groups(maker->table->form, &panels[p]) || (panels[p].has_code && splits_code(maker));
    if (panels[0].heading != NULL) {
        MzValue *top = add_row(rows, maker->shared->headings, "", n_panels);
        for (guint p = 0; p < n_panels;) {
            guint columns = 0, first = p;
            for (; p < n_panels && strcmp(panels[p].heading, panels[first].heading) == 0; p++)
                columns += lead_cells(maker, &panels[p]) + panels[p].n_columns;
            add_heading(maker, top, panels[first].heading, columns, 1, "side");
        }
    }
    MzValue *upper = add_row(rows, maker->shared->headings, "", width);
    MzValue *lower = deep ? add_row(rows, maker->shared->headings, "", width) : NULL;
    for (guint p = 0; p < n_panels; p++) {
        add_lead_headings(maker, &panels[p], upper, lower);
        add_amount_headings(maker, &panels[p], upper, lower);
    }
    if (numbered)
        add_column_numbers(maker, panels, n_panels, rows);
}

/* ---- cells */

/* How an amount that was not simply printed is marked: one character that also reads in black and white. */
static const struct {
    const char *sign;
    const char *class;
    const char *words;
} origins[] = {
    [MZ_ORIGIN_RECOVERED] = {"推", "recovered", "原文未能直接读出，由勾稽关系推定"},
    [MZ_ORIGIN_UNCERTAIN] = {"疑", "uncertain", "原文位置不能确定，暂列于此"},
    [MZ_ORIGIN_CORRECTED] = {"正", "corrected", "已更正"},
};

/* What a corrected cell said before; NULL: it was not corrected, or was blank. */
static const char *
old_text(const Maker *maker, const MzRow *row, const MzColumnForm *column)
{
    const MzCorrections *corrections = maker->corrections;
    for (guint i = 0; corrections != NULL && i < corrections->n_items; i++) {
        const MzCorrection *item = &corrections->items[i];
        if (&maker->report->tables[item->table_index] == maker->table && &maker->table->rows[item->row_index] == row &&
            &maker->table->form->columns[item->column_index] == column)
            return item->old_text[0] != '\0' ? item->old_text : NULL;
    }
    return NULL;
}

static void
add_mark(Maker *maker, MzValue *link, const MzRow *row, const MzColumnForm *column, const MzCell *cell)
{
    guint n = ++maker->n_marks;
    mz_value_set_static(link, "class", origins[cell->origin].class);
    mz_value_set_static(link, "sign", origins[cell->origin].sign);
    mz_value_set_static(link, "n", number(maker, n));
    mz_value_set_static(link, "table_key", maker->key);
    const char *old = old_text(maker, row, column);
    mz_value_set_bool(link, "has_old", old != NULL);
    mz_value_set_static(link, "old", old != NULL ? old : "");
    MzValue *mark = mz_value_append_object(maker->marks);
    mz_value_set_static(mark, "n", number(maker, n));
    mz_value_set_static(mark, "sign", origins[cell->origin].sign);
    mz_value_set_static(mark, "class", origins[cell->origin].class);
    mz_value_set_static(mark, "table_key", maker->key);
    mz_value_set_static(mark, "words", origins[cell->origin].words);
    mz_value_set_static(mark, "row", row->label);
    mz_value_set_static(mark, "column", column->heading);
    mz_value_set_printf(mark, "cell", "%s.%s.%s", maker->key, row->key, column->key);
    mz_value_set_bool(mark, "has_proof", cell->proof != NULL);
    mz_value_set_static(mark, "proof", cell->proof != NULL ? cell->proof : "");
}

static gsize
place_of(const Maker *maker, const MzRow *row, guint index)
{
    return (gsize)(row - maker->table->rows) * maker->table->form->n_columns + index;
}

/* Makes what stands beside few amounts of a row (NULL: none), in the order that they are shown in: the marks are
 * numbered. The row itself may be made more than once, or never. */
static void
note_marks(Maker *maker, const Panel *panel, const MzRow *row)
{
    for (guint i = 0; row != NULL && maker->has_marks && i < panel->n_columns; i++) {
        const guint index = panel->columns[i];
        const MzCell *cell = &row->cells[index];
        gboolean is_odd = maker->odd != NULL && maker->odd[place_of(maker, row, index)] != 0;
        if (!cell->present || (cell->origin == MZ_ORIGIN_PRINTED && !is_odd))
            continue;
        if (maker->noted == NULL)
            maker->noted = mz_arena_new0(maker->arena, const MzValue *,
                                         (gsize)maker->table->n_rows * maker->table->form->n_columns);
        MzValue *marks = mz_value_object(maker->arena);
        mz_value_set_bool(marks, "is_odd", is_odd);
        if (cell->origin == MZ_ORIGIN_PRINTED)
            mz_value_set_null(marks, "mark");
        else
            add_mark(maker, mz_value_set_object(marks, "mark"), row, &maker->table->form->columns[index], cell);
        maker->noted[place_of(maker, row, index)] = marks;
    }
}

/* Returns the amount. */
static MzValue *
add_amount(Maker *maker, MzValue *amounts, const MzRow *row, guint index)
{
    const MzCell *cell = &row->cells[index];
    MzValue *amount = mz_value_append_like(amounts, maker->shared->amount);
    mz_view_fill_cell_id(maker->arena, amount, AMOUNT_ID, &maker->address, maker->key, row,
                         &maker->table->form->columns[index]);
    if (maker->noted != NULL && maker->noted[place_of(maker, row, index)] != NULL)
        mz_value_fill_value(amount, AMOUNT_MARKS, maker->noted[place_of(maker, row, index)]);
    if (cell->span.line > 0) {
        mz_value_fill_bool(amount, AMOUNT_HAS_LINE, TRUE);
        mz_view_fill_line(amount, AMOUNT_LINE, &maker->address, cell->span.line);
    }
    mz_view_fill_money(maker->arena, amount, AMOUNT_TEXT, cell->amount);
    return amount;
}

/* The amounts of a row (NULL: none). Each knows how many blank cells follow it, and the side how many lead. */
static void
fill_amounts(Maker *maker, MzValue *side, const Panel *panel, const MzRow *row)
{
    MzValue *amounts = NULL, *before = side;
    guint place = SIDE_BLANKS, blanks = 0;
    for (guint i = 0; i < panel->n_columns; i++) {
        if (row == NULL || !row->cells[panel->columns[i]].present) {
            blanks++;
            continue;
        }
        if (blanks > 0)
            mz_value_fill_value(before, place, maker->shared->blanks[blanks]);
        if (amounts == NULL)
            amounts = mz_value_fill_array_of(side, SIDE_AMOUNTS, panel->n_columns - i);
        before = add_amount(maker, amounts, row, panel->columns[i]);
        place = AMOUNT_BLANKS;
        blanks = 0;
    }
    if (blanks > 0)
        mz_value_fill_value(before, place, maker->shared->blanks[blanks]);
}

static void
fill_columns(const Maker *maker, MzValue *side, guint columns)
{
    if (columns == 1)
        return;
    mz_value_fill_bool(side, SIDE_IS_WIDE, TRUE);
    mz_value_fill(side, SIDE_COLUMNS, number(maker, columns));
}

/* Where a panel has no row. */
static void
fill_gap(const Maker *maker, MzValue *side, guint columns)
{
    mz_value_fill_bool(side, SIDE_HAS_GAP, TRUE);
    fill_columns(maker, side, columns);
}

static void
fill_label_class(const Maker *maker, MzValue *side, const Panel *panel, const MzRow *row)
{
    static const char *const indents[] = {"", "i1", "i2", "i3"};
    guint level = row->level;
    if (panel->has_code && level > 0)
        level--;
    gboolean is_top = panel->has_code && row->level == 1 && maker->table->form->shape == MZ_SHAPE_ECONOMIC;
    if (is_top || level > 0) {
        mz_value_fill_bool(side, SIDE_HAS_CLASS, TRUE);
        mz_value_fill(side, SIDE_CLASS, is_top ? "top" : indents[MIN(level, 3)]);
    }
}

static void
fill_label(const Maker *maker, MzValue *side, const Panel *panel, const MzRow *row, guint columns)
{
    const MzForm *form = maker->table->form;
    const MzRowForm *prescribed = row->form_row >= 0 && form->rows != NULL ? &form->rows[row->form_row] : NULL;
    gsize length = strlen(row->label);
    mz_value_fill_bool(side, SIDE_HAS_LABEL, TRUE);
    mz_value_fill_len(side, SIDE_TEXT, row->label, length);
    fill_columns(maker, side, columns);
    fill_label_class(maker, side, panel, row);
    if (prescribed != NULL) {
        mz_value_fill(side, SIDE_ORDINAL, prescribed->ordinal);
        mz_value_fill_bool(side, SIDE_IS_HIDDEN, prescribed->unlabelled);
        if (prescribed->unlabelled)
            return;
    }
    if (row->code != NULL && panel->has_code && mz_map_find(&maker->shared->items, row->code) != NULL) {
        mz_value_fill_bool(side, SIDE_IS_ITEM, TRUE);
        mz_value_fill(side, SIDE_ITEMS, maker->items);
        mz_value_fill(side, SIDE_CODE, row->code);
    }
    fill_term(maker, side, SIDE_HAS_TERM, row->label, length);
}

/* The cells of a code: whole, or its parts, of which the last ones may be missing. */
static void
fill_code(const Maker *maker, MzValue *side, const MzRow *row)
{
    guint n = code_cells(maker), filled = 0;
    MzValue *codes = mz_value_fill_array_of(side, SIDE_CODES, n);
    gsize length = strlen(row->code);
    for (gsize start = 0, end = n == 1 ? length : 3; filled < n && start < length; start = end, end += 2) {
        end = MIN(end, length);
        gsize part = end - start;
        mz_value_append_kept_len(codes, n == 1 ? row->code : mz_arena_strndup(maker->arena, row->code + start, part),
                                 part);
        filled++;
    }
    if (filled < n)
        mz_value_fill_value(side, SIDE_CODE_BLANKS, maker->shared->blanks[n - filled]);
}

/* What stands before the amounts of a row in a panel. */
static void
fill_lead(const Maker *maker, MzValue *side, const Panel *panel, const MzRow *row, guint line)
{
    guint cells_before = panel->has_code ? code_cells(maker) : 0;
    gboolean projects = maker->table->key == MZ_TABLE_PROJECTS;
    if (row == NULL) {
        fill_gap(maker, side, cells_before + 1 + projects);
    } else if (row->code == NULL || !panel->has_code) {
        fill_label(maker, side, panel, row, cells_before + 1 + projects);
    } else {
        fill_code(maker, side, row);
        fill_label(maker, side, panel, row, 1);
        if (projects) {
            mz_value_fill_bool(side, SIDE_HAS_PROJECT, TRUE);
            mz_value_fill(side, SIDE_PROJECT, row->project != NULL ? row->project : "");
        }
    }
    if (panel->first_line > 0) {
        mz_value_fill_bool(side, SIDE_HAS_ROW_NUMBER, TRUE);
        mz_value_fill(side, SIDE_ROW_NUMBER, number(maker, line));
    }
}

static gboolean
is_total(const MzRow *row)
{
    static const char *const words[] = {"合计", "总计", "本年收入合计", "本年支出合计", "收入总计", "支出总计"};
    if (row == NULL || !g_str_has_suffix(row->label, "计"))
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strcmp(row->label, words[i]) == 0)
            return TRUE;
    }
    return FALSE;
}

static const char *
row_class(const MzRow *row, gboolean has_code)
{
    static const char *const levels[] = {"", "l1", "l2"};
    if (is_total(row))
        return "total";
    return row != NULL && has_code && row->code != NULL && row->level < G_N_ELEMENTS(levels) ? levels[row->level] : "";
}

/* The rows of a table as they are made while the page is rendered: lines of panels, and below them totals that reach
 * over panels. */
typedef struct {
    Maker maker;
    Panel panels[MAX_PANELS];
    guint n_panels, n_lines;
    const MzRow *staff, *public, *all; /* totals; NULL: there is none */
} Rows;

static const MzRow *
row_at(const Panel *panel, guint line)
{
    return line < panel->n_rows ? panel->rows[line] : NULL;
}

static gboolean
has_parts(const Rows *rows)
{
    return rows->staff != NULL || rows->public != NULL;
}

static const MzValue *make_total(Maker *maker, const Rows *rows, guint index);

static const MzValue *
make_row(MzArena *arena, guint index, gpointer user)
{
    const Rows *rows = user;
    Maker maker = rows->maker; /* whose address of cells begins anew: what the one of another row had is forgotten */
    if (index >= rows->n_lines)
        return make_total(&maker, rows, index - rows->n_lines);
    const Panel *panels = rows->panels;
    MzValue *row = mz_value_like(arena, maker.shared->row);
    gboolean is_coded = rows->n_panels == 1 && panels[0].has_code;
    MzValue *sides = fill_row(row, row_class(row_at(&panels[0], index), is_coded), rows->n_panels);
    for (guint p = 0; p < rows->n_panels; p++) {
        MzValue *side = mz_value_append_like(sides, maker.shared->side);
        fill_lead(&maker, side, &panels[p], row_at(&panels[p], index), panels[p].first_line + index);
        fill_amounts(&maker, side, &panels[p], row_at(&panels[p], index));
    }
    return row;
}

/* The rows of panels; `totals` has those below them, NULL: none. */
static void
add_rows(Maker *maker, const Panel *panels, guint n_panels, const Rows *totals)
{
    Rows *rows = mz_arena_new0(maker->arena, Rows, 1);
    if (totals != NULL)
        *rows = *totals;
    memcpy(rows->panels, panels, n_panels * sizeof *panels);
    rows->n_panels = n_panels;
    for (guint p = 0; p < n_panels; p++)
        rows->n_lines = MAX(rows->n_lines, panels[p].n_rows);
    for (guint i = 0; i < rows->n_lines; i++) {
        for (guint p = 0; p < n_panels; p++)
            note_marks(maker, &panels[p], row_at(&panels[p], i));
    }
    note_marks(maker, &panels[0], rows->staff);
    note_marks(maker, &panels[0], rows->public);
    note_marks(maker, &panels[0], rows->all);
    rows->maker = *maker;
    mz_value_set_made(maker->view, "rows", rows->n_lines + has_parts(rows) + (rows->all != NULL), make_row, rows);
}

/* ---- shapes */

static void
take_columns(const MzForm *form, MzSide side, Panel *panel)
{
    for (guint i = 0; i < form->n_columns && panel->n_columns < G_N_ELEMENTS(panel->columns); i++) {
        MzSide own = form->columns[i].side;
        if (side == MZ_SIDE_NONE || own == MZ_SIDE_NONE || own == side)
            panel->columns[panel->n_columns++] = i;
    }
}

/* The line 合计 of an empty table of which the report prints only the headings. */
static const MzRow *
blank_total(const Maker *maker)
{
    MzRow *row = mz_arena_new0(maker->arena, MzRow, 1);
    *row = (MzRow){.key = "total", .name = "合计", .label = "合计", .printed = "", .form_row = -1, .parent = -1};
    row->cells = mz_arena_new0(maker->arena, MzCell, maker->table->form->n_columns);
    return row;
}

static void
make_flat(Maker *maker, gboolean has_code)
{
    const MzTable *table = maker->table;
    Panel panel = {.has_code = has_code};
    take_columns(table->form, MZ_SIDE_NONE, &panel);
    panel.rows = mz_arena_alloc(maker->arena, (table->n_rows + 1) * sizeof *panel.rows);
    panel.n_rows = table->n_rows;
    for (guint i = 0; i < table->n_rows; i++)
        panel.rows[i] = &table->rows[i];
    if (panel.n_rows == 0)
        panel.rows[panel.n_rows++] = blank_total(maker);
    add_headings(maker, &panel, 1, TRUE);
    add_rows(maker, &panel, 1, NULL);
}

/* Where a side is cut so that 本年…合计 and 总计 stand on one line with their counterparts. */
typedef enum { BLOCK_ITEMS, BLOCK_YEAR, BLOCK_TOTAL, BLOCKS } Block;

static Block
block_of(const MzTable *table, const MzRow *row, Block before)
{
    const char *key = row->key + 3; /* after "in-", "ex-" */
    if (strcmp(row->key, "in-total") == 0 || strcmp(row->key, "ex-total") == 0)
        return BLOCK_TOTAL;
    if (table->form->kind == MZ_KIND_FINAL && strlen(row->key) > 3 && strcmp(key, "year") == 0)
        return MAX(BLOCK_YEAR, before);
    return before;
}

static void
make_two_sided(Maker *maker)
{
    const MzTable *table = maker->table;
    const MzForm *form = table->form;
    gboolean numbered = form->kind == MZ_KIND_FINAL;
    const MzRow **sides[2][BLOCKS];
    guint n[2][BLOCKS] = {{0}};
    for (guint i = 0; i < 2 * BLOCKS; i++)
        sides[i / BLOCKS][i % BLOCKS] = mz_arena_alloc(maker->arena, (table->n_rows + 1) * sizeof(const MzRow *));
    Block now[2] = {BLOCK_ITEMS, BLOCK_ITEMS};
    for (guint i = 0; i < table->n_rows; i++) {
        const MzRow *row = &table->rows[i];
        guint side = row->side == MZ_SIDE_EXPENDITURE;
        now[side] = block_of(table, row, now[side]);
        sides[side][now[side]][n[side][now[side]]++] = row;
    }
    Panel panels[2] = {{.heading = "收入", .first_line = numbered}, {.heading = "支出", .first_line = numbered}};
    take_columns(form, MZ_SIDE_INCOME, &panels[0]);
    take_columns(form, MZ_SIDE_EXPENDITURE, &panels[1]);
    for (guint side = 0; side < 2; side++) {
        panels[side].rows = mz_arena_new0(maker->arena, const MzRow *, 2 * table->n_rows + 1);
        for (guint block = 0; block < BLOCKS; block++) {
            for (guint i = 0; i < n[side][block]; i++)
                panels[side].rows[panels[side].n_rows + i] = sides[side][block][i];
            panels[side].n_rows += MAX(n[0][block], n[1][block]);
        }
    }
    if (numbered)
        panels[1].first_line = panels[0].n_rows + 1;
    add_headings(maker, panels, 2, numbered);
    add_rows(maker, panels, 2, NULL);
}

/* Which of the three panels a row of the economic table stands in; -1: on the last line. */
static int
economic_panel(const MzRow *row)
{
    if (row->code == NULL)
        return -1;
    if (g_str_has_prefix(row->code, "301") || g_str_has_prefix(row->code, "303"))
        return 0;
    return g_str_has_prefix(row->code, "302") ? 1 : 2;
}

/* A total of the economic table: its label, which reaches over whole panels (NULL: a gap), and its amount. */
static void
add_economic_total(Maker *maker, MzValue *sides, const Panel *panel, const MzRow *row, guint columns)
{
    Panel wide = *panel;
    wide.has_code = FALSE;
    MzValue *side = mz_value_append_like(sides, maker->shared->side);
    if (row != NULL)
        fill_label(maker, side, &wide, row, columns);
    else
        fill_gap(maker, side, columns);
    fill_amounts(maker, side, &wide, row);
}

/* 人员经费合计 | 公用经费合计, across the panels, and what both are. */
static const MzValue *
make_total(Maker *maker, const Rows *rows, guint index)
{
    MzValue *row = mz_value_like(maker->arena, maker->shared->row);
    if (index == 0 && has_parts(rows)) {
        MzValue *sides = fill_row(row, "total", 2);
        add_economic_total(maker, sides, &rows->panels[0], rows->staff, 2);
        add_economic_total(maker, sides, &rows->panels[2], rows->public, 5);
    } else {
        add_economic_total(maker, fill_row(row, "total", 1), &rows->panels[0], rows->all, 8);
    }
    return row;
}

static void
find_totals(const MzTable *table, Rows *totals)
{
    for (guint i = 0; i < table->n_rows; i++) {
        const MzRow *row = &table->rows[i];
        if (row->code != NULL)
            continue;
        if (strstr(row->label, "人员") != NULL)
            totals->staff = row;
        else if (strstr(row->label, "公用") != NULL)
            totals->public = row;
        else
            totals->all = row;
    }
}

static void
make_economic(Maker *maker)
{
    const MzTable *table = maker->table;
    Panel panels[MAX_PANELS] = {{.heading = "人员经费", .has_code = TRUE},
                                {.heading = "公用经费", .has_code = TRUE},
                                {.heading = "公用经费", .has_code = TRUE}};
    for (guint p = 0; p < MAX_PANELS; p++) {
        panels[p].rows = mz_arena_alloc(maker->arena, (table->n_rows + 1) * sizeof(const MzRow *));
        take_columns(table->form, MZ_SIDE_NONE, &panels[p]);
    }
    for (guint i = 0; i < table->n_rows; i++) {
        int p = economic_panel(&table->rows[i]);
        if (p >= 0)
            panels[p].rows[panels[p].n_rows++] = &table->rows[i];
    }
    add_headings(maker, panels, MAX_PANELS, FALSE);
    Rows totals = {.n_lines = 0};
    find_totals(table, &totals);
    add_rows(maker, panels, MAX_PANELS, &totals);
}

/* “三公” of final accounts: 预算数 and 决算数 side by side, all amounts on one line. */
static void
make_wide(Maker *maker)
{
    const MzTable *table = maker->table;
    Panel panels[2] = {{.heading = "预算数"}, {.heading = "决算数"}};
    take_columns(table->form, MZ_SIDE_NONE, &panels[0]);
    take_columns(table->form, MZ_SIDE_NONE, &panels[1]);
    mz_value_set_bool(maker->view, "fits", FALSE);
    MzValue *head = mz_value_set_array(maker->view, "head");
    guint width = 2 * panels[0].n_columns;
    MzValue *top = add_row(head, maker->shared->headings, "", 2),
            *upper = add_row(head, maker->shared->headings, "", width);
    MzValue *lower = add_row(head, maker->shared->headings, "", width);
    for (guint p = 0; p < 2; p++) {
        add_heading(maker, top, panels[p].heading, panels[p].n_columns, 1, "side");
        add_amount_headings(maker, &panels[p], upper, lower);
    }
    MzValue *last = add_row(head, maker->shared->headings, "numbers", width);
    for (guint i = 1; i <= width; i++)
        add_heading(maker, last, number(maker, i), 1, 1, "n");
    MzValue *sides = add_row(mz_value_set_array(maker->view, "rows"), maker->shared->row, "", 2);
    for (guint p = 0; p < 2; p++) {
        const MzRow *row = mz_table_row(table, p == 0 ? "budget" : "final");
        note_marks(maker, &panels[p], row);
        fill_amounts(maker, mz_value_append_like(sides, maker->shared->side), &panels[p], row);
    }
}

/* ---- the table as a whole */

static void
set_notes(MzArena *arena, MzValue *view, const MzTable *table)
{
    MzValue *notes = mz_value_set_array(view, "notes");
    char **lines = table->note != NULL ? g_strsplit(table->note, "\n", -1) : NULL;
    for (guint i = 0; lines != NULL && lines[i] != NULL; i++) {
        if (lines[i][0] != '\0' && g_strcmp0(lines[i], table->empty_note) != 0)
            mz_value_append_string(notes, mz_view_chinese(arena, lines[i]));
    }
    g_strfreev(lines);
    mz_value_set_bool(view, "is_empty", table->empty);
    mz_value_set_static(view, "empty_note",
                        table->empty_note != NULL ? mz_view_chinese(arena, table->empty_note)
                                                  : "本表无数据，按规定以空表公开。");
}

static const char *
shape_class(MzShape shape)
{
    switch (shape) {
    case MZ_SHAPE_TWO_SIDED:
        return "two-sided";
    case MZ_SHAPE_CODED:
        return "coded";
    case MZ_SHAPE_ECONOMIC:
        return "economic";
    case MZ_SHAPE_WIDE:
        return "wide";
    case MZ_SHAPE_LABELLED:
        return "labelled";
    }
    return "";
}

static void
make_shape(Maker *maker)
{
    MzShape shape = maker->table->form->shape;
    if (shape == MZ_SHAPE_TWO_SIDED)
        make_two_sided(maker);
    else if (shape == MZ_SHAPE_ECONOMIC && maker->table->form->kind == MZ_KIND_FINAL)
        make_economic(maker);
    else if (shape == MZ_SHAPE_WIDE && maker->table->form->n_rows == 2)
        make_wide(maker);
    else
        make_flat(maker, shape == MZ_SHAPE_CODED || shape == MZ_SHAPE_ECONOMIC);
}

/* Functional and economic codes never meet: the former begin with 2, the latter with 3 to 5. */
static MzMap
codes_of(MzArena *arena, const MzDigest *digest)
{
    MzMap codes = mz_map_new(arena, digest->n_items);
    for (guint i = 0; i < digest->n_items; i++)
        mz_map_add(&codes, digest->items[i].code, NULL);
    return codes;
}

static const Term *
terms_of(MzArena *arena, const MzReport *report)
{
    Term *terms = mz_arena_new0(arena, Term, (gsize)report->n_glossary + 1);
    for (guint i = 0; i < report->n_glossary; i++)
        terms[i] = term_of(report->glossary[i].term, i + 1);
    return terms;
}

/* What most headings and cells are: ordinary, over and beside one, without class, not explained. */
static MzValue *
heading_pattern(MzArena *arena)
{
    MzValue *heading = mz_value_pattern(arena, heading_keys, HEADING_KEYS);
    mz_value_fill_bool(heading, HEADING_IS_WIDE, FALSE);
    mz_value_fill(heading, HEADING_COLUMNS, "1");
    mz_value_fill_bool(heading, HEADING_IS_TALL, FALSE);
    mz_value_fill(heading, HEADING_ROWS, "1");
    mz_value_fill(heading, HEADING_SCOPE, "col");
    mz_value_fill_bool(heading, HEADING_HAS_TERM, FALSE);
    return heading;
}

/* A row or a row of headings; both begin with the same keys. */
static MzValue *
row_pattern(MzArena *arena, const char *const *keys, guint n_keys)
{
    MzValue *row = mz_value_pattern(arena, keys, n_keys);
    mz_value_fill_bool(row, ROW_HAS_CLASS, FALSE);
    mz_value_fill(row, ROW_CLASS, "");
    return row;
}

static MzValue *
side_pattern(MzArena *arena)
{
    static const guint none[] = {SIDE_CODES,          SIDE_CODE_BLANKS, SIDE_HAS_LABEL, SIDE_HAS_GAP,  SIDE_IS_WIDE,
                                 SIDE_HAS_CLASS,      SIDE_IS_ITEM,     SIDE_IS_HIDDEN, SIDE_HAS_TERM, SIDE_HAS_PROJECT,
                                 SIDE_HAS_ROW_NUMBER, SIDE_BLANKS,      SIDE_AMOUNTS};
    static const guint empty[] = {SIDE_CLASS, SIDE_ITEMS,   SIDE_CODE,      SIDE_ORDINAL,
                                  SIDE_TEXT,  SIDE_PROJECT, SIDE_ROW_NUMBER};
    MzValue *side = mz_value_pattern(arena, side_keys, SIDE_KEYS);
    for (guint i = 0; i < G_N_ELEMENTS(none); i++)
        mz_value_fill_bool(side, none[i], FALSE);
    for (guint i = 0; i < G_N_ELEMENTS(empty); i++)
        mz_value_fill(side, empty[i], "");
    mz_value_fill(side, SIDE_COLUMNS, "1");
    return side;
}

static MzValue *
amount_pattern(MzArena *arena)
{
    MzValue *amount = mz_value_pattern(arena, amount_keys, AMOUNT_KEYS);
    mz_value_fill_bool(amount, AMOUNT_MARKS, FALSE);
    mz_value_fill_bool(amount, AMOUNT_HAS_LINE, FALSE);
    mz_value_fill(amount, AMOUNT_LINE, "0");
    mz_value_fill_bool(amount, AMOUNT_BLANKS, FALSE);
    return amount;
}

static Shared
shared_of(MzArena *arena, const MzReportInput *input)
{
    Shared shared = {.terms = terms_of(arena, input->report),
                     .n_terms = input->report->n_glossary,
                     .items = codes_of(arena, input->digest),
                     .headings = row_pattern(arena, headings_keys, ROW_KEYS),
                     .heading = heading_pattern(arena),
                     .row = row_pattern(arena, row_keys, ROW_KEYS),
                     .side = side_pattern(arena),
                     .amount = amount_pattern(arena)};
    for (guint n = 0; n < G_N_ELEMENTS(shared.blanks); n++)
        shared.blanks[n] = mz_value_repeated(arena, mz_value_null(), n);
    return shared;
}

/* The amounts of a table that a finding, of more weight than a note, is about; NULL: none is. */
static const guint8 *
odd_amounts(const MzPageView *page, const MzReportInput *input, const MzTable *table)
{
    guint8 *odd = NULL;
    const MzChecks *checks = input->checks;
    for (guint i = 0; checks != NULL && i < checks->n_findings; i++) {
        const MzFinding *finding = &checks->findings[i];
        const MzEvidence *place = &finding->place;
        if (place->table != table - input->report->tables || place->row < 0 || place->column < 0 ||
            finding->severity <= MZ_SEVERITY_NOTE || finding->suppressed != NULL)
            continue;
        if (odd == NULL)
            odd = mz_arena_new0(page->arena, guint8, (gsize)table->n_rows * table->form->n_columns);
        odd[(gsize)place->row * table->form->n_columns + (gsize)place->column] = 1;
    }
    return odd;
}

static const char *
items_folder(const MzPageView *page, const MzTable *table)
{
    const char *folder = table->form->shape == MZ_SHAPE_ECONOMIC ? "economic/" : "items/";
    return mz_arena_concat(page->arena, page->root, folder, (char *)NULL);
}

static void
make_table(const MzPageView *page, const MzReportInput *input, const MzTable *table, const Shared *shared,
           MzValue *view)
{
    const MzDigest *digest = input->digest;
    const char *key = mz_table_key_name(table->key);
    mz_value_set_static(view, "table_key", key);
    mz_value_set_static(view, "name", table->form->title);
    mz_value_set_printf(view, "caption", "%d年度%s", digest->filing->year, table->form->title);
    mz_value_set_bool(view, "has_number", table->number != NULL);
    mz_value_set_static(view, "number", table->number != NULL ? table->number : "");
    mz_value_set_static(view, "unit", mz_unit_label(table->unit));
    mz_value_set_static(view, "department", digest->department);
    mz_value_set_number(view, "first_line", MAX(1, table->first_line));
    mz_value_set_static(view, "shape", shape_class(table->form->shape));
    mz_value_set_bool(view, "is_explained", FALSE); /* until the page knows its sections */
    mz_value_set_static(view, "explanation", "");
    set_notes(page->arena, view, table);
    Maker maker = {.page = page,
                   .arena = page->arena,
                   .report = input->report,
                   .table = table,
                   .key = key,
                   .items = items_folder(page, table),
                   .corrections = input->corrections,
                   .shared = shared,
                   .odd = odd_amounts(page, input, table),
                   .view = view,
                   .marks = mz_value_set_array(view, "marks")};
    maker.has_marks = maker.odd != NULL || digest->n_recovered + digest->n_uncertain + digest->n_corrected > 0;
    make_shape(&maker);
    mz_value_set_bool(view, "has_marks", maker.n_marks > 0);
    mz_value_set_bool(view, "has_many_marks", maker.n_marks > 6);
    mz_value_set_static(view, "n_marks", number(&maker, maker.n_marks));
    mz_view_tally(page, view, input, (int)(table - input->report->tables), -1);
}

void
mz_view_tables(const MzPageView *page, const MzReportInput *input, MzValue *tables)
{
    Shared *shared = mz_arena_new0(page->arena, Shared, 1); /* rows are made with it when they are rendered */
    *shared = shared_of(page->arena, input);
    for (guint i = 0; i < input->report->n_tables; i++)
        make_table(page, input, &input->report->tables[i], shared, mz_value_append_object(tables));
}
