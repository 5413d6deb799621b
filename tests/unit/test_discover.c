#include "content/discover.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "content/misnamed.h"

static char *root;

static void
put(const char *name)
{
    char *path = g_build_filename(root, "content/reports", name, NULL);
    char *folder = g_path_get_dirname(path);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    g_assert_true(g_file_set_contents(path, "x", -1, NULL));
    g_free(folder);
    g_free(path);
}

static void
remove_tree(const char *path)
{
    if (!g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
        GDir *dir = g_dir_open(path, 0, NULL);
        for (const char *name = dir != NULL ? g_dir_read_name(dir) : NULL; name != NULL; name = g_dir_read_name(dir)) {
            char *inner = g_build_filename(path, name, NULL);
            remove_tree(inner);
            g_free(inner);
        }
        if (dir != NULL)
            g_dir_close(dir);
    }
    g_remove(path);
}

static void
open_site(const char *departments)
{
    root = g_dir_make_tmp("mingzhang-discover-XXXXXX", NULL);
    char *content = g_build_filename(root, "content/reports", NULL);
    g_mkdir_with_parents(content, 0700);
    g_free(content);
    char *json = g_build_filename(root, "content/site.json", NULL);
    g_assert_true(g_file_set_contents(json, "{\"title\": \"a\"}", -1, NULL));
    g_free(json);
    if (departments != NULL) {
        char *csv = g_build_filename(root, "content/departments.csv", NULL);
        g_assert_true(g_file_set_contents(csv, departments, -1, NULL));
        g_free(csv);
    }
}

static void
close_site(void)
{
    remove_tree(root);
    g_free(root);
}

typedef struct {
    MzSettings *settings;
    MzDiscovery *found;
} Found;

static Found
discover(void)
{
    GError *error = NULL;
    Found found = {mz_settings_load(root, &error), NULL};
    g_assert_no_error(error);
    found.found = mz_discover(root, found.settings, 2, &error);
    g_assert_no_error(error);
    return found;
}

static void
release(Found *found)
{
    mz_discovery_free(found->found);
    mz_settings_free(found->settings);
}

static const char *
message(const GPtrArray *errors, guint index)
{
    return ((const GError *)g_ptr_array_index(errors, index))->message;
}

static void
test_order(void)
{
    open_site("folder,name,address,mark\n乙区/丙局,丙局全称,bing,示例\n");
    const char *names[] = {"乙区/丙局/2024-final.txt",
                           "甲区/丁局/2023-budget.txt",
                           "甲区/丁局/2023-final.json",
                           "甲区/丁局/2023-final.txt",
                           "甲区/丁局/2022-final.TXT",
                           "甲区/丁局/所/2024-final.txt",
                           "甲区/戊局/庚站/2024-final.txt",
                           "甲区/丁局/2023-final.corrections.json",
                           "甲区/丁局/2023-final.suppressions.csv",
                           "甲区/丁局/2023-final.pdf", /* the original document beside its text */
                           "甲区/丁局/2022-final.docx",
                           "甲区/丁局/2021-final.rtf",
                           "甲区/丁局/.hidden",
                           "甲区/丁局/note~"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        put(names[i]);
    Found found = discover();
    g_assert_cmpuint(found.found->errors->len, ==, 0);
    g_assert_cmpuint(found.found->warnings->len, ==, 1);
    const GError *text = g_ptr_array_index(found.found->warnings, 0);
    g_assert_true(g_str_has_suffix(mz_error_place(text).file, "2023-final.txt"));
    g_assert_nonnull(strstr(text->message, "2023-final.json"));
    g_assert_cmpuint(found.found->n_filings, ==, 7);
    g_assert_cmpuint(found.found->n_bodies, ==, 5);
    const MzBody *bodies = found.found->bodies;
    g_assert_cmpstr(bodies[0].folder, ==, "乙区/丙局");
    g_assert_cmpstr(bodies[0].name, ==, "丙局全称");
    g_assert_cmpstr(bodies[0].mark, ==, "示例");
    g_assert_cmpstr(bodies[0].filings[0].address, ==, "r/乙区/bing/2024-final");
    g_assert_cmpstr(bodies[1].folder, ==, "甲区/丁局");
    g_assert_cmpuint(bodies[1].n_filings, ==, 4);
    g_assert_cmpint(bodies[1].filings[0].format, ==, MZ_FILING_DOCUMENT);
    g_assert_cmpint(bodies[1].filings[1].year, ==, 2022);
    g_assert_cmpint(bodies[1].filings[1].format, ==, MZ_FILING_TEXT);
    g_assert_cmpint(bodies[1].filings[2].kind, ==, MZ_KIND_BUDGET);
    g_assert_cmpint(bodies[1].filings[3].format, ==, MZ_FILING_JSON);
    g_assert_nonnull(bodies[1].filings[3].corrections);
    g_assert_true(g_str_has_suffix(bodies[1].filings[3].original, "/2023-final.pdf"));
    g_assert_cmpuint(bodies[1].filings[3].n_files, ==, 4);
    g_assert_true(g_str_has_suffix(bodies[1].filings[1].original, "/2022-final.docx"));
    g_assert_null(bodies[1].filings[0].original);
    g_assert_cmpuint(bodies[1].filings[0].n_files, ==, 1);
    g_assert_cmpstr(bodies[2].unit, ==, "所");
    g_assert_cmpstr(bodies[3].folder, ==, "甲区/戊局");
    g_assert_cmpuint(bodies[3].n_filings, ==, 0);
    g_assert_cmpstr(bodies[4].address, ==, "r/甲区/戊局/庚站");
    release(&found);
    close_site();
}

static const struct {
    const char *first, *second; /* files */
    gboolean is_error;
    const char *word;
} troubles[] = {
    {"甲/乙/2024-final.txt", "甲/乙/2024-final.TXT", TRUE, "同级"},
    {"甲/乙/2024-final.txt", "甲/乙/2024-other.txt", FALSE, "final"},
    {"甲/乙/2024-final.txt", "甲/乙/2024-final.odt", FALSE, ".txt"},
    {"甲/乙/2024-final.txt", "甲/乙/2023-final.txt.txt", FALSE, "应改名为“2023-final.txt”"},
    {"甲/乙/2024-final.txt", "甲/乙/2024-final.txt.txt", FALSE, "已有“2024-final.txt”"},
    {"甲/乙/2024-final.txt", "甲/乙/2023 Final/1.txt", FALSE, "应改名为“2023-final”"},
    {"甲/乙/2024-final.txt", "甲/乙/2023-final.zip", FALSE, "解压"},
    {"甲/乙/2024-final.txt", "甲/乙/2023决算.jpg", FALSE, "--ocr"},
    {"甲/乙/2024-final.txt", "甲/乙/2023-final.pdf.crdownload", FALSE, "没有下载完"},
    {"甲/乙/2024-final.txt", "甲/乙/2023-final", FALSE, "没有后缀"},
    {"甲/乙/2024-final.txt", "甲/.丙/2023-final.txt", FALSE, "去掉名字开头的点"},
    {"甲/乙/2024-final.txt", ".丁/丙/2023-final.txt", FALSE, "去掉名字开头的点"},
    {"甲/乙/2024-final.txt", "甲/乙/.2023-final.txt", FALSE, "去掉名字开头的点"},
    {"甲/乙/2024-final.txt", "甲/2024-final.txt", FALSE, "地区/部门"},
    {"甲/乙/2024-final.txt", "2024-final.txt", FALSE, "地区/部门"},
    {"甲/乙/2024-final.txt", "甲/乙/丙/丁/2024-final.txt", FALSE, "过深"},
    {"甲/乙局/2024-final.txt", "甲/乙局 /2024-final.txt", TRUE, "地址"},
    {"甲/ABC/2024-final.txt", "甲/abc/2024-final.txt", TRUE, "地址"},
};

static void
test_troubles(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(troubles); i++) {
        open_site(NULL);
        put(troubles[i].first);
        put(troubles[i].second);
        Found found = discover();
        g_test_message("%s", troubles[i].second);
        g_assert_cmpuint(found.found->errors->len, ==, troubles[i].is_error);
        g_assert_cmpuint(found.found->warnings->len, ==, !troubles[i].is_error);
        const GPtrArray *said = troubles[i].is_error ? found.found->errors : found.found->warnings;
        g_assert_nonnull(strstr(message(said, 0), troubles[i].word));
        g_assert_cmpuint(found.found->n_filings, ==, 1);
        release(&found);
        close_site();
    }
}

static const struct {
    const char *name;
    gboolean is_folder;
    const char *should, *why; /* NULL: nothing can be said */
} misnamed[] = {
    {"2024-final.txt.txt", FALSE, "2024-final.txt", "后缀写了两次（Windows 可能没有显示后缀）"},
    {"2024-final.pdf.TXT", FALSE, "2024-final.txt", "后缀写了两次（Windows 可能没有显示后缀）"},
    {"2024-final .txt", FALSE, "2024-final.txt", "有空格"},
    {"2024-final.txt ", FALSE, "2024-final.txt", "有空格"},
    {"2024 - final.txt", FALSE, "2024-final.txt", "有空格"},
    {"２０２４-final.txt", FALSE, "2024-final.txt", "有全角字符"},
    {"2024－budget.docx", FALSE, "2024-budget.docx", "有全角字符"},
    {"2024_final.txt", FALSE, "2024-final.txt", "年份和种类之间应是一个连字符“-”"},
    {"2024final.txt", FALSE, "2024-final.txt", "年份和种类之间应是一个连字符“-”"},
    {"2024—budget.txt", FALSE, "2024-budget.txt", "年份和种类之间应是一个连字符“-”"},
    {"2024-决算.txt", FALSE, "2024-final.txt", "“决算”应写作 final"},
    {"2024年度部门预算.pdf", FALSE, "2024-budget.pdf", "“部门预算”应写作 budget"},
    {"2024-Final.TXT", FALSE, "2024-final.txt", "有大写字母"},
    {"final-2024.txt", FALSE, "2024-final.txt", "年份应写在前面"},
    {"2024-finel.txt", FALSE, "2024-final.txt", "“finel”应写作 final"},
    {"2024-final(1).txt", FALSE, "2024-final.txt", "年份和种类之外还有别的字"},
    {"某局2024年部门决算公开.xlsx", FALSE, "2024-final.xlsx", "年份和种类之外还有别的字"},
    {"２０２４ Final.txt.txt", FALSE, "2024-final.txt",
     "有全角字符、有空格、后缀写了两次（Windows 可能没有显示后缀）、有大写字母、年份和种类之间应是一个连字符“-”"},
    {"2024年决算", TRUE, "2024-final", "“决算”应写作 final"},
    {"2024年决算办公室", TRUE, NULL, NULL},
    {"决算.txt", FALSE, NULL, NULL},
    {"24-final.txt", FALSE, NULL, NULL},
    {"2023-2024-final.txt", FALSE, NULL, NULL},
    {"2024年预算和决算.txt", FALSE, NULL, NULL},
    {"2024-final.zip", FALSE, NULL, NULL},
    {"2024-final.correction.json", FALSE, NULL, NULL},
    {"2024-other.txt", FALSE, NULL, NULL},
    {"说明.txt", FALSE, NULL, NULL},
    {"", FALSE, NULL, NULL},
    {".", TRUE, NULL, NULL},
};

static void
test_misnamed(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(misnamed); i++) {
        char *why = NULL;
        char *should = mz_misnamed(misnamed[i].name, misnamed[i].is_folder, &why);
        g_test_message("%s", misnamed[i].name);
        g_assert_cmpstr(should, ==, misnamed[i].should);
        g_assert_cmpstr(why, ==, misnamed[i].why);
        g_free(should);
        g_free(why);
    }
}

/* Nobody put these there, and nobody wants to hear of them: also not among the parts of a report. */
static void
test_litter(void)
{
    static const char *const names[] = {"~$2024-final.docx",
                                        "Thumbs.db",
                                        ".DS_Store",
                                        "desktop.ini",
                                        "._2024-final.txt",
                                        ".2024-final.txt.swp",
                                        ".~lock.2024-final.docx#",
                                        "2024-final.txt~"};
    open_site(NULL);
    put("甲/乙/2024-final.txt");
    put("甲/乙/2023-final/1.txt");
    put(".git/config");
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *beside = g_strconcat("甲/乙/", names[i], NULL);
        g_autofree char *inside = g_strconcat("甲/乙/2023-final/", names[i], NULL);
        put(beside);
        put(inside);
    }
    Found found = discover();
    g_assert_cmpuint(found.found->errors->len, ==, 0);
    g_assert_cmpuint(found.found->warnings->len, ==, 0);
    g_assert_cmpuint(found.found->n_filings, ==, 2);
    g_assert_cmpuint(found.found->bodies[0].filings[0].n_files, ==, 1);
    release(&found);
    close_site();
}

static void
test_idle_lines(void)
{
    open_site("folder,name\n甲/乙局,乙局全称\n甲/一局,写错的局\n甲/七局,还没有报告的局\n甲/丙局,只有单位的局\n");
    put("甲/乙局/2024-final.txt");
    put("甲/丙局/所/2024-final.txt");
    Found found = discover();
    g_assert_cmpuint(found.found->errors->len, ==, 0);
    g_assert_cmpuint(found.found->warnings->len, ==, 1);
    const GError *warning = g_ptr_array_index(found.found->warnings, 0);
    g_assert_cmpuint(mz_error_place(warning).line, ==, 3);
    g_assert_true(g_str_has_suffix(mz_error_place(warning).file, "content/departments.csv"));
    g_assert_nonnull(strstr(warning->message, "甲/一局"));
    g_assert_nonnull(strstr(warning->message, "共 2 行"));
    release(&found);
    close_site();
}

static void
test_links_stay_inside(void)
{
    open_site(NULL);
    put("甲/乙/2024-final.txt");
    char *base = g_build_filename(root, "content/reports/甲", NULL);
    char *outside = g_build_filename(base, "外", NULL), *loop = g_build_filename(base, "圈", NULL);
    char *file = g_build_filename(base, "乙", "2023-final.txt", NULL), *inside = g_build_filename(base, "内", NULL);
    g_assert_cmpint(symlink("/etc", outside), ==, 0);
    g_assert_cmpint(symlink("..", loop), ==, 0);
    g_assert_cmpint(symlink("/etc/passwd", file), ==, 0);
    g_assert_cmpint(symlink("乙", inside), ==, 0);
    Found found = discover();
    /* `..` of 甲 is content/reports itself: not inside it. The link to 乙 is another name of the same reports. */
    g_assert_cmpuint(found.found->errors->len, ==, 3 + 1);
    for (guint i = 0; i < found.found->errors->len; i++)
        g_assert_nonnull(strstr(message(found.found->errors, i), "符号链接"));
    g_assert_cmpuint(found.found->n_filings, ==, 2);
    release(&found);
    g_free(base);
    g_free(outside);
    g_free(loop);
    g_free(file);
    g_free(inside);
    close_site();
}

static void
test_no_folder(void)
{
    open_site(NULL);
    char *reports = g_build_filename(root, "content/reports", NULL);
    g_remove(reports);
    GError *error = NULL;
    MzSettings *settings = mz_settings_load(root, &error);
    g_assert_null(mz_discover(root, settings, 2, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_IO);
    g_error_free(error);
    mz_settings_free(settings);
    g_free(reports);
    close_site();
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/discover/order", test_order);
    g_test_add_func("/discover/troubles", test_troubles);
    g_test_add_func("/discover/misnamed", test_misnamed);
    g_test_add_func("/discover/litter", test_litter);
    g_test_add_func("/discover/idle-lines", test_idle_lines);
    g_test_add_func("/discover/links-stay-inside", test_links_stay_inside);
    g_test_add_func("/discover/no-folder", test_no_folder);
    return g_test_run();
}
