/* # The standard tables as data (forms/forms.h)
 *
 * A form (表样) is one standard table as one family of reports prints it: its key, titles, columns, rows and which of
 * them add up to which. Everything here is a constant; a new province's form is a new constant, not new code.
 *
 * Keys are ASCII and never change once published: they stand in addresses (`#general.2012801.total`) and in
 * report.json. Labels are the canonical Chinese ones of the tidy data.
 *
 * Sources: 部门决算公开报表 (公开01–09表, as the finance bureaus of Hubei print them), 部门预算公开表 表1–11 (as
 * Xinjiang prints them), 政府收支分类科目. See also forms/relations.h for the equations between cells and forms/codes.h
 * for the classification.
 */
#ifndef MZ_FORMS_FORMS_H
#define MZ_FORMS_FORMS_H

#include "base/money.h"

/* 部门决算 (final accounts) or 部门预算 (budget). */
typedef enum { MZ_KIND_FINAL, MZ_KIND_BUDGET } MzKind;
#define MZ_KINDS 2

/* "final", "budget"; and "部门决算", "部门预算". Static. */
const char *mz_kind_key(MzKind kind);
const char *mz_kind_label(MzKind kind);

/* What a table means, whatever its number or title in a given report. */
typedef enum {
    MZ_TABLE_SUMMARY,       /* 收入支出总表 */
    MZ_TABLE_INCOME,        /* 收入表 */
    MZ_TABLE_EXPENDITURE,   /* 支出表 */
    MZ_TABLE_APPROPRIATION, /* 财政拨款收入支出总表 */
    MZ_TABLE_GENERAL,       /* 一般公共预算财政拨款支出表 */
    MZ_TABLE_BASIC,         /* 一般公共预算基本支出表（明细表） */
    MZ_TABLE_FUND,          /* 政府性基金预算 */
    MZ_TABLE_CAPITAL,       /* 国有资本经营预算 */
    MZ_TABLE_SANGONG,       /* 财政拨款“三公”经费 */
    MZ_TABLE_PROJECTS,      /* 一般公共预算项目支出情况表 (budgets) */
    MZ_TABLE_CARRYOVER      /* 上年结转结余情况明细表 (budgets) */
} MzTableKey;
#define MZ_TABLES 11

/* "summary" … "carryover". Static. */
const char *mz_table_key_name(MzTableKey key);
/* The key of a name; FALSE when there is none such. */
gboolean mz_table_key_find(const char *name, MzTableKey *key);

typedef enum { MZ_SIDE_NONE, MZ_SIDE_INCOME /* 收入, left */, MZ_SIDE_EXPENDITURE /* 支出, right */ } MzSide;

/* How a form's rows are told apart and laid out. */
typedef enum {
    MZ_SHAPE_TWO_SIDED, /* income rows left, expenditure rows right; rows fixed by the form */
    MZ_SHAPE_CODED,     /* 合计, then 类/款/项 by functional code */
    MZ_SHAPE_ECONOMIC,  /* rows by economic code; final accounts print three panels side by side */
    MZ_SHAPE_WIDE, /* “三公”: one printed line of twelve cells, six of the budget (预算数), six of the accounts (决算数)
                    */
    MZ_SHAPE_LABELLED /* rows by free or fixed label (budget “三公”, 上年结转结余) */
} MzShape;

#define MZ_USUALLY_LARGEST 2

/* A column with amounts. */
typedef struct {
    const char *key;            /* "total" */
    const char *label;          /* "本年收入合计"; with its group where labels repeat: "财政拨款/合计" */
    const char *heading;        /* what stands over the column in the legal layout: "合计" */
    const char *group;          /* heading over several columns, NULL: none ("公务用车购置及运行维护费") */
    const char *const *aliases; /* other printed headings, NULL-terminated; NULL: none */
    int part_of;                /* index of the column that this one is an addend of; -1: none (横向关系) */
    MzSide side;                /* two-sided forms: the side on which the column stands */
    /* Whether amounts are usual here (TRUE: 财政拨款收入, 基本支出, …), what is likely where the text lost the place:
     * MZ_USUALLY_LARGEST: the largest part of its whole, too; below 0: not usual, and the rarer the lower. */
    int usual;
} MzColumnForm;

/* A row that the form itself prescribes. */
typedef struct {
    const char *key;            /* "in-general"; rows of a 类 on the expenditure side: "ex-201" */
    const char *name;           /* in the tidy data: "收入/一般公共预算财政拨款收入" */
    const char *label;          /* as the form prints it, without ordinal: "一般公共预算财政拨款收入" */
    const char *ordinal;        /* what stands before the label: "一、", "其中：", "201"; "" none */
    const char *const *aliases; /* other printed labels, NULL-terminated; NULL: none */
    MzSide side;
    guint8 level;        /* indentation in the legal layout */
    const char *code;    /* functional 类 of the row, NULL: none */
    int part_of;         /* index of the row that this one is an addend of; -1: none (纵向关系) */
    gboolean of_which;   /* 其中: names a part of `part_of` but its siblings need not be complete */
    gboolean unlabelled; /* the form leaves the label blank (right-hand rows beside 年初… 分项) */
} MzRowForm;

typedef struct {
    const char *id; /* "hubei-final/summary": family and table */
    MzTableKey table;
    MzKind kind;
    MzShape shape;
    gboolean paired;   /* of a wide form: the amounts of its rows alternate from column to column (预算数 决算数
                          预算数 …) */
    const char *title; /* canonical title without year and department: "收入支出决算总表" */
    const char *const *titles; /* all titles it is known by, NULL-terminated, folded, longest first */
    /* What tells the table's head from those of the kind's other tables where the title is lost: words that all stand
     * in it, and words of which none does. NULL-terminated, folded; empty: the head alone does not tell. */
    const char *const *head_words;
    const char *const *foreign_words;
    const MzColumnForm *columns;
    const MzRowForm *rows; /* NULL: rows come from the report */
    guint n_columns;
    guint n_rows;
} MzForm;

/* A row of totals in a table whose rows come from the report: it stands in the tidy data as the form's own rows do. */
typedef struct {
    const char *key;  /* "total" */
    const char *name; /* "合计"; also its label */
} MzTotalRow;

/* The rows of totals that such a table may print; none where the form prescribes the rows. */
const MzTotalRow *mz_form_totals(const MzForm *form, guint *n_totals);

/* The usual forms, one for each kind and table, in the order of their tables. What is said of "the" form of a table
 * (its title, which tables a report must have, relations, figures) is said of these. */
const MzForm *mz_forms(guint *n_forms);

/* The usual form of a table in reports of a kind; NULL where that kind has no such table. */
const MzForm *mz_form(MzKind kind, MzTableKey table);

/* All forms: the usual ones, then those that other families print with other columns or rows (forms/families.h). Keys
 * of columns and rows mean the same in all forms of a table, so relations hold in each as far as it has their cells. */
const MzForm *mz_forms_all(guint *n_forms);

/* The form of an id; NULL: none. */
const MzForm *mz_form_of_id(const char *id);

/* Index of a column by key; -1: none. */
int mz_form_column(const MzForm *form, const char *key);

/* Index of a prescribed row by key; -1: none. */
int mz_form_row(const MzForm *form, const char *key);

#endif
