#include "parse/text.h"

#include <string.h>

/* Folds as a text for recognisers: blanks of every kind become one. */
static inline gunichar
fold(gunichar c)
{
    if (c >= 0x21 && c <= 0x7E)
        return c;
    if (c == '\t' || c == ' ' || (c > 0x3000 && c < 0x3100))
        return c;
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFF01 + '!';
    c = mz_fold_char(c);
    return mz_char_is_blank(c) ? ' ' : c;
}

/* The ideograph at `*at`, whose first byte says that it is one, and the step behind it. */
static inline gunichar
ideograph_next(const char **at)
{
    const guchar *p = (const guchar *)*at;
    *at += 3;
    return ((gunichar)p[0] << 12) + ((gunichar)p[1] << 6) + p[2] - 0xE2080; /* the marks of the three bytes */
}

static inline gboolean
is_digit(gunichar c)
{
    return c >= '0' && c <= '9';
}

/* What no recogniser looks at when it asks where a line begins and ends. */
static inline gboolean
is_gap(gunichar c)
{
    return c == ' ' || c == '\t';
}

/* The rest of a line's description, when its `n` code points are folded, `n_tabs` of them tabs. */
static void
describe_line(MzTextLine *line, guint n_tabs)
{
    const gunichar *c = line->c;
    guint first = 0, end = line->n, last;
    for (; first < line->n && is_gap(c[first]); first++)
        n_tabs -= c[first] == '\t';
    while (end > first && is_gap(c[end - 1]))
        end--;
    for (last = end; last > first && !mz_is_word_char(c[last - 1]);)
        last--;
    line->first = first;
    line->end = end;
    line->tabs = n_tabs > 0;
    line->last_word = last > first ? c[last - 1] : 0;
}

/* What a line with full-width digits, ― or characters that end lines needs besides: ― before a digit is a minus, digits
 * of both widths may make one run, and what ends lines elsewhere is a blank. */
static void
mend_line(gunichar *c, MzTextLine *line)
{
    guint run = 0;
    line->digits = 0;
    for (guint i = 0; i < line->n; i++) {
        run = is_digit(c[i]) ? run + 1 : 0;
        line->digits = MAX(line->digits, run);
        gboolean minus = run == 1 && i > 0 && c[i - 1] == 0x2015, line_end = c[i] >= '\n' && c[i] <= '\r';
        line->altered |= minus || line_end;
        if (minus)
            c[i - 1] = '-';
        if (line_end)
            c[i] = ' ';
    }
}

/* What there is to know of an ASCII character, so that nothing is asked of it by branching: in tables digits, points
 * and tabs take turns as no processor can foresee. */
typedef struct {
    guint64 counts; /* added up: tabs, and above them what ends lines */
    guint digit;    /* all bits, or none */
} Ascii;
#define LINE_END ((guint64)1 << 32)
#define DIGIT                                                                                                          \
    {                                                                                                                  \
        0, G_MAXUINT                                                                                                   \
    }

static const Ascii ascii[0x80] = {
    ['\t'] = {1, 0}, ['\n'] = {LINE_END, 0}, ['\v'] = {LINE_END, 0}, ['\f'] = {LINE_END, 0}, ['\r'] = {LINE_END, 0},
    ['0'] = DIGIT,   ['1'] = DIGIT,          ['2'] = DIGIT,          ['3'] = DIGIT,          ['4'] = DIGIT,
    ['5'] = DIGIT,   ['6'] = DIGIT,          ['7'] = DIGIT,          ['8'] = DIGIT,          ['9'] = DIGIT,
};

/* Folds one line into `to`, which has room for a code point a byte and the 0. */
static void
fold_line(const MzLine *from, gunichar *to, MzTextLine *line)
{
    const char *at = from->text;
    const char *end = at + from->length;
    gunichar *out = to;
    guint64 signature = 0, counts = 0;
    gboolean altered = FALSE, odd = FALSE;
    guint digits = 0, run = 0; /* of the longest run of digits, of the one at hand */
    while (at < end) {
        guchar first = (guchar)*at;
        if (first < 0x80) {
            run = 0;
            do {
                *out++ = first;
                at++;
                counts += ascii[first].counts;
                run = (run + 1) & ascii[first].digit;
                digits = MAX(digits, run);
                first = (guchar)*at;
            } while (first < 0x80 && at < end);
            continue;
        }
        if (first >= 0xE4 && first <= 0xE9) { /* nearly every other character is an ideograph, none of which folds */
            do {
                *out = ideograph_next(&at);
                signature |= MZ_BIT(*out++);
            } while ((guchar)*at >= 0xE4 && (guchar)*at <= 0xE9); /* behind the line is a NUL */
            continue;
        }
        gunichar printed = mz_char_next(&at), c = fold(printed);
        altered |= c != printed;
        odd |= is_digit(c) || c == 0x2015;
        signature |= c >= 0x80 ? MZ_BIT(c) : 0;
        *out++ = c;
    }
    *out = 0;
    *line = (MzTextLine){.c = to, .n = (guint)(out - to), .digits = digits, .signature = signature, .altered = altered};
    if (odd || counts >= LINE_END)
        mend_line(to, line);
    describe_line(line, (guint)counts);
}

/* A header or footer that stands on every page is nothing to read. */
static void
blank_line(gunichar *to, MzTextLine *line)
{
    for (guint i = 0; i < line->n; i++)
        to[i] = ' ';
    *line = (MzTextLine){.c = to, .n = line->n, .first = line->n, .end = line->n};
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
    text->lines = mz_arena_alloc(arena, source->n_lines * sizeof(MzTextLine));
    gunichar *to = mz_arena_alloc(arena, (bytes + source->n_lines) * sizeof(gunichar));
    for (guint i = 0; i < source->n_lines; i++) {
        fold_line(&source->lines[i], to, &text->lines[i]);
        if (source->places != NULL && source->places[i].running)
            blank_line(to, &text->lines[i]);
        to += text->lines[i].n + 1;
    }
    return text;
}

char *
mz_text_compact(const MzTextLine *line, guint start, guint end, MzArena *arena)
{
    end = MIN(end, line->n);
    start = MIN(start, end);
    char *text = mz_arena_begin(arena, 4 * (gsize)(end - start) + 1), *to = text;
    for (const gunichar *c = line->c + start, *stop = line->c + end; c < stop; c++) {
        if (*c >= 0x4E00 && *c <= 0x9FFF)
            to = mz_put_three(to, *c);
        else if (*c != ' ' && *c != '\t')
            to = mz_char_put(to, *c);
    }
    *to++ = '\0';
    mz_arena_end(arena, text, to);
    return text;
}

void
mz_text_append_words(GString *words, const MzTextLine *line)
{
    gsize before = words->len;
    g_string_set_size(words, before + (gsize)line->n * 4);
    char *to = words->str + before;
    for (const gunichar *c = line->c + line->first, *end = line->c + line->n; c < end; c++) {
        if (*c >= 0x4E00 && *c <= 0x9FFF)
            to = mz_put_three(to, *c);
        else if (mz_is_word_char(*c))
            to = mz_char_put(to, *c);
    }
    g_string_truncate(words, (gsize)(to - words->str));
}

char *
mz_fold_name(const char *text)
{
    char *name = g_malloc(strlen(text) + 1); /* folding never takes more bytes */
    char *to = name;
    while (*text != '\0') {
        gunichar c = fold(mz_char_next(&text));
        if (mz_is_word_char(c))
            to = mz_char_put(to, c);
    }
    *to = '\0';
    return name;
}
