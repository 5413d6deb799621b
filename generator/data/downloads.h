/* # The files beside a report's page (data/downloads.h)
 *
 *     report.json  findings.json  tidy.csv      what programs read
 *     tables/KEY.csv  workbook.xlsx             what spreadsheets open
 *     figures/KEY.svg  figures/KEY.png
 *     original.pdf  original/1.docx …           the documents that the report was read from
 *     datapackage.json                          what all of these are (data/datapackage.h)
 *
 * The workbook and the PNGs cost more than all the rest of a report together; site.json can leave them out
 * ("downloads": {"xlsx": false, "png": false}). Originals with personal data are left out unless site.json says
 * otherwise (mz_settings_may_show); a text is an extract, no original.
 */
#ifndef MZ_DATA_DOWNLOADS_H
#define MZ_DATA_DOWNLOADS_H

#include "memory/outlet.h"
#include "view/download.h"

/* Makes the files of a report and hands them over with their path in the tree. `drawn` are the figures that
 * mz_view_report painted, `page` is its page with the tables in the legal layout. What cannot be made (no room for
 * temporary files, say) is left out and noted in `errors` (GError*). The result lives as long as the page's arena; its
 * array is freed with g_array_unref. */
MzDownloads mz_downloads_write(const MzPageView *page, const MzReportInput *input, const MzDrawn *drawn,
                               MzPutSummed put, gpointer user, GPtrArray *errors);

#endif
