/* # A file as lines of text (read/source.h)
 *
 * The first step of reading: whatever a text file is encoded in, here it becomes lines of valid UTF-8.
 *
 *  - Encodings: UTF-8 with or without BOM, UTF-16 (either order, with or without BOM), GB18030. Anything else is an
 *    error that names line and column of the first bad byte; no byte is ever guessed or replaced in silence.
 *  - Line ends: LF, CRLF, CR, also mixed. A line end at the end of the file opens no further line.
 *  - A form feed at the beginning of a line is taken off and kept as `page_break`; columns count without it. Other
 *    control characters but the tab become blanks, one for one: they cannot be shown, and XML forbids them.
 *  - At most 16 MiB.
 */
#ifndef MZ_READ_SOURCE_H
#define MZ_READ_SOURCE_H

#include "base/arena.h"

#define MZ_SOURCE_LIMIT (16u * 1024 * 1024)

/* So many bytes behind a line's NUL may be read, whatever they are: readers take sixteen at once. */
#define MZ_LINE_SLACK 16

typedef struct {
    const char *text;  /* NUL-terminated, without line end */
    guint32 length;    /* bytes */
    guint8 page_break; /* a new page begins with this line */
    guint8 cells; /* it is a row of a sheet's, a document's or a web page's table: its tabs part the cells, of which
                     blank ones at the end may be missing */
} MzLine;

/* A rectangle of a page in points, from the page's upper left corner; x1 <= x0: no place. */
typedef struct {
    float x0, y0, x1, y1;
} MzBox;

/* Where a line stands in a document that has pages. */
typedef struct {
    guint32 page;       /* from 1; 0: not known */
    const MzBox *boxes; /* one for each code point of the line; tabs and blanks have none. NULL: not known */
    gboolean running;   /* a header or footer that stands on several pages: kept, but nothing to read */
} MzLinePlace;

/* How the characters of a page are known. */
typedef enum {
    MZ_PAGE_TEXT,       /* as the document says */
    MZ_PAGE_RECOGNISED, /* from its image: none is certain */
    MZ_PAGE_UNREAD      /* an image that was not read */
} MzPageKind;

typedef struct {
    float width, height; /* as shown, in points */
    MzPageKind kind;
} MzPrintedPage;

typedef struct {
    MzArena *arena;       /* owns everything here */
    const char *name;     /* as the caller named it */
    const char *encoding; /* "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"; of a document "PDF", "XLSX" …; static */
    const MzLine *lines;
    guint n_lines;              /* at least 1 */
    const MzLinePlace *places;  /* by line; NULL: a text, which has no pages */
    const MzPrintedPage *pages; /* by number - 1; NULL: no document with pages */
    guint n_pages;
} MzSource;

/* Cuts bytes, which are copied, into lines; `name` stands in errors. NULL with MZ_ERROR_INPUT: they are none, too many,
 * binary or of another encoding. The caller frees the source with mz_source_free. */
MzSource *mz_source_from_bytes(const char *name, const char *bytes, gsize length, GError **error);

/* Reads a whole file of at most `limit` bytes without looking at its content (an empty file gives 0 bytes). NULL with
 * MZ_ERROR_IO: it cannot be read, or is a folder, pipe or device; with MZ_ERROR_INPUT: it is too large. NUL-terminated;
 * the caller frees it with g_free. */
char *mz_source_read_file(const char *path, gsize limit, gsize *length, GError **error);

/* Whether the file that `path` leads to, through whatever symbolic links, lies below the folder `real`, the way to
 * which has none. */
gboolean mz_source_is_below(const char *path, const char *real);

/* The page of code points `start` to `end` (exclusive) of line `line` (from 1), and in `*box` what they cover there (no
 * place: a box of zeros). 0: the source has no pages or does not know. */
guint32 mz_source_place(const MzSource *source, guint32 line, guint32 start, guint32 end, MzBox *box);

/* The names in a folder, sorted by bytes (so that no order of the disk shows), without hidden and back-up files and
 * those that systems and office programs leave behind. NULL with MZ_ERROR_IO. The caller frees the array, which owns
 * the names. `hidden` (may be NULL) is set to the names that begin with a dot, sorted too; NULL: there are none. */
GPtrArray *mz_source_list_folder(const char *path, GPtrArray **hidden, GError **error);

/* Frees the source with all its lines. NULL is allowed. */
void mz_source_free(MzSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzSource, mz_source_free)

#endif
