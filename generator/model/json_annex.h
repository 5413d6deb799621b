/* # The annexes in report.json (model/json_annex.h), private to model/ */
#ifndef MZ_MODEL_JSON_ANNEX_H
#define MZ_MODEL_JSON_ANNEX_H

#include "model/json_read.h"
#include "model/report.h"

/* Reads one element of `annexes` into report->annexes[i]. An amount is told twice, as in a table's cell: as `text` and
 * in 分 as `amount`; both must agree. */
void mz_json_read_annex(const MzJsonAt *at, MzReport *report, guint i);

#endif
