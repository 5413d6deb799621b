#include "publish/last.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "publish/path.h"
#include "publish/tree.h"

enum { HEX = MZ_SHA256_SIZE * 2 };

gboolean
mz_last_trusts(const MzLast *last, const MzStamp *remembered, const MzStamp *now)
{
    return remembered->inode != 0 && mz_stamp_equal(remembered, now) && mz_stamp_settled(now, last->state_time);
}

gsize
mz_parent_length(const char *path, gsize length)
{
    while (length > 0 && path[length - 1] != '/')
        length--;
    return length > 0 ? length - 1 : 0;
}

guint
mz_folder_hash(gconstpointer folder)
{
    const MzLastFolder *it = folder;
    guint hash = 2166136261U;
    for (gsize i = 0; i < it->length; i++)
        hash = (hash ^ (guchar)it->path[i]) * 16777619U;
    return hash;
}

gboolean
mz_folder_equal(gconstpointer a, gconstpointer b)
{
    const MzLastFolder *one = a, *two = b;
    return one->length == two->length && memcmp(one->path, two->path, one->length) == 0;
}

static int
compare_paths(const char *a, gsize a_length, const char *b, gsize b_length)
{
    int order = memcmp(a, b, MIN(a_length, b_length));
    return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

gsize
mz_last_find(const MzLast *last, const char *path, gsize length, gboolean *found)
{
    gsize low = 0, high = last->count;
    *found = FALSE;
    while (low < high) {
        gsize middle = low + (high - low) / 2;
        int order = compare_paths(last->files[middle].path, last->files[middle].length, path, length);
        if (order == 0) {
            *found = TRUE;
            return middle;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

gssize
mz_last_folder(const MzLast *last, const char *path, gsize length)
{
    MzLastFolder key = {path, length, {0, 0, 0, 0}};
    return (gssize)GPOINTER_TO_SIZE(g_hash_table_lookup(last->folder_index, &key)) - 1;
}

const char *
mz_last_hex(const MzLast *last, gsize index)
{
    /* A line is HEX, blank, length in decimal, blank, path: walk back over the decimal. */
    const char *at = last->files[index].path - 2;
    while (*at != ' ')
        at--;
    return at - HEX;
}

/* What a path of a manifest must be so that nothing outside the folder can be meant; the manifest may come from
 * anywhere. */
static gboolean
stays_inside(const char *path, gsize length)
{
    if (length == 0 || length > MZ_PATH_MAX || memchr(path, '\0', length) != NULL)
        return FALSE;
    const char *end = path + length;
    for (const char *part = path;;) {
        const char *slash = memchr(part, '/', (gsize)(end - part));
        gsize size = (gsize)((slash != NULL ? slash : end) - part);
        if (size == 0 || size > MZ_PATH_PART_MAX || (size <= 2 && strncmp(part, "..", size) == 0))
            return FALSE;
        if (slash == NULL)
            return TRUE;
        part = slash + 1;
    }
}

/* TRUE for lower-case hexadecimal digits only. Without a branch for each: a province's manifest has 16 million of them.
 */
static gboolean
is_hex(const char *digits, gsize count)
{
    guint wrong = 0;
    for (gsize i = 0; i < count; i++) {
        guint c = (guchar)digits[i];
        wrong |= (c - '0' > 9U) & (c - 'a' > 5U);
    }
    return wrong == 0;
}

/* One line `digest length path` without its end. */
static gboolean
read_line(const char *line, gsize length, MzLastFile *file)
{
    const char *at = line + HEX + 1, *end = line + length;
    if (length < HEX + 4 || line[HEX] != ' ' || !is_hex(line, HEX))
        return FALSE;
    guint64 size = 0;
    const char *digits = at;
    while (at < end && g_ascii_isdigit(*at) && at - digits < 18)
        size = size * 10 + (guint64)(*at++ - '0');
    if (at == digits || at >= end || *at != ' ' || !stays_inside(at + 1, (gsize)(end - at - 1)))
        return FALSE;
    *file = (MzLastFile){at + 1, (guint16)(end - at - 1), size};
    return TRUE;
}

static gboolean
read_lines(MzLast *last, const char *text, gsize length, GError **error)
{
    const gsize head = strlen(MZ_MANIFEST_HEAD);
    const char *end = text + length;
    guint line = 1;
    GArray *files = g_array_new(FALSE, FALSE, sizeof(MzLastFile));
    gboolean good = length >= head && memcmp(text, MZ_MANIFEST_HEAD, head) == 0;
    for (const char *at = good ? text + head : end; good && at < end;) {
        const char *stop = memchr(at, '\n', (gsize)(end - at));
        MzLastFile file;
        line++;
        good = stop != NULL && read_line(at, (gsize)(stop - at), &file);
        if (good && files->len > 0) {
            const MzLastFile *before = &g_array_index(files, MzLastFile, files->len - 1);
            good = compare_paths(before->path, before->length, file.path, file.length) < 0;
        }
        if (good) {
            g_array_append_val(files, file);
            at = stop + 1;
        }
    }
    last->count = files->len;
    last->files = (MzLastFile *)(void *)g_array_free(files, FALSE);
    if (!good) {
        MzPlace place = {MZ_TREE_MANIFEST, line, 0};
        mz_error_set(error, MZ_ERROR_IO, &place,
                     mz_tr("输出目录的清单已损坏（应为按路径排序的“SHA-256 长度 路径”）；请删除该输出目录后重新生成",
                           "the manifest of the output folder is damaged (expected 'SHA-256 length path', sorted); "
                           "remove the output folder and build again"));
    }
    return good;
}

/* The folders in the order of their first file. */
static void
index_folders(MzLast *last)
{
    const char *path = "";
    gsize length = 0;
    for (gsize i = 0; i < last->count; i++) {
        gsize parent = mz_parent_length(last->files[i].path, last->files[i].length);
        if (i > 0 && parent == length && memcmp(path, last->files[i].path, parent) == 0)
            continue;
        path = last->files[i].path;
        length = parent;
        if (mz_last_folder(last, path, length) >= 0)
            continue;
        MzLastFolder folder = {path, length, {0, 0, 0, 0}};
        g_array_append_val(last->folders, folder);
        g_hash_table_insert(last->folder_index, g_memdup2(&folder, sizeof folder),
                            GSIZE_TO_POINTER(last->folders->len));
    }
}

/* Takes the stamps from the state file, if it belongs to this manifest. */
static void
read_state(MzLast *last, const char *state_file, const struct stat *manifest)
{
    int handle = open(state_file, O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return;
    struct stat info;
    GMappedFile *map = fstat(handle, &info) == 0 ? g_mapped_file_new_from_fd(handle, FALSE, NULL) : NULL;
    close(handle);
    if (map == NULL)
        return;
    MzStateHead head;
    MzStamp now = mz_stamp(manifest);
    const char *bytes = g_mapped_file_get_contents(map);
    gsize wanted = sizeof head + (last->count + last->folders->len) * sizeof(MzStamp);
    if (g_mapped_file_get_length(map) == wanted) {
        memcpy(&head, bytes, sizeof head);
        if (strncmp(head.magic, MZ_STATE_MAGIC, sizeof head.magic) == 0 && mz_stamp_equal(&head.manifest, &now) &&
            head.files == last->count && head.folders == last->folders->len) {
            bytes += sizeof head;
            if (last->count > 0)
                memcpy(last->stamps, bytes, last->count * sizeof(MzStamp));
            bytes += last->count * sizeof(MzStamp);
            for (guint i = 0; i < last->folders->len; i++)
                memcpy(&g_array_index(last->folders, MzLastFolder, i).stamp, bytes + i * sizeof(MzStamp),
                       sizeof(MzStamp));
            last->state_time = mz_nanoseconds(&info.st_mtim);
            mz_sha256_hex(head.id, last->id);
        }
    }
    g_mapped_file_unref(map);
}

static gboolean
read_manifest(MzLast *last, int root, const char *state_file, GError **error)
{
    int handle = openat(root, MZ_TREE_MANIFEST, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (handle < 0 && errno == ENOENT)
        return TRUE;
    struct stat info = {0};
    int why = handle < 0 || fstat(handle, &info) != 0 ? errno : 0;
    if (why == 0 && !S_ISREG(info.st_mode))
        why = EISDIR;
    last->map = why == 0 ? g_mapped_file_new_from_fd(handle, FALSE, NULL) : NULL;
    if (handle >= 0)
        close(handle);
    if (last->map == NULL) {
        MzPlace place = {MZ_TREE_MANIFEST, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法读取输出目录的清单：%s", "cannot read the manifest: %s"),
                     g_strerror(why));
        return FALSE;
    }
    const char *text = g_mapped_file_get_contents(last->map);
    gsize length = g_mapped_file_get_length(last->map);
    if (!read_lines(last, text, length, error))
        return FALSE;
    index_folders(last);
    last->stamps = g_new0(MzStamp, last->count);
    if (state_file != NULL)
        read_state(last, state_file, &info);
    if (last->id[0] == '\0') {
        guint8 digest[MZ_SHA256_SIZE];
        mz_sha256(text, length, digest);
        mz_sha256_hex(digest, last->id);
    }
    return TRUE;
}

MzLast *
mz_last_read(int root, const char *state_file, GError **error)
{
    MzLast *last = g_new0(MzLast, 1);
    last->folders = g_array_new(FALSE, FALSE, sizeof(MzLastFolder));
    last->folder_index = g_hash_table_new_full(mz_folder_hash, mz_folder_equal, g_free, NULL);
    if (!read_manifest(last, root, state_file, error))
        g_clear_pointer(&last, mz_last_free);
    return last;
}

MzLast *
mz_last_read_file(const char *file, GError **error)
{
    MzLast *last = g_new0(MzLast, 1);
    last->folders = g_array_new(FALSE, FALSE, sizeof(MzLastFolder));
    last->folder_index = g_hash_table_new_full(mz_folder_hash, mz_folder_equal, g_free, NULL);
    GError *trouble = NULL;
    MzPlace place = {file, 0, 0};
    last->map = g_mapped_file_new(file, FALSE, &trouble);
    if (last->map == NULL) {
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法读取：%s", "cannot be read: %s"), trouble->message);
    } else if (!read_lines(last, g_mapped_file_get_contents(last->map), g_mapped_file_get_length(last->map),
                           &trouble)) {
        place.line = mz_error_place(trouble).line;
        mz_error_set(error, MZ_ERROR_INPUT, &place,
                     mz_tr("不是完好的清单（应为按路径排序的“SHA-256 长度 路径”）",
                           "no sound manifest (expected 'SHA-256 length path', sorted by path)"));
    }
    if (trouble != NULL) {
        g_error_free(trouble);
        g_clear_pointer(&last, mz_last_free);
    }
    return last;
}

void
mz_last_free(MzLast *last)
{
    g_clear_pointer(&last->map, g_mapped_file_unref);
    g_free(last->files);
    g_free(last->stamps);
    g_array_unref(last->folders);
    g_hash_table_unref(last->folder_index);
    g_free(last);
}
