/* # A report as a workbook (data/workbook.h)
 *
 * One XLSX a report: a sheet of explanations, then a sheet for each standard table in the legal layout, just as the
 * page shows it: both are made from the same view (view/view_table.c); then one for each table of the annexes
 * (performance, key work). Amounts are numbers with the decimals that were printed, so that they can be added up; what
 * a table says besides (number, unit, notes, marks) stands where the printed form has it. Headings stay in sight and
 * are repeated on each printed page, and a table is one A4 page wide; a two-sided form, and whatever else is little
 * more than a page, stands on one.
 *
 * The same bytes every time: a workbook's dates are 1980-01-01, the first that a zip archive knows.
 */
#ifndef MZ_DATA_WORKBOOK_H
#define MZ_DATA_WORKBOOK_H

#include "template/value.h"

/* What the sheet of explanations says. Every text may be NULL but `title`. */
typedef struct {
    const char *title;      /* "某局2024年度部门决算" */
    const char *department; /* */
    const char *published;  /* "2025-09-30" */
    const char *site;       /* title of the site */
    const char *address;    /* of the report's page */
    const char *licence;
    const char *mark; /* "示例数据"; it also stands at the foot of each printed page */
} MzWorkbookAbout;

/* The workbook of `tables`, as mz_view_tables fills it, and `annexes` (NULL: none), as mz_view_annexes does. An amount
 * that a spreadsheet would round (more than 15 digits) is written as text. NULL with MZ_ERROR_IO when the system's
 * folder for temporary files cannot be written. The caller frees with g_free. */
char *mz_workbook(const MzValue *tables, const MzValue *annexes, const MzWorkbookAbout *about, gsize *length,
                  GError **error);

#endif
