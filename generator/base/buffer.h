/* # Appending to a GString without a call (base/buffer.h)
 *
 * Writers of pages and data append a few bytes at a time, a hundred thousand times a report: where there is room, the
 * bytes are copied right here. The same results as GLib's own functions, which do what is left.
 */
#ifndef MZ_BASE_BUFFER_H
#define MZ_BASE_BUFFER_H

#include <glib.h>
#include <string.h>

static inline void
mz_buffer_append_len(GString *out, const char *text, gsize length)
{
    if (length < out->allocated_len - out->len) {
        memcpy(out->str + out->len, text, length);
        out->len += length;
        out->str[out->len] = '\0';
    } else {
        g_string_append_len(out, text, (gssize)length);
    }
}

static inline void
mz_buffer_append(GString *out, const char *text)
{
    mz_buffer_append_len(out, text, strlen(text));
}

/* A number as decimal digits at the end of `digits`; returns where they begin. */
#define MZ_BUFFER_DIGITS 12
static inline char *
mz_buffer_digits(guint number, char digits[MZ_BUFFER_DIGITS])
{
    char *p = digits + MZ_BUFFER_DIGITS;
    *--p = '\0';
    do {
        *--p = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    return p;
}

static inline void
mz_buffer_append_number(GString *out, guint number)
{
    char digits[MZ_BUFFER_DIGITS];
    const char *first = mz_buffer_digits(number, digits);
    mz_buffer_append_len(out, first, (gsize)(digits + MZ_BUFFER_DIGITS - 1 - first));
}

#endif
