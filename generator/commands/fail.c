#include "commands/commands.h"

#include <stdio.h>

#include "base/error.h"

int
mz_command_fail(GError *error)
{
    if (error == NULL)
        return MZ_EXIT_DONE;
    char *said = mz_error_describe(error);
    fprintf(stderr, "mingzhang: %s\n", said);
    int status = g_error_matches(error, MZ_ERROR, MZ_ERROR_UNREAD) ? MZ_EXIT_UNREAD : MZ_EXIT_FAILED;
    g_free(said);
    g_error_free(error);
    return status;
}
