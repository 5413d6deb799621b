/* # UTF-8 text (base/text.h)
 *
 * What every reader of Chinese text needs: one width for the same character, blanks of every kind, columns.
 * All text is valid UTF-8 (who reads it sees to that); `length` counts bytes, -1 means up to the NUL.
 *
 * ## Folding
 *
 * Reports mix full-width and half-width forms of the same character, and text taken from a PDF uses look-alikes of
 * Chinese characters. Folding gives each its usual form:
 *
 *     U+FF01–FF5E  ！ to ～ (also （ ） ： ， ． － ％ ０–９)      the ASCII character
 *     U+FE50–FE6B  small forms ﹐ ﹒ ﹔ ﹕ ﹖ ﹗ ﹙ ﹚ ﹣ ﹪ …         the ASCII character (﹑ becomes 、)
 *     U+3000, U+00A0, U+2000–200A, U+202F, U+205F                a blank; a tab stays a tab
 *     U+2212 −, U+2010 ‐, U+2011                                 -
 *     U+2236 ∶                                                   :
 *     U+FF61 ｡  U+FF62 ｢  U+FF63 ｣  U+FF64 ､  U+FF65 ･           。 「 」 、 ·
 *     U+2E80–2FDF, U+F900–FAFF  radicals and compatibility forms  the character they look like (⼈ 人, ⻋ 车, ⻚ 页)
 *
 * It leaves alone what differs in meaning: “ ” ‘ ’ 《 》 〔 〕 、 。 — ~. One code point always becomes one code point,
 * and never more bytes, so columns of the folded text are columns of the text.
 */
#ifndef MZ_BASE_TEXT_H
#define MZ_BASE_TEXT_H

#include "base/arena.h"

/* Whether the bytes are UTF-8 without U+0000; `bad` (may be NULL) receives the first that is not. As
 * g_utf8_validate_len, but several times as fast for ASCII and Chinese. */
gboolean mz_text_is_utf8(const char *bytes, gsize length, const char **bad);

/* Whether two texts are the same, and whether a key begins with a word. Inline, because short ones nearly always differ
 * in one of their first bytes. */
static inline gboolean
mz_text_is(const char *text, const char *other)
{
    while (*text == *other && *text != '\0') {
        text++;
        other++;
    }
    return *text == *other;
}

static inline gboolean
mz_key_begins(const char *key, const char *word)
{
    while (*word != '\0' && *key == *word) {
        key++;
        word++;
    }
    return *word == '\0';
}

/* A bit for each character of a text, by its last byte: what has a character that the text has not cannot stand in it,
 * and need not be sought there. Good for titles and the like; a long text has nearly all bits. */
static inline guint64
mz_text_signature(const char *text)
{
    guint64 signature = 0;
    for (const guchar *c = (const guchar *)text; *c != '\0'; c++) {
        c += *c < 0xC0 ? 0 : *c < 0xE0 ? 1 : *c < 0xF0 ? 2 : 3;
        signature |= (guint64)1 << *c % 64;
    }
    return signature;
}

/* One code point folded. */
gunichar mz_fold_char(gunichar c);

/* The code point at `*text`, and the step behind it. Inline, with three bytes, an ideograph, as the usual case. */
static inline gunichar
mz_char_next(const char **text)
{
    const guchar *p = (const guchar *)*text;
    if (p[0] < 0x80) {
        ++*text;
        return p[0];
    }
    if ((p[0] & 0xF0) == 0xE0) {
        *text += 3;
        return ((gunichar)p[0] << 12) + ((gunichar)p[1] << 6) + p[2] - 0xE2080; /* the marks of the three bytes */
    }
    gunichar c = g_utf8_get_char(*text);
    *text = g_utf8_next_char(*text);
    return c;
}

/* Writes a code point; the place behind it. */
static inline char *
mz_char_put(char *to, gunichar c)
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

/* The folded text, NUL-terminated, in the arena. */
char *mz_text_fold(MzArena *arena, const char *text, gssize length);

/* The same into `to`, which has room for length + 1 bytes and may be `text` itself. Returns the number of bytes. */
gsize mz_text_fold_into(char *to, const char *text, gssize length);

/* Blanks, tabs, line ends, every Unicode space, and the invisible U+200B, U+2060, U+FEFF. */
gboolean mz_char_is_blank(gunichar c);

/* TRUE when there is nothing but blanks. */
gboolean mz_text_is_blank(const char *text, gssize length);

/* The text without any blank, in the arena. */
char *mz_text_squeeze(MzArena *arena, const char *text, gssize length);

/* What titles and names are compared by: folded, without blanks and without quotation marks (“”"‘’'「」). */
char *mz_text_key(MzArena *arena, const char *text, gssize length);

/* Columns the text takes on a terminal: Chinese characters two, combining ones none, a tab up to the next multiple
 * of 8. */
guint mz_text_width(const char *text, gssize length);

/* Number of code points. */
guint mz_text_count(const char *text, gssize length);

/* Byte offset of the code point number `index`; behind the end: the length of the text. */
gsize mz_text_offset(const char *text, guint index);

/* Number of code points before the byte offset `offset` (at most the length; an offset inside a character counts it).
 */
guint mz_text_index(const char *text, gsize offset);

/* Changes (a character added, dropped, replaced, two neighbours swapped) from one text to the other, but at most
 * `limit` + 1. Names over 64 code points are not compared: `limit` + 1. */
guint mz_text_distance(const char *one, const char *other, guint limit);

/* The name most like `wrong` for a "did you mean": at most one change for each three of its code points, and at least
 * one allowed. The first of equally near ones; NULL when none is near. */
const char *mz_text_near(const char *wrong, const char *const *names, gsize n_names);

/* Whether the text of `length` bytes begins with a quote, colon, comma, bracket or blank as one types them in Chinese
 * (“”：，｛｝［］【】…), where a file of data needs the ASCII one. */
gboolean mz_text_is_wide_sign(const char *text, gsize length);

#endif
