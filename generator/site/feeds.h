/* # What other machines read (site/feeds.h)
 *
 * feed.xml (Atom: new and corrected reports), sitemap.xml and robots.txt. They need addresses that hold everywhere, so
 * a site without `base` has none of them. Dates are those of the reports and corrections, never the clock's.
 */
#ifndef MZ_SITE_FEEDS_H
#define MZ_SITE_FEEDS_H

#include "site/assets.h"
#include "site/digest.h"
#include "site/settings.h"

/* Hands over the files. `pages` are the paths of all pages, for the site map. */
void mz_feeds_write(const MzSettings *settings, const MzDigests *digests, GPtrArray *pages, MzPutFile put,
                    gpointer user);

/* schema.org's description of a report as a data set: a JSON-LD block for the page's head, ready to insert. Owned by
 * the arena. `address` is the page's, or NULL. */
const char *mz_report_json_ld(MzArena *arena, const MzSettings *settings, const MzDigest *digest, const char *address);

#endif
