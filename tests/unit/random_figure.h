/* Random figures for tests: any shape, any size of amounts, labels of any length; the same seed gives the same figure.
 */
#ifndef MZ_TESTS_RANDOM_FIGURE_H
#define MZ_TESTS_RANDOM_FIGURE_H

#include "chart/figure.h"

static inline const char *
random_words(GRand *rand, MzArena *arena, int most)
{
    static const char *const pieces[] = {"一般", "公共", "预算", "财政", "拨款", "收入", "支出", "（",   "）", "、",
                                         "，",   "“",    "”",    "2024", "3.14", "A",    "iii",  "WWWW", "%",  "&",
                                         "<",    "\"",   "'",    " ",    "𠮷",   "局",   "：",   "--",   "é",  "😀"};
    int n = g_rand_int_range(rand, 1, most + 1);
    GString *words = g_string_new(NULL);
    gboolean plain = g_rand_boolean(rand); /* half of them Chinese words only */
    for (int i = 0; i < n; i++)
        g_string_append(words, pieces[g_rand_int_range(rand, 0, plain ? 7 : (int)G_N_ELEMENTS(pieces))]);
    char *result = mz_arena_strdup(arena, words->str);
    g_string_free(words, TRUE);
    return result;
}

static inline MzFigureValue
random_value(GRand *rand, MzArena *arena, gboolean shares)
{
    static const gint64 sizes[] = {1,
                                   1000,
                                   10000000,
                                   G_GINT64_CONSTANT(10000000000),
                                   G_GINT64_CONSTANT(1000000000000000),
                                   G_GINT64_CONSTANT(4000000000000000000)};
    static const char *const percents[] = {"100%", "0.5%", "<0.01%", "-123456.7%", "99.97%", "12.3%"};
    MzFigureValue value = {.text = "无数据"};
    char text[MZ_MONEY_TEXT];
    if (g_rand_int_range(rand, 0, 20) == 0)
        return value;
    gint64 size = sizes[g_rand_int_range(rand, 0, (int)G_N_ELEMENTS(sizes))];
    value.present = TRUE;
    value.computed = g_rand_int_range(rand, 0, 6) == 0;
    value.amount.fen = (gint64)(g_rand_double(rand) * (double)size);
    if (g_rand_int_range(rand, 0, 5) == 0)
        value.amount.fen = -value.amount.fen;
    value.amount = mz_money_in(value.amount, MZ_UNIT_WAN, (guint8)g_rand_int_range(rand, 0, 3));
    value.text = mz_arena_strdup(arena, mz_money_grouped(value.amount, text));
    if (shares && g_rand_int_range(rand, 0, 8) > 0)
        value.share = percents[g_rand_int_range(rand, 0, (int)G_N_ELEMENTS(percents))];
    return value;
}

static inline void
random_group(GRand *rand, MzArena *arena, MzFigure *figure, MzFigureGroup *group)
{
    group->label = random_words(rand, arena, 16);
    group->level = (guint8)g_rand_int_range(rand, 0, 2);
    group->tone = (MzTone)g_rand_int_range(rand, 0, 2);
    group->values = mz_arena_new0(arena, MzFigureValue, figure->n_series);
    for (guint k = 0; k < figure->n_series; k++)
        group->values[k] = random_value(rand, arena, figure->shape == MZ_FIGURE_PARTS);
    /* a part is present, or it would be no part */
    while (figure->shape == MZ_FIGURE_PARTS && !group->values[0].present)
        group->values[0] = random_value(rand, arena, TRUE);
    if (figure->shape == MZ_FIGURE_GROUPS && g_rand_boolean(rand)) {
        group->direction = g_rand_int_range(rand, -1, 2);
        group->change = random_words(rand, arena, 30);
    }
}

static inline const MzFigure *
random_figure(GRand *rand, MzArena *arena)
{
    MzFigure *figure = mz_arena_new0(arena, MzFigure, 1);
    figure->shape = (MzFigureShape)g_rand_int_range(rand, 0, 2);
    figure->title = random_words(rand, arena, 20);
    figure->department = g_rand_int_range(rand, 0, 9) == 0 ? "" : random_words(rand, arena, 30);
    figure->edition = random_words(rand, arena, 8);
    figure->description = random_words(rand, arena, 60);
    figure->unit = g_rand_boolean(rand) ? "万元" : "元";
    figure->n_series = figure->shape == MZ_FIGURE_PARTS ? 1 : (guint)g_rand_int_range(rand, 1, MZ_FIGURE_YEARS + 1);
    const char **series = mz_arena_new0(arena, const char *, figure->n_series);
    for (guint k = 0; k < figure->n_series; k++)
        series[k] = random_words(rand, arena, g_rand_int_range(rand, 0, 10) == 0 ? 12 : 2);
    figure->series = series;
    figure->n_groups = (guint)g_rand_int_range(rand, 0, 17);
    figure->groups = mz_arena_new0(arena, MzFigureGroup, figure->n_groups);
    for (guint i = 0; i < figure->n_groups; i++)
        random_group(rand, arena, figure, &figure->groups[i]);
    if (figure->shape == MZ_FIGURE_PARTS) {
        figure->has_whole = TRUE;
        figure->whole_label = random_words(rand, arena, 12);
        while (!figure->whole.present)
            figure->whole = random_value(rand, arena, FALSE);
    }
    if (g_rand_boolean(rand))
        figure->note = random_words(rand, arena, 60);
    if (g_rand_boolean(rand))
        figure->source = random_words(rand, arena, 30);
    if (g_rand_int_range(rand, 0, 20) == 0) {
        const char **missing = mz_arena_new0(arena, const char *, 1);
        missing[0] = random_words(rand, arena, 40);
        figure->missing = missing;
        figure->n_missing = 1;
    }
    if (g_rand_int_range(rand, 0, 4) == 0)
        return mz_figure_marked(figure, random_words(rand, arena, 12), arena);
    return figure;
}

#endif
