/* Generated reports, whole and damaged, read by the parser: the small version of `make damage`. */
#include "generate/measure.h"

#include <string.h>

/* Everything adds up in the truth, or nothing that is measured with it means anything. */
static void
test_relations_hold(void)
{
    g_autoptr(GString) faults = g_string_new(NULL);
    for (guint seed = 1; seed <= 60; seed++) {
        GenReport *report = gen_report_new(seed, (GenStyle)(seed % GEN_STYLES));
        gen_broken_relations(report, faults);
        gen_report_free(report);
    }
    g_assert_cmpstr(faults->str, ==, "");
}

static void
test_same_seed_same_bytes(void)
{
    for (guint s = 0; s < GEN_STYLES; s++) {
        GString *text[2];
        for (guint i = 0; i < 2; i++) {
            GenCase one = {.seed = 11, .style = (GenStyle)s, .damage = {GEN_DAMAGE_PAGE_NUMBERS}, .n_damages = 1};
            GenReport *report = gen_case_report(&one);
            text[i] = gen_report_write(report);
            gen_report_free(report);
        }
        g_assert_true(g_string_equal(text[0], text[1]));
        g_assert_cmpuint(text[0]->len, >, 4000);
        g_string_free(text[0], TRUE);
        g_string_free(text[1], TRUE);
    }
}

/* Undamaged: every amount that the text determines, in every style; what flat text leaves open is said so. */
static void
test_undamaged(gconstpointer data)
{
    GenStyle style = (GenStyle)GPOINTER_TO_UINT(data);
    g_autoptr(GString) faults = g_string_new(NULL);
    GenVerdict sum = {0};
    for (guint seed = 1; seed <= 10; seed++) {
        GenReport *report = gen_report_new(seed, style);
        gen_try(report, &sum, faults);
        gen_report_free(report);
    }
    if (sum.wrong + sum.extra > 0)
        g_test_message("%s", faults->str);
    g_assert_cmpuint(sum.amounts, >, 2000);
    g_assert_cmpuint((sum.wrong + sum.extra) * 1000, <=, sum.amounts * 5);
    g_assert_cmpuint(sum.determined_right * 1000, >=, sum.determined * 990);
    if (style != GEN_STYLE_FLAT)
        g_assert_cmpuint(sum.right * 1000, >=, sum.amounts * 995);
}

/* Damaged: `make damage` prints the whole measurement. */
static void
test_damaged(void)
{
    GenVerdict sum = {0};
    for (guint i = 0; i < 120; i++) {
        GenCase one = gen_case_damaged(i, NULL);
        const guint *from = (const guint *)&one.verdict;
        for (gsize k = 0; k < sizeof(GenVerdict) / sizeof(guint); k++)
            ((guint *)&sum)[k] += from[k];
    }
    g_test_message("%u amounts, %u of %u determined right, %u wrong, %u extra, %u uncertain", sum.amounts,
                   sum.determined_right, sum.determined, sum.wrong, sum.extra, sum.uncertain);
    g_assert_cmpuint(sum.determined, >, 20000);
    g_assert_cmpuint(sum.determined_right * 1000, >=, sum.determined * 970);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/generated/relations-hold", test_relations_hold);
    g_test_add_func("/generated/same-seed-same-bytes", test_same_seed_same_bytes);
    for (guint s = 0; s < GEN_STYLES; s++) {
        g_autofree char *path = g_strdup_printf("/generated/undamaged/%s", gen_style_name((GenStyle)s));
        g_test_add_data_func(path, GUINT_TO_POINTER(s), test_undamaged);
    }
    g_test_add_func("/generated/damaged", test_damaged);
    return g_test_run();
}
