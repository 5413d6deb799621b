/* # A map of texts (base/map.h)
 *
 * For the short-lived indexes that a report's reading and checking make by the dozen: which codes a table has, which
 * row a key names. It lives in an arena, is filled and looked up, and is never freed by itself; keys are not copied.
 * What is kept longer, or loses elements, is better off with a GHashTable.
 */
#ifndef MZ_BASE_MAP_H
#define MZ_BASE_MAP_H

#include "base/arena.h"

typedef struct {
    const char *key; /* NULL: free */
    gpointer value;
    guint64 word; /* of the key; the map's own */
} MzMapSlot;

typedef struct MzMap {
    MzArena *arena;
    MzMapSlot *slots; /* mask + 1 of them, a power of two, at most half of them taken */
    guint mask, n;
} MzMap;

/* An empty map with room for `expected` keys; it grows when there are more. */
MzMap mz_map_new(MzArena *arena, guint expected);

/* The slot of a key, for its value to be read or set; the map's own as long as nothing is added. NULL: not there. */
MzMapSlot *mz_map_find(const MzMap *map, const char *key);

/* Adds a key. TRUE: it is new; else its value stays as it was. */
gboolean mz_map_add(MzMap *map, const char *key, gpointer value);

/* The slot of a key, which is added with the value NULL where it is not there. */
MzMapSlot *mz_map_slot(MzMap *map, const char *key);

/* The value of a key; NULL: not there. */
static inline gpointer
mz_map_value(const MzMap *map, const char *key)
{
    const MzMapSlot *slot = mz_map_find(map, key);
    return slot == NULL ? NULL : slot->value;
}

#endif
