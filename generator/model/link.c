#include "model/link.h"

#include <string.h>

#include "base/map.h"

static guint8
level_of_code(const char *code)
{
    if (code == NULL)
        return 0;
    gsize digits = strlen(code);
    return digits <= 3 ? 1 : digits <= 5 ? 2 : 3;
}

guint8
mz_row_level(const MzForm *form, const MzRow *row)
{
    int form_row = mz_form_row(form, row->key);
    return form_row >= 0 ? form->rows[form_row].level : level_of_code(row->code);
}

enum { DIGITS = 16 }; /* a code of so many is no parent */

/* The rows of a table by their codes, and how long these are. */
typedef struct {
    MzMap rows; /* index + 1 */
    gboolean has_length[DIGITS];
} Codes;

/* Index of the row of the first `digits` digits of a code; -1: none. */
static int
row_of_code(const Codes *codes, const char *code, gsize digits)
{
    char beginning[DIGITS];
    if (digits >= DIGITS || !codes->has_length[digits])
        return -1;
    memcpy(beginning, code, digits);
    beginning[digits] = '\0';
    return GPOINTER_TO_INT(mz_map_value(&codes->rows, beginning)) - 1;
}

static int
parent_of(const Codes *codes, const MzRow *row)
{
    gsize digits = strlen(row->code);
    int parent = row->project != NULL ? row_of_code(codes, row->code, digits) : -1;
    for (gsize shorter = digits - 1; parent < 0 && shorter >= 3 && shorter < digits; shorter--)
        parent = row_of_code(codes, row->code, shorter);
    return parent;
}

static gboolean
has_parent(const MzRow *row)
{
    return row->code != NULL && row->form_row < 0;
}

/* Whether a code begins with that of another row, or is the same. */
static gboolean
begins_with(const char *code, const MzRow *other)
{
    return strncmp(code, other->code, strlen(other->code)) == 0;
}

/* Nearly every table has its codes in order, each once but for projects: then the rows that a code may be a part of are
 * the last one above and those that this is a part of. FALSE: the table is another. */
static gboolean
parents_in_order(const MzTable *table, int parents[])
{
    const char *last = "";
    int above = -1;
    for (guint i = 0; i < table->n_rows; i++) {
        const MzRow *row = &table->rows[i];
        parents[i] = -1;
        if (!has_parent(row))
            continue;
        gboolean is_project = row->project != NULL;
        gsize digits = strlen(row->code);
        int order = strcmp(last, row->code);
        if (digits < 3 || digits >= DIGITS || order > 0 || (order == 0 && !is_project))
            return FALSE;
        last = row->code;
        parents[i] = above;
        while (parents[i] >= 0 && !begins_with(row->code, &table->rows[parents[i]]))
            parents[i] = parents[parents[i]];
        if (!is_project)
            above = (int)i;
    }
    return TRUE;
}

void
mz_table_parents(const MzTable *table, int parents[])
{
    if (parents_in_order(table, parents))
        return;
    g_autoptr(MzArena) arena = mz_arena_new();
    Codes codes = {.rows = mz_map_new(arena, table->n_rows)};
    for (guint i = 0; i < table->n_rows; i++) {
        const MzRow *row = &table->rows[i];
        if (!has_parent(row) || row->project != NULL)
            continue;
        mz_map_add(&codes.rows, row->code, GINT_TO_POINTER((int)i + 1)); /* the first of equals stays */
        codes.has_length[MIN(strlen(row->code), DIGITS - 1)] = TRUE;
    }
    for (guint i = 0; i < table->n_rows; i++)
        parents[i] = has_parent(&table->rows[i]) ? parent_of(&codes, &table->rows[i]) : -1;
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
