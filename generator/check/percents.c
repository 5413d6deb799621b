#include "check/checker.h"

#include <string.h>

#include "base/text.h"
#include "forms/claims.h"

typedef enum { PERCENT_HOLDS, PERCENT_COARSE, PERCENT_LAST_DIGIT, PERCENT_WRONG } PercentState;

static gint64
power_of_ten(guint exponent)
{
    gint64 power = 1;
    for (guint i = 0; i < MIN(exponent, 9); i++)
        power *= 10;
    return power;
}

/* Whether p = P·10^-k percent can be part ÷ whole when each may be off by half its place (fen): the catalogue's P. */
static gboolean
intervals_meet(MzInt128 p, guint k, MzInt128 part, MzInt128 part_place, MzInt128 whole, MzInt128 whole_place)
{
    MzInt128 scale = (MzInt128)200 * power_of_ten(k);
    return (2 * p + 1) * (2 * whole + whole_place) >= scale * (2 * part - part_place) &&
           (2 * p - 1) * (2 * whole - whole_place) <= scale * (2 * part + part_place);
}

/* The last place that counts: 0.01 万元 even where the author dropped zeros; exactly as printed in 元. */
static gint64
place_of(const MzVariable *variable, gboolean printed)
{
    if (!variable->present)
        return 10000;
    gint64 place = mz_money_place(variable->printed);
    return printed ? place : MIN(place, 10000);
}

/* The two amounts of a ratio, as repaired or as printed. */
typedef struct {
    gint64 part, whole;
} Amounts;

static Amounts
amounts_of(const MzChecker *checker, const MzRatio *ratio, gboolean as_printed)
{
    const MzVariable *part = mz_variable(checker, ratio->part), *whole = mz_variable(checker, ratio->whole);
    return (Amounts){as_printed && part->present ? part->printed.fen : part->fen,
                     as_printed && whole->present ? whole->printed.fen : whole->fen};
}

static PercentState
judge_percent(const MzChecker *checker, const MzRatio *ratio, Amounts amounts)
{
    const MzClaim *claim = &checker->report->claims[ratio->claim];
    const MzVariable *part = mz_variable(checker, ratio->part), *whole = mz_variable(checker, ratio->whole);
    MzInt128 a = ABS(amounts.part), p = ABS(claim->value);
    MzInt128 b = ratio->of_change ? (MzInt128)amounts.whole - amounts.part : amounts.whole;
    gint64 pa = place_of(part, FALSE), pb = place_of(whole, FALSE) + (ratio->of_change ? pa : 0);
    if (intervals_meet(p, claim->decimals, a, pa, b, pb))
        return PERCENT_HOLDS;
    gint64 ca = place_of(part, TRUE), cb = place_of(whole, TRUE) + (ratio->of_change ? ca : 0);
    if (intervals_meet(p, claim->decimals, a, ca, b, cb))
        return PERCENT_COARSE;
    if (intervals_meet(p + 1, claim->decimals, a, pa, b, pb) || intervals_meet(p - 1, claim->decimals, a, pa, b, pb))
        return PERCENT_LAST_DIGIT;
    return PERCENT_WRONG;
}

/* The amount that the percentage is a percentage of. */
static gint64
base_of(const MzRatio *ratio, Amounts amounts)
{
    return ratio->of_change ? amounts.whole - amounts.part : amounts.whole;
}

gboolean
mz_ratio_holds(const MzChecker *checker, const MzRatio *ratio, guint changed, gint64 fen)
{
    Amounts amounts = amounts_of(checker, ratio, FALSE);
    if (ratio->part == changed)
        amounts.part = fen;
    if (ratio->whole == changed)
        amounts.whole = fen;
    return base_of(ratio, amounts) == 0 || judge_percent(checker, ratio, amounts) <= PERCENT_COARSE;
}

/* 100 · part ÷ whole with the decimals of the claim (at least one), for people. */
static const char *
percent_text(const MzChecker *checker, gint64 part, gint64 whole, guint decimals)
{
    if (whole == 0)
        return "";
    decimals = CLAMP(decimals, 1, 4);
    gint64 scale = power_of_ten(decimals);
    MzInt128 twice = (MzInt128)ABS(part) * 200 * scale;
    MzInt128 whole_abs = whole < 0 ? -(MzInt128)whole : whole;
    gint64 value = (gint64)((twice + whole_abs) / (2 * whole_abs));
    return mz_arena_printf(checker->arena, "%s%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT "%%",
                           (part < 0) != (whole < 0) && part != 0 ? "-" : "", value / scale, (int)decimals,
                           value % scale);
}

/* ---- which amounts a percentage is about */

/* The nearest claim before `from` of the same section and subject with one of two measures; -1: none. */
static int
before(const MzReport *report, guint from, const char *subject, MzMeasure measure, MzMeasure other)
{
    for (guint i = from; i-- > 0;) {
        const MzClaim *claim = &report->claims[i];
        if (claim->section != report->claims[from].section)
            return -1;
        if ((claim->measure == measure || claim->measure == other) && mz_text_is(claim->subject, subject))
            return (int)i;
    }
    return -1;
}

/* The variable of a cell of the tables; -1: no such cell. */
static int
cell_variable(const MzChecker *checker, MzTableKey key, const char *row, const char *column)
{
    const MzReport *report = checker->report;
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        int c = table->key == key ? mz_form_column(table->form, column) : -1;
        int r = c < 0 ? -1 : mz_row_index(checker, t, row);
        if (r >= 0)
            return (int)mz_variable_of_cell(checker, (MzCellRef){(guint16)t, (guint16)r, (guint16)c});
    }
    return -1;
}

/* The present amount that a percentage speaks of: the one told just before, else the cell that the subject means. */
static int
present_amount(const MzChecker *checker, guint index)
{
    const MzReport *report = checker->report;
    const MzClaim *claim = &report->claims[index];
    int told = before(report, index, claim->subject, MZ_MEASURE_CURRENT, MZ_MEASURE_FINAL);
    if (told < 0)
        told = before(report, index, claim->subject, MZ_MEASURE_AMOUNT, MZ_MEASURE_AMOUNT);
    if (told >= 0)
        return (int)mz_variable_of_claim(checker, (guint)told);
    const MzClaimCell *line =
        mz_claim_cell(report->kind, claim->subject, claim->code, MZ_CLAIM_NOW, mz_claim_headings(checker, claim));
    if (line == NULL)
        return -1;
    return cell_variable(checker, line->table, line->row != NULL ? line->row : claim->code, line->column);
}

static gboolean
is_performance(const MzChecker *checker, const MzClaim *claim)
{
    for (const char *const *heading = mz_claim_headings(checker, claim); *heading != NULL; heading++) {
        if (strstr(*heading, "绩效") != NULL)
            return TRUE;
    }
    return FALSE;
}

/* Shares whose whole is not a cell of the total rows. */
static const struct {
    const char *subject, *check;
    const char *whole[3]; /* subjects of the whole; none: 项目支出 of the general budget */
} other_shares[] = {
    {"授予中小企业合同金额", "procurement.sme", {"政府采购支出", NULL}},
    {"授予小微企业合同金额", "procurement.sme", {"授予中小企业合同金额", NULL}},
    {"绩效自评项目支出", "perf.coverage", {NULL}},
    {"绩效自评项目资金", "perf.coverage", {NULL}},
};

static gboolean
whole_of_share(const MzChecker *checker, guint index, MzRatio *ratio)
{
    const MzReport *report = checker->report;
    const MzClaim *claim = &report->claims[index];
    int whole = -1;
    for (guint i = 0; i < G_N_ELEMENTS(other_shares); i++) {
        if (!mz_text_is(claim->subject, other_shares[i].subject))
            continue;
        ratio->check = other_shares[i].check;
        if (other_shares[i].whole[0] == NULL)
            whole = cell_variable(checker, MZ_TABLE_GENERAL, "total", "project");
        else
            whole = before(report, index, other_shares[i].whole[0], MZ_MEASURE_CURRENT, MZ_MEASURE_AMOUNT);
        if (whole >= 0 && other_shares[i].whole[0] != NULL)
            whole = (int)mz_variable_of_claim(checker, (guint)whole);
        ratio->whole = (guint)whole;
        return whole >= 0;
    }
    const MzClaimWhole *line =
        mz_claim_whole(report->kind, claim->subject, claim->code, mz_claim_headings(checker, claim));
    if (line != NULL)
        whole = cell_variable(checker, line->table, line->row, line->column);
    ratio->check = "narrative.share";
    ratio->whole = (guint)whole;
    return whole >= 0;
}

/* What a percentage is the ratio of. FALSE: not a ratio that the text or the tables tell the parts of. */
static gboolean
ratio_of(const MzChecker *checker, guint index, MzRatio *ratio)
{
    const MzReport *report = checker->report;
    const MzClaim *claim = &report->claims[index];
    gboolean of_budget = claim->measure == MZ_MEASURE_BUDGET_CHANGE_RATE;
    int part, whole;
    *ratio = (MzRatio){.claim = index};
    switch (claim->measure) {
    case MZ_MEASURE_CHANGE_RATE:
    case MZ_MEASURE_BUDGET_CHANGE_RATE:
        part = before(report, index, claim->subject, of_budget ? MZ_MEASURE_BUDGET_CHANGE : MZ_MEASURE_CHANGE,
                      of_budget ? MZ_MEASURE_BUDGET_CHANGE : MZ_MEASURE_CHANGE);
        whole = present_amount(checker, index);
        if (part < 0 || whole < 0)
            return FALSE;
        ratio->check = "narrative.delta.rate";
        ratio->part = mz_variable_of_claim(checker, (guint)part);
        ratio->whole = (guint)whole;
        ratio->of_change = TRUE;
        break;
    case MZ_MEASURE_SHARE:
        part = present_amount(checker, index);
        if (part < 0 || !whole_of_share(checker, index, ratio))
            return FALSE;
        ratio->part = (guint)part;
        break;
    case MZ_MEASURE_COMPLETION:
        part = before(report, index, claim->subject, MZ_MEASURE_FINAL, MZ_MEASURE_CURRENT);
        whole = before(report, index, claim->subject, MZ_MEASURE_INITIAL_BUDGET, MZ_MEASURE_FULL_BUDGET);
        if (part < 0 || whole < 0)
            return FALSE;
        ratio->check = is_performance(checker, claim) ? "perf.rate" : "narrative.rate.completion";
        ratio->part = mz_variable_of_claim(checker, (guint)part);
        ratio->whole = mz_variable_of_claim(checker, (guint)whole);
        break;
    default:
        return FALSE;
    }
    const MzVariable *a = mz_variable(checker, ratio->part), *b = mz_variable(checker, ratio->whole);
    /* A blank cell is 0, but a claim that is no amount of money is nothing to reckon with. */
    return (a->present || ratio->part < checker->claim_base) && (b->present || ratio->whole < checker->claim_base) &&
           !a->uncertain && !b->uncertain;
}

void
mz_ratios_build(MzChecker *checker)
{
    checker->ratios = g_array_new(FALSE, FALSE, sizeof(MzRatio));
    for (guint i = 0; i < checker->report->n_claims; i++) {
        MzRatio ratio;
        if (ratio_of(checker, i, &ratio))
            g_array_append_val(checker->ratios, ratio);
    }
}

/* ---- findings */

static MzFinding *
report_ratio(MzChecker *checker, const MzCheck *check, MzSeverity severity, const MzRatio *ratio, const char *zh,
             const char *en)
{
    MzEvidence place = mz_evidence_of_claim(checker, ratio->claim);
    place.value = mz_arena_printf(checker->arena, "%s%%", place.value);
    MzFinding *finding = mz_finding_add(checker, check, severity, place, zh, en);
    MzEvidence inputs[2] = {mz_evidence_of(checker, ratio->part), mz_evidence_of(checker, ratio->whole)};
    mz_finding_input(checker, finding, inputs, 2);
    mz_finding_relate(checker, finding, inputs, 2);
    return finding;
}

/* A list of shares that is plugged to exactly 100: the last digit of one of them had to give. */
static gboolean
is_plugged(const MzReport *report, guint index)
{
    const MzClaim *claim = &report->claims[index];
    gint64 sum = 0;
    guint n = 0;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *other = &report->claims[i];
        if (other->measure != MZ_MEASURE_SHARE || other->section != claim->section ||
            other->decimals != claim->decimals || (other->code == NULL) != (claim->code == NULL))
            continue;
        sum += other->value;
        n++;
    }
    return n > 1 && sum == 100 * power_of_ten(claim->decimals);
}

static void
report_percent(MzChecker *checker, const MzCheck *check, const MzRatio *ratio, PercentState state)
{
    const MzClaim *claim = &checker->report->claims[ratio->claim];
    const MzVariable *part = mz_variable(checker, ratio->part), *whole = mz_variable(checker, ratio->whole);
    gint64 base = base_of(ratio, amounts_of(checker, ratio, FALSE));
    const char *expected = percent_text(checker, part->fen, base, claim->decimals);
    const char *a = mz_amount_text(checker, ABS(part->fen), part->printed);
    const char *b = mz_amount_text(checker, base, whole->printed);
    MzEvidence place = mz_evidence_of_claim(checker, ratio->claim);
    MzSeverity severity = check->severity;
    if (state == PERCENT_COARSE || (state == PERCENT_LAST_DIGIT && is_plugged(checker->report, ratio->claim)))
        severity = MZ_SEVERITY_NOTE;
    else if (state == PERCENT_LAST_DIGIT)
        severity = MIN(severity, MZ_SEVERITY_WARNING);
    const char *zh =
        mz_arena_printf(checker->arena, "%s印为 %s%%，按 %s ÷ %s 应为 %s", place.zh, place.value, a, b, expected);
    const char *en = mz_arena_printf(checker->arena, "%s is printed as %s%%, from %s ÷ %s it should be %s", place.en,
                                     place.value, a, b, expected);
    MzFinding *finding = report_ratio(checker, check, severity, ratio, zh, en);
    finding->expected = expected;
    finding->equation = mz_arena_printf(checker->arena, "%s ÷ %s = %s", a, b, expected);
    if (severity == MZ_SEVERITY_NOTE)
        finding->kind = MZ_FINDING_ROUNDING;
}

/* Change and rate of change should have one direction. TRUE: they do, or one of them is nothing. */
static gboolean
one_direction(const MzChecker *checker, const MzRatio *ratio)
{
    gint64 change = mz_variable(checker, ratio->part)->printed.fen;
    gint64 rate = checker->report->claims[ratio->claim].value;
    return change == 0 || rate == 0 || (change < 0) == (rate < 0);
}

static void
check_direction_pair(MzChecker *checker, const MzCheck *check, const MzRatio *ratio, int section)
{
    if (one_direction(checker, ratio)) {
        mz_record(checker, check, MZ_STATE_HOLDS, -1, section);
        return;
    }
    MzEvidence place = mz_evidence_of_claim(checker, ratio->claim);
    MzEvidence change = mz_evidence_of(checker, ratio->part);
    report_ratio(
        checker, check, check->severity, ratio,
        mz_arena_printf(checker->arena, "%s为 %s%%，与变动额 %s 的增减方向不一致", place.zh, place.value, change.value),
        mz_arena_printf(checker->arena, "%s is %s%%, the change is %s: not one direction", place.en, place.value,
                        change.value));
    mz_record(checker, check, MZ_STATE_FAILS, -1, section);
}

/* A rate where the base is 0: nothing can be a percentage of nothing. */
static void
check_zero_base(MzChecker *checker, const MzCheck *check, const MzRatio *ratio, gint64 base, int section)
{
    if (base != 0) {
        mz_record(checker, check, MZ_STATE_HOLDS, -1, section);
        return;
    }
    MzEvidence place = mz_evidence_of_claim(checker, ratio->claim);
    gboolean nothing = mz_variable(checker, ratio->part)->fen == 0;
    report_ratio(
        checker, check, nothing ? MZ_SEVERITY_NOTE : check->severity, ratio,
        mz_arena_printf(checker->arena, "%s印为 %s%%，而基数为 0，不能计算比率，不应写比率", place.zh, place.value),
        mz_arena_printf(checker->arena, "%s is printed as %s%%, but its base is 0: there is no rate to tell", place.en,
                        place.value));
    mz_record(checker, check, nothing ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, section);
}

static void
check_percent(MzChecker *checker, const MzCheck *check, const MzRatio *ratio, int section)
{
    PercentState state = judge_percent(checker, ratio, amounts_of(checker, ratio, FALSE));
    /* What follows from an amount that is already a finding is not another finding. */
    if (state != PERCENT_HOLDS && judge_percent(checker, ratio, amounts_of(checker, ratio, TRUE)) == PERCENT_HOLDS &&
        (mz_is_repaired(mz_variable(checker, ratio->part)) || mz_is_repaired(mz_variable(checker, ratio->whole))))
        state = PERCENT_HOLDS;
    if (state != PERCENT_HOLDS)
        report_percent(checker, check, ratio, state);
    mz_record(checker, check, state >= PERCENT_LAST_DIGIT ? MZ_STATE_FAILS : MZ_STATE_HOLDS, -1, section);
}

void
mz_check_percents(MzChecker *checker, const MzCheck *check)
{
    gboolean pairs = strcmp(check->id, "narrative.direction.pair") == 0;
    gboolean zero = strcmp(check->id, "narrative.rate.zero-base") == 0;
    gboolean any = FALSE;
    for (guint i = 0; i < checker->ratios->len; i++) {
        const MzRatio *ratio = &g_array_index(checker->ratios, MzRatio, i);
        const MzClaim *claim = &checker->report->claims[ratio->claim];
        if (pairs && ratio->of_change) {
            check_direction_pair(checker, check, ratio, claim->section);
            any = TRUE;
        } else if (zero && claim->measure != MZ_MEASURE_SHARE) {
            check_zero_base(checker, check, ratio, base_of(ratio, amounts_of(checker, ratio, FALSE)), claim->section);
            any = TRUE;
        } else if (strcmp(ratio->check, check->id) == 0 && base_of(ratio, amounts_of(checker, ratio, FALSE)) != 0 &&
                   !(ratio->of_change && !one_direction(checker, ratio))) {
            check_percent(checker, check, ratio, claim->section);
            any = TRUE;
        }
    }
    if (!any)
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- full lists of shares */

static gboolean
is_share_of_class(const MzClaim *claim)
{
    return claim->measure == MZ_MEASURE_SHARE && claim->code != NULL && claim->section >= 0;
}

/* The shares of a section that belong to one list: all with codes. */
static gboolean
share_list(const MzReport *report, int section, gint64 *sum, guint *n, guint *last, guint8 *decimals)
{
    *sum = 0;
    *n = 0;
    *decimals = 0;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        if (claim->section == section && is_share_of_class(claim))
            *decimals = MAX(*decimals, claim->decimals);
    }
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        if (claim->section != section || !is_share_of_class(claim))
            continue;
        *sum += claim->value * power_of_ten((guint)(*decimals - claim->decimals));
        *last = i;
        ++*n;
    }
    return *n > 1;
}

/* The classes with an amount in the general budget table. */
static guint
count_classes(const MzReport *report)
{
    const MzTable *general = mz_report_table(report, MZ_TABLE_GENERAL);
    guint n = 0;
    for (guint r = 0; general != NULL && r < general->n_rows; r++) {
        const MzRow *row = &general->rows[r];
        n += row->code != NULL && strlen(row->code) == 3 && row->cells[0].present && row->cells[0].amount.fen != 0;
    }
    return n;
}

void
mz_check_share_sum(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    gboolean any = FALSE;
    gboolean *has_list = mz_arena_new0(checker->scratch, gboolean, report->n_sections);
    for (guint i = 0; i < report->n_claims; i++) {
        if (is_share_of_class(&report->claims[i]))
            has_list[report->claims[i].section] = TRUE;
    }
    for (int section = 0; section < (int)report->n_sections; section++) {
        gint64 sum;
        guint n, last = 0;
        guint8 decimals;
        /* A list of classes is full when it tells all of them. */
        if (!has_list[section] || !share_list(report, section, &sum, &n, &last, &decimals) ||
            n != count_classes(report))
            continue;
        gint64 whole = 100 * power_of_ten(decimals);
        any = TRUE;
        mz_record(checker, check, 2 * ABS(sum - whole) <= n ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, section);
        if (2 * ABS(sum - whole) <= n)
            continue;
        gint64 scale = power_of_ten(decimals);
        MzEvidence place = mz_evidence_of_claim(checker, last);
        const char *total = mz_arena_printf(checker->arena, "%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT, sum / scale,
                                            decimals, sum % scale);
        mz_finding_add(
            checker, check, check->severity, place,
            mz_arena_printf(checker->arena, "本节 %u 项占比之和为 %s%%，与 100%% 不一致", n, total),
            mz_arena_printf(checker->arena, "the %u shares of this section sum up to %s%%, not to 100%%", n, total));
    }
    if (!any)
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- last year's amounts that the changes imply */

/* Subjects that are one and the same amount where all money is fiscal and of this year. */
static gboolean
is_whole(const char *subject)
{
    static const char *const wholes[] = {
        "收支总计", "收入合计", "支出合计", "财政拨款收支总计", "一般公共预算财政拨款收入", "一般公共预算财政拨款支出",
    };
    for (guint i = 0; i < G_N_ELEMENTS(wholes); i++) {
        if (strcmp(subject, wholes[i]) == 0)
            return TRUE;
    }
    return FALSE;
}

typedef struct {
    guint claim;
    gint64 prior;
} Implied;

static void
collect_implied(const MzChecker *checker, GArray *implied)
{
    for (guint i = 0; i < checker->report->n_claims; i++) {
        const MzClaim *claim = &checker->report->claims[i];
        const MzVariable *change = mz_variable(checker, mz_variable_of_claim(checker, i));
        int now = claim->measure == MZ_MEASURE_CHANGE && change->present ? present_amount(checker, i) : -1;
        if (now < 0)
            continue;
        Implied one = {i, mz_variable(checker, (guint)now)->fen - change->fen};
        g_array_append_val(implied, one);
    }
}

static void
report_chain(MzChecker *checker, const MzCheck *check, guint odd, guint other, gint64 prior, gint64 other_prior)
{
    MzEvidence place = mz_evidence_of_claim(checker, odd), related = mz_evidence_of_claim(checker, other);
    MzMoney like = {0, 2, MZ_UNIT_WAN};
    const char *one = mz_amount_text(checker, prior, like), *two = mz_amount_text(checker, other_prior, like);
    MzFinding *finding =
        mz_finding_add(checker, check, check->severity, place,
                       mz_arena_printf(checker->arena, "%s %s 推得上年数 %s，与%s推得的 %s 不一致", place.zh,
                                       place.value, one, related.zh, two),
                       mz_arena_printf(checker->arena, "%s of %s implies %s for last year, %s implies %s", place.en,
                                       place.value, one, related.en, two));
    mz_finding_relate(checker, finding, &related, 1);
}

/* The value that all but one of the group have; FALSE when there is no such value. `odd` is the index of the other. */
static gboolean
odd_one_out(const GArray *group, guint *odd)
{
    for (guint candidate = 0; candidate < group->len && group->len >= 3; candidate++) {
        gint64 common = g_array_index(group, Implied, candidate == 0 ? 1 : 0).prior;
        guint same = 0;
        for (guint i = 0; i < group->len; i++)
            same += i != candidate && ABS(g_array_index(group, Implied, i).prior - common) <= 20000;
        if (same == group->len - 1 && ABS(g_array_index(group, Implied, candidate).prior - common) > 20000) {
            *odd = candidate;
            return TRUE;
        }
    }
    return FALSE;
}

/* Stated changes of what is one amount, apart from the others where the report is of one kind of money. */
static GArray *
changes_of_wholes(const MzChecker *checker)
{
    GArray *implied = g_array_new(FALSE, FALSE, sizeof(Implied));
    if (!checker->fiscal_only || checker->report->kind != MZ_KIND_FINAL)
        return implied;
    collect_implied(checker, implied);
    for (guint i = implied->len; i-- > 0;) {
        if (!is_whole(checker->report->claims[g_array_index(implied, Implied, i).claim].subject))
            g_array_remove_index(implied, i);
    }
    return implied;
}

/* The ratio of which a claim is the change; NULL: its rate is not told. */
static const MzRatio *
ratio_of_change(const MzChecker *checker, guint claim)
{
    guint variable = mz_variable_of_claim(checker, claim);
    for (guint i = 0; i < checker->ratios->len; i++) {
        const MzRatio *ratio = &g_array_index(checker->ratios, MzRatio, i);
        if (ratio->of_change && ratio->part == variable)
            return ratio;
    }
    return NULL;
}

void
mz_ratios_blame_changes(MzChecker *checker)
{
    g_autoptr(GArray) wholes = changes_of_wholes(checker);
    const MzCheck *check = mz_check_find("narrative.delta.rate");
    guint odd;
    if (!mz_check_is_on(checker, check) || !odd_one_out(wholes, &odd))
        return;
    Implied one = g_array_index(wholes, Implied, odd), other = g_array_index(wholes, Implied, odd == 0 ? 1 : 0);
    const MzRatio *ratio = ratio_of_change(checker, one.claim);
    guint index = mz_variable_of_claim(checker, one.claim);
    MzVariable *change = mz_variable(checker, index);
    gint64 fen = change->fen + one.prior - other.prior;
    if (ratio == NULL || mz_ratio_holds(checker, ratio, G_MAXUINT, 0) || !mz_ratio_holds(checker, ratio, index, fen))
        return;
    MzEvidence place = mz_evidence_of_claim(checker, one.claim);
    MzEvidence related[] = {mz_evidence_of_claim(checker, ratio->claim), mz_evidence_of_claim(checker, other.claim)};
    const char *expected = mz_amount_text(checker, fen, change->printed);
    MzFinding *finding = mz_finding_add(
        checker, check, check->severity, place,
        mz_arena_printf(checker->arena, "%s印为 %s，与变动率 %s%% 和%s不一致，按其他各数应为 %s", place.zh, place.value,
                        related[0].value, related[1].zh, expected),
        mz_arena_printf(checker->arena,
                        "%s is printed as %s, which does not agree with the rate of %s%% and with %s; from the other "
                        "amounts it should be %s",
                        place.en, place.value, related[0].value, related[1].en, expected));
    finding->expected = expected;
    mz_finding_relate(checker, finding, related, G_N_ELEMENTS(related));
    change->fen = fen;
}

void
mz_check_delta_chain(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    g_autoptr(GArray) implied = g_array_new(FALSE, FALSE, sizeof(Implied));
    g_autoptr(GArray) wholes = changes_of_wholes(checker);
    collect_implied(checker, implied);
    guint pairs = 0;
    for (guint i = 0; i < implied->len; i++) {
        Implied one = g_array_index(implied, Implied, i);
        const MzClaim *claim = &report->claims[one.claim];
        /* a budget tells parts of one subject by source of money */
        if (report->kind == MZ_KIND_BUDGET || (wholes->len >= 3 && is_whole(claim->subject)))
            continue;
        for (guint j = 0; j < i; j++) {
            Implied other = g_array_index(implied, Implied, j);
            const MzClaim *earlier = &report->claims[other.claim];
            if (!mz_text_is(earlier->subject, claim->subject))
                continue;
            pairs++;
            gboolean same = ABS(one.prior - other.prior) <= 20000;
            mz_record(checker, check, same ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, claim->section);
            if (!same)
                report_chain(checker, check, one.claim, other.claim, one.prior, other.prior);
            break;
        }
    }
    guint odd;
    if (odd_one_out(wholes, &odd)) {
        Implied one = g_array_index(wholes, Implied, odd), other = g_array_index(wholes, Implied, odd == 0 ? 1 : 0);
        report_chain(checker, check, one.claim, other.claim, one.prior, other.prior);
        mz_record(checker, check, MZ_STATE_FAILS, -1, report->claims[one.claim].section);
    } else if (wholes->len >= 3) {
        mz_record(checker, check, MZ_STATE_HOLDS, -1, report->claims[g_array_index(wholes, Implied, 0).claim].section);
    } else if (pairs == 0) {
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
    }
}

/* ---- procurement */

static int
claim_index(const MzReport *report, const char *subject, MzMeasure measure)
{
    for (guint i = 0; i < report->n_claims; i++) {
        if (report->claims[i].measure == measure && mz_text_is(report->claims[i].subject, subject))
            return (int)i;
    }
    return -1;
}

/* Σ kind × share = money of small and medium firms, each share within half its last digit. */
void
mz_check_sme_kinds(MzChecker *checker, const MzCheck *check)
{
    static const struct {
        const char *money, *share;
    } kinds[] = {
        {"政府采购货物支出", "货物采购授予中小企业合同金额"},
        {"政府采购工程支出", "工程采购授予中小企业合同金额"},
        {"政府采购服务支出", "服务采购授予中小企业合同金额"},
    };
    const MzReport *report = checker->report;
    int whole = claim_index(report, "授予中小企业合同金额", MZ_MEASURE_CURRENT);
    int shares[G_N_ELEMENTS(kinds)];
    guint n_told = 0, n_of_whole = 0;
    MzInt128 low = 0, high = 0, middle = 0; /* in fen × 200 × 10^6 */
    MzInt128 total = whole >= 0 ? mz_variable(checker, mz_variable_of_claim(checker, (guint)whole))->fen : 0;
    const MzInt128 scale = (MzInt128)200 * 1000000;
    for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
        int money = claim_index(report, kinds[k].money, MZ_MEASURE_CURRENT);
        shares[k] = claim_index(report, kinds[k].share, MZ_MEASURE_SHARE);
        n_told += shares[k] >= 0;
        if (money < 0 || shares[k] < 0)
            continue; /* nothing of this kind was bought, or nothing told */
        const MzClaim *share = &report->claims[shares[k]];
        gint64 fen = mz_variable(checker, mz_variable_of_claim(checker, (guint)money))->fen;
        gint64 unit = power_of_ten(6 - MIN(share->decimals, 6));
        MzInt128 parts = (MzInt128)2 * share->value * unit; /* of this kind in `scale` */
        n_of_whole += (MzInt128)fen * scale >= (total - 5000) * (parts - unit) &&
                      (MzInt128)fen * scale <= (total + 5000) * (parts + unit);
        middle += fen * parts;
        low += (MzInt128)(fen - 5000) * (2 * share->value - 1) * unit;
        high += (MzInt128)(fen + 5000) * (2 * share->value + 1) * unit;
    }
    if (whole < 0 || n_told < 2) {
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
        return;
    }
    gboolean holds = low <= (total + 5000) * scale && high >= (total - 5000) * scale;
    mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, report->claims[whole].section);
    if (holds)
        return;
    MzEvidence places[G_N_ELEMENTS(kinds) + 1];
    guint n_places = 0;
    g_autoptr(GString) words = g_string_new(NULL);
    for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
        if (shares[k] < 0)
            continue;
        places[n_places] = mz_evidence_of_claim(checker, (guint)shares[k]);
        g_string_append_printf(words, "%s%s%%", words->len > 0 ? "、" : "", places[n_places++].value);
    }
    places[n_places] = mz_evidence_of_claim(checker, (guint)whole);
    gboolean is_of_whole = n_of_whole == n_told; /* divided by another whole than the sentence says */
    gint64 hundredths = (gint64)((middle + scale * 5000) / (scale * 10000)); /* of 0.01 万元, as tables have */
    const char *implied = mz_amount_text(checker, hundredths * 10000, (MzMoney){0, 2, MZ_UNIT_WAN});
    MzFinding *finding = mz_finding_add(
        checker, check, check->severity, places[0],
        mz_arena_printf(checker->arena,
                        "各类采购授予中小企业的份额 %s，按此推得 %s 万元，与授予中小企业合同金额 %s 万元不一致%s",
                        words->str, implied, places[n_places].value,
                        is_of_whole ? "；改按占该合同总额计算则相符，请核对所写的分母" : ""),
        mz_arena_printf(
            checker->arena,
            "the shares of small and medium firms by kind (%s) make %s, their contracts are said to be %s%s",
            words->str, implied, places[n_places].value,
            is_of_whole ? "; as shares of all these contracts they would be right" : ""));
    mz_finding_relate(checker, finding, places + 1, n_places);
}

void
mz_check_reserve(MzChecker *checker, const MzCheck *check)
{
    static const char *const order[] = {"政府采购支出/小微企业预留", "政府采购支出/面向中小企业预留", "政府采购支出"};
    gboolean any = FALSE;
    for (guint i = 0; i + 1 < G_N_ELEMENTS(order); i++) {
        int small = claim_index(checker->report, order[i], MZ_MEASURE_CURRENT);
        int large = claim_index(checker->report, order[i + 1], MZ_MEASURE_CURRENT);
        if (small < 0 || large < 0)
            continue;
        any = TRUE;
        gboolean holds = mz_variable(checker, mz_variable_of_claim(checker, (guint)small))->fen <=
                         mz_variable(checker, mz_variable_of_claim(checker, (guint)large))->fen;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, checker->report->claims[small].section);
        if (holds)
            continue;
        MzEvidence place = mz_evidence_of_claim(checker, (guint)small);
        MzEvidence related = mz_evidence_of_claim(checker, (guint)large);
        MzFinding *finding = mz_finding_add(
            checker, check, check->severity, place,
            mz_arena_printf(checker->arena, "%s %s 大于%s %s", place.zh, place.value, related.zh, related.value),
            mz_arena_printf(checker->arena, "%s (%s) is more than %s (%s)", place.en, place.value, related.en,
                            related.value));
        mz_finding_relate(checker, finding, &related, 1);
    }
    if (!any)
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
}
