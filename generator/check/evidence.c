#include "check/checker.h"

#include <string.h>

#include "base/error.h"
#include "base/sha256.h"

/* Longest equation that is told term by term. */
#define TERMS_TOLD 10

const char *
mz_row_label(const MzChecker *checker, const MzRow *row)
{
    if (row->code != NULL && row->label != NULL && row->side == MZ_SIDE_NONE)
        return mz_arena_concat(checker->arena, row->code, " ", row->label, NULL);
    return row->label != NULL && row->label[0] != '\0' ? row->label : row->name;
}

/* The name of a column; "" where the table has but one and it needs none. */
static const char *
column_label(const MzTable *table, guint column)
{
    return table->form->n_columns == 1 ? "" : table->form->columns[column].label;
}

const char *
mz_amount_text(const MzChecker *checker, gint64 fen, MzMoney like)
{
    char buffer[MZ_MONEY_TEXT];
    /* As few decimals as the value needs, but at least two as all tables have. */
    MzMoney money = mz_money_in((MzMoney){fen, 0, like.unit}, (MzUnit)like.unit, 2);
    return mz_arena_strdup(checker->arena, mz_money_grouped(money, buffer));
}

static const char *
printed_text(const MzChecker *checker, const MzVariable *variable)
{
    char buffer[MZ_MONEY_TEXT];
    if (!variable->present)
        return "";
    return mz_arena_strdup(checker->arena, mz_money_grouped(variable->printed, buffer));
}

MzEvidence
mz_evidence_of_cell(const MzChecker *checker, MzCellRef ref)
{
    const MzTable *table = &checker->report->tables[ref.table];
    const MzRow *row = &table->rows[ref.row];
    const MzCell *cell = &row->cells[ref.column];
    const char *column = column_label(table, ref.column), *title = table->form->title;
    const char *label = mz_row_label(checker, row);
    char buffer[MZ_MONEY_TEXT];
    MzEvidence evidence = {
        .table = ref.table,
        .row = ref.row,
        .column = ref.column,
        .claim = -1,
        .address = mz_arena_concat(checker->arena, mz_table_key_name(table->key), "[", row->key, "].",
                                   table->form->columns[ref.column].key, NULL),
        .zh = mz_arena_concat(checker->arena, title, "“", label, "”", column, NULL),
        .en = mz_arena_concat(checker->arena, title, ", row '", label, column[0] == '\0' ? "'" : "', column ", column,
                              NULL),
        .value = cell->present ? mz_arena_strdup(checker->arena, mz_money_grouped(cell->amount, buffer)) : "",
        .span = cell->span,
    };
    if (evidence.span.line == 0)
        evidence.span = (MzSpan){row->line, 0, 0};
    return evidence;
}

/* What a claim measures, in English. */
static const char *
measure_en(MzMeasure measure)
{
    static const char *const names[MZ_MEASURES] = {
        [MZ_MEASURE_CURRENT] = "this year",
        [MZ_MEASURE_PRIOR] = "last year",
        [MZ_MEASURE_CHANGE] = "change",
        [MZ_MEASURE_CHANGE_RATE] = "rate of change",
        [MZ_MEASURE_SHARE] = "share",
        [MZ_MEASURE_INITIAL_BUDGET] = "initial budget",
        [MZ_MEASURE_FULL_BUDGET] = "full-year budget",
        [MZ_MEASURE_FINAL] = "final amount",
        [MZ_MEASURE_COMPLETION] = "rate of completion",
        [MZ_MEASURE_BUDGET_CHANGE] = "change against the budget",
        [MZ_MEASURE_BUDGET_CHANGE_RATE] = "rate of change against the budget",
        [MZ_MEASURE_COUNT] = "count",
        [MZ_MEASURE_PERSONS] = "persons",
        [MZ_MEASURE_BATCHES] = "batches",
        [MZ_MEASURE_SCORE] = "score",
        [MZ_MEASURE_WEIGHT] = "weight",
        [MZ_MEASURE_AMOUNT] = "amount",
    };
    return names[measure];
}

MzEvidence
mz_evidence_of_claim(const MzChecker *checker, guint claim)
{
    const MzClaim *stated = &checker->report->claims[claim];
    const char *measure = mz_measure_name(stated->measure);
    return (MzEvidence){
        .table = -1,
        .row = -1,
        .column = -1,
        .claim = (int)claim,
        .address = mz_arena_concat(checker->arena, "claim[", stated->subject, "].", measure, NULL),
        .zh = mz_arena_concat(checker->arena, "正文“", stated->subject, "”", measure, NULL),
        .en = mz_arena_concat(checker->arena, "the text's '", stated->subject, "' (", measure_en(stated->measure), ")",
                              NULL),
        .value = stated->printed,
        .span = stated->span,
    };
}

MzEvidence
mz_evidence_of_line(const MzChecker *checker, MzSpan span, const char *zh, const char *en)
{
    return (MzEvidence){
        .table = -1,
        .row = -1,
        .column = -1,
        .claim = -1,
        .address = "",
        .zh = mz_arena_strdup(checker->arena, zh),
        .en = mz_arena_strdup(checker->arena, en),
        .value = "",
        .span = span,
    };
}

MzEvidence
mz_evidence_of(const MzChecker *checker, guint variable)
{
    return variable >= checker->claim_base ? mz_evidence_of_claim(checker, variable - checker->claim_base)
                                           : mz_evidence_of_cell(checker, mz_variable(checker, variable)->cell);
}

/* ---- equations in words */

/* What the cells of a constraint have in common need not be said for each. */
typedef struct {
    gboolean one_table, one_row, one_column;
} Common;

static Common
common_of(const MzChecker *checker, const MzConstraint *constraint)
{
    Common common = {TRUE, TRUE, TRUE};
    const MzVariable *first = mz_variable(checker, constraint->terms[0]);
    for (guint t = 1; t < constraint->n_terms; t++) {
        const MzVariable *other = mz_variable(checker, constraint->terms[t]);
        gboolean cells = mz_claim_of(checker, first) < 0 && mz_claim_of(checker, other) < 0;
        common.one_table &= cells && other->cell.table == first->cell.table;
        common.one_row &= common.one_table && other->cell.row == first->cell.row;
        common.one_column &= common.one_table && other->cell.column == first->cell.column;
    }
    return common;
}

static void
append_name(const MzChecker *checker, GString *text, const MzVariable *variable, Common common)
{
    int index = mz_claim_of(checker, variable);
    if (index >= 0) {
        const MzClaim *claim = &checker->report->claims[index];
        const char *slash = strchr(claim->subject, '/'); /* "机关运行补助/办公费": the part alone says enough */
        gboolean usual = claim->measure == MZ_MEASURE_CURRENT || claim->measure == MZ_MEASURE_FINAL;
        g_string_append(text, slash != NULL ? slash + 1 : claim->subject);
        g_string_append(text, usual ? "" : mz_measure_name(claim->measure));
        g_string_append_c(text, ' ');
        return;
    }
    const MzTable *table = &checker->report->tables[variable->cell.table];
    const char *column = column_label(table, variable->cell.column);
    gsize before = text->len;
    if (!common.one_table) {
        g_string_append(text, table->form->title);
        g_string_append(text, "“");
    }
    if (!common.one_row)
        g_string_append(text, mz_row_label(checker, &table->rows[variable->cell.row]));
    if (!common.one_table)
        g_string_append(text, "”");
    if (!common.one_column || common.one_row) {
        g_string_append(text, common.one_table && !common.one_row ? " " : "");
        g_string_append(text, column);
    }
    if (text->len > before) /* the one cell of a relation is named by the message */
        g_string_append_c(text, ' ');
}

/* What stands on a side without amounts: its cells are blank, or its tables, which are named as far as they have other
 * amounts, lack the row. */
static void
append_nothing(const MzChecker *checker, GString *text, const MzConstraint *constraint, int sign, MzLang lang)
{
    gboolean zh = lang == MZ_LANG_ZH, blank = FALSE;
    guint tables = constraint->tables, n = 0;
    for (guint t = 0; t < constraint->n_terms; t++) {
        const MzVariable *variable = mz_variable(checker, constraint->terms[t]);
        blank |= mz_term_sign(constraint, t) == sign;
        if (mz_claim_of(checker, variable) < 0)
            tables &= ~(1u << checker->report->tables[variable->cell.table].key);
    }
    if (blank)
        g_string_append(text, zh ? "空白" : "blank");
    for (guint t = 0; t < checker->report->n_tables; t++) {
        const MzTable *table = &checker->report->tables[t];
        if (table->empty || (tables & 1u << table->key) == 0)
            continue;
        g_string_append(text, n++ > 0 || blank ? zh ? "、" : ", " : "");
        g_string_append(text, table->form->title);
    }
    if (n > 0 || !blank)
        g_string_append(text, zh ? "没有相应的行" : n > 0 ? " (no such row)" : "no such row");
}

/* One side of an equation. Blank terms are left out; what is over the limit is told as a number of terms. */
static void
append_side(const MzChecker *checker, GString *text, const MzConstraint *constraint, int sign, Common common,
            MzLang lang)
{
    guint told = 0, left_out = 0;
    gint64 sum_left_out = 0;
    MzMoney like = {0, 2, MZ_UNIT_WAN};
    for (guint t = 0; t < constraint->n_terms; t++) {
        const MzVariable *variable = mz_variable(checker, constraint->terms[t]);
        if (mz_term_sign(constraint, t) != sign || !variable->present)
            continue;
        if (told == TERMS_TOLD) {
            left_out++;
            sum_left_out += variable->fen;
            like = variable->printed;
            continue;
        }
        if (told++ > 0)
            g_string_append(text, " + ");
        append_name(checker, text, variable, common);
        g_string_append(text, printed_text(checker, variable));
    }
    if (left_out > 0)
        g_string_append_printf(text, " + …（%u） %s", left_out, mz_amount_text(checker, sum_left_out, like));
    if (told == 0)
        append_nothing(checker, text, constraint, sign, lang);
}

gboolean
mz_constraint_has_side(const MzChecker *checker, const MzConstraint *constraint, int sign)
{
    for (guint t = 0; t < constraint->n_terms; t++) {
        if (mz_term_sign(constraint, t) == sign && mz_variable(checker, constraint->terms[t])->present)
            return TRUE;
    }
    return FALSE;
}

const char *
mz_constraint_text(const MzChecker *checker, const MzConstraint *constraint, MzLang lang)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Common common = common_of(checker, constraint);
    append_side(checker, text, constraint, 1, common, lang);
    gboolean at_least = constraint->op == MZ_RELATION_AT_LEAST;
    if (constraint->difference == 0 || (at_least && constraint->difference > 0))
        g_string_append(text, at_least ? " ≥ " : " = ");
    else
        g_string_append(text, at_least ? " < " : " ≠ ");
    append_side(checker, text, constraint, -1, common, lang);
    return mz_arena_strdup(checker->arena, text->str);
}

/* ---- findings */

const char *
mz_finding_message(const MzFinding *finding)
{
    return mz_lang() == MZ_LANG_ZH ? finding->message_zh : finding->message_en;
}

const char *
mz_finding_equation(const MzFinding *finding)
{
    return mz_lang() == MZ_LANG_ZH || finding->equation_en == NULL ? finding->equation : finding->equation_en;
}

MzFinding *
mz_finding_add(MzChecker *checker, const MzCheck *check, MzSeverity severity, MzEvidence place, const char *message_zh,
               const char *message_en)
{
    MzFinding finding = {
        .check = check,
        .severity = severity,
        .kind = check->kind,
        .place = place,
        .printed = place.value,
        .expected = "",
        .equation = "",
        .difference = "",
        .tolerance = "",
        .message_zh = message_zh,
        .message_en = message_en,
    };
    g_array_append_val(checker->findings, finding);
    return &g_array_index(checker->findings, MzFinding, checker->findings->len - 1);
}

void
mz_finding_relate(const MzChecker *checker, MzFinding *finding, const MzEvidence *related, guint n_related)
{
    finding->related = mz_arena_memdup(checker->arena, related, n_related * sizeof *related);
    finding->n_related = n_related;
}

void
mz_finding_input(const MzChecker *checker, MzFinding *finding, const MzEvidence *inputs, guint n_inputs)
{
    finding->inputs = mz_arena_memdup(checker->arena, inputs, n_inputs * sizeof *inputs);
    finding->n_inputs = n_inputs;
}
