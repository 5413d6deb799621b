#include "data/feeds.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "publish/path.h"
#include "template/mustache.h"

enum {
    ENTRIES = 50,         /* of the feed */
    MAP_ADDRESSES = 50000 /* of one site map: the protocol's limit */
};

/* An entry of the feed: a report on the day it was published, or what was corrected in it on one day. */
typedef struct {
    const MzDigest *digest;
    const char *date; /* "YYYY-MM-DD" */
    gboolean is_correction;
} Entry;

static void
add_escaped(GString *out, const char *text)
{
    mz_escape_append(out, text, strlen(text));
}

static void
add_element(GString *out, const char *name, const char *text)
{
    mz_buffer_printf(out, "<%s>", name);
    add_escaped(out, text);
    mz_buffer_printf(out, "</%s>\n", name);
}

/* Absolute where the site knows its address; else as it stands in a file at the top. */
static char *
address_of(const MzSettings *settings, const char *path)
{
    char *href = mz_path_href(path);
    char *address = g_strconcat(settings->base != NULL ? settings->base : "", href, NULL);
    g_free(href);
    return address;
}

/* A name-based UUID (RFC 4122, version 5): the same text has the same one for ever. */
static char *
uuid_of(const char *text)
{
    static const guint8 space[16] = {0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
                                     0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
    guint8 id[20];
    gsize length = sizeof id;
    GChecksum *sha1 = g_checksum_new(G_CHECKSUM_SHA1);
    g_checksum_update(sha1, space, sizeof space);
    g_checksum_update(sha1, (const guchar *)text, -1);
    g_checksum_get_digest(sha1, id, &length);
    g_checksum_free(sha1);
    id[6] = (guint8)((id[6] & 0x0F) | 0x50);
    id[8] = (guint8)((id[8] & 0x3F) | 0x80);
    GString *out = g_string_new("urn:uuid:");
    for (guint i = 0; i < 16; i++)
        mz_buffer_printf(out, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", id[i]);
    return g_string_free(out, FALSE);
}

/* ---- entries */

static gint
by_date(gconstpointer a, gconstpointer b)
{
    const Entry *one = a, *other = b;
    int order = strcmp(other->date, one->date);
    if (order == 0)
        order = strcmp(one->digest->filing->address, other->digest->filing->address);
    return order != 0 ? order : other->is_correction - one->is_correction;
}

static void
add_corrections(GArray *entries, const MzDigest *digest)
{
    for (guint i = 0; i < digest->n_corrections; i++) {
        const char *date = digest->corrections[i].date;
        gboolean is_new = mz_is_date(date);
        for (guint j = 0; j < i; j++)
            is_new = is_new && strcmp(date, digest->corrections[j].date) != 0;
        Entry entry = {digest, date, TRUE};
        if (is_new)
            g_array_append_val(entries, entry);
    }
}

static GArray *
collect(const MzDigests *digests)
{
    GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    for (guint i = 0; i < digests->n_reports; i++) {
        const MzDigest *digest = digests->reports[i];
        if (digest->status == MZ_STATUS_FAILED)
            continue;
        Entry entry = {digest, digest->published, FALSE};
        if (entry.date != NULL && mz_is_date(entry.date))
            g_array_append_val(entries, entry);
        add_corrections(entries, digest);
    }
    g_array_sort(entries, by_date);
    return entries;
}

/* "收入总计459.83万元，支出总计459.83万元。" */
static void
say_totals(GString *words, const MzDigest *digest)
{
    static const MzFactKey keys[] = {MZ_FACT_INCOME_TOTAL, MZ_FACT_EXPENDITURE_TOTAL, MZ_FACT_SANGONG};
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        const MzFact *fact = &digest->facts[keys[i]];
        char amount[MZ_MONEY_TEXT];
        if (fact->present)
            g_string_append_printf(words, "%s%s%s%s", words->len > 0 ? "，" : "", mz_fact_label(keys[i]),
                                   mz_money_grouped(fact->amount, amount), mz_unit_label(fact->amount.unit));
    }
    g_string_append(words, words->len > 0 ? "。" : "");
}

static void
say_corrections(GString *words, const MzDigest *digest, const char *date)
{
    for (guint i = 0; i < digest->n_corrections; i++) {
        const MzCorrectionLine *line = &digest->corrections[i];
        if (strcmp(line->date, date) == 0)
            g_string_append_printf(words, "%s“%s”的“%s”由%s改为%s：%s。", line->table, line->row, line->column,
                                   line->old_text[0] != '\0' ? line->old_text : "空白",
                                   line->new_text[0] != '\0' ? line->new_text : "空白", line->reason);
    }
}

static void
add_entry(GString *out, const MzSettings *settings, const Entry *entry)
{
    const MzFiling *filing = entry->digest->filing;
    char *path = g_strdup_printf("%s/index.html", filing->address);
    char *address = address_of(settings, path);
    const char *mark = entry->digest->body->mark;
    char *title = g_strdup_printf("%s%s%d年度%s%s%s%s", entry->is_correction ? "勘误：" : "", entry->digest->department,
                                  filing->year, mz_kind_label(filing->kind), mark != NULL ? "［" : "",
                                  mark != NULL ? mark : "", mark != NULL ? "］" : "");
    char *updated = g_strdup_printf("%sT00:00:00+08:00", entry->date);
    char *name = g_strdup_printf("%s%s%s", filing->address, entry->is_correction ? "#" : "",
                                 entry->is_correction ? entry->date : "");
    char *id = uuid_of(name);
    GString *words = g_string_new(NULL);
    if (entry->is_correction)
        say_corrections(words, entry->digest, entry->date);
    else
        say_totals(words, entry->digest);
    g_string_append(out, "<entry>\n");
    add_element(out, "title", title);
    add_element(out, "id", id);
    add_element(out, "updated", updated);
    if (words->len > 0)
        add_element(out, "summary", words->str);
    g_string_append(out, "<link rel=\"alternate\" type=\"text/html\" href=\"");
    add_escaped(out, address);
    g_string_append(out, "\"/>\n</entry>\n");
    g_string_free(words, TRUE);
    g_free(id);
    g_free(name);
    g_free(updated);
    g_free(title);
    g_free(address);
    g_free(path);
}

/* ---- the files */

static void
add_head(GString *out, const MzSettings *settings, const char *newest)
{
    char *updated = g_strdup_printf("%sT00:00:00+08:00", newest);
    char *id = uuid_of(settings->base != NULL ? settings->base : settings->title);
    char *home = address_of(settings, "index.html"), *self = address_of(settings, "feed.xml");
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    add_element(out, "title", settings->title);
    if (settings->subtitle != NULL)
        add_element(out, "subtitle", settings->subtitle);
    add_element(out, "id", id);
    add_element(out, "updated", updated);
    g_string_append(out, "<author>");
    add_element(out, "name", settings->publisher.name != NULL ? settings->publisher.name : settings->title);
    g_string_append(out, "</author>\n<link rel=\"alternate\" type=\"text/html\" href=\"");
    add_escaped(out, home);
    g_string_append(out, "\"/>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"");
    add_escaped(out, self);
    g_string_append(out, "\"/>\n");
    g_free(self);
    g_free(home);
    g_free(id);
    g_free(updated);
}

static void
write_feed(const MzSettings *settings, const MzDigests *digests, const MzOutlet *outlet)
{
    GArray *entries = collect(digests);
    const char *newest = entries->len > 0 ? g_array_index(entries, Entry, 0).date : "1970-01-01";
    GString *out = g_string_new(NULL);
    add_head(out, settings, newest);
    for (guint i = 0; i < entries->len && i < ENTRIES; i++)
        add_entry(out, settings, &g_array_index(entries, Entry, i));
    g_string_append(out, "</feed>\n");
    mz_outlet_put_always(outlet, "feed.xml", out);
    g_string_free(out, TRUE);
    g_array_free(entries, TRUE);
}

static gint
by_bytes(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

#define MAP_SPACE " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"

/* What a map is made from. */
static MzBasis
map_basis(const MzSettings *settings, const char *file, const char *outer, const char *const *paths, guint n)
{
    MzBasisMaker maker;
    mz_basis_init(&maker, outer);
    mz_basis_text(&maker, file);
    mz_basis_text(&maker, settings->base);
    for (guint i = 0; i < n; i++)
        mz_basis_text(&maker, paths[i]);
    return mz_basis_done(&maker);
}

/* `outer` holds an `inner` for each path. */
static void
write_map(const MzSettings *settings, const char *file, const char *outer, const char *inner, const char *const *paths,
          guint n, const MzOutlet *outlet)
{
    MzBasis basis = map_basis(settings, file, outer, paths, n);
    if (mz_outlet_keep(outlet, file, basis, NULL))
        return;
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    mz_buffer_printf(out, "<%s%s", outer, MAP_SPACE);
    for (guint i = 0; i < n; i++) {
        char *address = address_of(settings, paths[i]);
        mz_buffer_printf(out, "<%s><loc>", inner);
        add_escaped(out, address);
        mz_buffer_printf(out, "</loc></%s>\n", inner);
        g_free(address);
    }
    mz_buffer_printf(out, "</%s>\n", outer);
    mz_outlet_put(outlet, file, out, basis, 0, NULL);
    g_string_free(out, TRUE);
}

/* One map; of a large site an index of several. */
static void
write_maps(const MzSettings *settings, GPtrArray *pages, const MzOutlet *outlet)
{
    g_ptr_array_sort(pages, by_bytes);
    GPtrArray *known = g_ptr_array_new();
    for (guint i = 0; i < pages->len; i++) {
        if (strcmp(g_ptr_array_index(pages, i), "404.html") != 0)
            g_ptr_array_add(known, g_ptr_array_index(pages, i));
    }
    const char *const *paths = (const char *const *)(gpointer)known->pdata;
    guint n_maps = (known->len + MAP_ADDRESSES - 1) / MAP_ADDRESSES;
    if (n_maps <= 1) {
        write_map(settings, "sitemap.xml", "urlset", "url", paths, known->len, outlet);
    } else {
        GPtrArray *maps = g_ptr_array_new_with_free_func(g_free);
        for (guint i = 0; i < n_maps; i++) {
            char *name = g_strdup_printf("sitemap-%u.xml", i + 1);
            g_ptr_array_add(maps, name);
            write_map(settings, name, "urlset", "url", paths + (gsize)i * MAP_ADDRESSES,
                      MIN(known->len - i * MAP_ADDRESSES, MAP_ADDRESSES), outlet);
        }
        write_map(settings, "sitemap.xml", "sitemapindex", "sitemap", (const char *const *)(gpointer)maps->pdata,
                  maps->len, outlet);
        g_ptr_array_free(maps, TRUE);
    }
    g_ptr_array_free(known, TRUE);
}

void
mz_feeds_write(const MzSettings *settings, const MzDigests *digests, GPtrArray *pages, const MzOutlet *outlet)
{
    write_feed(settings, digests, outlet);
    GString *robots = g_string_new("User-agent: *\nAllow: /\n");
    if (settings->base != NULL) {
        write_maps(settings, pages, outlet);
        g_string_append_printf(robots, "Sitemap: %ssitemap.xml\n", settings->base);
    }
    mz_outlet_put_always(outlet, "robots.txt", robots);
    g_string_free(robots, TRUE);
}
