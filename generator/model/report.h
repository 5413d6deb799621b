/* # A report (model/report.h)
 *
 * What one published report says: its tables with every amount, the claims of its narrative, its parts and sections,
 * and the tables of its annexes (model/annex.h).
 * Everything of a report lives in its arena; mz_report_free frees it as a whole. A report that is built is read-only.
 *
 * Every amount knows where it came from: its printed text, line and columns in the source and its origin. What is not
 * known is said so: a blank cell has `present` FALSE, an amount whose place cannot be proven is MZ_ORIGIN_UNCERTAIN.
 */
#ifndef MZ_MODEL_REPORT_H
#define MZ_MODEL_REPORT_H

#include "base/arena.h"
#include "base/money.h"
#include "forms/forms.h"
#include "model/annex.h"

/* A place in the source: `line` counts from 1 (0: not known); `start` and `end` are code points from 0, end exclusive.
 */
typedef struct {
    guint32 line;
    guint32 start;
    guint32 end;
} MzSpan;

/* Where an amount came from. */
typedef enum {
    MZ_ORIGIN_PRINTED,   /* stood in its cell */
    MZ_ORIGIN_RECOVERED, /* the text lost its place (or the amount itself) and the relations prove it: see `proof` */
    MZ_ORIGIN_UNCERTAIN, /* not provable; stands in its likeliest place, `proof` names the others */
    MZ_ORIGIN_CORRECTED  /* replaced by a correction, with reason and date */
} MzOrigin;

/* "printed", "recovered", "uncertain", "corrected". Static. */
const char *mz_origin_name(MzOrigin origin);

typedef struct {
    gboolean present; /* FALSE: the cell is blank, nothing else is set */
    MzOrigin origin;
    MzMoney amount;
    const char *text;  /* as printed, e.g. "2, 362. 26"; "" where the amount was computed because the text lost it */
    const char *proof; /* words for people; NULL when printed */
    MzSpan span;       /* of a lost amount: the line of its row */
    guint32 page;      /* of a document that has pages, from 1; 0: none */
    guint32 box[4];    /* left, top, right, bottom on the page, in tenths of a point; all 0: not known */
} MzCell;

typedef struct {
    const char *key;     /* ASCII, unique in its table: "2012801", "total", "in-general", "row-3" */
    const char *name;    /* the row of the tidy data: "2012801", "合计", "收入/本年收入合计" */
    const char *code;    /* classification code, digits only; NULL: none */
    const char *label;   /* the name for people: standard or printed name, "行政运行" */
    const char *printed; /* the name as it stands in the text, blanks removed; "" where the text has none */
    const char *project; /* 项目名称 (projects table); NULL */
    guint8 level;        /* 0: 合计 or flat; 1 类, 2 款, 3 项; two-sided: indentation */
    int form_row;        /* index in the form's rows; -1: none */
    int parent;          /* index of the row that this one is a part of by its code; -1: none */
    MzSide side;
    guint32 line;  /* line of the row's code or label */
    MzCell *cells; /* one for each column of the form */
} MzRow;

typedef struct {
    MzTableKey key;
    const MzForm *form;
    const char *title;  /* as printed, without line breaks */
    const char *number; /* as printed: "公开03表", "表 5"; NULL: none */
    MzUnit unit;
    gboolean unit_stated; /* FALSE: the report's usual unit was taken */
    const char
        *note; /* 注：… and the sentence of an empty table ("本部门2024年度无…"), lines separated by \n; NULL: none */
    gboolean empty;         /* no amount in it */
    const char *empty_note; /* the sentence that says it is empty; NULL: none */
    guint32 first_line, last_line;
    MzRow *rows;
    guint n_rows;
} MzTable;

/* What a number of the narrative measures: the closed list of the tidy vocabulary. */
typedef enum {
    MZ_MEASURE_CURRENT,            /* 本年 */
    MZ_MEASURE_PRIOR,              /* 上年 */
    MZ_MEASURE_CHANGE,             /* 变动额, signed, against last year */
    MZ_MEASURE_CHANGE_RATE,        /* 变动率, signed % */
    MZ_MEASURE_SHARE,              /* 占比 % */
    MZ_MEASURE_INITIAL_BUDGET,     /* 年初预算 */
    MZ_MEASURE_FULL_BUDGET,        /* 全年预算 */
    MZ_MEASURE_FINAL,              /* 决算 */
    MZ_MEASURE_COMPLETION,         /* 完成率 % */
    MZ_MEASURE_BUDGET_CHANGE,      /* 较年初预算变动额 */
    MZ_MEASURE_BUDGET_CHANGE_RATE, /* 较年初预算变动率 */
    MZ_MEASURE_COUNT,              /* 数量 */
    MZ_MEASURE_PERSONS,            /* 人次 */
    MZ_MEASURE_BATCHES,            /* 批次 */
    MZ_MEASURE_SCORE,              /* 得分 */
    MZ_MEASURE_WEIGHT,             /* 权重 */
    MZ_MEASURE_AMOUNT              /* 金额 */
} MzMeasure;
#define MZ_MEASURES 17

/* "本年" … "金额". Static. */
const char *mz_measure_name(MzMeasure measure);
gboolean mz_measure_find(const char *name, MzMeasure *measure);

typedef struct {
    const char *subject; /* "收支总计", or "2012801 行政运行" for a classified item */
    const char *code;    /* the subject's classification code where it has one and the tables prove it; NULL */
    MzMeasure measure;
    gint64 value;        /* value × 10^decimals, signed */
    guint8 decimals;     /* as printed */
    const char *unit;    /* "万元", "元", "%", "个", "人次", "辆", "分", … */
    const char *printed; /* the number as printed, sign added: "-146.76" */
    const char *text;    /* the words it stands in, at most 60 characters */
    const char *word;    /* the verb of a change as printed ("减少", "持平"), NULL: none */
    const char *reason;  /* the stated reason of a change or difference; NULL: none */
    int section;         /* index of its section; -1: none */
    MzSpan span;         /* of the number */
} MzClaim;

/* An entry of the list of contents (目录), as printed, without blanks. */
typedef struct {
    guint8 level;        /* as that of MzSection */
    const char *ordinal; /* "第三部分", "一" */
    const char *title;   /* also of the tables; without the page */
    guint32 page;        /* 0: none is stated */
    guint32 line;
} MzContentsEntry;

/* A heading of the narrative and the paragraphs under it, in the order of the source. */
typedef struct {
    guint8 level;             /* 1: 第一部分; 2: 一、; 3: (一); 4: 1. */
    const char *ordinal;      /* "第三部分", "一", "(一)" as printed, blanks removed */
    const char *title;        /* without ordinal and blanks */
    guint32 line;             /* of the heading */
    guint32 last_line;        /* last line of its own paragraphs */
    const char **paragraphs;  /* wrapped lines joined; personal data masked */
    guint32 *paragraph_lines; /* line of each paragraph's beginning */
    guint n_paragraphs;
} MzSection;

/* A term of 名词解释. */
typedef struct {
    const char *term;
    const char *text;
    guint32 line;
} MzTerm;

/* Personal data that was recognised and masked (mobile number, identity number, a named person in a form field). */
typedef struct {
    const char *what; /* "mobile", "identity", "name", "phone" */
    MzSpan span;
} MzMasked;

/* Trouble in reading that a user should know of: numbers that no cell took, tables not recognised. */
typedef struct {
    const char *id;   /* id of the check that says it: "extract.coverage" */
    const char *text; /* the words concerned */
    int table;        /* index; -1: none */
    MzSpan span;
} MzExtraction;

/* The id of the extraction of what was meant as an amount and is none ("68.4O", "68，47"): not taken by any cell. */
#define MZ_EXTRACTION_SLIP "cell.amount"

/* The id of the extraction that says which pages of a document could not be read. */
#define MZ_EXTRACTION_SCANNED "extract.scanned"

/* A page of a document, in tenths of a point. */
typedef struct {
    guint32 width, height;
    gboolean unread; /* an image that was not recognised */
} MzReportPage;

typedef struct {
    MzArena *arena;
    const char *source; /* name of the source file as the user gave it */
    const char **lines; /* the source by line, UTF-8, without line ends; personal data masked */
    guint n_lines;
    MzReportPage *pages; /* of a document that has pages; NULL: a text, or a report.json */
    guint n_pages;
    guint32 *line_pages; /* by line: its page, from 1; NULL: as `pages` */
    MzKind kind;
    int year;               /* 0: not found */
    const char *department; /* name as the report states it, without （汇总）; NULL: not found */
    const char *title;      /* title of the cover or of the first part; NULL */
    const char *published;  /* publishing date "2025-11-21"; NULL: not stated */
    const char *mark;       /* "示例数据": the figures are made up, and the site says so; NULL: none */
    MzUnit unit;            /* the tables' usual unit */
    MzTable *tables;
    guint n_tables;
    MzClaim *claims;
    guint n_claims;
    MzContentsEntry *contents;
    MzSection *sections;
    guint n_contents, n_sections;
    MzTerm *glossary;
    guint n_glossary;
    guint n_annexes;
    MzAnnexTable *annexes;
    MzMasked *masked;
    guint n_masked;
    MzExtraction *extractions;
    guint n_extractions;
    const struct MzRelated *related; /* the equations of its rows (model/relate.h); NULL: not kept */
} MzReport;

/* Frees a report with everything in it. NULL is allowed. */
void mz_report_free(MzReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzReport, mz_report_free)

/* The table of a key; NULL: the report has none. */
const MzTable *mz_report_table(const MzReport *report, MzTableKey key);

/* The row of a key ("total", "2012801", "in-year"); NULL: none. */
const MzRow *mz_table_row(const MzTable *table, const char *key);

/* The cell at row and column key; NULL when there is no such row or column. A blank cell is returned as such. */
const MzCell *mz_table_cell(const MzTable *table, const char *row, const char *column);

/* The same through the report: report, table key, row key, column key. NULL when anything of it is missing. */
const MzCell *mz_report_cell(const MzReport *report, MzTableKey table, const char *row, const char *column);

/* Whether some pages could not be read: what is not in the report may stand there. */
gboolean mz_report_has_unread(const MzReport *report);

/* The titles over what stands in a section (its own first), from the innermost outwards, NULL-terminated. A section of
 * -1 has none. */
#define MZ_HEADINGS 8
void mz_report_headings(const MzReport *report, int section, const char *headings[MZ_HEADINGS]);

/* The first claim with this subject and measure; NULL: none. */
const MzClaim *mz_report_claim(const MzReport *report, const char *subject, MzMeasure measure);

/* A claim in 万元 or 元 as money; FALSE when its unit is neither or it does not fit. */
gboolean mz_claim_money(const MzClaim *claim, MzMoney *money);

#endif
