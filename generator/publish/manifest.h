/* # What a published tree consists of (publish/manifest.h)
 *
 * The list of a tree's files with length and fingerprint (publish/fingerprint.h), as the output tree leaves it in
 * MZ_TREE_MANIFEST: what `diff` compares, and what a target uploads. Files that the program did not write are not in it
 * and are never published.
 */
#ifndef MZ_PUBLISH_MANIFEST_H
#define MZ_PUBLISH_MANIFEST_H

#include <glib.h>

typedef struct {
    const char *path; /* relative, '/' between its parts, never outside the tree */
    guint64 size;
    const char *hex; /* its fingerprint (publish/fingerprint.h), 64 hexadecimal digits */
} MzManifestFile;

typedef struct {
    MzManifestFile *files; /* sorted by the bytes of their paths */
    gsize count;
    guint64 bytes;       /* of all files */
    char *id;            /* SHA-256 of the manifest itself: which build this is; "" when it was empty */
    GStringChunk *texts; /* private */
} MzManifest;

/* Reads the manifest of the folder `place`, or the manifest saved in the file `place`. NULL with MZ_ERROR_IO (not
 * there, not readable) or MZ_ERROR_INPUT (damaged). The caller frees. */
MzManifest *mz_manifest_read(const char *place, GError **error);

/* The manifest of nothing: what stands at a target before the first publication. */
MzManifest *mz_manifest_new_empty(void);

void mz_manifest_free(MzManifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzManifest, mz_manifest_free)

/* The file of a path; NULL: none. */
const MzManifestFile *mz_manifest_find(const MzManifest *manifest, const char *path);

/* TRUE for files that a browser shows as a page; they are published after everything they need. */
gboolean mz_manifest_is_page(const char *path);

#endif
