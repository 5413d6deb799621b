#include "read/pdf.h"

#include <math.h>
#include <poppler.h>
#include <string.h>

#include "base/error.h"
#include "read/layout.h"

#define MOST_GLYPHS (4u * 1024 * 1024)

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
    GArray *glyphs;  /* of MzGlyph, of one page */
    double along[4]; /* steps from character to character to the right, up, left, down */
    guint n_all;     /* characters of all pages */
    guint n_strange; /* of these: no character that a Chinese report has */
    guint n_chinese; /* of these: Chinese characters */
    guint empty_pages;
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

static void
count_step(Reading *reading, const PopplerRectangle *from, const PopplerRectangle *to)
{
    double dx = (to->x1 + to->x2 - from->x1 - from->x2) / 2;
    double dy = (to->y1 + to->y2 - from->y1 - from->y2) / 2;
    if (fabs(dx) >= fabs(dy))
        reading->along[dx >= 0 ? 0 : 2] += fabs(dx);
    else
        reading->along[dy <= 0 ? 1 : 3] += fabs(dy);
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
    g_autofree char *text = poppler_page_get_text(page);
    g_autofree PopplerRectangle *boxes = NULL;
    guint n = 0;
    if (text == NULL || !poppler_page_get_text_layout(page, &boxes, &n))
        return;
    const PopplerRectangle *before = NULL;
    const char *p = text;
    for (guint i = 0; i < n && *p != '\0'; i++, p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '\n' || c == '\r' || c == '\f' || g_unichar_isspace(c) || c == 0x200B || c == 0xFEFF) {
            before = c == ' ' ? before : NULL;
            continue;
        }
        if (before != NULL)
            count_step(reading, before, &boxes[i]);
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
        if (reading->along[d] > reading->along[best] * 1.05)
            best = d;
    }
    return best;
}

static gboolean
read_pages(PopplerDocument *document, const char *name, MzLayout *layout, Reading *reading, GError **error)
{
    int n_pages = poppler_document_get_n_pages(document);
    for (int i = 0; i < n_pages; i++) {
        PopplerPage *page = poppler_document_get_page(document, i);
        if (page == NULL)
            continue;
        double width = 0;
        double height = 0;
        poppler_page_get_size(page, &width, &height);
        read_page(reading, page);
        g_object_unref(page);
        reading->empty_pages += reading->glyphs->len == 0;
        mz_layout_page(layout, (guint32)i + 1, (const MzGlyph *)(const void *)reading->glyphs->data,
                       reading->glyphs->len, text_turn(reading), (float)width, (float)height);
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
judge_text(const Reading *reading, const char *name, int n_pages, GError **error)
{
    if (reading->n_all < 20u * (guint)n_pages / 10 + 1) {
        g_autofree char *tesseract = g_find_program_in_path("tesseract");
        refuse(error, MZ_ERROR_UNREAD, name,
               tesseract != NULL
                   ? mz_tr("PDF 是扫描件，没有文字层；本机装有 tesseract，可先识别成带文字层的 PDF 再读，或"
                           "改用电子原件",
                           "the PDF is scanned, it has no text layer; tesseract is installed: add a text "
                           "layer with it first, or use the electronic original")
                   : mz_tr("PDF 是扫描件，没有文字层；请改用电子原件，或安装 tesseract（chi_sim）识别",
                           "the PDF is scanned, it has no text layer; use the electronic original, or "
                           "install tesseract (chi_sim) to recognise it"));
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
read_document(PopplerDocument *document, const char *name, GError **error)
{
    if (!judge_document(document, name, error))
        return NULL;
    g_autoptr(MzLayout) layout = mz_layout_new();
    Reading reading = {.glyphs = g_array_new(FALSE, FALSE, sizeof(MzGlyph))};
    gboolean readable = read_pages(document, name, layout, &reading, error) &&
                        judge_text(&reading, name, poppler_document_get_n_pages(document), error);
    g_array_unref(reading.glyphs);
    if (!readable)
        return NULL;
    MzBuilder *builder = mz_builder_new(name, "PDF", TRUE);
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
    MzSource *source = read_document(document, name, error);
    g_object_unref(document);
    return source;
}
