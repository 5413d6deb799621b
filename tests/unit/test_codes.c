#include "forms/codes.h"

#include <string.h>

#include "forms/forms.h"

/* Every code is longer than the one it belongs to, which is listed too, and the lists ascend: bsearch needs it. */
static void
check_list(const MzCode *codes, guint n, char first, gsize longest)
{
    for (guint i = 0; i < n; i++) {
        gsize length = strlen(codes[i].code);
        g_assert_cmpuint(length % 2, ==, 1);
        g_assert_cmpuint(length, >=, 3);
        g_assert_cmpuint(length, <=, longest);
        g_assert_cmpint(codes[i].code[0], ==, first);
        g_assert_true(g_utf8_validate(codes[i].name, -1, NULL));
        if (i > 0)
            g_assert_cmpstr(codes[i - 1].code, <, codes[i].code);
        if (length > 3) {
            g_autofree char *parent = g_strndup(codes[i].code, length - 2);
            g_assert_nonnull(mz_code_name(parent));
        }
    }
}

static void
test_lists(void)
{
    guint n;
    const MzCode *codes = mz_functional_codes(&n);
    g_assert_cmpuint(n, >=, 250);
    check_list(codes, n, '2', 7);
    codes = mz_economic_codes(&n);
    g_assert_cmpuint(n, >=, 100);
    check_list(codes, n, '3', 5);
}

static void
test_names(void)
{
    static const char *const expected[][2] = {
        {"201", "一般公共服务支出"},
        {"2010301", "行政运行"},
        {"2012899", "其他民主党派及工商联事务支出"},
        {"2210201", "住房公积金"},
        {"2299999", "其他支出"},
        {"30108", "机关事业单位基本养老保险缴费"},
        {"310", "资本性支出"},
        {"39999", "其他支出"},
        {"2080505", "机关事业单位基本养老保险缴费支出"},
        {"2010300", NULL},
        {"", NULL},
        {"30", NULL},
        {"301011", NULL},
        {"20", NULL},
        {"二", NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++)
        g_assert_cmpstr(mz_code_name(expected[i][0]), ==, expected[i][1]);
}

/* The 类 that the forms print have the names of the classification. */
static void
test_forms_agree(void)
{
    guint n_forms, compared = 0;
    const MzForm *forms = mz_forms(&n_forms);
    for (guint f = 0; f < n_forms; f++) {
        for (guint r = 0; r < forms[f].n_rows; r++) {
            const MzRowForm *row = &forms[f].rows[r];
            const char *name = row->code == NULL ? NULL : mz_code_name(row->code);
            if (name != NULL) {
                g_assert_cmpstr(row->label, ==, name);
                compared++;
            }
        }
    }
    g_assert_cmpuint(compared, >=, 100);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codes/lists", test_lists);
    g_test_add_func("/codes/names", test_names);
    g_test_add_func("/codes/forms-agree", test_forms_agree);
    return g_test_run();
}
