#include "commands/site.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "commands/options.h"
#include "content/discover.h"
#include "content/forms_file.h"
#include "content/settings.h"
#include "read/outside.h"

#ifndef MZ_DATADIR
#define MZ_DATADIR "/usr/local/share/mingzhang"
#endif

#define IN_SITE "content/reports/" /* what a report's path has */

enum { SAID_OF_MANY = 10 }; /* files of which the same is said in full */

char *
mz_command_data(void)
{
    const char *set = g_getenv("MINGZHANG_DATA");
    if (set != NULL && set[0] != '\0')
        return g_strdup(set);
    char *program = g_file_read_link("/proc/self/exe", NULL);
    char *folder = program != NULL ? g_path_get_dirname(program) : g_strdup(".");
    const char *const places[] = {"../share/mingzhang", "..", "../..", NULL};
    char *found = NULL;
    for (guint i = 0; places[i] != NULL && found == NULL; i++) {
        char *probe = g_build_filename(folder, places[i], "templates", "report.mustache", NULL);
        if (g_file_test(probe, G_FILE_TEST_IS_REGULAR))
            found = g_build_filename(folder, places[i], NULL);
        g_free(probe);
    }
    g_free(folder);
    g_free(program);
    return found != NULL ? found : g_strdup(MZ_DATADIR);
}

char *
mz_command_output(const char *root, const char *out)
{
    if (out != NULL)
        return g_strdup(out);
    return strcmp(root, ".") == 0 ? g_strdup("public") : g_build_filename(root, "public", NULL);
}

gboolean
mz_command_use_forms(const char *root, const char *path, GError **error)
{
    g_autofree char *of_path = root == NULL ? mz_forms_file_root(path) : NULL;
    const char *site = root != NULL ? root : of_path;
    g_autofree char *kept = root != NULL || strstr(path, IN_SITE) != NULL ? mz_site_file(site, MZ_OUTSIDE_KEPT) : NULL;
    mz_outside_keep_in(kept);
    return mz_forms_file_use(site, error);
}

const char *
mz_command_mark(const char *root, const char *path, MzArena *arena)
{
    const char *at = strstr(path, IN_SITE);
    g_autofree char *of_path = root == NULL ? mz_forms_file_root(path) : NULL;
    g_autoptr(MzSettings) settings = at != NULL ? mz_settings_load(root != NULL ? root : of_path, NULL) : NULL;
    if (settings == NULL)
        return NULL;
    const MzDepartment *known = NULL;
    g_autofree char *folder = g_path_get_dirname(at + strlen(IN_SITE));
    while (known == NULL && strchr(folder, '/') != NULL) { /* a report may be a folder of files */
        known = mz_settings_department(settings, folder);
        *strrchr(folder, '/') = '\0';
    }
    const char *mark = known != NULL && known->mark[0] != '\0' ? known->mark : settings->mark;
    return mark != NULL ? mz_arena_strdup(arena, mark) : NULL;
}

/* The settings of the last site that a report was in: reports of one site follow one another. NULL: it has none that
 * can be read, which a build says. */
static const MzSettings *
settings_of(const char *site)
{
    static MzSettings *settings = NULL;
    static char *loaded = NULL;
    if (g_strcmp0(site, loaded) != 0) {
        g_clear_pointer(&settings, mz_settings_free);
        g_free(loaded);
        loaded = g_strdup(site);
        settings = mz_settings_load(site, NULL);
    }
    return settings;
}

const MzIdentity *
mz_command_identity(const char *root, const char *path, MzArena *arena)
{
    MzFilingName filing;
    g_autofree char *name = g_path_get_basename(path), *whole = g_canonicalize_filename(path, NULL);
    if (!mz_filing_name(name, &filing))
        return NULL;
    MzIdentity *identity = mz_arena_new0(arena, MzIdentity, 1);
    *identity = (MzIdentity){filing.year, filing.kind, NULL};
    const char *at = strstr(whole, IN_SITE);
    if (at == NULL)
        return identity;
    g_autofree char *of_path = mz_forms_file_root(whole);
    g_autofree char *folder = g_path_get_dirname(at + strlen(IN_SITE));
    if (strchr(folder, '/') != NULL)
        identity->names = mz_settings_names(settings_of(root != NULL ? root : of_path), folder, arena);
    return identity;
}

/* How often each message was said already, whatever the file. */
static guint
said_before(GHashTable *times, const GError *error)
{
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(times, error->message));
    g_hash_table_insert(times, error->message, GUINT_TO_POINTER(n + 1));
    return n;
}

/* How many files are named of which the same is to be said. */
static guint
enough(const GError *error)
{
    return g_error_matches(error, MZ_ERROR, MZ_ERROR_WRITE) ? 1 : SAID_OF_MANY;
}

GPtrArray *
mz_command_lines(const GPtrArray *errors, const char *before)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    GHashTable *times = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < errors->len; i++) {
        const GError *error = g_ptr_array_index(errors, i);
        if (said_before(times, error) >= enough(error))
            continue;
        char *text = mz_error_describe(error);
        g_ptr_array_add(lines, g_strconcat(before, text, NULL));
        g_free(text);
    }
    for (guint i = 0; i < errors->len; i++) {
        const GError *error = g_ptr_array_index(errors, i);
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(times, error->message));
        if (n > enough(error))
            g_ptr_array_add(lines, g_strdup_printf(mz_tr("%s…同样的问题还有 %u 处：%s", "%s… and %u more: %s"), before,
                                                   n - enough(error), error->message));
        g_hash_table_remove(times, error->message);
    }
    g_hash_table_unref(times);
    return lines;
}

void
mz_command_say_all(const GPtrArray *errors, const char *before)
{
    GPtrArray *lines = mz_command_lines(errors, before);
    for (guint i = 0; i < lines->len; i++)
        fprintf(stderr, "mingzhang: %s\n", (const char *)g_ptr_array_index(lines, i));
    g_ptr_array_unref(lines);
}

char *
mz_command_unwritten(const MzBuildResult *result, const char *out)
{
    if (result->tree.written + result->tree.removed == 0)
        return g_strdup_printf(mz_tr("网站没有写成：%s 里的文件都没有改动；腾出磁盘空间或改好写入权限后，再运行一次",
                                     "the site was not written: nothing in %s was changed; make room or give "
                                     "permission to write, and run it again"),
                               out);
    return g_strdup_printf(
        mz_tr(
            "网站只写成一部分：%s 里每个文件都完整，但有的是这次的，有的还是上次的或者还没有，先不要公开；腾出磁盘空间"
            "或改好写入权限后，再运行一次，没有写成的会补上",
            "the site was written in part: every file in %s is whole, but some are those of the last build or not "
            "there yet, so do not publish it; make room or give permission to write, and run it again for the rest"),
        out);
}

gboolean
mz_command_options(int *argc, char ***argv, const GOptionEntry *entries, const char *usage, const char *summary,
                   int least, int most, GError **error)
{
    if (!mz_command_read_options(argc, argv, entries, usage, summary, error))
        return FALSE;
    if (*argc > 1 && strcmp((*argv)[1], "--") == 0) { /* GOption leaves it when something follows */
        for (int i = 1; i < *argc; i++)
            (*argv)[i] = (*argv)[i + 1];
        (*argc)--;
    }
    if (*argc - 1 > most)
        mz_error_set(error, MZ_ERROR_USAGE, NULL, mz_tr("多余的参数“%s”", "unexpected argument '%s'"),
                     (*argv)[most + 1]);
    else if (*argc - 1 < least)
        mz_error_set(error, MZ_ERROR_USAGE, NULL, mz_tr("缺少参数 %s", "missing argument %s"), usage);
    return *argc - 1 <= most && *argc - 1 >= least;
}
