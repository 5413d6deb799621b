#include "read/source.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/error.h"

#define BYTES(text) (text), sizeof(text) - 1

/* Lines joined with |, a page break shown as ^ in front. */
static char *
shown(const MzSource *source)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < source->n_lines; i++) {
        g_assert_cmpuint(source->lines[i].length, ==, strlen(source->lines[i].text));
        g_string_append_printf(out, "%s%s%s", i > 0 ? "|" : "", source->lines[i].page_break ? "^" : "",
                               source->lines[i].text);
    }
    return g_string_free(out, FALSE);
}

static const struct {
    const char *bytes;
    gsize length;
    const char *encoding;
    const char *lines;
} texts[] = {
    {BYTES("a"), "UTF-8", "a"},
    {BYTES("a\n"), "UTF-8", "a"},
    {BYTES("\n"), "UTF-8", ""},
    {BYTES("\n\n"), "UTF-8", "|"},
    {BYTES("a\n\nb"), "UTF-8", "a||b"},
    {BYTES("a\r\nb\r\n"), "UTF-8", "a|b"},
    {BYTES("a\rb\r"), "UTF-8", "a|b"},
    {BYTES("a\r\n\rb\nc\r\r\nd"), "UTF-8", "a||b|c||d"},
    {BYTES("\r"), "UTF-8", ""},
    {BYTES("\xEF\xBB\xBF合计\t1.00"), "UTF-8", "合计\t1.00"},
    {BYTES("a\n\f第二页\n\f\fc\n\f"), "UTF-8", "a|^第二页|^c|^"},
    {BYTES("\fa\fb"), "UTF-8", "^a b"},
    {BYTES("a\x01\x0B\x7F\xC2\x85z\xC2\xA0"), "UTF-8", "a    z\xC2\xA0"},
    {BYTES("\xF0\x9F\x98\x80é\xED\x9F\xBF\xEE\x80\x80"), "UTF-8", "\xF0\x9F\x98\x80é\xED\x9F\xBF\xEE\x80\x80"},
    {BYTES("\xFF\xFE\x08\x54\xA1\x8B\x0D\x00\x0A\x00\x31\x00"), "UTF-16LE", "合计|1"},
    {BYTES("\xFE\xFF\x54\x08\x8B\xA1\x00\x0A\x00\x31"), "UTF-16BE", "合计|1"},
    {BYTES("\x08\x54\xA1\x8B\x0A\x00\x31\x00"), "UTF-16LE", "合计|1"},
    {BYTES("\x54\x08\x8B\xA1\x00\x0A\x00\x31"), "UTF-16BE", "合计|1"},
    {BYTES("\xFF\xFE\x3D\xD8\x00\xDE"), "UTF-16LE", "\xF0\x9F\x98\x80"},
    {BYTES("\xBA\xCF\xBC\xC6\t1.00\r\n\xCD\xF2\xD4\xAA"), "GB18030", "合计\t1.00|万元"},
    {BYTES("\xBA\xCF\x95\x32\x82\x36"), "GB18030", "合\xF0\xA0\x80\x80"},
    {BYTES("1\n\xA3\xA8\xA3\xA9"), "GB18030", "1|（）"},
};

static void
test_texts(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        GError *error = NULL;
        char *bytes = g_memdup2(texts[i].bytes, texts[i].length); /* nothing behind the end is readable */
        MzSource *source = mz_source_from_bytes("x.txt", bytes, texts[i].length, &error);
        g_free(bytes);
        g_assert_no_error(error);
        char *lines = shown(source);
        g_assert_cmpstr(lines, ==, texts[i].lines);
        g_assert_cmpstr(source->encoding, ==, texts[i].encoding);
        g_assert_cmpstr(source->name, ==, "x.txt");
        g_free(lines);
        mz_source_free(source);
    }
}

static const struct {
    const char *bytes;
    gsize length;
    const char *start; /* how the message begins */
    guint line, column;
} refused[] = {
    {BYTES(""), "the file is empty", 0, 0},
    {BYTES("\xEF\xBB\xBF"), "the file is empty", 0, 0},
    {BYTES("\xFF\xFE"), "the file is empty", 0, 0},
    {BYTES("ab\0c"), "there is a NUL byte", 1, 3},
    {BYTES("合计\r\n一\0c"), "there is a NUL byte", 2, 2},
    {BYTES("\x7F"
           "ELF\x02\x01\x01\0\0\0\0\0"),
     "there is a NUL byte", 1, 8},
    {BYTES("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0"), "there is a NUL byte", 1, 1},
    {BYTES("\xEF\xBB\xBF"
           "a\0"),
     "there is a NUL byte", 1, 2},
    {BYTES("\xFF\xFE"
           "a\0\0\0"),
     "there is a NUL byte", 1, 2},
    {BYTES("\xFF\xFE\0\0"
           "a\0\0\0"),
     "this is UTF-32", 0, 0},
    {BYTES("\0\0\xFE\xFF\0\0\0"
           "a"),
     "this is UTF-32", 0, 0},
    {BYTES("本年收入\n合\xE8合计合计合计"), "byte 0xE8 is not valid UTF-8", 2, 2},
    {BYTES("本年收入\r\n合计\xFF"), "byte 0xFF is not valid UTF-8", 2, 3},
    {BYTES("本年收入\r合计\xE5\x90"), "the file ends in the middle of a character", 2, 3},
    {BYTES("本年收入\xED\xA0\x80"), "byte 0xED is not valid UTF-8", 1, 5},
    {BYTES("本年收入\xF4\x90\x80\x80"), "byte 0xF4 is not valid UTF-8", 1, 5},
    {BYTES("本年收入\xC0\x80"), "byte 0xC0 is not valid UTF-8", 1, 5},
    {BYTES("\xEF\xBB\xBF"
           "a\nb\x80"),
     "byte 0x80 is not valid UTF-8", 2, 2},
    /* two texts in one file */
    {BYTES("本年收入1.00\r\n2.00\r\n\xBA\xCF\xBC\xC6\r\n\xBA\xCF\xBC\xC6\xCD\xF2\xD4\xAA\t3\r\n"),
     "from this line on the text is GB18030 ('合计万元'), before it is UTF-8 ('本年收入1.00')", 3, 1},
    {BYTES("\xBA\xCF\xBC\xC6\xCD\xF2\xD4\xAA\n\xBA\xCF\n\n合计\n本年收入\n"),
     "from this line on the text is UTF-8 ('本年收入'), before it is GB18030 ('合')", 4, 1},
    {BYTES("\xEF\xBB\xBF本年收入\n\xBA\xCF\xBC\xC6\xCD\xF2\xD4\xAA"),
     "from this line on the text is GB18030 ('合计万元'), before it is UTF-8 ('本年收入')", 2, 1},
    {BYTES("本年收入\n合计\xCD\xF2\xD4\xAA\n\xBA\xCF\xBC\xC6\xCD\xF2\xD4\xAA\n"),
     "from this line on the text is GB18030 ('合计万元'), before it is UTF-8 ('本年收入')", 2, 1},
    {BYTES("\xBA\xCF\xBC\xC6\xCD\xF2\xD4\xAA\n一二三四五六七八九十一二三四五六七八九十"),
     "from this line on the text is UTF-8 ('一二三四五六七八九十一二'), before it is GB18030 ('合计万元')", 2, 1},
    {BYTES("\xBA\xCF\xBC\xC6\n\xCD\xFF"), "byte 0xCD is not valid GB18030", 2, 1},
    {BYTES("\xBA\xCF\xBC\xC6\n1\xCD"), "byte 0xCD is not valid GB18030", 2, 2},
    {BYTES("a\xFF"
           "b"),
     "byte 0xFF is not valid GB18030", 1, 2},
    {BYTES("\xFF\xFE"
           "a\0\x3D\xD8"
           "b\0"),
     "byte 0x3D is not valid UTF-16LE", 1, 2},
    {BYTES("\xFE\xFF\0a\0\n\xDC"), "byte 0xDC is not valid UTF-16BE", 2, 1},
};

static void
test_refused(void)
{
    mz_set_lang(MZ_LANG_EN);
    for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
        GError *error = NULL;
        char *bytes = g_memdup2(refused[i].bytes, refused[i].length);
        g_test_message("case %u", (guint)i);
        g_assert_null(mz_source_from_bytes("x.txt", bytes, refused[i].length, &error));
        g_free(bytes);
        g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
        if (!g_str_has_prefix(error->message, refused[i].start))
            g_error("%u: %s", (guint)i, error->message);
        g_assert_cmpstr(mz_error_place(error).file, ==, "x.txt");
        g_assert_cmpuint(mz_error_place(error).line, ==, refused[i].line);
        g_assert_cmpuint(mz_error_place(error).column, ==, refused[i].column);
        g_error_free(error);
    }
    mz_set_lang(MZ_LANG_ZH);
}

/* Our scan agrees with GLib's on every sequence of up to four bytes at the borders of what UTF-8 allows. */
static void
test_utf8_borders(void)
{
    static const guchar borders[] = {0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF,
                                     0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5};
    enum { N = G_N_ELEMENTS(borders) };
    for (guint i = 0; i < N * N * N * N; i++) {
        char bytes[] = {(char)0xEF,
                        (char)0xBB,
                        (char)0xBF,
                        (char)borders[i % N],
                        (char)borders[i / N % N],
                        (char)borders[i / N / N % N],
                        (char)borders[i / N / N / N]};
        if (i % 7 != 0 && borders[i % N] < 0xE0)
            continue;
        MzSource *source = mz_source_from_bytes("x", bytes, sizeof bytes, NULL);
        g_assert_cmpint(source != NULL, ==, g_utf8_validate_len(bytes, sizeof bytes, NULL));
        mz_source_free(source);
    }
}

/* … and on texts of several blocks of sixteen bytes with a byte of those borders in them, wherever it stands; the lines
 * of what is read are those that it has. */
static void
test_blocks(void)
{
    static const char *const pieces[] = {"合", "a", "计", "\n", "é", "\xF0\x9F\x98\x80", "1.00", "\t"};
    static const guchar borders[] = {0x80, 0xBF, 0xC1, 0xE0, 0xE5, 0xED, 0xEE, 0xF0};
    enum { TEXTS = 20000, PIECES = 40 };
    for (guint round = 0; round < TEXTS; round++) {
        GString *text = g_string_new("\xEF\xBB\xBF");
        int many = round % 2 == 0 ? 3 : (int)G_N_ELEMENTS(pieces); /* nothing but plain bytes, or others too */
        for (int n = g_test_rand_int_range(1, PIECES); n > 0; n--)
            g_string_append(text, pieces[g_test_rand_int_range(0, many)]);
        if (round % 3 == 0)
            text->str[g_test_rand_int_range(3, (int)text->len)] = (char)borders[round / 3 % G_N_ELEMENTS(borders)];
        if (round % 5 == 0)
            g_string_truncate(text, text->len - 1);
        gboolean valid = g_utf8_validate_len(text->str, text->len, NULL) && text->len > 3;
        MzSource *source = mz_source_from_bytes("x", text->str, text->len, NULL);
        g_assert_cmpint(source != NULL, ==, valid);
        char **lines = g_strsplit(text->str + 3, "\n", -1);
        for (guint i = 0; source != NULL && i < source->n_lines; i++)
            g_assert_cmpuint(source->lines[i].length, ==, strlen(lines[i]));
        guint n_lines = g_strv_length(lines) - (text->str[text->len - 1] == '\n');
        g_assert_cmpuint(source == NULL ? n_lines : source->n_lines, ==, n_lines);
        g_strfreev(lines);
        mz_source_free(source);
        g_string_free(text, TRUE);
    }
}

/* Any bytes at all: read as valid UTF-8 lines, or refused with a place inside the text. */
static void
test_any_bytes(void)
{
    for (int round = 0; round < 3000; round++) {
        char bytes[40];
        gsize length = (gsize)g_test_rand_int_range(1, 40);
        for (gsize i = 0; i < length; i++)
            bytes[i] =
                (char)(round % 3 == 0 ? g_test_rand_int_range(0, 256)
                                      : "\r\n\f\t a\xE5\x90\x88\xBA\xCF\xFF\xFE\0"[g_test_rand_int_range(0, 14)]);
        GError *error = NULL;
        MzSource *source = mz_source_from_bytes("x", bytes, length, &error);
        g_assert_true((source == NULL) == (error != NULL));
        for (guint i = 0; source != NULL && i < source->n_lines; i++) {
            g_assert_true(g_utf8_validate(source->lines[i].text, -1, NULL));
            g_assert_null(strpbrk(source->lines[i].text, "\r\n\f"));
            g_assert_cmpuint(source->lines[i].length, ==, strlen(source->lines[i].text));
        }
        if (source != NULL)
            g_assert_cmpuint(source->n_lines, >, 0);
        g_clear_error(&error);
        mz_source_free(source);
    }
}

static void
test_size(void)
{
    GError *error = NULL;
    char *big = g_malloc(MZ_SOURCE_LIMIT + 1);
    memset(big, 'x', MZ_SOURCE_LIMIT + 1);
    big[0] = '\n';
    MzSource *source = mz_source_from_bytes("x", big, MZ_SOURCE_LIMIT, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(source->lines[1].length, ==, MZ_SOURCE_LIMIT - 1);
    mz_source_free(source);
    g_assert_null(mz_source_from_bytes("x", big, MZ_SOURCE_LIMIT + 1, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
    g_error_free(error);
    g_free(big);
}

/* ---- files */

static void
cannot_load(const char *path, MzErrorCode code, const char *start)
{
    GError *error = NULL;
    gsize length = 0;
    g_assert_null(mz_source_read_file(path, MZ_SOURCE_LIMIT, &length, &error));
    g_assert_error(error, MZ_ERROR, (int)code);
    if (!g_str_has_prefix(error->message, start))
        g_error("%s: %s", path, error->message);
    g_assert_cmpstr(mz_error_place(error).file, ==, path);
    g_error_free(error);
}

static void
test_files(void)
{
    mz_set_lang(MZ_LANG_EN);
    GError *error = NULL;
    char *folder = g_dir_make_tmp("mz-source-XXXXXX", &error);
    g_assert_no_error(error);
    char *path = g_build_filename(folder, "report.txt", NULL);
    char *fifo = g_build_filename(folder, "pipe", NULL);

    g_assert_true(g_file_set_contents(path, "合计\r\n1.00", -1, NULL));
    gsize length = 0;
    char *bytes = mz_source_read_file(path, MZ_SOURCE_LIMIT, &length, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(bytes, ==, "合计\r\n1.00");
    g_assert_cmpuint(length, ==, strlen(bytes));
    g_free(bytes);

    g_assert_true(g_file_set_contents(path, "", 0, NULL));
    bytes = mz_source_read_file(path, MZ_SOURCE_LIMIT, &length, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(length, ==, 0);
    g_free(bytes);
    int file = g_open(path, O_WRONLY, 0);
    g_assert_cmpint(ftruncate(file, (off_t)MZ_SOURCE_LIMIT + 1), ==, 0);
    close(file);
    cannot_load(path, MZ_ERROR_INPUT, "the file is larger than the limit of 16 MB");
    bytes = mz_source_read_file(path, MZ_SOURCE_LIMIT + 1, &length, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(length, ==, MZ_SOURCE_LIMIT + 1);
    g_free(bytes);

    g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
    cannot_load(fifo, MZ_ERROR_IO, "this is a pipe or a device");
    cannot_load("/dev/null", MZ_ERROR_IO, "this is a pipe or a device");
    cannot_load(folder, MZ_ERROR_IO, "this is a folder");
    g_assert_cmpint(g_chmod(path, 0), ==, 0);
    if (geteuid() != 0)
        cannot_load(path, MZ_ERROR_IO, "no permission to read it");
    g_unlink(path);
    cannot_load(path, MZ_ERROR_IO, "there is no such file");
    g_unlink(fifo);
    g_rmdir(folder);
    g_free(fifo);
    g_free(path);
    g_free(folder);
    mz_set_lang(MZ_LANG_ZH);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source/texts", test_texts);
    g_test_add_func("/source/refused", test_refused);
    g_test_add_func("/source/utf8-borders", test_utf8_borders);
    g_test_add_func("/source/blocks", test_blocks);
    g_test_add_func("/source/any-bytes", test_any_bytes);
    g_test_add_func("/source/size", test_size);
    g_test_add_func("/source/files", test_files);
    return g_test_run();
}
