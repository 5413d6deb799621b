/* The standard tables in the legal layout.
 *
 * One table in the page is rows of cells under rows of headings, whatever its shape: a cell is a heading of its row
 * (`label`), plain text or blank (`plain`), or an amount (`amount`). The form says which columns there are; the shapes
 * differ only in how rows are laid beside each other:
 *
 *     coded, labelled   one row of the report is one row of the page
 *     two-sided         income and expenditure side by side, totals on one line
 *     economic (final)  three panels side by side, 人员经费合计 and 公用经费合计 on the last line
 *     wide              all amounts on one line
 */
#include <string.h>

#include "view/view_rows.h"

/* One panel of a table: columns that stand together and the rows under them. */
typedef struct {
    const char *heading; /* over the whole panel: "收入"; NULL: none */
    guint columns[16];   /* indices of the form's columns */
    guint n_columns;
    gboolean has_code;
    const MzRow **rows; /* NULL entries are empty lines */
    guint n_rows;
    guint first_line; /* 行次 of the first row; 0: lines are not numbered */
} Panel;

enum { MAX_PANELS = 3 };

typedef struct {
    const MzPageView *page;
    MzArena *arena;
    const MzReport *report;
    const MzTable *table;
    const char *key;                  /* name of the table's key */
    const MzCorrections *corrections; /* NULL: none */
    GHashTable *items;                /* codes of the items that have a page: economic ones, or functional ones */
    GHashTable *terms;                /* numbers of the terms that the report explains, by name */
    const guint8 *odd;                /* by row and column: a check points at the amount */
    MzRowAddress address;
    MzValue *view;
    MzValue *marks; /* explanations of amounts that were not simply printed */
    guint n_marks;
    const MzValue *blank;   /* a cell without an amount, one for all */
    const MzValue *nothing; /* a cell without a text, one for all */
} Maker;

static const char *const numbers[] = {"0", "1",  "2",  "3",  "4",  "5",  "6",  "7", "8",
                                      "9", "10", "11", "12", "13", "14", "15", "16"};

static const char *
number(const Maker *maker, guint n)
{
    return n < G_N_ELEMENTS(numbers) ? numbers[n] : mz_arena_number(maker->arena, n);
}

/* ---- terms of 名词解释 */

/* "住房公积金" of "住房保障支出（类）住房改革支出（款）住房公积金（项）"; NULL: the term is no path of codes. */
static char *
item_of_path(const char *term)
{
    static const char mark[] = "(项)"; /* terms are read in narrow punctuation */
    const char *end = g_str_has_suffix(term, mark) ? term + strlen(term) - strlen(mark) : NULL;
    const char *start = end != NULL ? g_strrstr_len(term, end - term, ")") : NULL;
    return start == NULL ? NULL : g_strndup(start + 1, (gsize)(end - start) - 1);
}

/* The first explanation of a name counts. */
static GHashTable *
terms_of(const MzReport *report)
{
    GHashTable *terms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < report->n_glossary; i++) {
        char *item = item_of_path(report->glossary[i].term);
        char *name = item != NULL ? item : g_strdup(report->glossary[i].term);
        if (g_hash_table_contains(terms, name))
            g_free(name);
        else
            g_hash_table_insert(terms, name, GUINT_TO_POINTER(i + 1));
    }
    return terms;
}

/* Links what a row or column is called to its explanation. */
static void
set_term(const Maker *maker, MzValue *cell, const char *name)
{
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(maker->terms, name));
    mz_value_set_bool(cell, "has_term", n > 0);
    if (n > 0)
        mz_value_set_static(cell, "term", mz_arena_number(maker->arena, n));
}

/* ---- rows and headings */

/* What most rows and headings of rows are, ordinary, is said without a class. */
static void
set_class(MzValue *object, const char *class)
{
    mz_value_set_bool(object, "has_class", class[0] != '\0');
    mz_value_set_static(object, "class", class);
}

/* A row with its class, "" for none; returns its cells. */
static MzValue *
add_row(MzValue *rows, const char *class)
{
    MzValue *row = mz_value_append_object_of(rows, 3);
    set_class(row, class);
    return mz_value_set_array(row, "cells");
}

static void
add_heading(const Maker *maker, MzValue *row, const char *text, guint columns, guint rows, const char *class)
{
    MzValue *cell = mz_value_append_object_of(row, 8);
    mz_value_set_static(cell, "text", text);
    mz_value_set_bool(cell, "is_wide", columns > 1);
    mz_value_set_static(cell, "columns", number(maker, columns));
    mz_value_set_bool(cell, "is_tall", rows > 1);
    mz_value_set_static(cell, "rows", number(maker, rows));
    mz_value_set_static(cell, "scope", columns > 1 ? "colgroup" : "col");
    mz_value_set_static(cell, "class", class);
    set_term(maker, cell, text);
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

/* The line of column numbers (栏次) under the headings. */
static void
add_column_numbers(const Maker *maker, const Panel *panels, guint n_panels, MzValue *rows)
{
    MzValue *row = add_row(rows, "numbers");
    guint n = 0;
    for (guint p = 0; p < n_panels; p++) {
        guint lead = lead_cells(maker, &panels[p]);
        add_heading(maker, row, "栏次", lead, 1, "label");
        for (guint i = 0; i < panels[p].n_columns; i++)
            add_heading(maker, row, number(maker, ++n), 1, 1, "n");
    }
}

/* Whether the table fits a wide screen without scrolling, so that its headings may stay in sight. */
static gboolean
fits(const Maker *maker, const Panel *panels, guint n_panels)
{
    guint n = 0;
    for (guint p = 0; p < n_panels; p++)
        n += lead_cells(maker, &panels[p]) + panels[p].n_columns;
    return n <= 10;
}

static void
add_headings(const Maker *maker, const Panel *panels, guint n_panels, gboolean numbered)
{
    MzValue *rows = mz_value_set_array(maker->view, "head");
    mz_value_set_bool(maker->view, "fits", fits(maker, panels, n_panels));
    gboolean deep = FALSE;
    for (guint p = 0; p < n_panels; p++)
        deep = deep || has_groups(maker->table->form, &panels[p]) || (panels[p].has_code && splits_code(maker));
    if (panels[0].heading != NULL) {
        MzValue *top = add_row(rows, "");
        for (guint p = 0; p < n_panels;) {
            guint columns = 0, first = p;
            for (; p < n_panels && strcmp(panels[p].heading, panels[first].heading) == 0; p++)
                columns += lead_cells(maker, &panels[p]) + panels[p].n_columns;
            add_heading(maker, top, panels[first].heading, columns, 1, "side");
        }
    }
    MzValue *upper = add_row(rows, "");
    MzValue *lower = deep ? add_row(rows, "") : NULL;
    for (guint p = 0; p < n_panels; p++) {
        add_lead_headings(maker, &panels[p], upper, lower);
        add_amount_headings(maker, &panels[p], upper, lower);
    }
    if (numbered)
        add_column_numbers(maker, panels, n_panels, rows);
}

/* ---- cells */

/* Three kinds of cells say what they are with the same keys in the same order: where one was found, it is found at once
 * in the next. */
static MzValue *
add_cell(MzValue *row, guint members, gboolean is_amount, gboolean is_label)
{
    MzValue *cell = mz_value_append_object_of(row, 3 + members);
    mz_value_set_bool(cell, "is_blank", FALSE);
    mz_value_set_bool(cell, "is_amount", is_amount);
    mz_value_set_bool(cell, "is_label", is_label);
    return cell;
}

static void
set_columns(const Maker *maker, MzValue *cell, guint columns)
{
    mz_value_set_bool(cell, "is_wide", columns > 1);
    mz_value_set_static(cell, "columns", number(maker, columns));
}

/* Over half of all cells: made once. */
static const MzValue *
empty_cell(MzArena *arena, const char *class)
{
    MzValue *cell = mz_value_object(arena);
    mz_value_set_bool(cell, "is_blank", TRUE);
    mz_value_set_bool(cell, "is_amount", FALSE);
    mz_value_set_bool(cell, "is_label", FALSE);
    mz_value_set_bool(cell, "is_wide", FALSE);
    mz_value_set_static(cell, "columns", "1");
    mz_value_set_static(cell, "class", class);
    mz_value_set_static(cell, "text", "");
    return cell;
}

static void
add_plain(const Maker *maker, MzValue *row, const char *text, const char *class, guint columns)
{
    if (text[0] == '\0' && columns == 1) {
        mz_value_append_value(row, maker->nothing);
        return;
    }
    MzValue *cell = add_cell(row, 4, FALSE, FALSE);
    set_columns(maker, cell, columns);
    mz_value_set_static(cell, "class", class);
    mz_value_set_static(cell, "text", text);
}

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

/* What stands beside few amounts; null beside the others. */
static void
set_marks(Maker *maker, MzValue *amount, const MzRow *row, guint index)
{
    const MzCell *cell = &row->cells[index];
    gsize at = (gsize)(row - maker->table->rows) * maker->table->form->n_columns + index;
    gboolean is_printed = cell->origin == MZ_ORIGIN_PRINTED;
    if (is_printed && maker->odd[at] == 0) {
        mz_value_set_null(amount, "marks");
        return;
    }
    MzValue *marks = mz_value_set_object(amount, "marks");
    mz_value_set_bool(marks, "is_odd", maker->odd[at] != 0);
    if (is_printed)
        mz_value_set_null(marks, "mark");
    else
        add_mark(maker, mz_value_set_object(marks, "mark"), row, &maker->table->form->columns[index], cell);
}

static void
add_amount(Maker *maker, MzValue *cells, const MzRow *row, guint index)
{
    const MzColumnForm *column = &maker->table->form->columns[index];
    const MzCell *cell = &row->cells[index];
    MzValue *amount = add_cell(cells, 5, TRUE, FALSE);
    mz_view_set_cell_id(maker->arena, amount, &maker->address, maker->key, row, column);
    set_marks(maker, amount, row, index);
    mz_value_set_bool(amount, "has_line", cell->span.line > 0);
    mz_value_set_static(amount, "line", mz_arena_number(maker->arena, cell->span.line));
    char text[MZ_MONEY_TEXT];
    mz_value_set_string(amount, "text", mz_money_grouped(cell->amount, text));
}

static void
add_amounts(Maker *maker, MzValue *cells, const Panel *panel, const MzRow *row)
{
    for (guint i = 0; i < panel->n_columns; i++) {
        if (row != NULL && row->cells[panel->columns[i]].present)
            add_amount(maker, cells, row, panel->columns[i]);
        else
            mz_value_append_value(cells, maker->blank);
    }
}

static void
add_label(const Maker *maker, MzValue *cells, const Panel *panel, const MzRow *row, guint columns)
{
    static const char *const indents[] = {"", "i1", "i2", "i3"};
    const MzForm *form = maker->table->form;
    const MzRowForm *prescribed = row->form_row >= 0 && form->rows != NULL ? &form->rows[row->form_row] : NULL;
    MzValue *label = add_cell(cells, 11, FALSE, TRUE);
    set_columns(maker, label, columns);
    guint level = row->level;
    if (panel->has_code && level > 0)
        level--;
    gboolean is_top = panel->has_code && row->level == 1 && form->shape == MZ_SHAPE_ECONOMIC;
    set_class(label, is_top ? "top" : indents[MIN(level, 3)]);
    mz_value_set_bool(label, "is_hidden", prescribed != NULL && prescribed->unlabelled);
    mz_value_set_static(label, "ordinal", prescribed != NULL ? prescribed->ordinal : "");
    mz_value_set_bool(label, "is_item",
                      panel->has_code && row->code != NULL && g_hash_table_contains(maker->items, row->code));
    mz_value_set_static(label, "code", row->code != NULL ? row->code : "");
    mz_value_set_static(label, "text", row->label);
    set_term(maker, label, row->label);
}

static void
add_code(const Maker *maker, MzValue *cells, const MzRow *row)
{
    guint n = code_cells(maker);
    if (n == 1) {
        add_plain(maker, cells, row->code, "code", 1);
        return;
    }
    gsize length = strlen(row->code);
    for (guint i = 0; i < n; i++) {
        gsize start = i == 0 ? 0 : 1 + 2 * i;
        gsize end = i == 0 ? 3 : start + 2;
        const char *part =
            start < length ? mz_arena_strndup(maker->arena, row->code + start, MIN(end, length) - start) : "";
        add_plain(maker, cells, part, "code", 1);
    }
}

/* What stands before the amounts of a row in a panel. */
static void
add_lead(const Maker *maker, MzValue *cells, const Panel *panel, const MzRow *row, guint line)
{
    guint cells_before = panel->has_code ? code_cells(maker) : 0;
    gboolean projects = maker->table->key == MZ_TABLE_PROJECTS;
    if (row == NULL) {
        add_plain(maker, cells, "", "label", cells_before + 1 + projects);
    } else if (row->code == NULL || !panel->has_code) {
        add_label(maker, cells, panel, row, cells_before + 1 + projects);
    } else {
        add_code(maker, cells, row);
        add_label(maker, cells, panel, row, 1);
        if (projects)
            add_plain(maker, cells, row->project != NULL ? row->project : "", "label", 1);
    }
    if (panel->first_line > 0)
        add_plain(maker, cells, number(maker, line), "line", 1);
}

static gboolean
is_total(const MzRow *row)
{
    static const char *const words[] = {"合计", "总计", "本年收入合计", "本年支出合计", "收入总计", "支出总计"};
    for (gsize i = 0; row != NULL && i < G_N_ELEMENTS(words); i++) {
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

static void
add_rows(Maker *maker, const Panel *panels, guint n_panels)
{
    MzValue *rows = mz_value_set_array(maker->view, "rows");
    guint n = 0;
    for (guint p = 0; p < n_panels; p++)
        n = MAX(n, panels[p].n_rows);
    for (guint i = 0; i < n; i++) {
        const MzRow *first = i < panels[0].n_rows ? panels[0].rows[i] : NULL;
        MzValue *cells = add_row(rows, row_class(first, n_panels == 1 && panels[0].has_code));
        for (guint p = 0; p < n_panels; p++) {
            const MzRow *row = i < panels[p].n_rows ? panels[p].rows[i] : NULL;
            add_lead(maker, cells, &panels[p], row, panels[p].first_line + i);
            add_amounts(maker, cells, &panels[p], row);
        }
    }
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
    add_rows(maker, &panel, 1);
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
    add_rows(maker, panels, 2);
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

/* 人员经费合计 | 公用经费合计, across the panels. */
static void
add_economic_totals(Maker *maker, const Panel *panels)
{
    const MzTable *table = maker->table;
    const MzRow *staff = NULL, *public = NULL, *all = NULL;
    for (guint i = 0; i < table->n_rows; i++) {
        const MzRow *row = &table->rows[i];
        if (row->code != NULL)
            continue;
        if (strstr(row->label, "人员") != NULL)
            staff = row;
        else if (strstr(row->label, "公用") != NULL)
        public = row;
        else all = row;
    }
    MzValue *rows = (MzValue *)mz_value_get(maker->view, "rows");
    if (staff != NULL || public != NULL) {
        MzValue *cells = add_row(rows, "total");
        Panel wide = panels[0];
        wide.has_code = FALSE;
        if (staff != NULL)
            add_label(maker, cells, &wide, staff, 2);
        else
            add_plain(maker, cells, "", "label", 2);
        add_amounts(maker, cells, &panels[0], staff);
        if (public != NULL)
            add_label(maker, cells, &wide, public, 5);
        else
            add_plain(maker, cells, "", "label", 5);
        add_amounts(maker, cells, &panels[2], public);
    }
    if (all != NULL) {
        MzValue *cells = add_row(rows, "total");
        Panel wide = panels[0];
        wide.has_code = FALSE;
        add_label(maker, cells, &wide, all, 8);
        add_amounts(maker, cells, &panels[0], all);
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
    add_rows(maker, panels, MAX_PANELS);
    add_economic_totals(maker, panels);
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
    MzValue *top = add_row(head, ""), *upper = add_row(head, ""), *lower = add_row(head, "");
    for (guint p = 0; p < 2; p++) {
        add_heading(maker, top, panels[p].heading, panels[p].n_columns, 1, "side");
        add_amount_headings(maker, &panels[p], upper, lower);
    }
    MzValue *last = add_row(head, "numbers");
    for (guint i = 1; i <= 2 * panels[0].n_columns; i++)
        add_heading(maker, last, number(maker, i), 1, 1, "n");
    MzValue *cells = add_row(mz_value_set_array(maker->view, "rows"), "");
    add_amounts(maker, cells, &panels[0], mz_table_row(table, "budget"));
    add_amounts(maker, cells, &panels[1], mz_table_row(table, "final"));
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
static GHashTable *
codes_of(const MzDigest *digest)
{
    GHashTable *codes = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < digest->n_items; i++)
        g_hash_table_add(codes, (gpointer)digest->items[i].code);
    return codes;
}

/* The amounts of a table that a finding, of more weight than a note, is about. */
static const guint8 *
odd_amounts(const MzPageView *page, const MzReportInput *input, const MzTable *table)
{
    guint8 *odd = mz_arena_new0(page->arena, guint8, (gsize)table->n_rows * table->form->n_columns + 1);
    const MzChecks *checks = input->checks;
    for (guint i = 0; checks != NULL && i < checks->n_findings; i++) {
        const MzFinding *finding = &checks->findings[i];
        const MzEvidence *place = &finding->place;
        if (place->table == table - input->report->tables && place->row >= 0 && place->column >= 0 &&
            finding->severity > MZ_SEVERITY_NOTE && finding->suppressed == NULL)
            odd[(gsize)place->row * table->form->n_columns + (gsize)place->column] = 1;
    }
    return odd;
}

static void
make_table(const MzPageView *page, const MzReportInput *input, const MzTable *table, GHashTable *items,
           GHashTable *terms, MzValue *view)
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
    mz_value_set_static(view, "first_line", mz_arena_printf(page->arena, "%u", MAX(1, table->first_line)));
    mz_value_set_static(view, "shape", shape_class(table->form->shape));
    mz_value_set_static(view, "items",
                        mz_arena_concat(page->arena, page->root,
                                        table->form->shape == MZ_SHAPE_ECONOMIC ? "economic/" : "items/",
                                        (char *)NULL));
    mz_value_set_bool(view, "is_explained", FALSE); /* until the page knows its sections */
    mz_value_set_static(view, "explanation", "");
    set_notes(page->arena, view, table);
    Maker maker = {.page = page,
                   .arena = page->arena,
                   .report = input->report,
                   .table = table,
                   .key = key,
                   .corrections = input->corrections,
                   .items = items,
                   .terms = terms,
                   .odd = odd_amounts(page, input, table),
                   .view = view,
                   .blank = empty_cell(page->arena, "n"),
                   .nothing = empty_cell(page->arena, ""),
                   .marks = mz_value_set_array(view, "marks")};
    make_shape(&maker);
    mz_value_set_bool(view, "has_marks", maker.n_marks > 0);
    mz_value_set_bool(view, "has_many_marks", maker.n_marks > 6);
    mz_value_set_static(view, "n_marks", number(&maker, maker.n_marks));
    mz_view_tally(page, view, input, (int)(table - input->report->tables), -1);
}

void
mz_view_tables(const MzPageView *page, const MzReportInput *input, MzValue *tables)
{
    GHashTable *items = codes_of(input->digest), *terms = terms_of(input->report);
    for (guint i = 0; i < input->report->n_tables; i++)
        make_table(page, input, &input->report->tables[i], items, terms, mz_value_append_object(tables));
    g_hash_table_destroy(terms);
    g_hash_table_destroy(items);
}
