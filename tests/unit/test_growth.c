/* Time grows with the text: a report ten times as long takes about ten times as long to read and to check.
 *
 * What grows is one of its parts, by more lines of the same kind. Times are CPU time, the least of several runs, and
 * the bound is generous: what grows with the square takes a hundred times as long. */
#include <string.h>
#include <time.h>

#include "check/check.h"
#include "generate/generate.h"
#include "parse/parse.h"

enum { RUNS = 3, TIMES = 10, BOUND = 25 };

static gint64
now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (gint64)time.tv_sec * 1000000000 + time.tv_nsec;
}

typedef struct {
    gint64 parse, check;
} Times;

static Times
measure(const GString *text)
{
    Times least = {G_MAXINT64, G_MAXINT64};
    for (guint run = 0; run < RUNS; run++) {
        g_autoptr(GError) error = NULL;
        MzSource *source = mz_source_from_bytes("growth.txt", text->str, text->len, &error);
        g_assert_no_error(error);
        gint64 start = now();
        MzReport *report = mz_parse_source(source, &error);
        least.parse = MIN(least.parse, now() - start);
        g_assert_no_error(error);
        start = now();
        MzChecks *checks = mz_check(report, NULL);
        least.check = MIN(least.check, now() - start);
        mz_checks_free(checks);
        mz_report_free(report);
        mz_source_free(source);
    }
    return least;
}

typedef GString *(*Writer)(guint n);

/* The whole of a generated report, again and again. */
static GString *
write_reports(guint n)
{
    GenReport *report = gen_report_new(3, GEN_STYLE_CLEAN);
    GString *one = gen_report_write(report), *all = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        g_string_append_len(all, one->str, (gssize)one->len);
    g_string_free(one, TRUE);
    gen_report_free(report);
    return all;
}

static void
append_head(GString *text)
{
    g_string_append(text,
                    "2024年度支出决算表\n公开03表\n部门：虚构市云溪区档案馆\t单位：万元\n"
                    "科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出\n"
                    "栏次\t\t1\t2\t3\t4\t5\t6\n");
}

/* One table with ever more items: 类, 款 and 项. */
static GString *
write_rows(guint n)
{
    GString *text = g_string_new(NULL);
    append_head(text);
    for (guint i = 0; i < 100 * n; i++)
        g_string_append_printf(text, "2%02u%02u%02u\t事务管理\t1.00\t0.40\t0.60\t\t\t\n", i / 2000, i / 40 % 50,
                               i % 40);
    return text;
}

/* The same from a text that lost its cells. */
static GString *
write_flat_rows(guint n)
{
    GString *text = g_string_new(NULL);
    append_head(text);
    for (guint i = 0; i < 100 * n; i++)
        g_string_append_printf(text, "2%02u%02u%02u 事务管理 1.00 0.40 0.60\n", i / 2000, i / 40 % 50, i % 40);
    return text;
}

/* A narrative with ever more statements. */
static GString *
write_claims(guint n)
{
    GString *text = g_string_new(NULL);
    append_head(text);
    g_string_append(text, "2010101\t事务管理\t1.00\t0.40\t0.60\t\t\t\n第三部分 2024年度部门决算情况说明\n"
                          "五、一般公共预算财政拨款支出决算情况说明\n");
    for (guint i = 0; i < 60 * n; i++)
        g_string_append_printf(text,
                               "%u.一般公共服务支出（类）档案事务（款）事务管理（项）。年初预算为%u.00万元，支出决算为"
                               "%u.00万元，完成年初预算的100.0%%，与年初预算持平。\n",
                               i + 1, i + 1, i + 1);
    return text;
}

static const struct {
    const char *name;
    Writer write;
} parts[] = {
    {"reports", write_reports}, {"rows", write_rows}, {"flat-rows", write_flat_rows}, {"claims", write_claims}};

static void
test_growth(gconstpointer data)
{
    Writer write = parts[GPOINTER_TO_UINT(data)].write;
    GString *small = write(1), *large = write(TIMES);
    Times one = measure(small), ten = measure(large);
    g_test_message("parse %.1f, check %.1f times", (double)ten.parse / (double)one.parse,
                   (double)ten.check / (double)one.check);
#ifdef __SANITIZE_ADDRESS__
    /* The sanitizer reads to the end of every text that is searched: its times say nothing about ours. */
    g_assert_cmpint(ten.parse + ten.check, >, 0);
#else
    g_assert_cmpint(ten.parse, <, BOUND * one.parse);
    g_assert_cmpint(ten.check, <, BOUND * one.check);
#endif
    g_string_free(small, TRUE);
    g_string_free(large, TRUE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_autofree char *path = g_strconcat("/growth/", parts[i].name, NULL);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test_growth);
    }
    return g_test_run();
}
