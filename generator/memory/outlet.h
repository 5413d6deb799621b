/* # Where files about many reports go (memory/outlet.h)
 *
 * Who makes such a file first asks whether the last build's stands and was made of the same things:
 *
 *     if (!mz_outlet_keep(outlet, path, basis, &kept)) {
 *         … make it …
 *         mz_outlet_put(outlet, path, out, basis, number, NULL);
 *     }
 *
 * `number` is one thing that others want to know of the file without reading it.
 */
#ifndef MZ_MEMORY_OUTLET_H
#define MZ_MEMORY_OUTLET_H

#include "base/sha256.h"
#include "memory/basis.h"

/* Takes one file, whose SHA-256 is known; FALSE when that went wrong (the taker has noted it). */
typedef gboolean (*MzPutSummed)(const char *path, const char *bytes, gsize length, const guint8 sha256[MZ_SHA256_SIZE],
                                gpointer user);

/* A file that stays or was put. */
typedef struct {
    guint64 bytes;
    guint8 sha256[MZ_SHA256_SIZE];
    guint number;
} MzKept;

typedef struct {
    MzPutSummed put;
    gboolean (*keep)(const char *path, MzBasis basis, MzKept *kept, gpointer user); /* NULL: nothing stays */
    void (*note)(MzBasis basis, guint number, gpointer user);                       /* NULL: nobody asks later */
    gpointer user;
} MzOutlet;

/* TRUE: the file is kept, `kept` (may be NULL) says what it is. */
gboolean mz_outlet_keep(const MzOutlet *outlet, const char *path, MzBasis basis, MzKept *kept);

/* Puts a file and remembers its basis (all 0: it has none); `put` (may be NULL) says what it is. */
gboolean mz_outlet_put(const MzOutlet *outlet, const char *path, const GString *bytes, MzBasis basis, guint number,
                       MzKept *put);

/* The same for a caller that has summed up the bytes itself, several files beside each other (base/sha256.h). */
gboolean mz_outlet_put_summed(const MzOutlet *outlet, const char *path, const GString *bytes,
                              const guint8 sha256[MZ_SHA256_SIZE], MzBasis basis, guint number, MzKept *put);

/* Puts a file that is made in every build. */
gboolean mz_outlet_put_always(const MzOutlet *outlet, const char *path, const GString *bytes);

#endif
