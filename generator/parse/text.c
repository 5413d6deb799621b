#include "parse/text.h"

#include <string.h>

#include "base/bytes.h"
#include "parse/narrative.h"

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

/* The rest of a line's description, when its code points are folded; `behind_tab`: of them behind its last tab. */
static void
describe_line(MzTextLine *line, guint behind_tab)
{
    const gunichar *c = line->c;
    guint first = 0, end = line->n, last;
    while (first < line->n && is_gap(c[first]))
        first++;
    while (end > first && is_gap(c[end - 1]))
        end--;
    for (last = end; last > first && !mz_is_word_char(c[last - 1]);)
        last--;
    line->first = first;
    line->end = end;
    line->tabs = behind_tab > first;
    line->last_word = last > first ? c[last - 1] : 0;
}

/* What a line with full-width digits, ― or characters that end lines needs besides: ― before a digit is a minus, digits
 * of both widths may make one run, and what ends lines elsewhere is a blank. */
static void
mend_line(gunichar *c, MzTextLine *line)
{
    guint run = 0;
    line->digits = line->long_number = FALSE;
    for (guint i = 0; i < line->n; i++) {
        run = is_digit(c[i]) ? run + 1 : 0;
        line->digits |= run > 0;
        line->long_number |= run >= MZ_LONG_NUMBER;
        gboolean minus = run == 1 && i > 0 && c[i - 1] == 0x2015, line_end = c[i] >= '\n' && c[i] <= '\r';
        line->altered |= minus || line_end;
        if (minus)
            c[i - 1] = '-';
        if (line_end)
            c[i] = ' ';
    }
}

/* A line as it is folded. */
typedef struct {
    const char *at, *end;
    gunichar *c, *out;           /* where it is folded to, and the place behind what is */
    guint behind_tab;            /* code points up to the last tab */
    guint digits;                /* bits of those sixteen bytes that were all ASCII, else 0 */
    guint all_digits, line_ends; /* any bits */
    guint64 long_numbers;
    guint64 signature;
    gboolean altered, odd, field;
} Folding;

/* Bits that as many others follow as make a number that is long. */
static inline guint64
long_runs(guint64 bits)
{
    G_STATIC_ASSERT(MZ_LONG_NUMBER == 11);
    bits &= bits >> 1;
    bits &= bits >> 2;
    bits &= bits >> 4;
    return bits & bits >> 3;
}

/* Folds ASCII characters, of which there is one: sixteen at once, and nothing is asked of one by branching. In tables
 * digits, points and tabs take turns as no processor can foresee. */
static inline void
fold_ascii(Folding *line)
{
    enum { MOST = sizeof(MzBytes) };
    guint n;
    do {
        MzBytes bytes = mz_bytes_at(line->at);
        for (guint i = 0; i < MOST; i++)
            line->out[i] = bytes[i];
        guint stops = mz_bytes_bits((MzHalves)((MzSigned)bytes < 0)) | 1u << MIN(line->end - line->at, MOST);
        n = (guint)__builtin_ctz(stops);
        guint these = (1u << n) - 1;
        guint tabs = mz_bytes_bits((MzHalves)(bytes == '\t')) & these;
        guint digits = mz_bytes_bits((MzHalves)(bytes - '0' < 10)) & these;
        if (tabs != 0)
            line->behind_tab = (guint)(line->out - line->c) + 32 - (guint)__builtin_clz(tabs);
        line->line_ends |= mz_bytes_bits((MzHalves)(bytes - '\n' < 4)) & these;
        line->all_digits |= digits;
        line->long_numbers |= long_runs(line->digits | (guint64)digits << MOST);
        line->digits = n == MOST ? digits : 0;
        line->at += n;
        line->out += n;
    } while (n == MOST && line->at < line->end);
    line->digits = 0;
}

/* Folds ideographs, of which there is one and none of which folds. Behind the line is a NUL. */
static inline void
fold_ideographs(Folding *line, const MzBeginnings *fields)
{
    const char *at = line->at;
    gunichar *out = line->out;
    const gunichar *begin = out;
    guint64 signature = line->signature;
    do {
        *out = ideograph_next(&at);
        signature |= MZ_BIT(*out++);
    } while ((guchar)*at >= 0xE4 && (guchar)*at <= 0xE9);
    out[0] = out[1] = 0;
    line->field |= mz_may_begin(fields, begin);
    line->at = at;
    line->out = out;
    line->signature = signature;
}

/* Folds any other character. */
static inline void
fold_other(Folding *line)
{
    gunichar printed = mz_char_next(&line->at), c = fold(printed);
    line->altered |= c != printed;
    line->field |= c != printed && c >= 0x80; /* an ideograph, too, may have been printed otherwise */
    line->odd |= is_digit(c) || c == 0x2015;
    line->signature |= c >= 0x80 ? MZ_BIT(c) : 0;
    *line->out++ = c;
}

/* Folds one line into `to`, which has room for a code point a byte, the 0, and what is written behind it in passing. */
static void
fold_line(const MzLine *from, gunichar *to, MzTextLine *line, const MzBeginnings *fields)
{
    Folding now = {.at = from->text, .end = from->text + from->length, .c = to, .out = to};
    while (now.at < now.end) {
        guchar first = (guchar)*now.at;
        if (first < 0x80)
            fold_ascii(&now);
        else if (first >= 0xE4 && first <= 0xE9) /* nearly every other character is an ideograph */
            fold_ideographs(&now, fields);
        else
            fold_other(&now);
    }
    now.out[0] = now.out[1] = 0;
    *line = (MzTextLine){.c = to,
                         .n = (guint)(now.out - to),
                         .signature = now.signature,
                         .altered = now.altered,
                         .digits = now.all_digits != 0,
                         .long_number = now.long_numbers != 0,
                         .field = now.field};
    if (now.odd || now.line_ends != 0)
        mend_line(to, line);
    describe_line(line, now.behind_tab);
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
    gunichar *to = mz_arena_alloc(arena, (bytes + source->n_lines + sizeof(MzBytes)) * sizeof(gunichar));
    const MzBeginnings *fields = mz_personal_fields();
    for (guint i = 0; i < source->n_lines; i++) {
        fold_line(&source->lines[i], to, &text->lines[i], fields);
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
