/* build/generate: a generated report on standard output, its truth beside it, or what the parser makes of it. */
#include <stdio.h>
#include <string.h>

#include "generate/determined.h"
#include "generate/measure.h"

static gboolean
find_style(const char *name, GenStyle *style)
{
    for (guint s = 0; s < GEN_STYLES; s++) {
        if (strcmp(name, gen_style_name((GenStyle)s)) == 0) {
            *style = (GenStyle)s;
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean
find_damages(char **names, GenCase *one)
{
    for (; names != NULL && *names != NULL && one->n_damages < GEN_DAMAGES_EACH; names++) {
        if (!gen_damage_find(*names, &one->damage[one->n_damages++]))
            return FALSE;
    }
    return TRUE;
}

static void
print(GString *text)
{
    fwrite(text->str, 1, text->len, stdout);
    g_string_free(text, TRUE);
}

int
main(int argc, char **argv)
{
    gint64 seed = 1;
    g_autofree char *style_name = NULL;
    g_autofree char *family_name = NULL;
    g_auto(GStrv) damages = NULL;
    gboolean tables = FALSE, facts = FALSE, judge = FALSE;
    const GOptionEntry entries[] = {
        {"seed", 0, 0, G_OPTION_ARG_INT64, &seed, "number that the report is drawn from", "N"},
        {"style", 0, 0, G_OPTION_ARG_STRING, &style_name, "clean, spanned, flat, spaced, codes, encoded", "S"},
        {"family", 0, 0, G_OPTION_ARG_STRING, &family_name, "whose forms (mingzhang forms lists them)", "F"},
        {"damage", 0, 0, G_OPTION_ARG_STRING_ARRAY, &damages, "damage to do, up to three times", "D"},
        {"tables", 0, 0, G_OPTION_ARG_NONE, &tables, "print tables.tsv instead of the text", NULL},
        {"facts", 0, 0, G_OPTION_ARG_NONE, &facts, "print facts.tsv instead of the text", NULL},
        {"judge", 0, 0, G_OPTION_ARG_NONE, &judge, "parse the text and print what is wrong", NULL},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_add_main_entries(context, entries, NULL);
    g_autoptr(GError) error = NULL;
    GenCase one = {.seed = 0};
    if (!g_option_context_parse(context, &argc, &argv, &error) ||
        (style_name != NULL && !find_style(style_name, &one.style)) || !find_damages(damages, &one) ||
        (family_name != NULL && (one.family = mz_family_of_key(family_name)) == NULL)) {
        fprintf(stderr, "generate: %s\n", error != NULL ? error->message : "unknown style, family or damage");
        return 2;
    }
    one.seed = (guint64)seed;
    GenReport *report = gen_case_report(&one);
    GString *out = NULL;
    if (judge) {
        out = g_string_new(NULL);
        gen_broken_relations(report, out);
        gen_try(report, &one.verdict, out);
        const GenVerdict *verdict = &one.verdict;
        g_string_append_printf(out, "%u amounts, %u right, %u wrong, %u extra, %u uncertain; claims %u of %u\n",
                               verdict->amounts, verdict->right, verdict->wrong, verdict->extra, verdict->uncertain,
                               verdict->claims_right, verdict->claims);
    } else {
        gen_determine(report);
        out = gen_report_write(report);
        if (tables || facts) {
            g_string_free(out, TRUE);
            out = tables ? gen_report_tables(report) : gen_report_facts(report);
        }
    }
    print(out);
    gen_report_free(report);
    return 0;
}
