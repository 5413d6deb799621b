#include "parse/place_private.h"

#include <string.h>

/* Costs of a candidate, in order of weight. */
enum { COST_CELL = 4, COST_SHIFT = 2, COST_UNUSUAL = 3, COST_NOT_MAIN = 5, COST_LOST = 6 };

static void
add_target(const MzTable *table, Shape *shape, guint first_row, guint row, guint column)
{
    const MzColumnForm *form = &table->form->columns[column];
    if ((form->side != MZ_SIDE_NONE && form->side != table->rows[first_row + row].side) ||
        shape->n_targets == MAX_TARGETS)
        return;
    guint i = shape->n_targets++;
    shape->row[i] = row;
    shape->column[i] = (guint8)column;
    shape->offset[i] = row * table->form->n_columns + column;
    shape->whole[i] = form->part_of;
    shape->unusual[i] = form->usual <= 0 ? COST_UNUSUAL - form->usual : 0;
    if (form->usual == MZ_USUALLY_LARGEST)
        shape->largest[shape->n_largest++] = (guint8)i;
}

/* The cells that the amounts of a raw row can stand in, from left to right: those of `n_rows` rows. */
static void
find_targets(const MzTable *table, const MzRawTable *raw, Shape *shape, guint first_row, guint n_rows)
{
    guint n_columns = table->form->n_columns;
    gboolean by_column = n_rows > 1 && table->form->paired;
    for (guint i = 0; i < n_rows * n_columns; i++) {
        guint row = by_column ? i % n_rows : i / n_columns, column = by_column ? i / n_rows : i % n_columns;
        add_target(table, shape, first_row, row, raw->order[column]);
    }
}

/* Whether the first target is a total of others: then the first amount stands there, unless that cannot be. */
static gboolean
first_is_total(const MzForm *form, const Shape *shape)
{
    for (guint c = 0; c < form->n_columns && shape->n_targets > 0; c++) {
        if (form->columns[c].part_of == (int)shape->column[0])
            return TRUE;
    }
    return FALSE;
}

/* The shape of a raw row whose first row of the table is `first_row`. */
static const Shape *
shape_of(const Placing *placing, guint t, guint first_row, gboolean wide)
{
    const MzTable *table = &placing->report->tables[t];
    MzSide side = table->rows[first_row].side;
    Shape **shape = &placing->shapes[t * MZ_SHAPES + (wide ? MZ_SIDES : side)];
    if (*shape == NULL) {
        *shape = mz_arena_new0(placing->arena, Shape, 1);
        find_targets(table, &g_array_index(placing->raw, MzRawTable, t), *shape, first_row, wide ? table->n_rows : 1);
        (*shape)->side = table->rows[first_row + (*shape)->row[0]].side;
        (*shape)->first_is_total = first_is_total(table->form, *shape);
    }
    return *shape;
}

/* More amounts than cells: numbers without decimals are the likeliest strangers (page numbers). The amounts array is
 * shrunk in place. */
static void
drop_strangers(Row *row, MzRawAmount *amounts)
{
    for (guint i = row->n_amounts; amounts != NULL && i-- > 0 && row->n_amounts > row->shape->n_targets;) {
        if (!amounts[i].integer)
            continue;
        memmove(&amounts[i], &amounts[i + 1], (row->n_amounts - i - 1) * sizeof(MzRawAmount));
        row->n_amounts--;
    }
    row->n_amounts = MIN(row->n_amounts, row->shape->n_targets);
}

/* Counts the cells of all tables. */
static void
number_cells(Placing *placing)
{
    const MzReport *report = placing->report;
    placing->cells = mz_arena_new0(placing->arena, Cells, report->n_tables);
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        placing->cells[t] = (Cells){placing->n_cells, table->form->n_columns};
        placing->n_cells += table->n_rows * table->form->n_columns;
    }
}

static void
collect_row(const Placing *placing, guint t, guint r, Row *row)
{
    const MzRawTable *raw = &g_array_index(placing->raw, MzRawTable, t);
    const MzRawRow *from = &g_array_index(raw->rows, MzRawRow, r);
    MzRawAmount *amounts = from->n_amounts == 0 ? NULL : &g_array_index(raw->amounts, MzRawAmount, from->first_amount);
    gboolean wide = mz_text_is(from->row.key, "wide");
    guint first_row = wide ? 0 : r;
    *row = (Row){.table = t,
                 .raw_row = r,
                 .first_row = first_row,
                 .first_cell = placing->cells[t].first + first_row * placing->cells[t].n_columns,
                 .n_amounts = from->n_amounts,
                 .shape = shape_of(placing, t, first_row, wide),
                 .amounts = amounts,
                 .chosen = -1};
    drop_strangers(row, amounts);
}

void
mz_place_collect_rows(Placing *placing)
{
    guint n_rows = 0, n_tables = placing->report->n_tables;
    number_cells(placing);
    for (guint t = 0; t < n_tables; t++)
        n_rows += g_array_index(placing->raw, MzRawTable, t).rows->len;
    placing->rows = mz_arena_alloc(placing->arena, n_rows * sizeof(Row));
    placing->shapes = mz_arena_new0(placing->arena, Shape *, n_tables * MZ_SHAPES);
    placing->first_row = mz_arena_new0(placing->arena, guint, n_tables + 1);
    placing->first_cell = mz_arena_new0(placing->arena, int, (n_tables + 1) * MZ_SIDES);
    for (guint t = 0; t < n_tables; t++) {
        guint n = g_array_index(placing->raw, MzRawTable, t).rows->len;
        placing->first_row[t] = placing->n_rows;
        for (guint r = 0; r < n; r++)
            collect_row(placing, t, r, &placing->rows[placing->n_rows++]);
    }
    placing->first_row[n_tables] = placing->n_rows;
}

/* The row's last candidate, which is to be filled. */
static Candidate *
add_candidate(const Placing *placing, Row *row)
{
    if (row->n_candidates == row->room) {
        const Candidate *before = row->candidates;
        row->room = row->room == 0 ? 1 : MAX(8, row->room * 2); /* the usual row has one way */
        row->candidates = mz_arena_alloc(placing->arena, row->room * sizeof(Candidate));
        if (before != NULL)
            memcpy(row->candidates, before, row->n_candidates * sizeof(Candidate));
    }
    return &row->candidates[row->n_candidates++];
}

/* ---- where amounts should stand */

/* Where the first target of a table's rows stands when the head numbers no columns: the cell in which most rows of the
 * side have their first amount. */
static int
usual_first_cell(const Placing *placing, guint t, MzSide side)
{
    guint count[64] = {0};
    guint best = 0;
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
        const Row *row = row_at(placing, i);
        if (row->shape->n_targets > 1 && row->n_amounts > 0 && row->amounts[0].cell < G_N_ELEMENTS(count) &&
            row->shape->side == side) {
            guint cell = row->amounts[0].cell;
            count[cell]++;
            if (count[cell] > count[best])
                best = cell;
        }
    }
    return (int)best;
}

/* The number that the head gives the first target of a row, from 0: columns are numbered from left to right, the right
 * side after the left. */
static guint
first_number(const MzForm *form, const Shape *shape, guint *n_numbers)
{
    gboolean both = form->shape == MZ_SHAPE_TWO_SIDED && form->columns[0].side == MZ_SIDE_NONE;
    *n_numbers = shape->n_targets > form->n_columns ? shape->n_targets : form->n_columns * (both ? 2 : 1);
    if (both)
        return shape->side == MZ_SIDE_EXPENDITURE ? form->n_columns : 0;
    return form->shape == MZ_SHAPE_TWO_SIDED ? shape->column[0] : 0;
}

/* Finds the tab cell in which each target should stand, from the numbers of the 栏次 row or, where the head has none,
 * one cell after the other. Unknown where the text has no tabs, or its head numbers other columns than the form has
 * (columns were merged or lost). */
static void
find_cells(const Placing *placing, guint t, Shape *shape)
{
    const MzRawTable *raw = &g_array_index(placing->raw, MzRawTable, t);
    guint n_numbers, first = first_number(placing->report->tables[t].form, shape, &n_numbers);
    shape->has_cells = raw->tabs && shape->n_targets > 0 && (raw->n_positions == n_numbers || raw->n_positions == 0);
    shape->ascending = TRUE;
    for (guint i = 0; i < shape->n_targets && shape->has_cells; i++) {
        shape->cell[i] =
            raw->n_positions == 0 ? placing->first_cell[t * MZ_SIDES + shape->side] + (int)i : raw->position[first + i];
        shape->has_cells = shape->cell[i] >= 0;
        shape->ascending = shape->ascending && (i == 0 || shape->cell[i] > shape->cell[i - 1]);
    }
}

/* Whether the text kept all cells of the table: every line has as many, a cell of amounts never has words (a line that
 * is shifted with its label has), and where the head numbers no columns, the last one ends the line. */
static gboolean
keeps_cells(const Placing *placing, guint t, const Shape *shape)
{
    const MzRawTable *raw = &g_array_index(placing->raw, MzRawTable, t);
    guint n = shape->n_targets;
    if (!shape->has_cells || !shape->ascending || raw->n_cells == 0)
        return FALSE;
    if (shape->cell[n - 1] >= MIN((int)raw->n_cells, MZ_MAX_CELLS) ||
        (raw->n_positions == 0 && shape->cell[n - 1] != (int)raw->n_cells - 1))
        return FALSE;
    for (guint i = 0; i < n; i++) {
        if ((raw->words[shape->cell[i] / 64] >> shape->cell[i] % 64 & 1) != 0)
            return FALSE;
    }
    return TRUE;
}

/* Finds them for all rows of a table. */
static void
find_cells_of_table(const Placing *placing, guint t)
{
    const MzRawTable *raw = &g_array_index(placing->raw, MzRawTable, t);
    for (guint side = 0; side < MZ_SIDES && raw->tabs && raw->n_positions == 0; side++)
        placing->first_cell[t * MZ_SIDES + side] = usual_first_cell(placing, t, (MzSide)side);
    for (guint i = 0; i < MZ_SHAPES; i++) {
        Shape *shape = placing->shapes[t * MZ_SHAPES + i];
        if (shape == NULL)
            continue;
        find_cells(placing, t, shape);
        shape->keeps_cells = keeps_cells(placing, t, shape);
    }
}

/* Shifts of rows against the head, the likeliest first. */
static const int shifts[MZ_SHIFTS] = {0, 1, -1, 2, -2};

/* The amounts of a row in its targets: those of a way that is looked at. */
typedef struct {
    gint64 value[MAX_TARGETS];
    gint8 amount[MAX_TARGETS];
} Standing;

/* Puts every amount of the row under the column that it stands under when the row is shifted so against the head.
 * FALSE: some stands under none. */
static gboolean
stand_shifted(const Row *row, int shift, Standing *standing)
{
    guint next = 0;
    memset(standing->amount, BLANK, sizeof standing->amount);
    for (guint t = 0; t < row->shape->n_targets; t++) {
        gboolean here = next < row->n_amounts && (int)row->amounts[next].cell - shift == row->shape->cell[t];
        standing->value[t] = here ? row->amounts[next].amount.fen : 0;
        if (here)
            standing->amount[t] = (gint8)next++;
    }
    return next == row->n_amounts;
}

/* A candidate that puts the amounts where they stand. */
static Candidate *
add_standing(const Placing *placing, Row *row, const Standing *standing)
{
    Candidate *candidate = add_candidate(placing, row);
    *candidate = (Candidate){.cost = 0};
    memcpy(candidate->amount, standing->amount, sizeof candidate->amount);
    return candidate;
}

/* What stands where decides of the row. */
static void
decide_by_position(Row *row, guint candidate)
{
    row->chosen = (int)candidate;
    row->decided_by_position = TRUE;
}

/* Whether the row's own relations hold of the amounts in its cells without help of rounding. */
static gboolean
holds_exactly(const Placing *placing, const Row *row)
{
    for (guint e = row->first_own; e != 0; e = placing->next_own[e - 1]) {
        if (mz_place_fails_exactly(&placing->equations[e - 1], placing->values))
            return FALSE;
    }
    return TRUE;
}

/* The usual row of a text with tabs: every amount stands under its column and the row's own relations hold
 * without help of rounding (small amounts agree with anything otherwise). Then no other way is looked for, unless
 * relations with other rows ask for it later. */
static gboolean
place_at_once(const Placing *placing, Row *row)
{
    Standing standing;
    const Shape *shape = row->shape;
    if (!shape->has_cells || !stand_shifted(row, 0, &standing))
        return FALSE;
    for (guint t = 0; t < shape->n_targets; t++)
        placing->values[target_number(row, t)] = standing.value[t];
    if (!holds_exactly(placing, row))
        return FALSE;
    add_standing(placing, row, &standing);
    decide_by_position(row, 0);
    row->fitting[0] = 2;
    return TRUE;
}

/* Finds how well a row fits its cells by shift, without looking at its other ways. FALSE: those must be looked at.
 *
 * Amounts stand in their cells in one way by shift. It is one of the row's candidates if its own relations hold of it
 * as well as of any other, thus if they hold; and if the first amount is the total where there is one, which other ways
 * give up only where relations cannot hold so. As long as one shift has such a way there is no more to know. */
static gboolean
fit_at_once(const Placing *placing, Row *row)
{
    const Shape *shape = row->shape;
    gboolean fits = FALSE;
    if (!shape->has_cells || !shape->ascending)
        return FALSE;
    for (guint s = 0; s < MZ_SHIFTS; s++) {
        Standing standing;
        gboolean not_total = shape->first_is_total && (int)row->amounts[0].cell - shifts[s] != shape->cell[0];
        if (not_total || !stand_shifted(row, shifts[s], &standing))
            continue;
        mz_place_own(placing, row);
        if (own_violations(row, standing.value, TRUE, 0) == 0)
            row->fitting[s] = 2;
        else if (own_violations(row, standing.value, FALSE, 0) == 0)
            row->fitting[s] = 1;
        fits = fits || row->fitting[s] > 0;
    }
    return fits;
}

/* How far from the cells of their columns the amounts of a way stand. */
typedef struct {
    guint n;
    int by[MAX_TARGETS];
} Distances;

static Distances
distances_of(const Row *row, const Candidate *candidate)
{
    Distances distances;
    distances.n = 0;
    for (guint i = 0; i < row->shape->n_targets; i++) {
        if (candidate->amount[i] >= 0)
            distances.by[distances.n++] = (int)row->amounts[candidate->amount[i]].cell - row->shape->cell[i];
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
    Standing at; /* the way at hand */
} Ways;

/* Whether no other part of its whole is larger than the target. */
static gboolean
is_largest(const Shape *shape, const gint64 *value, guint target)
{
    for (guint i = 0; i < shape->n_targets; i++) {
        if (shape->whole[i] == shape->whole[target] && value[i] > value[target])
            return FALSE;
    }
    return TRUE;
}

static gint
unusual_cost(const Shape *shape, const Standing *at)
{
    gint cost = 0;
    for (guint i = 0; i < shape->n_targets; i++)
        cost += at->amount[i] != BLANK ? shape->unusual[i] : 0;
    for (guint i = 0; i < shape->n_largest; i++)
        cost += is_largest(shape, at->value, shape->largest[i]) ? 0 : COST_NOT_MAIN;
    return cost;
}

/* Keeps a way of which the row's own relations say no worse than of those kept before; what is worse falls away. */
static void
keep_candidate(Ways *ways)
{
    Row *row = ways->row;
    guint most = row->n_candidates > 0 ? candidate_at(row, 0)->violations : G_MAXUINT;
    guint violations = own_violations(row, ways->at.value, FALSE, most);
    if (violations > most)
        return;
    if (row->n_candidates > 0 && violations < candidate_at(row, 0)->violations)
        row->n_candidates = 0;
    Candidate *candidate = add_standing(ways->placing, row, &ways->at);
    candidate->violations = (guint16)violations;
    candidate->cost = unusual_cost(row->shape, &ways->at);
}

static void enumerate(Ways *ways, guint amount, guint target);

/* All those with the amount in the target. */
static void
enumerate_with(Ways *ways, guint amount, guint target)
{
    ways->at.amount[target] = (gint8)amount;
    ways->at.value[target] = ways->row->amounts[amount].amount.fen;
    enumerate(ways, amount + 1, target + 1);
    ways->at.amount[target] = BLANK;
    ways->at.value[target] = 0;
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
    for (guint t = target; t + (row->n_amounts - amount) <= row->shape->n_targets; t++)
        enumerate_with(ways, amount, t);
}

void
mz_place_all_ways(Placing *placing, guint index)
{
    Row *row = row_at(placing, index);
    Ways ways = {.placing = placing, .row = row};
    memset(ways.at.amount, BLANK, sizeof ways.at.amount);
    mz_place_own(placing, row);
    if (row->n_amounts > 0 && row->shape->first_is_total)
        enumerate_with(&ways, 0, 0);
    if (row->n_candidates == 0 || candidate_at(row, 0)->violations > 0) {
        row->n_candidates = 0;
        enumerate(&ways, 0, 0);
    }
}

/* The row's target in a column; -1: none. */
static int
target_of(const Shape *shape, int column)
{
    for (guint t = 0; t < shape->n_targets; t++) {
        if (shape->column[t] == column)
            return (int)t;
    }
    return -1;
}

/* Finds the amount that the target must have had if the text lost it: the whole of the row's parts, or what its other
 * parts leave of the whole. FALSE: it was not lost, or none can be told. */
static gboolean
find_lost(const Row *row, const Candidate *candidate, guint target, gint64 *lost)
{
    const Shape *shape = row->shape;
    int whole_column = shape->whole[target];
    int whole = whole_column < 0 ? -1 : target_of(shape, whole_column);
    if (candidate->amount[target] != BLANK || (whole_column >= 0 && (whole < 0 || candidate->amount[whole] == BLANK)))
        return FALSE;
    gint64 parts = 0;
    for (guint p = 0; p < shape->n_targets; p++)
        parts += shape->whole[p] == (whole >= 0 ? whole_column : (int)shape->column[target])
                     ? amount_in(row, candidate, p)
                     : 0;
    *lost = whole >= 0 ? amount_in(row, candidate, (guint)whole) - parts : parts;
    return *lost != 0;
}

/* Adds, for a row whose own relations cannot hold with the amounts the text kept, the ways in which they hold with one
 * amount more: the whole or a part that the text lost. Where there are such, they are the row's only ones. */
static void
add_lost_candidates(Placing *placing, guint index)
{
    Row *row = row_at(placing, index);
    guint printed = row->n_candidates;
    for (guint i = 0; i < printed; i++) {
        gint64 value[MAX_TARGETS];
        for (guint t = 0; t < row->shape->n_targets; t++)
            value[t] = amount_in(row, candidate_at(row, i), t);
        for (guint t = 0; t < row->shape->n_targets && row->n_candidates < MAX_CANDIDATES; t++) {
            Candidate lost = *candidate_at(row, i);
            if (!find_lost(row, &lost, t, &lost.lost))
                continue;
            value[t] = lost.lost;
            lost.amount[t] = LOST;
            lost.violations = 0;
            lost.cost += COST_LOST;
            if (own_violations(row, value, FALSE, 0) == 0)
                *add_candidate(placing, row) = lost;
            value[t] = 0;
        }
    }
    if (row->n_candidates > printed) {
        row->n_candidates -= printed;
        memmove(row->candidates, &row->candidates[printed], row->n_candidates * sizeof(Candidate));
    }
}

/* ---- certain places */

/* Whether the rows of a table whose own relations tell it stand under the head, not beside it: cells that span columns
 * shift all of them, and lines have as many cells nevertheless. */
static gboolean
stands_under_head(const Placing *placing, guint t, gboolean numbered)
{
    guint under = 0, beside = 0;
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
        const Row *row = row_at(placing, i);
        gboolean shifted = FALSE;
        for (guint s = 1; s < MZ_SHIFTS; s++)
            shifted = shifted || row->fitting[s] > 0;
        under += row->n_amounts > 1 && row->decided_by_position;
        beside += row->n_amounts > 1 && !row->decided_by_position && shifted;
    }
    return under > beside || (numbered && under + beside == 0);
}

/* Whether the row's amounts stand on one line. */
static gboolean
is_one_line(const Row *row)
{
    for (guint i = 1; i < row->n_amounts; i++) {
        if (row->amounts[i].span.line != row->amounts[0].span.line)
            return FALSE;
    }
    return TRUE;
}

/* Where the text kept all cells of a table, amounts are printed in the columns whose cells they stand in, and there
 * they stay: one that the department printed in a wrong column is shown there, and checks say which relations fail. */
static void
settle_certain(const Placing *placing, guint t)
{
    gboolean numbered = g_array_index(placing->raw, MzRawTable, t).n_positions > 0;
    gboolean under = g_array_index(placing->raw, MzRawTable, t).n_cells > 0 && stands_under_head(placing, t, numbered);
    for (guint i = placing->first_row[t]; under && i < placing->first_row[t + 1]; i++) {
        Row *row = row_at(placing, i);
        Standing standing;
        if (row->n_amounts == 0 || !row->shape->keeps_cells || !is_one_line(row) || !stand_shifted(row, 0, &standing))
            continue;
        row->certain = TRUE;
        if (row->decided_by_position)
            continue;
        row->n_candidates = 0;
        add_standing(placing, row, &standing);
        decide_by_position(row, 0);
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
        broken += row->n_candidates > 0 && candidate_at(row, 0)->violations > 0;
    }
    return broken >= needed && broken * 2 >= telling;
}

/* Where a column was lost, amounts may be missing and cells say nothing about columns. */
static void
consider_lost_column(Placing *placing, guint t)
{
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
        Row *row = row_at(placing, i);
        if (row->n_amounts == 0 || row->certain)
            continue;
        if (row->decided_by_position) {
            row->n_candidates = 0;
            row->chosen = -1;
            row->decided_by_position = FALSE;
        }
        if (row->n_candidates == 0)
            mz_place_all_ways(placing, i);
        if (candidate_at(row, 0)->violations > 0)
            add_lost_candidates(placing, i);
    }
}

/* Finds how well a row of several ways fits its cells by shift. */
static void
find_fitting(Row *row)
{
    for (guint c = 0; c < row->n_candidates; c++) {
        const Candidate *candidate = candidate_at(row, c);
        Distances distances = distances_of(row, candidate);
        for (guint s = 0; s < MZ_SHIFTS; s++) {
            if (row->fitting[s] == 2 || !fits_shifted(&distances, shifts[s]))
                continue;
            gint64 value[MAX_TARGETS];
            for (guint t = 0; t < row->shape->n_targets; t++)
                value[t] = amount_in(row, candidate, t);
            row->fitting[s] = MAX(row->fitting[s], own_violations(row, value, TRUE, 0) == 0 ? 2 : 1);
        }
    }
}

/* The shift that the most rows of a table need against its head so that some way fits exactly: its index. */
static guint
table_shift(const Placing *placing, guint t)
{
    guint fitting[MZ_SHIFTS] = {0}, best = 0;
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
        Row *row = row_at(placing, i);
        if (row->shape->has_cells && row->n_candidates > 0 && !row->decided_by_position && row->n_amounts > 0)
            find_fitting(row);
        for (guint s = 0; s < MZ_SHIFTS; s++)
            fitting[s] += row->fitting[s];
    }
    for (guint s = 1; s < MZ_SHIFTS; s++) {
        if (fitting[s] > fitting[best])
            best = s;
    }
    return best;
}

/* Adds the cost of position to every candidate of a row, if not exactly one stands right in its cells: then that
 * decides. */
static void
weigh_ways(Row *row, int shift)
{
    int exact = -1;
    for (guint c = 0; c < row->n_candidates; c++) {
        Candidate *candidate = candidate_at(row, c);
        Distances distances = distances_of(row, candidate);
        gboolean fits = fits_shifted(&distances, shift);
        for (guint k = 0; k < row->shape->n_targets && fits; k++)
            fits = candidate->amount[k] != LOST;
        if (fits)
            exact = (int)c;
        if (exact < 0) /* else the cost no longer matters */
            candidate->cost += position_cost(&distances, shift);
    }
    if (exact >= 0)
        decide_by_position(row, (guint)exact);
}

/* Decides by position what can be, and weighs it in the ways of the other rows. */
static void
weigh_positions(Placing *placing, guint t)
{
    gboolean clear = TRUE;
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++)
        clear = clear && (row_at(placing, i)->n_amounts == 0 || row_at(placing, i)->decided_by_position);
    if (clear)
        return;
    guint shift = table_shift(placing, t);
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
        Row *row = row_at(placing, i);
        Standing standing;
        if (row->n_amounts == 0 || row->decided_by_position || !row->shape->has_cells)
            continue;
        if (row->n_candidates > 0) {
            weigh_ways(row, shifts[shift]);
        } else if (row->fitting[shift] > 0 && stand_shifted(row, shifts[shift], &standing)) {
            add_standing(placing, row, &standing);
            decide_by_position(row, 0);
        } else {
            mz_place_all_ways(placing, i);
            weigh_ways(row, shifts[shift]);
        }
    }
}

void
mz_place_make_candidates(Placing *placing)
{
    guint n_tables = placing->report->n_tables;
    Candidate *blank = mz_arena_new0(placing->arena, Candidate, 1); /* the one way of all rows without amounts */
    memset(blank->amount, BLANK, sizeof blank->amount);
    placing->values = mz_arena_new0(placing->arena, gint64, placing->n_cells);
    for (guint t = 0; t < n_tables; t++)
        find_cells_of_table(placing, t);
    for (guint i = 0; i < placing->n_rows; i++) {
        Row *row = row_at(placing, i);
        if (row->n_amounts == 0) {
            row->candidates = blank;
            row->n_candidates = row->room = 1;
        } else if (!place_at_once(placing, row) && !fit_at_once(placing, row)) {
            mz_place_all_ways(placing, i);
        }
    }
    for (guint t = 0; t < n_tables; t++) {
        settle_certain(placing, t);
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
