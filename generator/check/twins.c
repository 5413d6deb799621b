/* One sentence twice, with another number. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"

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
