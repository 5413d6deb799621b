#include "site/build.h"

#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/error.h"
#include "base/identity.h"
#include "chart/paint.h"
#include "content/assets.h"
#include "content/forms_file.h"
#include "content/oversights.h"
#include "read/outside.h"
#include "site/links.h"
#include "site/overview.h"
#include "site/reports.h"

/* ---- what the parts share (site/run.h) */

gboolean
mz_run_put(MzRun *run, GPtrArray *errors, const char *path, const char *bytes, gsize length)
{
    GError *error = NULL;
    if (mz_tree_put(run->tree, path, bytes, length, &error))
        return TRUE;
    g_ptr_array_add(errors, error);
    return FALSE;
}

gboolean
mz_run_put_summed(MzRun *run, GPtrArray *errors, const char *path, const char *bytes, gsize length,
                  const guint8 sha256[MZ_SHA256_SIZE])
{
    GError *error = NULL;
    if (mz_tree_put_summed(run->tree, path, bytes, length, sha256, &error))
        return TRUE;
    g_ptr_array_add(errors, error);
    return FALSE;
}

gboolean
mz_run_put_page(MzRun *run, GPtrArray *errors, GString *buffer, const char *template_name, const MzPageView *page,
                GPtrArray *pages)
{
    GError *error = NULL;
    const MzTemplate *template = mz_templates_get(run->templates, template_name, &error);
    g_string_truncate(buffer, 0);
    if (template == NULL || !mz_template_render(template, page->view, buffer, &error)) {
        g_ptr_array_add(errors, error);
        mz_tree_keep(run->tree, page->path);
        return FALSE;
    }
    g_ptr_array_add(pages, g_strdup(page->path));
    return mz_run_put(run, errors, page->path, buffer->str, buffer->len);
}

void
mz_run_take_template(MzRun *run, const char *name, MzBasisMaker *maker)
{
    g_mutex_lock(&run->lock);
    MzBasis *known = g_hash_table_lookup(run->template_bases, name);
    if (known == NULL) {
        const MzTemplate *template = mz_templates_get(run->templates, name, NULL);
        g_autofree char *digest = template != NULL ? mz_template_digest(template) : NULL;
        MzBasisMaker own;
        mz_basis_init(&own, "template");
        mz_basis_text(&own, digest);
        known = mz_arena_new0(run->arena, MzBasis, 1);
        *known = mz_basis_done(&own);
        g_hash_table_insert(run->template_bases, mz_arena_strdup(run->arena, name), known);
    }
    g_mutex_unlock(&run->lock);
    mz_basis_add(maker, *known);
}

/* ---- where things are */

static gboolean
load_templates(MzRun *run, GError **error)
{
    char *own = mz_site_file(run->options->root, "templates");
    char *shared = run->options->data != NULL ? mz_site_file(run->options->data, "templates") : NULL;
    const char *folders[] = {own, shared, NULL};
    run->templates = mz_templates_load(folders, MZ_TEMPLATE_STRICT, error);
    g_free(own);
    g_free(shared);
    return run->templates != NULL;
}

/* A file beside the output, outside: what is in it differs from machine to machine. The caller frees. */
static char *
file_beside(const MzBuildOptions *options, const char *suffix)
{
    char *name = g_path_get_basename(options->out);
    char *state = g_strdup_printf(".mingzhang/%s.%s", name, suffix);
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
choose_faces(MzRun *run)
{
    GError *warning = NULL;
    run->settings->png = run->settings->png && mz_paint_png_possible(&warning);
    if (warning != NULL)
        g_ptr_array_add(run->result->warnings, warning);
}

/* What every page shows of the site, and what pages of many reports show besides. */
static void
take_frame(MzRun *run)
{
    static const char *const apart[] = {"content/reports", "content/pages"};
    const MzBuildOptions *options = run->options;
    MzInputs *inputs = run->cache->inputs;
    MzBasisMaker maker;
    g_autofree char *site = mz_site_file(options->root, "content/site.json");
    g_autofree char *content = mz_site_file(options->root, "content");
    mz_basis_init(&maker, "frame");
    gboolean good = mz_inputs_take_file(inputs, site, &maker);
    mz_basis_number(&maker, run->frame.has_register);
    mz_basis_number(&maker, run->settings->png);
    for (guint i = 0; i < run->frame.n_pages; i++) {
        mz_basis_text(&maker, run->frame.pages[i].name);
        mz_basis_text(&maker, run->frame.pages[i].title);
        mz_basis_number(&maker, run->frame.pages[i].nav);
    }
    run->frame_basis = mz_basis_done(&maker);
    mz_basis_init(&maker, "lists");
    mz_basis_add(&maker, run->frame_basis);
    char *except[G_N_ELEMENTS(apart) + 1] = {NULL};
    for (gsize i = 0; i < G_N_ELEMENTS(apart); i++)
        except[i] = mz_site_file(options->root, apart[i]);
    good = mz_inputs_take_folder(inputs, content, (const char *const *)except, &maker) && good;
    for (gsize i = 0; i < G_N_ELEMENTS(apart); i++)
        g_free(except[i]);
    run->lists_basis = mz_basis_done(&maker);
    if (!good) /* read by others all the same: nothing can be said about what depends on it */
        run->frame_basis = run->lists_basis = (MzBasis){{0, 0}};
}

/* Everything that the site is made from; all 0 if the next build must not take over the whole. */
static MzBasis
site_basis(MzRun *run, MzReports *reports)
{
    static const char *const folders[] = {"content/pages", "templates", "assets"};
    MzInputs *inputs = run->cache->inputs;
    MzBasisMaker maker;
    gboolean good = mz_basis_known(run->lists_basis);
    mz_basis_init(&maker, "site");
    mz_basis_add(&maker, run->lists_basis);
    for (gsize i = 0; i < G_N_ELEMENTS(folders) && good; i++) {
        g_autofree char *own = mz_site_file(run->options->root, folders[i]);
        mz_basis_text(&maker, folders[i]);
        good = mz_inputs_take_folder(inputs, own, NULL, &maker);
        if (i == 0 || run->options->data == NULL)
            continue;
        g_autofree char *shared = mz_site_file(run->options->data, folders[i]);
        mz_basis_text(&maker, folders[i]);
        good = mz_inputs_take_folder(inputs, shared, NULL, &maker) && good;
    }
    for (guint i = 0; i < run->discovery->n_bodies; i++) {
        const MzBody *body = &run->discovery->bodies[i];
        const char *const texts[] = {body->folder, body->address, body->name, body->mark};
        for (gsize t = 0; t < G_N_ELEMENTS(texts); t++)
            mz_basis_text(&maker, texts[t]);
    }
    good = mz_reports_take(reports, &maker) && good;
    return good ? mz_basis_done(&maker) : (MzBasis){{0, 0}};
}

/* ---- the whole */

static gpointer
open_cache(gpointer data)
{
    MzRun *run = data;
    g_autofree char *file = file_beside(run->options, "cache");
    run->cache = mz_cache_open(file, run->options->root, (run->options->flags & MZ_TREE_VERIFY) != 0);
    return NULL;
}

static gboolean
open_site(MzRun *run, GError **error)
{
    const MzBuildOptions *options = run->options;
    if (!is_apart(options, error))
        return FALSE;
    g_autofree char *kept = mz_site_file(options->root, MZ_OUTSIDE_KEPT);
    mz_outside_keep_in(kept);
    mz_identity(); /* before the build has loaded anything, such as a character set */
    run->settings = mz_settings_load(options->root, error);
    if (run->settings == NULL || !mz_forms_file_use(options->root, error))
        return FALSE;
    GThread *thread = options->threads != 1 ? g_thread_new("cache", open_cache, run) : NULL;
    if (load_templates(run, error))
        run->discovery = mz_discover(options->root, run->settings, options->threads, error);
    if (thread != NULL)
        g_thread_join(thread);
    else
        open_cache(run);
    if (run->discovery != NULL)
        mz_oversights_note(options->root, run->settings, run->discovery);
    return run->discovery != NULL;
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

/* Every page says who publishes it; nobody publishes a site without reports. */
static void
look_for_publisher(MzRun *run)
{
    if (run->discovery->n_filings == 0 || g_strcmp0(run->settings->publisher.name, MZ_SETTINGS_NOBODY) != 0)
        return;
    g_autofree char *file = mz_site_file(run->options->root, "content/site.json");
    MzPlace place = {file, 0, 0};
    GError *error = NULL;
    mz_error_set(
        &error, MZ_ERROR_INPUT, &place, "%s",
        mz_tr("“publisher.name”：还是新建时的占位文字，公开前请写上发布单位的名称",
              "'publisher.name': still the text of a new site; before publication please write who publishes it"));
    g_ptr_array_add(run->result->warnings, error);
}

static gboolean
open_output(MzRun *run, GError **error)
{
    const MzBuildOptions *options = run->options;
    g_autofree char *state = file_beside(options, "state");
    run->tree = mz_tree_open(options->out, state, options->flags, error);
    if (run->tree == NULL)
        return FALSE;
    run->fits = run->cache->tree_id[0] != '\0' && strcmp(run->cache->tree_id, mz_tree_id(run->tree)) == 0;
    look_for_publisher(run);
    move_errors(run->discovery->warnings, run->result->warnings);
    move_errors(run->discovery->errors, run->result->errors);
    choose_faces(run);
    run->frame = (MzSiteFrame){run->settings, run->discovery, NULL, 0, run->settings->n_entries > 0};
    run->frame.pages =
        mz_pages_load(options->root, run->arena, &run->frame.n_pages, run->result->errors, run->result->warnings);
    take_frame(run);
    return TRUE;
}

/* TRUE: nothing has changed, and the output is kept as it is. */
static gboolean
keep_all(MzRun *run, MzReports *reports)
{
    if (!run->fits || !mz_basis_known(run->cache->site) || !mz_reports_unchanged(reports))
        return FALSE;
    mz_reports_reuse(reports);
    if (!mz_basis_equal(run->cache->site, site_basis(run, reports)) || !mz_tree_keep_intact(run->tree, "")) {
        mz_reports_forget(reports);
        return FALSE;
    }
    mz_reports_sum_up(reports);
    return TRUE;
}

/* What is told to the next build. If that cannot be written the next one takes longer, that is all. */
typedef struct {
    const MzCache *cache;
    char *file;
    MzCacheContent content;
    MzCacheDraft *draft;
    GThread *thread; /* that writes it; NULL: nobody does */
} Memory;

static gpointer
write_memory(gpointer data)
{
    Memory *memory = data;
    memory->draft = mz_cache_draft(memory->cache, memory->file, &memory->content);
    return NULL;
}

/* Begins to write it, while the tree is being finished. */
static void
begin_memory(MzRun *run, MzReports *reports, MzBasis site, GHashTable *pages, Memory *memory)
{
    *memory = (Memory){
        .cache = run->cache, .file = file_beside(run->options, "cache"), .content = {.site = site, .pages = pages}};
    memory->content.records = mz_reports_records(reports, &memory->content.n_records);
    if (run->options->threads != 1)
        memory->thread = g_thread_new("memory", write_memory, memory);
    else
        write_memory(memory);
}

/* Puts it into its place, or (`tree_id` NULL) throws it away. */
static void
end_memory(MzRun *run, Memory *memory, const char *tree_id)
{
    GError *error = NULL;
    if (memory->thread != NULL)
        g_thread_join(memory->thread);
    if (tree_id == NULL)
        mz_cache_discard(memory->draft);
    else if (!mz_cache_save(memory->draft, tree_id, &error))
        g_ptr_array_add(run->result->warnings, error);
    g_free(memory->file);
}

static gboolean
put_asset(const char *path, const char *bytes, gsize length, gpointer user)
{
    MzRun *run = user;
    return mz_run_put(run, run->result->errors, path, bytes, length);
}

/* Every page shows it. */
static void
look_for_logo(MzRun *run)
{
    const char *logo = run->settings->publisher.logo;
    g_autofree char *path = logo != NULL ? g_strdup_printf("assets/%s", logo) : NULL;
    guint8 sha256[MZ_SHA256_SIZE];
    guint64 size = 0;
    if (path == NULL || mz_tree_sum(run->tree, path, sha256, &size))
        return;
    g_autofree char *file = mz_site_file(run->options->root, "content/site.json");
    MzPlace place = {file, 0, 0};
    GError *error = NULL;
    mz_error_set(&error, MZ_ERROR_INPUT, &place,
                 mz_tr("“publisher.logo”：没有 %s 这个文件，网页上的标志会显示不出来",
                       "'publisher.logo': there is no file %s, pages would show a broken picture"),
                 path);
    g_ptr_array_add(run->result->errors, error);
}

/* What every page needs stands before the first of them. FALSE: something could not be written. */
static gboolean
write_assets(MzRun *run)
{
    guint n_errors = run->result->errors->len;
    mz_assets_write(run->options->root, run->options->data, put_asset, run, run->result->errors);
    look_for_logo(run);
    return run->result->errors->len == n_errors;
}

/* Memory is asked of the system in large pieces, and what is free for a moment is not given back each time: a fifth of
 * the time of a build on top of a large one went there. */
static void
take_memory_freely(void)
{
#ifdef __GLIBC__
    enum { MIB = 1 << 20 };
    mallopt(M_TOP_PAD, 16 * MIB);
    mallopt(M_TRIM_THRESHOLD, 64 * MIB);
    mallopt(M_MMAP_THRESHOLD, MIB);
#endif
}

/* What the threads used for one report after the other is free, but still the program's; what follows needs much room
 * for other things. */
static void
give_back_memory(MzRun *run)
{
    enum { MUCH = 1000 }; /* files; after fewer there is little to give back, and it would be asked for again */
    if (mz_tree_written(run->tree) < MUCH)
        return;
    mz_tree_let_go(run->tree);
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

/* How many files could not be written. */
static guint
count_unwritten(const MzBuildResult *result)
{
    guint n = 0;
    for (guint i = 0; i < result->errors->len; i++)
        n += g_error_matches(g_ptr_array_index(result->errors, i), MZ_ERROR, MZ_ERROR_WRITE);
    return n;
}

/* Data of reports that could not be written are not found where the data of the whole site are put together: of the
 * errors from `first` on these say nothing new. */
static void
forget_consequences(MzRun *run, guint first)
{
    GPtrArray *errors = run->result->errors;
    for (guint i = count_unwritten(run->result) > 0 ? errors->len : first; i > first; i--) {
        const GError *error = g_ptr_array_index(errors, i - 1);
        if (g_error_matches(error, MZ_ERROR, MZ_ERROR_INPUT) &&
            g_str_has_prefix(mz_error_place(error).file, run->options->out))
            g_ptr_array_remove_index(errors, i - 1);
    }
}

static gboolean
build_reports(MzRun *run, MzReports *reports, GError **error)
{
    Memory memory;
    if (keep_all(run, reports)) {
        gboolean good = mz_tree_finish(run->tree, &run->result->tree, error);
        if (good && mz_inputs_changed(run->cache->inputs)) {
            begin_memory(run, reports, run->cache->site, run->cache->pages, &memory);
            end_memory(run, &memory, mz_tree_id(run->tree));
        }
        return good;
    }
    gboolean clean = write_assets(run);
    mz_reports_build(reports);
    if (run->options->reports_stand != NULL && mz_tree_written(run->tree) > 0)
        run->options->reports_stand(run->options->user);
    give_back_memory(run);
    mz_reports_sum_up(reports);
    guint n_errors = run->result->errors->len;
    mz_reports_with_digests(reports, mz_overview_write);
    clean = clean && run->result->errors->len == n_errors;
    forget_consequences(run, n_errors);
    begin_memory(run, reports, clean ? site_basis(run, reports) : (MzBasis){{0, 0}}, run->pages, &memory);
    gboolean good = mz_tree_finish(run->tree, &run->result->tree, error);
    end_memory(run, &memory, good ? mz_tree_id(run->tree) : NULL);
    return good;
}

/* Before the output folder is touched. */
static void
refuse(MzRun *run, MzReports *reports)
{
    Memory memory;
    move_errors(run->discovery->warnings, run->result->warnings);
    move_errors(run->discovery->errors, run->result->errors);
    run->result->refused = TRUE;
    mz_reports_refuse(reports);
    begin_memory(run, reports, run->cache->site, run->cache->pages, &memory);
    end_memory(run, &memory, run->cache->tree_id);
}

static gboolean
build(MzRun *run, GError **error)
{
    if (!open_site(run, error))
        return FALSE;
    g_autoptr(MzReports) reports = mz_reports_new(run);
    if (run->options->gate && (!mz_reports_gate(reports) || run->discovery->errors->len > 0)) {
        refuse(run, reports);
        return TRUE;
    }
    return open_output(run, error) && build_reports(run, reports, error);
}

static gpointer
forget_cache(gpointer data)
{
    mz_cache_free(data);
    return NULL;
}

/* The files of the last build that are still mapped have lost their names: now the system takes them apart, which is a
 * tenth of the time of a small change in a large site. */
static void
close_site(MzRun *run)
{
    GThread *thread = run->options->threads != 1 ? g_thread_new("forget", forget_cache, run->cache) : NULL;
    g_hash_table_destroy(run->pages);
    g_hash_table_destroy(run->template_bases);
    g_mutex_clear(&run->lock);
    mz_tree_free(run->tree);
    if (thread != NULL)
        g_thread_join(thread);
    else
        mz_cache_free(run->cache);
    mz_templates_free(run->templates);
    mz_discovery_free(run->discovery);
    mz_settings_free(run->settings);
    mz_arena_free(run->arena);
}

/* A tree that could not be finished is one more file that could not be written. */
static gboolean
note_unwritten(MzBuildResult *result, GError **error)
{
    if (!g_error_matches(*error, MZ_ERROR, MZ_ERROR_WRITE))
        return FALSE;
    g_ptr_array_add(result->errors, g_steal_pointer(error));
    return TRUE;
}

gboolean
mz_build(const MzBuildOptions *options, MzBuildResult *result, GError **error)
{
    *result = (MzBuildResult){.errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free),
                              .warnings = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free)};
    gint64 start = g_get_monotonic_time();
    take_memory_freely();
    MzRun run = {.options = options,
                 .result = result,
                 .arena = mz_arena_new(),
                 .pages = g_hash_table_new(mz_basis_hash, mz_basis_same),
                 .template_bases = g_hash_table_new(g_str_hash, g_str_equal)};
    g_mutex_init(&run.lock);
    GError *trouble = NULL;
    gboolean good = build(&run, &trouble) || (run.tree != NULL && note_unwritten(result, &trouble));
    result->n_unwritten = count_unwritten(result);
    if (trouble != NULL)
        g_propagate_error(error, trouble);
    if (good && !result->refused && result->n_unwritten == 0 && options->check_links)
        good = mz_links_check(options->out, &result->n_links, &result->n_broken, result->errors, error);
    close_site(&run);
    result->microseconds = g_get_monotonic_time() - start;
    return good;
}

void
mz_build_result_clear(MzBuildResult *result)
{
    g_ptr_array_free(result->errors, TRUE);
    g_ptr_array_free(result->warnings, TRUE);
}
