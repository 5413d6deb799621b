/* # Excel workbooks, XLSX (read/sheet.h)
 *
 * The rows of all sheets that are shown, in their order, as lines with a tab at each column border. Numbers stand as
 * the cell's format shows them (0.00, #,##0.00, general, percent; negative and zero sections), because the decimals
 * shown are the report's. Merged cells have their text in the first. Hidden sheets and rows are left out.
 */
#ifndef MZ_READ_SHEET_H
#define MZ_READ_SHEET_H

#include "read/package.h"

/* Reads the workbook of the package. NULL with MZ_ERROR_INPUT or MZ_ERROR_UNREAD. */
MzSource *mz_sheet_read(const MzPackage *package, const char *name, GError **error);

/* A number of a workbook ("1234.5") as a number format ("#,##0.00") shows it; the caller frees with g_free. */
char *mz_sheet_number(const char *value, const char *format);

#endif
