/* Data packages and the whole site's data: names, hashes, parts, and what is held. */
#include "data/datapackage.h"

#include <cjson/cJSON.h>
#include <glib/gstdio.h>

#include "data/open_data.h"
#include "stage.h"

static MzReport *
small_report(const char *department)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, department);
    fixture_set(report, MZ_TABLE_EXPENDITURE, "2012801", "total", "7.50");
    fixture_label(report, MZ_TABLE_EXPENDITURE, "2012801", "行政\"运行\n二");
    fixture_set(report, MZ_TABLE_EXPENDITURE, "2012801", "basic", "0");
    return report;
}

/* Writes the files of the stage's report and notes their sums, as the build does. */
static MzDownloads
write_files(Stage *stage)
{
    MzPageView page = stage_page(stage);
    GPtrArray *errors = g_ptr_array_new();
    MzDownloads downloads = mz_downloads_write(&page, &stage->input, stage->drawn, stage_put_summed, stage, errors);
    g_assert_cmpuint(errors->len, ==, 0);
    g_ptr_array_free(errors, TRUE);
    MzFileSum *sums = mz_arena_new0(stage->arena, MzFileSum, downloads.files->len);
    for (guint i = 0; i < downloads.files->len; i++) {
        const MzDownload *file = &g_array_index(downloads.files, MzDownload, i);
        sums[i].name = file->name;
        memcpy(sums[i].sha256, file->sha256, sizeof sums[i].sha256);
    }
    stage->digest->files = sums;
    stage->digest->n_files = downloads.files->len;
    memcpy(stage->digest->tidy, downloads.tidy, sizeof downloads.tidy);
    return downloads;
}

static void
assert_resource(const Stage *stage, const char *folder, const cJSON *resource)
{
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(resource, "name"));
    const char *path = cJSON_GetStringValue(cJSON_GetObjectItem(resource, "path"));
    g_assert_cmpuint(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789.-_/"), ==, strlen(name));
    char *whole = g_strconcat(folder, path, NULL);
    GBytes *bytes = g_hash_table_lookup(stage->files, whole);
    g_assert_nonnull(bytes);
    g_assert_cmpfloat(cJSON_GetNumberValue(cJSON_GetObjectItem(resource, "bytes")), ==,
                      (double)g_bytes_get_size(bytes));
    char *hex = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    char *hash = g_strconcat("sha256:", hex, NULL);
    g_assert_cmpstr(cJSON_GetStringValue(cJSON_GetObjectItem(resource, "hash")), ==, hash);
    g_free(hash);
    g_free(hex);
    g_free(whole);
}

static void
test_report(void)
{
    Stage stage;
    stage_open(&stage, small_report("某局"));
    stage.settings.licence_name = "CC BY 4.0";
    stage.settings.licence_url = "https://creativecommons.org/licenses/by/4.0/";
    MzDownloads downloads = write_files(&stage);
    char *text = stage_file(&stage, "r/a/b/2024-final/datapackage.json");
    cJSON *package = cJSON_Parse(text);
    g_assert_nonnull(package);
    g_assert_cmpstr(cJSON_GetStringValue(cJSON_GetObjectItem(package, "title")), ==, "某局2024年度部门决算");
    const cJSON *resources = cJSON_GetObjectItem(package, "resources");
    g_assert_cmpint(cJSON_GetArraySize(resources), ==, (int)downloads.files->len - 1); /* but the package itself */
    const cJSON *resource = NULL;
    cJSON_ArrayForEach(resource, resources) assert_resource(&stage, "r/a/b/2024-final/", resource);
    g_assert_nonnull(strstr(text, "\"path\":\"tables/expenditure.csv\""));
    g_assert_nonnull(strstr(text, "\"unit\":\"万元\""));
    g_assert_nonnull(strstr(text, "https://creativecommons.org/licenses/by/4.0/"));
    g_assert_false(g_hash_table_contains(stage.files, "r/a/b/2024-final/workbook.xlsx")); /* switched off */
    cJSON_Delete(package);
    g_free(text);
    g_array_unref(downloads.files);
    stage_close(&stage);
}

/* What a package says is read back for reports that are held; what is no package has no files. */
static void
test_read_back(void)
{
    Stage stage;
    stage_open(&stage, small_report("某局"));
    MzDownloads downloads = write_files(&stage);
    char *text = stage_file(&stage, "r/a/b/2024-final/datapackage.json");
    const MzFileSum *files = NULL;
    g_assert_cmpuint(mz_package_files(text, stage.arena, &files), ==, downloads.files->len);
    for (guint i = 0; i < downloads.files->len; i++) {
        const MzFileSum *known = mz_digest_file(stage.digest, files[i].name);
        g_assert_nonnull(known);
        g_assert_cmpmem(known->sha256, MZ_SHA256_SIZE, files[i].sha256, MZ_SHA256_SIZE);
    }
    static const char *const broken[] = {"",
                                         "{",
                                         "[]",
                                         "{\"resources\":7}",
                                         "{\"resources\":[{\"path\":\"a\"}]}",
                                         "{\"resources\":[{\"path\":\"a\",\"hash\":\"md5:00\"}]}",
                                         "{\"resources\":[{\"path\":7,\"hash\":\"sha256:00\"}]}"};
    for (gsize i = 0; i < G_N_ELEMENTS(broken); i++)
        g_assert_cmpuint(mz_package_files(broken[i], stage.arena, &files), ==, 0);
    g_free(text);
    g_array_unref(downloads.files);
    stage_close(&stage);
}

/* Puts the stage's files into a folder, as the output tree would. */
static char *
unpack(const Stage *stage)
{
    char *folder = g_dir_make_tmp("mingzhang-XXXXXX", NULL);
    char *inner = g_build_filename(folder, "r/a/b/2024-final", NULL);
    g_assert_cmpint(g_mkdir_with_parents(inner, 0700), ==, 0);
    char *file = g_build_filename(inner, "tidy.csv", NULL), *text = stage_file(stage, "r/a/b/2024-final/tidy.csv");
    g_assert_true(g_file_set_contents(file, text, -1, NULL));
    g_free(text);
    g_free(file);
    g_free(inner);
    return folder;
}

static void
remove_folder(char *folder)
{
    static const char *const names[] = {"r/a/b/2024-final/tidy.csv", "r/a/b/2024-final", "r/a/b", "r/a", "r", ""};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        char *file = g_build_filename(folder, names[i], NULL);
        g_remove(file);
        g_free(file);
    }
    g_free(folder);
}

static void
write_site(Stage *stage, const char *folder, GPtrArray *errors)
{
    const MzDigest *reports[] = {stage->digest};
    MzDigests *digests = mz_digests_join(&stage->discovery, reports, stage->arena);
    mz_digests_collect(digests, stage->arena);
    const MzOutlet outlet = stage_outlet(stage);
    GArray *parts = mz_open_data_parts(folder, &stage->settings, digests, &outlet, errors);
    mz_open_data_write(&stage->settings, digests, parts, &outlet);
}

static void
test_site(void)
{
    Stage stage;
    stage_open(&stage, small_report("某局"));
    stage.body.unit = "u, v"; /* to be quoted */
    stage.body.mark = "示例数据";
    MzDownloads downloads = write_files(&stage);
    char *folder = unpack(&stage);
    GPtrArray *errors = g_ptr_array_new();
    write_site(&stage, folder, errors);
    g_assert_cmpuint(errors->len, ==, 0);
    char *part = stage_file(&stage, "data/a/2024-final.csv");
    g_assert_cmpstr(
        part, ==,
        "region,department,year,kind,table,row,label,column,value,unit,page,line,origin,proof,mark\n"
        "a,\"b/u, v\",2024,final,expenditure,2012801,\"行政\"\"运行\n二\",本年支出合计,7.50,万元,,,printed,,\n"
        "a,\"b/u, v\",2024,final,expenditure,2012801,\"行政\"\"运行\n二\",基本支出,0,万元,,,printed,,\n");
    char *list = stage_file(&stage, "data/parts.csv");
    g_assert_nonnull(strstr(list, "\ndata/a/2024-final.csv,a,2024,final,1,2,"));
    g_assert_true(g_str_has_suffix(list, ",示例数据\n"));
    char *codes = stage_file(&stage, "data/codes.csv");
    g_assert_nonnull(strstr(codes, "\nfunctional,2012801,项,20128,"));
    char *columns = stage_file(&stage, "data/columns.csv");
    g_assert_nonnull(strstr(columns, "\nfinal,expenditure,基本支出,basic,,基本支出\n"));
    char *sums = stage_file(&stage, "SHA256SUMS"), *part_sums = stage_file(&stage, "data/a/2024-final.sha256");
    g_assert_nonnull(strstr(sums, "  data/a/2024-final.csv\n"));
    g_assert_nonnull(strstr(sums, "  data/a/2024-final.sha256\n"));
    g_assert_nonnull(strstr(part_sums, "  r/a/b/2024-final/tidy.csv\n"));
    char *package = stage_file(&stage, "datapackage.json");
    g_assert_nonnull(strstr(package, "2024年度部门决算［示例数据］"));
    cJSON *json = cJSON_Parse(package);
    const cJSON *resource = NULL;
    cJSON_ArrayForEach(resource, cJSON_GetObjectItem(json, "resources")) assert_resource(&stage, "", resource);
    cJSON_Delete(json);
    char *all[] = {part, list, codes, columns, sums, part_sums, package};
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        g_free(all[i]);
    g_ptr_array_free(errors, TRUE);
    remove_folder(folder);
    g_array_unref(downloads.files);
    stage_close(&stage);
}

/* A file that somebody changed during the build is an error, not data. Of a report that was kept only the package tells
 * what was written. */
static void
assert_read_back(gboolean kept, gboolean changed)
{
    Stage stage;
    stage_open(&stage, small_report("某局"));
    MzDownloads downloads = write_files(&stage);
    if (kept)
        memset(stage.digest->tidy, 0, sizeof stage.digest->tidy);
    char *folder = unpack(&stage);
    char *file = g_build_filename(folder, "r/a/b/2024-final/tidy.csv", NULL);
    if (changed)
        g_assert_true(g_file_set_contents(file, "x\ny\n", -1, NULL));
    GPtrArray *errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    write_site(&stage, folder, errors);
    g_assert_cmpuint(errors->len, ==, changed ? 1 : 0);
    char *part = stage_file(&stage, "data/a/2024-final.csv");
    g_assert_null(strstr(part, "\ny\n"));
    g_assert_cmpint(strstr(part, ",7.50,") != NULL, ==, !changed);
    g_free(part);
    g_ptr_array_free(errors, TRUE);
    g_free(file);
    remove_folder(folder);
    g_array_unref(downloads.files);
    stage_close(&stage);
}

static void
test_changed(void)
{
    for (guint i = 0; i < 4; i++)
        assert_read_back((i & 1) != 0, (i & 2) != 0);
}

static void
test_sizes(void)
{
    static const struct {
        guint64 bytes;
        const char *text;
    } cases[] = {{0, "0 B"},
                 {1023, "1023 B"},
                 {1024, "1.0 KB"},
                 {26963, "26.3 KB"},
                 {1048575, "1023.9 KB"},
                 {1048576, "1.0 MB"},
                 {G_MAXUINT64, "17179869183.9 GB"}};
    MzArena *arena = mz_arena_new();
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(mz_size_text(arena, cases[i].bytes), ==, cases[i].text);
    mz_arena_free(arena);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/datapackage/report", test_report);
    g_test_add_func("/datapackage/read-back", test_read_back);
    g_test_add_func("/datapackage/site", test_site);
    g_test_add_func("/datapackage/changed", test_changed);
    g_test_add_func("/datapackage/sizes", test_sizes);
    return g_test_run();
}
