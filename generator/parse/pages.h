/* # Pages (parse/pages.h)
 *
 * What a report's pages add to what is read of it: where every amount stands, which pages could not be read, and what
 * was recognised from an image and is therefore uncertain unless the relations prove it.
 */
#ifndef MZ_PARSE_PAGES_H
#define MZ_PARSE_PAGES_H

#include "model/report.h"
#include "read/source.h"

/* Fills the report's pages, the places of its amounts, and the extraction "extract.scanned". Amounts must be placed.
 * Amounts of recognised pages become MZ_ORIGIN_RECOVERED where an equation with another amount holds exactly, with that
 * as proof, and MZ_ORIGIN_UNCERTAIN elsewhere. A text has no pages: nothing is done. */
void mz_parse_pages(MzReport *report, const MzSource *source);

/* "3、5–7" of the pages that were not read; NULL: all were. The caller frees. */
char *mz_unread_pages(const MzSource *source);

#endif
