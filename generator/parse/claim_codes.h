/* # From names of the narrative to classification codes (parse/claim_codes.h), private to parse/
 *
 * The narrative names a classified item by its path (一般公共服务支出（类）…（款）行政运行（项）) or by its bare name.
 * Its code is that of the row of the report's tables with this path: names are compared by their words only, a name cut
 * short or without its 支出 counts as the same, and a misprinted one as the nearest row under the same 类 when there is
 * only one.
 */
#ifndef MZ_PARSE_CLAIM_CODES_H
#define MZ_PARSE_CLAIM_CODES_H

#include "model/report.h"

typedef struct MzCodes MzCodes;

/* A classified subject: "2012801", "行政运行". Lives as long as the report. */
typedef struct {
    const char *code;
    const char *label;
} MzCodeName;

/* Collects the rows of the report's tables. */
MzCodes *mz_codes_new(const MzReport *report);
void mz_codes_free(MzCodes *codes);

/* Names are folded code points from `start` to `end`. */

/* Whether the text has "(项)" or "(款)". */
gboolean mz_codes_is_path(const gunichar *c, guint start, guint end);

/* The row of a path. Without a row: code NULL, label the last name of the path, in the report's arena. */
MzCodeName mz_codes_path(const MzCodes *codes, const gunichar *c, guint start, guint end);

/* A 类 by name, in any of its wordings ("一般公共服务支出类支出", "一般公共服务(类)支出"); code NULL: none. */
MzCodeName mz_codes_class(const MzCodes *codes, const gunichar *c, guint start, guint end);

/* A 项 by its bare name, if one row has it; code NULL: none. */
MzCodeName mz_codes_item(const MzCodes *codes, const gunichar *c, guint start, guint end);

/* An economic 款 or 类 by name; code NULL: none. */
MzCodeName mz_codes_economic(const MzCodes *codes, const gunichar *c, guint start, guint end);

#endif
