/* The layout: nothing overlaps or leaves the picture, bars are proportional; on 10,000 random figures. */
#include "chart/layout.h"

#include <string.h>

#include "random_figure.h"

#define FIGURES 10000

static const struct {
    const char *text;
    int size;
    int width;
} widths[] = {
    {"", 140, 0},     {"财政拨款", 140, 560}, {"1,234.56", 100, 62 * 6 + 34 * 2},
    {"𠮷", 100, 100}, {"😀", 100, 140},        {"（推算）", 100, 400},
    {"A", 100, 80},   {"%", 50, 50},
};

static void
test_widths(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(widths); i++)
        g_assert_cmpint(mz_layout_text_width(widths[i].text, widths[i].size), ==, widths[i].width);
}

static gboolean
is_bar(const MzMark *mark)
{
    return mark->kind == MZ_MARK_RECTANGLE && mark->role != MZ_ROLE_PAPER;
}

static gboolean
overlap(const MzMark *a, const MzMark *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + ABS(b->height) && b->y < a->y + a->height;
}

static void
check_inside(const MzLayout *layout, const MzMark *mark, guint32 seed)
{
    int top = mark->height < 0 ? mark->y + mark->height : mark->y;
    int bottom = mark->height < 0 ? mark->y : mark->y + mark->height;
    if (mark->x < 0 || mark->width < 0 || mark->x + mark->width > layout->width || top < 0 || bottom > layout->height)
        g_error("figure %u: a mark of role %d leaves the picture: %d %d %d %d \"%s\"", seed, (int)mark->role, mark->x,
                mark->y, mark->width, mark->height, mark->text != NULL ? mark->text : "");
}

static void
check_marks(const MzLayout *layout, guint32 seed)
{
    for (guint i = 0; i < layout->n_marks; i++) {
        const MzMark *mark = &layout->marks[i];
        check_inside(layout, mark, seed);
        if (mark->kind != MZ_MARK_TEXT)
            continue;
        g_assert_cmpint(mz_role_size(mark->role), >=, 120);
        g_assert_true(mark->full == NULL || g_str_has_suffix(mark->text, "…"));
        for (guint k = 0; k < layout->n_marks; k++) {
            const MzMark *other = &layout->marks[k];
            if ((other->kind == MZ_MARK_TEXT ? k > i : is_bar(other)) && overlap(mark, other))
                g_error("figure %u: \"%s\" overlaps \"%s\" (role %d)", seed, mark->text,
                        other->text != NULL ? other->text : "", (int)other->role);
        }
    }
}

static void
test_random(void)
{
    for (guint32 seed = 1; seed <= FIGURES; seed++) {
        GRand *rand = g_rand_new_with_seed(seed);
        MzArena *arena = mz_arena_new();
        const MzLayout *layout = mz_layout(random_figure(rand, arena), arena);
        g_assert_cmpint(layout->width, ==, MZ_LAYOUT_WIDTH);
        check_marks(layout, seed);
        mz_arena_free(arena);
        g_rand_free(rand);
    }
}

/* A figure of parts of these amounts (in 分) of a whole. */
static const MzFigure *
parts(MzArena *arena, const gint64 *amounts, guint n, gint64 whole)
{
    MzFigure *figure = mz_arena_new0(arena, MzFigure, 1);
    static const char *const series[] = {"金额"};
    *figure = (MzFigure){.shape = MZ_FIGURE_PARTS,
                         .title = "图",
                         .department = "局",
                         .edition = "2024年度",
                         .unit = "元",
                         .description = "",
                         .series = series,
                         .n_series = 1,
                         .n_groups = n,
                         .has_whole = TRUE,
                         .whole_label = "合计",
                         .whole = {TRUE, FALSE, {whole, 2, MZ_UNIT_YUAN}, "1.00", NULL}};
    figure->groups = mz_arena_new0(arena, MzFigureGroup, n);
    for (guint i = 0; i < n; i++) {
        figure->groups[i].label = "部分";
        figure->groups[i].values = mz_arena_new0(arena, MzFigureValue, 1);
        figure->groups[i].values[0] = (MzFigureValue){TRUE, FALSE, {amounts[i], 2, MZ_UNIT_YUAN}, "0.50", "50%"};
    }
    return figure;
}

/* Bars begin at zero and are as long as their amounts are large. */
static void
test_proportional(void)
{
    static const gint64 amounts[] = {6000, 3000, 1500, 50, 1, -550};
    MzArena *arena = mz_arena_new();
    const MzLayout *layout = mz_layout(parts(arena, amounts, G_N_ELEMENTS(amounts), 10001), arena);
    guint bar = 0;
    int zero = -1, whole = 0;
    for (guint i = 0; i < layout->n_marks; i++) {
        const MzMark *mark = &layout->marks[i];
        if (mark->role == MZ_ROLE_TRACK) {
            zero = mark->x;
            whole = mark->width;
        }
        if (mark->role != MZ_ROLE_INCOME)
            continue;
        gint64 length = ABS(amounts[bar]) * whole / 10001;
        g_assert_cmpint(ABS(mark->width - MAX(length, 10)), <=, 2);
        g_assert_cmpint(amounts[bar] > 0 ? mark->x : mark->x + mark->width, ==, zero);
        bar++;
    }
    g_assert_cmpuint(bar, ==, G_N_ELEMENTS(amounts));
    g_assert_cmpint(whole, >, 3000);
    mz_arena_free(arena);
}

/* One part is the whole picture; nothing at all has no bar. */
static void
test_ends(void)
{
    static const gint64 all[] = {10000};
    MzArena *arena = mz_arena_new();
    const MzLayout *layout = mz_layout(parts(arena, all, 1, 10000), arena);
    const MzMark *track = NULL, *bar = NULL;
    for (guint i = 0; i < layout->n_marks; i++) {
        track = layout->marks[i].role == MZ_ROLE_TRACK ? &layout->marks[i] : track;
        bar = layout->marks[i].role == MZ_ROLE_INCOME ? &layout->marks[i] : bar;
    }
    g_assert_nonnull(bar);
    g_assert_cmpint(bar->width, ==, track->width);
    layout = mz_layout(parts(arena, NULL, 0, 0), arena);
    for (guint i = 0; i < layout->n_marks; i++)
        g_assert_false(is_bar(&layout->marks[i]));
    mz_arena_free(arena);
}

/* A name too long for its lines is shortened, and whole in `full`. */
static void
test_shortened(void)
{
    static const gint64 all[] = {10000};
    MzArena *arena = mz_arena_new();
    MzFigure figure = *parts(arena, all, 1, 10000);
    GString *name = g_string_new(NULL);
    for (guint i = 0; i < 40; i++)
        g_string_append(name, "很长的名称");
    figure.groups[0].label = name->str;
    const MzLayout *layout = mz_layout(&figure, arena);
    guint shortened = 0;
    for (guint i = 0; i < layout->n_marks; i++) {
        if (layout->marks[i].kind == MZ_MARK_TEXT && layout->marks[i].full != NULL) {
            g_assert_cmpstr(layout->marks[i].full, ==, name->str);
            shortened++;
        }
    }
    g_assert_cmpuint(shortened, ==, 1);
    check_marks(layout, 0);
    g_string_free(name, TRUE);
    mz_arena_free(arena);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/layout/widths", test_widths);
    g_test_add_func("/layout/random", test_random);
    g_test_add_func("/layout/proportional", test_proportional);
    g_test_add_func("/layout/ends", test_ends);
    g_test_add_func("/layout/shortened", test_shortened);
    return g_test_run();
}
