/* # The reports of a site, one by one (site/reports.h; a part of site/build.c)
 *
 * A body's reports are one piece of work: in the order of years each is read, checked, shown, written and let go.
 * Bodies run in parallel, a department behind the last of its units (a family). Memory is needed for one report a
 * thread, and for what stays of each.
 *
 * A report is not touched when nothing that it depends on has changed. There are three questions, each with a basis
 * (memory/basis.h) of its own, each part of the next:
 *
 *     read      its files                                            what other reports may ask of it (`memory`)
 *     checked   and the memory of the reports that it asks           findings, the gate's reasons
 *     built     and the site's frame, its body's names and years     its pages and files, its digest
 *
 * Which reports a report asks is said by mz_series_asks (check/series.h), and the figures ask the report of the year
 * before. So a change in a report reaches another only if it changes what that one could see of it. A page of a report
 * that shows anything else (another body, say) must put it into the basis: see `built_basis` in site/reports.c.
 *
 * What was said about a report is remembered with it, and comes from there in every case: a build that reuses a report
 * says what one from nothing says.
 */
#ifndef MZ_SITE_REPORTS_H
#define MZ_SITE_REPORTS_H

#include "site/run.h"

typedef struct MzReports MzReports;

/* All reports of the run's discovery. The caller frees. */
MzReports *mz_reports_new(MzRun *run);
void mz_reports_free(MzReports *reports);

/* Whether of every report the files are those that the last build knows, and its result may be taken over. Looks no
 * further than the first of which that is not so. */
gboolean mz_reports_unchanged(MzReports *reports);

/* Holds every report against the publication gate (check/gate.h) before anything is written: adds one error for each
 * reason, with its place, to the result's errors. TRUE: all may be published. */
gboolean mz_reports_gate(MzReports *reports);

/* After the gate has refused: the reports stay for the cache as the last build left them, with what the gate knows. */
void mz_reports_refuse(MzReports *reports);

/* Makes what has to be made of every report, keeps the rest. */
void mz_reports_build(MzReports *reports);

/* Takes over all of the last build, after mz_reports_unchanged said that it may; and the opposite, if it turns out that
 * the output is not what it was. */
void mz_reports_reuse(MzReports *reports);
void mz_reports_forget(MzReports *reports);

/* Counts all reports and hands over what was said about them, to the run's result. */
void mz_reports_sum_up(const MzReports *reports);

/* Calls `use` with the digests of all reports, in the order of the discovery; they are there for that call only,
 * because of ten thousand reports they take more room than anything else. */
void mz_reports_with_digests(const MzReports *reports, void (*use)(MzRun *run, MzDigests *digests));

/* Feeds what all reports are read from. FALSE: of at least one report the next build must not take over the result. */
gboolean mz_reports_take(MzReports *reports, MzBasisMaker *site);

/* The records for the cache, in the order of the discovery. */
const MzRecord **mz_reports_records(MzReports *reports, guint *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzReports, mz_reports_free)

#endif
