/* # Programs that read for us (read/outside.h)
 *
 * LibreOffice opens old office documents, tesseract recognises scanned pages. They run without a shell, in a temporary
 * folder of their own that is removed afterwards, silent, and no longer than a given time.
 *
 * They are slow, so what they made of a document can be kept in a folder: under the document's content and what was
 * asked of which program, never under its name. A report whose corrections change is not recognised once more.
 */
#ifndef MZ_READ_OUTSIDE_H
#define MZ_READ_OUTSIDE_H

#include <glib.h>

#include "base/sha256.h"

/* A new temporary folder. NULL with MZ_ERROR_IO; `name` stands in the error. The caller frees it, after
 * mz_outside_remove. */
char *mz_outside_folder(const char *name, GError **error);

/* Removes a folder with what is in it. Links are removed, never followed. */
void mz_outside_remove(const char *folder);

/* Runs argv[0], a path, in the folder. Whether it ended well within `seconds`; then it is stopped, with all that it
 * started. */
gboolean mz_outside_run(const char *const *argv, const char *folder, guint seconds);

/* Where a site has that folder, from its own on. */
#define MZ_OUTSIDE_KEPT ".mingzhang/kept"

/* The folder where results are kept (it is made when there is one to keep); NULL, as at the beginning: nowhere. A
 * setting of the whole process, set before any thread starts; copied. */
void mz_outside_keep_in(const char *folder);

/* The key of what the program at the path `program`, as it is installed now, makes of a document when `how` is asked of
 * it. The caller frees. NULL: nothing is kept. */
char *mz_outside_key(const char *program, const char *how, const guint8 document[MZ_SHA256_SIZE]);

/* What is kept under the key (NULL: nothing), NUL-terminated, of at most `limit` bytes; the caller frees. */
char *mz_outside_kept(const char *key, gsize limit, gsize *length);

/* Keeps a result; a folder that cannot be written keeps nothing. */
void mz_outside_keep(const char *key, const char *bytes, gsize length);

#endif
