/* # Tables of the annexes (model/annex.h)
 *
 * What a report says in tables that have no standard form of amounts: self-evaluations and goals of performance
 * (部门整体绩效自评表, 项目绩效自评表, 绩效目标表) and the year's key work (重点工作).
 *
 * Every text has its line. What a table does not state has the text NULL; nothing is guessed: where the text lost the
 * columns, `uncertain` is TRUE and the rows have the one column MZ_ANNEX_TEXT, a line of the source each.
 *
 * Texts are as printed, but without the blanks that wrapping left between Chinese characters and without the marks of
 * the extraction (<p> is a line end, a box to tick is ☑ or ☐).
 */
#ifndef MZ_MODEL_ANNEX_H
#define MZ_MODEL_ANNEX_H

#include "base/money.h"

typedef enum {
    MZ_ANNEX_WHOLE,   /* 部门整体绩效 */
    MZ_ANNEX_PROJECT, /* 项目绩效 */
    MZ_ANNEX_KEY_WORK /* 重点工作 */
} MzAnnexKind;
#define MZ_ANNEX_KINDS 3

typedef enum {
    MZ_ANNEX_LEVEL1,     /* 一级指标 */
    MZ_ANNEX_LEVEL2,     /* 二级指标 */
    MZ_ANNEX_LEVEL3,     /* 三级指标 */
    MZ_ANNEX_TARGET,     /* 指标值, 年初目标值 */
    MZ_ANNEX_RESULT,     /* 实际完成值 */
    MZ_ANNEX_PRIOR,      /* 上年完成值 */
    MZ_ANNEX_WEIGHT,     /* 分值, 权重 */
    MZ_ANNEX_SCORE,      /* 得分 */
    MZ_ANNEX_BASIS,      /* 指标设定依据 */
    MZ_ANNEX_RULE,       /* 赋分规则 */
    MZ_ANNEX_EVIDENCE,   /* 佐证资料 */
    MZ_ANNEX_NOTE,       /* 偏差原因, 备注 */
    MZ_ANNEX_ORDINAL,    /* 序号 */
    MZ_ANNEX_ITEM,       /* 重要事项 */
    MZ_ANNEX_CONTENT,    /* 工作内容及目标 */
    MZ_ANNEX_COMPLETION, /* 完成情况 */
    MZ_ANNEX_TEXT        /* a whole line of a table whose cells cannot be told apart */
} MzAnnexColumn;
#define MZ_ANNEX_COLUMNS 17

typedef struct {
    const char *text; /* NULL: not stated */
    guint32 line;
} MzAnnexText;

typedef struct {
    MzAnnexText text; /* "340万元", "7.8" */
    gboolean exact;   /* the text is an amount: `amount` is set */
    MzMoney amount;
} MzAnnexAmount;

/* A goal over a group of indicators: 年度目标1. */
typedef struct {
    const char *label;
    MzAnnexText text;
} MzAnnexGoal;

/* Any other pair of the table: 主管部门, 项目属性, 偏差原因分析. An empty label: goes on from the one before. */
typedef struct {
    const char *label;
    MzAnnexText text;
} MzAnnexField;

/* A merged cell (指标 of the first two levels) stands in every row it covers, with the line where it is printed. */
typedef struct {
    int goal; /* index of its goal; -1: none */
    MzAnnexText cells[MZ_ANNEX_COLUMNS];
} MzAnnexRow;

typedef struct {
    MzAnnexKind kind;
    gboolean uncertain;     /* the rows are lines of text */
    const char *title;      /* as printed, without ordinal; NULL: none */
    int year;               /* 0: not stated */
    MzUnit unit;            /* of amounts that are printed without */
    gboolean unit_stated;   /* FALSE: such amounts are not exact */
    MzAnnexText unit_name;  /* 单位名称 */
    MzAnnexText project;    /* 项目名称 */
    MzAnnexAmount budget;   /* 预算数 */
    MzAnnexAmount executed; /* 执行数 */
    MzAnnexText rate;       /* 执行率 */
    MzAnnexText rate_score; /* 得分 of the rate */
    MzAnnexText total;      /* 总分 */
    guint32 first_line, last_line;
    MzAnnexGoal *goals;
    guint n_goals;
    MzAnnexField *fields;
    guint n_fields;
    MzAnnexRow *rows;
    guint n_rows;
} MzAnnexTable;

/* "performance-whole", "performance-project", "key-work". Static. */
const char *mz_annex_kind_name(MzAnnexKind kind);

/* "level1", …, "text", and for people "一级指标", …, "原文". Static. */
const char *mz_annex_column_name(MzAnnexColumn column);
const char *mz_annex_column_label(MzAnnexColumn column);
gboolean mz_annex_column_find(const char *name, MzAnnexColumn *column);

/* Sets `exact` and `amount` from the text and the table's unit: "340万元", "7.8", "12 元". */
void mz_annex_amount(MzAnnexAmount *amount, const MzAnnexTable *table);

/* A score in thousandths: "19.344" and "96.4分". FALSE: no such number. */
gboolean mz_annex_points(const char *text, gint64 *thousandths);

/* The scores of the rows and of the rate added up, in thousandths. FALSE: one of them has none. */
gboolean mz_annex_points_sum(const MzAnnexTable *table, gint64 *thousandths);

#endif
