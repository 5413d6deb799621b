#include "model/difference.h"

#include <string.h>

/* What makes a row the same row in both reports: its key; rows that are only numbered ("row-3") go by their label and
 * how many of that label came before. The caller frees. */
static char *
identity(const MzRow *row, GHashTable *seen)
{
    if (!g_str_has_prefix(row->key, "row-"))
        return g_strdup(row->key);
    guint before = GPOINTER_TO_UINT(g_hash_table_lookup(seen, row->label));
    g_hash_table_insert(seen, (gpointer)row->label, GUINT_TO_POINTER(before + 1));
    return g_strdup_printf("row-%u %s", before, row->label);
}

/* identity -> MzRow of a table; NULL: an empty one. */
static GHashTable *
index_rows(const MzTable *table)
{
    GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; table != NULL && i < table->n_rows; i++)
        g_hash_table_insert(rows, identity(&table->rows[i], seen), &table->rows[i]);
    g_hash_table_unref(seen);
    return rows;
}

static gboolean
differ(const MzCell *older, const MzCell *newer)
{
    gboolean was = older != NULL && older->present, is = newer != NULL && newer->present;
    return was != is || (was && older->amount.fen != newer->amount.fen);
}

static const MzCell *
cell_of(const MzTable *table, const MzRow *row, const char *column)
{
    int at = table != NULL && row != NULL ? mz_form_column(table->form, column) : -1;
    return at >= 0 ? &row->cells[at] : NULL;
}

/* A pair of tables, of which one may be NULL, seen from one of them. */
typedef struct {
    const MzTable *older;
    const MzTable *newer;
    const MzTable *shown; /* the one whose rows are gone through */
} Pair;

static void
compare_rows(const Pair *pair, const MzRow *older, const MzRow *newer, GArray *found)
{
    const MzForm *form = pair->shown->form;
    for (guint i = 0; i < form->n_columns; i++) {
        const MzCell *was = cell_of(pair->older, older, form->columns[i].key);
        const MzCell *is = cell_of(pair->newer, newer, form->columns[i].key);
        if (!differ(was, is))
            continue;
        MzDifference difference = {pair->shown,
                                   pair->shown == pair->newer ? newer : older,
                                   form->columns[i].label,
                                   was,
                                   is,
                                   pair->older != NULL ? pair->older->unit : pair->newer->unit,
                                   pair->newer != NULL ? pair->newer->unit : pair->older->unit};
        g_array_append_val(found, difference);
    }
}

/* All rows of the newer table, or (`gone`) those that only the older one has. */
static void
compare_tables(const Pair *pair, gboolean gone, GArray *found)
{
    GHashTable *others = index_rows(gone ? pair->newer : pair->older);
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < pair->shown->n_rows; i++) {
        const MzRow *row = &pair->shown->rows[i];
        char *key = identity(row, seen);
        const MzRow *other = g_hash_table_lookup(others, key);
        if (!gone)
            compare_rows(pair, other, row, found);
        else if (other == NULL)
            compare_rows(pair, row, NULL, found);
        g_free(key);
    }
    g_hash_table_unref(seen);
    g_hash_table_unref(others);
}

GArray *
mz_report_differences(const MzReport *older, const MzReport *newer)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(MzDifference));
    for (guint i = 0; newer != NULL && i < newer->n_tables; i++) {
        const MzTable *table = &newer->tables[i];
        Pair pair = {older != NULL ? mz_report_table(older, table->key) : NULL, table, table};
        compare_tables(&pair, FALSE, found);
    }
    for (guint i = 0; older != NULL && i < older->n_tables; i++) {
        const MzTable *table = &older->tables[i];
        Pair pair = {table, newer != NULL ? mz_report_table(newer, table->key) : NULL, table};
        compare_tables(&pair, TRUE, found);
    }
    return found;
}
