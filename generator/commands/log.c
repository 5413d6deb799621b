#include "commands/log.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "commands/commands.h"
#include "commands/site.h"

gboolean
mz_log_open(MzLog *log, const char *format, gboolean quiet, GError **error)
{
    const char *terminal = g_getenv("TERM");
    *log = (MzLog){.json = g_strcmp0(format, "json") == 0,
                   .quiet = quiet,
                   .terminal = isatty(STDERR_FILENO) && terminal != NULL && strcmp(terminal, "dumb") != 0,
                   .begun = g_get_monotonic_time()};
    if (format == NULL || log->json)
        return TRUE;
    mz_error_set(error, MZ_ERROR_USAGE, NULL, mz_tr("--log 只能是 json，而不是“%s”", "--log is json, not '%s'"),
                 format);
    return FALSE;
}

/* ---- for machines */

static cJSON *
event(const char *name)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "event", name);
    return object;
}

/* Prints an object as a line and frees it. */
static void
print_line(cJSON *object)
{
    char *line = cJSON_PrintUnformatted(object);
    fprintf(stderr, "%s\n", line);
    cJSON_free(line);
    cJSON_Delete(object);
}

static void
print_error(const char *name, const GError *error)
{
    MzPlace place = mz_error_place(error);
    cJSON *object = event(name);
    char *message = g_utf8_make_valid(error->message, -1);
    char *file = place.file != NULL ? g_utf8_make_valid(place.file, -1) : NULL;
    cJSON_AddStringToObject(object, "message", message);
    if (file != NULL)
        cJSON_AddStringToObject(object, "file", file);
    if (place.line > 0)
        cJSON_AddNumberToObject(object, "line", place.line);
    if (place.column > 0)
        cJSON_AddNumberToObject(object, "column", place.column);
    print_line(object);
    g_free(message);
    g_free(file);
}

static void
print_numbers(const MzBuildResult *result, const char *out, int status)
{
    const struct {
        const char *key;
        double value;
    } numbers[] = {{"status", status},
                   {"reports", result->n_reports},
                   {"built", result->n_built},
                   {"held", result->n_held},
                   {"failed", result->n_failed},
                   {"unread", result->n_unread},
                   {"amounts", result->n_amounts},
                   {"holds", result->n_holds},
                   {"findings", result->n_findings},
                   {"findings_errors", result->n_errors},
                   {"links", result->n_links},
                   {"links_broken", result->n_broken},
                   {"errors", result->errors->len},
                   {"unwritten", result->n_unwritten},
                   {"warnings", result->warnings->len},
                   {"files_written", (double)result->tree.written},
                   {"files_unchanged", (double)result->tree.unchanged},
                   {"files_removed", (double)result->tree.removed},
                   {"bytes", (double)result->tree.bytes},
                   {"seconds", (double)result->microseconds / 1e6}};
    cJSON *object = event("summary");
    char *folder = g_utf8_make_valid(out, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
        cJSON_AddNumberToObject(object, numbers[i].key, numbers[i].value);
    cJSON_AddBoolToObject(object, "refused", result->refused);
    cJSON_AddStringToObject(object, "output", folder);
    print_line(object);
    g_free(folder);
}

/* ---- while it works */

void
mz_log_busy(MzLog *log, const char *out)
{
    if (!mz_tree_is_busy(out))
        return;
    if (log->json) {
        cJSON *object = event("waiting");
        char *folder = g_utf8_make_valid(out, -1);
        cJSON_AddStringToObject(object, "output", folder);
        print_line(object);
        g_free(folder);
        return;
    }
    fprintf(stderr,
            mz_tr("mingzhang: 另一个生成正在写入 %s，等它结束…\n",
                  "mingzhang: another build is writing %s, waiting until it has ended…\n"),
            out);
}

static void
print_progress(const MzBuildProgress *now)
{
    cJSON *object = event("progress");
    cJSON_AddStringToObject(object, "step", now->gate ? "gate" : "build");
    cJSON_AddNumberToObject(object, "done", now->n_done);
    cJSON_AddNumberToObject(object, "reports", now->n_reports);
    cJSON_AddNumberToObject(object, "findings", now->n_findings);
    print_line(object);
}

/* The time left, as if the rest went like what is done. */
static void
show_progress(MzLog *log, const MzBuildProgress *now, gint64 time)
{
    double left = (double)(time - log->begun) / 1e6 * (now->n_reports - now->n_done) / now->n_done;
    fprintf(stderr,
            mz_tr("\r\033[K%s %u/%u 份报告，%u 处需要留意，约剩 %.0f 秒",
                  "\r\033[K%s %u/%u reports, %u findings, about %.0f s left"),
            now->gate ? mz_tr("把关", "gate:") : mz_tr("生成", "build:"), now->n_done, now->n_reports, now->n_findings,
            left);
    fflush(stderr);
    log->shown = TRUE;
}

void
mz_log_progress(const MzBuildProgress *now, gpointer data)
{
    enum { FIRST = 500 * 1000, LINE = 100 * 1000, EVENT = 1000 * 1000 };
    MzLog *log = data;
    gint64 time = g_get_monotonic_time();
    if (now->n_done == 1)
        log->begun = time; /* of this step */
    if (log->json ? time - log->last < EVENT
                  : log->quiet || !log->terminal || time - log->begun < FIRST || time - log->last < LINE)
        return;
    log->last = time;
    if (log->json)
        print_progress(now);
    else
        show_progress(log, now, time);
}

static void
take_away(MzLog *log)
{
    if (log->shown)
        fputs("\r\033[K", stderr);
    log->shown = FALSE;
}

/* ---- at the end */

void
mz_log_result(MzLog *log, const MzBuildResult *result)
{
    take_away(log);
    for (guint i = 0; log->json && i < result->warnings->len; i++)
        print_error("warning", g_ptr_array_index(result->warnings, i));
    for (guint i = 0; log->json && i < result->errors->len; i++)
        print_error("error", g_ptr_array_index(result->errors, i));
    if (log->json)
        return;
    mz_command_say_all(result->warnings, mz_tr("提醒：", "note: "));
    mz_command_say_all(result->errors, "");
}

void
mz_log_say_unread(const MzBuildResult *result)
{
    if (result->n_held > 0)
        fprintf(stderr, mz_tr("，%u 份暂存上次的页面", ", %u held"), result->n_held);
    if (result->n_failed > 0)
        fprintf(stderr, mz_tr("，%u 份未能读取", ", %u could not be read"), result->n_failed);
    if (result->n_unread > 0)
        fprintf(stderr, mz_tr("，%u 份视为未读出", ", %u count as unread"), result->n_unread);
}

void
mz_log_say_checks(const MzBuildResult *result)
{
    if (result->checked)
        fprintf(
            stderr,
            mz_tr("核对：%u 项相符，%u 处需要留意（其中 %u 处不符）\n", "checks: %u hold, %u findings (%u errors)\n"),
            result->n_holds, result->n_findings, result->n_errors);
}

/* What was made, how long it took, what the checks said, and how to open it. */
static void
say_numbers(const MzBuildResult *result, const char *out)
{
    fprintf(stderr, mz_tr("%u 份报告：%u 份已生成", "%u reports: %u built"), result->n_reports, result->n_built);
    mz_log_say_unread(result);
    fprintf(stderr, mz_tr("；%u 个金额\n", "; %u amounts\n"), result->n_amounts);
    mz_log_say_checks(result);
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
    if (result->n_unwritten > 0)
        return;
    fprintf(stderr, mz_tr("用浏览器打开 %s/index.html", "open %s/index.html in a browser"), out);
    if (result->n_findings > 0)
        fprintf(stderr,
                mz_tr("；需要留意的在哪些报告里，见 %s/checks.html",
                      "; which reports have findings stands in %s/checks.html"),
                out);
    fputc('\n', stderr);
}

void
mz_log_summary(MzLog *log, const MzBuildResult *result, const char *out, int status)
{
    if (log->json)
        print_numbers(result, out, status);
    else if (result->refused)
        fprintf(stderr,
                mz_tr("公开前把关：%u 处不宜公开，没有写入任何文件。有误的改正原文或写更正；核实无误的，连同理由写入 "
                      "报告名.suppressions.csv\n",
                      "gate: %u reasons against publishing, nothing was written. Correct what is wrong; what is right "
                      "goes into NAME.suppressions.csv with the reason\n"),
                result->errors->len);
    else if (!log->quiet)
        say_numbers(result, out);
    if (log->json || result->n_unwritten == 0)
        return;
    char *state = mz_command_unwritten(result, out);
    fprintf(stderr, "mingzhang: %s\n", state);
    g_free(state);
}

int
mz_log_fail(MzLog *log, GError *error)
{
    take_away(log);
    if (!log->json || error == NULL)
        return mz_command_fail(error);
    int status = g_error_matches(error, MZ_ERROR, MZ_ERROR_UNREAD) ? MZ_EXIT_UNREAD : MZ_EXIT_FAILED;
    print_error("error", error);
    g_error_free(error);
    return status;
}
