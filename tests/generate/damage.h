/* # Damage as extraction does it (tests/generate/damage.h)
 *
 * Each kind is what some tool does to real reports. A damage works on the lines of a report before they are written;
 * the truth stays what it was, and gen_determine (determined.h) tells which amounts can still be known. */
#ifndef MZ_TESTS_DAMAGE_H
#define MZ_TESTS_DAMAGE_H

#include "generate/generate.h"

typedef enum {
    GEN_DAMAGE_TABS_DROPPED,     /* a table loses its tabs: one blank between fields, blank cells vanish */
    GEN_DAMAGE_BLANKS_COLLAPSED, /* runs of tabs become one: blank cells vanish, tabs stay */
    GEN_DAMAGE_NAMES_CUT,        /* names of a table cut after some characters */
    GEN_DAMAGE_NAMES_WRAPPED,    /* names of a table go on in the next line, amounts behind them */
    GEN_DAMAGE_ROWS_SHIFTED,     /* the cells of some rows moved by one or two */
    GEN_DAMAGE_COLUMNS_MERGED,   /* two columns become one: where both have an amount one is lost */
    GEN_DAMAGE_HEADS_REPEATED,   /* the head again at a page break inside a table */
    GEN_DAMAGE_PAGE_NUMBERS,     /* page numbers between rows */
    GEN_DAMAGE_NUMBERS_TORN,     /* "28 0.97", "2, 362. 26" */
    GEN_DAMAGE_CODES_TORN,       /* 201 28 01, in cells or with blanks */
    GEN_DAMAGE_WIDTH_SWAPPED,    /* full-width digits, half-width punctuation */
    GEN_DAMAGE_TITLE_DROPPED,    /* a table without its title */
    GEN_DAMAGE_HEAD_DROPPED,     /* a table without unit and number */
    GEN_DAMAGE_CODE_MISPRINTED   /* one code wrong in one table */
} GenDamage;
#define GEN_DAMAGES 14

/* "tabs-dropped" … "code-misprinted". Static. */
const char *gen_damage_name(GenDamage damage);
gboolean gen_damage_find(const char *name, GenDamage *damage);

/* Damages a random table of the report. FALSE: the report has none where the damage can be done. */
gboolean gen_damage(GenReport *report, GenDamage damage);

#endif
