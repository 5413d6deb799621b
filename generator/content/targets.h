/* # Publish targets in site.json (content/targets.h)
 *
 *     "publish": {
 *       "线上": {"type": "folder", "path": "/srv/www/site", "keep": 2},
 *       "pages": {"type": "git", "repository": "git@github.com:org/site.git", "branch": "gh-pages"},
 *       "server": {"type": "rsync", "destination": "www@host:/srv/www/site", "port": 2222},
 *       "bucket": {"type": "s3", "destination": "remote:bucket/folder"}
 *     }
 *
 * Read strictly, like all of site.json: an unknown key or a wrong value is an error with file, line and column.
 */
#ifndef MZ_CONTENT_TARGETS_H
#define MZ_CONTENT_TARGETS_H

#include "base/arena.h"
#include "content/strict_json.h"
#include "publish/target.h"

typedef struct {
    MzTarget *items; /* in the order of the file */
    guint count;
} MzTargets;

/* Reads the targets of the site in the folder `root`; texts live in `arena`. FALSE with an error of MZ_ERROR_INPUT or
 * MZ_ERROR_IO. A site without targets has none. */
gboolean mz_targets_load(const char *root, MzArena *arena, MzTargets *targets, GError **error);

/* Whether the targets in a site.json are as they should be; else FALSE with MZ_ERROR_INPUT. For whoever reads all of
 * it: a slip is told when the site is built, not months later when it is to be published. */
gboolean mz_targets_check(const MzStrictJson *json, GError **error);

/* The target of a name; without a name (NULL) the only one there is. NULL: none. */
const MzTarget *mz_targets_find(const MzTargets *targets, const char *name);

#endif
