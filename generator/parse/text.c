#include "parse/text.h"

#include <string.h>

/* One code point of valid UTF-8 and the step over it. Three bytes, an ideograph, are the usual case. */
static inline gunichar
next_char(const guchar **at)
{
    const guchar *p = *at;
    if (p[0] < 0x80) {
        *at = p + 1;
        return p[0];
    }
    if ((p[0] & 0xF0) == 0xE0) {
        *at = p + 3;
        return (gunichar)(p[0] & 0x0F) << 12 | (gunichar)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    }
    *at = (const guchar *)g_utf8_next_char((const char *)p);
    return g_utf8_get_char((const char *)p);
}

/* Folds as a text for recognisers: blanks of every kind become one. */
static inline gunichar
fold(gunichar c)
{
    if (c >= 0x4E00 && c <= 0x9FFF)
        return c;
    if (c >= 0x21 && c <= 0x7E)
        return c;
    if (c == '\t' || c == ' ' || (c > 0x3000 && c < 0x3100))
        return c;
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFF01 + '!';
    c = mz_fold_char(c);
    return mz_char_is_blank(c) ? ' ' : c;
}

/* Folds one line into `to`, which has room for a code point a byte. */
static void
fold_line(const MzLine *from, gunichar *to, MzTextLine *line)
{
    const guchar *at = (const guchar *)from->text;
    const guchar *end = at + from->length;
    guint64 signature = 0;
    guint n = 0;
    while (at < end) {
        gunichar c;
        if (*at >= 0xE4 && *at <= 0xE9) { /* nearly every character: an ideograph, and none of these folds */
            c = (gunichar)(at[0] & 0x0F) << 12 | (gunichar)(at[1] & 0x3F) << 6 | (at[2] & 0x3F);
            at += 3;
        } else {
            c = fold(next_char(&at));
            if (c >= '0' && c <= '9') {
                line->digits = TRUE;
                if (n > 0 && to[n - 1] == 0x2015)
                    to[n - 1] = '-';
            }
        }
        if (c >= 0x80)
            signature |= (guint64)1 << c % 64;
        to[n++] = c;
    }
    line->c = to;
    line->n = n;
    line->signature = signature;
    while (line->first < n && (to[line->first] == ' ' || to[line->first] == '\t'))
        line->first++;
    for (guint i = line->first; i < n && !line->tabs; i++)
        line->tabs = to[i] == '\t';
    for (guint i = n; i > line->first && line->last_word == 0; i--)
        line->last_word = mz_is_word_char(to[i - 1]) ? to[i - 1] : 0;
}

/* A header or footer that stands on every page is nothing to read. */
static void
blank_line(gunichar *to, MzTextLine *line)
{
    for (guint i = 0; i < line->n; i++)
        to[i] = ' ';
    *line = (MzTextLine){.c = to, .n = line->n, .first = line->n};
}

MzText *
mz_text_of(const MzSource *source, MzArena *arena)
{
    gsize bytes = 0;
    for (guint i = 0; i < source->n_lines; i++)
        bytes += source->lines[i].length;
    MzText *text = mz_arena_new0(arena, MzText, 1);
    text->source = source;
    text->n_lines = source->n_lines;
    text->lines = mz_arena_new0(arena, MzTextLine, source->n_lines);
    gunichar *to = mz_arena_alloc(arena, (bytes + 1) * sizeof(gunichar));
    for (guint i = 0; i < source->n_lines; i++) {
        fold_line(&source->lines[i], to, &text->lines[i]);
        if (source->places != NULL && source->places[i].running)
            blank_line(to, &text->lines[i]);
        to += text->lines[i].n;
    }
    return text;
}

gboolean
mz_is_word_char(gunichar c)
{
    if (c < 0x80)
        return g_ascii_isalnum((gchar)c);
    return (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3007 || g_unichar_isalnum(c);
}

static inline guint
utf8_length(gunichar c)
{
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

/* Writes one code point; three bytes, an ideograph, are the usual case. */
static inline char *
put_char(char *to, gunichar c)
{
    if (c < 0x80) {
        *to++ = (char)c;
        return to;
    }
    if (c < 0x800 || c >= 0x10000)
        return to + g_unichar_to_utf8(c, to);
    *to++ = (char)(0xE0 | c >> 12);
    *to++ = (char)(0x80 | (c >> 6 & 0x3F));
    *to++ = (char)(0x80 | (c & 0x3F));
    return to;
}

char *
mz_text_compact(const MzTextLine *line, guint start, guint end, MzArena *arena)
{
    end = MIN(end, line->n);
    start = MIN(start, end);
    gsize bytes = 0;
    for (guint i = start; i < end; i++)
        bytes += utf8_length(line->c[i]);
    char *text = mz_arena_alloc(arena, bytes + 1);
    char *to = text;
    for (guint i = start; i < end; i++) {
        if (line->c[i] != ' ' && line->c[i] != '\t')
            to = put_char(to, line->c[i]);
    }
    *to = '\0';
    return text;
}

char *
mz_fold_name(const char *text)
{
    char *name = g_malloc(strlen(text) + 1); /* folding never takes more bytes */
    char *to = name;
    for (const guchar *at = (const guchar *)text; *at != '\0';) {
        gunichar c = fold(next_char(&at));
        if (mz_is_word_char(c))
            to = put_char(to, c);
    }
    *to = '\0';
    return name;
}
