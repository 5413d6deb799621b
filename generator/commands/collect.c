#include "commands/collect.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "commands/commands.h"
#include "content/discover.h"
#include "read/document.h"

/* What a file or folder is as a report of a site; FALSE: none. */
static gboolean
read_filing(const char *path, MzFilingName *filing, MzFilingFormat *format)
{
    const char *slash = strrchr(path, '/');
    if (!mz_filing_name(slash != NULL ? slash + 1 : path, filing))
        return FALSE;
    *format = MZ_FILING_FOLDER;
    return *filing->rest == '\0' ? g_file_test(path, G_FILE_TEST_IS_DIR) : mz_filing_format(filing->rest, format);
}

gboolean
mz_command_is_filing(const char *path)
{
    MzFilingName filing;
    MzFilingFormat format;
    return read_filing(path, &filing, &format);
}

/* Whether a report is read from another file of its folder. */
static gboolean
is_outranked(const char *folder, const GPtrArray *names, const MzFilingName *filing, MzFilingFormat format)
{
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        MzFilingName other;
        MzFilingFormat its;
        if (read_filing(path, &other, &its) && other.year == filing->year && other.kind == filing->kind && its < format)
            return TRUE;
    }
    return FALSE;
}

/* A file that is not named as in a site: any that can be read, but of JSON only what `parse` may have written. */
static gboolean
is_document(const char *path)
{
    const char *ending = strrchr(path, '.');
    for (const char *const *known = mz_document_endings(); ending != NULL && *known != NULL; known++) {
        if (g_ascii_strcasecmp(ending, *known) == 0)
            return TRUE;
    }
    return g_str_has_suffix(path, "-final.json") || g_str_has_suffix(path, "-budget.json");
}

enum { NO_SITE = -1, BODY = 2, UNIT = 3 }; /* how far below a site's content/reports a folder is */

/* How many folders below a content/reports a folder is; NO_SITE: it is below none. */
static int
depth_in_site(const char *folder)
{
    g_autofree char *whole = g_canonicalize_filename(folder, NULL);
    g_autofree char *path = g_strconcat(whole, "/", NULL);
    const char *at = g_strrstr(path, "/" MZ_REPORTS "/");
    int depth = at != NULL ? 0 : NO_SITE;
    for (at = at != NULL ? at + strlen("/" MZ_REPORTS "/") : ""; *at != '\0'; at++)
        depth += *at == '/';
    return depth;
}

/* What `build` passes over is not checked, as if it were on the site; it is told as there. */
static void
pass_over(const char *path, int depth)
{
    g_autoptr(GError) warning = mz_filing_passed_over(path, depth);
    g_autofree char *text = mz_error_describe(warning);
    fprintf(stderr, mz_tr("mingzhang: 提醒：%s\n", "mingzhang: note: %s\n"), text);
}

static int
collect(const char *folder, int depth, GPtrArray *files)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) names = mz_source_list_folder(folder, NULL, &error);
    int status = mz_command_fail(error);
    for (guint i = 0; names != NULL && i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        gboolean is_folder = g_file_test(path, G_FILE_TEST_IS_DIR);
        gboolean is_place = depth == NO_SITE || (depth >= BODY && depth <= UNIT);
        MzFilingName filing;
        MzFilingFormat format;
        if (is_folder && g_file_test(path, G_FILE_TEST_IS_SYMLINK))
            continue; /* a link to a folder may lead in a circle */
        if (is_place && read_filing(path, &filing, &format)) {
            if (!is_outranked(folder, names, &filing, format))
                g_ptr_array_add(files, g_steal_pointer(&path));
        } else if (is_folder) {
            gboolean begins = depth == NO_SITE && g_str_has_suffix(path, "/" MZ_REPORTS);
            int inside = collect(path, begins ? 0 : depth == NO_SITE ? NO_SITE : depth + 1, files);
            status = MAX(status, inside);
        } else if (is_document(path) && depth == NO_SITE) {
            g_ptr_array_add(files, g_steal_pointer(&path));
        } else if (is_document(path)) {
            pass_over(path, depth);
        }
    }
    return status;
}

static int
compare_paths(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
collect_sorted(const char *folder, GPtrArray *files)
{
    g_autofree char *reports = g_build_filename(folder, "content", "reports", NULL);
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    GError *error = NULL;
    const char *begin = g_file_test(reports, G_FILE_TEST_IS_DIR) ? reports : folder;
    int status = collect(begin, depth_in_site(begin), found);
    g_ptr_array_sort(found, compare_paths);
    if (status == MZ_EXIT_DONE && found->len == 0) {
        MzPlace place = {folder, 0, 0};
        mz_error_set(&error, MZ_ERROR_INPUT, &place,
                     mz_tr("文件夹中没有报告（PDF、DOCX、XLSX、网页或 .txt）",
                           "the folder has no reports (PDF, DOCX, XLSX, web pages or .txt)"));
        status = mz_command_fail(error);
    }
    for (guint i = 0; i < found->len; i++)
        g_ptr_array_add(files, found->pdata[i]);
    return status;
}

int
mz_command_collect(char **paths, GPtrArray *files)
{
    int status = MZ_EXIT_DONE;
    for (guint i = 0; paths[i] != NULL; i++) {
        g_autofree char *path = g_strdup(paths[i]);
        for (gsize end = strlen(path); end > 1 && path[end - 1] == '/'; end--)
            path[end - 1] = '\0'; /* a shell that completes the name of a folder writes it */
        if (g_file_test(path, G_FILE_TEST_IS_DIR) && !mz_command_is_filing(path)) {
            int inside = collect_sorted(path, files);
            status = MAX(status, inside);
        } else {
            g_ptr_array_add(files, g_steal_pointer(&path));
        }
    }
    return status;
}
