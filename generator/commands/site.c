#include "commands/site.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "commands/options.h"

#ifndef MZ_DATADIR
#define MZ_DATADIR "/usr/local/share/mingzhang"
#endif

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

void
mz_command_say_all(const GPtrArray *errors, const char *before)
{
    for (guint i = 0; i < errors->len; i++) {
        char *text = mz_error_describe(g_ptr_array_index(errors, i));
        fprintf(stderr, "mingzhang: %s%s\n", before, text);
        g_free(text);
    }
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
