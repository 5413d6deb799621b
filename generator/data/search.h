/* # The search index (data/search.h)
 *
 * A search without a server, also from file://: the index lies in small scripts that the page loads as it needs them.
 *
 *     search/meta.js        how many shards, entries and blocks there are; labels and addresses of facts; which amounts
 *     search/t-XX.js        tokens whose hash falls into shard XX, each with the numbers of its entries
 *     search/e-N.js         entries 16·N … 16·N+15: departments with their reports, then items
 *     search/a-DDD.js       amounts whose first digits are DDD: entry, report, what, amount
 *     search/i.js           names of the items by code
 *
 * Tokens are the pairs of neighbouring characters of names (Chinese has no blanks between words) and `#` with the
 * beginning of a code. A query takes the shards of its own tokens, keeps the entries that have all of them, and loads
 * only the blocks of those it shows. Years and kinds of reports are no tokens, for nearly every department has them:
 * they choose among the reports of an entry. assets/search.js is the other half.
 *
 * On a site with so many amounts that three digits name a shard, those of items with fewer than three digits that count
 * (40.00) are left out: there are thousands of each, and they would make the largest shards.
 *
 * So a query of a site with 10,000 reports (4.2 million amounts, 16.5 MB of index) reads at most 240 KB; most read less
 * than 100 KB.
 *
 * A changed amount changes the two shards of its old and its new digits; a new report the block of its department
 * besides.
 */
#ifndef MZ_DATA_SEARCH_H
#define MZ_DATA_SEARCH_H

#include "memory/digest.h"
#include "memory/outlet.h"

/* Hands over the files of the index. A shard of amounts whose amounts are those of the last build is kept: their texts
 * are told by their numbers in `strings`, the table of the digests. */
void mz_search_write(const MzSettings *settings, const MzDigests *digests, const MzStrings *strings,
                     const MzDiscovery *discovery, const MzOutlet *outlet);

#endif
