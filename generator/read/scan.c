#include "read/scan.h"

#include <poppler.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "read/outside.h"

enum {
    DARK = 140,
    MOST_KEPT = 16 * 1024 * 1024,
    LINE = MZ_SCAN_DPI / 2 /* pixels: no stroke of a character is so long */
};

char *
mz_scan_program(void)
{
    return g_find_program_in_path("tesseract");
}

/* ---- ruling lines */

/* Wipes runs of dark pixels longer than a stroke off a line of `n` pixels, `step` bytes apart. */
static void
wipe_runs(guchar *pixels, gsize step, int n)
{
    int begin = 0;
    for (int i = 0; i <= n; i++) {
        if (i < n && pixels[(gsize)i * step] < DARK)
            continue;
        for (int k = begin; k < i && i - begin > LINE; k++)
            memset(pixels + (gsize)k * step, 0xFF, 4);
        begin = i + 1;
    }
}

/* Columns first into a copy, so that crossings count for both directions. */
static void
wipe_lines(cairo_surface_t *page)
{
    int width = cairo_image_surface_get_width(page), height = cairo_image_surface_get_height(page);
    gsize stride = (gsize)cairo_image_surface_get_stride(page);
    cairo_surface_flush(page);
    guchar *pixels = cairo_image_surface_get_data(page);
    guchar *copy = g_malloc(stride * (gsize)height);
    memcpy(copy, pixels, stride * (gsize)height);
    for (int x = 0; x < width; x++)
        wipe_runs(copy + (gsize)x * 4, stride, height);
    for (int y = 0; y < height; y++)
        wipe_runs(pixels + (gsize)y * stride, 4, width);
    for (gsize i = 0; i < stride * (gsize)height; i++)
        pixels[i] = MAX(pixels[i], copy[i]);
    g_free(copy);
    cairo_surface_mark_dirty(page);
}

/* ---- what tesseract says */

typedef struct {
    float left, top, width, height; /* pixels */
    const char *text;
} Word;

/* A word of the table that tesseract writes: level page block par line word left top width height conf text. */
static gboolean
read_word(char *line, Word *word)
{
    char *fields[12];
    guint n = 0;
    for (char *p = line; n < G_N_ELEMENTS(fields); p++) {
        fields[n++] = p;
        p = strchr(p, '\t');
        if (p == NULL)
            break;
        *p = '\0';
    }
    if (n < 12 || strcmp(fields[0], "5") != 0)
        return FALSE;
    *word = (Word){(float)atoi(fields[6]), (float)atoi(fields[7]), (float)atoi(fields[8]), (float)atoi(fields[9]),
                   g_strstrip(fields[11])};
    static const char strokes[] = "|[]_{}~—-=.'`\"";
    return word->width > 0 && word->height > 0 && word->text[strspn(word->text, strokes)] != '\0';
}

/* Chinese characters are twice as wide as others. */
static float
char_width(gunichar c)
{
    return c >= 0x2E80 ? 1.0F : 0.55F;
}

/* Sets words [first, end) of a line evenly on the room they take together: their order is right, but where each single
 * Chinese character stands tesseract knows only roughly. */
static void
set_run(const GArray *words, guint first, guint end, float middle, float half, GArray *glyphs)
{
    const float scale = 72.0F / MZ_SCAN_DPI;
    float left = 1e9F, right = 0, sum = 0;
    for (guint i = first; i < end; i++) {
        const Word *word = &g_array_index(words, Word, i);
        left = MIN(left, word->left);
        right = MAX(right, word->left + word->width);
        for (const char *p = word->text; *p != '\0'; p = g_utf8_next_char(p))
            sum += char_width(g_utf8_get_char(p));
    }
    float x = left;
    for (guint i = first; i < end; i++) {
        for (const char *p = g_array_index(words, Word, i).text; *p != '\0'; p = g_utf8_next_char(p)) {
            MzGlyph glyph = {.c = g_utf8_get_char(p)};
            float next = x + (right - left) * char_width(glyph.c) / sum;
            glyph.shown = (MzBox){x * scale, (middle - half) * scale, next * scale, (middle + half) * scale};
            g_array_append_val(glyphs, glyph);
            x = next;
        }
    }
}

/* The words of one line, on one height: a comma lies lower than a digit, 一 is flat. Wide gaps part cells. */
static void
take_line(const GArray *words, GArray *glyphs)
{
    if (words->len == 0)
        return;
    g_autofree float *middles = g_new(float, words->len);
    g_autofree float *heights = g_new(float, words->len);
    for (guint i = 0; i < words->len; i++) {
        const Word *word = &g_array_index(words, Word, i);
        middles[i] = word->top + word->height / 2;
        heights[i] = word->height;
    }
    float middle = mz_layout_median(middles, words->len), height = mz_layout_median(heights, words->len);
    guint first = 0;
    float right = 0;
    for (guint i = 0; i < words->len; i++) {
        const Word *word = &g_array_index(words, Word, i);
        if (i > first && word->left - right > height * 0.8F) {
            set_run(words, first, i, middle, height * 0.6F, glyphs);
            first = i;
        }
        right = MAX(i == first ? 0 : right, word->left + word->width);
    }
    set_run(words, first, words->len, middle, height * 0.6F, glyphs);
}

static void
take_words(char *table, GArray *glyphs)
{
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(Word));
    for (char *line = table, *end; *line != '\0'; line = end) {
        end = line + strcspn(line, "\n");
        if (*end != '\0')
            *end++ = '\0';
        Word word;
        if (line[0] == '4' && line[1] == '\t') { /* a new line */
            take_line(words, glyphs);
            g_array_set_size(words, 0);
        } else if (g_utf8_validate(line, -1, NULL) && read_word(line, &word)) {
            g_array_append_val(words, word);
        }
    }
    take_line(words, glyphs);
}

/* ---- running it */

static char *
recognise(const char *program, const char *folder, cairo_surface_t *page)
{
    g_autofree char *image = g_build_filename(folder, "page.png", NULL);
    g_autofree char *result = g_build_filename(folder, "page.tsv", NULL);
    /* psm 11: text wherever it stands, as in a table; no guess of columns */
    const char *const argv[] = {program, "page.png", "page", "-l",  "chi_sim", "--psm",
                                "11",    "--dpi",    "300",  "tsv", NULL};
    char *table = NULL;
    if (cairo_surface_write_to_png(page, image) == CAIRO_STATUS_SUCCESS &&
        mz_outside_run(argv, folder, MZ_SCAN_SECONDS))
        g_file_get_contents(result, &table, NULL, NULL);
    return table;
}

/* The key of what is kept of a page. The caller frees; NULL: nothing is kept. */
static char *
key_of(const char *program, const guint8 document[MZ_SHA256_SIZE], guint number)
{
    g_autofree char *how =
        g_strdup_printf("chi_sim psm 11, %d dpi, page %u, poppler %s", MZ_SCAN_DPI, number, poppler_get_version());
    return program != NULL ? mz_outside_key(program, how, document) : NULL;
}

gboolean
mz_scan_recall(const guint8 document[MZ_SHA256_SIZE], guint number, GArray *glyphs)
{
    gsize length = 0;
    g_autofree char *program = mz_scan_program();
    g_autofree char *key = key_of(program, document, number);
    g_autofree char *table = mz_outside_kept(key, MOST_KEPT, &length);
    if (table == NULL)
        return FALSE;
    take_words(table, glyphs);
    return TRUE;
}

gboolean
mz_scan_page(cairo_surface_t *page, const guint8 document[MZ_SHA256_SIZE], guint number, const char *name,
             GArray *glyphs, GError **error)
{
    MzPlace place = {name, 0, 0};
    g_autofree char *program = mz_scan_program();
    if (program == NULL) {
        mz_error_set(error, MZ_ERROR_IO, &place, "%s",
                     mz_tr("识别扫描件要用 tesseract，本机没有安装；请安装 tesseract-ocr 和 tesseract-ocr-chi-sim",
                           "scanned pages are recognised with tesseract, which is not installed; install tesseract-ocr "
                           "and tesseract-ocr-chi-sim"));
        return FALSE;
    }
    g_autofree char *folder = mz_outside_folder(name, error);
    if (folder == NULL)
        return FALSE;
    wipe_lines(page);
    g_autofree char *table = recognise(program, folder, page);
    mz_outside_remove(folder);
    if (table == NULL) {
        mz_error_set(error, MZ_ERROR_IO, &place,
                     mz_tr("tesseract 没有识别成功：可能没有安装中文数据（tesseract-ocr-chi-sim），或一页超过 %d 秒",
                           "tesseract failed: its Chinese data (tesseract-ocr-chi-sim) may be missing, or a page took "
                           "longer than %d seconds"),
                     MZ_SCAN_SECONDS);
        return FALSE;
    }
    g_autofree char *key = key_of(program, document, number);
    mz_outside_keep(key, table, strlen(table));
    take_words(table, glyphs);
    return TRUE;
}
