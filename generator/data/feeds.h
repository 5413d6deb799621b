/* # What other machines read (data/feeds.h)
 *
 *     feed.xml      Atom: reports on the day they were published, corrections on theirs, the newest first
 *     robots.txt    everything may be read
 *     sitemap.xml   all pages; only where the site knows its address, because a site map needs absolute ones
 *
 * Dates are those of the reports and corrections, never the clock's. Entries have names that stay theirs when the site
 * moves (urn:uuid: of the report's address); links are absolute where the site knows its address, else relative.
 */
#ifndef MZ_DATA_FEEDS_H
#define MZ_DATA_FEEDS_H

#include "memory/digest.h"
#include "memory/outlet.h"
#include "content/settings.h"

/* Hands over the files. `pages` are the paths of all pages (char*), in any order. A map of the same pages is kept. */
void mz_feeds_write(const MzSettings *settings, const MzDigests *digests, GPtrArray *pages, const MzOutlet *outlet);

#endif
