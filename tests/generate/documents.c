/* build/documents: generated reports as documents, and what is read back of them; print-documents uses it.
 *
 *   build/documents text FOLDER FROM COUNT      writes SEED-STYLE.txt, for other programs to set and print
 *   build/documents xlsx FOLDER FROM COUNT      the same as workbooks
 *   build/documents cairo FOLDER FROM COUNT     the same as PDF, in all looks in turn
 *   build/documents scan FOLDER FROM COUNT      the same as PDF of pictures, which --ocr reads
 *   build/documents judge FILE…                 reads documents whose names begin with SEED-STYLE; one line a document:
 *                                               ok or FAULT, amounts, right ones, such without page or with a wrong
 *                                               box, wrong ones that are not marked uncertain; its faults follow.
 *                                               Status 1: there are any
 *   build/documents lines FILE                  the lines as they are read, each with its page; running ones in
 *                                               brackets
 *
 * The seed says what a report is: every third one is of a family that is not the usual one of its kind.
 */
#include <math.h>
#include <poppler.h>
#include <stdio.h>
#include <string.h>

#include <xlsxwriter.h>

#include "generate/determined.h"
#include "generate/measure.h"
#include "parse/parse.h"
#include "read/document.h"
#include "read/pdf.h"
#include "unit/paint_scan.h"

static const PaintStyle looks[] = {
    {"bordered", 595, 842, 7, 3, TRUE, FALSE, FALSE, 90, PAINT_HEAD_ONCE},
    {"plain", 595, 842, 7.5, 4, FALSE, FALSE, FALSE, 80, PAINT_HEAD_ONCE},
    {"upwards", 842, 595, 8, 4, TRUE, TRUE, FALSE, 120, PAINT_HEAD_ONCE},
    {"landscape", 842, 595, 8, 5, TRUE, FALSE, FALSE, 140, PAINT_HEAD_ONCE},
    {"narrow", 595, 842, 6.5, 2, FALSE, FALSE, FALSE, 44, PAINT_HEAD_ONCE},
    {"again", 595, 500, 7.5, 4, FALSE, FALSE, FALSE, 80, PAINT_HEAD_AGAIN},
    {"numbers", 842, 420, 7, 3, TRUE, FALSE, FALSE, 110, PAINT_NUMBERS_AGAIN},
    {"overleaf", 595, 842, 7, 3, FALSE, FALSE, FALSE, 90, PAINT_NUMBERS_OVERLEAF},
};

/* The styles whose text says in which cell everything stands. */
static const GenStyle styles[] = {GEN_STYLE_CLEAN, GEN_STYLE_CODES};

enum { USUAL_FAMILIES = 2 /* one of each kind, which come first */ };

static const MzFamily *
family_of(guint64 seed)
{
    guint n;
    const MzFamily *families = mz_families(&n);
    return seed % 3 != 0 ? NULL : &families[USUAL_FAMILIES + (seed / 3) % (n - USUAL_FAMILIES)];
}

static GenReport *
draw(guint64 seed, GenStyle style, GString **text)
{
    GenReport *report = gen_report_as(seed, style, family_of(seed));
    gen_determine(report);
    GString *written = gen_report_write(report);
    if (text != NULL)
        *text = written;
    else
        g_string_free(written, TRUE);
    return report;
}

/* ---- writing */

static void
save(const char *path, const char *bytes, gsize length)
{
    g_autoptr(GError) error = NULL;
    if (!g_file_set_contents(path, bytes, (gssize)length, &error))
        g_error("%s", error->message);
}

static void
write_text(const char *stem, const GString *text, guint64 seed)
{
    (void)seed;
    g_autofree char *path = g_strconcat(stem, ".txt", NULL);
    save(path, text->str, text->len);
}

static void
write_cairo(const char *stem, const GString *text, guint64 seed)
{
    const PaintStyle *look = &looks[seed % G_N_ELEMENTS(looks)];
    g_autofree char *path = g_strconcat(stem, ".cairo-", look->name, ".pdf", NULL);
    GByteArray *bytes = paint_pdf(text->str, look, seed / G_N_ELEMENTS(looks) % 2 == 0);
    save(path, (const char *)bytes->data, bytes->len);
    g_byte_array_unref(bytes);
}

static void
write_scan(const char *stem, const GString *text, guint64 seed)
{
    g_autofree char *path = g_strconcat(stem, ".scan.pdf", NULL);
    GByteArray *pdf = paint_pdf(text->str, &looks[seed % G_N_ELEMENTS(looks)], TRUE);
    GByteArray *bytes = paint_scan(pdf, 0, 200);
    save(path, (const char *)bytes->data, bytes->len);
    g_byte_array_unref(pdf);
    g_byte_array_unref(bytes);
}

typedef struct {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *amount, *words;
    lxw_row_t row;
} Book;

/* Cells that are blank behind a heading are merged with it, as departments do. */
static void
write_cells(Book *book, char **cells, gboolean head)
{
    for (lxw_col_t c = 0; cells[c] != NULL; c++) {
        char *end = NULL;
        g_autofree char *plain = g_strjoinv("", g_strsplit(cells[c], ",", -1));
        double value = g_ascii_strtod(plain, &end);
        gboolean amount = strchr(plain, '.') != NULL && *end == '\0';
        lxw_col_t last = c;
        while (head && *cells[c] != '\0' && cells[last + 1] != NULL && *cells[last + 1] == '\0')
            last++;
        if (last > c)
            worksheet_merge_range(book->sheet, book->row, c, book->row, last, cells[c], book->words);
        else if (amount)
            worksheet_write_number(book->sheet, book->row, c, value, book->amount);
        else if (*cells[c] != '\0')
            worksheet_write_string(book->sheet, book->row, c, cells[c], book->words);
        c = last;
    }
    book->row++;
}

static void
write_xlsx(const char *stem, const GString *text, guint64 seed)
{
    g_autofree char *path = g_strconcat(stem, ".xlsx", NULL);
    Book book = {.book = workbook_new(path)};
    book.amount = workbook_add_format(book.book);
    book.words = workbook_add_format(book.book);
    format_set_num_format(book.amount, seed % 3 == 0 ? "#,##0.00" : seed % 3 == 1 ? "0.00" : "#,##0.00_ ");
    g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);
    gboolean head = FALSE;
    for (char **line = lines; *line != NULL; line++) {
        gboolean title = g_str_has_suffix(*line, "表") && strchr(*line, '\t') == NULL;
        if (book.sheet == NULL || (title && book.row > 5)) {
            book.sheet = workbook_add_worksheet(book.book, NULL);
            book.row = 0;
        }
        head = head || title;
        g_auto(GStrv) cells = g_strsplit(*line, "\t", 64);
        for (char **cell = cells; *cell != NULL; cell++)
            head = head && strchr(*cell, '.') == NULL && strcmp(*cell, "栏次") != 0 && !g_str_has_prefix(*cell, "一、");
        write_cells(&book, cells, head);
    }
    workbook_close(book.book);
}

static int
write_all(const char *folder, guint64 from, guint64 count, void (*write)(const char *, const GString *, guint64))
{
    for (guint64 seed = from; seed < from + count; seed++) {
        GenStyle style = styles[seed % G_N_ELEMENTS(styles)];
        GString *text = NULL;
        GenReport *report = draw(seed, style, &text);
        g_autofree char *stem = g_strdup_printf("%s/%" G_GUINT64_FORMAT "-%s", folder, seed, gen_style_name(style));
        write(stem, text, seed);
        g_string_free(text, TRUE);
        gen_report_free(report);
    }
    return 0;
}

/* ---- judging */

/* The characters of a document's page with their places; pages are asked for in the order of the document. */
typedef struct {
    PopplerDocument *document;
    guint32 page; /* from 1; 0: none yet */
    char *text;
    PopplerRectangle *boxes;
    guint n;
} PageText;

static void
turn_to(PageText *here, guint32 number)
{
    if (here->page == number)
        return;
    g_free(here->text);
    g_free(here->boxes);
    *here = (PageText){.document = here->document, .page = number};
    PopplerPage *page = number == 0 ? NULL : poppler_document_get_page(here->document, (int)number - 1);
    if (page == NULL)
        return;
    here->text = poppler_page_get_text(page);
    poppler_page_get_text_layout(page, &here->boxes, &here->n);
    g_object_unref(page);
}

/* What stands on the line of character `line` of the page between the left and right end of a box. Caller frees. */
static char *
line_within(const PageText *here, guint line, const guint32 *box)
{
    GString *text = g_string_new(NULL);
    const char *p = here->text;
    for (guint i = 0; i < here->n && *p != '\0'; i++, p = g_utf8_next_char(p)) {
        double x = (here->boxes[i].x1 + here->boxes[i].x2) * 5;
        if (fabs(here->boxes[i].y1 - here->boxes[line].y1) < 1 && x > box[0] && x < box[2] && !g_ascii_isspace(*p))
            g_string_append_len(text, p, g_utf8_next_char(p) - p);
    }
    return g_string_free(text, FALSE);
}

/* Whether `rest`, and nothing else, stands on a line of page `number` between the left and right end of a box. */
static gboolean
stands_on(PageText *here, guint32 number, const char *rest, const guint32 *box)
{
    turn_to(here, number);
    gboolean found = FALSE;
    for (guint i = 0; i < here->n && !found; i++) {
        g_autofree char *line = line_within(here, i, box);
        found = strcmp(line, rest) == 0;
    }
    return found;
}

/* Whether the amount's characters and no others stand in its box; upright text is not told from text running upwards,
 * so their order does not count. Where a row is broken between two pages, an amount may be as well: its box is that of
 * its first line, and the rest stands on the next page. */
static gboolean
box_is_right(PageText *here, const MzCell *cell)
{
    g_autoptr(GString) missing = g_string_new(cell->text);
    turn_to(here, cell->page);
    const char *p = here->text;
    for (guint i = 0; i < here->n && *p != '\0'; i++, p = g_utf8_next_char(p)) {
        double x = (here->boxes[i].x1 + here->boxes[i].x2) * 5, y = (here->boxes[i].y1 + here->boxes[i].y2) * 5;
        if (x <= cell->box[0] || x >= cell->box[2] || y <= cell->box[1] || y >= cell->box[3] || g_ascii_isspace(*p))
            continue;
        char *at = strchr(missing->str, *p);
        if (at == NULL)
            return FALSE;
        g_string_erase(missing, at - missing->str, 1);
    }
    const char *rest = missing->str + strspn(missing->str, " ");
    return *rest == '\0' || (strlen(rest) < strlen(cell->text) && g_str_has_suffix(cell->text, rest) &&
                             stands_on(here, cell->page + 1, rest, cell->box));
}

/* Printed amounts of a PDF whose page or box is not known, or where something else stands. */
static guint
count_misplaced(const char *path, const MzReport *report, GString *faults)
{
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);
    g_autofree char *address = g_filename_to_uri(absolute, NULL, NULL);
    PopplerDocument *document = poppler_document_new_from_file(address, NULL, NULL);
    PageText here = {.document = document};
    guint misplaced = 0;
    for (guint t = 0; t < report->n_tables && document != NULL; t++) {
        const MzTable *table = &report->tables[t];
        for (guint c = 0; c < table->n_rows * table->form->n_columns; c++) {
            const MzRow *row = &table->rows[c / table->form->n_columns];
            const MzCell *cell = &row->cells[c % table->form->n_columns];
            if (!cell->present || cell->text[0] == '\0')
                continue;
            if (cell->page > 0 && cell->box[2] > cell->box[0] && box_is_right(&here, cell))
                continue;
            misplaced++;
            g_string_append_printf(faults, "place %s[%s]: %s, page %u\n", mz_table_key_name(table->key), row->name,
                                   cell->text, cell->page);
        }
    }
    turn_to(&here, 0);
    g_clear_object(&document);
    return misplaced;
}

static gboolean
judge(const char *path)
{
    g_autofree char *name = g_path_get_basename(path);
    char *end = NULL;
    guint64 seed = g_ascii_strtoull(name, &end, 10);
    GenStyle style = g_str_has_prefix(end, "-codes") ? GEN_STYLE_CODES : GEN_STYLE_CLEAN;
    GenReport *report = draw(seed, style, NULL);
    mz_pdf_recognise(strstr(name, ".scan.") != NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(MzReport) parsed = mz_parse_file(path, &error);
    g_autoptr(GString) faults = g_string_new(error == NULL ? NULL : error->message);
    GenVerdict verdict = {0};
    g_autoptr(GString) all = g_string_new(NULL);
    gen_judge(report, parsed, &verdict, all);
    g_auto(GStrv) lines = g_strsplit(all->str, "\n", -1);
    for (char **line = lines; *line != NULL; line++) { /* lines are other ones in a document */
        if (!g_str_has_prefix(*line, "line ") && !g_str_has_prefix(*line, "claim ") && **line != '\0')
            g_string_append_printf(faults, "%s\n", *line);
    }
    guint misplaced = parsed != NULL && g_str_has_suffix(name, ".pdf") ? count_misplaced(path, parsed, faults) : 0;
    gboolean well = verdict.right == verdict.amounts && verdict.extra + misplaced == 0 && verdict.amounts > 0;
    printf("%s\t%s\t%u amounts\t%u right\t%u extra\t%u misplaced\t%u unmarked\n", well ? "ok" : "FAULT", name,
           verdict.amounts, verdict.right, verdict.extra, misplaced, verdict.wrong);
    if (!well)
        fputs(faults->str, stdout);
    fflush(stdout);
    gen_report_free(report);
    return well;
}

static int
print_lines(const char *path)
{
    g_autoptr(GError) error = NULL;
    mz_pdf_recognise(TRUE);
    g_autoptr(MzSource) source = mz_document_load(path, &error);
    if (source == NULL) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    for (guint i = 0; i < source->n_lines; i++) {
        const MzLinePlace *place = source->places == NULL ? NULL : &source->places[i];
        printf(place != NULL && place->running ? "%u:%u [%s]\n" : "%u:%u %s\n", place == NULL ? 0 : place->page, i + 1,
               source->lines[i].text);
    }
    return 0;
}

int
main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "lines") == 0)
        return print_lines(argv[2]);
    if (argc > 2 && strcmp(argv[1], "judge") == 0) {
        gboolean well = TRUE;
        for (int i = 2; i < argc; i++)
            well = judge(argv[i]) && well;
        return well ? 0 : 1;
    }
    static const struct {
        const char *name;
        void (*write)(const char *, const GString *, guint64);
    } writers[] = {{"text", write_text}, {"xlsx", write_xlsx}, {"cairo", write_cairo}, {"scan", write_scan}};
    for (gsize i = 0; argc == 5 && i < G_N_ELEMENTS(writers); i++) {
        if (strcmp(argv[1], writers[i].name) == 0)
            return write_all(argv[2], g_ascii_strtoull(argv[3], NULL, 10), g_ascii_strtoull(argv[4], NULL, 10),
                             writers[i].write);
    }
    fputs("usage: documents text|xlsx|cairo|scan FOLDER FROM COUNT | judge FILE...\n", stderr);
    return 2;
}
