/* SVG, written by hand: shapes are a few paths, and the texts are text. */
#include "chart/paint.h"

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

/* Adds a mark to a path, as mz_paint_shapes does for cairo. */
static void
write_mark(GString *out, const MzMark *mark, int inset)
{
    int x = mark->x, y = mark->y, width = mark->width, height = mark->height;
    if (mark->kind == MZ_MARK_RECTANGLE) {
        x += inset;
        y += inset;
        width = MAX(width - 2 * inset, 1);
        height -= 2 * inset;
    } else if (mark->kind == MZ_MARK_TRIANGLE) {
        y += height;
    }
    g_string_append_c(out, 'M');
    write_tenths(out, x);
    g_string_append_c(out, ' ');
    write_tenths(out, y);
    if (mark->kind == MZ_MARK_LINE) {
        write_line(out, width, height);
        return;
    }
    write_line(out, width, 0);
    if (mark->kind == MZ_MARK_RECTANGLE) {
        write_line(out, 0, height);
        write_line(out, -width, 0);
    } else {
        write_line(out, width / 2 - width, -height);
    }
    g_string_append_c(out, 'z');
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
write_shapes(GString *out, const MzLayout *layout, MzMarkRole role)
{
    const MzLook *look = mz_look(role);
    int inset = look->fill != MZ_NO_COLOUR ? look->line / 2 : 0;
    gboolean any = FALSE;
    for (guint i = 0; i < layout->n_marks; i++) {
        const MzMark *mark = &layout->marks[i];
        if (mark->role != role || mark->kind == MZ_MARK_TEXT)
            continue;
        if (!any) {
            g_string_append(out, "<path");
            write_look(out, look);
            g_string_append(out, " d=\"");
        }
        any = TRUE;
        write_mark(out, mark, inset);
    }
    if (any)
        g_string_append(out, "\"/>");
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
    for (guint role = MZ_ROLE_PAPER + 1; role < MZ_ROLE_FIRST_TEXT; role++)
        write_shapes(out, layout, (MzMarkRole)role);
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
