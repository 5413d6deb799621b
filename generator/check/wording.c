/* Words that stand nowhere in a good report: a phrase of the templates with one character taken for another, words
 * twice in a row, placeholders, leftovers. One pass over the lines finds all of them, and notes of each line what
 * others would have to look for; each check then tells its own. */
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

/* What is left where something should have been filled in, and sentences that say what to write. */
static const char *const placeholders[] = {
    "××", "XX", "ＸＸ", "＊＊", "____", "＿＿", "待填", "待补充", "某某",
};
static const char *const leftovers[] = {
    "重点工作事项标题", "其他专用名词", "主要用于项目，", "（部门名称）", "（单位名称）",
};

/* Marks of a web page that are no text. */
static const char *const marks[] = {"<p>", "</p>", "<br", "<input", "<td", "<span", "&nbsp;", "&lt;"};

/* Words twice in a row that are never right. Others may be (人人, 天天, 常常), so a list and not a rule. */
static const char *const doubled[] = {
    "是是",     "的的",     "了了",     "和和",     "与与",     "为为",     "在在",
    "及及",     "或或",     "万元万元", "主要主要", "用于用于", "支出支出", "收入收入",
    "预算预算", "决算决算", "增加增加", "减少减少", "原因原因", "经费经费",
};

/* Phrases of 3 to 8 characters that stand twice in a row: "进一步进一步". */
#define PHRASE_LEAST 3
#define PHRASE_MOST 8

/* ---- the words looked for, by two characters of each */

typedef enum { SLIP_TEMPLATE, SLIP_PLACEHOLDER, SLIP_MARK, SLIP_DOUBLED, SLIP_MISPRINT } SlipKind;

/* A word as it must not stand. */
typedef struct {
    SlipKind kind;
    char text[32]; /* with the wrong character */
    gsize length;  /* in bytes */
    gsize known;   /* bytes of it before the character at which it is noticed: the second of its pair, or its first */
    gsize before;  /* bytes of it before the place that is told: the wrong character, or its beginning */
    const char *phrase; /* of a misprint: as it should be */
    const char *wrong;  /* of a misprint */
    guint next;         /* the next word that may be noticed by the same; 0: none */
} Word;

#define WORDS 256
#define CHAINS 256
#define PAIRS (1 << 16) /* numbers of pairs: what pair_of tells */

/* Every word, and a bit for each pair of characters that one is known by: nearly all of a text are none. A word that is
 * not of Chinese characters is known by its first character alone. */
typedef struct {
    Word words[WORDS]; /* the first is not used */
    guint n_words;
    guint first[CHAINS]; /* by number of a pair or character */
    guint64 pairs[PAIRS / 64];
    gboolean others[256]; /* by first byte of a character that is not of three bytes */
    /* By byte, of a line and of a row of a table: how to pass a character of ASCII by which no word is known; 0: not.
     * What is passed is counted by the sum of these: so many bytes, and a point is told by 1 more. */
    guint8 steps[2][256];
} Words;

static inline guint
bytes_of_character(const char *c)
{
    guint8 b = (guint8)*c;
    return b < 0x80 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
}

/* Nearly all characters beyond ASCII are of three bytes. */
static inline gboolean
is_of_three(const char *c)
{
    return ((guint8)*c & 0xF0) == 0xE0;
}

/* A number for the character of three bytes at `c`: by those behind the first, which tell nearly all apart. */
static inline guint
character_at(const char *c)
{
    guint16 bytes;
    memcpy(&bytes, c + 1, sizeof bytes);
    return bytes;
}

/* A number for two characters, one behind the other; different ones may share it. */
static inline guint
pair_of(guint before, guint character)
{
    return (before << 16 | character) * 0x9E3779B1u >> 16;
}

static inline gboolean
has_pair(const guint64 *pairs, guint pair)
{
    return (pairs[pair / 64] >> (pair % 64) & 1) != 0;
}

static inline void
add_pair(guint64 *pairs, guint pair)
{
    pairs[pair / 64] |= (guint64)1 << (pair % 64);
}

/* Adds a word that is noticed by the character behind its first `known` bytes, with the one before it if there is any.
 */
static Word *
add_word(Words *words, SlipKind kind, const char *text, gsize known)
{
    g_assert(words->n_words < WORDS && strlen(text) < sizeof words->words[0].text);
    Word *word = &words->words[words->n_words];
    *word = (Word){.kind = kind, .length = strlen(text), .known = known};
    memcpy(word->text, text, word->length + 1);
    guint number = (guint8)text[0];
    if (known > 0) {
        number = pair_of(character_at(text + known - 3), character_at(text + known));
        add_pair(words->pairs, number);
    } else {
        words->others[number] = TRUE;
    }
    guint *last = &words->first[number % CHAINS];
    while (*last != 0)
        last = &words->words[*last].next;
    *last = words->n_words++;
    return word;
}

/* Adds words of one kind. Those of Chinese characters are known by the two in their middle: their beginnings are usual
 * words, and together they are not. */
static void
add_words(Words *words, SlipKind kind, const char *const *texts, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        gsize n_characters = strlen(texts[i]) / 3;
        add_word(words, kind, texts[i], is_of_three(texts[i]) ? 3 * MAX(1, n_characters / 2) : 0);
    }
}

/* The phrases with each of their characters that may be taken for another. */
static void
add_misprints(Words *words, guint pair)
{
    gsize length = strlen(alike[pair].wrong); /* both have three bytes */
    for (guint p = 0; p < G_N_ELEMENTS(phrases); p++) {
        const char *at = strstr(phrases[p], alike[pair].right);
        for (; at != NULL; at = strstr(at + length, alike[pair].right)) {
            gsize before = (gsize)(at - phrases[p]);
            char text[sizeof words->words[0].text];
            g_strlcpy(text, phrases[p], sizeof text);
            memcpy(text + before, alike[pair].wrong, length);
            Word *word = add_word(words, SLIP_MISPRINT, text, MAX(before, length));
            word->before = before;
            word->phrase = phrases[p];
            word->wrong = alike[pair].wrong;
        }
    }
}

static const Words *
all_words(void)
{
    static gsize made = 0;
    static Words words = {.n_words = 1};
    if (g_once_init_enter(&made)) {
        add_words(&words, SLIP_TEMPLATE, leftovers, G_N_ELEMENTS(leftovers));
        add_words(&words, SLIP_PLACEHOLDER, placeholders, G_N_ELEMENTS(placeholders));
        add_words(&words, SLIP_MARK, marks, G_N_ELEMENTS(marks));
        for (guint pair = 0; pair < G_N_ELEMENTS(alike); pair++)
            add_misprints(&words, pair);
        for (guint c = 1; c < 0x80; c++)
            words.steps[0][c] = words.steps[1][c] = words.others[c] ? 0 : c == '.' ? 2 : 1;
        words.steps[0]['\t'] = 0; /* makes the line a row */
        g_once_init_leave(&made, 1);
    }
    return &words;
}

/* ---- the pass */

/* A word found. */
typedef struct {
    SlipKind kind;
    guint line;       /* index */
    const char *at;   /* in the line */
    const Word *word; /* NULL: doubled */
} Slip;

/* A pass over the lines. */
typedef struct {
    const Words *words;
    GArray *slips;  /* of Slip */
    guint64 *pairs; /* those that were met */
    /* the line at hand */
    const char *line;
    guint index;
    guint first; /* of its slips */
    guint points;
    guint before; /* number of the last character of three bytes; also of the line before */
    gboolean tab, may_double;
    guint32 last[1024]; /* where each pair of characters stood last (several share a place): one comes again soon? */
} Pass;

/* Of several leftovers, placeholders or marks in one line the first of the list is told, and so of several phrases in
 * which the same character is wrong. */
static void
add_slip(const Pass *pass, Slip slip)
{
    for (guint i = pass->first; i < pass->slips->len; i++) {
        Slip *before = &g_array_index(pass->slips, Slip, i);
        if (before->kind != slip.kind || (slip.kind == SLIP_MISPRINT && before->at != slip.at))
            continue;
        if (slip.word < before->word)
            *before = slip;
        return;
    }
    g_array_append_val(pass->slips, slip);
}

static gboolean
is_same_character(const char *a, const char *b)
{
    return a[0] == b[0] && a[1] == b[1] && a[2] == b[2];
}

static inline gboolean
is_chinese(const char *c)
{
    return (guint8)((guint8)c[0] - 0xE4) <= 5; /* U+4000 to U+9FFF */
}

/* A pair or character of that number, by which words may be known, ends with the character at `at`: adds those that
 * stand around it. */
static void
look_closer(Pass *pass, guint number, const char *at)
{
    for (guint i = pass->words->first[number % CHAINS]; i != 0; i = pass->words->words[i].next) {
        const Word *word = &pass->words->words[i];
        const char *begin = at - word->known;
        if ((gsize)(at - pass->line) >= word->known && strncmp(begin, word->text, word->length) == 0)
            add_slip(pass, (Slip){word->kind, pass->index, begin + word->before, word});
    }
}

static gboolean
is_doubled_word(const char *at)
{
    for (guint w = 0; w < G_N_ELEMENTS(doubled); w++) {
        if (is_same_character(at, doubled[w]) && g_str_has_prefix(at, doubled[w]))
            return TRUE;
    }
    return FALSE;
}

/* Whether with the characters at `c` a word or phrase may begin again that stands `n` characters or more before it. */
static gboolean
begins_again(const char *line, const char *c, gsize n)
{
    for (; n <= PHRASE_MOST && 3 * n <= (gsize)(c - line); n++) {
        const char *before = c - 3 * n;
        if (!is_same_character(c, before))
            continue;
        if (n < PHRASE_LEAST ? is_doubled_word(before) : strncmp(c, before, 3 * n) == 0)
            return TRUE;
    }
    return FALSE;
}

/* The pair that ends with the character at `c`: a word or phrase may begin again with it, or with that character alone.
 */
static inline void
look_back(Pass *pass, guint pair, gboolean same, const char *c)
{
    guint32 *last = &pass->last[pair % G_N_ELEMENTS(pass->last)], here = (guint32)(guintptr)c, distance = here - *last;
    *last = here;
    if (distance <= 3 * PHRASE_MOST && c - pass->line >= 3 && !pass->may_double)
        pass->may_double = begins_again(pass->line, c - 3, distance / 3);
    if (same && !pass->may_double)
        pass->may_double = begins_again(pass->line, c, 1);
}

/* Passes characters of ASCII; returns where something else stands. */
static inline const char *
pass_ascii(Pass *pass, const guint8 *steps, const char *c)
{
    const guint8 *b = (const guint8 *)c;
    guint sum = 0;
    for (guint step; (step = steps[*b]) != 0; b++)
        sum += step;
    pass->points += sum - (guint)(b - (const guint8 *)c);
    return (const char *)b;
}

/* Passes characters of three bytes; returns where something else stands. */
static inline const char *
pass_of_three(Pass *pass, const char *c, gboolean row)
{
    guint before = pass->before;
    for (; is_of_three(c); c += 3) {
        guint character = character_at(c), pair = pair_of(before, character);
        if (!row)
            look_back(pass, pair, before == character, c);
        add_pair(pass->pairs, pair);
        if (has_pair(pass->words->pairs, pair))
            look_closer(pass, pair, c);
        before = character;
    }
    pass->before = before;
    return c;
}

/* Nearly all characters are Chinese ones of three bytes, or digits. In a row of a table nothing is said twice. Returns
 * where the line ends, or where its first tab is. */
__attribute__((always_inline)) static inline const char *
pass_over(Pass *pass, const char *c, gboolean row)
{
    const Words *words = pass->words;
    for (;;) {
        c = pass_of_three(pass, c, row);
        c = pass_ascii(pass, words->steps[row], c);
        if (is_of_three(c))
            continue;
        if (*c == '\0' || (!row && *c == '\t'))
            return c;
        if (words->others[(guint8)*c])
            look_closer(pass, (guint8)*c, c);
        c += bytes_of_character(c);
    }
}

/* Returns where the line ends. */
static const char *
pass_over_line(Pass *pass)
{
    const char *end = pass_over(pass, pass->line, FALSE);
    pass->tab = *end != '\0';
    return pass->tab ? pass_over(pass, end, TRUE) : end;
}

/* A row of a table has tabs, a heading has no stops. */
static gboolean
is_sentence(const Pass *pass)
{
    return !pass->tab && (strstr(pass->line, "，") != NULL || strstr(pass->line, "。") != NULL);
}

/* What is found in a line counts by what the line is. */
static void
end_line(Pass *pass)
{
    if ((pass->slips->len == pass->first && !pass->may_double) || is_sentence(pass)) {
        Slip slip = {SLIP_DOUBLED, pass->index, pass->line, NULL};
        if (pass->may_double)
            g_array_append_val(pass->slips, slip);
        return;
    }
    for (guint s = pass->slips->len; s-- > pass->first;) {
        if (g_array_index(pass->slips, Slip, s).kind == SLIP_PLACEHOLDER)
            g_array_remove_index(pass->slips, s);
    }
}

static void
find_slips(MzChecker *checker)
{
    const MzReport *report = checker->report;
    Pass pass = {.words = all_words(),
                 .slips = g_array_new(FALSE, FALSE, sizeof(Slip)),
                 .pairs = mz_arena_new0(checker->scratch, guint64, PAIRS / 64)};
    MzLineMarks *marks = mz_arena_alloc(checker->scratch, report->n_lines * sizeof(MzLineMarks));
    for (guint i = 0; i < report->n_lines; i++) {
        pass.line = report->lines[i];
        pass.index = i;
        pass.first = pass.slips->len;
        pass.points = 0;
        pass.tab = pass.may_double = FALSE;
        const char *end = pass_over_line(&pass);
        end_line(&pass);
        marks[i] = (MzLineMarks){(guint)(end - pass.line), pass.points};
    }
    checker->slips = pass.slips;
    checker->line_marks = marks;
    checker->line_pairs = pass.pairs;
}

static const GArray *
slips_of(MzChecker *checker)
{
    if (checker->slips == NULL)
        find_slips(checker);
    return checker->slips;
}

const MzLineMarks *
mz_line_marks(MzChecker *checker)
{
    slips_of(checker);
    return checker->line_marks;
}

gboolean
mz_stands_in_lines(MzChecker *checker, const char *word)
{
    const MzReport *report = checker->report;
    slips_of(checker);
    for (const char *c = word; is_of_three(c) && is_of_three(c + 3); c += 3) {
        if (!has_pair(checker->line_pairs, pair_of(character_at(c), character_at(c + 3))))
            return FALSE;
    }
    gboolean found = FALSE;
    for (guint i = 0; i < report->n_lines && !found; i++)
        found = strstr(report->lines[i], word) != NULL;
    return found;
}

/* ---- findings */

static const struct {
    const char *id, *zh, *en;
} kinds[] = {
    [SLIP_TEMPLATE] = {"text.template", "是模板中的文字，应改写或删去",
                       "is left over from the template: rewrite or drop it"},
    [SLIP_PLACEHOLDER] = {"text.placeholder", "是未填写的占位符，应填写", "is a placeholder: fill it in"},
    [SLIP_MARK] = {"extract.alien-text", NULL, NULL},
    [SLIP_DOUBLED] = {"text.doubled", "同一词语连续印了两遍，应删去一个", "is printed twice in a row: drop one"},
    [SLIP_MISPRINT] = {"text.misprint", NULL, NULL},
};

static void
report_words(MzChecker *checker, const MzCheck *check, SlipKind kind, guint line, const char *at, const char *words)
{
    guint start = mz_text_index(checker->report->lines[line], (gsize)(at - checker->report->lines[line]));
    MzSpan span = {line + 1, start, start + mz_text_count(words, -1)};
    MzEvidence place = mz_evidence_of_line(checker, span, "正文", "the text");
    place.value = mz_arena_strdup(checker->arena, words);
    mz_finding_add(checker, check, check->severity, place,
                   mz_arena_printf(checker->arena, "“%s”%s", words, kinds[kind].zh),
                   mz_arena_printf(checker->arena, "'%s' %s", words, kinds[kind].en));
    mz_record(checker, check, MZ_STATE_FAILS, -1, -1);
}

/* The longest phrase that begins at `c` and follows itself, in bytes; 0: none. */
static gsize
doubled_phrase(const char *c)
{
    gsize n_characters = 0;
    while (n_characters < 2 * PHRASE_MOST && is_chinese(c + 3 * n_characters))
        n_characters++;
    for (gsize n = MIN(PHRASE_MOST, n_characters / 2); n >= PHRASE_LEAST; n--) {
        if (memcmp(c, c + 3 * n, 3 * n) == 0)
            return 3 * n;
    }
    return 0;
}

static void
check_doubled(MzChecker *checker, const MzCheck *check, guint line)
{
    const char *text = checker->report->lines[line];
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
        gsize length = is_chinese(c) ? doubled_phrase(c) : 0;
        if (length == 0)
            continue;
        report_words(checker, check, SLIP_DOUBLED, line, c, mz_arena_strndup(checker->scratch, c, 2 * length));
        return; /* one for the line */
    }
    for (guint w = 0; w < G_N_ELEMENTS(doubled); w++) {
        const char *at = strstr(text, doubled[w]);
        if (at != NULL && !g_str_has_prefix(at, "的的确确"))
            report_words(checker, check, SLIP_DOUBLED, line, at, doubled[w]);
    }
}

static void
report_misprint(MzChecker *checker, const MzCheck *check, const Slip *slip)
{
    const char *text = checker->report->lines[slip->line], *phrase = slip->word->phrase, *wrong = slip->word->wrong;
    guint start = mz_text_index(text, (gsize)(slip->at - text));
    MzEvidence place = mz_evidence_of_line(checker, (MzSpan){slip->line + 1, start, start + 1}, "正文", "the text");
    place.value = wrong;
    MzFinding *finding = mz_finding_add(
        checker, check, check->severity, place, mz_arena_printf(checker->arena, "“%s”中的一字印作“%s”", phrase, wrong),
        mz_arena_printf(checker->arena, "'%s' is printed for a character of '%s'", wrong, phrase));
    finding->expected = phrase;
    mz_record(checker, check, MZ_STATE_FAILS, -1, -1);
}

void
mz_check_text(MzChecker *checker, const MzCheck *check)
{
    const GArray *slips = slips_of(checker);
    for (guint i = 0; i < slips->len; i++) {
        const Slip *slip = &g_array_index(slips, Slip, i);
        if (strcmp(kinds[slip->kind].id, check->id) != 0)
            continue;
        if (slip->kind == SLIP_DOUBLED)
            check_doubled(checker, check, slip->line);
        else if (slip->kind == SLIP_MISPRINT)
            report_misprint(checker, check, slip);
        else
            report_words(checker, check, slip->kind, slip->line, slip->at, slip->word->text);
    }
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_record(checker, check, MZ_STATE_HOLDS, -1, -1);
}

void
mz_check_alien_text(MzChecker *checker, const MzCheck *check)
{
    const GArray *slips = slips_of(checker);
    const Slip *first = NULL;
    guint n = 0;
    for (guint i = 0; i < slips->len; i++) {
        const Slip *slip = &g_array_index(slips, Slip, i);
        if (slip->kind == SLIP_MARK && n++ == 0)
            first = slip;
    }
    if (checker->report->n_lines == 0) {
        mz_skip(checker, check, MZ_SKIP_NO_TEXT);
        return;
    }
    mz_record(checker, check, n == 0 ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, -1);
    if (n == 0)
        return;
    const char *line = checker->report->lines[first->line], *mark = first->word->text;
    guint start = mz_text_index(line, (gsize)(first->at - line));
    MzSpan span = {first->line + 1, start, start + (guint)first->word->length};
    MzEvidence place = mz_evidence_of_line(checker, span, "正文", "the text");
    place.value = mark;
    mz_finding_add(checker, check, check->severity, place,
                   mz_arena_printf(checker->arena, "有 %u 行混入网页标记，如“%s”", n, mark),
                   mz_arena_printf(checker->arena, "%u lines have marks of a web page, as '%s'", n, mark));
}
