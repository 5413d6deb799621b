/* # One build on its way (site/run.h; only for site/build.c and its parts)
 *
 * What the parts of a build share: site/reports.c makes the pages of each report, site/overview.c those that show many.
 */
#ifndef MZ_SITE_RUN_H
#define MZ_SITE_RUN_H

#include "site/build.h"
#include "memory/cache.h"
#include "view/views.h"
#include "template/mustache.h"

typedef struct {
    const MzBuildOptions *options;
    MzBuildResult *result;
    MzArena *arena;
    MzSettings *settings;
    MzDiscovery *discovery;
    MzTemplates *templates;
    MzTree *tree;
    MzCache *cache;
    gboolean fits; /* the output is still the one that the cache describes */
    MzSiteFrame frame;
    MzBasis frame_basis;        /* of all that every page shows of the site */
    MzBasis lists_basis;        /* the same, and of the lists of departments and duties */
    GHashTable *pages;          /* bases of the pages of many reports, for the cache */
    GHashTable *template_bases; /* name → MzBasis, as far as they were asked for */
    GMutex lock;                /* of these, and of `arena` while threads work */
} MzRun;

/* Puts a file into the tree; what goes wrong is added to `errors`. */
gboolean mz_run_put(MzRun *run, GPtrArray *errors, const char *path, const char *bytes, gsize length);
gboolean mz_run_put_summed(MzRun *run, GPtrArray *errors, const char *path, const char *bytes, gsize length,
                           const guint8 sha256[MZ_SHA256_SIZE]);

/* Renders a page with `buffer` and puts it into the tree; then its path (a copy) goes to `pages`. If that fails the
 * page of the last build stays. */
gboolean mz_run_put_page(MzRun *run, GPtrArray *errors, GString *buffer, const char *template_name,
                         const MzPageView *page, GPtrArray *pages);

/* Feeds what a template and all its partials say. Thread-safe. */
void mz_run_take_template(MzRun *run, const char *name, MzBasisMaker *maker);

#endif
