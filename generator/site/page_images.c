#include "site/page_images.h"

#include "read/document.h"
#include "read/pdf.h"

enum { PICTURE_DPI = 110 };

static gboolean
are_wanted(const MzReportJob *job, const MzReportInput *input)
{
    const MzSettings *settings = job->run->settings;
    const MzReport *report = input->report;
    g_autofree char *lower = g_ascii_strdown(input->filing->path, -1);
    return settings->page_images && report->n_pages > 0 && input->filing->format == MZ_FILING_DOCUMENT &&
           g_str_has_suffix(lower, ".pdf") &&
           mz_settings_may_show(settings, report->n_masked, mz_report_has_unread(report));
}

/* Whether the picture belongs to the tree now. */
static gboolean
put_picture(MzReportJob *job, const char *path, const char *bytes, gsize length, guint page)
{
    if (mz_tree_keep_intact(job->run->tree, path))
        return TRUE;
    GByteArray *png = mz_pdf_page_png(bytes, length, page, PICTURE_DPI);
    gboolean good = png != NULL && mz_run_put(job->run, job->errors, path, (const char *)png->data, png->len);
    if (png != NULL)
        g_byte_array_unref(png);
    return good;
}

const char *const *
mz_page_images(MzReportJob *job, const MzReportInput *input)
{
    gsize length = 0;
    g_autofree char *bytes =
        are_wanted(job, input) ? mz_source_read_file(input->filing->path, MZ_DOCUMENT_LIMIT, &length, NULL) : NULL;
    if (bytes == NULL)
        return NULL;
    guint8 sum[MZ_SHA256_SIZE];
    char hex[MZ_SHA256_SIZE * 2 + 1];
    mz_sha256(bytes, length, sum);
    mz_sha256_hex(sum, hex);
    const char **names = mz_arena_new0(job->page_arena, const char *, input->report->n_pages);
    for (guint i = 0; i < input->report->n_pages; i++) {
        const char *name = mz_arena_printf(job->page_arena, "pages/%u-%.12s.png", i + 1, hex);
        const char *path = mz_arena_printf(job->page_arena, "%s/%s", input->filing->address, name);
        if (put_picture(job, path, bytes, length, i + 1))
            names[i] = name;
    }
    return names;
}
