/* # The browser's half of live reload (serve/live.h; private to serve/)
 *
 * Script and style that the server puts under addresses of its own; they never reach the built files.
 */
#ifndef MZ_SERVE_LIVE_H
#define MZ_SERVE_LIVE_H

#define MZ_LIVE_PREFIX "/.mingzhang/"
#define MZ_LIVE_EVENTS MZ_LIVE_PREFIX "events"
#define MZ_LIVE_SCRIPT MZ_LIVE_PREFIX "live.js"
#define MZ_LIVE_STYLE MZ_LIVE_PREFIX "live.css"

/* What is put into a page. */
#define MZ_LIVE_ELEMENTS                                                                                               \
    "<link rel=\"stylesheet\" href=\"" MZ_LIVE_STYLE "\"><script src=\"" MZ_LIVE_SCRIPT "\" defer></script>\n"

/* The event stream's first message says which build is shown; another number later means that the page is old. The page
 * scrolls back by itself, because the browser does that on reload. */
extern const char mz_live_script[];
extern const char mz_live_style[];

#endif
