#include "generate/series.h"

#include <math.h>
#include <string.h>

#include "check/check.h"
#include "check/series.h"
#include "generate/accounts.h"
#include "parse/parse.h"

GenReport *
gen_series_report(const GenSeries *series, GenReport *const *reports, guint n)
{
    guint each = series->accounts_only ? 1 : 2;
    gboolean final = series->accounts_only || n % 2 == 1;
    GenIdentity identity = {.kind = final ? MZ_KIND_FINAL : MZ_KIND_BUDGET,
                            .year = series->year + (int)(n / each),
                            .region = series->region,
                            .department = series->department,
                            .family = final ? series->family : NULL,
                            .natural = TRUE,
                            .prior = n >= each ? reports[n - each] : NULL,
                            .budget = final && each == 2 ? reports[n - 1] : NULL,
                            .contradicts = n > 0 && n == series->contradicting};
    return gen_report_of(series->seed + n, series->style, &identity);
}

/* ---- which cell a sentence is about: of its own year, and of last year's report */

typedef struct {
    const char *subject; /* NULL: an item; its row is its code */
    MzTableKey table;
    const char *row, *column;
} Told;

static const Told told_in_accounts[] = {
    {"收支总计", MZ_TABLE_SUMMARY, "in-total", "amount"},
    {"收入合计", MZ_TABLE_INCOME, "total", "total"},
    {"支出合计", MZ_TABLE_EXPENDITURE, "total", "total"},
    {"财政拨款收支总计", MZ_TABLE_APPROPRIATION, "in-total", "amount"},
    {"一般公共预算财政拨款收入", MZ_TABLE_APPROPRIATION, "in-general", "amount"},
    {"政府性基金预算财政拨款收入", MZ_TABLE_APPROPRIATION, "in-fund", "amount"},
    {"国有资本经营预算财政拨款收入", MZ_TABLE_APPROPRIATION, "in-capital", "amount"},
    {"一般公共预算财政拨款支出", MZ_TABLE_GENERAL, "total", "total"},
    {"因公出国（境）费", MZ_TABLE_SANGONG, "final", "abroad"},
    {"公务用车购置及运行费", MZ_TABLE_SANGONG, "final", "vehicles"},
    {"公务接待费", MZ_TABLE_SANGONG, "final", "reception"},
    {NULL, MZ_TABLE_GENERAL, NULL, "total"},
};

static const Told told_in_budgets[] = {
    {"一般公共预算财政拨款收入", MZ_TABLE_INCOME, "total", "general"},
    {"政府性基金预算财政拨款收入", MZ_TABLE_INCOME, "total", "fund"},
    {"国有资本经营预算财政拨款收入", MZ_TABLE_INCOME, "total", "capital"},
    {"单位资金", MZ_TABLE_INCOME, "total", "own"},
    {"财政拨款结转", MZ_TABLE_INCOME, "total", "fiscal-carryover"},
    {"非财政拨款结转结余", MZ_TABLE_INCOME, "total", "other-carryover"},
    {"基本支出", MZ_TABLE_EXPENDITURE, "total", "basic"},
    {"项目支出", MZ_TABLE_EXPENDITURE, "total", "project"},
    {"一般公共预算财政拨款支出", MZ_TABLE_GENERAL, "total", "total"}, /* of the accounts' 年初预算 */
    {NULL, MZ_TABLE_GENERAL, NULL, "total"},
};

static const Told *
told_in(MzKind kind, guint *n)
{
    *n = kind == MZ_KIND_FINAL ? G_N_ELEMENTS(told_in_accounts) : G_N_ELEMENTS(told_in_budgets);
    return kind == MZ_KIND_FINAL ? told_in_accounts : told_in_budgets;
}

/* Where a report has the cell that a claim is about. FALSE: its table has no amounts, or no such row. */
static gboolean
amount_of(const MzReport *report, const char *subject, gint64 *fen)
{
    guint n;
    const Told *told = told_in(report->kind, &n);
    gboolean item = g_ascii_isdigit(subject[0]);
    while (n > 1 && (item || strcmp(told->subject, subject) != 0))
        n--, told++;
    if (told->subject == NULL && !item)
        return FALSE;
    g_autofree char *code = item ? g_strndup(subject, strcspn(subject, " ")) : NULL;
    const MzTable *table = mz_report_table(report, told->table);
    const MzCell *cell = mz_report_cell(report, told->table, item ? code : told->row, told->column);
    if (table == NULL || table->empty || cell == NULL)
        return FALSE;
    *fen = cell->present ? cell->amount.fen : 0;
    return TRUE;
}

/* ---- a change */

typedef struct {
    GenPiece *piece;
    MzCell *cell;
} Place;

/* Whether narratives tell of the cell. Not of the “三公” row, which is printed without its blank cells in every style:
 * a wrong amount in it moves others. */
static gboolean
is_told(const GenReport *report, const MzCell *cell)
{
    guint n;
    const Told *told = told_in(report->truth->kind, &n);
    for (guint i = 0; i < n; i++) {
        const MzTable *table = mz_report_table(report->truth, told[i].table);
        int column = table == NULL || table->key == MZ_TABLE_SANGONG ? -1 : mz_form_column(table->form, told[i].column);
        for (guint r = 0; column >= 0 && r < table->n_rows; r++) {
            const MzRow *row = &table->rows[r];
            gboolean fits =
                told[i].row == NULL ? row->code != NULL && strlen(row->code) == 7 : strcmp(row->key, told[i].row) == 0;
            if (fits && cell == &row->cells[column])
                return TRUE;
        }
    }
    return FALSE;
}

static gboolean
may_change(const GenReport *report, GenSeriesChange change, const GenPiece *piece)
{
    if (change == GEN_CHANGE_CELL)
        return piece->kind == GEN_PIECE_AMOUNT && piece->cell != NULL && piece->cell->amount.fen != 0 &&
               is_told(report, piece->cell);
    const char *measure =
        piece->kind == GEN_PIECE_CLAIM ? g_array_index(report->claims, GenClaim, piece->claim).measure : "";
    return strcmp(measure, "变动额") == 0 || strcmp(measure, "年初预算") == 0;
}

static gint64
fen_of(const GenClaim *claim)
{
    g_autofree char *plain = g_strdup(claim->value);
    char *end = plain;
    for (const char *c = plain; *c != '\0'; c++) {
        if (*c != ',')
            *end++ = *c;
    }
    *end = '\0';
    return (gint64)llround(g_ascii_strtod(plain, NULL) * 100) * 10000;
}

static void
change_piece(GenReport *report, GenPiece *piece, gint64 fen)
{
    if (piece->kind == GEN_PIECE_AMOUNT) {
        piece->cell->amount.fen += fen;
        piece->text = gen_money_text(report, piece->cell->amount);
        return;
    }
    GenClaim *claim = &g_array_index(report->claims, GenClaim, piece->claim);
    MzMoney money = {ABS(fen_of(claim)) + fen, 2, MZ_UNIT_WAN};
    piece->text = gen_money_text(report, money);
    claim->value = mz_arena_printf(report->truth->arena, "%s%s", claim->value[0] == '-' ? "-" : "", piece->text);
}

gboolean
gen_series_change(GenReport *report, GenSeriesChange change, gint64 fen, GenRandom *random)
{
    g_autoptr(GPtrArray) places = g_ptr_array_new();
    for (guint l = 0; l < report->lines->len; l++) {
        GArray *pieces = g_array_index(report->lines, GenLine, l).pieces;
        for (guint p = 0; p < pieces->len; p++) {
            GenPiece *piece = &g_array_index(pieces, GenPiece, p);
            if (may_change(report, change, piece))
                g_ptr_array_add(places, piece);
        }
    }
    if (places->len == 0)
        return FALSE;
    change_piece(report, places->pdata[gen_random_index(random, places->len)], fen);
    return TRUE;
}

/* ---- what is found, and what must be */

static void
add_finding(GArray *findings, guint report, const char *check, guint32 line)
{
    GenSeriesFinding finding = {.report = report, .line = line};
    g_strlcpy(finding.check, check, sizeof finding.check);
    g_array_append_val(findings, finding);
}

static int
compare_findings(gconstpointer a, gconstpointer b)
{
    const GenSeriesFinding *one = a, *two = b;
    if (one->report != two->report)
        return one->report < two->report ? -1 : 1;
    if (one->line != two->line)
        return one->line < two->line ? -1 : 1;
    return strcmp(one->check, two->check);
}

static MzReport *
read_report(GenReport *report)
{
    GString *text = gen_report_write(report);
    g_autoptr(MzSource) source = mz_source_from_bytes("generated.txt", text->str, text->len, NULL);
    MzReport *read = source == NULL ? NULL : mz_parse_source(source, NULL);
    g_string_free(text, TRUE);
    return read;
}

GArray *
gen_series_found(GenReport *const *reports, guint n)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(GenSeriesFinding));
    g_autoptr(MzSeries) series = mz_series_new();
    g_autoptr(GPtrArray) read = g_ptr_array_new_with_free_func((GDestroyNotify)mz_report_free);
    for (guint i = 0; i < n; i++) {
        g_ptr_array_add(read, read_report(reports[i]));
        g_assert_nonnull(read->pdata[i]);
        mz_series_add(series, read->pdata[i], NULL);
    }
    for (guint i = 0; i < n; i++) {
        const MzReport *report = read->pdata[i];
        mz_series_turn_to(series, report->kind, report->year);
        g_autoptr(MzChecks) checks = mz_check(report, &(MzCheckOptions){.series = series});
        for (guint f = 0; f < checks->n_findings; f++) {
            const MzFinding *finding = &checks->findings[f];
            if (g_str_has_prefix(finding->check->id, "series."))
                add_finding(found, i, finding->check->id, finding->place.span.line);
        }
    }
    g_array_sort(found, compare_findings);
    return found;
}

static const MzReport *
report_of(GenReport *const *reports, guint n, MzKind kind, int year)
{
    for (guint i = 0; i < n; i++) {
        if (reports[i]->truth->kind == kind && reports[i]->truth->year == year)
            return reports[i]->truth;
    }
    return NULL;
}

/* Three amounts were rounded to 0.01 万元, or two. */
static void
expect_of(GArray *expected, GenReport *const *reports, guint n, guint i)
{
    const GenReport *report = reports[i];
    const MzReport *truth = report->truth, *prior = report_of(reports, n, truth->kind, truth->year - 1);
    const MzReport *budget = truth->kind == MZ_KIND_FINAL ? report_of(reports, n, MZ_KIND_BUDGET, truth->year) : NULL;
    for (guint c = 0; c < report->claims->len; c++) {
        const GenClaim *claim = &g_array_index(report->claims, GenClaim, c);
        gint64 now, then, stated = fen_of(claim), change = claim->flat ? 0 : stated;
        if ((claim->flat || strcmp(claim->measure, "变动额") == 0) && prior != NULL &&
            amount_of(truth, claim->subject, &now) && amount_of(prior, claim->subject, &then) &&
            ABS(now - change - then) > 15000)
            add_finding(expected, i, "series.prior", claim->line);
        if (strcmp(claim->measure, "年初预算") == 0 && budget != NULL && amount_of(budget, claim->subject, &then) &&
            ABS(stated - then) > 10000)
            add_finding(expected, i, "series.budget", claim->line);
    }
}

GArray *
gen_series_expected(GenReport *const *reports, guint n)
{
    GArray *expected = g_array_new(FALSE, FALSE, sizeof(GenSeriesFinding));
    for (guint i = 0; i < n; i++)
        expect_of(expected, reports, n, i);
    g_array_sort(expected, compare_findings);
    return expected;
}

gboolean
gen_series_same(const GArray *found, const GArray *expected)
{
    guint f = 0, e = 0;
    gboolean same = TRUE;
    while (f < found->len || e < expected->len) {
        const GenSeriesFinding *one = f < found->len ? &g_array_index(found, GenSeriesFinding, f) : NULL;
        const GenSeriesFinding *two = e < expected->len ? &g_array_index(expected, GenSeriesFinding, e) : NULL;
        int order = one == NULL ? 1 : two == NULL ? -1 : compare_findings(one, two);
        const GenSeriesFinding *only = order < 0 ? one : two;
        f += order <= 0;
        e += order >= 0;
        if (order == 0)
            continue;
        same = FALSE;
        g_test_message("report %u, line %u: %s %s", only->report, only->line, only->check,
                       order < 0 ? "found, not expected" : "expected, not found");
    }
    return same;
}
