/* What the narrative states in numbers (parse/narrative.h): sentences of our own in many wordings. */
#include "parse/narrative.h"
#include "parse/parse.h"
#include "truth.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* --- a report around one paragraph --- */

typedef struct {
    const char *code, *label;
} Item;

static const Item functional[] = {
    {"201", "一般公共服务支出"},
    {"20128", "民主党派及工商联事务"},
    {"2012801", "行政运行"},
    {"2012802", "一般行政管理事务"},
    {"205", "教育支出"},
    {"20502", "普通教育"},
    {"2050201", "学前教育"},
    {"2050202", "小学教育"},
    {"208", "社会保障和就业支出"},
    {"20805", "行政事业单位养老支出"},
    {"2080505", "机关事业单位基本养老"}, /* cut short by the extraction */
    {"2080506", "机关事业单位职业年金缴费支出"},
    {"210", "卫生健康支出"},
    {"21011", "行政事业单位医疗"},
    {"2101101", "行政单位医疗"},
    {"2101102", "事业单位医疗"},
    {"213", "农林水支出"}, /* of which only 项 are printed */
    {"2130101", "行政运行"},
    {"2130201", "行政运行"},
    {"2139901", "行政运行"}, /* of a 款 that the classification has not */
    {"215", "资源勘探工业信息等支出"},
    {"21502", "制造业"},
    {"2150201", "行政运行"},
    {"221", "住房保障支出"},
    {"22102", "住房改革支出"},
    {"2210201", "住房公积金"},
};

static const Item economic[] = {
    {"301", "工资福利支出"},   {"30101", "基本工资"}, {"30103", "奖金"},         {"30113", "住房公积金"},
    {"302", "商品和服务支出"}, {"30201", "办公费"},   {"30213", "维修（护）费"},
};

static void
add_table(MzReport *report, guint index, MzTableKey key, const Item *items, guint n)
{
    MzTable *table = &report->tables[index];
    table->key = key;
    table->form = mz_form(report->kind, key);
    table->n_rows = n;
    table->rows = mz_arena_new0(report->arena, MzRow, n);
    for (guint i = 0; i < n; i++) {
        table->rows[i].key = items[i].code;
        table->rows[i].code = items[i].code;
        table->rows[i].label = items[i].label;
    }
}

/* Reads a whole text as the narrative of a report of the year 2031. */
static MzReport *
read_text(const char *bytes, MzKind kind)
{
    GError *error = NULL;
    MzSource *source = mz_source_from_bytes("test", bytes, strlen(bytes), &error);
    g_assert_no_error(error);
    MzArena *arena = mz_arena_new();
    MzReport *report = mz_arena_new0(arena, MzReport, 1);
    report->arena = arena;
    report->kind = kind;
    report->year = 2031;
    report->n_tables = 2;
    report->tables = mz_arena_new0(arena, MzTable, 2);
    add_table(report, 0, MZ_TABLE_GENERAL, functional, G_N_ELEMENTS(functional));
    add_table(report, 1, MZ_TABLE_BASIC, economic, G_N_ELEMENTS(economic));
    MzText *text = mz_text_of(source, arena);
    mz_parse_outline(report, text, NULL, 0);
    mz_parse_claims(report, text);
    mz_source_free(source);
    return report;
}

/* "收支总计|本年|1234.50|万元; …" */
static char *
claims_text(const MzReport *report)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        char number[32];
        g_snprintf(number, sizeof number, "%s%0*" G_GINT64_FORMAT, claim->value < 0 ? "-" : "", claim->decimals + 1,
                   claim->value < 0 ? -claim->value : claim->value);
        gsize point = strlen(number) - claim->decimals;
        g_string_append_printf(text, "%s%s %s %.*s%s%s %s", i > 0 ? "; " : "", claim->subject,
                               mz_measure_name(claim->measure), (int)point, number, claim->decimals > 0 ? "." : "",
                               number + point, claim->unit);
    }
    return g_string_free(text, FALSE);
}

typedef struct {
    const char *heading, *paragraph, *claims;
} Case;

#define TOTAL "一、收入支出决算总体情况说明"
#define GENERAL "五、一般公共预算财政拨款支出决算情况说明"
#define BASIC "六、一般公共预算财政拨款基本支出决算情况说明"
#define TRIO "九、财政拨款“三公”经费支出决算情况说明"
#define ASSETS "十二、国有资产占用情况说明"
#define PURCHASE "十一、政府采购支出说明"
#define PERFORMANCE "十三、预算绩效情况说明"

static const Case final_cases[] = {
    {TOTAL,
     "2031年度收、支总计均为1,234.50万元。与2030年度相比，收、支总计各减少65.5万元，下降5.04%，主要原因是压减2个项目。",
     "收支总计 本年 1234.50 万元; 收支总计 变动额 -65.5 万元; 收支总计 变动率 -5.04 %"},
    {TOTAL, "2031 年度 收 入 支 出 总 计 为 1 234.5 万元。", "收支总计 本年 234.5 万元"},
    {TOTAL, "2031年度收入总计88万元，较上年增加8万元，增长10%；支出总计88万元，较2030年度增长10％。",
     "收支总计 本年 88 万元; 收支总计 变动额 8 万元; 收支总计 变动率 10 %; 收支总计 本年 88 万元; 收支总计 变动率 10 "
     "%"},
    {TOTAL, "本年度收支总计为90万元，同比下降百分之一，比上年减少到90万元。",
     "收支总计 本年 90 万元; 收支总计 本年 90 万元"},
    {"二、收入决算情况说明",
     "收入合计60.00万元，其中：财政拨款收入50万元，占本年收入83.3%；事业收入0万元，占本年收入0%；其他收入10万元，占16."
     "7%。",
     "收入合计 本年 60.00 万元; 财政拨款收入 本年 50 万元; 财政拨款收入 占比 83.3 %; 事业收入 本年 0 万元; 事业收入 "
     "占比 0 %; "
     "其他收入 本年 10 万元; 其他收入 占比 16.7 %"},
    {"三、支出决算情况说明",
     "支出合计60万元，其中：基本支出40万元，占66.67%；项目支出20万元，占33.33%；经营支出0万元，占0%。",
     "支出合计 本年 60 万元; 基本支出 本年 40 万元; 基本支出 占比 66.67 %; 项目支出 本年 20 万元; 项目支出 占比 33.33 "
     "%; "
     "经营支出 本年 0 万元; 经营支出 占比 0 %"},
    {"四、财政拨款收入支出决算总体情况说明",
     "2031年度财政拨款收、支总计50万元。2031年度财政拨款收入中，一般公共预算财政拨款收入45万元，比2030年度决算数增加5万"
     "元。"
     "政府性基金预算财政拨款收入5万元，与2030年度决算数持平，持平主要原因是标准未变。",
     "财政拨款收支总计 本年 50 万元; 一般公共预算财政拨款收入 本年 45 万元; 一般公共预算财政拨款收入 变动额 5 万元; "
     "政府性基金预算财政拨款收入 本年 5 万元; 政府性基金预算财政拨款收入 变动额 0 万元"},
    {GENERAL,
     "2031年度一般公共预算财政拨款支出年初预算为30万元，支出决算为33万元，完成年初预算的110%"
     "。其中：基本支出23万元，项目支出10万元。",
     "一般公共预算财政拨款支出 年初预算 30 万元; 一般公共预算财政拨款支出 决算 33 万元; 一般公共预算财政拨款支出 "
     "完成率 110 %; "
     "基本支出 本年 23 万元; 项目支出 本年 10 万元"},
    {GENERAL, "1.教育支出类支出20.5万元，占62.1%。主要是用于校舍维修3处。",
     "205 教育支出 本年 20.5 万元; 205 教育支出 占比 62.1 %"},
    {GENERAL, "2.一般公共服务（类）支出12.5万元，占37.9%。",
     "201 一般公共服务支出 本年 12.5 万元; 201 一般公共服务支出 占比 37.9 %"},
    {GENERAL, "3、卫生健康支出（类）7.00万元，占21.2％；",
     "210 卫生健康支出 本年 7.00 万元; 210 卫生健康支出 占比 21.2 %"},
    {GENERAL,
     "（1）教育支出（类）普通教育（款）小学教育（项）。年初预算为0.7万元，支出决算为0.45万元，完成年初预算的64.3%，"
     "支出决算数小于年初预算数的主要原因：2人调离，减少3万元。",
     "2050202 小学教育 年初预算 0.7 万元; 2050202 小学教育 决算 0.45 万元; 2050202 小学教育 完成率 64.3 %"},
    {GENERAL, "（2）资源勘探工业信息等支出（类）制造业（款）行政运行（项）。年初预算数5万元，支出决算数5万元。",
     "2150201 行政运行 年初预算 5 万元; 2150201 行政运行 决算 5 万元"},
    {GENERAL,
     "（3）社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。年初预算10万元,"
     "决算数为9万元。",
     "2080505 机关事业单位基本养老 年初预算 10 万元; 2080505 机关事业单位基本养老 决算 9 万元"},
    {GENERAL, "（4）一般公共服务支出（类）民主党派及工商联事务（款）一般行政管理事务运行（项）。支出决算为1万元。",
     "2012802 一般行政管理事务 决算 1 万元"},
    {GENERAL, "（5）卫生健康支出（类）行政事业单位医疗（款）行政单为医疗（项）。支出决算为2万元。",
     "2101101 行政单位医疗 决算 2 万元"},
    {GENERAL, "（5）农林水支出（类）林业和草原（款）行政运行（项）。支出决算为4万元。", "2130201 行政运行 决算 4 万元"},
    {GENERAL, "（5）农林水支出（类）农业农村（款）行政运行（项）。支出决算为5万元。", "2130101 行政运行 决算 5 万元"},
    {GENERAL, "（5）农林水支出（类）林业和草原（款）。支出决算为4万元。", ""}, /* no row is of it */
    {GENERAL, "（6）其他支出（类）彩票公益金（款）体育事业（项）。支出决算为3万元。", "体育事业 决算 3 万元"},
    {GENERAL, "项目支出主要用于河道清淤工作经费12.5万元，主要成效是清淤8公里，投入40万元；设备更新专项资金 3 万元。",
     "河道清淤工作经费 决算 12.5 万元; 设备更新专项资金 决算 3 万元"},
    {BASIC,
     "2031年度一般公共预算财政拨款基本支出100万元，其中：人员经费80万元，主要包括：基本工资50万元、奖金20."
     "5万元、住房公积金9.5万元。"
     "公用经费20万元，主要包括：办公费12万元、维修(护)费8万元。",
     "基本支出 本年 100 万元; 人员经费 本年 80 万元; 30101 基本工资 本年 50 万元; 30103 奖金 本年 20.5 万元; "
     "30113 住房公积金 本年 9.5 万元; 公用经费 本年 20 万元; 30201 办公费 本年 12 万元; 30213 维修（护）费 本年 8 "
     "万元"},
    {BASIC, "公用经费20元。", "公用经费 本年 20 元"},
    {TRIO,
     "2031年度“三公”经费财政拨款支出全年预算为3万元，支出决算为2.4万元，完成全年预算的80%。较上年减少0.1万元，下降4%，"
     "决算数较上年减少的主要原因是少出行3次。",
     "三公经费 全年预算 3 万元; 三公经费 决算 2.4 万元; 三公经费 完成率 80 %; 三公经费 变动额 -0.1 万元; 三公经费 "
     "变动率 -4 %"},
    {TRIO, "1.因公出国(境)费预算为0万元，支出决算为0万元。较上年持平。全年支出涉及出国（境）团组0个，累计0人次。",
     "因公出国（境）费 全年预算 0 万元; 因公出国（境）费 决算 0 万元; 因公出国（境）费 变动额 0 万元; 因公出国（境）费 "
     "批次 0 个; "
     "因公出国（境）费 人次 0 人次"},
    {TRIO, "（2）公务用车运行维护费支出1.9万元。截至2031年12月31日，开支财政拨款的公务用车保有量为2辆。",
     "公务用车运行费 决算 1.9 万元; 公务用车保有量 数量 2 辆"},
    {TRIO, "（1）公务用车购置费支出0万元，主要是本年度购置(更新)公务用车0辆。",
     "公务用车购置费 决算 0 万元; 公务用车购置费 数量 0 辆"},
    {TRIO, "国内公务接待支出0.5万元，接待对象是兄弟单位。2031年共接待国内来访团组4个，32人次（不包括陪同人员）。",
     "国内公务接待支出 决算 0.5 万元; 国内公务接待支出 批次 4 个; 国内公务接待支出 人次 32 人次"},
    {"十、机关运行经费支出说明",
     "2031年度某局（汇总）机关运行经费支出36.3万元，比年初预算数减少3万元，降低7.63 %。主要原因是：节约用电。",
     "机关运行经费 本年 36.3 万元; 机关运行经费 较年初预算变动额 -3 万元; 机关运行经费 较年初预算变动率 -7.63 %"},
    {"十一、政府采购支出说明",
     "政府采购支出总额10万元，其中：政府采购货物支出4万元、政府采购工程支出0万元、政府采购服务支出6万元。授予中小企业合"
     "同金额9万元，"
     "占政府采购支出总额的90%，其中：授予小微企业合同金额3万元，占授予中小企业合同金额的33.3%"
     "；货物采购授予中小企业合同金额占货物支出金额的75%。",
     "政府采购支出 本年 10 万元; 政府采购货物支出 本年 4 万元; 政府采购工程支出 本年 0 万元; 政府采购服务支出 本年 6 "
     "万元; "
     "授予中小企业合同金额 本年 9 万元; 授予中小企业合同金额 占比 90 %; 授予小微企业合同金额 本年 3 万元; "
     "授予小微企业合同金额 占比 33.3 %; 货物采购授予中小企业合同金额 占比 75 %"},
    {ASSETS,
     "截至2031年12月31日，某局共有车辆3辆，其中，机要通信用车1辆、其他用车2辆，单位价值100万元以上设备4台（套）。",
     "国有资产/车辆数量 数量 3 辆; 国有资产/机要通信用车数量 数量 1 辆; 国有资产/其他用车数量 数量 2 辆; "
     "国有资产/单位价值100万元以上设备 数量 4 台（套）"},
    {PERFORMANCE,
     "我部门组织对2031年度一般公共预算项目支出全面开展绩效自评，共涉及项目3个，资金55万元，占一般公共预算项目支出总额的"
     "62.5%。"
     "从绩效评价情况来看，服务群众500人次，节约12万元。",
     "绩效自评项目资金 数量 3 个; 绩效自评项目资金 本年 55 万元; 绩效自评项目资金 占比 62.5 %"},
    {PERFORMANCE, "我单位开展整体支出绩效自评，资金60万元，从评价情况来看，自评综合得分98.5分，其中：产出指标得39分。",
     "整体支出绩效自评资金 本年 60 万元; 部门整体支出 得分 98.5 分; 产出指标 得分 39 分"},
    {PERFORMANCE,
     "1. "
     "河道清淤项目绩效自评综述：项目全年预算数为20万元，执行数为19万元，完成预算的95%"
     "。主要产出和效益是：清淤8公里，节约30万元。",
     "河道清淤 全年预算 20 万元; 河道清淤 决算 19 万元; 河道清淤 完成率 95 %"},
    {PERFORMANCE, "2. 校舍维修支出：项目全年预算数为20.00万元，执行数19万元。",
     "校舍维修支出 全年预算 20.00 万元; 校舍维修支出 决算 19 万元"},
    {PERFORMANCE, "甲河道项目全年预算数20万元，执行数19万元，执行率95%，自评得分98分。",
     "甲河道项目 全年预算 20 万元; 甲河道项目 决算 19 万元; 甲河道项目 完成率 95 %; 甲河道项目 得分 98 分"},
    {ASSETS, "房屋面积1200平方米，单价50万元以上通用设备2台（套）。",
     "国有资产/房屋面积 数量 1200 平方米; 国有资产/单位价值50万元以上通用设备 数量 2 台（套）"},
    {TRIO, "3.公务接待费支出1万元，比上年减少1万元，下降50%。国内公务接待批次10个，国内公务接待人次80人次。",
     "公务接待费 决算 1 万元; 公务接待费 变动额 -1 万元; 公务接待费 变动率 -50 %; 国内公务接待支出 批次 10 个; "
     "国内公务接待支出 人次 80 人次"},
    {TOTAL, "2030年度收入合计95万元，2031年度收入合计100万元。", "收入合计 上年 95 万元; 收入合计 本年 100 万元"},
    {GENERAL, "2.教育（类）普通教育（款）学前教育（项）年初预算为3万元，支出决算3万元，决算数与年初预算数持平。",
     "2050201 学前教育 年初预算 3 万元; 2050201 学前教育 决算 3 万元; 2050201 学前教育 较年初预算变动额 0 万元"},
    {GENERAL, "占本年支出合计的90%，与上年相比增加3万元，增长10%。其中，人员经费增加2万元，公用经费增加1万元。",
     "人员经费 变动额 2 万元; 公用经费 变动额 1 万元"},
    /* no claims */
    {TOTAL, "支出比上年增加（减少）2万元，增长（下降）7%。", ""},
    {TOTAL, "根据〔2031〕12号文，2031年5月6日会议决定，联系电话027-12345678，共3次。", ""},
    {TOTAL, "该项支出比上年有所增加，主要原因是2人调入，增支5万元。", ""},
    {GENERAL, "5万元，6%，7个，8人次，9分。", ""},
    {TOTAL, "，。；：、（）“”%万元", ""},
};

static const Case budget_cases[] = {
    {"一、关于2031年收支预算情况总体说明", "按照全口径预算的原则，收支总预算298.6万元。", "收支总计 本年 298.6 万元"},
    {"二、关于2031年收入预算情况说明",
     "部门收入预算298.6万元，其中：一般公共预算280万元，占93.77%，比上年预算减少7.7万元，下降2.68%"
     "，主要原因是1人退休，减少3万元。",
     "收入合计 本年 298.6 万元; 一般公共预算财政拨款收入 本年 280 万元; 一般公共预算财政拨款收入 占比 93.77 %; "
     "一般公共预算财政拨款收入 变动额 -7.7 万元; 一般公共预算财政拨款收入 变动率 -2.68 %"},
    {"二、关于2031年收入预算情况说明",
     "国有资本经营预算0.00万元，占0.00%。单位资金0万元，占0%，比上年预算减少101万元，下降100%。",
     "国有资本经营预算财政拨款收入 本年 0.00 万元; 国有资本经营预算财政拨款收入 占比 0.00 %; 单位资金 本年 0 万元; "
     "单位资金 占比 0 %; "
     "单位资金 变动额 -101 万元; 单位资金 变动率 -100 %"},
    {"三、关于2031年支出预算情况说明", "某会2031年支出预算298.6万元，其中：基本支出240万元，占80.38%。",
     "支出合计 本年 298.6 万元; 基本支出 本年 240 万元; 基本支出 占比 80.38 %"},
    {"（三）一般公共预算当年拨款具体使用情况",
     "1、教育支出（类）普通教育（款）学前教育（项）：2031年预算数为135.1万元，比上年预算减少9.2万元，下降6.38%。",
     "2050201 学前教育 本年 135.1 万元; 2050201 学前教育 变动额 -9.2 万元; 2050201 学前教育 变动率 -6.38 %"},
    {"十、关于2031年财政拨款“三公”经费预算情况说明",
     "2031年财政拨款“三公”经费预算数为2.3万元，其中：因公出国（境）费0万元，公务用车运行费2.1万元，公务接待费0.2万元。",
     "三公经费 本年 2.3 万元; 因公出国（境）费 本年 0 万元; 公务用车运行费 本年 2.1 万元; 公务接待费 本年 0.2 万元"},
    {"十、关于2031年财政拨款“三公”经费预算情况说明",
     "“三公”经费预算比上年预算增加0.1万元，增长4.5%，其中：公务接待费增加0.1万元，增长100%。",
     "三公经费 变动额 0.1 万元; 三公经费 变动率 4.5 %; 公务接待费 变动额 0.1 万元; 公务接待费 变动率 100 %"},
    {"十一、关于2031年上年结转结余预算情况说明",
     "2031年上年结转结余17.8万元，包括：财政拨款5.8万元，非财政拨款12万元。",
     "上年结转结余 本年 17.8 万元; 上年结转结余/财政拨款 本年 5.8 万元; 上年结转结余/非财政拨款 本年 12 万元"},
    {"(二)政府采购情况",
     "政府采购预算64万元，其中：政府采购货物预算18.9万元，政府采购服务预算45."
     "1万元。小微企业预留政府采购项目预算金额60万元。",
     "政府采购支出 本年 64 万元; 政府采购支出/货物 本年 18.9 万元; 政府采购支出/服务 本年 45.1 万元; "
     "政府采购支出/小微企业预留 本年 60 万元"},
    {"(三)国有资产占用使用情况",
     "2.车辆1辆，价值17.4万元；其中：执法执勤用车0辆，价值0.00万元。安排购置50万元以上大型设备1台。",
     "国有资产/车辆数量 数量 1 辆; 国有资产/车辆价值 金额 17.4 万元; 国有资产/执法执勤用车数量 数量 0 辆; "
     "国有资产/执法执勤用车价值 金额 0.00 万元; 安排购置50万元以上大型设备 数量 1 台"},
    {"(四)预算绩效情况", "本部门整体预算绩效目标1个，涉及金额298.6万元；当年财政拨款项目2个，涉及预算金额40万元。",
     "预算绩效/整体绩效目标个数 数量 1 个; 预算绩效/整体绩效目标金额 金额 298.6 万元; 预算绩效/当年财政拨款项目个数 "
     "数量 2 个; "
     "预算绩效/当年财政拨款项目金额 金额 40 万元"},
    {"二、机构设置及人员情况", "某会下设3个科室。编制数9，实有人数16人，其中：在职11人，减少1人；退休5人，增加1人。",
     "内设科室数 数量 3 个; 编制数 数量 9 人; 实有人数 数量 16 人; 在职人数 数量 11 人; 在职人数 变动额 -1 人; "
     "退休人数 数量 5 人; "
     "退休人数 变动额 1 人"},
};

/* --- the same in other words --- */

static const Case final_wordings[] = {
    {TOTAL, "2031年度收入总计120.5万元，支出总计120.5万元。", "收支总计 本年 120.5 万元; 收支总计 本年 120.5 万元"},
    {TOTAL, "2031年度收入总计与支出总计均为120.5万元，较上年各增加20.5万元，增幅20.5%。",
     "收支总计 本年 120.5 万元; 收支总计 变动额 20.5 万元; 收支总计 变动率 20.5 %"},
    {TOTAL, "本年收入和支出决算总计为77.01万元。", "收支总计 本年 77.01 万元"},
    {TOTAL, "部门收支决算总额77.01万元，比2030年度决算压减3万元，降幅3.75%。",
     "收支总计 本年 77.01 万元; 收支总计 变动额 -3 万元; 收支总计 变动率 -3.75 %"},
    {TOTAL, "收入及支出总额各为9万元。", "收支总计 本年 9 万元"},
    {TOTAL, "2031年度财政拨款收入总计、支出总计均为70万元，与上年相比减少5万元，降幅6.67%，原因同上。",
     "财政拨款收支总计 本年 70 万元; 财政拨款收支总计 变动额 -5 万元; 财政拨款收支总计 变动率 -6.67 %"},
    {TOTAL, "财政拨款收支总额70万元，同比增加2万元。", "财政拨款收支总计 本年 70 万元; 财政拨款收支总计 变动额 2 万元"},
    {TOTAL, "财政拨款收入与支出总计为70万元。", "财政拨款收支总计 本年 70 万元"},
    {TOTAL, "财政拨款收支合计70万元，其中一般公共预算财政拨款收入66万元、政府性基金收入4万元。",
     "财政拨款收支总计 本年 70 万元; 一般公共预算财政拨款收入 本年 66 万元; 政府性基金预算财政拨款收入 本年 4 万元"},
    {TOTAL, "财政拨款支出总计70万元。", "财政拨款收支总计 本年 70 万元"},
    {"四、财政拨款收入支出决算总体情况说明", "2031年度收入总计、支出总计均为70万元，比上年减少5万元。",
     "财政拨款收支总计 本年 70 万元; 财政拨款收支总计 变动额 -5 万元"},
    {"四、财政拨款收入支出决算总体情况说明", "收、支总计70万元。其中：本年收入68万元，年初财政拨款结转和结余2万元。",
     "财政拨款收支总计 本年 70 万元; 财政拨款收入 本年 68 万元; 年初财政拨款结转和结余 本年 2 万元"},
    {"四、财政拨款收入支出决算总体情况说明", "部门收支总计120.5万元，财政拨款收支总计70万元。",
     "收支总计 本年 120.5 万元; 财政拨款收支总计 本年 70 万元"},
    {"七、政府性基金预算财政拨款收入支出决算情况说明",
     "2031年度政府性基金预算财政拨款本年收入6万元，本年支出5.5万元，年末结转和结余0.5万元。",
     "政府性基金预算财政拨款收入 本年 6 万元; 政府性基金预算财政拨款支出 本年 5.5 万元; "
     "政府性基金预算财政拨款年末结转和结余 本年 0.5 万元"},
    {"八、国有资本经营预算财政拨款支出决算情况说明", "本年支出1.2万元，比上年增加1.2万元。",
     "国有资本经营预算财政拨款支出 本年 1.2 万元; 国有资本经营预算财政拨款支出 变动额 1.2 万元"},
    {"二、收入决算情况说明",
     "2031年度总收入60万元：财政拨款收入50万元，占83.33%；事业收入4万元，占6.67%；其他收入6万元，占10%。",
     "收入合计 本年 60 万元; 财政拨款收入 本年 50 万元; 财政拨款收入 占比 83.33 %; 事业收入 本年 4 万元; 事业收入 占比 "
     "6.67 %; 其他收入 本年 6 万元; 其他收入 占比 10 %"},
    {"二、收入决算情况说明", "本年度收入合计60万元，上年收入合计58万元。",
     "收入合计 本年 60 万元; 收入合计 上年 58 万元"},
    {"三、支出决算情况说明", "2031年度支出总额60万元，分为基本支出40万元和项目支出20万元，分别占66.67%和33.33%。",
     "支出合计 本年 60 万元; 基本支出 本年 40 万元; 项目支出 本年 20 万元; 基本支出 占比 66.67 %; 项目支出 占比 33.33 "
     "%"},
    {"三、支出决算情况说明", "全年总支出60万元，比上年度下降2%，原因是节约用电3万元。",
     "支出合计 本年 60 万元; 支出合计 变动率 -2 %"},
    {GENERAL,
     "2031年度一般公共预算财政拨款支出年初预算数30万元，决算数33万元，完成年初预算的110%"
     "。决算数由两部分组成：基本支出23万元，项目支出10万元。主要项目有：河道清淤6万元，堤防巡查2."
     "5万元，水文监测站点维护1.5万元。",
     "一般公共预算财政拨款支出 年初预算 30 万元; 一般公共预算财政拨款支出 决算 33 万元; 一般公共预算财政拨款支出 "
     "完成率 110 %; 基本支出 本年 23 万元; 项目支出 本年 10 万元; 河道清淤 决算 6 万元; 堤防巡查 决算 2.5 万元; "
     "水文监测站点维护 决算 1.5 万元"},
    {GENERAL, "项目支出用于：堤防巡查2.5万元，“清河”行动经费6万元。",
     "堤防巡查 决算 2.5 万元; “清河”行动经费 决算 6 万元"},
    {GENERAL, "项目只有一个，即堤防巡查2.5万元，用来购置水泵3台。", "堤防巡查 决算 2.5 万元"},
    {GENERAL, "按性质分，基本支出23万元，项目支出10万元。项目有三个：堤防巡查2万元，河道清淤6万元，防汛物资采购2万元。",
     "基本支出 本年 23 万元; 项目支出 本年 10 万元; 堤防巡查 决算 2 万元; 河道清淤 决算 6 万元; 防汛物资采购 决算 2 "
     "万元"},
    {GENERAL, "主要项目包括：堤防巡查2万元；河道清淤6万元。2人参加，补助3万元。",
     "堤防巡查 决算 2 万元; 河道清淤 决算 6 万元"},
    {GENERAL, "1.教育支出20.5万元，占62.1%，用于校舍维修。", "205 教育支出 本年 20.5 万元; 205 教育支出 占比 62.1 %"},
    {GENERAL,
     "（1）教育支出（类）普通教育（款）小学教育（项）：年初预算数7万元，决算数6万元，预算完成率85.7%"
     "。低于预算的原因：2人调离。",
     "2050202 小学教育 年初预算 7 万元; 2050202 小学教育 决算 6 万元; 2050202 小学教育 完成率 85.7 %"},
    {BASIC,
     "人员经费90万元，各项为：基本工资50万元、津贴补贴20万元、奖金10万元、机关事业单位基本养老保险缴费6万元、住房公积金"
     "4万元。",
     "人员经费 本年 90 万元; 30101 基本工资 本年 50 万元; 30102 津贴补贴 本年 20 万元; 30103 奖金 本年 10 万元; 30108 "
     "机关事业单位基本养老保险缴费 本年 6 万元; 30113 住房公积金 本年 4 万元"},
    {BASIC, "公用经费8.3万元，由以下各项组成：办公费5万元，差旅费2万元，公务接待费0.3万元，工会经费1万元。",
     "公用经费 本年 8.3 万元; 30201 办公费 本年 5 万元; 30211 差旅费 本年 2 万元; 30217 公务接待费 本年 0.3 万元; "
     "30228 工会经费 本年 1 万元"},
    {BASIC, "日常公用经费2万元：维修（护）费1万元；办公设备购置1万元。",
     "公用经费 本年 2 万元; 30213 维修（护）费 本年 1 万元; 31002 办公设备购置 本年 1 万元"},
    {BASIC, "基本支出98.3万元，其中人员经费90万元，用于基本工资、津贴补贴。",
     "基本支出 本年 98.3 万元; 人员经费 本年 90 万元"},
    {TRIO, "2031年度“三公”经费全年预算3万元，支出决算2.4万元，完成全年预算的80%，比上年减少0.1万元，下降4%。",
     "三公经费 全年预算 3 万元; 三公经费 决算 2.4 万元; 三公经费 完成率 80 %; 三公经费 变动额 -0.1 万元; 三公经费 "
     "变动率 -4 %"},
    {TRIO, "全年出国（境）团组1个，累计3人次。", "因公出国（境）费 批次 1 个; 因公出国（境）费 人次 3 人次"},
    {TRIO, "全年组织出国（境）团组1个，出国（境）3人次。", "因公出国（境）费 批次 1 个; 因公出国（境）费 人次 3 人次"},
    {TRIO, "国内公务接待支出0万元，国内来访0批次、0人次；外宾接待支出0万元，外宾来访0批次、0人次。",
     "国内公务接待支出 决算 0 万元; 国内公务接待支出 批次 0 批次; 国内公务接待支出 人次 0 人次; 外宾接待支出 决算 0 "
     "万元; 外宾接待支出 批次 0 批次; 外宾接待支出 人次 0 人次"},
    {TRIO, "分项看，国内公务接待支出0.36万元，接待国内来访团组5个，共41人次（陪同人员不计）；外宾接待支出0万元。",
     "国内公务接待支出 决算 0.36 万元; 国内公务接待支出 批次 5 个; 国内公务接待支出 人次 41 人次; 外宾接待支出 决算 0 "
     "万元"},
    {TRIO, "公务用车购置费支出18万元，全年更新公务用车1辆，年末公务用车保有量3辆。",
     "公务用车购置费 决算 18 万元; 公务用车购置费 数量 1 辆; 公务用车保有量 数量 3 辆"},
    {TRIO, "公务用车运行维护费（燃料、维修、保险）1.9万元，均为公务用车购置费以外的支出。",
     "公务用车运行费 决算 1.9 万元"},
    {PURCHASE, "2031年度政府采购支出58.9万元。按种类分，货物4万元，工程0.3万元，服务54.6万元。",
     "政府采购支出 本年 58.9 万元; 政府采购货物支出 本年 4 万元; 政府采购工程支出 本年 0.3 万元; 政府采购服务支出 本年 "
     "54.6 万元"},
    {PURCHASE, "政府采购支出总额7万元，包括货物支出0.5万元、服务支出6.5万元。",
     "政府采购支出 本年 7 万元; 政府采购货物支出 本年 0.5 万元; 政府采购服务支出 本年 6.5 万元"},
    {PURCHASE, "其中：货物类采购2万元，工程类0万元，服务类支出5万元。",
     "政府采购货物支出 本年 2 万元; 政府采购工程支出 本年 0 万元; 政府采购服务支出 本年 5 万元"},
    {PURCHASE, "政府采购货物支出2万元，占28.57%。购买社会服务8万元。",
     "政府采购货物支出 本年 2 万元; 政府采购货物支出 占比 28.57 %"},
    {PURCHASE, "分种类看，货物采购授予中小企业合同金额占50%，服务采购授予中小企业合同金额占94.48%。",
     "货物采购授予中小企业合同金额 占比 50 %; 服务采购授予中小企业合同金额 占比 94.48 %"},
    {TOTAL, "工程3万元，服务5万元。", ""},
    {PURCHASE, "货物、工程和服务支出分别为4万元、0.3万元和54.6万元。",
     "政府采购货物支出 本年 4 万元; 政府采购工程支出 本年 0.3 万元; 政府采购服务支出 本年 54.6 万元"},
    {"三、支出决算情况说明",
     "支出合计60万元，基本支出和项目支出分别为40万元、20万元，较上年分别增加2万元和1万元，增长5.26%。",
     "支出合计 本年 60 万元; 基本支出 本年 40 万元; 项目支出 本年 20 万元; 基本支出 变动额 2 万元; 项目支出 变动额 1 "
     "万元; 项目支出 变动率 5.26 %"},
    {"三、支出决算情况说明", "基本支出、项目支出、经营支出分别占支出合计的60%、40%和0%。",
     "基本支出 占比 60 %; 项目支出 占比 40 %; 经营支出 占比 0 %"},
    {"三、支出决算情况说明", "人员和日常运转分别为4万元、2万元。", ""},
    {TRIO, "因公出国（境）费、公务用车购置费分别为1万元和18万元。",
     "因公出国（境）费 决算 1 万元; 公务用车购置费 决算 18 万元"},
    {ASSETS, "年末共有车辆2辆，其中机要通信用车1辆。单价100万元以上的设备3台（套）。",
     "国有资产/车辆数量 数量 2 辆; 国有资产/机要通信用车数量 数量 1 辆; 国有资产/单位价值100万元以上设备 数量 3 "
     "台（套）"},
    {PERFORMANCE, "本部门对全部一般公共预算项目做了绩效自评，项目8个，资金75.4万元，占项目支出总额的31.9%。",
     "绩效自评项目资金 数量 8 个; 绩效自评项目资金 本年 75.4 万元; 绩效自评项目资金 占比 31.9 %"},
    {PERFORMANCE, "2031年度自评一般公共预算项目2个，资金17.8万元。",
     "绩效自评项目资金 数量 2 个; 绩效自评项目资金 本年 17.8 万元"},
    {PERFORMANCE, "组织对4个项目开展绩效自评，自评率100%。其中3个项目得分为优。", ""},
    {PERFORMANCE, "我局绩效自评共涉及5个项目，涉及资金12万元。",
     "绩效自评项目资金 数量 5 个; 绩效自评项目资金 本年 12 万元"},
    {PERFORMANCE, "部门整体支出自评涉及资金36.2万元，计划执行情况良好。", "整体支出绩效自评资金 本年 36.2 万元"},
    {PERFORMANCE, "整体支出绩效自评涉及资金36.2万元，综合得分95.5分。",
     "整体支出绩效自评资金 本年 36.2 万元; 部门整体支出 得分 95.5 分"},
    {PERFORMANCE,
     "基本支出总额16.1万元，项目支出总额7.5万元。部门整体支出预算数20.1万元，执行数23.6万元，执行率117.41%。",
     "基本支出 本年 16.1 万元; 项目支出 本年 7.5 万元; 部门整体支出 全年预算 20.1 万元; 部门整体支出 决算 23.6 万元; "
     "部门整体支出 完成率 117.41 %"},
    {PERFORMANCE, "1.堤防巡查工作经费：预算数3.4万元，执行数3.2万元，执行率94.12%。",
     "堤防巡查工作经费 全年预算 3.4 万元; 堤防巡查工作经费 决算 3.2 万元; 堤防巡查工作经费 完成率 94.12 %"},
    {PERFORMANCE, "4.节日慰问：预算数0万元，执行数3.15万元。", "节日慰问 全年预算 0 万元; 节日慰问 决算 3.15 万元"},
    {PERFORMANCE, "2.水文监测，全年预算数1.5万元，执行数1.5万元，完成预算的100%。",
     "水文监测 全年预算 1.5 万元; 水文监测 决算 1.5 万元; 水文监测 完成率 100 %"},
    {PERFORMANCE, "3.堤防巡查工作经费预算数3.4万元，执行数3.2万元。",
     "堤防巡查工作经费 全年预算 3.4 万元; 堤防巡查工作经费 决算 3.2 万元"},
    {PERFORMANCE, "5.水文监测：年初预算数1.5万元，决算数1.4万元，自评得分96分。",
     "水文监测 年初预算 1.5 万元; 水文监测 决算 1.4 万元; 水文监测 得分 96 分"},
    {GENERAL, "项目支出10万元（上年结转2万元），比上年增加1万元。", "项目支出 本年 10 万元; 项目支出 变动额 1 万元"},
    {GENERAL, "基本支出（含公用经费）23万元。", "基本支出 本年 23 万元"},
    {TOTAL, "收入、支出情况见表1，共3页，收支相抵后没有余额。", ""},
    {GENERAL, "用于工程5项，服务群众300人，投资2万元。", ""},
};

static const Case budget_wordings[] = {
    {"一、关于2031年收支预算情况总体说明", "2031年收入总预算和支出总预算均为298.6万元。", "收支总计 本年 298.6 万元"},
    {"一、关于2031年收支预算情况总体说明", "2031年收支预算总额298.6万元，较上年增加8万元，增长2.75%。",
     "收支总计 本年 298.6 万元; 收支总计 变动额 8 万元; 收支总计 变动率 2.75 %"},
    {"四、关于2031年财政拨款收支预算情况的总体说明",
     "2031年收支总预算280万元，收入为一般公共预算拨款270万元、政府性基金预算拨款10万元。",
     "财政拨款收支总计 本年 280 万元; 一般公共预算财政拨款收入 本年 270 万元; 政府性基金预算财政拨款收入 本年 10 万元"},
    {"五、关于2031年一般公共预算当年拨款情况说明",
     "2031年一般公共预算当年拨款280万元。基本支出240万元，较上年预算减少5.7万元，下降2.32%；项目支出40万元。",
     "一般公共预算财政拨款支出 本年 280 万元; 一般公共预算基本支出 本年 240 万元; 一般公共预算基本支出 变动额 -5.7 "
     "万元; 一般公共预算基本支出 变动率 -2.32 %; 一般公共预算项目支出 本年 40 万元"},
    {"六、关于2031年一般公共预算基本支出情况说明", "2031年一般公共预算基本支出240万元。",
     "一般公共预算基本支出 本年 240 万元"},
    {"三、关于2031年支出预算情况说明", "基本支出240万元，项目支出58.6万元。",
     "基本支出 本年 240 万元; 项目支出 本年 58.6 万元"},
    {"(二)政府采购情况",
     "2031年政府采购预算64万元：货物18.9万元，工程0万元，服务45."
     "1万元。面向中小企业预留64万元，其中面向小微企业预留60万元。",
     "政府采购支出 本年 64 万元; 政府采购支出/货物 本年 18.9 万元; 政府采购支出/工程 本年 0 万元; 政府采购支出/服务 "
     "本年 45.1 万元; 政府采购支出/面向中小企业预留 本年 64 万元; 政府采购支出/小微企业预留 本年 60 万元"},
    {"(二)政府采购情况", "政府采购货物预算7万元，预留给中小企业3万元。",
     "政府采购支出/货物 本年 7 万元; 政府采购支出/面向中小企业预留 本年 3 万元"},
    {"(三)国有资产占用使用情况", "1.房屋面积1860平方米，账面价值412.5万元。",
     "国有资产/房屋面积 数量 1860 平方米; 国有资产/房屋价值 金额 412.5 万元"},
    {"(三)国有资产占用使用情况",
     "2.车辆1辆，账面原值12.8万元。按用途分，一般公务用车1辆、12.8万元；执法执勤用车0辆、0万元。",
     "国有资产/车辆数量 数量 1 辆; 国有资产/车辆价值 金额 12.8 万元; 国有资产/一般公务用车数量 数量 1 辆; "
     "国有资产/一般公务用车价值 金额 12.8 万元; 国有资产/执法执勤用车数量 数量 0 辆; 国有资产/执法执勤用车价值 金额 0 "
     "万元"},
    {"(三)国有资产占用使用情况", "3.办公家具9.3万元。", "国有资产/办公家具价值 金额 9.3 万元"},
    {"(三)国有资产占用使用情况", "安排购置单价50万元以上的大型设备1台，单价100万元以上的大型设备0台。",
     "安排购置单位价值50万元以上大型设备 数量 1 台; 安排购置单位价值100万元以上大型设备 数量 0 台"},
    {"(四)预算绩效情况", "2031年设整体绩效目标1个，涉及金额298.6万元；当年财政拨款项目2个，预算金额40万元。",
     "预算绩效/整体绩效目标个数 数量 1 个; 预算绩效/整体绩效目标金额 金额 298.6 万元; 预算绩效/当年财政拨款项目个数 "
     "数量 2 个; 预算绩效/当年财政拨款项目金额 金额 40 万元"},
    {"(四)预算绩效情况", "整体绩效目标的资金来源：上级安排5.8万元，本级安排280.8万元，其他资金12万元。",
     "部门整体绩效目标表/上级安排 本年 5.8 万元; 部门整体绩效目标表/本级安排 本年 280.8 万元; "
     "部门整体绩效目标表/其他资金 本年 12 万元"},
    {"(四)预算绩效情况", "项目“水闸维护”：年度预算总额40万元，其中财政拨款38万元，其他资金2万元。",
     "项目支出绩效目标表/年度预算总额 本年 40 万元; 项目支出绩效目标表/财政拨款 本年 38 万元; "
     "项目支出绩效目标表/其他资金 本年 2 万元"},
    {"十一、关于2031年上年结转结余预算情况说明", "1.水闸维护（上年结转）2.1万元，按原来的用途使用。",
     "水闸维护（上年结转） 本年 2.1 万元"},
    {"二、机构设置及人员情况", "本所设办公室、水政科、河湖科，共3个科室。核定编制数18个。",
     "内设科室数 数量 3 个; 编制数 数量 18 个"},
    {"十、关于2031年财政拨款“三公”经费预算情况说明",
     "2031年“三公”经费预算3.1万元，由四项组成：因公出国（境）费0万元，公务用车购置费0万元，公务用车运行费2."
     "5万元，公务接待费0.6万元。",
     "三公经费 本年 3.1 万元; 因公出国（境）费 本年 0 万元; 公务用车购置费 本年 0 万元; 公务用车运行费 本年 2.5 万元; "
     "公务接待费 本年 0.6 万元"},
};

static void
check_cases(const Case *cases, guint n, MzKind kind)
{
    for (guint i = 0; i < n; i++) {
        char *bytes = g_strdup_printf("第三部分 情况说明\n%s\n%s\n", cases[i].heading, cases[i].paragraph);
        MzReport *report = read_text(bytes, kind);
        char *claims = claims_text(report);
        if (strcmp(claims, cases[i].claims) != 0) {
            g_test_message("case %u: %s\n expected %s\n found    %s", i, cases[i].paragraph, cases[i].claims, claims);
            g_test_fail();
        }
        g_free(claims);
        g_free(bytes);
        mz_arena_free(report->arena);
    }
}

static void
test_final(void)
{
    check_cases(final_cases, G_N_ELEMENTS(final_cases), MZ_KIND_FINAL);
}

static void
test_budget(void)
{
    check_cases(budget_cases, G_N_ELEMENTS(budget_cases), MZ_KIND_BUDGET);
}

static void
test_wordings(void)
{
    check_cases(final_wordings, G_N_ELEMENTS(final_wordings), MZ_KIND_FINAL);
    check_cases(budget_wordings, G_N_ELEMENTS(budget_wordings), MZ_KIND_BUDGET);
}

/* Where a claim stands, the words around it, its verb and reason. */
static void
test_places(void)
{
    MzReport *report =
        read_text("第三部分 情况说明\n" TOTAL "\n　　2031年度收、支总计１２.５０万元。与2030年度相比，收、支总计减少\n"
                  "\n3\n\n1,000.05 万元，下降98.8%，主要原因是：“新”项目\n\n少了。\n",
                  MZ_KIND_FINAL);
    g_assert_cmpuint(report->n_claims, ==, 3);
    const MzClaim *now = &report->claims[0];
    g_assert_cmpuint(now->span.line, ==, 3);
    g_assert_cmpuint(now->span.start, ==, 13);
    g_assert_cmpuint(now->span.end, ==, 18);
    g_assert_cmpstr(now->text, ==, "2031年度收、支总计１２.５０万元");
    g_assert_null(now->word);
    g_assert_null(now->reason);
    const MzClaim *change = &report->claims[1];
    g_assert_cmpuint(change->span.line, ==, 7);
    g_assert_cmpuint(change->span.start, ==, 0);
    g_assert_cmpuint(change->span.end, ==, 8);
    g_assert_cmpstr(change->printed, ==, "-1,000.05");
    g_assert_cmpint(change->value, ==, -100005);
    g_assert_cmpstr(change->word, ==, "减少");
    g_assert_cmpstr(change->reason, ==, "“新”项目少了");
    g_assert_cmpstr(report->claims[2].word, ==, "下降");
    g_assert_cmpstr(report->claims[2].reason, ==, "“新”项目少了");
    g_assert_cmpstr(report->sections[change->section].title, ==, "收入支出决算总体情况说明");
    mz_arena_free(report->arena);
}

/* Tables of the annexes. */
static void
test_annexes(void)
{
    MzReport *report =
        read_text("第六部分 附件\n一、2031年度整体绩效自评表\n基本支出总额（万元）\t10.5\t\t项目支出总额\t4\n"
                  "\t部门整体支出总额\t15\t14.5\t96.67%\t9.67\n数量指标\t培训\t20次\t20次\t5\n总分\t98.5\n"
                  "二、2031年度项目绩效自评表\n项目名称\t\t河道清淤\n\t年度财政资金总额\t4 万元\t3 万元\t75%\t\n",
                  MZ_KIND_FINAL);
    char *claims = claims_text(report);
    g_assert_cmpstr(
        claims, ==,
        "基本支出 本年 10.5 万元; 项目支出 本年 4 万元; 部门整体支出 全年预算 15 万元; 部门整体支出 决算 14.5 万元; "
        "部门整体支出 完成率 96.67 %; 部门整体支出 得分 9.67 分; 部门整体支出 得分 98.5 分; 河道清淤 全年预算 4 万元; "
        "河道清淤 决算 3 万元; 河道清淤 完成率 75 %");
    g_free(claims);
    mz_arena_free(report->arena);
}

/* --- hostile input --- */

static void
test_hostile(void)
{
    static const char *const pieces[] = {"9",
                                         "(",
                                         "（项）",
                                         "、",
                                         "年初预算",
                                         "收支总计1万元",
                                         "占",
                                         "主要原因",
                                         " ",
                                         "1.",
                                         "，",
                                         "第一部分",
                                         "\t1",
                                         "“",
                                         "（类）a（款）b（项）",
                                         "、1万元分别为1万元",
                                         "货物",
                                         "（三公经费）",
                                         "收、支",
                                         "项目有1个",
                                         "分别"};
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        GString *bytes = g_string_new("第三部分 情况说明\n" GENERAL "\n");
        for (guint k = 0; k < 100000; k++)
            g_string_append(bytes, pieces[i]);
        MzReport *report = read_text(bytes->str, MZ_KIND_FINAL);
        for (guint k = 0; k < report->n_claims; k++)
            g_assert_cmpuint(g_utf8_strlen(report->claims[k].text, -1), <=, 60);
        mz_arena_free(report->arena);
        g_string_free(bytes, TRUE);
    }
}

/* --- what a person read in the demo reports, and in the real ones where they are --- */

static const char *const gold[] = {"changji-federation-2024-budget", "wedz-union-2024-final",
                                   "wuchang-federation-2024-final", "wuchang-office-2024-final"};

/* One name for subjects that mean the same; a coded one is its code. What is counted stands under the expense that it
 * belongs to. */
static char *
same_subject(const char *subject)
{
    static const char *const same[][2] = {
        {"绩效自评项目支出", "绩效自评项目资金"},
        {"绩效自评项目", "绩效自评项目资金"},
        {"部门整体支出", "整体支出绩效自评资金"},
        {"出国（境）团组", "因公出国（境）费"},
        {"出国（境）人次", "因公出国（境）费"},
        {"公务用车购置数", "公务用车购置费"},
        {"国内公务接待批次", "国内公务接待支出"},
        {"国内公务接待人次", "国内公务接待支出"},
        {"车辆", "国有资产/车辆数量"},
        {"机要通信用车", "国有资产/机要通信用车数量"},
        {"单位价值100万元以上设备", "国有资产/单位价值100万元以上设备"},
        {"安排购置50万元以上大型设备", "安排购置单位价值50万元以上大型设备"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(same); i++) {
        if (strcmp(subject, same[i][0]) == 0)
            return mz_fold_name(same[i][1]);
    }
    size_t digits = strspn(subject, "0123456789");
    return digits >= 3 && subject[digits] == ' ' ? g_strndup(subject, digits) : mz_fold_name(subject);
}

/* 本年, 决算, 金额 and counts are one in the facts. */
static const char *
same_measure(const char *measure)
{
    static const char *const same[][2] = {
        {"决算", "本年"},
        {"金额", "本年"},
        {"数量", "本年"},
        {"批次", "本年"},
        {"变动额（较年初预算）", "较年初预算变动额"},
        {"变动率（较年初预算）", "较年初预算变动率"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(same); i++) {
        if (strcmp(measure, same[i][0]) == 0)
            return same[i][1];
    }
    return measure;
}

/* Of what a fact speaks. */
static char *
fact_key(const char *subject, const char *measure, guint line)
{
    g_autofree char *name = same_subject(subject);
    return g_strdup_printf("%s\t%s\t%u", name, same_measure(measure), line);
}

/* Adds a value to those of a key: every one stands between two ";". */
static void
add_value(GHashTable *facts, char *key, const char *value)
{
    const char *before = g_hash_table_lookup(facts, key);
    g_hash_table_insert(facts, key, g_strconcat(before == NULL ? ";" : before, value, ";", NULL));
}

static char *
value_of(const MzClaim *claim)
{
    GString *value = g_string_new(NULL);
    for (const char *p = claim->printed; *p != '\0'; p++) {
        if (*p != ',')
            g_string_append_c(value, *p);
    }
    return g_string_free(value, FALSE);
}

static gboolean
has_value(GHashTable *facts, const char *key, const char *value)
{
    const char *values = g_hash_table_lookup(facts, key);
    g_autofree char *wanted = g_strdup_printf(";%s;", value);
    return values != NULL && strstr(values, wanted) != NULL;
}

static char *
claim_key(const MzClaim *claim)
{
    return fact_key(claim->subject, mz_measure_name(claim->measure), claim->span.line);
}

/* A claim that says another value of what a person read is wrong. Counts may share their line with an amount. */
static void
refuse_wrong(const char *path, const MzReport *report, GHashTable *truth)
{
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        g_autofree char *key = claim_key(claim);
        g_autofree char *value = value_of(claim);
        gboolean count = claim->measure == MZ_MEASURE_COUNT || claim->measure == MZ_MEASURE_BATCHES;
        if (count || !g_hash_table_contains(truth, key) || has_value(truth, key, value))
            continue;
        g_test_message("%s: wrong: %s %s", path, key, value);
        g_test_fail();
    }
}

/* The facts of one report that are found, of all its facts. */
static void
compare(const char *path, const MzReport *report, gboolean renamed, guint *n_found, guint *n_facts)
{
    g_autoptr(GPtrArray) lines = truth_read(path);
    g_assert_nonnull(lines);
    g_autoptr(GHashTable) stated = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GHashTable) truth = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; i < report->n_claims; i++) {
        g_autofree char *value = value_of(&report->claims[i]);
        add_value(stated, claim_key(&report->claims[i]), value);
    }
    for (guint i = 0; i < lines->len; i++) {
        char **fields = g_ptr_array_index(lines, i);
        gboolean dated = strstr(fields[0], "年") != NULL; /* a project with a year in its name */
        char *key = fact_key(fields[0], truth_field(fields, 1), (guint)atoi(truth_field(fields, 3)));
        const char *value = truth_field(fields, 2);
        value = value[0] == '+' ? value + 1 : value;
        g_autofree char *line = g_strjoinv(" ", fields);
        *n_facts += renamed && dated ? 0 : 1;
        if (!(renamed && dated) && has_value(stated, key, value))
            ++*n_found;
        else if (!renamed)
            g_test_message("%s: not found: %s", path, line);
        add_value(truth, key, value);
    }
    refuse_wrong(path, report, truth);
}

static void
test_demo(void)
{
    guint found = 0;
    guint facts = 0;
    g_autoptr(GPtrArray) index = truth_read("tests/truth/index.tsv");
    g_assert_nonnull(index);
    for (guint i = 0; i < index->len; i++) {
        char **fields = g_ptr_array_index(index, i);
        g_autofree char *path = g_build_filename("content", "reports", truth_field(fields, 1), NULL);
        g_autofree char *truth = g_build_filename("tests", "truth", fields[0], "facts.tsv", NULL);
        GError *error = NULL;
        MzReport *report = mz_parse_file(path, &error);
        g_assert_no_error(error);
        compare(truth, report, FALSE, &found, &facts);
        mz_report_free(report);
    }
    g_test_message("%u of %u facts", found, facts);
    g_assert_cmpuint(facts, >, 1000);
    g_assert_cmpuint(found * 100, >=, facts * 98);
}

static gboolean
have_gold(void)
{
    if (g_file_test("../shared/gold", G_FILE_TEST_IS_DIR))
        return TRUE;
    g_test_skip("no gold data here");
    return FALSE;
}

static void
test_gold(void)
{
    guint found = 0;
    guint facts = 0;
    if (!have_gold())
        return;
    for (guint i = 0; i < G_N_ELEMENTS(gold); i++) {
        g_autofree char *path = g_strdup_printf("../shared/reports/%s.txt", gold[i]);
        GError *error = NULL;
        MzReport *report = mz_parse_file(path, &error);
        g_assert_no_error(error);
        g_autofree char *truth = g_strdup_printf("../shared/gold/%s/facts.tsv", gold[i]);
        compare(truth, report, FALSE, &found, &facts);
        mz_report_free(report);
    }
    g_test_message("%u of %u facts", found, facts);
    g_assert_cmpuint(facts, >, 500);
    g_assert_cmpuint(found, ==, facts);
}

static char *
replaced(char *text, const char *from, const char *to)
{
    char **parts = g_strsplit(text, from, -1);
    char *result = g_strjoinv(to, parts);
    g_strfreev(parts);
    g_free(text);
    return result;
}

/* Other departments in other years state the same. */
static void
test_renamed(void)
{
    static const char *const swaps[][2] = {
        {"2024", "2034"},
        {"2023", "2033"},
        {"2025", "2035"},
        {"武昌", "丙丁"},
        {"武汉", "甲乙"},
        {"昌吉", "戊己"},
        {"工商业联合会", "文物管理处"},
        {"人民政府办公室", "水务和湖泊局"},
        {"总工会", "档案馆"},
        {"工商联", "文物处"},
    };
    guint found = 0;
    guint facts = 0;
    if (!have_gold())
        return;
    for (guint i = 0; i < G_N_ELEMENTS(gold); i++) {
        g_autofree char *path = g_strdup_printf("../shared/reports/%s.txt", gold[i]);
        char *bytes = NULL;
        GError *error = NULL;
        g_file_get_contents(path, &bytes, NULL, &error);
        g_assert_no_error(error);
        for (guint k = 0; k < G_N_ELEMENTS(swaps); k++)
            bytes = replaced(bytes, swaps[k][0], swaps[k][1]);
        MzSource *source = mz_source_from_bytes("renamed", bytes, strlen(bytes), &error);
        g_assert_no_error(error);
        MzReport *report = mz_parse_source(source, &error);
        g_assert_no_error(error);
        g_autofree char *truth = g_strdup_printf("../shared/gold/%s/facts.tsv", gold[i]);
        compare(truth, report, TRUE, &found, &facts);
        mz_report_free(report);
        mz_source_free(source);
        g_free(bytes);
    }
    g_test_message("%u of %u facts", found, facts);
    g_assert_cmpuint(found * 100, >=, facts * 98);
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8"); /* for messages */
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/parse/claims/final", test_final);
    g_test_add_func("/parse/claims/budget", test_budget);
    g_test_add_func("/parse/claims/wordings", test_wordings);
    g_test_add_func("/parse/claims/places", test_places);
    g_test_add_func("/parse/claims/annexes", test_annexes);
    g_test_add_func("/parse/claims/hostile", test_hostile);
    g_test_add_func("/parse/claims/demo", test_demo);
    g_test_add_func("/parse/claims/gold", test_gold);
    g_test_add_func("/parse/claims/renamed", test_renamed);
    return g_test_run();
}
