/* Paints texts as PDF with cairo, for tests: lines with tabs become tables, others paragraphs. */
#ifndef MZ_TESTS_PAINT_PDF_H
#define MZ_TESTS_PAINT_PDF_H

#include <cairo-pdf.h>
#include <cairo.h>
#include <glib.h>
#include <string.h>

/* What of a table's head stands on which page. */
typedef enum {
    PAINT_HEAD_ONCE,
    PAINT_HEAD_AGAIN,      /* on every page */
    PAINT_NUMBERS_AGAIN,   /* the numbers of its columns on every page */
    PAINT_NUMBERS_OVERLEAF /* the numbers of its columns on the next page, with the rows */
} PaintHead;

typedef struct {
    const char *name;
    double width, height; /* of the page */
    double size;          /* of the font */
    double padding;       /* at the left and right of a cell */
    gboolean borders, upwards /* the page is turned */, spaced /* headings of single characters */;
    double most; /* width of a column at most: longer names are wrapped */
    PaintHead head;
} PaintStyle;

typedef struct {
    cairo_t *cr;
    const PaintStyle *style;
    GByteArray *bytes;
    double y;
    guint page;
    gboolean footer;
} Painter;

static inline cairo_status_t
paint_bytes(void *closure, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

static inline void
paint_text(Painter *painter, double x, double y, const char *text)
{
    cairo_move_to(painter->cr, x, y);
    cairo_show_text(painter->cr, text);
}

static inline double
paint_width(Painter *painter, const char *text)
{
    cairo_text_extents_t extents;
    cairo_text_extents(painter->cr, text, &extents);
    return extents.x_advance;
}

static inline void
paint_begin_page(Painter *painter)
{
    painter->y = 50;
    painter->page++;
    cairo_identity_matrix(painter->cr);
    if (painter->style->upwards) { /* text runs upwards on a page that stands */
        cairo_translate(painter->cr, 0, painter->style->width);
        cairo_rotate(painter->cr, -G_PI / 2);
    }
    cairo_set_font_size(painter->cr, painter->style->size);
}

static inline void
paint_end_page(Painter *painter)
{
    if (painter->footer) {
        g_autofree char *number = g_strdup_printf("- %u -", painter->page);
        paint_text(painter, painter->style->width / 2, painter->style->height - 20, number);
    }
    cairo_show_page(painter->cr);
}

static inline void
paint_room(Painter *painter, double height)
{
    if (painter->y + height < painter->style->height - 45)
        return;
    paint_end_page(painter);
    paint_begin_page(painter);
}

/* Cuts a text into lines that are not wider than `most`. */
static inline GPtrArray *
paint_wrap(Painter *painter, const char *text, double most)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    GString *line = g_string_new(NULL);
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gsize before = line->len;
        g_string_append_len(line, p, g_utf8_next_char(p) - p);
        if (before > 0 && paint_width(painter, line->str) > most) {
            g_ptr_array_add(lines, g_strndup(line->str, before));
            g_string_erase(line, 0, (gssize)before);
        }
    }
    g_ptr_array_add(lines, g_string_free(line, FALSE));
    return lines;
}

static inline gboolean
paint_is_number(const char *text)
{
    return *text != '\0' && strspn(text, "0123456789.,-%") == strlen(text);
}

typedef struct {
    GPtrArray *rows; /* of arrays of cells */
    double widths[64];
    guint n;         /* columns */
    guint head_end;  /* rows of the head */
    guint again[64]; /* rows that every page begins with */
    guint n_again;
} PaintTable;

static inline void
paint_cells(Painter *painter, const PaintTable *table, guint r, GPtrArray *const *wrapped, double height)
{
    const PaintStyle *style = painter->style;
    double pitch = style->size * 1.2;
    double x = 40;
    guint n = MIN(table->n, g_strv_length(table->rows->pdata[r]));
    for (guint c = 0; c < n; c++) {
        double y = painter->y + (height - wrapped[c]->len * pitch) / 2 + style->size;
        for (guint i = 0; i < wrapped[c]->len; i++, y += pitch) {
            const char *line = g_ptr_array_index(wrapped[c], i);
            double free_space = table->widths[c] - 2 * style->padding - paint_width(painter, line);
            gboolean amount = paint_is_number(line) && strchr(line, '.') != NULL;
            gboolean centred = r < table->head_end || (paint_is_number(line) && !amount && strlen(line) < 3); /* 行次 */
            paint_text(painter, x + style->padding + (amount ? free_space : centred ? free_space / 2 : 0), y, line);
        }
        if (style->borders) {
            cairo_rectangle(painter->cr, x, painter->y, table->widths[c], height);
            cairo_set_line_width(painter->cr, 0.5);
            cairo_stroke(painter->cr);
        }
        x += table->widths[c];
    }
    painter->y += height;
}

static inline void
paint_row(Painter *painter, const PaintTable *table, guint r)
{
    const PaintStyle *style = painter->style;
    char **cells = table->rows->pdata[r];
    guint most = 1, n = MIN(table->n, g_strv_length(cells));
    GPtrArray *wrapped[64];
    for (guint c = 0; c < n; c++) {
        wrapped[c] = paint_wrap(painter, cells[c], table->widths[c] - 2 * style->padding + 0.01);
        most = MAX(most, wrapped[c]->len);
    }
    double height = most * style->size * 1.2 + 3;
    guint page = painter->page;
    paint_room(painter, height);
    for (guint i = 0; i < table->n_again && page != painter->page && r >= table->head_end; i++)
        paint_row(painter, table, table->again[i]);
    paint_cells(painter, table, r, wrapped, height);
    for (guint c = 0; c < n; c++)
        g_ptr_array_unref(wrapped[c]);
}

/* Widths of columns whose words are at most `most` wide. Returns their number; `*total` is the table's width. */
static inline guint
paint_widths(Painter *painter, const GPtrArray *rows, double most, double *widths, double *total)
{
    guint n = 0;
    memset(widths, 0, 64 * sizeof(double));
    for (guint r = 0; r < rows->len; r++) {
        char **cells = rows->pdata[r];
        for (guint c = 0; cells[c] != NULL && c < 64; c++) {
            double width = paint_width(painter, cells[c]);
            width = MAX(paint_is_number(cells[c]) ? width : MIN(width, most), painter->style->size * 1.1);
            widths[c] = MAX(widths[c], width + 2 * painter->style->padding);
            n = MAX(n, c + 1);
        }
    }
    *total = 0;
    for (guint c = 0; c < n; c++)
        *total += widths[c];
    return n;
}

/* Whether a row of the head has the numbers of the columns. */
static inline gboolean
paint_has_numbers(char **cells)
{
    while (*cells != NULL && !paint_is_number(*cells))
        cells++;
    return *cells != NULL;
}

/* The head: headings stand in the middle of their cells. */
static inline void
paint_find_head(PaintTable *table, PaintHead head)
{
    gboolean body = FALSE;
    for (guint r = 0; r < table->rows->len && !body; r++) {
        char **cells = table->rows->pdata[r];
        for (guint c = 0; cells[c] != NULL; c++)
            body = body || (paint_is_number(cells[c]) && strchr(cells[c], '.') != NULL) || strstr(cells[c], "一、");
        table->head_end = body ? r : r + 1;
        gboolean again = head == PAINT_HEAD_AGAIN || (head == PAINT_NUMBERS_AGAIN && paint_has_numbers(cells));
        if (!body && again && table->n_again < G_N_ELEMENTS(table->again))
            table->again[table->n_again++] = r;
    }
}

static inline void
paint_table(Painter *painter, GPtrArray *rows)
{
    PaintTable table = {.rows = rows};
    double total = 0;
    double most = painter->style->most;
    table.n = paint_widths(painter, rows, most, table.widths, &total);
    for (; total > painter->style->width - 60 && most > 10; most *= 0.85)
        paint_widths(painter, rows, most, table.widths, &total);
    paint_find_head(&table, painter->style->head);
    for (guint r = 0; r < rows->len; r++) {
        gboolean numbers = r < table.head_end && paint_has_numbers(rows->pdata[r]);
        if (painter->style->head == PAINT_NUMBERS_OVERLEAF && numbers)
            paint_room(painter, painter->style->height);
        paint_row(painter, &table, r);
    }
    painter->y += painter->style->size;
}

/* The text as a PDF. The caller frees the array. */
static inline GByteArray *
paint_pdf(const char *text, const PaintStyle *style, gboolean footer)
{
    GByteArray *bytes = g_byte_array_new();
    double width = style->upwards ? style->height : style->width;
    double height = style->upwards ? style->width : style->height;
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(paint_bytes, bytes, width, height);
    Painter painter = {cairo_create(surface), style, bytes, 0, 0, footer};
    cairo_select_font_face(painter.cr, "Noto Sans CJK SC", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    paint_begin_page(&painter);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    for (char **line = lines; *line != NULL; line++) {
        if (strchr(*line, '\t') != NULL) {
            g_ptr_array_add(rows, g_strsplit(*line, "\t", 64));
            continue;
        }
        if (rows->len > 0)
            paint_table(&painter, rows);
        g_ptr_array_set_size(rows, 0);
        g_autoptr(GPtrArray) wrapped = paint_wrap(&painter, *line, style->width - 80);
        for (guint i = 0; i < wrapped->len; i++) {
            paint_room(&painter, style->size * 1.5);
            paint_text(&painter, 40, painter.y + style->size, g_ptr_array_index(wrapped, i));
            painter.y += style->size * 1.5;
        }
    }
    if (rows->len > 0)
        paint_table(&painter, rows);
    paint_end_page(&painter);
    cairo_destroy(painter.cr);
    cairo_surface_destroy(surface);
    return bytes;
}

#endif
