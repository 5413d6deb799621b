/* # Where the marks of a figure stand (chart/layout.h)
 *
 * The second of three steps. A layout is a list of marks with places, made for a picture 360 units wide: the width of a
 * phone, so that its text is read there without zooming; a wide screen or a page of paper shows it larger.
 *
 * All geometry is in whole tenths of a unit, so a layout is the same on every machine. Nobody can know the reader's
 * font, so the width of a text is counted from its characters with room to spare: a Chinese character is one em, others
 * have a width from a table that is as wide as the wider of the usual fonts. By this measure
 *
 *  - no text covers another text or a bar;
 *  - no mark leaves the picture;
 *  - a bar's length is proportional to its amount from zero (anything but 0 is at least one unit long).
 */
#ifndef MZ_CHART_LAYOUT_H
#define MZ_CHART_LAYOUT_H

#include "chart/figure.h"

#define MZ_LAYOUT_WIDTH 3600 /* tenths of a unit */

typedef enum { MZ_MARK_RECTANGLE, MZ_MARK_LINE, MZ_MARK_TRIANGLE, MZ_MARK_TEXT } MzMarkKind;

/* What a mark is in the picture; decides its look. Shapes are painted in this order, then the texts. */
typedef enum {
    MZ_ROLE_PAPER,
    MZ_ROLE_RULE,  /* line under the heading */
    MZ_ROLE_TRACK, /* the whole behind a part */
    MZ_ROLE_INCOME,
    MZ_ROLE_INCOME_BEFORE, /* last year; budget beside final accounts */
    MZ_ROLE_INCOME_COMPUTED,
    MZ_ROLE_EXPENDITURE,
    MZ_ROLE_EXPENDITURE_BEFORE,
    MZ_ROLE_EXPENDITURE_COMPUTED,
    MZ_ROLE_AXIS,  /* the line of zero */
    MZ_ROLE_ARROW, /* ▲ ▼ */
    MZ_ROLE_TITLE,
    MZ_ROLE_SUBTITLE,
    MZ_ROLE_TOTAL,
    MZ_ROLE_HEADING,
    MZ_ROLE_LABEL,
    MZ_ROLE_AMOUNT,
    MZ_ROLE_SHARE,
    MZ_ROLE_CHANGE,
    MZ_ROLE_NOTE,
    MZ_ROLE_MADE_UP /* the mark of made-up figures */
} MzMarkRole;
#define MZ_ROLES 21
#define MZ_ROLE_FIRST_TEXT MZ_ROLE_TITLE

typedef enum { MZ_ANCHOR_START, MZ_ANCHOR_END } MzAnchor;

typedef struct {
    MzMarkKind kind;
    MzMarkRole role;
    int x, y, width, height; /* a rectangle, or the box of the mark; a triangle of negative height points down */
    int base;                /* of a text: the line it stands on */
    MzAnchor anchor;         /* of a text: which end of its box is the fixed one */
    const char *text;        /* as it stands in the picture */
    const char *full;        /* the whole text where it was shortened; NULL: it was not */
} MzMark;

typedef struct {
    int width, height;
    const char *title, *description;
    const MzMark *marks;
    guint n_marks;
} MzLayout;

/* The layout of a figure; of one with something missing: its heading and what is missing. Lives in `arena` and shares
 * the figure's strings. */
const MzLayout *mz_layout(const MzFigure *figure, MzArena *arena);

/* Size of a text's letters in tenths of a unit, and whether they are bold. */
int mz_role_size(MzMarkRole role);
gboolean mz_role_bold(MzMarkRole role);

/* Width of a text in letters of a size (tenths), with room to spare. */
int mz_layout_text_width(const char *text, int size);

/* The same of the character that begins at `at`. */
int mz_layout_char_width(const char *at, int size);

#endif
