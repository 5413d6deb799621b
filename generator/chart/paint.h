/* # Painting a layout (chart/paint.h)
 *
 * The last of three steps. Both faces show the same layout:
 *
 *  - SVG: all shapes of one look are one path (presentation attributes and classes, no ids, no prologue: cairo's own
 *    SVG surface has styles and counters, so it is written here); texts are text that can be selected, searched and
 *    scaled. It stands alone: every colour is an attribute; assets/figures.css changes them by class (dark screens,
 *    print).
 *  - PNG: cairo paints shapes and texts with the system's font for Chinese.
 *
 * Bytes of an SVG depend on the layout and the prefix only. Both functions may be called from many threads.
 */
#ifndef MZ_CHART_PAINT_H
#define MZ_CHART_PAINT_H

#include "chart/layout.h"

/* Appends the picture as one <svg> element without prologue. Its only ids are "PREFIX-t" and "PREFIX-d" (title and
 * description); two pictures in one page need different prefixes. Of the prefix only ASCII letters, digits, - and _ are
 * kept. */
void mz_paint_svg(const MzLayout *layout, const char *prefix, GString *out);

/* The picture as PNG, `width` pixels wide (at most 8,000). FALSE with an error when no font has Chinese characters or
 * the picture would be too large. The caller frees `*png` with g_byte_array_unref. */
gboolean mz_paint_png(const MzLayout *layout, guint width, GByteArray **png, GError **error);

/* Whether a PNG can be painted here at all: FALSE with an error when no font has Chinese characters. Asking costs what
 * the first text would cost (fontconfig reads its lists). */
gboolean mz_paint_png_possible(GError **error);

#endif
