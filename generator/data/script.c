#include "data/script.h"

#include "base/buffer.h"
#include "base/bytes.h"

static inline gboolean
any_needs_escape(MzBytes bytes)
{
    return mz_bytes_any((MzHalves)(bytes < 0x20) | (MzHalves)(bytes == '"') | (MzHalves)(bytes == '\\') |
                        (MzHalves)(bytes == '<'));
}

static void
append_escaped(GString *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_c(out, '\\');
        if ((guchar)*text < 0x20 || *text == '<')
            g_string_append_printf(out, "\\u%04x", (guint)(guchar)*text);
        else
            g_string_append_c(out, *text);
    }
}

void
mz_script_text(GString *out, const char *text)
{
    gsize length = strlen(text);
    mz_buffer_append_len(out, "\"", 1);
    if (mz_bytes_ask(text, length, any_needs_escape))
        append_escaped(out, text);
    else
        mz_buffer_append_len(out, text, length);
    mz_buffer_append_len(out, "\"", 1);
}
