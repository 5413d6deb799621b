/* The feed, the site map, and what a page says to machines. */
#include "data/feeds.h"

#include <cjson/cJSON.h>

#include "view/describe.h"
#include "stage.h"

static MzReport *
dated_report(const char *department, const char *date)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, department);
    report->published = date;
    fixture_set(report, MZ_TABLE_SUMMARY, "in-total", "amount", "2362.26");
    return report;
}

static void
write_feeds(Stage *stage, guint n_pages)
{
    const MzDigest *reports[] = {stage->digest};
    GPtrArray *pages = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(pages, g_strdup("404.html"));
    for (guint i = n_pages; i-- > 0;)
        g_ptr_array_add(pages, g_strdup_printf("局%06u.html", i));
    const MzOutlet outlet = stage_outlet(stage);
    mz_feeds_write(&stage->settings, mz_digests_join(&stage->discovery, reports, stage->arena), pages, &outlet);
    g_ptr_array_free(pages, TRUE);
}

static char *
between(const char *text, const char *before, const char *after)
{
    const char *start = strstr(text, before);
    g_assert_nonnull(start);
    start += strlen(before);
    const char *end = strstr(start, after);
    g_assert_nonnull(end);
    return g_strndup(start, (gsize)(end - start));
}

static guint
count(const char *text, const char *word)
{
    guint n = 0;
    for (const char *p = text; (p = strstr(p, word)) != NULL; p += strlen(word))
        n++;
    return n;
}

/* The same entries whether or not the site knows its address; only the links differ. */
static void
test_feed(void)
{
    static const char *const bases[] = {NULL, "https://example.org/x/"};
    static const char *const links[] = {"href=\"r/a/b/2024-final/index.html\"",
                                        "href=\"https://example.org/x/r/a/b/2024-final/index.html\""};
    char *ids[2];
    for (int i = 0; i < 2; i++) {
        Stage stage;
        stage_open(&stage, dated_report("某<局>", "2025-09-30"));
        stage.settings.base = bases[i];
        write_feeds(&stage, 1);
        char *feed = stage_file(&stage, "feed.xml");
        g_assert_nonnull(strstr(feed, links[i]));
        g_assert_nonnull(strstr(feed, "<title>某&lt;局&gt;2024年度部门决算</title>"));
        g_assert_nonnull(strstr(feed, "<summary>收入总计2,362.26万元。</summary>"));
        g_assert_cmpuint(count(feed, "<updated>2025-09-30T00:00:00+08:00</updated>"), ==, 2);
        char *entry = between(feed, "<entry>", "</entry>");
        ids[i] = between(entry, "<id>", "</id>");
        g_assert_true(g_str_has_prefix(ids[i], "urn:uuid:"));
        g_assert_true(g_uuid_string_is_valid(ids[i] + strlen("urn:uuid:")));
        g_assert_cmpint(g_hash_table_contains(stage.files, "sitemap.xml"), ==, bases[i] != NULL);
        g_free(entry);
        g_free(feed);
        stage_close(&stage);
    }
    g_assert_cmpstr(ids[0], ==, ids[1]);
    g_free(ids[0]);
    g_free(ids[1]);
}

/* Corrections are entries of their own, one a day; a report without a date has none but these. */
static void
test_corrections(void)
{
    Stage stage;
    stage_open(&stage, dated_report("某局", NULL));
    MzCorrectionLine lines[] = {{"总表", "行", "列", "c", "1", "", "笔误", "2025-12-01", "某局"},
                                {"总表", "行", "列", "c", "", "2", "漏填", "2025-12-03", "某局"},
                                {"总表", "行", "列", "c", "3", "4", "颠倒", "2025-12-01", "某局"},
                                {"总表", "行", "列", "c", "3", "4", "颠倒", "昨天", "某局"}};
    stage.digest->corrections = lines;
    stage.digest->n_corrections = G_N_ELEMENTS(lines);
    write_feeds(&stage, 0);
    char *feed = stage_file(&stage, "feed.xml");
    g_assert_cmpuint(count(feed, "<entry>"), ==, 2);
    g_assert_cmpuint(count(feed, "勘误：某局2024年度部门决算"), ==, 2);
    char *first = between(feed, "<summary>", "</summary>");
    g_assert_cmpstr(first, ==, "总表“行”的“列”由空白改为2：漏填。");
    g_assert_nonnull(strstr(feed, "由1改为空白：笔误。总表“行”的“列”由3改为4：颠倒。"));
    g_free(first);
    g_free(feed);
    stage_close(&stage);
}

static void
test_maps(void)
{
    static const struct {
        guint n_pages;
        const char *file, *wanted;
    } cases[] = {
        {3, "sitemap.xml", "<url><loc>https://example.org/%E5%B1%80000001.html</loc></url>"},
        {50000, "sitemap.xml", "<urlset"},
        {50001, "sitemap.xml", "<sitemap><loc>https://example.org/sitemap-2.xml</loc></sitemap>"},
        {50001, "sitemap-2.xml", "<url><loc>https://example.org/%E5%B1%80050000.html</loc></url>"},
        {3, "robots.txt", "Sitemap: https://example.org/sitemap.xml\n"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        Stage stage;
        stage_open(&stage, dated_report("某局", "2025-09-30"));
        stage.settings.base = "https://example.org/";
        write_feeds(&stage, cases[i].n_pages);
        char *text = stage_file(&stage, cases[i].file);
        g_assert_nonnull(strstr(text, cases[i].wanted));
        g_assert_null(strstr(text, "org/404.html"));
        g_free(text);
        stage_close(&stage);
    }
}

/* No text ends the block early, and what stands in it is JSON with the text in it. */
static void
test_json_ld(void)
{
    Stage stage;
    stage_open(&stage, dated_report("</script><b>&局\"", "2025-09-30"));
    MzPageView page = stage_page(&stage);
    MzDownloads downloads = {.arena = stage.arena, .files = g_array_new(FALSE, FALSE, sizeof(MzDownload))};
    MzDownload file = {.kind = MZ_DOWNLOAD_DATA, .name = "tidy.csv", .title = "数据", .type = "text/csv", .bytes = 12};
    g_array_append_val(downloads.files, file);
    mz_describe_report(&page, &stage.input, &downloads);
    const char *html = mz_value_text(mz_value_get(page.view, "data_html"));
    g_assert_true(g_str_has_prefix(html, "<script type=\"application/ld+json\">"));
    g_assert_cmpuint(count(html, "<"), ==, 2);
    char *json = between(html, ">", "</script>");
    cJSON *thing = cJSON_Parse(json);
    g_assert_nonnull(thing);
    g_assert_cmpstr(cJSON_GetStringValue(cJSON_GetObjectItem(thing, "name")), ==, "</script><b>&局\"2024年度部门决算");
    const cJSON *one = cJSON_GetArrayItem(cJSON_GetObjectItem(thing, "distribution"), 0);
    g_assert_cmpstr(cJSON_GetStringValue(cJSON_GetObjectItem(one, "contentUrl")), ==, "tidy.csv");
    g_assert_cmpstr(cJSON_GetStringValue(cJSON_GetObjectItem(one, "contentSize")), ==, "12 B");
    cJSON_Delete(thing);
    g_free(json);
    g_array_unref(downloads.files);
    stage_close(&stage);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/feed/feed", test_feed);
    g_test_add_func("/feed/corrections", test_corrections);
    g_test_add_func("/feed/maps", test_maps);
    g_test_add_func("/feed/json-ld", test_json_ld);
    return g_test_run();
}
