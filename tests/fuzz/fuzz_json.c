/* Fuzz target: any bytes as report.json and as corrections. A report that is read is written and read again: both texts
 * must be the same. What is refused has a message and a place. */
#include "fuzz.h"

#include "model/corrections.h"
#include "model/json.h"
#include "model/tidy.h"

static void
write_again(const MzReport *report)
{
    gsize length = 0;
    gsize again_length = 0;
    char *json = mz_report_to_json(report, &length);
    MzReport *again = mz_report_from_json("again", json, length, NULL);
    demand(again != NULL);
    char *again_json = mz_report_to_json(again, &again_length);
    demand(length == again_length && memcmp(json, again_json, length) == 0);
    g_free(again_json);
    g_free(json);
    mz_report_free(again);
    g_free(mz_report_to_tidy(report, NULL));
    for (guint i = 0; i < report->n_tables; i++)
        g_free(mz_table_csv(&report->tables[i], report->mark, NULL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    GError *error = NULL;
    MzReport *report = mz_report_from_json("fuzz", (const char *)data, size, &error);
    if (report == NULL)
        demand_placed_error(g_steal_pointer(&error));
    else
        write_again(report);
    MzCorrections *corrections = mz_corrections_from_json("fuzz", (const char *)data, size, &error);
    if (corrections == NULL)
        demand_placed_error(g_steal_pointer(&error));
    mz_corrections_free(corrections);
    mz_report_free(report);
    return 0;
}
