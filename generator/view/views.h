/* # What the pages show (view/views.h)
 *
 * A view is the data of one page: plain values, amounts already formatted, every key of its template defined. The
 * functions here build views; templates/ decides how they look; site/build.c decides which pages there are.
 *
 * Every page has the frame's keys (mz_view_frame). Links inside a view begin at the page's own way to the top of the
 * tree (`root`), end in a file name, and are percent-encoded.
 *
 * A view takes strings of the report, the settings and the discovery without copying where it may: they must outlive
 * it.
 */
#ifndef MZ_VIEW_VIEWS_H
#define MZ_VIEW_VIEWS_H

#include "chart/figure.h"
#include "check/check.h"
#include "model/corrections.h"
#include "model/report.h"
#include "memory/digest.h"
#include "content/discover.h"
#include "content/markdown.h"
#include "content/settings.h"
#include "template/value.h"

/* What every page needs to know of the site. */
typedef struct {
    const MzSettings *settings;
    const MzDiscovery *discovery;
    const MzPage *pages; /* the CommonMark pages, in the order of the navigation */
    guint n_pages;
    gboolean has_register;
} MzSiteFrame;

/* A finding of a report as the page shows it, at each of its places. */
typedef struct {
    const MzValue *view; /* NULL: suppressed */
    int section;         /* that it stands in; -1: none */
} MzShownFinding;

/* The page a view is made for. */
typedef struct {
    MzArena *arena;
    const MzSiteFrame *site;
    const char *path;     /* of the page in the output tree: "r/…/2024-final/index.html" */
    const char *href;     /* the same as it stands in links, percent-encoded */
    const char *root;     /* the way back to the top: "../../../../" or "" */
    gboolean is_anywhere; /* the page of wrong addresses on a site that knows its own: `root` is that address */
    MzValue *view;        /* the view itself, with the frame's keys */
    const MzShownFinding *findings; /* by the index of the finding, since mz_view_report_checks; NULL: none */
} MzPageView;

/* Opens the view of a page: everything that head, header and footer show. `title` is the page's own; `current` names
 * the entry of the navigation it belongs to ("departments", a page's file name) or is NULL; `mark` is "示例数据" or
 * NULL. */
MzPageView mz_view_frame(MzArena *arena, const MzSiteFrame *site, const char *path, const char *title,
                         const char *current, const char *mark);

/* Adds a step of the way here (面包屑); `path` NULL: the page itself. The first is the home page, added by the frame.
 */
void mz_view_crumb(MzPageView *page, const char *label, const char *path);

/* Names another face of the page (<link rel="alternate">). */
void mz_view_alternate(MzPageView *page, const char *type, const char *title, const char *path);

/* The link from the page to a file of the tree. Owned by the arena. */
const char *mz_view_link(const MzPageView *page, const char *path);

/* The same to a place in a file of a folder, all encoded already: (filing->href, "index.html", "general.total.total").
 * `anchor` may be NULL; so may `file`, where `folder` is the file itself. */
const char *mz_view_link_in(const MzPageView *page, const char *folder, const char *file, const char *anchor);

/* Everything that a report page is made from. */
typedef struct {
    const MzBody *body;
    const MzFiling *filing;
    const MzReport *report;
    const MzChecks *checks;           /* NULL: not checked */
    const MzLastYear *last_year;      /* NULL: last year's report is not on the site */
    const MzCorrections *corrections; /* that were applied; NULL: none */
    const MzDigest *digest;
    const char *department; /* the name shown */
} MzReportInput;

/* Fills an array with the standard tables of a report in the legal layout. */
void mz_view_tables(const MzPageView *page, const MzReportInput *input, MzValue *tables);

/* Fills the page's `annexes`: performance and key-work tables. */
void mz_view_annexes(MzPageView *page, const MzReport *report);

/* A figure as its page shows it; both NULL: it was not drawn. */
typedef struct {
    const MzFigure *figure;
    const char *svg;
} MzDrawn;

/* report: index.html of a report. The first function makes and paints its figures, once; `drawn` (MZ_FIGURES long)
 * receives those that were drawn, owned by the arena, for the page and the downloads. The second makes all else. */
void mz_view_figures(MzPageView *page, const MzReportInput *input, MzDrawn *drawn);
void mz_view_report(MzPageView *page, const MzReportInput *input, const MzDrawn *drawn);

/* The table twin of a figure: keys title, unit, columns, rows. */
void mz_view_figure_table(const MzPageView *page, MzValue *view, const MzFigure *figure);

/* The years of a body side by side, for its page; reports in the order of years. */
void mz_view_history(MzPageView *page, const MzDigest *const *reports, guint n, const char *department);

/* What the checks say of a report: the key `checks` of its pages. Hints are many and weigh little: one page shows them,
 * the others only say how many there are. */
void mz_view_report_checks(MzPageView *page, const MzReportInput *input, gboolean shows_hints);

/* The same of one table or section (the other index is -1): how much holds and is undecided, and its findings. The page
 * has been through mz_view_report_checks. */
void mz_view_tally(const MzPageView *page, MzValue *view, const MzReportInput *input, int table, int section);

/* report-checks: what became of each check of a report that was checked. */
void mz_view_checks_of_report(MzPageView *page, const MzReportInput *input);

/* Every rule of the catalogue, for the page `checks`. */
void mz_view_rules(MzPageView *page);

/* report-source: the text by line, each amount linked to its cell; beside it the pictures of the pages with the
 * amounts' boxes (`images` by page - 1; NULL: none). */
void mz_view_source(MzPageView *page, const MzReportInput *input, const char *const *images);

/* ## Pages of many reports
 *
 * They show digests and settings only. A list longer than MZ_LIST_ROWS stands on several pages (checks.html,
 * checks-2.html, …): the view is made for one `part`, counted from 0; mz_view_…_parts says how many there are. */

/* How many pages a list of `rows` rows has, at least one; and the rows of a part: `*from` up to before the result. */
guint mz_view_parts(guint rows);
guint mz_view_part_rows(guint rows, guint part, guint *from);

/* The path of a part of a list: "checks.html" or "checks-2.html". Owned by the arena; of the first part `path` itself.
 */
const char *mz_view_part_path(MzArena *arena, const char *path, guint part);

void mz_view_home(MzPageView *page, const MzDigests *digests, guint part);
void mz_view_departments(MzPageView *page, const MzDigests *digests, guint part);
void mz_view_items(MzPageView *page, const MzDigests *digests, guint part);
void mz_view_terms(MzPageView *page, const MzDigests *digests, guint part);
void mz_view_downloads(MzPageView *page, const MzDigests *digests, guint part);
void mz_view_checks(MzPageView *page, const MzDigests *digests, guint part);
void mz_view_corrections(MzPageView *page, const MzDigests *digests, guint part);
void mz_view_register(MzPageView *page, const MzDigests *digests, guint part);
void mz_view_chooser(MzPageView *page, const MzDigests *digests, guint part); /* compare.html */
void mz_view_search(MzPageView *page, const MzDigests *digests, guint part);
void mz_view_missing(MzPageView *page, const MzDigests *digests, guint part);

guint mz_view_departments_parts(const MzSiteFrame *site, const MzDigests *digests);
guint mz_view_items_parts(const MzSiteFrame *site, const MzDigests *digests);
guint mz_view_terms_parts(const MzSiteFrame *site, const MzDigests *digests);
guint mz_view_reports_parts(const MzSiteFrame *site, const MzDigests *digests); /* downloads, checks */
guint mz_view_corrections_parts(const MzSiteFrame *site, const MzDigests *digests);
guint mz_view_register_parts(const MzSiteFrame *site, const MzDigests *digests);

/* The index after the last body of the region that the body `first` belongs to. */
guint mz_view_region_end(const MzDiscovery *discovery, guint first);

guint mz_view_region_count(const MzDiscovery *discovery);

/* region: a region's bodies, `r/<region>/index.html`. */
void mz_view_region(MzPageView *page, const MzDigests *digests, const char *region, guint part);

/* The number of units (所属单位) of a department: in the discovery they stand behind it. */
guint mz_view_units(const MzDiscovery *discovery, const MzBody *body);

/* department: one body, with its units; parts after the first have nothing but their part of the units. */
void mz_view_body(MzPageView *page, const MzDigests *digests, const MzBody *body, guint part);

/* item: all that spent on a classified item. */
void mz_view_item(MzPageView *page, const MzDigests *digests, const MzItem *item, guint part, guint n_parts);

/* The reports that a body's is shown beside: its own newest that could be read, and those of the same year and kind of
 * its nearest neighbours in the list. 0: it has none. */
#define MZ_NEIGHBOURS 4
guint mz_view_neighbours(const MzDiscovery *discovery, const MzDigests *digests, const MzBody *body,
                         const MzDigest *found[MZ_NEIGHBOURS]);

/* compare: a body's years side by side, and beside its neighbours: up to four in a row of the departments of its
 * region, or of the units of its department, that have a report of the same year and kind. `<body>/compare.html`. */
void mz_view_compare(MzPageView *page, const MzDigests *digests, const MzBody *body);

/* redirect: a former address of a body or report leads to the present one, the page `target`. */
void mz_view_redirect(MzPageView *page, const char *name, const char *target);

/* What a page is about that shows the reports of one year: of one kind of one region (ranking), or all (year). */
typedef struct {
    int year;
    MzKind kind;
    const char *region; /* NULL: all */
    guint first, end;   /* its bodies in the discovery */
    guint n_filings;    /* of the year (and kind) */
    const char *path;   /* of the first page: "rankings/<region>/2024-final.html", "years/2024.html" */
} MzYearPage;

/* The pages of years, newest first; and the rankings: for each region, year and kind of which there are two reports or
 * more, by region, newest first. Both follow from the discovery alone. */
const MzYearPage *mz_view_year_pages(const MzDiscovery *discovery, MzArena *arena, guint *n);
const MzYearPage *mz_view_ranking_pages(const MzDiscovery *discovery, MzArena *arena, guint *n);

/* year, ranking: lists of these. */
void mz_view_year(MzPageView *page, const MzDigests *digests, const MzYearPage *about, guint part);
void mz_view_ranking(MzPageView *page, const MzDigests *digests, const MzYearPage *about, guint part);

#endif
