#include "base/map.h"

#include <string.h>

MzMap
mz_map_new(MzArena *arena, guint expected)
{
    guint n_slots = 8;
    while (n_slots / 2 < expected)
        n_slots *= 2;
    return (MzMap){arena, mz_arena_new0(arena, MzMapSlot, n_slots), n_slots - 1, 0};
}

#define LONG ((guint64)0xFF << 56)
#define FACTOR G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)

static inline guint64
part_of(const char *bytes)
{
    guint32 part;
    memcpy(&part, bytes, sizeof part);
    return GUINT32_FROM_LE(part);
}

/* A short key, as nearly all are, is its word: its bytes one above the other. Of a longer one the word is a hash, and
 * its top byte, which is 0 in the others, tells it. */
static inline guint64
word_of(const char *key)
{
    gsize length = strlen(key);
    if (length < 4) {
        guint64 word = 0;
        for (gsize i = 0; i < length; i++)
            word |= (guint64)(guchar)key[i] << 8 * i;
        return word;
    }
    if (length < 8)
        return part_of(key) | part_of(key + length - 4) << 8 * (length - 4);
    guint64 hash = length;
    for (gsize i = 0; i < length; i += 8) {
        const char *at = key + MIN(i, length - 8); /* the last eight end with the key */
        hash = (hash ^ part_of(at) ^ part_of(at + 4) << 32) * FACTOR;
        hash ^= hash >> 32;
    }
    return hash | LONG;
}

/* Where the key of that word stands, or the free slot where it belongs. */
static inline MzMapSlot *
slot_of(const MzMap *map, const char *key, guint64 word)
{
    MzMapSlot *slots = map->slots;
    gsize mask = map->mask;
    for (gsize i = (word * FACTOR >> 32) & mask;; i = (i + 1) & mask) {
        MzMapSlot *slot = &slots[i];
        if (slot->key == NULL || (slot->word == word && (word < LONG || strcmp(slot->key, key) == 0)))
            return slot;
    }
}

MzMapSlot *
mz_map_find(const MzMap *map, const char *key)
{
    MzMapSlot *slot = slot_of(map, key, word_of(key));
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
            *slot_of(map, before[i].key, before[i].word) = before[i];
    }
}

/* The free slot of a key that is new, now taken. */
static inline MzMapSlot *
take_slot(MzMap *map, MzMapSlot *slot, const char *key, gpointer value, guint64 word)
{
    if (2 * (map->n + 1) > map->mask + 1) {
        grow(map);
        slot = slot_of(map, key, word);
    }
    *slot = (MzMapSlot){key, value, word};
    map->n++;
    return slot;
}

gboolean
mz_map_add(MzMap *map, const char *key, gpointer value)
{
    guint64 word = word_of(key);
    MzMapSlot *slot = slot_of(map, key, word);
    if (slot->key != NULL)
        return FALSE;
    take_slot(map, slot, key, value, word);
    return TRUE;
}

MzMapSlot *
mz_map_slot(MzMap *map, const char *key)
{
    guint64 word = word_of(key);
    MzMapSlot *slot = slot_of(map, key, word);
    return slot->key != NULL ? slot : take_slot(map, slot, key, NULL, word);
}
