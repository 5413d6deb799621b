#include "check/checker.h"

#include <string.h>

#include "base/text.h"
#include "forms/codes.h"

static MzEvidence
evidence_of_row(const MzChecker *checker, guint table, guint row)
{
    return mz_evidence_of_cell(checker, (MzCellRef){(guint16)table, (guint16)row, 0});
}

/* ---- reading */

static void
report_uncertain(MzChecker *checker, const MzCheck *check, guint v)
{
    const MzVariable *variable = mz_variable(checker, v);
    MzEvidence place = mz_evidence_of(checker, v);
    const char *proof = mz_cell_at(checker->report, variable->cell)->proof;
    mz_finding_add(checker, check, check->severity, place,
                   mz_arena_concat(checker->arena, place.zh, " ", place.value, "：",
                                   proof == NULL ? "位置不能由原文证明" : proof, NULL),
                   mz_arena_concat(checker->arena, place.en, " ", place.value, ": ",
                                   proof == NULL ? "its place is not proven" : proof, NULL));
    mz_record(checker, check, MZ_STATE_FAILS, variable->cell.table, -1);
}

void
mz_check_uncertain(MzChecker *checker, const MzCheck *check)
{
    guint n_tables = checker->report->n_tables;
    for (guint t = 0; t < n_tables; t++) {
        if ((checker->amounts[t].origins & 1u << MZ_ORIGIN_UNCERTAIN) == 0)
            continue;
        guint end = t + 1 < n_tables ? checker->table_base[t + 1] : checker->claim_base;
        for (guint v = checker->table_base[t]; v < end; v++) {
            if (mz_variable(checker, v)->uncertain && mz_variable(checker, v)->present)
                report_uncertain(checker, check, v);
        }
    }
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_record(checker, check, MZ_STATE_HOLDS, -1, -1);
}

/* ---- codes inside a table */

static gboolean
is_coded(const MzTable *table)
{
    return table->form->shape == MZ_SHAPE_CODED && !table->empty;
}

/* By number of code: whether the table prints it. */
static const guint8 *
codes_of(const MzChecker *checker, guint t)
{
    const MzRows *rows = checker->rows;
    guint8 *codes = mz_arena_new0(checker->scratch, guint8, rows->n_codes + 1);
    for (guint r = 0; r < checker->report->tables[t].n_rows; r++)
        codes[rows->of[t][r].code] = TRUE;
    codes[0] = FALSE; /* rows without a code */
    return codes;
}

/* Reports the items of a table whose class of `length` digits (3 or 5) is missing though the table prints such classes.
 */
static void
check_level(MzChecker *checker, const MzCheck *check, guint t, gsize length, const guint8 *codes)
{
    const MzTable *table = &checker->report->tables[t];
    const MzRows *rows = checker->rows;
    gboolean printed = FALSE;
    for (guint r = 0; r < table->n_rows && !printed; r++)
        printed = rows->codes[rows->of[t][r].code].length == length;
    const char *last = "";
    for (guint r = 0; r < table->n_rows && printed; r++) {
        const MzRowCode *code = &rows->codes[rows->of[t][r].code];
        if (code->length <= length || strncmp(code->text, last, length) == 0)
            continue;
        last = code->text;
        if (codes[length == 3 ? code->class : code->group]) {
            mz_record(checker, check, MZ_STATE_HOLDS, (int)t, -1);
            continue;
        }
        mz_record(checker, check, MZ_STATE_FAILS, (int)t, -1);
        if (mz_gap_of(checker, t, mz_arena_strndup(checker->scratch, code->text, length), FALSE) != NULL)
            continue; /* told with the rows beside it that are missing, too */
        mz_finding_add(checker, check, check->severity, evidence_of_row(checker, t, r),
                       mz_arena_printf(checker->arena, "%s中有 %s，没有其上级 %.*s", table->form->title, code->text,
                                       (int)length, code->text),
                       mz_arena_printf(checker->arena, "%s has %s but not its class %.*s", table->form->title,
                                       code->text, (int)length, code->text));
    }
}

/* Reports a class of `length` digits without rows of the next level, where every other class of the table has such. */
static void
check_childless(MzChecker *checker, const MzCheck *check, guint t, gsize length, const guint8 *is_parent)
{
    const MzTable *table = &checker->report->tables[t];
    const MzRows *rows = checker->rows;
    guint n_classes = 0, n_childless = 0, childless = 0;
    for (guint r = 0; r < table->n_rows; r++) {
        if (rows->codes[rows->of[t][r].code].length != length)
            continue;
        n_classes++;
        n_childless += !is_parent[r];
        childless = is_parent[r] ? childless : r;
    }
    if (n_childless == 0 && n_classes > 0)
        mz_record(checker, check, MZ_STATE_HOLDS, (int)t, -1);
    /* Several, or half of them: the table does not print that level throughout. The last one's may be cut off. */
    if (n_childless != 1 || n_classes < 3 || mz_is_blind(checker, table->key))
        return;
    const MzRow *row = &table->rows[childless];
    mz_record(checker, check, MZ_STATE_FAILS, (int)t, -1);
    if (mz_gap_of(checker, t, row->code, TRUE) != NULL)
        return; /* told with those items */
    mz_finding_add(checker, check, check->severity, evidence_of_row(checker, t, childless),
                   mz_arena_printf(checker->arena, "%s中 %s 没有下级科目，而其他各%s都有", table->form->title,
                                   row->code, length == 3 ? "类" : "款"),
                   mz_arena_printf(checker->arena, "in %s, %s has no items below it, all others have",
                                   table->form->title, row->code));
}

void
mz_check_orphans(MzChecker *checker, const MzCheck *check)
{
    for (guint t = 0; t < checker->report->n_tables; t++) {
        const MzTable *table = &checker->report->tables[t];
        if (!is_coded(table))
            continue;
        guint8 *is_parent = mz_arena_new0(checker->scratch, guint8, table->n_rows);
        for (guint r = 0; r < table->n_rows; r++) {
            if (table->rows[r].parent >= 0)
                is_parent[table->rows[r].parent] = TRUE;
        }
        const guint8 *codes = codes_of(checker, t);
        check_level(checker, check, t, 3, codes);
        check_level(checker, check, t, 5, codes);
        check_childless(checker, check, t, 3, is_parent);
        check_childless(checker, check, t, 5, is_parent);
    }
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_skip(checker, check, MZ_SKIP_EMPTY);
}

/* The row above that has the same code; NULL: none has. */
static const MzRow *
find_twin(const MzTable *table, guint r)
{
    for (guint i = 0; i < r; i++) {
        const MzRow *row = &table->rows[i];
        if (row->code != NULL && row->project == NULL && strcmp(row->code, table->rows[r].code) == 0)
            return row;
    }
    return NULL;
}

static void
report_order(MzChecker *checker, const MzCheck *check, guint t, guint r, const MzRow *before)
{
    MzArena *arena = checker->arena;
    const MzTable *table = &checker->report->tables[t];
    const MzRow *row = &table->rows[r], *twin = find_twin(table, r);
    const char *title = table->form->title;
    if (twin == NULL)
        mz_finding_add(checker, check, check->severity, evidence_of_row(checker, t, r),
                       mz_arena_printf(arena, "%s中 %s 排在 %s 之后", title, row->code, before->code),
                       mz_arena_printf(arena, "in %s, %s stands after %s", title, row->code, before->code));
    else
        mz_finding_add(checker, check, check->severity, evidence_of_row(checker, t, r),
                       mz_arena_printf(arena, "%s中 %s 有两行（第 %u 行和第 %u 行），请核对是否重复", title, row->code,
                                       twin->line, row->line),
                       mz_arena_printf(arena, "in %s, %s stands twice (lines %u and %u)", title, row->code, twin->line,
                                       row->line));
}

void
mz_check_order(MzChecker *checker, const MzCheck *check)
{
    for (guint t = 0; t < checker->report->n_tables; t++) {
        const MzTable *table = &checker->report->tables[t];
        const MzRow *before = NULL;
        MzTally tally = {0, 0, 0};
        for (guint r = 0; is_coded(table) && r < table->n_rows; r++) {
            const MzRow *row = &table->rows[r];
            if (row->code == NULL)
                continue;
            int order = before == NULL ? -1 : strcmp(before->code, row->code);
            /* Several projects may stand under one code. */
            gboolean holds = order < 0 || (order == 0 && row->project != NULL);
            tally.holds += holds;
            tally.fails += !holds;
            if (!holds)
                report_order(checker, check, t, r, before);
            before = row;
        }
        mz_record_tally(checker, check, (int)t, &tally);
    }
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_skip(checker, check, MZ_SKIP_EMPTY);
}

/* ---- codes across tables */

/* What is not in a table of which not all was read may yet be in the report. */
static MzCheckState
fails_unless_blind(const MzChecker *checker, guint table)
{
    return mz_is_blind(checker, checker->report->tables[table].key) ? MZ_STATE_UNDECIDED : MZ_STATE_FAILS;
}

/* Counts the codes of table `from` that are in table `into`, and those that are not, which are told as gaps. A code
 * whose table prints only some levels is looked for among the levels that both print. */
static void
count_codes(MzChecker *checker, const MzCheck *check, guint from, guint into)
{
    const MzTable *one = &checker->report->tables[from];
    const MzRows *rows = checker->rows;
    const guint8 *codes = codes_of(checker, into);
    for (guint r = 0; r < one->n_rows; r++) {
        guint code = rows->of[from][r].code;
        if (rows->codes[code].length != 7)
            continue;
        MzCheckState state = codes[code] ? MZ_STATE_HOLDS : fails_unless_blind(checker, into);
        mz_record(checker, check, state, (int)from, -1);
    }
}

static int
table_index(const MzReport *report, MzTableKey key)
{
    for (guint t = 0; t < report->n_tables; t++) {
        if (report->tables[t].key == key && !report->tables[t].empty)
            return (int)t;
    }
    return -1;
}

/* A table that is not there, or with which the text ends, says nothing of its money. */
static gboolean
is_known_empty(const MzChecker *checker, MzTableKey key)
{
    const MzTable *table = mz_report_table(checker->report, key);
    return table != NULL && table->empty && table - checker->report->tables != checker->last_table;
}

gboolean
mz_one_money(const MzChecker *checker)
{
    return checker->fiscal_only && is_known_empty(checker, MZ_TABLE_FUND) && is_known_empty(checker, MZ_TABLE_CAPITAL);
}

void
mz_check_code_sets(MzChecker *checker, const MzCheck *check)
{
    int general = table_index(checker->report, MZ_TABLE_GENERAL);
    int expenditure = table_index(checker->report, MZ_TABLE_EXPENDITURE);
    mz_report_gaps(checker, check);
    if (general < 0 || expenditure < 0) {
        mz_skip(checker, check, MZ_SKIP_EMPTY);
        return;
    }
    count_codes(checker, check, (guint)general, (guint)expenditure);
    if (!mz_one_money(checker))
        return;
    count_codes(checker, check, (guint)expenditure, (guint)general);
    int income = table_index(checker->report, MZ_TABLE_INCOME);
    if (income >= 0)
        count_codes(checker, check, (guint)expenditure, (guint)income);
}

gboolean
mz_same_name(MzArena *arena, const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return TRUE;
    const char *one = mz_text_key(arena, a, -1), *other = mz_text_key(arena, b, -1);
    return one[0] == '\0' || other[0] == '\0' || g_str_has_prefix(one, other) || g_str_has_prefix(other, one);
}

/* Where a code stands, by the name that is printed there. */
typedef struct NameAt {
    MzCellRef ref;
    const char *printed;
    gboolean standard;   /* it is that of the classification to the letter */
    struct NameAt *next; /* of the same code, in the order of the report */
} NameAt;

/* The names that are printed for one code. */
typedef struct CodeNames {
    const char *code;
    struct CodeNames *next; /* of the next code */
    NameAt *first, *last;
    guint n;
    gboolean alike; /* all are the same words: nearly always */
} CodeNames;

/* How many lines of the report have the name: the text and the other tables bear witness for it. */
static guint
count_lines(const MzReport *report, const char *name)
{
    guint n = 0;
    for (guint i = 0; i < report->n_lines; i++)
        n += strstr(report->lines[i], name) != NULL;
    return n;
}

/* Whether `a` is the better of two names that equally many tables print: the standard one, or the one that more lines
 * of the report have. */
static gboolean
is_better_name(const MzReport *report, MzArena *scratch, const char *code, const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return FALSE;
    const char *standard = mz_code_name(code);
    gboolean one = standard != NULL && mz_same_name(scratch, a, standard);
    gboolean other = standard != NULL && mz_same_name(scratch, b, standard);
    return one != other ? one : count_lines(report, a) > count_lines(report, b);
}

/* The name that most tables print for the code. */
static const NameAt *
usual_name(const MzReport *report, MzArena *scratch, const CodeNames *names)
{
    const NameAt *best = names->first;
    guint best_votes = 0;
    for (const NameAt *one = names->first; one != NULL && !names->alike; one = one->next) {
        guint votes = 0;
        for (const NameAt *other = names->first; other != NULL; other = other->next)
            votes += mz_same_name(scratch, one->printed, other->printed);
        if (votes == names->n)
            return one; /* all agree with it: it does not matter which of them is taken */
        if (votes > best_votes ||
            (votes == best_votes && is_better_name(report, scratch, names->code, one->printed, best->printed))) {
            best = one;
            best_votes = votes;
        }
    }
    return best;
}

static void
report_name(MzChecker *checker, const MzCheck *check, const char *code, const NameAt *odd, const NameAt *usual)
{
    const char *here = checker->report->tables[odd->ref.table].form->title;
    const char *there = checker->report->tables[usual->ref.table].form->title;
    MzEvidence related = mz_evidence_of_cell(checker, usual->ref);
    related.value = usual->printed;
    related.zh = related.en = mz_arena_printf(checker->arena, "%s %s", there, code);
    MzFinding *finding = mz_finding_add(checker, check, check->severity, mz_evidence_of_cell(checker, odd->ref),
                                        mz_arena_printf(checker->arena, "科目 %s 在%s中印为“%s”，与%s等表的“%s”不一致",
                                                        code, here, odd->printed, there, usual->printed),
                                        mz_arena_printf(checker->arena, "%s is '%s' in %s, but '%s' in %s", code,
                                                        odd->printed, here, usual->printed, there));
    const MzRow *row = &checker->report->tables[odd->ref.table].rows[odd->ref.row];
    finding->place.span = mz_span_of_words(checker->report, row->line, row->line, odd->printed);
    finding->printed = finding->place.value = odd->printed;
    finding->expected = usual->printed;
    mz_finding_relate(checker, finding, &related, 1);
}

/* Reports the rows whose printed code is another than the one that the other tables prove (model: `printed` holds the
 * misprinted code before the name). */
void
mz_check_codes(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    const MzRows *rows = checker->rows;
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        MzTally tally = {0, 0, 0};
        for (guint r = 0; is_coded(table) && r < table->n_rows; r++) {
            const MzRow *row = &table->rows[r];
            guint digits = rows->of[t][r].digits;
            if (row->code == NULL)
                continue;
            gboolean holds = digits < 3 || strncmp(row->printed, row->code, MAX(digits, strlen(row->code))) == 0;
            tally.holds += holds;
            tally.fails += !holds;
            if (holds)
                continue;
            MzEvidence place = mz_evidence_of_cell(checker, (MzCellRef){(guint16)t, (guint16)r, 0});
            place.span = (MzSpan){row->line, 0, 0};
            place.value = mz_arena_strndup(checker->arena, row->printed, digits);
            MzFinding *finding = mz_finding_add(
                checker, check, check->severity, place,
                mz_arena_printf(checker->arena, "%s中科目编码印为 %s，与其他表的 %s 不一致", table->form->title,
                                place.value, row->code),
                mz_arena_printf(checker->arena, "in %s the code is printed as %s, in the other tables as %s",
                                table->form->title, place.value, row->code));
            finding->expected = row->code;
        }
        mz_record_tally(checker, check, (int)t, &tally);
    }
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_skip(checker, check, MZ_SKIP_EMPTY);
}

static void
add_name(CodeNames *names, NameAt *name)
{
    if (names->n == 0)
        names->alike = TRUE;
    else if (!name->standard || !names->first->standard)
        names->alike = names->alike && mz_text_is(name->printed, names->first->printed);
    if (names->last == NULL)
        names->first = name;
    else
        names->last->next = name;
    names->last = name;
    names->n++;
}

/* The first code of the report's tables of which a name is printed; NULL: there is none. */
static const CodeNames *
collect_names(const MzChecker *checker)
{
    const MzReport *report = checker->report;
    const MzRows *rows = checker->rows;
    CodeNames *by_code = mz_arena_new0(checker->scratch, CodeNames, rows->n_codes + 1), *first = NULL, **end = &first;
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        for (guint r = 0; is_coded(table) && r < table->n_rows; r++) {
            const MzRowNames *row = &rows->of[t][r];
            if (row->code == 0 || row->name[0] == '\0')
                continue;
            CodeNames *names = &by_code[row->code];
            if (names->code == NULL) {
                names->code = rows->codes[row->code].text;
                *end = names;
                end = &names->next;
            }
            NameAt *name = mz_arena_alloc(checker->scratch, sizeof(NameAt));
            *name = (NameAt){{(guint16)t, (guint16)r, 0}, row->name, row->standard, NULL};
            add_name(names, name);
        }
    }
    return first;
}

void
mz_check_names(MzChecker *checker, const MzCheck *check)
{
    MzArena *scratch = checker->scratch;
    MzTally *tallies = mz_arena_new0(scratch, MzTally, checker->report->n_tables);
    for (const CodeNames *names = collect_names(checker); names != NULL; names = names->next) {
        const NameAt *usual = usual_name(checker->report, scratch, names);
        for (const NameAt *one = names->first; one != NULL && names->n > 1; one = one->next) {
            gboolean holds = names->alike || mz_same_name(scratch, one->printed, usual->printed);
            tallies[one->ref.table].holds += holds;
            tallies[one->ref.table].fails += !holds;
            if (!holds)
                report_name(checker, check, names->code, one, usual);
        }
    }
    for (guint t = 0; t < checker->report->n_tables; t++)
        mz_record_tally(checker, check, (int)t, &tallies[t]);
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_skip(checker, check, MZ_SKIP_EMPTY);
}

/* ---- names against the classification and the forms */

/* Changes between two names; 0 when they are the same or one is the other cut. */
static guint
name_distance(MzArena *scratch, const char *a, const char *b)
{
    if (mz_same_name(scratch, a, b))
        return 0;
    return mz_text_distance(mz_text_key(scratch, a, -1), mz_text_key(scratch, b, -1), 64);
}

static void
report_label(MzChecker *checker, const MzCheck *check, MzSeverity severity, MzCellRef ref, const char *printed,
             const char *expected)
{
    const MzTable *table = &checker->report->tables[ref.table];
    const MzRow *row = &table->rows[ref.row];
    MzEvidence place = mz_evidence_of_cell(checker, ref);
    place.span = mz_span_of_words(checker->report, row->line, row->line, printed);
    place.value = printed;
    const char *code = row->code == NULL ? "" : row->code;
    MzFinding *finding =
        mz_finding_add(checker, check, severity, place,
                       mz_arena_printf(checker->arena, "%s中 %s 印为“%s”，与名称“%s”不一致", table->form->title, code,
                                       printed, expected),
                       mz_arena_printf(checker->arena, "in %s, %s is printed as '%s', its name is '%s'",
                                       table->form->title, code, printed, expected));
    finding->expected = expected;
}

/* A name that is nearly the standard one is a slip; another name is of another year or place, and only noted. */
void
mz_check_standard_names(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    const MzRows *rows = checker->rows;
    gboolean economic = strcmp(check->id, "class.economic") == 0;
    MzArena *scratch = checker->scratch;
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        MzTally tally = {0, 0, 0};
        if (economic ? table->form->shape != MZ_SHAPE_ECONOMIC : !is_coded(table))
            continue;
        for (guint r = 0; r < table->n_rows; r++) {
            const MzRowNames *row = &rows->of[t][r];
            const char *name = rows->codes[row->code].name, *printed = row->name;
            if (name == NULL || printed[0] == '\0')
                continue;
            guint distance = row->standard ? 0 : name_distance(scratch, printed, name);
            gboolean slip = distance > 0 && distance <= 2 && economic;
            tally.holds += distance == 0;
            tally.fails += distance > 0;
            if (distance > 0)
                report_label(checker, check, slip ? MZ_SEVERITY_WARNING : MZ_SEVERITY_NOTE,
                             (MzCellRef){(guint16)t, (guint16)r, 0}, printed, name);
        }
        mz_record_tally(checker, check, (int)t, &tally);
    }
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_skip(checker, check, MZ_SKIP_EMPTY);
}

void
mz_check_labels(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    const MzTable *summary = mz_report_table(report, MZ_TABLE_SUMMARY);
    const MzTable *appropriation = mz_report_table(report, MZ_TABLE_APPROPRIATION);
    const MzRows *rows = checker->rows;
    MzArena *scratch = checker->scratch;
    for (guint r = 0; summary != NULL && appropriation != NULL && r < summary->n_rows; r++) {
        const MzRow *row = &summary->rows[r];
        guint t = (guint)(appropriation - report->tables);
        int other = row->code == NULL || row->form_row < 0 ? -1 : mz_row_index(checker, t, row->key);
        const char *ours = rows->of[summary - report->tables][r].name;
        const char *others = other < 0 ? "" : rows->of[t][other].name;
        if (ours[0] == '\0' || others[0] == '\0')
            continue;
        const char *label = summary->form->rows[row->form_row].label;
        gboolean same = strcmp(ours, others) == 0;
        guint here = same ? 0 : name_distance(scratch, ours, label);
        guint there = same ? 0 : name_distance(scratch, others, label);
        gboolean holds = here == there || name_distance(scratch, ours, others) == 0;
        const MzTable *odd = here > there ? summary : appropriation;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, (int)(odd - report->tables), -1);
        if (holds)
            continue;
        guint index = here > there ? r : (guint)other;
        report_label(checker, check, check->severity, (MzCellRef){(guint16)(odd - report->tables), (guint16)index, 0},
                     here > there ? ours : others, label);
    }
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_skip(checker, check, MZ_SKIP_EMPTY);
}

/* ---- totals and empty tables */

void
mz_check_zero_total(MzChecker *checker, const MzCheck *check)
{
    const MzCell *cell = mz_report_cell(checker->report, MZ_TABLE_SUMMARY, "in-total", "amount");
    int t = table_index(checker->report, MZ_TABLE_SUMMARY);
    if (cell == NULL || t < 0) {
        mz_skip(checker, check, MZ_SKIP_EMPTY);
        return;
    }
    gboolean holds = cell->present && cell->amount.fen > 0;
    mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, t, -1);
    if (!holds)
        mz_finding_add(checker, check, check->severity,
                       mz_evidence_of_line(checker, (MzSpan){checker->report->tables[t].first_line, 0, 0},
                                           "收入支出总表", "summary"),
                       "收入支出总表的总计为零或空白", "the grand total of the summary is nothing");
}

/* Whether the narrative speaks of the three public expenses, in amounts or by saying that there are none. */
static gboolean
text_tells_sangong(const MzReport *report)
{
    for (guint i = 0; i < report->n_claims; i++) {
        if (strcmp(report->claims[i].subject, "三公经费") == 0)
            return TRUE;
    }
    return FALSE;
}

void
mz_check_empty_notes(MzChecker *checker, const MzCheck *check)
{
    MzTableKey key;
    const MzReport *report = checker->report;
    if (!mz_table_key_find(strchr(check->id, '.') + 1, &key))
        return;
    int t = -1;
    for (guint i = 0; i < report->n_tables; i++)
        t = report->tables[i].key == key ? (int)i : t;
    if (t < 0) {
        mz_skip(checker, check, MZ_SKIP_MISSING_TABLE);
        return;
    }
    const MzTable *table = &report->tables[t];
    gboolean explained = table->empty_note != NULL || (key == MZ_TABLE_SANGONG && text_tells_sangong(report));
    gboolean holds = table->empty ? explained : table->empty_note == NULL;
    /* where the text ends with the table, its sentence may be cut off */
    MzCheckState state = holds ? MZ_STATE_HOLDS : t == checker->last_table ? MZ_STATE_UNDECIDED : MZ_STATE_FAILS;
    mz_record(checker, check, state, t, -1);
    if (state != MZ_STATE_FAILS)
        return;
    MzEvidence place =
        mz_evidence_of_line(checker, (MzSpan){table->first_line, 0, 0}, table->form->title, mz_table_key_name(key));
    place.table = t;
    place.address = mz_table_key_name(key);
    mz_finding_add(checker, check, check->severity, place,
                   mz_arena_printf(checker->arena,
                                   table->empty ? "%s没有金额，也没有说明为何是空表" : "%s有金额，而说明写“无”",
                                   table->form->title),
                   mz_arena_printf(checker->arena,
                                   table->empty ? "%s has no amounts and no note that says why"
                                                : "%s has amounts, but its note says there are none",
                                   table->form->title));
}

void
mz_check_sangong_over(MzChecker *checker, const MzCheck *check)
{
    int t = table_index(checker->report, MZ_TABLE_SANGONG);
    const MzTable *table = t < 0 ? NULL : &checker->report->tables[t];
    const MzRow *budget = table == NULL ? NULL : mz_table_row(table, "budget");
    const MzRow *final = table == NULL ? NULL : mz_table_row(table, "final");
    if (budget == NULL || final == NULL) {
        mz_skip(checker, check, MZ_SKIP_EMPTY);
        return;
    }
    for (guint c = 0; c < table->form->n_columns; c++) {
        if (!final->cells[c].present || final->cells[c].amount.fen == 0)
            continue;
        gint64 allowed = budget->cells[c].present ? budget->cells[c].amount.fen : 0;
        gboolean holds = final->cells[c].amount.fen <= allowed;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, t, -1);
        if (holds)
            continue;
        MzCellRef ref = {(guint16)t, (guint16)(final - table->rows), (guint16)c};
        MzCellRef other = {(guint16)t, (guint16)(budget - table->rows), (guint16)c};
        MzEvidence place = mz_evidence_of_cell(checker, ref), related = mz_evidence_of_cell(checker, other);
        MzFinding *finding = mz_finding_add(
            checker, check, check->severity, place,
            mz_arena_printf(checker->arena, "%s %s，大于预算数 %s", place.zh, place.value, related.value),
            mz_arena_printf(checker->arena, "%s is %s, more than the budget of %s", place.en, place.value,
                            related.value));
        mz_finding_relate(checker, finding, &related, 1);
    }
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_skip(checker, check, MZ_SKIP_EMPTY);
}
