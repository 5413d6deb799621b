/* # Which reports there are (content/discover.h)
 *
 *     content/reports/<region>/<department>[/<unit>]/<year>-<kind>.json | .txt | .pdf | .docx | …
 *     content/reports/…/<year>-<kind>/ with the parts of a report that is several files
 *
 * The identity of a report is its place; what the text says of itself is checked against it, never trusted over it. Of
 * several sources of one report `.json` goes before `.txt`, this before a folder of parts, this before an original
 * document; two of equal rank are an error. Symbolic links are followed
 * only as long as they stay inside content/reports. Everything comes in the order of bytes of its path, whatever the
 * order of the folder on the disk.
 *
 * An original document beside a source that goes before it is what that was made of.
 *
 * Beside a report may stand `<year>-<kind>.corrections.json`, `.meta.json` and `.suppressions.csv`.
 */
#ifndef MZ_CONTENT_DISCOVER_H
#define MZ_CONTENT_DISCOVER_H

#include "base/stamp.h"
#include "content/settings.h"

/* What the name of a report says: "2024-final.txt". */
typedef struct {
    int year;
    MzKind kind;
    const char *rest; /* ".txt", ".corrections.json"; "" of a folder of parts; inside the name */
} MzFilingName;

/* FALSE: it is no such name. */
gboolean mz_filing_name(const char *name, MzFilingName *out);

/* What is said of a file that is passed over, `depth` folders below content/reports: it lies where no report belongs,
 * or its name is none of a report. The caller frees. */
GError *mz_filing_passed_over(const char *path, int depth);

/* The folder of a site that has its reports. */
#define MZ_REPORTS "content/reports"

/* A file that a report is read from, and what the system said of it (all 0: nothing). */
typedef struct {
    const char *path;
    MzStamp stamp;
} MzFilingFile;

/* In the order in which one goes before another. */
typedef enum { MZ_FILING_JSON, MZ_FILING_TEXT, MZ_FILING_FOLDER, MZ_FILING_DOCUMENT } MzFilingFormat;

/* What a file is by the ending of its name (".pdf"); FALSE: nothing that is read. */
gboolean mz_filing_format(const char *ending, MzFilingFormat *format);

typedef struct {
    const char *path; /* the source file, to be opened and named in messages */
    MzFilingFormat format;
    MzKind kind;
    int year;
    const char *address;      /* folder of its pages: "r/region/department/2024-final" */
    const char *href;         /* the same as it stands in links, percent-encoded */
    const char *corrections;  /* path of its corrections; NULL: none */
    const char *meta;         /* path of its meta data; NULL: none */
    const char *suppressions; /* path of its suppressions; NULL: none */
    const char *original;     /* path of a document beside a source that is none: what that was made of; NULL: none */
    MzFilingFile *files;      /* all of these: the source (of a folder its parts), then what stands beside it */
    guint n_files;
} MzFiling;

/* A department, or a unit of one: a folder with reports. A department of which only units have reports is there too,
 * with none of its own. */
typedef struct {
    const char *region;     /* folder names as they are */
    const char *department; /* */
    const char *unit;       /* NULL: the department itself */
    const char *folder;     /* "region/department[/unit]" */
    const char *address;    /* folder of its pages: "r/region/department[/unit]" */
    const char *href;       /* the same as it stands in links, percent-encoded */
    const char *name;       /* from departments.csv; NULL: not given there */
    const char *mark;       /* "示例数据"; NULL: none */
    MzFiling *filings;      /* by year, within a year the budget before the accounts */
    guint n_filings;
} MzBody;

typedef struct {
    MzArena *arena;
    MzBody *bodies; /* by region, department and unit: the units of a department stand right behind it */
    guint n_bodies;
    guint n_filings;     /* of all bodies */
    GPtrArray *errors;   /* GError*, each about one place; the rest was found all the same */
    GPtrArray *warnings; /* GError*: files that look like reports but are none */
} MzDiscovery;

/* Looks through the site in the folder `root`, with `threads` as mz_parallel takes them; what is found does not depend
 * on their number. NULL with an error when content/reports or a folder in it cannot be opened: without knowing which
 * reports there are, pages of some would be taken off the site as if their sources were gone. The caller frees. */
MzDiscovery *mz_discover(const char *root, const MzSettings *settings, guint threads, GError **error);

void mz_discovery_free(MzDiscovery *discovery);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzDiscovery, mz_discovery_free)

#endif
