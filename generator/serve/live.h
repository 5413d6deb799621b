/* # The browser's half of live reload (serve/live.h; private to serve/)
 *
 * Script and style that the server puts under addresses of its own; they never reach the built files.
 */
#ifndef MZ_SERVE_LIVE_H
#define MZ_SERVE_LIVE_H

#define MZ_LIVE_PREFIX "/.mingzhang/"
#define MZ_LIVE_EVENTS MZ_LIVE_PREFIX "events" /* "?of=reports" from the page of a report */
#define MZ_LIVE_SHOWN MZ_LIVE_PREFIX "shown"   /* asked for by a page that has painted what was new */
#define MZ_LIVE_SCRIPT MZ_LIVE_PREFIX "live.js"
#define MZ_LIVE_STYLE MZ_LIVE_PREFIX "live.css"

/* What is put into a page. */
#define MZ_LIVE_ELEMENTS                                                                                               \
    "<link rel=\"stylesheet\" href=\"" MZ_LIVE_STYLE "\"><script src=\"" MZ_LIVE_SCRIPT "\" defer></script>\n"

/* The event stream's first message says which build is shown; another number later means that the page is old. The
 * script then takes the page from the server and compares it with the page as it was served before: where the two
 * differ, and there alone, it changes what is shown. So an amount is on the screen soon, and what the reader has
 * opened, chosen and scrolled to stays. If other scripts or stylesheets belong to the page now, or the place that
 * differs is not as it was served, or nothing differs (a stylesheet may be new), the page loads again: always right,
 * but slower.
 */
extern const char mz_live_script[];
extern const char mz_live_style[];

#endif
