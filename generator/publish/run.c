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

gboolean
mz_run(const MzRun *run, GString *output, int *status, GError **error)
{
    int input = -1, out = -1;
    GPid pid = 0;
    GError *cause = NULL;
    if (run->input != NULL && (input = open(run->input, O_RDONLY | O_CLOEXEC)) < 0) {
        MzPlace place = {run->input, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法读取：%s", "cannot be read: %s"), g_strerror(errno));
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
    mz_error_set(error, MZ_ERROR_IO, NULL,
                 mz_tr("%s %s 没有成功（状态 %d），原因见上", "%s %s failed (status %d), see above for why"),
                 run->argv[0], run->argv[1], WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended));
    return FALSE;
}
