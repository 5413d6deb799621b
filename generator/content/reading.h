/* # Reading a report with what stands beside it (content/reading.h)
 *
 * `<report>.corrections.json` puts amounts right before anything is checked or shown; `<report>.suppressions.csv` names
 * findings that were looked into. `build` and `check` read a report in this one way, so they say the same.
 */
#ifndef MZ_CONTENT_READING_H
#define MZ_CONTENT_READING_H

#include "check/check.h"
#include "model/corrections.h"
#include "content/discover.h"

/* The file that belongs to a report: its path with ".corrections.json" in place of the ending. The caller frees. */
char *mz_corrections_path(const char *report_path);

/* Reads the report at `path` and applies the corrections in the file `corrections_path` (NULL: none). All of them, or
 * NULL with an error. `bytes` are those of the report's file, with a 0 byte behind them, if they were read already
 * (NULL: they were not). `corrections` may be NULL; else it is set to what was applied (NULL: nothing), the caller
 * frees. */
MzReport *mz_reading_report(const char *path, GBytes *bytes, const char *corrections_path, MzCorrections **corrections,
                            GError **error);

/* Marks the findings that the file `suppressions_path` (NULL: none) names. What is to be said of its lines is added to
 * `notes` (GError*): they name no finding (what they spoke of was mended, or they are misspelt), or more than one. */
gboolean mz_reading_suppress(const char *path, const char *suppressions_path, MzChecks *checks, GPtrArray *notes,
                             GError **error);

#endif
