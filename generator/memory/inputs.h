/* # What is in the files that a site is made from (memory/inputs.h)
 *
 * A sum (base/sum.h) over every file that was read, remembered from build to build with what the system said of it
 * (base/stamp.h): a file that did not change is not read again. Files are named by their path below the site's folder;
 * the program's own data folder has a name of its own. Whoever could make two versions of a file with one sum would
 * only keep the page of the first.
 *
 * A table of one build asks the one of the build before. Thread-safe.
 */
#ifndef MZ_MEMORY_INPUTS_H
#define MZ_MEMORY_INPUTS_H

#include "base/stamp.h"
#include "memory/basis.h"
#include "memory/pack.h"

typedef struct MzInputs MzInputs;

/* `root` is the site's folder; names are what follows it in a path. `verify`: trust no stamp, read every file. */
MzInputs *mz_inputs_new(const char *root, gboolean verify);
void mz_inputs_free(MzInputs *inputs);

/* Feeds the content of a file to a maker. `stamp` is what the system said of the file at some time of this build, all 0
 * if that is not known. FALSE if it cannot be read: then nothing that depends on it may be kept. For a file that is
 * wanted for itself, too: if it had to be read, `bytes` (unless NULL) is set to what is in it, with a 0 byte behind;
 * else, or if it is larger than 16 MiB, to NULL. The caller unrefs. */
gboolean mz_inputs_take_bytes(MzInputs *inputs, const char *path, const MzStamp *stamp, MzBasisMaker *maker,
                              GBytes **bytes);

/* The same for a file of which nothing is known yet. */
gboolean mz_inputs_take_file(MzInputs *inputs, const char *path, MzBasisMaker *maker);

/* The same for all files in a folder and below, each with its name, in the order of the names. A folder that is not
 * there has no files. What has a name that begins with a dot, and the folders in the list `except` (ends with NULL;
 * NULL: none), are passed over; symbolic links are followed, eight folders deep. */
gboolean mz_inputs_take_folder(MzInputs *inputs, const char *path, const char *const *except, MzBasisMaker *maker);

/* TRUE if the next build would read less if it knew this table: a file was read. */
gboolean mz_inputs_changed(const MzInputs *inputs);

/* Writes the files of this build; or, in a new table, reads those of the last one. */
void mz_inputs_pack(MzInputs *inputs, MzPack *pack);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzInputs, mz_inputs_free)

#endif
