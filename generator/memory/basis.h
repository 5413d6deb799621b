/* # What something depends on, as one number (memory/basis.h)
 *
 * A page need not be made again when everything that it is made from is as it was. "Everything" is fed, piece by piece,
 * to a maker; the key that comes out is compared with the one the page was made under. Each piece is fed with its
 * length, so that "ab", "c" and "a", "bc" differ.
 */
#ifndef MZ_MEMORY_BASIS_H
#define MZ_MEMORY_BASIS_H

#include "base/sum.h"

/* 128 bits (base/sum.h). All 0: not known, equal to nothing. */
typedef struct {
    guint64 part[2];
} MzBasis;

typedef struct {
    MzSum sum;
} MzBasisMaker;

/* `what` tells keys of different kinds apart. */
void mz_basis_init(MzBasisMaker *maker, const char *what);
void mz_basis_bytes(MzBasisMaker *maker, const void *bytes, gsize length);
void mz_basis_text(MzBasisMaker *maker, const char *text); /* NULL differs from "" */
void mz_basis_number(MzBasisMaker *maker, gint64 number);
void mz_basis_add(MzBasisMaker *maker, MzBasis key);

/* The key; the maker must be initialised again before it is used once more. */
MzBasis mz_basis_done(MzBasisMaker *maker);

gboolean mz_basis_known(MzBasis key);
/* TRUE if both are known and the same. */
gboolean mz_basis_equal(MzBasis a, MzBasis b);

/* For hash tables of `const MzBasis *`. */
guint mz_basis_hash(gconstpointer key);
gboolean mz_basis_same(gconstpointer a, gconstpointer b);

#endif
