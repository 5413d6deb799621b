/* # What differs between two trees (publish/compare.h)
 *
 * Compares two manifests: one pass over both, no file is read.
 */
#ifndef MZ_PUBLISH_COMPARE_H
#define MZ_PUBLISH_COMPARE_H

#include "publish/manifest.h"

typedef enum { MZ_CHANGE_ADDED, MZ_CHANGE_CHANGED, MZ_CHANGE_REMOVED } MzChangeKind;

typedef struct {
    MzChangeKind kind;
    const char *path; /* owned by the manifest it stands in */
    guint64 size;     /* of the new file; of a removed one the old */
} MzChange;

typedef struct {
    MzChange *items; /* sorted by path */
    gsize count;
    gsize n_added, n_changed, n_removed;
    guint64 bytes; /* of the added and changed files */
} MzChanges;

/* What must be done to turn `old` into `new`. `doubtful` (NULL: none) is a manifest of which an unknown part was put
 * over `old` by a publication that did not end: its files count as changed, or as removed where `new` has them not.
 * The manifests must outlive the result, which the caller frees. */
MzChanges *mz_compare(const MzManifest *old, const MzManifest *doubtful, const MzManifest *new);
void mz_changes_free(MzChanges *changes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzChanges, mz_changes_free)

/* The text of a manifest of what may stand at a target once a publication of `new` has begun there and `doubtful`
 * (NULL: none) had begun before: all files of both; where they differ, with a digest that fits no file. */
GString *mz_doubts(const MzManifest *doubtful, const MzManifest *new);

/* One character for people: '+', '~', '-'. */
char mz_change_sign(MzChangeKind kind);

#endif
