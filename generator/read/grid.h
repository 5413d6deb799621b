/* # Rows that line up become a table's lines (read/grid.h)
 *
 * Columns are where no text stands: the gaps that all rows of a table's body leave free. Heads tell of columns that are
 * blank in the body. Each line of the result has a tab at every column border, so a blank cell keeps its place; the
 * lines of a wrapped cell are joined to the row beside whose middle (or first line) they stand.
 */
#ifndef MZ_READ_GRID_H
#define MZ_READ_GRID_H

#include "read/layout.h"

/* Writes rows `begin` to `end` (exclusive) of the layout, which are one table, perhaps over several pages. What it
 * tells of the distance of lines is noted in the layout for the tables behind it. */
void mz_grid_write(MzLayout *layout, guint begin, guint end, MzBuilder *builder);

#endif
