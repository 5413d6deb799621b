/* # From the text of a report to its data (parse/parse.h)
 *
 * Reads a 部门决算 or 部门预算 as published: finds its parts, sections and standard tables, places every amount in its
 * cell and collects the claims of the narrative. Reading never complains about the report's content (that is check/'s
 * work); it fails only when there is no report to read.
 */
#ifndef MZ_PARSE_PARSE_H
#define MZ_PARSE_PARSE_H

#include "model/report.h"
#include "read/source.h"

/* Reads the report in a file: a text, or a report.json ("mingzhang-report/1"; recognised by its name's ending .json).
 * NULL and an error (MZ_ERROR_IO, MZ_ERROR_INPUT; MZ_ERROR_UNREAD when no standard table is found). The caller frees
 * with mz_report_free. */
MzReport *mz_parse_file(const char *path, GError **error);

/* The same from the bytes of the file, already read; a 0 byte stands behind them. */
MzReport *mz_parse_bytes(const char *path, const char *bytes, gsize length, GError **error);

/* The same from a text already loaded. The report keeps nothing of the source. */
MzReport *mz_parse_source(const MzSource *source, GError **error);

#endif
