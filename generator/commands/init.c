/* mingzhang init: a new site to fill with one's own reports. */
#include "commands/commands.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "base/error.h"
#include "commands/site.h"
#include "content/settings.h"

/* What a new site has. Nobody's file is ever overwritten. */
static const struct {
    const char *path;
    const char *text;
} parts[] = {
    {"content/site.json", "{\n"
                          "  \"title\": \"我的预决算公开\",\n"
                          "  \"subtitle\": \"部门预算和决算，一笔一笔看明白\",\n"
                          "  \"description\": \"本地区各部门预算和决算的网页、图表和数据。\",\n"
                          "  \"language\": \"zh-CN\",\n"
                          "  \"publisher\": {\n"
                          "    \"name\": \"" MZ_SETTINGS_NOBODY "\"\n"
                          "  }\n"
                          "}\n"},
    {"content/reports/README.md",
     "# 报告放在这里\n"
     "\n"
     "每份报告一个文件，它的位置就是它的身份：\n"
     "\n"
     "    content/reports/地区/部门/年份-final.txt     部门决算\n"
     "    content/reports/地区/部门/年份-budget.txt    部门预算\n"
     "\n"
     "例如 `某市某区/某区教育局/2024-final.txt`。文件夹的名字会显示在网页上；\n"
     "二级单位在部门里再建一个文件夹：`地区/部门/单位/2024-final.txt`。\n"
     "\n"
     "文件是报告的全文：PDF、DOCX、XLSX、网页或文本，也可以是 `mingzhang parse` 得到的 `.json`；\n"
     "一份报告分成几个文件的，放进名为 `2024-final` 的文件夹。\n"
     "发现读错或印错，在旁边放 `2024-final.corrections.json`，写明改什么、为什么。\n"},
    {"content/departments.csv", "folder,name,former,parent,address,mark\n"},
    {"content/pages/about.md", "---\n"
                               "title: 关于\n"
                               "description: 本站做什么，数据从哪里来。\n"
                               "nav: 1\n"
                               "---\n"
                               "\n"
                               "## 数据从哪里来\n"
                               "\n"
                               "本站的金额取自各部门公布的预算和决算报告。部门公布的原件是唯一依据。\n"},
    {".gitignore", "/public/\n/.mingzhang/\n"},
};

static gboolean
make_part(const char *root, const char *name, const char *text, GError **error)
{
    char *path = g_build_filename(root, name, NULL);
    char *folder = g_path_get_dirname(path);
    GError *trouble = NULL;
    gboolean good = g_mkdir_with_parents(folder, 0777) == 0;
    if (good && !g_file_test(path, G_FILE_TEST_EXISTS))
        good = g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_NONE, 0666, &trouble);
    if (!good) {
        MzPlace place = {path, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法写入：%s", "cannot be written: %s"),
                     trouble != NULL ? mz_error_reason(trouble) : mz_error_system(errno));
        g_clear_error(&trouble);
    }
    g_free(folder);
    g_free(path);
    return good;
}

static int
init(const char *root)
{
    char *there = g_build_filename(root, "content", "site.json", NULL);
    GError *error = NULL;
    if (g_file_test(there, G_FILE_TEST_EXISTS)) {
        MzPlace place = {there, 0, 0};
        mz_error_set(&error, MZ_ERROR_USAGE, &place, mz_tr("这里已经有一个网站", "there is a site already"));
    }
    for (gsize i = 0; i < G_N_ELEMENTS(parts) && error == NULL; i++)
        make_part(root, parts[i].path, parts[i].text, &error);
    g_free(there);
    if (error != NULL)
        return mz_command_fail(error);
    fprintf(stderr,
            mz_tr("已新建网站 %s。接下来：\n"
                  "  1. 把报告放进 %s/content/reports/地区/部门/，文件名如 "
                  "2024-final.txt（决算）、2024-budget.txt（预算），\n"
                  "     并在 %s/content/site.json 里写上标题和发布单位\n"
                  "  2. 运行 mingzhang serve -C %s --open，在浏览器里看，改动随即可见\n",
                  "made the site %s. Next:\n"
                  "  1. put reports into %s/content/reports/REGION/DEPARTMENT/, named like 2024-final.txt or "
                  "2024-budget.txt,\n     and set title and publisher in %s/content/site.json\n"
                  "  2. run mingzhang serve -C %s --open to see them in the browser, with every change\n"),
            root, root, root, root);
    return MZ_EXIT_DONE;
}

int
mz_command_init(int argc, char **argv)
{
    const GOptionEntry entries[] = {{NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};
    GError *error = NULL;
    if (mz_command_options(&argc, &argv, entries, mz_tr("文件夹", "FOLDER"),
                           mz_tr("新建一个网站。", "Makes a new site."), 1, 1, &error))
        return init(argv[1]);
    return mz_command_fail(error);
}
