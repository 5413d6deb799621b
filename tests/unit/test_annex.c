/* Tables of the annexes: in tabs, in gaps, flat, damaged, hostile; and in the real reports where they are at hand. */
#include "parse/annex.h"

#include <locale.h>
#include <string.h>
#include <time.h>

#include "model/json.h"
#include "parse/narrative.h"
#include "parse/parse.h"

/* A report of these lines, without standard tables. */
static MzReport *
annexes_of(const char *bytes, gssize length)
{
    GError *error = NULL;
    MzSource *source = mz_source_from_bytes("test", bytes, length < 0 ? strlen(bytes) : (gsize)length, &error);
    g_assert_no_error(error);
    MzArena *arena = mz_arena_new();
    MzReport *report = mz_arena_new0(arena, MzReport, 1);
    report->arena = arena;
    report->source = "x.json";
    report->n_lines = source->n_lines;
    report->lines = mz_arena_new0(arena, const char *, source->n_lines);
    for (guint i = 0; i < source->n_lines; i++)
        report->lines[i] = mz_arena_strndup(arena, source->lines[i].text, source->lines[i].length);
    MzText *text = mz_text_of(source, arena);
    mz_parse_outline(report, text, NULL, 0);
    mz_parse_annexes(report, text);
    mz_source_free(source);
    return report;
}

static void
append_text(GString *out, const char *name, const MzAnnexText *text)
{
    if (text->text != NULL)
        g_string_append_printf(out, " %s=%s@%u", name, text->text, text->line);
}

static void
append_rows(GString *out, const MzAnnexTable *annex)
{
    for (guint i = 0; i < annex->n_goals; i++) {
        append_text(out, annex->goals[i].label, &annex->goals[i].text);
        g_string_append(out, annex->goals[i].text.text == NULL ? " goal" : "");
    }
    for (guint i = 0; i < annex->n_rows; i++) {
        g_string_append_printf(out, "\n%d:", annex->rows[i].goal);
        for (guint c = 0; c < MZ_ANNEX_COLUMNS; c++)
            append_text(out, mz_annex_column_name((MzAnnexColumn)c), &annex->rows[i].cells[c]);
    }
}

/* "performance-project "title" 2031 project=甲@2 budget=3@4(30000) …\n0: level1=…" for each annex. */
static char *
annex_text(const MzReport *report)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < report->n_annexes; i++) {
        const MzAnnexTable *annex = &report->annexes[i];
        g_string_append_printf(out, "%s%s%s %s %d %u-%u", i > 0 ? "\n" : "", mz_annex_kind_name(annex->kind),
                               annex->uncertain ? "?" : "", annex->title == NULL ? "-" : annex->title, annex->year,
                               annex->first_line, annex->last_line);
        append_text(out, "unit", &annex->unit_name);
        append_text(out, "project", &annex->project);
        append_text(out, "budget", &annex->budget.text);
        append_text(out, "executed", &annex->executed.text);
        if (annex->executed.exact)
            g_string_append_printf(out, "(%" G_GINT64_FORMAT ")", annex->executed.amount.fen);
        append_text(out, "rate", &annex->rate);
        append_text(out, "rate-score", &annex->rate_score);
        append_text(out, "total", &annex->total);
        append_rows(out, annex);
    }
    return g_string_free(out, FALSE);
}

#define TITLE "一、2031年度甲项目绩效自评表\n"
#define HEAD "\t一级指标\t二级指标\t三级指标\t年初目标值(A)\t实际完成值(B)\n"
#define FIRST TITLE HEAD
#define NAMED "performance-project 2031年度甲项目绩效自评表 2031 1-"
#define LOST "performance-project? 2031年度甲项目绩效自评表 2031 1-"
#define TEXTS(n) n "\n-1: text=一级指标\t二级指标\t三级指标\t年初目标值(A)\t实际完成值(B)@2\n-1: text="
#define FLAT_HEAD TITLE "一级指标 二级指标 三级指标 目标值 完成值\n"
#define FLAT(n) LOST n "\n-1: text=一级指标 二级指标 三级指标 目标值 完成值@2\n-1: text="

static const struct {
    const char *what, *text, *annexes;
} cases[] = {
    {"all of a project's table",
     "二、2031 年度项目绩效自评表\n项目名称\t\t档案 扫描\t\t\n主管部门\t\t某局\t项目实施单位\t某馆\n"
     "预算执行情况(万元)\t\t\t预算数(A)\t执行数(B)\t执行率(B/A)\t得分\n\t\t年度财政资金总额\t12.50\t12 "
     "万元\t96%\t19.2\n"
     "年度绩效目标 1\t一级 指标\t二级指标\t三级指标\t\t年初目标值\t实际完成值\t得分\n"
     "\t产出 指标\t数量指标\t扫描 5 卷\t\t5 卷\t6 卷\t40\n\t\t\t著录\t\t3 卷\t3 卷\t20.5\n"
     "\t效益指标\t社会效益指标\t查档\t\t便利\t便利\t17\n总分\t96."
     "7分\t\t\t\t\t\t\n备注：一。\n\t产出指标\t数量指标\t甲\t\t1\t1\t1\n",
     "performance-project 2031年度项目绩效自评表 2031 1-10 project=档案扫描@2 budget=12.50@5 "
     "executed=12万元@5(12000000) "
     "rate=96%@5 rate-score=19.2@5 total=96.7分@10 goal\n"
     "0: level1=产出指标@7 level2=数量指标@7 level3=扫描5卷@7 target=5卷@7 result=6卷@7 score=40@7\n"
     "0: level1=产出指标@7 level2=数量指标@7 level3=著录@8 target=3卷@8 result=3卷@8 score=20.5@8\n"
     "0: level1=效益指标@9 level2=社会效益指标@9 level3=查档@9 target=便利@9 result=便利@9 score=17@9"},
    {"goals of a department",
     "1. "
     "某局整体绩效自评表\n单位名称：某局\n预算执行情况(万元)\t\t预算数\t执行数\t执行率\n\t整体支出总额\t8\t7.5\t93.75%"
     "\n"
     "年度目标 1:\t\t办好文。\t\t\n" HEAD "\t产出指标\t质量指标\t差错\t0 次\t0 次\n年度目标2\t\t开好会。\t\t\n"
     "年度目标2\t产出指标\t数量指标\t会议\t3\t4\n",
     "performance-whole 某局整体绩效自评表 0 1-9 unit=某局@2 budget=8@4 executed=7.5@4(7500000) rate=93.75%@4 "
     "年度目标1=办好文。@5 年度目标2=开好会。@8\n"
     "0: level1=产出指标@7 level2=质量指标@7 level3=差错@7 target=0次@7 result=0次@7\n"
     "1: level1=产出指标@9 level2=数量指标@9 level3=会议@9 target=3@9 result=4@9"},
    {"cells shifted against the head", FIRST "产出指标\t数量指标\t册数\t5册\t6册\t\n期数\t\t\t2期\t2期\n",
     NAMED "4\n-1: level1=产出指标@3 level2=数量指标@3 level3=册数@3 target=5册@3 result=6册@3\n"
           "-1: level1=产出指标@3 level2=数量指标@3 level3=期数@4 target=2期@4 result=2期@4"},
    {"a blank result under its head", FIRST "\t产出指标\t数量指标\t册数\t完成\t\n",
     NAMED "3\n-1: level1=产出指标@3 level2=数量指标@3 level3=册数@3 target=完成@3"},
    {"levels of other names under their heads", FIRST "\t履约\t进度\t册数\t尽快\t已办妥\n",
     NAMED "3\n-1: level1=履约@3 level2=进度@3 level3=册数@3 target=尽快@3 result=已办妥@3"},
    {"a lost tab between the values", FIRST "\t产出指标\t数量指标\t册数\t完成完成\n",
     LOST TEXTS("3") "产出指标\t数量指标\t册数\t完成完成@3"},
    {"a lost tab between the values, no levels", FIRST "\t产出指标\t数量指标\t册数\t5\t5\n\t\t\t页数\t9 9\n",
     LOST TEXTS("4") "产出指标\t数量指标\t册数\t5\t5@3\n-1: text=页数\t9 9@4"},
    {"a lost tab before the values", FIRST "\t产出指标\t数量指标\t册数5册\t5册\n",
     LOST TEXTS("3") "产出指标\t数量指标\t册数5册\t5册@3"},
    {"a lost tab behind a level", FIRST "\t产出指标\t数量指标册数\t完成\t已完成\n",
     LOST TEXTS("3") "产出指标\t数量指标册数\t完成\t已完成@3"},
    {"more cells than columns", FIRST "\t产出指标\t数量指标\t册数\t5\t5\t6\t7\n",
     LOST TEXTS("3") "产出指标\t数量指标\t册数\t5\t5\t6\t7@3"},
    {"a score that is no number",
     TITLE "\t一级指标\t二级指标\t三级指标\t目标值\t完成值\t得分\n\t产出指标\t数量指标\t册数\t5\t5\t好\n",
     LOST "3\n-1: text=一级指标\t二级指标\t三级指标\t目标值\t完成值\t得分@2\n-1: "
          "text=产出指标\t数量指标\t册数\t5\t5\t好@3"},
    {"a column nobody knows", TITLE "\t一级指标\t二级指标\t三级指标\t目标值\t颜色\n\t产出指标\t数量指标\t册数\t5\t红\n",
     LOST "3\n-1: text=一级指标\t二级指标\t三级指标\t目标值\t颜色@2\n-1: text=产出指标\t数量指标\t册数\t5\t红@3"},
    {"flat text with gaps",
     "一、2031年甲项目绩效目标表\n项目名称  档案扫描   项目负责人  ***\n年度预算总额  40.00\n"
     "一级指标    二级指标      三级指标      指标值     权重\n"
     "产出指标    数量指标      扫描卷数      5卷        40\n"
     "            质量指标      差错率        <1%        60\n",
     "performance-project 2031年甲项目绩效目标表 2031 1-6 project=档案扫描@2 budget=40.00@3\n"
     "-1: level1=产出指标@5 level2=数量指标@5 level3=扫描卷数@5 target=5卷@5 weight=40@5\n"
     "-1: level1=产出指标@5 level2=质量指标@6 level3=差错率@6 target=<1%@6 weight=60@6"},
    {"a gap that vanished",
     "一、甲项目绩效目标表\n一级指标    二级指标      三级指标      指标值     权重\n"
     "产出指标    数量指标      扫描卷数      5卷 40\n",
     "performance-project? 甲项目绩效目标表 0 1-3\n-1: text=一级指标 二级指标 三级指标 指标值 权重@2\n"
     "-1: text=产出指标 数量指标 扫描卷数 5卷 40@3"},
    {"flat text without gaps",
     "一、2031 年度某会整体绩效自评表\n单位名称 某会\n基本支出总额 20 项目支出总额 1.4\n预算执行情况\n（万元）\n"
     "预算数（A) 执行数（B) 执行率（B/A)\n总额\n21.40 21.4 万 元 100%\n二级指标 三级指标\n数量指标 会议 2 次 2 "
     "次\n总分 "
     "98.5\n二、其他\n",
     "performance-whole? 2031年度某会整体绩效自评表 2031 1-11 unit=某会@2 budget=21.40@8 executed=21.4万元@8(21400000) "
     "rate=100%@8 total=98.5@11\n-1: text=单位名称 某会@2\n-1: text=基本支出总额 20 项目支出总额 1.4@3\n-1: "
     "text=预算执行情况@4\n-1: text=（万元）@5\n-1: text=预算数（A) 执行数（B) 执行率（B/A)@6\n-1: text=总额@7\n-1: "
     "text=21.40 21.4 万 元 100%@8\n-1: text=二级指标 三级指标@9\n-1: text=数量指标 会议 2 次 2 次@10\n-1: text=总分 "
     "98.5@11"},
    {"flat text whose values stand twice or are numbers",
     "某会整体绩效自评表\n单位名称 某会\n年度目标 1： 办好文\n年度\n绩效\n指标\n一级\n指标\n二级指标 三级指标\n"
     "年初目标值\n（A)\n实际完成值（B)\n产出\n指标\n数量指标\n收发文件\n登记件数\n90 95\n数量指标 会议 2 次 3 次\n"
     "质量指标 当年内 当年内 当年内\n满意\n度指\n满意度指\n标\n来访者 满意 满意\n年度目标 2 开好会\n一级指标 二级指标 "
     "三级指标 目标值 完成值\n效益指标 社会效益指标 无 无 无\n偏差大或\n目标未完成\n原因分析\n没有偏差\n"
     "改进措施及\n结果应用方案\n一是细化；\n二是督促。\n",
     "performance-whole 某会整体绩效自评表 0 1-36 unit=某会@2 年度目标1=办好文@3 年度目标2=开好会@26\n"
     "0: level1=产出指标@13 level2=数量指标@15 level3=收发文件登记件数@16 target=90@18 result=95@18\n"
     "0: level1=产出指标@13 level2=数量指标@19 level3=会议@19 target=2次@19 result=3次@19\n"
     "0: level1=产出指标@13 level2=质量指标@20 level3=当年内@20 target=当年内@20 result=当年内@20\n"
     "0: level1=满意度指@21 level2=满意度指标@23 level3=来访者@25 target=满意@25 result=满意@25\n"
     "1: level1=效益指标@28 level2=社会效益指标@28 level3=无@28 target=无@28 result=无@28"},
    {"flat goals with basis and weight",
     "某会整体绩效目标表\n年度绩效目标\n办好文，\n开好会。\n资金来源 资金总额（万元）\n本级安排 28.00\n"
     "其他资金（万元） 其他 1.20\n一级指标 二级指标 三级指标 指标值 指标设定依据 分值权重\n"
     "履职效能\n数量指标 培训次数 ＞=3次\n《工作\n要点》\n20\n质量指标\n服务会员的\n能力。\n提升\n《工作要点》 15\n",
     "performance-whole 某会整体绩效目标表 0 1-18 年度绩效目标=办好文，开好会。@3\n"
     "0: level1=履职效能@9 level2=数量指标@10 level3=培训次数@10 target=＞=3次@10 weight=20@13 basis=《工作要点》@11\n"
     "0: level1=履职效能@9 level2=质量指标@14 level3=服务会员的能力。@15 target=提升@17 weight=15@18 "
     "basis=《工作要点》@18"},
    {"flat text: a target that nothing sets apart", FLAT_HEAD "产出指标 数量指标 会议 开好 开得好\n",
     FLAT("3") "产出指标 数量指标 会议 开好 开得好@3"},
    {"flat text: two rows under one level", FLAT_HEAD "产出指标 数量指标 会议 2 2\n文件 3 3\n",
     FLAT("4") "产出指标 数量指标 会议 2 2@3\n-1: text=文件 3 3@4"},
    {"flat text: numbers in different units", FLAT_HEAD "产出指标 数量指标 会议 2 次 3 场\n",
     FLAT("3") "产出指标 数量指标 会议 2 次 3 场@3"},
    {"flat text: a level without a standard name", FLAT_HEAD "产出指标 其他指标 会议 2 2\n",
     FLAT("3") "产出指标 其他指标 会议 2 2@3"},
    {"two titles on one line",
     "一、某会整体绩效自评表 2031 年度整体支出绩效自评表\n" HEAD "\t产出指标\t数量指标\t册\t1\t1\n",
     "performance-whole 2031年度整体支出绩效自评表 2031 1-3\n"
     "-1: level1=产出指标@3 level2=数量指标@3 level3=册@3 target=1@3 result=1@3"},
    {"a title and nothing behind it", "一、某局项目绩效自评表\n某局2031年度无项目支出。\n二、其他\n", ""},
    {"titles in a list of contents", "目录\n一、某局绩效自评表 5\n二、项目绩效自评表 6\n", ""},
    {"an amount without a unit is not exact",
     "甲项目绩效自评表\n执行情况\t\t预算数\t执行数\t执行率\n\t资金总额\t8\t7.5\t93.75%\n",
     "performance-project 甲项目绩效自评表 0 1-3 budget=8@3 executed=7.5@3 rate=93.75%@3"},
    {"a budget alone is no row of amounts",
     "甲项目绩效自评表\n执行情况(万元)\t\t预算数\t执行数\t执行率\n\t资金总额\t8\t\n",
     "performance-project 甲项目绩效自评表 0 1-3"},
    {"two projects under one title",
     "项目绩效自评表\n项目名称\t甲\n" HEAD "\t产出指标\t数量指标\t册\t1\t1\n项目名称\t乙\n" HEAD
     "\t产出指标\t数量指标\t页\t2\t2\n",
     "performance-project 项目绩效自评表 0 1-4 project=甲@2\n"
     "-1: level1=产出指标@4 level2=数量指标@4 level3=册@4 target=1@4 result=1@4\n"
     "performance-project - 0 5-7 project=乙@5\n"
     "-1: level1=产出指标@7 level2=数量指标@7 level3=页@7 target=2@7 result=2@7"},
    {"marks of an extraction", FIRST "\t产出指标\t数量指标\t<p>册<b>数</b></p><p>（全年）</p>\t<6册\t<br/>5册\n",
     NAMED "3\n-1: level1=产出指标@3 level2=数量指标@3 level3=册数\n（全年）@3 target=<6册@3 result=5册@3"},
    {"key work",
     "第四部分 2031年重点工作完成情况\n序号\t重要事项\t工作内容及目标\t完成情况\n1\t办文\t办好\t已办 3 "
     "件\n\n2\t办会\t开好\t"
     "<p>开了。</p> <p>很好。</p>\n第五部分 名词解释\n3\t不是\t不是\t不是\n",
     "key-work 2031年重点工作完成情况 2031 2-5\n-1: ordinal=1@3 item=办文@3 content=办好@3 completion=已办3件@3\n"
     "-1: ordinal=2@5 item=办会@5 content=开好@5 completion=开了。\n很好。@5"},
    {"key work over two pages",
     "序号\t重要事项\t工作内容\t完成情况\n1\t办文\t办好\t已办\n序号\t重要事项\t工作内容\t完成情况\n---\t---\t---\t---"
     "\n\t\t\t三件\n",
     "key-work - 0 1-5\n-1: ordinal=1@2 item=办文@2 content=办好@2 completion=已办\n三件@2"},
    {"key work with a lost tab", "序号\t重要事项\t工作内容\t完成情况\n1\t办文\t办好已办\n",
     "key-work? - 0 1-2\n-1: text=1\t办文\t办好已办@2"},
    {"key work whose number is glued", "序号\t重要事项\t工作内容\t完成情况\n1办文\t办好\t已办\t无\n",
     "key-work? - 0 1-2\n-1: text=1办文\t办好\t已办\t无@2"},
    {"flat key work", "序号 重要事项 工作内容及目标 完成情况\n1 办文 办好 已办\n",
     "key-work? - 0 1-2\n-1: text=1 办文 办好 已办@2"},
    {"a list that is no key work", "序号\t姓名\t数量\n1\t甲\t2\n", ""},
};

static void
test_cases(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        MzReport *report = annexes_of(cases[i].text, -1);
        char *text = annex_text(report);
        if (strcmp(text, cases[i].annexes) != 0) {
            g_test_message("%s:\n%s\ninstead of\n%s", cases[i].what, text, cases[i].annexes);
            g_test_fail();
        }
        g_free(text);
        mz_report_free(report);
    }
}

/* A tab taken away at any place of a table: what is still read as cells is what stood there, or nothing is. */
static void
test_lost_tabs(void)
{
    static const char table[] =
        FIRST "\t产出指标\t数量指标\t册数\t5册\t6册\n\t\t\t页数\t900页\t912页\n\t\t质量指标\t差错率\t1%\t0.5%"
              "\n\t效益指标\t社会效益指标\t查档\t便利\t便利\n";
    static const char *const names[] = {"册数", "页数", "差错率", "查档"};
    static const char *const targets[] = {"5册", "900页", "1%", "便利"};
    static const char *const results[] = {"6册", "912页", "0.5%", "便利"};
    guint certain = 0;
    for (const char *tab = strchr(strchr(table, '\n') + 1, '\n'); (tab = strchr(tab + 1, '\t')) != NULL;) {
        GString *damaged = g_string_new(table);
        g_string_erase(damaged, tab - table, 1);
        MzReport *report = annexes_of(damaged->str, -1);
        g_assert_cmpuint(report->n_annexes, ==, 1);
        const MzAnnexTable *annex = &report->annexes[0];
        g_assert_cmpuint(annex->n_rows, ==, annex->uncertain ? 5 : 4);
        certain += !annex->uncertain;
        for (guint i = 0; i < 4 && !annex->uncertain; i++) {
            g_test_message("%s", damaged->str);
            g_assert_cmpstr(annex->rows[i].cells[MZ_ANNEX_LEVEL3].text, ==, names[i]);
            g_assert_cmpstr(annex->rows[i].cells[MZ_ANNEX_TARGET].text, ==, targets[i]);
            g_assert_cmpstr(annex->rows[i].cells[MZ_ANNEX_RESULT].text, ==, results[i]);
        }
        mz_report_free(report);
        g_string_free(damaged, TRUE);
    }
    g_assert_cmpuint(certain, >, 5); /* a leading tab is no loss */
}

/* What stands over and under the rows, by label. */
static void
test_fields(void)
{
    static const struct {
        const char *text, *fields;
    } tables[] = {
        {"某会整体绩效目标表\n部门联系人 **\n资金来源 资金总额（万元）\n本级安排 28.00\n其他资金（万元） 其他 1.20\n"
         "一级指标 二级指标 三级指标 目标值 完成值\n产出指标 数量指标 会议 2 2\n偏差大或\n目标未完成\n原因分析\n没有\n",
         "部门联系人=**@2 资金来源资金总额（万元）@3 本级安排=28.00@4 其他资金(万元)：其他=1.20@5 "
         "偏差大或目标未完成原因分析=没有@11 "},
        {FIRST "\t产出指标\t数量指标\t册数\t5\t5\n\t偏差大或 目标未完成 原因分析\t\t无\t\n改进措施及 "
               "结果应用方案\t\t多读\t\t\n",
         "偏差大或目标未完成原因分析=无@4 改进措施及结果应用方案=多读@5 "},
    };
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        MzReport *report = annexes_of(tables[i].text, -1);
        g_autoptr(GString) fields = g_string_new(NULL);
        g_assert_cmpuint(report->n_annexes, ==, 1);
        g_assert_false(report->annexes[0].uncertain);
        for (guint f = 0; f < report->annexes[0].n_fields; f++) {
            const MzAnnexField *field = &report->annexes[0].fields[f];
            g_string_append_printf(fields, "%s%s%s@%u ", field->label, field->text.text == NULL ? "" : "=",
                                   field->text.text == NULL ? "" : field->text.text, field->text.line);
        }
        g_assert_cmpstr(fields->str, ==, tables[i].fields);
        mz_report_free(report);
    }
}

/* Flat text torn at any blank, or joined at any line's end: what is still read as rows is what stood there, or nothing
 * is. */
static void
test_torn_lines(void)
{
    static const char table[] = FLAT_HEAD "产出指标 数量指标 会议 2次 2次\n质量指标 当年内 当年内 当年内\n"
                                          "满意度指标 服务对象满意度指标\n来访者 95% 96%\n";
    static const char *const rows[] = {"会议|2次|2次", "当年内|当年内|当年内", "来访者|95%|96%"};
    guint certain = 0, tried = 0;
    for (const char *at = table + strlen(TITLE); *at != '\0'; at++) {
        if ((*at != ' ' && *at != '\n') || at[1] == '\0')
            continue;
        GString *damaged = g_string_new(table);
        damaged->str[at - table] = *at == ' ' ? '\n' : ' ';
        MzReport *report = annexes_of(damaged->str, -1);
        g_assert_cmpuint(report->n_annexes, <=, 1); /* without a whole head it is no table at all */
        const MzAnnexTable *annex = report->n_annexes == 0 || report->annexes[0].uncertain ? NULL : report->annexes;
        tried++;
        certain += annex != NULL;
        g_assert_true(annex == NULL || annex->n_rows == G_N_ELEMENTS(rows));
        for (guint i = 0; annex != NULL && i < annex->n_rows; i++) {
            const MzAnnexText *cells = annex->rows[i].cells;
            g_autofree char *row = g_strdup_printf("%s|%s|%s", cells[MZ_ANNEX_LEVEL3].text, cells[MZ_ANNEX_TARGET].text,
                                                   cells[MZ_ANNEX_RESULT].text);
            g_assert_cmpstr(row, ==, rows[i]);
        }
        mz_report_free(report);
        g_string_free(damaged, TRUE);
    }
    g_assert_cmpuint(certain, >, 5);
    g_assert_cmpuint(certain, <, tried);
}

static void
test_points(void)
{
    static const struct {
        const char *text;
        gboolean good;
        gint64 thousandths;
    } points[] = {
        {"96.4分", TRUE, 96400}, {"19.344", TRUE, 19344}, {"0", TRUE, 0},   {"20分*", FALSE, 0},
        {"19.3444", FALSE, 0},   {"", FALSE, 0},          {"分", FALSE, 0}, {NULL, FALSE, 0},
        {"98%", FALSE, 0},       {"９８", TRUE, 98000},   {"好", FALSE, 0}, {"9999999999999999999", FALSE, 0},
    };
    for (guint i = 0; i < G_N_ELEMENTS(points); i++) {
        gint64 found = 0;
        g_assert_cmpint(mz_annex_points(points[i].text, &found), ==, points[i].good);
        g_assert_cmpint(found, ==, points[i].thousandths);
    }
}

/* Text that tries to break in: still a report, read in linear time, and the same after its JSON. */
static void
test_hostile(void)
{
    static const char *const units[] = {
        "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t",
        "a\tb\tc\td\te\tf\tg\th\ti\tj\tk\tl\tm\tn\to\tp\tq\tr\ts\tt\tu\tv\tw\tx\ty\tz\t1\t2\t3\t4\t5\t6\t7\t8\t9\n",
        "项目名称 项目名称 项目名称 ",
        "一级指标\t二级指标\t三级指标\t目标值\t一级指标\n",
        "<p><p><input <",
        "年度目标",
        "1\t2\t3\t4\n",
        "\t\t\t续\n",
        "甲项目绩效自评表\n",
        "序号\t重要事项\t工作内容\t完成情况\n",
        "总分\t",
        "  x  y",
        "预算数\t执行数\n1\t2\n",
        "<input checked",
        "产出指标 数量指标 会议 2 2\n",
        "满意 度指 标 ",
        "年度目标 1 办好\n",
        "单位名称 甲\n乙\n",
        "丙\n偏差大或 目标未完成 原因分析\n",
    };
    static const char *const heads[] = {FIRST, FLAT_HEAD, "序号\t重要事项\t工作内容\t完成情况\n1\t甲\t乙\t丙\n",
                                        "甲项目绩效自评表\n", ""};
    for (guint h = 0; h < G_N_ELEMENTS(heads); h++) {
        for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
            GString *bytes = g_string_new(heads[h]);
            for (guint n = 0; n < 2000; n++)
                g_string_append(bytes, units[i]);
            clock_t start = clock(); /* other programs may be busy, too */
            MzReport *report = annexes_of(bytes->str, (gssize)bytes->len);
            g_assert_cmpint((clock() - start) / CLOCKS_PER_SEC, <, 3);
            char *json = mz_report_to_json(report, NULL);
            GError *error = NULL;
            MzReport *again = mz_report_from_json("x.json", json, strlen(json), &error);
            g_assert_no_error(error);
            char *written = mz_report_to_json(again, NULL);
            g_assert_true(strcmp(json, written) == 0);
            g_free(written);
            g_free(json);
            mz_report_free(again);
            mz_report_free(report);
            g_string_free(bytes, TRUE);
        }
    }
}

/* What a person counted in the reports: tables, those that cannot be told apart, rows of all others; exact amounts. */
static const struct {
    const char *file;
    guint annexes, uncertain, rows, amounts;
    gint64 total; /* of the first table with scores, in thousandths; 0: none has */
} reports[] = {
    {"content/reports/示例市示例区/示例市示例区档案馆/2024-final.txt", 2, 0, 11, 2, 96400},
    {"content/reports/示例市示例区/示例市示例区档案馆/2023-final.txt", 1, 0, 3, 0, 0},
    {"content/reports/示例市示例区/示例市示例区档案馆/2025-budget.txt", 0, 0, 0, 0, 0},
    {"../shared/reports/wuchang-office-2024-final.txt", 9, 0, 102, 18, 0},
    {"../shared/reports/jianghan-industry-2024-final.txt", 5, 0, 36, 8, 0},
    {"../shared/reports/wedz-union-2024-final.txt", 3, 0, 41, 4, 95520},
    {"../shared/reports/wuchang-federation-2024-final.txt", 2, 1, 15, 2, 0},
    {"../shared/reports/changji-federation-2024-budget.txt", 2, 1, 5, 1, 0},
};

static void
test_report(gconstpointer data)
{
    guint index = GPOINTER_TO_UINT(data);
    if (!g_file_test(reports[index].file, G_FILE_TEST_EXISTS)) {
        g_test_skip("the report is not at hand");
        return;
    }
    GError *error = NULL;
    g_autoptr(MzReport) report = mz_parse_file(reports[index].file, &error);
    g_assert_no_error(error);
    guint uncertain = 0, rows = 0, amounts = 0;
    gint64 total = 0;
    for (guint i = 0; i < report->n_annexes; i++) {
        const MzAnnexTable *annex = &report->annexes[i];
        gint64 sum = 0, stated = 0;
        uncertain += annex->uncertain;
        rows += annex->uncertain ? 0 : annex->n_rows;
        amounts += (annex->budget.exact ? 1 : 0) + (annex->executed.exact ? 1 : 0);
        if (mz_annex_points_sum(annex, &sum) && mz_annex_points(annex->total.text, &stated)) {
            g_assert_cmpint(sum, ==, stated); /* the scores add up to what the table states */
            total = total == 0 ? stated : total;
        }
    }
    g_assert_cmpuint(report->n_annexes, ==, reports[index].annexes);
    g_assert_cmpuint(uncertain, ==, reports[index].uncertain);
    g_assert_cmpuint(rows, ==, reports[index].rows);
    g_assert_cmpuint(amounts, ==, reports[index].amounts);
    g_assert_cmpint(total, ==, reports[index].total);
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/annex/cases", test_cases);
    g_test_add_func("/annex/lost-tabs", test_lost_tabs);
    g_test_add_func("/annex/torn-lines", test_torn_lines);
    g_test_add_func("/annex/fields", test_fields);
    g_test_add_func("/annex/points", test_points);
    g_test_add_func("/annex/hostile", test_hostile);
    for (guint i = 0; i < G_N_ELEMENTS(reports); i++) {
        g_autofree char *base = g_path_get_basename(reports[i].file);
        g_autofree char *name = g_strdup_printf("/annex/reports/%u-%s", i, base);
        g_test_add_data_func(name, GUINT_TO_POINTER(i), test_report);
    }
    return g_test_run();
}
