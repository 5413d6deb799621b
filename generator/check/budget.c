/* What only departmental budgets (部门预算) have: the scope of the appropriation table, projects by economic
 * classification, cost indicators. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"
#include "forms/codes.h"

/* A cell as repaired. FALSE: its table is missing or not all read, or it is uncertain; a blank is 0. */
static gboolean
amount_at(const MzChecker *checker, MzTableKey key, const char *row, const char *column, gint64 *fen, MzCellRef *ref)
{
    const MzReport *report = checker->report;
    *fen = 0;
    for (guint t = 0; t < report->n_tables && !mz_is_blind(checker, key); t++) {
        const MzTable *table = &report->tables[t];
        int c = table->key == key ? mz_form_column(table->form, column) : -1;
        for (guint r = 0; c >= 0 && r < table->n_rows; r++) {
            if (strcmp(table->rows[r].key, row) != 0)
                continue;
            *ref = (MzCellRef){(guint16)t, (guint16)r, (guint16)c};
            const MzVariable *variable = mz_variable(checker, mz_variable_of_cell(checker, *ref));
            *fen = variable->present ? variable->fen : 0;
            return !variable->uncertain;
        }
        if (c >= 0)
            return TRUE; /* a row that is not printed is nothing */
    }
    return FALSE;
}

/* ---- budget.appropriation.scope */

/* The appropriation table is of this year's appropriation, or also of the appropriation carried over: one of both. */
void
mz_check_scope(MzChecker *checker, const MzCheck *check)
{
    static const char *const sources[] = {"in-general", "in-fund", "in-capital"};
    gint64 total, carried, sum = 0;
    MzCellRef place = {0, 0, 0}, ref;
    gboolean known = amount_at(checker, MZ_TABLE_APPROPRIATION, "in-total", "amount", &total, &place) &&
                     amount_at(checker, MZ_TABLE_SUMMARY, "in-carryover-fiscal", "amount", &carried, &ref);
    for (guint i = 0; known && i < G_N_ELEMENTS(sources); i++) {
        gint64 fen;
        known = amount_at(checker, MZ_TABLE_SUMMARY, sources[i], "amount", &fen, &ref);
        sum += fen;
    }
    if (!known || total == 0 || sum == 0) {
        mz_skip(checker, check, MZ_SKIP_EMPTY);
        return;
    }
    gboolean holds = mz_agreement(total - sum, 10000, G_N_ELEMENTS(sources)) != MZ_DIFFERS ||
                     mz_agreement(total - sum - carried, 10000, G_N_ELEMENTS(sources) + 1) != MZ_DIFFERS;
    mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, place.table, -1);
    if (holds)
        return;
    MzMoney like = mz_cell_at(checker->report, place)->amount;
    const char *own = mz_amount_text(checker, sum, like), *both = mz_amount_text(checker, sum + carried, like);
    MzEvidence evidence = mz_evidence_of_cell(checker, place);
    MzFinding *finding = mz_finding_add(
        checker, check, check->severity, evidence,
        mz_arena_printf(checker->arena, "%s为 %s，既不是总表的当年财政拨款 %s，也不是连同财政拨款结转的 %s",
                        evidence.zh, evidence.value, own, both),
        mz_arena_printf(
            checker->arena,
            "%s is %s, neither the summary's appropriation of the year, %s, nor with what was carried over, %s",
            evidence.en, evidence.value, own, both));
    finding->expected = own;
}

/* ---- budget.project-columns */

/* The economic classes and the columns of the project table that are theirs. Items of 309 and 310, 311 and 312 bear the
 * same names, so those are taken together. */
static const struct {
    const char *codes[2], *columns[2];
} economic_columns[] = {
    {{"301", NULL}, {"wages", NULL}},
    {{"302", NULL}, {"goods", NULL}},
    {{"303", NULL}, {"subsidies", NULL}},
    {{"307", NULL}, {"interest", NULL}},
    {{"310", "309"}, {"capital", "capital-construction"}},
    {{"312", "311"}, {"enterprise", "enterprise-construction"}},
    {{"313", NULL}, {"social", NULL}},
    {{"399", NULL}, {"other", NULL}},
};

/* Which column of the project table an economic item by name belongs to ("办公费" → goods and services): its index in
 * `economic_columns`; -1: not a name of the classification. */
static int
column_of(MzArena *scratch, const char *item)
{
    const char *name = mz_text_key(scratch, item, -1);
    guint n_codes;
    const MzCode *codes = mz_economic_codes(&n_codes);
    for (guint i = 0; i < n_codes; i++) {
        const char *standard = mz_text_key(scratch, codes[i].name, -1);
        /* "办公设备购置费" for 办公设备购置 */
        gboolean same = g_str_has_prefix(name, standard) &&
                        (name[strlen(standard)] == '\0' || strcmp(name + strlen(standard), "费") == 0);
        for (guint c = 0; same && c < G_N_ELEMENTS(economic_columns); c++) {
            const char *const *of = economic_columns[c].codes;
            if (g_str_has_prefix(codes[i].code, of[0]) || (of[1] != NULL && g_str_has_prefix(codes[i].code, of[1])))
                return (int)c;
        }
    }
    return -1;
}

/* The allocations that the section of projects tells, by column. FALSE: there are none, or one bears a name of its own.
 */
static gboolean
add_allocations(const MzChecker *checker, gint64 sums[G_N_ELEMENTS(economic_columns)], gint64 *whole, int *section)
{
    const MzReport *report = checker->report;
    guint n = 0;
    *whole = 0;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        const char *slash = strchr(claim->subject, '/');
        const MzVariable *variable = mz_variable(checker, mz_variable_of_claim(checker, i));
        if (slash == NULL || claim->measure != MZ_MEASURE_CURRENT || !variable->present || claim->section < 0 ||
            strstr(report->sections[claim->section].title, "项目支出") == NULL)
            continue;
        int column = column_of(checker->scratch, slash + 1);
        if (column < 0)
            return FALSE;
        sums[column] += variable->fen;
        *whole += variable->fen;
        *section = claim->section;
        n++;
    }
    return n > 1;
}

/* Projects by economic classification: what the text allots = the columns of the project table, where the text allots
 * all of it. */
void
mz_check_project_columns(MzChecker *checker, const MzCheck *check)
{
    gint64 sums[G_N_ELEMENTS(economic_columns)] = {0}, told, total, fen;
    MzCellRef ref = {0, 0, 0};
    int section = -1;
    if (!add_allocations(checker, sums, &told, &section) ||
        !amount_at(checker, MZ_TABLE_PROJECTS, "total", "total", &total, &ref) || total == 0 ||
        mz_agreement(total - told, 10000, 2) == MZ_DIFFERS) {
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM); /* not all of it, or budget.project-text says so */
        return;
    }
    for (guint c = 0; c < G_N_ELEMENTS(economic_columns); c++) {
        gint64 construction = 0;
        MzCellRef other;
        const char *const *columns = economic_columns[c].columns;
        if (columns[1] != NULL && !amount_at(checker, MZ_TABLE_PROJECTS, "total", columns[1], &construction, &other))
            continue;
        if (!amount_at(checker, MZ_TABLE_PROJECTS, "total", columns[0], &fen, &ref))
            continue;
        fen += construction;
        if (fen == 0 && sums[c] == 0)
            continue;
        gboolean holds = mz_agreement(fen - sums[c], 10000, 2) != MZ_DIFFERS;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, ref.table, section);
        if (holds)
            continue;
        MzEvidence place = mz_evidence_of_cell(checker, ref);
        const char *expected = mz_amount_text(checker, sums[c], (MzMoney){0, 2, MZ_UNIT_WAN});
        MzFinding *finding = mz_finding_add(
            checker, check, check->severity, place,
            mz_arena_printf(checker->arena, "%s为 %s，而项目说明中归入 %s 类的各项分配之和为 %s", place.zh,
                            place.value[0] == '\0' ? "空白" : place.value, economic_columns[c].codes[0], expected),
            mz_arena_printf(checker->arena, "%s is %s, but the allocations told of class %s add up to %s", place.en,
                            place.value[0] == '\0' ? "blank" : place.value, economic_columns[c].codes[0], expected));
        finding->expected = expected;
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_EMPTY);
}

/* ---- budget.cost */

/* The amount in a target ("≤40 万元", "1200 元"), in fen; FALSE: none, or one for each ("元/人"). */
static gboolean
cost_in(const char *target, gint64 *fen)
{
    const char *digits = strpbrk(target, "0123456789");
    if (digits == NULL || strchr(target, '/') != NULL || strstr(target, "每") != NULL)
        return FALSE;
    gsize length = strspn(digits, "0123456789.,");
    const char *unit = digits + length + strspn(digits + length, " ");
    gboolean wan = g_str_has_prefix(unit, "万元");
    MzMoney money;
    if ((!wan && !g_str_has_prefix(unit, "元")) ||
        !mz_money_parse(digits, (gssize)length, wan ? MZ_UNIT_WAN : MZ_UNIT_YUAN, &money))
        return FALSE;
    *fen = money.fen;
    return TRUE;
}

/* Cost indicators of a project together are no more than its money. */
void
mz_check_costs(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint a = 0; a < report->n_annexes; a++) {
        const MzAnnexTable *annex = &report->annexes[a];
        gint64 sum = 0, fen;
        guint32 line = 0;
        for (guint r = 0; annex->kind == MZ_ANNEX_PROJECT && annex->budget.exact && r < annex->n_rows; r++) {
            const MzAnnexText *cells = annex->rows[r].cells;
            const char *level1 = cells[MZ_ANNEX_LEVEL1].text, *target = cells[MZ_ANNEX_TARGET].text;
            if (level1 == NULL || strstr(level1, "成本") == NULL || target == NULL || !cost_in(target, &fen))
                continue;
            sum += fen;
            line = line == 0 ? cells[MZ_ANNEX_TARGET].line : line;
        }
        if (line == 0)
            continue;
        gboolean holds = sum <= annex->budget.amount.fen;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, -1);
        if (holds)
            continue;
        const char *title = annex->project.text == NULL ? mz_annex_kind_name(annex->kind) : annex->project.text;
        MzEvidence place = mz_evidence_of_line(checker, (MzSpan){line, 0, 0}, title, title);
        place.value = mz_amount_text(checker, sum, (MzMoney){0, 2, MZ_UNIT_WAN});
        mz_finding_add(checker, check, check->severity, place,
                       mz_arena_printf(checker->arena, "“%s”成本指标之和 %s 万元，大于项目预算 %s", title, place.value,
                                       annex->budget.text.text),
                       mz_arena_printf(checker->arena,
                                       "the cost indicators of '%s' add up to %s, more than its budget of %s", title,
                                       place.value, annex->budget.text.text));
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}
