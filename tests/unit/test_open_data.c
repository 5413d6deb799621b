/* The lists beside the data of the whole site are complete: whoever joins the tidy data with them loses no amount. */
#include "data/open_data.h"

#include "content/csv.h"
#include "generate/generate.h"
#include "model/tidy.h"
#include "parse/parse.h"
#include "read/source.h"
#include "stage.h"

/* Reports of every family that are looked through. */
#define SEEDS 12

/* Fields of a line of tidy.csv, in the order of its header. */
enum { TABLE, ROW, LABEL, COLUMN, TIDY_FIELDS = 10 };

static MzReport *
generated_report(guint64 seed, const MzFamily *family)
{
    GenReport *generated = gen_report_as(seed, (GenStyle)(seed % GEN_STYLES), family);
    GString *text = gen_report_write(generated);
    g_autoptr(GError) error = NULL;
    g_autoptr(MzSource) source = mz_source_from_bytes("generated.txt", text->str, text->len, &error);
    g_assert_no_error(error);
    MzReport *report = mz_parse_source(source, &error);
    g_assert_no_error(error);
    g_string_free(text, TRUE);
    gen_report_free(generated);
    return report;
}

/* The first `n` fields of every line of a list, joined by commas as they stand there. */
static GHashTable *
names_of(const Stage *stage, const char *path, guint n)
{
    GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *text = stage_file(stage, path);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
        const char *end = lines[i];
        for (guint field = 0; field < n; field++)
            end = strchr(end + (field > 0), ',') != NULL ? strchr(end + (field > 0), ',') : end + strlen(end);
        g_assert_true(g_hash_table_add(names, g_strndup(lines[i], (gsize)(end - lines[i])))); /* none twice */
    }
    return names;
}

static gboolean
is_listed(GHashTable *names, const char *kind, const char *table, const char *name)
{
    g_autofree char *line = g_strjoin(",", kind, table, name, NULL);
    return g_hash_table_contains(names, line);
}

/* Whether a row's code is listed: "2010301", "30101", or that of a project "2010301/name". */
static gboolean
is_code(GHashTable *codes, const char *row)
{
    g_autofree char *line = g_strdup_printf("%s,%.*s", g_str_has_prefix(row, "3") ? "economic" : "functional",
                                            (int)strspn(row, "0123456789"), row);
    return g_hash_table_contains(codes, line);
}

/* Projects and units have names of their own. */
static gboolean
has_free_names(const char *table)
{
    return strcmp(table, "projects") == 0 || strcmp(table, "carryover") == 0;
}

typedef struct {
    GHashTable *tables, *columns, *rows, *codes;
} Lists;

static void
assert_listed(const Lists *lists, const char *kind, const char *const *fields)
{
    const char *table = fields[TABLE], *row = fields[ROW];
    if (!is_listed(lists->tables, kind, table, NULL))
        g_error("table not listed: %s %s", kind, table);
    if (!is_listed(lists->columns, kind, table, fields[COLUMN]))
        g_error("column not listed: %s %s %s", kind, table, fields[COLUMN]);
    gboolean by_code = g_ascii_isdigit(*row) && is_code(lists->codes, row);
    gboolean by_name = !g_ascii_isdigit(*row) && has_free_names(table);
    if (!by_code && !by_name && !is_listed(lists->rows, kind, table, row))
        g_error("row not listed: %s %s %s", kind, table, row);
}

/* Every parent in the list of codes is in it. */
static void
assert_parents(const Stage *stage, GHashTable *codes)
{
    g_autofree char *text = stage_file(stage, "data/codes.csv");
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
        g_auto(GStrv) fields = g_strsplit(lines[i], ",", -1);
        g_autofree char *parent = g_strjoin(",", fields[0], fields[3], NULL);
        if (*fields[3] != '\0' && !g_hash_table_contains(codes, parent))
            g_error("parent not listed: %s", lines[i]);
    }
}

static guint
assert_report(MzReport *report)
{
    static const MzCsvColumn header[TIDY_FIELDS] = {
        {"table", TRUE}, {"row", TRUE},   {"label", FALSE}, {"column", TRUE}, {"value", TRUE},
        {"unit", TRUE},  {"page", FALSE}, {"line", FALSE},  {"origin", TRUE}, {"proof", FALSE}};
    Stage stage;
    stage_open(&stage, report);
    const MzDigest *reports[] = {stage.digest};
    MzDigests *digests = mz_digests_join(&stage.discovery, reports, stage.arena);
    mz_digests_collect(digests, stage.arena);
    const MzOutlet outlet = stage_outlet(&stage);
    mz_open_data_write(&stage.settings, digests, g_array_new(FALSE, FALSE, sizeof(MzSiteFile)), &outlet);
    Lists lists = {names_of(&stage, "data/tables.csv", 2), names_of(&stage, "data/columns.csv", 3),
                   names_of(&stage, "data/rows.csv", 3), names_of(&stage, "data/codes.csv", 2)};
    assert_parents(&stage, lists.codes);
    gsize length;
    g_autofree char *tidy = mz_report_to_tidy(report, &length);
    const MzCsvRow *rows;
    guint n_rows;
    g_autoptr(GError) error = NULL;
    mz_csv_read("tidy.csv", tidy, length, header, TIDY_FIELDS, stage.arena, &rows, &n_rows, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < n_rows; i++)
        assert_listed(&lists, mz_kind_key(report->kind), rows[i].fields);
    g_hash_table_unref(lists.tables);
    g_hash_table_unref(lists.columns);
    g_hash_table_unref(lists.rows);
    g_hash_table_unref(lists.codes);
    stage_close(&stage);
    return n_rows;
}

static void
test_family(gconstpointer family)
{
    guint n_amounts = 0;
    for (guint seed = 1; seed <= SEEDS; seed++)
        n_amounts += assert_report(generated_report(seed, family));
    g_assert_cmpuint(n_amounts, >, 100 * SEEDS);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    guint n_families;
    const MzFamily *families = mz_families(&n_families);
    for (guint i = 0; i < n_families; i++) {
        g_autofree char *path = g_strdup_printf("/open-data/%s", families[i].key);
        g_test_add_data_func(path, &families[i], test_family);
    }
    return g_test_run();
}
