/* The catalogue as a whole: it documents every check, and every check of it fails on some report and holds on some. */
#include "check/check.h"
#include "check_fixture.h"
#include "forms/claims.h"
#include "forms/relations.h"
#include "model/relate.h"

/* ---- the table itself */

static void
test_documented(void)
{
    guint n_checks;
    const MzCheck *catalogue = mz_catalogue(&n_checks);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_assert_cmpuint(n_checks, >, 100);
    for (guint i = 0; i < n_checks; i++) {
        const MzCheck *check = &catalogue[i];
        const char *texts[] = {check->id,          check->zh,    check->en,   check->relation_zh,
                               check->relation_en, check->fails, check->holds};
        for (guint t = 0; t < G_N_ELEMENTS(texts); t++)
            g_assert_true(texts[t] != NULL && texts[t][0] != '\0');
        g_assert_true(g_hash_table_add(seen, (gpointer)check->id));
        g_assert_true(mz_check_find(check->id) == check);
        g_assert_nonnull(check->run);
        g_assert_cmpuint(check->kinds, !=, 0);
        for (const char *c = check->relation_en; *c != '\0'; c++)
            g_assert_cmpint(*c, !=, '\n');
    }
    g_assert_null(mz_check_find("no.such"));
    g_assert_null(mz_check_find("split"));
}

/* Whatever the forms say is checked under an id of the catalogue. */
static void
test_relations_known(void)
{
    guint n_relations;
    const MzRelation *relations = mz_relations(&n_relations);
    for (guint i = 0; i < n_relations; i++) {
        if (mz_check_find(relations[i].id) == NULL)
            g_error("relation %s has no check", relations[i].id);
    }
    MzReport *reports[] = {consistent_report(), rich_report(), budget_report()};
    for (guint r = 0; r < G_N_ELEMENTS(reports); r++) {
        g_autoptr(MzArena) arena = mz_arena_new();
        guint n_equations;
        const MzEquation *equations = mz_relate(reports[r], arena, &n_equations);
        for (guint i = 0; i < n_equations; i++) {
            if (mz_check_find(equations[i].id) == NULL)
                g_error("equation %s has no check", equations[i].id);
        }
        mz_report_free(reports[r]);
    }
}

/* Cells are found by their numbers, which equations tell, and rows by their keys. */
static void
test_related(void)
{
    MzReport *reports[] = {consistent_report(), rich_report(), budget_report()};
    for (guint r = 0; r < G_N_ELEMENTS(reports); r++) {
        const MzReport *report = reports[r];
        g_autoptr(MzArena) arena = mz_arena_new();
        const MzRelated *related = mz_related(report, arena);
        g_assert_cmpuint(related->n_equations, >, 0);
        guint n_cells = 0;
        for (guint t = 0; t < report->n_tables; t++) {
            for (guint i = 0; i < report->tables[t].n_rows; i++) {
                g_assert_cmpint(mz_related_row(related, t, report->tables[t].rows[i].key), ==, (int)i);
                for (guint c = 0; c < report->tables[t].form->n_columns; c++) {
                    MzCellRef ref = {(guint16)t, (guint16)i, (guint16)c}, found = mz_cell_ref(report, n_cells++);
                    g_assert_cmpmem(&found, sizeof found, &ref, sizeof ref);
                }
            }
            g_assert_cmpint(mz_related_row(related, t, "no-such-row"), ==, -1);
        }
        for (guint e = 0; e < related->n_equations; e++) {
            const MzEquation *equation = &related->equations[e];
            for (guint i = 0; i < equation->n_left + equation->n_right; i++)
                g_assert_cmpuint(equation->cells[i], <, n_cells);
        }
        mz_report_free(reports[r]);
    }
}

/* The sentences of the templates name cells that the forms have. */
static void
test_claim_cells(void)
{
    guint n_cells, n_wholes;
    const MzClaimCell *cells = mz_claim_cells(&n_cells);
    const MzClaimWhole *wholes = mz_claim_wholes(&n_wholes);
    for (guint i = 0; i < n_cells; i++) {
        const MzForm *form = mz_form(cells[i].kind, cells[i].table);
        g_assert_nonnull(form);
        if (mz_form_column(form, cells[i].column) < 0)
            g_error("%s has no column %s", form->id, cells[i].column);
        if (form->rows != NULL && cells[i].row != NULL && mz_form_row(form, cells[i].row) < 0)
            g_error("%s has no row %s", form->id, cells[i].row);
        if (mz_check_find(cells[i].check) == NULL)
            g_error("claim of %s has no check %s", cells[i].subject, cells[i].check);
    }
    for (guint i = 0; i < n_wholes; i++) {
        const MzForm *form = mz_form(wholes[i].kind, wholes[i].table);
        g_assert_nonnull(form);
        g_assert_cmpint(mz_form_column(form, wholes[i].column), >=, 0);
    }
}

/* ---- consistent reports are silent */

static MzReport *(*const fixtures[])(void) = {consistent_report, rich_report, budget_report};

static void
test_silent(void)
{
    for (guint r = 0; r < G_N_ELEMENTS(fixtures); r++) {
        g_autoptr(MzReport) report = fixtures[r]();
        g_autoptr(MzChecks) checks = mz_check(report, NULL);
        for (guint i = 0; i < checks->n_findings; i++)
            g_test_message("report %u: %s %s: %s", r, checks->findings[i].check->id, checks->findings[i].place.address,
                           checks->findings[i].message_en);
        g_assert_cmpuint(checks->n_findings, ==, 0);
        g_assert_false(checks->unread);
    }
}

/* ---- every check fails and holds somewhere */

typedef struct {
    gboolean holds, fails;
} Seen;

/* The sanitizers see strlen, but not what GLib reads. */
static void
assert_text(const char *text)
{
    g_assert_true(g_utf8_validate(text, (gssize)strlen(text), NULL));
}

static void
assert_place(const MzEvidence *place)
{
    assert_text(place->address);
    assert_text(place->zh);
    assert_text(place->en);
    assert_text(place->value);
}

/* Everything that a finding says outlives the run (under the sanitizers: none of it is freed). */
static void
assert_says(const MzFinding *finding)
{
    const char *const texts[] = {finding->printed,   finding->expected,   finding->equation,   finding->difference,
                                 finding->tolerance, finding->message_zh, finding->message_en, finding->fingerprint};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        assert_text(texts[i]);
    assert_place(&finding->place);
    for (guint i = 0; i < finding->n_inputs; i++)
        assert_place(&finding->inputs[i]);
    for (guint i = 0; i < finding->n_related; i++)
        assert_place(&finding->related[i]);
}

static void
look(MzReport *report, Seen *seen)
{
    MzChecks *checks = mz_check(report, NULL);
    for (guint i = 0; i < checks->n_findings; i++)
        assert_says(&checks->findings[i]);
    for (guint i = 0; i < checks->n_results; i++) {
        seen[i].holds |= checks->results[i].state == MZ_STATE_HOLDS;
        seen[i].fails |= checks->results[i].state == MZ_STATE_FAILS;
    }
    mz_checks_free(checks);
}

/* Each amount of the tables changed, one at a time. */
static void
change_cells(MzReport *report, Seen *seen)
{
    for (guint t = 0; t < report->n_tables; t++) {
        for (guint r = 0; r < report->tables[t].n_rows; r++) {
            for (guint c = 0; c < report->tables[t].form->n_columns; c++) {
                MzCell *cell = &report->tables[t].rows[r].cells[c];
                if (!cell->present)
                    continue;
                gint64 before = cell->amount.fen;
                cell->amount.fen = before + 3000000;
                look(report, seen);
                cell->amount.fen = before;
            }
        }
    }
}

/* Each number of the text changed, one at a time, and each change of direction. */
static void
change_claims(MzReport *report, Seen *seen)
{
    for (guint i = 0; i < report->n_claims; i++) {
        MzClaim *claim = &report->claims[i];
        gint64 before = claim->value;
        const gint64 values[] = {before * 2 + 7, -before, 0};
        for (guint v = 0; v < G_N_ELEMENTS(values); v++) {
            claim->value = values[v];
            look(report, seen);
        }
        claim->value = before;
        if (strcmp(claim->unit, "万元") == 0) {
            claim->unit = "元";
            look(report, seen);
            claim->unit = "万元";
        }
    }
}

/* Changes that are not a number's. */

static MzRow *
row_of(MzReport *report, MzTableKey table, const char *key)
{
    MzRow *row = (MzRow *)mz_table_row(mz_report_table(report, table), key);
    g_assert_nonnull(row);
    return row;
}

static void
say_line(MzReport *report, const char *line)
{
    report->lines = mz_arena_new0(report->arena, const char *, 1);
    report->lines[0] = line;
    report->n_lines = 1;
}

static void
say_paragraph(MzReport *report, const char *title, const char *paragraph)
{
    MzSection *section = NULL;
    for (guint s = 0; s < report->n_sections; s++) {
        if (strstr(report->sections[s].title, title) != NULL)
            section = &report->sections[s];
    }
    g_assert_nonnull(section);
    section->paragraphs = mz_arena_new0(report->arena, const char *, 1);
    section->paragraph_lines = mz_arena_new0(report->arena, guint32, 1);
    section->paragraphs[0] = paragraph;
    section->paragraph_lines[0] = 1;
    section->last_line = 999;
    section->n_paragraphs = 1;
}

static void
lose_numbers(MzReport *report)
{
    static MzExtraction lost[] = {{"extract.coverage", "3.00", -1, {1, 0, 4}},
                                  {"extract.columns", "2 1", -1, {2, 0, 3}}};
    report->extractions = lost;
    report->n_extractions = G_N_ELEMENTS(lost);
}

static void
mistype_amount(MzReport *report)
{
    static MzExtraction slips[] = {{MZ_EXTRACTION_SLIP, "3O.00", 0, {1, 0, 5}},
                                   {MZ_EXTRACTION_SLIP, "3,00", -1, {2, 0, 4}}};
    report->extractions = slips;
    report->n_extractions = G_N_ELEMENTS(slips);
}

static void
scan_pages(MzReport *report)
{
    static MzExtraction scanned[] = {{MZ_EXTRACTION_SCANNED, "第 3–5 页", -1, {1, 0, 0}}};
    report->extractions = scanned;
    report->n_extractions = G_N_ELEMENTS(scanned);
}

static void
make_uncertain(MzReport *report)
{
    row_of(report, MZ_TABLE_GENERAL, "2010301")->cells[1].origin = MZ_ORIGIN_UNCERTAIN;
}

static void
drop_class(MzReport *report)
{
    MzTable *table = (MzTable *)mz_report_table(report, MZ_TABLE_GENERAL);
    MzRow *row = row_of(report, MZ_TABLE_GENERAL, "20805");
    memmove(row, row + 1, (gsize)(table->rows + table->n_rows - row - 1) * sizeof *row);
    table->n_rows--;
    mz_table_link(table);
}

static void
swap_rows(MzReport *report)
{
    MzRow *row = row_of(report, MZ_TABLE_INCOME, "2010301"), kept = *row;
    row[0] = row[1];
    row[1] = kept;
}

static void
zero_total(MzReport *report)
{
    fixture_set(report, MZ_TABLE_SUMMARY, "in-total", "amount", "0.00");
}

static void
other_code(MzReport *report)
{
    MzRow *row = row_of(report, MZ_TABLE_GENERAL, "2010302");
    row->code = row->key = row->name = "2010399";
    mz_table_link((MzTable *)mz_report_table(report, MZ_TABLE_GENERAL));
}

static void
drop_notes(MzReport *report)
{
    for (guint t = 0; t < report->n_tables; t++)
        report->tables[t].empty_note = NULL;
    report->n_claims = 0;
    MzTable *sangong = fixture_table(report, MZ_TABLE_SANGONG);
    for (guint r = 0; r < sangong->n_rows; r++) {
        for (guint c = 0; c < sangong->form->n_columns; c++)
            sangong->rows[r].cells[c].present = FALSE;
    }
    sangong->empty = TRUE;
}

static void
misprint_code(MzReport *report)
{
    row_of(report, MZ_TABLE_GENERAL, "2010301")->printed = "2010310 行政运行";
}

static void
misprint_name(MzReport *report)
{
    row_of(report, MZ_TABLE_INCOME, "2010301")->printed = "行政运行";
    row_of(report, MZ_TABLE_EXPENDITURE, "2010301")->printed = "行政运行";
    row_of(report, MZ_TABLE_GENERAL, "2010301")->printed = "行攻运行";
}

static void
right_names(MzReport *report)
{
    static const MzTableKey tables[] = {MZ_TABLE_INCOME, MZ_TABLE_EXPENDITURE, MZ_TABLE_GENERAL};
    for (guint t = 0; t < G_N_ELEMENTS(tables); t++)
        row_of(report, tables[t], "2010301")->printed = "行政运行";
}

static void
misprint_economic(MzReport *report)
{
    row_of(report, MZ_TABLE_BASIC, "30201")->printed = "办公废";
    row_of(report, MZ_TABLE_GENERAL, "2010302")->printed = "另一名称";
}

static void
right_standard_names(MzReport *report)
{
    row_of(report, MZ_TABLE_BASIC, "30201")->printed = "办公费";
    row_of(report, MZ_TABLE_BASIC, "30101")->printed = "基本工资";
    row_of(report, MZ_TABLE_BASIC, "30108")->printed = "机关事业单位基本养老保险缴费";
    row_of(report, MZ_TABLE_BASIC, "301")->printed = row_of(report, MZ_TABLE_BASIC, "302")->printed = "";
}

static void
misprint_label(MzReport *report)
{
    row_of(report, MZ_TABLE_SUMMARY, "ex-208")->printed = "社会保章和就业支出";
}

static void
drop_table(MzReport *report)
{
    report->n_tables--;
}

static void
drop_unit(MzReport *report)
{
    report->tables[0].unit_stated = FALSE;
}

static void
wrong_year(MzReport *report)
{
    report->tables[1].title = "2023年度收入决算表";
}

static void
wrong_comparison(MzReport *report)
{
    say_paragraph(report, "收入支出决算总体情况", "2024 年度收、支总计均为 100 万元。与 2022 年度相比，减少 25 万元。");
}

static void
right_comparison(MzReport *report)
{
    say_paragraph(report, "收入支出决算总体情况", "2024 年度收、支总计均为 100 万元。与 2023 年度相比，减少 25 万元。");
}

static void
skip_ordinal(MzReport *report)
{
    report->sections[0].ordinal = "一";
    report->sections[1].ordinal = "三";
}

static void
count_ordinals(MzReport *report)
{
    report->sections[0].ordinal = "一";
    report->sections[1].ordinal = "二";
}

static void
doubled_words(MzReport *report)
{
    say_line(report, "接待对象主要是是外地机关，全年 2 批次。");
}

static void
plain_words(MzReport *report)
{
    say_line(report, "接待对象主要是外地机关，人人有责。");
}

static void
left_placeholder(MzReport *report)
{
    say_line(report, "比上年增加 XX 万元，主要原因是人员增加。");
}

static void
left_template(MzReport *report)
{
    say_line(report, "一、重点工作事项标题");
}

/* The item told with budget 48.50 and final 50.00 alone in its paragraph. */
static void
tell_direction(MzReport *report, const char *paragraph)
{
    guint kept = 0;
    for (guint i = 0; i < report->n_claims; i++) {
        if (strcmp(report->claims[i].subject, "2010301 行政运行") == 0)
            report->claims[kept++] = report->claims[i];
    }
    report->n_claims = kept;
    say_paragraph(report, "一般公共预算财政拨款支出决算具体情况", paragraph);
}

static void
wrong_direction(MzReport *report)
{
    tell_direction(report, "年初预算为48.50万元，支出决算为50.00万元，支出决算数小于年初预算数的主要原因是人员减少。");
}

static void
right_direction(MzReport *report)
{
    tell_direction(report, "年初预算为48.50万元，支出决算为50.00万元，支出决算数大于年初预算数的主要原因是人员增加。");
}

static void
label_basic(MzReport *report)
{
    fixture_label(report, MZ_TABLE_BASIC, "30201", "办公费");
    fixture_label(report, MZ_TABLE_BASIC, "30101", "基本工资");
    fixture_label(report, MZ_TABLE_BASIC, "30108", "机关事业单位基本养老保险缴费");
}

static void
wrong_list(MzReport *report)
{
    label_basic(report);
    say_paragraph(report, "基本支出", "公用经费10.00万元，主要包括：印刷费、差旅费。");
}

static void
right_list(MzReport *report)
{
    label_basic(report);
    say_paragraph(report, "基本支出", "公用经费10.00万元，主要包括：办公费 10.00 万元。");
}

static void
leave_out_item(MzReport *report)
{
    for (guint i = 0; i < report->n_claims; i++) {
        if (report->claims[i].code != NULL && strcmp(report->claims[i].code, "2080505") == 0)
            report->claims[i].code = NULL;
    }
}

/* ---- items by name, contents, self-evaluation: what the small reports do not have is put in */

static void
label_items(MzReport *report)
{
    static const char *const names[][2] = {{"201", "一般公共服务支出"},
                                           {"20103", "政府办公厅（室）及相关机构事务"},
                                           {"2010301", "行政运行"},
                                           {"2010302", "一般行政管理事务"},
                                           {"208", "社会保障和就业支出"},
                                           {"20805", "行政事业单位养老支出"},
                                           {"2080505", "机关事业单位基本养老保险缴费支出"}};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        fixture_label(report, MZ_TABLE_GENERAL, names[i][0], names[i][1]);
}

static void
tell_path(MzReport *report, const char *path)
{
    label_items(report);
    say_paragraph(report, "具体情况", path);
}

static void
right_path(MzReport *report)
{
    tell_path(report,
              "（1）社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。");
}

static void
wrong_parent(MzReport *report)
{
    tell_path(report, "（1）教育支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。");
}

static void
wrong_path(MzReport *report)
{
    tell_path(report,
              "（1）社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴废支出（项）。");
}

static void
explain_item(MzReport *report, const char *term)
{
    label_items(report);
    report->glossary = mz_arena_new0(report->arena, MzTerm, 1);
    report->glossary[0] = (MzTerm){term, "", 1};
    report->n_glossary = 1;
}

static void
right_glossary(MzReport *report)
{
    explain_item(report, "一般公共服务支出(类)政府办公厅(室)及相关机构事务(款)行政运行(项)");
    explain_item(report, "社会保障和就业支出(类)行政事业单位养老支出(款)机关事业单位基本养老保险缴费支出(项)");
}

static void
wrong_glossary(MzReport *report)
{
    explain_item(report, "教育支出(类)普通教育(款)小学教育(项)");
}

static void
count_classes(MzReport *report)
{
    row_of(report, MZ_TABLE_SUMMARY, "ex-201")->printed = "一、一般公共服务支出";
    row_of(report, MZ_TABLE_SUMMARY, "ex-208")->printed = "八、社会保障和就业支出";
}

static void
miscount_classes(MzReport *report)
{
    count_classes(report);
    row_of(report, MZ_TABLE_SUMMARY, "ex-201")->printed = "九、一般公共服务支出";
}

static void
unknown_class(MzReport *report)
{
    MzRow *row = row_of(report, MZ_TABLE_GENERAL, "201");
    row->code = row->key = "291";
    mz_table_link((MzTable *)mz_report_table(report, MZ_TABLE_GENERAL));
}

static MzClaim *
claim_of(MzReport *report, const char *subject, MzMeasure measure)
{
    MzClaim *claim = (MzClaim *)mz_report_claim(report, subject, measure);
    g_assert_nonnull(claim);
    return claim;
}

static void
say_flat(MzReport *report)
{
    MzClaim *change = claim_of(report, "收支总计", MZ_MEASURE_CHANGE);
    change->value = 0;
    change->word = "持平";
}

static void
say_truly_flat(MzReport *report)
{
    say_flat(report);
    claim_of(report, "收支总计", MZ_MEASURE_CHANGE_RATE)->value = 0;
}

static void
say_zero_increase(MzReport *report)
{
    say_truly_flat(report);
    claim_of(report, "收支总计", MZ_MEASURE_CHANGE)->word = "增加";
}

static void
tell_rate(MzReport *report, const char *paragraph)
{
    MzClaim *rate = claim_of(report, "2010301 行政运行", MZ_MEASURE_COMPLETION);
    rate->value = 553;
    say_paragraph(report, "具体情况", paragraph);
}

static void
no_reason(MzReport *report)
{
    tell_rate(report, "年初预算为48.50万元，支出决算为50.00万元，完成年初预算的55.3%。");
}

static void
with_reason(MzReport *report)
{
    tell_rate(report, "年初预算为48.50万元，支出决算为50.00万元，完成年初预算的55.3%，主要原因是项目推迟。");
}

static void
no_rate(MzReport *report)
{
    claim_of(report, "2010301 行政运行", MZ_MEASURE_COMPLETION)->measure = MZ_MEASURE_COUNT;
}

static void
leave_out_class(MzReport *report)
{
    for (guint i = 0; i < report->n_claims; i++) {
        if (report->claims[i].code != NULL && strcmp(report->claims[i].code, "208") == 0)
            report->claims[i].code = NULL;
    }
}

static void
count_vehicles(MzReport *report, const char *kept, const char *all)
{
    fixture_claim(report, "公务用车保有量", MZ_MEASURE_COUNT, kept, "辆");
    fixture_claim(report, "国有资产/车辆数量", MZ_MEASURE_COUNT, all, "辆");
}

static void
few_vehicles(MzReport *report)
{
    count_vehicles(report, "2", "3");
}

static void
many_vehicles(MzReport *report)
{
    count_vehicles(report, "3", "2");
}

static void
less_than_nothing(MzReport *report)
{
    fixture_set(report, MZ_TABLE_BASIC, "30201", "amount", "-10.00");
}

/* A table of self-evaluation with two indicators of 60 and 40 points. */
static MzAnnexTable *
evaluate(MzReport *report)
{
    MzAnnexTable *annex = mz_arena_new0(report->arena, MzAnnexTable, 1);
    annex->kind = MZ_ANNEX_PROJECT;
    annex->title = "项目绩效自评表";
    annex->rate = (MzAnnexText){"98%", 1};
    annex->total = (MzAnnexText){"100", 2};
    annex->rows = mz_arena_new0(report->arena, MzAnnexRow, 2);
    annex->n_rows = 2;
    for (guint r = 0; r < 2; r++) {
        annex->rows[r].goal = -1;
        annex->rows[r].cells[MZ_ANNEX_LEVEL3] = (MzAnnexText){r == 0 ? "预算执行率" : "完成数量", 3};
        annex->rows[r].cells[MZ_ANNEX_RESULT] = (MzAnnexText){r == 0 ? "97%—100%" : "10个", 3};
        annex->rows[r].cells[MZ_ANNEX_WEIGHT] = (MzAnnexText){r == 0 ? "60" : "40", 3};
        annex->rows[r].cells[MZ_ANNEX_SCORE] = (MzAnnexText){r == 0 ? "60" : "40", 3};
    }
    report->annexes = annex;
    report->n_annexes = 1;
    return annex;
}

static void
right_evaluation(MzReport *report)
{
    evaluate(report);
}

static void
wrong_evaluation(MzReport *report)
{
    MzAnnexTable *annex = evaluate(report);
    annex->total.text = "98";
    annex->rate.text = "92.5%";
    annex->rows[0].cells[MZ_ANNEX_WEIGHT].text = "55";
    annex->rows[1].cells[MZ_ANNEX_SCORE].text = "36";
}

static void
doubled_indicator(MzReport *report)
{
    MzAnnexTable *annex = evaluate(report);
    annex->rows[1] = annex->rows[0];
}

/* Two sections with their table of contents. */
static void
add_contents(MzReport *report, const MzContentsEntry *contents, guint n_contents)
{
    static const char *const titles[] = {"收入决算情况说明", "支出决算情况说明"};
    report->contents = mz_arena_memdup(report->arena, contents, n_contents * sizeof *contents);
    report->n_contents = n_contents;
    report->n_sections = 0;
    for (guint i = 0; i < G_N_ELEMENTS(titles); i++) {
        fixture_section(report, 2, titles[i]);
        MzSection *section = &report->sections[report->n_sections - 1];
        section->ordinal = i == 0 ? "一" : "二";
        section->line = n_contents + 2 + i;
    }
}

static void
right_contents(MzReport *report)
{
    static const MzContentsEntry contents[] = {{2, "一", "收入决算情况说明", 3, 2},
                                               {2, "二", "支出决算情况说明", 4, 3}};
    add_contents(report, contents, G_N_ELEMENTS(contents));
}

static void
wrong_contents(MzReport *report)
{
    static const MzContentsEntry contents[] = {{2, "一", "收人决算情况说明", 3, 2},
                                               {2, "二", "支出决算情况说明", 2, 3}};
    add_contents(report, contents, G_N_ELEMENTS(contents));
}

static void
swapped_contents(MzReport *report)
{
    static const MzContentsEntry contents[] = {{2, "一", "支出决算情况说明", 0, 2},
                                               {2, "二", "收入决算情况说明", 0, 3}};
    add_contents(report, contents, G_N_ELEMENTS(contents));
}

static void
name_tables(MzReport *report, const char *odd)
{
    report->lines = mz_arena_new0(report->arena, const char *, report->n_tables);
    report->n_lines = report->n_tables;
    for (guint t = 0; t < report->n_tables; t++) {
        report->lines[t] = t == 3 ? odd : "部门：示例局 单位：万元";
        report->tables[t].first_line = report->tables[t].last_line = t + 1;
    }
}

static void
one_name(MzReport *report)
{
    name_tables(report, "部门：示例市示例局（汇总）  金额单位：万元");
}

static void
two_names(MzReport *report)
{
    name_tables(report, "部门：别的局 单位：万元");
}

static void
one_kind(MzReport *report)
{
    fixture_section(report, 1, "第二部分部门决算表");
    fixture_section(report, 1, "第三部分部门决算情况说明");
}

static void
two_kinds(MzReport *report)
{
    fixture_section(report, 1, "第二部分部门决算表");
    fixture_section(report, 1, "第三部分单位决算情况说明");
}

static void
few_sections(MzReport *report)
{
    fixture_section(report, 1, "第四部分");
}

static void
all_sections(MzReport *report)
{
    static const char *const titles[] = {"部门主要职责", "机构设置情况",     "财政拨款收支情况",
                                         "国有资产情况", "预算绩效情况说明", "名词解释"};
    few_sections(report);
    for (guint i = 0; i < G_N_ELEMENTS(titles); i++)
        fixture_section(report, 2, titles[i]);
}

static void
slip_of_pen(MzReport *report)
{
    say_line(report, "2024年度财政拔款收入为100万元。");
}

/* ---- what the text lost */

static void
say_lines(MzReport *report, const char *const *lines, guint n_lines)
{
    report->lines = mz_arena_memdup(report->arena, lines, n_lines * sizeof *lines);
    report->n_lines = n_lines;
}

/* The general budget table stands in the lines 1 to 3, its row 2010301 in the second. */
static void
place_general(MzReport *report, const char *head, const char *row, const char *last)
{
    const char *const lines[] = {head, row, last};
    say_lines(report, lines, G_N_ELEMENTS(lines));
    MzTable *table = fixture_table(report, MZ_TABLE_GENERAL);
    table->first_line = 1;
    table->last_line = 3;
    for (guint r = 0; r < table->n_rows; r++)
        table->rows[r].line = 2;
}

static void
untaken_number(MzReport *report)
{
    place_general(report, "支出决算表", "2010301 行政运行", "另有 1,234.56 未列");
}

static void
split_code(MzReport *report)
{
    place_general(report, "支出决算表", "201 03 01 行政运行", "");
    row_of(report, MZ_TABLE_GENERAL, "2010301")->line = 2;
}

static void
repeated_head(MzReport *report)
{
    static const char head[] = "科目编码\t科目名称\t小计\t基本支出";
    place_general(report, head, "2010301 行政运行", head);
}

static void
broken_row(MzReport *report)
{
    MzTable *table = fixture_table(report, MZ_TABLE_GENERAL);
    for (guint r = 0; r < table->n_rows; r++)
        table->rows[r].line = table->rows[r].cells[0].span.line - (r == 3);
}

static void
cut_name(MzReport *report)
{
    row_of(report, MZ_TABLE_GENERAL, "2080505")->printed = "机关事业单位基本养老保险";
}

static void
blank_in_number(MzReport *report)
{
    row_of(report, MZ_TABLE_GENERAL, "2080505")->cells[0].text = "2 0.00";
}

static void
lost_column(MzReport *report)
{
    row_of(report, MZ_TABLE_GENERAL, "2080505")->cells[0].origin = MZ_ORIGIN_RECOVERED;
}

static void
marks_of_a_page(MzReport *report)
{
    say_line(report, "<p>服务对象满意度</p>");
}

/* ---- public expenses, lists, sections */

static void
small_reception(MzReport *report)
{
    fixture_set(report, MZ_TABLE_BASIC, "30217", "amount", "0.40");
}

static void
large_reception(MzReport *report)
{
    fixture_set(report, MZ_TABLE_BASIC, "30217", "amount", "0.65");
}

static void
change_sangong(MzReport *report, const char *reception)
{
    static const char *const parts[] = {"因公出国（境）费", "公务用车购置及运行费"};
    fixture_claim(report, "三公经费", MZ_MEASURE_CHANGE, "0.23", "万元");
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
        fixture_claim(report, parts[i], MZ_MEASURE_CHANGE, "0", "万元");
    fixture_claim(report, "公务接待费", MZ_MEASURE_CHANGE, reception, "万元");
}

static void
right_changes(MzReport *report)
{
    change_sangong(report, "0.23");
}

static void
wrong_changes(MzReport *report)
{
    change_sangong(report, "0.32");
}

static void
right_uses(MzReport *report)
{
    say_paragraph(report, "结构情况", "一般公共服务支出80.00万元，主要是用于行政运行、日常开支。");
}

static void
wrong_uses(MzReport *report)
{
    say_paragraph(report, "结构情况", "一般公共服务支出80.00万元，主要是用于行政运行、专项服务。");
}

static void
right_count(MzReport *report)
{
    say_paragraph(report, "收入决算情况", "本级下设 2 个科室（含 0 个派出机构），分别是：办公室、宣传和信息科。");
}

static void
wrong_count(MzReport *report)
{
    say_paragraph(report, "收入决算情况", "本级下设 3 个科室，分别是：办公室、会员科。");
}

static void
deny_other_income(MzReport *report)
{
    say_paragraph(report, "收入决算情况", "本年收入减少，主要原因是 2024 年无其他收入。");
}

static void
deny_projects(MzReport *report)
{
    say_paragraph(report, "收入决算情况", "本年收入减少，主要原因是 2024 年无项目支出。");
}

static void
order_tables(MzReport *report, gboolean swapped)
{
    for (guint t = 0; t < report->n_tables; t++) {
        report->tables[t].first_line = 10 * (t + 1);
        report->tables[t].number = mz_arena_printf(report->arena, "公开%02u表", t + 1);
    }
    if (swapped) {
        report->tables[1].first_line = 30;
        report->tables[2].first_line = 20;
    }
}

static void
tables_in_order(MzReport *report)
{
    order_tables(report, FALSE);
}

static void
tables_swapped(MzReport *report)
{
    order_tables(report, TRUE);
}

static void
stray_subject(MzReport *report)
{
    claim_of(report, "收入合计", MZ_MEASURE_CHANGE)->subject = "收支总计";
}

static void
say_twice(MzReport *report, const char *again)
{
    say_paragraph(report, "收入决算情况", "完善112个社区工会组织，发展会员4472人，推动平台企业建立工会120家。");
    say_paragraph(report, "政府采购", again);
}

static void
right_twins(MzReport *report)
{
    say_twice(report, "完善112个社区工会组织，发展会员4472人，推动平台企业建立工会120家。");
}

static void
wrong_twins(MzReport *report)
{
    say_twice(report, "完善112个社区工会组织，发展会员4472人，推动平台企业建立工会210家。");
}

/* ---- projects by name */

static void
review_project(MzReport *report, const char *told, const char *rate, const char *evaluated, const char *rate_there)
{
    MzAnnexTable *annex = evaluate(report);
    annex->project = (MzAnnexText){evaluated, 5};
    fixture_section(report, 3, "项目支出自评结果");
    fixture_claim(report, told, MZ_MEASURE_FINAL, "101.33", "万元");
    fixture_claim(report, told, MZ_MEASURE_COMPLETION, rate, "%");
    fixture_section(report, 2, "2024年度项目绩效自评表");
    fixture_claim(report, evaluated, MZ_MEASURE_FINAL, "101.34", "万元");
    fixture_claim(report, evaluated, MZ_MEASURE_COMPLETION, rate_there, "%");
}

static void
right_review(MzReport *report)
{
    review_project(report, "支持市场发展专项经费", "112.6", "支持市场发展专项", "112");
}

static void
wrong_review(MzReport *report)
{
    review_project(report, "支持市场发展专项经费", "112.6", "支持市场发展专项经费", "121");
}

static void
other_project_name(MzReport *report)
{
    review_project(report, "支持市场发展专项经费", "112.6", "支持市场发展经费", "112.6");
}

static void (*const changes_of_final[])(MzReport *) = {
    lose_numbers,     make_uncertain,     drop_class,      swap_rows,         zero_total,        other_code,
    drop_notes,       misprint_code,      misprint_name,   right_names,       misprint_economic, right_standard_names,
    misprint_label,   drop_table,         drop_unit,       wrong_year,        wrong_comparison,  right_comparison,
    skip_ordinal,     count_ordinals,     doubled_words,   plain_words,       left_placeholder,  left_template,
    wrong_direction,  right_direction,    wrong_list,      right_list,        leave_out_item,    right_path,
    wrong_parent,     wrong_path,         right_glossary,  wrong_glossary,    count_classes,     miscount_classes,
    unknown_class,    say_flat,           say_truly_flat,  say_zero_increase, no_reason,         with_reason,
    no_rate,          leave_out_class,    few_vehicles,    many_vehicles,     less_than_nothing, right_evaluation,
    wrong_evaluation, doubled_indicator,  right_contents,  wrong_contents,    swapped_contents,  one_name,
    two_names,        one_kind,           two_kinds,       few_sections,      all_sections,      slip_of_pen,
    untaken_number,   split_code,         repeated_head,   broken_row,        cut_name,          blank_in_number,
    lost_column,      marks_of_a_page,    small_reception, large_reception,   right_changes,     wrong_changes,
    right_uses,       wrong_uses,         right_count,     wrong_count,       deny_other_income, deny_projects,
    tables_in_order,  tables_swapped,     stray_subject,   right_twins,       wrong_twins,       right_review,
    wrong_review,     other_project_name, scan_pages,      mistype_amount,
};

static void
pay_from_fund(MzReport *report)
{
    fixture_set(report, MZ_TABLE_SANGONG, "total", "fund", "1.00");
}

static void
pay_from_larger_fund(MzReport *report)
{
    pay_from_fund(report);
    fixture_set(report, MZ_TABLE_FUND, "total", "total", "5.00");
}

/* The appropriation table of another amount than the summary's. */
static void
other_scope(MzReport *report)
{
    static const char *const rows[] = {"in-fiscal", "in-general", "in-total"};
    for (guint r = 0; r < G_N_ELEMENTS(rows); r++)
        fixture_set(report, MZ_TABLE_APPROPRIATION, rows[r], "amount", "41.00");
    fixture_set(report, MZ_TABLE_APPROPRIATION, "ex-201", "total", "41.00");
    fixture_set(report, MZ_TABLE_APPROPRIATION, "ex-total", "total", "41.00");
}

/* With what was carried over of the appropriation. */
static void
wider_scope(MzReport *report)
{
    static const char *const rows[] = {"in-fiscal", "in-general", "in-total"};
    for (guint r = 0; r < G_N_ELEMENTS(rows); r++)
        fixture_set(report, MZ_TABLE_APPROPRIATION, rows[r], "amount", "42.00");
}

static void
other_allocation(MzReport *report)
{
    claim_of(report, "甲项目/办公费", MZ_MEASURE_CURRENT)->value = 8;
    claim_of(report, "甲项目/办公设备购置费", MZ_MEASURE_CURRENT)->value = 2;
}

static void
cost_projects(MzReport *report, const char *first)
{
    MzAnnexTable *annex = evaluate(report);
    annex->budget.text = (MzAnnexText){"40万元", 1};
    mz_annex_amount(&annex->budget, annex);
    for (guint r = 0; r < annex->n_rows; r++) {
        annex->rows[r].cells[MZ_ANNEX_LEVEL1] = (MzAnnexText){"成本指标", 3};
        annex->rows[r].cells[MZ_ANNEX_TARGET] = (MzAnnexText){r == 0 ? first : "≤200000元", 3};
    }
}

static void
right_cost(MzReport *report)
{
    cost_projects(report, "≤20万元");
}

static void
wrong_cost(MzReport *report)
{
    cost_projects(report, "≤30万元");
}

static void (*const changes_of_budget[])(MzReport *) = {
    pay_from_fund, pay_from_larger_fund, other_scope, wider_scope, other_allocation, right_cost, wrong_cost,
};

static void
test_each_fails_and_holds(void)
{
    guint n_checks;
    const MzCheck *catalogue = mz_catalogue(&n_checks);
    g_autofree Seen *seen = g_new0(Seen, n_checks);
    for (guint r = 0; r < G_N_ELEMENTS(fixtures); r++) {
        g_autoptr(MzReport) report = fixtures[r]();
        look(report, seen);
        change_cells(report, seen);
        change_claims(report, seen);
    }
    for (guint i = 0; i < G_N_ELEMENTS(changes_of_final); i++) {
        g_autoptr(MzReport) report = consistent_report();
        changes_of_final[i](report);
        look(report, seen);
    }
    for (guint i = 0; i < G_N_ELEMENTS(changes_of_budget); i++) {
        g_autoptr(MzReport) report = budget_report();
        changes_of_budget[i](report);
        look(report, seen);
    }
    guint wanting = 0;
    for (guint i = 0; i < n_checks; i++) {
        if (g_str_has_prefix(catalogue[i].id, "series."))
            continue; /* test_series.c: they need several reports */
        if (strcmp(catalogue[i].id, "doc.identity") == 0 || strcmp(catalogue[i].id, "doc.title") == 0)
            continue; /* test_identity.c: they need a place, or a cover */
        if (!seen[i].holds || !seen[i].fails) {
            g_test_message("%s: %s%s", catalogue[i].id, seen[i].holds ? "" : "never holds ",
                           seen[i].fails ? "" : "never fails");
            wanting++;
        }
    }
    g_assert_cmpuint(wanting, ==, 0);
}

/* ---- a report of which little is known is not passed over in silence */

/* Paths are read as they are printed, and through what wrapping and width make of them. */
static void
test_paths(void)
{
    static const struct {
        const char *text;
        guint holds, fails; /* 款 that are of their 类, and that are not */
    } cases[] = {
        {"（1）社会保障和就业支出（类）行政事业单位养老支出（款）行政运行（项）。", 1, 0},
        {"教育支出（类）行政事业单位养老支出（款）行政运行（项）", 0, 1},
        {"教育 支出（类） 行政事业单位养老支出（款 ）行政运行( 项 )。", 0, 1},
        {"社会保障和就业 支出（类）行政事业单位养老支出（款）行政运行（项）。", 1, 0},
        {"社会保障和就业支出(类)行政事业单位养老支出(款)行政运行(项)，三类人员，两类：类型（类）不同。", 1, 0},
        {"教育支出（类）行政事业单位养老支出（款）行政运行（项），"
         "社会保障和就业支出（类）行政事业单位“养老”支出（款）行政运行（项）；其他支出（类）5.00万元。",
         1, 1},
        {"教育支出（类）行政事业单位养老支出（款），行政运行（项）。", 0, 0},
        {"（类）行政事业单位养老支出（款）行政运行（项）", 0, 0},
        {"教育支出（类", 0, 0},
    };
    guint check = mz_check_index(mz_check_find("class.parent"));
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(MzReport) report = consistent_report();
        tell_path(report, cases[i].text);
        g_autoptr(MzChecks) checks = mz_check(report, NULL);
        g_test_message("%s", cases[i].text);
        g_assert_cmpuint(checks->results[check].tally.holds, ==, cases[i].holds);
        g_assert_cmpuint(checks->results[check].tally.fails, ==, cases[i].fails);
    }
}

static void
test_unread(void)
{
    g_autoptr(MzReport) report = fixture_report(MZ_KIND_FINAL, 2024, "示例局");
    fixture_set(report, MZ_TABLE_SUMMARY, "in-total", "amount", "10.00");
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    g_assert_true(checks->unread);
}

/* The amounts of an item lose their sure column in each of the tables that have it; NULL: those of every row. */
static void
blur(MzReport *report, const char *code)
{
    static const MzTableKey keys[] = {MZ_TABLE_INCOME, MZ_TABLE_EXPENDITURE, MZ_TABLE_GENERAL};
    for (guint k = 0; k < G_N_ELEMENTS(keys); k++) {
        const MzTable *table = mz_report_table(report, keys[k]);
        for (guint r = 0; r < table->n_rows; r++) {
            for (guint c = 0; c < table->form->n_columns; c++) {
                MzCell *cell = &table->rows[r].cells[c];
                if (cell->present && (code == NULL || g_strcmp0(table->rows[r].code, code) == 0))
                    cell->origin = MZ_ORIGIN_UNCERTAIN;
            }
        }
    }
}

/* One amount that may stand in two columns leaves a relation of several checks open, and no report unread. */
static void
test_unread_is_most(void)
{
    g_autoptr(MzReport) report = consistent_report();
    blur(report, "2080505");
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    guint open = 0;
    for (guint i = 0; i < checks->n_results; i++)
        open += mz_check_is_core(checks->results[i].check) && checks->results[i].state == MZ_STATE_UNDECIDED;
    g_assert_cmpuint(10 * open, >, checks->n_core);
    g_assert_cmpuint(checks->n_core_decided, <, checks->n_core);
    g_assert_false(checks->unread);

    blur(report, NULL);
    g_autoptr(MzChecks) none = mz_check(report, NULL);
    g_assert_true(none->unread);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/catalogue/documented", test_documented);
    g_test_add_func("/catalogue/relations-known", test_relations_known);
    g_test_add_func("/catalogue/related", test_related);
    g_test_add_func("/catalogue/claim-cells", test_claim_cells);
    g_test_add_func("/catalogue/silent", test_silent);
    g_test_add_func("/catalogue/each-fails-and-holds", test_each_fails_and_holds);
    g_test_add_func("/catalogue/paths", test_paths);
    g_test_add_func("/catalogue/unread", test_unread);
    g_test_add_func("/catalogue/unread-is-most", test_unread_is_most);
    return g_test_run();
}
