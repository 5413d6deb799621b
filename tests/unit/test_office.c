/* DOCX, XLSX and web pages: documents made here come back as lines of cells. */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "base/error.h"
#include "read/document.h"
#include "read/sheet.h"

typedef struct {
    const char *path, *text;
} Part;

/* A ZIP of the parts, up to one without path. The caller frees. */
static GByteArray *
zip(const Part *parts)
{
    gsize used = 0, room = 4 * 1024 * 1024;
    g_autofree char *buffer = g_malloc(room);
    struct archive *archive = archive_write_new();
    archive_write_set_format_zip(archive);
    archive_write_open_memory(archive, buffer, room, &used);
    for (; parts->path != NULL; parts++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, parts->path);
        archive_entry_set_size(entry, (la_int64_t)strlen(parts->text));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(archive, entry);
        archive_write_data(archive, parts->text, strlen(parts->text));
        archive_entry_free(entry);
    }
    archive_write_close(archive);
    archive_write_free(archive);
    GByteArray *bytes = g_byte_array_new();
    g_byte_array_append(bytes, (const guint8 *)buffer, (guint)used);
    return bytes;
}

static void
expect(const char *name, const char *bytes, gsize length, const char *wanted)
{
    GError *error = NULL;
    g_autoptr(MzSource) source = mz_document_from_bytes(name, bytes, length, &error);
    g_assert_no_error(error);
    g_autoptr(GString) got = g_string_new(NULL);
    for (guint i = 0; i < source->n_lines; i++)
        g_string_append_printf(got, "%s\n", source->lines[i].text);
    g_assert_cmpstr(got->str, ==, wanted);
}

static void
expect_zip(const char *name, const Part *parts, const char *wanted)
{
    GByteArray *bytes = zip(parts);
    expect(name, (const char *)bytes->data, bytes->len, wanted);
    g_byte_array_unref(bytes);
}

static void
refuse_zip(const Part *parts, MzErrorCode code)
{
    GByteArray *bytes = zip(parts);
    GError *error = NULL;
    g_assert_null(mz_document_from_bytes("x.docx", (const char *)bytes->data, bytes->len, &error));
    g_assert_error(error, MZ_ERROR, (gint)code);
    g_error_free(error);
    g_byte_array_unref(bytes);
}

#define WORD_BEGIN "<w:document xmlns:w=\"w\"><w:body>"
#define WORD_END "</w:body></w:document>"
#define PARAGRAPH(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define CELL(text) "<w:tc>" PARAGRAPH(text) "</w:tc>"

static void
test_word(void)
{
    const Part parts[] = {
        {"word/document.xml",
         WORD_BEGIN PARAGRAPH(
             "支出决算表") "<w:p/><w:p><w:r><w:t>部门：某局</w:t><w:tab/><w:t>单位：万元</w:t></w:r>"
                           "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
                           "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" PARAGRAPH(
                               "项目") "</w:tc>" CELL("合计") "</w:tr>"
                                                              "<w:tr>" CELL("201") "<w:tc>" PARAGRAPH("一般公共")
                                                                  PARAGRAPH("服务支出") "</w:tc>" CELL(
                                                                      "1,234.50") "</w:tr>"
                                                                                  "<w:tr><w:tc><w:tcPr><w:vMerge/></"
                                                                                  "w:tcPr>" PARAGRAPH(
                                                                                      "同上") "</w:tc>" CELL("档案事务")
                                                                                      CELL("4.00") "</w:tr></"
                                                                                                   "w:tbl>" WORD_END},
        {NULL, NULL}};
    expect_zip("x.docx", parts,
               "支出决算表\n部门：某局\t单位：万元\n项目\t\t合计\n201\t一般公共服务支出\t1,234.50\n\t档案事务\t4.00\n");
}

static const Part book[] = {
    {"xl/workbook.xml",
     "<workbook xmlns:r=\"r\"><sheets><sheet name=\"b\" r:id=\"r2\"/><sheet name=\"h\" state=\"hidden\" r:id=\"r1\"/>"
     "<sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/one.xml\"/>"
                                   "<Relationship Id=\"r2\" Target=\"/xl/worksheets/two.xml\"/></Relationships>"},
    {"xl/sharedStrings.xml",
     "<sst><si><t>合计</t></si><si><r><t>一般公共</t></r><r><t>服务支出</t></r><rPh><t>x</t></rPh></si></sst>"},
    {"xl/styles.xml",
     "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"#,##0.00_ ;-#,##0.00;&quot;-&quot;\"/></numFmts>"
     "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"2\"/><xf numFmtId=\"4\"/><xf "
     "numFmtId=\"164\"/></cellXfs></styleSheet>"},
    {"xl/worksheets/one.xml",
     "<worksheet><sheetData><row><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" s=\"1\"><v>12.5</v></c>"
     "<c r=\"E1\" s=\"2\"><v>1234567.005</v></c></row><row hidden=\"1\"><c r=\"A2\"><v>9</v></c></row>"
     "<row><c r=\"A3\"><v>201</v></c><c r=\"B3\" t=\"s\"><v>1</v></c><c r=\"C3\" s=\"3\"><v>0</v></c>"
     "<c r=\"D3\" s=\"3\"><v>-5</v></c><c r=\"E3\" t=\"e\"><v>#REF!</v></c></row></sheetData></worksheet>"},
    {"xl/worksheets/two.xml", "<worksheet><sheetData><row><c r=\"A1\" t=\"inlineStr\"><is><t>支出决算表</t></is></c>"
                              "</row></sheetData></worksheet>"},
    {NULL, NULL}};

static void
test_sheet(void)
{
    expect_zip("x.xlsx", book, "支出决算表\n\t合计\t12.50\t\t1,234,567.01\n201\t一般公共服务支出\t-\t-5.00\t\n");
}

static void
test_numbers(void)
{
    static const struct {
        const char *value, *format, *shown;
    } numbers[] = {
        {"387.73000000000002", "General", "387.73"},
        {"0", "0.00", "0.00"},
        {"1234.5", "#,##0.00", "1,234.50"},
        {"-1234.5", "#,##0.00", "-1,234.50"},
        {"0.285", "0.00", "0.29"},
        {"2.675", "0.00", "2.68"},
        {"-0.001", "0.00", "0.00"},
        {"0.125", "0.0%", "12.5%"},
        {"12", "0", "12"},
        {"1e3", "0.00", "1000.00"},
        {"0", "0.00;-0.00;", ""},
        {"-3", "0.00;(0.00)", "-3.00"},
        {"7", "#,##0.00\" 元\"", "7.00"},
        {"abc", "0.00", "abc"},
        {"201", "@", "201"},
        {"1000000", "#,##0", "1,000,000"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_autofree char *shown = mz_sheet_number(numbers[i].value, numbers[i].format);
        g_assert_cmpstr(shown, ==, numbers[i].shown);
    }
}

static void
test_web(void)
{
    static const struct {
        const char *html, *wanted;
    } pages[] = {
        {"<html><head><title>t</title><style>x</style></head><body><p>支出\n决算表<br>续</p><script>1</script>"
         "<table><tr><td rowspan=2>项目<td colspan=2>金额</tr><tr><td>合计<td>其中</table>",
         "支出 决算表\n续\n项目\t金额\t\n\t合计\t其中\n"},
        {"<table><tr><td><p>一</p><table><tr><td>合计</td><td>&nbsp;</td><td>1.00</td></tr></table></td></tr></table>",
         "一\n合计\t\t1.00\n"},
        {"<div style='display:none'>隐</div><div>显<span>示</span></div><ul><li>一<li>二</ul>", "显示\n一\n二\n"},
        {"<pre>支出\n项目\t金额\n</pre><p>完\n了", "支出\n项目\t金额\n完 了\n"},
        {"<table><tr><td>a<td colspan=99999999>b<tr><td rowspan=-3>c<td>d</table>", NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(pages); i++) {
        if (pages[i].wanted != NULL) {
            expect("x.html", pages[i].html, strlen(pages[i].html), pages[i].wanted);
            continue;
        }
        GError *error = NULL;
        g_autoptr(MzSource) source = mz_document_from_bytes("x.html", pages[i].html, strlen(pages[i].html), &error);
        g_assert_no_error(error);
    }
}

/* Archives of something else, cut ones, XML with entities, and such as unpack to far too much are refused. */
static void
test_refused(void)
{
    const Part other[] = {{"a.xml", "<a/>"}, {NULL, NULL}};
    const Part entities[] = {{"word/document.xml", "<!DOCTYPE a [<!ENTITY x \"aaaaaaaaaa\"><!ENTITY y \"&x;&x;&x;\">]>"
                                                   "<w:document xmlns:w=\"w\"><w:body>" PARAGRAPH("&y;") WORD_END},
                             {NULL, NULL}};
    const Part broken[] = {{"word/document.xml", "<w:document><w:body>"}, {NULL, NULL}};
    const Part empty[] = {{"word/document.xml", WORD_BEGIN WORD_END}, {NULL, NULL}};
    refuse_zip(other, MZ_ERROR_INPUT);
    refuse_zip(entities, MZ_ERROR_INPUT);
    refuse_zip(broken, MZ_ERROR_INPUT);
    refuse_zip(empty, MZ_ERROR_UNREAD);
    g_autofree char *blanks = g_strnfill(MZ_PACKAGE_LIMIT / 2 + 1, ' ');
    const Part bomb[] = {{"a.xml", blanks}, {"b.xml", blanks}, {NULL, NULL}};
    refuse_zip(bomb, MZ_ERROR_INPUT);
    GByteArray *bytes = zip(book);
    for (guint length = 4; length < bytes->len; length += 97) {
        GError *error = NULL;
        MzSource *source = mz_document_from_bytes("x", (const char *)bytes->data, length, &error);
        g_assert_true((source == NULL) == (error != NULL));
        mz_source_free(source);
        g_clear_error(&error);
    }
    g_byte_array_unref(bytes);
}

/* What LibreOffice opens: a paragraph and a table's row. */
static void
test_converted(void)
{
    static const char rtf[] =
        "{\\rtf1\\ansi\\uc1 \\u25903?\\u20986?\\u20915?\\u31639?\\u34920?\\par\n"
        "\\trowd\\cellx2000\\cellx4000 \\intbl \\u21512?\\u35745?\\cell 12.50\\cell\\row\\pard\\par}\n";
    g_autofree char *office = g_find_program_in_path("soffice");
    if (office == NULL) {
        g_test_skip("LibreOffice is not installed");
        return;
    }
    expect("a.rtf", rtf, strlen(rtf), "支出决算表\n合计\t12.50\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/office/word", test_word);
    g_test_add_func("/office/sheet", test_sheet);
    g_test_add_func("/office/numbers", test_numbers);
    g_test_add_func("/office/web", test_web);
    g_test_add_func("/office/refused", test_refused);
    g_test_add_func("/office/converted", test_converted);
    return g_test_run();
}
