#include "model/tidy.h"

#include <string.h>

#include "model/json.h"

static MzReport *
make_report(const char *kind, const char *tables)
{
    GError *error = NULL;
    char *json = g_strdup_printf("{\"format\":\"mingzhang-report/1\",\"kind\":\"%s\",\"tables\":[%s]}", kind, tables);
    MzReport *report = mz_report_from_json("r.json", json, strlen(json), &error);
    g_assert_no_error(error);
    g_free(json);
    return report;
}

static const struct {
    const char *field, *csv;
} fields[] = {
    {"", ""},
    {"合计", "合计"},
    {"a b", "a b"},
    {" a", "\" a\""},
    {"a ", "\"a \""},
    {"a,b", "\"a,b\""},
    {"say \"x\"", "\"say \"\"x\"\"\""},
    {"a\nb", "\"a\nb\""},
    {"a\rb", "\"a\rb\""},
    {"=1+1", "=1+1"},
    {"'", "'"},
};

static void
test_fields(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        GString *out = g_string_new(NULL);
        mz_csv_append_field(out, fields[i].field);
        g_assert_cmpstr(out->str, ==, fields[i].csv);
        g_string_free(out, TRUE);
    }
}

static void
test_tidy(void)
{
    MzReport *report = make_report("final", "{\"key\":\"summary\",\"rows\":[{\"key\":\"in-year\",\"cells\":[{"
                                            "\"column\":\"amount\",\"text\":\"2, 362. 26\",\"line\":12}]},"
                                            "{\"key\":\"in-other\"}]},"
                                            "{\"key\":\"general\",\"unit\":\"元\",\"rows\":[{\"key\":\"2012801\","
                                            "\"code\":\"2012801\",\"label\":\"行政,运行\",\"cells\":["
                                            "{\"column\":\"project\",\"text\":\"-0.00\"},"
                                            "{\"column\":\"total\",\"amount\":\"-150\",\"decimals\":2,\"origin\":"
                                            "\"recovered\",\"proof\":\"= \\\"甲\\\" − 乙\",\"line\":3}]}]}");
    const char *wanted = "table,row,label,column,value,unit,page,line,origin,proof\n"
                         "summary,收入/本年收入合计,本年收入合计,决算数,2362.26,万元,,12,printed,\n"
                         "general,2012801,\"行政,运行\",小计,-1.50,元,,3,recovered,\"= \"\"甲\"\" − 乙\"\n"
                         "general,2012801,\"行政,运行\",项目支出,0.00,元,,,printed,\n";
    gsize length = 0;
    char *tidy = mz_report_to_tidy(report, &length);
    g_assert_cmpstr(tidy, ==, wanted);
    g_assert_cmpuint(length, ==, strlen(wanted));
    g_free(tidy);
    GString *out = g_string_new("head\n");
    mz_tidy_append(out, report, "武昌,\"a,b\",2024,final,");
    g_assert_true(g_str_has_prefix(out->str, "head\n武昌,\"a,b\",2024,final,summary,收入/本年收入合计,"));
    g_assert_nonnull(strstr(out->str, "\n武昌,\"a,b\",2024,final,general,"));
    g_string_free(out, TRUE);
    report->mark = "假,的";
    tidy = mz_report_to_tidy(report, NULL);
    g_assert_true(g_str_has_prefix(tidy, "table,row,label,column,value,unit,page,line,origin,proof,mark\n"));
    g_assert_nonnull(strstr(tidy, "2362.26,万元,,12,printed,,\"假,的\"\n"));
    g_free(tidy);
    mz_report_free(report);
}

#define CELL(column, text) "{\"column\":\"" column "\",\"text\":\"" text "\"}"

static const struct {
    const char *kind, *table, *csv;
} layouts[] = {
    {"final",
     "{\"key\":\"summary\",\"rows\":["
     "{\"key\":\"in-general\",\"cells\":[" CELL(
         "amount",
         "1,754.75") "]},{\"key\":\"in-year\"},{\"key\":\"in-opening\"},"
                     "{\"key\":\"in-total\",\"cells\":[" CELL(
                         "amount",
                         "1754.75") "]},{\"key\":\"ex-201\",\"cells\":[" CELL("amount",
                                                                              "-5") "]},"
                                                                                    "{\"key\":\"ex-202\"},{\"key\":"
                                                                                    "\"ex-203\"},{\"key\":\"ex-year\"},"
                                                                                    "{\"key\":\"ex-total\"}]}",
     "\xEF\xBB\xBF收入项目,决算数（万元）,支出项目,决算数（万元）\r\n"
     "一、一般公共预算财政拨款收入,1754.75,一、一般公共服务支出,-5\r\n"
     ",,二、外交支出,\r\n,,三、国防支出,\r\n"
     "本年收入合计,,本年支出合计,\r\n年初结转和结余,,,\r\n总计,1754.75,总计,\r\n"},
    {"final",
     "{\"key\":\"general\",\"rows\":[{\"key\":\"total\",\"label\":\"合计\",\"cells\":[" CELL(
         "total", "-1.00") "]},"
                           "{\"key\":\"201\",\"code\":\"201\",\"label\":\"=1+1\"},{\"key\":\"202\",\"code\":\"202\","
                           "\"label\":\"　＋1,\"},"
                           "{\"key\":\"203\",\"code\":\"203\",\"label\":\"@x\"},{\"key\":\"204\",\"code\":\"204\","
                           "\"label\":\"-x\"}]}",
     "\xEF\xBB\xBF科目编码,科目名称,本年支出/小计（万元）,本年支出/基本支出（万元）,本年支出/项目支出（万元）\r\n"
     ",合计,-1.00,,\r\n201,'=1+1,,,\r\n202,\"'　＋1,\",,,\r\n203,'@x,,,\r\n204,'-x,,,\r\n"},
    {"final",
     "{\"key\":\"sangong\",\"unit\":\"元\",\"rows\":[{\"key\":\"a\",\"label\":\"预算数\",\"cells\":[" CELL(
         "total", "2") "]},"
                       "{\"key\":\"b\",\"label\":\"决算数\",\"cells\":[" CELL("reception", "0.00") "]}]}",
     "\xEF\xBB\xBF预算数/合计（元）,预算数/因公出国（境）费（元）,预算数/公务用车购置及运行维护费/小计（元）,"
     "预算数/公务用车购置及运行维护费/公务用车购置费（元）,预算数/公务用车购置及运行维护费/"
     "公务用车运行维护费（元）,预算数/公务接待费（元）,"
     "决算数/合计（元）,决算数/因公出国（境）费（元）,决算数/公务用车购置及运行维护费/小计（元）,"
     "决算数/公务用车购置及运行维护费/公务用车购置费（元）,决算数/公务用车购置及运行维护费/"
     "公务用车运行维护费（元）,决算数/公务接待费（元）\r\n"
     "2,,,,,,,,,,,0.00\r\n"},
    {"budget",
     "{\"key\":\"sangong\",\"rows\":[{\"key\":\"total\",\"label\":\"合计\",\"cells\":[" CELL("fund", "2.5") "]}]}",
     "\xEF\xBB\xBF项目,合计（万元）,资金来源/一般公共预算（万元）,资金来源/政府性基金（万元）,资金来源/"
     "国有资本经营预算（万元）\r\n"
     "合计,,,2.5,\r\n"},
};

static void
test_layouts(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(layouts); i++) {
        MzReport *report = make_report(layouts[i].kind, layouts[i].table);
        gsize length = 0;
        char *csv = mz_table_csv(&report->tables[0], NULL, &length);
        g_assert_cmpstr(csv, ==, layouts[i].csv);
        g_assert_cmpuint(length, ==, strlen(csv));
        g_free(csv);
        mz_report_free(report);
    }
}

/* Made-up figures say so in the headings; the lines stay equally long. */
static void
test_mark(void)
{
    MzReport *report = make_report(
        "budget",
        "{\"key\":\"sangong\",\"rows\":[{\"key\":\"total\",\"label\":\"合计\",\"cells\":[" CELL("fund", "2.5") "]}]}");
    char *csv = mz_table_csv(&report->tables[0], "示例数据", NULL);
    g_assert_true(g_str_has_suffix(csv, "/国有资本经营预算（万元）,示例数据\r\n合计,,,2.5,,\r\n"));
    g_free(csv);
    mz_report_free(report);
}

static void
test_projects(void)
{
    MzReport *report = make_report(
        "budget", "{\"key\":\"projects\",\"rows\":[{\"key\":\"2012899\",\"code\":\"2012899\",\"label\":\"其他\"},"
                  "{\"key\":\"2012899-2\",\"code\":\"2012899\",\"name\":\"2012899/活动\",\"label\":\"其他\","
                  "\"project\":\"-活动\",\"cells\":[" CELL("goods", "3.00") "]}]}");
    char *csv = mz_table_csv(&report->tables[0], NULL, NULL);
    g_assert_true(g_str_has_prefix(csv, "\xEF\xBB\xBF科目编码,科目名称,项目名称,项目支出/合计（万元）,"));
    g_assert_true(g_str_has_suffix(csv, "\r\n2012899,其他,,,,,,,,,,,,\r\n2012899,其他,'-活动,,,3.00,,,,,,,,\r\n"));
    g_assert_cmpint(report->tables[0].rows[1].parent, ==, 0);
    g_free(csv);
    mz_report_free(report);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tidy/fields", test_fields);
    g_test_add_func("/tidy/tidy", test_tidy);
    g_test_add_func("/tidy/layouts", test_layouts);
    g_test_add_func("/tidy/mark", test_mark);
    g_test_add_func("/tidy/projects", test_projects);
    return g_test_run();
}
