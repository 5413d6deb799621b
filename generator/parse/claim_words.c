#include "parse/claim_words.h"

#include "parse/lines.h"

#include <string.h>

#define S MZ_WORD_SUBJECT
#define FINAL MZ_WORD_IN_FINAL
#define BUDGET MZ_WORD_IN_BUDGET
#define BOTH MZ_WORD_IN_BOTH
#define SUM MZ_ROLE_TOTAL
#define TRIO MZ_ROLE_SANGONG
#define COUNT MZ_ROLE_COUNT
#define VALUE MZ_ROLE_AMOUNT

/* Totals and kinds of procurement are made of parts (claim_phrases.c). */
static const MzWord words[] = {
    /* 收入 */
    {U"部门收入预算", S, BOTH, SUM, FALSE, "收入合计", NULL},
    {U"单位收入预算", S, BUDGET, SUM, FALSE, "收入合计", NULL},
    {U"收入预算", S, BUDGET, SUM, FALSE, "收入合计", NULL},
    {U"上级补助收入", S, BOTH, SUM, FALSE, "上级补助收入", NULL},
    {U"事业收入", S, BOTH, SUM, FALSE, "事业收入", NULL},
    {U"经营收入", S, BOTH, SUM, FALSE, "经营收入", NULL},
    {U"事业单位经营收入", S, BOTH, SUM, FALSE, "经营收入", NULL},
    {U"附属单位上缴收入", S, BOTH, SUM, FALSE, "附属单位上缴收入", NULL},
    {U"附属单位上交收入", S, BOTH, SUM, FALSE, "附属单位上缴收入", NULL},
    {U"其他收入", S, BOTH, SUM, FALSE, "其他收入", NULL},
    {U"一般公共预算拨款", S, BOTH, SUM, FALSE, "一般公共预算财政拨款收入", NULL},
    {U"一般公共预算财政拨款", S, BOTH, SUM, FALSE, "一般公共预算财政拨款收入", NULL},
    {U"一般公共预算", S, BUDGET, SUM, FALSE, "一般公共预算财政拨款收入", NULL},
    {U"政府性基金预算拨款", S, BOTH, SUM, FALSE, "政府性基金预算财政拨款收入", NULL},
    {U"政府性基金预算财政拨款", S, BOTH, SUM, FALSE, "政府性基金预算财政拨款收入", NULL},
    {U"政府性基金预算", S, BUDGET, SUM, FALSE, "政府性基金预算财政拨款收入", NULL},
    {U"国有资本经营预算拨款", S, BOTH, SUM, FALSE, "国有资本经营预算财政拨款收入", NULL},
    {U"国有资本经营预算财政拨款", S, BOTH, SUM, FALSE, "国有资本经营预算财政拨款收入", NULL},
    {U"国有资本经营预算", S, BUDGET, SUM, FALSE, "国有资本经营预算财政拨款收入", NULL},
    {U"单位资金", S, BOTH, SUM, FALSE, "单位资金", NULL},
    {U"单位资金收入", S, BOTH, SUM, FALSE, "单位资金", NULL},
    {U"财政专户管理资金", S, BOTH, SUM, FALSE, "财政专户管理资金", NULL},
    {U"财政专户核拨", S, BOTH, SUM, FALSE, "财政专户管理资金", NULL},
    {U"财政拨款结转", S, BUDGET, SUM, FALSE, "财政拨款结转", NULL},
    {U"财政拨款结转结余", S, BUDGET, SUM, FALSE, "财政拨款结转", NULL},
    {U"非财政拨款结转结余", S, BUDGET, SUM, FALSE, "非财政拨款结转结余", NULL},
    {U"非财政拨款结余", S, BUDGET, SUM, FALSE, "非财政拨款结转结余", NULL},
    {U"使用非财政拨款结余", S, BOTH, SUM, FALSE, "使用非财政拨款结余", NULL},
    {U"使用非财政拨款结余(含专用结余)", S, BOTH, SUM, FALSE, "使用非财政拨款结余", NULL},
    {U"年初结转和结余", S, BOTH, SUM, FALSE, "年初结转和结余", NULL},
    {U"年初结转和结余", S, FINAL, SUM, FALSE, "政府性基金预算财政拨款年初结转和结余", "政府性基金"},
    {U"年末结转和结余", S, FINAL, SUM, FALSE, "政府性基金预算财政拨款年末结转和结余", "政府性基金"},
    {U"年末结转和结余", S, BOTH, SUM, FALSE, "年末结转和结余", NULL},
    {U"年初财政拨款结转和结余", S, BOTH, SUM, FALSE, "年初财政拨款结转和结余", NULL},
    {U"年末财政拨款结转和结余", S, BOTH, SUM, FALSE, "年末财政拨款结转和结余", NULL},
    {U"结余分配", S, BOTH, SUM, FALSE, "结余分配", NULL},
    {U"上年结转结余", S, BOTH, SUM, FALSE, "上年结转结余", NULL},
    {U"上年结转", S, BUDGET, SUM, FALSE, "上年结转结余", NULL},
    {U"财政拨款", S, BUDGET, SUM, FALSE, "上年结转结余/财政拨款", "结转结余"},
    {U"非财政拨款", S, BUDGET, SUM, FALSE, "上年结转结余/非财政拨款", "结转结余"},
    /* 支出 */
    {U"部门支出预算", S, BUDGET, SUM, FALSE, "支出合计", NULL},
    {U"支出预算", S, BUDGET, SUM, FALSE, "支出合计", "支出预算"},
    {U"基本支出", S, BOTH, SUM, FALSE, "基本支出", NULL},
    {U"一般公共预算财政拨款基本支出", S, FINAL, SUM, TRUE, "基本支出", NULL},
    {U"一般公共预算基本支出", S, FINAL, SUM, TRUE, "基本支出", NULL},
    {U"基本支出", S, BUDGET, SUM, FALSE, "一般公共预算基本支出", "一般公共预算"},
    {U"一般公共预算财政拨款基本支出", S, BUDGET, SUM, TRUE, "一般公共预算基本支出", NULL},
    {U"一般公共预算基本支出", S, BUDGET, SUM, TRUE, "一般公共预算基本支出", NULL},
    {U"项目支出", S, BOTH, SUM, FALSE, "项目支出", NULL},
    {U"一般公共预算财政拨款项目支出", S, FINAL, SUM, TRUE, "项目支出", NULL},
    {U"一般公共预算项目支出", S, FINAL, SUM, TRUE, "项目支出", NULL},
    {U"项目支出", S, BUDGET, SUM, FALSE, "一般公共预算项目支出", "一般公共预算"},
    {U"一般公共预算财政拨款项目支出", S, BUDGET, SUM, TRUE, "一般公共预算项目支出", NULL},
    {U"一般公共预算项目支出", S, BUDGET, SUM, TRUE, "一般公共预算项目支出", NULL},
    {U"上缴上级支出", S, BOTH, SUM, FALSE, "上缴上级支出", NULL},
    {U"上缴上级的支出", S, BOTH, SUM, FALSE, "上缴上级支出", NULL},
    {U"经营支出", S, BOTH, SUM, FALSE, "经营支出", NULL},
    {U"事业单位经营支出", S, BOTH, SUM, FALSE, "经营支出", NULL},
    {U"对附属单位补助支出", S, BOTH, SUM, FALSE, "对附属单位补助支出", NULL},
    {U"对附属单位的补助支出", S, BOTH, SUM, FALSE, "对附属单位补助支出", NULL},
    {U"一般公共预算当年拨款", S, BUDGET, SUM, FALSE, "一般公共预算财政拨款支出", NULL},
    {U"一般公共预算拨款合计", S, BUDGET, SUM, FALSE, "一般公共预算财政拨款支出", "当年拨款"},
    {U"一般公共预算拨款", S, BUDGET, SUM, FALSE, "一般公共预算财政拨款支出", "当年拨款"},
    {U"人员经费", S, BOTH, SUM, FALSE, "人员经费", NULL},
    {U"公用经费", S, BOTH, SUM, FALSE, "公用经费", NULL},
    {U"日常公用经费", S, BOTH, SUM, FALSE, "公用经费", NULL},
    /* “三公”经费 */
    {U"三公经费", S, BOTH, TRIO, TRUE, "三公经费", NULL},
    {U"因公出国(境)费", S, BOTH, TRIO, TRUE, "因公出国（境）费", NULL},
    {U"因公出国(境)费用", S, BOTH, TRIO, TRUE, "因公出国（境）费", NULL},
    {U"因公出国(境)经费", S, BOTH, TRIO, TRUE, "因公出国（境）费", NULL},
    {U"因公出国费", S, BOTH, TRIO, TRUE, "因公出国（境）费", NULL},
    {U"公务用车购置及运行费", S, BOTH, TRIO, TRUE, "公务用车购置及运行费", NULL},
    {U"公务用车购置及运行维护费", S, BOTH, TRIO, TRUE, "公务用车购置及运行费", NULL},
    {U"公务用车购置和运行费", S, BOTH, TRIO, TRUE, "公务用车购置及运行费", NULL},
    {U"公务用车购置和运行维护费", S, BOTH, TRIO, TRUE, "公务用车购置及运行费", NULL},
    {U"公务用车购置费", S, BOTH, TRIO, TRUE, "公务用车购置费", NULL},
    {U"公务用车购置经费", S, BOTH, TRIO, TRUE, "公务用车购置费", NULL},
    {U"公务用车购置支出", S, BOTH, TRIO, TRUE, "公务用车购置费", NULL},
    {U"公务用车运行费", S, BOTH, TRIO, TRUE, "公务用车运行费", NULL},
    {U"公务用车运行维护费", S, BOTH, TRIO, TRUE, "公务用车运行费", NULL},
    {U"公务用车运行支出", S, BOTH, TRIO, TRUE, "公务用车运行费", NULL},
    {U"公务用车运行维护支出", S, BOTH, TRIO, TRUE, "公务用车运行费", NULL},
    {U"公务接待费", S, BOTH, TRIO, TRUE, "公务接待费", NULL},
    {U"公务接待支出", S, BOTH, TRIO, TRUE, "公务接待费", NULL},
    {U"外宾接待支出", S, BOTH, TRIO, TRUE, "外宾接待支出", NULL},
    {U"外事接待支出", S, BOTH, TRIO, TRUE, "外宾接待支出", NULL},
    {U"国(境)外公务接待支出", S, BOTH, TRIO, TRUE, "外宾接待支出", NULL},
    {U"国内公务接待支出", S, BOTH, TRIO, TRUE, "国内公务接待支出", NULL},
    {U"国内接待支出", S, BOTH, TRIO, TRUE, "国内公务接待支出", NULL},
    {U"其他国内公务接待支出", S, BOTH, TRIO, TRUE, "国内公务接待支出", NULL},
    {U"出国(境)团组", S, BOTH, COUNT, TRUE, "因公出国（境）费", NULL},
    {U"出国(境)", S, BOTH, COUNT, TRUE, "因公出国（境）费", NULL},
    {U"因公出国(境)团组", S, BOTH, COUNT, TRUE, "因公出国（境）费", NULL},
    {U"国内来访团组", S, BOTH, COUNT, TRUE, "国内公务接待支出", NULL},
    {U"国内公务接待", S, BOTH, COUNT, TRUE, "国内公务接待支出", NULL},
    {U"外宾来访团组", S, BOTH, COUNT, TRUE, "外宾接待支出", NULL},
    {U"来访外宾", S, BOTH, COUNT, TRUE, "外宾接待支出", NULL},
    {U"国内来访", S, BOTH, COUNT, TRUE, "国内公务接待支出", NULL},
    {U"外宾来访", S, BOTH, COUNT, TRUE, "外宾接待支出", NULL},
    {U"来访团组", S, BOTH, COUNT, TRUE, NULL, NULL}, /* of the kind of reception spoken of */
    {U"购置(更新)公务用车", S, BOTH, COUNT, TRUE, "公务用车购置费", NULL},
    {U"更新公务用车", S, BOTH, COUNT, TRUE, "公务用车购置费", NULL},
    {U"购置公务用车", S, BOTH, COUNT, TRUE, "公务用车购置费", NULL},
    {U"购置更新公务用车", S, BOTH, COUNT, TRUE, "公务用车购置费", NULL},
    {U"保有量", S, BOTH, COUNT, TRUE, "公务用车保有量", NULL},
    {U"公务用车保有量", S, BOTH, COUNT, TRUE, "公务用车保有量", NULL},
    /* 机关运行经费 */
    {U"机关运行经费", S, BOTH, SUM, TRUE, "机关运行经费", NULL},
    {U"单位运行经费", S, BOTH, SUM, TRUE, "机关运行经费", NULL},
    /* 政府采购 */
    {U"政府采购支出", S, BOTH, SUM, TRUE, "政府采购支出", NULL},
    {U"政府采购总额", S, BOTH, SUM, TRUE, "政府采购支出", NULL},
    {U"政府采购预算", S, BOTH, SUM, TRUE, "政府采购支出", NULL},
    {U"授予中小企业合同金额", S, BOTH, SUM, TRUE, "授予中小企业合同金额", NULL},
    {U"授予中小微企业合同金额", S, BOTH, SUM, TRUE, "授予中小企业合同金额", NULL},
    {U"授予小微企业合同金额", S, BOTH, SUM, TRUE, "授予小微企业合同金额", NULL},
    {U"货物采购授予中小企业合同金额", S, BOTH, SUM, TRUE, "货物采购授予中小企业合同金额", NULL},
    {U"工程采购授予中小企业合同金额", S, BOTH, SUM, TRUE, "工程采购授予中小企业合同金额", NULL},
    {U"服务采购授予中小企业合同金额", S, BOTH, SUM, TRUE, "服务采购授予中小企业合同金额", NULL},
    {U"中小企业预留", S, BUDGET, SUM, TRUE, "政府采购支出/面向中小企业预留", "采购"},
    {U"预留给中小企业", S, BUDGET, SUM, TRUE, "政府采购支出/面向中小企业预留", "采购"},
    {U"预留中小企业", S, BUDGET, SUM, TRUE, "政府采购支出/面向中小企业预留", "采购"},
    {U"面向中小企业采购", S, BUDGET, SUM, TRUE, "政府采购支出/面向中小企业预留", "采购"},
    {U"面向中小企业预留政府采购项目预算", S, BUDGET, SUM, TRUE, "政府采购支出/面向中小企业预留", NULL},
    {U"面向中小企业预留政府采购项目预算金额", S, BUDGET, SUM, TRUE, "政府采购支出/面向中小企业预留", NULL},
    {U"小微企业预留", S, BUDGET, SUM, TRUE, "政府采购支出/小微企业预留", "采购"},
    {U"预留给小微企业", S, BUDGET, SUM, TRUE, "政府采购支出/小微企业预留", "采购"},
    {U"预留小微企业", S, BUDGET, SUM, TRUE, "政府采购支出/小微企业预留", "采购"},
    {U"面向小微企业采购", S, BUDGET, SUM, TRUE, "政府采购支出/小微企业预留", "采购"},
    {U"面向小微企业预留政府采购项目预算金额", S, BUDGET, SUM, TRUE, "政府采购支出/小微企业预留", NULL},
    {U"小微企业预留政府采购项目预算金额", S, BUDGET, SUM, TRUE, "政府采购支出/小微企业预留", NULL},
    /* 绩效 */
    {U"共涉及项目", S, FINAL, SUM, TRUE, "绩效自评项目资金", "绩效"},
    {U"涉及项目", S, FINAL, SUM, TRUE, "绩效自评项目资金", "绩效"},
    {U"整体支出绩效自评", S, FINAL, SUM, TRUE, "整体支出绩效自评资金", "自评"},
    {U"整体支出绩效自评", S, FINAL, SUM, TRUE, "整体支出绩效自评资金", "绩效"},
    {U"整体支出绩效评价", S, FINAL, SUM, TRUE, "整体支出绩效自评资金", "绩效"},
    {U"整体支出自评", S, FINAL, SUM, TRUE, "整体支出绩效自评资金", "自评"},
    {U"整体支出自评", S, FINAL, SUM, TRUE, "整体支出绩效自评资金", "绩效"},
    {U"整体绩效自评", S, FINAL, SUM, TRUE, "整体支出绩效自评资金", "绩效"},
    {U"整体支出", S, FINAL, SUM, TRUE, "部门整体支出", "绩效"},
    {U"整体支出", S, FINAL, SUM, TRUE, "部门整体支出", "自评"},
    {U"上级安排", S, BUDGET, SUM, TRUE, "/上级安排", "绩效"}, /* of the whole or of a project */
    {U"本级安排", S, BUDGET, SUM, TRUE, "/本级安排", "绩效"},
    {U"其他资金", S, BUDGET, SUM, TRUE, "/其他资金", "绩效"},
    {U"年度预算总额", S, BUDGET, SUM, TRUE, "/年度预算总额", "绩效"},
    {U"财政拨款", S, BUDGET, SUM, FALSE, "/财政拨款", "绩效"},
    {U"整体预算绩效目标", S, BUDGET, COUNT, TRUE, "预算绩效/整体绩效目标", "绩效"},
    {U"整体绩效目标", S, BUDGET, COUNT, TRUE, "预算绩效/整体绩效目标", "绩效"},
    {U"当年财政拨款项目", S, BUDGET, COUNT, TRUE, "预算绩效/当年财政拨款项目", "绩效"},
    {U"当年非财政拨款项目", S, BUDGET, COUNT, TRUE, "预算绩效/当年非财政拨款项目", "绩效"},
    /* 机构、人员 */
    {U"编制数", S, BOTH, COUNT, FALSE, "编制数", "机构"},
    {U"编制人数", S, BOTH, COUNT, FALSE, "编制数", "机构"},
    {U"核定编制", S, BOTH, COUNT, FALSE, "编制数", "机构"},
    {U"实有人数", S, BOTH, COUNT, FALSE, "实有人数", "机构"},
    {U"在职人数", S, BOTH, COUNT, FALSE, "在职人数", "机构"},
    {U"在职人员", S, BOTH, COUNT, FALSE, "在职人数", "机构"},
    {U"在职", S, BOTH, COUNT, FALSE, "在职人数", "机构"},
    {U"退休人数", S, BOTH, COUNT, FALSE, "退休人数", "机构"},
    {U"退休人员", S, BOTH, COUNT, FALSE, "退休人数", "机构"},
    {U"退休", S, BOTH, COUNT, FALSE, "退休人数", "机构"},
    {U"离休人数", S, BOTH, COUNT, FALSE, "离休人数", "机构"},
    {U"离休人员", S, BOTH, COUNT, FALSE, "离休人数", "机构"},
    {U"离休", S, BOTH, COUNT, FALSE, "离休人数", "机构"},
    {U"内设机构", S, BOTH, COUNT, FALSE, "内设科室数", "机构"},
    {U"内设科室", S, BOTH, COUNT, FALSE, "内设科室数", "机构"},
    {U"下设", S, BOTH, COUNT, FALSE, "内设科室数", "机构"},
    /* what a number measures */
    {U"年初预算", MZ_WORD_INITIAL, BOTH, 0, FALSE, NULL, NULL},
    {U"年初预算数", MZ_WORD_INITIAL, BOTH, 0, FALSE, NULL, NULL},
    {U"年初部门预算", MZ_WORD_INITIAL, BOTH, 0, FALSE, NULL, NULL},
    {U"年初预算安排", MZ_WORD_INITIAL, BOTH, 0, FALSE, NULL, NULL},
    {U"年初安排预算", MZ_WORD_INITIAL, BOTH, 0, FALSE, NULL, NULL},
    {U"全年预算", MZ_WORD_FULL, BOTH, 0, FALSE, NULL, NULL},
    {U"全年预算数", MZ_WORD_FULL, BOTH, 0, FALSE, NULL, NULL},
    {U"调整预算数", MZ_WORD_FULL, BOTH, 0, FALSE, NULL, NULL},
    {U"调整预算", MZ_WORD_FULL, BOTH, 0, FALSE, NULL, NULL},
    {U"调整后预算", MZ_WORD_FULL, BOTH, 0, FALSE, NULL, NULL},
    {U"调整后预算数", MZ_WORD_FULL, BOTH, 0, FALSE, NULL, NULL},
    {U"支出决算", MZ_WORD_FINAL, BOTH, 0, FALSE, NULL, NULL},
    {U"支出决算数", MZ_WORD_FINAL, BOTH, 0, FALSE, NULL, NULL},
    {U"决算数", MZ_WORD_FINAL, BOTH, 0, FALSE, NULL, NULL},
    {U"决算", MZ_WORD_FINAL, BOTH, 0, FALSE, NULL, NULL},
    {U"执行数", MZ_WORD_FINAL, BOTH, 0, FALSE, NULL, NULL},
    {U"全年执行数", MZ_WORD_FINAL, BOTH, 0, FALSE, NULL, NULL},
    {U"实际执行数", MZ_WORD_FINAL, BOTH, 0, FALSE, NULL, NULL},
    {U"实际支出", MZ_WORD_FINAL, BOTH, 0, FALSE, NULL, NULL},
    {U"实际支出数", MZ_WORD_FINAL, BOTH, 0, FALSE, NULL, NULL},
    {U"预算数", MZ_WORD_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"预算", MZ_WORD_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"支出预算数", MZ_WORD_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"支出预算", MZ_WORD_BUDGET, FINAL, 0, FALSE, NULL, NULL},
    {U"预算安排规模", MZ_WORD_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"预算安排", MZ_WORD_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"预算执行情况", MZ_WORD_FILLER, BOTH, 0, FALSE, NULL, NULL},
    /* changes */
    {U"增加", MZ_WORD_UP, BOTH, 0, FALSE, NULL, NULL},
    {U"增长", MZ_WORD_UP, BOTH, 0, FALSE, NULL, NULL},
    {U"上升", MZ_WORD_UP, BOTH, 0, FALSE, NULL, NULL},
    {U"上涨", MZ_WORD_UP, BOTH, 0, FALSE, NULL, NULL},
    {U"提高", MZ_WORD_UP, BOTH, 0, FALSE, NULL, NULL},
    {U"增幅", MZ_WORD_UP, BOTH, 0, FALSE, NULL, NULL},
    {U"减少", MZ_WORD_DOWN, BOTH, 0, FALSE, NULL, NULL},
    {U"下降", MZ_WORD_DOWN, BOTH, 0, FALSE, NULL, NULL},
    {U"降低", MZ_WORD_DOWN, BOTH, 0, FALSE, NULL, NULL},
    {U"压减", MZ_WORD_DOWN, BOTH, 0, FALSE, NULL, NULL},
    {U"缩减", MZ_WORD_DOWN, BOTH, 0, FALSE, NULL, NULL},
    {U"减幅", MZ_WORD_DOWN, BOTH, 0, FALSE, NULL, NULL},
    {U"降幅", MZ_WORD_DOWN, BOTH, 0, FALSE, NULL, NULL},
    {U"持平", MZ_WORD_FLAT, BOTH, 0, FALSE, NULL, NULL},
    {U"没有变化", MZ_WORD_FLAT, BOTH, 0, FALSE, NULL, NULL},
    {U"无变化", MZ_WORD_FLAT, BOTH, 0, FALSE, NULL, NULL},
    {U"无增减变化", MZ_WORD_FLAT, BOTH, 0, FALSE, NULL, NULL},
    {U"没有增减", MZ_WORD_FLAT, BOTH, 0, FALSE, NULL, NULL},
    {U"比上年", MZ_WORD_PRIOR, BOTH, 0, FALSE, NULL, NULL},
    {U"较上年", MZ_WORD_PRIOR, BOTH, 0, FALSE, NULL, NULL},
    {U"与上年", MZ_WORD_PRIOR, BOTH, 0, FALSE, NULL, NULL},
    {U"同上年", MZ_WORD_PRIOR, BOTH, 0, FALSE, NULL, NULL},
    {U"和上年", MZ_WORD_PRIOR, BOTH, 0, FALSE, NULL, NULL},
    {U"比去年", MZ_WORD_PRIOR, BOTH, 0, FALSE, NULL, NULL},
    {U"较去年", MZ_WORD_PRIOR, BOTH, 0, FALSE, NULL, NULL},
    {U"与去年", MZ_WORD_PRIOR, BOTH, 0, FALSE, NULL, NULL},
    {U"同比", MZ_WORD_PRIOR, BOTH, 0, FALSE, NULL, NULL},
    {U"上年", MZ_WORD_LAST, BOTH, 0, FALSE, NULL, NULL},
    {U"上年度", MZ_WORD_LAST, BOTH, 0, FALSE, NULL, NULL},
    {U"去年", MZ_WORD_LAST, BOTH, 0, FALSE, NULL, NULL},
    {U"比年初预算", MZ_WORD_BASE_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"比年初预算数", MZ_WORD_BASE_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"较年初预算", MZ_WORD_BASE_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"较年初预算数", MZ_WORD_BASE_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"与年初预算", MZ_WORD_BASE_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"与年初预算数", MZ_WORD_BASE_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"比全年预算", MZ_WORD_BASE_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"比全年预算数", MZ_WORD_BASE_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"较全年预算", MZ_WORD_BASE_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"较全年预算数", MZ_WORD_BASE_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"与全年预算", MZ_WORD_BASE_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"与全年预算数", MZ_WORD_BASE_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"较预算数", MZ_WORD_BASE_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"比预算数", MZ_WORD_BASE_BUDGET, BOTH, 0, FALSE, NULL, NULL},
    {U"较预算", MZ_WORD_BASE_BUDGET, FINAL, 0, FALSE, NULL, NULL},
    {U"比预算", MZ_WORD_BASE_BUDGET, FINAL, 0, FALSE, NULL, NULL},
    {U"占", MZ_WORD_SHARE, BOTH, 0, FALSE, NULL, NULL},
    {U"占比", MZ_WORD_SHARE, BOTH, 0, FALSE, NULL, NULL},
    {U"占用", MZ_WORD_FILLER, BOTH, 0, FALSE, NULL, NULL},
    {U"完成年初预算", MZ_WORD_COMPLETION, BOTH, 0, FALSE, NULL, NULL},
    {U"完成年初预算数", MZ_WORD_COMPLETION, BOTH, 0, FALSE, NULL, NULL},
    {U"完成全年预算", MZ_WORD_COMPLETION, BOTH, 0, FALSE, NULL, NULL},
    {U"完成全年预算数", MZ_WORD_COMPLETION, BOTH, 0, FALSE, NULL, NULL},
    {U"完成调整预算", MZ_WORD_COMPLETION, BOTH, 0, FALSE, NULL, NULL},
    {U"完成调整后预算", MZ_WORD_COMPLETION, BOTH, 0, FALSE, NULL, NULL},
    {U"完成年度预算", MZ_WORD_COMPLETION, BOTH, 0, FALSE, NULL, NULL},
    {U"完成预算", MZ_WORD_COMPLETION, BOTH, 0, FALSE, NULL, NULL},
    {U"完成预算数", MZ_WORD_COMPLETION, BOTH, 0, FALSE, NULL, NULL},
    {U"预算完成率", MZ_WORD_COMPLETION, BOTH, 0, FALSE, NULL, NULL},
    {U"预算执行率", MZ_WORD_COMPLETION, BOTH, 0, FALSE, NULL, NULL},
    {U"执行率", MZ_WORD_COMPLETION, BOTH, 0, FALSE, NULL, NULL},
    {U"完成率", MZ_WORD_COMPLETION, BOTH, 0, FALSE, NULL, NULL},
    /* prose */
    {U"主要原因", MZ_WORD_REASON, BOTH, 0, FALSE, NULL, NULL},
    {U"原因是", MZ_WORD_REASON, BOTH, 0, FALSE, NULL, NULL},
    {U"原因:", MZ_WORD_REASON, BOTH, 0, FALSE, NULL, NULL},
    {U"原因为", MZ_WORD_REASON, BOTH, 0, FALSE, NULL, NULL},
    {U"主要是", MZ_WORD_REASON, BOTH, 0, FALSE, NULL, NULL},
    {U"主要系", MZ_WORD_REASON, BOTH, 0, FALSE, NULL, NULL},
    {U"主要由于", MZ_WORD_REASON, BOTH, 0, FALSE, NULL, NULL},
    {U"主要为", MZ_WORD_REASON, BOTH, 0, FALSE, NULL, NULL},
    {U"主要成效", MZ_WORD_PROSE, BOTH, 0, FALSE, NULL, NULL},
    {U"主要开展", MZ_WORD_PROSE, BOTH, 0, FALSE, NULL, NULL},
    {U"主要产出", MZ_WORD_PROSE_LONG, BOTH, 0, FALSE, NULL, NULL},
    {U"评价情况来看", MZ_WORD_PROSE_LONG, BOTH, 0, FALSE, NULL, NULL},
    {U"发现的问题", MZ_WORD_PROSE_LONG, BOTH, 0, FALSE, NULL, NULL},
    {U"发现的主要问题", MZ_WORD_PROSE_LONG, BOTH, 0, FALSE, NULL, NULL},
    {U"存在问题", MZ_WORD_PROSE_LONG, BOTH, 0, FALSE, NULL, NULL},
    {U"存在的问题", MZ_WORD_PROSE_LONG, BOTH, 0, FALSE, NULL, NULL},
    {U"下一步", MZ_WORD_PROSE_LONG, BOTH, 0, FALSE, NULL, NULL},
    {U"主要用于", MZ_WORD_USE, BOTH, 0, FALSE, NULL, NULL},
    {U"主要是用于", MZ_WORD_USE, BOTH, 0, FALSE, NULL, NULL},
    {U"用于", MZ_WORD_USE, BOTH, 0, FALSE, NULL, NULL},
    {U"分别", MZ_WORD_EACH, BOTH, 0, FALSE, NULL, NULL},
    {U"主要项目有", MZ_WORD_PROJECTS, BOTH, 0, FALSE, NULL, NULL},
    {U"主要项目为", MZ_WORD_PROJECTS, BOTH, 0, FALSE, NULL, NULL},
    {U"主要项目是", MZ_WORD_PROJECTS, BOTH, 0, FALSE, NULL, NULL},
    {U"主要项目包括", MZ_WORD_PROJECTS, BOTH, 0, FALSE, NULL, NULL},
    {U"主要项目:", MZ_WORD_PROJECTS, BOTH, 0, FALSE, NULL, NULL},
    {U"具体项目", MZ_WORD_PROJECTS, BOTH, 0, FALSE, NULL, NULL},
    {U"项目有", MZ_WORD_PROJECTS, BOTH, 0, FALSE, NULL, NULL},
    {U"项目只有", MZ_WORD_PROJECTS, BOTH, 0, FALSE, NULL, NULL},
    {U"项目包括", MZ_WORD_PROJECTS, BOTH, 0, FALSE, NULL, NULL},
    {U"项目分别为", MZ_WORD_PROJECTS, BOTH, 0, FALSE, NULL, NULL},
    {U"项目分别是", MZ_WORD_PROJECTS, BOTH, 0, FALSE, NULL, NULL},
    {U"主要包括", MZ_WORD_LIST, BOTH, 0, FALSE, NULL, NULL},
    {U"包括", MZ_WORD_LIST, BOTH, 0, FALSE, NULL, NULL},
    {U"其中", MZ_WORD_LIST, BOTH, 0, FALSE, NULL, NULL},
};

G_STATIC_ASSERT(G_N_ELEMENTS(words) <= MZ_WORD_LIMIT);

/* The most frequent first, and of those that begin alike the longest. */
static const MzUnitWord units[] = {
    {U"万元", "万元", MZ_COUNTED_MONEY},
    {U"%", "%", MZ_COUNTED_PERCENT},
    {U"年", "年", MZ_COUNTED_DATE},
    {U"元", "元", MZ_COUNTED_MONEY},
    {U"人次", "人次", MZ_COUNTED_PERSONS},
    {U"人", "人", MZ_COUNTED_THINGS},
    {U"批次", "批次", MZ_COUNTED_BATCHES},
    {U"批", "批次", MZ_COUNTED_BATCHES},
    {U"个百分点", "个百分点", MZ_COUNTED_DATE},
    {U"个", "个", MZ_COUNTED_THINGS},
    {U"辆", "辆", MZ_COUNTED_THINGS},
    {U"台(套)", "台（套）", MZ_COUNTED_THINGS},
    {U"台/套", "台（套）", MZ_COUNTED_THINGS},
    {U"台", "台", MZ_COUNTED_THINGS},
    {U"套", "套", MZ_COUNTED_THINGS},
    {U"平方米", "平方米", MZ_COUNTED_THINGS},
    {U"亿元", "亿元", MZ_COUNTED_DATE},
    {U"名", "名", MZ_COUNTED_THINGS},
    {U"分", "分", MZ_COUNTED_SCORE},
    {U"月", "月", MZ_COUNTED_DATE},
    {U"日", "日", MZ_COUNTED_DATE},
    {U"号", "号", MZ_COUNTED_DATE},
};

static const MzEnding expense_ends[] = {
    MZ_ENDING(U"经费"), MZ_ENDING(U"资金"), MZ_ENDING(U"支出"), MZ_ENDING(U"费"),   MZ_ENDING(U"费用"),
    MZ_ENDING(U"补助"), MZ_ENDING(U"补贴"), MZ_ENDING(U"工资"), MZ_ENDING(U"奖"),   MZ_ENDING(U"金"),
    MZ_ENDING(U"缴费"), MZ_ENDING(U"购置"), MZ_ENDING(U"项目"), MZ_ENDING(U"专项"), MZ_ENDING(U"收入"),
    MZ_ENDING(U"款"),   MZ_ENDING(U"结余"), MZ_ENDING(U"结转"), MZ_ENDING(U"慰问"), MZ_ENDING(U"救济"),
    MZ_ENDING(U"业务"), MZ_ENDING(U"工作"),
};

/* Words without meaning before a number, and before a name; the longest first. */
static const MzEnding ends_without_meaning[] = {
    MZ_ENDING(U"涉及预算"), MZ_ENDING(U"财政拨款"), MZ_ENDING(U"总额"), MZ_ENDING(U"合计"), MZ_ENDING(U"共计"),
    MZ_ENDING(U"总计"),     MZ_ENDING(U"金额"),     MZ_ENDING(U"资金"), MZ_ENDING(U"支出"), MZ_ENDING(U"收入"),
    MZ_ENDING(U"达到"),     MZ_ENDING(U"计划"),     MZ_ENDING(U"分别"), MZ_ENDING(U"累计"), MZ_ENDING(U"价值"),
    MZ_ENDING(U"项目"),     MZ_ENDING(U"拨款"),     MZ_ENDING(U"涉及"), MZ_ENDING(U"财政"), MZ_ENDING(U"年度"),
    MZ_ENDING(U"安排"),     MZ_ENDING(U"总共"),     MZ_ENDING(U"全年"), MZ_ENDING(U"决算"), MZ_ENDING(U"为"),
    MZ_ENDING(U"均"),       MZ_ENDING(U"共"),       MZ_ENDING(U"各"),   MZ_ENDING(U"约"),   MZ_ENDING(U"计"),
    MZ_ENDING(U"数"),       MZ_ENDING(U"是"),       MZ_ENDING(U":"),    MZ_ENDING(U"达"),   MZ_ENDING(U"("),
    MZ_ENDING(U"了"),       MZ_ENDING(U"的"),       MZ_ENDING(U"年"),   MZ_ENDING(U"有"),   MZ_ENDING(U"额"),
    MZ_ENDING(U"元"),       MZ_ENDING(U" "),        MZ_ENDING(U"到"),   MZ_ENDING(U"至"),
};

static const char32_t *const starts_without_meaning[] = {
    U"本年度", U"本部门", U"本单位", U"我单位", U"我部门", U"本年", U"当年", U"全年", U"用于", U"项目",
    U"安排",   U"为",     U"是",     U":",      U"年",     U"的",   U"度",   U"初",   U"末",   U" ",
};

/* The bucket of words that begin so; `second` is 0 for those of one character. */
static inline guint
bucket_of(gunichar first, gunichar second)
{
    return (first ^ second * 5) % MZ_WORD_BUCKETS;
}

static void
make_index(MzWordIndex *index, MzKind kind)
{
    guint8 in = kind == MZ_KIND_FINAL ? MZ_WORD_IN_FINAL : MZ_WORD_IN_BUDGET;
    memset(index, 0, sizeof *index);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (words[i].in & in)
            index->bucket[bucket_of(words[i].word[0], words[i].word[1]) + 1]++;
    }
    for (guint b = 0; b < MZ_WORD_BUCKETS; b++)
        index->bucket[b + 1] = (guint16)(index->bucket[b + 1] + index->bucket[b]);
    guint16 filled[MZ_WORD_BUCKETS] = {0};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (!(words[i].in & in))
            continue;
        const char32_t *word = words[i].word;
        guint b = bucket_of(word[0], word[1]), first = index->bucket[b], at = first + filled[b]++;
        guint16 length = (guint16)mz_word_length(word);
        /* longest first; of two as long the one bound to a section first */
        while (at > first && (index->entry[at - 1].length < length ||
                              (index->entry[at - 1].length == length && words[i].section != NULL))) {
            index->entry[at] = index->entry[at - 1];
            at--;
        }
        index->second[word[0] % MZ_WORD_BUCKETS] |= length < 2 ? G_MAXUINT32 : (guint32)1 << word[1] % 32;
        index->entry[at].word = (guint16)i;
        index->entry[at].first = (guint16)word[0];
        index->entry[at].last = (guint16)word[length - 1];
        index->entry[at].length = length;
    }
}

const MzWordIndex *
mz_word_index(MzKind kind)
{
    static MzWordIndex indexes[MZ_KINDS];
    static gsize made = 0;
    if (g_once_init_enter(&made)) {
        for (guint k = 0; k < MZ_KINDS; k++)
            make_index(&indexes[k], (MzKind)k);
        g_once_init_leave(&made, 1);
    }
    return &indexes[kind];
}

static gboolean
under(const char *section, const char *const *headings)
{
    if (section == NULL)
        return TRUE;
    for (guint i = 0; headings[i] != NULL; i++) {
        if (strstr(headings[i], section) != NULL)
            return TRUE;
    }
    return FALSE;
}

/* The longest word of bucket `b` at `at`, and its length; NULL: none. */
static inline const MzWord *
find_in_bucket(const MzWordIndex *index, guint b, const gunichar *c, guint n, guint at, const char *const *headings,
               guint *length)
{
    for (guint k = index->bucket[b], end = index->bucket[b + 1]; k < end; k++) {
        guint n_word = index->entry[k].length;
        if (index->entry[k].first != (guint16)c[at] || n_word > n - at ||
            index->entry[k].last != (guint16)c[at + n_word - 1])
            continue;
        const MzWord *word = &words[index->entry[k].word];
        if (mz_word_at(c, n, at, word->word) && under(word->section, headings)) {
            *length = n_word;
            return word;
        }
    }
    return NULL;
}

const MzWord *
mz_word_find(const MzWordIndex *index, const gunichar *c, guint n, guint at, const char *const *headings, guint *length)
{
    const MzWord *word = find_in_bucket(index, bucket_of(c[at], c[at + 1]), c, n, at, headings, length);
    return word != NULL ? word : find_in_bucket(index, bucket_of(c[at], 0), c, n, at, headings, length);
}

const MzUnitWord *
mz_unit_word(const gunichar *c, guint n, guint at, guint *length)
{
    for (guint i = 0; at < n && i < G_N_ELEMENTS(units); i++) {
        if (mz_word_at(c, n, at, units[i].word)) {
            *length = mz_word_length(units[i].word);
            return &units[i];
        }
    }
    return NULL;
}

gboolean
mz_ends_like_expense(const gunichar *c, guint start, guint end)
{
    if (end > start && c[end - 1] == ')') {
        guint open = end - 1;
        while (open > start && c[open] != '(')
            open--;
        if (open > start && mz_ends_like_expense(c, start, open))
            return TRUE;
    }
    return mz_ending_of(c, end, start, expense_ends, G_N_ELEMENTS(expense_ends)) != NULL;
}

static gboolean
trim_start(const gunichar *c, guint *start, guint end)
{
    while (*start < end && c[*start] >= '0' && c[*start] <= '9')
        ++*start; /* of a year */
    for (guint i = 0; i < G_N_ELEMENTS(starts_without_meaning); i++) {
        if (mz_word_at(c, end, *start, starts_without_meaning[i])) {
            *start += mz_word_length(starts_without_meaning[i]);
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean
trim_end(const gunichar *c, guint start, guint *end)
{
    const MzEnding *ending = mz_ending_of(c, *end, start, ends_without_meaning, G_N_ELEMENTS(ends_without_meaning));
    if (ending == NULL)
        return FALSE;
    while (*end > start && c[*end - 1] == ' ')
        --*end;
    *end -= MIN(*end - start, ending->length);
    return TRUE;
}

void
mz_trim_name(const gunichar *c, guint *start, guint *end)
{
    while (*start < *end && trim_start(c, start, *end)) {
    }
    while (*start < *end && trim_end(c, *start, end)) {
    }
}
