#include "generate/damage.h"

#include <string.h>

#include "generate/accounts.h"

static const char *const names[GEN_DAMAGES] = {"tabs-dropped", "blanks-collapsed", "names-cut",      "names-wrapped",
                                               "rows-shifted", "columns-merged",   "heads-repeated", "page-numbers",
                                               "numbers-torn", "codes-torn",       "width-swapped",  "title-dropped",
                                               "head-dropped", "code-misprinted"};

const char *
gen_damage_name(GenDamage damage)
{
    return names[damage];
}

gboolean
gen_damage_find(const char *name, GenDamage *damage)
{
    for (guint d = 0; d < GEN_DAMAGES; d++) {
        if (strcmp(names[d], name) == 0) {
            *damage = (GenDamage)d;
            return TRUE;
        }
    }
    return FALSE;
}

/* ---- lines of a table */

typedef struct {
    GenReport *report;
    guint table;
    MzTable *truth;
    GenLook *look;
} Target;

static GenLine *
line_at(const Target *target, guint i)
{
    return &g_array_index(target->report->lines, GenLine, i);
}

static GenPiece *
piece_at(const GenLine *line, guint i)
{
    return &g_array_index(line->pieces, GenPiece, i);
}

static gboolean
is_line(const Target *target, guint i, GenLineKind kind)
{
    const GenLine *line = line_at(target, i);
    return line->table == (int)target->table && line->kind == kind;
}

static guint
count_rows(const Target *target)
{
    guint n = 0;
    for (guint i = 0; i < target->report->lines->len; i++)
        n += is_line(target, i, GEN_LINE_ROW);
    return n;
}

static void
remove_line(const Target *target, guint i)
{
    g_array_unref(line_at(target, i)->pieces);
    g_array_remove_index(target->report->lines, i);
}

static void
insert_page(const Target *target, guint i)
{
    GenLine page = {GEN_LINE_PAGE, (int)target->table, -1, 0, g_array_new(FALSE, TRUE, sizeof(GenPiece))};
    g_array_insert_val(target->report->lines, i, page);
}

/* ---- the kinds */

static gboolean
drop_tabs(const Target *target)
{
    gboolean could = !target->look->flat;
    target->look->flat = TRUE;
    target->report->displaced[target->table] = TRUE;
    return could;
}

static gboolean
collapse_blanks(const Target *target)
{
    if (target->look->flat)
        return FALSE;
    target->report->displaced[target->table] = TRUE;
    for (guint i = 0; i < target->report->lines->len; i++) {
        if (!is_line(target, i, GEN_LINE_ROW))
            continue;
        GenLine *line = line_at(target, i);
        for (guint p = line->pieces->len; p-- > 0;) {
            if (piece_at(line, p)->text[0] == '\0')
                g_array_remove_index(line->pieces, p);
        }
    }
    return TRUE;
}

static gboolean
cut_names(const Target *target)
{
    if (target->truth->key == MZ_TABLE_PROJECTS || target->truth->key == MZ_TABLE_CARRYOVER)
        return FALSE;
    target->look->cut_names = (int)gen_random_between(&target->report->random, 6, 10);
    return TRUE;
}

static gboolean
wrap_names(const Target *target)
{
    target->look->wrap_names = (int)gen_random_between(&target->report->random, 5, 12);
    return TRUE;
}

static gboolean
shift_rows(const Target *target)
{
    gboolean done = FALSE;
    if (target->look->flat || target->truth->form->n_columns < 3)
        return FALSE;
    for (guint i = 0; i < target->report->lines->len; i++) {
        if (!is_line(target, i, GEN_LINE_ROW) || line_at(target, i)->row < 0 ||
            !gen_random_chance(&target->report->random, 20))
            continue;
        GenLine *line = line_at(target, i);
        GenPiece blank = {.kind = GEN_PIECE_WORD, .text = "", .claim = -1};
        guint first = 0;
        while (first < line->pieces->len && piece_at(line, first)->kind != GEN_PIECE_AMOUNT)
            first++;
        for (gint64 n = gen_random_between(&target->report->random, 1, 2); n > 0; n--)
            g_array_insert_val(line->pieces, first, blank);
        done = TRUE;
    }
    target->report->displaced[target->table] = target->report->displaced[target->table] || done;
    return done;
}

/* Two columns beside each other become one cell; where both have an amount the first or the second is kept. */
static gboolean
merge_columns(const Target *target)
{
    const MzForm *form = target->truth->form;
    gboolean keep_second = gen_random_chance(&target->report->random, 50);
    if (form->shape != MZ_SHAPE_CODED || target->truth->empty || form->n_columns < 3 || target->look->flat)
        return FALSE;
    /* Without numbers of columns the text would not show it. */
    if (target->report->merged[target->table] > 0 || !target->report->family->column_numbers)
        return FALSE;
    /* Only addends of one whole: its other addends prove what was lost. */
    guint column = 1 + gen_random_index(&target->report->random, form->n_columns - 2);
    if (form->columns[column].part_of < 0 || form->columns[column].part_of != form->columns[column + 1].part_of)
        return FALSE;
    target->report->merged[target->table] = column;
    for (guint i = 0; i < target->report->lines->len; i++) {
        GenLine *line = line_at(target, i);
        if (line->table != (int)target->table)
            continue;
        if (line->kind == GEN_LINE_MARKS && line->pieces->len > form->n_columns) {
            g_array_remove_index(line->pieces, line->pieces->len - 1);
            continue;
        }
        guint first = 0;
        while (first < line->pieces->len && piece_at(line, first)->kind != GEN_PIECE_AMOUNT)
            first++;
        if (line->kind != GEN_LINE_ROW || first + column + 1 >= line->pieces->len)
            continue;
        GenPiece *a = piece_at(line, first + column), *b = piece_at(line, first + column + 1);
        GenPiece *gone = a->cell == NULL ? a : b->cell == NULL ? b : keep_second ? a : b;
        if (gone->cell != NULL)
            g_hash_table_add(target->report->lost, gone->cell);
        g_array_remove_index(line->pieces, gone == a ? first + column : first + column + 1);
    }
    return TRUE;
}

static gboolean
repeat_heads(const Target *target)
{
    GArray *lines = target->report->lines;
    guint rows = count_rows(target), seen = 0;
    guint after = rows < 4 ? 0 : (guint)gen_random_between(&target->report->random, 2, rows - 2);
    for (guint i = 0; i < lines->len && after > 0; i++) {
        seen += is_line(target, i, GEN_LINE_ROW);
        if (seen < after)
            continue;
        guint at = i + 1;
        insert_page(target, at++);
        for (guint h = 0; h <= i; h++) {
            const GenLine *line = line_at(target, h);
            gboolean head = line->kind == GEN_LINE_UNIT || line->kind == GEN_LINE_HEAD || line->kind == GEN_LINE_MARKS;
            if (line->table != (int)target->table || !head)
                continue;
            GenLine copy = *line;
            copy.pieces = g_array_copy(line->pieces);
            g_array_insert_val(lines, at, copy);
            at++;
        }
        return TRUE;
    }
    return FALSE;
}

static gboolean
insert_pages(const Target *target)
{
    gboolean done = FALSE;
    for (guint i = target->report->lines->len; i-- > 1;) {
        if (!is_line(target, i, GEN_LINE_ROW) || !is_line(target, i - 1, GEN_LINE_ROW) ||
            !gen_random_chance(&target->report->random, done ? 6 : 20))
            continue;
        insert_page(target, i);
        done = TRUE;
    }
    return done;
}

static gboolean
tear_numbers(const Target *target)
{
    if (target->look->flat || gen_random_chance(&target->report->random, 50))
        target->look->spaced = TRUE;
    else
        target->look->torn = TRUE;
    return TRUE;
}

static gboolean
tear_codes(const Target *target)
{
    gboolean done = FALSE;
    MzArena *arena = target->report->truth->arena;
    if (target->truth->form->shape != MZ_SHAPE_CODED)
        return FALSE;
    for (guint i = 0; i < target->report->lines->len; i++) {
        GenLine *line = line_at(target, i);
        if (!is_line(target, i, GEN_LINE_ROW) || line->row < 0)
            continue;
        for (guint p = 0; p < line->pieces->len; p++) {
            GenPiece *piece = piece_at(line, p);
            gsize length = strlen(piece->text);
            if (piece->kind != GEN_PIECE_CODE || length < 5 || strchr(piece->text, ' ') != NULL)
                continue;
            g_autoptr(GString) torn = g_string_new_len(piece->text, 3);
            for (gsize at = 3; at < length; at += 2)
                g_string_append_printf(torn, " %.2s", piece->text + at);
            piece->text = mz_arena_strdup(arena, torn->str);
            done = TRUE;
        }
    }
    return done;
}

static gboolean
swap_width(const Target *target)
{
    gboolean could = !target->look->wide;
    target->look->wide = TRUE;
    return could;
}

static gboolean
drop_kinds(const Target *target, GenLineKind one, GenLineKind other)
{
    gboolean done = FALSE;
    for (guint i = target->report->lines->len; i-- > 0;) {
        if (is_line(target, i, one) || is_line(target, i, other)) {
            remove_line(target, i);
            done = TRUE;
        }
    }
    return done;
}

static gboolean
drop_title(const Target *target)
{
    return drop_kinds(target, GEN_LINE_TITLE, GEN_LINE_TITLE);
}

static gboolean
drop_head(const Target *target)
{
    return drop_kinds(target, GEN_LINE_UNIT, GEN_LINE_NUMBER);
}

/* Whether the other two tables of codes can prove that `wrong` stands for the row's code: they print it right, with the
 * name that this table prints or with the same amount, and no row of the wrong code. */
static gboolean
can_be_proven(const Target *target, const MzRow *row, const char *wrong)
{
    static const MzTableKey coded[] = {MZ_TABLE_INCOME, MZ_TABLE_EXPENDITURE, MZ_TABLE_GENERAL};
    gboolean named = target->report->style != GEN_STYLE_CODES && target->look->cut_names == 0;
    if (g_hash_table_contains(target->report->misprinted, row->code))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(coded); i++) {
        const MzCell *first = mz_report_cell(target->report->truth, coded[i], row->code, "total");
        if (first == NULL || mz_report_cell(target->report->truth, coded[i], wrong, "total") != NULL ||
            (!named && first->amount.fen != row->cells[0].amount.fen))
            return FALSE;
    }
    return TRUE;
}

/* One digit of a 项's code. The two sister tables still print the right one and prove it. */
static gboolean
misprint_code(const Target *target)
{
    MzArena *arena = target->report->truth->arena;
    MzTableKey key = target->truth->key;
    if (key != MZ_TABLE_INCOME && key != MZ_TABLE_EXPENDITURE && key != MZ_TABLE_GENERAL)
        return FALSE;
    for (guint i = 0; i < target->report->lines->len; i++) {
        GenLine *line = line_at(target, i);
        const MzRow *row = !is_line(target, i, GEN_LINE_ROW) || line->row < 0 ? NULL : &target->truth->rows[line->row];
        if (row == NULL || row->level != 3 || !gen_random_chance(&target->report->random, 30))
            continue;
        guint p = line->pieces->len;
        while (p > 0 && piece_at(line, p - 1)->kind != GEN_PIECE_CODE)
            p--;
        if (p == 0)
            continue;
        char *text = mz_arena_strdup(arena, piece_at(line, p - 1)->text);
        char *digit = &text[strlen(text) - 1];
        *digit = (char)('0' + (*digit - '0' + gen_random_between(&target->report->random, 1, 9)) % 10);
        g_autofree char *wrong = g_strdup_printf("%.6s%c", row->code, *digit);
        if (!can_be_proven(target, row, wrong))
            continue;
        piece_at(line, p - 1)->text = text;
        g_hash_table_add(target->report->misprinted, (gpointer)row->code);
        return TRUE;
    }
    return FALSE;
}

static gboolean (*const kinds[GEN_DAMAGES])(const Target *) = {
    drop_tabs,    collapse_blanks, cut_names,  wrap_names, shift_rows, merge_columns, repeat_heads,
    insert_pages, tear_numbers,    tear_codes, swap_width, drop_title, drop_head,     misprint_code};

gboolean
gen_damage(GenReport *report, GenDamage damage)
{
    for (guint tries = 0; tries < 20; tries++) {
        Target target = {.report = report};
        target.table = gen_random_index(&report->random, report->truth->n_tables);
        target.truth = &report->truth->tables[target.table];
        target.look = &report->looks[target.table];
        if (!target.truth->empty && kinds[damage](&target))
            return TRUE;
    }
    return FALSE;
}
