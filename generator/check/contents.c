/* The report as a document: its table of contents, names, sections. */
#include "check/checker.h"

#include <string.h>

#include "base/bytes.h"
#include "base/text.h"

/* ---- 目录 */

typedef struct {
    char *title; /* as compared: no page, year, name of the department, blanks */
    const char *printed;
    int ordinal; /* of a section; 0: a part */
    guint32 line;
    int page;    /* 0: none */
    int section; /* the section that has the title; -1: none */
    int table;   /* the table that has it; -1: none */
    guint of;    /* its index in the report's list */
} Entry;

/* Takes the word out of the text wherever it stands. */
static void
leave_out(char *text, const char *word)
{
    char *to = word[0] == '\0' ? NULL : strstr(text, word);
    if (to == NULL)
        return;
    gsize length = strlen(word);
    for (const char *from = to + length;;) {
        const char *next = strstr(from, word);
        gsize kept = next == NULL ? strlen(from) + 1 : (gsize)(next - from);
        memmove(to, from, kept);
        if (next == NULL)
            return;
        to += kept;
        from = next + length;
    }
}

/* What titles may differ in without being another title. `department`: as compared, "" none. */
static char *
title_key(MzArena *arena, const char *title, const char *department)
{
    static const char *const left_out[] = {"部门", "单位", "本级", "年度", "年", "的", "说明", "情况", "(表", "公开表"};
    char *key = mz_text_key(arena, title, -1), *to = key;
    leave_out(key, department);
    for (guint i = 0; i < G_N_ELEMENTS(left_out); i++)
        leave_out(key, left_out[i]);
    for (const char *c = key; *c != '\0'; c++) {
        if (!g_ascii_isdigit(*c) && *c != ')' && *c != '(' && *c != '-' && *c != '.')
            *to++ = *c;
    }
    *to = '\0';
    return key;
}

/* What the three checks need, made once a report. */
struct MzContents {
    Entry *entries; /* the parts and sections that the contents name */
    guint n_entries;
    const char **titles; /* of the sections of the first two levels, as compared; NULL: deeper */
};

static void
add_entries(const MzReport *report, MzArena *arena, const char *department, struct MzContents *contents)
{
    contents->entries = mz_arena_new0(arena, Entry, report->n_contents);
    for (guint i = 0; i < report->n_contents; i++) {
        const MzContentsEntry *of = &report->contents[i];
        int ordinal = of->level == 1 ? 0 : mz_ordinal_value(of->ordinal);
        if (of->level > 2 || (of->level == 2 && ordinal == 0))
            continue;
        contents->entries[contents->n_entries++] =
            (Entry){.title = title_key(arena, of->title, department),
                    .printed = mz_arena_concat(arena, of->ordinal == NULL ? "" : of->ordinal,
                                               of->level == 1 ? " " : "、", of->title, NULL),
                    .ordinal = ordinal,
                    .line = of->line,
                    .page = (int)of->page,
                    .section = -1,
                    .table = -1,
                    .of = i};
    }
}

static gboolean
is_title(const char *entry, const char *title)
{
    return title[0] != '\0' && (g_str_has_prefix(entry, title) || g_str_has_prefix(title, entry));
}

/* A table's title begins like the section that explains it. */
static gboolean
names_table(const char *title)
{
    return strstr(title, "表") != NULL;
}

/* Finds the table of each entry that names one, by its own title or the form's. */
static void
match_tables(const MzReport *report, MzArena *arena, const char *department, struct MzContents *contents)
{
    char **keys = mz_arena_new0(arena, char *, 2 * (gsize)report->n_tables + 1);
    gboolean any = FALSE;
    for (guint e = 0; e < contents->n_entries; e++)
        any |= names_table(contents->entries[e].title);
    for (guint t = 0; t < report->n_tables && any; t++) {
        const MzTable *table = &report->tables[t];
        keys[2 * t] = title_key(arena, table->form->title, department);
        keys[2 * t + 1] = table->title != NULL ? title_key(arena, table->title, department) : keys[2 * t];
    }
    for (guint e = 0; e < contents->n_entries; e++) {
        Entry *entry = &contents->entries[e];
        for (guint k = 0; k < 2 * report->n_tables && names_table(entry->title) && entry->table < 0; k++) {
            if (is_title(entry->title, keys[k]))
                entry->table = (int)k / 2;
        }
    }
}

/* Finds the section of each entry. Titles of tables are no sections: those entries stay without. */
static void
match_entries(const MzReport *report, struct MzContents *contents)
{
    guint from = 0;
    for (guint e = 0; e < contents->n_entries; e++) {
        Entry *entry = &contents->entries[e];
        if (names_table(entry->title))
            continue;
        for (guint turn = 0; turn < report->n_sections && entry->section < 0; turn++) {
            guint s = (from + turn) % report->n_sections;
            const MzSection *section = &report->sections[s];
            if (section->level == (entry->ordinal == 0 ? 1 : 2) && !names_table(contents->titles[s]) &&
                is_title(entry->title, contents->titles[s]))
                entry->section = (int)s;
        }
        if (entry->section >= 0)
            from = (guint)entry->section + 1;
    }
}

/* The part that holds the tables ("2024年度部门决算表"); -1: none. */
static int
part_of_tables(const MzReport *report, const struct MzContents *contents, const Entry *entry)
{
    for (guint s = 0; s < report->n_sections && entry->ordinal == 0 && names_table(entry->title); s++) {
        if (report->sections[s].level == 1 && is_title(entry->title, contents->titles[s]))
            return (int)s;
    }
    return -1;
}

/* What was found goes with the result of the checks: pages link it. */
static void
keep_places(MzChecker *checker, const struct MzContents *contents)
{
    const MzReport *report = checker->report;
    MzContentsPlace *places = mz_arena_new0(checker->arena, MzContentsPlace, (gsize)report->n_contents + 1);
    for (guint i = 0; i < report->n_contents; i++)
        places[i] = (MzContentsPlace){-1, -1, FALSE};
    for (guint e = 0; e < contents->n_entries; e++) {
        const Entry *entry = &contents->entries[e];
        int part = entry->table < 0 ? part_of_tables(report, contents, entry) : -1;
        places[entry->of] = (MzContentsPlace){part >= 0 ? part : entry->section, entry->table, TRUE};
    }
    checker->checks->contents = places;
}

static const struct MzContents *
contents_of(MzChecker *checker)
{
    const MzReport *report = checker->report;
    MzArena *arena = checker->scratch;
    if (checker->contents != NULL)
        return checker->contents;
    struct MzContents *contents = mz_arena_new0(arena, struct MzContents, 1);
    const char *department = report->department == NULL ? "" : mz_text_key(arena, report->department, -1);
    add_entries(report, arena, department, contents);
    contents->titles = mz_arena_new0(arena, const char *, report->n_sections);
    for (guint s = 0; s < report->n_sections && contents->n_entries > 0; s++) {
        if (report->sections[s].level <= 2)
            contents->titles[s] = title_key(arena, report->sections[s].title, department);
    }
    match_entries(report, contents);
    match_tables(report, arena, department, contents);
    keep_places(checker, contents);
    checker->contents = contents;
    return contents;
}

/* The section that the entry means though its title is another: the one of its ordinal behind the entry before. */
static int
section_meant(const MzReport *report, const struct MzContents *contents, guint e)
{
    const Entry *entry = &contents->entries[e];
    const Entry *before = e == 0 ? NULL : entry - 1;
    guint next = before == NULL ? 0 : before->section < 0 ? report->n_sections : (guint)before->section + 1;
    for (guint s = next; s < report->n_sections; s++) {
        const MzSection *section = &report->sections[s];
        if (section->level > (entry->ordinal == 0 ? 1 : 2))
            continue;
        gboolean same = section->level == (entry->ordinal == 0 ? 1 : 2) && section->ordinal != NULL &&
                        (entry->ordinal == 0 || mz_ordinal_value(section->ordinal) == entry->ordinal);
        return same && mz_text_distance(entry->title, contents->titles[s], 3) <= 3 ? (int)s : -1;
    }
    return -1;
}

static MzEvidence
evidence_of_entry(const MzChecker *checker, const Entry *entry)
{
    MzEvidence place = mz_evidence_of_line(checker, (MzSpan){entry->line, 0, 0}, "目录", "the table of contents");
    place.value = mz_arena_strdup(checker->arena, entry->printed); /* entries are gone when the run is over */
    return place;
}

static void
compare_title(MzChecker *checker, const MzCheck *check, const struct MzContents *contents, guint e)
{
    const MzReport *report = checker->report;
    const Entry *entry = &contents->entries[e];
    if (names_table(entry->title))
        return;
    int meant = entry->section >= 0 ? -1 : section_meant(report, contents, e);
    if (entry->section >= 0)
        mz_record(checker, check, MZ_STATE_HOLDS, -1, entry->section);
    if (meant < 0)
        return; /* a heading that was not found proves nothing */
    mz_record(checker, check, MZ_STATE_FAILS, -1, meant);
    const MzSection *section = &report->sections[meant];
    MzEvidence related = mz_evidence_of_line(checker, (MzSpan){section->line, 0, 0}, "标题", "the heading");
    related.value = section->title;
    MzFinding *finding = mz_finding_add(
        checker, check, check->severity, evidence_of_entry(checker, entry),
        mz_arena_printf(checker->arena, "目录“%s”与正文标题“%s”不一致", entry->printed, section->title),
        mz_arena_printf(checker->arena, "'%s' in the contents is '%s' in the text", entry->printed, section->title));
    finding->expected = section->title;
    mz_finding_relate(checker, finding, &related, 1);
}

static void
compare_order(MzChecker *checker, const MzCheck *check, const Entry *entry, const Entry *before)
{
    if (entry->section < 0 || before->section < 0)
        return;
    gboolean holds = entry->section > before->section;
    mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, entry->section);
    if (!holds)
        mz_finding_add(
            checker, check, check->severity, evidence_of_entry(checker, entry),
            mz_arena_printf(checker->arena, "目录“%s”在“%s”之后，正文中在其之前", entry->printed, before->printed),
            mz_arena_printf(checker->arena, "'%s' stands behind '%s' in the contents, before it in the text",
                            entry->printed, before->printed));
}

static void
compare_pages(MzChecker *checker, const MzCheck *check, const Entry *entry, const Entry *before)
{
    if (entry->page == 0 || before->page == 0)
        return;
    gboolean holds = entry->page >= before->page;
    mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, -1);
    if (!holds)
        mz_finding_add(
            checker, check, check->severity, evidence_of_entry(checker, entry),
            mz_arena_printf(checker->arena, "目录页码由 %d 变为 %d", before->page, entry->page),
            mz_arena_printf(checker->arena, "pages of the contents go from %d to %d", before->page, entry->page));
}

void
mz_check_contents(MzChecker *checker, const MzCheck *check)
{
    const struct MzContents *contents = contents_of(checker);
    for (guint e = 0; e < contents->n_entries; e++) {
        const Entry *entry = &contents->entries[e];
        if (strcmp(check->id, "doc.toc.titles") == 0)
            compare_title(checker, check, contents, e);
        else if (e > 0 && strcmp(check->id, "doc.toc.order") == 0)
            compare_order(checker, check, entry, entry - 1);
        else if (e > 0)
            compare_pages(checker, check, entry, entry - 1);
    }
    mz_skip_if_unused(checker, check, contents->n_entries == 0 ? MZ_SKIP_NO_CONTENTS : MZ_SKIP_NO_CLAIM);
}

/* ---- 部门：… over the tables */

/* Whether a line may have a colon, or what is folded to it: by its own byte, or the first of theirs. */
static gboolean
may_be_colon(MzBytes bytes)
{
    return mz_bytes_any((MzHalves)((bytes == ':') | (bytes == 0xEF) | (bytes == 0xE2)));
}

/* The name behind a label in the lines of a table's head; NULL: none. */
static const char *
name_over(const MzReport *report, const MzLineMarks *marks, MzArena *arena, const MzTable *table, guint32 *line)
{
    static const char *const labels[] = {"编制部门:", "编制单位:", "公开部门:", "公开单位:", "部门:"};
    for (guint l = MAX(1, table->first_line);
         l < table->first_line + 8 && l <= table->last_line && l <= report->n_lines; l++) {
        if (!mz_bytes_ask(report->lines[l - 1], marks[l - 1].length, may_be_colon))
            continue;
        const char *text = mz_text_fold(arena, report->lines[l - 1], -1);
        for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
            const char *at = strstr(text, labels[i]);
            if (at == NULL)
                continue;
            at += strlen(labels[i]);
            const char *end = strstr(at, "单位:");
            end = end == NULL ? at + strlen(at) : end;
            const char *tail = strstr(at, "金额");
            end = tail != NULL && tail < end ? tail : end;
            char *name = mz_text_key(arena, at, end - at);
            char *suffix = strstr(name, "(汇总)");
            if (suffix != NULL)
                *suffix = '\0';
            *line = l;
            return name[0] == '\0' ? NULL : name;
        }
    }
    return NULL;
}

/* One name may be the other with its city before it or 本级 behind it. */
static gboolean
is_same_body(const char *a, const char *b)
{
    return a == b || strstr(a, b) != NULL || strstr(b, a) != NULL;
}

/* The names over the tables, those that are alike the same pointer; NULL: none. */
static void
names_over(const MzReport *report, const MzLineMarks *marks, MzArena *arena, const char **names, guint32 *lines)
{
    const char *last = NULL;
    for (guint t = 0; t < report->n_tables; t++) {
        names[t] = name_over(report, marks, arena, &report->tables[t], &lines[t]);
        if (names[t] != NULL && last != NULL && mz_text_is(names[t], last))
            names[t] = last;
        last = names[t] != NULL ? names[t] : last;
    }
}

/* The name over one table that no other table has, where the others have one. */
void
mz_check_body_names(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    const MzLineMarks *marks = mz_line_marks(checker);
    g_autoptr(MzArena) scratch = mz_arena_new();
    const char **names = mz_arena_new0(scratch, const char *, report->n_tables + 1);
    guint32 *lines = mz_arena_new0(scratch, guint32, report->n_tables + 1);
    names_over(report, marks, scratch, names, lines);
    for (guint t = 0; t < report->n_tables; t++) {
        guint n_same = 0, n_other = 0;
        const char *other = NULL;
        for (guint o = 0; o < report->n_tables && names[t] != NULL; o++) {
            if (o == t || names[o] == NULL)
                continue;
            gboolean same = is_same_body(names[t], names[o]);
            n_same += same;
            n_other += !same;
            other = same ? other : names[o];
        }
        if (names[t] == NULL || n_same + n_other == 0)
            continue;
        gboolean holds = n_same > 0 || n_other < 2;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, (int)t, -1);
        if (holds)
            continue;
        MzEvidence place = mz_evidence_of_line(checker, (MzSpan){lines[t], 0, 0}, report->tables[t].form->title,
                                               report->tables[t].form->title);
        place.table = (int)t;
        place.value = mz_arena_strdup(checker->arena, names[t]);
        MzFinding *finding = mz_finding_add(
            checker, check, check->severity, place,
            mz_arena_printf(checker->arena, "%s的部门名称“%s”，与其他各表的“%s”不一致", place.zh, names[t], other),
            mz_arena_printf(checker->arena, "%s is of '%s', the other tables of '%s'", place.en, names[t], other));
        finding->expected = mz_arena_strdup(checker->arena, other);
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- 部门 or 单位 in the titles of the parts */

void
mz_check_body_kind(MzChecker *checker, const MzCheck *check)
{
    static const char *const words[] = {"部门决算", "部门预算", "单位决算", "单位预算"};
    const MzReport *report = checker->report;
    int first = -1;
    guint kind = 0;
    for (guint s = 0; s < report->n_sections; s++) {
        const MzSection *section = &report->sections[s];
        for (guint w = 0; section->level == 1 && w < G_N_ELEMENTS(words); w++) {
            if (strstr(section->title, words[w]) == NULL)
                continue;
            gboolean holds = first < 0 || kind == w / 2;
            mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, (int)s);
            if (!holds)
                mz_finding_add(
                    checker, check, check->severity,
                    mz_evidence_of_line(checker, (MzSpan){section->line, 0, 0}, section->title, section->title),
                    mz_arena_printf(checker->arena, "“%s”与“%s”，部门与单位混用", section->title,
                                    report->sections[first].title),
                    mz_arena_printf(checker->arena, "'%s' and '%s' mix department and unit", section->title,
                                    report->sections[first].title));
            kind = first < 0 ? w / 2 : kind;
            first = first < 0 ? (int)s : first;
        }
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- sections that must be there */

const MzRequiredSection *
mz_required_sections(guint *n_sections)
{
    static const MzRequiredSection sections[] = {
        {MZ_FOR_BOTH, {"职责", "职能"}, "部门（单位）职责"},
        {MZ_FOR_BOTH, {"机构", NULL}, "机构设置"},
        {MZ_FOR_FINAL, {"收入支出决算总体", "收支决算总体"}, "收入支出决算总体情况"},
        {MZ_FOR_FINAL, {"收入决算情况", NULL}, "收入决算情况"},
        {MZ_FOR_FINAL, {"支出决算情况", NULL}, "支出决算情况"},
        {MZ_FOR_BUDGET, {"收入预算情况", NULL}, "收入预算情况"},
        {MZ_FOR_BUDGET, {"支出预算情况", NULL}, "支出预算情况"},
        {MZ_FOR_BOTH, {"财政拨款", NULL}, "财政拨款收支情况"},
        {MZ_FOR_BOTH, {"一般公共预算", NULL}, "一般公共预算支出情况"},
        {MZ_FOR_BOTH, {"基本支出", NULL}, "基本支出情况"},
        {MZ_FOR_BOTH, {"三公", NULL}, "“三公”经费情况"},
        {MZ_FOR_BOTH, {"运行经费", NULL}, "机关运行经费"},
        {MZ_FOR_BOTH, {"政府采购", NULL}, "政府采购"},
        {MZ_FOR_BOTH, {"国有资产", NULL}, "国有资产占用"},
        {MZ_FOR_BOTH, {"绩效", NULL}, "预算绩效"},
        {MZ_FOR_BOTH, {"名词解释", NULL}, "名词解释"},
    };
    *n_sections = G_N_ELEMENTS(sections);
    return sections;
}

/* The signatures of a required section's words. */
typedef struct {
    guint64 of[2];
} Signatures;

static gboolean
has_word_of(const char *title, guint64 lacks, const MzRequiredSection *required, const Signatures *signatures)
{
    for (guint w = 0; w < 2 && required->words[w] != NULL; w++) {
        if ((signatures->of[w] & lacks) == 0 && strstr(title, required->words[w]) != NULL)
            return TRUE;
    }
    return FALSE;
}

static const Signatures *
all_signatures(const MzRequiredSection *sections, guint n)
{
    static Signatures signatures[8 * sizeof(guint)]; /* a section is a bit of a guint */
    static gsize made = 0;
    if (g_once_init_enter(&made)) {
        g_assert(n <= G_N_ELEMENTS(signatures));
        for (guint i = 0; i < n; i++) {
            for (guint w = 0; w < 2 && sections[i].words[w] != NULL; w++)
                signatures[i].of[w] = mz_text_signature(sections[i].words[w]);
        }
        g_once_init_leave(&made, 1);
    }
    return signatures;
}

/* A bit for each required section that the report has. */
static guint
sections_there(const MzReport *report)
{
    guint n, there = 0;
    const MzRequiredSection *sections = mz_required_sections(&n);
    const Signatures *signatures = all_signatures(sections, n);
    for (guint s = 0; s < report->n_sections; s++) {
        const char *title = report->sections[s].title;
        guint64 lacks = ~mz_text_signature(title);
        for (guint rest = ~there & ((1u << n) - 1); rest != 0; rest &= rest - 1) {
            guint i = (guint)__builtin_ctz(rest);
            if (has_word_of(title, lacks, &sections[i], &signatures[i]))
                there |= 1u << i;
        }
    }
    return there;
}

guint
mz_sections_missing(const MzReport *report)
{
    guint kind = report->kind == MZ_KIND_FINAL ? MZ_FOR_FINAL : MZ_FOR_BUDGET, n, missing = 0;
    const MzRequiredSection *sections = mz_required_sections(&n);
    for (guint i = 0; i < n; i++)
        missing |= (sections[i].kinds & kind) != 0 ? 1u << i : 0;
    return missing & ~sections_there(report);
}

static gboolean
is_in_text(MzChecker *checker, const MzRequiredSection *required)
{
    for (guint w = 0; w < 2 && required->words[w] != NULL; w++) {
        if (mz_stands_in_lines(checker, required->words[w]))
            return TRUE;
    }
    return FALSE;
}

/* A text of which hardly a heading was found says nothing of what is missing. */
static gboolean
has_outline(const MzReport *report)
{
    enum { ENOUGH = 10 };
    guint n_parts = 0;
    for (guint s = 0; s < report->n_sections; s++)
        n_parts += report->sections[s].level == 1;
    return n_parts > 0 && report->n_sections >= ENOUGH;
}

void
mz_check_required_sections(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    guint kind = report->kind == MZ_KIND_FINAL ? MZ_FOR_FINAL : MZ_FOR_BUDGET, n;
    const MzRequiredSection *sections = mz_required_sections(&n);
    gboolean judged = has_outline(report);
    for (guint i = 0; i < n && judged; i++) {
        if ((sections[i].kinds & kind) == 0)
            continue;
        gboolean holds = (checker->missing_sections >> i & 1) == 0;
        if (!holds && mz_report_has_unread(report)) {
            mz_record(checker, check, MZ_STATE_UNDECIDED, -1, -1);
            continue;
        }
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, -1);
        if (holds)
            continue;
        /* Told without a heading of its own is a matter of form. */
        MzSeverity severity = is_in_text(checker, &sections[i]) ? MZ_SEVERITY_NOTE : check->severity;
        mz_finding_add(checker, check, severity,
                       mz_evidence_of_line(checker, (MzSpan){1, 0, 0}, sections[i].name, sections[i].name),
                       mz_arena_printf(checker->arena, "没有“%s”的标题", sections[i].name),
                       mz_arena_printf(checker->arena, "no heading for '%s'", sections[i].name));
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}
