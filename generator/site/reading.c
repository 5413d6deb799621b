#include "site/reading.h"

#include <string.h>

#include "base/error.h"
#include "check/gate.h"
#include "check/suppress.h"
#include "parse/parse.h"
#include "read/source.h"
#include "site/suppressions.h"

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
mz_reading_report(const char *path, const char *corrections_path, MzCorrections **corrections, GError **error)
{
    g_autoptr(MzReport) report = mz_parse_file(path, error);
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

gboolean
mz_reading_suppress(const char *path, const char *suppressions_path, MzChecks *checks, GError **error)
{
    MzSuppression *suppressions = NULL;
    guint n = 0;
    if (suppressions_path == NULL)
        return TRUE;
    if (!mz_suppressions_read(suppressions_path, checks->arena, &suppressions, &n, error))
        return FALSE;
    mz_suppress(checks, path, suppressions, n);
    return TRUE;
}

void
mz_reading_units(const MzDiscovery *discovery, const MzBody *body, MzSeries *series)
{
    if (body->unit != NULL || body->n_filings == 0)
        return;
    for (const MzBody *unit = body + 1;
         unit < discovery->bodies + discovery->n_bodies && unit->unit != NULL &&
         strcmp(unit->region, body->region) == 0 && strcmp(unit->department, body->department) == 0;
         unit++) {
        for (guint f = 0; f < unit->n_filings; f++) {
            const MzFiling *filing = &unit->filings[f];
            g_autoptr(MzReport) report = mz_reading_report(filing->path, filing->corrections, NULL, NULL);
            if (report != NULL)
                mz_series_add(series, report, unit->unit);
        }
    }
}

/* ---- the gate */

static void
add_reason(const MzFiling *filing, const MzGateReason *reason, GPtrArray *reasons)
{
    GError *error = NULL;
    MzPlace place = {filing->path, reason->span.line, reason->span.line == 0 ? 0 : reason->span.start + 1};
    mz_error_set(&error, MZ_ERROR_INPUT, &place, "%s", mz_gate_reason(reason));
    g_ptr_array_add(reasons, error);
}

static gboolean
gate_filing(const MzFiling *filing, MzSeries *series, GPtrArray *reasons)
{
    GError *error = NULL;
    g_autoptr(MzReport) report = mz_reading_report(filing->path, filing->corrections, NULL, &error);
    if (report == NULL) {
        g_ptr_array_add(reasons, error);
        return FALSE;
    }
    MzCheckOptions options = {.series = series};
    g_autoptr(MzChecks) checks = mz_check(report, &options);
    if (!mz_reading_suppress(filing->path, filing->suppressions, checks, &error)) {
        g_ptr_array_add(reasons, error);
        return FALSE;
    }
    const MzGateReason *found;
    guint n_found;
    gboolean good = mz_gate(report, checks, &found, &n_found);
    for (guint i = 0; i < n_found; i++)
        add_reason(filing, &found[i], reasons);
    mz_series_add(series, report, NULL);
    return good;
}

gboolean
mz_reading_gate(const MzDiscovery *discovery, GPtrArray *reasons)
{
    gboolean good = discovery->errors->len == 0;
    for (guint b = 0; b < discovery->n_bodies; b++) {
        g_autoptr(MzSeries) series = mz_series_new();
        mz_reading_units(discovery, &discovery->bodies[b], series);
        for (guint f = 0; f < discovery->bodies[b].n_filings; f++)
            good = gate_filing(&discovery->bodies[b].filings[f], series, reasons) && good;
    }
    return good;
}
