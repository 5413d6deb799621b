/* # The publication gate (check/gate.h)
 *
 * Whether a report is fit to be published as it stands: every required table, note, detail and section is there, every
 * amount is certain and every number of a table in a cell, no personal data is left, and no check of error level fails
 * without a suppression.
 */
#ifndef MZ_CHECK_GATE_H
#define MZ_CHECK_GATE_H

#include "check/check.h"

typedef enum {
    MZ_GATE_UNREAD,    /* so little could be decided that nothing is known */
    MZ_GATE_TABLE,     /* a required table is missing */
    MZ_GATE_NOTE,      /* an empty table without the note that says why */
    MZ_GATE_SANGONG,   /* a detail of the three public expenses is missing */
    MZ_GATE_SECTION,   /* a required section is missing */
    MZ_GATE_UNCERTAIN, /* an amount whose place is not proven, or numbers of a table that no cell took */
    MZ_GATE_PERSONAL,  /* a mobile or identity number is left */
    MZ_GATE_FINDING    /* a finding of error level without suppression */
} MzGateKind;

typedef struct {
    MzGateKind kind;
    MzSpan span; /* line 0: the report as a whole */
    const char *zh, *en;
} MzGateReason;

/* TRUE: it may be published. FALSE: `reasons` (never empty; in the arena of `checks`) say why not, in the order of
 * the kinds and of the lines. Suppressions are to be applied before. */
gboolean mz_gate(const MzReport *report, const MzChecks *checks, const MzGateReason **reasons, guint *n_reasons);

/* The reason in the language of messages. */
const char *mz_gate_reason(const MzGateReason *reason);

#endif
