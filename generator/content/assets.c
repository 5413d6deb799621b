#include "content/assets.h"

#include <string.h>

#include "base/error.h"
#include "content/settings.h"
#include "read/document.h"
#include "read/source.h"

enum { MAX_DEPTH = 8 };

typedef struct {
    GTree *files; /* name in the output → file */
    GPtrArray *errors;
} Found;

static void
refuse_link(const char *path, GPtrArray *errors)
{
    MzPlace place = {path, 0, 0};
    GError *error = NULL;
    mz_error_set(&error, MZ_ERROR_INPUT, &place, "%s",
                 mz_tr("符号链接不会公开，已略过；请放入文件本身",
                       "symbolic links are not published; passed over, please put the file itself there"));
    g_ptr_array_add(errors, error);
}

/* Notes every file below `folder` under its name relative to it; what is noted already stays. */
static void
collect(const char *folder, const char *prefix, guint depth, Found *found)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name = dir != NULL ? g_dir_read_name(dir) : NULL; name != NULL; name = g_dir_read_name(dir)) {
        if (name[0] == '.' || g_str_has_suffix(name, "~") || !g_utf8_validate(name, -1, NULL))
            continue;
        char *path = g_build_filename(folder, name, NULL);
        char *inner = g_strdup_printf("%s/%s", prefix, name);
        if (g_file_test(path, G_FILE_TEST_IS_SYMLINK))
            refuse_link(path, found->errors);
        else if (g_file_test(path, G_FILE_TEST_IS_DIR) && depth < MAX_DEPTH)
            collect(path, inner, depth + 1, found);
        else if (g_file_test(path, G_FILE_TEST_IS_REGULAR) && g_tree_lookup(found->files, inner) == NULL)
            g_tree_insert(found->files, g_strdup(inner), g_strdup(path));
        g_free(inner);
        g_free(path);
    }
    if (dir != NULL)
        g_dir_close(dir);
}

typedef struct {
    MzPutFile put;
    gpointer user;
    GPtrArray *errors;
} Writing;

static gboolean
write_one(gpointer key, gpointer value, gpointer data)
{
    Writing *writing = data;
    gsize length = 0;
    GError *error = NULL;
    g_autofree char *bytes = mz_source_read_file(value, MZ_DOCUMENT_LIMIT, &length, &error);
    if (bytes != NULL)
        writing->put(key, bytes, length, writing->user);
    else
        g_ptr_array_add(writing->errors, error);
    return FALSE;
}

static gint
by_bytes(gconstpointer a, gconstpointer b, gpointer unused)
{
    (void)unused;
    return strcmp(a, b);
}

void
mz_assets_write(const char *root, const char *data, MzPutFile put, gpointer user, GPtrArray *errors)
{
    Found found = {g_tree_new_full(by_bytes, NULL, g_free, g_free), errors};
    char *own = mz_site_file(root, "assets");
    collect(own, "assets", 0, &found);
    g_free(own);
    if (data != NULL) {
        char *shared = mz_site_file(data, "assets");
        collect(shared, "assets", 0, &found);
        g_free(shared);
    }
    Writing writing = {put, user, errors};
    g_tree_foreach(found.files, write_one, &writing);
    g_tree_destroy(found.files);
}
