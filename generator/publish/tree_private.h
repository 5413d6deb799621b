/* # Inside the output tree (publish/tree_private.h; only for publish/tree*.c)
 *
 * tree.c opens and closes, tree_put.c writes files, tree_keep.c keeps what the last build wrote, tree_finish.c removes
 * what no longer belongs and writes manifest and state, tree_patch.c changes these where they stand.
 */
#ifndef MZ_PUBLISH_TREE_PRIVATE_H
#define MZ_PUBLISH_TREE_PRIVATE_H

#include <sys/stat.h>

#include "base/arena.h"
#include "publish/fingerprint.h"
#include "publish/folders.h"
#include "publish/last.h"
#include "publish/path.h"
#include "publish/tree.h"

#define MZ_TREE_JOURNAL ".mingzhang-journal"
#define MZ_TREE_TEMPORARY ".mingzhang-tmp-"
#define MZ_TREE_OWN ".mingzhang-"

/* A file of this build. */
typedef struct {
    guint64 fold; /* mz_path_fold_hash of the path */
    guint64 size;
    MzStamp stamp; /* all 0 if it could not be written */
    gssize last;   /* index in the last build, or -1 */
    gboolean failed;
    guint8 digest[MZ_FINGERPRINT_SIZE];
    guint16 length;
    char path[];
} MzFresh;

/* What this build knows of a file of the last one. */
enum {
    MZ_MARK_PUT = 1,     /* was put in this build */
    MZ_MARK_KEPT = 2,    /* belongs to this build as it is */
    MZ_MARK_SUSPECT = 4, /* a killed build may have written it since */
    MZ_MARK_GONE = 8     /* was removed in this build */
};

/* What this build knows of a folder of the last one. */
enum {
    MZ_FOLDER_DIRTY = 1,   /* something was written there or removed: its stamp is to be taken anew */
    MZ_FOLDER_UNSURE = 2,  /* a file there was kept without looking at it: its stamp proves nothing */
    MZ_FOLDER_TRUSTED = 4, /* it was as the last build left it, before this one wrote there */
    MZ_FOLDER_RENEWED = 8  /* its stamp in MzLast is of this build */
};

struct MzTree {
    char *name; /* of the folder, for messages */
    char *state_file;
    MzTreeFlags flags;
    int root;
    int journal;
    MzFolders *folders;
    MzLast *last;
    GHashTable *leftover; /* set of paths that a killed build wrote; owns them */

    GMutex mutex; /* guards all below while files are put */
    MzArena *arena;
    GHashTable *fresh; /* set of MzFresh, the same for paths that differ in case only */
    guint8 *marks;     /* one a file of the last build */
    guint8 *folder_marks;
    GArray *renewed;        /* gsize: files of the last build whose stamp in MzLast is of this one */
    guint new_paths;        /* files put that the last build did not have */
    gboolean changed;       /* the manifest is to be written */
    gboolean state_changed; /* the state is to be written */
    gboolean journaled;     /* something stands in the journal from this build */
    int journal_broken;     /* errno of a failed write to the journal, after which nothing may follow there */
    gint temporary;         /* atomic: number of the next temporary file */
    gint unwritten;         /* atomic: the system did not let something be written */
    gint littered; /* atomic: a temporary file could not be removed; the journal stays and tells the next build */
    MzTreeStats stats;
};

/* Sets an error of MZ_ERROR_IO about `path` (`length` bytes) in the tree. */
void mz_tree_error(const MzTree *tree, const char *path, gsize length, GError **error, const char *format, ...)
    G_GNUC_PRINTF(5, 6);

/* The same of a failure of the system, an errno: MZ_ERROR_WRITE. All that cannot be written for one reason is said in
 * the same words, whichever of its steps failed, so that it can be counted. */
void mz_tree_fail(MzTree *tree, const char *path, gsize length, GError **error, int number);

/* Writes all bytes. FALSE with errno. */
gboolean mz_write_all(int handle, const void *bytes, gsize length);

/* A name for a temporary file or folder that no other has. */
void mz_tree_temporary_name(MzTree *tree, char name[64]);

/* Opens a new temporary file in a folder and writes its name to `name`. -1 with errno. */
int mz_tree_temporary(MzTree *tree, int folder, char name[64]);

/* A regular file's fingerprint and stamp, read through a handle of its folder without following links. FALSE with
 * errno; then `digest` is not to be used. */
gboolean mz_tree_digest(int folder, const char *name, guint8 digest[MZ_FINGERPRINT_SIZE], guint64 *size,
                        MzStamp *stamp);

/* The file of that very path that was put in this build; NULL: none. The mutex must be held. */
const MzFresh *mz_tree_fresh(const MzTree *tree, const char *path, gsize length);

/* Says that the folder of a path was written to. The mutex must be held. */
void mz_tree_mark_folder(MzTree *tree, const char *path, gsize length, guint8 mark);

/* Removes a regular file that the program wrote; 1 if it did, 0 if there is no such regular file, -1 with errno. */
int mz_tree_remove_file(MzTree *tree, const char *path, gsize length);

/* Removes the folder of a path if it is empty, then the folder above it, and so on. */
void mz_tree_remove_empty(MzTree *tree, const char *path, gsize length);

/* The line of a file in the manifest without its end; its length. */
#define MZ_TREE_LINE_MAX (MZ_SHA256_SIZE * 2 + 32 + MZ_PATH_MAX)
gsize mz_tree_line(const MzFresh *fresh, char line[MZ_TREE_LINE_MAX]);

/* The stamp of a folder for the next build: the one of the last build (`before` its index there, or -1) if nothing
 * happened in it. */
MzStamp mz_tree_folder_stamp(const MzTree *tree, const char *path, gsize length, gssize before);

/* Makes manifest and state of the last build right for this one by changing them where they stand. FALSE: they differ
 * in more than that, or it went wrong; they must be written anew. */
gboolean mz_tree_patch_books(MzTree *tree);

/* Unlocks and closes the journal. Said to the system in words, because a child process may hold the handle too. */
void mz_tree_unlock(MzTree *tree);

#endif
