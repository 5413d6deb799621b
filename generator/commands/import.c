/* mingzhang import: sorts a folder of mixed documents, as downloaded from a city, into a site's content/reports. */
#include "commands/commands.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "commands/site.h"
#include "content/settings.h"
#include "parse/parse.h"
#include "read/document.h"

enum { DEEPEST = 16 };

typedef struct {
    const char *root, *region;
    gboolean dry;
    guint imported, known, refused;
    GHashTable *taken; /* what a dry run would have put: place without ending → the file that it would come from */
} Import;

/* Lists the outcome of one file: what it is now, or why it was not taken. */
static void
tell(guint *count, const char *word, const char *path, const char *rest)
{
    (*count)++;
    printf("%s\t%s\t%s\n", word, path, rest);
}

static void
refuse(Import *import, const char *path, const char *why)
{
    tell(&import->refused, mz_tr("未导入", "refused"), path, why);
}

/* A department's name as a folder's: what no file name may have becomes a dash. Caller frees; NULL: nothing is left. */
static char *
folder_name(const char *name)
{
    char *folder = g_strstrip(g_strdup(name));
    for (char *p = folder; *p != '\0'; p++) {
        if (strchr("/\\:*?\"<>|", *p) != NULL || (guchar)*p < 0x20)
            *p = '-';
    }
    if (*folder != '\0' && *folder != '.' && strlen(folder) <= 200)
        return folder;
    g_free(folder);
    return NULL;
}

/* The ending by which the document is kept; NULL: none that a report can have. Static. */
static const char *
ending_of(const char *path)
{
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (const char *const *ending = mz_document_endings(); *ending != NULL; ending++) {
        if (g_str_has_suffix(lower, *ending))
            return *ending;
    }
    return NULL;
}

/* A source of the same report that is there already, whatever its format, or would be. Caller frees; NULL: none. */
static char *
existing(const Import *import, const char *folder, const MzReport *report)
{
    g_autofree char *stem = g_strdup_printf("%s/%04d-%s", folder, report->year, mz_kind_key(report->kind));
    const char *taken = g_hash_table_lookup(import->taken, stem);
    if (taken != NULL)
        return g_strdup(taken);
    g_autofree char *json = g_strconcat(stem, ".json", NULL);
    if (g_file_test(json, G_FILE_TEST_EXISTS))
        return g_steal_pointer(&json);
    for (const char *const *ending = mz_document_endings(); *ending != NULL; ending++) {
        char *path = g_strconcat(stem, *ending, NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            return path;
        g_free(path);
    }
    return g_file_test(stem, G_FILE_TEST_EXISTS) ? g_steal_pointer(&stem) : NULL;
}

static gboolean
same_bytes(const char *path, const char *bytes, gsize length)
{
    gsize other_length = 0;
    g_autofree char *other = mz_source_read_file(path, MZ_DOCUMENT_LIMIT, &other_length, NULL);
    return other != NULL && other_length == length && memcmp(other, bytes, length) == 0;
}

/* Copies the document to its place. Nobody's file is ever overwritten. */
static void
keep(Import *import, const char *path, const char *folder, const MzReport *report)
{
    gsize length = 0;
    GError *error = NULL;
    g_autofree char *bytes = mz_source_read_file(path, MZ_DOCUMENT_LIMIT, &length, &error);
    g_autofree char *there = existing(import, folder, report);
    g_autofree char *stem = g_strdup_printf("%s/%04d-%s", folder, report->year, mz_kind_key(report->kind));
    g_autofree char *target = g_strconcat(stem, ending_of(path), NULL);
    if (bytes == NULL) {
        refuse(import, path, error->message);
    } else if (there != NULL && same_bytes(there, bytes, length)) {
        tell(&import->known, mz_tr("已有", "known"), path, there);
    } else if (there != NULL) {
        g_autofree char *why = g_strdup_printf(mz_tr("已有同一份报告 %s，内容不同；请比较后自行决定",
                                                     "the same report is there with other content: %s; compare them"),
                                               there);
        refuse(import, path, why);
    } else if (import->dry ||
               (g_mkdir_with_parents(folder, 0777) == 0 &&
                g_file_set_contents_full(target, bytes, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0666, &error))) {
        if (import->dry)
            g_hash_table_insert(import->taken, g_steal_pointer(&stem), g_strdup(path));
        tell(&import->imported, import->dry ? mz_tr("将导入", "to import") : mz_tr("已导入", "imported"), path, target);
    } else {
        refuse(import, path, error == NULL ? mz_error_system(errno) : mz_error_reason(error));
    }
    g_clear_error(&error);
}

/* Why a file of this name can be no report. */
static const char *
no_format(const char *path)
{
    static const char *const archives[] = {".zip", ".rar", ".7z", ".gz", ".tar"};
    static const char *const pictures[] = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif"};
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(archives); i++) {
        if (g_str_has_suffix(lower, archives[i]))
            return mz_tr("是压缩包，请先解压再导入", "an archive: unpack it first");
    }
    for (gsize i = 0; i < G_N_ELEMENTS(pictures); i++) {
        if (g_str_has_suffix(lower, pictures[i]))
            return mz_tr("是图片；扫描的报告请先做成 PDF，再加 --ocr 导入",
                         "a picture: make a PDF of a scanned report and import it with --ocr");
    }
    return mz_tr("不是可以读的格式（PDF、DOCX、XLSX、DOC、XLS、RTF、WPS、网页、文本）",
                 "no format that can be read (PDF, DOCX, XLSX, DOC, XLS, RTF, WPS, web page, text)");
}

static void
import_file(Import *import, const char *path)
{
    if (ending_of(path) == NULL) {
        refuse(import, path, no_format(path));
        return;
    }
    GError *error = NULL;
    g_autoptr(MzReport) report = mz_parse_file(path, &error);
    if (report == NULL) {
        refuse(import, path, error->message);
        g_error_free(error);
        return;
    }
    g_autofree char *department = report->department == NULL ? NULL : folder_name(report->department);
    if (department == NULL || report->year == 0) {
        refuse(import, path,
               department == NULL
                   ? mz_tr("看不出是哪个部门；请自行放到 content/reports/地区/部门/",
                           "the department cannot be told; put it into content/reports/REGION/DEPARTMENT/")
                   : mz_tr("看不出是哪一年；请自行放到 content/reports/地区/部门/",
                           "the year cannot be told; put it into content/reports/REGION/DEPARTMENT/"));
        return;
    }
    g_autofree char *folder = g_build_filename(import->root, "content", "reports", import->region, department, NULL);
    keep(import, path, folder, report);
}

static gint
by_bytes(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Files of a folder in the order of their names, then its folders. Hidden ones and links are passed over. */
static gboolean
import_folder(Import *import, const char *path, guint depth, GError **error)
{
    GError *trouble = NULL;
    GDir *folder = g_dir_open(path, 0, &trouble);
    if (folder == NULL) {
        MzPlace place = {path, 0, 0};
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法打开文件夹：%s", "the folder cannot be opened: %s"),
                         mz_error_reason(trouble));
        else
            mz_error_set(error, MZ_ERROR_IO, &place, "%s",
                         mz_tr("没有这个文件夹；请检查路径", "there is no such folder; check the path"));
        g_error_free(trouble);
        return FALSE;
    }
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = g_dir_read_name(folder); name != NULL; name = g_dir_read_name(folder)) {
        char *inner = g_build_filename(path, name, NULL);
        gboolean passed = name[0] == '.' || name[0] == '~' || g_file_test(inner, G_FILE_TEST_IS_SYMLINK);
        if (passed)
            g_free(inner);
        else
            g_ptr_array_add(g_file_test(inner, G_FILE_TEST_IS_DIR) ? folders : files, inner);
    }
    g_dir_close(folder);
    g_ptr_array_sort(files, by_bytes);
    g_ptr_array_sort(folders, by_bytes);
    for (guint i = 0; i < files->len; i++)
        import_file(import, g_ptr_array_index(files, i));
    gboolean well = TRUE;
    for (guint i = 0; i < folders->len && depth < DEEPEST && well; i++)
        well = import_folder(import, g_ptr_array_index(folders, i), depth + 1, error);
    return well;
}

static int
import_all(const char *folder, const char *root, const char *region, gboolean dry)
{
    g_autofree char *absolute = g_canonicalize_filename(folder, NULL);
    g_autofree char *base = g_path_get_basename(absolute);
    g_autofree char *place = folder_name(region != NULL ? region : base);
    GError *error = NULL;
    if (place == NULL)
        mz_error_set(&error, MZ_ERROR_USAGE, NULL, "%s",
                     mz_tr("请用 --region 说明地区，例如 --region 某市某区", "name the region with --region"));
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    Import import = {root, place, dry, 0, 0, 0, taken};
    if (error != NULL || !import_folder(&import, folder, 0, &error))
        return mz_command_fail(error);
    fprintf(stderr, mz_tr("%s %u 份，已有 %u 份，未导入 %u 个文件\n", "%s %u, %u known, %u refused\n"),
            dry ? mz_tr("将导入", "to import") : mz_tr("导入", "imported"), import.imported, import.known,
            import.refused);
    return import.refused > 0 ? MZ_EXIT_UNREAD : MZ_EXIT_DONE;
}

/* Reports are not put where no site is: a forgotten -C would fill the folder that one happens to be in. */
static gboolean
is_site(const char *root, GError **error)
{
    gsize length = 0;
    g_autofree char *path = mz_site_file(root, "content/site.json");
    g_autofree char *text = mz_site_json(path, &length, error);
    return text != NULL;
}

int
mz_command_import(int argc, char **argv)
{
    g_autofree char *root = NULL;
    g_autofree char *region = NULL;
    gboolean dry = FALSE;
    const GOptionEntry entries[] = {
        {"site", 'C', 0, G_OPTION_ARG_FILENAME, &root,
         mz_tr("网站的文件夹（默认为当前文件夹）", "the site's folder (here by default)"), mz_tr("文件夹", "FOLDER")},
        {"region", 0, 0, G_OPTION_ARG_STRING, &region,
         mz_tr("地区（默认为文件夹的名字）", "the region (the folder's name by default)"), mz_tr("地区", "REGION")},
        {"dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry, mz_tr("只列出，不复制", "list only, copy nothing"), NULL},
        G_OPTION_ENTRY_NULL,
    };
    GError *error = NULL;
    if (!mz_command_options(
            &argc, &argv, entries, mz_tr("文件夹", "FOLDER"),
            mz_tr("识别文件夹里的报告（PDF、DOCX、XLSX、HTML、文本）是哪个部门、哪一年的预算还是决算，复制到 "
                  "content/reports/地区/部门/。每个文件列出一行结果；从不覆盖。",
                  "Tells department, year and kind of the reports in a folder (PDF, DOCX, XLSX, HTML, "
                  "text) and copies them to content/reports/REGION/DEPARTMENT/. Lists one line a file; "
                  "never overwrites."),
            1, 1, &error))
        return mz_command_fail(error);
    if (!is_site(root != NULL ? root : ".", &error) || !mz_command_use_forms(root != NULL ? root : ".", NULL, &error))
        return mz_command_fail(error);
    return import_all(argv[1], root != NULL ? root : ".", region, dry);
}
