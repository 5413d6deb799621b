/* Files for targets of functions that read files (tests/fuzz/scratch.h): one folder a process, removed at its end. */
#ifndef MZ_TESTS_SCRATCH_H
#define MZ_TESTS_SCRATCH_H

#include <glib/gstdio.h>

#include "fuzz.h"

static char *scratch;

static inline void
scratch_remove(void)
{
    static const char *const names[] = {"content/site.json",
                                        "content/departments.csv",
                                        "content/register.csv",
                                        "content/forms.json",
                                        "content",
                                        "file",
                                        ""};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        char *path = g_build_filename(scratch, names[i], NULL);
        remove(path);
        g_free(path);
    }
    g_clear_pointer(&scratch, g_free);
}

/* The folder of a site; made at the first call. */
static inline const char *
scratch_folder(void)
{
    if (scratch == NULL) {
        scratch = g_dir_make_tmp("fuzz-XXXXXX", NULL);
        demand(scratch != NULL);
        char *content = g_build_filename(scratch, "content", NULL);
        demand(g_mkdir(content, 0700) == 0);
        g_free(content);
        atexit(scratch_remove);
    }
    return scratch;
}

/* Makes a file of the folder anew and gives its path, which the caller frees. Not g_file_set_contents: that waits for
 * the disk. */
static inline char *
scratch_file(const char *name, Part part)
{
    char *path = g_build_filename(scratch_folder(), name, NULL);
    FILE *file = fopen(path, "wb");
    demand(file != NULL && fwrite(part.text, 1, part.length, file) == part.length);
    demand(fclose(file) == 0);
    return path;
}

#endif
