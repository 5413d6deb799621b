/* # Where a text changes its encoding (read/parting.h)
 *
 * Two texts of which one is UTF-8 and the other GB18030, put into one file, are a file in no encoding. Each of its
 * lines is in one of them, and says so: a line of Chinese in GB18030 is no valid UTF-8, and four characters of Chinese
 * in UTF-8 one after another are not met in GB18030 (they would be six of its rarest).
 */
#ifndef MZ_READ_PARTING_H
#define MZ_READ_PARTING_H

#include <glib.h>

/* As many characters in a line leave no doubt. A text in which as many characters of UTF-8 nowhere follow one another
 * has no such line in UTF-8. */
#define MZ_PARTING_SURE 4

typedef struct {
    guint line;                      /* the first that is not in the encoding of those before, from 1 */
    const char *before, *after;      /* the encodings: "UTF-8", "GB18030" */
    gsize before_start, after_start; /* offsets of lines with Chinese in them, one of each */
} MzParting;

/* FALSE: all lines with Chinese are in one encoding, or it cannot be told. */
gboolean mz_find_parting(const char *bytes, gsize length, MzParting *parting);

#endif
