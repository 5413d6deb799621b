/* Scans a PDF, for tests: each page of the result is the picture of a page, without any text. */
#ifndef MZ_TESTS_PAINT_SCAN_H
#define MZ_TESTS_PAINT_SCAN_H

#include <poppler.h>

#include "paint_pdf.h"

/* A table small enough to be recognised soon, and large enough to be recognised well. */
static const char scanned_text[] = "示例市档案局2024年度部门决算\n"
                                   "2024年度支出决算表\n"
                                   "部门：示例市档案局\n"
                                   "单位：万元\n"
                                   "科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n"
                                   "栏次\t\t1\t2\t3\n"
                                   "\t合计\t107.00\t67.00\t40.00\n"
                                   "201\t一般公共服务支出\t100.00\t60.00\t40.00\n"
                                   "208\t社会保障和就业支出\t7.00\t7.00\t\n";
static const PaintStyle scanned_style = {"", 595, 842, 9, 4, TRUE, FALSE, FALSE, 120, PAINT_HEAD_ONCE};

static inline void
paint_scanned_page(cairo_t *cr, PopplerPage *page, double width, double height, double dpi)
{
    cairo_surface_t *picture =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * dpi / 72), (int)(height * dpi / 72));
    cairo_t *own = cairo_create(picture);
    cairo_set_source_rgb(own, 1, 1, 1);
    cairo_paint(own);
    cairo_scale(own, dpi / 72, dpi / 72);
    poppler_page_render_for_printing(page, own);
    cairo_destroy(own);
    cairo_save(cr);
    cairo_scale(cr, 72 / dpi, 72 / dpi);
    cairo_set_source_surface(cr, picture, 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
    cairo_surface_destroy(picture);
}

/* Pages from `first` (from 0) on as pictures, those before as they are. The caller frees the array. */
static inline GByteArray *
paint_scan(const GByteArray *pdf, int first, double dpi)
{
    GByteArray *bytes = g_byte_array_new();
    g_autoptr(GBytes) data = g_bytes_new_static(pdf->data, pdf->len);
    PopplerDocument *document = poppler_document_new_from_bytes(data, NULL, NULL);
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(paint_bytes, bytes, 595, 842);
    cairo_t *cr = cairo_create(surface);
    for (int i = 0; i < poppler_document_get_n_pages(document); i++) {
        PopplerPage *page = poppler_document_get_page(document, i);
        double width = 0, height = 0;
        poppler_page_get_size(page, &width, &height);
        cairo_pdf_surface_set_size(surface, width, height);
        if (i < first)
            poppler_page_render_for_printing(page, cr);
        else
            paint_scanned_page(cr, page, width, height, dpi);
        cairo_show_page(cr);
        g_object_unref(page);
    }
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    g_object_unref(document);
    return bytes;
}

#endif
