/* Reports for tests, built by hand on the forms.
 *
 *     MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "示例市示例局");
 *     fixture_set(report, MZ_TABLE_SUMMARY, "in-total", "amount", "2362.26");
 *     fixture_set(report, MZ_TABLE_GENERAL, "2012801", "total", "135.12");
 *     fixture_claim(report, "收支总计", MZ_MEASURE_CHANGE, "-146.76", "万元");
 *     …
 *     mz_report_free(report);
 *
 * A table comes into being with its first amount (fixture_table makes an empty one) with all rows of its form; rows of
 * codes are added as they are named. Room is for FIXTURE_ROOM rows a table, and as many claims and sections. */
#ifndef MZ_TESTS_FIXTURE_H
#define MZ_TESTS_FIXTURE_H

#include <string.h>

#include "model/report.h"

#define FIXTURE_ROOM 400

static inline MzReport *
fixture_report(MzKind kind, int year, const char *department)
{
    MzArena *arena = mz_arena_new();
    MzReport *report = mz_arena_new0(arena, MzReport, 1);
    report->arena = arena;
    report->source = "fixture.txt";
    report->kind = kind;
    report->year = year;
    report->department = mz_arena_strdup(arena, department);
    report->tables = mz_arena_new0(arena, MzTable, MZ_TABLES);
    report->claims = mz_arena_new0(arena, MzClaim, FIXTURE_ROOM);
    report->sections = mz_arena_new0(arena, MzSection, FIXTURE_ROOM);
    return report;
}

static inline MzRow *
fixture_add_row(MzReport *report, MzTable *table, const char *key)
{
    g_assert_cmpuint(table->n_rows, <, FIXTURE_ROOM);
    MzRow *row = &table->rows[table->n_rows++];
    row->key = row->name = row->label = mz_arena_strdup(report->arena, key);
    row->printed = row->label;
    row->form_row = row->parent = -1;
    row->cells = mz_arena_new0(report->arena, MzCell, table->form->n_columns);
    if (g_ascii_isdigit(key[0])) {
        row->code = row->key;
        row->level = (guint8)(strlen(key) / 2);
    }
    return row;
}

static inline MzTable *
fixture_table(MzReport *report, MzTableKey key)
{
    for (guint i = 0; i < report->n_tables; i++) {
        if (report->tables[i].key == key)
            return &report->tables[i];
    }
    MzTable *table = &report->tables[report->n_tables++];
    table->key = key;
    table->form = mz_form(report->kind, key);
    g_assert_nonnull(table->form);
    table->title = table->form->title;
    table->empty = TRUE;
    table->rows = mz_arena_new0(report->arena, MzRow, FIXTURE_ROOM);
    for (guint i = 0; i < table->form->n_rows; i++) {
        const MzRowForm *form = &table->form->rows[i];
        MzRow *row = fixture_add_row(report, table, form->key);
        row->name = form->name;
        row->label = row->printed = form->label;
        row->code = form->code;
        row->side = form->side;
        row->form_row = (int)i;
    }
    return table;
}

/* Sets an amount, printed as `text`; of a coded row that is not there yet the label is its code. */
static inline MzCell *
fixture_set(MzReport *report, MzTableKey key, const char *row_key, const char *column, const char *text)
{
    MzTable *table = fixture_table(report, key);
    int index = mz_form_column(table->form, column);
    g_assert_cmpint(index, >=, 0);
    MzRow *row = NULL;
    for (guint i = 0; i < table->n_rows && row == NULL; i++) {
        if (strcmp(table->rows[i].key, row_key) == 0)
            row = &table->rows[i];
    }
    if (row == NULL)
        row = fixture_add_row(report, table, row_key);
    MzCell *cell = &row->cells[index];
    g_assert_true(mz_money_parse(text, -1, table->unit, &cell->amount));
    cell->present = TRUE;
    cell->text = mz_arena_strdup(report->arena, text);
    table->empty = FALSE;
    return cell;
}

static inline void
fixture_label(MzReport *report, MzTableKey key, const char *row_key, const char *label)
{
    MzTable *table = fixture_table(report, key);
    for (guint i = 0; i < table->n_rows; i++) {
        if (strcmp(table->rows[i].key, row_key) == 0)
            table->rows[i].label = mz_arena_strdup(report->arena, label);
    }
}

/* A heading; claims that follow stand under it. */
static inline void
fixture_section(MzReport *report, guint8 level, const char *title)
{
    g_assert_cmpuint(report->n_sections, <, FIXTURE_ROOM);
    MzSection *section = &report->sections[report->n_sections++];
    section->level = level;
    section->ordinal = "";
    section->title = mz_arena_strdup(report->arena, title);
}

static inline MzClaim *
fixture_claim(MzReport *report, const char *subject, MzMeasure measure, const char *value, const char *unit)
{
    g_assert_cmpuint(report->n_claims, <, FIXTURE_ROOM);
    MzClaim *claim = &report->claims[report->n_claims++];
    *claim = (MzClaim){0};
    claim->subject = mz_arena_strdup(report->arena, subject);
    claim->measure = measure;
    claim->printed = claim->text = mz_arena_strdup(report->arena, value);
    claim->unit = mz_arena_strdup(report->arena, unit);
    claim->section = (int)report->n_sections - 1;
    const char *point = strchr(value, '.');
    claim->decimals = point != NULL ? (guint8)strlen(point + 1) : 0;
    for (const char *p = value; *p != '\0'; p++) {
        if (g_ascii_isdigit(*p))
            claim->value = claim->value * 10 + (*p - '0');
    }
    if (value[0] == '-')
        claim->value = -claim->value;
    return claim;
}

#endif
