#include "base/nearest.h"

#include <string.h>

#include "base/error.h"

/* Edit distance of two short words, in the two-row form. */
static gsize
distance(const char *a, const char *b)
{
    gsize width = strlen(b);
    gsize *row = g_new(gsize, width + 1);
    for (gsize j = 0; j <= width; j++)
        row[j] = j;
    for (gsize i = 1; a[i - 1] != '\0'; i++) {
        gsize corner = row[0];
        row[0] = i;
        for (gsize j = 1; j <= width; j++) {
            gsize change = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            row[j] = MIN(change, MIN(row[j], row[j - 1]) + 1);
        }
    }
    gsize result = row[width];
    g_free(row);
    return result;
}

const char *
mz_nearest(const char *word, const char *const *words)
{
    const char *near = NULL;
    gsize best = 3; /* three slips and more are another word */
    gsize length = strlen(word);
    for (; *words != NULL && length < 64; words++) {
        gsize slips = distance(word, *words);
        if (slips < best && slips < length) {
            best = slips;
            near = *words;
        }
    }
    return near;
}

char *
mz_nearest_hint(const char *word, const char *const *words)
{
    GString *hint = g_string_new(NULL);
    const char *near = mz_nearest(word, words);
    if (near != NULL)
        g_string_append_printf(hint, mz_tr("，是否想写“%s”？", "; did you mean '%s'? "), near);
    else
        g_string_append(hint, mz_tr("；", "; "));
    g_string_append(hint, mz_tr("可用的有：", "there are: "));
    for (gsize i = 0; words[i] != NULL; i++)
        g_string_append_printf(hint, "%s%s", i > 0 ? mz_tr("、", ", ") : "", words[i]);
    return g_string_free(hint, FALSE);
}
