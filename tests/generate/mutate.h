/* # Mistakes as departments make them (tests/generate/mutate.h)
 *
 * A mutation changes what an undamaged report says, in one place, so that it is wrong; checks must see it. Unlike
 * damage (damage.h) it is the report's own fault. */
#ifndef MZ_TESTS_MUTATE_H
#define MZ_TESTS_MUTATE_H

#include "generate/generate.h"

typedef enum {
    GEN_MUTATION_DIGIT,        /* one digit of one amount, by 0.10 at least: more than rounding explains */
    GEN_MUTATION_ROW_DROPPED,  /* a row of a table with codes is missing */
    GEN_MUTATION_ROWS_SWAPPED, /* the amounts of two 项 stand in each other's rows */
    GEN_MUTATION_UNIT,         /* 元 for 万元 in the head of a table or in a sentence */
    GEN_MUTATION_YEAR,         /* another year in a table's title or a sentence */
    GEN_MUTATION_NAME,         /* a character of an item's name in one table */
    GEN_MUTATION_SIGN,         /* 增加 for 减少 and the other way round */
    GEN_MUTATION_RATE,         /* a percentage outside the interval that its amounts allow */
    GEN_MUTATION_COLUMN        /* an amount stands in another column of its row, and what stood there in its own */
} GenMutation;
#define GEN_MUTATIONS 9

/* "digit" … "column". Static. */
const char *gen_mutation_name(GenMutation mutation);

/* What was changed. */
typedef struct {
    const MzCell *cell; /* of the truth, when an amount of a table was changed; NULL */
    guint table, row, column;
    guint line; /* index in report->lines */
    const char *before, *after;
} GenMutated;

/* Changes one place at random. FALSE: the report has none where the mistake could be made. */
gboolean gen_mutate(GenReport *report, GenMutation mutation, GenMutated *what);

#endif
