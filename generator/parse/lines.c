#include "parse/lines.h"

#include <stdio.h>

static gboolean
is_digit(gunichar c)
{
    return c >= '0' && c <= '9';
}

static gboolean
is_blank(gunichar c)
{
    return c == ' ' || c == '\t';
}

/* 一 … 十, 百, 零, 〇: value 0–9, 10, 100; -1: no numeral. */
static int
numeral(gunichar c)
{
    switch (c) {
    case 0x3007: /* 〇 */
    case 0x96F6: /* 零 */
        return 0;
    case 0x4E00: /* 一 */
        return 1;
    case 0x4E8C: /* 二 */
        return 2;
    case 0x4E09: /* 三 */
        return 3;
    case 0x56DB: /* 四 */
        return 4;
    case 0x4E94: /* 五 */
        return 5;
    case 0x516D: /* 六 */
        return 6;
    case 0x4E03: /* 七 */
        return 7;
    case 0x516B: /* 八 */
        return 8;
    case 0x4E5D: /* 九 */
        return 9;
    case 0x5341: /* 十 */
        return 10;
    case 0x767E: /* 百 */
        return 100;
    default:
        return -1;
    }
}

/* Behind the numerals or digits at `at`, at most four. */
static guint
number_end(const gunichar *c, guint n, guint at, gboolean chinese)
{
    guint end = at;
    while (end < n && end < at + 4 && (chinese ? numeral(c[end]) > 0 : is_digit(c[end])))
        end++;
    return end;
}

static guint
skip_blanks(const gunichar *c, guint n, guint at)
{
    while (at < n && is_blank(c[at]))
        at++;
    return at;
}

static MzOrdinal
ordinal(guint8 level, const gunichar *c, guint n, guint start, guint end)
{
    return (MzOrdinal){.level = level, .start = start, .end = skip_blanks(c, n, end), .digits = end};
}

/* "第三部分", "第二条". */
static MzOrdinal
part_at(const gunichar *c, guint n, guint at)
{
    guint end = number_end(c, n, at + 1, TRUE);
    if (end == at + 1)
        end = number_end(c, n, skip_blanks(c, n, at + 1), FALSE);
    guint after = skip_blanks(c, n, end);
    if (end > at + 1 && mz_word_at(c, n, after, U"部分"))
        return ordinal(1, c, n, at, after + 2);
    if (end > at + 1 && mz_word_at(c, n, after, U"条"))
        return ordinal(5, c, n, at, after + 1);
    return (MzOrdinal){0};
}

/* "(一)", "(1)". */
static MzOrdinal
bracketed_at(const gunichar *c, guint n, guint at)
{
    guint start = skip_blanks(c, n, at + 1);
    guint chinese = number_end(c, n, start, TRUE);
    guint end = chinese > start ? chinese : MIN(number_end(c, n, start, FALSE), start + 2);
    guint after = skip_blanks(c, n, end);
    if (end == start || after >= n || c[after] != ')')
        return (MzOrdinal){0};
    return ordinal(chinese > start ? 3 : 5, c, n, at, after + 1);
}

/* "2024年" or "2024 年". */
static gboolean
is_year(const gunichar *c, guint n, guint at)
{
    guint end = number_end(c, n, at, FALSE);
    return end == at + 4 && mz_word_at(c, n, skip_blanks(c, n, end), U"年");
}

MzOrdinal
mz_ordinal_at(const gunichar *c, guint n, guint at)
{
    if (at >= n)
        return (MzOrdinal){0};
    if (c[at] == 0x7B2C) /* 第 */
        return part_at(c, n, at);
    if (c[at] == '(')
        return bracketed_at(c, n, at);
    if (c[at] >= 0x2460 && c[at] <= 0x2473) /* ① */
        return ordinal(5, c, n, at, at + 1);
    if (!is_digit(c[at]) && numeral(c[at]) <= 0)
        return (MzOrdinal){0};
    guint end = number_end(c, n, at, TRUE);
    if (end > at && end < n && c[end] == 0x3001) /* 一、 */
        return ordinal(2, c, n, at, end + 1);
    end = number_end(c, n, at, FALSE);
    if (end == at || end > at + 2 || end >= n || (c[end] != '.' && c[end] != 0x3001))
        return (MzOrdinal){0};
    if (end + 1 < n && is_digit(c[end + 1]) && !is_year(c, n, end + 1))
        return (MzOrdinal){0}; /* 2.15 is a number */
    return ordinal(4, c, n, at, end + 1);
}

void
mz_line_bytes(const MzText *text, guint index, const char **from, const char **to)
{
    const MzTextLine *line = &text->lines[index];
    const MzLine *source = &text->source->lines[index];
    *from = source->text;
    *to = source->text + source->length;
    for (guint i = 0; i < line->first; i++)
        *from = g_utf8_next_char(*from);
    for (guint i = mz_line_end(line); i<line->n && * to> * from; i++) {
        do
            --*to;
        while (*to > *from && ((guchar) * *to & 0xC0) == 0x80);
    }
}

guint
mz_line_width(const MzText *text, guint index)
{
    const MzTextLine *line = &text->lines[index];
    guint end = mz_line_end(line);
    const char *from;
    const char *to;
    mz_line_bytes(text, index, &from, &to);
    guint bytes = (guint)(to - from);
    guint letters = end > line->first ? end - line->first : 0;
    return bytes > letters ? letters + (bytes - letters) / 2 : letters; /* a wide character is three bytes */
}

gboolean
mz_line_is_caption(const MzTextLine *line)
{
    guint at = line->first;
    if (at >= line->n || line->c[at] != 0x56FE || line->n - at > 60) /* 图 */
        return FALSE;
    guint start = skip_blanks(line->c, line->n, at + 1);
    guint end = number_end(line->c, line->n, start, FALSE);
    if (end == start)
        end = number_end(line->c, line->n, start, TRUE);
    if (end == start)
        return FALSE;
    if (end == line->n)
        return TRUE;
    gunichar c = line->c[end];
    return (c == ':' || c == '.' || c == 0x3001 || is_blank(c)) && line->c[mz_line_end(line) - 1] != 0x3002;
}

/* A number of at most four digits and nothing else; `dressed`: with the dashes or words of a page number. */
static gboolean
is_bare_number(const MzTextLine *line, gboolean *dressed)
{
    guint digits = 0;
    *dressed = FALSE;
    for (guint i = line->first, end = mz_line_end(line); i < end; i++) {
        gunichar c = line->c[i];
        if (is_digit(c))
            digits++;
        else if (c == '-' || c == 0x2014 || c == 0x2013 || c == 0x7B2C || c == 0x9875 || c == 0x5171 || c == '/')
            *dressed = TRUE; /* - — – 第 页 共 / */
        else if (!is_blank(c))
            return FALSE;
    }
    return digits > 0 && digits <= (*dressed ? 8 : 4) && line->n - line->first <= 24;
}

gboolean
mz_line_is_page_number(const MzText *text, guint index, gboolean inside)
{
    gboolean dressed;
    const MzTextLine *line = &text->lines[index];
    if (mz_line_is_blank(line) || line->n - line->first > 24 || !is_bare_number(line, &dressed))
        return FALSE;
    if (dressed && (line->c[line->first] == '-' || !is_digit(line->c[line->first])))
        return !is_digit(line->c[line->first + 1]) || line->c[mz_line_end(line) - 1] == '-'; /* -3 is an amount */
    if (inside)
        return TRUE;
    guint gap = 0;
    while (gap < 3 && gap < index && mz_line_is_blank(&text->lines[index - gap - 1]))
        gap++;
    if (gap >= 2 || text->source->lines[index].page_break)
        return TRUE;
    return index + 1 < text->n_lines && text->source->lines[index + 1].page_break;
}

gboolean
mz_line_is_skipped(const MzText *text, guint index)
{
    const MzTextLine *line = &text->lines[index];
    return mz_line_is_blank(line) || mz_line_is_caption(line) || mz_line_is_page_number(text, index, TRUE);
}

/* Reads a number in digits or numerals (二〇二五, 十一, 二十一) up to `stop`; -1: there is none. */
static int
date_part(const gunichar *c, guint n, guint *at, gunichar stop)
{
    int value = 0;
    int tens = -1;
    guint digits = 0;
    for (; *at < n && c[*at] != stop; (*at)++) {
        int digit = is_digit(c[*at]) ? (int)(c[*at] - '0') : numeral(c[*at]);
        if (is_blank(c[*at]))
            continue;
        if (digit < 0 || digit > 10 || ++digits > 4)
            return -1;
        if (digit == 10) {
            tens = value == 0 ? 1 : value;
            value = 0;
        } else {
            value = value * 10 + digit;
        }
    }
    if (digits == 0 || *at >= n)
        return -1;
    (*at)++;
    return tens < 0 ? value : tens * 10 + value;
}

gboolean
mz_date_at(const gunichar *c, guint n, guint at, char date[11])
{
    int year = date_part(c, n, &at, 0x5E74);  /* 年 */
    int month = date_part(c, n, &at, 0x6708); /* 月 */
    int day = year < 0 || month < 0 ? -1 : date_part(c, n, &at, 0x65E5);
    if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1 || day > 31 || skip_blanks(c, n, at) < n)
        return FALSE;
    snprintf(date, 11, "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
    return TRUE;
}

gboolean
mz_join_needs_blank(gunichar before, gunichar after)
{
    return before < 0x80 && after < 0x80 && g_ascii_isalnum((gchar)before) && g_ascii_isalnum((gchar)after);
}
