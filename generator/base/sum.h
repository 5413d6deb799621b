/* # A quick sum over much data (base/sum.h)
 *
 * 128 bits of XXH3 (libxxhash): tells apart what differs by chance or by an edit, some ten times as fast as SHA-256 and
 * without a price for every small piece. It is for what only this program writes and reads: whether its own files are
 * whole, what a page was made from, whether a page is still the same (publish/fingerprint.h). No data that are
 * published, and nothing that others compare, is named by it (base/sha256.h): it is not made to resist somebody who
 * looks for two equal sums.
 */
#ifndef MZ_BASE_SUM_H
#define MZ_BASE_SUM_H

#include "base/buffer.h"

#define XXH_STATIC_LINKING_ONLY /* the size of a state, so that it may stand on the stack */
#include <xxhash.h>

/* A sum in the making; it holds no memory and may be copied. Aligned to 64 bytes: on the heap by g_aligned_alloc. */
typedef struct {
    XXH3_state_t state;
    gsize n_held;
    char held[256]; /* small pieces, until there are so many that the library is worth a call */
} MzSum;

void mz_sum_init(MzSum *sum);

/* What mz_sum_add does with pieces that it cannot hold. */
void mz_sum_add_large(MzSum *sum, const void *bytes, gsize length);

static inline void
mz_sum_add(MzSum *sum, const void *bytes, gsize length)
{
    if (length <= sizeof sum->held - sum->n_held) {
        mz_copy(sum->held + sum->n_held, bytes, length);
        sum->n_held += length;
    } else {
        mz_sum_add_large(sum, bytes, length);
    }
}

/* The sum of all that was added so far; more may follow. */
void mz_sum_end(MzSum *sum, guint64 result[2]);

/* The sum of a file that begins with a head of `length` bytes in which `result` stands: it counts as zero and is set.
 * `body` is the sum over what follows the head. */
void mz_sum_end_in_head(const MzSum *body, void *head, gsize length, guint64 result[2]);

/* The sum of bytes that are all there: the same as in pieces, and quicker. */
void mz_sum_at_once(const void *bytes, gsize length, guint64 result[2]);

/* 64 bits over a few bytes, for hash tables. */
guint64 mz_sum_of(const void *bytes, gsize length);

#endif
