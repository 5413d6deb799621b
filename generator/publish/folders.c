#include "publish/folders.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "publish/path.h"

enum { IDLE_MAX = 32 };

typedef struct {
    char *path;
    gsize length;
    int handle;
} Idle;

struct MzFolders {
    int root;
    GMutex mutex;
    Idle idle[IDLE_MAX]; /* the oldest first */
    guint idle_count;
};

MzFolders *
mz_folders_new(int root)
{
    MzFolders *folders = g_new0(MzFolders, 1);
    folders->root = root;
    g_mutex_init(&folders->mutex);
    return folders;
}

void
mz_folders_free(MzFolders *folders)
{
    mz_folders_forget(folders);
    g_mutex_clear(&folders->mutex);
    g_free(folders);
}

static void
remove_idle(MzFolders *folders, guint i)
{
    g_free(folders->idle[i].path);
    folders->idle_count--;
    memmove(folders->idle + i, folders->idle + i + 1, (folders->idle_count - i) * sizeof *folders->idle);
}

void
mz_folders_forget(MzFolders *folders)
{
    g_mutex_lock(&folders->mutex);
    while (folders->idle_count > 0) {
        close(folders->idle[0].handle);
        remove_idle(folders, 0);
    }
    g_mutex_unlock(&folders->mutex);
}

static int
open_part(int parent, const char *part, gboolean make)
{
    enum { FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };
    int handle = openat(parent, part, FLAGS);
    if (handle >= 0 || errno != ENOENT || !make)
        return handle;
    if (mkdirat(parent, part, 0755) != 0 && errno != EEXIST)
        return -1;
    return openat(parent, part, FLAGS);
}

static int
walk(MzFolders *folders, const char *path, gsize length, gboolean make)
{
    int at = openat(folders->root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const char *end = path + length;
    for (const char *part = path; at >= 0 && part < end;) {
        const char *slash = memchr(part, '/', (gsize)(end - part));
        gsize part_length = (gsize)((slash != NULL ? slash : end) - part);
        char name[MZ_PATH_PART_MAX + 1];
        int next = -1;
        errno = ENAMETOOLONG;
        if (part_length <= MZ_PATH_PART_MAX) {
            memcpy(name, part, part_length);
            name[part_length] = '\0';
            next = open_part(at, name, make);
        }
        int why = errno;
        close(at);
        errno = why;
        at = next;
        part += part_length + 1;
    }
    return at;
}

int
mz_folders_take(MzFolders *folders, const char *path, gsize length, gboolean make)
{
    int handle = -1;
    g_mutex_lock(&folders->mutex);
    for (guint i = folders->idle_count; i-- > 0 && handle < 0;) {
        const Idle *idle = &folders->idle[i];
        if (idle->length == length && memcmp(idle->path, path, length) == 0) {
            handle = idle->handle;
            remove_idle(folders, i);
        }
    }
    g_mutex_unlock(&folders->mutex);
    return handle >= 0 ? handle : walk(folders, path, length, make);
}

void
mz_folders_give(MzFolders *folders, const char *path, gsize length, int handle)
{
    g_mutex_lock(&folders->mutex);
    if (folders->idle_count == IDLE_MAX) {
        close(folders->idle[0].handle);
        remove_idle(folders, 0);
    }
    folders->idle[folders->idle_count++] = (Idle){g_strndup(path, length), length, handle};
    g_mutex_unlock(&folders->mutex);
}
