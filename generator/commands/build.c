/* mingzhang build: makes the site. */
#include "commands/commands.h"

#include <stdio.h>

#include "base/error.h"
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
} Options;

static gboolean
read_options(int *argc, char ***argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"site", 'C', 0, G_OPTION_ARG_FILENAME, &options->root,
         mz_tr("网站所在的文件夹（默认当前文件夹）", "the folder of the site (default: the current one)"), "SITE"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->out,
         mz_tr("输出文件夹（默认网站下的 public）", "the output folder (default: public in the site)"), "OUT"},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &options->threads,
         mz_tr("同时处理几个部门（默认处理器数）", "departments worked on at once (default: processors)"), "N"},
        {"check-links", 0, 0, G_OPTION_ARG_NONE, &options->check_links,
         mz_tr("检查结果里的每个链接", "follow every link of the result"), NULL},
        {"verify", 0, 0, G_OPTION_ARG_NONE, &options->verify,
         mz_tr("不信任文件时间，逐个重读输出", "trust no file times, read all output again"), NULL},
        {"no-sync", 0, 0, G_OPTION_ARG_NONE, &options->no_sync,
         mz_tr("结束时不强制写盘（预览用）", "do not force data to the disk at the end (previews)"), NULL},
        {"gate", 0, 0, G_OPTION_ARG_NONE, &options->gate,
         mz_tr("公开前把关：有一份报告不宜公开就什么也不写，并说明理由",
               "the publication gate: write nothing if a report is not fit to be published, and say why"),
         NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &options->quiet, mz_tr("只说出错的", "say only what went wrong"), NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    if (!mz_command_options(argc, argv, entries, NULL,
                            mz_tr("把 content/ 里的报告做成网站。", "Makes the site from the reports in content/."), 0,
                            0, error))
        return FALSE;
    if (options->threads >= 0 && options->threads <= 1024)
        return TRUE;
    mz_error_set(error, MZ_ERROR_USAGE, NULL, mz_tr("-j 应为 1 到 1024", "-j is 1 to 1024"));
    return FALSE;
}

/* What was made, how long it took, what the checks said, and how to open it. */
static void
say_summary(const MzBuildResult *result, const char *out)
{
    fprintf(stderr, mz_tr("%u 份报告：%u 份已生成", "%u reports: %u built"), result->n_reports, result->n_built);
    if (result->n_held > 0)
        fprintf(stderr, mz_tr("，%u 份暂存上次的页面", ", %u held"), result->n_held);
    if (result->n_failed > 0)
        fprintf(stderr, mz_tr("，%u 份未能读取", ", %u could not be read"), result->n_failed);
    fprintf(stderr, mz_tr("；%u 个金额\n", "; %u amounts\n"), result->n_amounts);
    if (result->checked)
        fprintf(
            stderr,
            mz_tr("核对：%u 项相符，%u 处需要留意（其中 %u 处不符）\n", "checks: %u hold, %u findings (%u errors)\n"),
            result->n_holds, result->n_findings, result->n_errors);
    fprintf(stderr,
            mz_tr("文件：写入 %" G_GUINT64_FORMAT "，未变 %" G_GUINT64_FORMAT "，移除 %" G_GUINT64_FORMAT
                  "，共 %.1f MB，用时 %.2f 秒\n",
                  "files: %" G_GUINT64_FORMAT " written, %" G_GUINT64_FORMAT " unchanged, %" G_GUINT64_FORMAT
                  " removed, %.1f MB in all, %.2f s\n"),
            result->tree.written, result->tree.unchanged, result->tree.removed, (double)result->tree.bytes / 1e6,
            (double)result->microseconds / 1e6);
    if (result->n_links > 0)
        fprintf(stderr, mz_tr("链接：%u 个，坏的 %u 个\n", "links: %u, broken %u\n"), result->n_links,
                result->n_broken);
    fprintf(stderr, mz_tr("用浏览器打开 %s/index.html\n", "open %s/index.html in a browser\n"), out);
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
build(const Options *options)
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
                           .gate = options->gate};
    MzBuildResult result;
    GError *error = NULL;
    mz_command_say_busy(out);
    gboolean good = mz_build(&what, &result, &error);
    mz_command_say_all(result.warnings, mz_tr("提醒：", "note: "));
    mz_command_say_all(result.errors, "");
    int status = result.refused ? MZ_EXIT_FINDINGS : exit_status(&result);
    if (result.refused)
        fprintf(stderr,
                mz_tr("公开前把关：%u 处不宜公开，没有写入任何文件\n",
                      "gate: %u reasons against publishing, nothing was written\n"),
                result.errors->len);
    else if (good && !options->quiet)
        say_summary(&result, out);
    if (!good) {
        int failed = mz_command_fail(error);
        status = MAX(status, failed);
    }
    mz_build_result_clear(&result);
    g_free(out);
    g_free(data);
    return status;
}

int
mz_command_build(int argc, char **argv)
{
    Options options = {NULL, NULL, 0, FALSE, FALSE, FALSE, FALSE, FALSE};
    GError *error = NULL;
    int status = read_options(&argc, &argv, &options, &error) ? build(&options) : mz_command_fail(error);
    g_free(options.root);
    g_free(options.out);
    return status;
}
