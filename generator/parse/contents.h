/* # The list of contents (parse/contents.h), private to parse/
 *
 * 目录: where it begins and ends, and its entries. What looks like headings there is no outline.
 */
#ifndef MZ_PARSE_CONTENTS_H
#define MZ_PARSE_CONTENTS_H

#include "parse/text.h"

/* "目录" alone on a line. */
gboolean mz_contents_begin(const MzTextLine *line);

/* The line (from 0) behind the list that begins at line `start`: the second 第一部分; without one the first line that
 * is no entry. */
guint mz_contents_end(const MzText *text, guint start);

/* Fills the report's contents from the lines `first` to `end` (exclusive, from 0). */
void mz_parse_contents(MzReport *report, const MzText *text, guint first, guint end);

#endif
