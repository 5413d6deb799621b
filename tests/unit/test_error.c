#include "base/error.h"

#include <errno.h>

/* Every way a place can be known, and what is said then. */
static const struct {
    MzPlace place;
    const char *said;
} described[] = {
    {{NULL, 0, 0}, "broken"},
    {{"a.txt", 0, 0}, "a.txt: broken"},
    {{"a.txt", 3, 0}, "a.txt:3: broken"},
    {{"a.txt", 3, 7}, "a.txt:3:7: broken"},
    {{"a\n\033[31m局.txt", 3, 0}, "a??[31m局.txt:3: broken"}, /* a name that would paint the terminal */
};

static void
test_describe(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(described); i++) {
        GError *error = NULL;
        mz_error_set(&error, MZ_ERROR_INPUT, &described[i].place, "%s", "broken");
        g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
        char *said = mz_error_describe(error);
        g_assert_cmpstr(said, ==, described[i].said);
        g_free(said);
        g_error_free(error);
    }
}

static void
test_copy(void)
{
    GError *error = NULL;
    mz_error_set(&error, MZ_ERROR_IO, &(MzPlace){"first", 0, 0}, "gone");
    GError *copy = g_error_copy(error);
    g_error_free(error);
    g_assert_cmpstr(mz_error_place(copy).file, ==, "first");
    g_error_free(copy);
}

static void
test_foreign_error(void)
{
    GError *error = g_error_new(G_FILE_ERROR, G_FILE_ERROR_NOENT, "gone");
    char *said = mz_error_describe(error);
    g_assert_cmpstr(said, ==, "gone");
    g_free(said);
    g_error_free(error);
}

static void
test_language(void)
{
    g_assert_cmpstr(mz_tr("甲", "a"), ==, "甲");
    mz_set_lang(MZ_LANG_EN);
    g_assert_cmpstr(mz_tr("甲", "a"), ==, "a");
    mz_set_lang(MZ_LANG_ZH);
}

/* What befalls users is said in their language; the rest as the system has it. */
static void
test_system(void)
{
    GError *full = g_error_new(G_FILE_ERROR, G_FILE_ERROR_NOSPC, "Failed to write file “x.ABC”");
    GError *other = g_error_new(G_FILE_ERROR, G_FILE_ERROR_FAILED, "odd");
    GError *foreign = g_error_new(G_CONVERT_ERROR, G_FILE_ERROR_NOSPC, "no file");
    g_assert_cmpstr(mz_error_system(EACCES), ==, "没有权限");
    g_assert_cmpstr(mz_error_system(EADDRINUSE), ==, "已被占用");
    g_assert_cmpstr(mz_error_system(EPROTO), ==, g_strerror(EPROTO));
    g_assert_cmpstr(mz_error_reason(full), ==, "磁盘已满");
    g_assert_cmpstr(mz_error_reason(other), ==, "odd");
    g_assert_cmpstr(mz_error_reason(foreign), ==, "no file");
    mz_set_lang(MZ_LANG_EN);
    g_assert_cmpstr(mz_error_system(EACCES), ==, g_strerror(EACCES));
    g_assert_cmpstr(mz_error_reason(full), ==, g_strerror(ENOSPC));
    mz_set_lang(MZ_LANG_ZH);
    g_error_free(full);
    g_error_free(other);
    g_error_free(foreign);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/error/describe", test_describe);
    g_test_add_func("/error/copy", test_copy);
    g_test_add_func("/error/foreign", test_foreign_error);
    g_test_add_func("/error/language", test_language);
    g_test_add_func("/error/system", test_system);
    return g_test_run();
}
