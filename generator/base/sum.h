/* # A quick sum over much data (base/sum.h)
 *
 * Against damage of files that only this program writes and reads, not against forgery: sums of the words and sums of
 * these sums, in lanes that a processor adds at once.
 */
#ifndef MZ_BASE_SUM_H
#define MZ_BASE_SUM_H

#include <glib.h>

#define MZ_SUM_LANES 8

/* Zero at the beginning. */
typedef struct {
    guint64 words[MZ_SUM_LANES], sums[MZ_SUM_LANES];
} MzSum;

/* Adds bytes. Pieces of MZ_SUM_ROW bytes, or a multiple, add up to what the whole gives; a shorter one is filled with
 * zeros. */
#define MZ_SUM_ROW (MZ_SUM_LANES * sizeof(guint64))
void mz_sum_add(MzSum *sum, const void *bytes, gsize length);

/* The sum of a file that begins with a head of `length` bytes in which `result` stands: it counts as zero and is set.
 * `body` is the sum over what follows the head. */
void mz_sum_end_in_head(const MzSum *body, void *head, gsize length, guint64 result[2]);

#endif
