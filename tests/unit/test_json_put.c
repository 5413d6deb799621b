#include "base/json_put.h"

/* The string as RFC 8259 says, byte by byte. */
static char *
escaped(const char *text)
{
    GString *out = g_string_new("\"");
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_printf(out, "\\%c", *text);
        else if (*text == '\n' || *text == '\t')
            g_string_append(out, *text == '\n' ? "\\n" : "\\t");
        else if ((guchar)*text < 0x20)
            g_string_append_printf(out, "\\u%04x", (guint)*text);
        else
            g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
    return g_string_free(out, FALSE);
}

static void
assert_put(const char *text)
{
    GString *out = g_string_new("x");
    g_autofree char *plain = escaped(text);
    char *wanted = g_strconcat("x", plain, NULL), room[MZ_JSON_STRING(64)];
    mz_put_string(out, text);
    g_assert_cmpstr(out->str, ==, wanted);
    g_assert_cmpuint(out->len, ==, strlen(wanted));
    *mz_write_string(room, text, strlen(text)) = '\0';
    g_assert_cmpstr(room, ==, wanted + 1);
    g_free(wanted);
    g_string_free(out, TRUE);
}

/* Every length around the sixteen bytes that are looked at together, with every kind of byte at every place, alone and
 * with another right behind or far from it. */
static void
test_strings(void)
{
    static const char kinds[] = {'"', '\\', '\n', '\t', '\1', '\x1f', ' ', '\x7f', '\xe4'};
    for (guint length = 0; length <= 40; length++) {
        char text[41] = "";
        memset(text, 'a', length);
        assert_put(text);
        for (guint at = 0; at < length; at++) {
            for (gsize kind = 0; kind < G_N_ELEMENTS(kinds); kind++) {
                memset(text, 'a', length);
                text[at] = kinds[kind];
                assert_put(text);
                text[(at + 1) % length] = '\t';
                assert_put(text);
                text[(at + 17) % length] = '"';
                assert_put(text);
            }
        }
    }
}

static void
test_members(void)
{
    GString *out = g_string_new(NULL);
    mz_put_text(out, MZ_JSON_FIRST("name"), "某局\t");
    mz_put_optional(out, MZ_JSON_NEXT("none"), NULL);
    mz_put_text(out, MZ_JSON_NEXT("null"), NULL);
    mz_put_number(out, MZ_JSON_LINE("line"), 4294967295U);
    mz_put_flag(out, MZ_JSON_NEXT("flag"), FALSE);
    mz_buffer_append(out, ",\"list\":[");
    mz_put_element(out);
    mz_put_string(out, "");
    mz_put_element(out);
    mz_put_string(out, "b");
    mz_put_array_end(out);
    mz_buffer_append(out, ",\"empty\":[");
    mz_put_array_end(out);
    g_assert_cmpstr(
        out->str, ==,
        "{\"name\":\"某局\\t\",\"null\":null,\n\"line\":4294967295,\"flag\":false,\"list\":[\n\"\",\n\"b\"\n],"
        "\"empty\":[]");
    g_string_free(out, TRUE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json-put/strings", test_strings);
    g_test_add_func("/json-put/members", test_members);
    return g_test_run();
}
