#include "check/checker.h"

#include <string.h>

#include "base/text.h"
#include "forms/claims.h"

gboolean
mz_claim_amount(const MzChecker *checker, guint claim, MzMoney *money)
{
    return mz_claim_money(&checker->report->claims[claim], money);
}

const char *const *
mz_claim_headings(const MzChecker *checker, const MzClaim *claim)
{
    static const char *const none[] = {NULL};
    if (claim->section < 0 || claim->section >= (int)checker->report->n_sections)
        return none;
    const char *const **headings = &checker->headings[claim->section];
    if (*headings == NULL) {
        const char **found = mz_arena_new0(checker->scratch, const char *, MZ_HEADINGS);
        mz_report_headings(checker->report, claim->section, found);
        *headings = found;
    }
    return *headings;
}

/* What a claim's amount is for the table of claims. FALSE: nothing that a table prints. */
static gboolean
role_of(const MzClaim *claim, MzClaimRole *role)
{
    switch (claim->measure) {
    case MZ_MEASURE_CURRENT:
    case MZ_MEASURE_FINAL:
    case MZ_MEASURE_AMOUNT:
        *role = MZ_CLAIM_NOW;
        return TRUE;
    case MZ_MEASURE_FULL_BUDGET:
        *role = MZ_CLAIM_FULL_BUDGET;
        return TRUE;
    default:
        return FALSE;
    }
}

static int
table_index(const MzReport *report, MzTableKey key)
{
    for (guint t = 0; t < report->n_tables; t++) {
        if (report->tables[t].key == key)
            return (int)t;
    }
    return -1;
}

/* The variables of the cells that state the same as a row key: the row, or where a 类 has no row the rows under it. */
static guint
cells_of(MzChecker *checker, MzTableKey key, const char *row, const char *column, guint *variables, guint max)
{
    int t = table_index(checker->report, key);
    if (t < 0)
        return 0;
    const MzTable *table = &checker->report->tables[t];
    int c = mz_form_column(table->form, column);
    guint n = 0;
    int own = c >= 0 ? mz_row_index(checker, (guint)t, row) : -1;
    if (own >= 0) {
        variables[0] = mz_variable_of_cell(checker, (MzCellRef){(guint16)t, (guint16)own, (guint16)c});
        return 1;
    }
    for (guint r = 0; r < table->n_rows && c >= 0; r++) {
        if (table->rows[r].code != NULL && table->rows[r].parent < 0 && g_ascii_isdigit(row[0]) &&
            g_str_has_prefix(table->rows[r].code, row) && n < max)
            variables[n++] = mz_variable_of_cell(checker, (MzCellRef){(guint16)t, (guint16)r, (guint16)c});
    }
    return n;
}

static const char unit_check[] = "narrative.amount.unit";

/* "36.31 元" where the table has 36.31 万元: the unit is the slip, not the number. It is said when the rest is judged:
 * a number that is wrong too is one finding with it. */
static void
judge_unit(MzChecker *checker, guint index, guint cell)
{
    const MzCheck *check = mz_check_find(unit_check);
    MzVariable *claim = mz_variable(checker, mz_variable_of_claim(checker, index));
    const MzVariable *table = mz_variable(checker, cell);
    if (check == NULL || !mz_check_is_on(checker, check) || !table->present || table->fen == 0 || claim->fen == 0)
        return;
    int section = checker->report->claims[index].section;
    /* of like size in the other unit: within a factor of two */
    MzInt128 as_wan = (MzInt128)claim->fen * 10000;
    gboolean slip = claim->printed.unit == MZ_UNIT_YUAN && table->printed.unit == MZ_UNIT_WAN &&
                    as_wan <= 2 * (MzInt128)table->fen && 2 * as_wan >= table->fen;
    mz_record(checker, check, slip ? MZ_STATE_FAILS : MZ_STATE_HOLDS, -1, section);
    if (!slip)
        return;
    claim->fen = (gint64)as_wan;
    claim->printed = (MzMoney){(gint64)as_wan, claim->printed.decimals, MZ_UNIT_WAN};
    if (checker->unit_of == NULL)
        checker->unit_of = mz_arena_new0(checker->scratch, guint, checker->report->n_claims);
    checker->unit_of[index] = cell + 1;
}

/* The finding of the amount itself says also that its unit is wrong. */
static void
add_unit(const MzChecker *checker, MzFinding *finding, const MzEvidence *other)
{
    finding->message_zh = mz_arena_printf(checker->arena, "%s；单位印为“元”，应为“万元”", finding->message_zh);
    finding->message_en = mz_arena_printf(
        checker->arena, "%s; and the unit is printed as yuan, it should be ten thousand yuan", finding->message_en);
    if (finding->expected[0] != '\0')
        finding->expected = mz_arena_printf(checker->arena, "%s 万元", finding->expected);
    for (guint i = 0; i < finding->n_related; i++) {
        if (strcmp(finding->related[i].address, other->address) == 0)
            return;
    }
    MzEvidence *related = mz_arena_new0(checker->arena, MzEvidence, finding->n_related + 1);
    memcpy(related, finding->related, finding->n_related * sizeof *related);
    related[finding->n_related] = *other;
    mz_finding_relate(checker, finding, related, finding->n_related + 1);
}

static void
report_unit(MzChecker *checker, guint index)
{
    const MzCheck *check = mz_check_find(unit_check);
    MzEvidence place = mz_evidence_of_claim(checker, index);
    MzEvidence other = mz_evidence_of(checker, checker->unit_of[index] - 1);
    other.check = check->id;
    for (guint i = 0; i < checker->findings->len; i++) {
        MzFinding *finding = &g_array_index(checker->findings, MzFinding, i);
        if (finding->place.claim == (int)index && finding->severity == MZ_SEVERITY_ERROR) {
            add_unit(checker, finding, &other);
            return;
        }
    }
    const char *zh = mz_arena_printf(checker->arena, "%s印为 %s 元，而%s为 %s 万元，单位应为“万元”", place.zh,
                                     place.value, other.zh, other.value);
    const char *en =
        mz_arena_printf(checker->arena, "%s is printed as %s yuan, %s as %s ten thousand yuan: the unit is wrong",
                        place.en, place.value, other.en, other.value);
    MzFinding *finding = mz_finding_add(checker, check, check->severity, place, zh, en);
    finding->expected = mz_arena_printf(checker->arena, "%s 万元", place.value);
    mz_finding_relate(checker, finding, &other, 1);
}

void
mz_report_units(MzChecker *checker)
{
    for (guint i = 0; checker->unit_of != NULL && i < checker->report->n_claims; i++) {
        if (checker->unit_of[i] > 0)
            report_unit(checker, i);
    }
}

/* Claim = cell. */
static void
add_repeated(MzChecker *checker, guint index)
{
    enum { MOST = 64 };
    const MzReport *report = checker->report;
    const MzClaim *claim = &report->claims[index];
    MzClaimRole role;
    if (!role_of(claim, &role) || !mz_variable(checker, mz_variable_of_claim(checker, index))->present)
        return;
    const MzClaimCell *line =
        mz_claim_cell(report->kind, claim->subject, claim->code, role, mz_claim_headings(checker, claim));
    if (line == NULL)
        return;
    guint cells[MOST];
    const char *row = line->row != NULL ? line->row : claim->code, *check = line->check;
    guint n = cells_of(checker, line->table, row, line->column, cells, MOST);
    /* An item that the general budget does not have is one of the other two. */
    static const MzTableKey others[] = {MZ_TABLE_FUND, MZ_TABLE_CAPITAL};
    for (guint i = 0; i < G_N_ELEMENTS(others) && n == 0 && line->table == MZ_TABLE_GENERAL; i++) {
        n = cells_of(checker, others[i], row, line->column, cells, MOST);
        check = "narrative.amount.capital";
    }
    /* Projects of 财政拨款 are those of all three budgets. */
    gboolean all = strcmp(check, "budget.perf") == 0 && line->table == MZ_TABLE_GENERAL;
    for (guint i = 0; i < G_N_ELEMENTS(others) && n > 0 && all; i++)
        n += cells_of(checker, others[i], row, line->column, cells + n, MOST - n);
    if (n == 0)
        return;
    guint left = mz_variable_of_claim(checker, index);
    if (n == 1)
        judge_unit(checker, index, cells[0]);
    MzConstraint *added = mz_constraint_add(checker, check, MZ_RELATION_EQUAL, &left, 1, cells, n);
    if (added != NULL)
        added->tables = 1u << line->table;
}

/* ---- sums inside the text */

/* A sum that the template prescribes. A part may go by several subjects: the first that is there is taken. */
typedef struct {
    const char *check;
    const char *whole[3];
    const char *parts[4][3];
    const char *unless; /* a subject that tells the same with fewer parts; NULL */
    guint least;        /* parts that must be told; those that are not are nothing */
} TextSum;

static const TextSum text_sums[] = {
    {"sangong.text-sum",
     {"三公经费", NULL},
     {{"因公出国（境）费", NULL}, {"公务用车购置及运行费", NULL}, {"公务接待费", NULL}},
     NULL,
     3},
    {"sangong.text-sum",
     {"三公经费", NULL},
     {{"因公出国（境）费", NULL}, {"公务用车购置费", NULL}, {"公务用车运行费", NULL}, {"公务接待费", NULL}},
     "公务用车购置及运行费",
     4},
    {"sangong.text-sum", {"公务接待费", NULL}, {{"外宾接待支出", NULL}, {"国内公务接待支出", NULL}}, NULL, 2},
    {"sangong.text-sum", {"公务用车购置及运行费", NULL}, {{"公务用车购置费", NULL}, {"公务用车运行费", NULL}}, NULL, 2},
    {"budget.perf",
     {"预算绩效/整体绩效目标金额", NULL},
     {{"部门整体绩效目标表/上级安排", NULL},
      {"部门整体绩效目标表/本级安排", NULL},
      {"部门整体绩效目标表/其他资金", NULL}},
     NULL,
     3},
    {"budget.perf",
     {"项目支出绩效目标表/年度预算总额", NULL},
     {{"项目支出绩效目标表/财政拨款", NULL}, {"项目支出绩效目标表/其他资金", NULL}},
     NULL,
     2},
    {"procurement.sum",
     {"政府采购支出", NULL},
     {{"政府采购货物支出", "政府采购支出/货物", NULL},
      {"政府采购工程支出", "政府采购支出/工程", NULL},
      {"政府采购服务支出", "政府采购支出/服务", NULL}},
     NULL,
     2},
};

/* The same of changes against last year. */
static const TextSum change_sums[] = {
    {"narrative.delta.sum",
     {"三公经费", NULL},
     {{"因公出国（境）费", NULL}, {"公务用车购置及运行费", NULL}, {"公务接待费", NULL}},
     NULL,
     3},
    {"narrative.delta.sum",
     {"三公经费", NULL},
     {{"因公出国（境）费", NULL}, {"公务用车购置费", NULL}, {"公务用车运行费", NULL}, {"公务接待费", NULL}},
     "公务用车购置及运行费",
     4},
    {"narrative.delta.sum",
     {"公务用车购置及运行费", NULL},
     {{"公务用车购置费", NULL}, {"公务用车运行费", NULL}},
     NULL,
     2},
    {"narrative.delta.sum",
     {"一般公共预算财政拨款收入", NULL},
     {{"一般公共预算基本支出", NULL}, {"一般公共预算项目支出", NULL}},
     NULL,
     2},
};

/* What was carried over from the year before last belongs to the whole alone: the parts add up to it or to more. */
static const TextSum change_of_appropriation = {
    "narrative.delta.sum",
    {"财政拨款收支总计", NULL},
    {{"一般公共预算财政拨款收入", NULL}, {"政府性基金预算财政拨款收入", NULL}, {"国有资本经营预算财政拨款收入", NULL}},
    NULL,
    3};

/* The claim of one of the subjects that has the same measure and stands nearest after `from`; -1: none. */
static int
claim_of(const MzChecker *checker, const char *const *subjects, MzMeasure measure, guint from)
{
    for (; *subjects != NULL; subjects++) {
        for (guint next = checker->first_of[measure]; next != 0; next = checker->next_of[next - 1]) {
            guint i = next - 1;
            if (i >= from && mz_text_is(checker->report->claims[i].subject, *subjects) &&
                mz_variable(checker, mz_variable_of_claim(checker, i))->present)
                return (int)i;
        }
    }
    return -1;
}

static void
add_text_sum(MzChecker *checker, const TextSum *sum, MzMeasure measure, MzRelationOp op)
{
    int whole = claim_of(checker, sum->whole, measure, 0);
    guint parts[G_N_ELEMENTS(sum->parts)], n = 0, n_parts = 0;
    const char *const unless[] = {sum->unless, NULL};
    if (whole < 0 || (sum->unless != NULL && claim_of(checker, unless, measure, 0) >= 0))
        return;
    for (guint p = 0; p < G_N_ELEMENTS(sum->parts) && sum->parts[p][0] != NULL; p++, n_parts++) {
        int part = claim_of(checker, sum->parts[p], measure, (guint)whole);
        if (part < 0 && measure == MZ_MEASURE_AMOUNT)
            part = claim_of(checker, sum->parts[p], MZ_MEASURE_CURRENT, (guint)whole);
        if (part >= 0)
            parts[n++] = mz_variable_of_claim(checker, (guint)part);
    }
    if (n < sum->least || (n < n_parts && mz_may_go_on(checker, checker->report->claims[whole].section)))
        return; /* not told in full: nothing is said about the sum */
    guint left = mz_variable_of_claim(checker, (guint)whole);
    if (op == MZ_RELATION_AT_LEAST)
        mz_constraint_add(checker, sum->check, op, parts, n, &left, 1);
    else
        mz_constraint_add(checker, sum->check, op, &left, 1, parts, n);
}

/* 年初预算 of the whole = Σ 年初预算 of the items, where every item of the table is told. */
static void
add_budget_sum(MzChecker *checker)
{
    static const char *const whole_names[] = {"一般公共预算财政拨款支出", NULL};
    const MzReport *report = checker->report;
    const MzTable *general = mz_report_table(report, MZ_TABLE_GENERAL);
    int whole = claim_of(checker, whole_names, MZ_MEASURE_INITIAL_BUDGET, 0);
    if (whole < 0 || general == NULL)
        return;
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        if (claim->measure != MZ_MEASURE_INITIAL_BUDGET || claim->code == NULL || strlen(claim->code) < 7 ||
            !g_hash_table_add(told, (gpointer)claim->code))
            continue;
        guint variable = mz_variable_of_claim(checker, i);
        g_array_append_val(parts, variable);
    }
    for (guint r = 0; r < general->n_rows; r++) {
        const MzRow *row = &general->rows[r];
        if (row->code != NULL && strlen(row->code) == 7 && row->cells[0].present && row->cells[0].amount.fen != 0 &&
            !g_hash_table_contains(told, row->code))
            return;
    }
    guint left = mz_variable_of_claim(checker, (guint)whole);
    mz_constraint_add(checker, "narrative.amount.budget-sum", MZ_RELATION_EQUAL, &left, 1,
                      (const guint *)(void *)parts->data, parts->len);
}

/* ---- 六: 基本支出 = 人员经费 + 公用经费, and each = its items */

static gboolean
is_personnel(const char *code)
{
    return g_str_has_prefix(code, "301") || g_str_has_prefix(code, "303");
}

/* The number of 款 with an amount in the group of the basic table. */
static guint
count_items(const MzReport *report, gboolean personnel)
{
    const MzTable *basic = mz_report_table(report, MZ_TABLE_BASIC);
    guint n = 0;
    for (guint r = 0; basic != NULL && r < basic->n_rows; r++) {
        const MzRow *row = &basic->rows[r];
        n += row->code != NULL && strlen(row->code) == 5 && is_personnel(row->code) == personnel &&
             row->cells[0].present && row->cells[0].amount.fen != 0;
    }
    return n;
}

static void
add_group_items(MzChecker *checker, guint group, gboolean personnel)
{
    const MzReport *report = checker->report;
    g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        if (claim->section != report->claims[group].section || claim->code == NULL || strlen(claim->code) != 5 ||
            claim->code[0] != '3' || is_personnel(claim->code) != personnel || claim->measure != MZ_MEASURE_CURRENT)
            continue;
        guint variable = mz_variable_of_claim(checker, i);
        g_array_append_val(items, variable);
    }
    /* An open list (主要包括…) says nothing about the sum. */
    if (items->len < 2 || items->len < count_items(report, personnel))
        return;
    guint left = mz_variable_of_claim(checker, group);
    mz_constraint_add(checker, "narrative.amount.basic-items", MZ_RELATION_EQUAL, &left, 1,
                      (const guint *)(void *)items->data, items->len);
}

static void
add_basic(MzChecker *checker)
{
    const MzReport *report = checker->report;
    int whole = -1, personnel = -1, public_use = -1;
    for (guint i = 0; i < report->n_claims && public_use < 0; i++) {
        const MzClaim *claim = &report->claims[i];
        if (claim->measure != MZ_MEASURE_CURRENT || !mz_variable(checker, mz_variable_of_claim(checker, i))->present)
            continue;
        if (g_str_has_suffix(claim->subject, "基本支出"))
            whole = (int)i;
        else if (strcmp(claim->subject, "人员经费") == 0)
            personnel = (int)i;
        else if (strcmp(claim->subject, "公用经费") == 0)
            public_use = (int)i;
    }
    if (personnel >= 0)
        add_group_items(checker, (guint)personnel, TRUE);
    if (public_use >= 0)
        add_group_items(checker, (guint)public_use, FALSE);
    if (whole < 0 || personnel < whole || public_use < personnel ||
        report->claims[whole].section != report->claims[public_use].section)
        return;
    guint left = mz_variable_of_claim(checker, (guint)whole);
    guint right[] = {mz_variable_of_claim(checker, (guint)personnel), mz_variable_of_claim(checker, (guint)public_use)};
    mz_constraint_add(checker, "narrative.amount.basic", MZ_RELATION_EQUAL, &left, 1, right, 2);
}

/* ---- lists under one subject: "机关运行补助" and "机关运行补助/办公费" */

/* Whether the words after the last part leave the list open (…等). */
static gboolean
is_open_list(const MzReport *report, guint last)
{
    const MzClaim *claim = &report->claims[last];
    if (claim->span.line == 0 || claim->span.line > report->n_lines)
        return FALSE;
    const char *rest = report->lines[claim->span.line - 1];
    rest += mz_text_offset(rest, claim->span.end);
    while (*rest == ' ')
        rest++;
    if (g_str_has_prefix(rest, "万元"))
        rest += strlen("万元");
    return g_str_has_prefix(rest, "等");
}

/* A project's money = Σ its allocations by kind, in the budget's section of projects. */
static void
add_project_list(MzChecker *checker, guint whole)
{
    const MzReport *report = checker->report;
    const MzClaim *claim = &report->claims[whole];
    gsize length = strlen(claim->subject);
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(guint));
    guint last = whole;
    for (guint i = whole + 1; i < report->n_claims && report->claims[i].section == claim->section; i++) {
        const char *subject = report->claims[i].subject;
        guint variable = mz_variable_of_claim(checker, i);
        if (report->claims[i].measure != claim->measure || strncmp(subject, claim->subject, length) != 0 ||
            subject[length] != '/' || !mz_variable(checker, variable)->present)
            continue;
        g_array_append_val(parts, variable);
        last = i;
    }
    if (parts->len < 2 || is_open_list(report, last))
        return;
    guint left = mz_variable_of_claim(checker, whole);
    mz_constraint_add(checker, "budget.project-text", MZ_RELATION_EQUAL, &left, 1, (const guint *)(void *)parts->data,
                      parts->len);
}

static void
add_project_lists(MzChecker *checker)
{
    const MzReport *report = checker->report;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        const char *const *headings = mz_claim_headings(checker, claim);
        if (claim->measure == MZ_MEASURE_CURRENT && headings[0] != NULL && strstr(headings[0], "项目支出") != NULL &&
            strchr(claim->subject, '/') == NULL && mz_variable(checker, mz_variable_of_claim(checker, i))->present)
            add_project_list(checker, i);
    }
}

/* The whole carried over = Σ the items told under the same heading. */
static void
add_carryover_list(MzChecker *checker)
{
    static const char *const wholes[] = {"上年结转结余", NULL};
    const MzReport *report = checker->report;
    int whole = claim_of(checker, wholes, MZ_MEASURE_CURRENT, 0);
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < report->n_claims && whole >= 0; i++) {
        const MzClaim *claim = &report->claims[i];
        guint variable = mz_variable_of_claim(checker, i);
        if ((int)i != whole && claim->section == report->claims[whole].section &&
            claim->measure == MZ_MEASURE_CURRENT && strchr(claim->subject, '/') == NULL &&
            mz_variable(checker, variable)->present)
            g_array_append_val(parts, variable);
    }
    if (parts->len < 2)
        return;
    guint left = mz_variable_of_claim(checker, (guint)whole);
    mz_constraint_add(checker, "budget.carryover-text", MZ_RELATION_EQUAL, &left, 1, (const guint *)(void *)parts->data,
                      parts->len);
}

/* Money of the projects evaluated = Σ executed of the projects told, where as many are told as are counted. */
static void
add_evaluated_projects(MzChecker *checker)
{
    static const char *const wholes[] = {"绩效自评项目资金", "绩效自评项目支出", NULL};
    const MzReport *report = checker->report;
    int whole = claim_of(checker, wholes, MZ_MEASURE_CURRENT, 0);
    gint64 count = -1;
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < report->n_claims && whole >= 0; i++) {
        const MzClaim *claim = &report->claims[i];
        guint variable = mz_variable_of_claim(checker, i);
        if (claim->measure == MZ_MEASURE_COUNT && strcmp(claim->subject, report->claims[whole].subject) == 0)
            count = claim->value;
        const char *title = claim->section < 0 ? "" : report->sections[claim->section].title;
        if (claim->measure == MZ_MEASURE_FINAL && strstr(title, "项目支出自评") != NULL &&
            mz_variable(checker, variable)->present && g_hash_table_add(told, (gpointer)claim->subject))
            g_array_append_val(parts, variable);
    }
    if (parts->len < 2 || (gint64)parts->len != count)
        return;
    guint left = mz_variable_of_claim(checker, (guint)whole);
    mz_constraint_add(checker, "perf.projects", MZ_RELATION_EQUAL, &left, 1, (const guint *)(void *)parts->data,
                      parts->len);
}

/* Value of all vehicles = Σ by kind. */
static void
add_vehicle_values(MzChecker *checker)
{
    static const char *const wholes[] = {"国有资产/车辆价值", NULL};
    const MzReport *report = checker->report;
    int whole = claim_of(checker, wholes, MZ_MEASURE_AMOUNT, 0);
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < report->n_claims && whole >= 0; i++) {
        guint variable = mz_variable_of_claim(checker, i);
        if (mz_is_vehicle_kind(report->claims[i].subject, "价值") && mz_variable(checker, variable)->present)
            g_array_append_val(parts, variable);
    }
    if (parts->len < 2)
        return;
    guint left = mz_variable_of_claim(checker, (guint)whole);
    mz_constraint_add(checker, "assets.vehicles", MZ_RELATION_EQUAL, &left, 1, (const guint *)(void *)parts->data,
                      parts->len);
}

void
mz_constraints_of_claims(MzChecker *checker)
{
    for (guint i = 0; i < checker->report->n_claims; i++)
        add_repeated(checker, i);
    static const MzMeasure measures[] = {MZ_MEASURE_CURRENT, MZ_MEASURE_FINAL, MZ_MEASURE_FULL_BUDGET,
                                         MZ_MEASURE_AMOUNT};
    for (guint s = 0; s < G_N_ELEMENTS(text_sums); s++) {
        for (guint m = 0; m < G_N_ELEMENTS(measures); m++)
            add_text_sum(checker, &text_sums[s], measures[m], MZ_RELATION_EQUAL);
    }
    for (guint s = 0; s < G_N_ELEMENTS(change_sums); s++)
        add_text_sum(checker, &change_sums[s], MZ_MEASURE_CHANGE, MZ_RELATION_EQUAL);
    if (checker->fiscal_only)
        add_text_sum(checker, &change_of_appropriation, MZ_MEASURE_CHANGE, MZ_RELATION_AT_LEAST);
    if (checker->report->kind == MZ_KIND_FINAL)
        add_budget_sum(checker);
    else
        add_project_lists(checker);
    add_carryover_list(checker);
    add_evaluated_projects(checker);
    add_vehicle_values(checker);
    add_basic(checker);
}
