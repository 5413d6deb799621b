#include "model/json.h"

#include <string.h>

#include "model/json_annex.h"
#include "model/json_read.h"
#include "model/link.h"

/* Rows are counted in 16 bits where cells are referred to (model/relate.h). */
enum { MAX_ROWS = 65535, MAX_LINE = 100000000, MAX_KEY = 64 };

static const char *const units[] = {"万元", "元"};
static const char *const kinds[] = {"final", "budget"};
static const char *const sides[] = {"none", "income", "expenditure"};

/* ---- amounts */

/* An amount in 分, "-2362260000". */
static gboolean
parse_fen(const char *text, gint64 *fen)
{
    const char *digits = text + (*text == '-');
    gsize n = strlen(digits);
    if (n == 0 || strspn(digits, "0123456789") != n || (*digits == '0' && (n > 1 || digits != text)))
        return FALSE;
    return g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, fen, NULL);
}

/* The amount of a cell whose text is lost. */
static void
read_lost_amount(const MzJsonAt *at, MzUnit unit, gint64 fen, MzMoney *amount)
{
    guint finest = unit == MZ_UNIT_WAN ? 6 : 2;
    MzJsonAt given = mz_json_member(at, "decimals");
    guint decimals = given.node == NULL ? 2 : mz_json_number(at, "decimals", finest);
    *amount = mz_money_in((MzMoney){fen, 0, (guint8)unit}, unit, (guint8)decimals);
    if (given.node != NULL && amount->decimals != decimals)
        mz_json_fail(&given, mz_tr("金额需要 %u 位小数", "the amount needs %u decimals"), (guint)amount->decimals);
}

static void
read_amount(const MzJsonAt *at, MzUnit unit, MzCell *cell)
{
    gint64 fen = 0;
    MzJsonAt amount = mz_json_member(at, "amount");
    const char *fen_text = mz_json_text(at, "amount");
    MzJsonAt text = mz_json_member(at, "text");
    cell->text = mz_json_text(at, "text");
    if (fen_text != NULL && !parse_fen(fen_text, &fen)) {
        mz_json_fail(&amount,
                     mz_tr("“%s”不是以分为单位的整数，例如 \"754750000\"",
                           "'%s' is not a whole number of 分, such as \"754750000\""),
                     fen_text);
    } else if (cell->text == NULL || *cell->text == '\0') {
        if (fen_text == NULL)
            mz_json_fail(at, "%s", mz_tr("缺少金额：需要“text”或“amount”", "no amount: 'text' or 'amount' is needed"));
        cell->text = "";
        read_lost_amount(at, unit, fen, &cell->amount);
    } else if (!mz_money_parse(cell->text, -1, unit, &cell->amount)) {
        mz_json_fail(&text, mz_tr("“%s”不是以%s为单位的金额", "'%s' is not an amount in %s"), cell->text,
                     mz_unit_label(unit));
    } else if (fen_text != NULL && cell->amount.fen != fen) {
        char plain[MZ_MONEY_TEXT];
        mz_json_fail(&amount,
                     mz_tr("“text”是 %s，即 %s 分，与“amount”%s 不一致；两处一起改，或删去“amount”",
                           "'text' is %s, that is %s 分, but 'amount' is %s; change both, or leave out 'amount'"),
                     cell->text, mz_money_fen_text(cell->amount, plain), fen_text);
    }
    MzJsonAt decimals = mz_json_member(at, "decimals");
    if (decimals.node != NULL && *cell->text != '\0')
        mz_json_fail(&decimals, "%s", mz_tr("有“text”时不写“decimals”", "'decimals' is only for cells without 'text'"));
}

/* Where no end is said, what has a beginning ends as far from it as the text that stands there is long; NULL: the end
 * must be said. */
static MzSpan
read_span(const MzJsonAt *at, const char *text)
{
    MzSpan span = {mz_json_number(at, "line", MAX_LINE), mz_json_number(at, "start", MAX_LINE),
                   mz_json_number(at, "end", MAX_LINE)};
    if (text != NULL && cJSON_IsNumber(mz_json_member(at, "start").node) &&
        !cJSON_IsNumber(mz_json_member(at, "end").node))
        span.end = span.start + (guint32)g_utf8_strlen(text, -1);
    if (span.end < span.start) {
        MzJsonAt end = mz_json_member(at, "end");
        mz_json_fail(end.node == NULL ? at : &end, mz_tr("结束位置 %u 在开始位置 %u 之前", "end %u is before start %u"),
                     span.end, span.start);
    }
    return span;
}

/* ---- tables */

static int
read_column(const MzJsonAt *at, const MzForm *form, const MzRow *row)
{
    const char *key = mz_json_need(at, "column");
    int index = mz_form_column(form, key);
    MzJsonAt column = mz_json_member(at, "column");
    if (mz_json_failed(at->doc))
        return -1;
    if (index < 0) {
        GString *known = g_string_new(NULL);
        for (guint i = 0; i < form->n_columns; i++)
            g_string_append_printf(known, "%s%s", i > 0 ? mz_tr("、", ", ") : "", form->columns[i].key);
        mz_json_fail(&column, mz_tr("这张表没有“%s”列；各列是：%s", "the table has no column '%s'; its columns: %s"),
                     key, known->str);
        g_string_free(known, TRUE);
    } else if (row->cells[index].present) {
        mz_json_fail(&column, mz_tr("这一行的“%s”列出现了两次", "the column '%s' stands twice in this row"), key);
    } else if (form->columns[index].side != MZ_SIDE_NONE && form->columns[index].side != row->side) {
        mz_json_fail(&column, mz_tr("“%s”列不在这一行的一侧", "the column '%s' is not on this row's side"), key);
    }
    return index;
}

/* The box is kept in tenths of a point. */
static void
read_box(const MzJsonAt *at, MzCell *cell)
{
    guint n;
    MzJsonAt box = mz_json_array(at, "box", &n);
    guint i = 0;
    for (const cJSON *node = mz_json_first(&box); node != NULL && i < 4; node = node->next, i++) {
        if (!cJSON_IsNumber(node) || !(node->valuedouble >= 0 && node->valuedouble <= 1e6))
            break;
        cell->box[i] = (guint32)(node->valuedouble * 10 + 0.5);
    }
    if (box.node != NULL && n > 0 && (n != 4 || i != 4 || cell->box[2] < cell->box[0] || cell->box[3] < cell->box[1]))
        mz_json_fail(&box, "%s",
                     mz_tr("“box”是四个不小于 0 的数：左、上、右、下，以点为单位",
                           "'box' is four numbers not below 0: left, top, right, bottom, in points"));
}

static void
read_cell(const MzJsonAt *at, const MzTable *table, MzRow *row)
{
    static const char *const keys[] = {"column", "text", "amount", "decimals", "line",  "start",
                                       "end",    "page", "box",    "origin",   "proof", NULL};
    static const char *const origins[] = {"printed", "recovered", "uncertain", "corrected"};
    if (!mz_json_object(at, keys))
        return;
    int column = read_column(at, table->form, row);
    if (mz_json_failed(at->doc))
        return;
    MzCell *cell = &row->cells[column];
    cell->present = TRUE;
    cell->origin = (MzOrigin)mz_json_choice(at, "origin", origins, G_N_ELEMENTS(origins), MZ_ORIGIN_PRINTED);
    cell->proof = mz_json_text(at, "proof");
    cell->span = read_span(at, mz_json_text(at, "text"));
    if (mz_json_member(at, "line").node == NULL)
        cell->span.line = row->line;
    cell->page = mz_json_number(at, "page", MAX_LINE);
    read_box(at, cell);
    read_amount(at, table->unit, cell);
}

/* Keys stand in addresses: ASCII letters, digits, "-" and "_". */
static void
check_row_key(const MzJsonAt *at, const char *key)
{
    gsize length = strspn(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
    MzJsonAt member = mz_json_member(at, "key");
    if (key[length] != '\0' || length > MAX_KEY)
        mz_json_fail(
            &member,
            mz_tr("键只能用字母、数字、- 和 _，至多 %d 个", "a key has letters, digits, - and _ only, at most %d"),
            (int)MAX_KEY);
}

static void
read_row_names(const MzJsonAt *at, const MzRowForm *usual, MzRow *row)
{
    row->code = mz_json_text(at, "code");
    row->name = mz_json_text(at, "name");
    row->label = mz_json_text(at, "label");
    row->printed = mz_json_text(at, "printed");
    row->project = mz_json_text(at, "project");
    gsize length = row->code == NULL ? 3 : strlen(row->code);
    MzJsonAt code = mz_json_member(at, "code");
    if (length < 3 || length > 9 || (row->code != NULL && strspn(row->code, "0123456789") != length))
        mz_json_fail(&code, mz_tr("“%s”不是科目编码（3 到 9 位数字）", "'%s' is not a code (3 to 9 digits)"),
                     row->code);
    if (usual != NULL && row->code == NULL)
        row->code = usual->code;
    if (row->label == NULL)
        row->label = usual != NULL ? usual->label : row->name != NULL ? row->name : row->code;
    if (row->name == NULL)
        row->name = usual != NULL ? usual->name : row->code != NULL ? row->code : row->label;
    if (row->label == NULL)
        mz_json_fail(at, mz_tr("缺少“%s”", "'%s' is missing"), "label");
    if (row->printed == NULL)
        row->printed = row->label;
}

static void
read_row(const MzJsonAt *at, const MzTable *table, MzRow *row)
{
    static const char *const keys[] = {"key",   "name",   "label", "code", "printed", "project",
                                       "level", "parent", "side",  "line", "cells",   NULL};
    if (!mz_json_object(at, keys))
        return;
    row->key = mz_json_need(at, "key");
    check_row_key(at, row->key);
    int form_row = mz_form_row(table->form, row->key);
    const MzRowForm *usual = form_row < 0 ? NULL : &table->form->rows[form_row];
    read_row_names(at, usual, row);
    row->side =
        (MzSide)mz_json_choice(at, "side", sides, G_N_ELEMENTS(sides), usual == NULL ? MZ_SIDE_NONE : usual->side);
    row->line = mz_json_number(at, "line", MAX_LINE);
    row->cells = mz_arena_new0(at->doc->arena, MzCell, table->form->n_columns);
    guint n = 0;
    MzJsonAt cells = mz_json_array(at, "cells", &n);
    for (const cJSON *e = mz_json_first(&cells); e != NULL && !mz_json_failed(at->doc); e = e->next) {
        MzJsonAt element = mz_json_at(&cells, e);
        read_cell(&element, table, row);
    }
    if (mz_json_failed(at->doc))
        return;
    row->level = mz_json_member(at, "level").node == NULL ? mz_row_level(table->form, row)
                                                          : (guint8)mz_json_number(at, "level", 9);
}

static void
read_rows(const MzJsonAt *at, MzTable *table)
{
    MzJsonAt rows = mz_json_array(at, "rows", &table->n_rows);
    if (table->n_rows > MAX_ROWS) {
        mz_json_fail(&rows, mz_tr("表的行数超过 %d", "the table has more than %d rows"), (int)MAX_ROWS);
        return;
    }
    table->rows = mz_arena_new0(at->doc->arena, MzRow, table->n_rows);
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    guint i = 0;
    for (const cJSON *e = mz_json_first(&rows); e != NULL && !mz_json_failed(at->doc); e = e->next, i++) {
        MzJsonAt element = mz_json_at(&rows, e);
        read_row(&element, table, &table->rows[i]);
        if (!mz_json_failed(at->doc) && !g_hash_table_add(seen, (gpointer)table->rows[i].key)) {
            MzJsonAt key = mz_json_member(&element, "key");
            mz_json_fail(&key, mz_tr("行“%s”在表中出现了两次", "the row '%s' stands twice in the table"),
                         table->rows[i].key);
        }
    }
    g_hash_table_unref(seen);
}

/* Whoever follows parents upwards must come to an end: the first row that does not, -1: none. */
static int
row_in_circle(const MzTable *table)
{
    int found = -1;
    guint *walked = g_new0(guint, table->n_rows + 1); /* the walk on which a row was met, from 1 */
    for (guint i = 0; i < table->n_rows && found < 0; i++) {
        int row = (int)i;
        for (; row >= 0 && walked[row] == 0; row = table->rows[row].parent)
            walked[row] = i + 1;
        if (row >= 0 && walked[row] == i + 1)
            found = row;
    }
    g_free(walked);
    return found;
}

/* The parent that a row names; "" is none. */
static void
read_parent(const MzJsonAt *at, const MzTable *table, GHashTable *by_key, MzRow *row)
{
    const char *key = mz_json_text(at, "parent");
    if (key == NULL)
        return;
    const MzRow *parent = g_hash_table_lookup(by_key, key);
    MzJsonAt member = mz_json_member(at, "parent");
    if (parent == row || (parent == NULL && *key != '\0'))
        mz_json_fail(&member, mz_tr("“%s”不是表中的另一行", "'%s' is not another row of the table"), key);
    row->parent = parent == NULL ? -1 : (int)(parent - table->rows);
}

/* Parents: by code, or where a row names another, that. */
static void
read_parents(const MzJsonAt *at, MzTable *table)
{
    guint n = 0;
    guint i = 0;
    MzJsonAt rows = mz_json_array(at, "rows", &n);
    mz_table_link(table);
    GHashTable *by_key = g_hash_table_new(g_str_hash, g_str_equal);
    for (i = 0; i < n; i++)
        g_hash_table_insert(by_key, (gpointer)table->rows[i].key, &table->rows[i]);
    i = 0;
    for (const cJSON *e = mz_json_first(&rows); e != NULL; e = e->next) {
        MzJsonAt element = mz_json_at(&rows, e);
        read_parent(&element, table, by_key, &table->rows[i++]);
    }
    g_hash_table_unref(by_key);
    int circle = row_in_circle(table);
    if (circle >= 0)
        mz_json_fail(
            &rows,
            mz_tr("“parent”成环：行“%s”是自己的上级", "'parent' goes in a circle: the row '%s' is a part of itself"),
            table->rows[circle].key);
}

/* The columns are those of the form; where they are given they must be the same, lest an amount be read as another. */
static void
check_columns(const MzJsonAt *at, const MzForm *form)
{
    static const char *const keys[] = {"key", "label", NULL};
    guint n = 0;
    guint i = 0;
    MzJsonAt columns = mz_json_array(at, "columns", &n);
    if (columns.node != NULL && n != form->n_columns)
        mz_json_fail(&columns, mz_tr("这张表有 %u 列，这里写了 %u 列", "the table has %u columns, here are %u"),
                     form->n_columns, n);
    for (const cJSON *e = mz_json_first(&columns); e != NULL && !mz_json_failed(at->doc); e = e->next, i++) {
        MzJsonAt element = mz_json_at(&columns, e);
        if (!mz_json_object(&element, keys))
            return;
        const char *key = mz_json_need(&element, "key");
        const char *label = mz_json_text(&element, "label");
        if (strcmp(key, form->columns[i].key) != 0 || (label != NULL && strcmp(label, form->columns[i].label) != 0))
            mz_json_fail(&element, mz_tr("这一列应为 %s（%s）", "this column must be %s (%s)"), form->columns[i].key,
                         form->columns[i].label);
    }
}

static void
check_empty(const MzJsonAt *at, MzTable *table)
{
    table->empty = TRUE;
    for (guint r = 0; r < table->n_rows; r++) {
        for (guint c = 0; c < table->form->n_columns; c++)
            table->empty = table->empty && !table->rows[r].cells[c].present;
    }
    MzJsonAt empty = mz_json_member(at, "empty");
    if (mz_json_flag(at, "empty", table->empty) != table->empty)
        mz_json_fail(&empty, "%s",
                     table->empty ? mz_tr("表中没有金额，应为 true", "the table has no amounts: it must be true")
                                  : mz_tr("表中有金额，应为 false", "the table has amounts: it must be false"));
}

/* The table's form where it is not the usual one. */
static void
read_form(const MzJsonAt *at, MzTable *table)
{
    const char *id = mz_json_text(at, "form");
    const MzForm *form = id == NULL ? table->form : mz_form_of_id(id);
    MzJsonAt member = mz_json_member(at, "form");
    if (form == NULL || form->kind != table->form->kind || form->table != table->key)
        mz_json_fail(&member, mz_tr("没有“%s”这种表样（见 mingzhang forms）", "no form '%s' (see mingzhang forms)"),
                     id);
    else
        table->form = form;
}

static void
read_table(const MzJsonAt *at, MzReport *report, MzTable *table)
{
    static const char *const keys[] = {"key",         "form",    "title", "number",     "unit",
                                       "unit_stated", "note",    "empty", "empty_note", "first_line",
                                       "last_line",   "columns", "rows",  NULL};
    if (!mz_json_object(at, keys))
        return;
    const char *key = mz_json_need(at, "key");
    MzJsonAt member = mz_json_member(at, "key");
    if (!mz_json_failed(at->doc) && mz_table_key_find(key, &table->key))
        table->form = mz_form(report->kind, table->key);
    if (table->form == NULL) {
        mz_json_fail(&member, mz_tr("%s没有“%s”表", "a report of the kind %s has no table '%s'"),
                     mz_lang() == MZ_LANG_EN ? mz_kind_key(report->kind) : mz_kind_label(report->kind), key);
        return;
    }
    read_form(at, table);
    if (mz_json_failed(at->doc))
        return;
    table->title = mz_json_text(at, "title");
    if (table->title == NULL)
        table->title = table->form->title;
    table->number = mz_json_text(at, "number");
    table->unit = (MzUnit)mz_json_choice(at, "unit", units, G_N_ELEMENTS(units), report->unit);
    table->unit_stated = mz_json_flag(at, "unit_stated", mz_json_member(at, "unit").node != NULL);
    table->note = mz_json_text(at, "note");
    table->empty_note = mz_json_text(at, "empty_note");
    table->first_line = mz_json_number(at, "first_line", MAX_LINE);
    table->last_line = mz_json_number(at, "last_line", MAX_LINE);
    check_columns(at, table->form);
    if (!mz_json_failed(at->doc))
        read_rows(at, table);
    if (mz_json_failed(at->doc))
        return;
    check_empty(at, table);
    read_parents(at, table);
}

static void
read_table_once(const MzJsonAt *at, MzReport *report, guint i)
{
    read_table(at, report, &report->tables[i]);
    for (guint before = 0; before < i && !mz_json_failed(at->doc); before++) {
        if (report->tables[before].key != report->tables[i].key)
            continue;
        MzJsonAt key = mz_json_member(at, "key");
        mz_json_fail(&key, mz_tr("表“%s”出现了两次", "the table '%s' stands twice"),
                     mz_table_key_name(report->tables[i].key));
    }
}

/* ---- the narrative */

/* "-146.76" → -14676 and 2. */
static gboolean
parse_decimal(const char *text, gint64 *value, guint8 *decimals)
{
    const char *p = text + (*text == '-');
    const char *point = strchr(p, '.');
    gsize n = strlen(p);
    if (strspn(p, "0123456789.") != n || n == 0 || *p == '.' || p[n - 1] == '.' ||
        (point != NULL && (strchr(point + 1, '.') != NULL || strlen(point + 1) > 18)))
        return FALSE;
    gint64 sum = 0;
    for (; *p != '\0'; p++) {
        if (*p == '.')
            continue;
        if (__builtin_mul_overflow(sum, (gint64)10, &sum) || __builtin_add_overflow(sum, (gint64)(*p - '0'), &sum))
            return FALSE;
    }
    *value = *text == '-' ? -sum : sum;
    *decimals = point == NULL ? 0 : (guint8)strlen(point + 1);
    return TRUE;
}

static void
read_measure(const MzJsonAt *at, MzClaim *claim)
{
    const char *name = mz_json_need(at, "measure");
    MzJsonAt member = mz_json_member(at, "measure");
    if (mz_json_failed(at->doc) || mz_measure_find(name, &claim->measure))
        return;
    GString *known = g_string_new(NULL);
    for (guint i = 0; i < MZ_MEASURES; i++)
        g_string_append_printf(known, "%s%s", i > 0 ? mz_tr("、", ", ") : "", mz_measure_name((MzMeasure)i));
    mz_json_fail(&member, mz_tr("不能是“%s”；可用：%s", "it cannot be '%s'; possible: %s"), name, known->str);
    g_string_free(known, TRUE);
}

static void
read_claim(const MzJsonAt *at, MzReport *report, guint i)
{
    static const char *const keys[] = {"subject", "code",   "measure", "value", "unit",  "printed", "text",
                                       "word",    "reason", "section", "line",  "start", "end",     NULL};
    MzClaim *claim = &report->claims[i];
    if (!mz_json_object(at, keys))
        return;
    claim->subject = mz_json_need(at, "subject");
    claim->code = mz_json_text(at, "code");
    read_measure(at, claim);
    const char *value = mz_json_need(at, "value");
    MzJsonAt member = mz_json_member(at, "value");
    if (!mz_json_failed(at->doc) && !parse_decimal(value, &claim->value, &claim->decimals))
        mz_json_fail(&member, mz_tr("“%s”不是数，例如 \"-146.76\"", "'%s' is not a number, such as \"-146.76\""),
                     value);
    claim->unit = mz_json_text(at, "unit");
    claim->printed = mz_json_text(at, "printed");
    claim->text = mz_json_text(at, "text");
    claim->word = mz_json_text(at, "word");
    claim->reason = mz_json_text(at, "reason");
    if (claim->unit == NULL)
        claim->unit = "";
    if (claim->printed == NULL)
        claim->printed = value;
    claim->span = read_span(at, claim->printed);
    if (claim->text == NULL)
        claim->text = "";
    MzJsonAt section = mz_json_member(at, "section");
    claim->section = section.node == NULL ? -1 : (int)mz_json_number(at, "section", MAX_LINE);
    if (section.node != NULL && claim->section >= (int)report->n_sections)
        mz_json_fail(&section,
                     mz_tr("没有第 %d 节（从 0 数起，共 %u 节）", "there is no section %d (from 0, %u in all)"),
                     claim->section, report->n_sections);
}

static const char *
text_or_empty(const MzJsonAt *at, const char *key)
{
    const char *text = mz_json_text(at, key);
    return text == NULL ? "" : text;
}

static void
read_section(const MzJsonAt *at, MzReport *report, guint i)
{
    static const char *const keys[] = {"level", "ordinal", "title", "line", "last_line", "paragraphs", NULL};
    static const char *const paragraph_keys[] = {"line", "text", NULL};
    MzSection *section = &report->sections[i];
    if (!mz_json_object(at, keys))
        return;
    section->level = (guint8)mz_json_number(at, "level", 9);
    section->ordinal = text_or_empty(at, "ordinal");
    section->title = text_or_empty(at, "title");
    section->line = mz_json_number(at, "line", MAX_LINE);
    section->last_line = mz_json_number(at, "last_line", MAX_LINE);
    MzJsonAt paragraphs = mz_json_array(at, "paragraphs", &section->n_paragraphs);
    section->paragraphs = mz_arena_new0(at->doc->arena, const char *, section->n_paragraphs);
    section->paragraph_lines = mz_arena_new0(at->doc->arena, guint32, section->n_paragraphs);
    guint n = 0;
    for (const cJSON *e = mz_json_first(&paragraphs); e != NULL && !mz_json_failed(at->doc); e = e->next, n++) {
        MzJsonAt element = mz_json_at(&paragraphs, e);
        if (!mz_json_object(&element, paragraph_keys))
            return;
        section->paragraphs[n] = mz_json_need(&element, "text");
        section->paragraph_lines[n] = mz_json_number(&element, "line", MAX_LINE);
    }
}

static void
read_contents_entry(const MzJsonAt *at, MzReport *report, guint i)
{
    static const char *const keys[] = {"level", "ordinal", "title", "page", "line", NULL};
    if (mz_json_object(at, keys))
        report->contents[i] = (MzContentsEntry){(guint8)mz_json_number(at, "level", 9), text_or_empty(at, "ordinal"),
                                                text_or_empty(at, "title"), mz_json_number(at, "page", MAX_LINE),
                                                mz_json_number(at, "line", MAX_LINE)};
}

static void
read_term(const MzJsonAt *at, MzReport *report, guint i)
{
    static const char *const keys[] = {"term", "text", "line", NULL};
    if (mz_json_object(at, keys))
        report->glossary[i] =
            (MzTerm){mz_json_need(at, "term"), text_or_empty(at, "text"), mz_json_number(at, "line", MAX_LINE)};
}

static void
read_masked(const MzJsonAt *at, MzReport *report, guint i)
{
    static const char *const keys[] = {"what", "line", "start", "end", NULL};
    if (mz_json_object(at, keys))
        report->masked[i] = (MzMasked){mz_json_need(at, "what"), read_span(at, NULL)};
}

static void
read_extraction(const MzJsonAt *at, MzReport *report, guint i)
{
    static const char *const keys[] = {"id", "text", "table", "line", "start", "end", NULL};
    MzExtraction *extraction = &report->extractions[i];
    if (!mz_json_object(at, keys))
        return;
    *extraction = (MzExtraction){mz_json_need(at, "id"), text_or_empty(at, "text"), -1, read_span(at, NULL)};
    const char *key = mz_json_text(at, "table");
    for (guint t = 0; key != NULL && t < report->n_tables; t++) {
        if (strcmp(mz_table_key_name(report->tables[t].key), key) == 0)
            extraction->table = (int)t;
    }
    MzJsonAt table = mz_json_member(at, "table");
    if (key != NULL && extraction->table < 0)
        mz_json_fail(&table, mz_tr("报告中没有“%s”表", "the report has no table '%s'"), key);
}

static void
read_line(const MzJsonAt *at, MzReport *report, guint i)
{
    report->lines[i] = mz_json_string(at);
    if (strchr(report->lines[i], '\n') != NULL)
        mz_json_fail(at, "%s", mz_tr("一行之中不能有换行", "a line cannot hold a line end"));
}

/* ---- the report */

static void
read_head(const MzJsonAt *at, MzReport *report)
{
    static const char *const source_keys[] = {"file", NULL};
    static const char *const department_keys[] = {"name", NULL};
    const char *format = mz_json_need(at, "format");
    MzJsonAt member = mz_json_member(at, "format");
    if (!mz_json_failed(at->doc) && strcmp(format, MZ_REPORT_FORMAT) != 0)
        mz_json_fail(&member, mz_tr("格式是“%s”；本程序读“%s”", "the format is '%s'; this program reads '%s'"), format,
                     MZ_REPORT_FORMAT);
    mz_json_need(at, "kind");
    report->kind = (MzKind)mz_json_choice(at, "kind", kinds, G_N_ELEMENTS(kinds), MZ_KIND_FINAL);
    report->year = (int)mz_json_number(at, "year", 9999);
    MzJsonAt source = mz_json_member(at, "source");
    if (source.node != NULL && mz_json_object(&source, source_keys))
        report->source = mz_json_text(&source, "file");
    MzJsonAt department = mz_json_member(at, "department");
    if (department.node != NULL && mz_json_object(&department, department_keys))
        report->department = mz_json_text(&department, "name");
    const char *mark = mz_json_text(at, "mark");
    report->mark = mark != NULL && mark[0] != '\0' ? mark : NULL;
    report->title = mz_json_text(at, "title");
    report->published = mz_json_date(at, "published");
    report->unit = (MzUnit)mz_json_choice(at, "unit", units, G_N_ELEMENTS(units), MZ_UNIT_WAN);
}

/* Reads the elements of the array `key` one by one into the report. */
static void
read_array(const MzJsonAt *root, const char *key, MzReport *report, void (*read)(const MzJsonAt *, MzReport *, guint))
{
    guint n = 0;
    guint i = 0;
    MzJsonAt array = mz_json_array(root, key, &n);
    for (const cJSON *e = mz_json_first(&array); e != NULL && !mz_json_failed(root->doc); e = e->next) {
        MzJsonAt element = mz_json_at(&array, e);
        read(&element, report, i++);
    }
}

#define READ_ARRAY(key, type, field, count, read)                                                                      \
    do {                                                                                                               \
        mz_json_array(&root, key, &(count));                                                                           \
        (field) = mz_arena_new0(report->arena, type, (count));                                                         \
        read_array(&root, key, report, read);                                                                          \
    } while (0)

static void
read_report(MzJsonDoc *doc, MzReport *report)
{
    static const char *const keys[] = {"format", "source",      "kind",      "year",     "department",
                                       "mark",   "title",       "published", "unit",     "tables",
                                       "claims", "contents",    "sections",  "glossary", "annexes",
                                       "masked", "extractions", "lines",     NULL};
    MzJsonAt root = mz_json_root(doc);
    if (!mz_json_object(&root, keys))
        return;
    read_head(&root, report);
    if (mz_json_member(&root, "tables").node == NULL)
        mz_json_fail(&root, mz_tr("缺少“%s”", "'%s' is missing"), "tables");
    if (mz_json_failed(doc))
        return;
    READ_ARRAY("tables", MzTable, report->tables, report->n_tables, read_table_once);
    READ_ARRAY("contents", MzContentsEntry, report->contents, report->n_contents, read_contents_entry);
    READ_ARRAY("sections", MzSection, report->sections, report->n_sections, read_section);
    READ_ARRAY("claims", MzClaim, report->claims, report->n_claims, read_claim);
    READ_ARRAY("glossary", MzTerm, report->glossary, report->n_glossary, read_term);
    READ_ARRAY("annexes", MzAnnexTable, report->annexes, report->n_annexes, mz_json_read_annex);
    READ_ARRAY("masked", MzMasked, report->masked, report->n_masked, read_masked);
    READ_ARRAY("extractions", MzExtraction, report->extractions, report->n_extractions, read_extraction);
    READ_ARRAY("lines", const char *, report->lines, report->n_lines, read_line);
}

MzReport *
mz_report_from_json(const char *name, const char *bytes, gsize length, GError **error)
{
    MzArena *arena = mz_arena_new();
    MzReport *report = mz_arena_new0(arena, MzReport, 1);
    report->arena = arena;
    MzJsonDoc doc;
    mz_json_open(&doc, name, bytes, length, arena);
    if (!mz_json_failed(&doc))
        read_report(&doc, report);
    if (report->source == NULL) {
        const char *slash = strrchr(name, '/');
        report->source = mz_arena_strdup(arena, slash == NULL ? name : slash + 1);
    }
    if (mz_json_close(&doc, error))
        return report;
    mz_report_free(report);
    return NULL;
}
