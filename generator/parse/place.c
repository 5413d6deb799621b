#include "parse/place.h"

#include <string.h>

#include "base/error.h"
#include "forms/claims.h"
#include "model/relate.h"

#define MAX_TARGETS 12      /* cells that the amounts of one raw row can stand in */
#define MAX_CANDIDATES 1000 /* ways kept for a row; C(12, 6) is 924 */
#define MAX_OPEN 24         /* open rows in a relation; one with more is not asked */
#define SUPPORT_STEPS 4000  /* effort for one relation before it is left out */

/* Costs of a candidate, in order of weight. */
enum { COST_CELL = 4, COST_SHIFT = 2, COST_UNUSUAL = 3, COST_LOST = 6 };

typedef struct {
    gint64 value[MAX_TARGETS]; /* 0: blank */
    gint8 amount[MAX_TARGETS]; /* index of the row's amount in the target; -1: blank; LOST: the text lost it */
    gint cost;
    guint violations; /* of the row's own relations */
    gboolean alive;
    gboolean open; /* still alive when relations alone had spoken */
    guint score;
} Candidate;

enum { BLANK = -1, LOST = -2 };

/* One raw row and the ways to place its amounts. */
typedef struct {
    guint table; /* of the report */
    guint raw_row;
    guint n_targets, n_amounts;
    MzCellRef target[MAX_TARGETS];
    const MzRawAmount *amounts;
    GArray *candidates; /* of Candidate */
    guint n_alive;
    guint n_open; /* candidates that relations alone left */
    int chosen;
    gboolean decided_by_position;
    gboolean asleep;   /* nothing changed around it since relations last spoke */
    GArray *relations; /* of guint: indices of relations with other rows */
} Row;

typedef struct {
    guint row, target;
    gboolean right;
} Term;

/* A relation between several rows; `constant` is what a claim states (then it stands on the right). */
typedef struct {
    Term *terms;
    guint n_terms;
    gint64 constant;
    gint64 place;
    gboolean at_least;
    gboolean exact; /* a claim or a repeated quantity: no more than one addend */
} Relation;

typedef struct {
    MzReport *report;
    const GArray *raw;
    MzArena *arena;
    MzArena *scratch;  /* for one row's judgement */
    GArray *rows;      /* of Row */
    GArray *relations; /* of Relation */
    GArray **own;      /* by row: of Relation, all of whose terms are in the row */
    guint *first_row;  /* by table: index in rows of its row 0 */
    int *first_cell;   /* by table: see usual_first_cell */
    const MzEquation *equations;
    guint n_equations;
} Placing;

static Row *
row_at(const Placing *placing, guint i)
{
    return &g_array_index(placing->rows, Row, i);
}

static Candidate *
candidate_at(const Row *row, guint i)
{
    return &g_array_index(row->candidates, Candidate, i);
}

/* ---- rows and relations */

static const MzColumnForm *
column_of(const Placing *placing, MzCellRef ref)
{
    return &placing->report->tables[ref.table].form->columns[ref.column];
}

/* The cells that the amounts of a raw row can stand in, from left to right. */
static void
find_targets(const Placing *placing, Row *row)
{
    const MzTable *table = &placing->report->tables[row->table];
    const MzRawTable *raw = &g_array_index(placing->raw, MzRawTable, row->table);
    gboolean wide = strcmp(g_array_index(raw->rows, MzRawRow, row->raw_row).row.key, "wide") == 0;
    guint first = wide ? 0 : row->raw_row;
    guint last = wide ? table->n_rows - 1 : row->raw_row;
    for (guint r = first; r <= last; r++) {
        for (guint c = 0; c < table->form->n_columns && row->n_targets < MAX_TARGETS; c++) {
            MzSide side = table->form->columns[c].side;
            if (side == MZ_SIDE_NONE || side == table->rows[r].side)
                row->target[row->n_targets++] = (MzCellRef){(guint16)row->table, (guint16)r, (guint16)c};
        }
    }
}

/* More amounts than cells: numbers without decimals are the likeliest strangers (page numbers). The amounts array is
 * shrunk in place. */
static void
drop_strangers(Row *row, MzRawAmount *amounts)
{
    for (guint i = row->n_amounts; i-- > 0 && row->n_amounts > row->n_targets;) {
        if (!amounts[i].integer)
            continue;
        memmove(&amounts[i], &amounts[i + 1], (row->n_amounts - i - 1) * sizeof(MzRawAmount));
        row->n_amounts--;
    }
    row->n_amounts = MIN(row->n_amounts, row->n_targets);
}

static void
collect_rows(Placing *placing)
{
    placing->first_row = mz_arena_new0(placing->arena, guint, placing->report->n_tables + 1);
    placing->first_cell = mz_arena_new0(placing->arena, int, placing->report->n_tables + 1);
    for (guint t = 0; t < placing->report->n_tables; t++) {
        const MzRawTable *raw = &g_array_index(placing->raw, MzRawTable, t);
        placing->first_row[t] = placing->rows->len;
        for (guint r = 0; r < raw->rows->len; r++) {
            const MzRawRow *from = &g_array_index(raw->rows, MzRawRow, r);
            Row row = {.table = t, .raw_row = r, .n_amounts = from->n_amounts, .chosen = -1};
            MzRawAmount *amounts =
                from->n_amounts == 0 ? NULL : &g_array_index(raw->amounts, MzRawAmount, from->first_amount);
            row.amounts = amounts;
            find_targets(placing, &row);
            drop_strangers(&row, amounts);
            row.candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
            row.relations = g_array_new(FALSE, FALSE, sizeof(guint));
            g_array_append_val(placing->rows, row);
        }
    }
    placing->first_row[placing->report->n_tables] = placing->rows->len;
}

/* The row and target of a cell. FALSE: no raw row gives amounts to the cell. */
static gboolean
locate(const Placing *placing, MzCellRef ref, Term *term)
{
    guint first = placing->first_row[ref.table];
    guint n = placing->first_row[ref.table + 1] - first;
    const Row *only = n == 1 ? row_at(placing, first) : NULL;
    gboolean wide = only != NULL && only->n_targets > placing->report->tables[ref.table].form->n_columns;
    term->row = wide ? first : first + ref.row;
    if (term->row >= first + n)
        return FALSE;
    const Row *row = row_at(placing, term->row);
    for (guint i = 0; i < row->n_targets; i++) {
        if (row->target[i].row == ref.row && row->target[i].column == ref.column) {
            term->target = i;
            return TRUE;
        }
    }
    return FALSE;
}

static gint64
place_of(const Placing *placing, MzCellRef ref)
{
    return placing->report->tables[ref.table].unit == MZ_UNIT_YUAN ? 0 : 10000;
}

static void
add_relation(Placing *placing, Relation *relation)
{
    guint first = relation->terms[0].row;
    gboolean own = TRUE;
    for (guint i = 0; i < relation->n_terms; i++)
        own = own && relation->terms[i].row == first;
    if (own && relation->constant == 0 && relation->n_terms > 1) {
        if (placing->own[first] == NULL)
            placing->own[first] = g_array_new(FALSE, FALSE, sizeof(Relation));
        g_array_append_val(placing->own[first], *relation);
        return;
    }
    guint index = placing->relations->len;
    g_array_append_val(placing->relations, *relation);
    for (guint i = 0; i < relation->n_terms; i++) {
        GArray *of_row = row_at(placing, relation->terms[i].row)->relations;
        if (of_row->len == 0 || g_array_index(of_row, guint, of_row->len - 1) != index)
            g_array_append_val(of_row, index);
    }
}

static void
add_equation(Placing *placing, const MzEquation *equation)
{
    gboolean at_least = equation->op == MZ_RELATION_AT_LEAST;
    if (equation->n_right == 0 || (equation->n_left == 0 && !at_least))
        return;
    Relation relation = {.at_least = at_least};
    relation.terms = mz_arena_new0(placing->arena, Term, equation->n_left + equation->n_right);
    relation.place = place_of(placing, equation->right[0]);
    for (guint i = 0; i < equation->n_left + equation->n_right; i++) {
        gboolean right = i >= equation->n_left;
        MzCellRef ref = right ? equation->right[i - equation->n_left] : equation->left[i];
        Term *term = &relation.terms[relation.n_terms];
        term->right = right;
        relation.n_terms += locate(placing, ref, term);
    }
    if (relation.n_terms > 0)
        add_relation(placing, &relation);
}

/* The headings over a claim from the innermost outwards, NULL-terminated. */
static void
headings_of(const MzReport *report, const MzClaim *claim, const char *headings[8])
{
    guint n = 0;
    guint8 level = 255;
    for (int s = claim->section; s >= 0 && n < 7; s--) {
        if (report->sections[s].level < level) {
            level = report->sections[s].level;
            headings[n++] = report->sections[s].title;
        }
    }
    headings[n] = NULL;
}

/* What the narrative says of a cell is a relation with a constant. */
static void
add_claims(Placing *placing)
{
    const MzReport *report = placing->report;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        MzClaimRole role;
        if (claim->measure == MZ_MEASURE_CURRENT || claim->measure == MZ_MEASURE_FINAL ||
            claim->measure == MZ_MEASURE_AMOUNT)
            role = MZ_CLAIM_NOW;
        else if (claim->measure == MZ_MEASURE_FULL_BUDGET)
            role = MZ_CLAIM_FULL_BUDGET;
        else
            continue;
        MzMoney money;
        const char *headings[8];
        headings_of(report, claim, headings);
        const MzClaimCell *cell = mz_claim_cell(report->kind, claim->subject, claim->code, role, headings);
        if (cell == NULL || !mz_claim_money(claim, &money))
            continue;
        const MzTable *table = mz_report_table(report, cell->table);
        const MzRow *row = table == NULL ? NULL : mz_table_row(table, cell->row != NULL ? cell->row : claim->code);
        int column = row == NULL ? -1 : mz_form_column(table->form, cell->column);
        if (column < 0)
            continue;
        MzCellRef ref = {(guint16)(table - report->tables), (guint16)(row - table->rows), (guint16)column};
        Relation relation = {.constant = money.fen, .place = 10000, .exact = TRUE};
        relation.terms = mz_arena_new0(placing->arena, Term, 1);
        relation.n_terms = 1;
        if (locate(placing, ref, &relation.terms[0]))
            add_relation(placing, &relation);
    }
}

/* ---- candidates of a row */

/* Agreement of a difference: 0 equal, 1 within rounding, 4 not. */
static guint
disagreement(gint64 difference, gint64 place, guint n_addends)
{
    switch (mz_agreement(difference, place, n_addends)) {
    case MZ_AGREES:
        return 0;
    case MZ_ROUNDING:
    case MZ_ROUNDING_BOUND:
        return 1;
    default:
        return 4;
    }
}

static guint
relation_result(const Relation *relation, gint64 difference)
{
    if (relation->at_least && difference >= 0)
        return 0;
    return disagreement(difference, relation->place, relation->exact ? 1 : MAX(relation->n_terms - 1, 1));
}

/* Disagreements of a candidate with the row's own relations. */
static guint
own_violations(const Placing *placing, guint row, const Candidate *candidate)
{
    guint sum = 0;
    for (guint i = 0; placing->own[row] != NULL && i < placing->own[row]->len; i++) {
        const Relation *relation = &g_array_index(placing->own[row], Relation, i);
        gint64 difference = 0;
        for (guint t = 0; t < relation->n_terms; t++) {
            gint64 value = candidate->value[relation->terms[t].target];
            difference += relation->terms[t].right ? -value : value;
        }
        sum += relation_result(relation, difference) >= 4;
    }
    return sum;
}

/* Where the first target of a table's rows stands when the head numbers no columns: the cell in which most rows have
 * their first amount. */
static int
usual_first_cell(const Placing *placing, guint t)
{
    guint count[64] = {0};
    guint best = 0;
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
        const Row *row = row_at(placing, i);
        if (row->n_targets > 1 && row->n_amounts > 0 && row->amounts[0].cell < G_N_ELEMENTS(count)) {
            guint cell = row->amounts[0].cell;
            count[cell]++;
            if (count[cell] > count[best])
                best = cell;
        }
    }
    return (int)best;
}

/* The tab cell in which each target should stand, from the numbers of the 栏次 row or, where the head has none, one
 * cell after the other. FALSE: the text has no tabs, or its head numbers other columns than the form has (columns were
 * merged or lost). */
static gboolean
target_cells(const Placing *placing, const Row *row, int cell[MAX_TARGETS])
{
    const MzRawTable *raw = &g_array_index(placing->raw, MzRawTable, row->table);
    gboolean wide = row->n_targets > raw->form->n_columns;
    guint wanted = wide ? row->n_targets : raw->form->n_columns;
    if (!raw->tabs || (raw->n_positions != wanted && raw->n_positions != 0))
        return FALSE;
    for (guint i = 0; i < row->n_targets; i++) {
        guint number = wide ? i : row->target[i].column;
        cell[i] = raw->n_positions == 0 ? placing->first_cell[row->table] + (int)i : raw->position[number];
        if (cell[i] < 0)
            return FALSE;
    }
    return TRUE;
}

/* The usual row of a text with tabs: every amount stands under its column and the row's own relations hold. Then no
 * other way is looked for, unless relations with other rows ask for it later. */
static gboolean
place_at_once(const Placing *placing, guint index)
{
    Row *row = row_at(placing, index);
    int cell[MAX_TARGETS];
    if (row->n_amounts == 0 || !target_cells(placing, row, cell))
        return FALSE;
    Candidate candidate = {.alive = TRUE};
    memset(candidate.amount, BLANK, sizeof candidate.amount);
    guint next = 0;
    for (guint t = 0; t < row->n_targets && next < row->n_amounts; t++) {
        if ((int)row->amounts[next].cell == cell[t]) {
            candidate.value[t] = row->amounts[next].amount.fen;
            candidate.amount[t] = (gint8)next++;
        }
    }
    if (next < row->n_amounts || own_violations(placing, index, &candidate) > 0)
        return FALSE;
    g_array_append_val(row->candidates, candidate);
    row->n_alive = 1;
    row->chosen = 0;
    row->decided_by_position = TRUE;
    return TRUE;
}

/* Cost of the cells that the amounts stand in, for rows shifted by `shift` against the head. */
static gint
cells_cost(const Row *row, const Candidate *candidate, const int cell[MAX_TARGETS], int shift)
{
    gint cost = 0;
    for (guint i = 0; i < row->n_targets; i++) {
        if (candidate->amount[i] >= 0)
            cost += COST_CELL * ABS((int)row->amounts[candidate->amount[i]].cell - cell[i] - shift);
    }
    return cost;
}

static gint
position_cost(const Row *row, const Candidate *candidate, const int cell[MAX_TARGETS], int table_shift)
{
    gint best = cells_cost(row, candidate, cell, table_shift);
    for (int shift = table_shift - 2; shift <= table_shift + 2; shift++)
        best = MIN(best, cells_cost(row, candidate, cell, shift) + COST_SHIFT * ABS(shift - table_shift));
    return best;
}

static gint
unusual_cost(const Placing *placing, const Row *row, const Candidate *candidate)
{
    gint cost = 0;
    for (guint i = 0; i < row->n_targets; i++) {
        if (candidate->amount[i] != BLANK && !column_of(placing, row->target[i])->usual)
            cost += COST_UNUSUAL;
    }
    return cost;
}

static void
keep_candidate(const Placing *placing, guint index, Candidate *candidate)
{
    Row *row = row_at(placing, index);
    if (row->candidates->len >= MAX_CANDIDATES)
        return;
    candidate->violations = own_violations(placing, index, candidate);
    candidate->cost = unusual_cost(placing, row, candidate);
    candidate->alive = TRUE;
    g_array_append_val(row->candidates, *candidate);
}

/* All order-preserving ways to put the amounts from `amount` on into the targets from `target` on. */
static void
enumerate(const Placing *placing, guint index, Candidate *partial, guint amount, guint target)
{
    const Row *row = row_at(placing, index);
    if (amount == row->n_amounts) {
        keep_candidate(placing, index, partial);
        return;
    }
    for (guint t = target; t + (row->n_amounts - amount) <= row->n_targets; t++) {
        partial->amount[t] = (gint8)amount;
        partial->value[t] = row->amounts[amount].amount.fen;
        enumerate(placing, index, partial, amount + 1, t + 1);
        partial->amount[t] = BLANK;
        partial->value[t] = 0;
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

static void
keep_least_violations(Row *row)
{
    guint least = G_MAXUINT, kept = 0;
    for (guint i = 0; i < row->candidates->len; i++)
        least = MIN(least, candidate_at(row, i)->violations);
    for (guint i = 0; i < row->candidates->len; i++) {
        if (candidate_at(row, i)->violations == least)
            *candidate_at(row, kept++) = *candidate_at(row, i);
    }
    g_array_set_size(row->candidates, kept);
}

static void
make_candidates(Placing *placing, guint index)
{
    Row *row = row_at(placing, index);
    Candidate partial = {.cost = 0};
    memset(partial.amount, BLANK, sizeof partial.amount);
    if (row->n_amounts > 0 && first_is_total(placing, row)) {
        partial.amount[0] = 0;
        partial.value[0] = row->amounts[0].amount.fen;
        enumerate(placing, index, &partial, 1, 1);
        partial.amount[0] = BLANK;
        partial.value[0] = 0;
    }
    keep_least_violations(row);
    if (row->candidates->len == 0 || candidate_at(row, 0)->violations > 0) {
        g_array_set_size(row->candidates, 0);
        enumerate(placing, index, &partial, 0, 0);
        keep_least_violations(row);
    }
    row->n_alive = row->candidates->len;
}

/* A row with one way only is settled. */
static void
settle_single(const Placing *placing)
{
    for (guint i = 0; i < placing->rows->len; i++) {
        Row *row = row_at(placing, i);
        if (row->candidates->len == 1)
            row->chosen = 0;
    }
}

/* Adds, for a row whose own relations cannot hold with the amounts the text kept, the ways in which they hold with one
 * amount more: the whole or a part that the text lost. */
static void
add_lost_candidates(Placing *placing, guint index)
{
    Row *row = row_at(placing, index);
    const MzForm *form = placing->report->tables[row->table].form;
    guint printed = row->candidates->len;
    for (guint i = 0; i < printed; i++) {
        for (guint t = 0; t < row->n_targets; t++) {
            Candidate lost = *candidate_at(row, i);
            int whole = form->columns[row->target[t].column].part_of;
            if (lost.amount[t] != BLANK || (whole >= 0 && lost.amount[whole] == BLANK))
                continue;
            gint64 parts = 0;
            for (guint p = 0; p < row->n_targets; p++) {
                int part_of = form->columns[row->target[p].column].part_of;
                parts += part_of == (whole >= 0 ? whole : (int)row->target[t].column) ? lost.value[p] : 0;
            }
            lost.value[t] = whole >= 0 ? lost.value[whole] - parts : parts;
            if (lost.value[t] == 0)
                continue;
            lost.amount[t] = LOST;
            lost.violations = own_violations(placing, index, &lost);
            lost.cost += COST_LOST;
            if (lost.violations == 0 && row->candidates->len < MAX_CANDIDATES)
                g_array_append_val(row->candidates, lost);
        }
    }
    keep_least_violations(row);
    row->n_alive = row->candidates->len;
}

/* Two columns were merged, or one was lost, when the own relations of many rows of a table fail. */
static void
consider_lost_columns(Placing *placing, guint t)
{
    guint broken = 0, with_amounts = 0;
    const MzForm *form = placing->report->tables[t].form;
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
        const Row *row = row_at(placing, i);
        with_amounts += row->n_amounts > 0;
        broken += row->n_amounts > 0 && candidate_at(row, 0)->violations > 0;
    }
    if (broken < 3 || broken * 3 < with_amounts || form->shape == MZ_SHAPE_WIDE)
        return;
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
        const Row *row = row_at(placing, i);
        if (row->n_amounts > 0 && candidate_at(row, 0)->violations > 0 && row->n_targets == form->n_columns)
            add_lost_candidates(placing, i);
    }
}

/* The shift that the most rows of a table need against its head so that some way fits exactly. */
static int
table_shift(const Placing *placing, guint t)
{
    static const int order[] = {0, 1, -1, 2, -2};
    int best = 0;
    guint best_rows = 0;
    for (guint s = 0; s < G_N_ELEMENTS(order); s++) {
        guint fitting = 0;
        for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
            const Row *row = row_at(placing, i);
            int cell[MAX_TARGETS];
            if (row->n_amounts == 0 || !target_cells(placing, row, cell))
                continue;
            gboolean fits = FALSE;
            for (guint c = 0; c < row->candidates->len && !fits; c++)
                fits = cells_cost(row, candidate_at(row, c), cell, order[s]) == 0;
            fitting += fits;
        }
        if (fitting > best_rows) {
            best = order[s];
            best_rows = fitting;
        }
    }
    return best;
}

/* Adds the cost of position to every candidate; a row of which exactly one way stands right in its cells is decided by
 * that. */
static void
weigh_positions(Placing *placing, guint t)
{
    int shift = table_shift(placing, t);
    for (guint i = placing->first_row[t]; i < placing->first_row[t + 1]; i++) {
        Row *row = row_at(placing, i);
        int cell[MAX_TARGETS];
        if (row->n_amounts == 0 || row->decided_by_position || !target_cells(placing, row, cell))
            continue;
        int exact = -1;
        for (guint c = 0; c < row->candidates->len; c++) {
            Candidate *candidate = candidate_at(row, c);
            gboolean fits = cells_cost(row, candidate, cell, shift) == 0;
            for (guint k = 0; k < row->n_targets && fits; k++)
                fits = candidate->amount[k] != LOST;
            if (fits)
                exact = (int)c;
            candidate->cost += position_cost(row, candidate, cell, shift);
        }
        if (exact >= 0) {
            row->decided_by_position = TRUE;
            row->chosen = exact;
        }
    }
}

/* ---- relations between rows */

/* What a term of a relation can contribute: the distinct values of its row's living candidates. */
typedef struct {
    gint64 value[MAX_CANDIDATES];
    guint n;
} Values;

static void
add_value(Values *values, gint64 value)
{
    for (guint i = 0; i < values->n; i++) {
        if (values->value[i] == value)
            return;
    }
    values->value[values->n++] = value;
}

/* Value of all terms of a relation that belong to `row`, under a candidate, with their signs. */
static gint64
contribution(const Relation *relation, guint row, const Candidate *candidate)
{
    gint64 sum = 0;
    for (guint t = 0; t < relation->n_terms; t++) {
        if (relation->terms[t].row == row) {
            gint64 value = candidate->value[relation->terms[t].target];
            sum += relation->terms[t].right ? -value : value;
        }
    }
    return sum;
}

static void
values_of(const Placing *placing, const Relation *relation, guint index, Values *values)
{
    const Row *row = row_at(placing, index);
    values->n = 0;
    if (row->chosen >= 0) {
        add_value(values, contribution(relation, index, candidate_at(row, (guint)row->chosen)));
        return;
    }
    for (guint c = 0; c < row->candidates->len; c++) {
        if (candidate_at(row, c)->alive)
            add_value(values, contribution(relation, index, candidate_at(row, c)));
    }
    if (values->n == 0)
        add_value(values, 0);
}

/* The open part of a relation: a fixed sum and the values of rows that are still open. */
typedef struct {
    const Relation *relation;
    gint64 fixed;
    const gint64 *values[MAX_OPEN];
    guint n_values[MAX_OPEN];
    gint64 min_rest[MAX_OPEN + 1], max_rest[MAX_OPEN + 1]; /* of the open rows from index i on */
    guint n_open;
    guint steps;
} Open;

/* The best result that some choice of the open rows from `i` on reaches. */
static guint
best_result(Open *open, guint i, gint64 sum)
{
    gint64 slack = open->relation->place * (open->relation->n_terms + 1);
    if (++open->steps > SUPPORT_STEPS)
        return 0;
    if (sum + open->min_rest[i] > slack && !open->relation->at_least)
        return 4;
    if (sum + open->max_rest[i] < -slack)
        return 4;
    if (i == open->n_open)
        return relation_result(open->relation, sum);
    guint best = 4;
    for (guint v = 0; v < open->n_values[i] && best > 0; v++)
        best = MIN(best, best_result(open, i + 1, sum + open->values[i][v]));
    return best;
}

/* Prepares the relation for judging the candidates of `index`. FALSE: too many open rows. */
static gboolean
open_relation(const Placing *placing, const Relation *relation, guint index, guint limit, Open *open, MzArena *scratch)
{
    open->relation = relation;
    open->fixed = -relation->constant;
    open->n_open = 0;
    Values values;
    for (guint t = 0; t < relation->n_terms; t++) {
        guint row = relation->terms[t].row;
        gboolean seen = row == index;
        for (guint before = 0; before < t && !seen; before++)
            seen = relation->terms[before].row == row;
        if (seen)
            continue;
        values_of(placing, relation, row, &values);
        if (values.n == 1) {
            open->fixed += values.value[0];
        } else {
            if (open->n_open == limit)
                return FALSE;
            open->values[open->n_open] = mz_arena_memdup(scratch, values.value, values.n * sizeof(gint64));
            open->n_values[open->n_open++] = values.n;
        }
    }
    open->min_rest[open->n_open] = open->max_rest[open->n_open] = 0;
    for (guint i = open->n_open; i-- > 0;) {
        gint64 min = open->values[i][0], max = min;
        for (guint v = 1; v < open->n_values[i]; v++) {
            min = MIN(min, open->values[i][v]);
            max = MAX(max, open->values[i][v]);
        }
        open->min_rest[i] = open->min_rest[i + 1] + min;
        open->max_rest[i] = open->max_rest[i + 1] + max;
    }
    return TRUE;
}

/* Adds to the score of each living candidate of the row what the relation says of it. A relation that no candidate can
 * satisfy says nothing. */
static void
judge(const Placing *placing, guint index, const Relation *relation, guint limit, MzArena *scratch)
{
    Row *row = row_at(placing, index);
    Open open;
    if (!open_relation(placing, relation, index, limit, &open, scratch))
        return;
    guint least = G_MAXUINT, most = 0;
    guint *results = mz_arena_new0(scratch, guint, row->candidates->len);
    for (guint c = 0; c < row->candidates->len; c++) {
        if (!candidate_at(row, c)->alive)
            continue;
        gint64 own = contribution(relation, index, candidate_at(row, c));
        open.steps = 0;
        results[c] = best_result(&open, 0, open.fixed + own);
        least = MIN(least, results[c]);
        most = MAX(most, results[c]);
    }
    if (least >= 4 || least == most)
        return;
    for (guint c = 0; c < row->candidates->len; c++)
        candidate_at(row, c)->score += results[c];
}

/* One round over a row: candidates that relations support less than others fall away. TRUE: some did. */
static gboolean
narrow(const Placing *placing, guint index, guint limit)
{
    Row *row = row_at(placing, index);
    MzArena *scratch = placing->scratch;
    mz_arena_reset(scratch);
    for (guint c = 0; c < row->candidates->len; c++)
        candidate_at(row, c)->score = 0;
    for (guint r = 0; r < row->relations->len; r++)
        judge(placing, index, &g_array_index(placing->relations, Relation, g_array_index(row->relations, guint, r)),
              limit, scratch);
    guint least = G_MAXUINT;
    for (guint c = 0; c < row->candidates->len; c++) {
        if (candidate_at(row, c)->alive)
            least = MIN(least, candidate_at(row, c)->score);
    }
    gboolean changed = FALSE;
    for (guint c = 0; c < row->candidates->len; c++) {
        Candidate *candidate = candidate_at(row, c);
        if (candidate->alive && candidate->score > least) {
            candidate->alive = FALSE;
            row->n_alive--;
            changed = TRUE;
        }
    }
    return changed;
}

/* The rows that share a relation with this one must be looked at again. */
static void
wake_neighbours(const Placing *placing, const Row *row)
{
    for (guint r = 0; r < row->relations->len; r++) {
        const Relation *relation =
            &g_array_index(placing->relations, Relation, g_array_index(row->relations, guint, r));
        for (guint t = 0; t < relation->n_terms; t++)
            row_at(placing, relation->terms[t].row)->asleep = FALSE;
    }
}

/* Relations speak until they have nothing more to say. Those with few open rows speak first: they are cheap to ask and
 * settle most. */
static void
narrow_all(const Placing *placing)
{
    static const guint limits[] = {2, MAX_OPEN};
    for (guint l = 0; l < G_N_ELEMENTS(limits);) {
        gboolean changed = FALSE;
        for (guint i = 0; i < placing->rows->len; i++) {
            Row *row = row_at(placing, i);
            if (row->chosen >= 0 || row->n_alive < 2 || row->asleep)
                continue;
            row->asleep = TRUE;
            if (narrow(placing, i, limits[l])) {
                wake_neighbours(placing, row);
                changed = TRUE;
            }
        }
        if (changed) {
            l = 0;
        } else {
            l++;
            for (guint i = 0; i < placing->rows->len; i++)
                row_at(placing, i)->asleep = FALSE;
        }
    }
}

/* Remembers what relations alone left open, before anything is settled by likelihood. */
static void
mark_open(const Placing *placing)
{
    for (guint i = 0; i < placing->rows->len; i++) {
        Row *row = row_at(placing, i);
        row->n_open = row->n_alive;
        for (guint c = 0; c < row->candidates->len; c++)
            candidate_at(row, c)->open = candidate_at(row, c)->alive;
    }
}

static int
cheapest(const Row *row)
{
    int best = -1;
    for (guint c = 0; c < row->candidates->len; c++) {
        if (candidate_at(row, c)->alive &&
            (best < 0 || candidate_at(row, c)->cost < candidate_at(row, (guint)best)->cost))
            best = (int)c;
    }
    return best;
}

/* Settles the rows that relations leave open: the one whose cheapest way is the clearest first, then relations speak
 * again. */
static void
settle_rest(Placing *placing)
{
    for (;;) {
        int clearest = -1;
        gint widest = -1;
        for (guint i = 0; i < placing->rows->len; i++) {
            const Row *row = row_at(placing, i);
            if (row->chosen >= 0 || row->candidates->len == 0)
                continue;
            gint gap = G_MAXINT;
            int best = cheapest(row);
            for (guint c = 0; c < row->candidates->len; c++) {
                if ((int)c != best && candidate_at(row, c)->alive)
                    gap = MIN(gap, candidate_at(row, c)->cost - candidate_at(row, (guint)best)->cost);
            }
            if (gap > widest) {
                widest = gap;
                clearest = (int)i;
            }
        }
        if (clearest < 0)
            return;
        Row *row = row_at(placing, (guint)clearest);
        row->chosen = cheapest(row);
        if (row->n_alive > 1)
            narrow_all(placing);
    }
}

/* ---- second thoughts about positions */

/* How many relations of the row fail when it takes the candidate, all other rows being settled. */
static guint
failing(const Placing *placing, guint index, const Candidate *candidate)
{
    const Row *row = row_at(placing, index);
    guint count = 0;
    for (guint r = 0; r < row->relations->len; r++) {
        const Relation *relation =
            &g_array_index(placing->relations, Relation, g_array_index(row->relations, guint, r));
        gint64 sum = contribution(relation, index, candidate) - relation->constant;
        for (guint t = 0; t < relation->n_terms; t++) {
            guint other = relation->terms[t].row;
            gboolean seen = other == index;
            for (guint before = 0; before < t && !seen; before++)
                seen = relation->terms[before].row == other;
            const Row *other_row = row_at(placing, other);
            if (!seen && other_row->chosen >= 0)
                sum += contribution(relation, other, candidate_at(other_row, (guint)other_row->chosen));
        }
        count += relation_result(relation, sum) >= 4;
    }
    return count;
}

/* A row whose cells are clear but in which several relations fail that would all hold otherwise was shifted in the
 * text: relations overrule its position when at least two of them gain and none is left. */
static gboolean
reconsider(Placing *placing, guint index)
{
    Row *row = row_at(placing, index);
    if (row->chosen < 0 || row->n_amounts == 0)
        return FALSE;
    guint now = failing(placing, index, candidate_at(row, (guint)row->chosen));
    if (now < 2)
        return FALSE;
    if (row->decided_by_position && row->candidates->len == 1)
        make_candidates(placing, index);
    for (guint c = 0; c < row->candidates->len; c++) {
        if ((int)c == row->chosen ||
            candidate_at(row, c)->violations > candidate_at(row, (guint)row->chosen)->violations ||
            failing(placing, index, candidate_at(row, c)) + 2 > now)
            continue;
        row->chosen = (int)c;
        row->decided_by_position = FALSE;
        row->n_open = 1;
        return TRUE;
    }
    return FALSE;
}

/* ---- results */

/* What the cell of a target holds instead, by the ways that relations left open: in words, NULL when all of them give
 * it the same amount. */
static const char *
other_places(const Placing *placing, const Row *row, guint target)
{
    const Candidate *chosen = candidate_at(row, (guint)row->chosen);
    gboolean differs = FALSE;
    gboolean there[MAX_TARGETS] = {FALSE};
    for (guint c = 0; c < row->candidates->len; c++) {
        const Candidate *candidate = candidate_at(row, c);
        if (!candidate->open || candidate->value[target] == chosen->value[target])
            continue;
        differs = TRUE;
        for (guint t = 0; t < row->n_targets; t++)
            there[t] = there[t] || (chosen->amount[target] >= 0 && candidate->amount[t] == chosen->amount[target]);
    }
    if (!differs)
        return NULL;
    g_autoptr(GString) others = g_string_new(NULL);
    for (guint t = 0; t < row->n_targets; t++) {
        if (there[t])
            g_string_append_printf(others, "%s%s", others->len == 0 ? "" : "、",
                                   column_of(placing, row->target[t])->label);
    }
    if (others->len == 0)
        g_string_assign(others, mz_tr("空白", "blank"));
    return mz_arena_printf(placing->report->arena,
                           mz_tr("位置不能由文本和勾稽关系确定；也可能属于：%s",
                                 "neither text nor relations decide the place; it may also be: %s"),
                           others->str);
}

/* Whether some other way, possible by the row's own relations, puts the amount of the target elsewhere: then its place
 * needed proof. */
static gboolean
needs_proof(const Row *row, guint target)
{
    const Candidate *chosen = candidate_at(row, (guint)row->chosen);
    for (guint c = 0; c < row->candidates->len; c++) {
        if (candidate_at(row, c)->amount[target] != chosen->amount[target])
            return TRUE;
    }
    return FALSE;
}

static void
fill_cell(const Placing *placing, const Row *row, guint target)
{
    const Candidate *chosen = candidate_at(row, (guint)row->chosen);
    MzTable *table = &placing->report->tables[row->table];
    MzRow *to = &table->rows[row->target[target].row];
    MzCell *cell = &to->cells[row->target[target].column];
    cell->present = TRUE;
    cell->text = "";
    cell->span.line = to->line;
    if (chosen->amount[target] == LOST) {
        MzMoney lost = {chosen->value[target], 0, (guint8)table->unit};
        cell->amount = mz_money_in(lost, table->unit, 2);
        cell->origin = MZ_ORIGIN_RECOVERED;
    } else {
        const MzRawAmount *amount = &row->amounts[chosen->amount[target]];
        cell->amount = amount->amount;
        cell->text = amount->text;
        cell->span = amount->span;
        cell->origin = !row->decided_by_position && needs_proof(row, target) ? MZ_ORIGIN_RECOVERED : MZ_ORIGIN_PRINTED;
    }
    if (cell->origin == MZ_ORIGIN_RECOVERED && row->n_open > 1) {
        cell->proof = other_places(placing, row, target);
        cell->origin = cell->proof != NULL ? MZ_ORIGIN_UNCERTAIN : MZ_ORIGIN_RECOVERED;
    }
}

/* A cell in words: "支出决算表 2012801 基本支出 1,028.82". */
static void
append_cell(GString *words, const MzReport *report, MzCellRef ref, gboolean same_table)
{
    const MzTable *table = &report->tables[ref.table];
    char buffer[MZ_MONEY_TEXT];
    const MzCell *cell = mz_cell_at(report, ref);
    g_string_append_printf(words, "%s%s%s %s", same_table ? "" : table->form->title, same_table ? "" : " ",
                           table->rows[ref.row].name, table->form->columns[ref.column].label);
    if (cell->present)
        g_string_append_printf(words, " %s", mz_money_plain(cell->amount, buffer));
}

/* A relation that proves a cell in words, or nothing when it says little: it must hold and its other side must have an
 * amount. */
static gboolean
append_proof(GString *proof, const MzReport *report, const MzEquation *equation, MzCellRef ref)
{
    gboolean on_left = FALSE, inside = FALSE;
    for (guint i = 0; i < equation->n_left; i++)
        on_left = on_left || memcmp(&equation->left[i], &ref, sizeof ref) == 0;
    for (guint i = 0; i < equation->n_right && !on_left; i++)
        inside = inside || memcmp(&equation->right[i], &ref, sizeof ref) == 0;
    if ((!on_left && !inside) || equation->op != MZ_RELATION_EQUAL ||
        mz_equation_agreement(report, equation, NULL) == MZ_DIFFERS)
        return FALSE;
    const MzCellRef *other = on_left ? equation->right : equation->left;
    guint n_other = on_left ? equation->n_right : equation->n_left;
    guint present;
    mz_cells_sum(report, other, n_other, &present);
    if (present == 0)
        return FALSE;
    if (proof->len > 0)
        g_string_append(proof, "；");
    if (inside && equation->n_right > 1) {
        g_string_append(proof, mz_tr("是其一部分，合计相符：", "a part of, and the sum agrees: "));
        append_cell(proof, report, equation->left[0], equation->left[0].table == ref.table);
        return TRUE;
    }
    g_string_append(proof, "= ");
    guint shown = 0;
    for (guint i = 0; i < n_other; i++) {
        if (!mz_cell_at(report, other[i])->present)
            continue;
        if (shown == 3) {
            g_string_append(proof, mz_tr(" + … 等", " + …"));
            break;
        }
        if (shown++ > 0)
            g_string_append(proof, " + ");
        append_cell(proof, report, other[i], other[i].table == ref.table);
    }
    return TRUE;
}

/* By row of the report (counted through all tables): the equations that one of its cells is in. */
typedef struct {
    guint *first;    /* of a table: number of its row 0 */
    GArray **of_row; /* of guint */
    guint n_rows;
} Mentions;

static void
mention(Mentions *mentions, MzCellRef ref, guint equation)
{
    GArray **list = &mentions->of_row[mentions->first[ref.table] + ref.row];
    if (*list == NULL)
        *list = g_array_new(FALSE, FALSE, sizeof(guint));
    if ((*list)->len == 0 || g_array_index(*list, guint, (*list)->len - 1) != equation)
        g_array_append_val(*list, equation);
}

static Mentions
mentions_of(const Placing *placing)
{
    const MzReport *report = placing->report;
    Mentions mentions = {.first = mz_arena_new0(placing->arena, guint, report->n_tables + 1)};
    for (guint t = 0; t < report->n_tables; t++)
        mentions.first[t + 1] = mentions.first[t] + report->tables[t].n_rows;
    mentions.n_rows = mentions.first[report->n_tables];
    mentions.of_row = mz_arena_new0(placing->arena, GArray *, mentions.n_rows + 1);
    for (guint e = 0; e < placing->n_equations; e++) {
        const MzEquation *equation = &placing->equations[e];
        for (guint i = 0; i < equation->n_left; i++)
            mention(&mentions, equation->left[i], e);
        for (guint i = 0; i < equation->n_right; i++)
            mention(&mentions, equation->right[i], e);
    }
    return mentions;
}

/* Writes the proof of a recovered cell: at most two relations, those with other rows first, since a row's own split
 * holds for every candidate. */
static void
write_proof(const Placing *placing, const Mentions *mentions, MzCellRef ref)
{
    MzReport *report = placing->report;
    MzCell *cell = &report->tables[ref.table].rows[ref.row].cells[ref.column];
    const GArray *equations = mentions->of_row[mentions->first[ref.table] + ref.row];
    g_autoptr(GString) proof = g_string_new(NULL);
    guint found = 0;
    for (int pass = 0; pass < 2 && equations != NULL; pass++) {
        for (guint i = 0; i < equations->len && found < 2; i++) {
            const MzEquation *equation = &placing->equations[g_array_index(equations, guint, i)];
            if (g_str_has_prefix(equation->id, "split.") == (pass == 1))
                found += append_proof(proof, report, equation, ref);
        }
    }
    if (found > 0)
        cell->proof = mz_arena_strdup(report->arena, proof->str);
    else if (cell->text[0] == '\0')
        cell->origin = MZ_ORIGIN_UNCERTAIN; /* lost, and nothing confirms what was computed */
    if (cell->proof == NULL)
        cell->proof = mz_arena_strdup(report->arena, mz_tr("只有这一种位置与勾稽关系和说明文字相符",
                                                           "the only place that agrees with the relations and the "
                                                           "narrative"));
}

static void
write_proofs(const Placing *placing)
{
    const MzReport *report = placing->report;
    Mentions mentions = {.n_rows = 0};
    for (guint i = 0; i < placing->rows->len; i++) {
        const Row *row = row_at(placing, i);
        for (guint t = 0; t < row->n_targets && row->chosen >= 0; t++) {
            const MzCell *cell = mz_cell_at(report, row->target[t]);
            if (!cell->present || cell->origin != MZ_ORIGIN_RECOVERED)
                continue;
            if (mentions.first == NULL)
                mentions = mentions_of(placing);
            write_proof(placing, &mentions, row->target[t]);
        }
    }
    for (guint r = 0; r < mentions.n_rows; r++) {
        if (mentions.of_row[r] != NULL)
            g_array_unref(mentions.of_row[r]);
    }
}

/* The overview (收入支出总表) has one amount a row, so nothing is open there. It tells whether the report shows fiscal
 * money only, on which more relations depend. */
static void
fill_overview(const Placing *placing)
{
    for (guint i = 0; i < placing->rows->len; i++) {
        const Row *row = row_at(placing, i);
        const MzTable *table = &placing->report->tables[row->table];
        if (table->key != MZ_TABLE_SUMMARY || row->n_amounts != 1 || row->n_targets != 1)
            continue;
        MzCell *cell = &table->rows[row->raw_row].cells[row->target[0].column];
        cell->present = TRUE;
        cell->amount = row->amounts[0].amount;
    }
}

static void
free_rows(Placing *placing)
{
    for (guint i = 0; i < placing->rows->len; i++) {
        g_array_unref(row_at(placing, i)->candidates);
        g_array_unref(row_at(placing, i)->relations);
        if (placing->own[i] != NULL)
            g_array_unref(placing->own[i]);
    }
    g_array_unref(placing->rows);
    g_array_unref(placing->relations);
}

void
mz_place(MzReport *report, const GArray *raw)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    g_autoptr(MzArena) scratch = mz_arena_new();
    Placing placing = {.report = report, .raw = raw, .arena = arena, .scratch = scratch};
    placing.rows = g_array_new(FALSE, FALSE, sizeof(Row));
    placing.relations = g_array_new(FALSE, FALSE, sizeof(Relation));
    collect_rows(&placing);
    placing.own = mz_arena_new0(arena, GArray *, placing.rows->len + 1);
    placing.equations = mz_relate(report, arena, &placing.n_equations);
    fill_overview(&placing);
    gboolean fiscal_only = mz_report_fiscal_only(report);
    for (guint e = 0; e < placing.n_equations; e++) {
        if (placing.equations[e].when == MZ_WHEN_ALWAYS || fiscal_only)
            add_equation(&placing, &placing.equations[e]);
    }
    add_claims(&placing);
    for (guint t = 0; t < report->n_tables; t++)
        placing.first_cell[t] = usual_first_cell(&placing, t);
    for (guint i = 0; i < placing.rows->len; i++) {
        if (!place_at_once(&placing, i))
            make_candidates(&placing, i);
    }
    for (guint t = 0; t < report->n_tables; t++) {
        consider_lost_columns(&placing, t);
        weigh_positions(&placing, t);
    }
    settle_single(&placing);
    narrow_all(&placing);
    mark_open(&placing);
    settle_rest(&placing);
    for (guint i = 0; i < placing.rows->len; i++)
        reconsider(&placing, i);
    for (guint i = 0; i < placing.rows->len; i++) {
        const Row *row = row_at(&placing, i);
        for (guint t = 0; t < row->n_targets && row->chosen >= 0; t++) {
            if (candidate_at(row, (guint)row->chosen)->amount[t] != BLANK)
                fill_cell(&placing, row, t);
        }
    }
    write_proofs(&placing);
    free_rows(&placing);
}
