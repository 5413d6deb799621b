/* # What differs between two states of a report (model/difference.h)
 *
 * Compares amount by amount: tables by their key, rows by theirs, cells by their column. An amount differs when its
 * value differs, or when one of both is blank; how it was printed ("1,000.00", "1000") and where from does not count.
 *
 * Claims of the narrative are compared by their subject and measure. A report may state one of them several times, with
 * different numbers (基本支出 of all money, and of the general budget): those of one section belong together first, and
 * a number that stands elsewhere unchanged has only moved.
 */
#ifndef MZ_MODEL_DIFFERENCE_H
#define MZ_MODEL_DIFFERENCE_H

#include "model/report.h"

typedef struct {
    const MzTable *table; /* in the newer report, or in the older one when only that has it */
    const MzRow *row;
    const char *column;  /* label */
    const MzCell *older; /* NULL or not present: blank */
    const MzCell *newer;
    MzUnit old_unit, new_unit; /* of their tables */
} MzDifference;

/* The differences in the order of the newer report, then what only the older one has. `older` or `newer` may be NULL:
 * the report is new, or gone. The reports must outlive the result. The caller frees the array with g_array_unref. */
GArray *mz_report_differences(const MzReport *older, const MzReport *newer);

/* A number of the narrative: what it was and what it is. */
typedef struct {
    const MzClaim *older; /* NULL: was not stated */
    const MzClaim *newer; /* NULL: is no longer stated */
} MzClaimDifference;

/* The same of the claims: those that changed or came in the order of the newer report, then those that went. */
GArray *mz_claim_differences(const MzReport *older, const MzReport *newer);

#endif
