/* # Codes of the classification with their names (forms/codes.h)
 *
 * 政府收支分类科目: the functional classification of expenditure (支出功能分类: 类 3 digits, 款 5, 项 7) as departments
 * commonly use it, and the economic classification of departmental budgets (部门预算支出经济分类: 类 3 digits, 款 5).
 * Names are those of 2024. The functional list is not complete: the absence of a code proves nothing.
 */
#ifndef MZ_FORMS_CODES_H
#define MZ_FORMS_CODES_H

#include <glib.h>

typedef struct {
    const char *code; /* digits only: "201", "20128", "2012801" */
    const char *name; /* "行政运行" */
} MzCode;

/* All functional codes that are known, ascending by strcmp, so that a 类 stands before its 款 and these before their
 * 项. */
const MzCode *mz_functional_codes(guint *n_codes);

/* Those of them that are under a code, without itself: the 款 and 项 of a 类. */
const MzCode *mz_functional_codes_under(const char *code, guint *n_codes);

/* All economic codes that are known, ascending. */
const MzCode *mz_economic_codes(guint *n_codes);

/* The name of a functional or economic code, which begin with 2 and 3; NULL: not known. Static. */
const char *mz_code_name(const char *code);

#endif
