/* Fuzz target: corrections, 0x01, the report.json that they put right. All are applied or none, and a report that was
 * put right is still one that can be written and read. */
#include "fuzz.h"

#include "model/corrections.h"
#include "model/json.h"

static void
apply(MzCorrections *corrections, MzReport *report)
{
    GError *error = NULL;
    gsize length = 0;
    char *before = mz_report_to_json(report, &length), *after = NULL;
    if (!mz_corrections_apply(corrections, report, &error)) {
        demand_placed_error(error);
        after = mz_report_to_json(report, &length);
        demand(strcmp(before, after) == 0);
    } else {
        after = mz_report_to_json(report, &length);
        MzReport *again = mz_report_from_json("again", after, length, NULL);
        demand(again != NULL);
        mz_report_free(again);
    }
    g_free(before);
    g_free(after);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Part parts[2];
    cut_parts(data, size, parts, G_N_ELEMENTS(parts));
    GError *error = NULL;
    MzCorrections *corrections = mz_corrections_from_json("fuzz", parts[0].text, parts[0].length, &error);
    if (corrections == NULL) {
        demand_placed_error(error);
        return 0;
    }
    MzReport *report = mz_report_from_json("report", parts[1].text, parts[1].length, NULL);
    if (report != NULL)
        apply(corrections, report);
    mz_report_free(report);
    mz_corrections_free(corrections);
    return 0;
}
