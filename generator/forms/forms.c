#include "forms/forms.h"

#include <string.h>

static const MzColumnForm final_summary_columns[] = {
    {"amount", "决算数", "决算数", NULL, (const char *const[]){"金额", NULL}, -1, MZ_SIDE_NONE, TRUE},
};

static const MzColumnForm final_income_columns[] = {
    {"total", "本年收入合计", "本年收入合计", NULL, (const char *const[]){"合计", NULL}, -1, MZ_SIDE_NONE, TRUE},
    {"fiscal", "财政拨款收入", "财政拨款收入", NULL, NULL, 0, MZ_SIDE_NONE, TRUE},
    {"superior", "上级补助收入", "上级补助收入", NULL, NULL, 0, MZ_SIDE_NONE, FALSE},
    {"undertaking", "事业收入", "事业收入", NULL, NULL, 0, MZ_SIDE_NONE, FALSE},
    {"business", "经营收入", "经营收入", NULL, NULL, 0, MZ_SIDE_NONE, FALSE},
    {"subordinate", "附属单位上缴收入", "附属单位上缴收入", NULL, NULL, 0, MZ_SIDE_NONE, FALSE},
    {"other", "其他收入", "其他收入", NULL, NULL, 0, MZ_SIDE_NONE, FALSE},
};

static const MzColumnForm final_expenditure_columns[] = {
    {"total", "本年支出合计", "本年支出合计", NULL, (const char *const[]){"合计", NULL}, -1, MZ_SIDE_NONE, TRUE},
    {"basic", "基本支出", "基本支出", NULL, NULL, 0, MZ_SIDE_NONE, TRUE},
    {"project", "项目支出", "项目支出", NULL, NULL, 0, MZ_SIDE_NONE, TRUE},
    {"superior", "上缴上级支出", "上缴上级支出", NULL, NULL, 0, MZ_SIDE_NONE, FALSE},
    {"business", "经营支出", "经营支出", NULL, NULL, 0, MZ_SIDE_NONE, FALSE},
    {"subordinate", "对附属单位补助支出", "对附属单位补助支出", NULL, NULL, 0, MZ_SIDE_NONE, FALSE},
};

static const MzColumnForm final_appropriation_columns[] = {
    {"amount", "决算数", "决算数", NULL, (const char *const[]){"金额", NULL}, -1, MZ_SIDE_INCOME, TRUE},
    {"total", "小计", "小计", "决算数", (const char *const[]){"合计", NULL}, -1, MZ_SIDE_EXPENDITURE, TRUE},
    {"general", "一般公共预算财政拨款", "一般公共预算财政拨款", "决算数", NULL, 1, MZ_SIDE_EXPENDITURE, TRUE},
    {"fund", "政府性基金预算财政拨款", "政府性基金预算财政拨款", "决算数", NULL, 1, MZ_SIDE_EXPENDITURE, FALSE},
    {"capital", "国有资本经营预算财政拨款", "国有资本经营预算财政拨款", "决算数", NULL, 1, MZ_SIDE_EXPENDITURE, FALSE},
};

static const MzColumnForm final_general_columns[] = {
    {"total", "小计", "小计", "本年支出", (const char *const[]){"合计", "本年支出合计", NULL}, -1, MZ_SIDE_NONE, TRUE},
    {"basic", "基本支出", "基本支出", "本年支出", NULL, 0, MZ_SIDE_NONE, TRUE},
    {"project", "项目支出", "项目支出", "本年支出", NULL, 0, MZ_SIDE_NONE, TRUE},
};

static const MzColumnForm final_basic_columns[] = {
    {"amount", "决算数", "决算数", NULL, (const char *const[]){"金额", NULL}, -1, MZ_SIDE_NONE, TRUE},
};

static const MzColumnForm final_fund_columns[] = {
    {"opening", "年初结转和结余", "年初结转和结余", NULL, NULL, -1, MZ_SIDE_NONE, FALSE},
    {"income", "本年收入", "本年收入", NULL, NULL, -1, MZ_SIDE_NONE, TRUE},
    {"total", "小计", "小计", "本年支出", (const char *const[]){"合计", NULL}, -1, MZ_SIDE_NONE, TRUE},
    {"basic", "基本支出", "基本支出", "本年支出", NULL, 2, MZ_SIDE_NONE, FALSE},
    {"project", "项目支出", "项目支出", "本年支出", NULL, 2, MZ_SIDE_NONE, TRUE},
    {"closing", "年末结转和结余", "年末结转和结余", NULL, NULL, -1, MZ_SIDE_NONE, FALSE},
};

static const MzColumnForm final_capital_columns[] = {
    {"total", "合计", "合计", "本年支出", (const char *const[]){"小计", NULL}, -1, MZ_SIDE_NONE, TRUE},
    {"basic", "基本支出", "基本支出", "本年支出", NULL, 0, MZ_SIDE_NONE, FALSE},
    {"project", "项目支出", "项目支出", "本年支出", NULL, 0, MZ_SIDE_NONE, TRUE},
};

static const MzColumnForm final_sangong_columns[] = {
    {"total", "合计", "合计", NULL, NULL, -1, MZ_SIDE_NONE, TRUE},
    {"abroad", "因公出国（境）费", "因公出国（境）费", NULL, NULL, 0, MZ_SIDE_NONE, FALSE},
    {"vehicles", "公务用车购置及运行维护费小计", "小计", "公务用车购置及运行维护费", NULL, 0, MZ_SIDE_NONE, TRUE},
    {"purchase", "公务用车购置费", "公务用车购置费", "公务用车购置及运行维护费", NULL, 2, MZ_SIDE_NONE, FALSE},
    {"operation", "公务用车运行维护费", "公务用车运行维护费", "公务用车购置及运行维护费",
     (const char *const[]){"公务用车运行费", NULL}, 2, MZ_SIDE_NONE, TRUE},
    {"reception", "公务接待费", "公务接待费", NULL, NULL, 0, MZ_SIDE_NONE, TRUE},
};

/* 财决01: the budget beside the accounts. */
static const MzColumnForm final_budgeted_columns[] = {
    {"initial", "年初预算数", "年初预算数", NULL, (const char *const[]){"年初预算", NULL}, -1, MZ_SIDE_NONE, TRUE},
    {"full", "全年预算数", "全年预算数", NULL, (const char *const[]){"调整预算数", "全年预算", NULL}, -1, MZ_SIDE_NONE,
     TRUE},
    {"amount", "决算数", "决算数", NULL, NULL, -1, MZ_SIDE_NONE, TRUE},
};

static const MzColumnForm budget_summary_columns[] = {
    {"amount", "预算数", "预算数", NULL, (const char *const[]){"金额", NULL}, -1, MZ_SIDE_NONE, TRUE},
};

static const MzColumnForm budget_income_columns[] = {
    {"total", "总计", "总计", NULL, (const char *const[]){"合计", NULL}, -1, MZ_SIDE_NONE, TRUE},
    {"fiscal", "财政拨款（补助）小计", "小计", "财政拨款（补助）", (const char *const[]){"财政拨款(补助)小计", NULL}, 0,
     MZ_SIDE_NONE, TRUE},
    {"general", "一般公共预算", "一般公共预算", "财政拨款（补助）", NULL, 1, MZ_SIDE_NONE, TRUE},
    {"general-transfer", "上级一般公共预算安排的转移支付", "上级一般公共预算安排的转移支付", "财政拨款（补助）", NULL,
     1, MZ_SIDE_NONE, FALSE},
    {"fund", "政府性基金预算", "政府性基金预算", "财政拨款（补助）", NULL, 1, MZ_SIDE_NONE, FALSE},
    {"fund-transfer", "上级政府性基金安排的转移支付", "上级政府性基金安排的转移支付", "财政拨款（补助）", NULL, 1,
     MZ_SIDE_NONE, FALSE},
    {"capital", "国有资本经营预算", "国有资本经营预算", "财政拨款（补助）", NULL, 1, MZ_SIDE_NONE, FALSE},
    {"capital-transfer", "上级国有资本经营预算安排的转移支付", "上级国有资本经营预算安排的转移支付", "财政拨款（补助）",
     NULL, 1, MZ_SIDE_NONE, FALSE},
    {"special-account", "财政专户（教育收费）", "财政专户（教育收费）", NULL, (const char *const[]){"财政专户", NULL},
     0, MZ_SIDE_NONE, FALSE},
    {"own", "单位资金", "单位资金", NULL, NULL, 0, MZ_SIDE_NONE, FALSE},
    {"fiscal-carryover", "财政拨款结转", "财政拨款结转", NULL, NULL, 0, MZ_SIDE_NONE, TRUE},
    {"other-carryover", "非财政拨款结转结余", "非财政拨款结转结余", NULL, NULL, 0, MZ_SIDE_NONE, FALSE},
};

static const MzColumnForm budget_expenditure_columns[] = {
    {"total", "合计", "合计", NULL, NULL, -1, MZ_SIDE_NONE, TRUE},
    {"basic", "基本支出", "基本支出", NULL, NULL, 0, MZ_SIDE_NONE, TRUE},
    {"project", "项目支出", "项目支出", NULL, NULL, 0, MZ_SIDE_NONE, TRUE},
};

static const MzColumnForm budget_appropriation_columns[] = {
    {"amount", "合计", "合计", NULL, NULL, -1, MZ_SIDE_INCOME, TRUE},
    {"total", "合计", "合计", NULL, NULL, -1, MZ_SIDE_EXPENDITURE, TRUE},
    {"general", "一般公共预算", "一般公共预算", NULL, NULL, 1, MZ_SIDE_EXPENDITURE, TRUE},
    {"fund", "政府性基金预算", "政府性基金预算", NULL, NULL, 1, MZ_SIDE_EXPENDITURE, FALSE},
    {"capital", "国有资本经营预算", "国有资本经营预算", NULL, NULL, 1, MZ_SIDE_EXPENDITURE, FALSE},
};

static const MzColumnForm budget_basic_columns[] = {
    {"total", "合计", "合计", NULL, NULL, -1, MZ_SIDE_NONE, TRUE},
    {"personnel", "人员经费", "人员经费", NULL, NULL, 0, MZ_SIDE_NONE, TRUE},
    {"public", "公用经费", "公用经费", NULL, NULL, 0, MZ_SIDE_NONE, TRUE},
};

static const MzColumnForm budget_fund_columns[] = {
    {"total", "合计", "合计", NULL, NULL, -1, MZ_SIDE_NONE, TRUE},
    {"personnel", "基本支出/人员经费", "人员经费", "基本支出", NULL, 0, MZ_SIDE_NONE, FALSE},
    {"public", "基本支出/公用经费", "公用经费", "基本支出", NULL, 0, MZ_SIDE_NONE, FALSE},
    {"project", "项目支出", "项目支出", NULL, NULL, 0, MZ_SIDE_NONE, TRUE},
};

static const MzColumnForm budget_sangong_columns[] = {
    {"total", "合计", "合计", NULL, NULL, -1, MZ_SIDE_NONE, TRUE},
    {"general", "一般公共预算", "一般公共预算", "资金来源", NULL, 0, MZ_SIDE_NONE, TRUE},
    {"fund", "政府性基金", "政府性基金", "资金来源", NULL, 0, MZ_SIDE_NONE, FALSE},
    {"capital", "国有资本经营预算", "国有资本经营预算", "资金来源", NULL, 0, MZ_SIDE_NONE, FALSE},
};

static const MzColumnForm budget_projects_columns[] = {
    {"total", "项目支出合计", "合计", "项目支出", (const char *const[]){"合计", NULL}, -1, MZ_SIDE_NONE, TRUE},
    {"wages", "工资福利支出", "工资福利支出", NULL, NULL, 0, MZ_SIDE_NONE, -1},
    {"goods", "商品服务支出", "商品服务支出", NULL, (const char *const[]){"商品和服务支出", NULL}, 0, MZ_SIDE_NONE,
     MZ_USUALLY_LARGEST},
    {"subsidies", "对个人和家庭的补助", "对个人和家庭的补助", NULL, NULL, 0, MZ_SIDE_NONE, FALSE},
    {"interest", "债务利息及费用支出", "债务利息及费用支出", NULL, NULL, 0, MZ_SIDE_NONE, -5},
    {"capital-construction", "资本性支出（基本建设）", "资本性支出（基本建设）", NULL, NULL, 0, MZ_SIDE_NONE, -4},
    {"capital", "资本性支出", "资本性支出", NULL, NULL, 0, MZ_SIDE_NONE, TRUE},
    {"enterprise-construction", "对企业补助（基本建设）", "对企业补助（基本建设）", NULL, NULL, 0, MZ_SIDE_NONE, -5},
    {"enterprise", "对企业补助", "对企业补助", NULL, NULL, 0, MZ_SIDE_NONE, -3},
    {"social", "对社会保障基金补助", "对社会保障基金补助", NULL, NULL, 0, MZ_SIDE_NONE, -5},
    {"other", "其他支出", "其他支出", NULL, NULL, 0, MZ_SIDE_NONE, -2},
};

static const MzColumnForm budget_carryover_columns[] = {
    {"total", "总计", "总计", NULL, NULL, -1, MZ_SIDE_NONE, TRUE},
    {"fiscal", "财政拨款/合计", "合计", "财政拨款", NULL, 0, MZ_SIDE_NONE, TRUE},
    {"fiscal-personnel", "财政拨款/人员经费", "基本支出：人员经费", "财政拨款", NULL, 1, MZ_SIDE_NONE, FALSE},
    {"fiscal-public", "财政拨款/公用经费", "基本支出：公用经费", "财政拨款", NULL, 1, MZ_SIDE_NONE, FALSE},
    {"fiscal-project", "财政拨款/项目支出", "项目支出", "财政拨款", NULL, 1, MZ_SIDE_NONE, TRUE},
    {"other", "非财政拨款/合计", "合计", "非财政拨款", NULL, 0, MZ_SIDE_NONE, TRUE},
    {"other-personnel", "非财政拨款/人员经费", "基本支出：人员经费", "非财政拨款", NULL, 5, MZ_SIDE_NONE, FALSE},
    {"other-public", "非财政拨款/公用经费", "基本支出：公用经费", "非财政拨款", NULL, 5, MZ_SIDE_NONE, FALSE},
    {"other-project", "非财政拨款/项目支出", "项目支出", "非财政拨款", NULL, 5, MZ_SIDE_NONE, TRUE},
};

static const MzRowForm final_summary_rows[] = {
    {"in-general", "收入/一般公共预算财政拨款收入", "一般公共预算财政拨款收入", "一、", NULL, MZ_SIDE_INCOME, 0, NULL,
     8, FALSE, FALSE},
    {"in-fund", "收入/政府性基金预算财政拨款收入", "政府性基金预算财政拨款收入", "二、", NULL, MZ_SIDE_INCOME, 0, NULL,
     8, FALSE, FALSE},
    {"in-capital", "收入/国有资本经营预算财政拨款收入", "国有资本经营预算财政拨款收入", "三、", NULL, MZ_SIDE_INCOME, 0,
     NULL, 8, FALSE, FALSE},
    {"in-superior", "收入/上级补助收入", "上级补助收入", "四、", NULL, MZ_SIDE_INCOME, 0, NULL, 8, FALSE, FALSE},
    {"in-undertaking", "收入/事业收入", "事业收入", "五、", NULL, MZ_SIDE_INCOME, 0, NULL, 8, FALSE, FALSE},
    {"in-business", "收入/经营收入", "经营收入", "六、", NULL, MZ_SIDE_INCOME, 0, NULL, 8, FALSE, FALSE},
    {"in-subordinate", "收入/附属单位上缴收入", "附属单位上缴收入", "七、", NULL, MZ_SIDE_INCOME, 0, NULL, 8, FALSE,
     FALSE},
    {"in-other", "收入/其他收入", "其他收入", "八、", NULL, MZ_SIDE_INCOME, 0, NULL, 8, FALSE, FALSE},
    {"in-year", "收入/本年收入合计", "本年收入合计", "", NULL, MZ_SIDE_INCOME, 0, NULL, 11, FALSE, FALSE},
    {"in-surplus", "收入/使用非财政拨款结余（含专用结余）", "使用非财政拨款结余（含专用结余）", "",
     (const char *const[]){"使用非财政拨款结余", NULL}, MZ_SIDE_INCOME, 0, NULL, 11, FALSE, FALSE},
    {"in-opening", "收入/年初结转和结余", "年初结转和结余", "", NULL, MZ_SIDE_INCOME, 0, NULL, 11, FALSE, FALSE},
    {"in-total", "收入/总计", "总计", "", (const char *const[]){"收入总计", NULL}, MZ_SIDE_INCOME, 0, NULL, -1, FALSE,
     FALSE},
    {"ex-201", "支出/一般公共服务支出", "一般公共服务支出", "一、", NULL, MZ_SIDE_EXPENDITURE, 0, "201", 38, FALSE,
     FALSE},
    {"ex-202", "支出/外交支出", "外交支出", "二、", NULL, MZ_SIDE_EXPENDITURE, 0, "202", 38, FALSE, FALSE},
    {"ex-203", "支出/国防支出", "国防支出", "三、", NULL, MZ_SIDE_EXPENDITURE, 0, "203", 38, FALSE, FALSE},
    {"ex-204", "支出/公共安全支出", "公共安全支出", "四、", NULL, MZ_SIDE_EXPENDITURE, 0, "204", 38, FALSE, FALSE},
    {"ex-205", "支出/教育支出", "教育支出", "五、", NULL, MZ_SIDE_EXPENDITURE, 0, "205", 38, FALSE, FALSE},
    {"ex-206", "支出/科学技术支出", "科学技术支出", "六、", NULL, MZ_SIDE_EXPENDITURE, 0, "206", 38, FALSE, FALSE},
    {"ex-207", "支出/文化旅游体育与传媒支出", "文化旅游体育与传媒支出", "七、", NULL, MZ_SIDE_EXPENDITURE, 0, "207", 38,
     FALSE, FALSE},
    {"ex-208", "支出/社会保障和就业支出", "社会保障和就业支出", "八、", NULL, MZ_SIDE_EXPENDITURE, 0, "208", 38, FALSE,
     FALSE},
    {"ex-210", "支出/卫生健康支出", "卫生健康支出", "九、", NULL, MZ_SIDE_EXPENDITURE, 0, "210", 38, FALSE, FALSE},
    {"ex-211", "支出/节能环保支出", "节能环保支出", "十、", NULL, MZ_SIDE_EXPENDITURE, 0, "211", 38, FALSE, FALSE},
    {"ex-212", "支出/城乡社区支出", "城乡社区支出", "十一、", NULL, MZ_SIDE_EXPENDITURE, 0, "212", 38, FALSE, FALSE},
    {"ex-213", "支出/农林水支出", "农林水支出", "十二、", NULL, MZ_SIDE_EXPENDITURE, 0, "213", 38, FALSE, FALSE},
    {"ex-214", "支出/交通运输支出", "交通运输支出", "十三、", NULL, MZ_SIDE_EXPENDITURE, 0, "214", 38, FALSE, FALSE},
    {"ex-215", "支出/资源勘探工业信息等支出", "资源勘探工业信息等支出", "十四、", NULL, MZ_SIDE_EXPENDITURE, 0, "215",
     38, FALSE, FALSE},
    {"ex-216", "支出/商业服务业等支出", "商业服务业等支出", "十五、", NULL, MZ_SIDE_EXPENDITURE, 0, "216", 38, FALSE,
     FALSE},
    {"ex-217", "支出/金融支出", "金融支出", "十六、", NULL, MZ_SIDE_EXPENDITURE, 0, "217", 38, FALSE, FALSE},
    {"ex-219", "支出/援助其他地区支出", "援助其他地区支出", "十七、", NULL, MZ_SIDE_EXPENDITURE, 0, "219", 38, FALSE,
     FALSE},
    {"ex-220", "支出/自然资源海洋气象等支出", "自然资源海洋气象等支出", "十八、", NULL, MZ_SIDE_EXPENDITURE, 0, "220",
     38, FALSE, FALSE},
    {"ex-221", "支出/住房保障支出", "住房保障支出", "十九、", NULL, MZ_SIDE_EXPENDITURE, 0, "221", 38, FALSE, FALSE},
    {"ex-222", "支出/粮油物资储备支出", "粮油物资储备支出", "二十、", NULL, MZ_SIDE_EXPENDITURE, 0, "222", 38, FALSE,
     FALSE},
    {"ex-223", "支出/国有资本经营预算支出", "国有资本经营预算支出", "二十一、", NULL, MZ_SIDE_EXPENDITURE, 0, "223", 38,
     FALSE, FALSE},
    {"ex-224", "支出/灾害防治及应急管理支出", "灾害防治及应急管理支出", "二十二、", NULL, MZ_SIDE_EXPENDITURE, 0, "224",
     38, FALSE, FALSE},
    {"ex-229", "支出/其他支出", "其他支出", "二十三、", NULL, MZ_SIDE_EXPENDITURE, 0, "229", 38, FALSE, FALSE},
    {"ex-231", "支出/债务还本支出", "债务还本支出", "二十四、", NULL, MZ_SIDE_EXPENDITURE, 0, "231", 38, FALSE, FALSE},
    {"ex-232", "支出/债务付息支出", "债务付息支出", "二十五、", NULL, MZ_SIDE_EXPENDITURE, 0, "232", 38, FALSE, FALSE},
    {"ex-234", "支出/抗疫特别国债安排的支出", "抗疫特别国债安排的支出", "二十六、", NULL, MZ_SIDE_EXPENDITURE, 0, "234",
     38, FALSE, FALSE},
    {"ex-year", "支出/本年支出合计", "本年支出合计", "", NULL, MZ_SIDE_EXPENDITURE, 0, NULL, 41, FALSE, FALSE},
    {"ex-distribution", "支出/结余分配", "结余分配", "", NULL, MZ_SIDE_EXPENDITURE, 0, NULL, 41, FALSE, FALSE},
    {"ex-closing", "支出/年末结转和结余", "年末结转和结余", "", NULL, MZ_SIDE_EXPENDITURE, 0, NULL, 41, FALSE, FALSE},
    {"ex-total", "支出/总计", "总计", "", (const char *const[]){"支出总计", NULL}, MZ_SIDE_EXPENDITURE, 0, NULL, -1,
     FALSE, FALSE},
};

static const MzRowForm final_appropriation_rows[] = {
    {"in-general", "收入/一般公共预算财政拨款", "一般公共预算财政拨款", "一、",
     (const char *const[]){"一般公共预算财政拨款收入", NULL}, MZ_SIDE_INCOME, 0, NULL, 3, FALSE, FALSE},
    {"in-fund", "收入/政府性基金预算财政拨款", "政府性基金预算财政拨款", "二、",
     (const char *const[]){"政府性基金预算财政拨款收入", NULL}, MZ_SIDE_INCOME, 0, NULL, 3, FALSE, FALSE},
    {"in-capital", "收入/国有资本经营预算财政拨款", "国有资本经营预算财政拨款", "三、",
     (const char *const[]){"国有资本经营预算财政拨款收入", NULL}, MZ_SIDE_INCOME, 0, NULL, 3, FALSE, FALSE},
    {"in-year", "收入/本年收入合计", "本年收入合计", "", NULL, MZ_SIDE_INCOME, 0, NULL, 8, FALSE, FALSE},
    {"in-opening", "收入/年初财政拨款结转和结余", "年初财政拨款结转和结余", "",
     (const char *const[]){"年初财政结转和结余", NULL}, MZ_SIDE_INCOME, 0, NULL, 8, FALSE, FALSE},
    {"in-opening-general", "收入/年初财政拨款结转和结余/一般公共预算财政拨款", "一般公共预算财政拨款", "", NULL,
     MZ_SIDE_INCOME, 1, NULL, 4, FALSE, FALSE},
    {"in-opening-fund", "收入/年初财政拨款结转和结余/政府性基金预算财政拨款", "政府性基金预算财政拨款", "", NULL,
     MZ_SIDE_INCOME, 1, NULL, 4, FALSE, FALSE},
    {"in-opening-capital", "收入/年初财政拨款结转和结余/国有资本经营预算财政拨款", "国有资本经营预算财政拨款", "", NULL,
     MZ_SIDE_INCOME, 1, NULL, 4, FALSE, FALSE},
    {"in-total", "收入/总计", "总计", "", (const char *const[]){"收入总计", NULL}, MZ_SIDE_INCOME, 0, NULL, -1, FALSE,
     FALSE},
    {"ex-201", "支出/一般公共服务支出", "一般公共服务支出", "一、", NULL, MZ_SIDE_EXPENDITURE, 0, "201", 35, FALSE,
     FALSE},
    {"ex-202", "支出/外交支出", "外交支出", "二、", NULL, MZ_SIDE_EXPENDITURE, 0, "202", 35, FALSE, FALSE},
    {"ex-203", "支出/国防支出", "国防支出", "三、", NULL, MZ_SIDE_EXPENDITURE, 0, "203", 35, FALSE, FALSE},
    {"ex-204", "支出/公共安全支出", "公共安全支出", "四、", NULL, MZ_SIDE_EXPENDITURE, 0, "204", 35, FALSE, FALSE},
    {"ex-205", "支出/教育支出", "教育支出", "五、", NULL, MZ_SIDE_EXPENDITURE, 0, "205", 35, FALSE, FALSE},
    {"ex-206", "支出/科学技术支出", "科学技术支出", "六、", NULL, MZ_SIDE_EXPENDITURE, 0, "206", 35, FALSE, FALSE},
    {"ex-207", "支出/文化旅游体育与传媒支出", "文化旅游体育与传媒支出", "七、", NULL, MZ_SIDE_EXPENDITURE, 0, "207", 35,
     FALSE, FALSE},
    {"ex-208", "支出/社会保障和就业支出", "社会保障和就业支出", "八、", NULL, MZ_SIDE_EXPENDITURE, 0, "208", 35, FALSE,
     FALSE},
    {"ex-210", "支出/卫生健康支出", "卫生健康支出", "九、", NULL, MZ_SIDE_EXPENDITURE, 0, "210", 35, FALSE, FALSE},
    {"ex-211", "支出/节能环保支出", "节能环保支出", "十、", NULL, MZ_SIDE_EXPENDITURE, 0, "211", 35, FALSE, FALSE},
    {"ex-212", "支出/城乡社区支出", "城乡社区支出", "十一、", NULL, MZ_SIDE_EXPENDITURE, 0, "212", 35, FALSE, FALSE},
    {"ex-213", "支出/农林水支出", "农林水支出", "十二、", NULL, MZ_SIDE_EXPENDITURE, 0, "213", 35, FALSE, FALSE},
    {"ex-214", "支出/交通运输支出", "交通运输支出", "十三、", NULL, MZ_SIDE_EXPENDITURE, 0, "214", 35, FALSE, FALSE},
    {"ex-215", "支出/资源勘探工业信息等支出", "资源勘探工业信息等支出", "十四、", NULL, MZ_SIDE_EXPENDITURE, 0, "215",
     35, FALSE, FALSE},
    {"ex-216", "支出/商业服务业等支出", "商业服务业等支出", "十五、", NULL, MZ_SIDE_EXPENDITURE, 0, "216", 35, FALSE,
     FALSE},
    {"ex-217", "支出/金融支出", "金融支出", "十六、", NULL, MZ_SIDE_EXPENDITURE, 0, "217", 35, FALSE, FALSE},
    {"ex-219", "支出/援助其他地区支出", "援助其他地区支出", "十七、", NULL, MZ_SIDE_EXPENDITURE, 0, "219", 35, FALSE,
     FALSE},
    {"ex-220", "支出/自然资源海洋气象等支出", "自然资源海洋气象等支出", "十八、", NULL, MZ_SIDE_EXPENDITURE, 0, "220",
     35, FALSE, FALSE},
    {"ex-221", "支出/住房保障支出", "住房保障支出", "十九、", NULL, MZ_SIDE_EXPENDITURE, 0, "221", 35, FALSE, FALSE},
    {"ex-222", "支出/粮油物资储备支出", "粮油物资储备支出", "二十、", NULL, MZ_SIDE_EXPENDITURE, 0, "222", 35, FALSE,
     FALSE},
    {"ex-223", "支出/国有资本经营预算支出", "国有资本经营预算支出", "二十一、", NULL, MZ_SIDE_EXPENDITURE, 0, "223", 35,
     FALSE, FALSE},
    {"ex-224", "支出/灾害防治及应急管理支出", "灾害防治及应急管理支出", "二十二、", NULL, MZ_SIDE_EXPENDITURE, 0, "224",
     35, FALSE, FALSE},
    {"ex-229", "支出/其他支出", "其他支出", "二十三、", NULL, MZ_SIDE_EXPENDITURE, 0, "229", 35, FALSE, FALSE},
    {"ex-231", "支出/债务还本支出", "债务还本支出", "二十四、", NULL, MZ_SIDE_EXPENDITURE, 0, "231", 35, FALSE, FALSE},
    {"ex-232", "支出/债务付息支出", "债务付息支出", "二十五、", NULL, MZ_SIDE_EXPENDITURE, 0, "232", 35, FALSE, FALSE},
    {"ex-234", "支出/抗疫特别国债安排的支出", "抗疫特别国债安排的支出", "二十六、", NULL, MZ_SIDE_EXPENDITURE, 0, "234",
     35, FALSE, FALSE},
    {"ex-year", "支出/本年支出合计", "本年支出合计", "", NULL, MZ_SIDE_EXPENDITURE, 0, NULL, 40, FALSE, FALSE},
    {"ex-closing", "支出/年末财政拨款结转和结余", "年末财政拨款结转和结余", "",
     (const char *const[]){"年末财政结转和结余", NULL}, MZ_SIDE_EXPENDITURE, 0, NULL, 40, FALSE, FALSE},
    {"ex-closing-general", "支出/年末财政拨款结转和结余/一般公共预算财政拨款", "一般公共预算财政拨款", "", NULL,
     MZ_SIDE_EXPENDITURE, 1, NULL, 36, FALSE, TRUE},
    {"ex-closing-fund", "支出/年末财政拨款结转和结余/政府性基金预算财政拨款", "政府性基金预算财政拨款", "", NULL,
     MZ_SIDE_EXPENDITURE, 1, NULL, 36, FALSE, TRUE},
    {"ex-closing-capital", "支出/年末财政拨款结转和结余/国有资本经营预算财政拨款", "国有资本经营预算财政拨款", "", NULL,
     MZ_SIDE_EXPENDITURE, 1, NULL, 36, FALSE, TRUE},
    {"ex-total", "支出/总计", "总计", "", (const char *const[]){"支出总计", NULL}, MZ_SIDE_EXPENDITURE, 0, NULL, -1,
     FALSE, FALSE},
};

static const MzRowForm final_sangong_rows[] = {
    {"budget", "预算数", "预算数", "", (const char *const[]){"全年预算数", NULL}, MZ_SIDE_NONE, 0, NULL, -1, FALSE,
     FALSE},
    {"final", "决算数", "决算数", "", NULL, MZ_SIDE_NONE, 0, NULL, -1, FALSE, FALSE},
};

static const MzRowForm final_budgeted_sangong_rows[] = {
    {"initial", "年初预算数", "年初预算数", "", (const char *const[]){"年初预算", NULL}, MZ_SIDE_NONE, 0, NULL, -1,
     FALSE, FALSE},
    {"budget", "预算数", "全年预算数", "", (const char *const[]){"调整预算数", "预算数", NULL}, MZ_SIDE_NONE, 0, NULL,
     -1, FALSE, FALSE},
    {"final", "决算数", "决算数", "", NULL, MZ_SIDE_NONE, 0, NULL, -1, FALSE, FALSE},
};

static const MzRowForm budget_summary_rows[] = {
    {"in-year", "收入/本年收入", "本年收入", "一、", NULL, MZ_SIDE_INCOME, 0, NULL, 25, FALSE, FALSE},
    {"in-general", "收入/本年收入/一般公共预算拨款", "一般公共预算拨款", "1.", NULL, MZ_SIDE_INCOME, 1, NULL, 0, FALSE,
     FALSE},
    {"in-general-own", "收入/一般财力", "一般财力", "其中：", NULL, MZ_SIDE_INCOME, 2, NULL, 1, FALSE, FALSE},
    {"in-general-transfer", "收入/上级一般公共预算安排转移支付", "上级一般公共预算安排转移支付", "", NULL,
     MZ_SIDE_INCOME, 2, NULL, 1, FALSE, FALSE},
    {"in-fund", "收入/本年收入/政府性基金预算拨款", "政府性基金预算拨款", "2.", NULL, MZ_SIDE_INCOME, 1, NULL, 0, FALSE,
     FALSE},
    {"in-fund-own", "收入/政府性基金收入", "政府性基金收入", "其中：", NULL, MZ_SIDE_INCOME, 2, NULL, 4, FALSE, FALSE},
    {"in-fund-transfer", "收入/上级政府性基金安排转移支付", "上级政府性基金安排转移支付", "", NULL, MZ_SIDE_INCOME, 2,
     NULL, 4, FALSE, FALSE},
    {"in-capital", "收入/本年收入/国有资本经营预算拨款", "国有资本经营预算拨款", "3.", NULL, MZ_SIDE_INCOME, 1, NULL, 0,
     FALSE, FALSE},
    {"in-capital-own", "收入/国有资本经营收入", "国有资本经营收入", "其中：", NULL, MZ_SIDE_INCOME, 2, NULL, 7, FALSE,
     FALSE},
    {"in-capital-transfer", "收入/上级国有资本经营预算安排转移支付", "上级国有资本经营预算安排转移支付", "", NULL,
     MZ_SIDE_INCOME, 2, NULL, 7, FALSE, FALSE},
    {"in-special-account", "收入/本年收入/财政专户核拨", "财政专户核拨", "4.", NULL, MZ_SIDE_INCOME, 1, NULL, 0, FALSE,
     FALSE},
    {"in-own", "收入/本年收入/单位资金", "单位资金", "5.", NULL, MZ_SIDE_INCOME, 1, NULL, 0, FALSE, FALSE},
    {"in-undertaking", "收入/事业收入", "事业收入", "其中：", NULL, MZ_SIDE_INCOME, 2, NULL, 11, FALSE, FALSE},
    {"in-superior", "收入/上级补助收入", "上级补助收入", "", NULL, MZ_SIDE_INCOME, 2, NULL, 11, FALSE, FALSE},
    {"in-subordinate", "收入/附属单位上缴收入", "附属单位上缴收入", "", NULL, MZ_SIDE_INCOME, 2, NULL, 11, FALSE,
     FALSE},
    {"in-business", "收入/事业单位经营收入", "事业单位经营收入", "", NULL, MZ_SIDE_INCOME, 2, NULL, 11, FALSE, FALSE},
    {"in-other", "收入/其他收入", "其他收入", "", NULL, MZ_SIDE_INCOME, 2, NULL, 11, FALSE, FALSE},
    {"in-carryover", "收入/上年结转结余", "上年结转结余", "二、", NULL, MZ_SIDE_INCOME, 0, NULL, 25, FALSE, FALSE},
    {"in-carryover-fiscal", "收入/财政拨款结转", "财政拨款结转", "1.", NULL, MZ_SIDE_INCOME, 1, NULL, 17, FALSE, FALSE},
    {"in-carryover-general", "收入/财政拨款结转/一般公共预算拨款", "一般公共预算拨款", "其中：", NULL, MZ_SIDE_INCOME,
     2, NULL, 18, FALSE, FALSE},
    {"in-carryover-fund", "收入/财政拨款结转/政府性基金预算拨款", "政府性基金预算拨款", "", NULL, MZ_SIDE_INCOME, 2,
     NULL, 18, FALSE, FALSE},
    {"in-carryover-capital", "收入/财政拨款结转/国有资本经营预算拨款", "国有资本经营预算拨款", "", NULL, MZ_SIDE_INCOME,
     2, NULL, 18, FALSE, FALSE},
    {"in-carryover-other", "收入/非财政拨款结转结余", "非财政拨款结转结余", "2.", NULL, MZ_SIDE_INCOME, 1, NULL, 17,
     FALSE, FALSE},
    {"in-carryover-special-account", "收入/非财政拨款结转结余/财政专户核拨", "财政专户核拨", "其中：", NULL,
     MZ_SIDE_INCOME, 2, NULL, 22, FALSE, FALSE},
    {"in-carryover-own", "收入/非财政拨款结转结余/单位资金", "单位资金", "", NULL, MZ_SIDE_INCOME, 2, NULL, 22, FALSE,
     FALSE},
    {"in-total", "收入/总计", "总计", "", (const char *const[]){"收入总计", NULL}, MZ_SIDE_INCOME, 0, NULL, -1, FALSE,
     FALSE},
    {"ex-201", "支出/一般公共服务支出", "一般公共服务支出", "201", NULL, MZ_SIDE_EXPENDITURE, 0, "201", 56, FALSE,
     FALSE},
    {"ex-202", "支出/外交支出", "外交支出", "202", NULL, MZ_SIDE_EXPENDITURE, 0, "202", 56, FALSE, FALSE},
    {"ex-203", "支出/国防支出", "国防支出", "203", NULL, MZ_SIDE_EXPENDITURE, 0, "203", 56, FALSE, FALSE},
    {"ex-204", "支出/公共安全支出", "公共安全支出", "204", NULL, MZ_SIDE_EXPENDITURE, 0, "204", 56, FALSE, FALSE},
    {"ex-205", "支出/教育支出", "教育支出", "205", NULL, MZ_SIDE_EXPENDITURE, 0, "205", 56, FALSE, FALSE},
    {"ex-206", "支出/科学技术支出", "科学技术支出", "206", NULL, MZ_SIDE_EXPENDITURE, 0, "206", 56, FALSE, FALSE},
    {"ex-207", "支出/文化旅游体育与传媒支出", "文化旅游体育与传媒支出", "207", NULL, MZ_SIDE_EXPENDITURE, 0, "207", 56,
     FALSE, FALSE},
    {"ex-208", "支出/社会保障和就业支出", "社会保障和就业支出", "208", NULL, MZ_SIDE_EXPENDITURE, 0, "208", 56, FALSE,
     FALSE},
    {"ex-209", "支出/社会保险基金支出", "社会保险基金支出", "209", NULL, MZ_SIDE_EXPENDITURE, 0, "209", 56, FALSE,
     FALSE},
    {"ex-210", "支出/卫生健康支出", "卫生健康支出", "210", NULL, MZ_SIDE_EXPENDITURE, 0, "210", 56, FALSE, FALSE},
    {"ex-211", "支出/节能环保支出", "节能环保支出", "211", NULL, MZ_SIDE_EXPENDITURE, 0, "211", 56, FALSE, FALSE},
    {"ex-212", "支出/城乡社区支出", "城乡社区支出", "212", NULL, MZ_SIDE_EXPENDITURE, 0, "212", 56, FALSE, FALSE},
    {"ex-213", "支出/农林水支出", "农林水支出", "213", NULL, MZ_SIDE_EXPENDITURE, 0, "213", 56, FALSE, FALSE},
    {"ex-214", "支出/交通运输支出", "交通运输支出", "214", NULL, MZ_SIDE_EXPENDITURE, 0, "214", 56, FALSE, FALSE},
    {"ex-215", "支出/资源勘探工业信息等支出", "资源勘探工业信息等支出", "215", NULL, MZ_SIDE_EXPENDITURE, 0, "215", 56,
     FALSE, FALSE},
    {"ex-216", "支出/商业服务业等支出", "商业服务业等支出", "216", NULL, MZ_SIDE_EXPENDITURE, 0, "216", 56, FALSE,
     FALSE},
    {"ex-217", "支出/金融支出", "金融支出", "217", NULL, MZ_SIDE_EXPENDITURE, 0, "217", 56, FALSE, FALSE},
    {"ex-219", "支出/援助其他地区支出", "援助其他地区支出", "219", NULL, MZ_SIDE_EXPENDITURE, 0, "219", 56, FALSE,
     FALSE},
    {"ex-220", "支出/自然资源海洋气象等支出", "自然资源海洋气象等支出", "220", NULL, MZ_SIDE_EXPENDITURE, 0, "220", 56,
     FALSE, FALSE},
    {"ex-221", "支出/住房保障支出", "住房保障支出", "221", NULL, MZ_SIDE_EXPENDITURE, 0, "221", 56, FALSE, FALSE},
    {"ex-222", "支出/粮油物资储备支出", "粮油物资储备支出", "222", NULL, MZ_SIDE_EXPENDITURE, 0, "222", 56, FALSE,
     FALSE},
    {"ex-223", "支出/国有资本经营预算支出", "国有资本经营预算支出", "223", NULL, MZ_SIDE_EXPENDITURE, 0, "223", 56,
     FALSE, FALSE},
    {"ex-224", "支出/灾害防治及应急管理支出", "灾害防治及应急管理支出", "224", NULL, MZ_SIDE_EXPENDITURE, 0, "224", 56,
     FALSE, FALSE},
    {"ex-227", "支出/预备费", "预备费", "227", NULL, MZ_SIDE_EXPENDITURE, 0, "227", 56, FALSE, FALSE},
    {"ex-229", "支出/其他支出", "其他支出", "229", NULL, MZ_SIDE_EXPENDITURE, 0, "229", 56, FALSE, FALSE},
    {"ex-230", "支出/转移性支出", "转移性支出", "230", NULL, MZ_SIDE_EXPENDITURE, 0, "230", 56, FALSE, FALSE},
    {"ex-231", "支出/债务还本支出", "债务还本支出", "231", NULL, MZ_SIDE_EXPENDITURE, 0, "231", 56, FALSE, FALSE},
    {"ex-232", "支出/债务付息支出", "债务付息支出", "232", NULL, MZ_SIDE_EXPENDITURE, 0, "232", 56, FALSE, FALSE},
    {"ex-233", "支出/债务发行费用支出", "债务发行费用支出", "233", NULL, MZ_SIDE_EXPENDITURE, 0, "233", 56, FALSE,
     FALSE},
    {"ex-234", "支出/抗疫特别国债安排的支出", "抗疫特别国债安排的支出", "234", NULL, MZ_SIDE_EXPENDITURE, 0, "234", 56,
     FALSE, FALSE},
    {"ex-total", "支出/总计", "总计", "", (const char *const[]){"支出总计", NULL}, MZ_SIDE_EXPENDITURE, 0, NULL, -1,
     FALSE, FALSE},
};

static const MzRowForm budget_appropriation_rows[] = {
    {"in-fiscal", "收入/财政拨款（补助）", "财政拨款（补助）", "一、", (const char *const[]){"财政拨款(补助)", NULL},
     MZ_SIDE_INCOME, 0, NULL, 4, FALSE, FALSE},
    {"in-general", "收入/一般公共预算", "一般公共预算", "", NULL, MZ_SIDE_INCOME, 1, NULL, 0, FALSE, FALSE},
    {"in-fund", "收入/政府性基金预算", "政府性基金预算", "", NULL, MZ_SIDE_INCOME, 1, NULL, 0, FALSE, FALSE},
    {"in-capital", "收入/国有资本经营预算", "国有资本经营预算", "", NULL, MZ_SIDE_INCOME, 1, NULL, 0, FALSE, FALSE},
    {"in-total", "收入/总计", "总计", "", (const char *const[]){"收入总计", NULL}, MZ_SIDE_INCOME, 0, NULL, -1, FALSE,
     FALSE},
    {"ex-201", "支出/一般公共服务支出", "一般公共服务支出", "201", NULL, MZ_SIDE_EXPENDITURE, 0, "201", 35, FALSE,
     FALSE},
    {"ex-202", "支出/外交支出", "外交支出", "202", NULL, MZ_SIDE_EXPENDITURE, 0, "202", 35, FALSE, FALSE},
    {"ex-203", "支出/国防支出", "国防支出", "203", NULL, MZ_SIDE_EXPENDITURE, 0, "203", 35, FALSE, FALSE},
    {"ex-204", "支出/公共安全支出", "公共安全支出", "204", NULL, MZ_SIDE_EXPENDITURE, 0, "204", 35, FALSE, FALSE},
    {"ex-205", "支出/教育支出", "教育支出", "205", NULL, MZ_SIDE_EXPENDITURE, 0, "205", 35, FALSE, FALSE},
    {"ex-206", "支出/科学技术支出", "科学技术支出", "206", NULL, MZ_SIDE_EXPENDITURE, 0, "206", 35, FALSE, FALSE},
    {"ex-207", "支出/文化旅游体育与传媒支出", "文化旅游体育与传媒支出", "207", NULL, MZ_SIDE_EXPENDITURE, 0, "207", 35,
     FALSE, FALSE},
    {"ex-208", "支出/社会保障和就业支出", "社会保障和就业支出", "208", NULL, MZ_SIDE_EXPENDITURE, 0, "208", 35, FALSE,
     FALSE},
    {"ex-209", "支出/社会保险基金支出", "社会保险基金支出", "209", NULL, MZ_SIDE_EXPENDITURE, 0, "209", 35, FALSE,
     FALSE},
    {"ex-210", "支出/卫生健康支出", "卫生健康支出", "210", NULL, MZ_SIDE_EXPENDITURE, 0, "210", 35, FALSE, FALSE},
    {"ex-211", "支出/节能环保支出", "节能环保支出", "211", NULL, MZ_SIDE_EXPENDITURE, 0, "211", 35, FALSE, FALSE},
    {"ex-212", "支出/城乡社区支出", "城乡社区支出", "212", NULL, MZ_SIDE_EXPENDITURE, 0, "212", 35, FALSE, FALSE},
    {"ex-213", "支出/农林水支出", "农林水支出", "213", NULL, MZ_SIDE_EXPENDITURE, 0, "213", 35, FALSE, FALSE},
    {"ex-214", "支出/交通运输支出", "交通运输支出", "214", NULL, MZ_SIDE_EXPENDITURE, 0, "214", 35, FALSE, FALSE},
    {"ex-215", "支出/资源勘探工业信息等支出", "资源勘探工业信息等支出", "215", NULL, MZ_SIDE_EXPENDITURE, 0, "215", 35,
     FALSE, FALSE},
    {"ex-216", "支出/商业服务业等支出", "商业服务业等支出", "216", NULL, MZ_SIDE_EXPENDITURE, 0, "216", 35, FALSE,
     FALSE},
    {"ex-217", "支出/金融支出", "金融支出", "217", NULL, MZ_SIDE_EXPENDITURE, 0, "217", 35, FALSE, FALSE},
    {"ex-219", "支出/援助其他地区支出", "援助其他地区支出", "219", NULL, MZ_SIDE_EXPENDITURE, 0, "219", 35, FALSE,
     FALSE},
    {"ex-220", "支出/自然资源海洋气象等支出", "自然资源海洋气象等支出", "220", NULL, MZ_SIDE_EXPENDITURE, 0, "220", 35,
     FALSE, FALSE},
    {"ex-221", "支出/住房保障支出", "住房保障支出", "221", NULL, MZ_SIDE_EXPENDITURE, 0, "221", 35, FALSE, FALSE},
    {"ex-222", "支出/粮油物资储备支出", "粮油物资储备支出", "222", NULL, MZ_SIDE_EXPENDITURE, 0, "222", 35, FALSE,
     FALSE},
    {"ex-223", "支出/国有资本经营预算支出", "国有资本经营预算支出", "223", NULL, MZ_SIDE_EXPENDITURE, 0, "223", 35,
     FALSE, FALSE},
    {"ex-224", "支出/灾害防治及应急管理支出", "灾害防治及应急管理支出", "224", NULL, MZ_SIDE_EXPENDITURE, 0, "224", 35,
     FALSE, FALSE},
    {"ex-227", "支出/预备费", "预备费", "227", NULL, MZ_SIDE_EXPENDITURE, 0, "227", 35, FALSE, FALSE},
    {"ex-229", "支出/其他支出", "其他支出", "229", NULL, MZ_SIDE_EXPENDITURE, 0, "229", 35, FALSE, FALSE},
    {"ex-230", "支出/转移性支出", "转移性支出", "230", NULL, MZ_SIDE_EXPENDITURE, 0, "230", 35, FALSE, FALSE},
    {"ex-231", "支出/债务还本支出", "债务还本支出", "231", NULL, MZ_SIDE_EXPENDITURE, 0, "231", 35, FALSE, FALSE},
    {"ex-232", "支出/债务付息支出", "债务付息支出", "232", NULL, MZ_SIDE_EXPENDITURE, 0, "232", 35, FALSE, FALSE},
    {"ex-233", "支出/债务发行费用支出", "债务发行费用支出", "233", NULL, MZ_SIDE_EXPENDITURE, 0, "233", 35, FALSE,
     FALSE},
    {"ex-234", "支出/抗疫特别国债安排的支出", "抗疫特别国债安排的支出", "234", NULL, MZ_SIDE_EXPENDITURE, 0, "234", 35,
     FALSE, FALSE},
    {"ex-total", "支出/总计", "总计", "", (const char *const[]){"支出总计", NULL}, MZ_SIDE_EXPENDITURE, 0, NULL, -1,
     FALSE, FALSE},
};

static const MzRowForm budget_sangong_rows[] = {
    {"total", "合计", "合计", "", NULL, MZ_SIDE_NONE, 0, NULL, -1, FALSE, FALSE},
    {"abroad", "因公出国（境）费", "因公出国（境）费", "", NULL, MZ_SIDE_NONE, 0, NULL, 0, FALSE, FALSE},
    {"reception", "公务接待费", "公务接待费", "", NULL, MZ_SIDE_NONE, 0, NULL, 0, FALSE, FALSE},
    {"vehicles", "公务用车购置及运行费小计", "公务用车购置及运行费（小计）", "",
     (const char *const[]){"公务用车购置及运行费小计", "公务用车购置及运行费", NULL}, MZ_SIDE_NONE, 0, NULL, 0, FALSE,
     FALSE},
    {"purchase", "公务用车购置费", "公务用车购置费", "其中：", NULL, MZ_SIDE_NONE, 1, NULL, 3, FALSE, FALSE},
    {"operation", "公务用车运行费", "公务用车运行费", "", NULL, MZ_SIDE_NONE, 1, NULL, 3, FALSE, FALSE},
};

/* The usual forms of final accounts and budgets come first, by kind and table. */
#define USUAL_FORMS 20

static const MzForm all_forms[] = {
    {"hubei-final/summary", MZ_TABLE_SUMMARY, MZ_KIND_FINAL, MZ_SHAPE_TWO_SIDED, FALSE, "收入支出决算总表",
     (const char *const[]){"收入支出决算总表", NULL}, (const char *const[]){"行次", "金额", NULL},
     (const char *const[]){"小计", "国有资本经营预算财政拨款", NULL}, final_summary_columns, final_summary_rows,
     G_N_ELEMENTS(final_summary_columns), G_N_ELEMENTS(final_summary_rows)},
    {"hubei-final/income", MZ_TABLE_INCOME, MZ_KIND_FINAL, MZ_SHAPE_CODED, FALSE, "收入决算表",
     (const char *const[]){"收入决算表", NULL}, (const char *const[]){"财政拨款收入", "上级补助收入", "事业收入", NULL},
     (const char *const[]){"行次", NULL}, final_income_columns, NULL, G_N_ELEMENTS(final_income_columns), 0},
    {"hubei-final/expenditure", MZ_TABLE_EXPENDITURE, MZ_KIND_FINAL, MZ_SHAPE_CODED, FALSE, "支出决算表",
     (const char *const[]){"支出决算表", NULL}, (const char *const[]){"上缴上级支出", "经营支出", "基本支出", NULL},
     (const char *const[]){NULL}, final_expenditure_columns, NULL, G_N_ELEMENTS(final_expenditure_columns), 0},
    {"hubei-final/appropriation", MZ_TABLE_APPROPRIATION, MZ_KIND_FINAL, MZ_SHAPE_TWO_SIDED, FALSE,
     "财政拨款收入支出决算总表", (const char *const[]){"财政拨款收入支出决算总表", NULL},
     (const char *const[]){"行次", "小计", "国有资本经营预算财政拨款", NULL}, (const char *const[]){NULL},
     final_appropriation_columns, final_appropriation_rows, G_N_ELEMENTS(final_appropriation_columns),
     G_N_ELEMENTS(final_appropriation_rows)},
    {"hubei-final/general", MZ_TABLE_GENERAL, MZ_KIND_FINAL, MZ_SHAPE_CODED, FALSE, "一般公共预算财政拨款支出决算表",
     (const char *const[]){"一般公共预算财政拨款支出决算表", "一般公共预算支出决算表", NULL},
     (const char *const[]){"科目编码", "基本支出", "项目支出", NULL},
     (const char *const[]){"上缴上级支出", "年初结转和结余", "人员经费", NULL}, final_general_columns, NULL,
     G_N_ELEMENTS(final_general_columns), 0},
    {"hubei-final/basic", MZ_TABLE_BASIC, MZ_KIND_FINAL, MZ_SHAPE_ECONOMIC, FALSE,
     "一般公共预算财政拨款基本支出决算明细表",
     (const char *const[]){"一般公共预算财政拨款基本支出决算明细表", "一般公共预算财政拨款基本支出决算表",
                           "一般公共预算基本支出决算表", NULL},
     (const char *const[]){"人员经费", "公用经费", "经济分类", NULL}, (const char *const[]){NULL}, final_basic_columns,
     NULL, G_N_ELEMENTS(final_basic_columns), 0},
    {"hubei-final/fund", MZ_TABLE_FUND, MZ_KIND_FINAL, MZ_SHAPE_CODED, FALSE, "政府性基金预算财政拨款收入支出决算表",
     (const char *const[]){"政府性基金预算财政拨款收入支出决算表", "政府性基金预算财政拨款支出决算表",
                           "政府性基金预算收入支出决算表", NULL},
     (const char *const[]){"年初结转和结余", "年末结转和结余", "本年收入", NULL}, (const char *const[]){"行次", NULL},
     final_fund_columns, NULL, G_N_ELEMENTS(final_fund_columns), 0},
    {"hubei-final/capital", MZ_TABLE_CAPITAL, MZ_KIND_FINAL, MZ_SHAPE_CODED, FALSE,
     "国有资本经营预算财政拨款支出决算表",
     (const char *const[]){"国有资本经营预算财政拨款收入支出决算表", "国有资本经营预算财政拨款支出决算表",
                           "国有资本经营预算支出决算表", NULL},
     (const char *const[]){"科目编码", "合计", "基本支出", "项目支出", NULL},
     (const char *const[]){"小计", "上缴上级支出", "年初结转和结余", "人员经费", "收入", NULL}, final_capital_columns,
     NULL, G_N_ELEMENTS(final_capital_columns), 0},
    {"hubei-final/sangong", MZ_TABLE_SANGONG, MZ_KIND_FINAL, MZ_SHAPE_WIDE, FALSE, "财政拨款“三公”经费支出决算表",
     (const char *const[]){"一般公共预算财政拨款“三公”经费支出决算表", "财政拨款“三公”经费支出决算表",
                           "“三公”经费支出决算表", NULL},
     (const char *const[]){"预算数", "决算数", "因公出国", "公务接待费", NULL}, (const char *const[]){NULL},
     final_sangong_columns, final_sangong_rows, G_N_ELEMENTS(final_sangong_columns), G_N_ELEMENTS(final_sangong_rows)},
    {"xinjiang-budget/summary", MZ_TABLE_SUMMARY, MZ_KIND_BUDGET, MZ_SHAPE_TWO_SIDED, FALSE, "部门收支总体情况表",
     (const char *const[]){"部门收支总体情况表", "收支总体情况表", "收支预算总表", "收支总表", NULL},
     (const char *const[]){"支出功能分类", "预算数", NULL}, (const char *const[]){"财政拨款支出", NULL},
     budget_summary_columns, budget_summary_rows, G_N_ELEMENTS(budget_summary_columns),
     G_N_ELEMENTS(budget_summary_rows)},
    {"xinjiang-budget/income", MZ_TABLE_INCOME, MZ_KIND_BUDGET, MZ_SHAPE_CODED, FALSE, "部门收入总体情况表",
     (const char *const[]){"部门收入总体情况表", "收入总体情况表", "收入预算总表", "收入总表", NULL},
     (const char *const[]){"财政专户", "单位资金", "财政拨款结转", NULL}, (const char *const[]){NULL},
     budget_income_columns, NULL, G_N_ELEMENTS(budget_income_columns), 0},
    {"xinjiang-budget/expenditure", MZ_TABLE_EXPENDITURE, MZ_KIND_BUDGET, MZ_SHAPE_CODED, FALSE, "部门支出总体情况表",
     (const char *const[]){"部门支出总体情况表", "支出总体情况表", "支出预算总表", "支出总表", NULL},
     (const char *const[]){"功能分类科目", "支出预算", "基本支出", "项目支出", NULL},
     (const char *const[]){"一般公共预算支出", NULL}, budget_expenditure_columns, NULL,
     G_N_ELEMENTS(budget_expenditure_columns), 0},
    {"xinjiang-budget/appropriation", MZ_TABLE_APPROPRIATION, MZ_KIND_BUDGET, MZ_SHAPE_TWO_SIDED, FALSE,
     "财政拨款收支预算总体情况表",
     (const char *const[]){"财政拨款收支预算总体情况表", "财政拨款收支总体情况表", "财政拨款收支预算总表",
                           "财政拨款收支总表", NULL},
     (const char *const[]){"财政拨款收入", "财政拨款支出", "支出功能分类", NULL}, (const char *const[]){NULL},
     budget_appropriation_columns, budget_appropriation_rows, G_N_ELEMENTS(budget_appropriation_columns),
     G_N_ELEMENTS(budget_appropriation_rows)},
    {"xinjiang-budget/general", MZ_TABLE_GENERAL, MZ_KIND_BUDGET, MZ_SHAPE_CODED, FALSE, "一般公共预算支出情况表",
     (const char *const[]){"一般公共预算支出情况表", "一般公共预算支出表", NULL},
     (const char *const[]){"功能分类科目", "一般公共预算支出", "基本支出", "项目支出", NULL},
     (const char *const[]){"项目名称", NULL}, budget_expenditure_columns, NULL,
     G_N_ELEMENTS(budget_expenditure_columns), 0},
    {"xinjiang-budget/basic", MZ_TABLE_BASIC, MZ_KIND_BUDGET, MZ_SHAPE_ECONOMIC, FALSE, "一般公共预算基本支出情况表",
     (const char *const[]){"一般公共预算基本支出情况表", "一般公共预算基本支出明细表", "一般公共预算基本支出表", NULL},
     (const char *const[]){"经济分类科目", "人员经费", "公用经费", NULL}, (const char *const[]){NULL},
     budget_basic_columns, NULL, G_N_ELEMENTS(budget_basic_columns), 0},
    {"xinjiang-budget/fund", MZ_TABLE_FUND, MZ_KIND_BUDGET, MZ_SHAPE_CODED, FALSE, "政府性基金预算支出情况表",
     (const char *const[]){"政府性基金预算支出情况表", "政府性基金预算支出表", NULL},
     (const char *const[]){"功能分类科目", "政府性基金预算支出", "人员经费", NULL}, (const char *const[]){NULL},
     budget_fund_columns, NULL, G_N_ELEMENTS(budget_fund_columns), 0},
    {"xinjiang-budget/capital", MZ_TABLE_CAPITAL, MZ_KIND_BUDGET, MZ_SHAPE_CODED, FALSE, "国有资本经营预算支出情况表",
     (const char *const[]){"国有资本经营预算支出情况表", "国有资本经营预算支出表", NULL},
     (const char *const[]){"功能分类科目", "国有资本经营预算支出", "人员经费", NULL}, (const char *const[]){NULL},
     budget_fund_columns, NULL, G_N_ELEMENTS(budget_fund_columns), 0},
    {"xinjiang-budget/sangong", MZ_TABLE_SANGONG, MZ_KIND_BUDGET, MZ_SHAPE_LABELLED, FALSE,
     "财政拨款“三公”经费支出情况表",
     (const char *const[]){"一般公共预算“三公”经费支出情况表", "财政拨款“三公”经费支出情况表", "“三公”经费支出情况表",
                           "“三公”经费支出表", NULL},
     (const char *const[]){"资金来源", "经费支出内容", NULL}, (const char *const[]){NULL}, budget_sangong_columns,
     budget_sangong_rows, G_N_ELEMENTS(budget_sangong_columns), G_N_ELEMENTS(budget_sangong_rows)},
    {"xinjiang-budget/projects", MZ_TABLE_PROJECTS, MZ_KIND_BUDGET, MZ_SHAPE_CODED, FALSE, "一般公共预算项目支出情况表",
     (const char *const[]){"一般公共预算项目支出情况表", "一般公共预算项目支出表", NULL},
     (const char *const[]){"项目名称", "债务利息", "科目编码", NULL}, (const char *const[]){NULL},
     budget_projects_columns, NULL, G_N_ELEMENTS(budget_projects_columns), 0},
    {"xinjiang-budget/carryover", MZ_TABLE_CARRYOVER, MZ_KIND_BUDGET, MZ_SHAPE_LABELLED, FALSE,
     "上年结转结余情况明细表", (const char *const[]){"上年结转结余情况明细表", "上年结转结余情况表", NULL},
     (const char *const[]){"项目名称", "非财政拨款", "人员经费", NULL}, (const char *const[]){"债务利息", NULL},
     budget_carryover_columns, NULL, G_N_ELEMENTS(budget_carryover_columns), 0},
    /* what other families print otherwise */
    {.id = "template-final/summary",
     .table = MZ_TABLE_SUMMARY,
     .kind = MZ_KIND_FINAL,
     .shape = MZ_SHAPE_TWO_SIDED,
     .title = "收入支出决算总表",
     .titles = (const char *const[]){"收入支出决算总表", NULL},
     .head_words = (const char *const[]){"项目决算数项目决算数", NULL},
     .foreign_words = (const char *const[]){"行次", NULL},
     .columns = final_summary_columns,
     .n_columns = G_N_ELEMENTS(final_summary_columns),
     .rows = final_summary_rows,
     .n_rows = G_N_ELEMENTS(final_summary_rows)},
    {.id = "template-final/appropriation",
     .table = MZ_TABLE_APPROPRIATION,
     .kind = MZ_KIND_FINAL,
     .shape = MZ_SHAPE_TWO_SIDED,
     .title = "财政拨款收入支出决算总表",
     .titles = (const char *const[]){"财政拨款收入支出决算总表", NULL},
     .head_words = (const char *const[]){"项目", "一般公共预算财政拨款", "政府性基金预算财政拨款",
                                         "国有资本经营预算财政拨款", NULL},
     .foreign_words = (const char *const[]){"行次", "科目编码", NULL},
     .columns = final_appropriation_columns,
     .n_columns = G_N_ELEMENTS(final_appropriation_columns),
     .rows = final_appropriation_rows,
     .n_rows = G_N_ELEMENTS(final_appropriation_rows)},
    {.id = "template-final/capital",
     .table = MZ_TABLE_CAPITAL,
     .kind = MZ_KIND_FINAL,
     .shape = MZ_SHAPE_CODED,
     .title = "国有资本经营预算财政拨款收入支出决算表",
     .titles = (const char *const[]){"国有资本经营预算财政拨款收入支出决算表", "国有资本经营预算收入支出决算表", NULL},
     .head_words = (const char *const[]){"年初结转和结余", "年末结转和结余", "本年收入", NULL},
     .foreign_words = (const char *const[]){"行次", NULL},
     .columns = final_fund_columns,
     .n_columns = G_N_ELEMENTS(final_fund_columns)},
    {.id = "template-final/sangong",
     .table = MZ_TABLE_SANGONG,
     .kind = MZ_KIND_FINAL,
     .shape = MZ_SHAPE_WIDE,
     .title = "财政拨款“三公”经费支出决算表",
     .titles = (const char *const[]){"财政拨款“三公”经费支出决算表", NULL},
     .head_words = (const char *const[]){"预算数决算数预算数决算数", "因公出国", NULL},
     .foreign_words = (const char *const[]){NULL},
     .columns = final_sangong_columns,
     .n_columns = G_N_ELEMENTS(final_sangong_columns),
     .rows = final_sangong_rows,
     .n_rows = G_N_ELEMENTS(final_sangong_rows),
     .paired = TRUE},
    {.id = "ministry-final/summary",
     .table = MZ_TABLE_SUMMARY,
     .kind = MZ_KIND_FINAL,
     .shape = MZ_SHAPE_TWO_SIDED,
     .title = "收入支出决算总表",
     .titles = (const char *const[]){"收入支出决算总表", NULL},
     .head_words = (const char *const[]){"年初预算数", "决算数", "项目", NULL},
     .foreign_words = (const char *const[]){"科目编码", "因公出国", NULL},
     .columns = final_budgeted_columns,
     .n_columns = G_N_ELEMENTS(final_budgeted_columns),
     .rows = final_summary_rows,
     .n_rows = G_N_ELEMENTS(final_summary_rows)},
    {.id = "ministry-final/general",
     .table = MZ_TABLE_GENERAL,
     .kind = MZ_KIND_FINAL,
     .shape = MZ_SHAPE_CODED,
     .title = "一般公共预算财政拨款收入支出决算表",
     .titles = (const char *const[]){"一般公共预算财政拨款收入支出决算表", "一般公共预算收入支出决算表", NULL},
     .head_words = (const char *const[]){"年初结转和结余", "年末结转和结余", "本年收入", NULL},
     .foreign_words = (const char *const[]){"行次", NULL},
     .columns = final_fund_columns,
     .n_columns = G_N_ELEMENTS(final_fund_columns)},
    {.id = "ministry-final/sangong",
     .table = MZ_TABLE_SANGONG,
     .kind = MZ_KIND_FINAL,
     .shape = MZ_SHAPE_WIDE,
     .title = "财政拨款“三公”经费支出决算表",
     .titles = (const char *const[]){"财政拨款“三公”经费支出决算表", NULL},
     .head_words = (const char *const[]){"年初预算数", "因公出国", NULL},
     .foreign_words = (const char *const[]){NULL},
     .columns = final_sangong_columns,
     .n_columns = G_N_ELEMENTS(final_sangong_columns),
     .rows = final_budgeted_sangong_rows,
     .n_rows = G_N_ELEMENTS(final_budgeted_sangong_rows)},
    {.id = "spending-final/fund",
     .table = MZ_TABLE_FUND,
     .kind = MZ_KIND_FINAL,
     .shape = MZ_SHAPE_CODED,
     .title = "政府性基金预算财政拨款支出决算表",
     .titles = (const char *const[]){"政府性基金预算财政拨款支出决算表", "政府性基金预算支出决算表", NULL},
     .head_words = (const char *const[]){"科目编码", "合计", "基本支出", "项目支出", NULL},
     .foreign_words = (const char *const[]){"年初结转和结余", "年末结转和结余", "本年收入", "上缴上级支出", NULL},
     .columns = final_capital_columns,
     .n_columns = G_N_ELEMENTS(final_capital_columns)},
};

static const char *const kind_keys[MZ_KINDS] = {"final", "budget"};
static const char *const kind_labels[MZ_KINDS] = {"部门决算", "部门预算"};
static const char *const table_names[MZ_TABLES] = {"summary", "income",   "expenditure", "appropriation",
                                                   "general", "basic",    "fund",        "capital",
                                                   "sangong", "projects", "carryover"};

const char *
mz_kind_key(MzKind kind)
{
    return kind_keys[kind];
}

const char *
mz_kind_label(MzKind kind)
{
    return kind_labels[kind];
}

const char *
mz_table_key_name(MzTableKey key)
{
    return table_names[key];
}

gboolean
mz_table_key_find(const char *name, MzTableKey *key)
{
    for (guint i = 0; i < MZ_TABLES; i++) {
        if (strcmp(table_names[i], name) == 0) {
            *key = (MzTableKey)i;
            return TRUE;
        }
    }
    return FALSE;
}

const MzForm *
mz_forms(guint *n_forms)
{
    *n_forms = USUAL_FORMS;
    return all_forms;
}

const MzForm *
mz_forms_all(guint *n_forms)
{
    *n_forms = G_N_ELEMENTS(all_forms);
    return all_forms;
}

const MzForm *
mz_form_of_id(const char *id)
{
    for (guint i = 0; i < G_N_ELEMENTS(all_forms); i++) {
        if (strcmp(all_forms[i].id, id) == 0)
            return &all_forms[i];
    }
    return NULL;
}

const MzForm *
mz_form(MzKind kind, MzTableKey table)
{
    for (guint i = 0; i < G_N_ELEMENTS(all_forms); i++) {
        if (all_forms[i].kind == kind && all_forms[i].table == table)
            return &all_forms[i];
    }
    return NULL;
}

int
mz_form_column(const MzForm *form, const char *key)
{
    for (guint i = 0; i < form->n_columns; i++) {
        if (strcmp(form->columns[i].key, key) == 0)
            return (int)i;
    }
    return -1;
}

int
mz_form_row(const MzForm *form, const char *key)
{
    for (guint i = 0; i < form->n_rows; i++) {
        if (strcmp(form->rows[i].key, key) == 0)
            return (int)i;
    }
    return -1;
}

const MzTotalRow *
mz_form_totals(const MzForm *form, guint *n_totals)
{
    static const MzTotalRow whole[] = {{"total", "合计"}}, grand[] = {{"total", "总计"}},
                            groups[] = {{"personnel", "人员经费合计"}, {"public", "公用经费合计"}};
    *n_totals = form->n_rows > 0 ? 0 : 1;
    if (form->table == MZ_TABLE_CARRYOVER)
        return grand;
    if (form->table != MZ_TABLE_BASIC || form->kind != MZ_KIND_FINAL)
        return whole;
    *n_totals = G_N_ELEMENTS(groups);
    return groups;
}
