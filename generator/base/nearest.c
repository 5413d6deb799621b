#include "base/nearest.h"

#include <string.h>

#include "base/error.h"

/* The letters of a word; its bytes where it is no text. The caller frees. */
static gunichar *
letters_of(const char *word, gsize *n)
{
    glong n_letters = 0;
    if (g_utf8_validate(word, -1, NULL)) {
        gunichar *letters = g_utf8_to_ucs4_fast(word, -1, &n_letters);
        *n = (gsize)n_letters;
        return letters;
    }
    *n = strlen(word);
    gunichar *letters = g_new(gunichar, *n);
    for (gsize i = 0; i < *n; i++)
        letters[i] = (guchar)word[i];
    return letters;
}

/* Edit distance of two short words, in the two-row form. */
gsize
mz_slips(const char *a, const char *b)
{
    gsize height, width;
    gunichar *one = letters_of(a, &height);
    gunichar *other = letters_of(b, &width);
    gsize *row = g_new(gsize, width + 1);
    for (gsize j = 0; j <= width; j++)
        row[j] = j;
    for (gsize i = 1; i <= height; i++) {
        gsize corner = row[0];
        row[0] = i;
        for (gsize j = 1; j <= width; j++) {
            gsize change = corner + (one[i - 1] != other[j - 1]);
            corner = row[j];
            row[j] = MIN(change, MIN(row[j], row[j - 1]) + 1);
        }
    }
    gsize result = row[width];
    g_free(row);
    g_free(other);
    g_free(one);
    return result;
}

const char *
mz_nearest(const char *word, const char *const *words)
{
    const char *near = NULL;
    gsize best = 3; /* three slips and more are another word */
    gsize length = strlen(word);
    for (; *words != NULL && length < 64; words++) {
        gsize slips = mz_slips(word, *words);
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
