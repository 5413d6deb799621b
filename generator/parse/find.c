/* Finding the standard tables in a text: titles, heads, notes. */
#include "parse/raw.h"

#include <string.h>

#include "forms/words.h"
#include "parse/lines.h"

/* ---- lines as sequences of word characters */

#define LINE_WORDS 120 /* a title stands on a line of at most this many word characters */

typedef struct {
    gunichar c[LINE_WORDS * 2];
    guint n;
} Words;

/* The line's word characters, appended. FALSE: too many for a title's line. */
static gboolean
append_words(Words *words, const MzTextLine *line)
{
    for (guint i = line->first; i < line->n; i++) {
        if (!mz_is_word_char(line->c[i]))
            continue;
        if (words->n == LINE_WORDS)
            return FALSE;
        words->c[words->n++] = line->c[i];
    }
    return TRUE;
}

typedef struct {
    const MzForm *form;
    gunichar *c;
    guint n;
    gunichar before_last; /* character; 0: there is none */
} Title;

static void
add_title(GArray *titles, const MzForm *form, const char *words, MzArena *arena)
{
    Title title = {form, mz_arena_alloc(arena, strlen(words) * sizeof(gunichar)), 0, 0};
    while (*words != '\0') {
        gunichar c = mz_fold_char(mz_char_next(&words));
        if (mz_is_word_char(c))
            title.c[title.n++] = c;
    }
    if (title.n > 1)
        title.before_last = title.c[title.n - 2];
    if (title.n > 0)
        g_array_append_val(titles, title);
}

typedef struct {
    const Title *at;
    guint n;
    guint64 before_last; /* a bit for that character of each, as in signatures; all bits: one has none */
} Titles;

/* All titles of all forms, and those that the user knows, as word characters. Which of a table's forms it is, its head
 * tells later. */
static gpointer
make_titles(G_GNUC_UNUSED const MzForm *form, MzArena *arena)
{
    guint n_forms;
    const MzForm *forms = mz_forms_all(&n_forms);
    g_autoptr(GArray) titles = g_array_new(FALSE, FALSE, sizeof(Title));
    for (guint f = 0; f < n_forms; f++) {
        const MzForm *usual = mz_form(forms[f].kind, forms[f].table);
        for (const char *const *t = forms[f].titles; *t != NULL; t++)
            add_title(titles, usual, *t, arena);
        for (const char *const *t = mz_words_titles(&forms[f]); forms + f == usual && t != NULL && *t != NULL; t++)
            add_title(titles, usual, *t, arena);
    }
    Titles *made = mz_arena_new0(arena, Titles, 1);
    *made = (Titles){mz_arena_memdup(arena, titles->data, titles->len * sizeof(Title)), titles->len, 0};
    for (guint i = 0; i < made->n; i++)
        made->before_last |= made->at[i].before_last == 0 ? G_MAXUINT64 : MZ_BIT(made->at[i].before_last);
    return made;
}

/* A title ends with 表, or what may follow it on its line with 表 (公开01表), 续, 元 or 额 (单位：万元, 金额). */
static inline gboolean
may_end_title(const MzTextLine *line)
{
    gunichar last = line->last_word;
    return last >= 0x5143 && (last == 0x8868 || last == 0x7EED || last == 0x5143 || last == 0x989D);
}

static inline gboolean
ends_with(const gunichar *c, guint n, const char32_t *end, guint n_end)
{
    return n >= n_end && c[n - 1] == end[n_end - 1] && memcmp(c + n - n_end, end, n_end * sizeof(gunichar)) == 0;
}

/* Words that may stand behind a title on its line ("单位：万元", "续表") are cut off; so is the table's number
 * ("公开01表"). */
static guint
cut_after_title(const gunichar *c, guint n)
{
    static const MzEnding endings[] = {
        MZ_ENDING(U"单位万元"), MZ_ENDING(U"单位元"), MZ_ENDING(U"金额"), MZ_ENDING(U"续表"), MZ_ENDING(U"续"),
    };
    for (gboolean cut = TRUE; cut;) {
        cut = FALSE;
        for (guint e = 0; e < G_N_ELEMENTS(endings); e++) {
            if (n > endings[e].length && ends_with(c, n, endings[e].word, endings[e].length)) {
                n -= endings[e].length;
                cut = TRUE;
            }
        }
        guint i = n;
        if (i > 4 && c[i - 1] == 0x8868 /* 表 */) {
            i--;
            while (i > 0 && c[i - 1] >= '0' && c[i - 1] <= '9')
                i--;
            if (i < n - 1 && i >= 2 && c[i - 1] == 0x5F00 && c[i - 2] == 0x516C /* 公开 */) {
                n = i - 2;
                cut = TRUE;
            }
        }
    }
    return n;
}

/* Whether the words before a title leave it the title of the table: nothing, a year, or a department's name.
 * "项目支出决算表" is not the table whose title is "支出决算表". */
static gboolean
title_prefix(const gunichar *c, guint n)
{
    static const gunichar last[] = {
        0x5E74 /* 年 */, 0x5EA6 /* 度 */, 0x4F1A /* 会 */, 0x5C40 /* 局 */, 0x5BA4 /* 室 */,
        0x5FC3 /* 心 */, 0x529E /* 办 */, 0x9662 /* 院 */, 0x6821 /* 校 */, 0x7EA7 /* 级 */,
        0x5385 /* 厅 */, 0x59D4 /* 委 */, 0x5904 /* 处 */, 0x6240 /* 所 */, 0x9986 /* 馆 */,
        0x961F /* 队 */, 0x7AD9 /* 站 */, 0x793E /* 社 */, 0x56E2 /* 团 */, 0x5E9C /* 府 */,
        0x95E8 /* 门 */, 0x4F4D /* 位 */, 0x90E8 /* 部 */, 0x56ED /* 园 */, 0x4E2D /* 中 (学校简称) */};
    if (n == 0)
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(last); i++) {
        if (c[n - 1] == last[i])
            return TRUE;
    }
    return FALSE;
}

static const Title *
match_title(const Titles *titles, const Words *words)
{
    const Title *best = NULL;
    guint n = cut_after_title(words->c, words->n);
    gunichar before_last = n > 1 ? words->c[n - 2] : 0; /* all of them end with 表 */
    if ((titles->before_last & MZ_BIT(before_last)) == 0)
        return NULL;
    for (guint i = 0; i < titles->n; i++) {
        const Title *title = &titles->at[i];
        if (title->before_last != before_last && title->before_last != 0)
            continue;
        if ((best == NULL || title->n > best->n) && ends_with(words->c, n, title->c, title->n) &&
            title_prefix(words->c, n - title->n))
            best = title;
    }
    return best;
}

/* Whether a title can end the line, by its last two word characters: the ends of titles, or of what is cut off behind
 * them. */
static gboolean
may_have_title(const Titles *titles, const MzTextLine *line)
{
    guint i = line->end;
    while (i > line->first && !mz_is_word_char(line->c[i - 1]))
        i--;
    for (i -= i > line->first; i > line->first && !mz_is_word_char(line->c[i - 1]);)
        i--;
    if (i == line->first || line->last_word == U'续')
        return TRUE; /* one character, or anything before it */
    gunichar before_last = line->c[i - 1];
    return (titles->before_last & MZ_BIT(before_last)) != 0 || before_last == U'万' || before_last == U'位' ||
           before_last == U'金' || before_last == U'续' || (before_last >= '0' && before_last <= '9');
}

/* ---- kinds of lines */

/* Whether the word stands at `start`. Blanks inside the line are passed over. */
static gboolean
stands_at(const MzTextLine *line, guint start, const char32_t *word)
{
    guint matched = 0;
    for (guint i = start; i < line->n && word[matched] != 0; i++) {
        if (matched > 0 && (line->c[i] == ' ' || line->c[i] == '\t'))
            continue;
        if (line->c[i] != word[matched])
            return FALSE;
        matched++;
    }
    return word[matched] == 0;
}

static int
find_among(const MzTextLine *line, const char32_t *word)
{
    for (guint start = line->first; start < line->n; start++) {
        if (line->c[start] == word[0] && stands_at(line, start, word))
            return (int)start;
    }
    return -1;
}

/* Where the word begins among the line's code points; -1: nowhere. Inline, because nearly no line can have it. */
static inline int
find_in_line(const MzTextLine *line, const char32_t *word)
{
    return mz_line_may_have(line, word) ? find_among(line, word) : -1;
}

static inline gboolean
begins_with(const MzTextLine *line, const char32_t *word)
{
    return line->c[line->first] == word[0] && stands_at(line, line->first, word);
}

/* "第三部分 …": a part of the report begins. */
static inline gboolean
is_part_heading(const MzTextLine *line)
{
    if (line->c[line->first] != 0x7B2C /* 第 */)
        return FALSE;
    int part = find_in_line(line, U"部分");
    return part > (int)line->first && part <= (int)line->first + 6;
}

/* Whether the line is prose (a sentence), not part of a table. */
static gboolean
is_prose(const MzTextLine *line)
{
    enum { WITH_STOP = 12, WITH_COMMA = 24 }; /* words that a sentence has */
    guint words = 0, most = line->n - line->first;
    gboolean stop = FALSE, comma = FALSE;
    if (line->tabs || most < WITH_STOP || (most < WITH_COMMA && (line->signature & MZ_BIT(U'。')) == 0))
        return FALSE;
    for (guint i = line->first; i < line->n; i++) {
        gunichar c = line->c[i];
        if (c >= 0x4E00 && c <= 0x9FFF) { /* nearly every character */
            words++;
            continue;
        }
        words += mz_is_word_char(c);
        stop = stop || c == 0x3002 /* 。 */;
        /* The comma of "2,362.26" is none of a sentence. */
        gboolean separator =
            c == ',' && i + 1 < line->n && (g_unichar_isdigit(line->c[i + 1]) || line->c[i + 1] == ' ');
        comma = comma || (c == ',' && !separator) || c == ';' || c == 0xFF0C;
    }
    return (stop && words >= WITH_STOP) || (comma && words >= WITH_COMMA);
}

gboolean
mz_has_row_number(const MzTextLine *line)
{
    for (guint i = line->first; i < line->n && line->digits; i++) {
        guint start = i;
        while (i < line->n && line->c[i] >= '0' && line->c[i] <= '9')
            i++;
        guint digits = i - start;
        if (digits == 3 || digits == 5 || digits == 7 || (digits > 0 && i < line->n && line->c[i] == '.'))
            return TRUE;
    }
    return FALSE;
}

/* A sentence without full stop that says the table is empty ("本部门 2024 年度无…支出"). */
static gboolean
says_empty(const MzTextLine *line)
{
    if (line->n - line->first < 15 || line->tabs || mz_has_row_number(line))
        return FALSE;
    return find_in_line(line, U"没有") >= 0 || find_in_line(line, U"空表") >= 0 ||
           (find_in_line(line, U"无") >= 0 && find_in_line(line, U"无形") < 0);
}

/* A line that only a table's head has. */
static gboolean
is_head_evidence(const MzTextLine *line)
{
    static const char32_t *const words[] = {U"单位:万元", U"单位:元",  U"栏次", U"行次",        U"※",
                                            U"科目编码",  U"科目名称", U"合计", U"支出功能分类"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (find_in_line(line, words[i]) >= 0)
            return TRUE;
    }
    return FALSE;
}

/* ---- heads */

/* "公开01表" in a table's head, "表 1" above its title. */
static const char *
head_number(const MzTextLine *line, gboolean above, MzArena *arena)
{
    gboolean open = find_in_line(line, U"公开") >= 0;
    if (!open && !(above && begins_with(line, U"表")))
        return NULL;
    const char *text = mz_text_compact(line, line->first, line->n, arena);
    const char *start = open ? strstr(text, "公开") : NULL;
    if (start != NULL) {
        const char *p = start + strlen("公开");
        const char *digits = p;
        while (g_ascii_isdigit(*p))
            p++;
        if (p > digits && g_str_has_prefix(p, "表"))
            return mz_arena_strndup(arena, start, (gsize)(p - start) + strlen("表"));
    }
    if (above && g_str_has_prefix(text, "表")) {
        const char *p = text + strlen("表");
        while (g_ascii_isdigit(*p))
            p++;
        if (*p == '\0' && p > text + strlen("表"))
            return text;
    }
    return NULL;
}

/* Words from `start` up to a tab, a wide gap before 单位/公开 or the end of the line. */
static const char *
name_after(const MzTextLine *line, guint start, MzArena *arena)
{
    guint end = start;
    while (end < line->n && line->c[end] != '\t')
        end++;
    static const char32_t *const stops[] = {U"单位:", U"金额单位", U"公开"};
    for (guint i = 0; i < G_N_ELEMENTS(stops); i++) {
        int stop = find_in_line(line, stops[i]);
        if (stop >= (int)start && stop < (int)end)
            end = (guint)stop;
    }
    char *name = mz_text_compact(line, start, end, arena);
    return *name == '\0' ? NULL : name;
}

static void
read_head_line(MzRawTable *table, const MzTextLine *line, MzArena *arena)
{
    static const char32_t *const owners[] = {U"编制部门:", U"编制单位:", U"部门:",
                                             U"预算部门:", U"预算单位:", U"单位名称:"};
    if (table->number == NULL)
        table->number = head_number(line, FALSE, arena);
    if (!table->unit_stated) {
        gboolean wan = find_in_line(line, U"单位:万元") >= 0;
        gboolean yuan = find_in_line(line, U"单位:元") >= 0;
        table->unit = yuan ? MZ_UNIT_YUAN : MZ_UNIT_WAN;
        table->unit_stated = wan || yuan;
    }
    for (guint i = 0; i < G_N_ELEMENTS(owners) && table->department == NULL; i++) {
        int owner = find_in_line(line, owners[i]);
        if (owner < 0)
            continue;
        guint after = (guint)owner;
        while (after < line->n && line->c[after] != ':')
            after++;
        table->department = name_after(line, after + 1, arena);
    }
    if (table->department == NULL && begins_with(line, U"单位:") && find_in_line(line, U"单位:万元") < 0 &&
        find_in_line(line, U"单位:元") < 0) {
        guint after = line->first;
        while (line->c[after] != ':')
            after++;
        table->department = name_after(line, after + 1, arena);
    }
}

/* ---- regions */

/* Appends a source line to a note; wrapped lines are joined, "2." and new sentences of a note begin a new line. */
static void
append_note(GString *note, const MzTextLine *line, MzArena *arena)
{
    const char *text = mz_text_compact(line, line->first, line->n, arena);
    gboolean numbered = g_ascii_isdigit(text[0]) && (text[1] == '.' || g_str_has_prefix(text + 1, "、"));
    if (note->len > 0 && (numbered || g_str_has_suffix(note->str, "。")))
        g_string_append_c(note, '\n');
    g_string_append(note, text);
}

/* The last paragraph of the notes that says the table is empty. */
static const char *
empty_sentence(const char *note, MzArena *arena)
{
    g_auto(GStrv) paragraphs = g_strsplit(note, "\n", -1);
    const char *found = NULL;
    for (char **p = paragraphs; *p != NULL; p++) {
        if (strstr(*p, "没有") != NULL || strstr(*p, "无") != NULL || strstr(*p, "空表") != NULL)
            found = *p;
    }
    return mz_arena_strdup(arena, found);
}

/* A number alone on its line without tabs: a page number. */
static gboolean
is_page_number(const MzTextLine *line)
{
    guint digits = 0;
    for (guint i = line->first; i < line->n && digits <= 4; i++) {
        gunichar c = line->c[i];
        if (c >= '0' && c <= '9')
            digits++;
        else if (c != ' ' && c != '-' && c != 0x2014)
            return FALSE;
    }
    return digits > 0 && digits <= 4;
}

/* Reads head and note of a table whose lines are known, and moves the end of its lines before the note. */
static void
read_region(MzRawTable *table, const MzText *text, MzArena *arena)
{
    g_autoptr(GString) note = NULL;
    guint32 last = table->lines.last;
    for (guint32 l = table->lines.first; l <= table->lines.last; l++) {
        const MzTextLine *line = &text->lines[l - 1];
        if (line->first >= line->n || (!line->tabs && is_page_number(line)))
            continue;
        gboolean begins_note = begins_with(line, U"注:") || begins_with(line, U"备注:") || begins_with(line, U"说明:");
        if (note == NULL && !begins_note && (line->tabs || (!is_prose(line) && !says_empty(line)))) {
            read_head_line(table, line, arena);
            continue;
        }
        if (note == NULL) {
            note = g_string_new(NULL);
            last = l - 1;
        }
        append_note(note, line, arena);
    }
    table->lines.last = last;
    if (note != NULL) {
        table->note = mz_arena_strdup(arena, note->str);
        table->empty_note = empty_sentence(note->str, arena);
    }
}

/* "表 1" on one of the lines above the title belongs to it. */
static const char *
number_above(const MzText *text, guint32 title_line, guint32 *first, MzArena *arena)
{
    guint seen = 0;
    for (guint32 l = title_line - 1; l > 0 && seen < 2; l--) {
        const MzTextLine *line = &text->lines[l - 1];
        if (line->first >= line->n)
            continue;
        seen++;
        const char *number = head_number(line, TRUE, arena);
        if (number != NULL) {
            *first = l;
            return number;
        }
    }
    return NULL;
}

typedef struct {
    const Title *title;
    guint32 first, last; /* lines of the title */
    guint32 above;       /* first line that belongs to the table (its number above the title) */
    const char *number;
    const char *text;
} Candidate;

/* The next line that is not blank, at most `far` lines on; 0: none. */
static guint32
next_line(const MzText *text, guint32 line, guint32 far)
{
    for (guint32 l = line + 1; l <= text->n_lines && l - line <= far; l++) {
        if (text->lines[l - 1].first < text->lines[l - 1].n)
            return l;
    }
    return 0;
}

/* A title on line `l`, or on it and the next line together. */
static inline gboolean
candidate_at(const MzText *text, guint32 l, const Titles *titles, Candidate *candidate, MzArena *arena)
{
    const MzTextLine *line = &text->lines[l - 1];
    if (line->last_word == 0 || line->n - line->first > LINE_WORDS * 2)
        return FALSE;
    gboolean ends = may_end_title(line);
    if (!ends && !(l < text->n_lines && may_end_title(&line[1])) && !(l + 1 < text->n_lines && may_end_title(&line[2])))
        return FALSE; /* as nearly always */
    guint32 next = next_line(text, l, 2);
    gboolean goes_on =
        next != 0 && may_end_title(&text->lines[next - 1]) && may_have_title(titles, &text->lines[next - 1]);
    ends = ends && may_have_title(titles, line);
    if (!ends && !goes_on)
        return FALSE;
    Words words;
    words.n = 0;
    if (!append_words(&words, line))
        return FALSE;
    candidate->first = candidate->last = l;
    candidate->title = ends ? match_title(titles, &words) : NULL;
    guint own = words.n;
    if (candidate->title == NULL && goes_on && append_words(&words, &text->lines[next - 1]) && words.n > own) {
        candidate->title = match_title(titles, &words);
        /* The next line alone must not be the title: then it is found there. */
        if (candidate->title != NULL && words.n - own >= candidate->title->n)
            candidate->title = NULL;
        candidate->last = next;
    }
    if (candidate->title == NULL)
        return FALSE;
    candidate->text =
        mz_arena_printf(arena, "%s%s", mz_text_compact(line, line->first, line->n, arena),
                        candidate->last == l ? ""
                                             : mz_text_compact(&text->lines[candidate->last - 1], 0,
                                                               text->lines[candidate->last - 1].n, arena));
    candidate->above = l;
    candidate->number = number_above(text, l, &candidate->above, arena);
    return TRUE;
}

/* Whether the words are the head of a table of the kind and key, as some family prints it. */
static gboolean
is_head_of(const char *head, const MzForm *usual)
{
    guint n;
    const MzForm *forms = mz_forms_all(&n);
    for (guint f = 0; f < n; f++) {
        if (forms[f].kind == usual->kind && forms[f].table == usual->table && mz_head_is_of(head, &forms[f]))
            return TRUE;
    }
    return FALSE;
}

#define TORN_LINES 40 /* a head wrapped cell by cell */

/* Whether what follows the title is a table: lines of its head or rows before anything else, or a head torn over lines.
 * A line of the contents list has none. */
static gboolean
is_table(const MzText *text, MzLineRange lines, const MzForm *form)
{
    for (guint32 l = lines.first; l <= lines.last; l++) {
        if (is_head_evidence(&text->lines[l - 1]))
            return TRUE;
    }
    g_autoptr(GString) head = g_string_new(NULL);
    for (guint32 l = lines.first; l <= lines.last && l - lines.first < TORN_LINES; l++)
        mz_text_append_words(head, &text->lines[l - 1]);
    return is_head_of(head->str, form);
}

static void
add_table(GArray *tables, const Candidate *candidate, guint32 end, const MzText *text, MzArena *arena)
{
    MzRawTable table = {.form = candidate->title->form, .title = candidate->text, .number = candidate->number};
    table.lines.first = candidate->last + 1;
    table.lines.last = end;
    if (table.lines.first > table.lines.last || !is_table(text, table.lines, table.form))
        return;
    MzRawTable *previous = tables->len == 0 ? NULL : &g_array_index(tables, MzRawTable, tables->len - 1);
    if (previous != NULL && previous->form->kind == table.form->kind && previous->form->table == table.form->table &&
        previous->note == NULL) {
        /* The same title again on the next page: the table goes on. */
        previous->lines.last = end;
        read_region(previous, text, arena);
        return;
    }
    enum { MOST = 1024 }; /* rows that are expected */
    table.rows = g_array_sized_new(FALSE, FALSE, sizeof(MzRawRow), MIN(end - candidate->last, MOST));
    table.amounts = g_array_new(FALSE, FALSE, sizeof(MzRawAmount)); /* mz_raw_rows_read knows how many there can be */
    for (guint c = 0; c < MZ_MAX_COLUMNS; c++)
        table.position[c] = -1;
    read_region(&table, text, arena);
    g_array_append_val(tables, table);
}

static void
clear_table(MzRawTable *table)
{
    g_array_unref(table->rows);
    g_array_unref(table->amounts);
}

/* Keeps the tables of one kind, the kind that most of them are of. */
static MzKind
keep_one_kind(GArray *tables)
{
    guint count[MZ_KINDS] = {0};
    for (guint i = 0; i < tables->len; i++)
        count[g_array_index(tables, MzRawTable, i).form->kind]++;
    MzKind kind = count[MZ_KIND_BUDGET] > count[MZ_KIND_FINAL] ? MZ_KIND_BUDGET : MZ_KIND_FINAL;
    for (guint i = tables->len; i-- > 0;) {
        MzRawTable *table = &g_array_index(tables, MzRawTable, i);
        if (table->form->kind != kind) {
            clear_table(table);
            g_array_remove_index(tables, i);
        }
    }
    return kind;
}

/* ---- heads without a title */

/* A sentence, or a full line of one: no heading is that long without tabs. */
static gboolean
is_running_text(const MzTextLine *line)
{
    guint words = 0;
    for (guint i = line->first; i < line->n; i++)
        words += mz_is_word_char(line->c[i]);
    return is_prose(line) || (words >= 24 && !line->tabs && !is_head_evidence(line));
}

/* What a table's region begins or ends with, in the order of lines. */
typedef struct {
    Candidate table; /* title NULL: a heading that ends a region */
} Mark;

static gboolean
has_table(const GArray *marks, MzTableKey key)
{
    for (guint i = 0; i < marks->len; i++) {
        const Candidate *table = &g_array_index(marks, Mark, i).table;
        if (table->title != NULL && table->title->form->table == key)
            return TRUE;
    }
    return FALSE;
}

/* Whether a table of the key would stand in the usual order between the titles around line `l`. Where “三公” stands
 * differs. */
static gboolean
in_order(const GArray *marks, guint32 l, MzTableKey key)
{
    int before = -1, after = MZ_TABLES;
    for (guint i = 0; i < marks->len; i++) {
        const Candidate *table = &g_array_index(marks, Mark, i).table;
        if (table->title == NULL || table->title->form->table == MZ_TABLE_SANGONG)
            continue;
        if (table->first < l)
            before = (int)table->title->form->table;
        else if (after == MZ_TABLES)
            after = (int)table->title->form->table;
    }
    return before < (int)key && (int)key < after;
}

#define CODE_LINES 6      /* from the first row on: 合计 may be wrapped */
#define CAPITAL_CLASS 223 /* 国有资本经营预算支出 */

/* The 类 that the rows from line `l` on begin with (223); 0: none near. */
static guint
first_class(const MzText *text, guint32 l)
{
    for (guint32 end = MIN(l + CODE_LINES, text->n_lines + 1); l < end; l++) {
        const MzTextLine *line = &text->lines[l - 1];
        guint class = 0, i = line->first;
        for (; i < line->n && i < line->first + 3 && line->c[i] >= '0' && line->c[i] <= '9'; i++)
            class = class * 10 + (line->c[i] - '0');
        if (i == line->first + 3)
            return class;
    }
    return 0;
}

/* The form whose head the words before line `l` are, of the tables that are still missing; where those of several
 * tables have such a head, the one that stands here in the usual order, or of 政府性基金预算 and 国有资本经营预算,
 * whose heads may be the same, the one whose 类 the rows below begin with. NULL: none, or more than one. */
static const MzForm *
form_of_head(const MzText *text, const char *head, MzKind kind, const GArray *marks, guint32 l)
{
    const MzForm *found[MZ_TABLES] = {NULL};
    guint n, n_found = 0, n_in_order = 0;
    const MzForm *forms = mz_forms_all(&n), *only = NULL, *ordered = NULL;
    for (guint f = 0; f < n; f++) {
        const MzForm *form = &forms[f];
        if (form->kind != kind || found[form->table] != NULL || has_table(marks, form->table) ||
            !mz_head_is_of(head, form))
            continue;
        found[form->table] = only = form;
        n_found++;
        if (in_order(marks, l, form->table)) {
            ordered = form;
            n_in_order++;
        }
    }
    if (n_found == 1)
        return only;
    if (n_in_order == 2 && found[MZ_TABLE_FUND] != NULL && found[MZ_TABLE_CAPITAL] != NULL &&
        in_order(marks, l, MZ_TABLE_FUND) && in_order(marks, l, MZ_TABLE_CAPITAL)) {
        guint class = first_class(text, l);
        return class == 0 ? NULL : found[class == CAPITAL_CLASS ? MZ_TABLE_CAPITAL : MZ_TABLE_FUND];
    }
    return n_in_order == 1 ? ordered : NULL;
}

/* Whether a title stands in the head's lines or right above them: then the head is that table's. */
static gboolean
has_title(const GArray *marks, guint32 first, guint32 last)
{
    for (guint i = 0; i < marks->len; i++) {
        const Candidate *table = &g_array_index(marks, Mark, i).table;
        if (table->title != NULL && table->last + 3 >= first && table->first <= last)
            return TRUE;
    }
    return FALSE;
}

/* Whether the head, whose first line is `first`, is that of the table before it again, at the top of a page: no note
 * has ended that table yet. */
static gboolean
is_repeated(const MzText *text, const GArray *marks, const char *head, guint32 first)
{
    const Candidate *before = NULL;
    for (guint i = 0; i < marks->len && g_array_index(marks, Mark, i).table.first < first; i++)
        before = &g_array_index(marks, Mark, i).table;
    if (before == NULL || before->title == NULL)
        return FALSE;
    for (guint32 l = before->last + 1; l < first; l++) {
        if (begins_with(&text->lines[l - 1], U"注:"))
            return FALSE;
    }
    return is_head_of(head, before->title->form);
}

static void
insert_mark(GArray *marks, const Mark *mark)
{
    guint at = 0;
    while (at < marks->len && g_array_index(marks, Mark, at).table.first <= mark->table.first)
        at++;
    g_array_insert_val(marks, at, *mark);
}

/* Tables whose titles the text lost: a head that only one form has, followed by rows, marks the table. A block of lines
 * without amounts, codes and sentences is looked at as one head. */
static void
find_heads(const MzText *text, GArray *marks, MzKind kind, MzArena *arena)
{
    gboolean missing = FALSE;
    for (guint key = 0; key < MZ_TABLES; key++)
        missing = missing || (mz_form(kind, (MzTableKey)key) != NULL && !has_table(marks, (MzTableKey)key));
    if (!missing)
        return;
    g_autoptr(GString) head = g_string_new(NULL);
    guint32 first = 0;
    gboolean evidence = FALSE;
    for (guint32 l = 1; l <= text->n_lines; l++) {
        const MzTextLine *line = &text->lines[l - 1];
        if (line->first >= line->n)
            continue;
        if (!mz_has_row_number(line) && !is_running_text(line) && !begins_with(line, U"注:")) {
            if (is_part_heading(line))
                g_string_truncate(head, 0);
            if (head->len == 0)
                first = l;
            if (head->len < 3000)
                mz_text_append_words(head, line);
            evidence = evidence || is_head_evidence(line);
            continue;
        }
        const MzForm *form = evidence && head->len > 0 ? form_of_head(text, head->str, kind, marks, l) : NULL;
        if (form == NULL && evidence && head->len > 0) {
            mz_text_append_words(head, line); /* what tells it may be the label of its first row */
            form = form_of_head(text, head->str, kind, marks, l);
        }
        gboolean other = form == NULL || has_title(marks, first, l) || is_repeated(text, marks, head->str, first);
        g_string_truncate(head, 0);
        evidence = FALSE;
        if (other)
            continue;
        Title *title = mz_arena_new0(arena, Title, 1);
        title->form = form;
        Mark mark = {{.title = title, .first = first, .last = first - 1, .above = first, .text = form->title}};
        insert_mark(marks, &mark);
    }
}

/* The title of a table that no form describes ("财政拨款支出决算明细表"): words that end with 表, and right below them
 * what only heads have. It ends the table before it. */
static gboolean
is_other_title(const MzText *text, guint32 l)
{
    const MzTextLine *line = &text->lines[l - 1];
    if (line->tabs || is_prose(line))
        return FALSE;
    Words words;
    words.n = 0;
    if (!append_words(&words, line))
        return FALSE;
    guint n = cut_after_title(words.c, words.n);
    if (n < 6 || n > 40 || words.c[n - 1] != 0x8868 /* 表 */)
        return FALSE;
    guint seen = 0;
    for (guint32 next = next_line(text, l, G_MAXUINT32); next != 0 && seen < 3;
         next = next_line(text, next, G_MAXUINT32), seen++) {
        const MzTextLine *below = &text->lines[next - 1];
        if (find_in_line(below, U"单位:万元") >= 0 || find_in_line(below, U"单位:元") >= 0 ||
            find_in_line(below, U"科目编码") >= 0)
            return TRUE;
        if (mz_has_row_number(below) || may_end_title(below))
            return FALSE;
    }
    return FALSE;
}

/* All titles, and what ends a table besides: headings of parts, titles of tables that no form describes. */
static GArray *
find_marks(const MzText *text, const Titles *titles, MzArena *arena)
{
    GArray *marks = g_array_sized_new(FALSE, FALSE, sizeof(Mark), 64);
    for (guint32 l = 1; l <= text->n_lines; l++) {
        const MzTextLine *line = &text->lines[l - 1];
        gboolean ends = may_end_title(line);
        gboolean near = ends || (l < text->n_lines && may_end_title(&line[1])) ||
                        (l + 1 < text->n_lines && may_end_title(&line[2]));
        Mark mark;
        gboolean found = near && candidate_at(text, l, titles, &mark.table, arena);
        if (!found && !is_part_heading(line) && !(ends && is_other_title(text, l)))
            continue;
        if (!found)
            mark.table = (Candidate){.first = l, .last = l, .above = l};
        g_array_append_val(marks, mark);
        l = mark.table.last;
    }
    return marks;
}

static GArray *
tables_of_marks(const MzText *text, const GArray *marks, MzArena *arena)
{
    GArray *tables = g_array_sized_new(FALSE, FALSE, sizeof(MzRawTable), 16);
    for (guint i = 0; i < marks->len; i++) {
        const Candidate *table = &g_array_index(marks, Mark, i).table;
        guint32 end = i + 1 < marks->len ? g_array_index(marks, Mark, i + 1).table.above - 1 : text->n_lines;
        if (table->title != NULL)
            add_table(tables, table, end, text, arena);
    }
    return tables;
}

/* Marks of titles that no table follows (contents lists, mentions) are dropped, so that heads without title are looked
 * for. */
static void
drop_empty_marks(const MzText *text, GArray *marks)
{
    for (guint i = marks->len; i-- > 0;) {
        const Candidate *table = &g_array_index(marks, Mark, i).table;
        guint32 end = i + 1 < marks->len ? g_array_index(marks, Mark, i + 1).table.above - 1 : text->n_lines;
        MzLineRange lines = {table->last + 1, end};
        if (table->title != NULL && !is_table(text, lines, table->title->form))
            g_array_remove_index(marks, i);
    }
}

static MzKind
kind_of_marks(const GArray *marks)
{
    guint count[MZ_KINDS] = {0};
    for (guint i = 0; i < marks->len; i++) {
        const Candidate *table = &g_array_index(marks, Mark, i).table;
        if (table->title != NULL)
            count[table->title->form->kind]++;
    }
    return count[MZ_KIND_BUDGET] > count[MZ_KIND_FINAL] ? MZ_KIND_BUDGET : MZ_KIND_FINAL;
}

GArray *
mz_raw_tables_find(const MzText *text, MzKind *kind, MzArena *arena)
{
    const Titles *titles = mz_words_worked(MZ_WORKED_TITLES, NULL, make_titles);
    GArray *marks = find_marks(text, titles, arena);
    drop_empty_marks(text, marks);
    gboolean titled = FALSE;
    for (guint i = 0; i < marks->len; i++)
        titled = titled || g_array_index(marks, Mark, i).table.title != NULL;
    if (titled) {
        find_heads(text, marks, kind_of_marks(marks), arena);
    } else {
        /* Without any title the kind is the one of which more heads are found. */
        GArray *budget = g_array_copy(marks);
        find_heads(text, marks, MZ_KIND_FINAL, arena);
        find_heads(text, budget, MZ_KIND_BUDGET, arena);
        if (budget->len > marks->len) {
            GArray *swap = marks;
            marks = budget;
            budget = swap;
        }
        g_array_free(budget, TRUE);
    }
    GArray *tables = tables_of_marks(text, marks, arena);
    g_array_free(marks, TRUE);
    *kind = keep_one_kind(tables);
    return tables;
}

void
mz_raw_tables_free(GArray *tables)
{
    for (guint i = 0; i < tables->len; i++)
        clear_table(&g_array_index(tables, MzRawTable, i));
    g_array_unref(tables);
}
