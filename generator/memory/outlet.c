#include "memory/outlet.h"

gboolean
mz_outlet_keep(const MzOutlet *outlet, const char *path, MzBasis basis, MzKept *kept)
{
    MzKept unwanted;
    return outlet->keep != NULL && mz_basis_known(basis) &&
           outlet->keep(path, basis, kept != NULL ? kept : &unwanted, outlet->user);
}

gboolean
mz_outlet_put(const MzOutlet *outlet, const char *path, const char *bytes, gsize length, MzBasis basis, guint number)
{
    if (!outlet->put(path, bytes, length, outlet->user))
        return FALSE;
    if (outlet->note != NULL && mz_basis_known(basis))
        outlet->note(basis, number, outlet->user);
    return TRUE;
}
