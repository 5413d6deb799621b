/* The sections of the explanation against the tables that they explain: their order, their subjects, what they say is
 * not there. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"

/* Which table a section of the second level explains, by words of its heading. The first line that fits counts. */
static const struct {
    const char *words[2], *without; /* all words, and not this one */
    MzTableKey table;
} explained[] = {
    {{"三公", NULL}, NULL, MZ_TABLE_SANGONG},         {{"国有资本经营", NULL}, NULL, MZ_TABLE_CAPITAL},
    {{"政府性基金", NULL}, NULL, MZ_TABLE_FUND},      {{"基本支出", NULL}, NULL, MZ_TABLE_BASIC},
    {{"项目支出", NULL}, "绩效", MZ_TABLE_PROJECTS},  {{"上年结转", NULL}, NULL, MZ_TABLE_CARRYOVER},
    {{"一般公共预算", NULL}, NULL, MZ_TABLE_GENERAL}, {{"财政拨款收", NULL}, NULL, MZ_TABLE_APPROPRIATION},
    {{"收支", "总体"}, NULL, MZ_TABLE_SUMMARY},       {{"收入支出", "总体"}, NULL, MZ_TABLE_SUMMARY},
    {{"收入", "算情况"}, "支出", MZ_TABLE_INCOME},    {{"支出", "算情况"}, "收入", MZ_TABLE_EXPENDITURE},
};

/* The signatures of the first words. */
static const guint64 *
all_signatures(void)
{
    static guint64 signatures[G_N_ELEMENTS(explained)];
    static gsize made = 0;
    if (g_once_init_enter(&made)) {
        for (guint i = 0; i < G_N_ELEMENTS(explained); i++)
            signatures[i] = mz_text_signature(explained[i].words[0]);
        g_once_init_leave(&made, 1);
    }
    return signatures;
}

/* The table that a section explains; -1: none. */
static int
table_explained(const MzSection *section)
{
    const guint64 *signatures = all_signatures();
    if (section->level != 2 || (strstr(section->title, "情况") == NULL && strstr(section->title, "说明") == NULL))
        return -1;
    guint64 lacks = ~mz_text_signature(section->title);
    for (guint i = 0; i < G_N_ELEMENTS(explained); i++) {
        const char *without = explained[i].without;
        if ((signatures[i] & lacks) != 0 || strstr(section->title, explained[i].words[0]) == NULL ||
            (explained[i].words[1] != NULL && strstr(section->title, explained[i].words[1]) == NULL) ||
            (without != NULL && strstr(section->title, without) != NULL))
            continue;
        return (int)explained[i].table;
    }
    return -1;
}

/* Whether a section explains a table, and which. */
static gboolean
explains(MzChecker *checker, guint section, MzTableKey *table)
{
    const MzReport *report = checker->report;
    if (checker->explained == NULL) {
        checker->explained = mz_arena_new0(checker->scratch, gint8, report->n_sections);
        for (guint s = 0; s < report->n_sections; s++)
            checker->explained[s] = (gint8)table_explained(&report->sections[s]);
    }
    *table = (MzTableKey)MAX(0, checker->explained[section]);
    return checker->explained[section] >= 0;
}

/* The section of the second level over a section. */
static int
section_over(const MzReport *report, int section)
{
    while (section >= 0 && report->sections[section].level > 2)
        section--;
    return section >= 0 && report->sections[section].level == 2 ? section : -1;
}

/* ---- doc.section-order */

void
mz_check_section_order(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    const MzTable *last = NULL;
    for (guint s = 0; s < report->n_sections; s++) {
        MzTableKey key;
        const MzSection *section = &report->sections[s];
        const MzTable *table = explains(checker, s, &key) ? mz_report_table(report, key) : NULL;
        if (table == NULL || table == last || table->first_line == 0)
            continue;
        gboolean holds = last == NULL || table->first_line > last->first_line;
        if (last != NULL)
            mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, (int)s);
        if (!holds) {
            MzEvidence place =
                mz_evidence_of_line(checker, (MzSpan){section->line, 0, 0}, section->title, section->title);
            mz_finding_add(checker, check, check->severity, place,
                           mz_arena_printf(checker->arena, "“%s”排在%s的说明之后，而其表排在前面", section->title,
                                           last->form->title),
                           mz_arena_printf(checker->arena,
                                           "'%s' follows the section of %s, but its table stands before it",
                                           section->title, last->form->title));
        }
        last = table;
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- doc.section-subject: what is compared with last year in a section is what the section is about */

static const struct {
    MzTableKey table;
    const char *own;       /* what the section compares */
    const char *strays[4]; /* what other sections compare */
} compared[] = {
    {MZ_TABLE_INCOME, "收入合计", {"收支总计", "支出合计", "财政拨款收支总计", NULL}},
    {MZ_TABLE_EXPENDITURE, "支出合计", {"收支总计", "收入合计", "财政拨款收支总计", NULL}},
    {MZ_TABLE_APPROPRIATION, "财政拨款收支总计", {"收支总计", "收入合计", "支出合计", NULL}},
    {MZ_TABLE_GENERAL, "一般公共预算财政拨款支出", {"收支总计", "收入合计", "支出合计", "财政拨款收支总计"}},
};

static void
check_subject(MzChecker *checker, const MzCheck *check, guint index)
{
    const MzReport *report = checker->report;
    const MzClaim *claim = &report->claims[index];
    int over = section_over(report, claim->section);
    MzTableKey key;
    if (over < 0 || !explains(checker, (guint)over, &key))
        return;
    for (guint i = 0; i < G_N_ELEMENTS(compared); i++) {
        if (compared[i].table != key)
            continue;
        gboolean strays = FALSE;
        for (guint k = 0; k < G_N_ELEMENTS(compared[i].strays) && compared[i].strays[k] != NULL; k++)
            strays = strays || strcmp(claim->subject, compared[i].strays[k]) == 0;
        if (!strays && strcmp(claim->subject, compared[i].own) != 0)
            continue;
        mz_record(checker, check, strays ? MZ_STATE_FAILS : MZ_STATE_HOLDS, -1, over);
        if (!strays)
            continue;
        MzFinding *finding = mz_finding_add(
            checker, check, check->severity, mz_evidence_of_claim(checker, index),
            mz_arena_printf(checker->arena, "“%s”一节与上年比较的是“%s”，应为“%s”", report->sections[over].title,
                            claim->subject, compared[i].own),
            mz_arena_printf(checker->arena, "the section '%s' compares '%s' with last year, it should '%s'",
                            report->sections[over].title, claim->subject, compared[i].own));
        finding->expected = compared[i].own;
    }
}

void
mz_check_section_subjects(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint i = 0; report->kind == MZ_KIND_FINAL && i < report->n_claims; i++) {
        if (report->claims[i].measure == MZ_MEASURE_CHANGE)
            check_subject(checker, check, i);
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- doc.table-number */

/* The number in "公开03表", "表 5", "预算公开表十一"; 0: none. */
static int
table_number(const char *number)
{
    const char *digits = number == NULL ? NULL : strpbrk(number, "0123456789");
    return digits == NULL ? number == NULL ? 0 : mz_ordinal_value(number) : (int)g_ascii_strtoll(digits, NULL, 10);
}

/* The tables in the order of the text. */
static int
compare_lines(gconstpointer a, gconstpointer b)
{
    const MzTable *one = *(const MzTable *const *)a, *other = *(const MzTable *const *)b;
    return (one->first_line > other->first_line) - (one->first_line < other->first_line);
}

void
mz_check_table_numbers(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    g_autoptr(GPtrArray) tables = g_ptr_array_new();
    guint n_numbered = 0;
    for (guint t = 0; t < report->n_tables; t++) {
        g_ptr_array_add(tables, &report->tables[t]);
        n_numbered += table_number(report->tables[t].number) > 0;
    }
    g_ptr_array_sort(tables, compare_lines);
    int last = 0;
    for (guint i = 0; 2 * n_numbered > tables->len && i < tables->len; i++) {
        const MzTable *table = tables->pdata[i];
        int t = (int)(table - report->tables), number = table_number(table->number);
        gboolean holds = number > last;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, t, -1);
        last = number > 0 ? number : last;
        if (holds)
            continue;
        MzEvidence place =
            mz_evidence_of_line(checker, (MzSpan){table->first_line, 0, 0}, table->form->title, table->form->title);
        place.table = t;
        place.address = mz_table_key_name(table->key);
        place.value = table->number == NULL ? "" : table->number;
        mz_finding_add(
            checker, check, check->severity, place,
            number == 0 ? mz_arena_printf(checker->arena, "%s没有表号，其他各表有", table->form->title)
                        : mz_arena_printf(checker->arena, "%s的表号“%s”不大于前一张表的表号", table->form->title,
                                          table->number),
            number == 0 ? mz_arena_printf(checker->arena, "%s has no number, the other tables have", table->form->title)
                        : mz_arena_printf(checker->arena, "the number '%s' of %s does not follow the table before",
                                          table->number, table->form->title));
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- empty.claim: “无项目支出” beside an amount */

static const struct {
    const char *words[3]; /* folded, without blanks and quotation marks */
    MzTableKey table;
    const char *row, *column; /* by kind below */
    guint kinds;
} denials[] = {
    {{"无一般公共预算项目支出", "无项目支出", NULL}, MZ_TABLE_GENERAL, "total", "project", MZ_FOR_BOTH},
    {{"无上级补助收入", NULL}, MZ_TABLE_INCOME, "total", "superior", MZ_FOR_FINAL},
    {{"无事业收入", NULL}, MZ_TABLE_INCOME, "total", "undertaking", MZ_FOR_FINAL},
    {{"无经营收入", NULL}, MZ_TABLE_INCOME, "total", "business", MZ_FOR_FINAL},
    {{"无附属单位上缴收入", NULL}, MZ_TABLE_INCOME, "total", "subordinate", MZ_FOR_FINAL},
    {{"无其他收入", NULL}, MZ_TABLE_INCOME, "total", "other", MZ_FOR_FINAL},
    {{"无经营支出", NULL}, MZ_TABLE_EXPENDITURE, "total", "business", MZ_FOR_FINAL},
    {{"无政府性基金预算财政拨款", "无政府性基金预算拨款", "没有使用政府性基金预算"},
     MZ_TABLE_FUND,
     "total",
     "total",
     MZ_FOR_BOTH},
    {{"无国有资本经营预算财政拨款", "无国有资本经营预算拨款", "没有使用国有资本经营预算"},
     MZ_TABLE_CAPITAL,
     "total",
     "total",
     MZ_FOR_BOTH},
    {{"无财政拨款三公经费支出", "无三公经费支出", NULL}, MZ_TABLE_SANGONG, "final", "total", MZ_FOR_FINAL},
};

/* The words that the paragraph says of the report itself and whole: not "无经营收入的…"; NULL: none. */
static const char *
denial_in(const char *key, const char *const words[3])
{
    for (guint w = 0; w < 3 && words[w] != NULL; w++) {
        const char *at = strstr(key, words[w]);
        if (at != NULL && !g_str_has_prefix(at + strlen(words[w]), "的"))
            return words[w];
    }
    return NULL;
}

/* What is said to be none though the table has it, where it is said first, and where again. */
typedef struct {
    const MzCell *cell; /* NULL: the text does not say so */
    GArray *places;     /* of MzEvidence */
} Denied;

static void
look_for_denials(MzChecker *checker, const MzCheck *check, int section, guint paragraph, Denied *denied)
{
    const MzSection *heading = &checker->report->sections[section];
    const char *text = heading->paragraphs[paragraph];
    guint32 line = heading->paragraph_lines[paragraph];
    guint kind = checker->report->kind == MZ_KIND_FINAL ? MZ_FOR_FINAL : MZ_FOR_BUDGET;
    if (strstr(text, "无") == NULL && strstr(text, "没有使用") == NULL)
        return;
    const char *key = mz_paragraph_key(checker, section, paragraph);
    for (guint i = 0; i < G_N_ELEMENTS(denials); i++) {
        const char *words = (denials[i].kinds & kind) == 0 ? NULL : denial_in(key, denials[i].words);
        const MzCell *cell =
            words == NULL ? NULL : mz_report_cell(checker->report, denials[i].table, denials[i].row, denials[i].column);
        if (cell == NULL)
            continue;
        gboolean holds = !cell->present || cell->amount.fen == 0;
        mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, section);
        if (holds)
            continue;
        MzSpan span = mz_span_of_words(checker->report, line, mz_paragraph_end(heading, paragraph), words);
        MzEvidence place = mz_evidence_of_line(checker, span, "正文", "the text");
        place.value = words;
        denied[i].cell = cell;
        if (denied[i].places == NULL)
            denied[i].places = g_array_new(FALSE, FALSE, sizeof(MzEvidence));
        g_array_append_val(denied[i].places, place);
    }
}

static MzCellRef
cell_ref(const MzReport *report, MzTableKey key, const MzCell *cell)
{
    const MzTable *table = mz_report_table(report, key);
    guint r = 0;
    while (cell < table->rows[r].cells || cell >= table->rows[r].cells + table->form->n_columns)
        r++;
    return (MzCellRef){(guint16)(table - report->tables), (guint16)r, (guint16)(cell - table->rows[r].cells)};
}

static void
report_denial(MzChecker *checker, const MzCheck *check, MzTableKey key, const Denied *denied)
{
    MzEvidence *places = (MzEvidence *)(void *)denied->places->data;
    MzEvidence first = places[0], related = mz_evidence_of_cell(checker, cell_ref(checker->report, key, denied->cell));
    MzFinding *finding = mz_finding_add(
        checker, check, check->severity, first,
        mz_arena_printf(checker->arena, "正文写“%s”，而%s为 %s 万元", first.value, related.zh, related.value),
        mz_arena_printf(checker->arena, "the text says '%s', but %s is %s", first.value, related.en, related.value));
    places[0] = related; /* the table, then the other places that say so */
    mz_finding_relate(checker, finding, places, denied->places->len);
}

void
mz_check_denials(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    Denied denied[G_N_ELEMENTS(denials)] = {{NULL, NULL}};
    gboolean explaining = FALSE;
    for (int s = 0; s < (int)report->n_sections; s++) {
        MzTableKey key;
        if (report->sections[s].level <= 2)
            explaining = explains(checker, (guint)s, &key);
        if (!explaining)
            continue;
        for (guint p = 0; p < report->sections[s].n_paragraphs; p++)
            look_for_denials(checker, check, s, p, denied);
    }
    for (guint i = 0; i < G_N_ELEMENTS(denials); i++) {
        if (denied[i].places == NULL)
            continue;
        report_denial(checker, check, denials[i].table, &denied[i]);
        g_array_unref(denied[i].places);
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}
