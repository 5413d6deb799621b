/* # Waiting for saved files (serve/watch.h)
 *
 * Watches folders with everything below them, also folders that come later, and folders that are not there yet. Editors
 * save in many ways (write, rename over, several files at once): what counts is that something has changed, and then
 * that it has been quiet for a moment.
 */
#ifndef MZ_SERVE_WATCH_H
#define MZ_SERVE_WATCH_H

#include <glib.h>

typedef struct MzWatch MzWatch;

/* Begins to watch `folders` (NULL-terminated). Names that begin with a dot or end in ~ are passed over. NULL with
 * MZ_ERROR_IO: the system watches no more folders; the message says how to allow it. The caller frees. */
MzWatch *mz_watch_new(const char *const *folders, GError **error);
void mz_watch_free(MzWatch *watch);

/* Waits until something has changed since the last call and then for 15 ms nothing more, at most 200 ms. `stop` is a
 * handle that ends the wait when it can be read (-1: none). FALSE: the wait was ended by `stop`. */
gboolean mz_watch_wait(MzWatch *watch, int stop);

#endif
