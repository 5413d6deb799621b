#include "read/outside.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "base/stamp.h"
#include "base/version.h"
#include "read/source.h"

char *
mz_outside_folder(const char *name, GError **error)
{
    char *folder = g_dir_make_tmp("mingzhang-XXXXXX", NULL);
    MzPlace place = {name, 0, 0};
    if (folder == NULL)
        mz_error_set(error, MZ_ERROR_IO, &place, "%s", mz_tr("无法建立临时目录", "no temporary folder can be made"));
    return folder;
}

void
mz_outside_remove(const char *folder)
{
    GDir *open = g_file_test(folder, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(folder, 0, NULL);
    const char *name;
    while (open != NULL && (name = g_dir_read_name(open)) != NULL) {
        g_autofree char *inner = g_build_filename(folder, name, NULL);
        mz_outside_remove(inner);
    }
    if (open != NULL)
        g_dir_close(open);
    remove(folder);
}

/* In the child, before the program begins: a process group of its own, so that all of it can be stopped. */
static void
lead_group(gpointer unused)
{
    (void)unused;
    setpgid(0, 0);
}

/* Waits for the end, at most so long. FALSE: it had to be stopped. */
static gboolean
await(GPid pid, guint seconds, int *ended)
{
    gint64 limit = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
    for (;;) {
        pid_t got = waitpid(pid, ended, WNOHANG);
        if (got == pid)
            return TRUE;
        if ((got < 0 && errno != EINTR) || g_get_monotonic_time() > limit)
            break;
        g_usleep(5000);
    }
    kill(-pid, SIGKILL);
    while (waitpid(pid, ended, 0) < 0 && errno == EINTR)
        ;
    return FALSE;
}

gboolean
mz_outside_run(const char *const *argv, const char *folder, guint seconds)
{
    GPid pid = 0;
    int ended = 0;
    g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "OMP_THREAD_LIMIT", "1", TRUE);
    GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
    if (!g_spawn_async(folder, (char **)argv, environment, flags, lead_group, NULL, &pid, NULL))
        return FALSE;
    gboolean in_time = await(pid, seconds, &ended);
    g_spawn_close_pid(pid);
    return in_time && WIFEXITED(ended) && WEXITSTATUS(ended) == 0;
}

/* ---- what is kept */

static char *keep_in; /* see outside.h */

void
mz_outside_keep_in(const char *folder)
{
    g_free(keep_in);
    keep_in = g_strdup(folder);
}

/* An update of a program changes its file; a look at that is cheaper than to ask its version. */
char *
mz_outside_key(const char *program, const char *how, const guint8 document[MZ_SHA256_SIZE])
{
    struct stat info;
    if (keep_in == NULL || stat(program, &info) != 0)
        return NULL;
    g_autofree char *asked = g_strdup_printf("%s\n%s\n%s\n%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", MZ_VERSION, how,
                                             program, (gint64)info.st_size, mz_nanoseconds(&info.st_mtim));
    MzSha256 sha;
    guint8 sum[MZ_SHA256_SIZE];
    char hex[MZ_SHA256_SIZE * 2 + 1];
    mz_sha256_init(&sha);
    mz_sha256_update(&sha, document, MZ_SHA256_SIZE);
    mz_sha256_update(&sha, asked, strlen(asked));
    mz_sha256_finish(&sha, sum);
    mz_sha256_hex(sum, hex);
    return g_strdup(hex);
}

char *
mz_outside_kept(const char *key, gsize limit, gsize *length)
{
    if (key == NULL || keep_in == NULL)
        return NULL;
    g_autofree char *path = g_build_filename(keep_in, key, NULL);
    return mz_source_read_file(path, limit, length, NULL);
}

void
mz_outside_keep(const char *key, const char *bytes, gsize length)
{
    if (key == NULL || keep_in == NULL || g_mkdir_with_parents(keep_in, 0777) != 0)
        return;
    g_autofree char *path = g_build_filename(keep_in, key, NULL);
    g_file_set_contents(path, bytes, (gssize)length, NULL); /* by a temporary file and rename */
}
