/* make damage: how many amounts the parser reads right in generated reports, undamaged by style and damaged by kind. */
#include "generate/measure.h"

#include <stdio.h>
#include <stdlib.h>

#define WORST 12

static void
add(GenVerdict *sum, const GenVerdict *one)
{
    const guint *from = (const guint *)one;
    guint *to = (guint *)sum;
    for (gsize i = 0; i < sizeof(GenVerdict) / sizeof(guint); i++)
        to[i] += from[i];
}

static double
share(guint part, guint whole)
{
    return whole == 0 ? 100 : 100.0 * part / whole;
}

static void
print_row(const char *name, guint reports, const GenVerdict *sum)
{
    printf("%-17s %7u %9u %9.4f %9u %9.4f %7u %7u %9u %6u %9.2f\n", name, reports, sum->amounts,
           share(sum->right, sum->amounts), sum->determined, share(sum->determined_right, sum->determined), sum->wrong,
           sum->extra, sum->uncertain, sum->lines, share(sum->claims_right, sum->claims));
}

static void
print_head(const char *what)
{
    printf("%-17s %7s %9s %9s %9s %9s %7s %7s %9s %6s %9s\n", what, "reports", "amounts", "right %", "determ.",
           "right %", "wrong", "extra", "uncertain", "line", "claims %");
}

static gboolean
goals_met(const GenVerdict *clean, const GenVerdict *hurt)
{
    return clean->determined_right == clean->determined && clean->wrong + clean->extra == 0 &&
           share(hurt->determined_right, hurt->determined) >= 99 &&
           (hurt->wrong + hurt->extra) * 10000.0 <= hurt->amounts;
}

static void
print_unsaid(const char *of, const GenVerdict *hurt)
{
    printf("of %s: %u amounts, %u wrong and not said so: %.2f in 10,000\n", of, hurt->amounts,
           hurt->wrong + hurt->extra, 100 * share(hurt->wrong + hurt->extra, hurt->amounts));
}

static guint
faults_of(const GenVerdict *verdict)
{
    return verdict->wrong + verdict->extra + (verdict->determined - verdict->determined_right);
}

static int
worst_first(gconstpointer a, gconstpointer b)
{
    guint x = faults_of(&((const GenCase *)a)->verdict), y = faults_of(&((const GenCase *)b)->verdict);
    return x > y ? -1 : x < y;
}

static void
print_worst(GArray *cases)
{
    g_array_sort(cases, worst_first);
    for (guint i = 0; i < MIN(WORST, cases->len); i++) {
        const GenCase *one = &g_array_index(cases, GenCase, i);
        if (faults_of(&one->verdict) == 0)
            break;
        printf("%6u  generate --seed %" G_GUINT64_FORMAT " --style %s", faults_of(&one->verdict), one->seed,
               gen_style_name(one->style));
        if (one->family != NULL)
            printf(" --family %s", one->family->key);
        for (guint d = 0; d < one->n_damages; d++)
            printf(" --damage %s", gen_damage_name(one->damage[d]));
        printf(" --judge\n");
    }
}

static GenVerdict
measure_undamaged(guint reports, const MzFamily *family)
{
    GenVerdict all = {0};
    GArray *cases = g_array_new(FALSE, FALSE, sizeof(GenCase));
    print_head(family == NULL ? "undamaged" : family->key);
    for (guint s = 0; s < GEN_STYLES; s++) {
        GenVerdict sum = {0};
        for (guint i = 1; i <= reports; i++) {
            GenCase one = {.seed = i, .style = (GenStyle)s, .family = family};
            GenReport *report = gen_case_report(&one);
            gen_try(report, &one.verdict, NULL);
            gen_report_free(report);
            add(&sum, &one.verdict);
            g_array_append_val(cases, one);
        }
        print_row(gen_style_name((GenStyle)s), reports, &sum);
        add(&all, &sum);
    }
    print_row("all", reports * GEN_STYLES, &all);
    print_worst(cases);
    g_array_unref(cases);
    return all;
}

/* Reports of each family, whole and damaged; adds to `all` what came of the damaged ones. TRUE: the goals are met. */
static gboolean
measure_families(guint reports, GenVerdict *all)
{
    gboolean met = TRUE;
    guint n;
    const MzFamily *families = mz_families(&n);
    for (guint f = 0; f < n; f++) {
        printf("\n");
        GenVerdict clean = measure_undamaged(reports, &families[f]), hurt = {0};
        GArray *cases = g_array_new(FALSE, FALSE, sizeof(GenCase));
        for (guint i = 0; i < reports * 4; i++) {
            GenCase one = gen_case_damaged(i, &families[f]);
            add(&hurt, &one.verdict);
            g_array_append_val(cases, one);
        }
        print_row("damaged", reports * 4, &hurt);
        print_unsaid("these", &hurt);
        print_worst(cases);
        g_array_unref(cases);
        add(all, &hurt);
        met = met && goals_met(&clean, &hurt);
    }
    return met;
}

static GenVerdict
measure_damaged(guint reports)
{
    GenVerdict all = {0}, by_kind[GEN_DAMAGES] = {{0}}, alone[GEN_DAMAGES] = {{0}};
    guint n_kind[GEN_DAMAGES] = {0}, n_alone[GEN_DAMAGES] = {0};
    GArray *cases = g_array_new(FALSE, FALSE, sizeof(GenCase));
    for (guint i = 0; i < reports; i++) {
        GenCase one = gen_case_damaged(i, NULL);
        add(&all, &one.verdict);
        g_array_append_val(cases, one);
        for (guint d = 0; d < one.n_damages; d++) {
            add(&by_kind[one.damage[d]], &one.verdict);
            n_kind[one.damage[d]]++;
        }
        if (one.n_damages == 1) {
            add(&alone[one.damage[0]], &one.verdict);
            n_alone[one.damage[0]]++;
        }
    }
    printf("\n");
    print_head("damaged: with");
    for (guint d = 0; d < GEN_DAMAGES; d++)
        print_row(gen_damage_name((GenDamage)d), n_kind[d], &by_kind[d]);
    print_head("damaged: only");
    for (guint d = 0; d < GEN_DAMAGES; d++)
        print_row(gen_damage_name((GenDamage)d), n_alone[d], &alone[d]);
    print_row("all", reports, &all);
    print_worst(cases);
    g_array_unref(cases);
    return all;
}

int
main(int argc, char **argv)
{
    guint undamaged = argc > 1 ? (guint)atoi(argv[1]) : 500;
    guint damaged = argc > 2 ? (guint)atoi(argv[2]) : 2000;
    guint of_family = argc > 3 ? (guint)atoi(argv[3]) : 60;
    GenVerdict clean = measure_undamaged(undamaged, NULL);
    GenVerdict hurt = measure_damaged(damaged);
    gboolean met = goals_met(&clean, &hurt);
    met = measure_families(of_family, &hurt) && met;
    printf("\n");
    print_unsaid("all damaged", &hurt);
    printf(
        "goals, also of each family: undamaged all right; damaged 99 %% of the determined right, 1 in 10,000 wrong and "
        "not said so: %s\n",
        met ? "met" : "NOT met");
    return met ? 0 : 1;
}
