/* What the files of chart/figure.c share. Not for other modules. */
#ifndef MZ_CHART_FIGURE_INTERNAL_H
#define MZ_CHART_FIGURE_INTERNAL_H

#include "chart/figure.h"

#define MZ_FIGURE_MAX_PARTS 16  /* more are summed up in one bar */
#define MZ_FIGURE_MAX_MISSING 4 /* more are of no use to a reader */

/* A figure while it is made. */
typedef struct {
    const MzReport *report; /* NULL: a series given by numbers */
    const MzLastYear *last;
    MzArena *arena;
    MzFigure *figure;
    const char **missing;
} MzFigureMaker;

/* Last year's totals of a two-sided table, and how they became known. */
typedef enum { MZ_PRIOR_UNKNOWN, MZ_PRIOR_STATED, MZ_PRIOR_CHANGE, MZ_PRIOR_COMPUTED, MZ_PRIOR_REPORT } MzPriorBasis;
typedef struct {
    MzPriorBasis basis;
    MzMoney income, expenditure;
} MzPrior;

/* figure.c: the parts of every figure */
void mz_figure_miss(MzFigureMaker *maker, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* The present amount at a place; FALSE when there is none. */
gboolean mz_figure_amount(const MzFigureMaker *maker, MzTableKey table, const char *row, const char *column,
                          MzMoney *money);
MzFigureValue mz_figure_value(MzArena *arena, MzMoney money);
MzFigureValue mz_figure_no_value(void);
/* "94.0%": one decimal; two where one would say 0.0 or 100.0 of what is not nothing or all. NULL: no share. */
const char *mz_figure_percent(MzArena *arena, gint64 part, gint64 whole);
/* a − b, in the unit and decimals that lose nothing; FALSE when it does not fit. */
gboolean mz_money_minus(MzMoney a, MzMoney b, MzMoney *difference);
/* Says the change from one amount to another in `group`: "比上年减少7.04万元，下降1.3%", "与上年持平"; `when` stands
 * before it ("2024年"). */
void mz_figure_say_change(MzArena *arena, MzFigureGroup *group, const char *when, const char *against, MzMoney before,
                          MzMoney now);
/* "收入支出决算总表（公开01表）" */
const char *mz_figure_table_name(const MzFigureMaker *maker, MzTableKey key);

/* figure_prior.c */
MzPrior mz_figure_prior(MzFigureMaker *maker, MzTableKey table, MzMoney income, MzMoney expenditure);

/* figure_groups.c */
void mz_figure_make_totals(MzFigureMaker *maker);
void mz_figure_make_sangong(MzFigureMaker *maker);

/* figure_parts.c */
void mz_figure_make_columns(MzFigureMaker *maker);
void mz_figure_make_classes(MzFigureMaker *maker);
void mz_figure_make_economic(MzFigureMaker *maker);
void mz_figure_make_budget_sangong(MzFigureMaker *maker);

/* figure_rows.c: the description in a sentence */
void mz_figure_describe(MzFigure *figure, MzArena *arena);

#endif
