#include "base/json_put.h"

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

static inline char *
write_character(char *at, guchar c)
{
    static const char digits[] = "0123456789abcdef";
    char escape = escape_of(c);
    if (escape == 0) {
        *at++ = (char)c;
        return at;
    }
    *at++ = '\\';
    *at++ = escape;
    if (escape == 'u') {
        *at++ = '0';
        *at++ = '0';
        *at++ = digits[c >> 4];
        *at++ = digits[c & 15];
    }
    return at;
}

/* Lines of tables are full of tabs: up to each of them sixteen bytes at once, into room for the worst. */
static char *
write_escaped(char *at, const char *text, gsize length)
{
    const char *end = text + length;
    while (end - text >= (gssize)sizeof(MzBytes)) {
        MzBytes bytes = mz_bytes_at(text);
        MzHalves found = mz_json_escapes(bytes);
        guint plain = mz_bytes_any(found) ? mz_bytes_first(found) : sizeof bytes;
        memcpy(at, &bytes, sizeof bytes);
        at += plain;
        text += plain;
        if (plain == sizeof bytes)
            continue;
        if (*text == '\t')
            at = MZ_WRITE(at, "\\t");
        else
            at = write_character(at, (guchar)*text);
        text++;
    }
    gsize plain = mz_bytes_copy(at, text, (gsize)(end - text), mz_json_escapes);
    at += plain;
    text += plain;
    while (text < end)
        at = write_character(at, (guchar)*text++);
    return at;
}

char *
mz_write_string(char *at, const char *text, gsize length)
{
    *at++ = '"';
    gsize plain = mz_bytes_copy(at, text, length, mz_json_escapes);
    at += plain;
    if (plain < length)
        at = write_escaped(at, text + plain, length - plain);
    *at++ = '"';
    return at;
}

void
mz_put_string(GString *out, const char *text)
{
    if (text == NULL) {
        mz_buffer_append_len(out, "null", 4);
        return;
    }
    gsize length = strlen(text);
    char *at = mz_buffer_room(out, MZ_JSON_STRING(length));
    mz_buffer_wrote(out, mz_write_string(at, text, length));
}
