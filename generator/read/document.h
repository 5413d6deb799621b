/* # Any document as a source (read/document.h)
 *
 * Departments publish text, PDF, Word, Excel and web pages. What a file is, its first bytes tell; its name decides only
 * where these do not. Everything ends as the same MzSource.
 */
#ifndef MZ_READ_DOCUMENT_H
#define MZ_READ_DOCUMENT_H

#include "read/source.h"

#define MZ_DOCUMENT_LIMIT (64u * 1024 * 1024)
#define MZ_OFFICE_SECONDS 120 /* LibreOffice opens a file, at most */

/* Reads a file, or a folder of parts: its files in the order of their names, one after the other (hidden files are
 * passed over). NULL with an error of the domain MZ_ERROR that says what is wrong with which file. The caller frees the
 * source with mz_source_free. */
MzSource *mz_document_load(const char *path, GError **error);

/* The same from memory; `name` also tells the format of a text. For fuzzers and tests. */
MzSource *mz_document_from_bytes(const char *name, const char *bytes, gsize length, GError **error);

/* The endings of names that can be documents, with point, lower case; the last is NULL. Static. ".txt" comes first. */
const char *const *mz_document_endings(void);

#endif
