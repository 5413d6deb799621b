/* # Scanned pages (read/scan.h)
 *
 * Characters of a page's image through tesseract (chi_sim), each with its place. Ruling lines are taken off first: they
 * are what it stumbles over in tables. What it reads is never certain, and kept as read/outside.h says.
 */
#ifndef MZ_READ_SCAN_H
#define MZ_READ_SCAN_H

#include <cairo.h>

#include "base/sha256.h"
#include "read/layout.h"

#define MZ_SCAN_DPI 300
#define MZ_SCAN_SECONDS 180 /* of a page, at most */

/* The path of tesseract; NULL: not installed. The caller frees. */
char *mz_scan_program(void);

/* Appends the characters of page `number` of a document, if tesseract read it before and that was kept. */
gboolean mz_scan_recall(const guint8 document[MZ_SHA256_SIZE], guint number, GArray *glyphs);

/* Appends the characters of the page, an image of MZ_SCAN_DPI in CAIRO_FORMAT_RGB24 whose lines are wiped off, with
 * boxes in points. FALSE with MZ_ERROR_IO: tesseract is missing, lacks chi_sim or did not end in time. */
gboolean mz_scan_page(cairo_surface_t *page, const guint8 document[MZ_SHA256_SIZE], guint number, const char *name,
                      GArray *glyphs, GError **error);

#endif
