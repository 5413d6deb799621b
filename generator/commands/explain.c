/* mingzhang explain: the catalogue of checks, all of it or one check. */
#include "commands/commands.h"
#include "commands/options.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "check/catalogue.h"

static gboolean
is_of(const char *id, const char *family)
{
    gsize length = strlen(family);
    return strncmp(id, family, length) == 0 && (id[length] == '\0' || id[length] == '.');
}

/* All checks of a family (NULL: all), one a line. FALSE: there are none. */
static gboolean
list_checks(const char *family)
{
    guint n_checks;
    const MzCheck *catalogue = mz_catalogue(&n_checks);
    gboolean any = FALSE;
    for (guint i = 0; i < n_checks; i++) {
        const MzCheck *check = &catalogue[i];
        if (family != NULL && !is_of(check->id, family))
            continue;
        any = TRUE;
        printf("%-34s %-8s%s\n", check->id, mz_severity_key(check->severity), mz_tr(check->zh, check->en));
    }
    return any;
}

static const char *
kinds_text(guint kinds)
{
    if (kinds == MZ_FOR_FINAL)
        return mz_kind_label(MZ_KIND_FINAL);
    if (kinds == MZ_FOR_BUDGET)
        return mz_kind_label(MZ_KIND_BUDGET);
    return mz_tr("部门决算、部门预算", "部门决算 (final accounts), 部门预算 (budget)");
}

static void
print_line(const char *zh, const char *en, const char *text)
{
    printf("%s%s%s\n", mz_tr(zh, en), mz_tr("：", ": "), text);
}

static void
explain_check(const MzCheck *check)
{
    printf("%s  %s\n\n", check->id, mz_tr(check->zh, check->en));
    print_line("关系", "relation", mz_tr(check->relation_zh, check->relation_en));
    print_line("依据", "reason", mz_reason_text(check->reason));
    print_line("级别", "severity", mz_severity_label(check->severity));
    print_line("种类", "kind", mz_finding_kind_key(check->kind));
    print_line("容差", "tolerance", mz_tolerance_text(check->tolerance));
    print_line("用于", "for", kinds_text(check->kinds));
    for (guint bit = 1; bit <= check->skips; bit <<= 1) {
        if (check->skips & bit)
            print_line("不适用", "skipped", mz_skip_text((MzSkip)bit));
    }
    print_line("不成立的例子", "fails", check->fails);
    print_line("成立的例子", "holds", check->holds);
}

static int
unknown_check(const char *id)
{
    guint n_checks;
    const MzCheck *catalogue = mz_catalogue(&n_checks);
    const char **ids = g_new(const char *, n_checks);
    for (guint i = 0; i < n_checks; i++)
        ids[i] = catalogue[i].id;
    const char *near = mz_text_near(id, ids, n_checks);
    GError *error = NULL;
    if (near != NULL)
        mz_error_set(&error, MZ_ERROR_USAGE, NULL,
                     mz_tr("没有编号为“%s”的检查，是否想查“%s”？", "there is no check '%s'; did you mean '%s'?"), id,
                     near);
    else
        mz_error_set(&error, MZ_ERROR_USAGE, NULL,
                     mz_tr("没有编号为“%s”的检查，用 mingzhang explain 查看全部",
                           "there is no check '%s', see mingzhang explain for all"),
                     id);
    g_free(ids);
    return mz_command_fail(error);
}

int
mz_command_explain(int argc, char **argv)
{
    GError *error = NULL;
    if (!mz_command_read_options(&argc, &argv, NULL, mz_tr("[检查编号…]", "[CHECK…]"),
                                 mz_tr("列出全部检查，或说明所给的检查（编号或其开头，如 split）。",
                                       "Lists all checks, or explains the given ones (ids or families such as split)."),
                                 &error))
        return mz_command_fail(error);
    if (argc == 1)
        list_checks(NULL);
    int status = MZ_EXIT_DONE;
    for (int i = 1; i < argc; i++) {
        const MzCheck *check = mz_check_find(argv[i]);
        if (check != NULL) {
            fputs(i > 1 ? "\n" : "", stdout);
            explain_check(check);
        } else if (!list_checks(argv[i])) {
            status = unknown_check(argv[i]);
        }
    }
    return status;
}
