#include "memory/basis.h"

#include <string.h>

void
mz_basis_init(MzBasisMaker *maker, const char *what)
{
    mz_sum_init(&maker->sum);
    mz_basis_text(maker, what);
}

void
mz_basis_bytes(MzBasisMaker *maker, const void *bytes, gsize length)
{
    guint64 size = length;
    mz_sum_add(&maker->sum, &size, sizeof size);
    mz_sum_add(&maker->sum, bytes, length);
}

void
mz_basis_text(MzBasisMaker *maker, const char *text)
{
    if (text != NULL)
        mz_basis_bytes(maker, text, strlen(text));
    else
        mz_basis_number(maker, -1);
}

void
mz_basis_number(MzBasisMaker *maker, gint64 number)
{
    mz_sum_add(&maker->sum, &number, sizeof number);
}

void
mz_basis_add(MzBasisMaker *maker, MzBasis key)
{
    mz_sum_add(&maker->sum, &key, sizeof key);
}

MzBasis
mz_basis_done(MzBasisMaker *maker)
{
    MzBasis key = {{0, 0}};
    mz_sum_end(&maker->sum, key.part);
    return key;
}

gboolean
mz_basis_known(MzBasis key)
{
    return key.part[0] != 0 || key.part[1] != 0;
}

gboolean
mz_basis_equal(MzBasis a, MzBasis b)
{
    return mz_basis_known(a) && a.part[0] == b.part[0] && a.part[1] == b.part[1];
}

guint
mz_basis_hash(gconstpointer key)
{
    return (guint)((const MzBasis *)key)->part[0];
}

gboolean
mz_basis_same(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(MzBasis)) == 0;
}
