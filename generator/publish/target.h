/* # Where a site is published (publish/target.h)
 *
 *     folder   a folder of this machine that a web server serves; switched in one step, versions kept
 *     git      a branch of a repository (GitHub Pages, Gitee Pages, …); one commit a publication
 *     rsync    a folder of another machine, through rsync and ssh
 *     s3       object storage that speaks S3 (and all else that rclone knows), through rclone
 *
 * Publishing has two steps, so that people see what will happen before it does:
 *
 *     MzPlan *plan = mz_target_plan(&publication, &error);     looks at the target, changes nothing there
 *     …show plan->changes…
 *     mz_target_apply(plan, &error);
 *
 * What stands at the target is known by the manifest that the last publication left there. Only files that differ are
 * sent: first what pages need, then pages, then what is gone is removed, then the manifest. A publication that ended
 * half-way left a second manifest, and the next one puts right what may be wrong.
 */
#ifndef MZ_PUBLISH_TARGET_H
#define MZ_PUBLISH_TARGET_H

#include "publish/compare.h"

typedef enum { MZ_TARGET_FOLDER, MZ_TARGET_GIT, MZ_TARGET_RSYNC, MZ_TARGET_S3 } MzTargetType;
#define MZ_TARGET_TYPES 4

/* "folder", "git", "rsync", "s3". Static. */
const char *mz_target_type_name(MzTargetType type);
gboolean mz_target_type_find(const char *name, MzTargetType *type);

/* A target as the user describes it; texts that its type does not have are NULL. */
typedef struct {
    const char *name;
    MzTargetType type;
    const char *path;        /* folder: absolute or from the site's folder */
    const char *repository;  /* git: address or folder */
    const char *branch;      /* git; "gh-pages" when not given */
    const char *domain;      /* git: the site's own domain name, written as CNAME */
    const char *author;      /* git: "name <address>"; NULL: as git is set up */
    const char *destination; /* rsync: [user@]host:folder or folder; s3: remote:bucket/folder as rclone names it */
    const char *port;        /* rsync: of ssh */
    guint keep;              /* folder: previous versions kept */
} MzTarget;

typedef struct {
    const MzTarget *target;
    const char *site;   /* the site's folder; relative paths of the target begin there */
    const char *cache;  /* a folder of ours for what must be remembered between publications */
    const char *source; /* the built tree; NULL when rolling back */
    gboolean rollback;  /* show the publication before the present one again */
} MzPublication;

typedef struct {
    const MzPublication *publication; /* must outlive the plan */
    MzManifest *standing;             /* what the target shows now */
    MzManifest *doubtful;             /* see mz_compare; NULL */
    MzManifest *wanted;
    MzChanges *changes;
    gboolean is_first; /* nothing of ours stands there */
    GPtrArray *notes;  /* char*: what the user should know (limits of a host, …) */
    gpointer own;      /* the target type's */
    GDestroyNotify free_own;
} MzPlan;

/* Looks at the target. NULL with MZ_ERROR_IO: it cannot be reached, a program is missing, nothing to roll back to, …
 * The caller frees with mz_plan_free. */
MzPlan *mz_target_plan(const MzPublication *publication, GError **error);

/* Does what the plan says. FALSE with MZ_ERROR_IO: what the target shows is then the old site, or (rsync, s3) a mixture
 * of both that the next publication completes. */
gboolean mz_target_apply(MzPlan *plan, GError **error);

/* What was published last, as far as this machine knows; the target is not asked. */
typedef struct {
    MzManifest *manifest;
    char *folder; /* where its files lie; NULL: in `repository`, as `commit` */
    char *repository;
    char *commit;
} MzLastPublication;

/* NULL without error when nothing is known: never published from here. The caller frees. */
MzLastPublication *mz_target_last(const MzPublication *publication, GError **error);

/* The bytes of one of its files. NULL with MZ_ERROR_IO. The caller frees. */
char *mz_last_publication_file(const MzLastPublication *last, const char *path, gsize *length, GError **error);

void mz_last_publication_free(MzLastPublication *last);

void mz_plan_free(MzPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzPlan, mz_plan_free)

#endif
