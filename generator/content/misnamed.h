/* # Names that were meant to be a report's (content/misnamed.h)
 *
 * A report's name is short and strict, and slips in it are common: Windows hides endings, so that one is written twice;
 * digits come full-width from an input method; downloads keep the words they had. Who is told only that the name is
 * wrong looks at it and sees nothing. So the message says what is wrong, and what the name should be.
 */
#ifndef MZ_CONTENT_MISNAMED_H
#define MZ_CONTENT_MISNAMED_H

#include <glib.h>

/* What a file or folder should be called whose name is no report's ("2024-final.txt"); `*why` is what is wrong with its
 * name ("有全角字符、有空格"). The caller frees both. NULL (also `*why`): nothing shows which year and kind was meant,
 * the ending is of nothing that is read, or a folder (it may be a unit's) has other words in its name. */
char *mz_misnamed(const char *name, gboolean is_folder, char **why);

/* What to do with a file of a kind that is not read, as far as its ending says it (".zip"); NULL: nothing to be said of
 * it. Static. */
const char *mz_misnamed_ending(const char *name);

#endif
