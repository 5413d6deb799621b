/* # Which amounts can be known (tests/generate/determined.h)
 *
 * Where the text keeps the cells apart (tabs, all cells printed) the place of an amount is printed: it counts as
 * determined. Where blank cells vanished or cells moved, the place follows from the relations, or it does not. This
 * module decides that conservatively, by itself and not with the parser's code:
 *
 *  - the ways of a row are all ways to put its amounts, in their order, into the columns so that the row adds up;
 *  - where the parent is settled, a way counts only when the rows that make up the parent can all be put so that every
 *    column adds up to the parent's, as nearly as rounding could explain (families with more than GEN_CHOICES choices
 *    are left open);
 *  - an amount is determined when it stands in the same column in all ways that are left.
 *
 * A total row counts as settled where other tables or the narrative state each of its columns: 收入表, 支出表,
 * 一般公共预算支出表, 财政拨款收入支出总表, the budget's 基本支出表 and, when there is general money only, its
 * “三公” table. Of a table in which two columns were merged into one, the amounts of these columns count as determined
 * only where its sister (支出表 and 一般公共预算支出表 of a report with general money only) prints them all.
 *
 * Other relations between tables and claims determine more; it is not demanded. */
#ifndef MZ_TESTS_DETERMINED_H
#define MZ_TESTS_DETERMINED_H

#include "generate/generate.h"

#define GEN_CHOICES 20000

/* Fills report->undetermined, for the tables that are displaced. Call it when all damage is done. */
void gen_determine(GenReport *report);

#endif
