/* # The facts of a report (memory/facts.h)
 *
 * The few amounts and counts by which reports are compared: rankings, lists, comparisons, series and data take them
 * from here, so that they agree. A blank, a nought and what is not stated are three things:
 *
 * - the amount that its cell prints, 0.00 too;
 * - where the cell is blank or there is none, the amount that the narrative states of it: “支出决算0万元”;
 * - where no number is printed either, 0 if the report says that there is none: “没有机关运行经费”, “无“三公”经费支出，
 *   本表为空”;
 * - 0 of a part whose whole is stated as 0: of vehicles for which nothing was spent nothing was bought;
 * - else it is not stated, and not present. A page shows that, and only that, as a blank.
 *
 * What stands in words is told in the usual unit of the report's tables.
 */
#ifndef MZ_MEMORY_FACTS_H
#define MZ_MEMORY_FACTS_H

#include "model/report.h"

/* The amounts that lists and comparisons show. */
typedef enum {
    MZ_FACT_INCOME_TOTAL, /* 收入总计 */
    MZ_FACT_EXPENDITURE_TOTAL,
    MZ_FACT_INCOME,        /* 本年收入 */
    MZ_FACT_EXPENDITURE,   /* 本年支出 */
    MZ_FACT_BASIC,         /* 基本支出 */
    MZ_FACT_PROJECT,       /* 项目支出 */
    MZ_FACT_APPROPRIATION, /* 财政拨款支出 */
    MZ_FACT_GENERAL,       /* 一般公共预算财政拨款支出 */
    MZ_FACT_SANGONG,       /* “三公”经费 */
    MZ_FACT_ABROAD,        /* 因公出国（境）费 */
    MZ_FACT_PURCHASE,      /* 公务用车购置费 */
    MZ_FACT_OPERATION,     /* 公务用车运行维护费 */
    MZ_FACT_RECEPTION,     /* 公务接待费 */
    MZ_FACT_OPERATING,     /* 机关运行经费 */
    MZ_FACT_PROCUREMENT,   /* 政府采购支出 */
    MZ_FACT_GOODS,         /* of it 货物 */
    MZ_FACT_WORKS,         /* 工程 */
    MZ_FACT_SERVICES       /* 服务 */
} MzFactKey;
#define MZ_FACTS 18

/* "收入总计". Static. */
const char *mz_fact_label(MzFactKey key);

/* The addresses in the page at which a fact may stand, by `place` below MZ_FACT_PLACES: "summary.in-total.amount";
 * NULL: there are no more. Static. */
#define MZ_FACT_PLACES 2
const char *mz_fact_cell(MzFactKey key, guint place);

/* An amount that a report states, in a table or in words. */
typedef struct {
    gboolean present; /* FALSE: neither printed nor said, which is not the same as 0 */
    MzMoney amount;
    const char *cell; /* its address in the page: "summary.in-total.amount"; "": it stands in words */
    guint32 line;     /* of the source where it stands in words; 0: in a table */
} MzFact;

/* What a report counts of its “三公”经费. */
typedef enum {
    MZ_COUNT_GROUPS,          /* 因公出国（境）团组 */
    MZ_COUNT_TRAVELLERS,      /* 因公出国（境）人次 */
    MZ_COUNT_VEHICLES_BOUGHT, /* 公务用车购置 */
    MZ_COUNT_VEHICLES,        /* 公务用车保有量 */
    MZ_COUNT_RECEPTIONS,      /* 国内公务接待批次 */
    MZ_COUNT_GUESTS           /* 国内公务接待人次 */
} MzCountKey;
#define MZ_COUNTS 6

typedef struct {
    gboolean present;
    gint64 value;
    guint32 line; /* of the source */
} MzCount;

/* The facts of a report, as far as it states them. Cell addresses are constants. */
void mz_facts(const MzReport *report, MzFact facts[MZ_FACTS]);

/* The same for what it counts. */
void mz_counts(const MzReport *report, MzCount counts[MZ_COUNTS]);

#endif
