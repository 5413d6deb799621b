/* Fuzz target: a file of suppressions, 0x01, the text of a report whose findings it names. A finding is silenced with
 * the reason of a line, or stays. */
#include "scratch.h"

#include "check/check.h"
#include "parse/parse.h"
#include "content/suppressions.h"

static void
suppress(MzReport *report, MzSuppression *suppressions, guint n)
{
    MzChecks *checks = mz_check(report, NULL);
    mz_suppress(checks, "content/reports/a/b/2024-final.txt", suppressions, n);
    for (guint i = 0; i < checks->n_findings; i++)
        demand(checks->findings[i].suppressed == NULL || checks->findings[i].suppressed[0] != '\0');
    mz_checks_free(checks);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Part parts[2];
    cut_parts(data, size, parts, G_N_ELEMENTS(parts));
    char *path = scratch_file("file", parts[0]);
    MzArena *arena = mz_arena_new();
    MzSuppression *suppressions = NULL;
    guint n = 0;
    GError *error = NULL;
    if (!mz_suppressions_read(path, arena, &suppressions, &n, &error)) {
        demand_error(error);
    } else if (n > 0) {
        MzSource *source = mz_source_from_bytes("fuzz", parts[1].text, parts[1].length, NULL);
        MzReport *report = source == NULL ? NULL : mz_parse_source(source, NULL);
        if (report != NULL)
            suppress(report, suppressions, n);
        mz_source_free(source);
        mz_report_free(report);
    }
    mz_arena_free(arena);
    g_free(path);
    return 0;
}
