/* # What the narrative repeats (forms/claims.h)
 *
 * The narrative of a report says the tables' totals again in words. Which sentence repeats which cell is prescribed by
 * the templates of the reports, so it is data like the forms: a constant table (subject, role) ↔ cell. `parse/` takes a
 * stated amount as evidence of where an amount of a table stands; `check/` compares both.
 *
 * Subjects are the ones of the claims ("收支总计", "基本支出"). A subject with a classification code is looked up as
 * "类", "项" (functional, 3 and 5–7 digits) or "经济科目" (301…399), and the row is its code.
 */
#ifndef MZ_FORMS_CLAIMS_H
#define MZ_FORMS_CLAIMS_H

#include "forms/forms.h"

/* What an amount of the narrative is in relation to its cell. */
typedef enum {
    MZ_CLAIM_NOW,        /* the cell's own amount: 本年, 决算, 金额 (in a budget: the budget of the year) */
    MZ_CLAIM_FULL_BUDGET /* 全年预算: the “三公” table prints it beside the final amount */
} MzClaimRole;

/* One sentence of the template and the cell that it repeats. */
typedef struct {
    MzKind kind;
    const char *subject;
    MzClaimRole role;
    const char *section; /* words in a heading over the sentence; NULL: in any section */
    MzTableKey table;
    const char *row;    /* key of the row; NULL: the subject's code */
    const char *column; /* key of the column */
    const char *check;  /* id of the check that compares them */
} MzClaimCell;

/* Of which whole the narrative states the share (占…%) of a subject. */
typedef struct {
    MzKind kind;
    const char *subject;
    const char *section; /* as above */
    MzTableKey table;
    const char *row, *column; /* the whole */
} MzClaimWhole;

/* The tables themselves, in the order of search. */
const MzClaimCell *mz_claim_cells(guint *n_cells);
const MzClaimWhole *mz_claim_wholes(guint *n_wholes);

/* The cell that a claim repeats, and the whole that its share is of; NULL: the template names none.
 * `code` is the subject's classification code or NULL; `headings` are the titles over the claim from the innermost
 * outwards, NULL-terminated, or NULL: not known, then only lines without a section are found.
 * The row of the answer is `row`, or `code` where that is NULL. */
const MzClaimCell *mz_claim_cell(MzKind kind, const char *subject, const char *code, MzClaimRole role,
                                 const char *const *headings);
const MzClaimWhole *mz_claim_whole(MzKind kind, const char *subject, const char *code, const char *const *headings);

#endif
