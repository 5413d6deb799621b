/* Another machine (rsync) or object storage (rclone): the same steps with different words. What is sent is sent from a
 * version kept here, so that a build meanwhile disturbs nothing and the publication before can be sent again. */
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "publish/run.h"
#include "publish/target_private.h"
#include "publish/tree.h"
#include "publish/versions.h"

#define PENDING MZ_TREE_MANIFEST ".next"

static const char only_manifests[] = "--include=/" MZ_TREE_MANIFEST "*";

/* How a program does the three things. `list` is a file with a path a line; the programs stop at the first failure. */
typedef struct {
    gboolean (*fetch)(const MzPublication *publication, const char *to, GError **error);
    gboolean (*send)(const MzPublication *publication, const char *from, const char *list, GError **error);
    gboolean (*drop)(const MzPublication *publication, const char *from, const char *list, GError **error);
} Transport;

/* ---- rsync */

/* Runs rsync with `options`, then `last`; both end with NULL. */
static gboolean
run_rsync(const MzPublication *publication, const char *const *options, const char *const *last, int *status,
          GError **error)
{
    GPtrArray *argv = g_ptr_array_new();
    char *shell =
        publication->target->port != NULL ? g_strdup_printf("--rsh=ssh -p %s", publication->target->port) : NULL;
    g_ptr_array_add(argv, "rsync");
    for (guint i = 0; options[i] != NULL; i++)
        g_ptr_array_add(argv, (char *)options[i]);
    g_ptr_array_add(argv, "--secluded-args"); /* names reach the other side as they are */
    if (shell != NULL)
        g_ptr_array_add(argv, shell);
    g_ptr_array_add(argv, "--");
    for (guint i = 0; last[i] != NULL; i++)
        g_ptr_array_add(argv, (char *)last[i]);
    g_ptr_array_add(argv, NULL);
    MzRun run = {(const char *const *)argv->pdata, publication->site, NULL, NULL, status != NULL};
    gboolean good = mz_run(&run, NULL, status, error);
    g_free(shell);
    g_ptr_array_unref(argv);
    return good;
}

static char *
inside(const char *folder, const char *name)
{
    return g_strconcat(folder, g_str_has_suffix(folder, "/") || g_str_has_suffix(folder, ":") ? "" : "/", name, NULL);
}

/* Fetches in silence, because on a first publication there is nothing to fetch; real trouble is then shown by doing it
 * again aloud. */
static gboolean
rsync_fetch(const MzPublication *publication, const char *to, GError **error)
{
    enum { NOTHING_THERE = 23 };
    char *standing = inside(publication->target->destination, MZ_TREE_MANIFEST);
    char *pending = inside(publication->target->destination, PENDING);
    const char *const options[] = {"--ignore-missing-args", NULL};
    const char *const last[] = {standing, pending, to, NULL};
    int status = 0;
    gboolean good = run_rsync(publication, options, last, &status, error);
    if (good && status != 0 && status != NOTHING_THERE)
        good = run_rsync(publication, options, last, NULL, error);
    g_free(standing);
    g_free(pending);
    return good;
}

static gboolean
rsync_list(const MzPublication *publication, const char *mode, const char *from, const char *list, int *status,
           GError **error)
{
    char *files = g_strconcat("--files-from=", list, NULL);
    char *folder = inside(from, "");
    char *destination = inside(publication->target->destination, "");
    const char *const options[] = {files, mode, "--chmod=D755,F644", "--perms", NULL};
    const char *const last[] = {folder, destination, NULL};
    gboolean good = run_rsync(publication, options, last, status, error);
    g_free(destination);
    g_free(folder);
    g_free(files);
    return good;
}

/* Times say nothing here: what is on the list differs. */
static gboolean
rsync_send(const MzPublication *publication, const char *from, const char *list, GError **error)
{
    return rsync_list(publication, "--ignore-times", from, list, NULL, error);
}

/* Removes what is on the list and not here. rsync complains that it is not here; that is meant so. */
static gboolean
rsync_drop(const MzPublication *publication, const char *from, const char *list, GError **error)
{
    enum { VANISHED = 24 };
    static const char mode[] = "--delete-missing-args";
    int status = 0;
    gboolean good = rsync_list(publication, mode, from, list, &status, error);
    return good && (status == 0 || status == VANISHED || rsync_list(publication, mode, from, list, NULL, error));
}

/* ---- rclone */

static gboolean
run_rclone(const MzPublication *publication, const char *const *argv, int *status, GError **error)
{
    MzRun run = {argv, publication->site, NULL, NULL, status != NULL};
    return mz_run(&run, NULL, status, error);
}

static gboolean
rclone_fetch(const MzPublication *publication, const char *to, GError **error)
{
    enum { NO_FOLDER = 3 };
    const char *const argv[] = {
        "rclone", "copy", "--log-level=ERROR", "--retries=1", only_manifests, "--", publication->target->destination,
        to,       NULL};
    int status = 0;
    gboolean good = run_rclone(publication, argv, &status, error);
    if (good && status != 0 && status != NO_FOLDER)
        good = run_rclone(publication, argv, NULL, error);
    return good;
}

static gboolean
rclone_send(const MzPublication *publication, const char *from, const char *list, GError **error)
{
    const char *const argv[] = {"rclone",
                                "copy",
                                "--log-level=ERROR",
                                "--files-from-raw",
                                list,
                                "--no-traverse",
                                "--ignore-times",
                                "--",
                                from,
                                publication->target->destination,
                                NULL};
    return run_rclone(publication, argv, NULL, error);
}

static gboolean
rclone_drop(const MzPublication *publication, const char *from, const char *list, GError **error)
{
    (void)from;
    const char *const argv[] = {
        "rclone", "delete", "--log-level=ERROR", "--files-from-raw", list, "--", publication->target->destination,
        NULL};
    return run_rclone(publication, argv, NULL, error);
}

static const Transport *
transport_of(const MzPublication *publication)
{
    static const Transport rsync = {rsync_fetch, rsync_send, rsync_drop};
    static const Transport rclone = {rclone_fetch, rclone_send, rclone_drop};
    return publication->target->type == MZ_TARGET_RSYNC ? &rsync : &rclone;
}

/* ---- the plan */

/* A folder for lists and manifests that goes when the plan goes. */
static void
free_scratch(gpointer data)
{
    char *folder = data;
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name = NULL;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        char *file = g_build_filename(folder, name, NULL);
        g_remove(file);
        g_free(file);
    }
    if (dir != NULL)
        g_dir_close(dir);
    g_rmdir(folder);
    g_free(folder);
}

static gboolean
make_scratch(MzPlan *plan, GError **error)
{
    GError *trouble = NULL;
    plan->own = g_dir_make_tmp("mingzhang-XXXXXX", &trouble);
    plan->free_own = free_scratch;
    if (plan->own != NULL)
        return TRUE;
    plan->free_own = NULL;
    mz_error_set(error, MZ_ERROR_IO, NULL, mz_tr("无法建立临时文件夹：%s", "cannot make a temporary folder: %s"),
                 mz_error_reason(trouble));
    g_error_free(trouble);
    return FALSE;
}

static gboolean
read_fetched(const char *folder, const char *name, MzManifest **manifest, GError **error)
{
    char *file = g_build_filename(folder, name, NULL);
    gboolean good = !g_file_test(file, G_FILE_TEST_EXISTS) || (*manifest = mz_manifest_read(file, error)) != NULL;
    g_free(file);
    return good;
}

gboolean
mz_remote_plan(MzPlan *plan, GError **error)
{
    const MzPublication *publication = plan->publication;
    if (publication->rollback) {
        char *path = mz_target_cache(publication, "");
        MzVersions *versions = mz_versions_open(path, FALSE, error);
        g_free(path);
        gboolean known = versions != NULL && mz_versions_previous(versions) != NULL;
        if (known)
            plan->wanted = mz_manifest_read(mz_versions_previous(versions), error);
        else if (versions != NULL)
            mz_error_set(error, MZ_ERROR_IO, NULL,
                         mz_tr("这台机器上没有“%s”的上一版（只有发布过它的机器才有）；请换到旧的内容重新生成并发布",
                               "the version before is not known on this machine (only on the one that published '%s'); "
                               "build and publish the old content again"),
                         publication->target->name);
        mz_versions_free(versions);
        if (plan->wanted == NULL)
            return FALSE;
    }
    return make_scratch(plan, error) && transport_of(publication)->fetch(publication, plan->own, error) &&
           read_fetched(plan->own, MZ_TREE_MANIFEST, &plan->standing, error) &&
           read_fetched(plan->own, PENDING, &plan->doubtful, error);
}

/* ---- doing it */

typedef gboolean (*Wanted)(const MzChange *change);

static gboolean
is_needed(const MzChange *change)
{
    return change->kind != MZ_CHANGE_REMOVED && !mz_manifest_is_page(change->path);
}

static gboolean
is_page(const MzChange *change)
{
    return change->kind != MZ_CHANGE_REMOVED && mz_manifest_is_page(change->path);
}

static gboolean
is_gone(const MzChange *change)
{
    return change->kind == MZ_CHANGE_REMOVED;
}

/* Writes `text` to a file in the scratch folder. The caller frees the name. */
static char *
write_scratch(const MzPlan *plan, const char *name, const char *text, gsize length, GError **error)
{
    char *file = g_build_filename(plan->own, name, NULL);
    GError *trouble = NULL;
    if (g_file_set_contents(file, text, (gssize)length, &trouble))
        return file;
    MzPlace place = {file, 0, 0};
    mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法写入：%s", "cannot be written: %s"), mz_error_reason(trouble));
    g_error_free(trouble);
    g_free(file);
    return NULL;
}

typedef gboolean (*Step)(const MzPublication *publication, const char *from, const char *list, GError **error);

static gboolean
do_names(const MzPlan *plan, Step step, const char *from, const GString *names, GError **error)
{
    if (names->len == 0)
        return TRUE;
    char *list = write_scratch(plan, "list", names->str, names->len, error);
    gboolean good = list != NULL && step(plan->publication, from, list, error);
    g_free(list);
    return good;
}

/* Does a step with the changes that are wanted for it. */
static gboolean
do_step(const MzPlan *plan, Step step, const char *from, Wanted wanted, GError **error)
{
    GString *names = g_string_new(NULL);
    for (gsize i = 0; i < plan->changes->count; i++) {
        if (wanted(&plan->changes->items[i]))
            g_string_append_printf(names, "%s\n", plan->changes->items[i].path);
    }
    gboolean good = do_names(plan, step, from, names, error);
    g_string_free(names, TRUE);
    return good;
}

/* Does a step with one file of the given name. */
static gboolean
do_one(const MzPlan *plan, Step step, const char *from, const char *name, GError **error)
{
    GString *names = g_string_new(name);
    g_string_append_c(names, '\n');
    gboolean good = do_names(plan, step, from, names, error);
    g_string_free(names, TRUE);
    return good;
}

/* The folders that `manifest` has files in, at any depth: a set of strings. */
static GHashTable *
folders_of(const MzManifest *manifest)
{
    GHashTable *folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < manifest->count; i++) {
        char *path = g_strdup(manifest->files[i].path);
        for (char *slash = NULL; (slash = strrchr(path, '/')) != NULL;) {
            *slash = '\0';
            if (!g_hash_table_add(folders, g_strdup(path)))
                break; /* then those above it are known, too */
        }
        g_free(path);
    }
    return folders;
}

static guint
depth_of(const char *path)
{
    guint depth = 0;
    for (; *path != '\0'; path++)
        depth += *path == '/';
    return depth;
}

/* Removes folders that have nothing of ours any more, the deepest first, because a folder must be empty to go. What
 * others put there keeps a folder. */
static gboolean
drop_folders(const MzPlan *plan, const char *from, GError **error)
{
    const MzManifest *stood[] = {plan->standing, plan->doubtful};
    GHashTable *wanted = folders_of(plan->wanted);
    GPtrArray *levels = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(stood) && stood[i] != NULL; i++) {
        GHashTable *had = folders_of(stood[i]);
        GHashTableIter iter;
        gpointer folder = NULL;
        g_hash_table_iter_init(&iter, had);
        while (g_hash_table_iter_next(&iter, &folder, NULL)) {
            guint depth = depth_of(folder);
            while (levels->len <= depth)
                g_ptr_array_add(levels, g_string_new(NULL));
            if (!g_hash_table_contains(wanted, folder))
                g_string_append_printf(g_ptr_array_index(levels, depth), "%s\n", (const char *)folder);
        }
        g_hash_table_unref(had);
    }
    gboolean good = TRUE;
    for (guint depth = levels->len; depth-- > 0;) {
        good = good &&
               do_names(plan, transport_of(plan->publication)->drop, from, g_ptr_array_index(levels, depth), error);
        g_string_free(g_ptr_array_index(levels, depth), TRUE);
    }
    g_ptr_array_unref(levels);
    g_hash_table_unref(wanted);
    return good;
}

/* Says at the target what is about to come, for the case that we do not get to the end. */
static gboolean
announce(const MzPlan *plan, GError **error)
{
    GString *text = mz_doubts(plan->doubtful, plan->wanted);
    char *file = write_scratch(plan, PENDING, text->str, text->len, error);
    gboolean good = file != NULL && do_one(plan, transport_of(plan->publication)->send, plan->own, PENDING, error);
    g_free(file);
    g_string_free(text, TRUE);
    return good;
}

gboolean
mz_remote_apply(MzPlan *plan, GError **error)
{
    enum { KEEP = 1 };
    const MzPublication *publication = plan->publication;
    const Transport *with = transport_of(publication);
    char *path = mz_target_cache(publication, "");
    MzVersions *versions = mz_versions_open(path, TRUE, error);
    g_free(path);
    const char *from = NULL;
    if (versions != NULL)
        from = publication->rollback ? mz_versions_previous(versions)
                                     : mz_versions_add(versions, publication->source, plan->wanted, error);
    gboolean good =
        from != NULL && announce(plan, error) && do_step(plan, with->send, from, is_needed, error) &&
        do_step(plan, with->send, from, is_page, error) && do_step(plan, with->drop, from, is_gone, error) &&
        (publication->target->type != MZ_TARGET_RSYNC || drop_folders(plan, from, error)) &&
        do_one(plan, with->send, from, MZ_TREE_MANIFEST, error) && do_one(plan, with->drop, from, PENDING, error) &&
        (publication->rollback ? mz_versions_back(versions, error) : mz_versions_show(versions, KEEP, error));
    mz_versions_free(versions);
    return good;
}

gboolean
mz_remote_last(const MzPublication *publication, MzLastPublication *last, GError **error)
{
    char *path = mz_target_cache(publication, "");
    gboolean good = mz_versions_last(path, last, error);
    g_free(path);
    return good;
}
