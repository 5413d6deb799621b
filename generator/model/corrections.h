/* # Corrections (model/corrections.h)
 *
 * `<report>.corrections.json` puts right what a report or its text has wrong, one amount each, and says why, when and
 * by whom. Described by assets/schema/corrections.schema.json:
 *
 *     {"format": "mingzhang-corrections/1", "corrections": [
 *       {"table": "general", "row": "2012801", "column": "total", "old": "754.75", "new": "745.75",
 *        "reason": "原表笔误，见更正公告", "date": "2025-12-01", "by": "区财政局"}]}
 *
 *  - `row` and `column` are keys as in addresses and report.json, or names as in the tidy data;
 *  - `old` and `new` are amounts in the table's unit; "" is a blank cell, so that an amount can be added or taken away;
 *  - a correction whose `old` is not what the report says is an error: the report has changed, look at it again.
 */
#ifndef MZ_MODEL_CORRECTIONS_H
#define MZ_MODEL_CORRECTIONS_H

#include "model/report.h"

#define MZ_CORRECTIONS_FORMAT "mingzhang-corrections/1"

typedef struct {
    MzTableKey table;
    const char *row; /* as written: key or name */
    const char *column;
    const char *old_text; /* "" blank */
    const char *new_text;
    const char *reason;
    const char *date; /* "2025-12-01" */
    const char *by;
    guint line, place; /* line and column in the corrections' file */
    /* set by mz_corrections_apply: */
    guint table_index, row_index, column_index;
    MzMoney old_amount; /* meaningless where old_text is "" */
} MzCorrection;

typedef struct {
    MzArena *arena;
    const char *name; /* of the file */
    MzCorrection *items;
    guint n_items;
} MzCorrections;

/* Reads corrections. NULL with MZ_ERROR_INPUT. The caller frees with mz_corrections_free. */
MzCorrections *mz_corrections_from_json(const char *name, const char *bytes, gsize length, GError **error);

void mz_corrections_free(MzCorrections *corrections);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzCorrections, mz_corrections_free)

/* Applies all corrections to the report, or none: FALSE with MZ_ERROR_INPUT and the place of the first that does not
 * fit (no such table, row, column; `old` differs; two for one cell; not an amount; changes nothing). A corrected cell
 * has the new amount and text, its origin is MZ_ORIGIN_CORRECTED and its proof tells old value, date, author and
 * reason; the span stays. A cell that is made blank is a blank cell like any other: pages show it from the items here.
 */
gboolean mz_corrections_apply(MzCorrections *corrections, MzReport *report, GError **error);

#endif
