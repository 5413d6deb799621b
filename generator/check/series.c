#include "check/series.h"

#include <stdalign.h>
#include <string.h>

#include "base/map.h"
#include "check/checker.h"
#include "forms/claims.h"
#include "model/relate.h"

/* An amount of another report. All bits count: they are summed up. */
typedef struct {
    gint64 fen;
    gint64 printed; /* its decimals << 8 | its unit */
} RememberedCell;

/* `printed` of cells without an amount to compare with. */
enum { BLANK = -1, UNKNOWN = -2 };

/* A row of another report: its amounts by the columns of its form. */
typedef struct {
    const MzForm *form;
    RememberedCell cells[];
} RememberedRow;

/* What the report has under a key. */
typedef struct {
    const RememberedRow *rows[MZ_TABLES]; /* of the table, the last with that key; NULL: none */
    const char *name;                     /* the first that it prints for the key as a code; NULL: none */
} RememberedKey;

struct MzRemembered {
    MzKind kind;
    int year;
    guint rank;
    const char *unit; /* NULL: the department itself */
    const char *department;
    gboolean has_table[MZ_TABLES]; /* with amounts */
    MzMap keys;                    /* of rows, and codes → RememberedKey */
    guint64 digest[2];             /* of all this */
};

struct MzSeries {
    MzArena *arena;
    GPtrArray *reports; /* of MzRemembered* */
    MzSum sum;          /* of the report that is being added */
    gboolean turned;    /* only for the checks of one report */
    MzKind kind;        /* that is it */
    int year;
};

MzSeries *
mz_series_new(void)
{
    MzSeries *series = g_aligned_alloc0(1, sizeof *series, alignof(MzSeries));
    series->arena = mz_arena_new();
    series->reports = g_ptr_array_new();
    return series;
}

void
mz_series_free(MzSeries *series)
{
    if (series == NULL)
        return;
    g_ptr_array_free(series->reports, TRUE);
    mz_arena_free(series->arena);
    g_aligned_free(series);
}

/* The total rows and the functional items: what texts and other reports speak of. */
static gboolean
is_compared(const MzTable *table, const MzRow *row)
{
    return table->form->rows != NULL || row->code != NULL || strcmp(row->key, "total") == 0;
}

/* Feeds a text with the 0 byte at its end. */
static void
digest_text(MzSeries *series, const char *text)
{
    mz_sum_add(&series->sum, text != NULL ? text : "", text != NULL ? strlen(text) + 1 : 1);
}

/* A report that is being remembered. */
typedef struct {
    MzSeries *series;
    MzRemembered *remembered;
    const MzRelated *related;
    RememberedKey **keys; /* by number of a key; NULL: not met yet */
} Remembering;

/* What is remembered under a key, at first nothing. */
static RememberedKey *
find_key(const Remembering *of, const char *key)
{
    RememberedKey *found = mz_map_value(&of->remembered->keys, key);
    if (found == NULL) {
        found = mz_arena_new0(of->series->arena, RememberedKey, 1);
        mz_map_add(&of->remembered->keys, mz_arena_strdup(of->series->arena, key), found);
    }
    return found;
}

/* An amount whose place is uncertain is none: nothing may be said of another report because of it. */
static RememberedCell
remember_cell(const MzCell *cell)
{
    if (!cell->present)
        return (RememberedCell){0, BLANK};
    if (cell->origin == MZ_ORIGIN_UNCERTAIN)
        return (RememberedCell){0, UNKNOWN};
    return (RememberedCell){cell->amount.fen, cell->amount.decimals << 8 | cell->amount.unit};
}

static void
remember_row(const Remembering *of, const MzTable *table, const MzRow *row, guint number)
{
    MzSeries *series = of->series;
    guint n = table->form->n_columns;
    RememberedRow *copy = mz_arena_alloc(series->arena, sizeof *copy + n * sizeof *copy->cells);
    copy->form = table->form;
    for (guint c = 0; c < n; c++)
        copy->cells[c] = remember_cell(&row->cells[c]);
    digest_text(series, row->key);
    mz_sum_add(&series->sum, copy->cells, n * sizeof *copy->cells);
    if (of->keys[number] == NULL)
        of->keys[number] = find_key(of, row->key);
    of->keys[number]->rows[table->key] = copy;
    if (row->code == NULL || row->label == NULL || table->form->shape != MZ_SHAPE_CODED)
        return;
    RememberedKey *code =
        row->code == row->key || strcmp(row->code, row->key) == 0 ? of->keys[number] : find_key(of, row->code);
    if (code->name == NULL) {
        digest_text(series, row->label);
        code->name = mz_arena_strdup(series->arena, row->label);
    }
}

static void
remember_table(const Remembering *of, const MzReport *report, guint t)
{
    const MzTable *table = &report->tables[t];
    const int state[] = {(int)table->key, !table->empty};
    mz_sum_add(&of->series->sum, state, sizeof state);
    of->remembered->has_table[table->key] = !table->empty;
    for (guint r = 0; r < table->n_rows; r++) {
        if (is_compared(table, &table->rows[r]))
            remember_row(of, table, &table->rows[r], of->related->key_of[t][r]);
    }
}

static void
remember_tables(MzSeries *series, MzRemembered *remembered, const MzReport *report)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    const MzRelated *related = mz_related(report, arena);
    const Remembering of = {.series = series,
                            .remembered = remembered,
                            .related = related,
                            .keys = mz_arena_new0(arena, RememberedKey *, related->keys.n + 1)};
    remembered->keys = mz_map_new(series->arena, related->keys.n);
    for (guint t = 0; t < report->n_tables; t++)
        remember_table(&of, report, t);
}

const MzRemembered *
mz_series_add(MzSeries *series, const MzReport *report, const char *unit)
{
    return mz_series_add_ranked(series, report, unit, series->reports->len);
}

const MzRemembered *
mz_series_add_ranked(MzSeries *series, const MzReport *report, const char *unit, guint rank)
{
    MzRemembered *remembered = mz_arena_new0(series->arena, MzRemembered, 1);
    *remembered = (MzRemembered){
        .kind = report->kind,
        .year = report->year,
        .rank = rank,
        .unit = mz_arena_strdup(series->arena, unit),
        .department = mz_arena_strdup(series->arena, report->department),
    };
    const int identity[] = {(int)report->kind, report->year};
    mz_sum_init(&series->sum);
    mz_sum_add(&series->sum, identity, sizeof identity);
    digest_text(series, unit);
    digest_text(series, report->department);
    remember_tables(series, remembered, report);
    mz_sum_end(&series->sum, remembered->digest);
    g_ptr_array_add(series->reports, remembered);
    return remembered;
}

const guint64 *
mz_remembered_digest(const MzRemembered *remembered)
{
    return remembered->digest;
}

gboolean
mz_series_asks(MzKind kind, int year, MzKind other_kind, int other_year, gboolean is_unit)
{
    if (is_unit) /* series.department */
        return other_kind == kind && other_year == year;
    return (other_kind == kind && other_year == year - 1) || /* series.prior, series.names */
           (other_kind == MZ_KIND_BUDGET && other_year == year && kind != MZ_KIND_BUDGET); /* series.budget */
}

void
mz_series_turn_to(MzSeries *series, MzKind kind, int year)
{
    series->turned = TRUE;
    series->kind = kind;
    series->year = year;
}

static gboolean
may_answer(const MzSeries *series, const MzRemembered *remembered)
{
    return !series->turned ||
           mz_series_asks(series->kind, series->year, remembered->kind, remembered->year, remembered->unit != NULL);
}

const MzRemembered *
mz_series_find(const MzSeries *series, MzKind kind, int year)
{
    const MzRemembered *found = NULL;
    for (guint i = 0; i < series->reports->len; i++) {
        const MzRemembered *remembered = series->reports->pdata[i];
        if (remembered->kind == kind && remembered->year == year && remembered->unit == NULL &&
            may_answer(series, remembered) && (found == NULL || remembered->rank >= found->rank))
            found = remembered;
    }
    return found;
}

/* The name that the report prints for a code; NULL: none. */
static const char *
name_in(const MzRemembered *remembered, const char *code)
{
    const RememberedKey *found = mz_map_value(&remembered->keys, code);
    return found == NULL ? NULL : found->name;
}

/* Its amount at table, row and column: TRUE if the table has amounts and the row, and its place is certain; a blank
 * cell is 0. */
static gboolean
cell_in(const MzRemembered *remembered, MzTableKey table, const char *row, const char *column, MzMoney *amount)
{
    *amount = (MzMoney){0, 2, MZ_UNIT_WAN};
    const RememberedKey *key = remembered->has_table[table] ? mz_map_value(&remembered->keys, row) : NULL;
    const RememberedRow *found = key == NULL ? NULL : key->rows[table];
    if (found == NULL)
        return FALSE;
    int at = mz_form_column(found->form, column);
    const RememberedCell *cell = at >= 0 ? &found->cells[at] : NULL;
    if (cell != NULL && cell->printed >= 0)
        *amount = (MzMoney){cell->fen, (guint8)(cell->printed >> 8), (guint8)cell->printed};
    return cell == NULL || cell->printed != UNKNOWN;
}

/* Adds up a cell over all units of that year and kind; returns how many have it. */
static guint
add_units(const MzSeries *series, MzKind kind, int year, MzTableKey table, const char *row, const char *column,
          gint64 *fen)
{
    guint n = 0;
    *fen = 0;
    for (guint i = 0; i < series->reports->len; i++) {
        const MzRemembered *remembered = series->reports->pdata[i];
        MzMoney amount;
        if (remembered->kind != kind || remembered->year != year || remembered->unit == NULL ||
            !may_answer(series, remembered) || !cell_in(remembered, table, row, column, &amount))
            continue;
        if (__builtin_add_overflow(*fen, amount.fen, fen))
            return 0;
        n++;
    }
    return n;
}

/* ---- the checks */

/* The series, if it has anything to compare with; else NULL and the check is skipped. */
static const MzSeries *
series_of(MzChecker *checker, const MzCheck *check)
{
    if (checker->options->series == NULL || checker->report->year == 0)
        mz_skip(checker, check, MZ_SKIP_ONE_REPORT);
    return checker->report->year == 0 ? NULL : checker->options->series;
}

/* A place in another report: it has no line here. */
static MzEvidence
evidence_elsewhere(const MzChecker *checker, MzKind kind, int year, const char *what, MzMoney amount)
{
    MzEvidence other = mz_evidence_of_line(
        checker, (MzSpan){0, 0, 0}, mz_arena_printf(checker->arena, "%d年度%s“%s”", year, mz_kind_label(kind), what),
        mz_arena_printf(checker->arena, "'%s' of the %s of %d", what,
                        kind == MZ_KIND_FINAL ? "final accounts" : "budget", year));
    other.value = mz_amount_text(checker, amount.fen, amount);
    return other;
}

/* Two reports state one figure: the claim's place is the finding. */
static void
compare_reports(MzChecker *checker, const MzCheck *check, guint claim, gint64 here, MzEvidence other, gint64 there,
                guint n_addends)
{
    const MzClaim *stated = &checker->report->claims[claim];
    gint64 d = here - there;
    MzAgreement agreement = mz_agreement(d, 10000, n_addends);
    mz_record(checker, check, agreement == MZ_DIFFERS ? MZ_STATE_FAILS : MZ_STATE_HOLDS, -1, stated->section);
    if (agreement != MZ_DIFFERS)
        return;
    MzMoney like = {here, 2, MZ_UNIT_WAN};
    MzEvidence place = mz_evidence_of_claim(checker, claim);
    const char *implied = mz_amount_text(checker, here, like);
    MzFinding *finding = mz_finding_add(
        checker, check, check->severity, place,
        mz_arena_printf(checker->arena, "%s所示的 %s 与%s %s 不一致", place.zh, implied, other.zh, other.value),
        mz_arena_printf(checker->arena, "%s gives %s, %s is %s", place.en, implied, other.en, other.value));
    finding->expected = other.value;
    finding->difference = mz_amount_text(checker, ABS(d), like);
    mz_finding_relate(checker, finding, &other, 1);
}

/* The cell that a claim speaks of, as table, row and column; FALSE: none. */
static gboolean
cell_of_claim(const MzChecker *checker, const MzClaim *claim, const MzClaimCell **line, const char **row)
{
    *line = mz_claim_cell(checker->report->kind, claim->subject, claim->code, MZ_CLAIM_NOW,
                          mz_claim_headings(checker, claim));
    if (*line == NULL)
        return FALSE;
    *row = (*line)->row != NULL ? (*line)->row : claim->code;
    return *row != NULL;
}

/* A budget may also be compared with what was executed; only the budget before is in the series. */
static gboolean
is_of_same_kind(const MzReport *report, const MzClaim *claim)
{
    return report->kind == MZ_KIND_FINAL || claim->text == NULL ||
           (strstr(claim->text, "执行") == NULL && strstr(claim->text, "决算") == NULL);
}

/* now − change, and what is stated of last year, against last year's report. */
void
mz_check_series_prior(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    const MzSeries *series = series_of(checker, check);
    const MzRemembered *before = series == NULL ? NULL : mz_series_find(series, report->kind, report->year - 1);
    g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < report->n_claims && before != NULL; i++) {
        const MzClaim *claim = &report->claims[i];
        const MzClaimCell *line;
        const char *row;
        MzMoney then, stated;
        if ((claim->measure != MZ_MEASURE_CHANGE && claim->measure != MZ_MEASURE_PRIOR) ||
            !mz_claim_amount(checker, i, &stated) || !is_of_same_kind(report, claim) ||
            !cell_of_claim(checker, claim, &line, &row) || !cell_in(before, line->table, row, line->column, &then))
            continue;
        const MzCell *cell = mz_report_cell(report, line->table, row, line->column);
        const MzTable *table = mz_report_table(report, line->table);
        if (table == NULL || table->empty || cell == NULL || (cell->present && cell->origin == MZ_ORIGIN_UNCERTAIN) ||
            !g_hash_table_add(done, mz_arena_printf(checker->arena, "%d.%s.%s", (int)line->table, row, line->column)))
            continue;
        gint64 now = cell->present ? cell->amount.fen : 0;
        gint64 implied = claim->measure == MZ_MEASURE_PRIOR ? stated.fen : now - stated.fen;
        compare_reports(checker, check, i, implied,
                        evidence_elsewhere(checker, report->kind, report->year - 1, claim->subject, then), then.fen, 2);
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_ONE_REPORT);
}

/* 年初预算 of the final accounts against the budget of the year. */
void
mz_check_series_budget(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    const MzSeries *series = series_of(checker, check);
    const MzRemembered *budget = series == NULL ? NULL : mz_series_find(series, MZ_KIND_BUDGET, report->year);
    for (guint i = 0; i < report->n_claims && budget != NULL; i++) {
        const MzClaim *claim = &report->claims[i];
        gboolean whole = strcmp(claim->subject, "一般公共预算财政拨款支出") == 0;
        MzMoney planned, stated;
        if (claim->measure != MZ_MEASURE_INITIAL_BUDGET || (claim->code == NULL && !whole) ||
            !mz_claim_amount(checker, i, &stated) ||
            !cell_in(budget, MZ_TABLE_GENERAL, whole ? "total" : claim->code, "total", &planned))
            continue;
        compare_reports(checker, check, i, stated.fen,
                        evidence_elsewhere(checker, MZ_KIND_BUDGET, report->year, claim->subject, planned), planned.fen,
                        1);
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_ONE_REPORT);
}

/* All units together have no more than their department; with less, a unit may be missing. */
void
mz_check_series_department(MzChecker *checker, const MzCheck *check)
{
    static const struct {
        MzTableKey table;
        const char *column;
    } totals[] = {{MZ_TABLE_INCOME, "total"}, {MZ_TABLE_EXPENDITURE, "total"}, {MZ_TABLE_GENERAL, "total"}};
    const MzReport *report = checker->report;
    const MzSeries *series = series_of(checker, check);
    for (guint i = 0; i < G_N_ELEMENTS(totals) && series != NULL; i++) {
        gint64 sum;
        guint n = add_units(series, report->kind, report->year, totals[i].table, "total", totals[i].column, &sum);
        const MzTable *table = mz_report_table(report, totals[i].table);
        const MzRow *row = table == NULL ? NULL : mz_table_row(table, "total");
        if (n == 0 || row == NULL)
            continue;
        guint column = (guint)mz_form_column(table->form, totals[i].column);
        const MzCell *cell = &row->cells[column];
        if (cell->present && cell->origin == MZ_ORIGIN_UNCERTAIN)
            continue;
        gint64 d = sum - (cell->present ? cell->amount.fen : 0);
        gboolean holds = d <= 0 || mz_agreement(d, 10000, n) != MZ_DIFFERS;
        int t = (int)(table - report->tables);
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, t, -1);
        if (holds)
            continue;
        MzCellRef ref = {(guint16)t, (guint16)(row - table->rows), (guint16)column};
        MzEvidence place = mz_evidence_of_cell(checker, ref);
        const char *units = mz_amount_text(checker, sum, cell->amount);
        mz_finding_add(
            checker, check, check->severity, place,
            mz_arena_printf(checker->arena, "%s %s，小于所属 %u 个单位之和 %s", place.zh, place.value, n, units),
            mz_arena_printf(checker->arena, "%s is %s, less than its %u units together: %s", place.en, place.value, n,
                            units));
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_ONE_REPORT);
}

static void
compare_names(MzChecker *checker, const MzCheck *check, guint t, guint r, const MzRemembered *before)
{
    const MzTable *table = &checker->report->tables[t];
    const MzRow *row = &table->rows[r];
    const char *then = row->code == NULL ? NULL : name_in(before, row->code);
    if (then == NULL || row->label == NULL)
        return;
    gboolean holds = mz_same_name(checker->arena, row->label, then);
    mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, (int)t, -1);
    if (holds)
        return;
    MzEvidence place = mz_evidence_of_cell(checker, (MzCellRef){(guint16)t, (guint16)r, 0});
    place.span = (MzSpan){row->line, 0, 0};
    place.value = row->label;
    mz_finding_add(checker, check, check->severity, place,
                   mz_arena_printf(checker->arena, "科目 %s 为“%s”，上一年度为“%s”", row->code, row->label, then),
                   mz_arena_printf(checker->arena, "%s is '%s', the year before '%s'", row->code, row->label, then));
}

void
mz_check_series_names(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    const MzSeries *series = series_of(checker, check);
    const MzRemembered *before = series == NULL ? NULL : mz_series_find(series, report->kind, report->year - 1);
    const char *then = before == NULL ? NULL : before->department;
    if (then != NULL && report->department != NULL) {
        gboolean holds = mz_same_name(checker->arena, report->department, then);
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, -1);
        if (!holds) {
            MzEvidence place = mz_evidence_of_line(checker, (MzSpan){1, 0, 0}, "报告", "the report");
            place.value = report->department;
            mz_finding_add(
                checker, check, check->severity, place,
                mz_arena_printf(checker->arena, "单位名称为“%s”，上一年度为“%s”", report->department, then),
                mz_arena_printf(checker->arena, "its name is '%s', the year before '%s'", report->department, then));
        }
    }
    for (guint t = 0; t < report->n_tables && before != NULL; t++) {
        for (guint r = 0; report->tables[t].key == MZ_TABLE_EXPENDITURE && r < report->tables[t].n_rows; r++)
            compare_names(checker, check, t, r, before);
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_ONE_REPORT);
}
