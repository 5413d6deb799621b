/* Fuzz target: figures. The bytes choose the shape, the amounts and the words of a figure; whatever they are, every
 * mark stays in the picture, and the SVG is well formed and the same the second time. */
#include "fuzz.h"

#include "chart/paint.h"

typedef struct {
    const uint8_t *at, *end;
    MzArena *arena;
} Bytes;

static guint
take(Bytes *bytes, guint most)
{
    return bytes->at < bytes->end ? *bytes->at++ % (most + 1) : 0;
}

static gint64
take_amount(Bytes *bytes)
{
    gint64 amount = 0;
    for (guint n = take(bytes, 8); n > 0; n--)
        amount = (gint64)((guint64)amount << 8 | take(bytes, 255));
    return amount;
}

/* A report's texts are valid UTF-8 without control characters. */
static const char *
take_words(Bytes *bytes)
{
    gsize wanted = take(bytes, 120), length = MIN(wanted, (gsize)(bytes->end - bytes->at));
    char *words = g_utf8_make_valid((const char *)bytes->at, (gssize)length);
    for (char *c = words; *c != '\0'; c++) {
        if ((guchar)*c < ' ' || *c == 0x7f)
            *c = ' ';
    }
    const char *kept = mz_arena_strdup(bytes->arena, words);
    g_free(words);
    bytes->at += length;
    return kept;
}

static MzFigureValue
take_value(Bytes *bytes, gboolean shares)
{
    /* A share is written by the program: the longest that there is, and usual ones. */
    static const char *const percents[] = {"100%", "0.5%", "<0.01%", "-123456.7%"};
    guint bits = take(bytes, 255);
    MzFigureValue value = {.text = "无数据"};
    if ((bits & 7) == 0)
        return value;
    char text[MZ_MONEY_TEXT];
    value.present = TRUE;
    value.computed = (bits >> 3 & 1) != 0;
    value.amount = mz_money_in((MzMoney){take_amount(bytes), 2, MZ_UNIT_WAN}, MZ_UNIT_WAN, bits >> 4 & 3);
    value.text = mz_arena_strdup(bytes->arena, mz_money_grouped(value.amount, text));
    value.share = shares && (bits >> 6 & 1) != 0 ? percents[take(bytes, 3)] : NULL;
    return value;
}

static void
take_groups(Bytes *bytes, MzFigure *figure)
{
    figure->n_groups = take(bytes, 24);
    figure->groups = mz_arena_new0(bytes->arena, MzFigureGroup, figure->n_groups);
    for (guint g = 0; g < figure->n_groups; g++) {
        MzFigureGroup *group = &figure->groups[g];
        group->label = take_words(bytes);
        group->level = (guint8)take(bytes, 1);
        group->tone = (MzTone)take(bytes, 1);
        group->values = mz_arena_new0(bytes->arena, MzFigureValue, figure->n_series);
        for (guint s = 0; s < figure->n_series; s++)
            group->values[s] = take_value(bytes, figure->shape == MZ_FIGURE_PARTS);
        /* A part is present, or it would be no part. */
        if (figure->shape == MZ_FIGURE_PARTS && !group->values[0].present)
            group->values[0] = (MzFigureValue){TRUE, FALSE, {100, 2, MZ_UNIT_WAN}, "0.01", NULL};
        group->direction = (int)take(bytes, 2) - 1;
        group->change = take(bytes, 1) == 0 ? NULL : take_words(bytes);
    }
}

static const MzFigure *
take_figure(Bytes *bytes)
{
    MzFigure *figure = mz_arena_new0(bytes->arena, MzFigure, 1);
    figure->shape = (MzFigureShape)take(bytes, 1);
    figure->unit = take(bytes, 1) == 0 ? "万元" : "元";
    figure->title = take_words(bytes);
    figure->department = take_words(bytes);
    figure->edition = take_words(bytes);
    figure->description = take_words(bytes);
    figure->n_series = figure->shape == MZ_FIGURE_PARTS ? 1 : 1 + take(bytes, MZ_FIGURE_YEARS - 1);
    const char **series = mz_arena_new0(bytes->arena, const char *, figure->n_series);
    for (guint s = 0; s < figure->n_series; s++)
        series[s] = take_words(bytes);
    figure->series = series;
    take_groups(bytes, figure);
    figure->has_whole = figure->shape == MZ_FIGURE_PARTS;
    if (figure->has_whole) {
        figure->whole_label = take_words(bytes);
        do {
            figure->whole = take_value(bytes, FALSE);
        } while (!figure->whole.present && bytes->at < bytes->end);
    }
    figure->note = take(bytes, 1) == 0 ? NULL : take_words(bytes);
    figure->source = take(bytes, 1) == 0 ? NULL : take_words(bytes);
    const char **missing = mz_arena_new0(bytes->arena, const char *, 1);
    figure->n_missing = take(bytes, 15) == 15;
    missing[0] = take_words(bytes);
    figure->missing = missing;
    return figure;
}

static void
demand_inside(const MzLayout *layout)
{
    demand(layout->width == MZ_LAYOUT_WIDTH && layout->height > 0);
    for (guint i = 0; i < layout->n_marks; i++) {
        const MzMark *mark = &layout->marks[i];
        int top = MIN(mark->y, mark->y + mark->height), bottom = MAX(mark->y, mark->y + mark->height);
        demand(mark->x >= 0 && mark->width >= 0 && mark->x + mark->width <= layout->width);
        demand(top >= 0 && bottom <= layout->height);
    }
}

static void
demand_markup(const char *svg, gsize length)
{
    static const GMarkupParser nothing = {NULL, NULL, NULL, NULL, NULL};
    GMarkupParseContext *context = g_markup_parse_context_new(&nothing, 0, NULL, NULL);
    demand(g_markup_parse_context_parse(context, svg, (gssize)length, NULL));
    demand(g_markup_parse_context_end_parse(context, NULL));
    g_markup_parse_context_free(context);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Bytes bytes = {data, data + size, mz_arena_new()};
    const MzFigure *figure = take_figure(&bytes);
    const MzLayout *layout = mz_layout(figure, bytes.arena);
    demand_inside(layout);
    GString *svg = g_string_new(NULL);
    mz_paint_svg(layout, "fuzz", svg);
    demand_markup(svg->str, svg->len);
    gsize length = svg->len;
    mz_paint_svg(layout, "fuzz", svg);
    demand(svg->len == 2 * length && memcmp(svg->str, svg->str + length, length) == 0);
    MzFigureRows rows = mz_figure_rows(figure, bytes.arena);
    demand(rows.n_rows == 0 || rows.cells[0] != NULL);
    g_string_free(svg, TRUE);
    mz_arena_free(bytes.arena);
    return 0;
}
