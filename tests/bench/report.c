/* build/bench/report FILE...: what one report costs, in microseconds of CPU time: median of RUNS runs, one thread.
 *
 * Prints a line a file: bytes, read, parse (with placing), check, the dearest of its figures as SVG, name. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "chart/layout.h"
#include "chart/paint.h"
#include "check/check.h"
#include "parse/parse.h"
#include "read/document.h"

enum { RUNS = 31 };

typedef enum { READ, PARSE, CHECK, FIGURE, PARTS = FIGURE + MZ_FIGURES } Part;

static gint64
now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (gint64)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void
run(const char *file, gint64 times[PARTS])
{
    g_autoptr(GError) error = NULL;
    gint64 start = now();
    MzSource *source = mz_document_load(file, &error);
    times[READ] = now() - start;
    start = now();
    MzReport *report = source != NULL ? mz_parse_source(source, &error) : NULL;
    if (report == NULL) {
        fprintf(stderr, "report: %s\n", error->message);
        exit(1);
    }
    mz_source_free(source);
    times[PARSE] = now() - start;
    start = now();
    MzChecks *checks = mz_check(report, NULL);
    times[CHECK] = now() - start;
    for (guint key = 0; key < MZ_FIGURES; key++) {
        start = now();
        MzArena *arena = mz_arena_new();
        GString *svg = g_string_new(NULL);
        mz_paint_svg(mz_layout(mz_figure(report, (MzFigureKey)key, NULL, arena), arena), "f", svg);
        g_string_free(svg, TRUE);
        mz_arena_free(arena);
        times[FIGURE + key] = now() - start;
    }
    mz_checks_free(checks);
    mz_report_free(report);
}

static int
compare(gconstpointer a, gconstpointer b)
{
    gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
    return (x > y) - (x < y);
}

static void
measure(const char *file)
{
    gint64 times[RUNS][PARTS], medians[PARTS], figure = 0;
    for (guint r = 0; r < RUNS; r++)
        run(file, times[r]);
    for (guint p = 0; p < PARTS; p++) {
        gint64 column[RUNS];
        for (guint r = 0; r < RUNS; r++)
            column[r] = times[r][p];
        qsort(column, RUNS, sizeof column[0], compare);
        medians[p] = column[RUNS / 2] / 1000;
        if (p >= FIGURE)
            figure = MAX(figure, medians[p]);
    }
    gsize length = 0;
    g_autofree char *bytes = NULL, *name = g_path_get_basename(file);
    if (g_file_get_contents(file, &bytes, &length, NULL))
        printf("%" G_GSIZE_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT
               "\t%" G_GINT64_FORMAT "\t%s\n",
               length, medians[READ], medians[PARSE], medians[CHECK], figure, name);
}

int
main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        measure(argv[i]);
    return argc < 2 ? 2 : 0;
}
