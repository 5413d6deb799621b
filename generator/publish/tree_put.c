#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "publish/manifest.h"
#include "publish/path.h"
#include "publish/tree_private.h"

/* One call of mz_tree_put on its way. */
typedef struct {
    MzTree *tree;
    MzFresh *fresh;
    const void *bytes; /* NULL: they stand in the draft */
    const char *draft; /* name of a temporary file in the folder; NULL: there is none, or it has taken its place */
    int handle;        /* of the draft */
    const char *name;  /* the last part of the path */
    gsize parent;      /* length of the path's folder */
    int folder;        /* handle of the folder */
    gboolean owned;    /* the path is the program's from an earlier build */
    gboolean hidden;   /* nobody sees the folder yet */
    gboolean journaled;
    gboolean same_digest; /* and its digest was the same then */
} Put;

/* A failure of the system on this file: errno. */
static gboolean
fail(const Put *put, GError **error)
{
    mz_tree_fail(put->tree, put->fresh->path, put->fresh->length, error, errno);
    return FALSE;
}

/* ---- the name */

static MzFresh *
new_fresh(MzTree *tree, const char *path, gsize length, gsize size)
{
    MzFresh *fresh = mz_arena_alloc(tree->arena, sizeof *fresh + length + 1);
    *fresh = (MzFresh){.fold = mz_path_fold_hash(path, length), .size = size, .last = -1, .length = (guint16)length};
    memcpy(fresh->path, path, length + 1);
    return fresh;
}

/* Takes the path for this build: after this no other call can have it. */
static MzFresh *
reserve(MzTree *tree, const char *path, gsize size, GError **error)
{
    gsize length = strlen(path);
    g_mutex_lock(&tree->mutex);
    MzFresh *fresh = new_fresh(tree, path, length, size);
    const MzFresh *other = g_hash_table_lookup(tree->fresh, fresh);
    if (other == NULL) {
        gboolean found;
        gsize index = mz_last_find(tree->last, path, length, &found);
        g_hash_table_add(tree->fresh, fresh);
        if (found) {
            fresh->last = (gssize)index;
            tree->marks[index] |= MZ_MARK_PUT;
        } else {
            tree->new_paths++;
            tree->changed = TRUE;
        }
    }
    g_mutex_unlock(&tree->mutex);
    if (other == NULL)
        return fresh;
    if (strcmp(other->path, path) == 0)
        mz_tree_error(tree, path, length, error, mz_tr("两个页面的地址相同", "two pages have this same address"));
    else
        mz_tree_error(tree, path, length, error,
                      mz_tr("与“%s”只有大小写不同", "differs from '%s' in upper and lower case only"), other->path);
    return NULL;
}

/* ---- the journal */

/* FALSE with errno, also in later calls: what follows a half-written line would be lost. */
static gboolean
write_journal(MzTree *tree, const char *lines)
{
    g_mutex_lock(&tree->mutex);
    tree->journaled = TRUE;
    if (tree->journal_broken == 0 && !mz_write_all(tree->journal, lines, strlen(lines)))
        tree->journal_broken = errno;
    gboolean good = tree->journal_broken == 0;
    errno = tree->journal_broken;
    g_mutex_unlock(&tree->mutex);
    return good;
}

/* Notes the path before anything is made for it, be it a folder. Of the files in a hidden folder only the first, if
 * none beside it was: the others are noted before it is shown. */
static gboolean
journal(Put *put, GError **error)
{
    if (put->journaled)
        return TRUE;
    const MzFresh *fresh = put->fresh;
    put->journaled = put->hidden && mz_folders_defer(put->tree->folders, fresh->path, fresh->length, put->parent);
    if (!put->journaled) {
        char *line = g_strconcat(fresh->path, "\n", NULL);
        put->journaled = write_journal(put->tree, line);
        g_free(line);
        if (put->journaled && put->hidden)
            mz_folders_note(put->tree->folders, fresh->path, put->parent);
    }
    return put->journaled || fail(put, error);
}

/* ---- the folder */

/* TRUE if the path, a file now, is the program's from an earlier build and is not wanted as a file any more. */
static gboolean
remove_old_file(MzTree *tree, const char *path, gsize length)
{
    gboolean found;
    gsize index = mz_last_find(tree->last, path, length, &found);
    char *name = g_strndup(path, length);
    g_mutex_lock(&tree->mutex);
    gboolean mine =
        found ? (tree->marks[index] & (MZ_MARK_PUT | MZ_MARK_KEPT)) == 0 : g_hash_table_contains(tree->leftover, name);
    g_mutex_unlock(&tree->mutex);
    g_free(name);
    if (!mine || mz_tree_remove_file(tree, path, length) != 1)
        return FALSE;
    g_mutex_lock(&tree->mutex);
    if (found)
        tree->marks[index] |= MZ_MARK_GONE;
    tree->stats.removed++;
    tree->changed = TRUE;
    mz_tree_mark_folder(tree, path, length, MZ_FOLDER_DIRTY);
    g_mutex_unlock(&tree->mutex);
    return TRUE;
}

/* Where a folder is needed an earlier build may have had a file: it makes room. */
static gboolean
take_folder(Put *put, GError **error)
{
    MzTree *tree = put->tree;
    const char *path = put->fresh->path;
    put->hidden = mz_folders_is_hidden(tree->folders, path, put->parent);
    if (put->hidden && !journal(put, error)) /* it is nearly sure to be missing at first */
        return FALSE;
    put->folder = mz_folders_take(tree->folders, path, put->parent, put->hidden);
    if (put->folder < 0 && errno == ENOENT) {
        if (!journal(put, error))
            return FALSE;
        put->folder = mz_folders_take(tree->folders, path, put->parent, TRUE);
    }
    if (put->folder < 0 && errno == ENOTDIR) {
        if (!journal(put, error))
            return FALSE;
        gboolean removed = FALSE;
        for (gsize i = 1; i <= put->parent && !removed; i++)
            removed = path[i] == '/' && remove_old_file(tree, path, i);
        errno = ENOTDIR;
        if (removed)
            put->folder = mz_folders_take(tree->folders, path, put->parent, TRUE);
    }
    if (put->folder >= 0)
        return TRUE;
    if (errno == ELOOP || errno == ENOTDIR)
        mz_tree_error(
            tree, path, put->parent, error,
            mz_tr("此处需要文件夹，但已有文件或符号链接，且不是本程序生成的；请移走它",
                  "a folder is needed here, but a file or symbolic link stands there that this program did not "
                  "write; move it away"));
    else
        fail(put, error);
    return FALSE;
}

/* Where a file is needed an earlier build may have had a folder: its files make room, if all in it was the program's.
 */
static gboolean
remove_old_folder(Put *put)
{
    MzTree *tree = put->tree;
    char *below = g_strconcat(put->fresh->path, "/", NULL);
    gsize length = strlen(below);
    gboolean found;
    mz_folders_forget(tree->folders);
    for (gsize i = mz_last_find(tree->last, below, length, &found); i < tree->last->count; i++) {
        const MzLastFile *file = &tree->last->files[i];
        const char *path = mz_last_path(tree->last, file->at);
        if (file->length < length || memcmp(path, below, length) != 0)
            break;
        if (remove_old_file(tree, path, file->length))
            mz_tree_remove_empty(tree, path, file->length);
    }
    g_free(below);
    struct stat info;
    return fstatat(put->folder, put->name, &info, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT;
}

/* ---- the file */

static gboolean
file_has(int folder, const char *name, const char *bytes, gsize length)
{
    int handle = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (handle < 0)
        return FALSE;
    char block[16384];
    gsize at = 0;
    ssize_t got;
    while ((got = read(handle, block, sizeof block)) > 0) {
        if ((gsize)got > length - at || memcmp(block, bytes + at, (gsize)got) != 0)
            break;
        at += (gsize)got;
    }
    close(handle);
    return got == 0 && at == length;
}

/* Whether the file there, which has as many bytes, has the same ones. */
static gboolean
has_same_bytes(const Put *put)
{
    guint8 digest[MZ_FINGERPRINT_SIZE];
    guint64 size;
    MzStamp stamp;
    if (put->draft == NULL)
        return file_has(put->folder, put->name, put->bytes, put->fresh->size);
    return mz_tree_digest(put->folder, put->name, digest, &size, &stamp) &&
           memcmp(digest, put->fresh->digest, sizeof digest) == 0;
}

typedef enum { TO_WRITE, RIGHT_ALREADY, REFUSED } Verdict;

/* Compares what stands there with what is put. */
static Verdict
judge(Put *put, GError **error)
{
    MzTree *tree = put->tree;
    MzFresh *fresh = put->fresh;
    struct stat info;
    if (mz_folders_made(tree->folders, put->folder))
        return TO_WRITE; /* nothing stands there but what this build put there, and that has other names */
    if (fstatat(put->folder, put->name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT)
            return TO_WRITE;
        fail(put, error);
        return REFUSED;
    }
    if (S_ISDIR(info.st_mode) && remove_old_folder(put))
        return TO_WRITE;
    if (S_ISREG(info.st_mode)) {
        MzStamp now = mz_stamp(&info);
        gboolean trusted = fresh->last >= 0 && (tree->flags & MZ_TREE_VERIFY) == 0 &&
                           (tree->marks[fresh->last] & MZ_MARK_SUSPECT) == 0 &&
                           mz_last_trusts(tree->last, &tree->last->stamps[fresh->last], &now);
        gboolean same = (gsize)info.st_size == fresh->size && (trusted ? put->same_digest : has_same_bytes(put));
        if (same) {
            fresh->stamp = now;
            return RIGHT_ALREADY;
        }
        if (put->owned)
            return TO_WRITE;
    }
    mz_tree_error(
        tree, fresh->path, fresh->length, error,
        mz_tr("已有不是本程序生成的文件，不会覆盖；请移走它，或换一个输出文件夹",
              "something that this program did not write stands there and is not overwritten; move it away, or "
              "choose another output folder"));
    return REFUSED;
}

/* Says of a file that it could not be written, and removes what there is of it. */
static gboolean
give_up(const Put *put, const char *name, GError **error)
{
    int why = errno;
    unlinkat(put->folder, name, 0);
    errno = why;
    return fail(put, error);
}

/* A file that is written takes its place, if that is not where it is. FALSE with errno. */
static gboolean
show(const Put *put, int handle, const char *name)
{
    struct stat info;
    if ((name != put->name && renameat(put->folder, name, put->folder, put->name) != 0) || fstat(handle, &info) != 0)
        return FALSE;
    put->fresh->stamp = mz_stamp(&info);
    return TRUE;
}

/* In a folder that nobody sees yet a file may be made under its own name. */
static gboolean
write_file(Put *put, GError **error)
{
    char temporary[64];
    const char *name = put->hidden ? put->name : temporary;
    int handle = put->hidden ? openat(put->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644)
                             : mz_tree_temporary(put->tree, put->folder, temporary);
    if (handle < 0)
        return fail(put, error);
    gboolean good = mz_write_all(handle, put->bytes, put->fresh->size) && show(put, handle, name);
    int why = errno;
    close(handle);
    errno = why;
    return good || give_up(put, name, error);
}

static gboolean
place_draft(Put *put, GError **error)
{
    const char *name = g_steal_pointer(&put->draft);
    return show(put, put->handle, name) || give_up(put, name, error);
}

static gboolean
write_new(Put *put, GError **error)
{
    if (!journal(put, error))
        return FALSE;
    return put->draft != NULL ? place_draft(put, error) : write_file(put, error);
}

/* Judges and writes with the folder in hand, then counts. */
static gboolean
place(Put *put, GError **error)
{
    MzTree *tree = put->tree;
    Verdict verdict = judge(put, error);
    gboolean good = verdict == RIGHT_ALREADY || (verdict == TO_WRITE && write_new(put, error));
    g_mutex_lock(&tree->mutex);
    gssize last = put->fresh->last;
    if (good && verdict == TO_WRITE) {
        tree->stats.written++;
        tree->stats.bytes_written += put->fresh->size;
        if (last >= 0)
            tree->folder_marks[tree->last->files[last].folder] |= MZ_FOLDER_DIRTY;
        else
            mz_tree_mark_folder(tree, put->fresh->path, put->fresh->length, MZ_FOLDER_DIRTY);
        tree->state_changed = TRUE;
    } else if (good) {
        tree->stats.unchanged++;
        if (last < 0 || !mz_last_trusts(tree->last, &tree->last->stamps[last], &put->fresh->stamp))
            tree->state_changed = TRUE;
    }
    g_mutex_unlock(&tree->mutex);
    return good;
}

/* Takes path and folder for a file, all 0 but the tree and what is to stand there. */
static gboolean
begin(Put *put, const char *path, gsize length, GError **error)
{
    MzTree *tree = put->tree;
    if (!mz_path_check(path, error))
        return FALSE;
    if (g_str_has_prefix(path, MZ_TREE_OWN)) {
        mz_tree_error(
            tree, path, strlen(path), error,
            mz_tr("以 .mingzhang- 开头的名字由程序自用", "names beginning with .mingzhang- are the program's own"));
        return FALSE;
    }
    put->fresh = reserve(tree, path, length, error);
    if (put->fresh == NULL)
        return FALSE;
    const MzFresh *fresh = put->fresh;
    put->parent = mz_parent_length(path, fresh->length);
    put->name = fresh->path + (put->parent > 0 ? put->parent + 1 : 0);
    put->owned =
        fresh->last >= 0 || (g_hash_table_size(tree->leftover) > 0 && g_hash_table_contains(tree->leftover, path));
    return TRUE;
}

static void
note_digest(Put *put, const guint8 fingerprint[MZ_FINGERPRINT_SIZE])
{
    MzFresh *fresh = put->fresh;
    memcpy(fresh->digest, fingerprint, sizeof fresh->digest);
    if (fresh->last < 0)
        return;
    char hex[MZ_SHA256_SIZE * 2 + 1];
    mz_sha256_hex(fresh->digest, hex);
    put->same_digest = memcmp(hex, mz_last_hex(put->tree->last, (gsize)fresh->last), MZ_SHA256_SIZE * 2) == 0;
}

/* Notes how it went; returns it. */
static gboolean
end(const Put *put, gboolean good)
{
    MzTree *tree = put->tree;
    g_mutex_lock(&tree->mutex);
    put->fresh->failed = !good;
    if (!put->same_digest || !good)
        tree->changed = TRUE;
    g_mutex_unlock(&tree->mutex);
    return good;
}

/* Gives the folder back. */
static void
leave_folder(const Put *put)
{
    mz_folders_give(put->tree->folders, put->fresh->path, put->parent, put->folder);
}

/* Puts a file whose fingerprint is known. */
static gboolean
put_known(MzTree *tree, const char *path, const void *bytes, gsize length,
          const guint8 fingerprint[MZ_FINGERPRINT_SIZE], GError **error)
{
    Put put = {.tree = tree, .bytes = bytes};
    if (!begin(&put, path, length, error))
        return FALSE;
    note_digest(&put, fingerprint);
    gboolean good = take_folder(&put, error);
    if (good) {
        good = place(&put, error);
        leave_folder(&put);
    }
    return end(&put, good);
}

gboolean
mz_tree_put(MzTree *tree, const char *path, const void *bytes, gsize length, GError **error)
{
    guint8 fingerprint[MZ_FINGERPRINT_SIZE];
    mz_fingerprint(path, bytes, length, fingerprint);
    return put_known(tree, path, bytes, length, fingerprint, error);
}

gboolean
mz_tree_put_summed(MzTree *tree, const char *path, const void *bytes, gsize length, const guint8 sha256[MZ_SHA256_SIZE],
                   GError **error)
{
    if (mz_manifest_is_page(path))
        return mz_tree_put(tree, path, bytes, length, error);
    return put_known(tree, path, bytes, length, sha256, error);
}

/* ---- a file in pieces */

struct MzTreeDraft {
    Put put;
    char name[64];
    int why; /* errno of what went wrong; 0: nothing so far */
};

/* Opens its temporary file; the folder is in hand. */
static gboolean
open_draft(MzTreeDraft *draft, GError **error)
{
    Put *put = &draft->put;
    if (!journal(put, error)) /* which says where temporary files may lie */
        return FALSE;
    put->handle = mz_tree_temporary(put->tree, put->folder, draft->name);
    put->draft = draft->name;
    return put->handle >= 0 || fail(put, error);
}

MzTreeDraft *
mz_tree_begin(MzTree *tree, const char *path, GError **error)
{
    MzTreeDraft *draft = g_new0(MzTreeDraft, 1);
    Put *put = &draft->put;
    put->tree = tree;
    if (begin(put, path, 0, error)) {
        gboolean taken = take_folder(put, error);
        if (taken && open_draft(draft, error))
            return draft;
        if (taken)
            leave_folder(put);
        end(put, FALSE);
    }
    g_free(draft);
    return NULL;
}

void
mz_tree_append(MzTreeDraft *draft, const void *bytes, gsize length)
{
    if (draft->why == 0 && !mz_write_all(draft->put.handle, bytes, length))
        draft->why = errno;
    draft->put.fresh->size += length;
}

/* Removes the temporary file, which was not needed or has no place. What fails once may be done the next time. */
static void
drop_draft(const Put *put)
{
    for (guint tries = 0; tries < 2; tries++) {
        if (unlinkat(put->folder, put->draft, 0) == 0 || errno == ENOENT)
            return;
    }
    g_atomic_int_set(&put->tree->littered, TRUE);
}

gboolean
mz_tree_end(MzTreeDraft *draft, const guint8 sha256[MZ_SHA256_SIZE], GError **error)
{
    Put *put = &draft->put;
    note_digest(put, sha256);
    errno = draft->why;
    gboolean good = draft->why == 0 ? place(put, error) : give_up(put, put->draft, error);
    if (put->draft != NULL)
        drop_draft(put);
    close(put->handle);
    leave_folder(put);
    end(put, good);
    g_free(draft);
    return good;
}

/* ---- a whole folder */

void
mz_tree_begin_folder(MzTree *tree, const char *folder)
{
    gsize length = strlen(folder);
    if (!mz_path_check(folder, NULL))
        return; /* nothing can be put there */
    int handle = mz_folders_take(tree->folders, folder, length, FALSE);
    if (handle >= 0) {
        mz_folders_give(tree->folders, folder, length, handle);
    } else if (errno == ENOENT) {
        char name[64];
        mz_tree_temporary_name(tree, name);
        mz_folders_hide(tree->folders, folder, length, name);
    }
}

/* All that was put into a folder is lost. */
static void
fail_folder(MzTree *tree, const char *folder, gsize length)
{
    GHashTableIter all;
    gpointer one;
    g_mutex_lock(&tree->mutex);
    g_hash_table_iter_init(&all, tree->fresh);
    while (g_hash_table_iter_next(&all, &one, NULL)) {
        MzFresh *fresh = one;
        if (fresh->failed || fresh->length <= length || fresh->path[length] != '/' ||
            memcmp(fresh->path, folder, length) != 0)
            continue;
        fresh->failed = TRUE;
        fresh->stamp = (MzStamp){0, 0, 0, 0};
        tree->stats.written--;
        tree->stats.bytes_written -= fresh->size;
    }
    tree->changed = TRUE;
    g_mutex_unlock(&tree->mutex);
}

gboolean
mz_tree_end_folder(MzTree *tree, const char *folder, GError **error)
{
    gsize length = strlen(folder);
    if (!mz_folders_is_hidden(tree->folders, folder, length))
        return TRUE;
    char *lines = mz_folders_deferred(tree->folders, folder, length);
    gboolean noted = lines[0] == '\0' || write_journal(tree, lines);
    int why = errno;
    g_free(lines);
    if (mz_folders_show(tree->folders, folder, length, noted ? 0 : why))
        return TRUE;
    why = errno;
    fail_folder(tree, folder, length);
    mz_tree_fail(tree, folder, length, error, why);
    return FALSE;
}
