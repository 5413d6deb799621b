/* # Does every link lead somewhere? (site/links.h)
 *
 * Follows, over a whole output tree, every `href` and `src` of every page that stays on the site: the file must be of
 * the tree, and a fragment (`#general.2012801.total`) must be an id of its page. A link to a folder is broken, because
 * it does not work from file://.
 */
#ifndef MZ_SITE_LINKS_H
#define MZ_SITE_LINKS_H

#include <glib.h>

/* Checks the tree in the folder `out` (its manifest names the files). Each broken link is added to `errors` (GError*
 * with page and line). FALSE only when the manifest or a page cannot be read. */
gboolean mz_links_check(const char *out, guint *n_links, guint *n_broken, GPtrArray *errors, GError **error);

#endif
