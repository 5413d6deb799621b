/* The same page content for Hugo and for our templates, and our side of rendering it.
 *
 *     build/bench/pages content PUBLIC FOLDER     from a built site: FOLDER/markdown, html, all, json, for Hugo
 *     build/bench/pages render FOLDER TEMPLATES NAME OUT
 *
 * All kinds of content are files with front matter in JSON. In markdown/ it says title, department, year and kind, and
 * the body is the report as its author would write it for Hugo: tables with a link from each amount to its line in the
 * source, figures as pictures, narrative, terms. In html/ the body is what stands in the <main> of the report's page:
 * ready markup, to be put into a frame. In all/ the same of each page that a report has, also its source and its
 * checks. In json/ the front matter holds the report's data (tables, narrative, statements, terms), and the template
 * makes the page of them. `render` does with a folder what Hugo does with it: it reads each file, fills the template
 * NAME, writes a page (not for Markdown, which we have only for pages about the site).
 */
#include <cJSON.h>
#include <dirent.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "template/mustache.h"
#include "template/value_json.h"

static gboolean
save(const char *path, const char *bytes, gsize length)
{
    g_autofree char *folder = g_path_get_dirname(path);
    if (g_mkdir_with_parents(folder, 0777) != 0)
        return FALSE;
    FILE *file = fopen(path, "wb");
    gboolean good = file != NULL && fwrite(bytes, 1, length, file) == length;
    return (file == NULL || fclose(file) == 0) && good;
}

/* ---- content */

static void
copy_key(cJSON *to, const cJSON *from, const char *key)
{
    cJSON *item = cJSON_GetObjectItemCaseSensitive(from, key);
    if (item != NULL)
        cJSON_AddItemToObject(to, key, cJSON_Duplicate(item, TRUE));
}

/* Front matter, and behind it the body. */
static gboolean
save_content(const char *folder, const char *file, const cJSON *matter, const char *body, gsize length)
{
    char *json = cJSON_PrintUnformatted(matter);
    GString *text = g_string_new(json);
    cJSON_free(json);
    g_string_append_c(text, '\n');
    g_string_append_len(text, body, (gssize)length);
    g_autofree char *path = g_strdup_printf("%s/content/p/%s", folder, file);
    gboolean good = save(path, text->str, text->len);
    g_string_free(text, TRUE);
    return good;
}

/* What no page shows. */
static void
prune(cJSON *json)
{
    static const char *const hidden[] = {"name",       "printed",    "amount",    "start",       "end",
                                         "origin",     "first_line", "last_line", "unit_stated", "empty",
                                         "empty_note", "proof",      "section"};
    for (guint i = 0; i < G_N_ELEMENTS(hidden) && cJSON_IsObject(json); i++)
        cJSON_DeleteItemFromObjectCaseSensitive(json, hidden[i]);
    for (cJSON *item = json->child; item != NULL; item = item->next)
        prune(item);
}

/* What stands in the <main> of a page, as content of this name in all the folders. */
static gboolean
save_markup(const char *const *folders, const char *content, const cJSON *matter, const char *file)
{
    static const char open[] = "<main id=\"main\">\n";
    g_autofree char *page = NULL;
    if (!g_file_get_contents(file, &page, NULL, NULL))
        return FALSE;
    const char *begin = strstr(page, open), *end = strstr(page, "</main>");
    gboolean good = begin != NULL && end != NULL;
    begin = good ? begin + strlen(open) : page;
    for (; good && *folders != NULL; folders++)
        good = save_content(*folders, content, matter, begin, (gsize)(end - begin));
    return good;
}

static const char *
string_of(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    return text != NULL ? text : "";
}

/* Text in Markdown: what would be markup is escaped. */
static void
append_plain(GString *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr("\\`*_[]<>|#~&$", *text) != NULL)
            g_string_append_c(out, '\\');
        g_string_append_c(out, *text);
    }
}

/* A row: its code and name, and under each column the amount, which leads to its line in the source, or nothing. */
static void
append_row(GString *out, const cJSON *columns, const cJSON *row)
{
    const cJSON *column = NULL, *cell = NULL;
    g_string_append(out, "| ");
    append_plain(out, string_of(row, "code"));
    g_string_append_c(out, ' ');
    append_plain(out, string_of(row, "label"));
    g_string_append(out, " |");
    cJSON_ArrayForEach(column, columns)
    {
        const cJSON *found = NULL;
        cJSON_ArrayForEach(cell, cJSON_GetObjectItemCaseSensitive(row, "cells"))
        {
            if (strcmp(string_of(cell, "column"), string_of(column, "key")) == 0)
                found = cell;
        }
        const cJSON *line = cJSON_GetObjectItemCaseSensitive(found, "line");
        line = line != NULL ? line : cJSON_GetObjectItemCaseSensitive(row, "line");
        if (found != NULL)
            g_string_append_printf(out, " [%s](source.html#L%d) |", string_of(found, "text"),
                                   (int)cJSON_GetNumberValue(line));
        else
            g_string_append(out, " |");
    }
    g_string_append_c(out, '\n');
}

static void
append_table(GString *out, const cJSON *table)
{
    const cJSON *columns = cJSON_GetObjectItemCaseSensitive(table, "columns"), *item = NULL;
    g_string_append(out, "\n## ");
    append_plain(out, string_of(table, "title"));
    g_string_append_printf(out, "\n\n%s 单位：%s\n\n| 项目 |", string_of(table, "number"), string_of(table, "unit"));
    cJSON_ArrayForEach(item, columns)
    {
        g_string_append_c(out, ' ');
        append_plain(out, string_of(item, "label"));
        g_string_append(out, " |");
    }
    g_string_append(out, "\n|---|");
    for (int i = 0; i < cJSON_GetArraySize(columns); i++)
        g_string_append(out, "---:|");
    g_string_append_c(out, '\n');
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(table, "rows")) append_row(out, columns, item);
    g_string_append_c(out, '\n');
    append_plain(out, string_of(table, "note"));
    g_string_append_c(out, '\n');
}

static void
append_section(GString *out, const cJSON *section)
{
    const cJSON *paragraph = NULL;
    g_string_append(out, "\n### ");
    append_plain(out, string_of(section, "ordinal"));
    g_string_append_c(out, ' ');
    append_plain(out, string_of(section, "title"));
    g_string_append(out, "\n\n");
    cJSON_ArrayForEach(paragraph, cJSON_GetObjectItemCaseSensitive(section, "paragraphs"))
    {
        append_plain(out, string_of(paragraph, "text"));
        g_string_append(out, "\n\n");
    }
}

/* The report whose pages stand in `from`, as Markdown. */
static gboolean
save_markdown(const char *folder, const char *content, const cJSON *matter, const char *from, const cJSON *report)
{
    GString *text = g_string_new(NULL);
    g_autofree char *figures = g_build_filename(from, "figures", NULL);
    g_autoptr(GDir) pictures = g_dir_open(figures, 0, NULL);
    for (const char *name = NULL; pictures != NULL && (name = g_dir_read_name(pictures)) != NULL;)
        g_string_append_printf(text, "![图](figures/%s)\n\n", name);
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(report, "tables")) append_table(text, item);
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(report, "sections")) append_section(text, item);
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(report, "glossary"))
    {
        g_string_append_c(text, '\n');
        append_plain(text, string_of(item, "term"));
        g_string_append(text, "\n: ");
        append_plain(text, string_of(item, "text"));
        g_string_append_c(text, '\n');
    }
    gboolean good = save_content(folder, content, matter, text->str, text->len);
    g_string_free(text, TRUE);
    return good;
}

/* A report, whose pages stand in the folder `from`. */
static gboolean
save_report(const char *from, const char *to, guint number, const cJSON *report)
{
    static const char *const plain[] = {"title", "kind", "year"};
    static const char *const data[] = {"unit", "published", "tables", "sections", "claims", "glossary"};
    static const char *const pages[] = {"index", "source", "checks"};
    const cJSON *department = cJSON_GetObjectItemCaseSensitive(report, "department");
    cJSON *about = cJSON_CreateObject();
    for (guint i = 0; i < G_N_ELEMENTS(plain); i++)
        copy_key(about, report, plain[i]);
    copy_key(about, department, "name");
    cJSON *matter = cJSON_CreateObject(); /* names of its own: `kind` and others mean something to Hugo */
    copy_key(matter, report, "title");
    cJSON_AddItemToObject(matter, "report", about);
    g_autofree char *html = g_build_filename(to, "html", NULL), *all = g_build_filename(to, "all", NULL),
                    *json = g_build_filename(to, "json", NULL), *written = g_build_filename(to, "markdown", NULL),
                    *first = g_strdup_printf("%05u.html", number), *markdown = g_strdup_printf("%05u.md", number);
    gboolean good = save_markdown(written, markdown, matter, from, report);
    for (guint i = 0; good && i < G_N_ELEMENTS(pages); i++) {
        const char *folders[] = {all, i == 0 ? html : NULL, NULL};
        g_autofree char *file = g_strdup_printf("%s/%s.html", from, pages[i]),
                        *content = i == 0 ? g_strdup(first) : g_strdup_printf("%05u-%s.html", number, pages[i]);
        good = save_markup(folders, content, matter, file);
    }
    for (guint i = 0; i < G_N_ELEMENTS(data); i++)
        copy_key(about, report, data[i]);
    for (cJSON *item = about->child; item != NULL; item = item->next)
        if (cJSON_IsArray(item))
            prune(item);
    good = good && save_content(json, first, matter, "", 0);
    cJSON_Delete(matter);
    return good;
}

/* Walks down to the folders with a report.json. */
static gboolean
walk(const char *from, const char *to, guint *number)
{
    g_autofree char *data = g_build_filename(from, "report.json", NULL), *json = NULL;
    if (g_file_get_contents(data, &json, NULL, NULL)) {
        cJSON *report = cJSON_Parse(json);
        gboolean good = save_report(from, to, ++*number, report);
        cJSON_Delete(report);
        return good;
    }
    g_autoptr(GDir) folder = g_dir_open(from, 0, NULL);
    gboolean good = folder != NULL;
    for (const char *name = NULL; good && (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *path = g_build_filename(from, name, NULL);
        good = !g_file_test(path, G_FILE_TEST_IS_DIR) || walk(path, to, number);
    }
    return good;
}

static int
make_content(const char *public, const char *folder)
{
    g_autofree char *reports = g_build_filename(public, "r", NULL);
    guint number = 0;
    if (walk(reports, folder, &number) && number > 0)
        return 0;
    fprintf(stderr, "pages: no content from %s\n", public);
    return 1;
}

/* ---- rendering */

static gboolean
render_file(const MzTemplate *template, const char *in, const char *out, MzArena *arena, GString *buffer)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    gsize length = 0;
    const char *body = NULL;
    mz_arena_reset(arena);
    g_string_truncate(buffer, 0);
    const MzValue *matter = g_file_get_contents(in, &text, &length, &error)
                                ? mz_value_from_json(arena, text, length, MZ_JSON_NUMBERS_AS_TEXT, &body, &error)
                                : NULL;
    gboolean good = matter != NULL;
    if (good) {
        body += *body == '\n';
        MzValue *view = mz_value_object(arena);
        for (gsize i = 0; i < mz_value_length(matter); i++)
            mz_value_set_value(view, mz_value_key(matter, i), mz_value_get(matter, mz_value_key(matter, i)));
        mz_value_set_raw_static(view, "content_html", body);
        good = mz_template_render(template, view, buffer, &error) && save(out, buffer->str, buffer->len);
    }
    if (!good)
        fprintf(stderr, "pages: %s: %s\n", in, error != NULL ? error->message : "not made");
    return good;
}

static int
render(const char *folder, const char *templates, const char *name, const char *out)
{
    const char *folders[] = {templates, NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(MzTemplates) set = mz_templates_load(folders, MZ_TEMPLATE_STRICT, &error);
    const MzTemplate *template = set != NULL ? mz_templates_get(set, name, &error) : NULL;
    g_autofree char *content = g_build_filename(folder, "content", "p", NULL);
    g_autoptr(GDir) directory = template != NULL ? g_dir_open(content, 0, &error) : NULL;
    if (directory == NULL) {
        fprintf(stderr, "pages: %s\n", error->message);
        return 1;
    }
    MzArena *arena = mz_arena_new();
    GString *buffer = g_string_sized_new(1 << 18);
    gboolean good = TRUE;
    for (const char *file = NULL; good && (file = g_dir_read_name(directory)) != NULL;) {
        g_autofree char *in = g_build_filename(content, file, NULL), *page = g_build_filename(out, "p", file, NULL);
        good = render_file(template, in, page, arena, buffer);
    }
    g_string_free(buffer, TRUE);
    mz_arena_free(arena);
    return good ? 0 : 1;
}

int
main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "content") == 0)
        return make_content(argv[2], argv[3]);
    if (argc == 6 && strcmp(argv[1], "render") == 0)
        return render(argv[2], argv[3], argv[4], argv[5]);
    fprintf(stderr, "pages content PUBLIC FOLDER | pages render FOLDER TEMPLATES NAME OUT\n");
    return 2;
}
