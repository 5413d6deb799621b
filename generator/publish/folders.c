#include "publish/folders.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "publish/path.h"

enum { IDLE_MAX = 32, HANDLES = 1024 };

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
    gboolean made[HANDLES]; /* by handle: its folder was made here; of higher handles that is not known */
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

static void
set_made(MzFolders *folders, int handle, gboolean made)
{
    if (handle >= 0 && handle < HANDLES)
        folders->made[handle] = made != FALSE;
}

gboolean
mz_folders_made(const MzFolders *folders, int handle)
{
    return handle < HANDLES && folders->made[handle];
}

static int
open_part(MzFolders *folders, int parent, const char *part, gboolean make)
{
    enum { FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };
    int handle = openat(parent, part, FLAGS);
    gboolean made = FALSE;
    if (handle < 0 && errno == ENOENT && make) {
        made = mkdirat(parent, part, 0755) == 0;
        if (!made && errno != EEXIST)
            return -1;
        handle = openat(parent, part, FLAGS);
    }
    set_made(folders, handle, made);
    return handle;
}

/* Takes the handle of exactly this folder out of those that are kept. -1: there is none. The mutex must be held. */
static int
take_idle(MzFolders *folders, const char *path, gsize length)
{
    for (guint i = folders->idle_count; i-- > 0;) {
        const Idle *idle = &folders->idle[i];
        if (idle->length == length && memcmp(idle->path, path, length) == 0) {
            int handle = idle->handle;
            remove_idle(folders, i);
            return handle;
        }
    }
    return -1;
}

/* The nearest folder above that is kept, and in `length` how much of the path it is; the root when there is none. */
static int
take_above(MzFolders *folders, const char *path, gsize *length)
{
    int handle = -1;
    g_mutex_lock(&folders->mutex);
    while (handle < 0 && *length > 0) {
        while (*length > 0 && path[*length - 1] != '/')
            (*length)--;
        if (*length > 0)
            handle = take_idle(folders, path, --*length);
    }
    g_mutex_unlock(&folders->mutex);
    return handle < 0 ? folders->root : handle;
}

/* Opens part by part below `above`, the folder of the first `done` bytes of the path. The folder right above the last
 * one is kept: the next report of a department stands beside this one. */
static int
walk(MzFolders *folders, int above, gsize done, const char *path, gsize length, gboolean make)
{
    int at = above;
    while (done < length) {
        const char *part = path + done + (done > 0);
        const char *slash = memchr(part, '/', (gsize)(path + length - part));
        gsize end = slash != NULL ? (gsize)(slash - path) : length;
        char name[MZ_PATH_PART_MAX + 1];
        int next = -1;
        errno = ENAMETOOLONG;
        if (path + end - part <= MZ_PATH_PART_MAX) {
            memcpy(name, part, (gsize)(path + end - part));
            name[path + end - part] = '\0';
            next = open_part(folders, at, name, make);
        }
        int why = errno;
        if (at != above && end == length && next >= 0)
            mz_folders_give(folders, path, done, at);
        else if (at != above)
            close(at);
        errno = why;
        if (next < 0)
            return -1;
        at = next;
        done = end;
    }
    return at;
}

int
mz_folders_take(MzFolders *folders, const char *path, gsize length, gboolean make)
{
    g_mutex_lock(&folders->mutex);
    int handle = take_idle(folders, path, length);
    g_mutex_unlock(&folders->mutex);
    if (handle >= 0)
        return handle;
    if (length == 0) {
        handle = openat(folders->root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        set_made(folders, handle, FALSE);
        return handle;
    }
    gsize done = length;
    int above = take_above(folders, path, &done);
    handle = walk(folders, above, done, path, length, make);
    int why = errno;
    if (above != folders->root)
        mz_folders_give(folders, path, done, above);
    errno = why;
    return handle;
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
