/* # Everything that shows many reports (site/overview.h; a part of site/build.c)
 *
 * Home, departments, regions, items, search, feeds, data of the whole site; and the pages in CommonMark.
 *
 * Each page has a basis (memory/basis.h): what it is made from. Who adds a page says so in one place, when it is
 * opened:
 *
 *     Page page = begin(overview, path, "template", title, current, mark);
 *     take_reports(&page, from, n);                  whose digests it shows; take_all: of every report
 *     if (must_make(overview, &page)) {
 *         mz_view_…(&page.view, …);
 *         finish(overview, &page);
 *     }
 *
 * The frame, the lists of departments and duties, path, template, title and mark are in every basis already. What a
 * view looks at beyond the reports it was given must be fed too; tests/cli/incremental.sh finds what was forgotten. A
 * page of which there is one, over all reports, is a line in a table.
 */
#ifndef MZ_SITE_OVERVIEW_H
#define MZ_SITE_OVERVIEW_H

#include "site/run.h"

/* Puts all of it. */
void mz_overview_write(MzRun *run, MzDigests *digests);

#endif
