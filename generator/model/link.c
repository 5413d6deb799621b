#include "model/link.h"

#include <string.h>

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
row_of_code(GHashTable *by_code, const char *code, gsize digits)
{
    char beginning[16];
    if (digits >= sizeof beginning)
        return -1;
    memcpy(beginning, code, digits);
    beginning[digits] = '\0';
    return GPOINTER_TO_INT(g_hash_table_lookup(by_code, beginning)) - 1;
}

static int
parent_of(GHashTable *by_code, const MzRow *row)
{
    gsize digits = strlen(row->code);
    int parent = row->project != NULL ? row_of_code(by_code, row->code, digits) : -1;
    for (gsize shorter = digits - 1; parent < 0 && shorter >= 3 && shorter < digits; shorter--)
        parent = row_of_code(by_code, row->code, shorter);
    return parent;
}

void
mz_table_link(MzTable *table)
{
    GHashTable *by_code = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = table->n_rows; i-- > 0;) {
        MzRow *row = &table->rows[i];
        row->form_row = mz_form_row(table->form, row->key);
        if (row->code != NULL && row->project == NULL && row->form_row < 0)
            g_hash_table_insert(by_code, (gpointer)row->code,
                                GINT_TO_POINTER((int)i + 1)); /* the first of equals stays */
    }
    for (guint i = 0; i < table->n_rows; i++) {
        MzRow *row = &table->rows[i];
        row->parent = row->code != NULL && row->form_row < 0 ? parent_of(by_code, row) : -1;
    }
    g_hash_table_unref(by_code);
}
