#include "check/checker.h"

#include <string.h>

#include "base/text.h"

guint
mz_variable_of_cell(const MzChecker *checker, MzCellRef ref)
{
    return checker->table_base[ref.table] + ref.row * checker->report->tables[ref.table].form->n_columns + ref.column;
}

guint
mz_variable_of_claim(const MzChecker *checker, guint claim)
{
    return checker->claim_base + claim;
}

static inline MzVariable
variable_of(const MzTable *table, const MzCell *cell, MzCellRef ref)
{
    return (MzVariable){
        .fen = cell->present ? cell->amount.fen : 0,
        .printed = cell->present ? cell->amount : (MzMoney){0, 2, (guint8)table->unit},
        .cell = ref,
        .present = cell->present != FALSE,
        .uncertain = cell->present && cell->origin == MZ_ORIGIN_UNCERTAIN,
    };
}

static inline void
note_amount(MzAmounts *amounts, const MzRow *row, const MzCell *cell)
{
    amounts->origins |= 1u << cell->origin;
    amounts->n_sure += cell->origin != MZ_ORIGIN_UNCERTAIN;
    amounts->negative |= cell->amount.fen < 0;
    amounts->astray |= cell->span.line != row->line;
}

static void
add_cells(MzChecker *checker)
{
    const MzReport *report = checker->report;
    checker->table_base = mz_arena_new0(checker->arena, guint, report->n_tables);
    checker->amounts = mz_arena_new0(checker->scratch, MzAmounts, report->n_tables);
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        guint n_columns = table->form->n_columns, at = checker->variables->len;
        checker->table_base[t] = at;
        g_array_set_size(checker->variables, at + table->n_rows * n_columns);
        MzVariable *variable = mz_variable(checker, at);
        MzAmounts amounts = {0, 0, FALSE, FALSE};
        for (guint r = 0; r < table->n_rows; r++) {
            const MzRow *row = &table->rows[r];
            for (guint c = 0; c < n_columns; c++) {
                *variable++ = variable_of(table, &row->cells[c], (MzCellRef){(guint16)t, (guint16)r, (guint16)c});
                if (row->cells[c].present)
                    note_amount(&amounts, row, &row->cells[c]);
            }
        }
        checker->amounts[t] = amounts;
    }
}

/* The blank cells of a row in which something is no amount ("68.4O") are not blank for sure. */
static void
doubt_blanks(MzChecker *checker, const MzExtraction *slip)
{
    const MzTable *table = &checker->report->tables[slip->table];
    guint n_columns = table->form->n_columns;
    for (guint r = 0; r < table->n_rows; r++) {
        for (guint c = 0; c < n_columns && table->rows[r].line == slip->span.line; c++) {
            MzVariable *variable = mz_variable(checker, checker->table_base[slip->table] + r * n_columns + c);
            variable->uncertain |= !variable->present;
        }
    }
}

static void
doubt_slips(MzChecker *checker)
{
    const MzReport *report = checker->report;
    for (guint i = 0; i < report->n_extractions; i++) {
        const MzExtraction *extraction = &report->extractions[i];
        if (extraction->table >= 0 && strcmp(extraction->id, MZ_EXTRACTION_SLIP) == 0)
            doubt_blanks(checker, extraction);
    }
}

static void
add_claims(MzChecker *checker)
{
    checker->claim_base = checker->variables->len;
    checker->next_of = mz_arena_new0(checker->scratch, guint, checker->report->n_claims);
    for (guint i = checker->report->n_claims; i-- > 0;) {
        guint *first = &checker->first_of[checker->report->claims[i].measure];
        checker->next_of[i] = *first;
        *first = i + 1;
    }
    g_array_set_size(checker->variables, checker->claim_base + checker->report->n_claims);
    for (guint i = 0; i < checker->report->n_claims; i++) {
        MzVariable *variable = mz_variable(checker, checker->claim_base + i);
        *variable = (MzVariable){0};
        variable->present = mz_claim_amount(checker, i, &variable->printed) != FALSE;
        variable->fen = variable->present ? variable->printed.fen : 0;
    }
}

static MzConstraint
constraint_of(const MzCheck *check, guint op, const guint *terms, guint n_left, guint n_right)
{
    return (MzConstraint){
        .check = check,
        .terms = terms,
        .n_terms = n_left + n_right,
        .n_left = n_left,
        .finding = -1,
        .op = (guint8)op,
        .soft = check->severity != MZ_SEVERITY_ERROR,
    };
}

MzConstraint *
mz_constraint_add(MzChecker *checker, const char *id, MzRelationOp op, const guint *left, guint n_left,
                  const guint *right, guint n_right)
{
    const MzCheck *check = mz_check_find(id);
    if (check == NULL || !mz_check_is_on(checker, check))
        return NULL;
    guint *terms = mz_arena_alloc(checker->scratch, (n_left + n_right) * sizeof(guint));
    for (guint i = 0; i < n_left; i++)
        terms[i] = left[i];
    for (guint i = 0; i < n_right; i++)
        terms[n_left + i] = right[i];
    MzConstraint constraint = constraint_of(check, op, terms, n_left, n_right);
    g_array_append_val(checker->constraints, constraint);
    return mz_constraint(checker, checker->constraints->len - 1);
}

/* The check that an equation is of; NULL: it is not judged. Those of one kind come in a row, so that the check of the
 * one before, if there is one, is mostly it. */
static inline const MzCheck *
check_of_equation(MzChecker *checker, const MzEquation *equation, const MzEquation *before, const MzCheck *of_before)
{
    if (before != NULL && before->id == equation->id && before->when == equation->when)
        return of_before;
    const MzCheck *check = mz_check_find(equation->id);
    gboolean not_fiscal = equation->when == MZ_WHEN_FISCAL_ONLY && !checker->fiscal_only;
    if (not_fiscal && check != NULL)
        checker->not_fiscal[mz_check_index(check)] = TRUE;
    return check != NULL && !not_fiscal && mz_check_is_on(checker, check) ? check : NULL;
}

/* Its terms are the numbers of the cells as they stand in the equation. */
static MzConstraint
constraint_of_equation(const MzCheck *check, const MzEquation *equation)
{
    MzConstraint constraint = constraint_of(check, equation->op, equation->cells, equation->n_left, equation->n_right);
    constraint.parts_optional = equation->parts_optional;
    constraint.tables = equation->tables;
    return constraint;
}

/* Writes out the equations before the constraints of claims. */
static void
write_equations(MzChecker *checker)
{
    const MzRelated *related = checker->related;
    GArray *claims = checker->constraints;
    checker->constraints = g_array_sized_new(FALSE, FALSE, sizeof(MzConstraint), related->n_equations + claims->len);
    const MzEquation *before = NULL;
    const MzCheck *check = NULL;
    for (guint i = 0; i < related->n_equations; i++) {
        const MzEquation *equation = &related->equations[i];
        check = check_of_equation(checker, equation, before, check);
        before = equation;
        if (check == NULL)
            continue;
        MzConstraint constraint = constraint_of_equation(check, equation);
        g_array_append_val(checker->constraints, constraint);
    }
    checker->n_equations = checker->constraints->len;
    if (claims->len > 0)
        g_array_append_vals(checker->constraints, claims->data, claims->len);
    g_array_free(claims, TRUE);
}

const gboolean *
mz_tied_claims(const MzChecker *checker)
{
    gboolean *tied = mz_arena_new0(checker->scratch, gboolean, checker->report->n_claims);
    for (guint c = checker->n_equations; c < checker->constraints->len; c++) {
        const MzConstraint *constraint = mz_constraint(checker, c);
        for (guint t = 0; t < constraint->n_terms; t++) {
            guint variable = constraint->terms[t];
            if (variable >= checker->claim_base)
                tied[variable - checker->claim_base] = TRUE;
        }
    }
    return tied;
}

/* Which constraints a variable takes part in: one flat list, a slice for each variable. */
static void
index_uses(MzChecker *checker)
{
    guint n = checker->variables->len;
    checker->uses_base = mz_arena_new0(checker->arena, guint, n + 1);
    for (guint c = 0; c < checker->constraints->len; c++) {
        const MzConstraint *constraint = mz_constraint(checker, c);
        for (guint t = 0; t < constraint->n_terms; t++)
            checker->uses_base[constraint->terms[t] + 1]++;
    }
    for (guint v = 0; v < n; v++)
        checker->uses_base[v + 1] += checker->uses_base[v];
    checker->uses = mz_arena_new0(checker->arena, guint, checker->uses_base[n]);
    guint *next = g_memdup2(checker->uses_base, n * sizeof(guint));
    for (guint c = 0; c < checker->constraints->len; c++) {
        const MzConstraint *constraint = mz_constraint(checker, c);
        for (guint t = 0; t < constraint->n_terms; t++)
            checker->uses[next[constraint->terms[t]]++] = c;
    }
    g_free(next);
}

void
mz_constraints_build(MzChecker *checker)
{
    enum { USUAL = 128 };                              /* of a report's claims */
    guint n_variables = checker->report->n_claims + 1; /* so that there is a first one to point to in any report */
    for (guint t = 0; t < checker->report->n_tables; t++)
        n_variables += checker->report->tables[t].n_rows * checker->report->tables[t].form->n_columns;
    checker->gaps = g_array_new(FALSE, FALSE, sizeof(MzGap));
    checker->variables = g_array_sized_new(FALSE, FALSE, sizeof(MzVariable), n_variables);
    checker->constraints = g_array_sized_new(FALSE, FALSE, sizeof(MzConstraint), USUAL);
    add_cells(checker);
    doubt_slips(checker);
    add_claims(checker);
    mz_constraints_of_claims(checker);
    mz_ratios_build(checker);
}

void
mz_constraints_free(MzChecker *checker)
{
    g_array_free(checker->gaps, TRUE);
    g_array_free(checker->variables, TRUE);
    g_array_free(checker->constraints, TRUE);
    g_array_free(checker->ratios, TRUE);
}

/* ---- judging */

/* The place that counts for a constraint (see MZ_TOLERANCE_SUM): 0.01 万元, or finer where finer is printed; 0: exact.
 */
static gint64
place_of(const MzChecker *checker, const MzConstraint *constraint, gboolean *mixed)
{
    gint64 place = 10000;
    gboolean yuan_cell = FALSE, wan_claim = FALSE;
    for (guint t = 0; t < constraint->n_terms; t++) {
        const MzVariable *variable = mz_variable(checker, constraint->terms[t]);
        if (!variable->present)
            continue;
        gboolean claim = constraint->terms[t] >= checker->claim_base;
        yuan_cell |= !claim && variable->printed.unit == MZ_UNIT_YUAN;
        wan_claim |= claim && variable->printed.unit == MZ_UNIT_WAN;
        if (!claim || variable->printed.unit == MZ_UNIT_WAN)
            place = MIN(place, mz_money_place(variable->printed));
    }
    *mixed = yuan_cell && wan_claim;
    if (*mixed)
        return 10000;
    return yuan_cell ? 0 : place;
}

/* The terms of a constraint added up. What states no amount is 0 and adds nothing. */
typedef struct {
    MzInt128 difference; /* left − right */
    guint n_present, n_right;
    gboolean uncertain;
} Totals;

static inline Totals
totals_of(const MzChecker *checker, const MzConstraint *constraint)
{
    const MzVariable *variables = mz_variable(checker, 0);
    const guint *term = constraint->terms, *right = term + constraint->n_left, *end = term + constraint->n_terms;
    MzInt128 difference = 0;
    guint n_left = 0, n_right = 0, uncertain = 0;
    for (; term < right; term++) {
        const MzVariable *variable = &variables[*term];
        difference += variable->fen;
        n_left += variable->present;
        uncertain |= variable->uncertain;
    }
    for (; term < end; term++) {
        const MzVariable *variable = &variables[*term];
        difference -= variable->fen;
        n_right += variable->present;
        uncertain |= variable->uncertain;
    }
    return (Totals){difference, n_left + n_right, n_right, uncertain != 0};
}

static MzConstraintState
judge_difference(const MzChecker *checker, const MzConstraint *constraint, guint n_present, gint64 difference)
{
    /* What was not read is missing, not wrong. */
    MzConstraintState broken =
        (constraint->tables & checker->blind) != 0 ? MZ_CONSTRAINT_UNDECIDED : MZ_CONSTRAINT_BROKEN;
    if (constraint->check->tolerance == MZ_TOLERANCE_EXACT)
        return broken;
    gboolean mixed;
    gint64 place = place_of(checker, constraint, &mixed);
    if (place == 0)
        return broken;
    if (mixed && 2 * ABS(difference) <= place)
        return MZ_CONSTRAINT_HOLDS;
    return mz_agreement(difference, place, MAX(1, n_present - 1)) == MZ_DIFFERS ? broken : MZ_CONSTRAINT_ROUNDING;
}

/* What a constraint is, with these totals. */
static inline MzConstraintState
judge_totals(const MzChecker *checker, const MzConstraint *constraint, const Totals *totals, gint64 difference)
{
    if (totals->n_present == 0 || (constraint->parts_optional && totals->n_right == 0))
        return MZ_CONSTRAINT_TRIVIAL;
    /* Within a row it does not matter in which of its columns an amount stands: the row as a whole adds up. */
    if (totals->uncertain && !(difference == 0 && mz_key_begins(constraint->check->id, "split.")))
        return MZ_CONSTRAINT_UNDECIDED;
    if (difference == 0 || (constraint->op == MZ_RELATION_AT_LEAST && difference > 0))
        return MZ_CONSTRAINT_HOLDS;
    return judge_difference(checker, constraint, totals->n_present, difference);
}

/* A sum as an amount. */
static inline gint64
clamped(MzInt128 sum)
{
    return (gint64)CLAMP(sum, G_MININT64 + 1, G_MAXINT64);
}

/* Judges a constraint as it stands. */
static inline void
judge(const MzChecker *checker, MzConstraint *constraint)
{
    Totals totals = totals_of(checker, constraint);
    constraint->difference = clamped(totals.difference);
    constraint->state = (guint8)judge_totals(checker, constraint, &totals, constraint->difference);
}

/* Judges a constraint as if `changed` had the amount `fen`. */
static MzConstraintState
judge_changed(const MzChecker *checker, const MzConstraint *constraint, guint changed, gint64 fen)
{
    const MzVariable *variable = mz_variable(checker, changed);
    Totals totals = totals_of(checker, constraint);
    for (guint t = 0; t < constraint->n_terms; t++) {
        if (constraint->terms[t] != changed)
            continue;
        totals.difference += mz_term_sign(constraint, t) * ((MzInt128)fen - variable->fen);
        totals.n_present += !variable->present;
        totals.n_right += !variable->present && t >= constraint->n_left;
    }
    return judge_totals(checker, constraint, &totals, clamped(totals.difference));
}

/* ---- tables whose unit lines are wrong */

/* Whether a constraint ties the tables `in` (a flag for each) to the others and to the text, and whether it holds with
 * their amounts times `factor`. */
static gboolean
ties_tables(const MzChecker *checker, const MzConstraint *constraint, const guint8 *in, gint64 factor, gboolean *holds)
{
    gboolean inside = FALSE, outside = FALSE;
    MzInt128 sum = 0;
    for (guint i = 0; i < constraint->n_terms; i++) {
        const MzVariable *variable = mz_variable(checker, constraint->terms[i]);
        if (!variable->present || variable->fen == 0)
            continue;
        gboolean of_them = constraint->terms[i] < checker->claim_base && in[variable->cell.table];
        inside |= of_them;
        outside |= !of_them;
        sum += mz_term_sign(constraint, i) * (MzInt128)variable->fen * (of_them ? factor : 1);
    }
    *holds = sum == 0;
    return inside && outside && constraint->op == MZ_RELATION_EQUAL;
}

/* The number of relations with the rest that hold as the tables say; `n_then`: if they are read in 万元. */
static guint
count_ties(const MzChecker *checker, const guint8 *in, guint *n_then)
{
    guint n_now = 0;
    *n_then = 0;
    for (guint c = 0; c < checker->constraints->len; c++) {
        gboolean now, then;
        const MzConstraint *constraint = mz_constraint(checker, c);
        if (ties_tables(checker, constraint, in, 1, &now) && ties_tables(checker, constraint, in, 10000, &then)) {
            n_now += now;
            *n_then += then;
        }
    }
    return n_now;
}

static MzEvidence
unit_line(const MzChecker *checker, guint t)
{
    const MzTable *table = &checker->report->tables[t];
    MzEvidence place =
        mz_evidence_of_line(checker, (MzSpan){table->first_line, 0, 0}, table->form->title, table->form->title);
    place.table = (int)t;
    place.address = mz_table_key_name(table->key);
    return place;
}

/* The amounts of a table are judged as they are meant. */
static void
read_in_wan(MzChecker *checker, guint t)
{
    guint end = t + 1 < checker->report->n_tables ? checker->table_base[t + 1] : checker->claim_base;
    for (guint v = checker->table_base[t]; v < end; v++) {
        MzVariable *variable = mz_variable(checker, v);
        variable->fen *= 10000;
        variable->printed.fen = variable->fen;
        variable->printed.unit = MZ_UNIT_WAN;
    }
}

/* One finding for the tables `in`, at the first of them, and their amounts as they are meant. */
static void
mend_unit(MzChecker *checker, const MzCheck *check, const guint8 *in, guint n_then)
{
    MzEvidence *places = mz_arena_new0(checker->scratch, MzEvidence, checker->report->n_tables);
    guint n = 0;
    for (guint t = 0; t < checker->report->n_tables; t++) {
        if (!in[t])
            continue;
        places[n] = unit_line(checker, t);
        places[n].value = n > 0 ? mz_unit_label(MZ_UNIT_YUAN) : ""; /* the message says that of the first */
        n++;
        mz_record(checker, check, MZ_STATE_FAILS, (int)t, -1);
        read_in_wan(checker, t);
    }
    MzArena *arena = checker->arena;
    MzFinding *finding = mz_finding_add(
        checker, check, MZ_SEVERITY_ERROR, places[0],
        n == 1 ? mz_arena_printf(arena, "%s写明单位为“元”，按“万元”读取才与其他各表及正文一致（%u 处）", places[0].zh,
                                 n_then)
               : mz_arena_printf(arena, "%s等 %u 张表写明单位为“元”，按“万元”读取才与正文及其余各表一致（%u 处）",
                                 places[0].zh, n, n_then),
        n == 1 ? mz_arena_printf(arena,
                                 "%s says its unit is yuan, but only in ten thousand yuan does it agree with the "
                                 "other tables and the text (%u places)",
                                 places[0].en, n_then)
               : mz_arena_printf(arena,
                                 "%s and others, %u tables, say their unit is yuan, but only in ten thousand yuan do "
                                 "they agree with the text and the other tables (%u places)",
                                 places[0].en, n, n_then));
    mz_finding_relate(checker, finding, places + 1, n - 1);
}

/* Tables in 元 that agree with the rest only if they are read as 万元 have wrong unit lines. All of them, where that
 * makes nearly everything agree: each by itself would be compared with the others, which are as wrong. Else one by one.
 */
static void
mend_units(MzChecker *checker)
{
    const MzReport *report = checker->report;
    const MzCheck *check = mz_check_find("doc.unit");
    guint8 *all = mz_arena_new0(checker->scratch, guint8, (gsize)report->n_tables + 1);
    guint n = 0, n_then;
    for (guint t = 0; t < report->n_tables; t++)
        n += all[t] = report->tables[t].unit == MZ_UNIT_YUAN && !report->tables[t].empty;
    if (n == 0 || !mz_check_is_on(checker, check))
        return;
    if (checker->n_equations == 0)
        write_equations(checker);
    if (n > 1 && 10 * count_ties(checker, all, &n_then) < n_then && n_then >= 2) {
        mend_unit(checker, check, all, n_then);
        return;
    }
    for (guint t = 0; t < report->n_tables; t++) {
        guint8 *one = mz_arena_new0(checker->scratch, guint8, (gsize)report->n_tables + 1);
        one[t] = all[t];
        if (!one[t])
            continue;
        guint n_now = count_ties(checker, one, &n_then);
        if (n_then >= 2 && n_then > n_now)
            mend_unit(checker, check, one, n_then);
    }
}

/* ---- rows that are missing */

gboolean
mz_constraint_would_hold(const MzChecker *checker, const MzConstraint *constraint, gint64 difference, guint n)
{
    return difference == 0 || judge_difference(checker, constraint, totals_of(checker, constraint).n_present + n,
                                               difference) != MZ_CONSTRAINT_BROKEN;
}

/* ---- blaming */

/* A change of one variable, and what it would do. */
typedef struct {
    guint variable;
    gint64 fen;
    guint fixed, hurt;
    int soft;    /* warnings and notes repaired, less those broken */
    guint exact; /* of the fixed ones, those that then hold without rounding */
} Change;

static void
weigh(const MzChecker *checker, Change *change)
{
    change->fixed = change->hurt = change->exact = 0;
    change->soft = 0;
    for (guint u = checker->uses_base[change->variable]; u < checker->uses_base[change->variable + 1]; u++) {
        const MzConstraint *constraint = mz_constraint(checker, checker->uses[u]);
        if (constraint->finding >= MZ_OF_GAP)
            continue; /* bears witness of another cause */
        MzConstraintState then = judge_changed(checker, constraint, change->variable, change->fen);
        if (constraint->soft) {
            change->soft += (constraint->state == MZ_CONSTRAINT_BROKEN) - (then == MZ_CONSTRAINT_BROKEN);
            continue;
        }
        change->exact += constraint->state == MZ_CONSTRAINT_BROKEN && then == MZ_CONSTRAINT_HOLDS;
        if (constraint->state == MZ_CONSTRAINT_BROKEN && then != MZ_CONSTRAINT_BROKEN)
            change->fixed++;
        else if (constraint->state != MZ_CONSTRAINT_BROKEN && then == MZ_CONSTRAINT_BROKEN)
            change->hurt++;
    }
    for (guint i = 0; i < checker->ratios->len; i++) {
        const MzRatio *ratio = &g_array_index(checker->ratios, MzRatio, i);
        if (ratio->part != change->variable && ratio->whole != change->variable)
            continue;
        gboolean now = mz_ratio_holds(checker, ratio, G_MAXUINT, 0);
        gboolean then = mz_ratio_holds(checker, ratio, change->variable, change->fen);
        change->fixed += !now && then;
        change->hurt += now && !then;
    }
}

/* The better of two changes: it repairs more than it breaks by a greater margin, then repairs more warnings, then
 * changes what is printed rather than what is blank. Of two values for one place, the one that leaves less to rounding.
 */
static int
compare_changes(const MzChecker *checker, const Change *a, const Change *b)
{
    int gain_a = (int)a->fixed - (int)a->hurt, gain_b = (int)b->fixed - (int)b->hurt;
    if (gain_a != gain_b)
        return gain_a - gain_b;
    if (a->hurt != b->hurt)
        return (int)b->hurt - (int)a->hurt;
    if (a->soft != b->soft)
        return a->soft - b->soft;
    if (a->variable == b->variable)
        return (int)a->exact - (int)b->exact;
    const MzVariable *va = mz_variable(checker, a->variable), *vb = mz_variable(checker, b->variable);
    return (va->present != FALSE) - (vb->present != FALSE);
}

/* Whether two changes are equally good reasons. */
static gboolean
is_tie(const MzChecker *checker, const Change *a, const Change *b)
{
    return a->variable != b->variable && compare_changes(checker, a, b) == 0;
}

/* The best change for one broken constraint, and how many others are as good. */
static Change
best_change(const MzChecker *checker, const MzConstraint *constraint, guint *n_ties)
{
    Change best = {G_MAXUINT, 0, 0, 0, 0, 0};
    *n_ties = 0;
    for (guint t = 0; t < constraint->n_terms; t++) {
        const MzVariable *variable = mz_variable(checker, constraint->terms[t]);
        if (mz_is_repaired(variable))
            continue;
        gint64 fen = variable->fen - mz_term_sign(constraint, t) * constraint->difference;
        Change change = {constraint->terms[t], fen, 0, 0, 0, 0};
        weigh(checker, &change);
        if (best.variable == G_MAXUINT || compare_changes(checker, &change, &best) > 0) {
            best = change;
            *n_ties = 0;
        } else if (is_tie(checker, &change, &best)) {
            ++*n_ties;
        }
    }
    return best;
}

/* ---- findings */

static const char *
plural_zh(const MzChecker *checker, guint n)
{
    return n <= 1 ? "" : mz_arena_printf(checker->arena, "等 %u 项关系", n);
}

/* Where a constraint shows when nothing better is known: the claim that takes part, else its total. */
static guint
head_of(const MzChecker *checker, const MzConstraint *constraint)
{
    for (guint t = 0; t < constraint->n_terms; t++) {
        if (constraint->terms[t] >= checker->claim_base)
            return constraint->terms[t];
    }
    return constraint->terms[0];
}

MzEvidence
mz_evidence_of_constraint(const MzChecker *checker, const MzConstraint *constraint)
{
    return mz_evidence_of(checker, head_of(checker, constraint));
}

/* The terms of a constraint, but for `without`, as evidence. */
static GArray *
terms_of(const MzChecker *checker, const MzConstraint *constraint, guint without, const char *check)
{
    GArray *evidence = g_array_new(FALSE, FALSE, sizeof(MzEvidence));
    for (guint t = 0; t < constraint->n_terms; t++) {
        guint variable = constraint->terms[t];
        if (variable == without || !mz_variable(checker, variable)->present)
            continue;
        MzEvidence one = mz_evidence_of(checker, variable);
        one.check = check;
        g_array_append_val(evidence, one);
    }
    return evidence;
}

/* The ratios that a change repairs, as related places. */
static guint
relate_ratios(const MzChecker *checker, const Change *change, GArray *related)
{
    guint n = 0;
    for (guint i = 0; i < checker->ratios->len; i++) {
        const MzRatio *ratio = &g_array_index(checker->ratios, MzRatio, i);
        if ((ratio->part != change->variable && ratio->whole != change->variable) ||
            mz_ratio_holds(checker, ratio, G_MAXUINT, 0) ||
            !mz_ratio_holds(checker, ratio, change->variable, change->fen))
            continue;
        MzEvidence evidence = mz_evidence_of_claim(checker, ratio->claim);
        evidence.check = ratio->check;
        g_array_append_val(related, evidence);
        n++;
    }
    return n;
}

/* Whether no amount of a constraint stands on the other side than the variable: what it should be is not said by blank
 * cells, nor by rows that are not there. */
static gboolean
has_nothing_beside(const MzChecker *checker, const MzConstraint *constraint, guint variable)
{
    for (guint t = 0; t < constraint->n_terms; t++) {
        if (constraint->terms[t] == variable)
            return !mz_constraint_has_side(checker, constraint, -mz_term_sign(constraint, t));
    }
    return FALSE;
}

/* What an amount is called: a correction may be what is wrong, and stands nowhere in print. */
typedef struct {
    const char *zh, *en;
} Standing;

static Standing
standing_of(const MzChecker *checker, const MzVariable *variable, const MzEvidence *place)
{
    const MzCell *cell =
        place->table < 0 ? NULL : &checker->report->tables[place->table].rows[place->row].cells[place->column];
    if (!variable->present)
        return (Standing){"为空白", "is printed as blank"};
    const char *value = place->value;
    if (cell != NULL && cell->origin == MZ_ORIGIN_CORRECTED)
        return (Standing){mz_arena_concat(checker->arena, "更正为 ", value, NULL),
                          mz_arena_concat(checker->arena, "is corrected to ", value, NULL)};
    return (Standing){mz_arena_concat(checker->arena, "印为 ", value, NULL),
                      mz_arena_concat(checker->arena, "is printed as ", value, NULL)};
}

/* One changed amount explains `fixed` broken constraints: the finding is that amount. */
static void
blame(MzChecker *checker, const Change *change)
{
    MzVariable *variable = mz_variable(checker, change->variable);
    MzEvidence place = mz_evidence_of(checker, change->variable);
    const MzConstraint *first = NULL;
    g_autoptr(GArray) related = g_array_new(FALSE, FALSE, sizeof(MzEvidence));
    g_autoptr(GArray) explained = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint u = checker->uses_base[change->variable]; u < checker->uses_base[change->variable + 1]; u++) {
        MzConstraint *constraint = mz_constraint(checker, checker->uses[u]);
        if (constraint->state != MZ_CONSTRAINT_BROKEN || constraint->finding >= MZ_OF_GAP ||
            judge_changed(checker, constraint, change->variable, change->fen) == MZ_CONSTRAINT_BROKEN)
            continue;
        g_array_append_val(explained, checker->uses[u]);
        if (first == NULL || constraint->soft < first->soft ||
            (constraint->soft == first->soft && mz_check_index(constraint->check) < mz_check_index(first->check)))
            first = constraint;
        g_autoptr(GArray) terms = terms_of(checker, constraint, change->variable, constraint->check->id);
        if (terms->len > 0) /* one place for each relation is enough to find it */
            g_array_append_val(related, g_array_index(terms, MzEvidence, 0));
    }
    g_return_if_fail(first != NULL); /* the constraint that the change was found by is one of them */
    guint n_explained = explained->len + relate_ratios(checker, change, related);
    gboolean nothing = has_nothing_beside(checker, first, change->variable);
    const char *expected = nothing ? "" : mz_amount_text(checker, change->fen, variable->printed);
    Standing standing = standing_of(checker, variable, &place);
    const char *zh =
        mz_arena_printf(checker->arena, "%s%s，与“%s”%s不一致%s%s", place.zh, standing.zh, first->check->zh,
                        plural_zh(checker, n_explained), nothing ? "：" : "，按其他各数应为 ",
                        nothing ? mz_constraint_text(checker, first, MZ_LANG_ZH) : expected);
    const char *en = mz_arena_printf(
        checker->arena, "%s %s, which does not agree with '%s'%s%s%s", place.en, standing.en, first->check->en,
        n_explained > 1 ? mz_arena_printf(checker->arena, " and %u more", n_explained - 1) : "",
        nothing ? ": " : "; from the other amounts it should be ",
        nothing ? mz_constraint_text(checker, first, MZ_LANG_EN) : expected);
    MzFinding *finding = mz_finding_add(checker, first->check, first->check->severity, place, zh, en);
    int index = (int)checker->findings->len - 1;
    finding->printed = place.value;
    finding->expected = expected;
    finding->equation = mz_constraint_text(checker, first, MZ_LANG_ZH);
    finding->equation_en = mz_constraint_text(checker, first, MZ_LANG_EN);
    finding->difference = mz_amount_text(checker, ABS(change->fen - variable->fen),
                                         mz_variable(checker, head_of(checker, first))->printed);
    g_autoptr(GArray) inputs = terms_of(checker, first, change->variable, NULL);
    mz_finding_input(checker, finding, (const MzEvidence *)(void *)inputs->data, inputs->len);
    mz_finding_relate(checker, finding, (const MzEvidence *)(void *)related->data, related->len);
    for (guint i = 0; i < explained->len; i++)
        mz_constraint(checker, g_array_index(explained, guint, i))->finding = index;
    variable->fen = change->fen;
    variable->present = TRUE;
    for (guint u = checker->uses_base[change->variable]; u < checker->uses_base[change->variable + 1]; u++)
        judge(checker, mz_constraint(checker, checker->uses[u]));
}

gboolean
mz_is_same_relation(const MzChecker *checker, const MzConstraint *a, const MzConstraint *b)
{
    const MzVariable *va = mz_variable(checker, a->terms[0]), *vb = mz_variable(checker, b->terms[0]);
    return a->check == b->check && mz_claim_of(checker, va) < 0 && mz_claim_of(checker, vb) < 0 &&
           va->cell.table == vb->cell.table && va->cell.row == vb->cell.row;
}

/* The relation itself is the finding: nothing tells which of its amounts is the cause. */
static void
report_relation(MzChecker *checker, guint index)
{
    MzConstraint *constraint = mz_constraint(checker, index);
    for (guint c = 0; c < index; c++) {
        const MzConstraint *before = mz_constraint(checker, c);
        if (before->finding >= 0 && before->state == MZ_CONSTRAINT_BROKEN &&
            mz_is_same_relation(checker, before, constraint)) {
            constraint->finding = before->finding;
            return;
        }
    }
    guint head = head_of(checker, constraint);
    const MzVariable *variable = mz_variable(checker, head);
    MzEvidence place = mz_evidence_of(checker, head);
    const char *equation = mz_constraint_text(checker, constraint, MZ_LANG_ZH);
    const char *equation_en = mz_constraint_text(checker, constraint, MZ_LANG_EN);
    const char *difference = mz_amount_text(checker, ABS(constraint->difference), variable->printed);
    const char *zh = mz_arena_printf(checker->arena, "%s与“%s”不一致：%s，相差 %s", place.zh, constraint->check->zh,
                                     equation, difference);
    const char *en = mz_arena_printf(checker->arena, "%s does not agree with '%s': %s, the difference is %s", place.en,
                                     constraint->check->en, equation_en, difference);
    MzFinding *finding = mz_finding_add(checker, constraint->check, constraint->check->severity, place, zh, en);
    finding->printed = place.value;
    for (guint t = 0; t < constraint->n_terms; t++) {
        if (constraint->terms[t] == head && !has_nothing_beside(checker, constraint, head))
            finding->expected = mz_amount_text(
                checker, variable->fen - mz_term_sign(constraint, t) * constraint->difference, variable->printed);
    }
    finding->equation = equation;
    finding->equation_en = equation_en;
    finding->difference = difference;
    g_autoptr(GArray) terms = terms_of(checker, constraint, head, NULL);
    mz_finding_input(checker, finding, (const MzEvidence *)(void *)terms->data, terms->len);
    mz_finding_relate(checker, finding, (const MzEvidence *)(void *)terms->data, terms->len);
    constraint->finding = (int)checker->findings->len - 1;
}

static void
report_rounding(MzChecker *checker, MzConstraint *constraint)
{
    guint head = head_of(checker, constraint);
    MzEvidence place = mz_evidence_of(checker, head);
    const char *equation = mz_constraint_text(checker, constraint, MZ_LANG_ZH);
    const char *equation_en = mz_constraint_text(checker, constraint, MZ_LANG_EN);
    const char *difference = mz_amount_text(checker, ABS(constraint->difference), mz_variable(checker, head)->printed);
    const char *zh =
        mz_arena_printf(checker->arena, "%s：%s，相差 %s，可由四舍五入解释", place.zh, equation, difference);
    const char *en = mz_arena_printf(checker->arena, "%s: %s, the difference of %s may be rounding", place.en,
                                     equation_en, difference);
    MzFinding *finding = mz_finding_add(checker, constraint->check, MZ_SEVERITY_NOTE, place, zh, en);
    finding->kind = MZ_FINDING_ROUNDING;
    finding->printed = place.value;
    finding->equation = equation;
    finding->equation_en = equation_en;
    finding->difference = difference;
    constraint->finding = (int)checker->findings->len - 1;
}

/* The constraint for which a change explains most, and the change. FALSE: nothing is broken any more. */
static gboolean
find_cause(const MzChecker *checker, Change *cause)
{
    gboolean found = FALSE;
    for (guint c = 0; c < checker->constraints->len; c++) {
        const MzConstraint *constraint = mz_constraint(checker, c);
        if (constraint->state != MZ_CONSTRAINT_BROKEN || constraint->soft || constraint->finding >= 0)
            continue;
        guint n_ties;
        Change change = best_change(checker, constraint, &n_ties);
        if (change.variable == G_MAXUINT || n_ties > 0 || change.fixed <= change.hurt)
            continue;
        if (!found || compare_changes(checker, &change, cause) > 0) {
            *cause = change;
            found = TRUE;
        }
    }
    return found;
}

/* ---- what became of the checks made of constraints */

/* Records what became of some constraints between cells, by state. */
static void
record_states(MzChecker *checker, const MzCheck *check, guint table, const guint states[MZ_CONSTRAINT_STATES])
{
    MzTally tally = {states[MZ_CONSTRAINT_HOLDS] + states[MZ_CONSTRAINT_ROUNDING], states[MZ_CONSTRAINT_BROKEN],
                     states[MZ_CONSTRAINT_UNDECIDED]};
    mz_record_tally(checker, check, (int)table, &tally);
}

/* What stands on a side of an equation. */
typedef struct {
    gint64 sum;
    guint8 present, uncertain; /* whether any amount is */
} EquationSide;

/* FALSE: the sum is too large. */
static inline gboolean
add_side(const MzVariable *variables, const guint *cell, guint n, EquationSide *side)
{
    *side = (EquationSide){0};
    for (const guint *end = cell + n; cell < end; cell++) {
        const MzVariable *variable = &variables[*cell];
        if (__builtin_add_overflow(side->sum, variable->fen, &side->sum))
            return FALSE;
        side->present |= variable->present;
        side->uncertain |= variable->uncertain;
    }
    return TRUE;
}

/* Whether an equation, of which no amount is uncertain, adds up to the last 分 or says nothing, and which. */
static inline gboolean
adds_up(const MzVariable *variables, const MzEquation *equation, MzConstraintState *state)
{
    EquationSide left, right;
    if (!add_side(variables, equation->cells, equation->n_left, &left) ||
        !add_side(variables, equation->cells + equation->n_left, equation->n_right, &right))
        return FALSE;
    gboolean trivial = (left.present | right.present) == 0 || (equation->parts_optional && right.present == 0);
    *state = trivial ? MZ_CONSTRAINT_TRIVIAL : MZ_CONSTRAINT_HOLDS;
    return trivial || (left.sum == right.sum && (left.uncertain | right.uncertain) == 0);
}

static MzConstraintState
judge_equation(const MzChecker *checker, const MzCheck *check, const MzEquation *equation)
{
    MzConstraint constraint = constraint_of_equation(check, equation);
    judge(checker, &constraint);
    return (MzConstraintState)constraint.state;
}

/* Judges those between cells. Those of a check and a table come in a row, and are recorded together. TRUE: all that is
 * decided adds up to the last 分, as nearly all do. */
static gboolean
judge_equations(MzChecker *checker)
{
    const MzVariable *variables = mz_variable(checker, 0);
    const MzEquation *equations = checker->related->equations, *before = NULL;
    const MzCheck *check = NULL;
    guint n_not = 0;
    for (guint i = 0, n = checker->related->n_equations; i < n;) {
        check = check_of_equation(checker, &equations[i], before, check);
        guint table = variables[equations[i].cells[0]].cell.table, states[MZ_CONSTRAINT_STATES] = {0};
        do {
            MzConstraintState state;
            before = &equations[i++];
            if (check == NULL)
                continue;
            if (!adds_up(variables, before, &state))
                state = judge_equation(checker, check, before);
            states[state]++;
        } while (i < n && equations[i].id == before->id && equations[i].when == before->when &&
                 variables[equations[i].cells[0]].cell.table == table);
        if (check != NULL)
            record_states(checker, check, table, states);
        n_not += states[MZ_CONSTRAINT_BROKEN] + states[MZ_CONSTRAINT_ROUNDING];
    }
    return n_not == 0;
}

/* Writes out the equations and judges each: to blame an amount one must know which of them it is in. */
static void
judge_one_by_one(MzChecker *checker)
{
    if (checker->n_equations == 0)
        write_equations(checker);
    for (guint c = 0; c < checker->n_equations; c++)
        judge(checker, mz_constraint(checker, c));
}

/* Judges those in which claims are: of the claim's section, and of the table where its cells are first. */
static void
judge_claims(MzChecker *checker)
{
    static const MzCheckState states[] = {
        [MZ_CONSTRAINT_UNDECIDED] = MZ_STATE_UNDECIDED,
        [MZ_CONSTRAINT_HOLDS] = MZ_STATE_HOLDS,
        [MZ_CONSTRAINT_ROUNDING] = MZ_STATE_HOLDS,
        [MZ_CONSTRAINT_BROKEN] = MZ_STATE_FAILS,
    };
    for (guint c = checker->n_equations; c < checker->constraints->len; c++) {
        MzConstraint *constraint = mz_constraint(checker, c);
        judge(checker, constraint);
        const MzVariable *first = mz_variable(checker, constraint->terms[0]);
        int claim = mz_claim_of(checker, mz_variable(checker, head_of(checker, constraint)));
        if (constraint->state != MZ_CONSTRAINT_TRIVIAL)
            mz_record(checker, constraint->check, states[constraint->state],
                      constraint->terms[0] < checker->claim_base ? (int)first->cell.table : -1,
                      claim < 0 ? -1 : checker->report->claims[claim].section);
    }
}

static gboolean
any_is(const MzChecker *checker, MzConstraintState state)
{
    for (guint c = 0; c < checker->constraints->len; c++) {
        if (mz_constraint(checker, c)->state == state)
            return TRUE;
    }
    return FALSE;
}

void
mz_constraints_solve(MzChecker *checker)
{
    mend_units(checker);
    gboolean added_up = judge_equations(checker);
    judge_claims(checker);
    if (!added_up || any_is(checker, MZ_CONSTRAINT_BROKEN))
        judge_one_by_one(checker);
    if (any_is(checker, MZ_CONSTRAINT_BROKEN)) {
        Change cause = {0};
        mz_explain_gaps(checker);
        index_uses(checker);
        while (find_cause(checker, &cause))
            blame(checker, &cause);
        if (checker->gaps->len > 0)
            mz_explain_gaps(checker); /* with the amounts as they should be */
    }
    mz_ratios_blame_changes(checker);
    for (guint c = 0; c < checker->constraints->len; c++) {
        MzConstraint *constraint = mz_constraint(checker, c);
        if (constraint->finding >= 0)
            continue;
        if (constraint->state == MZ_CONSTRAINT_BROKEN)
            report_relation(checker, c);
        else if (constraint->state == MZ_CONSTRAINT_ROUNDING)
            report_rounding(checker, constraint);
    }
    mz_report_units(checker);
    mz_find_gaps(checker);
}

/* Whether a check had anything to judge among the constraints. */
static gboolean
has_constraints(const MzChecker *checker, const MzCheck *check)
{
    const MzTally *tally = &checker->checks->results[mz_check_index(check)].tally;
    return tally->holds + tally->fails + tally->undecided > 0;
}

/* Whether the report lacks a table that the check's id names ("cross.general-basic": general, basic). */
static gboolean
lacks_table(const MzChecker *checker, const MzCheck *check)
{
    char words[64];
    g_strlcpy(words, check->id, sizeof words);
    for (char *word = words, *end; word != NULL; word = end) {
        MzTableKey key;
        end = strpbrk(word, ".-");
        if (end != NULL)
            *end++ = '\0';
        if (mz_table_key_find(word, &key) && mz_form(checker->report->kind, key) != NULL &&
            mz_report_table(checker->report, key) == NULL)
            return TRUE;
    }
    return FALSE;
}

void
mz_check_equations(MzChecker *checker, const MzCheck *check)
{
    if (has_constraints(checker, check))
        return;
    if (lacks_table(checker, check))
        mz_skip(checker, check, MZ_SKIP_MISSING_TABLE);
    else if (checker->not_fiscal[mz_check_index(check)])
        mz_skip(checker, check, MZ_SKIP_NOT_FISCAL);
    else if (check->skips & MZ_SKIP_NO_CHILDREN)
        mz_skip(checker, check, MZ_SKIP_NO_CHILDREN);
    else
        mz_skip(checker, check, MZ_SKIP_EMPTY);
}

void
mz_check_claims(MzChecker *checker, const MzCheck *check)
{
    if (!has_constraints(checker, check))
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
}
