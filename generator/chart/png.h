/* # A picture of few colours as PNG (chart/png.h)
 *
 * Figures are flat: a dozen colours and their blends at the edges of letters. So they are written with a palette, one
 * byte a pixel, without filters: a seventh of the time and a third of the bytes of a picture in full colour. Where
 * there are more than 256 colours, the blends are made coarser, all channels alike, until there are not.
 */
#ifndef MZ_CHART_PNG_H
#define MZ_CHART_PNG_H

#include <glib.h>

/* The picture as PNG. `pixels` are 0x00RRGGBB, the upper byte is not looked at, rows `stride` pixels apart. The bytes
 * depend on the picture only. `width` and `height` are at least 1. The caller frees with g_byte_array_unref. */
GByteArray *mz_png(const guint32 *pixels, guint width, guint height, gsize stride);

#endif
