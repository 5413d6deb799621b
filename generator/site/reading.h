/* # Reading a report with what stands beside it (site/reading.h)
 *
 * `<report>.corrections.json` puts amounts right before anything is checked or shown; `<report>.suppressions.csv` names
 * findings that were looked into. `build` and `check` read a report in this one way, so they say the same.
 */
#ifndef MZ_SITE_READING_H
#define MZ_SITE_READING_H

#include "check/check.h"
#include "model/corrections.h"
#include "site/discover.h"

/* The file that belongs to a report: its path with ".corrections.json" in place of the ending. The caller frees. */
char *mz_corrections_path(const char *report_path);

/* Reads the report at `path` and applies the corrections in the file `corrections_path` (NULL: none). All of them, or
 * NULL with an error. `corrections` may be NULL; else it is set to what was applied (NULL: nothing), the caller frees.
 */
MzReport *mz_reading_report(const char *path, const char *corrections_path, MzCorrections **corrections,
                            GError **error);

/* Marks the findings that the file `suppressions_path` (NULL: none) names. */
gboolean mz_reading_suppress(const char *path, const char *suppressions_path, MzChecks *checks, GError **error);

/* Remembers in the series what the units of a department reported. Nothing for a unit, or a department without reports
 * of its own; what cannot be read is left out, its own page says so. */
void mz_reading_units(const MzDiscovery *discovery, const MzBody *body, MzSeries *series);

/* Holds every report of the site against the publication gate (check/gate.h), before anything is written: adds one
 * error for each reason, with its place, to `reasons`. TRUE: all may be published. */
gboolean mz_reading_gate(const MzDiscovery *discovery, GPtrArray *reasons);

#endif
