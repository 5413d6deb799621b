/* # What the commands that work on a site share (commands/site.h)
 *
 * build, publish, diff and serve find the same folders in the same way and say the same things of a build.
 */
#ifndef MZ_COMMANDS_SITE_H
#define MZ_COMMANDS_SITE_H

#include "base/arena.h"
#include "check/check.h"
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

/* What the path of a report says that it is: year and kind by its name (2024-final.txt), and inside content/reports of
 * a site the names of its body, with those of departments.csv (`root` as above). In the arena; NULL: it is not named as
 * reports of a site are. */
const MzIdentity *mz_command_identity(const char *root, const char *path, MzArena *arena);

/* What a build's errors, or its warnings, say, a line each, every one with `before` in front. What is said in the same
 * words of many files is said of the first few and then counted; of files that could not be written (a full disk) the
 * first will do. The lines are char*; the caller frees with g_ptr_array_unref. */
GPtrArray *mz_command_lines(const GPtrArray *errors, const char *before);

/* Says these lines on standard error. */
void mz_command_say_all(const GPtrArray *errors, const char *before);

/* What the output folder `out` holds after a build some of whose files could not be written (n_unwritten), and what to
 * do: one sentence. The caller frees. */
char *mz_command_unwritten(const MzBuildResult *result, const char *out);

/* Parses a command's options: what GOption leaves must be at most `most` arguments and at least `least`. FALSE with
 * MZ_ERROR_USAGE. `entries` may use mz_tr at run time; `summary` and `usage` (such as "TARGET") are shown by --help. */
gboolean mz_command_options(int *argc, char ***argv, const GOptionEntry *entries, const char *usage,
                            const char *summary, int least, int most, GError **error);

#endif
