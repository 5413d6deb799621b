/* What the narrative states beside amounts: no change, reasons, lists of classes, stock of vehicles. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"

/* The claim of the same subject and section next to `index`, before or behind it; -1: none. */
static int
near_claim(const MzReport *report, guint index, MzMeasure measure)
{
    const MzClaim *claim = &report->claims[index];
    for (guint away = 1; away <= 6; away++) {
        const guint places[] = {index - away, index + away};
        for (guint p = 0; p < 2; p++) {
            if (places[p] < report->n_claims && report->claims[places[p]].measure == measure &&
                report->claims[places[p]].section == claim->section &&
                strcmp(report->claims[places[p]].subject, claim->subject) == 0)
                return (int)places[p];
        }
    }
    return -1;
}

static gboolean
says_flat(const MzClaim *claim)
{
    return claim->word != NULL && (strstr(claim->word, "持平") != NULL || strstr(claim->word, "没有变化") != NULL ||
                                   strstr(claim->word, "无变化") != NULL);
}

/* Reports a claim with another that speaks against it. */
static void
report_pair(MzChecker *checker, const MzCheck *check, guint index, guint other, const char *zh, const char *en)
{
    MzEvidence place = mz_evidence_of_claim(checker, index), related = mz_evidence_of_claim(checker, other);
    MzFinding *finding = mz_finding_add(
        checker, check, check->severity, place,
        mz_arena_printf(checker->arena, "%s%s，与%s %s 不一致", place.zh, zh, related.zh, related.value),
        mz_arena_printf(checker->arena, "%s is %s, but %s is %s", place.en, en, related.en, related.value));
    mz_finding_relate(checker, finding, &related, 1);
}

/* 持平 ⇒ no other rate, and the same as the budget where that is what it is compared with. */
void
mz_check_flat(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        gboolean of_budget = claim->measure == MZ_MEASURE_BUDGET_CHANGE;
        if ((claim->measure != MZ_MEASURE_CHANGE && !of_budget) || !says_flat(claim))
            continue;
        int rate = near_claim(report, i, of_budget ? MZ_MEASURE_BUDGET_CHANGE_RATE : MZ_MEASURE_CHANGE_RATE);
        int final = near_claim(report, i, MZ_MEASURE_FINAL), budget = near_claim(report, i, MZ_MEASURE_INITIAL_BUDGET);
        MzMoney now, then;
        gboolean differs = of_budget && final >= 0 && budget >= 0 && mz_claim_amount(checker, (guint) final, &now) &&
                           mz_claim_amount(checker, (guint)budget, &then) &&
                           mz_agreement(now.fen - then.fen, 10000, 1) == MZ_DIFFERS;
        gboolean moves = rate >= 0 && report->claims[rate].value != 0;
        mz_record(checker, check, differs || moves ? MZ_STATE_FAILS : MZ_STATE_HOLDS, -1, claim->section);
        if (differs || moves)
            report_pair(checker, check, i, (guint)(moves ? rate : budget), "称持平", "said to be unchanged");
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* 增加 0.00 should be 持平. */
void
mz_check_zero_words(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        if (claim->measure != MZ_MEASURE_CHANGE || claim->value != 0)
            continue;
        gboolean holds =
            claim->word == NULL || (strstr(claim->word, "增") == NULL && strstr(claim->word, "减") == NULL &&
                                    strstr(claim->word, "降") == NULL);
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, claim->section);
        if (holds)
            continue;
        MzEvidence place = mz_evidence_of_claim(checker, i);
        mz_finding_add(checker, check, check->severity, place,
                       mz_arena_printf(checker->arena, "%s为 0，写作“%s”，宜写“持平”", place.zh, claim->word),
                       mz_arena_printf(checker->arena, "%s is 0, in words '%s'", place.en, claim->word));
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- items of the final accounts against their budget */

/* Whether a claim of the same item, beside the rate, tells why. */
static gboolean
has_reason(const MzReport *report, guint index)
{
    const MzClaim *claim = &report->claims[index];
    for (guint i = index >= 4 ? index - 4 : 0; i < MIN(index + 5, report->n_claims); i++) {
        const MzClaim *other = &report->claims[i];
        if (other->section == claim->section && other->reason != NULL)
            return TRUE;
    }
    const MzSection *section = claim->section < 0 ? NULL : &report->sections[claim->section];
    for (guint p = 0; section != NULL && p < section->n_paragraphs; p++) {
        guint32 next = p + 1 < section->n_paragraphs ? section->paragraph_lines[p + 1] : G_MAXUINT32;
        if (section->paragraph_lines[p] <= claim->span.line && claim->span.line < next)
            return strstr(section->paragraphs[p], "原因") != NULL || strstr(section->paragraphs[p], "由于") != NULL;
    }
    return section == NULL;
}

/* A rate of completion of less than 90 or more than 110 % has its reason. */
void
mz_check_reasons(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        if (claim->measure != MZ_MEASURE_COMPLETION || claim->code == NULL || claim->decimals > 6)
            continue;
        gint64 scale = 1;
        for (guint d = 0; d < claim->decimals; d++)
            scale *= 10;
        gboolean near = claim->value > 90 * scale && claim->value < 110 * scale;
        gboolean holds = near || has_reason(report, i);
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, claim->section);
        if (holds)
            continue;
        MzEvidence place = mz_evidence_of_claim(checker, i);
        mz_finding_add(checker, check, check->severity, place,
                       mz_arena_printf(checker->arena, "%s %s%%，没有说明原因", place.zh, place.value),
                       mz_arena_printf(checker->arena, "%s is %s%%, and no reason is told", place.en, place.value));
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* Budget and final amount of an item without the rate between them. */
void
mz_check_missing_rates(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        int final = claim->measure != MZ_MEASURE_INITIAL_BUDGET || claim->code == NULL || claim->value == 0
                        ? -1
                        : near_claim(report, i, MZ_MEASURE_FINAL);
        if (final < 0)
            continue;
        gboolean holds = near_claim(report, i, MZ_MEASURE_COMPLETION) >= 0;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, claim->section);
        if (holds)
            continue;
        MzEvidence place = mz_evidence_of_claim(checker, i);
        mz_finding_add(checker, check, check->severity, place,
                       mz_arena_printf(checker->arena, "“%s”有年初预算和决算，没有完成率", claim->subject),
                       mz_arena_printf(checker->arena, "'%s' has a budget and a final amount but no rate of completion",
                                       claim->subject));
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- classes told in the section of the structure */

/* The codes of the classes that are told where the structure of the general budget is, and the section of the last. */
typedef struct {
    const char **codes;
    guint n;
    int section;
} ClassesTold;

static ClassesTold
classes_told(MzChecker *checker)
{
    const MzReport *report = checker->report;
    ClassesTold told = {mz_arena_new0(checker->scratch, const char *, report->n_claims), 0, -1};
    gboolean *of_structure = mz_arena_new0(checker->scratch, gboolean, report->n_sections);
    for (guint s = 0; s < report->n_sections; s++)
        of_structure[s] = strstr(report->sections[s].title, "结构") != NULL &&
                          strstr(report->sections[s].title, "一般公共预算") != NULL;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        if (claim->section < 0 || claim->code == NULL || !of_structure[claim->section] || claim->code[0] != '2' ||
            strlen(claim->code) != 3)
            continue;
        told.codes[told.n++] = claim->code;
        told.section = claim->section;
    }
    return told;
}

static gboolean
tells_class(const ClassesTold *told, const char *code)
{
    for (guint i = 0; i < told->n; i++) {
        if (mz_text_is(told->codes[i], code))
            return TRUE;
    }
    return FALSE;
}

/* Each class of the general budget with an amount is told, as soon as one is. */
void
mz_check_class_lists(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    ClassesTold classes = classes_told(checker);
    for (guint t = 0; t < report->n_tables && classes.n > 0; t++) {
        const MzTable *table = &report->tables[t];
        for (guint r = 0; table->key == MZ_TABLE_GENERAL && r < table->n_rows; r++) {
            const MzRow *row = &table->rows[r];
            if (row->code == NULL || strlen(row->code) != 3 || !row->cells[0].present || row->cells[0].amount.fen == 0)
                continue;
            MzCheckState state = tells_class(&classes, row->code)         ? MZ_STATE_HOLDS
                                 : mz_may_go_on(checker, classes.section) ? MZ_STATE_UNDECIDED
                                                                          : MZ_STATE_FAILS;
            mz_record(checker, check, state, (int)t, classes.section);
            if (state != MZ_STATE_FAILS)
                continue;
            MzEvidence place = mz_evidence_of_cell(checker, (MzCellRef){(guint16)t, (guint16)r, 0});
            mz_finding_add(checker, check, check->severity, place,
                           mz_arena_printf(checker->arena, "%s %s，正文的支出结构中没有这一类", place.zh, place.value),
                           mz_arena_printf(checker->arena,
                                           "%s is %s, the text's structure of expenditure leaves it out", place.en,
                                           place.value));
        }
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- public expenses */

static const MzClaim *
first_count(const MzReport *report, const char *subject, guint *index)
{
    for (guint i = 0; i < report->n_claims; i++) {
        if (strcmp(report->claims[i].subject, subject) == 0 && report->claims[i].measure == MZ_MEASURE_COUNT &&
            report->claims[i].decimals == 0) {
            *index = i;
            return &report->claims[i];
        }
    }
    return NULL;
}

/* Vehicles kept for official use are vehicles of the department, and what is driven has a vehicle. */
void
mz_check_stock(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    guint kept_at = 0, all_at = 0;
    const MzClaim *kept = first_count(report, "公务用车保有量", &kept_at);
    const MzClaim *all = first_count(report, "国有资产/车辆数量", &all_at);
    const MzCell *driven = mz_report_cell(report, MZ_TABLE_SANGONG, "final", "operation");
    if (kept != NULL && all != NULL) {
        gboolean holds = kept->value <= all->value;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, kept->section);
        if (!holds)
            report_pair(checker, check, kept_at, all_at, mz_arena_printf(checker->arena, " %s", kept->printed),
                        kept->printed);
    }
    if (kept != NULL && driven != NULL && driven->present && driven->amount.fen > 0) {
        gboolean holds = kept->value > 0;
        MzEvidence place = mz_evidence_of_claim(checker, kept_at);
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, kept->section);
        if (!holds)
            mz_finding_add(checker, check, check->severity, place, "有公务用车运行维护费，而公务用车保有量为 0",
                           "vehicles have running costs, but none is kept");
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* Balances, refunds and other expenditure may be below nothing. */
static gboolean
may_be_negative(const MzTable *table, const char *row, const char *column)
{
    static const char *const words[] = {"opening", "closing", "carryover"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strstr(row, words[i]) != NULL || strstr(column, words[i]) != NULL)
            return TRUE;
    }
    return table->key == MZ_TABLE_CARRYOVER;
}

/* Amounts below nothing. */
/* Looks at the amounts of a table of which some are negative. */
static void
check_negative(MzChecker *checker, const MzCheck *check, guint t)
{
    const MzTable *table = &checker->report->tables[t];
    guint v = checker->table_base[t], end = v + table->n_rows * table->form->n_columns, held = 0;
    for (; v < end; v++) {
        const MzVariable *variable = mz_variable(checker, v);
        if (!variable->present || variable->uncertain)
            continue;
        if (variable->printed.fen >= 0 || may_be_negative(table, table->rows[variable->cell.row].key,
                                                          table->form->columns[variable->cell.column].key)) {
            held++;
            continue;
        }
        mz_record(checker, check, MZ_STATE_FAILS, (int)t, -1);
        MzEvidence place = mz_evidence_of(checker, v);
        mz_finding_add(checker, check, check->severity, place,
                       mz_arena_printf(checker->arena, "%s为负数 %s", place.zh, place.value),
                       mz_arena_printf(checker->arena, "%s is negative: %s", place.en, place.value));
    }
    mz_record_held(checker, check, (int)t, held);
}

void
mz_check_negative(MzChecker *checker, const MzCheck *check)
{
    for (guint t = 0; t < checker->report->n_tables; t++) {
        if (checker->amounts[t].negative || checker->uses_base != NULL) /* a blank cell that was blamed counts too */
            check_negative(checker, check, t);
        else
            mz_record_held(checker, check, (int)t, checker->amounts[t].n_sure);
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_EMPTY);
}
