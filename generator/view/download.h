/* # What can be downloaded of a report, on a page (view/download.h)
 *
 * data/downloads.h makes these files; a report's page and the list of all downloads show them.
 */
#ifndef MZ_VIEW_DOWNLOAD_H
#define MZ_VIEW_DOWNLOAD_H

#include "base/sha256.h"
#include "view/views.h"

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
    MzArena *arena;  /* of names and titles */
    GArray *files;   /* MzDownload, in the order of the page */
    guint64 tidy[2]; /* quick sum of tidy.csv (base/sum.h) */
} MzDownloads;

/* Shows them in the report's page: name, words, size, SHA-256. */
void mz_downloads_show(const MzPageView *page, const MzDownloads *downloads);

/* Adds a file to the faces of a line of downloads: name, href, suffix, size, sha256. Strings are kept, not copied. */
void mz_download_face(const MzPageView *page, MzValue *faces, const char *name, const char *href, guint64 bytes,
                      const guint8 sha256[MZ_SHA256_SIZE]);

/* "12.3 KB". Owned by the arena. */
const char *mz_size_text(MzArena *arena, guint64 bytes);

#endif
