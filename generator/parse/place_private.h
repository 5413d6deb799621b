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

#define MZ_SIDES 3  /* MzSide */
#define MZ_SHAPES 4 /* of a table: one a side, and that of a wide table's raw row */
#define MZ_SHIFTS 5 /* of rows against the head that are thought of */

enum { BLANK = -1, LOST = -2 };

/* The cells that rows of a table can fill, from left to right, which are the same for all of one side. */
typedef struct {
    guint n_targets;
    MzSide side;
    guint row[MAX_TARGETS];      /* how many rows below the row's first */
    guint8 column[MAX_TARGETS];  /* of the form */
    guint offset[MAX_TARGETS];   /* of the cell's number from that of the first cell of the row's first */
    int whole[MAX_TARGETS];      /* the column that its column is a part of; -1: none */
    gint unusual[MAX_TARGETS];   /* cost of an amount in a column that usually has none */
    guint8 largest[MAX_TARGETS]; /* targets whose column usually has the largest part of its whole */
    guint n_largest;
    gboolean first_is_total; /* the first target is a total of others */
    gboolean has_cells;      /* it is known in which tab cell each target should stand */
    gboolean ascending;      /* … and those cells follow each other */
    gboolean keeps_cells;    /* … and the text kept all cells of the table */
    int cell[MAX_TARGETS];
} Shape;

/* A way to put the amounts of a row into its targets. */
typedef struct {
    gint8
        amount[MAX_TARGETS]; /* index of the row's amount in the target; -1: BLANK; -2: LOST by the text, at most one */
    gint cost;               /* of position and of unusual columns: settles what relations leave open */
    gint64 lost;             /* the amount that was LOST */
    guint score;             /* what relations say against it, in the round at hand */
    guint16 violations;      /* of the row's own relations */
    guint8 open;             /* still possible when relations alone had spoken */
} Candidate;

/* A row's part in a relation with other rows. */
typedef struct {
    guint relation, member;
} Link;

/* What an unsettled row can contribute to relations: the distinct values that its ways put into a target, or, where a
 * relation has several of the row's targets, what they add to it; and how many of the living ways have each. */
typedef struct Part {
    struct Part *next; /* of the row */
    const gint64 *values;
    guint16 *n_ways;      /* by value */
    const guint16 *value; /* by candidate: index of its value; NULL: that of the amount in the target */
    guint target;
    guint n_values;
    guint n_living;  /* values that some living way has */
    gint64 min, max; /* of those */
    gboolean linked; /* some relation asked, so that it is among the row's parts */
    gboolean shrank; /* it has fewer values than before some ways were lost */
} Part;

/* A link's part. */
typedef struct {
    Part *part;        /* NULL: not asked yet */
    gboolean opposite; /* the target stands on the right side of the relation */
} Share;

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
    guint first_row;  /* of the table, that its targets are counted from */
    guint first_cell; /* number of that row's first cell */
    guint n_amounts;
    const Shape *shape;
    const MzRawAmount *amounts;
    Candidate *candidates; /* NULL while `fitting` tells of them what is asked */
    guint n_candidates, room;
    guint16 *alive; /* indices of the candidates that relations have not refuted, ascending; NULL: it was settled */
    guint n_alive;
    guint n_open; /* candidates that relations alone left */
    int chosen;   /* index of the candidate; -1: not settled */
    int best;     /* the cheapest candidate that is alive, and how much dearer the next one is; good while weighed */
    gint gap;
    gboolean weighed;
    gboolean decided_by_position;
    gboolean certain;          /* its amounts are printed where they stand: no relation overrules that */
    gboolean recovered;        /* some of its cells are, when they are filled */
    guint asked;               /* how hard relations were asked of it since something changed around it */
    guint8 fitting[MZ_SHIFTS]; /* how well it fits its cells shifted so: 0 not, 1 in a way that its own relations allow
                                  only by rounding (small amounts agree with anything), 2 in one in which they hold
                                  exactly */
    guint slot;                /* among the unsettled */
    guint first_own;           /* the last of the equations that are the row's alone, from 1; 0: none */
    const Own *own;            /* the same, as ways are tried by them; NULL: there are none, or none was tried yet */
    Link *links;
    guint n_links;
    Share *shares;   /* by link; NULL: the row was settled before relations were asked */
    Part *of_target; /* what it can have in each target; NULL as the shares, and where the text lost amounts */
    guint8 index_of[MAX_TARGETS + 1]; /* by amount, after that none: index of its value in those parts */
    Part *parts;                      /* the first of those that relations asked for */
} Row;

typedef struct {
    guint row;
    guint8 target;
    guint8 right; /* it stands on the right side */
    guint8 exact; /* its table is in 元 */
} Term;

/* The last printed place in 分; 0: exact. */
static inline gint64
term_place(Term term)
{
    return term.exact ? 0 : 10000;
}

/* A table's cells as terms of relations. */
typedef struct {
    guint first; /* number of its first cell */
    guint n_columns;
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
    guint64 open_ways; /* how many ways those rows have together */
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
    guint *next_own; /* by equation that is a row's alone: the row's next one, from 1; 0: none */
    ClaimedCell *claims;
    guint n_claims;
    Shape **shapes;   /* by table MZ_SHAPES each; NULL: of no row */
    guint *first_row; /* by table: index in rows of its row 0 */
    Term *terms;      /* by number of a cell: which target of which row it is; row G_MAXUINT: of none */
    guint n_cells;
    Cells *cells;   /* by table */
    gint64 *values; /* by number of a cell: the amount that stands there, in rows that are settled */
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

/* The amount that a way puts into a target; 0: none. */
static inline gint64
amount_in(const Row *row, const Candidate *candidate, guint target)
{
    gint8 amount = candidate->amount[target];
    return amount >= 0 ? row->amounts[amount].amount.fen : amount == LOST ? candidate->lost : 0;
}

static inline MzCellRef
target_at(const Row *row, guint i)
{
    return (MzCellRef){(guint16)row->table, (guint16)(row->first_row + row->shape->row[i]), row->shape->column[i]};
}

/* The number of a target's cell (model/relate.h). */
static inline guint
target_number(const Row *row, guint i)
{
    return row->first_cell + row->shape->offset[i];
}

static inline const MzColumnForm *
column_of(const Placing *placing, const Row *row, guint target)
{
    return &placing->report->tables[row->table].form->columns[row->shape->column[target]];
}

/* The number of a cell. */
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
/* All ways of a row, behind the one it has if it was placed at once. */
void mz_place_all_ways(Placing *placing, guint index);

/* place_relations.c: relations of the forms and of the claims; and choosing. What lies between rows is written out only
 * for rows that are not settled by their own relations and their cells, and again for all when some row seems shifted.
 */
void mz_place_relate(Placing *placing);
/* Writes out the row's own relations, if it was not done, for trying its ways by them. */
void mz_place_own(const Placing *placing, Row *row);
/* Whether a relation that is a row's alone fails of the amounts in cells, by the cells' numbers, without the tolerance
 * of rounding. */
gboolean mz_place_fails_exactly(const MzEquation *equation, const gint64 *values);
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

/* How many of the row's own relations fail of the amounts in its targets. Counted no further than one more than `most`.
 * Inline: each way that a row can be placed is asked. */
static inline guint
own_violations(const Row *row, const gint64 *value, gboolean exactly, guint most)
{
    guint violations = 0;
    for (const Own *own = row->own; own != NULL && violations <= most; own = own->next)
        violations += own_fails(own, value, exactly);
    return violations;
}

void mz_place_choose(Placing *placing);

/* place_proof.c: the cells of the report. */
void mz_place_fill(const Placing *placing);

#endif
