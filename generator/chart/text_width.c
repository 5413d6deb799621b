#include "chart/layout.h"

/* Widths of ASCII characters in hundredths of an em: the wider of Noto Sans CJK, PingFang, YaHei, Arial, DejaVu Sans.
 */
static const guint8 ascii_widths[128] = {
    [' '] = 34, ['.'] = 34,  [','] = 34,  [':'] = 34,  [';'] = 34,  ['\''] = 34, ['!'] = 34,
    ['|'] = 34, ['i'] = 34,  ['j'] = 34,  ['l'] = 34,  ['('] = 46,  [')'] = 46,  ['['] = 46,
    [']'] = 46, ['-'] = 46,  ['f'] = 46,  ['t'] = 46,  ['r'] = 46,  ['`'] = 46,  ['"'] = 46,
    ['/'] = 46, ['m'] = 100, ['w'] = 100, ['M'] = 100, ['W'] = 100, ['%'] = 100, ['@'] = 100,
};

static int
ascii_width(guchar c)
{
    if (ascii_widths[c] != 0)
        return ascii_widths[c];
    if (c >= '0' && c <= '9')
        return 62;
    return c >= 'A' && c <= 'Z' ? 80 : 68;
}

static int
char_width(const char *at)
{
    guchar lead = (guchar)*at;
    if (lead < 0x80)
        return ascii_width(lead);
    if (lead < 0xF0) /* up to U+FFFF */
        return 100;
    gunichar c = g_utf8_get_char(at);
    return c < 0x1F000 || (c >= 0x20000 && c < 0x40000) ? 100 : 140;
}

static int
scaled(gint64 width, int size)
{
    width = (width * size + 99) / 100;
    return (int)MIN(width, G_MAXINT / 4);
}

int
mz_layout_char_width(const char *at, int size)
{
    return scaled(char_width(at), size);
}

int
mz_layout_text_width(const char *text, int size)
{
    gint64 width = 0;
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        width += char_width(p);
    return scaled(width, size);
}
