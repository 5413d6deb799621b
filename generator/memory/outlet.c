#include "memory/outlet.h"

#include <string.h>

gboolean
mz_outlet_keep(const MzOutlet *outlet, const char *path, MzBasis basis, MzKept *kept)
{
    MzKept unwanted;
    return outlet->keep != NULL && mz_basis_known(basis) &&
           outlet->keep(path, basis, kept != NULL ? kept : &unwanted, outlet->user);
}

gboolean
mz_outlet_put_summed(const MzOutlet *outlet, const char *path, const GString *bytes,
                     const guint8 sha256[MZ_SHA256_SIZE], MzBasis basis, guint number, MzKept *put)
{
    MzKept file = {.bytes = bytes->len, .number = number};
    memcpy(file.sha256, sha256, sizeof file.sha256);
    if (!outlet->put(path, bytes->str, bytes->len, sha256, outlet->user))
        return FALSE;
    if (outlet->note != NULL && mz_basis_known(basis))
        outlet->note(basis, number, outlet->user);
    if (put != NULL)
        *put = file;
    return TRUE;
}

gboolean
mz_outlet_put(const MzOutlet *outlet, const char *path, const GString *bytes, MzBasis basis, guint number, MzKept *put)
{
    guint8 sha256[MZ_SHA256_SIZE];
    mz_sha256(bytes->str, bytes->len, sha256);
    return mz_outlet_put_summed(outlet, path, bytes, sha256, basis, number, put);
}

gboolean
mz_outlet_put_always(const MzOutlet *outlet, const char *path, const GString *bytes)
{
    return mz_outlet_put(outlet, path, bytes, (MzBasis){{0, 0}}, 0, NULL);
}
