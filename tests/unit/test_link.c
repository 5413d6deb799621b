#include "model/link.h"

#include <stdlib.h>
#include <string.h>

/* The parent by its definition: the row of the longest shorter code that a row's own begins with; the first of equals.
 */
static int
parent_by_definition(const MzTable *table, const MzRow *row)
{
    int parent = -1;
    gsize longest = 0;
    if (row->code == NULL || row->form_row >= 0)
        return -1;
    for (guint i = 0; i < table->n_rows; i++) {
        const MzRow *other = &table->rows[i];
        if (other->code == NULL || other->form_row >= 0 || other->project != NULL)
            continue;
        gsize length = strlen(other->code);
        gboolean shorter = row->project != NULL ? length <= strlen(row->code) : length < strlen(row->code);
        if (shorter && length >= 3 && length > longest && g_str_has_prefix(row->code, other->code)) {
            parent = (int)i;
            longest = length;
        }
    }
    return parent;
}

static int
by_code(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(((const MzRow *)a)->code, ((const MzRow *)b)->code);
}

/* Tables in the order of codes and in none, with each code once and several times, with rows of the form, without codes
 * and of projects in between. */
static void
test_parents(void)
{
    enum { ROWS = 24 };
    for (guint turn = 0; turn < 2000; turn++) {
        char codes[ROWS][16];
        MzRow rows[ROWS];
        int parents[ROWS];
        MzTable table = {.rows = rows, .n_rows = (guint)g_test_rand_int_range(0, ROWS + 1)};
        gboolean plain = g_test_rand_bit();
        for (guint i = 0; i < table.n_rows; i++) {
            int digits = 2 * g_test_rand_int_range(1, 5) + 1; /* 3 to 9 */
            g_snprintf(codes[i], sizeof codes[i], "%.*s", digits, "201201201201");
            codes[i][g_test_rand_int_range(0, digits)] = (char)g_test_rand_int_range('0', '3');
            rows[i] = (MzRow){.code = codes[i], .form_row = -1};
            if (plain)
                continue;
            int odd = g_test_rand_int_range(0, 12);
            if (odd == 0)
                rows[i].code = NULL;
            else if (odd == 1)
                rows[i].form_row = 0;
            else if (odd == 2)
                rows[i].project = "项目";
        }
        if (g_test_rand_bit())
            qsort(rows, table.n_rows, sizeof *rows, by_code);
        mz_table_parents(&table, parents);
        for (guint i = 0; i < table.n_rows; i++)
            g_assert_cmpint(parents[i], ==, parent_by_definition(&table, &rows[i]));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/link/parents", test_parents);
    return g_test_run();
}
