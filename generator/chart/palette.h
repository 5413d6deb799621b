/* The look of the roles: colours of the light picture and class names. Not for other modules but paint_*.c.
 *
 * Two hues tell income and expenditure apart for every kind of colour vision; in black and white full, light and
 * dashed bars differ in lightness and outline. assets/figures.css has the same classes. */
#ifndef MZ_CHART_PALETTE_H
#define MZ_CHART_PALETTE_H

#include "chart/layout.h"

#define MZ_NO_COLOUR (-1)

typedef struct {
    const char *class_name;
    int fill, stroke; /* 0xRRGGBB or MZ_NO_COLOUR; of a text: fill */
    int line;         /* width of the stroke in tenths of a unit */
    int dash;         /* length of dashes in tenths; 0: none */
} MzLook;

const MzLook *mz_look(MzMarkRole role);

/* The corners of a shape, in tenths: both faces show the same ones. The outline of a bar is inside its rectangle: the
 * bar is as long as its amount. */
typedef struct {
    int x[4], y[4];
    guint n;
    gboolean is_closed;
} MzOutline;

MzOutline mz_outline(const MzMark *mark);

#endif
