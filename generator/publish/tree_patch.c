/* The books of a build that changed a few files are the last ones but for a few lines: these are changed where they
 * stand. Writing them anew is 150 bytes for each file of the site, which costs more than all the rest of such a build.
 *
 * A build that is killed meanwhile leaves a state that does not fit its manifest (last.c), a manifest of old and new
 * lines, and the journal with the paths of all of these: the next build looks at the files themselves. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "publish/tree_private.h"

enum { MANY = 4096 /* files; more are written anew in one go */ };

typedef struct {
    MzTree *tree;
    int handle;
    gboolean good;
} Patch;

static void
patch(Patch *patching, const void *bytes, gsize length, guint64 at)
{
    const char *from = bytes;
    while (length > 0 && patching->good) {
        ssize_t wrote = pwrite(patching->handle, from, length, (off_t)at);
        if (wrote < 0 && errno == EINTR)
            continue;
        patching->good = wrote > 0;
        from += MAX(wrote, 0);
        at += (guint64)MAX(wrote, 0);
        length -= (gsize)MAX(wrote, 0);
    }
}

/* Opens a file to be changed where it stands: the very one that was read, and not what somebody keeps under another
 * name as well (a copy by hard links). */
static Patch
open_patch(MzTree *tree, int folder, const char *name, const MzStamp *read)
{
    Patch patching = {.tree = tree, .handle = openat(folder, name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC)};
    struct stat info;
    patching.good = patching.handle >= 0 && fstat(patching.handle, &info) == 0 && info.st_nlink == 1;
    if (patching.good) {
        MzStamp now = mz_stamp(&info);
        patching.good = mz_stamp_equal(&now, read);
    }
    return patching;
}

static gboolean
close_patch(Patch *patching)
{
    if (patching->handle >= 0)
        close(patching->handle);
    return patching->good;
}

static gboolean
same_length(const MzTree *tree, const MzFresh *fresh)
{
    gsize length;
    char line[MZ_TREE_LINE_MAX];
    mz_last_line(tree->last, (gsize)fresh->last, &length);
    return mz_tree_line(fresh, line) == length;
}

/* Whether the files are those of the last build and their lines as long. */
static gboolean
may_patch(const MzTree *tree)
{
    const MzLast *last = tree->last;
    if (last->state == NULL || tree->new_paths > 0 || tree->stats.removed > 0 ||
        g_hash_table_size(tree->fresh) > MANY || tree->renewed->len > MANY)
        return FALSE;
    for (gsize i = 0; i < last->count; i++) {
        if ((tree->marks[i] & (MZ_MARK_PUT | MZ_MARK_KEPT)) == 0)
            return FALSE;
    }
    GHashTableIter all;
    gpointer fresh;
    g_hash_table_iter_init(&all, tree->fresh);
    while (g_hash_table_iter_next(&all, &fresh, NULL)) {
        if (((const MzFresh *)fresh)->failed || !same_length(tree, fresh))
            return FALSE;
    }
    return TRUE;
}

/* Writes the lines that have become others. What the manifest says is known by a sum of its lines, in which the new one
 * takes the place of the old one. */
static gboolean
patch_manifest(MzTree *tree)
{
    MzLast *last = tree->last;
    Patch patching = open_patch(tree, tree->root, MZ_TREE_MANIFEST, &last->manifest);
    guint64 sum[2] = {last->sum[0], last->sum[1]};
    GHashTableIter all;
    gpointer key;
    g_hash_table_iter_init(&all, tree->fresh);
    while (g_hash_table_iter_next(&all, &key, NULL) && patching.good) {
        const MzFresh *fresh = key;
        char line[MZ_TREE_LINE_MAX];
        gsize length = mz_tree_line(fresh, line);
        const char *old = mz_last_line(last, (gsize)fresh->last, &length);
        if (memcmp(line, old, length) == 0)
            continue;
        mz_last_sum_line(sum, old, length, FALSE);
        mz_last_sum_line(sum, line, length, TRUE);
        patch(&patching, line, length - fresh->length, (guint64)(old - last->text));
    }
    if (patching.good && (tree->flags & MZ_TREE_NO_SYNC) == 0)
        patching.good = fdatasync(patching.handle) == 0;
    if (!close_patch(&patching))
        return FALSE;
    mz_last_identify(last, sum);
    return TRUE;
}

/* Writes a piece of the state, which was changed in memory. */
static void
patch_piece(Patch *patching, const void *piece, gsize length)
{
    const char *start = g_mapped_file_get_contents(patching->tree->last->state);
    patch(patching, piece, length, (guint64)((const char *)piece - start));
}

static void
patch_file(Patch *patching, gsize index)
{
    const MzLast *last = patching->tree->last;
    patch_piece(patching, &last->files[index], sizeof *last->files);
    patch_piece(patching, &last->stamps[index], sizeof *last->stamps);
}

static void
patch_files(Patch *patching)
{
    const MzTree *tree = patching->tree;
    MzLast *last = tree->last;
    GHashTableIter all;
    gpointer key;
    for (guint i = 0; i < tree->renewed->len; i++)
        patch_file(patching, g_array_index(tree->renewed, gsize, i));
    g_hash_table_iter_init(&all, tree->fresh);
    while (g_hash_table_iter_next(&all, &key, NULL)) {
        const MzFresh *fresh = key;
        MzLastFile *file = &last->files[fresh->last];
        MzStamp *stamp = &last->stamps[fresh->last];
        if (file->size == fresh->size && mz_stamp_equal(stamp, &fresh->stamp))
            continue;
        file->size = fresh->size;
        *stamp = fresh->stamp;
        patch_file(patching, (gsize)fresh->last);
    }
}

static void
patch_folders(Patch *patching)
{
    MzTree *tree = patching->tree;
    for (guint i = 0; i < tree->last->n_folders; i++) {
        MzLastFolder *folder = &tree->last->folders[i];
        if ((tree->folder_marks[i] & (MZ_FOLDER_DIRTY | MZ_FOLDER_UNSURE | MZ_FOLDER_RENEWED)) == 0)
            continue;
        folder->stamp = mz_tree_folder_stamp(tree, mz_last_path(tree->last, folder->at), folder->length, i);
        patch_piece(patching, folder, sizeof *folder);
    }
}

/* The head comes last: until then the sum in it is not that of what follows. */
static gboolean
patch_state(MzTree *tree)
{
    MzLast *last = tree->last;
    Patch patching = open_patch(tree, AT_FDCWD, tree->state_file, &last->state_file);
    const char *bytes = g_mapped_file_get_contents(last->state);
    gsize length = g_mapped_file_get_length(last->state);
    struct stat manifest;
    MzStateHead head;
    MzSum body;
    memcpy(&head, bytes, sizeof head);
    patch_files(&patching);
    patch_folders(&patching);
    patching.good = patching.good && fstatat(tree->root, MZ_TREE_MANIFEST, &manifest, AT_SYMLINK_NOFOLLOW) == 0;
    if (patching.good) {
        head.manifest = mz_stamp(&manifest);
        memcpy(head.id, last->sum, sizeof head.id);
        mz_sum_init(&body);
        mz_sum_add(&body, bytes + sizeof head, length - sizeof head);
        mz_state_sum(&body, &head);
        patch(&patching, &head, sizeof head, 0);
    }
    return close_patch(&patching);
}

gboolean
mz_tree_patch_books(MzTree *tree)
{
    return may_patch(tree) && (!tree->changed || patch_manifest(tree)) &&
           ((!tree->changed && !tree->state_changed) || patch_state(tree));
}
