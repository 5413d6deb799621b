/* # Checking a report (check/check.h)
 *
 * `mz_check` runs the catalogue (check/catalogue.h) over a report: a pure function, safe to call from many threads.
 *
 *     MzChecks *checks = mz_check(report, NULL);
 *     for (guint i = 0; i < checks->n_findings; i++)
 *         puts(mz_finding_message(&checks->findings[i]));
 *     mz_checks_free(checks);
 *
 * Rules:
 *  - repair before complaint: where one changed amount satisfies every relation that is broken around it, that amount
 * is the finding, the broken relations are its related places, and what depends on it is judged with the repaired
 * value;
 *  - rows that a table lacks are one finding for each run of them, and what breaks by their amounts, and by nothing
 * else, is told with them (check/gaps.c);
 *  - what was read from a damaged place (MZ_ORIGIN_UNCERTAIN) decides nothing: the relation is undecided;
 *  - silence is not consent: every check ends as holds, fails, skipped (with the reason) or undecided, and a report of
 *    which less than nine tenths of the core checks are decided is `unread`. There a check counts by the share of its
 *    relations that are decided: an amount without a sure place leaves a few of hundreds open.
 */
#ifndef MZ_CHECK_CHECK_H
#define MZ_CHECK_CHECK_H

#include "check/finding.h"
#include "check/series.h"

typedef enum { MZ_STATE_SKIPPED, MZ_STATE_HOLDS, MZ_STATE_UNDECIDED, MZ_STATE_FAILS } MzCheckState;

/* "skipped", "holds", "undecided", "fails". Static. */
const char *mz_check_state_key(MzCheckState state);

/* How often something held, failed, or could not be decided. Rounding differences hold. */
typedef struct {
    guint holds, fails, undecided;
} MzTally;

/* What became of one check. */
typedef struct {
    const MzCheck *check;
    MzCheckState state;
    MzSkip skip; /* why it was skipped, or why it is undecided */
    MzTally tally;
} MzCheckResult;

/* What the report's place in the site says that it is. */
typedef struct {
    int year;
    MzKind kind;
    const char *const *names; /* of its body, NULL-terminated: the folder's first; NULL: the place does not tell */
} MzIdentity;

/* What the user switched off or raised. */
typedef struct {
    const char *const *off;     /* ids or families ("narrative.list"), NULL-terminated; NULL: none */
    const char *const *errors;  /* ids or families whose findings are errors */
    gboolean strict;            /* warnings are errors */
    const MzSeries *series;     /* other reports of the department; NULL: none are known */
    const MzIdentity *identity; /* NULL: its place does not say what it is */
} MzCheckOptions;

/* What an entry of the list of contents names; -1: nothing that was read. */
typedef struct {
    int section, table;
    gboolean sought; /* FALSE: of a depth that is not looked for */
} MzContentsPlace;

typedef struct {
    MzArena *arena;
    const MzReport *report; /* not owned, must outlive this */
    MzFinding *findings;    /* by line, column, id */
    guint n_findings;
    MzCheckResult *results; /* one for each check of the catalogue, in its order */
    guint n_results;
    MzTally *tables;                 /* for each table of the report */
    MzTally *sections;               /* for each section */
    const MzContentsPlace *contents; /* for each entry of the report's list; NULL: no check of it ran */
    guint n_core;
    guint n_core_decided; /* the sum of shares, rounded down */
    gboolean unread;      /* less than 90 % of the core checks are decided */
} MzChecks;

/* Runs all checks. `options` may be NULL. Never fails. */
MzChecks *mz_check(const MzReport *report, const MzCheckOptions *options);
void mz_checks_free(MzChecks *checks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzChecks, mz_checks_free)

/* The number of findings of at least `severity` that are neither suppressed nor in the baseline. In an unread report
 * only errors count. */
guint mz_checks_count(const MzChecks *checks, MzSeverity severity);

#endif
