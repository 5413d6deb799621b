/* # Several reports of one department (check/series.h)
 *
 * A report is also checked against the others of its department: last year's figure that it implies against last
 * year's report, its initial budgets against the budget, its totals against those of its units. A series remembers what
 * those checks need of reports that were read before; the reports themselves may be freed.
 *
 *     MzSeries *series = mz_series_new();
 *     for (each report, by year, the budget before the accounts, units before their department) {
 *         MzChecks *checks = mz_check(report, &(MzCheckOptions){.series = series});
 *         …
 *         mz_series_add(series, report, unit);
 *     }
 *     mz_series_free(series);
 *
 * The checks of this family (series.prior, series.budget, series.department, series.names) are skipped where the series
 * has nothing to compare with.
 */
#ifndef MZ_CHECK_SERIES_H
#define MZ_CHECK_SERIES_H

#include "base/sum.h"
#include "model/report.h"

typedef struct MzSeries MzSeries;

/* What is remembered of one report. */
typedef struct MzRemembered MzRemembered;

MzSeries *mz_series_new(void);
void mz_series_free(MzSeries *series);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzSeries, mz_series_free)

/* Remembers a report: of the department itself (`unit` NULL) or of one of its units (a name that tells them apart). A
 * unit whose own reports are checked has a series of its own, in which it is `unit` NULL. Corrections are to be applied
 * before. The result lives as long as the series. */
const MzRemembered *mz_series_add(MzSeries *series, const MzReport *report, const char *unit);

/* The same for reports that do not come in their order: of two that state the same kind and year the one of the higher
 * rank counts. */
const MzRemembered *mz_series_add_ranked(MzSeries *series, const MzReport *report, const char *unit, guint rank);

/* 128 bits (base/sum.h): equal digests, equal answers to every question that checks of other reports ask. */
const guint64 *mz_remembered_digest(const MzRemembered *remembered);

/* Whether the checks of a report (`kind`, `year`) ever ask for another of the department, or of one of its units
 * (`is_unit`). A build reads no others, so who adds a question to the checks says so here. */
gboolean mz_series_asks(MzKind kind, int year, MzKind other_kind, int other_year, gboolean is_unit);

/* From here on the series answers only what the checks of this report may ask: what they say does not depend on what
 * else happens to be remembered. */
void mz_series_turn_to(MzSeries *series, MzKind kind, int year);

/* The department's own report of that year and kind; NULL: none. */
const MzRemembered *mz_series_find(const MzSeries *series, MzKind kind, int year);

#endif
