/* # Folders below a root, opened safely (publish/folders.h; private to publish/)
 *
 * Gives out handles of folders inside one root folder. Each part of a path is opened without following symbolic links,
 * so that nothing outside the root is ever reached. Handles given back are kept open for a while: the files of one
 * report go to the same folder one after the other. Thread-safe.
 */
#ifndef MZ_PUBLISH_FOLDERS_H
#define MZ_PUBLISH_FOLDERS_H

#include <glib.h>

typedef struct MzFolders MzFolders;

/* `root` is the handle of the root folder; it stays the caller's and must stay open. */
MzFolders *mz_folders_new(int root);
void mz_folders_free(MzFolders *folders);

/* A handle of the folder named by the first `length` bytes of `path` ("" is the root), for this caller alone until it
 * is given back; `make` makes missing folders. -1 with errno on failure: ENOENT, ENOTDIR or ELOOP (a part is no
 * folder), … */
int mz_folders_take(MzFolders *folders, const char *path, gsize length, gboolean make);
void mz_folders_give(MzFolders *folders, const char *path, gsize length, int handle);

/* TRUE if the folder of this handle was made with it, and so was empty when this program first saw it. FALSE also when
 * that is not known any more. The handle must be in hand. */
gboolean mz_folders_made(const MzFolders *folders, int handle);

/* From now on the folder of this path, which must not be there yet, is made and found under another name beside its
 * place: what is put into it is seen by nobody yet. */
void mz_folders_hide(MzFolders *folders, const char *path, gsize length, const char *name);

/* TRUE if the folder of this path is such a one or lies in one. */
gboolean mz_folders_is_hidden(MzFolders *folders, const char *path, gsize length);

/* Keeps the path of a file as a line, for when the hidden folder it lies in is shown; `folder` is the length of its
 * folder's path. FALSE: it lies in none, or this is the first line of one, which shall be written at once, so that a
 * half-filled folder is found: unless a line was written for one beside it (mz_folders_note), where it will be found
 * as well. */
gboolean mz_folders_defer(MzFolders *folders, const char *path, gsize length, gsize folder);

/* The line of that file was written. */
void mz_folders_note(MzFolders *folders, const char *path, gsize folder);

/* The lines that were kept with the hidden folder of exactly this path; none: "". The caller frees. */
char *mz_folders_deferred(MzFolders *folders, const char *path, gsize length);

/* Gives a hidden folder its own name, with all that is in it at once; one that was never made is forgotten. FALSE with
 * errno: something stands there, the disk is full, …, or it is `refused` (an errno; 0: it is not); then all that is in
 * it has been removed. */
gboolean mz_folders_show(MzFolders *folders, const char *path, gsize length, int refused);

/* Removes a file, or a folder with all that is in it, without following links; `parent` may be AT_FDCWD. What cannot be
 * removed stays, and so do the folders above it. */
void mz_folders_remove(int parent, const char *name);

/* Closes what is kept open. Before folders are removed: a kept handle would lead into a removed folder. */
void mz_folders_forget(MzFolders *folders);

#endif
