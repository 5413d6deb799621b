/* One sentence twice, with another number. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"

/* Shorter sentences are templates, and those with one number say it of two things. */
#define TWIN_LENGTH 24
#define TWIN_NUMBERS 2

typedef struct Sentence {
    const char *text; /* as printed, up to its stop */
    gsize length;     /* in bytes */
    guint32 line;
    int section;
    guint32 sum;
    struct Sentence *other; /* another one in the same slot */
} Sentence;

#define SLOTS 256

/* By byte: what it adds to the sum that tells sentences apart; nothing where it may be of a number, or a blank. */
static const guint32 *
all_weights(void)
{
    static guint32 weights[256];
    static gsize made = 0;
    if (g_once_init_enter(&made)) {
        for (guint b = 1; b < G_N_ELEMENTS(weights); b++)
            weights[b] = strchr("0123456789.,# ", (int)b) != NULL ? 0 : b * b * 0x9E3779B1u ^ b << 7;
        g_once_init_leave(&made, 1);
    }
    return weights;
}

/* Sentences that are the same but for their numbers and blanks have the same sum. */
static guint32
sum_of(const char *text, gsize length)
{
    const guint32 *weights = all_weights();
    guint32 sum = 0;
    for (gsize i = 0; i < length; i++)
        sum += weights[(guint8)text[i]];
    return sum;
}

/* The length of the number at `text`, before `end`; 0: none. */
static inline gsize
length_of_number(const char *text, const char *end)
{
    const char *c = text;
    while (c < end && (g_ascii_isdigit(*c) || (c > text && (*c == '.' || *c == ','))))
        c++;
    return (gsize)(c - text);
}

/* Passes blanks, which wrapping leaves, and the character or number behind them: returns the character, of a number #;
 * at the end NUL. */
static inline char
next_of(const char **at, const char *end)
{
    const char *c = *at;
    while (c < end && *c == ' ')
        c++;
    gsize digits = length_of_number(c, end);
    *at = digits > 0 ? c + digits : c + (c < end);
    return digits > 0 ? '#' : c < end ? *c : '\0';
}

/* Whether two sentences are the same but for their numbers and blanks. */
static gboolean
same_words(const Sentence *one, const Sentence *other)
{
    const char *a = one->text, *b = other->text, *a_end = a + one->length, *b_end = b + other->length;
    for (;;) {
        char c = next_of(&a, a_end);
        if (c != next_of(&b, b_end))
            return FALSE;
        if (c == '\0')
            return TRUE;
    }
}

/* Adds the numbers of a sentence to a list. */
static void
list_numbers(MzArena *arena, const Sentence *sentence, GPtrArray *numbers)
{
    const char *end = sentence->text + sentence->length;
    for (const char *c = sentence->text; c < end;) {
        gsize digits = length_of_number(c, end);
        if (digits > 0)
            g_ptr_array_add(numbers, mz_arena_strndup(arena, c, digits));
        c += MAX(digits, 1);
    }
}

/* The index of the one number in which two lists of them differ; -1: in none, or in several. */
static int
one_difference(const GPtrArray *a, const GPtrArray *b)
{
    int at = -1;
    for (guint i = 0; i < a->len; i++) {
        if (strcmp(a->pdata[i], b->pdata[i]) == 0)
            continue;
        if (at >= 0)
            return -1;
        at = (int)i;
    }
    return at;
}

static void
report_twins(MzChecker *checker, const MzCheck *check, const Sentence *one, const Sentence *other, const char *here,
             const char *there)
{
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

/* Two sentences that are the same but for their numbers. */
static void
compare_twins(MzChecker *checker, const MzCheck *check, const Sentence *one, const Sentence *other)
{
    if (one->section == other->section)
        return; /* a list of its section, made after one pattern */
    g_autoptr(GPtrArray) here = g_ptr_array_new();
    g_autoptr(GPtrArray) there = g_ptr_array_new();
    list_numbers(checker->scratch, one, here);
    list_numbers(checker->scratch, other, there);
    if (here->len < TWIN_NUMBERS || here->len != there->len)
        return;
    int at = one_difference(here, there);
    mz_record(checker, check, at < 0 ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, one->section);
    if (at >= 0)
        report_twins(checker, check, one, other, here->pdata[at], there->pdata[at]);
}

static void
look_for_twin(MzChecker *checker, const MzCheck *check, Sentence *seen[SLOTS], Sentence sentence)
{
    /* rows of a table are alike by nature */
    if (sentence.length < (gsize)3 * TWIN_LENGTH || memchr(sentence.text, '\t', sentence.length) != NULL)
        return;
    sentence.sum = sum_of(sentence.text, sentence.length);
    Sentence **slot = &seen[sentence.sum % SLOTS];
    for (const Sentence *other = *slot; other != NULL; other = other->other) {
        if (other->sum == sentence.sum && same_words(&sentence, other)) {
            compare_twins(checker, check, &sentence, other);
            return;
        }
    }
    sentence.other = *slot;
    *slot = mz_arena_memdup(checker->scratch, &sentence, sizeof sentence);
}

void
mz_check_twins(MzChecker *checker, const MzCheck *check)
{
    static const char stop[] = "。";
    const MzReport *report = checker->report;
    Sentence *seen[SLOTS] = {NULL};
    for (guint s = 0; s < report->n_sections; s++) {
        const MzSection *section = &report->sections[s];
        for (guint p = 0; p < section->n_paragraphs; p++) {
            for (const char *text = section->paragraphs[p]; *text != '\0';) {
                const char *end = strstr(text, stop);
                gsize length = end == NULL ? strlen(text) : (gsize)(end - text);
                look_for_twin(checker, check, seen,
                              (Sentence){text, length, section->paragraph_lines[p], (int)s, 0, NULL});
                text += length + (end == NULL ? 0 : strlen(stop));
            }
        }
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}
