/* # Characters with places become lines of text (read/layout.h)
 *
 * A PDF knows characters and where they stand, nothing else: no lines, no tables. Here characters on one baseline
 * become a row, and a row's characters that stand together become a segment (a word, an amount, a cell's line). Rows
 * that line up in columns become the lines of a table with a tab for each column border (read/grid.h), all others plain
 * lines. No ruling lines are needed.
 *
 * Coordinates are points; in the reading frame x grows with the text and y from line to line, also on pages whose text
 * runs upwards or upside down (`turn`); boxes handed on are those of the page as it is shown.
 */
#ifndef MZ_READ_LAYOUT_H
#define MZ_READ_LAYOUT_H

#include "read/builder.h"

typedef struct {
    gunichar c;
    MzBox shown;  /* on the page as shown */
    float x0, x1; /* in the reading frame */
    float y;      /* middle */
    float em;     /* the width of a Chinese character of its size, as far as it tells; 0: it does not */
    float height;
} MzGlyph;

/* Neighbouring characters of a row without a gap that could part cells. */
typedef struct {
    float x0, x1;
    float y;         /* middle */
    guint first, n;  /* glyphs */
    gboolean number; /* digits, with signs of amounts only */
    gboolean decimal;
    guint row;
} MzSegment;

/* What a row is for the search of tables. */
typedef enum {
    MZ_ROW_PLAIN,  /* one piece, or pieces close together: may be part of a table */
    MZ_ROW_WIDE,   /* pieces with wide gaps: a table's row */
    MZ_ROW_TITLE,  /* words that end as a title does: not judged yet */
    MZ_ROW_BREAK,  /* a sentence, a title, a line "单位：": never part of a table */
    MZ_ROW_RUNNING /* page number, header or footer */
} MzRowKind;

typedef struct {
    guint32 page;
    float y;        /* middle */
    float em;       /* width of a Chinese character */
    float spread;   /* the usual gap between its characters (justified or spaced text) */
    guint first, n; /* segments */
    MzRowKind kind;
} MzTextRow;

typedef struct {
    guint32 page;
    guint first; /* glyph */
} MzLayoutPage;

typedef struct {
    GArray *pages;    /* of MzLayoutPage */
    GArray *glyphs;   /* of MzGlyph */
    GArray *segments; /* of MzSegment */
    GArray *rows;     /* of MzTextRow */
    float line_limit; /* lines of one cell stand nearer in the tables written so far; 0: not known yet */
    float line_em;    /* of the table that told */
} MzLayout;

MzLayout *mz_layout_new(void);
void mz_layout_free(MzLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzLayout, mz_layout_free)

/* Adds a page: `n` characters in any order with their boxes as shown; blanks are left out by the caller. `turn` counts
 * quarter turns clockwise by which the text is to be turned for reading (0–3); `width` and `height` are those of the
 * page as shown. */
void mz_layout_page(MzLayout *layout, guint32 page, const MzGlyph *glyphs, guint n, guint turn, float width,
                    float height);

/* Adds a segment's characters to the current line of the builder. */
void mz_layout_put_segment(const MzLayout *layout, const MzSegment *segment, MzBuilder *builder);

/* Whether a blank stands between two neighbouring segments of a row when they are one piece of text. */
gboolean mz_layout_blank_between(const MzLayout *layout, const MzSegment *left, const MzSegment *right);

/* Whether two numbers that stand as near as lines of one cell do are one amount, broken where its cell was too narrow:
 * "426,701,448.0" over "0", "1,250,158,60" over "1", "1250158601" over "2". */
gboolean mz_layout_goes_on(const MzLayout *layout, const MzSegment *above, const MzSegment *below);

/* The middle one of `n` numbers (at least one), which are sorted for it. */
float mz_layout_median(float *values, guint n);

/* Writes all pages as lines. */
void mz_layout_write(MzLayout *layout, MzBuilder *builder);

#endif
