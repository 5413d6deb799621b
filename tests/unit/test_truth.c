/* Every amount of the demo reports, and of the real ones where they are at hand, against what a person read in them. */
#include "parse/parse.h"
#include "truth.h"

/* "table row column value line" of every amount that is not blank → how often. */
static GHashTable *
amounts_of(const MzReport *report)
{
    GHashTable *amounts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        for (guint r = 0; r < table->n_rows; r++) {
            for (guint c = 0; c < table->form->n_columns; c++) {
                const MzCell *cell = &table->rows[r].cells[c];
                char value[MZ_MONEY_TEXT];
                if (cell->present)
                    g_hash_table_add(amounts, g_strdup_printf("%s %s %s %s %u", mz_table_key_name(table->key),
                                                              table->rows[r].name, table->form->columns[c].label,
                                                              mz_money_plain(cell->amount, value), cell->span.line));
            }
        }
    }
    return amounts;
}

static gboolean
take(GHashTable *amounts, char **fields, const char *row, const char *column)
{
    g_autofree char *amount = g_strdup_printf("%s %s %s %s %s", truth_field(fields, 0), row, column,
                                              truth_field(fields, 3), truth_field(fields, 4));
    return g_hash_table_remove(amounts, amount);
}

/* Compares cell for cell: none wrong, none missing, none extra. */
static void
compare(const char *report_path, const char *truth_path)
{
    GError *error = NULL;
    g_autoptr(MzReport) report = mz_parse_file(report_path, &error);
    g_assert_no_error(error);
    g_autoptr(GHashTable) amounts = amounts_of(report);
    g_autoptr(GPtrArray) truth = truth_read(truth_path);
    g_assert_nonnull(truth);
    g_assert_cmpuint(truth->len, >, 50);
    for (guint i = 0; i < truth->len; i++) {
        char **fields = g_ptr_array_index(truth, i);
        const char *note = truth_field(fields, 5);
        gboolean found = take(amounts, fields, truth_field(fields, 1), truth_field(fields, 2));
        if (!found && g_str_has_prefix(note, "either: "))
            found = take(amounts, fields, truth_field(fields, 1), note + strlen("either: "));
        if (!found) {
            g_autofree char *line = g_strjoinv(" ", fields);
            g_test_message("%s: not read as a person reads it: %s", report_path, line);
            g_test_fail();
        }
    }
    GHashTableIter iter;
    gpointer extra;
    g_hash_table_iter_init(&iter, amounts);
    while (g_hash_table_iter_next(&iter, &extra, NULL)) {
        g_test_message("%s: not in the report: %s", report_path, (char *)extra);
        g_test_fail();
    }
}

static void
test_demo(gconstpointer data)
{
    char **fields = (char **)data;
    g_autofree char *report = g_build_filename("content", "reports", fields[1], NULL);
    g_autofree char *truth = g_build_filename("tests", "truth", fields[0], "tables.tsv", NULL);
    compare(report, truth);
}

static void
test_real(gconstpointer data)
{
    const char *name = data;
    g_autofree char *file = g_strconcat(name, ".txt", NULL);
    g_autofree char *report = g_build_filename("..", "shared", "reports", file, NULL);
    g_autofree char *truth = g_build_filename("..", "shared", "gold", name, "tables.tsv", NULL);
    compare(report, truth);
}

static void
test_real_missing(void)
{
    g_test_skip("the real reports are not beside the repository");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GPtrArray) index = truth_read("tests/truth/index.tsv");
    g_assert_nonnull(index);
    for (guint i = 0; i < index->len; i++) {
        char **fields = g_ptr_array_index(index, i);
        g_autofree char *name = g_strconcat("/truth/", fields[0], NULL);
        g_test_add_data_func(name, fields, test_demo);
    }
    g_autofree char *gold = truth_shared();
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) folder = gold == NULL ? NULL : g_dir_open(gold, 0, NULL);
    for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
        if (strchr(name, '.') != NULL)
            continue;
        g_ptr_array_add(names, g_strdup(name));
        g_autofree char *test = g_strconcat("/gold/", name, NULL);
        g_test_add_data_func(test, names->pdata[names->len - 1], test_real);
    }
    if (names->len == 0)
        g_test_add_func("/gold", test_real_missing);
    return g_test_run();
}
