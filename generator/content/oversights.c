#include "content/oversights.h"

#include <stdarg.h>
#include <string.h>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "read/source.h"

/* What a site's content/ has. */
static const char *const known_files[] = {
    "site.json", "departments.csv", "register.csv", "forms.json", "pages", "reports", NULL};

G_GNUC_PRINTF(4, 5)
static void
note(MzDiscovery *found, const char *file, guint line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    MzPlace place = {file, line, 0};
    GError *warning = NULL;
    mz_error_set(&warning, MZ_ERROR_INPUT, &place, "%s", text);
    g_ptr_array_add(found->warnings, warning);
}

/* ---- register.csv */

/* The reports that are there, as "region/department/2024-final". The caller frees the set. */
static GHashTable *
set_of_reports(const MzDiscovery *found)
{
    GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint b = 0; b < found->n_bodies; b++) {
        const MzBody *body = &found->bodies[b];
        for (guint f = 0; f < body->n_filings; f++)
            g_hash_table_add(set, mz_arena_printf(found->arena, "%s/%d-%s", body->folder, body->filings[f].year,
                                                  mz_kind_key(body->filings[f].kind)));
    }
    return set;
}

/* The department that once was called so in the region; NULL: none. */
static const MzDepartment *
find_former(const MzSettings *settings, const MzRegisterEntry *entry)
{
    gsize length = strlen(entry->region);
    for (guint d = 0; d < settings->n_departments; d++) {
        const MzDepartment *department = &settings->departments[d];
        if (g_strv_contains(department->former, entry->department) &&
            strncmp(department->folder, entry->region, length) == 0 && department->folder[length] == '/')
            return department;
    }
    return NULL;
}

/* The folder that was probably meant by a line whose folder is not there: by a former name, or with one slip; NULL: it
 * may well be another department. */
static const char *
find_meant(const MzDiscovery *found, const MzSettings *settings, const MzRegisterEntry *entry, const char *folder)
{
    const MzDepartment *renamed = find_former(settings, entry);
    if (renamed != NULL)
        return renamed->folder;
    for (guint b = 0; b < found->n_bodies; b++) {
        if (mz_text_distance(folder, found->bodies[b].folder, 1) == 1)
            return found->bodies[b].folder;
    }
    return NULL;
}

/* A department that owes a report may have no folder yet; one whose name is nearly that of a folder is misspelt. */
static void
note_misspelt(MzDiscovery *found, const MzSettings *settings, const char *file, GHashTable *folders)
{
    for (guint e = 0; e < settings->n_entries; e++) {
        const MzRegisterEntry *entry = &settings->entries[e];
        g_autofree char *folder = g_strdup_printf("%s/%s", entry->region, entry->department);
        if (g_hash_table_contains(folders, folder) || mz_settings_department(settings, folder) != NULL)
            continue;
        const char *meant = find_meant(found, settings, entry, folder);
        if (meant != NULL)
            note(found, file, entry->line,
                 mz_tr("content/reports/ 下没有“%s”，是否想写“%s”？现在台账不知道这是同一个部门",
                       "there is no '%s' under content/reports/, did you mean '%s'? The register does not know that "
                       "they are one department"),
                 folder, meant);
    }
}

/* The register shows both, perhaps with different words. */
static void
note_doubles(MzDiscovery *found, const MzSettings *settings, const char *file)
{
    for (guint e = 0; e < settings->n_entries; e++) {
        const MzRegisterEntry *entry = &settings->entries[e];
        g_autofree char *folder = g_strdup_printf("%s/%s", entry->region, entry->department);
        const MzRegisterEntry *last = mz_settings_entry(settings, folder, entry->year, entry->kind);
        if (last != NULL && last != entry)
            note(found, file, entry->line,
                 mz_tr("第 %u 行写的是同一份报告，台账上会出现两次；请只留一行",
                       "line %u is about the same report, which the register shows twice; keep one line"),
                 last->line);
    }
}

/* Whether a report that is not there is late can only be told against a day. */
static void
note_as_of(MzDiscovery *found, const MzSettings *settings, const char *file)
{
    const char *as_of = settings->as_of;
    g_autoptr(GHashTable) reports = as_of == NULL ? set_of_reports(found) : NULL;
    for (guint e = 0; e < settings->n_entries; e++) {
        const MzRegisterEntry *entry = &settings->entries[e];
        const char *day = strcmp(entry->published, entry->approved) > 0 ? entry->published : entry->approved;
        if (as_of != NULL && strcmp(day, as_of) > 0) {
            note(found, file, entry->line,
                 mz_tr("%s 比 site.json 的“as_of”（%s）晚；请把 as_of 改成最近核对的那一天，否则台账上的“未到期”不可信",
                       "%s is later than 'as_of' of site.json (%s); set as_of to the day on which you looked last, or "
                       "what the register calls not yet due may be late"),
                 day, as_of);
            return;
        }
        g_autofree char *report =
            g_strdup_printf("%s/%s/%d-%s", entry->region, entry->department, entry->year, mz_kind_key(entry->kind));
        if (as_of == NULL && entry->published[0] == '\0' && !g_hash_table_contains(reports, report)) {
            note(found, file, entry->line,
                 mz_tr("这份报告还没有公开。是逾期还是未到期，要与一个日期比较才知道：请在 site.json 里写 "
                       "\"as_of\": \"年-月-日\"（最近核对的那一天）；不写，台账上只说“未见公开”",
                       "this report is not published. Whether it is late can only be told against a day: please write "
                       "\"as_of\": \"YYYY-MM-DD\" (the day on which you looked last) into site.json; without it the "
                       "register only says that it was not seen"));
            return;
        }
    }
}

static void
note_register(MzDiscovery *found, const MzSettings *settings, const char *root)
{
    if (settings->n_entries == 0)
        return;
    g_autofree char *file = mz_site_file(root, "content/register.csv");
    g_autoptr(GHashTable) folders = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint b = 0; b < found->n_bodies; b++)
        g_hash_table_add(folders, (gpointer)found->bodies[b].folder);
    note_as_of(found, settings, file);
    note_misspelt(found, settings, file, folders);
    note_doubles(found, settings, file);
}

/* ---- content/ itself */

/* What lies there without being read, and looks as if it was meant to be. */
static void
note_strays(MzDiscovery *found, const char *root)
{
    g_autofree char *content = mz_site_file(root, "content");
    g_autoptr(GPtrArray) names = mz_source_list_folder(content, NULL, NULL);
    for (guint i = 0; names != NULL && i < names->len; i++) {
        const char *name = names->pdata[i], *ending = strrchr(name, '.');
        g_autofree char *path = g_build_filename(content, name, NULL);
        MzFilingName filing;
        const char *near = mz_nearest(name, known_files);
        if (g_strv_contains(known_files, name) || !g_utf8_validate(name, -1, NULL))
            continue;
        if (mz_filing_name(name, &filing))
            note(found, path, 0, "%s",
                 mz_tr("没有读：报告应放在 content/reports/地区/部门/ 下",
                       "not read: reports belong into content/reports/REGION/DEPARTMENT/"));
        else if (near != NULL)
            note(found, path, 0, mz_tr("没有读；是否应叫“%s”？", "not read; should it be called '%s'?"), near);
        else if (ending != NULL && (strcmp(ending, ".csv") == 0 || strcmp(ending, ".json") == 0))
            note(found, path, 0, "%s",
                 mz_tr("没有读；content/ 下认识的是 site.json、departments.csv、register.csv、forms.json、pages/ 和 "
                       "reports/",
                       "not read; content/ has site.json, departments.csv, register.csv, forms.json, pages/ and "
                       "reports/"));
    }
}

void
mz_oversights_note(const char *root, const MzSettings *settings, MzDiscovery *found)
{
    note_strays(found, root);
    note_register(found, settings, root);
}
