/* # What a parser made of a generated report (tests/generate/judge.h)
 *
 * Every amount of the truth is compared with the cell of the parsed report at the same table, row and column. */
#ifndef MZ_TESTS_JUDGE_H
#define MZ_TESTS_JUDGE_H

#include "generate/generate.h"

typedef struct {
    guint amounts;    /* of the truth */
    guint right;      /* the same amount in the same place */
    guint wrong;      /* missing or another amount, and not marked uncertain */
    guint extra;      /* an amount where the truth has none, and not marked uncertain */
    guint uncertain;  /* wrong, but marked so */
    guint lost;       /* not in the text any more, and not computed either: the cell is blank */
    guint determined; /* of the amounts: those that place or relations decide (determined.h) */
    guint determined_right;
    guint lines; /* right, but said to stand on another line */
    guint claims, claims_right;
} GenVerdict;

/* Compares; adds to the verdict. Each fault is printed to `faults` as a line (NULL: not). `parsed` NULL: everything is
 * wrong. */
void gen_judge(const GenReport *report, const MzReport *parsed, GenVerdict *verdict, GString *faults);

/* Decides what is determined, writes, parses and judges a report in one go. */
void gen_try(GenReport *report, GenVerdict *verdict, GString *faults);

/* The number of the forms' relations that the truth itself breaks; each is printed to `faults`. It must be 0. */
guint gen_broken_relations(const GenReport *report, GString *faults);

#endif
