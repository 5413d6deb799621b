/* What pages show, from reports built by hand: the legal layout of each shape, marks of amounts that were not printed,
 * links between cells and lines, and that no text of a report can become markup. */
#include "view/views.h"

#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "shown.h"
#include "template/mustache.h"

/* A site of one body with one report, and the view of its pages. */
typedef struct {
    MzSettings settings;
    MzDiscovery discovery;
    MzFiling filing;
    MzBody body;
    MzSiteFrame frame;
    MzReport *report;
    MzArena *arena;
    MzReportInput input;
    MzDrawn drawn[MZ_FIGURES];
} Stage;

static void
stage_open(Stage *stage, MzReport *report)
{
    *stage = (Stage){.settings = {.title = "测试站", .language = "zh-CN"}, .report = report, .arena = mz_arena_new()};
    stage->settings.by_folder = g_hash_table_new(g_str_hash, g_str_equal);
    stage->filing = (MzFiling){.path = "x.txt",
                               .kind = report->kind,
                               .year = report->year,
                               .address = "r/a/b/2024-final",
                               .href = "r/a/b/2024-final"};
    stage->body = (MzBody){.region = "a",
                           .department = "b",
                           .folder = "a/b",
                           .address = "r/a/b",
                           .href = "r/a/b",
                           .filings = &stage->filing,
                           .n_filings = 1};
    stage->discovery = (MzDiscovery){.bodies = &stage->body, .n_bodies = 1, .n_filings = 1};
    stage->frame = (MzSiteFrame){.settings = &stage->settings, .discovery = &stage->discovery};
    const MzDigest *digest = mz_digest(&stage->body, &stage->filing, report, NULL, NULL, stage->arena);
    stage->input = (MzReportInput){.body = &stage->body,
                                   .filing = &stage->filing,
                                   .report = report,
                                   .digest = digest,
                                   .department = digest->department};
}

static void
stage_close(Stage *stage)
{
    g_hash_table_destroy(stage->settings.by_folder);
    mz_arena_free(stage->arena);
    mz_report_free(stage->report);
}

static const MzValue *
show(Stage *stage)
{
    MzPageView page =
        mz_view_frame(stage->arena, &stage->frame, "r/a/b/2024-final/index.html", "题", "departments", NULL);
    mz_view_figures(&page, &stage->input, stage->drawn);
    mz_view_report(&page, &stage->input, stage->drawn);
    return page.view;
}

static gboolean
has(const MzValue *object, const char *key)
{
    return mz_value_is_true(mz_value_get(object, key));
}

static void
append_blanks(GString *out, const MzValue *object, const char *key)
{
    for (gsize i = 0; i < mz_value_length(mz_value_get(object, key)); i++)
        g_string_append_c(out, '|');
}

static void
append_side(GString *out, const MzValue *side)
{
    const MzValue *codes = mz_value_get(side, "codes"), *amounts = mz_value_get(side, "amounts");
    for (gsize i = 0; i < mz_value_length(codes); i++)
        g_string_append_printf(out, "|%s", mz_value_text(mz_value_item(codes, i)));
    append_blanks(out, side, "code_blanks");
    if (has(side, "has_label"))
        g_string_append_printf(out, "|%s%s", text(side, "ordinal"), text(side, "text"));
    if (has(side, "has_gap"))
        g_string_append_c(out, '|');
    if (has(side, "has_project"))
        g_string_append_printf(out, "|%s", text(side, "project"));
    if (has(side, "has_row_number"))
        g_string_append_printf(out, "|%s", text(side, "row_number"));
    append_blanks(out, side, "blanks");
    for (gsize i = 0; i < mz_value_length(amounts); i++) {
        g_string_append_printf(out, "|%s", text(mz_value_item(amounts, i), "text"));
        append_blanks(out, mz_value_item(amounts, i), "blanks");
    }
}

/* The row as text: codes, labels and amounts, "|" between cells. */
static char *
row_text(const MzValue *table, gsize index)
{
    const MzValue *sides = mz_value_get(at(table, "rows", index), "sides");
    GString *out = g_string_new(NULL);
    for (gsize i = 0; i < mz_value_length(sides); i++)
        append_side(out, mz_value_item(sides, i));
    g_string_erase(out, 0, 1);
    return g_string_free(out, FALSE);
}

static void
assert_row(const MzValue *table, gsize index, const char *wanted)
{
    char *got = row_text(table, index);
    g_assert_cmpstr(got, ==, wanted);
    g_free(got);
}

static void
test_two_sided(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    fixture_set(report, MZ_TABLE_SUMMARY, "in-general", "amount", "2362.26");
    fixture_set(report, MZ_TABLE_SUMMARY, "ex-234", "amount", "-1.00");
    fixture_set(report, MZ_TABLE_SUMMARY, "in-total", "amount", "2362.26");
    Stage stage;
    stage_open(&stage, report);
    const MzValue *table = at(show(&stage), "tables", 0);
    g_assert_cmpuint(mz_value_length(mz_value_get(table, "rows")), ==, 30);
    assert_row(table, 0, "一、一般公共预算财政拨款收入|1|2,362.26|一、一般公共服务支出|31|");
    assert_row(table, 8, "|9||九、卫生健康支出|39|");
    assert_row(table, 25, "|26||二十六、抗疫特别国债安排的支出|56|-1.00");
    assert_row(table, 26, "本年收入合计|27||本年支出合计|57|");
    assert_row(table, 29, "总计|30|2,362.26|总计|60|");
    g_assert_cmpstr(text(at(table, "rows", 29), "class"), ==, "total");
    stage_close(&stage);
}

static void
test_coded(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    fixture_set(report, MZ_TABLE_EXPENDITURE, "total", "total", "10.00");
    fixture_label(report, MZ_TABLE_EXPENDITURE, "total", "合计");
    fixture_set(report, MZ_TABLE_EXPENDITURE, "2012801", "basic", "0");
    MzCell *cell = fixture_set(report, MZ_TABLE_EXPENDITURE, "2012801", "total", "7.50");
    cell->span = (MzSpan){12, 3, 7};
    Stage stage;
    stage_open(&stage, report);
    const MzValue *table = at(show(&stage), "tables", 0);
    assert_row(table, 0, "合计|10.00|||||");
    assert_row(table, 1, "2012801|2012801|7.50|0||||");
    const MzValue *amount = at(at(at(table, "rows", 1), "sides", 0), "amounts", 0);
    g_assert_cmpstr(text(amount, "id"), ==, "expenditure.2012801.total");
    g_assert_cmpstr(text(amount, "line"), ==, "12");
    /* 科目编码, 科目名称 and six amounts, then 栏次 under them. */
    g_assert_cmpuint(mz_value_length(mz_value_get(at(table, "head", 0), "cells")), ==, 8);
    g_assert_cmpstr(text(at(at(table, "head", 1), "cells", 6), "text"), ==, "6");
    stage_close(&stage);
}

static void
test_budget_code(void)
{
    MzReport *report = fixture_report(MZ_KIND_BUDGET, 2024, "某局");
    fixture_set(report, MZ_TABLE_EXPENDITURE, "2012801", "total", "7.50");
    fixture_set(report, MZ_TABLE_EXPENDITURE, "20128", "total", "7.50");
    Stage stage;
    stage_open(&stage, report);
    const MzValue *table = at(show(&stage), "tables", 0);
    assert_row(table, 0, "201|28|01|2012801|7.50||");
    assert_row(table, 1, "201|28||20128|7.50||");
    stage_close(&stage);
}

static void
test_economic(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    static const char *const rows[][2] = {{"301", "5.00"}, {"30101", "5.00"}, {"302", "2.00"},   {"30201", "2.00"},
                                          {"303", "1.00"}, {"310", "0.50"},   {"staff", "6.00"}, {"office", "2.50"}};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        fixture_set(report, MZ_TABLE_BASIC, rows[i][0], "amount", rows[i][1]);
    fixture_label(report, MZ_TABLE_BASIC, "staff", "人员经费合计");
    fixture_label(report, MZ_TABLE_BASIC, "office", "公用经费合计");
    Stage stage;
    stage_open(&stage, report);
    const MzValue *table = at(show(&stage), "tables", 0);
    assert_row(table, 0, "301|301|5.00|302|302|2.00|310|310|0.50");
    assert_row(table, 2, "303|303|1.00||||");
    assert_row(table, 3, "人员经费合计|6.00|公用经费合计|2.50");
    /* 公用经费 stands over both of its panels. */
    g_assert_cmpstr(text(at(at(table, "head", 0), "cells", 1), "columns"), ==, "6");
    stage_close(&stage);
}

static void
test_wide(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    fixture_set(report, MZ_TABLE_SANGONG, "budget", "total", "3.10");
    fixture_set(report, MZ_TABLE_SANGONG, "final", "total", "2.78");
    fixture_set(report, MZ_TABLE_SANGONG, "final", "reception", "0.42");
    Stage stage;
    stage_open(&stage, report);
    const MzValue *view = show(&stage);
    assert_row(at(view, "tables", 0), 0, "3.10||||||2.78|||||0.42");
    g_assert_cmpuint(mz_value_length(mz_value_get(at(view, "tables", 0), "rows")), ==, 1);
    const MzValue *card = at(view, "cards", 0);
    g_assert_cmpstr(text(card, "amount"), ==, "2.78");
    g_assert_cmpstr(text(card, "remark"), ==, "全年预算3.10万元，完成89.7%");
    stage_close(&stage);
}

static void
test_empty(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    MzTable *table = fixture_table(report, MZ_TABLE_FUND);
    table->empty_note = "本部门2024年度无政府性基金预算收支。";
    table->note = "注：本表反映基金。\n本部门2024年度无政府性基金预算收支。";
    Stage stage;
    stage_open(&stage, report);
    const MzValue *view = at(show(&stage), "tables", 0);
    g_assert_true(mz_value_is_true(mz_value_get(view, "is_empty")));
    g_assert_cmpstr(text(view, "empty_note"), ==, table->empty_note);
    g_assert_cmpuint(mz_value_length(mz_value_get(view, "notes")), ==, 1);
    assert_row(view, 0, "合计||||||");
    stage_close(&stage);
}

static void
test_marks(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    MzCell *cell = fixture_set(report, MZ_TABLE_GENERAL, "2012801", "total", "7.50");
    cell->origin = MZ_ORIGIN_RECOVERED;
    cell->proof = "= 基本支出 7.50";
    cell = fixture_set(report, MZ_TABLE_GENERAL, "2012801", "basic", "7.50");
    cell->origin = MZ_ORIGIN_UNCERTAIN;
    Stage stage;
    stage_open(&stage, report);
    const MzValue *view = show(&stage);
    const MzValue *table = at(view, "tables", 0);
    g_assert_cmpuint(mz_value_length(mz_value_get(table, "marks")), ==, 2);
    g_assert_cmpstr(text(at(table, "marks", 0), "sign"), ==, "推");
    g_assert_cmpstr(text(at(table, "marks", 0), "proof"), ==, "= 基本支出 7.50");
    g_assert_cmpstr(text(at(table, "marks", 0), "cell"), ==, "general.2012801.total");
    g_assert_cmpstr(text(at(table, "marks", 1), "sign"), ==, "疑");
    g_assert_true(mz_value_is_true(mz_value_get(view, "has_uncertain")));
    stage_close(&stage);
}

/* A heading with words under it is shown. */
static void
give_words(MzSection *section)
{
    static const char *paragraph = "文字";
    static guint32 line = 1;
    section->paragraphs = &paragraph;
    section->paragraph_lines = &line;
    section->n_paragraphs = 1;
}

/* Levels of headings in the report, and the depths they get in the page. */
static void
test_headings(void)
{
    static const struct {
        guint8 level;
        const char *depth;
    } steps[] = {{1, "3"}, {2, "4"}, {3, "5"}, {1, "3"}, {3, "4"}, {4, "5"}, {3, "4"}, {2, "4"}, {4, "5"}};
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
        fixture_section(report, steps[i].level, "题");
        give_words(&report->sections[i]);
    }
    Stage stage;
    stage_open(&stage, report);
    const MzValue *view = show(&stage);
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
        g_assert_cmpstr(text(at(view, "sections", i), "depth"), ==, steps[i].depth);
    g_assert_cmpuint(mz_value_length(mz_value_get(view, "contents")), ==, 2);
    stage_close(&stage);
}

/* A picture travels without its page: what is made up is so in the picture. */
static void
test_made_up(void)
{
    static const char *const marks[] = {NULL, "示例数据"};
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
        fixture_set(report, MZ_TABLE_INCOME, "total", "fiscal", "7.50");
        fixture_set(report, MZ_TABLE_INCOME, "total", "total", "7.50");
        Stage stage;
        stage_open(&stage, report);
        stage.body.mark = marks[i];
        show(&stage);
        const char *svg = stage.drawn[MZ_FIGURE_INCOME].svg;
        g_assert_nonnull(svg);
        g_assert_cmpint(strstr(svg, ">示例数据</text>") != NULL, ==, marks[i] != NULL);
        g_assert_cmpint(strstr(svg, "-d\">示例数据。") != NULL, ==, marks[i] != NULL);
        stage_close(&stage);
    }
}

static void
assert_entry(const MzValue *view, gsize index, const char *href, gboolean is_lost)
{
    const MzValue *entry = at(view, "printed_contents", index);
    g_assert_cmpstr(text(entry, "href"), ==, href);
    g_assert_cmpint(mz_value_is_true(mz_value_get(entry, "is_found")), ==, href[0] != '\0');
    g_assert_cmpint(mz_value_is_true(mz_value_get(entry, "is_lost")), ==, is_lost);
}

/* The printed list leads to what was found: a part that only holds tables to its first table, other words to theirs. */
static void
test_contents(void)
{
    static MzContentsEntry contents[] = {
        {1, "第一部分", "某局2024年度部门决算表", 2, 2},
        {2, "一", "收入决算表", 3, 3},
        {2, "二", "支出决算表", 4, 4},
        {1, "第二部分", "部门决算情况说明", 5, 5},
        {2, "一", "收入决算情况说明", 5, 6},
        {3, "（一）", "细目", 0, 7},
    };
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    report->contents = contents;
    report->n_contents = G_N_ELEMENTS(contents);
    fixture_table(report, MZ_TABLE_INCOME)->first_line = 12;
    fixture_section(report, 1, "2024年度部门决算表");
    report->sections[0].line = 10;
    fixture_section(report, 1, "部门决算情况说明");
    report->sections[1].line = 30;
    give_words(&report->sections[1]);
    Stage stage;
    stage_open(&stage, report);
    MzChecks *checks = mz_check(report, NULL);
    stage.input.checks = checks;
    const MzValue *view = show(&stage);
    assert_entry(view, 0, "#income", FALSE);
    assert_entry(view, 1, "#income", FALSE);
    assert_entry(view, 2, "", TRUE);
    assert_entry(view, 3, "#section-2", FALSE);
    assert_entry(view, 4, "", TRUE);
    assert_entry(view, 5, "", FALSE);
    g_assert_cmpstr(text(view, "n_lost"), ==, "2");
    stage.input.checks = NULL; /* nothing was sought, so nothing is missing */
    assert_entry(show(&stage), 2, "", FALSE);
    mz_checks_free(checks);
    stage_close(&stage);
}

/* From a table to the words about the same, whatever else their titles say. */
static void
test_explanations(void)
{
    static const char *const titles[] = {"收入支出决算总体情况说明", "财政拨款收支决算情况的总体说明",
                                         "关于某局2024年收入决算情况说明"};
    static const struct {
        MzTableKey table;
        const char *link;
    } tables[] = {{MZ_TABLE_SUMMARY, "#section-1"},
                  {MZ_TABLE_INCOME, "#section-3"},
                  {MZ_TABLE_EXPENDITURE, ""},
                  {MZ_TABLE_APPROPRIATION, "#section-2"}};
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++)
        fixture_table(report, tables[i].table);
    for (gsize i = 0; i < G_N_ELEMENTS(titles); i++) {
        fixture_section(report, 2, titles[i]);
        give_words(&report->sections[i]);
    }
    Stage stage;
    stage_open(&stage, report);
    const MzValue *view = show(&stage);
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_assert_cmpstr(text(at(view, "tables", i), "explanation"), ==, tables[i].link);
        g_assert_cmpint(mz_value_is_true(mz_value_get(at(view, "tables", i), "is_explained")), ==,
                        tables[i].link[0] != '\0');
    }
    stage_close(&stage);
}

/* A line of the source as text, "[amount cell: title]" for each amount. */
static char *
line_text(const MzValue *line)
{
    GString *out = g_string_new(NULL);
    const MzValue *amounts = mz_value_get(line, "amounts");
    for (gsize i = 0; i < mz_value_length(amounts); i++) {
        const MzValue *amount = mz_value_item(amounts, i);
        const MzValue *before = mz_value_get(amount, "before"), *figure = mz_value_get(amount, "text");
        g_string_append_len(out, mz_value_text(before), (gssize)mz_value_length(before));
        g_string_append_c(out, '[');
        g_string_append_len(out, mz_value_text(figure), (gssize)mz_value_length(figure));
        g_string_append_printf(out, " %s: %s]", text(amount, "id"), text(amount, "title"));
    }
    g_string_append(out, text(line, "rest"));
    return g_string_free(out, FALSE);
}

static void
test_source_lines(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
    static const char *lines[] = {"合计\t7.50\t1.00", "", "推定在此行"};
    report->lines = lines;
    report->n_lines = G_N_ELEMENTS(lines);
    fixture_set(report, MZ_TABLE_GENERAL, "2012801", "total", "7.50")->span = (MzSpan){1, 3, 7};
    fixture_set(report, MZ_TABLE_GENERAL, "2012801", "basic", "1.00")->span = (MzSpan){1, 8, 12};
    fixture_set(report, MZ_TABLE_GENERAL, "2012801", "project", "6.50")->span = (MzSpan){3, 0, 0};
    Stage stage;
    stage_open(&stage, report);
    MzDigest digest = *stage.input.digest;
    digest.meta.url = "https://example.com/a.pdf";
    stage.input.digest = &digest;
    MzPageView page = mz_view_frame(stage.arena, &stage.frame, "r/a/b/2024-final/source.html", "题", NULL, NULL);
    mz_view_source(&page, &stage.input, NULL);
    g_assert_cmpstr(text(page.view, "original"), ==, "https://example.com/a.pdf");
    const MzValue *sheet = at(page.view, "sheets", 0);
    const MzValue *first = at(sheet, "lines", 0);
    char *words = line_text(first);
    g_assert_cmpstr(words, ==,
                    "合计\t[7.50 general.2012801.total: 一般公共预算财政拨款支出决算表 · 2012801 · 小计]"
                    "\t[1.00 general.2012801.basic: 基本支出]");
    g_free(words);
    g_assert_cmpuint(mz_value_length(mz_value_get(at(sheet, "lines", 1), "amounts")), ==, 0);
    g_assert_cmpstr(text(at(sheet, "lines", 1), "rest"), ==, "");
    g_assert_cmpuint(mz_value_length(mz_value_get(at(sheet, "lines", 2), "others")), ==, 1);
    stage_close(&stage);
}

/* What stands right before an amount is not said again of it; what only ends like the name is another name. */
static void
test_source_titles(void)
{
    static const struct {
        const char *line;
        guint32 start;
        const char *expected;
    } cases[] = {
        {"行政运行\t7.50", 5, "一般公共预算财政拨款支出决算表 · 小计"},
        {"一、行政运行 12\t 7.50", 11, "一般公共预算财政拨款支出决算表 · 小计"},
        {"（一）行政运行\t7.50", 8, "一般公共预算财政拨款支出决算表 · 小计"},
        {"其中：行政运行 7.50", 8, "一般公共预算财政拨款支出决算表 · 小计"},
        {"其他行政运行\t7.50", 7, "一般公共预算财政拨款支出决算表 · 行政运行 · 小计"},
        {"行政运行其他\t7.50", 7, "一般公共预算财政拨款支出决算表 · 行政运行 · 小计"},
        {"7.50", 0, "一般公共预算财政拨款支出决算表 · 行政运行 · 小计"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "某局");
        const char *lines[] = {cases[i].line};
        report->lines = lines;
        report->n_lines = 1;
        fixture_set(report, MZ_TABLE_GENERAL, "2012801", "total", "7.50")->span =
            (MzSpan){1, cases[i].start, cases[i].start + 4};
        Stage stage;
        ((MzRow *)mz_table_row(mz_report_table(report, MZ_TABLE_GENERAL), "2012801"))->label = "行政运行";
        stage_open(&stage, report);
        MzPageView page = mz_view_frame(stage.arena, &stage.frame, "r/a/b/2024-final/source.html", "题", NULL, NULL);
        mz_view_source(&page, &stage.input, NULL);
        const MzValue *line = at(at(page.view, "sheets", 0), "lines", 0);
        g_assert_cmpstr(text(at(line, "amounts", 0), "title"), ==, cases[i].expected);
        stage_close(&stage);
    }
}

static MzTemplates *
templates(void)
{
    const char *root = g_getenv("ROOT");
    char *folder = root != NULL ? g_build_filename(root, "templates", NULL) : g_strdup("templates");
    const char *folders[] = {folder, NULL};
    GError *error = NULL;
    MzTemplates *set = mz_templates_load(folders, MZ_TEMPLATE_STRICT, &error);
    g_assert_no_error(error);
    g_free(folder);
    return set;
}

static char *
render(const MzTemplates *set, const char *name, const MzValue *view)
{
    GError *error = NULL;
    const MzTemplate *template = mz_templates_get(set, name, &error);
    g_assert_no_error(error);
    GString *out = g_string_new(NULL);
    gboolean is_rendered = mz_template_render(template, view, out, &error);
    g_assert_no_error(error); /* first: it says which key is missing */
    g_assert_true(is_rendered);
    return g_string_free(out, FALSE);
}

/* Every text of a report that reaches a page is this. */
#define HOSTILE "<script>alert(1)</script>\"'&{{x}}{{{y_html}}}-->"

/* Tables of the annexes with rows, with lines only, and with nothing. */
static MzAnnexTable *
hostile_annexes(MzArena *arena)
{
    static MzAnnexGoal goals[] = {{HOSTILE, {HOSTILE, 1}}, {HOSTILE, {NULL, 0}}};
    static MzAnnexField fields[] = {{HOSTILE, {HOSTILE, 1}}, {"", {HOSTILE, 0}}, {HOSTILE, {NULL, 0}}};
    MzAnnexTable *annexes = mz_arena_new0(arena, MzAnnexTable, 3);
    MzAnnexRow *rows = mz_arena_new0(arena, MzAnnexRow, 4);
    for (guint i = 0; i < 3; i++) {
        rows[i].goal = (int)i - 1;
        for (guint c = 0; c < MZ_ANNEX_TEXT; c++)
            rows[i].cells[c] = (MzAnnexText){HOSTILE, c % 3};
    }
    rows[3].goal = -1;
    rows[3].cells[MZ_ANNEX_TEXT] = (MzAnnexText){HOSTILE, 1};
    annexes[0] = (MzAnnexTable){.title = HOSTILE,
                                .unit_name = {HOSTILE, 1},
                                .project = {HOSTILE, 1},
                                .budget = {.text = {HOSTILE, 1}},
                                .rate = {HOSTILE, 0},
                                .total = {HOSTILE, 1},
                                .goals = goals,
                                .n_goals = 2,
                                .fields = fields,
                                .n_fields = 3,
                                .rows = rows,
                                .n_rows = 3};
    annexes[1] = (MzAnnexTable){.kind = MZ_ANNEX_KEY_WORK, .uncertain = TRUE, .rows = rows + 3, .n_rows = 1};
    return annexes;
}

static MzReport *
hostile_report(void)
{
    static const char *lines[] = {HOSTILE, HOSTILE " 7.50"};
    static const char *paragraphs[] = {HOSTILE};
    static guint32 paragraph_lines[] = {1};
    static MzTerm term = {HOSTILE, HOSTILE, 1};
    static MzContentsEntry entries[] = {{1, HOSTILE, HOSTILE, 1, 1}, {2, HOSTILE, HOSTILE, 0, 2}};
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, HOSTILE);
    report->lines = lines;
    report->n_lines = 2;
    report->published = HOSTILE;
    report->title = HOSTILE;
    report->glossary = &term;
    report->n_glossary = 1;
    report->contents = entries;
    report->n_contents = G_N_ELEMENTS(entries);
    report->source = HOSTILE;
    MzCell *cell = fixture_set(report, MZ_TABLE_GENERAL, "2012801", "total", "7.50");
    cell->origin = MZ_ORIGIN_RECOVERED;
    cell->proof = HOSTILE;
    cell->span = (MzSpan){2, 1, 4};
    fixture_label(report, MZ_TABLE_GENERAL, "2012801", HOSTILE);
    fixture_set(report, MZ_TABLE_INCOME, "total", "fiscal", "7.50");
    fixture_set(report, MZ_TABLE_INCOME, "total", "total", "7.50");
    report->tables[0].note = HOSTILE;
    report->tables[0].number = HOSTILE;
    report->tables[0].title = HOSTILE;
    fixture_section(report, 1, HOSTILE);
    report->sections[0].ordinal = HOSTILE;
    report->sections[0].paragraphs = paragraphs;
    report->sections[0].paragraph_lines = paragraph_lines;
    report->sections[0].n_paragraphs = 1;
    report->annexes = hostile_annexes(report->arena);
    report->n_annexes = 3;
    return report;
}

static void
assert_harmless(const char *html)
{
    g_assert_null(strstr(html, "<script>alert"));
    g_assert_nonnull(strstr(html, "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;{{x}}"));
    /* No attribute was broken out of: every `onX=` would need a quote first. */
    g_assert_null(strstr(html, "\"'&{{"));
}

static void
test_hostile(void)
{
    MzTemplates *set = templates();
    Stage stage;
    stage_open(&stage, hostile_report());
    MzChecks *checks = mz_check(stage.report, NULL);
    stage.input.checks = checks;
    char *html = render(set, "report", show(&stage));
    assert_harmless(html);
    g_free(html);
    MzPageView page = mz_view_frame(stage.arena, &stage.frame, "r/a/b/2024-final/source.html", HOSTILE, NULL, HOSTILE);
    mz_view_source(&page, &stage.input, NULL);
    html = render(set, "report-source", page.view);
    assert_harmless(html);
    g_free(html);
    const MzDigest *digest = stage.input.digest;
    MzDigests *digests = mz_digests_join(&stage.discovery, &digest, stage.arena);
    mz_digests_collect(digests, stage.arena);
    static const struct {
        const char *name;
        void (*view)(MzPageView *page, const MzDigests *digests, guint part);
    } pages[] = {{"home", mz_view_home},   {"departments", mz_view_departments}, {"items", mz_view_items},
                 {"terms", mz_view_terms}, {"downloads", mz_view_downloads},     {"checks", mz_view_checks}};
    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        page = mz_view_frame(stage.arena, &stage.frame, "x.html", "题", NULL, NULL);
        pages[i].view(&page, digests, 0);
        html = render(set, pages[i].name, page.view);
        assert_harmless(html);
        g_free(html);
    }
    page = mz_view_frame(stage.arena, &stage.frame, "r/a/b/compare.html", "题", NULL, NULL);
    mz_view_compare(&page, digests, &stage.body);
    html = render(set, "compare", page.view);
    assert_harmless(html);
    g_free(html);
    mz_checks_free(checks);
    stage_close(&stage);
    mz_templates_free(set);
}

/* A report with nothing in it still makes a page: every key of the template is there. */
static void
test_nothing(void)
{
    MzTemplates *set = templates();
    Stage stage;
    stage_open(&stage, fixture_report(MZ_KIND_BUDGET, 2024, NULL));
    char *html = render(set, "report", show(&stage));
    g_assert_nonnull(strstr(html, "2024年度部门预算"));
    g_free(html);
    stage_close(&stage);
    mz_templates_free(set);
}

/* The page of rules explains each of the catalogue, whatever its family. */
static void
test_rules(void)
{
    Stage stage;
    stage_open(&stage, fixture_report(MZ_KIND_FINAL, 2024, "某局"));
    MzPageView page = mz_view_frame(stage.arena, &stage.frame, "checks.html", "题", NULL, NULL);
    mz_view_rules(&page);
    guint n_checks, n = 0;
    const MzCheck *catalogue = mz_catalogue(&n_checks);
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
    const MzValue *families = mz_value_get(page.view, "families");
    for (gsize f = 0; f < mz_value_length(families); f++) {
        const MzValue *rules = mz_value_get(mz_value_item(families, f), "rules");
        for (gsize r = 0; r < mz_value_length(rules); r++, n++)
            g_hash_table_add(ids, (gpointer)mz_value_text(mz_value_get(mz_value_item(rules, r), "id")));
    }
    g_assert_cmpuint(n, ==, n_checks);
    for (guint i = 0; i < n_checks; i++)
        g_assert_true(g_hash_table_contains(ids, catalogue[i].id));
    stage_close(&stage);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/views/two-sided", test_two_sided);
    g_test_add_func("/views/coded", test_coded);
    g_test_add_func("/views/budget-code", test_budget_code);
    g_test_add_func("/views/economic", test_economic);
    g_test_add_func("/views/wide", test_wide);
    g_test_add_func("/views/empty", test_empty);
    g_test_add_func("/views/marks", test_marks);
    g_test_add_func("/views/headings", test_headings);
    g_test_add_func("/views/made-up", test_made_up);
    g_test_add_func("/views/contents", test_contents);
    g_test_add_func("/views/explanations", test_explanations);
    g_test_add_func("/views/source-lines", test_source_lines);
    g_test_add_func("/views/source-titles", test_source_titles);
    g_test_add_func("/views/hostile", test_hostile);
    g_test_add_func("/views/nothing", test_nothing);
    g_test_add_func("/views/rules", test_rules);
    return g_test_run();
}
