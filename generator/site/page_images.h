/* # Pictures of a report's pages (site/page_images.h)
 *
 * `pages/<page>-<PDF>.png` beside a report that was read from a PDF, when site.json says "page_images": true and
 * readers may see the document (mz_settings_may_show). <PDF> is the beginning of the SHA-256 of the document, so a
 * picture is painted once and kept from build to build.
 */
#ifndef MZ_SITE_PAGE_IMAGES_H
#define MZ_SITE_PAGE_IMAGES_H

#include "site/report_pages.h"

/* Puts the pictures, or keeps those of the last build. The names below the report's folder by page - 1 (NULL: no
 * picture of it), owned by the job's page arena; NULL: there are none. */
const char *const *mz_page_images(MzReportJob *job, const MzReportInput *input);

#endif
