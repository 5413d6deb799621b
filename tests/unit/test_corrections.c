#include "model/corrections.h"

#include <string.h>

#include "base/error.h"
#include "model/json.h"

static const char report_json[] =
    "{\"format\":\"mingzhang-report/1\",\"kind\":\"final\",\"tables\":["
    "{\"key\":\"general\",\"rows\":["
    "{\"key\":\"total\",\"name\":\"合计\",\"line\":7,\"cells\":[{\"column\":\"total\",\"text\":\"754.75\",\"line\":7,"
    "\"start\":2,\"end\":8}]},"
    "{\"key\":\"2012801\",\"code\":\"2012801\",\"label\":\"行政运行\",\"cells\":[{\"column\":\"basic\",\"text\":\"1."
    "40\"}]},"
    "{\"key\":\"a\",\"name\":\"同名\"},{\"key\":\"b\",\"name\":\"同名\"}]},"
    "{\"key\":\"appropriation\",\"rows\":[{\"key\":\"in-year\",\"cells\":[{\"column\":\"amount\",\"text\":\"5\"}]}]},"
    "{\"key\":\"fund\",\"rows\":[{\"key\":\"total\",\"label\":\"合计\",\"line\":90}]}]}";

static MzReport *
make_report(void)
{
    GError *error = NULL;
    MzReport *report = mz_report_from_json("r.json", report_json, strlen(report_json), &error);
    g_assert_no_error(error);
    return report;
}

/* One correction as JSON. */
static char *
item(const char *table, const char *row, const char *column, const char *old, const char *new)
{
    return g_strdup_printf("{\"table\":\"%s\",\"row\":\"%s\",\"column\":\"%s\",\"old\":\"%s\",\"new\":\"%s\","
                           "\"reason\":\"笔误\",\"date\":\"2025-12-01\",\"by\":\"财政局\"}",
                           table, row, column, old, new);
}

static char *
file_of(const char *items)
{
    return g_strdup_printf("{\"format\":\"mingzhang-corrections/1\",\"corrections\":[\n%s]}", items);
}

static const struct {
    const char *table, *row, *column, *old, *new; /* as written */
    const char *row_key, *column_key;             /* the cell that changes */
    const char *proof;                            /* NULL: blank afterwards */
    guint32 line;
} applied[] = {
    {"general", "total", "total", "754.75", "745.75", "total", "total", "原为754.75，2025-12-01由财政局更正：笔误", 7},
    {"general", "合计", "小计", "754.7500", "1,745.75", "total", "total", "原为754.75，2025-12-01由财政局更正：笔误",
     7},
    {"general", "2012801", "项目支出", "", "0.00", "2012801", "project", "原为空白，2025-12-01由财政局更正：笔误", 0},
    {"general", "2012801", "basic", "1.40", "", "2012801", "basic", NULL, 0},
    {"general", "2012801", "basic", "1.40", "1.4", "2012801", "basic", "原为1.40，2025-12-01由财政局更正：笔误", 0},
    {"appropriation", "收入/本年收入合计", "决算数", "5", "6", "in-year", "amount",
     "原为5，2025-12-01由财政局更正：笔误", 0},
    {"fund", "total", "total", "", "3.00", "total", "total", "原为空白，2025-12-01由财政局更正：笔误", 90},
};

static void
test_apply(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(applied); i++) {
        char *one = item(applied[i].table, applied[i].row, applied[i].column, applied[i].old, applied[i].new);
        char *json = file_of(one);
        GError *error = NULL;
        MzReport *report = make_report();
        MzCorrections *corrections = mz_corrections_from_json("c.json", json, strlen(json), &error);
        g_assert_no_error(error);
        g_assert_true(mz_corrections_apply(corrections, report, &error));
        g_assert_no_error(error);
        MzTableKey key = MZ_TABLE_SUMMARY;
        g_assert_true(mz_table_key_find(applied[i].table, &key));
        const MzCell *cell = mz_report_cell(report, key, applied[i].row_key, applied[i].column_key);
        g_assert_cmpint(cell->present, ==, applied[i].proof != NULL);
        g_assert_cmpstr(cell->proof, ==, applied[i].proof);
        g_assert_false(mz_report_table(report, key)->empty);
        if (cell->present) {
            g_assert_cmpstr(cell->text, ==, applied[i].new);
            g_assert_cmpint(cell->origin, ==, MZ_ORIGIN_CORRECTED);
            g_assert_cmpuint(cell->span.line, ==, applied[i].line);
        }
        /* Corrected reports are reports like others. */
        char *written = mz_report_to_json(report, NULL);
        MzReport *again = mz_report_from_json("r.json", written, strlen(written), &error);
        g_assert_no_error(error);
        mz_report_free(again);
        g_free(written);
        mz_corrections_free(corrections);
        mz_report_free(report);
        g_free(json);
        g_free(one);
    }
}

/* An amount in the wrong column takes two corrections. */
static void
test_move(void)
{
    char *from = item("general", "2012801", "basic", "1.40", "");
    char *to = item("general", "2012801", "project", "", "1.40");
    char *both = g_strconcat(from, ",", to, NULL);
    char *json = file_of(both);
    MzReport *report = make_report();
    MzCorrections *corrections = mz_corrections_from_json("c.json", json, strlen(json), NULL);
    g_assert_true(mz_corrections_apply(corrections, report, NULL));
    g_assert_false(mz_report_cell(report, MZ_TABLE_GENERAL, "2012801", "basic")->present);
    g_assert_cmpint(mz_report_cell(report, MZ_TABLE_GENERAL, "2012801", "project")->amount.fen, ==, 1400000);
    mz_corrections_free(corrections);
    mz_report_free(report);
    g_free(json);
    g_free(both);
    g_free(to);
    g_free(from);
}

static const struct {
    const char *table, *row, *column, *old, *new;
    const char *message;
} refused[] = {
    {"capital", "total", "total", "1", "2",
     "the report has no table 'capital'; there are: general (一般公共预算财政拨款支出决算表), appropriation "
     "(财政拨款收入支出决算总表), fund (政府性基金预算财政拨款收入支出决算表)"},
    {"general", "2018201", "total", "1", "2",
     "the table 'general' has no row '2018201'; the nearest: 2012801 (行政运行). Or click the amount in its page: the "
     "address then ends in #table.row.column"},
    {"general", "行政", "total", "1", "2",
     "the table 'general' has no row '行政'; the nearest: 2012801 (行政运行). Or click the amount in its page: the "
     "address then ends in #table.row.column"},
    {"general", "同名称", "total", "1", "2",
     "the table 'general' has no row '同名称'; the nearest: a (同名), b (同名). Or click the amount in its page: the "
     "address then ends in #table.row.column"},
    {"general", "同名", "total", "", "2", "several rows are named '同名'; write the row's key, which is one of: a, b"},
    {"general", "total", "sum", "1", "2",
     "in the table 'general' the row 'total' has no column 'sum'; there are: total (小计), basic (基本支出), "
     "project (项目支出)"},
    {"appropriation", "in-year", "total", "1", "2",
     "in the table 'appropriation' the row 'in-year' has no column 'total'; there are: amount (决算数)"},
    {"general", "total", "total", "754.76", "2",
     "'old' is '754.76', but the report says '754.75'; the report has changed, look at this correction again"},
    {"general", "total", "total", "", "2",
     "'old' is '', but the report says '754.75'; the report has changed, look at this correction again"},
    {"general", "total", "basic", "0", "2",
     "'old' is '0', but the report says ''; the report has changed, look at this correction again"},
    {"general", "total", "total", "x", "2", "'x' in 'old' is not an amount in 万元"},
    {"general", "total", "total", "754.75", "2..", "'2..' in 'new' is not an amount in 万元"},
    {"general", "total", "total", "754.75", "754.75", "'old' and 'new' are the same: nothing is corrected"},
    {"general", "total", "basic", "", "", "'old' and 'new' are the same: nothing is corrected"},
};

static void
test_refused(void)
{
    mz_set_lang(MZ_LANG_EN);
    char *good = item("general", "total", "total", "754.75", "745.75");
    for (gsize i = 0; i <= G_N_ELEMENTS(refused); i++) {
        gboolean twice = i == G_N_ELEMENTS(refused);
        char *bad = twice ? item("general", "合计", "小计", "754.75", "745.75")
                          : item(refused[i].table, refused[i].row, refused[i].column, refused[i].old, refused[i].new);
        /* where the bad one is about the same cell, the good one goes to another */
        char *first = twice ? g_strdup(good) : item("fund", "total", "total", "", "1");
        char *both = g_strconcat(first, ",\n  ", bad, NULL);
        char *json = file_of(both);
        GError *error = NULL;
        MzReport *report = make_report();
        char *before = mz_report_to_json(report, NULL);
        MzCorrections *corrections = mz_corrections_from_json("c.json", json, strlen(json), &error);
        g_assert_no_error(error);
        g_assert_false(mz_corrections_apply(corrections, report, &error));
        g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
        g_assert_cmpstr(error->message, ==,
                        twice ? "the correction in line 2 is for the same cell, make them one" : refused[i].message);
        g_assert_cmpstr(mz_error_place(error).file, ==, "c.json");
        g_assert_cmpuint(mz_error_place(error).line, ==, 3);
        g_assert_cmpuint(mz_error_place(error).column, ==, 3);
        char *after = mz_report_to_json(report, NULL);
        g_assert_cmpstr(before, ==, after); /* all or none */
        g_error_free(error);
        mz_corrections_free(corrections);
        mz_report_free(report);
        g_free(after);
        g_free(before);
        g_free(json);
        g_free(both);
        g_free(first);
        g_free(bad);
    }
    g_free(good);
    mz_set_lang(MZ_LANG_ZH);
}

static const struct {
    const char *json, *message;
} unread[] = {
    {"{\"corrections\":[]}", "'format' is missing: \"format\": \"mingzhang-corrections/1\""},
    {"{\"format\":\"x\",\"corrections\":[]}",
     "format: the format is 'x'; this program reads 'mingzhang-corrections/1'"},
    {"{\"format\":\"mingzhang-corrections/1\"}", "'corrections' is missing"},
    {"{\"format\":\"mingzhang-corrections/1\",\"corrections\":[{\"tabel\":\"x\"}]}",
     "corrections[0].tabel: there is no such key; did you mean 'table'?"},
    {"{\"format\":\"mingzhang-corrections/1\",\"corrections\":[{\"table\":\"fund\"}]}",
     "corrections[0]: 'row' is missing"},
    {"{\"format\":\"mingzhang-corrections/"
     "1\",\"corrections\":[{\"table\":\"x\",\"row\":\"a\",\"column\":\"a\",\"old\":\"\","
     "\"new\":\"1\",\"reason\":\"r\",\"date\":\"2025-01-01\",\"by\":\"b\"}]}",
     "corrections[0].table: there is no table 'x'; there are: summary, income, expenditure, appropriation, general, "
     "basic, fund, capital, sangong, projects, carryover"},
    {"{\"format\":\"mingzhang-corrections/"
     "1\",\"corrections\":[{\"table\":\"fund\",\"row\":\"a\",\"column\":\"a\",\"old\":\"\","
     "\"new\":\"1\",\"reason\":\"r\",\"date\":\"2025-1-1\",\"by\":\"b\"}]}",
     "corrections[0].date: '2025-1-1' is not a date, such as 2025-11-21"},
    {"{\"format\":\"mingzhang-corrections/"
     "1\",\"corrections\":[{\"table\":\"fund\",\"row\":\"a\",\"column\":\"a\",\"old\":\"\","
     "\"reason\":\"r\",\"date\":\"2025-01-01\",\"by\":\"b\"}]}",
     "corrections[0]: 'new' is missing (a blank cell is \"\")"},
    {"{\"format\":\"mingzhang-corrections/"
     "1\",\"corrections\":[{\"table\":\"fund\",\"row\":\"a\",\"column\":\"a\",\"old\":\"\","
     "\"new\":1,\"reason\":\"r\",\"date\":\"2025-01-01\",\"by\":\"b\"}]}",
     "corrections[0].new: expected a string, found a number"},
    {"{\"format\":\"mingzhang-corrections/"
     "1\",\"corrections\":[{\"table\":\"fund\",\"row\":\"a\",\"column\":\"a\",\"old\":\"\","
     "\"new\":\"1\",\"reason\":\"\",\"date\":\"2025-01-01\",\"by\":\"b\"}]}",
     "corrections[0].reason: it cannot be an empty string"},
};

static void
test_unread(void)
{
    mz_set_lang(MZ_LANG_EN);
    for (gsize i = 0; i < G_N_ELEMENTS(unread); i++) {
        GError *error = NULL;
        g_assert_null(mz_corrections_from_json("c.json", unread[i].json, strlen(unread[i].json), &error));
        g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
        g_assert_cmpstr(error->message, ==, unread[i].message);
        g_error_free(error);
    }
    mz_set_lang(MZ_LANG_ZH);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/corrections/apply", test_apply);
    g_test_add_func("/corrections/move", test_move);
    g_test_add_func("/corrections/refused", test_refused);
    g_test_add_func("/corrections/unread", test_unread);
    return g_test_run();
}
