/* # What the commands that work on a site share (commands/site.h)
 *
 * build, publish, diff and serve find the same folders in the same way and say the same things of a build.
 */
#ifndef MZ_COMMANDS_SITE_H
#define MZ_COMMANDS_SITE_H

#include "base/arena.h"
#include "site/build.h"

/* The folder with the installed templates and assets: as MINGZHANG_DATA says, else beside the program as it was
 * installed or compiled, else where `make install` puts it. The caller frees. */
char *mz_command_data(void);

/* The output folder: `out`, else "public" in the site's folder. The caller frees. */
char *mz_command_output(const char *root, const char *out);

/* Reports are read by the content/forms.json of the site `root`; NULL: of the site that `path` lies in, else of the
 * current folder (content/forms_file.h). What other programs make of the site's documents is kept (read/outside.h). */
gboolean mz_command_use_forms(const char *root, const char *path, GError **error);

/* The mark that the site `root` (NULL: the one that `path` lies in) puts on the department of the report at `path`
 * ("示例数据"): what is made of it by hand has it too. In the arena; NULL: none, or the file is in no site. */
const char *mz_command_mark(const char *root, const char *path, MzArena *arena);

/* Says the errors of a build, or its warnings, on standard error. What is said in the same words of many files (a full
 * disk) is said of the first few and then counted. */
void mz_command_say_all(const GPtrArray *errors, const char *before);

/* Parses a command's options: what GOption leaves must be at most `most` arguments and at least `least`. FALSE with
 * MZ_ERROR_USAGE. `entries` may use mz_tr at run time; `summary` and `usage` (such as "TARGET") are shown by --help. */
gboolean mz_command_options(int *argc, char ***argv, const GOptionEntry *entries, const char *usage,
                            const char *summary, int least, int most, GError **error);

#endif
