/* # A preview server (serve/server.h)
 *
 * Serves one folder on 127.0.0.1, for the person at this machine only: other addresses cannot reach it, and requests
 * for another host's name (a page of somebody else that points its name here) are refused. Only GET and HEAD.
 *
 * Pages are shown with a small script that waits for news on an event stream: a new build loads the page again, trouble
 * of a build is laid over it. What stands in the folder is not changed by this.
 *
 *     MzServer *server = mz_server_start("public", 8000, &error);
 *     mz_server_say(server, NULL);             the folder has changed: pages load again
 *     mz_server_say(server, "what is wrong");  shown over every page until the next say
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

/* Tells open pages that there was a build: `trouble` NULL loads them again; otherwise it is shown over them, as text.
 */
void mz_server_say(MzServer *server, const char *trouble);

void mz_server_stop(MzServer *server);

#endif
