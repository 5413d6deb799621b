/* # Lines of the narrative (parse/lines.h), private to parse/
 *
 * What outline.c, claims.c and personal.c ask of single lines, and how wrapped lines are joined: both sides must do it
 * alike, because a claim's place in a paragraph is led back to its line.
 *
 * A paragraph is the text of its lines without the blanks around them. Where two lines meet nothing is put between
 * them, but a blank between two Latin letters or digits.
 */
#ifndef MZ_PARSE_LINES_H
#define MZ_PARSE_LINES_H

#include "parse/text.h"

/* What stands before a heading or an item: "第三部分", "一、", "(一)", "1.", "(1)", "第二条". */
typedef struct {
    guint8 level; /* 1 第…部分, 2 一、, 3 (一), 4 1., 5 (1) ① and 第…条; 0: none */
    guint start;  /* its first character */
    guint end;    /* behind it and the blanks after it */
    guint digits; /* its last character of meaning: "(一)" without blank after it */
} MzOrdinal;

/* The ordinal at position `at` of `n` folded code points. */
MzOrdinal mz_ordinal_at(const gunichar *c, guint n, guint at);

/* Whether the word stands at position `at`. Words are folded. Inline, because nearly always the first character
 * differs. */
static inline gboolean
mz_word_at(const gunichar *c, guint n, guint at, const char32_t *word)
{
    guint i = 0;
    for (; word[i] != 0; i++) {
        if (at + i >= n || c[at + i] != word[i])
            return FALSE;
    }
    return TRUE;
}

static inline guint
mz_word_length(const char32_t *word)
{
    guint n = 0;
    while (word[n] != 0)
        n++;
    return n;
}

/* Whether the text from `at` up to `n`, blanks at the end left out, ends with the word. */
static inline gboolean
mz_word_ends(const gunichar *c, guint n, guint at, const char32_t *word)
{
    guint length = mz_word_length(word);
    while (n > at && (c[n - 1] == ' ' || c[n - 1] == '\t'))
        n--;
    return n >= at + length && mz_word_at(c, n, n - length, word);
}

/* A word that texts may end with. */
typedef struct {
    const char32_t *word;
    guint length;
} MzEnding;
#define MZ_ENDING(word)                                                                                                \
    {                                                                                                                  \
        word, sizeof(word) / sizeof(char32_t) - 1                                                                      \
    }

/* The first of the endings that the text from `at` up to `n`, blanks at the end left out, has; NULL: none. */
static inline const MzEnding *
mz_ending_of(const gunichar *c, guint n, guint at, const MzEnding *endings, guint n_endings)
{
    while (n > at && (c[n - 1] == ' ' || c[n - 1] == '\t'))
        n--;
    for (guint i = 0; i < n_endings && n > at; i++) {
        guint length = endings[i].length;
        if (c[n - 1] == endings[i].word[length - 1] && n >= at + length &&
            mz_word_at(c, n, n - length, endings[i].word))
            return &endings[i];
    }
    return NULL;
}

/* Behind the last code point that is no blank. */
static inline guint
mz_line_end(const MzTextLine *line)
{
    return line->end;
}

static inline gboolean
mz_line_is_blank(const MzTextLine *line)
{
    return line->first >= line->n;
}

/* The line's bytes without the blanks around it; the line (counted from 0) must not be blank. */
void mz_line_bytes(const MzText *text, guint index, const char **from, const char **to);

/* Columns that the line (counted from 0) takes on paper, without blanks around it: Chinese and full-width characters
 * take two. */
guint mz_line_width(const MzText *text, guint index);

/* "图 1：…": a figure's caption; its figure is not in the text. */
gboolean mz_line_is_caption(const MzTextLine *line);

/* A number standing alone at the head or foot of a page: "- 5 -", "第 5 页", or a bare number apart from its
 * neighbours. `index` counts lines from 0. `inside`: a wrapped paragraph goes on around it. */
gboolean mz_line_is_page_number(const MzText *text, guint index, gboolean inside);

/* Whether a line is no part of a paragraph that goes on around it: blank, caption, page number. */
gboolean mz_line_is_skipped(const MzText *text, guint index);

/* A date that fills positions `at` to `n`: "2025年11月21日", "二〇二五年十一月二十一日". Writes "2025-11-21". */
gboolean mz_date_at(const gunichar *c, guint n, guint at, char date[11]);

/* Whether a blank must be put between two characters where lines meet. */
gboolean mz_join_needs_blank(gunichar before, gunichar after);

#endif
