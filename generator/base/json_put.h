/* # JSON written straight into a buffer (base/json_put.h)
 *
 * For the data files of reports, a quarter of a megabyte each time: no tree is built of what is only written. A member
 * begins with what parts it from the one before, and its key, as one string whose length the compiler knows:
 *
 *     mz_put_text(out, MZ_JSON_FIRST("name"), name);        {"name":"…"
 *     mz_put_number(out, MZ_JSON_NEXT("line"), 12);         ,"line":12
 *     g_string_append_c(out, '}');
 *
 * There are no blanks and no indentation; what a reader compares line by line begins with a line end.
 */
#ifndef MZ_BASE_JSON_PUT_H
#define MZ_BASE_JSON_PUT_H

#include "base/bytes.h"

typedef struct {
    const char *text;
    gsize length;
} MzJsonLead;

#define MZ_JSON_LEAD(before, key) ((MzJsonLead){before "\"" key "\":", sizeof(before "\"" key "\":") - 1})
#define MZ_JSON_FIRST(key) MZ_JSON_LEAD("{", key)
#define MZ_JSON_NEXT(key) MZ_JSON_LEAD(",", key)
#define MZ_JSON_LINE(key) MZ_JSON_LEAD(",\n", key)

/* Which bytes of a text cannot stand in a JSON string as they are. */
static inline MzHalves
mz_json_escapes(MzBytes bytes)
{
    return (MzHalves)(bytes < 0x20) | (MzHalves)(bytes == '"') | (MzHalves)(bytes == '\\');
}

/* A string, NULL as null. The text is UTF-8. */
void mz_put_string(GString *out, const char *text);

/* Writes a string into room (base/buffer.h) for MZ_JSON_STRING(length) bytes; returns its end. */
#define MZ_JSON_STRING(length) (2 + 6 * (length))
char *mz_write_string(char *at, const char *text, gsize length);

/* Members written into room: a text, and a word (a key, a code, a number), in which nothing needs an escape. */
__attribute__((always_inline)) static inline char *
mz_write_text(char *at, MzJsonLead lead, const char *text, gsize length)
{
    return mz_write_string(mz_write(at, lead.text, lead.length), text, length);
}

/* A string of which it is known that nothing in it needs an escape. */
__attribute__((always_inline)) static inline char *
mz_write_quoted(char *at, const char *word, gsize length)
{
    *at++ = '"';
    at = mz_write(at, word, length);
    *at++ = '"';
    return at;
}

__attribute__((always_inline)) static inline char *
mz_write_word(char *at, MzJsonLead lead, const char *word, gsize length)
{
    return mz_write_quoted(mz_write(at, lead.text, lead.length), word, length);
}

/* In line, the length of the lead is a constant and its copy a few moves. */
__attribute__((always_inline)) static inline void
mz_put_key(GString *out, MzJsonLead lead)
{
    mz_buffer_append_len(out, lead.text, lead.length);
}

__attribute__((always_inline)) static inline void
mz_put_text(GString *out, MzJsonLead lead, const char *text)
{
    gsize length = text == NULL ? 0 : strlen(text);
    char *at = mz_buffer_room(out, lead.length + MZ_JSON_STRING(length) + sizeof "null");
    at = mz_write(at, lead.text, lead.length);
    mz_buffer_wrote(out, text == NULL ? MZ_WRITE(at, "null") : mz_write_string(at, text, length));
}

__attribute__((always_inline)) static inline void
mz_put_word(GString *out, MzJsonLead lead, const char *word)
{
    gsize length = strlen(word);
    mz_buffer_wrote(out, mz_write_word(mz_buffer_room(out, lead.length + length + 2), lead, word, length));
}

/* Nothing when the text is NULL. */
__attribute__((always_inline)) static inline void
mz_put_optional(GString *out, MzJsonLead lead, const char *text)
{
    if (text != NULL)
        mz_put_text(out, lead, text);
}

__attribute__((always_inline)) static inline void
mz_put_number(GString *out, MzJsonLead lead, guint number)
{
    char *at = mz_buffer_room(out, lead.length + MZ_BUFFER_DIGITS);
    mz_buffer_wrote(out, mz_write_number(mz_write(at, lead.text, lead.length), number));
}

__attribute__((always_inline)) static inline void
mz_put_flag(GString *out, MzJsonLead lead, gboolean flag)
{
    mz_put_key(out, lead);
    mz_buffer_append(out, flag ? "true" : "false");
}

/* Opens an element of an array on a line of its own; the first stands right behind the bracket. */
static inline void
mz_put_element(GString *out)
{
    if (out->str[out->len - 1] == '[')
        mz_buffer_append_len(out, "\n", 1);
    else
        mz_buffer_append_len(out, ",\n", 2);
}

/* Closes such an array. */
static inline void
mz_put_array_end(GString *out)
{
    if (out->str[out->len - 1] == '[')
        mz_buffer_append_len(out, "]", 1);
    else
        mz_buffer_append_len(out, "\n]", 2);
}

#endif
