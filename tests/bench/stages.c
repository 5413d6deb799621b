/* build/bench/stages SITE OUT: builds a site and tells what each stage costs.
 *
 * The linker puts the functions below between the modules (--wrap), so the real build is measured and no module knows
 * of it. A stage's time is CPU time of its threads without the stages that it calls; what none of them covers is
 * "rest". Prints a line each: stage, tab, microseconds of the whole build. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "chart/layout.h"
#include "chart/paint.h"
#include "check/check.h"
#include "parse/parse.h"
#include "parse/place.h"
#include "publish/tree.h"
#include "read/document.h"
#include "site/build.h"
#include "site/run.h"
#include "data/compare.h"
#include "data/downloads.h"
#include "data/feeds.h"
#include "data/open_data.h"
#include "data/search.h"
#include "view/views.h"
#include "data/workbook.h"
#include "view/describe.h"
#include "template/mustache.h"

typedef enum {
    STAGE_REST,
    STAGE_READ,
    STAGE_PARSE,
    STAGE_PLACE,
    STAGE_CHECK,
    STAGE_CHARTS,
    STAGE_VIEWS,
    STAGE_DATA,
    STAGE_XLSX,
    STAGE_PNG,
    STAGE_PAGE,      /* the template of a report's own page, which tests/bench/run gives to Hugo */
    STAGE_TEMPLATES, /* all others */
    STAGE_WRITE,
    STAGE_SITE,
    STAGE_FINISH,
    STAGES
} Stage;

static const char *const names[STAGES] = {"rest",        "read",      "parse", "place",      "check",
                                          "charts",      "views",     "data",  "xlsx",       "png",
                                          "report-page", "templates", "write", "whole-site", "finish"};

static gint64 totals[STAGES];         /* nanoseconds */
static _Thread_local gint64 last;     /* CPU time of this thread that is accounted for */
static _Thread_local Stage stack[16]; /* stages that this thread is in; the first is the rest */
static _Thread_local guint depth;

static void
account(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    gint64 nanoseconds = (gint64)now.tv_sec * 1000000000 + now.tv_nsec;
    __atomic_fetch_add(&totals[stack[depth]], nanoseconds - last, __ATOMIC_RELAXED);
    last = nanoseconds;
}

static void
enter(Stage stage)
{
    account();
    g_assert(depth + 1 < G_N_ELEMENTS(stack));
    stack[++depth] = stage;
}

static void
leave(void)
{
    account();
    depth--;
}

/* A function in between: (stage, type of the result, name, parameters, arguments). */
#define BETWEEN(stage, type, name, parameters, arguments)                                                              \
    type __real_##name parameters;                                                                                     \
    type __wrap_##name parameters;                                                                                     \
    type __wrap_##name parameters                                                                                      \
    {                                                                                                                  \
        enter(stage);                                                                                                  \
        type result = __real_##name arguments;                                                                         \
        leave();                                                                                                       \
        return result;                                                                                                 \
    }
#define BETWEEN_VOID(stage, name, parameters, arguments)                                                               \
    void __real_##name parameters;                                                                                     \
    void __wrap_##name parameters;                                                                                     \
    void __wrap_##name parameters                                                                                      \
    {                                                                                                                  \
        enter(stage);                                                                                                  \
        __real_##name arguments;                                                                                       \
        leave();                                                                                                       \
    }

/* What is rendered inside of mz_run_put_page is the page of that template. */
static _Thread_local Stage page_stage = STAGE_TEMPLATES;
#define BETWEEN_PAGES(type, name, parameters, arguments)                                                               \
    type __real_##name parameters;                                                                                     \
    type __wrap_##name parameters;                                                                                     \
    type __wrap_##name parameters                                                                                      \
    {                                                                                                                  \
        page_stage = strcmp(template_name, "report") == 0 ? STAGE_PAGE : STAGE_TEMPLATES;                              \
        type result = __real_##name arguments;                                                                         \
        page_stage = STAGE_TEMPLATES;                                                                                  \
        return result;                                                                                                 \
    }

/* clang-format off */
BETWEEN(STAGE_READ, MzSource *, mz_document_load, (const char *path, GError **error), (path, error))
BETWEEN(STAGE_READ, MzSource *, mz_document_from_bytes,
        (const char *name, const char *bytes, gsize length, GError **error), (name, bytes, length, error))
BETWEEN(STAGE_READ, gboolean, mz_inputs_take_bytes,
        (MzInputs *inputs, const char *path, const MzStamp *stamp, MzBasisMaker *maker, GBytes **bytes),
        (inputs, path, stamp, maker, bytes))
BETWEEN(STAGE_PARSE, MzReport *, mz_parse_file, (const char *path, GError **error), (path, error))
BETWEEN(STAGE_PARSE, MzReport *, mz_parse_bytes,
        (const char *path, const char *bytes, gsize length, GError **error), (path, bytes, length, error))
BETWEEN_VOID(STAGE_PARSE, mz_report_free, (MzReport *report), (report))
BETWEEN_VOID(STAGE_PLACE, mz_place, (MzReport *report, const GArray *raw), (report, raw))
BETWEEN(STAGE_CHECK, MzChecks *, mz_check, (const MzReport *report, const MzCheckOptions *options), (report, options))
BETWEEN_VOID(STAGE_CHECK, mz_checks_free, (MzChecks *checks), (checks))
BETWEEN(STAGE_CHARTS, const MzFigure *, mz_figure,
        (const MzReport *report, MzFigureKey key, const MzLastYear *last_year, MzArena *arena),
        (report, key, last_year, arena))
BETWEEN(STAGE_CHARTS, const MzLayout *, mz_layout, (const MzFigure *figure, MzArena *arena), (figure, arena))
BETWEEN(STAGE_CHARTS, const MzFigure *, mz_figure_series,
        (const char *title, const char *department, const char *edition, const char *source, const MzYearLine *lines,
         guint n_lines, MzArena *arena),
        (title, department, edition, source, lines, n_lines, arena))
BETWEEN_VOID(STAGE_CHARTS, mz_paint_svg, (const MzLayout *layout, const char *prefix, GString *out),
             (layout, prefix, out))
BETWEEN(STAGE_PNG, gboolean, mz_paint_png, (const MzLayout *layout, guint width, GByteArray **png, GError **error),
        (layout, width, png, error))
BETWEEN(STAGE_XLSX, char *, mz_workbook,
        (const MzValue *tables, const MzValue *annexes, const MzWorkbookAbout *about, gsize *length, GError **error),
        (tables, annexes, about, length, error))
BETWEEN(STAGE_DATA, MzDownloads, mz_downloads_write,
        (const MzPageView *page, const MzReportInput *input, const MzDrawn *drawn, MzPutSummed put, gpointer user,
         GPtrArray *errors),
        (page, input, drawn, put, user, errors))
BETWEEN_VOID(STAGE_VIEWS, mz_downloads_show, (const MzPageView *page, const MzDownloads *downloads), (page, downloads))
BETWEEN(STAGE_VIEWS, MzPageView, mz_view_frame,
        (MzArena *arena, const MzSiteFrame *site, const char *path, const char *title, const char *current,
         const char *mark),
        (arena, site, path, title, current, mark))
BETWEEN_VOID(STAGE_VIEWS, mz_view_figures, (MzPageView *page, const MzReportInput *input, MzDrawn *drawn),
             (page, input, drawn))
BETWEEN_VOID(STAGE_VIEWS, mz_view_report, (MzPageView *page, const MzReportInput *input, const MzDrawn *drawn),
             (page, input, drawn))
BETWEEN_VOID(STAGE_VIEWS, mz_view_source,
             (MzPageView *page, const MzReportInput *input, const char *const *images), (page, input, images))
BETWEEN_VOID(STAGE_VIEWS, mz_view_checks_of_report, (MzPageView *page, const MzReportInput *input), (page, input))
BETWEEN_VOID(STAGE_VIEWS, mz_describe_report,
             (const MzPageView *page, const MzReportInput *input, const MzDownloads *downloads),
             (page, input, downloads))
BETWEEN_VOID(STAGE_VIEWS, mz_view_item,
             (MzPageView *page, const MzDigests *digests, const MzItem *item, guint part, guint n_parts),
             (page, digests, item, part, n_parts))
BETWEEN_VOID(STAGE_VIEWS, mz_view_body, (MzPageView *page, const MzDigests *digests, const MzBody *body, guint part),
             (page, digests, body, part))
BETWEEN_VOID(STAGE_VIEWS, mz_view_compare, (MzPageView *page, const MzDigests *digests, const MzBody *body),
             (page, digests, body))
BETWEEN_VOID(STAGE_VIEWS, mz_view_ranking,
             (MzPageView *page, const MzDigests *digests, const MzYearPage *about, guint part),
             (page, digests, about, part))
BETWEEN_PAGES(gboolean, mz_run_put_page,
              (MzRun *run, GPtrArray *errors, GString *buffer, const char *template_name, const MzPageView *page,
               GPtrArray *pages),
              (run, errors, buffer, template_name, page, pages))
BETWEEN(page_stage, gboolean, mz_template_render,
        (const MzTemplate *template, const MzValue *view, GString *out, GError **error), (template, view, out, error))
BETWEEN(STAGE_WRITE, gboolean, mz_tree_put,
        (MzTree *tree, const char *path, const void *bytes, gsize length, GError **error),
        (tree, path, bytes, length, error))
BETWEEN(STAGE_WRITE, gboolean, mz_tree_put_summed,
        (MzTree *tree, const char *path, const void *bytes, gsize length, const guint8 sha256[MZ_SHA256_SIZE],
         GError **error),
        (tree, path, bytes, length, sha256, error))
BETWEEN(STAGE_WRITE, MzTreeDraft *, mz_tree_begin, (MzTree *tree, const char *path, GError **error),
        (tree, path, error))
BETWEEN_VOID(STAGE_WRITE, mz_tree_append, (MzTreeDraft *draft, const void *bytes, gsize length),
             (draft, bytes, length))
BETWEEN(STAGE_WRITE, gboolean, mz_tree_end,
        (MzTreeDraft *draft, const guint8 sha256[MZ_SHA256_SIZE], GError **error), (draft, sha256, error))
BETWEEN(STAGE_SITE, GArray *, mz_open_data_parts,
        (const char *out, const MzSettings *settings, const MzDigests *digests, const MzOutlet *outlet,
         GPtrArray *errors),
        (out, settings, digests, outlet, errors))
BETWEEN_VOID(STAGE_SITE, mz_open_data_write,
             (const MzSettings *settings, MzDigests *digests, GArray *parts, const MzOutlet *outlet),
             (settings, digests, parts, outlet))
BETWEEN_VOID(STAGE_SITE, mz_search_write,
             (const MzSettings *settings, const MzDigests *digests, const MzStrings *strings,
              const MzDiscovery *discovery, const MzOutlet *outlet),
             (settings, digests, strings, discovery, outlet))
BETWEEN_VOID(STAGE_SITE, mz_compare_write,
             (const MzSettings *settings, const MzDigests *digests, const MzDiscovery *discovery, const MzBody *body,
              MzBasis basis, const MzOutlet *outlet),
             (settings, digests, discovery, body, basis, outlet))
BETWEEN_VOID(STAGE_SITE, mz_feeds_write,
             (const MzSettings *settings, const MzDigests *digests, GPtrArray *pages, const MzOutlet *outlet),
             (settings, digests, pages, outlet))
BETWEEN(STAGE_FINISH, gboolean, mz_tree_finish, (MzTree *tree, MzTreeStats *stats, GError **error),
        (tree, stats, error))
/* clang-format on */

static gint64
process_nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (gint64)now.tv_sec * 1000000000 + now.tv_nsec;
}

int
main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "stages SITE OUT DATA\n");
        return 2;
    }
    MzBuildOptions options = {.root = argv[1], .out = argv[2], .data = argv[3], .flags = MZ_TREE_WAIT};
    MzBuildResult result;
    g_autoptr(GError) error = NULL;
    if (!mz_build(&options, &result, &error)) {
        fprintf(stderr, "stages: %s\n", error->message);
        return 1;
    }
    gint64 all = process_nanoseconds();
    totals[STAGE_REST] = all;
    for (guint s = STAGE_REST + 1; s < STAGES; s++)
        totals[STAGE_REST] -= totals[s];
    for (guint s = 0; s < STAGES; s++)
        printf("%s\t%" G_GINT64_FORMAT "\n", names[s], totals[s] / 1000);
    printf("all\t%" G_GINT64_FORMAT "\n", all / 1000);
    mz_build_result_clear(&result);
    return 0;
}
