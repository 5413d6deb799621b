/* # Making a source from a document (read/builder.h)
 *
 * Readers of PDF, Word, Excel and web pages add lines here, code point by code point where these have places, and get
 * the same MzSource as a text file gives. What no text may hold (control characters, line ends inside a line,
 * surrogates) becomes a blank, so a source is always lines of valid UTF-8.
 */
#ifndef MZ_READ_BUILDER_H
#define MZ_READ_BUILDER_H

#include "read/source.h"

typedef struct MzBuilder MzBuilder;

/* `name` is copied; `encoding` must be static. `paged`: lines have pages and boxes. */
MzBuilder *mz_builder_new(const char *name, const char *encoding, gboolean paged);

/* Adds a code point to the current line. `box` may be NULL. */
void mz_builder_char(MzBuilder *builder, gunichar c, const MzBox *box);

/* Adds valid UTF-8 without places; tabs stay tabs. */
void mz_builder_text(MzBuilder *builder, const char *text);

/* The current line is a row of a table whose cells the document keeps apart: its tabs part them. */
void mz_builder_cells(MzBuilder *builder);

/* Ends the current line. `page` from 1 (0: none); a line of another page than the line before begins a page. */
void mz_builder_end_line(MzBuilder *builder, guint32 page, gboolean running);

/* Adds the next page of the document. */
void mz_builder_page(MzBuilder *builder, MzPrintedPage page);

/* The source, and the end of the builder. NULL when the limit was passed, with MZ_ERROR_INPUT, or nothing but blanks
 * was added, with MZ_ERROR_UNREAD. */
MzSource *mz_builder_finish(MzBuilder *builder, GError **error);

/* Frees a builder that will not be finished. NULL is allowed. */
void mz_builder_free(MzBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzBuilder, mz_builder_free)

#endif
