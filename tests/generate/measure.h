/* # Drawing and damaging by number (tests/generate/measure.h)
 *
 * One place says which seed and damages make report number n, so that the test, `make damage` and build/generate
 * speak of the same reports. */
#ifndef MZ_TESTS_MEASURE_H
#define MZ_TESTS_MEASURE_H

#include "generate/damage.h"
#include "generate/judge.h"

#define GEN_DAMAGES_EACH 3

/* A report with up to three damages; `n_damages` of them happened. */
typedef struct {
    guint64 seed;
    GenStyle style;
    const MzFamily *family; /* NULL: the usual one of the kind that the seed draws */
    GenDamage damage[GEN_DAMAGES_EACH];
    guint n_damages;
    GenVerdict verdict;
} GenCase;

/* The damaged report of a number, of a family or (NULL) the usual one, judged. */
GenCase gen_case_damaged(guint number, const MzFamily *family);

/* Seed `seed` in the style with these damages, in their order; those that cannot be done are dropped from the list. */
GenReport *gen_case_report(GenCase *one);

#endif
