#include "model/link.h"

#include <string.h>

#include "base/map.h"

guint8
mz_row_level(const MzForm *form, const MzRow *row)
{
    int form_row = mz_form_row(form, row->key);
    if (form_row >= 0)
        return form->rows[form_row].level;
    if (row->code == NULL)
        return 0;
    gsize digits = strlen(row->code);
    return digits <= 3 ? 1 : digits <= 5 ? 2 : 3;
}

/* Index of the row of the first `digits` digits of a code; -1: none. */
static int
row_of_code(const MzMap *by_code, const char *code, gsize digits)
{
    char beginning[16];
    if (digits >= sizeof beginning)
        return -1;
    memcpy(beginning, code, digits);
    beginning[digits] = '\0';
    return GPOINTER_TO_INT(mz_map_value(by_code, beginning)) - 1;
}

static int
parent_of(const MzMap *by_code, const MzRow *row)
{
    gsize digits = strlen(row->code);
    int parent = row->project != NULL ? row_of_code(by_code, row->code, digits) : -1;
    for (gsize shorter = digits - 1; parent < 0 && shorter >= 3 && shorter < digits; shorter--)
        parent = row_of_code(by_code, row->code, shorter);
    return parent;
}

static gboolean
has_parent(const MzRow *row)
{
    return row->code != NULL && row->form_row < 0;
}

void
mz_table_parents(const MzTable *table, int parents[])
{
    g_autoptr(MzArena) arena = mz_arena_new();
    MzMap by_code = mz_map_new(arena, table->n_rows);
    for (guint i = 0; i < table->n_rows; i++) {
        const MzRow *row = &table->rows[i];
        if (has_parent(row) && row->project == NULL)
            mz_map_add(&by_code, row->code, GINT_TO_POINTER((int)i + 1)); /* the first of equals stays */
    }
    for (guint i = 0; i < table->n_rows; i++)
        parents[i] = has_parent(&table->rows[i]) ? parent_of(&by_code, &table->rows[i]) : -1;
}

void
mz_table_link(MzTable *table)
{
    int *parents = g_new(int, table->n_rows);
    for (guint i = 0; i < table->n_rows; i++)
        table->rows[i].form_row = mz_form_row(table->form, table->rows[i].key);
    mz_table_parents(table, parents);
    for (guint i = 0; i < table->n_rows; i++)
        table->rows[i].parent = parents[i];
    g_free(parents);
}
