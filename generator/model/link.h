/* # Rows find their place (model/link.h)
 *
 * What a row's key and code say about it: which row of the form it is, which row it is a part of, how deep it stands.
 * Whoever makes a table calls this once its rows have keys and codes.
 */
#ifndef MZ_MODEL_LINK_H
#define MZ_MODEL_LINK_H

#include "model/report.h"

/* The level of a row by its form and code: that of the form's row, else 1 for 类 (three digits), 2 for 款 (five), 3 for
 * 项 (more), 0 for rows without code. */
guint8 mz_row_level(const MzForm *form, const MzRow *row);

/* For each row the index of its parent by its code, -1 for none: the row with the longest shorter code that its own
 * begins with (30101 → 301; 2012801 → 20128, or 201 where the table prints no 款); the parent of a project is the row
 * of its own code, else as before. Rows of the form (`form_row` is asked) have none: the form says what they add up to.
 * Linear time. */
void mz_table_parents(const MzTable *table, int parents[]);

/* Sets `form_row` and `parent` of every row by its key and code. */
void mz_table_link(MzTable *table);

#endif
