/* The same tests for the way without the processor's SHA instructions, which a new machine would not take. */
#define MZ_SHA256_PORTABLE
#include "base/sha256.c"
#include "test_sha256.c"
