#include "base/sha256.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(MZ_SHA256_PORTABLE)
#define HAVE_SHA_INSTRUCTIONS 1
#include <cpuid.h>
#include <immintrin.h>
#else
#define HAVE_SHA_INSTRUCTIONS 0
#endif

enum { BLOCK = 64, ROUNDS = 64 };

/* FIPS 180-4, 4.2.2 and 5.3.3 */
static const guint32 round_constants[ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};
static const guint32 initial_state[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

static inline guint32
rotate(guint32 x, int n)
{
    return (x >> n) | (x << (32 - n));
}

static inline guint32
big_endian(const guint8 *at)
{
    return (guint32)at[0] << 24 | (guint32)at[1] << 16 | (guint32)at[2] << 8 | at[3];
}

static void
blocks_portable(guint32 state[8], const guint8 *at, gsize count)
{
    for (; count > 0; count--, at += BLOCK) {
        guint32 w[ROUNDS];
        for (int i = 0; i < 16; i++)
            w[i] = big_endian(at + 4 * i);
        for (int i = 16; i < ROUNDS; i++) {
            guint32 s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >> 3);
            guint32 s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        guint32 a = state[0], b = state[1], c = state[2], d = state[3];
        guint32 e = state[4], f = state[5], g = state[6], h = state[7];
#pragma GCC unroll 8
        for (int i = 0; i < ROUNDS; i++) {
            guint32 s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
            guint32 t1 = h + s1 + ((e & f) ^ (~e & g)) + round_constants[i] + w[i];
            guint32 s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
            guint32 t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
        }
        state[0] += a, state[1] += b, state[2] += c, state[3] += d;
        state[4] += e, state[5] += f, state[6] += g, state[7] += h;
    }
}

#if HAVE_SHA_INSTRUCTIONS
/* The processor keeps the state as the pairs ABEF and CDGH. */
#define WITH_INSTRUCTIONS __attribute__((target("sha,sse4.1")))
#define INLINE_INSTRUCTIONS __attribute__((target("sha,sse4.1"), always_inline))

typedef struct {
    __m128i abef, cdgh;
} Pairs;

INLINE_INSTRUCTIONS static inline Pairs
load_state(const guint32 state[8])
{
    const __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)state), 0xb1);
    const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)(state + 4)), 0x1b);
    return (Pairs){_mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xf0)};
}

INLINE_INSTRUCTIONS static inline void
store_state(Pairs pairs, guint32 state[8])
{
    const __m128i feba = _mm_shuffle_epi32(pairs.abef, 0x1b);
    const __m128i dchg = _mm_shuffle_epi32(pairs.cdgh, 0xb1);
    _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

INLINE_INSTRUCTIONS static inline void
load_block(const guint8 *at, __m128i w[4])
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    for (int i = 0; i < 4; i++)
        w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(at + 16 * i)), swap);
}

/* Four rounds, the i-th of sixteen times. */
INLINE_INSTRUCTIONS static inline void
four_rounds(Pairs *pairs, __m128i w[4], int i)
{
    const __m128i last = w[(i + 3) % 4];
    if (i >= 4) {
        __m128i sum = _mm_sha256msg1_epu32(w[i % 4], w[(i + 1) % 4]);
        sum = _mm_add_epi32(sum, _mm_alignr_epi8(last, w[(i + 2) % 4], 4));
        w[i % 4] = _mm_sha256msg2_epu32(sum, last);
    }
    const __m128i k = _mm_loadu_si128((const __m128i *)(const void *)(round_constants + 4 * i));
    const __m128i wk = _mm_add_epi32(w[i % 4], k);
    pairs->cdgh = _mm_sha256rnds2_epu32(pairs->cdgh, pairs->abef, wk);
    pairs->abef = _mm_sha256rnds2_epu32(pairs->abef, pairs->cdgh, _mm_shuffle_epi32(wk, 0x0e));
}

INLINE_INSTRUCTIONS static inline Pairs
add_pairs(Pairs a, Pairs b)
{
    return (Pairs){_mm_add_epi32(a.abef, b.abef), _mm_add_epi32(a.cdgh, b.cdgh)};
}

WITH_INSTRUCTIONS static void
blocks_processor(guint32 state[8], const guint8 *at, gsize count)
{
    Pairs pairs = load_state(state);
    for (; count > 0; count--, at += BLOCK) {
        const Pairs before = pairs;
        __m128i w[4];
        load_block(at, w);
#pragma GCC unroll 16
        for (int i = 0; i < 16; i++)
            four_rounds(&pairs, w, i);
        pairs = add_pairs(pairs, before);
    }
    store_state(pairs, state);
}

/* The same for two at once. */
WITH_INSTRUCTIONS static void
blocks_processor_two(guint32 *const states[2], const guint8 *const from[2], gsize count)
{
    const guint8 *a = from[0], *b = from[1];
    Pairs pairs_a = load_state(states[0]), pairs_b = load_state(states[1]);
    for (; count > 0; count--, a += BLOCK, b += BLOCK) {
        const Pairs before_a = pairs_a, before_b = pairs_b;
        __m128i w_a[4], w_b[4];
        load_block(a, w_a);
        load_block(b, w_b);
#pragma GCC unroll 16
        for (int i = 0; i < 16; i++) {
            four_rounds(&pairs_a, w_a, i);
            four_rounds(&pairs_b, w_b, i);
        }
        pairs_a = add_pairs(pairs_a, before_a);
        pairs_b = add_pairs(pairs_b, before_b);
    }
    store_state(pairs_a, states[0]);
    store_state(pairs_b, states[1]);
}

static gboolean
processor_can(void)
{
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & bit_SSE4_1) == 0)
        return FALSE;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & (1U << 29)) != 0; /* bit 29: SHA */
}

static gboolean
has_instructions(void)
{
    static gsize asked = 0; /* 1: no, 2: yes */
    if (g_once_init_enter(&asked))
        g_once_init_leave(&asked, processor_can() ? 2 : 1);
    return asked == 2;
}
#endif

static void
blocks(guint32 state[8], const guint8 *at, gsize count)
{
#if HAVE_SHA_INSTRUCTIONS
    if (has_instructions()) {
        blocks_processor(state, at, count);
        return;
    }
#endif
    blocks_portable(state, at, count);
}

static void
blocks_two(guint32 *const states[2], const guint8 *const from[2], gsize count)
{
#if HAVE_SHA_INSTRUCTIONS
    if (has_instructions()) {
        blocks_processor_two(states, from, count);
        return;
    }
#endif
    for (int i = 0; i < 2; i++)
        blocks_portable(states[i], from[i], count);
}

void
mz_sha256_init(MzSha256 *sha)
{
    memcpy(sha->state, initial_state, sizeof sha->state);
    sha->length = 0;
}

void
mz_sha256_update(MzSha256 *sha, const void *bytes, gsize length)
{
    if (length == 0)
        return;
    const guint8 *at = bytes;
    gsize held = sha->length % BLOCK;
    sha->length += length;
    if (held > 0) {
        gsize taken = MIN(length, BLOCK - held);
        memcpy(sha->block + held, at, taken);
        if (held + taken < BLOCK)
            return;
        blocks(sha->state, sha->block, 1);
        at += taken;
        length -= taken;
    }
    blocks(sha->state, at, length / BLOCK);
    memcpy(sha->block, at + length / BLOCK * BLOCK, length % BLOCK);
}

void
mz_sha256_update_two(MzSha256 *const shas[2], const void *const bytes[2], gsize length)
{
    gsize whole = 0;
    if (shas[0]->length % BLOCK == 0 && shas[1]->length % BLOCK == 0 && length >= BLOCK) {
        guint32 *const states[] = {shas[0]->state, shas[1]->state};
        const guint8 *const from[] = {bytes[0], bytes[1]};
        whole = length / BLOCK * BLOCK;
        blocks_two(states, from, whole / BLOCK);
    }
    for (int i = 0; i < 2; i++) {
        shas[i]->length += whole;
        mz_sha256_update(shas[i], (const guint8 *)bytes[i] + whole, length - whole);
    }
}

void
mz_sha256_finish(MzSha256 *sha, guint8 digest[MZ_SHA256_SIZE])
{
    static const guint8 padding[BLOCK] = {0x80};
    guint64 bits = GUINT64_TO_BE(sha->length * 8);
    gsize held = sha->length % BLOCK;
    mz_sha256_update(sha, padding, held < 56 ? 56 - held : 120 - held);
    mz_sha256_update(sha, &bits, sizeof bits);
    for (int i = 0; i < 8; i++) {
        guint32 word = GUINT32_TO_BE(sha->state[i]);
        memcpy(digest + 4 * i, &word, sizeof word);
    }
}

void
mz_sha256(const void *bytes, gsize length, guint8 digest[MZ_SHA256_SIZE])
{
    MzSha256 sha;
    mz_sha256_init(&sha);
    mz_sha256_update(&sha, bytes, length);
    mz_sha256_finish(&sha, digest);
}

/* A text being hashed beside another. */
typedef struct {
    MzSha256 sha;
    const guint8 *at;
    gsize blocks;             /* whole ones, still to come */
    const MzSha256Text *text; /* NULL: none */
} Lane;

static void
lane_begin(Lane *lane, const MzSha256Text *text)
{
    mz_sha256_init(&lane->sha);
    lane->at = text->bytes;
    lane->blocks = text->length / BLOCK;
    lane->text = text;
}

static void
lane_end(Lane *lane)
{
    mz_sha256_update(&lane->sha, lane->at, lane->blocks * BLOCK + lane->text->length % BLOCK);
    mz_sha256_finish(&lane->sha, lane->text->digest);
    lane->text = NULL;
}

/* Whole blocks of both, as many as both have. */
static void
advance(Lane lanes[2])
{
    gsize count = MIN(lanes[0].blocks, lanes[1].blocks);
    MzSha256 *const shas[] = {&lanes[0].sha, &lanes[1].sha};
    const void *const from[] = {lanes[0].at, lanes[1].at};
    if (count == 0)
        return;
    mz_sha256_update_two(shas, from, count * BLOCK);
    for (int i = 0; i < 2; i++) {
        lanes[i].at += count * BLOCK;
        lanes[i].blocks -= count;
    }
}

void
mz_sha256_each(const MzSha256Text *texts, gsize n)
{
    Lane lanes[2] = {{.text = NULL}, {.text = NULL}};
    gsize next = 0;
    do {
        for (int i = 0; i < 2; i++) {
            if (lanes[i].text == NULL && next < n)
                lane_begin(&lanes[i], &texts[next++]);
        }
        gboolean both = lanes[0].text != NULL && lanes[1].text != NULL;
        if (both)
            advance(lanes);
        for (int i = 0; i < 2; i++) {
            if (lanes[i].text != NULL && (!both || lanes[i].blocks == 0))
                lane_end(&lanes[i]);
        }
    } while (next < n || lanes[0].text != NULL || lanes[1].text != NULL);
}

void
mz_sha256_hex(const guint8 digest[MZ_SHA256_SIZE], char hex[MZ_SHA256_SIZE * 2 + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < MZ_SHA256_SIZE; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[MZ_SHA256_SIZE * 2] = '\0';
}

static int
hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

gboolean
mz_sha256_from_hex(const char *hex, guint8 digest[MZ_SHA256_SIZE])
{
    for (int i = 0; i < MZ_SHA256_SIZE; i++) {
        int high = hex_value(hex[2 * i]);
        int low = high < 0 ? -1 : hex_value(hex[2 * i + 1]);
        if (low < 0)
            return FALSE;
        digest[i] = (guint8)(high << 4 | low);
    }
    return TRUE;
}
