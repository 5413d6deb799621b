/* A branch of a git repository. Objects are made in a bare repository of our own, straight from the built tree, so that
 * no checkout of the user is touched; one commit a publication, never a forced push.
 *
 * A commit that rolls back says so in its message, with the commit it restores: so rolling back twice goes back two
 * publications. */
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "publish/run.h"
#include "publish/target_private.h"
#include "publish/tree.h"

#define FETCHED "refs/mingzhang/standing"
#define RESTORES "Mingzhang-Restores: "

/* What Pages hosts take; they refuse or cut what is above. */
#define SITE_LIMIT (G_GUINT64_CONSTANT(1) << 30)
#define FILE_LIMIT (G_GUINT64_CONSTANT(100) << 20)

typedef struct {
    char *repository; /* our bare one */
    char *remote;     /* address, or absolute folder */
    char *head;       /* commit the branch shows; NULL: there is no such branch */
    char *restored;   /* rolling back: the commit whose tree is to be shown */
    char **environment;
} Git;

static void
free_git(gpointer data)
{
    Git *git = data;
    g_free(git->repository);
    g_free(git->remote);
    g_free(git->head);
    g_free(git->restored);
    g_strfreev(git->environment);
    g_free(git);
}

/* ---- running git */

/* The user's environment without what ties git to another repository. */
static char **
environment_for(const Git *git)
{
    static const char *const ties[] = {"GIT_DIR",
                                       "GIT_WORK_TREE",
                                       "GIT_INDEX_FILE",
                                       "GIT_OBJECT_DIRECTORY",
                                       "GIT_COMMON_DIR",
                                       "GIT_PREFIX",
                                       "GIT_NAMESPACE",
                                       "GIT_CONFIG_PARAMETERS",
                                       "GIT_ALTERNATE_OBJECT_DIRECTORIES"};
    char **environment = g_get_environ();
    for (gsize i = 0; i < G_N_ELEMENTS(ties); i++)
        environment = g_environ_unsetenv(environment, ties[i]);
    return g_environ_setenv(environment, "GIT_DIR", git->repository, TRUE);
}

/* What runs of git have in common; `words` ends with NULL. */
typedef struct {
    const char *folder; /* where it works; NULL: here */
    const char *input;  /* file; NULL */
    GString *output;    /* NULL */
    int *status;        /* NULL: must be 0; else a failure may mean nothing, and git's words are not shown */
    gboolean aloud;     /* they are all the same */
} How;

static gboolean
run_git(const Git *git, const How *how, const char *const *words, GError **error)
{
    /* No settings or hooks of the user may change what is published. */
    static const char *const first[] = {"git",
                                        "-c",
                                        "core.autocrlf=false",
                                        "-c",
                                        "core.attributesFile=/dev/null",
                                        "-c",
                                        "core.hooksPath=/dev/null",
                                        "-c",
                                        "core.precomposeUnicode=false",
                                        "-c",
                                        "gc.auto=0"};
    GPtrArray *argv = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(first); i++)
        g_ptr_array_add(argv, (char *)first[i]);
    for (guint i = 0; words[i] != NULL; i++)
        g_ptr_array_add(argv, (char *)words[i]);
    g_ptr_array_add(argv, NULL);
    MzRun run = {(const char *const *)argv->pdata, how->folder, git->environment, how->input,
                 how->status != NULL && !how->aloud};
    gboolean good = mz_run(&run, how->output, how->status, error);
    g_ptr_array_unref(argv);
    return good;
}

/* What git prints, without the line end; NULL on error. */
static char *
ask_git(const Git *git, const How *how, const char *const *words, GError **error)
{
    How with = *how;
    with.output = g_string_new(NULL);
    gboolean good = run_git(git, &with, words, error);
    char *text = g_string_free(with.output, FALSE);
    if (!good)
        g_clear_pointer(&text, g_free);
    return text != NULL ? g_strchomp(text) : NULL;
}

/* The same where a failure only means that there is nothing. */
static char *
try_git(const Git *git, const char *const *words)
{
    int status = 0;
    How how = {.status = &status};
    char *text = ask_git(git, &how, words, NULL);
    if (status != 0)
        g_clear_pointer(&text, g_free);
    return text;
}

/* ---- the plan */

static gboolean
is_address(const char *repository)
{
    return strstr(repository, "://") != NULL || (strchr(repository, ':') != NULL && repository[0] != '/');
}

static gboolean
make_repository(const Git *git, GError **error)
{
    char *head = g_build_filename(git->repository, "HEAD", NULL);
    gboolean there = g_file_test(head, G_FILE_TEST_EXISTS);
    g_free(head);
    const char *const words[] = {"init", "--quiet", "--bare", "--template=", git->repository, NULL};
    return there || run_git(git, &(How){0}, words, error);
}

/* Brings the branch here, with as much of its history as is needed. */
static gboolean
fetch(Git *git, const MzTarget *target, gboolean rollback, GError **error)
{
    enum { NO_BRANCH = 2 };
    char *ref = g_strconcat("refs/heads/", target->branch, NULL);
    char *map = g_strconcat("+", ref, ":" FETCHED, NULL);
    const char *const look[] = {"ls-remote", "--exit-code", "--quiet", "--", git->remote, ref, NULL};
    const char *const bring[] = {"fetch", "--quiet",   "--no-tags", rollback ? "--depth=50" : "--depth=1",
                                 "--",    git->remote, map,         NULL};
    const char *const which[] = {"rev-parse", FETCHED, NULL};
    GString *found = g_string_new(NULL);
    int status = 0;
    gboolean good = run_git(git, &(How){.output = found, .status = &status, .aloud = TRUE}, look, error);
    if (good && status != 0 && status != NO_BRANCH) {
        mz_error_set(error, MZ_ERROR_IO, NULL,
                     mz_tr("无法访问仓库 %s：地址不对、没有权限（密钥或令牌）或网络不通；git 的原话见上",
                           "the repository %s cannot be reached (address, permission, key or token, or network); above "
                           "is what git says"),
                     git->remote);
        good = FALSE;
    }
    if (good && status == 0)
        good = run_git(git, &(How){0}, bring, error) && (git->head = ask_git(git, &(How){0}, which, error)) != NULL;
    g_string_free(found, TRUE);
    g_free(map);
    g_free(ref);
    return good;
}

/* The manifest in a commit; NULL without error when it has none. */
static gboolean
read_commit(const Git *git, const char *commit, MzManifest **manifest, GError **error)
{
    char *object = g_strconcat(commit, ":" MZ_TREE_MANIFEST, NULL);
    const char *const words[] = {"cat-file", "blob", object, NULL};
    GString *text = g_string_new(NULL);
    int status = 0;
    gboolean good = run_git(git, &(How){.output = text, .status = &status}, words, error);
    if (good && status == 0) {
        char *file = g_build_filename(git->repository, "mingzhang-manifest", NULL);
        good = g_file_set_contents(file, text->str, (gssize)text->len, NULL) &&
               (*manifest = mz_manifest_read(file, error)) != NULL;
        g_remove(file);
        g_free(file);
    }
    g_string_free(text, TRUE);
    g_free(object);
    return good;
}

/* The commit whose publication a commit shows: itself, or the one that it restores. */
static char *
shown_by(const Git *git, const char *commit)
{
    const char *const words[] = {"log", "-1", "--format=%B", commit, NULL};
    char *message = try_git(git, words);
    const char *at = message != NULL ? strstr(message, RESTORES) : NULL;
    char *shown = NULL;
    if (at != NULL) {
        at += strlen(RESTORES);
        shown = g_strndup(at, strspn(at, "0123456789abcdef"));
    } else {
        shown = g_strdup(commit);
    }
    g_free(message);
    return shown;
}

/* The publication before the one shown now. */
static gboolean
find_previous(Git *git, MzPlan *plan, GError **error)
{
    char *shown = git->head != NULL ? shown_by(git, git->head) : NULL;
    if (shown != NULL) {
        char *parent = g_strconcat(shown, "^", NULL);
        const char *const words[] = {"rev-parse", "--verify", "--quiet", parent, NULL};
        char *commit = try_git(git, words);
        if (commit != NULL)
            git->restored = shown_by(git, commit);
        g_free(commit);
        g_free(parent);
    }
    g_free(shown);
    if (git->restored != NULL && !read_commit(git, git->restored, &plan->wanted, error))
        return FALSE;
    if (plan->wanted != NULL)
        return TRUE;
    mz_error_set(error, MZ_ERROR_IO, NULL,
                 mz_tr("分支“%s”上没有可以退回的上一次发布", "branch '%s' has no publication to go back to"),
                 plan->publication->target->branch);
    return FALSE;
}

static void
note_limits(MzPlan *plan)
{
    if (plan->wanted->bytes > SITE_LIMIT)
        mz_plan_note(plan, g_strdup_printf(mz_tr("网站共 %.1f GB；GitHub Pages 等托管一般限 1 GB，可能被拒绝",
                                                 "the site has %.1f GB; hosts such as GitHub Pages take 1 GB"),
                                           (double)plan->wanted->bytes / (double)SITE_LIMIT));
    for (gsize i = 0; i < plan->wanted->count; i++) {
        const MzManifestFile *file = &plan->wanted->files[i];
        if (file->size > FILE_LIMIT)
            mz_plan_note(plan, g_strdup_printf(mz_tr("%s 大于 100 MB，GitHub 不接受这么大的文件",
                                                     "%s is larger than 100 MB, which GitHub does not take"),
                                               file->path));
    }
}

gboolean
mz_git_plan(MzPlan *plan, GError **error)
{
    const MzPublication *publication = plan->publication;
    const MzTarget *target = publication->target;
    Git *git = g_new0(Git, 1);
    plan->own = git;
    plan->free_own = free_git;
    git->repository = mz_target_cache(publication, ".git");
    git->remote =
        is_address(target->repository) ? g_strdup(target->repository) : mz_target_path(publication, target->repository);
    git->environment = environment_for(git);
    if (!make_repository(git, error) || !fetch(git, target, publication->rollback, error) ||
        (git->head != NULL && !read_commit(git, git->head, &plan->standing, error)) ||
        (publication->rollback && !find_previous(git, plan, error)))
        return FALSE;
    if (git->head != NULL && plan->standing == NULL)
        mz_plan_note(plan, g_strdup_printf(mz_tr("分支“%s”上现有的内容不是 mingzhang 发布的，将被网站取代（历史保留）",
                                                 "what is on branch '%s' was not published by mingzhang; the site "
                                                 "takes its place (the history stays)"),
                                           target->branch));
    note_limits(plan);
    return TRUE;
}

/* ---- the tree of the new commit */

static char *
write_list(const Git *git, const GString *list, GError **error)
{
    char *file = g_build_filename(git->repository, "mingzhang-list", NULL);
    if (g_file_set_contents(file, list->str, (gssize)list->len, NULL))
        return file;
    MzPlace place = {file, 0, 0};
    mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法写入：%s", "cannot be written: %s"), mz_error_system(errno));
    g_free(file);
    return NULL;
}

/* `git update-index` with paths ended by 0 bytes. */
static gboolean
update_index(const Git *git, const char *source, const char *mode, const GString *paths, GError **error)
{
    if (paths->len == 0)
        return TRUE;
    char *list = write_list(git, paths, error);
    const char *const words[] = {"update-index", mode, "-z", "--stdin", NULL};
    gboolean good = list != NULL && run_git(git, &(How){.folder = source, .input = list}, words, error);
    if (list != NULL)
        g_remove(list);
    g_free(list);
    return good;
}

/* Takes what does not belong out of the index, which is kept between publications because git knows by it which files
 * it has read. */
static gboolean
drop_strangers(const Git *git, const char *source, const MzManifest *wanted, GError **error)
{
    const char *const words[] = {"ls-files", "-z", NULL};
    GString *there = g_string_new(NULL), *strangers = g_string_new(NULL);
    gboolean good = run_git(git, &(How){.folder = source, .output = there}, words, error);
    for (gsize at = 0; good && at < there->len; at += strlen(there->str + at) + 1) {
        if (mz_manifest_find(wanted, there->str + at) == NULL)
            g_string_append_len(strangers, there->str + at, (gssize)strlen(there->str + at) + 1);
    }
    good = good && update_index(git, source, "--force-remove", strangers, error);
    g_string_free(there, TRUE);
    g_string_free(strangers, TRUE);
    return good;
}

/* Puts a file that the built tree does not have into the index. */
static gboolean
add_text(const Git *git, const char *path, const char *text, GError **error)
{
    GString *bytes = g_string_new(text);
    char *file = write_list(git, bytes, error);
    g_string_free(bytes, TRUE);
    if (file == NULL)
        return FALSE;
    const char *const hash[] = {"hash-object", "-w", "--no-filters", "--stdin", NULL};
    char *object = ask_git(git, &(How){.input = file}, hash, error);
    char *entry = object != NULL ? g_strdup_printf("100644,%s,%s", object, path) : NULL;
    const char *const add[] = {"update-index", "--add", "--cacheinfo", entry, NULL};
    gboolean good = object != NULL && run_git(git, &(How){0}, add, error);
    g_remove(file);
    g_free(entry);
    g_free(object);
    g_free(file);
    return good;
}

/* The tree of the built site: the files of the manifest, the manifest, and what Pages hosts want. */
static char *
make_tree(Git *git, const MzPlan *plan, GError **error)
{
    const MzPublication *publication = plan->publication;
    char *source = g_canonicalize_filename(publication->source, NULL);
    char *index = g_build_filename(git->repository, "mingzhang-index", NULL);
    git->environment = g_environ_setenv(git->environment, "GIT_WORK_TREE", source, TRUE);
    git->environment = g_environ_setenv(git->environment, "GIT_INDEX_FILE", index, TRUE);
    GString *paths = g_string_new(NULL);
    for (gsize i = 0; i < plan->wanted->count; i++)
        g_string_append_len(paths, plan->wanted->files[i].path, (gssize)strlen(plan->wanted->files[i].path) + 1);
    g_string_append_len(paths, MZ_TREE_MANIFEST, sizeof MZ_TREE_MANIFEST);
    char *domain = publication->target->domain != NULL ? g_strconcat(publication->target->domain, "\n", NULL) : NULL;
    const char *const write[] = {"write-tree", NULL};
    char *tree = NULL;
    if (drop_strangers(git, source, plan->wanted, error) && update_index(git, source, "--add", paths, error) &&
        add_text(git, ".nojekyll", "", error) && (domain == NULL || add_text(git, "CNAME", domain, error)))
        tree = ask_git(git, &(How){.folder = source}, write, error);
    g_free(domain);
    g_string_free(paths, TRUE);
    g_free(index);
    g_free(source);
    return tree;
}

/* ---- the commit */

static void
set_person(Git *git, const char *name, const char *address)
{
    const char *const who[] = {"GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"};
    for (guint i = 0; i < G_N_ELEMENTS(who); i++)
        git->environment = g_environ_setenv(git->environment, who[i], i < 2 ? name : address, TRUE);
}

/* Who commits: as the target says, else as git is set up, else the program itself (in continuous integration git is
 * mostly not set up). */
static void
choose_author(Git *git, const MzTarget *target)
{
    const char *open = target->author != NULL ? strrchr(target->author, '<') : NULL;
    if (open != NULL) {
        char *name = g_strchomp(g_strndup(target->author, (gsize)(open - target->author)));
        char *address = g_strndup(open + 1, strcspn(open + 1, ">"));
        set_person(git, name, address);
        g_free(name);
        g_free(address);
        return;
    }
    const char *const words[] = {"config", "user.email", NULL};
    char *known = try_git(git, words);
    if ((known == NULL || known[0] == '\0') && g_environ_getenv(git->environment, "GIT_COMMITTER_EMAIL") == NULL)
        set_person(git, "mingzhang", "mingzhang@localhost");
    g_free(known);
}

static char *
message_for(const MzPlan *plan, const Git *git)
{
    const MzChanges *changes = plan->changes;
    char *counts = g_strdup_printf(mz_tr("新增 %zu，更改 %zu，移除 %zu", "%zu added, %zu changed, %zu removed"),
                                   changes->n_added, changes->n_changed, changes->n_removed);
    char *message = git->restored != NULL ? g_strdup_printf("%s (%s)\n\n" RESTORES "%s\n",
                                                            mz_tr("退回上一次发布", "Roll back"), counts, git->restored)
                                          : g_strdup_printf("%s: %s\n\nMingzhang-Manifest: %s\n",
                                                            mz_tr("发布", "Publish"), counts, plan->wanted->id);
    g_free(counts);
    return message;
}

static gboolean
commit_and_push(Git *git, const MzPlan *plan, const char *tree, GError **error)
{
    char *message = message_for(plan, git);
    choose_author(git, plan->publication->target);
    const char *words[] = {"commit-tree", tree, "-m", message, git->head != NULL ? "-p" : NULL, git->head, NULL};
    char *commit = ask_git(git, &(How){0}, words, error);
    gboolean good = commit != NULL;
    if (good) {
        char *map = g_strconcat(commit, ":refs/heads/", plan->publication->target->branch, NULL);
        const char *const push[] = {"push", "--quiet", "--", git->remote, map, NULL};
        good = run_git(git, &(How){0}, push, error);
        const char *const note[] = {"update-ref", FETCHED, commit, NULL};
        good = good && run_git(git, &(How){0}, note, error);
        g_free(map);
    }
    g_free(commit);
    g_free(message);
    return good;
}

gboolean
mz_git_apply(MzPlan *plan, GError **error)
{
    Git *git = plan->own;
    char *tree = git->restored != NULL ? g_strconcat(git->restored, "^{tree}", NULL) : make_tree(git, plan, error);
    gboolean good = tree != NULL && commit_and_push(git, plan, tree, error);
    g_free(tree);
    return good;
}

/* ---- what was published last */

gboolean
mz_git_last(const MzPublication *publication, MzLastPublication *last, GError **error)
{
    Git git = {.repository = mz_target_cache(publication, ".git")};
    git.environment = environment_for(&git);
    char *head = g_build_filename(git.repository, "HEAD", NULL);
    const char *const which[] = {"rev-parse", "--verify", "--quiet", FETCHED, NULL};
    gboolean good = TRUE;
    if (g_file_test(head, G_FILE_TEST_EXISTS))
        last->commit = try_git(&git, which);
    if (last->commit != NULL)
        good = read_commit(&git, last->commit, &last->manifest, error);
    last->repository = g_strdup(git.repository);
    g_free(head);
    g_strfreev(git.environment);
    g_free(git.repository);
    return good;
}

char *
mz_git_file(const MzLastPublication *last, const char *path, gsize *length, GError **error)
{
    Git git = {.repository = last->repository};
    git.environment = environment_for(&git);
    char *object = g_strconcat(last->commit, ":", path, NULL);
    const char *const words[] = {"cat-file", "blob", object, NULL};
    GString *bytes = g_string_new(NULL);
    gboolean good = run_git(&git, &(How){.output = bytes}, words, error);
    *length = bytes->len;
    g_free(object);
    g_strfreev(git.environment);
    return g_string_free(bytes, !good);
}
