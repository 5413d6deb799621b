/* What a report says that it is, against its place in the site and the title of its cover. */
#include "check/check.h"
#include "check_fixture.h"

/* The addresses of the findings of two checks, in their order: "year department". */
static char *
doubts(const MzReport *report, const MzIdentity *identity)
{
    GString *found = g_string_new(NULL);
    MzCheckOptions options = {.identity = identity};
    g_autoptr(MzChecks) checks = mz_check(report, &options);
    for (guint i = 0; i < checks->n_findings; i++) {
        const MzFinding *finding = &checks->findings[i];
        if (strcmp(finding->check->id, "doc.identity") == 0 || strcmp(finding->check->id, "doc.title") == 0) {
            g_assert_cmpint(finding->severity, ==, MZ_SEVERITY_ERROR);
            g_string_append_printf(found, "%s%s", found->len > 0 ? " " : "", finding->place.address);
        }
    }
    return g_string_free(found, FALSE);
}

static MzCheckState
state_of(const MzReport *report, const MzIdentity *identity, const char *id)
{
    MzCheckOptions options = {.identity = identity};
    g_autoptr(MzChecks) checks = mz_check(report, &options);
    return checks->results[mz_check_index(mz_check_find(id))].state;
}

/* ---- the place */

static void
test_place(void)
{
    static const struct {
        int year;
        MzKind kind;
        const char *folder, *expected;
    } cases[] = {
        {2024, MZ_KIND_FINAL, "示例局", ""},           {2024, MZ_KIND_FINAL, NULL, ""},
        {2023, MZ_KIND_FINAL, "示例局", "year"},       {2024, MZ_KIND_BUDGET, "示例局", "kind"},
        {2024, MZ_KIND_FINAL, "别的局", "department"}, {2024, MZ_KIND_FINAL, "某市示例局", ""},
        {2024, MZ_KIND_FINAL, "示例局（本级）", ""},
    };
    g_autoptr(MzReport) report = consistent_report();
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *const names[] = {cases[i].folder, NULL};
        MzIdentity identity = {cases[i].year, cases[i].kind, names};
        g_autofree char *found = doubts(report, &identity);
        g_assert_cmpstr(found, ==, cases[i].expected);
    }
    g_autofree char *none = doubts(report, NULL);
    g_assert_cmpstr(none, ==, "");
    g_assert_cmpint(state_of(report, NULL, "doc.identity"), ==, MZ_STATE_SKIPPED);
}

/* Names that are one body's, and names that are not. */
static void
test_names(void)
{
    static const struct {
        const char *department, *name;
        gboolean agree;
    } cases[] = {
        {"武昌区工商联", "武昌区工商业联合会", TRUE},
        {"示例市人民政府办公室", "示例市政府办", TRUE},
        {"示例州科协", "某省示例州科学技术协会", TRUE},
        {"某省示例州科协", "示例自治州科学技术协会", TRUE},
        {"示例经济技术开发区（示例区）总工会本级", "示例经济技术开发区总工会", TRUE},
        {"示例市档案馆", "示例市档安馆", FALSE},
        {"示例市档案馆", "示例市文化馆", FALSE},
        {"示例市第二中学", "示例市第十二中学", FALSE},
        {"示例市第十二中学", "示例市第二中学", FALSE},
        {"示例市第1中学", "示例市第11中学", FALSE},
        {"局", "示例局", TRUE},
    };
    g_autoptr(MzReport) report = consistent_report();
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *const names[] = {"另一名称", cases[i].name, NULL};
        MzIdentity identity = {2024, MZ_KIND_FINAL, names};
        report->department = cases[i].department;
        g_autofree char *found = doubts(report, &identity);
        g_test_message("%s, %s", cases[i].department, cases[i].name);
        g_assert_cmpstr(found, ==, cases[i].agree ? "" : "department");
    }
}

/* Where all tables are of another year, their years and the text's are no findings of their own. */
static void
test_one_cause(void)
{
    g_autoptr(MzReport) report = consistent_report();
    report->tables[0].title = "2023年度收入支出决算总表";
    g_assert_cmpint(state_of(report, NULL, "doc.year"), ==, MZ_STATE_FAILS);
    MzIdentity identity = {2023, MZ_KIND_FINAL, NULL};
    g_assert_cmpint(state_of(report, &identity, "doc.year"), ==, MZ_STATE_UNDECIDED);
}

/* ---- the title */

static void
set_cover(MzReport *report, const char *const *lines)
{
    report->n_lines = 3;
    report->lines = mz_arena_memdup(report->arena, lines, 3 * sizeof *lines);
}

static void
test_title(void)
{
    static const struct {
        const char *lines[3];
        const char *expected; /* NULL: no title is found */
    } cases[] = {
        {{"示例数据（虚构）", "某市示例局2024年度部门决算", "2025年8月20日"}, ""},
        {{"", "某市示例局2023年度部门决算", ""}, "title.year"},
        {{"", "某市示例局2024年度部门预算", ""}, "title.kind"},
        {{"", "某市别的局2024年度部门决算", ""}, "title.department"},
        {{"2023 年度某市示 例局", "部门决算公开", ""}, "title.year"},
        {{"2024 年度某市示例局", "部门决算公开", ""}, ""},
        {{"某市示列局", "2024年度部门决算", ""}, "title.department"},
        {{"某市示例局", "2024年度部门决算", ""}, ""},
        {{"某市人民政府", "2024年度部门决算", ""}, ""},
        {{"2022年度部门决算", "2023年度部门决算", "某市示例局2024年度部门决算"}, ""},
        {{"2022年度部门决算", "2023年度部门决算", ""}, "title.year"},
        {{"附件1", "关于某市示例局本级2024年度部门决算的公开说明", ""}, ""},
        {{"2024年度部门决算、2025年部门预算", "", ""}, ""},
        {{"某市示例区2024年度市级部门决算", "", ""}, ""},
        {{"示例数据", "2024年度部门决算", "2025年8月20日"}, ""},
        {{"2025年8月20日", "公开日期：2025年8月20日", ""}, NULL},
        {{"2023年度的决算见本局网站。", "", ""}, NULL},
        {{"", "", ""}, NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(MzReport) report = consistent_report();
        report->department = "某市示例局";
        set_cover(report, cases[i].lines);
        g_test_message("%s|%s", cases[i].lines[0], cases[i].lines[1]);
        g_autofree char *found = doubts(report, NULL);
        g_assert_cmpstr(found, ==, cases[i].expected != NULL ? cases[i].expected : "");
        if (cases[i].expected == NULL)
            g_assert_cmpint(state_of(report, NULL, "doc.title"), ==, MZ_STATE_SKIPPED);
    }
}

/* A title that is what its place says is right, whatever the tables say: that is told once. */
static void
test_title_of_place(void)
{
    static const char *const lines[] = {"某市档案馆2023年度部门预算", "", ""};
    static const char *const names[] = {"某市档案馆", NULL};
    MzIdentity identity = {2023, MZ_KIND_BUDGET, names};
    g_autoptr(MzReport) report = consistent_report();
    set_cover(report, lines);
    g_autofree char *found = doubts(report, &identity);
    g_assert_cmpint(strlen(found), ==, strlen("year kind department"));
    g_assert_null(strstr(found, "title"));
}

/* What stands behind the first heading is no cover. */
static void
test_no_cover(void)
{
    static const char *const lines[] = {"第一部分 概况", "某市示例局2023年度部门决算", ""};
    g_autoptr(MzReport) report = consistent_report();
    report->sections[0].line = 1;
    set_cover(report, lines);
    g_assert_cmpint(state_of(report, NULL, "doc.title"), ==, MZ_STATE_SKIPPED);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/identity/place", test_place);
    g_test_add_func("/identity/names", test_names);
    g_test_add_func("/identity/one-cause", test_one_cause);
    g_test_add_func("/identity/title", test_title);
    g_test_add_func("/identity/title-of-place", test_title_of_place);
    g_test_add_func("/identity/no-cover", test_no_cover);
    return g_test_run();
}
