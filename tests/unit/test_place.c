/* Where amounts stand when the text does not say it plainly. Each case is a small text of one or two tables and the
 * cells that matter. */
#include "parse/parse.h"

#include <string.h>

typedef struct {
    const char *cell; /* "table row column" by keys */
    const char *text; /* amount as plain decimal; "" blank */
    const char *origin;
} Expected;

typedef struct {
    const char *name;
    const char *text;
    Expected cells[10];
} Case;

#define HEAD_GENERAL                                                                                                   \
    "2024年度一般公共预算财政拨款支出决算表\n公开05表\n部门：示例局\t单位：万元\n"      \
    "项目\t\t\t\t本年支出\t\t\n功能分类科目编码\t\t\t科目名称\t小计\t基本支出\t项目支出\n类\t款\t项\t栏次\t1\t2\t3\n"

#define HEAD_GENERAL_FLAT                                                                                                  \
    "2024 年度一般公共预算财政拨款支出决算表\n公开 05 表\n部门：示例局 单位：万元\n项目 " \
    "本年支出\n功能分类\n科目编码\n"                                                                           \
    "科目名称 小计 基本支出 项目支出\n类 款 项\n栏次 1 2 3\n"

#define HEAD_EXPENDITURE                                                                                                            \
    "2024年度支出决算表\n公开03表\n部门：示例局\t单位：万元\n"                                                 \
    "项目\t\t\t\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出\n" \
    "类\t款\t项\t栏次\t1\t2\t3\t4\t5\t6\n"

#define HEAD_EXPENDITURE_FLAT                                                                                                    \
    "2024 年度支出决算表\n公开 03 表\n部门：示例局 单位：万元\n项目\n本年支出\n合计\n基本支出 " \
    "项目支出\n上缴上级\n支出\n经营支出\n"                                                                         \
    "对附属单\n位补助支\n出\n类 款 项 栏次 1 2 3 4 5 6\n"

static const Case cases[] = {
    {"tabs",
     HEAD_GENERAL "\t\t\t合计\t12.50\t10.00\t2.50\n"
                  "201\t\t\t一般公共服务支出\t12.50\t10.00\t2.50\n"
                  "2010301\t\t\t行政运行\t10.00\t10.00\t\n"
                  "2010302\t\t\t一般行政管理事务\t2.50\t\t2.50\n",
     {{"general total total", "12.50", "printed"},
      {"general 2010301 basic", "10.00", "printed"},
      {"general 2010301 project", "", ""},
      {"general 2010302 basic", "", ""},
      {"general 2010302 project", "2.50", "printed"}}},
    {"vanished blanks are found by the sums of the columns",
     HEAD_GENERAL_FLAT "合计 12.50 10.00 2.50\n201 一般公共服务支出 12.50 10.00 2.50\n20103 "
                       "政府办公厅（室）及相关机构事务 12.50 10.00 2.50\n"
                       "2010301 行政运行 10.00 10.00\n2010302 一般行政管理事务 2.50 2.50\n",
     {{"general 2010301 basic", "10.00", "recovered"},
      {"general 2010302 project", "2.50", "recovered"},
      {"general 2010302 basic", "", ""},
      {"general 2010302 total", "2.50", "printed"}}},
    {"a sister table and its unusual columns",
     HEAD_EXPENDITURE_FLAT
     "合计 12.50 10.00 2.50\n201 一般公共服务支出 12.50 10.00 2.50\n2010301 行政运行 10.00 10.00\n"
     "2010302 一般行政管理事务 2.50 2.50\n" HEAD_GENERAL_FLAT
     "合计 12.50 10.00 2.50\n201 一般公共服务支出 12.50 10.00 2.50\n2010301 行政运行 10.00 10.00\n"
     "2010302 一般行政管理事务 2.50 2.50\n",
     {{"expenditure total basic", "10.00", "*"},
      {"expenditure total project", "2.50", "*"},
      {"expenditure 2010302 project", "2.50", "*"},
      {"expenditure 2010302 superior", "", ""},
      {"general total project", "2.50", "printed"}}},
    {"a total row shifted against the head",
     HEAD_EXPENDITURE "\t\t\t\t合计\t12.50\t10.00\t2.50\t\t\n"
                      "201\t\t\t一般公共服务支出\t12.50\t10.00\t2.50\t\t\t\n"
                      "2010301\t\t\t行政运行\t10.00\t10.00\t\t\t\t\n"
                      "2010302\t\t\t一般行政管理事务\t2.50\t\t2.50\t\t\t\n",
     {{"expenditure total total", "12.50", "*"},
      {"expenditure total basic", "10.00", "*"},
      {"expenditure total project", "2.50", "*"},
      {"expenditure 2010302 project", "2.50", "printed"}}},
    {"two columns merged into one: lost amounts are computed and confirmed by the sister table",
     HEAD_EXPENDITURE "\t\t\t合计\t12.50\t9.00\t3.50\t\t\t\n201\t\t\t一般公共服务支出\t10.50\t7.00\t3.50\t\t\t\n"
                      "2010301\t\t\t行政运行\t7.00\t7.00\t\t\t\t\n2010302\t\t\t一般行政管理事务\t3.50\t\t3.50\t\t\t\n"
                      "221\t\t\t住房保障支出\t2.00\t2.00\t\t\t\t\n2210201\t\t\t住房公积金\t2.00\t2.00\t\t\t\t\n"
                      "2024年度一般公共预算财政拨款支出决算表\n公开05表\n部门：示例局\t单位：万元\n"
                      "功能分类科目编码\t\t\t科目名称\t小计\t基本支出 项目支出\n类\t款\t项\t栏次\t1\t2\n"
                      "\t\t\t合计\t12.50\t9.00\n201\t\t\t一般公共服务支出\t10.50\t3.50\n"
                      "2010301\t\t\t行政运行\t7.00\t\n2010302\t\t\t一般行政管理事务\t3.50\t3.50\n"
                      "221\t\t\t住房保障支出\t2.00\t\n2210201\t\t\t住房公积金\t2.00\t\n"
                      "2024年度收入支出决算总表\n项目\t行次\t金额\t项目\t行次\t金额\n"
                      "一、一般公共预算财政拨款收入\t1\t12.50\t一、一般公共服务支出\t31\t10.50\n"
                      "本年收入合计\t27\t12.50\t本年支出合计\t57\t12.50\n总计\t30\t12.50\t总计\t60\t12.50\n",
     {{"general total basic", "9.00", "recovered"},
      {"general total project", "3.50", "recovered"},
      {"general 201 basic", "7.00", "recovered"},
      {"general 201 project", "3.50", "recovered"},
      {"general 2010301 basic", "7.00", "recovered"},
      {"general 2010301 project", "", ""},
      {"general 2210201 basic", "2.00", "recovered"}}},
    {"one misprinted amount moves nothing",
     HEAD_GENERAL "\t\t\t合计\t12.50\t10.00\t2.50\n201\t\t\t一般公共服务支出\t12.50\t10.00\t2.50\n"
                  "2010301\t\t\t行政运行\t10.00\t10.90\t\n2010302\t\t\t一般行政管理事务\t2.50\t\t2.50\n",
     {{"general 2010301 total", "10.00", "printed"},
      {"general 2010301 basic", "10.90", "printed"},
      {"general 2010302 project", "2.50", "printed"}}},
    {"an amount printed in a wrong column stays there where the text kept all cells",
     HEAD_GENERAL "\t\t\t合计\t12.50\t10.00\t2.50\n201\t\t\t一般公共服务支出\t12.50\t10.00\t2.50\n"
                  "2010301\t\t\t行政运行\t10.00\t\t10.00\n2010302\t\t\t一般行政管理事务\t2.50\t\t2.50\n",
     {{"general 2010301 total", "10.00", "printed"},
      {"general 2010301 basic", "", ""},
      {"general 2010301 project", "10.00", "printed"},
      {"general 201 basic", "10.00", "printed"}}},
    {"also a total that stands beside its column",
     HEAD_GENERAL "\t\t\t合计\t12.50\t10.00\t2.50\n201\t\t\t一般公共服务支出\t12.50\t10.00\t2.50\n"
                  "2010301\t\t\t行政运行\t\t10.00\t10.00\n2010302\t\t\t一般行政管理事务\t2.50\t\t2.50\n",
     {{"general 2010301 total", "", ""},
      {"general 2010301 basic", "10.00", "printed"},
      {"general 2010301 project", "10.00", "printed"}}},
    {"where one line has lost a cell, relations decide",
     HEAD_GENERAL "\t\t\t合计\t12.50\t10.00\t2.50\n201\t\t\t一般公共服务支出\t12.50\t10.00\t2.50\n"
                  "2010301\t\t\t行政运行\t10.00\t10.00\t\n2010302\t\t\t一般行政管理事务\t2.50\t2.50\n",
     {{"general 2010301 basic", "10.00", "printed"},
      {"general 2010302 project", "2.50", "recovered"},
      {"general 2010302 basic", "", ""}}},
    {"rows that all stand beside the head are shifted, not misprinted",
     HEAD_GENERAL "\t\t合计\t12.50\t10.00\t2.50\t\n201\t\t一般公共服务支出\t12.50\t10.00\t2.50\t\n"
                  "2010301\t\t行政运行\t10.00\t10.00\t\t\n2010302\t\t一般行政管理事务\t2.50\t\t2.50\t\n",
     {{"general total total", "12.50", "*"},
      {"general 2010301 basic", "10.00", "*"},
      {"general 2010302 project", "2.50", "*"}}},
    {"names wrapped, codes glued, page numbers between",
     HEAD_GENERAL_FLAT "合计 12.50 10.00 2.50\n201 一般公共服务支出 10.50 8.00 2.50\n2010301 行政运行 8.00 8.00\n7\n"
                       "2010302 一般行政管理事务 2.50 2.50\n208\n社会保障和就业\n支出 2.00 2.00\n"
                       "2080505 机关事业单位基本养老保险缴\n费支出\n2.00 2.00\n",
     {{"general 208 total", "2.00", "printed"},
      {"general 2080505 basic", "2.00", "recovered"},
      {"general 2010302 project", "2.50", "recovered"}}},
    {"codes in three cells without names",
     HEAD_GENERAL "\t\t合计\t12.50\t10.00\t2.50\n201\t03\t01\t10.00\t10.00\t\n201\t03\t02\t2.50\t\t2.50\n",
     {{"general 2010301 basic", "10.00", "*"},
      {"general 2010302 project", "2.50", "*"},
      {"general total basic", "10.00", "*"}}},
    {"nothing decides: the likeliest place, said to be uncertain",
     HEAD_GENERAL_FLAT "合计 12.50 12.50\n201 一般公共服务支出 12.50 12.50\n2010301 行政运行 12.50 12.50\n",
     {{"general total total", "12.50", "printed"}, {"general total basic", "12.50", "uncertain"}}},
    {"the narrative decides",
     HEAD_GENERAL_FLAT
     "合计 12.50 12.50\n201 一般公共服务支出 12.50 12.50\n2010301 行政运行 12.50 12.50\n"
     "第三部分 "
     "2024年度部门决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n（三）一般公共预算财政拨款支出决算具体情况\n"
     "2024年度一般公共预算财政拨款支出年初预算为12.00万元，支出决算为12.50万元。其中：基本支出0.00万元，项目支出12."
     "50万元。\n",
     {{"general total project", "12.50", "recovered"}, {"general 2010301 project", "12.50", "recovered"}}},
    {"rows whose only cell is a code and a name do not say that blank cells vanished",
     "财政拨款收支预算总体情况表\n编制部门：示例局\t单位：万元\n财政拨款收入\t\t财政拨款支出\t\t\t\t\n"
     "项目\t合计\t支出功能分类\t合计\t一般公共预算\t政府性基金预算\t国有资本经营预算\n"
     "一般公共预算\t12.50\t201 一般公共服务支出\t10.50\t10.50\t\t\n202 外交支出\n203 国防支出\n204 公共安全支出\n"
     "205 教育支出\n206 科学技术支出\n207 文化旅游体育与传媒支出\n\t\t208 社会保障和就业支出\t2.00\t2.00\t\t\n"
     "210 卫生健康支出\n211 节能环保支出\n212 城乡社区支出\n213 农林水支出\n"
     "收入总计\t12.50\t支出总计\t12.50\t12.50\t\t\n",
     {{"appropriation ex-201 general", "10.50", "printed"},
      {"appropriation ex-208 general", "2.00", "printed"},
      {"appropriation ex-208 fund", "", ""},
      {"appropriation ex-205 total", "", ""}}},
    {"the twelve cells of the wide table",
     "2024年度财政拨款“三公”经费支出决算表\n单位：万元\n预算数\t\t\t\t\t\t决算数\t\t\t\t\t\n"
     "合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行维护"
     "费\t\t\t公务接待费\n"
     "\t\t小计\t公务用车购置费\t公务用车运行维护费\t\t\t\t小计\t公务用车购置费\t公务用车运行维护费\t\n"
     "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\n3.00\t\t2.00\t\t2.00\t1.00\t2.40\t\t1.90\t\t1.90\t0.50\n",
     {{"sangong budget total", "3.00", "printed"},
      {"sangong budget operation", "2.00", "printed"},
      {"sangong budget reception", "1.00", "printed"},
      {"sangong final vehicles", "1.90", "printed"},
      {"sangong final reception", "0.50", "printed"},
      {"sangong final abroad", "", ""}}},
    {"two amounts of the wide table in each other's cells",
     "2024年度财政拨款“三公”经费支出决算表\n单位：万元\n预算数\t\t\t\t\t\t决算数\t\t\t\t\t\n"
     "合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行维护"
     "费\t\t\t公务接待费\n"
     "\t\t小计\t公务用车购置费\t公务用车运行维护费\t\t\t\t小计\t公务用车购置费\t公务用车运行维护费\t\n"
     "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\n3.00\t\t2.00\t\t2.00\t1.00\t2.40\t\t0.50\t\t1.90\t1.90\n",
     {{"sangong budget reception", "1.00", "printed"},
      {"sangong final abroad", "", ""},
      {"sangong final vehicles", "0.50", "printed"},
      {"sangong final operation", "1.90", "printed"},
      {"sangong final reception", "1.90", "printed"}}},
};

static MzReport *
parse(const char *text)
{
    GError *error = NULL;
    g_autoptr(MzSource) source = mz_source_from_bytes("test.txt", text, strlen(text), &error);
    g_assert_no_error(error);
    MzReport *report = mz_parse_source(source, &error);
    g_assert_no_error(error);
    return report;
}

static void
check_cell(const char *name, const MzReport *report, const Expected *expected)
{
    g_auto(GStrv) path = g_strsplit(expected->cell, " ", 3);
    MzTableKey key;
    g_assert_true(mz_table_key_find(path[0], &key));
    const MzCell *cell = mz_report_cell(report, key, path[1], path[2]);
    char buffer[MZ_MONEY_TEXT];
    const char *text = cell == NULL || !cell->present ? "" : mz_money_plain(cell->amount, buffer);
    const char *origin = cell == NULL || !cell->present ? "" : mz_origin_name(cell->origin);
    if (strcmp(text, expected->text) != 0 ||
        (strcmp(expected->origin, "*") != 0 && strcmp(origin, expected->origin) != 0)) {
        g_test_message("%s: %s is '%s' %s, expected '%s' %s", name, expected->cell, text, origin, expected->text,
                       expected->origin);
        g_test_fail();
    }
    if (cell != NULL && cell->present && cell->origin != MZ_ORIGIN_PRINTED)
        g_assert_nonnull(cell->proof);
}

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(MzReport) report = parse(test->text);
    for (guint i = 0; i < G_N_ELEMENTS(test->cells) && test->cells[i].cell != NULL; i++)
        check_cell(test->name, report, &test->cells[i]);
}

/* The cells of a web page's table are certain also where the blank ones at the end of rows are left out. */
static void
test_web_page(void)
{
    const char *page = "<html><body><p>2024年度一般公共预算财政拨款支出决算表</p><p>单位：万元</p><table>"
                       "<tr><td colspan=2>项目<td "
                       "colspan=3>本年支出</tr><tr><td>科目编码<td>科目名称<td>小计<td>基本支出<td>项目支出</tr>"
                       "<tr><td>栏次<td><td>1<td>2<td>3</tr><tr><td><td>合计<td>12.50<td>10.00<td>2.50</tr>"
                       "<tr><td>201<td>一般公共服务支出<td>12.50<td>10.00<td>2.50</tr>"
                       "<tr><td>2010301<td>行政运行<td>10.00<td>10.00</tr>"
                       "<tr><td>2010302<td>一般行政管理事务<td>2.00<td><td>2.00</tr>"
                       "<tr><td>2010350<td>事业运行<td>0.50<td>0.50</tr></table></body></html>";
    GError *error = NULL;
    g_autoptr(MzReport) report = mz_parse_bytes("test.html", page, strlen(page), &error);
    g_assert_no_error(error);
    static const Expected expected[] = {{"general 2010301 basic", "10.00", "printed"},
                                        {"general 2010302 project", "2.00", "printed"},
                                        {"general 2010350 basic", "0.50", "printed"},
                                        {"general 2010350 project", "", ""},
                                        {"general 201 project", "2.50", "printed"}};
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++)
        check_cell("web page", report, &expected[i]);
}

/* The same relations whatever the order of the tables and whatever the department is called. */
static void
test_order(void)
{
    const char *text =
        HEAD_GENERAL_FLAT "合计 12.50 10.00 2.50\n201 一般公共服务支出 12.50 10.00 2.50\n2010301 行政运行 10.00 10.00\n"
                          "2010302 一般行政管理事务 2.50 2.50\n" HEAD_EXPENDITURE_FLAT
                          "合计 12.50 10.00 2.50\n201 一般公共服务支出 12.50 10.00 2.50\n"
                          "2010301 行政运行 10.00 10.00\n2010302 一般行政管理事务 2.50 2.50\n";
    g_autoptr(MzReport) report = parse(text);
    g_assert_cmpuint(report->n_tables, ==, 2);
    g_assert_cmpstr(report->department, ==, "示例局");
    g_assert_cmpint(report->year, ==, 2024);
    Expected expected = {"expenditure 2010302 project", "2.50", "*"};
    check_cell("order", report, &expected);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *name = g_strconcat("/place/", cases[i].name, NULL);
        g_test_add_data_func(name, &cases[i], test_case);
    }
    g_test_add_func("/place/cells of a web page", test_web_page);
    g_test_add_func("/place/order of tables", test_order);
    return g_test_run();
}
