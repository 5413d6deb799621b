/* # Names and places of rows in the hierarchy (parse/names.h)
 *
 * Extraction cuts names short, loses them, or prints a code wrong in one table. The tables of a report repeat the same
 * codes, so each mends the others: a cut or lost name is taken from the table that has it in full, a code that only one
 * table has is read as the one that its place in the sister tables proves. What is really printed stays in
 * MzRow.printed.
 */
#ifndef MZ_PARSE_NAMES_H
#define MZ_PARSE_NAMES_H

#include "parse/raw.h"

/* A compact folded name as it is printed in Chinese: brackets, commas and colons in full width. In `arena`; the name
 * itself where nothing changes, so it must live as long. */
const char *mz_print_name(const char *folded, MzArena *arena);

/* Sets label, name, level, parent (and proven codes) of all rows of the report's tables, which are in the order of
 * `raw`. */
void mz_name_rows(MzReport *report, const GArray *raw);

#endif
