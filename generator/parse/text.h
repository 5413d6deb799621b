/* # The source as every recogniser reads it (parse/text.h)
 *
 * Departments' texts mix full and half width, kinds of blanks, brackets and colons. Recognisers compare folded code
 * points; folding keeps one code point one code point, so a column of a folded line is the column of the source.
 *
 * Folding is that of base/text.h (one code point there: mz_fold_char), and besides every other kind of blank becomes '
 * ' (tabs stay) and ― before a digit '-'. 〇 stays.
 */
#ifndef MZ_PARSE_TEXT_H
#define MZ_PARSE_TEXT_H

#include "base/arena.h"
#include "base/text.h"
#include "model/report.h"
#include "read/source.h"

/* Characters as they are written in constant tables. */
#include <uchar.h>

typedef struct {
    const gunichar *c; /* folded code points, without line end; behind them stands a 0 */
    guint n;
    guint first;        /* index of the first code point that is no blank; n: the line is blank */
    guint end;          /* behind the last such; `first` in a blank line */
    gunichar last_word; /* the last letter, digit or ideograph; 0: none */
    guint64
        signature;  /* bit c % 64 for each code point that is not ASCII: what it cannot have need not be looked for */
    guint8 tabs;    /* has a tab after `first` */
    guint8 altered; /* some code point was folded: printed otherwise than `c` has it */
    guint8 digits;  /* has some */
    guint8 long_number; /* has a run of MZ_LONG_NUMBER digits or more */
    guint8 field;       /* ideographs in it begin as the label of a person's field does (narrative.h) */
} MzTextLine;

enum { MZ_LONG_NUMBER = 11 }; /* digits: a mobile phone's number, the shortest that tells a person without a label */

typedef struct {
    const MzSource *source;
    MzTextLine *lines; /* line 1 of the source is lines[0] */
    guint n_lines;
} MzText;

/* Which characters words begin with, each of them two or more. */
typedef struct {
    guint32 second[256]; /* by the low byte of the first character: a bit for the second */
    guint32 third[256]; /* by that of the second one: a bit for the third, of other digits, because 负 and 原 have the
                           last six in common; all bits: a word has none */
} MzBeginnings;

/* Whether words may begin with the three characters at `c`. */
static inline gboolean
mz_may_begin(const MzBeginnings *words, const gunichar *c)
{
    return (words->second[c[0] & 0xFF] >> c[1] % 32 & words->third[c[1] & 0xFF] >> c[2] / 16 % 32 & 1) != 0;
}

/* Folds a source. Lives in `arena`; the source must outlive it. */
MzText *mz_text_of(const MzSource *source, MzArena *arena);

/* The bit of a character in a line's signature. */
#define MZ_BIT(c) ((guint64)1 << (c) % 64)

/* The bits of a word's characters in a line's signature. */
static inline guint64
mz_signature(const char32_t *word)
{
    guint64 signature = 0;
    for (; *word != 0; word++)
        signature |= *word >= 0x80 ? (guint64)1 << *word % 64 : 0;
    return signature;
}

/* FALSE: the word does not stand in the line, for it has characters that the line has not. Stops at the first. */
static inline gboolean
mz_line_may_have(const MzTextLine *line, const char32_t *word)
{
    for (; *word != 0; word++) {
        if (*word >= 0x80 && (line->signature >> *word % 64 & 1) == 0)
            return FALSE;
    }
    return TRUE;
}

/* Whether the code point is a letter, digit or ideograph: what remains when punctuation and blanks are dropped. */
static inline gboolean
mz_is_word_char(gunichar c)
{
    if (c < 0x80)
        return g_ascii_isalnum((gchar)c);
    return (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3007 || g_unichar_isalnum(c);
}

/* Writes an ideograph, or any other character of three bytes; the place behind it. */
static inline char *
mz_put_three(char *to, gunichar c)
{
    to[0] = (char)(0xE0 | c >> 12);
    to[1] = (char)(0x80 | (c >> 6 & 0x3F));
    to[2] = (char)(0x80 | (c & 0x3F));
    return to + 3;
}

/* The folded line without blanks and tabs as UTF-8, from code point `start` to `end` (exclusive). In `arena`. */
char *mz_text_compact(const MzTextLine *line, guint start, guint end, MzArena *arena);

/* Appends the line's word characters, by which words torn over lines or by blanks are whole again. */
void mz_text_append_words(GString *words, const MzTextLine *line);

/* A UTF-8 text folded and stripped to word characters only, for comparing names ("因公出国（境）费" =
 * "因公出国(境)费"). Caller frees. */
char *mz_fold_name(const char *text);

#endif
