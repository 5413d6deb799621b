#include "model/json_annex.h"

#include <string.h>

enum { MAX_LINE = 100000000, MAX_ROWS = 65535 };

/* {"text": …, "line": …} */
static MzAnnexText
read_text(const MzJsonAt *at)
{
    return (MzAnnexText){mz_json_need(at, "text"), mz_json_number(at, "line", MAX_LINE)};
}

static MzAnnexText
read_member(const MzJsonAt *up, const char *key)
{
    static const char *const keys[] = {"text", "line", NULL};
    MzJsonAt at = mz_json_member(up, key);
    if (at.node == NULL || !mz_json_object(&at, keys))
        return (MzAnnexText){NULL, 0};
    return read_text(&at);
}

static void
read_amount(const MzJsonAt *up, const char *key, const MzAnnexTable *annex, MzAnnexAmount *amount)
{
    static const char *const keys[] = {"text", "amount", "line", NULL};
    MzJsonAt at = mz_json_member(up, key);
    if (at.node == NULL || !mz_json_object(&at, keys))
        return;
    amount->text = read_text(&at);
    mz_annex_amount(amount, annex);
    const char *given = mz_json_text(&at, "amount");
    if (given == NULL)
        return;
    char fen[MZ_MONEY_TEXT];
    const char *meant = amount->exact ? mz_money_fen_text(amount->amount, fen) : mz_tr("不是金额", "no amount");
    MzJsonAt member = mz_json_member(&at, "amount");
    if (strcmp(given, meant) != 0)
        mz_json_fail(&member, mz_tr("“text”是 %s（%s），与“amount”%s 不一致", "'text' is %s (%s), but 'amount' is %s"),
                     amount->text.text, meant, given);
}

/* A goal or a field. */
static void
read_pair(const MzJsonAt *at, const char **label, MzAnnexText *text)
{
    static const char *const keys[] = {"label", "text", "line", NULL};
    *label = "";
    if (!mz_json_object(at, keys))
        return;
    const char *given = mz_json_text(at, "label");
    *label = given == NULL ? "" : given;
    *text = (MzAnnexText){mz_json_text(at, "text"), mz_json_number(at, "line", MAX_LINE)};
}

static void
read_goals(const MzJsonAt *at, MzAnnexTable *annex)
{
    guint i = 0;
    MzJsonAt array = mz_json_array(at, "goals", &annex->n_goals);
    annex->goals = mz_arena_new0(at->doc->arena, MzAnnexGoal, annex->n_goals);
    for (const cJSON *e = mz_json_first(&array); e != NULL && !mz_json_failed(at->doc); e = e->next, i++) {
        MzJsonAt element = mz_json_at(&array, e);
        read_pair(&element, &annex->goals[i].label, &annex->goals[i].text);
    }
}

static void
read_fields(const MzJsonAt *at, MzAnnexTable *annex)
{
    guint i = 0;
    MzJsonAt array = mz_json_array(at, "fields", &annex->n_fields);
    annex->fields = mz_arena_new0(at->doc->arena, MzAnnexField, annex->n_fields);
    for (const cJSON *e = mz_json_first(&array); e != NULL && !mz_json_failed(at->doc); e = e->next, i++) {
        MzJsonAt element = mz_json_at(&array, e);
        read_pair(&element, &annex->fields[i].label, &annex->fields[i].text);
    }
}

static void
read_cell(const MzJsonAt *at, MzAnnexRow *row)
{
    static const char *const keys[] = {"column", "text", "line", NULL};
    MzAnnexColumn column = MZ_ANNEX_TEXT;
    if (!mz_json_object(at, keys))
        return;
    const char *name = mz_json_need(at, "column");
    MzJsonAt member = mz_json_member(at, "column");
    if (mz_json_failed(at->doc))
        return;
    if (!mz_annex_column_find(name, &column)) {
        GString *known = g_string_new(NULL);
        for (guint i = 0; i < MZ_ANNEX_COLUMNS; i++)
            g_string_append_printf(known, "%s%s", i > 0 ? mz_tr("、", ", ") : "",
                                   mz_annex_column_name((MzAnnexColumn)i));
        mz_json_fail(&member, mz_tr("没有“%s”列；各列是：%s", "there is no column '%s'; the columns: %s"), name,
                     known->str);
        g_string_free(known, TRUE);
    } else if (row->cells[column].text != NULL) {
        mz_json_fail(&member, mz_tr("这一行的“%s”列出现了两次", "the column '%s' stands twice in this row"), name);
    } else {
        row->cells[column] = read_text(at);
    }
}

static void
read_row(const MzJsonAt *at, const MzAnnexTable *annex, MzAnnexRow *row)
{
    static const char *const keys[] = {"goal", "cells", NULL};
    guint n = 0;
    if (!mz_json_object(at, keys))
        return;
    MzJsonAt goal = mz_json_member(at, "goal");
    row->goal = goal.node == NULL ? -1 : (int)mz_json_number(at, "goal", MAX_ROWS);
    if (row->goal >= (int)annex->n_goals)
        mz_json_fail(&goal, mz_tr("没有第 %d 个目标（从 0 数起，共 %u 个）", "there is no goal %d (from 0, %u in all)"),
                     row->goal, annex->n_goals);
    MzJsonAt cells = mz_json_array(at, "cells", &n);
    for (const cJSON *e = mz_json_first(&cells); e != NULL && !mz_json_failed(at->doc); e = e->next) {
        MzJsonAt element = mz_json_at(&cells, e);
        read_cell(&element, row);
    }
}

static void
read_rows(const MzJsonAt *at, MzAnnexTable *annex)
{
    guint i = 0;
    MzJsonAt array = mz_json_array(at, "rows", &annex->n_rows);
    annex->rows = mz_arena_new0(at->doc->arena, MzAnnexRow, annex->n_rows);
    for (const cJSON *e = mz_json_first(&array); e != NULL && !mz_json_failed(at->doc); e = e->next, i++) {
        MzJsonAt element = mz_json_at(&array, e);
        read_row(&element, annex, &annex->rows[i]);
    }
}

void
mz_json_read_annex(const MzJsonAt *at, MzReport *report, guint i)
{
    static const char *const keys[] = {"kind",       "uncertain", "title",    "year",   "unit",       "unit_name",
                                       "project",    "budget",    "executed", "rate",   "rate_score", "total",
                                       "first_line", "last_line", "goals",    "fields", "rows",       NULL};
    static const char *const kinds[MZ_ANNEX_KINDS] = {"performance-whole", "performance-project", "key-work"};
    static const char *const units[] = {"万元", "元"};
    MzAnnexTable *annex = &report->annexes[i];
    if (!mz_json_object(at, keys))
        return;
    mz_json_need(at, "kind");
    annex->kind = (MzAnnexKind)mz_json_choice(at, "kind", kinds, MZ_ANNEX_KINDS, MZ_ANNEX_WHOLE);
    annex->uncertain = mz_json_flag(at, "uncertain", FALSE);
    annex->title = mz_json_text(at, "title");
    annex->year = (int)mz_json_number(at, "year", 9999);
    annex->unit = (MzUnit)mz_json_choice(at, "unit", units, G_N_ELEMENTS(units), MZ_UNIT_WAN);
    annex->unit_stated = mz_json_member(at, "unit").node != NULL;
    annex->unit_name = read_member(at, "unit_name");
    annex->project = read_member(at, "project");
    read_amount(at, "budget", annex, &annex->budget);
    read_amount(at, "executed", annex, &annex->executed);
    annex->rate = read_member(at, "rate");
    annex->rate_score = read_member(at, "rate_score");
    annex->total = read_member(at, "total");
    annex->first_line = mz_json_number(at, "first_line", MAX_LINE);
    annex->last_line = mz_json_number(at, "last_line", MAX_LINE);
    read_goals(at, annex);
    read_fields(at, annex);
    if (!mz_json_failed(at->doc))
        read_rows(at, annex);
}
