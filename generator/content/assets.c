#include "content/assets.h"

#include <string.h>

#include "base/error.h"
#include "content/settings.h"

enum { MAX_DEPTH = 8 };

/* Notes every file below `folder` under its name relative to it; what is noted already stays. */
static void
collect(const char *folder, const char *prefix, guint depth, GTree *files)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name = dir != NULL ? g_dir_read_name(dir) : NULL; name != NULL; name = g_dir_read_name(dir)) {
        if (name[0] == '.' || !g_utf8_validate(name, -1, NULL))
            continue;
        char *path = g_build_filename(folder, name, NULL);
        char *inner = g_strdup_printf("%s/%s", prefix, name);
        gboolean is_link = g_file_test(path, G_FILE_TEST_IS_SYMLINK);
        if (!is_link && g_file_test(path, G_FILE_TEST_IS_DIR) && depth < MAX_DEPTH)
            collect(path, inner, depth + 1, files);
        else if (!is_link && g_file_test(path, G_FILE_TEST_IS_REGULAR) && g_tree_lookup(files, inner) == NULL)
            g_tree_insert(files, g_strdup(inner), g_strdup(path));
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
    char *bytes = NULL;
    gsize length = 0;
    GError *trouble = NULL;
    if (g_file_get_contents(value, &bytes, &length, &trouble)) {
        writing->put(key, bytes, length, writing->user);
    } else {
        MzPlace place = {value, 0, 0};
        GError *error = NULL;
        mz_error_set(&error, MZ_ERROR_IO, &place, mz_tr("无法读取：%s", "cannot be read: %s"), trouble->message);
        g_ptr_array_add(writing->errors, error);
        g_error_free(trouble);
    }
    g_free(bytes);
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
    GTree *files = g_tree_new_full(by_bytes, NULL, g_free, g_free);
    char *own = mz_site_file(root, "assets");
    collect(own, "assets", 0, files);
    g_free(own);
    if (data != NULL) {
        char *shared = mz_site_file(data, "assets");
        collect(shared, "assets", 0, files);
        g_free(shared);
    }
    Writing writing = {put, user, errors};
    g_tree_foreach(files, write_one, &writing);
    g_tree_destroy(files);
}
