/* # Data for comparing any reports (data/compare.h)
 *
 *     r/<region>/<department>[/<unit>]/compare.js
 *
 * What a body's reports say, for the page that puts any two to four reports side by side (compare.html with
 * assets/compare.js): a script that hands one object to mzCompare.body, because a page that was opened from a folder
 * may load scripts but no data. One file a body, so that a changed amount changes one file.
 *
 *     {"address", "name", "region", "mark", "labels": {code: name},
 *      "reports": [{"id": "2024-final", "title", "unit",
 *                   "facts": [[amount, link] or 0, …]  in the order of MzFactKey; links begin at the report's folder
 *                   "counts": [[number, link] or 0, …] in the order of MzCountKey
 *                   "items": [[code, amount, cell], …], "economic": [the same]}]}
 */
#ifndef MZ_DATA_COMPARE_H
#define MZ_DATA_COMPARE_H

#include "memory/digest.h"
#include "memory/outlet.h"
#include "content/settings.h"

/* Hands over the file of one body; a body without reports has one too. The last build's is kept if it was made of the
 * same things. */
void mz_compare_write(const MzSettings *settings, const MzDigests *digests, const MzDiscovery *discovery,
                      const MzBody *body, MzBasis basis, const MzOutlet *outlet);

#endif
