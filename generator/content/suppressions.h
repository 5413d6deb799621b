/* # The file of suppressions (content/suppressions.h)
 *
 * CSV with the columns `report,check,place,reason,until`; `check` and `reason` are required. `report` is a pattern of
 * the report's path (* and ?), empty for every report; `place` is a fingerprint or the address of a cell or claim, as
 * the machine-readable results give them, empty for every place; `until` is the last year of reports that it holds for.
 */
#ifndef MZ_CONTENT_SUPPRESSIONS_H
#define MZ_CONTENT_SUPPRESSIONS_H

#include "check/suppress.h"

/* Reads the file. FALSE with an error that names line and column. The rows live in `arena`. */
gboolean mz_suppressions_read(const char *path, MzArena *arena, MzSuppression **suppressions, guint *n_suppressions,
                              GError **error);

/* The file that belongs to a report: its path with ".suppressions.csv" in place of the ending. The caller frees. */
char *mz_suppressions_path(const char *report_path);

#endif
