/* # Pages for machines (view/describe.h)
 *
 * What search engines and messengers read of a page: schema.org's description as a block of JSON-LD (data, not a script
 * that runs: the strict policy of the pages stays), and the picture that goes with a shared link. Links are absolute
 * where the site knows its address, else relative to the page; a picture needs an absolute one.
 */
#ifndef MZ_VIEW_DESCRIBE_H
#define MZ_VIEW_DESCRIBE_H

#include "view/download.h"

/* A report's page: a Dataset with its files. */
void mz_describe_report(const MzPageView *page, const MzReportInput *input, const MzDownloads *downloads);

/* A department's page: a GovernmentOrganization. `name` is the one shown. */
void mz_describe_body(const MzPageView *page, const MzBody *body, const char *name);

/* The page of downloads: the DataCatalog. */
void mz_describe_catalogue(const MzPageView *page);

#endif
