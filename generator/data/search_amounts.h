/* The amounts of the search index (search/a-DDD.js); see data/search.h. Only for data/search.c. */
#ifndef MZ_DATA_SEARCH_AMOUNTS_H
#define MZ_DATA_SEARCH_AMOUNTS_H

#include "memory/digest.h"
#include "memory/outlet.h"

typedef struct {
    guint n_digits;  /* as many of an amount's first digits name its shard */
    GString *shards; /* names of those that there are, a blank between; the caller frees */
} MzSearchAmounts;

/* Writes the shards that changed since the last build. The number of a department's entry is that of its body. */
MzSearchAmounts mz_search_amounts(const MzDigests *digests, const MzStrings *strings, guint n_bodies,
                                  const MzOutlet *outlet);

#endif
