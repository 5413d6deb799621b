/* mingzhang forms: which standard tables and families of reports are known, or what reports were read as. */
#include "commands/commands.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "commands/site.h"
#include "forms/families.h"
#include "parse/parse.h"

static const char *
between(guint i)
{
    return i == 0 ? "" : "、";
}

/* One form a line: "form", id, kind, key, titles, columns and rows with their keys. */
static void
list_forms(void)
{
    guint n;
    const MzForm *forms = mz_forms_all(&n);
    for (guint i = 0; i < n; i++) {
        printf("form\t%s\t%s\t%s\t", forms[i].id, mz_kind_key(forms[i].kind), mz_table_key_name(forms[i].table));
        for (guint t = 0; forms[i].titles[t] != NULL; t++)
            printf("%s%s", between(t), forms[i].titles[t]);
        putchar('\t');
        for (guint c = 0; c < forms[i].n_columns; c++)
            printf("%s%s %s", between(c), forms[i].columns[c].key, forms[i].columns[c].label);
        putchar('\t');
        for (guint r = 0; r < forms[i].n_rows; r++)
            printf("%s%s %s", between(r), forms[i].rows[r].key, forms[i].rows[r].name);
        putchar('\n');
    }
}

/* One family a line: "family", key, kind, name, what tells it from the others, its forms in their order. */
static void
list_families(void)
{
    guint n;
    const MzFamily *families = mz_families(&n);
    for (guint i = 0; i < n; i++) {
        printf("family\t%s\t%s\t%s\t%s\t", families[i].key, mz_kind_key(families[i].kind), families[i].label,
               families[i].description);
        for (guint t = 0; t < MZ_FAMILY_TABLES && families[i].tables[t].form != NULL; t++)
            printf("%s%s", between(t), families[i].tables[t].form);
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

/* How many of the report's tables are the family's, before all else; then its order, numbers and unit. */
static guint
likeness(const MzReport *report, const MzFamily *family)
{
    guint forms = 0, in_order = 0, numbers = 0, units = 0;
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        forms += mz_family_form(family, table->key) == table->form;
        in_order += t < MZ_FAMILY_TABLES && g_strcmp0(family->tables[t].form, table->form->id) == 0;
        numbers += (table->number != NULL) == family->numbers;
        units += table->unit == family->unit;
    }
    return forms * 100 + in_order * 3 + numbers * 2 + units;
}

static const MzFamily *
family_of(const MzReport *report)
{
    guint n, most = 0;
    const MzFamily *families = mz_families(&n), *found = NULL;
    for (guint i = 0; i < n; i++) {
        if (families[i].kind == report->kind && likeness(report, &families[i]) > most) {
            most = likeness(report, &families[i]);
            found = &families[i];
        }
    }
    return found;
}

/* A line of the report: file, kind, "family", the family it is most like. Then one table a line: file, kind, key, title
 * as printed, its number, unit, line, rows, amounts, form. */
static int
list_report(const char *path)
{
    GError *error = NULL;
    g_autoptr(MzReport) report = mz_command_use_forms(NULL, path, &error) ? mz_parse_file(path, &error) : NULL;
    if (report == NULL)
        return mz_command_fail(error);
    const MzFamily *family = family_of(report);
    if (family != NULL)
        printf("%s\t%s\tfamily\t%s\t%s\n", path, mz_kind_key(report->kind), family->key, family->label);
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        printf("%s\t%s\t%s\t%s\t%s\t%s\t%u\t%u\t%u\t%s\n", path, mz_kind_key(report->kind),
               mz_table_key_name(table->key), table->title != NULL ? table->title : "",
               table->number != NULL ? table->number : "", mz_unit_label(table->unit), table->first_line, table->n_rows,
               amounts_of(table), table->form->id);
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
            mz_tr(
                "不带参数时列出已知的表样（form：编号、类别、键、标题的各种写法、列、固定的行）和各地的整套式样"
                "（family：键、类别、名称、特征、各表）；带报告文件时列出报告最像哪一套，其中每张表被读作哪一张（文件、"
                "类别、键、标题、表号、单位、行、行数、金额数、表样）。站点另有叫法时写在 content/forms.json。",
                "Without arguments lists the known forms (form: id, kind, key, titles, columns, fixed rows) and "
                "families of reports (family: key, kind, name, what tells it, tables); with reports, which family "
                "each is most like and what its tables were read as (file, kind, key, title, number, unit, line, "
                "rows, amounts, form). Other names that a site's departments use stand in content/forms.json."),
            0, 1000, &error))
        return mz_command_fail(error);
    int status = MZ_EXIT_DONE;
    if (argc == 1) {
        list_forms();
        list_families();
    }
    for (int i = 1; i < argc; i++) {
        int one = list_report(argv[i]);
        status = MAX(status, one);
    }
    return status;
}
