/* # The reports of one department over years (tests/generate/series.h)
 *
 * Each follows the ones before it: what it says of last year and of the budget agrees with them to the last 0.01 万元.
 * With one amount changed it is known which findings the checks of a series (check/series.h) must give, and that they
 * must give no other.
 *
 *     GenReport *reports[10];
 *     for (guint n = 0; n < 10; n++)
 *         reports[n] = gen_series_report(&series, reports, n);      budget, accounts, next year's budget, …
 *     gen_series_change(reports[3], GEN_CHANGE_CLAIM, fen, &random); optional
 *     GArray *found = gen_series_found(reports, 10), *expected = gen_series_expected(reports, 10);
 *
 * The same series gives the same bytes. */
#ifndef MZ_TESTS_SERIES_H
#define MZ_TESTS_SERIES_H

#include "generate/generate.h"

typedef struct {
    guint64 seed;
    GenStyle style;
    const char *region, *department;
    int year;               /* of the first report */
    gboolean accounts_only; /* without budgets */
    const MzFamily *family; /* of the final accounts; NULL: the usual one. One that counts in 元 has no budgets. */
    guint contradicting;    /* number of the report that does not agree with the ones before it; 0: none */
} GenSeries;

/* Report number n; of `reports` it needs the two before n (with accounts only: the one), others may be freed. The
 * caller frees it. */
GenReport *gen_series_report(const GenSeries *series, GenReport *const *reports, guint n);

typedef enum {
    GEN_CHANGE_CLAIM, /* 变动额 or 年初预算 of the narrative */
    GEN_CHANGE_CELL   /* an amount of a table, of those that narratives tell */
} GenSeriesChange;

/* Makes one amount larger by so many 分. FALSE: the report has no such amount. */
gboolean gen_series_change(GenReport *report, GenSeriesChange change, gint64 fen, GenRandom *random);

/* A finding of series.prior or series.budget (or of another check of a series). */
typedef struct {
    guint report; /* its number */
    char check[24];
    guint32 line;
} GenSeriesFinding;

/* Writes the reports, reads them as those of one site, and checks each beside the others: what the checks of a series
 * say, in the order of reports and lines. Of GenSeriesFinding; the caller unrefs it. */
GArray *gen_series_found(GenReport *const *reports, guint n);

/* What they must say of the reports as they were last written, by the numbers that were drawn: all that a reader of
 * both reports could object to. */
GArray *gen_series_expected(GenReport *const *reports, guint n);

/* Whether both are the same; if not, what differs is told in test messages. */
gboolean gen_series_same(const GArray *found, const GArray *expected);

#endif
