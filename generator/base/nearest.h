/* # The word that was meant (base/nearest.h)
 *
 * Where a word is none of those that there are, a message names them, and the one that is nearest first.
 */
#ifndef MZ_BASE_NEAREST_H
#define MZ_BASE_NEAREST_H

#include <glib.h>

/* How many letters must be put in, left out or changed to make one word of the other. */
gsize mz_slips(const char *a, const char *b);

/* The nearest to `word` of `words` (NULL-terminated): at most two letters put in, left out or changed. NULL: all are
 * other words. */
const char *mz_nearest(const char *word, const char *const *words);

/* "，是否想写“title”？可用的有：title、subtitle": what follows a message about an unknown word. The caller frees. */
char *mz_nearest_hint(const char *word, const char *const *words);

#endif
