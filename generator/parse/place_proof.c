#include "parse/place_private.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

/* What the cell of a target holds instead, by the ways that relations left open: in words, NULL when all of them give
 * it the same amount. */
static const char *
other_places(const Placing *placing, const Row *row, guint target)
{
    const Candidate *chosen = chosen_of(row);
    gboolean differs = FALSE;
    gboolean there[MAX_TARGETS] = {FALSE};
    for (guint c = 0; c < row->n_candidates; c++) {
        const Candidate *candidate = candidate_at(row, c);
        gboolean as_blank = (candidate->amount[target] == BLANK) == (chosen->amount[target] == BLANK);
        if (!candidate->open || (amount_in(row, candidate, target) == amount_in(row, chosen, target) && as_blank))
            continue;
        differs = TRUE;
        for (guint t = 0; t < row->shape->n_targets && chosen->amount[target] >= 0; t++)
            there[t] |= candidate->amount[t] == chosen->amount[target];
    }
    if (!differs)
        return NULL;
    g_autoptr(GString) others = g_string_new(NULL);
    for (guint t = 0; t < row->shape->n_targets; t++) {
        if (!there[t])
            continue;
        if (others->len > 0)
            mz_buffer_append(others, "、");
        mz_buffer_append(others, column_of(placing, row, t)->label);
    }
    if (others->len == 0)
        g_string_assign(others, "空白");
    return mz_arena_printf(placing->report->arena, "位置不能由文本和勾稽关系确定；也可能属于：%s", others->str);
}

/* Whether some other way, possible by the row's own relations, puts the amount of the target elsewhere: then its place
 * needed proof. */
static gboolean
needs_proof(const Row *row, guint target)
{
    const Candidate *chosen = chosen_of(row);
    for (guint c = 0; c < row->n_candidates; c++) {
        if (candidate_at(row, c)->amount[target] != chosen->amount[target])
            return TRUE;
    }
    return FALSE;
}

static void
fill_cell(const Placing *placing, Row *row, guint target)
{
    const Candidate *chosen = chosen_of(row);
    MzTable *table = &placing->report->tables[row->table];
    MzCellRef ref = target_at(row, target);
    MzRow *to = &table->rows[ref.row];
    MzCell *cell = &to->cells[ref.column];
    cell->present = TRUE;
    cell->text = "";
    cell->span.line = to->line;
    if (chosen->amount[target] == LOST) {
        MzMoney lost = {chosen->lost, 0, (guint8)table->unit};
        cell->amount = mz_money_in(lost, table->unit, 2);
        cell->origin = MZ_ORIGIN_RECOVERED;
    } else {
        const MzRawAmount *amount = &row->amounts[chosen->amount[target]];
        cell->amount = amount->amount;
        cell->text = amount->text;
        cell->span = amount->span;
        cell->origin = !row->decided_by_position && needs_proof(row, target) ? MZ_ORIGIN_RECOVERED : MZ_ORIGIN_PRINTED;
    }
    if (cell->origin == MZ_ORIGIN_RECOVERED && row->n_open > 1) {
        cell->proof = other_places(placing, row, target);
        cell->origin = cell->proof != NULL ? MZ_ORIGIN_UNCERTAIN : MZ_ORIGIN_RECOVERED;
    }
    row->recovered |= cell->origin == MZ_ORIGIN_RECOVERED;
}

/* A cell in words: "支出决算表 2012801 基本支出 1,028.82", in those of another cell of table `here`. */
static void
append_cell(GString *words, const MzReport *report, MzCellRef ref, guint here)
{
    const MzTable *table = &report->tables[ref.table];
    char buffer[MZ_MONEY_TEXT];
    const MzCell *cell = mz_cell_at(report, ref);
    if (ref.table != here) {
        mz_buffer_append(words, table->form->title);
        g_string_append_c(words, ' ');
    }
    mz_buffer_append(words, table->rows[ref.row].name);
    g_string_append_c(words, ' ');
    mz_buffer_append(words, table->form->columns[ref.column].label);
    if (cell->present) {
        g_string_append_c(words, ' ');
        mz_buffer_append(words, mz_money_plain(cell->amount, buffer));
    }
}

static gboolean
any_present(const MzReport *report, const guint *cells, guint n)
{
    gboolean any = FALSE;
    for (guint i = 0; i < n && !any; i++)
        any = mz_cell_at(report, mz_cell_ref(report, cells[i]))->present;
    return any;
}

/* A relation that proves a cell in words, or nothing when it says little: it must hold and its other side must have an
 * amount. */
static gboolean
append_proof(GString *proof, const Placing *placing, const MzEquation *equation, guint number)
{
    const MzReport *report = placing->report;
    const guint *left = equation->cells, *right = left + equation->n_left;
    guint table = mz_cell_ref(report, number).table;
    gboolean on_left = FALSE, inside = FALSE;
    for (guint i = 0; i < equation->n_left; i++)
        on_left = on_left || left[i] == number;
    for (guint i = 0; i < equation->n_right && !on_left; i++)
        inside = inside || right[i] == number;
    if ((!on_left && !inside) || equation->op != MZ_RELATION_EQUAL ||
        (mz_place_fails_exactly(equation, placing->values) &&
         mz_equation_agreement(report, equation, NULL) == MZ_DIFFERS))
        return FALSE;
    const guint *other = on_left ? right : left;
    guint n_other = on_left ? equation->n_right : equation->n_left;
    if (!any_present(report, other, n_other))
        return FALSE;
    if (proof->len > 0)
        mz_buffer_append(proof, "；");
    if (inside && equation->n_right > 1) {
        mz_buffer_append(proof, "是其一部分，合计相符：");
        append_cell(proof, report, mz_cell_ref(report, left[0]), table);
        return TRUE;
    }
    mz_buffer_append(proof, "= ");
    guint shown = 0;
    for (guint i = 0; i < n_other; i++) {
        MzCellRef ref = mz_cell_ref(report, other[i]);
        if (!mz_cell_at(report, ref)->present)
            continue;
        if (shown == 3) {
            mz_buffer_append(proof, " + … 等");
            break;
        }
        if (shown++ > 0)
            mz_buffer_append(proof, " + ");
        append_cell(proof, report, ref, table);
    }
    return TRUE;
}

/* An equation that a recovered cell is in; the next one that it is in. */
typedef struct Mention {
    guint equation;
    const struct Mention *next;
} Mention;

static const Mention nothing = {.next = NULL}; /* behind the last mention of a recovered cell */

/* Notes for each recovered cell of the equation that it is in it. */
static void
mention_cells(const Placing *placing, const Mention **of_cell, guint e)
{
    const MzEquation *equation = &placing->equations[e];
    for (guint i = 0; i < equation->n_left + equation->n_right; i++) {
        const Mention **first = &of_cell[equation->cells[i]];
        if (*first == NULL || (*first != &nothing && (*first)->equation == e))
            continue;
        Mention *one = mz_arena_alloc(placing->arena, sizeof(Mention));
        *one = (Mention){e, *first};
        *first = one;
    }
}

static gboolean
is_recovered(const Placing *placing, const Row *row, guint target)
{
    const MzCell *cell = mz_cell_at(placing->report, target_at(row, target));
    return row->chosen >= 0 && cell->present && cell->origin == MZ_ORIGIN_RECOVERED;
}

/* By number of a recovered cell the first equation that it is in; of others: NULL. NULL: no cell is recovered. */
static const Mention **
mentions_of(const Placing *placing)
{
    const Mention **of_cell = NULL;
    for (guint i = 0; i < placing->n_rows; i++) {
        const Row *row = row_at(placing, i);
        for (guint t = 0; t < row->shape->n_targets && row->recovered; t++) {
            if (!is_recovered(placing, row, t))
                continue;
            if (of_cell == NULL)
                of_cell = mz_arena_new0(placing->arena, const Mention *, placing->n_cells);
            of_cell[target_number(row, t)] = &nothing;
        }
    }
    for (guint e = placing->n_equations; e-- > 0 && of_cell != NULL;)
        mention_cells(placing, of_cell, e);
    return of_cell;
}

/* Writes the proof of a recovered cell: at most two relations, those with other rows first, since a row's own split
 * holds for every candidate. */
static void
write_proof(const Placing *placing, const Mention *mentions, guint number, GString *proof)
{
    MzReport *report = placing->report;
    MzCellRef ref = mz_cell_ref(report, number);
    MzCell *cell = &report->tables[ref.table].rows[ref.row].cells[ref.column];
    guint found = 0;
    g_string_truncate(proof, 0);
    for (int pass = 0; pass < 2; pass++) {
        for (const Mention *at = mentions; at != &nothing && found < 2; at = at->next) {
            const MzEquation *equation = &placing->equations[at->equation];
            if (mz_key_begins(equation->id, "split.") == (pass == 1))
                found += append_proof(proof, placing, equation, number);
        }
    }
    if (found > 0)
        cell->proof = mz_arena_strdup(report->arena, proof->str);
    else if (cell->text[0] == '\0')
        cell->origin = MZ_ORIGIN_UNCERTAIN; /* lost, and nothing confirms what was computed */
    if (cell->proof == NULL)
        cell->proof = mz_arena_strdup(report->arena, "只有这一种位置与勾稽关系和说明文字相符");
}

static void
write_proofs(const Placing *placing)
{
    const Mention **of_cell = mentions_of(placing);
    if (of_cell == NULL)
        return;
    g_autoptr(GString) proof = g_string_new(NULL);
    for (guint i = 0; i < placing->n_rows; i++) {
        const Row *row = row_at(placing, i);
        for (guint t = 0; t < row->shape->n_targets && row->recovered; t++) {
            if (is_recovered(placing, row, t))
                write_proof(placing, of_cell[target_number(row, t)], target_number(row, t), proof);
        }
    }
}

void
mz_place_fill(const Placing *placing)
{
    for (guint i = 0; i < placing->n_rows; i++) {
        Row *row = row_at(placing, i);
        for (guint t = 0; t < row->shape->n_targets && row->chosen >= 0; t++) {
            if (chosen_of(row)->amount[t] != BLANK)
                fill_cell(placing, row, t);
        }
    }
    write_proofs(placing);
}
