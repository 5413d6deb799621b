/* # Web pages, HTML (read/web.h)
 *
 * The words of a page as lines: paragraphs, headings and list items each one, rows of tables with a tab at each column
 * border (cells that span columns or rows keep their places blank). A table that holds tables or a great deal of text
 * only sets the page; its cells are read as parts of the page. Scripts, styles and hidden elements are left out. Parsed
 * with gumbo, as browsers do: any bytes are a page.
 */
#ifndef MZ_READ_WEB_H
#define MZ_READ_WEB_H

#include "read/source.h"

/* Reads a page; its encoding is found as that of a text. NULL with MZ_ERROR_INPUT or MZ_ERROR_UNREAD. */
MzSource *mz_web_from_bytes(const char *name, const char *bytes, gsize length, GError **error);

/* Whether the bytes begin as a web page does. */
gboolean mz_web_is(const char *bytes, gsize length);

#endif
