#include "publish/run.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"

/* Everything the program says on standard output, until it closes it. */
static void
drain(int handle, GString *output)
{
    char buffer[16384];
    for (;;) {
        ssize_t got = read(handle, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return;
        if (output != NULL)
            g_string_append_len(output, buffer, got);
    }
}

static gboolean
fail(const char *program, const GError *cause, GError **error)
{
    if (g_error_matches(cause, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
        mz_error_set(error, MZ_ERROR_IO, NULL,
                     mz_tr("没有找到程序 %s，请先安装（Debian、Ubuntu：apt install %s）",
                           "the program %s is not there, please install it (Debian, Ubuntu: apt install %s)"),
                     program, program);
    else
        mz_error_set(error, MZ_ERROR_IO, NULL, mz_tr("无法运行 %s：%s", "cannot run %s: %s"), program, cause->message);
    return FALSE;
}

static int
wait_for(GPid pid)
{
    int ended = 0;
    while (waitpid(pid, &ended, 0) < 0 && errno == EINTR)
        ;
    g_spawn_close_pid(pid);
    return ended;
}

/* What usually is behind it, for those who do not know the program. */
static const struct {
    const char *program;
    int statuses[6]; /* 0: no further */
    const char *zh, *en;
} reasons[] = {
    {"rsync",
     {5, 10, 12, 30, 35, 255},
     "连不上那台机器，或者那里没有 rsync；请核对 destination、网络和 ssh 登录",
     "the other machine cannot be reached, or has no rsync; please check destination, network and the login of ssh"},
    {"rsync",
     {11, 23},
     "那里写不进去：上一级文件夹不存在、没有权限，或磁盘已满",
     "it cannot be written there: the folder above does not exist, no permission, or the disk is full"},
    {"rclone",
     {1, 3, 4, 5, 7},
     "请核对 destination 里的名称（用 rclone config 设置）、桶、密钥和网络",
     "please check the name in destination (set by rclone config), the bucket, its keys and the network"},
    {"git",
     {128},
     "请核对地址、权限（密钥或令牌）和网络",
     "please check the address, your permission (key or token) and the network"},
};

static const char *
reason_of(const char *program, int status)
{
    for (gsize i = 0; i < G_N_ELEMENTS(reasons); i++) {
        for (gsize n = 0; strcmp(reasons[i].program, program) == 0 && n < G_N_ELEMENTS(reasons[i].statuses); n++) {
            if (reasons[i].statuses[n] == status)
                return mz_tr(reasons[i].zh, reasons[i].en);
        }
    }
    return NULL;
}

static void
refuse(const MzRun *run, int status, GError **error)
{
    const char *reason = reason_of(run->argv[0], status), *word = run->argv[1];
    g_autofree char *what =
        word == NULL || word[0] == '-' ? g_strdup(run->argv[0]) : g_strdup_printf("%s %s", run->argv[0], word);
    if (reason != NULL)
        mz_error_set(
            error, MZ_ERROR_IO, NULL,
            mz_tr("%s 没有成功（状态 %d）：%s。它的原话见上", "%s failed (status %d): %s. Above is what it says"), what,
            status, reason);
    else
        mz_error_set(error, MZ_ERROR_IO, NULL,
                     mz_tr("%s 没有成功（状态 %d），原因见上", "%s failed (status %d), see above for why"), what,
                     status);
}

gboolean
mz_run(const MzRun *run, GString *output, int *status, GError **error)
{
    int input = -1, out = -1;
    GPid pid = 0;
    GError *cause = NULL;
    if (run->input != NULL && (input = open(run->input, O_RDONLY | O_CLOEXEC)) < 0) {
        MzPlace place = {run->input, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法读取：%s", "cannot be read: %s"), mz_error_system(errno));
        return FALSE;
    }
    GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES |
                        (input < 0 ? G_SPAWN_CHILD_INHERITS_STDIN : 0) | (run->quiet ? G_SPAWN_STDERR_TO_DEV_NULL : 0);
    gboolean good =
        g_spawn_async_with_pipes_and_fds(run->folder, run->argv, (const char *const *)run->environment, flags, NULL,
                                         NULL, input, -1, -1, NULL, NULL, 0, &pid, NULL, &out, NULL, &cause);
    if (input >= 0)
        close(input);
    if (!good) {
        fail(run->argv[0], cause, error);
        g_error_free(cause);
        return FALSE;
    }
    drain(out, output);
    close(out);
    int ended = wait_for(pid);
    if (status != NULL && WIFEXITED(ended)) {
        *status = WEXITSTATUS(ended);
        return TRUE;
    }
    if (WIFEXITED(ended) && WEXITSTATUS(ended) == 0)
        return TRUE;
    refuse(run, WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended), error);
    return FALSE;
}
