/* # The search index (site/search.h)
 *
 * A search without a server, also from file://: the index lies in small scripts that the page loads as it needs them.
 *
 *     search/meta.js        how many shards and entries there are
 *     search/t-XX.js        tokens whose hash falls into shard XX, each with the numbers of its entries
 *     search/e-N.js         entries 100·N … 100·N+99: kind, title, remark, address
 *
 * Tokens are the pairs of neighbouring characters of names and titles (Chinese has no blanks between words), and `#`
 * with the beginning of a code or of an amount's digits. A query takes the shards of its own tokens, keeps the entries
 * that have all of them, and loads only the blocks of those it shows. assets/search.js is the other half.
 */
#ifndef MZ_SITE_SEARCH_H
#define MZ_SITE_SEARCH_H

#include "site/digest.h"
#include "site/outlet.h"

/* Hands over the files of the index. A shard whose tokens and entries are those of the last build is kept. */
void mz_search_write(const MzDigests *digests, const MzDiscovery *discovery, const MzOutlet *outlet);

#endif
