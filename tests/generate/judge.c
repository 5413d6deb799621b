#include "generate/judge.h"

#include <string.h>

#include "base/money.h"
#include "generate/determined.h"
#include "model/relate.h"
#include "parse/parse.h"

/* The row of a table by its name of the tidy data: keys may be numbered differently. */
static const MzRow *
row_of_name(const MzTable *table, const char *name)
{
    for (guint r = 0; table != NULL && r < table->n_rows; r++) {
        if (table->rows[r].name != NULL && strcmp(table->rows[r].name, name) == 0)
            return &table->rows[r];
    }
    return NULL;
}

static gboolean
has_amount(const MzCell *cell)
{
    return cell != NULL && cell->present;
}

static void
tell(GString *faults, const char *what, const MzTable *table, const MzRow *row, guint column, const MzCell *truth,
     const MzCell *found)
{
    char a[MZ_MONEY_TEXT], b[MZ_MONEY_TEXT];
    if (faults == NULL)
        return;
    g_string_append_printf(faults, "%s %s[%s].%s: %s, read %s, line %u\n", what, mz_table_key_name(table->key),
                           row->name, table->form->columns[column].key,
                           has_amount(truth) ? mz_money_plain(truth->amount, a) : "blank",
                           has_amount(found) ? mz_money_plain(found->amount, b) : "blank",
                           has_amount(truth) ? truth->span.line : found->span.line);
}

/* Whether some cell of the row is marked uncertain: the reader is told that the row's amounts may stand elsewhere. */
static gboolean
row_uncertain(const MzRow *row, guint n_columns)
{
    for (guint c = 0; row != NULL && c < n_columns; c++) {
        if (row->cells[c].present && row->cells[c].origin == MZ_ORIGIN_UNCERTAIN)
            return TRUE;
    }
    return FALSE;
}

static void
judge_cell(const GenReport *report, const MzTable *table, const MzRow *row, guint column, const MzRow *found_row,
           GenVerdict *verdict, GString *faults)
{
    const MzCell *truth = &row->cells[column];
    const MzCell *found = found_row == NULL ? NULL : &found_row->cells[column];
    gboolean unsure =
        has_amount(found) ? found->origin == MZ_ORIGIN_UNCERTAIN : row_uncertain(found_row, table->form->n_columns);
    if (!truth->present) {
        if (has_amount(found) && !unsure) {
            verdict->extra++;
            tell(faults, "extra", table, row, column, truth, found);
        }
        return;
    }
    gboolean right = has_amount(found) && found->amount.fen == truth->amount.fen;
    gboolean determined = !g_hash_table_contains(report->undetermined, truth);
    verdict->amounts++;
    verdict->right += right;
    verdict->determined += determined;
    verdict->determined_right += determined && right;
    if (right && found->span.line != truth->span.line && !g_hash_table_contains(report->lost, truth)) {
        verdict->lines++;
        tell(faults, "line", table, row, column, truth, found);
    }
    if (right)
        return;
    if (!has_amount(found) && g_hash_table_contains(report->lost, truth)) {
        verdict->lost++;
        return;
    }
    verdict->wrong += !unsure;
    verdict->uncertain += unsure;
    static const char *const words[2][2] = {{"wrong (undetermined)", "wrong"},
                                            {"uncertain (undetermined)", "uncertain"}};
    tell(faults, words[unsure][determined], table, row, column, truth, found);
}

/* Amounts in rows that the truth does not have. */
static void
judge_strangers(const MzTable *truth, const MzTable *parsed, GenVerdict *verdict, GString *faults)
{
    for (guint r = 0; parsed != NULL && r < parsed->n_rows; r++) {
        const MzRow *row = &parsed->rows[r];
        if (row->name != NULL && row_of_name(truth, row->name) != NULL)
            continue;
        for (guint c = 0; c < parsed->form->n_columns; c++) {
            if (!row->cells[c].present || row->cells[c].origin == MZ_ORIGIN_UNCERTAIN)
                continue;
            verdict->extra++;
            if (row->name != NULL)
                tell(faults, "stranger", parsed, row, c, NULL, &row->cells[c]);
        }
    }
}

static void
judge_claims(const GenReport *report, const MzReport *parsed, GenVerdict *verdict, GString *faults)
{
    for (guint i = 0; i < report->claims->len; i++) {
        const GenClaim *claim = &g_array_index(report->claims, GenClaim, i);
        gboolean found = FALSE;
        for (guint k = 0; parsed != NULL && k < parsed->n_claims && !found; k++) {
            const MzClaim *read = &parsed->claims[k];
            const char *printed = claim->value + (claim->value[0] == '-');
            const char *said = read->printed + (read->printed[0] == '-');
            found = read->span.line == claim->line && strcmp(said, printed) == 0 &&
                    strcmp(mz_measure_name(read->measure), claim->measure) == 0;
        }
        verdict->claims++;
        verdict->claims_right += found;
        if (!found && faults != NULL)
            g_string_append_printf(faults, "claim %s %s %s, line %u\n", claim->subject, claim->measure, claim->value,
                                   claim->line);
    }
}

void
gen_judge(const GenReport *report, const MzReport *parsed, GenVerdict *verdict, GString *faults)
{
    for (guint t = 0; t < report->truth->n_tables; t++) {
        const MzTable *table = &report->truth->tables[t];
        const MzTable *found = parsed == NULL ? NULL : mz_report_table(parsed, table->key);
        if (found != NULL && found->form != table->form)
            found = NULL;
        for (guint r = 0; r < table->n_rows; r++) {
            const MzRow *row = row_of_name(found, table->rows[r].name);
            for (guint c = 0; c < table->form->n_columns; c++)
                judge_cell(report, table, &table->rows[r], c, row, verdict, faults);
        }
        judge_strangers(table, found, verdict, faults);
    }
    judge_claims(report, parsed, verdict, faults);
}

void
gen_try(GenReport *report, GenVerdict *verdict, GString *faults)
{
    gen_determine(report);
    GString *text = gen_report_write(report);
    g_autoptr(GError) error = NULL;
    g_autoptr(MzSource) source = mz_source_from_bytes("generated.txt", text->str, text->len, &error);
    MzReport *parsed = source == NULL ? NULL : mz_parse_source(source, &error);
    if (parsed == NULL && faults != NULL)
        g_string_append_printf(faults, "unread: %s\n", error->message);
    gen_judge(report, parsed, verdict, faults);
    mz_report_free(parsed);
    g_string_free(text, TRUE);
}

guint
gen_broken_relations(const GenReport *report, GString *faults)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    guint n, broken = 0;
    const MzEquation *equations = mz_relate(report->truth, arena, &n);
    gboolean fiscal_only = mz_report_fiscal_only(report->truth);
    for (guint i = 0; i < n; i++) {
        gint64 difference;
        if (equations[i].when == MZ_WHEN_FISCAL_ONLY && !fiscal_only)
            continue;
        if (mz_equation_agreement(report->truth, &equations[i], &difference) == MZ_AGREES)
            continue;
        broken++;
        if (faults == NULL)
            continue;
        g_autofree char *address = mz_cell_ref_text(report->truth, mz_cell_ref(report->truth, equations[i].cells[0]));
        g_string_append_printf(faults, "relation %s at %s: off by %" G_GINT64_FORMAT "\n", equations[i].id, address,
                               difference / 10000);
    }
    return broken;
}
