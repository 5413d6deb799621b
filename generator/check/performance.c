/* Tables of self-evaluation: scores, weights, reasons. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"

static const char *
cell(const MzAnnexRow *row, MzAnnexColumn column)
{
    return row->cells[column].text;
}

static MzEvidence
evidence_of_annex(const MzChecker *checker, const MzAnnexTable *annex, MzAnnexText text)
{
    const char *title = annex->title == NULL ? mz_annex_kind_name(annex->kind) : annex->title;
    MzEvidence place =
        mz_evidence_of_line(checker, (MzSpan){text.line > 0 ? text.line : annex->first_line, 0, 0}, title, title);
    place.value = text.text == NULL ? "" : text.text;
    return place;
}

static const char *
points_text(const MzChecker *checker, gint64 thousandths)
{
    return mz_arena_printf(checker->arena, "%" G_GINT64_FORMAT ".%02d", thousandths / 1000,
                           (int)(thousandths % 1000 / 10));
}

static gboolean
is_evaluation(const MzAnnexTable *annex)
{
    return annex->kind != MZ_ANNEX_KEY_WORK && !annex->uncertain && annex->n_rows > 0;
}

/* 总分 = Σ 得分. */
void
mz_check_scores(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint a = 0; a < report->n_annexes; a++) {
        const MzAnnexTable *annex = &report->annexes[a];
        gint64 total, sum;
        if (!is_evaluation(annex) || annex->total.text == NULL || !mz_annex_points(annex->total.text, &total) ||
            !mz_annex_points_sum(annex, &sum))
            continue;
        gboolean holds = ABS(total - sum) <= 10;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, -1);
        if (holds)
            continue;
        MzEvidence place = evidence_of_annex(checker, annex, annex->total);
        const char *expected = points_text(checker, sum);
        MzFinding *finding = mz_finding_add(
            checker, check, check->severity, place,
            mz_arena_printf(checker->arena, "%s总分印为 %s，各项得分之和为 %s", place.zh, place.value, expected),
            mz_arena_printf(checker->arena, "the total of %s is %s, its scores add up to %s", place.en, place.value,
                            expected));
        finding->expected = expected;
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* Weights of all rows; FALSE: one of them has none. */
static gboolean
weights_of(const MzAnnexTable *annex, gint64 *sum)
{
    *sum = 0;
    for (guint r = 0; r < annex->n_rows; r++) {
        gint64 weight;
        if (cell(&annex->rows[r], MZ_ANNEX_WEIGHT) == NULL ||
            !mz_annex_points(cell(&annex->rows[r], MZ_ANNEX_WEIGHT), &weight))
            return FALSE;
        *sum += weight;
    }
    return TRUE;
}

/* Σ weights = 100, or what is left of it beside the rate of execution (10 or 20). */
void
mz_check_weights(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint a = 0; a < report->n_annexes; a++) {
        const MzAnnexTable *annex = &report->annexes[a];
        gint64 sum;
        if (!is_evaluation(annex) || !weights_of(annex, &sum))
            continue;
        gboolean holds = ABS(sum - 100000) <= 10 || ABS(sum - 90000) <= 10 || ABS(sum - 80000) <= 10;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, -1);
        if (holds)
            continue;
        MzEvidence place = evidence_of_annex(checker, annex, annex->rows[0].cells[MZ_ANNEX_WEIGHT]);
        const char *told = points_text(checker, sum);
        mz_finding_add(checker, check, check->severity, place,
                       mz_arena_printf(checker->arena, "%s各指标权重之和为 %s，不是 100（预算执行另计时为 90 或 80）",
                                       place.zh, told),
                       mz_arena_printf(checker->arena,
                                       "the weights of %s add up to %s, not to 100 (90 or 80 beside "
                                       "the rate of execution)",
                                       place.en, told));
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* A score cannot be more than its weight; one that is less has its reason, in its row or for the table as a whole. */
static gboolean
has_reason(const MzAnnexTable *annex, const MzAnnexRow *row)
{
    const char *note = cell(row, MZ_ANNEX_NOTE);
    if (note != NULL && note[0] != '\0')
        return TRUE;
    for (guint f = 0; f < annex->n_fields; f++) {
        const char *label = annex->fields[f].label;
        if (label != NULL && (strstr(label, "原因") != NULL || strstr(label, "偏差") != NULL) &&
            annex->fields[f].text.text != NULL && annex->fields[f].text.text[0] != '\0')
            return TRUE;
    }
    return FALSE;
}

void
mz_check_lost_points(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint a = 0; a < report->n_annexes; a++) {
        const MzAnnexTable *annex = &report->annexes[a];
        for (guint r = 0; is_evaluation(annex) && r < annex->n_rows; r++) {
            const MzAnnexRow *row = &annex->rows[r];
            gint64 weight, score;
            if (cell(row, MZ_ANNEX_WEIGHT) == NULL || !mz_annex_points(cell(row, MZ_ANNEX_WEIGHT), &weight) ||
                cell(row, MZ_ANNEX_SCORE) == NULL || !mz_annex_points(cell(row, MZ_ANNEX_SCORE), &score))
                continue;
            gboolean holds = score == weight || (score < weight && has_reason(annex, row));
            mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, -1);
            if (holds)
                continue;
            MzEvidence place = evidence_of_annex(checker, annex, row->cells[MZ_ANNEX_SCORE]);
            const char *name = cell(row, MZ_ANNEX_LEVEL3) == NULL ? "" : cell(row, MZ_ANNEX_LEVEL3);
            mz_finding_add(checker, check, check->severity, place,
                           mz_arena_printf(checker->arena,
                                           score > weight ? "%s“%s”得分 %s，大于分值 %s"
                                                          : "%s“%s”得分 %s，少于分值 %s，没有说明原因",
                                           place.zh, name, place.value, cell(row, MZ_ANNEX_WEIGHT)),
                           mz_arena_printf(checker->arena,
                                           score > weight ? "%s: '%s' scores %s, more than its weight %s"
                                                          : "%s: '%s' scores %s of %s, and no reason is told",
                                           place.en, name, place.value, cell(row, MZ_ANNEX_WEIGHT)));
        }
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- the indicator of execution against the rate */

/* Hundredths of a percent at `*text`, which moves behind it; FALSE: no number any more. */
static gboolean
next_percent(const char **text, gint64 *hundredths)
{
    const char *c = *text;
    while (*c != '\0' && !g_ascii_isdigit(*c))
        c++;
    if (*c == '\0')
        return FALSE;
    gint64 whole = 0, part = 0;
    guint places = 0;
    for (; g_ascii_isdigit(*c) && whole < 100000; c++)
        whole = 10 * whole + (*c - '0');
    for (c += *c == '.'; g_ascii_isdigit(*c); c++) {
        if (places++ < 2)
            part = 10 * part + (*c - '0');
    }
    *hundredths = 100 * whole + (places == 1 ? 10 * part : part);
    *text = c;
    return TRUE;
}

/* "97%—100%" holds 98.2 %; "92.5%" holds 92.5 %. */
static gboolean
holds_rate(const char *result, gint64 rate)
{
    gint64 low, high;
    if (strchr(result, '%') == NULL || !next_percent(&result, &low))
        return TRUE;
    if (!next_percent(&result, &high))
        high = low;
    return rate >= low - 50 && rate <= high + 50;
}

void
mz_check_indicators(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint a = 0; a < report->n_annexes; a++) {
        const MzAnnexTable *annex = &report->annexes[a];
        const char *stated = annex->rate.text;
        gint64 rate;
        if (!is_evaluation(annex) || stated == NULL || !next_percent(&stated, &rate))
            continue;
        for (guint r = 0; r < annex->n_rows; r++) {
            const MzAnnexRow *row = &annex->rows[r];
            const char *name = cell(row, MZ_ANNEX_LEVEL3), *result = cell(row, MZ_ANNEX_RESULT);
            if (name == NULL || result == NULL || strstr(name, "预算执行") == NULL || strstr(name, "率") == NULL)
                continue;
            gboolean holds = holds_rate(result, rate);
            mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, -1);
            if (holds)
                continue;
            MzEvidence place = evidence_of_annex(checker, annex, row->cells[MZ_ANNEX_RESULT]);
            mz_finding_add(checker, check, check->severity, place,
                           mz_arena_printf(checker->arena, "%s“%s”实际完成值 %s，而执行率为 %s", place.zh, name, result,
                                           annex->rate.text),
                           mz_arena_printf(checker->arena, "%s: '%s' is %s, but the rate of execution is %s", place.en,
                                           name, result, annex->rate.text));
        }
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- rows printed twice */

static gboolean
is_same_row(const MzAnnexRow *a, const MzAnnexRow *b)
{
    guint n = 0;
    for (guint c = 0; c < MZ_ANNEX_COLUMNS; c++) {
        if (g_strcmp0(a->cells[c].text, b->cells[c].text) != 0)
            return FALSE;
        n += a->cells[c].text != NULL && c >= MZ_ANNEX_LEVEL3;
    }
    return n >= 3 && a->goal == b->goal;
}

void
mz_check_duplicates(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint a = 0; a < report->n_annexes; a++) {
        const MzAnnexTable *annex = &report->annexes[a];
        for (guint r = 1; is_evaluation(annex) && r < annex->n_rows; r++) {
            const MzAnnexRow *row = &annex->rows[r];
            gboolean holds = !is_same_row(row, row - 1);
            mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, -1);
            if (holds)
                continue;
            MzEvidence place = evidence_of_annex(checker, annex, row->cells[MZ_ANNEX_LEVEL3]);
            mz_finding_add(checker, check, check->severity, place,
                           mz_arena_printf(checker->arena, "%s中指标“%s”连续印了两遍", place.zh, place.value),
                           mz_arena_printf(checker->arena, "%s has '%s' twice in a row", place.en, place.value));
        }
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}
