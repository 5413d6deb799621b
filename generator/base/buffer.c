#include "base/buffer.h"

gssize
mz_print_simply(char *out, gsize room, const char *format, va_list args)
{
    char *at = out, digits[MZ_BUFFER_DIGITS];
    const char *end = out + room;
    while (*format != '\0') {
        const char *piece = format;
        gsize length = *format == '%' ? 0 : strcspn(format, "%");
        format += length;
        if (length == 0) {
            char kind = format[1];
            int number = kind == 'd' ? va_arg(args, int) : 0;
            if (kind == 's')
                piece = va_arg(args, const char *);
            else if (kind == 'u' || (kind == 'd' && number >= 0))
                piece = mz_buffer_digits(kind == 'd' ? (guint)number : va_arg(args, guint), digits);
            else
                return -1;
            if (piece == NULL)
                return -1;
            length = strlen(piece);
            format += 2;
        }
        if (length >= (gsize)(end - at))
            return -1;
        memcpy(at, piece, length);
        at += length;
    }
    *at = '\0';
    return at - out;
}

void
mz_buffer_printf(GString *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    gssize simple = mz_print_simply(out->str + out->len, out->allocated_len - out->len, format, args);
    va_end(args);
    if (simple >= 0) {
        out->len += (gsize)simple;
        return;
    }
    va_start(args, format);
    g_string_append_vprintf(out, format, args);
    va_end(args);
}
