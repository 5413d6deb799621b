/* # What a build says while it works and at its end (commands/log.h)
 *
 * For people: a line of progress on a terminal (none elsewhere, none in builds of less than half a second), then what
 * is wrong, then a summary. For machines (`--log json`): the same on standard error as JSON, one object a line:
 *
 *     {"event":"waiting","output":"public"}                                  another build writes there just now
 *     {"event":"progress","done":120,"reports":1000,"findings":7}            at most one a second
 *     {"event":"error","message":"…","file":"…","line":3,"column":2}         file, line, column where known
 *     {"event":"warning", …}
 *     {"event":"summary","status":0,"reports":…,"built":…,"held":…, …,"seconds":1.25}
 */
#ifndef MZ_COMMANDS_LOG_H
#define MZ_COMMANDS_LOG_H

#include "site/build.h"

typedef struct {
    gboolean json;
    gboolean quiet;     /* for people: only what went wrong */
    gboolean terminal;  /* standard error is one that can show progress */
    gboolean shown;     /* a line of progress stands there */
    gint64 begun, last; /* µs, monotonic */
} MzLog;

/* Opens the log: `format` is NULL (for people) or "json". FALSE with MZ_ERROR_USAGE. */
gboolean mz_log_open(MzLog *log, const char *format, gboolean quiet, GError **error);

/* Says so when another build holds the output folder just now: this one will wait. */
void mz_log_busy(MzLog *log, const char *out);

/* For MzBuildOptions: `progress`, with the log as `user` (here `data`). */
void mz_log_progress(const MzBuildProgress *now, gpointer data);

/* What the build has to say of its warnings and errors. Takes the line of progress away. */
void mz_log_result(MzLog *log, const MzBuildResult *result);

/* The numbers of a build that ended with this exit status; for people how to open the output folder, too, or in what
 * state it is. */
void mz_log_summary(MzLog *log, const MzBuildResult *result, const char *out, int status);

/* For people: what the checks say of all reports; nothing if none was checked. */
void mz_log_say_checks(const MzBuildResult *result);

/* For people: "，1 份暂存上次的页面" and the like, behind a number of reports; nothing if all were read. */
void mz_log_say_unread(const MzBuildResult *result);

/* An error that ended all. Frees it and returns its exit status, as mz_command_fail does. */
int mz_log_fail(MzLog *log, GError *error);

#endif
