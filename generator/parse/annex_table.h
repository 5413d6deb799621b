/* # Performance and key-work tables while they are read (parse/annex_table.h), private to parse/
 *
 * annex.c finds the tables, their goals and rows; annex_fields.c what stands over and under the rows: pairs of label
 * and value, budget and execution.
 */
#ifndef MZ_PARSE_ANNEX_TABLE_H
#define MZ_PARSE_ANNEX_TABLE_H

#include "parse/annex_cells.h"

typedef struct {
    MzReport *report;
    const MzText *text;
    GArray *annexes;      /* MzAnnexTable, closed */
    guint table, section; /* the next standard table and section by line */
    const char *part;     /* title of the part (第四部分) that the line stands in */
    gboolean open;
    gboolean seen;    /* the open table is more than a title */
    gboolean in_rows; /* behind its head of columns */
    gboolean tabs;    /* has lines with tabs */
    gboolean gap;     /* sentences stand behind its last line */
    MzAnnexTable now; /* the open table */
    GArray *goals, *fields, *rows;
    MzAnnexHead head;
    MzAnnexLine head_line;
    MzAnnexLine amounts; /* the line 预算数 执行数 执行率; n 0: not seen */
    guint32 body_line;   /* first line behind the title */
    guint wraps;
} MzAnnexes;

/* Whether a key begins with one of the words. */
gboolean mz_annex_begins(const char *key, const char *const *words, guint n);

/* Whether cell `i` begins with the word; of flat text, whether the line has it. */
gboolean mz_annex_has(const MzAnnexLine *line, guint i, const char *word);

/* Whether a key begins with the label of a field. */
gboolean mz_annex_label(const char *key);

/* A line of pairs: label and what stands behind it, up to the next label. */
void mz_annex_fields(MzAnnexes *a, const MzAnnexLine *line);

/* The same in flat text: "项目名称 甲乙 项目负责人 …" by labels alone. FALSE: the line begins with none. */
gboolean mz_annex_flat_fields(MzAnnexes *a, guint index);

/* Whether the line is a head 预算数 执行数 执行率. */
gboolean mz_annex_amounts_head(const MzAnnexLine *line);

/* The values below such a head, by their places, else in turn where none is missing; the first cell may be their label.
 * FALSE: they are no such values. */
gboolean mz_annex_amounts(MzAnnexes *a, const MzAnnexLine *line);

/* The same in flat text: a line that ends with budget, execution and rate. */
gboolean mz_annex_flat_amounts(MzAnnexes *a, guint index);

/* annex_flat.c: the goals, rows and remaining fields of an open table in flat text, where every row's cells can be
 * proven: names of levels are standard ones, target and result are the same words twice or two numbers in one unit, a
 * basis stands in 《》 between target and weight. FALSE: some cannot; goals and rows are empty then. */
gboolean mz_annex_flat_table(MzAnnexes *a);

#endif
