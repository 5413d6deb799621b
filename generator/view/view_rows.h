/* What the views of many reports share (view_*.c). Not for other modules.
 *
 * A list longer than MZ_LIST_ROWS stands on several pages: checks.html, checks-2.html, …; `part` counts them from 0. */
#ifndef MZ_VIEW_VIEW_ROWS_H
#define MZ_VIEW_VIEW_ROWS_H

#include "base/map.h"
#include "view/views.h"

/* "2,362.26". Owned by the arena. */
const char *mz_view_money(MzArena *arena, MzMoney money);
void mz_view_fill_money(MzArena *arena, MzValue *object, guint place, MzMoney money);

/* Text whose punctuation was narrowed when it was read, with Chinese punctuation again beside Chinese characters:
 * "注:1.本表(汇总),共2张" becomes "注：1.本表（汇总），共2张". Owned by the arena. */
const char *mz_view_chinese(MzArena *arena, const char *text);

/* "68.1%": one decimal; NULL where the whole is 0. */
const char *mz_view_percent(MzArena *arena, gint64 part, gint64 whole);

/* A count as text, with thousands separators. */
void mz_view_set_count(MzValue *object, const char *key, guint n);

/* The link to a cell of a report, and to a line of its source. */
const char *mz_view_cell_href(const MzPageView *page, const MzDigest *digest, const char *cell);
const char *mz_view_fact_href(const MzPageView *page, const MzDigest *digest, const MzFact *fact);
const char *mz_view_line_href(const MzPageView *page, const MzDigest *digest, guint32 line);

/* The items (MzItemLine) of one classification by code, of equal codes the first; longer codes than `depth` are left
 * out. */
MzMap mz_view_items_by_code(const MzDigest *digest, gboolean economic, gsize depth, MzArena *arena);

/* What a row says of made-up figures; NULL, nothing, where the head of each page says the same. `mark` may be NULL. The
 * second sets the keys has_mark and mark. */
const char *mz_view_mark(const MzPageView *page, const char *mark);
void mz_view_set_mark(const MzPageView *page, MzValue *row, const char *mark);

/* The official original of a report (`has_original`, `original`) and its days: published, approved, retrieved, edition.
 */
void mz_view_set_official(MzPageView *page, const MzReportInput *input);

/* A report as a row: what lists show of it. */
void mz_view_add_report(const MzPageView *page, MzValue *list, const MzDigest *digest);

/* How many reports a body has, and where they begin in the digests. */
guint mz_view_reports_of(const MzPageView *page, const MzDigests *digests, const MzBody *body, guint *from);

/* The name of a body as its newest report states it, unless departments.csv gives one. */
const char *mz_view_name_of(const MzPageView *page, const MzDigests *digests, const MzBody *body);

/* A body as a row, with its reports, the newest first. */
void mz_view_add_body(const MzPageView *page, MzValue *list, const MzDigests *digests, const MzBody *body);

/* Numbers of the whole site: n_regions, n_bodies, n_reports, n_amounts, n_holds, n_findings, n_items, years. */
void mz_view_set_counts(MzPageView *page, const MzDigests *digests);

/* `years`: links to the pages of all years. */
void mz_view_set_years(MzPageView *page);

/* `rankings` and `has_rankings`: links to those of a region; `year` and `kind` are the current one (0: none). */
void mz_view_set_rankings(MzPageView *page, const char *region, int year, MzKind kind);

/* The steps of the way to a body: its region, and the department of a unit. */
void mz_view_crumbs_to(MzPageView *page, const MzBody *body);

/* The (first) page of a classified item. */
const char *mz_view_item_href(const MzPageView *page, const char *code, gboolean economic);

/* The page of a region. */
const char *mz_view_region_href(const MzPageView *page, const char *region);

/* The last reports of a body, of both kinds, side by side: `columns`, `groups` of rows, `unit`, `n_columns`. */
void mz_view_set_beside(const MzPageView *page, MzValue *view, const MzDigest *const *reports, guint n);

/* report: the list of contents that the report prints; `anchors` has for each section the id of its place in the page,
 * NULL where the page leaves it out. */
void mz_view_contents(MzPageView *page, const MzReportInput *input, const char *const *anchors);

/* report: links each of its tables (as mz_view_tables shows them) to the section whose title is about the same:
 * `is_explained`, `explanation`. */
void mz_view_explanations(const MzPageView *page, const MzReport *report, const MzValue *tables,
                          const char *const *anchors);

/* The links between the pages of a list (`parts`), and `has_parts`. `path` is the first page's. */
void mz_view_set_parts(MzPageView *page, const char *path, guint part, guint n_parts);

/* ## Addresses of cells in the page of a report */

/* The row whose cells were named last: most amounts follow one of the same row, and of the same line. Starts as all 0.
 */
typedef struct {
    const MzRow *row;
    const char *start; /* "general.2012801.", `length` bytes */
    gsize length;
    guint32 line;
    const MzValue *line_of; /* the number of the line as text */
} MzRowAddress;

/* Fills the key `id` of a cell, at `place`: "general.2012801.total". */
void mz_view_fill_cell_id(MzArena *arena, MzValue *cell, guint place, MzRowAddress *address, const char *table_key,
                          const MzRow *row, const MzColumnForm *column);

/* Fills the number of the line that an amount stands in. */
void mz_view_fill_line(MzValue *cell, guint place, MzRowAddress *address, guint32 line);

#endif
