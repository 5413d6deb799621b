#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "publish/path.h"
#include "publish/tree_private.h"

/* A look over the files of the last build below a path, in the manifest's order. */
typedef struct {
    MzTree *tree;
    gsize low, high; /* their indexes */
    gboolean intact; /* content matters, not only that they are there */
    gboolean whole;  /* all files of each folder are looked at */
    /* the folder of the file looked at just now */
    const char *path; /* NULL: none yet */
    gsize length;
    guint folder;     /* its index */
    gboolean trusted; /* nothing has changed in it since the last build */
    MzStamp seen;     /* what it is now, taken before its files were looked at */
} Look;

static void
set_range(Look *look, const char *path)
{
    const MzLast *last = look->tree->last;
    gsize length = strlen(path);
    gboolean found;
    look->low = mz_last_find(last, path, length, &found);
    look->high = look->low + (found ? 1 : 0);
    look->whole = length == 0 || path[length - 1] == '/';
    if (length == 0) {
        look->high = last->count;
    } else if (look->whole) { /* up to where a path with the next letter in place of the '/' would stand */
        g_autofree char *next = g_strdup(path);
        next[length - 1]++;
        look->high = mz_last_find(last, next, length, &found);
    }
}

/* One stat tells whether anything was made, replaced or removed in a folder. */
static void
look_at_folder(Look *look)
{
    const MzLast *last = look->tree->last;
    gsize length = look->length;
    char name[MZ_PATH_MAX + 1] = ".";
    struct stat info;
    if (length > 0) {
        memcpy(name, look->path, length);
        name[length] = '\0';
    }
    if (fstatat(look->tree->root, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    look->seen = mz_stamp(&info);
    look->trusted = mz_last_trusts(last, &last->folders[look->folder].stamp, &look->seen);
}

/* Turns to the folder of a file. That a folder is as it was is found once: what changes later in this build is ours. */
static void
enter_folder(Look *look, const MzLastFile *file)
{
    MzTree *tree = look->tree;
    if (look->path != NULL && look->folder == file->folder)
        return;
    look->path = mz_last_path(tree->last, file->at);
    look->length = tree->last->folders[file->folder].length;
    look->folder = file->folder;
    look->seen = (MzStamp){0, 0, 0, 0};
    g_mutex_lock(&tree->mutex);
    look->trusted = (tree->folder_marks[look->folder] & MZ_FOLDER_TRUSTED) != 0;
    g_mutex_unlock(&tree->mutex);
    if (look->trusted)
        return;
    look_at_folder(look);
    if (!look->trusted)
        return;
    g_mutex_lock(&tree->mutex);
    tree->folder_marks[look->folder] |= MZ_FOLDER_TRUSTED;
    g_mutex_unlock(&tree->mutex);
}

/* TRUE if one file is as it must be; its stamp is renewed if it had to be read. */
static gboolean
file_is_right(Look *look, gsize index)
{
    MzTree *tree = look->tree;
    const MzLastFile *file = &tree->last->files[index];
    int folder = mz_folders_take(tree->folders, look->path, look->length, FALSE);
    if (folder < 0)
        return FALSE;
    gsize start = look->length > 0 ? look->length + 1 : 0;
    char name[MZ_PATH_PART_MAX + 1] = "";
    memcpy(name, mz_last_path(tree->last, file->at) + start, file->length - start);
    struct stat info;
    gboolean right = fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode);
    MzStamp stamp = right ? mz_stamp(&info) : (MzStamp){0, 0, 0, 0};
    if (right && look->intact) {
        gboolean trusted = (tree->flags & MZ_TREE_VERIFY) == 0 && (tree->marks[index] & MZ_MARK_SUSPECT) == 0 &&
                           mz_last_trusts(tree->last, &tree->last->stamps[index], &stamp);
        if (!trusted) {
            guint8 digest[MZ_SHA256_SIZE];
            char hex[MZ_SHA256_SIZE * 2 + 1];
            guint64 size;
            right = mz_tree_digest(folder, name, digest, &size, &stamp);
            if (right) {
                mz_sha256_hex(digest, hex);
                right = memcmp(hex, mz_last_hex(tree->last, index), MZ_SHA256_SIZE * 2) == 0;
            }
            g_mutex_lock(&tree->mutex);
            tree->last->stamps[index] = right ? stamp : (MzStamp){0, 0, 0, 0};
            g_array_append_val(tree->renewed, index);
            tree->state_changed = TRUE;
            g_mutex_unlock(&tree->mutex);
        }
    }
    mz_folders_give(tree->folders, look->path, look->length, folder);
    return right;
}

/* The folder was looked at file by file and is right: next time one stat does. Not of the top, where every build makes
 * and removes its journal. */
static void
leave_folder(Look *look)
{
    if (look->path == NULL || look->length == 0 || look->trusted || !look->intact || !look->whole)
        return;
    g_mutex_lock(&look->tree->mutex);
    look->tree->last->folders[look->folder].stamp = look->seen;
    look->tree->folder_marks[look->folder] |= MZ_FOLDER_RENEWED;
    look->tree->state_changed = TRUE;
    g_mutex_unlock(&look->tree->mutex);
}

static gboolean
look_at(Look *look, gsize index)
{
    MzTree *tree = look->tree;
    const MzLastFile *file = &tree->last->files[index];
    enter_folder(look, file);
    if (look->trusted && (tree->marks[index] & (MZ_MARK_SUSPECT | MZ_MARK_GONE)) == 0 &&
        (!look->intact || (tree->flags & MZ_TREE_VERIFY) == 0))
        return TRUE;
    return file_is_right(look, index);
}

/* Says that a file belongs to this build. */
static void
keep_file(MzTree *tree, gsize index, gboolean unsure)
{
    if ((tree->marks[index] & (MZ_MARK_PUT | MZ_MARK_KEPT)) != 0)
        return;
    tree->marks[index] |= MZ_MARK_KEPT;
    tree->stats.unchanged++;
    if (unsure)
        tree->folder_marks[tree->last->files[index].folder] |= MZ_FOLDER_UNSURE;
}

gsize
mz_tree_keep(MzTree *tree, const char *path)
{
    Look look = {.tree = tree};
    gsize kept = 0;
    set_range(&look, path);
    for (gsize i = look.low; i < look.high; i++) {
        if (!look_at(&look, i))
            continue;
        g_mutex_lock(&tree->mutex);
        keep_file(tree, i, !look.trusted);
        g_mutex_unlock(&tree->mutex);
        kept++;
    }
    return kept;
}

gboolean
mz_tree_keep_intact(MzTree *tree, const char *path)
{
    Look look = {.tree = tree, .intact = TRUE};
    set_range(&look, path);
    if (look.low == look.high)
        return FALSE;
    /* Files of deeper folders stand between those of a folder, so a stamp is renewed only after all were right. */
    GHashTable *seen = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    gboolean right = TRUE;
    for (gsize i = look.low; i < look.high && right; i++) {
        right = look_at(&look, i);
        if (right && !look.trusted && look.whole && !g_hash_table_contains(seen, GUINT_TO_POINTER(look.folder)))
            g_hash_table_insert(seen, GUINT_TO_POINTER(look.folder), g_memdup2(&look, sizeof look));
    }
    if (right) {
        GHashTableIter all;
        gpointer first;
        g_hash_table_iter_init(&all, seen);
        while (g_hash_table_iter_next(&all, NULL, &first))
            leave_folder(first);
        g_mutex_lock(&tree->mutex);
        for (gsize i = look.low; i < look.high; i++)
            keep_file(tree, i, FALSE);
        g_mutex_unlock(&tree->mutex);
    }
    g_hash_table_unref(seen);
    return right;
}

gboolean
mz_tree_sum(MzTree *tree, const char *path, guint8 sha256[MZ_SHA256_SIZE], guint64 *size)
{
    gsize length = strlen(path);
    gboolean found = FALSE;
    g_mutex_lock(&tree->mutex);
    const MzFresh *fresh = mz_tree_fresh(tree, path, length);
    if (fresh != NULL && !fresh->failed) {
        memcpy(sha256, fresh->digest, MZ_SHA256_SIZE);
        *size = fresh->size;
        found = TRUE;
    } else if (fresh == NULL) {
        gsize index = mz_last_find(tree->last, path, length, &found);
        found = found && (tree->marks[index] & MZ_MARK_KEPT) != 0 &&
                mz_sha256_from_hex(mz_last_hex(tree->last, index), sha256);
        if (found)
            *size = tree->last->files[index].size;
    }
    g_mutex_unlock(&tree->mutex);
    return found;
}
