/* Pictures with a palette: read back by cairo, colour for colour. */
#include "chart/png.h"

#include <cairo.h>
#include <string.h>

typedef struct {
    const GByteArray *png;
    guint at;
} Reader;

static cairo_status_t
read_some(void *closure, unsigned char *bytes, unsigned int length)
{
    Reader *reader = closure;
    if (length > reader->png->len - reader->at)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(bytes, reader->png->data + reader->at, length);
    reader->at += length;
    return CAIRO_STATUS_SUCCESS;
}

/* The largest difference of a channel between the picture and what a reader sees. */
static int
largest_difference(const guint32 *pixels, guint width, guint height, gsize stride)
{
    GByteArray *png = mz_png(pixels, width, height, stride);
    Reader reader = {png, 0};
    cairo_surface_t *seen = cairo_image_surface_create_from_png_stream(read_some, &reader);
    g_assert_cmpint(cairo_surface_status(seen), ==, CAIRO_STATUS_SUCCESS);
    g_assert_cmpuint(reader.at, ==, png->len);
    g_assert_cmpint(cairo_image_surface_get_width(seen), ==, (int)width);
    g_assert_cmpint(cairo_image_surface_get_height(seen), ==, (int)height);
    int most = 0;
    for (guint y = 0; y < height; y++) {
        const guint32 *row = (const guint32 *)(const void *)(cairo_image_surface_get_data(seen) +
                                                             y * (gsize)cairo_image_surface_get_stride(seen));
        for (guint x = 0; x < width; x++) {
            for (guint bits = 0; bits < 24; bits += 8) {
                int difference = (int)(row[x] >> bits & 0xFF) - (int)(pixels[y * stride + x] >> bits & 0xFF);
                most = MAX(most, ABS(difference));
            }
        }
    }
    cairo_surface_destroy(seen);
    g_byte_array_unref(png);
    return most;
}

static void
test_exact(void)
{
    static const struct {
        guint width, height;
        gsize stride;
    } sizes[] = {{1, 1, 1}, {1, 7, 3}, {16, 16, 16}, {255, 3, 256}, {300, 200, 301}};
    for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
        guint32 *pixels = g_new(guint32, sizes[i].stride * sizes[i].height);
        for (gsize p = 0; p < sizes[i].stride * sizes[i].height; p++)
            pixels[p] =
                0xFF000000u | (guint32)(p % 256) * 0x010305u; /* at most 256 colours; the upper byte says nothing */
        g_assert_cmpint(largest_difference(pixels, sizes[i].width, sizes[i].height, sizes[i].stride), ==, 0);
        g_free(pixels);
    }
}

/* Letters in six colours on two grounds blend into more than 256 colours: nobody sees the difference. */
static void
test_blends(void)
{
    static const guint32 inks[] = {0x1B2430, 0x5A6575, 0x1F5AA0, 0xA84510, 0x000000, 0x808080};
    enum { WIDTH = 256, HEIGHT = 12 };
    guint32 pixels[WIDTH * HEIGHT];
    for (guint y = 0; y < HEIGHT; y++) {
        guint32 paper = y < 6 ? 0xFFFFFF : 0xF3E9DD, ink = inks[y % 6];
        for (guint x = 0; x < WIDTH; x++) {
            pixels[y * WIDTH + x] = 0;
            for (guint bits = 0; bits < 24; bits += 8) {
                guint32 mixed = ((paper >> bits & 0xFF) * (255 - x) + (ink >> bits & 0xFF) * x) / 255;
                pixels[y * WIDTH + x] |= mixed << bits;
            }
        }
    }
    int most = largest_difference(pixels, WIDTH, HEIGHT, WIDTH);
    g_assert_cmpint(most, >, 0);
    g_assert_cmpint(most, <=, 16);
}

/* A picture of noise is coarse, but a picture, and black and white stay. */
static void
test_noise(void)
{
    enum { SIDE = 128 };
    guint32 pixels[SIDE * SIDE];
    guint32 state = 1;
    for (guint i = 0; i < SIDE * SIDE; i++) {
        state = state * 1664525u + 1013904223u;
        pixels[i] = state >> 8;
    }
    g_assert_cmpint(largest_difference(pixels, SIDE, SIDE, SIDE), <=, 64);
    guint32 two[] = {0x000000, 0xFFFFFF};
    g_assert_cmpint(largest_difference(two, 2, 1, 2), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/png/exact", test_exact);
    g_test_add_func("/png/blends", test_blends);
    g_test_add_func("/png/noise", test_noise);
    return g_test_run();
}
