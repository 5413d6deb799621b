/* Pages of many reports: lists in parts, years, rankings, reports side by side; and the scripts that carry data. */
#include <string.h>

#include "fixture.h"
#include "shown.h"
#include "data/compare.h"
#include "data/script.h"
#include "publish/path.h"
#include "view/view_rows.h"

enum { BODIES = 1200 };

/* A region of many departments with one report each, or of a few. */
typedef struct {
    MzArena *arena;
    MzSettings settings;
    MzDiscovery discovery;
    MzSiteFrame frame;
    const MzDigests *digests;
    MzDigest *reports[BODIES];
} Stage;

static void
set_fact(MzDigest *digest, MzFactKey key, const char *text)
{
    MzFact *fact = &digest->facts[key];
    *fact = (MzFact){.present = TRUE, .cell = "x.y.z"};
    g_assert_true(mz_money_parse(text, -1, digest->unit, &fact->amount));
}

static void
stage_open(Stage *stage, guint n)
{
    *stage = (Stage){.arena = mz_arena_new(), .settings = {.title = "站", .language = "zh-CN"}};
    MzArena *arena = stage->arena;
    stage->settings.by_folder = g_hash_table_new(g_str_hash, g_str_equal);
    MzBody *bodies = mz_arena_new0(arena, MzBody, n);
    const MzDigest **reports = mz_arena_new0(arena, const MzDigest *, n);
    for (guint i = 0; i < n; i++) {
        MzFiling *filing = mz_arena_new0(arena, MzFiling, 1);
        char *name = mz_arena_printf(arena, "局%04u", i);
        char *address = mz_arena_printf(arena, "r/市/%s/2024-final", name),
             *folder = mz_arena_printf(arena, "r/市/%s", name);
        *filing = (MzFiling){
            .kind = MZ_KIND_FINAL, .year = 2024, .address = address, .href = mz_path_href_in(arena, address)};
        bodies[i] = (MzBody){.region = "市",
                             .department = name,
                             .folder = mz_arena_printf(arena, "市/%s", name),
                             .address = folder,
                             .href = mz_path_href_in(arena, folder),
                             .filings = filing,
                             .n_filings = 1};
        stage->reports[i] = mz_arena_new0(arena, MzDigest, 1);
        *stage->reports[i] = (MzDigest){.body = &bodies[i], .filing = filing, .department = name};
        reports[i] = stage->reports[i];
    }
    stage->discovery = (MzDiscovery){.arena = arena, .bodies = bodies, .n_bodies = n, .n_filings = n};
    stage->frame = (MzSiteFrame){.settings = &stage->settings, .discovery = &stage->discovery};
    MzDigests *digests = mz_digests_join(&stage->discovery, reports, arena);
    mz_digests_collect(digests, arena);
    stage->digests = digests;
}

static void
stage_close(Stage *stage)
{
    g_hash_table_destroy(stage->settings.by_folder);
    mz_arena_free(stage->arena);
}

static MzPageView
open_page(Stage *stage, const char *path)
{
    return mz_view_frame(stage->arena, &stage->frame, path, "题", NULL, NULL);
}

static guint
length(const MzValue *value, const char *key)
{
    return (guint)mz_value_length(mz_value_get(value, key));
}

static void
test_parts(void)
{
    Stage stage;
    stage_open(&stage, BODIES);
    g_assert_cmpuint(mz_view_reports_parts(&stage.frame, stage.digests), ==, 3);
    static const guint rows[] = {500, 500, 200};
    for (guint part = 0; part < 3; part++) {
        MzPageView page = open_page(&stage, part == 0 ? "checks.html" : part == 1 ? "checks-2.html" : "checks-3.html");
        mz_view_checks(&page, stage.digests, part);
        g_assert_cmpuint(length(page.view, "reports"), ==, rows[part]);
        g_assert_cmpuint(length(page.view, "parts"), ==, 3);
        g_assert_cmpstr(text(at(page.view, "parts", 2), "href"), ==, "checks-3.html");
        g_assert_true(mz_value_is_true(mz_value_get(at(page.view, "parts", part), "is_current")));
    }
    MzPageView page = open_page(&stage, "r/市/index-3.html");
    mz_view_region(&page, stage.digests, "市", 2);
    g_assert_cmpuint(length(at(page.view, "regions", 0), "bodies"), ==, 200);
    g_assert_cmpstr(text(at(at(page.view, "regions", 0), "bodies", 0), "name"), ==, "局1000");
    page = open_page(&stage, "index.html");
    mz_view_home(&page, stage.digests, 0);
    g_assert_cmpuint(length(at(page.view, "regions", 0), "bodies"), ==, 6);
    g_assert_true(mz_value_is_true(mz_value_get(at(page.view, "regions", 0), "has_more")));
    stage_close(&stage);
}

/* A department of many units has them on several pages; its reports stand on the first. */
static void
test_units(void)
{
    static const guint rows[] = {500, 500, 199};
    Stage stage;
    stage_open(&stage, BODIES);
    MzBody *bodies = (MzBody *)stage.discovery.bodies;
    for (guint i = 1; i < BODIES; i++) {
        bodies[i].unit = bodies[i].department;
        bodies[i].department = bodies[0].department;
    }
    g_assert_cmpuint(mz_view_units(&stage.discovery, &bodies[0]), ==, BODIES - 1);
    g_assert_cmpuint(mz_view_units(&stage.discovery, &bodies[1]), ==, 0);
    for (guint part = 0; part < 3; part++) {
        MzPageView page = open_page(&stage, part == 0 ? "r/市/局0000/index.html" : "r/市/局0000/index-2.html");
        mz_view_body(&page, stage.digests, &bodies[0], part);
        g_assert_cmpuint(length(mz_value_get(page.view, "unit_list"), "bodies"), ==, rows[part]);
        g_assert_cmpuint(length(page.view, "reports"), ==, part == 0 ? 1 : 0);
        g_assert_cmpstr(text(at(page.view, "parts", 2), "href"), ==, "index-3.html");
        g_assert_cmpstr(text(page.view, "n_units"), ==, "1,199");
    }
    stage_close(&stage);
}

static void
test_years(void)
{
    Stage stage;
    stage_open(&stage, BODIES);
    guint n = 0;
    const MzYearPage *years = mz_view_year_pages(&stage.discovery, stage.arena, &n);
    g_assert_cmpuint(n, ==, 1);
    g_assert_cmpuint(mz_view_parts(years[0].n_filings), ==, 3);
    guint shown = 0;
    for (guint part = 0; part < 3; part++) {
        MzPageView page = open_page(&stage, "years/2024.html");
        mz_view_year(&page, stage.digests, &years[0], part);
        shown += length(at(page.view, "regions", 0), "rows");
    }
    g_assert_cmpuint(shown, ==, BODIES);
    stage_close(&stage);
    stage_open(&stage, 1);
    mz_view_ranking_pages(&stage.discovery, stage.arena, &n);
    g_assert_cmpuint(n, ==, 0); /* one report is no ranking */
    stage_close(&stage);
}

/* The largest amount first, also across units; equal amounts share a place; who does not state it comes last. */
static void
test_ranking(void)
{
    static const char *const names[] = {"局0002", "局0000", "局0003", "局0001"}, *const places[] = {"1", "2", "2", ""};
    Stage stage;
    stage_open(&stage, 5);
    stage.reports[2]->unit = MZ_UNIT_YUAN;
    set_fact(stage.reports[0], MZ_FACT_EXPENDITURE_TOTAL, "100.00");
    set_fact(stage.reports[1], MZ_FACT_BASIC, "7.00");
    set_fact(stage.reports[2], MZ_FACT_EXPENDITURE_TOTAL, "2,000,000.50");
    set_fact(stage.reports[3], MZ_FACT_EXPENDITURE_TOTAL, "100.00");
    stage.reports[0]->counts[MZ_COUNT_GUESTS] = (MzCount){TRUE, 48, 353};
    guint n = 0;
    const MzYearPage *rankings = mz_view_ranking_pages(&stage.discovery, stage.arena, &n);
    g_assert_cmpuint(n, ==, 1);
    g_assert_cmpstr(rankings[0].path, ==, "rankings/市/2024-final.html");
    MzPageView page = open_page(&stage, rankings[0].path);
    mz_view_ranking(&page, stage.digests, &rankings[0], 0);
    const MzValue *totals = at(page.view, "tables", 0);
    g_assert_cmpuint(length(totals, "rows"), ==, 4);
    for (guint i = 0; i < 4; i++) {
        g_assert_cmpstr(text(at(totals, "rows", i), "name"), ==, names[i]);
        g_assert_cmpstr(text(at(totals, "rows", i), "place"), ==, places[i]);
    }
    g_assert_cmpstr(text(at(at(totals, "rows", 0), "cells", 0), "text"), ==, "200.00005");
    g_assert_cmpstr(text(at(totals, "rows", 1), "bar"), ==, "499");
    g_assert_cmpstr(text(totals, "n_silent"), ==, "1");
    const MzValue *guests = at(at(at(page.view, "tables", 1), "rows", 0), "cells", 10);
    g_assert_cmpstr(text(guests, "text"), ==, "48");
    g_assert_nonnull(strstr(text(guests, "href"), "2024-final/source.html#L353"));
    stage_close(&stage);
}

/* Four in a row, the body's own first. */
static void
test_neighbours(void)
{
    static const struct {
        guint body;
        const char *names[4];
    } cases[] = {{0, {"局0000", "局0001", "局0002", "局0003"}},
                 {3, {"局0003", "局0002", "局0004", "局0005"}},
                 {5, {"局0005", "局0002", "局0003", "局0004"}}};
    Stage stage;
    stage_open(&stage, 6);
    for (guint i = 0; i < 6; i++)
        set_fact(stage.reports[i], MZ_FACT_EXPENDITURE_TOTAL, "1.00");
    for (gsize c = 0; c < G_N_ELEMENTS(cases); c++) {
        MzPageView page = open_page(&stage, "r/市/x/compare.html");
        mz_view_compare(&page, stage.digests, &stage.discovery.bodies[cases[c].body]);
        g_assert_cmpuint(length(page.view, "sets"), ==, 1);
        const MzValue *set = at(page.view, "sets", 0);
        g_assert_cmpuint(length(set, "columns"), ==, 4);
        for (guint i = 0; i < 4; i++)
            g_assert_cmpstr(text(at(set, "columns", i), "label"), ==, cases[c].names[i]);
    }
    stage_close(&stage);
}

static void
assert_marked(const MzValue *row, const char *mark)
{
    g_assert_cmpint(mz_value_is_true(mz_value_get(row, "has_mark")), ==, mark[0] != '\0');
    g_assert_cmpstr(text(row, "mark"), ==, mark);
}

/* Rows of what is made up say so; a term is explained by a real report where there is one. */
static void
test_made_up(void)
{
    static const MzTermLine terms[] = {{"三公经费", "编的", 1}, {"编的词", "编的", 2}}, real = {"三公经费", "真的", 1};
    static const MzCorrectionLine correction = {"表", "行", "列", "x.y.z", "1", "2", "笔误", "2024-01-02", "局"};
    static void (*const lists[])(MzPageView *, const MzDigests *, guint) = {mz_view_checks, mz_view_downloads};
    Stage stage;
    stage_open(&stage, 2);
    MzDigest *fictional = stage.reports[0];
    ((MzBody *)fictional->body)->mark = "示例数据";
    fictional->terms = terms;
    fictional->n_terms = G_N_ELEMENTS(terms);
    stage.reports[1]->terms = &real;
    stage.reports[1]->n_terms = 1;
    fictional->corrections = stage.reports[1]->corrections = &correction;
    fictional->n_corrections = stage.reports[1]->n_corrections = 1;
    for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
        MzPageView page = open_page(&stage, "x.html");
        lists[i](&page, stage.digests, 0);
        assert_marked(at(page.view, "reports", 0), "示例数据");
        assert_marked(at(page.view, "reports", 1), "");
    }
    MzPageView page = open_page(&stage, "corrections.html");
    mz_view_corrections(&page, stage.digests, 0);
    assert_marked(at(page.view, "corrections", 0), "示例数据");
    assert_marked(at(page.view, "corrections", 1), "");
    page = open_page(&stage, "terms.html");
    mz_view_terms(&page, stage.digests, 0);
    g_assert_cmpstr(text(at(page.view, "terms", 0), "text"), ==, "真的");
    assert_marked(at(page.view, "terms", 0), "");
    assert_marked(at(page.view, "terms", 1), "示例数据");
    stage.settings.mark = "示例数据"; /* the head of every page says it: rows need not */
    page = open_page(&stage, "corrections.html");
    mz_view_corrections(&page, stage.digests, 0);
    assert_marked(at(page.view, "corrections", 0), "");
    stage_close(&stage);
}

static gboolean
take(const char *path, const char *bytes, gsize length, const guint8 sha256[MZ_SHA256_SIZE], gpointer user)
{
    (void)sha256;
    g_assert_true(g_str_has_suffix(path, "/compare.js"));
    *(GString **)user = g_string_new_len(bytes, (gssize)length);
    return TRUE;
}

/* No text of a report can end the script. */
static void
test_script(void)
{
    Stage stage;
    stage_open(&stage, 1);
    stage.reports[0]->department = "a\"</script>\\\n";
    set_fact(stage.reports[0], MZ_FACT_EXPENDITURE_TOTAL, "1,234.50");
    GString *out = NULL;
    const MzOutlet outlet = {.put = take, .user = &out};
    mz_compare_write(&stage.settings, stage.digests, &stage.discovery, stage.discovery.bodies, (MzBasis){{0, 0}},
                     &outlet);
    g_assert_null(strchr(out->str, '<'));
    g_assert_nonnull(strstr(out->str, "\"name\":\"a\\\"\\u003c/script>\\\\\\u000a\""));
    g_assert_nonnull(strstr(out->str, "[\"1234.50\",\"index.html#x.y.z\"]"));
    g_string_free(out, TRUE);
    stage_close(&stage);
}

static void
test_punctuation(void)
{
    static const char *const cases[][2] = {
        {"注:1.本表(汇总),共2张", "注：1.本表（汇总），共2张"},
        {"合计1,234.50万元,下降5%", "合计1,234.50万元，下降5%"},
        {"年初目标值(A)", "年初目标值（A）"},
        {"see (a), b: c", "see (a), b: c"},
        {"(一)总体情况", "（一）总体情况"},
        {"支出(类)档案事务(款)", "支出（类）档案事务（款）"},
        {"a)b(", "a)b("},
        {"没有标点", "没有标点"},
    };
    MzArena *arena = mz_arena_new();
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(mz_view_chinese(arena, cases[i][0]), ==, cases[i][1]);
    mz_arena_free(arena);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lists/parts", test_parts);
    g_test_add_func("/lists/units", test_units);
    g_test_add_func("/lists/years", test_years);
    g_test_add_func("/lists/ranking", test_ranking);
    g_test_add_func("/lists/neighbours", test_neighbours);
    g_test_add_func("/lists/made-up", test_made_up);
    g_test_add_func("/lists/script", test_script);
    g_test_add_func("/lists/punctuation", test_punctuation);
    return g_test_run();
}
