#define _GNU_SOURCE /* sync_file_range */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/error.h"
#include "publish/path.h"
#include "publish/tree_private.h"

/* A file of the finished tree: of this build, or (`fresh` NULL) of the last one, whose line is taken over. */
typedef struct {
    const MzFresh *fresh;
    gsize last; /* index in the last build */
} Final;

static const char *
path_of(const MzTree *tree, const Final *final, gsize *length)
{
    if (final->fresh != NULL) {
        *length = final->fresh->length;
        return final->fresh->path;
    }
    const MzLastFile *file = &tree->last->files[final->last];
    *length = file->length;
    return mz_last_path(tree->last, file->at);
}

static guint64
size_of(const MzTree *tree, const Final *final)
{
    return final->fresh != NULL ? final->fresh->size : tree->last->files[final->last].size;
}

/* ---- removing what no longer belongs */

/* Removes one file; if that fails the file stays the program's, so that the next build tries again. */
static gboolean
remove_stale(MzTree *tree, const char *path, gsize length, GError **error)
{
    int removed = mz_tree_remove_file(tree, path, length);
    if (removed < 0) {
        if (error != NULL && *error == NULL)
            mz_tree_fail(tree, path, length, error, errno);
        return FALSE;
    }
    tree->stats.removed += (guint64)removed;
    tree->changed = TRUE;
    mz_tree_mark_folder(tree, path, length, MZ_FOLDER_DIRTY);
    return TRUE;
}

/* Nothing is removed where something could not be written: what stands there in its stead may lead to any older page.
 */
static void
keep_all_stale(MzTree *tree)
{
    for (gsize i = 0; i < tree->last->count; i++) {
        if ((tree->marks[i] & (MZ_MARK_PUT | MZ_MARK_GONE)) == 0)
            tree->marks[i] |= MZ_MARK_KEPT;
    }
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
        char *path = g_strndup(mz_last_path(last, file->at), file->length);
        if (remove_stale(tree, path, file->length, error)) {
            g_ptr_array_add(gone, path);
        } else {
            tree->marks[i] |= MZ_MARK_KEPT;
            g_free(path);
        }
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
    Final final = {NULL, index};
    if ((tree->marks[index] & (MZ_MARK_PUT | MZ_MARK_KEPT)) == MZ_MARK_KEPT)
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
    GArray *finals = g_array_sized_new(FALSE, FALSE, sizeof(Final), (guint)tree->last->count + tree->new_paths);
    gsize at = 0;
    for (guint i = 0; i < fresh->len; i++) {
        MzFresh *it = g_ptr_array_index(fresh, i);
        gboolean found;
        gsize until = mz_last_find(tree->last, it->path, it->length, &found);
        for (; at < until; at++)
            append_last(tree, finals, at);
        if (it->failed && !adopt_what_stands(tree, it))
            continue;
        Final final = {it, 0};
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
        gsize length;
        const char *path = path_of(tree, final, &length);
        *key = (MzFresh){.fold = mz_path_fold_hash(path, length), .length = (guint16)length};
        memcpy(key->path, path, length);
        const MzFresh *other = g_hash_table_lookup(tree->fresh, key);
        if (other != NULL) {
            mz_tree_error(tree, other->path, other->length, error,
                          mz_tr("与“%.*s”只有大小写不同", "differs from '%.*s' in upper and lower case only"),
                          (int)length, path);
            return FALSE;
        }
    }
    return TRUE;
}

/* ---- writing manifest and state */

/* A file written in pieces next to where it will stand, summed on the way. */
typedef struct {
    int handle;
    GString *held;
    MzSum sum;
    gboolean hurry; /* the disk is to begin with each piece at once: somebody will wait for all of it */
    gboolean good;
} Writer;

static void
write_piece(Writer *writer, const void *bytes, gsize length)
{
    mz_sum_add(&writer->sum, bytes, length);
    writer->good = writer->good && mz_write_all(writer->handle, bytes, length);
    if (writer->hurry && writer->good)
        sync_file_range(writer->handle, 0, 0, SYNC_FILE_RANGE_WRITE);
}

static void
writer_flush(Writer *writer)
{
    write_piece(writer, writer->held->str, writer->held->len);
    g_string_truncate(writer->held, 0);
}

/* What is held is written in pieces of one size. */
static void
writer_add(Writer *writer, const void *bytes, gsize length)
{
    enum { PIECE = 256 * 1024 };
    const char *at = bytes;
    while (length > 0) {
        gsize taken = MIN(length, PIECE - writer->held->len);
        mz_buffer_append_len(writer->held, at, taken);
        at += taken;
        length -= taken;
        if (writer->held->len == PIECE)
            writer_flush(writer);
    }
}

static void
writer_init(Writer *writer, int handle)
{
    writer->handle = handle;
    writer->held = g_string_sized_new(300 * 1024);
    writer->hurry = FALSE;
    writer->good = handle >= 0;
    mz_sum_init(&writer->sum);
}

/* Closes the file; FALSE with errno if anything failed on the way. */
static gboolean
writer_end(Writer *writer)
{
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
    mz_error_set(error, MZ_ERROR_WRITE, &place, mz_tr("无法写入：%s", "cannot be written: %s"), mz_error_system(errno));
    return FALSE;
}

gsize
mz_tree_line(const MzFresh *fresh, char line[MZ_TREE_LINE_MAX])
{
    mz_sha256_hex(fresh->digest, line);
    int length = g_snprintf(line + MZ_SHA256_SIZE * 2, 32, " %" G_GUINT64_FORMAT " ", fresh->size);
    char *path = line + MZ_SHA256_SIZE * 2 + length;
    memcpy(path, fresh->path, fresh->length);
    return (gsize)(path - line) + fresh->length;
}

static void
add_line(Writer *writer, const MzFresh *fresh, guint64 sum[2])
{
    char line[MZ_TREE_LINE_MAX];
    gsize length = mz_tree_line(fresh, line);
    mz_last_sum_line(sum, line, length, TRUE);
    writer_add(writer, line, length);
    writer_add(writer, "\n", 1);
}

/* Takes over the lines of kept files that stand behind one another in the last manifest, as one piece. Returns how
 * many.
 */
static guint
add_kept_lines(const MzTree *tree, Writer *writer, const GArray *finals, guint from, guint64 sum[2])
{
    enum { PIECE = 1024, SHORT = 16 };
    gsize first = g_array_index(finals, Final, from).last, length = 0;
    const char *start = mz_last_hex(tree->last, first), *end = start;
    guint n = 0;
    while (n < PIECE && from + n < finals->len && g_array_index(finals, Final, from + n).fresh == NULL &&
           g_array_index(finals, Final, from + n).last == first + n) {
        const char *line = mz_last_line(tree->last, first + n, &length);
        mz_last_sum_line(sum, line, length, TRUE);
        end = line + length + 1;
        n++;
    }
    if (n > SHORT) {
        writer_flush(writer);
        write_piece(writer, start, (gsize)(end - start));
    } else {
        writer_add(writer, start, (gsize)(end - start));
    }
    return n;
}

static void
add_lines(const MzTree *tree, Writer *writer, const GArray *finals, guint64 sum[2])
{
    for (guint i = 0; i < finals->len && writer->good;) {
        const Final *final = &g_array_index(finals, Final, i);
        if (final->fresh != NULL) {
            add_line(writer, final->fresh, sum);
            i++;
        } else {
            i += add_kept_lines(tree, writer, finals, i, sum);
        }
    }
}

static gboolean
write_manifest(MzTree *tree, const GArray *finals, guint64 sum[2], GError **error)
{
    char name[64];
    Writer writer;
    gboolean safely = (tree->flags & MZ_TREE_NO_SYNC) == 0;
    writer_init(&writer, mz_tree_temporary(tree, tree->root, name));
    writer.hurry = safely;
    writer_add(&writer, MZ_MANIFEST_HEAD, strlen(MZ_MANIFEST_HEAD));
    add_lines(tree, &writer, finals, sum);
    writer_flush(&writer);
    if (safely)
        writer.good = writer.good && fdatasync(writer.handle) == 0;
    gboolean good = writer_end(&writer) && renameat(tree->root, name, tree->root, MZ_TREE_MANIFEST) == 0;
    if (!good) {
        int why = errno;
        unlinkat(tree->root, name, 0);
        errno = why;
        mz_tree_fail(tree, MZ_TREE_MANIFEST, strlen(MZ_TREE_MANIFEST), error, why);
        return FALSE;
    }
    mz_last_identify(tree->last, sum);
    return TRUE;
}

/* The folders of the finished tree, being found in the order of their first file. */
typedef struct {
    MzTree *tree;
    GArray *folders;      /* MzLastFolder */
    guint *renewed;       /* for each folder of the last build its number here + 1; 0: not come across yet */
    GHashTable *new_ones; /* MzFolderKey → number here + 1, of those that the last build did not have */
} Renewal;

MzStamp
mz_tree_folder_stamp(const MzTree *tree, const char *path, gsize length, gssize before)
{
    MzStamp unknown = {0, 0, 0, 0};
    guint8 marks = before >= 0 ? tree->folder_marks[before] : MZ_FOLDER_DIRTY;
    if ((marks & MZ_FOLDER_UNSURE) != 0)
        return unknown;
    if ((marks & MZ_FOLDER_DIRTY) == 0)
        return tree->last->folders[before].stamp;
    g_autofree char *name = length > 0 ? g_strndup(path, length) : g_strdup(".");
    struct stat info;
    return fstatat(tree->root, name, &info, AT_SYMLINK_NOFOLLOW) == 0 ? mz_stamp(&info) : unknown;
}

static guint
add_folder(Renewal *renewal, const char *path, gsize length, guint64 at, gssize before)
{
    MzLastFolder folder = {
        .at = at, .length = (guint32)length, .stamp = mz_tree_folder_stamp(renewal->tree, path, length, before)};
    g_array_append_val(renewal->folders, folder);
    return renewal->folders->len;
}

/* The number of a file's folder; the file's path stands at `at` in the new manifest. */
static guint32
folder_of(Renewal *renewal, const Final *final, const char *path, gsize length, guint64 at)
{
    MzLast *last = renewal->tree->last;
    const MzFresh *fresh = final->fresh;
    MzFolderKey key = {path, mz_parent_length(path, length)};
    gssize before = fresh == NULL      ? (gssize)last->files[final->last].folder
                    : fresh->last >= 0 ? (gssize)last->files[fresh->last].folder
                                       : mz_last_folder(last, path, key.length);
    if (before >= 0) {
        if (renewal->renewed[before] == 0)
            renewal->renewed[before] = add_folder(renewal, path, key.length, at, before);
        return renewal->renewed[before] - 1;
    }
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(renewal->new_ones, &key));
    if (known == 0) {
        known = add_folder(renewal, path, key.length, at, -1);
        g_hash_table_insert(renewal->new_ones, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(known));
    }
    return known - 1;
}

static guint
count_digits(guint64 number)
{
    guint n = 1;
    for (; number >= 10; number /= 10)
        n++;
    return n;
}

/* The arrays of the finished tree, as publish/last.h maps them. Returns how many folders there are. */
static guint64
add_state(MzTree *tree, Writer *writer, const GArray *finals)
{
    Renewal renewal = {.tree = tree,
                       .folders = g_array_new(FALSE, FALSE, sizeof(MzLastFolder)),
                       .renewed = g_new0(guint, tree->last->n_folders),
                       .new_ones = g_hash_table_new_full(mz_folder_hash, mz_folder_equal, g_free, NULL)};
    guint64 at = strlen(MZ_MANIFEST_HEAD);
    for (guint i = 0; i < finals->len; i++) {
        const Final *final = &g_array_index(finals, Final, i);
        gsize length;
        const char *path = path_of(tree, final, &length);
        guint64 size = size_of(tree, final);
        at += MZ_SHA256_SIZE * 2 + 1 + count_digits(size) + 1; /* see mz_tree_line */
        MzLastFile file = {
            .at = at, .size = size, .folder = folder_of(&renewal, final, path, length, at), .length = (guint16)length};
        writer_add(writer, &file, sizeof file);
        at += length + 1;
    }
    for (guint i = 0; i < finals->len; i++) {
        const Final *final = &g_array_index(finals, Final, i);
        writer_add(writer, final->fresh != NULL ? &final->fresh->stamp : &tree->last->stamps[final->last],
                   sizeof(MzStamp));
    }
    guint n = renewal.folders->len;
    writer_add(writer, renewal.folders->data, n * sizeof(MzLastFolder));
    writer_flush(writer);
    g_hash_table_unref(renewal.new_ones);
    g_free(renewal.renewed);
    g_array_unref(renewal.folders);
    return n;
}

/* A state on its way to its place. */
typedef struct {
    char *temporary;
    Writer writer;
    MzStateHead head;
} StateDraft;

/* Writes all but the head, which needs a manifest that stands. */
static void
draft_state(MzTree *tree, const GArray *finals, StateDraft *draft)
{
    g_autofree char *folder = g_path_get_dirname(tree->state_file);
    g_mkdir_with_parents(folder, 0755);
    draft->temporary = g_strconcat(tree->state_file, ".tmp", NULL);
    draft->head = (MzStateHead){.magic = MZ_STATE_MAGIC, .files = finals->len};
    unlink(draft->temporary);
    Writer *writer = &draft->writer;
    writer_init(writer, open(draft->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    writer->good = writer->good && lseek(writer->handle, sizeof draft->head, SEEK_SET) == (off_t)sizeof draft->head;
    draft->head.folders = add_state(tree, writer, finals);
}

/* Puts the state of the manifest `id` into its place; without a manifest (`booked` FALSE) it is thrown away. */
static gboolean
end_state(MzTree *tree, StateDraft *draft, gboolean booked, const guint64 id[2], GError **error)
{
    Writer *writer = &draft->writer;
    MzStateHead *head = &draft->head;
    struct stat manifest;
    writer->good = writer->good && booked && fstatat(tree->root, MZ_TREE_MANIFEST, &manifest, AT_SYMLINK_NOFOLLOW) == 0;
    if (writer->good) {
        head->manifest = mz_stamp(&manifest);
        memcpy(head->id, id, sizeof head->id);
        mz_state_sum(&writer->sum, head);
        writer->good = pwrite(writer->handle, head, sizeof *head, 0) == (ssize_t)sizeof *head;
    }
    gboolean good = writer_end(writer) && rename(draft->temporary, tree->state_file) == 0;
    if (!good && booked)
        own_file_error(tree->state_file, error);
    if (!good)
        unlink(draft->temporary);
    g_free(draft->temporary);
    return good;
}

/* A manifest that a thread of its own writes. */
typedef struct {
    MzTree *tree;
    const GArray *finals;
    guint64 id[2];
    gboolean good;
    GError *error;
} ManifestJob;

static gpointer
do_manifest(gpointer data)
{
    ManifestJob *job = data;
    job->good = write_manifest(job->tree, job->finals, job->id, &job->error);
    return NULL;
}

/* Writes manifest and state at the same time, as far as they are not right; the state gets into its place behind the
 * manifest. */
static gboolean
write_books(MzTree *tree, const GArray *finals, GError **error)
{
    ManifestJob job = {.tree = tree, .finals = finals, .good = TRUE};
    gboolean anew = tree->changed || tree->last->map == NULL;
    gboolean has_state = tree->state_file != NULL && (anew || tree->state_changed || tree->last->state_time == 0);
    StateDraft draft;
    GThread *thread = anew ? g_thread_new("manifest", do_manifest, &job) : NULL;
    if (!anew)
        memcpy(job.id, tree->last->sum, sizeof job.id);
    if (has_state)
        draft_state(tree, finals, &draft);
    if (thread != NULL)
        g_thread_join(thread);
    if (job.error != NULL)
        g_propagate_error(error, job.error);
    return has_state ? end_state(tree, &draft, job.good, job.id, error) : job.good;
}

/* TRUE if every file of the last build was kept and nothing else put: the books are right as they are. */
static gboolean
is_as_before(const MzTree *tree)
{
    return tree->last->map != NULL && !tree->changed && !tree->state_changed && g_hash_table_size(tree->fresh) == 0 &&
           tree->stats.unchanged == tree->last->count && (tree->state_file == NULL || tree->last->state_time > 0);
}

/* Counts the bytes of a tree whose files are those of the last build. */
static void
sum_up_last(MzTree *tree)
{
    for (gsize i = 0; i < tree->last->count; i++)
        tree->stats.bytes += tree->last->files[i].size;
}

/* Unlocks the tree if its books are right, and tells how it went. */
static gboolean
end(MzTree *tree, gboolean booked, GError *problem, MzTreeStats *stats, GError **error)
{
    if (booked) {
        if (!g_atomic_int_get(&tree->littered))
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
    if (g_atomic_int_get(&tree->unwritten))
        keep_all_stale(tree);
    remove_all_stale(tree, &problem);
    if (is_as_before(tree)) {
        sum_up_last(tree);
        return end(tree, TRUE, problem, stats, error);
    }
    if ((tree->stats.written > 0 || tree->stats.removed > 0) && (tree->flags & MZ_TREE_NO_SYNC) == 0)
        syscall(SYS_syncfs, tree->root);
    if (mz_tree_patch_books(tree)) {
        sum_up_last(tree);
        return end(tree, TRUE, problem, stats, error);
    }
    GArray *finals = list_finals(tree);
    for (guint i = 0; i < finals->len; i++)
        tree->stats.bytes += size_of(tree, &g_array_index(finals, Final, i));
    gboolean booked = write_books(tree, finals, problem == NULL ? &problem : NULL);
    if (problem == NULL)
        check_case(tree, finals, &problem);
    g_array_unref(finals);
    return end(tree, booked, problem, stats, error);
}
