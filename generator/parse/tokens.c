#include "parse/tokens.h"

#include <string.h>

static gboolean
is_digit(gunichar c)
{
    return c >= '0' && c <= '9';
}

static gboolean
is_blank(gunichar c)
{
    return c <= ' ' && (c == ' ' || c == '\t');
}

static gboolean
is_ideograph(gunichar c)
{
    return c >= 0x4E00 && c <= 0x9FFF;
}

/* Characters behind a number that make it part of a phrase ("2023年", "3个", "50万元"), never a code glued to a name.
 */
static gboolean
is_counter(gunichar c)
{
    static const gunichar counters[] = {0x5E74 /* 年 */, 0x6708 /* 月 */, 0x65E5 /* 日 */, 0x53F7 /* 号 */,
                                        0x4E2A /* 个 */, 0x6B21 /* 次 */, 0x4E07 /* 万 */, 0x4EBF /* 亿 */,
                                        0x5EA6 /* 度 */, 0x671F /* 期 */, 0x4EBA /* 人 */, 0x540D /* 名 */,
                                        0x5C4A /* 届 */, 0x5BB6 /* 家 */};
    for (guint i = 0; i < G_N_ELEMENTS(counters); i++) {
        if (counters[i] == c)
            return TRUE;
    }
    return FALSE;
}

/* Skips at most one blank (not a tab). */
static const gunichar *
skip_blank(const gunichar *c)
{
    return c + (*c == ' ');
}

enum { SAFE_DIGITS = 18 }; /* of a number that fits in 64 bits whatever they are */

typedef struct {
    guint end;
    guint digits;   /* before comma and point */
    guint decimals; /* behind the point */
    gboolean integer;
    gboolean blanks; /* perhaps with blanks inside */
    guint n_all;     /* digits of it; 0: they have not been read */
    guint64 value;   /* … if they are no more than SAFE_DIGITS */
} Number;

static inline const gunichar *
read_digits(const gunichar *c, guint64 *value)
{
    for (; is_digit(*c); c++)
        *value = *value * 10 + (*c - '0');
    return c;
}

/* The longest number from `start`: digits, groups of three after a comma (one blank allowed around it), decimals after
 * a point (likewise). `end` is start when there is none. The 0 behind the line ends every search. */
__attribute__((always_inline)) static inline void
scan_number(const MzTextLine *line, guint start, Number *number)
{
    const gunichar *first = line->c + start + (line->c[start] == '-');
    guint64 value = 0;
    const gunichar *end = read_digits(first, &value);
    guint digits = (guint)(end - first), n_all = digits, decimals = 0;
    gboolean blanks = FALSE, integer = TRUE;
    while (digits > 0) {
        const gunichar *comma = skip_blank(end);
        if (*comma != ',')
            break;
        const gunichar *group = skip_blank(comma + 1);
        guint64 longer = value;
        const gunichar *after = read_digits(group, &longer);
        if (after - group != 3)
            break;
        value = longer;
        n_all += 3;
        blanks |= comma > end || group > comma + 1;
        integer = FALSE;
        end = after;
    }
    const gunichar *point = skip_blank(end);
    if (digits > 0 && *point == '.') {
        const gunichar *tail = skip_blank(point + 1);
        guint64 longer = value;
        const gunichar *after = read_digits(tail, &longer);
        if (after > tail && after - tail <= 6) {
            value = longer;
            decimals = (guint)(after - tail);
            n_all += decimals;
            blanks |= point > end || tail > point + 1;
            integer = FALSE;
            end = after;
        }
    }
    *number = (Number){.end = digits > 0 ? (guint)(end - line->c) : start,
                       .digits = digits,
                       .decimals = decimals,
                       .integer = integer,
                       .blanks = blanks,
                       .n_all = n_all,
                       .value = value};
}

/* Where tokens are taken from and go to. */
typedef struct {
    const MzTextLine *folded;
    guint32 line, cell; /* at hand */
    gboolean first;     /* no token of the line has been taken */
    MzTokens *tokens;
    char *to; /* where the next text goes: there is room for the texts of all of the line's tokens */
} Taking;

/* A number without blanks, all of whose characters are ASCII. Returns the place behind it. */
static char *
write_number(const MzTextLine *line, guint start, guint end, char *to)
{
    for (const gunichar *c = line->c + start, *stop = line->c + end; c < stop; c++) {
        *to = (char)*c;
        to += *c != ' ';
    }
    *to = '\0';
    return to + 1;
}

static inline MzToken *
next_token(Taking *taking)
{
    MzTokens *tokens = taking->tokens;
    if (tokens->n == tokens->room) {
        tokens->room = MAX(256, tokens->room * 2);
        tokens->at = g_renew(MzToken, tokens->at, tokens->room);
    }
    return &tokens->at[tokens->n++];
}

/* A number that was torn apart, or has very many digits: as any text of an amount is read. */
static void
set_amount_slowly(MzToken *token, const char *text)
{
    guint decimals;
    gboolean is_amount = mz_money_digits(text, -1, &token->amount, &decimals) && decimals < MZ_NO_AMOUNT;
    token->decimals = is_amount ? (guint8)decimals : MZ_NO_AMOUNT;
}

__attribute__((always_inline)) static inline void
add_number(Taking *taking, guint start, const Number *number)
{
    const MzTextLine *folded = taking->folded;
    MzToken *token = next_token(taking);
    *token = (MzToken){.number = TRUE,
                       .integer = (guint8)number->integer,
                       .first = (guint8)taking->first,
                       .decimals = (guint8)number->decimals,
                       .line = taking->line,
                       .start = start,
                       .end = number->end,
                       .cell = taking->cell,
                       .amount = folded->c[start] == '-' ? -(gint64)number->value : (gint64)number->value,
                       .text = ""};
    taking->first = FALSE;
    if (number->integer) {
        token->text = taking->to;
        taking->to = write_number(folded, start, number->end, taking->to);
        token->digits = (guint8)MIN(number->digits, 255);
        /* a negative one: as far from any 行次 as can be */
        token->value = number->digits <= 9 ? (guint32)token->amount : 0;
    }
    if (number->n_all == 0 || number->n_all > SAFE_DIGITS) {
        write_number(folded, start, number->end, taking->to); /* the next text is written over it */
        set_amount_slowly(token, taking->to);
    }
}

/* Whether an integer of this many digits can be a code of the classification (类, 款, 项). */
static gboolean
code_length(guint digits)
{
    return digits == 3 || digits == 5 || digits == 7;
}

/* Where a number glued to the end of a word begins: a code (3, 5 or 7 digits) or an amount with decimals behind an
 * ideograph. `end` if none. */
static guint
glued_tail(const MzTextLine *line, guint start, guint end)
{
    guint i = end;
    gboolean point = FALSE;
    if (!is_digit(line->c[end - 1]))
        return end; /* as nearly always */
    while (i > start && (is_digit(line->c[i - 1]) || line->c[i - 1] == '.' || line->c[i - 1] == ',')) {
        point = point || line->c[i - 1] == '.';
        i--;
    }
    if (i == end || i == start)
        return end;
    gunichar before = line->c[i - 1];
    if (!is_ideograph(before) && before != ')' && before != 0x201D)
        return end;
    Number number;
    scan_number(line, i, &number);
    if (number.end != end)
        return end;
    return point || (number.integer && code_length(number.digits) && line->c[i] != '1') ? i : end;
}

static void
add_glued(Taking *taking, guint start)
{
    Number number;
    scan_number(taking->folded, start, &number);
    add_number(taking, start, &number);
}

/* A word from `start`: up to the next blank. Numbers glued to its head were taken before; those at its tail become a
 * token of their own. */
static guint
take_word(Taking *taking, guint start)
{
    const MzTextLine *folded = taking->folded;
    const gunichar *c = folded->c + start;
    char *to = taking->to;
    for (;; c++) {
        if (*c >= 0x4E00 && *c <= 0x9FFF)
            to = mz_put_three(to, *c);
        else if (*c == 0 || is_blank(*c))
            break;
        else
            to = mz_char_put(to, *c);
    }
    guint end = (guint)(c - folded->c);
    guint tail = glued_tail(folded, start, end);
    to -= end - tail; /* a number is ASCII */
    *next_token(taking) = (MzToken){.first = (guint8)taking->first,
                                    .line = taking->line,
                                    .start = start,
                                    .end = tail,
                                    .cell = taking->cell,
                                    .text = taking->to};
    *to = '\0';
    taking->to = to + 1;
    taking->first = FALSE;
    if (tail < end)
        add_glued(taking, tail);
    return end;
}

/* Whether nothing but blanks stands before `at` in its cell. */
static gboolean
opens_cell(const MzTextLine *line, guint at)
{
    while (at > 0 && line->c[at - 1] == ' ')
        at--;
    return at == 0 || line->c[at - 1] == '\t';
}

/* A cell between tabs that holds one number torn apart by blanks ("28 0.97", "2 362.26"): its end, or `start`. Behind
 * a word in the same cell two numbers are two ("卫生健康支出 39 28.47": its 行次 and its amount).
 * Without a decimal point it may be a code in pieces, unless a name stands before it on the line (`named`). */
static guint
torn_number(const MzTextLine *line, guint start, gboolean named)
{
    guint points = 0, blanks = 0, last = start;
    if (!opens_cell(line, start))
        return start;
    for (guint i = start; i < line->n && line->c[i] != '\t'; i++) {
        gunichar c = line->c[i];
        if (c == '.')
            points++;
        else if (c == ' ')
            blanks++;
        else if (!is_digit(c) && c != ',' && !(c == '-' && i == start))
            return start;
        if (c != ' ')
            last = i + 1;
    }
    return (points == 1 || (points == 0 && named)) && blanks > 0 && is_digit(line->c[last - 1]) ? last : start;
}

/* The end of a word from `start` that is an amount but for a letter like a digit, or for a comma before two decimals;
 * `start`: it is none. It begins with a digit. */
static guint
slip_end(const MzTextLine *line, guint start)
{
    guint i = start, letters = 0, points = 0, commas = 0, decimals = 0;
    for (; line->c[i] != 0 && !is_blank(line->c[i]); i++) {
        gunichar c = line->c[i];
        gboolean letter = c == 'O' || c == 'o' || c == 'l' || c == 'I';
        if (!is_digit(c) && !letter && c != '.' && c != ',')
            return start;
        letters += letter;
        points += c == '.';
        commas += c == ',';
        decimals = c == '.' || c == ',' ? 0 : decimals + 1;
    }
    gboolean spelt = letters > 0 && points == 1 && (decimals == 1 || decimals == 2);
    gboolean comma = letters == 0 && points == 0 && commas == 1 && decimals == 2;
    return spelt || comma ? i : start;
}

static void
add_slip(const Taking *taking, guint start, guint end)
{
    MzTokens *tokens = taking->tokens;
    MzSpan span = {taking->line, start, end};
    if (tokens->slips == NULL)
        tokens->slips = g_array_new(FALSE, FALSE, sizeof(MzSpan));
    g_array_append_val(tokens->slips, span);
}

/* Takes a number that something stands behind in its cell, or that has blanks inside, or a word that begins so. */
static guint
take_odd_number(Taking *taking, guint i, gboolean named)
{
    const MzTextLine *folded = taking->folded;
    Number number;
    scan_number(folded, i, &number);
    gunichar next = folded->c[number.end];
    gboolean fills_cell = !number.blanks && (next == '\t' || next == 0);
    guint torn = folded->tabs && !fills_cell ? torn_number(folded, i, named) : i;
    if (torn > i) {
        Number whole = {.end = torn}; /* not an integer to anybody: no code, no 行次 */
        add_number(taking, i, &whole);
        return torn;
    }
    gboolean glued_code = number.integer && code_length(number.digits) && is_ideograph(next) && !is_counter(next);
    gboolean glued_amount = !number.integer && is_ideograph(next) && !is_counter(next);
    if (next != 0 && !is_blank(next) && !glued_code && !glued_amount) {
        guint slip = slip_end(folded, i);
        if (slip == i)
            return take_word(taking, i);
        add_slip(taking, i, slip);
        return slip;
    }
    add_number(taking, i, &number);
    return number.end;
}

/* Takes the token at `i` where a number begins, or a word that begins like one. Returns the place behind it. */
static inline guint
take_number(Taking *taking, guint i, gboolean named)
{
    const MzTextLine *folded = taking->folded;
    Number number;
    scan_number(folded, i, &number);
    gunichar next = folded->c[number.end];
    if ((next != '\t' && next != 0) || number.blanks)
        return take_odd_number(taking, i, named);
    add_number(taking, i, &number); /* it fills its cell, as nearly always */
    return number.end;
}

void
mz_tokenize(const MzText *text, guint line, MzTokens *tokens, MzArena *arena)
{
    const MzTextLine *folded = &text->lines[line - 1];
    const gunichar *chars = folded->c;
    /* Folding never takes more bytes, and no token is shorter than a character: each has its NUL. */
    char *texts = mz_arena_begin(arena, 2 * (gsize)text->source->lines[line - 1].length + 2);
    Taking taking = {.folded = folded, .line = line, .first = TRUE, .tokens = tokens, .to = texts};
    gboolean named = FALSE;
    for (guint i = 0, end = folded->end; i < end;) {
        gunichar c = chars[i];
        if (c == '\t' || c == ' ') {
            taking.cell += c == '\t';
            i++;
        } else if (is_digit(c) || (c == '-' && is_digit(chars[i + 1]))) {
            i = take_number(&taking, i, named);
        } else {
            i = take_word(&taking, i);
            named = TRUE;
        }
    }
    mz_arena_end(arena, texts, taking.to);
}

gboolean
mz_token_money(const MzToken *token, MzUnit unit, MzMoney *money)
{
    return token->number && token->decimals != MZ_NO_AMOUNT &&
           mz_money_make(token->amount, token->decimals, unit, money);
}
