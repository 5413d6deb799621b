/* # What is known about a report besides its text (content/meta.h)
 *
 *     content/reports/…/<year>-<kind>.meta.json
 *     {"url": "https://…/2024.html", "approved": "2025-08-06", "published": "2025-08-20", "retrieved": "2025-11-30",
 *      "version": "2025年9月2日修订"}
 *
 * Where the official original stands and which days belong to it. Every key is optional, none may be empty; the file is
 * read strictly, like site.json: an unknown key, a key twice, an address that is no http(s) address or a day that is
 * none is an error with file, line and column. What it says goes before what the text says of itself.
 */
#ifndef MZ_CONTENT_META_H
#define MZ_CONTENT_META_H

#include "base/arena.h"

/* What is not given is NULL. Days are "YYYY-MM-DD". */
typedef struct {
    const char *url;       /* the official original: a page or a file */
    const char *approved;  /* 批复 */
    const char *published; /* 公布 */
    const char *retrieved; /* the day the source was taken from there */
    const char *version;   /* in words, where the original was replaced by a later one */
} MzMeta;

/* Reads the file; texts live in `arena`. FALSE with an error, nothing set. */
gboolean mz_meta_load(const char *path, MzArena *arena, MzMeta *meta, GError **error);

#endif
