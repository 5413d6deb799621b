/* mingzhang serve: builds, shows the site on this machine, and builds again whenever something is saved. */
#include "commands/commands.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/error.h"
#include "commands/log.h"
#include "commands/site.h"
#include "serve/server.h"
#include "serve/watch.h"
#include "content/settings.h"

enum { USUAL_PORT = 8000, TRIED_PORTS = 10 };

typedef struct {
    char *root;
    char *out;
    int port; /* -1: not given */
    gboolean open;
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
        {"port", 'p', 0, G_OPTION_ARG_INT, &options->port,
         mz_tr("端口（默认 8000，被占用时用后面的；0：任意）", "the port (default: 8000 or one of the next; 0: any)"),
         "N"},
        {"open", 0, 0, G_OPTION_ARG_NONE, &options->open, mz_tr("打开浏览器", "open the browser"), NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    if (!mz_command_options(
            argc, argv, entries, NULL,
            mz_tr("生成网站，在本机预览；保存了内容、模板或样式就重新生成，浏览器随即更新。Ctrl+C 结束。",
                  "Builds the site and shows it on this machine; what is saved is built and shown at "
                  "once. Ctrl+C ends it."),
            0, 0, error))
        return FALSE;
    if (options->port >= -1 && options->port <= 65535)
        return TRUE;
    mz_error_set(error, MZ_ERROR_USAGE, NULL, mz_tr("--port 应为 0 到 65535", "--port is 0 to 65535"));
    return FALSE;
}

/* ---- building */

typedef struct {
    const char *root;
    const char *out;
    char *data;
    char *trouble;    /* of the last build; NULL: none */
    GHashTable *told; /* char*: its reminders */
    MzServer *server;
} Site;

/* What a build says to open pages. */
typedef struct {
    gboolean changed; /* there is something new to see */
    gboolean removed; /* pages are gone */
    char *trouble;    /* what went wrong; NULL: nothing */
} News;

static void
add_trouble(GString *trouble, const char *text)
{
    g_string_append_printf(trouble, "%s\n", text);
    fprintf(stderr, "mingzhang: %s\n", text);
}

/* Reminders that the build before had not; who saves every minute need not read the others each time. */
static void
say_new_warnings(Site *site, const GPtrArray *warnings)
{
    g_autoptr(GPtrArray) new = g_ptr_array_new();
    GHashTable *told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < warnings->len; i++) {
        char *text = mz_error_describe(warnings->pdata[i]);
        if (!g_hash_table_contains(site->told, text))
            g_ptr_array_add(new, warnings->pdata[i]);
        g_hash_table_add(told, text);
    }
    mz_command_say_all(new, mz_tr("提醒：", "note: "));
    g_hash_table_unref(site->told);
    site->told = told;
}

static void
reports_stand(gpointer server)
{
    mz_server_say_reports(server);
}

/* Builds once and says how it went. The caller frees the trouble. */
static News
build(Site *site)
{
    MzBuildOptions what = {.root = site->root,
                           .out = site->out,
                           .data = site->data,
                           .flags = MZ_TREE_WAIT | MZ_TREE_NO_SYNC,
                           .reports_stand = reports_stand,
                           .user = site->server};
    MzBuildResult result;
    GError *error = NULL;
    GString *trouble = g_string_new(NULL);
    gboolean good = mz_build(&what, &result, &error);
    if (!good)
        g_ptr_array_insert(result.errors, 0, error);
    GPtrArray *lines = mz_command_lines(result.errors, "");
    for (guint i = 0; i < lines->len; i++)
        add_trouble(trouble, g_ptr_array_index(lines, i));
    g_ptr_array_unref(lines);
    if (result.n_unwritten > 0) {
        char *state = mz_command_unwritten(&result, site->out);
        add_trouble(trouble, state);
        g_free(state);
    }
    News news = {.changed = result.tree.written + result.tree.removed > 0, .removed = result.tree.removed > 0};
    if (good) {
        say_new_warnings(site, result.warnings);
        fprintf(stderr, mz_tr("已生成：%u 份报告", "built: %u reports"), result.n_built);
        mz_log_say_unread(&result);
        fprintf(stderr,
                mz_tr("；写入 %" G_GUINT64_FORMAT " 个文件，%.0f 毫秒\n",
                      "; %" G_GUINT64_FORMAT " files written, %.0f ms\n"),
                result.tree.written, (double)result.microseconds / 1000);
        mz_log_say_checks(&result);
    }
    mz_build_result_clear(&result);
    news.trouble = g_string_free(trouble, trouble->len == 0);
    return news;
}

/* Builds, and tells open pages if that makes a difference to them. */
static void
build_and_say(Site *site)
{
    News news = build(site);
    if (news.changed || g_strcmp0(news.trouble, site->trouble) != 0)
        mz_server_say(site->server, news.removed, news.trouble);
    g_free(site->trouble);
    site->trouble = news.trouble;
}

/* ---- serving */

/* The wished port, or the first that is free of the usual ones. */
static MzServer *
start_server(const char *out, int port, GError **error)
{
    if (port >= 0)
        return mz_server_start(out, (guint)port, error);
    for (guint i = 0; i < TRIED_PORTS; i++) {
        MzServer *server = mz_server_start(out, USUAL_PORT + i, i + 1 < TRIED_PORTS ? NULL : error);
        if (server != NULL)
            return server;
    }
    return NULL;
}

static void
open_browser(const char *address)
{
    const char *const argv[] = {"xdg-open", address, NULL};
    const GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
    if (!g_spawn_async(NULL, (char **)argv, NULL, flags, NULL, NULL, NULL, NULL))
        fputs(mz_tr("mingzhang: 没有找到打开浏览器的程序（xdg-open），请自行打开上面的地址\n",
                    "mingzhang: there is no xdg-open to open a browser; please open the address yourself\n"),
              stderr);
}

/* A handle that can be read when the user wants to end. Threads started later leave these signals alone, too. */
static int
end_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

/* Watches what the user writes. */
static MzWatch *
start_watch(const char *root, GError **error)
{
    char *content = mz_site_file(root, "content");
    char *templates = mz_site_file(root, "templates");
    char *assets = mz_site_file(root, "assets");
    const char *const folders[] = {content, templates, assets, NULL};
    MzWatch *watch = mz_watch_new(folders, error);
    g_free(content);
    g_free(templates);
    g_free(assets);
    return watch;
}

/* Builds whenever something is saved, until the user ends it. */
static void
follow(Site *site, MzWatch *watch, int stop, gboolean open)
{
    char *address = g_strdup_printf("http://127.0.0.1:%u/", mz_server_port(site->server));
    build_and_say(site);
    printf("%s\n", address);
    fflush(stdout);
    fputs(mz_tr("改动保存后自动更新；Ctrl+C 结束\n", "what is saved is shown at once; Ctrl+C ends\n"), stderr);
    if (open)
        open_browser(address);
    while (mz_watch_wait(watch, stop))
        build_and_say(site);
    g_free(address);
}

static int
serve(const Options *options)
{
    const char *root = options->root != NULL ? options->root : ".";
    char *out = mz_command_output(root, options->out);
    Site site = {.root = root,
                 .out = out,
                 .data = mz_command_data(),
                 .told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    GError *error = NULL;
    int stop = end_signals(), status = MZ_EXIT_DONE;
    MzWatch *watch = start_watch(root, &error);
    site.server = watch != NULL ? start_server(out, options->port, &error) : NULL;
    if (site.server != NULL)
        follow(&site, watch, stop, options->open);
    else
        status = mz_command_fail(error);
    mz_server_stop(site.server);
    mz_watch_free(watch);
    if (stop >= 0)
        close(stop);
    g_hash_table_unref(site.told);
    g_free(site.trouble);
    g_free(site.data);
    g_free(out);
    return status;
}

int
mz_command_serve(int argc, char **argv)
{
    Options options = {NULL, NULL, -1, FALSE};
    GError *error = NULL;
    int status = read_options(&argc, &argv, &options, &error) ? serve(&options) : mz_command_fail(error);
    g_free(options.root);
    g_free(options.out);
    return status;
}
