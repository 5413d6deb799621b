#include "site/build.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "chart/paint.h"
#include "check/suppress.h"
#include "model/corrections.h"
#include "parse/parse.h"
#include "publish/path.h"
#include "site/assets.h"
#include "site/datapackage.h"
#include "site/describe.h"
#include "site/feeds.h"
#include "site/links.h"
#include "site/open_data.h"
#include "site/reading.h"
#include "site/search.h"
#include "site/suppressions.h"
#include "site/views.h"
#include "read/source.h"
#include "template/mustache.h"

typedef struct {
    const MzBuildOptions *options;
    MzBuildResult *result;
    MzArena *arena;
    MzSettings *settings;
    MzDiscovery *discovery;
    MzTemplates *templates;
    MzTree *tree;
    MzSiteFrame frame;
    GMutex lock;      /* of `pages` */
    GPtrArray *pages; /* paths of all pages, in any order */
} Builder;

/* One body's work, and what stays of it. */
typedef struct {
    Builder *builder;
    const MzBody *body;
    MzArena *arena;           /* of the digests */
    const MzDigest **digests; /* one for each filing */
    GPtrArray *errors;        /* GError* */
    GPtrArray *warnings;
    MzSeries *series;    /* the body's reports that were read already */
    MzArena *page_arena; /* of one page after the other */
    GString *buffer;
} Job;

/* ---- writing */

static gboolean
put(Builder *builder, GPtrArray *errors, const char *path, const char *bytes, gsize length)
{
    GError *error = NULL;
    if (mz_tree_put(builder->tree, path, bytes, length, &error))
        return TRUE;
    g_ptr_array_add(errors, error);
    return FALSE;
}

/* Renders a page and puts it into the tree. */
static gboolean
put_page(Builder *builder, GPtrArray *errors, GString *buffer, const char *template_name, const MzPageView *page)
{
    GError *error = NULL;
    const MzTemplate *template = mz_templates_get(builder->templates, template_name, &error);
    g_string_truncate(buffer, 0);
    if (template == NULL || !mz_template_render(template, page->view, buffer, &error)) {
        g_ptr_array_add(errors, error);
        return FALSE;
    }
    g_mutex_lock(&builder->lock);
    g_ptr_array_add(builder->pages, g_strdup(page->path));
    g_mutex_unlock(&builder->lock);
    return put(builder, errors, page->path, buffer->str, buffer->len);
}

static const char *
address_of(MzArena *arena, const MzFiling *filing, const char *name)
{
    return mz_arena_printf(arena, "%s/%s", filing->address, name);
}

/* ---- one report */

static gboolean
put_job_file(const char *path, const char *bytes, gsize length, gpointer user)
{
    Job *job = user;
    return put(job->builder, job->errors, path, bytes, length);
}

/* Remembers which data files stand beside a report. */
static void
note_files(Job *job, const MzDownloads *downloads, MzDigest *digest)
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
}

/* The page is made after the files that it lists. */
static gboolean
put_report_page(Job *job, const MzReportInput *input, MzPageView *page, MzDigest *digest)
{
    const char *svgs[MZ_FIGURES] = {NULL};
    mz_view_report(page, input, svgs);
    MzDownloads downloads = mz_downloads_write(page, input, svgs, put_job_file, job, job->errors);
    mz_downloads_show(page, &downloads);
    mz_describe_report(page, input, &downloads);
    note_files(job, &downloads, digest);
    g_array_unref(downloads.files);
    return put_page(job->builder, job->errors, job->buffer, "report", page);
}

static gboolean
put_report(Job *job, const MzReportInput *input, MzDigest *digest)
{
    MzArena *arena = job->page_arena;
    mz_arena_reset(arena);
    const char *title = mz_arena_printf(arena, "%s%d年度%s", input->department, input->filing->year,
                                        mz_kind_label(input->filing->kind));
    MzPageView page = mz_view_frame(arena, &job->builder->frame, address_of(arena, input->filing, "index.html"), title,
                                    "departments", input->body->mark);
    gboolean good = put_report_page(job, input, &page, digest);
    mz_arena_reset(arena);
    page = mz_view_frame(arena, &job->builder->frame, address_of(arena, input->filing, "source.html"),
                         mz_arena_printf(arena, "原文：%s%d年度%s", input->department, input->filing->year,
                                         mz_kind_label(input->filing->kind)),
                         "departments", input->body->mark);
    mz_view_source(&page, input);
    return put_page(job->builder, job->errors, job->buffer, "report-source", &page) && good;
}

/* What the text says of itself, against its place. */
static void
compare_identity(Job *job, const MzFiling *filing, const MzReport *report)
{
    MzPlace place = {filing->path, 0, 0};
    GError *error = NULL;
    if (report->year != 0 && report->year != filing->year)
        mz_error_set(&error, MZ_ERROR_INPUT, &place,
                     mz_tr("文件名说是%d年度，正文说是%d年度；按文件名处理，请核对",
                           "the file's name says %d, its text says %d; the name counts, please check"),
                     filing->year, report->year);
    else if (report->kind != filing->kind)
        mz_error_set(&error, MZ_ERROR_INPUT, &place,
                     mz_tr("文件名说是%s，正文像是%s；按文件名处理，请核对",
                           "the file's name says %s, its text looks like %s; the name counts, please check"),
                     mz_kind_label(filing->kind), mz_kind_label(report->kind));
    if (error != NULL)
        g_ptr_array_add(job->warnings, error);
}

/* Marks the last good page of a report as held: the notice takes the place of a comment that the page has for it. */
static gboolean
put_held_page(Job *job, const MzFiling *filing)
{
    static const char comment[] = "<!-- held -->";
    static const char notice[] =
        "<p class=\"notice held\" role=\"note\">本报告的源文件目前无法读取，这里是最近一次成功生成的页面。</p>";
    const char *path = address_of(job->page_arena, filing, "index.html");
    char *file = g_build_filename(job->builder->options->out, path, NULL);
    char *text = NULL;
    gsize length = 0;
    gboolean good = FALSE;
    if (!g_file_test(file, G_FILE_TEST_IS_SYMLINK) && g_file_get_contents(file, &text, &length, NULL)) {
        const char *at = strstr(text, comment);
        if (at != NULL) {
            GString *page = g_string_new_len(text, at - text);
            g_string_append(page, notice);
            g_string_append(page, at + strlen(comment));
            good = put(job->builder, job->errors, path, page->str, page->len);
            g_string_free(page, TRUE);
        } else if (strstr(text, notice) != NULL) {
            good = put(job->builder, job->errors, path, text, length);
        }
    }
    g_free(text);
    g_free(file);
    return good;
}

static void
put_error_page(Job *job, const MzFiling *filing, const char *message)
{
    MzArena *arena = job->page_arena;
    const char *department = mz_body_name(job->body, NULL);
    const char *title = mz_arena_printf(arena, "%s%d年度%s", department, filing->year, mz_kind_label(filing->kind));
    MzPageView page = mz_view_frame(arena, &job->builder->frame, address_of(arena, filing, "index.html"), title,
                                    "departments", job->body->mark);
    mz_view_crumb(&page, department, mz_arena_printf(arena, "%s/index.html", job->body->address));
    mz_view_crumb(&page, mz_filing_title(arena, filing), NULL);
    mz_value_set_static(page.view, "department", department);
    mz_value_set_static(page.view, "report_title", mz_filing_title(arena, filing));
    mz_value_set_static(page.view, "message", message);
    put_page(job->builder, job->errors, job->buffer, "report-error", &page);
}

/* The data files of a report whose last good pages stay, as its data package lists them. */
static void
note_kept_files(Job *job, const MzFiling *filing, MzDigest *digest)
{
    char *file = g_build_filename(job->builder->options->out, filing->address, "datapackage.json", NULL);
    char *text = NULL;
    if (!g_file_test(file, G_FILE_TEST_IS_SYMLINK) && g_file_get_contents(file, &text, NULL, NULL))
        digest->n_files = mz_package_files(text, job->arena, &digest->files);
    g_free(text);
    g_free(file);
}

static const MzDigest *
fail_report(Job *job, const MzFiling *filing, GError *error)
{
    mz_arena_reset(job->page_arena);
    gboolean held = put_held_page(job, filing);
    if (held)
        mz_tree_keep(job->builder->tree, address_of(job->page_arena, filing, ""));
    else
        put_error_page(job, filing, error->message);
    MzDigest *digest =
        mz_digest_failed(job->body, filing, held ? MZ_STATUS_HELD : MZ_STATUS_FAILED, error->message, job->arena);
    if (held)
        note_kept_files(job, filing, digest);
    g_ptr_array_add(job->errors, error);
    return digest;
}

typedef struct {
    int year;
    MzLastYear totals;
} Memory;

/* Checks the report against itself and those before it; findings that the user has looked into stay silent. */
static MzChecks *
check_report(Job *job, const MzFiling *filing, const MzReport *report)
{
    MzCheckOptions options = {.series = job->series};
    MzChecks *checks = mz_check(report, &options);
    GError *error = NULL;
    if (!mz_reading_suppress(filing->path, filing->suppressions, checks, &error))
        g_ptr_array_add(job->errors, error);
    mz_series_add(job->series, report, NULL);
    return checks;
}

/* Meta data that cannot be read are an error of their own; the report is published without them. */
static void
note_meta(Job *job, const MzFiling *filing, MzDigest *digest)
{
    MzMeta meta;
    GError *error = NULL;
    if (filing->meta == NULL)
        return;
    if (mz_meta_load(filing->meta, job->arena, &meta, &error))
        mz_digest_meta(digest, &meta);
    else
        g_ptr_array_add(job->errors, error);
}

static const MzDigest *
build_report(Job *job, const MzFiling *filing, Memory memory[MZ_KINDS])
{
    GError *error = NULL;
    MzReport *report = NULL;
    MzCorrections *corrections = NULL;
    report = mz_reading_report(filing->path, filing->corrections, &corrections, &error);
    if (report == NULL)
        return fail_report(job, filing, error);
    compare_identity(job, filing, report);
    MzChecks *checks = check_report(job, filing, report);
    MzDigest *digest = mz_digest(job->body, filing, report, checks, corrections, job->arena);
    note_meta(job, filing, digest);
    Memory *before = &memory[filing->kind];
    MzReportInput input = {job->body,
                           filing,
                           report,
                           checks,
                           before->year == filing->year - 1 ? &before->totals : NULL,
                           corrections,
                           digest,
                           digest->department};
    if (!put_report(job, &input, digest))
        digest->status = MZ_STATUS_FAILED;
    *before = (Memory){filing->year, mz_last_year(report)};
    mz_checks_free(checks);
    mz_corrections_free(corrections);
    mz_report_free(report);
    return digest;
}

static void
build_body(gpointer data, gpointer unused)
{
    Job *job = data;
    (void)unused;
    Memory memory[MZ_KINDS] = {0};
    job->page_arena = mz_arena_new();
    job->series = mz_series_new();
    mz_reading_units(job->builder->discovery, job->body, job->series);
    job->buffer = g_string_sized_new(1 << 18);
    for (guint i = 0; i < job->body->n_filings; i++)
        job->digests[i] = build_report(job, &job->body->filings[i], memory);
    g_string_free(job->buffer, TRUE);
    mz_series_free(job->series);
    mz_arena_free(job->page_arena);
}

/* ---- all reports */

static Job *
make_jobs(Builder *builder)
{
    Job *jobs = g_new0(Job, builder->discovery->n_bodies + 1);
    for (guint i = 0; i < builder->discovery->n_bodies; i++) {
        Job *job = &jobs[i];
        job->builder = builder;
        job->body = &builder->discovery->bodies[i];
        job->arena = mz_arena_new();
        job->digests = mz_arena_new0(job->arena, const MzDigest *, job->body->n_filings + 1);
        job->errors = g_ptr_array_new();
        job->warnings = g_ptr_array_new();
    }
    return jobs;
}

static void
run_jobs(Builder *builder, Job *jobs)
{
    guint threads = builder->options->threads != 0 ? builder->options->threads : g_get_num_processors();
    GThreadPool *pool = threads > 1 ? g_thread_pool_new(build_body, NULL, (int)threads, TRUE, NULL) : NULL;
    for (guint i = 0; i < builder->discovery->n_bodies; i++) {
        if (pool != NULL)
            g_thread_pool_push(pool, &jobs[i], NULL);
        else
            build_body(&jobs[i], NULL);
    }
    if (pool != NULL)
        g_thread_pool_free(pool, FALSE, TRUE);
}

/* Hands the errors over; `from` is empty afterwards. */
static void
move_errors(GPtrArray *from, GPtrArray *to)
{
    gsize n = 0;
    gpointer *errors = g_ptr_array_steal(from, &n);
    for (gsize i = 0; i < n; i++)
        g_ptr_array_add(to, errors[i]);
    g_free(errors);
}

static void
count_report(MzBuildResult *result, const MzDigest *digest)
{
    result->n_reports++;
    result->n_built += digest->status == MZ_STATUS_BUILT;
    result->n_held += digest->status == MZ_STATUS_HELD;
    result->n_failed += digest->status == MZ_STATUS_FAILED;
    result->n_unread += digest->unread;
    result->n_amounts += digest->n_amounts;
    result->n_holds += digest->n_holds;
    result->n_findings += digest->n_errors + digest->n_warnings;
    result->n_errors += digest->n_errors;
    result->checked = result->checked || digest->checked;
}

static MzDigests *
collect(Builder *builder, Job *jobs)
{
    const MzDigest **all = mz_arena_new0(builder->arena, const MzDigest *, builder->discovery->n_filings + 1);
    guint n = 0;
    for (guint i = 0; i < builder->discovery->n_bodies; i++) {
        for (guint j = 0; j < jobs[i].body->n_filings; j++) {
            all[n++] = jobs[i].digests[j];
            count_report(builder->result, jobs[i].digests[j]);
        }
        move_errors(jobs[i].errors, builder->result->errors);
        move_errors(jobs[i].warnings, builder->result->warnings);
    }
    return mz_digests(builder->discovery, all, builder->arena);
}

static void
free_jobs(Builder *builder, Job *jobs)
{
    for (guint i = 0; i < builder->discovery->n_bodies; i++) {
        mz_arena_free(jobs[i].arena);
        g_ptr_array_free(jobs[i].errors, TRUE);
        g_ptr_array_free(jobs[i].warnings, TRUE);
    }
    g_free(jobs);
}

/* ---- pages of many reports */

/* What the pages at the end share: one arena and buffer, reset for each page. */
typedef struct {
    Builder *builder;
    const MzDigests *digests;
    MzArena *arena;
    GString *buffer;
} Finish;

static MzPageView
open_page(Finish *finish, const char *path, const char *title, const char *current, const char *mark)
{
    mz_arena_reset(finish->arena);
    const char *kept_path = mz_arena_strdup(finish->arena, path);
    return mz_view_frame(finish->arena, &finish->builder->frame, kept_path, mz_arena_strdup(finish->arena, title),
                         current, mark);
}

static void
close_page(Finish *finish, const char *template_name, const MzPageView *page)
{
    put_page(finish->builder, finish->builder->result->errors, finish->buffer, template_name, page);
}

static void
put_bodies(Finish *finish)
{
    const MzDiscovery *discovery = finish->builder->discovery;
    const char *region = NULL;
    for (guint i = 0; i < discovery->n_bodies; i++) {
        const MzBody *body = &discovery->bodies[i];
        if (region == NULL || strcmp(region, body->region) != 0) {
            region = body->region;
            char *part = mz_path_part(region);
            char *path = g_strdup_printf("r/%s/index.html", part);
            MzPageView page = open_page(finish, path, mz_settings_region(finish->builder->settings, region),
                                        "departments", finish->builder->settings->mark);
            mz_view_region(&page, finish->digests, region);
            close_page(finish, "region", &page);
            g_free(path);
            g_free(part);
        }
        char *path = g_strdup_printf("%s/index.html", body->address);
        MzPageView page = open_page(finish, path, mz_body_name(body, NULL), "departments", body->mark);
        mz_view_body(&page, finish->digests, body);
        close_page(finish, "department", &page);
        g_free(path);
    }
}

static void
put_items(Finish *finish)
{
    for (guint i = 0; i < finish->digests->n_items; i++) {
        const MzItem *item = &finish->digests->items[i];
        guint n_parts = mz_item_parts(item);
        for (guint part = 0; part < n_parts; part++) {
            char *path = mz_item_path(item, part);
            char *title = g_strdup_printf("%s %s", item->code, item->label);
            MzPageView page = open_page(finish, path, title, "items", finish->builder->settings->mark);
            mz_view_item(&page, finish->digests, item, part, n_parts);
            close_page(finish, "item", &page);
            g_free(title);
            g_free(path);
        }
    }
}

typedef void (*ViewAll)(MzPageView *page, const MzDigests *digests);

/* The pages that there is one of. */
static const struct {
    const char *path;
    const char *template_name;
    const char *title;
    const char *current;
    ViewAll view;
} single_pages[] = {
    {"index.html", "home", "首页", NULL, mz_view_home},
    {"departments.html", "departments", "部门", "departments", mz_view_departments},
    {"items.html", "items", "科目", "items", mz_view_items},
    {"terms.html", "terms", "术语", NULL, mz_view_terms},
    {"downloads.html", "downloads", "数据", "downloads", mz_view_downloads},
    {"checks.html", "checks", "核对", "checks", mz_view_checks},
    {"corrections.html", "corrections", "勘误", NULL, mz_view_corrections},
    {"register.html", "register", "公开台账", "register", mz_view_register},
    {"search.html", "search", "搜索", NULL, mz_view_search},
    {"404.html", "404", "没有这个页面", NULL, mz_view_missing},
};

static void
put_single_pages(Finish *finish)
{
    for (gsize i = 0; i < G_N_ELEMENTS(single_pages); i++) {
        if (single_pages[i].view == mz_view_register && !finish->builder->frame.has_register)
            continue;
        MzPageView page = open_page(finish, single_pages[i].path, single_pages[i].title, single_pages[i].current,
                                    finish->builder->settings->mark);
        single_pages[i].view(&page, finish->digests);
        close_page(finish, single_pages[i].template_name, &page);
    }
}

static void
put_text_pages(Finish *finish)
{
    for (guint i = 0; i < finish->builder->frame.n_pages; i++) {
        const MzPage *text = &finish->builder->frame.pages[i];
        char *path = g_strdup_printf("%s.html", text->name);
        MzPageView page = open_page(finish, path, text->title, text->name, finish->builder->settings->mark);
        mz_view_crumb(&page, text->title, NULL);
        mz_value_set_raw_static(page.view, "body_html", text->body_html);
        if (text->description[0] != '\0')
            mz_value_set_static(page.view, "description", text->description);
        mz_value_set_bool(page.view, "has_lead", text->description[0] != '\0');
        mz_value_set_static(page.view, "lead", text->description);
        close_page(finish, "page", &page);
        g_free(path);
    }
}

static gboolean
put_file(const char *path, const char *bytes, gsize length, gpointer user)
{
    Finish *finish = user;
    return put(finish->builder, finish->builder->result->errors, path, bytes, length);
}

static void
put_rest(Builder *builder, MzDigests *digests)
{
    Finish finish = {builder, digests, mz_arena_new(), g_string_sized_new(1 << 16)};
    mz_open_data_write(builder->options->out, builder->settings, digests, put_file, &finish, builder->result->errors);
    put_single_pages(&finish);
    put_text_pages(&finish);
    put_bodies(&finish);
    put_items(&finish);
    mz_search_write(digests, builder->discovery, put_file, &finish);
    mz_feeds_write(builder->settings, digests, builder->pages, put_file, &finish);
    mz_assets_write(builder->options->root, builder->options->data, put_file, &finish, builder->result->errors);
    g_string_free(finish.buffer, TRUE);
    mz_arena_free(finish.arena);
}

/* ---- the whole */

static gboolean
load_templates(Builder *builder, GError **error)
{
    char *own = mz_site_file(builder->options->root, "templates");
    char *shared = builder->options->data != NULL ? mz_site_file(builder->options->data, "templates") : NULL;
    const char *folders[] = {own, shared, NULL};
    builder->templates = mz_templates_load(folders, MZ_TEMPLATE_STRICT, error);
    g_free(own);
    g_free(shared);
    return builder->templates != NULL;
}

/* Times and inodes of the output stand beside it, outside: they differ from machine to machine. */
static char *
state_file(const MzBuildOptions *options)
{
    char *name = g_path_get_basename(options->out);
    char *state = g_strdup_printf(".mingzhang/%s.state", name);
    char *path = mz_site_file(options->root, state);
    g_free(state);
    g_free(name);
    return path;
}

/* Pages among the sources would be the site's own templates and assets in the next build. */
static gboolean
is_apart(const MzBuildOptions *options, GError **error)
{
    static const char *const sources[] = {"", "content", "templates", "assets"};
    char *out = g_canonicalize_filename(options->out, NULL);
    gboolean apart = TRUE;
    for (gsize i = 0; i < G_N_ELEMENTS(sources); i++) {
        char *folder = g_build_filename(options->root, sources[i], NULL);
        char *source = g_canonicalize_filename(folder, NULL);
        gsize length = strlen(source);
        gboolean within = i > 0 && strncmp(out, source, length) == 0 && out[length] == G_DIR_SEPARATOR;
        apart = apart && strcmp(out, source) != 0 && !within;
        g_free(source);
        g_free(folder);
    }
    g_free(out);
    if (!apart)
        mz_error_set(error, MZ_ERROR_USAGE, NULL,
                     mz_tr("输出文件夹“%s”是网站自己的内容所在；请换一个，如 public",
                           "the output folder '%s' holds the site's own content; take another, such as public"),
                     options->out);
    return apart;
}

/* A machine without a font for them makes no figures as PNG: said once, and no reason to fail. */
static void
choose_faces(Builder *builder)
{
    GError *warning = NULL;
    builder->settings->png = builder->settings->png && mz_paint_png_possible(&warning);
    if (warning != NULL)
        g_ptr_array_add(builder->result->warnings, warning);
}

static gboolean
open_site(Builder *builder, GError **error)
{
    const MzBuildOptions *options = builder->options;
    if (!is_apart(options, error))
        return FALSE;
    builder->settings = mz_settings_load(options->root, error);
    if (builder->settings == NULL)
        return FALSE;
    builder->discovery = mz_discover(options->root, builder->settings, error);
    if (builder->discovery == NULL || !load_templates(builder, error))
        return FALSE;
    if (options->gate && !mz_reading_gate(builder->discovery, builder->result->errors)) {
        move_errors(builder->discovery->errors, builder->result->errors);
        builder->result->refused = TRUE; /* before the output folder is touched */
        return TRUE;
    }
    char *state = state_file(options);
    builder->tree = mz_tree_open(options->out, state, options->flags, error);
    g_free(state);
    if (builder->tree == NULL)
        return FALSE;
    move_errors(builder->discovery->warnings, builder->result->warnings);
    move_errors(builder->discovery->errors, builder->result->errors);
    choose_faces(builder);
    builder->frame = (MzSiteFrame){builder->settings, builder->discovery, NULL, 0, builder->settings->n_entries > 0};
    builder->frame.pages =
        mz_pages_load(options->root, builder->arena, &builder->frame.n_pages, builder->result->errors);
    return TRUE;
}

static void
close_site(Builder *builder)
{
    g_ptr_array_free(builder->pages, TRUE);
    g_mutex_clear(&builder->lock);
    mz_tree_free(builder->tree);
    mz_templates_free(builder->templates);
    mz_discovery_free(builder->discovery);
    mz_settings_free(builder->settings);
    mz_arena_free(builder->arena);
}

gboolean
mz_build(const MzBuildOptions *options, MzBuildResult *result, GError **error)
{
    *result = (MzBuildResult){.errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free),
                              .warnings = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free)};
    gint64 start = g_get_monotonic_time();
    Builder builder = {.options = options, .result = result, .arena = mz_arena_new()};
    builder.pages = g_ptr_array_new_with_free_func(g_free);
    g_mutex_init(&builder.lock);
    gboolean good = open_site(&builder, error);
    gboolean write = good && !result->refused;
    if (write) {
        Job *jobs = make_jobs(&builder);
        run_jobs(&builder, jobs);
        put_rest(&builder, collect(&builder, jobs));
        free_jobs(&builder, jobs);
        good = mz_tree_finish(builder.tree, &result->tree, error);
    }
    if (good && write && options->check_links)
        good = mz_links_check(options->out, &result->n_links, &result->n_broken, result->errors, error);
    close_site(&builder);
    result->microseconds = g_get_monotonic_time() - start;
    return good;
}

void
mz_build_result_clear(MzBuildResult *result)
{
    g_ptr_array_free(result->errors, TRUE);
    g_ptr_array_free(result->warnings, TRUE);
}
