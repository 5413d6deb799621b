/* mingzhang parse: a report as structured data on standard output. */
#include "commands/commands.h"
#include "commands/options.h"
#include "commands/site.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "model/json.h"
#include "model/tidy.h"
#include "parse/parse.h"

static int
print_report(const char *root, const char *path, gboolean tidy)
{
    GError *error = NULL;
    g_autoptr(MzReport) report = mz_command_use_forms(root, path, &error) ? mz_parse_file(path, &error) : NULL;
    if (report == NULL)
        return mz_command_fail(error);
    const char *mark = mz_command_mark(root, path, report->arena);
    if (mark != NULL)
        report->mark = mark;
    gsize length;
    g_autofree char *text = tidy ? mz_report_to_tidy(report, &length) : mz_report_to_json(report, &length);
    fwrite(text, 1, length, stdout);
    return MZ_EXIT_DONE;
}

int
mz_command_parse(int argc, char **argv)
{
    gboolean tidy = FALSE;
    g_autofree char *root = NULL;
    const GOptionEntry entries[] = {
        {"site", 'C', 0, G_OPTION_ARG_FILENAME, &root,
         mz_tr("按这个站点的 content/forms.json 读（默认为报告所在的站点）",
               "read by this site's content/forms.json (by default the report's own site)"),
         mz_tr("文件夹", "FOLDER")},
        {"tidy", 0, 0, G_OPTION_ARG_NONE, &tidy,
         mz_tr("输出整洁数据（CSV，每个金额一行）", "print tidy CSV, one amount a line"), NULL},
        G_OPTION_ENTRY_NULL,
    };
    GError *error = NULL;
    if (!mz_command_read_options(&argc, &argv, entries, mz_tr("报告文件", "FILE"),
                                 mz_tr("把报告读成结构化数据（report.json），写到标准输出。",
                                       "Prints a report as structured data (report.json)."),
                                 &error))
        return mz_command_fail(error);
    if (argc != 2) {
        mz_error_set(&error, MZ_ERROR_USAGE, NULL, "%s",
                     mz_tr("parse 需要一个报告文件（.txt 或 .json），例如：mingzhang parse 2024-final.txt",
                           "parse needs one report file (.txt or .json), such as: mingzhang parse 2024-final.txt"));
        return mz_command_fail(error);
    }
    return print_report(root, argv[1], tidy);
}
