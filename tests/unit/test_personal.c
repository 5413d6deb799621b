/* Personal data is recognised and masked (parse/narrative.h). Names and numbers here are invented. */
#include "parse/narrative.h"

#include <locale.h>
#include <string.h>

static const struct {
    const char *line, *masked; /* the same: nothing personal */
    const char *what;          /* kinds, in order */
} cases[] = {
    {"部门联系人 张三丰 联系电话 13912345678", "部门联系人 *** 联系电话 ***********", "name mobile"},
    {"项目负责人：欧阳小小", "项目负责人：****", "name"},
    {"项目名称\t机关运行\t负责人\t李四\t单位\t甲局", "项目名称\t机关运行\t负责人\t**\t单位\t甲局", "name"},
    {"填报人：王 五　审核人（签字）：赵六、钱七", "填报人：* *　审核人（签字）：**、**", "name name name"},
    {"联系人：阿依古丽·买买提", "联系人：********", "name"},
    {"联系人：张三，电话：027-12345678", "联系人：**，电话：***-********", "name phone"},
    {"身份证110101199003074518号", "身份证******************号", "identity"},
    {"证件11010119900307451X", "证件******************", "identity"},
    {"请拨打13912345678咨询", "请拨打***********咨询", "mobile"},
    /* not personal */
    {"公开咨询电话：027-12345678", NULL, ""},
    {"联系电话：027-12345678", NULL, ""},
    {"对所属单位主要负责人进行考核。", NULL, ""},
    {"主要负责人用车 0 辆", NULL, ""},
    {"负责人 联系电话 填报日期", NULL, ""},
    {"项目负责人\t联系电话\t", NULL, ""},
    {"负责人：", NULL, ""},
    {"工作联系人员名单", NULL, ""},
    {"13912345678.50", NULL, ""},
    {"金额139123456789元", NULL, ""},
    {"编号110101209913074518", NULL, ""},
    {"", NULL, ""},
};

static void
test_cases(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *bytes = g_strdup_printf("一、附件\n%s\n", cases[i].line);
        GError *error = NULL;
        MzSource *source = mz_source_from_bytes("test", bytes, strlen(bytes), &error);
        g_assert_no_error(error);
        MzArena *arena = mz_arena_new();
        MzReport *report = mz_arena_new0(arena, MzReport, 1);
        report->arena = arena;
        report->n_lines = source->n_lines;
        report->lines = mz_arena_new0(arena, const char *, source->n_lines);
        for (guint l = 0; l < source->n_lines; l++)
            report->lines[l] = mz_arena_strdup(arena, source->lines[l].text);
        MzText *text = mz_text_of(source, arena);
        mz_parse_outline(report, text, NULL, 0);
        mz_mask_personal(report, text);
        const char *expected = cases[i].masked != NULL ? cases[i].masked : cases[i].line;
        g_assert_cmpstr(report->lines[1], ==, expected);
        if (report->n_sections > 0 && report->sections[0].n_paragraphs > 0 && !g_str_has_suffix(expected, "\t"))
            g_assert_cmpstr(report->sections[0].paragraphs[0], ==, expected);
        GString *what = g_string_new(NULL);
        for (guint k = 0; k < report->n_masked; k++)
            g_string_append_printf(what, "%s%s", k > 0 ? " " : "", report->masked[k].what);
        g_assert_cmpstr(what->str, ==, cases[i].what);
        g_string_free(what, TRUE);
        mz_arena_free(arena);
        mz_source_free(source);
        g_free(bytes);
    }
}

/* A paragraph over several lines is masked where its line is. */
static void
test_paragraph(void)
{
    static const char bytes[] = "一、附件\n甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙\n\n丙，电话13912345678。\n";
    GError *error = NULL;
    MzSource *source = mz_source_from_bytes("test", bytes, strlen(bytes), &error);
    MzArena *arena = mz_arena_new();
    MzReport *report = mz_arena_new0(arena, MzReport, 1);
    report->arena = arena;
    MzText *text = mz_text_of(source, arena);
    mz_parse_outline(report, text, NULL, 0);
    mz_mask_personal(report, text);
    g_assert_cmpuint(report->n_masked, ==, 1);
    g_assert_cmpuint(report->masked[0].span.line, ==, 4);
    g_assert_cmpuint(report->masked[0].span.start, ==, 4);
    g_assert_cmpuint(report->masked[0].span.end, ==, 15);
    g_assert_cmpuint(report->sections[0].n_paragraphs, ==, 1);
    g_assert_true(g_str_has_suffix(report->sections[0].paragraphs[0], "甲乙丙，电话***********。"));
    mz_arena_free(arena);
    mz_source_free(source);
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8"); /* for messages */
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/parse/personal/cases", test_cases);
    g_test_add_func("/parse/personal/paragraph", test_paragraph);
    return g_test_run();
}
