#include "model/json.h"

#include <string.h>

#include "base/error.h"

/* ---- a report with everything in it, made by hand */

static MzCell
cell(const char *text, const char *amount, MzOrigin origin, const char *proof)
{
    MzCell cell = {.present = TRUE, .origin = origin, .text = text, .proof = proof, .span = {7, 3, 10}};
    g_assert_true(mz_money_parse(amount, -1, MZ_UNIT_WAN, &cell.amount));
    return cell;
}

static void
make_summary(MzReport *report, MzTable *table)
{
    *table = (MzTable){.key = MZ_TABLE_SUMMARY,
                       .form = mz_form(MZ_KIND_FINAL, MZ_TABLE_SUMMARY),
                       .title = "收入支出决算总表",
                       .number = "公开01表",
                       .unit = MZ_UNIT_WAN,
                       .unit_stated = TRUE,
                       .note = "注：一\n二",
                       .first_line = 5,
                       .last_line = 60,
                       .n_rows = 3};
    table->rows = mz_arena_new0(report->arena, MzRow, 3);
    table->rows[0] = (MzRow){"in-general",
                             "收入/一般公共预算财政拨款收入",
                             NULL,
                             "一般公共预算财政拨款收入",
                             "一、一般公共预算",
                             NULL,
                             0,
                             0,
                             -1,
                             MZ_SIDE_INCOME,
                             7,
                             mz_arena_new0(report->arena, MzCell, 1)};
    table->rows[0].cells[0] = cell("1, 754. 75", "1754.75", MZ_ORIGIN_PRINTED, NULL);
    table->rows[1] = (MzRow){"ex-201",
                             "支出/一般公共服务支出",
                             "201",
                             "一般公共服务支出",
                             "一般公共服务支出",
                             NULL,
                             0,
                             mz_form_row(table->form, "ex-201"),
                             -1,
                             MZ_SIDE_EXPENDITURE,
                             8,
                             mz_arena_new0(report->arena, MzCell, 1)};
    table->rows[1].cells[0] = cell("", "-0.5", MZ_ORIGIN_RECOVERED, "= 总计 − \"其他\" \\ 😀\t<b>&amp;</b>");
    table->rows[2] = (MzRow){"row-3", "支出/另行",
                             NULL,    "另行",
                             "",      NULL,
                             1,       -1,
                             -1,      MZ_SIDE_EXPENDITURE,
                             9,       mz_arena_new0(report->arena, MzCell, 1)};
}

static void
make_general(MzReport *report, MzTable *table)
{
    static const char *const codes[] = {NULL, "201", "20128", "2012801"};
    *table = (MzTable){.key = MZ_TABLE_GENERAL,
                       .form = mz_form(MZ_KIND_FINAL, MZ_TABLE_GENERAL),
                       .title = "一般公共预算财政拨款支出决算表",
                       .unit = MZ_UNIT_WAN,
                       .n_rows = 4};
    table->rows = mz_arena_new0(report->arena, MzRow, 4);
    for (int i = 0; i < 4; i++) {
        MzRow *row = &table->rows[i];
        row->key = codes[i] == NULL ? "total" : codes[i];
        row->name = codes[i] == NULL ? "合计" : codes[i];
        row->label = row->printed = row->name;
        row->code = codes[i];
        row->level = (guint8)i;
        row->form_row = -1;
        row->parent = i > 1 ? i - 1 : -1;
        row->cells = mz_arena_new0(report->arena, MzCell, table->form->n_columns);
        if (i == 3)
            row->parent = 0; /* not the one by code */
        row->cells[0] = cell("754.75", "754.75", MZ_ORIGIN_UNCERTAIN, "项目支出");
        row->cells[2] = cell("0.00", "0.00", MZ_ORIGIN_CORRECTED, "原为 1.00");
    }
}

/* A self-evaluation with a merged cell, and lines whose cells are lost. */
static void
make_annexes(MzReport *report)
{
    MzAnnexTable *annexes = mz_arena_new0(report->arena, MzAnnexTable, 2);
    report->annexes = annexes;
    report->n_annexes = 2;
    annexes[0] = (MzAnnexTable){.kind = MZ_ANNEX_PROJECT,
                                .title = "2024年度\"甲\"项目自评表",
                                .year = 2024,
                                .unit = MZ_UNIT_WAN,
                                .unit_stated = TRUE,
                                .unit_name = {"某局", 400},
                                .project = {"甲", 401},
                                .budget = {.text = {"43.00", 402}},
                                .executed = {.text = {"428000元", 402}},
                                .rate = {"99.53%", 402},
                                .rate_score = {"19.906", 402},
                                .total = {"96.4分", 410},
                                .first_line = 399,
                                .last_line = 411,
                                .n_goals = 2,
                                .n_fields = 2,
                                .n_rows = 2};
    MzAnnexTable *one = &annexes[0];
    mz_annex_amount(&one->budget, one);
    mz_annex_amount(&one->executed, one);
    one->goals = mz_arena_new0(report->arena, MzAnnexGoal, 2);
    one->goals[0] = (MzAnnexGoal){"年度目标1", {"做完<b>", 403}};
    one->goals[1] = (MzAnnexGoal){"年度目标2", {NULL, 406}};
    one->fields = mz_arena_new0(report->arena, MzAnnexField, 2);
    one->fields[0] = (MzAnnexField){"主管部门", {"某局", 401}};
    one->fields[1] = (MzAnnexField){"", {"一\n二", 411}};
    one->rows = mz_arena_new0(report->arena, MzAnnexRow, 2);
    for (guint i = 0; i < 2; i++) {
        one->rows[i].goal = i == 0 ? 1 : -1;
        one->rows[i].cells[MZ_ANNEX_LEVEL1] = (MzAnnexText){"产出指标", 407};
        one->rows[i].cells[MZ_ANNEX_LEVEL3] = (MzAnnexText){i == 0 ? "扫描" : "著录", 407 + i};
        one->rows[i].cells[MZ_ANNEX_SCORE] = (MzAnnexText){"10", 407 + i};
    }
    annexes[1] = (MzAnnexTable){.kind = MZ_ANNEX_KEY_WORK, .uncertain = TRUE, .first_line = 420, .n_rows = 1};
    annexes[1].rows = mz_arena_new0(report->arena, MzAnnexRow, 1);
    annexes[1].rows[0].goal = -1;
    annexes[1].rows[0].cells[MZ_ANNEX_TEXT] = (MzAnnexText){"1 甲\t乙", 421};
}

static void
same_text(const MzAnnexText *a, const MzAnnexText *b)
{
    g_assert_cmpstr(a->text, ==, b->text);
    g_assert_cmpuint(a->line, ==, b->line);
}

static void
same_amount(const MzAnnexAmount *a, const MzAnnexAmount *b)
{
    same_text(&a->text, &b->text);
    g_assert_cmpint(a->exact, ==, b->exact);
    g_assert_cmpint(a->amount.fen, ==, b->amount.fen);
    g_assert_cmpint(a->amount.unit, ==, b->amount.unit);
}

static void
same_annexes(const MzReport *report, const MzReport *read)
{
    g_assert_cmpuint(report->n_annexes, ==, read->n_annexes);
    for (guint i = 0; i < report->n_annexes; i++) {
        const MzAnnexTable *a = &report->annexes[i];
        const MzAnnexTable *b = &read->annexes[i];
        g_assert_cmpint(a->kind, ==, b->kind);
        g_assert_cmpint(a->uncertain, ==, b->uncertain);
        g_assert_cmpstr(a->title, ==, b->title);
        g_assert_cmpint(a->year, ==, b->year);
        g_assert_cmpint(a->unit_stated, ==, b->unit_stated);
        same_text(&a->unit_name, &b->unit_name);
        same_text(&a->project, &b->project);
        same_amount(&a->budget, &b->budget);
        same_amount(&a->executed, &b->executed);
        same_text(&a->rate, &b->rate);
        same_text(&a->rate_score, &b->rate_score);
        same_text(&a->total, &b->total);
        g_assert_cmpuint(a->last_line, ==, b->last_line);
        g_assert_cmpuint(a->n_goals, ==, b->n_goals);
        g_assert_cmpuint(a->n_fields, ==, b->n_fields);
        g_assert_cmpuint(a->n_rows, ==, b->n_rows);
        for (guint k = 0; k < a->n_goals; k++)
            same_text(&a->goals[k].text, &b->goals[k].text);
        for (guint k = 0; k < a->n_fields; k++)
            same_text(&a->fields[k].text, &b->fields[k].text);
        for (guint k = 0; k < a->n_rows; k++) {
            g_assert_cmpint(a->rows[k].goal, ==, b->rows[k].goal);
            for (guint c = 0; c < MZ_ANNEX_COLUMNS; c++)
                same_text(&a->rows[k].cells[c], &b->rows[k].cells[c]);
        }
    }
}

static MzReport *
make_report(void)
{
    static const char *paragraphs[] = {"第一段“引号”\"half\"", "第二段{{x}}<script>"};
    static guint32 paragraph_lines[] = {101, 103};
    static MzSection sections[] = {{1, "第三部分", "情况说明", 100, 104, paragraphs, paragraph_lines, 2},
                                   {2, "一", "总体", 105, 105, NULL, NULL, 0}};
    static MzClaim claims[] = {
        {"收支总计",
         NULL,
         MZ_MEASURE_CURRENT,
         175475,
         2,
         "万元",
         "1,754.75",
         "收支总计1,754.75万元",
         NULL,
         NULL,
         1,
         {106, 5, 13}},
        {"收支总计", NULL, MZ_MEASURE_CHANGE_RATE, -5, 1, "%", "-0.5", "下降0.5%", "下降", "厉行节约", -1, {0, 0, 0}},
        {"2012801 行政运行", "2012801", MZ_MEASURE_COUNT, 12, 0, "个", "12", "", NULL, NULL, 0, {107, 0, 2}}};
    static MzContentsEntry contents[] = {{2, "一", "总体", 3, 4}, {1, "第三部分", "情况说明", 0, 5}};
    static MzTerm glossary[] = {{"财政拨款收入", "指……", 200}};
    static MzMasked masked[] = {{"mobile", {300, 5, 16}}};
    static MzExtraction extractions[] = {{"extract.coverage", "12.5", 1, {9, 0, 4}},
                                         {"extract.tables", "", -1, {0, 0, 0}}};
    static const char *lines[] = {"第一行\t\"x\"", "", "末行"};
    MzArena *arena = mz_arena_new();
    MzReport *report = mz_arena_new0(arena, MzReport, 1);
    *report = (MzReport){.arena = arena,
                         .source = "2024-final.txt",
                         .lines = lines,
                         .n_lines = 3,
                         .kind = MZ_KIND_FINAL,
                         .year = 2024,
                         .department = "某局\"办\"",
                         .title = NULL,
                         .published = "2025-11-21",
                         .mark = "示例数据",
                         .n_tables = 3,
                         .claims = claims,
                         .n_claims = 3,
                         .contents = contents,
                         .n_contents = 2,
                         .sections = sections,
                         .n_sections = 2,
                         .glossary = glossary,
                         .n_glossary = 1,
                         .masked = masked,
                         .n_masked = 1,
                         .extractions = extractions,
                         .n_extractions = 2};
    report->tables = mz_arena_new0(arena, MzTable, 3);
    make_summary(report, &report->tables[0]);
    make_general(report, &report->tables[1]);
    report->tables[2] = (MzTable){.key = MZ_TABLE_FUND,
                                  .form = mz_form(MZ_KIND_FINAL, MZ_TABLE_FUND),
                                  .title = "政府性基金表",
                                  .unit = MZ_UNIT_YUAN,
                                  .empty = TRUE,
                                  .empty_note = "本单位无此项"};
    make_annexes(report);
    return report;
}

static void
same_rows(const MzTable *one, const MzTable *other)
{
    g_assert_cmpuint(one->n_rows, ==, other->n_rows);
    for (guint r = 0; r < one->n_rows; r++) {
        const MzRow *a = &one->rows[r];
        const MzRow *b = &other->rows[r];
        g_assert_cmpstr(a->key, ==, b->key);
        g_assert_cmpstr(a->name, ==, b->name);
        g_assert_cmpstr(a->code, ==, b->code);
        g_assert_cmpstr(a->label, ==, b->label);
        g_assert_cmpstr(a->printed, ==, b->printed);
        g_assert_cmpstr(a->project, ==, b->project);
        g_assert_cmpint(a->level, ==, b->level);
        g_assert_cmpint(a->form_row, ==, b->form_row);
        g_assert_cmpint(a->parent, ==, b->parent);
        g_assert_cmpint(a->side, ==, b->side);
        g_assert_cmpint(a->line, ==, b->line);
        for (guint c = 0; c < one->form->n_columns; c++) {
            const MzCell *x = &a->cells[c];
            const MzCell *y = &b->cells[c];
            g_assert_cmpint(x->present, ==, y->present);
            g_assert_cmpint(x->origin, ==, y->origin);
            g_assert_cmpint(x->amount.fen, ==, y->amount.fen);
            g_assert_cmpint(x->amount.decimals, ==, y->amount.decimals);
            g_assert_cmpint(x->amount.unit, ==, y->amount.unit);
            g_assert_cmpstr(x->text, ==, y->text);
            g_assert_cmpstr(x->proof, ==, y->proof);
            g_assert_cmpmem(&x->span, sizeof x->span, &y->span, sizeof y->span);
        }
    }
}

static void
same_narrative(const MzReport *a, const MzReport *b)
{
    g_assert_cmpuint(b->n_claims, ==, 3);
    for (int i = 0; i < 3; i++) {
        g_assert_cmpstr(a->claims[i].subject, ==, b->claims[i].subject);
        g_assert_cmpstr(a->claims[i].printed, ==, b->claims[i].printed);
        g_assert_cmpstr(a->claims[i].word, ==, b->claims[i].word);
        g_assert_cmpstr(a->claims[i].reason, ==, b->claims[i].reason);
        g_assert_cmpint(a->claims[i].value, ==, b->claims[i].value);
        g_assert_cmpint(a->claims[i].decimals, ==, b->claims[i].decimals);
        g_assert_cmpint(a->claims[i].measure, ==, b->claims[i].measure);
        g_assert_cmpint(a->claims[i].section, ==, b->claims[i].section);
    }
    g_assert_cmpuint(b->n_contents, ==, 2);
    g_assert_cmpstr(b->contents[1].ordinal, ==, "第三部分");
    g_assert_cmpstr(b->contents[1].title, ==, "情况说明");
    g_assert_cmpuint(b->contents[0].page, ==, 3);
    g_assert_cmpuint(b->contents[1].page, ==, 0);
    g_assert_cmpuint(b->n_sections, ==, 2);
    g_assert_cmpstr(b->sections[0].paragraphs[1], ==, "第二段{{x}}<script>");
    g_assert_cmpuint(b->sections[0].paragraph_lines[1], ==, 103);
    g_assert_cmpuint(b->sections[1].n_paragraphs, ==, 0);
    g_assert_cmpstr(b->glossary[0].term, ==, "财政拨款收入");
    g_assert_cmpuint(b->masked[0].span.end, ==, 16);
    g_assert_cmpint(b->extractions[0].table, ==, 1);
    g_assert_cmpint(b->extractions[1].table, ==, -1);
    g_assert_cmpuint(b->n_lines, ==, 3);
    g_assert_cmpstr(b->lines[0], ==, "第一行\t\"x\"");
}

static void
test_identity(void)
{
    MzReport *report = make_report();
    gsize length = 0;
    gsize again_length = 0;
    char *json = mz_report_to_json(report, &length);
    g_assert_cmpuint(length, ==, strlen(json));
    GError *error = NULL;
    MzReport *read = mz_report_from_json("x/report.json", json, length, &error);
    g_assert_no_error(error);
    char *again = mz_report_to_json(read, &again_length);
    g_assert_cmpstr(json, ==, again);
    g_assert_cmpuint(length, ==, again_length);
    g_assert_cmpstr(read->source, ==, "2024-final.txt");
    g_assert_cmpint(read->year, ==, 2024);
    g_assert_cmpstr(read->department, ==, "某局\"办\"");
    g_assert_null(read->title);
    g_assert_cmpstr(read->published, ==, "2025-11-21");
    g_assert_cmpstr(read->mark, ==, "示例数据");
    for (guint t = 0; t < 3; t++) {
        const MzTable *a = &report->tables[t];
        const MzTable *b = &read->tables[t];
        g_assert_true(a->form == b->form);
        g_assert_cmpstr(a->title, ==, b->title);
        g_assert_cmpstr(a->number, ==, b->number);
        g_assert_cmpstr(a->note, ==, b->note);
        g_assert_cmpstr(a->empty_note, ==, b->empty_note);
        g_assert_cmpint(a->unit, ==, b->unit);
        g_assert_cmpint(a->unit_stated, ==, b->unit_stated);
        g_assert_cmpint(a->empty, ==, b->empty);
        same_rows(a, b);
    }
    same_narrative(report, read);
    same_annexes(report, read);
    g_assert_cmpint(read->annexes[0].executed.amount.fen, ==, 42800000);
    g_free(json);
    g_free(again);
    mz_report_free(report);
    mz_report_free(read);
}

/* The layout people see: a cell on a line. */
static void
test_layout(void)
{
    MzReport *report = make_report();
    char *json = mz_report_to_json(report, NULL);
    g_assert_nonnull(strstr(json, "{\n\"format\":\"mingzhang-report/1\",\n\"source\":{\"file\":\"2024-final.txt\"},\n"
                                  "\"kind\":\"final\",\n\"year\":2024,\n"));
    g_assert_nonnull(strstr(json, "\n{\"column\":\"amount\",\"text\":\"1, 754. 75\",\"amount\":\"1754750000\","
                                  "\"start\":3,\"end\":10}\n]},\n"));
    g_assert_nonnull(strstr(json, "\"text\":\"\",\"amount\":\"-500000\",\"decimals\":1,"));
    g_assert_nonnull(strstr(json, "\"rows\":[]\n}\n],\n\"claims\":[\n"));
    g_assert_true(g_str_has_suffix(json, "\n\"末行\"\n]\n}\n"));
    g_free(json);
    mz_report_free(report);
}

/* The whole text, which the schema's test validates, too. UPDATE=1 writes it anew. */
static void
test_golden(void)
{
    static const char path[] = "tests/data/report.json";
    char *golden = NULL;
    MzReport *report = make_report();
    char *json = mz_report_to_json(report, NULL);
    if (g_getenv("UPDATE") != NULL)
        g_assert_true(g_file_set_contents(path, json, -1, NULL));
    if (g_file_get_contents(path, &golden, NULL, NULL))
        g_assert_cmpstr(json, ==, golden);
    else
        g_test_skip("not run in the root of the sources");
    g_free(golden);
    g_free(json);
    mz_report_free(report);
}

/* What a person writes by hand: only what cannot be known otherwise. */
static void
test_little(void)
{
    const char *json =
        "{\"tables\": [{\"rows\": [\n"
        "  {\"cells\": [{\"amount\": \"12345678\", \"column\": \"total\"}], \"key\": \"2012801\", \"code\": "
        "\"2012801\"},\n"
        "  {\"key\": \"201\", \"code\": \"201\", \"label\": \"一般公共服务支出\", \"line\": 9, \"cells\": "
        "[{\"column\": \"total\", "
        "\"text\": \"１２．３\", \"start\": 5}, {\"column\": \"fiscal\", \"text\": \"1\", \"line\": 0}]}\n"
        "], \"key\": \"income\"}],\n \"claims\": [{\"subject\": \"收支总计\", \"measure\": \"本年\", \"value\": "
        "\"12.30\", "
        "\"start\": 4}],\n \"kind\": \"final\", \"format\": \"mingzhang-report/1\", \"year\": null}";
    GError *error = NULL;
    MzReport *report = mz_report_from_json("a/b.json", json, strlen(json), &error);
    g_assert_no_error(error);
    g_assert_cmpstr(report->source, ==, "b.json");
    g_assert_cmpint(report->year, ==, 0);
    const MzTable *table = mz_report_table(report, MZ_TABLE_INCOME);
    g_assert_cmpstr(table->title, ==, table->form->title);
    g_assert_false(table->unit_stated);
    g_assert_false(table->empty);
    const MzRow *row = mz_table_row(table, "2012801");
    g_assert_cmpstr(row->name, ==, "2012801");
    g_assert_cmpint(row->level, ==, 3);
    g_assert_cmpint(row->parent, ==, 1);
    const MzCell *found = mz_table_cell(table, "2012801", "total");
    g_assert_cmpint(found->amount.fen, ==, 12345678);
    g_assert_cmpint(found->amount.decimals, ==, 6);
    const MzCell *other = mz_table_cell(table, "201", "total");
    g_assert_cmpint(other->amount.fen, ==, 12300000);
    g_assert_cmpint(other->origin, ==, MZ_ORIGIN_PRINTED);
    g_assert_cmpint(other->span.line, ==, 9); /* of its row */
    g_assert_cmpint(other->span.end, ==, 9);  /* as long as its text */
    g_assert_cmpint(mz_table_cell(table, "201", "fiscal")->span.line, ==, 0);
    g_assert_cmpint(mz_table_cell(table, "201", "fiscal")->span.end, ==, 0); /* no beginning is known */
    g_assert_cmpint(report->claims[0].span.end, ==, 9);
    mz_report_free(report);
}

/* A JSON text with ^ where the complaint points, and the complaint. */
#define HEAD "{\"format\":\"mingzhang-report/1\",\"kind\":\"final\",\"tables\":["
#define ROW HEAD "{\"key\":\"general\",\"rows\":[{\"key\":\"total\",\"label\":\"合计\",\"cells\":["
static const struct {
    const char *json;
    const char *message;
} errors[] = {
    {"^", "the file ends here, unfinished"},
    {"{\"format\":^", "the file ends here, unfinished"},
    {"{\n  \"kind\" ^1}", "a colon is missing behind the key"},
    {"{\"a\":1 ^\"b\"", "a comma or } is expected here"},
    {"{\"a\":[1,2^", "a comma or ] is expected here"},
    {"{\"a\":1,^}", "a key in quotes is expected here"},
    {"{\"a\"^：1}", "this is Chinese punctuation; the quotes, colons, commas and brackets of JSON are those of ASCII"},
    {"[1,^]", "a JSON value is expected here (string, number, true, false, null, [ or {)"},
    {"{\"a\":^'x'}", "a JSON value is expected here (string, number, true, false, null, [ or {)"},
    {"{\"a\":^01}", "this number is not JSON"},
    {"{\"a\":^1.}", "this number is not JSON"},
    {"{\"a\":^-}", "this number is not JSON"},
    {"{\"a\":^1e}", "this number is not JSON"},
    {"{\"a\":^123456789012345678901234567890123}", "this number is too long; amounts are strings"},
    {"{\"a\":\"x^\ny\"}", "a control character in a string (a line end is written \\n)"},
    {"{\"a\":^\"x", "this string has no closing quote"},
    {"{\"a\":\"^\\x\"}", "this escape in a string is not JSON"},
    {"{\"a\":\"^\\u12\"}", "this escape in a string is not JSON"},
    {"{\"a\":\"好^\\u0000\"}", "a string cannot hold U+0000"},
    {"{\"a\":\"^\\ud800\"}", "a \\u surrogate without its other half"},
    {"{\"a\":\"^\\udc00\\ud800\"}", "a \\u surrogate without its other half"},
    {"{} ^{}", "the JSON is complete, but more follows"},
    {"{\"a\":\"^\xff\"}", "this byte is not UTF-8, as JSON must be"},
    {"^[]", "expected an object, found an array"},
    {"^{}", "'format' is missing"},
    {"{\"format\":^1}", "format: expected a string, found a number"},
    {"{\"format\":^\"x/2\"}", "format: the format is 'x/2'; this program reads 'mingzhang-report/1'"},
    {"^{\"format\":\"mingzhang-report/1\",\"tables\":[]}", "'kind' is missing"},
    {"{\"format\":\"mingzhang-report/1\",\"kind\":^\"x\",\"tables\":[]}",
     "kind: it cannot be 'x'; possible: final, budget"},
    {"^{\"format\":\"mingzhang-report/1\",\"kind\":\"final\"}", "'tables' is missing"},
    {"{\"format\":\"mingzhang-report/1\",\n ^\"tabels\":[]}", "tabels: there is no such key; did you mean 'tables'?"},
    {"{\"format\":\"mingzhang-report/1\",^\"format\":\"x\"}", "format: this key stands twice, remove one"},
    {"{\"format\":\"mingzhang-report/1\",^\"f\\u006frmat\":\"x\"}", "format: this key stands twice, remove one"},
    {"{\"format\":\"mingzhang-report/1\",^\"Format\":\"x\"}", "Format: there is no such key; did you mean 'format'?"},
    {"{\"format\":\"mingzhang-report/1\",\"kind\":\"final\",\"source\":{^\"zzzzz\":1}}",
     "source.zzzzz: there is no such key; known keys: file"},
    {"{\"format\":\"mingzhang-report/1\",\"kind\":\"final\",\"year\":^2024.5}",
     "year: expected a whole number from 0 to 9999"},
    {"{\"format\":\"mingzhang-report/1\",\"kind\":\"final\",\"year\":^-1}",
     "year: expected a whole number from 0 to 9999"},
    {"{\"format\":\"mingzhang-report/1\",\"kind\":\"final\",\"year\":^1e300}",
     "year: expected a whole number from 0 to 9999"},
    {"{\"format\":\"mingzhang-report/1\",\"kind\":\"final\",\"published\":^\"2025-02-30\"}",
     "published: '2025-02-30' is not a date, such as 2025-11-21"},
    {"{\"format\":\"mingzhang-report/1\",\"kind\":\"final\",\"title\":^\"a\\u0001\"}",
     "title: it has a control character; all but line ends and tabs must go"},
    {"{\"format\":\"mingzhang-report/1\",\"kind\":\"final\",\"tables\":^{}}",
     "tables: expected an array, found an object"},
    {HEAD "^[]]}", "tables[0]: expected an object, found an array"},
    {HEAD "{\"key\":\"fund\"},\n {\"key\":^\"fund\"}]}", "tables[1].key: the table 'fund' stands twice"},
    {HEAD "{\"key\":^\"projects\"}]}", "tables[0].key: a report of the kind final has no table 'projects'"},
    {HEAD "{\"key\":\"fund\",\"unit\":^\"亿元\"}]}", "tables[0].unit: it cannot be '亿元'; possible: 万元, 元"},
    {HEAD "{\"key\":\"fund\",\"empty\":^false}]}", "tables[0].empty: the table has no amounts: it must be true"},
    {HEAD "{\"key\":\"fund\",\"empty\":^\"no\"}]}", "tables[0].empty: expected true or false, found a string"},
    {HEAD "{\"key\":\"basic\",\"columns\":^[]}]}", "tables[0].columns: the table has 1 columns, here are 0"},
    {HEAD "{\"key\":\"basic\",\"columns\":[^{\"key\":\"total\"}]}]}",
     "tables[0].columns[0]: this column must be amount (决算数)"},
    {HEAD "{\"key\":\"fund\",\"rows\":[{\"key\":\"a\",\"label\":\"甲\"},{\"key\":^\"a\",\"label\":\"乙\"}]}]}",
     "tables[0].rows[1].key: the row 'a' stands twice in the table"},
    {HEAD
     "{\"key\":\"fund\",\"rows\":^[{\"key\":\"a\",\"label\":\"甲\",\"parent\":\"b\"},{\"key\":\"b\",\"label\":\"乙\","
     "\"parent\":\"a\"}]}]}",
     "tables[0].rows: 'parent' goes in a circle: the row 'a' is a part of itself"},
    {HEAD "{\"key\":\"fund\",\"rows\":[{\"key\":^\"a.b\",\"label\":\"甲\"}]}]}",
     "tables[0].rows[0].key: a key has letters, digits, - and _ only, at most 64"},
    {HEAD "{\"key\":\"fund\",\"rows\":[{\"key\":^\"\",\"label\":\"甲\"}]}]}",
     "tables[0].rows[0].key: it cannot be an empty string"},
    {HEAD "{\"key\":\"fund\",\"rows\":[^{\"key\":\"a\"}]}]}", "tables[0].rows[0]: 'label' is missing"},
    {HEAD "{\"key\":\"fund\",\"rows\":[{\"key\":\"a\",\"label\":\"甲\",\"parent\":^\"b\"}]}]}",
     "tables[0].rows[0].parent: 'b' is not another row of the table"},
    {HEAD "{\"key\":\"fund\",\"rows\":[{\"key\":\"a\",\"label\":\"甲\",\"parent\":^\"a\"}]}]}",
     "tables[0].rows[0].parent: 'a' is not another row of the table"},
    {HEAD "{\"key\":\"fund\",\"rows\":[{\"key\":\"a\",\"code\":^\"2x1\"}]}]}",
     "tables[0].rows[0].code: '2x1' is not a code (3 to 9 digits)"},
    {ROW "{\"column\":^\"sum\",\"text\":\"1\"}]}]}]}",
     "tables[0].rows[0].cells[0].column: the table has no column 'sum'; its columns: total, basic, project"},
    {ROW "{\"column\":\"total\",\"text\":\"1\"},{\"column\":^\"total\",\"text\":\"1\"}]}]}]}",
     "tables[0].rows[0].cells[1].column: the column 'total' stands twice in this row"},
    {ROW "^{\"column\":\"total\"}]}]}]}", "tables[0].rows[0].cells[0]: no amount: 'text' or 'amount' is needed"},
    {ROW "{\"column\":\"total\",\"text\":^\"1O5\"}]}]}]}",
     "tables[0].rows[0].cells[0].text: '1O5' is not an amount in 万元"},
    {ROW "{\"column\":\"total\",\"text\":^1.5}]}]}]}",
     "tables[0].rows[0].cells[0].text: expected a string, found a number"},
    {ROW "{\"column\":\"total\",\n\"text\":\"1.50\",\n  \"amount\":^\"1500001\"}]}]}]}",
     "tables[0].rows[0].cells[0].amount: 'text' is 1.50, that is 1500000 分, but 'amount' is 1500001; change both, or "
     "leave out "
     "'amount'"},
    {ROW "{\"column\":\"total\",\"amount\":^\"1.5\"}]}]}]}",
     "tables[0].rows[0].cells[0].amount: '1.5' is not a whole number of 分, such as \"754750000\""},
    {ROW "{\"column\":\"total\",\"amount\":^\"99999999999999999999\"}]}]}]}",
     "tables[0].rows[0].cells[0].amount: '99999999999999999999' is not a whole number of 分, such as \"754750000\""},
    {ROW "{\"column\":\"total\",\"amount\":\"1\",\"decimals\":^2}]}]}]}",
     "tables[0].rows[0].cells[0].decimals: the amount needs 6 decimals"},
    {ROW "{\"column\":\"total\",\"text\":\"1\",\"decimals\":^2}]}]}]}",
     "tables[0].rows[0].cells[0].decimals: 'decimals' is only for cells without 'text'"},
    {ROW "{\"column\":\"total\",\"text\":\"1\",\"origin\":^\"guessed\"}]}]}]}",
     "tables[0].rows[0].cells[0].origin: it cannot be 'guessed'; possible: printed, recovered, uncertain, corrected"},
    {ROW "{\"column\":\"total\",\"text\":\"1\",\"start\":5,\"end\":^4}]}]}]}",
     "tables[0].rows[0].cells[0].end: end 4 is before start 5"},
    {HEAD "{\"key\":\"appropriation\",\"rows\":[{\"key\":\"in-year\",\"cells\":[{\"column\":^\"total\",\"text\":\"1\"}]"
          "}]}]}",
     "tables[0].rows[0].cells[0].column: the column 'total' is not on this row's side"},
    {HEAD "],\"claims\":[{\"subject\":\"x\",\"measure\":\"本年\",\"value\":^\"1.\"}]}",
     "claims[0].value: '1.' is not a number, such as \"-146.76\""},
    {HEAD "],\"claims\":[{\"subject\":\"x\",\"measure\":\"本年\",\"value\":\"1\",\"section\":^0}]}",
     "claims[0].section: there is no section 0 (from 0, 0 in all)"},
    {HEAD "],\"annexes\":[^{}]}", "annexes[0]: 'kind' is missing"},
    {HEAD "],\"annexes\":[{\"kind\":^\"other\"}]}",
     "annexes[0].kind: it cannot be 'other'; possible: performance-whole, performance-project, key-work"},
    {HEAD "],\"annexes\":[{\"kind\":\"key-work\",\"rows\":[{\"goal\":^1}]}]}",
     "annexes[0].rows[0].goal: there is no goal 1 (from 0, 0 in all)"},
    {HEAD "],\"annexes\":[{\"kind\":\"performance-whole\",\"unit\":\"万元\",\"budget\":{\"text\":\"1.2\","
          "\"amount\":^\"1200001\"}}]}",
     "annexes[0].budget.amount: 'text' is 1.2 (1200000), but 'amount' is 1200001"},
    {HEAD "],\"annexes\":[{\"kind\":\"performance-whole\",\"budget\":{\"text\":\"1.2\",\"amount\":^\"1200000\"}}]}",
     "annexes[0].budget.amount: 'text' is 1.2 (no amount), but 'amount' is 1200000"},
    {HEAD "],\"annexes\":[{\"kind\":\"key-work\",\"rows\":[{\"cells\":[{\"column\":\"item\",\"text\":\"a\"},"
          "{\"column\":^\"item\",\"text\":\"b\"}]}]}]}",
     "annexes[0].rows[0].cells[1].column: the column 'item' stands twice in this row"},
    {HEAD "],\"sections\":[{\"level\":1,\"paragraphs\":[^{\"line\":1}]}]}",
     "sections[0].paragraphs[0]: 'text' is missing"},
    {HEAD "],\"extractions\":[{\"id\":\"x\",\"table\":^\"fund\"}]}",
     "extractions[0].table: the report has no table 'fund'"},
    {HEAD "],\"lines\":[\"a\",^\"b\\nc\"]}", "lines[1]: a line cannot hold a line end"},
    {HEAD "],\"lines\":[^null]}", "lines[0]: expected a string, found null"},
};

static void
test_errors(void)
{
    mz_set_lang(MZ_LANG_EN);
    for (gsize i = 0; i < G_N_ELEMENTS(errors); i++) {
        const char *mark = strchr(errors[i].json, '^');
        guint line = 1;
        guint column = 1;
        for (const char *p = errors[i].json; p < mark; p = g_utf8_next_char(p)) {
            column = *p == '\n' ? 1 : column + 1;
            line += *p == '\n';
        }
        GString *json = g_string_new(errors[i].json);
        g_string_erase(json, mark - errors[i].json, 1);
        GError *error = NULL;
        g_test_message("%s", errors[i].json);
        g_assert_null(mz_report_from_json("r.json", json->str, json->len, &error));
        g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
        g_assert_cmpstr(error->message, ==, errors[i].message);
        g_assert_cmpstr(mz_error_place(error).file, ==, "r.json");
        g_assert_cmpuint(mz_error_place(error).line, ==, line);
        g_assert_cmpuint(mz_error_place(error).column, ==, column);
        g_error_free(error);
        g_string_free(json, TRUE);
    }
    mz_set_lang(MZ_LANG_ZH);
}

/* Beginnings of a good file, and good files with one byte changed, are refused or read, never more than that. */
static void
test_damaged(void)
{
    MzReport *report = make_report();
    gsize length = 0;
    char *json = mz_report_to_json(report, &length);
    for (gsize cut = 0; cut < length - 2; cut += 7) {
        GError *error = NULL;
        char *piece = g_memdup2(json, MAX(cut, 1)); /* no NUL behind it: reading further would be seen */
        g_assert_null(mz_report_from_json("r.json", piece, cut, &error));
        g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
        g_clear_error(&error);
        g_free(piece);
    }
    for (gsize at = 0; at < length; at += 5) {
        char kept = json[at];
        json[at] = "\"{}[]:,0\\"[at % 9];
        MzReport *read = mz_report_from_json("r.json", json, length, NULL);
        mz_report_free(read);
        json[at] = kept;
    }
    g_free(json);
    mz_report_free(report);
}

static void
test_hostile(void)
{
    GString *deep = g_string_new(NULL);
    for (int i = 0; i < 100000; i++)
        g_string_append_c(deep, '[');
    GError *error = NULL;
    g_assert_null(mz_report_from_json("r.json", deep->str, deep->len, &error));
    g_assert_cmpuint(mz_error_place(error).column, ==, 33);
    g_clear_error(&error);

    g_string_assign(deep, HEAD "{\"key\":\"fund\",\"rows\":[");
    for (int i = 0; i < 65536; i++)
        g_string_append(deep, i == 0 ? "{}" : ",{}");
    g_string_append(deep, "]}]}");
    g_assert_null(mz_report_from_json("r.json", deep->str, deep->len, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
    g_clear_error(&error);

    g_string_assign(deep, "{");
    for (int i = 0; i < 20000; i++)
        g_string_append_printf(deep, "%s\"k%d\":1", i == 0 ? "" : ",", i);
    g_string_append(deep, "}");
    g_assert_null(mz_report_from_json("r.json", deep->str, deep->len, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
    g_clear_error(&error);
    g_string_free(deep, TRUE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json/identity", test_identity);
    g_test_add_func("/json/layout", test_layout);
    g_test_add_func("/json/golden", test_golden);
    g_test_add_func("/json/little", test_little);
    g_test_add_func("/json/errors", test_errors);
    g_test_add_func("/json/damaged", test_damaged);
    g_test_add_func("/json/hostile", test_hostile);
    return g_test_run();
}
