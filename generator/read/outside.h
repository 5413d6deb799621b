/* # Programs that read for us (read/outside.h)
 *
 * LibreOffice opens old office documents, tesseract recognises scanned pages. They run without a shell, in a temporary
 * folder of their own that is removed afterwards, silent, and no longer than a given time.
 */
#ifndef MZ_READ_OUTSIDE_H
#define MZ_READ_OUTSIDE_H

#include <glib.h>

/* A new temporary folder. NULL with MZ_ERROR_IO; `name` stands in the error. The caller frees it, after
 * mz_outside_remove. */
char *mz_outside_folder(const char *name, GError **error);

/* Removes a folder with what is in it. Links are removed, never followed. */
void mz_outside_remove(const char *folder);

/* Runs argv[0], a path, in the folder. Whether it ended well within `seconds`; then it is stopped, with all that it
 * started. */
gboolean mz_outside_run(const char *const *argv, const char *folder, guint seconds);

#endif
