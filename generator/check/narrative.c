#include "check/checker.h"

#include <string.h>

/* ---- one fact, one value */

/* Subjects that mean another thing in another section are told apart by their section. */
static gboolean
is_same_fact(const MzReport *report, const MzClaim *a, const MzClaim *b)
{
    static const char *const by_section[] = {"基本支出", "项目支出", "其他收入", "经营收入", "经营支出"};
    if (a->measure != b->measure || strcmp(a->subject, b->subject) != 0 || strcmp(a->unit, b->unit) != 0)
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(by_section); i++) {
        if (strcmp(a->subject, by_section[i]) == 0)
            return FALSE;
    }
    return report->kind == MZ_KIND_FINAL;
}

/* Measures of which the text states one value a year, wherever it says it. Rates may be printed with more or fewer
 * digits and shares with other wholes. */
static gboolean
is_amount(const MzClaim *claim)
{
    return claim->measure == MZ_MEASURE_FINAL || claim->measure == MZ_MEASURE_INITIAL_BUDGET ||
           claim->measure == MZ_MEASURE_FULL_BUDGET || claim->measure == MZ_MEASURE_CURRENT;
}

/* 总表 rows have cells to agree with; this is for what only the text says: projects, budgets, evaluations. */
void
mz_check_same_fact(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    gboolean any = FALSE;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        guint variable = mz_variable_of_claim(checker, i);
        gboolean tied = checker->uses_base[variable] != checker->uses_base[variable + 1];
        if (!is_amount(claim) || !mz_variable(checker, variable)->present || tied)
            continue;
        for (guint j = i; j-- > 0;) {
            const MzClaim *earlier = &report->claims[j];
            const MzVariable *other = mz_variable(checker, mz_variable_of_claim(checker, j));
            if (!other->present || !is_same_fact(report, claim, earlier))
                continue;
            any = TRUE;
            gint64 d = mz_variable(checker, variable)->fen - other->fen;
            MzAgreement agreement = mz_agreement(d, 10000, 1);
            mz_record(checker, check, agreement == MZ_DIFFERS ? MZ_STATE_FAILS : MZ_STATE_HOLDS, -1, claim->section);
            if (agreement == MZ_AGREES)
                break;
            MzEvidence place = mz_evidence_of_claim(checker, i), related = mz_evidence_of_claim(checker, j);
            MzFinding *finding =
                mz_finding_add(checker, check, agreement == MZ_DIFFERS ? check->severity : MZ_SEVERITY_NOTE, place,
                               mz_arena_printf(checker->arena, "%s此处印为 %s，与第 %u 行的 %s 不一致", place.zh,
                                               place.value, related.span.line, related.value),
                               mz_arena_printf(checker->arena, "%s is %s here and %s in line %u", place.en, place.value,
                                               related.value, related.span.line));
            if (agreement != MZ_DIFFERS)
                finding->kind = MZ_FINDING_ROUNDING;
            finding->expected = related.value;
            mz_finding_relate(checker, finding, &related, 1);
            break;
        }
    }
    if (!any)
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- items told */

void
mz_check_item_coverage(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < report->n_claims; i++) {
        if (report->claims[i].code != NULL && strlen(report->claims[i].code) == 7)
            g_hash_table_add(told, (gpointer)report->claims[i].code);
    }
    /* A text that tells fewer than half of the items does not mean to tell them all. */
    guint n_items = 0, n_told = 0;
    int t = -1;
    for (guint i = 0; i < report->n_tables; i++)
        t = report->tables[i].key == MZ_TABLE_GENERAL ? (int)i : t;
    const MzTable *general = t < 0 ? NULL : &report->tables[t];
    for (guint pass = 0; general != NULL && pass < 2; pass++) {
        if (pass == 1 && 2 * n_told < n_items)
            break;
        for (guint r = 0; r < general->n_rows; r++) {
            const MzRow *row = &general->rows[r];
            if (row->code == NULL || strlen(row->code) != 7 || !row->cells[0].present || row->cells[0].amount.fen == 0)
                continue;
            gboolean holds = g_hash_table_contains(told, row->code);
            if (pass == 0) {
                n_items++;
                n_told += holds;
                continue;
            }
            mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, t, -1);
            if (holds)
                continue;
            MzEvidence place = mz_evidence_of_cell(checker, (MzCellRef){(guint16)t, (guint16)r, 0});
            mz_finding_add(
                checker, check, check->severity, place,
                mz_arena_printf(checker->arena, "%s为 %s，正文的逐项说明中没有这一项", place.zh, place.value),
                mz_arena_printf(checker->arena, "%s is %s, but the text's list of items leaves it out", place.en,
                                place.value));
        }
    }
    if (n_items == 0 || 2 * n_told < n_items)
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- “决算数大于（小于）年初预算数” */

/* The paragraph that a claim stands in; NULL: not known. */
static const char *
paragraph_of(const MzReport *report, const MzClaim *claim, guint32 *first, guint32 *last)
{
    if (claim->section < 0)
        return NULL;
    const MzSection *section = &report->sections[claim->section];
    for (guint p = section->n_paragraphs; p-- > 0;) {
        if (section->paragraph_lines[p] <= claim->span.line) {
            *first = section->paragraph_lines[p];
            *last = p + 1 < section->n_paragraphs ? section->paragraph_lines[p + 1] - 1 : section->last_line;
            return section->paragraphs[p];
        }
    }
    return NULL;
}

/* Which way a sentence says the final amount differs from the budget: 1 more, -1 less, 0 says nothing. */
static int
stated_direction(const char *paragraph)
{
    static const struct {
        const char *words;
        int direction;
    } ways[] = {
        {"决算数大于年初预算数", 1},  {"决算数大于预算数", 1},  {"决算大于年初预算", 1},  {"决算大于预算", 1},
        {"决算数小于年初预算数", -1}, {"决算数小于预算数", -1}, {"决算小于年初预算", -1}, {"决算小于预算", -1},
    };
    for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
        if (strstr(paragraph, ways[i].words) != NULL)
            return ways[i].direction;
    }
    return 0;
}

/* The claim of the item's initial budget just before its final amount; -1: none. */
static int
budget_before(const MzReport *report, guint final)
{
    for (guint i = final; i-- > 0 && i + 4 >= final;) {
        const MzClaim *claim = &report->claims[i];
        if (claim->measure == MZ_MEASURE_INITIAL_BUDGET && strcmp(claim->subject, report->claims[final].subject) == 0)
            return (int)i;
    }
    return -1;
}

void
mz_check_direction(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    gboolean any = FALSE;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        int budget = claim->measure == MZ_MEASURE_FINAL ? budget_before(report, i) : -1;
        guint32 first = 0, last = 0;
        const char *paragraph = budget < 0 ? NULL : paragraph_of(report, claim, &first, &last);
        int stated = paragraph == NULL ? 0 : stated_direction(paragraph);
        /* A paragraph with several items says nothing about which of them is meant. */
        for (guint j = 0; stated != 0 && j < report->n_claims; j++) {
            const MzClaim *other = &report->claims[j];
            if (j != i && other->measure == MZ_MEASURE_FINAL && other->section == claim->section &&
                other->span.line >= first && other->span.line <= last)
                stated = 0;
        }
        if (stated == 0)
            continue;
        any = TRUE;
        gint64 d = mz_variable(checker, mz_variable_of_claim(checker, i))->fen -
                   mz_variable(checker, mz_variable_of_claim(checker, (guint)budget))->fen;
        gboolean holds = d == 0 ? FALSE : (d > 0) == (stated > 0);
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, claim->section);
        if (holds)
            continue;
        MzEvidence place = mz_evidence_of_claim(checker, i);
        MzEvidence related = mz_evidence_of_claim(checker, (guint)budget);
        const char *zh = stated > 0 ? "大于" : "小于", *en = stated > 0 ? "more" : "less";
        MzFinding *finding = mz_finding_add(
            checker, check, check->severity, place,
            mz_arena_printf(checker->arena, "正文称决算数%s年初预算数，与“%s”决算 %s、年初预算 %s 不一致", zh,
                            claim->subject, place.value, related.value),
            mz_arena_printf(checker->arena, "the text says %s than the budget, but of '%s' %s is final and %s budget",
                            en, claim->subject, place.value, related.value));
        mz_finding_relate(checker, finding, &related, 1);
    }
    if (!any)
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
}
