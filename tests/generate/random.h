/* # Random numbers that a seed repeats (tests/generate/random.h)
 *
 * splitmix64: the same seed gives the same numbers on every machine, so a failure can be replayed. */
#ifndef MZ_TESTS_RANDOM_H
#define MZ_TESTS_RANDOM_H

#include <glib.h>

typedef struct {
    guint64 state;
} GenRandom;

static inline guint64
gen_random_next(GenRandom *random)
{
    guint64 z = random->state += G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* low ≤ result ≤ high; low when the range is empty. */
static inline gint64
gen_random_between(GenRandom *random, gint64 low, gint64 high)
{
    return high <= low ? low : low + (gint64)(gen_random_next(random) % (guint64)(high - low + 1));
}

/* TRUE in `percent` of 100 cases. */
static inline gboolean
gen_random_chance(GenRandom *random, int percent)
{
    return gen_random_between(random, 1, 100) <= percent;
}

/* One of the numbers 0 … n - 1. */
static inline guint
gen_random_index(GenRandom *random, guint n)
{
    return (guint)gen_random_between(random, 0, (gint64)n - 1);
}

/* As many small numbers as large ones: 1 ≤ result ≤ 10^digits. */
static inline gint64
gen_random_magnitude(GenRandom *random, int digits)
{
    gint64 top = 10;
    for (gint64 d = gen_random_between(random, 1, digits); d > 1; d--)
        top *= 10;
    return gen_random_between(random, MAX(top / 10, 1), top);
}

#endif
