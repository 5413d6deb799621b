#include "publish/folders.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "publish/path.h"

enum { IDLE_MAX = 32, HANDLES = 1024 };

typedef struct {
    char *path;
    gsize length;
    int handle;
} Idle;

typedef struct {
    char *path;
    gsize length;
    char *name;
    GString *lines; /* NULL: not even a first one */
} Hidden;

struct MzFolders {
    int root;
    GMutex mutex;
    Idle idle[IDLE_MAX]; /* the oldest first */
    guint idle_count;
    GArray *hidden;         /* of Hidden: one a thread or so */
    GHashTable *noted;      /* folders of which a path below stands in the journal; owns them */
    gboolean made[HANDLES]; /* by handle: its folder was made here; of higher handles that is not known */
};

MzFolders *
mz_folders_new(int root)
{
    MzFolders *folders = g_new0(MzFolders, 1);
    folders->root = root;
    folders->hidden = g_array_new(FALSE, FALSE, sizeof(Hidden));
    folders->noted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_mutex_init(&folders->mutex);
    return folders;
}

static void
remove_hidden(MzFolders *folders, guint i)
{
    Hidden *hidden = &g_array_index(folders->hidden, Hidden, i);
    g_free(hidden->path);
    g_free(hidden->name);
    if (hidden->lines != NULL)
        g_string_free(hidden->lines, TRUE);
    g_array_remove_index(folders->hidden, i);
}

void
mz_folders_free(MzFolders *folders)
{
    mz_folders_forget(folders);
    while (folders->hidden->len > 0)
        remove_hidden(folders, 0);
    g_array_unref(folders->hidden);
    g_hash_table_unref(folders->noted);
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
    gboolean made = FALSE, is_new = make && mz_folders_made(folders, parent);
    int handle = is_new ? -1 : openat(parent, part, FLAGS); /* in a new folder it is hardly there */
    if (is_new || (handle < 0 && errno == ENOENT && make)) {
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

/* The hidden folder of exactly this path, -1: none. The mutex must be held. */
static int
find_hidden(const MzFolders *folders, const char *path, gsize length)
{
    for (guint i = 0; i < folders->hidden->len; i++) {
        const Hidden *hidden = &g_array_index(folders->hidden, Hidden, i);
        if (hidden->length == length && memcmp(hidden->path, path, length) == 0)
            return (int)i;
    }
    return -1;
}

/* The name under which the part of a path that ends at `end` is to be opened. FALSE: it is too long. */
static gboolean
name_of_part(MzFolders *folders, const char *path, const char *part, gsize end, char name[MZ_PATH_PART_MAX + 1])
{
    gsize length = (gsize)(path + end - part);
    if (length > MZ_PATH_PART_MAX)
        return FALSE;
    g_mutex_lock(&folders->mutex);
    int hidden = find_hidden(folders, path, end);
    if (hidden >= 0) {
        g_strlcpy(name, g_array_index(folders->hidden, Hidden, hidden).name, MZ_PATH_PART_MAX + 1);
    } else {
        memcpy(name, part, length);
        name[length] = '\0';
    }
    g_mutex_unlock(&folders->mutex);
    return TRUE;
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
        if (name_of_part(folders, path, part, end, name))
            next = open_part(folders, at, name, make);
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

/* ---- folders that nobody sees yet */

void
mz_folders_hide(MzFolders *folders, const char *path, gsize length, const char *name)
{
    Hidden hidden = {g_strndup(path, length), length, g_strdup(name), NULL};
    g_mutex_lock(&folders->mutex);
    g_array_append_val(folders->hidden, hidden);
    g_mutex_unlock(&folders->mutex);
}

/* The hidden folder that a folder is or lies in; NULL: none. The mutex must be held. */
static Hidden *
hidden_above(const MzFolders *folders, const char *path, gsize length)
{
    for (guint i = 0; i < folders->hidden->len; i++) {
        Hidden *hidden = &g_array_index(folders->hidden, Hidden, i);
        if (hidden->length <= length && memcmp(hidden->path, path, hidden->length) == 0 &&
            (hidden->length == length || path[hidden->length] == '/'))
            return hidden;
    }
    return NULL;
}

gboolean
mz_folders_is_hidden(MzFolders *folders, const char *path, gsize length)
{
    g_mutex_lock(&folders->mutex);
    gboolean found = hidden_above(folders, path, length) != NULL;
    g_mutex_unlock(&folders->mutex);
    return found;
}

/* The folder that a hidden folder lies in, which the caller frees. */
static char *
folder_of_hidden(const Hidden *hidden)
{
    return g_strndup(hidden->path, mz_parent_length(hidden->path, hidden->length));
}

/* Whether the next build will come across a hidden folder, should this one be killed, without a line of its own. The
 * mutex must be held. */
static gboolean
will_be_found(const MzFolders *folders, const Hidden *hidden)
{
    g_autofree char *folder = folder_of_hidden(hidden);
    return g_hash_table_contains(folders->noted, folder);
}

gboolean
mz_folders_defer(MzFolders *folders, const char *path, gsize length, gsize folder)
{
    g_mutex_lock(&folders->mutex);
    Hidden *hidden = hidden_above(folders, path, folder);
    gboolean kept = hidden != NULL && (hidden->lines != NULL || will_be_found(folders, hidden));
    if (hidden != NULL && hidden->lines == NULL)
        hidden->lines = g_string_new(NULL);
    if (kept) {
        mz_buffer_append_len(hidden->lines, path, length);
        g_string_append_c(hidden->lines, '\n');
    }
    g_mutex_unlock(&folders->mutex);
    return kept;
}

void
mz_folders_note(MzFolders *folders, const char *path, gsize folder)
{
    g_mutex_lock(&folders->mutex);
    const Hidden *hidden = hidden_above(folders, path, folder);
    if (hidden != NULL)
        g_hash_table_add(folders->noted, folder_of_hidden(hidden));
    g_mutex_unlock(&folders->mutex);
}

char *
mz_folders_deferred(MzFolders *folders, const char *path, gsize length)
{
    g_mutex_lock(&folders->mutex);
    int hidden = find_hidden(folders, path, length);
    const GString *lines = hidden >= 0 ? g_array_index(folders->hidden, Hidden, hidden).lines : NULL;
    char *copy = g_strdup(lines != NULL ? lines->str : "");
    g_mutex_unlock(&folders->mutex);
    return copy;
}

void
mz_folders_remove(int parent, const char *name)
{
    if (unlinkat(parent, name, 0) == 0 || (errno != EISDIR && errno != EPERM))
        return;
    int handle = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *listing = handle >= 0 ? fdopendir(handle) : NULL;
    const struct dirent *entry;
    while (listing != NULL && (entry = readdir(listing)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            mz_folders_remove(handle, entry->d_name);
    }
    if (listing != NULL)
        closedir(listing);
    else if (handle >= 0)
        close(handle);
    unlinkat(parent, name, AT_REMOVEDIR);
}

gboolean
mz_folders_show(MzFolders *folders, const char *path, gsize length, int refused)
{
    char name[MZ_PATH_PART_MAX + 1] = "";
    char *whole = g_strndup(path, length), *own = strrchr(whole, '/');
    gsize above = own != NULL ? (gsize)(own - whole) : 0;
    own = own != NULL ? own + 1 : whole;
    g_mutex_lock(&folders->mutex);
    int hidden = find_hidden(folders, path, length);
    if (hidden >= 0) {
        g_strlcpy(name, g_array_index(folders->hidden, Hidden, hidden).name, sizeof name);
        remove_hidden(folders, (guint)hidden);
    }
    g_mutex_unlock(&folders->mutex);
    int parent = mz_folders_take(folders, path, above, FALSE);
    gboolean good = refused == 0 && ((parent >= 0 && renameat(parent, name, parent, own) == 0) || errno == ENOENT);
    int why = refused != 0 ? refused : errno;
    if (!good && parent >= 0) {
        mz_folders_forget(folders); /* handles of what is removed now */
        mz_folders_remove(parent, name);
    }
    if (parent >= 0)
        mz_folders_give(folders, path, above, parent);
    g_free(whole);
    errno = why;
    return good;
}
