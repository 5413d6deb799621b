/* # What the last build left (publish/last.h; private to publish/)
 *
 * Reads the manifest of an output folder and the state file that goes with it, as plain arrays: a province has 250,000
 * files, and a build that changes nothing must not spend its time here. So the state file holds these arrays as they
 * are in memory, and is mapped; only a manifest without a state of its own is read line by line. Paths are looked up by
 * binary search.
 *
 * Where only lines of the manifest have become others, they and their part of the state are changed in place
 * (tree_patch.c). So the sum by which a manifest is known is one of its lines.
 */
#ifndef MZ_PUBLISH_LAST_H
#define MZ_PUBLISH_LAST_H

#include <glib.h>

#include "base/sha256.h"
#include "base/stamp.h"
#include "base/sum.h"
#include "publish/tree.h"

/* A file in the manifest. */
typedef struct {
    guint64 at; /* where its path stands in the manifest, no 0 byte behind */
    guint64 size;
    guint32 folder; /* index of its folder */
    guint16 length; /* of the path */
    guint16 unused;
} MzLastFile;

/* A folder that has files of the manifest directly in it, named by the beginning of a path in the manifest. */
typedef struct {
    guint64 at;
    guint32 length;
    guint32 unused;
    MzStamp stamp;
} MzLastFolder;

typedef struct {
    GMappedFile *map; /* the manifest; NULL if there is none */
    const char *text; /* its bytes */
    GMappedFile *state;
    MzLastFile *files; /* sorted by the bytes of their paths */
    MzStamp *stamps;   /* one a file */
    gsize count;
    MzLastFolder *folders; /* in the order of their first file */
    guint n_folders;
    GHashTable *folder_index; /* MzFolderKey → index + 1; NULL until a folder is looked up by its path */
    gint64 state_time;        /* ns: when the state was written; 0 if there is none */
    MzStamp manifest;         /* of the files read; of a state only if there is one that counts */
    MzStamp state_file;
    guint64 sum[2]; /* of the manifest: mz_last_sum_line of all its lines */
    char id[MZ_TREE_ID + 1];
} MzLast;

/* Reads the manifest in the folder `root` and the state file (NULL: none). A state that does not belong to this
 * manifest, or is damaged, is as none. NULL with MZ_ERROR_IO if the manifest cannot be read or is damaged. The caller
 * frees. */
MzLast *mz_last_read(int root, const char *state_file, GError **error);
/* The same for a manifest that was saved in a file of any name: without state and stamps. */
MzLast *mz_last_read_file(const char *file, GError **error);
void mz_last_free(MzLast *last);

/* The index of a path, or the index where it would stand if `found` says FALSE. */
gsize mz_last_find(const MzLast *last, const char *path, gsize length, gboolean *found);

/* Where the path of a file or folder stands. */
static inline const char *
mz_last_path(const MzLast *last, guint64 at)
{
    return last->text + at;
}

/* The index of a folder, or -1. Not thread-safe. */
gssize mz_last_folder(MzLast *last, const char *path, gsize length);

/* The fingerprint of a file as the manifest has it: 64 hexadecimal digits, no 0 byte behind. */
const char *mz_last_hex(const MzLast *last, gsize index);

/* The line of a file in the manifest; `length` is that without its end. */
const char *mz_last_line(const MzLast *last, gsize index, gsize *length);

/* TRUE if `now` is the stamp remembered, and old enough that a change after it must have changed it. */
gboolean mz_last_trusts(const MzLast *last, const MzStamp *remembered, const MzStamp *now);

/* A folder's path, for tables. */
typedef struct {
    const char *path;
    gsize length;
} MzFolderKey;
guint mz_folder_hash(gconstpointer key);
gboolean mz_folder_equal(gconstpointer a, gconstpointer b);

/* The head of a state file; then come the files, their stamps, and the folders. */
typedef struct {
    char magic[24];
    MzStamp manifest; /* binds the state to one manifest */
    guint64 id[2];    /* of the manifest */
    guint64 files;
    guint64 folders;
    guint64 sum[2]; /* of all bytes but these */
} MzStateHead;

/* Adds a line of a manifest (`length` without its end) to a sum that begins with 0, or takes it out again. */
void mz_last_sum_line(guint64 sum[2], const char *line, gsize length, gboolean add);

/* Sets the sum of the manifest, and by it which build it stands for. */
void mz_last_identify(MzLast *last, const guint64 sum[2]);

/* Puts the sum over the head, and over what follows (added already), into the head. */
void mz_state_sum(const MzSum *body, MzStateHead *head);

#define MZ_STATE_MAGIC "mingzhang-state/4\n"
#define MZ_MANIFEST_HEAD "# mingzhang-manifest/1\n"

#endif
