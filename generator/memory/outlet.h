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
 *
 * A file that may be too large to be had at once, or to stay near the processor while it is summed up and written, is
 * handed over in pieces (MzPieces).
 */
#ifndef MZ_MEMORY_OUTLET_H
#define MZ_MEMORY_OUTLET_H

#include "base/sha256.h"
#include "memory/basis.h"

/* Takes one file, whose SHA-256 is known; FALSE when that went wrong (the taker has noted it). */
typedef gboolean (*MzPutSummed)(const char *path, const char *bytes, gsize length, const guint8 sha256[MZ_SHA256_SIZE],
                                gpointer user);

/* Takes one file in pieces. NULL, FALSE: that went wrong (the taker has noted it). */
typedef struct {
    gpointer (*begin)(const char *path, gpointer user);
    void (*append)(gpointer file, const char *bytes, gsize length);
    gboolean (*end)(gpointer file, const guint8 sha256[MZ_SHA256_SIZE], gpointer user);
} MzTakePieces;

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
    const MzTakePieces *pieces; /* NULL: no file comes in pieces */
} MzOutlet;

/* TRUE: the file is kept, `kept` (may be NULL) says what it is. */
gboolean mz_outlet_keep(const MzOutlet *outlet, const char *path, MzBasis basis, MzKept *kept);

/* Puts a file and remembers its basis (all 0: it has none); `put` (may be NULL) says what it is. */
gboolean mz_outlet_put(const MzOutlet *outlet, const char *path, const GString *bytes, MzBasis basis, guint number,
                       MzKept *put);

/* A file that is being handed over. The members are private; it must be ended. */
typedef struct {
    const MzOutlet *outlet;
    gpointer file; /* NULL: it went wrong */
    MzSha256 sha;
    guint64 length;
} MzPieces;

void mz_pieces_begin(MzPieces *pieces, const MzOutlet *outlet, const char *path);
void mz_pieces_append(MzPieces *pieces, const char *bytes, gsize length);

/* Appends to two files as many bytes each, which is quicker from whole blocks on (base/sha256.h). */
void mz_pieces_append_two(MzPieces *const two[2], const char *const bytes[2], gsize length);

/* As mz_outlet_put. */
gboolean mz_pieces_end(MzPieces *pieces, MzBasis basis, guint number, MzKept *put);

/* Puts a file that is made in every build. */
gboolean mz_outlet_put_always(const MzOutlet *outlet, const char *path, const GString *bytes);

#endif
