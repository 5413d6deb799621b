#include "model/relate.h"

#include <string.h>

#include "base/map.h"
#include "base/text.h"

/* Where a table's cells begin among all of the report. */
typedef struct {
    guint base, n_columns;
} Block;

/* Rows or columns that add up to one. */
typedef struct {
    guint *at, n;
} Indices;

/* The class or code that a relation is written out for. */
typedef struct {
    const char *text;   /* "" none; "total" */
    guint number;       /* of the key that is the text itself */
    guint side;         /* of its key in two-sided tables, "ex-201"; SIDE_UNKNOWN until it is asked for */
    gboolean is_number; /* not "" or "total" */
    gboolean is_class;  /* a number, but not that of a 项 */
} Code;

#define SIDE_UNKNOWN G_MAXUINT

/* What relations are written out for that begin with a table. */
typedef struct {
    Code *at; /* NULL: not asked yet */
    guint n;
} Codes;

/* What is needed while the equations are written out. */
typedef struct {
    const MzReport *report;
    MzArena *arena;
    MzArena *scratch; /* gone when all is written out */
    MzEquation *equations;
    guint n_equations, room;
    guint *cells; /* those of the equation being made, where they stay: first those of the left side */
    guint n_cells, n_left, cells_room;
    Block *blocks;              /* by index of table */
    MzMap keys;                 /* of all rows, and the codes of projects → number; 0: none */
    const guint16 **rows;       /* by index of table, then number of key: row index + 1 */
    guint **key_of;             /* by index of table: numbers of the keys of its rows */
    Indices *tops;              /* by index of table: its rows with a code that are part of none; made when asked for */
    const guint *first_project; /* by number of a code: the first row of the projects that has it, from 1; 0: none */
    const guint *next_project;  /* by row of the projects: the next with its code */
    Codes *codes, *classes;     /* by index of table: those of its rows, and those that its form prescribes */
    const guint16 *at[MZ_TABLES]; /* the same by table key; NULL: the report lacks the table */
    guint16 index_of[MZ_TABLES];  /* table key → index in report->tables */
    guint tables;                 /* bits of the tables that its relation names */
    gboolean in_row;              /* its cells stand in one row */
} Relating;

static const MzTable *
table_of(const Relating *relating, MzTableKey key)
{
    return relating->at[key] == NULL ? NULL : &relating->report->tables[relating->index_of[key]];
}

/* ---- rows by their keys */

static guint
number_of(const MzMap *keys, const char *key)
{
    return GPOINTER_TO_UINT(mz_map_value(keys, key));
}

/* Index of the row with the key of that number; -1: none. */
static int
row_at(const Relating *relating, MzTableKey table, guint number)
{
    return (int)relating->at[table][number] - 1;
}

static int
row_of(const Relating *relating, MzTableKey table, const char *key)
{
    return row_at(relating, table, number_of(&relating->keys, key));
}

static guint
add_key(MzMap *keys, const char *key)
{
    guint number = keys->n + 1;
    return mz_map_add(keys, key, GUINT_TO_POINTER(number)) ? number : number_of(keys, key);
}

/* Gives the codes of projects numbers. */
static const guint *
number_codes(Relating *relating, const MzTable *table)
{
    guint *codes = mz_arena_new0(relating->scratch, guint, table->n_rows);
    for (guint r = 0; r < table->n_rows; r++) {
        if (table->rows[r].code != NULL)
            codes[r] = add_key(&relating->keys, table->rows[r].code);
    }
    return codes;
}

/* Lists the rows of the projects by code: one row a project, several may have the same. */
static void
list_projects(Relating *relating, const guint *codes)
{
    guint n = table_of(relating, MZ_TABLE_PROJECTS)->n_rows;
    guint *first = mz_arena_new0(relating->scratch, guint, relating->keys.n + 1);
    guint *next = mz_arena_alloc(relating->scratch, n * sizeof(guint));
    for (guint r = n; r-- > 0;) {
        next[r] = first[codes[r]];
        first[codes[r]] = r + 1;
    }
    first[0] = 0;
    relating->first_project = first;
    relating->next_project = next;
}

static void
number_rows(Relating *relating)
{
    const guint *project_codes = NULL;
    const MzReport *report = relating->report;
    guint n_keys = 0;
    for (guint t = 0; t < report->n_tables; t++)
        n_keys += report->tables[t].n_rows * (report->tables[t].key == MZ_TABLE_PROJECTS ? 2 : 1);
    relating->keys = mz_map_new(relating->arena, n_keys / 2); /* most keys are those of rows of several tables */
    relating->rows = mz_arena_new0(relating->arena, const guint16 *, report->n_tables);
    relating->key_of = mz_arena_new0(relating->arena, guint *, report->n_tables);
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        relating->key_of[t] = mz_arena_alloc(relating->arena, table->n_rows * sizeof(guint));
        for (guint r = 0; r < table->n_rows; r++)
            relating->key_of[t][r] = add_key(&relating->keys, table->rows[r].key);
        if (table->key == MZ_TABLE_PROJECTS)
            project_codes = number_codes(relating, table);
    }
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        guint16 *at = mz_arena_new0(relating->arena, guint16, relating->keys.n + 1);
        for (guint r = 0; r < table->n_rows; r++)
            at[relating->key_of[t][r]] = (guint16)(r + 1);
        relating->rows[t] = relating->at[table->key] = at;
        relating->index_of[table->key] = (guint16)t;
    }
    if (project_codes != NULL)
        list_projects(relating, project_codes);
}

static void
number_cells(Relating *relating)
{
    const MzReport *report = relating->report;
    guint n_cells = 0;
    relating->blocks = mz_arena_new0(relating->scratch, Block, report->n_tables);
    relating->tops = mz_arena_new0(relating->scratch, Indices, report->n_tables);
    relating->codes = mz_arena_new0(relating->scratch, Codes, report->n_tables);
    relating->classes = mz_arena_new0(relating->scratch, Codes, report->n_tables);
    for (guint t = 0; t < report->n_tables; t++) {
        relating->blocks[t] = (Block){n_cells, report->tables[t].form->n_columns};
        n_cells += report->tables[t].n_rows * report->tables[t].form->n_columns;
    }
}

/* ---- one equation */

static void
make_room(Relating *relating)
{
    enum { USUAL = 2048 }; /* equations of a report */
    relating->room = MAX(USUAL, 2 * relating->room);
    MzEquation *more = mz_arena_alloc(relating->arena, relating->room * sizeof(MzEquation));
    if (relating->n_equations > 0)
        memcpy(more, relating->equations, relating->n_equations * sizeof(MzEquation));
    relating->equations = more;
}

/* Ends the equation whose cells were added. One side may be a sum of nothing (a code that only one of two tables has),
 * but not both. */
static inline void
emit(Relating *relating, const char *id, MzRelationOp op, MzRelationWhen when, gboolean parts_optional)
{
    guint n = relating->n_cells, n_left = relating->n_left;
    if (n > 0) {
        if (relating->n_equations == relating->room)
            make_room(relating);
        MzEquation *equation = &relating->equations[relating->n_equations++];
        *equation = (MzEquation){.id = id,
                                 .cells = relating->cells,
                                 .n_left = n_left,
                                 .n_right = n - n_left,
                                 .tables = relating->tables,
                                 .op = (guint8)op,
                                 .when = (guint8)when,
                                 .parts_optional = parts_optional,
                                 .in_row = relating->in_row};
        relating->cells += n;
        relating->cells_room -= n;
    }
    relating->n_cells = relating->n_left = 0;
}

/* Room for `n` cells of the equation being made. */
static void
make_cells_room(Relating *relating, guint n)
{
    enum { ROOM = 4096 };
    relating->cells_room = MAX(ROOM, 2 * n);
    guint *more = mz_arena_alloc(relating->arena, relating->cells_room * sizeof(guint));
    if (relating->n_cells > 0)
        memcpy(more, relating->cells, relating->n_cells * sizeof(guint));
    relating->cells = more;
}

/* Adds a cell to the right side. */
static inline void
add_right(Relating *relating, guint table, guint row, guint column)
{
    if (relating->n_cells == relating->cells_room)
        make_cells_room(relating, relating->n_cells + 1);
    const Block *block = &relating->blocks[table];
    relating->cells[relating->n_cells++] = block->base + row * block->n_columns + column;
}

/* Adds a cell to the left side, before the right one has any. */
static inline void
add_left(Relating *relating, guint table, guint row, guint column)
{
    add_right(relating, table, row, column);
    relating->n_left = relating->n_cells;
}

static Indices
indices_new(const Relating *relating, guint room)
{
    return (Indices){mz_arena_alloc(relating->scratch, room * sizeof(guint)), 0};
}

/* Ids of the checks by table, for relations inside a table. The budget's income table has an id of its own. */
typedef struct {
    const char *split, *total, *children;
} TableIds;

static const TableIds table_ids[MZ_TABLES] = {
    [MZ_TABLE_SUMMARY] = {NULL, NULL, NULL},
    [MZ_TABLE_INCOME] = {"split.income", "sum.income.total", "sum.income.children"},
    [MZ_TABLE_EXPENDITURE] = {"split.expenditure", "sum.expenditure.total", "sum.expenditure.children"},
    [MZ_TABLE_APPROPRIATION] = {"split.appropriation", NULL, NULL},
    [MZ_TABLE_GENERAL] = {"split.general", "sum.general.total", "sum.general.children"},
    [MZ_TABLE_BASIC] = {"split.basic", "sum.basic.total", "sum.basic.children"},
    [MZ_TABLE_FUND] = {"split.fund", "sum.fund", "sum.fund"},
    [MZ_TABLE_CAPITAL] = {"split.capital", "sum.capital", "sum.capital"},
    [MZ_TABLE_SANGONG] = {"split.sangong", NULL, NULL},
    [MZ_TABLE_PROJECTS] = {"split.projects", "sum.projects", "sum.projects"},
    [MZ_TABLE_CARRYOVER] = {"split.carryover", "sum.carryover", "sum.carryover"},
};

static const char *
split_id(const MzTable *table, guint column)
{
    if (table->form->shape == MZ_SHAPE_WIDE)
        return column == 0 ? "sangong.total" : "sangong.vehicles";
    if (table->key == MZ_TABLE_INCOME && table->form->kind == MZ_KIND_BUDGET)
        return "split.income-budget";
    return table_ids[table->key].split;
}

/* 横向关系: within a row, a column and the columns that are its parts. */
static void
relate_split(Relating *relating, guint t, guint whole, const Indices *parts)
{
    const MzTable *table = &relating->report->tables[t];
    const MzForm *form = table->form;
    for (guint r = 0; r < table->n_rows; r++) {
        if (form->columns[whole].side != MZ_SIDE_NONE && form->columns[whole].side != table->rows[r].side)
            continue;
        add_left(relating, t, r, whole);
        for (guint i = 0; i < parts->n; i++)
            add_right(relating, t, r, parts->at[i]);
        emit(relating, split_id(table, whole), MZ_RELATION_EQUAL, MZ_WHEN_ALWAYS, FALSE);
    }
}

static void
relate_splits(Relating *relating, guint t)
{
    const MzForm *form = relating->report->tables[t].form;
    Indices parts = indices_new(relating, form->n_columns);
    relating->in_row = TRUE;
    for (guint whole = 0; whole < form->n_columns; whole++) {
        parts.n = 0;
        for (guint part = 0; part < form->n_columns; part++) {
            if (form->columns[part].part_of == (int)whole)
                parts.at[parts.n++] = part;
        }
        if (parts.n > 0)
            relate_split(relating, t, whole, &parts);
    }
    relating->in_row = FALSE;
}

/* Emits `row = Σ rows listed` in every column. */
static void
relate_rows(Relating *relating, const char *id, guint t, guint row, const Indices *addends)
{
    guint n_columns = addends->n == 0 ? 0 : relating->blocks[t].n_columns, first = relating->blocks[t].base;
    for (guint c = 0; c < n_columns; c++) {
        if (relating->cells_room < addends->n + 1)
            make_cells_room(relating, addends->n + 1);
        guint *cell = relating->cells;
        *cell++ = first + row * n_columns + c;
        for (guint i = 0; i < addends->n; i++)
            *cell++ = first + addends->at[i] * n_columns + c;
        relating->n_cells = addends->n + 1;
        relating->n_left = 1;
        emit(relating, id, MZ_RELATION_EQUAL, MZ_WHEN_ALWAYS, FALSE);
    }
}

/* 纵向关系 of tables whose rows come from the report: 合计 = top rows, every row = its children (类 = 款 = 项). */
static void
relate_sums(Relating *relating, guint t)
{
    const MzTable *table = &relating->report->tables[t];
    const TableIds *ids = &table_ids[table->key];
    int total = row_of(relating, table->key, "total");
    Indices addends = indices_new(relating, table->n_rows);
    if (total >= 0) {
        for (guint r = 0; r < table->n_rows; r++) {
            if ((int)r != total && table->rows[r].parent < 0)
                addends.at[addends.n++] = r;
        }
        relate_rows(relating, ids->total, t, (guint)total, &addends);
    }
    /* Children follow their parent in the published order, but not always at once: collect them by parent. */
    guint *first = mz_arena_new0(relating->scratch, guint, table->n_rows + 1);
    guint *next = mz_arena_new0(relating->scratch, guint, table->n_rows + 1);
    for (guint r = 0; r < table->n_rows; r++)
        first[r] = table->n_rows;
    for (guint r = table->n_rows; r-- > 0;) {
        if (table->rows[r].parent >= 0) {
            next[r] = first[table->rows[r].parent];
            first[table->rows[r].parent] = r;
        }
    }
    for (guint r = 0; r < table->n_rows; r++) {
        addends.n = 0;
        for (guint child = first[r]; child < table->n_rows; child = next[child])
            addends.at[addends.n++] = child;
        relate_rows(relating, ids->children, t, r, &addends);
    }
}

/* 基本支出决算明细表: 人员经费合计 = 301 + 303; 公用经费合计 = the other economic 类. */
static void
relate_basic_groups(Relating *relating, guint t)
{
    static const char *const personnel[] = {"301", "303", NULL};
    static const char *const public_use[] = {"302", "307", "309", "310", "311", "312", "313", "399", NULL};
    static const struct {
        const char *row, *id;
        const char *const *parts;
    } groups[] = {{"personnel", "sum.basic.personnel", personnel}, {"public", "sum.basic.public", public_use}};
    for (guint g = 0; g < G_N_ELEMENTS(groups); g++) {
        int row = row_of(relating, MZ_TABLE_BASIC, groups[g].row);
        if (row < 0)
            continue;
        add_left(relating, t, (guint)row, 0);
        for (const char *const *part = groups[g].parts; *part != NULL; part++) {
            int part_row = row_of(relating, MZ_TABLE_BASIC, *part);
            if (part_row >= 0)
                add_right(relating, t, (guint)part_row, 0);
        }
        emit(relating, groups[g].id, MZ_RELATION_EQUAL, MZ_WHEN_ALWAYS, FALSE);
    }
}

/* The check of a row prescribed by the form that has parts. */
static const char *
part_of_id(const MzForm *form, const MzRowForm *row)
{
    gboolean income = row->side == MZ_SIDE_INCOME;
    if (form->table == MZ_TABLE_SANGONG)
        return strcmp(row->key, "total") == 0 ? "sangong.total" : "sangong.vehicles";
    gboolean summary = form->table == MZ_TABLE_SUMMARY;
    if (strcmp(row->key, "in-year") == 0 || strcmp(row->key, "in-fiscal") == 0)
        return summary ? "total.summary.income" : "total.appropriation.income";
    if (strcmp(row->key, "ex-year") == 0 || (form->kind == MZ_KIND_BUDGET && strcmp(row->key, "ex-total") == 0))
        return summary ? "total.summary.expenditure" : "total.appropriation.expenditure";
    if (row->part_of < 0) {
        if (!summary)
            return "total.appropriation.balance";
        return income ? "total.summary.balance-in" : "total.summary.balance-out";
    }
    return "total.opening";
}

/* A row that the form prescribes = its parts, as far as the report has them. */
static void
relate_form_row(Relating *relating, guint t, guint f, guint whole, const Indices *parts)
{
    const MzForm *form = relating->report->tables[t].form;
    const char *id = part_of_id(form, &form->rows[f]);
    gboolean optional = strcmp(id, "total.opening") == 0;
    for (guint c = 0; c < form->n_columns; c++) {
        if (form->columns[c].side != MZ_SIDE_NONE && form->columns[c].side != form->rows[f].side)
            continue;
        add_left(relating, t, whole, c);
        for (guint i = 0; i < parts->n; i++)
            add_right(relating, t, parts->at[i], c);
        emit(relating, id, MZ_RELATION_EQUAL, MZ_WHEN_ALWAYS, optional);
    }
}

/* 纵向关系 of forms that prescribe their rows. */
static void
relate_form_rows(Relating *relating, guint t)
{
    const MzTable *table = &relating->report->tables[t];
    const MzForm *form = table->form;
    int *rows = mz_arena_alloc(relating->scratch, form->n_rows * sizeof(int));
    gboolean *is_whole = mz_arena_new0(relating->scratch, gboolean, form->n_rows);
    Indices parts = indices_new(relating, form->n_rows);
    for (guint f = 0; f < form->n_rows; f++) {
        rows[f] = -1;
        if (form->rows[f].part_of >= 0)
            is_whole[form->rows[f].part_of] = TRUE;
    }
    for (guint r = 0; r < table->n_rows; r++) {
        if (table->rows[r].form_row >= 0)
            rows[table->rows[r].form_row] = (int)r;
    }
    for (guint f = 0; f < form->n_rows; f++) {
        parts.n = 0;
        for (guint p = 0; p < form->n_rows && is_whole[f] && rows[f] >= 0; p++) {
            if (form->rows[p].part_of == (int)f && rows[p] >= 0)
                parts.at[parts.n++] = (guint)rows[p];
        }
        if (parts.n > 0)
            relate_form_row(relating, t, f, (guint)rows[f], &parts);
    }
}

/* A term of a relation between tables, as far as it is the same for every class or code. */
typedef struct {
    const MzTable *table; /* NULL: the report lacks it */
    guint t;
    int column;      /* -1: the form lacks it */
    const char *row; /* NULL: the class or code at hand */
    guint number;    /* of the row's key */
    gboolean left;
} Term;

typedef struct {
    const MzRelation *relation;
    Term terms[2 * MZ_RELATION_TERMS];
    guint n_terms;
    gboolean two_sided; /* a class or code is sought in a two-sided table */
    guint tables;       /* bits of those that the report has */
} Terms;

static void
add_terms(const Relating *relating, Terms *terms, const MzRelationTerm *from, gboolean left)
{
    for (guint i = 0; i < MZ_RELATION_TERMS && from[i].row != NULL; i++) {
        Term *term = &terms->terms[terms->n_terms++];
        *term = (Term){.table = table_of(relating, from[i].table), .column = -1, .row = from[i].row, .left = left};
        if (strcmp(term->row, "@") == 0)
            term->row = NULL;
        else
            term->number = number_of(&relating->keys, term->row);
        if (term->table == NULL)
            continue;
        terms->tables |= 1u << from[i].table;
        terms->two_sided |= term->row == NULL && term->table->form->shape == MZ_SHAPE_TWO_SIDED;
        term->t = relating->index_of[from[i].table];
        term->column = mz_form_column(term->table->form, from[i].column);
    }
}

static inline void
add_cell(Relating *relating, const Term *term, guint row)
{
    if (term->left)
        add_left(relating, term->t, row, (guint)term->column);
    else
        add_right(relating, term->t, row, (guint)term->column);
}

/* All rows of the projects that have the code, from row `from` on. */
static void
add_rows_of_code(Relating *relating, const Term *term, guint from, guint number)
{
    for (guint r = relating->first_project[number]; r != 0; r = relating->next_project[r - 1]) {
        if (r - 1 >= from)
            add_cell(relating, term, r - 1);
    }
}

/* The rows of a coded table that have a code and are part of no other. */
static const Indices *
tops_of(Relating *relating, guint t)
{
    const MzTable *table = &relating->report->tables[t];
    Indices *tops = &relating->tops[t];
    if (tops->at != NULL)
        return tops;
    *tops = indices_new(relating, table->n_rows);
    for (guint r = 0; r < table->n_rows; r++) {
        if (table->rows[r].code != NULL && table->rows[r].parent < 0)
            tops->at[tops->n++] = r;
    }
    return tops;
}

/* The top rows of a coded table that are of the class. */
static void
add_rows_of_class(Relating *relating, const Term *term, const char *class)
{
    const Indices *tops = tops_of(relating, term->t);
    for (guint i = 0; i < tops->n; i++) {
        if (mz_key_begins(term->table->rows[tops->at[i]].code, class))
            add_cell(relating, term, tops->at[i]);
    }
}

/* Adds the cells that a term means for the class or code at hand. A coded table without the 类 row gives its top rows
 * of that 类 (a unit's report prints 项 only). FALSE: the report lacks the term's table, or the form that it prints has
 * no such column. */
static gboolean
add_term(Relating *relating, const Term *term, const Code *code)
{
    const MzTable *table = term->table;
    if (table == NULL || term->column < 0)
        return FALSE;
    gboolean of_code = term->row == NULL;
    guint number = !of_code ? term->number : table->form->shape == MZ_SHAPE_TWO_SIDED ? code->side : code->number;
    int row = row_at(relating, table->key, number);
    if (of_code && table->key == MZ_TABLE_PROJECTS && code->is_number) {
        add_rows_of_code(relating, term, 0, code->number);
    } else if (row >= 0) {
        add_cell(relating, term, (guint)row);
        /* Several projects under one code are rows of that code: together they are its amount. */
        if (table->key == MZ_TABLE_PROJECTS && of_code)
            add_rows_of_code(relating, term, (guint)row + 1, code->number);
    } else if (of_code && table->form->shape == MZ_SHAPE_CODED && code->is_class) {
        add_rows_of_class(relating, term, code->text);
    } else if (!of_code && !g_ascii_isdigit(term->row[0]) && table->n_rows > 0) {
        return FALSE;
    }
    return TRUE;
}

static void
relate_once(Relating *relating, const Terms *terms, const Code *code)
{
    gboolean complete = TRUE;
    relating->tables = terms->tables;
    for (guint i = 0; i < terms->n_terms && complete; i++)
        complete = add_term(relating, &terms->terms[i], code);
    if (!complete)
        relating->n_cells = relating->n_left = 0;
    emit(relating, terms->relation->id, terms->relation->op, terms->relation->when, FALSE);
}

static Code
code_of(const char *text, guint number)
{
    gboolean is_number = g_ascii_isdigit(text[0]);
    return (Code){text, number, SIDE_UNKNOWN, is_number, is_number && strlen(text) < 7};
}

static guint
side_number(const Relating *relating, const char *text)
{
    char side[32] = "ex-";
    g_strlcpy(side + strlen("ex-"), text, sizeof side - strlen("ex-"));
    return number_of(&relating->keys, side);
}

static void
relate_each(Relating *relating, const Terms *terms, const Codes *codes)
{
    for (guint i = 0; i < codes->n; i++) {
        Code *code = &codes->at[i];
        if (terms->two_sided && code->side == SIDE_UNKNOWN)
            code->side = side_number(relating, code->text);
        relate_once(relating, terms, code);
    }
}

/* The classes that a relation is repeated for: those of the first term's rows, which the form prescribes. */
static void
relate_classes(Relating *relating, const Terms *terms)
{
    const MzTable *table = terms->terms[0].table;
    if (table == NULL)
        return;
    Codes *codes = &relating->classes[terms->terms[0].t];
    if (codes->at == NULL) {
        codes->at = mz_arena_alloc(relating->scratch, table->form->n_rows * sizeof(Code));
        for (guint f = 0; f < table->form->n_rows; f++) {
            const char *class = table->form->rows[f].code;
            if (class != NULL)
                codes->at[codes->n++] = code_of(class, number_of(&relating->keys, class));
        }
    }
    relate_each(relating, terms, codes);
}

static void
relate_codes(Relating *relating, const Terms *terms)
{
    const MzTable *table = terms->terms[0].table;
    if (table == NULL)
        return;
    Codes *codes = &relating->codes[terms->terms[0].t];
    if (codes->at == NULL) {
        codes->at = mz_arena_alloc(relating->scratch, table->n_rows * sizeof(Code));
        for (guint r = 0; r < table->n_rows; r++) {
            /* A row whose key is not its code repeats the code of a row before it. */
            const char *code = table->rows[r].code, *key = table->rows[r].key;
            if ((code != NULL && (code == key || mz_text_is(code, key))) || mz_text_is(key, "total"))
                codes->at[codes->n++] = code_of(key, relating->key_of[terms->terms[0].t][r]);
        }
    }
    relate_each(relating, terms, codes);
}

static void
relate_tables(Relating *relating)
{
    guint n_relations;
    const MzRelation *relations = mz_relations(&n_relations);
    static const Code none = {.text = ""};
    for (guint i = 0; i < n_relations; i++) {
        if (relations[i].kind != relating->report->kind)
            continue;
        Terms terms = {.relation = &relations[i]};
        add_terms(relating, &terms, relations[i].left, TRUE);
        add_terms(relating, &terms, relations[i].right, FALSE);
        if (relations[i].scope == MZ_SCOPE_ONCE)
            relate_once(relating, &terms, &none);
        else if (relations[i].scope == MZ_SCOPE_CLASS)
            relate_classes(relating, &terms);
        else
            relate_codes(relating, &terms);
    }
}

static guint64
mix(guint64 hash, gsize value)
{
    hash = (hash ^ value) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

/* A number for all that equations depend on: which tables and rows there are. */
static guint64
rows_of(const MzReport *report)
{
    guint64 hash = report->kind;
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        hash = mix(mix(mix(hash, table->key), (gsize)table->form), table->n_rows);
        for (guint r = 0; r < table->n_rows; r++) {
            const MzRow *row = &table->rows[r];
            hash = mix(mix(hash, (gsize)row->key), (gsize)row->code + (gsize)row->parent * 8 + row->side);
        }
    }
    return hash;
}

static MzRelated *
relate(const MzReport *report, MzArena *arena)
{
    Relating relating = {.report = report, .arena = arena, .scratch = mz_arena_new()};
    number_rows(&relating);
    number_cells(&relating);
    for (guint t = 0; t < report->n_tables; t++) {
        relating.tables = 1u << report->tables[t].key;
        relate_splits(&relating, t);
        if (report->tables[t].form->rows != NULL) {
            relate_form_rows(&relating, t);
        } else {
            relate_sums(&relating, t);
            if (report->tables[t].key == MZ_TABLE_BASIC)
                relate_basic_groups(&relating, t);
        }
    }
    relate_tables(&relating);
    mz_arena_free(relating.scratch);
    MzRelated *related = mz_arena_alloc(arena, sizeof(MzRelated));
    *related = (MzRelated){.equations = relating.equations,
                           .n_equations = relating.n_equations,
                           .keys = relating.keys,
                           .key_of = relating.key_of,
                           .at = relating.rows,
                           .rows = rows_of(report)};
    return related;
}

const MzRelated *
mz_related(const MzReport *report, MzArena *arena)
{
    const MzRelated *kept = report->related;
    return kept != NULL && kept->rows == rows_of(report) ? kept : relate(report, arena);
}

const MzEquation *
mz_relate(const MzReport *report, MzArena *arena, guint *n_equations)
{
    const MzRelated *related = mz_related(report, arena);
    *n_equations = related->n_equations;
    return related->equations;
}

const MzRelated *
mz_relate_keep(MzReport *report)
{
    return report->related = relate(report, report->arena);
}

/* Cells by their numbers: one after another, mostly of one table. */
typedef struct {
    const MzReport *report;
    guint t, first, n; /* a table, its first cell, and how many it has */
} Finder;

static MzCellRef
find_ref(Finder *finder, guint number)
{
    if (number - finder->first >= finder->n) {
        finder->t = G_MAXUINT;
        finder->first = finder->n = 0;
        do {
            const MzTable *table = &finder->report->tables[++finder->t];
            finder->first += finder->n;
            finder->n = table->n_rows * table->form->n_columns;
        } while (number - finder->first >= finder->n);
    }
    guint n_columns = finder->report->tables[finder->t].form->n_columns, at = number - finder->first;
    return (MzCellRef){(guint16)finder->t, (guint16)(at / n_columns), (guint16)(at % n_columns)};
}

MzCellRef
mz_cell_ref(const MzReport *report, guint number)
{
    Finder finder = {.report = report};
    return find_ref(&finder, number);
}

gint64
mz_cells_sum(const MzReport *report, const guint *cells, guint n_cells, guint *n_present)
{
    Finder finder = {.report = report};
    gint64 sum = 0;
    guint present = 0;
    for (guint i = 0; i < n_cells; i++) {
        const MzCell *cell = mz_cell_at(report, find_ref(&finder, cells[i]));
        if (!cell->present)
            continue;
        present++;
        if (__builtin_add_overflow(sum, cell->amount.fen, &sum))
            sum = cell->amount.fen > 0 ? G_MAXINT64 : G_MININT64;
    }
    if (n_present != NULL)
        *n_present = present;
    return sum;
}

/* Whether every cell of the row is blank or zero. */
static gboolean
row_is_nothing(const MzReport *report, const char *key)
{
    const MzCell *cell = mz_report_cell(report, MZ_TABLE_SUMMARY, key, "amount");
    return cell == NULL || !cell->present || cell->amount.fen == 0;
}

gboolean
mz_report_fiscal_only(const MzReport *report)
{
    static const char *const other_money[MZ_KINDS][12] = {
        [MZ_KIND_FINAL] = {"in-superior", "in-undertaking", "in-business", "in-subordinate", "in-other", "in-surplus",
                           "in-opening", "ex-distribution", "ex-closing", NULL},
        [MZ_KIND_BUDGET] = {"in-special-account", "in-own", "in-carryover", NULL},
    };
    if (mz_report_table(report, MZ_TABLE_SUMMARY) == NULL)
        return FALSE;
    for (const char *const *key = other_money[report->kind]; *key != NULL; key++) {
        if (!row_is_nothing(report, *key))
            return FALSE;
    }
    return TRUE;
}

MzAgreement
mz_agreement(gint64 difference_fen, gint64 place_fen, guint n_addends)
{
    if (difference_fen == 0)
        return MZ_AGREES;
    /* Both bounds below lie within this one: nearly all that differ do so by far. */
    guint64 magnitude = difference_fen < 0 ? -(guint64)difference_fen : (guint64)difference_fen;
    if (place_fen <= G_MAXUINT32 && magnitude > (n_addends + (guint64)1) * (guint64)place_fen)
        return MZ_DIFFERS;
    MzInt128 d = difference_fen < 0 ? -(MzInt128)difference_fen : difference_fen;
    MzInt128 u = place_fen;
    if (4 * d * d <= 3 * ((MzInt128)n_addends + 1) * u * u)
        return MZ_ROUNDING;
    if (2 * d <= ((MzInt128)n_addends + 1) * u)
        return MZ_ROUNDING_BOUND;
    return MZ_DIFFERS;
}

/* The last place that the catalogue's u means for these tables: 0.01 万元; a coarser printed place only when no cell
 * has decimals, since authors drop trailing zeros ("1.4", "3 万元"). 0: exact (元 with two decimals). */
static gint64
equation_place(const MzReport *report, const MzEquation *equation)
{
    gint64 place = 10000;
    Finder finder = {.report = report};
    for (guint i = 0; i < equation->n_left + equation->n_right; i++) {
        const MzCell *cell = mz_cell_at(report, find_ref(&finder, equation->cells[i]));
        if (!cell->present)
            continue;
        if (cell->amount.unit == MZ_UNIT_YUAN)
            return 0;
        place = MIN(place, mz_money_place(cell->amount));
    }
    return place;
}

MzAgreement
mz_equation_agreement(const MzReport *report, const MzEquation *equation, gint64 *difference)
{
    guint n_left, n_right;
    gint64 left = mz_cells_sum(report, equation->cells, equation->n_left, &n_left);
    gint64 right = mz_cells_sum(report, equation->cells + equation->n_left, equation->n_right, &n_right);
    gint64 d;
    if (__builtin_sub_overflow(left, right, &d))
        d = left > right ? G_MAXINT64 : G_MININT64;
    if (difference != NULL)
        *difference = d;
    if (equation->op == MZ_RELATION_AT_LEAST && d >= 0)
        return MZ_AGREES;
    if (equation->parts_optional && n_right == 0)
        return MZ_AGREES;
    gint64 place = equation_place(report, equation);
    if (place == 0)
        return d == 0 ? MZ_AGREES : MZ_DIFFERS;
    /* n printed addends against one printed total: with several cells on the left, all but one count as addends. */
    return mz_agreement(d, place, MAX(1, n_left + n_right > 0 ? n_left + n_right - 1 : 0));
}

char *
mz_cell_ref_text(const MzReport *report, MzCellRef ref)
{
    const MzTable *table = &report->tables[ref.table];
    return g_strdup_printf("%s[%s].%s", mz_table_key_name(table->key), table->rows[ref.row].key,
                           table->form->columns[ref.column].key);
}
