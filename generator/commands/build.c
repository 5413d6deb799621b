/* mingzhang build: makes the site. */
#include "commands/commands.h"

#include "base/error.h"
#include "commands/log.h"
#include "commands/site.h"

typedef struct {
    char *root;
    char *out;
    int threads;
    gboolean check_links;
    gboolean verify;
    gboolean no_sync;
    gboolean quiet;
    gboolean gate;
    char *format; /* of the log */
    MzLog log;
} Options;

static gboolean
read_options(int *argc, char ***argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"site", 'C', 0, G_OPTION_ARG_FILENAME, &options->root,
         mz_tr("网站所在的文件夹（默认当前文件夹）", "the folder of the site (default: the current one)"),
         mz_tr("网站", "SITE")},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->out,
         mz_tr("输出文件夹（默认网站下的 public）", "the output folder (default: public in the site)"),
         mz_tr("文件夹", "OUT")},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &options->threads,
         mz_tr("同时处理几个部门（默认处理器数）", "departments worked on at once (default: processors)"), "N"},
        {"check-links", 0, 0, G_OPTION_ARG_NONE, &options->check_links,
         mz_tr("检查结果里的每个链接", "follow every link of the result"), NULL},
        {"verify", 0, 0, G_OPTION_ARG_NONE, &options->verify,
         mz_tr("不信任文件时间，来源和输出都逐个重读", "trust no file times, read all sources and all output again"),
         NULL},
        {"no-sync", 0, 0, G_OPTION_ARG_NONE, &options->no_sync,
         mz_tr("结束时不强制写盘（预览用）", "do not force data to the disk at the end (previews)"), NULL},
        {"gate", 0, 0, G_OPTION_ARG_NONE, &options->gate,
         mz_tr("公开前把关：有一份报告不宜公开就什么也不写，并说明理由",
               "the publication gate: write nothing if a report is not fit to be published, and say why"),
         NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &options->quiet,
         mz_tr("只说提醒和出错的", "say only notes and what went wrong"), NULL},
        {"log", 0, 0, G_OPTION_ARG_STRING, &options->format,
         mz_tr("json：进度、错误和总结各为一行 JSON，供程序读取",
               "json: progress, errors and the summary as lines of JSON for programs"),
         "json"},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    if (!mz_command_options(argc, argv, entries, NULL,
                            mz_tr("把 content/ 里的报告做成网站。", "Makes the site from the reports in content/."), 0,
                            0, error))
        return FALSE;
    if (options->threads >= 0 && options->threads <= 1024)
        return mz_log_open(&options->log, options->format, options->quiet, error);
    mz_error_set(error, MZ_ERROR_USAGE, NULL, mz_tr("-j 应为 1 到 1024", "-j is 1 to 1024"));
    return FALSE;
}

static int
exit_status(const MzBuildResult *result)
{
    if (result->n_unread > 0)
        return MZ_EXIT_UNREAD;
    int status = MZ_EXIT_DONE;
    for (guint i = 0; i < result->errors->len; i++) {
        const GError *error = g_ptr_array_index(result->errors, i);
        int means = g_error_matches(error, MZ_ERROR, MZ_ERROR_UNREAD) ? MZ_EXIT_UNREAD : MZ_EXIT_FAILED;
        status = MAX(status, means);
    }
    return status;
}

static int
build(Options *options)
{
    char *data = mz_command_data();
    const char *root = options->root != NULL ? options->root : ".";
    char *out = mz_command_output(root, options->out);
    MzTreeFlags flags =
        (options->verify ? MZ_TREE_VERIFY : 0) | (options->no_sync ? MZ_TREE_NO_SYNC : 0) | MZ_TREE_WAIT;
    MzBuildOptions what = {.root = root,
                           .out = out,
                           .data = data,
                           .threads = (guint)options->threads,
                           .flags = flags,
                           .check_links = options->check_links,
                           .gate = options->gate,
                           .progress = mz_log_progress,
                           .user = &options->log};
    MzBuildResult result;
    GError *error = NULL;
    mz_log_busy(&options->log, out);
    gboolean good = mz_build(&what, &result, &error);
    mz_log_result(&options->log, &result);
    int status = result.refused ? MZ_EXIT_FINDINGS : exit_status(&result);
    if (!good) {
        int failed = mz_log_fail(&options->log, error);
        status = MAX(status, failed);
    }
    if (good || options->log.json)
        mz_log_summary(&options->log, &result, out, status);
    mz_build_result_clear(&result);
    g_free(out);
    g_free(data);
    return status;
}

int
mz_command_build(int argc, char **argv)
{
    Options options = {0};
    GError *error = NULL;
    int status = read_options(&argc, &argv, &options, &error) ? build(&options) : mz_command_fail(error);
    g_free(options.root);
    g_free(options.out);
    g_free(options.format);
    return status;
}
