/* SVG: cairo's markup of the shapes made minimal, and the texts as text. */
#include "chart/paint.h"

#include <cairo-svg.h>
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

/* Text of any origin: markup is escaped, what XML does not allow is replaced. */
static void
write_escaped(GString *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '&')
            g_string_append(out, "&amp;");
        else if (c == '<')
            g_string_append(out, "&lt;");
        else if (c == '>')
            g_string_append(out, "&gt;");
        else if (c == '"')
            g_string_append(out, "&quot;");
        else if (c == '\'')
            g_string_append(out, "&#39;");
        else if (c < 0x20)
            g_string_append_c(out, ' ');
        else if (c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0xFFFE || c == 0xFFFF)
            g_string_append(out, "\xEF\xBF\xBD");
        else
            g_string_append_len(out, p, g_utf8_next_char(p) - p);
    }
}

/* ---- cairo's markup */

/* A decimal of cairo's output in tenths, rounded; `*text` moves behind it. cairo rounds to 1/256 itself. */
static int
read_tenths(const char **text)
{
    const char *p = *text;
    gboolean negative = *p == '-';
    if (negative)
        p++;
    int hundredths = 0, decimals = -1;
    for (; g_ascii_isdigit(*p) || *p == '.'; p++) {
        if (*p == '.') {
            decimals = 0;
        } else if (decimals < 2) {
            hundredths = hundredths * 10 + (*p - '0');
            decimals += decimals >= 0;
        }
    }
    for (int i = MAX(decimals, 0); i < 2; i++)
        hundredths *= 10;
    *text = p;
    int tenths = (hundredths + 5) / 10;
    return negative ? -tenths : tenths;
}

/* Writes one line to the point (x, y) as briefly as can be. */
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

/* Rewrites path data of absolute M, L and Z. A move that nothing follows (cairo ends a closed path with one) is left
 * out. */
static void
write_path(GString *out, const char *d, const char *end)
{
    int x = 0, y = 0;
    gboolean moved = FALSE;
    while (d < end) {
        char command = *d++;
        if (command == 'M' || command == 'L') {
            while (*d == ' ')
                d++;
            int to_x = read_tenths(&d);
            while (*d == ' ')
                d++;
            int to_y = read_tenths(&d);
            if (command == 'L') {
                if (moved) {
                    g_string_append_c(out, 'M');
                    write_tenths(out, x);
                    g_string_append_c(out, ' ');
                    write_tenths(out, y);
                }
                write_line(out, to_x - x, to_y - y);
            }
            moved = command == 'M';
            x = to_x;
            y = to_y;
        } else if (command == 'Z') {
            g_string_append_c(out, 'z');
        }
    }
}

/* The value of a property in cairo's style attribute; NULL: it has none. */
static const char *
property(const char *style, const char *end, const char *name)
{
    gsize length = strlen(name);
    for (const char *p = style; p != NULL && p + length < end; p = memchr(p, ';', (gsize)(end - p))) {
        while (p < end && (*p == ';' || *p == ' '))
            p++;
        if ((gsize)(end - p) > length && memcmp(p, name, length) == 0 && p[length] == ':')
            return p + length + 1;
    }
    return NULL;
}

/* "rgb(11.37%,35.6%,61%)" or "none". */
static int
read_colour(const char *value)
{
    if (value == NULL || !g_str_has_prefix(value, "rgb("))
        return MZ_NO_COLOUR;
    const char *p = value + strlen("rgb(");
    int colour = 0;
    for (guint i = 0; i < 3; i++) {
        colour = colour << 8 | (read_tenths(&p) * 255 + 500) / 1000;
        p += strspn(p, "%, ");
    }
    return colour;
}

/* The role that is painted in these colours; they are different for every role. */
static const MzLook *
look_of(int fill, int stroke)
{
    for (guint role = 0; role < MZ_ROLE_FIRST_TEXT; role++) {
        const MzLook *look = mz_look((MzMarkRole)role);
        if (look->fill == fill && look->stroke == stroke)
            return look;
    }
    return NULL;
}

static void
write_shape(GString *out, const char *style, const char *style_end, const char *d, const char *d_end)
{
    int fill = read_colour(property(style, style_end, "fill"));
    int stroke = read_colour(property(style, style_end, "stroke"));
    const MzLook *look = look_of(fill, stroke);
    g_string_append(out, "<path");
    if (look != NULL && look->class_name != NULL)
        g_string_append_printf(out, " class=\"%s\"", look->class_name);
    if (fill == MZ_NO_COLOUR)
        g_string_append(out, " fill=\"none\"");
    else
        write_colour(out, " fill=\"", fill);
    if (stroke != MZ_NO_COLOUR) {
        const char *width = property(style, style_end, "stroke-width");
        const char *dashes = property(style, style_end, "stroke-dasharray");
        int tenths = width != NULL ? read_tenths(&width) : 10;
        write_colour(out, " stroke=\"", stroke);
        if (tenths != 10)
            write_number(out, " stroke-width=\"", tenths);
        if (dashes != NULL && g_ascii_isdigit(*dashes)) {
            g_string_append(out, " stroke-dasharray=\"");
            g_string_append_len(out, dashes, (gssize)strcspn(dashes, ";\""));
            g_string_append_c(out, '"');
        }
    }
    g_string_append(out, " d=\"");
    write_path(out, d, d_end);
    g_string_append(out, "\"/>");
}

/* Takes the paths out of cairo's document; everything around them (prologue, size, groups with ids) is dropped. */
static void
write_shapes(GString *out, const char *markup)
{
    static const char begin[] = "<path style=\"", middle[] = " d=\"";
    for (const char *p = strstr(markup, begin); p != NULL; p = strstr(p, begin)) {
        const char *style = p + strlen(begin);
        const char *style_end = strchr(style, '"');
        const char *d = style_end != NULL ? strstr(style_end, middle) : NULL;
        const char *d_end = d != NULL ? strchr(d + strlen(middle), '"') : NULL;
        if (d_end == NULL)
            return;
        write_shape(out, style, style_end, d + strlen(middle), d_end);
        p = d_end;
    }
}

static cairo_status_t
append(void *closure, const unsigned char *bytes, unsigned int length)
{
    g_string_append_len(closure, (const char *)bytes, (gssize)length);
    return CAIRO_STATUS_SUCCESS;
}

/* The paper is written here: cairo takes a rectangle as large as the picture for its background and makes no path. */
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

static void
paint_shapes(const MzLayout *layout, GString *out)
{
    GString *markup = g_string_sized_new(8192);
    cairo_surface_t *surface =
        cairo_svg_surface_create_for_stream(append, markup, layout->width / 10.0, layout->height / 10.0);
    cairo_t *cairo = cairo_create(surface);
    for (guint role = MZ_ROLE_PAPER + 1; role < MZ_ROLE_FIRST_TEXT; role++)
        mz_paint_shapes(cairo, layout, (MzMarkRole)role);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    write_shapes(out, markup->str);
    g_string_free(markup, TRUE);
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
    paint_shapes(layout, out);
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
