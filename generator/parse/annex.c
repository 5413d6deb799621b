#include "parse/annex.h"

#include "parse/annex_cells.h"
#include "parse/lines.h"

#include <string.h>

/* Lines that go on one cell: more are no table. */
enum { MAX_WRAPS = 16 };

typedef struct {
    MzReport *report;
    const MzText *text;
    GArray *annexes;      /* MzAnnexTable, closed */
    guint table, section; /* the next standard table and section by line */
    const char *part;     /* title of the part (第四部分) that the line stands in */
    gboolean open;
    gboolean seen;    /* the open table is more than a title */
    gboolean in_rows; /* behind its head of columns */
    gboolean tabs;    /* has lines with tabs */
    gboolean gap;     /* sentences stand behind its last line */
    MzAnnexTable now; /* the open table */
    GArray *goals, *fields, *rows;
    MzAnnexHead head;
    MzAnnexLine head_line;
    MzAnnexLine amounts; /* the line 预算数 执行数 执行率; n 0: not seen */
    guint32 body_line;   /* first line behind the title */
    guint wraps;
} Annexes;

/* ---- opening and closing */

static void
keep_lines(Annexes *a)
{
    g_array_set_size(a->rows, 0);
    for (guint32 l = a->body_line; l <= a->now.last_line; l++) {
        if (mz_line_is_blank(&a->text->lines[l - 1]) || mz_line_is_page_number(a->text, l - 1, FALSE))
            continue;
        MzAnnexRow row = {.goal = -1};
        row.cells[MZ_ANNEX_TEXT] = (MzAnnexText){mz_annex_clean_line(a->report->arena, a->report->lines[l - 1]), l};
        if (*row.cells[MZ_ANNEX_TEXT].text != '\0')
            g_array_append_val(a->rows, row);
    }
}

static void
close_table(Annexes *a)
{
    if (a->open && a->seen) {
        /* in flat text only gaps under a head's gaps tell cells apart */
        a->now.uncertain = a->now.uncertain || (!a->tabs && a->head.n == 0);
        if (a->now.uncertain) {
            g_array_set_size(a->goals, 0);
            keep_lines(a);
        }
        MzArena *arena = a->report->arena;
        a->now.goals = mz_arena_memdup(arena, a->goals->data, a->goals->len * sizeof(MzAnnexGoal));
        a->now.n_goals = a->goals->len;
        a->now.fields = mz_arena_memdup(arena, a->fields->data, a->fields->len * sizeof(MzAnnexField));
        a->now.n_fields = a->fields->len;
        a->now.rows = mz_arena_memdup(arena, a->rows->data, a->rows->len * sizeof(MzAnnexRow));
        a->now.n_rows = a->rows->len;
        mz_annex_amount(&a->now.budget, &a->now);
        mz_annex_amount(&a->now.executed, &a->now);
        g_array_append_val(a->annexes, a->now);
    }
    a->open = FALSE;
}

static void
open_table(Annexes *a, MzAnnexKind kind, const char *title, guint32 line, guint32 body_line)
{
    close_table(a);
    a->open = TRUE;
    a->seen = a->in_rows = a->tabs = a->gap = FALSE;
    a->now = (MzAnnexTable){.kind = kind, .title = title, .first_line = line, .last_line = line, .unit = MZ_UNIT_WAN};
    a->amounts.n = a->head.n = 0;
    a->body_line = body_line;
    a->wraps = 0;
    g_array_set_size(a->goals, 0);
    g_array_set_size(a->fields, 0);
    g_array_set_size(a->rows, 0);
}

/* ---- what lines say */

/* "2031" of "2031年…", 0: none. */
static int
year_in(const char *key)
{
    for (const char *p = strstr(key, "年"); p != NULL; p = strstr(p + 1, "年")) {
        if (p - key < 4 || !g_ascii_isdigit(p[-1]) || !g_ascii_isdigit(p[-2]) || !g_ascii_isdigit(p[-3]))
            continue;
        int year = (int)g_ascii_strtoull(p - 4, NULL, 10);
        if (g_ascii_isdigit(p[-4]) && year >= 1990 && year <= 2100)
            return year;
    }
    return 0;
}

/* Whether a line is the title of a performance table: short, 绩效, and how the forms' titles end. Its text starts at
 * `*start`, behind an ordinal. */
static gboolean
is_title(const MzTextLine *line, guint *start)
{
    static const char32_t *const ends[] = {U"自评表", U"目标表", U"申报表", U"评价表"};
    guint end = mz_line_end(line);
    if (line->c[end - 1] != 0x8868 || end - line->first > 80) /* 表 */
        return FALSE;
    gboolean ended = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(ends) && !ended; i++)
        ended = mz_word_ends(line->c, end, line->first, ends[i]);
    gboolean performance = FALSE;
    for (guint i = line->first; i < end && ended; i++) {
        performance = performance || mz_word_at(line->c, end, i, U"绩效");
        ended = line->c[i] != '\t' && line->c[i] != 0x3002 && line->c[i] != ',';
    }
    MzOrdinal ordinal = mz_ordinal_at(line->c, end, line->first);
    *start = ordinal.level > 0 ? ordinal.end : line->first;
    return ended && performance;
}

/* The text of a line from code point `start`, cleaned. */
static const char *
text_from(const Annexes *a, guint index, guint start)
{
    const char *from = g_utf8_offset_to_pointer(a->report->lines[index], start);
    return mz_annex_clean(a->report->arena, from, strlen(from));
}

static gboolean
begins(const char *key, const char *const *words, guint n)
{
    for (guint i = 0; i < n; i++) {
        if (mz_key_begins(key, words[i]))
            return TRUE;
    }
    return FALSE;
}

/* Whether a cell begins with the word; of flat text, whether the line has it. */
static gboolean
has_word(const MzAnnexLine *line, guint i, const char *word)
{
    return mz_key_begins(line->cells[i].key, word) || (line->n == 1 && strstr(line->cells[i].key, word) != NULL);
}

/* ---- fields */

typedef enum { FIELD_OTHER, FIELD_UNIT, FIELD_PROJECT, FIELD_BUDGET } FieldRole;

/* Labels by which pairs are told apart, the longest first where one begins another. */
static const struct {
    const char *name;
    FieldRole role;
} labels[] = {
    {"单位名称", FIELD_UNIT},       {"部门名称", FIELD_UNIT},      {"部门(单位)名称", FIELD_UNIT},
    {"预算单位", FIELD_UNIT},       {"填报单位", FIELD_UNIT},      {"项目名称", FIELD_PROJECT},
    {"年度预算总额", FIELD_BUDGET}, {"项目主管部门", FIELD_OTHER}, {"主管部门", FIELD_OTHER},
    {"项目实施单位", FIELD_OTHER},  {"实施单位", FIELD_OTHER},     {"项目负责人", FIELD_OTHER},
    {"部门联系人", FIELD_OTHER},    {"联系人", FIELD_OTHER},       {"联系电话", FIELD_OTHER},
    {"填报日期", FIELD_OTHER},      {"填报时日期", FIELD_OTHER},   {"填报人", FIELD_OTHER},
    {"基本支出总额", FIELD_OTHER},  {"项目支出总额", FIELD_OTHER}, {"其中:财政拨款", FIELD_OTHER},
    {"其他资金", FIELD_OTHER},      {"项目类别", FIELD_OTHER},     {"项目属性", FIELD_OTHER},
    {"项目类型", FIELD_OTHER},
};

/* The label that a key begins with and that ends there: before a bracket, a colon, or its end. -1: none. `*rest`
 * receives the length in bytes. */
static int
label_at(const char *key, gsize *rest)
{
    for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
        if (!mz_key_begins(key, labels[i].name))
            continue;
        const char *end = key + strlen(labels[i].name);
        const char *close = *end == '(' ? strchr(end, ')') : NULL;
        if (close != NULL && close - end <= 20)
            end = close + 1;
        if (*end == ':')
            end++;
        *rest = (gsize)(end - key);
        return (int)i;
    }
    return -1;
}

/* Whether the whole key is a label. */
static int
label_of(const char *key)
{
    gsize length = 0;
    int label = label_at(key, &length);
    return label >= 0 && key[length] == '\0' ? label : -1;
}

static void
add_field(Annexes *a, const char *label, const char *value, guint32 line)
{
    gsize length = 0;
    int known = label_at(label, &length);
    FieldRole role = known < 0 || label[length] != '\0' ? FIELD_OTHER : labels[known].role;
    MzAnnexText text = {value != NULL && *value != '\0' ? value : NULL, line};
    MzAnnexText *place = role == FIELD_UNIT      ? &a->now.unit_name
                         : role == FIELD_PROJECT ? &a->now.project
                         : role == FIELD_BUDGET  ? &a->now.budget.text
                                                 : NULL;
    if (text.text != NULL && place != NULL && (place->text == NULL || strcmp(place->text, text.text) == 0)) {
        *place = place->text == NULL ? text : *place;
        if (role == FIELD_PROJECT)
            a->now.kind = MZ_ANNEX_PROJECT;
        return;
    }
    MzAnnexField field = {label, text};
    g_array_append_val(a->fields, field);
}

/* Labels that tables wrap over several lines. */
static const char *const wrapped_labels[] = {"偏差大或目标未完成原因分析", "改进措施及结果应用方案"};

/* "目标未完成" behind "偏差大或": joins it to the label before. */
static gboolean
extend_label(Annexes *a, const MzAnnexLine *line)
{
    if (a->fields->len == 0 || line->cells[0].position > 0)
        return FALSE;
    MzAnnexField *last = &g_array_index(a->fields, MzAnnexField, a->fields->len - 1);
    const char *whole = mz_arena_printf(a->report->arena, "%s%s", last->label, line->cells[0].key);
    gboolean known = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(wrapped_labels) && *last->label != '\0'; i++)
        known = known || g_str_has_prefix(wrapped_labels[i], whole);
    if (!known || (line->n > 1 && last->text.text != NULL) || line->n > 2)
        return FALSE;
    last->label = whole;
    if (line->n == 2)
        last->text = (MzAnnexText){line->cells[1].text, line->line};
    return TRUE;
}

/* A line of pairs: label and what stands behind it, up to the next label. */
static void
read_fields(Annexes *a, const MzAnnexLine *line)
{
    MzArena *arena = a->report->arena;
    if (extend_label(a, line))
        return;
    for (guint i = 0; i < line->n;) {
        const MzAnnexCell *cell = &line->cells[i];
        gsize length = 0;
        const char *label = "";
        const char *value = "";
        int known = label_at(cell->key, &length);
        const char *colon = strpbrk(cell->text, ":：");
        if (known >= 0 && cell->key[length] != '\0' && cell->key[length - 1] == ':' && colon != NULL) {
            label = mz_arena_strndup(arena, cell->key, length - 1);
            value = g_utf8_next_char(g_utf8_strchr(cell->text, -1, g_utf8_get_char(colon)));
            i++;
        } else if (i > 0 || line->cells[0].position == 0) {
            label = mz_arena_strndup(arena, cell->key,
                                     strlen(cell->key) - (*cell->key != '\0' && g_str_has_suffix(cell->key, ":")));
            i++;
        }
        for (; i < line->n && (*label == '\0' || label_of(line->cells[i].key) < 0); i++) {
            if (label_at(line->cells[i].key, &length) >= 0 && line->cells[i].key[length - 1] == ':')
                break;
            value = mz_arena_printf(arena, "%s%s%s", value, *value != '\0' ? " " : "", line->cells[i].text);
        }
        add_field(a, label, value, line->line);
    }
}

/* Flat text: "项目名称 甲乙 项目负责人 …" by labels alone. FALSE: the line begins with none. */
static gboolean
read_flat_fields(Annexes *a, guint index)
{
    const MzTextLine *line = &a->text->lines[index];
    MzArena *arena = a->report->arena;
    guint end = mz_line_end(line);
    guint at = line->first;
    gboolean found = FALSE;
    while (at < end) {
        gsize length = 0;
        const char *key = mz_text_compact(line, at, MIN(end, at + 48), arena); /* longer than any label */
        int label = label_at(key, &length);
        if (label < 0)
            return found;
        guint left = (guint)g_utf8_strlen(key, (gssize)length);
        guint value = at;
        for (; left > 0; value++)
            left -= line->c[value] != ' ' && line->c[value] != '\t';
        if (value < end && line->c[value] != ' ' && key[length - 1] != ':' && key[length - 1] != ')')
            return found; /* a longer word */
        guint next = value;
        while (next < end) {
            while (next < end && line->c[next] != ' ')
                next++;
            while (next < end && line->c[next] == ' ')
                next++;
            gsize ignored;
            if (next < end && label_at(mz_text_compact(line, next, MIN(end, next + 16), arena), &ignored) >= 0)
                break;
        }
        const char *from = g_utf8_offset_to_pointer(a->report->lines[index], value);
        const char *to = g_utf8_offset_to_pointer(from, (glong)(next - value));
        add_field(a, mz_arena_strndup(arena, key, length - (key[length - 1] == ':')),
                  mz_annex_clean(arena, from, (gsize)(to - from)), index + 1);
        found = TRUE;
        at = next;
    }
    return found;
}

/* ---- budget and execution */

static gboolean
is_number(const char *key)
{
    return g_ascii_isdigit(*key) || (*key == '-' && g_ascii_isdigit(key[1]));
}

static gboolean
is_rate(const char *key)
{
    return is_number(key) && g_str_has_suffix(key, "%");
}

/* Puts the values 预算数, 执行数, 执行率, 得分; NULL: blank. FALSE: they are no such values. */
static gboolean
take_amounts(Annexes *a, const char *const values[4], guint32 line)
{
    gint64 points;
    for (guint i = 0; i < 2; i++) {
        if (values[i] != NULL && (!is_number(values[i]) || is_rate(values[i])))
            return FALSE;
    }
    if ((values[2] != NULL && !is_rate(values[2])) || (values[3] != NULL && !mz_annex_points(values[3], &points)) ||
        a->now.budget.text.text != NULL || a->now.executed.text.text != NULL)
        return FALSE;
    MzAnnexText *places[] = {&a->now.budget.text, &a->now.executed.text, &a->now.rate, &a->now.rate_score};
    for (guint i = 0; i < 4; i++) {
        if (values[i] != NULL)
            *places[i] = (MzAnnexText){values[i], line};
    }
    return TRUE;
}

/* Which of the four a cell of the head names; -1: none. */
static int
amount_column(const char *key)
{
    static const char *const words[] = {"预算数", "执行数", "执行率", "得分"};
    for (guint i = G_N_ELEMENTS(words); i-- > 0;) {
        if (strstr(key, words[i]) != NULL)
            return (int)i;
    }
    return -1;
}

static gboolean
is_amounts_head(const MzAnnexLine *line)
{
    gboolean budget = FALSE;
    gboolean executed = FALSE;
    for (guint i = 0; i < line->n; i++) {
        budget = budget || has_word(line, i, "预算数");
        executed = executed || has_word(line, i, "执行数");
    }
    return budget && executed;
}

/* The values of a row of amounts in cells, by their places, else in turn where none is missing. */
static gboolean
read_amount_cells(Annexes *a, const MzAnnexLine *line, guint first)
{
    const char *values[4] = {NULL};
    const MzAnnexLine *head = &a->amounts;
    gboolean by_place = line->tabs && line->n_all == head->n_all;
    guint columns[4];
    guint n_columns = 0;
    for (guint i = 0; i < head->n; i++) {
        int column = amount_column(head->cells[i].key);
        if (column >= 0 && n_columns < 4)
            columns[n_columns++] = (guint)column;
    }
    for (guint i = first; i < line->n && by_place; i++) {
        int column = -1;
        for (guint k = 0; k < head->n; k++) {
            if (head->cells[k].position == line->cells[i].position)
                column = amount_column(head->cells[k].key);
        }
        by_place = column >= 0;
        if (by_place)
            values[column] = line->cells[i].text;
    }
    if (by_place)
        return take_amounts(a, values, line->line);
    memset(values, 0, sizeof values);
    if (line->n - first != n_columns && !(line->n - first == 2 && n_columns > 2))
        return FALSE;
    for (guint i = first; i < line->n; i++)
        values[columns[i - first]] = line->cells[i].text;
    return take_amounts(a, values, line->line);
}

/* Flat text: a line that ends with budget, execution and rate: "总额 280.97 万元 280.97 100%". */
static gboolean
read_flat_amounts(Annexes *a, guint index)
{
    const MzTextLine *line = &a->text->lines[index];
    guint start[5], end[5];
    guint n = 0;
    gboolean inside = FALSE;
    for (guint i = line->first; i < mz_line_end(line); i++) {
        gboolean number = (line->c[i] >= '0' && line->c[i] <= '9') || line->c[i] == '.' || line->c[i] == ',';
        if (line->c[i] == ' ')
            continue;
        if (!inside || (number && line->c[i - 1] == ' ')) {
            if (n == G_N_ELEMENTS(start) || (!number && n > 0))
                return FALSE;
            if (!number)
                continue;
            start[n++] = i;
            inside = TRUE;
        }
        end[n - 1] = i + 1;
    }
    if (n != 3 && n != 4)
        return FALSE;
    const char *values[4] = {NULL};
    for (guint i = 0; i < n; i++) {
        const char *from = g_utf8_offset_to_pointer(a->report->lines[index], start[i]);
        const char *to = g_utf8_offset_to_pointer(from, (glong)(end[i] - start[i]));
        values[i] = mz_annex_clean(a->report->arena, from, (gsize)(to - from));
    }
    return take_amounts(a, values, index + 1);
}

/* ---- goals and rows */

/* The number in "年度目标2", "年度绩效目标 2"; 0: none. */
static guint
goal_number(const char *key)
{
    static const char *const words[] = {"目标", "绩效"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        const char *word = g_strrstr(key, words[i]);
        if (word != NULL && g_ascii_isdigit(word[strlen(words[i])]))
            return (guint)MIN(g_ascii_strtoull(word + strlen(words[i]), NULL, 10), 9999);
    }
    return 0;
}

static void
add_goal(Annexes *a, const char *label, const char *text, guint32 line)
{
    gsize length = strlen(label);
    if (g_str_has_suffix(label, "：") || g_str_has_suffix(label, ":"))
        length -= g_str_has_suffix(label, ":") ? 1 : strlen("：");
    MzAnnexGoal goal = {mz_arena_strndup(a->report->arena, label, length), {text, line}};
    g_array_append_val(a->goals, goal);
}

/* A group's cell beside the head or a row: a goal where it has another number than the last one. */
static void
read_group(Annexes *a, const MzAnnexCell *group, guint32 line)
{
    guint number = group == NULL || strlen(group->key) > 60 ? 0 : goal_number(group->key);
    guint last = a->goals->len == 0 ? 0 : goal_number(g_array_index(a->goals, MzAnnexGoal, a->goals->len - 1).label);
    if (number > 0 && number != last)
        add_goal(a, group->text, NULL, line);
}

/* "年度目标1：" and its text. */
static gboolean
read_goal(Annexes *a, const MzAnnexLine *line)
{
    static const char *const words[] = {"年度目标", "年度绩效目标", "年度总体目标", "总体目标", "项目总体目标"};
    const char *key = line->cells[0].key;
    if (line->n > 2 || strlen(key) > 60 || !begins(key, words, G_N_ELEMENTS(words)))
        return FALSE;
    const char *rest = strstr(key, "目标") + strlen("目标");
    rest += strspn(rest, "0123456789");
    if (*rest != '\0' && *rest != ':' && *rest != '(')
        return FALSE;
    add_goal(a, line->cells[0].text, line->n == 2 ? line->cells[1].text : NULL, line->line);
    return TRUE;
}

/* A merged cell covers the rows below it up to the next one of its level or of a level above. */
static void
inherit(Annexes *a, MzAnnexRow *row)
{
    if (a->rows->len == 0 || row->cells[MZ_ANNEX_LEVEL1].text != NULL)
        return;
    const MzAnnexRow *above = &g_array_index(a->rows, MzAnnexRow, a->rows->len - 1);
    if (above->goal != row->goal)
        return;
    row->cells[MZ_ANNEX_LEVEL1] = above->cells[MZ_ANNEX_LEVEL1];
    if (row->cells[MZ_ANNEX_LEVEL2].text == NULL)
        row->cells[MZ_ANNEX_LEVEL2] = above->cells[MZ_ANNEX_LEVEL2];
}

/* A key-work row without a number goes on the row above, behind a page break. */
static void
go_on(Annexes *a, const MzAnnexRow *row)
{
    MzAnnexRow *above = a->rows->len == 0 ? NULL : &g_array_index(a->rows, MzAnnexRow, a->rows->len - 1);
    if (above == NULL || ++a->wraps > MAX_WRAPS) {
        a->now.uncertain = TRUE;
        return;
    }
    for (guint i = 0; i < MZ_ANNEX_COLUMNS; i++) {
        if (row->cells[i].text == NULL)
            continue;
        if (above->cells[i].text == NULL)
            above->cells[i] = row->cells[i];
        else
            above->cells[i].text =
                mz_arena_printf(a->report->arena, "%s\n%s", above->cells[i].text, row->cells[i].text);
    }
}

static void
read_row(Annexes *a, const MzAnnexLine *line)
{
    MzAnnexRow row;
    const MzAnnexCell *group = NULL;
    a->now.last_line = line->line;
    if (a->now.uncertain)
        return;
    if (a->gap || !mz_annex_row(&a->head, line, &row, &group)) {
        a->now.uncertain = TRUE;
        return;
    }
    if (a->now.kind == MZ_ANNEX_KEY_WORK && row.cells[MZ_ANNEX_ORDINAL].text == NULL) {
        go_on(a, &row);
        return;
    }
    read_group(a, group, line->line);
    row.goal = (int)a->goals->len - 1;
    inherit(a, &row);
    g_array_append_val(a->rows, row);
    a->wraps = 0;
}

/* ---- lines of an open table */

static gboolean
is_notes(const MzTextLine *line)
{
    return mz_word_at(line->c, line->n, line->first, U"备注") || mz_word_at(line->c, line->n, line->first, U"注:") ||
           mz_word_at(line->c, line->n, line->first, U"说明:");
}

/* 总分 and its number. */
static gboolean
read_total(Annexes *a, const MzAnnexLine *line)
{
    static const char *const words[] = {"总分", "总得分", "自评总分", "自评得分", "合计得分"};
    gint64 points;
    if (a->now.total.text != NULL || !begins(line->cells[0].key, words, G_N_ELEMENTS(words)))
        return FALSE;
    const MzAnnexCell *last = &line->cells[line->n - 1];
    if (line->n < 2 || !mz_annex_points(last->key, &points))
        return FALSE;
    a->now.total = (MzAnnexText){last->text, line->line};
    a->in_rows = FALSE;
    return TRUE;
}

/* Flat text: "总分 96.5". */
static void
read_flat_total(Annexes *a, guint index)
{
    const MzTextLine *line = &a->text->lines[index];
    gint64 points;
    if (a->now.total.text != NULL || !mz_word_at(line->c, line->n, line->first, U"总分"))
        return;
    const char *value = text_from(a, index, line->first + 2);
    if (mz_annex_points(value, &points))
        a->now.total = (MzAnnexText){value, index + 1};
}

/* The head of the columns, or where a flat line shows that there is one. */
static gboolean
read_head(Annexes *a, const MzAnnexLine *line)
{
    gboolean two = FALSE;
    gboolean three = FALSE;
    for (guint i = 0; i < line->n; i++) {
        two = two || has_word(line, i, "二级指标");
        three = three || has_word(line, i, "三级指标");
    }
    if (!two || !three)
        return FALSE;
    a->head_line = *line;
    if (!mz_annex_performance_head(&a->head, &a->head_line) || (!line->tabs && !line->gaps))
        a->now.uncertain = TRUE;
    else if (line->cells[0].position < a->head.cells[0]->position && !a->now.uncertain)
        read_group(a, &line->cells[0], line->line);
    a->in_rows = a->seen = TRUE;
    return TRUE;
}

/* The unit that a head states: "预算执行情况(万元)". */
static void
read_unit(Annexes *a, const MzAnnexLine *line)
{
    for (guint i = 0; i < line->n && !a->now.unit_stated; i++) {
        if (strchr(line->cells[i].key, '(') == NULL && strchr(line->cells[i].key, ':') == NULL)
            continue;
        gboolean wan = strstr(line->cells[i].key, "(万") != NULL || strstr(line->cells[i].key, "单位:万元") != NULL;
        gboolean yuan = strstr(line->cells[i].key, "(元)") != NULL || strstr(line->cells[i].key, "单位:元") != NULL;
        a->now.unit_stated = wan || yuan;
        a->now.unit = yuan ? MZ_UNIT_YUAN : MZ_UNIT_WAN;
    }
}

/* A line of single words: flat text. */
static void
read_flat(Annexes *a, guint index, const MzAnnexLine *line)
{
    gboolean known = !a->in_rows && read_flat_fields(a, index);
    if (a->amounts.n > 0 && !known && !a->in_rows)
        known = read_flat_amounts(a, index);
    read_flat_total(a, index);
    if (a->now.year == 0 && index < a->body_line + 2)
        a->now.year = year_in(line->cells[0].key);
    if (a->in_rows && !known)
        a->now.uncertain = TRUE;
    a->seen = a->seen || known;
    a->now.last_line = index + 1;
}

/* A line between the table's lines that is none of them. */
static gboolean
is_between(const Annexes *a, guint index, const MzAnnexLine *line)
{
    static const char *const words[] = {"偏差大", "改进措施", "总分"};
    if (!a->tabs || line->tabs || line->gaps || begins(line->cells[0].key, words, G_N_ELEMENTS(words)))
        return FALSE;
    const MzTextLine *folded = &a->text->lines[index];
    gsize length;
    return label_at(line->cells[0].key, &length) < 0 && mz_line_end(folded) - folded->first > 20;
}

/* The lines behind the rows: 偏差大或目标未完成原因分析, 改进措施及结果应用方案. */
static gboolean
ends_rows(const MzAnnexLine *line)
{
    static const char *const words[] = {"偏差大", "改进措施", "目标未完成", "原因分析", "未完成原因"};
    const char *key = line->cells[0].key;
    return line->n <= 2 &&
           (begins(key, words, 2) || (line->cells[0].position == 0 && begins(key, words, G_N_ELEMENTS(words))));
}

static void
read_performance(Annexes *a, guint index, const MzAnnexLine *line)
{
    a->tabs = a->tabs || line->tabs;
    if (is_notes(&a->text->lines[index])) {
        close_table(a);
        return;
    }
    if (is_between(a, index, line)) {
        a->gap = TRUE;
        return;
    }
    gboolean single = !line->tabs && !line->gaps;
    if (!a->in_rows)
        read_unit(a, line);
    if (ends_rows(line))
        a->in_rows = FALSE;
    a->now.last_line = line->line;
    if (read_head(a, line))
        return;
    if (!a->in_rows && is_amounts_head(line)) {
        a->amounts = *line;
        a->seen = TRUE;
        return;
    }
    if (!single && a->amounts.n > 0 && !a->in_rows && read_amount_cells(a, line, is_number(line->cells[0].key) ? 0 : 1))
        return;
    if (read_goal(a, line)) {
        a->seen = TRUE;
        return;
    }
    if (read_total(a, line))
        return;
    if (a->in_rows && !single)
        read_row(a, line);
    else if (single && (a->in_rows || !a->tabs || read_flat_fields(a, index)))
        read_flat(a, index, line);
    else
        read_fields(a, line);
}

static void
read_key_work(Annexes *a, guint index, const MzAnnexLine *line)
{
    a->tabs = a->tabs || line->tabs;
    if (is_notes(&a->text->lines[index])) {
        close_table(a);
        return;
    }
    if (is_between(a, index, line)) {
        a->gap = TRUE;
        return;
    }
    MzAnnexHead again;
    if (mz_annex_key_work_head(&again, line)) /* on the next page */
        return;
    a->seen = TRUE;
    read_row(a, line);
}

/* ---- lines */

/* A rule that an extraction drew: "---	-----". */
static gboolean
is_rule(const MzAnnexLine *line)
{
    for (guint i = 0; i < line->n; i++) {
        if (strspn(line->cells[i].key, "-=|") != strlen(line->cells[i].key))
            return FALSE;
    }
    return TRUE;
}

/* "序号 重要事项 …" */
static gboolean
open_key_work(Annexes *a, guint index)
{
    const MzTextLine *line = &a->text->lines[index];
    if (line->c[line->first] != 0x5E8F || !mz_word_at(line->c, line->n, line->first, U"序号") || line->n > 200)
        return FALSE;
    MzAnnexLine cells;
    MzAnnexHead head;
    mz_annex_line(a->report, a->text, index, &cells);
    gboolean flat = !cells.tabs && !cells.gaps;
    if (flat) { /* the words of the head are known, so single blanks part them */
        cells = (MzAnnexLine){.line = index + 1};
        for (guint i = line->first, start = i; i <= mz_line_end(line) && cells.n < MZ_ANNEX_CELLS; i++) {
            if (i < mz_line_end(line) && line->c[i] != ' ')
                continue;
            cells.cells[cells.n++].key = mz_text_compact(line, start, i, a->report->arena);
            start = i + 1;
        }
    }
    if (!mz_annex_key_work_head(&head, &cells))
        return FALSE;
    if (a->open && a->now.kind == MZ_ANNEX_KEY_WORK)
        return FALSE;
    open_table(a, MZ_ANNEX_KEY_WORK, a->part, index + 1, index + 2);
    a->now.year = a->part == NULL ? 0 : year_in(mz_text_key(a->report->arena, a->part, -1));
    a->now.uncertain = flat;
    a->tabs = cells.tabs;
    a->head_line = cells;
    a->in_rows = TRUE;
    return mz_annex_key_work_head(&a->head, &a->head_line);
}

static gboolean
open_titled(Annexes *a, guint index)
{
    guint start;
    const MzTextLine *line = &a->text->lines[index];
    if (!is_title(line, &start))
        return FALSE;
    const char *title = text_from(a, index, start);
    const char *key = mz_text_key(a->report->arena, title, -1);
    gboolean whole = strstr(key, "整体") != NULL || strstr(key, "项目") == NULL;
    /* a title below a title is the table's own */
    guint32 first = a->open && !a->seen && a->now.kind != MZ_ANNEX_KEY_WORK ? a->now.first_line : index + 1;
    int year = a->open && !a->seen ? a->now.year : 0;
    a->open = a->open && a->seen;
    open_table(a, whole ? MZ_ANNEX_WHOLE : MZ_ANNEX_PROJECT, title, first, index + 2);
    a->now.year = year_in(key) > 0 ? year_in(key) : year;
    return TRUE;
}

/* A second project under one title begins a table of its own. */
static void
open_untitled(Annexes *a, const MzAnnexLine *line)
{
    if (!mz_key_begins(line->cells[0].key, "项目名称") || line->n < 2)
        return;
    if (a->now.project.text != NULL && a->rows->len > 0)
        open_table(a, MZ_ANNEX_PROJECT, NULL, line->line, line->line);
}

/* A heading ends the table, unless it is its title. */
static void
pass_sections(Annexes *a, guint32 line)
{
    const MzReport *report = a->report;
    while (a->section < report->n_sections && report->sections[a->section].line <= line) {
        const MzSection *section = &report->sections[a->section++];
        if (section->level == 1)
            a->part = section->title;
        if (section->level <= 3 && a->open && section->line > a->now.first_line)
            close_table(a);
    }
}

static void
read_line(Annexes *a, guint index)
{
    pass_sections(a, index + 1);
    if (open_titled(a, index) || open_key_work(a, index) || !a->open)
        return;
    if (mz_line_is_page_number(a->text, index, FALSE))
        return;
    MzAnnexLine line;
    mz_annex_line(a->report, a->text, index, &line);
    if (is_rule(&line))
        return;
    if (a->now.kind == MZ_ANNEX_KEY_WORK) {
        read_key_work(a, index, &line);
        return;
    }
    open_untitled(a, &line);
    read_performance(a, index, &line);
}

static void
scan(Annexes *a)
{
    const MzReport *report = a->report;
    for (guint i = 0; i < a->text->n_lines && i < report->n_lines; i++) {
        while (a->table < report->n_tables && report->tables[a->table].last_line < i + 1)
            a->table++;
        if (a->table < report->n_tables && report->tables[a->table].first_line <= i + 1) {
            close_table(a);
            i = report->tables[a->table].last_line - 1;
            continue;
        }
        if (!mz_line_is_blank(&a->text->lines[i]))
            read_line(a, i);
    }
    close_table(a);
}

void
mz_parse_annexes(MzReport *report, const MzText *text)
{
    Annexes a = {.report = report, .text = text};
    a.annexes = g_array_new(FALSE, FALSE, sizeof(MzAnnexTable));
    a.goals = g_array_new(FALSE, FALSE, sizeof(MzAnnexGoal));
    a.fields = g_array_new(FALSE, FALSE, sizeof(MzAnnexField));
    a.rows = g_array_new(FALSE, FALSE, sizeof(MzAnnexRow));
    scan(&a);
    report->n_annexes = a.annexes->len;
    report->annexes = mz_arena_memdup(report->arena, a.annexes->data, a.annexes->len * sizeof(MzAnnexTable));
    g_array_free(a.annexes, TRUE);
    g_array_free(a.goals, TRUE);
    g_array_free(a.fields, TRUE);
    g_array_free(a.rows, TRUE);
}
