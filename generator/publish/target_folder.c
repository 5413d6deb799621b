/* A folder of this machine: versions beside it, one link shown. */
#include "publish/target_private.h"
#include "publish/versions.h"

gboolean
mz_folder_plan(MzPlan *plan, GError **error)
{
    char *path = mz_target_path(plan->publication, plan->publication->target->path);
    MzVersions *versions = mz_versions_open(path, FALSE, error);
    g_free(path);
    if (versions == NULL)
        return FALSE;
    gboolean good = TRUE;
    if (mz_versions_present(versions) != NULL)
        good = (plan->standing = mz_manifest_read(mz_versions_present(versions), error)) != NULL;
    if (good && plan->publication->rollback && mz_versions_previous(versions) == NULL)
        good = mz_versions_back(versions, error); /* says that there is none */
    else if (good && plan->publication->rollback)
        good = (plan->wanted = mz_manifest_read(mz_versions_previous(versions), error)) != NULL;
    mz_versions_free(versions);
    return good;
}

gboolean
mz_folder_apply(MzPlan *plan, GError **error)
{
    const MzPublication *publication = plan->publication;
    char *path = mz_target_path(publication, publication->target->path);
    MzVersions *versions = mz_versions_open(path, TRUE, error);
    g_free(path);
    if (versions == NULL)
        return FALSE;
    gboolean good = publication->rollback
                        ? mz_versions_back(versions, error)
                        : mz_versions_add(versions, publication->source, plan->wanted, error) != NULL &&
                              mz_versions_show(versions, publication->target->keep, error);
    mz_versions_free(versions);
    return good;
}

gboolean
mz_folder_tidy(MzPlan *plan, GError **error)
{
    const MzTarget *target = plan->publication->target;
    char *path = mz_target_path(plan->publication, target->path);
    MzVersions *versions = mz_versions_open(path, TRUE, error);
    g_free(path);
    gboolean good = versions != NULL && mz_versions_tidy(versions, target->keep, error);
    mz_versions_free(versions);
    return good;
}

gboolean
mz_folder_last(const MzPublication *publication, MzLastPublication *last, GError **error)
{
    char *path = mz_target_path(publication, publication->target->path);
    gboolean good = mz_versions_last(path, last, error);
    g_free(path);
    return good;
}
