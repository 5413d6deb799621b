#include "chart/layout.h"

#include <string.h>

#define MARGIN 160
#define INNER (MZ_LAYOUT_WIDTH - 2 * MARGIN)
#define GAP 100           /* between things that stand in one line */
#define NARROWEST 900     /* a bar's room below which its texts move above it */
#define SHORTEST 10       /* of a bar of anything but 0 */
#define NARROW_LABEL 1100 /* room for a part's name below which its numbers move to the next line */

static const struct {
    int size;
    gboolean bold;
} looks[MZ_ROLES] = {
    [MZ_ROLE_TITLE] = {170, TRUE},   [MZ_ROLE_SUBTITLE] = {130, FALSE}, [MZ_ROLE_TOTAL] = {200, TRUE},
    [MZ_ROLE_HEADING] = {145, TRUE}, [MZ_ROLE_LABEL] = {140, FALSE},    [MZ_ROLE_AMOUNT] = {140, FALSE},
    [MZ_ROLE_SHARE] = {140, TRUE},   [MZ_ROLE_CHANGE] = {130, FALSE},   [MZ_ROLE_NOTE] = {120, FALSE},
    [MZ_ROLE_MADE_UP] = {120, TRUE},
};

/* A picture while it is made: `y` is where the next thing begins. */
typedef struct {
    const MzFigure *figure;
    MzArena *arena;
    GArray *marks;
    int y;
} Page;

/* The common scale of all bars of a figure. */
typedef struct {
    gint64 low, high; /* amounts in 分; low ≤ 0 ≤ high */
    int x, width;
} Scale;

int
mz_role_size(MzMarkRole role)
{
    return looks[role].size;
}

gboolean
mz_role_bold(MzMarkRole role)
{
    return looks[role].bold;
}

/* ---- text */

/* Of letters, as wide as bold ones are. */
static int
size_of(MzMarkRole role)
{
    return looks[role].size + (looks[role].bold ? looks[role].size / 16 : 0);
}

static int
width_of(MzMarkRole role, const char *text)
{
    return mz_layout_text_width(text, size_of(role));
}

static int
line_height(MzMarkRole role)
{
    return looks[role].size * 14 / 10;
}

/* Puts one line of text, so wide, that stands on `base`; `x` is its fixed end. */
static void
put_line(Page *page, MzMarkRole role, MzAnchor anchor, int x, int base, const char *text, const char *full, int width)
{
    int size = looks[role].size;
    MzMark mark = {.kind = MZ_MARK_TEXT,
                   .role = role,
                   .x = anchor == MZ_ANCHOR_END ? x - width : x,
                   .y = base - size * 9 / 10,
                   .width = width,
                   .height = size * 118 / 100,
                   .base = base,
                   .anchor = anchor,
                   .text = text,
                   .full = full};
    g_array_append_val(page->marks, mark);
}

static void
put_text(Page *page, MzMarkRole role, MzAnchor anchor, int x, int base, const char *text, const char *full)
{
    put_line(page, role, anchor, x, base, text, full, width_of(role, text));
}

static gboolean
one_of(gunichar c, const char *set)
{
    return c != 0 && g_utf8_strchr(set, -1, c) != NULL;
}

static gboolean
of_number(gunichar c)
{
    return c < 0x80 && (g_ascii_isalnum((char)c) || strchr(".,%-+", (int)c) != NULL);
}

/* Numbers and words stay whole; a line does not begin with closing punctuation or end with opening. */
static gboolean
may_break(gunichar before, gunichar after)
{
    return !(of_number(before) && of_number(after)) && !one_of(after, "，。；：、）》”’！？,.;:)%") &&
           !one_of(before, "（《“‘(");
}

/* The last place up to `end` where a line may break; `end` itself if there is none. */
static const char *
last_break(const char *text, const char *end)
{
    for (const char *p = end, *before; p > text; p = before) {
        before = g_utf8_prev_char(p);
        if (may_break(g_utf8_get_char(before), g_utf8_get_char(p)))
            return p;
    }
    return end;
}

/* The end of the first line of `text` that is no wider than `width` and at least one character long. */
static const char *
line_end(MzMarkRole role, const char *text, int width)
{
    int used = 0, size = size_of(role);
    const char *p = text;
    for (; *p != '\0'; p = g_utf8_next_char(p)) {
        used += mz_layout_char_width(p, size);
        if (used > width && p > text)
            return last_break(text, p);
    }
    return p;
}

/* The text, or as much of its beginning as fits with "…" after it. */
static const char *
shorten(Page *page, MzMarkRole role, const char *text, int width)
{
    if (width_of(role, text) <= width)
        return text;
    int room = width - width_of(role, "…");
    const char *end = text;
    int used = 0;
    while (*end != '\0') {
        used += mz_layout_char_width(end, size_of(role));
        if (used > room)
            break;
        end = g_utf8_next_char(end);
    }
    return mz_arena_printf(page->arena, "%.*s…", (int)(end - text), text);
}

/* Puts a text in at most `lines` lines from page->y on and moves page->y below it; returns the base of its last line.
 */
static int
flow(Page *page, MzMarkRole role, int x, int width, guint lines, const char *text)
{
    int base = page->y + looks[role].size;
    int whole = width_of(role, text);
    if (whole <= width) { /* as nearly all do */
        put_line(page, role, MZ_ANCHOR_START, x, base, text, NULL, whole);
        page->y += line_height(role);
        return base;
    }
    const char *rest = text;
    for (guint i = 0; i < lines; i++) {
        base = page->y + looks[role].size;
        const char *end = i + 1 < lines ? line_end(role, rest, width) : rest + strlen(rest);
        int left = width_of(role, end); /* one or two characters do not stand in a line alone */
        if (left > 0 && left < 3 * looks[role].size && width > 12 * looks[role].size)
            end = line_end(role, rest, width - 3 * looks[role].size);
        char *line = mz_arena_strndup(page->arena, rest, (gsize)(end - rest));
        const char *shown = shorten(page, role, line, width);
        put_text(page, role, MZ_ANCHOR_START, x, base, shown, shown != line ? text : NULL);
        page->y += line_height(role);
        rest = end;
        while (*rest == ' ')
            rest++;
        if (*rest == '\0')
            break;
    }
    return base;
}

/* ---- shapes */

static void
put_shape(Page *page, MzMarkKind kind, MzMarkRole role, int x, int y, int width, int height)
{
    MzMark mark = {.kind = kind, .role = role, .x = x, .y = y, .width = width, .height = height};
    g_array_append_val(page->marks, mark);
}

static int
place_of(const Scale *scale, gint64 fen)
{
    MzInt128 span = (MzInt128)scale->high - scale->low;
    return span == 0 ? scale->x : scale->x + (int)(((MzInt128)fen - scale->low) * scale->width / span);
}

/* A bar from zero to the amount. */
static void
put_bar(Page *page, const Scale *scale, MzMarkRole role, gint64 fen, int y, int height)
{
    int zero = place_of(scale, 0), end = place_of(scale, fen);
    if (fen == 0)
        return;
    if (fen > 0)
        end = MAX(end, zero + SHORTEST);
    else
        end = MIN(end, zero - SHORTEST);
    put_shape(page, MZ_MARK_RECTANGLE, role, MIN(zero, end), y, ABS(end - zero), height);
}

static void
stretch(Scale *scale, const MzFigureValue *value)
{
    if (!value->present)
        return;
    scale->low = MIN(scale->low, value->amount.fen);
    scale->high = MAX(scale->high, value->amount.fen);
}

static Scale
scale_of(const MzFigure *figure, int x, int width)
{
    Scale scale = {0, 0, x, width};
    if (figure->has_whole)
        stretch(&scale, &figure->whole);
    for (guint i = 0; i < figure->n_groups; i++) {
        for (guint k = 0; k < figure->n_series; k++)
            stretch(&scale, &figure->groups[i].values[k]);
    }
    return scale;
}

/* ---- what all figures have */

static void
put_head(Page *page)
{
    const MzFigure *figure = page->figure;
    page->y = 120;
    if (figure->mark != NULL) { /* first: what is cut off a picture is more often its end */
        flow(page, MZ_ROLE_MADE_UP, MARGIN, INNER, 2, figure->mark);
        page->y += 30;
    }
    flow(page, MZ_ROLE_TITLE, MARGIN, INNER, 3, figure->title);
    page->y += 20;
    if (figure->department[0] != '\0')
        flow(page, MZ_ROLE_SUBTITLE, MARGIN, INNER, 3, figure->department);
    int base = flow(page, MZ_ROLE_SUBTITLE, MARGIN, INNER, 2, figure->edition);
    if (figure->n_missing == 0) {
        const MzMark *last = &g_array_index(page->marks, MzMark, page->marks->len - 1);
        const char *unit = mz_arena_printf(page->arena, "单位：%s", figure->unit);
        if (last->x + last->width + 2 * GAP + width_of(MZ_ROLE_SUBTITLE, unit) > MARGIN + INNER) {
            base = page->y + looks[MZ_ROLE_SUBTITLE].size;
            page->y += line_height(MZ_ROLE_SUBTITLE);
        }
        put_text(page, MZ_ROLE_SUBTITLE, MZ_ANCHOR_END, MARGIN + INNER, base, unit, NULL);
    }
    page->y += 50;
    put_shape(page, MZ_MARK_LINE, MZ_ROLE_RULE, MARGIN, page->y, INNER, 0);
    page->y += 130;
}

static void
put_foot(Page *page)
{
    if (page->figure->note != NULL)
        flow(page, MZ_ROLE_NOTE, MARGIN, INNER, 5, page->figure->note);
    if (page->figure->source != NULL)
        flow(page, MZ_ROLE_NOTE, MARGIN, INNER, 3, page->figure->source);
    page->y += 110;
}

static void
put_missing(Page *page)
{
    flow(page, MZ_ROLE_LABEL, MARGIN, INNER, 1, "本图无法绘制，报告中缺少：");
    for (guint i = 0; i < page->figure->n_missing; i++)
        flow(page, MZ_ROLE_LABEL, MARGIN, INNER, 4, page->figure->missing[i]);
    page->y += 60;
}

/* ---- parts of a whole */

static int
widest_share(const MzFigure *figure)
{
    int width = 0;
    for (guint i = 0; i < figure->n_groups; i++) {
        const char *share = figure->groups[i].values[0].share;
        if (share != NULL)
            width = MAX(width, width_of(MZ_ROLE_SHARE, share) + GAP);
    }
    return width;
}

static void
put_part(Page *page, const MzFigureGroup *group, const Scale *scale, int share_width)
{
    const MzFigureValue *value = &group->values[0];
    int right = MARGIN + INNER;
    int room = INNER - share_width - width_of(MZ_ROLE_AMOUNT, value->text) - 2 * GAP;
    int base = flow(page, MZ_ROLE_LABEL, MARGIN, room < NARROW_LABEL ? INNER : room, 3, group->label);
    if (room < NARROW_LABEL) {
        base = page->y + looks[MZ_ROLE_AMOUNT].size;
        page->y += line_height(MZ_ROLE_AMOUNT);
    }
    if (value->share != NULL)
        put_text(page, MZ_ROLE_SHARE, MZ_ANCHOR_END, right, base, value->share, NULL);
    put_text(page, MZ_ROLE_AMOUNT, MZ_ANCHOR_END, right - share_width, base, value->text, NULL);
    page->y += 10;
    const MzFigureValue *whole = &page->figure->whole;
    if (whole->present && whole->amount.fen > 0)
        put_shape(page, MZ_MARK_RECTANGLE, MZ_ROLE_TRACK, place_of(scale, 0), page->y,
                  MAX(place_of(scale, whole->amount.fen) - place_of(scale, 0), SHORTEST), 120);
    MzMarkRole role = group->tone == MZ_TONE_INCOME ? MZ_ROLE_INCOME : MZ_ROLE_EXPENDITURE;
    put_bar(page, scale, role, value->amount.fen, page->y, 120);
    if (scale->low < 0) /* else zero is the picture's left edge */
        put_shape(page, MZ_MARK_LINE, MZ_ROLE_AXIS, place_of(scale, 0), page->y - 20, 0, 160);
    page->y += 120 + 130;
}

static void
put_parts(Page *page)
{
    const MzFigure *figure = page->figure;
    if (figure->has_whole) {
        flow(page, MZ_ROLE_SUBTITLE, MARGIN, INNER, 2, figure->whole_label);
        const char *total = mz_arena_printf(page->arena, "%s %s", figure->whole.text, figure->unit);
        flow(page, MZ_ROLE_TOTAL, MARGIN, INNER, 1, total);
        page->y += 100;
    }
    Scale scale = scale_of(figure, MARGIN, INNER);
    int share_width = widest_share(figure);
    for (guint i = 0; i < figure->n_groups; i++)
        put_part(page, &figure->groups[i], &scale, share_width);
}

/* ---- groups */

typedef struct {
    Scale scale;
    int label_width, amount_width; /* columns left and right of the bars; 0: the texts stand above them */
    int pitch, thickness;
} Bars;

static Bars
bars_of(const MzFigure *figure)
{
    Bars bars = {.label_width = 0};
    for (guint k = 0; k < figure->n_series; k++)
        bars.label_width = MAX(bars.label_width, width_of(MZ_ROLE_LABEL, figure->series[k]) + GAP);
    for (guint i = 0; i < figure->n_groups; i++) {
        for (guint k = 0; k < figure->n_series; k++) {
            int width = width_of(MZ_ROLE_AMOUNT, figure->groups[i].values[k].text) + GAP;
            bars.amount_width = MAX(bars.amount_width, width);
        }
    }
    bars.thickness = figure->n_series <= 2 ? 190 : 150;
    bars.pitch = bars.thickness + 70;
    if (INNER - bars.label_width - bars.amount_width < NARROWEST) {
        bars.label_width = bars.amount_width = 0;
        bars.thickness = 120;
        bars.pitch = bars.thickness + 110 + line_height(MZ_ROLE_LABEL);
    }
    bars.scale = scale_of(figure, MARGIN + bars.label_width, INNER - bars.label_width - bars.amount_width);
    return bars;
}

/* The last bar of a group is the one that counts: full colour. */
static MzMarkRole
bar_role(const MzFigure *figure, const MzFigureGroup *group, guint k)
{
    MzMarkRole role = group->tone == MZ_TONE_INCOME ? MZ_ROLE_INCOME : MZ_ROLE_EXPENDITURE;
    if (group->values[k].computed)
        return role + (MZ_ROLE_INCOME_COMPUTED - MZ_ROLE_INCOME);
    return k + 1 < figure->n_series ? role + (MZ_ROLE_INCOME_BEFORE - MZ_ROLE_INCOME) : role;
}

static void
put_bar_with_texts(Page *page, const MzFigureGroup *group, guint k, const Bars *bars)
{
    const MzFigureValue *value = &group->values[k];
    gboolean above = bars->label_width == 0;
    int y = page->y + (above ? line_height(MZ_ROLE_LABEL) + 10 : 0);
    int base = above ? page->y + looks[MZ_ROLE_LABEL].size : y + bars->thickness / 2 + 50;
    int room = above ? INNER - GAP - width_of(MZ_ROLE_AMOUNT, value->text) : bars->label_width;
    const char *series = page->figure->series[k];
    const char *label = shorten(page, MZ_ROLE_LABEL, series, room);
    put_text(page, MZ_ROLE_LABEL, MZ_ANCHOR_START, MARGIN, base, label, label != series ? series : NULL);
    put_text(page, MZ_ROLE_AMOUNT, MZ_ANCHOR_END, MARGIN + INNER, base, value->text, NULL);
    if (value->present)
        put_bar(page, &bars->scale, bar_role(page->figure, group, k), value->amount.fen, y, bars->thickness);
    if (above || k == 0)
        put_shape(page, MZ_MARK_LINE, MZ_ROLE_AXIS, place_of(&bars->scale, 0), y - 20, 0,
                  above ? bars->thickness + 40
                        : (int)(page->figure->n_series - 1) * bars->pitch + bars->thickness + 40);
    page->y += bars->pitch;
}

static void
put_change(Page *page, const MzFigureGroup *group)
{
    int x = MARGIN;
    page->y += 10;
    if (group->direction != 0) {
        int height = group->direction > 0 ? 80 : -80;
        put_shape(page, MZ_MARK_TRIANGLE, MZ_ROLE_ARROW, x, page->y + (height > 0 ? 30 : 110), 90, height);
        x += 140;
    }
    flow(page, MZ_ROLE_CHANGE, x, MARGIN + INNER - x, 3, group->change);
}

static void
put_groups(Page *page)
{
    const MzFigure *figure = page->figure;
    Bars bars = bars_of(figure);
    for (guint i = 0; i < figure->n_groups; i++) {
        const MzFigureGroup *group = &figure->groups[i];
        const char *heading = group->level > 0 ? mz_arena_printf(page->arena, "其中：%s", group->label) : group->label;
        flow(page, MZ_ROLE_HEADING, MARGIN, INNER, 2, heading);
        page->y += 50;
        for (guint k = 0; k < figure->n_series; k++)
            put_bar_with_texts(page, group, k, &bars);
        if (group->change != NULL)
            put_change(page, group);
        page->y += 150;
    }
}

const MzLayout *
mz_layout(const MzFigure *figure, MzArena *arena)
{
    Page page = {figure, arena, g_array_sized_new(FALSE, FALSE, sizeof(MzMark), 128), 0};
    put_shape(&page, MZ_MARK_RECTANGLE, MZ_ROLE_PAPER, 0, 0, MZ_LAYOUT_WIDTH, 0);
    put_head(&page);
    if (figure->n_missing > 0)
        put_missing(&page);
    else if (figure->shape == MZ_FIGURE_PARTS)
        put_parts(&page);
    else
        put_groups(&page);
    put_foot(&page);
    MzLayout *layout = mz_arena_new0(arena, MzLayout, 1);
    layout->width = MZ_LAYOUT_WIDTH;
    layout->height = (page.y + 9) / 10 * 10;
    g_array_index(page.marks, MzMark, 0).height = layout->height;
    layout->title = figure->title;
    layout->description = figure->description;
    layout->n_marks = page.marks->len;
    layout->marks = mz_arena_memdup(arena, page.marks->data, page.marks->len * sizeof(MzMark));
    g_array_free(page.marks, TRUE);
    return layout;
}
