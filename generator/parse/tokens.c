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
    return c == ' ' || c == '\t';
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
    guint64 value; /* if they are no more than SAFE_DIGITS */
    guint n;
} Digits;

typedef struct {
    guint end;
    guint digits;   /* before comma and point */
    guint decimals; /* behind the point */
    gboolean integer;
    gboolean blanks; /* perhaps with blanks inside */
    Digits all;      /* n = 0: they have not been read */
} Number;

static const gunichar *
read_digits(const gunichar *c, Digits *digits)
{
    const gunichar *first = c;
    guint64 value = digits->value;
    for (; is_digit(*c); c++)
        value = value * 10 + (*c - '0');
    *digits = (Digits){value, digits->n + (guint)(c - first)};
    return c;
}

/* The longest number from `start`: digits, groups of three after a comma (one blank allowed around it), decimals after
 * a point (likewise). `end` is start when there is none. The 0 behind the line ends every search. */
static void
scan_number(const MzTextLine *line, guint start, Number *number)
{
    const gunichar *first = line->c + start + (line->c[start] == '-');
    Digits all = {0, 0};
    const gunichar *end = read_digits(first, &all);
    *number = (Number){.end = start, .digits = all.n, .integer = TRUE};
    if (end == first)
        return;
    for (;;) {
        const gunichar *comma = skip_blank(end);
        if (*comma != ',')
            break;
        const gunichar *group = skip_blank(comma + 1);
        Digits longer = all;
        const gunichar *after = read_digits(group, &longer);
        if (after - group != 3)
            break;
        all = longer;
        number->blanks |= comma > end || group > comma + 1;
        number->integer = FALSE;
        end = after;
    }
    const gunichar *point = skip_blank(end);
    if (*point == '.') {
        const gunichar *decimals = skip_blank(point + 1);
        Digits longer = all;
        const gunichar *after = read_digits(decimals, &longer);
        if (after > decimals && after - decimals <= 6) {
            all = longer;
            number->blanks |= point > end || decimals > point + 1;
            number->decimals = (guint)(after - decimals);
            number->integer = FALSE;
            end = after;
        }
    }
    number->end = (guint)(end - line->c);
    number->all = all;
}

/* A number without blanks. All of its characters are ASCII. */
static char *
number_text(const MzTextLine *line, guint start, guint end, MzArena *arena)
{
    char *text = mz_arena_bytes(arena, end - start + 1), *to = text;
    for (const gunichar *c = line->c + start, *stop = line->c + end; c < stop; c++) {
        *to = (char)*c;
        to += *c != ' ';
    }
    *to = '\0';
    return text;
}

/* Where tokens are taken from and go to. */
typedef struct {
    const MzTextLine *folded;
    guint32 line, cell; /* at hand */
    gboolean first;     /* no token of the line has been taken */
    MzTokens *tokens;
    MzArena *arena;
} Taking;

static inline void
add_token(Taking *taking, const MzToken *token)
{
    MzTokens *tokens = taking->tokens;
    if (tokens->n == tokens->room) {
        tokens->room = MAX(256, tokens->room * 2);
        tokens->at = g_renew(MzToken, tokens->at, tokens->room);
    }
    tokens->at[tokens->n++] = *token;
    taking->first = FALSE;
}

static void
add_word(Taking *taking, guint start, guint end)
{
    MzToken token = {.first = taking->first, .line = taking->line, .start = start, .end = end, .cell = taking->cell};
    token.text = mz_text_compact(taking->folded, start, end, taking->arena);
    add_token(taking, &token);
}

/* A number that was torn apart, or has very many digits: as any text of an amount is read. */
static void
set_amount_slowly(MzToken *token, const char *text)
{
    guint decimals;
    gboolean is_amount = mz_money_digits(text, -1, &token->amount, &decimals) && decimals < MZ_NO_AMOUNT;
    token->decimals = is_amount ? (guint8)decimals : MZ_NO_AMOUNT;
}

static void
add_number(Taking *taking, guint start, const Number *number)
{
    const MzTextLine *folded = taking->folded;
    gint64 amount = folded->c[start] == '-' ? -(gint64)number->all.value : (gint64)number->all.value;
    MzToken token = {.number = TRUE,
                     .integer = number->integer,
                     .first = taking->first,
                     .decimals = (guint8)number->decimals,
                     .line = taking->line,
                     .start = start,
                     .end = number->end,
                     .cell = taking->cell,
                     .amount = amount,
                     .text = ""};
    if (number->integer) {
        token.text = number_text(folded, start, number->end, taking->arena);
        token.digits = (guint8)MIN(number->digits, 255);
        token.value = number->digits <= 9 ? (guint32)amount : 0; /* a negative one: as far from any 行次 as can be */
    }
    if (number->all.n == 0 || number->all.n > SAFE_DIGITS)
        set_amount_slowly(&token, number_text(folded, start, number->end, taking->arena));
    add_token(taking, &token);
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

/* A word from `start`: up to the next blank. Numbers glued to its head were taken before; those at its tail become a
 * token of their own. */
static guint
take_word(Taking *taking, guint start)
{
    const MzTextLine *folded = taking->folded;
    const gunichar *c = folded->c + start;
    while (*c != 0 && !is_blank(*c))
        c++;
    guint end = (guint)(c - folded->c);
    guint tail = glued_tail(folded, start, end);
    add_word(taking, start, tail);
    if (tail < end) {
        Number number;
        scan_number(folded, tail, &number);
        add_number(taking, tail, &number);
    }
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

void
mz_tokenize(const MzText *text, guint line, MzTokens *tokens, MzArena *arena)
{
    const MzTextLine *folded = &text->lines[line - 1];
    const gunichar *chars = folded->c;
    Taking taking = {.folded = folded, .line = line, .first = TRUE, .tokens = tokens, .arena = arena};
    gboolean named = FALSE;
    for (guint i = 0, end = folded->end; i < end;) {
        gunichar c = chars[i];
        if (is_blank(c)) {
            taking.cell += c == '\t';
            i++;
            continue;
        }
        if (!is_digit(c) && !(c == '-' && is_digit(chars[i + 1]))) {
            i = take_word(&taking, i);
            named = TRUE;
            continue;
        }
        Number number;
        scan_number(folded, i, &number);
        gunichar next = chars[number.end];
        gboolean fills_cell = !number.blanks && (next == '\t' || next == 0);
        guint torn = folded->tabs && !fills_cell ? torn_number(folded, i, named) : i;
        if (torn > i) {
            Number whole = {.end = torn}; /* not an integer to anybody: no code, no 行次 */
            add_number(&taking, i, &whole);
            i = torn;
            continue;
        }
        gboolean glued_code = number.integer && code_length(number.digits) && is_ideograph(next) && !is_counter(next);
        gboolean glued_amount = !number.integer && is_ideograph(next) && !is_counter(next);
        if (next == 0 || is_blank(next) || glued_code || glued_amount) {
            add_number(&taking, i, &number);
            i = number.end;
        } else {
            i = take_word(&taking, i);
        }
    }
}

gboolean
mz_token_money(const MzToken *token, MzUnit unit, MzMoney *money)
{
    return token->number && token->decimals != MZ_NO_AMOUNT &&
           mz_money_make(token->amount, token->decimals, unit, money);
}
