#include "read/pdf.h"

#include <math.h>
#include <poppler.h>
#include <string.h>

#include "base/error.h"
#include "read/layout.h"
#include "read/scan.h"

#define MOST_GLYPHS (4u * 1024 * 1024)

static gboolean recognise; /* see pdf.h */

void
mz_pdf_recognise(gboolean on)
{
    recognise = on;
}

gboolean
mz_pdf_recognises(void)
{
    return recognise;
}

static void
refuse(GError **error, MzErrorCode code, const char *name, const char *message)
{
    MzPlace place = {name, 0, 0};
    mz_error_set(error, code, &place, "%s", message);
}

static void
refuse_document(GError **error, const char *name, const GError *cause)
{
    if (g_error_matches(cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
        refuse(error, MZ_ERROR_INPUT, name,
               mz_tr("PDF 有密码保护，无法读取；请换用未加密的原件",
                     "the PDF is protected by a password; use the original without protection"));
    else
        refuse(error, MZ_ERROR_INPUT, name,
               mz_tr("PDF 已损坏，无法打开；请重新下载或从原文件重新导出",
                     "the PDF is damaged and cannot be opened; download it again or export it anew"));
}

/* ---- characters of a page */

typedef struct {
    GArray *glyphs;    /* of MzGlyph, of one page */
    guint along[4];    /* steps from character to character to the right, up, left, down */
    guint n_words;     /* of the page: known words as they are read */
    guint n_backwards; /* and from their end */
    guint n_all;       /* characters of all pages */
    guint n_strange;   /* of these: no character that a Chinese report has */
    guint n_chinese;   /* of these: Chinese characters */
    guint n_unread;    /* scanned pages that were not recognised */
    const char *bytes; /* the document */
    gsize length;
    gboolean summed;
    guint8 sum[MZ_SHA256_SIZE];
    GArray *pages; /* of MzPrintedPage */
} Reading;

/* Characters that no Chinese report has: they come out where a font does not tell its characters. */
static gboolean
is_strange(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    if (type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_UNASSIGNED || type == G_UNICODE_CONTROL || c == 0xFFFD)
        return TRUE;
    switch (g_unichar_get_script(c)) {
    case G_UNICODE_SCRIPT_COMMON:
    case G_UNICODE_SCRIPT_INHERITED:
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_GREEK:
        return FALSE;
    case G_UNICODE_SCRIPT_LATIN:
        return c > 0xFF && !(c >= 0xFF00 && c <= 0xFF5E) && c != 0x212A;
    default:
        return TRUE;
    }
}

/* Words that every page of a report has some of: poppler may give the characters of a turned page backwards, which only
 * its words tell. */
static void
count_word(Reading *reading, gunichar before, gunichar c)
{
    static const gunichar words[][2] = {
        {0x652F, 0x51FA} /* 支出 */, {0x6536, 0x5165} /* 收入 */, {0x9884, 0x7B97} /* 预算 */,
        {0x51B3, 0x7B97} /* 决算 */, {0x5E74, 0x5EA6} /* 年度 */, {0x8D22, 0x653F} /* 财政 */,
        {0x62E8, 0x6B3E} /* 拨款 */, {0x5408, 0x8BA1} /* 合计 */, {0x9879, 0x76EE} /* 项目 */,
        {0x4E07, 0x5143} /* 万元 */, {0x7ECF, 0x8D39} /* 经费 */, {0x5355, 0x4F4D} /* 单位 */,
        {0x60C5, 0x51B5} /* 情况 */, {0x5DE5, 0x4F5C} /* 工作 */, {0x670D, 0x52A1} /* 服务 */,
        {0x7BA1, 0x7406} /* 管理 */,
    };
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        reading->n_words += before == words[i][0] && c == words[i][1];
        reading->n_backwards += before == words[i][1] && c == words[i][0];
    }
}

/* Only steps within a word tell how the text runs: such between cells may go anywhere, and far. */
static void
count_step(Reading *reading, const PopplerRectangle *from, const PopplerRectangle *to)
{
    double dx = (to->x1 + to->x2 - from->x1 - from->x2) / 2;
    double dy = (to->y1 + to->y2 - from->y1 - from->y2) / 2;
    double size = MAX(fabs(to->x2 - to->x1), fabs(to->y2 - to->y1));
    if (MAX(fabs(dx), fabs(dy)) > size * 2)
        return;
    if (fabs(dx) >= fabs(dy))
        reading->along[dx >= 0 ? 0 : 2]++;
    else
        reading->along[dy <= 0 ? 1 : 3]++;
}

static void
take_char(Reading *reading, gunichar c, const PopplerRectangle *at)
{
    MzGlyph glyph = {.c = c};
    glyph.shown = (MzBox){(float)MIN(at->x1, at->x2), (float)MIN(at->y1, at->y2), (float)MAX(at->x1, at->x2),
                          (float)MAX(at->y1, at->y2)};
    float sum = glyph.shown.x0 + glyph.shown.y0 + glyph.shown.x1 + glyph.shown.y1;
    if (!isfinite(sum) || fabsf(sum) > 1e6F)
        return;
    g_array_append_val(reading->glyphs, glyph);
    reading->n_all++;
    reading->n_strange += is_strange(c);
    reading->n_chinese += g_unichar_get_script(c) == G_UNICODE_SCRIPT_HAN;
}

/* The characters of a page but blanks, which the geometry tells better. */
static void
read_page(Reading *reading, PopplerPage *page)
{
    g_array_set_size(reading->glyphs, 0);
    memset(reading->along, 0, sizeof reading->along);
    reading->n_words = reading->n_backwards = 0;
    g_autofree char *text = poppler_page_get_text(page);
    g_autofree PopplerRectangle *boxes = NULL;
    guint n = 0;
    if (text == NULL || !poppler_page_get_text_layout(page, &boxes, &n))
        return;
    const PopplerRectangle *before = NULL;
    gunichar last = 0;
    const char *p = text;
    for (guint i = 0; i < n && *p != '\0'; i++, p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '\n' || c == '\r' || c == '\f' || g_unichar_isspace(c) || c == 0x200B || c == 0xFEFF) {
            before = c == ' ' ? before : NULL;
            continue;
        }
        if (before != NULL) {
            count_step(reading, before, &boxes[i]);
            count_word(reading, last, c);
        }
        last = c;
        take_char(reading, c, &boxes[i]);
        before = &boxes[i];
    }
}

/* By how many quarter turns clockwise the page's text must be turned for reading. */
static guint
text_turn(const Reading *reading)
{
    guint best = 0;
    for (guint d = 1; d < 4; d++) {
        if (reading->along[d] > reading->along[best])
            best = d;
    }
    return reading->n_backwards > reading->n_words ? (best + 2) % 4 : best;
}

/* ---- scanned pages */

enum { FEW = 50 /* characters that a scanned page may have besides its image: a number, a stamp */, LOOK_DPI = 24 };

/* The page painted on white. NULL: it is too large or there is no memory for it. The caller destroys it. */
static cairo_surface_t *
paint_page(PopplerPage *page, double dpi)
{
    double width = 0, height = 0;
    poppler_page_get_size(page, &width, &height);
    if (!(width > 0 && height > 0 && width * dpi / 72 < 8000 && height * dpi / 72 < 8000))
        return NULL;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(width * dpi / 72), (int)ceil(height * dpi / 72));
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, dpi / 72, dpi / 72);
    poppler_page_render_for_printing(page, cr);
    gboolean good = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    if (good)
        return surface;
    cairo_surface_destroy(surface);
    return NULL;
}

/* Whether anything can be seen on the page. */
static gboolean
has_ink(PopplerPage *page)
{
    cairo_surface_t *surface = paint_page(page, LOOK_DPI);
    if (surface == NULL)
        return FALSE;
    cairo_surface_flush(surface);
    const guchar *pixels = cairo_image_surface_get_data(surface);
    gsize n = (gsize)cairo_image_surface_get_stride(surface) * (gsize)cairo_image_surface_get_height(surface);
    gsize dark = 0;
    for (gsize i = 0; i < n; i += 4)
        dark += pixels[i] < 200;
    cairo_surface_destroy(surface);
    return dark > 20;
}

static gboolean
has_large_image(PopplerPage *page)
{
    double width = 0, height = 0, most = 0;
    poppler_page_get_size(page, &width, &height);
    GList *images = poppler_page_get_image_mapping(page);
    for (const GList *i = images; i != NULL; i = i->next) {
        const PopplerRectangle *area = &((const PopplerImageMapping *)i->data)->area;
        most = MAX(most, fabs((area->x2 - area->x1) * (area->y2 - area->y1)));
    }
    poppler_page_free_image_mapping(images);
    return most > width * height / 2;
}

/* A page that shows something, but whose characters are not told. */
static gboolean
is_scanned(const Reading *reading, PopplerPage *page)
{
    if (reading->glyphs->len == 0)
        return has_ink(page);
    return reading->glyphs->len < FEW && has_large_image(page);
}

/* The SHA-256 of the document, made when the first scanned page asks for it. */
static const guint8 *
document_sum(Reading *reading)
{
    if (!reading->summed)
        mz_sha256(reading->bytes, reading->length, reading->sum);
    reading->summed = TRUE;
    return reading->sum;
}

/* Recognises a scanned page, or notes that it is one. */
static gboolean
read_scanned(Reading *reading, PopplerPage *page, const char *name, MzPrintedPage *printed, GError **error)
{
    if (!recognise) {
        printed->kind = MZ_PAGE_UNREAD;
        reading->n_unread++;
        return TRUE;
    }
    guint number = reading->pages->len + 1;
    GArray *found = g_array_new(FALSE, FALSE, sizeof(MzGlyph));
    gboolean recalled = mz_scan_recall(document_sum(reading), number, found);
    cairo_surface_t *surface = recalled ? NULL : paint_page(page, MZ_SCAN_DPI);
    if (surface == NULL && !recalled) {
        g_array_unref(found);
        return TRUE;
    }
    gboolean good = recalled || mz_scan_page(surface, document_sum(reading), number, name, found, error);
    if (surface != NULL)
        cairo_surface_destroy(surface);
    printed->kind = MZ_PAGE_RECOGNISED;
    reading->n_all -= reading->glyphs->len;
    g_array_unref(reading->glyphs);
    reading->glyphs = found;
    memset(reading->along, 0, sizeof reading->along);
    reading->n_words = reading->n_backwards = 0;
    reading->n_all += reading->glyphs->len;
    for (guint i = 0; i < reading->glyphs->len; i++) {
        gunichar c = g_array_index(reading->glyphs, MzGlyph, i).c;
        reading->n_chinese += g_unichar_get_script(c) == G_UNICODE_SCRIPT_HAN;
    }
    return good;
}

/* ---- all pages */

static gboolean
read_one(Reading *reading, PopplerPage *page, const char *name, MzLayout *layout, GError **error)
{
    double width = 0;
    double height = 0;
    poppler_page_get_size(page, &width, &height);
    MzPrintedPage printed = {(float)width, (float)height, MZ_PAGE_TEXT};
    read_page(reading, page);
    if (is_scanned(reading, page) && !read_scanned(reading, page, name, &printed, error))
        return FALSE;
    g_array_append_val(reading->pages, printed);
    mz_layout_page(layout, reading->pages->len, (const MzGlyph *)(const void *)reading->glyphs->data,
                   reading->glyphs->len, text_turn(reading), printed.width, printed.height);
    return TRUE;
}

static gboolean
read_pages(PopplerDocument *document, const char *name, MzLayout *layout, Reading *reading, GError **error)
{
    int n_pages = poppler_document_get_n_pages(document);
    for (int i = 0; i < n_pages; i++) {
        PopplerPage *page = poppler_document_get_page(document, i);
        MzPrintedPage none = {0, 0, MZ_PAGE_TEXT};
        gboolean good = page == NULL || read_one(reading, page, name, layout, error);
        if (page == NULL)
            g_array_append_val(reading->pages, none);
        g_clear_object(&page);
        if (!good)
            return FALSE;
        if (reading->n_all > MOST_GLYPHS) {
            refuse(error, MZ_ERROR_INPUT, name,
                   mz_tr("PDF 的文字过多，不像一份报告；请检查是否选错了文件",
                         "the PDF has too much text for one report; check whether it is the right file"));
            return FALSE;
        }
    }
    return TRUE;
}

/* ---- what cannot be read */

static gboolean
judge_document(PopplerDocument *document, const char *name, GError **error)
{
    int n_pages = poppler_document_get_n_pages(document);
    MzPlace place = {name, 0, 0};
    if (n_pages <= 0) {
        refuse_document(error, name, NULL);
        return FALSE;
    }
    if (n_pages > MZ_PDF_PAGES) {
        mz_error_set(error, MZ_ERROR_INPUT, &place,
                     mz_tr("PDF 有 %d 页，超过 %d 页的上限；请只保留报告本身",
                           "the PDF has %d pages, more than the limit of %d; keep the report only"),
                     n_pages, MZ_PDF_PAGES);
        return FALSE;
    }
    return TRUE;
}

static gboolean
judge_text(const Reading *reading, const char *name, GError **error)
{
    if (reading->n_unread == reading->pages->len) {
        refuse(
            error, MZ_ERROR_UNREAD, name,
            mz_tr("PDF 是扫描件，没有文字层，内容没有读；请改用电子原件，或加 --ocr 识别（要装 tesseract 和 chi_sim）",
                  "the PDF is scanned, it has no text layer: nothing was read; use the electronic original, or "
                  "--ocr (with tesseract and chi_sim installed)"));
        return FALSE;
    }
    if (reading->n_all == 0) {
        refuse(error, MZ_ERROR_UNREAD, name,
               mz_tr("PDF 里没有文字；需要报告的全文", "there is no text in the PDF; the full report is expected"));
        return FALSE;
    }
    if (reading->n_strange * 20 > reading->n_all || reading->n_chinese * 20 < reading->n_all) {
        refuse(error, MZ_ERROR_INPUT, name,
               mz_tr("PDF 的字体没有（或写错了）文字对照表，读出的是乱码；请从原文件重新导出，或改用其他格式",
                     "the fonts of the PDF do not tell their characters (missing or wrong Unicode map); export it anew "
                     "or use another format"));
        return FALSE;
    }
    return TRUE;
}

static MzSource *
read_document(PopplerDocument *document, const char *name, const char *bytes, gsize length, GError **error)
{
    if (!judge_document(document, name, error))
        return NULL;
    g_autoptr(MzLayout) layout = mz_layout_new();
    Reading reading = {.glyphs = g_array_new(FALSE, FALSE, sizeof(MzGlyph)),
                       .pages = g_array_new(FALSE, FALSE, sizeof(MzPrintedPage)),
                       .bytes = bytes,
                       .length = length};
    gboolean readable = read_pages(document, name, layout, &reading, error) && judge_text(&reading, name, error);
    g_array_unref(reading.glyphs);
    g_autoptr(GArray) pages = reading.pages;
    if (!readable)
        return NULL;
    MzBuilder *builder = mz_builder_new(name, "PDF", TRUE);
    for (guint i = 0; i < pages->len; i++)
        mz_builder_page(builder, g_array_index(pages, MzPrintedPage, i));
    mz_layout_write(layout, builder);
    return mz_builder_finish(builder, error);
}

MzSource *
mz_pdf_from_bytes(const char *name, const char *bytes, gsize length, GError **error)
{
    GError *cause = NULL;
    g_autoptr(GBytes) data = g_bytes_new_static(bytes, length);
    PopplerDocument *document = poppler_document_new_from_bytes(data, NULL, &cause);
    if (document == NULL) {
        refuse_document(error, name, cause);
        g_clear_error(&cause);
        return NULL;
    }
    MzSource *source = read_document(document, name, bytes, length, error);
    g_object_unref(document);
    return source;
}

/* ---- pictures of pages */

static cairo_status_t
append(void *closure, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

GByteArray *
mz_pdf_page_png(const char *bytes, gsize length, guint number, double dpi)
{
    g_autoptr(GBytes) data = g_bytes_new_static(bytes, length);
    PopplerDocument *document = poppler_document_new_from_bytes(data, NULL, NULL);
    PopplerPage *page = document == NULL ? NULL : poppler_document_get_page(document, (int)number - 1);
    cairo_surface_t *surface = page == NULL ? NULL : paint_page(page, dpi);
    GByteArray *png = surface == NULL ? NULL : g_byte_array_new();
    if (png != NULL && cairo_surface_write_to_png_stream(surface, append, png) != CAIRO_STATUS_SUCCESS)
        g_clear_pointer(&png, g_byte_array_unref);
    if (surface != NULL)
        cairo_surface_destroy(surface);
    g_clear_object(&page);
    g_clear_object(&document);
    return png;
}
