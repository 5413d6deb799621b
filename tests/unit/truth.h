/* What a person read in a report (tests/truth, and the shared gold where it is there), to compare with what the program
 * reads. */
#ifndef MZ_TESTS_TRUTH_H
#define MZ_TESTS_TRUTH_H

#include <glib.h>
#include <string.h>

/* One tab-separated line without its header line; fields as strings, NULL-terminated. */
static inline GPtrArray *
truth_read(const char *path)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return NULL;
    GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    g_auto(GStrv) split = g_strsplit(text, "\n", -1);
    for (char **line = split; *line != NULL; line++) {
        if (line != split && **line != '\0')
            g_ptr_array_add(lines, g_strsplit(*line, "\t", -1));
    }
    return lines;
}

static inline const char *
truth_field(char **fields, guint index)
{
    return index < g_strv_length(fields) ? fields[index] : "";
}

/* The folder with the real reports and their gold, beside the repository; NULL where there is none. Caller frees. */
static inline char *
truth_shared(void)
{
    char *path = g_build_filename("..", "shared", "gold", NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return path;
    g_free(path);
    return NULL;
}

#endif
