#include "parse/claim_phrases.h"

#include "parse/claim_words.h"
#include "parse/lines.h"

#include <string.h>

/* --- totals --- */

typedef enum { FUND_NONE, FUND_FISCAL, FUND_GENERAL, FUND_FUND, FUND_CAPITAL, N_FUNDS } Fund;
enum { SIDE_IN = 1, SIDE_OUT = 2, SIDE_BOTH = 3 };

/* What is said of the sum: SUM_GRAND holds what was carried over as well, so it is the same on both sides; SUM_WHOLE is
 * that where both sides are named, and that of a side alone where only one is. */
typedef enum { SUM_NONE, SUM_SIDE, SUM_WHOLE, SUM_GRAND } Sum;

typedef struct {
    const char32_t *word;
    guint8 value;
} Part;

/* The longest first. */
static const Part funds[] = {
    {U"一般公共预算财政拨款", FUND_GENERAL},
    {U"一般公共预算当年财政拨款", FUND_GENERAL},
    {U"一般公共预算拨款", FUND_GENERAL},
    {U"一般公共预算", FUND_GENERAL},
    {U"政府性基金预算财政拨款", FUND_FUND},
    {U"政府性基金财政拨款", FUND_FUND},
    {U"政府性基金预算拨款", FUND_FUND},
    {U"政府性基金预算", FUND_FUND},
    {U"政府性基金", FUND_FUND},
    {U"国有资本经营预算财政拨款", FUND_CAPITAL},
    {U"国有资本经营财政拨款", FUND_CAPITAL},
    {U"国有资本经营预算拨款", FUND_CAPITAL},
    {U"国有资本经营预算", FUND_CAPITAL},
    {U"国有资本经营", FUND_CAPITAL},
    {U"财政拨款", FUND_FISCAL},
};

static const Part sides[] = {
    {U"收入支出", SIDE_BOTH}, {U"收支", SIDE_BOTH}, {U"收入", SIDE_IN},
    {U"支出", SIDE_OUT},      {U"收", SIDE_IN},     {U"支", SIDE_OUT},
};

static const Part sums[] = {
    {U"总计", SUM_GRAND}, {U"总预算", SUM_WHOLE}, {U"总决算", SUM_WHOLE}, {U"总规模", SUM_WHOLE}, {U"总额", SUM_WHOLE},
    {U"总数", SUM_WHOLE}, {U"总和", SUM_SIDE},    {U"合计", SUM_SIDE},    {U"共计", SUM_SIDE},
};

static const Part qualities[] = {{U"决算", 0}, {U"预算", 0}};
static const Part years[] = {{U"本年度", 0}, {U"本年", 0}, {U"当年", 0}};
static const Part owners[] = {{U"部门", 0}, {U"单位", 0}};
static const Part joints[] = {{U"以及", 0}, {U"、", 0}, {U"和", 0}, {U"与", 0}, {U"及", 0}};

/* Of what a section speaks where its sentences leave it out. */
static const struct {
    const char *heading;
    guint8 fund;
} section_funds[] = {
    {"政府性基金", FUND_FUND},
    {"国有资本经营", FUND_CAPITAL},
    {"财政拨款收入支出", FUND_FISCAL},
    {"财政拨款收支", FUND_FISCAL},
};

static const char *const subjects[N_FUNDS][SIDE_BOTH + 1] = {
    {NULL, "收入合计", "支出合计", "收支总计"},
    {NULL, "财政拨款收入", "财政拨款支出", "财政拨款收支总计"},
    {NULL, "一般公共预算财政拨款收入", "一般公共预算财政拨款支出", "一般公共预算财政拨款收支总计"},
    {NULL, "政府性基金预算财政拨款收入", "政府性基金预算财政拨款支出", "政府性基金预算财政拨款收支总计"},
    {NULL, "国有资本经营预算财政拨款收入", "国有资本经营预算财政拨款支出", "国有资本经营预算财政拨款收支总计"},
};

/* One side with what stands around it: "财政拨款收入决算总计". */
typedef struct {
    guint end; /* 0: no term */
    Fund fund;
    guint side;
    Sum sum;
    gboolean owned, of_year, cut; /* 部门…, 本年…, 收 for 收入 */
} Term;

/* The part at `*at`, which moves behind it; NULL: none. */
static const Part *
take(const gunichar *c, guint n, guint *at, const Part *parts, guint n_parts)
{
    for (guint i = 0; i < n_parts; i++) {
        if (mz_word_at(c, n, *at, parts[i].word)) {
            *at += mz_word_length(parts[i].word);
            return &parts[i];
        }
    }
    return NULL;
}

#define TAKE(parts) take(c, n, &at, parts, G_N_ELEMENTS(parts))
/* … where it can begin with nothing but one of these characters: nearly always there is none. */
#define TAKE_FROM(parts, firsts) (at < n && is_among(c[at], firsts) ? TAKE(parts) : NULL)

static inline gboolean
is_among(gunichar c, const char32_t *characters)
{
    while (*characters != 0 && *characters != c)
        characters++;
    return *characters != 0;
}

static Term
read_term(const gunichar *c, guint n, guint at)
{
    Term term = {0};
    if (at < n && c[at] != 0x6536 && c[at] != 0x652F) { /* 收 支: then it begins with its side */
        term.of_year = TAKE_FROM(years, U"本当") != NULL;
        term.owned = TAKE_FROM(owners, U"部单") != NULL;
        const Part *fund = TAKE_FROM(funds, U"一政国财");
        term.fund = fund == NULL ? FUND_NONE : (Fund)fund->value;
        term.of_year = TAKE_FROM(years, U"本当") != NULL || term.of_year;
    }
    if (mz_word_at(c, n, at, U"总收入") || mz_word_at(c, n, at, U"总支出")) {
        term.sum = SUM_SIDE;
        at++;
    }
    const Part *side = TAKE_FROM(sides, U"收支");
    if (side == NULL)
        return (Term){0};
    term.side = side->value;
    term.cut = side->word[1] == 0;
    term.end = at;
    (void)TAKE_FROM(qualities, U"决预");
    const Part *sum = TAKE_FROM(sums, U"总合共");
    if (sum != NULL) {
        term.sum = (Sum)sum->value;
        term.end = at;
    }
    return term;
}

/* "收入总计、支出总计", "收、支总计": one amount for both sides. */
static Term
join(const gunichar *c, guint n, Term first)
{
    guint at = first.end;
    if (TAKE(joints) == NULL)
        return first;
    Term second = read_term(c, n, at);
    gboolean other_side = second.end > 0 && (first.side ^ second.side) == SIDE_BOTH;
    gboolean same_sum = first.sum == SUM_NONE || (first.sum == second.sum && first.sum != SUM_SIDE);
    if (!other_side || !same_sum || second.sum == SUM_NONE || second.owned ||
        (second.fund != FUND_NONE && second.fund != first.fund))
        return first;
    first.side = SIDE_BOTH;
    first.sum = second.sum;
    first.end = second.end;
    first.cut = FALSE;
    return first;
}

static Fund
fund_of_section(const char *const *headings)
{
    for (guint i = 0; headings[i] != NULL; i++) {
        for (guint k = 0; k < G_N_ELEMENTS(section_funds); k++) {
            if (strstr(headings[i], section_funds[k].heading) != NULL)
                return (Fund)section_funds[k].fund;
        }
    }
    return FUND_NONE;
}

static MzPhrase
find_total(const gunichar *c, guint n, guint at, const char *const *headings)
{
    Term term = read_term(c, n, at);
    if (term.end > 0)
        term = join(c, n, term);
    if (term.end == 0 || term.cut)
        return (MzPhrase){0};
    if (term.fund == FUND_NONE) {
        if (term.sum == SUM_NONE && !(term.of_year && term.side != SIDE_BOTH))
            return (MzPhrase){0};
        if (!term.owned)
            term.fund = fund_of_section(headings);
    }
    if (term.side == SIDE_BOTH && term.sum == SUM_NONE)
        return (MzPhrase){0};
    if (term.sum == SUM_GRAND && term.fund <= FUND_FISCAL)
        term.side = SIDE_BOTH;
    return (MzPhrase){.subject = subjects[term.fund][term.side],
                      .length = term.end - at,
                      .strong = term.fund == FUND_FISCAL && term.side == SIDE_BOTH};
}

/* --- kinds of procurement --- */

static const struct {
    const char32_t *word;
    const char *final, *budget;
} kinds[] = {
    {U"货物", "政府采购货物支出", "政府采购支出/货物"},
    {U"工程", "政府采购工程支出", "政府采购支出/工程"},
    {U"服务", "政府采购服务支出", "政府采购支出/服务"},
};

static const Part kind_ends[] = {{U"类", 0},   {U"采购", 0}, {U"项目", 0}, {U"支出", 0}, {U"预算", 0},
                                 {U"金额", 0}, {U"合计", 0}, {U"总额", 0}, {U"决算", 0}};

/* What may stand before a kind: nothing, or words of procurement ("其中", "政府采购"). */
static gboolean
begins_kind(const gunichar *c, guint head, guint at)
{
    static const char32_t *const before[] = {U"政府采购", U"采购", U"其中", U"分为", U"包括",
                                             U"分别为",   U"和",   U"与",   U"及",   U"以及"};
    if (at - head > 40)
        head = at - 40;
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (at >= head + 3 && mz_word_ends(c, at - 1, head, kinds[i].word))
            return TRUE; /* "工程和服务" */
    }
    for (guint i = 0; i < G_N_ELEMENTS(before); i++) {
        if (mz_word_ends(c, at, head, before[i]))
            at -= mz_word_length(before[i]);
    }
    mz_trim_name(c, &head, &at);
    return head >= at;
}

/* Whether nothing but a number, or another kind, follows. */
static gboolean
leads_to_number(const gunichar *c, guint n, guint end)
{
    guint at = end;
    if (TAKE(joints) != NULL) {
        for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
            if (mz_word_at(c, n, at, kinds[i].word))
                return TRUE;
        }
        return FALSE;
    }
    while (at < n && (c[at] < '0' || c[at] > '9') && at - end < 6)
        at++;
    if (at >= n || c[at] < '0' || c[at] > '9')
        return FALSE;
    mz_trim_name(c, &end, &at);
    return end >= at;
}

/* Only a kind that is the whole name: 服务 is an ordinary word. */
static MzPhrase
find_kind(MzKind kind, const gunichar *c, guint n, guint head, guint at, const char *const *headings)
{
    MzPhrase none = {0};
    guint start = at;
    const char *name = NULL;
    gboolean under = FALSE;
    for (guint i = 0; headings[i] != NULL && !under; i++)
        under = strstr(headings[i], "政府采购") != NULL;
    for (guint i = 0; i < G_N_ELEMENTS(kinds) && name == NULL; i++) {
        if (mz_word_at(c, n, at, kinds[i].word))
            name = kind == MZ_KIND_FINAL ? kinds[i].final : kinds[i].budget;
    }
    if (name == NULL || !under || !begins_kind(c, head, start))
        return none;
    at += 2;
    while (TAKE(kind_ends) != NULL) {
    }
    guint end = at;
    if (!leads_to_number(c, n, end))
        return none;
    return (MzPhrase){.subject = name, .length = end - start, .strong = TRUE};
}

MzPhrase
mz_phrase_find(MzKind kind, const gunichar *c, guint n, guint head, guint at, const char *const *headings)
{
    gboolean is_kind = c[at] == 0x8D27 || c[at] == 0x5DE5 || c[at] == 0x670D; /* 货 工 服 */
    return is_kind ? find_kind(kind, c, n, head, at, headings) : find_total(c, n, at, headings);
}
