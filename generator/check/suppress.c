#include "check/suppress.h"

#include <string.h>

#include "base/error.h"

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

static void
count_silenced(MzSuppression *suppression, const MzFinding *finding)
{
    if (suppression->n_silenced < MZ_SILENCED_NAMED) {
        MzSilenced *silenced = &suppression->silenced[suppression->n_silenced];
        silenced->line = finding->place.span.line;
        memcpy(silenced->fingerprint, finding->fingerprint, sizeof silenced->fingerprint);
    }
    suppression->n_silenced++;
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
            count_silenced(suppression, finding);
        }
    }
}

/* "第 308 行 0123456789abcdef、…" */
static char *
name_silenced(const MzSuppression *suppression)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < MIN(suppression->n_silenced, MZ_SILENCED_NAMED); i++) {
        g_string_append(names, i > 0 ? mz_tr("、", ", ") : "");
        if (suppression->silenced[i].line > 0)
            g_string_append_printf(names, mz_tr("第 %u 行 ", "line %u "), suppression->silenced[i].line);
        g_string_append(names, suppression->silenced[i].fingerprint);
    }
    if (suppression->n_silenced > MZ_SILENCED_NAMED)
        g_string_append(names, mz_tr(" 等", " …"));
    return g_string_free(names, FALSE);
}

char *
mz_suppression_note(const MzSuppression *suppression)
{
    gboolean is_placed = suppression->place[0] != '\0';
    if (suppression->n_silenced == 0)
        return g_strdup_printf(mz_tr("没有用到的豁免：%s %s；请核对，或删去这一行",
                                     "suppression is not used: %s %s; please check it or take the line out"),
                               suppression->check, suppression->place);
    if (is_placed && suppression->n_silenced == 1)
        return NULL;
    g_autofree char *names = name_silenced(suppression);
    return g_strdup_printf(
        is_placed
            ? mz_tr("%s %s 现在有 %u 处不同的问题，都不再提示：%s。只豁免其中核实过的，place 请写行号后面的编号",
                    "%s %s has %u findings now, all silent: %s. To suppress only what was looked into, put the "
                    "fingerprint behind the line into place")
            : mz_tr("%s %s没有写 place，现在隐去 %u 处，以后新出的也不提示：%s。只豁免核实过的，place "
                    "请写行号后面的编号（数字一改就重新提示）",
                    "%s %shas no place and keeps %u findings silent, and new ones too: %s. To suppress only what "
                    "was looked into, put the fingerprint behind the line into place (another number is told again)"),
        suppression->check, suppression->place, suppression->n_silenced, names);
}

void
mz_mark_known(MzChecks *checks, GHashTable *fingerprints)
{
    for (guint i = 0; i < checks->n_findings; i++)
        checks->findings[i].known = g_hash_table_contains(fingerprints, checks->findings[i].fingerprint);
}
