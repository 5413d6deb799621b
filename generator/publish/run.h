/* # Running other programs (publish/run.h; private to publish/)
 *
 * git, rsync and rclone do what they can better than we. No shell is involved: arguments reach the program as they are.
 * Its messages go to our standard error, its questions (a password) to the terminal.
 */
#ifndef MZ_PUBLISH_RUN_H
#define MZ_PUBLISH_RUN_H

#include <glib.h>

typedef struct {
    const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH */
    const char *folder;      /* works there; NULL: here */
    char **environment;      /* NULL: ours */
    const char *input;       /* a file that becomes its standard input; NULL: ours */
    gboolean quiet;          /* throws its messages away */
} MzRun;

/* Runs it to its end. `output` (NULL: not wanted) receives what it printed. Its exit status comes back in `status` if
 * that is not NULL; otherwise one that is not 0 is an error. FALSE with MZ_ERROR_IO: not installed (the message says
 * how to get it), could not be started, ended by a signal, failed. */
gboolean mz_run(const MzRun *run, GString *output, int *status, GError **error);

#endif
