/* # JSON read by cJSON into an arena (base/json_tree.h)
 *
 * cJSON takes each value, key and text from malloc and gives them back one by one: that is more than half of the cost
 * of reading. Here its tree lies in an arena, goes away with it, and its texts may be kept without a copy:
 *
 *     const cJSON *root = mz_json_tree(arena, text, length, &end);
 *     name = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(root, "name"));
 *
 * Such a tree is only read: it must not be changed, nor given to cJSON_Delete. All else that cJSON does is as usual,
 * also in other threads at the same time.
 */
#ifndef MZ_BASE_JSON_TREE_H
#define MZ_BASE_JSON_TREE_H

#include <cjson/cJSON.h>

#include "base/arena.h"

/* The JSON value that `length` bytes begin with. `end` receives where it ends; what follows is the caller's affair.
 * NULL when it is no JSON (`end` is where that shows), or nests deeper than cJSON's limit of 1000. Owned by the arena.
 */
const cJSON *mz_json_tree(MzArena *arena, const char *text, gsize length, const char **end);

#endif
