/* What keeps a report from being published. */
#include "check/gate.h"
#include "check/suppress.h"
#include "check_fixture.h"

/* A report with every heading that the rules ask for, and nothing wrong. */
static MzReport *
fit_report(void)
{
    static const char *const headings[] = {
        "部门主要职责", "机构设置情况", "国有资产占用情况说明", "预算绩效情况说明", "财政拨款收入支出决算总体情况说明",
        "名词解释"};
    MzReport *report = consistent_report();
    for (guint i = 0; i < G_N_ELEMENTS(headings); i++)
        fixture_section(report, 2, headings[i]);
    return report;
}

static void
change_nothing(MzReport *report)
{
    (void)report;
}

static void
drop_table(MzReport *report)
{
    for (guint t = 0; t < report->n_tables; t++) {
        if (report->tables[t].key == MZ_TABLE_CAPITAL)
            report->tables[t] = report->tables[--report->n_tables];
    }
}

static void
drop_note(MzReport *report)
{
    fixture_table(report, MZ_TABLE_FUND)->empty_note = NULL;
}

static void
drop_detail(MzReport *report)
{
    for (guint i = 0; i < report->n_claims; i++) {
        if (strcmp(report->claims[i].subject, "因公出国（境）费") == 0)
            report->claims[i].subject = "别的费用";
    }
}

static void
drop_section(MzReport *report)
{
    for (guint s = 0; s < report->n_sections; s++) {
        if (strstr(report->sections[s].title, "绩效") != NULL)
            report->sections[s].title = "其他说明";
    }
}

static void
make_uncertain(MzReport *report)
{
    ((MzCell *)mz_report_cell(report, MZ_TABLE_BASIC, "30101", "amount"))->origin = MZ_ORIGIN_UNCERTAIN;
}

static void
leave_number(MzReport *report)
{
    static MzExtraction left = {"extract.coverage", "3.00", 0, {1, 0, 4}};
    report->extractions = &left;
    report->n_extractions = 1;
}

static void
break_sum(MzReport *report)
{
    fixture_set(report, MZ_TABLE_EXPENDITURE, "2010301", "basic", "55.00");
}

/* The table is there, but nothing of it was read. */
static void
empty_table(MzReport *report)
{
    MzTable *basic = fixture_table(report, MZ_TABLE_BASIC);
    for (guint r = 0; r < basic->n_rows; r++)
        basic->rows[r].cells[0].present = FALSE;
    basic->empty = TRUE;
}

static const struct {
    void (*change)(MzReport *);
    const char *reasons; /* keys, separated by blanks */
} changes[] = {
    {change_nothing, ""},        {drop_table, "table"},     {drop_note, "note"},
    {drop_detail, "sangong"},    {drop_section, "section"}, {make_uncertain, "uncertain"},
    {leave_number, "uncertain"}, {break_sum, "finding"},    {empty_table, "table"},
};

static const char *const kinds[] = {
    [MZ_GATE_UNREAD] = "unread",     [MZ_GATE_TABLE] = "table",     [MZ_GATE_NOTE] = "note",
    [MZ_GATE_SANGONG] = "sangong",   [MZ_GATE_SECTION] = "section", [MZ_GATE_UNCERTAIN] = "uncertain",
    [MZ_GATE_PERSONAL] = "personal", [MZ_GATE_FINDING] = "finding",
};

static char *
reasons_of(const MzReport *report)
{
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    const MzGateReason *reasons;
    guint n;
    gboolean good = mz_gate(report, checks, &reasons, &n);
    g_assert_cmpint(good, ==, n == 0);
    GString *keys = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        const char *key = kinds[reasons[i].kind];
        g_assert_cmpuint(strlen(mz_gate_reason(&reasons[i])), >, 0);
        if (reasons[i].kind == MZ_GATE_NOTE || reasons[i].kind == MZ_GATE_FINDING) /* a suppression names the id */
            g_assert_true(g_str_has_suffix(mz_gate_reason(&reasons[i]), "]"));
        if (!g_str_has_suffix(keys->str, key)) /* one change may give several of a kind */
            g_string_append_printf(keys, "%s%s", keys->len > 0 ? " " : "", key);
    }
    return g_string_free(keys, FALSE);
}

static void
test_reasons(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_autoptr(MzReport) report = fit_report();
        changes[i].change(report);
        g_autofree char *reasons = reasons_of(report);
        g_assert_cmpstr(reasons, ==, changes[i].reasons);
    }
}

/* A report of which next to nothing could be decided is refused for that first. */
static void
test_unread(void)
{
    g_autoptr(MzReport) report = fixture_report(MZ_KIND_FINAL, 2024, "示例局");
    fixture_set(report, MZ_TABLE_SUMMARY, "in-total", "amount", "10.00");
    g_autofree char *reasons = reasons_of(report);
    g_assert_true(g_str_has_prefix(reasons, "unread table"));
}

static void
test_personal(void)
{
    static const struct {
        const char *line, *reasons;
    } lines[] = {
        {"联系电话：13812345678", "personal"},
        {"身份证号 11010119800307123X。", "personal"},
        {"身份证号110101198003071234", "personal"},
        {"联系电话：138****5678", ""},
        {"统一社会信用代码 91110000138123456789", ""},
        {"公开咨询电话：027-88936545", ""},
        {"金额13812345678.12元", ""},
        {"合同编号HT13812345678", ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(MzReport) report = fit_report();
        report->lines = mz_arena_new0(report->arena, const char *, 1);
        report->lines[0] = lines[i].line;
        report->n_lines = 1;
        g_autofree char *reasons = reasons_of(report);
        if (strcmp(reasons, lines[i].reasons) != 0)
            g_error("%s: '%s'", lines[i].line, reasons);
    }
}

/* What was looked into and explained is no reason. */
static void
test_suppressed(void)
{
    g_autoptr(MzReport) report = fit_report();
    break_sum(report);
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    MzSuppression suppression = {.report = "", .check = "split", .place = "", .reason = "looked into", .line = 1};
    mz_suppress(checks, "report.txt", &suppression, 1);
    const MzGateReason *reasons;
    guint n;
    g_assert_true(mz_gate(report, checks, &reasons, &n));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/gate/reasons", test_reasons);
    g_test_add_func("/gate/unread", test_unread);
    g_test_add_func("/gate/personal", test_personal);
    g_test_add_func("/gate/suppressed", test_suppressed);
    return g_test_run();
}
