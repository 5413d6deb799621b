/* # JSON that a user writes (content/strict_json.h)
 *
 * cJSON keeps no places and lets the first of two equal keys win. This reads a file's JSON with cJSON and answers what
 * the readers of such files need: where a key stands, so that a message can name line and column. Keys are compared
 * with upper and lower case apart.
 */
#ifndef MZ_CONTENT_STRICT_JSON_H
#define MZ_CONTENT_STRICT_JSON_H

#include "base/error.h"
#include "base/json_tree.h"

typedef struct {
    const char *file; /* name for messages; not copied */
    const char *text; /* the whole text, for places; not copied, ends with a 0 byte */
    MzArena *tree;    /* that the values lie in */
    const cJSON *root;
} MzStrictJson;

/* Reads `text` (`length` bytes of UTF-8 and a 0 byte; a byte order mark is allowed) of `file`. FALSE when it is no
 * JSON, when more follows the value, when an object has a key twice, or when it nests deeper than 100. Both strings
 * must outlive the result, which is freed with mz_strict_json_clear. */
gboolean mz_strict_json_read(MzStrictJson *json, const char *file, const char *text, gsize length, GError **error);
void mz_strict_json_clear(MzStrictJson *json);

/* The place of the key at the end of a path of keys from the root, such as {"publisher", "icp"}; of the file alone when
 * there is no such key. Elements of arrays are not stepped into. */
MzPlace mz_strict_json_place(const MzStrictJson *json, const char *const *path, guint n_path);

#endif
