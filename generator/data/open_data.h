/* # The data of the whole site (data/open_data.h)
 *
 *     data/<region>/<year>-<kind>.csv   every amount of these reports on a line, with region, department, year and kind
 *     data/parts.csv                    which of them there are, with reports, amounts, size, SHA-256, and the mark of
 *                                       made-up figures
 *     data/codes.csv                    the classification codes that are used, with name, level and parent; also of
 *                                       parents that no report prints (0 reports)
 *     data/tables.csv, data/columns.csv, data/rows.csv   the standard tables: what keys and labels mean
 *     data/tidy.schema.json             the columns of the first
 *     datapackage.json                  all of these as a data package
 *     data/<region>/<year>-<kind>.sha256   of every data file of these reports, as sha256sum -c reads it
 *     SHA256SUMS                        of all of these, with which one begins
 *
 * What stands in a part is found in these lists: each table, column and row, but for the names of projects and units,
 * which are the reports' own (a row of a project behind its code is "2010301/name").
 *
 * The parts are put together from the tidy.csv beside the reports, so that no more than one part is in memory, and that
 * reports whose last good pages stay are in them as well.
 */
#ifndef MZ_DATA_OPEN_DATA_H
#define MZ_DATA_OPEN_DATA_H

#include "memory/digest.h"
#include "memory/outlet.h"
#include "content/settings.h"

/* Hands over the parts and the list of them, which ask nothing of the items of all reports. `out` is the output folder,
 * in which the reports' files stand already. What is not there as it was written is noted in `errors` (GError*,
 * MZ_ERROR_INPUT). Returns the files (MzSiteFile), for the next. */
GArray *mz_open_data_parts(const char *out, const MzSettings *settings, const MzDigests *digests,
                           const MzOutlet *outlet, GPtrArray *errors);

/* Then the rest; `parts` is taken. The list of the files goes into `digests`, for the page of downloads. */
void mz_open_data_write(const MzSettings *settings, MzDigests *digests, GArray *parts, const MzOutlet *outlet);

#endif
