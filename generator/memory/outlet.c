#include "memory/outlet.h"

#include <string.h>

gboolean
mz_outlet_keep(const MzOutlet *outlet, const char *path, MzBasis basis, MzKept *kept)
{
    MzKept unwanted;
    return outlet->keep != NULL && mz_basis_known(basis) &&
           outlet->keep(path, basis, kept != NULL ? kept : &unwanted, outlet->user);
}

/* Remembers a file that was put. */
static void
note(const MzOutlet *outlet, MzBasis basis, const MzKept *file, MzKept *put)
{
    if (outlet->note != NULL && mz_basis_known(basis))
        outlet->note(basis, file->number, outlet->user);
    if (put != NULL)
        *put = *file;
}

gboolean
mz_outlet_put(const MzOutlet *outlet, const char *path, const GString *bytes, MzBasis basis, guint number, MzKept *put)
{
    MzKept file = {.bytes = bytes->len, .number = number};
    mz_sha256(bytes->str, bytes->len, file.sha256);
    if (!outlet->put(path, bytes->str, bytes->len, file.sha256, outlet->user))
        return FALSE;
    note(outlet, basis, &file, put);
    return TRUE;
}

void
mz_pieces_begin(MzPieces *pieces, const MzOutlet *outlet, const char *path)
{
    pieces->outlet = outlet;
    pieces->file = outlet->pieces->begin(path, outlet->user);
    pieces->length = 0;
    mz_sha256_init(&pieces->sha);
}

/* Appends what is in the sum already. */
static void
append_summed(MzPieces *pieces, const char *bytes, gsize length)
{
    if (pieces->file != NULL)
        pieces->outlet->pieces->append(pieces->file, bytes, length);
    pieces->length += length;
}

void
mz_pieces_append(MzPieces *pieces, const char *bytes, gsize length)
{
    mz_sha256_update(&pieces->sha, bytes, length);
    append_summed(pieces, bytes, length);
}

void
mz_pieces_append_two(MzPieces *const two[2], const char *const bytes[2], gsize length)
{
    MzSha256 *const shas[] = {&two[0]->sha, &two[1]->sha};
    const void *const from[] = {bytes[0], bytes[1]};
    mz_sha256_update_two(shas, from, length);
    for (int i = 0; i < 2; i++)
        append_summed(two[i], bytes[i], length);
}

gboolean
mz_pieces_end(MzPieces *pieces, MzBasis basis, guint number, MzKept *put)
{
    const MzOutlet *outlet = pieces->outlet;
    MzKept file = {.bytes = pieces->length, .number = number};
    mz_sha256_finish(&pieces->sha, file.sha256);
    if (pieces->file == NULL || !outlet->pieces->end(pieces->file, file.sha256, outlet->user))
        return FALSE;
    note(outlet, basis, &file, put);
    return TRUE;
}

gboolean
mz_outlet_put_always(const MzOutlet *outlet, const char *path, const GString *bytes)
{
    return mz_outlet_put(outlet, path, bytes, (MzBasis){{0, 0}}, 0, NULL);
}
