/* # The options of a command (commands/options.h)
 *
 * GOption with the program's own words: its help and its errors would otherwise be in the language of the machine.
 */
#ifndef MZ_COMMANDS_OPTIONS_H
#define MZ_COMMANDS_OPTIONS_H

#include <glib.h>

/* Takes a command's options out of its arguments (argv[0] is the command's name). `usage` (such as "TARGET") and
 * `summary` are shown by --help, which ends the program; both and `entries` may be NULL. FALSE with MZ_ERROR_USAGE. */
gboolean mz_command_read_options(int *argc, char ***argv, const GOptionEntry *entries, const char *usage,
                                 const char *summary, GError **error);

#endif
