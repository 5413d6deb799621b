#include "forms/claims.h"

#include <string.h>

/* Short names of the columns of the table below; everything is spelled out in the rows. */
#define FINAL MZ_KIND_FINAL
#define BUDGET MZ_KIND_BUDGET
#define NOW MZ_CLAIM_NOW
#define FULL MZ_CLAIM_FULL_BUDGET

/* Of two lines with one subject the one with a section comes first, because the first that fits is taken. */
static const MzClaimCell cells[] = {
    /* 一、收入支出总体 */
    {FINAL, "收支总计", NOW, NULL, MZ_TABLE_SUMMARY, "in-total", "amount", "narrative.amount.total"},
    {BUDGET, "收支总计", NOW, NULL, MZ_TABLE_SUMMARY, "in-total", "amount", "narrative.amount.total"},
    /* 二、收入 */
    {FINAL, "收入合计", NOW, NULL, MZ_TABLE_INCOME, "total", "total", "narrative.amount.income"},
    {FINAL, "财政拨款收入", NOW, NULL, MZ_TABLE_INCOME, "total", "fiscal", "narrative.amount.income"},
    {FINAL, "上级补助收入", NOW, NULL, MZ_TABLE_INCOME, "total", "superior", "narrative.amount.income"},
    {FINAL, "事业收入", NOW, NULL, MZ_TABLE_INCOME, "total", "undertaking", "narrative.amount.income"},
    {FINAL, "经营收入", NOW, NULL, MZ_TABLE_INCOME, "total", "business", "narrative.amount.income"},
    {FINAL, "附属单位上缴收入", NOW, NULL, MZ_TABLE_INCOME, "total", "subordinate", "narrative.amount.income"},
    {FINAL, "其他收入", NOW, NULL, MZ_TABLE_INCOME, "total", "other", "narrative.amount.income"},
    {BUDGET, "收入合计", NOW, NULL, MZ_TABLE_INCOME, "total", "total", "narrative.amount.income"},
    {BUDGET, "一般公共预算财政拨款收入", NOW, "收入预算", MZ_TABLE_INCOME, "total", "general",
     "narrative.amount.income"},
    {BUDGET, "政府性基金预算财政拨款收入", NOW, "收入预算", MZ_TABLE_INCOME, "total", "fund",
     "narrative.amount.income"},
    {BUDGET, "国有资本经营预算财政拨款收入", NOW, "收入预算", MZ_TABLE_INCOME, "total", "capital",
     "narrative.amount.income"},
    {BUDGET, "单位资金", NOW, "收入预算", MZ_TABLE_INCOME, "total", "own", "narrative.amount.income"},
    {BUDGET, "财政拨款结转", NOW, "收入预算", MZ_TABLE_INCOME, "total", "fiscal-carryover", "narrative.amount.income"},
    {BUDGET, "非财政拨款结转结余", NOW, "收入预算", MZ_TABLE_INCOME, "total", "other-carryover",
     "narrative.amount.income"},
    /* 三、支出 (基本支出 and 项目支出 come again under 一般公共预算 with that table's amounts) */
    {FINAL, "支出合计", NOW, NULL, MZ_TABLE_EXPENDITURE, "total", "total", "narrative.amount.expenditure"},
    {FINAL, "基本支出", NOW, "一般公共预算", MZ_TABLE_GENERAL, "total", "basic", "narrative.amount.general"},
    {FINAL, "基本支出", NOW, "绩效", MZ_TABLE_EXPENDITURE, "total", "basic", "perf.totals"},
    {FINAL, "基本支出", NOW, NULL, MZ_TABLE_EXPENDITURE, "total", "basic", "narrative.amount.expenditure"},
    {FINAL, "项目支出", NOW, "一般公共预算", MZ_TABLE_GENERAL, "total", "project", "narrative.amount.general"},
    {FINAL, "项目支出", NOW, "绩效", MZ_TABLE_EXPENDITURE, "total", "project", "perf.totals"},
    {FINAL, "项目支出", NOW, NULL, MZ_TABLE_EXPENDITURE, "total", "project", "narrative.amount.expenditure"},
    {FINAL, "上缴上级支出", NOW, NULL, MZ_TABLE_EXPENDITURE, "total", "superior", "narrative.amount.expenditure"},
    {FINAL, "经营支出", NOW, NULL, MZ_TABLE_EXPENDITURE, "total", "business", "narrative.amount.expenditure"},
    {FINAL, "对附属单位补助支出", NOW, NULL, MZ_TABLE_EXPENDITURE, "total", "subordinate",
     "narrative.amount.expenditure"},
    {BUDGET, "支出合计", NOW, NULL, MZ_TABLE_EXPENDITURE, "total", "total", "narrative.amount.expenditure"},
    {BUDGET, "基本支出", NOW, "一般公共预算", MZ_TABLE_GENERAL, "total", "basic", "narrative.amount.general"},
    {BUDGET, "基本支出", NOW, NULL, MZ_TABLE_EXPENDITURE, "total", "basic", "narrative.amount.expenditure"},
    {BUDGET, "项目支出", NOW, "一般公共预算", MZ_TABLE_GENERAL, "total", "project", "narrative.amount.general"},
    {BUDGET, "项目支出", NOW, NULL, MZ_TABLE_EXPENDITURE, "total", "project", "narrative.amount.expenditure"},
    /* 四、财政拨款 */
    {FINAL, "财政拨款收支总计", NOW, NULL, MZ_TABLE_APPROPRIATION, "in-total", "amount",
     "narrative.amount.appropriation"},
    {FINAL, "一般公共预算财政拨款收入", NOW, NULL, MZ_TABLE_APPROPRIATION, "in-general", "amount",
     "narrative.amount.appropriation"},
    {FINAL, "政府性基金预算财政拨款收入", NOW, NULL, MZ_TABLE_APPROPRIATION, "in-fund", "amount",
     "narrative.amount.appropriation"},
    {FINAL, "国有资本经营预算财政拨款收入", NOW, NULL, MZ_TABLE_APPROPRIATION, "in-capital", "amount",
     "narrative.amount.appropriation"},
    {BUDGET, "财政拨款收支总计", NOW, NULL, MZ_TABLE_APPROPRIATION, "in-total", "amount",
     "narrative.amount.appropriation"},
    {BUDGET, "一般公共预算财政拨款收入", NOW, "财政拨款", MZ_TABLE_APPROPRIATION, "in-general", "amount",
     "narrative.amount.appropriation"},
    {BUDGET, "政府性基金预算财政拨款收入", NOW, "财政拨款", MZ_TABLE_APPROPRIATION, "in-fund", "amount",
     "narrative.amount.appropriation"},
    {BUDGET, "国有资本经营预算财政拨款收入", NOW, "财政拨款", MZ_TABLE_APPROPRIATION, "in-capital", "amount",
     "narrative.amount.appropriation"},
    /* 五、一般公共预算 */
    {FINAL, "一般公共预算财政拨款支出", NOW, NULL, MZ_TABLE_GENERAL, "total", "total", "narrative.amount.general"},
    {BUDGET, "一般公共预算财政拨款支出", NOW, NULL, MZ_TABLE_GENERAL, "total", "total", "narrative.amount.general"},
    {BUDGET, "一般公共预算基本支出", NOW, NULL, MZ_TABLE_GENERAL, "total", "basic", "narrative.amount.general"},
    {BUDGET, "一般公共预算项目支出", NOW, NULL, MZ_TABLE_GENERAL, "total", "project", "narrative.amount.general"},
    {FINAL, "类", NOW, NULL, MZ_TABLE_GENERAL, NULL, "total", "narrative.amount.class"},
    {BUDGET, "类", NOW, NULL, MZ_TABLE_GENERAL, NULL, "total", "narrative.amount.class"},
    {FINAL, "项", NOW, NULL, MZ_TABLE_GENERAL, NULL, "total", "narrative.amount.item"},
    {BUDGET, "项", NOW, NULL, MZ_TABLE_GENERAL, NULL, "total", "narrative.amount.item"},
    /* 六、基本支出 */
    {FINAL, "人员经费", NOW, NULL, MZ_TABLE_BASIC, "personnel", "amount", "narrative.amount.basic"},
    {FINAL, "公用经费", NOW, NULL, MZ_TABLE_BASIC, "public", "amount", "narrative.amount.basic"},
    {BUDGET, "人员经费", NOW, NULL, MZ_TABLE_BASIC, "total", "personnel", "narrative.amount.basic"},
    {BUDGET, "公用经费", NOW, NULL, MZ_TABLE_BASIC, "total", "public", "narrative.amount.basic"},
    {FINAL, "经济科目", NOW, NULL, MZ_TABLE_BASIC, NULL, "amount", "narrative.amount.basic-items"},
    {BUDGET, "经济科目", NOW, NULL, MZ_TABLE_BASIC, NULL, "total", "narrative.amount.basic-items"},
    /* 七、八: 政府性基金, 国有资本经营 */
    {FINAL, "政府性基金预算财政拨款支出", NOW, NULL, MZ_TABLE_FUND, "total", "total", "narrative.amount.capital"},
    {BUDGET, "政府性基金预算财政拨款支出", NOW, NULL, MZ_TABLE_FUND, "total", "total", "narrative.amount.capital"},
    {FINAL, "国有资本经营预算财政拨款支出", NOW, NULL, MZ_TABLE_CAPITAL, "total", "total", "narrative.amount.capital"},
    {BUDGET, "国有资本经营预算财政拨款支出", NOW, NULL, MZ_TABLE_CAPITAL, "total", "total", "narrative.amount.capital"},
    /* 九、“三公”经费 */
    {FINAL, "三公经费", NOW, NULL, MZ_TABLE_SANGONG, "final", "total", "sangong.text"},
    {FINAL, "三公经费", FULL, NULL, MZ_TABLE_SANGONG, "budget", "total", "sangong.text"},
    {FINAL, "因公出国（境）费", NOW, NULL, MZ_TABLE_SANGONG, "final", "abroad", "sangong.text"},
    {FINAL, "因公出国（境）费", FULL, NULL, MZ_TABLE_SANGONG, "budget", "abroad", "sangong.text"},
    {FINAL, "公务用车购置及运行费", NOW, NULL, MZ_TABLE_SANGONG, "final", "vehicles", "sangong.text"},
    {FINAL, "公务用车购置及运行费", FULL, NULL, MZ_TABLE_SANGONG, "budget", "vehicles", "sangong.text"},
    {FINAL, "公务用车购置费", NOW, NULL, MZ_TABLE_SANGONG, "final", "purchase", "sangong.text"},
    {FINAL, "公务用车购置费", FULL, NULL, MZ_TABLE_SANGONG, "budget", "purchase", "sangong.text"},
    {FINAL, "公务用车运行费", NOW, NULL, MZ_TABLE_SANGONG, "final", "operation", "sangong.text"},
    {FINAL, "公务用车运行费", FULL, NULL, MZ_TABLE_SANGONG, "budget", "operation", "sangong.text"},
    {FINAL, "公务接待费", NOW, NULL, MZ_TABLE_SANGONG, "final", "reception", "sangong.text"},
    {FINAL, "公务接待费", FULL, NULL, MZ_TABLE_SANGONG, "budget", "reception", "sangong.text"},
    {BUDGET, "三公经费", NOW, NULL, MZ_TABLE_SANGONG, "total", "total", "sangong.text"},
    {BUDGET, "因公出国（境）费", NOW, NULL, MZ_TABLE_SANGONG, "abroad", "total", "sangong.text"},
    {BUDGET, "公务用车购置及运行费", NOW, NULL, MZ_TABLE_SANGONG, "vehicles", "total", "sangong.text"},
    {BUDGET, "公务用车购置费", NOW, NULL, MZ_TABLE_SANGONG, "purchase", "total", "sangong.text"},
    {BUDGET, "公务用车运行费", NOW, NULL, MZ_TABLE_SANGONG, "operation", "total", "sangong.text"},
    {BUDGET, "公务接待费", NOW, NULL, MZ_TABLE_SANGONG, "reception", "total", "sangong.text"},
    /* other sections */
    {FINAL, "机关运行经费", NOW, NULL, MZ_TABLE_BASIC, "public", "amount", "link.operating"},
    {BUDGET, "机关运行经费", NOW, NULL, MZ_TABLE_BASIC, "total", "public", "link.operating"},
    {FINAL, "部门整体支出", NOW, NULL, MZ_TABLE_EXPENDITURE, "total", "total", "perf.whole"},
    {FINAL, "整体支出绩效自评资金", NOW, NULL, MZ_TABLE_EXPENDITURE, "total", "total", "perf.whole"},
    {BUDGET, "上年结转结余", NOW, NULL, MZ_TABLE_CARRYOVER, "total", "total", "budget.carryover"},
    {BUDGET, "上年结转结余/财政拨款", NOW, NULL, MZ_TABLE_CARRYOVER, "total", "fiscal", "budget.carryover"},
    {BUDGET, "上年结转结余/非财政拨款", NOW, NULL, MZ_TABLE_CARRYOVER, "total", "other", "budget.carryover"},
    {BUDGET, "预算绩效/整体绩效目标金额", NOW, NULL, MZ_TABLE_SUMMARY, "in-total", "amount", "budget.perf"},
    {BUDGET, "预算绩效/当年财政拨款项目金额", NOW, NULL, MZ_TABLE_GENERAL, "total", "project", "budget.perf"},
};

static const MzClaimWhole wholes[] = {
    {FINAL, "财政拨款收入", NULL, MZ_TABLE_INCOME, "total", "total"},
    {FINAL, "上级补助收入", NULL, MZ_TABLE_INCOME, "total", "total"},
    {FINAL, "事业收入", NULL, MZ_TABLE_INCOME, "total", "total"},
    {FINAL, "经营收入", NULL, MZ_TABLE_INCOME, "total", "total"},
    {FINAL, "附属单位上缴收入", NULL, MZ_TABLE_INCOME, "total", "total"},
    {FINAL, "其他收入", NULL, MZ_TABLE_INCOME, "total", "total"},
    {FINAL, "基本支出", "一般公共预算", MZ_TABLE_GENERAL, "total", "total"},
    {FINAL, "项目支出", "一般公共预算", MZ_TABLE_GENERAL, "total", "total"},
    {FINAL, "基本支出", NULL, MZ_TABLE_EXPENDITURE, "total", "total"},
    {FINAL, "项目支出", NULL, MZ_TABLE_EXPENDITURE, "total", "total"},
    {FINAL, "上缴上级支出", NULL, MZ_TABLE_EXPENDITURE, "total", "total"},
    {FINAL, "经营支出", NULL, MZ_TABLE_EXPENDITURE, "total", "total"},
    {FINAL, "对附属单位补助支出", NULL, MZ_TABLE_EXPENDITURE, "total", "total"},
    {FINAL, "一般公共预算财政拨款支出", NULL, MZ_TABLE_EXPENDITURE, "total", "total"},
    {FINAL, "类", NULL, MZ_TABLE_GENERAL, "total", "total"},
    {BUDGET, "一般公共预算财政拨款收入", "收入预算", MZ_TABLE_INCOME, "total", "total"},
    {BUDGET, "政府性基金预算财政拨款收入", "收入预算", MZ_TABLE_INCOME, "total", "total"},
    {BUDGET, "国有资本经营预算财政拨款收入", "收入预算", MZ_TABLE_INCOME, "total", "total"},
    {BUDGET, "单位资金", "收入预算", MZ_TABLE_INCOME, "total", "total"},
    {BUDGET, "财政拨款结转", "收入预算", MZ_TABLE_INCOME, "total", "total"},
    {BUDGET, "非财政拨款结转结余", "收入预算", MZ_TABLE_INCOME, "total", "total"},
    {BUDGET, "基本支出", "一般公共预算", MZ_TABLE_GENERAL, "total", "total"},
    {BUDGET, "项目支出", "一般公共预算", MZ_TABLE_GENERAL, "total", "total"},
    {BUDGET, "一般公共预算基本支出", NULL, MZ_TABLE_GENERAL, "total", "total"},
    {BUDGET, "一般公共预算项目支出", NULL, MZ_TABLE_GENERAL, "total", "total"},
    {BUDGET, "基本支出", NULL, MZ_TABLE_EXPENDITURE, "total", "total"},
    {BUDGET, "项目支出", NULL, MZ_TABLE_EXPENDITURE, "total", "total"},
    {BUDGET, "类", NULL, MZ_TABLE_GENERAL, "total", "total"},
};

const MzClaimCell *
mz_claim_cells(guint *n_cells)
{
    *n_cells = G_N_ELEMENTS(cells);
    return cells;
}

const MzClaimWhole *
mz_claim_wholes(guint *n_wholes)
{
    *n_wholes = G_N_ELEMENTS(wholes);
    return wholes;
}

/* The subject under which a coded claim stands in the tables. */
static const char *
subject_of(const char *subject, const char *code)
{
    if (code == NULL || code[0] == '\0')
        return subject;
    if (code[0] == '3')
        return "经济科目";
    return strlen(code) == 3 ? "类" : "项";
}

static gboolean
under(const char *section, const char *const *headings)
{
    if (section == NULL)
        return TRUE;
    for (guint i = 0; headings != NULL && headings[i] != NULL; i++) {
        if (strstr(headings[i], section) != NULL)
            return TRUE;
    }
    return FALSE;
}

/* The lines of one subject, in their order. */
typedef struct {
    GHashTable *first;               /* subject → its first line + 1 */
    guint next[G_N_ELEMENTS(cells)]; /* the next line of the subject + 1; 0: none */
} Subjects;

static const Subjects *
subjects_of_cells(void)
{
    static gsize made = 0;
    static Subjects subjects;
    if (g_once_init_enter(&made)) {
        subjects.first = g_hash_table_new(g_str_hash, g_str_equal);
        for (guint i = G_N_ELEMENTS(cells); i-- > 0;) {
            subjects.next[i] = GPOINTER_TO_UINT(g_hash_table_lookup(subjects.first, cells[i].subject));
            g_hash_table_insert(subjects.first, (gpointer)cells[i].subject, GUINT_TO_POINTER(i + 1));
        }
        g_once_init_leave(&made, 1);
    }
    return &subjects;
}

const MzClaimCell *
mz_claim_cell(MzKind kind, const char *subject, const char *code, MzClaimRole role, const char *const *headings)
{
    const Subjects *subjects = subjects_of_cells();
    guint line = GPOINTER_TO_UINT(g_hash_table_lookup(subjects->first, subject_of(subject, code)));
    for (; line != 0; line = subjects->next[line - 1]) {
        const MzClaimCell *cell = &cells[line - 1];
        if (cell->kind == kind && cell->role == role && under(cell->section, headings))
            return cell;
    }
    return NULL;
}

const MzClaimWhole *
mz_claim_whole(MzKind kind, const char *subject, const char *code, const char *const *headings)
{
    const char *wanted = subject_of(subject, code);
    for (guint i = 0; i < G_N_ELEMENTS(wholes); i++) {
        const MzClaimWhole *whole = &wholes[i];
        if (whole->kind == kind && strcmp(whole->subject, wanted) == 0 && under(whole->section, headings))
            return whole;
    }
    return NULL;
}
