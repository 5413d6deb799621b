#include "generate/measure.h"

GenReport *
gen_case_report(GenCase *one)
{
    GenReport *report = gen_report_as(one->seed, one->style, one->family);
    guint done = 0;
    for (guint d = 0; d < one->n_damages; d++) {
        if (gen_damage(report, one->damage[d]))
            one->damage[done++] = one->damage[d];
    }
    one->n_damages = done;
    return report;
}

GenCase
gen_case_damaged(guint number, const MzFamily *family)
{
    GenRandom random = {.state = (guint64)number * 1000003 + 5};
    GenCase one = {.seed = 100000 + number, .family = family};
    one.style = (GenStyle)gen_random_index(&random, GEN_STYLES);
    one.n_damages = (guint)gen_random_between(&random, 1, GEN_DAMAGES_EACH);
    for (guint d = 0; d < one.n_damages; d++)
        one.damage[d] =
            (GenDamage)((number + d * 5 + (d > 0 ? gen_random_index(&random, GEN_DAMAGES) : 0)) % GEN_DAMAGES);
    GenReport *report = gen_case_report(&one);
    gen_try(report, &one.verdict, NULL);
    gen_report_free(report);
    return one;
}
