/* # What the site remembers of a report (memory/digest.h)
 *
 * Reports are read, rendered and let go one by one; the pages that show many of them (home, departments, items, search)
 * are made from these digests. A digest holds copies, so it outlives the report.
 */
#ifndef MZ_MEMORY_DIGEST_H
#define MZ_MEMORY_DIGEST_H

#include "base/sha256.h"
#include "check/check.h"
#include "model/corrections.h"
#include "model/report.h"
#include "content/discover.h"
#include "content/meta.h"
#include "memory/facts.h"
#include "memory/pack.h"

typedef enum {
    MZ_STATUS_BUILT, /* its pages are of this build */
    MZ_STATUS_HELD,  /* the source cannot be read now, its last good pages stay */
    MZ_STATUS_FAILED /* the source cannot be read and there are no pages: an error page stands there */
} MzStatus;

/* What a report says of one classified item. */
typedef struct {
    const char *code; /* "2012801", or economic "30201" */
    const char *label;
    gboolean economic;
    MzMoney amount;
    const char *cell; /* "expenditure.2012801.total" */
} MzItemLine;

typedef struct {
    const char *term;
    const char *text;
    guint index; /* in its report: the anchor is "term-INDEX" */
} MzTermLine;

typedef struct {
    const char *table, *row, *column; /* labels */
    const char *cell;                 /* "general.2101101.total" */
    const char *old_text, *new_text;
    const char *reason, *date, *by;
} MzCorrectionLine;

/* A data file beside a report. */
typedef struct {
    const char *name; /* below the report's folder: "tables/general.csv" */
    guint8 sha256[MZ_SHA256_SIZE];
} MzFileSum;

typedef struct {
    const MzBody *body;
    const MzFiling *filing;
    MzStatus status;
    const char *department; /* the name shown */
    const char *published;  /* as the meta data say, else the report; NULL: not stated */
    MzMeta meta;            /* set by the build with mz_digest_meta */
    const char *trouble;    /* what went wrong; NULL */
    MzUnit unit;
    MzFact facts[MZ_FACTS];
    MzCount counts[MZ_COUNTS];
    const MzItemLine *items; /* of the table of expenditure (a 类 without a row there: of the summary), then economic */
    guint n_items;
    const MzTermLine *terms;
    guint n_terms;
    const MzCorrectionLine *corrections;
    guint n_corrections;
    guint n_tables;
    guint n_amounts, n_recovered, n_uncertain, n_corrected;
    guint n_errors, n_warnings, n_holds; /* of the checks */
    gboolean checked, unread;
    const MzFileSum *files; /* set by the build */
    guint n_files;
    guint64 tidy[2];          /* quick sum (base/sum.h) of tidy.csv, which the build reads again; all 0: not known */
    const char *const *pages; /* paths of its pages, set by the build */
    guint n_pages;
    MzBasis who;   /* of body, filing, names and status: equal keys, equal words about whose report it is */
    MzBasis whole; /* of everything here */
} MzDigest;

typedef struct {
    const MzDigest *digest;
    const MzItemLine *line;
} MzItemUse;

/* One classified item and all reports that have it. */
typedef struct {
    const char *code;
    const char *label; /* the name most reports give it */
    gboolean economic;
    const MzItemUse *uses; /* by year, newest first, then in the order of the discovery */
    guint n_uses;
} MzItem;

/* A file of the whole site's data. */
typedef struct {
    const char *path;   /* from the top of the site */
    const char *title;  /* in words */
    const char *type;   /* "text/csv" */
    const char *schema; /* path of its table schema; NULL: none */
    guint64 bytes;
    guint8 sha256[MZ_SHA256_SIZE];
} MzSiteFile;

typedef struct {
    MzArena *arena;
    const MzDigest *const *reports; /* in the order of the discovery */
    guint n_reports;
    const guint *starts; /* for each body of the discovery the index of its first report; one more at the end */
    const MzItem *items; /* by code, functional before economic; set by mz_digests_collect */
    guint n_items;
    const MzSiteFile *files; /* set by mz_open_data_write (data/open_data.h) */
    guint n_files;
} MzDigests;

/* The digest of a report that was read. `checks` and `corrections` may be NULL. Everything is copied into `arena`. */
MzDigest *mz_digest(const MzBody *body, const MzFiling *filing, const MzReport *report, const MzChecks *checks,
                    const MzCorrections *corrections, MzArena *arena);

/* Adds what a file beside the report says of it; its texts must live as long as the digest. */
void mz_digest_meta(MzDigest *digest, const MzMeta *meta);

/* The digest of a report that was not. */
MzDigest *mz_digest_failed(const MzBody *body, const MzFiling *filing, MzStatus status, const char *trouble,
                           MzArena *arena);

/* Packs a digest (memory/pack.h) at the end of `out`, with its keys made anew. Every member is packed by one function
 * (pack_who, pack_counts, pack_rest): what is not named there no page of many reports will ever see. */
void mz_digest_write(const MzDigest *digest, MzStrings *strings, GString *out);

/* Unpacks a digest; arrays go to `arena`, texts stay in the table. `body` and `filing` are the caller's to set. FALSE:
 * these bytes are none. */
gboolean mz_digest_read(MzDigest *digest, MzStrings *strings, const char *bytes, gsize length, MzArena *arena);

/* Unpacks only names, status and counts, which stand at the beginning. */
gboolean mz_digest_glance(MzDigest *digest, MzStrings *strings, const char *bytes, gsize length);

/* Joins the digests of all reports (kept, not copied; in the order of the discovery), without their items. */
MzDigests *mz_digests_join(const MzDiscovery *discovery, const MzDigest *const *reports, MzArena *arena);

/* Collects their items: much to do on a large site, and not every page shows some. What the items need goes to `arena`.
 */
void mz_digests_collect(MzDigests *digests, MzArena *arena);

/* The name of a body to show: of departments.csv, else the one its newest report states, else the folder's. */
const char *mz_body_name(const MzBody *body, const char *stated);

/* A list longer than this stands on several pages. */
#define MZ_LIST_ROWS 500

/* On how many pages the uses of an item stand, MZ_LIST_ROWS on each; and the address of such a page
 * ("items/2012801.html", "items/2012801-2.html"; the caller frees). */
guint mz_item_parts(const MzItem *item);
char *mz_item_path(const MzItem *item, guint part);

/* The data file of that name; NULL: the report has none such. */
const MzFileSum *mz_digest_file(const MzDigest *digest, const char *name);

/* "2024年度部门决算" */
char *mz_filing_title(MzArena *arena, const MzFiling *filing);

#endif
