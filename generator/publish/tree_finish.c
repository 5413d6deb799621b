#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/error.h"
#include "publish/path.h"
#include "publish/tree_private.h"

/* A file of the finished tree: of the last build, or of this one. */
typedef struct {
    const char *path;
    gsize length;
    guint64 size;
    gssize last;          /* index in the last build whose line is taken over, or -1 */
    const MzFresh *fresh; /* else the file of this build */
    MzStamp stamp;
} Final;

/* ---- removing what no longer belongs */

/* Removes one file; if that fails the file stays the program's, so that the next build tries again. */
static gboolean
remove_stale(MzTree *tree, const char *path, gsize length, GError **error)
{
    int removed = mz_tree_remove_file(tree, path, length);
    if (removed < 0) {
        if (error != NULL && *error == NULL)
            mz_tree_error(tree, path, length, error,
                          mz_tr("无法删除不再需要的文件：%s", "cannot remove what is no longer needed: %s"),
                          g_strerror(errno));
        return FALSE;
    }
    tree->stats.removed += (guint64)removed;
    tree->changed = TRUE;
    mz_tree_mark_folder(tree, path, length, MZ_FOLDER_DIRTY);
    return TRUE;
}

static void
remove_all_stale(MzTree *tree, GError **error)
{
    const MzLast *last = tree->last;
    GPtrArray *gone = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < last->count; i++) {
        const MzLastFile *file = &last->files[i];
        if ((tree->marks[i] & (MZ_MARK_PUT | MZ_MARK_KEPT | MZ_MARK_GONE)) != 0)
            continue;
        if (remove_stale(tree, file->path, file->length, error))
            g_ptr_array_add(gone, g_strndup(file->path, file->length));
        else
            tree->marks[i] |= MZ_MARK_KEPT;
    }
    GHashTableIter all;
    gpointer path;
    g_hash_table_iter_init(&all, tree->leftover);
    while (g_hash_table_iter_next(&all, &path, NULL)) {
        gsize length = strlen(path);
        gboolean found;
        mz_last_find(tree->last, path, length, &found);
        if (!found && mz_tree_fresh(tree, path, length) == NULL && remove_stale(tree, path, length, error))
            g_ptr_array_add(gone, g_strdup(path));
    }
    mz_folders_forget(tree->folders);
    for (guint i = 0; i < gone->len; i++) {
        const char *name = g_ptr_array_index(gone, i);
        mz_tree_remove_empty(tree, name, strlen(name));
    }
    g_ptr_array_unref(gone);
}

/* ---- the list of the finished tree */

static int
by_path(gconstpointer a, gconstpointer b)
{
    return strcmp((*(const MzFresh *const *)a)->path, (*(const MzFresh *const *)b)->path);
}

/* A put that failed: what stands there still belongs to the program if it did before. FALSE if nothing does. */
static gboolean
adopt_what_stands(MzTree *tree, MzFresh *fresh)
{
    if (fresh->last < 0 && !g_hash_table_contains(tree->leftover, fresh->path))
        return FALSE;
    gsize parent = mz_parent_length(fresh->path, fresh->length);
    int folder = mz_folders_take(tree->folders, fresh->path, parent, FALSE);
    if (folder < 0)
        return FALSE;
    gboolean there =
        mz_tree_digest(folder, fresh->path + (parent > 0 ? parent + 1 : 0), fresh->digest, &fresh->size, &fresh->stamp);
    mz_folders_give(tree->folders, fresh->path, parent, folder);
    return there;
}

static void
append_last(MzTree *tree, GArray *finals, gsize index)
{
    const MzLastFile *file = &tree->last->files[index];
    if ((tree->marks[index] & (MZ_MARK_PUT | MZ_MARK_KEPT)) != MZ_MARK_KEPT)
        return;
    Final final = {file->path, file->length, file->size, (gssize)index, NULL, tree->last->stamps[index]};
    g_array_append_val(finals, final);
}

/* Merges the kept files of the last build and those of this one, in the order of their bytes. */
static GArray *
list_finals(MzTree *tree)
{
    GPtrArray *fresh = g_ptr_array_sized_new(g_hash_table_size(tree->fresh));
    GHashTableIter all;
    gpointer one;
    g_hash_table_iter_init(&all, tree->fresh);
    while (g_hash_table_iter_next(&all, &one, NULL))
        g_ptr_array_add(fresh, one);
    g_ptr_array_sort(fresh, by_path);
    GArray *finals = g_array_sized_new(FALSE, FALSE, sizeof(Final), fresh->len);
    gsize at = 0;
    for (guint i = 0; i < fresh->len; i++) {
        MzFresh *it = g_ptr_array_index(fresh, i);
        gboolean found;
        gsize until = mz_last_find(tree->last, it->path, it->length, &found);
        for (; at < until; at++)
            append_last(tree, finals, at);
        if (it->failed && !adopt_what_stands(tree, it))
            continue;
        Final final = {it->path, it->length, it->size, -1, it, it->stamp};
        g_array_append_val(finals, final);
    }
    for (; at < tree->last->count; at++)
        append_last(tree, finals, at);
    g_ptr_array_unref(fresh);
    return finals;
}

/* New paths were compared with each other when they were put; here with what was kept. */
static gboolean
check_case(MzTree *tree, const GArray *finals, GError **error)
{
    char buffer[sizeof(MzFresh) + MZ_PATH_MAX + 1] __attribute__((aligned(16)));
    MzFresh *key = (MzFresh *)(void *)buffer;
    for (guint i = 0; i < finals->len && tree->new_paths > 0; i++) {
        const Final *final = &g_array_index(finals, Final, i);
        if (final->fresh != NULL)
            continue;
        *key = (MzFresh){.fold = mz_path_fold_hash(final->path, final->length), .length = (guint16) final->length};
        memcpy(key->path, final->path, final->length);
        const MzFresh *other = g_hash_table_lookup(tree->fresh, key);
        if (other != NULL) {
            mz_tree_error(tree, other->path, other->length, error,
                          mz_tr("与“%.*s”只有大小写不同", "differs from '%.*s' in upper and lower case only"),
                          (int) final->length, final->path);
            return FALSE;
        }
    }
    return TRUE;
}

/* ---- writing manifest and state */

/* A file written in pieces next to where it will stand, hashed on the way. */
typedef struct {
    int handle;
    GString *held;
    MzSha256 sha;
    gboolean good;
} Writer;

static void
writer_flush(Writer *writer)
{
    mz_sha256_update(&writer->sha, writer->held->str, writer->held->len);
    writer->good = writer->good && mz_write_all(writer->handle, writer->held->str, writer->held->len);
    g_string_truncate(writer->held, 0);
}

static void
writer_add(Writer *writer, const void *bytes, gsize length)
{
    g_string_append_len(writer->held, bytes, (gssize)length);
    if (writer->held->len >= 256 * 1024)
        writer_flush(writer);
}

static void
writer_init(Writer *writer, int handle)
{
    *writer = (Writer){.handle = handle, .held = g_string_sized_new(300 * 1024), .good = handle >= 0};
    mz_sha256_init(&writer->sha);
}

/* Closes the file; FALSE with errno if anything failed on the way. */
static gboolean
writer_end(Writer *writer)
{
    writer_flush(writer);
    int why = errno;
    if (writer->handle >= 0)
        close(writer->handle);
    g_string_free(writer->held, TRUE);
    errno = why;
    return writer->good;
}

static gboolean
own_file_error(const char *name, GError **error)
{
    MzPlace place = {name, 0, 0};
    mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法写入：%s", "cannot be written: %s"), g_strerror(errno));
    return FALSE;
}

static void
add_line(Writer *writer, const MzFresh *fresh)
{
    char hex[MZ_SHA256_SIZE * 2 + 1], size[32];
    mz_sha256_hex(fresh->digest, hex);
    writer_add(writer, hex, MZ_SHA256_SIZE * 2);
    int length = g_snprintf(size, sizeof size, " %" G_GUINT64_FORMAT " ", fresh->size);
    writer_add(writer, size, (gsize)length);
    writer_add(writer, fresh->path, fresh->length);
    writer_add(writer, "\n", 1);
}

/* Takes over the lines of kept files that stand behind one another in the last manifest, as one piece. Returns how
 * many.
 */
static guint
add_kept_lines(const MzTree *tree, Writer *writer, const GArray *finals, guint from)
{
    enum { PIECE = 1024 };
    gssize first = g_array_index(finals, Final, from).last;
    guint n = 1;
    while (n < PIECE && from + n < finals->len && g_array_index(finals, Final, from + n).last == first + n)
        n++;
    const MzLastFile *end = &tree->last->files[first + n - 1];
    const char *start = mz_last_hex(tree->last, (gsize)first);
    writer_add(writer, start, (gsize)(end->path + end->length + 1 - start));
    return n;
}

static void
add_lines(const MzTree *tree, Writer *writer, const GArray *finals)
{
    for (guint i = 0; i < finals->len && writer->good;) {
        const Final *final = &g_array_index(finals, Final, i);
        if (final->fresh != NULL) {
            add_line(writer, final->fresh);
            i++;
        } else {
            i += add_kept_lines(tree, writer, finals, i);
        }
    }
}

static gboolean
write_manifest(MzTree *tree, const GArray *finals, guint8 id[MZ_SHA256_SIZE], GError **error)
{
    char name[64];
    Writer writer;
    writer_init(&writer, mz_tree_temporary(tree, tree->root, name));
    writer_add(&writer, MZ_MANIFEST_HEAD, strlen(MZ_MANIFEST_HEAD));
    add_lines(tree, &writer, finals);
    if ((tree->flags & MZ_TREE_NO_SYNC) == 0 && writer.good) {
        writer_flush(&writer);
        writer.good = writer.good && fdatasync(writer.handle) == 0;
    }
    gboolean good = writer_end(&writer) && renameat(tree->root, name, tree->root, MZ_TREE_MANIFEST) == 0;
    if (!good) {
        int why = errno;
        unlinkat(tree->root, name, 0);
        errno = why;
        mz_tree_error(tree, MZ_TREE_MANIFEST, strlen(MZ_TREE_MANIFEST), error,
                      mz_tr("无法写入：%s", "cannot be written: %s"), g_strerror(errno));
        return FALSE;
    }
    mz_sha256_finish(&writer.sha, id);
    mz_sha256_hex(id, tree->last->id);
    return TRUE;
}

/* The stamp of a folder of the finished tree: the one of the last build if nothing happened there. */
static MzStamp
folder_stamp(MzTree *tree, const MzLastFolder *folder)
{
    MzStamp unknown = {0, 0, 0, 0};
    gssize index = mz_last_folder(tree->last, folder->path, folder->length);
    guint8 marks = index >= 0 ? tree->folder_marks[index] : MZ_FOLDER_DIRTY;
    if ((marks & MZ_FOLDER_UNSURE) != 0)
        return unknown;
    if ((marks & MZ_FOLDER_DIRTY) == 0)
        return g_array_index(tree->last->folders, MzLastFolder, index).stamp;
    char name[MZ_PATH_MAX + 1] = ".";
    struct stat info;
    if (folder->length > 0) {
        memcpy(name, folder->path, folder->length);
        name[folder->length] = '\0';
    }
    return fstatat(tree->root, name, &info, AT_SYMLINK_NOFOLLOW) == 0 ? mz_stamp(&info) : unknown;
}

/* The folders of the finished tree in the order of their first file, as last.c lists them. */
static GArray *
list_folders(MzTree *tree, const GArray *finals)
{
    GArray *folders = g_array_new(FALSE, FALSE, sizeof(MzLastFolder));
    GHashTable *seen = g_hash_table_new_full(mz_folder_hash, mz_folder_equal, g_free, NULL);
    MzLastFolder before = {NULL, 0, {0, 0, 0, 0}};
    for (guint i = 0; i < finals->len; i++) {
        const Final *final = &g_array_index(finals, Final, i);
        MzLastFolder folder = {final->path, mz_parent_length(final->path, final->length), {0, 0, 0, 0}};
        if (before.path != NULL && mz_folder_equal(&folder, &before))
            continue;
        before = folder;
        if (!g_hash_table_add(seen, g_memdup2(&folder, sizeof folder)))
            continue;
        folder.stamp = folder_stamp(tree, &folder);
        g_array_append_val(folders, folder);
    }
    g_hash_table_unref(seen);
    return folders;
}

static gboolean
write_state(MzTree *tree, const GArray *finals, const guint8 id[MZ_SHA256_SIZE], GError **error)
{
    struct stat manifest;
    if (fstatat(tree->root, MZ_TREE_MANIFEST, &manifest, AT_SYMLINK_NOFOLLOW) != 0)
        return own_file_error(MZ_TREE_MANIFEST, error);
    char *folder = g_path_get_dirname(tree->state_file);
    g_mkdir_with_parents(folder, 0755);
    g_free(folder);
    GArray *folders = list_folders(tree, finals);
    char *temporary = g_strconcat(tree->state_file, ".tmp", NULL);
    Writer writer;
    unlink(temporary);
    writer_init(&writer, open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    MzStateHead head = {.magic = MZ_STATE_MAGIC, .manifest = mz_stamp(&manifest)};
    memcpy(head.id, id, sizeof head.id);
    head.files = finals->len;
    head.folders = folders->len;
    writer_add(&writer, &head, sizeof head);
    for (guint i = 0; i < finals->len; i++)
        writer_add(&writer, &g_array_index(finals, Final, i).stamp, sizeof(MzStamp));
    for (guint i = 0; i < folders->len; i++)
        writer_add(&writer, &g_array_index(folders, MzLastFolder, i).stamp, sizeof(MzStamp));
    gboolean good = writer_end(&writer) && rename(temporary, tree->state_file) == 0;
    if (!good) {
        own_file_error(tree->state_file, error);
        unlink(temporary);
    }
    g_free(temporary);
    g_array_unref(folders);
    return good;
}

static gboolean
write_books(MzTree *tree, const GArray *finals, GError **error)
{
    guint8 id[MZ_SHA256_SIZE];
    if (tree->changed || tree->last->map == NULL) {
        if (!write_manifest(tree, finals, id, error))
            return FALSE;
        tree->state_changed = TRUE;
    } else {
        mz_sha256_from_hex(tree->last->id, id);
    }
    return tree->state_file == NULL || (!tree->state_changed && tree->last->state_time > 0) ||
           write_state(tree, finals, id, error);
}

/* TRUE if every file of the last build was kept and nothing else put: the books are right as they are. */
static gboolean
is_as_before(const MzTree *tree)
{
    return tree->last->map != NULL && !tree->changed && !tree->state_changed && g_hash_table_size(tree->fresh) == 0 &&
           tree->stats.unchanged == tree->last->count && (tree->state_file == NULL || tree->last->state_time > 0);
}

/* Unlocks the tree if its books are right, and tells how it went. */
static gboolean
end(MzTree *tree, gboolean booked, GError *problem, MzTreeStats *stats, GError **error)
{
    if (booked) {
        unlinkat(tree->root, MZ_TREE_JOURNAL, 0);
        g_hash_table_remove_all(tree->leftover);
        tree->journaled = FALSE;
        mz_tree_unlock(tree); /* from here on the journal of that name is another build's */
    }
    if (stats != NULL)
        *stats = tree->stats;
    if (problem == NULL)
        return TRUE;
    g_propagate_error(error, problem);
    return FALSE;
}

gboolean
mz_tree_finish(MzTree *tree, MzTreeStats *stats, GError **error)
{
    GError *problem = NULL;
    remove_all_stale(tree, &problem);
    if (is_as_before(tree)) {
        for (gsize i = 0; i < tree->last->count; i++)
            tree->stats.bytes += tree->last->files[i].size;
        return end(tree, TRUE, problem, stats, error);
    }
    GArray *finals = list_finals(tree);
    for (guint i = 0; i < finals->len; i++)
        tree->stats.bytes += g_array_index(finals, Final, i).size;
    if ((tree->stats.written > 0 || tree->stats.removed > 0) && (tree->flags & MZ_TREE_NO_SYNC) == 0)
        syscall(SYS_syncfs, tree->root);
    gboolean booked = write_books(tree, finals, problem == NULL ? &problem : NULL);
    if (problem == NULL)
        check_case(tree, finals, &problem);
    g_array_unref(finals);
    return end(tree, booked, problem, stats, error);
}
