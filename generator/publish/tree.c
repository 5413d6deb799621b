#include "publish/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/error.h"
#include "publish/path.h"
#include "publish/tree_private.h"

static void
set_error(const MzTree *tree, const char *path, gsize length, GError **error, MzErrorCode code, const char *message)
{
    char *file = length > 0 ? g_strdup_printf("%s/%.*s", tree->name, (int)length, path) : g_strdup(tree->name);
    MzPlace place = {file, 0, 0};
    mz_error_set(error, code, &place, "%s", message);
    g_free(file);
}

void
mz_tree_error(const MzTree *tree, const char *path, gsize length, GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *message = g_strdup_vprintf(format, args);
    va_end(args);
    set_error(tree, path, length, error, MZ_ERROR_IO, message);
    g_free(message);
}

void
mz_tree_fail(MzTree *tree, const char *path, gsize length, GError **error, int number)
{
    g_atomic_int_set(&tree->unwritten, TRUE);
    char *message = g_strdup_printf(mz_tr("无法写入：%s", "cannot be written: %s"), mz_error_system(number));
    set_error(tree, path, length, error, MZ_ERROR_WRITE, message);
    g_free(message);
}

/* The folder as a whole cannot be used: errno says why. */
static gboolean
fail_to_open(const MzTree *tree, GError **error)
{
    char *message = g_strdup_printf(
        mz_tr("无法写入输出文件夹：%"
              "s；里面的文件都没有改动。腾出磁盘空间、改好写入权限，或者换一个输出文件夹，然后再运行一次",
              "cannot write to the output folder: %s; nothing in it was changed. Make room, give "
              "permission to write, or choose another output folder, and run it again"),
        mz_error_system(errno));
    set_error(tree, NULL, 0, error, MZ_ERROR_WRITE, message);
    g_free(message);
    return FALSE;
}

gboolean
mz_write_all(int handle, const void *bytes, gsize length)
{
    const char *at = bytes;
    while (length > 0) {
        ssize_t wrote = write(handle, at, length);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return FALSE;
        at += wrote;
        length -= (gsize)wrote;
    }
    return TRUE;
}

void
mz_tree_temporary_name(MzTree *tree, char name[64])
{
    g_snprintf(name, 64, MZ_TREE_TEMPORARY "%d", g_atomic_int_add(&tree->temporary, 1));
}

int
mz_tree_temporary(MzTree *tree, int folder, char name[64])
{
    mz_tree_temporary_name(tree, name);
    return openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
}

gboolean
mz_tree_digest(int folder, const char *name, guint8 digest[MZ_FINGERPRINT_SIZE], guint64 *size, MzStamp *stamp)
{
    int handle = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (handle < 0)
        return FALSE;
    struct stat info;
    gboolean good = fstat(handle, &info) == 0;
    if (good && !S_ISREG(info.st_mode)) {
        errno = EISDIR;
        good = FALSE;
    }
    MzFingerprinting making;
    mz_fingerprint_begin(&making, name);
    *size = 0;
    char bytes[16384];
    ssize_t got = 1;
    while (good && got > 0) {
        got = read(handle, bytes, sizeof bytes);
        if (got > 0) {
            mz_fingerprint_add(&making, bytes, (gsize)got);
            *size += (guint64)got;
        }
        good = got >= 0 || errno == EINTR;
        if (got < 0)
            got = good;
    }
    int why = errno;
    close(handle);
    mz_fingerprint_end(&making, digest);
    errno = why;
    if (good)
        *stamp = mz_stamp(&info);
    return good;
}

void
mz_tree_mark_folder(MzTree *tree, const char *path, gsize length, guint8 mark)
{
    gssize folder = -1;
    if (tree->last->n_folders > 0)
        folder = mz_last_folder(tree->last, path, mz_parent_length(path, length));
    if (folder >= 0)
        tree->folder_marks[folder] |= mark;
}

const MzFresh *
mz_tree_fresh(const MzTree *tree, const char *path, gsize length)
{
    char buffer[sizeof(MzFresh) + MZ_PATH_MAX + 1] __attribute__((aligned(16)));
    MzFresh *key = (MzFresh *)(void *)buffer;
    if (length > MZ_PATH_MAX)
        return NULL;
    *key = (MzFresh){.fold = mz_path_fold_hash(path, length), .length = (guint16)length};
    memcpy(key->path, path, length + 1);
    const MzFresh *fresh = g_hash_table_lookup(tree->fresh, key);
    return fresh != NULL && strcmp(fresh->path, path) == 0 ? fresh : NULL;
}

int
mz_tree_remove_file(MzTree *tree, const char *path, gsize length)
{
    gsize parent = mz_parent_length(path, length);
    int folder = mz_folders_take(tree->folders, path, parent, FALSE);
    if (folder < 0)
        return errno == ENOENT || errno == ENOTDIR || errno == ELOOP ? 0 : -1;
    gsize start = parent > 0 ? parent + 1 : 0;
    char *name = g_strndup(path + start, length - start);
    struct stat info;
    int result = 0;
    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode))
        result = unlinkat(folder, name, 0) == 0 ? 1 : -1;
    int why = errno;
    g_free(name);
    mz_folders_give(tree->folders, path, parent, folder);
    errno = why;
    return result;
}

void
mz_tree_remove_empty(MzTree *tree, const char *path, gsize length)
{
    for (length = mz_parent_length(path, length); length > 0; length = mz_parent_length(path, length)) {
        gsize parent = mz_parent_length(path, length);
        gsize start = parent > 0 ? parent + 1 : 0;
        int folder = mz_folders_take(tree->folders, path, parent, FALSE);
        if (folder < 0)
            continue; /* an upper one may be gone already, or be there still */
        char *name = g_strndup(path + start, length - start);
        gboolean gone = unlinkat(folder, name, AT_REMOVEDIR) == 0 || errno == ENOENT;
        g_free(name);
        mz_folders_give(tree->folders, path, parent, folder);
        if (!gone)
            return;
        mz_folders_forget(tree->folders);
    }
}

/* ---- the journal: lock, and memory of a killed build */

/* TRUE if the handle is still the file of that name: the build that held the lock may have removed it meanwhile. */
static gboolean
is_still(int root, int journal)
{
    struct stat mine, named;
    return fstat(journal, &mine) == 0 && fstatat(root, MZ_TREE_JOURNAL, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           mine.st_ino == named.st_ino && mine.st_dev == named.st_dev;
}

static int
lock(int handle, int how)
{
    int result;
    do
        result = flock(handle, how);
    while (result != 0 && errno == EINTR);
    return result;
}

void
mz_tree_unlock(MzTree *tree)
{
    lock(tree->journal, LOCK_UN);
    close(tree->journal);
    tree->journal = -1;
}

static gboolean
lock_journal(MzTree *tree, GError **error)
{
    for (;;) {
        tree->journal = openat(tree->root, MZ_TREE_JOURNAL, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
        if (tree->journal < 0)
            return fail_to_open(tree, error);
        if (lock(tree->journal, (tree->flags & MZ_TREE_WAIT) != 0 ? LOCK_EX : LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK)
                mz_tree_error(tree, NULL, 0, error,
                              mz_tr("另一个生成正在写入该文件夹，请等它结束",
                                    "another build is writing here; wait until it has ended"));
            else
                mz_tree_error(tree, NULL, 0, error,
                              mz_tr("无法锁定输出文件夹：%s", "cannot lock the output folder: %s"),
                              mz_error_system(errno));
            return FALSE;
        }
        if (is_still(tree->root, tree->journal))
            return TRUE;
        close(tree->journal);
    }
}

/* Reads which paths a killed build wrote. A last line without its end was never followed by a write. */
static gboolean
read_journal(MzTree *tree, GError **error)
{
    GString *text = g_string_new(NULL);
    char bytes[16384];
    ssize_t got;
    while ((got = pread(tree->journal, bytes, sizeof bytes, (off_t)text->len)) > 0)
        g_string_append_len(text, bytes, got);
    if (got < 0)
        mz_tree_error(tree, MZ_TREE_JOURNAL, strlen(MZ_TREE_JOURNAL), error, "%s", mz_error_system(errno));
    const char *stop;
    for (const char *at = text->str; (stop = strchr(at, '\n')) != NULL; at = stop + 1) {
        char *path = g_strndup(at, (gsize)(stop - at));
        if (mz_path_check(path, NULL))
            g_hash_table_add(tree->leftover, path);
        else
            g_free(path);
    }
    /* What follows in this build must not join an unfinished line. */
    if (got == 0 && text->len > 0 && text->str[text->len - 1] != '\n' && !mz_write_all(tree->journal, "\n", 1))
        tree->journal_broken = errno;
    g_string_free(text, TRUE);
    return got == 0;
}

static void
remove_temporaries(int folder)
{
    int handle = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *listing = handle >= 0 ? fdopendir(handle) : NULL;
    if (listing == NULL)
        return;
    const struct dirent *entry;
    while ((entry = readdir(listing)) != NULL) {
        if (g_str_has_prefix(entry->d_name, MZ_TREE_TEMPORARY))
            mz_folders_remove(folder, entry->d_name);
    }
    closedir(listing);
}

/* Removes the temporary files and folders of a killed build, and notes which files of the last build it may have
 * replaced. */
static void
clean_up_after_killed_build(MzTree *tree)
{
    remove_temporaries(tree->root);
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GHashTableIter all;
    gpointer path;
    g_hash_table_iter_init(&all, tree->leftover);
    while (g_hash_table_iter_next(&all, &path, NULL)) {
        gsize length = strlen(path);
        gboolean found;
        gsize index = mz_last_find(tree->last, path, length, &found);
        if (found)
            tree->marks[index] |= MZ_MARK_SUSPECT;
        /* Its folder may be a temporary one itself, beside its place in the folder above. */
        for (length = mz_parent_length(path, length); length > 0; length = mz_parent_length(path, length)) {
            char *parent = g_strndup(path, length);
            if (!g_hash_table_add(seen, parent))
                break; /* those above were seen, too */
            int folder = mz_folders_take(tree->folders, parent, length, FALSE);
            if (folder < 0)
                continue;
            remove_temporaries(folder);
            mz_folders_give(tree->folders, parent, length, folder);
        }
    }
    g_hash_table_unref(seen);
}

/* ---- opening and closing */

static guint
fresh_hash(gconstpointer fresh)
{
    guint64 fold = ((const MzFresh *)fresh)->fold;
    return (guint)(fold ^ fold >> 32);
}

static gboolean
fresh_equal(gconstpointer a, gconstpointer b)
{
    const MzFresh *one = a, *two = b;
    return one->fold == two->fold && mz_path_fold_equal(one->path, one->length, two->path, two->length);
}

static gboolean
open_all(MzTree *tree, GError **error)
{
    if (g_mkdir_with_parents(tree->name, 0755) == 0)
        tree->root = open(tree->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (tree->root < 0)
        return fail_to_open(tree, error);
    tree->folders = mz_folders_new(tree->root);
    if (!lock_journal(tree, error))
        return FALSE;
    tree->last = mz_last_read(tree->root, tree->state_file, error);
    if (tree->last == NULL)
        return FALSE;
    tree->marks = g_new0(guint8, tree->last->count);
    tree->folder_marks = g_new0(guint8, tree->last->n_folders);
    if (!read_journal(tree, error))
        return FALSE;
    clean_up_after_killed_build(tree);
    return TRUE;
}

MzTree *
mz_tree_open(const char *folder, const char *state_file, MzTreeFlags flags, GError **error)
{
    MzTree *tree = g_new0(MzTree, 1);
    tree->name = g_strdup(folder);
    tree->state_file = g_strdup(state_file);
    tree->flags = flags;
    tree->root = -1;
    tree->journal = -1;
    tree->leftover = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_mutex_init(&tree->mutex);
    tree->arena = mz_arena_new();
    tree->fresh = g_hash_table_new(fresh_hash, fresh_equal);
    tree->renewed = g_array_new(FALSE, FALSE, sizeof(gsize));
    if (!open_all(tree, error))
        g_clear_pointer(&tree, mz_tree_free);
    return tree;
}

gboolean
mz_tree_is_busy(const char *folder)
{
    char *name = g_build_filename(folder, MZ_TREE_JOURNAL, NULL);
    int journal = open(name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    g_free(name);
    if (journal < 0)
        return FALSE;
    gboolean busy = lock(journal, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    close(journal);
    return busy;
}

guint64
mz_tree_written(MzTree *tree)
{
    g_mutex_lock(&tree->mutex);
    guint64 written = tree->stats.written;
    g_mutex_unlock(&tree->mutex);
    return written;
}

void
mz_tree_let_go(MzTree *tree)
{
    GMappedFile *map = tree->last->map;
    if (map != NULL && g_mapped_file_get_length(map) > 0)
        madvise(g_mapped_file_get_contents(map), g_mapped_file_get_length(map), MADV_DONTNEED);
}

const char *
mz_tree_id(MzTree *tree)
{
    return tree->last->id;
}

void
mz_tree_free(MzTree *tree)
{
    if (tree == NULL)
        return;
    if (tree->journal >= 0) {
        /* A build that wrote nothing leaves nothing behind. */
        if (tree->last != NULL && !tree->journaled && g_hash_table_size(tree->leftover) == 0)
            unlinkat(tree->root, MZ_TREE_JOURNAL, 0);
        mz_tree_unlock(tree);
    }
    g_clear_pointer(&tree->folders, mz_folders_free);
    if (tree->root >= 0)
        close(tree->root);
    g_clear_pointer(&tree->last, mz_last_free);
    g_hash_table_unref(tree->fresh);
    g_array_unref(tree->renewed);
    g_hash_table_unref(tree->leftover);
    mz_arena_free(tree->arena);
    g_mutex_clear(&tree->mutex);
    g_free(tree->marks);
    g_free(tree->folder_marks);
    g_free(tree->state_file);
    g_free(tree->name);
    g_free(tree);
}
