/* # Data packages (data/datapackage.h)
 *
 * datapackage.json beside each report and at the top of the site: which files there are, what their columns mean, in
 * which unit, under which licence, with size and SHA-256 (Frictionless Data Package, version 1). Paths in it are
 * relative to it.
 */
#ifndef MZ_DATA_DATAPACKAGE_H
#define MZ_DATA_DATAPACKAGE_H

#include "data/downloads.h"

/* The package of a report. The caller frees with g_string_free. */
GString *mz_report_package(const MzSettings *settings, const MzReportInput *input, const MzDownloads *downloads);

/* The package of the site: `files` of MzSiteFile. The same of its text. */
GString *mz_site_package(const MzSettings *settings, const GArray *files);

/* The schema of the whole site's tidy tables as JSON. The same of its text. */
GString *mz_tidy_schema(void);

/* The files that the package of a report lists, its own text too (as "datapackage.json"); an unreadable one has none.
 * Used for reports whose last good pages stay. Everything lives in `arena`. */
guint mz_package_files(const char *text, MzArena *arena, const MzFileSum **files);

#endif
