/* What the fuzz targets share (tests/fuzz/fuzz.h)
 *
 * A target is one file fuzz_NAME.c with LLVMFuzzerTestOneInput, which libFuzzer, AFL++ and replay.c all call. It gives
 * the bytes to the program's own functions and demands what their headers promise: whatever comes, there is a result or
 * one error with a message, never a crash, a hang or a leak. Seeds stand in seeds/NAME.
 */
#ifndef MZ_TESTS_FUZZ_H
#define MZ_TESTS_FUZZ_H

#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise that was broken: says which and dies; the fuzzer keeps the input. */
#define demand(is_kept) ((is_kept) ? (void)0 : demand_failed(#is_kept, __FILE__, __LINE__))

G_NORETURN static inline void
demand_failed(const char *promise, const char *file, int line)
{
    fprintf(stderr, "%s:%d: broken promise: %s\n", file, line, promise);
    abort();
}

/* An error that a user can do something with; it is freed. */
static inline void
demand_error(GError *error)
{
    demand(error != NULL && error->domain == MZ_ERROR && error->message[0] != '\0');
    demand(g_utf8_validate(error->message, -1, NULL));
    g_error_free(error);
}

/* The same, with line and column of what is wrong. */
static inline void
demand_placed_error(GError *error)
{
    demand(error != NULL && mz_error_place(error).line > 0 && mz_error_place(error).column > 0);
    demand_error(error);
}

enum { PART_SEPARATOR = 0x01 };

/* A piece of the input that 0x01 bytes cut it into. */
typedef struct {
    const char *text; /* not terminated */
    gsize length;
} Part;

/* Cuts the input into `n` parts; the last has what is left, those that are not there are empty. */
static inline void
cut_parts(const uint8_t *data, size_t size, Part *parts, guint n)
{
    const char *at = (const char *)data, *end = at + size;
    for (guint i = 0; i < n; i++) {
        const char *separator = i + 1 < n && at < end ? memchr(at, PART_SEPARATOR, (size_t)(end - at)) : NULL;
        const char *part_end = separator == NULL ? end : separator;
        parts[i] = (Part){at, (gsize)(part_end - at)};
        at = separator == NULL ? end : separator + 1;
    }
}

#endif
