#include "publish/target.h"

#include <string.h>

#include "base/error.h"
#include "publish/path.h"
#include "publish/target_private.h"
#include "publish/versions.h"

static const MzTargetKind kinds[MZ_TARGET_TYPES] = {
    [MZ_TARGET_FOLDER] = {"folder", mz_folder_plan, mz_folder_apply, mz_folder_tidy, mz_folder_last},
    [MZ_TARGET_GIT] = {"git", mz_git_plan, mz_git_apply, NULL, mz_git_last},
    [MZ_TARGET_RSYNC] = {"rsync", mz_remote_plan, mz_remote_apply, NULL, mz_remote_last},
    [MZ_TARGET_S3] = {"s3", mz_remote_plan, mz_remote_apply, NULL, mz_remote_last},
};

const char *
mz_target_type_name(MzTargetType type)
{
    return kinds[type].name;
}

gboolean
mz_target_type_find(const char *name, MzTargetType *type)
{
    for (guint i = 0; i < MZ_TARGET_TYPES; i++) {
        if (strcmp(kinds[i].name, name) == 0) {
            *type = (MzTargetType)i;
            return TRUE;
        }
    }
    return FALSE;
}

MzPlan *
mz_target_plan(const MzPublication *publication, GError **error)
{
    MzPlan *plan = g_new0(MzPlan, 1);
    plan->publication = publication;
    plan->notes = g_ptr_array_new_with_free_func(g_free);
    if (!publication->rollback)
        plan->wanted = mz_manifest_read(publication->source, error);
    if ((!publication->rollback && plan->wanted == NULL) || !kinds[publication->target->type].plan(plan, error)) {
        mz_plan_free(plan);
        return NULL;
    }
    plan->is_first = plan->standing == NULL;
    if (plan->standing == NULL)
        plan->standing = mz_manifest_new_empty();
    plan->changes = mz_compare(plan->standing, plan->doubtful, plan->wanted);
    return plan;
}

gboolean
mz_target_apply(MzPlan *plan, GError **error)
{
    const MzTargetKind *kind = &kinds[plan->publication->target->type];
    if (plan->changes->count == 0 && plan->doubtful == NULL && !plan->publication->rollback && !plan->is_first)
        return kind->tidy == NULL || kind->tidy(plan, error);
    return kind->apply(plan, error);
}

void
mz_plan_free(MzPlan *plan)
{
    if (plan == NULL)
        return;
    if (plan->free_own != NULL)
        plan->free_own(plan->own);
    mz_changes_free(plan->changes);
    mz_manifest_free(plan->standing);
    mz_manifest_free(plan->doubtful);
    mz_manifest_free(plan->wanted);
    g_ptr_array_unref(plan->notes);
    g_free(plan);
}

/* ---- what was published last */

MzLastPublication *
mz_target_last(const MzPublication *publication, GError **error)
{
    MzLastPublication *last = g_new0(MzLastPublication, 1);
    gboolean good = kinds[publication->target->type].last(publication, last, error);
    if (good && last->folder != NULL)
        good = (last->manifest = mz_manifest_read(last->folder, error)) != NULL;
    if (good && last->manifest != NULL)
        return last;
    mz_last_publication_free(last);
    return NULL;
}

char *
mz_last_publication_file(const MzLastPublication *last, const char *path, gsize *length, GError **error)
{
    if (last->folder == NULL)
        return mz_git_file(last, path, length, error);
    char *file = g_build_filename(last->folder, path, NULL);
    char *bytes = NULL;
    GError *trouble = NULL;
    if (!g_file_get_contents(file, &bytes, length, &trouble)) {
        MzPlace place = {file, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法读取：%s", "cannot be read: %s"), mz_error_reason(trouble));
        g_error_free(trouble);
    }
    g_free(file);
    return bytes;
}

void
mz_last_publication_free(MzLastPublication *last)
{
    if (last == NULL)
        return;
    mz_manifest_free(last->manifest);
    g_free(last->folder);
    g_free(last->repository);
    g_free(last->commit);
    g_free(last);
}

gboolean
mz_versions_last(const char *path, MzLastPublication *last, GError **error)
{
    MzVersions *versions = mz_versions_open(path, FALSE, error);
    if (versions == NULL)
        return FALSE;
    last->folder = g_strdup(mz_versions_present(versions));
    mz_versions_free(versions);
    return TRUE;
}

/* ---- for the kinds */

char *
mz_target_path(const MzPublication *publication, const char *path)
{
    char *site = g_canonicalize_filename(publication->site, NULL);
    char *found = g_canonicalize_filename(path, site);
    g_free(site);
    return found;
}

char *
mz_target_cache(const MzPublication *publication, const char *suffix)
{
    char *cache = g_canonicalize_filename(publication->cache, NULL);
    char *part = mz_path_part(publication->target->name);
    char *name = g_strconcat(part, suffix, NULL);
    char *path = g_build_filename(cache, name, NULL);
    g_mkdir_with_parents(cache, 0755);
    g_free(name);
    g_free(part);
    g_free(cache);
    return path;
}

void
mz_plan_note(MzPlan *plan, char *text)
{
    g_ptr_array_add(plan->notes, text);
}
