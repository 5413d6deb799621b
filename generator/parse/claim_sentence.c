#include "parse/claim_sentence.h"

#include "parse/claim_phrases.h"
#include "parse/lines.h"

#include <string.h>

static gboolean
is_digit(gunichar c)
{
    return c >= '0' && c <= '9';
}

/* --- reasons --- */

/* Whether a stated reason explains a claim of this measure. */
static gboolean
explains(MzReaderBase of, MzMeasure measure)
{
    gboolean prior = measure == MZ_MEASURE_CHANGE || measure == MZ_MEASURE_CHANGE_RATE;
    gboolean budget = measure == MZ_MEASURE_BUDGET_CHANGE || measure == MZ_MEASURE_BUDGET_CHANGE_RATE ||
                      measure == MZ_MEASURE_COMPLETION || measure == MZ_MEASURE_FINAL;
    return of == MZ_BASE_PRIOR ? prior
           : of == MZ_BASE_BUDGET
               ? budget
               : prior || measure == MZ_MEASURE_BUDGET_CHANGE || measure == MZ_MEASURE_BUDGET_CHANGE_RATE;
}

static gboolean
give_reason(MzReader *reader, MzReaderBase of, const char *reason)
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
end_reason(MzReader *reader, guint at)
{
    if (reader->reason == MZ_NOWHERE)
        return;
    guint start = reader->reason;
    const gunichar *c = reader->flow.c;
    while (start < at && (c[start] == ':' || c[start] == 0x662F || c[start] == 0x4E3A || c[start] == ',')) /* 是 为 */
        start++;
    reader->reason = MZ_NOWHERE;
    if (start >= at || reader->since >= reader->flow.claims->len)
        return;
    const char *reason = mz_flow_text(&reader->flow, start, at);
    if (give_reason(reader, reader->reason_of, reason) || reader->reason_weak || reader->reason_of == MZ_BASE_PRIOR)
        return;
    if (reader->reason_of == MZ_BASE_NONE)
        give_reason(reader, MZ_BASE_BUDGET, reason);
}

/* --- clauses and sentences --- */

static void
begin_clause(MzReader *reader, guint at)
{
    reader->clause = at;
    reader->words = at;
    reader->head = at;
    reader->first_word = MZ_NOWHERE;
    reader->tail = at;
    reader->subject = (MzSubject){0};
    reader->strong = FALSE;
    reader->hint = G_MAXUINT8;
    reader->direction = 0;
    reader->verb = MZ_NOWHERE;
    reader->share = FALSE;
    reader->completion = FALSE;
    reader->last_year = FALSE;
    reader->unclear = FALSE;
    reader->n_each = 0;
    reader->each_at = 0;
    reader->open = MZ_NOWHERE;
}

static void
begin_sentence(MzReader *reader, guint at)
{
    reader->sentence = at;
    reader->base = MZ_BASE_NONE;
    reader->reason_list = FALSE;
    reader->to_buy = FALSE;
    reader->projects = FALSE;
    reader->told = reader->flow.claims->len;
    reader->n_listed = 0;
    if (reader->mode != MZ_MODE_PROSE_LONG)
        reader->mode = MZ_MODE_TEXT;
    begin_clause(reader, at);
}

/* Whether economic items are what it consists of. */
static gboolean
is_economic_group(const char *subject)
{
    return mz_text_is(subject, "人员经费") || mz_text_is(subject, "公用经费");
}

void
mz_reader_set_subject(MzReader *reader, MzSubject subject)
{
    if (subject.name == NULL)
        return;
    const char *name = reader->current.name;
    if (name == NULL || reader->current.code != subject.code ||
        (name != subject.name && !mz_text_is(name, subject.name)))
        reader->since = reader->flow.claims->len;
    reader->current = subject;
    if (is_economic_group(subject.name))
        reader->economic = TRUE;
}

/* A subject named in a clause without a number is what the next clauses speak of. */
static void
end_clause(MzReader *reader)
{
    if (reader->mode == MZ_MODE_TEXT)
        mz_reader_set_subject(reader, reader->subject);
}

/* The next name begins behind `at`. */
void
mz_reader_begin_name(MzReader *reader, guint at)
{
    reader->head = at;
    reader->tail = at;
    reader->first_word = MZ_NOWHERE;
    reader->subject = (MzSubject){0};
    reader->strong = FALSE;
}

/* --- words --- */

/* "/上级安排": a part of the goals of the whole or of a project, whichever was named last. */
static const char *
goal_subject(const MzReader *reader, const char *part, guint at)
{
    const gunichar *c = reader->flow.c;
    gboolean of_whole = g_str_has_prefix(part, "/上级") || g_str_has_prefix(part, "/本级");
    guint near = at > reader->sentence + 120 ? at - 120 : reader->sentence;
    for (guint i = at; i-- > near;) {
        if (mz_word_at(c, at, i, U"整体") || mz_word_at(c, at, i, U"项目")) {
            of_whole = c[i] == 0x6574 /* 整 */;
            break;
        }
    }
    return mz_arena_printf(reader->flow.report->arena, "%s%s", of_whole ? "部门整体绩效目标表" : "项目支出绩效目标表",
                           part);
}

/* Behind "、", "和", "与", "及", "以及" at `at`. */
static guint
behind_joint(const gunichar *c, guint n, guint at)
{
    static const char32_t *const joints[] = {U"、", U"和", U"与", U"及", U"以及"};
    for (guint i = 0; i < G_N_ELEMENTS(joints); i++) {
        if (mz_word_at(c, n, at, joints[i]))
            return at + mz_word_length(joints[i]);
    }
    return at;
}

/* "A、B和C": subjects that "分别" may come back to. */
static void
add_listed(MzReader *reader, MzSubject subject, guint at, guint end)
{
    if (reader->n_listed == G_N_ELEMENTS(reader->listed) ||
        (reader->n_listed > 0 && behind_joint(reader->flow.c, at, reader->listed_end) != at))
        reader->n_listed = 0;
    reader->listed[reader->n_listed++] = subject;
    reader->listed_end = end;
}

/* How many numbers of one kind stand behind `at` one after another: "为4万元、5万元和6万元". */
static guint
numbers_behind(const MzReader *reader, guint at)
{
    const MzFlow *flow = &reader->flow;
    guint n = 0;
    guint8 kind = 0;
    guint end = MIN(at + 8, flow->n);
    while (at < end && !is_digit(flow->c[at]) && flow->c[at] != ',' && flow->c[at] != 0x3002)
        at++;
    while (at < flow->n && is_digit(flow->c[at])) {
        MzFlowNumber number;
        if (!mz_flow_number(flow, at, &number) || number.unit == NULL || (n > 0 && number.unit->kind != kind))
            return 0;
        kind = number.unit->kind;
        n++;
        at = behind_joint(flow->c, flow->n, number.unit_end);
    }
    return kind == MZ_COUNTED_MONEY || kind == MZ_COUNTED_PERCENT ? n : 0;
}

/* The last `n` subjects that the sentence has given numbers, in their order; FALSE: there are not as many. */
static gboolean
told_subjects(const MzReader *reader, MzSubject *subjects, guint n)
{
    const GArray *claims = reader->flow.claims;
    guint found = 0;
    guint near = claims->len > reader->told + 64 ? claims->len - 64 : reader->told;
    for (guint i = claims->len; i-- > near && found < n;) {
        const MzClaim *claim = &g_array_index(claims, MzClaim, i);
        gboolean known = FALSE;
        for (guint k = n - found; k < n && !known; k++)
            known = strcmp(subjects[k].name, claim->subject) == 0;
        if (!known)
            subjects[n - ++found] = (MzSubject){.name = claim->subject, .code = claim->code};
    }
    return found == n;
}

/* "分别": each number has its own subject, the names listed before or the ones that were given numbers before. */
static void
read_each(MzReader *reader, guint end)
{
    guint n = numbers_behind(reader, end);
    if (n < 2 || n > G_N_ELEMENTS(reader->each) || reader->mode != MZ_MODE_TEXT)
        return;
    memset(reader->each, 0, sizeof reader->each);
    if (reader->n_listed == n)
        memcpy(reader->each, reader->listed, n * sizeof reader->listed[0]);
    else if (reader->n_listed > 1 || !told_subjects(reader, reader->each, n))
        memset(reader->each, 0, sizeof reader->each);
    reader->n_each = n;
    reader->each_at = 0;
}

static void
read_subject(MzReader *reader, const MzWord *word, guint at, guint end)
{
    gboolean count = word->role == MZ_ROLE_COUNT;
    if (reader->economic && mz_codes_economic(reader->flow.codes, reader->flow.c, reader->head, end).code != NULL)
        return; /* 公务接待费 among the items of 公用经费 */
    if (reader->share || reader->mode == MZ_MODE_PROSE_LONG ||
        (reader->mode != MZ_MODE_TEXT && reader->mode != MZ_MODE_USE && !count))
        return;
    const char *name = word->subject;
    if (name == NULL)
        name = mz_is_reception(reader->current.name) ? reader->current.name : "公务接待费";
    else if (name[0] == '/')
        name = goal_subject(reader, name, at);
    MzSubject subject = {.name = name, .role = word->role};
    add_listed(reader, subject, at, end);
    if (reader->subject.name != NULL && reader->strong && !word->strong)
        return;
    reader->subject = subject;
    reader->subject_end = end;
    reader->subject_length = end - at;
    reader->strong = word->strong;
    if (at == reader->head || reader->mode == MZ_MODE_TEXT)
        reader->economic = FALSE;
}

/* "持平": no number, but a statement of one. */
static void
read_flat(MzReader *reader, guint at, guint end)
{
    static const char32_t *const others[] = {U"主要原因", U"的主要原因", U"的原因", U"全年预算",
                                             U"年初预算", U"预算",       U"上年"};
    const gunichar *c = reader->flow.c;
    MzSubject subject = reader->subject.name != NULL ? reader->subject : reader->current;
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        if (mz_word_at(c, reader->flow.n, end, others[i]))
            return;
    }
    if (reader->mode != MZ_MODE_TEXT || reader->base == MZ_BASE_NONE || subject.name == NULL)
        return;
    MzFlowNumber zero = {.start = at, .end = end, .unit_end = end};
    mz_reader_set_subject(reader, subject);
    MzClaim *claim = mz_flow_claim(&reader->flow, &zero, subject.name, subject.code, mz_change_measure(reader, FALSE),
                                   0, reader->clause);
    claim->printed = "0";
    claim->unit = subject.role == MZ_ROLE_COUNT ? "" : "万元";
    claim->word = mz_flow_text(&reader->flow, at, end);
}

/* What a reason explains is said before it: "决算数较上年增加的主要原因". */
static void
read_reason(MzReader *reader, guint at, guint end)
{
    if (reader->mode != MZ_MODE_TEXT && reader->mode != MZ_MODE_USE)
        return;
    const gunichar *c = reader->flow.c;
    end_clause(reader);
    reader->reason_of = MZ_BASE_NONE;
    for (guint i = reader->clause; i < at; i++) {
        if (mz_word_at(c, at, i, U"上年") || mz_word_at(c, at, i, U"年度决算"))
            reader->reason_of = MZ_BASE_PRIOR;
        else if (mz_word_at(c, at, i, U"预算") && reader->reason_of == MZ_BASE_NONE)
            reader->reason_of = MZ_BASE_BUDGET;
    }
    reader->reason_weak = end - at == 3 && c[at] == 0x4E3B && c[at + 2] != 0x7CFB; /* 主要是, 主要为, but not 主要系 */
    reader->reason = end;
    reader->mode = MZ_MODE_REASON;
    mz_reader_begin_name(reader, end);
}

static void
read_list(MzReader *reader, guint at, guint end)
{
    (void)at;
    if (reader->mode == MZ_MODE_REASON)
        reader->reason_list = TRUE;
    if (reader->mode != MZ_MODE_TEXT && reader->mode != MZ_MODE_USE) {
        mz_reader_begin_name(reader, end);
        return;
    }
    end_clause(reader);
    reader->list = TRUE;
    if (reader->current.name != NULL && is_economic_group(reader->current.name))
        reader->economic = TRUE;
    mz_reader_begin_name(reader, end);
}

/* "主要项目有": whatever is named next with an amount is a project. */
static void
read_projects(MzReader *reader, guint end)
{
    if (reader->mode == MZ_MODE_TEXT || reader->mode == MZ_MODE_USE) {
        end_clause(reader);
        reader->list = TRUE;
        reader->names = TRUE;
    }
    mz_reader_begin_name(reader, end);
}

static void
set_mode(MzReader *reader, MzReaderMode mode, guint end)
{
    if (reader->mode == MZ_MODE_PROSE_LONG || (reader->mode == MZ_MODE_PROSE && mode == MZ_MODE_USE))
        return;
    if (reader->mode == MZ_MODE_REASON && mode == MZ_MODE_USE)
        return;
    end_clause(reader);
    reader->mode = mode;
    if (mode == MZ_MODE_USE) {
        reader->list = TRUE;
        reader->projects = reader->current.name != NULL && g_str_has_suffix(reader->current.name, "项目支出");
    }
    mz_reader_begin_name(reader, end);
}

static gboolean
goes_to_a_level(const MzReader *reader, guint end)
{
    gunichar next = reader->flow.c[end];
    return next == 0x5230 || next == 0x81F3; /* 增加到 减少至 */
}

/* Words that are no subject. Returns the position behind the word. */
static guint
read_word(MzReader *reader, const MzWord *word, guint at, guint end)
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
    case MZ_WORD_EACH:
        read_each(reader, end);
        return end;
    case MZ_WORD_PROJECTS:
        read_projects(reader, end);
        return end;
    case MZ_WORD_USE:
        set_mode(reader, MZ_MODE_USE, end);
        return end;
    case MZ_WORD_PROSE:
        set_mode(reader, MZ_MODE_PROSE, end);
        return end;
    case MZ_WORD_PROSE_LONG:
        set_mode(reader, MZ_MODE_PROSE_LONG, end);
        return end;
    case MZ_WORD_FLAT:
        read_flat(reader, at, end);
        break;
    case MZ_WORD_UP:
    case MZ_WORD_DOWN:
        reader->unclear = reader->unclear || (reader->direction != 0 && reader->flow.c[at - 1] == '(');
        reader->direction = goes_to_a_level(reader, end) ? 0 : word->kind == MZ_WORD_UP ? 1 : -1;
        reader->verb = at;
        reader->verb_end = end;
        break;
    case MZ_WORD_PRIOR:
        reader->base = MZ_BASE_PRIOR;
        break;
    case MZ_WORD_BASE_BUDGET:
        reader->base = MZ_BASE_BUDGET;
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
    if (reader->first_word == MZ_NOWHERE)
        reader->first_word = at;
    reader->tail = end;
    return end;
}

/* A subject made of parts that is longer than `length`; the position behind it, or `at`. */
static guint
read_phrase(MzReader *reader, guint at, guint length)
{
    const MzFlow *flow = &reader->flow;
    if (!mz_phrase_begins(flow->c[at], flow->c[at + 1]))
        return at;
    MzPhrase phrase = mz_phrase_find(flow->report->kind, flow->c, flow->n, reader->head, at, flow->headings);
    if (phrase.subject == NULL || phrase.length <= length)
        return at;
    MzWord word = {.kind = MZ_WORD_SUBJECT, .role = MZ_ROLE_TOTAL, .strong = phrase.strong, .subject = phrase.subject};
    read_subject(reader, &word, at, at + phrase.length);
    return at + phrase.length;
}

/* --- marks --- */

/* "…（项）": the item is what follows is about. */
static void
read_path(MzReader *reader, guint end)
{
    const gunichar *c = reader->flow.c;
    if (reader->mode == MZ_MODE_REASON || reader->mode == MZ_MODE_PROSE || reader->mode == MZ_MODE_PROSE_LONG)
        return;
    guint start = reader->sentence;
    MzCodeName name = mz_codes_path(reader->flow.codes, c, start, end);
    reader->subject = (MzSubject){0};
    mz_reader_set_subject(reader, mz_subject_coded(reader, name));
    reader->since = reader->flow.claims->len;
    reader->mode = MZ_MODE_TEXT;
    begin_clause(reader, end);
}

/* Whether the budget or the execution of a project comes next: "项目全年预算数", under 绩效 "预算数", too. */
static gboolean
tells_execution(const MzReader *reader, guint at)
{
    static const char32_t *const leads[] = {U"项目支出", U"项目"};
    static const char32_t *const amounts[] = {U"预算",     U"年初预算", U"执行数",   U"决算",      U"支出决算",
                                              U"实际支出", U"安排预算", U"调整预算", U"全年执行数"};
    const gunichar *c = reader->flow.c;
    guint n = reader->flow.n;
    for (guint i = 0; i < G_N_ELEMENTS(leads); i++) {
        if (mz_word_at(c, n, at, leads[i])) {
            at += mz_word_length(leads[i]);
            break;
        }
    }
    at = mz_behind_year(c, at, n);
    if (mz_word_at(c, n, at, U"全年预算"))
        return TRUE;
    gboolean evaluated = mz_flow_under(&reader->flow, "绩效") || mz_flow_under(&reader->flow, "自评");
    for (guint i = 0; evaluated && i < G_N_ELEMENTS(amounts); i++) {
        if (mz_word_at(c, n, at, amounts[i]))
            return TRUE;
    }
    return FALSE;
}

/* "NAME项目绩效自评综述：", "NAME：项目全年预算数…", "项目名称：NAME". */
static void
read_colon(MzReader *reader, guint at)
{
    static const char32_t *const reviews[] = {U"项目绩效自评综述", U"绩效自评综述", U"自评综述", U"项目绩效自评情况"};
    const gunichar *c = reader->flow.c;
    guint start = mz_behind_ordinal(c, reader->sentence, at);
    if (mz_word_ends(c, at, start, U"项目名称")) {
        guint end = at + 1;
        while (end < reader->flow.n && c[end] != ',' && c[end] != ';' && c[end] != 0x3002 && end - at < 60)
            end++;
        reader->project = mz_flow_text(&reader->flow, at + 1, end);
        mz_reader_set_subject(reader, (MzSubject){.name = reader->project, .free = TRUE});
        return;
    }
    guint end = at;
    for (guint i = 0; i < G_N_ELEMENTS(reviews) && end == at; i++) {
        if (mz_word_ends(c, at, start, reviews[i]))
            end = at - mz_word_length(reviews[i]);
    }
    if (reader->projects)
        reader->names = TRUE;
    gboolean review = end < at || tells_execution(reader, at + 1);
    gboolean known = reader->subject.name != NULL && reader->subject_end == end;
    gboolean first = reader->head <= start; /* no number has been read */
    if (review && !known && first && end > start && end - start <= 60) {
        reader->mode = MZ_MODE_TEXT;
        mz_reader_set_subject(reader, (MzSubject){.name = mz_flow_text(&reader->flow, start, end), .free = TRUE});
        reader->subject = (MzSubject){0};
    }
}

/* A subject in brackets is not what the number behind them speaks of: "设备购置（上年结转）3万元". */
static void
open_bracket(MzReader *reader, guint at)
{
    reader->open = at;
    reader->before.subject = reader->subject;
    reader->before.subject_end = reader->subject_end;
    reader->before.subject_length = reader->subject_length;
    reader->before.first_word = reader->first_word;
    reader->before.tail = reader->tail;
    reader->before.strong = reader->strong;
    reader->before.head = reader->head;
    reader->before.words = reader->words;
}

static void
close_bracket(MzReader *reader)
{
    if (reader->open != MZ_NOWHERE) {
        reader->head = reader->before.head;
        reader->words = reader->before.words;
        reader->subject = reader->before.subject;
        reader->subject_end = reader->before.subject_end;
        reader->subject_length = reader->before.subject_length;
        reader->first_word = reader->before.first_word;
        reader->tail = reader->before.tail;
        reader->strong = reader->before.strong;
    }
    reader->open = MZ_NOWHERE;
}

/* Punctuation; the position behind it. */
static guint
read_mark(MzReader *reader, guint at)
{
    const gunichar *c = reader->flow.c;
    switch (c[at]) {
    case ',':
        if (reader->enumerated && reader->clause == reader->sentence && tells_execution(reader, at + 1))
            read_colon(reader, at); /* "1.NAME，全年预算数…" */
        end_clause(reader);
        begin_clause(reader, at + 1);
        break;
    case 0x3001: /* 、 */
        if (mz_ordinal_at(c, reader->flow.n, reader->sentence).end != at + 1)
            mz_reader_begin_name(reader, at + 1);
        if (reader->head == at + 1)
            reader->words = at + 1;
        break;
    case ':':
        read_colon(reader, at);
        if (reader->mode == MZ_MODE_REASON)
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
        reader->names = reader->names && c[at] == ';';
        break;
    case '(':
        open_bracket(reader, at);
        break;
    case ')':
        close_bracket(reader);
        if (at >= 2 && c[at - 1] == 0x9879 && c[at - 2] == '(') /* (项) */
            read_path(reader, at + 1);
        break;
    default:
        break;
    }
    return at + 1;
}

void
mz_reader_paragraph(MzReader *reader)
{
    const MzFlow *flow = &reader->flow;
    guint n = flow->n;
    reader->mode = MZ_MODE_TEXT;
    reader->reason = MZ_NOWHERE;
    reader->economic = FALSE;
    reader->names = FALSE;
    begin_sentence(reader, mz_behind_ordinal(flow->c, 0, n));
    reader->enumerated = reader->sentence > 0;
    for (guint i = reader->sentence; i < n;) {
        gunichar c = flow->c[i];
        guint length = 0;
        const MzWord *word = NULL;
        if (is_digit(c)) {
            i = mz_reader_number(reader, i);
        } else if (c < 0x80 || c == 0x3001 || c == 0x3002) {
            i = read_mark(reader, i);
        } else if (reader->mode == MZ_MODE_PROSE_LONG) {
            i++;
        } else {
            if (mz_word_may_begin(flow->index, c, flow->c[i + 1]))
                word = mz_word_find(flow->index, flow->c, n, i, flow->headings, &length);
            guint behind = read_phrase(reader, i, word == NULL ? 0 : length);
            i = behind > i ? behind : word != NULL ? read_word(reader, word, i, i + length) : i + 1;
        }
    }
    end_clause(reader);
    end_reason(reader, n);
}
