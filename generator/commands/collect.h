/* # The reports that a command line names (commands/collect.h)
 *
 *     mingzhang check 2024-final.pdf 下载/ my-site
 *
 * A folder stands for all reports in it and in what is in it; a site's folder for those in its content/reports, not for
 * what was made of them. As in a site, `2024-final/` is one report of several parts, and of several sources of one
 * report that is taken which build reads (content/discover.h). What build passes over below content/reports is passed
 * over here and told, too.
 */
#ifndef MZ_COMMANDS_COLLECT_H
#define MZ_COMMANDS_COLLECT_H

#include <glib.h>

/* Adds the reports that `paths` (up to NULL) name to `files` (char*, the caller's): files as given, those of a folder
 * in the order of their paths. What cannot be opened, or has no report, is said, and the rest found all the same.
 * Returns the exit status that this means. */
int mz_command_collect(char **paths, GPtrArray *files);

/* Whether the path is named as a report of a site is. */
gboolean mz_command_is_filing(const char *path);

#endif
