#include "publish/versions.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/sha256.h"
#include "publish/fingerprint.h"
#include "publish/folders.h"
#include "publish/tree.h"

enum { ID_LENGTH = 16 }; /* digits of a manifest's digest that name a version */

#define MAKING ".making"
#define NEW_LINK "link"

struct MzVersions {
    char *path;
    char *store;        /* PATH.versions */
    GPtrArray *history; /* ids; the last is shown now */
    char *present;      /* folders, or NULL */
    char *previous;
    char *added; /* id that was added and waits to be shown */
    char *added_folder;
    int lock;
};

static gboolean
fail(const char *path, GError **error)
{
    MzPlace place = {path, 0, 0};
    mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法写入：%s", "cannot be written: %s"), mz_error_system(errno));
    return FALSE;
}

/* ---- what is there */

static gboolean
is_id(const char *text)
{
    return strlen(text) == ID_LENGTH && strspn(text, "0123456789abcdef") == ID_LENGTH;
}

static void
set_folders(MzVersions *versions)
{
    char **folders[] = {&versions->present, &versions->previous};
    for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_clear_pointer(folders[i], g_free);
        if (versions->history->len <= i)
            continue;
        const char *id = g_ptr_array_index(versions->history, versions->history->len - 1 - i);
        *folders[i] = g_build_filename(versions->store, id, NULL);
    }
}

/* The history as far as its versions are still there, up to the one that the link shows: a switch that was killed
 * before the history was written is seen, too. */
static void
read_history(MzVersions *versions)
{
    char *link = g_file_read_link(versions->path, NULL);
    char *shown = link != NULL ? g_path_get_basename(link) : g_strdup("");
    char *file = g_build_filename(versions->store, "history", NULL);
    char *text = NULL;
    if (g_file_get_contents(file, &text, NULL, NULL)) {
        char **lines = g_strsplit(text, "\n", -1);
        for (guint i = 0; lines[i] != NULL; i++) {
            char *folder = g_build_filename(versions->store, lines[i], NULL);
            if (is_id(lines[i]) && strcmp(lines[i], shown) != 0 && g_file_test(folder, G_FILE_TEST_IS_DIR))
                g_ptr_array_add(versions->history, g_strdup(lines[i]));
            g_free(folder);
            if (strcmp(lines[i], shown) == 0)
                break;
        }
        g_strfreev(lines);
    }
    if (is_id(shown))
        g_ptr_array_add(versions->history, g_strdup(shown));
    else
        g_ptr_array_set_size(versions->history, 0);
    g_free(text);
    g_free(file);
    g_free(shown);
    g_free(link);
}

/* What stands at the path must be ours: the link into the store, nothing, or an empty folder. */
static gboolean
check_place(const MzVersions *versions, GError **error)
{
    MzPlace place = {versions->path, 0, 0};
    struct stat info;
    if (lstat(versions->path, &info) != 0)
        return errno == ENOENT ? TRUE : fail(versions->path, error);
    if (S_ISLNK(info.st_mode)) {
        char *target = g_file_read_link(versions->path, NULL);
        char *folder = target != NULL ? g_path_get_dirname(target) : NULL;
        char *store = g_path_get_basename(versions->store);
        gboolean ours = g_strcmp0(folder, store) == 0;
        g_free(store);
        g_free(folder);
        g_free(target);
        if (ours)
            return TRUE;
    } else if (S_ISDIR(info.st_mode)) {
        GDir *dir = g_dir_open(versions->path, 0, NULL);
        gboolean empty = dir != NULL && g_dir_read_name(dir) == NULL;
        if (dir != NULL)
            g_dir_close(dir);
        if (empty)
            return TRUE;
    }
    mz_error_set(error, MZ_ERROR_IO, &place,
                 mz_tr("这里已有别的内容，不是 publish 放的；请先把它移开，或换一个文件夹",
                       "something else stands here that publish did not make; move it away or choose another folder"));
    return FALSE;
}

static gboolean
take_lock(MzVersions *versions, GError **error)
{
    if (g_mkdir_with_parents(versions->store, 0755) != 0)
        return fail(versions->store, error);
    char *file = g_build_filename(versions->store, "lock", NULL);
    versions->lock = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    gboolean good = versions->lock >= 0 || fail(file, error);
    if (good && flock(versions->lock, LOCK_EX | LOCK_NB) != 0) {
        MzPlace place = {versions->path, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place,
                     mz_tr("另一个 publish 正在向这里发布，请等它结束",
                           "another publish is writing here just now, please wait until it has ended"));
        good = FALSE;
    }
    g_free(file);
    return good;
}

MzVersions *
mz_versions_open(const char *path, gboolean make, GError **error)
{
    MzVersions *versions = g_new0(MzVersions, 1);
    versions->path = g_canonicalize_filename(path, NULL);
    versions->store = g_strconcat(versions->path, ".versions", NULL);
    versions->history = g_ptr_array_new_with_free_func(g_free);
    versions->lock = -1;
    if ((make && !take_lock(versions, error)) || !check_place(versions, error)) {
        mz_versions_free(versions);
        return NULL;
    }
    read_history(versions);
    set_folders(versions);
    return versions;
}

void
mz_versions_free(MzVersions *versions)
{
    if (versions == NULL)
        return;
    if (versions->lock >= 0)
        close(versions->lock);
    g_ptr_array_unref(versions->history);
    g_free(versions->present);
    g_free(versions->previous);
    g_free(versions->added);
    g_free(versions->added_folder);
    g_free(versions->store);
    g_free(versions->path);
    g_free(versions);
}

const char *
mz_versions_present(const MzVersions *versions)
{
    return versions->present;
}

const char *
mz_versions_previous(const MzVersions *versions)
{
    return versions->previous;
}

/* ---- making a version */

/* Three trees by their handles: copied from, linked from, and made. */
typedef struct {
    MzFolders *source;
    MzFolders *before; /* NULL: no version before */
    MzFolders *made;
    const MzManifest *before_manifest;
    const char *source_name; /* for messages */
} Copy;

static const char *
base_name(const char *path, gsize *folder_length)
{
    const char *slash = strrchr(path, '/');
    *folder_length = slash != NULL ? (gsize)(slash - path) : 0;
    return slash != NULL ? slash + 1 : path;
}

/* Reads a file of the source; its bytes must be those of the manifest. */
static char *
read_source(const Copy *copy, const MzManifestFile *file, GError **error)
{
    gsize length = 0;
    const char *name = base_name(file->path, &length);
    int folder = mz_folders_take(copy->source, file->path, length, FALSE);
    int handle = folder >= 0 ? openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) : -1;
    if (folder >= 0)
        mz_folders_give(copy->source, file->path, length, folder);
    char *bytes = g_malloc(file->size + 1);
    gsize got = 0;
    ssize_t part = 0;
    while (handle >= 0 && got <= file->size && (part = read(handle, bytes + got, file->size + 1 - got)) > 0)
        got += (gsize)part;
    if (handle >= 0)
        close(handle);
    guint8 digest[MZ_FINGERPRINT_SIZE];
    char hex[MZ_SHA256_SIZE * 2 + 1];
    mz_fingerprint(file->path, bytes, MIN(got, file->size), digest);
    mz_sha256_hex(digest, hex);
    if (handle >= 0 && part == 0 && got == file->size && strcmp(hex, file->hex) == 0)
        return bytes;
    g_free(bytes);
    char *full = g_build_filename(copy->source_name, file->path, NULL);
    MzPlace place = {full, 0, 0};
    mz_error_set(error, MZ_ERROR_IO, &place,
                 mz_tr("与清单不符，生成之后被改过；请重新运行 mingzhang build --verify",
                       "does not agree with the manifest, it was changed after the build; run mingzhang build "
                       "--verify again"));
    g_free(full);
    return NULL;
}

/* Links the file from the version before, if it is the same there. */
static gboolean
link_file(const Copy *copy, const MzManifestFile *file, int folder, const char *name, gsize length)
{
    const MzManifestFile *was = copy->before != NULL ? mz_manifest_find(copy->before_manifest, file->path) : NULL;
    if (was == NULL || strcmp(was->hex, file->hex) != 0)
        return FALSE;
    int from = mz_folders_take(copy->before, file->path, length, FALSE);
    gboolean linked = from >= 0 && linkat(from, name, folder, name, 0) == 0;
    if (from >= 0)
        mz_folders_give(copy->before, file->path, length, from);
    return linked;
}

static gboolean
write_file(int folder, const char *name, const char *bytes, gsize length)
{
    int handle = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (handle < 0)
        return FALSE;
    gsize put = 0;
    ssize_t part = 0;
    while (put < length && (part = write(handle, bytes + put, length - put)) > 0)
        put += (gsize)part;
    int why = errno;
    gboolean good = close(handle) == 0 && put == length;
    errno = why;
    return good;
}

static gboolean
copy_file(const Copy *copy, const MzManifestFile *file, GError **error)
{
    gsize length = 0;
    const char *name = base_name(file->path, &length);
    int folder = mz_folders_take(copy->made, file->path, length, TRUE);
    if (folder < 0)
        return fail(file->path, error);
    gboolean good = link_file(copy, file, folder, name, length);
    if (!good) {
        char *bytes = read_source(copy, file, error);
        good = bytes != NULL && (write_file(folder, name, bytes, file->size) || fail(file->path, error));
        g_free(bytes);
    }
    mz_folders_give(copy->made, file->path, length, folder);
    return good;
}

/* The manifest goes along, so that a version is a published tree like any other. */
static gboolean
copy_manifest(const char *source, const MzManifest *manifest, int made, GError **error)
{
    char *file = g_build_filename(source, MZ_TREE_MANIFEST, NULL);
    char *bytes = NULL;
    gsize length = 0;
    GError *trouble = NULL;
    gboolean good = g_file_get_contents(file, &bytes, &length, &trouble);
    char hex[MZ_SHA256_SIZE * 2 + 1] = "";
    guint8 digest[MZ_SHA256_SIZE];
    if (good) {
        mz_sha256(bytes, length, digest);
        mz_sha256_hex(digest, hex);
    }
    if (strcmp(hex, manifest->id) != 0) {
        MzPlace place = {file, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place,
                     mz_tr("发布过程中被改动，请重新发布", "was changed while publishing, please publish again"));
        good = FALSE;
    }
    good = good && (write_file(made, MZ_TREE_MANIFEST, bytes, length) || fail(MZ_TREE_MANIFEST, error));
    g_clear_error(&trouble);
    g_free(bytes);
    g_free(file);
    return good;
}

static int
open_folder(const char *folder)
{
    return open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static gboolean
fill(MzVersions *versions, const char *making, const char *source, const MzManifest *manifest, GError **error)
{
    int from = open_folder(source), made = open_folder(making);
    int before = versions->present != NULL ? open_folder(versions->present) : -1;
    MzManifest *before_manifest = before >= 0 ? mz_manifest_read(versions->present, NULL) : NULL;
    gboolean good = (from >= 0 && made >= 0) || fail(from < 0 ? source : making, error);
    if (good) {
        Copy copy = {mz_folders_new(from), before_manifest != NULL ? mz_folders_new(before) : NULL,
                     mz_folders_new(made), before_manifest, source};
        for (gsize i = 0; good && i < manifest->count; i++)
            good = copy_file(&copy, &manifest->files[i], error);
        good = good && copy_manifest(source, manifest, made, error);
        mz_folders_free(copy.source);
        mz_folders_free(copy.made);
        if (copy.before != NULL)
            mz_folders_free(copy.before);
    }
    mz_manifest_free(before_manifest);
    const int handles[] = {from, made, before};
    for (gsize i = 0; i < G_N_ELEMENTS(handles); i++) {
        if (handles[i] >= 0)
            close(handles[i]);
    }
    return good;
}

const char *
mz_versions_add(MzVersions *versions, const char *source, const MzManifest *manifest, GError **error)
{
    g_free(versions->added);
    g_free(versions->added_folder);
    versions->added = g_strndup(manifest->id, ID_LENGTH);
    versions->added_folder = g_build_filename(versions->store, versions->added, NULL);
    if (g_file_test(versions->added_folder, G_FILE_TEST_IS_DIR))
        return versions->added_folder;
    char *making = g_build_filename(versions->store, MAKING, NULL);
    mz_folders_remove(AT_FDCWD, making); /* of a publication that was killed */
    gboolean good = (mkdir(making, 0755) == 0 || fail(making, error)) &&
                    fill(versions, making, source, manifest, error) &&
                    (rename(making, versions->added_folder) == 0 || fail(versions->added_folder, error));
    if (!good) {
        mz_folders_remove(AT_FDCWD, making);
        g_clear_pointer(&versions->added, g_free);
    }
    g_free(making);
    return good ? versions->added_folder : NULL;
}

/* ---- showing a version */

static gboolean
write_history(const MzVersions *versions, GError **error)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < versions->history->len; i++)
        g_string_append_printf(text, "%s\n", (const char *)g_ptr_array_index(versions->history, i));
    char *file = g_build_filename(versions->store, "history", NULL);
    GError *trouble = NULL;
    gboolean good = g_file_set_contents(file, text->str, (gssize)text->len, &trouble);
    if (!good) {
        MzPlace place = {file, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法写入：%s", "cannot be written: %s"),
                     mz_error_reason(trouble));
        g_error_free(trouble);
    }
    g_free(file);
    g_string_free(text, TRUE);
    return good;
}

/* Lets the link point to a version, in one step. */
static gboolean
turn_link(const MzVersions *versions, const char *id, GError **error)
{
    char *store = g_path_get_basename(versions->store);
    char *target = g_build_filename(store, id, NULL);
    char *fresh = g_build_filename(versions->store, NEW_LINK, NULL);
    sync(); /* the files before the link that shows them */
    unlink(fresh);
    rmdir(versions->path); /* an empty folder may have been made for us; anything else stays */
    gboolean good = symlink(target, fresh) == 0 && rename(fresh, versions->path) == 0;
    if (!good)
        fail(versions->path, error);
    g_free(fresh);
    g_free(target);
    g_free(store);
    return good;
}

static gboolean
in_history(const MzVersions *versions, const char *id)
{
    return g_ptr_array_find_with_equal_func(versions->history, id, g_str_equal, NULL);
}

/* Removes the versions that the history does not know any more. */
static void
remove_old(const MzVersions *versions)
{
    GDir *dir = g_dir_open(versions->store, 0, NULL);
    const char *name = NULL;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        if (!is_id(name) || in_history(versions, name))
            continue;
        char *folder = g_build_filename(versions->store, name, NULL);
        mz_folders_remove(AT_FDCWD, folder);
        g_free(folder);
    }
    if (dir != NULL)
        g_dir_close(dir);
}

/* Forgets and removes all versions but the present one and `keep` before it. */
static gboolean
keep_few(MzVersions *versions, guint keep, GError **error)
{
    if (versions->history->len > keep + 1)
        g_ptr_array_remove_range(versions->history, 0, versions->history->len - keep - 1);
    set_folders(versions);
    gboolean good = write_history(versions, error);
    if (good)
        remove_old(versions);
    return good;
}

gboolean
mz_versions_show(MzVersions *versions, guint keep, GError **error)
{
    if (!turn_link(versions, versions->added, error))
        return FALSE;
    guint at = 0;
    while (g_ptr_array_find_with_equal_func(versions->history, versions->added, g_str_equal, &at))
        g_ptr_array_remove_index(versions->history, at);
    g_ptr_array_add(versions->history, g_strdup(versions->added));
    return keep_few(versions, keep, error);
}

gboolean
mz_versions_tidy(MzVersions *versions, guint keep, GError **error)
{
    static const char *const unfinished[] = {MAKING, NEW_LINK};
    for (guint i = 0; i < G_N_ELEMENTS(unfinished); i++) {
        char *path = g_build_filename(versions->store, unfinished[i], NULL);
        mz_folders_remove(AT_FDCWD, path);
        g_free(path);
    }
    return keep_few(versions, keep, error);
}

gboolean
mz_versions_back(MzVersions *versions, GError **error)
{
    if (versions->previous == NULL) {
        MzPlace place = {versions->path, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("没有可以退回的上一版", "there is no previous version"));
        return FALSE;
    }
    guint last = versions->history->len - 1;
    if (!turn_link(versions, g_ptr_array_index(versions->history, last - 1), error))
        return FALSE;
    g_ptr_array_remove_index(versions->history, last);
    set_folders(versions);
    return write_history(versions, error);
}
