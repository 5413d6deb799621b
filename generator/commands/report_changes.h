/* # What a publication does to whole reports (commands/report_changes.h)
 *
 * A plan lists hundreds of files; what it means for the public is which reports come, which change, and above all which
 * are no longer to be found: a file that is misnamed takes its report off the site as surely as one that is deleted.
 */
#ifndef MZ_COMMANDS_REPORT_CHANGES_H
#define MZ_COMMANDS_REPORT_CHANGES_H

#include "publish/target.h"

/* What becomes of the reports of a site; the addresses ("r/region/department/2024-final") are the caller's to free by
 * mz_report_changes_clear. */
typedef struct {
    GPtrArray *withdrawn; /* nothing of them is left at their address */
    GPtrArray *moved;     /* their address leads on to another one: the department was renamed */
    GPtrArray *lost;      /* an error page takes their place: they cannot be read */
    GPtrArray *added;
    guint n_changed;
} MzReportChanges;

void mz_report_changes_find(const MzPlan *plan, MzReportChanges *out);
void mz_report_changes_clear(MzReportChanges *changes);

/* Prints them, with how many amounts come or go where that is known here; at most `most` of a kind. */
void mz_report_changes_print(const MzReportChanges *changes, const MzPlan *plan, guint most);

#endif
