/* # Where files about many reports go (memory/outlet.h)
 *
 * Who makes such a file first asks whether the last build's stands and was made of the same things:
 *
 *     if (!mz_outlet_keep(outlet, path, basis, &kept)) {
 *         … make it …
 *         mz_outlet_put(outlet, path, out->str, out->len, basis, number);
 *     }
 *
 * `number` is one thing that others want to know of the file without reading it.
 */
#ifndef MZ_MEMORY_OUTLET_H
#define MZ_MEMORY_OUTLET_H

#include "content/assets.h"
#include "memory/basis.h"

/* A file that stays. */
typedef struct {
    guint64 bytes;
    guint8 sha256[MZ_SHA256_SIZE];
    guint number;
} MzKept;

typedef struct {
    MzPutFile put;
    gboolean (*keep)(const char *path, MzBasis basis, MzKept *kept, gpointer user); /* NULL: nothing stays */
    void (*note)(MzBasis basis, guint number, gpointer user);                       /* NULL: nobody asks later */
    gpointer user;
} MzOutlet;

/* TRUE: the file is kept, `kept` (may be NULL) says what it is. */
gboolean mz_outlet_keep(const MzOutlet *outlet, const char *path, MzBasis basis, MzKept *kept);

/* Puts a file and remembers its basis (all 0: it has none). */
gboolean mz_outlet_put(const MzOutlet *outlet, const char *path, const char *bytes, gsize length, MzBasis basis,
                       guint number);

#endif
