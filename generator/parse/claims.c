#include "parse/narrative.h"

#include "parse/claim_reader.h"
#include "parse/lines.h"

#include <string.h>

/* How claims are read. A sentence is a row of clauses; words of a constant table (claim_words.c) say of what the next
 * number speaks and what it measures. The subject stays from clause to clause until another is named; what a number is
 * compared with stays until the sentence ends; verbs of change, 占 and 完成 stay for their clause. A number whose words
 * are not understood is no claim: nothing is guessed. */

typedef enum { MODE_TEXT, MODE_USE, MODE_REASON, MODE_PROSE, MODE_PROSE_LONG } Mode;
typedef enum { BASE_NONE, BASE_PRIOR, BASE_BUDGET } Base;

/* Of what a number speaks. */
typedef struct {
    const char *name; /* NULL: of nothing known */
    const char *code;
    guint8 role;   /* MzWordRole */
    gboolean free; /* no subject of the table but a name as printed */
} Subject;

enum { NOWHERE = G_MAXUINT };

typedef struct {
    MzFlow flow;
    Subject current;
    guint since;         /* claims before the current subject */
    const char *project; /* 项目名称：… */
    gboolean list;       /* the section has opened a list of names with amounts */
    gboolean economic;   /* … of economic items */
    const char *asset;   /* the last thing of 国有资产 */
    gboolean to_buy;     /* 安排购置 */
    /* the sentence */
    Mode mode;
    Base base;
    gboolean reason_list; /* 包括 inside a reason */
    guint sentence;
    guint reason; /* where the reason begins */
    Base reason_of;
    gboolean reason_weak; /* "主要是" may open something else than a reason */
    /* the clause */
    guint clause, words, head, first_word, tail;
    Subject subject;
    guint subject_end, subject_length;
    gboolean strong;
    guint8 hint; /* MZ_WORD_INITIAL, _FULL, _FINAL, _BUDGET; G_MAXUINT8: none */
    int direction;
    guint verb, verb_end;
    gboolean share, completion, last_year;
} Reader;

static gboolean
is_digit(gunichar c)
{
    return c >= '0' && c <= '9';
}

static gboolean
section_has(const Reader *reader, const char *word)
{
    return mz_flow_under(&reader->flow, word);
}

/* --- reasons --- */

/* Whether a stated reason explains a claim of this measure. */
static gboolean
explains(Base of, MzMeasure measure)
{
    gboolean prior = measure == MZ_MEASURE_CHANGE || measure == MZ_MEASURE_CHANGE_RATE;
    gboolean budget = measure == MZ_MEASURE_BUDGET_CHANGE || measure == MZ_MEASURE_BUDGET_CHANGE_RATE ||
                      measure == MZ_MEASURE_COMPLETION || measure == MZ_MEASURE_FINAL;
    return of == BASE_PRIOR ? prior
           : of == BASE_BUDGET
               ? budget
               : prior || measure == MZ_MEASURE_BUDGET_CHANGE || measure == MZ_MEASURE_BUDGET_CHANGE_RATE;
}

static gboolean
give_reason(Reader *reader, Base of, const char *reason)
{
    gboolean given = FALSE;
    GArray *claims = reader->flow.claims;
    guint near = claims->len > 64 ? claims->len - 64 : 0; /* a reason speaks of what was just said */
    for (guint i = MAX(reader->since, near); i < claims->len; i++) {
        MzClaim *claim = &g_array_index(claims, MzClaim, i);
        if (explains(of, claim->measure) && claim->reason == NULL) {
            claim->reason = reason;
            given = TRUE;
        }
    }
    return given;
}

static void
end_reason(Reader *reader, guint at)
{
    if (reader->reason == NOWHERE)
        return;
    guint start = reader->reason;
    const gunichar *c = reader->flow.c;
    while (start < at && (c[start] == ':' || c[start] == 0x662F || c[start] == 0x4E3A || c[start] == ',')) /* 是 为 */
        start++;
    reader->reason = NOWHERE;
    if (start >= at || reader->since >= reader->flow.claims->len)
        return;
    const char *reason = mz_flow_text(&reader->flow, start, at);
    if (give_reason(reader, reader->reason_of, reason) || reader->reason_weak || reader->reason_of == BASE_PRIOR)
        return;
    if (reader->reason_of == BASE_NONE)
        give_reason(reader, BASE_BUDGET, reason);
}

/* --- clauses and sentences --- */

static void
begin_clause(Reader *reader, guint at)
{
    reader->clause = at;
    reader->words = at;
    reader->head = at;
    reader->first_word = NOWHERE;
    reader->tail = at;
    reader->subject = (Subject){0};
    reader->strong = FALSE;
    reader->hint = G_MAXUINT8;
    reader->direction = 0;
    reader->verb = NOWHERE;
    reader->share = FALSE;
    reader->completion = FALSE;
    reader->last_year = FALSE;
}

static void
begin_sentence(Reader *reader, guint at)
{
    reader->sentence = at;
    reader->base = BASE_NONE;
    reader->reason_list = FALSE;
    reader->to_buy = FALSE;
    if (reader->mode != MODE_PROSE_LONG)
        reader->mode = MODE_TEXT;
    begin_clause(reader, at);
}

static void
set_current(Reader *reader, Subject subject)
{
    if (subject.name == NULL)
        return;
    if (reader->current.name == NULL || strcmp(reader->current.name, subject.name) != 0 ||
        reader->current.code != subject.code)
        reader->since = reader->flow.claims->len;
    reader->current = subject;
}

/* A subject named in a clause without a number is what the next clauses speak of. */
static void
end_clause(Reader *reader)
{
    if (reader->mode == MODE_TEXT)
        set_current(reader, reader->subject);
}

/* The next name begins behind `at`. */
static void
begin_name(Reader *reader, guint at)
{
    reader->head = at;
    reader->tail = at;
    reader->first_word = NOWHERE;
    reader->subject = (Subject){0};
    reader->strong = FALSE;
}

/* --- names --- */

static guint
behind_year(const gunichar *c, guint start, guint end)
{
    guint at = start;
    while (at < end && is_digit(c[at]))
        at++;
    if (at != start + 4 || at >= end || c[at] != 0x5E74) /* 年 */
        return start;
    at++;
    return at < end && (c[at] == 0x5EA6 || c[at] == 0x521D) ? at + 1 : at; /* 度 初 */
}

static guint
behind_ordinal(const gunichar *c, guint start, guint end)
{
    MzOrdinal ordinal = mz_ordinal_at(c, end, start);
    return ordinal.level > 0 && ordinal.end <= end ? ordinal.end : start;
}

static gboolean
says_nothing(const gunichar *c, guint start, guint end)
{
    mz_trim_name(c, &start, &end);
    return start >= end;
}

/* Cuts the words that lead from a name to its number. */
static guint
name_end(const gunichar *c, guint start, guint end)
{
    static const char32_t *const leads[] = {U"为", U"均", U"共", U"约", U"各", U":", U"计", U"是", U"项目支出"};
    for (guint i = 0; i + 1 < G_N_ELEMENTS(leads);) {
        if (mz_word_ends(c, end, start, leads[i])) {
            end -= mz_word_length(leads[i]);
            i = 0;
        } else {
            i++;
        }
    }
    return end;
}

static Subject
coded_subject(const Reader *reader, MzCodeName name)
{
    if (name.label == NULL)
        return (Subject){0};
    if (name.code == NULL)
        return (Subject){.name = name.label, .free = TRUE};
    return (Subject){.name = mz_arena_printf(reader->flow.report->arena, "%s %s", name.code, name.label),
                     .code = name.code};
}

/* A thing of 国有资产: its name as printed behind 共有, without what it counts. */
static Subject
asset_subject(Reader *reader, guint start, guint end, const MzFlowNumber *number)
{
    const gunichar *c = reader->flow.c;
    MzArena *arena = reader->flow.report->arena;
    gboolean money = number->unit->kind == MZ_COUNTED_MONEY;
    for (guint i = start; i + 1 < end; i++) {
        if (c[i] == 0x6709 && i + 2 < end && i > start && (c[i - 1] == 0x5171 || c[i - 1] == 0x4FDD)) /* 共有 保有 */
            start = i + 1;
    }
    end = name_end(c, start, end);
    if (money && mz_word_ends(c, end, start, U"价值"))
        end -= 2;
    else if (money)
        return (Subject){0};
    if (end > start) {
        const char *name = mz_flow_text(&reader->flow, start, end);
        reader->to_buy = reader->to_buy || mz_word_at(c, end, start, U"安排购置");
        gboolean prefixed = mz_word_at(c, end, start, U"安排购置");
        reader->asset = !reader->to_buy ? mz_arena_printf(arena, "国有资产/%s", name)
                        : prefixed      ? name
                                        : mz_arena_printf(arena, "安排购置%s", name);
    }
    if (reader->asset == NULL)
        return (Subject){0};
    const char *what = money ? "价值" : "";
    if (strcmp(number->unit->name, "辆") == 0)
        what = "数量";
    else if (strcmp(number->unit->name, "平方米") == 0)
        what = "面积";
    return (Subject){.name = mz_arena_printf(arena, "%s%s", reader->asset, what),
                     .role = money ? MZ_ROLE_AMOUNT : MZ_ROLE_COUNT,
                     .free = TRUE};
}

/* A name that no table knows, in a list of projects or expenses. */
static Subject
free_subject(const Reader *reader, guint start, guint end)
{
    const gunichar *c = reader->flow.c;
    MzArena *arena = reader->flow.report->arena;
    start = behind_ordinal(c, start, end);
    end = name_end(c, start, end);
    if (end < start + 2 || end - start > 40)
        return (Subject){0};
    gboolean listed = reader->list || reader->reason_list || reader->project != NULL;
    if (!listed || !mz_ends_like_expense(c, start, end))
        return (Subject){0};
    const char *name = mz_flow_text(&reader->flow, start, end);
    if (reader->project != NULL)
        name = mz_arena_printf(arena, "%s/%s", reader->project, name);
    return (Subject){.name = name, .free = TRUE};
}

/* What a name means; the table's own subjects have been recognised before. */
static Subject
named_subject(const Reader *reader, guint start, guint end)
{
    const gunichar *c = reader->flow.c;
    const MzCodes *codes = reader->flow.codes;
    guint year = behind_year(c, start, end);
    guint from = behind_ordinal(c, year, end);
    guint to = name_end(c, from, end);
    if (to <= from)
        return (Subject){0};
    if (mz_codes_is_path(c, from, to))
        return coded_subject(reader, mz_codes_path(codes, c, from, to));
    MzCodeName name = {0};
    if (reader->subject.name != NULL && reader->subject_end == to &&
        reader->subject_end - from == reader->subject_length)
        return reader->subject; /* the whole name is a subject */
    if (reader->economic)
        name = mz_codes_economic(codes, c, from, to);
    if (name.code == NULL)
        name = mz_codes_class(codes, c, from, to);
    if (name.code == NULL && reader->subject.name == NULL && reader->project == NULL)
        name = mz_codes_item(codes, c, from, to);
    return coded_subject(reader, name);
}

/* The subject of a number at `at`; name NULL: not understood. */
static Subject
subject_of(const Reader *reader, guint at)
{
    const gunichar *c = reader->flow.c;
    guint head_end = MIN(reader->first_word, at);
    if (reader->mode == MODE_REASON || reader->mode == MODE_PROSE)
        return reader->reason_list ? free_subject(reader, reader->head, at) : (Subject){0};
    if (reader->tail > reader->head && !says_nothing(c, reader->tail, at)) {
        Subject named = named_subject(reader, reader->tail, at);
        if (named.name != NULL || reader->subject.name == NULL || reader->subject_end <= reader->tail)
            return named;
    }
    Subject named = named_subject(reader, reader->head, head_end);
    if (named.name != NULL)
        return named;
    if (reader->subject.name != NULL) {
        guint from = MAX(reader->subject_end, reader->tail);
        if (from >= at || at - from <= 12 || says_nothing(c, from, at))
            return reader->subject;
        return (Subject){0};
    }
    if (says_nothing(c, reader->head, head_end))
        return reader->mode == MODE_USE ? (Subject){0} : reader->current;
    return free_subject(reader, reader->head, head_end);
}

/* --- measures --- */

static MzMeasure
change_measure(const Reader *reader, gboolean rate)
{
    if (reader->base == BASE_BUDGET)
        return rate ? MZ_MEASURE_BUDGET_CHANGE_RATE : MZ_MEASURE_BUDGET_CHANGE;
    return rate ? MZ_MEASURE_CHANGE_RATE : MZ_MEASURE_CHANGE;
}

static gboolean
is_public_expense(const Subject *subject)
{
    return subject->role == MZ_ROLE_SANGONG;
}

static MzMeasure
amount_measure(const Reader *reader, const Subject *subject)
{
    gboolean final = reader->flow.report->kind == MZ_KIND_FINAL;
    if (reader->direction != 0)
        return change_measure(reader, FALSE);
    switch (reader->hint) {
    case MZ_WORD_INITIAL:
        return MZ_MEASURE_INITIAL_BUDGET;
    case MZ_WORD_FULL:
        return MZ_MEASURE_FULL_BUDGET;
    case MZ_WORD_FINAL:
        return reader->last_year ? MZ_MEASURE_PRIOR : MZ_MEASURE_FINAL;
    case MZ_WORD_BUDGET:
        if (reader->last_year)
            return MZ_MEASURE_PRIOR;
        if (final)
            return subject->code != NULL ? MZ_MEASURE_INITIAL_BUDGET : MZ_MEASURE_FULL_BUDGET;
        break;
    default:
        break;
    }
    if (reader->last_year && !subject->free)
        return MZ_MEASURE_PRIOR;
    if (subject->role == MZ_ROLE_AMOUNT || subject->role == MZ_ROLE_COUNT)
        return MZ_MEASURE_AMOUNT;
    return final && (subject->free || is_public_expense(subject)) ? MZ_MEASURE_FINAL : MZ_MEASURE_CURRENT;
}

static void
add_claim(Reader *reader, const MzFlowNumber *number, Subject subject, MzMeasure measure, int sign)
{
    set_current(reader, subject);
    guint start = reader->words;
    if (start == reader->clause && number->unit_end - reader->sentence <= 56)
        start = reader->sentence;
    MzClaim *claim = mz_flow_claim(&reader->flow, number, subject.name, subject.code, measure, sign, start);
    if (reader->verb != NOWHERE && sign != 0)
        claim->word = mz_flow_text(&reader->flow, reader->verb, reader->verb_end);
}

static void
read_amount(Reader *reader, const MzFlowNumber *number)
{
    if (reader->share || reader->completion || reader->mode == MODE_PROSE_LONG)
        return;
    Subject subject = {0};
    if (section_has(reader, "国有资产") && reader->mode == MODE_TEXT)
        subject = asset_subject(reader, reader->head, number->start, number);
    if (subject.name == NULL)
        subject = subject_of(reader, number->start);
    if (subject.name == NULL)
        return;
    MzMeasure measure = amount_measure(reader, &subject);
    Subject counted = subject;
    if (subject.role == MZ_ROLE_COUNT && g_str_has_prefix(subject.name, "预算绩效/")) {
        subject.name = mz_arena_printf(reader->flow.report->arena, "%s金额", subject.name);
        measure = MZ_MEASURE_AMOUNT;
    } else if (subject.role == MZ_ROLE_COUNT && is_public_expense(&reader->current)) {
        return;
    }
    add_claim(reader, number, subject, measure, reader->direction);
    if (counted.name != subject.name)
        set_current(reader, counted);
}

/* Without a new name a rate speaks of the last subject. */
static void
read_rate(Reader *reader, const MzFlowNumber *number)
{
    if (reader->mode == MODE_REASON || reader->mode == MODE_PROSE || reader->mode == MODE_PROSE_LONG)
        return;
    if (!reader->share && !reader->completion && reader->direction == 0)
        return;
    Subject subject = reader->current;
    guint head_end = MIN(reader->first_word, number->start);
    if (reader->subject.name != NULL && reader->subject_end <= head_end + 12)
        subject = reader->subject;
    else if (!says_nothing(reader->flow.c, reader->head, head_end))
        subject = named_subject(reader, reader->head, head_end);
    if (subject.name == NULL)
        return;
    if (reader->share)
        add_claim(reader, number, subject, MZ_MEASURE_SHARE, 0);
    else if (reader->completion)
        add_claim(reader, number, subject, MZ_MEASURE_COMPLETION, 0);
    else
        add_claim(reader, number, subject, change_measure(reader, TRUE), reader->direction);
}

static gboolean
is_reception(const char *name)
{
    return name != NULL && strstr(name, "接待") != NULL;
}

/* A number of things, persons or batches. */
static void
read_count(Reader *reader, const MzFlowNumber *number)
{
    if (reader->mode == MODE_PROSE_LONG || reader->share)
        return;
    Subject subject = reader->subject;
    MzMeasure measure = MZ_MEASURE_COUNT;
    gboolean things = number->unit->kind == MZ_COUNTED_THINGS;
    if (section_has(reader, "国有资产") && reader->mode == MODE_TEXT)
        subject = asset_subject(reader, reader->head, number->start, number);
    if (subject.name == NULL && says_nothing(reader->flow.c, reader->head, MIN(reader->first_word, number->start)))
        subject = reader->current;
    if (subject.name == NULL)
        return;
    gboolean public = g_str_has_prefix(subject.name, "因公出国") || is_reception(subject.name);
    if (!things && (!public || reader->mode == MODE_PROSE))
        return;
    if (things && subject.role != MZ_ROLE_COUNT && strcmp(subject.name, "绩效自评项目资金") != 0)
        return;
    if (reader->mode != MODE_TEXT && reader->subject.role != MZ_ROLE_COUNT)
        return;
    if (number->unit->kind == MZ_COUNTED_PERSONS)
        measure = MZ_MEASURE_PERSONS;
    else if (number->unit->kind == MZ_COUNTED_BATCHES || public)
        measure = MZ_MEASURE_BATCHES;
    if (reader->direction != 0)
        measure = MZ_MEASURE_CHANGE;
    Subject counted = subject;
    if (g_str_has_prefix(subject.name, "预算绩效/"))
        subject.name = mz_arena_printf(reader->flow.report->arena, "%s个数", subject.name);
    add_claim(reader, number, subject, measure, reader->direction);
    set_current(reader, counted);
}

/* "自评综合得分 95.52 分", "产出指标得 40 分". */
static void
read_score(Reader *reader, const MzFlowNumber *number)
{
    static const char32_t *const leads[] = {U"为",       U"得",           U"得分",   U"综合得分",
                                            U"自评得分", U"自评综合得分", U"总得分", U"总分"};
    const gunichar *c = reader->flow.c;
    guint start = reader->clause;
    guint end = number->start;
    gboolean whole = FALSE;
    gboolean score = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(leads);) {
        if (!mz_word_ends(c, end, start, leads[i])) {
            i++;
            continue;
        }
        whole = whole || mz_word_ends(c, end, start, U"得分") || mz_word_ends(c, end, start, U"总分");
        score = score || i > 0;
        end -= mz_word_length(leads[i]);
        i = 0;
    }
    if (!score || end - start > 20)
        return;
    Subject subject = {.name = "部门整体支出"};
    if (!whole && end > start)
        subject = (Subject){.name = mz_flow_text(&reader->flow, start, end), .free = TRUE};
    else if (reader->current.name != NULL && reader->current.free && strchr(reader->current.name, '/') == NULL)
        subject = reader->current;
    mz_flow_claim(&reader->flow, number, subject.name, subject.code, MZ_MEASURE_SCORE, 0, reader->clause);
}

/* A year that is compared with, or that the clause speaks of. */
static void
read_year(Reader *reader, const MzFlowNumber *number)
{
    static const char32_t comparing[] = U"比较与同和";
    gunichar before = number->start > 0 ? reader->flow.c[number->start - 1] : 0;
    int year = reader->flow.report->year;
    if (number->value < 1900 || number->value > 2200)
        return;
    for (guint i = 0; comparing[i] != 0; i++) {
        if (comparing[i] == before && (year == 0 || number->value < year)) {
            reader->base = BASE_PRIOR;
            guint end = behind_year(reader->flow.c, number->start, reader->flow.n);
            if (reader->first_word == NOWHERE)
                reader->first_word = number->start - 1;
            reader->tail = MAX(end, reader->tail);
            return;
        }
    }
    if (year != 0 && number->value == year - 1)
        reader->last_year = TRUE;
}

/* 编制数 9: a number of persons without a unit. */
static void
read_bare(Reader *reader, MzFlowNumber *number)
{
    static const MzUnitWord persons = {U"人", "人", MZ_COUNTED_THINGS};
    if (reader->subject.role != MZ_ROLE_COUNT || reader->subject.name == NULL || number->decimals > 0 ||
        strcmp(reader->subject.name, "编制数") != 0)
        return;
    number->unit = &persons;
    read_count(reader, number);
}

/* Reads the number at `at`; the position behind it and its unit. */
static guint
read_number(Reader *reader, guint at)
{
    const gunichar *c = reader->flow.c;
    MzFlowNumber number;
    if (!mz_flow_number(&reader->flow, at, &number))
        return MAX(number.end, at + 1);
    if (number.unit == NULL) {
        read_bare(reader, &number);
        return number.end;
    }
    gunichar next = c[number.unit_end];
    gunichar second = next == 0 ? 0 : c[number.unit_end + 1];
    if (next == 0x4EE5 && (second == 0x4E0A || second == 0x4E0B || second == 0x5185)) /* 以上 以下 以内 */
        return number.unit_end + 2;
    switch ((MzUnitKind)number.unit->kind) {
    case MZ_COUNTED_MONEY:
        read_amount(reader, &number);
        break;
    case MZ_COUNTED_PERCENT:
        read_rate(reader, &number);
        break;
    case MZ_COUNTED_SCORE:
        read_score(reader, &number);
        break;
    case MZ_COUNTED_DATE:
        if (number.unit->word[0] == 0x5E74) /* 年 */
            read_year(reader, &number);
        return number.unit_end;
    default:
        read_count(reader, &number);
        break;
    }
    begin_name(reader, number.unit_end);
    return number.unit_end;
}

/* --- words --- */

static void
read_subject(Reader *reader, const MzWord *word, guint at, guint end)
{
    gboolean count = word->role == MZ_ROLE_COUNT;
    if (reader->share || reader->mode == MODE_PROSE_LONG ||
        (reader->mode != MODE_TEXT && reader->mode != MODE_USE && !count))
        return;
    if (reader->subject.name != NULL && reader->strong && !word->strong)
        return;
    const char *name = word->subject;
    if (name == NULL)
        name = is_reception(reader->current.name) ? reader->current.name : "公务接待费";
    reader->subject = (Subject){.name = name, .role = word->role};
    reader->subject_end = end;
    reader->subject_length = end - at;
    reader->strong = word->strong;
    if (at == reader->head || reader->mode == MODE_TEXT)
        reader->economic = FALSE;
}

/* "持平": no number, but a statement of one. */
static void
read_flat(Reader *reader, guint at, guint end)
{
    static const char32_t *const others[] = {U"主要原因", U"的主要原因", U"的原因", U"全年预算",
                                             U"年初预算", U"预算",       U"上年"};
    const gunichar *c = reader->flow.c;
    Subject subject = reader->subject.name != NULL ? reader->subject : reader->current;
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        if (mz_word_at(c, reader->flow.n, end, others[i]))
            return;
    }
    if (reader->mode != MODE_TEXT || reader->base == BASE_NONE || subject.name == NULL)
        return;
    MzFlowNumber zero = {.start = at, .end = end, .unit_end = end};
    set_current(reader, subject);
    MzClaim *claim = mz_flow_claim(&reader->flow, &zero, subject.name, subject.code, change_measure(reader, FALSE), 0,
                                   reader->clause);
    claim->printed = "0";
    claim->unit = subject.role == MZ_ROLE_COUNT ? "" : "万元";
    claim->word = mz_flow_text(&reader->flow, at, end);
}

/* What a reason explains is said before it: "决算数较上年增加的主要原因". */
static void
read_reason(Reader *reader, guint at, guint end)
{
    if (reader->mode != MODE_TEXT && reader->mode != MODE_USE)
        return;
    const gunichar *c = reader->flow.c;
    end_clause(reader);
    reader->reason_of = BASE_NONE;
    for (guint i = reader->clause; i < at; i++) {
        if (mz_word_at(c, at, i, U"上年") || mz_word_at(c, at, i, U"年度决算"))
            reader->reason_of = BASE_PRIOR;
        else if (mz_word_at(c, at, i, U"预算") && reader->reason_of == BASE_NONE)
            reader->reason_of = BASE_BUDGET;
    }
    reader->reason_weak = end - at == 3 && c[at] == 0x4E3B && c[at + 2] != 0x7CFB; /* 主要是, 主要为, but not 主要系 */
    reader->reason = end;
    reader->mode = MODE_REASON;
    begin_name(reader, end);
}

static void
read_list(Reader *reader, guint at, guint end)
{
    (void)at;
    if (reader->mode == MODE_REASON)
        reader->reason_list = TRUE;
    if (reader->mode != MODE_TEXT && reader->mode != MODE_USE) {
        begin_name(reader, end);
        return;
    }
    end_clause(reader);
    reader->list = TRUE;
    if (reader->current.name != NULL &&
        (strcmp(reader->current.name, "人员经费") == 0 || strcmp(reader->current.name, "公用经费") == 0))
        reader->economic = TRUE;
    begin_name(reader, end);
}

static void
set_mode(Reader *reader, Mode mode, guint end)
{
    if (reader->mode == MODE_PROSE_LONG || (reader->mode == MODE_PROSE && mode == MODE_USE))
        return;
    if (reader->mode == MODE_REASON && mode == MODE_USE)
        return;
    end_clause(reader);
    reader->mode = mode;
    if (mode == MODE_USE)
        reader->list = TRUE;
    begin_name(reader, end);
}

static gboolean
goes_to_a_level(const Reader *reader, guint end)
{
    gunichar next = reader->flow.c[end];
    return next == 0x5230 || next == 0x81F3; /* 增加到 减少至 */
}

/* Words that are no subject. Returns the position behind the word. */
static guint
read_word(Reader *reader, const MzWord *word, guint at, guint end)
{
    switch ((MzWordKind)word->kind) {
    case MZ_WORD_SUBJECT:
        read_subject(reader, word, at, end);
        return end;
    case MZ_WORD_REASON:
        read_reason(reader, at, end);
        return end;
    case MZ_WORD_LIST:
        read_list(reader, at, end);
        return end;
    case MZ_WORD_USE:
        set_mode(reader, MODE_USE, end);
        return end;
    case MZ_WORD_PROSE:
        set_mode(reader, MODE_PROSE, end);
        return end;
    case MZ_WORD_PROSE_LONG:
        set_mode(reader, MODE_PROSE_LONG, end);
        return end;
    case MZ_WORD_FLAT:
        read_flat(reader, at, end);
        break;
    case MZ_WORD_UP:
    case MZ_WORD_DOWN:
        reader->direction = goes_to_a_level(reader, end) ? 0 : word->kind == MZ_WORD_UP ? 1 : -1;
        reader->verb = at;
        reader->verb_end = end;
        break;
    case MZ_WORD_PRIOR:
        reader->base = BASE_PRIOR;
        break;
    case MZ_WORD_BASE_BUDGET:
        reader->base = BASE_BUDGET;
        break;
    case MZ_WORD_LAST:
        reader->last_year = TRUE;
        break;
    case MZ_WORD_SHARE:
        reader->share = TRUE;
        break;
    case MZ_WORD_COMPLETION:
        reader->completion = TRUE;
        break;
    case MZ_WORD_FILLER:
        return end;
    default:
        reader->hint = word->kind;
        break;
    }
    if (reader->first_word == NOWHERE)
        reader->first_word = at;
    reader->tail = end;
    return end;
}

/* --- marks --- */

/* "…（项）": the item is what follows is about. */
static void
read_path(Reader *reader, guint end)
{
    const gunichar *c = reader->flow.c;
    if (reader->mode == MODE_REASON || reader->mode == MODE_PROSE || reader->mode == MODE_PROSE_LONG)
        return;
    guint start = reader->sentence;
    MzCodeName name = mz_codes_path(reader->flow.codes, c, start, end);
    reader->subject = (Subject){0};
    set_current(reader, coded_subject(reader, name));
    reader->since = reader->flow.claims->len;
    reader->mode = MODE_TEXT;
    begin_clause(reader, end);
}

/* "NAME项目绩效自评综述：", "NAME：项目全年预算数…", "项目名称：NAME". */
static void
read_colon(Reader *reader, guint at)
{
    static const char32_t *const reviews[] = {U"项目绩效自评综述", U"绩效自评综述", U"自评综述", U"项目绩效自评情况"};
    const gunichar *c = reader->flow.c;
    guint start = behind_ordinal(c, reader->sentence, at);
    if (mz_word_ends(c, at, start, U"项目名称")) {
        guint end = at + 1;
        while (end < reader->flow.n && c[end] != ',' && c[end] != ';' && c[end] != 0x3002 && end - at < 60)
            end++;
        reader->project = mz_flow_text(&reader->flow, at + 1, end);
        set_current(reader, (Subject){.name = reader->project, .free = TRUE});
        return;
    }
    guint end = at;
    for (guint i = 0; i < G_N_ELEMENTS(reviews) && end == at; i++) {
        if (mz_word_ends(c, at, start, reviews[i]))
            end = at - mz_word_length(reviews[i]);
    }
    gboolean review = end < at || mz_word_at(c, reader->flow.n, at + 1, U"项目全年预算") ||
                      mz_word_at(c, reader->flow.n, at + 1, U"全年预算");
    if (review && end > start && end - start <= 60) {
        reader->mode = MODE_TEXT;
        set_current(reader, (Subject){.name = mz_flow_text(&reader->flow, start, end), .free = TRUE});
        reader->subject = (Subject){0};
    }
}

/* Punctuation; the position behind it. */
static guint
read_mark(Reader *reader, guint at)
{
    const gunichar *c = reader->flow.c;
    switch (c[at]) {
    case ',':
        end_clause(reader);
        begin_clause(reader, at + 1);
        break;
    case 0x3001: /* 、 */
        if (mz_ordinal_at(c, reader->flow.n, reader->sentence).end != at + 1)
            begin_name(reader, at + 1);
        if (reader->head == at + 1)
            reader->words = at + 1;
        break;
    case ':':
        read_colon(reader, at);
        if (reader->mode == MODE_REASON)
            break;
        end_clause(reader);
        begin_clause(reader, at + 1);
        break;
    case ';':
    case 0x3002:
    case '!':
    case '?':
        end_clause(reader);
        end_reason(reader, at);
        begin_sentence(reader, at + 1);
        break;
    case ')':
        if (at >= 2 && c[at - 1] == 0x9879 && c[at - 2] == '(') /* (项) */
            read_path(reader, at + 1);
        break;
    default:
        break;
    }
    return at + 1;
}

static void
read_paragraph(Reader *reader)
{
    const MzFlow *flow = &reader->flow;
    guint n = flow->n;
    reader->mode = MODE_TEXT;
    reader->reason = NOWHERE;
    reader->economic = FALSE;
    begin_sentence(reader, behind_ordinal(flow->c, 0, n));
    for (guint i = reader->sentence; i < n;) {
        gunichar c = flow->c[i];
        guint length = 0;
        const MzWord *word;
        if (is_digit(c)) {
            i = read_number(reader, i);
        } else if (c < 0x80 || c == 0x3001 || c == 0x3002) {
            i = read_mark(reader, i);
        } else if (reader->mode != MODE_PROSE_LONG &&
                   (word = mz_word_find(&flow->index, flow->c, n, i, flow->headings, &length)) != NULL) {
            i = read_word(reader, word, i, i + length);
        } else {
            i++;
        }
    }
    end_clause(reader);
    end_reason(reader, n);
}

/* --- sections --- */

/* What of a part can hold claims. */
typedef enum { PART_NONE, PART_STAFF, PART_ALL } Part;

static Part
part_of(const char *title)
{
    static const struct {
        const char *word;
        Part part;
    } parts[] = {
        {"情况说明", PART_ALL}, {"名词解释", PART_NONE}, {"重点工作", PART_NONE}, {"工作完成", PART_NONE},
        {"决算表", PART_NONE},  {"预算表", PART_NONE},   {"公开表", PART_NONE},   {"概况", PART_STAFF},
    };
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (strstr(title, parts[i].word) != NULL)
            return parts[i].part;
    }
    return PART_ALL;
}

/* The titles over a section's paragraphs, innermost first. */
static void
set_headings(MzFlow *flow, guint index)
{
    const MzSection *sections = flow->report->sections;
    guint n = 0;
    guint8 level = G_MAXUINT8;
    for (guint i = index + 1; i-- > 0 && n + 1 < G_N_ELEMENTS(flow->headings) && level > 1;) {
        if (sections[i].level >= level)
            continue;
        level = sections[i].level;
        flow->headings[n++] = sections[i].title;
    }
    flow->headings[n] = NULL;
    flow->section = (int)index;
}

static void
begin_section(Reader *reader, MzAnnex *annex, const MzSection *section)
{
    if (section->level <= 3) {
        reader->current = (Subject){0};
        reader->project = NULL;
        reader->asset = NULL;
        reader->list = FALSE;
    }
    if (section->level <= 3 || mz_annex_title(annex, section->title)) {
        memset(annex, 0, sizeof *annex);
        annex->column = -1;
    }
    mz_annex_title(annex, section->title);
}

static void
read_section(Reader *reader, MzAnnex *annex, const MzSection *section, gboolean staff)
{
    if (staff && strstr(section->title, "机构") == NULL && strstr(section->title, "人员") == NULL)
        return;
    for (guint k = 0; k < section->n_paragraphs; k++) {
        mz_flow_load(&reader->flow, section->paragraphs[k], section->paragraph_lines[k]);
        reader->since = reader->flow.claims->len;
        gboolean title = strlen(section->paragraphs[k]) < 400 && mz_annex_title(annex, section->paragraphs[k]);
        if (annex->inside && !title)
            mz_annex_read(&reader->flow, annex);
        else if (strchr(section->paragraphs[k], '\t') == NULL)
            read_paragraph(reader);
    }
}

void
mz_parse_claims(MzReport *report, const MzText *text)
{
    Reader reader = {.flow = {.report = report, .text = text}};
    MzAnnex annex = {.column = -1};
    Part part = PART_ALL;
    reader.flow.codes = mz_codes_new(report);
    reader.flow.claims = g_array_new(FALSE, FALSE, sizeof(MzClaim));
    mz_word_index(&reader.flow.index, report->kind);
    for (guint i = 0; i < report->n_sections; i++) {
        const MzSection *section = &report->sections[i];
        if (section->level == 1 || strstr(section->title, "名词解释") != NULL)
            part = part_of(section->title);
        if (part == PART_NONE)
            continue;
        set_headings(&reader.flow, i);
        begin_section(&reader, &annex, section);
        read_section(&reader, &annex, section, part == PART_STAFF);
    }
    GArray *claims = reader.flow.claims;
    report->n_claims = claims->len;
    report->claims = mz_arena_memdup(report->arena, claims->data, claims->len * sizeof(MzClaim));
    g_array_free(claims, TRUE);
    mz_codes_free(reader.flow.codes);
    mz_flow_free(&reader.flow);
}
