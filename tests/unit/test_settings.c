#include "content/settings.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "content/csv.h"

/* A site in a temporary folder. */
typedef struct {
    char *root;
} Site;

static void
put(const Site *site, const char *name, const char *text)
{
    char *path = g_build_filename(site->root, name, NULL);
    char *folder = g_path_get_dirname(path);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    g_free(folder);
    g_free(path);
}

static void
open_site(Site *site)
{
    site->root = g_dir_make_tmp("mingzhang-settings-XXXXXX", NULL);
    g_assert_nonnull(site->root);
}

static void
close_site(Site *site)
{
    static const char *const names[] = {"content/site.json", "content/departments.csv", "content/register.csv",
                                        "content", ""};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        char *path = g_build_filename(site->root, names[i], NULL);
        g_remove(path);
        g_free(path);
    }
    g_free(site->root);
}

static void
test_all_keys(void)
{
    Site site;
    open_site(&site);
    put(&site, "content/site.json",
        "{\"title\": \"某区公开\", \"subtitle\": \"副题\", \"base\": \"https://example.org/\", \"as_of\": "
        "\"2024-02-29\",\n"
        " \"licence\": {\"name\": \"CC BY\", \"url\": \"https://example.org/by\"},\n"
        " \"publisher\": {\"name\": \"某区财政局\", \"email\": \"a@example.org\", \"icp\": \"鄂ICP备1号\", \"logo\": "
        "\"logo.svg\"},\n"
        " \"regions\": {\"wc\": \"武昌区\"}, \"publish\": {\"live\": {\"type\": \"folder\", \"path\": \"/srv\"}}}");
    put(&site, "content/departments.csv",
        "\xef\xbb\xbf"
        "folder,name,former,mark\r\nwc/gsl,\"工商联, 本级\",旧名一;旧名二,示例\r\n\r\nwc/zfb,政府办,,\r\n");
    put(&site, "content/register.csv",
        "region,department,kind,year,approved,due,published,url\nwc,gsl,final,2024,2025-08-01,,2025-08-20,https://"
        "example.org/x\n");
    GError *error = NULL;
    MzSettings *settings = mz_settings_load(site.root, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(settings->title, ==, "某区公开");
    g_assert_cmpstr(settings->language, ==, "zh-CN");
    g_assert_cmpstr(settings->as_of, ==, "2024-02-29");
    g_assert_cmpstr(settings->publisher.icp, ==, "鄂ICP备1号");
    g_assert_null(settings->publisher.police);
    g_assert_cmpstr(mz_settings_region(settings, "wc"), ==, "武昌区");
    g_assert_cmpstr(mz_settings_region(settings, "jh"), ==, "jh");
    const MzDepartment *department = mz_settings_department(settings, "wc/gsl");
    g_assert_nonnull(department);
    g_assert_cmpstr(department->name, ==, "工商联, 本级");
    g_assert_cmpstr(department->former[1], ==, "旧名二");
    g_assert_null(department->former[2]);
    g_assert_cmpstr(department->mark, ==, "示例");
    g_assert_null(mz_settings_department(settings, "wc"));
    g_assert_cmpuint(settings->n_departments, ==, 2);
    g_assert_cmpuint(settings->n_entries, ==, 1);
    g_assert_cmpint(settings->entries[0].year, ==, 2024);
    mz_settings_free(settings);
    close_site(&site);
}

/* Every mistake in site.json with the place and a word of its message. */
static const struct {
    const char *text;
    guint line, column;
    const char *word;
} json_mistakes[] = {
    {"{\"title\": \"a\",\n  \"tilte\": \"b\"}", 2, 3, "tilte"},
    {"{\"title\": \"a\", \"publisher\": {\"name\": \"b\",\n \"fax\": \"c\"}}", 2, 2, "publisher.fax"},
    {"{\"title\": \"a\",\n  \"tilte\": \"b\"}", 2, 3, "是否想写“title”"},
    {"{\"title\": \"a\",\n  \"colour\": \"b\"}", 2, 3, "as_of、mark、licence"},
    {"{\"title\": \"a\", \"downloads\": {\"pgn\": true}}", 1, 30, "png"},
    {"{\"title\": \"a\",\n \"title\": \"b\"}", 2, 2, "title"},
    {"{\"title\": \"a\",\n \"publisher\": {\"name\": \"b\",\n  \"name\": \"c\"}}", 3, 3, "name"},
    {"{\"Title\": \"a\"}", 1, 2, "Title"},
    {"{}", 0, 0, "title"},
    {"{\"title\": \"\"}", 1, 2, "title"},
    {"{\"title\": 3}", 1, 2, "title"},
    {"{\"title\": \"a\", \"base\": \"https://example.org\"}", 1, 16, "base"},
    {"{\"title\": \"a\", \"as_of\": \"2023-02-29\"}", 1, 16, "as_of"},
    {"{\"title\": \"a\", \"publisher\": {\"name\": \"b\", \"url\": \"javascript:alert(1)\"}}", 1, 43, "publisher.url"},
    {"{\"title\": \"a\", \"publisher\": {\"name\": \"b\", \"logo\": \"../logo.svg\"}}", 1, 43, "publisher.logo"},
    {"{\"title\": \"a\", \"licence\": \"b\"}", 1, 16, "licence"},
    {"{\"title\": \"a\", \"regions\": {\"wc\": 1}}", 1, 28, "regions.wc"},
    {"{\"title\": \"a\"} x", 1, 16, "JSON"},
    {"{\"title\" \"a\"}", 1, 10, "不合 JSON 语法"},
    {"{\"title\": \"a\",}", 1, 14, "多了一个逗号"},
    {"{\n \"title\": \"a\",,\n \"subtitle\": \"b\"\n}", 2, 14, "多了一个逗号"},
    {"{\n \"publisher\": {\n  \"name\": \"a\",\n }\n}", 3, 14, "多了一个逗号"},
    {"{\"title\": \"a\", \"publish\": [1,]}", 1, 29, "多了一个逗号"},
    {"{\"title\": \"a\", \"publish\": [1]}", 1, 16, "publish"},
    {"{\"title\": \"a\",\n \"publish\": {\"x\": {\"type\": \"floder\", \"path\": \"y\"}}}", 2, 14,
     "folder、git、rsync 或 s3"},
    {"{\"title\": \"a\",\n \"publish\": {\"x\": {\"type\": \"folder\",\n  \"pth\": \"y\"}}}", 3, 3, "是否想写“path”"},
    {"{\"title\": \"a\",\n \"publish\": {\"x\": {\"type\": \"folder\"}}}", 2, 14, "publish.x.path"},
    {"{\n \"title\": \"a\"\n \"subtitle\": \"b\"\n}", 2, 14, "少了一个逗号"},
    {"{\n \"title\": \"某市”,\n \"subtitle\": \"b\"\n}", 2, 11, "引号没有结束"},
    {"{\n \"title\": “a\"\n}", 2, 11, "中文标点"},
    {"{\"title\": \"a\"，\"subtitle\": \"b\"}", 1, 14, "中文标点"},
    {"{\"title\": \"a\"\n", 2, 1, "还有括号没有关上"},
    {"[]", 1, 1, "JSON"},
    {"\"\xff\"", 0, 0, "UTF-8"},
};

static void
test_json_mistakes(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(json_mistakes); i++) {
        Site site;
        open_site(&site);
        put(&site, "content/site.json", json_mistakes[i].text);
        GError *error = NULL;
        g_assert_null(mz_settings_load(site.root, &error));
        g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
        MzPlace place = mz_error_place(error);
        g_test_message("%s: %s", json_mistakes[i].text, error->message);
        g_assert_true(g_str_has_suffix(place.file, "content/site.json"));
        g_assert_cmpuint(place.line, ==, json_mistakes[i].line);
        if (json_mistakes[i].column != 0)
            g_assert_cmpuint(place.column, ==, json_mistakes[i].column);
        g_assert_nonnull(strstr(error->message, json_mistakes[i].word));
        g_error_free(error);
        close_site(&site);
    }
}

static const struct {
    const char *text;
    guint line;
    const char *word;
} csv_mistakes[] = {
    {"folder\nwc/a\n", 1, "name"},
    {"folder,name,colour\nwc/a,甲,red\n", 1, "colour"},
    {"folder,name,name\nwc/a,甲,乙\n", 1, "name"},
    {"folder,name\nwc/a\n", 2, "1"},
    {"folder,name\nwc/a,甲,乙\n", 2, "3"},
    {"folder,name\nwc/a,\n", 2, "name"},
    {"folder,name\nwc/a,\"甲\n", 2, "引号"},
    {"folder,name\nwc/a,甲\"乙\n", 2, "引号"},
    {"folder,name\nwc/a,\"甲\"乙\n", 2, "引号"},
    {"folder,name\nwc/a,甲\nwc/a,乙\n", 3, "wc/a"},
    {"folder,name\nwc/a,\xff\n", 2, "UTF-8"},
};

static void
test_csv_mistakes(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(csv_mistakes); i++) {
        Site site;
        open_site(&site);
        put(&site, "content/site.json", "{\"title\": \"a\"}");
        put(&site, "content/departments.csv", csv_mistakes[i].text);
        GError *error = NULL;
        g_assert_null(mz_settings_load(site.root, &error));
        g_test_message("%s: %s", csv_mistakes[i].text, error->message);
        g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
        g_assert_cmpuint(mz_error_place(error).line, ==, csv_mistakes[i].line);
        g_assert_nonnull(strstr(error->message, csv_mistakes[i].word));
        g_error_free(error);
        close_site(&site);
    }
}

static const char *const register_mistakes[] = {
    "wc,a,finals,2024,,,,",          "wc,a,final,24,,,,",           "wc,a,final,20244,,,,",
    "wc,a,final,2024,2024-13-01,,,", "wc,a,final,2024,,,2024-1-1,", "wc,a,final,2024,,,,ftp://example.org",
};

static void
test_register_mistakes(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(register_mistakes); i++) {
        Site site;
        open_site(&site);
        put(&site, "content/site.json", "{\"title\": \"a\"}");
        char *text =
            g_strdup_printf("region,department,kind,year,approved,due,published,url\n%s\n", register_mistakes[i]);
        put(&site, "content/register.csv", text);
        GError *error = NULL;
        g_assert_null(mz_settings_load(site.root, &error));
        g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
        g_assert_cmpuint(mz_error_place(error).line, ==, 2);
        g_error_free(error);
        g_free(text);
        close_site(&site);
    }
}

static void
test_no_site(void)
{
    Site site;
    open_site(&site);
    GError *error = NULL;
    g_assert_null(mz_settings_load(site.root, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
    g_assert_nonnull(strstr(error->message, "mingzhang init"));
    g_error_free(error);
    close_site(&site);
}

static void
test_quotes(void)
{
    static const MzCsvColumn columns[] = {{"a", TRUE}, {"b", FALSE}};
    const char *text = "b,a\n\"line one\nline \"\"two\"\"\", x \n,y";
    MzArena *arena = mz_arena_new();
    const MzCsvRow *rows = NULL;
    guint n = 0;
    GError *error = NULL;
    g_assert_true(mz_csv_read("t.csv", text, strlen(text), columns, 2, arena, &rows, &n, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(n, ==, 2);
    g_assert_cmpstr(rows[0].fields[1], ==, "line one\nline \"two\"");
    g_assert_cmpstr(rows[0].fields[0], ==, "x");
    g_assert_cmpuint(rows[1].line, ==, 4);
    g_assert_cmpstr(rows[1].fields[0], ==, "y");
    g_assert_cmpstr(rows[1].fields[1], ==, "");
    mz_arena_free(arena);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/settings/all-keys", test_all_keys);
    g_test_add_func("/settings/json-mistakes", test_json_mistakes);
    g_test_add_func("/settings/csv-mistakes", test_csv_mistakes);
    g_test_add_func("/settings/register-mistakes", test_register_mistakes);
    g_test_add_func("/settings/no-site", test_no_site);
    g_test_add_func("/csv/quotes", test_quotes);
    return g_test_run();
}
