#include "base/json_put.h"

#include "base/bytes.h"

/* What cannot stand in a JSON string as it is. */
static gboolean
needs_escape(guchar c)
{
    return c < 0x20 || c == '"' || c == '\\';
}

static inline gboolean
any_needs_escape(MzBytes bytes)
{
    return mz_bytes_any((MzHalves)(bytes < 0x20) | (MzHalves)(bytes == '"') | (MzHalves)(bytes == '\\'));
}

static void
put_escape(GString *out, guchar c)
{
    switch (c) {
    case '\n':
        mz_buffer_append_len(out, "\\n", 2);
        break;
    case '\t':
        mz_buffer_append_len(out, "\\t", 2);
        break;
    case '"':
    case '\\':
        g_string_append_c(out, '\\');
        g_string_append_c(out, (char)c);
        break;
    default:
        g_string_append_printf(out, "\\u%04x", c);
    }
}

static void
put_escaped(GString *out, const char *text)
{
    const char *run = text, *p = text;
    g_string_append_c(out, '"');
    for (; *p != '\0'; p++) {
        if (!needs_escape((guchar)*p))
            continue;
        mz_buffer_append_len(out, run, (gsize)(p - run));
        put_escape(out, (guchar)*p);
        run = p + 1;
    }
    mz_buffer_append_len(out, run, (gsize)(p - run));
    g_string_append_c(out, '"');
}

void
mz_put_string(GString *out, const char *text)
{
    if (text == NULL) {
        mz_buffer_append_len(out, "null", 4);
        return;
    }
    gsize length = strlen(text);
    if (length + 2 >= out->allocated_len - out->len || mz_bytes_ask(text, length, any_needs_escape)) {
        put_escaped(out, text);
        return;
    }
    char *at = out->str + out->len;
    *at = '"';
    mz_copy(at + 1, text, length);
    at[length + 1] = '"';
    at[length + 2] = '\0';
    out->len += length + 2;
}
