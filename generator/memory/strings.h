/* # Texts that many reports share (memory/strings.h)
 *
 * Ten thousand reports name the same few hundred items. What the site remembers of them refers to texts by number: each
 * text stands once, and a number stays good from one build to the next, because a table only grows.
 *
 * Thread-safe but for mz_strings_text, which may be called when no more texts are added.
 */
#ifndef MZ_MEMORY_STRINGS_H
#define MZ_MEMORY_STRINGS_H

#include <glib.h>

typedef struct MzStrings MzStrings;

/* A table that begins with the texts of an earlier one: `length` bytes, each text with a 0 byte behind. They are not
 * copied. The caller frees the table with mz_strings_free. */
MzStrings *mz_strings_new(const char *bytes, gsize length);
void mz_strings_free(MzStrings *strings);

/* The number of a text, never 0; it is added if need be. 0 for NULL. */
guint32 mz_strings_add(MzStrings *strings, const char *text);

/* The number of a text that mz_strings_text gave. */
guint32 mz_strings_number(const MzStrings *strings, const char *text);

/* The text of a number; NULL for 0 and for a number that no text has. Owned by the table. */
const char *mz_strings_text(const MzStrings *strings, guint64 number);

/* All bytes: those of the earlier table, then what was added. */
gsize mz_strings_length(const MzStrings *strings);
void mz_strings_append_to(const MzStrings *strings, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzStrings, mz_strings_free)

#endif
