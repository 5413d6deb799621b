/* # The kinds of targets (publish/target_private.h; private to publish/)
 *
 * One file a kind. `plan` fills standing, wanted and, if need be, doubtful, notes and own; comparing is done by the
 * caller. `apply` is called only when there is something to do, and `tidy`, where there is one, otherwise: a
 * publication that was killed at its very end left nothing to show, but something to remove.
 */
#ifndef MZ_PUBLISH_TARGET_PRIVATE_H
#define MZ_PUBLISH_TARGET_PRIVATE_H

#include "publish/target.h"

typedef struct {
    const char *name;
    gboolean (*plan)(MzPlan *plan, GError **error);
    gboolean (*apply)(MzPlan *plan, GError **error);
    gboolean (*tidy)(MzPlan *plan, GError **error);
    gboolean (*last)(const MzPublication *publication, MzLastPublication *last, GError **error);
} MzTargetKind;

gboolean mz_folder_plan(MzPlan *plan, GError **error);
gboolean mz_folder_apply(MzPlan *plan, GError **error);
gboolean mz_folder_tidy(MzPlan *plan, GError **error);
gboolean mz_git_plan(MzPlan *plan, GError **error);
gboolean mz_git_apply(MzPlan *plan, GError **error);
gboolean mz_remote_plan(MzPlan *plan, GError **error); /* rsync and s3 */
gboolean mz_remote_apply(MzPlan *plan, GError **error);

/* Fill what is known of the last publication: a folder, or a repository and its commit. Nothing known: nothing filled.
 */
gboolean mz_folder_last(const MzPublication *publication, MzLastPublication *last, GError **error);
gboolean mz_git_last(const MzPublication *publication, MzLastPublication *last, GError **error);
gboolean mz_remote_last(const MzPublication *publication, MzLastPublication *last, GError **error);

/* The version that is shown at `path`, as the last publication. */
gboolean mz_versions_last(const char *path, MzLastPublication *last, GError **error);

/* The bytes of a file of a commit. */
char *mz_git_file(const MzLastPublication *last, const char *path, gsize *length, GError **error);

/* A path of the target: from the site's folder when it is relative. The caller frees. */
char *mz_target_path(const MzPublication *publication, const char *path);

/* A path in the cache for this target: CACHE/NAME and `suffix`, absolute. Makes the cache. The caller frees. */
char *mz_target_cache(const MzPublication *publication, const char *suffix);

/* Says something the user should know; takes the text. */
void mz_plan_note(MzPlan *plan, char *text);

#endif
