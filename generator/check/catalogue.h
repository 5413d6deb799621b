/* # The catalogue of checks (check/catalogue.h)
 *
 * Every check (勾稽关系) that mingzhang makes is one line of one constant table. The table documents itself
 * (`mingzhang explain`), is the list of rules of the machine-readable results, and runs: each line names the function
 * that does it. A check that is not made is not in the table: one number of decimals a table and punctuation are style,
 * and many good reports would fail; renamed items need a list with dates; a budget of a self-evaluation may always be
 * an adjusted one; sums of lists that begin with 主要 prove nothing, and closed ones have checks of their own. Ids
 * never change and are never used again for another meaning. Relations between cells are not repeated here: those
 * checks run over the equations of model/relate.h that bear their id.
 *
 * A new check is a line of the table, and the function that it names in the file of its subject, declared in
 * check/checker.h; a relation between cells needs no function, but a line in forms/relations.c, and a sentence that
 * repeats a cell one in forms/claims.c. tests/unit/test_catalogue.c wants a report in which it holds and one in which
 * it fails, and names the checks that lack either.
 */
#ifndef MZ_CHECK_CATALOGUE_H
#define MZ_CHECK_CATALOGUE_H

#include "forms/forms.h"

/* How much a failure weighs. */
typedef enum {
    MZ_SEVERITY_NOTE,    /* rounding, style, links: nothing to correct for certain */
    MZ_SEVERITY_WARNING, /* the form leaves room: open lists, last digit, scope */
    MZ_SEVERITY_ERROR    /* no reading of the text and no rounding can make the relation true */
} MzSeverity;

/* "note", "warning", "error"; 提示、警告、错误 or the English word, in the language of messages; and what the pages of
 * the site write for all to read: 提示、存疑、不符. Static. */
const char *mz_severity_key(MzSeverity severity);
const char *mz_severity_label(MzSeverity severity);
const char *mz_severity_on_pages(MzSeverity severity);

/* What a finding is about. */
typedef enum {
    MZ_FINDING_TABLE_SUM,
    MZ_FINDING_CROSS_TABLE,
    MZ_FINDING_NARRATIVE_TABLE,
    MZ_FINDING_NARRATIVE_ARITHMETIC,
    MZ_FINDING_CLASSIFICATION,
    MZ_FINDING_STRUCTURE,
    MZ_FINDING_EXTRACTION,
    MZ_FINDING_ROUNDING
} MzFindingKind;

/* "table-sum" … "rounding"; and the same in words, in the language of messages. Static. */
const char *mz_finding_kind_key(MzFindingKind kind);
const char *mz_finding_kind_label(MzFindingKind kind);

/* How exactly amounts must agree. */
typedef enum {
    MZ_TOLERANCE_NONE,    /* no amounts are compared */
    MZ_TOLERANCE_EXACT,   /* 0 */
    MZ_TOLERANCE_SUM,     /* R(n): a total against n addends, each rounded by itself: of a difference of d last places
                             4·d² ≤ 3·(n+1) is rounding, 2·d ≤ n+1 may be, both only noted; 0 in yuan with two decimals */
    MZ_TOLERANCE_SAME,    /* Q: the same quantity printed twice, R(1) */
    MZ_TOLERANCE_PERCENT, /* P: the rounding interval of the percentage meets that of the ratio */
    MZ_TOLERANCE_SCORE    /* 0.01 of a point */
} MzTolerance;

/* "none", "0", "R(n)", "Q", "P", "0.01". Static. */
const char *mz_tolerance_key(MzTolerance tolerance);

/* What the tolerance is, in the language of messages. Static. */
const char *mz_tolerance_text(MzTolerance tolerance);

/* Why a relation must hold. */
typedef enum {
    MZ_REASON_FORM,           /* the published form itself */
    MZ_REASON_ARITHMETIC,     /* text and tables state one fact; ratios follow from their parts */
    MZ_REASON_PUBLICATION,    /* rules of publication: empty tables are listed and explained, three public expenses */
    MZ_REASON_CLASSIFICATION, /* 政府收支分类科目 */
    MZ_REASON_PERFORMANCE,    /* rules of performance self-evaluation */
    MZ_REASON_CLARITY         /* a text for the public should have no leftovers and slips */
} MzReason;

/* The reason with its source, in the language of messages. Static. */
const char *mz_reason_text(MzReason reason);

/* Why a check said nothing on a report. One bit each, so that a check can list the ones it knows. */
typedef enum {
    MZ_SKIP_NONE = 0,
    MZ_SKIP_EMPTY = 1 << 0,         /* its table is empty, its cells are all blank */
    MZ_SKIP_NO_CHILDREN = 1 << 1,   /* no rows of the next level are printed */
    MZ_SKIP_NOT_FISCAL = 1 << 2,    /* the relation holds only where all money is fiscal and of this year */
    MZ_SKIP_NO_COLUMN = 1 << 3,     /* the form has no such column or row */
    MZ_SKIP_NO_CLAIM = 1 << 4,      /* the text states nothing of the kind */
    MZ_SKIP_OTHER_KIND = 1 << 5,    /* for the other kind of report (budget, final accounts) */
    MZ_SKIP_MISSING_TABLE = 1 << 6, /* the report has no such table: not decided */
    MZ_SKIP_OFF = 1 << 7,           /* switched off by the user */
    MZ_SKIP_ONE_REPORT = 1 << 8,    /* there is no other report to compare with */
    MZ_SKIP_NO_TEXT = 1 << 9,       /* the source has no lines of text */
    MZ_SKIP_NO_CONTENTS = 1 << 10,  /* no list of contents was read, or report.json keeps none */
    MZ_SKIP_NO_PLACE = 1 << 11      /* its path does not say what it is */
} MzSkip;

/* One reason of skipping, in the language of messages. Static. */
const char *mz_skip_text(MzSkip skip);

/* Reports that a check is for. */
#define MZ_FOR_FINAL 1u
#define MZ_FOR_BUDGET 2u
#define MZ_FOR_BOTH 3u

typedef struct MzChecker MzChecker; /* a run of the catalogue over one report, internal to check/ */
typedef struct MzCheck MzCheck;

struct MzCheck {
    const char *id;
    const char *zh, *en;                   /* name */
    const char *relation_zh, *relation_en; /* what must hold */
    MzSeverity severity;                   /* of a failure */
    MzFindingKind kind;
    MzTolerance tolerance;
    MzReason reason;
    guint kinds; /* MZ_FOR_… */
    guint skips; /* MZ_SKIP_… that can happen */
    void (*run)(MzChecker *checker, const MzCheck *check);
    const char *fails, *holds; /* examples */
};

/* The whole catalogue, in its fixed order. */
const MzCheck *mz_catalogue(guint *n_checks);

/* The check of an id; NULL: none. */
const MzCheck *mz_check_find(const char *id);

/* Whether an id, or the family before a point of it ("text" of text.twins), is in the catalogue. */
gboolean mz_check_is_known(const char *id);

/* Its index in the catalogue. */
guint mz_check_index(const MzCheck *check);

/* Core checks (split, sum, total, cross): a report of which too few are decided counts as unread. */
gboolean mz_check_is_core(const MzCheck *check);

#endif
