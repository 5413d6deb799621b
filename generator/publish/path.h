/* # Addresses inside the output tree (publish/path.h)
 *
 * A path is relative, with `/` between its parts, UTF-8 in NFC. It is the same on every file system and in every
 * address: a part has no character that is reserved in file names or URLs, no control character, no dot or blank at its
 * ends, is no device name of Windows, and has at most MZ_PATH_PART_MAX bytes.
 *
 *     a name of the world  --mz_path_part-->  a safe part  --join by '/'-->  a path  --mz_path_href-->  a link
 *
 * mz_path_part maps many names to one part (`A/B` and `A_B`); the output tree reports such collisions (publish/tree.h).
 */
#ifndef MZ_PUBLISH_PATH_H
#define MZ_PUBLISH_PATH_H

#include "base/arena.h"

#include <glib.h>

enum {
    MZ_PATH_PART_MAX = 200, /* bytes of a part; file systems allow 255, a temporary name and an extension need some */
    MZ_PATH_MAX = 2000,     /* bytes of a path */
    MZ_PATH_DEPTH_MAX = 32  /* parts of a path */
};

/* Makes a safe part of any UTF-8 text: NFC; each run of blanks and of reserved characters (/ \ : * ? " < > | # % and
 * control characters) becomes one `_`; dots, blanks and `_` go from the ends; a device name of Windows gets a `_`
 * behind its stem; cut at a character's end to 200 bytes, keeping a short extension. What is left empty, or is not
 * UTF-8, becomes `_`. A part that is safe already comes back unchanged. The caller frees with g_free. */
char *mz_path_part(const char *name);

/* TRUE if `path` may be put into the output tree: the rules above for every part, not absolute, no empty part, `.` or
 * `..`. Dots at the front are allowed here (`.nojekyll`). Otherwise sets an error of MZ_ERROR_IO that names the path
 * and the rule. */
gboolean mz_path_check(const char *path, GError **error);

/* The path as it stands in a link: UTF-8, everything but RFC 3986's unreserved characters and `/` percent-encoded. */
char *mz_path_href(const char *path);

/* The same, owned by the arena; `path` itself where nothing is encoded. */
const char *mz_path_href_in(MzArena *arena, const char *path);

/* The link from the page `from` to the file `to`, both paths of the tree as mz_path_href encodes them, so that it also
 * works from file://: `../a/b.html`. From a page to itself: its own file name. Where `file` is not NULL, `to` is a
 * folder and `file` stands in it; `anchor`, if not NULL, is a place in the file. Owned by the arena. */
char *mz_path_relative_href(MzArena *arena, const char *from, const char *to, const char *file, const char *anchor);

/* The way from the page `path` back to the top of the tree: "" for a page at the top, else `../` once a folder.
 * The caller frees with g_free. */
char *mz_path_to_root(const char *path);

/* Length of the folder's part of the first `length` bytes of a path: 0 at the top. */
gsize mz_parent_length(const char *path, gsize length);

/* A hash of `length` bytes of a path that is equal for paths which a file system without upper and lower case takes for
 * the same, and the comparison that goes with it. */
guint64 mz_path_fold_hash(const char *path, gsize length);
gboolean mz_path_fold_equal(const char *a, gsize a_length, const char *b, gsize b_length);

#endif
