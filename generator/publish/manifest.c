#include "publish/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/sha256.h"
#include "publish/last.h"
#include "publish/tree.h"

MzManifest *
mz_manifest_new_empty(void)
{
    MzManifest *manifest = g_new0(MzManifest, 1);
    manifest->texts = g_string_chunk_new(1 << 14);
    manifest->id = g_strdup("");
    return manifest;
}

/* Which build the manifest stands for: the digest of its bytes. */
static char *
identify(const MzLast *last)
{
    guint8 digest[MZ_SHA256_SIZE];
    char *hex = g_malloc(MZ_SHA256_SIZE * 2 + 1);
    mz_sha256(g_mapped_file_get_contents(last->map), g_mapped_file_get_length(last->map), digest);
    mz_sha256_hex(digest, hex);
    return hex;
}

MzManifest *
mz_manifest_read(const char *place, GError **error)
{
    gboolean is_folder = g_file_test(place, G_FILE_TEST_IS_DIR);
    char *file = is_folder ? g_build_filename(place, MZ_TREE_MANIFEST, NULL) : g_strdup(place);
    MzLast *last = NULL;
    if (g_file_test(file, G_FILE_TEST_IS_REGULAR)) {
        last = mz_last_read_file(file, error);
    } else {
        MzPlace at = {place, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &at,
                     is_folder ? mz_tr("这个文件夹里没有清单 " MZ_TREE_MANIFEST "，不是 mingzhang 生成的网站",
                                       "there is no " MZ_TREE_MANIFEST " in this folder: mingzhang did not make it")
                               : mz_tr("没有这个文件或文件夹", "there is no such file or folder"));
    }
    g_free(file);
    if (last == NULL)
        return NULL;
    MzManifest *manifest = mz_manifest_new_empty();
    manifest->files = g_new(MzManifestFile, last->count);
    manifest->count = last->count;
    for (gsize i = 0; i < last->count; i++) {
        manifest->files[i] = (MzManifestFile){
            g_string_chunk_insert_len(manifest->texts, mz_last_path(last, last->files[i].at), last->files[i].length),
            last->files[i].size, g_string_chunk_insert_len(manifest->texts, mz_last_hex(last, i), MZ_SHA256_SIZE * 2)};
        manifest->bytes += last->files[i].size;
    }
    g_free(manifest->id);
    manifest->id = identify(last);
    mz_last_free(last);
    return manifest;
}

void
mz_manifest_free(MzManifest *manifest)
{
    if (manifest == NULL)
        return;
    g_free(manifest->files);
    g_free(manifest->id);
    g_string_chunk_free(manifest->texts);
    g_free(manifest);
}

static int
compare_path(const void *path, const void *file)
{
    return strcmp(path, ((const MzManifestFile *)file)->path);
}

const MzManifestFile *
mz_manifest_find(const MzManifest *manifest, const char *path)
{
    if (manifest->count == 0)
        return NULL;
    return bsearch(path, manifest->files, manifest->count, sizeof *manifest->files, compare_path);
}

gboolean
mz_manifest_is_page(const char *path)
{
    return g_str_has_suffix(path, ".html");
}
