#include "model/report.h"

#include <string.h>

#include "base/text.h"

static const char *const origin_names[] = {
    [MZ_ORIGIN_PRINTED] = "printed",
    [MZ_ORIGIN_RECOVERED] = "recovered",
    [MZ_ORIGIN_UNCERTAIN] = "uncertain",
    [MZ_ORIGIN_CORRECTED] = "corrected",
};

static const char *const measure_names[MZ_MEASURES] = {
    [MZ_MEASURE_CURRENT] = "本年",
    [MZ_MEASURE_PRIOR] = "上年",
    [MZ_MEASURE_CHANGE] = "变动额",
    [MZ_MEASURE_CHANGE_RATE] = "变动率",
    [MZ_MEASURE_SHARE] = "占比",
    [MZ_MEASURE_INITIAL_BUDGET] = "年初预算",
    [MZ_MEASURE_FULL_BUDGET] = "全年预算",
    [MZ_MEASURE_FINAL] = "决算",
    [MZ_MEASURE_COMPLETION] = "完成率",
    [MZ_MEASURE_BUDGET_CHANGE] = "较年初预算变动额",
    [MZ_MEASURE_BUDGET_CHANGE_RATE] = "较年初预算变动率",
    [MZ_MEASURE_COUNT] = "数量",
    [MZ_MEASURE_PERSONS] = "人次",
    [MZ_MEASURE_BATCHES] = "批次",
    [MZ_MEASURE_SCORE] = "得分",
    [MZ_MEASURE_WEIGHT] = "权重",
    [MZ_MEASURE_AMOUNT] = "金额",
};

/* Index of a name in a table of names; -1: none. */
static int
find_name(const char *const *names, gsize n_names, const char *name)
{
    for (gsize i = 0; i < n_names; i++) {
        if (strcmp(names[i], name) == 0)
            return (int)i;
    }
    return -1;
}

const char *
mz_origin_name(MzOrigin origin)
{
    return origin_names[origin];
}

const char *
mz_measure_name(MzMeasure measure)
{
    return measure_names[measure];
}

gboolean
mz_measure_find(const char *name, MzMeasure *measure)
{
    int found = find_name(measure_names, MZ_MEASURES, name);
    if (found >= 0)
        *measure = (MzMeasure)found;
    return found >= 0;
}

void
mz_report_free(MzReport *report)
{
    if (report != NULL)
        mz_arena_free(report->arena); /* the report itself lives there, too */
}

const MzTable *
mz_report_table(const MzReport *report, MzTableKey key)
{
    for (guint i = 0; i < report->n_tables; i++) {
        if (report->tables[i].key == key)
            return &report->tables[i];
    }
    return NULL;
}

const MzRow *
mz_table_row(const MzTable *table, const char *key)
{
    for (guint i = 0; i < table->n_rows; i++) {
        if (mz_text_is(table->rows[i].key, key))
            return &table->rows[i];
    }
    return NULL;
}

const MzCell *
mz_table_cell(const MzTable *table, const char *row, const char *column)
{
    int index = mz_form_column(table->form, column);
    const MzRow *found = index < 0 ? NULL : mz_table_row(table, row);
    return found == NULL ? NULL : &found->cells[index];
}

const MzCell *
mz_report_cell(const MzReport *report, MzTableKey table, const char *row, const char *column)
{
    const MzTable *found = mz_report_table(report, table);
    return found == NULL ? NULL : mz_table_cell(found, row, column);
}

void
mz_report_headings(const MzReport *report, int section, const char *headings[MZ_HEADINGS])
{
    guint n = 0;
    guint8 level = G_MAXUINT8;
    for (int s = section; s >= 0 && (guint)s < report->n_sections && n < MZ_HEADINGS - 1; s--) {
        if (report->sections[s].level < level) {
            level = report->sections[s].level;
            headings[n++] = report->sections[s].title != NULL ? report->sections[s].title : "";
        }
    }
    headings[n] = NULL;
}

const MzClaim *
mz_report_claim(const MzReport *report, const char *subject, MzMeasure measure)
{
    for (guint i = 0; i < report->n_claims; i++) {
        if (report->claims[i].measure == measure && strcmp(report->claims[i].subject, subject) == 0)
            return &report->claims[i];
    }
    return NULL;
}

gboolean
mz_claim_money(const MzClaim *claim, MzMoney *money)
{
    static const MzUnit units[] = {MZ_UNIT_WAN, MZ_UNIT_YUAN};
    for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
        if (claim->unit == NULL || strcmp(claim->unit, mz_unit_label(units[i])) != 0)
            continue;
        gint64 fen = mz_unit_fen(units[i]);
        guint8 decimals = 0;
        for (; decimals < claim->decimals && fen % 10 == 0; decimals++)
            fen /= 10;
        if (decimals < claim->decimals || __builtin_mul_overflow(claim->value, fen, &fen))
            return FALSE;
        *money = (MzMoney){fen, claim->decimals, (guint8)units[i]};
        return TRUE;
    }
    return FALSE;
}

gboolean
mz_report_has_unread(const MzReport *report)
{
    for (guint i = 0; i < report->n_extractions; i++) {
        if (strcmp(report->extractions[i].id, MZ_EXTRACTION_SCANNED) == 0)
            return TRUE;
    }
    return FALSE;
}
