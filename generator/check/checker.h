/* # A run of the catalogue over one report (check/checker.h, internal to check/)
 *
 * All relations between amounts, those of the tables and those between text and tables, are written out as constraints
 * over one list of variables: the cells and the claims. So one method judges them all: a constraint that is broken is
 * blamed on the variable whose one change would satisfy the most broken constraints and break no other.
 */
#ifndef MZ_CHECK_CHECKER_H
#define MZ_CHECK_CHECKER_H

#include "base/error.h"
#include "check/check.h"
#include "model/relate.h"

/* Something in the report that states an amount. A report has thousands: kept small, two in a line of the cache. */
typedef struct {
    gint64 fen;      /* as it should be, once it is repaired; 0: it states none */
    MzMoney printed; /* in the unit that is meant */
    MzCellRef cell;  /* of a claim (mz_claim_of): all 0 */
    guint8 present;
    guint8 uncertain; /* read from a damaged place */
} MzVariable;

/* Whether the amount is what it should be, not what is printed. */
static inline gboolean
mz_is_repaired(const MzVariable *variable)
{
    return variable->fen != variable->printed.fen;
}

typedef enum {
    MZ_CONSTRAINT_TRIVIAL, /* every cell is blank */
    MZ_CONSTRAINT_UNDECIDED,
    MZ_CONSTRAINT_HOLDS,
    MZ_CONSTRAINT_ROUNDING, /* off by rounding */
    MZ_CONSTRAINT_BROKEN
} MzConstraintState;
#define MZ_CONSTRAINT_STATES 5

/* What the amounts of a table are like, so that what most tables have none of is not sought in them. */
typedef struct {
    guint origins;     /* bits (1 << MzOrigin) */
    guint n_sure;      /* those that are not uncertain */
    gboolean negative; /* some are below 0 */
    gboolean astray;   /* some stand on another line than their row */
} MzAmounts;

/* What a line has, so that what most lines have none of is not sought in them. */
typedef struct {
    guint length;   /* in bytes */
    guint n_points; /* "." */
} MzLineMarks;

/* Σ left = Σ right, or ≥. */
typedef struct {
    const MzCheck *check;
    const guint *terms; /* variables, those of the left side first; not owned */
    gint64 difference;  /* of the amounts as repaired */
    guint n_terms, n_left;
    guint tables; /* bits of the tables that its relation names, also those that lack its rows */
    int finding;  /* index of the finding that explains it, or MZ_OF_GAP + that of the gap; -1 */
    guint8 op;    /* MzRelationOp */
    guint8 parts_optional;
    guint8 soft;  /* of warning or note level: gives no evidence about others */
    guint8 state; /* MzConstraintState, of the amounts as repaired */
} MzConstraint;

/* The findings of gaps come last: until then a constraint that one explains has the gap's index and this. */
#define MZ_OF_GAP (G_MAXINT / 2)

/* A run of rows that one table has and another lacks (gaps.c). */
typedef struct {
    guint from, into, column; /* tables; the column of `from` where their amounts stand */
    const guint *rows;        /* of `from` */
    const guint8 *proven;     /* by row: relations or the forms ask for its amount */
    guint n_rows;
    int after;       /* the row of `into` that they belong behind; -1: before all */
    MzMoney sum;     /* of those rows that have no other below them */
    gboolean summed; /* all of these are proven */
    gboolean levels; /* some have others of them, or of `from`, below */
    gboolean must;   /* the forms ask that `into` has them */
} MzGap;

/* 1: the term stands on the left; -1: on the right. */
static inline int
mz_term_sign(const MzConstraint *constraint, guint term)
{
    return term < constraint->n_left ? 1 : -1;
}

/* A printed percentage and the two amounts that it is the ratio of. */
typedef struct {
    const char *check;  /* id */
    guint claim;        /* of the percentage */
    guint part, whole;  /* variables; for a change: the change and the present amount */
    gboolean of_change; /* the whole is present amount − change */
} MzRatio;

struct MzChecker {
    const MzReport *report;
    const MzCheckOptions *options;
    MzChecks *checks;
    MzArena *arena;
    MzArena *scratch; /* gone when the run is over */
    /* What several checks need, made by the first of them; NULL: not made yet. */
    struct MzPaths *paths;        /* classes.c */
    struct MzContents *contents;  /* contents.c */
    gint8 *explained;             /* sections.c: by section the table that it explains; -1: none */
    GArray *slips;                /* wording.c */
    MzLineMarks *line_marks;      /* wording.c: by index of line */
    const guint64 *line_pairs;    /* wording.c: the pairs of characters that stand in some line */
    const char ***keys;           /* lists.c: by section and paragraph */
    const char *const **headings; /* claims.c: by section, once a claim of it asked; NULL */
    gboolean fiscal_only;
    guint blind;                 /* bits of the tables of which not all amounts were read (ends.c) */
    int last_table;              /* the table with which the text ends too early; -1 */
    guint missing_sections;      /* bits of the required ones (mz_sections_missing) */
    gboolean cut_text;           /* some are missing: the last section may go on */
    GArray *findings;            /* of MzFinding */
    GArray *gaps;                /* of MzGap */
    GArray *variables;           /* of MzVariable: cells by their numbers (model/relate.h), then claims */
    GArray *constraints;         /* of MzConstraint: the equations if they are written out, then those of claims */
    guint *table_base;           /* first variable of each table */
    MzAmounts *amounts;          /* by table */
    guint claim_base;            /* first variable of the claims */
    guint first_of[MZ_MEASURES]; /* by measure: its first claim + 1; 0: none */
    guint *next_of;              /* by claim: the next of its measure + 1; 0: none */
    guint *unit_of;              /* by claim: if it is in 元 and meant in 万元, the variable of the cell that says so
                                  * + 1; NULL: none is */
    guint *uses_base;            /* variable → its constraints: a slice of `uses`; NULL: nothing is to be blamed */
    guint *uses;
    GArray *ratios;            /* of MzRatio */
    guint8 *not_fiscal;        /* by check: a constraint was left out because not all money is fiscal */
    guint n_equations;         /* constraints before the first in which a claim is; 0: not written out */
    const MzRelated *related;  /* the equations, and rows by their keys */
    const struct MzRows *rows; /* rows.c */
};

#define mz_variable(checker, i) (&g_array_index((checker)->variables, MzVariable, (i)))
#define mz_constraint(checker, i) (&g_array_index((checker)->constraints, MzConstraint, (i)))

/* The index of the claim that a variable is; -1: it is a cell. */
static inline int
mz_claim_of(const MzChecker *checker, const MzVariable *variable)
{
    guint index = (guint)(variable - mz_variable(checker, 0));
    return index < checker->claim_base ? -1 : (int)(index - checker->claim_base);
}

/* ---- constraints.c: written out, judged, blamed */

void mz_constraints_build(MzChecker *checker);
/* Judges, blames, reports, and records what became of each constraint. */
void mz_constraints_solve(MzChecker *checker);
void mz_constraints_free(MzChecker *checker);

guint mz_variable_of_cell(const MzChecker *checker, MzCellRef ref);
guint mz_variable_of_claim(const MzChecker *checker, guint claim);
/* By claim: whether some constraint is about it. */
const gboolean *mz_tied_claims(const MzChecker *checker);

/* Adds Σ left = Σ right (variables). */
MzConstraint *mz_constraint_add(MzChecker *checker, const char *id, MzRelationOp op, const guint *left, guint n_left,
                                const guint *right, guint n_right);

/* Whether all money is of the general budget and of this year, so that its tables have the same items. */
gboolean mz_one_money(const MzChecker *checker);

/* Whether two of them are the same relation of the same row, in another column. */
gboolean mz_is_same_relation(const MzChecker *checker, const MzConstraint *a, const MzConstraint *b);
/* Whether one holds, or to rounding, if `n` more amounts leave this difference. */
gboolean mz_constraint_would_hold(const MzChecker *checker, const MzConstraint *constraint, gint64 difference, guint n);
/* The place where it shows when nothing better is known. */
MzEvidence mz_evidence_of_constraint(const MzChecker *checker, const MzConstraint *constraint);

/* ---- gaps.c: rows that a table lacks */

/* Finds the rows for want of which constraints are broken; these are told with them, and blame nothing else. Where
 * the forms do not ask for the rows, only where the amounts that another table has for them leave no difference. */
void mz_explain_gaps(MzChecker *checker);
/* Finds the other rows that the forms ask for, when what is broken is explained. */
void mz_find_gaps(MzChecker *checker);
/* The gap of a table in which a code stands, or one that begins with it (`below`); NULL: none. */
const MzGap *mz_gap_of(const MzChecker *checker, guint table, const char *code, gboolean below);
void mz_report_gaps(MzChecker *checker, const MzCheck *check);

/* ---- claims.c: what the text repeats, as constraints */

void mz_constraints_of_claims(MzChecker *checker);

/* Claims whose unit is a slip (MzVariable.unit_of), told with the finding of the same amount if there is one. */
void mz_report_units(MzChecker *checker);

/* Whether a claim is an amount of money in 万元 or 元, and how much. */
gboolean mz_claim_amount(const MzChecker *checker, guint claim, MzMoney *money);

/* Whether a subject is one kind of vehicle: "国有资产/机要通信用车数量" ends in `what`, the whole does not count. */
gboolean mz_is_vehicle_kind(const char *subject, const char *what);

/* Titles over a claim from the innermost outwards, NULL-terminated. */
const char *const *mz_claim_headings(const MzChecker *checker, const MzClaim *claim);

/* ---- percents.c: ratios, which also bear witness for amounts */

void mz_ratios_build(MzChecker *checker);

/* Whether a ratio holds as if `changed` had the amount `fen` (G_MAXUINT: as it stands). */
gboolean mz_ratio_holds(const MzChecker *checker, const MzRatio *ratio, guint changed, gint64 fen);

/* A stated change that differs from all others of the same amount, and whose rate fits the others, is the finding. */
void mz_ratios_blame_changes(MzChecker *checker);

/* ---- evidence.c: findings and their words */

MzEvidence mz_evidence_of(const MzChecker *checker, guint variable);
MzEvidence mz_evidence_of_cell(const MzChecker *checker, MzCellRef ref);
MzEvidence mz_evidence_of_claim(const MzChecker *checker, guint claim);
MzEvidence mz_evidence_of_line(const MzChecker *checker, MzSpan span, const char *zh, const char *en);

/* A finding with nothing but check, severity, place and messages (static or in the arena); the rest is empty. The
 * pointer is good until the next one is added. Messages live in the arena. */
MzFinding *mz_finding_add(MzChecker *checker, const MzCheck *check, MzSeverity severity, MzEvidence place,
                          const char *message_zh, const char *message_en);
void mz_finding_relate(const MzChecker *checker, MzFinding *finding, const MzEvidence *related, guint n_related);
void mz_finding_input(const MzChecker *checker, MzFinding *finding, const MzEvidence *inputs, guint n_inputs);

/* "小计 208.21 ≠ 基本支出 200.00 + 项目支出 8.12". A side without amounts is 空白, or says which table has no such row.
 */
const char *mz_constraint_text(const MzChecker *checker, const MzConstraint *constraint, MzLang lang);
/* Whether any amount stands on the left (1) or right (-1) side. */
gboolean mz_constraint_has_side(const MzChecker *checker, const MzConstraint *constraint, int sign);

/* "2080505 机关事业单位基本养老保险缴费支出". */
const char *mz_row_label(const MzChecker *checker, const MzRow *row);

/* An amount for people, in the unit and with the decimals of `like`. */
const char *mz_amount_text(const MzChecker *checker, gint64 fen, MzMoney like);

/* ---- ends.c: what is not all there */

/* Finds tables without amounts and the place where the text is cut off. */
void mz_find_ends(MzChecker *checker);
/* Whether not all amounts of the table were read: a relation with it that does not hold is undecided. */
gboolean mz_is_blind(const MzChecker *checker, MzTableKey key);
/* A table that cannot be empty, without amounts. */
gboolean mz_has_no_amounts(const MzTable *table);
/* Whether the text ends in the section: a list in it may go on. */
gboolean mz_may_go_on(const MzChecker *checker, int section);

/* ---- rows.c */

/* A code that the report's tables print. */
typedef struct {
    const char *text;
    const char *name; /* in the classification; NULL: it has none such */
    guint length;
    guint class, group; /* numbers of the codes that are its first 3 and 5 digits; 0: no table prints it */
} MzRowCode;

typedef struct {
    const char *name;  /* as printed, without the code that stands before it where that is misprinted; "": none */
    guint digits;      /* of that code */
    guint code;        /* number of the row's code, the same in all tables; 0: it has none */
    gboolean standard; /* the name is that of the classification to the letter */
} MzRowNames;

typedef struct MzRows {
    MzRowCode *codes; /* by number, from 1; that of 0 is none */
    guint n_codes;
    MzRowNames **of; /* by table and row */
} MzRows;

void mz_find_rows(MzChecker *checker);

/* ---- classes.c */
void mz_paths_free(struct MzPaths *names);

/* ---- document.c */

/* 一 … 九十九 or 1 … 99 in an ordinal ("第三部分", "（十二）", "3."); 0: not understood. */
int mz_ordinal_value(const char *text);

/* ---- contents.c: a word of the heading of each section that the rules of publication ask for (预算法实施条例, 财预
 * 〔2016〕143号) */
typedef struct {
    guint kinds;
    const char *words[2]; /* one of them stands in a heading; NULL: only one */
    const char *name;
} MzRequiredSection;

const MzRequiredSection *mz_required_sections(guint *n_sections);
/* A bit for each of those that the report should have and has not. */
guint mz_sections_missing(const MzReport *report);

/* The next year ("2024 年") at or behind `text`; 0: none. `start` is set to its digits, `next` behind 年. */
int mz_find_year(const char *text, const char **start, const char **next);

/* ---- identity.c */

/* Whether the report is told to be of another year than its tables say: then their years, and those of the text, are no
 * findings of their own. */
gboolean mz_has_other_year(const MzChecker *checker);

/* ---- lists.c */

/* The next item of a list up to its end: behind one of `、，；,;` or a line's end. Returns the item's length; `*next`
 * is where the next one begins, NULL behind the last. */
gsize mz_next_item(const char *list, const char *end, const char **next);

/* A paragraph as compared (mz_text_key): made once, for whoever asks for it. */
const char *mz_paragraph_key(MzChecker *checker, int section, guint paragraph);

/* The last line of a paragraph. */
guint32 mz_paragraph_end(const MzSection *section, guint paragraph);
/* Where the words stand in the lines; the first line alone where wrapping broke them. */
MzSpan mz_span_of_words(const MzReport *report, guint32 line, guint32 last, const char *words);

/* ---- wording.c */

/* What each line has, by its index: found once for whoever asks. */
const MzLineMarks *mz_line_marks(MzChecker *checker);
/* Whether some line has a word. */
gboolean mz_stands_in_lines(MzChecker *checker, const char *word);

/* ---- tables.c */

/* Whether two names are the same but for width, blanks, and what the text cut off. */
gboolean mz_same_name(MzArena *arena, const char *a, const char *b);

/* ---- check.c: what became of each check */

void mz_record(MzChecker *checker, const MzCheck *check, MzCheckState state, int table, int section);
/* The same as so many times MZ_STATE_HOLDS of a table. */
void mz_record_held(MzChecker *checker, const MzCheck *check, int table, guint times);
/* The same as all that was counted of a table. */
void mz_record_tally(MzChecker *checker, const MzCheck *check, int table, const MzTally *tally);
void mz_skip(MzChecker *checker, const MzCheck *check, MzSkip skip);
/* The index of a table's row; -1: it has none of the key. */
int mz_row_index(const MzChecker *checker, guint table, const char *key);

/* Skips a check that had nothing to judge. */
void mz_skip_if_unused(MzChecker *checker, const MzCheck *check, MzSkip skip);
gboolean mz_check_is_on(const MzChecker *checker, const MzCheck *check);

/* ---- the functions of the catalogue, by file */

/* constraints.c */
void mz_check_equations(MzChecker *checker, const MzCheck *check);
void mz_check_claims(MzChecker *checker, const MzCheck *check);
/* percents.c */
void mz_check_percents(MzChecker *checker, const MzCheck *check);
void mz_check_share_sum(MzChecker *checker, const MzCheck *check);
void mz_check_delta_chain(MzChecker *checker, const MzCheck *check);
void mz_check_sme_kinds(MzChecker *checker, const MzCheck *check);
void mz_check_reserve(MzChecker *checker, const MzCheck *check);
/* narrative.c */
void mz_check_same_fact(MzChecker *checker, const MzCheck *check);
void mz_check_item_coverage(MzChecker *checker, const MzCheck *check);
void mz_check_direction(MzChecker *checker, const MzCheck *check);
void mz_check_counts(MzChecker *checker, const MzCheck *check);
void mz_check_staff(MzChecker *checker, const MzCheck *check);
void mz_check_vehicles(MzChecker *checker, const MzCheck *check);
void mz_check_lists(MzChecker *checker, const MzCheck *check);
/* extraction.c */
void mz_check_extractions(MzChecker *checker, const MzCheck *check);
void mz_check_scanned(MzChecker *checker, const MzCheck *check);
void mz_check_slips(MzChecker *checker, const MzCheck *check);
/* lists.c */
void mz_check_list_counts(MzChecker *checker, const MzCheck *check);
void mz_check_uses(MzChecker *checker, const MzCheck *check);
/* sections.c */
void mz_check_section_order(MzChecker *checker, const MzCheck *check);
void mz_check_section_subjects(MzChecker *checker, const MzCheck *check);
void mz_check_table_numbers(MzChecker *checker, const MzCheck *check);
void mz_check_denials(MzChecker *checker, const MzCheck *check);
/* budget.c */
void mz_check_scope(MzChecker *checker, const MzCheck *check);
void mz_check_project_columns(MzChecker *checker, const MzCheck *check);
void mz_check_costs(MzChecker *checker, const MzCheck *check);
/* projects.c */
void mz_check_project_names(MzChecker *checker, const MzCheck *check);
void mz_check_evaluations(MzChecker *checker, const MzCheck *check);
/* tables.c */
void mz_check_uncertain(MzChecker *checker, const MzCheck *check);
void mz_check_orphans(MzChecker *checker, const MzCheck *check);
void mz_check_order(MzChecker *checker, const MzCheck *check);
void mz_check_zero_total(MzChecker *checker, const MzCheck *check);
void mz_check_code_sets(MzChecker *checker, const MzCheck *check);
void mz_check_empty_notes(MzChecker *checker, const MzCheck *check);
void mz_check_sangong_over(MzChecker *checker, const MzCheck *check);
void mz_check_codes(MzChecker *checker, const MzCheck *check);
void mz_check_standard_names(MzChecker *checker, const MzCheck *check);
void mz_check_labels(MzChecker *checker, const MzCheck *check);
void mz_check_names(MzChecker *checker, const MzCheck *check);
/* classes.c */
void mz_check_parents(MzChecker *checker, const MzCheck *check);
void mz_check_paths(MzChecker *checker, const MzCheck *check);
void mz_check_glossary(MzChecker *checker, const MzCheck *check);
void mz_check_class_ordinals(MzChecker *checker, const MzCheck *check);
void mz_check_known_classes(MzChecker *checker, const MzCheck *check);
/* performance.c */
void mz_check_scores(MzChecker *checker, const MzCheck *check);
void mz_check_weights(MzChecker *checker, const MzCheck *check);
void mz_check_lost_points(MzChecker *checker, const MzCheck *check);
void mz_check_indicators(MzChecker *checker, const MzCheck *check);
void mz_check_duplicates(MzChecker *checker, const MzCheck *check);
/* contents.c */
void mz_check_contents(MzChecker *checker, const MzCheck *check);
void mz_check_body_names(MzChecker *checker, const MzCheck *check);
void mz_check_body_kind(MzChecker *checker, const MzCheck *check);
void mz_check_required_sections(MzChecker *checker, const MzCheck *check);
/* stated.c */
void mz_check_flat(MzChecker *checker, const MzCheck *check);
void mz_check_zero_words(MzChecker *checker, const MzCheck *check);
void mz_check_reasons(MzChecker *checker, const MzCheck *check);
void mz_check_missing_rates(MzChecker *checker, const MzCheck *check);
void mz_check_class_lists(MzChecker *checker, const MzCheck *check);
void mz_check_stock(MzChecker *checker, const MzCheck *check);
void mz_check_negative(MzChecker *checker, const MzCheck *check);
/* wording.c */
void mz_check_text(MzChecker *checker, const MzCheck *check);
void mz_check_alien_text(MzChecker *checker, const MzCheck *check);
/* twins.c */
void mz_check_twins(MzChecker *checker, const MzCheck *check);
/* series.c */
void mz_check_series_prior(MzChecker *checker, const MzCheck *check);
void mz_check_series_budget(MzChecker *checker, const MzCheck *check);
void mz_check_series_department(MzChecker *checker, const MzCheck *check);
void mz_check_series_names(MzChecker *checker, const MzCheck *check);
/* identity.c */
void mz_check_identity(MzChecker *checker, const MzCheck *check);
void mz_check_title(MzChecker *checker, const MzCheck *check);
/* document.c */
void mz_check_tables(MzChecker *checker, const MzCheck *check);
void mz_check_units(MzChecker *checker, const MzCheck *check);
void mz_check_years(MzChecker *checker, const MzCheck *check);
void mz_check_ordinals(MzChecker *checker, const MzCheck *check);

#endif
