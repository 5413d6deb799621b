#include "chart/png.h"

#include <string.h>
#include <zlib.h>

enum {
    COLOURS = 256,
    SLOTS = 1024, /* of the table of colours; a power of 2 */
    LEVEL = 4     /* of zlib: a third less time than 6 for a fortieth more bytes */
};

typedef struct {
    guint32 mask; /* bits of a colour that count */
    guint n;
    guint32 colours[COLOURS]; /* in the order of their first pixel */
    guint16 slots[SLOTS];     /* index + 1 of a colour; 0: free */
} Palette;

/* Where the colour stands in the palette, as the last when it is new; COLOURS: there is no room. */
static guint
find_colour(Palette *palette, guint32 colour)
{
    guint slot = (colour * 2654435761u) >> 22;
    for (; palette->slots[slot] != 0; slot = (slot + 1) % SLOTS) {
        if (palette->colours[palette->slots[slot] - 1] == colour)
            return palette->slots[slot] - 1u;
    }
    if (palette->n == COLOURS)
        return COLOURS;
    palette->colours[palette->n++] = colour;
    palette->slots[slot] = (guint16)palette->n;
    return palette->n - 1;
}

/* Black and white stay what they are when the lower bits of a channel are dropped. */
static guint32
coarse(guint32 colour, guint32 mask)
{
    guint32 kept = colour & mask;
    guint32 most = mask & 0xFF;
    return (((kept >> 16) * 255 / most) << 16) | (((kept >> 8 & 0xFF) * 255 / most) << 8) |
           ((kept & 0xFF) * 255 / most);
}

/* Writes the picture as rows of a filter byte and indices. FALSE: too many colours. */
static gboolean
index_pixels(Palette *palette, const guint32 *pixels, guint width, guint height, gsize stride, guint8 *rows)
{
    guint32 last = 0;
    guint last_index = COLOURS;
    for (guint y = 0; y < height; y++) {
        const guint32 *from = pixels + y * stride;
        *rows++ = 0;
        for (guint x = 0; x < width; x++) {
            guint32 colour = from[x] & palette->mask;
            if (colour != last || last_index == COLOURS) {
                last_index = find_colour(palette, colour);
                if (last_index == COLOURS)
                    return FALSE;
                last = colour;
            }
            *rows++ = (guint8)last_index;
        }
    }
    return TRUE;
}

static void
append_number(GByteArray *png, guint32 number)
{
    guint32 bytes = GUINT32_TO_BE(number);
    g_byte_array_append(png, (const guint8 *)&bytes, sizeof bytes);
}

static void
append_chunk(GByteArray *png, const char *type, const guint8 *bytes, guint length)
{
    append_number(png, length);
    guint start = png->len;
    g_byte_array_append(png, (const guint8 *)type, 4);
    if (length > 0)
        g_byte_array_append(png, bytes, length);
    append_number(png, (guint32)crc32(0, png->data + start, png->len - start));
}

static void
append_palette(GByteArray *png, const Palette *palette)
{
    guint8 bytes[COLOURS * 3];
    for (guint i = 0; i < palette->n; i++) {
        guint32 colour = coarse(palette->colours[i], palette->mask);
        bytes[3 * i] = (guint8)(colour >> 16);
        bytes[3 * i + 1] = (guint8)(colour >> 8);
        bytes[3 * i + 2] = (guint8)colour;
    }
    append_chunk(png, "PLTE", bytes, palette->n * 3);
}

static void
append_pixels(GByteArray *png, const guint8 *rows, gsize length)
{
    uLongf packed_length = compressBound(length);
    guint8 *packed = g_malloc(packed_length);
    if (compress2(packed, &packed_length, rows, length, LEVEL) != Z_OK)
        g_error("zlib is out of memory"); /* the only way to fail: the room is enough */
    append_chunk(png, "IDAT", packed, (guint)packed_length);
    g_free(packed);
}

GByteArray *
mz_png(const guint32 *pixels, guint width, guint height, gsize stride)
{
    static const guint8 signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    static const guint32 masks[] = {0xFFFFFF, 0xF8F8F8, 0xF0F0F0, 0xE0E0E0, 0xC0C0C0};
    gsize length = ((gsize)width + 1) * height;
    guint8 *rows = g_malloc(length);
    Palette palette;
    for (guint i = 0; i < G_N_ELEMENTS(masks); i++) {
        memset(&palette, 0, sizeof palette);
        palette.mask = masks[i];
        if (index_pixels(&palette, pixels, width, height, stride, rows))
            break; /* at the latest with two bits a channel */
    }
    GByteArray *png = g_byte_array_sized_new((guint)(length / 16));
    g_byte_array_append(png, signature, sizeof signature);
    guint8 header[13] = {[8] = 8, [9] = 3}; /* eight bits a pixel, palette */
    guint32 size[] = {GUINT32_TO_BE(width), GUINT32_TO_BE(height)};
    memcpy(header, size, sizeof size);
    append_chunk(png, "IHDR", header, sizeof header);
    append_palette(png, &palette);
    append_pixels(png, rows, length);
    append_chunk(png, "IEND", NULL, 0);
    g_free(rows);
    return png;
}
