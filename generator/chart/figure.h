/* # What a figure shows (chart/figure.h)
 *
 * The first of three steps: figure (what is shown) → layout (where it stands) → paint (SVG, PNG).
 *
 * A figure takes its numbers from a report and puts them into one of two shapes:
 *
 *  - parts of a whole: one bar a part with its amount and share, largest first (图2, 图3, 功能分类, 经济分类);
 *  - groups: for each thing one bar a year or one for budget and one for final accounts (图1, 图4, “三公”, 历年).
 *
 * A figure never guesses. Where a number that it needs is not in the report, it has no groups and says in words which
 * number is missing. Last year's total is in no table: it comes, in this order, from the report's statement of it or of
 * the change, from a complete list of stated partial changes (then it is marked 推算), or from last year's report.
 *
 * Everything of a figure lives in the arena that it was made in; strings of the report are shared, so the report must
 * live as long. A figure is read-only once made. All functions may be called from many threads, each with its own
 * arena.
 */
#ifndef MZ_CHART_FIGURE_H
#define MZ_CHART_FIGURE_H

#include "model/report.h"

typedef enum {
    MZ_FIGURE_TOTALS,        /* 图1 收、支总计变动情况 */
    MZ_FIGURE_INCOME,        /* 图2 收入结构 */
    MZ_FIGURE_EXPENDITURE,   /* 图3 支出结构 */
    MZ_FIGURE_APPROPRIATION, /* 图4 财政拨款收、支总计变动情况 */
    MZ_FIGURE_CLASS,         /* 支出功能分类构成（按类） */
    MZ_FIGURE_ECONOMIC,      /* 基本支出经济分类构成（按类） */
    MZ_FIGURE_SANGONG,       /* “三公”经费: budget against final accounts; of a budget its items */
    MZ_FIGURE_SERIES         /* 收、支总计 of several years */
} MzFigureKey;
#define MZ_FIGURES 8

/* "totals" … "series". Static. */
const char *mz_figure_key_name(MzFigureKey key);

/* The key of a name, or of the numbers "1" to "4" of the first four; FALSE: there is none such. */
gboolean mz_figure_key_find(const char *name, MzFigureKey *key);

typedef enum { MZ_FIGURE_PARTS, MZ_FIGURE_GROUPS } MzFigureShape;

/* The hue of a group's bars: one for what comes in, one for what goes out, in all figures. */
typedef enum { MZ_TONE_INCOME, MZ_TONE_EXPENDITURE } MzTone;

typedef struct {
    gboolean present;
    gboolean computed; /* 推算 */
    MzMoney amount;
    const char *text;  /* "2,362.26"; "无数据" where not present */
    const char *share; /* of the whole: "94.0%"; NULL: none */
} MzFigureValue;

typedef struct {
    const char *label; /* "财政拨款收入" */
    guint8 level;      /* 1: 其中, a part of the last group of level 0 */
    MzTone tone;
    MzFigureValue *values;     /* one a series */
    const char *change;        /* "比上年减少2,739.96万元，下降53.7%"; NULL: nothing to compare */
    const char *change_amount; /* "-2,739.96"; NULL */
    const char *change_rate;   /* "-53.7%", of “三公” how much of the budget was spent: "65.0%"; NULL */
    int direction;             /* of the change: -1, 0, 1 */
} MzFigureGroup;

typedef struct {
    MzFigureKey key;
    MzFigureShape shape;
    const char *mark;       /* "示例数据": the figures are made up; NULL: they are not */
    const char *title;      /* "图1　收、支决算总计变动情况" */
    const char *department; /* "某某局"; "" */
    const char *edition;    /* "2024年度部门决算" */
    const char *unit;       /* "万元" */
    const char *const *series;
    guint n_series; /* parts: 1 */
    MzFigureGroup *groups;
    guint n_groups; /* 0 when something is missing, or when the whole is 0 */
    gboolean has_whole;
    const char *whole_label; /* parts: "本年收入合计" */
    MzFigureValue whole;
    const char *change_amount_label, *change_rate_label; /* headings of the table twin; NULL: no such column */
    const char *note;                                    /* what a reader must know besides; NULL: nothing */
    const char *source;                                  /* "来源：收入决算表（公开02表）" */
    const char *description;                             /* the figures in a sentence */
    const char *const *missing; /* what is missing: "收支总计与上年相比的变动额" */
    guint n_missing;
} MzFigure;

/* Last year's totals where the caller knows them from last year's report of the same kind. */
typedef struct {
    gboolean has_totals;
    MzMoney income, expenditure; /* 总计 of the summary table */
    gboolean has_appropriation;
    MzMoney appropriation_income, appropriation_expenditure;
} MzLastYear;

/* Takes the totals out of last year's report; what it does not have is left out. */
MzLastYear mz_last_year(const MzReport *report);

/* A figure of one report. `last` may be NULL. MZ_FIGURE_SERIES of one report is a series of one year. */
const MzFigure *mz_figure(const MzReport *report, MzFigureKey key, const MzLastYear *last, MzArena *arena);

/* The same figure with a mark, which stands in the picture and in its description: a picture travels without its page.
 * `mark` NULL: the figure itself. */
const MzFigure *mz_figure_marked(const MzFigure *figure, const char *mark, MzArena *arena);

/* One line of a series: amounts by year, in any order. */
typedef struct {
    int year;
    MzMoney amount;
} MzYearAmount;

typedef struct {
    const char *label; /* "收入总计" */
    MzTone tone;
    const MzYearAmount *points;
    guint n_points;
} MzYearLine;

/* A figure of amounts over years; of more than MZ_FIGURE_YEARS years the last ones. Two amounts of one year: the first
 * counts. A line that is the same as the one before it is drawn with it (收、支总计). */
#define MZ_FIGURE_YEARS 12
const MzFigure *mz_figure_series(const char *title, const char *department, const char *edition, const char *source,
                                 const MzYearLine *lines, guint n_lines, MzArena *arena);

/* 收、支总计 of several reports of one kind. */
const MzFigure *mz_figure_years(const MzReport *const *reports, guint n_reports, MzArena *arena);

/* The table twin: the same labels and numbers as rows of text, without a heading of its own. */
typedef struct {
    const char *const *columns;
    guint n_columns;
    const char *const *cells; /* row by row, n_columns each; the first is the row's heading */
    guint n_rows;
} MzFigureRows;

MzFigureRows mz_figure_rows(const MzFigure *figure, MzArena *arena);

#endif
