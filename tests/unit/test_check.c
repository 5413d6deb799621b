/* What is said when one thing in a consistent report is changed. */
#include "check/check.h"
#include "check/face.h"
#include "check/suppress.h"
#include "check_fixture.h"
#include "model/relate.h"

/* One change and the findings (warnings and errors) that it must give, no more: "check@address" each. */
typedef struct {
    const char *name;
    /* a cell to set (text NULL: to blank), or a claim to set */
    MzTableKey table;
    const char *row, *column;
    const char *claim;
    MzMeasure measure;
    const char *text, *unit;
    const char *findings; /* separated by blanks */
} Change;

static const Change changes[] = {
    {"nothing", 0, NULL, NULL, NULL, 0, NULL, NULL, ""},
    {"rounding is no finding", MZ_TABLE_GENERAL, "total", "total", NULL, 0, "100.01", NULL, ""},
    {"cell of a row", MZ_TABLE_EXPENDITURE, "2010301", "basic", NULL, 0, "55.00", NULL,
     "split.expenditure@expenditure[2010301].basic"},
    {"item total", MZ_TABLE_GENERAL, "2010302", "total", NULL, 0, "31.00", NULL,
     "split.general@general[2010302].total"},
    {"grand total", MZ_TABLE_SUMMARY, "in-total", "amount", NULL, 0, "110.00", NULL,
     "total.summary.balance-in@summary[in-total].amount"},
    {"class of the summary", MZ_TABLE_SUMMARY, "ex-208", "amount", NULL, 0, "22.00", NULL,
     "total.summary.expenditure@summary[ex-208].amount"},
    {"income total", MZ_TABLE_INCOME, "total", "total", NULL, 0, "190.00", NULL, "split.income@income[total].total"},
    {"public use", MZ_TABLE_BASIC, "public", "amount", NULL, 0, "19.00", NULL, "sum.basic.public@basic[public].amount"},
    {"economic item", MZ_TABLE_BASIC, "30201", "amount", NULL, 0, "17.00", NULL,
     "sum.basic.children@basic[30201].amount"},
    {"blank cell", MZ_TABLE_EXPENDITURE, "2010301", "basic", NULL, 0, NULL, NULL,
     "split.expenditure@expenditure[2010301].basic"},
    {"public expenses", MZ_TABLE_SANGONG, "final", "reception", NULL, 0, "0.62", NULL,
     "sangong.total@sangong[final].reception"},
    {"total in the text", 0, NULL, NULL, "收支总计", MZ_MEASURE_CURRENT, "101.00", "万元",
     "narrative.amount.total@claim[收支总计].本年"},
    {"change in the text", 0, NULL, NULL, "收支总计", MZ_MEASURE_CHANGE, "-52.00", "万元",
     "narrative.delta.rate@claim[收支总计].变动额"},
    {"rate", 0, NULL, NULL, "收支总计", MZ_MEASURE_CHANGE_RATE, "-21.0", "%",
     "narrative.delta.rate@claim[收支总计].变动率"},
    {"direction", 0, NULL, NULL, "收支总计", MZ_MEASURE_CHANGE_RATE, "20.0", "%",
     "narrative.direction.pair@claim[收支总计].变动率"},
    {"share", 0, NULL, NULL, "基本支出", MZ_MEASURE_SHARE, "77.0", "%", "narrative.share@claim[基本支出].占比"},
    {"completion", 0, NULL, NULL, "2010301 行政运行", MZ_MEASURE_COMPLETION, "130.1", "%",
     "narrative.rate.completion@claim[2010301 行政运行].完成率"},
    {"item's final amount", 0, NULL, NULL, "2010301 行政运行", MZ_MEASURE_FINAL, "55.00", "万元",
     "narrative.amount.item@claim[2010301 行政运行].决算"},
    {"item's budget", 0, NULL, NULL, "2010301 行政运行", MZ_MEASURE_INITIAL_BUDGET, "84.50", "万元",
     "narrative.amount.budget-sum@claim[2010301 行政运行].年初预算"},
    {"unit", 0, NULL, NULL, "公用经费", MZ_MEASURE_CURRENT, "10.00", "元",
     "narrative.amount.unit@claim[公用经费].本年"},
    {"operating expenses", 0, NULL, NULL, "机关运行经费", MZ_MEASURE_CURRENT, "12.00", "万元",
     "link.operating@claim[机关运行经费].本年"},
    {"procurement", 0, NULL, NULL, "政府采购服务支出", MZ_MEASURE_CURRENT, "5.00", "万元",
     "procurement.sum@claim[政府采购支出].本年"},
    {"small firms", 0, NULL, NULL, "授予中小企业合同金额", MZ_MEASURE_SHARE, "57", "%",
     "procurement.sme@claim[授予中小企业合同金额].占比"},
};

static void
apply(MzReport *report, const Change *change)
{
    if (change->row != NULL && change->text != NULL)
        fixture_set(report, change->table, change->row, change->column, change->text);
    if (change->row != NULL && change->text == NULL)
        ((MzCell *)mz_report_cell(report, change->table, change->row, change->column))->present = FALSE;
    if (change->claim == NULL)
        return;
    for (guint i = 0; i < report->n_claims; i++) {
        MzClaim *claim = &report->claims[i];
        if (strcmp(claim->subject, change->claim) != 0 || claim->measure != change->measure)
            continue;
        guint n_claims = report->n_claims;
        MzClaim *changed = fixture_claim(report, change->claim, change->measure, change->text, change->unit);
        changed->section = claim->section;
        changed->code = claim->code;
        changed->span = claim->span;
        *claim = *changed;
        report->n_claims = n_claims;
        return;
    }
    g_assert_not_reached();
}

/* Words in the order of bytes, so that the table need not know the order of findings. */
static int
compare_words(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char *
join_sorted(GPtrArray *words)
{
    g_ptr_array_sort(words, compare_words);
    g_ptr_array_add(words, NULL);
    return g_strjoinv("\n", (char **)words->pdata);
}

static char *
sorted(const char *text)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);
    /* Blanks also stand inside addresses ("claim[2010301 行政运行]"): a finding begins at its check's id. */
    for (char **part = parts; *part != NULL; part++) {
        if (words->len > 0 && strchr(*part, '@') == NULL) {
            char *joined = g_strjoin(" ", words->pdata[words->len - 1], *part, NULL);
            g_free(words->pdata[words->len - 1]);
            words->pdata[words->len - 1] = joined;
        } else if (**part != '\0') {
            g_ptr_array_add(words, g_strdup(*part));
        }
    }
    return join_sorted(words);
}

/* The findings of warning and error level. */
static char *
findings_of(const MzChecks *checks)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < checks->n_findings; i++) {
        const MzFinding *finding = &checks->findings[i];
        if (finding->severity > MZ_SEVERITY_NOTE)
            g_ptr_array_add(words, g_strdup_printf("%s@%s", finding->check->id, finding->place.address));
    }
    return join_sorted(words);
}

static void
test_change(gconstpointer data)
{
    const Change *change = data;
    g_autoptr(MzReport) report = consistent_report();
    apply(report, change);
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    g_autofree char *found = findings_of(checks);
    if (g_test_verbose()) {
        g_autoptr(GString) out = g_string_new(NULL);
        MzFaceOptions face = {.least = MZ_SEVERITY_NOTE};
        mz_face_text(out, "report.txt", checks, &face);
        g_test_message("%s", out->str);
    }
    g_autofree char *wanted = sorted(change->findings);
    g_assert_cmpstr(found, ==, wanted);
    g_assert_false(checks->unread);
}

/* Takes `n` rows from the one of a key on out of a table. */
static void
cut_rows(MzReport *report, MzTableKey key, const char *first, guint n)
{
    MzTable *table = (MzTable *)mz_report_table(report, key);
    MzRow *row = (MzRow *)mz_table_row(table, first), *end = row + n;
    memmove(row, end, (gsize)(table->rows + table->n_rows - end) * sizeof *row);
    table->n_rows -= n;
    mz_table_link(table);
}

/* Rows that a table lacks are one finding, whatever sums and equalities break by it, and whether the forms ask for
 * them or the table's own sums show it. */
static void
test_missing_rows(void)
{
    static const struct {
        MzReport *(*report)(void);
        MzTableKey table;
        const char *first;
        guint n;
        const char *finding;
    } cases[] = {
        {consistent_report, MZ_TABLE_GENERAL, "2010302", 1, "class.code-set@general[2010302].total"},
        {consistent_report, MZ_TABLE_INCOME, "2010302", 1, "class.code-set@income[2010302].total"},
        {consistent_report, MZ_TABLE_EXPENDITURE, "2010302", 1, "class.code-set@expenditure[2010302].total"},
        {consistent_report, MZ_TABLE_GENERAL, "2010301", 2, "class.code-set@general[2010301].total"},
        {consistent_report, MZ_TABLE_GENERAL, "201", 4, "class.code-set@general[201].total"},
        {consistent_report, MZ_TABLE_GENERAL, "2010302", 4, "class.code-set@general[2010302].total"},
        {consistent_report, MZ_TABLE_INCOME, "2010302", 4, "class.code-set@income[2010302].total"},
        {consistent_report, MZ_TABLE_SUMMARY, "ex-208", 1, "class.code-set@summary[208].amount"},
        {rich_report, MZ_TABLE_GENERAL, "208", 4, "class.code-set@general[208].total"},
        {rich_report, MZ_TABLE_GENERAL, "2080505", 1, "class.code-set@general[2080505].total"},
        {rich_report, MZ_TABLE_EXPENDITURE, "223", 3, "class.code-set@expenditure[223].total"},
        {budget_report, MZ_TABLE_EXPENDITURE, "229", 3, "class.code-set@expenditure[229].total"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(MzReport) report = cases[i].report();
        cut_rows(report, cases[i].table, cases[i].first, cases[i].n);
        g_autoptr(MzChecks) checks = mz_check(report, NULL);
        g_autofree char *found = findings_of(checks);
        g_assert_cmpstr(found, ==, cases[i].finding);
    }
}

/* What the missing rows do not explain remains: the row is told, and the difference. */
static void
test_missing_row_and_more(void)
{
    static const struct {
        FixtureRow changed[3];
        const char *findings;
    } cases[] = {
        /* another row of the same sum is wrong, which other relations show */
        {{{MZ_TABLE_GENERAL, "2010301", "total 49.00 basic 49.00"}},
         "class.code-set@general[2010302].total split.general@general[2010301].total "
         "sum.general.children@general[2010301].basic"},
        /* the sums above were made without it: it still explains all but the shares of the total */
        {{{MZ_TABLE_GENERAL, "20103", "total 50.00 project 0.00"},
          {MZ_TABLE_GENERAL, "201", "total 50.00 project 0.00"},
          {MZ_TABLE_GENERAL, "total", "total 70.00 project 0.00"}},
         "class.code-set@general[2010302].total narrative.share@claim[201 一般公共服务支出].占比 "
         "narrative.share@claim[208 社会保障和就业支出].占比"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(MzReport) report = consistent_report();
        for (guint r = 0; r < G_N_ELEMENTS(cases[i].changed) && cases[i].changed[r].row != NULL; r++)
            fixture_add_rows(report, &cases[i].changed[r], 1);
        cut_rows(report, MZ_TABLE_GENERAL, "2010302", 1);
        g_autoptr(MzChecks) checks = mz_check(report, NULL);
        g_autofree char *found = findings_of(checks);
        g_autofree char *wanted = sorted(cases[i].findings);
        g_assert_cmpstr(found, ==, wanted);
    }
}

/* The finding at an address. */
static const MzFinding *
finding_at(const MzChecks *checks, const char *address)
{
    for (guint i = 0; i < checks->n_findings; i++) {
        if (strcmp(checks->findings[i].place.address, address) == 0)
            return &checks->findings[i];
        g_test_message("%s: %s", checks->findings[i].place.address, checks->findings[i].message_zh);
    }
    g_assert_not_reached();
}

/* Where there is other money, too, a row of another table is only missing if it is what the sums lack: 60.00 is of all
 * money, the general budget lacks 40.00. */
static void
test_other_money(void)
{
    g_autoptr(MzReport) report = rich_report();
    cut_rows(report, MZ_TABLE_GENERAL, "2010301", 1);
    cut_rows(report, MZ_TABLE_INCOME, "2010301", 1);
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    g_autofree char *found = findings_of(checks);
    g_autofree char *wanted = sorted("class.code-set@income[2010301].total sum.general.children@general[20103].total");
    g_assert_cmpstr(found, ==, wanted);
}

/* The finding names the rows, where they belong, who has them, and what is told with them. */
static void
test_missing_rows_told(void)
{
    g_autoptr(MzReport) report = consistent_report();
    cut_rows(report, MZ_TABLE_GENERAL, "2010302", 4);
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    const MzFinding *finding = finding_at(checks, "general[2010302].total");
    g_assert_cmpstr(finding->message_zh, ==,
                    "一般公共预算财政拨款支出决算表“2010301 2010301”之后缺 4 行，支出决算表有：2010302 2010302 30.00、"
                    "208 208 20.00、20805 20805 20.00、2080505 2080505 20.00，末级科目合计 50.00，请补齐；7 "
                    "处关系只因缺少这些而不成立，不另列");
    g_assert_cmpstr(finding->message_en, ==,
                    "一般公共预算财政拨款支出决算表, behind row '2010301 2010301', lacks 4 rows that 支出决算表 has: "
                    "2010302 2010302 30.00, 208 208 20.00, 20805 20805 20.00, 2080505 2080505 20.00, together, without "
                    "the rows that are sums of others, 50.00; add what is missing: 7 relations break by this alone and "
                    "are not told apart");
    g_assert_cmpuint(finding->n_inputs, ==, 4);
    g_assert_cmpuint(finding->place.column, ==, -1);
}

/* A side of an equation without amounts is blank cells, or rows that are not there: neither is printed as 0. */
static void
test_nothing_beside(void)
{
    static const struct {
        FixtureRow rows[2];
        const char *address, *expected, *equation, *equation_en;
    } cases[] = {
        {{{MZ_TABLE_APPROPRIATION, "ex-201", "total 67.00 general 67.00"},
          {MZ_TABLE_APPROPRIATION, "ex-204", "total 3.00 general 3.00"}},
         "appropriation[ex-204].general",
         "",
         "一般公共预算财政拨款 3.00 ≠ 一般公共预算财政拨款支出决算表没有相应的行",
         "一般公共预算财政拨款 3.00 ≠ 一般公共预算财政拨款支出决算表 (no such row)"},
        {{{MZ_TABLE_BASIC, "30201", NULL}, {MZ_TABLE_BASIC, "30211", NULL}},
         "basic[302].amount",
         "",
         "302 302 10.00 ≠ 空白",
         "302 302 10.00 ≠ blank"},
        {{{MZ_TABLE_BASIC, "30201", "amount 0.00"}, {MZ_TABLE_BASIC, "30211", "amount 0.00"}},
         "basic[302].amount",
         "0.00",
         "302 302 10.00 ≠ 30201 30201 0.00 + 30211 30211 0.00",
         "302 302 10.00 ≠ 30201 30201 0.00 + 30211 30211 0.00"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(MzReport) report = rich_report();
        for (guint r = 0; r < G_N_ELEMENTS(cases[i].rows); r++) {
            const FixtureRow *row = &cases[i].rows[r];
            if (row->columns != NULL)
                fixture_add_rows(report, row, 1);
            else /* blank */
                ((MzCell *)mz_report_cell(report, row->table, row->row, "amount"))->present = FALSE;
        }
        mz_table_link((MzTable *)mz_report_table(report, cases[i].rows[0].table));
        g_autoptr(MzChecks) checks = mz_check(report, NULL);
        const MzFinding *finding = finding_at(checks, cases[i].address);
        g_assert_cmpstr(finding->expected, ==, cases[i].expected);
        g_assert_cmpstr(finding->equation, ==, cases[i].equation);
        g_assert_cmpstr(finding->equation_en, ==, cases[i].equation_en);
        g_assert_nonnull(strstr(finding->message_zh, cases[i].equation));
        g_assert_nonnull(strstr(finding->message_en, cases[i].equation_en));
    }
}

/* A row that stands twice is said to. */
static void
test_doubled_row(void)
{
    g_autoptr(MzReport) report = consistent_report();
    MzTable *table = (MzTable *)mz_report_table(report, MZ_TABLE_INCOME);
    MzRow *row = (MzRow *)mz_table_row(table, "2010302");
    guint at = (guint)(row - table->rows);
    memmove(row + 1, row, (table->n_rows - at) * sizeof *row);
    table->n_rows++;
    row[0].line = 30;
    row[1].line = 31;
    mz_table_link(table);
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    const char *message = NULL;
    for (guint i = 0; i < checks->n_findings; i++) {
        if (strcmp(checks->findings[i].check->id, "sum.order") == 0)
            message = checks->findings[i].message_zh;
    }
    g_assert_nonnull(message);
    g_assert_nonnull(strstr(message, "2010302 有两行（第 30 行和第 31 行）"));
}

/* A correction that is wrong stands nowhere in print, and is not said to. */
static void
test_wrong_correction(void)
{
    g_autoptr(MzReport) report = consistent_report();
    fixture_set(report, MZ_TABLE_SANGONG, "final", "reception", "0.45");
    MzCell *cell = (MzCell *)mz_report_cell(report, MZ_TABLE_SANGONG, "final", "reception");
    cell->origin = MZ_ORIGIN_CORRECTED;
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    const MzFinding *finding = finding_at(checks, "sangong[final].reception");
    g_assert_nonnull(strstr(finding->message_zh, "更正为 0.45，"));
    g_assert_nonnull(strstr(finding->message_en, "is corrected to 0.45,"));
    cell->origin = MZ_ORIGIN_PRINTED;
    g_autoptr(MzChecks) printed = mz_check(report, NULL);
    g_assert_nonnull(strstr(finding_at(printed, "sangong[final].reception")->message_zh, "印为 0.45，"));
}

/* The amounts stay as they are printed, and are said to be 元. */
static void
say_yuan(MzReport *report, MzTableKey key)
{
    MzTable *table = (MzTable *)mz_report_table(report, key);
    table->unit = MZ_UNIT_YUAN;
    for (guint r = 0; r < table->n_rows; r++) {
        for (guint c = 0; c < table->form->n_columns; c++) {
            table->rows[r].cells[c].amount.unit = MZ_UNIT_YUAN;
            table->rows[r].cells[c].amount.fen /= 10000;
        }
    }
}

/* A table that says 元 where its amounts are 万元 is one finding, not one for every amount. */
static void
test_unit_line(void)
{
    g_autoptr(MzReport) report = consistent_report();
    say_yuan(report, MZ_TABLE_GENERAL);
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    g_autofree char *found = findings_of(checks);
    g_assert_cmpstr(found, ==, "doc.unit@general");
}

/* Where all tables say so, they agree with one another: the text tells, and they are one finding. */
static void
test_unit_lines(void)
{
    g_autoptr(MzReport) report = consistent_report();
    for (guint t = 0; t < report->n_tables; t++)
        say_yuan(report, report->tables[t].key);
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    g_autofree char *found = findings_of(checks);
    g_assert_cmpstr(found, ==, "doc.unit@summary");
    g_assert_cmpuint(checks->findings[0].n_related, ==, 6); /* the tables with amounts, but the first */
}

/* One year in place of another is one finding, however often it stands in the text, and two mistakes are two. */
static void
test_wrong_years(void)
{
    static const char *const paragraphs[] = {
        "2023 年度收入总计 100 万元。与 2022 年度相比，减少 25 万元。",
        "2023 年度支出总计 100 万元。与 2023 年度相比，持平。",
        "2023 年度财政拨款收入 100 万元。",
    };
    static const guint32 lines[] = {11, 12, 13};
    g_autoptr(MzReport) report = consistent_report();
    report->sections[0].paragraphs = mz_arena_memdup(report->arena, paragraphs, sizeof paragraphs);
    report->sections[0].paragraph_lines = mz_arena_memdup(report->arena, lines, sizeof lines);
    report->sections[0].n_paragraphs = G_N_ELEMENTS(paragraphs);
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    const char *found[2] = {NULL, NULL};
    guint n = 0;
    for (guint i = 0; i < checks->n_findings; i++) {
        if (strcmp(checks->findings[i].check->id, "doc.year") == 0 && n++ < 2)
            found[n - 1] = checks->findings[i].message_zh;
    }
    g_assert_cmpuint(n, ==, 2);
    gboolean first = strstr(found[0], "3 处") != NULL;
    g_assert_nonnull(strstr(found[!first], "3 处与应为的 2024 年不一致（第 11、12、13 行）"));
    g_assert_nonnull(strstr(found[first], "正文“2022 年度相比"));
}

/* Without a list of contents its checks say that they decide nothing, and why. */
static void
test_no_contents(void)
{
    static const char *const ids[] = {"doc.toc.titles", "doc.toc.order", "doc.toc.pages"};
    g_autoptr(MzReport) report = consistent_report();
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
        const MzCheckResult *result = &checks->results[mz_check_index(mz_check_find(ids[i]))];
        g_assert_cmpint(result->state, ==, MZ_STATE_SKIPPED);
        g_assert_cmphex(result->skip, ==, MZ_SKIP_NO_CONTENTS);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_autofree char *path = g_strdup_printf("/check/%s", changes[i].name);
        g_test_add_data_func(path, &changes[i], test_change);
    }
    g_test_add_func("/check/missing-rows", test_missing_rows);
    g_test_add_func("/check/missing-row-and-more", test_missing_row_and_more);
    g_test_add_func("/check/missing-rows-told", test_missing_rows_told);
    g_test_add_func("/check/other-money", test_other_money);
    g_test_add_func("/check/nothing-beside", test_nothing_beside);
    g_test_add_func("/check/no-contents", test_no_contents);
    g_test_add_func("/check/unit-line", test_unit_line);
    g_test_add_func("/check/doubled-row", test_doubled_row);
    g_test_add_func("/check/wrong-correction", test_wrong_correction);
    g_test_add_func("/check/unit-lines", test_unit_lines);
    g_test_add_func("/check/wrong-years", test_wrong_years);
    return g_test_run();
}
