#include "chart/paint.h"

#include <cairo.h>

#include "base/error.h"
#include "chart/palette.h"
#include "chart/png.h"

#define MAX_PIXELS_WIDE 8000
#define MAX_PIXELS_HIGH 30000

/* Fonts with simplified Chinese; the first that has a certain character is taken. */
static const char *const families[] = {"Noto Sans CJK SC",    "Noto Sans SC",    "Source Han Sans SC", "PingFang SC",
                                       "WenQuanYi Micro Hei", "Microsoft YaHei", "sans-serif"};

static gboolean
has_chinese(cairo_t *cairo)
{
    cairo_glyph_t *glyphs = NULL;
    int n = 0;
    cairo_status_t status =
        cairo_scaled_font_text_to_glyphs(cairo_get_scaled_font(cairo), 0, 0, "图", -1, &glyphs, &n, NULL, NULL, NULL);
    gboolean found = status == CAIRO_STATUS_SUCCESS && n > 0 && glyphs[0].index != 0;
    cairo_glyph_free(glyphs);
    return found;
}

static const char *
choose_family(cairo_t *cairo)
{
    for (guint i = 0; i < G_N_ELEMENTS(families); i++) {
        cairo_select_font_face(cairo, families[i], CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
        if (has_chinese(cairo))
            return families[i];
    }
    return NULL;
}

static void
set_colour(cairo_t *cairo, int colour)
{
    cairo_set_source_rgb(cairo, (colour >> 16 & 0xFF) / 255.0, (colour >> 8 & 0xFF) / 255.0, (colour & 0xFF) / 255.0);
}

/* Adds all shapes of a role to cairo's path; FALSE when the layout has none. */
static gboolean
trace_shapes(cairo_t *cairo, const MzLayout *layout, MzMarkRole role)
{
    gboolean any = FALSE;
    for (guint i = 0; i < layout->n_marks; i++) {
        const MzMark *mark = &layout->marks[i];
        if (mark->role != role || mark->kind == MZ_MARK_TEXT)
            continue;
        MzOutline outline = mz_outline(mark);
        cairo_move_to(cairo, outline.x[0] / 10.0, outline.y[0] / 10.0);
        for (guint k = 1; k < outline.n; k++)
            cairo_line_to(cairo, outline.x[k] / 10.0, outline.y[k] / 10.0);
        if (outline.is_closed)
            cairo_close_path(cairo);
        any = TRUE;
    }
    return any;
}

static void
paint_shapes(cairo_t *cairo, const MzLayout *layout, MzMarkRole role)
{
    const MzLook *look = mz_look(role);
    if (!trace_shapes(cairo, layout, role))
        return;
    if (look->fill != MZ_NO_COLOUR) {
        set_colour(cairo, look->fill);
        cairo_fill_preserve(cairo);
    }
    if (look->stroke != MZ_NO_COLOUR) {
        double dashes[] = {look->dash / 10.0, look->dash * 2 / 30.0};
        set_colour(cairo, look->stroke);
        cairo_set_line_width(cairo, look->line / 10.0);
        cairo_set_dash(cairo, dashes, look->dash > 0 ? 2 : 0, 0);
        cairo_stroke_preserve(cairo);
    }
    cairo_new_path(cairo);
}

static void
paint_text(cairo_t *cairo, const MzMark *mark, const char *family)
{
    cairo_select_font_face(cairo, family, CAIRO_FONT_SLANT_NORMAL,
                           mz_role_bold(mark->role) ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cairo, mz_role_size(mark->role) / 10.0);
    set_colour(cairo, mz_look(mark->role)->fill);
    double x = mark->x / 10.0;
    if (mark->anchor == MZ_ANCHOR_END) {
        cairo_text_extents_t extents;
        cairo_text_extents(cairo, mark->text, &extents);
        x = (mark->x + mark->width) / 10.0 - extents.x_advance;
    }
    cairo_move_to(cairo, x, mark->base / 10.0);
    cairo_show_text(cairo, mark->text);
}

static gboolean
refuse_fonts(GError **error)
{
    mz_error_set(error, MZ_ERROR_IO, NULL,
                 mz_tr("没有中文字体，无法画 PNG：请安装字体，如 apt-get install fonts-noto-cjk；SVG 不需要字体",
                       "no font with Chinese characters to paint a PNG: install one, as in 'apt-get install "
                       "fonts-noto-cjk'; SVG needs none"));
    return FALSE;
}

gboolean
mz_paint_png_possible(GError **error)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
    cairo_t *cairo = cairo_create(surface);
    gboolean possible = choose_family(cairo) != NULL;
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return possible || refuse_fonts(error);
}

static gboolean
paint(cairo_surface_t *surface, const MzLayout *layout, guint width, GError **error)
{
    cairo_t *cairo = cairo_create(surface);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(cairo, options);
    cairo_font_options_destroy(options);
    cairo_scale(cairo, width * 10.0 / layout->width, width * 10.0 / layout->width);
    const char *family = choose_family(cairo);
    if (family != NULL) {
        for (guint role = 0; role < MZ_ROLE_FIRST_TEXT; role++)
            paint_shapes(cairo, layout, (MzMarkRole)role);
        for (guint i = 0; i < layout->n_marks; i++) {
            if (layout->marks[i].kind == MZ_MARK_TEXT)
                paint_text(cairo, &layout->marks[i], family);
        }
    } else {
        refuse_fonts(error);
    }
    cairo_status_t status = cairo_status(cairo);
    cairo_destroy(cairo);
    if (family != NULL && status != CAIRO_STATUS_SUCCESS)
        mz_error_set(error, MZ_ERROR_IO, NULL, mz_tr("画 PNG 失败：%s", "painting the PNG failed: %s"),
                     cairo_status_to_string(status));
    return family != NULL && status == CAIRO_STATUS_SUCCESS;
}

gboolean
mz_paint_png(const MzLayout *layout, guint width, GByteArray **png, GError **error)
{
    guint64 height = ((guint64)width * (guint)layout->height + (guint)layout->width - 1) / (guint)layout->width;
    if (width == 0 || width > MAX_PIXELS_WIDE || height > MAX_PIXELS_HIGH) {
        mz_error_set(error, MZ_ERROR_USAGE, NULL,
                     mz_tr("PNG 的宽度应为 1 至 %d 像素、高度不超过 %d 像素，而要求的是 %u×%" G_GUINT64_FORMAT,
                           "a PNG is 1 to %d pixels wide and at most %d high, not %u×%" G_GUINT64_FORMAT),
                     MAX_PIXELS_WIDE, MAX_PIXELS_HIGH, width, height);
        return FALSE;
    }
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    gboolean done = paint(surface, layout, width, error);
    if (done) {
        cairo_surface_flush(surface);
        *png = mz_png((const guint32 *)(void *)cairo_image_surface_get_data(surface), width, (guint)height,
                      (gsize)cairo_image_surface_get_stride(surface) / sizeof(guint32));
    }
    cairo_surface_destroy(surface);
    return done;
}
