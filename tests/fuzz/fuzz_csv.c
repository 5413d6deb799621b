/* Fuzz target: any bytes as content/departments.csv, 0x01, content/register.csv. */
#include "scratch.h"

#include "content/settings.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char site[] = "{\"title\": \"x\"}";
    Part parts[2];
    cut_parts(data, size, parts, G_N_ELEMENTS(parts));
    g_free(scratch_file("content/site.json", (Part){site, sizeof site - 1}));
    g_free(scratch_file("content/departments.csv", parts[0]));
    g_free(scratch_file("content/register.csv", parts[1]));
    GError *error = NULL;
    MzSettings *settings = mz_settings_load(scratch_folder(), &error);
    if (settings == NULL) {
        demand_error(error);
        return 0;
    }
    for (guint i = 0; i < settings->n_departments; i++) {
        const MzDepartment *department = &settings->departments[i];
        demand(department->name[0] != '\0' && mz_settings_department(settings, department->folder) == department);
    }
    for (guint i = 0; i < settings->n_entries; i++)
        demand(settings->entries[i].due[0] == '\0' || mz_is_date(settings->entries[i].due));
    mz_settings_free(settings);
    return 0;
}
