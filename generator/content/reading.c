#include "content/reading.h"

#include <string.h>

#include "base/error.h"
#include "check/suppress.h"
#include "parse/parse.h"
#include "read/source.h"
#include "content/suppressions.h"

/* Far more than anybody writes by hand. */
#define FILE_LIMIT (1024u * 1024)

char *
mz_corrections_path(const char *report_path)
{
    const char *dot = strrchr(report_path, '.');
    const char *slash = strrchr(report_path, '/');
    gsize length = dot != NULL && (slash == NULL || dot > slash) ? (gsize)(dot - report_path) : strlen(report_path);
    return g_strdup_printf("%.*s.corrections.json", (int)length, report_path);
}

static MzCorrections *
read_corrections(const char *path, GError **error)
{
    gsize length = 0;
    g_autofree char *text = mz_source_read_file(path, FILE_LIMIT, &length, error);
    return text == NULL ? NULL : mz_corrections_from_json(path, text, length, error);
}

MzReport *
mz_reading_report(const char *path, GBytes *bytes, const char *corrections_path, MzCorrections **corrections,
                  GError **error)
{
    gsize length = 0;
    const char *text = bytes != NULL ? g_bytes_get_data(bytes, &length) : NULL;
    g_autoptr(MzReport) report = text != NULL ? mz_parse_bytes(path, text, length, error) : mz_parse_file(path, error);
    g_autoptr(MzCorrections) read = NULL;
    if (corrections != NULL)
        *corrections = NULL;
    if (report == NULL)
        return NULL;
    if (corrections_path != NULL) {
        read = read_corrections(corrections_path, error);
        if (read == NULL || !mz_corrections_apply(read, report, error))
            return NULL;
    }
    if (corrections != NULL)
        *corrections = g_steal_pointer(&read);
    return g_steal_pointer(&report);
}

static void
note_suppression(const char *path, const MzSuppression *suppression, GPtrArray *notes)
{
    g_autofree char *text = mz_suppression_note(suppression);
    if (text == NULL)
        return;
    MzPlace place = {path, suppression->line, 0};
    GError *note = NULL;
    mz_error_set(&note, MZ_ERROR_INPUT, &place, "%s", text);
    g_ptr_array_add(notes, note);
}

gboolean
mz_reading_suppress(const char *path, const char *suppressions_path, MzChecks *checks, GPtrArray *notes, GError **error)
{
    MzSuppression *suppressions = NULL;
    guint n = 0;
    if (suppressions_path == NULL)
        return TRUE;
    if (!mz_suppressions_read(suppressions_path, checks->arena, &suppressions, &n, error))
        return FALSE;
    mz_suppress(checks, path, suppressions, n);
    for (guint i = 0; i < n; i++)
        note_suppression(suppressions_path, &suppressions[i], notes);
    return TRUE;
}
