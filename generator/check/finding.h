/* # Findings (check/finding.h)
 *
 * A finding is one cause: what is printed where, what the other places say, and the equation with the values filled in.
 * Relations that break for the same cause are related places of the one finding. Texts are factual: two places do not
 * agree; which one is right is for the department to say, and the published original is decisive.
 *
 * All of it lives in the arena of the MzChecks that it belongs to.
 */
#ifndef MZ_CHECK_FINDING_H
#define MZ_CHECK_FINDING_H

#include "check/catalogue.h"
#include "model/report.h"

/* A place that takes part: a cell, a claim, or just words in the source. */
typedef struct {
    int table, row, column; /* indices; -1: not a cell */
    int claim;              /* index; -1: not a claim */
    const char *address;    /* "general[2012801].total", "claim[收支总计].本年", or "" */
    const char *zh, *en;    /* for people: "支出决算表 行政运行 项目支出" */
    const char *value;      /* as printed; "" blank */
    const char *check;      /* id of the relation that breaks there; NULL: an input */
    MzSpan span;
} MzEvidence;

typedef struct {
    const MzCheck *check;
    MzSeverity severity; /* after options; may be less than the check's (rounding, last digit) */
    MzFindingKind kind;
    MzEvidence place;        /* where it is */
    const char *printed;     /* what is printed; "" nothing */
    const char *expected;    /* what the others say; "" not a value */
    const char *equation;    /* "小计 208.21 = 基本支出 200.00 + 项目支出 8.12"; "" */
    const char *equation_en; /* the same where it has words of ours: "小计 208.21 ≠ blank"; NULL: it has none */
    const char *difference;  /* "0.09"; "" */
    const char *tolerance;   /* "0.02"; "" */
    const MzEvidence *inputs;
    guint n_inputs;
    const MzEvidence *related;
    guint n_related;
    char fingerprint[17]; /* of check, department, year, place and values, no line numbers */
    const char *message_zh, *message_en;
    const char *suppressed; /* reason of the suppression; NULL: none */
    gboolean known;         /* in the baseline */
} MzFinding;

/* The message and the equation in the language of messages. */
const char *mz_finding_message(const MzFinding *finding);
const char *mz_finding_equation(const MzFinding *finding);

#endif
