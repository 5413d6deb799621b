#include "base/json_put.h"

#include "base/bytes.h"

/* What follows the backslash for a character that cannot stand in a JSON string as it is, 'u' for its number; 0: it
 * can. */
static inline char
escape_of(guchar c)
{
    if (c > '\\')
        return 0;
    if (c >= 0x20)
        return c == '"' || c == '\\' ? (char)c : 0;
    return c == '\n' ? 'n' : c == '\t' ? 't' : 'u';
}

static inline gboolean
any_needs_escape(MzBytes bytes)
{
    return mz_bytes_any((MzHalves)(bytes < 0x20) | (MzHalves)(bytes == '"') | (MzHalves)(bytes == '\\'));
}

/* Makes room for `length` bytes more, without counting them in. */
static char *
make_room(GString *out, gsize length)
{
    gsize before = out->len;
    if (length >= out->allocated_len - before) {
        g_string_set_size(out, before + length);
        g_string_truncate(out, before);
    }
    return out->str + before;
}

/* Lines of tables are full of tabs: byte by byte, into room for the worst. */
static char *
write_escaped(char *at, const char *text)
{
    static const char digits[] = "0123456789abcdef";
    for (; *text != '\0'; text++) {
        guchar c = (guchar)*text;
        char escape = escape_of(c);
        if (escape == 0) {
            *at++ = (char)c;
            continue;
        }
        *at++ = '\\';
        *at++ = escape;
        if (escape == 'u') {
            *at++ = '0';
            *at++ = '0';
            *at++ = digits[c >> 4];
            *at++ = digits[c & 15];
        }
    }
    return at;
}

void
mz_put_string(GString *out, const char *text)
{
    enum { ESCAPED = 6 }; /* bytes at most */
    if (text == NULL) {
        mz_buffer_append_len(out, "null", 4);
        return;
    }
    gsize length = strlen(text);
    gboolean plain = !mz_bytes_ask(text, length, any_needs_escape);
    char *at = make_room(out, 2 + (plain ? length : length * ESCAPED));
    *at++ = '"';
    if (plain)
        mz_copy(at, text, length);
    at = plain ? at + length : write_escaped(at, text);
    *at++ = '"';
    *at = '\0';
    out->len = (gsize)(at - out->str);
}
