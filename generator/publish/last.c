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

guint
mz_folder_hash(gconstpointer key)
{
    const MzFolderKey *it = key;
    guint64 hash = it->length, word;
    for (gsize i = 0; i < it->length; i += sizeof word) {
        word = 0;
        memcpy(&word, it->path + i, MIN(sizeof word, it->length - i));
        hash = (hash ^ word) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    return (guint)hash;
}

gboolean
mz_folder_equal(gconstpointer a, gconstpointer b)
{
    const MzFolderKey *one = a, *two = b;
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
        int order = compare_paths(mz_last_path(last, last->files[middle].at), last->files[middle].length, path, length);
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

/* Notes a folder by its path. */
static void
index_folder(MzLast *last, guint folder)
{
    const MzLastFolder *it = &last->folders[folder];
    MzFolderKey key = {mz_last_path(last, it->at), it->length};
    g_hash_table_insert(last->folder_index, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(folder + 1));
}

static void
open_index(MzLast *last)
{
    last->folder_index = g_hash_table_new_full(mz_folder_hash, mz_folder_equal, g_free, NULL);
    for (guint i = 0; i < last->n_folders; i++)
        index_folder(last, i);
}

gssize
mz_last_folder(MzLast *last, const char *path, gsize length)
{
    MzFolderKey key = {path, length};
    if (last->folder_index == NULL)
        open_index(last);
    return (gssize)GPOINTER_TO_SIZE(g_hash_table_lookup(last->folder_index, &key)) - 1;
}

const char *
mz_last_hex(const MzLast *last, gsize index)
{
    /* A line is HEX, blank, length in decimal, blank, path: walk back over the decimal. */
    const char *at = mz_last_path(last, last->files[index].at) - 2;
    while (*at != ' ')
        at--;
    return at - HEX;
}

const char *
mz_last_line(const MzLast *last, gsize index, gsize *length)
{
    const char *line = mz_last_hex(last, index);
    *length = (gsize)(mz_last_path(last, last->files[index].at) - line) + last->files[index].length;
    return line;
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
read_line(const char *text, const char *line, gsize length, MzLastFile *file)
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
    *file = (MzLastFile){.at = (guint64)(at + 1 - text), .size = size, .length = (guint16)(end - at - 1)};
    return TRUE;
}

static gboolean
read_lines(MzLast *last, GError **error)
{
    const char *text = last->text = g_mapped_file_get_contents(last->map);
    gsize length = g_mapped_file_get_length(last->map);
    const gsize head = strlen(MZ_MANIFEST_HEAD);
    const char *end = text + length;
    guint line = 1;
    GArray *files = g_array_new(FALSE, FALSE, sizeof(MzLastFile));
    gboolean good = length >= head && memcmp(text, MZ_MANIFEST_HEAD, head) == 0;
    for (const char *at = good ? text + head : end; good && at < end;) {
        const char *stop = memchr(at, '\n', (gsize)(end - at));
        MzLastFile file;
        line++;
        good = stop != NULL && read_line(text, at, (gsize)(stop - at), &file);
        if (good && files->len > 0) {
            const MzLastFile *before = &g_array_index(files, MzLastFile, files->len - 1);
            good = compare_paths(text + before->at, before->length, text + file.at, file.length) < 0;
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
                     mz_tr("输出目录的清单已损坏（应为按路径排序的“指纹 长度 路径”）；请删除该输出目录后重新生成",
                           "the manifest of the output folder is damaged (expected 'fingerprint length path', sorted); "
                           "remove the output folder and build again"));
    }
    return good;
}

/* The folders in the order of their first file. */
static void
find_folders(MzLast *last)
{
    GArray *folders = g_array_new(FALSE, FALSE, sizeof(MzLastFolder));
    open_index(last);
    for (gsize i = 0; i < last->count; i++) {
        MzLastFile *file = &last->files[i];
        const char *path = mz_last_path(last, file->at);
        gsize length = mz_parent_length(path, file->length);
        const MzLastFile *before = i > 0 ? file - 1 : NULL;
        const MzLastFolder *same = before != NULL ? &last->folders[before->folder] : NULL;
        if (same != NULL && same->length == length && memcmp(mz_last_path(last, same->at), path, length) == 0) {
            file->folder = before->folder;
            continue;
        }
        gssize known = mz_last_folder(last, path, length);
        if (known < 0) {
            MzLastFolder folder = {.at = file->at, .length = (guint32)length};
            g_array_append_val(folders, folder);
            last->folders = (MzLastFolder *)(void *)folders->data;
            last->n_folders = folders->len;
            known = (gssize)folders->len - 1;
            index_folder(last, (guint)known);
        }
        file->folder = (guint32)known;
    }
    last->folders = (MzLastFolder *)(void *)g_array_free(folders, FALSE);
}

void
mz_last_sum_line(guint64 sum[2], const char *line, gsize length, gboolean add)
{
    guint64 own[2];
    mz_sum_at_once(line, length, own);
    for (guint i = 0; i < G_N_ELEMENTS(own); i++)
        sum[i] += add ? own[i] : -own[i];
}

void
mz_last_identify(MzLast *last, const guint64 sum[2])
{
    memcpy(last->sum, sum, sizeof last->sum);
    g_snprintf(last->id, sizeof last->id, "%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", sum[0], sum[1]);
}

void
mz_state_sum(const MzSum *body, MzStateHead *head)
{
    mz_sum_end_in_head(body, head, sizeof *head, head->sum);
}

/* Whether the bytes behind the head of a state are what this program wrote about a manifest of that length. */
static gboolean
is_sound(const MzStateHead *head, const char *bytes, gsize length, gsize manifest_length)
{
    MzStateHead again = *head;
    MzSum body;
    if (head->files > length / (sizeof(MzLastFile) + sizeof(MzStamp)) ||
        head->folders > length / sizeof(MzLastFolder) ||
        length != head->files * (sizeof(MzLastFile) + sizeof(MzStamp)) + head->folders * sizeof(MzLastFolder))
        return FALSE;
    mz_sum_init(&body);
    mz_sum_add(&body, bytes, length);
    mz_state_sum(&body, &again);
    if (memcmp(again.sum, head->sum, sizeof again.sum) != 0)
        return FALSE;
    const MzLastFile *files = (const MzLastFile *)(const void *)bytes;
    const MzLastFolder *folders =
        (const MzLastFolder *)(const void *)(bytes + head->files * (sizeof(MzLastFile) + sizeof(MzStamp)));
    gboolean inside = TRUE;
    for (guint64 i = 0; i < head->files; i++)
        inside = inside && files[i].at < manifest_length && files[i].length < manifest_length - files[i].at &&
                 files[i].folder < head->folders;
    for (guint64 i = 0; i < head->folders; i++)
        inside = inside && folders[i].at < manifest_length && folders[i].length < manifest_length - folders[i].at;
    return inside;
}

/* Takes files, folders and stamps from the state file. FALSE: it does not belong to this manifest. */
static gboolean
read_state(MzLast *last, const char *state_file, const struct stat *manifest)
{
    int handle = open(state_file, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (handle < 0)
        return FALSE;
    /* Stamps may be renewed in memory. */
    GMappedFile *map = fstat(handle, &info) == 0 ? g_mapped_file_new_from_fd(handle, TRUE, NULL) : NULL;
    close(handle);
    MzStateHead head;
    MzStamp now = mz_stamp(manifest);
    char *bytes = map != NULL ? g_mapped_file_get_contents(map) : NULL;
    gboolean good = bytes != NULL && g_mapped_file_get_length(map) > sizeof head;
    if (good) {
        memcpy(&head, bytes, sizeof head);
        good = strncmp(head.magic, MZ_STATE_MAGIC, sizeof head.magic) == 0 && mz_stamp_equal(&head.manifest, &now) &&
               is_sound(&head, bytes + sizeof head, g_mapped_file_get_length(map) - sizeof head,
                        g_mapped_file_get_length(last->map));
    }
    if (!good) {
        g_clear_pointer(&map, g_mapped_file_unref);
        return FALSE;
    }
    last->state = map;
    last->manifest = now;
    last->state_file = mz_stamp(&info);
    last->text = g_mapped_file_get_contents(last->map);
    last->count = head.files;
    last->files = (MzLastFile *)(void *)(bytes + sizeof head);
    last->stamps = (MzStamp *)(void *)(last->files + head.files);
    last->folders = (MzLastFolder *)(void *)(last->stamps + head.files);
    last->n_folders = (guint)head.folders;
    last->state_time = mz_nanoseconds(&info.st_mtim);
    mz_last_identify(last, head.id);
    return TRUE;
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
                     mz_error_system(why));
        return FALSE;
    }
    if (state_file != NULL && read_state(last, state_file, &info))
        return TRUE;
    if (!read_lines(last, error))
        return FALSE;
    find_folders(last);
    last->stamps = g_new0(MzStamp, last->count);
    guint64 sum[2] = {0, 0};
    for (gsize i = 0; i < last->count; i++) {
        gsize length;
        const char *line = mz_last_line(last, i, &length);
        mz_last_sum_line(sum, line, length, TRUE);
    }
    mz_last_identify(last, sum);
    return TRUE;
}

MzLast *
mz_last_read(int root, const char *state_file, GError **error)
{
    MzLast *last = g_new0(MzLast, 1);
    if (!read_manifest(last, root, state_file, error))
        g_clear_pointer(&last, mz_last_free);
    return last;
}

MzLast *
mz_last_read_file(const char *file, GError **error)
{
    MzLast *last = g_new0(MzLast, 1);
    GError *trouble = NULL;
    MzPlace place = {file, 0, 0};
    last->map = g_mapped_file_new(file, FALSE, &trouble);
    if (last->map == NULL) {
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法读取：%s", "cannot be read: %s"), mz_error_reason(trouble));
    } else if (!read_lines(last, &trouble)) {
        place.line = mz_error_place(trouble).line;
        mz_error_set(error, MZ_ERROR_INPUT, &place,
                     mz_tr("不是完好的清单（应为按路径排序的“指纹 长度 路径”）",
                           "no sound manifest (expected 'fingerprint length path', sorted by path)"));
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
    if (last->state == NULL) {
        g_free(last->files);
        g_free(last->stamps);
        g_free(last->folders);
    }
    g_clear_pointer(&last->state, g_mapped_file_unref);
    g_clear_pointer(&last->map, g_mapped_file_unref);
    g_clear_pointer(&last->folder_index, g_hash_table_unref);
    g_free(last);
}
