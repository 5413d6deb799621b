/* mingzhang publish: builds the site, shows what would change at a target, and with --yes changes it. */
#include "commands/commands.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "commands/log.h"
#include "commands/report_changes.h"
#include "commands/site.h"
#include "publish/target.h"
#include "content/settings.h"
#include "content/targets.h"

enum { LISTED = 20 }; /* lines of a plan unless --all */

typedef struct {
    char *root;
    char *out;
    gboolean yes;
    gboolean rollback;
    gboolean allow_held;
    gboolean allow_withdrawn;
    gboolean no_gate;
    gboolean all;
} Options;

static gboolean
read_options(int *argc, char ***argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"site", 'C', 0, G_OPTION_ARG_FILENAME, &options->root,
         mz_tr("网站所在的文件夹（默认当前文件夹）", "the folder of the site (default: the current one)"),
         mz_tr("网站", "SITE")},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->out,
         mz_tr("输出文件夹（默认网站下的 public）", "the output folder (default: public in the site)"),
         mz_tr("文件夹", "OUT")},
        {"yes", 'y', 0, G_OPTION_ARG_NONE, &options->yes,
         mz_tr("真正发布；不加则只说明会改动什么", "really publish; without it only tell what would change"), NULL},
        {"rollback", 0, 0, G_OPTION_ARG_NONE, &options->rollback,
         mz_tr("退回上一次发布", "go back to the publication before"), NULL},
        {"allow-held", 0, 0, G_OPTION_ARG_NONE, &options->allow_held,
         mz_tr("有报告读不出、暂存上次页面时仍然发布；其他报告照常把关",
               "publish although reports are held or cannot be read; the others still pass the gate"),
         NULL},
        {"allow-withdrawn", 0, 0, G_OPTION_ARG_NONE, &options->allow_withdrawn,
         mz_tr("线上已有的报告会消失时仍然发布", "publish although reports that are published now will be gone"), NULL},
        {"no-gate", 0, 0, G_OPTION_ARG_NONE, &options->no_gate,
         mz_tr("公开前不把关（见 build --gate）", "without the gate (see build --gate)"), NULL},
        {"all", 0, 0, G_OPTION_ARG_NONE, &options->all, mz_tr("列出全部改动", "list every change"), NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    return mz_command_options(argc, argv, entries, mz_tr("目标", "TARGET"),
                              mz_tr("把网站发布到 site.json 的 publish 里的一个目标。先生成，再说明会改动什么；"
                                    "加 --yes 才真正改动。",
                                    "Publishes the site to a target of 'publish' in site.json. Builds, then tells what "
                                    "would change; --yes does it."),
                              0, 1, error);
}

/* ---- choosing the target */

static void
fail_target(const MzTargets *targets, const char *name, GError **error)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < targets->count; i++)
        g_string_append_printf(names, "%s%s", i > 0 ? mz_tr("、", ", ") : "", targets->items[i].name);
    if (targets->count == 0)
        mz_error_set(error, MZ_ERROR_USAGE, NULL,
                     mz_tr("site.json 里没有发布目标；在 \"publish\" 里写一个，例如 {\"线上\": {\"type\": \"folder\", "
                           "\"path\": \"/srv/www/site\"}}",
                           "site.json has no targets; put one into \"publish\", such as {\"live\": {\"type\": "
                           "\"folder\", \"path\": \"/srv/www/site\"}}"));
    else if (name == NULL)
        mz_error_set(error, MZ_ERROR_USAGE, NULL, mz_tr("发布到哪里？可选：%s", "publish where? there are: %s"),
                     names->str);
    else
        mz_error_set(error, MZ_ERROR_USAGE, NULL,
                     mz_tr("site.json 里没有目标“%s”，可选：%s", "site.json has no target '%s', there are: %s"), name,
                     names->str);
    g_string_free(names, TRUE);
}

/* ---- building before publishing */

/* Whether what was built may be shown to the public. */
static int
judge(const MzBuildResult *result, const char *out, const Options *options)
{
    if (result->n_unwritten > 0) { /* whatever the options: there is no site to publish */
        char *state = mz_command_unwritten(result, out);
        fprintf(stderr, mz_tr("mingzhang: 不发布：%s\n", "mingzhang: not published: %s\n"), state);
        g_free(state);
        return MZ_EXIT_FAILED;
    }
    if (result->refused) {
        fprintf(stderr,
                mz_tr("mingzhang: 不发布：公开前把关有 %u 处不过，见上；有误的改正原文或写更正，核实无误的连同理由写入 "
                      "报告名.suppressions.csv，再发布。报告读不出而仍要发布，加 "
                      "--allow-held；完全不把关，加 --no-gate\n",
                      "mingzhang: not published: the gate has %u reasons against it, see above; correct what is wrong, "
                      "put what is right into NAME.suppressions.csv with the reason, "
                      "or add --allow-held (reports that cannot be read) or --no-gate\n"),
                result->errors->len);
        return MZ_EXIT_FINDINGS;
    }
    guint n_bad = result->n_held + result->n_failed;
    if (n_bad > 0 && !options->allow_held) {
        fprintf(
            stderr,
            mz_tr("mingzhang: 不发布：%u 份报告读不出（暂存上次页面 %u 份，错误页 %u 份），见上；"
                  "修好后再发布，或加 --allow-held\n",
                  "mingzhang: not published: %u reports cannot be read (%u held, %u error pages), see above; repair "
                  "them or add --allow-held\n"),
            n_bad, result->n_held, result->n_failed);
        return MZ_EXIT_FINDINGS;
    }
    guint n_other = result->errors->len > n_bad ? result->errors->len - n_bad : 0;
    if (n_other > 0 && !options->no_gate) {
        fprintf(stderr,
                mz_tr("mingzhang: 不发布：%u 个页面或文件没有做成，见上；修好后再发布，或加 --no-gate\n",
                      "mingzhang: not published: %u pages or files could not be made, see above; repair them or add "
                      "--no-gate\n"),
                n_other);
        return MZ_EXIT_FINDINGS;
    }
    return MZ_EXIT_DONE;
}

/* Builds and judges. `made`: there is a tree to make a plan of. Of a rehearsal the tree is made in any case, so that
 * the plan can be seen before the last sentence of a report is right. */
static int
build(const char *root, const char *out, const Options *options, gboolean *made)
{
    char *data = mz_command_data();
    MzLog log;
    mz_log_open(&log, NULL, FALSE, NULL);
    MzBuildOptions what = {.root = root,
                           .out = out,
                           .data = data,
                           .flags = MZ_TREE_WAIT,
                           .gate = !options->no_gate,
                           .allow_held = options->allow_held,
                           .progress = mz_log_progress,
                           .user = &log};
    MzBuildResult result;
    GError *error = NULL;
    mz_log_busy(&log, out);
    gboolean good = mz_build(&what, &result, &error);
    mz_log_result(&log, &result);
    int status = good ? judge(&result, out, options) : mz_command_fail(error);
    *made = good && !result.refused && result.n_unwritten == 0;
    if (result.refused && !options->yes) {
        MzBuildResult again;
        what.gate = FALSE;
        *made = mz_build(&what, &again, NULL) && again.n_unwritten == 0;
        mz_build_result_clear(&again);
    }
    mz_build_result_clear(&result);
    g_free(data);
    return status;
}

/* ---- the plan */

static const char *
place_of(const MzTarget *target)
{
    return target->path != NULL ? target->path : target->repository != NULL ? target->repository : target->destination;
}

static void
print_plan(const MzPlan *plan, const MzReportChanges *reports, gboolean all)
{
    const MzTarget *target = plan->publication->target;
    const MzChanges *changes = plan->changes;
    printf("%s (%s %s%s%s)%s\n", target->name, mz_target_type_name(target->type), place_of(target),
           target->branch != NULL ? " " : "", target->branch != NULL ? target->branch : "",
           plan->publication->rollback ? mz_tr("：退回上一次发布", ": back to the publication before")
           : plan->is_first            ? mz_tr("：第一次发布", ": first publication")
                                       : "");
    mz_report_changes_print(reports, plan, all ? G_MAXUINT : LISTED);
    printf(mz_tr("文件：新增 %zu，更改 %zu，移除 %zu；要传 %.1f MB，网站共 %.1f MB\n",
                 "files: %zu added, %zu changed, %zu removed; %.1f MB to send, %.1f MB in all\n"),
           changes->n_added, changes->n_changed, changes->n_removed, (double)changes->bytes / 1e6,
           (double)plan->wanted->bytes / 1e6);
    for (gsize i = 0; i < changes->count && (all || i < LISTED); i++)
        printf("  %c %s\n", mz_change_sign(changes->items[i].kind), changes->items[i].path);
    if (!all && changes->count > LISTED)
        printf(mz_tr("  …还有 %zu 项，加 --all 全部列出\n", "  … and %zu more, --all lists them\n"),
               changes->count - LISTED);
    fflush(stdout);
    for (guint i = 0; i < plan->notes->len; i++)
        fprintf(stderr, mz_tr("mingzhang: 提醒：%s\n", "mingzhang: note: %s\n"),
                (const char *)g_ptr_array_index(plan->notes, i));
}

/* Nobody takes a public report off the site by a slip: a misspelt name does it as a deleted file does. */
static int
refuse_withdrawal(const MzReportChanges *reports, const Options *options)
{
    enum { NAMED = 3 };
    const GPtrArray *gone = reports->withdrawn;
    if (gone->len == 0 || options->allow_withdrawn || options->rollback)
        return MZ_EXIT_DONE;
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < gone->len && i < NAMED; i++)
        g_string_append_printf(names, "%s%s", i > 0 ? mz_tr("、", ", ") : "", (const char *)gone->pdata[i]);
    if (gone->len > NAMED)
        g_string_append(names, mz_tr(" 等", " …"));
    fprintf(stderr,
            mz_tr("mingzhang: 不发布：线上已公开的 %u 份报告会消失：%s。多半是文件名或文件夹名写错了（见上面的提醒），"
                  "改正后再发布；部门改名的，把旧名写进 departments.csv 的 former 列；确实要撤下，加 "
                  "--allow-withdrawn\n",
                  "mingzhang: not published: %u reports that are public now would be gone: %s. Most likely a file or "
                  "folder is misnamed (see the notes above), correct it first; of a department that was renamed write "
                  "the old name into the column former of departments.csv; to withdraw them really add "
                  "--allow-withdrawn\n"),
            gone->len, names->str);
    return MZ_EXIT_FINDINGS;
}

/* In what state a publication that failed has left the target. */
static void
say_unfinished(const MzTarget *target)
{
    gboolean is_whole = target->type == MZ_TARGET_FOLDER || target->type == MZ_TARGET_GIT;
    fputs(is_whole
              ? mz_tr("mingzhang: 发布没有完成：线上的网站没有换，或者已整个换好，不会新旧混在一起；解决上面的问题后再"
                      "运行一次\n",
                      "mingzhang: not finished: what is online was not touched or is changed as a whole, never "
                      "a mixture; mend what is said above and run it again\n")
              : mz_tr("mingzhang: 发布没有完成：线上的网页可能有的已经换了，有的还没有；解决上面的问题后请尽快再运行"
                      "一次，会接着传\n",
                      "mingzhang: not finished: of what is online some may be new and some old; mend what is "
                      "said above and run it again soon, it goes on from there\n"),
          stderr);
}

static int
apply(MzPlan *plan, const Options *options)
{
    GError *error = NULL;
    if (!mz_target_apply(plan, &error)) {
        int status = mz_command_fail(error);
        say_unfinished(plan->publication->target);
        return status;
    }
    fputs(options->rollback ? mz_tr("已退回上一次发布\n", "went back to the publication before\n")
                            : mz_tr("已发布\n", "published\n"),
          stderr);
    return MZ_EXIT_DONE;
}

/* `status`: what the gate said of the build. */
static int
show_and_do(const MzPublication *publication, const Options *options, int status)
{
    GError *error = NULL;
    MzPlan *plan = mz_target_plan(publication, &error);
    if (plan == NULL)
        return mz_command_fail(error);
    MzReportChanges reports;
    mz_report_changes_find(plan, &reports);
    print_plan(plan, &reports, options->all);
    int withdrawal = refuse_withdrawal(&reports, options);
    status = MAX(status, withdrawal);
    if (options->yes && status == MZ_EXIT_DONE)
        status = apply(plan, options);
    else if (!options->yes)
        fputs(status != MZ_EXIT_DONE
                  ? mz_tr("以上是预演，什么都没有改动；现在加 --yes 会被拒绝，原因见上\n",
                          "this was a rehearsal, nothing was changed; --yes would be refused as it is, see above\n")
                  : mz_tr("以上是预演，什么都没有改动；加 --yes 执行\n",
                          "this was a rehearsal, nothing was changed; --yes does it\n"),
              stderr);
    mz_report_changes_clear(&reports);
    mz_plan_free(plan);
    return status;
}

static int
publish(const Options *options, const char *name)
{
    const char *root = options->root != NULL ? options->root : ".";
    MzArena *arena = mz_arena_new();
    MzTargets targets;
    GError *error = NULL;
    const MzTarget *target = NULL;
    if (mz_targets_load(root, arena, &targets, &error)) {
        target = mz_targets_find(&targets, name);
        if (target == NULL)
            fail_target(&targets, name, &error);
    }
    int status = MZ_EXIT_DONE;
    if (target == NULL) {
        status = mz_command_fail(error);
    } else {
        char *out = mz_command_output(root, options->out);
        char *cache = mz_site_file(root, ".mingzhang/published");
        MzPublication publication = {target, root, cache, options->rollback ? NULL : out, options->rollback};
        gboolean made = TRUE;
        if (!options->rollback)
            status = build(root, out, options, &made);
        if (made && (status == MZ_EXIT_DONE || !options->yes))
            status = show_and_do(&publication, options, status);
        g_free(cache);
        g_free(out);
    }
    mz_arena_free(arena);
    return status;
}

int
mz_command_publish(int argc, char **argv)
{
    Options options = {0};
    GError *error = NULL;
    int status = read_options(&argc, &argv, &options, &error) ? publish(&options, argc > 1 ? argv[1] : NULL)
                                                              : mz_command_fail(error);
    g_free(options.root);
    g_free(options.out);
    return status;
}
