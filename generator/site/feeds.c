#include "site/feeds.h"

#include <stdlib.h>
#include <string.h>

#include "publish/path.h"
#include "template/mustache.h"

enum { ENTRIES = 50 };

/* An entry of the feed: a report on the day it was published, or on the day it was last corrected. */
typedef struct {
    const MzDigest *digest;
    const char *date; /* "YYYY-MM-DD" */
    gboolean is_correction;
} Entry;

static void
add_element(GString *out, const char *name, const char *text)
{
    g_string_append_printf(out, "<%s>", name);
    mz_escape_append(out, text, strlen(text));
    g_string_append_printf(out, "</%s>\n", name);
}

static char *
address_of(const MzSettings *settings, const char *path)
{
    char *href = mz_path_href(path);
    char *address = g_strconcat(settings->base, href, NULL);
    g_free(href);
    return address;
}

static gint
by_date(gconstpointer a, gconstpointer b)
{
    const Entry *one = a, *other = b;
    int order = strcmp(other->date, one->date);
    return order != 0 ? order : strcmp(one->digest->filing->address, other->digest->filing->address);
}

static GArray *
collect(const MzDigests *digests)
{
    GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    for (guint i = 0; i < digests->n_reports; i++) {
        const MzDigest *digest = digests->reports[i];
        Entry entry = {digest, digest->published, FALSE};
        for (guint j = 0; j < digest->n_corrections; j++) {
            if (mz_is_date(digest->corrections[j].date) && g_strcmp0(entry.date, digest->corrections[j].date) < 0) {
                entry.date = digest->corrections[j].date;
                entry.is_correction = TRUE;
            }
        }
        if (entry.date != NULL && mz_is_date(entry.date) && digest->status != MZ_STATUS_FAILED)
            g_array_append_val(entries, entry);
    }
    g_array_sort(entries, by_date);
    return entries;
}

static void
add_entry(GString *out, const MzSettings *settings, const Entry *entry)
{
    const MzFiling *filing = entry->digest->filing;
    char *path = g_strdup_printf("%s/index.html", filing->address);
    char *address = address_of(settings, path);
    char *title = g_strdup_printf("%s%s%d年度%s", entry->is_correction ? "勘误：" : "", entry->digest->department,
                                  filing->year, mz_kind_label(filing->kind));
    char *updated = g_strdup_printf("%sT00:00:00+08:00", entry->date);
    g_string_append(out, "<entry>\n");
    add_element(out, "title", title);
    add_element(out, "id", address);
    add_element(out, "updated", updated);
    g_string_append(out, "<link rel=\"alternate\" type=\"text/html\" href=\"");
    mz_escape_append(out, address, strlen(address));
    g_string_append(out, "\"/>\n</entry>\n");
    g_free(updated);
    g_free(title);
    g_free(address);
    g_free(path);
}

static void
write_feed(const MzSettings *settings, const MzDigests *digests, MzPutFile put, gpointer user)
{
    GArray *entries = collect(digests);
    const char *newest = entries->len > 0 ? g_array_index(entries, Entry, 0).date : "1970-01-01";
    char *updated = g_strdup_printf("%sT00:00:00+08:00", newest);
    GString *out =
        g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    add_element(out, "title", settings->title);
    add_element(out, "id", settings->base);
    add_element(out, "updated", updated);
    g_string_append(out, "<author>");
    add_element(out, "name", settings->publisher.name != NULL ? settings->publisher.name : settings->title);
    g_string_append(out, "</author>\n");
    for (guint i = 0; i < entries->len && i < ENTRIES; i++)
        add_entry(out, settings, &g_array_index(entries, Entry, i));
    g_string_append(out, "</feed>\n");
    put("feed.xml", out->str, out->len, user);
    g_string_free(out, TRUE);
    g_free(updated);
    g_array_free(entries, TRUE);
}

static gint
by_bytes(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A site map holds at most 50,000 addresses; what is beyond is found through the pages. */
static void
write_map(const MzSettings *settings, GPtrArray *pages, MzPutFile put, gpointer user)
{
    enum { MOST = 50000 };
    g_ptr_array_sort(pages, by_bytes);
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (guint i = 0; i < pages->len && i < MOST; i++) {
        char *address = address_of(settings, g_ptr_array_index(pages, i));
        g_string_append(out, "<url><loc>");
        mz_escape_append(out, address, strlen(address));
        g_string_append(out, "</loc></url>\n");
        g_free(address);
    }
    g_string_append(out, "</urlset>\n");
    put("sitemap.xml", out->str, out->len, user);
    g_string_printf(out, "User-agent: *\nAllow: /\nSitemap: %ssitemap.xml\n", settings->base);
    put("robots.txt", out->str, out->len, user);
    g_string_free(out, TRUE);
}

void
mz_feeds_write(const MzSettings *settings, const MzDigests *digests, GPtrArray *pages, MzPutFile put, gpointer user)
{
    if (settings->base == NULL)
        return;
    write_feed(settings, digests, put, user);
    write_map(settings, pages, put, user);
}

/* ---- JSON-LD */

static void
add_json(GString *out, const char *key, const char *text)
{
    g_string_append_printf(out, "%s\"%s\":\"", out->str[out->len - 1] == '{' ? "" : ",", key);
    for (; *text != '\0'; text++) {
        guchar c = (guchar)*text;
        if (c == '"' || c == '\\')
            g_string_append_printf(out, "\\%c", c);
        else if (c < 0x20 || c == '<' || c == '>' || c == '&')
            g_string_append_printf(out, "\\u%04x", (guint)c);
        else
            g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

static void
add_distribution(GString *out, const char *type, const char *name, const char *address)
{
    if (out->str[out->len - 1] == '}')
        g_string_append_c(out, ',');
    g_string_append_c(out, '{');
    add_json(out, "@type", "DataDownload");
    add_json(out, "encodingFormat", type);
    char *url = g_strdup_printf("%s%s", address, name);
    add_json(out, "contentUrl", url);
    g_free(url);
    g_string_append_c(out, '}');
}

const char *
mz_report_json_ld(MzArena *arena, const MzSettings *settings, const MzDigest *digest, const char *address)
{
    GString *out = g_string_new("<script type=\"application/ld+json\">{");
    char *name =
        g_strdup_printf("%s%d年度%s", digest->department, digest->filing->year, mz_kind_label(digest->filing->kind));
    char *year = g_strdup_printf("%d", digest->filing->year);
    add_json(out, "@context", "https://schema.org");
    add_json(out, "@type", "Dataset");
    add_json(out, "name", name);
    add_json(out, "temporalCoverage", year);
    add_json(out, "inLanguage", settings->language);
    if (digest->published != NULL)
        add_json(out, "datePublished", digest->published);
    if (settings->licence_url != NULL)
        add_json(out, "license", settings->licence_url);
    if (address != NULL)
        add_json(out, "url", address);
    g_string_append(out, ",\"creator\":{");
    add_json(out, "@type", "GovernmentOrganization");
    add_json(out, "name", digest->department);
    g_string_append(out, "},\"distribution\":[");
    char *folder = address != NULL ? g_path_get_dirname(address) : g_strdup("");
    char *prefix = address != NULL ? g_strconcat(folder, "/", NULL) : g_strdup("");
    add_distribution(out, "text/csv", "tidy.csv", prefix);
    add_distribution(out, "application/json", "report.json", prefix);
    g_string_append(out, "]}</script>");
    const char *copy = mz_arena_strndup(arena, out->str, out->len);
    g_string_free(out, TRUE);
    g_free(prefix);
    g_free(folder);
    g_free(year);
    g_free(name);
    return copy;
}
