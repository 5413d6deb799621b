#include "parse/claim_sentence.h"

#include "parse/lines.h"

#include <string.h>

static gboolean
section_has(const MzReader *reader, const char *word)
{
    return mz_flow_under(&reader->flow, word);
}

MzMeasure
mz_change_measure(const MzReader *reader, gboolean rate)
{
    if (reader->base == MZ_BASE_BUDGET)
        return rate ? MZ_MEASURE_BUDGET_CHANGE_RATE : MZ_MEASURE_BUDGET_CHANGE;
    return rate ? MZ_MEASURE_CHANGE_RATE : MZ_MEASURE_CHANGE;
}

static gboolean
is_public_expense(const MzSubject *subject)
{
    return subject->role == MZ_ROLE_SANGONG;
}

static MzMeasure
amount_measure(const MzReader *reader, const MzSubject *subject)
{
    gboolean final = reader->flow.report->kind == MZ_KIND_FINAL;
    if (reader->direction != 0)
        return mz_change_measure(reader, FALSE);
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
add_claim(MzReader *reader, const MzFlowNumber *number, MzSubject subject, MzMeasure measure, int sign)
{
    mz_reader_set_subject(reader, subject);
    guint start = reader->words;
    if (start == reader->clause && number->unit_end - reader->sentence <= 56)
        start = reader->sentence;
    MzClaim *claim = mz_flow_claim(&reader->flow, number, subject.name, subject.code, measure, sign, start);
    if (reader->verb != MZ_NOWHERE && sign != 0)
        claim->word = mz_flow_text(&reader->flow, reader->verb, reader->verb_end);
}

static void
read_amount(MzReader *reader, const MzFlowNumber *number)
{
    if (reader->share || reader->completion || reader->unclear || reader->mode == MZ_MODE_PROSE_LONG)
        return;
    MzSubject subject = {0};
    if (section_has(reader, "国有资产") && reader->mode == MZ_MODE_TEXT)
        subject = mz_subject_asset(reader, reader->head, number->start, number);
    if (subject.name == NULL)
        subject = mz_subject_of(reader, number->start);
    if (subject.name == NULL)
        return;
    MzMeasure measure = amount_measure(reader, &subject);
    MzSubject counted = subject;
    if (subject.role == MZ_ROLE_COUNT && g_str_has_prefix(subject.name, "预算绩效/")) {
        subject.name = mz_arena_printf(reader->flow.report->arena, "%s金额", subject.name);
        measure = MZ_MEASURE_AMOUNT;
    } else if (subject.role == MZ_ROLE_COUNT && is_public_expense(&reader->current)) {
        return;
    }
    add_claim(reader, number, subject, measure, reader->direction);
    if (counted.name != subject.name)
        mz_reader_set_subject(reader, counted);
}

/* Without a new name a rate speaks of the last subject. */
static void
read_rate(MzReader *reader, const MzFlowNumber *number)
{
    if (reader->mode == MZ_MODE_REASON || reader->mode == MZ_MODE_PROSE || reader->mode == MZ_MODE_PROSE_LONG)
        return;
    if (reader->unclear || (!reader->share && !reader->completion && reader->direction == 0))
        return;
    MzSubject subject = reader->current;
    guint head_end = MIN(reader->first_word, number->start);
    if (reader->given.name != NULL)
        subject = reader->given;
    else if (reader->subject.name != NULL && reader->subject_end <= head_end + 12)
        subject = reader->subject;
    else if (!mz_says_nothing(reader->flow.c, reader->head, head_end))
        subject = mz_subject_named(reader, reader->head, head_end);
    if (subject.name == NULL)
        return;
    if (reader->share)
        add_claim(reader, number, subject, MZ_MEASURE_SHARE, 0);
    else if (reader->completion)
        add_claim(reader, number, subject, MZ_MEASURE_COMPLETION, 0);
    else
        add_claim(reader, number, subject, mz_change_measure(reader, TRUE), reader->direction);
}

gboolean
mz_is_reception(const char *name)
{
    return name != NULL && strstr(name, "接待") != NULL;
}

/* What is counted is said behind the number ("3个科室", "5个项目") or is a plain word before it ("项目5个"). */
static MzSubject
counted_subject(MzReader *reader, const MzFlowNumber *number)
{
    static const char32_t *const offices[] = {U"科室", U"处室", U"股室", U"内设机构", U"内设科室", U"职能科室"};
    static const char32_t *const reviews[] = {U"自评", U"绩效评价"};
    const gunichar *c = reader->flow.c;
    guint n = reader->flow.n;
    MzSubject none = {0};
    for (guint i = 0; i < G_N_ELEMENTS(offices); i++) {
        if (mz_word_at(c, n, number->unit_end, offices[i]) && section_has(reader, "机构"))
            return (MzSubject){.name = "内设科室数", .role = MZ_ROLE_COUNT};
    }
    gboolean projects = mz_word_at(c, n, number->unit_end, U"项目") ||
                        mz_word_ends(c, number->start, reader->clause, U"项目") ||
                        mz_word_ends(c, number->start, reader->clause, U"项目共");
    if (!projects || reader->evaluated || reader->flow.report->kind != MZ_KIND_FINAL || !section_has(reader, "绩效"))
        return none;
    guint near = number->start > reader->sentence + 120 ? number->start - 120 : reader->sentence;
    for (guint i = near; i < number->start; i++) {
        for (guint k = 0; k < G_N_ELEMENTS(reviews); k++) {
            if (mz_word_at(c, n, i, reviews[k]))
                return (MzSubject){.name = "绩效自评项目资金", .role = MZ_ROLE_TOTAL};
        }
    }
    return none;
}

/* A number of things, persons or batches. */
static void
read_count(MzReader *reader, const MzFlowNumber *number)
{
    if (reader->mode == MZ_MODE_PROSE_LONG || reader->share)
        return;
    MzSubject subject = reader->subject;
    MzMeasure measure = MZ_MEASURE_COUNT;
    gboolean things = number->unit->kind == MZ_COUNTED_THINGS;
    if (section_has(reader, "国有资产") && reader->mode == MZ_MODE_TEXT)
        subject = mz_subject_asset(reader, reader->head, number->start, number);
    if (subject.name == NULL && things && reader->mode == MZ_MODE_TEXT)
        subject = counted_subject(reader, number);
    if (subject.name == NULL && mz_says_nothing(reader->flow.c, reader->head, MIN(reader->first_word, number->start)))
        subject = reader->current;
    if (subject.name == NULL)
        return;
    gboolean public = g_str_has_prefix(subject.name, "因公出国") || mz_is_reception(subject.name);
    if (!things && (!public || reader->mode == MZ_MODE_PROSE))
        return;
    if (things && subject.role != MZ_ROLE_COUNT && strcmp(subject.name, "绩效自评项目资金") != 0)
        return;
    if (reader->mode != MZ_MODE_TEXT && reader->subject.role != MZ_ROLE_COUNT)
        return;
    if (number->unit->kind == MZ_COUNTED_PERSONS)
        measure = MZ_MEASURE_PERSONS;
    else if (number->unit->kind == MZ_COUNTED_BATCHES || public)
        measure = MZ_MEASURE_BATCHES;
    if (reader->direction != 0)
        measure = MZ_MEASURE_CHANGE;
    MzSubject counted = subject;
    if (g_str_has_prefix(subject.name, "预算绩效/"))
        subject.name = mz_arena_printf(reader->flow.report->arena, "%s个数", subject.name);
    reader->evaluated = reader->evaluated || strcmp(subject.name, "绩效自评项目资金") == 0;
    add_claim(reader, number, subject, measure, reader->direction);
    mz_reader_set_subject(reader, counted);
}

/* What a score is given to: an indicator by its name, else the whole or the project that is spoken of. */
static MzSubject
scored_subject(const MzReader *reader, guint start, guint end, gboolean whole)
{
    MzSubject subject = {.name = "部门整体支出"};
    const gunichar *c = reader->flow.c;
    gboolean of_all = section_has(reader, "整体");
    for (guint i = reader->sentence; i < end && !of_all; i++)
        of_all = mz_word_at(c, end, i, U"整体");
    gboolean project = reader->current.free && strchr(reader->current.name, '/') == NULL;
    if (!whole && end > start)
        subject = (MzSubject){.name = mz_flow_text(&reader->flow, start, end), .free = TRUE};
    else if (project)
        subject = reader->current;
    else if (!of_all && (reader->current.name == NULL || strstr(reader->current.name, "整体") == NULL))
        subject.name = NULL;
    return subject;
}

/* "自评综合得分 95.52 分", "产出指标得 40 分". */
static void
read_score(MzReader *reader, const MzFlowNumber *number)
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
    MzSubject subject = scored_subject(reader, start, end, whole);
    if (subject.name == NULL)
        return;
    mz_flow_claim(&reader->flow, number, subject.name, subject.code, MZ_MEASURE_SCORE, 0, reader->clause);
}

/* A year that is compared with, or that the clause speaks of. */
static void
read_year(MzReader *reader, const MzFlowNumber *number)
{
    static const char32_t comparing[] = U"比较与同和";
    gunichar before = number->start > 0 ? reader->flow.c[number->start - 1] : 0;
    int year = reader->flow.report->year;
    if (number->value < 1900 || number->value > 2200)
        return;
    for (guint i = 0; comparing[i] != 0; i++) {
        if (comparing[i] == before && (year == 0 || number->value < year)) {
            reader->base = MZ_BASE_PRIOR;
            guint end = mz_behind_year(reader->flow.c, number->start, reader->flow.n);
            if (reader->first_word == MZ_NOWHERE)
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
read_bare(MzReader *reader, MzFlowNumber *number)
{
    static const MzUnitWord persons = {U"人", "人", MZ_COUNTED_THINGS};
    if (reader->subject.role != MZ_ROLE_COUNT || reader->subject.name == NULL || number->decimals > 0 ||
        strcmp(reader->subject.name, "编制数") != 0)
        return;
    number->unit = &persons;
    read_count(reader, number);
}

/* Reads the number at `at`; the position behind it and its unit. */
guint
mz_reader_number(MzReader *reader, guint at)
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
    if (number.unit->kind != MZ_COUNTED_DATE) {
        reader->open = MZ_NOWHERE;
        reader->n_listed = 0;
    }
    gboolean each = reader->each_at < reader->n_each;
    reader->given = each ? reader->each[reader->each_at++] : (MzSubject){0};
    if (each && reader->given.name == NULL) {
        mz_reader_begin_name(reader, number.unit_end);
        return number.unit_end;
    }
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
    mz_reader_begin_name(reader, number.unit_end);
    return number.unit_end;
}
