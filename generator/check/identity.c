/* What the report says that it is: against its place in the site, and the title of its cover against both. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"

/* ---- names of bodies, as mz_text_key makes them */

/* Whether a character is one of those of a list, all of three bytes. */
static gboolean
is_one_of(const char *list, const char *character, gsize length)
{
    for (; length == 3 && *list != '\0'; list += 3) {
        if (memcmp(list, character, 3) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean
is_number(const char *character, gsize length)
{
    static const char numbers[] = "一二三四五六七八九十";
    return g_ascii_isdigit(*character) || is_one_of(numbers, character, length);
}

/* Whether the one is the other with characters left out (工商联, 工商业联合会), but no numbers: 第二中学 is not
 * 第十二中学. */
static gboolean
is_abridged(const char *name, const char *full)
{
    while (*name != '\0' && *full != '\0') {
        gsize length = (gsize)(g_utf8_next_char(full) - full);
        if (strncmp(name, full, length) == 0)
            name += length;
        else if (is_number(full, length))
            return FALSE;
        full += length;
    }
    return *name == '\0';
}

/* The same, where the shorter name may have a larger region before it (新疆昌吉州工商联, 昌吉回族自治州工商业联合会):
 * what is behind that begins with the same two characters. */
static gboolean
is_short_for(const char *name, const char *full)
{
    gsize two = mz_text_offset(full, 2);
    if (is_abridged(name, full))
        return TRUE;
    for (const char *at = name; *at != '\0'; at = g_utf8_next_char(at)) {
        if (at > name && strncmp(at, full, two) == 0 && is_abridged(at, full))
            return TRUE;
    }
    return FALSE;
}

/* Whether two names may be those of one body: the one is the other or a part of it (某市档案局, 档案局,
 * 某市档案局（本级）), or short for it. */
static gboolean
names_agree(MzArena *arena, const char *one, const char *other)
{
    const char *a = mz_text_key(arena, one, -1), *b = mz_text_key(arena, other, -1);
    return strstr(a, b) != NULL || strstr(b, a) != NULL || is_short_for(a, b) || is_short_for(b, a);
}

/* Whether the name is one of those that the site has for the body. */
static gboolean
is_known_name(const MzChecker *checker, const char *name)
{
    const MzIdentity *identity = checker->options->identity;
    for (guint i = 0; identity != NULL && identity->names != NULL && identity->names[i] != NULL; i++) {
        if (names_agree(checker->scratch, name, identity->names[i]))
            return TRUE;
    }
    return FALSE;
}

/* ---- the tables against the report's place */

/* The first line that has the words, from the title of the first table on; else that one. */
static MzSpan
place_in_tables(const MzReport *report, const char *words)
{
    guint32 first = report->n_tables > 0 && report->tables[0].first_line > 1 ? report->tables[0].first_line - 1 : 1;
    guint32 last = report->n_tables > 0 ? report->tables[report->n_tables - 1].last_line : first;
    return mz_span_of_words(report, first, last, words);
}

/* Judges one of the three: `address` is its name for suppressions. */
static void
judge(MzChecker *checker, const MzCheck *check, const char *address, gboolean holds, const char *printed,
      const char *expected, const char *zh, const char *en)
{
    mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, -1);
    if (holds)
        return;
    MzEvidence place = mz_evidence_of_line(checker, place_in_tables(checker->report, printed), "各表", "the tables");
    place.address = address;
    place.value = mz_arena_strdup(checker->arena, printed);
    MzFinding *finding = mz_finding_add(checker, check, check->severity, place, zh, en);
    finding->expected = mz_arena_strdup(checker->arena, expected);
}

static void
judge_department(MzChecker *checker, const MzCheck *check, const char *const *names)
{
    const char *department = checker->report->department;
    if (department == NULL || department[0] == '\0' || names == NULL || names[0] == NULL)
        return;
    gboolean holds = is_known_name(checker, department);
    judge(checker, check, "department", holds, department, names[0],
          holds ? ""
                : mz_arena_printf(
                      checker->arena,
                      "各表写的是“%s”，文件夹却是“%s”：是否放错了文件夹，或抄了别的部门的报告？名称确实不同的，"
                      "写进 content/departments.csv 的 name 或 former 列",
                      department, names[0]),
          holds ? ""
                : mz_arena_printf(checker->arena,
                                  "the tables are of '%s', the folder is '%s': does it lie in the wrong folder, or was "
                                  "another department's report copied? If both are right, write the name in the column "
                                  "name or former of content/departments.csv",
                                  department, names[0]));
}

static void
judge_kind(MzChecker *checker, const MzCheck *check, MzKind due)
{
    MzKind kind = checker->report->kind;
    judge(checker, check, "kind", kind == due, mz_kind_label(kind), mz_kind_label(due),
          mz_arena_printf(checker->arena, "文件名说是%s，各表是%s的表：放错了改文件名，抄错了改正文",
                          mz_kind_label(due), mz_kind_label(kind)),
          mz_arena_printf(checker->arena, "the file's name says %s, the tables are those of %s: one of them is wrong",
                          mz_kind_key(due), mz_kind_key(kind)));
}

static void
judge_year(MzChecker *checker, const MzCheck *check, int due)
{
    int year = checker->report->year;
    if (year == 0)
        return;
    judge(
        checker, check, "year", year == due, mz_arena_printf(checker->scratch, "%d", year),
        mz_arena_printf(checker->scratch, "%d", due),
        mz_arena_printf(checker->arena, "文件名说是 %d 年度，正文写的是 %d 年度：放错了改文件名，抄错了改正文", due,
                        year),
        mz_arena_printf(checker->arena, "the file's name says %d, its text says %d: one of them is wrong", due, year));
}

gboolean
mz_has_other_year(const MzChecker *checker)
{
    const MzIdentity *identity = checker->options->identity;
    return identity != NULL && checker->report->year != 0 && checker->report->year != identity->year &&
           mz_check_is_on(checker, mz_check_find("doc.identity"));
}

void
mz_check_identity(MzChecker *checker, const MzCheck *check)
{
    const MzIdentity *identity = checker->options->identity;
    if (identity == NULL) {
        mz_skip(checker, check, MZ_SKIP_NO_PLACE);
        return;
    }
    judge_year(checker, check, identity->year);
    judge_kind(checker, check, identity->kind);
    judge_department(checker, check, identity->names);
}

/* ---- the title of the cover */

typedef struct {
    const char *text; /* folded, without blanks; its lines joined */
    guint32 line;     /* its first line */
    const char *name; /* of the body; NULL: none stands there */
} Title;

/* What a title may be called behind the name of the body, the longest first. */
static const char *const title_kinds[] = {"部门预决算", "单位预决算", "部门决算", "部门预算",
                                          "单位决算",   "单位预算",   "决算",     "预算"};

static gboolean
says_kind(const char *text)
{
    return strstr(text, "决算") != NULL || strstr(text, "预算") != NULL;
}

/* The lines before the list of contents, the first heading and the first table. */
static guint32
end_of_cover(const MzReport *report)
{
    enum { MOST = 30 };
    guint32 end = MIN(report->n_lines, MOST) + 1;
    const guint32 begins[] = {report->n_sections > 0 ? report->sections[0].line : 0,
                              report->n_contents > 0 ? report->contents[0].line : 0,
                              report->n_tables > 0 ? report->tables[0].first_line : 0};
    for (guint i = 0; i < G_N_ELEMENTS(begins); i++)
        end = begins[i] > 0 ? MIN(end, begins[i]) : end;
    return end;
}

/* Whether a text ends as names of bodies do: a region's does not, nor does "市级部门". */
static gboolean
is_body(const char *text)
{
    static const char ends[] = "局委办会馆院校心室所站队处厅部团社园司镇乡府庭署关";
    gsize length = strlen(text);
    return mz_text_count(text, -1) >= 4 && strpbrk(text, ":;,0123456789") == NULL && strstr(text, "。") == NULL &&
           is_one_of(ends, g_utf8_prev_char(text + length), 3);
}

/* Whether a line is nearly the department's name: others than its name may stand above a title. */
static gboolean
is_nearly(const MzChecker *checker, const char *line)
{
    enum { CHANGES = 2 };
    const char *department = checker->report->department;
    return department != NULL &&
           mz_text_distance(line, mz_text_key(checker->scratch, department, -1), CHANGES) <= CHANGES;
}

/* The name in a title: what is left of it without year and kind, else the line above; NULL: no name of a body. */
static const char *
name_in_title(const MzChecker *checker, const char *title, const char *above)
{
    MzArena *arena = checker->scratch;
    const char *end = NULL, *digits, *next;
    for (guint i = 0; i < G_N_ELEMENTS(title_kinds) && end == NULL; i++)
        end = strstr(title, title_kinds[i]);
    char *name = mz_arena_strndup(arena, title, end == NULL ? 0 : (gsize)(end - title));
    if (mz_find_year(name, &digits, &next) != 0) {
        next += g_str_has_prefix(next, "度") ? strlen("度") : 0;
        memmove((char *)digits, next, strlen(next) + 1);
    }
    if (g_str_has_prefix(name, "关于"))
        name += strlen("关于");
    char *own = strstr(name, "本级");
    if (own != NULL)
        *own = '\0';
    if (name[0] == '\0' && above != NULL)
        return is_body(above) && is_nearly(checker, above) ? above : NULL;
    return is_body(name) ? name : NULL;
}

/* The first year of a title's line: "2024年度…", or before 决算 or 预算; no date. */
static gboolean
begins_title(const char *text)
{
    const char *digits, *next;
    return mz_find_year(text, &digits, &next) != 0 && !g_ascii_isdigit(*next) &&
           (g_str_has_prefix(next, "度") || says_kind(text)) && strstr(text, "。") == NULL;
}

/* Whether one of the title's years is the report's, or that of its place. */
static gboolean
has_year(const MzChecker *checker, const char *title)
{
    const MzIdentity *identity = checker->options->identity;
    const char *digits, *next = title;
    for (int year = mz_find_year(next, &digits, &next); year != 0; year = mz_find_year(next, &digits, &next)) {
        if (year == checker->report->year || (identity != NULL && year == identity->year))
            return TRUE;
    }
    return FALSE;
}

/* Reads the title that begins in line `l`; one that has no 决算 or 预算 goes on in the next lines. */
static Title
read_title(const MzChecker *checker, guint32 l, guint32 end, const char *above)
{
    enum { LINES = 3 };
    const MzReport *report = checker->report;
    MzArena *arena = checker->scratch;
    const char *text = mz_text_key(arena, report->lines[l - 1], -1);
    for (guint32 more = l + 1; more < end && more < l + LINES && !says_kind(text); more++)
        text = mz_arena_concat(arena, text, mz_text_key(arena, report->lines[more - 1], -1), NULL);
    return (Title){text, l, name_in_title(checker, text, above)};
}

/* Finds the title of the cover: the first with a year that is right, for lists of other reports may stand above it,
 * else the first. A report.json has no lines, and says nothing. */
static gboolean
find_title(const MzChecker *checker, Title *title)
{
    const MzReport *report = checker->report;
    const char *above = NULL;
    gboolean found = FALSE;
    guint32 end = end_of_cover(report);
    for (guint32 l = 1; l < end; l++) {
        const char *text = mz_text_key(checker->scratch, report->lines[l - 1], -1);
        if (begins_title(text)) {
            Title one = read_title(checker, l, end, above);
            gboolean right = has_year(checker, one.text);
            if (right || !found)
                *title = one;
            found = TRUE;
            if (right)
                return TRUE;
        }
        above = text[0] == '\0' ? above : text;
    }
    return found;
}

static gboolean
has_kind(const MzChecker *checker, const char *title)
{
    const MzIdentity *identity = checker->options->identity;
    gboolean final = strstr(title, "决算") != NULL, budget = strstr(title, "预算") != NULL;
    MzKind kind = final ? MZ_KIND_FINAL : MZ_KIND_BUDGET;
    return final == budget || kind == checker->report->kind || (identity != NULL && kind == identity->kind);
}

/* What of a title is judged: its name for suppressions, and for people. */
typedef struct {
    const char *address, *zh, *en;
} TitlePart;

static void
judge_title(MzChecker *checker, const MzCheck *check, guint32 line, const TitlePart *part, gboolean holds,
            const char *printed, const char *expected)
{
    mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, -1);
    if (holds)
        return;
    MzEvidence place = mz_evidence_of_line(checker, mz_span_of_words(checker->report, line, line + 2, printed),
                                           "报告标题", "the report's title");
    place.address = part->address;
    place.value = mz_arena_strdup(checker->arena, printed);
    MzFinding *finding =
        mz_finding_add(checker, check, check->severity, place,
                       mz_arena_printf(checker->arena, "报告标题的%s是“%s”，各表是“%s”", part->zh, printed, expected),
                       mz_arena_printf(checker->arena, "the %s of the report's title is '%s', that of its tables '%s'",
                                       part->en, printed, expected));
    finding->expected = mz_arena_strdup(checker->arena, expected);
}

void
mz_check_title(MzChecker *checker, const MzCheck *check)
{
    static const TitlePart year_of_title = {"title.year", "年度", "year"};
    static const TitlePart kind_of_title = {"title.kind", "类别", "kind"};
    static const TitlePart name_of_title = {"title.department", "部门名称", "department"};
    const MzReport *report = checker->report;
    Title title;
    const char *digits, *next;
    if (!find_title(checker, &title)) {
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
        return;
    }
    int year = mz_find_year(title.text, &digits, &next);
    if (report->year != 0)
        judge_title(checker, check, title.line, &year_of_title, has_year(checker, title.text),
                    mz_arena_printf(checker->scratch, "%d", year),
                    mz_arena_printf(checker->scratch, "%d", report->year));
    gboolean final = report->kind == MZ_KIND_FINAL;
    judge_title(checker, check, title.line, &kind_of_title, has_kind(checker, title.text), final ? "预算" : "决算",
                final ? "决算" : "预算");
    const char *name = report->department == NULL || report->department[0] == '\0' ? NULL : title.name;
    if (name != NULL)
        judge_title(checker, check, title.line, &name_of_title,
                    names_agree(checker->scratch, name, report->department) || is_known_name(checker, name), name,
                    report->department);
}
