/* What the files of placing share (parse/place_private.h). See parse/place.h for the idea.
 *
 * place_rows.c makes for each raw row the candidates: ways to put its amounts into its cells; place_relations.c lets
 * relations choose among them; place_proof.c fills the cells and says why.
 */
#ifndef MZ_PARSE_PLACE_PRIVATE_H
#define MZ_PARSE_PLACE_PRIVATE_H

#include "model/relate.h"
#include "parse/place.h"

#define MAX_TARGETS 12      /* cells that the amounts of one raw row can stand in */
#define MAX_CANDIDATES 1000 /* ways kept for a row; C(12, 6) is 924 */

#define MZ_SIDES 3 /* MzSide */

enum { BLANK = -1, LOST = -2 };

typedef struct {
    gint64 value[MAX_TARGETS]; /* 0: blank */
    gint8 amount[MAX_TARGETS]; /* index of the row's amount in the target; -1: BLANK; -2: LOST by the text */
    gint cost;                 /* of position and of unusual columns: settles what relations leave open */
    guint violations;          /* of the row's own relations */
    gboolean open;             /* still possible when relations alone had spoken */
    guint score;               /* what relations say against it, in the round at hand */
} Candidate;

/* A row's part in a relation with other rows. */
typedef struct {
    guint relation, member;
} Link;

/* What an unsettled row can contribute to the relation of a link, worked out when it is first asked: the distinct
 * values, and how many of the living ways have each. */
typedef struct {
    gint64 *values;       /* NULL: not asked yet */
    guint *n_ways;        /* by value */
    const guint16 *value; /* by candidate: index of its value */
    guint n_values;
    guint n_living;  /* values that some living way has */
    gint64 min, max; /* of those */
    gboolean right;  /* the values are those of a target alone, on the right side of the relation */
} Part;

/* A relation all of whose terms are in one row, as the row's ways are tried by it: Σ left = Σ right. */
typedef struct Own {
    const struct Own *next;
    guint64 bound; /* a difference larger than this no rounding explains */
    gint64 place;  /* last printed place in 分; 0: exact */
    gboolean at_least;
    guint n_left, n; /* targets on the left, on both sides */
    guint8 target[]; /* first those of the left side */
} Own;

/* One raw row and the ways to place its amounts. */
typedef struct {
    guint table; /* of the report */
    guint raw_row;
    guint n_targets, n_amounts;
    MzCellRef target[MAX_TARGETS];
    const MzRawAmount *amounts;
    Candidate *candidates;
    guint n_candidates, room;
    guint16 *alive; /* indices of the candidates that relations have not refuted, ascending; NULL: it was settled */
    guint n_alive;
    guint n_open; /* candidates that relations alone left */
    int chosen;   /* index of the candidate; -1: not settled */
    int best;     /* the cheapest candidate that is alive, and how much dearer the next one is; good while weighed */
    gint gap;
    gboolean weighed;
    gboolean decided_by_position;
    gboolean recovered; /* some of its cells are, when they are filled */
    guint asked;        /* how hard relations were asked of it since something changed around it */
    guint slot;         /* among the unsettled */
    const Own *own;     /* the first of the relations that are the row's alone; NULL: none */
    Link *links;
    guint n_links;
    Part *parts;            /* by link; NULL: the row was settled before relations were asked */
    const Part **of_target; /* the first of them that is of the target alone; NULL as the parts */
} Row;

typedef struct {
    guint row, target;
    gboolean right;
} Term;

/* A table's cells as terms of relations. */
typedef struct {
    guint first; /* number of its first cell */
    guint n_columns;
    gint64 place; /* last printed place in 分; 0: exact */
} Cells;

/* The terms of a relation that belong to one row. */
typedef struct {
    guint row;
    guint first, n; /* in the relation's terms */
    guint link;     /* of the row's links the one to this relation */
} Member;

/* Σ left = Σ right between cells; `constant` is what a claim states (then it stands on the right). */
typedef struct {
    Term *terms; /* by row */
    guint n_terms;
    Member *members;
    guint n_members;
    gint64 constant;
    gint64 place; /* last printed place in 分; 0: exact */
    gboolean at_least;
    gboolean exact; /* one quantity printed twice */
    gint64 fixed;   /* left − right of the settled rows and the constant */
    guint *open;    /* members whose rows are not settled */
    guint n_open;
} Relation;

/* A cell of which the narrative states the amount. */
typedef struct {
    MzCellRef cell;
    gint64 fen;
} ClaimedCell;

/* From which the relations take their parts. */
typedef struct {
    Term *terms;
    Member *members;
    guint *open;
} Pools;

typedef struct {
    MzReport *report;
    const GArray *raw;
    MzArena *arena;
    MzArena *scratch; /* for one row's judgement */
    Row *rows;
    guint n_rows;
    Relation *relations; /* those between several rows that are asked */
    guint n_relations;
    guint *between; /* equations between several rows */
    guint n_between;
    ClaimedCell *claims;
    guint n_claims;
    guint *first_row; /* by table: index in rows of its row 0 */
    Term *terms;      /* by number of a cell: which target of which row it is; row G_MAXUINT: of none */
    guint n_cells;
    Cells *cells; /* by table */
    Pools pools;
    guint *unsettled; /* rows between whose ways relations have to choose */
    guint n_unsettled;
    guint64 *awake;  /* a bit for each of those: relations may have more to say of it */
    int *first_cell; /* by table and side: the cell in which most rows have their first amount */
    const MzEquation *equations;
    guint n_equations;
    /* Steps left for asking relations, by table, and for settling what they leave open: a text made to be hard costs no
     * more than its length allows. */
    guint64 *efforts;
    guint64 *effort; /* the one that is being used */
} Placing;

static inline Row *
row_at(const Placing *placing, guint i)
{
    return &placing->rows[i];
}

static inline Candidate *
candidate_at(const Row *row, guint i)
{
    return &row->candidates[i];
}

static inline const Candidate *
chosen_of(const Row *row)
{
    return candidate_at(row, (guint)row->chosen);
}

static inline const MzColumnForm *
column_of(const Placing *placing, MzCellRef ref)
{
    return &placing->report->tables[ref.table].form->columns[ref.column];
}

/* The number of a cell (model/relate.h). */
static inline guint
cell_number(const Placing *placing, MzCellRef ref)
{
    const Cells *cells = &placing->cells[ref.table];
    return cells->first + ref.row * cells->n_columns + ref.column;
}

/* place_rows.c: the rows of all tables with their cells; later, when their own relations are known, their candidates.
 */
void mz_place_collect_rows(Placing *placing);
void mz_place_make_candidates(Placing *placing);
/* All ways of a row that was placed at once, behind the one it has. */
void mz_place_all_ways(Placing *placing, guint index);

/* place_relations.c: relations of the forms and of the claims; and choosing. What lies between rows is written out only
 * for rows that are not settled by their own relations and their cells, and again for all when some row seems shifted.
 */
void mz_place_relate(Placing *placing);
/* Whether rounding does not explain a difference of the relation. */
gboolean mz_place_is_off(const Own *own, gint64 difference);

/* Whether the relation fails of a way of its row: `exactly` without the tolerance of rounding. */
static inline gboolean
own_fails(const Own *own, const gint64 *value, gboolean exactly)
{
    gint64 difference = 0;
    guint i = 0;
    for (; i < own->n_left; i++)
        difference += value[own->target[i]];
    for (; i < own->n; i++)
        difference -= value[own->target[i]];
    if (difference == 0 || (own->at_least && difference > 0))
        return FALSE;
    guint64 size = difference < 0 ? -(guint64)difference : (guint64)difference;
    return exactly || size > own->bound || mz_place_is_off(own, difference);
}

/* How many of the row's own relations fail. Counted no further than one more than `most`. Inline: each way that a row
 * can be placed is asked. */
static inline guint
own_violations(const Row *row, const Candidate *candidate, gboolean exactly, guint most)
{
    guint violations = 0;
    for (const Own *own = row->own; own != NULL && violations <= most; own = own->next)
        violations += own_fails(own, candidate->value, exactly);
    return violations;
}

void mz_place_choose(Placing *placing);

/* place_proof.c: the cells of the report. */
void mz_place_fill(const Placing *placing);

#endif
