/* # Tables as CSV (model/tidy.h)
 *
 * Two kinds, for two kinds of readers. Programs take the tidy data: every amount on a line of its own, the same columns
 * for every table, RFC 4180, UTF-8 without BOM, LF. People with a spreadsheet take one table in its legal layout: UTF-8
 * with BOM and CRLF, because that is what spreadsheets open without asking.
 */
#ifndef MZ_MODEL_TIDY_H
#define MZ_MODEL_TIDY_H

#include "model/report.h"

/* The header line of the tidy data, without line end; and the one column more of made-up figures. */
#define MZ_TIDY_HEADER "table,row,label,column,value,unit,page,line,origin,proof"
#define MZ_TIDY_MARK ",mark"

/* The tidy data of a report with its header: a line for each amount that is not blank, in the order of the report's
 * tables, rows and columns. Where the report has a mark ("示例数据") it is one column more, so that lines which are
 * taken from the file still say that they are made up. `length` may be NULL. The caller frees with g_free. */
char *mz_report_to_tidy(const MzReport *report, gsize *length);

/* Appends the same without header to `out`. Every line begins with `prefix`, fields that are already CSV with a comma
 * behind each ("武昌,办公室,2024,final,"); "" for none. */
void mz_tidy_append(GString *out, const MzReport *report, const char *prefix);

/* Appends one CSV field, in quotes only where it needs them (comma, quote, line end, blanks at its ends). */
void mz_csv_append_field(GString *out, const char *field);

/* One table in its legal layout: two-sided tables have income left and expenditure right with the totals beside each
 * other, “三公” has its one line of twelve amounts, coded tables have code and name in front. The headings of amounts
 * name the unit: "决算数（万元）". A label that a spreadsheet would take for a formula gets a ' in front; an amount
 * never does. `mark` ("示例数据"; NULL: none) heads a last, empty column. `length` may be NULL. The caller frees with
 * g_free. */
char *mz_table_csv(const MzTable *table, const char *mark, gsize *length);

#endif
