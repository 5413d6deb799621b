/* # Strict CSV of the user (content/csv.h)
 *
 * Reads the tables that a user writes by hand: content/departments.csv, content/register.csv. RFC 4180 with a header
 * line: fields separated by commas, quoted where they must be, lines ended by LF or CRLF; UTF-8, a byte order mark is
 * allowed because spreadsheets write one. Anything else is an error with line and column: a table that half works would
 * publish wrong dates in silence.
 */
#ifndef MZ_CONTENT_CSV_H
#define MZ_CONTENT_CSV_H

#include "base/arena.h"

/* A column that a table may have. Columns stand in any order; one that is neither required nor there reads as "". */
typedef struct {
    const char *name;
    gboolean required; /* the column must be there, and no field of it may be empty */
} MzCsvColumn;

typedef struct {
    guint line;                /* where the record begins, from 1 */
    const char *const *fields; /* one for each MzCsvColumn, in that order; blanks at the ends removed; never NULL */
} MzCsvRow;

/* Reads `length` bytes of `file` (the name for messages). Rows live in `arena`; empty lines are passed over. On error
 * returns FALSE: text that is not UTF-8, a column unknown, twice or missing, a required field that is empty, a record
 * with too many or too few fields, a quote out of place. */
gboolean mz_csv_read(const char *file, const char *text, gsize length, const MzCsvColumn *columns, guint n_columns,
                     MzArena *arena, const MzCsvRow **rows, guint *n_rows, GError **error);

#endif
