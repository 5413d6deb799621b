/* # Which program this is (base/identity.h)
 *
 * What an earlier build made is only good for a later one if the same program would make the same of it. The linker
 * marks every program and library with a hash of what it was linked from (its build id): the identity is the hash of
 * those of the running program and of all libraries it was linked with, so that a new cairo also counts as a new
 * program. A program without such a mark is identified by its bytes.
 */
#ifndef MZ_BASE_IDENTITY_H
#define MZ_BASE_IDENTITY_H

#include "base/sha256.h"

/* MZ_SHA256_SIZE bytes, the same at every call; libraries count that are loaded at the first. Thread-safe. */
const guint8 *mz_identity(void);

#endif
