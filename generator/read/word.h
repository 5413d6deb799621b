/* # Word documents, DOCX (read/word.h)
 *
 * Paragraphs become lines, rows of tables lines with tabs; a cell that spans columns keeps the place of each, one that
 * goes on from the row above is blank. Deleted text, headers and footers are left out.
 */
#ifndef MZ_READ_WORD_H
#define MZ_READ_WORD_H

#include "read/package.h"

/* Reads word/document.xml of the package. NULL with MZ_ERROR_INPUT or MZ_ERROR_UNREAD. */
MzSource *mz_word_read(const MzPackage *package, const char *name, GError **error);

#endif
