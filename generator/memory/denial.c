#include "memory/denial.h"

#include <string.h>

#include "base/text.h"

/* All as mz_text_key leaves them: folded, without blanks and quotation marks. */
static const char *const words_of_denial[] = {"没有",   "无",     "不存在", "不涉及", "未发生", "未安排",
                                              "未使用", "未产生", "未支出", "未开展", NULL};
static const char *const between[] = {"财政拨款", "一般公共预算", "发生", "安排", "使用", "产生", "开支", "支出",
                                      "列支",     "任何",         "相关", "本年", "当年", "年度", "年",   NULL};
static const char *const behind[] = {"(境)", "维护", "费用", "费",   "支出", "开支", "安排",
                                     "活动", "业务", "项目", "事项", "情况", NULL};
static const char *const of_kind[MZ_KINDS] = {[MZ_KIND_FINAL] = "决算", [MZ_KIND_BUDGET] = "预算"};
/* What makes a clause speak of something else than the whole report and its year. */
static const char *const other_scope[] = {"上年", "去年",   "往年",   "以前", "以后", "下属", "所属",
                                          "其中", "个单位", "家单位", "部分", "有无", "不是", "除",
                                          "如",   "若",     "非",     "凡",   NULL};

static gboolean
takes_front(const char **text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (g_str_has_prefix(*text, *words)) {
            *text += strlen(*words);
            return TRUE;
        }
    }
    return FALSE;
}

/* Takes one of the words from the end of `text` up to `*end`. */
static gboolean
takes_back(const char *text, const char **end, const char *const *words)
{
    for (; *words != NULL; words++) {
        gsize length = strlen(*words);
        if ((gsize)(*end - text) >= length && memcmp(*end - length, *words, length) == 0) {
            *end -= length;
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean
ends_clause(const char *text)
{
    static const char *const ends[] = {",", ";", ".", "。", "，", "；", NULL};
    return *text == '\0' || takes_front(&text, ends);
}

static const char *
clause_start(const char *text, const char *at)
{
    static const char *const ends[] = {",", ";", ":", ".", "。", "，", "；", "：", NULL};
    const char *start = at;
    while (start > text) {
        const char *end = start;
        if (takes_back(text, &end, ends))
            break;
        start = g_utf8_find_prev_char(text, start);
    }
    return start;
}

/* Whether the words leave it to be said of the whole report and its year. */
static gboolean
is_of_report(const char *from, const char *end, int year)
{
    for (const char *const *word = other_scope; *word != NULL; word++) {
        const char *at = strstr(from, *word);
        if (at != NULL && at < end)
            return FALSE;
    }
    for (const char *at = from; at < end; at++) {
        if (!g_ascii_isdigit(*at))
            continue;
        char *rest = NULL;
        gint64 number = g_ascii_strtoll(at, &rest, 10);
        if (g_str_has_prefix(rest, "年") && number != year)
            return FALSE;
        at = rest - 1;
    }
    return TRUE;
}

/* Whether the words before `at`, where the thing is named, deny it. */
static gboolean
is_denied_before(const char *text, const char *at, int year)
{
    const char *from = clause_start(text, at), *end = at;
    while (!takes_back(from, &end, words_of_denial)) {
        if (takes_back(from, &end, between))
            continue;
        if (end == from || !g_ascii_isdigit(end[-1]))
            return FALSE;
        end--;
    }
    return is_of_report(from, at, year);
}

static gboolean
ends_behind(const char *at, MzKind kind)
{
    const char *const own[] = {of_kind[kind], NULL};
    while (takes_front(&at, behind) || takes_front(&at, own))
        ;
    return ends_clause(at);
}

/* `key` is the text as mz_text_key makes it. */
static gboolean
denies(const MzReport *report, const char *key, const char *const things[2])
{
    for (guint i = 0; i < 2 && things[i] != NULL; i++) {
        for (const char *at = strstr(key, things[i]); at != NULL; at = strstr(at + strlen(things[i]), things[i])) {
            if (ends_behind(at + strlen(things[i]), report->kind) && is_denied_before(key, at, report->year))
                return TRUE;
        }
    }
    return FALSE;
}

/* Most texts deny nothing, and need no key. */
static gboolean
text_denies(const MzReport *report, const char *text, const char *const things[2])
{
    if (strstr(text, "没有") == NULL && strstr(text, "无") == NULL && strstr(text, "不") == NULL &&
        strstr(text, "未") == NULL)
        return FALSE;
    MzArena *arena = mz_arena_new();
    gboolean found = denies(report, mz_text_key(arena, text, -1), things);
    mz_arena_free(arena);
    return found;
}

static gboolean
is_under(const MzReport *report, guint section, const char *word)
{
    const char *headings[MZ_HEADINGS];
    mz_report_headings(report, (int)section, headings);
    for (guint i = 0; headings[i] != NULL; i++) {
        if (strstr(headings[i], word) != NULL)
            return TRUE;
    }
    return FALSE;
}

static guint32
denial_in_sections(const MzReport *report, const MzDenied *denied)
{
    for (guint s = 0; s < report->n_sections; s++) {
        const MzSection *section = &report->sections[s];
        if (section->n_paragraphs == 0 || !is_under(report, s, denied->heading))
            continue;
        for (guint p = 0; p < section->n_paragraphs; p++) {
            if (text_denies(report, section->paragraphs[p], denied->things))
                return section->paragraph_lines[p];
        }
    }
    return 0;
}

static guint32
denial_in_table(const MzReport *report, const MzDenied *denied)
{
    const MzTable *table = denied->table < 0 ? NULL : mz_report_table(report, (MzTableKey)denied->table);
    if (table == NULL || !table->empty || table->first_line == 0)
        return 0;
    for (guint32 line = table->first_line; line <= table->last_line && line <= report->n_lines; line++) {
        if (text_denies(report, report->lines[line - 1], denied->things))
            return line;
    }
    return 0;
}

guint32
mz_denial(const MzReport *report, const MzDenied *denied)
{
    if (denied->heading == NULL)
        return 0;
    guint32 line = denial_in_sections(report, denied);
    return line > 0 ? line : denial_in_table(report, denied);
}
