/* Parts, headings, paragraphs, cover and glossary (parse/narrative.h). */
#include "parse/narrative.h"

#include "parse/lines.h"

#include <locale.h>
#include <string.h>

static MzReport *
outline_of(const char *bytes, const MzLineRange *tables, guint n_tables)
{
    GError *error = NULL;
    MzSource *source = mz_source_from_bytes("test", bytes, strlen(bytes), &error);
    g_assert_no_error(error);
    MzArena *arena = mz_arena_new();
    MzReport *report = mz_arena_new0(arena, MzReport, 1);
    report->arena = arena;
    mz_parse_outline(report, mz_text_of(source, arena), tables, n_tables);
    mz_source_free(source);
    return report;
}

/* "1 第一部分|概况@1 / 2: text" */
static char *
outline_text(const MzReport *report)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < report->n_sections; i++) {
        const MzSection *section = &report->sections[i];
        g_string_append_printf(text, "%u %s|%s@%u-%u\n", section->level, section->ordinal, section->title,
                               section->line, section->last_line);
        for (guint k = 0; k < section->n_paragraphs; k++)
            g_string_append_printf(text, "  %u: %s\n", section->paragraph_lines[k], section->paragraphs[k]);
    }
    return g_string_free(text, FALSE);
}

#define WIDE "这一行写满了版心的宽度因此下一行仍然是它的继续，"

static const struct {
    const char *what, *text, *outline;
} cases[] = {
    {"ordinals of four levels", "第一部分 概况\n一、 主要职责\n（一）办文。\n（二）机构情况\n1. 人员情况\n共 3 人。\n",
     "1 第一部分|概况@1-1\n2 一|主要职责@2-3\n  3: （一）办文。\n3 （二）|机构情况@4-4\n4 1|人员情况@5-6\n  6: 共 3 "
     "人。\n"},
    {"a part over two lines", "第二部分 某局\n2031年度部门决算表\n正文一句话。\n",
     "1 第二部分|某局2031年度部门决算表@1-3\n  3: 正文一句话。\n"},
    {"a part followed by a sentence", "第四部分 2031年重点工作完成情况\n2031年，完成了任务。\n",
     "1 第四部分|2031年重点工作完成情况@1-2\n  2: 2031年，完成了任务。\n"},
    {"paragraphs broken at the end of a page",
     "一、职责\n某局贯彻执行有关的方针政策并且组织实施各项工作任务的落实和监\n\n- 3 -\n\n督检查。\n其他。\n",
     "2 一|职责@1-7\n  2: 某局贯彻执行有关的方针政策并且组织实施各项工作任务的落实和监督检查。\n  7: 其他。\n"},
    {"captions and page numbers are dropped",
     "一、收入情况说明\n收入合计5万元。\n图 1：收入决算结构\n\n\n12\n\n支出合计5万元。\n",
     "2 一|收入情况说明@1-8\n  2: 收入合计5万元。\n  8: 支出合计5万元。\n"},
    {"a line that begins with 图 and is a sentence", "一、职责\n图书馆管理图书。\n",
     "2 一|职责@1-2\n  2: 图书馆管理图书。\n"},
    {"tabs stay in lines of their own", "一、自评表\n项目\t预算\t执行\n甲\t1\t2\n",
     "2 一|自评表@1-3\n  2: 项目\t预算\t执行\n  3: 甲\t1\t2\n"},
    {"items are no headings",
     "五、支出决算情况说明\n1.教育支出类支出5万元，占10%。\n2."
     "其他支出具体包括：\n（1）其他支出（类）甲（款）乙（项）。支出决算为1万元。\n",
     "2 五|支出决算情况说明@1-2\n  2: 1.教育支出类支出5万元，占10%。\n4 2|其他支出具体包括@3-4\n"
     "  4: （1）其他支出（类）甲（款）乙（项）。支出决算为1万元。\n"},
    {"a number is no ordinal", "一、情况\n2.15万元用于甲。\n2031.5.6开会。\n",
     "2 一|情况@1-3\n  2: 2.15万元用于甲。\n  3: 2031.5.6开会。\n"},
    {"full width kept in titles", "（一）抓组织，建机制\n", "3 （一）|抓组织，建机制@1-1\n"},
    {"a heading and its last words",
     "第三部分 "
     "说明\n一、关于某局2031年预算支出\n情况说明\n甲。\n二、关于某局收支情况\n的总体说明\n乙。\n三、乙情况\n情况说明\n",
     "1 第三部分|说明@1-1\n2 一|关于某局2031年预算支出情况说明@2-4\n  4: 甲。\n"
     "2 二|关于某局收支情况的总体说明@5-7\n  7: 乙。\n2 三|乙情况@8-9\n  9: 情况说明\n"},
    {"form feed", "\f第一部分 概况\n\f一、职责\n甲。\n", "1 第一部分|概况@1-1\n2 一|职责@2-3\n  3: 甲。\n"},
};

static void
test_cases(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        MzReport *report = outline_of(cases[i].text, NULL, 0);
        char *outline = outline_text(report);
        if (strcmp(outline, cases[i].outline) != 0) {
            g_test_message("%s:\n%s", cases[i].what, outline);
            g_test_fail();
        }
        g_free(outline);
        mz_arena_free(report->arena);
    }
}

/* Where every line is wrapped, blank lines stand between, and indentation is lost. */
static void
test_wrapped(void)
{
    GString *bytes = g_string_new("一、职责\n\n");
    for (guint i = 0; i < 10; i++)
        g_string_append(bytes, WIDE "\n\n");
    g_string_append(bytes,
                    "到此为止。\n\n短行没有句号\n\n" WIDE "\n\n（一）机构设置情况\n\n" WIDE "\n\n\n\n7\n\n\n尾。\n");
    MzReport *report = outline_of(bytes->str, NULL, 0);
    g_assert_cmpuint(report->n_sections, ==, 2);
    const MzSection *first = &report->sections[0];
    g_assert_cmpuint(first->n_paragraphs, ==, 3);
    g_assert_true(g_str_has_suffix(first->paragraphs[0], WIDE WIDE "到此为止。"));
    g_assert_cmpstr(first->paragraphs[1], ==, "短行没有句号");
    g_assert_cmpstr(first->paragraphs[2], ==, WIDE);
    g_assert_cmpstr(report->sections[1].title, ==, "机构设置情况");
    g_assert_cmpuint(report->sections[1].n_paragraphs, ==, 1);
    g_assert_cmpstr(report->sections[1].paragraphs[0], ==, WIDE "尾。");
    mz_arena_free(report->arena);
    g_string_free(bytes, TRUE);
}

/* Of wrapped lines one that is not full is broken off where the next begins no sentence. */
static void
test_broken_off(void)
{
    static const struct {
        const char *lines;
        gboolean joined;
    } cases[] = {
        {"某年，一般公共预算财政拨款收入\n\n280.97 万元，比上年多。", TRUE},
        {"某某会是以某某企业为主的团体\n\n和个人为主体的团体。", TRUE},
        {"某年，一般公共预算财政拨款收入。\n\n280.97 万元，比上年多。", FALSE}, /* a sentence ended */
        {"某年，一般公共预算财政拨款收入\n\n280 个，比上年多。", FALSE},
        {"某某会是以某某企业为主的团体\n\n和谐社区建设。", FALSE},
        {"短行\n\n280.97 万元，比上年多。", FALSE},
        /* what stays in one piece had no room on the line */
        {"某年收入与上年相比，总计减少若干降低\n\n21.74%，主要原因是压减。", TRUE},
        {"某年收入与上年相比，总计减少若干。低。\n\n21.74%，主要原因是压减。", FALSE},
        {"某年收入与上年相比降低\n\n21.74%，主要原因是压减。", FALSE},
        {"某年支出（类）某某支出（款）某某支出\n\n（项）：比上年多。", TRUE},
        {"某年支出（类）某某支出（款）某某支出\n\n项目比上年多。", FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        GString *bytes = g_string_new("一、职责\n\n");
        for (guint n = 0; n < 10; n++)
            g_string_append(bytes, WIDE "\n\n");
        g_string_append_printf(bytes, "到此为止。\n\n%s\n", cases[i].lines);
        MzReport *report = outline_of(bytes->str, NULL, 0);
        g_test_message("%s", cases[i].lines);
        g_assert_cmpuint(report->sections[0].n_paragraphs, ==, cases[i].joined ? 2 : 3);
        mz_arena_free(report->arena);
        g_string_free(bytes, TRUE);
    }
}

static const struct {
    const char *text, *title, *published;
} covers[] = {
    {"附件 1\n2031年度某局\n部门决算公开\n2032 年 9 月 1 日\n目 录\n第一部分 概况\t1\n一、职责\t1\n第一部分 "
     "概况\n一、职责\n甲。\n",
     "2031年度某局部门决算公开", "2032-09-01"},
    {"某局2031年部门预算\n二〇三一年二月二十三日\n第一部分 概况\n甲。\n", "某局2031年部门预算", "2031-02-23"},
    {"第一部分 某会概况\n甲。\n2031年10月08日\n", "某会概况", "2031-10-08"},
    {"第一部分 某会概况\n2031年13月1日发文。\n", "某会概况", NULL},
    {"乙。\n", NULL, NULL},
};

static void
test_covers(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(covers); i++) {
        MzReport *report = outline_of(covers[i].text, NULL, 0);
        g_assert_cmpstr(report->title, ==, covers[i].title);
        g_assert_cmpstr(report->published, ==, covers[i].published);
        mz_arena_free(report->arena);
    }
}

/* The list of contents is no outline, and neither are the lines of tables. */
static void
test_skipped(void)
{
    static const MzLineRange tables[] = {{8, 10}, {12, 12}};
    MzReport *report =
        outline_of("目录\n第一部分 概况 1\n- 一、职责\n第二部分 决算表 3\n第一部分 概况\n一、职责\n甲。\n一、教育\n"
                   "二、科学\n5\n丙。\n三、卫生\n丁。\n",
                   tables, 2);
    char *outline = outline_text(report);
    g_assert_cmpstr(outline, ==, "1 第一部分|概况@5-5\n2 一|职责@6-13\n  7: 甲。\n  11: 丙。\n  13: 丁。\n");
    g_free(outline);
    mz_arena_free(report->arena);
}

/* The list of contents as data: bullets, leaders, pages, titles over two lines. */
static void
test_contents(void)
{
    static const struct {
        guint level;
        const char *ordinal, *title;
        guint page, line;
    } expected[] = {
        {1, "第一部分", "某局概况", 1, 3},     {2, "一", "主要职责", 1, 4},
        {2, "二", "收入决算表（表2）", 12, 5}, {1, "第二部分", "某局2031年度决算情况说明", 14, 6},
        {2, "一", "2031年总体情况", 0, 8},
    };
    MzReport *report = outline_of("某局2031年度部门决算\n目 录\n第一部分 某局概况\t1\n- 一、主要职责 ……… 1\n"
                                  "二、收入决算表（表 2）......12\n第二部分 某局 2031 年度决算情况\n说明\t14\n"
                                  "一、2031年总体情况\n第一部分 某局概况\n一、主要职责\n甲。\n",
                                  NULL, 0);
    g_assert_cmpuint(report->n_contents, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < report->n_contents; i++) {
        const MzContentsEntry *entry = &report->contents[i];
        g_assert_cmpuint(entry->level, ==, expected[i].level);
        g_assert_cmpstr(entry->ordinal, ==, expected[i].ordinal);
        g_assert_cmpstr(entry->title, ==, expected[i].title);
        g_assert_cmpuint(entry->page, ==, expected[i].page);
        g_assert_cmpuint(entry->line, ==, expected[i].line);
    }
    g_assert_cmpuint(report->n_sections, ==, 2);
    mz_arena_free(report->arena);
}

static void
test_glossary(void)
{
    MzReport *report = outline_of(
        "第三部分 情况说明\n一、某：不是名词。\n第五部分 名词解释\n（一）基本支出：指保障运转的支出。\n"
        "二、“三公”经费:指三项经费。\n（三）本部门使用的支出功能分类科目(到项级)\n1. 甲支出（类）乙（款）丙（项）\n"
        "2. 甲支出（类）乙（款）丁（项）：反映丁。\n3. 戊支出己\n（四）其他专用名词。\n第六部分 附件\n一、戊：己。\n",
        NULL, 0);
    static const char *const terms[][2] = {
        {"基本支出", "指保障运转的支出。"},
        {"“三公”经费", "指三项经费。"},
        {"甲支出(类)乙(款)丙(项)", ""},
        {"甲支出(类)乙(款)丁(项)", "反映丁。"},
        {"戊支出己", ""},
    };
    g_assert_cmpuint(report->n_glossary, ==, G_N_ELEMENTS(terms));
    for (guint i = 0; i < report->n_glossary; i++) {
        g_assert_cmpstr(report->glossary[i].term, ==, terms[i][0]);
        g_assert_cmpstr(report->glossary[i].text, ==, terms[i][1]);
    }
    g_assert_cmpuint(report->glossary[3].line, ==, 8);
    mz_arena_free(report->arena);
}

static void
test_hostile(void)
{
    static const char *const pieces[] = {"一、", "第一部分", "(",          "9",      "图1：", "\n目录\n",
                                         "1.\n", "第\n",     "（一）：\n", "甲\n\n", "，\n"};
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        GString *bytes = g_string_new("名词解释\n目录\n");
        for (guint k = 0; k < 100000; k++)
            g_string_append(bytes, pieces[i]);
        MzReport *report = outline_of(bytes->str, NULL, 0);
        g_assert_cmpuint(report->n_sections, <=, 100001);
        mz_arena_free(report->arena);
        g_string_free(bytes, TRUE);
    }
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8"); /* for messages */
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/parse/outline/cases", test_cases);
    g_test_add_func("/parse/outline/wrapped", test_wrapped);
    g_test_add_func("/parse/outline/broken-off", test_broken_off);
    g_test_add_func("/parse/outline/covers", test_covers);
    g_test_add_func("/parse/outline/skipped", test_skipped);
    g_test_add_func("/parse/outline/contents", test_contents);
    g_test_add_func("/parse/outline/glossary", test_glossary);
    g_test_add_func("/parse/outline/hostile", test_hostile);
    return g_test_run();
}
