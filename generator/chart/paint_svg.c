/* SVG: cairo makes the paths of the shapes, the texts are text. */
#include "chart/paint.h"

#include <math.h>
#include <string.h>

#include "chart/palette.h"

/* ---- small writers */

static void
write_tenths(GString *out, gint64 tenths)
{
    if (tenths < 0)
        g_string_append_c(out, '-');
    guint64 t = (guint64)ABS(tenths);
    char digits[24];
    char *p = digits + sizeof digits;
    *--p = '\0';
    if (t % 10 != 0) {
        *--p = (char)('0' + t % 10);
        *--p = '.';
    }
    guint64 whole = t / 10;
    if (whole > 0 || *p != '.') {
        do {
            *--p = (char)('0' + whole % 10);
            whole /= 10;
        } while (whole > 0);
    }
    g_string_append(out, p);
}

static void
write_number(GString *out, const char *name, int tenths)
{
    g_string_append(out, name);
    write_tenths(out, tenths);
    g_string_append_c(out, '"');
}

static void
write_colour(GString *out, const char *name, int colour)
{
    static const char hex[] = "0123456789abcdef";
    g_string_append(out, name);
    g_string_append_c(out, '#');
    gboolean brief = (colour >> 4 & 0x0F0F0F) == (colour & 0x0F0F0F);
    for (int shift = 20; shift >= 0; shift -= brief ? 8 : 4)
        g_string_append_c(out, hex[colour >> shift & 0xF]);
    g_string_append_c(out, '"');
}

/* What stands for a character that XML does not allow, or not as it is; NULL: it stands for itself. */
static const char *
instead_of(gunichar c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        break;
    }
    if (c < 0x20)
        return " ";
    return c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0xFFFE || c == 0xFFFF ? "\xEF\xBF\xBD" : NULL;
}

/* Text of any origin. */
static void
write_escaped(GString *out, const char *text)
{
    const char *run = text, *p = text;
    for (; *p != '\0'; p = g_utf8_next_char(p)) {
        guchar lead = (guchar)*p;
        const char *instead = lead > 0xC2 && lead < 0xEF ? NULL : instead_of(g_utf8_get_char(p));
        if (instead == NULL)
            continue;
        g_string_append_len(out, run, p - run);
        g_string_append(out, instead);
        run = g_utf8_next_char(p);
    }
    g_string_append_len(out, run, p - run);
}

/* ---- shapes */

/* Writes a line over this distance as briefly as can be. */
static void
write_line(GString *out, int dx, int dy)
{
    if (dy == 0) {
        g_string_append_c(out, 'h');
        write_tenths(out, dx);
    } else if (dx == 0) {
        g_string_append_c(out, 'v');
        write_tenths(out, dy);
    } else {
        g_string_append_c(out, 'l');
        write_tenths(out, dx);
        if (dy > 0)
            g_string_append_c(out, ' ');
        write_tenths(out, dy);
    }
}

/* cairo keeps places in 1/256 of a unit, layouts in tenths: rounding finds them again. */
static int
tenths_of(double place)
{
    return (int)lround(place * 10);
}

/* Writes what cairo traced. A move that nothing follows (cairo ends a closed path with one) is left out. */
static void
write_path(GString *out, const cairo_path_t *path)
{
    int x = 0, y = 0;
    gboolean moved = FALSE;
    for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
        const cairo_path_data_t *data = &path->data[i];
        if (data->header.type == CAIRO_PATH_CLOSE_PATH) {
            g_string_append_c(out, 'z');
            continue;
        }
        int to_x = tenths_of(data[1].point.x), to_y = tenths_of(data[1].point.y);
        if (data->header.type == CAIRO_PATH_LINE_TO) {
            if (moved) {
                g_string_append_c(out, 'M');
                write_tenths(out, x);
                g_string_append_c(out, ' ');
                write_tenths(out, y);
            }
            write_line(out, to_x - x, to_y - y);
        }
        moved = data->header.type == CAIRO_PATH_MOVE_TO;
        x = to_x;
        y = to_y;
    }
}

static void
write_look(GString *out, const MzLook *look)
{
    if (look->class_name != NULL)
        g_string_append_printf(out, " class=\"%s\"", look->class_name);
    if (look->fill == MZ_NO_COLOUR)
        g_string_append(out, " fill=\"none\"");
    else
        write_colour(out, " fill=\"", look->fill);
    if (look->stroke == MZ_NO_COLOUR)
        return;
    write_colour(out, " stroke=\"", look->stroke);
    if (look->line != 10)
        write_number(out, " stroke-width=\"", look->line);
    if (look->dash > 0) {
        g_string_append(out, " stroke-dasharray=\"");
        write_tenths(out, look->dash);
        g_string_append_c(out, ',');
        write_tenths(out, look->dash * 2 / 3);
        g_string_append_c(out, '"');
    }
}

/* All shapes of a role are one path. */
static void
write_shapes(GString *out, cairo_t *cairo, const MzLayout *layout, MzMarkRole role)
{
    if (!mz_trace_shapes(cairo, layout, role))
        return;
    cairo_path_t *path = cairo_copy_path_flat(cairo);
    g_string_append(out, "<path");
    write_look(out, mz_look(role));
    g_string_append(out, " d=\"");
    write_path(out, path);
    g_string_append(out, "\"/>");
    cairo_path_destroy(path);
    cairo_new_path(cairo);
}

static void
write_paper(const MzLayout *layout, GString *out)
{
    const MzLook *look = mz_look(MZ_ROLE_PAPER);
    g_string_append_printf(out, "<rect class=\"%s\"", look->class_name);
    write_number(out, " width=\"", layout->width);
    write_number(out, " height=\"", layout->height);
    write_colour(out, " fill=\"", look->fill);
    g_string_append(out, "/>");
}

/* ---- texts */

/* What most texts have is said once by the group around them. */
static void
write_text(GString *out, const MzMark *mark)
{
    const MzLook *look = mz_look(mark->role);
    const MzLook *usual = mz_look(MZ_ROLE_LABEL);
    g_string_append(out, "<text");
    if (look->class_name != NULL)
        g_string_append_printf(out, " class=\"%s\"", look->class_name);
    write_number(out, " x=\"", mark->anchor == MZ_ANCHOR_END ? mark->x + mark->width : mark->x);
    write_number(out, " y=\"", mark->base);
    if (mark->anchor == MZ_ANCHOR_END)
        g_string_append(out, " text-anchor=\"end\"");
    if (mz_role_size(mark->role) != mz_role_size(MZ_ROLE_LABEL))
        write_number(out, " font-size=\"", mz_role_size(mark->role));
    if (mz_role_bold(mark->role))
        g_string_append(out, " font-weight=\"600\"");
    if (look->fill != usual->fill)
        write_colour(out, " fill=\"", look->fill);
    g_string_append_c(out, '>');
    if (mark->full != NULL) {
        g_string_append(out, "<title>");
        write_escaped(out, mark->full);
        g_string_append(out, "</title>");
    }
    write_escaped(out, mark->text);
    g_string_append(out, "</text>");
}

static void
write_id(GString *out, const char *prefix, char suffix)
{
    for (const char *p = prefix; *p != '\0'; p++) {
        if (g_ascii_isalnum(*p) || *p == '-' || *p == '_')
            g_string_append_c(out, *p);
    }
    g_string_append_c(out, '-');
    g_string_append_c(out, suffix);
}

static void
write_named(GString *out, const char *element, const char *prefix, char suffix, const char *text)
{
    g_string_append_printf(out, "<%s id=\"", element);
    write_id(out, prefix, suffix);
    g_string_append(out, "\">");
    write_escaped(out, text);
    g_string_append_printf(out, "</%s>", element);
}

void
mz_paint_svg(const MzLayout *layout, const char *prefix, GString *out)
{
    g_string_append(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"mz-fig\" viewBox=\"0 0 ");
    write_tenths(out, layout->width);
    g_string_append_c(out, ' ');
    write_tenths(out, layout->height);
    g_string_append(out, "\" role=\"img\" aria-labelledby=\"");
    write_id(out, prefix, 't');
    g_string_append_c(out, ' ');
    write_id(out, prefix, 'd');
    g_string_append(out, "\">");
    write_named(out, "title", prefix, 't', layout->title);
    write_named(out, "desc", prefix, 'd', layout->description);
    write_paper(layout, out);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1); /* only paths are asked of it */
    cairo_t *cairo = cairo_create(surface);
    for (guint role = MZ_ROLE_PAPER + 1; role < MZ_ROLE_FIRST_TEXT; role++)
        write_shapes(out, cairo, layout, (MzMarkRole)role);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    g_string_append(out,
                    "<g class=\"mz-fig-text\" font-family=\"Noto Sans CJK SC,PingFang SC,Microsoft YaHei,sans-serif\"");
    write_number(out, " font-size=\"", mz_role_size(MZ_ROLE_LABEL));
    write_colour(out, " fill=\"", mz_look(MZ_ROLE_LABEL)->fill);
    g_string_append_c(out, '>');
    for (guint i = 0; i < layout->n_marks; i++) {
        if (layout->marks[i].kind == MZ_MARK_TEXT)
            write_text(out, &layout->marks[i]);
    }
    g_string_append(out, "</g></svg>");
}
