/* # The relations of the forms, on one report (model/relate.h)
 *
 * The forms say which cells add up to which (forms/forms.h: columns and rows with `part_of`; forms/relations.h:
 * equalities between tables). This module writes them out for the rows that a report really has: a list of equations
 * between cells. `parse/` uses them to decide where an amount stands; `check/` uses the same list to judge the report.
 *
 *     Σ left cells  =  Σ right cells        (or ≥)
 *
 * Cells have numbers too: they are counted through all tables of the report, row by row.
 *
 * A cell that is blank counts as 0 and is no addend. Equations hold between cells of the report by index, so they stay
 * valid while the amounts in the cells change; they are remade when rows change.
 */
#ifndef MZ_MODEL_RELATE_H
#define MZ_MODEL_RELATE_H

#include "base/map.h"
#include "forms/relations.h"
#include "model/report.h"

typedef struct {
    guint16 table, row, column; /* indices into report->tables, table->rows, form->columns */
} MzCellRef;

typedef struct {
    const char *id;     /* id of the check: "split.income", "sum.general.children", "cross.summary-income.total" */
    const guint *cells; /* numbers of its cells, those of the left side first: who asks much keeps a list by them */
    guint n_left, n_right;
    guint tables;          /* bits (1 << MzTableKey) of the tables it is about, also of those that lack its rows */
    guint8 op, when;       /* MzRelationOp, MzRelationWhen; a report has a thousand equations */
    guint8 parts_optional; /* a report may leave all parts (right) blank: then nothing is said */
    guint8 in_row;         /* all its cells stand in one row */
} MzEquation;

/* What is made once of a report's rows. */
typedef struct MzRelated {
    const MzEquation *equations;
    guint n_equations;
    MzMap
        keys; /* of all rows → number from 1, by which a row is found in every table; codes of projects have one too */
    guint **key_of;     /* by index of table and row: number of its key */
    const guint16 **at; /* by index of table, then number of key: row index + 1; 0: none */
    guint64 rows;       /* what was there when it was made */
} MzRelated;

/* All equations of the report's tables, in a fixed order (by table, relation, row, column), and its rows by their keys.
 * They live in `arena`, or with the report where they were kept and its rows are still the same. Equations of which
 * every cell is blank are included: they hold trivially. */
const MzRelated *mz_related(const MzReport *report, MzArena *arena);

/* The equations alone. */
const MzEquation *mz_relate(const MzReport *report, MzArena *arena, guint *n_equations);

/* Makes them once for all who will ask: placing does, checks ask again. */
const MzRelated *mz_relate_keep(MzReport *report);

/* The index of a table's row by its key; -1: it has none. */
static inline int
mz_related_row(const MzRelated *related, guint table, const char *key)
{
    return (int)related->at[table][GPOINTER_TO_UINT(mz_map_value(&related->keys, key))] - 1;
}

/* The cell of a reference. */
static inline const MzCell *
mz_cell_at(const MzReport *report, MzCellRef ref)
{
    return &report->tables[ref.table].rows[ref.row].cells[ref.column];
}

/* The cell of a number. */
MzCellRef mz_cell_ref(const MzReport *report, guint number);

/* The sum of present cells, given by their numbers, in 分, and how many are (may be NULL). Saturates at the 64-bit
 * range. */
gint64 mz_cells_sum(const MzReport *report, const guint *cells, guint n_cells, guint *n_present);

/* Whether the report shows fiscal money only (see MZ_WHEN_FISCAL_ONLY). */
gboolean mz_report_fiscal_only(const MzReport *report);

/* The catalogue's tolerance R(n), in the tables' last printed place: how a printed total compares with `n` printed
 * addends. */
typedef enum {
    MZ_AGREES,         /* equal */
    MZ_ROUNDING,       /* within three standard deviations of n+1 independent roundings */
    MZ_ROUNDING_BOUND, /* within the hard bound of rounding */
    MZ_DIFFERS
} MzAgreement;
MzAgreement mz_agreement(gint64 difference_fen, gint64 place_fen, guint n_addends);

/* The agreement of an equation on the report as it stands (MZ_RELATION_AT_LEAST: MZ_AGREES when left ≥ right). Tables
 * in 元 with two decimals are exact: any difference is MZ_DIFFERS. `difference` (may be NULL) receives left − right in
 * 分. */
MzAgreement mz_equation_agreement(const MzReport *report, const MzEquation *equation, gint64 *difference);

/* A reference as an address "general[2012801].total". Caller frees. */
char *mz_cell_ref_text(const MzReport *report, MzCellRef ref);

#endif
