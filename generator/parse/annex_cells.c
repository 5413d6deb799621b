#include "parse/annex_cells.h"

#include "parse/lines.h"

#include <string.h>

/* ---- cleaning */

typedef enum { MARK_NONE, MARK_DROP, MARK_LINE, MARK_TICKED, MARK_BOX } Mark;

/* The mark of an extraction that begins at `text` ("<p>", "</p>", "<input checked="" type="checkbox"/>"); `*end`
 * receives what is behind it. "<6次" is none. */
static Mark
mark_at(const char *text, const char *limit, const char **end)
{
    static const struct {
        const char *name;
        Mark mark;
    } marks[] = {
        {"p", MARK_LINE},    {"br", MARK_LINE},  {"input", MARK_BOX}, {"b", MARK_DROP},   {"strong", MARK_DROP},
        {"span", MARK_DROP}, {"sup", MARK_DROP}, {"sub", MARK_DROP},  {"div", MARK_LINE}, {"u", MARK_DROP},
    };
    const char *name = text + 1;
    name += name < limit && *name == '/';
    const char *after = name;
    while (after < limit && g_ascii_islower(*after))
        after++;
    const char *close = memchr(text, '>', MIN((gsize)(limit - text), 100));
    if (close == NULL || after == name || (*after != '>' && *after != ' ' && *after != '/'))
        return MARK_NONE;
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (strlen(marks[i].name) != (gsize)(after - name) || memcmp(marks[i].name, name, (gsize)(after - name)) != 0)
            continue;
        *end = close + 1;
        gboolean ticked = marks[i].mark == MARK_BOX && g_strstr_len(after, close - after, "checked") != NULL;
        return ticked ? MARK_TICKED : marks[i].mark;
    }
    return MARK_NONE;
}

/* One code point of valid UTF-8, inline because every character of a table passes here. */
static inline gunichar
char_at(const char *text, const char **next)
{
    const guchar *p = (const guchar *)text;
    if ((p[0] & 0xF0) == 0xE0) {
        *next = text + 3;
        return (gunichar)(p[0] & 0x0F) << 12 | (gunichar)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    }
    *next = p[0] < 0x80 ? text + 1 : g_utf8_next_char(text);
    return p[0] < 0x80 ? p[0] : g_utf8_get_char(text);
}

static inline gboolean
is_ideograph(gunichar c)
{
    return c >= 0x4E00 && c <= 0x9FFF;
}

/* Behind the ideographs at `text`: most of a table is made of them, and none is a blank or folds. */
static inline const char *
ideographs_end(const char *text, const char *limit)
{
    while (text < limit && (guchar)*text >= 0xE4 && (guchar)*text <= 0xE9) /* U+4000 to U+9FFF */
        text += 3;
    return text;
}

static inline gboolean
is_blank(gunichar c)
{
    return c == ' ' || c == '\t' || (c >= 0x7F && !is_ideograph(c) && mz_char_is_blank(c)) || c < ' ';
}

/* Columns on paper, near enough to see what stands over what. */
static inline guint
width_of(gunichar c)
{
    return c >= 0x2E80 ? 2 : 1;
}

/* Stands for a box, ticked or not. */
enum { TICK = 0x2611 };

/* Writes the cleaned text, and its key where that is wanted; both have room for the text as it was. */
typedef struct {
    char *out, *key;
    const char *begin;
    gunichar before; /* the last character written; 0: none */
    gboolean blank, tab, line;
    gboolean keep; /* all blanks */
} Cleaner;

/* One character: a call of memcpy would take longer. */
static inline char *
put_bytes(char *to, const char *bytes, gsize n)
{
    for (gsize i = 0; i < n; i++)
        to[i] = bytes[i];
    return to + n;
}

static void
put_key(Cleaner *cleaner, gunichar c, const char *bytes, gsize n)
{
    if (cleaner->key == NULL)
        return;
    if (is_ideograph(c) || (c > ' ' && c < 0x7F && c != '"' && c != '\'')) {
        cleaner->key = put_bytes(cleaner->key, bytes, n);
        return;
    }
    c = mz_fold_char(c);
    if ((c >= 0x2018 && c <= 0x201D) || c == 0x300C || c == 0x300D || c == '"' || c == '\'' || mz_char_is_blank(c))
        return;
    cleaner->key += g_unichar_to_utf8(c, cleaner->key);
}

/* Puts the character of `n` bytes. */
static inline void
put(Cleaner *cleaner, gunichar c, const char *bytes, gsize n)
{
    if (cleaner->line && cleaner->out > cleaner->begin)
        *cleaner->out++ = '\n';
    else if (cleaner->blank && cleaner->before != 0 &&
             (cleaner->keep || cleaner->before == TICK || mz_join_needs_blank(cleaner->before, c)))
        *cleaner->out++ = cleaner->keep && cleaner->tab ? '\t' : ' ';
    cleaner->out = put_bytes(cleaner->out, bytes, n);
    put_key(cleaner, c, bytes, n);
    cleaner->before = c;
    cleaner->blank = cleaner->tab = cleaner->line = FALSE;
}

static void
put_all(Cleaner *cleaner, const char *text, const char *limit)
{
    static const char ticked[] = "☑", box[] = "☐";
    while (text < limit) {
        const char *at = text;
        if (!cleaner->blank && !cleaner->line && (text = ideographs_end(text, limit)) > at) {
            gsize n = (gsize)(text - at);
            memcpy(cleaner->out, at, n);
            cleaner->out += n;
            if (cleaner->key != NULL)
                cleaner->key = (char *)memcpy(cleaner->key, at, n) + n;
            cleaner->before = 0x4E00;
            continue;
        }
        Mark mark = *text == '<' ? mark_at(text, limit, &text) : MARK_NONE;
        if (mark == MARK_TICKED || mark == MARK_BOX)
            put(cleaner, TICK, mark == MARK_TICKED ? ticked : box, strlen(box));
        cleaner->line = cleaner->line || mark == MARK_LINE;
        if (mark != MARK_NONE)
            continue;
        gunichar c = char_at(text, &text);
        if (!is_blank(c))
            put(cleaner, c, at, (gsize)(text - at));
        else
            cleaner->blank = TRUE;
        cleaner->tab = cleaner->tab || c == '\t';
    }
    *cleaner->out = '\0';
}

static const char *
clean(MzArena *arena, const char *text, gsize length, const char **key, gboolean keep)
{
    char *out = mz_arena_alloc(arena, length + 1);
    char *folded = key == NULL ? NULL : mz_arena_alloc(arena, length + 1);
    Cleaner cleaner = {.out = out, .key = folded, .begin = out, .keep = keep};
    put_all(&cleaner, text, text + length);
    if (key != NULL) {
        *cleaner.key = '\0';
        *key = folded;
    }
    return out;
}

const char *
mz_annex_clean(MzArena *arena, const char *text, gsize length)
{
    return clean(arena, text, length, NULL, FALSE);
}

const char *
mz_annex_clean_line(MzArena *arena, const char *text)
{
    return clean(arena, text, strlen(text), NULL, TRUE);
}

/* ---- standard names of indicators */

/* The levels a standard name of indicators can be of. */
enum { LEVEL1 = 1, LEVEL2 = 2 };

#define NAME(name) name, sizeof(name) - 1
static const struct {
    const char *name;
    gsize length;
    guint levels;
} levels[] = {
    {NAME("产出"), LEVEL1},
    {NAME("效益"), LEVEL1},
    {NAME("满意度"), LEVEL1 | LEVEL2},
    {NAME("成本"), LEVEL1 | LEVEL2},
    {NAME("履职效能"), LEVEL1},
    {NAME("管理效率"), LEVEL1},
    {NAME("社会效应"), LEVEL1},
    {NAME("可持续性"), LEVEL1},
    {NAME("运行成本"), LEVEL1},
    {NAME("决策"), LEVEL1},
    {NAME("过程"), LEVEL1},
    {NAME("数量"), LEVEL2},
    {NAME("质量"), LEVEL2},
    {NAME("时效"), LEVEL2},
    {NAME("经济成本"), LEVEL2},
    {NAME("社会成本"), LEVEL2},
    {NAME("生态成本"), LEVEL2},
    {NAME("生态环境成本"), LEVEL2},
    {NAME("经济效益"), LEVEL2},
    {NAME("社会效益"), LEVEL2},
    {NAME("生态效益"), LEVEL2},
    {NAME("生态环境效益"), LEVEL2},
    {NAME("可持续影响"), LEVEL2},
    {NAME("可持续发展"), LEVEL2},
    {NAME("服务对象满意度"), LEVEL1 | LEVEL2},
    {NAME("社会公众满意度"), LEVEL2},
    {NAME("社会公众或服务对象满意度"), LEVEL2},
    {NAME("公众满意度"), LEVEL2},
    {NAME("企业满意度"), LEVEL2},
};

/* Levels of "数量指标", "产出指标(40分)", "效益"; 0: no standard name. Without 指标 it can be of either. */
static guint
standard_levels(const char *key)
{
    const char *bracket = strchr(key, '(');
    gsize length = bracket != NULL ? (gsize)(bracket - key) : strlen(key);
    gboolean whole = FALSE;
    if (length < strlen("产出") || length > strlen("社会公众或服务对象满意度指标"))
        return 0;
    static const char *const ends[] = {"指标", "指", "标"}; /* a wrapped cell may lose its end */
    for (guint i = 0; i < G_N_ELEMENTS(ends) && !whole; i++) {
        gsize end = strlen(ends[i]);
        whole = length > end && memcmp(key + length - end, ends[i], end) == 0;
        length -= whole ? end : 0;
    }
    for (guint i = 0; i < G_N_ELEMENTS(levels); i++) {
        if (levels[i].length == length && memcmp(levels[i].name, key, length) == 0)
            return whole ? levels[i].levels : LEVEL1 | LEVEL2;
    }
    return 0;
}

/* ---- cells */

static void
add_cell(MzArena *arena, MzAnnexLine *line, const char *from, const char *to, guint left, guint right)
{
    if (from == NULL)
        return;
    if (line->n == MZ_ANNEX_CELLS) {
        line->overflow = TRUE;
        return;
    }
    MzAnnexCell *cell = &line->cells[line->n];
    *cell = (MzAnnexCell){.position = line->tabs ? line->n_all : line->n, .left = left, .right = right};
    cell->text = clean(arena, from, (gsize)(to - from), &cell->key, FALSE);
    cell->levels = standard_levels(cell->key);
    line->n += *cell->text != '\0';
}

void
mz_annex_line(const MzReport *report, const MzText *text, guint index, MzAnnexLine *line)
{
    const MzTextLine *folded = &text->lines[index];
    line->line = index + 1;
    line->tabs = line->gaps = line->overflow = FALSE;
    line->n = line->n_all = 0;
    for (guint i = 0; i < folded->n && !line->tabs; i++)
        line->tabs = folded->c[i] == '\t';
    const char *from = NULL; /* the open cell */
    const char *to = NULL;
    guint blanks = 0, column = 0, left = 0, right = 0;
    const char *limit = report->lines[index] + strlen(report->lines[index]);
    for (const char *p = report->lines[index], *next; p < limit; p = next) {
        if (from != NULL && (next = ideographs_end(p, limit)) > p) {
            column += 2 * (guint)((next - p) / 3);
            right = column;
            to = next;
            blanks = 0;
            continue;
        }
        gunichar c = char_at(p, &next);
        gboolean blank = is_blank(c);
        blanks = blank ? blanks + width_of(c) : 0;
        if (c == '\t' || (!line->tabs && blanks >= 2)) {
            line->gaps = line->gaps || (c != '\t' && from != NULL);
            add_cell(report->arena, line, from, to, left, right);
            from = NULL;
            line->n_all += c == '\t';
        } else if (!blank) {
            left = from == NULL ? column : left;
            from = from == NULL ? p : from;
            to = next;
            right = column + width_of(c);
        }
        column += width_of(c);
    }
    add_cell(report->arena, line, from, to, left, right);
    line->n_all = line->tabs ? line->n_all + 1 : line->n;
    line->gaps = line->gaps && line->n > 1;
}

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

/* "数量指标册数": two cells whose parting is lost. */
static gboolean
is_glued(const MzAnnexCell *cell)
{
    for (guint i = 0; i < G_N_ELEMENTS(levels) && cell != NULL; i++) {
        if (!mz_key_begins(cell->key, levels[i].name) || !mz_key_begins(cell->key + levels[i].length, "指标"))
            continue;
        const char *rest = cell->key + levels[i].length + strlen("指标");
        if (*rest != '\0' && *rest != '(')
            return TRUE;
    }
    return FALSE;
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
    if ((placed->group != NULL && !is_group(placed->group)) || is_glued(placed->at[MZ_ANNEX_LEVEL3]))
        return FALSE;
    if ((one != NULL && (levels_of(one) == LEVEL2 || is_group(one))) || (two != NULL && is_group(two)))
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
    *strong = levels_of(placed->at[MZ_ANNEX_LEVEL2]) == LEVEL2 || values_alike(placed);
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
