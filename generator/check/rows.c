/* What several checks ask of the tables' rows, found once: the number of a row's code, and its name as printed. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"
#include "forms/codes.h"

/* The number of the first `length` digits of a code among the report's codes; 0: it is not longer, or they are none. */
static guint
number_above(const MzMap *numbers, const MzRowCode *code, guint length)
{
    char above[8];
    if (code->length <= length)
        return 0;
    memcpy(above, code->text, length);
    above[length] = '\0';
    return GPOINTER_TO_UINT(mz_map_value(numbers, above));
}

static guint
number_code(MzRows *rows, MzMap *numbers, const char *text)
{
    guint number = rows->n_codes + 1;
    if (!mz_map_add(numbers, text, GUINT_TO_POINTER(number)))
        return GPOINTER_TO_UINT(mz_map_value(numbers, text));
    rows->codes[number] = (MzRowCode){.text = text, .name = mz_code_name(text), .length = (guint)strlen(text)};
    rows->n_codes = number;
    return number;
}

static MzRowNames
names_of(MzRows *rows, MzMap *numbers, const MzRow *row)
{
    MzRowNames names = {.name = row->printed == NULL ? "" : row->printed};
    while (g_ascii_isdigit(names.name[names.digits]))
        names.digits++;
    names.name += names.digits;
    while (*names.name == ' ' || g_ascii_isdigit(*names.name))
        names.name++;
    if (row->code != NULL) {
        names.code = number_code(rows, numbers, row->code);
        const char *standard = rows->codes[names.code].name;
        names.standard = standard != NULL && mz_text_is(names.name, standard);
    }
    return names;
}

void
mz_find_rows(MzChecker *checker)
{
    const MzReport *report = checker->report;
    MzRows *rows = mz_arena_new0(checker->scratch, MzRows, 1);
    guint n_rows = 0;
    for (guint t = 0; t < report->n_tables; t++)
        n_rows += report->tables[t].n_rows;
    MzMap numbers = mz_map_new(checker->scratch, n_rows / 2); /* most codes stand in several tables */
    rows->codes = mz_arena_new0(checker->scratch, MzRowCode, n_rows + 1);
    rows->of = mz_arena_new0(checker->scratch, MzRowNames *, report->n_tables);
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        rows->of[t] = mz_arena_alloc(checker->scratch, table->n_rows * sizeof(MzRowNames));
        for (guint r = 0; r < table->n_rows; r++)
            rows->of[t][r] = names_of(rows, &numbers, &table->rows[r]);
    }
    for (guint c = 1; c <= rows->n_codes; c++) {
        rows->codes[c].class = number_above(&numbers, &rows->codes[c], 3);
        rows->codes[c].group = number_above(&numbers, &rows->codes[c], 5);
    }
    checker->rows = rows;
}
