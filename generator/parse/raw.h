/* # Tables as the text shows them, before amounts have their places (parse/raw.h)
 *
 * The first half of table reading finds each table's lines and tells its rows and their amounts in the order of the
 * text; which column an amount belongs to is decided later (parse/place.h), from these positions and the form's
 * relations together.
 */
#ifndef MZ_PARSE_RAW_H
#define MZ_PARSE_RAW_H

#include "parse/narrative.h"
#include "parse/tokens.h"

#define MZ_MAX_COLUMNS 16
#define MZ_MAX_CELLS 256 /* of a line of which is told what they hold: merged cells of a sheet are many */

typedef struct {
    MzMoney amount;
    const char *text; /* as printed */
    MzSpan span;
    guint32 cell; /* tab cell of its line */
    gboolean integer;
} MzRawAmount;

typedef struct {
    MzRow row;          /* cells NULL as yet */
    guint first_amount; /* index in the table's amounts */
    guint n_amounts;
    const char *tail; /* words that followed the amounts: perhaps the rest of the name; NULL */
} MzRawRow;

typedef struct {
    const MzForm *form;
    const char *title, *number;
    MzUnit unit;
    gboolean unit_stated;
    const char *note, *empty_note;
    const char *department; /* as the table's head states it; NULL */
    MzLineRange lines;
    GArray *rows;        /* of MzRawRow */
    GArray *amounts;     /* of MzRawAmount */
    const MzSpan *slips; /* what was meant as an amount and is none (parse/tokens.h) */
    guint n_slips;
    int position[MZ_MAX_COLUMNS]; /* tab cell over which the form's column stands by the numbers of the 栏次 row; -1:
                                     not known */
    guint n_positions;            /* columns that the 栏次 row numbers */
    guint8 order[MZ_MAX_COLUMNS]; /* columns of the form from left to right: as the head names them, where the rows
                                     add up so, else as the form has them */
    gboolean tabs;                /* amounts stand in tab cells */
    guint n_cells; /* of every line with amounts and of the 栏次 row, or the most that a row of a document's table has:
                      all cells were kept; 0: cells may have vanished */
    guint64 words[MZ_MAX_CELLS / 64]; /* a bit for each cell in which a line with amounts has a word */
    gboolean line_numbers;            /* 行次 */
} MzRawTable;

/* Finds the standard tables of a text: title, head, note, lines. Rows are empty. `*kind` receives the kind that most
 * titles are of. The elements' arrays are freed with mz_raw_tables_free. */
GArray *mz_raw_tables_find(const MzText *text, MzKind *kind, MzArena *arena);
void mz_raw_tables_free(GArray *tables);

/* Reads a table's head: which of the forms of its table it is (the families print some with other columns), and in
 * which order it prints the columns. Where the head is damaged: the usual form, its order. */
void mz_raw_head_read(MzRawTable *table, const MzText *text);

/* Whether the words of a head, joined, are those of the form's. */
gboolean mz_head_is_of(const char *head, const MzForm *form);

/* Whether the line holds an amount or a code, as rows do. */
gboolean mz_has_row_number(const MzTextLine *line);

/* Reads the rows of a table from its lines. */
void mz_raw_rows_read(MzRawTable *table, const MzText *text, MzArena *arena);

#endif
