#include "parse/annex.h"

#include "parse/annex_table.h"
#include "parse/lines.h"

#include <string.h>

/* Lines that go on one cell: more are no table. */
enum { MAX_WRAPS = 16 };

/* ---- opening and closing */

static void
keep_lines(MzAnnexes *a)
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
close_table(MzAnnexes *a)
{
    if (a->open && a->seen) {
        /* in flat text only gaps under a head's gaps tell cells apart */
        a->now.uncertain = a->now.uncertain || (!a->tabs && a->head.n == 0);
        if (a->now.uncertain && !a->tabs && a->now.kind != MZ_ANNEX_KEY_WORK)
            a->now.uncertain = !mz_annex_flat_table(a);
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
open_table(MzAnnexes *a, MzAnnexKind kind, const char *title, guint32 line, guint32 body_line)
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
 * `*start`, behind an ordinal, or behind a heading that ends so too and whose line the title stands on. */
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
    for (guint i = *start; i + 3 < end && ended; i++) {
        for (guint e = 0; e < G_N_ELEMENTS(ends); e++)
            *start = mz_word_at(line->c, end, i, ends[e]) ? i + 3 : *start;
    }
    return ended && performance;
}

/* The text of a line from code point `start`, cleaned. */
static const char *
text_from(const MzAnnexes *a, guint index, guint start)
{
    const char *from = g_utf8_offset_to_pointer(a->report->lines[index], start);
    return mz_annex_clean(a->report->arena, from, strlen(from));
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
add_goal(MzAnnexes *a, const char *label, const char *text, guint32 line)
{
    gsize length = strlen(label);
    if (g_str_has_suffix(label, "：") || g_str_has_suffix(label, ":"))
        length -= g_str_has_suffix(label, ":") ? 1 : strlen("：");
    MzAnnexGoal goal = {mz_arena_strndup(a->report->arena, label, length), {text, line}};
    g_array_append_val(a->goals, goal);
}

/* A group's cell beside the head or a row: a goal where it has another number than the last one. */
static void
read_group(MzAnnexes *a, const MzAnnexCell *group, guint32 line)
{
    guint number = group == NULL || strlen(group->key) > 60 ? 0 : goal_number(group->key);
    guint last = a->goals->len == 0 ? 0 : goal_number(g_array_index(a->goals, MzAnnexGoal, a->goals->len - 1).label);
    if (number > 0 && number != last)
        add_goal(a, group->text, NULL, line);
}

/* "年度目标1：" and its text. */
static gboolean
read_goal(MzAnnexes *a, const MzAnnexLine *line)
{
    static const char *const words[] = {"年度目标", "年度绩效目标", "年度总体目标", "总体目标", "项目总体目标"};
    const char *key = line->cells[0].key;
    if (line->n > 2 || strlen(key) > 60 || !mz_annex_begins(key, words, G_N_ELEMENTS(words)))
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
inherit(MzAnnexes *a, MzAnnexRow *row)
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
go_on(MzAnnexes *a, const MzAnnexRow *row)
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
read_row(MzAnnexes *a, const MzAnnexLine *line)
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
read_total(MzAnnexes *a, const MzAnnexLine *line)
{
    static const char *const words[] = {"总分", "总得分", "自评总分", "自评得分", "合计得分"};
    gint64 points;
    if (a->now.total.text != NULL || !mz_annex_begins(line->cells[0].key, words, G_N_ELEMENTS(words)))
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
read_flat_total(MzAnnexes *a, guint index)
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
read_head(MzAnnexes *a, const MzAnnexLine *line)
{
    gboolean two = FALSE;
    gboolean three = FALSE;
    for (guint i = 0; i < line->n; i++) {
        two = two || mz_annex_has(line, i, "二级指标");
        three = three || mz_annex_has(line, i, "三级指标");
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
read_unit(MzAnnexes *a, const MzAnnexLine *line)
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
read_flat(MzAnnexes *a, guint index, const MzAnnexLine *line)
{
    gboolean known = !a->in_rows && mz_annex_flat_fields(a, index);
    if (a->amounts.n > 0 && !known && !a->in_rows)
        known = mz_annex_flat_amounts(a, index);
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
is_between(const MzAnnexes *a, guint index, const MzAnnexLine *line)
{
    static const char *const words[] = {"偏差大", "改进措施", "总分"};
    if (!a->tabs || line->tabs || line->gaps || mz_annex_begins(line->cells[0].key, words, G_N_ELEMENTS(words)))
        return FALSE;
    const MzTextLine *folded = &a->text->lines[index];
    return !mz_annex_label(line->cells[0].key) && mz_line_end(folded) - folded->first > 20;
}

/* The lines behind the rows: 偏差大或目标未完成原因分析, 改进措施及结果应用方案. */
static gboolean
ends_rows(const MzAnnexLine *line)
{
    static const char *const words[] = {"偏差大", "改进措施", "目标未完成", "原因分析", "未完成原因"};
    const char *key = line->cells[0].key;
    return line->n <= 2 && (mz_annex_begins(key, words, 2) ||
                            (line->cells[0].position == 0 && mz_annex_begins(key, words, G_N_ELEMENTS(words))));
}

static void
read_performance(MzAnnexes *a, guint index, const MzAnnexLine *line)
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
    if (!a->in_rows && mz_annex_amounts_head(line)) {
        a->amounts = *line;
        a->seen = TRUE;
        return;
    }
    if (!single && a->amounts.n > 0 && !a->in_rows && mz_annex_amounts(a, line))
        return;
    if (read_goal(a, line)) {
        a->seen = TRUE;
        return;
    }
    if (read_total(a, line))
        return;
    if (a->in_rows && !single)
        read_row(a, line);
    else if (single && (a->in_rows || !a->tabs || mz_annex_flat_fields(a, index)))
        read_flat(a, index, line);
    else
        mz_annex_fields(a, line);
}

static void
read_key_work(MzAnnexes *a, guint index, const MzAnnexLine *line)
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
open_key_work(MzAnnexes *a, guint index)
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
open_titled(MzAnnexes *a, guint index)
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
open_untitled(MzAnnexes *a, const MzAnnexLine *line)
{
    if (!mz_key_begins(line->cells[0].key, "项目名称") || line->n < 2)
        return;
    if (a->now.project.text != NULL && a->rows->len > 0)
        open_table(a, MZ_ANNEX_PROJECT, NULL, line->line, line->line);
}

/* A heading ends the table, unless it is its title. */
static void
pass_sections(MzAnnexes *a, guint32 line)
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
read_line(MzAnnexes *a, guint index)
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
scan(MzAnnexes *a)
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
    MzAnnexes a = {.report = report, .text = text};
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
