#include "parse/place_private.h"

#include <string.h>

/* Costs of a candidate, in order of weight. */
enum { COST_CELL = 4, COST_SHIFT = 2, COST_UNUSUAL = 3, COST_NOT_MAIN = 5, COST_LOST = 6 };

static void
add_target(const Placing *placing, Row *row, guint table_row, guint column)
{
    const MzTable *table = &placing->report->tables[row->table];
    MzSide side = table->form->columns[column].side;
    if ((side == MZ_SIDE_NONE || side == table->rows[table_row].side) && row->n_targets < MAX_TARGETS)
        row->target[row->n_targets++] = (MzCellRef){(guint16)row->table, (guint16)table_row, (guint16)column};
}

/* The cells that the amounts of a raw row can stand in, from left to right. */
static void
find_targets(const Placing *placing, Row *row)
{
    const MzTable *table = &placing->report->tables[row->table];
    const MzRawTable *raw = &g_array_index(placing->raw, MzRawTable, row->table);
    gboolean wide = mz_text_is(g_array_index(raw->rows, MzRawRow, row->raw_row).row.key, "wide");
    guint first = wide ? 0 : row->raw_row;
    guint last = wide ? table->n_rows - 1 : row->raw_row;
    if (wide && table->form->paired) {
        for (guint c = 0; c < table->form->n_columns; c++) {
            for (guint r = first; r <= last; r++)
                add_target(placing, row, r, raw->order[c]);
        }
        return;
    }
    for (guint r = first; r <= last; r++) {
        for (guint c = 0; c < table->form->n_columns; c++)
            add_target(placing, row, r, raw->order[c]);
    }
}

/* More amounts than cells: numbers without decimals are the likeliest strangers (page numbers). The amounts array is
 * shrunk in place. */
static void
drop_strangers(Row *row, MzRawAmount *amounts)
{
    for (guint i = row->n_amounts; amounts != NULL && i-- > 0 && row->n_amounts > row->n_targets;) {
        if (!amounts[i].integer)
            continue;
        memmove(&amounts[i], &amounts[i + 1], (row->n_amounts - i - 1) * sizeof(MzRawAmount));
        row->n_amounts--;
    }
    row->n_amounts = MIN(row->n_amounts, row->n_targets);
}

void
mz_place_collect_rows(Placing *placing)
{
    guint n_rows = 0;
    for (guint t = 0; t < placing->report->n_tables; t++)
        n_rows += g_array_index(placing->raw, MzRawTable, t).rows->len;
    placing->rows = mz_arena_new0(placing->arena, Row, n_rows);
    placing->first_row = mz_arena_new0(placing->arena, guint, placing->report->n_tables + 1);
    placing->first_cell = mz_arena_new0(placing->arena, int, (placing->report->n_tables + 1) * MZ_SIDES);
    for (guint t = 0; t < placing->report->n_tables; t++) {
        const MzRawTable *raw = &g_array_index(placing->raw, MzRawTable, t);
        placing->first_row[t] = placing->n_rows;
        for (guint r = 0; r < raw->rows->len; r++) {
            const MzRawRow *from = &g_array_index(raw->rows, MzRawRow, r);
            MzRawAmount *amounts =
                from->n_amounts == 0 ? NULL : &g_array_index(raw->amounts, MzRawAmount, from->first_amount);
            Row *row = &placing->rows[placing->n_rows++];
            row->table = t;
            row->raw_row = r;
            row->n_amounts = from->n_amounts;
            row->amounts = amounts;
            row->chosen = -1;
            find_targets(placing, row);
            drop_strangers(row, amounts);
        }
    }
    placing->first_row[placing->report->n_tables] = placing->n_rows;
}

/* A copy of the candidate becomes the row's last one. */
static void
add_candidate(const Placing *placing, Row *row, const Candidate *candidate)
{
    if (row->n_candidates == row->room) {
        const Candidate *before = row->candidates;
        row->room = row->room == 0 ? 1 : MAX(8, row->room * 2); /* the usual row has one way */
        row->candidates = mz_arena_alloc(placing->arena, row->room * sizeof(Candidate));
        if (before != NULL)
            memcpy(row->candidates, before, row->n_candidates * sizeof(Candidate));
    }
    row->candidates[row->n_candidates++] = *candidate;
}

/* ---- where amounts should stand */

/* The side of a row, of which each has cells of its own. */
static MzSide
side_of(const Placing *placing, const Row *row)
{
    const MzTable *table = &placing->report->tables[row->table];
    return table->rows[row->target[0].row].side;
}

/* Where the first target of a table's rows stands when the head numbers no columns: the cell in which most rows of the
 * side have their first amount. */
static int
usual_first_cell(const Placing *placing, guint t, MzSide side)
{
    guint count[64] = {0};
    guint best = 0;
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
        const Row *row = row_at(placing, i);
        if (row->n_targets > 1 && row->n_amounts > 0 && row->amounts[0].cell < G_N_ELEMENTS(count) &&
            side_of(placing, row) == side) {
            guint cell = row->amounts[0].cell;
            count[cell]++;
            if (count[cell] > count[best])
                best = cell;
        }
    }
    return (int)best;
}

/* The number that the head gives the first target of the row, from 0: columns are numbered from left to right, the
 * right side after the left. */
static guint
first_number(const Placing *placing, const Row *row, guint *n_numbers)
{
    const MzForm *form = placing->report->tables[row->table].form;
    gboolean both = form->shape == MZ_SHAPE_TWO_SIDED && form->columns[0].side == MZ_SIDE_NONE;
    *n_numbers = row->n_targets > form->n_columns ? row->n_targets : form->n_columns * (both ? 2 : 1);
    if (both)
        return side_of(placing, row) == MZ_SIDE_EXPENDITURE ? form->n_columns : 0;
    return form->shape == MZ_SHAPE_TWO_SIDED ? row->target[0].column : 0;
}

/* The tab cell in which each target should stand, from the numbers of the 栏次 row or, where the head has none, one
 * cell after the other. FALSE: the text has no tabs, or its head numbers other columns than the form has (columns were
 * merged or lost). */
static gboolean
target_cells(const Placing *placing, const Row *row, int cell[MAX_TARGETS])
{
    const MzRawTable *raw = &g_array_index(placing->raw, MzRawTable, row->table);
    guint n_numbers, first = first_number(placing, row, &n_numbers);
    if (!raw->tabs || (raw->n_positions != n_numbers && raw->n_positions != 0))
        return FALSE;
    for (guint i = 0; i < row->n_targets; i++) {
        cell[i] = raw->n_positions == 0 ? placing->first_cell[row->table * MZ_SIDES + side_of(placing, row)] + (int)i
                                        : raw->position[first + i];
        if (cell[i] < 0)
            return FALSE;
    }
    return TRUE;
}

/* A row without amounts has one way. */
static void
place_blank(const Placing *placing, guint index)
{
    Candidate candidate = {.cost = 0};
    memset(candidate.amount, BLANK, sizeof candidate.amount);
    add_candidate(placing, row_at(placing, index), &candidate);
}

/* The usual row of a text with tabs: every amount stands under its column and the row's own relations hold
 * without help of rounding (small amounts agree with anything otherwise). Then no other way is looked for, unless
 * relations with other rows ask for it later. */
static gboolean
place_at_once(const Placing *placing, guint index)
{
    Row *row = row_at(placing, index);
    int cell[MAX_TARGETS];
    if (!target_cells(placing, row, cell))
        return FALSE;
    Candidate candidate = {.cost = 0};
    memset(candidate.amount, BLANK, sizeof candidate.amount);
    guint next = 0;
    for (guint t = 0; t < row->n_targets && next < row->n_amounts; t++) {
        if ((int)row->amounts[next].cell == cell[t]) {
            candidate.value[t] = row->amounts[next].amount.fen;
            candidate.amount[t] = (gint8)next++;
        }
    }
    if (next < row->n_amounts || own_violations(row, &candidate, TRUE, 0) > 0)
        return FALSE;
    add_candidate(placing, row, &candidate);
    row->chosen = 0;
    row->decided_by_position = TRUE;
    return TRUE;
}

/* How far from the cells of their columns the amounts of a way stand. */
typedef struct {
    guint n;
    int by[MAX_TARGETS];
} Distances;

static Distances
distances_of(const Row *row, const Candidate *candidate, const int cell[MAX_TARGETS])
{
    Distances distances;
    distances.n = 0;
    for (guint i = 0; i < row->n_targets; i++) {
        if (candidate->amount[i] >= 0)
            distances.by[distances.n++] = (int)row->amounts[candidate->amount[i]].cell - cell[i];
    }
    return distances;
}

/* Whether all amounts stand in their cells in a row shifted by `shift` against the head. */
static gboolean
fits_shifted(const Distances *distances, int shift)
{
    for (guint i = 0; i < distances->n; i++) {
        if (distances->by[i] != shift)
            return FALSE;
    }
    return TRUE;
}

static gint
cells_cost(const Distances *distances, int shift)
{
    gint cost = 0;
    for (guint i = 0; i < distances->n; i++)
        cost += COST_CELL * ABS(distances->by[i] - shift);
    return cost;
}

static gint
position_cost(const Distances *distances, int table_shift)
{
    gint best = cells_cost(distances, table_shift);
    for (int shift = table_shift - 2; shift <= table_shift + 2 && best > 0; shift++)
        best = MIN(best, cells_cost(distances, shift) + COST_SHIFT * ABS(shift - table_shift));
    return best;
}

/* A row whose ways are being tried. */
typedef struct {
    const Placing *placing;
    Row *row;
    Candidate partial;          /* the way at hand */
    gint unusual[MAX_TARGETS];  /* by target: cost of an amount in a column that usually has none */
    int whole[MAX_TARGETS];     /* by target: the column that its column is a part of */
    guint largest[MAX_TARGETS]; /* targets whose column usually has the largest part of its whole */
    guint n_largest;
} Ways;

static Ways
ways_of(const Placing *placing, guint index)
{
    Ways ways = {.placing = placing, .row = row_at(placing, index)};
    memset(ways.partial.amount, BLANK, sizeof ways.partial.amount);
    for (guint i = 0; i < ways.row->n_targets; i++) {
        const MzColumnForm *column = column_of(placing, ways.row->target[i]);
        ways.unusual[i] = column->usual <= 0 ? COST_UNUSUAL - column->usual : 0;
        ways.whole[i] = column->part_of;
        if (column->usual == MZ_USUALLY_LARGEST)
            ways.largest[ways.n_largest++] = i;
    }
    return ways;
}

/* Whether no other part of its whole is larger than the target. */
static gboolean
is_largest(const Ways *ways, guint target)
{
    const gint64 *value = ways->partial.value;
    for (guint i = 0; i < ways->row->n_targets; i++) {
        if (ways->whole[i] == ways->whole[target] && value[i] > value[target])
            return FALSE;
    }
    return TRUE;
}

static gint
unusual_cost(const Ways *ways)
{
    gint cost = 0;
    for (guint i = 0; i < ways->row->n_targets; i++)
        cost += ways->partial.amount[i] != BLANK ? ways->unusual[i] : 0;
    for (guint i = 0; i < ways->n_largest; i++)
        cost += is_largest(ways, ways->largest[i]) ? 0 : COST_NOT_MAIN;
    return cost;
}

/* Keeps a way of which the row's own relations say no worse than of those kept before; what is worse falls away. */
static void
keep_candidate(Ways *ways)
{
    Row *row = ways->row;
    Candidate *candidate = &ways->partial;
    guint most = row->n_candidates > 0 ? candidate_at(row, 0)->violations : G_MAXUINT;
    candidate->violations = own_violations(row, candidate, FALSE, most);
    if (candidate->violations > most)
        return;
    if (row->n_candidates > 0 && candidate->violations < candidate_at(row, 0)->violations)
        row->n_candidates = 0;
    candidate->cost = unusual_cost(ways);
    add_candidate(ways->placing, row, candidate);
}

/* All order-preserving ways to put the amounts from `amount` on into the targets from `target` on. */
static void
enumerate(Ways *ways, guint amount, guint target)
{
    const Row *row = ways->row;
    if (amount == row->n_amounts) {
        keep_candidate(ways);
        return;
    }
    for (guint t = target; t + (row->n_amounts - amount) <= row->n_targets; t++) {
        ways->partial.amount[t] = (gint8)amount;
        ways->partial.value[t] = row->amounts[amount].amount.fen;
        enumerate(ways, amount + 1, t + 1);
        ways->partial.amount[t] = BLANK;
        ways->partial.value[t] = 0;
    }
}

/* Whether the first target is a total of others: then the first amount stands there, unless that cannot be. */
static gboolean
first_is_total(const Placing *placing, const Row *row)
{
    const MzForm *form = placing->report->tables[row->table].form;
    for (guint c = 0; c < form->n_columns; c++) {
        if (form->columns[c].part_of == (int)row->target[0].column)
            return TRUE;
    }
    return FALSE;
}

void
mz_place_all_ways(Placing *placing, guint index)
{
    Ways ways = ways_of(placing, index);
    Row *row = ways.row;
    if (row->n_amounts > 0 && first_is_total(placing, row)) {
        ways.partial.amount[0] = 0;
        ways.partial.value[0] = row->amounts[0].amount.fen;
        enumerate(&ways, 1, 1);
        ways.partial.amount[0] = BLANK;
        ways.partial.value[0] = 0;
    }
    if (row->n_candidates == 0 || candidate_at(row, 0)->violations > 0) {
        row->n_candidates = 0;
        enumerate(&ways, 0, 0);
    }
}

/* The row's target in a column; -1: none. */
static int
target_of(const Row *row, int column)
{
    for (guint t = 0; t < row->n_targets; t++) {
        if (row->target[t].column == column)
            return (int)t;
    }
    return -1;
}

/* Adds, for a row whose own relations cannot hold with the amounts the text kept, the ways in which they hold with one
 * amount more: the whole or a part that the text lost. Where there are such, they are the row's only ones. */
static void
add_lost_candidates(Placing *placing, guint index)
{
    Row *row = row_at(placing, index);
    const MzForm *form = placing->report->tables[row->table].form;
    guint printed = row->n_candidates;
    for (guint i = 0; i < printed; i++) {
        for (guint t = 0; t < row->n_targets; t++) {
            Candidate lost = *candidate_at(row, i);
            int whole_column = form->columns[row->target[t].column].part_of;
            int whole = whole_column < 0 ? -1 : target_of(row, whole_column);
            if (lost.amount[t] != BLANK || (whole_column >= 0 && (whole < 0 || lost.amount[whole] == BLANK)))
                continue;
            gint64 parts = 0;
            for (guint p = 0; p < row->n_targets; p++) {
                int part_of = form->columns[row->target[p].column].part_of;
                parts += part_of == (whole >= 0 ? whole_column : (int)row->target[t].column) ? lost.value[p] : 0;
            }
            lost.value[t] = whole >= 0 ? lost.value[whole] - parts : parts;
            if (lost.value[t] == 0)
                continue;
            lost.amount[t] = LOST;
            lost.violations = own_violations(row, &lost, FALSE, 0);
            lost.cost += COST_LOST;
            if (lost.violations == 0 && row->n_candidates < MAX_CANDIDATES)
                add_candidate(placing, row, &lost);
        }
    }
    if (row->n_candidates > printed) {
        row->n_candidates -= printed;
        memmove(row->candidates, &row->candidates[printed], row->n_candidates * sizeof(Candidate));
    }
}

/* Whether two columns were merged, or one was lost: most of the rows that could show it have relations of their own
 * that fail. A row whose whole amount stands in one part ("1.4 1.4") shows nothing. Three rows prove it, or one where
 * the head numbers fewer columns than the form has. */
static gboolean
lost_a_column(const Placing *placing, guint t)
{
    const MzRawTable *raw = &g_array_index(placing->raw, MzRawTable, t);
    guint needed = raw->tabs && raw->n_positions > 0 && raw->n_positions < raw->form->n_columns ? 1 : 3;
    guint broken = 0, telling = 0;
    if (placing->report->tables[t].form->shape != MZ_SHAPE_CODED)
        return FALSE;
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
        const Row *row = row_at(placing, i);
        if (row->n_amounts == 0 || (row->n_amounts == 2 && row->amounts[0].amount.fen == row->amounts[1].amount.fen))
            continue;
        telling++;
        broken += candidate_at(row, 0)->violations > 0;
    }
    return broken >= needed && broken * 2 >= telling;
}

/* Where a column was lost, amounts may be missing and cells say nothing about columns. */
static void
consider_lost_column(Placing *placing, guint t)
{
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
        Row *row = row_at(placing, i);
        if (row->n_amounts == 0)
            continue;
        if (row->decided_by_position) {
            row->n_candidates = 0;
            row->chosen = -1;
            row->decided_by_position = FALSE;
            mz_place_all_ways(placing, i);
        }
        if (candidate_at(row, 0)->violations > 0)
            add_lost_candidates(placing, i);
    }
}

/* Shifts of rows against the head, the likeliest first. */
static const int shifts[] = {0, 1, -1, 2, -2};

/* Adds how well a row fits its cells shifted so: 0 not, 1 in a way that its own relations allow only by rounding (small
 * amounts agree with anything), 2 in one in which they hold exactly. */
static void
add_fitness(const Placing *placing, guint index, const int cell[MAX_TARGETS], guint fitting[G_N_ELEMENTS(shifts)])
{
    const Row *row = row_at(placing, index);
    guint best[G_N_ELEMENTS(shifts)] = {0};
    for (guint c = 0; c < row->n_candidates; c++) {
        const Candidate *candidate = candidate_at(row, c);
        Distances distances = distances_of(row, candidate, cell);
        for (guint s = 0; s < G_N_ELEMENTS(shifts); s++) {
            if (best[s] < 2 && fits_shifted(&distances, shifts[s]))
                best[s] = MAX(best[s], own_violations(row, candidate, TRUE, 0) == 0 ? 2 : 1);
        }
    }
    for (guint s = 0; s < G_N_ELEMENTS(shifts); s++)
        fitting[s] += best[s];
}

/* The shift that the most rows of a table need against its head so that some way fits exactly. */
static int
table_shift(const Placing *placing, guint t)
{
    guint fitting[G_N_ELEMENTS(shifts)] = {0}, best = 0;
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
        const Row *row = row_at(placing, i);
        int cell[MAX_TARGETS];
        if (row->n_amounts > 0 && target_cells(placing, row, cell))
            add_fitness(placing, i, cell, fitting);
    }
    for (guint s = 1; s < G_N_ELEMENTS(shifts); s++) {
        if (fitting[s] > fitting[best])
            best = s;
    }
    return shifts[best];
}

/* Adds the cost of position to every candidate; a row of which exactly one way stands right in its cells is decided by
 * that. */
static void
weigh_positions(Placing *placing, guint t)
{
    gboolean clear = TRUE;
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++)
        clear = clear && (row_at(placing, i)->n_amounts == 0 || row_at(placing, i)->decided_by_position);
    if (clear)
        return;
    int shift = table_shift(placing, t);
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
        Row *row = row_at(placing, i);
        int cell[MAX_TARGETS];
        if (row->n_amounts == 0 || row->decided_by_position || !target_cells(placing, row, cell))
            continue;
        int exact = -1;
        for (guint c = 0; c < row->n_candidates; c++) {
            Candidate *candidate = candidate_at(row, c);
            Distances distances = distances_of(row, candidate, cell);
            gboolean fits = fits_shifted(&distances, shift);
            for (guint k = 0; k < row->n_targets && fits; k++)
                fits = candidate->amount[k] != LOST;
            if (fits)
                exact = (int)c;
            if (exact < 0) /* else the cost no longer matters */
                candidate->cost += position_cost(&distances, shift);
        }
        if (exact >= 0) {
            row->decided_by_position = TRUE;
            row->chosen = exact;
        }
    }
}

void
mz_place_make_candidates(Placing *placing)
{
    guint n_tables = placing->report->n_tables;
    for (guint t = 0; t < n_tables; t++) {
        const MzRawTable *raw = &g_array_index(placing->raw, MzRawTable, t);
        for (guint side = 0; side < MZ_SIDES && raw->tabs && raw->n_positions == 0; side++)
            placing->first_cell[t * MZ_SIDES + side] = usual_first_cell(placing, t, (MzSide)side);
    }
    for (guint i = 0; i < placing->n_rows; i++) {
        if (row_at(placing, i)->n_amounts == 0)
            place_blank(placing, i);
        else if (!place_at_once(placing, i))
            mz_place_all_ways(placing, i);
    }
    for (guint t = 0; t < n_tables; t++) {
        if (lost_a_column(placing, t))
            consider_lost_column(placing, t);
        else
            weigh_positions(placing, t);
    }
    for (guint i = 0; i < placing->n_rows; i++) {
        Row *row = row_at(placing, i);
        if (row->n_candidates == 1)
            row->chosen = 0;
    }
}
