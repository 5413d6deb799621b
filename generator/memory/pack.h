/* # Values as compact bytes and back (memory/pack.h)
 *
 * One function describes a structure for both directions, so that writing and reading cannot drift apart:
 *
 *     static void
 *     pack_line(MzPack *pack, MzItemLine *line)
 *     {
 *         mz_pack_text(pack, &line->code);
 *         MZ_PACK(pack, line->economic);
 *     }
 *
 * When writing, it appends what the fields hold; when reading, it sets them. Numbers take as many bytes as they need,
 * texts are numbers of a table (memory/strings.h). While writing, everything is also fed to the pack's key maker if it
 * has one: equal keys mean equal values, whatever the table.
 *
 * Reading never goes beyond the bytes: whatever they are, it ends with `broken` set or with values of the right type.
 */
#ifndef MZ_MEMORY_PACK_H
#define MZ_MEMORY_PACK_H

#include "base/arena.h"
#include "base/money.h"
#include "memory/basis.h"
#include "memory/strings.h"

typedef struct {
    MzStrings *strings;
    GString *out;        /* writing: where to; NULL: reading */
    MzBasisMaker *maker; /* writing: may be NULL */
    const char *at;      /* reading: from here */
    const char *end;
    MzArena *arena; /* reading: where arrays go */
    gboolean broken;
} MzPack;

MzPack mz_pack_writer(MzStrings *strings, GString *out, MzBasisMaker *maker);
MzPack mz_pack_reader(MzStrings *strings, const char *bytes, gsize length, MzArena *arena);

/* Any integer, enumeration or gboolean. */
#define MZ_PACK(pack, field) ((field) = (__typeof__(field))mz_pack_number((pack), (gint64)(field)))
gint64 mz_pack_number(MzPack *pack, gint64 value);

void mz_pack_text(MzPack *pack, const char **text);
void mz_pack_raw(MzPack *pack, void *bytes, gsize length);
void mz_pack_money(MzPack *pack, MzMoney *money);

/* The number of elements of an array of `size` bytes each. When reading, makes the array (one element more, all bytes
 * 0) in the arena. The caller then packs each element. */
#define MZ_PACK_ARRAY(pack, array, n) ((array) = mz_pack_array((pack), (gpointer)(array), &(n), sizeof *(array)))
gpointer mz_pack_array(MzPack *pack, gpointer array, guint *n, gsize size);

#endif
