/* PDF: pages made here with cairo come back as the lines of cells they were painted from. */
#include "read/pdf.h"

#include <math.h>

#include "base/error.h"
#include "check/check.h"
#include "paint_scan.h"
#include "parse/parse.h"
#include "read/document.h"
#include "read/scan.h"

/* What cairo's PDF surface and fontconfig keep is theirs. */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
    return "leak:libcairo\nleak:libfontconfig\n";
}

static const PaintStyle styles[] = {
    {"bordered", 595, 842, 7, 3, TRUE, FALSE, FALSE, 90, PAINT_HEAD_ONCE},
    {"plain", 595, 842, 7.5, 4, FALSE, FALSE, FALSE, 80, PAINT_HEAD_ONCE},
    {"upwards", 842, 595, 8, 4, TRUE, TRUE, FALSE, 120, PAINT_HEAD_ONCE},
};

/* All lines, a running one in brackets. Caller frees. */
static char *
shown(const MzSource *source)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < source->n_lines; i++)
        g_string_append_printf(out, source->places[i].running ? "[%s]\n" : "%s\n", source->lines[i].text);
    return g_string_free(out, FALSE);
}

static MzSource *
read_back(const char *text, const PaintStyle *style, gboolean footer, GError **error)
{
    GByteArray *bytes = paint_pdf(text, style, footer);
    MzSource *source = mz_pdf_from_bytes("test.pdf", (const char *)bytes->data, bytes->len, error);
    g_byte_array_unref(bytes);
    return source;
}

/* Text and what is read of it, where that is another one. */
static const struct {
    const char *name, *text, *wanted;
} pages[] = {
    {"blank cells",
     "支出决算表\n"
     "科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
     "栏次\t\t1\t2\t3\n"
     "201\t一般公共服务支出\t100.00\t60.00\t40.00\n"
     "20126\t档案事务\t100.00\t\t100.00\n"
     "208\t社会保障和就业支出\t7.00\t7.00\t\n",
     NULL},
    {"a wrapped name is one cell",
     "支出决算表\n"
     "科目编码\t科目名称\t合计\t基本支出\n"
     "栏次\t\t1\t2\n"
     "2080505\t机关事业单位基本养老保险缴费支出以及其他各项支出\t25.04\t25.04\n"
     "2080506\t机关事业单位职业年金缴费支出\t12.52\t12.52\n",
     NULL},
    {"two sides",
     "收入支出决算总表\n"
     "项目\t行次\t金额\t项目\t行次\t金额\n"
     "栏次\t\t1\t栏次\t\t2\n"
     "一、一般公共预算财政拨款收入\t1\t387.73\t一、一般公共服务支出\t31\t283.45\n"
     "二、政府性基金预算财政拨款收入\t2\t\t二、外交支出\t32\t\n"
     "\t3\t\t三、国防支出\t33\t1.00\n",
     NULL},
    {"wrapped names between blank rows",
     "收入支出决算总表\n"
     "项目\t金额\t项目\t金额\n"
     "一、一般公共预算财政拨款收入\t10.00\t一、一般公共服务支出\t\n"
     "二、其他收入\t\t二、自然资源海洋气象等方面的各项支出以及其他有关的支出\t\n"
     "\t\t三、灾害防治及应急管理方面的各项支出以及其他有关的支出\t\n"
     "\t\t四、其他支出\t\n"
     "本年收入合计\t10.00\t本年支出合计\t10.00\n",
     NULL},
    {"amounts without decimals",
     "基本支出情况表\n"
     "编码\t名称\t合计\t人员经费\t公用经费\n"
     "栏次\t\t1\t2\t3\n"
     "301\t工资福利支出\t12222.73\t12222.73\t\n"
     "302\t商品和服务支出\t12\t\t12\n"
     "303\t对个人和家庭的补助\t9.50\t9.50\t\n",
     NULL},
    {"codes in cells of their own, in rows that poppler puts together", /* far steps between cells turn no page */
     "208\t07\t05\t公益\t14,652.03\n"
     "208\t08\t\t抚恤\t881.04\n"
     "208\t08\t01\t死亡\t880.90\n"
     "208\t08\t03\t在乡\t0.14\n"
     "208\t09\t\t退役\t0.64\n"
     "208\t09\t99\t其他\t0.64\n"
     "208\t10\t\t社会\t33.13\n"
     "208\t10\t04\t殡葬\t9.37\n"
     "208\t10\t99\t其他\t23.76\n"
     "208\t25\t\t其他\t0.02\n"
     "208\t25\t01\t其他\t0.02\n"
     "208\t26\t\t财政\t6.34\n"
     "208\t26\t02\t财政\t6.34\n"
     "208\t28\t\t退役\t70,283.80\n"
     "208\t28\t02\t一般\t58.78\n"
     "208\t28\t99\t其他\t70,225.02\n"
     "208\t99\t\t其他\t0.67\n"
     "208\t99\t99\t其他\t0.67\n"
     "210\t\t\t卫生\t13,623.13\n"
     "210\t02\t\t公立\t4.06\n"
     "210\t02\t99\t其他\t4.06\n"
     "210\t03\t\t基层\t0.31\n"
     "210\t03\t99\t其他\t0.31\n"
     "210\t04\t\t公共\t13,037.58\n"
     "210\t04\t01\t疾病\t6,600.43\n"
     "210\t04\t02\t卫生\t49.63\n"
     "210\t04\t04\t精神\t6,387.52\n"
     "210\t11\t\t行政\t22.40\n"
     "功能分类科目编码\t\t\t科目\t2,171,946.96\n",
     NULL},
};

static void
test_page(gconstpointer data)
{
    guint which = GPOINTER_TO_UINT(data);
    const char *text = pages[which / G_N_ELEMENTS(styles)].text;
    const char *own = pages[which / G_N_ELEMENTS(styles)].wanted;
    const char *wanted = own != NULL ? own : text;
    GError *error = NULL;
    g_autoptr(MzSource) source = read_back(text, &styles[which % G_N_ELEMENTS(styles)], FALSE, &error);
    g_assert_no_error(error);
    g_autofree char *got = shown(source);
    if (strcmp(got, wanted) != 0)
        g_test_fail_printf("wanted:\n%s\ngot:\n%s", wanted, got);
}

/* "table row column value" of every amount. */
static GHashTable *
amounts_of(const MzReport *report, gboolean placed)
{
    GHashTable *amounts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        for (guint c = 0; c < table->n_rows * table->form->n_columns; c++) {
            const MzRow *row = &table->rows[c / table->form->n_columns];
            const MzCell *cell = &row->cells[c % table->form->n_columns];
            char value[MZ_MONEY_TEXT];
            if (!cell->present)
                continue;
            if (placed && cell->text[0] != '\0' && (cell->page == 0 || cell->box[2] <= cell->box[0]))
                g_test_fail_printf("%s %s: no page or box", row->name, cell->text);
            g_hash_table_add(amounts, g_strdup_printf("%s %s %s %s", mz_table_key_name(table->key), row->name,
                                                      table->form->columns[c % table->form->n_columns].label,
                                                      mz_money_plain(cell->amount, value)));
        }
    }
    return amounts;
}

static const char *const reports[] = {"2023-final", "2024-final", "2024-budget", "2025-budget"};

/* A whole report, painted and read, has the amounts that its text has, each with page and box. */
static void
test_report(gconstpointer data)
{
    guint which = GPOINTER_TO_UINT(data);
    GError *error = NULL;
    g_autofree char *path =
        g_strdup_printf("%s/content/reports/示例市示例区/示例市示例区档案馆/%s.txt",
                        g_getenv("ROOT") != NULL ? g_getenv("ROOT") : ".", reports[which / G_N_ELEMENTS(styles)]);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        g_test_skip("no demo report");
        return;
    }
    g_autoptr(MzReport) wanted = mz_parse_file(path, &error);
    g_assert_no_error(error);
    g_autoptr(MzSource) source = read_back(text, &styles[which % G_N_ELEMENTS(styles)], TRUE, &error);
    g_assert_no_error(error);
    g_autoptr(MzReport) got = mz_parse_source(source, &error);
    g_assert_no_error(error);
    g_autoptr(GHashTable) want_set = amounts_of(wanted, FALSE);
    g_autoptr(GHashTable) got_set = amounts_of(got, TRUE);
    GHashTableIter iter;
    gpointer key;
    for (g_hash_table_iter_init(&iter, want_set); g_hash_table_iter_next(&iter, &key, NULL);) {
        if (!g_hash_table_contains(got_set, key))
            g_test_fail_printf("missing: %s", (const char *)key);
    }
    for (g_hash_table_iter_init(&iter, got_set); g_hash_table_iter_next(&iter, &key, NULL);) {
        if (!g_hash_table_contains(want_set, key))
            g_test_fail_printf("too many: %s", (const char *)key);
    }
}

/* The box of an amount is where it was painted. */
static void
test_box(void)
{
    const PaintStyle style = {"", 595, 842, 10, 4, FALSE, FALSE, FALSE, 200, PAINT_HEAD_ONCE};
    GError *error = NULL;
    g_autoptr(MzSource) source = read_back("某某局的预算和决算说明\n合计12.50万元", &style, FALSE, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(source->n_lines, ==, 2);
    MzBox box;
    g_assert_cmpuint(mz_source_place(source, 2, 2, 7, &box), ==, 1);
    g_assert_cmpfloat(fabsf(box.x0 - 60), <, 1.5F);
    g_assert_true(box.y0 < 75 && box.y1 > 70);
    g_assert_cmpuint(mz_source_place(source, 3, 0, 1, &box), ==, 0);
}

static void
test_footer(void)
{
    GError *error = NULL;
    g_autoptr(MzSource) source = read_back("某某局的预算和决算说明，第一行", &styles[0], TRUE, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(source->n_lines, ==, 2);
    g_assert_true(source->places[1].running && !source->places[0].running);
}

static const char encrypted[] =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    "3 0 obj<</Filter/Standard/V 1/R 2/O(abcdefghijklmnopqrstuvwxyzabcdef)/U(abcdefghijklmnopqrstuvwxyzabcdef)/P -44>>"
    "endobj\ntrailer<</Root 1 0 R/Encrypt 3 0 R/ID[(a)(a)]/Size 4>>\n%%EOF\n";

/* What cannot be read is one error of the right kind, with a message and the file's name. */
static void
test_refused(void)
{
    const struct {
        const char *bytes;
        gsize length;
        MzErrorCode code;
    } cases[] = {
        {"%PDF-1.4\nnothing", 16, MZ_ERROR_INPUT},
        {"%PDF-", 5, MZ_ERROR_INPUT},
        {encrypted, sizeof encrypted - 1, MZ_ERROR_INPUT},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        GError *error = NULL;
        g_assert_null(mz_document_from_bytes("a.pdf", cases[i].bytes, cases[i].length, &error));
        g_assert_error(error, MZ_ERROR, (gint)cases[i].code);
        g_assert_cmpstr(mz_error_place(error).file, ==, "a.pdf");
        g_error_free(error);
    }
    GError *error = NULL;
    g_assert_null(read_back("", &styles[0], FALSE, &error)); /* a page without text: scanned */
    g_assert_error(error, MZ_ERROR, MZ_ERROR_UNREAD);
    g_clear_error(&error);
    g_assert_null(
        read_back("ⱥⱦⱥⱦⱥⱦⱥⱦⱥⱦⱥⱦⱥⱦⱥⱦⱥⱦⱥⱦⱥⱦⱥⱦ abcdefghijkl", &styles[0], FALSE, &error)); /* no Chinese: a wrong map */
    g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
    g_clear_error(&error);
}

static MzSource *
read_scan(const char *text, int first, GError **error)
{
    GByteArray *pdf = paint_pdf(text, &scanned_style, FALSE);
    GByteArray *bytes = paint_scan(pdf, first, 200);
    MzSource *source = mz_pdf_from_bytes("scan.pdf", (const char *)bytes->data, bytes->len, error);
    g_byte_array_unref(pdf);
    g_byte_array_unref(bytes);
    return source;
}

/* A scan is refused as such; scanned pages among others are noted, and the report says so. */
static void
test_scanned(void)
{
    GError *error = NULL;
    g_assert_null(read_scan(scanned_text, 0, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_UNREAD);
    g_clear_error(&error);
    g_autoptr(GString) long_text = g_string_new(scanned_text);
    for (guint i = 0; i < 80; i++)
        g_string_append(long_text, "情况说明，与上年持平。\n");
    g_autoptr(MzSource) source = read_scan(long_text->str, 1, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(source->n_pages, >=, 2);
    g_assert_cmpint(source->pages[0].kind, ==, MZ_PAGE_TEXT);
    g_assert_cmpint(source->pages[1].kind, ==, MZ_PAGE_UNREAD);
    g_autoptr(MzReport) report = mz_parse_source(source, &error);
    g_assert_no_error(error);
    g_assert_true(mz_report_has_unread(report));
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    gboolean said = FALSE;
    for (guint i = 0; i < checks->n_findings; i++) {
        said = said || strcmp(checks->findings[i].check->id, MZ_EXTRACTION_SCANNED) == 0;
        g_assert_null(strstr(checks->findings[i].message_zh, "没有找到"));
    }
    g_assert_true(said);
}

static gboolean
can_recognise(void)
{
    g_autofree char *program = mz_scan_program();
    g_autofree char *languages = NULL;
    const char *argv[] = {program, "--list-langs", NULL};
    return program != NULL &&
           g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &languages, NULL, NULL, NULL) &&
           strstr(languages, "chi_sim") != NULL;
}

/* What is recognised is right, and every amount proven or uncertain. */
static void
test_recognised(void)
{
    if (!can_recognise()) {
        g_test_skip("tesseract with chi_sim is not installed");
        return;
    }
    GError *error = NULL;
    mz_pdf_recognise(TRUE);
    g_autoptr(MzSource) source = read_scan(scanned_text, 0, &error);
    mz_pdf_recognise(FALSE);
    g_assert_no_error(error);
    g_assert_cmpint(source->pages[0].kind, ==, MZ_PAGE_RECOGNISED);
    g_autoptr(MzReport) report = mz_parse_source(source, &error);
    g_assert_no_error(error);
    const MzCell *total = mz_report_cell(report, MZ_TABLE_EXPENDITURE, "total", "total");
    g_assert_nonnull(total);
    g_assert_cmpint(total->amount.fen, ==, 107000000);
    g_assert_cmpint(total->origin, ==, MZ_ORIGIN_RECOVERED);
    g_assert_true(total->page == 1 && total->box[2] > total->box[0]);
    for (guint r = 0; r < report->tables[0].n_rows; r++) {
        for (guint c = 0; c < report->tables[0].form->n_columns; c++)
            g_assert_true(!report->tables[0].rows[r].cells[c].present ||
                          report->tables[0].rows[r].cells[c].origin != MZ_ORIGIN_PRINTED);
    }
}

/* A file cut off anywhere is read or refused, never more. */
static void
test_cut(void)
{
    GByteArray *bytes = paint_pdf(pages[0].text, &styles[0], FALSE);
    for (guint length = 0; length < bytes->len; length += bytes->len / 40 + 1) {
        GError *error = NULL;
        MzSource *source = mz_pdf_from_bytes("cut.pdf", (const char *)bytes->data, length, &error);
        g_assert_true((source == NULL) == (error != NULL));
        mz_source_free(source);
        g_clear_error(&error);
    }
    g_byte_array_unref(bytes);
}

/* Bytes before a PDF are passed over; what is called one and is none is said to be, not to be a badly encoded text. */
static void
test_called(void)
{
    static const char text[] =
        "支出决算表\n科目编码\t科目名称\t合计\n301\t工资福利支出\t12.50\n302\t商品服务支出\t2.50\n";
    GByteArray *pdf = paint_pdf(text, &scanned_style, FALSE);
    g_byte_array_prepend(pdf, (const guint8 *)"\n\xEF\xBB\xBF\r\n", 6);
    GError *error = NULL;
    g_autoptr(MzSource) source = mz_document_from_bytes("a.pdf", (const char *)pdf->data, pdf->len, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(source->encoding, ==, "PDF");
    g_byte_array_unref(pdf);
    static const char noise[] = "\x81\x00\xFF\xFF\x80\xFF\x01";
    g_assert_null(mz_document_from_bytes("a.PDF", noise, sizeof noise - 1, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
    g_assert_nonnull(strstr(error->message, ".pdf"));
    g_clear_error(&error);
    g_autoptr(MzSource) speaks = mz_document_from_bytes("a.pdf", "说到 %PDF- 的文字", 22, &error); /* a text */
    g_assert_no_error(error);
    g_assert_cmpstr(speaks->encoding, ==, "UTF-8");
}

/* Turns every page of a PDF as it is shown: the entry stands in place of one that tells nothing here. */
static void
rotate_pages(GByteArray *pdf, guint degrees)
{
    static const char begin[] = "/Group <<", end[] = ">>";
    guint turned = 0;
    for (guint i = 0; i + sizeof begin < pdf->len; i++) {
        if (memcmp(pdf->data + i, begin, sizeof begin - 1) != 0)
            continue;
        guint n = sizeof begin - 1;
        while (memcmp(pdf->data + i + n, end, 2) != 0)
            n++;
        memset(pdf->data + i, ' ', n + 2);
        g_autofree char *entry = g_strdup_printf("/Rotate %u", degrees);
        memcpy(pdf->data + i, entry, strlen(entry));
        turned++;
    }
    g_assert_cmpuint(turned, >, 0);
}

/* A page that is shown turned by a quarter or upside down is read like an upright one, and so is one whose text runs
 * upwards until the page is turned. */
static void
test_rotated(void)
{
    static const char text[] = "支出决算表\n"
                               "科目编码\t科目名称\t合计\t基本支出\n"
                               "栏次\t\t1\t2\n"
                               "\t合计\t37.56\t37.56\n"
                               "2080505\t养老保险缴费支出\t25.04\t25.04\n"
                               "2080506\t职业年金缴费支出\t12.52\t12.52\n";
    for (guint i = 0; i < 6; i++) {
        PaintStyle style = scanned_style;
        style.upwards = i >= 3;
        guint degrees = 90 * (i % 3 + 1);
        GByteArray *pdf = paint_pdf(text, &style, FALSE);
        rotate_pages(pdf, degrees);
        GError *error = NULL;
        g_autoptr(MzSource) source = mz_pdf_from_bytes("a.pdf", (const char *)pdf->data, pdf->len, &error);
        g_assert_no_error(error);
        g_autofree char *got = shown(source);
        if (strcmp(got, text) != 0)
            g_test_fail_printf("%u degrees, wanted:\n%s\ngot:\n%s", degrees, text, got);
        MzBox box;
        g_assert_cmpuint(mz_source_place(source, 1, 0, 5, &box), ==, 1);
        g_assert_true(box.x0 >= 0 && box.x1 <= source->pages[0].width && box.y1 <= source->pages[0].height);
        g_byte_array_unref(pdf);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(pages) * G_N_ELEMENTS(styles); i++) {
        g_autofree char *name =
            g_strdup_printf("/pdf/%s/%s", pages[i / G_N_ELEMENTS(styles)].name, styles[i % G_N_ELEMENTS(styles)].name);
        g_test_add_data_func(name, GUINT_TO_POINTER(i), test_page);
    }
    for (guint i = 0; i < G_N_ELEMENTS(reports) * G_N_ELEMENTS(styles); i++) {
        g_autofree char *name = g_strdup_printf("/pdf/report/%s/%s", reports[i / G_N_ELEMENTS(styles)],
                                                styles[i % G_N_ELEMENTS(styles)].name);
        g_test_add_data_func(name, GUINT_TO_POINTER(i), test_report);
    }
    g_test_add_func("/pdf/box", test_box);
    g_test_add_func("/pdf/footer", test_footer);
    g_test_add_func("/pdf/refused", test_refused);
    g_test_add_func("/pdf/scanned", test_scanned);
    g_test_add_func("/pdf/recognised", test_recognised);
    g_test_add_func("/pdf/cut", test_cut);
    g_test_add_func("/pdf/rotated", test_rotated);
    g_test_add_func("/pdf/called", test_called);
    return g_test_run();
}
