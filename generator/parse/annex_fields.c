#include "parse/annex_table.h"

#include <string.h>

#include "parse/lines.h"

gboolean
mz_annex_begins(const char *key, const char *const *words, guint n)
{
    for (guint i = 0; i < n; i++) {
        if (mz_key_begins(key, words[i]))
            return TRUE;
    }
    return FALSE;
}

gboolean
mz_annex_has(const MzAnnexLine *line, guint i, const char *word)
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
add_field(MzAnnexes *a, const char *label, const char *value, guint32 line)
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

static gboolean
is_wrapped_label(const char *key)
{
    for (guint i = 0; i < G_N_ELEMENTS(wrapped_labels); i++) {
        if (strcmp(key, wrapped_labels[i]) == 0)
            return TRUE;
    }
    return FALSE;
}

/* "目标未完成" behind "偏差大或": joins it to the label before. */
static gboolean
extend_label(MzAnnexes *a, const MzAnnexLine *line)
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

void
mz_annex_fields(MzAnnexes *a, const MzAnnexLine *line)
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
        } else if (i > 0 || line->cells[0].position == 0 || is_wrapped_label(cell->key)) {
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

/* "其他资金(万元) 其他 12.00": a word between label and amount names the kind of money and belongs to the label. */
static const char *
with_kind(MzArena *arena, const char *label, const MzTextLine *line, guint *value, guint end)
{
    guint from = *value, to, number;
    while (from < end && line->c[from] == ' ')
        from++;
    for (to = from; to < end && line->c[to] != ' ' && !g_unichar_isdigit(line->c[to]); to++)
        ;
    for (number = to; number < end && line->c[number] == ' '; number++)
        ;
    if (to == from || number == to || number == end || !g_unichar_isdigit(line->c[number]))
        return label;
    *value = number;
    return mz_arena_printf(arena, "%s：%s", label, mz_text_compact(line, from, to, arena));
}

gboolean
mz_annex_flat_fields(MzAnnexes *a, guint index)
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
        const char *name = mz_arena_strndup(arena, key, length - (key[length - 1] == ':'));
        if (strstr(name, "资金") != NULL)
            name = with_kind(arena, name, line, &value, next);
        const char *from = g_utf8_offset_to_pointer(a->report->lines[index], value);
        const char *to = g_utf8_offset_to_pointer(from, (glong)(next - value));
        add_field(a, name, mz_annex_clean(arena, from, (gsize)(to - from)), index + 1);
        found = TRUE;
        at = next;
    }
    return found;
}

gboolean
mz_annex_label(const char *key)
{
    gsize length;
    return label_at(key, &length) >= 0;
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
take_amounts(MzAnnexes *a, const char *const values[4], guint32 line)
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

gboolean
mz_annex_amounts_head(const MzAnnexLine *line)
{
    gboolean budget = FALSE;
    gboolean executed = FALSE;
    for (guint i = 0; i < line->n; i++) {
        budget = budget || mz_annex_has(line, i, "预算数");
        executed = executed || mz_annex_has(line, i, "执行数");
    }
    return budget && executed;
}

gboolean
mz_annex_amounts(MzAnnexes *a, const MzAnnexLine *line)
{
    guint first = is_number(line->cells[0].key) ? 0 : 1;
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

/* "总额 280.97 万元 280.97 100%" */
gboolean
mz_annex_flat_amounts(MzAnnexes *a, guint index)
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
