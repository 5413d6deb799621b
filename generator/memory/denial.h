/* # What a report says that there is none of (memory/denial.h)
 *
 * “本单位是公益一类事业单位，没有机关运行经费。” states 0 as much as a number does, but is no claim (model/report.h):
 * it prints none. Only a clause that says nothing else is taken: a word of denial, what may stand between, the thing,
 * and the clause ends. Nothing is made of “没有机关运行经费的单位”, “无政府采购工程支出” (of which it is a part), of
 * another year, or of some of the units.
 */
#ifndef MZ_MEMORY_DENIAL_H
#define MZ_MEMORY_DENIAL_H

#include "model/report.h"

/* A thing, and where reports say of themselves that they have none. */
typedef struct {
    const char *things[2]; /* as mz_text_key makes them: "三公经费", "因公出国" */
    const char *heading;   /* a word of a title over the sentence: "三公" */
    int table;             /* an MzTableKey: where it has no amounts the sentence may stand in it; -1: in none */
} MzDenied;

/* The line of the source where the report says so, of a wrapped paragraph its first; 0: it does not. */
guint32 mz_denial(const MzReport *report, const MzDenied *denied);

#endif
