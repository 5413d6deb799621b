#include "read/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "read/grid.h"

/* In characters' widths (em). */
static const float SAME_LINE = 0.30F; /* middles of one line's characters lie this near */
static const float HAIR = 0.04F;
static const float PIECE_GAP = 0.22F;   /* a gap that may part two cells */
static const float WIDE_GAP = 1.45F;    /* a gap that no text has */
static const float SPREAD_SLACK = 0.1F; /* gaps of a justified line differ by so much */
static const float EDGE = 0.5F;         /* points: left edges of a column differ by less */
static const float TALL = 1.7F;         /* no font is so high */
static const float JITTER = 1.5F;       /* points: left edges of pieces of one column differ by less */
static const float LINE_HEIGHT = 0.95F; /* lines of text stand further apart */
static const float MOST_SPREAD = 0.60F; /* justified text is spread at most so far */

enum { EDGE_ROWS = 3 /* in so many rows pieces begin at a column's edge */ };

MzLayout *
mz_layout_new(void)
{
    MzLayout *layout = g_new0(MzLayout, 1);
    layout->glyphs = g_array_new(FALSE, FALSE, sizeof(MzGlyph));
    layout->pages = g_array_new(FALSE, FALSE, sizeof(MzLayoutPage));
    layout->segments = g_array_new(FALSE, FALSE, sizeof(MzSegment));
    layout->rows = g_array_new(FALSE, FALSE, sizeof(MzTextRow));
    return layout;
}

void
mz_layout_free(MzLayout *layout)
{
    if (layout == NULL)
        return;
    g_array_unref(layout->glyphs);
    g_array_unref(layout->pages);
    g_array_unref(layout->segments);
    g_array_unref(layout->rows);
    g_free(layout);
}

static const MzGlyph *
glyph_at(const MzLayout *layout, guint i)
{
    return &g_array_index(layout->glyphs, MzGlyph, i);
}

static MzTextRow *
row_at(const MzLayout *layout, guint i)
{
    return &g_array_index(layout->rows, MzTextRow, i);
}

static MzSegment *
segment_at(const MzLayout *layout, guint i)
{
    return &g_array_index(layout->segments, MzSegment, i);
}

static gboolean
is_ideograph(gunichar c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

/* A Chinese character or sign, which justified text spreads. */
static gboolean
is_cjk(gunichar c)
{
    return c >= 0x2E80;
}

/* ---- rows */

static float
segment_middle(const MzSegment *segment)
{
    return (segment->x0 + segment->x1) / 2;
}

static gint
by_y(gconstpointer a, gconstpointer b)
{
    const MzGlyph *one = a, *other = b;
    float d = one->y - other->y;
    if (d == 0)
        d = one->x0 - other->x0;
    return d < 0 ? -1 : d > 0;
}

static gint
by_x(gconstpointer a, gconstpointer b)
{
    const MzGlyph *one = a, *other = b;
    float d = one->x0 - other->x0;
    if (d == 0)
        d = one->y - other->y;
    return d < 0 ? -1 : d > 0;
}

static gint
by_value(gconstpointer a, gconstpointer b)
{
    float d = *(const float *)a - *(const float *)b;
    return d < 0 ? -1 : d > 0;
}

float
mz_layout_median(float *values, guint n)
{
    qsort(values, n, sizeof(float), by_value);
    return values[n / 2];
}

/* What most of the row's characters say their size is, those of Chinese characters first. */
static float
row_em(const MzGlyph *glyphs, guint n, float *buffer)
{
    for (guint pass = 0; pass < 2; pass++) {
        guint count = 0;
        for (guint i = 0; i < n; i++) {
            if (glyphs[i].em > 0 && (pass == 1 || is_ideograph(glyphs[i].c)))
                buffer[count++] = glyphs[i].em;
        }
        if (count > 0)
            return CLAMP(mz_layout_median(buffer, count), 1.0F, 200.0F);
    }
    return CLAMP(glyphs[0].height * 0.85F, 1.0F, 200.0F);
}

/* The usual gap of neighbouring Chinese characters: 0, unless the line is justified or its text spaced out. A row with
 * wide gaps has cells, which are justified each for itself. */
static float
row_spread(const MzGlyph *glyphs, guint n, float em, float *buffer)
{
    guint count = 0;
    for (guint i = 0; i + 1 < n; i++) {
        float gap = glyphs[i + 1].x0 - glyphs[i].x1;
        if (gap > em * WIDE_GAP)
            return 0;
        if (is_ideograph(glyphs[i].c) && is_ideograph(glyphs[i + 1].c))
            buffer[count++] = MAX(gap, 0);
    }
    return count < 5 ? 0 : MIN(mz_layout_median(buffer, count), em * MOST_SPREAD);
}

static gboolean
is_amount_char(gunichar c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-' || c == '+' || c == '%';
}

static void
judge_segment(const MzLayout *layout, MzSegment *segment)
{
    guint digits = 0, points = 0;
    float y = 0;
    segment->number = TRUE;
    for (guint i = segment->first; i < segment->first + segment->n; i++) {
        const MzGlyph *glyph = glyph_at(layout, i);
        gunichar c = mz_fold_char(glyph->c);
        segment->number = segment->number && is_amount_char(c);
        digits += c >= '0' && c <= '9';
        points += c == '.';
        segment->x1 = MAX(segment->x1, glyph->x1);
        y += glyph->y;
    }
    segment->y = y / (float)segment->n;
    segment->number = segment->number && digits > 0;
    segment->decimal = segment->number && points == 1;
}

/* The gap before glyph `i` of a row's, between Chinese characters; -1: there is none. "类 款 项" are columns, no word.
 * Boxes may have what justification adds in them, so no character is taken for wider than an em. */
static float
chinese_gap(const MzLayout *layout, guint first, guint n, guint i, float em)
{
    if (i <= first || i >= first + n)
        return -1;
    const MzGlyph *a = glyph_at(layout, i - 1);
    const MzGlyph *b = glyph_at(layout, i);
    gboolean levels =
        (a->c == 0x7C7B /* 类 */ && b->c == 0x6B3E /* 款 */) || (a->c == 0x6B3E && b->c == 0x9879 /* 项 */);
    return is_cjk(a->c) && is_cjk(b->c) && !levels ? b->x0 - MIN(a->x1, a->x0 + em) : -1;
}

/* Whether glyph `i` is within a justified cell, whose characters stand evenly apart: the gap before or behind its own
 * is as wide, and neither is another narrow one, which would belong to the cell beside it. */
static gboolean
is_justified(const MzLayout *layout, guint first, guint n, guint i, float em)
{
    float gap = chinese_gap(layout, first, n, i, em);
    float beside[] = {i > 0 ? chinese_gap(layout, first, n, i - 1, em) : -1, chinese_gap(layout, first, n, i + 1, em)};
    guint same = 0, other = 0;
    for (guint k = 0; k < 2; k++) {
        gboolean as_wide = fabsf(beside[k] - gap) < em * HAIR;
        same += as_wide;
        other += !as_wide && beside[k] >= 0 && beside[k] < em * MOST_SPREAD;
    }
    return gap >= 0 && gap < em * MOST_SPREAD && same > 0 && other == 0;
}

/* Cuts a row's glyphs, sorted from left to right, into segments. */
static void
cut_row(MzLayout *layout, MzTextRow *row, guint first, guint n)
{
    row->first = layout->segments->len;
    for (guint i = first; i < first + n; i++) {
        const MzGlyph *glyph = glyph_at(layout, i);
        MzSegment *last = row->n == 0 ? NULL : segment_at(layout, layout->segments->len - 1);
        gunichar before = last == NULL ? 0 : glyph_at(layout, i - 1)->c;
        float gap = last == NULL ? 0 : glyph->x0 - last->x1;
        float spread = is_cjk(before) && is_cjk(glyph->c) ? row->spread + row->em * SPREAD_SLACK : 0;
        float usual = MAX(row->em * PIECE_GAP, spread);
        if (last == NULL || (gap > usual && !is_justified(layout, first, n, i, row->em))) {
            MzSegment segment = {.x0 = glyph->x0, .x1 = glyph->x1, .first = i, .n = 1, .row = layout->rows->len};
            g_array_append_val(layout->segments, segment);
            row->n++;
        } else {
            last->n++;
            last->x1 = MAX(last->x1, glyph->x1);
        }
    }
    for (guint s = row->first; s < row->first + row->n; s++)
        judge_segment(layout, segment_at(layout, s));
}

static void
add_row(MzLayout *layout, guint32 page, guint first, guint n, float *buffer)
{
    MzGlyph *glyphs = &g_array_index(layout->glyphs, MzGlyph, first);
    qsort(glyphs, n, sizeof(MzGlyph), by_x);
    MzTextRow row = {.page = page};
    for (guint i = 0; i < n; i++)
        row.y += glyphs[i].y / (float)n;
    row.em = row_em(glyphs, n, buffer);
    row.spread = row_spread(glyphs, n, row.em, buffer);
    cut_row(layout, &row, first, n);
    g_array_append_val(layout->rows, row);
}

/* Places a character in the reading frame. */
static void
place_glyph(MzGlyph *glyph, guint turn, float width, float height)
{
    const MzBox *box = &glyph->shown;
    const MzBox frames[] = {
        *box,
        {height - box->y1, box->x0, height - box->y0, box->x1}, /* the text runs upwards */
        {width - box->x1, height - box->y1, width - box->x0, height - box->y0},
        {box->y0, width - box->x1, box->y1, width - box->x0}, /* downwards */
    };
    const MzBox *frame = &frames[turn & 3];
    float wide = frame->x1 - frame->x0;
    glyph->x0 = frame->x0;
    glyph->x1 = frame->x1;
    glyph->y = (frame->y0 + frame->y1) / 2;
    glyph->height = frame->y1 - frame->y0;
    glyph->em = is_ideograph(glyph->c) ? wide : g_unichar_isalnum(glyph->c) && glyph->c < 0x80 ? wide * 1.75F : 0;
}

/* Fonts on a page are told by the height of their boxes. */
typedef struct {
    int height; /* in quarters of a point */
    guint ideographs, ascii, all;
} Font;

static Font *
font_of(GArray *fonts, const MzGlyph *glyph)
{
    int height = (int)lroundf(glyph->height * 4);
    for (guint f = 0; f < fonts->len; f++) {
        if (g_array_index(fonts, Font, f).height == height)
            return &g_array_index(fonts, Font, f);
    }
    Font font = {height, 0, 0, 0};
    if (fonts->len < 64)
        g_array_append_val(fonts, font);
    return &g_array_index(fonts, Font, fonts->len - 1);
}

enum { BINS = 41 }; /* of a twentieth of an em, from -1 em to 1 em */

typedef struct {
    int height, main_height;
    float em;
    guint votes[BINS];
} Ballot;

/* Each number of a font votes for the distances that it has to characters of the main font on its page. */
static void
vote(const MzGlyph *glyphs, guint n, Ballot *ballot)
{
    for (guint b = 0; b < n; b++) {
        if (glyphs[b].c < '0' || glyphs[b].c > '9' || lroundf(glyphs[b].height * 4) != ballot->height)
            continue;
        gboolean voted[BINS] = {FALSE};
        for (guint a = 0; a < n; a++) {
            float d = (glyphs[b].y - glyphs[a].y) / ballot->em;
            if (fabsf(d) >= 1 || glyphs[a].em <= 0 || lroundf(glyphs[a].height * 4) != ballot->main_height)
                continue;
            int bin = (int)lroundf(d * 20) + BINS / 2;
            ballot->votes[bin] += !voted[bin];
            voted[bin] = TRUE;
        }
    }
}

/* The distance with the most votes, 0 unless another one has clearly more. */
static float
elected(const Ballot *ballot)
{
    int best = BINS / 2;
    for (int bin = 0; bin < BINS; bin++) {
        if (ballot->votes[bin] > ballot->votes[best] + ballot->votes[best] / 4)
            best = bin;
    }
    int twentieths = best - BINS / 2;
    return (float)twentieths / 20 * ballot->em;
}

/* The glyphs of page `i` begin here; those of the page behind the last at the end. */
static guint
page_begin(const MzLayout *layout, guint i)
{
    return i < layout->pages->len ? g_array_index(layout->pages, MzLayoutPage, i).first : layout->glyphs->len;
}

/* Takes the votes of all pages. Returns how many the elected distance has. */
static guint
hold_ballot(const MzLayout *layout, Ballot *ballot)
{
    const MzGlyph *glyphs = (const MzGlyph *)(const void *)layout->glyphs->data;
    for (guint i = 0; i < layout->glyphs->len && ballot->em == 0; i++) {
        if (lroundf(glyphs[i].height * 4) == ballot->main_height && is_ideograph(glyphs[i].c))
            ballot->em = glyphs[i].em;
    }
    if (ballot->em <= 0)
        return 0;
    for (guint p = 0; p < layout->pages->len; p++)
        vote(glyphs + page_begin(layout, p), page_begin(layout, p + 1) - page_begin(layout, p), ballot);
    return ballot->votes[(int)lroundf(elected(ballot) / ballot->em * 20) + BINS / 2];
}

/* Boxes are as high as their font says, so numbers in a font of their own may seem to stand higher or lower than the
 * words beside them. They are set on the height of the words with which they share most lines. */
static void
level_font(MzLayout *layout, const GArray *fonts, int height)
{
    float shift = 0;
    guint most = 0;
    for (guint w = 0; w < fonts->len; w++) {
        const Font *words = &g_array_index(fonts, Font, w);
        if (words->height == height || words->ideographs * 2 < words->all || words->ideographs < 20)
            continue;
        Ballot ballot = {.height = height, .main_height = words->height};
        guint votes = hold_ballot(layout, &ballot);
        if (votes > most) {
            most = votes;
            shift = elected(&ballot);
        }
    }
    for (guint i = 0; i < layout->glyphs->len && shift != 0; i++) {
        MzGlyph *glyph = &g_array_index(layout->glyphs, MzGlyph, i);
        if (lroundf(glyph->height * 4) == height)
            glyph->y -= shift;
    }
}

static void
level_fonts(MzLayout *layout)
{
    g_autoptr(GArray) fonts = g_array_new(FALSE, FALSE, sizeof(Font));
    for (guint i = 0; i < layout->glyphs->len; i++) {
        const MzGlyph *glyph = glyph_at(layout, i);
        Font *font = font_of(fonts, glyph);
        font->all++;
        font->ideographs += is_ideograph(glyph->c);
        font->ascii += glyph->c < 0x80;
    }
    for (guint f = 0; f < fonts->len; f++) {
        const Font *font = &g_array_index(fonts, Font, f);
        if (font->all >= 8 && font->ascii * 10 >= font->all * 7)
            level_font(layout, fonts, font->height);
    }
}

void
mz_layout_page(MzLayout *layout, guint32 page, const MzGlyph *glyphs, guint n, guint turn, float width, float height)
{
    if (n == 0)
        return;
    MzLayoutPage own = {page, layout->glyphs->len};
    g_array_append_val(layout->pages, own);
    g_array_append_vals(layout->glyphs, glyphs, n);
    for (guint i = own.first; i < layout->glyphs->len; i++)
        place_glyph(&g_array_index(layout->glyphs, MzGlyph, i), turn, width, height);
}

/* Cuts a page's glyphs into rows. */
static void
find_rows(MzLayout *layout, guint32 page, guint first, guint n)
{
    MzGlyph *own = &g_array_index(layout->glyphs, MzGlyph, first);
    g_autofree float *buffer = g_new(float, n);
    float em = row_em(own, n, buffer);
    qsort(own, n, sizeof(MzGlyph), by_y);
    guint begin = 0;
    for (guint i = 1; i <= n; i++) {
        float own_em = i < n && own[i].em > 0 ? own[i].em : em;
        /* Characters of one line differ by a hair at most, so a row never ends within one. */
        if (i < n && (own[i].y - own[i - 1].y < own_em * HAIR ||
                      own[i].y - own[begin].y < SAME_LINE * MIN(own_em, own[begin].em > 0 ? own[begin].em : em)))
            continue;
        add_row(layout, page, first + begin, i - begin, buffer);
        begin = i;
    }
}

/* ---- kinds of rows */

/* The row's text without blanks, folded. Caller frees. */
static char *
row_text(const MzLayout *layout, const MzTextRow *row)
{
    GString *text = g_string_new(NULL);
    for (guint s = row->first; s < row->first + row->n; s++) {
        const MzSegment *segment = segment_at(layout, s);
        for (guint i = segment->first; i < segment->first + segment->n; i++)
            g_string_append_unichar(text, mz_fold_char(glyph_at(layout, i)->c));
    }
    return g_string_free(text, FALSE);
}

static float
widest_gap(const MzLayout *layout, const MzTextRow *row)
{
    float widest = 0;
    for (guint s = row->first + 1; s < row->first + row->n; s++)
        widest = MAX(widest, segment_at(layout, s)->x0 - segment_at(layout, s - 1)->x1);
    return widest;
}

/* "12", "-12-", "—12—", "第12页", "第12页共30页", "12/30". */
static gboolean
is_page_number(const char *text)
{
    static const char *const parts[] = {"第", "页", "共", "-", "—", "–", "/", "·", ",", "，"};
    guint digits = 0, numbers = 0;
    while (*text != '\0') {
        gboolean known = FALSE;
        if (g_ascii_isdigit(*text)) {
            for (numbers++; g_ascii_isdigit(*text); text++)
                digits++;
            continue;
        }
        for (guint i = 0; i < G_N_ELEMENTS(parts) && !known; i++) {
            if (g_str_has_prefix(text, parts[i])) {
                text += strlen(parts[i]);
                known = TRUE;
            }
        }
        if (!known)
            return FALSE;
    }
    return digits > 0 && digits <= 8 && numbers <= 2;
}

static gboolean
has_any(const char *text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strstr(text, *words) != NULL)
            return TRUE;
    }
    return FALSE;
}

static gboolean
begins_any(const char *text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (g_str_has_prefix(text, *words))
            return TRUE;
    }
    return FALSE;
}

/* A line that stands between tables: its title, its number, its unit, a note, a part's heading. */
static gboolean
is_break_text(const char *text, gboolean one_piece)
{
    static const char *const heads[] = {"单位:", "部门:", "单位名称:", "金额单位", "编制单位", "编制部门", NULL};
    static const char *const notes[] = {"注:", "备注:", "说明:", "注1", "注2", NULL};
    if (has_any(text, heads) || begins_any(text, notes))
        return TRUE;
    if (g_str_has_prefix(text, "公开") && g_str_has_suffix(text, "表"))
        return TRUE;
    return g_str_has_prefix(text, "第") && strstr(text, "部分") != NULL && one_piece;
}

/* Whether two rows of a page stand so near that they may be lines of one table. */
static gboolean
are_near(const MzLayout *layout, guint a, guint b)
{
    const MzTextRow *one = row_at(layout, a);
    const MzTextRow *other = row_at(layout, b);
    return one->page == other->page && fabsf(one->y - other->y) < MAX(one->em, other->em) * 2.2F;
}

/* Words that end as the title of a table does. */
static gboolean
is_title_text(const char *text)
{
    static const char *const ends[] = {"表", "续表)", "(续)"};
    gboolean title = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(ends) && !title; i++)
        title = g_str_has_suffix(text, ends[i]);
    return title && g_utf8_strlen(text, -1) >= 4 && !g_str_has_suffix(text, "代表");
}

/* Whether the row's only piece stands at the left edge of a column, as the rows do that follow in the direction of
 * `step` up to one with more cells. */
static gboolean
lines_up(const MzLayout *layout, guint r, int step)
{
    const MzSegment *own = segment_at(layout, row_at(layout, r)->first);
    for (guint k = r + (guint)step; k < layout->rows->len && are_near(layout, k, k - (guint)step); k += (guint)step) {
        const MzTextRow *row = row_at(layout, k);
        guint s = 0;
        while (s < row->n && fabsf(segment_at(layout, row->first + s)->x0 - own->x0) >= JITTER)
            s++;
        if (s == row->n || row->n > 1)
            return s > 0 && s < row->n;
    }
    return FALSE;
}

/* Whether words like a title are a line of a wrapped cell: they stand nearer to a table's row than lines of text could,
 * or within its rows and at the edge of a column. */
static gboolean
is_line_of_cell(const MzLayout *layout, guint r)
{
    const MzTextRow *row = row_at(layout, r);
    gboolean beside[2];
    for (guint i = 0; i < 2; i++) {
        guint k = i == 0 ? r - 1 : r + 1;
        beside[i] = k < layout->rows->len && are_near(layout, r, k) &&
                    (row_at(layout, k)->kind == MZ_ROW_PLAIN || row_at(layout, k)->kind == MZ_ROW_WIDE);
        if (beside[i] && row_at(layout, k)->kind == MZ_ROW_WIDE &&
            fabsf(row_at(layout, k)->y - row->y) < row->em * LINE_HEIGHT)
            return TRUE;
    }
    return beside[0] && beside[1] && row->n == 1 && (lines_up(layout, r, -1) || lines_up(layout, r, 1));
}

/* Whether most pieces are numbers: cells that stand close together, no sentence. */
static gboolean
is_figures(const MzLayout *layout, const MzTextRow *row)
{
    guint numbers = 0;
    for (guint s = row->first; s < row->first + row->n; s++)
        numbers += segment_at(layout, s)->number;
    return numbers >= 4 && numbers * 2 > row->n;
}

/* A sentence: its signs, and no gap that a line of text cannot have. */
static gboolean
is_sentence(const char *text, float gap, float em)
{
    glong n = g_utf8_strlen(text, -1);
    gboolean stop = strstr(text, "。") != NULL || strstr(text, ";") != NULL;
    gboolean comma = strchr(text, ',') != NULL && strstr(text, "万元") != NULL;
    return gap < em * WIDE_GAP && ((stop && n >= 10) || (comma && n >= 16) || n >= 45);
}

static void
judge_row(const MzLayout *layout, MzTextRow *row)
{
    g_autofree char *text = row_text(layout, row);
    float gap = widest_gap(layout, row);
    gboolean one_piece = row->n == 1 || gap < row->em * WIDE_GAP;
    if (is_break_text(text, one_piece) || (is_sentence(text, gap, row->em) && !is_figures(layout, row)))
        row->kind = MZ_ROW_BREAK;
    else
        row->kind = !one_piece ? MZ_ROW_WIDE : is_title_text(text) ? MZ_ROW_TITLE : MZ_ROW_PLAIN;
}

/* Titles are breaks, but where they are none. */
static void
judge_title(MzLayout *layout, guint r)
{
    MzTextRow *row = row_at(layout, r);
    if (row->kind == MZ_ROW_TITLE)
        row->kind = is_line_of_cell(layout, r) ? MZ_ROW_PLAIN : MZ_ROW_BREAK;
}

/* ---- headers and footers */

typedef struct {
    guint count;
    guint32 last_page;
} Seen;

enum { LONG = 8 /* digits of an amount without groups: no code has as many */, MOST_DIGITS = 48 };

/* The signs of a number, folded; those that are too many are left out. */
static guint
number_text(const MzLayout *layout, const MzSegment *segment, char *text)
{
    guint n = MIN(segment->n, MOST_DIGITS);
    for (guint i = 0; i < n; i++)
        text[i] = (char)mz_fold_char(glyph_at(layout, segment->first + i)->c);
    text[n] = '\0';
    return n;
}

/* Whether a text is an amount, its digits in groups of three if there are any: "1,250,158,601.00", "12.5", "7". */
static gboolean
is_amount(const char *text)
{
    gboolean grouped = strchr(text, ',') != NULL;
    text += *text == '-';
    gsize digits = strspn(text, "0123456789");
    if (digits == 0 || (grouped && digits > 3))
        return FALSE;
    for (text += digits; *text == ','; text += 4) {
        if (strspn(text + 1, "0123456789") != 3)
            return FALSE;
    }
    return *text == '\0' || (*text == '.' && strspn(text + 1, "0123456789") == strlen(text + 1) && strlen(text) <= 3);
}

gboolean
mz_layout_goes_on(const MzLayout *layout, const MzSegment *above, const MzSegment *below)
{
    char text[2 * MOST_DIGITS + 1], rest[MOST_DIGITS + 1];
    if (!above->number || !below->number)
        return FALSE;
    guint n = number_text(layout, above, text);
    gboolean whole = is_amount(text), plain = strspn(text, "0123456789") == n;
    const char *point = strchr(text, '.');
    number_text(layout, below, rest);
    memcpy(text + n, rest, strlen(rest) + 1);
    if (!is_amount(text))
        return FALSE;
    if (point != NULL || *rest == '.' || *rest == ',')
        return TRUE;
    return plain ? n >= LONG && strcspn(rest, ".") <= 3 : !whole;
}

/* Whether an amount of the row goes on with the digits of another segment, which stands below it. */
static gboolean
has_beginning(const MzLayout *layout, const MzTextRow *row, const MzSegment *rest)
{
    for (guint s = row->first; s < row->first + row->n; s++) {
        const MzSegment *segment = segment_at(layout, s);
        float left = fabsf(segment->x0 - rest->x0), right = fabsf(segment->x1 - rest->x1);
        float middle = fabsf(segment_middle(segment) - segment_middle(rest));
        if (MIN(MIN(left, right), middle) < EDGE && mz_layout_goes_on(layout, segment, rest))
            return TRUE;
    }
    return FALSE;
}

/* Whether a row is the rest of an amount, which stands above it or ends the page before. */
static gboolean
is_rest_of_amount(const MzLayout *layout, guint r)
{
    const MzTextRow *row = row_at(layout, r);
    const MzSegment *own = segment_at(layout, row->first);
    guint last = r; /* the row that others must stand near */
    if (r > 0 && row_at(layout, r - 1)->page != row->page)
        for (last = r - 1; last > 0 && row_at(layout, last)->kind == MZ_ROW_RUNNING;)
            last--;
    gboolean found = FALSE;
    for (guint k = last == r ? r : last + 1;
         row->n == 1 && own->number && k-- > 0 && are_near(layout, k, last) && !found;)
        found = has_beginning(layout, row_at(layout, k), own);
    return found;
}

/* Visits the outermost rows of every page: the first two and the last two. */
static void
each_edge(MzLayout *layout, GHashTable *seen, gboolean mark)
{
    guint n = layout->rows->len;
    for (guint r = 0; r < n; r++) {
        MzTextRow *row = row_at(layout, r);
        gboolean top = r < 2 || row_at(layout, r - 2)->page != row->page;
        gboolean bottom = r + 2 >= n || row_at(layout, r + 2)->page != row->page;
        if (!top && !bottom)
            continue;
        gboolean first = r < 1 || row_at(layout, r - 1)->page != row->page;
        gboolean last = r + 1 >= n || row_at(layout, r + 1)->page != row->page;
        g_autofree char *text = row_text(layout, row);
        char *key = g_strdup_printf("%d %s", (int)lroundf(row->y), text);
        Seen *known = g_hash_table_lookup(seen, key);
        if (mark) {
            /* Numbers with nothing else, far apart, are those of columns or rows. */
            gboolean bare = row->kind == MZ_ROW_WIDE && text[strspn(text, "0123456789")] == '\0';
            gboolean number = (first || last) && !bare && is_page_number(text) && !is_rest_of_amount(layout, r);
            if (number || (known != NULL && known->count >= 3 && row->kind == MZ_ROW_PLAIN))
                row->kind = MZ_ROW_RUNNING;
        } else if (known == NULL) {
            known = g_new(Seen, 1);
            *known = (Seen){1, row->page};
            g_hash_table_insert(seen, g_steal_pointer(&key), known);
        } else if (known->last_page != row->page) {
            known->count++;
            known->last_page = row->page;
        }
        g_free(key);
    }
}

/* Page numbers, and text that stands at the same height at the edge of three pages and more. Titles, units and the
 * heads of tables may do so as well, each table having its own page; they are none. */
static void
find_running(MzLayout *layout)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    each_edge(layout, seen, FALSE);
    each_edge(layout, seen, TRUE);
}

/* ---- writing */

static gboolean
is_word(gunichar c)
{
    return c < 0x2E80 && g_unichar_isalnum(c);
}

/* The character's box as it is handed on. Some fonts say that they are far higher than their characters, which then
 * stand a little below the middle: such boxes would lie over the lines above and below. */
static MzBox
tight_box(const MzGlyph *glyph, float em)
{
    MzBox box = glyph->shown;
    float height = box.y1 - box.y0;
    if (height < em * TALL || fabsf(height - glyph->height) > 0.01F)
        return box;
    float middle = box.y0 + height * 0.56F;
    box.y0 = middle - em * 0.65F;
    box.y1 = middle + em * 0.65F;
    return box;
}

void
mz_layout_put_segment(const MzLayout *layout, const MzSegment *segment, MzBuilder *builder)
{
    for (guint i = segment->first; i < segment->first + segment->n; i++) {
        const MzGlyph *glyph = glyph_at(layout, i);
        MzBox box = tight_box(glyph, row_at(layout, segment->row)->em);
        mz_builder_char(builder, glyph->c, &box);
    }
}

/* The gap between two segments of a row in em, without what its justification adds. */
static float
gap_between(const MzLayout *layout, const MzSegment *left, const MzSegment *right)
{
    const MzTextRow *row = row_at(layout, left->row);
    return (right->x0 - left->x1 - row->spread) / row->em;
}

/* How many of the two characters at the gap belong to words or numbers of Latin letters. */
static guint
words_beside(const MzLayout *layout, const MzSegment *left, const MzSegment *right)
{
    return is_word(glyph_at(layout, left->first + left->n - 1)->c) + is_word(glyph_at(layout, right->first)->c);
}

gboolean
mz_layout_blank_between(const MzLayout *layout, const MzSegment *left, const MzSegment *right)
{
    return gap_between(layout, left, right) > (words_beside(layout, left, right) == 2 ? 0.2F : 0.6F);
}

/* Whether a blank stands between two segments of a row that belongs to no table, also between a name and a number: it
 * may be one of a flat table. An amount stands no nearer than the letters of a name that is spaced out ("总 计
 * 280.76"). */
static gboolean
blank_in_row(const MzLayout *layout, const MzSegment *left, const MzSegment *right)
{
    const MzTextRow *row = row_at(layout, left->row);
    gboolean words = words_beside(layout, left, right) > 0;
    if (words && (left->decimal || right->decimal))
        return right->x0 - left->x1 > row->em * 0.2F;
    return gap_between(layout, left, right) > (words ? 0.2F : 0.6F);
}

/* A row that belongs to no table: tabs at gaps that no text has. */
static void
put_row(const MzLayout *layout, const MzTextRow *row, MzBuilder *builder)
{
    for (guint s = row->first; s < row->first + row->n; s++) {
        const MzSegment *segment = segment_at(layout, s);
        if (s > row->first) {
            const MzSegment *before = segment_at(layout, s - 1);
            if (segment->x0 - before->x1 > row->em * WIDE_GAP * 2)
                mz_builder_char(builder, '\t', NULL);
            else if (blank_in_row(layout, before, segment))
                mz_builder_char(builder, ' ', NULL);
        }
        mz_layout_put_segment(layout, segment, builder);
    }
    mz_builder_end_line(builder, row->page, row->kind == MZ_ROW_RUNNING);
}

/* Where the pieces of a table's wide rows begin, and where their middles are. */
typedef struct {
    float x0[256], middle[256];
    guint n;
} Edges;

static gboolean
is_edge(const Edges *edges, const MzSegment *segment)
{
    for (guint i = 0; i < edges->n; i++) {
        if (fabsf(edges->x0[i] - segment->x0) < JITTER || fabsf(edges->middle[i] - segment_middle(segment)) < 1.0F)
            return TRUE;
    }
    return FALSE;
}

static void
note_edges(const MzLayout *layout, const MzTextRow *row, Edges *edges)
{
    for (guint s = row->first; s < row->first + row->n; s++) {
        const MzSegment *segment = segment_at(layout, s);
        if (edges->n == G_N_ELEMENTS(edges->x0) || is_edge(edges, segment))
            continue;
        edges->x0[edges->n] = segment->x0;
        edges->middle[edges->n++] = segment_middle(segment);
    }
}

/* Whether a plain row is one of the table's: it begins where a column does (its amounts are blank, or it is the line of
 * a wrapped name), or has an amount beside something else. */
static gboolean
is_tabular(const MzLayout *layout, const MzTextRow *row, const Edges *edges)
{
    gboolean amount = FALSE;
    for (guint s = row->first; s < row->first + row->n; s++)
        amount = amount || segment_at(layout, s)->decimal;
    return (amount && row->n > 1) || is_edge(edges, segment_at(layout, row->first));
}

/* The end (exclusive) of the table that begins at row `first`: wide rows, and at most six plain ones between two of
 * them, not counted such as are of the table. Running rows are passed over. */
static guint
table_end(const MzLayout *layout, guint first, guint *wide)
{
    Edges edges = {.n = 0};
    guint end = first, plain = 0;
    *wide = 0;
    for (guint r = first; r < layout->rows->len; r++) {
        const MzTextRow *row = row_at(layout, r);
        if (row->kind == MZ_ROW_BREAK || plain > 6)
            break;
        gboolean tabular = row->kind == MZ_ROW_PLAIN && is_tabular(layout, row, &edges);
        plain += row->kind == MZ_ROW_PLAIN && !tabular;
        if (row->kind == MZ_ROW_WIDE || (tabular && row->n > 1))
            note_edges(layout, row, &edges);
        if (row->kind != MZ_ROW_WIDE)
            continue;
        (*wide)++;
        plain = 0;
        end = r + 1;
    }
    while (end < layout->rows->len && end > first && row_at(layout, end)->kind == MZ_ROW_PLAIN &&
           are_near(layout, end - 1, end))
        end++;
    return end;
}

static guint
table_begin(const MzLayout *layout, guint first, guint floor)
{
    while (first > floor && row_at(layout, first - 1)->kind == MZ_ROW_PLAIN && are_near(layout, first - 1, first))
        first--;
    return first;
}

/* ---- cells that stand as near as justified characters */

/* Left edges of a table's pieces of more than one character, and in how many rows. */
typedef struct {
    float x[256];
    guint rows[256];
    guint n;
} Lefts;

static void
note_lefts(const MzLayout *layout, guint begin, guint end, Lefts *lefts)
{
    for (guint r = begin; r < end; r++) {
        const MzTextRow *row = row_at(layout, r);
        for (guint s = row->first; s < row->first + row->n; s++) {
            const MzSegment *segment = segment_at(layout, s);
            guint i = 0;
            while (i < lefts->n && fabsf(lefts->x[i] - segment->x0) >= EDGE)
                i++;
            if (segment->n < 2 || i == G_N_ELEMENTS(lefts->x))
                continue;
            lefts->n = MAX(lefts->n, i + 1);
            lefts->x[i] = segment->x0;
            lefts->rows[i]++;
        }
    }
}

/* Whether glyph `i` of a segment begins at the left edge of a column, behind a gap that can part cells. */
static gboolean
begins_column(const MzLayout *layout, guint i, float em, const Lefts *lefts)
{
    const MzGlyph *glyph = glyph_at(layout, i);
    if (glyph->x0 - glyph_at(layout, i - 1)->x1 < em * PIECE_GAP)
        return FALSE;
    for (guint k = 0; k < lefts->n; k++) {
        if (lefts->rows[k] >= EDGE_ROWS && fabsf(lefts->x[k] - glyph->x0) < EDGE)
            return TRUE;
    }
    return FALSE;
}

/* Cuts the pieces of a row where columns begin: a line that is justified may have gaps as wide as those between cells.
 * The row's pieces move to the end of all. */
static void
recut_row(MzLayout *layout, MzTextRow *row, const Lefts *lefts)
{
    guint first = layout->segments->len;
    for (guint s = row->first; s < row->first + row->n; s++) {
        MzSegment rest = *segment_at(layout, s);
        guint end = rest.first + rest.n;
        for (guint i = rest.first + 1; i < end; i++) {
            if (!begins_column(layout, i, row->em, lefts))
                continue;
            MzSegment left = rest;
            left.n = i - rest.first;
            left.x1 = glyph_at(layout, i - 1)->x1;
            judge_segment(layout, &left);
            g_array_append_val(layout->segments, left);
            rest.first = i;
            rest.n = end - i;
            rest.x0 = glyph_at(layout, i)->x0;
            rest.x1 = rest.x0;
            judge_segment(layout, &rest);
        }
        g_array_append_val(layout->segments, rest);
    }
    guint n = layout->segments->len - first;
    if (n == row->n) {
        g_array_set_size(layout->segments, first);
        return;
    }
    row->first = first;
    row->n = n;
}

static void
recut_table(MzLayout *layout, guint begin, guint end)
{
    Lefts lefts = {.n = 0};
    note_lefts(layout, begin, end, &lefts);
    for (guint r = begin; r < end; r++)
        recut_row(layout, row_at(layout, r), &lefts);
}

void
mz_layout_write(MzLayout *layout, MzBuilder *builder)
{
    level_fonts(layout);
    for (guint p = 0; p < layout->pages->len; p++)
        find_rows(layout, g_array_index(layout->pages, MzLayoutPage, p).page, page_begin(layout, p),
                  page_begin(layout, p + 1) - page_begin(layout, p));
    guint n = layout->rows->len;
    for (guint r = 0; r < n; r++)
        judge_row(layout, row_at(layout, r));
    for (guint r = 0; r < n; r++)
        judge_title(layout, r);
    find_running(layout);
    guint written = 0;
    for (guint r = 0; r < n; r++) {
        if (row_at(layout, r)->kind != MZ_ROW_WIDE)
            continue;
        guint wide;
        guint end = table_end(layout, r, &wide);
        if (wide < 2)
            continue;
        guint begin = table_begin(layout, r, written);
        for (; written < begin; written++)
            put_row(layout, row_at(layout, written), builder);
        recut_table(layout, begin, end);
        mz_grid_write(layout, begin, end, builder);
        written = end;
        r = end - 1;
    }
    for (; written < n; written++)
        put_row(layout, row_at(layout, written), builder);
}
