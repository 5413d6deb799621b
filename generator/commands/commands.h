/* # The commands (commands/commands.h)
 *
 * One file a command. A command is called with its own arguments (argv[0] is its name), parses them with GOption,
 * prints data on standard output and messages on standard error, and returns an exit status. It never exits itself.
 * `--lang` was already taken out of the arguments by `main`.
 */
#ifndef MZ_COMMANDS_COMMANDS_H
#define MZ_COMMANDS_COMMANDS_H

#include <glib.h>

/* What the program says to its caller. Of several outcomes the highest wins. */
typedef enum {
    MZ_EXIT_DONE = 0,     /* all done */
    MZ_EXIT_FINDINGS = 1, /* findings at or above the threshold, or the gate refused */
    MZ_EXIT_FAILED = 2,   /* wrong usage, bad input, reading or writing failed; the rest was done */
    MZ_EXIT_UNREAD = 3    /* a report counts as unread */
} MzExit;

/* Says `error` on standard error as `mingzhang: FILE:LINE:COLUMN: message`, frees it, and returns the exit status it
 * means. NULL says nothing and is MZ_EXIT_DONE. */
int mz_command_fail(GError *error);

int mz_command_parse(int argc, char **argv);
int mz_command_build(int argc, char **argv);
int mz_command_import(int argc, char **argv);
int mz_command_forms(int argc, char **argv);
int mz_command_check(int argc, char **argv);
int mz_command_explain(int argc, char **argv);
int mz_command_chart(int argc, char **argv);
int mz_command_publish(int argc, char **argv);
int mz_command_diff(int argc, char **argv);
int mz_command_init(int argc, char **argv);
int mz_command_serve(int argc, char **argv);

#endif
