/* # Families of forms as data (forms/families.h)
 *
 * Reports of one region print the same tables in the same way: a family. Where a family's table has other columns or
 * rows than the usual form, it has a form of its own (forms/forms.h, "template-final/capital"); how its pages look
 * beside that — numbers of tables and lines, cells of codes, place of 合计, order, unit — is told here.
 *
 * The reader needs none of these looks: it reads all of them in any report, and takes each table for the form whose
 * head it finds. The families say what is known to be read, which one a report is most like, and how generated reports
 * are written that prove it.
 */
#ifndef MZ_FORMS_FAMILIES_H
#define MZ_FORMS_FAMILIES_H

#include "forms/forms.h"

/* Where 合计 stands. */
typedef enum {
    MZ_TOTAL_FIRST, /* before the rows */
    MZ_TOTAL_HEAD,  /* on the line that numbers the cells of codes: 类 款 项 合计 … */
    MZ_TOTAL_LAST   /* behind the rows */
} MzTotalPlace;

/* How classification codes stand. */
typedef enum {
    MZ_CODES_WHOLE, /* 2012801 */
    MZ_CODES_CELLS  /* 201 | 28 | 01 in cells of 类, 款 and 项; 301 | 01 */
} MzCodesLook;

/* A table of a family, in its order. */
typedef struct {
    const char *form;  /* id of its form */
    const char *title; /* as the family prints it; NULL: that of the form */
} MzFamilyTable;

#define MZ_FAMILY_TABLES 12

typedef struct {
    const char *key;                        /* "hubei-final" */
    const char *label;                      /* in words */
    MzFamilyTable tables[MZ_FAMILY_TABLES]; /* form NULL ends them */
    const char *extra;                      /* title of a table that no form describes, before `extra_before`; NULL */
    const char *whole;       /* heading of a total column where the form's is another: "合计" for 小计; NULL */
    const char *description; /* what tells it from the others */
    guint extra_before;      /* index in `tables` */
    gboolean numbers;        /* 公开01表, 表 1 */
    gboolean line_numbers;   /* 行次 in tables with two sides */
    gboolean column_numbers; /* 栏次 */
    MzCodesLook codes;
    MzTotalPlace total;
    MzUnit unit;   /* of the tables; the narrative is in 万元 */
    guint classes; /* 类 in tables with two sides, counted through: 24 or 26; 0: by code */
    MzKind kind;
    gboolean two_panels; /* the economic table has two sides of different length, else three panels */
} MzFamily;

/* All families, the usual one of each kind first. */
const MzFamily *mz_families(guint *n_families);

/* The family of a key; NULL: none. */
const MzFamily *mz_family_of_key(const char *key);

/* The form that a family has for a table; NULL: it has no such table. */
const MzForm *mz_family_form(const MzFamily *family, MzTableKey table);

#endif
