/* # Appending to a GString without a call (base/buffer.h)
 *
 * Writers of pages and data append a few bytes at a time, a hundred thousand times a report: where there is room, the
 * bytes are copied right here. The same results as GLib's own functions, which do what is left.
 *
 * Who writes many pieces in a row, and knows what they take at most, asks for room once:
 *
 *     char *at = mz_buffer_room(out, n_label + 32);
 *     at = mz_write(at, label, n_label);
 *     at = MZ_WRITE(at, ",");
 *     at = mz_write_number(at, line);
 *     mz_buffer_wrote(out, at);
 */
#ifndef MZ_BASE_BUFFER_H
#define MZ_BASE_BUFFER_H

#include <glib.h>
#include <stdarg.h>
#include <string.h>

/* memcpy for pieces that nearly always are short and whose length is not known when the program is compiled: the first
 * and the last bytes are moved at once, and may overlap. */
static inline void
mz_copy(char *to, const char *from, gsize length)
{
    typedef struct {
        guint64 halves[2];
    } Sixteen;
    if (__builtin_constant_p(length) || length > 32) {
        memcpy(to, from, length);
    } else if (length >= 16) {
        Sixteen first, last;
        memcpy(&first, from, sizeof first);
        memcpy(&last, from + length - sizeof last, sizeof last);
        memcpy(to, &first, sizeof first);
        memcpy(to + length - sizeof last, &last, sizeof last);
    } else if (length >= 8) {
        guint64 first, last;
        memcpy(&first, from, sizeof first);
        memcpy(&last, from + length - sizeof last, sizeof last);
        memcpy(to, &first, sizeof first);
        memcpy(to + length - sizeof last, &last, sizeof last);
    } else if (length >= 4) {
        guint32 first, last;
        memcpy(&first, from, sizeof first);
        memcpy(&last, from + length - sizeof last, sizeof last);
        memcpy(to, &first, sizeof first);
        memcpy(to + length - sizeof last, &last, sizeof last);
    } else if (length > 0) {
        char middle = from[length / 2], last = from[length - 1];
        to[0] = from[0];
        to[length / 2] = middle;
        to[length - 1] = last;
    }
}

static inline void
mz_buffer_append_len(GString *out, const char *text, gsize length)
{
    if (length < out->allocated_len - out->len) {
        mz_copy(out->str + out->len, text, length);
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
#define MZ_BUFFER_DIGITS 21
static inline char *
mz_buffer_digits(guint64 number, char digits[MZ_BUFFER_DIGITS])
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
mz_buffer_append_number(GString *out, guint64 number)
{
    char digits[MZ_BUFFER_DIGITS];
    const char *first = mz_buffer_digits(number, digits);
    mz_buffer_append_len(out, first, (gsize)(digits + MZ_BUFFER_DIGITS - 1 - first));
}

/* Prints what most formats here are made of: plain text, %s, %u, %d that is not negative. Returns the length, or -1 if
 * there is anything else, or no room for all of it and a 0 byte: then printf itself must do it. Six times as fast, and
 * a page has a thousand. */
gssize mz_print_simply(char *out, gsize room, const char *format, va_list args);

/* g_string_append_printf, which prints into memory of its own first. */
void mz_buffer_printf(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Room for `length` bytes behind the end, which do not count until mz_buffer_wrote. */
static inline char *
mz_buffer_room(GString *out, gsize length)
{
    gsize before = out->len;
    if (length >= out->allocated_len - before) {
        g_string_set_size(out, before + length);
        g_string_truncate(out, before);
    }
    return out->str + before;
}

/* The text ends at `end`, a place in the room. */
static inline void
mz_buffer_wrote(GString *out, char *end)
{
    *end = '\0';
    out->len = (gsize)(end - out->str);
}

/* These write into room and return where the next piece goes; no NUL behind. */
static inline char *
mz_write(char *at, const char *text, gsize length)
{
    mz_copy(at, text, length);
    return at + length;
}

/* The same where MZ_SLACK bytes more than the text may be read and written: how long it is decides how many moves it
 * takes, and nothing else. For what is made once and copied often. */
#define MZ_SLACK 32
static inline char *
mz_write_loosely(char *at, const char *text, gsize length)
{
    for (gsize i = 0; i < length; i += MZ_SLACK)
        memcpy(at + i, text + i, MZ_SLACK);
    return at + length;
}

/* A constant, whose copy is a few moves. */
#define MZ_WRITE(at, constant) ((char *)memcpy((at), (constant), sizeof(constant) - 1) + sizeof(constant) - 1)

static inline char *
mz_write_number(char *at, guint number)
{
    if (number < 1000) { /* as most are */
        if (number >= 100)
            *at++ = (char)('0' + number / 100);
        if (number >= 10)
            *at++ = (char)('0' + number / 10 % 10);
        *at++ = (char)('0' + number % 10);
        return at;
    }
    char digits[MZ_BUFFER_DIGITS];
    const char *first = mz_buffer_digits(number, digits);
    return mz_write(at, first, (gsize)(digits + MZ_BUFFER_DIGITS - 1 - first));
}

#endif
