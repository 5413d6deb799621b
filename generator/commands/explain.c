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

/* Blanks behind the word for a severity, so that the names stand below each other: 错误, "error". */
static int
severity_gap(MzSeverity severity)
{
    return mz_lang() == MZ_LANG_ZH ? 2 : 8 - (int)strlen(mz_severity_label(severity));
}

/* What a failure is called: in explain, by `check`, and on the pages of the site. */
static void
print_severity(MzSeverity severity)
{
    if (mz_lang() == MZ_LANG_ZH)
        printf("级别：%s（check 的输出里是 %s，网页上是“%s”）\n", mz_severity_label(severity),
               mz_severity_key(severity), mz_severity_on_pages(severity));
    else
        printf("severity: %s (on the site: %s)\n", mz_severity_label(severity), mz_severity_on_pages(severity));
}

static void
list_check(const MzCheck *check)
{
    printf("%-34s %s%*s%s\n", check->id, mz_severity_label(check->severity), severity_gap(check->severity), "",
           mz_tr(check->zh, check->en));
}

/* All checks of a family, one a line. */
static void
list_family(const char *family)
{
    guint n_checks;
    const MzCheck *catalogue = mz_catalogue(&n_checks);
    for (guint i = 0; i < n_checks; i++) {
        if (is_of(catalogue[i].id, family))
            list_check(&catalogue[i]);
    }
}

static void
list_all(void)
{
    guint n_checks;
    const MzCheck *catalogue = mz_catalogue(&n_checks);
    for (guint i = 0; i < n_checks; i++)
        list_check(&catalogue[i]);
    fflush(stdout);
    fprintf(stderr,
            mz_tr("共 %u 项；写上编号（如 mingzhang explain %s）说明一项的关系、依据和例子\n",
                  "%u in all; with an id (mingzhang explain %s) one is explained: relation, reason, examples\n"),
            n_checks, catalogue[n_checks - 1].id);
}

static const char *
kinds_text(guint kinds)
{
    if (kinds == MZ_FOR_FINAL)
        return mz_tr("部门决算", "部门决算 (final accounts)");
    if (kinds == MZ_FOR_BUDGET)
        return mz_tr("部门预算", "部门预算 (budget)");
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
    print_severity(check->severity);
    print_line("查的是", "about", mz_finding_kind_label(check->kind));
    print_line("容差", "tolerance", mz_tolerance_text(check->tolerance));
    print_line("用于", "for", kinds_text(check->kinds));
    for (guint bit = 1; bit <= check->skips; bit <<= 1) {
        if (check->skips & bit)
            print_line("不查的情形", "skipped if", mz_skip_text((MzSkip)bit));
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
        list_all();
    int status = MZ_EXIT_DONE;
    for (int i = 1; i < argc; i++) {
        const MzCheck *check = mz_check_find(argv[i]);
        if (!mz_check_is_known(argv[i])) {
            status = unknown_check(argv[i]);
            continue;
        }
        fputs(i > 1 ? "\n" : "", stdout);
        if (check != NULL)
            explain_check(check);
        else
            list_family(argv[i]);
    }
    return status;
}
