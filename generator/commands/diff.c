/* mingzhang diff: what a new build would change in what is published, page by page and amount by amount. */
#include "commands/commands.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "commands/log.h"
#include "commands/site.h"
#include "model/difference.h"
#include "model/json.h"
#include "publish/target.h"
#include "content/settings.h"
#include "content/targets.h"

#define REPORT_FILE "/report.json"

typedef struct {
    char *root;
    char *against;
    gboolean files;
    gboolean exit_code;
} Options;

static gboolean
read_options(int *argc, char ***argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"site", 'C', 0, G_OPTION_ARG_FILENAME, &options->root,
         mz_tr("网站所在的文件夹（默认当前文件夹）", "the folder of the site (default: the current one)"),
         mz_tr("网站", "SITE")},
        {"against", 0, 0, G_OPTION_ARG_FILENAME, &options->against,
         mz_tr("与它比较：发布目标的名称、已发布的文件夹，或存下来的清单（默认上次 publish 的内容；没有发布过则是 "
               "public）",
               "compare with this: a target of publish, a published folder or a saved manifest (default: what was "
               "published last; public if nothing was)"),
         mz_tr("位置", "PLACE")},
        {"files", 0, 0, G_OPTION_ARG_NONE, &options->files,
         mz_tr("列出所有文件，而不只是网页", "list all files, not only pages"), NULL},
        {"exit-code", 0, 0, G_OPTION_ARG_NONE, &options->exit_code,
         mz_tr("有不同时以 1 结束", "end with status 1 if there are differences"), NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    return mz_command_options(
        argc, argv, entries, mz_tr("[输出文件夹]", "[OUT]"),
        mz_tr("说明新生成的网站与已发布的有哪些不同：哪些网页，表中哪些金额，正文中哪些数。不写输出文件夹时，先在 "
              ".mingzhang/next 里重新生成一份，已发布的不动。",
              "Tells what differs between what is published and a new build. Without OUT it "
              "builds into .mingzhang/next first and leaves what is published alone."),
        0, 1, error);
}

/* ---- pages */

static gboolean
is_listed(const MzChange *change, const Options *options)
{
    return options->files || mz_manifest_is_page(change->path);
}

static void
print_files(const MzChanges *changes, const Options *options)
{
    gsize counts[3] = {0, 0, 0};
    for (gsize i = 0; i < changes->count; i++)
        counts[changes->items[i].kind] += is_listed(&changes->items[i], options);
    printf(options->files
               ? mz_tr("文件：新增 %zu，更改 %zu，移除 %zu\n", "files: %zu added, %zu changed, %zu removed\n")
               : mz_tr("网页：新增 %zu，更改 %zu，移除 %zu\n", "pages: %zu added, %zu changed, %zu removed\n"),
           counts[MZ_CHANGE_ADDED], counts[MZ_CHANGE_CHANGED], counts[MZ_CHANGE_REMOVED]);
    for (gsize i = 0; i < changes->count; i++) {
        if (is_listed(&changes->items[i], options))
            printf("  %c %s\n", mz_change_sign(changes->items[i].kind), changes->items[i].path);
    }
}

/* ---- amounts */

/* One of the two sites that are compared. */
typedef struct {
    char *place;             /* folder or manifest; NULL */
    MzLastPublication *last; /* or what was published last; NULL */
} Side;

static char *
read_file(const Side *side, const char *path, char **name, gsize *length, GError **error)
{
    if (side->last != NULL) {
        *name = g_strdup(path);
        return mz_last_publication_file(side->last, path, length, error);
    }
    *name = g_build_filename(side->place, path, NULL);
    char *text = NULL;
    GError *trouble = NULL;
    if (!g_file_get_contents(*name, &text, length, &trouble)) {
        MzPlace place = {*name, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法读取：%s", "cannot be read: %s"), mz_error_reason(trouble));
        g_error_free(trouble);
    }
    return text;
}

/* The report of a site; NULL with an error. */
static MzReport *
read_report(const Side *side, const char *path, GError **error)
{
    char *name = NULL;
    gsize length = 0;
    char *text = read_file(side, path, &name, &length, error);
    MzReport *report = text != NULL ? mz_report_from_json(name, text, length, error) : NULL;
    g_free(text);
    g_free(name);
    return report;
}

static void
print_cell(const MzCell *cell)
{
    char text[MZ_MONEY_TEXT];
    fputs(cell != NULL && cell->present ? mz_money_grouped(cell->amount, text) : mz_tr("空", "blank"), stdout);
}

static void
print_difference(const MzDifference *difference)
{
    const MzRow *row = difference->row;
    printf("  %s / %s%s%s / %s: ", difference->table->form->title, row->name, row->code != NULL ? " " : "",
           row->code != NULL ? row->label : "", difference->column);
    print_cell(difference->older);
    if (difference->old_unit != difference->new_unit)
        printf(" %s", mz_unit_label(difference->old_unit));
    fputs(" → ", stdout);
    print_cell(difference->newer);
    printf(" %s\n", mz_unit_label(difference->new_unit));
}

/* "1,234.56", "8.1%", "12"; what money is counted in stands behind both numbers. */
static void
print_claim(const MzClaim *claim, gboolean with_unit)
{
    char text[MZ_MONEY_TEXT];
    MzMoney money;
    if (claim == NULL) {
        fputs(mz_tr("未写", "not stated"), stdout);
        return;
    }
    fputs(mz_claim_money(claim, &money) ? mz_money_grouped(money, text) : claim->printed, stdout);
    if (g_strcmp0(claim->unit, "%") == 0)
        putchar('%');
    else if (with_unit)
        printf(" %s", claim->unit);
}

/* Of the two the one that still stands in the report. */
static const MzClaim *
standing(const MzClaimDifference *difference)
{
    return difference->newer != NULL ? difference->newer : difference->older;
}

static void
print_claim_difference(const MzClaimDifference *difference)
{
    const MzClaim *older = difference->older, *newer = difference->newer, *shown = standing(difference);
    printf("  %s", mz_tr("正文", "text"));
    if (shown->span.line > 0)
        printf(newer != NULL ? mz_tr(" / 第 %u 行", " / line %u") : mz_tr(" / 原第 %u 行", " / line %u before"),
               shown->span.line);
    printf(" / %s / %s: ", shown->subject, mz_measure_name(shown->measure));
    print_claim(older, newer == NULL || (older != NULL && g_strcmp0(older->unit, newer->unit) != 0));
    fputs(" → ", stdout);
    print_claim(newer, TRUE);
    putchar('\n');
}

/* Two trees of which reports are compared. */
typedef struct {
    const Side *older;
    const Side *newer;
    guint n_amounts, n_claims;
    int status;
} Trees;

static void
print_report(Trees *trees, const MzChange *change, const MzReport *older, const MzReport *newer)
{
    static const char *const words[][2] = {[MZ_CHANGE_ADDED] = {"（新增）", " (new)"},
                                           [MZ_CHANGE_CHANGED] = {"", ""},
                                           [MZ_CHANGE_REMOVED] = {"（移除）", " (gone)"}};
    gboolean is_changed = change->kind == MZ_CHANGE_CHANGED;
    GArray *amounts = mz_report_differences(older, newer), *claims = mz_claim_differences(older, newer);
    if (amounts->len + claims->len > 0 || !is_changed)
        printf("%.*s%s\n", (int)(strlen(change->path) - strlen(REPORT_FILE)), change->path,
               words[change->kind][mz_lang() == MZ_LANG_EN]);
    for (guint i = 0; i < amounts->len && is_changed; i++)
        print_difference(&g_array_index(amounts, MzDifference, i));
    for (guint i = 0; i < claims->len && is_changed; i++)
        print_claim_difference(&g_array_index(claims, MzClaimDifference, i));
    if (!is_changed)
        printf(mz_tr("  表中 %u 个金额，正文 %u 个数\n", "  %u amounts in tables, %u numbers in the text\n"),
               amounts->len, claims->len);
    trees->n_amounts += amounts->len;
    trees->n_claims += claims->len;
    g_array_unref(amounts);
    g_array_unref(claims);
}

static void
compare_report(Trees *trees, const MzChange *change)
{
    GError *error = NULL;
    MzReport *older = NULL, *newer = NULL;
    if (change->kind != MZ_CHANGE_ADDED)
        older = read_report(trees->older, change->path, &error);
    if (error == NULL && change->kind != MZ_CHANGE_REMOVED)
        newer = read_report(trees->newer, change->path, &error);
    if (error == NULL) {
        print_report(trees, change, older, newer);
    } else {
        int failed = mz_command_fail(error);
        trees->status = MAX(trees->status, failed);
    }
    mz_report_free(older);
    mz_report_free(newer);
}

static int
print_amounts(const Side *older, const Side *newer, const MzChanges *changes)
{
    Trees trees = {.older = older, .newer = newer, .status = MZ_EXIT_DONE};
    for (gsize i = 0; i < changes->count; i++) {
        if (g_str_has_suffix(changes->items[i].path, REPORT_FILE))
            compare_report(&trees, &changes->items[i]);
    }
    printf(mz_tr("表中金额：%u 个不同；正文中的数：%u 个不同\n",
                 "amounts in tables: %u differ; numbers in the text: %u differ\n"),
           trees.n_amounts, trees.n_claims);
    return trees.status;
}

/* ---- the whole */

/* Builds aside. TRUE when there is a tree to compare, whatever single reports are like. */
static gboolean
build_aside(const char *root, const char *out, GError **error)
{
    char *data = mz_command_data();
    MzLog log;
    mz_log_open(&log, NULL, FALSE, NULL);
    MzBuildOptions what = {.root = root,
                           .out = out,
                           .data = data,
                           .flags = MZ_TREE_WAIT | MZ_TREE_NO_SYNC,
                           .progress = mz_log_progress,
                           .user = &log};
    MzBuildResult result;
    mz_log_busy(&log, out);
    gboolean good = mz_build(&what, &result, error);
    mz_log_result(&log, &result);
    if (result.n_unwritten > 0) {
        char *state = mz_command_unwritten(&result, out);
        mz_error_set(error, MZ_ERROR_WRITE, NULL, mz_tr("不能比较：%s", "nothing to compare: %s"), state);
        g_free(state);
        good = FALSE;
    }
    mz_build_result_clear(&result);
    g_free(data);
    return good;
}

static gboolean
has_files(const Side *side)
{
    return side->last != NULL || g_file_test(side->place, G_FILE_TEST_IS_DIR);
}

static int
print_differences(const Side *older, const Side *newer, const MzManifest *before, const MzManifest *after,
                  const Options *options)
{
    MzChanges *changes = mz_compare(before, NULL, after);
    int status = options->exit_code && changes->count > 0 ? MZ_EXIT_FINDINGS : MZ_EXIT_DONE;
    print_files(changes, options);
    if (has_files(older) && has_files(newer)) {
        int amounts = print_amounts(older, newer, changes);
        status = MAX(status, amounts);
    } else {
        fputs(
            mz_tr("mingzhang: 只有清单，没有数据，不能逐个金额比较；请用 --against 指定发布的文件夹\n",
                  "mingzhang: a manifest alone has no amounts to compare; name the published folder with --against\n"),
            stderr);
    }
    mz_changes_free(changes);
    return status;
}

static int
compare(const Side *older, const Side *newer, const Options *options, GError **error)
{
    MzManifest *read = older->last == NULL ? mz_manifest_read(older->place, error) : NULL;
    const MzManifest *before = older->last != NULL ? older->last->manifest : read;
    MzManifest *after = before != NULL ? mz_manifest_read(newer->place, error) : NULL;
    int status = after != NULL ? print_differences(older, newer, before, after, options) : MZ_EXIT_FAILED;
    if (after != NULL && older->last == NULL && options->against == NULL && strcmp(before->id, after->id) == 0)
        fprintf(
            stderr,
            mz_tr(
                "%s 已经是最新生成的内容（build 和 serve 会改写它）；用 publish 发布过之后，这里与上次发布的内容比较\n",
                "%s is what a build makes now (build and serve rewrite it); once publish was used, diff compares "
                "with what was last published\n"),
            older->place);
    mz_manifest_free(after);
    mz_manifest_free(read);
    return status;
}

/* What was last published to the target that --against names; without it to the first target that was published to from
 * here. Nothing: `side` stays empty. */
static gboolean
find_published(const char *root, const char *against, Side *side, GError **error)
{
    MzArena *arena = mz_arena_new();
    MzTargets targets;
    char *cache = mz_site_file(root, ".mingzhang/published");
    gboolean good = mz_targets_load(root, arena, &targets, error);
    for (guint i = 0; good && i < targets.count && side->last == NULL; i++) {
        const MzTarget *target = &targets.items[i];
        if (against != NULL && strcmp(against, target->name) != 0)
            continue;
        GError *trouble = NULL;
        MzPublication publication = {.target = target, .site = root, .cache = cache};
        side->last = mz_target_last(&publication, &trouble);
        good = trouble == NULL;
        if (trouble != NULL)
            g_propagate_error(error, trouble);
        else if (side->last == NULL && against != NULL)
            mz_error_set(error, MZ_ERROR_USAGE, NULL,
                         mz_tr("还没有从这台机器发布到“%s”，无从比较", "nothing was published to '%s' from here yet"),
                         against);
        if (side->last != NULL)
            fprintf(stderr, mz_tr("与上次发布到“%s”的内容比较\n", "compared with what was last published to '%s'\n"),
                    target->name);
    }
    g_free(cache);
    mz_arena_free(arena);
    return good && (error == NULL || *error == NULL);
}

/* What is compared with. */
static gboolean
choose_older(const char *root, const Options *options, Side *older, GError **error)
{
    gboolean is_place = options->against != NULL && g_file_test(options->against, G_FILE_TEST_EXISTS);
    if (!is_place && !find_published(root, options->against, older, error))
        return FALSE;
    if (older->last != NULL)
        return TRUE;
    older->place = options->against != NULL ? g_strdup(options->against) : mz_command_output(root, NULL);
    if (options->against != NULL || g_file_test(older->place, G_FILE_TEST_EXISTS))
        return TRUE;
    mz_error_set(error, MZ_ERROR_USAGE, NULL,
                 mz_tr("还没有可以比较的：这个网站没有发布过，%s 也还没有生成。先运行 mingzhang build，改动之后再比较",
                       "there is nothing to compare with: the site was never published, and %s was not built yet. Run "
                       "mingzhang build first, and compare after a change"),
                 older->place);
    return FALSE;
}

static int
diff(const Options *options, const char *out)
{
    const char *root = options->root != NULL ? options->root : ".";
    Side older = {NULL, NULL}, newer = {out != NULL ? g_strdup(out) : mz_site_file(root, ".mingzhang/next"), NULL};
    GError *error = NULL;
    int status = MZ_EXIT_DONE;
    if (choose_older(root, options, &older, &error) && (out != NULL || build_aside(root, newer.place, &error)))
        status = compare(&older, &newer, options, &error);
    if (error != NULL)
        status = mz_command_fail(error);
    mz_last_publication_free(older.last);
    g_free(older.place);
    g_free(newer.place);
    return status;
}

int
mz_command_diff(int argc, char **argv)
{
    Options options = {NULL, NULL, FALSE, FALSE};
    GError *error = NULL;
    int status = read_options(&argc, &argv, &options, &error) ? diff(&options, argc > 1 ? argv[1] : NULL)
                                                              : mz_command_fail(error);
    g_free(options.root);
    g_free(options.against);
    return status;
}
