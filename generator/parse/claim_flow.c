#include "parse/claim_reader.h"

#include "parse/lines.h"

#include <string.h>

static gboolean
is_digit(gunichar c)
{
    return c >= '0' && c <= '9';
}

static gboolean
is_quotation_mark(gunichar c)
{
    return c < 0x80 ? c == '"' : (c >= 0x2018 && c <= 0x201F) || c == 0x300A || c == 0x300B;
}

static void
make_room(MzFlow *flow, guint n)
{
    enum { USUAL = 1024 };
    if (n <= flow->room)
        return;
    flow->room = MAX(n, MAX(flow->room * 2, USUAL));
    flow->printed = g_renew(MzFlowChar, flow->printed, flow->room + 1);
    flow->c = g_renew(gunichar, flow->c, flow->room + 1);
    flow->at = g_renew(guint, flow->at, flow->room + 1);
}

void
mz_flow_free(MzFlow *flow)
{
    g_free(flow->printed);
    g_free(flow->c);
    g_free(flow->at);
}

/* Adds one character to the flow. */
static inline void
flow_add(MzFlow *flow, gunichar folded)
{
    guint n = flow->n;
    flow->blanks |= folded <= ' ';
    if (folded < 0x4E00) { /* no ideograph */
        if (is_quotation_mark(folded))
            return;
        if (folded == ' ' && (n == 0 || !is_digit(flow->c[n - 1])))
            return;
    }
    if (n >= 2 && flow->c[n - 1] == ' ' && !is_digit(folded))
        n--; /* a blank stays only between digits */
    flow->at[n] = flow->n_printed - 1;
    flow->c[n] = folded;
    flow->n = n + 1;
}

/* Adds the characters from `column` of a line on that are neither blanks nor quotation marks, as nearly all are, behind
 * one that is no blank either. An ideograph has three bytes also where it was folded; a masked character is a star.
 * Returns how many there are; `bytes` is behind them then. */
static inline guint
flow_add_plain(MzFlow *flow, const gunichar *line, guint32 number, guint32 column, const char **bytes)
{
    guint32 start = (guint32)(*bytes - flow->paragraph);
    MzFlowChar *printed = flow->printed + flow->n_printed;
    guint *at = flow->at + flow->n;
    gunichar *to = flow->c + flow->n;
    guint n = 0;
    for (;; n++) {
        gunichar folded = line[column + n];
        guchar first = (guchar)flow->paragraph[start];
        if (folded < 0x4E00 && (folded <= ' ' || is_quotation_mark(folded)))
            break;
        if (first >= 0x80 ? (first & 0xF0) != 0xE0 : first == 0)
            break;
        printed[n] = (MzFlowChar){.start = start, .line = number, .column = column + n};
        at[n] = flow->n_printed + n;
        to[n] = folded;
        start += first >= 0x80 ? 3 : 1;
    }
    flow->n += n;
    flow->n_printed += n;
    *bytes = flow->paragraph + start;
    return n;
}

/* The paragraph's characters are those of its lines, one after another (parse/lines.h). */
void
mz_flow_load(MzFlow *flow, const char *paragraph, gsize length, guint32 line)
{
    make_room(flow, (guint)length + 1);
    /* A copy that the compiler may keep in registers. */
    MzFlow now = {.text = flow->text, .paragraph = paragraph, .printed = flow->printed, .c = flow->c, .at = flow->at};
    guint index = line - 1;
    const MzTextLine *source = &now.text->lines[index];
    guint column = source->first;
    guint end = mz_line_end(source);
    while (*paragraph != '\0') {
        if (column >= end) {
            do
                index++;
            while (index + 1 < now.text->n_lines && mz_line_is_skipped(now.text, index));
            if (index >= now.text->n_lines)
                break;
            gunichar before = source->c[end - 1];
            source = &now.text->lines[index];
            column = source->first;
            end = mz_line_end(source);
            if (column < end && mz_join_needs_blank(before, source->c[column])) {
                now.printed[now.n_printed++] = (MzFlowChar){.start = (guint32)(paragraph - now.paragraph)};
                flow_add(&now, ' ');
                paragraph = g_utf8_next_char(paragraph); /* the joining blank */
                continue;
            }
        }
        do {
            guint32 start = (guint32)(paragraph - now.paragraph);
            gunichar folded = source->c[column];
            now.printed[now.n_printed++] = (MzFlowChar){.start = start, .line = index + 1, .column = column};
            column++;
            flow_add(&now, folded);
            paragraph = g_utf8_next_char(paragraph);
            if (now.n > 0 && now.c[now.n - 1] != ' ')
                column += flow_add_plain(&now, source->c, index + 1, column, &paragraph);
        } while (*paragraph != '\0' && column < end);
    }
    while (now.n > 0 && now.c[now.n - 1] == ' ')
        now.n--;
    now.c[now.n] = 0;
    now.at[now.n] = now.n_printed;
    now.printed[now.n_printed] = (MzFlowChar){.start = (guint32)(paragraph - now.paragraph)};
    flow->paragraph = now.paragraph;
    flow->n = now.n;
    flow->n_printed = now.n_printed;
    flow->blanks = now.blanks;
}

char *
mz_flow_text(const MzFlow *flow, guint start, guint end)
{
    if (start >= end)
        return mz_arena_strdup(flow->report->arena, "");
    guint from = flow->at[start];
    guint to = flow->at[end - 1] + 1;
    while (from > 0 && is_quotation_mark(mz_flow_printed(flow, from - 1)))
        from--;
    while (to < flow->n_printed && is_quotation_mark(mz_flow_printed(flow, to)) && mz_flow_printed(flow, to) != 0x201C)
        to++;
    gboolean whole = flow->at[end - 1] - flow->at[start] == end - 1 - start && !flow->blanks; /* nothing was left out */
    guint32 start_byte = flow->printed[from].start, length = flow->printed[to].start - start_byte;
    return whole ? mz_arena_strndup(flow->report->arena, flow->paragraph + start_byte, length)
                 : mz_text_squeeze(flow->report->arena, flow->paragraph + start_byte, length);
}

/* Behind the digits, separators and decimals of a number at `at`. */
static guint
number_end(const MzFlow *flow, guint at, guint8 *decimals)
{
    const gunichar *c = flow->c;
    guint end = at;
    while (is_digit(c[end]))
        end++;
    while (c[end] == ',' && is_digit(c[end + 1]) && is_digit(c[end + 2]) && is_digit(c[end + 3]) &&
           !is_digit(c[end + 4]) && end - at <= 15)
        end += 4;
    guint point = end;
    if (c[end] == '.' && is_digit(c[end + 1])) {
        end++;
        while (is_digit(c[end]))
            end++;
    }
    *decimals = end > point ? (guint8)MIN(end - point - 1, 255) : 0;
    return end;
}

gboolean
mz_flow_number(const MzFlow *flow, guint at, MzFlowNumber *number)
{
    const gunichar *c = flow->c;
    memset(number, 0, sizeof *number);
    number->start = at;
    number->end = number_end(flow, at, &number->decimals);
    number->unit_end = number->end;
    gunichar before = at > 0 ? c[at - 1] : 0;
    gunichar after = c[number->end];
    gboolean part =
        (before < 0x80 && g_ascii_isalpha((gchar)before) && before != 0) || before == '.' || before == 0x3014;
    if (part || (after == '.' && is_digit(c[number->end + 1])) ||
        (after < 0x80 && after != 0 && g_ascii_isalpha((gchar)after)))
        return FALSE;
    guint digits = 0;
    for (guint i = at; i < number->end; i++) {
        if (!is_digit(c[i]))
            continue;
        if (++digits > 17)
            return FALSE;
        number->value = number->value * 10 + (gint64)(c[i] - '0');
    }
    if (before == '-' && (at < 2 || !mz_is_word_char(c[at - 2]) || c[at - 2] >= 0x80)) {
        number->negative = TRUE;
        number->value = -number->value;
    }
    guint length = 0;
    number->unit = mz_unit_word(c, flow->n, number->end, &length);
    number->unit_end += length;
    return TRUE;
}

/* The number as printed. Where no blank or quotation mark was left out in it or beside it, and each of its characters
 * is one byte, as nearly always, it is that of the paragraph. */
static char *
number_text(const MzFlow *flow, guint start, guint end)
{
    const guint *at = flow->at;
    guint before = start == 0 ? 0 : at[start - 1] + 1;
    guint32 from = flow->printed[at[start]].start, length = flow->printed[at[end]].start - from;
    if (before != at[start] || at[end] - at[start] != end - start || length != end - start)
        return mz_flow_text(flow, start, end);
    return mz_arena_strndup(flow->report->arena, flow->paragraph + from, length);
}

/* The words that a number stands in: from `start`, at most 60 characters, up to its unit. */
static char *
words_around(const MzFlow *flow, const MzFlowNumber *number, guint start)
{
    if (number->unit_end > start + 56) /* quotation marks come back in */
        start = MIN(number->unit_end - 56, number->start);
    return mz_flow_text(flow, start, number->unit_end);
}

MzClaim *
mz_flow_claim(MzFlow *flow, const MzFlowNumber *number, const char *subject, const char *code, MzMeasure measure,
              int sign, guint start)
{
    const MzFlowChar *first = &flow->printed[flow->at[number->start]];
    const MzFlowChar *last = &flow->printed[flow->at[MAX(number->end, number->start + 1) - 1]];
    char *printed = number_text(flow, number->start, number->end);
    gboolean negative = number->negative || (sign < 0 && number->value != 0);
    MzClaim claim = {
        .subject = subject,
        .code = code,
        .measure = measure,
        .value = sign < 0 ? -number->value : number->value,
        .decimals = number->decimals,
        .unit = number->unit == NULL ? "" : number->unit->name,
        .printed = negative ? mz_arena_concat(flow->report->arena, "-", printed, NULL) : printed,
        .text = words_around(flow, number, start),
        .section = flow->section,
        .span = {.line = first->line, .start = first->column, .end = last->column + 1},
    };
    if (last->line != first->line)
        claim.span.end = mz_line_end(&flow->text->lines[first->line - 1]);
    g_array_append_val(flow->claims, claim);
    return &g_array_index(flow->claims, MzClaim, flow->claims->len - 1);
}

gboolean
mz_flow_under(const MzFlow *flow, const char *word)
{
    if ((mz_text_signature(word) & ~flow->signature) != 0)
        return FALSE;
    for (guint i = 0; flow->headings[i] != NULL; i++) {
        if (strstr(flow->headings[i], word) != NULL)
            return TRUE;
    }
    return FALSE;
}
