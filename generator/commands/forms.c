/* mingzhang forms: which standard tables are known, or what the tables of reports were read as. */
#include "commands/commands.h"

#include <stdio.h>

#include "base/error.h"
#include "commands/site.h"
#include "forms/forms.h"
#include "parse/parse.h"

/* One form a line: kind, key, titles, columns. */
static void
list_forms(void)
{
    guint n;
    const MzForm *forms = mz_forms(&n);
    for (guint i = 0; i < n; i++) {
        printf("%s\t%s\t%s\t", mz_kind_key(forms[i].kind), mz_table_key_name(forms[i].table), forms[i].title);
        for (const char *const *title = forms[i].titles; *title != NULL; title++)
            printf("%s%s", title == forms[i].titles ? "" : "、", *title);
        putchar('\t');
        for (guint c = 0; c < forms[i].n_columns; c++)
            printf("%s%s", c == 0 ? "" : "、", forms[i].columns[c].label);
        putchar('\n');
    }
}

static guint
amounts_of(const MzTable *table)
{
    guint n = 0;
    for (guint r = 0; r < table->n_rows; r++) {
        for (guint c = 0; c < table->form->n_columns; c++)
            n += table->rows[r].cells[c].present;
    }
    return n;
}

/* One table a line: file, key, title as printed, its number, unit, line, rows, amounts. */
static int
list_report(const char *path)
{
    GError *error = NULL;
    g_autoptr(MzReport) report = mz_parse_file(path, &error);
    if (report == NULL)
        return mz_command_fail(error);
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        printf("%s\t%s\t%s\t%s\t%s\t%s\t%u\t%u\t%u\n", path, mz_kind_key(report->kind), mz_table_key_name(table->key),
               table->title != NULL ? table->title : "", table->number != NULL ? table->number : "",
               mz_unit_label(table->unit), table->first_line, table->n_rows, amounts_of(table));
    }
    return MZ_EXIT_DONE;
}

int
mz_command_forms(int argc, char **argv)
{
    const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
    GError *error = NULL;
    if (!mz_command_options(
            &argc, &argv, entries, mz_tr("[报告文件…]", "[FILE…]"),
            mz_tr("不带参数时列出已知的标准表（类别、键、名称、标题的各种写法、列）；带报告文件时列出其中每张表被读作"
                  "哪一张（文件、类别、键、标题、表号、单位、行、行数、金额数）。",
                  "Without arguments lists the known tables (kind, key, name, titles, columns); with "
                  "reports, what each of their tables was read as (file, kind, key, title, number, unit, "
                  "line, rows, amounts)."),
            0, 1000, &error))
        return mz_command_fail(error);
    int status = MZ_EXIT_DONE;
    if (argc == 1)
        list_forms();
    for (int i = 1; i < argc; i++) {
        int one = list_report(argv[i]);
        status = MAX(status, one);
    }
    return status;
}
