/* # The search index (data/search.h)
 *
 * A search without a server, also from file://: the index lies in small scripts that the page loads as it needs them.
 *
 *     search/meta.js        how many shards and entries there are; years; topics; labels and addresses of facts; which
 *                           amounts
 *     search/t-XX.js        tokens whose hash falls into shard XX, each with the numbers of its entries
 *     search/e-N.js         entries 16·N … 16·N+15: departments with their reports, then items, then regions
 *     search/a-DDD.js       amounts whose first digits are DDD: entry, report, what, amount
 *     search/i.js           names of the items by code
 *
 * Tokens are the pairs of neighbouring characters of names (Chinese has no blanks between words), `#` with the
 * beginning of a code, and single characters. A query takes the shards of its own tokens, keeps the entries that have
 * all of them, and loads only the blocks of those it shows. Years and kinds of reports are no tokens, for nearly every
 * department has them: they choose among the reports of an entry. assets/search.js is the other half.
 *
 * With a single character goes its place in the name (number of the entry times 64, plus the place): names are found
 * also by characters that stand in them one after another with others between, as people shorten them (人社局:
 * 人力资源和社会保障局). Of a department whose name does not begin with its region the region counts as standing
 * before.
 *
 * Topics are what no name says (“三公”经费, 政府采购, the tables): they lead to their places in the reports and in the
 * comparisons of a region's departments.
 *
 * On a site with so many amounts that three digits name a shard, those of items with fewer than three digits that count
 * (40.00) are left out: there are thousands of each, and they would make the largest shards.
 *
 * So a query for an amount on a site with 10,000 reports (4.2 million amounts, 16.5 MB of index) reads at most 240 KB,
 * most less than 100 KB; one for names among 1,000 departments 30 to 150 KB.
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
