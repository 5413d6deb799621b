/* Fuzz target: any text as a report. It is refused with a message, or it becomes a report whose JSON reads back as the
 * same JSON, that can be checked, and whose cells have what the model promises. */
#include "fuzz.h"

#include "check/check.h"
#include "model/json.h"
#include "model/tidy.h"
#include "parse/parse.h"

static void
demand_cells(const MzReport *report)
{
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        for (guint r = 0; r < table->n_rows; r++) {
            const MzRow *row = &table->rows[r];
            demand(row->key != NULL && row->name != NULL && row->label != NULL && row->parent < (int)table->n_rows);
            for (guint c = 0; c < table->form->n_columns; c++) {
                const MzCell *cell = &row->cells[c];
                demand(!cell->present || (cell->text != NULL && cell->span.line <= report->n_lines));
                demand(!cell->present || cell->origin == MZ_ORIGIN_PRINTED || cell->proof != NULL);
            }
        }
    }
}

static void
demand_same_json(const MzReport *report)
{
    gsize length, again;
    char *json = mz_report_to_json(report, &length);
    GError *error = NULL;
    MzReport *read = mz_report_from_json("fuzz.json", json, length, &error);
    demand(read != NULL);
    char *written = mz_report_to_json(read, &again);
    demand(again == length && memcmp(json, written, length) == 0);
    g_free(json);
    g_free(written);
    mz_report_free(read);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    GError *error = NULL;
    MzSource *source = mz_source_from_bytes("fuzz.txt", (const char *)data, size, &error);
    MzReport *report = source == NULL ? NULL : mz_parse_source(source, &error);
    mz_source_free(source);
    if (report == NULL) {
        demand(error != NULL && *error->message != '\0');
        g_error_free(error);
        return 0;
    }
    demand_cells(report);
    demand_same_json(report);
    MzChecks *checks = mz_check(report, NULL);
    mz_checks_free(checks);
    gsize length;
    g_free(mz_report_to_tidy(report, &length));
    mz_report_free(report);
    return 0;
}
