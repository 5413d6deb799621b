#include "parse/annex_table.h"

#include <string.h>

#include "parse/lines.h"

#define MAX_WORDS 80 /* of a line, and of a row: more are no such table */

/* A word of a line, between blanks. */
typedef struct {
    const char *key; /* folded */
    guint32 line;
    guint start, end; /* code points of the line */
    gboolean first;   /* of its line */
} Token;

typedef struct {
    MzAnnexes *a;
    GArray *tokens;              /* of Token: all lines below the title */
    guint at;                    /* the next token */
    MzAnnexColumn columns[4];    /* behind 三级指标 */
    guint n_columns;             /* 0: no head as yet */
    GArray *fields;              /* of MzAnnexField: found here */
    guint field;                 /* of those known before, the first that is not above the line at hand */
    gint64 points;               /* the weights added up, in thousandths */
    const char *level1, *level2; /* of the last row */
    guint32 line1, line2;
} Flat;

static const Token *
token_at(const Flat *flat, guint i)
{
    return i < flat->tokens->len ? &g_array_index(flat->tokens, Token, i) : NULL;
}

static gboolean
begins_line(const Flat *flat, guint i)
{
    return i >= flat->tokens->len || token_at(flat, i)->first;
}

/* Collects the words of a line. FALSE: more than any line of such a table has. */
static gboolean
take_words(const Flat *flat, guint index)
{
    guint before = flat->tokens->len;
    const MzTextLine *line = &flat->a->text->lines[index];
    guint end = mz_line_end(line);
    for (guint i = line->first; i < end;) {
        guint start = i;
        while (i < end && line->c[i] != ' ')
            i++;
        Token token = {mz_text_compact(line, start, i, flat->a->report->arena), index + 1, start, i,
                       start == line->first};
        if (i > start)
            g_array_append_val(flat->tokens, token);
        while (i < end && line->c[i] == ' ')
            i++;
        if (flat->tokens->len - before > MAX_WORDS)
            return FALSE;
    }
    return TRUE;
}

/* The words from `from` up to `to` as printed. */
static MzAnnexText
text_of(const Flat *flat, guint from, guint to)
{
    g_autoptr(GString) words = g_string_new(NULL);
    for (guint i = from; i < to; i++) {
        const Token *token = token_at(flat, i);
        const char *start = g_utf8_offset_to_pointer(flat->a->report->lines[token->line - 1], token->start);
        const char *end = g_utf8_offset_to_pointer(start, (glong)(token->end - token->start));
        g_string_append_c(words, ' ');
        g_string_append_len(words, start, end - start);
    }
    const char *text = mz_annex_clean(flat->a->report->arena, words->str, words->len);
    return (MzAnnexText){*text == '\0' ? NULL : text, from < to ? token_at(flat, from)->line : 0};
}

/* The keys from `from` up to `to` joined. */
static const char *
key_of(const Flat *flat, guint from, guint to)
{
    g_autoptr(GString) key = g_string_new(NULL);
    for (guint i = from; i < to; i++)
        g_string_append(key, token_at(flat, i)->key);
    return mz_arena_strdup(flat->a->report->arena, key->str);
}

/* How many words from `i` on make up the wanted one, torn as it may be; 0: other words stand there. */
static guint
torn_word(const Flat *flat, guint i, const char *wanted)
{
    for (guint n = 0; *wanted != '\0'; n++) {
        const Token *token = token_at(flat, i + n);
        if (token == NULL || !g_str_has_prefix(wanted, token->key))
            return 0;
        wanted += strlen(token->key);
        if (*wanted == '\0')
            return n + 1;
    }
    return 0;
}

/* How many words from `i` on make up the standard name of a level of indicators, the longest such; 0: none. */
static guint
level_at(const Flat *flat, guint i, guint *levels)
{
    const Token *token = token_at(flat, i);
    if (token == NULL || !mz_annex_level_begins(token->key))
        return 0;
    for (guint n = MIN(4, flat->tokens->len - i); n > 0; n--) {
        *levels = mz_annex_levels(key_of(flat, i, i + n));
        if (*levels != 0)
            return n;
    }
    return 0;
}

/* ---- heads and goals */

/* 一级指标 二级指标 三级指标 and columns whose cells can be proven, perhaps behind 年度绩效指标. FALSE: no such head.
 */
static gboolean
read_head(Flat *flat)
{
    static const struct {
        const char *word;
        MzAnnexColumn column;
    } words[] = {
        {"年初目标值(A)", MZ_ANNEX_TARGET}, {"年初目标值", MZ_ANNEX_TARGET}, {"年度指标值", MZ_ANNEX_TARGET},
        {"目标值", MZ_ANNEX_TARGET},        {"指标值", MZ_ANNEX_TARGET},     {"实际完成值(B)", MZ_ANNEX_RESULT},
        {"实际完成值", MZ_ANNEX_RESULT},    {"完成值", MZ_ANNEX_RESULT},     {"指标设定依据", MZ_ANNEX_BASIS},
        {"设定依据", MZ_ANNEX_BASIS},       {"分值权重", MZ_ANNEX_WEIGHT}};
    guint at = flat->at + torn_word(flat, flat->at, "年度绩效指标"),
          n = torn_word(flat, at, "一级指标二级指标三级指标");
    if (n == 0)
        return FALSE;
    at += n;
    flat->n_columns = 0;
    for (gboolean found = TRUE; found;) {
        found = FALSE;
        for (guint w = 0; w < G_N_ELEMENTS(words) && !found; w++) {
            n = torn_word(flat, at, words[w].word);
            found = n > 0 && flat->n_columns < G_N_ELEMENTS(flat->columns);
            if (found)
                flat->columns[flat->n_columns++] = words[w].column;
        }
        at += found ? n : 0;
    }
    flat->at = at;
    return TRUE;
}

static gboolean
has_columns(const Flat *flat, const MzAnnexColumn *columns, guint n)
{
    return flat->n_columns == n && memcmp(flat->columns, columns, n * sizeof *columns) == 0;
}

/* Whether a head begins at the word. */
static gboolean
is_head(const Flat *flat, guint i)
{
    return torn_word(flat, i + torn_word(flat, i, "年度绩效指标"), "一级指标") > 0;
}

/* "年度目标 1:" or "年度绩效目标" at the beginning of a line: the number of words; 0: none. */
static guint
goal_label(const Flat *flat, guint i)
{
    static const char *const words[] = {"年度目标", "年度绩效目标", "项目总体目标"};
    const Token *token = token_at(flat, i);
    for (guint w = 0; token != NULL && w < G_N_ELEMENTS(words); w++) {
        if (!token->first || !mz_key_begins(token->key, words[w]))
            continue;
        const char *rest = token->key + strlen(words[w]);
        const Token *next = token_at(flat, i + 1);
        if (*rest == '\0' && next != NULL && next->line == token->line &&
            strspn(next->key, "0123456789:") == strlen(next->key))
            return 2;
        if (strspn(rest, "0123456789:") == strlen(rest))
            return 1;
    }
    return 0;
}

/* A goal and its text: the rest of its line and what follows up to the head; of one that stands alone on its line, the
 * lines up to the end of a sentence. */
static void
read_goal(Flat *flat, guint label)
{
    guint from = flat->at + label, to = from;
    gboolean alone = begins_line(flat, from);
    const char *printed = text_of(flat, flat->at, from).text, *name = printed != NULL ? printed : "";
    gsize length = strlen(name);
    if (g_str_has_suffix(name, "：") || g_str_has_suffix(name, ":"))
        length -= g_str_has_suffix(name, ":") ? 1 : strlen("：");
    while (to < flat->tokens->len && !is_head(flat, to) && !mz_annex_label(token_at(flat, to)->key) &&
           !(alone && to > from && begins_line(flat, to) && g_str_has_suffix(token_at(flat, to - 1)->key, "。")))
        to++;
    MzAnnexGoal goal = {mz_arena_strndup(flat->a->report->arena, name, length), text_of(flat, from, to)};
    if (goal.text.text == NULL)
        goal.text.line = token_at(flat, flat->at)->line;
    g_array_append_val(flat->a->goals, goal);
    flat->at = to;
}

/* ---- rows */

/* How many words, ending before `end`, are one value: a number, or a number and its unit. 0: none. */
static guint
value_before(const Flat *flat, guint begin, guint end)
{
    static const char signs[] = "0123456789<>=";
    if (end <= begin)
        return 0;
    const Token *last = token_at(flat, end - 1);
    if (strchr(signs, *last->key) != NULL)
        return 1;
    gboolean number_before = end - 1 > begin && strchr(signs, *token_at(flat, end - 2)->key) != NULL;
    return number_before && token_at(flat, end - 2)->line == last->line && g_utf8_strlen(last->key, -1) <= 2 ? 2 : 0;
}

/* Target and result at the end of a row's last line: the same words twice, or two numbers in the same unit. `*target`
 * and `*result` receive where they begin. */
static gboolean
two_values(const Flat *flat, guint begin, guint end, guint *target, guint *result)
{
    guint line = begin; /* first word of the last line */
    for (guint i = begin + 1; i < end; i++)
        line = token_at(flat, i)->first ? i : line;
    for (guint n = 1; line + 2 * n <= end; n++) {
        *result = end - n;
        *target = end - 2 * n;
        if (strcmp(key_of(flat, *target, *result), key_of(flat, *result, end)) == 0)
            return *target > begin;
    }
    guint last = value_before(flat, line, end), first = last == 0 ? 0 : value_before(flat, line, end - last);
    *result = end - last;
    *target = *result - first;
    return first > 0 && first == last && *target > begin && value_before(flat, line, *target) == 0 &&
           (last == 1 || strcmp(token_at(flat, *result - 1)->key, token_at(flat, end - 1)->key) == 0);
}

/* Whether the words before `end` hold another row: a line that ends with two values, a word that stands twice, or the
 * name of a level. */
static gboolean
hides_row(const Flat *flat, guint begin, guint end)
{
    guint target, result, levels;
    for (guint i = begin + 1; i < end; i++) {
        if (level_at(flat, i, &levels) > 0 || strcmp(token_at(flat, i)->key, token_at(flat, i - 1)->key) == 0 ||
            (begins_line(flat, i) && two_values(flat, begin, i, &target, &result)))
            return TRUE;
    }
    return FALSE;
}

/* 三级指标, target and result. */
static gboolean
read_result_row(const Flat *flat, guint end, MzAnnexRow *row)
{
    guint target, result;
    if (!two_values(flat, flat->at, end, &target, &result) || hides_row(flat, flat->at, target))
        return FALSE;
    row->cells[MZ_ANNEX_LEVEL3] = text_of(flat, flat->at, target);
    row->cells[MZ_ANNEX_TARGET] = text_of(flat, target, result);
    row->cells[MZ_ANNEX_RESULT] = text_of(flat, result, end);
    return TRUE;
}

/* 三级指标, target, basis and weight: the weight is a number at the end, the basis a title in 《》 before it, the
 * target begins with a sign (≥) or is the one word on its line behind a sentence. */
static gboolean
read_basis_row(Flat *flat, guint end, MzAnnexRow *row)
{
    guint basis = flat->at, target = flat->at, signs = 0;
    gint64 points;
    while (basis < end && !mz_key_begins(token_at(flat, basis)->key, "《"))
        basis++;
    if (basis + 2 > end || !g_str_has_suffix(token_at(flat, end - 2)->key, "》") ||
        !mz_annex_points(token_at(flat, end - 1)->key, &points))
        return FALSE;
    for (guint i = flat->at; i < basis; i++) {
        if (strchr("<>=", *token_at(flat, i)->key) == NULL)
            continue;
        target = i;
        signs++;
    }
    gboolean alone = basis > flat->at + 1 && begins_line(flat, basis - 1) && begins_line(flat, basis) &&
                     g_str_has_suffix(token_at(flat, basis - 2)->key, "。");
    if (signs == 0 && alone)
        target = basis - 1;
    flat->points += points;
    if (hides_row(flat, flat->at, basis) || signs > 1 || target == flat->at || flat->points > 100000)
        return FALSE;
    row->cells[MZ_ANNEX_LEVEL3] = text_of(flat, flat->at, target);
    row->cells[MZ_ANNEX_TARGET] = text_of(flat, target, basis);
    row->cells[MZ_ANNEX_BASIS] = text_of(flat, basis, end - 1);
    row->cells[MZ_ANNEX_WEIGHT] = text_of(flat, end - 1, end);
    return TRUE;
}

/* The labels that end the rows. */
static const char *const endings[] = {"偏差大或目标未完成原因分析", "改进措施及结果应用方案"};

static guint
ending_at(const Flat *flat, guint i)
{
    for (guint e = 0; e < G_N_ELEMENTS(endings); e++) {
        guint n = begins_line(flat, i) ? torn_word(flat, i, endings[e]) : 0;
        if (n > 0)
            return n;
    }
    return 0;
}

/* One row: the names of its levels, merged ones only where they begin, and its cells. */
static gboolean
read_row(Flat *flat)
{
    static const MzAnnexColumn results[] = {MZ_ANNEX_TARGET, MZ_ANNEX_RESULT};
    static const MzAnnexColumn bases[] = {MZ_ANNEX_TARGET, MZ_ANNEX_BASIS, MZ_ANNEX_WEIGHT};
    guint one = 0, two = 0, ignored, begin = flat->at;
    guint n = level_at(flat, begin, &one), more = level_at(flat, begin + n, &two);
    if (more > 0 ? !(one & MZ_LEVEL1) || !(two & MZ_LEVEL2) : one != MZ_LEVEL2 || flat->level1 == NULL)
        return FALSE;
    if (more > 0) {
        flat->level1 = text_of(flat, begin, begin + n).text;
        flat->line1 = token_at(flat, begin)->line;
    }
    guint second = more > 0 ? begin + n : begin;
    flat->level2 = text_of(flat, second, begin + n + more).text;
    flat->line2 = token_at(flat, second)->line;
    flat->at = begin + n + more;
    guint end = flat->at;
    while (end < flat->tokens->len && end - flat->at <= MAX_WORDS &&
           !(token_at(flat, end)->first && (level_at(flat, end, &ignored) > 0 || goal_label(flat, end) > 0 ||
                                            ending_at(flat, end) > 0 || is_head(flat, end))))
        end++;
    if (end - flat->at > MAX_WORDS)
        return FALSE;
    MzAnnexRow row = {.goal = (int)flat->a->goals->len - 1};
    row.cells[MZ_ANNEX_LEVEL1] = (MzAnnexText){flat->level1, flat->line1};
    row.cells[MZ_ANNEX_LEVEL2] = (MzAnnexText){flat->level2, flat->line2};
    gboolean read = has_columns(flat, results, 2) ? read_result_row(flat, end, &row)
                                                  : has_columns(flat, bases, 3) && read_basis_row(flat, end, &row);
    flat->at = end;
    if (read)
        g_array_append_val(flat->a->rows, row);
    return read;
}

/* ---- what stands over and under the rows */

static void
add_field(const Flat *flat, const char *label, MzAnnexText text)
{
    MzAnnexField field = {label, text};
    g_array_append_val(flat->fields, field);
}

/* The fields that were known before and those found here, by their lines. */
static void
merge_fields(const Flat *flat)
{
    GArray *known = flat->a->fields, *all = g_array_new(FALSE, FALSE, sizeof(MzAnnexField));
    guint k = 0;
    for (guint i = 0; i <= flat->fields->len; i++) {
        const MzAnnexField *found = i < flat->fields->len ? &g_array_index(flat->fields, MzAnnexField, i) : NULL;
        for (; k < known->len && (found == NULL || g_array_index(known, MzAnnexField, k).text.line <= found->text.line);
             k++)
            g_array_append_val(all, g_array_index(known, MzAnnexField, k));
        if (found != NULL)
            g_array_append_vals(all, found, 1);
    }
    g_array_set_size(known, 0);
    g_array_append_vals(known, all->data, all->len);
    g_array_free(all, TRUE);
}

/* Whether the line was read before: a field, an amount, the year, or words that only say what amounts are. */
static gboolean
is_known(Flat *flat, guint from, guint to)
{
    static const char labels[] = "预算执行情况(万元)部门整体支出总额";
    const MzAnnexTable *now = &flat->a->now;
    guint32 line = token_at(flat, from)->line;
    const guint32 known[] = {now->unit_name.line, now->project.line, now->budget.text.line, now->executed.text.line,
                             now->rate.line,      now->total.line,   flat->a->amounts.line};
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        if (known[i] == line)
            return TRUE;
    }
    const GArray *fields = flat->a->fields;
    while (flat->field < fields->len && g_array_index(fields, MzAnnexField, flat->field).text.line < line)
        flat->field++;
    if (flat->field < fields->len && g_array_index(fields, MzAnnexField, flat->field).text.line == line)
        return TRUE;
    const char *key = key_of(flat, from, to);
    return strstr(labels, key) != NULL ||
           (now->year != 0 && strlen(key) <= strlen("(2024年度)") && strstr(key, "年") != NULL);
}

/* A line over the rows: "本级安排 280.76" is label and number, other words stand alone. */
static void
read_above(Flat *flat)
{
    guint to = flat->at + 1;
    while (!begins_line(flat, to))
        to++;
    guint label = goal_label(flat, flat->at);
    if (label > 0) {
        read_goal(flat, label);
        return;
    }
    gint64 number;
    if (!is_known(flat, flat->at, to)) {
        gboolean pair = to == flat->at + 2 && mz_annex_points(token_at(flat, to - 1)->key, &number);
        guint split = pair ? to - 1 : to;
        MzAnnexText value = pair ? text_of(flat, split, to) : (MzAnnexText){NULL, token_at(flat, flat->at)->line};
        add_field(flat, text_of(flat, flat->at, split).text, value);
    }
    flat->at = to;
}

/* 偏差大或目标未完成原因分析, 改进措施及结果应用方案 and their words. */
static void
read_below(Flat *flat, guint label)
{
    guint from = flat->at + label, to = from;
    while (to < flat->tokens->len && ending_at(flat, to) == 0)
        to++;
    MzAnnexText text = text_of(flat, from, to);
    text.line = text.line == 0 ? token_at(flat, flat->at)->line : text.line;
    add_field(flat, text_of(flat, flat->at, from).text, text);
    flat->at = to;
}

static gboolean
read_table(Flat *flat)
{
    guint label, levels;
    while (flat->at < flat->tokens->len && !is_head(flat, flat->at))
        read_above(flat);
    while (flat->at < flat->tokens->len) {
        if (is_head(flat, flat->at) && (!read_head(flat) || flat->n_columns == 0))
            return FALSE;
        while (level_at(flat, flat->at, &levels) > 0 && begins_line(flat, flat->at)) {
            if (!read_row(flat))
                return FALSE;
        }
        if ((label = goal_label(flat, flat->at)) > 0) {
            read_goal(flat, label);
            flat->level1 = NULL;
            if (!is_head(flat, flat->at))
                return FALSE;
        } else if ((label = ending_at(flat, flat->at)) > 0) {
            read_below(flat, label);
        } else if (flat->at < flat->tokens->len) {
            return FALSE;
        }
    }
    return flat->a->rows->len > 0;
}

gboolean
mz_annex_flat_table(MzAnnexes *a)
{
    Flat flat = {.a = a};
    flat.tokens = g_array_new(FALSE, FALSE, sizeof(Token));
    flat.fields = g_array_new(FALSE, FALSE, sizeof(MzAnnexField));
    gboolean read = TRUE;
    g_array_set_size(a->goals, 0);
    g_array_set_size(a->rows, 0);
    for (guint32 l = a->body_line; l <= a->now.last_line && read; l++) {
        if (!mz_line_is_blank(&a->text->lines[l - 1]) && !mz_line_is_page_number(a->text, l - 1, FALSE))
            read = take_words(&flat, l - 1);
    }
    read = read && read_table(&flat);
    if (read) {
        merge_fields(&flat);
    } else {
        g_array_set_size(a->goals, 0);
        g_array_set_size(a->rows, 0);
    }
    g_array_free(flat.fields, TRUE);
    g_array_free(flat.tokens, TRUE);
    return read;
}
