#include "forms/families.h"

#include <string.h>

static const MzFamily all_families[] = {
    {.key = "hubei-final",
     .label = "湖北部门决算（公开01至09表）",
     .kind = MZ_KIND_FINAL,
     .tables = {{"hubei-final/summary", NULL},
                {"hubei-final/income", NULL},
                {"hubei-final/expenditure", NULL},
                {"hubei-final/appropriation", NULL},
                {"hubei-final/general", NULL},
                {"hubei-final/basic", NULL},
                {"hubei-final/fund", NULL},
                {"hubei-final/capital", NULL},
                {"hubei-final/sangong", NULL}},
     .numbers = TRUE,
     .line_numbers = TRUE,
     .column_numbers = TRUE,
     .classes = 26,
     .description = "有表号、行次和栏次；编码在一格；合计在前；经济分类三栏并列；“三公”先预算数六格后决算数六格"},
    {.key = "xinjiang-budget",
     .label = "新疆部门预算（表1至表11）",
     .kind = MZ_KIND_BUDGET,
     .tables = {{"xinjiang-budget/summary", NULL},
                {"xinjiang-budget/income", NULL},
                {"xinjiang-budget/expenditure", NULL},
                {"xinjiang-budget/appropriation", NULL},
                {"xinjiang-budget/general", NULL},
                {"xinjiang-budget/basic", NULL},
                {"xinjiang-budget/projects", NULL},
                {"xinjiang-budget/fund", NULL},
                {"xinjiang-budget/capital", NULL},
                {"xinjiang-budget/sangong", NULL},
                {"xinjiang-budget/carryover", NULL}},
     .numbers = TRUE,
     .column_numbers = TRUE,
     .codes = MZ_CODES_CELLS,
     .description = "表号在标题上；类、款、项分格；总计在前；有项目支出表和结转结余表"},
    {.key = "template-final",
     .label = "部门决算模板（上海等地）",
     .kind = MZ_KIND_FINAL,
     .tables = {{"template-final/summary", NULL},
                {"hubei-final/income", NULL},
                {"hubei-final/expenditure", NULL},
                {"template-final/appropriation", NULL},
                {"hubei-final/general", NULL},
                {"hubei-final/basic", "一般公共预算财政拨款基本支出决算表"},
                {"template-final/sangong", NULL},
                {"hubei-final/fund", NULL},
                {"template-final/capital", NULL}},
     .codes = MZ_CODES_CELLS,
     .total = MZ_TOTAL_LAST,
     .classes = 24,
     .two_panels = TRUE,
     .whole = "合计",
     .description = "没有表号、行次和栏次；类、款、项分格；合计在末；24 类；经济分类两侧长短不一；“三公”是第七张，"
                    "预算数、决算数逐项相间；国有资本表有年初、年末结转"},
    {.key = "ministry-final",
     .label = "财政部决算报表式样（财决01等）",
     .kind = MZ_KIND_FINAL,
     .tables = {{"ministry-final/summary", NULL},
                {"hubei-final/income", NULL},
                {"hubei-final/expenditure", NULL},
                {"hubei-final/appropriation", NULL},
                {"ministry-final/general", NULL},
                {"hubei-final/basic", NULL},
                {"hubei-final/fund", NULL},
                {"template-final/capital", NULL},
                {"ministry-final/sangong", NULL}},
     .line_numbers = TRUE,
     .column_numbers = TRUE,
     .codes = MZ_CODES_WHOLE,
     .total = MZ_TOTAL_HEAD,
     .unit = MZ_UNIT_YUAN,
     .classes = 26,
     .description =
         "表以元计，正文以万元计；年初预算数、全年预算数与决算数并列；合计在类、款、项那一行；一般公共预算表有"
         "年初、年末结转"},
    {.key = "detailed-final",
     .label = "加列明细表的部门决算（四川等地）",
     .kind = MZ_KIND_FINAL,
     .tables = {{"template-final/summary", NULL},
                {"hubei-final/income", NULL},
                {"hubei-final/expenditure", NULL},
                {"template-final/appropriation", NULL},
                {"hubei-final/general", NULL},
                {"hubei-final/basic", NULL},
                {"hubei-final/sangong", NULL},
                {"hubei-final/fund", NULL},
                {"hubei-final/capital", NULL}},
     .extra = "财政拨款支出决算明细表",
     .extra_before = 4,
     .column_numbers = TRUE,
     .codes = MZ_CODES_CELLS,
     .total = MZ_TOTAL_FIRST,
     .classes = 26,
     .description = "第五张是没有表样的财政拨款支出决算明细表；类、款、项分格"},
    {.key = "spending-final",
     .label = "只列支出的部门决算",
     .kind = MZ_KIND_FINAL,
     .tables = {{"template-final/summary", NULL},
                {"hubei-final/income", NULL},
                {"hubei-final/expenditure", NULL},
                {"template-final/appropriation", NULL},
                {"hubei-final/general", "一般公共预算支出决算表"},
                {"hubei-final/basic", "一般公共预算基本支出决算表"},
                {"hubei-final/sangong", NULL},
                {"spending-final/fund", NULL}},
     .numbers = TRUE,
     .codes = MZ_CODES_WHOLE,
     .total = MZ_TOTAL_FIRST,
     .classes = 26,
     .two_panels = TRUE,
     .whole = "合计",
     .description = "没有行次和栏次；政府性基金表只有支出三列；没有国有资本表"},
};

const MzFamily *
mz_families(guint *n_families)
{
    *n_families = G_N_ELEMENTS(all_families);
    return all_families;
}

const MzFamily *
mz_family_of_key(const char *key)
{
    for (guint i = 0; i < G_N_ELEMENTS(all_families); i++) {
        if (strcmp(all_families[i].key, key) == 0)
            return &all_families[i];
    }
    return NULL;
}

const MzForm *
mz_family_form(const MzFamily *family, MzTableKey table)
{
    for (guint i = 0; i < MZ_FAMILY_TABLES && family->tables[i].form != NULL; i++) {
        const MzForm *form = mz_form_of_id(family->tables[i].form);
        if (form->table == table)
            return form;
    }
    return NULL;
}
