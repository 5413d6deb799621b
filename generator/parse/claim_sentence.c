#include "parse/claim_sentence.h"

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
}

static void
begin_sentence(MzReader *reader, guint at)
{
    reader->sentence = at;
    reader->base = MZ_BASE_NONE;
    reader->reason_list = FALSE;
    reader->to_buy = FALSE;
    if (reader->mode != MZ_MODE_PROSE_LONG)
        reader->mode = MZ_MODE_TEXT;
    begin_clause(reader, at);
}

void
mz_reader_set_subject(MzReader *reader, MzSubject subject)
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

static void
read_subject(MzReader *reader, const MzWord *word, guint at, guint end)
{
    gboolean count = word->role == MZ_ROLE_COUNT;
    if (reader->share || reader->mode == MZ_MODE_PROSE_LONG ||
        (reader->mode != MZ_MODE_TEXT && reader->mode != MZ_MODE_USE && !count))
        return;
    if (reader->subject.name != NULL && reader->strong && !word->strong)
        return;
    const char *name = word->subject;
    if (name == NULL)
        name = mz_is_reception(reader->current.name) ? reader->current.name : "公务接待费";
    reader->subject = (MzSubject){.name = name, .role = word->role};
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
    if (reader->current.name != NULL &&
        (strcmp(reader->current.name, "人员经费") == 0 || strcmp(reader->current.name, "公用经费") == 0))
        reader->economic = TRUE;
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
    if (mode == MZ_MODE_USE)
        reader->list = TRUE;
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
    gboolean review = end < at || mz_word_at(c, reader->flow.n, at + 1, U"项目全年预算") ||
                      mz_word_at(c, reader->flow.n, at + 1, U"全年预算");
    if (review && end > start && end - start <= 60) {
        reader->mode = MZ_MODE_TEXT;
        mz_reader_set_subject(reader, (MzSubject){.name = mz_flow_text(&reader->flow, start, end), .free = TRUE});
        reader->subject = (MzSubject){0};
    }
}

/* Punctuation; the position behind it. */
static guint
read_mark(MzReader *reader, guint at)
{
    const gunichar *c = reader->flow.c;
    switch (c[at]) {
    case ',':
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

void
mz_reader_paragraph(MzReader *reader)
{
    const MzFlow *flow = &reader->flow;
    guint n = flow->n;
    reader->mode = MZ_MODE_TEXT;
    reader->reason = MZ_NOWHERE;
    reader->economic = FALSE;
    begin_sentence(reader, mz_behind_ordinal(flow->c, 0, n));
    for (guint i = reader->sentence; i < n;) {
        gunichar c = flow->c[i];
        guint length = 0;
        const MzWord *word;
        if (is_digit(c)) {
            i = mz_reader_number(reader, i);
        } else if (c < 0x80 || c == 0x3001 || c == 0x3002) {
            i = read_mark(reader, i);
        } else if (reader->mode != MZ_MODE_PROSE_LONG &&
                   (word = mz_word_find(&flow->index, flow->c, n, i, flow->headings, &length)) != NULL) {
            i = read_word(reader, word, i, i + length);
        } else {
            i++;
        }
    }
    end_clause(reader);
    end_reason(reader, n);
}
