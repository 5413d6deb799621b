#include "parse/place_private.h"

#include <string.h>

#include "forms/claims.h"

#define MAX_OPEN 64     /* rows of several values in a relation; one with more is not asked */
#define MAX_MEMBERS 200 /* open rows in a relation that are looked at for that */

#define MAX_SUMS 6000 /* sums that half of them can have; with more it is not said what is impossible */

/* How hard relations are asked, from one round to the next: first those that bounds alone decide, then those with few
 * open rows, which are cheap to ask and settle most. */
typedef struct {
    guint open;    /* rows of several values in a relation that is asked; one with more is not */
    gboolean sums; /* not bounds alone: is there a choice of the open rows that adds up? */
} Depth;

static const Depth depths[] = {{MAX_OPEN, FALSE}, {2, TRUE}, {7, TRUE}, {MAX_OPEN, TRUE}};

/* ---- relations between cells */

static Term *
term_of(const Placing *placing, MzCellRef ref)
{
    return &placing->terms[cell_number(placing, ref)];
}

/* Notes for every cell of the report which target of which row it is. */
static void
map_cells(Placing *placing)
{
    placing->terms = mz_arena_alloc(placing->arena, placing->n_cells * sizeof(Term));
    for (guint t = 0, i = 0; t < placing->report->n_tables; t++) {
        const MzTable *table = &placing->report->tables[t];
        const Term none = {.row = G_MAXUINT, .exact = table->unit == MZ_UNIT_YUAN};
        for (guint end = i + table->n_rows * table->form->n_columns; i < end; i++)
            placing->terms[i] = none;
    }
    for (guint r = 0; r < placing->n_rows; r++) {
        const Row *row = row_at(placing, r);
        for (guint i = 0; i < row->shape->n_targets; i++) {
            Term *term = &placing->terms[target_number(row, i)];
            term->row = r;
            term->target = (guint8)i;
        }
    }
}

/* Room for all relations; what was made before goes. */
static void
fill_pools(Placing *placing)
{
    gsize n = placing->report->n_claims;
    for (guint e = 0; e < placing->n_equations; e++)
        n += placing->equations[e].n_left + placing->equations[e].n_right;
    placing->n_relations = 0;
    placing->relations =
        mz_arena_alloc(placing->arena, (placing->n_equations + placing->report->n_claims) * sizeof(Relation));
    placing->pools.terms = mz_arena_alloc(placing->arena, n * sizeof(Term));
    placing->pools.members = mz_arena_alloc(placing->arena, n * sizeof(Member));
    placing->pools.open = mz_arena_alloc(placing->arena, n * sizeof(guint));
}

/* Adds the term that the cell is. None when no raw row gives amounts to the cell. */
static void
add_term(const Placing *placing, Relation *relation, guint cell, gboolean right)
{
    Term found = placing->terms[cell];
    relation->place = MAX(relation->place, term_place(found));
    found.right = right != FALSE;
    if (found.row != G_MAXUINT)
        relation->terms[relation->n_terms++] = found;
}

static int
compare_terms(const void *a, const void *b)
{
    const Term *x = a, *y = b;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* Sorts the terms by row. Most relations are written out in that order, or nearly so. */
static void
sort_terms(Relation *relation)
{
    enum { FEW = 16 };
    Term *terms = relation->terms;
    guint n = relation->n_terms, sorted = 1;
    while (sorted < n && (n <= FEW || terms[sorted - 1].row <= terms[sorted].row)) {
        Term term = terms[sorted];
        guint at = sorted++;
        for (; at > 0 && terms[at - 1].row > term.row; at--)
            terms[at] = terms[at - 1];
        terms[at] = term;
    }
    if (sorted < n)
        qsort(terms, n, sizeof(Term), compare_terms);
}

/* Groups the terms by row. */
static void
group_terms(Pools *pools, Relation *relation)
{
    sort_terms(relation);
    Member *last = NULL;
    relation->members = pools->members;
    for (guint i = 0; i < relation->n_terms; i++) {
        guint row = relation->terms[i].row;
        if (last != NULL && last->row == row) {
            last->n++;
            continue;
        }
        last = &relation->members[relation->n_members++];
        *last = (Member){row, i, 1, 0};
    }
    relation->open = pools->open;
    pools->terms += relation->n_terms;
    pools->members += relation->n_members;
    pools->open += relation->n_members;
}

static void
add_relation(Placing *placing, Relation relation)
{
    group_terms(&placing->pools, &relation);
    placing->relations[placing->n_relations++] = relation;
}

/* Tells each row its relations. */
static void
link_rows(const Placing *placing)
{
    guint n_links = 0;
    for (guint i = 0; i < placing->n_rows; i++)
        row_at(placing, i)->n_links = 0;
    for (guint r = 0; r < placing->n_relations; r++) {
        const Relation *relation = &placing->relations[r];
        n_links += relation->n_members;
        for (guint m = 0; m < relation->n_members; m++)
            row_at(placing, relation->members[m].row)->n_links++;
    }
    Link *links = mz_arena_alloc(placing->arena, n_links * sizeof(Link));
    for (guint i = 0; i < placing->n_rows; i++) {
        Row *row = row_at(placing, i);
        row->links = links;
        links += row->n_links;
        row->n_links = 0;
    }
    for (guint r = 0; r < placing->n_relations; r++) {
        const Relation *relation = &placing->relations[r];
        for (guint m = 0; m < relation->n_members; m++) {
            Row *row = row_at(placing, relation->members[m].row);
            relation->members[m].link = row->n_links;
            row->links[row->n_links++] = (Link){r, m};
        }
    }
}

/* The relation that an equation is. */
static Relation
relation_of_equation(const Placing *placing, const MzEquation *equation, Term *terms)
{
    Relation relation = {.at_least = equation->op == MZ_RELATION_AT_LEAST, .terms = terms};
    for (guint i = 0; i < equation->n_left + equation->n_right; i++) /* the right side follows the left */
        add_term(placing, &relation, equation->cells[i], i >= equation->n_left);
    return relation;
}

/* Whether all terms are of one row, and more than one: which row. */
static gboolean
is_own(const Placing *placing, const MzEquation *equation, guint *row)
{
    const guint *cells = equation->cells;
    guint n = equation->n_left + equation->n_right, n_terms = 0;
    *row = placing->terms[cells[0]].row;
    if (equation->in_row && n > 1 && *row != G_MAXUINT && placing->terms[cells[1]].row != G_MAXUINT)
        return TRUE;
    for (guint i = 0; i < n; i++) {
        guint of = placing->terms[cells[i]].row;
        if (of == G_MAXUINT)
            continue;
        if (n_terms > 0 && *row != of)
            return FALSE;
        *row = of;
        n_terms++;
    }
    return n_terms > 1;
}

/* A relation inside one row limits that row's candidates. */
static void
add_own(const Placing *placing, const MzEquation *equation, Row *row)
{
    Own *own = mz_arena_alloc(placing->arena, sizeof(Own) + equation->n_left + equation->n_right);
    *own = (Own){.at_least = equation->op == MZ_RELATION_AT_LEAST, .next = row->own};
    for (guint i = 0; i < equation->n_left + equation->n_right; i++) {
        const Term *found = &placing->terms[equation->cells[i]];
        own->place = MAX(own->place, term_place(*found));
        if (found->row == G_MAXUINT)
            continue;
        own->target[own->n++] = found->target;
        own->n_left += i < equation->n_left;
    }
    own->bound = (guint64)own->n * (guint64)own->place;
    row->own = own;
}

void
mz_place_own(const Placing *placing, Row *row)
{
    for (guint e = row->own == NULL ? row->first_own : 0; e != 0; e = placing->next_own[e - 1])
        add_own(placing, &placing->equations[e - 1], row);
}

/* Sorts the equations that count into those of single rows and the others. */
static void
sort_equations(Placing *placing, gboolean fiscal_only)
{
    placing->between = mz_arena_alloc(placing->arena, placing->n_equations * sizeof(guint));
    placing->next_own = mz_arena_alloc(placing->arena, placing->n_equations * sizeof(guint));
    for (guint e = 0; e < placing->n_equations; e++) {
        const MzEquation *equation = &placing->equations[e];
        gboolean one_sided = equation->n_right == 0 || (equation->n_left == 0 && equation->op != MZ_RELATION_AT_LEAST);
        if (one_sided || (equation->when != MZ_WHEN_ALWAYS && !fiscal_only))
            continue;
        guint row = 0;
        if (!is_own(placing, equation, &row)) {
            placing->between[placing->n_between++] = e;
        } else if (row_at(placing, row)->n_amounts > 0) { /* it holds for one without */
            placing->next_own[e] = row_at(placing, row)->first_own;
            row_at(placing, row)->first_own = e + 1;
        }
    }
}

/* The cell that a claim is about; FALSE: none is known. */
static gboolean
cell_of_claim(const MzReport *report, const MzClaim *claim, MzCellRef *ref, MzMoney *money)
{
    MzClaimRole role;
    if (claim->measure == MZ_MEASURE_CURRENT || claim->measure == MZ_MEASURE_FINAL ||
        claim->measure == MZ_MEASURE_AMOUNT)
        role = MZ_CLAIM_NOW;
    else if (claim->measure == MZ_MEASURE_FULL_BUDGET)
        role = MZ_CLAIM_FULL_BUDGET;
    else
        return FALSE;
    const char *headings[MZ_HEADINGS];
    mz_report_headings(report, claim->section, headings);
    const MzClaimCell *cell = mz_claim_cell(report->kind, claim->subject, claim->code, role, headings);
    if (cell == NULL || !mz_claim_money(claim, money))
        return FALSE;
    const MzTable *table = mz_report_table(report, cell->table);
    guint t = table == NULL ? 0 : (guint)(table - report->tables);
    const char *key = cell->row != NULL ? cell->row : claim->code;
    int row = table == NULL ? -1 : mz_related_row(report->related, t, key);
    int column = row < 0 ? -1 : mz_form_column(table->form, cell->column);
    if (column >= 0)
        *ref = (MzCellRef){(guint16)t, (guint16)row, (guint16)column};
    return column >= 0;
}

/* What the narrative says of cells. */
static void
find_claims(Placing *placing)
{
    const MzReport *report = placing->report;
    placing->claims = mz_arena_alloc(placing->arena, report->n_claims * sizeof(ClaimedCell));
    for (guint i = 0; i < report->n_claims; i++) {
        ClaimedCell *claimed = &placing->claims[placing->n_claims];
        MzMoney money;
        if (!cell_of_claim(report, &report->claims[i], &claimed->cell, &money) ||
            term_of(placing, claimed->cell)->row == G_MAXUINT)
            continue;
        claimed->fen = money.fen;
        placing->n_claims++;
    }
}

/* What the narrative says of a cell is a relation with a constant. */
static Relation
relation_of_claim(const Placing *placing, const ClaimedCell *claimed, Term *term)
{
    Relation relation = {.constant = claimed->fen, .place = 10000, .exact = TRUE, .terms = term};
    add_term(placing, &relation, cell_number(placing, claimed->cell), FALSE);
    return relation;
}

/* Rows whose relations are written out; NULL: all. */
typedef const guint8 *Asking;

static gboolean
is_asking(const Placing *placing, Asking asking, guint cell)
{
    guint row = placing->terms[cell].row;
    return row != G_MAXUINT && (asking == NULL || asking[row]);
}

static gboolean
any_asking(const Placing *placing, Asking asking, const MzEquation *equation)
{
    for (guint i = 0; i < equation->n_left + equation->n_right; i++) {
        if (is_asking(placing, asking, equation->cells[i]))
            return TRUE;
    }
    return FALSE;
}

/* The relations between rows that some of those rows is in. */
static void
build_relations(Placing *placing, Asking asking)
{
    fill_pools(placing);
    for (guint i = 0; i < placing->n_between; i++) {
        const MzEquation *equation = &placing->equations[placing->between[i]];
        if (any_asking(placing, asking, equation))
            add_relation(placing, relation_of_equation(placing, equation, placing->pools.terms));
    }
    for (guint i = 0; i < placing->n_claims; i++) {
        const ClaimedCell *claimed = &placing->claims[i];
        if (is_asking(placing, asking, cell_number(placing, claimed->cell)))
            add_relation(placing, relation_of_claim(placing, claimed, placing->pools.terms));
    }
    link_rows(placing);
}

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

/* Left − right of a member's terms under a candidate of its row. */
static gint64
contribution(const Relation *relation, guint member, const Row *row, const Candidate *candidate)
{
    gint64 sum = 0;
    const Member *terms = &relation->members[member];
    for (guint t = terms->first; t < terms->first + terms->n; t++) {
        gint64 value = amount_in(row, candidate, relation->terms[t].target);
        sum += relation->terms[t].right ? -value : value;
    }
    return sum;
}

gboolean
mz_place_is_off(const Own *own, gint64 difference)
{
    return disagreement(difference, own->place, own->n - 1) >= 4;
}

/* Fills, or empties again, the overview (收入支出总表) before anything is placed: it tells whether the report shows
 * fiscal money only, on which more relations depend. It has one amount a row, or the accounts' as the last. */
static void
fill_overview(const Placing *placing, gboolean fill)
{
    for (guint t = 0; t < placing->report->n_tables; t++) {
        const MzTable *table = &placing->report->tables[t];
        int column = table->key != MZ_TABLE_SUMMARY ? -1 : mz_form_column(table->form, "amount");
        for (guint i = placing->first_row[t]; column >= 0 && i < placing->first_row[t + 1]; i++) {
            const Row *row = row_at(placing, i);
            if (row->n_amounts == 0)
                continue;
            MzCell *cell = &table->rows[row->raw_row].cells[column];
            cell->present = fill;
            cell->amount = row->amounts[row->n_amounts - 1].amount;
        }
    }
}

void
mz_place_relate(Placing *placing)
{
    fill_overview(placing, TRUE);
    gboolean fiscal_only = mz_report_fiscal_only(placing->report);
    fill_overview(placing, FALSE);
    map_cells(placing);
    sort_equations(placing, fiscal_only);
    find_claims(placing);
}

/* ---- asking relations */

static Relation *
relation_of(const Placing *placing, const Link *link)
{
    return &placing->relations[link->relation];
}

/* The row must be looked at, from the cheapest question on. */
static void
wake_row(const Placing *placing, Row *row)
{
    row->asked = 0;
    placing->awake[row->slot / 64] |= (guint64)1 << row->slot % 64;
}

static void
let_sleep(const Placing *placing, guint slot)
{
    placing->awake[slot / 64] &= ~((guint64)1 << slot % 64);
}

/* The first slot from `slot` on whose row is awake; n_unsettled or more: none. */
static guint
next_awake(const Placing *placing, guint slot)
{
    while (slot < placing->n_unsettled) {
        guint64 word = placing->awake[slot / 64] >> slot % 64;
        if (word != 0)
            return slot + (guint)__builtin_ctzll(word);
        slot = (slot / 64 + 1) * 64;
    }
    return slot;
}

/* The smallest and the largest value of the living ways. */
static void
bound(Part *part)
{
    part->min = G_MAXINT64;
    part->max = G_MININT64;
    for (guint v = 0; v < part->n_values; v++) {
        if (part->n_ways[v] == 0)
            continue;
        part->min = MIN(part->min, part->values[v]);
        part->max = MAX(part->max, part->values[v]);
    }
}

/* Completes a part whose living ways are counted. */
static void
begin_part(Part *part)
{
    for (guint v = 0; v < part->n_values; v++)
        part->n_living += part->n_ways[v] > 0;
    bound(part);
}

/* Finds the distinct amounts of the row, of which none is one. */
static guint
find_amounts(Row *row, gint64 *values)
{
    guint n_values = 1;
    values[0] = 0;
    row->index_of[0] = 0;
    for (guint a = 0; a < row->n_amounts; a++) {
        guint v = 0;
        while (v < n_values && values[v] != row->amounts[a].amount.fen)
            v++;
        values[v] = row->amounts[a].amount.fen;
        n_values = MAX(n_values, v + 1);
        row->index_of[a + 1] = (guint8)v;
    }
    return n_values;
}

/* Tells what the ways of a row put into its targets. */
static void
tell_targets(const Placing *placing, Row *row)
{
    guint n_targets = row->shape->n_targets;
    gint64 *values = mz_arena_alloc(placing->arena, (row->n_amounts + 1) * sizeof(gint64));
    guint n_values = find_amounts(row, values);
    guint16 *n_ways = mz_arena_new0(placing->arena, guint16, n_targets * n_values);
    for (guint c = 0; c < row->n_candidates; c++) {
        const gint8 *amount = candidate_at(row, c)->amount;
        for (guint t = 0; t < n_targets; t++) {
            if (amount[t] == LOST)
                return;
            n_ways[t * n_values + row->index_of[amount[t] - BLANK]]++;
        }
    }
    row->of_target = mz_arena_alloc(placing->arena, n_targets * sizeof(Part));
    for (guint t = 0; t < n_targets; t++) {
        row->of_target[t] =
            (Part){.values = values, .n_ways = &n_ways[t * n_values], .n_values = n_values, .target = t};
        begin_part(&row->of_target[t]);
    }
}

/* All ways of each row are possible as yet. */
static void
open_rows(Placing *placing)
{
    placing->unsettled = mz_arena_alloc(placing->arena, placing->n_rows * sizeof(guint));
    placing->awake = mz_arena_new0(placing->arena, guint64, placing->n_rows / 64 + 1);
    for (guint i = 0; i < placing->n_rows; i++) {
        Row *row = row_at(placing, i);
        if (row->chosen >= 0)
            continue;
        row->alive = mz_arena_alloc(placing->arena, row->n_candidates * sizeof(guint16));
        for (guint c = 0; c < row->n_candidates; c++)
            row->alive[c] = (guint16)c;
        row->n_alive = row->n_candidates;
        row->shares = mz_arena_new0(placing->arena, Share, row->n_links);
        tell_targets(placing, row);
        row->slot = placing->n_unsettled++;
        placing->unsettled[row->slot] = i;
        wake_row(placing, row);
    }
}

/* Tells the relations which rows are settled before they are asked. */
static void
open_relations(const Placing *placing)
{
    for (guint r = 0; r < placing->n_relations; r++) {
        Relation *relation = &placing->relations[r];
        relation->fixed = -relation->constant;
        for (guint m = 0; m < relation->n_members; m++) {
            const Row *row = row_at(placing, relation->members[m].row);
            if (row->chosen >= 0) {
                relation->fixed += contribution(relation, m, row, chosen_of(row));
            } else {
                relation->open[relation->n_open++] = m;
                relation->open_ways += row->n_candidates;
            }
        }
    }
}

/* Settles a row, or settles it otherwise, and tells its relations. */
static void
settle(const Placing *placing, Row *row, int candidate)
{
    for (guint l = 0; l < row->n_links; l++) {
        const Link *link = &row->links[l];
        Relation *relation = relation_of(placing, link);
        if (row->chosen >= 0) {
            relation->fixed -= contribution(relation, link->member, row, chosen_of(row));
        } else {
            guint at = 0;
            while (relation->open[at] != link->member)
                at++;
            relation->open[at] = relation->open[--relation->n_open];
            relation->open_ways -= row->n_candidates;
        }
        relation->fixed += contribution(relation, link->member, row, candidate_at(row, (guint)candidate));
    }
    row->chosen = candidate;
}

/* All sums that some rows can have, ascending and different. */
typedef struct {
    const gint64 *sum;
    guint n;
} Sums;

/* The open part of a relation: the sum of what is fixed, and what each open row can contribute. */
typedef struct {
    const Relation *relation;
    gint64 slack; /* what rounding can explain at most */
    gint64 fixed; /* of settled rows, and of open ones that contribute the same in every way they have */
    const Share *shares[MAX_OPEN];
    gint64 min_rest[MAX_OPEN + 1], max_rest[MAX_OPEN + 1]; /* of the open rows from index i on */
    guint n_open;
    Sums half[2]; /* of the first and the second half of the open rows; NULL: not known */
} Open;

/* The distinct values that ways of a row contribute to a relation, while they are found. A table by hash tells them. */
typedef struct {
    gint64 *values;
    guint n;
    guint16 *table; /* index of a value + 1 */
    guint mask;
} Values;

/* Index of the value, which may be new. */
static guint
index_of_value(Values *values, gint64 value)
{
    guint slot = (guint)((guint64)value * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) >> 40) & values->mask;
    while (values->table[slot] != 0 && values->values[values->table[slot] - 1] != value)
        slot = (slot + 1) & values->mask;
    if (values->table[slot] == 0) {
        values->values[values->n++] = value;
        values->table[slot] = (guint16)values->n;
    }
    return values->table[slot] - 1u;
}

/* The part of a link that no target alone is: each way is told the index of what it contributes to the relation. */
static Part *
tell_values(const Placing *placing, const Row *row, const Link *link)
{
    guint n = row->n_candidates, slots = 4;
    while (slots < 2 * n)
        slots *= 2;
    Values values = {.values = mz_arena_alloc(placing->arena, n * sizeof(gint64)),
                     .table = mz_arena_new0(placing->scratch, guint16, slots),
                     .mask = slots - 1};
    guint16 *value = mz_arena_alloc(placing->arena, n * sizeof(guint16));
    guint16 *n_ways = mz_arena_new0(placing->arena, guint16, n);
    for (guint c = 0; c < n; c++)
        value[c] = (guint16)index_of_value(
            &values, contribution(relation_of(placing, link), link->member, row, candidate_at(row, c)));
    for (guint a = 0; a < row->n_alive; a++)
        n_ways[value[row->alive[a]]]++;
    Part *part = mz_arena_alloc(placing->arena, sizeof(Part));
    *part = (Part){.values = values.values, .n_ways = n_ways, .value = value, .n_values = values.n};
    begin_part(part);
    return part;
}

/* Finds what the row contributes to the relation of its link. */
static void
find_share(const Placing *placing, Row *row, const Link *link, Share *share)
{
    const Relation *relation = relation_of(placing, link);
    const Member *member = &relation->members[link->member];
    const Term *term = &relation->terms[member->first];
    gboolean alone = member->n == 1 && row->of_target != NULL;
    share->opposite = alone && term->right;
    share->part = alone ? &row->of_target[term->target] : tell_values(placing, row, link);
    if (share->part->linked)
        return;
    share->part->linked = TRUE;
    share->part->next = row->parts;
    row->parts = share->part;
}

/* The index of what a way of the row contributes. */
static inline guint
value_index(const Part *part, const Row *row, guint candidate)
{
    return part->value != NULL ? part->value[candidate]
                               : row->index_of[candidate_at(row, candidate)->amount[part->target] - BLANK];
}

/* What the row can contribute to the relation of its link. */
static inline const Share *
share_at(const Placing *placing, Row *row, guint l)
{
    Share *share = &row->shares[l];
    if (share->part == NULL)
        find_share(placing, row, &row->links[l], share);
    return share;
}

/* A value of the part as the relation has it, and the bounds of those of living ways. */
static inline gint64
share_value(const Share *share, guint v)
{
    return share->opposite ? -share->part->values[v] : share->part->values[v];
}

static inline gint64
share_min(const Share *share)
{
    return share->opposite ? -share->part->max : share->part->min;
}

static inline gint64
share_max(const Share *share)
{
    return share->opposite ? -share->part->min : share->part->max;
}

/* One of the row's ways is no longer possible. */
static void
lose_way(Part *part, const Row *row, guint candidate)
{
    guint v = value_index(part, row, candidate);
    if (--part->n_ways[v] > 0)
        return;
    part->n_living--;
    if (part->values[v] == part->min || part->values[v] == part->max)
        bound(part);
}

static void
spend(Placing *placing, guint64 steps)
{
    *placing->effort -= MIN(*placing->effort, steps);
}

/* The sums of `sums` with each value of one more row: ascending lists, merged into one, of which only what lies between
 * `low` and `high` is of use. FALSE: too many. */
static gboolean
add_row_sums(Placing *placing, Sums *sums, const Share *share, gint64 low, gint64 high)
{
    const Part *part = share->part;
    guint n_values = 0;
    gint64 *values = mz_arena_alloc(placing->scratch, part->n_living * sizeof(gint64));
    for (guint v = 0; v < part->n_values; v++) {
        if (part->n_ways[v] > 0)
            values[n_values++] = share_value(share, v);
    }
    guint *at = mz_arena_new0(placing->scratch, guint, n_values);
    guint n = 0, room = MIN(MAX_SUMS, sums->n * n_values);
    gint64 *all = mz_arena_alloc(placing->scratch, MAX(room, 1) * sizeof(gint64));
    spend(placing, (guint64)sums->n * n_values);
    for (;;) {
        guint least = n_values;
        for (guint v = 0; v < n_values; v++) {
            if (at[v] < sums->n &&
                (least == n_values || sums->sum[at[v]] + values[v] < sums->sum[at[least]] + values[least]))
                least = v;
        }
        if (least == n_values)
            break;
        gint64 sum = sums->sum[at[least]++] + values[least];
        if (sum < low || sum > high || (n > 0 && all[n - 1] == sum))
            continue;
        if (n == room)
            return FALSE;
        all[n++] = sum;
    }
    *sums = (Sums){all, n};
    return TRUE;
}

/* The sums of the open rows in two halves, as far as some contribution between `min` and `max` can make them add up.
 * FALSE: too many. */
static gboolean
find_sums(Placing *placing, Open *open, gint64 min, gint64 max)
{
    guint middle = open->n_open / 2;
    for (guint h = 0; h < 2; h++) {
        Sums *sums = &open->half[h];
        *sums = (Sums){mz_arena_new0(placing->scratch, gint64, 1), 1};
        gint64 low = -open->slack - open->fixed - max - open->max_rest[0];
        gint64 high = open->slack - open->fixed - min - open->min_rest[0];
        for (guint i = h == 0 ? 0 : middle; i < (h == 0 ? middle : open->n_open); i++) {
            low += open->max_rest[i] - open->max_rest[i + 1];
            high += open->min_rest[i] - open->min_rest[i + 1];
            if (*placing->effort == 0 || !add_row_sums(placing, sums, open->shares[i], low, high))
                return FALSE;
        }
    }
    return TRUE;
}

/* The best result that some choice of the open rows reaches. Where it is not known that none adds up: 0. */
static guint
best_result(Placing *placing, const Open *open, gint64 sum)
{
    gint64 low = sum + open->min_rest[0], high = sum + open->max_rest[0];
    if (high < -open->slack || (low > open->slack && !open->relation->at_least))
        return 4;
    if (open->relation->at_least)
        return relation_result(open->relation, high);
    if (open->n_open == 0)
        return relation_result(open->relation, sum);
    if (open->half[1].sum == NULL)
        return 0;
    gint64 nearest = G_MAXINT64;
    guint j = open->half[1].n; /* the first of the second half that makes the sum reach 0 */
    for (guint i = 0; i < open->half[0].n && nearest != 0; i++) {
        gint64 first = sum + open->half[0].sum[i];
        while (j > 0 && first + open->half[1].sum[j - 1] >= 0)
            j--;
        if (j < open->half[1].n)
            nearest = MIN(nearest, first + open->half[1].sum[j]);
        if (j > 0)
            nearest = MIN(nearest, -(first + open->half[1].sum[j - 1]));
    }
    spend(placing, open->half[0].n + open->half[1].n);
    return nearest > open->slack ? 4 : relation_result(open->relation, nearest);
}

/* Tells the open rows of a relation but one. FALSE: more than `limit` of them are open in several values. */
static gboolean
find_open(Placing *placing, const Relation *relation, guint member, guint limit, Open *open)
{
    guint64 steps = 0;
    gboolean within = TRUE;
    for (guint o = 0; o < relation->n_open && within; o++) {
        if (relation->open[o] == member)
            continue;
        const Member *other = &relation->members[relation->open[o]];
        Row *row = row_at(placing, other->row);
        const Share *share = share_at(placing, row, other->link);
        steps += row->n_candidates;
        if (share->part->n_living == 1)
            open->fixed += share_min(share);
        else if (open->n_open < limit)
            open->shares[open->n_open++] = share;
        else
            within = FALSE;
    }
    spend(placing, steps);
    return within;
}

/* Prepares a relation for judging the candidates of one of its rows. FALSE: more than `limit` other rows are open. */
static gboolean
prepare(Placing *placing, const Relation *relation, guint member, guint limit, Open *open)
{
    if (relation->n_open > MAX_MEMBERS)
        return FALSE;
    open->relation = relation;
    open->fixed = relation->fixed;
    open->slack = relation->place * (relation->n_terms + 1);
    open->n_open = 0;
    if (!find_open(placing, relation, member, limit, open))
        return FALSE;
    open->min_rest[open->n_open] = open->max_rest[open->n_open] = 0;
    for (guint i = open->n_open; i-- > 0;) {
        open->min_rest[i] = open->min_rest[i + 1] + share_min(open->shares[i]);
        open->max_rest[i] = open->max_rest[i + 1] + share_max(open->shares[i]);
    }
    return TRUE;
}

/* Whether the relation has nothing to say of the row, since all of its ways contribute the same. To find that costs the
 * steps that looking at the other rows would. */
static gboolean
is_mute(Placing *placing, const Row *row, const Part *part, const Relation *relation, guint limit)
{
    if (part->n_living > 1 || relation->n_open > MIN(MAX_MEMBERS, limit + 1))
        return FALSE;
    spend(placing, relation->open_ways - row->n_candidates);
    return TRUE;
}

/* Whether the bounds of the other open rows leave every contribution between `min` and `max` possible. */
static gboolean
all_within_bounds(const Open *open, gint64 min, gint64 max)
{
    return open->n_open > 0 && !open->relation->at_least && open->fixed + min + open->max_rest[0] >= -open->slack &&
           open->fixed + max + open->min_rest[0] <= open->slack;
}

/* Adds to the score of each living candidate of the row what the relation says of it. A relation that no candidate can
 * satisfy says nothing. */
static void
judge(Placing *placing, Row *row, guint l, Depth depth)
{
    const Link *link = &row->links[l];
    const Share *share = share_at(placing, row, l);
    const Part *part = share->part;
    const Relation *relation = relation_of(placing, link);
    Open open;
    if (is_mute(placing, row, part, relation, depth.open) ||
        !prepare(placing, relation, link->member, depth.open, &open) || part->n_living == 1)
        return;
    if (!depth.sums && all_within_bounds(&open, share_min(share), share_max(share)))
        return;
    if (!depth.sums || relation->at_least || !find_sums(placing, &open, share_min(share), share_max(share)))
        open.half[1].sum = NULL;
    guint least = G_MAXUINT, most = 0;
    guint *results = mz_arena_alloc(placing->scratch, part->n_values * sizeof(guint));
    for (guint v = 0; v < part->n_values; v++) {
        if (part->n_ways[v] == 0)
            continue;
        results[v] = best_result(placing, &open, open.fixed + share_value(share, v));
        least = MIN(least, results[v]);
        most = MAX(most, results[v]);
    }
    /* While other rows are open a way is impossible or not; how well it agrees says nothing yet. */
    gboolean vague = open.n_open > 0;
    if (least >= 4 || least == most || (vague && most < 4) || *placing->effort == 0)
        return;
    for (guint a = 0; a < row->n_alive; a++) {
        guint result = results[value_index(part, row, row->alive[a])];
        candidate_at(row, row->alive[a])->score += vague && result < 4 ? 0 : result;
    }
}

/* The open rows that share the relation must be looked at again. */
static void
wake(const Placing *placing, const Relation *relation)
{
    for (guint o = 0; o < relation->n_open; o++)
        wake_row(placing, row_at(placing, relation->members[relation->open[o]].row));
}

static void
wake_neighbours(const Placing *placing, const Row *row)
{
    for (guint l = 0; l < row->n_links; l++)
        wake(placing, relation_of(placing, &row->links[l]));
}

/* Candidates that scored more than `least` fall away. Where the row has fewer values left to contribute, its neighbours
 * wake. */
static void
drop_candidates(Placing *placing, Row *row, guint least)
{
    for (guint l = 0; l < row->n_links; l++)
        share_at(placing, row, l);
    for (Part *part = row->parts; part != NULL; part = part->next) {
        guint before = part->n_living;
        for (guint a = 0; a < row->n_alive; a++) {
            if (candidate_at(row, row->alive[a])->score > least)
                lose_way(part, row, row->alive[a]);
        }
        part->shrank = part->n_living < before;
    }
    for (guint l = 0; l < row->n_links; l++) {
        if (row->shares[l].part->shrank)
            wake(placing, relation_of(placing, &row->links[l]));
    }
    guint kept = 0;
    for (guint a = 0; a < row->n_alive; a++) {
        if (candidate_at(row, row->alive[a])->score <= least)
            row->alive[kept++] = row->alive[a];
    }
    row->n_alive = kept;
    row->asked = 0;
    row->weighed = FALSE;
}

/* One round over a row: candidates that relations support less than others fall away. TRUE: some did. */
static gboolean
narrow(Placing *placing, Row *row, Depth depth)
{
    mz_arena_reset(placing->scratch);
    for (guint a = 0; a < row->n_alive; a++)
        candidate_at(row, row->alive[a])->score = 0;
    for (guint l = 0; l < row->n_links; l++)
        judge(placing, row, l, depth);
    guint least = G_MAXUINT, most = 0;
    for (guint a = 0; a < row->n_alive; a++) {
        least = MIN(least, candidate_at(row, row->alive[a])->score);
        most = MAX(most, candidate_at(row, row->alive[a])->score);
    }
    if (most > least)
        drop_candidates(placing, row, least);
    return most > least;
}

/* Each table has steps of its own, so that one in which nothing can be told leaves the others theirs. */
static void
use_effort_of(Placing *placing, const Row *row)
{
    placing->effort = &placing->efforts[row->table];
}

/* Relations speak until they have nothing more to say. Those with few open rows speak first: they are cheap to ask and
 * settle most. A row with one way left is settled. */
static void
narrow_all(Placing *placing)
{
    for (guint d = 0; d < G_N_ELEMENTS(depths);) {
        gboolean changed = FALSE;
        for (guint i = next_awake(placing, 0); i < placing->n_unsettled; i = next_awake(placing, i + 1)) {
            Row *row = row_at(placing, placing->unsettled[i]);
            use_effort_of(placing, row);
            gboolean done = row->chosen >= 0 || row->n_alive < 2 || *placing->effort == 0;
            if (!done && row->asked <= d) {
                row->asked = d + 1;
                spend(placing, row->n_candidates * (1 + row->n_links));
                changed = narrow(placing, row, depths[d]) || changed;
                done = row->asked == G_N_ELEMENTS(depths);
            }
            if (done)
                let_sleep(placing, i);
        }
        d = changed ? 0 : d + 1;
    }
}

/* Remembers what relations alone left open, before anything is settled by likelihood. */
static void
mark_open(const Placing *placing)
{
    for (guint i = 0; i < placing->n_rows; i++) {
        Row *row = row_at(placing, i);
        gboolean was_settled = row->alive == NULL;
        row->n_open = was_settled ? row->n_candidates : row->n_alive;
        for (guint c = 0; c < row->n_candidates; c++)
            candidate_at(row, c)->open = was_settled;
        for (guint a = 0; a < row->n_alive && !was_settled; a++)
            candidate_at(row, row->alive[a])->open = TRUE;
    }
}

/* Finds the row's cheapest way and how much dearer the second cheapest is. */
static void
weigh(Row *row)
{
    if (row->weighed)
        return;
    row->best = row->alive[0];
    for (guint a = 1; a < row->n_alive; a++) {
        if (candidate_at(row, row->alive[a])->cost < candidate_at(row, (guint)row->best)->cost)
            row->best = row->alive[a];
    }
    row->gap = G_MAXINT;
    for (guint a = 0; a < row->n_alive; a++) {
        gint dearer = candidate_at(row, row->alive[a])->cost - candidate_at(row, (guint)row->best)->cost;
        if (row->alive[a] != row->best)
            row->gap = MIN(row->gap, dearer);
    }
    row->weighed = TRUE;
}

/* Settles the rows that relations leave open: those with one way left, then the one whose cheapest way is the clearest,
 * after which relations speak again. */
static void
settle_rest(Placing *placing)
{
    guint64 *looking = &placing->efforts[placing->report->n_tables];
    for (;;) {
        Row *clearest = NULL;
        gint widest = -1;
        placing->effort = looking;
        spend(placing, placing->n_rows);
        for (guint i = 0; i < placing->n_unsettled; i++) {
            Row *row = row_at(placing, placing->unsettled[i]);
            if (row->chosen >= 0)
                continue;
            weigh(row);
            spend(placing, row->n_candidates);
            if (row->n_alive == 1 || *looking == 0) {
                settle(placing, row, row->best);
                continue;
            }
            if (row->gap > widest) {
                widest = row->gap;
                clearest = row;
            }
        }
        if (clearest == NULL)
            return;
        settle(placing, clearest, clearest->best);
        wake_neighbours(placing, clearest);
        narrow_all(placing);
    }
}

/* ---- second thoughts about positions */

/* Tells of every cell the amount that stands there. */
static void
settle_values(const Placing *placing)
{
    for (guint i = 0; i < placing->n_rows; i++) {
        const Row *row = row_at(placing, i);
        const Candidate *chosen = chosen_of(row);
        for (guint t = 0; t < row->shape->n_targets; t++)
            placing->values[target_number(row, t)] = amount_in(row, chosen, t);
    }
}

/* Left − right of an equation; past 64 bits it wraps, as what it is compared by. */
static gint64
difference_of(const gint64 *values, const MzEquation *equation)
{
    guint64 sum = 0;
    guint i = 0;
    for (; i < equation->n_left; i++)
        sum += (guint64)values[equation->cells[i]];
    for (; i < equation->n_left + equation->n_right; i++)
        sum -= (guint64)values[equation->cells[i]];
    return (gint64)sum;
}

gboolean
mz_place_fails_exactly(const MzEquation *equation, const gint64 *values)
{
    gint64 difference = difference_of(values, equation);
    return difference != 0 && !(equation->op == MZ_RELATION_AT_LEAST && difference > 0);
}

/* How many relations fail of each row, all rows being settled. */
typedef struct {
    guint8 *twice; /* by row: two or more do */
    guint *last;   /* by row: number of the last that fails; 0: none */
    gboolean any;  /* it is so of some row */
} Failures;

static void
note_failure(Failures *failures, const Relation *relation, guint number)
{
    for (guint t = 0; t < relation->n_terms; t++) {
        guint row = relation->terms[t].row, last = failures->last[row];
        failures->last[row] = number;
        if (last == 0 || last == number)
            continue;
        failures->twice[row] = TRUE;
        failures->any = TRUE;
    }
}

/* Finds the rows of which two relations fail, all rows being settled. Most reports have none, and need not know more.
 */
static Failures
find_failures(Placing *placing)
{
    const gint64 *values = placing->values;
    Failures failures = {.twice = mz_arena_new0(placing->arena, guint8, placing->n_rows),
                         .last = mz_arena_new0(placing->arena, guint, placing->n_rows)};
    settle_values(placing);
    for (guint i = 0; i < placing->n_between; i++) {
        const MzEquation *equation = &placing->equations[placing->between[i]];
        gint64 difference = difference_of(values, equation);
        if (difference == 0)
            continue;
        mz_arena_reset(placing->scratch);
        Term *terms = mz_arena_alloc(placing->scratch, (equation->n_left + equation->n_right) * sizeof(Term));
        Relation relation = relation_of_equation(placing, equation, terms);
        if (relation.n_terms > 0 && relation_result(&relation, difference) >= 4)
            note_failure(&failures, &relation, i + 1);
    }
    for (guint i = 0; i < placing->n_claims; i++) {
        const ClaimedCell *claimed = &placing->claims[i];
        gint64 difference = (gint64)((guint64)values[cell_number(placing, claimed->cell)] - (guint64)claimed->fen);
        Term term;
        Relation relation = relation_of_claim(placing, claimed, &term);
        if (relation_result(&relation, difference) >= 4)
            note_failure(&failures, &relation, placing->n_between + i + 1);
    }
    return failures;
}

/* By link of the row: left − right of its relation without the row. */
static gint64 *
without_row(const Placing *placing, const Row *row)
{
    gint64 *rest = mz_arena_alloc(placing->scratch, row->n_links * sizeof(gint64));
    for (guint l = 0; l < row->n_links; l++) {
        const Relation *relation = relation_of(placing, &row->links[l]);
        rest[l] = relation->fixed - contribution(relation, row->links[l].member, row, chosen_of(row));
    }
    return rest;
}

/* How many relations of the row fail when it takes the candidate, all other rows being settled. Counted no further than
 * one more than `most`. */
static guint
failing(const Placing *placing, const Row *row, const gint64 *rest, const Candidate *candidate, guint most)
{
    guint count = 0;
    for (guint l = 0; l < row->n_links && count <= most; l++) {
        const Link *link = &row->links[l];
        const Relation *relation = relation_of(placing, link);
        gint64 difference = rest[l] + contribution(relation, link->member, row, candidate);
        count += relation_result(relation, difference) >= 4;
    }
    return count;
}

/* A row whose cells are clear but in which several relations fail that would all hold otherwise was shifted in the
 * text: relations overrule its position when at least two of them gain. TRUE: it was settled otherwise. */
static gboolean
reconsider(Placing *placing, guint index)
{
    Row *row = row_at(placing, index);
    if (row->chosen < 0 || row->n_amounts == 0 || row->certain)
        return FALSE;
    mz_arena_reset(placing->scratch);
    const gint64 *rest = without_row(placing, row);
    guint now = failing(placing, row, rest, chosen_of(row), G_MAXUINT);
    if (now < 2)
        return FALSE;
    if (row->decided_by_position && row->n_candidates == 1)
        mz_place_all_ways(placing, index);
    for (guint c = 0; c < row->n_candidates; c++) {
        const Candidate *candidate = candidate_at(row, c);
        if ((int)c == row->chosen || candidate->violations > chosen_of(row)->violations ||
            failing(placing, row, rest, candidate, now - 2) > now - 2)
            continue;
        settle(placing, row, (int)c);
        /* Of a row that was open the others stay possible; one that stood clear is now proven otherwise. */
        if (row->decided_by_position)
            row->n_open = 1;
        row->decided_by_position = FALSE;
        return TRUE;
    }
    return FALSE;
}

/* Reconsiders the rows of which two relations fail; once one was settled otherwise, all that follow. */
static void
reconsider_rows(Placing *placing)
{
    Failures failures = find_failures(placing);
    Asking asking = failures.twice;
    if (!failures.any)
        return;
    build_relations(placing, asking);
    open_relations(placing);
    for (guint i = 0; i < placing->n_rows; i++) {
        if ((asking != NULL && !asking[i]) || !reconsider(placing, i) || asking == NULL)
            continue;
        asking = NULL;
        build_relations(placing, NULL);
        open_relations(placing);
    }
    settle_values(placing);
}

/* Tells the rows that are not settled. FALSE: all are. */
static gboolean
find_unsettled(const Placing *placing, guint8 *unsettled)
{
    gboolean any = FALSE;
    for (guint i = 0; i < placing->n_rows; i++) {
        unsettled[i] = row_at(placing, i)->chosen < 0;
        any = any || unsettled[i];
    }
    return any;
}

void
mz_place_choose(Placing *placing)
{
    guint n_tables = placing->report->n_tables;
    placing->efforts = mz_arena_new0(placing->arena, guint64, n_tables + 1);
    placing->efforts[n_tables] = 1000000 + 4000 * (guint64)placing->n_rows;
    for (guint t = 0; t < n_tables; t++)
        placing->efforts[t] = 100000 + 4000 * (guint64)(placing->first_row[t + 1] - placing->first_row[t]);
    guint8 *unsettled = mz_arena_alloc(placing->arena, placing->n_rows);
    gboolean clear = !find_unsettled(placing, unsettled);
    if (!clear) {
        build_relations(placing, unsettled);
        open_rows(placing);
        open_relations(placing);
        narrow_all(placing);
    }
    mark_open(placing);
    if (!clear)
        settle_rest(placing);
    reconsider_rows(placing);
}
