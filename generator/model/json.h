/* # report.json (model/json.h)
 *
 * The JSON face of a report, "mingzhang-report/1", described by assets/schema/report.schema.json. A report that is
 * written and read again is the same report and gives the same bytes.
 *
 * Written: UTF-8, one cell, claim or paragraph a line, so that people can read and edit it and see a change as one
 * changed line; without blanks and indentation, which would be a seventh of the file. What is not known is left out or
 * null. Blank cells are left out, and what goes without saying: that a cell is as printed (`origin`); its `line` where
 * that is the line of its row; its `end`, and that of a claim, where that is as far from `start` as the number printed
 * there is long.
 *
 * Read: strictly. An unknown key, a wrong type, a double row, a column that the form does not have is an error with its
 * path and place. Keys may stand in any order. Only `format`, `kind` and `tables` must be there; in a table its `key`,
 * in a row its `key`, in a cell its `column` and an amount. Some things are told twice and must agree where both are
 * given:
 *  - a cell's `text` (as printed, in the table's unit) and `amount` (the same in 分, as a string); so too an annex's
 *    `budget` and `executed`;
 *  - a table's `empty`, and whether it has amounts.
 * Not read but made anew: which row of the form a row is, and by its code which row it is a part of (model/link.h); a
 * row's `parent` is there only where that is another.
 */
#ifndef MZ_MODEL_JSON_H
#define MZ_MODEL_JSON_H

#include "model/report.h"

#define MZ_REPORT_FORMAT "mingzhang-report/1"

/* The report as JSON, NUL-terminated, ending with a line end. `length` may be NULL. The caller frees it with g_free. */
char *mz_report_to_json(const MzReport *report, gsize *length);

/* The report in `length` bytes of JSON of the file `name`. NULL with MZ_ERROR_INPUT. The caller frees it with
 * mz_report_free. The report's `source` is what the JSON says, else the file name of `name`. */
MzReport *mz_report_from_json(const char *name, const char *bytes, gsize length, GError **error);

#endif
