#include "check/checker.h"

#include <string.h>

#include "base/text.h"

/* ---- one fact, one value */

/* Subjects that mean another thing in another section. */
static gboolean
is_of_its_section(const char *subject)
{
    static const char *const by_section[] = {"基本支出", "项目支出", "其他收入", "经营收入", "经营支出"};
    for (guint i = 0; i < G_N_ELEMENTS(by_section); i++) {
        if (strcmp(subject, by_section[i]) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean
is_same_fact(const MzClaim *a, const MzClaim *b)
{
    return a->measure == b->measure && mz_text_is(a->subject, b->subject) && strcmp(a->unit, b->unit) == 0;
}

/* Two tables of self-evaluation are two facts, though both may name one project. */
static gboolean
is_annex(const MzReport *report, const MzClaim *claim)
{
    const char *title = claim->section >= 0 ? report->sections[claim->section].title : "";
    return strstr(title, "自评表") != NULL || strstr(title, "绩效自评情况") != NULL;
}

/* Measures of which the text states one value a year, wherever it says it. Rates may be printed with more or fewer
 * digits and shares with other wholes. */
static gboolean
is_amount(const MzClaim *claim)
{
    return claim->measure == MZ_MEASURE_FINAL || claim->measure == MZ_MEASURE_INITIAL_BUDGET ||
           claim->measure == MZ_MEASURE_FULL_BUDGET || claim->measure == MZ_MEASURE_CURRENT;
}

/* 总表 rows have cells to agree with; this is for what only the text says: projects, budgets, evaluations. */
void
mz_check_same_fact(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    gboolean any = FALSE;
    const gboolean *tied = mz_tied_claims(checker);
    for (guint i = 0; i < report->n_claims && report->kind == MZ_KIND_FINAL; i++) {
        const MzClaim *claim = &report->claims[i];
        guint variable = mz_variable_of_claim(checker, i);
        if (!is_amount(claim) || !mz_variable(checker, variable)->present || tied[i] ||
            is_of_its_section(claim->subject))
            continue;
        for (guint j = i; j-- > 0;) {
            const MzClaim *earlier = &report->claims[j];
            if (!is_same_fact(claim, earlier) || (is_annex(report, claim) && is_annex(report, earlier)))
                continue;
            const MzVariable *other = mz_variable(checker, mz_variable_of_claim(checker, j));
            if (!other->present)
                continue;
            any = TRUE;
            gint64 d = mz_variable(checker, variable)->fen - other->fen;
            MzAgreement agreement = mz_agreement(d, 10000, 1);
            mz_record(checker, check, agreement == MZ_DIFFERS ? MZ_STATE_FAILS : MZ_STATE_HOLDS, -1, claim->section);
            if (agreement == MZ_AGREES)
                break;
            MzEvidence place = mz_evidence_of_claim(checker, i), related = mz_evidence_of_claim(checker, j);
            MzFinding *finding =
                mz_finding_add(checker, check, agreement == MZ_DIFFERS ? check->severity : MZ_SEVERITY_NOTE, place,
                               mz_arena_printf(checker->arena, "%s此处印为 %s，与第 %u 行的 %s 不一致", place.zh,
                                               place.value, related.span.line, related.value),
                               mz_arena_printf(checker->arena, "%s is %s here and %s in line %u", place.en, place.value,
                                               related.value, related.span.line));
            if (agreement != MZ_DIFFERS)
                finding->kind = MZ_FINDING_ROUNDING;
            finding->expected = related.value;
            mz_finding_relate(checker, finding, &related, 1);
            break;
        }
    }
    if (!any)
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- items told */

void
mz_check_item_coverage(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
    int section = -1;
    for (guint i = 0; i < report->n_claims; i++) {
        if (report->claims[i].code == NULL || strlen(report->claims[i].code) != 7)
            continue;
        g_hash_table_add(told, (gpointer)report->claims[i].code);
        section = report->claims[i].section;
    }
    MzCheckState untold = mz_may_go_on(checker, section) ? MZ_STATE_UNDECIDED : MZ_STATE_FAILS;
    /* A text that tells fewer than half of the items does not mean to tell them all. */
    guint n_items = 0, n_told = 0;
    int t = -1;
    for (guint i = 0; i < report->n_tables; i++)
        t = report->tables[i].key == MZ_TABLE_GENERAL ? (int)i : t;
    const MzTable *general = t < 0 ? NULL : &report->tables[t];
    for (guint pass = 0; general != NULL && pass < 2; pass++) {
        if (pass == 1 && 2 * n_told < n_items)
            break;
        for (guint r = 0; r < general->n_rows; r++) {
            const MzRow *row = &general->rows[r];
            if (row->code == NULL || strlen(row->code) != 7 || !row->cells[0].present || row->cells[0].amount.fen == 0)
                continue;
            gboolean holds = g_hash_table_contains(told, row->code);
            if (pass == 0) {
                n_items++;
                n_told += holds;
                continue;
            }
            mz_record(checker, check, holds ? MZ_STATE_HOLDS : untold, t, -1);
            if (holds || untold != MZ_STATE_FAILS)
                continue;
            MzEvidence place = mz_evidence_of_cell(checker, (MzCellRef){(guint16)t, (guint16)r, 0});
            mz_finding_add(
                checker, check, check->severity, place,
                mz_arena_printf(checker->arena, "%s为 %s，正文的逐项说明中没有这一项", place.zh, place.value),
                mz_arena_printf(checker->arena, "%s is %s, but the text's list of items leaves it out", place.en,
                                place.value));
        }
    }
    if (n_items == 0 || 2 * n_told < n_items)
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- “决算数大于（小于）年初预算数” */

/* The paragraph that a claim stands in; NULL: not known. */
static const char *
paragraph_of(const MzReport *report, const MzClaim *claim, guint32 *first, guint32 *last)
{
    if (claim->section < 0)
        return NULL;
    const MzSection *section = &report->sections[claim->section];
    for (guint p = section->n_paragraphs; p-- > 0;) {
        if (section->paragraph_lines[p] <= claim->span.line) {
            *first = section->paragraph_lines[p];
            *last = p + 1 < section->n_paragraphs ? section->paragraph_lines[p + 1] - 1 : section->last_line;
            return section->paragraphs[p];
        }
    }
    return NULL;
}

/* Which way a sentence says the final amount differs from the budget: 1 more, -1 less, 0 says nothing. */
static int
stated_direction(const char *paragraph)
{
    static const struct {
        const char *words;
        int direction;
    } ways[] = {
        {"决算数大于年初预算数", 1},  {"决算数大于预算数", 1},  {"决算大于年初预算", 1},  {"决算大于预算", 1},
        {"决算数小于年初预算数", -1}, {"决算数小于预算数", -1}, {"决算小于年初预算", -1}, {"决算小于预算", -1},
    };
    for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
        if (strstr(paragraph, ways[i].words) != NULL)
            return ways[i].direction;
    }
    return 0;
}

/* The claim of the item's initial budget just before its final amount; -1: none. */
static int
budget_before(const MzReport *report, guint final)
{
    for (guint i = final; i-- > 0 && i + 4 >= final;) {
        const MzClaim *claim = &report->claims[i];
        if (claim->measure == MZ_MEASURE_INITIAL_BUDGET && strcmp(claim->subject, report->claims[final].subject) == 0)
            return (int)i;
    }
    return -1;
}

void
mz_check_direction(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    gboolean any = FALSE;
    const char *before = NULL; /* the paragraph looked at last, and what it says */
    int said = 0;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        int budget = claim->measure == MZ_MEASURE_FINAL ? budget_before(report, i) : -1;
        guint32 first = 0, last = 0;
        const char *paragraph = budget < 0 ? NULL : paragraph_of(report, claim, &first, &last);
        if (paragraph != NULL && paragraph != before)
            said = stated_direction(paragraph);
        before = paragraph != NULL ? paragraph : before;
        int stated = paragraph == NULL ? 0 : said;
        /* A paragraph with several items says nothing about which of them is meant. */
        for (guint next = checker->first_of[MZ_MEASURE_FINAL]; stated != 0 && next != 0;
             next = checker->next_of[next - 1]) {
            const MzClaim *other = &report->claims[next - 1];
            if (other != claim && other->section == claim->section && other->span.line >= first &&
                other->span.line <= last)
                stated = 0;
        }
        if (stated == 0)
            continue;
        any = TRUE;
        gint64 d = mz_variable(checker, mz_variable_of_claim(checker, i))->fen -
                   mz_variable(checker, mz_variable_of_claim(checker, (guint)budget))->fen;
        gboolean holds = d == 0 ? FALSE : (d > 0) == (stated > 0);
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, claim->section);
        if (holds)
            continue;
        MzEvidence place = mz_evidence_of_claim(checker, i);
        MzEvidence related = mz_evidence_of_claim(checker, (guint)budget);
        const char *zh = stated > 0 ? "大于" : "小于", *en = stated > 0 ? "more" : "less";
        MzFinding *finding = mz_finding_add(
            checker, check, check->severity, place,
            mz_arena_printf(checker->arena, "正文称决算数%s年初预算数，与“%s”决算 %s、年初预算 %s 不一致", zh,
                            claim->subject, place.value, related.value),
            mz_arena_printf(checker->arena, "the text says %s than the budget, but of '%s' %s is final and %s budget",
                            en, claim->subject, place.value, related.value));
        mz_finding_relate(checker, finding, &related, 1);
    }
    if (!any)
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- counts */

static int
first_claim(const MzChecker *checker, const char *subject, MzMeasure measure)
{
    for (guint next = checker->first_of[measure]; next != 0; next = checker->next_of[next - 1]) {
        if (mz_text_is(checker->report->claims[next - 1].subject, subject))
            return (int)next - 1;
    }
    return -1;
}

gboolean
mz_is_vehicle_kind(const char *subject, const char *what)
{
    static const char prefix[] = "国有资产/";
    if (!g_str_has_prefix(subject, prefix) || !g_str_has_suffix(subject, what))
        return FALSE;
    gsize length = strlen(subject) - strlen(what);
    g_autofree char *kind = g_strndup(subject + strlen(prefix), length - strlen(prefix));
    return g_str_has_suffix(kind, "用车") || strcmp(kind, "其他车辆") == 0;
}

void
mz_check_vehicles(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    const MzTally *values = &checker->checks->results[mz_check_index(check)].tally; /* of the constraint of values */
    gboolean any = values->holds + values->fails > 0;
    int whole = -1;
    gint64 sum = 0;
    guint n = 0;
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        if (claim->measure != MZ_MEASURE_COUNT || claim->decimals != 0)
            continue;
        if (strcmp(claim->subject, "国有资产/车辆数量") == 0 && whole < 0)
            whole = (int)i;
        else if (mz_is_vehicle_kind(claim->subject, "数量")) {
            sum += claim->value;
            n++;
        }
    }
    if (whole >= 0 && n >= 2) {
        any = TRUE;
        gboolean holds = report->claims[whole].value == sum;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, report->claims[whole].section);
        if (!holds) {
            MzEvidence place = mz_evidence_of_claim(checker, (guint)whole);
            MzFinding *finding = mz_finding_add(
                checker, check, check->severity, place,
                mz_arena_printf(checker->arena, "正文车辆共 %s 辆，与各类车辆之和 %" G_GINT64_FORMAT " 辆不一致",
                                place.value, sum),
                mz_arena_printf(checker->arena, "the text has %s vehicles, its kinds add up to %" G_GINT64_FORMAT,
                                place.value, sum));
            finding->expected = mz_arena_printf(checker->arena, "%" G_GINT64_FORMAT, sum);
        }
    }
    if (!any)
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
}

void
mz_check_staff(MzChecker *checker, const MzCheck *check)
{
    static const char *const kinds[] = {"在职人数", "退休人数", "离休人数"};
    const MzReport *report = checker->report;
    int whole = first_claim(checker, "实有人数", MZ_MEASURE_CURRENT);
    if (whole < 0)
        whole = first_claim(checker, "实有人数", MZ_MEASURE_COUNT);
    gint64 sum = 0;
    guint n = 0;
    for (guint k = 0; k < G_N_ELEMENTS(kinds) && whole >= 0; k++) {
        int part = first_claim(checker, kinds[k], report->claims[whole].measure);
        n += part >= 0;
        sum += part < 0 ? 0 : report->claims[part].value;
    }
    if (n < 2) {
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
        return;
    }
    gboolean holds = report->claims[whole].value == sum;
    mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, report->claims[whole].section);
    if (holds)
        return;
    MzEvidence place = mz_evidence_of_claim(checker, (guint)whole);
    MzFinding *finding = mz_finding_add(
        checker, check, check->severity, place,
        mz_arena_printf(checker->arena, "实有人数 %s，与在职、退休、离休之和 %" G_GINT64_FORMAT " 不一致", place.value,
                        sum),
        mz_arena_printf(checker->arena, "staff is %s, its kinds add up to %" G_GINT64_FORMAT, place.value, sum));
    finding->expected = mz_arena_printf(checker->arena, "%" G_GINT64_FORMAT, sum);
}

/* Money and what was bought for it: neither goes without the other. */
static const struct {
    const char *money; /* subject of the final amount */
    const char *count; /* subject of the count */
    MzMeasure measure;
} counted[] = {
    {"公务接待费", "国内公务接待支出", MZ_MEASURE_BATCHES},
    {"公务接待费", "国内公务接待支出", MZ_MEASURE_PERSONS},
    {"公务用车购置费", "公务用车购置费", MZ_MEASURE_COUNT},
    {"因公出国（境）费", "因公出国（境）费", MZ_MEASURE_BATCHES},
    {"因公出国（境）费", "因公出国（境）费", MZ_MEASURE_PERSONS},
};

void
mz_check_counts(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    gboolean any = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(counted); i++) {
        int money = first_claim(checker, counted[i].money, MZ_MEASURE_FINAL);
        int count = first_claim(checker, counted[i].count, counted[i].measure);
        if (money < 0 || count < 0)
            continue;
        any = TRUE;
        gboolean spent = mz_variable(checker, mz_variable_of_claim(checker, (guint)money))->fen != 0;
        gboolean holds = spent == (report->claims[count].value != 0);
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, report->claims[count].section);
        if (holds)
            continue;
        MzEvidence place = mz_evidence_of_claim(checker, (guint)count);
        MzEvidence related = mz_evidence_of_claim(checker, (guint)money);
        MzFinding *finding = mz_finding_add(checker, check, check->severity, place,
                                            mz_arena_printf(checker->arena, "%s %s，与%s %s 万元不一致", place.zh,
                                                            place.value, related.zh, related.value),
                                            mz_arena_printf(checker->arena, "%s is %s, but %s is %s", place.en,
                                                            place.value, related.en, related.value));
        mz_finding_relate(checker, finding, &related, 1);
    }
    if (!any)
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- lists of names */

/* The items of a list as what names are compared by: "办公费 14.42 万元、差旅费" gives 办公费, 差旅费. */
typedef struct {
    GPtrArray *items;
    GPtrArray *pieces; /* of items that name several in short: "养老保险和职业年金缴费" */
} List;

/* What joins two names in one item. */
static const char *const joints[] = {"以及", "和", "与", "及"};

/* Where the next joint stands; NULL: there is none. */
static const char *
next_joint(const char *item, gsize *length)
{
    for (const char *c = item; *c != '\0'; c = g_utf8_next_char(c)) {
        for (guint k = 0; k < G_N_ELEMENTS(joints); k++) {
            *length = strlen(joints[k]);
            if (strncmp(c, joints[k], *length) == 0)
                return c;
        }
    }
    return NULL;
}

/* The pieces of an item that joints hold together. */
static void
add_pieces(MzArena *scratch, GPtrArray *pieces, const char *item)
{
    const gsize shortest = strlen("养老保险");
    gsize joint = 0;
    const char *end = next_joint(item, &joint);
    for (gboolean more = end != NULL; more;) {
        gsize length = end == NULL ? strlen(item) : (gsize)(end - item);
        if (length >= shortest)
            g_ptr_array_add(pieces, mz_arena_strndup(scratch, item, length));
        more = end != NULL;
        item = more ? end + joint : item;
        end = more ? next_joint(item, &joint) : NULL;
    }
}

static void
add_item(MzArena *scratch, List *list, const char *text, gsize length)
{
    char *item = mz_text_key(scratch, text, (gssize)length);
    while (*item == ':')
        item++;
    item[strcspn(item, "0123456789")] = '\0';
    if (*item == '\0')
        return;
    g_ptr_array_add(list->items, item);
    add_pieces(scratch, list->pieces, item);
}

static List
list_of_text(MzArena *scratch, const char *text)
{
    List list = {g_ptr_array_new(), g_ptr_array_new()};
    const char *end = strstr(text, "。");
    end = end == NULL ? text + strlen(text) : end;
    for (const char *item = text, *next; item != NULL; item = next) {
        gsize length = mz_next_item(item, end, &next);
        add_item(scratch, &list, item, length);
    }
    return list;
}

/* Whether the list has the name; `cut` says that the name may be the beginning of an item (tables cut names). */
static gboolean
has_item(const List *list, const char *name, gboolean cut)
{
    for (guint i = 0; i < list->items->len; i++) {
        const char *item = list->items->pdata[i];
        if (cut ? mz_key_begins(item, name) : mz_text_is(item, name))
            return TRUE;
    }
    return FALSE;
}

/* Whether the name ends an item that names another before it. */
static gboolean
ends_item(const char *item, const char *name)
{
    if (!g_str_has_suffix(item, name))
        return FALSE;
    gsize before = strlen(item) - strlen(name);
    for (guint k = 0; k < G_N_ELEMENTS(joints); k++) {
        gsize joint = strlen(joints[k]);
        if (before >= joint && strncmp(item + before - joint, joints[k], joint) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Whether a list names the item in short together with another. */
static gboolean
has_short_item(const List *list, const char *name)
{
    for (guint i = 0; i < list->items->len; i++) {
        if (ends_item(list->items->pdata[i], name))
            return TRUE;
    }
    for (guint i = 0; i < list->pieces->len; i++) {
        if (strstr(name, list->pieces->pdata[i]) != NULL)
            return TRUE;
    }
    return FALSE;
}

/* The paragraph that lists what the group's money was for; NULL: none, or the list is open (主要…等). */
static const char *
list_of(const MzReport *report, const char *group, guint32 *line, guint32 *last, int *section)
{
    for (guint s = 0; s < report->n_sections; s++) {
        if (strstr(report->sections[s].title, "基本支出") == NULL)
            continue;
        for (guint p = 0; p < report->sections[s].n_paragraphs; p++) {
            const char *paragraph = report->sections[s].paragraphs[p];
            const char *at = strstr(paragraph, "包括");
            const char *name = strstr(paragraph, group);
            if (at == NULL || name == NULL || name > at || strstr(at, "等") != NULL)
                continue;
            *line = report->sections[s].paragraph_lines[p];
            *last = mz_paragraph_end(&report->sections[s], p);
            *section = (int)s;
            return at + strlen("包括");
        }
    }
    return NULL;
}

static gboolean
is_of_group(const char *code, gboolean personnel)
{
    return (mz_key_begins(code, "301") || mz_key_begins(code, "303")) == personnel;
}

static void
check_list(MzChecker *checker, const MzCheck *check, guint t, const char *group, gboolean personnel)
{
    guint32 line = 0, list_end = 0;
    int section = -1;
    const char *text = list_of(checker->report, group, &line, &list_end, &section);
    const MzTable *basic = &checker->report->tables[t];
    if (text == NULL)
        return;
    List list = list_of_text(checker->scratch, text);
    for (guint r = 0; r < basic->n_rows; r++) {
        const MzRow *row = &basic->rows[r];
        if (row->code == NULL || strlen(row->code) != 5 || !is_of_group(row->code, personnel) || row->label == NULL)
            continue;
        gboolean spent = row->cells[0].present && row->cells[0].amount.fen != 0;
        const char *name = mz_text_key(checker->scratch, row->label, -1);
        gboolean told = has_item(&list, name, spent) || (spent && has_short_item(&list, name));
        MzCheckState state = spent == told                             ? MZ_STATE_HOLDS
                             : spent && mz_may_go_on(checker, section) ? MZ_STATE_UNDECIDED
                                                                       : MZ_STATE_FAILS;
        mz_record(checker, check, state, (int)t, section);
        if (state != MZ_STATE_FAILS)
            continue;
        const char *words = spent ? group : row->label; /* where the list begins, or what should not be in it */
        MzSpan span = mz_span_of_words(checker->report, line, list_end, words);
        MzEvidence place = mz_evidence_of_line(checker, span, group, group);
        MzEvidence related = mz_evidence_of_cell(checker, (MzCellRef){(guint16)t, (guint16)r, 0});
        place.address = related.address;
        MzFinding *finding =
            mz_finding_add(checker, check, check->severity, place,
                           mz_arena_printf(checker->arena,
                                           spent ? "正文%s的款目中没有“%s”，而表中为 %s，应补列"
                                                 : "正文%s列有“%s”，而表中为空%s，应删去或补数",
                                           group, row->label, related.value),
                           mz_arena_printf(checker->arena,
                                           spent ? "the text's list of %s leaves out '%s', of which the table has %s"
                                                 : "the text's list of %s has '%s', of which the table has nothing%s",
                                           group, row->label, related.value));
        mz_finding_relate(checker, finding, &related, 1);
    }
    g_ptr_array_unref(list.items);
    g_ptr_array_unref(list.pieces);
}

void
mz_check_lists(MzChecker *checker, const MzCheck *check)
{
    for (guint t = 0; t < checker->report->n_tables; t++) {
        if (checker->report->tables[t].key != MZ_TABLE_BASIC || checker->report->tables[t].empty)
            continue;
        check_list(checker, check, t, "人员经费", TRUE);
        check_list(checker, check, t, "公用经费", FALSE);
    }
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
}
