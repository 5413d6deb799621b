/* Fuzz target: any bytes as content/site.json, with its targets of publication. */
#include "scratch.h"

#include "content/settings.h"
#include "content/targets.h"

static void
load_targets(void)
{
    MzArena *arena = mz_arena_new();
    MzTargets targets;
    GError *error = NULL;
    if (mz_targets_load(scratch_folder(), arena, &targets, &error)) {
        for (guint i = 0; i < targets.count; i++)
            demand(mz_targets_find(&targets, targets.items[i].name) != NULL);
    } else {
        demand_error(error);
    }
    mz_arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_free(scratch_file("content/site.json", (Part){(const char *)data, size}));
    GError *error = NULL;
    MzSettings *settings = mz_settings_load(scratch_folder(), &error);
    if (settings == NULL) {
        demand_error(error);
        return 0;
    }
    demand(settings->title != NULL && settings->title[0] != '\0' && settings->language != NULL);
    demand(settings->base == NULL || g_str_has_suffix(settings->base, "/"));
    mz_settings_free(settings);
    load_targets();
    return 0;
}
