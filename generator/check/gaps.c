/* Rows that a table lacks and another has: what breaks only because they are not there is told with them, once. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"

/* A row of one table that another lacks. */
typedef struct {
    guint row, code;   /* of the table that has it; the code's number */
    guint above;       /* the nearest code above it that the other one has; 0: none */
    guint run;         /* those between two rows that both tables have are one run */
    gboolean leaf;     /* the table that has it has no row below it */
    gboolean now;      /* the relation at hand breaks for want of it */
    gboolean explains; /* some relation does */
} Absent;

enum {
    IS_ABSENT = 1,
    HAS_ABSENT = 2 /* below it */
};

/* The rows of table `from` that table `into` lacks. */
typedef struct {
    guint from, into, column; /* their amounts stand in this column of `from` */
    Absent *absent;
    guint n, n_runs;
    const guint8 *codes; /* by number of code: IS_ABSENT, HAS_ABSENT; of 0: the total */
    gboolean must;       /* the forms ask that `into` has all codes of `from` */
    guint n_explained;   /* relations that hold with them */
    guint n_beside;      /* those of them that name the column itself */
} Lack;

/* ---- what a table lacks */

/* By number of code: the index of the table's row + 1; 0: it does not print the code. */
static const guint *
rows_of_codes(const MzChecker *checker, guint t)
{
    const MzRows *rows = checker->rows;
    guint *at = mz_arena_new0(checker->scratch, guint, rows->n_codes + 1);
    for (guint r = checker->report->tables[t].n_rows; r-- > 0;)
        at[rows->of[t][r].code] = r + 1;
    at[0] = 0; /* rows without a code */
    return at;
}

#define LENGTHS 8 /* of codes */

/* By length of codes: whether the table prints such. FALSE: it prints no codes. */
static gboolean
find_levels(const MzChecker *checker, guint t, gboolean levels[LENGTHS])
{
    const MzRows *rows = checker->rows;
    gboolean any = FALSE;
    memset(levels, 0, LENGTHS * sizeof levels[0]);
    for (guint r = 0; r < checker->report->tables[t].n_rows; r++) {
        guint length = rows->codes[rows->of[t][r].code].length;
        levels[MIN(length, LENGTHS - 1)] = TRUE;
        any |= length > 0;
    }
    return any;
}

static gboolean
has_amount(const MzRow *row, guint column)
{
    return row->cells[column].present && row->cells[column].amount.fen != 0;
}

static const MzRow *
absent_row(const MzChecker *checker, const Lack *lack, const Absent *absent)
{
    return &checker->report->tables[lack->from].rows[absent->row];
}

/* Lists the rows that `into` lacks, of the levels that it prints, all if it prints none; of those that it must have, 项
 * in any case. `amounts`: only those with an amount in the column. */
static Lack
find_lack(const MzChecker *checker, guint from, guint into, guint column, gboolean must, gboolean amounts)
{
    const MzRows *rows = checker->rows;
    const MzTable *table = &checker->report->tables[from];
    const guint *at = rows_of_codes(checker, into);
    Lack lack = {.from = from, .into = into, .column = column, .must = must};
    guint8 *has_below = mz_arena_new0(checker->scratch, guint8, rows->n_codes + 1);
    gboolean levels[LENGTHS], apart = TRUE;
    gboolean any = find_levels(checker, into, levels);
    levels[LENGTHS - 1] |= must;
    lack.absent = mz_arena_alloc(checker->scratch, table->n_rows * sizeof(Absent));
    for (guint r = 0; r < table->n_rows; r++) {
        guint code = rows->of[from][r].code;
        const MzRowCode *known = &rows->codes[code];
        if (code == 0 || (any && !levels[MIN(known->length, LENGTHS - 1)]))
            continue;
        has_below[known->class] = has_below[known->group] = TRUE;
        apart |= at[code] > 0;
        if (at[code] > 0 || (amounts && !has_amount(&table->rows[r], column)))
            continue;
        lack.n_runs += apart;
        apart = FALSE;
        guint above = at[known->group] > 0 ? known->group : at[known->class] > 0 ? known->class : 0;
        lack.absent[lack.n++] = (Absent){.row = r, .code = code, .above = above, .run = lack.n_runs - 1};
    }
    guint8 *codes = mz_arena_new0(checker->scratch, guint8, rows->n_codes + 1);
    for (guint i = 0; i < lack.n; i++) {
        const MzRowCode *known = &rows->codes[lack.absent[i].code];
        lack.absent[i].leaf = !has_below[lack.absent[i].code];
        codes[lack.absent[i].code] |= IS_ABSENT;
        codes[known->class] |= HAS_ABSENT;
        codes[known->group] |= HAS_ABSENT;
        codes[0] |= HAS_ABSENT;
    }
    lack.codes = codes;
    return lack;
}

/* ---- whether it explains that a relation does not hold */

/* The number of the code that a term is about; 0: of none, or a total. */
static guint
code_of_term(const MzChecker *checker, guint term)
{
    const MzVariable *variable = mz_variable(checker, term);
    int claim = mz_claim_of(checker, variable);
    if (claim < 0)
        return checker->rows->of[variable->cell.table][variable->cell.row].code;
    const char *text = checker->report->claims[claim].code;
    for (guint code = 1; text != NULL && code <= checker->rows->n_codes; code++) {
        if (strcmp(checker->rows->codes[code].text, text) == 0)
            return code;
    }
    return 0;
}

static gboolean
stands_in(const MzChecker *checker, guint term, guint t)
{
    return term < checker->claim_base && mz_variable(checker, term)->cell.table == t;
}

/* Whether a term stands on the side of a table that has no codes. */
static gboolean
is_income(const MzChecker *checker, guint term)
{
    const MzVariable *variable = mz_variable(checker, term);
    return term < checker->claim_base &&
           checker->report->tables[variable->cell.table].rows[variable->cell.row].side == MZ_SIDE_INCOME;
}

/* A relation that does not hold, and what its amounts miss at one of its terms. */
typedef struct {
    const MzConstraint *constraint;
    gint64 missing;   /* if the term is the greater side's, or the lesser one's own (`deep`) */
    guint code;       /* of the term; 0: a total */
    guint columns[2]; /* of the table that has the rows: where its amounts can stand */
    guint n_columns;
} Want;

/* Some of the rows that are absent, below the row of a code that the other table has. */
typedef struct {
    guint above;    /* the code's number; 0: below its total */
    guint run;      /* n_runs: all of them */
    gboolean deep;  /* also those below rows between */
    gboolean known; /* only those for want of which other relations do not hold */
} Part;

static gboolean
is_part(const MzRows *rows, const Lack *lack, const Absent *absent, Part part)
{
    const MzRowCode *code = &rows->codes[absent->code];
    gboolean below = part.above == 0 || code->class == part.above || code->group == part.above;
    return (part.run == lack->n_runs || absent->run == part.run) && (!part.known || absent->explains) &&
           (part.deep ? below : absent->above == part.above);
}

/* Whether a relation holds with the amounts that a part has in a column: nothing else is missing. */
static gboolean
part_accounts(const MzChecker *checker, const Lack *lack, const Want *want, guint column, Part part)
{
    gint64 sum = 0, rest;
    guint n = 0;
    for (guint i = 0; i < lack->n; i++) {
        const Absent *absent = &lack->absent[i];
        if (!absent->leaf || !is_part(checker->rows, lack, absent, part))
            continue;
        const MzCell *cell = &absent_row(checker, lack, absent)->cells[column];
        n += cell->present;
        if (cell->present && __builtin_add_overflow(sum, cell->amount.fen, &sum))
            return FALSE;
    }
    return sum != 0 && !__builtin_sub_overflow(want->missing, sum, &rest) &&
           mz_constraint_would_hold(checker, want->constraint, rest, n);
}

/* The same of the row of the code itself, in place of the rows of the table that the relation takes for it. */
static gboolean
row_accounts(const MzChecker *checker, const Lack *lack, const Want *want, guint column, const Absent *absent)
{
    const MzConstraint *constraint = want->constraint;
    const MzCell *cell = &absent_row(checker, lack, absent)->cells[column];
    gint64 amount = cell->amount.fen, rest;
    for (guint t = 0; t < constraint->n_terms && cell->present; t++) {
        if (stands_in(checker, constraint->terms[t], lack->into) &&
            __builtin_sub_overflow(amount, mz_variable(checker, constraint->terms[t])->fen, &amount))
            return FALSE;
    }
    if (!cell->present || __builtin_sub_overflow(want->missing, amount, &rest))
        return FALSE;
    return (constraint->op == MZ_RELATION_AT_LEAST && rest <= 0) ||
           mz_constraint_would_hold(checker, constraint, rest, 1);
}

/* The columns of the table that has the rows in which the amounts of a relation can stand: the one at hand, and the one
 * of the same name as where the relation is in the table that lacks them. */
static void
find_columns(const MzChecker *checker, const Lack *lack, Want *want)
{
    const MzForm *from = checker->report->tables[lack->from].form, *into = checker->report->tables[lack->into].form;
    want->columns[0] = lack->column;
    want->n_columns = 1;
    for (guint t = 0; t < want->constraint->n_terms && want->n_columns == 1; t++) {
        guint term = want->constraint->terms[t];
        int same = -1;
        if (stands_in(checker, term, lack->into))
            same = mz_form_column(from, into->columns[mz_variable(checker, term)->cell.column].key);
        else if (stands_in(checker, term, lack->from))
            same = mz_variable(checker, term)->cell.column;
        if (same >= 0 && (guint)same != lack->column)
            want->columns[want->n_columns++] = (guint)same;
    }
}

/* Marks the rows below the row of a code, or the total, for want of which a relation breaks: all of them, or of one run
 * (the others may be of other money). FALSE: it is not so. */
static gboolean
mark_part(const MzChecker *checker, Lack *lack, const Want *want, gboolean deep, gboolean known)
{
    enum { RUNS = 8 }; /* more are no gaps */
    guint n_runs = lack->n_runs > RUNS ? 0 : lack->n_runs;
    for (guint i = 0; i < want->n_columns * (n_runs + 1) && (lack->codes[want->code] & HAS_ABSENT) != 0; i++) {
        guint column = want->columns[i % want->n_columns];
        Part part = {want->code, lack->n_runs - i / want->n_columns, deep, known};
        if (!part_accounts(checker, lack, want, column, part))
            continue;
        for (guint a = 0; a < lack->n; a++) {
            Absent *absent = &lack->absent[a];
            absent->now =
                has_amount(absent_row(checker, lack, absent), column) && is_part(checker->rows, lack, absent, part);
        }
        return TRUE;
    }
    return FALSE;
}

/* Marks the row of the code itself, and with it what makes up its amount. */
static gboolean
mark_row(const MzChecker *checker, Lack *lack, const Want *want)
{
    guint row = 0;
    if ((lack->codes[want->code] & IS_ABSENT) == 0)
        return FALSE;
    while (lack->absent[row].code != want->code)
        row++;
    gboolean found = FALSE;
    for (guint c = 0; c < want->n_columns && !found; c++)
        found = row_accounts(checker, lack, want, want->columns[c], &lack->absent[row]);
    for (guint i = 0; i < lack->n && found; i++) {
        const MzRowCode *code = &checker->rows->codes[lack->absent[i].code];
        lack->absent[i].now = i == row || code->class == want->code || code->group == want->code;
    }
    return found;
}

/* Whether a relation that does not hold does with rows that are absent. They are marked. At a sum of the table that
 * lacks them, these are rows below its total; at another term there, all below that, if its amount was made without
 * them; at a term elsewhere, the row of its code, or what is missing below that. */
static gboolean
accounts(const MzChecker *checker, Lack *lack, const MzConstraint *constraint, gboolean only)
{
    Want want = {.constraint = constraint};
    find_columns(checker, lack, &want);
    for (guint i = 0; i < lack->n; i++)
        lack->absent[i].now = FALSE;
    for (guint t = 0; t < 2 * constraint->n_terms; t++) { /* first of all rows, then of those that are known */
        guint at = t % constraint->n_terms, term = constraint->terms[at];
        gint64 excess = mz_term_sign(constraint, at) * constraint->difference;
        gboolean here = stands_in(checker, term, lack->into), known = t >= constraint->n_terms;
        want.code = code_of_term(checker, term);
        if (is_income(checker, term) || (!here && want.code == 0))
            continue;
        want.missing = excess;
        if ((!here && mark_row(checker, lack, &want)) ||
            ((!here || (only && at == 0)) && mark_part(checker, lack, &want, !here, known)))
            return TRUE;
        want.missing = -excess;
        if (here && mark_part(checker, lack, &want, TRUE, known))
            return TRUE;
    }
    return FALSE;
}

/* Whether a relation names the column in which the amounts of the rows stand. */
static gboolean
names_column(const MzChecker *checker, const Lack *lack, const MzConstraint *constraint)
{
    for (guint t = 0; t < constraint->n_terms; t++) {
        if (stands_in(checker, constraint->terms[t], lack->from) &&
            mz_variable(checker, constraint->terms[t])->cell.column == lack->column)
            return TRUE;
    }
    return FALSE;
}

/* ---- the rows whose want explains most */

/* A relation that does not hold and that nothing explains yet. */
static gboolean
is_open(const MzConstraint *constraint)
{
    return constraint->state == MZ_CONSTRAINT_BROKEN && constraint->finding < 0;
}

/* Whether a relation is about a table, even if that has no row for it. `only`: about no other. */
static gboolean
is_about(const MzChecker *checker, const MzConstraint *constraint, guint t, gboolean *only)
{
    guint n = 0;
    for (guint i = 0; i < constraint->n_terms; i++)
        n += stands_in(checker, constraint->terms[i], t);
    *only = n == constraint->n_terms;
    return n > 0 || (constraint->tables & 1u << checker->report->tables[t].key) != 0;
}

/* Whether a table has rows below the code. */
static gboolean
has_rows_below(const MzChecker *checker, guint t, guint code)
{
    for (guint r = 0; r < checker->report->tables[t].n_rows; r++) {
        const MzRowCode *known = &checker->rows->codes[checker->rows->of[t][r].code];
        if (code == 0 ? known->length > 0 : known->class == code || known->group == code)
            return TRUE;
    }
    return FALSE;
}

/* Whether the table that lacks the rows shows it by itself: it has rows below one of them, or none below the row, or
 * total, of which they are a part. */
static gboolean
shows_want(const MzChecker *checker, const Lack *lack)
{
    for (guint i = 0; i < lack->n; i++) {
        const Absent *absent = &lack->absent[i];
        if (absent->explains &&
            (has_rows_below(checker, lack->into, absent->code) || !has_rows_below(checker, lack->into, absent->above)))
            return TRUE;
    }
    return FALSE;
}

/* Whether an open relation holds with the rows: then those that it needs are marked as such that explain something.
 * `only`: it is about no other table. */
static gboolean
take_explained(const MzChecker *checker, Lack *lack, const MzConstraint *constraint, gboolean *only)
{
    if (!is_open(constraint) || !is_about(checker, constraint, lack->into, only) ||
        !accounts(checker, lack, constraint, *only))
        return FALSE;
    for (guint i = 0; i < lack->n; i++)
        lack->absent[i].explains |= lack->absent[i].now;
    return TRUE;
}

/* Counts the relations that hold with the rows. Where the forms do not ask for them, they may be of other money: then
 * none, if the table that lacks them does not show it by itself. */
static void
weigh_lack(const MzChecker *checker, Lack *lack)
{
    gboolean inside = lack->must;
    for (guint again = 0; again < 2; again++) { /* what is known by some relations tells of others */
        lack->n_explained = lack->n_beside = 0;
        for (guint c = 0; c < checker->constraints->len; c++) {
            const MzConstraint *constraint = mz_constraint(checker, c);
            gboolean only;
            if (!take_explained(checker, lack, constraint, &only))
                continue;
            lack->n_explained++;
            lack->n_beside += names_column(checker, lack, constraint);
            inside |= only;
        }
    }
    if (lack->n_explained > 0 && !inside && !shows_want(checker, lack))
        lack->n_explained = 0;
}

/* Whether the forms ask that `into` has all codes of `from` (class.code-set). */
static gboolean
must_have(const MzChecker *checker, guint from, guint into)
{
    MzTableKey one = checker->report->tables[from].key, other = checker->report->tables[into].key;
    if (one == MZ_TABLE_GENERAL && other == MZ_TABLE_EXPENDITURE)
        return TRUE;
    return one == MZ_TABLE_EXPENDITURE && (other == MZ_TABLE_GENERAL || other == MZ_TABLE_INCOME) &&
           mz_one_money(checker);
}

/* The projects have several rows of one code. */
static gboolean
has_codes(const MzTable *table)
{
    return table->form->shape == MZ_SHAPE_CODED && table->key != MZ_TABLE_PROJECTS && !table->empty;
}

/* More than so many relations or rows are no gaps: the report is another than what was read, or none. */
#define MOST 512

static gboolean
may_lack(const MzChecker *checker, guint t)
{
    const MzTable *table = &checker->report->tables[t];
    if ((!has_codes(table) && (table->form->shape != MZ_SHAPE_TWO_SIDED || table->empty)) ||
        mz_is_blind(checker, table->key))
        return FALSE;
    for (guint c = 0; c < checker->constraints->len; c++) {
        gboolean only;
        if (is_open(mz_constraint(checker, c)) && is_about(checker, mz_constraint(checker, c), t, &only))
            return TRUE;
    }
    return FALSE;
}

/* Whether a column is a part of another one in both tables. */
static gboolean
is_part_of_both(const MzForm *one, const MzForm *other, guint column)
{
    int same = mz_form_column(other, one->columns[column].key);
    return one->columns[column].part_of >= 0 && same >= 0 && other->columns[same].part_of >= 0;
}

static gboolean
is_worse(const Lack *lack, const Lack *than)
{
    if (lack->n_explained != than->n_explained)
        return lack->n_explained > than->n_explained;
    return lack->n_explained > 0 &&
           (lack->n_beside != than->n_beside ? lack->n_beside > than->n_beside : lack->must > than->must);
}

/* The rows of one table that another lacks and for want of which most relations do not hold. */
static Lack
find_worst_lack(const MzChecker *checker)
{
    const MzReport *report = checker->report;
    Lack worst = {0};
    guint n_open = 0;
    for (guint c = 0; c < checker->constraints->len; c++)
        n_open += is_open(mz_constraint(checker, c));
    for (guint into = 0; into < report->n_tables && n_open <= MOST; into++) {
        if (!may_lack(checker, into))
            continue;
        for (guint from = 0; from < report->n_tables; from++) {
            const MzTable *table = &report->tables[from];
            for (guint c = 0; from != into && has_codes(table) && c < table->form->n_columns; c++) {
                if (is_part_of_both(table->form, report->tables[into].form, c))
                    continue; /* the column of the whole tells more */
                Lack lack = find_lack(checker, from, into, c, must_have(checker, from, into), TRUE);
                if (lack.n > 0 && lack.n <= MOST)
                    weigh_lack(checker, &lack);
                if (is_worse(&lack, &worst))
                    worst = lack;
            }
        }
    }
    return worst;
}

/* ---- gaps */

/* The row of the table behind which a row with the code belongs; -1: before all. */
static int
row_before(const MzTable *table, const char *code)
{
    int before = -1;
    for (guint r = 0; r < table->n_rows; r++) {
        const MzRow *row = &table->rows[r];
        if (row->code == NULL ? before < 0 && strcmp(row->key, "total") == 0 : strcmp(row->code, code) < 0)
            before = (int)r;
    }
    return before;
}

const MzGap *
mz_gap_of(const MzChecker *checker, guint table, const char *code, gboolean below)
{
    for (guint g = 0; g < checker->gaps->len; g++) {
        const MzGap *gap = &g_array_index(checker->gaps, MzGap, g);
        for (guint i = 0; i < gap->n_rows && gap->into == table; i++) {
            const char *other = checker->report->tables[gap->from].rows[gap->rows[i]].code;
            if (below ? mz_key_begins(other, code) : strcmp(other, code) == 0)
                return gap;
        }
    }
    return NULL;
}

/* Whether a row is missing for certain: the forms ask for it, relations do not hold without it, the table has rows
 * below it, or none below the one above it. What else of the run is absent may be of other money. */
static gboolean
is_missing(const MzChecker *checker, const Lack *lack, const Absent *absent)
{
    gboolean missing = lack->must || absent->explains || has_rows_below(checker, lack->into, absent->code) ||
                       (absent->above != 0 && !has_rows_below(checker, lack->into, absent->above));
    for (guint i = 0; i < lack->n && !missing; i++) {
        const MzRowCode *code = &checker->rows->codes[lack->absent[i].code];
        missing = lack->absent[i].explains && (code->class == absent->code || code->group == absent->code);
    }
    return missing;
}

/* The rows of a run that are missing, as a gap. Returns its index. */
static guint
add_gap(MzChecker *checker, const Lack *lack, guint run)
{
    MzGap gap = {.from = lack->from, .into = lack->into, .column = lack->column, .must = lack->must, .summed = TRUE};
    guint *rows = mz_arena_alloc(checker->scratch, lack->n * sizeof(guint));
    guint8 *proven = mz_arena_new0(checker->scratch, guint8, lack->n);
    for (guint i = 0; i < lack->n; i++) {
        const Absent *absent = &lack->absent[i];
        const MzRow *row = absent_row(checker, lack, absent);
        const MzCell *cell = &row->cells[lack->column];
        if (absent->run != run || !is_missing(checker, lack, absent) ||
            mz_gap_of(checker, lack->into, row->code, FALSE) != NULL)
            continue;
        if (gap.n_rows == 0)
            gap.after = row_before(&checker->report->tables[lack->into], row->code);
        gap.levels |= !absent->leaf;
        gap.summed &= lack->must || absent->explains || !absent->leaf;
        proven[gap.n_rows] = lack->must || absent->explains;
        rows[gap.n_rows++] = absent->row;
        gint64 sum = gap.sum.fen;
        if (absent->leaf && cell->present && !__builtin_add_overflow(sum, cell->amount.fen, &sum))
            gap.sum = (MzMoney){sum, cell->amount.decimals, cell->amount.unit};
    }
    gap.rows = rows;
    gap.proven = proven;
    g_array_append_val(checker->gaps, gap);
    return checker->gaps->len - 1;
}

/* Whether the column of a relation is a part of that of another: where the whole lacks nothing more, nor do they. */
static gboolean
is_part_column(const MzChecker *checker, const MzConstraint *part, const MzConstraint *whole)
{
    MzCellRef ref = mz_variable(checker, part->terms[0])->cell;
    guint column = mz_variable(checker, whole->terms[0])->cell.column;
    const MzForm *form = checker->report->tables[ref.table].form;
    int above = form->columns[ref.column].part_of;
    while (above >= 0 && (guint)above != column)
        above = form->columns[above].part_of;
    return above >= 0;
}

/* The index of the gap in which a row is told; that of its run is made if none is. */
static guint
gap_for(MzChecker *checker, const Lack *lack, const Absent *absent)
{
    const MzGap *gap = mz_gap_of(checker, lack->into, absent_row(checker, lack, absent)->code, FALSE);
    return gap == NULL ? add_gap(checker, lack, absent->run)
                       : (guint)(gap - (const MzGap *)(void *)checker->gaps->data);
}

/* The relations that hold with the rows, and the same ones in the columns of parts, are told with them. FALSE: there
 * are none. */
static gboolean
explain(MzChecker *checker, Lack *lack)
{
    gboolean any = FALSE;
    for (guint c = 0; c < checker->constraints->len; c++) {
        MzConstraint *constraint = mz_constraint(checker, c);
        gboolean only;
        if (!take_explained(checker, lack, constraint, &only))
            continue;
        for (guint i = 0; i < lack->n; i++) {
            guint gap = lack->absent[i].now ? gap_for(checker, lack, &lack->absent[i]) : 0;
            if (lack->absent[i].now && is_open(constraint)) /* of several runs: told with the first */
                constraint->finding = MZ_OF_GAP + (int)gap;
        }
        any = TRUE;
    }
    for (guint c = 0; c < checker->constraints->len; c++) {
        MzConstraint *constraint = mz_constraint(checker, c);
        for (guint other = 0; is_open(constraint) && other < checker->constraints->len; other++) {
            const MzConstraint *explained = mz_constraint(checker, other);
            if (explained->finding >= MZ_OF_GAP && mz_is_same_relation(checker, explained, constraint) &&
                is_part_column(checker, constraint, explained))
                constraint->finding = explained->finding;
        }
    }
    return any;
}

void
mz_explain_gaps(MzChecker *checker)
{
    if (!mz_check_is_on(checker, mz_check_find("class.code-set")))
        return;
    Lack lack = find_worst_lack(checker);
    while (lack.n_explained > 0 && explain(checker, &lack))
        lack = find_worst_lack(checker);
}

/* Adds the gaps that no relation shows: of rows that the forms ask for. */
static void
add_lacking(MzChecker *checker, guint from, guint into)
{
    const Lack lack = find_lack(checker, from, into, 0, TRUE, FALSE);
    for (guint i = 0, known = G_MAXUINT; i < lack.n; i++) {
        const Absent *absent = &lack.absent[i];
        const MzRowCode *code = &checker->rows->codes[absent->code];
        if (absent->run != known && code->length == 7 && mz_gap_of(checker, into, code->text, FALSE) == NULL) {
            add_gap(checker, &lack, absent->run);
            known = absent->run;
        }
    }
}

void
mz_find_gaps(MzChecker *checker)
{
    const MzReport *report = checker->report;
    for (guint into = 0; into < report->n_tables; into++) {
        for (guint from = 0; from < report->n_tables && !mz_is_blind(checker, report->tables[into].key); from++) {
            if (!report->tables[into].empty && !report->tables[from].empty && must_have(checker, from, into))
                add_lacking(checker, from, into);
        }
    }
}

/* ---- told */

/* Most rows of a gap that are named. */
#define ROWS_TOLD 5

static const char *
list_rows(const MzChecker *checker, const MzGap *gap, MzLang lang)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < MIN(gap->n_rows, ROWS_TOLD); i++) {
        MzEvidence row =
            mz_evidence_of_cell(checker, (MzCellRef){(guint16)gap->from, (guint16)gap->rows[i], (guint16)gap->column});
        const char *blank = lang == MZ_LANG_ZH ? "空白" : "blank";
        g_string_append(text, i == 0 ? "" : lang == MZ_LANG_ZH ? "、" : ", ");
        g_string_append(text, mz_row_label(checker, &checker->report->tables[gap->from].rows[gap->rows[i]]));
        if (gap->proven[i]) /* of the others only that they are missing is known */
            g_string_append_printf(text, " %s", row.value[0] != '\0' ? row.value : blank);
    }
    if (gap->n_rows > ROWS_TOLD)
        g_string_append(text, lang == MZ_LANG_ZH ? " 等" : " and so on");
    if (gap->n_rows > 1 && gap->summed) {
        const char *sum = lang == MZ_LANG_ZH ? gap->levels ? "末级科目合计" : "合计"
                          : gap->levels      ? "together, without the rows that are sums of others,"
                                             : "together";
        g_string_append_printf(text, lang == MZ_LANG_ZH ? "，%s %s" : ", %s %s", sum,
                               mz_amount_text(checker, gap->sum.fen, gap->sum));
    }
    return mz_arena_strdup(checker->arena, text->str);
}

/* The relations that are told with a gap, once for all columns, behind the first of its rows. */
static GArray *
relations_of(const MzChecker *checker, guint index)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(MzEvidence));
    for (guint c = 0; c < checker->constraints->len; c++) {
        const MzConstraint *constraint = mz_constraint(checker, c);
        gboolean told = constraint->finding != MZ_OF_GAP + (int)index;
        for (guint before = 0; before < c && !told; before++)
            told = mz_constraint(checker, before)->finding == constraint->finding &&
                   mz_is_same_relation(checker, mz_constraint(checker, before), constraint);
        if (told)
            continue;
        MzEvidence place = mz_evidence_of_constraint(checker, constraint);
        place.check = constraint->check->id;
        g_array_append_val(places, place);
    }
    return places;
}

/* Where the rows belong: behind the last row before them, or before the first with a code. */
static MzEvidence
place_of(const MzChecker *checker, const MzGap *gap)
{
    const MzTable *table = &checker->report->tables[gap->into];
    const MzRow *first = &checker->report->tables[gap->from].rows[gap->rows[0]];
    const char *title = table->form->title, *zh = title, *en = title;
    guint32 line = table->first_line;
    guint beside = (guint)MAX(gap->after, 0);
    while (gap->after < 0 && beside < table->n_rows && table->rows[beside].code == NULL)
        beside++;
    if (beside < table->n_rows) {
        const char *label = mz_row_label(checker, &table->rows[beside]);
        gboolean before = gap->after < 0;
        line = table->rows[beside].line;
        zh = mz_arena_concat(checker->arena, title, "“", label, before ? "”之前" : "”之后", NULL);
        en = mz_arena_concat(checker->arena, title, before ? ", before row '" : ", behind row '", label, "',", NULL);
    }
    MzEvidence place = mz_evidence_of_line(checker, (MzSpan){line, 0, 0}, zh, en);
    place.table = (int)gap->into;
    place.row = beside < table->n_rows ? (int)beside : -1;
    place.address = mz_arena_concat(checker->arena, mz_table_key_name(table->key), "[", first->key, "].",
                                    table->form->columns[0].key, NULL);
    return place;
}

static void
report_gap(MzChecker *checker, const MzCheck *check, guint index)
{
    const MzGap *gap = &g_array_index(checker->gaps, MzGap, index);
    const MzForm *form = checker->report->tables[gap->from].form;
    const char *there = gap->column == 0 ? form->title
                                         : mz_arena_concat(checker->arena, form->title, "“",
                                                           form->columns[gap->column].label, "”", NULL);
    g_autoptr(GArray) inputs = g_array_new(FALSE, FALSE, sizeof(MzEvidence));
    for (guint i = 0; i < gap->n_rows; i++) {
        MzCellRef ref = {(guint16)gap->from, (guint16)gap->rows[i], (guint16)gap->column};
        MzEvidence row = mz_evidence_of_cell(checker, ref);
        g_array_append_val(inputs, row);
    }
    g_autoptr(GArray) related = relations_of(checker, index);
    guint n = related->len;
    g_array_prepend_val(related, g_array_index(inputs, MzEvidence, 0));
    const char *zh_tail = "，请补齐", *en_tail = "; add what is missing";
    if (n > 0) {
        zh_tail = mz_arena_printf(checker->arena, "，请补齐；%u 处关系只因缺少这些而不成立，不另列", n);
        en_tail = mz_arena_printf(checker->arena,
                                  "; add what is missing: %u relations break by this alone and are not told apart", n);
    }
    MzEvidence place = place_of(checker, gap);
    MzFinding *finding = mz_finding_add(checker, check, check->severity, place,
                                        mz_arena_printf(checker->arena, "%s缺 %u 行，%s有：%s%s", place.zh, gap->n_rows,
                                                        there, list_rows(checker, gap, MZ_LANG_ZH), zh_tail),
                                        mz_arena_printf(checker->arena, "%s lacks %u row%s that %s has: %s%s", place.en,
                                                        gap->n_rows, gap->n_rows == 1 ? "" : "s", there,
                                                        list_rows(checker, gap, MZ_LANG_EN), en_tail));
    mz_finding_input(checker, finding, (const MzEvidence *)(void *)inputs->data, inputs->len);
    mz_finding_relate(checker, finding, (const MzEvidence *)(void *)related->data, related->len);
}

void
mz_report_gaps(MzChecker *checker, const MzCheck *check)
{
    for (guint g = 0; g < checker->gaps->len; g++) {
        const MzGap *gap = &g_array_index(checker->gaps, MzGap, g);
        report_gap(checker, check, g);
        if (!gap->must) /* the others are counted by code */
            mz_record(checker, check, MZ_STATE_FAILS, (int)gap->into, -1);
    }
}
