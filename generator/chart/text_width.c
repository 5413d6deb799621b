#include "chart/layout.h"

/* Widths of ASCII characters in hundredths of an em: the wider of Noto Sans CJK, PingFang, YaHei, Arial, DejaVu Sans.
 */
static int
ascii_width(char c)
{
    static const struct {
        const char *characters;
        int width;
    } table[] = {{" .,:;'!|ijl", 34}, {"()[]-ftr`\"/", 46}, {"0123456789", 62}, {"mwMW%@", 100}};
    for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
        for (const char *p = table[i].characters; *p != '\0'; p++) {
            if (*p == c)
                return table[i].width;
        }
    }
    return c >= 'A' && c <= 'Z' ? 80 : 68;
}

int
mz_layout_text_width(const char *text, int size)
{
    gint64 width = 0;
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        width += c < 0x80 ? ascii_width((char)c) : c < 0x1F000 || (c >= 0x20000 && c < 0x40000) ? 100 : 140;
    }
    width = (width * size + 99) / 100;
    return (int)MIN(width, G_MAXINT / 4);
}
