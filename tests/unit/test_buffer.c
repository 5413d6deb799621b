/* Appending to a GString gives what GLib's own functions give, with and without room for it; and texts that are looked
 * at sixteen bytes at a time. */
#include "base/bytes.h"

/* Prints behind texts of every length, so that the room ends at every place. */
#define SAME(...)                                                                                                      \
    do {                                                                                                               \
        for (gsize before = 0; before < 80; before++) {                                                                \
            GString *wanted = g_string_new(NULL), *got = g_string_new(NULL);                                           \
            for (gsize i = 0; i < before; i++) {                                                                       \
                g_string_append_c(wanted, 'x');                                                                        \
                g_string_append_c(got, 'x');                                                                           \
            }                                                                                                          \
            g_string_append_printf(wanted, __VA_ARGS__);                                                               \
            mz_buffer_printf(got, __VA_ARGS__);                                                                        \
            g_assert_cmpstr(got->str, ==, wanted->str);                                                                \
            g_assert_cmpuint(got->len, ==, wanted->len);                                                               \
            g_string_free(wanted, TRUE);                                                                               \
            g_string_free(got, TRUE);                                                                                  \
        }                                                                                                              \
    } while (FALSE)

static void
test_printf(void)
{
    const char *text = "部门决算";
    SAME("plain");
    SAME("%s", text);
    SAME("<%s>%u、%d</%s>\n", "a", 4294967295U, 2147483647, text);
    SAME("%s%s", "", "");
    SAME("%d of %u", -1, 0U);
    SAME("%5d|%-5u|%.2f|%%|%c", 42, 7U, 1.5, 'c');
    SAME("%s and %" G_GUINT64_FORMAT, text, G_GUINT64_CONSTANT(18446744073709551615));
}

static void
test_number(void)
{
    static const guint numbers[] = {0, 9, 10, 4294967295U};
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
        GString *got = g_string_new("n=");
        g_autofree char *wanted = g_strdup_printf("n=%u", numbers[i]);
        mz_buffer_append_number(got, numbers[i]);
        g_assert_cmpstr(got->str, ==, wanted);
        g_string_free(got, TRUE);
    }
}

/* A piece that is copied with more than its length ends where it says, and the next one stands right behind it. */
static void
test_loosely(void)
{
    GString *piece = g_string_new(NULL), *wanted = g_string_new(NULL), *got = g_string_new(NULL);
    for (guint n = 0; n < 100; n++) {
        g_string_append_c(piece, (char)('0' + n % 10));
        mz_buffer_room(piece, MZ_SLACK);
        char *at = mz_buffer_room(got, piece->len + MZ_SLACK);
        mz_buffer_wrote(got, mz_write_loosely(at, piece->str, piece->len));
        g_string_append(wanted, piece->str);
    }
    g_assert_cmpstr(got->str, ==, wanted->str);
    g_string_free(piece, TRUE);
    g_string_free(wanted, TRUE);
    g_string_free(got, TRUE);
}

static MzHalves
controls(MzBytes bytes)
{
    return (MzHalves)(bytes < 0x20);
}

static gboolean
any_control(MzBytes bytes)
{
    return mz_bytes_any(controls(bytes));
}

/* A text of any length is looked at wholly, and nothing that is not in it is found: all of it is copied. */
static void
test_bytes(void)
{
    enum { LONGEST = 70 };
    for (gsize length = 0; length <= LONGEST; length++) {
        char text[LONGEST + 1], copy[LONGEST + 1];
        memset(text, 'a', length);
        g_assert_false(mz_bytes_ask(text, length, any_control));
        g_assert_cmpuint(mz_bytes_copy(copy, text, length, controls), ==, length);
        g_assert_cmpmem(copy, length, text, length);
        for (gsize i = 0; i < length; i++) {
            text[i] = '\t';
            g_assert_true(mz_bytes_ask(text, length, any_control));
            g_assert_cmpuint(mz_bytes_copy(copy, text, length, controls), <=, i);
            text[i] = 'a';
        }
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/buffer/printf", test_printf);
    g_test_add_func("/buffer/number", test_number);
    g_test_add_func("/buffer/loosely", test_loosely);
    g_test_add_func("/buffer/bytes", test_bytes);
    return g_test_run();
}
