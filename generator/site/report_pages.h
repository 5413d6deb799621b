/* # The pages and files of one report (site/report_pages.h; a part of site/build.c)
 *
 * Its page, its source page and the files beside them; for a report that cannot be read its last good pages, marked as
 * held, or an error page.
 */
#ifndef MZ_SITE_REPORT_PAGES_H
#define MZ_SITE_REPORT_PAGES_H

#include "site/run.h"

/* Work on one report after the other. */
typedef struct {
    MzRun *run;
    const MzBody *body;
    const MzFiling *filing;
    MzArena *arena;      /* of the digest */
    MzArena *page_arena; /* of one page after the other */
    GString *buffer;
    GPtrArray *errors; /* GError* */
    GPtrArray *warnings;
    GPtrArray *pages; /* paths of the pages that were put */
} MzReportJob;

/* Puts everything of a report that was read. FALSE: its page could not be made or written. `digest`, which belongs to
 * the input, receives the names of the files. */
gboolean mz_report_pages(MzReportJob *job, const MzReportInput *input, MzDigest *digest);

/* After that: what the site says of the report then. Its last page stays, marked as held in lists; without such it has
 * failed. `made` is its digest. The result lives in `arena`. */
MzDigest *mz_report_unwritten(MzReportJob *job, MzDigest *made);

/* Puts what stands in for a report that could not be read, with the reason for readers, and takes the error. The result
 * lives in `arena`. */
MzDigest *mz_report_fail(MzReportJob *job, GError *error, const char *reason);

#endif
