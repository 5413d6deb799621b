/* What several checks ask of the tables' rows, found once: the number of a row's code, and its name as printed. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"
#include "forms/codes.h"

/* While the codes are numbered. Nearly every code is the key of some row: then the number of that key tells it. */
typedef struct {
    const MzRelated *related;
    MzRows *rows;
    guint *of_key; /* by number of key: number of the code that is the key; 0: not met */
    MzMap others;  /* codes that are no keys → number */
} Numbering;

static guint
add_code(MzRows *rows, const char *text)
{
    guint number = ++rows->n_codes;
    rows->codes[number] = (MzRowCode){.text = text, .name = mz_code_name(text), .length = (guint)strlen(text)};
    return number;
}

/* The number of the code of a row, whose key has the number `key`. */
static guint
number_code(Numbering *numbering, const MzRow *row, guint key)
{
    if (row->code != row->key && strcmp(row->code, row->key) != 0)
        key = GPOINTER_TO_UINT(mz_map_value(&numbering->related->keys, row->code));
    if (key != 0) {
        guint *number = &numbering->of_key[key];
        if (*number == 0)
            *number = add_code(numbering->rows, row->code);
        return *number;
    }
    gpointer known = mz_map_value(&numbering->others, row->code);
    if (known == NULL) {
        known = GUINT_TO_POINTER(add_code(numbering->rows, row->code));
        mz_map_add(&numbering->others, row->code, known);
    }
    return GPOINTER_TO_UINT(known);
}

/* The number of the first `length` digits of a code among the report's codes; 0: it is not longer, or they are none.
 * Mostly they are the same as of the code before it: then it is `number`. */
static guint
number_above(const Numbering *numbering, const MzRowCode *code, guint length, guint number)
{
    const MzRowCode *known = &numbering->rows->codes[number];
    char above[8];
    if (code->length <= length)
        return 0;
    if (known->length == length && memcmp(known->text, code->text, length) == 0)
        return number;
    memcpy(above, code->text, length);
    above[length] = '\0';
    guint key = GPOINTER_TO_UINT(mz_map_value(&numbering->related->keys, above));
    return key != 0 ? numbering->of_key[key] : GPOINTER_TO_UINT(mz_map_value(&numbering->others, above));
}

static MzRowNames
names_of(Numbering *numbering, const MzRow *row, guint key)
{
    MzRowNames names = {.name = row->printed == NULL ? "" : row->printed};
    while (g_ascii_isdigit(names.name[names.digits]))
        names.digits++;
    names.name += names.digits;
    while (*names.name == ' ' || g_ascii_isdigit(*names.name))
        names.name++;
    if (row->code != NULL) {
        names.code = number_code(numbering, row, key);
        const char *standard = numbering->rows->codes[names.code].name;
        names.standard = standard != NULL && strcmp(names.name, standard) == 0;
    }
    return names;
}

void
mz_find_rows(MzChecker *checker)
{
    const MzReport *report = checker->report;
    MzArena *arena = checker->scratch;
    MzRows *rows = mz_arena_new0(arena, MzRows, 1);
    guint n_rows = 0;
    for (guint t = 0; t < report->n_tables; t++)
        n_rows += report->tables[t].n_rows;
    rows->codes = mz_arena_alloc(arena, (n_rows + 1) * sizeof(MzRowCode));
    rows->codes[0] = (MzRowCode){.text = ""};
    rows->of = mz_arena_new0(arena, MzRowNames *, report->n_tables);
    Numbering numbering = {.related = checker->related,
                           .rows = rows,
                           .of_key = mz_arena_new0(arena, guint, checker->related->keys.n + 1),
                           .others = mz_map_new(arena, 0)};
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        rows->of[t] = mz_arena_alloc(arena, table->n_rows * sizeof(MzRowNames));
        for (guint r = 0; r < table->n_rows; r++)
            rows->of[t][r] = names_of(&numbering, &table->rows[r], checker->related->key_of[t][r]);
    }
    for (guint c = 1, class = 0, group = 0; c <= rows->n_codes; c++) {
        MzRowCode *code = &rows->codes[c];
        code->class = number_above(&numbering, code, 3, class);
        code->group = number_above(&numbering, code, 5, group);
        class = code->length == 3 ? c : code->class;
        group = code->length == 5 ? c : code->group;
    }
    checker->rows = rows;
}
