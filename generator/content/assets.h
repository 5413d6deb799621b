/* # Styles, scripts and pictures (content/assets.h)
 *
 * Every file under assets/ of the site and of the installed folder goes to assets/ of the output, subfolders too. Where
 * both have a file of one name the site's own counts, so a site can replace a single style. Names that begin with a dot
 * or end with "~" (an editor's copy) are passed over. Symbolic links are not followed: each is an error.
 */
#ifndef MZ_CONTENT_ASSETS_H
#define MZ_CONTENT_ASSETS_H

#include <glib.h>

/* Takes one file of the output; FALSE when that went wrong (the taker has noted it). */
typedef gboolean (*MzPutFile)(const char *path, const char *bytes, gsize length, gpointer user);

/* Hands over every asset, in the order of names. What cannot be read is added to `errors` (GError*). `data` may be
 * NULL. */
void mz_assets_write(const char *root, const char *data, MzPutFile put, gpointer user, GPtrArray *errors);

#endif
