/* # The files beside a report's page (site/downloads.h)
 *
 *     report.json  findings.json  tidy.csv      what programs read
 *     tables/KEY.csv  workbook.xlsx             what spreadsheets open
 *     figures/KEY.svg  figures/KEY.png
 *     original.pdf  original/1.docx …           the documents that the report was read from
 *     datapackage.json                          what all of these are (site/datapackage.h)
 *
 * The workbook and the PNGs cost more than all the rest of a report together; site.json can leave them out
 * ("downloads": {"xlsx": false, "png": false}). Originals with personal data are left out unless site.json says
 * otherwise (mz_settings_may_show); a text is an extract, no original.
 */
#ifndef MZ_SITE_DOWNLOADS_H
#define MZ_SITE_DOWNLOADS_H

#include "base/sha256.h"
#include "site/assets.h"
#include "site/views.h"

typedef enum {
    MZ_DOWNLOAD_DATA, /* of the whole report */
    MZ_DOWNLOAD_TABLE,
    MZ_DOWNLOAD_FIGURE,
    MZ_DOWNLOAD_ORIGINAL
} MzDownloadKind;

typedef struct {
    MzDownloadKind kind;
    const char *name;     /* below the report's folder: "tables/general.csv" */
    const char *title;    /* of what is in it, in words: "收入支出决算总表" */
    const char *type;     /* "text/csv" */
    const MzTable *table; /* of which it is a face; NULL */
    guint64 bytes;
    guint8 sha256[MZ_SHA256_SIZE];
} MzDownload;

typedef struct {
    MzArena *arena; /* of names and titles */
    GArray *files;  /* MzDownload, in the order of the page */
} MzDownloads;

/* Takes one file, whose SHA-256 is known; FALSE when that went wrong (the taker has noted it). */
typedef gboolean (*MzPutSummed)(const char *path, const char *bytes, gsize length, const guint8 sha256[MZ_SHA256_SIZE],
                                gpointer user);

/* Makes the files of a report and hands them over with their path in the tree. `svgs` are those that mz_view_report
 * painted, `page` is its page with the tables in the legal layout. What cannot be made (no room for temporary
 * files, say) is left out and noted in `errors` (GError*). The result lives as long as the page's arena; its
 * array is freed with g_array_unref. */
MzDownloads mz_downloads_write(const MzPageView *page, const MzReportInput *input, const char *const *svgs,
                               MzPutSummed put, gpointer user, GPtrArray *errors);

/* Shows them in the report's page: name, words, size, SHA-256. */
void mz_downloads_show(const MzPageView *page, const MzDownloads *downloads);

/* Adds a file to the faces of a line of downloads: name, href, suffix, size, sha256. Strings are kept, not copied. */
void mz_download_face(const MzPageView *page, MzValue *faces, const char *name, const char *href, guint64 bytes,
                      const guint8 sha256[MZ_SHA256_SIZE]);

/* "12.3 KB". Owned by the arena. */
const char *mz_size_text(MzArena *arena, guint64 bytes);

#endif
