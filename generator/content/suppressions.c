#include "content/suppressions.h"

#include <string.h>

#include "base/error.h"
#include "read/source.h"
#include "content/csv.h"

/* Far more than anybody writes by hand. */
#define FILE_LIMIT (1024u * 1024)

/* A year of four digits, or nothing. */
static gboolean
read_until(const char *path, const MzCsvRow *row, const char *text, int *until, GError **error)
{
    *until = 0;
    if (text[0] == '\0')
        return TRUE;
    gint64 year;
    if (strlen(text) == 4 && g_ascii_string_to_signed(text, 10, 1949, 9999, &year, NULL)) {
        *until = (int)year;
        return TRUE;
    }
    MzPlace place = {path, row->line, 0};
    mz_error_set(error, MZ_ERROR_INPUT, &place,
                 mz_tr("until 应为四位年份或空白，而不是“%s”", "until is a year of four digits or empty, not '%s'"),
                 text);
    return FALSE;
}

static gboolean
is_check(const char *path, const MzCsvRow *row, const char *id, GError **error)
{
    if (mz_check_is_known(id))
        return TRUE;
    MzPlace place = {path, row->line, 0};
    mz_error_set(
        error, MZ_ERROR_INPUT, &place,
        mz_tr("没有编号为“%s”的检查，用 mingzhang explain 查看全部", "there is no check '%s', see mingzhang explain"),
        id);
    return FALSE;
}

gboolean
mz_suppressions_read(const char *path, MzArena *arena, MzSuppression **suppressions, guint *n_suppressions,
                     GError **error)
{
    static const MzCsvColumn columns[] = {
        {"report", FALSE}, {"check", TRUE}, {"place", FALSE}, {"reason", TRUE}, {"until", FALSE},
    };
    gsize length;
    const MzCsvRow *rows;
    g_autofree char *text = mz_source_read_file(path, FILE_LIMIT, &length, error);
    if (text == NULL ||
        !mz_csv_read(path, text, length, columns, G_N_ELEMENTS(columns), arena, &rows, n_suppressions, error))
        return FALSE;
    *suppressions = mz_arena_new0(arena, MzSuppression, *n_suppressions);
    for (guint i = 0; i < *n_suppressions; i++) {
        const char *const *fields = rows[i].fields;
        MzSuppression *suppression = &(*suppressions)[i];
        *suppression = (MzSuppression){
            .report = fields[0], .check = fields[1], .place = fields[2], .reason = fields[3], .line = rows[i].line};
        if (!is_check(path, &rows[i], fields[1], error) ||
            !read_until(path, &rows[i], fields[4], &suppression->until, error))
            return FALSE;
    }
    return TRUE;
}

char *
mz_suppressions_path(const char *report_path)
{
    const char *dot = strrchr(report_path, '.');
    const char *slash = strrchr(report_path, '/');
    gsize length = dot != NULL && (slash == NULL || dot > slash) ? (gsize)(dot - report_path) : strlen(report_path);
    return g_strdup_printf("%.*s.suppressions.csv", (int)length, report_path);
}
