/* Lists of the narrative: as many items as it says, and names of the classification that the tables have. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"
#include "forms/codes.h"

/* Longer items are sentences. */
#define ITEM_LENGTH 30

const char *
mz_paragraph_key(MzChecker *checker, int section, guint paragraph)
{
    const MzSection *heading = &checker->report->sections[section];
    if (checker->keys == NULL)
        checker->keys = mz_arena_new0(checker->scratch, const char **, checker->report->n_sections);
    if (checker->keys[section] == NULL)
        checker->keys[section] = mz_arena_new0(checker->scratch, const char *, heading->n_paragraphs);
    const char **key = &checker->keys[section][paragraph];
    if (*key == NULL)
        *key = mz_text_key(checker->scratch, heading->paragraphs[paragraph], -1);
    return *key;
}

guint32
mz_paragraph_end(const MzSection *section, guint paragraph)
{
    return paragraph + 1 < section->n_paragraphs ? section->paragraph_lines[paragraph + 1] - 1 : section->last_line;
}

/* Where the line ends with the beginning of the words, two characters at least (wrapping took the rest); NULL: not. */
static const char *
begun_at_end(const char *text, const char *words, gsize *begun)
{
    gsize length = strlen(text);
    while (length > 0 && g_ascii_isspace(text[length - 1]))
        length--;
    for (guint n = mz_text_count(words, -1) - 1; n >= 2; n--) {
        *begun = mz_text_offset(words, n);
        if (*begun <= length && strncmp(text + length - *begun, words, *begun) == 0)
            return text + length - *begun;
    }
    return NULL;
}

MzSpan
mz_span_of_words(const MzReport *report, guint32 line, guint32 last, const char *words)
{
    for (guint32 l = line; l > 0 && l <= last && l <= report->n_lines && words[0] != '\0'; l++) {
        const char *text = report->lines[l - 1], *at = strstr(text, words);
        gsize length = strlen(words);
        if (at == NULL)
            at = begun_at_end(text, words, &length);
        if (at == NULL)
            continue;
        guint start = mz_text_index(text, (gsize)(at - text));
        return (MzSpan){l, start, start + mz_text_count(words, (gssize)length)};
    }
    return (MzSpan){line, 0, 0};
}

gsize
mz_next_item(const char *list, const char *end, const char **next)
{
    static const char *const wide[] = {"、", "，", "；"};
    for (const char *c = list; c < end; c++) {
        gsize skip = *c == ',' || *c == ';' || *c == '\n';
        for (guint i = 0; i < G_N_ELEMENTS(wide) && ((guchar)*c == 0xE3 || (guchar)*c == 0xEF); i++)
            skip = strncmp(c, wide[i], 3) == 0 ? 3 : skip;
        if (skip > 0) {
            *next = c + skip;
            return (gsize)(c - list);
        }
    }
    *next = NULL;
    return (gsize)(end - list);
}

/* ---- “内设 3 个科室，分别是：甲、乙、丙” */

/* A list that is announced with a number. */
typedef struct {
    guint announced;
    guint least, most; /* items: 和 may join two or belong to a name */
} Announced;

static guint
joints_in(const char *item, gsize length)
{
    static const char *const joints[] = {"和", "与", "及"};
    guint n = 0;
    for (guint i = 0; i < G_N_ELEMENTS(joints); i++) {
        const char *at = g_strstr_len(item, (gssize)length, joints[i]);
        for (; at != NULL; at = g_strstr_len(at + 3, item + length - at - 3, joints[i]))
            n++;
    }
    return n;
}

/* Counts the items up to the end of the sentence. FALSE: none, an open list (等), or sentences. */
static gboolean
count_items(const char *list, Announced *found)
{
    const char *end = strstr(list, "。");
    end = end == NULL ? list + strlen(list) : end;
    if (end == list || g_strstr_len(list, end - list, "等") != NULL)
        return FALSE;
    found->least = found->most = 0;
    for (const char *item = list, *next; item != NULL && item < end; item = next) {
        gsize length = mz_next_item(item, end, &next);
        if (mz_text_count(item, (gssize)length) > ITEM_LENGTH || g_strstr_len(item, (gssize)length, ":") != NULL)
            return FALSE;
        found->least += length > 0;
        found->most += length > 0 ? 1 + joints_in(item, length) : 0;
    }
    return found->least > 0;
}

/* The number before 个 at `unit` of a folded text; 0: none. */
static guint
number_before(const char *text, const char *unit)
{
    const char *digits = unit;
    while (digits > text && g_ascii_isdigit(digits[-1]))
        digits--;
    if (digits < unit)
        return unit - digits > 3 ? 0 : (guint)g_ascii_strtoull(digits, NULL, 10);
    static const char *const words[] = {"一", "两", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const guint8 values[] = {1, 2, 2, 3, 4, 5, 6, 7, 8, 9};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (unit - text >= 3 && strncmp(unit - 3, words[i], 3) == 0)
            return unit - text >= 6 && strncmp(unit - 6, "十", 3) == 0 ? 0 : values[i]; /* 十一…: not as far as that */
    }
    return 0;
}

/* What announces the list behind the number, and where the list begins; NULL: nothing does. */
static const char *
list_behind(const char *unit)
{
    static const char *const announcers[] = {"分别是:", "分别为:", "包括:", "包含:", "具体是:", "分别是", "分别为"};
    const char *stop = strstr(unit, "。");
    const char *best = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(announcers); i++) {
        const char *at = strstr(unit, announcers[i]);
        if (at == NULL || (stop != NULL && at > stop) || mz_text_count(unit, at - unit) > 12)
            continue;
        if (best == NULL || at + strlen(announcers[i]) > best)
            best = at + strlen(announcers[i]);
    }
    return best;
}

/* Without what stands in brackets: "共 1 个（本级和 0 个所属单位）". */
static void
drop_brackets(char *text)
{
    guint depth = 0;
    char *to = text;
    for (const char *c = text; *c != '\0'; c++) {
        depth += *c == '(';
        if (depth == 0)
            *to++ = *c;
        depth -= *c == ')' && depth > 0;
    }
    *to = '\0';
}

static void
count_paragraph(MzChecker *checker, const MzCheck *check, int section, guint paragraph)
{
    const MzSection *heading = &checker->report->sections[section];
    const char *text = heading->paragraphs[paragraph];
    if (strstr(text, "个") == NULL ||
        (strstr(text, "分别") == NULL && strstr(text, "包") == NULL && strstr(text, "具体是") == NULL))
        return;
    char *key = mz_arena_strdup(checker->scratch, mz_paragraph_key(checker, section, paragraph));
    drop_brackets(key);
    for (const char *unit = strstr(key, "个"); unit != NULL; unit = strstr(unit + 3, "个")) {
        Announced found = {.announced = number_before(key, unit)};
        const char *list = found.announced == 0 ? NULL : list_behind(unit);
        if (list == NULL || !count_items(list, &found))
            continue;
        gboolean holds = found.announced >= found.least && found.announced <= found.most;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, section);
        if (holds)
            continue;
        const char *words = mz_arena_strndup(checker->arena, unit, mz_text_offset(unit, 5));
        MzEvidence place =
            mz_evidence_of_line(checker, (MzSpan){heading->paragraph_lines[paragraph], 0, 0}, "正文", "the text");
        place.value = mz_arena_printf(checker->arena, "%u", found.announced);
        MzFinding *finding = mz_finding_add(
            checker, check, check->severity, place,
            mz_arena_printf(checker->arena, "正文称 %u %s，而所列为 %u 项，请核对数目或清单", found.announced, words,
                            found.least),
            mz_arena_printf(checker->arena, "the text says %u %s, but lists %u: check the number or the list",
                            found.announced, words, found.least));
        finding->expected = mz_arena_printf(checker->arena, "%u", found.least);
    }
}

/* “共涉及 8 个一级项目” and the reviews that follow, one a paragraph: “1. 某项目绩效自评综述：…”. */
static void
count_reviews(MzChecker *checker, const MzCheck *check, int section)
{
    const MzReport *report = checker->report;
    const MzSection *heading = &report->sections[section];
    guint announced = 0, n = 0, line = 0;
    for (guint s = (guint)section; s < report->n_sections; s++) {
        const MzSection *below = &report->sections[s];
        if ((int)s != section && below->level <= heading->level)
            break;
        n += (int)s != section && strstr(below->title, "自评综述") != NULL;
        for (guint p = 0; p < below->n_paragraphs; p++) {
            /* one character of each word: no blank can stand inside it */
            if (strstr(below->paragraphs[p], "涉") == NULL && strstr(below->paragraphs[p], "综") == NULL)
                continue;
            const char *key = mz_paragraph_key(checker, (int)s, p);
            const char *told = strstr(key, "共涉及"), *unit = told == NULL ? NULL : strstr(told, "个");
            if (unit != NULL && strstr(unit, "项目") != NULL && announced == 0) {
                announced = number_before(key, unit);
                line = below->paragraph_lines[p];
            }
            for (const char *at = strstr(key, "自评综述"); at != NULL; at = strstr(at + 3, "自评综述"))
                n++;
        }
    }
    if (announced == 0 || n < 2)
        return; /* told in another way, or one for all */
    MzCheckState state = announced == n                   ? MZ_STATE_HOLDS
                         : mz_may_go_on(checker, section) ? MZ_STATE_UNDECIDED
                                                          : MZ_STATE_FAILS;
    mz_record(checker, check, state, -1, section);
    if (state != MZ_STATE_FAILS)
        return;
    MzEvidence place = mz_evidence_of_line(checker, (MzSpan){line, 0, 0}, "正文", "the text");
    place.value = mz_arena_printf(checker->arena, "%u", announced);
    MzFinding *finding = mz_finding_add(
        checker, check, check->severity, place,
        mz_arena_printf(checker->arena, "正文称共涉及 %u 个项目，而自评综述有 %u 个，请核对数目或补齐", announced, n),
        mz_arena_printf(checker->arena, "the text says %u projects, but reviews %u: check the number", announced, n));
    finding->expected = mz_arena_printf(checker->arena, "%u", n);
}

void
mz_check_list_counts(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (int s = 0; s < (int)report->n_sections; s++) {
        const MzSection *section = &report->sections[s];
        for (guint p = 0; p < section->n_paragraphs; p++)
            count_paragraph(checker, check, s, p);
        if (strstr(section->title, "项目支出自评") != NULL)
            count_reviews(checker, check, s);
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- “主要是用于住房公积金、提租补贴” */

/* The 类 that a paragraph of the structure is about, by its claim; NULL: none. */
static const char *
class_of(const MzReport *report, int section, guint32 first, guint32 last)
{
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        if (claim->section == section && claim->code != NULL && strlen(claim->code) == 3 && claim->code[0] == '2' &&
            claim->span.line >= first && claim->span.line <= last)
            return claim->code;
    }
    return NULL;
}

/* The 款 or 项 of a 类 that bears the name; NULL: none, the words are the author's own. */
static const char *
standard_code(MzArena *scratch, const char *class_code, const char *name)
{
    guint n_codes;
    const MzCode *codes = mz_functional_codes_under(class_code, &n_codes);
    for (guint i = 0; i < n_codes; i++) {
        /* the first character tells most names apart */
        if (strncmp(codes[i].name, name, 3) == 0 && strcmp(mz_text_key(scratch, codes[i].name, -1), name) == 0)
            return codes[i].code;
    }
    return NULL;
}

/* Whether the general budget table has the item, under any code of the 类 with that name. FALSE in `*prints`: it does
 * not print items of that level, so nothing can be said. */
static gboolean
has_use(MzArena *scratch, const MzTable *general, const char *class_code, const char *code, const char *name,
        gboolean *prints)
{
    *prints = FALSE;
    for (guint r = 0; r < general->n_rows; r++) {
        const MzRow *row = &general->rows[r];
        if (row->code == NULL || !g_str_has_prefix(row->code, class_code))
            continue;
        *prints |= strlen(row->code) >= strlen(code);
        const char *standard = mz_code_name(row->code); /* several 款 have 行政运行 */
        if (g_str_has_prefix(row->code, code) ||
            (row->label != NULL && strcmp(mz_text_key(scratch, row->label, -1), name) == 0) ||
            (standard != NULL && strcmp(mz_text_key(scratch, standard, -1), name) == 0))
            return TRUE;
    }
    return FALSE;
}

static void
check_use(MzChecker *checker, const MzCheck *check, const MzTable *general, const char *class_code, const char *name,
          guint32 line, guint32 last, int section)
{
    const char *code = standard_code(checker->scratch, class_code, name);
    gboolean prints, has = code != NULL && has_use(checker->scratch, general, class_code, code, name, &prints);
    if (code == NULL || (!has && !prints))
        return;
    mz_record(checker, check, has ? MZ_STATE_HOLDS : MZ_STATE_FAILS, (int)(general - checker->report->tables), section);
    if (has || mz_gap_of(checker, (guint)(general - checker->report->tables), code, TRUE) != NULL)
        return; /* a row that is missing is told where it is missing */
    MzEvidence place =
        mz_evidence_of_line(checker, mz_span_of_words(checker->report, line, last, name), "正文", "the text");
    place.value = mz_arena_strdup(checker->arena, name);
    const char *class_name = mz_code_name(class_code);
    mz_finding_add(checker, check, check->severity, place,
                   mz_arena_printf(checker->arena, "正文称“%s”用于“%s”（%s），而%s该类下没有这一科目",
                                   class_name == NULL ? class_code : class_name, name, code, general->form->title),
                   mz_arena_printf(checker->arena,
                                   "the text says that %s was used for '%s' (%s), which %s does not have", class_code,
                                   name, code, general->form->title));
}

static void
check_uses(MzChecker *checker, const MzCheck *check, const MzTable *general, int section, guint paragraph)
{
    static const char *const openings[] = {"主要是用于", "主要用于"};
    const MzReport *report = checker->report;
    const MzSection *heading = &report->sections[section];
    const char *text = heading->paragraphs[paragraph];
    if (strstr(text, "用于") == NULL)
        return;
    guint32 first = heading->paragraph_lines[paragraph];
    guint32 last = mz_paragraph_end(heading, paragraph);
    const char *class_code = class_of(report, section, first, last);
    const char *key = class_code == NULL ? "" : mz_paragraph_key(checker, section, paragraph), *list = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(openings) && list == NULL; i++) {
        list = strstr(key, openings[i]);
        list = list == NULL ? NULL : list + strlen(openings[i]);
    }
    const char *end = list == NULL ? NULL : strstr(list, "。");
    if (list != NULL && end == NULL)
        end = list + strlen(list);
    for (const char *item = list, *next; item != NULL && item < end; item = next) {
        gsize length = mz_next_item(item, end, &next);
        check_use(checker, check, general, class_code, mz_arena_strndup(checker->scratch, item, length), first, last,
                  section);
    }
}

void
mz_check_uses(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    const MzTable *general = mz_report_table(report, MZ_TABLE_GENERAL);
    for (int s = 0; general != NULL && !mz_is_blind(checker, MZ_TABLE_GENERAL) && s < (int)report->n_sections; s++) {
        if (strstr(report->sections[s].title, "结构") == NULL)
            continue;
        for (guint p = 0; p < report->sections[s].n_paragraphs; p++)
            check_uses(checker, check, general, s, p);
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}
