#include "base/sum.h"

/* The library is compiled for the oldest processors. It also has the functions for the widest instructions of the one
 * it runs on, three times as fast, and they give the same sums. */
#if defined(__x86_64__) && defined(__has_include)
#if __has_include(<xxh_x86dispatch.h>)
#include <xxh_x86dispatch.h>
#endif
#endif

void
mz_sum_init(MzSum *sum)
{
    XXH3_128bits_reset(&sum->state);
    sum->n_held = 0;
}

static void
add_held(MzSum *sum)
{
    XXH3_128bits_update(&sum->state, sum->held, sum->n_held);
    sum->n_held = 0;
}

void
mz_sum_add_large(MzSum *sum, const void *bytes, gsize length)
{
    add_held(sum);
    if (length <= sizeof sum->held)
        mz_sum_add(sum, bytes, length);
    else
        XXH3_128bits_update(&sum->state, bytes, length);
}

void
mz_sum_end(MzSum *sum, guint64 result[2])
{
    add_held(sum);
    XXH128_hash_t hash = XXH3_128bits_digest(&sum->state);
    result[0] = hash.low64;
    result[1] = hash.high64;
}

void
mz_sum_end_in_head(const MzSum *body, void *head, gsize length, guint64 result[2])
{
    MzSum whole = *body;
    result[0] = result[1] = 0;
    mz_sum_add(&whole, head, length);
    mz_sum_end(&whole, result);
}

void
mz_sum_at_once(const void *bytes, gsize length, guint64 result[2])
{
    XXH128_hash_t hash = XXH3_128bits(bytes, length);
    result[0] = hash.low64;
    result[1] = hash.high64;
}

guint64
mz_sum_of(const void *bytes, gsize length)
{
    return XXH3_64bits(bytes, length);
}
