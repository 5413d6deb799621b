/* Workbooks: what stands in their sheets, and that any text stays text. Read back by another library. */
#include "data/workbook.h"

#include <archive.h>
#include <archive_entry.h>

#include "stage.h"

/* One member of a zip archive as text; the caller frees. NULL: there is none such. */
static char *
member(const char *bytes, gsize length, const char *name)
{
    struct archive *zip = archive_read_new();
    archive_read_support_format_zip(zip);
    g_assert_cmpint(archive_read_open_memory(zip, bytes, length), ==, ARCHIVE_OK);
    struct archive_entry *entry = NULL;
    GString *text = NULL;
    while (archive_read_next_header(zip, &entry) == ARCHIVE_OK) {
        g_assert_cmpint((int)archive_entry_mtime(entry), <, 366 * 24 * 3600 * 11); /* 1980 in any time zone */
        if (text != NULL || strcmp(archive_entry_pathname(entry), name) != 0)
            continue;
        text = g_string_new(NULL);
        char buffer[4096];
        la_ssize_t n = 0;
        while ((n = archive_read_data(zip, buffer, sizeof buffer)) > 0)
            g_string_append_len(text, buffer, n);
    }
    archive_read_free(zip);
    return text != NULL ? g_string_free(text, FALSE) : NULL;
}

static char *
make_marked(Stage *stage, const char *mark, gsize *length)
{
    MzPageView page = stage_page(stage);
    MzWorkbookAbout about = {
        .title = "某局 & 某所2024年度部门决算", .department = "某局", .site = "测试站", .mark = mark};
    GError *error = NULL;
    char *bytes = mz_workbook(mz_value_get(page.view, "tables"), NULL, &about, length, &error);
    g_assert_no_error(error);
    return bytes;
}

static char *
make(Stage *stage, gsize *length)
{
    return make_marked(stage, NULL, length);
}

static void
assert_has(const char *bytes, gsize length, const char *name, const char *wanted)
{
    char *text = member(bytes, length, name);
    g_assert_nonnull(text);
    if (strstr(text, wanted) == NULL)
        g_error("%s lacks %s: %s", name, wanted, text);
    g_free(text);
}

static MzReport *
expenditure(const char *total, const char *label)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    fixture_set(report, MZ_TABLE_EXPENDITURE, "total", "total", total);
    fixture_label(report, MZ_TABLE_EXPENDITURE, "total", label);
    return report;
}

/* Amounts as printed, and how a cell has them. */
static void
test_amounts(void)
{
    static const struct {
        const char *printed, *cell;
    } cases[] = {
        {"387.73", "<v>387.73</v>"},
        {"0.00", "<v>0</v>"},
        {"0", "<v>0</v>"},
        {"-1.50", "<v>-1.5</v>"},
        {"1234567890.12", "<v>1234567890.12</v>"},
        {"9.95", "<v>9.949999999999999</v>"}, /* sixteen digits: the same double */
        {"0.000001", "<v>1E-06</v>"},
        {"1234567890123.45", "<v>1234567890123.45</v>"},
        {"123456789012.3456", "t=\"s\""}, /* a spreadsheet would round it */
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        Stage stage;
        gsize length = 0;
        stage_open(&stage, expenditure(cases[i].printed, "合计"));
        char *bytes = make(&stage, &length);
        char *sheet = member(bytes, length, "xl/worksheets/sheet2.xml");
        const char *cell = strstr(sheet, "<c r=\"C6\"");
        g_assert_nonnull(cell);
        char *end = strstr(cell, "</c>");
        g_assert_nonnull(end);
        *end = '\0';
        if (strstr(cell, cases[i].cell) == NULL)
            g_error("%s became %s", cases[i].printed, cell);
        g_free(sheet);
        g_free(bytes);
        stage_close(&stage);
    }
}

/* Decimals as printed, each with its own format. */
static void
test_decimals(void)
{
    MzReport *report = expenditure("10.00", "合计");
    fixture_set(report, MZ_TABLE_EXPENDITURE, "total", "basic", "7");
    fixture_set(report, MZ_TABLE_EXPENDITURE, "total", "project", "3.123456");
    Stage stage;
    gsize length = 0;
    stage_open(&stage, report);
    char *bytes = make(&stage, &length);
    assert_has(bytes, length, "xl/styles.xml", "formatCode=\"#,##0.000000\"");
    assert_has(bytes, length, "xl/styles.xml", "formatCode=\"#,##0.00\"");
    assert_has(bytes, length, "xl/styles.xml", "formatCode=\"#,##0\"");
    g_free(bytes);
    stage_close(&stage);
}

static void
test_hostile_labels(void)
{
    static const struct {
        const char *label, *stored;
    } cases[] = {
        {"=HYPERLINK(\"http://x\")", "=HYPERLINK(\"http://x\")</t>"},
        {"</t></si>&<x>", "&lt;/t&gt;&lt;/si&gt;&amp;&lt;x&gt;</t>"},
        {"+1", ">+1</t>"},
        {"\xF0\xA0\xAE\xB7野家", "\xF0\xA0\xAE\xB7野家</t>"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        Stage stage;
        gsize length = 0;
        stage_open(&stage, expenditure("1.00", cases[i].label));
        char *bytes = make(&stage, &length);
        assert_has(bytes, length, "xl/sharedStrings.xml", cases[i].stored);
        char *sheet = member(bytes, length, "xl/worksheets/sheet2.xml");
        g_assert_null(strstr(sheet, "<f>"));
        g_free(sheet);
        g_free(bytes);
        stage_close(&stage);
    }
}

static void
test_sheet(void)
{
    static const char *const wanted[] = {
        "orientation=\"landscape\"",      "paperSize=\"9\"",
        "<pageSetUpPr fitToPage=\"1\"/>", "state=\"frozen\"",
        "<mergeCell ref=\"A1:H1\"/>",     "&amp;L某局 &amp;&amp; 某所2024年度部门决算&amp;R",
        "numberStoredAsText=\"1\"",
    };
    Stage stage;
    gsize length = 0;
    stage_open(&stage, expenditure("1.00", "合计"));
    char *bytes = make(&stage, &length);
    for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
        assert_has(bytes, length, "xl/worksheets/sheet2.xml", wanted[i]);
    assert_has(bytes, length, "xl/workbook.xml", "name=\"1 支出决算表\"");
    assert_has(bytes, length, "xl/workbook.xml", "_xlnm.Print_Titles");
    assert_has(bytes, length, "docProps/core.xml", "1980-01-01T00:00:00Z");
    g_free(bytes);
    bytes = make_marked(&stage, "示例数据", &length);
    assert_has(bytes, length, "xl/worksheets/sheet2.xml", "2024年度部门决算［示例数据］&amp;R");
    g_free(bytes);
    stage_close(&stage);
}

/* A table that is little more than a page stands on one; of a longer one each page has the headings. */
static void
test_pages(void)
{
    static const struct {
        guint n_rows;
        gboolean on_one;
    } cases[] = {{1, TRUE}, {40, TRUE}, {60, FALSE}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        MzReport *report = expenditure("1.00", "合计");
        for (guint n = 1; n < cases[i].n_rows; n++)
            fixture_set(report, MZ_TABLE_EXPENDITURE, mz_arena_printf(report->arena, "20128%02u", n), "total", "1.00");
        Stage stage;
        gsize length = 0;
        stage_open(&stage, report);
        char *bytes = make(&stage, &length), *sheet = member(bytes, length, "xl/worksheets/sheet2.xml");
        g_assert_cmpint(strstr(sheet, "fitToHeight=\"0\"") == NULL, ==, cases[i].on_one);
        g_assert_nonnull(strstr(sheet, "fitToPage=\"1\""));
        g_free(sheet);
        g_free(bytes);
        stage_close(&stage);
    }
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    fixture_set(report, MZ_TABLE_SUMMARY, "in-total", "amount", "1.00");
    Stage stage;
    gsize length = 0;
    stage_open(&stage, report);
    char *bytes = make(&stage, &length), *sheet = member(bytes, length, "xl/worksheets/sheet2.xml");
    g_assert_null(strstr(sheet, "fitToHeight"));
    g_free(sheet);
    g_free(bytes);
    stage_close(&stage);
}

/* A report without tables, and one with an empty table, have a workbook all the same. */
static void
test_empty(void)
{
    for (int with_table = 0; with_table < 2; with_table++) {
        MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
        if (with_table)
            fixture_table(report, MZ_TABLE_FUND);
        Stage stage;
        gsize length = 0;
        stage_open(&stage, report);
        char *bytes = make(&stage, &length);
        assert_has(bytes, length, "xl/workbook.xml", "说明");
        if (with_table)
            assert_has(bytes, length, "xl/sharedStrings.xml", "空表");
        g_free(bytes);
        stage_close(&stage);
    }
}

static gpointer
make_in_thread(gpointer unused)
{
    (void)unused;
    Stage stage;
    gsize length = 0;
    stage_open(&stage, expenditure("387.73", "合计"));
    char *bytes = make(&stage, &length);
    GBytes *result = g_bytes_new_take(bytes, length);
    stage_close(&stage);
    return result;
}

static void
test_same_bytes(void)
{
    GThread *threads[4];
    GBytes *first = make_in_thread(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("workbook", make_in_thread, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(threads); i++) {
        GBytes *other = g_thread_join(threads[i]);
        g_assert_true(g_bytes_equal(first, other));
        g_bytes_unref(other);
    }
    g_bytes_unref(first);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/workbook/amounts", test_amounts);
    g_test_add_func("/workbook/decimals", test_decimals);
    g_test_add_func("/workbook/hostile-labels", test_hostile_labels);
    g_test_add_func("/workbook/sheet", test_sheet);
    g_test_add_func("/workbook/pages", test_pages);
    g_test_add_func("/workbook/empty", test_empty);
    g_test_add_func("/workbook/same-bytes", test_same_bytes);
    return g_test_run();
}
