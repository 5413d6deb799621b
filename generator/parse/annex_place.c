#include "parse/annex_cells.h"

#include <string.h>

/* ---- heads */

typedef struct {
    const char *word;
    MzAnnexColumn column;
} HeadWord;

/* The first that the cell has is meant. */
static const HeadWord performance_words[] = {
    {"一级指标", MZ_ANNEX_LEVEL1}, {"二级指标", MZ_ANNEX_LEVEL2}, {"三级指标", MZ_ANNEX_LEVEL3},
    {"依据", MZ_ANNEX_BASIS},      {"规则", MZ_ANNEX_RULE},       {"评分标准", MZ_ANNEX_RULE},
    {"佐证", MZ_ANNEX_EVIDENCE},   {"上年", MZ_ANNEX_PRIOR},      {"得分", MZ_ANNEX_SCORE},
    {"分值", MZ_ANNEX_WEIGHT},     {"权重", MZ_ANNEX_WEIGHT},     {"偏差", MZ_ANNEX_NOTE},
    {"备注", MZ_ANNEX_NOTE},       {"原因", MZ_ANNEX_NOTE},       {"完成", MZ_ANNEX_RESULT},
    {"目标", MZ_ANNEX_TARGET},     {"指标值", MZ_ANNEX_TARGET},
};

static const HeadWord key_work_words[] = {
    {"序号", MZ_ANNEX_ORDINAL}, {"完成", MZ_ANNEX_COMPLETION}, {"内容", MZ_ANNEX_CONTENT}, {"目标", MZ_ANNEX_CONTENT},
    {"事项", MZ_ANNEX_ITEM},    {"重点工作", MZ_ANNEX_ITEM},   {"任务", MZ_ANNEX_ITEM},    {"备注", MZ_ANNEX_NOTE},
};

static gboolean
head_word(const HeadWord *words, guint n_words, const char *key, MzAnnexColumn *column)
{
    if (strlen(key) > 60)
        return FALSE;
    for (guint i = 0; i < n_words; i++) {
        if (strstr(key, words[i].word) == NULL)
            continue;
        *column = words[i].column;
        return TRUE;
    }
    return FALSE;
}

static gboolean
has_column(const MzAnnexHead *head, MzAnnexColumn column)
{
    for (guint i = 0; i < head->n; i++) {
        if (head->kinds[i] == column)
            return TRUE;
    }
    return FALSE;
}

gboolean
mz_annex_performance_head(MzAnnexHead *head, const MzAnnexLine *line)
{
    *head = (MzAnnexHead){.n_all = line->n_all, .gaps = line->gaps};
    for (guint i = 0; i < line->n; i++) {
        MzAnnexColumn column;
        gboolean known = head_word(performance_words, G_N_ELEMENTS(performance_words), line->cells[i].key, &column);
        gboolean level = known && column <= MZ_ANNEX_LEVEL3;
        if (head->n == 0 && !level)
            continue; /* over the groups */
        if (!known || has_column(head, column) || (level && head->n != head->n_levels) ||
            (level && head->n > 0 && column != head->kinds[head->n - 1] + 1))
            return FALSE;
        head->n_levels += level;
        head->cells[head->n] = &line->cells[i];
        head->kinds[head->n++] = column;
    }
    return head->n_levels > 0 && head->kinds[head->n_levels - 1] == MZ_ANNEX_LEVEL3 && head->n > head->n_levels &&
           !line->overflow;
}

gboolean
mz_annex_key_work_head(MzAnnexHead *head, const MzAnnexLine *line)
{
    *head = (MzAnnexHead){.n_all = line->n_all, .gaps = line->gaps};
    for (guint i = 0; i < line->n; i++) {
        MzAnnexColumn column;
        if (!head_word(key_work_words, G_N_ELEMENTS(key_work_words), line->cells[i].key, &column) ||
            has_column(head, column) || (head->n == 0 && column != MZ_ANNEX_ORDINAL))
            return FALSE;
        head->cells[head->n] = &line->cells[i];
        head->kinds[head->n++] = column;
    }
    return head->n >= 3 && has_column(head, MZ_ANNEX_COMPLETION) &&
           (has_column(head, MZ_ANNEX_ITEM) || has_column(head, MZ_ANNEX_CONTENT));
}

/* ---- rows of indicators */

static inline guint
levels_of(const MzAnnexCell *cell)
{
    return cell == NULL ? 0 : cell->levels;
}

/* "年度目标2", "年度绩效指标". */
static gboolean
is_group(const MzAnnexCell *cell)
{
    return levels_of(cell) == 0 && (strstr(cell->key, "年度") != NULL || strstr(cell->key, "绩效") != NULL);
}

static gboolean
has_digit(const char *text)
{
    return strpbrk(text, "0123456789") != NULL;
}

typedef struct {
    const MzAnnexCell *group;
    const MzAnnexCell *at[MZ_ANNEX_COLUMNS];
} Placed;

static gboolean
values_equal(const Placed *placed)
{
    const MzAnnexCell *target = placed->at[MZ_ANNEX_TARGET];
    const MzAnnexCell *result = placed->at[MZ_ANNEX_RESULT];
    return target != NULL && result != NULL && strcmp(target->key, result->key) == 0;
}

/* Whether target and result look as such: the same, or both with figures; a target alone with a figure. */
static gboolean
values_alike(const Placed *placed)
{
    const MzAnnexCell *target = placed->at[MZ_ANNEX_TARGET];
    const MzAnnexCell *result = placed->at[MZ_ANNEX_RESULT];
    if (target == NULL || result == NULL)
        return target != NULL && has_digit(target->key);
    return values_equal(placed) || (has_digit(target->key) && has_digit(result->key));
}

/* What can be said against any way of placing. */
static gboolean
is_possible(const Placed *placed)
{
    static const MzAnnexColumn numbers[] = {MZ_ANNEX_SCORE, MZ_ANNEX_WEIGHT};
    gint64 points = 0;
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        const MzAnnexCell *number = placed->at[numbers[i]];
        if (number != NULL && !mz_annex_points(number->key, &points))
            return FALSE;
    }
    const MzAnnexCell *one = placed->at[MZ_ANNEX_LEVEL1];
    const MzAnnexCell *two = placed->at[MZ_ANNEX_LEVEL2];
    if ((placed->group != NULL && !is_group(placed->group)) || mz_annex_glued(placed->at[MZ_ANNEX_LEVEL3]))
        return FALSE;
    if ((one != NULL && (levels_of(one) == MZ_LEVEL2 || is_group(one))) || (two != NULL && is_group(two)))
        return FALSE;
    return levels_of(placed->at[MZ_ANNEX_LEVEL3]) == 0 || (one != NULL && two != NULL) ||
           (one == NULL && two == NULL && values_equal(placed));
}

/* Filled cells counted from the right. `*strong`: nothing else is needed to believe it. */
static gboolean
place_right(const MzAnnexHead *head, const MzAnnexLine *line, Placed *placed, gboolean *strong)
{
    *placed = (Placed){0};
    guint n_data = head->n - head->n_levels;
    if (line->n < n_data + 1 || line->n > head->n + 1)
        return FALSE;
    for (guint i = 0; i < line->n; i++) {
        guint from_right = line->n - 1 - i;
        if (from_right < head->n)
            placed->at[head->kinds[head->n - 1 - from_right]] = &line->cells[i];
        else
            placed->group = &line->cells[i];
    }
    /* a group may stand where the row leaves out a merged level */
    for (guint i = MZ_ANNEX_LEVEL1; i <= MZ_ANNEX_LEVEL2 && placed->group == NULL; i++) {
        if (placed->at[i] == NULL || !is_group(placed->at[i]))
            continue;
        placed->group = placed->at[i];
        placed->at[i] = NULL;
    }
    *strong = levels_of(placed->at[MZ_ANNEX_LEVEL2]) == MZ_LEVEL2 || values_alike(placed);
    if (placed->at[MZ_ANNEX_LEVEL2] != NULL && levels_of(placed->at[MZ_ANNEX_LEVEL2]) == 0 &&
        levels_of(placed->at[MZ_ANNEX_LEVEL1]) == 0)
        *strong = FALSE;
    return is_possible(placed);
}

/* The head's column that a cell stands under; head->n: before the levels, -1: none. */
static int
column_under(const MzAnnexHead *head, const MzAnnexCell *cell)
{
    guint middle = cell->left + cell->right;
    guint best = G_MAXUINT;
    int found = -1;
    if (!head->gaps && cell->position < head->cells[0]->position)
        return (int)head->n;
    for (guint i = 0; i < head->n; i++) {
        const MzAnnexCell *over = head->cells[i];
        if (!head->gaps && over->position == cell->position)
            return (int)i;
        guint other = over->left + over->right;
        guint distance = other > middle ? other - middle : middle - other;
        if (head->gaps && distance < best) {
            best = distance;
            found = (int)i;
        }
    }
    return found;
}

/* Cells under the head's columns. */
static gboolean
place_under(const MzAnnexHead *head, const MzAnnexLine *line, Placed *placed)
{
    *placed = (Placed){0};
    if (line->gaps != head->gaps || (!head->gaps && line->n_all != head->n_all))
        return FALSE;
    for (guint i = 0; i < line->n; i++) {
        int column = column_under(head, &line->cells[i]);
        const MzAnnexCell **at = column == (int)head->n ? &placed->group : &placed->at[head->kinds[MAX(column, 0)]];
        if (column < 0 || *at != NULL)
            return FALSE;
        *at = &line->cells[i];
    }
    gboolean data = FALSE;
    for (guint i = head->n_levels; i < head->n; i++)
        data = data || placed->at[head->kinds[i]] != NULL;
    return data && placed->at[MZ_ANNEX_LEVEL3] != NULL && is_possible(placed);
}

/* Names of levels that nothing else bears out must be standard ones. */
static gboolean
levels_known(const Placed *placed)
{
    return (placed->at[MZ_ANNEX_LEVEL1] == NULL || levels_of(placed->at[MZ_ANNEX_LEVEL1]) != 0) &&
           (placed->at[MZ_ANNEX_LEVEL2] == NULL || levels_of(placed->at[MZ_ANNEX_LEVEL2]) != 0);
}

static gboolean
place_indicators(const MzAnnexHead *head, const MzAnnexLine *line, Placed *placed)
{
    Placed under;
    gboolean strong = FALSE;
    gboolean right = place_right(head, line, placed, &strong);
    gboolean columns = place_under(head, line, &under);
    if (right && columns && memcmp(placed->at, under.at, sizeof under.at) == 0)
        return TRUE;
    if (head->gaps)
        return FALSE;
    if (right)
        return strong;
    *placed = under;
    return columns && levels_known(placed);
}

/* "12", "3.", "十二". */
static gboolean
is_ordinal(const char *key)
{
    for (; *key != '\0'; key = g_utf8_next_char(key)) {
        if (!g_ascii_isdigit(*key) && *key != '.' &&
            g_utf8_strchr("一二三四五六七八九十", -1, g_utf8_get_char(key)) == NULL)
            return FALSE;
    }
    return TRUE;
}

/* A row of key work has a number and all its cells. */
static gboolean
place_work(const MzAnnexHead *head, const MzAnnexLine *line, Placed *placed)
{
    *placed = (Placed){0};
    gboolean whole = head->gaps ? line->n == head->n : line->n_all == head->n_all;
    if (!whole || line->gaps != head->gaps || line->n == 0)
        return FALSE;
    for (guint i = 0; i < line->n; i++) {
        int column = head->gaps ? (int)i : column_under(head, &line->cells[i]);
        if (column < 0 || column >= (int)head->n)
            return FALSE;
        placed->at[head->kinds[column]] = &line->cells[i];
    }
    const MzAnnexCell *ordinal = placed->at[MZ_ANNEX_ORDINAL];
    return ordinal == NULL || is_ordinal(ordinal->key);
}

gboolean
mz_annex_row(const MzAnnexHead *head, const MzAnnexLine *line, MzAnnexRow *row, const MzAnnexCell **group)
{
    Placed placed;
    if (line->overflow ||
        !(head->n_levels > 0 ? place_indicators(head, line, &placed) : place_work(head, line, &placed)))
        return FALSE;
    *row = (MzAnnexRow){.goal = -1};
    *group = placed.group;
    for (guint i = 0; i < MZ_ANNEX_COLUMNS; i++) {
        if (placed.at[i] != NULL)
            row->cells[i] = (MzAnnexText){placed.at[i]->text, line->line};
    }
    return TRUE;
}
