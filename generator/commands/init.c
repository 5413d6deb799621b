/* mingzhang init: the folder of a new site, with the files that a user must know. */
#include "commands/commands.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "commands/site.h"

/* What a new site has. The site speaks Chinese, so these are Chinese in any language of messages. */
static const struct {
    const char *path;
    const char *text;
} files[] = {
    {"content/site.json", "{\n"
                          "  \"title\": \"部门预算和决算公开\",\n"
                          "  \"subtitle\": \"这里写一句话，介绍这个网站\",\n"
                          "  \"language\": \"zh-CN\",\n"
                          "  \"publisher\": {\n"
                          "    \"name\": \"这里写发布单位的名称\"\n"
                          "  }\n"
                          "}\n"},
    {"content/reports/README.md",
     "# 报告放在这里\n"
     "\n"
     "每份报告一个文件，位置就是它的身份：\n"
     "\n"
     "    content/reports/地区/部门/年份-final.txt     部门决算\n"
     "    content/reports/地区/部门/年份-budget.txt    部门预算\n"
     "\n"
     "例如 `某市某区/某区教育局/2024-final.txt`。文件夹的名字会显示在网页上。\n"
     "二级单位在部门下再建一个文件夹：`地区/部门/单位/2024-final.txt`。\n"
     "\n"
     "文件是报告全文的文本（UTF-8、UTF-16 或 GB18030），也可以是 `mingzhang parse` 得到的 "
     "`.json`。\n"
     "发现原文读错或印错时，在旁边放 `2024-final.corrections.json`，写明改什么、为什么。\n"},
    {"content/pages/about.md", "---\n"
                               "title: 关于本站\n"
                               "description: 本站是什么，数据从哪里来，有疑问找谁。\n"
                               "---\n"
                               "\n"
                               "本站把部门公布的预算和决算报告整理成网页、图表和开放数据。\n"
                               "\n"
                               "- 数据来自各部门公布的报告，以公布的原件为准。\n"
                               "- 每个数字都可以点回原文的那一行。\n"
                               "- 发现错误，请与我们联系：这里写电话或邮箱。\n"},
    {".gitignore", "/public/\n/.mingzhang/\n"},
};

/* A site can be made where nothing is: in a new folder, or in an empty one (a fresh git repository counts as empty). */
static gboolean
check_folder(const char *folder, GError **error)
{
    MzPlace place = {folder, 0, 0};
    if (!g_file_test(folder, G_FILE_TEST_EXISTS))
        return TRUE;
    GDir *dir = g_dir_open(folder, 0, NULL);
    if (dir == NULL) {
        mz_error_set(error, MZ_ERROR_USAGE, &place, mz_tr("这里已有一个文件", "a file stands here"));
        return FALSE;
    }
    const char *name = NULL;
    gboolean empty = TRUE;
    while (empty && (name = g_dir_read_name(dir)) != NULL)
        empty = strcmp(name, ".git") == 0;
    g_dir_close(dir);
    if (!empty)
        mz_error_set(error, MZ_ERROR_USAGE, &place,
                     mz_tr("这个文件夹不是空的，不会覆盖里面的内容；请换一个名字",
                           "this folder is not empty and nothing in it is overwritten; choose another name"));
    return empty;
}

static gboolean
write_file(const char *folder, const char *path, const char *text, GError **error)
{
    char *file = g_build_filename(folder, path, NULL);
    char *parent = g_path_get_dirname(file);
    GError *trouble = NULL;
    gboolean good = g_mkdir_with_parents(parent, 0755) == 0;
    if (!good)
        g_set_error(&trouble, G_FILE_ERROR, 0, "%s", g_strerror(errno));
    good = good && g_file_set_contents_full(file, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, &trouble);
    if (!good) {
        MzPlace place = {file, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法写入：%s", "cannot be written: %s"), trouble->message);
        g_error_free(trouble);
    }
    g_free(parent);
    g_free(file);
    return good;
}

static gboolean
init(const char *folder, GError **error)
{
    if (!check_folder(folder, error))
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        if (!write_file(folder, files[i].path, files[i].text, error))
            return FALSE;
    }
    printf(
        mz_tr("已建立 %s\n\n接下来：\n"
              "  1. 把报告放进 %s/content/reports/地区/部门/，文件名如 2024-final.txt（同处的 README.md 有说明），\n"
              "     并在 %s/content/site.json 里写上网站和发布单位的名称\n"
              "  2. mingzhang serve -C %s --open    生成并在浏览器里看，改动随即可见\n",
              "%s is there\n\nnow:\n"
              "  1. put reports into %s/content/reports/REGION/DEPARTMENT/, named like 2024-final.txt (the README.md "
              "there explains),\n     and write the names of site and publisher into %s/content/site.json\n"
              "  2. mingzhang serve -C %s --open    builds and shows it in the browser, with every change\n"),
        folder, folder, folder, folder);
    return TRUE;
}

int
mz_command_init(int argc, char **argv)
{
    const GOptionEntry entries[] = {{NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};
    GError *error = NULL;
    if (mz_command_options(&argc, &argv, entries, mz_tr("文件夹", "FOLDER"),
                           mz_tr("新建一个网站的文件夹。", "Makes the folder of a new site."), 1, 1, &error) &&
        init(argv[1], &error))
        return MZ_EXIT_DONE;
    return mz_command_fail(error);
}
