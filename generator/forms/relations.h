/* # Relations between the standard tables as data (forms/relations.h)
 *
 * 表间勾稽关系: which amount of one table must equal (or not exceed) which amounts of others. Relations inside a row
 * and inside a table follow from `part_of` in forms/forms.h and are not repeated here. model/relate.h writes all of
 * them out for the rows of a report.
 *
 * Source: the published forms themselves (same quantity, printed twice) and the rules of compiling final accounts
 * (部门决算编制: 财决01 to 财决08 表间关系).
 */
#ifndef MZ_FORMS_RELATIONS_H
#define MZ_FORMS_RELATIONS_H

#include "forms/forms.h"

typedef enum { MZ_RELATION_EQUAL, MZ_RELATION_AT_LEAST /* left ≥ right */ } MzRelationOp;

/* When a relation can be expected to hold at all (the catalogue's preconditions). */
typedef enum {
    MZ_WHEN_ALWAYS,
    MZ_WHEN_FISCAL_ONLY /* no non-fiscal income, no 使用非财政拨款结余, no 结余分配, no opening or closing 结转 */
} MzRelationWhen;

/* For which rows a relation is repeated. */
typedef enum {
    MZ_SCOPE_ONCE,
    MZ_SCOPE_CLASS, /* for each 类 that any of its tables has; terms with row "@" */
    MZ_SCOPE_CODE   /* for each code of the first term's table, and its 合计 row; terms with row "@" */
} MzRelationScope;

typedef struct {
    MzTableKey table;
    const char *row;    /* key; "@": the row of the class or code at hand; NULL ends a list of terms */
    const char *column; /* key */
} MzRelationTerm;

#define MZ_RELATION_TERMS 8

typedef struct {
    const char *id; /* of the check: "cross.summary-income.total" */
    MzKind kind;
    MzRelationScope scope;
    MzRelationOp op;
    MzRelationWhen when;
    MzRelationTerm left[MZ_RELATION_TERMS];
    MzRelationTerm right[MZ_RELATION_TERMS];
} MzRelation;

/* All relations, in the order of the catalogue. */
const MzRelation *mz_relations(guint *n_relations);

#endif
