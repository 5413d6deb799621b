/* # Words and numbers of a line (parse/tokens.h)
 *
 * A line of a table is a row of words and numbers. Numbers are told from words also where extraction glued them
 * ("加费用30299", "其他支出12.00") or tore them apart ("2, 362. 26"; in a cell between tabs also "28 0.97"). Nothing is
 * decided here about what a number is: amount, code or 行次.
 */
#ifndef MZ_PARSE_TOKENS_H
#define MZ_PARSE_TOKENS_H

#include "parse/text.h"

typedef struct {
    guint8 number;
    guint8 integer;  /* a number without decimal point and separators */
    guint8 first;    /* first of its line */
    guint8 digits;   /* digits of an integer */
    guint8 decimals; /* of a number; MZ_NO_AMOUNT: it is none that an amount can be */
    guint32 value;   /* of an integer of at most 9 digits */
    guint32 line;    /* 1-based */
    guint32 start, end;
    guint32 cell;     /* tabs before it in its line */
    gint64 amount;    /* of a number: all of its digits */
    const char *text; /* of a word or an integer: folded, without blanks; of another number "" */
} MzToken;

enum { MZ_NO_AMOUNT = 255 };

/* A growing list; zeros are an empty one. Whoever has it frees `at` with g_free, and `slips` if there are any. A slip
 * was meant as an amount and is none: a letter for a digit ("68.4O"), a comma for the point ("68,47"). It is no token,
 * for it is no part of a label either. */
typedef struct {
    MzToken *at;
    guint n, room;
    GArray *slips; /* of MzSpan; NULL: none */
} MzTokens;

/* Appends the tokens of line `line` (1-based) to `tokens`. Texts live in `arena`. */
void mz_tokenize(const MzText *text, guint line, MzTokens *tokens, MzArena *arena);

/* The amount of a number token. FALSE: too large or too fine for an amount. */
gboolean mz_token_money(const MzToken *token, MzUnit unit, MzMoney *money);

#endif
