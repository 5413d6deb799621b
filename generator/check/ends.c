/* Where a report is not all there: tables whose amounts were not read, a text that ends in the middle. What is missing
 * is no contradiction: relations that such a table takes part in are undecided where they do not hold, and lists that
 * may go on are not held to be complete. */
#include "check/checker.h"

#include <string.h>

/* The last line that says something; 0: none. */
static guint32
last_line_of(const MzReport *report)
{
    guint32 line = report->n_lines;
    while (line > 0 && report->lines[line - 1][strspn(report->lines[line - 1], " \t\r\f")] == '\0')
        line--;
    return line;
}

/* Whether most of the required sections are missing. */
static gboolean
lacks_most_sections(const MzReport *report, guint missing)
{
    guint kind = report->kind == MZ_KIND_FINAL ? MZ_FOR_FINAL : MZ_FOR_BUDGET, n, n_required = 0, n_missing = 0;
    const MzRequiredSection *sections = mz_required_sections(&n);
    for (guint i = 0; i < n; i++) {
        n_required += (sections[i].kinds & kind) != 0;
        n_missing += missing >> i & 1;
    }
    return 2 * n_missing > n_required;
}

static gboolean
lacks_tables(const MzReport *report)
{
    guint n_forms;
    const MzForm *forms = mz_forms(&n_forms);
    for (guint f = 0; f < n_forms; f++) {
        if (forms[f].kind == report->kind && mz_report_table(report, forms[f].table) == NULL)
            return TRUE;
    }
    return FALSE;
}

/* Lines of a note that may stand behind the region of a table. */
#define NOTE_LINES 3

/* The table with which the text ends though other tables or the explanation are missing; -1: it goes on. */
static int
table_at_end(const MzReport *report, guint32 end, gboolean few_sections)
{
    int last = -1;
    for (guint t = 0; t < report->n_tables; t++) {
        if (last < 0 || report->tables[t].last_line > report->tables[last].last_line)
            last = (int)t;
    }
    if (end == 0 || last < 0 || report->tables[last].last_line + NOTE_LINES < end ||
        (!lacks_tables(report) && !few_sections))
        return -1;
    return last;
}

gboolean
mz_has_no_amounts(const MzTable *table)
{
    static const MzTableKey filled[] = {MZ_TABLE_SUMMARY,       MZ_TABLE_INCOME,  MZ_TABLE_EXPENDITURE,
                                        MZ_TABLE_APPROPRIATION, MZ_TABLE_GENERAL, MZ_TABLE_BASIC};
    for (guint i = 0; i < G_N_ELEMENTS(filled); i++) {
        if (table->key == filled[i])
            return table->empty && table->empty_note == NULL;
    }
    return FALSE; /* the others may be empty */
}

void
mz_find_ends(MzChecker *checker)
{
    const MzReport *report = checker->report;
    guint missing = checker->missing_sections = mz_sections_missing(report);
    checker->last_table = table_at_end(report, last_line_of(report), lacks_most_sections(report, missing));
    checker->cut_text = report->n_lines > 0 && missing != 0;
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        /* a note closes a table */
        gboolean cut = checker->last_table == (int)t && table->note == NULL && table->empty_note == NULL;
        if (cut || mz_has_no_amounts(table))
            checker->blind |= 1u << table->key;
    }
}

gboolean
mz_is_blind(const MzChecker *checker, MzTableKey key)
{
    return (checker->blind & 1u << key) != 0;
}

gboolean
mz_may_go_on(const MzChecker *checker, int section)
{
    const MzReport *report = checker->report;
    if (section < 0 || !checker->cut_text)
        return FALSE;
    guint level = MIN(report->sections[section].level, 2);
    for (guint s = (guint)section + 1; s < report->n_sections; s++) {
        if (report->sections[s].level <= level)
            return FALSE;
    }
    return TRUE;
}
