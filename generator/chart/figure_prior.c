/* Last year's totals: they stand in no table and must be found in what the report says. */
#include "chart/figure_internal.h"

#include <string.h>

#include "base/text.h"
#include "forms/claims.h"
#include "model/relate.h"

/* A line of addends of a form: its columns (read along one row) or its rows (read along one column). */
typedef struct {
    const MzFigureMaker *maker;
    MzTableKey table;
    const MzForm *form;
    const char *row, *column; /* the one that is fixed; the other is NULL */
    guint n;
} Line;

/* How much is known of the change of a sum. */
typedef enum {
    KNOWN_NOT,  /* an addend that has an amount this year has no stated change */
    KNOWN_SEEN, /* every addend with an amount this year has; of blank ones nothing is said */
    KNOWN_ALL   /* every addend has */
} Known;

typedef struct {
    Known known;
    gint64 fen;
    guint addends;
} Change;

/* 其中 rows are not all of what they are part of. */
static int
part_of(const Line *line, guint i)
{
    if (line->row != NULL)
        return line->form->columns[i].part_of;
    return line->form->rows[i].of_which ? -1 : line->form->rows[i].part_of;
}

static const char *
row_key(const Line *line, guint i)
{
    return line->row != NULL ? line->row : line->form->rows[i].key;
}

static const char *
column_key(const Line *line, guint i)
{
    return line->column != NULL ? line->column : line->form->columns[i].key;
}

static gint64
fen_at(const MzReport *report, MzTableKey table, const char *row, const char *column)
{
    const MzCell *cell = mz_report_cell(report, table, row, column);
    return cell != NULL && cell->present ? cell->amount.fen : 0;
}

/* Whether a claim speaks of the cell of a template sentence. A sentence on the same subject from another section counts
 * (`loose`) if the cell that it repeats holds the same amount. */
static gboolean
speaks_of(const MzReport *report, const MzClaim *claim, const MzClaimCell *sentence, gboolean loose)
{
    if (strcmp(claim->subject, sentence->subject) != 0)
        return FALSE;
    if (claim->section < 0)
        return TRUE;
    const char *headings[MZ_HEADINGS];
    mz_report_headings(report, claim->section, headings);
    const MzClaimCell *own = mz_claim_cell(report->kind, claim->subject, claim->code, MZ_CLAIM_NOW, headings);
    if (own == sentence)
        return TRUE;
    return loose && own != NULL && own->row != NULL &&
           fen_at(report, own->table, own->row, own->column) ==
               fen_at(report, sentence->table, sentence->row, sentence->column);
}

/* The sentences that state an amount of a row of a table, in their order. */
typedef struct {
    const MzClaimCell **of[MZ_KINDS][MZ_TABLES]; /* NULL-terminated */
} Sentences;

static const MzClaimCell *const *
sentences_of(MzKind kind, MzTableKey table)
{
    static gsize made = 0;
    static Sentences sentences;
    if (g_once_init_enter(&made)) {
        guint n, n_of[MZ_KINDS][MZ_TABLES] = {{0}};
        const MzClaimCell *cells = mz_claim_cells(&n);
        for (guint i = 0; i < MZ_KINDS * MZ_TABLES; i++)
            sentences.of[i / MZ_TABLES][i % MZ_TABLES] = g_new0(const MzClaimCell *, n + 1); /* stay until the end */
        for (guint i = 0; i < n; i++) {
            if (cells[i].role == MZ_CLAIM_NOW && cells[i].row != NULL)
                sentences.of[cells[i].kind][cells[i].table][n_of[cells[i].kind][cells[i].table]++] = &cells[i];
        }
        g_once_init_leave(&made, 1);
    }
    return sentences.of[kind][table];
}

/* What the narrative states of a cell. */
static gboolean
stated(const MzReport *report, MzTableKey table, const char *row, const char *column, MzMeasure measure, MzMoney *money)
{
    for (guint pass = 0; pass < 2; pass++) {
        for (const MzClaimCell *const *s = sentences_of(report->kind, table); *s != NULL; s++) {
            if (!mz_text_is((*s)->column, column) || !mz_text_is((*s)->row, row))
                continue;
            for (guint k = 0; k < report->n_claims; k++) {
                const MzClaim *claim = &report->claims[k];
                if (claim->measure == measure && speaks_of(report, claim, *s, pass == 1) &&
                    mz_claim_money(claim, money))
                    return TRUE;
            }
        }
    }
    return FALSE;
}

/* The change of addend i: as stated, or as the sum of its own addends. The forms nest three deep at most. */
static Change
change_of(const Line *line, guint i) // NOLINT(misc-no-recursion)
{
    const MzReport *report = line->maker->report;
    MzMoney money;
    if (stated(report, line->table, row_key(line, i), column_key(line, i), MZ_MEASURE_CHANGE, &money))
        return (Change){KNOWN_ALL, money.fen, 1};
    Change sum = {KNOWN_ALL, 0, 0};
    for (guint k = 0; k < line->n; k++) {
        if (part_of(line, k) != (int)i || k == i)
            continue;
        Change part = change_of(line, k);
        sum.known = MIN(sum.known, part.known);
        sum.addends += MAX(part.addends, 1);
        if (__builtin_add_overflow(sum.fen, part.fen, &sum.fen))
            return (Change){KNOWN_NOT, 0, 0};
    }
    if (sum.addends > 0)
        return sum;
    gboolean blank = fen_at(report, line->table, row_key(line, i), column_key(line, i)) == 0;
    return (Change){blank ? KNOWN_SEEN : KNOWN_NOT, 0, 0};
}

/* The change of a table's total by the changes of its addends in one line. */
static Change
change_along(const MzFigureMaker *maker, MzTableKey table, const char *row, const char *column, const char *total)
{
    const MzForm *form = mz_form(maker->report->kind, table);
    if (form == NULL)
        return (Change){KNOWN_NOT, 0, 0};
    Line line = {maker, table, form, row, column, row != NULL ? form->n_columns : form->n_rows};
    int i = row != NULL ? mz_form_column(form, total) : mz_form_row(form, total);
    return i < 0 ? (Change){KNOWN_NOT, 0, 0} : change_of(&line, (guint)i);
}

/* In a budget 收支总计 is all of the income table and all of the expenditure table. One complete list is enough if the
 * other does not contradict it; two lists that leave out blank items only must agree. */
static Change
budget_change(const MzFigureMaker *maker, MzMoney total)
{
    Change none = {KNOWN_NOT, 0, 0};
    if (fen_at(maker->report, MZ_TABLE_INCOME, "total", "total") != total.fen ||
        fen_at(maker->report, MZ_TABLE_EXPENDITURE, "total", "total") != total.fen)
        return none;
    Change in = change_along(maker, MZ_TABLE_INCOME, "total", NULL, "total");
    Change ex = change_along(maker, MZ_TABLE_EXPENDITURE, "total", NULL, "total");
    if (in.known < KNOWN_ALL && ex.known < KNOWN_ALL && (in.known == KNOWN_NOT || ex.known == KNOWN_NOT))
        return none;
    gint64 difference;
    if (in.known != KNOWN_NOT && ex.known != KNOWN_NOT &&
        (__builtin_sub_overflow(in.fen, ex.fen, &difference) ||
         mz_agreement(difference, mz_money_place(total), in.addends + ex.addends) == MZ_DIFFERS))
        return none;
    return in.known >= ex.known ? in : ex;
}

static gboolean
subtract(MzPrior *prior, MzPriorBasis basis, MzMoney income, MzMoney expenditure, MzMoney change)
{
    if (!mz_money_minus(income, change, &prior->income) || !mz_money_minus(expenditure, change, &prior->expenditure))
        return FALSE;
    prior->basis = basis;
    return TRUE;
}

/* By stated partial changes. */
static gboolean
computed(MzFigureMaker *maker, MzTableKey table, MzMoney income, MzMoney expenditure, MzPrior *prior)
{
    Change change = {KNOWN_NOT, 0, 0};
    if (table == MZ_TABLE_APPROPRIATION || maker->report->kind == MZ_KIND_FINAL)
        change = change_along(maker, table, NULL, "amount", "in-total");
    if (change.known < KNOWN_ALL)
        change.known = KNOWN_NOT;
    if (change.known == KNOWN_NOT && table == MZ_TABLE_SUMMARY && maker->report->kind == MZ_KIND_BUDGET)
        change = budget_change(maker, income);
    MzMoney money = {change.fen, income.decimals, income.unit};
    return change.known != KNOWN_NOT && subtract(prior, MZ_PRIOR_COMPUTED, income, expenditure,
                                                 mz_money_in(money, (MzUnit)income.unit, income.decimals));
}

MzPrior
mz_figure_prior(MzFigureMaker *maker, MzTableKey table, MzMoney income, MzMoney expenditure)
{
    const MzLastYear *last = maker->last;
    MzPrior prior = {MZ_PRIOR_UNKNOWN, income, expenditure};
    MzMoney money;
    if (stated(maker->report, table, "in-total", "amount", MZ_MEASURE_PRIOR, &money))
        return (MzPrior){MZ_PRIOR_STATED, money, money};
    if (stated(maker->report, table, "in-total", "amount", MZ_MEASURE_CHANGE, &money) &&
        subtract(&prior, MZ_PRIOR_CHANGE, income, expenditure, money))
        return prior;
    if (computed(maker, table, income, expenditure, &prior))
        return prior;
    if (last != NULL && table == MZ_TABLE_SUMMARY && last->has_totals)
        return (MzPrior){MZ_PRIOR_REPORT, last->income, last->expenditure};
    if (last != NULL && table == MZ_TABLE_APPROPRIATION && last->has_appropriation)
        return (MzPrior){MZ_PRIOR_REPORT, last->appropriation_income, last->appropriation_expenditure};
    return prior;
}

MzLastYear
mz_last_year(const MzReport *report)
{
    MzLastYear last = {0};
    MzFigureMaker maker = {.report = report};
    last.has_totals = mz_figure_amount(&maker, MZ_TABLE_SUMMARY, "in-total", "amount", &last.income) &&
                      mz_figure_amount(&maker, MZ_TABLE_SUMMARY, "ex-total", "amount", &last.expenditure);
    last.has_appropriation =
        mz_figure_amount(&maker, MZ_TABLE_APPROPRIATION, "in-total", "amount", &last.appropriation_income) &&
        mz_figure_amount(&maker, MZ_TABLE_APPROPRIATION, "ex-total", "total", &last.appropriation_expenditure);
    return last;
}
