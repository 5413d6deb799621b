/* Slips of the pen in the phrases that every report has. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"

/* Characters that are taken for one another, wrong before right. */
static const struct {
    const char *wrong, *right;
} alike[] = {
    {"拔", "拨"}, {"绝", "决"}, {"诀", "决"}, {"予", "预"}, {"够", "购"}, {"侍", "待"}, {"代", "待"}, {"菅", "营"},
    {"误", "务"}, {"物", "务"}, {"废", "费"}, {"建", "健"}, {"彰", "障"}, {"章", "障"}, {"旋", "旅"}, {"镜", "境"},
    {"行", "性"}, {"制", "置"}, {"值", "置"}, {"结", "接"}, {"正", "政"}, {"攻", "政"}, {"木", "本"}, {"官", "管"},
};

/* Phrases of the templates. A phrase with one character taken for another is no other phrase. */
static const char *const phrases[] = {
    "财政拨款",     "部门决算",     "支出决算",   "收入决算",     "年初预算",     "一般公共预算",   "政府性基金",
    "国有资本经营", "政府采购",     "公务接待",   "机关运行经费", "卫生健康支出", "社会保障和就业", "差旅费",
    "因公出国",     "出国（境）",   "购置及运行", "公务用车购置", "基本支出决算", "人员经费",       "公用经费",
    "预算绩效",     "完成年初预算", "运行维护费", "财政拨款收入", "住房保障支出", "结转和结余",     "决算情况说明",
};

/* A phrase with the wrong character at one place. */
typedef struct {
    guint pair;
    const char *phrase;
    gsize before; /* bytes of the phrase before the place */
} Slip;

/* All that can be found, and a bit for each three-byte character that is a wrong one: nearly all of a text are none. */
typedef struct {
    Slip slips[160];
    guint n_slips;
    guint64 wrong[1024];
} Slips;

static guint
bit_of(const char *c)
{
    return ((guint)((guint8)c[0] & 0xFu) << 12) | ((guint)((guint8)c[1] & 0x3Fu) << 6) | ((guint8)c[2] & 0x3Fu);
}

static void
list_slips(Slips *slips)
{
    for (guint pair = 0; pair < G_N_ELEMENTS(alike); pair++) {
        guint bit = bit_of(alike[pair].wrong);
        slips->wrong[bit / 64] |= (guint64)1 << (bit % 64);
        for (guint p = 0; p < G_N_ELEMENTS(phrases); p++) {
            const char *at = strstr(phrases[p], alike[pair].right);
            for (; at != NULL && slips->n_slips < G_N_ELEMENTS(slips->slips); at = strstr(at + 3, alike[pair].right))
                slips->slips[slips->n_slips++] = (Slip){pair, phrases[p], (gsize)(at - phrases[p])};
        }
    }
}

/* Whether the text around the wrong character at `at` is the phrase. */
static gboolean
is_phrase_at(const char *line, const char *at, const Slip *slip)
{
    const char *after = slip->phrase + slip->before + 3;
    return strncmp(at, alike[slip->pair].wrong, 3) == 0 && (gsize)(at - line) >= slip->before &&
           strncmp(at - slip->before, slip->phrase, slip->before) == 0 && strncmp(at + 3, after, strlen(after)) == 0;
}

static void
report_misprint(MzChecker *checker, const MzCheck *check, guint line, const char *at, const char *phrase,
                const char *wrong)
{
    const char *text = checker->report->lines[line];
    guint start = mz_text_index(text, (gsize)(at - text));
    MzEvidence place = mz_evidence_of_line(checker, (MzSpan){line + 1, start, start + 1}, "正文", "the text");
    place.value = wrong;
    MzFinding *finding = mz_finding_add(
        checker, check, check->severity, place, mz_arena_printf(checker->arena, "“%s”中的一字印作“%s”", phrase, wrong),
        mz_arena_printf(checker->arena, "'%s' is printed for a character of '%s'", wrong, phrase));
    finding->expected = phrase;
    mz_record(checker, check, MZ_STATE_FAILS, -1, -1);
}

static void
check_misprints(MzChecker *checker, const MzCheck *check, guint line, const Slips *slips)
{
    const char *text = checker->report->lines[line];
    for (const char *at = text; *at != '\0'; at++) {
        if (((guint8)*at & 0xF0) != 0xE0)
            continue;
        guint bit = bit_of(at);
        for (guint i = 0; (slips->wrong[bit / 64] >> (bit % 64) & 1) != 0 && i < slips->n_slips; i++) {
            if (!is_phrase_at(text, at, &slips->slips[i]))
                continue;
            report_misprint(checker, check, line, at, slips->slips[i].phrase, alike[slips->slips[i].pair].wrong);
            break;
        }
        at += 2;
    }
}

void
mz_check_misprints(MzChecker *checker, const MzCheck *check)
{
    Slips *slips = g_new0(Slips, 1);
    list_slips(slips);
    for (guint i = 0; i < checker->report->n_lines; i++)
        check_misprints(checker, check, i, slips);
    g_free(slips);
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_record(checker, check, MZ_STATE_HOLDS, -1, -1);
}
