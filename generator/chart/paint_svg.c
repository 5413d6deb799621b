/* SVG: shapes are paths, texts are text. */
#include "chart/paint.h"

#include <string.h>

#include "base/buffer.h"
#include "base/bytes.h"
#include "chart/palette.h"

/* ---- small writers: into room, as base/buffer.h has it */

enum { MOST_OF_NUMBER = 14, MOST_OF_POINT = 1 + 2 * MOST_OF_NUMBER, MOST_OF_BYTE = 6 };

static char *
write_tenths(char *at, int tenths)
{
    guint t = tenths < 0 ? 0u - (guint)tenths : (guint)tenths;
    guint whole = t / 10, tenth = t % 10;
    if (tenths < 0)
        *at++ = '-';
    if (whole > 0 || tenth == 0)
        at = mz_write_number(at, whole);
    if (tenth != 0) {
        *at++ = '.';
        *at++ = (char)('0' + tenth);
    }
    return at;
}

/* Whether a byte may be, or end, a character that XML does not allow, or not as it is. */
static gboolean
may_be_odd(MzBytes b)
{
    return mz_bytes_any((MzHalves)(b < 0x20) | (MzHalves)(b == '"') | (MzHalves)((b | 1) == '\'') |
                        (MzHalves)((b | 2) == '>') | (MzHalves)(b == 0x7F) | (MzHalves)(b == 0xC2) |
                        (MzHalves)(b == 0xBF));
}

/* What stands for a byte that XML does not allow, or not as it is; NULL: it stands for itself. */
static const char *
instead_of(guchar c)
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
    case 0x7F:
        return "\xEF\xBF\xBD";
    default:
        return c < 0x20 ? " " : NULL;
    }
}

/* Writes the bytes up to `end`, or one more where a character ends there. U+0080 to U+009F are told by their first
 * byte, U+FFFE and U+FFFF by their second. */
static const char *
write_odd(char **at, const char *begin, const char *text, const char *end)
{
    while (text < end) {
        guchar c = (guchar)*text++, next = (guchar)*text; /* a 0 byte at the end */
        const char *instead = instead_of(c);
        if (c == 0xC2 && next < 0xA0) {
            instead = "\xEF\xBF\xBD";
            text++;
        } else if (c == 0xBF && next >= 0xBE && text - begin >= 2 && (guchar)text[-2] == 0xEF) {
            --*at;
            instead = "\xEF\xBF\xBD";
            text++;
        }
        if (instead == NULL)
            *(*at)++ = (char)c;
        else
            *at = stpcpy(*at, instead);
    }
    return text;
}

/* Text of any origin; `length` bytes and a 0 byte. There is room for MOST_OF_BYTE for each. */
static char *
write_escaped(char *at, const char *text, gsize length)
{
    const char *begin = text, *end = text + length;
    if (!mz_bytes_ask(text, MIN(length, 64), may_be_odd)) {
        at = mz_write(at, text, MIN(length, 64));
        text += MIN(length, 64);
    }
    while (end - text >= (gssize)sizeof(MzBytes)) {
        MzBytes bytes = mz_bytes_at(text);
        if (may_be_odd(bytes)) {
            text = write_odd(&at, begin, text, text + sizeof bytes);
        } else {
            memcpy(at, &bytes, sizeof bytes);
            at += sizeof bytes;
            text += sizeof bytes;
        }
    }
    write_odd(&at, begin, text, end);
    return at;
}

/* ---- what all pictures have in common */

/* How the path of a role begins, up to its data; a text of a role up to its x; and what stands between the y of a text
 * and its words, by its anchor. */
typedef struct {
    GString *path;
    GString *text;
    GString *rest[2];
} Markup;

/* The paper up to its width, and behind its height; and how the group of texts begins. */
typedef struct {
    GString *paper[2];
    GString *texts;
} Frame;

static void
append_number(GString *out, const char *name, int tenths)
{
    char digits[MOST_OF_NUMBER];
    g_string_append(out, name);
    g_string_append_len(out, digits, write_tenths(digits, tenths) - digits);
    g_string_append_c(out, '"');
}

static void
append_colour(GString *out, const char *name, int colour)
{
    static const char hex[] = "0123456789abcdef";
    g_string_append(out, name);
    g_string_append_c(out, '#');
    gboolean brief = (colour >> 4 & 0x0F0F0F) == (colour & 0x0F0F0F);
    for (int shift = 20; shift >= 0; shift -= brief ? 8 : 4)
        g_string_append_c(out, hex[colour >> shift & 0xF]);
    g_string_append_c(out, '"');
}

static void
append_class(GString *out, const MzLook *look)
{
    if (look->class_name == NULL)
        return;
    g_string_append(out, " class=\"");
    g_string_append(out, look->class_name);
    g_string_append_c(out, '"');
}

static GString *
path_of(const MzLook *look)
{
    GString *out = g_string_new("<path");
    append_class(out, look);
    if (look->fill == MZ_NO_COLOUR)
        g_string_append(out, " fill=\"none\"");
    else
        append_colour(out, " fill=\"", look->fill);
    if (look->stroke != MZ_NO_COLOUR) {
        append_colour(out, " stroke=\"", look->stroke);
        if (look->line != 10)
            append_number(out, " stroke-width=\"", look->line);
        if (look->dash > 0) {
            append_number(out, " stroke-dasharray=\"", look->dash);
            g_string_truncate(out, out->len - 1);
            append_number(out, ",", look->dash * 2 / 3);
        }
    }
    return g_string_append(out, " d=\"");
}

static GString *
text_of(const MzLook *look)
{
    GString *out = g_string_new("<text");
    append_class(out, look);
    return g_string_append(out, " x=\"");
}

/* What most texts have is said once by the group around them. */
static GString *
rest_of(MzMarkRole role, MzAnchor anchor)
{
    GString *out = g_string_new(anchor == MZ_ANCHOR_END ? "\" text-anchor=\"end\"" : "\"");
    if (mz_role_size(role) != mz_role_size(MZ_ROLE_LABEL))
        append_number(out, " font-size=\"", mz_role_size(role));
    if (mz_role_bold(role))
        g_string_append(out, " font-weight=\"600\"");
    if (mz_look(role)->fill != mz_look(MZ_ROLE_LABEL)->fill)
        append_colour(out, " fill=\"", mz_look(role)->fill);
    return g_string_append_c(out, '>');
}

static const Markup *
markup_of(MzMarkRole role)
{
    static Markup markups[MZ_ROLES];
    static gsize are_made;
    if (g_once_init_enter(&are_made)) {
        for (guint i = 0; i < MZ_ROLES; i++)
            markups[i] = (Markup){path_of(mz_look((MzMarkRole)i)),
                                  text_of(mz_look((MzMarkRole)i)),
                                  {rest_of((MzMarkRole)i, MZ_ANCHOR_START), rest_of((MzMarkRole)i, MZ_ANCHOR_END)}};
        g_once_init_leave(&are_made, 1);
    }
    return &markups[role];
}

static const Frame *
frame(void)
{
    static Frame made;
    static gsize is_made;
    if (g_once_init_enter(&is_made)) {
        made = (Frame){{g_string_new("<rect"), g_string_new("\"")},
                       g_string_new("<g class=\"mz-fig-text\" font-family=\"Noto Sans CJK SC,PingFang SC,"
                                    "Microsoft YaHei,sans-serif\"")};
        append_class(made.paper[0], mz_look(MZ_ROLE_PAPER));
        g_string_append(made.paper[0], " width=\"");
        append_colour(made.paper[1], " fill=\"", mz_look(MZ_ROLE_PAPER)->fill);
        g_string_append(made.paper[1], "/>");
        append_number(made.texts, " font-size=\"", mz_role_size(MZ_ROLE_LABEL));
        append_colour(made.texts, " fill=\"", mz_look(MZ_ROLE_LABEL)->fill);
        g_string_append_c(made.texts, '>');
        g_once_init_leave(&is_made, 1);
    }
    return &made;
}

/* ---- shapes */

/* Writes a line over this distance as briefly as can be. */
static char *
write_line(char *at, int dx, int dy)
{
    if (dy == 0) {
        *at++ = 'h';
        return write_tenths(at, dx);
    }
    if (dx == 0) {
        *at++ = 'v';
        return write_tenths(at, dy);
    }
    *at++ = 'l';
    at = write_tenths(at, dx);
    if (dy > 0)
        *at++ = ' ';
    return write_tenths(at, dy);
}

static char *
write_outline(char *at, const MzOutline *outline)
{
    *at++ = 'M';
    at = write_tenths(at, outline->x[0]);
    *at++ = ' ';
    at = write_tenths(at, outline->y[0]);
    for (guint i = 1; i < outline->n; i++)
        at = write_line(at, outline->x[i] - outline->x[i - 1], outline->y[i] - outline->y[i - 1]);
    if (outline->is_closed)
        *at++ = 'z';
    return at;
}

/* All shapes of a role are one path. */
static void
write_shapes(GString *out, const MzLayout *layout, MzMarkRole role)
{
    const GString *begin = markup_of(role)->path;
    mz_buffer_append_len(out, begin->str, begin->len);
    for (guint i = 0; i < layout->n_marks; i++) {
        const MzMark *mark = &layout->marks[i];
        if (mark->role != role || mark->kind == MZ_MARK_TEXT)
            continue;
        MzOutline outline = mz_outline(mark);
        char *at = mz_buffer_room(out, (G_N_ELEMENTS(outline.x) + 1) * MOST_OF_POINT);
        mz_buffer_wrote(out, write_outline(at, &outline));
    }
    mz_buffer_append_len(out, "\"/>", 3);
}

static void
write_all_shapes(GString *out, const MzLayout *layout)
{
    guint32 has = 0; /* a bit for each role */
    for (guint i = 0; i < layout->n_marks; i++) {
        if (layout->marks[i].kind != MZ_MARK_TEXT)
            has |= 1u << layout->marks[i].role;
    }
    for (guint role = MZ_ROLE_PAPER + 1; role < MZ_ROLE_FIRST_TEXT; role++) {
        if ((has & 1u << role) != 0)
            write_shapes(out, layout, (MzMarkRole)role);
    }
}

static void
write_paper(const MzLayout *layout, GString *out)
{
    GString *const *paper = frame()->paper;
    char *at = mz_buffer_room(out, paper[0]->len + paper[1]->len + 2 * MOST_OF_NUMBER + sizeof "\" height=\"");
    at = mz_write(at, paper[0]->str, paper[0]->len);
    at = write_tenths(at, layout->width);
    at = MZ_WRITE(at, "\" height=\"");
    at = write_tenths(at, layout->height);
    mz_buffer_wrote(out, mz_write(at, paper[1]->str, paper[1]->len));
}

/* ---- texts */

static void
write_text(GString *out, const MzMark *mark)
{
    const Markup *markup = markup_of(mark->role);
    const GString *rest = markup->rest[mark->anchor];
    gsize length = strlen(mark->text), full = mark->full != NULL ? strlen(mark->full) : 0;
    char *at = mz_buffer_room(out, markup->text->len + rest->len + 2 * MOST_OF_NUMBER + MOST_OF_BYTE * (length + full) +
                                       sizeof "\" y=\"<title></title></text>");
    at = mz_write(at, markup->text->str, markup->text->len);
    at = write_tenths(at, mark->anchor == MZ_ANCHOR_END ? mark->x + mark->width : mark->x);
    at = MZ_WRITE(at, "\" y=\"");
    at = write_tenths(at, mark->base);
    at = mz_write(at, rest->str, rest->len);
    if (mark->full != NULL) {
        at = MZ_WRITE(at, "<title>");
        at = write_escaped(at, mark->full, full);
        at = MZ_WRITE(at, "</title>");
    }
    at = write_escaped(at, mark->text, length);
    mz_buffer_wrote(out, MZ_WRITE(at, "</text>"));
}

static void
write_texts(GString *out, const MzLayout *layout)
{
    mz_buffer_append_len(out, frame()->texts->str, frame()->texts->len);
    for (guint i = 0; i < layout->n_marks; i++) {
        if (layout->marks[i].kind == MZ_MARK_TEXT)
            write_text(out, &layout->marks[i]);
    }
    g_string_append(out, "</g>");
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
    gsize length = strlen(text);
    g_string_append_c(out, '<');
    g_string_append(out, element);
    g_string_append(out, " id=\"");
    write_id(out, prefix, suffix);
    g_string_append(out, "\">");
    mz_buffer_wrote(out, write_escaped(mz_buffer_room(out, MOST_OF_BYTE * length), text, length));
    g_string_append(out, "</");
    g_string_append(out, element);
    g_string_append_c(out, '>');
}

void
mz_paint_svg(const MzLayout *layout, const char *prefix, GString *out)
{
    g_string_append(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"mz-fig\" viewBox=\"0 0 ");
    char *at = mz_buffer_room(out, 2 * MOST_OF_NUMBER);
    at = write_tenths(at, layout->width);
    *at++ = ' ';
    mz_buffer_wrote(out, write_tenths(at, layout->height));
    g_string_append(out, "\" role=\"img\" aria-labelledby=\"");
    write_id(out, prefix, 't');
    g_string_append_c(out, ' ');
    write_id(out, prefix, 'd');
    g_string_append(out, "\">");
    write_named(out, "title", prefix, 't', layout->title);
    write_named(out, "desc", prefix, 'd', layout->description);
    write_paper(layout, out);
    write_all_shapes(out, layout);
    write_texts(out, layout);
    g_string_append(out, "</svg>");
}
