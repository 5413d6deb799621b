#include "generate/mutate.h"

#include <string.h>

static const char *const names[GEN_MUTATIONS] = {"digit", "row-dropped", "rows-swapped", "unit",  "year",
                                                 "name",  "sign",        "rate",         "column"};

const char *
gen_mutation_name(GenMutation mutation)
{
    return names[mutation];
}

typedef struct {
    GenReport *report;
    GenMutated *what;
} Mutating;

/* A place that a mutation can change: a piece of a line. */
typedef struct {
    guint line, piece;
} Place;

static GenLine *
line_at(const Mutating *mutating, guint i)
{
    return &g_array_index(mutating->report->lines, GenLine, i);
}

static GenPiece *
piece_at(const GenLine *line, guint i)
{
    return &g_array_index(line->pieces, GenPiece, i);
}

/* The pieces that can be changed, in order. */
static GArray *
places_of(const Mutating *mutating, gboolean (*fits)(const GenReport *, const GenLine *, const GenPiece *))
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));
    for (guint l = 0; l < mutating->report->lines->len; l++) {
        const GenLine *line = line_at(mutating, l);
        for (guint p = 0; p < line->pieces->len; p++) {
            Place place = {l, p};
            if (fits(mutating->report, line, piece_at(line, p)))
                g_array_append_val(places, place);
        }
    }
    return places;
}

/* One of the places at random; NULL: there is none. `line` receives its line. */
static GenPiece *
choose(const Mutating *mutating, gboolean (*fits)(const GenReport *, const GenLine *, const GenPiece *), GenLine **line)
{
    g_autoptr(GArray) places = places_of(mutating, fits);
    if (places->len == 0)
        return NULL;
    Place place = g_array_index(places, Place, gen_random_index(&mutating->report->random, places->len));
    *line = line_at(mutating, place.line);
    mutating->what->line = place.line;
    return piece_at(*line, place.piece);
}

static void
change(const Mutating *mutating, GenPiece *piece, const char *text)
{
    mutating->what->before = piece->text;
    mutating->what->after = piece->text = mz_arena_strdup(mutating->report->truth->arena, text);
}

/* Replaces the first occurrence of a word in a piece. */
static gboolean
replace(const Mutating *mutating, GenPiece *piece, const char *from, const char *to)
{
    const char *at = strstr(piece->text, from);
    if (at == NULL)
        return FALSE;
    g_autofree char *text = g_strdup_printf("%.*s%s%s", (int)(at - piece->text), piece->text, to, at + strlen(from));
    change(mutating, piece, text);
    return TRUE;
}

/* ---- amounts and rows */

static gboolean
is_amount(const GenReport *report, const GenLine *line, const GenPiece *piece)
{
    (void)report;
    (void)line;
    return piece->kind == GEN_PIECE_AMOUNT && piece->cell != NULL && piece->cell->amount.fen != 0;
}

/* Where a cell of the truth stands. */
static void
find_cell(const Mutating *mutating, const MzCell *cell)
{
    const MzReport *truth = mutating->report->truth;
    for (guint t = 0; t < truth->n_tables; t++) {
        guint n = truth->tables[t].form->n_columns;
        for (guint r = 0; r < truth->tables[t].n_rows; r++) {
            const MzCell *cells = truth->tables[t].rows[r].cells;
            if (cell >= cells && cell < cells + n) {
                mutating->what->cell = cell;
                mutating->what->table = t;
                mutating->what->row = r;
                mutating->what->column = (guint)(cell - cells);
            }
        }
    }
}

/* Any digit but the last decimal: the change is 0.10 at least. */
static gboolean
change_digit(const Mutating *mutating)
{
    GenLine *line;
    GenPiece *piece = choose(mutating, is_amount, &line);
    if (piece == NULL)
        return FALSE;
    g_autofree char *text = g_strdup(piece->text);
    const char *point = strchr(text, '.');
    gsize last = point == NULL ? strlen(text) : MIN((gsize)(point - text) + 2, strlen(text));
    guint tries = 0;
    char *digit = &text[gen_random_index(&mutating->report->random, (guint)last)];
    while (!g_ascii_isdigit(*digit) && tries++ < 50)
        digit = &text[gen_random_index(&mutating->report->random, (guint)last)];
    if (!g_ascii_isdigit(*digit))
        return FALSE;
    *digit = (char)('0' + (*digit - '0' + gen_random_between(&mutating->report->random, 1, 9)) % 10);
    find_cell(mutating, piece->cell);
    change(mutating, piece, text);
    return TRUE;
}

/* The amount and another of the cells beside it, blank or not, change places. */
static gboolean
swap_columns(const Mutating *mutating)
{
    GenLine *line;
    GenPiece *piece = choose(mutating, is_amount, &line);
    guint n = 0;
    GenPiece *others[12];
    if (piece == NULL)
        return FALSE;
    const GenPiece *first = piece_at(line, 0), *end = first + line->pieces->len;
    for (int step = -1; step <= 1; step += 2) {
        for (GenPiece *other = piece + step; other >= first && other < end && other->kind == GEN_PIECE_AMOUNT;
             other += step) {
            if (n < G_N_ELEMENTS(others) && strcmp(other->text, piece->text) != 0)
                others[n++] = other;
        }
    }
    if (n == 0)
        return FALSE;
    GenPiece *other = others[gen_random_index(&mutating->report->random, n)];
    find_cell(mutating, piece->cell);
    mutating->what->before = piece->text;
    mutating->what->after = other->text;
    GenPiece swap = *piece;
    *piece = *other;
    *other = swap;
    return TRUE;
}

static gboolean
is_item_code(const GenReport *report, const GenLine *line, const GenPiece *piece)
{
    if (line->kind != GEN_LINE_ROW || line->row < 0 || piece->kind != GEN_PIECE_CODE || piece != piece_at(line, 0))
        return FALSE;
    const MzTable *table = &report->truth->tables[line->table];
    return table->form->shape == MZ_SHAPE_CODED && table->rows[line->row].level == 3 &&
           table->rows[line->row].project == NULL;
}

static gboolean
drop_row(const Mutating *mutating)
{
    GenLine *line;
    if (choose(mutating, is_item_code, &line) == NULL)
        return FALSE;
    mutating->what->table = (guint)line->table;
    mutating->what->row = (guint)line->row;
    mutating->what->before = mutating->report->truth->tables[line->table].rows[line->row].name;
    mutating->what->after = "";
    g_array_unref(line->pieces);
    g_array_remove_index(mutating->report->lines, mutating->what->line);
    return TRUE;
}

/* The amounts of the row and of another 项 of its table change places. */
static gboolean
swap_rows(const Mutating *mutating)
{
    GenLine *line;
    if (choose(mutating, is_item_code, &line) == NULL)
        return FALSE;
    const MzTable *table = &mutating->report->truth->tables[line->table];
    for (guint l = mutating->what->line + 1; l < mutating->report->lines->len; l++) {
        GenLine *other = line_at(mutating, l);
        if (other->table != line->table || other->kind != GEN_LINE_ROW || other->row < 0 ||
            table->rows[other->row].level != 3 || other->pieces->len != line->pieces->len ||
            ABS(table->rows[other->row].cells[0].amount.fen - table->rows[line->row].cells[0].amount.fen) < 100000)
            continue;
        for (guint p = 0; p < line->pieces->len; p++) {
            GenPiece *a = piece_at(line, p), *b = piece_at(other, p);
            if (a->kind != GEN_PIECE_AMOUNT || b->kind != GEN_PIECE_AMOUNT)
                continue;
            GenPiece swap = *a;
            *a = *b;
            *b = swap;
        }
        mutating->what->table = (guint)line->table;
        mutating->what->row = (guint)line->row;
        mutating->what->before = table->rows[line->row].name;
        mutating->what->after = table->rows[other->row].name;
        return TRUE;
    }
    return FALSE;
}

/* ---- words */

static gboolean
has_unit(const GenReport *report, const GenLine *line, const GenPiece *piece)
{
    gboolean filled = line->table < 0 || !report->truth->tables[line->table].empty;
    gboolean amount = line->kind == GEN_LINE_PROSE && piece != piece_at(line, 0) &&
                      g_str_has_prefix(piece->text, "万元") && piece[-1].kind == GEN_PIECE_CLAIM &&
                      strcmp(piece[-1].text, "0.00") != 0 && strcmp(piece[-1].text, "0") != 0;
    return amount || (filled && line->kind == GEN_LINE_UNIT && strstr(piece->text, "万元") != NULL);
}

static gboolean
has_year(const GenReport *report, const GenLine *line, const GenPiece *piece)
{
    char year[16];
    g_snprintf(year, sizeof year, "%d", report->truth->year);
    return (line->kind == GEN_LINE_PROSE || (line->kind == GEN_LINE_TITLE && line->table >= 0)) &&
           strstr(piece->text, year) != NULL && strstr(piece->text, "月") == NULL;
}

static gboolean
has_name(const GenReport *report, const GenLine *line, const GenPiece *piece)
{
    if (piece->kind != GEN_PIECE_NAME || line->row < 0 || line->table < 0)
        return FALSE;
    const MzTable *table = &report->truth->tables[line->table];
    return table->form->shape == MZ_SHAPE_CODED && table->rows[line->row].code != NULL &&
           strcmp(piece->text, table->rows[line->row].label) == 0 && g_utf8_strlen(piece->text, -1) >= 3;
}

static gboolean
has_direction(const GenReport *report, const GenLine *line, const GenPiece *piece)
{
    (void)report;
    return line->kind == GEN_LINE_PROSE && piece->claim < 0 &&
           (strstr(piece->text, "增加") != NULL || strstr(piece->text, "减少") != NULL) &&
           piece + 1 < piece_at(line, 0) + line->pieces->len;
}

static gboolean
has_rate(const GenReport *report, const GenLine *line, const GenPiece *piece)
{
    (void)report;
    return line->kind == GEN_LINE_PROSE && piece->claim >= 0 && piece + 1 < piece_at(line, 0) + line->pieces->len &&
           piece[1].text[0] == '%';
}

static gboolean
change_unit(const Mutating *mutating)
{
    GenLine *line;
    GenPiece *piece = choose(mutating, has_unit, &line);
    return piece != NULL && replace(mutating, piece, "万元", "元");
}

static gboolean
change_year(const Mutating *mutating)
{
    GenLine *line;
    GenPiece *piece = choose(mutating, has_year, &line);
    char year[16], other[16];
    gint64 shift = gen_random_chance(&mutating->report->random, 50) ? 1 : -1;
    g_snprintf(year, sizeof year, "%d", mutating->report->truth->year);
    g_snprintf(other, sizeof other, "%d", (int)(mutating->report->truth->year + shift));
    return piece != NULL && replace(mutating, piece, year, other);
}

/* Another character in the middle of a name: one that looks or sounds alike. */
static gboolean
change_name(const Mutating *mutating)
{
    static const char *const likes[][2] = {{"业", "亚"}, {"事", "式"}, {"政", "正"}, {"务", "物"}, {"管", "官"},
                                           {"行", "形"}, {"位", "为"}, {"他", "它"}, {"支", "只"}, {"理", "里"}};
    GenLine *line;
    GenPiece *piece = choose(mutating, has_name, &line);
    for (guint i = 0; piece != NULL && i < G_N_ELEMENTS(likes); i++) {
        if (replace(mutating, piece, likes[i][0], likes[i][1]))
            return TRUE;
    }
    return FALSE;
}

static gboolean
change_sign(const Mutating *mutating)
{
    GenLine *line;
    GenPiece *piece = choose(mutating, has_direction, &line);
    return piece != NULL && (replace(mutating, piece, "增加", "减少") || replace(mutating, piece, "减少", "增加"));
}

/* Whether every amount that the line states is 1.00 at least: below, rounding of the amounts moves a rate by more. */
static gboolean
states_large_amounts(const GenLine *line)
{
    for (guint i = 0; i < line->pieces->len; i++) {
        const GenPiece *piece = piece_at(line, i);
        gboolean amount = piece->claim >= 0 && i + 1 < line->pieces->len && piece[1].text[0] != '%';
        if (amount && g_ascii_strtod(piece->text, NULL) < 1 && strchr(piece->text, ',') == NULL)
            return FALSE;
    }
    return TRUE;
}

/* By 0.3 to 9 percentage points and a tenth of its value, or more than doubled where the amounts are small: outside of
 * what rounding allows at any decimals. */
static gboolean
change_rate(const Mutating *mutating)
{
    GenLine *line;
    GenPiece *piece = choose(mutating, has_rate, &line);
    if (piece == NULL)
        return FALSE;
    gint64 hundredths = (gint64)(g_ascii_strtod(piece->text, NULL) * 100 + 0.5);
    gint64 by = gen_random_between(&mutating->report->random, 30, 900) + hundredths / 10;
    gboolean large = states_large_amounts(line);
    gboolean down = large && hundredths > by && gen_random_chance(&mutating->report->random, 50);
    hundredths += large ? (down ? -by : by) : 2 * hundredths + 5000;
    gboolean one = strchr(piece->text, '.') != NULL && strlen(strchr(piece->text, '.')) == 2;
    g_autofree char *text =
        one ? g_strdup_printf("%" G_GINT64_FORMAT ".%d", hundredths / 100, (int)(hundredths / 10 % 10))
            : g_strdup_printf("%" G_GINT64_FORMAT ".%02d", hundredths / 100, (int)(hundredths % 100));
    change(mutating, piece, text);
    return TRUE;
}

static gboolean (*const kinds[GEN_MUTATIONS])(const Mutating *) = {
    change_digit, drop_row, swap_rows, change_unit, change_year, change_name, change_sign, change_rate, swap_columns};

gboolean
gen_mutate(GenReport *report, GenMutation mutation, GenMutated *what)
{
    *what = (GenMutated){.cell = NULL};
    Mutating mutating = {report, what};
    for (guint tries = 0; tries < 10; tries++) {
        if (kinds[mutation](&mutating))
            return TRUE;
    }
    return FALSE;
}
