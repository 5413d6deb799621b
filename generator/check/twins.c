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
    guint pattern;          /* hash of it without its numbers and blanks */
    struct Sentence *other; /* another one in the same slot */
} Sentence;

#define SLOTS 256

/* The hash of a sentence without its numbers and blanks, which wrapping leaves; *n_numbers: how many it has. */
static guint
pattern_of(const char *text, gsize length, guint *n_numbers)
{
    guint hash = 0;
    *n_numbers = 0;
    for (const char *c = text, *end = text + length; c < end;) {
        if ((guchar)*c >= 0xE0 && end - c >= 3) {
            hash = hash * 31 + ((guint)(guchar)c[1] << 8 | (guchar)c[2]);
            c += 3;
        } else if (g_ascii_isdigit(*c)) {
            ++*n_numbers;
            hash = hash * 31 + '#';
            while (c < end && (g_ascii_isdigit(*c) || *c == '.' || *c == ','))
                c++;
        } else {
            hash = *c == ' ' ? hash : hash * 31 + (guchar)*c;
            c++;
        }
    }
    return hash;
}

/* A sentence without its numbers and blanks; the numbers go into `numbers`. */
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

/* FALSE: they are not the same but for their numbers. */
static gboolean
compare_twins(MzChecker *checker, const MzCheck *check, const Sentence *one, const Sentence *other)
{
    g_autoptr(GPtrArray) here = g_ptr_array_new();
    g_autoptr(GPtrArray) there = g_ptr_array_new();
    const char *words = split_numbers(checker->scratch, one->text, one->length, here);
    if (strcmp(words, split_numbers(checker->scratch, other->text, other->length, there)) != 0)
        return FALSE;
    if (one->section == other->section || here->len != there->len)
        return TRUE; /* a list of its section, made after one pattern */
    int at = one_difference(here, there);
    mz_record(checker, check, at < 0 ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, one->section);
    if (at >= 0)
        report_twins(checker, check, one, other, here->pdata[at], there->pdata[at]);
    return TRUE;
}

static void
look_for_twin(MzChecker *checker, const MzCheck *check, Sentence *seen[SLOTS], Sentence sentence)
{
    guint n_numbers;
    /* rows of a table are alike by nature */
    if (sentence.length < (gsize)3 * TWIN_LENGTH || memchr(sentence.text, '\t', sentence.length) != NULL)
        return;
    sentence.pattern = pattern_of(sentence.text, sentence.length, &n_numbers);
    if (n_numbers < TWIN_NUMBERS)
        return;
    Sentence **slot = &seen[sentence.pattern % SLOTS];
    for (const Sentence *other = *slot; other != NULL; other = other->other) {
        if (other->pattern == sentence.pattern && compare_twins(checker, check, &sentence, other))
            return;
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
