#include "check/checker.h"

#include <string.h>

#include "base/text.h"

/* ---- tables of the document */

/* The first line of the report, for what is missing altogether. */
static MzEvidence
evidence_of_report(const MzChecker *checker)
{
    return mz_evidence_of_line(checker, (MzSpan){1, 0, 0}, "报告", "the report");
}

static MzEvidence
evidence_of_table(const MzChecker *checker, guint t)
{
    const MzTable *table = &checker->report->tables[t];
    guint32 line = table->first_line; /* its region may begin with blank lines */
    while (line > 0 && line < table->last_line && line <= checker->report->n_lines &&
           mz_text_is_blank(checker->report->lines[line - 1], -1))
        line++;
    MzEvidence place = mz_evidence_of_line(checker, (MzSpan){line, 0, 0}, table->form->title, table->form->title);
    place.table = (int)t;
    place.address = mz_table_key_name(table->key);
    return place;
}

/* A report that ends with a table, before others that it should have: one cause, one finding. */
static void
report_early_end(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    const MzTable *last = &report->tables[checker->last_table];
    g_autoptr(GString) missing = g_string_new(NULL);
    guint n_forms, n_missing = 0;
    const MzForm *forms = mz_forms(&n_forms);
    for (guint f = 0; f < n_forms; f++) {
        if (forms[f].kind != report->kind || mz_report_table(report, forms[f].table) != NULL)
            continue;
        g_string_append_printf(missing, "%s“%s”", n_missing++ == 0 ? "" : "、", forms[f].title);
    }
    if (n_missing == 0)
        return;
    MzEvidence place =
        mz_evidence_of_line(checker, (MzSpan){last->last_line, 0, 0}, last->form->title, last->form->title);
    place.address = "end";
    mz_finding_add(checker, check, check->severity, place,
                   mz_arena_printf(checker->arena, "报告到“%s”为止，没有其后的%s，请核对文本是否完整",
                                   last->form->title, missing->str),
                   mz_arena_printf(checker->arena, "the report ends with '%s', without %s; is the text complete?",
                                   last->form->title, missing->str));
}

void
mz_check_tables(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    guint n_forms;
    const MzForm *forms = mz_forms(&n_forms);
    if (checker->last_table >= 0 && !mz_report_has_unread(report))
        report_early_end(checker, check);
    for (guint f = 0; f < n_forms; f++) {
        if (forms[f].kind != report->kind)
            continue;
        guint times = 0;
        int at = -1;
        for (guint t = 0; t < report->n_tables; t++) {
            at = report->tables[t].key == forms[f].table ? (int)t : at;
            times += report->tables[t].key == forms[f].table;
        }
        if (times == 0 && mz_report_has_unread(report)) {
            mz_record(checker, check, MZ_STATE_UNDECIDED, -1, -1);
            continue;
        }
        gboolean blank = times == 1 && at != checker->last_table && mz_has_no_amounts(&report->tables[at]);
        gboolean holds = times == 1 && !blank;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, blank ? at : -1, -1);
        if (holds || (times == 0 && checker->last_table >= 0))
            continue;
        MzEvidence place = blank ? evidence_of_table(checker, (guint)at) : evidence_of_report(checker);
        place.address = mz_table_key_name(forms[f].table);
        const char *title = forms[f].title;
        mz_finding_add(
            checker, check, check->severity, place,
            blank ? mz_arena_printf(checker->arena, "没有读到“%s”的金额，表是否以图片插入或缺页？", title)
            : times == 0 ? mz_arena_printf(checker->arena, "没有找到“%s”，请核对是否缺页、表题是否完整", title)
                         : mz_arena_printf(checker->arena, "“%s”有 %u 张，应当只有一张", title, times),
            blank ? mz_arena_printf(checker->arena, "no amounts of '%s' were read: is it a picture, or cut off?", title)
            : times == 0
                ? mz_arena_printf(checker->arena, "no table '%s' is found: is a page or its title missing?", title)
                : mz_arena_printf(checker->arena, "the table '%s' stands %u times, it should once", title, times));
    }
}

/* Whether all other tables state the same unit, and this one, which has no amounts that could tell, another. */
static gboolean
has_odd_unit(const MzReport *report, guint t)
{
    const MzTable *table = &report->tables[t];
    guint n_others = 0;
    for (guint o = 0; o < report->n_tables; o++) {
        if (o == t || !report->tables[o].unit_stated)
            continue;
        n_others++;
        if (report->tables[o].unit == table->unit)
            return FALSE;
    }
    return table->empty && n_others >= 3;
}

void
mz_check_units(MzChecker *checker, const MzCheck *check)
{
    for (guint t = 0; t < checker->report->n_tables; t++) {
        const MzTable *table = &checker->report->tables[t];
        gboolean odd = table->unit_stated && has_odd_unit(checker->report, t);
        gboolean holds = table->unit_stated && !odd;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, (int)t, -1);
        if (holds)
            continue;
        const char *title = table->form->title, *unit = mz_unit_label(table->unit);
        mz_finding_add(checker, check, check->severity, evidence_of_table(checker, t),
                       mz_arena_printf(checker->arena,
                                       odd ? "%s写明单位为“%s”，与其他各表的单位不一致"
                                           : "%s没有写明金额单位，按“%s”读取，应在表上写明",
                                       title, unit),
                       mz_arena_printf(checker->arena,
                                       odd ? "%s says its unit is %s, unlike all other tables"
                                           : "%s does not state its unit of money, read as %s",
                                       title, unit));
    }
}

/* ---- years */

int
mz_find_year(const char *text, const char **start, const char **next)
{
    static const char unit[] = "年";
    for (const char *at = strstr(text, unit); at != NULL; at = strstr(at + strlen(unit), unit)) {
        const char *end = at;
        while (end > text && end[-1] == ' ')
            end--;
        const char *digits = end;
        while (digits > text && g_ascii_isdigit(digits[-1]))
            digits--;
        if (end - digits != 4)
            continue;
        *start = digits;
        *next = at + strlen(unit);
        return (digits[0] - '0') * 1000 + (digits[1] - '0') * 100 + (digits[2] - '0') * 10 + (digits[3] - '0');
    }
    return 0;
}

/* Titles of tables bear the year of the report. */
static void
check_table_years(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint t = 0; t < report->n_tables; t++) {
        const char *title = report->tables[t].title == NULL ? "" : report->tables[t].title;
        const char *start, *next;
        for (int year = mz_find_year(title, &start, &next); year != 0; year = mz_find_year(next, &start, &next)) {
            mz_record(checker, check, year == report->year ? MZ_STATE_HOLDS : MZ_STATE_FAILS, (int)t, -1);
            if (year != report->year)
                mz_finding_add(checker, check, check->severity, evidence_of_table(checker, t),
                               mz_arena_printf(checker->arena, "表题为“%s”，与报告年度 %d 不一致", title, report->year),
                               mz_arena_printf(checker->arena, "the table's title is '%s', the report's year is %d",
                                               title, report->year));
        }
    }
}

/* A year belongs to a comparison ("与 2023 年度相比"), to what follows it ("2024 年度收、支总计"), or it says nothing
 * of the report (a date, a document's name, a project's history). */
static gboolean
ends_with(const char *start, const char *end, const char *suffix)
{
    gsize length = strlen(suffix);
    while (end > start && end[-1] == ' ')
        end--;
    return (gsize)(end - start) >= length && strncmp(end - length, suffix, length) == 0;
}

static gboolean
begins_with_one(const char *text, const char *const *words)
{
    if (text[0] == '\0' || text[1] == '\0')
        return FALSE;
    for (; *words != NULL; words++) {
        /* the last byte of the first character tells most words apart */
        if (text[2] == (*words)[2] && mz_key_begins(text, *words))
            return TRUE;
    }
    return FALSE;
}

/* What a sentence of the year itself goes on with. */
static const char *const subjects_of_year[] = {
    "收、支总",   "收支总",   "收入合计",   "支出合计",     "收入总",   "支出总",   "财政拨款", "一般公共预算",
    "政府性基金", "国有资本", "“三公”经费", "机关运行经费", "政府采购", "部门收入", "部门支出", "单位收入",
    "单位支出",   "所有收入", "没有",       "无政府性",     "无国有",   "预算数为", "安排",     NULL,
};

/* Where such a sentence begins: with the paragraph, after a stop, or after the name of the department. */
static gboolean
begins_sentence(const MzReport *report, const char *start, const char *year)
{
    static const char *const before[] = {"。", "；", "：", "，", "）", "本部门", "本单位", "我局", "我办", "本级"};
    while (year > start && year[-1] == ' ')
        year--;
    if (year == start || (report->department != NULL && ends_with(start, year, report->department)))
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(before); i++) {
        if (ends_with(start, year, before[i]))
            return TRUE;
    }
    return FALSE;
}

/* The year that must stand at this place; 0: any may. */
static int
year_due(const MzReport *report, const char *text, const char *digits, const char *next)
{
    gboolean full = g_str_has_prefix(next, "度"); /* 年度 */
    const char *rest = full ? next + strlen("度") : next;
    if (full && ((ends_with(text, digits, "与") && g_str_has_prefix(rest, "相比")) ||
                 (ends_with(text, digits, "比") && g_str_has_prefix(rest, "决算数"))))
        return report->year - 1;
    if (!begins_with_one(rest, subjects_of_year) || !begins_sentence(report, text, digits))
        return 0;
    return report->year;
}

/* A year of the text that should be another. */
typedef struct {
    int year, due;
    guint32 line;
    const char *words; /* behind it */
} WrongYear;

static void
add_wrong_year(const MzChecker *checker, GArray *wrong, int year, int due, guint32 line, const char *next)
{
    WrongYear one = {year, due, line,
                     mz_arena_strndup(checker->arena, next, mz_text_offset(next, MIN(8, mz_text_count(next, -1))))};
    g_array_append_val(wrong, one);
}

enum { LINES_TOLD = 5 };

/* The lines of the same mistake, the first few of them: "294、297、300". */
static const char *
first_lines(const MzChecker *checker, const GArray *wrong, guint from)
{
    const WrongYear *first = &g_array_index(wrong, WrongYear, from);
    GString *lines = g_string_new(NULL);
    for (guint i = from, n = 0; i < wrong->len && n < LINES_TOLD; i++) {
        const WrongYear *one = &g_array_index(wrong, WrongYear, i);
        if (one->year == first->year && one->due == first->due)
            g_string_append_printf(lines, "%s%u", n++ > 0 ? "、" : "", one->line);
    }
    char *kept = mz_arena_strdup(checker->arena, lines->str);
    g_string_free(lines, TRUE);
    return kept;
}

/* How often the same mistake stands before that one, and from it on. */
static guint
count_same(const GArray *wrong, guint at, guint *n_before)
{
    const WrongYear *one = &g_array_index(wrong, WrongYear, at);
    guint n = 0;
    *n_before = 0;
    for (guint i = 0; i < wrong->len; i++) {
        const WrongYear *other = &g_array_index(wrong, WrongYear, i);
        gboolean same = other->year == one->year && other->due == one->due;
        *n_before += same && i < at;
        n += same && i >= at;
    }
    return n;
}

/* One finding for all places with the same year in place of the same other one. */
static void
report_wrong_years(MzChecker *checker, const MzCheck *check, const GArray *wrong)
{
    MzArena *arena = checker->arena;
    for (guint i = 0; i < wrong->len; i++) {
        const WrongYear *one = &g_array_index(wrong, WrongYear, i);
        guint before, n = count_same(wrong, i, &before);
        if (before > 0)
            continue;
        const char *lines = n == 1 ? "" : first_lines(checker, wrong, i);
        MzFinding *finding = mz_finding_add(
            checker, check, check->severity,
            mz_evidence_of_line(checker, (MzSpan){one->line, 0, 0}, "正文", "the text"),
            n == 1 ? mz_arena_printf(arena, "正文“%d 年%s”与应为的 %d 年不一致", one->year, one->words, one->due)
                   : mz_arena_printf(arena, "正文“%d 年%s”等 %u 处与应为的 %d 年不一致（第 %s 行%s）", one->year,
                                     one->words, n, one->due, lines, n > LINES_TOLD ? "等" : ""),
            n == 1 ? mz_arena_printf(arena, "the text says %d where %d is meant", one->year, one->due)
                   : mz_arena_printf(arena, "the text says %d in %u places where %d is meant (lines %s%s)", one->year,
                                     n, one->due, lines, n > LINES_TOLD ? ", …" : ""));
        finding->printed = finding->place.value = mz_arena_printf(arena, "%d", one->year);
        finding->expected = mz_arena_printf(arena, "%d", one->due);
    }
}

static void
check_paragraph_years(MzChecker *checker, const MzCheck *check, int section, guint paragraph, GArray *wrong)
{
    const MzReport *report = checker->report;
    const char *text = report->sections[section].paragraphs[paragraph];
    const char *digits, *next;
    for (int year = mz_find_year(text, &digits, &next); year != 0; year = mz_find_year(next, &digits, &next)) {
        int due = year_due(report, text, digits, next);
        if (due == 0)
            continue;
        mz_record(checker, check, year == due ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, section);
        if (year != due)
            add_wrong_year(checker, wrong, year, due, report->sections[section].paragraph_lines[paragraph], next);
    }
}

/* Headings of the parts and of the explanation bear the year of the report. */
static void
check_heading_years(MzChecker *checker, const MzCheck *check, int section, GArray *wrong)
{
    const MzSection *heading = &checker->report->sections[section];
    const char *digits, *next;
    if (heading->level > 2 || (strstr(heading->title, "预算") == NULL && strstr(heading->title, "决算") == NULL))
        return;
    int year = mz_find_year(heading->title, &digits, &next);
    if (year == 0)
        return;
    gboolean holds = year == checker->report->year;
    mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, section);
    if (!holds)
        add_wrong_year(checker, wrong, year, checker->report->year, heading->line, next);
}

/* Whether a section is of the part that explains the accounts: other parts may speak of any year. `before` is so of the
 * section before it. */
static gboolean
is_explanation(const MzSection *heading, gboolean before)
{
    if (strstr(heading->title, "绩效") != NULL)
        return FALSE;
    if (heading->level == 1)
        return strstr(heading->title, "说明") != NULL;
    if (heading->level == 2 && (strstr(heading->title, "预算") != NULL || strstr(heading->title, "决算") != NULL))
        return TRUE; /* a heading of the explanation, whether or not its part was found */
    return before;
}

void
mz_check_years(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    if (report->year == 0) {
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
        return;
    }
    if (mz_has_other_year(checker)) {
        mz_record(checker, check, MZ_STATE_UNDECIDED, -1, -1);
        return;
    }
    check_table_years(checker, check);
    g_autoptr(GArray) wrong = g_array_new(FALSE, FALSE, sizeof(WrongYear));
    gboolean explains = FALSE;
    for (int s = 0; s < (int)report->n_sections; s++) {
        explains = is_explanation(&report->sections[s], explains);
        if (!explains)
            continue;
        check_heading_years(checker, check, s, wrong);
        for (guint p = 0; p < report->sections[s].n_paragraphs; p++)
            check_paragraph_years(checker, check, s, p, wrong);
    }
    report_wrong_years(checker, check, wrong);
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- ordinals */

static int
digit_value(const char *text, gsize *length)
{
    static const char digits[] = "一二三四五六七八九";
    for (int i = 0; i < 9; i++) {
        if (strncmp(text, digits + 3 * i, 3) == 0) {
            *length = 3;
            return i + 1;
        }
    }
    return 0;
}

int
mz_ordinal_value(const char *text)
{
    int tens = 0, ones = 0;
    for (const char *c = text; *c != '\0';) {
        gsize length = 0;
        int value;
        if (g_ascii_isdigit(*c)) {
            ones = ones * 10 + (*c++ - '0');
        } else if (strncmp(c, "十", 3) == 0) {
            tens = ones == 0 ? 10 : ones * 10;
            ones = 0;
            c += 3;
        } else if ((value = digit_value(c, &length)) > 0) {
            ones = value;
            c += length;
        } else {
            c = g_utf8_next_char(c);
        }
    }
    return tens + ones;
}

/* Only parts and sections: below them numbering is free (each list begins anew). */
#define LEVELS 3

void
mz_check_ordinals(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    int last[LEVELS] = {0};
    for (guint s = 0; s < report->n_sections; s++) {
        const MzSection *section = &report->sections[s];
        int value = section->ordinal == NULL ? 0 : mz_ordinal_value(section->ordinal);
        if (section->level == 0 || section->level >= LEVELS || value == 0)
            continue;
        for (guint lower = section->level + 1u; lower < LEVELS; lower++)
            last[lower] = 0;
        /* Going back is a list inside a list; leaving one out or giving one twice is a slip. */
        int step = value - last[section->level];
        gboolean holds = value == 1 || step == 1 || step < 0;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, (int)s);
        if (!holds)
            mz_finding_add(checker, check, check->severity,
                           mz_evidence_of_line(checker, (MzSpan){section->line, 0, 0}, section->title, section->title),
                           mz_arena_printf(checker->arena, "标题“%s %s”的序号与前一个同级标题（第 %d）不相接",
                                           section->ordinal, section->title, last[section->level]),
                           mz_arena_printf(checker->arena, "the ordinal of '%s %s' does not follow number %d",
                                           section->ordinal, section->title, last[section->level]));
        last[section->level] = value;
    }
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
}
