/* # PDF (read/pdf.h)
 *
 * A PDF through poppler: characters with their boxes, set into lines by read/layout.h. The result is a source like that
 * of a text, with places. A document that cannot be read faithfully is refused with one error, never read as garbage:
 *
 *  - MZ_ERROR_INPUT: damaged, encrypted, larger than MZ_PDF_LIMIT or MZ_PDF_PAGES; or its characters cannot be told
 *    (fonts without a Unicode map);
 *  - MZ_ERROR_UNREAD: scanned, there is no text layer.
 *
 * Scanned pages among others are noted as MZ_PAGE_UNREAD. After mz_pdf_recognise(TRUE) all scanned pages are read
 * through tesseract (read/scan.h) and noted as MZ_PAGE_RECOGNISED; MZ_ERROR_IO when it is not there.
 */
#ifndef MZ_READ_PDF_H
#define MZ_READ_PDF_H

#include "read/source.h"

#define MZ_PDF_LIMIT (64u * 1024 * 1024)
#define MZ_PDF_PAGES 1000

/* Whether scanned pages are recognised: a setting of the whole process like the language, set once by `main` before any
 * thread starts. */
void mz_pdf_recognise(gboolean on);
gboolean mz_pdf_recognises(void);

/* A page of a PDF as it is shown, as PNG (`dpi` dots an inch), `number` from 1. NULL: there is none, or it cannot be
 * painted. The caller frees the array. `bytes` are those of the PDF. */
GByteArray *mz_pdf_page_png(const char *bytes, gsize length, guint number, double dpi);

/* Reads a PDF from memory; `name` stands in errors. The caller frees the source with mz_source_free. */
MzSource *mz_pdf_from_bytes(const char *name, const char *bytes, gsize length, GError **error);

#endif
