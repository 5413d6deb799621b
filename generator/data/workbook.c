#include "data/workbook.h"

#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/error.h"
#include "base/money.h"

enum {
    MAX_COLUMNS = 40,
    MAX_HEAD = 4,
    TITLE_ROW = 0,
    NUMBER_ROW = 1,
    UNIT_ROW = 2,
    HEAD_ROW = 3,
    LINE_HEIGHT = 15, /* points */
    DIGITS = 15,      /* that a spreadsheet keeps */
};

#define ANNEX_MARK "附"   /* before the number in the name of an annex's sheet */
#define CREATED 315532800 /* 1980-01-01: the same in every build, and in the archive */

/* How a cell looks: bits that are joined. */
enum {
    LOOK_BORDER = 1,
    LOOK_BOLD = 2,
    LOOK_CENTRE = 4,
    LOOK_RIGHT = 8,
    LOOK_WRAP = 16,
    LOOK_HEAD = 32, /* grey ground */
    LOOK_TITLE = 64,
    LOOK_NUMBER = 128, /* with LOOK_DECIMALS */
    LOOK_RECOVERED = 256,
    LOOK_UNCERTAIN = 512,
    LOOK_CORRECTED = 1024,
    LOOK_LINK = 2048,
    LOOK_DECIMALS = 1 << 12, /* × decimals (3 bits) */
    LOOK_INDENT = 1 << 15    /* × steps (3 bits) */
};

typedef struct {
    lxw_workbook *book;
    GHashTable *formats; /* look → lxw_format */
} Book;

/* One sheet being written. */
typedef struct {
    Book *book;
    lxw_worksheet *sheet;
    const MzValue *table;
    guint n_columns;
    guint lead;                 /* columns before the first amount */
    double widths[MAX_COLUMNS]; /* in digits */
    lxw_row_t row;              /* next free */
    double extra;               /* height of the rows above what usual rows have, in points */
} Sheet;

/* The text of a key; "" when there is no such object or key. */
static const char *
text_of(const MzValue *object, const char *key)
{
    const MzValue *value = object != NULL ? mz_value_get(object, key) : NULL;
    return value != NULL ? mz_value_text(value) : "";
}

static guint
number_of(const MzValue *object, const char *key)
{
    guint64 n = g_ascii_strtoull(text_of(object, key), NULL, 10);
    return (guint)CLAMP(n, 1, MAX_COLUMNS);
}

/* ---- looks */

static void
set_alignment(lxw_format *format, guint look)
{
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (look & LOOK_CENTRE)
        format_set_align(format, LXW_ALIGN_CENTER);
    if (look & LOOK_RIGHT)
        format_set_align(format, LXW_ALIGN_RIGHT);
    if (look & LOOK_WRAP)
        format_set_text_wrap(format);
    guint indent = look / LOOK_INDENT & 7;
    if (indent > 0)
        format_set_indent(format, (uint8_t)indent);
}

static lxw_format *
make_format(lxw_workbook *book, guint look)
{
    static const char *const numbers[] = {"#,##0",      "#,##0.0",     "#,##0.00",     "#,##0.000",
                                          "#,##0.0000", "#,##0.00000", "#,##0.000000", "#,##0.000000"};
    static const struct {
        guint look;
        lxw_color_t colour;
    } grounds[] = {
        {LOOK_HEAD, 0xEEF1F5}, {LOOK_RECOVERED, 0xE3EEFB}, {LOOK_UNCERTAIN, 0xFFF0C9}, {LOOK_CORRECTED, 0xE2F3E4}};
    lxw_format *format = workbook_add_format(book);
    format_set_font_name(format, "宋体");
    format_set_font_size(format, look & LOOK_TITLE ? 16 : 10);
    set_alignment(format, look);
    if (look & LOOK_BOLD)
        format_set_bold(format);
    if (look & LOOK_BORDER)
        format_set_border(format, LXW_BORDER_THIN);
    if (look & LOOK_NUMBER)
        format_set_num_format(format, numbers[look / LOOK_DECIMALS & 7]);
    if (look & LOOK_LINK) {
        format_set_font_color(format, 0x1F5AA0);
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(grounds); i++) {
        if (look & grounds[i].look)
            format_set_bg_color(format, grounds[i].colour);
    }
    return format;
}

static lxw_format *
format_of(Book *book, guint look)
{
    lxw_format *format = g_hash_table_lookup(book->formats, GUINT_TO_POINTER(look));
    if (format == NULL) {
        format = make_format(book->book, look);
        g_hash_table_insert(book->formats, GUINT_TO_POINTER(look), format);
    }
    return format;
}

/* ---- widths */

/* Width of a text in digits: a Chinese character is two, so are the quotes that Chinese fonts make wide. */
static guint
text_width(const char *text)
{
    guint width = 0;
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        width += g_unichar_iswide(c) || (c >= 0x2010 && c <= 0x2030) ? 2 : 1;
    }
    return width;
}

/* What a cell of a row shows, and its kind. */
typedef struct {
    const MzValue *label, *amount; /* one of them, or none: text, or blank */
    const char *text;              /* not of an amount */
    guint columns;
    gboolean is_lead; /* stands before the amounts of its side */
    gboolean is_number;
} Cell;

/* The cells of a row, from left to right. */
typedef struct {
    Cell cells[MAX_COLUMNS];
    guint n;
} Cells;

static gboolean
has(const MzValue *object, const char *key)
{
    return mz_value_is_true(mz_value_get(object, key));
}

static void
add_cell(Cells *cells, Cell cell)
{
    if (cells->n < MAX_COLUMNS)
        cells->cells[cells->n++] = cell;
}

static void
add_blanks(Cells *cells, const MzValue *blanks, gboolean is_lead)
{
    for (gsize i = 0; i < mz_value_length(blanks); i++)
        add_cell(cells, (Cell){.text = "", .columns = 1, .is_lead = is_lead});
}

static void
add_side(Cells *cells, const MzValue *side)
{
    const MzValue *codes = mz_value_get(side, "codes"), *amounts = mz_value_get(side, "amounts");
    for (gsize i = 0; i < mz_value_length(codes); i++)
        add_cell(cells, (Cell){.text = mz_value_text(mz_value_item(codes, i)), .columns = 1, .is_lead = TRUE});
    add_blanks(cells, mz_value_get(side, "code_blanks"), TRUE);
    if (has(side, "has_label") || has(side, "has_gap"))
        add_cell(cells, (Cell){.label = has(side, "has_label") ? side : NULL,
                               .text = "",
                               .columns = number_of(side, "columns"),
                               .is_lead = TRUE});
    if (has(side, "has_project"))
        add_cell(cells, (Cell){.text = text_of(side, "project"), .columns = 1, .is_lead = TRUE});
    if (has(side, "has_row_number"))
        add_cell(cells, (Cell){.text = text_of(side, "row_number"), .columns = 1, .is_lead = TRUE, .is_number = TRUE});
    add_blanks(cells, mz_value_get(side, "blanks"), FALSE);
    for (gsize i = 0; i < mz_value_length(amounts); i++) {
        const MzValue *amount = mz_value_item(amounts, i);
        add_cell(cells, (Cell){.amount = amount, .columns = 1});
        add_blanks(cells, mz_value_get(amount, "blanks"), FALSE);
    }
}

static Cells
cells_of(const MzValue *row)
{
    Cells cells = {.n = 0};
    const MzValue *sides = mz_value_get(row, "sides");
    for (gsize i = 0; i < mz_value_length(sides); i++)
        add_side(&cells, mz_value_item(sides, i));
    return cells;
}

static guint
cell_width(const Cell *cell)
{
    if (cell->amount != NULL)
        return text_width(text_of(cell->amount, "text")) + 2;
    if (cell->label == NULL)
        return text_width(cell->text) + 1;
    const char *indent = text_of(cell->label, "class");
    guint steps = indent[0] == 'i' ? (guint)(indent[1] - '0') : 0;
    return text_width(text_of(cell->label, "ordinal")) + text_width(text_of(cell->label, "text")) + 2 * steps + 1;
}

/* Columns are as wide as what stands in them, within reason; headings are wrapped. */
static void
measure(Sheet *sheet)
{
    enum { LEAST = 7, MOST = 46, AMOUNT = 11 };
    const MzValue *rows = mz_value_get(sheet->table, "rows");
    for (guint c = 0; c < MAX_COLUMNS; c++)
        sheet->widths[c] = LEAST;
    for (gsize r = 0; r < mz_value_length(rows); r++) {
        const Cells cells = cells_of(mz_value_item(rows, r));
        guint column = 0, leading = 0;
        gboolean before = TRUE;
        for (guint i = 0; i < cells.n && column < MAX_COLUMNS; i++) {
            const Cell *cell = &cells.cells[i];
            before = before && cell->is_lead;
            leading += before ? cell->columns : 0;
            if (!cell->is_lead)
                sheet->widths[column] = MAX(sheet->widths[column], AMOUNT);
            if (cell->columns == 1)
                sheet->widths[column] = CLAMP(cell_width(cell), sheet->widths[column], MOST);
            column += cell->columns;
        }
        sheet->n_columns = MIN(MAX(sheet->n_columns, column), MAX_COLUMNS);
        sheet->lead = r == 0 ? leading : MIN(sheet->lead, leading);
    }
    for (guint c = 0; c < sheet->n_columns; c++)
        worksheet_set_column(sheet->sheet, (lxw_col_t)c, (lxw_col_t)c, sheet->widths[c], NULL);
}

static double
width_of(const Sheet *sheet, guint first, guint columns)
{
    double width = 0;
    for (guint c = first; c < first + columns && c < MAX_COLUMNS; c++)
        width += sheet->widths[c];
    return width;
}

/* ---- writing */

static void
set_height(Sheet *sheet, lxw_row_t row, double points)
{
    worksheet_set_row(sheet->sheet, row, points, NULL);
    sheet->extra += points - LINE_HEIGHT;
}

/* Text over some columns and rows. */
static void
write_span(Sheet *sheet, lxw_row_t row, guint column, guint rows, guint columns, const char *text, guint look)
{
    lxw_format *format = format_of(sheet->book, look);
    if (rows * columns > 1)
        worksheet_merge_range(sheet->sheet, row, (lxw_col_t)column, row + rows - 1, (lxw_col_t)(column + columns - 1),
                              text, format);
    else if (text[0] != '\0')
        worksheet_write_string(sheet->sheet, row, (lxw_col_t)column, text, format);
    else
        worksheet_write_blank(sheet->sheet, row, (lxw_col_t)column, format);
}

static void
write_top(Sheet *sheet)
{
    char *department = g_strdup_printf("部门：%s", text_of(sheet->table, "department"));
    char *unit = g_strdup_printf("单位：%s", text_of(sheet->table, "unit"));
    guint half = MAX(sheet->n_columns / 2, 1), rest = sheet->n_columns - half;
    write_span(sheet, TITLE_ROW, 0, 1, sheet->n_columns, text_of(sheet->table, "caption"),
               LOOK_TITLE | LOOK_BOLD | LOOK_CENTRE);
    set_height(sheet, TITLE_ROW, 30);
    write_span(sheet, NUMBER_ROW, 0, 1, sheet->n_columns, text_of(sheet->table, "number"), LOOK_RIGHT);
    write_span(sheet, UNIT_ROW, 0, 1, half, department, 0);
    if (rest > 0)
        write_span(sheet, UNIT_ROW, half, 1, rest, unit, LOOK_RIGHT);
    g_free(unit);
    g_free(department);
}

/* The headings: cells over columns and rows as in an HTML table. Returns how many rows there are. */
static guint
write_head(Sheet *sheet)
{
    const MzValue *head = mz_value_get(sheet->table, "head");
    guint n = (guint)MIN(mz_value_length(head), MAX_HEAD);
    guint taken_to[MAX_COLUMNS] = {0}; /* first row in which the column is free again */
    for (guint r = 0; r < n; r++) {
        const MzValue *cells = mz_value_get(mz_value_item(head, r), "cells");
        guint column = 0, lines = 1;
        for (gsize i = 0; i < mz_value_length(cells); i++) {
            const MzValue *cell = mz_value_item(cells, i);
            while (column < MAX_COLUMNS && taken_to[column] > r)
                column++;
            guint columns = number_of(cell, "columns"), rows = MIN(number_of(cell, "rows"), n - r);
            if (column + columns > sheet->n_columns)
                break;
            write_span(sheet, HEAD_ROW + r, column, rows, columns, text_of(cell, "text"),
                       LOOK_BORDER | LOOK_HEAD | LOOK_CENTRE | LOOK_WRAP | LOOK_BOLD);
            double wanted = text_width(text_of(cell, "text")) / MAX(width_of(sheet, column, columns) - 1, 1) + 0.999;
            lines = MAX(lines, (guint)wanted / rows);
            for (guint c = column; c < column + columns; c++)
                taken_to[c] = r + rows;
        }
        set_height(sheet, HEAD_ROW + r, LINE_HEIGHT * lines + 4);
    }
    return n;
}

static guint
mark_look(const MzValue *amount)
{
    static const struct {
        const char *class;
        guint look;
    } looks[] = {{"recovered", LOOK_RECOVERED}, {"uncertain", LOOK_UNCERTAIN}, {"corrected", LOOK_CORRECTED}};
    const MzValue *mark = mz_value_get(mz_value_get(amount, "marks"), "mark"); /* NULL where there are no marks */
    for (gsize i = 0; mark != NULL && i < G_N_ELEMENTS(looks); i++) {
        if (strcmp(text_of(mark, "class"), looks[i].class) == 0)
            return looks[i].look;
    }
    return 0;
}

static void
write_amount(Sheet *sheet, guint column, const MzValue *amount, guint look)
{
    MzMoney money = {0, 0, MZ_UNIT_WAN};
    const char *text = text_of(amount, "text");
    gsize digits = 0;
    for (const char *p = text; *p != '\0'; p++)
        digits += g_ascii_isdigit(*p) != 0;
    look |= LOOK_RIGHT | mark_look(amount);
    if (digits > DIGITS || !mz_money_parse(text, -1, MZ_UNIT_YUAN, &money)) {
        /* Decimals finer than those of 元 are those of 万元. */
        if (digits > DIGITS || !mz_money_parse(text, -1, MZ_UNIT_WAN, &money)) {
            write_span(sheet, sheet->row, column, 1, 1, text, look);
            return;
        }
    }
    char plain[MZ_MONEY_TEXT];
    worksheet_write_number(sheet->sheet, sheet->row, (lxw_col_t)column,
                           g_ascii_strtod(mz_money_plain(money, plain), NULL),
                           format_of(sheet->book, look | LOOK_NUMBER | LOOK_DECIMALS * MIN(money.decimals, 7u)));
}

static void
write_label(Sheet *sheet, guint column, const Cell *cell, guint look)
{
    const char *indent = text_of(cell->label, "class");
    guint steps = indent[0] == 'i' ? (guint)(indent[1] - '0') & 3u : 0;
    gboolean is_hidden = mz_value_is_true(mz_value_get(cell->label, "is_hidden"));
    char *text =
        is_hidden ? g_strdup("") : g_strconcat(text_of(cell->label, "ordinal"), text_of(cell->label, "text"), NULL);
    if (strcmp(indent, "top") == 0)
        look |= LOOK_BOLD;
    if (text_width(text) + 2 * steps > width_of(sheet, column, cell->columns))
        look |= LOOK_WRAP;
    write_span(sheet, sheet->row, column, 1, cell->columns, text, look | LOOK_INDENT * steps);
    g_free(text);
}

static void
write_row(Sheet *sheet, const MzValue *row)
{
    Cells cells = cells_of(row);
    const char *class = text_of(row, "class");
    guint look = LOOK_BORDER | (strcmp(class, "total") == 0 || strcmp(class, "l1") == 0 ? LOOK_BOLD : 0);
    guint column = 0;
    for (guint i = 0; i < cells.n && column < sheet->n_columns; i++) {
        Cell *cell = &cells.cells[i];
        cell->columns = MIN(cell->columns, sheet->n_columns - column);
        if (cell->amount != NULL)
            write_amount(sheet, column, cell->amount, look);
        else if (cell->label != NULL)
            write_label(sheet, column, cell, look);
        else
            write_span(sheet, sheet->row, column, 1, cell->columns, cell->text,
                       look | (cell->is_number ? LOOK_CENTRE : 0));
        column += cell->columns;
    }
    sheet->row++;
}

/* Into how many lines a text is broken over some columns. */
static guint
lines_in(const Sheet *sheet, guint first, guint columns, const char *text)
{
    double width = MAX(width_of(sheet, first, columns) - 2, 4);
    return MAX((guint)(text_width(text) / width + 0.999), 1u);
}

/* Ends a row as high as its lines: a spreadsheet does not find out by itself where cells are joined. */
static void
end_row(Sheet *sheet, guint lines)
{
    set_height(sheet, sheet->row, LINE_HEIGHT * lines + 2);
    sheet->row++;
}

/* A paragraph over the whole width of the table. */
static void
write_note(Sheet *sheet, const char *text, guint look)
{
    write_span(sheet, sheet->row, 0, 1, sheet->n_columns, text, look | LOOK_WRAP);
    end_row(sheet, lines_in(sheet, 0, sheet->n_columns, text));
}

static void
write_notes(Sheet *sheet)
{
    const MzValue *notes = mz_value_get(sheet->table, "notes"), *marks = mz_value_get(sheet->table, "marks");
    for (gsize i = 0; i < mz_value_length(notes); i++)
        write_note(sheet, mz_value_text(mz_value_item(notes, i)), 0);
    if (mz_value_is_true(mz_value_get(sheet->table, "is_empty")))
        write_note(sheet, text_of(sheet->table, "empty_note"), 0);
    for (gsize i = 0; i < mz_value_length(marks); i++) {
        const MzValue *mark = mz_value_item(marks, i);
        const char *proof = text_of(mark, "proof");
        char *text =
            g_strdup_printf("%s%s　%s / %s：%s%s%s", text_of(mark, "sign"), text_of(mark, "n"), text_of(mark, "row"),
                            text_of(mark, "column"), text_of(mark, "words"), proof[0] != '\0' ? "：" : "", proof);
        write_note(sheet, text, 0);
        g_free(text);
    }
}

/* ---- print */

/* A text in the foot of a page, where & has a meaning. */
static char *
foot_text(const char *text)
{
    char *first = g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), 80));
    char **parts = g_strsplit(first, "&", -1);
    char *safe = g_strjoinv("&&", parts);
    char *foot = g_strdup_printf("&L%s&R第 &P 页，共 &N 页", safe);
    g_free(safe);
    g_strfreev(parts);
    g_free(first);
    return foot;
}

/* Whether all of the sheet can be read on one page: the two-sided forms have some lines more than a page has room for,
 * and their halves belong side by side. Else the sheet is one page wide and has its headings on each page. */
static gboolean
fits_page(const Sheet *sheet)
{
    enum { PAGE_WIDTH = 770, PAGE_HEIGHT = 509 }; /* A4 across within the margins, in points */
    const double smallest = 0.65;                 /* letters of 6.5 points */
    double width = width_of(sheet, 0, sheet->n_columns) * 5.25 + sheet->n_columns * 3.75; /* of digits, and of gaps */
    double height = (double)sheet->row * LINE_HEIGHT + sheet->extra;
    return height * smallest <= PAGE_HEIGHT && width * smallest <= PAGE_WIDTH;
}

static void
set_print(lxw_worksheet *sheet, const char *title)
{
    enum { A4 = 9 };
    char *foot = foot_text(title);
    worksheet_set_paper(sheet, A4);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_center_horizontally(sheet);
    worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.6);
    worksheet_set_footer(sheet, foot);
    g_free(foot);
}

/* ---- sheets */

/* The name of a sheet: at most 31 characters, none that names of sheets may not have. The caller frees. */
static char *
sheet_name(const MzValue *table, const char *mark, gsize index)
{
    enum { MOST = 31 };
    char *name = g_strdup_printf("%s%u %s", mark, (guint)index + 1, text_of(table, "name"));
    for (char *p = name; *p != '\0'; p++) {
        if (strchr("[]:*?/\\'", *p) != NULL)
            *p = ' ';
    }
    char *cut = g_utf8_substring(name, 0, MIN(g_utf8_strlen(name, -1), MOST));
    g_free(name);
    return cut;
}

/* Whether all of a table's columns stand in one panel, so that what leads its rows can stay in sight. */
static gboolean
is_single_panel(const MzValue *table)
{
    const MzValue *head = mz_value_get(table, "head");
    if (mz_value_length(head) == 0)
        return FALSE;
    const MzValue *cells = mz_value_get(mz_value_item(head, 0), "cells");
    return mz_value_length(cells) > 0 && strcmp(text_of(mz_value_item(cells, 0), "class"), "side") != 0;
}

static void
write_table(Book *book, const MzValue *table, const char *name, const char *title)
{
    Sheet sheet = {.book = book, .sheet = workbook_add_worksheet(book->book, name), .table = table};
    if (sheet.sheet == NULL)
        return;
    const MzValue *rows = mz_value_get(table, "rows");
    measure(&sheet);
    if (sheet.n_columns == 0)
        return;
    write_top(&sheet);
    guint head = write_head(&sheet);
    sheet.row = HEAD_ROW + head;
    worksheet_freeze_panes(sheet.sheet, sheet.row, is_single_panel(table) ? (lxw_col_t)sheet.lead : 0);
    worksheet_repeat_rows(sheet.sheet, UNIT_ROW, sheet.row - 1);
    for (gsize i = 0; i < mz_value_length(rows); i++)
        write_row(&sheet, mz_value_item(rows, i));
    write_notes(&sheet);
    /* Codes and line numbers are text on purpose. */
    worksheet_ignore_errors(sheet.sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    set_print(sheet.sheet, title);
    if (fits_page(&sheet))
        worksheet_fit_to_pages(sheet.sheet, 1, 1);
}

/* ---- annexes: tables of words */

/* A number where the text is one, so that scores can be added up. */
static void
write_words(Sheet *sheet, guint column, guint rows, const char *text, guint look)
{
    MzMoney money = {0, 0, MZ_UNIT_WAN};
    if (rows > 1 || !mz_money_parse(text, -1, MZ_UNIT_WAN, &money)) {
        write_span(sheet, sheet->row, column, rows, 1, text, look | LOOK_WRAP);
        return;
    }
    char plain[MZ_MONEY_TEXT];
    worksheet_write_number(sheet->sheet, sheet->row, (lxw_col_t)column,
                           g_ascii_strtod(mz_money_plain(money, plain), NULL),
                           format_of(sheet->book, look | LOOK_NUMBER | LOOK_DECIMALS * MIN(money.decimals, 7u)));
}

/* What a cell that began above takes of a column: up to which row, and how many lines of each. */
typedef struct {
    lxw_row_t to;
    guint lines;
} Taken;

static void
write_annex_row(Sheet *sheet, const MzValue *row, Taken *taken)
{
    const MzValue *cells = mz_value_get(row, "cells");
    if (mz_value_is_true(mz_value_get(row, "is_goal"))) {
        char *text = g_strdup_printf("%s　%s", text_of(row, "label"), text_of(row, "text"));
        write_note(sheet, text, LOOK_BORDER | LOOK_HEAD);
        g_free(text);
        return;
    }
    guint column = 0, lines = 1;
    for (gsize i = 0; i < mz_value_length(cells); i++) {
        const MzValue *cell = mz_value_item(cells, i);
        while (column < sheet->n_columns && taken[column].to > sheet->row)
            column++;
        if (column >= sheet->n_columns)
            break;
        guint rows = (guint)MAX(g_ascii_strtoull(text_of(cell, "rows"), NULL, 10), 1);
        write_words(sheet, column, rows, text_of(cell, "text"), LOOK_BORDER);
        taken[column].lines = (lines_in(sheet, column, 1, text_of(cell, "text")) + rows - 1) / rows;
        taken[column++].to = sheet->row + rows;
    }
    for (guint c = 0; c < sheet->n_columns; c++)
        lines = taken[c].to > sheet->row ? MAX(lines, taken[c].lines) : lines;
    end_row(sheet, lines);
}

/* Columns as wide as their longest words, within bounds. Which column a cell stands in, where others reach down from
 * above, is not asked: the cells of such rows are the last ones. */
static void
set_annex_widths(Sheet *sheet, const MzValue *head, const MzValue *rows)
{
    enum { NARROWEST = 7, WIDEST = 36 };
    for (guint c = 0; c < sheet->n_columns; c++) {
        guint width = text_width(mz_value_text(mz_value_item(head, c)));
        for (gsize i = 0; i < mz_value_length(rows); i++) {
            const MzValue *cells = mz_value_get(mz_value_item(rows, i), "cells");
            gsize n = mz_value_length(cells), skipped = n < sheet->n_columns ? sheet->n_columns - n : 0;
            if (c >= skipped && c - skipped < n)
                width = MAX(width, text_width(text_of(mz_value_item(cells, c - skipped), "text")));
        }
        sheet->widths[c] = CLAMP(width + 3, NARROWEST, WIDEST);
        worksheet_set_column(sheet->sheet, (lxw_col_t)c, (lxw_col_t)c, sheet->widths[c], NULL);
    }
}

static void
set_even_widths(Sheet *sheet, double width)
{
    for (guint c = 0; c < sheet->n_columns; c++)
        sheet->widths[c] = width;
    worksheet_set_column(sheet->sheet, 0, (lxw_col_t)(sheet->n_columns - 1), width, NULL);
}

static void
write_annex_table(Sheet *sheet, const MzValue *annex)
{
    const MzValue *head = mz_value_get(annex, "head"), *rows = mz_value_get(annex, "rows");
    Taken taken[MAX_COLUMNS] = {{0, 0}};
    for (guint c = 0; c < sheet->n_columns; c++)
        write_span(sheet, sheet->row, c, 1, 1, mz_value_text(mz_value_item(head, c)),
                   LOOK_BORDER | LOOK_HEAD | LOOK_CENTRE | LOOK_WRAP | LOOK_BOLD);
    sheet->row++;
    worksheet_repeat_rows(sheet->sheet, sheet->row - 1, sheet->row - 1);
    for (gsize i = 0; i < mz_value_length(rows); i++)
        write_annex_row(sheet, mz_value_item(rows, i), taken);
}

static void
write_annex(Book *book, const MzValue *annex, const char *name, const char *title)
{
    enum { LEAST = 2, WIDTH = 54 };
    Sheet sheet = {.book = book, .sheet = workbook_add_worksheet(book->book, name), .table = annex};
    if (sheet.sheet == NULL)
        return;
    gboolean has_rows = mz_value_is_true(mz_value_get(annex, "has_rows"));
    gsize n_head = has_rows ? mz_value_length(mz_value_get(annex, "head")) : 0;
    const MzValue *facts = mz_value_get(annex, "facts");
    sheet.n_columns = (guint)CLAMP(n_head, LEAST, MAX_COLUMNS);
    if (has_rows)
        set_annex_widths(&sheet, mz_value_get(annex, "head"), mz_value_get(annex, "rows"));
    else
        set_even_widths(&sheet, WIDTH);
    write_span(&sheet, sheet.row++, 0, 1, sheet.n_columns, text_of(annex, "caption"),
               LOOK_TITLE | LOOK_BOLD | LOOK_CENTRE);
    worksheet_set_row(sheet.sheet, 0, 30, NULL);
    for (gsize i = 0; i < mz_value_length(facts); i++) {
        const MzValue *fact = mz_value_item(facts, i);
        char *text = g_strconcat(text_of(fact, "text"), text_of(fact, "unit"), NULL);
        write_span(&sheet, sheet.row, 0, 1, 1, text_of(fact, "label"), LOOK_BOLD | LOOK_WRAP);
        write_span(&sheet, sheet.row, 1, 1, sheet.n_columns - 1, text, LOOK_WRAP);
        guint lines = lines_in(&sheet, 1, sheet.n_columns - 1, text);
        end_row(&sheet, MAX(lines, lines_in(&sheet, 0, 1, text_of(fact, "label"))));
        g_free(text);
    }
    if (mz_value_is_true(mz_value_get(annex, "is_uncertain"))) {
        char *text = g_strdup_printf("这张表在文本里丢失了分栏，各格无法确定，请看原文第%s行至第%s行。",
                                     text_of(annex, "first_line"), text_of(annex, "last_line"));
        write_note(&sheet, text, 0);
        g_free(text);
    }
    if (has_rows)
        write_annex_table(&sheet, annex);
    set_print(sheet.sheet, title);
}

/* ---- the first sheet */

static void
write_pair(Sheet *sheet, const char *key, const char *text)
{
    if (text == NULL)
        return;
    write_span(sheet, sheet->row, 0, 1, 1, key, LOOK_BOLD);
    write_span(sheet, sheet->row, 1, 1, 1, text, LOOK_WRAP);
    sheet->row++;
}

/* The way to each sheet of a list. */
static void
write_contents(Sheet *sheet, const MzValue *list, const char *mark, gboolean is_first)
{
    for (gsize i = 0; list != NULL && i < mz_value_length(list); i++) {
        char *name = sheet_name(mz_value_item(list, i), mark, i);
        char *target = g_strdup_printf("internal:'%s'!A1", name);
        gboolean heads = is_first && i == 0;
        write_span(sheet, sheet->row, 0, 1, 1, heads ? "目录" : "", heads ? LOOK_BOLD : 0);
        worksheet_write_url(sheet->sheet, sheet->row, 1, target, format_of(sheet->book, LOOK_LINK));
        worksheet_write_string(sheet->sheet, sheet->row++, 1, name, format_of(sheet->book, LOOK_LINK));
        g_free(target);
        g_free(name);
    }
}

/* The first sheet: whose figures these are, what the colours say, and the way to each table. */
static void
write_about(Book *book, const MzWorkbookAbout *about, const MzValue *tables, const MzValue *annexes)
{
    static const struct {
        const char *sign, *words;
        guint look;
    } legend[] = {{"推", "原文未能直接读出，由勾稽关系推定", LOOK_RECOVERED},
                  {"疑", "原文位置不能确定，暂列于此", LOOK_UNCERTAIN},
                  {"正", "已更正，见表下说明", LOOK_CORRECTED}};
    Sheet sheet = {.book = book, .sheet = workbook_add_worksheet(book->book, "说明"), .n_columns = 2};
    worksheet_set_column(sheet.sheet, 0, 0, 14, NULL);
    worksheet_set_column(sheet.sheet, 1, 1, 90, NULL);
    write_span(&sheet, sheet.row++, 0, 1, 2, about->title, LOOK_TITLE | LOOK_BOLD);
    worksheet_set_row(sheet.sheet, 0, 30, NULL);
    write_pair(&sheet, "注意", about->mark);
    write_pair(&sheet, "部门", about->department);
    write_pair(&sheet, "公布日期", about->published);
    write_pair(&sheet, "整理", about->site);
    write_pair(&sheet, "网址", about->address);
    write_pair(&sheet, "数据许可", about->licence);
    sheet.row++;
    write_contents(&sheet, tables, "", TRUE);
    write_contents(&sheet, annexes, ANNEX_MARK, mz_value_length(tables) == 0);
    sheet.row++;
    for (gsize i = 0; i < G_N_ELEMENTS(legend); i++) {
        write_span(&sheet, sheet.row, 0, 1, 1, legend[i].sign, LOOK_BORDER | LOOK_CENTRE | legend[i].look);
        write_span(&sheet, sheet.row++, 1, 1, 1, legend[i].words, LOOK_WRAP);
    }
    set_print(sheet.sheet, about->title);
}

/* ---- the file */

static void
fill(lxw_workbook *workbook, const MzValue *tables, const MzValue *annexes, const MzWorkbookAbout *about)
{
    Book book = {workbook, g_hash_table_new(g_direct_hash, g_direct_equal)};
    char *title = about->mark != NULL ? g_strdup_printf("%s［%s］", about->title, about->mark) : g_strdup(about->title);
    char *author = g_strdup(about->department != NULL ? about->department : "");
    lxw_doc_properties properties = {.title = title, .author = author, .created = CREATED};
    workbook_set_properties(workbook, &properties);
    write_about(&book, about, tables, annexes);
    for (gsize i = 0; i < mz_value_length(tables); i++) {
        char *name = sheet_name(mz_value_item(tables, i), "", i);
        write_table(&book, mz_value_item(tables, i), name, title);
        g_free(name);
    }
    for (gsize i = 0; annexes != NULL && i < mz_value_length(annexes); i++) {
        char *name = sheet_name(mz_value_item(annexes, i), ANNEX_MARK, i);
        write_annex(&book, mz_value_item(annexes, i), name, title);
        g_free(name);
    }
    g_hash_table_destroy(book.formats);
    g_free(author);
    g_free(title);
}

static void
fail(const char *file, const char *reason, GError **error)
{
    MzPlace place = {file, 0, 0};
    mz_error_set(
        error, MZ_ERROR_WRITE, &place,
        mz_tr("无法在临时文件夹里生成 XLSX：%s", "the XLSX cannot be made in the folder for temporary files: %s"),
        reason);
}

char *
mz_workbook(const MzValue *tables, const MzValue *annexes, const MzWorkbookAbout *about, gsize *length, GError **error)
{
    GError *trouble = NULL;
    g_autofree char *named = NULL;
    int descriptor = g_file_open_tmp("mingzhang-XXXXXX.xlsx", &named, &trouble);
    if (descriptor < 0) {
        fail(g_get_tmp_dir(), mz_error_reason(trouble), error);
        g_error_free(trouble);
        return NULL;
    }
    /* From now on it has no name, and nothing stays when the program is killed. libxlsxwriter opens it by the name that
     * Linux gives to what is open. */
    unlink(named);
    char *bytes = NULL;
    g_autofree char *file = g_strdup_printf("/proc/self/fd/%d", descriptor), *folder = g_path_get_dirname(named);
    lxw_workbook_options options = {.tmpdir = folder};
    lxw_workbook *workbook = workbook_new_opt(file, &options);
    fill(workbook, tables, annexes, about);
    lxw_error result = workbook_close(workbook);
    if (result != LXW_NO_ERROR) {
        fail(folder, lxw_strerror(result), error);
    } else if (!g_file_get_contents(file, &bytes, length, &trouble)) {
        fail(folder, mz_error_reason(trouble), error);
        g_error_free(trouble);
    }
    close(descriptor);
    return bytes;
}
