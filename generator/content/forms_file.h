/* # How a site's departments call the standard tables (content/forms_file.h)
 *
 *     content/forms.json
 *     {"format": "mingzhang-forms/1",
 *      "final": {"general": {"titles":  ["一般公共预算财政拨款支出情况表"],
 *                            "columns": {"total": ["支出合计"]}},
 *                "summary": {"rows":    {"in-other": ["其他各项收入"]}}},
 *      "budget": {…}}
 *
 * By kind and table: more titles, headings of columns and labels of rows than the forms have, so that a report which
 * calls them otherwise is read without a change of the program. Keys are those that `mingzhang forms` and report.json
 * show. Everything is optional; the file is read strictly, like site.json: an unknown key, a key twice, an empty word
 * or a title that is another table's is an error with file, line and column.
 *
 * What the file says counts for every report of the site: whoever keeps results of reading must keep them by the bytes
 * of this file, too.
 */
#ifndef MZ_CONTENT_FORMS_FILE_H
#define MZ_CONTENT_FORMS_FILE_H

#include <glib.h>

/* The path of the file in the site's folder `root`, whether it exists or not. The caller frees. */
char *mz_forms_file_path(const char *root);

/* The bytes of the file, for those who must know whether it changed; NULL with length 0: there is none. The caller
 * frees. */
char *mz_forms_file_bytes(const char *root, gsize *length);

/* Reads the file, and from now on reports are read by it (forms/words.h); without a file by the forms alone. FALSE with
 * an error: nothing is changed. Not while reports are being read. */
gboolean mz_forms_file_use(const char *root, GError **error);

/* The site that a report's path lies in: what stands before content/reports/; "." when it lies in none. The caller
 * frees. */
char *mz_forms_file_root(const char *report_path);

#endif
