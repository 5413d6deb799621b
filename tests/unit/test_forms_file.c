/* content/forms.json: what a site's departments call tables, columns and rows. */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "forms/words.h"
#include "parse/parse.h"
#include "content/forms_file.h"

/* Sets the file of a site; NULL: none. */
static void
write_file(const char *root, const char *text)
{
    g_autofree char *path = mz_forms_file_path(root);
    g_autofree char *folder = g_path_get_dirname(path);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0777), ==, 0);
    if (text == NULL)
        g_assert_cmpint(remove(path), ==, 0);
    else
        g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* ---- errors name the place and say what there is */

static const struct {
    const char *text;
    guint line;
    const char *words;
} refused[] = {
    {"[]", 0, "{ … }"},
    {"{\n  \"finals\": {}}", 2, "format, final, budget"},
    {"{\"final\": {\n    \"generals\": {}}}", 2, "summary, income"},
    {"{\"final\": {\"projects\": {}}}", 1, "sangong"},
    {"{\"final\": {\"general\": {\n \"title\": []}}}", 2, "titles, columns, rows"},
    {"{\"final\": {\"general\": {\"columns\": {\n\"totals\": [\"合计\"]}}}}", 2, "total"},
    {"{\"final\": {\"summary\": {\"rows\": {\n\"in-nothing\": [\"别的\"]}}}}", 2, "in-other"},
    {"{\"final\": {\"general\": {\"titles\": []}}}", 1, "titles"},
    {"{\"final\": {\"general\": {\"titles\": [\"  \"]}}}", 1, "不为空"},
    {"{\"final\": {\"general\": {\"titles\": [\"拨款支出情况\"]}}}", 1, "结尾"},
    {"{\"final\": {\"general\": {\"titles\": [\"支出决算表\"]}}}", 1, "支出决算表"},
    {"{\"final\": {\"general\": {\"titles\": \"某表\"}}}", 1, "列表"},
    {"{\"format\": \"mingzhang-forms/2\"}", 1, "mingzhang-forms/1"},
    {"{\"final\": {}, \"final\": {}}", 0, "final"},
    {"{\"final\": ", 0, ""},
};

static void
test_refused(void)
{
    g_autofree char *root = g_dir_make_tmp("forms-XXXXXX", NULL);
    for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autoptr(GError) error = NULL;
        write_file(root, refused[i].text);
        if (mz_forms_file_use(root, &error))
            g_error("accepted: %s", refused[i].text);
        MzPlace place = mz_error_place(error);
        g_assert_true(g_str_has_suffix(place.file, "content/forms.json"));
        if (refused[i].line > 0 && place.line != refused[i].line)
            g_error("%s: line %u: %s", refused[i].text, place.line, error->message);
        if (strstr(error->message, refused[i].words) == NULL)
            g_error("%s: %s", refused[i].text, error->message);
    }
    write_file(root, NULL);
}

/* ---- what is said is used */

static const char report_text[] = "2024年度一般公共预算财政拨款支出情况表\n"
                                  "单位：万元\n"
                                  "科目编码\t科目名称\t项目\t基本\t总数\n"
                                  "\t合计\t30.00\t70.00\t100.00\n"
                                  "20128\t民主党派及工商联事务\t30.00\t70.00\t100.00\n"
                                  "2012801\t行政运行\t\t70.00\t70.00\n"
                                  "2012802\t一般行政管理事务\t30.00\t\t30.00\n";

static MzReport *
parse(GError **error)
{
    g_autoptr(MzSource) source = mz_source_from_bytes("forms.txt", report_text, strlen(report_text), error);
    return source == NULL ? NULL : mz_parse_source(source, error);
}

static void
test_used(void)
{
    g_autofree char *root = g_dir_make_tmp("forms-XXXXXX", NULL);
    g_autoptr(GError) error = NULL;
    g_assert_null(parse(&error));
    g_assert_true(g_error_matches(error, MZ_ERROR, MZ_ERROR_UNREAD));
    g_clear_error(&error);
    write_file(root, "{\"format\": \"mingzhang-forms/1\", \"final\": {\"general\": {\n"
                     "  \"titles\": [\"一般公共预算财政拨款支出情况表\"],\n"
                     "  \"columns\": {\"total\": [\"总数\"], \"basic\": [\"基本\"], \"project\": [\"项目\"]}}}}");
    g_assert_true(mz_forms_file_use(root, &error));
    g_assert_no_error(error);
    MzReport *report = parse(&error);
    g_assert_no_error(error);
    static const struct {
        const char *row, *column;
        gint64 fen;
    } cells[] = {{"total", "total", 100000000},  {"total", "basic", 70000000},     {"total", "project", 30000000},
                 {"2012801", "basic", 70000000}, {"2012802", "project", 30000000}, {"2012802", "total", 30000000}};
    for (guint i = 0; i < G_N_ELEMENTS(cells); i++) {
        const MzCell *cell = mz_report_cell(report, MZ_TABLE_GENERAL, cells[i].row, cells[i].column);
        g_assert_nonnull(cell);
        g_assert_true(cell->present);
        g_assert_cmpint(cell->amount.fen, ==, cells[i].fen);
        g_assert_cmpint(cell->origin, !=, MZ_ORIGIN_UNCERTAIN);
    }
    mz_report_free(report);
    /* A site without the file knows nothing of it. */
    write_file(root, NULL);
    g_assert_true(mz_forms_file_use(root, &error));
    g_assert_null(parse(&error));
}

static void
test_rows(void)
{
    g_autofree char *root = g_dir_make_tmp("forms-XXXXXX", NULL);
    g_autoptr(GError) error = NULL;
    write_file(root, "{\"budget\": {\"sangong\": {\"rows\": {\"abroad\": [\"出国经费\", \"国外考察\"]}}}}");
    g_assert_true(mz_forms_file_use(root, &error));
    const MzForm *form = mz_form(MZ_KIND_BUDGET, MZ_TABLE_SANGONG);
    const char *const *words = mz_words_row(form, "abroad");
    g_assert_nonnull(words);
    g_assert_cmpstr(words[1], ==, "国外考察");
    g_assert_null(mz_words_column(form, "abroad"));
    g_assert_null(mz_words_titles(form));
    /* A file with a mistake changes nothing. */
    write_file(root, "{\"budget\": 1}");
    g_assert_false(mz_forms_file_use(root, &error));
    g_assert_nonnull(mz_words_row(form, "abroad"));
    write_file(root, NULL);
    mz_words_set(NULL, 0);
    g_assert_null(mz_words_row(form, "abroad"));
}

static void
test_bytes(void)
{
    g_autofree char *root = g_dir_make_tmp("forms-XXXXXX", NULL);
    gsize length = 9;
    g_assert_null(mz_forms_file_bytes(root, &length));
    g_assert_cmpuint(length, ==, 0);
    write_file(root, "{}");
    g_autofree char *bytes = mz_forms_file_bytes(root, &length);
    g_assert_cmpstr(bytes, ==, "{}");
    g_assert_cmpuint(length, ==, 2);
    write_file(root, NULL);
}

static void
test_root(void)
{
    static const char *const roots[][2] = {{"content/reports/某市/某局/2024-final.txt", "."},
                                           {"site/content/reports/a/b/2024-final.txt", "site"},
                                           {"/content/reports/a/b/2024-final.txt", "/"},
                                           {"/x/y/content/reports/a", "/x/y"},
                                           {"my-content/reports/a.txt", "."},
                                           {"a.txt", "."}};
    for (guint i = 0; i < G_N_ELEMENTS(roots); i++) {
        g_autofree char *root = mz_forms_file_root(roots[i][0]);
        g_assert_cmpstr(root, ==, roots[i][1]);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/forms-file/refused", test_refused);
    g_test_add_func("/forms-file/used", test_used);
    g_test_add_func("/forms-file/rows", test_rows);
    g_test_add_func("/forms-file/bytes", test_bytes);
    g_test_add_func("/forms-file/root", test_root);
    return g_test_run();
}
