/* Fuzz target: content/forms.json, 0x01, the text of a report. The file is refused with a message and changes nothing,
 * or the text is read by it; either way what was read can be written and read again. */
#include "scratch.h"

#include "model/json.h"
#include "parse/parse.h"
#include "content/forms_file.h"

/* The text as report.json; NULL: it is no report. The caller frees. */
static char *
read_text(Part text)
{
    GError *error = NULL;
    MzSource *source = mz_source_from_bytes("fuzz.txt", text.text, text.length, &error);
    MzReport *report = source == NULL ? NULL : mz_parse_source(source, &error);
    mz_source_free(source);
    if (report == NULL) {
        demand_error(error);
        return NULL;
    }
    gsize length, again;
    char *json = mz_report_to_json(report, &length);
    mz_report_free(report);
    report = mz_report_from_json("fuzz.json", json, length, &error);
    demand(report != NULL);
    char *written = mz_report_to_json(report, &again);
    demand(again == length && memcmp(json, written, length) == 0);
    mz_report_free(report);
    g_free(written);
    return json;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Part parts[2];
    cut_parts(data, size, parts, G_N_ELEMENTS(parts));
    char *path = scratch_file("content/forms.json", (Part){"", 0});
    remove(path);
    demand(mz_forms_file_use(scratch_folder(), NULL));
    char *before = read_text(parts[1]);
    g_free(scratch_file("content/forms.json", parts[0]));
    GError *error = NULL;
    gboolean used = mz_forms_file_use(scratch_folder(), &error);
    char *after = read_text(parts[1]);
    demand((before == NULL) == (after == NULL));
    if (!used) {
        demand_error(error);
        demand(g_strcmp0(before, after) == 0);
    }
    remove(path);
    g_free(path);
    g_free(before);
    g_free(after);
    return 0;
}
