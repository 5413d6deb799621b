#include "site/report_pages.h"

#include <string.h>

#include "base/error.h"
#include "data/datapackage.h"
#include "view/describe.h"
#include "site/page_images.h"

static const char *
address_of(MzArena *arena, const MzFiling *filing, const char *name)
{
    return mz_arena_printf(arena, "%s/%s", filing->address, name);
}

/* ---- a report that was read */

static gboolean
put_file(const char *path, const char *bytes, gsize length, const guint8 sha256[MZ_SHA256_SIZE], gpointer user)
{
    MzReportJob *job = user;
    return mz_run_put_summed(job->run, job->errors, path, bytes, length, sha256);
}

static gboolean
put_page(MzReportJob *job, const char *template_name, const MzPageView *page)
{
    return mz_run_put_page(job->run, job->errors, job->buffer, template_name, page, job->pages);
}

/* Remembers which data files stand beside a report. */
static void
note_files(MzReportJob *job, const MzDownloads *downloads, MzDigest *digest)
{
    guint n = downloads->files->len;
    MzFileSum *sums = mz_arena_new0(job->arena, MzFileSum, n + 1);
    for (guint i = 0; i < n; i++) {
        const MzDownload *file = &g_array_index(downloads->files, MzDownload, i);
        sums[i].name = mz_arena_strdup(job->arena, file->name);
        memcpy(sums[i].sha256, file->sha256, sizeof sums[i].sha256);
    }
    digest->files = sums;
    digest->n_files = n;
    memcpy(digest->tidy, downloads->tidy, sizeof digest->tidy);
}

/* The page is made after the files that it lists, of which the workbook shows the page's tables. Without one, the view
 * too is made after them: what is rendered right after it was made is still in the processor's cache. */
static gboolean
put_report_page(MzReportJob *job, const MzReportInput *input, MzPageView *page, MzDigest *digest)
{
    MzDrawn drawn[MZ_FIGURES] = {{NULL, NULL}};
    gboolean has_workbook = page->site->settings->xlsx;
    mz_view_figures(page, input, drawn);
    if (has_workbook)
        mz_view_report(page, input, drawn);
    MzDownloads downloads = mz_downloads_write(page, input, drawn, put_file, job, job->errors);
    if (!has_workbook)
        mz_view_report(page, input, drawn);
    mz_downloads_show(page, &downloads);
    mz_describe_report(page, input, &downloads);
    note_files(job, &downloads, digest);
    g_array_unref(downloads.files);
    return put_page(job, "report", page);
}

/* The page of what became of each check. */
static gboolean
put_checks_page(MzReportJob *job, const MzReportInput *input)
{
    MzArena *arena = job->page_arena;
    mz_arena_reset(arena);
    MzPageView page = mz_view_frame(arena, &job->run->frame, address_of(arena, input->filing, "checks.html"),
                                    mz_arena_printf(arena, "核对：%s%d年度%s", input->department, input->filing->year,
                                                    mz_kind_label(input->filing->kind)),
                                    "checks", input->body->mark);
    mz_view_checks_of_report(&page, input);
    return put_page(job, "report-checks", &page);
}

static gboolean
put_all(MzReportJob *job, const MzReportInput *input, MzDigest *digest)
{
    MzArena *arena = job->page_arena;
    mz_arena_reset(arena);
    const char *title = mz_arena_printf(arena, "%s%d年度%s", input->department, input->filing->year,
                                        mz_kind_label(input->filing->kind));
    MzPageView page = mz_view_frame(arena, &job->run->frame, address_of(arena, input->filing, "index.html"), title,
                                    "departments", input->body->mark);
    gboolean good = put_report_page(job, input, &page, digest);
    mz_arena_reset(arena);
    page = mz_view_frame(arena, &job->run->frame, address_of(arena, input->filing, "source.html"),
                         mz_arena_printf(arena, "原文：%s%d年度%s", input->department, input->filing->year,
                                         mz_kind_label(input->filing->kind)),
                         "departments", input->body->mark);
    mz_view_source(&page, input, mz_page_images(job, input));
    put_page(job, "report-source", &page);
    if (input->checks != NULL)
        put_checks_page(job, input);
    return good;
}

/* A new report appears with all its files at once. */
gboolean
mz_report_pages(MzReportJob *job, const MzReportInput *input, MzDigest *digest)
{
    GError *error = NULL;
    guint n_pages = job->pages->len;
    mz_tree_begin_folder(job->run->tree, input->filing->address);
    gboolean good = put_all(job, input, digest);
    if (mz_tree_end_folder(job->run->tree, input->filing->address, &error))
        return good;
    g_ptr_array_add(job->errors, error);
    g_ptr_array_set_size(job->pages, (gint)n_pages);
    return FALSE;
}

/* ---- a report that was not */

/* The notice of a held report takes the place of a comment that its page has for it. */
static const char held_comment[] = "<!-- held -->";
static const char held_notice[] =
    "<p class=\"notice held\" role=\"note\">本报告的源文件目前无法读取，这里是最近一次成功生成的页面。</p>";

/* The last good page of the report as it stands in the output; NULL: there is none. The caller frees. */
static char *
last_page(MzReportJob *job, gsize *length)
{
    g_autofree char *file = g_build_filename(job->run->options->out, job->filing->address, "index.html", NULL);
    char *text = NULL;
    if (!g_file_test(file, G_FILE_TEST_IS_SYMLINK) && g_file_get_contents(file, &text, length, NULL) &&
        strstr(text, held_comment) == NULL && strstr(text, held_notice) == NULL)
        g_clear_pointer(&text, g_free);
    return text;
}

/* Marks the last good page of a report as held. */
static gboolean
put_held_page(MzReportJob *job)
{
    const char *path = address_of(job->page_arena, job->filing, "index.html");
    gsize length = 0;
    g_autofree char *text = last_page(job, &length);
    if (text == NULL)
        return FALSE;
    const char *at = strstr(text, held_comment);
    if (at == NULL)
        return mz_run_put(job->run, job->errors, path, text, length);
    GString *page = g_string_new_len(text, at - text);
    g_string_append(page, held_notice);
    g_string_append(page, at + strlen(held_comment));
    gboolean good = mz_run_put(job->run, job->errors, path, page->str, page->len);
    g_string_free(page, TRUE);
    return good;
}

static void
put_error_page(MzReportJob *job, const char *message)
{
    MzArena *arena = job->page_arena;
    const char *department = mz_body_name(job->body, NULL);
    const char *title =
        mz_arena_printf(arena, "%s%d年度%s", department, job->filing->year, mz_kind_label(job->filing->kind));
    MzPageView page = mz_view_frame(arena, &job->run->frame, address_of(arena, job->filing, "index.html"), title,
                                    "departments", job->body->mark);
    mz_view_crumb(&page, department, mz_arena_printf(arena, "%s/index.html", job->body->address));
    mz_view_crumb(&page, mz_filing_title(arena, job->filing), NULL);
    mz_value_set_static(page.view, "department", department);
    mz_value_set_static(page.view, "report_title", mz_filing_title(arena, job->filing));
    mz_value_set_static(page.view, "message", message);
    put_page(job, "report-error", &page);
}

/* The data files of a report whose last good pages stay, as its data package lists them. */
static void
note_kept_files(MzReportJob *job, MzDigest *digest)
{
    char *file = g_build_filename(job->run->options->out, job->filing->address, "datapackage.json", NULL);
    char *text = NULL;
    if (!g_file_test(file, G_FILE_TEST_IS_SYMLINK) && g_file_get_contents(file, &text, NULL, NULL))
        digest->n_files = mz_package_files(text, job->arena, &digest->files);
    g_free(text);
    g_free(file);
}

MzDigest *
mz_report_fail(MzReportJob *job, GError *error, const char *reason)
{
    mz_arena_reset(job->page_arena);
    gboolean held = put_held_page(job);
    if (held)
        mz_tree_keep(job->run->tree, address_of(job->page_arena, job->filing, ""));
    else
        put_error_page(job, reason);
    MzDigest *digest =
        mz_digest_failed(job->body, job->filing, held ? MZ_STATUS_HELD : MZ_STATUS_FAILED, reason, job->arena);
    if (held)
        note_kept_files(job, digest);
    g_ptr_array_add(job->errors, error);
    return digest;
}

MzDigest *
mz_report_unwritten(MzReportJob *job, MzDigest *made)
{
    gsize length = 0;
    g_autofree char *page = last_page(job, &length);
    const GError *why = job->errors->len > 0 ? g_ptr_array_index(job->errors, job->errors->len - 1) : NULL;
    if (page == NULL) {
        made->status = MZ_STATUS_FAILED;
        return made;
    }
    MzDigest *held =
        mz_digest_failed(job->body, job->filing, MZ_STATUS_HELD, why != NULL ? why->message : NULL, job->arena);
    mz_tree_keep(job->run->tree, address_of(job->page_arena, job->filing, ""));
    note_kept_files(job, held);
    /* Of its files some may be new all the same. */
    for (guint i = 0; i < held->n_files; i++) {
        guint64 size;
        mz_tree_sum(job->run->tree, address_of(job->page_arena, job->filing, held->files[i].name),
                    ((MzFileSum *)held->files)[i].sha256, &size);
    }
    return held;
}
