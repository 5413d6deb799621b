#include "view/describe.h"

#include <string.h>

#include "base/json_put.h"
#include "publish/path.h"

/* ---- writing
 *
 * What is not known is left out, so is an empty text: only @context and @type stand in every thing. */

#define OPENING "<script type=\"application/ld+json\">"

static void
put(GString *out, MzJsonLead lead, const char *text)
{
    if (text != NULL && text[0] != '\0')
        mz_put_text(out, lead, text);
}

/* Opens a thing of its own, up to its name. */
static GString *
new_thing(const char *type, const char *name)
{
    GString *out = g_string_sized_new(8192);
    mz_buffer_append(out, OPENING);
    mz_put_text(out, MZ_JSON_FIRST("@context"), "https://schema.org");
    mz_put_text(out, MZ_JSON_NEXT("@type"), type);
    put(out, MZ_JSON_NEXT("name"), name);
    return out;
}

/* Opens a thing inside of another. */
static void
open_thing(GString *out, MzJsonLead lead, const char *type, const char *name)
{
    mz_put_key(out, lead);
    mz_put_text(out, MZ_JSON_FIRST("@type"), type);
    put(out, MZ_JSON_NEXT("name"), name);
}

static void
close_thing(GString *out)
{
    mz_buffer_append_len(out, "}", 1);
}

/* The address of a file of the tree, or of `file` in a folder of it, both encoded: absolute where the site knows its
 * own. */
static const char *
address_of(const MzPageView *page, const char *path, const char *file)
{
    const char *base = page->site->settings->base;
    if (base == NULL)
        return mz_view_link_in(page, path, file, NULL);
    return mz_arena_concat(page->arena, base, path, file != NULL ? "/" : "", file != NULL ? file : "", (char *)NULL);
}

/* In JSON these characters stand in texts only, where \u003c is the same; so no text can end the block. */
static void
escape_markup(GString *out, gsize from)
{
    for (gsize i = from + strcspn(out->str + from, "<>&"); i < out->len; i += strcspn(out->str + i, "<>&")) {
        char escaped[8];
        gssize length = g_snprintf(escaped, sizeof escaped, "\\u%04x", (guint)out->str[i]);
        g_string_erase(out, (gssize)i, 1);
        g_string_insert_len(out, (gssize)i, escaped, length);
        i += (gsize)length;
    }
}

/* Closes a thing of its own, puts it into the page's head and frees it. */
static void
set_block(const MzPageView *page, GString *thing)
{
    close_thing(thing);
    escape_markup(thing, strlen(OPENING));
    mz_buffer_append(thing, "</script>");
    mz_value_set_raw_len(page->view, "data_html", thing->str, thing->len);
    g_string_free(thing, TRUE);
}

static void
put_site(const MzPageView *page, GString *out)
{
    const MzSettings *settings = page->site->settings;
    put(out, MZ_JSON_NEXT("inLanguage"), settings->language);
    put(out, MZ_JSON_NEXT("license"), settings->licence_url);
    if (settings->publisher.name == NULL)
        return;
    open_thing(out, MZ_JSON_NEXT("publisher"), "Organization", settings->publisher.name);
    put(out, MZ_JSON_NEXT("url"), settings->publisher.url);
    close_thing(out);
}

static void
open_list(GString *out, MzJsonLead lead)
{
    mz_put_key(out, lead);
    mz_buffer_append_len(out, "[", 1);
}

static void
open_distribution(GString *out, const char *name, const char *type, const char *address)
{
    if (out->str[out->len - 1] != '[')
        mz_buffer_append_len(out, ",", 1);
    mz_put_text(out, MZ_JSON_FIRST("@type"), "DataDownload");
    put(out, MZ_JSON_NEXT("name"), name);
    put(out, MZ_JSON_NEXT("encodingFormat"), type);
    put(out, MZ_JSON_NEXT("contentUrl"), address);
}

/* ---- a report */

/* The day of the last correction; NULL: there is none. */
static const char *
last_corrected(const MzDigest *digest)
{
    const char *last = NULL;
    for (guint i = 0; i < digest->n_corrections; i++) {
        if (last == NULL || strcmp(last, digest->corrections[i].date) < 0)
            last = digest->corrections[i].date;
    }
    return last;
}

/* What is made up is so wherever the words about it go. */
static const char *
marked(const MzPageView *page, const MzBody *body, const char *words)
{
    return body->mark == NULL ? words : mz_arena_printf(page->arena, "%s［%s］", words, body->mark);
}

static void
put_files(const MzPageView *page, GString *out, const MzFiling *filing, const MzDownloads *downloads)
{
    open_list(out, MZ_JSON_NEXT("distribution"));
    for (guint i = 0; i < downloads->files->len; i++) {
        const MzDownload *file = &g_array_index(downloads->files, MzDownload, i);
        if (file->kind == MZ_DOWNLOAD_FIGURE)
            continue;
        char hex[MZ_SHA256_SIZE * 2 + 1];
        mz_sha256_hex(file->sha256, hex);
        open_distribution(out, file->title, file->type,
                          address_of(page, filing->href, mz_path_href_in(page->arena, file->name)));
        put(out, MZ_JSON_NEXT("contentSize"), mz_arena_printf(page->arena, "%" G_GUINT64_FORMAT " B", file->bytes));
        put(out, MZ_JSON_NEXT("sha256"), hex);
        close_thing(out);
    }
    mz_buffer_append_len(out, "]", 1);
}

static void
set_image(const MzPageView *page, const MzReportInput *input, const MzDownloads *downloads)
{
    const char *base = page->site->settings->base;
    for (guint i = 0; base != NULL && i < downloads->files->len; i++) {
        const MzDownload *file = &g_array_index(downloads->files, MzDownload, i);
        if (strcmp(file->type, "image/png") != 0)
            continue;
        mz_value_set_bool(page->view, "has_image", TRUE);
        mz_value_set_static(page->view, "image",
                            address_of(page, input->filing->href, mz_path_href_in(page->arena, file->name)));
        mz_value_set_static(page->view, "image_title", marked(page, input->body, file->title));
        return;
    }
}

void
mz_describe_report(const MzPageView *page, const MzReportInput *input, const MzDownloads *downloads)
{
    const MzSettings *settings = page->site->settings;
    const MzDigest *digest = input->digest;
    MzArena *arena = page->arena;
    const char *title = mz_arena_printf(arena, "%s%s", input->department, mz_filing_title(arena, input->filing));
    const char *words = marked(page, input->body,
                               mz_arena_printf(arena, "%s的%u张表、%u个金额，单位%s，每个金额都注明原文的行号。", title,
                                               digest->n_tables, digest->n_amounts, mz_unit_label(digest->unit)));
    GString *thing = new_thing("Dataset", title);
    put(thing, MZ_JSON_NEXT("description"), words);
    put(thing, MZ_JSON_NEXT("url"), address_of(page, page->href, NULL));
    put(thing, MZ_JSON_NEXT("temporalCoverage"), mz_arena_number(arena, (guint)input->filing->year));
    put(thing, MZ_JSON_NEXT("spatialCoverage"), mz_settings_region(settings, input->body->region));
    put(thing, MZ_JSON_NEXT("datePublished"), digest->published);
    put(thing, MZ_JSON_NEXT("dateModified"), last_corrected(digest));
    mz_put_flag(thing, MZ_JSON_NEXT("isAccessibleForFree"), TRUE);
    put_site(page, thing);
    open_thing(thing, MZ_JSON_NEXT("creator"), "GovernmentOrganization", input->department);
    put(thing, MZ_JSON_NEXT("url"), address_of(page, input->body->href, "index.html"));
    close_thing(thing);
    open_thing(thing, MZ_JSON_NEXT("includedInDataCatalog"), "DataCatalog", settings->title);
    put(thing, MZ_JSON_NEXT("url"), address_of(page, "downloads.html", NULL));
    close_thing(thing);
    put_files(page, thing, input->filing, downloads);
    set_block(page, thing);
    set_image(page, input, downloads);
    mz_value_set_static(page->view, "description", words);
}

/* ---- other pages */

void
mz_describe_body(const MzPageView *page, const MzBody *body, const char *name)
{
    GString *thing = new_thing("GovernmentOrganization", name);
    put(thing, MZ_JSON_NEXT("url"), address_of(page, page->href, NULL));
    open_thing(thing, MZ_JSON_NEXT("areaServed"), "AdministrativeArea",
               mz_settings_region(page->site->settings, body->region));
    close_thing(thing);
    if (body->unit != NULL) {
        open_thing(thing, MZ_JSON_NEXT("parentOrganization"), "GovernmentOrganization", body->department);
        close_thing(thing);
    }
    const MzDepartment *known = mz_settings_department(page->site->settings, body->folder);
    if (known != NULL && known->former[0] != NULL) {
        open_list(thing, MZ_JSON_NEXT("alternateName"));
        for (guint i = 0; known->former[i] != NULL; i++) {
            if (i > 0)
                mz_buffer_append_len(thing, ",", 1);
            mz_put_string(thing, known->former[i]);
        }
        mz_buffer_append_len(thing, "]", 1);
    }
    set_block(page, thing);
}

void
mz_describe_catalogue(const MzPageView *page)
{
    const MzSettings *settings = page->site->settings;
    GString *thing = new_thing("DataCatalog", settings->title);
    put(thing, MZ_JSON_NEXT("description"), settings->description);
    put(thing, MZ_JSON_NEXT("url"), address_of(page, page->href, NULL));
    put_site(page, thing);
    open_thing(thing, MZ_JSON_NEXT("dataset"), "Dataset",
               mz_arena_printf(page->arena, "%s：全部报告的数据", settings->title));
    put(thing, MZ_JSON_NEXT("description"),
        "全部报告的每一个金额，一行一个，附地区、部门、年度和种类；按地区、年度和种类分成文件，附科目和表的说明。");
    put(thing, MZ_JSON_NEXT("license"), settings->licence_url);
    open_list(thing, MZ_JSON_NEXT("distribution"));
    open_distribution(thing, "数据包说明", "application/json", address_of(page, "datapackage.json", NULL));
    close_thing(thing);
    open_distribution(thing, "分成的文件", "text/csv", address_of(page, "data/parts.csv", NULL));
    close_thing(thing);
    mz_buffer_append_len(thing, "]", 1);
    close_thing(thing);
    set_block(page, thing);
}
