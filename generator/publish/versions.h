/* # Versions of a tree, and which of them is shown (publish/versions.h; private to publish/)
 *
 *     PATH                       a symbolic link to the version that is shown: what a web server serves
 *     PATH.versions/<id>/        a version: exactly the files of a manifest, and the manifest
 *     PATH.versions/history      ids in the order in which they were shown, the last is the present one
 *
 * A version is made aside, under another name, and then shown by exchanging the link in one step: a reader sees the old
 * site or the new one, never a mixture. Files that a version shares with the one shown before are hard links, so that a
 * version costs what differs. A version that is shown is never changed.
 */
#ifndef MZ_PUBLISH_VERSIONS_H
#define MZ_PUBLISH_VERSIONS_H

#include "publish/manifest.h"

typedef struct MzVersions MzVersions;

/* Looks at the versions at `path`. With `make` their folder is made and locked until it is freed; without, nothing is
 * touched and none of the changing functions below may be called. NULL with MZ_ERROR_IO: something else stands at
 * `path`, somebody publishes there just now, … The caller frees. */
MzVersions *mz_versions_open(const char *path, gboolean make, GError **error);
void mz_versions_free(MzVersions *versions);

/* The folder of the version shown now, or before it; NULL: none. Owned by `versions`. */
const char *mz_versions_present(const MzVersions *versions);
const char *mz_versions_previous(const MzVersions *versions);

/* Makes a version of the files of `manifest` in the folder `source`, if it is not there yet, and says its folder (owned
 * by `versions`). Each file is compared with the manifest as it is copied. NULL on error; nothing stays then. */
const char *mz_versions_add(MzVersions *versions, const char *source, const MzManifest *manifest, GError **error);

/* Shows the version that was added, and keeps the `keep` versions before it; removes older ones. */
gboolean mz_versions_show(MzVersions *versions, guint keep, GError **error);

/* Ends what a publication that was killed left undone, when there is nothing new to show: the history, and versions and
 * files that nobody needs. */
gboolean mz_versions_tidy(MzVersions *versions, guint keep, GError **error);

/* Shows the previous version. The present one stays until the next publication. */
gboolean mz_versions_back(MzVersions *versions, GError **error);

#endif
