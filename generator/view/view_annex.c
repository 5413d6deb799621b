/* The annexes of a report as tables: performance and key work. */
#include <string.h>

#include "view/views.h"

/* A merged cell: the same words of the same line in the row above. */
static gboolean
is_merged(const MzAnnexTable *annex, guint row, MzAnnexColumn column)
{
    if (row == 0 || column > MZ_ANNEX_LEVEL2)
        return FALSE;
    const MzAnnexRow *above = &annex->rows[row - 1];
    const MzAnnexText *one = &above->cells[column];
    const MzAnnexText *other = &annex->rows[row].cells[column];
    return above->goal == annex->rows[row].goal && one->text != NULL && other->text != NULL &&
           one->line == other->line && strcmp(one->text, other->text) == 0 &&
           (column == MZ_ANNEX_LEVEL1 || above->cells[MZ_ANNEX_LEVEL1].text == NULL ||
            is_merged(annex, row, MZ_ANNEX_LEVEL1));
}

static guint
rows_covered(const MzAnnexTable *annex, guint row, MzAnnexColumn column)
{
    guint n = 1;
    while (row + n < annex->n_rows && is_merged(annex, row + n, column))
        n++;
    return n;
}

static void
set_line(MzValue *view, guint32 line)
{
    mz_value_set_number(view, "line", line);
    mz_value_set_bool(view, "has_line", line > 0);
}

/* The line of a row: that of its own cell. */
static guint32
line_of(const MzAnnexRow *row)
{
    static const MzAnnexColumn own[] = {MZ_ANNEX_LEVEL3, MZ_ANNEX_ITEM, MZ_ANNEX_CONTENT, MZ_ANNEX_COMPLETION};
    for (guint i = 0; i < G_N_ELEMENTS(own); i++) {
        if (row->cells[own[i]].text != NULL)
            return row->cells[own[i]].line;
    }
    return 0;
}

/* A goal over the rows below it. One goal without words says nothing. */
static void
add_goal(MzValue *rows, const MzAnnexTable *annex, guint row, guint n_columns)
{
    int index = annex->rows[row].goal;
    if (index < 0 || (row > 0 && annex->rows[row - 1].goal == index) ||
        (annex->n_goals == 1 && annex->goals[0].text.text == NULL))
        return;
    const MzAnnexGoal *goal = &annex->goals[index];
    MzValue *view = mz_value_append_object(rows);
    mz_value_set_bool(view, "is_goal", TRUE);
    mz_value_set_static(view, "label", goal->label);
    mz_value_set_static(view, "text", goal->text.text != NULL ? goal->text.text : "");
    mz_value_set_bool(view, "has_text", goal->text.text != NULL);
    mz_value_set_number(view, "columns", n_columns);
    set_line(view, goal->text.line);
    mz_value_set_array(view, "cells");
}

static void
add_cell(MzValue *cells, const MzAnnexTable *annex, guint row, MzAnnexColumn column)
{
    static const char *const classes[MZ_ANNEX_COLUMNS] = {
        [MZ_ANNEX_LEVEL1] = "level", [MZ_ANNEX_LEVEL2] = "level",   [MZ_ANNEX_WEIGHT] = "num",
        [MZ_ANNEX_SCORE] = "num",    [MZ_ANNEX_ORDINAL] = "number", [MZ_ANNEX_TARGET] = "value",
        [MZ_ANNEX_RESULT] = "value", [MZ_ANNEX_PRIOR] = "value",
    };
    const MzAnnexText *text = &annex->rows[row].cells[column];
    if (is_merged(annex, row, column))
        return;
    MzValue *view = mz_value_append_object(cells);
    guint covered = column <= MZ_ANNEX_LEVEL2 && text->text != NULL ? rows_covered(annex, row, column) : 1;
    gboolean own = column == MZ_ANNEX_LEVEL3 || column == MZ_ANNEX_ITEM;
    mz_value_set_bool(view, "is_heading", own || (column <= MZ_ANNEX_LEVEL2 && text->text != NULL));
    mz_value_set_static(view, "scope", own ? "row" : "rowgroup");
    mz_value_set_static(view, "class", classes[column] != NULL ? classes[column] : "words");
    mz_value_set_number(view, "rows", covered);
    mz_value_set_static(view, "text", text->text != NULL ? text->text : "");
    set_line(view, text->text != NULL && (own || text->line != line_of(&annex->rows[row])) ? text->line : 0);
}

static void
set_grid(MzValue *view, const MzAnnexTable *annex)
{
    gboolean shown[MZ_ANNEX_COLUMNS] = {FALSE};
    guint n_columns = 0;
    for (guint i = 0; i < annex->n_rows; i++) {
        for (guint c = 0; c < MZ_ANNEX_COLUMNS; c++)
            shown[c] = shown[c] || annex->rows[i].cells[c].text != NULL;
    }
    MzValue *head = mz_value_set_array(view, "head");
    for (guint c = 0; c < MZ_ANNEX_COLUMNS; c++) {
        if (shown[c])
            mz_value_append_string(head, mz_annex_column_label((MzAnnexColumn)c));
        n_columns += shown[c];
    }
    MzValue *rows = mz_value_set_array(view, "rows");
    for (guint i = 0; i < annex->n_rows; i++) {
        add_goal(rows, annex, i, n_columns);
        MzValue *row = mz_value_append_object(rows);
        mz_value_set_bool(row, "is_goal", FALSE);
        MzValue *cells = mz_value_set_array(row, "cells");
        for (guint c = 0; c < MZ_ANNEX_COLUMNS; c++) {
            if (shown[c])
                add_cell(cells, annex, i, (MzAnnexColumn)c);
        }
    }
}

/* `unit` is added where the text is an amount printed without. */
static void
add_fact(MzValue *facts, const char *label, const MzAnnexText *text, const char *unit)
{
    if (text->text == NULL || text->text[strspn(text->text, "*")] == '\0')
        return; /* blank, or masked altogether */
    MzValue *fact = mz_value_append_object(facts);
    mz_value_set_static(fact, "label", label);
    mz_value_set_static(fact, "text", text->text);
    mz_value_set_static(fact, "unit", unit);
    mz_value_set_bool(fact, "is_long", g_utf8_strlen(label, -1) + g_utf8_strlen(text->text, -1) > 20);
    set_line(fact, text->line);
}

static const char *
unit_behind(const MzAnnexAmount *amount, const MzAnnexTable *annex)
{
    if (!amount->exact || !annex->unit_stated || g_str_has_suffix(amount->text.text, "元"))
        return "";
    return mz_unit_label(annex->unit);
}

/* A field without label goes on from the one before. */
static void
set_facts(MzValue *view, const MzAnnexTable *annex)
{
    MzValue *facts = mz_value_set_array(view, "facts");
    add_fact(facts, "项目名称", &annex->project, "");
    add_fact(facts, "单位名称", &annex->unit_name, "");
    add_fact(facts, "预算数", &annex->budget.text, unit_behind(&annex->budget, annex));
    add_fact(facts, "执行数", &annex->executed.text, unit_behind(&annex->executed, annex));
    add_fact(facts, "执行率", &annex->rate, "");
    add_fact(facts, "执行率得分", &annex->rate_score, "");
    add_fact(facts, "总分", &annex->total, "");
    const char *label = "";
    for (guint i = 0; i < annex->n_fields; i++) {
        label = annex->fields[i].label[0] != '\0' ? annex->fields[i].label : label;
        add_fact(facts, label, &annex->fields[i].text, "");
    }
    mz_value_set_bool(view, "has_facts", mz_value_length(facts) > 0);
}

static const char *
caption_of(const MzAnnexTable *annex)
{
    static const char *const kinds[MZ_ANNEX_KINDS] = {"部门整体绩效", "项目绩效", "重点工作"};
    if (annex->title != NULL)
        return annex->title;
    return annex->project.text != NULL ? annex->project.text : kinds[annex->kind];
}

void
mz_view_annexes(MzPageView *page, const MzReport *report)
{
    MzValue *annexes = mz_value_set_array(page->view, "annexes");
    for (guint i = 0; i < report->n_annexes; i++) {
        const MzAnnexTable *annex = &report->annexes[i];
        MzValue *view = mz_value_append_object(annexes);
        mz_value_set_printf(view, "id", "annex-%u", i + 1);
        mz_value_set_static(view, "caption", caption_of(annex));
        /* several tables may have one title */
        gboolean named = annex->title != NULL && annex->project.text != NULL;
        mz_value_set_static(view, "name", named ? annex->project.text : caption_of(annex));
        mz_value_set_number(view, "first_line", annex->first_line);
        mz_value_set_number(view, "last_line", annex->last_line);
        mz_value_set_bool(view, "is_uncertain", annex->uncertain);
        mz_value_set_bool(view, "has_rows", annex->n_rows > 0 && !annex->uncertain);
        set_facts(view, annex);
        set_grid(view, annex);
    }
    mz_value_set_bool(page->view, "has_annexes", report->n_annexes > 0);
}
