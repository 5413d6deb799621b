/* # Sixteen bytes at once (base/bytes.h)
 *
 * Writers ask of every text whether it can be taken over as it is. They compare sixteen bytes at a time, in whatever
 * registers the processor has for them:
 *
 *     gboolean quoted = mz_bytes_any((MzHalves)(mz_bytes_at(text) == '"'));
 */
#ifndef MZ_BASE_BYTES_H
#define MZ_BASE_BYTES_H

#include "base/buffer.h"

typedef guint8 MzBytes __attribute__((vector_size(16)));
typedef gint8 MzSigned __attribute__((vector_size(16))); /* for comparisons that take bytes beyond ASCII for negative */
typedef guint64 MzHalves __attribute__((vector_size(16)));

/* Whether a comparison found anything. */
static inline gboolean
mz_bytes_any(MzHalves found)
{
    return (found[0] | found[1]) != 0;
}

/* Which of the sixteen bytes is the first that it found something in; there is one. */
static inline guint
mz_bytes_first(MzHalves found)
{
    guint64 half = GUINT64_FROM_LE(found[0]);
    if (half != 0)
        return (guint)__builtin_ctzll(half) / 8;
    return 8 + (guint)__builtin_ctzll(GUINT64_FROM_LE(found[1])) / 8;
}

/* A bit for each of the sixteen bytes that a comparison found something in, the lowest for the first byte. */
static inline guint
mz_bytes_bits(MzHalves found)
{
#ifdef __SSE2__
    typedef char Chars __attribute__((vector_size(16)));
    return (guint)__builtin_ia32_pmovmskb128((Chars)found);
#else
    /* The factor moves the lowest bit of each byte into the highest byte, in order. */
    const guint64 lowest = G_GUINT64_CONSTANT(0x0101010101010101), factor = G_GUINT64_CONSTANT(0x0102040810204080);
    guint64 first = (GUINT64_FROM_LE(found[0]) & lowest) * factor, last = (GUINT64_FROM_LE(found[1]) & lowest) * factor;
    return (guint)(first >> 56 | last >> 56 << 8);
#endif
}

static inline MzBytes
mz_bytes_at(const char *text)
{
    MzBytes bytes;
    memcpy(&bytes, text, sizeof bytes);
    return bytes;
}

/* Four to sixteen bytes, some of them twice. */
static inline MzBytes
mz_bytes_few(const char *text, gsize length)
{
    MzHalves bytes;
    if (length >= 8) {
        guint64 first, last;
        memcpy(&first, text, sizeof first);
        memcpy(&last, text + length - sizeof last, sizeof last);
        bytes = (MzHalves){first, last};
    } else {
        guint32 first, last;
        memcpy(&first, text, sizeof first);
        memcpy(&last, text + length - sizeof last, sizeof last);
        guint64 both = (guint64)last << 32 | first;
        bytes = (MzHalves){both, both};
    }
    return (MzBytes)bytes;
}

/* Whether `ask` says yes to any sixteen bytes of a text, some of which it may see twice; it never sees others. */
__attribute__((always_inline)) static inline gboolean
mz_bytes_ask(const char *text, gsize length, gboolean (*ask)(MzBytes))
{
    if (length < 4) {
        if (length == 0)
            return FALSE;
        char four[] = {text[0], text[length / 2], text[length - 1], text[0]};
        return ask(mz_bytes_few(four, sizeof four));
    }
    if (length <= sizeof(MzBytes))
        return ask(mz_bytes_few(text, length));
    const char *last = text + length - sizeof(MzBytes);
    for (; text < last; text += sizeof(MzBytes)) {
        if (ask(mz_bytes_at(text)))
            return TRUE;
    }
    return ask(mz_bytes_at(last));
}

/* Copies a text, which `to` has room for, up to sixteen bytes or fewer in which `find` finds something. Returns how
 * many bytes are copied: `length` where it finds nothing. */
__attribute__((always_inline)) static inline gsize
mz_bytes_copy(char *to, const char *text, gsize length, MzHalves (*find)(MzBytes))
{
    MzBytes bytes;
    if (length < sizeof bytes) {
        gboolean found = FALSE;
        if (length >= 4) {
            found = mz_bytes_any(find(mz_bytes_few(text, length)));
        } else if (length > 0) {
            const char four[] = {text[0], text[length / 2], text[length - 1], text[0]};
            found = mz_bytes_any(find(mz_bytes_few(four, sizeof four)));
        }
        if (found)
            return 0;
        mz_copy(to, text, length);
        return length;
    }
    const gsize last = length - sizeof bytes;
    gsize at = 0;
    for (; at < last; at += sizeof bytes) {
        bytes = mz_bytes_at(text + at);
        if (mz_bytes_any(find(bytes)))
            return at;
        memcpy(to + at, &bytes, sizeof bytes);
    }
    bytes = mz_bytes_at(text + last);
    if (mz_bytes_any(find(bytes)))
        return at;
    memcpy(to + last, &bytes, sizeof bytes);
    return length;
}

#endif
