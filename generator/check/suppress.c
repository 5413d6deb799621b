#include "check/suppress.h"

#include <string.h>

/* `id` is the check or belongs to the family. */
static gboolean
is_of(const char *id, const char *family)
{
    gsize length = strlen(family);
    return strncmp(id, family, length) == 0 && (id[length] == '\0' || id[length] == '.');
}

static gboolean
names(const MzSuppression *suppression, const MzFinding *finding)
{
    if (!is_of(finding->check->id, suppression->check))
        return FALSE;
    return suppression->place[0] == '\0' || strcmp(suppression->place, finding->fingerprint) == 0 ||
           strcmp(suppression->place, finding->place.address) == 0;
}

void
mz_suppress(MzChecks *checks, const char *path, MzSuppression *suppressions, guint n_suppressions)
{
    for (guint s = 0; s < n_suppressions; s++) {
        MzSuppression *suppression = &suppressions[s];
        if (suppression->until != 0 && checks->report->year > suppression->until)
            continue;
        if (suppression->report[0] != '\0' && !g_pattern_match_simple(suppression->report, path))
            continue;
        for (guint i = 0; i < checks->n_findings; i++) {
            MzFinding *finding = &checks->findings[i];
            if (finding->suppressed != NULL || !names(suppression, finding))
                continue;
            finding->suppressed = mz_arena_strdup(checks->arena, suppression->reason);
            suppression->used = TRUE;
        }
    }
}

void
mz_mark_known(MzChecks *checks, GHashTable *fingerprints)
{
    for (guint i = 0; i < checks->n_findings; i++)
        checks->findings[i].known = g_hash_table_contains(fingerprints, checks->findings[i].fingerprint);
}
