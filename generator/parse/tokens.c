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
static guint
skip_blank(const MzTextLine *line, guint i)
{
    return i < line->n && line->c[i] == ' ' ? i + 1 : i;
}

static guint
skip_digits(const MzTextLine *line, guint i, guint end)
{
    while (i < end && is_digit(line->c[i]))
        i++;
    return i;
}

typedef struct {
    guint end;
    guint digits; /* before comma and point */
    gboolean integer;
    gboolean blanks; /* perhaps with blanks inside */
} Number;

/* The longest number from `start`: digits, groups of three after a comma (one blank allowed around it), decimals after
 * a point (likewise). `end` is start when there is none. */
static Number
scan_number(const MzTextLine *line, guint start)
{
    Number number = {start, 0, TRUE, FALSE};
    guint i = start;
    if (i < line->n && line->c[i] == '-')
        i++;
    guint first = i;
    i = skip_digits(line, i, line->n);
    if (i == first)
        return number;
    number.digits = i - first;
    for (;;) {
        guint comma = skip_blank(line, i);
        if (comma >= line->n || line->c[comma] != ',')
            break;
        guint group = skip_blank(line, comma + 1);
        guint after = skip_digits(line, group, line->n);
        if (after - group != 3)
            break;
        number.blanks |= comma > i || group > comma + 1;
        i = after;
        number.integer = FALSE;
    }
    guint point = skip_blank(line, i);
    if (point < line->n && line->c[point] == '.') {
        guint decimals = skip_blank(line, point + 1);
        guint after = skip_digits(line, decimals, line->n);
        if (after > decimals && after - decimals <= 6) {
            number.blanks |= point > i || decimals > point + 1;
            i = after;
            number.integer = FALSE;
        }
    }
    number.end = i;
    return number;
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
    MzTokens *tokens;
    MzArena *arena;
} Taking;

static MzToken *
add_token(const Taking *taking, guint start, guint end)
{
    MzTokens *tokens = taking->tokens;
    if (tokens->n == tokens->room) {
        tokens->room = MAX(256, tokens->room * 2);
        tokens->at = g_renew(MzToken, tokens->at, tokens->room);
    }
    MzToken *token = &tokens->at[tokens->n];
    *token = (MzToken){.line = taking->line, .start = start, .end = end, .cell = taking->cell};
    token->first = tokens->n == 0 || token[-1].line != taking->line;
    tokens->n++;
    return token;
}

static void
add_word(const Taking *taking, guint start, guint end)
{
    add_token(taking, start, end)->text = mz_text_compact(taking->folded, start, end, taking->arena);
}

static void
add_number(const Taking *taking, guint start, const Number *number)
{
    const gunichar *c = taking->folded->c;
    MzToken *token = add_token(taking, start, number->end);
    token->number = TRUE;
    token->text = number_text(taking->folded, start, number->end, taking->arena);
    if (!number->integer)
        return;
    token->integer = TRUE;
    token->digits = (guint8)MIN(number->digits, 255);
    for (guint i = start; i < number->end && number->digits <= 9; i++)
        token->value = is_digit(c[i]) ? token->value * 10 + (c[i] - '0') : token->value;
    if (c[start] == '-')
        token->value = -token->value; /* as far from any 行次 as can be */
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
    while (i > start && (is_digit(line->c[i - 1]) || line->c[i - 1] == '.' || line->c[i - 1] == ',')) {
        point = point || line->c[i - 1] == '.';
        i--;
    }
    if (i == end || i == start)
        return end;
    gunichar before = line->c[i - 1];
    if (!is_ideograph(before) && before != ')' && before != 0x201D)
        return end;
    Number number = scan_number(line, i);
    if (number.end != end)
        return end;
    return point || (number.integer && code_length(number.digits) && line->c[i] != '1') ? i : end;
}

/* A word from `start`: up to the next blank. Numbers glued to its head were taken before; those at its tail become a
 * token of their own. */
static guint
take_word(const Taking *taking, guint start)
{
    const MzTextLine *folded = taking->folded;
    guint end = start;
    while (end < folded->n && !is_blank(folded->c[end]))
        end++;
    guint tail = glued_tail(folded, start, end);
    add_word(taking, start, tail);
    if (tail < end) {
        Number number = scan_number(folded, tail);
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
    Taking taking = {.folded = folded, .line = line, .tokens = tokens, .arena = arena};
    gboolean named = FALSE;
    for (guint i = 0; i < folded->n;) {
        gunichar c = folded->c[i];
        if (is_blank(c)) {
            taking.cell += c == '\t';
            i++;
            continue;
        }
        if (!is_digit(c) && !(c == '-' && i + 1 < folded->n && is_digit(folded->c[i + 1]))) {
            i = take_word(&taking, i);
            named = TRUE;
            continue;
        }
        Number number = scan_number(folded, i);
        gboolean fills_cell = !number.blanks && (number.end == folded->n || folded->c[number.end] == '\t');
        guint torn = folded->tabs && !fills_cell ? torn_number(folded, i, named) : i;
        if (torn > i) {
            Number whole = {torn, 0, FALSE, TRUE}; /* not an integer to anybody: no code, no 行次 */
            add_number(&taking, i, &whole);
            i = torn;
            continue;
        }
        gunichar next = number.end < folded->n ? folded->c[number.end] : ' ';
        gboolean glued_code = number.integer && code_length(number.digits) && is_ideograph(next) && !is_counter(next);
        gboolean glued_amount = !number.integer && is_ideograph(next) && !is_counter(next);
        if (is_blank(next) || glued_code || glued_amount) {
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
    return token->number && mz_money_parse(token->text, -1, unit, money);
}
