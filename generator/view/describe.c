#include "view/describe.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "publish/path.h"

/* ---- writing */

static void
add_text(cJSON *object, const char *key, const char *text)
{
    if (text != NULL && text[0] != '\0')
        cJSON_AddStringToObject(object, key, text);
}

/* A link to a file of the tree: absolute where the site knows its address. */
static void
add_link(const MzPageView *page, cJSON *object, const char *key, const char *path)
{
    const char *base = page->site->settings->base;
    char *href = mz_path_href(path);
    add_text(object, key, base != NULL ? mz_arena_printf(page->arena, "%s%s", base, href) : mz_view_link(page, path));
    g_free(href);
}

static cJSON *
add_thing(cJSON *object, const char *key, const char *type, const char *name)
{
    cJSON *thing = cJSON_AddObjectToObject(object, key);
    cJSON_AddStringToObject(thing, "@type", type);
    add_text(thing, "name", name);
    return thing;
}

static cJSON *
new_thing(const char *type, const char *name)
{
    cJSON *thing = cJSON_CreateObject();
    cJSON_AddStringToObject(thing, "@context", "https://schema.org");
    cJSON_AddStringToObject(thing, "@type", type);
    add_text(thing, "name", name);
    return thing;
}

/* Puts the block into the page's head and frees `thing`. In JSON these characters stand in texts only, where \u003c is
 * the same; so no text can end the block. */
static void
set_block(const MzPageView *page, cJSON *thing)
{
    char *json = cJSON_PrintUnformatted(thing);
    GString *out = g_string_new("<script type=\"application/ld+json\">");
    for (const char *p = json; *p != '\0'; p++) {
        if (*p == '<' || *p == '>' || *p == '&')
            g_string_append_printf(out, "\\u%04x", (guint)*p);
        else
            g_string_append_c(out, *p);
    }
    g_string_append(out, "</script>");
    mz_value_set_raw_len(page->view, "data_html", out->str, out->len);
    g_string_free(out, TRUE);
    cJSON_free(json);
    cJSON_Delete(thing);
}

static void
add_site(const MzPageView *page, cJSON *thing)
{
    const MzSettings *settings = page->site->settings;
    add_text(thing, "inLanguage", settings->language);
    add_text(thing, "license", settings->licence_url);
    if (settings->publisher.name != NULL)
        add_text(add_thing(thing, "publisher", "Organization", settings->publisher.name), "url",
                 settings->publisher.url);
}

static void
add_distribution(const MzPageView *page, cJSON *list, const char *path, const char *name, const char *type,
                 const MzDownload *file)
{
    cJSON *one = cJSON_CreateObject();
    cJSON_AddStringToObject(one, "@type", "DataDownload");
    add_text(one, "name", name);
    add_text(one, "encodingFormat", type);
    add_link(page, one, "contentUrl", path);
    if (file != NULL) {
        char hex[MZ_SHA256_SIZE * 2 + 1];
        mz_sha256_hex(file->sha256, hex);
        add_text(one, "contentSize", mz_arena_printf(page->arena, "%" G_GUINT64_FORMAT " B", file->bytes));
        add_text(one, "sha256", hex);
    }
    cJSON_AddItemToArray(list, one);
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
set_image(const MzPageView *page, const MzReportInput *input, const MzDownloads *downloads)
{
    const char *base = page->site->settings->base;
    for (guint i = 0; base != NULL && i < downloads->files->len; i++) {
        const MzDownload *file = &g_array_index(downloads->files, MzDownload, i);
        if (strcmp(file->type, "image/png") != 0)
            continue;
        char *path = g_strdup_printf("%s/%s", input->filing->address, file->name);
        char *href = mz_path_href(path);
        mz_value_set_bool(page->view, "has_image", TRUE);
        mz_value_set_printf(page->view, "image", "%s%s", base, href);
        mz_value_set_static(page->view, "image_title", marked(page, input->body, file->title));
        g_free(href);
        g_free(path);
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
    cJSON *thing = new_thing("Dataset", title);
    add_text(thing, "description", words);
    add_link(page, thing, "url", page->path);
    add_text(thing, "temporalCoverage", mz_arena_printf(arena, "%d", input->filing->year));
    add_text(thing, "spatialCoverage", mz_settings_region(settings, input->body->region));
    add_text(thing, "datePublished", digest->published);
    add_text(thing, "dateModified", last_corrected(digest));
    cJSON_AddTrueToObject(thing, "isAccessibleForFree");
    add_site(page, thing);
    cJSON *creator = add_thing(thing, "creator", "GovernmentOrganization", input->department);
    add_link(page, creator, "url", mz_arena_printf(arena, "%s/index.html", input->body->address));
    cJSON *catalogue = add_thing(thing, "includedInDataCatalog", "DataCatalog", settings->title);
    add_link(page, catalogue, "url", "downloads.html");
    cJSON *list = cJSON_AddArrayToObject(thing, "distribution");
    for (guint i = 0; i < downloads->files->len; i++) {
        const MzDownload *file = &g_array_index(downloads->files, MzDownload, i);
        if (file->kind != MZ_DOWNLOAD_FIGURE)
            add_distribution(page, list, mz_arena_printf(arena, "%s/%s", input->filing->address, file->name),
                             file->title, file->type, file);
    }
    set_block(page, thing);
    set_image(page, input, downloads);
    mz_value_set_static(page->view, "description", words);
}

/* ---- other pages */

void
mz_describe_body(const MzPageView *page, const MzBody *body, const char *name)
{
    cJSON *thing = new_thing("GovernmentOrganization", name);
    add_link(page, thing, "url", page->path);
    add_thing(thing, "areaServed", "AdministrativeArea", mz_settings_region(page->site->settings, body->region));
    if (body->unit != NULL)
        add_thing(thing, "parentOrganization", "GovernmentOrganization", body->department);
    const MzDepartment *known = mz_settings_department(page->site->settings, body->folder);
    if (known != NULL && known->former[0] != NULL) {
        cJSON *names = cJSON_AddArrayToObject(thing, "alternateName");
        for (guint i = 0; known->former[i] != NULL; i++)
            cJSON_AddItemToArray(names, cJSON_CreateString(known->former[i]));
    }
    set_block(page, thing);
}

void
mz_describe_catalogue(const MzPageView *page)
{
    const MzSettings *settings = page->site->settings;
    cJSON *thing = new_thing("DataCatalog", settings->title);
    add_text(thing, "description", settings->description);
    add_link(page, thing, "url", page->path);
    add_site(page, thing);
    cJSON *dataset =
        add_thing(thing, "dataset", "Dataset", mz_arena_printf(page->arena, "%s：全部报告的数据", settings->title));
    add_text(
        dataset, "description",
        "全部报告的每一个金额，一行一个，附地区、部门、年度和种类；按地区、年度和种类分成文件，附科目和表的说明。");
    add_text(dataset, "license", settings->licence_url);
    cJSON *list = cJSON_AddArrayToObject(dataset, "distribution");
    add_distribution(page, list, "datapackage.json", "数据包说明", "application/json", NULL);
    add_distribution(page, list, "data/parts.csv", "分成的文件", "text/csv", NULL);
    set_block(page, thing);
}
