/* Slips of the pen: in the phrases that every report has, and sentences that stand twice with another number. */
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
    guint pair, bit; /* of the wrong character */
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
                slips->slips[slips->n_slips++] = (Slip){pair, bit, phrases[p], (gsize)(at - phrases[p])};
        }
    }
}

/* Whether the text around the wrong character at `at` is the phrase. */
static gboolean
is_phrase_at(const char *line, const char *at, const Slip *slip)
{
    const char *after = slip->phrase + slip->before + 3;
    return bit_of(at) == slip->bit && (gsize)(at - line) >= slip->before &&
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

static const Slips *
all_slips(void)
{
    static gsize made = 0;
    static Slips slips;
    if (g_once_init_enter(&made)) {
        list_slips(&slips);
        g_once_init_leave(&made, 1);
    }
    return &slips;
}

void
mz_check_misprints(MzChecker *checker, const MzCheck *check)
{
    for (guint i = 0; i < checker->report->n_lines; i++)
        check_misprints(checker, check, i, all_slips());
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_record(checker, check, MZ_STATE_HOLDS, -1, -1);
}

/* ---- text.twins: one sentence twice, with another number */

/* Shorter sentences are templates, and those with one number say it of two things. */
#define TWIN_LENGTH 24
#define TWIN_NUMBERS 2

typedef struct {
    const char *text; /* as printed, up to its stop */
    gsize length;     /* in bytes */
    GPtrArray *numbers;
    guint32 line;
    int section;
} Sentence;

/* The sentence without its numbers; the numbers go into `numbers`. */
static char *
split_numbers(MzArena *arena, const char *text, gsize length, GPtrArray *numbers)
{
    char *words = mz_arena_alloc(arena, length + 1), *to = words;
    const char *end = text + length;
    for (const char *c = text; c < end;) {
        gsize digits = g_ascii_isdigit(*c) ? MIN(strspn(c, "0123456789.,"), (gsize)(end - c)) : 0;
        if (digits > 0) {
            g_ptr_array_add(numbers, mz_arena_strndup(arena, c, digits));
            *to++ = '#';
            c += digits;
        } else if (*c == ' ') {
            c++; /* wrapping leaves blanks */
        } else {
            *to++ = *c++;
        }
    }
    *to = '\0';
    return words;
}

/* The index of the one number in which two sentences differ; -1: in none, or in several. */
static int
one_difference(const Sentence *a, const Sentence *b)
{
    int at = -1;
    for (guint i = 0; i < a->numbers->len; i++) {
        if (strcmp(a->numbers->pdata[i], b->numbers->pdata[i]) == 0)
            continue;
        if (at >= 0)
            return -1;
        at = (int)i;
    }
    return at;
}

static void
compare_twins(MzChecker *checker, const MzCheck *check, const Sentence *one, const Sentence *other)
{
    if (one->section == other->section)
        return; /* a list of its section, made after one pattern */
    int at = one_difference(one, other);
    mz_record(checker, check, at < 0 ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, one->section);
    if (at < 0)
        return;
    const char *here = one->numbers->pdata[at], *there = other->numbers->pdata[at];
    char *begin = mz_arena_strndup(checker->arena, one->text, MIN(one->length, mz_text_offset(one->text, 16)));
    MzEvidence place = mz_evidence_of_line(checker, (MzSpan){one->line, 0, 0}, "正文", "the text");
    MzEvidence related = mz_evidence_of_line(checker, (MzSpan){other->line, 0, 0}, "正文", "the text");
    place.value = mz_arena_strdup(checker->arena, here);
    related.value = mz_arena_strdup(checker->arena, there);
    MzFinding *finding = mz_finding_add(
        checker, check, check->severity, place,
        mz_arena_printf(checker->arena, "“%s…”与第 %u 行的一句只有一个数字不同：此处 %s，彼处 %s", begin, other->line,
                        here, there),
        mz_arena_printf(checker->arena, "'%s…' is the sentence of line %u but for one number: %s here, %s there", begin,
                        other->line, here, there));
    mz_finding_relate(checker, finding, &related, 1);
}

/* Whether the text has as many numbers as a twin needs. */
static gboolean
has_numbers(const char *text, gsize length)
{
    guint n = 0;
    for (gsize i = 0; i < length && n < TWIN_NUMBERS; i++)
        n += g_ascii_isdigit(text[i]) && (i == 0 || !g_ascii_isdigit(text[i - 1]));
    return n >= TWIN_NUMBERS;
}

static void
look_for_twin(MzChecker *checker, const MzCheck *check, GHashTable *seen, Sentence sentence)
{
    /* rows of a table are alike by nature */
    if (sentence.length < 3 * TWIN_LENGTH || !has_numbers(sentence.text, sentence.length) ||
        memchr(sentence.text, '\t', sentence.length) != NULL)
        return;
    sentence.numbers = g_ptr_array_new();
    char *words = split_numbers(checker->scratch, sentence.text, sentence.length, sentence.numbers);
    const Sentence *other = g_hash_table_lookup(seen, words);
    if (sentence.numbers->len < TWIN_NUMBERS || other != NULL) {
        if (other != NULL && other->numbers->len == sentence.numbers->len)
            compare_twins(checker, check, &sentence, other);
        g_ptr_array_unref(sentence.numbers);
        return;
    }
    g_hash_table_insert(seen, words, mz_arena_memdup(checker->scratch, &sentence, sizeof sentence));
}

void
mz_check_twins(MzChecker *checker, const MzCheck *check)
{
    static const char stop[] = "。";
    const MzReport *report = checker->report;
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint s = 0; s < report->n_sections; s++) {
        const MzSection *section = &report->sections[s];
        for (guint p = 0; p < section->n_paragraphs; p++) {
            for (const char *text = section->paragraphs[p]; *text != '\0';) {
                const char *end = strstr(text, stop);
                gsize length = end == NULL ? strlen(text) : (gsize)(end - text);
                look_for_twin(checker, check, seen,
                              (Sentence){text, length, NULL, section->paragraph_lines[p], (int)s});
                text += length + (end == NULL ? 0 : strlen(stop));
            }
        }
    }
    GHashTableIter sentences;
    gpointer sentence;
    g_hash_table_iter_init(&sentences, seen);
    while (g_hash_table_iter_next(&sentences, NULL, &sentence))
        g_ptr_array_unref(((Sentence *)sentence)->numbers);
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}
