/* Telling the rows of a table and their amounts, in the order of the text. */
#include "parse/raw.h"

#include <string.h>

#include "base/map.h"
#include "forms/words.h"
#include "model/relate.h"
#include "parse/lines.h"

typedef struct RowLabels RowLabels;

/* Words put together without blanks. Nearly always it is one, and then no text has to be made. */
typedef struct {
    const char *only; /* the first; NULL: none yet. It lives as long as the report */
    GString *joined;  /* all of them, where there are several; else empty or NULL */
} Words;

static void
words_clear(Words *words)
{
    words->only = NULL;
    if (words->joined != NULL)
        g_string_truncate(words->joined, 0);
}

static void
words_add(Words *words, const char *word)
{
    if (words->only == NULL) {
        words->only = word;
        return;
    }
    if (words->joined == NULL)
        words->joined = g_string_new(NULL);
    if (words->joined->len == 0)
        g_string_append(words->joined, words->only);
    g_string_append(words->joined, word);
}

static void
words_set(Words *words, const char *word)
{
    words_clear(words);
    words->only = word;
}

/* As many bytes as several words have, which words_back takes the last ones away by. */
static gsize
words_mark(const Words *words)
{
    return words->joined == NULL ? 0 : words->joined->len;
}

static void
words_back(const Words *words, gsize mark)
{
    if (words->joined != NULL)
        g_string_truncate(words->joined, mark);
}

/* Their text, until the next change. */
static const char *
words_text(const Words *words)
{
    if (words->joined != NULL && words->joined->len > 0)
        return words->joined->str;
    return words->only == NULL ? "" : words->only;
}

/* Their text for as long as the report lives. */
static const char *
words_keep(const Words *words, MzArena *arena)
{
    const char *text = words_text(words);
    return text == words->only || *text == '\0' ? text : mz_arena_strdup(arena, text);
}

static void
words_free(Words *words)
{
    if (words->joined != NULL)
        g_string_free(words->joined, TRUE);
}

typedef struct {
    MzRawTable *table;
    const MzText *text;
    const RowLabels *labels; /* of the form's rows, as many as it prescribes */
    MzArena *arena;
    MzTokens tokens;       /* all tokens of the table's lines that can belong to rows */
    Words pending;         /* words that are no known label as yet */
    MzMap keys;            /* row keys given out → how often; made when the first is */
    const char *last_code; /* the last key that is a code; NULL: none */
    gboolean unordered;    /* a code came that is not greater than the one before: `keys` has them, too */
    guint n_amounts;       /* of the table, so far */
    MzRawRow *current;     /* the row that is being read, the table's last one; NULL: none */
    Words name, tail;      /* of the current row */
    gboolean blank_cells;  /* some line has a blank cell behind an amount */
    guint32 line, column;  /* of `printed`, a place in the source; line 0: none */
    const char *printed;
} Reading;

/* ---- lines that belong to no row */

/* Whether a word of the tokens has it: what stands between them, blanks and numbers, is none. */
static gboolean
tokens_have(const MzTextLine *line, const MzToken *tokens, guint n, const char32_t *word)
{
    guint end = tokens[n - 1].end;
    for (guint k = tokens[0].start; k < end; k++) {
        if (line->c[k] == word[0] && mz_word_at(line->c, end, k, word))
            return TRUE;
    }
    return FALSE;
}

static inline gboolean
line_has(const MzTextLine *line, const MzToken *tokens, guint n, const char32_t *word)
{
    return mz_line_may_have(line, word) && tokens_have(line, tokens, n, word);
}

/* The heads repeat on every page: 单位, 部门, 公开 0N 表 and the like. */
static gboolean
is_head_line(const MzTextLine *line, const MzToken *tokens, guint n)
{
    static const struct {
        const char32_t *word;
        guint64 signature; /* of its first two characters */
    } heads[] = {
        {U"单位:", MZ_BIT(U'单') | MZ_BIT(U'位')},    {U"部门:", MZ_BIT(U'部') | MZ_BIT(U'门')},
        {U"编制部门", MZ_BIT(U'编') | MZ_BIT(U'制')}, {U"科目编码", MZ_BIT(U'科') | MZ_BIT(U'目')},
        {U"金额单位", MZ_BIT(U'金') | MZ_BIT(U'额')},
    };
    static const guint64 second = MZ_BIT(U'位') | MZ_BIT(U'门') | MZ_BIT(U'制') | MZ_BIT(U'目') | MZ_BIT(U'额');
    for (guint i = 0; i < G_N_ELEMENTS(heads) && (line->signature & second) != 0; i++) {
        if ((heads[i].signature & ~line->signature) == 0 && line_has(line, tokens, n, heads[i].word))
            return TRUE;
    }
    return n <= 3 && (line->signature & MZ_BIT(U'公')) != 0 && line_has(line, tokens, n, U"公开") &&
           line_has(line, &tokens[n - 1], 1, U"表");
}

/* The row that numbers the columns: "栏次 1 2 3", "※ ※ 1 2 3", "类 款 项 1 2", "1 2 3 … 12": 1, 2, 3 … without a gap.
 */
static gboolean
is_number_row(const MzTextLine *line, const MzToken *tokens, guint n)
{
    guint32 expected = 1;
    for (guint i = 0; i < n; i++) {
        if (!tokens[i].number)
            continue;
        if (!tokens[i].integer || tokens[i].value != expected)
            return FALSE;
        expected++;
    }
    return expected > 3 || line_has(line, tokens, n, U"栏次") || line_has(line, tokens, n, U"※") ||
           (expected == 3 && line_has(line, tokens, n, U"款"));
}

/* Keeps where the numbered columns stand. Two-sided forms number their income column 1 and go on to the right. */
static void
keep_positions(MzRawTable *table, const MzToken *tokens, guint n)
{
    for (guint i = 0; i < n; i++) {
        if (tokens[i].number && tokens[i].value >= 1 && tokens[i].value <= MZ_MAX_COLUMNS) {
            table->position[tokens[i].value - 1] = (int)tokens[i].cell;
            table->n_positions = MAX(table->n_positions, tokens[i].value);
        }
    }
}

/* Which tokens are those of a head that is repeated at the top of a page, and whether blank cells are kept apart. */
typedef struct {
    guint head;          /* number of tokens before the last head line */
    guint first_head;    /* number of tokens before the first */
    guint again;         /* the token of the first head that is due where it repeats; G_MAXUINT: none */
    gboolean started;    /* rows with amounts have begun */
    gboolean amounts;    /* an amount came since the last head line */
    guint tabbed, flat;  /* numbers in lines with and without tabs, other than codes of rows without amounts */
    gboolean blank_cell; /* some line has a blank cell behind an amount */
    guint n_cells;       /* of the lines with amounts and of those that number the columns; 0: none came */
    gboolean uneven;     /* some of them have more than others, so that cells may have vanished */
} Lines;

/* Headings repeated in the middle of a table: what stands between its line 单位/部门 and the numbers of its columns; in
 * tables with two sides, where headings look like labels, also a line of several cells without any number. */
static gboolean
is_repeated_head(const MzRawTable *table, const Lines *lines, const MzTextLine *line, const MzToken *tokens, guint n)
{
    if (!lines->started || !line->tabs || n < 3 || table->form->shape != MZ_SHAPE_TWO_SIDED)
        return FALSE;
    for (guint i = 0; i < n; i++) {
        if (tokens[i].number)
            return FALSE;
    }
    return line_has(line, tokens, n, U"项目") || line_has(line, tokens, n, U"小计") ||
           line_has(line, tokens, n, U"支出功能分类") || line_has(line, tokens, n, U"财政拨款收入") ||
           (line_has(line, tokens, n, U"收入") && line_has(line, tokens, n, U"支出"));
}

/* Whether the line of the last `n` tokens is the next one of the table's first head, printed again behind a head line:
 * in a text without tabs words of the head may look like labels. */
static gboolean
repeats_head(const MzTokens *all, Lines *lines, guint n)
{
    guint before = all->n - n, first = lines->again;
    lines->again = G_MAXUINT;
    for (guint i = 0; i < n; i++) {
        if (first >= before || before - first <= i)
            return FALSE;
        const MzToken *a = &all->at[first + i], *b = &all->at[before + i];
        if (a->number || b->number || strcmp(a->text, b->text) != 0)
            return FALSE;
    }
    lines->again = first + n;
    return TRUE;
}

/* The line's number of cells, also of blank ones behind its last token. */
static guint
count_cells(const MzTextLine *line, const MzToken *last)
{
    guint cells = last->cell + 1;
    for (guint i = last->end; i < line->n; i++)
        cells += line->c[i] == '\t';
    return cells;
}

/* Whether a cell behind the line's first amount is blank. */
static gboolean
has_blank_cell(const MzToken *tokens, guint n, guint first, guint n_cells)
{
    guint filled = 0;
    for (guint i = first; i < n; i++)
        filled += i == 0 || tokens[i].cell != tokens[i - 1].cell;
    return n_cells - tokens[first].cell > filled;
}

/* In a text every line with amounts, and the numbers of the columns, must have as many cells; rows of a document's
 * table need not have the blank ones at their end. */
static void
compare_cells(const Reading *reading, Lines *lines, const MzToken *token, guint n_cells)
{
    if (reading->text->source->lines[token->line - 1].cells)
        return;
    lines->uneven = lines->uneven || (lines->n_cells != 0 && lines->n_cells != n_cells);
    lines->n_cells = n_cells;
}

/* Notes the cells of a line with amounts in which words stand. */
static void
mark_words(MzRawTable *table, Lines *lines, const MzToken *tokens, guint n)
{
    for (guint i = 0; i < n; i++) {
        if (tokens[i].number)
            continue;
        if (tokens[i].cell < MZ_MAX_CELLS)
            table->words[tokens[i].cell / 64] |= (guint64)1 << tokens[i].cell % 64;
        else
            lines->uneven = TRUE;
    }
}

/* Counts the numbers of a line and finds its first amount: a number with decimals; between tabs also a number behind
 * the line's words, because tables in 元 may print none. */
static void
count_numbers(const Reading *reading, const MzTextLine *line, const MzToken *tokens, guint n, Lines *lines)
{
    guint numbers = 0, behind = n, first = n; /* behind: the words, if there are any */
    for (guint i = 0; i < n; i++) {
        if (!tokens[i].number) {
            behind = i + 1;
            continue;
        }
        numbers++;
        if (!tokens[i].integer && first == n)
            first = i;
    }
    if (line->tabs)
        lines->tabbed += numbers;
    else if (numbers > 1 || !tokens[0].number ||
             !tokens[0].integer) /* "205 教育支出" is one cell, or a row without tabs */
        lines->flat += numbers;
    if (first == n && line->tabs)
        first = behind;
    if (first == n)
        return;
    guint n_cells = count_cells(line, &tokens[n - 1]);
    lines->started = lines->amounts = TRUE;
    lines->blank_cell = lines->blank_cell || (line->tabs && has_blank_cell(tokens, n, first, n_cells));
    compare_cells(reading, lines, tokens, n_cells);
    mark_words(reading->table, lines, tokens, n);
}

/* Whether the table stands on pages, which have no cells: those in the text were told by the places of words. */
static gboolean
is_paged(const Reading *reading)
{
    const MzLinePlace *places = reading->text->source->places;
    return places != NULL && places[reading->table->lines.first - 1].page != 0;
}

/* Collects the tokens of all lines that can hold rows. */
static void
collect_tokens(Reading *reading)
{
    MzRawTable *table = reading->table;
    Lines lines = {.head = G_MAXUINT, .first_head = G_MAXUINT, .again = G_MAXUINT};
    enum { USUAL = 8, MOST = 8192 }; /* tokens of a line, tokens that are made room for */
    guint n_lines = table->lines.last + 1 - table->lines.first;
    reading->tokens.room = CLAMP(n_lines, 1, MOST / USUAL) * USUAL;
    reading->tokens.at = g_new(MzToken, reading->tokens.room);
    for (guint32 l = table->lines.first; l <= table->lines.last; l++) {
        guint before = reading->tokens.n;
        mz_tokenize(reading->text, l, &reading->tokens, reading->arena);
        guint n = reading->tokens.n - before;
        if (n == 0)
            continue;
        const MzToken *tokens = &reading->tokens.at[before];
        const MzTextLine *line = &reading->text->lines[l - 1];
        gboolean tabs = line->tabs;
        if (reading->text->source->lines[l - 1].cells)
            lines.n_cells = MAX(lines.n_cells, tokens[n - 1].cell + 1);
        gboolean number_row = is_number_row(line, tokens, n);
        if (number_row && tabs) {
            keep_positions(table, tokens, n);
            compare_cells(reading, &lines, tokens, count_cells(line, &tokens[n - 1]));
        }
        /* A page number stands alone; so may a code whose name is wrapped, and the 行次 behind a wrapped label. */
        gboolean page_number = n == 1 && tokens[0].integer && !tabs && table->form->shape != MZ_SHAPE_TWO_SIDED &&
                               (tokens[0].digits < 3 || (tokens[0].digits == 3 && tokens[0].text[0] == '1'));
        gboolean head_line = is_head_line(line, tokens, n);
        if (head_line && (lines.head == G_MAXUINT || lines.amounts)) {
            lines.head = before;
            lines.amounts = FALSE;
        }
        gboolean again = !head_line && repeats_head(&reading->tokens, &lines, n);
        if (head_line) {
            lines.first_head = MIN(lines.first_head, before);
            lines.again = lines.started ? lines.first_head : G_MAXUINT;
        }
        if (number_row && lines.started && !lines.amounts && lines.head < before)
            before = lines.head;
        if (number_row || page_number || head_line || again || is_repeated_head(table, &lines, line, tokens, n))
            reading->tokens.n = before;
        else
            count_numbers(reading, line, tokens, n, &lines);
    }
    table->tabs = lines.tabbed > lines.flat;
    table->n_cells = lines.uneven || is_paged(reading) ? 0 : lines.n_cells;
    reading->blank_cells = lines.blank_cell;
}

/* Whether the amounts of a row without blank cells add up when its columns stand in this order. */
static gboolean
adds_up(const MzRawTable *table, const MzRawAmount *amounts, const guint8 *order)
{
    const MzForm *form = table->form;
    for (guint whole = 0; whole < form->n_columns; whole++) {
        gint64 sum = 0, total = 0;
        guint parts = 0;
        for (guint i = 0; i < form->n_columns; i++) {
            if (form->columns[order[i]].part_of == (int)whole) {
                sum += amounts[i].amount.fen;
                parts++;
            } else if (order[i] == whole) {
                total = amounts[i].amount.fen;
            }
        }
        gint64 off = ABS(sum - total);
        if (parts > 0 && mz_agreement(off, table->unit == MZ_UNIT_YUAN ? 0 : 10000, parts) == MZ_DIFFERS)
            return FALSE;
    }
    return TRUE;
}

/* A head that extraction tore apart may seem to name its columns in another order than the form. Its order counts only
 * where rows without blank cells add up so, and do not in the order of the form. */
static void
prove_order(MzRawTable *table)
{
    guint8 usual[MZ_MAX_COLUMNS] = {0};
    guint so = 0, otherwise = 0, n = table->form->n_columns;
    for (guint c = 0; c < n; c++)
        usual[c] = (guint8)c;
    if (memcmp(usual, table->order, n) == 0)
        return;
    for (guint r = 0; r < table->rows->len; r++) {
        const MzRawRow *row = &g_array_index(table->rows, MzRawRow, r);
        if (row->n_amounts != n)
            continue;
        const MzRawAmount *amounts = &g_array_index(table->amounts, MzRawAmount, row->first_amount);
        so += adds_up(table, amounts, table->order);
        otherwise += adds_up(table, amounts, usual);
    }
    if (so <= otherwise)
        memcpy(table->order, usual, n);
}

/* Where no line has a blank cell behind an amount, though rows have fewer amounts than columns, the blank cells have
 * vanished: then tabs say nothing of the columns. */
static gboolean
cells_vanished(const Reading *reading)
{
    const MzRawTable *table = reading->table;
    if (!table->tabs || reading->blank_cells)
        return FALSE;
    for (guint r = 0; r < table->rows->len; r++) {
        const MzRawRow *row = &g_array_index(table->rows, MzRawRow, r);
        guint columns = 0;
        for (guint c = 0; c < table->form->n_columns; c++) {
            MzSide side = table->form->columns[c].side;
            columns += side == MZ_SIDE_NONE || side == row->row.side;
        }
        if (row->n_amounts > 0 && row->n_amounts < columns)
            return TRUE;
    }
    return FALSE;
}

/* ---- rows */

static MzRawRow *
current_row(const Reading *reading)
{
    return reading->current;
}

/* Ends the row being read: its name is what was collected. */
static void
end_row(Reading *reading)
{
    MzRawRow *row = current_row(reading);
    if (row != NULL) {
        if (row->row.printed == NULL)
            row->row.printed = words_keep(&reading->name, reading->arena);
        row->tail = reading->tail.only == NULL ? NULL : words_keep(&reading->tail, reading->arena);
    }
    reading->current = NULL;
    words_clear(&reading->name);
    words_clear(&reading->tail);
}

/* Notes that a key is given out; how often it is. */
static guint
give_key(Reading *reading, const char *key)
{
    if (reading->keys.arena == NULL)
        reading->keys = mz_map_new(reading->arena, reading->table->form->n_rows);
    MzMapSlot *slot = mz_map_slot(&reading->keys, key);
    guint count = GPOINTER_TO_UINT(slot->value) + 1;
    slot->value = GUINT_TO_POINTER(count);
    return count;
}

/* Whether a key is a code greater than all before it, as nearly all are; no row can have that. */
static gboolean
goes_on_in_order(Reading *reading, const char *key)
{
    if (!g_ascii_isdigit(key[0]) || reading->unordered)
        return FALSE;
    if (reading->last_code == NULL || strcmp(key, reading->last_code) > 0) {
        reading->last_code = key;
        return TRUE;
    }
    reading->unordered = TRUE;
    const MzRawRow *rows = (const MzRawRow *)(gconstpointer)reading->table->rows->data;
    for (guint r = 0; rows != NULL && r < reading->table->rows->len; r++) {
        if (g_ascii_isdigit(rows[r].row.key[0]))
            give_key(reading, rows[r].row.key);
    }
    return FALSE;
}

/* A key that no row has: the second "201" of a table is "201-2". */
static const char *
unique_key(Reading *reading, const char *key)
{
    if (goes_on_in_order(reading, key))
        return key;
    guint count = give_key(reading, key);
    return count == 1 ? key : mz_arena_printf(reading->arena, "%s-%u", key, count);
}

/* Begins a row whose key no other has. */
static MzRawRow *
begin_row_of(Reading *reading, const char *key, const char *name, guint32 line)
{
    end_row(reading);
    GArray *rows = reading->table->rows;
    g_array_set_size(rows, rows->len + 1);
    MzRawRow *row = &g_array_index(rows, MzRawRow, rows->len - 1);
    *row = (MzRawRow){.first_amount = reading->n_amounts};
    row->row.key = key;
    row->row.name = name;
    row->row.form_row = -1;
    row->row.parent = -1;
    row->row.line = line;
    return reading->current = row;
}

static MzRawRow *
begin_row(Reading *reading, const char *key, const char *name, guint32 line)
{
    return begin_row_of(reading, unique_key(reading, key), name, line);
}

/* Where the token begins in the source. The tokens of a line come one after another, so it is found from the last one.
 */
static const char *
printed_at(Reading *reading, const MzToken *token)
{
    if (reading->line != token->line || reading->column > token->start) {
        reading->line = token->line;
        reading->column = 0;
        reading->printed = reading->text->source->lines[token->line - 1].text;
    }
    const char *at = reading->printed;
    for (guint32 n = token->start - reading->column; n > 0; n--)
        at = g_utf8_next_char(at);
    reading->column = token->start;
    return reading->printed = at;
}

/* A number as it is printed. In a line where nothing was folded that is what the folded line has, all of it ASCII. */
static const char *
printed_text(Reading *reading, const MzToken *token)
{
    const MzTextLine *line = &reading->text->lines[token->line - 1];
    guint32 n = token->end - token->start;
    if (line->altered) {
        const char *start = printed_at(reading, token);
        return mz_arena_strndup(reading->arena, start, (gsize)(g_utf8_offset_to_pointer(start, n) - start));
    }
    char *text = mz_arena_bytes(reading->arena, (gsize)n + 1);
    for (guint32 i = 0; i < n; i++)
        text[i] = (char)line->c[token->start + i];
    text[n] = '\0';
    return text;
}

static void
add_amount(Reading *reading, const MzToken *token)
{
    MzRawRow *row = current_row(reading);
    MzMoney money;
    if (row == NULL || !mz_token_money(token, reading->table->unit, &money))
        return;
    g_array_index(reading->table->amounts, MzRawAmount, reading->n_amounts++) =
        (MzRawAmount){.amount = money,
                      .text = printed_text(reading, token),
                      .span = {token->line, token->start, token->end},
                      .cell = token->cell,
                      .integer = token->integer};
    row->n_amounts++;
}

static const MzToken *
token_at(const Reading *reading, guint i)
{
    return i < reading->tokens.n ? &reading->tokens.at[i] : NULL;
}

/* Whether the tokens from `i` to the end of their line hold an amount with decimals, or in a text with tabs any number.
 */
static gboolean
amount_follows_in_line(const Reading *reading, guint i)
{
    guint32 line = token_at(reading, i)->line;
    for (const MzToken *token; (token = token_at(reading, i)) != NULL && token->line == line; i++) {
        if (token->number && (!token->integer || reading->table->tabs))
            return TRUE;
    }
    return FALSE;
}

/* ---- rows by code */

/* A classification code from token `i`, its pieces joined ("201 29 01"). Returns the number of tokens it takes; 0: no
 * code. */
static guint
code_at(const Reading *reading, guint i, char first_digit, char code[8])
{
    const MzToken *token = token_at(reading, i);
    if (!token->integer || token->text[0] != first_digit ||
        (token->digits != 3 && token->digits != 5 && (token->digits != 7 || first_digit == '3')))
        return 0;
    if (first_digit == '2' && (token->text[1] > '3' || token->text[1] < '0'))
        return 0;
    memcpy(code, token->text, token->digits + (gsize)1);
    guint taken = 1;
    for (guint digits = token->digits; digits < 7; digits += 2) {
        const MzToken *piece = token_at(reading, i + taken);
        if (piece == NULL || piece->line != token->line || piece->digits != 2 || piece->text[0] == '-')
            break;
        if (first_digit == '3' && digits >= 5)
            break;
        memcpy(code + digits, piece->text, sizeof "00");
        taken++;
    }
    return taken;
}

static gboolean
is_total_word(const char *word)
{
    return mz_text_is(word, "合计") || mz_text_is(word, "总计");
}

/* Whether the row at hand has had no amount yet. */
static gboolean
awaits_amount(const Reading *reading)
{
    const MzRawRow *row = current_row(reading);
    return row != NULL && row->n_amounts == 0;
}

/* Whether a code may begin here: at the beginning of a line, or inside a line before a name when it is long enough not
 * to be an amount. */
static gboolean
code_may_begin(const Reading *reading, guint i)
{
    const MzToken *token = token_at(reading, i);
    /* 人员经费合计, 公用经费合计: no code follows before their amount. */
    if (awaits_amount(reading) && current_row(reading)->row.code == NULL && current_row(reading)->row.printed != NULL &&
        !is_total_word(current_row(reading)->row.printed))
        return FALSE;
    if (token->first)
        return TRUE;
    const MzToken *next = token_at(reading, i + 1);
    /* 301 | 01 | 基本工资: a piece of the code before the name. */
    if (token->digits == 3 && next != NULL && next->line == token->line && next->integer && next->digits == 2)
        next = token_at(reading, i + 2);
    gboolean named = next != NULL && next->line == token->line && !next->number;
    /* Between tabs a number behind code and name, or anywhere behind 合计 on its line, with no name behind it, is the
     * row's amount: in 元 it may look like a code ("22795", "2106258"). */
    gboolean tabs = reading->text->lines[token->line - 1].tabs;
    const MzRow *row = awaits_amount(reading) ? &current_row(reading)->row : NULL;
    if (row != NULL && !named && (row->code == NULL ? row->line == token->line : tabs && reading->name.only != NULL))
        return FALSE;
    if (reading->table->form->shape == MZ_SHAPE_ECONOMIC && reading->table->form->kind == MZ_KIND_FINAL)
        return token->digits != 3 || named || (!awaits_amount(reading) && (next == NULL || next->line != token->line));
    return token->digits >= 5 && (named || !token_at(reading, i - 1)->number);
}

/* 合计 from token `i`: taken as a row only where amounts follow (on its line, or alone at the beginning of the next),
 * or where it stands alone after the head, so that the 合计 of a column heading is not a row. Returns the number of
 * tokens; 0: none. */
static guint
total_at(const Reading *reading, guint i)
{
    const MzToken *token = token_at(reading, i);
    const MzToken *next = token_at(reading, i + 1);
    guint taken = 1;
    if ((mz_text_is(token->text, "合") || mz_text_is(token->text, "总")) && next != NULL &&
        mz_text_is(next->text, "计"))
        taken = 2;
    else if (!is_total_word(token->text))
        return 0;
    next = token_at(reading, i + taken);
    if (next == NULL)
        return taken;
    if (next->number && (next->line == token->line || !next->integer))
        return taken;
    /* Alone on its line and the rows begin right after it: a total without amounts. */
    char code[8];
    return next->line != token->line && token->first && next->first && code_at(reading, i + taken, '2', code) > 0
               ? taken
               : 0;
}

/* The row of such a word, as the form calls it. */
static void
begin_total(Reading *reading, const MzToken *token)
{
    guint n_totals;
    const MzTotalRow *total = mz_form_totals(reading->table->form, &n_totals);
    begin_row(reading, total->key, total->name, token->line)->row.printed = total->name;
}

/* Whether the words at `i` begin a row without code: a unit's line in the projects table ("某某局 40.00 39.00"). */
static gboolean
label_row_at(const Reading *reading, guint i)
{
    const MzToken *token = token_at(reading, i);
    const MzRawRow *row = current_row(reading);
    return token->first && row != NULL && row->n_amounts > 0 && amount_follows_in_line(reading, i) &&
           g_utf8_strlen(token->text, -1) >= 4;
}

/* 人员经费合计, 公用经费合计 (also in two words). Returns the number of tokens; 0: none. */
static guint
group_at(const Reading *reading, guint i, const MzTotalRow **group)
{
    guint n_groups;
    const MzTotalRow *groups = mz_form_totals(reading->table->form, &n_groups);
    const MzToken *token = token_at(reading, i);
    const MzToken *next = token_at(reading, i + 1);
    for (*group = groups; *group < groups + n_groups; ++*group) {
        const char *name = (*group)->name;
        if (strcmp(token->text, name) == 0)
            return 1;
        if (mz_key_begins(name, token->text) && next != NULL && strcmp(next->text, "合计") == 0 &&
            strlen(token->text) + strlen("合计") == strlen(name))
            return 2;
    }
    return 0;
}

/* A word inside a row: part of its name before the amounts, perhaps the rest of it behind them. */
static void
add_word(Reading *reading, const MzToken *token)
{
    MzRawRow *row = current_row(reading);
    if (row != NULL)
        words_add(row->n_amounts == 0 ? &reading->name : &reading->tail, token->text);
}

/* Tables whose rows have codes: one pass over the tokens. */
static void
read_coded(Reading *reading, char first_digit)
{
    gboolean final_basic = reading->table->form->table == MZ_TABLE_BASIC && reading->table->form->n_columns == 1;
    for (guint i = 0; i < reading->tokens.n;) {
        const MzToken *token = &reading->tokens.at[i];
        char code[8];
        const MzTotalRow *group;
        guint taken = token->number && code_may_begin(reading, i) ? code_at(reading, i, first_digit, code) : 0;
        if (taken > 0) {
            const char *key = taken == 1 ? token->text : mz_arena_strdup(reading->arena, code);
            begin_row(reading, key, key, token->line)->row.code = key;
        } else if (token->number) {
            add_amount(reading, token);
            taken = 1;
        } else if (final_basic && (taken = group_at(reading, i, &group)) > 0) {
            begin_row(reading, group->key, group->name, token->line)->row.printed = group->name;
        } else if (!final_basic && (taken = total_at(reading, i)) > 0) {
            begin_total(reading, token);
        } else {
            if (!final_basic && label_row_at(reading, i))
                begin_row(reading, "unit", NULL, token->line);
            add_word(reading, token);
            taken = 1;
        }
        i += taken;
    }
    end_row(reading);
}

/* ---- rows prescribed by the form */

static gboolean
is_numeral(gunichar c)
{
    switch (c) {
    case U'一':
    case U'二':
    case U'三':
    case U'四':
    case U'五':
    case U'六':
    case U'七':
    case U'八':
    case U'九':
    case U'十':
        return TRUE;
    default:
        return FALSE;
    }
}

/* The ordinal of a label ("十四、", "1.", "其中:"): its length in bytes. */
static gsize
ordinal_length(const char *label)
{
    const char *p = label;
    if (mz_key_begins(p, "其中:"))
        return strlen("其中:");
    if (mz_key_begins(p, "(")) {
        const char *close = strchr(p, ')');
        if (close != NULL && close - p <= 8)
            return (gsize)(close - p) + 1;
    }
    for (const char *next = p; *p != '\0' && is_numeral(mz_char_next(&next)); p = next) {
    }
    if (p > label && mz_key_begins(p, "、"))
        return (gsize)(p - label) + strlen("、");
    p = label;
    while (g_ascii_isdigit(*p))
        p++;
    if (p > label && (*p == '.' || mz_key_begins(p, "、")))
        return (gsize)(p - label) + (*p == '.' ? 1 : strlen("、"));
    return 0;
}

/* A label for comparing: its ordinal, and its word characters. */
typedef struct {
    gsize ordinal;     /* bytes of the ordinal in `words` */
    gboolean counted;  /* the ordinal counts ("一、", "1."); 其中 does not */
    const char *words; /* with ordinal, folded */
    char letters[256];
    gsize n_letters; /* bytes */
    glong n_characters;
    guint64 begins;
} Label;

/* A bit for the first three bytes of a label's letters, as many as nearly every character has: labels without a bit in
 * common do not begin alike. Of shorter ones all bits. */
static guint64
beginning(const char *letters, gsize n)
{
    const guchar *c = (const guchar *)letters;
    return n < 3 ? G_MAXUINT64 : (guint64)1 << ((c[2] ^ c[1] << 1) & 63);
}

static void
make_label(Label *label, const char *words)
{
    label->words = words;
    label->ordinal = ordinal_length(words);
    label->counted = label->ordinal > 0 && !mz_key_begins(words, "其中");
    char *to = label->letters;
    label->n_characters = 0;
    for (const char *p = words + label->ordinal; *p != '\0' && to - label->letters < 240;) {
        if ((guchar)*p >= 0xE5 && (guchar)*p <= 0xE9) { /* U+5000 to U+9FFF: nearly every character, and it is one */
            memcpy(to, p, 3);
            to += 3;
            p += 3;
            label->n_characters++;
            continue;
        }
        gunichar c = mz_fold_char(mz_char_next(&p));
        if (mz_is_word_char(c)) {
            to = mz_char_put(to, c);
            label->n_characters++;
        }
    }
    *to = '\0';
    label->n_letters = (gsize)(to - label->letters);
    label->begins = beginning(label->letters, label->n_letters);
}

#define MAX_LABELS 12

/* The labels that a form's row is known by. */
struct RowLabels {
    gboolean counted;
    gboolean of_which;                   /* 其中： */
    gsize ordinal;                       /* bytes */
    const char *letters[MAX_LABELS + 1]; /* NULL-terminated: label, aliases, what the user calls it */
    gsize n_letters[MAX_LABELS + 1];
    guint64 begins; /* of all of them */
};

static void
add_row_label(RowLabels *labels, guint *n, const char *words, MzArena *arena)
{
    Label label;
    if (*n == MAX_LABELS)
        return;
    make_label(&label, words);
    labels->letters[*n] = mz_arena_strndup(arena, label.letters, label.n_letters);
    labels->n_letters[(*n)++] = label.n_letters;
    labels->begins |= label.begins;
}

static gpointer
make_labels(const MzForm *form, MzArena *arena)
{
    RowLabels *all = mz_arena_new0(arena, RowLabels, form->n_rows + 1); /* of none, too, there is something */
    for (guint r = 0; r < form->n_rows; r++) {
        const MzRowForm *row = &form->rows[r];
        guint n = 0;
        add_row_label(&all[r], &n, row->label, arena);
        for (const char *const *alias = row->aliases; alias != NULL && *alias != NULL; alias++)
            add_row_label(&all[r], &n, *alias, arena);
        for (const char *const *words = mz_words_row(form, row->key); words != NULL && *words != NULL; words++)
            add_row_label(&all[r], &n, *words, arena);
        all[r].ordinal = ordinal_length(row->ordinal);
        all[r].of_which = strcmp(row->ordinal, "其中：") == 0;
        all[r].counted = all[r].ordinal > 0 && !all[r].of_which;
    }
    return all;
}

/* Whether the words, perhaps cut short, can be the label of the form's row. Labels without ordinal must have four
 * characters at least, behind 其中 two, lest a fragment of another label is taken for one. */
static gboolean
row_matches(const MzRowForm *row, const RowLabels *known, const Label *label)
{
    if (known->counted != label->counted)
        return FALSE;
    /* Families with fewer 类 count them otherwise: then the name must be there, not only its beginning. */
    gboolean numbered_so = !label->counted || (known->ordinal == label->ordinal &&
                                               memcmp(row->ordinal, label->words, label->ordinal) == 0);
    gboolean of_which = known->of_which && label->ordinal > 0;
    for (guint i = 0; known->letters[i] != NULL; i++) {
        gsize shorter = MIN(known->n_letters[i], label->n_letters);
        if (memcmp(known->letters[i], label->letters, shorter) != 0)
            continue;
        if (known->n_letters[i] == label->n_letters)
            return TRUE;
        if (!numbered_so)
            continue;
        if (label->n_characters < (label->counted ? 1 : of_which ? 2 : 4))
            continue;
        if (label->n_letters < known->n_letters[i] || label->counted)
            return TRUE;
    }
    return FALSE;
}

/* Whether the words are the beginning, or all, of the row's label: a wrapped label goes on only like this. */
static gboolean
label_goes_on(const RowLabels *known, const char *words)
{
    Label label;
    make_label(&label, words);
    for (guint i = 0; known->letters[i] != NULL; i++) {
        if (label.n_letters <= known->n_letters[i] && memcmp(known->letters[i], label.letters, label.n_letters) == 0)
            return TRUE;
    }
    return FALSE;
}

/* The next row of a side after `last` that the words can name; -1: none. Rows may be missing, so later ones are tried
 * too. A row that some families leave without label has one only right after its neighbours; a part of a row that was
 * passed over may be words of a repeated head, unless a number (`numbered`) stands behind it. */
static int
find_form_row(const Reading *reading, MzSide side, int last, const Label *label, gboolean numbered)
{
    const MzForm *form = reading->table->form;
    for (guint r = (guint)(last + 1); r < form->n_rows; r++) {
        const MzRowForm *row = &form->rows[r];
        if ((reading->labels[r].begins & label->begins) == 0 || row->side != side)
            continue;
        gboolean orphan = row->part_of > last && row->part_of < (int)r && !numbered;
        gboolean due = (!row->unlabelled || (int)r == last + 1) && !orphan;
        if (due && row_matches(row, &reading->labels[r], label))
            return (int)r;
    }
    return -1;
}

/* Progress through a form of prescribed rows. */
typedef struct {
    int last[3];            /* by MzSide: index of the last row begun; -1 */
    guint32 line_number[3]; /* by MzSide: last 行次 */
    gboolean numbered;      /* the current row has its 行次 */
    gboolean started;       /* rows have begun: the first has an ordinal or code, which no heading has */
} Progress;

static void
begin_form_row(Reading *reading, Progress *progress, int index, const char *printed, guint32 line)
{
    const MzRowForm *form_row = &reading->table->form->rows[index];
    gboolean wide = reading->table->form->shape == MZ_SHAPE_WIDE; /* in others each row of the form begins once */
    const char *key = wide ? unique_key(reading, form_row->key) : form_row->key;
    MzRawRow *row = begin_row_of(reading, key, form_row->name, line);
    row->row.form_row = index;
    row->row.side = form_row->side;
    row->row.level = form_row->level;
    row->row.label = form_row->label;
    row->row.code = form_row->code;
    words_set(&reading->name, printed);
    progress->last[form_row->side] = index;
    progress->numbered = FALSE;
    progress->started = TRUE;
}

/* Rows that the form knows by code ("208 社会保障和就业支出" on the right of a budget's overview). */
static int
find_code_row(const MzForm *form, const Progress *progress, const MzToken *token)
{
    for (guint r = (guint)(progress->last[MZ_SIDE_EXPENDITURE] + 1); r < form->n_rows; r++) {
        if (form->rows[r].side == MZ_SIDE_EXPENDITURE && strcmp(form->rows[r].ordinal, token->text) == 0)
            return (int)r;
    }
    return -1;
}

/* An integer where 行次 stand. TRUE: it was one. */
static gboolean
take_line_number(Reading *reading, Progress *progress, const MzToken *token)
{
    MzRawRow *row = current_row(reading);
    guint32 *income = &progress->line_number[MZ_SIDE_INCOME];
    guint32 *expenditure = &progress->line_number[MZ_SIDE_EXPENDITURE];
    if (row != NULL && !progress->numbered && row->n_amounts == 0) {
        progress->line_number[row->row.side] = token->value;
        progress->numbered = TRUE;
        return TRUE;
    }
    if (token->value == *income + 1 && (*expenditure == 0 || token->value < *expenditure)) {
        *income = token->value; /* a line whose left side is blank */
        end_row(reading);
        return TRUE;
    }
    if (token->value == *expenditure + 1) {
        /* A line whose right label is blank: the rows beside 年初… that the form leaves unlabelled. */
        const MzForm *form = reading->table->form;
        int next = progress->last[MZ_SIDE_EXPENDITURE] + 1;
        *expenditure = token->value;
        if (next < (int)form->n_rows && form->rows[next].unlabelled) {
            begin_form_row(reading, progress, next, "", token->line);
            progress->numbered = TRUE;
        } else {
            end_row(reading);
        }
        return TRUE;
    }
    return FALSE;
}

/* Whether the number at `i`, alone on its line, is that of a page: 行次 go on from the last one of their side. */
static gboolean
is_page_number(const Reading *reading, const Progress *progress, guint i)
{
    const MzToken *token = token_at(reading, i);
    const MzToken *next = token_at(reading, i + 1);
    const MzRawRow *row = current_row(reading);
    if (!token->integer || token->digits > 3 || !token->first || (next != NULL && !next->first) ||
        reading->text->lines[token->line - 1].tabs)
        return FALSE;
    if (!reading->table->line_numbers)
        return token->digits < 3 || token->text[0] == '1';
    guint32 income = progress->line_number[MZ_SIDE_INCOME], expenditure = progress->line_number[MZ_SIDE_EXPENDITURE];
    gboolean waits = row != NULL && !progress->numbered && row->n_amounts == 0;
    if (waits && row->row.side == MZ_SIDE_EXPENDITURE && expenditure == 0)
        return token->value <= income;
    if (waits)
        return token->value != progress->line_number[row->row.side] + 1;
    return token->value != income + 1 && (expenditure == 0 || token->value != expenditure + 1);
}

/* Words between labels, and the token behind them (NULL: none): begins the row they name. Words that name none yet are
 * kept, because a label may be torn into several. */
static void
take_label(Reading *reading, Progress *progress, const MzToken *token, const MzToken *next)
{
    gboolean numbered = next != NULL && next->number && next->line == token->line;
    MzRawRow *row = current_row(reading);
    if (row != NULL && row->n_amounts == 0) {
        /* The rest of the current row's label? */
        gsize mark = words_mark(&reading->name);
        words_add(&reading->name, token->text);
        if (label_goes_on(&reading->labels[row->row.form_row], words_text(&reading->name)))
            return;
        words_back(&reading->name, mark);
    }
    words_add(&reading->pending, token->text);
    const char *tries[] = {token->text, words_text(&reading->pending)};
    for (guint t = 0; t < G_N_ELEMENTS(tries); t++) {
        Label label;
        if (t > 0 && tries[t] == tries[0])
            break; /* one word, as nearly always */
        make_label(&label, tries[t]);
        if (!progress->started && label.ordinal == 0)
            continue;
        int income = find_form_row(reading, MZ_SIDE_INCOME, progress->last[MZ_SIDE_INCOME], &label, numbered);
        int expenditure =
            find_form_row(reading, MZ_SIDE_EXPENDITURE, progress->last[MZ_SIDE_EXPENDITURE], &label, numbered);
        /* Both sides may know the words ("一、一般公", "总计"): the left comes first, unless it would have to skip rows
         * and the right would not. */
        gboolean right_next = expenditure == progress->last[MZ_SIDE_EXPENDITURE] + 1;
        gboolean left_skips = income > progress->last[MZ_SIDE_INCOME] + 1 && !is_total_word(tries[t]);
        int found = income >= 0 && !(left_skips && expenditure >= 0 && right_next) ? income : expenditure;
        if (found >= 0) {
            const char *printed = t == 0 ? token->text : words_keep(&reading->pending, reading->arena);
            begin_form_row(reading, progress, found, printed, token->line);
            words_clear(&reading->pending);
            return;
        }
    }
    if (strlen(tries[1]) > 90)
        words_set(&reading->pending, token->text);
}

/* Whether the head has columns 行次, also where it is torn over two lines. */
static gboolean
has_line_numbers(const Reading *reading)
{
    enum { BYTES = 600 };   /* of a head */
    gboolean begun = FALSE; /* the last word ends with 行 */
    gsize length = 0;
    for (guint i = 0; i < reading->tokens.n && length < BYTES; i++) {
        const MzToken *token = token_at(reading, i);
        if (token->number)
            continue;
        gsize bytes = strlen(token->text);
        if (begun && mz_key_begins(token->text, "次"))
            return TRUE;
        begun = FALSE;
        length += bytes;
        if ((reading->text->lines[token->line - 1].signature & MZ_BIT(U'行')) == 0)
            continue;
        if (strstr(token->text, "行次") != NULL)
            return TRUE;
        begun = g_str_has_suffix(token->text, "行");
    }
    return FALSE;
}

/* 收入支出总表 and 财政拨款收入支出总表: labels, 行次 and amounts of two sides in one stream. */
static void
read_two_sided(Reading *reading)
{
    const MzForm *form = reading->table->form;
    Progress progress = {.last = {-1, -1, -1}};
    reading->table->line_numbers = has_line_numbers(reading);
    while (form->rows[progress.last[MZ_SIDE_EXPENDITURE] + 1].side != MZ_SIDE_EXPENDITURE)
        progress.last[MZ_SIDE_EXPENDITURE]++;
    for (guint i = 0; i < reading->tokens.n; i++) {
        const MzToken *token = &reading->tokens.at[i];
        if (!token->number) {
            take_label(reading, &progress, token, token_at(reading, i + 1));
            continue;
        }
        if (is_page_number(reading, &progress, i))
            continue;
        words_clear(&reading->pending);
        if (token->integer && reading->table->line_numbers && take_line_number(reading, &progress, token))
            continue;
        int code_row = token->integer && token->digits == 3 ? find_code_row(form, &progress, token) : -1;
        const MzToken *next = token_at(reading, i + 1);
        if (code_row >= 0 && next != NULL && !next->number)
            begin_form_row(reading, &progress, code_row, "", token->line);
        else
            add_amount(reading, token);
    }
    end_row(reading);
}

/* ---- rows by label */

/* A digit or year inside a label ("2023 年 …"): an integer with a word right behind it, before any amount. */
static gboolean
number_in_label(const Reading *reading, guint i)
{
    const MzToken *token = token_at(reading, i);
    const MzToken *next = token_at(reading, i + 1);
    return token->integer && next != NULL && next->line == token->line && !next->number && next->cell == token->cell;
}

static gboolean
open_bracket(const char *label)
{
    int depth = 0;
    for (const char *p = label; *p != '\0'; p++)
        depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
    return depth > 0;
}

/* 上年结转结余情况明细表: free labels (units and projects). Words gather until amounts come; then the next words begin
 * the next row. */
static void
read_free_labels(Reading *reading)
{
    gboolean head = TRUE;
    for (guint i = 0; i < reading->tokens.n; i++) {
        const MzToken *token = &reading->tokens.at[i];
        guint taken = token->number ? 0 : total_at(reading, i);
        MzRawRow *row = current_row(reading);
        if (taken > 0) {
            head = FALSE;
            begin_total(reading, token);
            i += taken - 1;
        } else if (head) {
            continue;
        } else if (token->number && !number_in_label(reading, i)) {
            add_amount(reading, token);
        } else if (row != NULL && row->n_amounts > 0 && open_bracket(words_text(&reading->name)) &&
                   strchr(token->text, ')') != NULL) {
            words_add(&reading->name, token->text);
        } else {
            if (row == NULL || row->n_amounts > 0)
                begin_row(reading, "row", NULL, token->line);
            words_add(&reading->name, token->text);
        }
    }
    end_row(reading);
}

/* The budget's “三公” table: labels prescribed by the form, amounts behind them. */
static void
read_form_labels(Reading *reading)
{
    Progress progress = {.last = {-1, -1, -1}};
    for (guint i = 0; i < reading->tokens.n; i++) {
        const MzToken *token = &reading->tokens.at[i];
        if (token->number) {
            add_amount(reading, token);
            continue;
        }
        if (progress.last[MZ_SIDE_NONE] < 0 && total_at(reading, i) == 0)
            continue;
        Label label;
        make_label(&label, token->text);
        int found = find_form_row(reading, MZ_SIDE_NONE, progress.last[MZ_SIDE_NONE], &label, TRUE);
        if (found >= 0)
            begin_form_row(reading, &progress, found, token->text, token->line);
    }
    end_row(reading);
}

/* 财政拨款“三公”经费支出决算表: one line of up to twelve amounts, or a line each for 预算数 and 决算数. Everything that
 * is no number is heading. */
static void
read_wide(Reading *reading)
{
    const MzForm *form = reading->table->form;
    gboolean own_lines = FALSE;
    for (guint i = 0; i < reading->tokens.n; i++) {
        const MzToken *token = &reading->tokens.at[i];
        if (token->number) {
            if (current_row(reading) == NULL)
                begin_row(reading, "wide", "", token->line);
            add_amount(reading, token);
            continue;
        }
        Label label;
        make_label(&label, token->text);
        for (guint r = 0; r < form->n_rows; r++) {
            if (token->first && row_matches(&form->rows[r], &reading->labels[r], &label) &&
                token_at(reading, i + 1) != NULL && token_at(reading, i + 1)->number &&
                token_at(reading, i + 1)->line == token->line) {
                Progress progress = {.last = {-1, -1, -1}};
                begin_form_row(reading, &progress, (int)r, token->text, token->line);
                own_lines = TRUE;
            }
        }
    }
    end_row(reading);
    if (!own_lines && reading->table->rows->len == 0)
        begin_row(reading, "wide", "", reading->table->lines.first);
    end_row(reading);
}

void
mz_raw_rows_read(MzRawTable *table, const MzText *text, MzArena *arena)
{
    Reading reading = {.table = table, .text = text, .arena = arena};
    reading.labels = mz_words_worked(MZ_WORKED_LABELS, table->form, make_labels);
    collect_tokens(&reading);
    g_array_set_size(table->amounts, reading.tokens.n); /* at most */
    switch (table->form->shape) {
    case MZ_SHAPE_TWO_SIDED:
        read_two_sided(&reading);
        break;
    case MZ_SHAPE_CODED:
        read_coded(&reading, '2');
        break;
    case MZ_SHAPE_ECONOMIC:
        read_coded(&reading, '3');
        break;
    case MZ_SHAPE_WIDE:
        read_wide(&reading);
        break;
    case MZ_SHAPE_LABELLED:
        if (table->form->rows != NULL)
            read_form_labels(&reading);
        else
            read_free_labels(&reading);
        break;
    }
    g_array_set_size(table->amounts, reading.n_amounts);
    prove_order(table);
    if (cells_vanished(&reading))
        table->tabs = FALSE;
    g_free(reading.tokens.at);
    if (reading.tokens.slips != NULL) {
        table->n_slips = reading.tokens.slips->len;
        table->slips = mz_arena_memdup(arena, reading.tokens.slips->data, table->n_slips * sizeof(MzSpan));
        g_array_unref(reading.tokens.slips);
    }
    words_free(&reading.pending);
    words_free(&reading.name);
    words_free(&reading.tail);
}
