/* mingzhang chart: a figure of a report as SVG or PNG. */
#include "commands/commands.h"
#include "commands/options.h"
#include "commands/site.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "chart/paint.h"
#include "parse/parse.h"

#define PNG_WIDTH 1080

typedef struct {
    MzFigureKey key;
    char *figure, *output, *last;
    int width;
    char **files;
} Options;

static void
options_clear(Options *options)
{
    g_free(options->figure);
    g_free(options->output);
    g_free(options->last);
    g_strfreev(options->files);
}

/* What GOption cannot check: that the words go together. */
static gboolean
check_options(Options *options, GError **error)
{
    guint n = options->files != NULL ? g_strv_length(options->files) : 0;
    if (options->figure == NULL) {
        mz_error_set(error, MZ_ERROR_USAGE, NULL,
                     mz_tr("没有说画哪一张图；请加 --figure totals（可选的图见 mingzhang chart --help）",
                           "which figure? add --figure totals (for others see mingzhang chart --help)"));
        return FALSE;
    }
    if (!mz_figure_key_find(options->figure, &options->key)) {
        mz_error_set(
            error, MZ_ERROR_USAGE, NULL,
            mz_tr("--figure 应为 totals、income、expenditure、appropriation（或 1 至 4）、class、economic、sangong "
                  "或 series，而不是“%s”",
                  "--figure is totals, income, expenditure, appropriation (or 1 to 4), class, economic, "
                  "sangong or series, not '%s'"),
            options->figure);
        return FALSE;
    }
    if (n == 0 || (n > 1 && options->key != MZ_FIGURE_SERIES)) {
        mz_error_set(error, MZ_ERROR_USAGE, NULL,
                     mz_tr("应给出一个报告文件（series 可以多个），而给出了 %u 个",
                           "one report file is expected (several for series), %u were given"),
                     n);
        return FALSE;
    }
    if (options->output != NULL && strcmp(options->output, "-") != 0 && !g_str_has_suffix(options->output, ".svg") &&
        !g_str_has_suffix(options->output, ".png")) {
        mz_error_set(
            error, MZ_ERROR_USAGE, NULL,
            mz_tr("-o 的文件名应以 .svg 或 .png 结尾，而不是“%s”", "-o is a name ending in .svg or .png, not '%s'"),
            options->output);
        return FALSE;
    }
    return TRUE;
}

static gboolean
parse_options(int argc, char **argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"figure", 'f', 0, G_OPTION_ARG_STRING, &options->figure,
         mz_tr("图：totals|income|expenditure|appropriation|class|economic|sangong|series 或 1–4",
               "totals|income|expenditure|appropriation|class|economic|sangong|series or 1–4"),
         mz_tr("图", "KEY")},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
         mz_tr("写入的文件，.svg 或 .png；没有时向标准输出写 SVG",
               "file to write, .svg or .png; without: SVG on standard output"),
         mz_tr("文件", "FILE")},
        {"last", 'l', 0, G_OPTION_ARG_FILENAME, &options->last,
         mz_tr("上年的报告，图1、图4 在本报告未述变动额时取其总计",
               "last year's report: its totals serve 图1 and 图4 where this one does not state the change"),
         mz_tr("文件", "FILE")},
        {"width", 'w', 0, G_OPTION_ARG_INT, &options->width, mz_tr("PNG 的宽度（像素）", "width of a PNG in pixels"),
         "N"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files, NULL, NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    if (!mz_command_read_options(&argc, &argv, entries, mz_tr("报告文件…", "REPORT…"),
                                 mz_tr("把报告的一张图画成 SVG 或 PNG。", "Draws a figure of a report as SVG or PNG."),
                                 error))
        return FALSE;
    return check_options(options, error);
}

static void
say_missing(const MzFigure *figure, const char *file, GError **error)
{
    GString *words = g_string_new(NULL);
    for (guint i = 0; i < figure->n_missing; i++)
        g_string_append_printf(words, "%s%s", i > 0 ? "；" : "", figure->missing[i]);
    MzPlace place = {file, 0, 0};
    mz_error_set(error, MZ_ERROR_INPUT, &place, mz_tr("无法画“%s”，缺少：%s", "cannot draw '%s', missing: %s"),
                 figure->title, words->str);
    g_string_free(words, TRUE);
}

static gboolean
write_output(const Options *options, const char *bytes, gsize length, GError **error)
{
    if (options->output == NULL || strcmp(options->output, "-") == 0)
        return fwrite(bytes, 1, length, stdout) == length || ferror(stdout); /* main says a failing stdout */
    GError *failed = NULL;
    if (g_file_set_contents(options->output, bytes, (gssize)length, &failed))
        return TRUE;
    MzPlace place = {options->output, 0, 0};
    mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法写入文件：%s", "cannot write the file: %s"),
                 mz_error_reason(failed));
    g_error_free(failed);
    return FALSE;
}

static gboolean
draw(const Options *options, const MzFigure *figure, MzArena *arena, GError **error)
{
    if (figure->n_missing > 0) {
        say_missing(figure, options->files[0], error);
        return FALSE;
    }
    const MzLayout *layout = mz_layout(figure, arena);
    gboolean done;
    if (options->output != NULL && g_str_has_suffix(options->output, ".png")) {
        GByteArray *png = NULL;
        done = mz_paint_png(layout, (guint)MAX(options->width, 0), &png, error) &&
               write_output(options, (const char *)png->data, png->len, error);
        if (png != NULL)
            g_byte_array_unref(png);
    } else {
        GString *svg = g_string_new(NULL);
        mz_paint_svg(layout, "figure", svg);
        g_string_append_c(svg, '\n');
        done = write_output(options, svg->str, svg->len, error);
        g_string_free(svg, TRUE);
    }
    return done;
}

/* The reports of all files; NULL with the error of the first that cannot be read. */
static GPtrArray *
parse_files(char **files, GError **error)
{
    GPtrArray *reports = g_ptr_array_new_with_free_func((GDestroyNotify)mz_report_free);
    for (guint i = 0; files[i] != NULL; i++) {
        MzReport *report = mz_command_use_forms(NULL, files[i], error) ? mz_parse_file(files[i], error) : NULL;
        if (report == NULL) {
            g_ptr_array_free(reports, TRUE);
            return NULL;
        }
        g_ptr_array_add(reports, report);
    }
    return reports;
}

static gboolean
chart(const Options *options, GError **error)
{
    GPtrArray *reports = parse_files(options->files, error);
    if (reports == NULL)
        return FALSE;
    MzLastYear last = {0};
    gboolean done = TRUE;
    if (options->last != NULL) {
        MzReport *report =
            mz_command_use_forms(NULL, options->last, error) ? mz_parse_file(options->last, error) : NULL;
        done = report != NULL;
        if (done)
            last = mz_last_year(report);
        mz_report_free(report);
    }
    if (done) {
        MzArena *arena = mz_arena_new();
        const MzReport *const *list = (const MzReport *const *)(gconstpointer)reports->pdata;
        const MzFigure *figure = options->key == MZ_FIGURE_SERIES ? mz_figure_years(list, reports->len, arena)
                                                                  : mz_figure(list[0], options->key, &last, arena);
        done = draw(options, mz_figure_marked(figure, mz_command_mark(NULL, options->files[0], arena), arena), arena,
                    error);
        mz_arena_free(arena);
    }
    g_ptr_array_free(reports, TRUE);
    return done;
}

int
mz_command_chart(int argc, char **argv)
{
    Options options = {.width = PNG_WIDTH};
    GError *error = NULL;
    if (parse_options(argc, argv, &options, &error))
        chart(&options, &error);
    options_clear(&options);
    return mz_command_fail(error);
}
