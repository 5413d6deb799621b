/* # Strict reading of JSON, with places (model/json_read.h)
 *
 * cJSON builds the tree; what it does not do is done here. Before: the bytes must be UTF-8 and JSON to the letter, nest
 * at most 32 deep, and hold no U+0000 and no number that a double cannot carry. After: readers go through the tree with
 * cursors that know their way from the root, so that every complaint names a path (`tables[2].rows[5].cells[0].amount`)
 * and has line and column.
 *
 * The first complaint is kept and ends nothing by itself: the functions below go on with harmless values, and the
 * reader asks mz_json_failed where it matters. Only the model's readers include this header.
 */
#ifndef MZ_MODEL_JSON_READ_H
#define MZ_MODEL_JSON_READ_H

#include "base/error.h"
#include "base/json_tree.h"

typedef struct {
    const char *name; /* the file, for places */
    const char *bytes;
    gsize length;
    const cJSON *root;
    MzArena *tree;  /* that the values lie in */
    MzArena *arena; /* strings are copied here */
    GError *error;  /* the first complaint */
} MzJsonDoc;

/* A value in the tree and the way to it. `up` must outlive it; `node` is NULL where a key is absent or null. */
typedef struct MzJsonAt {
    MzJsonDoc *doc;
    const struct MzJsonAt *up; /* NULL: the root */
    const cJSON *node;
} MzJsonAt;

/* Reads the bytes, which must outlive the document. A document that cannot be read has failed and its root is NULL. */
void mz_json_open(MzJsonDoc *doc, const char *name, const char *bytes, gsize length, MzArena *arena);

/* Frees the tree, and moves the complaint to `error`. Returns TRUE when there was none. */
gboolean mz_json_close(MzJsonDoc *doc, GError **error);

gboolean mz_json_failed(const MzJsonDoc *doc);

/* The root as a cursor. */
MzJsonAt mz_json_root(MzJsonDoc *doc);

/* An element of an array, or a member of an object. */
MzJsonAt mz_json_at(const MzJsonAt *up, const cJSON *node);

/* Where a value begins; the file is the document's name. */
MzPlace mz_json_place(const MzJsonAt *at);

/* Complains about a value: the path, a colon, the message. Only the first complaint is kept. */
void mz_json_fail(const MzJsonAt *at, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The value must be an object without double keys and without keys other than `keys` (NULL-terminated). */
gboolean mz_json_object(const MzJsonAt *at, const char *const *keys);

/* The member `key`. A value of null counts as absent. */
MzJsonAt mz_json_member(const MzJsonAt *at, const char *key);

/* The value itself as a string, "" after a complaint. Control characters other than line end and tab are refused. */
const char *mz_json_string(const MzJsonAt *at);

/* The string `key`; absent: NULL. */
const char *mz_json_text(const MzJsonAt *at, const char *key);

/* A string that must be there and not be empty; "" after a complaint. */
const char *mz_json_need(const MzJsonAt *at, const char *key);

/* A day that exists as "2025-11-21"; absent: NULL. */
const char *mz_json_date(const MzJsonAt *at, const char *key);

/* A whole number from 0 to `most`; absent: 0. */
guint mz_json_number(const MzJsonAt *at, const char *key, guint most);

/* true or false; absent: `usual`. */
gboolean mz_json_flag(const MzJsonAt *at, const char *key, gboolean usual);

/* A string out of `names`: its index; absent: `usual`. */
guint mz_json_choice(const MzJsonAt *at, const char *key, const char *const *names, guint n_names, guint usual);

/* The member `key` as an array and the number of its elements; absent: an empty one. */
MzJsonAt mz_json_array(const MzJsonAt *at, const char *key, guint *n);

/* The first element of such an array; NULL: it is empty. */
const cJSON *mz_json_first(const MzJsonAt *array);

#endif
