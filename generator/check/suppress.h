/* # Suppressions and baselines (check/suppress.h)
 *
 * A finding that was looked into and is right as published is suppressed, with a reason, in a file beside the report;
 * nothing is ever written into a published document. A baseline is an earlier result (JSON Lines): what it has is
 * known. Both go by fingerprints, which have no line numbers, so that a text extracted anew changes nothing.
 */
#ifndef MZ_CHECK_SUPPRESS_H
#define MZ_CHECK_SUPPRESS_H

#include "check/check.h"

/* A finding that is silent. */
typedef struct {
    guint line;
    char fingerprint[17];
} MzSilenced;

enum { MZ_SILENCED_NAMED = 3 };

typedef struct {
    const char *report;                     /* pattern of the report's path with * and ?; "" every report */
    const char *check;                      /* id or family */
    const char *place;                      /* fingerprint, or address of a cell or claim; "" every place */
    const char *reason;                     /* why the finding is right as published; required */
    int until;                              /* last year of reports that it holds for; 0: no end */
    guint line;                             /* where it stands in its file */
    guint n_silenced;                       /* findings that it keeps silent; counted by mz_suppress */
    MzSilenced silenced[MZ_SILENCED_NAMED]; /* the first of them */
} MzSuppression;

/* Marks the findings of the report at `path` that the suppressions name. */
void mz_suppress(MzChecks *checks, const char *path, MzSuppression *suppressions, guint n_suppressions);

/* What is to be said of a suppression once it was applied: that it is not used, or that it keeps silent more than was
 * looked into, because it names no place or a place with several findings. A fingerprint as place holds for one finding
 * with the numbers that are printed now. NULL: nothing. The caller frees. */
char *mz_suppression_note(const MzSuppression *suppression);

/* Marks the findings whose fingerprints are in the set of strings. */
void mz_mark_known(MzChecks *checks, GHashTable *fingerprints);

#endif
