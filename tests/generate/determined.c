#include "generate/determined.h"

#include <string.h>

#define COLUMNS 16
#define WAYS 1000
#define ROUNDING 5000 /* half of 0.01 万元 in 分 */

typedef struct {
    gint64 value[COLUMNS];
    gboolean alive;
} Way;

typedef struct {
    GArray *ways; /* of Way */
    gboolean settled;
} Row;

typedef struct {
    GenReport *report;
    const MzTable *table;
    Row *rows;
} Deciding;

static Way *
way_at(const Row *row, guint i)
{
    return &g_array_index(row->ways, Way, i);
}

static gboolean
is_target(const MzTable *table, const MzRow *row, guint column)
{
    MzSide side = table->form->columns[column].side;
    return side == MZ_SIDE_NONE || side == row->side;
}

/* ---- the ways of a row */

static gboolean
adds_up(const MzTable *table, const MzRow *row, const gint64 *value)
{
    const MzForm *form = table->form;
    for (guint c = 0; c < form->n_columns; c++) {
        gint64 sum = 0;
        gboolean parts = FALSE;
        for (guint part = 0; part < form->n_columns; part++) {
            if (form->columns[part].part_of == (int)c && is_target(table, row, part)) {
                parts = TRUE;
                sum += value[part];
            }
        }
        if (parts && sum != value[c])
            return FALSE;
    }
    gboolean flow = mz_form_column(form, "opening") == 0 && mz_form_column(form, "closing") == 5;
    return !flow || value[0] + value[1] == value[2] + value[5];
}

typedef struct {
    const MzTable *table;
    const MzRow *row;
    gint64 amounts[COLUMNS];
    guint n_amounts;
    Way way;
    GArray *ways;
} Search;

static void
search_ways(Search *search, guint amount, guint column)
{
    guint n = search->table->form->n_columns;
    if (search->ways->len >= WAYS)
        return;
    if (amount == search->n_amounts) {
        if (adds_up(search->table, search->row, search->way.value))
            g_array_append_val(search->ways, search->way);
        return;
    }
    for (guint c = column; c < n; c++) {
        if (!is_target(search->table, search->row, c))
            continue;
        search->way.value[c] = search->amounts[amount];
        search_ways(search, amount + 1, c + 1);
        search->way.value[c] = 0;
    }
}

static GArray *
ways_of(const MzTable *table, const MzRow *row)
{
    Search search = {.table = table, .row = row, .way = {.alive = TRUE}};
    search.ways = g_array_new(FALSE, FALSE, sizeof(Way));
    for (guint c = 0; c < table->form->n_columns; c++) {
        if (row->cells[c].present)
            search.amounts[search.n_amounts++] = row->cells[c].amount.fen;
    }
    search_ways(&search, 0, 0);
    return search.ways;
}

/* ---- families */

static gboolean
belongs_to(const MzTable *table, guint child, guint parent)
{
    const MzRow *row = &table->rows[child];
    if (table->form->rows != NULL)
        return row->form_row >= 0 && table->form->rows[row->form_row].part_of == table->rows[parent].form_row;
    gboolean total = strcmp(table->rows[parent].key, "total") == 0;
    return row->parent == (int)parent || (total && row->parent < 0 && child != parent);
}

/* Whether the rows from `i` on can be put so that what is left of each column is used up, but for what rounding could
 * explain in a real report; marks what can be. */
static gboolean
fits(const Deciding *deciding, const GArray *children, guint i, gint64 *left, GPtrArray *chosen)
{
    guint n = deciding->table->form->n_columns;
    gint64 slack = ((gint64)children->len + 1) * ROUNDING;
    gboolean any = FALSE;
    if (i == children->len) {
        for (guint c = 0; c < n; c++) {
            if (ABS(left[c]) > slack)
                return FALSE;
        }
        for (guint k = 0; k < chosen->len; k++)
            ((Way *)g_ptr_array_index(chosen, k))->alive = TRUE;
        return TRUE;
    }
    const Row *row = &deciding->rows[g_array_index(children, guint, i)];
    for (guint w = 0; w < row->ways->len; w++) {
        Way *way = way_at(row, w);
        gboolean possible = TRUE;
        for (guint c = 0; c < n; c++)
            possible = possible && left[c] - way->value[c] >= -slack;
        if (!possible)
            continue;
        for (guint c = 0; c < n; c++)
            left[c] -= way->value[c];
        g_ptr_array_add(chosen, way);
        any = fits(deciding, children, i + 1, left, chosen) || any;
        g_ptr_array_set_size(chosen, (gint)chosen->len - 1);
        for (guint c = 0; c < n; c++)
            left[c] += way->value[c];
    }
    return any;
}

static void
narrow_family(const Deciding *deciding, guint parent)
{
    const MzTable *table = deciding->table;
    g_autoptr(GArray) children = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GPtrArray) chosen = g_ptr_array_new();
    gint64 left[COLUMNS] = {0};
    double choices = 1;
    for (guint r = 0; r < table->n_rows; r++) {
        if (!belongs_to(table, r, parent))
            continue;
        g_array_append_val(children, r);
        choices *= deciding->rows[r].ways->len;
    }
    if (children->len == 0 || choices > GEN_CHOICES)
        return;
    for (guint c = 0; c < table->form->n_columns; c++) {
        if (is_target(table, &table->rows[parent], c) && table->rows[parent].cells[c].present)
            left[c] = table->rows[parent].cells[c].amount.fen;
    }
    for (guint i = 0; i < children->len; i++) {
        const Row *row = &deciding->rows[g_array_index(children, guint, i)];
        for (guint w = 0; w < row->ways->len; w++)
            way_at(row, w)->alive = FALSE;
    }
    fits(deciding, children, 0, left, chosen);
}

/* ---- tables */

/* Whether other tables or the narrative state every column of the row of totals. */
static gboolean
total_is_stated(const GenReport *report, const MzTable *table)
{
    const MzTable *fund = mz_report_table(report->truth, MZ_TABLE_FUND);
    const MzTable *capital = mz_report_table(report->truth, MZ_TABLE_CAPITAL);
    switch (table->key) {
    case MZ_TABLE_INCOME:
    case MZ_TABLE_EXPENDITURE:
    case MZ_TABLE_GENERAL:
    case MZ_TABLE_APPROPRIATION:
    case MZ_TABLE_BASIC:
        return TRUE;
    case MZ_TABLE_SANGONG:
        return table->form->kind == MZ_KIND_BUDGET && fund->empty && capital->empty;
    default:
        return FALSE;
    }
}

static gboolean
is_total(const MzTable *table, const MzRow *row)
{
    static const char *const totals[] = {"total", "ex-year", "ex-total", "ex-closing", "in-year", "in-total", NULL};
    return g_strv_contains(totals, row->key) && (table->form->rows != NULL || strcmp(row->key, "total") == 0);
}

static void
settle(const Row *row)
{
    guint alive = 0;
    for (guint w = 0; w < row->ways->len; w++)
        alive += way_at(row, w)->alive;
    ((Row *)row)->settled = alive == 1;
}

static void
mark_row(const Deciding *deciding, const MzRow *row, const Row *ways)
{
    for (guint c = 0; c < deciding->table->form->n_columns; c++) {
        gboolean same = ways->ways->len < WAYS;
        for (guint w = 0; w < ways->ways->len && same && !ways->settled; w++)
            same = !way_at(ways, w)->alive || way_at(ways, w)->value[c] == row->cells[c].amount.fen;
        if (row->cells[c].present && !same)
            g_hash_table_add(deciding->report->undetermined, &row->cells[c]);
    }
}

static void
determine_table(GenReport *report, const MzTable *table)
{
    Deciding deciding = {report, table, g_new0(Row, table->n_rows + 1)};
    gboolean stated = total_is_stated(report, table);
    for (guint r = 0; r < table->n_rows; r++) {
        deciding.rows[r].ways = ways_of(table, &table->rows[r]);
        settle(&deciding.rows[r]);
        deciding.rows[r].settled = deciding.rows[r].settled || (stated && is_total(table, &table->rows[r]));
    }
    /* Parents stand before their children, but for the totals of two-sided tables. */
    for (guint r = 0; r < table->n_rows; r++) {
        if (deciding.rows[r].settled)
            narrow_family(&deciding, r);
        for (guint k = 0; k < table->n_rows; k++) {
            if (!deciding.rows[k].settled && belongs_to(table, k, r))
                settle(&deciding.rows[k]);
        }
    }
    for (guint r = 0; r < table->n_rows; r++)
        mark_row(&deciding, &table->rows[r], &deciding.rows[r]);
    for (guint r = 0; r < table->n_rows; r++)
        g_array_unref(deciding.rows[r].ways);
    g_free(deciding.rows);
}

/* ---- merged columns */

static gboolean
general_money_only(const GenReport *report)
{
    const MzCell *total = mz_report_cell(report->truth, MZ_TABLE_EXPENDITURE, "total", "total");
    const MzCell *general = mz_report_cell(report->truth, MZ_TABLE_GENERAL, "total", "total");
    return total != NULL && general != NULL && total->amount.fen == general->amount.fen;
}

static void
determine_merged(GenReport *report, guint t)
{
    const MzTable *table = &report->truth->tables[t];
    gboolean sister = FALSE;
    for (guint s = 0; s < report->truth->n_tables; s++) {
        MzTableKey key = report->truth->tables[s].key;
        gboolean pair = (table->key == MZ_TABLE_EXPENDITURE && key == MZ_TABLE_GENERAL) ||
                        (table->key == MZ_TABLE_GENERAL && key == MZ_TABLE_EXPENDITURE);
        sister = sister || (pair && !report->displaced[s] && report->merged[s] == 0);
    }
    if (sister && general_money_only(report))
        return;
    for (guint r = 0; r < table->n_rows; r++) {
        for (guint c = report->merged[t]; c <= report->merged[t] + 1; c++)
            g_hash_table_add(report->undetermined, &table->rows[r].cells[c]);
    }
}

void
gen_determine(GenReport *report)
{
    for (guint t = 0; t < report->truth->n_tables; t++) {
        const MzTable *table = &report->truth->tables[t];
        gboolean wide = table->form->shape == MZ_SHAPE_WIDE;
        if (report->merged[t] > 0)
            determine_merged(report, t);
        if (report->displaced[t] && wide) {
            /* Twelve cells in one line: the line has more ways than its rows tell. */
            gboolean full = TRUE;
            for (guint r = 0; r < table->n_rows; r++) {
                for (guint c = 0; c < table->form->n_columns; c++)
                    full = full && table->rows[r].cells[c].present;
            }
            for (guint r = 0; r < table->n_rows && !full; r++) {
                for (guint c = 0; c < table->form->n_columns; c++)
                    g_hash_table_add(report->undetermined, &table->rows[r].cells[c]);
            }
        } else if (report->displaced[t]) {
            determine_table(report, table);
        }
    }
}
