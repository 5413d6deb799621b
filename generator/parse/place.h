/* # Every amount in its cell (parse/place.h)
 *
 * The text says which amounts a row has, in order; it does not always say in which columns they stand: blank cells
 * vanish, header and data rows shift against each other, two columns are merged into one. What decides:
 *
 *  - the order of the amounts (never changed) and, where the text has tabs, the cells they stand in against the numbers
 * of the 栏次 row;
 *  - the form's relations (model/relate.h): a row splits into its columns, parents are the sum of their children,
 * tables repeat each other's totals;
 *  - what the narrative says of the same amounts (forms/claims.h).
 *
 * Where the text kept all cells of a table (a sheet, a web page, a text in which every line has the same number of
 * tabs) nothing was lost: every amount stays in the cell that it stands in, also where relations would have it
 * elsewhere. It is the department's misprint then, and checks say which relations fail.
 *
 * Else each row has candidates: ways to put its amounts into its columns. Candidates that relations with other rows
 * cannot support lose against those they can; what remains is settled by position, then by which columns are usual.
 * Relations overrule positions only when they speak together: one misprinted amount must not move others.
 *
 * Where a cell was settled by relations its origin is MZ_ORIGIN_RECOVERED with the proof in words; where several ways
 * remain it is MZ_ORIGIN_UNCERTAIN and the proof names the other columns.
 */
#ifndef MZ_PARSE_PLACE_H
#define MZ_PARSE_PLACE_H

#include "parse/raw.h"

/* Fills the cells of the report's tables. `raw` are the tables as read, one for each of the report's tables, in its
 * order. A raw row r belongs to row r of its table; the one raw row of a wide “三公” table ("wide") belongs to both of
 * that table's rows. */
void mz_place(MzReport *report, const GArray *raw);

#endif
