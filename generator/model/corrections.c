#include "model/corrections.h"

#include <string.h>

#include "base/nearest.h"
#include "model/json_read.h"

/* Places and doubles are looked up in time that grows with the square. */
enum { MAX_CORRECTIONS = 1000 };

/* ---- reading */

static void
read_item(const MzJsonAt *at, MzCorrection *item)
{
    static const char *const keys[] = {"table", "row", "column", "old", "new", "reason", "date", "by", NULL};
    if (!mz_json_object(at, keys))
        return;
    MzPlace place = mz_json_place(at);
    item->line = place.line;
    item->place = place.column;
    const char *table = mz_json_need(at, "table");
    item->row = mz_json_need(at, "row");
    item->column = mz_json_need(at, "column");
    item->old_text = mz_json_text(at, "old");
    item->new_text = mz_json_text(at, "new");
    item->reason = mz_json_need(at, "reason");
    mz_json_need(at, "date");
    item->date = mz_json_date(at, "date");
    item->by = mz_json_need(at, "by");
    if (item->old_text == NULL || item->new_text == NULL)
        mz_json_fail(at, mz_tr("缺少“%s”（空白写作 \"\"）", "'%s' is missing (a blank cell is \"\")"),
                     item->old_text == NULL ? "old" : "new");
    MzJsonAt member = mz_json_member(at, "table");
    if (!mz_json_failed(at->doc) && !mz_table_key_find(table, &item->table)) {
        const char *names[MZ_TABLES + 1] = {NULL};
        for (int key = 0; key < MZ_TABLES; key++)
            names[key] = mz_table_key_name((MzTableKey)key);
        g_autofree char *hint = mz_nearest_hint(table, names);
        mz_json_fail(&member, mz_tr("没有“%s”表%s", "there is no table '%s'%s"), table, hint);
    }
}

static void
read_corrections(MzJsonDoc *doc, MzCorrections *corrections)
{
    static const char *const keys[] = {"$schema", "format", "corrections", NULL};
    MzJsonAt root = mz_json_root(doc);
    if (!mz_json_object(&root, keys))
        return;
    mz_json_text(&root, "$schema"); /* for editors */
    const char *format = mz_json_text(&root, "format");
    MzJsonAt member = mz_json_member(&root, "format");
    if (format == NULL)
        mz_json_fail(&root, mz_tr("缺少“format”，应写 \"format\": \"%s\"", "'format' is missing: \"format\": \"%s\""),
                     MZ_CORRECTIONS_FORMAT);
    else if (!mz_json_failed(doc) && strcmp(format, MZ_CORRECTIONS_FORMAT) != 0)
        mz_json_fail(&member, mz_tr("格式是“%s”；本程序读“%s”", "the format is '%s'; this program reads '%s'"), format,
                     MZ_CORRECTIONS_FORMAT);
    MzJsonAt items = mz_json_array(&root, "corrections", &corrections->n_items);
    if (items.node == NULL)
        mz_json_fail(&root, mz_tr("缺少“%s”", "'%s' is missing"), "corrections");
    if (corrections->n_items > MAX_CORRECTIONS)
        mz_json_fail(&items,
                     mz_tr("更正超过 %d 条；请改正报告本身", "more than %d corrections; correct the report itself"),
                     (int)MAX_CORRECTIONS);
    corrections->items = mz_arena_new0(corrections->arena, MzCorrection, corrections->n_items);
    guint i = 0;
    for (const cJSON *e = mz_json_first(&items); e != NULL && !mz_json_failed(doc); e = e->next) {
        MzJsonAt element = mz_json_at(&items, e);
        read_item(&element, &corrections->items[i++]);
    }
}

MzCorrections *
mz_corrections_from_json(const char *name, const char *bytes, gsize length, GError **error)
{
    MzArena *arena = mz_arena_new();
    MzCorrections *corrections = mz_arena_new0(arena, MzCorrections, 1);
    corrections->arena = arena;
    corrections->name = mz_arena_strdup(arena, name);
    MzJsonDoc doc;
    mz_json_open(&doc, name, bytes, length, arena);
    if (!mz_json_failed(&doc))
        read_corrections(&doc, corrections);
    if (mz_json_close(&doc, error))
        return corrections;
    mz_corrections_free(corrections);
    return NULL;
}

void
mz_corrections_free(MzCorrections *corrections)
{
    if (corrections != NULL)
        mz_arena_free(corrections->arena);
}

/* ---- applying */

static gboolean G_GNUC_PRINTF(4, 5)
    refuse(const MzCorrections *corrections, const MzCorrection *item, GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *message = g_strdup_vprintf(format, args);
    va_end(args);
    MzPlace place = {corrections->name, item->line, item->place};
    mz_error_set(error, MZ_ERROR_INPUT, &place, "%s", message);
    g_free(message);
    return FALSE;
}

/* Index of the row with this key, else of the only row with this name; -1: none, -2: several. */
static int
find_row(const MzTable *table, const char *name)
{
    int found = -1;
    for (guint r = 0; r < table->n_rows; r++) {
        if (strcmp(table->rows[r].key, name) == 0)
            return (int)r;
        if (strcmp(table->rows[r].name, name) == 0)
            found = found == -1 ? (int)r : -2;
    }
    return found;
}

static gboolean
is_on_side(const MzColumnForm *column, MzSide side)
{
    return column->side == MZ_SIDE_NONE || column->side == side;
}

/* Index of the column with this key, else with this label on the row's side; -1: none. */
static int
find_column(const MzForm *form, MzSide side, const char *name)
{
    int found = mz_form_column(form, name);
    for (guint c = 0; found < 0 && c < form->n_columns; c++) {
        if (strcmp(form->columns[c].label, name) == 0 && is_on_side(&form->columns[c], side))
            found = (int)c;
    }
    return found >= 0 && is_on_side(&form->columns[found], side) ? found : -1;
}

/* ---- what there is instead */

/* Adds "2012801（行政运行）" to a list in words. */
static void
add_choice(GString *list, const char *key, const char *label)
{
    g_string_append_printf(list, "%s%s", list->len > 0 ? mz_tr("、", ", ") : "", key);
    if (*label != '\0' && strcmp(key, label) != 0)
        g_string_append_printf(list, mz_tr("（%s）", " (%s)"), label);
}

static char *
list_tables(const MzReport *report)
{
    GString *list = g_string_new(NULL);
    for (guint t = 0; t < report->n_tables; t++)
        add_choice(list, mz_table_key_name(report->tables[t].form->table), report->tables[t].form->title);
    return g_string_free(list, FALSE);
}

static char *
list_columns(const MzForm *form, MzSide side)
{
    GString *list = g_string_new(NULL);
    for (guint c = 0; c < form->n_columns; c++) {
        if (is_on_side(&form->columns[c], side))
            add_choice(list, form->columns[c].key, form->columns[c].label);
    }
    return g_string_free(list, FALSE);
}

/* The rows that all have this name. */
static char *
list_namesakes(const MzTable *table, const char *name)
{
    GString *list = g_string_new(NULL);
    for (guint r = 0; r < table->n_rows; r++) {
        if (strcmp(table->rows[r].name, name) == 0)
            add_choice(list, table->rows[r].key, "");
    }
    return g_string_free(list, FALSE);
}

/* How far a row is from what was written; a part of its name is nearer than another name. */
static gsize
distance(const MzRow *row, const char *written)
{
    if (strstr(row->label, written) != NULL)
        return 0;
    gsize by_key = mz_slips(row->key, written), by_name = mz_slips(row->name, written);
    return MIN(MIN(by_key, by_name), mz_slips(row->label, written));
}

/* The row that is nearest to what was written, and those that are hardly farther; the nearest first. */
static char *
list_rows(const MzTable *table, const char *written)
{
    enum { SHOWN = 6 };
    GString *list = g_string_new(NULL);
    gsize limit = 0;
    gsize *distances = g_new(gsize, table->n_rows);
    for (guint r = 0; r < table->n_rows; r++)
        distances[r] = distance(&table->rows[r], written);
    for (guint n = 0; n < SHOWN; n++) {
        guint best = 0;
        for (guint r = 1; r < table->n_rows; r++)
            best = distances[r] < distances[best] ? r : best;
        if (n == 0)
            limit = distances[best] + 1;
        if (distances[best] > limit)
            break;
        add_choice(list, table->rows[best].key, table->rows[best].label);
        distances[best] = G_MAXSIZE;
    }
    g_free(distances);
    return g_string_free(list, FALSE);
}

/* Refuses a row that is none of the table's, or one of several. */
static gboolean
refuse_row(const MzCorrections *corrections, const MzCorrection *item, const MzTable *table, int found, GError **error)
{
    if (found == -2) {
        g_autofree char *list = list_namesakes(table, item->row);
        return refuse(corrections, item, error,
                      mz_tr("有几行都叫“%s”；请写行的键，是其中之一：%s",
                            "several rows are named '%s'; write the row's key, which is one of: %s"),
                      item->row, list);
    }
    if (table->n_rows == 0)
        return refuse(corrections, item, error, mz_tr("“%s”表中没有任何行", "the table '%s' has no rows"),
                      mz_table_key_name(item->table));
    g_autofree char *list = list_rows(table, item->row);
    return refuse(corrections, item, error,
                  mz_tr("“%s”表中没有“%s”行；最接近的有：%s。也可以在页面上点要改的金额，地址栏末尾就是 #表.行.列",
                        "the table '%s' has no row '%s'; the nearest: %s. Or click the amount in its page: the address "
                        "then ends in #table.row.column"),
                  mz_table_key_name(item->table), item->row, list);
}

/* ---- finding */

/* Finds the cell of a correction. */
static gboolean
find_cell(const MzCorrections *corrections, MzCorrection *item, const MzReport *report, GError **error)
{
    const MzTable *table = mz_report_table(report, item->table);
    if (table == NULL) {
        g_autofree char *list = list_tables(report);
        return refuse(corrections, item, error,
                      mz_tr("报告中没有“%s”表；有：%s", "the report has no table '%s'; there are: %s"),
                      mz_table_key_name(item->table), list);
    }
    int row = find_row(table, item->row);
    if (row < 0)
        return refuse_row(corrections, item, table, row, error);
    int column = find_column(table->form, table->rows[row].side, item->column);
    if (column < 0) {
        g_autofree char *list = list_columns(table->form, table->rows[row].side);
        return refuse(corrections, item, error,
                      mz_tr("“%s”表的“%s”行没有“%s”列；有：%s",
                            "in the table '%s' the row '%s' has no column '%s'; there are: %s"),
                      mz_table_key_name(item->table), item->row, item->column, list);
    }
    item->table_index = (guint)(table - report->tables);
    item->row_index = (guint)row;
    item->column_index = (guint)column;
    return TRUE;
}

static MzCell *
cell_of(const MzCorrection *item, const MzReport *report)
{
    return &report->tables[item->table_index].rows[item->row_index].cells[item->column_index];
}

/* Whether the correction can be applied to its cell; reads its amounts. */
static gboolean
check_amounts(const MzCorrections *corrections, MzCorrection *item, const MzReport *report, GError **error)
{
    const MzCell *cell = cell_of(item, report);
    MzUnit unit = report->tables[item->table_index].unit;
    MzMoney wanted = {0, 0, 0};
    gboolean was_blank = *item->old_text == '\0';
    gboolean blank = *item->new_text == '\0';
    if (!was_blank && !mz_money_parse(item->old_text, -1, unit, &item->old_amount))
        return refuse(corrections, item, error,
                      mz_tr("“old”的“%s”不是以%s为单位的金额", "'%s' in 'old' is not an amount in %s"), item->old_text,
                      mz_unit_label(unit));
    if (!blank && !mz_money_parse(item->new_text, -1, unit, &wanted))
        return refuse(corrections, item, error,
                      mz_tr("“new”的“%s”不是以%s为单位的金额", "'%s' in 'new' is not an amount in %s"), item->new_text,
                      mz_unit_label(unit));
    if (was_blank == cell->present || (cell->present && cell->amount.fen != item->old_amount.fen)) {
        char plain[MZ_MONEY_TEXT];
        return refuse(
            corrections, item, error,
            mz_tr("“old”是“%s”，报告中却是“%s”；报告已变，请重新核对这条更正",
                  "'old' is '%s', but the report says '%s'; the report has changed, look at this correction again"),
            item->old_text, cell->present ? mz_money_plain(cell->amount, plain) : "");
    }
    if (blank == was_blank && (blank || (wanted.fen == cell->amount.fen && wanted.decimals == cell->amount.decimals)))
        return refuse(
            corrections, item, error, "%s",
            mz_tr("“old”与“new”相同，这条更正没有改变什么", "'old' and 'new' are the same: nothing is corrected"));
    return TRUE;
}

static gboolean
check_once(const MzCorrections *corrections, guint i, GError **error)
{
    const MzCorrection *item = &corrections->items[i];
    for (guint before = 0; before < i; before++) {
        const MzCorrection *other = &corrections->items[before];
        if (other->table_index == item->table_index && other->row_index == item->row_index &&
            other->column_index == item->column_index)
            return refuse(corrections, item, error,
                          mz_tr("第 %u 行已有对这一格的更正，请合为一条",
                                "the correction in line %u is for the same cell, make them one"),
                          other->line);
    }
    return TRUE;
}

/* The proof is data, not a message: it is Chinese whatever language the program speaks. */
static void
apply_one(const MzCorrection *item, MzReport *report)
{
    MzTable *table = &report->tables[item->table_index];
    MzCell *cell = cell_of(item, report);
    MzSpan span = cell->present ? cell->span : (MzSpan){table->rows[item->row_index].line, 0, 0};
    char plain[MZ_MONEY_TEXT];
    const char *old = cell->present ? mz_money_plain(cell->amount, plain) : "空白";
    *cell = (MzCell){.present = *item->new_text != '\0', .origin = MZ_ORIGIN_CORRECTED, .span = span};
    if (!cell->present) {
        *cell = (MzCell){.present = FALSE};
        return;
    }
    mz_money_parse(item->new_text, -1, table->unit, &cell->amount);
    cell->text = mz_arena_strdup(report->arena, item->new_text);
    cell->proof = mz_arena_printf(report->arena, "原为%s，%s由%s更正：%s", old, item->date, item->by, item->reason);
}

static void
judge_empty(MzTable *table)
{
    table->empty = TRUE;
    for (guint r = 0; r < table->n_rows; r++) {
        for (guint c = 0; c < table->form->n_columns; c++)
            table->empty = table->empty && !table->rows[r].cells[c].present;
    }
}

gboolean
mz_corrections_apply(MzCorrections *corrections, MzReport *report, GError **error)
{
    for (guint i = 0; i < corrections->n_items; i++) {
        MzCorrection *item = &corrections->items[i];
        if (!find_cell(corrections, item, report, error) || !check_once(corrections, i, error) ||
            !check_amounts(corrections, item, report, error))
            return FALSE;
    }
    for (guint i = 0; i < corrections->n_items; i++) {
        apply_one(&corrections->items[i], report);
        judge_empty(&report->tables[corrections->items[i].table_index]);
    }
    return TRUE;
}
