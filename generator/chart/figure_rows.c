/* The other two faces of a figure: the table twin and the sentence for those who do not see the picture. */
#include "chart/figure_internal.h"

#include "base/buffer.h"

/* Cells are written one after another. */
typedef struct {
    const char **cells;
    guint n;
} Writer;

static void
put(Writer *writer, const char *text)
{
    writer->cells[writer->n++] = text != NULL ? text : "";
}

static MzFigureRows
parts_rows(const MzFigure *figure, MzArena *arena)
{
    guint n = figure->n_groups + figure->has_whole;
    Writer head = {mz_arena_new0(arena, const char *, 3), 0};
    Writer body = {mz_arena_new0(arena, const char *, 3 * (gsize)n + 1), 0};
    put(&head, "项目");
    put(&head, figure->n_series > 0 ? figure->series[0] : "金额");
    put(&head, "占比");
    for (guint i = 0; i < figure->n_groups; i++) {
        put(&body, figure->groups[i].label);
        put(&body, figure->groups[i].values[0].text);
        put(&body, figure->groups[i].values[0].share);
    }
    if (figure->has_whole) {
        put(&body, figure->whole_label);
        put(&body, figure->whole.text);
        put(&body, figure->n_groups > 0 && figure->whole.amount.fen > 0 ? "100%" : "");
    }
    return (MzFigureRows){head.cells, 3, body.cells, n};
}

static MzFigureRows
groups_rows(const MzFigure *figure, MzArena *arena)
{
    guint columns = 1 + figure->n_series + (figure->change_amount_label != NULL) + (figure->change_rate_label != NULL);
    Writer head = {mz_arena_new0(arena, const char *, columns), 0};
    Writer body = {mz_arena_new0(arena, const char *, (gsize)columns * figure->n_groups + 1), 0};
    put(&head, "项目");
    for (guint k = 0; k < figure->n_series; k++)
        put(&head, mz_arena_printf(arena, "%s（%s）", figure->series[k], figure->unit));
    if (figure->change_amount_label != NULL)
        put(&head, figure->change_amount_label);
    if (figure->change_rate_label != NULL)
        put(&head, figure->change_rate_label);
    for (guint i = 0; i < figure->n_groups; i++) {
        const MzFigureGroup *group = &figure->groups[i];
        put(&body, group->level > 0 ? mz_arena_printf(arena, "其中：%s", group->label) : group->label);
        for (guint k = 0; k < figure->n_series; k++)
            put(&body, group->values[k].text);
        if (figure->change_amount_label != NULL)
            put(&body, group->change_amount);
        if (figure->change_rate_label != NULL)
            put(&body, group->change_rate);
    }
    return (MzFigureRows){head.cells, columns, body.cells, figure->n_groups};
}

/* Many years stand below each other: a table that grows to the right is no good on a phone. */
static MzFigureRows
years_rows(const MzFigure *figure, MzArena *arena)
{
    guint columns = 1 + figure->n_groups;
    Writer head = {mz_arena_new0(arena, const char *, columns), 0};
    Writer body = {mz_arena_new0(arena, const char *, (gsize)columns * figure->n_series + 1), 0};
    put(&head, "年度");
    for (guint i = 0; i < figure->n_groups; i++)
        put(&head, mz_arena_printf(arena, "%s（%s）", figure->groups[i].label, figure->unit));
    for (guint k = 0; k < figure->n_series; k++) {
        put(&body, figure->series[k]);
        for (guint i = 0; i < figure->n_groups; i++)
            put(&body, figure->groups[i].values[k].text);
    }
    return (MzFigureRows){head.cells, columns, body.cells, figure->n_series};
}

MzFigureRows
mz_figure_rows(const MzFigure *figure, MzArena *arena)
{
    if (figure->n_missing > 0)
        return (MzFigureRows){0};
    if (figure->shape == MZ_FIGURE_PARTS)
        return parts_rows(figure, arena);
    return figure->key == MZ_FIGURE_SERIES ? years_rows(figure, arena) : groups_rows(figure, arena);
}

/* ---- the description */

static void
say_parts(const MzFigure *figure, GString *words)
{
    mz_buffer_printf(words, "%s%s%s", figure->whole_label, figure->whole.text, figure->unit);
    for (guint i = 0; i < figure->n_groups; i++) {
        const MzFigureValue *value = &figure->groups[i].values[0];
        mz_buffer_printf(words, "%s%s%s%s", i == 0 ? "，其中：" : "；", figure->groups[i].label, value->text,
                         figure->unit);
        if (value->share != NULL)
            mz_buffer_printf(words, "，占%s", value->share);
    }
}

static void
say_groups(const MzFigure *figure, GString *words)
{
    for (guint i = 0; i < figure->n_groups; i++) {
        const MzFigureGroup *group = &figure->groups[i];
        mz_buffer_printf(words, "%s%s%s", i > 0 ? "；" : "", group->level > 0 ? "其中" : "", group->label);
        for (guint k = 0; k < figure->n_series; k++)
            mz_buffer_printf(words, "%s%s%s%s", k > 0 ? "，" : "", figure->series[k], group->values[k].text,
                             group->values[k].present ? figure->unit : "");
        if (group->change != NULL)
            mz_buffer_printf(words, "，%s", group->change);
    }
}

void
mz_figure_describe(MzFigure *figure, MzArena *arena)
{
    enum { USUAL = 1024 }; /* what does not fit is printed twice */
    GString *words = g_string_sized_new(USUAL);
    g_string_append(words, figure->department);
    g_string_append(words, figure->edition);
    g_string_append(words, "：");
    if (figure->n_missing > 0) {
        g_string_append(words, "缺少");
        for (guint i = 0; i < figure->n_missing; i++)
            mz_buffer_printf(words, "%s%s", i > 0 ? "、" : "", figure->missing[i]);
    } else if (figure->shape == MZ_FIGURE_PARTS) {
        say_parts(figure, words);
    } else {
        say_groups(figure, words);
    }
    g_string_append(words, "。");
    if (figure->note != NULL)
        g_string_append(words, figure->note);
    figure->description = mz_arena_strndup(arena, words->str, words->len);
    g_string_free(words, TRUE);
}
