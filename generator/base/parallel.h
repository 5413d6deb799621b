/* # Independent pieces of work, in parallel (base/parallel.h)
 *
 * What the pieces share must be safe for threads, and no result may depend on the order in which they come to an end.
 */
#ifndef MZ_BASE_PARALLEL_H
#define MZ_BASE_PARALLEL_H

#include <glib.h>

/* Calls `work` with each of the `n` elements, of `size` bytes each, and returns when all have been treated. They are
 * begun in their order, by `threads` threads (0: as many as there are processors; 1: by the caller itself). */
void mz_parallel(gpointer elements, guint n, gsize size, guint threads, GFunc work, gpointer user);

#endif
