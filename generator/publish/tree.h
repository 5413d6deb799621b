/* # The output tree (publish/tree.h)
 *
 * Turns an output folder into exactly the files of one build, touching as little as possible:
 *
 *     MzTree *tree = mz_tree_open("public", ".mingzhang/public.state", MZ_TREE_WAIT, &error);
 *     mz_tree_put(tree, "index.html", bytes, length, &error);      from any thread, in any order
 *     mz_tree_keep(tree, "r/市/局/2024-final/");                   unchanged since the last build
 *     mz_tree_finish(tree, &stats, &error);                        removes what no longer belongs
 *     mz_tree_free(tree);
 *
 * Promises:
 *  - a file is written only when its bytes change, by a temporary file in its folder and rename, or with a whole new
 * folder (mz_tree_begin_folder): at every moment, whatever kills the program, each published file is the old one or the
 * new one;
 *  - what the program wrote earlier and what was neither put nor kept now is removed, and folders left empty by that;
 * but nothing is while something cannot be written (a full disk), for older pages lead to older pages;
 *  - a file that the program did not write is never touched: putting something else over it is an error;
 *  - nothing outside the folder is read or written, also when there are symbolic links in it (the folder itself may be
 * one);
 *  - the tree depends on what was put, not on the order, the threads, the clock or what stood there before;
 *  - one program at a time writes a tree.
 *
 * Files of its own in the folder:
 *  - `.mingzhang-manifest`: the paths that are the program's, sorted by bytes, a line each: fingerprint (SHA-256, but
 * XXH3 of pages: publish/fingerprint.h), length, path. The same bytes on every machine. `mingzhang diff` and the
 * targets of `publish` read it. Where a build changed files but not their names, their lines are changed in place: a
 * build that is killed just then leaves old and new ones, and the journal that names them.
 *  - `.mingzhang-journal`: there while a build runs, and locked by it; names each path before it is written (in a new
 * folder: before that appears). What a killed build leaves in it tells the next one which files to doubt, and where
 * temporary files may lie.
 *  - `.mingzhang-tmp-*`: temporary files and folders, gone at the end; what a killed build left, or could not remove
 * (then its journal stays), is cleaned up by the next.
 *
 * The state file, outside the tree because it differs from machine to machine, remembers size, times and inode of what
 * was written. Where they agree, a file is not read again: putting the same bytes costs a hash and a stat, and keeping
 * a whole folder one stat (so a file of a kept folder that somebody changed in place, without a rename, is only found
 * with MZ_TREE_VERIFY). As in git, a file as young as the state file itself is not trusted. Without the state file,
 * or with MZ_TREE_VERIFY, files are read and compared; the result is the same.
 */
#ifndef MZ_PUBLISH_TREE_H
#define MZ_PUBLISH_TREE_H

#include <glib.h>

#include "base/sha256.h"

#define MZ_TREE_MANIFEST ".mingzhang-manifest"

typedef struct MzTree MzTree;

typedef enum {
    MZ_TREE_DEFAULT = 0,
    MZ_TREE_WAIT = 1,   /* wait until another build of this folder has ended; without it that is an error */
    MZ_TREE_VERIFY = 2, /* trust no times: read every file again */
    MZ_TREE_NO_SYNC =
        4 /* do not force the data to the disk at the end (previews, tests): safe against kill, not power loss */
} MzTreeFlags;

typedef struct {
    guint64 written;       /* files made or replaced */
    guint64 unchanged;     /* files put or kept that were right already */
    guint64 removed;       /* files that no longer belonged */
    guint64 bytes_written; /* of the written files */
    guint64 bytes;         /* of all files of the tree */
} MzTreeStats;

/* Opens `folder`, making it if need be, locks it, and cleans up after a killed build. `state_file` may be NULL; its
 * folder is made when needed. The caller frees with mz_tree_free. NULL with an error of MZ_ERROR_WRITE (the folder
 * cannot be written to: nothing in it was changed) or MZ_ERROR_IO (another build is running, its manifest is damaged).
 */
MzTree *mz_tree_open(const char *folder, const char *state_file, MzTreeFlags flags, GError **error);

/* TRUE if another build holds the folder just now: to tell the user before waiting in mz_tree_open. */
gboolean mz_tree_is_busy(const char *folder);

/* Makes `path` (see publish/path.h) a file with these bytes. Thread-safe. FALSE with an error that names the
 * file, of MZ_ERROR_WRITE (disk full, no permission, …) or MZ_ERROR_IO (not a path, put twice, equal to another but for
 * upper and lower case, somebody else's). The old file then stays, and the tree can still be finished. */
gboolean mz_tree_put(MzTree *tree, const char *path, const void *bytes, gsize length, GError **error);

/* The same for a caller that needs the SHA-256 of the bytes itself, and has it already. (A page is remembered by
 * another fingerprint all the same.) */
gboolean mz_tree_put_summed(MzTree *tree, const char *path, const void *bytes, gsize length,
                            const guint8 sha256[MZ_SHA256_SIZE], GError **error);

/* A file that is put piece by piece, for it is too large to be had at once. No page (publish/manifest.h). It is written
 * beside its place, and takes it in the end. */
typedef struct MzTreeDraft MzTreeDraft;

/* Begins one. Thread-safe. NULL with an error as of mz_tree_put. */
MzTreeDraft *mz_tree_begin(MzTree *tree, const char *path, GError **error);

/* Adds a piece. What goes wrong is told in the end. */
void mz_tree_append(MzTreeDraft *draft, const void *bytes, gsize length);

/* Puts the file, whose SHA-256 is that of all pieces together, and frees the draft. As mz_tree_put_summed. */
gboolean mz_tree_end(MzTreeDraft *draft, const guint8 sha256[MZ_SHA256_SIZE], GError **error);

/* What is put into `folder` ("r/市/局/2024-final") and below it until mz_tree_end_folder is one thing: where there is
 * no such folder yet, all of it appears at once at the end, which also costs one rename instead of one a file. Where
 * there is one, these two do nothing. Thread-safe for different folders, none of which lies in another; in between
 * nobody else may put anything there. */
void mz_tree_begin_folder(MzTree *tree, const char *folder);

/* FALSE with an error of MZ_ERROR_WRITE: nothing of it is there, as if each put had failed. */
gboolean mz_tree_end_folder(MzTree *tree, const char *folder, GError **error);

/* Says that files of the last build belong to this one too: the file `path`, or all files below it if it ends in `/`.
 * What was put in this build is not affected. Returns how many files there are. For reports whose source cannot be read
 * now (`held`): nothing is checked but that the files are there. Thread-safe. */
gsize mz_tree_keep(MzTree *tree, const char *path);

/* The same, but only if there is at least one such file and all are as the last finished build left them; otherwise
 * keeps none and returns FALSE: the caller must put them again. For reports whose inputs did not change. Thread-safe.
 */
gboolean mz_tree_keep_intact(MzTree *tree, const char *path);

/* Size and fingerprint (of all but pages: the SHA-256) of a file that was put or kept in this build. FALSE: it was
 * neither. Thread-safe. */
gboolean mz_tree_sum(MzTree *tree, const char *path, guint8 sha256[MZ_SHA256_SIZE], guint64 *size);

/* How many files this build has written so far. Thread-safe. */
guint64 mz_tree_written(MzTree *tree);

/* Gives back the memory by which the last manifest was looked at; it is looked at again as need be. */
void mz_tree_let_go(MzTree *tree);

/* Which build the folder holds: a sum over its manifest, MZ_TREE_ID hexadecimal digits; before mz_tree_finish of the
 * last build, after it of this one. "" if there is none. What a caller remembers about "the last build" holds only if
 * this is still the same. Owned by the tree. */
#define MZ_TREE_ID 32
const char *mz_tree_id(MzTree *tree);

/* Removes what no longer belongs, forces the data to the disk and writes manifest and state. No put may be running,
 * none may follow. `stats` may be NULL, and is set in any case. FALSE with an error of MZ_ERROR_WRITE or MZ_ERROR_IO;
 * the next build repairs what could not be done. */
gboolean mz_tree_finish(MzTree *tree, MzTreeStats *stats, GError **error);

/* Frees the tree and unlocks the folder. Without mz_tree_finish nothing is removed and the manifest stays that of the
 * last build; the journal stays so that the next build knows. NULL is allowed. */
void mz_tree_free(MzTree *tree);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzTree, mz_tree_free)

#endif
