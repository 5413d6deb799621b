/* # A preview server (serve/server.h)
 *
 * Serves one folder on 127.0.0.1, for the person at this machine only: other addresses cannot reach it, and requests
 * for another host's name (a page of somebody else that points its name here) are refused. Only GET and HEAD.
 *
 * Pages are shown with a small script that waits for news on an event stream: a new build shows the page anew, trouble
 * of a build is laid over it. What stands in the folder is not changed by this.
 *
 *     MzServer *server = mz_server_start("public", 8000, &error);
 *     mz_server_say_reports(server);                  the reports' own pages have changed: shown anew
 *     mz_server_say(server, FALSE, NULL);             and all other pages
 *     mz_server_say(server, TRUE, "what is wrong");   all pages are shown anew, with this over them
 *
 * The pages of reports come first, because who corrects a figure waits for one of them: pages of many reports take
 * longer to be made.
 *     mz_server_stop(server);
 *
 * Requests are answered by threads of the server; the functions here may be called from any thread.
 */
#ifndef MZ_SERVE_SERVER_H
#define MZ_SERVE_SERVER_H

#include <glib.h>

typedef struct MzServer MzServer;

/* Starts to serve `folder`, which need not be there yet, on `port` (0: any that is free). NULL with MZ_ERROR_IO: the
 * port is taken. The caller ends it with mz_server_stop. */
MzServer *mz_server_start(const char *folder, guint port, GError **error);

guint mz_server_port(const MzServer *server);

/* Tells open pages that a build has come to an end: they are shown anew, those of reports only if `reports`. `trouble`
 * is shown over all of them until the next say, as text; NULL: there is none. */
void mz_server_say(MzServer *server, gboolean reports, const char *trouble);

/* Tells the pages of reports (and no others) that they are as the build leaves them that is going on. If one is open,
 * waits until it has painted that, at most 150 ms: a browser and the rest of a build want the same processors. */
void mz_server_say_reports(MzServer *server);

void mz_server_stop(MzServer *server);

#endif
