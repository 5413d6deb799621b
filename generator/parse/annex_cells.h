/* # Lines of the annexes' tables as cells (parse/annex_cells.h), private to parse/
 *
 * annex_cells.c tells a line's cells, annex_place.c under which column of the head each stands.
 */
#ifndef MZ_PARSE_ANNEX_CELLS_H
#define MZ_PARSE_ANNEX_CELLS_H

#include "parse/text.h"

#define MZ_ANNEX_CELLS 32

/* The levels that a standard name of indicators can be of. */
enum { MZ_LEVEL1 = 1, MZ_LEVEL2 = 2 };

typedef struct {
    const char *text;  /* as printed, cleaned (model/annex.h) */
    const char *key;   /* folded, without blanks and quotation marks */
    guint position;    /* the tabs before it, or its number among the cells parted by gaps */
    guint left, right; /* columns it takes on paper */
    guint levels;      /* MZ_LEVEL1, MZ_LEVEL2 or both: its text is a standard name of them; 0: none */
} MzAnnexCell;

/* The filled cells of a line. */
typedef struct {
    guint32 line; /* 1-based */
    gboolean tabs;
    gboolean gaps;     /* parted by two and more blanks */
    gboolean overflow; /* more cells than there is room for */
    guint n_all;       /* blank cells included */
    guint n;
    MzAnnexCell cells[MZ_ANNEX_CELLS];
} MzAnnexLine;

/* Reads line `index` (from 0). Texts come from report->lines. */
void mz_annex_line(const MzReport *report, const MzText *text, guint index, MzAnnexLine *line);

/* `length` bytes without the blanks that wrapping left and the extraction's marks. In the arena. */
const char *mz_annex_clean(MzArena *arena, const char *text, gsize length);

/* The same of a whole line whose cells cannot be told apart: its blanks and tabs stay, one for each run. */
const char *mz_annex_clean_line(MzArena *arena, const char *text);

/* The levels whose standard name a key is; 0: none. */
guint mz_annex_levels(const char *key);

/* Whether some standard name begins with the key's first character. */
gboolean mz_annex_level_begins(const char *key);

/* "数量指标册数": two cells whose parting is lost. `cell` may be NULL. */
gboolean mz_annex_glued(const MzAnnexCell *cell);

/* The columns of a table as its head prints them. */
typedef struct {
    MzAnnexColumn kinds[MZ_ANNEX_CELLS];
    const MzAnnexCell *cells[MZ_ANNEX_CELLS];
    guint n;        /* columns */
    guint n_levels; /* the first of them are levels of indicators; 0: a key-work table */
    guint n_all;    /* cells of the head, blank ones and a group's included */
    gboolean gaps;
} MzAnnexHead;

/* Reads a head 一级指标 二级指标 三级指标 …; FALSE: it is none, or has a column that is not known. `line` must outlive
 * it. */
gboolean mz_annex_performance_head(MzAnnexHead *head, const MzAnnexLine *line);

/* The same for 序号 重要事项 工作内容及目标 完成情况; its cells may be parted by single blanks. */
gboolean mz_annex_key_work_head(MzAnnexHead *head, const MzAnnexLine *line);

/* Puts a line's cells under the head's columns. `*group` receives the cell that stands before the levels (NULL: none).
 * FALSE: they cannot be told apart. */
gboolean mz_annex_row(const MzAnnexHead *head, const MzAnnexLine *line, MzAnnexRow *row, const MzAnnexCell **group);

#endif
