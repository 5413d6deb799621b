/* # Building a site (site/build.h)
 *
 * Reads everything of a site folder and makes its output tree. A body's reports (content/discover.h) are one piece of
 * work: they are read in the order of years, each is checked, shown, written and let go, and a digest of it stays;
 * pages that show many reports are made from the digests at the end. Pieces of work run in parallel; no byte of the
 * output depends on which or how many.
 *
 * What is wrong with one report never stops the others: its last good pages stay, marked as held; without such, an
 * error page takes their place. What is wrong with the site as a whole (settings, templates, output folder) stops the
 * build before anything is removed.
 */
#ifndef MZ_SITE_BUILD_H
#define MZ_SITE_BUILD_H

#include <glib.h>

#include "publish/tree.h"

/* How far a build is. */
typedef struct {
    gboolean gate;           /* the gate looks at the reports; they are built afterwards */
    guint n_done, n_reports; /* reports of this step */
    guint n_findings;        /* errors and warnings of those that were read anew */
} MzBuildProgress;

typedef struct {
    const char *root;     /* the site's folder */
    const char *out;      /* the output folder */
    const char *data;     /* folder with the installed templates/ and assets/; NULL: only the site's own */
    guint threads;        /* 0: as many as there are processors */
    MzTreeFlags flags;    /* see publish/tree.h */
    gboolean check_links; /* follow every link of the result */
    gboolean gate;        /* first hold every report against the publication gate; one that fails stops the build */
    gboolean allow_held;  /* the gate passes over reports that cannot be read: their last good pages stay */
    /* Called after each report, from the threads that work but by one at a time; NULL: nobody wants to know. */
    void (*progress)(const MzBuildProgress *now, gpointer user);
    /* Called when styles, scripts and all pages of reports stand as this build leaves them, if any of them was written;
     * the pages of many reports follow. NULL: nobody waits for them. */
    void (*reports_stand)(gpointer user);
    gpointer user;
} MzBuildOptions;

typedef struct {
    guint n_reports, n_built, n_held, n_failed;
    guint n_unread;   /* reports of which so much is damaged that the checks decide too little */
    guint n_amounts;  /* amounts on all pages */
    guint n_holds;    /* relations that hold */
    guint n_findings; /* errors and warnings of the checks */
    guint n_errors;   /* of them errors */
    gboolean checked;
    guint n_links, n_broken;
    MzTreeStats tree;
    gint64 microseconds;
    guint n_unwritten;   /* of `errors`: files that the system did not let be written or removed. What stands in the
                            output folder is partly of this build and partly of the last, and no site to publish */
    GPtrArray *errors;   /* GError*: reports and pages that could not be made, in the order of their places */
    GPtrArray *warnings; /* GError* */
    gboolean refused;    /* the gate refused: nothing was written, `errors` say why */
} MzBuildResult;

/* Builds. FALSE with an error when the site as a whole cannot be built, which leaves the output folder as it was;
 * `result` is set in any case and cleared by the
 * caller with mz_build_result_clear. */
gboolean mz_build(const MzBuildOptions *options, MzBuildResult *result, GError **error);

void mz_build_result_clear(MzBuildResult *result);

#endif
