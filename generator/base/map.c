#include "base/map.h"
#include "base/text.h"

#include <string.h>

MzMap
mz_map_new(MzArena *arena, guint expected)
{
    guint n_slots = 8;
    while (n_slots / 2 < expected)
        n_slots *= 2;
    return (MzMap){arena, mz_arena_new0(arena, MzMapSlot, n_slots), n_slots - 1, 0};
}

/* Where the key stands, or the free slot where it belongs. */
static MzMapSlot *
slot_of(const MzMap *map, const char *key)
{
    guint hash = 0;
    for (const char *c = key; *c != '\0'; c++)
        hash = hash * 31 + (guchar)*c;
    hash *= 0x9E3779B1; /* codes differ in their last digits only: their hashes stand side by side */
    for (guint i = (hash ^ hash >> 16) & map->mask;; i = (i + 1) & map->mask) {
        MzMapSlot *slot = &map->slots[i];
        if (slot->key == NULL || mz_text_is(slot->key, key))
            return slot;
    }
}

MzMapSlot *
mz_map_find(const MzMap *map, const char *key)
{
    MzMapSlot *slot = slot_of(map, key);
    return slot->key == NULL ? NULL : slot;
}

static void
grow(MzMap *map)
{
    const MzMapSlot *before = map->slots;
    guint n_slots = map->mask + 1;
    map->slots = mz_arena_new0(map->arena, MzMapSlot, 2 * (gsize)n_slots);
    map->mask = 2 * n_slots - 1;
    for (guint i = 0; i < n_slots; i++) {
        if (before[i].key != NULL)
            *slot_of(map, before[i].key) = before[i];
    }
}

gboolean
mz_map_add(MzMap *map, const char *key, gpointer value)
{
    MzMapSlot *slot = slot_of(map, key);
    if (slot->key != NULL)
        return FALSE;
    if (2 * (map->n + 1) > map->mask + 1) {
        grow(map);
        slot = slot_of(map, key);
    }
    *slot = (MzMapSlot){key, value};
    map->n++;
    return TRUE;
}

void
mz_map_clear(MzMap *map)
{
    if (map->n > 0)
        memset(map->slots, 0, (map->mask + 1) * sizeof *map->slots);
    map->n = 0;
}
