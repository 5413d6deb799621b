/* # Pages in CommonMark (content/markdown.h)
 *
 *     ---
 *     title: 关于本站
 *     nav: 3
 *     ---
 *     text in CommonMark
 *
 * content/pages/NAME.md becomes NAME.html. The front matter is a few `key: value` lines: title (required), description,
 * nav (place in the navigation; without it the page is only linked from the foot). Raw HTML and dangerous addresses are
 * left out by libcmark, and links to other .md pages become links to their .html. CommonMark has no tables; who writes
 * one is told.
 */
#ifndef MZ_CONTENT_MARKDOWN_H
#define MZ_CONTENT_MARKDOWN_H

#include "base/arena.h"

typedef struct {
    const char *name; /* file name without .md, a safe part of a path */
    const char *file; /* for messages */
    const char *title;
    const char *description; /* "" none */
    int nav;                 /* 0: not in the navigation */
    const char *body_html;
} MzPage;

/* All pages of the site in the folder `root`, those of the navigation first, in its order. A page that is wrong is left
 * out and its error added to `errors` (GError*); what is only not as it was meant is added to `warnings`. */
const MzPage *mz_pages_load(const char *root, MzArena *arena, guint *n_pages, GPtrArray *errors, GPtrArray *warnings);

#endif
