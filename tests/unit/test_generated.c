/* Generated reports, whole and damaged, read by the parser: the small version of `make damage`. */
#include "generate/measure.h"

#include <string.h>

#include "model/json.h"
#include "parse/parse.h"
#include "read/source.h"

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
    g_assert_cmpuint(sum.wrong + sum.extra, ==, 0);
    g_assert_cmpuint(sum.determined_right, ==, sum.determined);
    if (style != GEN_STYLE_FLAT)
        g_assert_cmpuint(sum.right, ==, sum.amounts);
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

/* Every family, whole: all amounts that the text determines, in every style, each table taken for the family's form. */
static void
test_family(gconstpointer data)
{
    const MzFamily *family = data;
    g_autoptr(GString) faults = g_string_new(NULL);
    GenVerdict sum = {0};
    for (guint seed = 1; seed <= 3; seed++) {
        for (guint style = 0; style < GEN_STYLES; style++) {
            GenReport *report = gen_report_as(seed, (GenStyle)style, family);
            gen_broken_relations(report, faults);
            gen_try(report, &sum, faults);
            gen_report_free(report);
        }
    }
    if (sum.wrong + sum.extra > 0)
        g_test_message("%s", faults->str);
    g_assert_null(strstr(faults->str, "relation "));
    g_assert_cmpuint(sum.amounts, >, 1000);
    g_assert_cmpuint(sum.wrong + sum.extra, ==, 0);
    g_assert_cmpuint(sum.determined_right, ==, sum.determined);
}

/* report.json names a form that is not the usual one, so it is read back as it was. */
static void
test_family_json(gconstpointer data)
{
    GenReport *report = gen_report_as(3, GEN_STYLE_CLEAN, data);
    GString *text = gen_report_write(report);
    g_autoptr(GError) error = NULL;
    g_autoptr(MzSource) source = mz_source_from_bytes("generated.txt", text->str, text->len, &error);
    g_assert_no_error(error);
    g_autoptr(MzReport) parsed = mz_parse_source(source, &error);
    g_assert_no_error(error);
    gsize length;
    g_autofree char *json = mz_report_to_json(parsed, &length);
    g_autoptr(MzReport) again = mz_report_from_json("report.json", json, length, &error);
    g_assert_no_error(error);
    g_autofree char *twice = mz_report_to_json(again, NULL);
    g_assert_cmpstr(json, ==, twice);
    for (guint t = 0; t < again->n_tables; t++)
        g_assert_true(again->tables[t].form == mz_family_form(data, again->tables[t].key));
    g_string_free(text, TRUE);
    gen_report_free(report);
}

/* The same damaged. */
static void
test_family_damaged(gconstpointer data)
{
    GenVerdict sum = {0};
    for (guint i = 0; i < 12; i++) {
        GenCase one = gen_case_damaged(i, data);
        const guint *from = (const guint *)&one.verdict;
        for (gsize k = 0; k < sizeof(GenVerdict) / sizeof(guint); k++)
            ((guint *)&sum)[k] += from[k];
    }
    g_assert_cmpuint(sum.determined, >, 2000);
    g_assert_cmpuint(sum.determined_right * 1000, >=, sum.determined * 970);
}

/* Each of these had amounts in a wrong place, or none, without a word. */
static void
test_mended(void)
{
    static const struct {
        guint number;
        const char *family, *what;
    } cases[] = {{47, "hubei-final", "one row alone shows that columns were merged"},
                 {131, "hubei-final", "the row of totals alone shows it"},
                 {215, "hubei-final", "numbers of two columns without the word 栏次"},
                 {117, "xinjiang-budget", "columns merged where only the total has both"},
                 {385, "xinjiang-budget", "words of a repeated head are labels of later rows"},
                 {562, "xinjiang-budget", "an item's name that all other tables cut short, before the project's"},
                 {146, "template-final", "0.01 agrees with any column by rounding"},
                 {244, "template-final", "words of a repeated head are parts of a row to come"},
                 {486, "template-final", "the same between the last rows"},
                 {201, "ministry-final", "the total in 元 looks like a code"},
                 {354, "ministry-final", "the total in 元 without 栏次"},
                 {363, "ministry-final", "a misprinted code where one sister begins with another column"},
                 {76, "spending-final", "two repeated heads"},
                 {250, "spending-final", "a lost title where two tables have the same head"},
                 {347, "spending-final", "the same behind another lost title"},
                 {482, "spending-final", "a head repeated before the parts of 年初结转和结余"}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        GenCase one = gen_case_damaged(cases[i].number, mz_family_of_key(cases[i].family));
        if (one.verdict.wrong + one.verdict.extra > 0)
            g_test_message("%s, number %u: %s", cases[i].family, cases[i].number, cases[i].what);
        g_assert_cmpuint(one.verdict.amounts, >, 100);
        g_assert_cmpuint(one.verdict.wrong + one.verdict.extra, ==, 0);
    }
}

/* What is told of a family is true of its reports: the forms exist, are of its kind, and none stands twice. */
static void
test_families(void)
{
    guint n;
    const MzFamily *families = mz_families(&n);
    g_assert_cmpuint(n, >=, 6);
    for (guint f = 0; f < n; f++) {
        gboolean seen[MZ_TABLES] = {FALSE};
        g_assert_true(mz_family_of_key(families[f].key) == &families[f]);
        for (guint t = 0; t < MZ_FAMILY_TABLES && families[f].tables[t].form != NULL; t++) {
            const MzForm *form = mz_form_of_id(families[f].tables[t].form);
            g_assert_nonnull(form);
            g_assert_cmpint(form->kind, ==, families[f].kind);
            g_assert_false(seen[form->table]);
            seen[form->table] = TRUE;
            g_assert_true(mz_family_form(&families[f], form->table) == form);
        }
    }
    g_assert_null(mz_family_of_key("nowhere-final"));
    g_assert_null(mz_form_of_id("nowhere-final/summary"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    guint n_families;
    const MzFamily *families = mz_families(&n_families);
    for (guint f = 0; f < n_families; f++) {
        g_autofree char *path = g_strdup_printf("/generated/family/%s", families[f].key);
        g_autofree char *damaged = g_strdup_printf("/generated/family-damaged/%s", families[f].key);
        g_test_add_data_func(path, &families[f], test_family);
        g_autofree char *json = g_strdup_printf("/generated/family-json/%s", families[f].key);
        g_test_add_data_func(damaged, &families[f], test_family_damaged);
        g_test_add_data_func(json, &families[f], test_family_json);
    }
    g_test_add_func("/generated/families", test_families);
    g_test_add_func("/generated/relations-hold", test_relations_hold);
    g_test_add_func("/generated/same-seed-same-bytes", test_same_seed_same_bytes);
    for (guint s = 0; s < GEN_STYLES; s++) {
        g_autofree char *path = g_strdup_printf("/generated/undamaged/%s", gen_style_name((GenStyle)s));
        g_test_add_data_func(path, GUINT_TO_POINTER(s), test_undamaged);
    }
    g_test_add_func("/generated/damaged", test_damaged);
    g_test_add_func("/generated/mended", test_mended);
    return g_test_run();
}
