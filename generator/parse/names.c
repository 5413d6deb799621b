#include "parse/names.h"

#include <string.h>

#include "base/map.h"
#include "forms/codes.h"

static const char *
full_width(char c)
{
    switch (c) {
    case '(':
        return "（";
    case ')':
        return "）";
    case ',':
        return "，";
    case ':':
        return "：";
    case ';':
        return "；";
    default:
        return NULL;
    }
}

/* Whether the name has any of these. Names are short: to call something for each would take longer. */
static gboolean
has_narrow(const char *name)
{
    static const guint64 narrow =
        (guint64)1 << '(' | (guint64)1 << ')' | (guint64)1 << ',' | (guint64)1 << ':' | (guint64)1 << ';';
    for (const guchar *p = (const guchar *)name; *p != '\0'; p++) {
        if (*p < 64 && (narrow >> *p & 1) != 0)
            return TRUE;
    }
    return FALSE;
}

const char *
mz_print_name(const char *folded, MzArena *arena)
{
    if (!has_narrow(folded))
        return folded;
    char *name = mz_arena_alloc(arena, 3 * strlen(folded) + 1), *to = name;
    for (const char *p = folded; *p != '\0'; p++) {
        const char *wide = full_width(*p);
        if (wide != NULL)
            to = g_stpcpy(to, wide);
        else
            *to++ = *p;
    }
    *to = '\0';
    return name;
}

#define NAME_LIMIT 150 /* bytes; anything longer is not the name of an item */

/* The tables that list the same codes: 收入表, 支出表, 一般公共预算支出表. */
static const MzTableKey coded_keys[] = {MZ_TABLE_INCOME, MZ_TABLE_EXPENDITURE, MZ_TABLE_GENERAL};
enum { CODED = G_N_ELEMENTS(coded_keys) };

/* What the report says of one code. */
typedef struct {
    const char *printed[8]; /* the names that the tables print */
    guint n_printed;
    gsize length;      /* digits of the code */
    const char *name;  /* the best of them; NULL: none */
    const char *label; /* … for people */
    guint projects;    /* rows of the projects table with a project's name */
    guint8 tables;     /* a bit for each of the coded tables that has it */
    guint32 part;      /* the part of a table that last had it, and the row there */
    int row;
} Code;

/* All codes of the report, each found once for each row. */
typedef struct {
    MzReport *report;
    const GArray *raw;
    MzMap codes;   /* → Code */
    Code ***rows;  /* for each table, for each row: its code; NULL: none */
    guint32 parts; /* of tables that have been put in order */
} Naming;

static Code *
code_of(Naming *naming, const char *key)
{
    MzMapSlot *slot = mz_map_slot(&naming->codes, key);
    if (slot->value == NULL) {
        Code *code = mz_arena_new0(naming->report->arena, Code, 1);
        code->length = strlen(key);
        slot->value = code;
    }
    return slot->value;
}

static Naming
find_codes(MzReport *report, const GArray *raw)
{
    MzArena *arena = report->arena;
    Naming naming = {.report = report, .raw = raw, .codes = mz_map_new(arena, 128)};
    naming.rows = mz_arena_new0(arena, Code **, report->n_tables);
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        naming.rows[t] = mz_arena_new0(arena, Code *, table->n_rows);
        for (guint r = 0; r < table->n_rows; r++) {
            if (table->rows[r].code != NULL)
                naming.rows[t][r] = code_of(&naming, table->rows[r].code);
        }
    }
    return naming;
}

/* Rows that print the first name again, as nearly all do, share it: then two names are the same where they stand at the
 * same place. */
static void
collect_names(const MzTable *table, Code *const *codes)
{
    for (guint r = 0; r < table->n_rows; r++) {
        const char *printed = table->rows[r].printed;
        Code *code = codes[r];
        if (code == NULL || printed == NULL || *printed == '\0' || code->n_printed == G_N_ELEMENTS(code->printed))
            continue;
        if (code->n_printed > 0 && strcmp(printed, code->printed[0]) == 0)
            table->rows[r].printed = printed = code->printed[0];
        else if (strlen(printed) > NAME_LIMIT)
            continue;
        code->printed[code->n_printed++] = printed;
    }
}

static gboolean
is_same(const char *name, const char *other)
{
    return name == other || strcmp(name, other) == 0;
}

/* The next letter, digit or ideograph of a text, folded; 0: there is none. */
static gunichar
next_word_char(const char **text)
{
    while (**text != '\0') {
        gunichar c = mz_fold_char(mz_char_next(text));
        if (mz_is_word_char(c))
            return c;
    }
    return 0;
}

static gboolean
is_standard_name(const char *code, const char *printed)
{
    const char *standard = mz_code_name(code);
    gunichar a = 0, b = 0;
    do {
        a = standard == NULL ? 0 : next_word_char(&standard);
        b = next_word_char(&printed);
    } while (a == b && a != 0);
    return standard != NULL && a == b;
}

/* The name that most tables support: they print it, or the beginning of it. Where they disagree the classification has
 * a vote, too. Of equals the longest. */
static const char *
best_name(const char *key, const Code *code)
{
    const char *best = code->printed[0];
    guint best_support = 0;
    gboolean same = TRUE; /* as nearly always */
    for (guint i = 1; i < code->n_printed && same; i++)
        same = is_same(best, code->printed[i]);
    for (guint i = 0; i < code->n_printed && !same; i++) {
        const char *name = code->printed[i];
        guint support = 0;
        for (guint j = 0; j < code->n_printed; j++)
            support += mz_key_begins(name, code->printed[j]);
        if (support < code->n_printed)
            support += is_standard_name(key, name);
        if (support > best_support || (support == best_support && strlen(name) > strlen(best))) {
            best = name;
            best_support = support;
        }
    }
    return best;
}

/* The names of codes by the report's own tables. */
static void
name_codes(Naming *naming)
{
    for (guint t = 0; t < naming->report->n_tables; t++) {
        if (naming->report->tables[t].key != MZ_TABLE_PROJECTS)
            collect_names(&naming->report->tables[t], naming->rows[t]);
    }
    for (guint i = 0; i <= naming->codes.mask; i++) {
        const MzMapSlot *slot = &naming->codes.slots[i];
        Code *code = slot->value;
        if (slot->key == NULL || code->n_printed == 0)
            continue;
        code->name = best_name(slot->key, code);
        code->label = mz_print_name(code->name, naming->report->arena);
    }
}

/* The projects table prints the item's name and the project's side by side: what follows the name that other tables
 * print is the project. Where they all cut it short the classification knows how it goes on. */
static void
split_project(MzRow *row, const char *item, MzArena *arena)
{
    const char *standard = item == NULL ? NULL : mz_code_name(row->code);
    if (standard != NULL) {
        g_autofree char *whole = mz_fold_name(standard);
        if (strlen(whole) > strlen(item) && g_str_has_prefix(whole, item) && g_str_has_prefix(row->printed, whole))
            item = mz_arena_strdup(arena, whole);
    }
    if (item == NULL || !g_str_has_prefix(row->printed, item) || strlen(row->printed) == strlen(item))
        return;
    row->project = mz_print_name(row->printed + strlen(item), arena);
    row->printed = item;
}

static void
label_row(MzRow *row, const MzTable *table, const MzRawRow *raw, const Code *code, MzArena *arena)
{
    const char *full = code == NULL ? NULL : code->name;
    if (row->printed == NULL)
        row->printed = "";
    if (table->key == MZ_TABLE_PROJECTS)
        split_project(row, full, arena);
    if (row->form_row < 0) {
        if (raw->tail != NULL && strlen(raw->tail) < 60 && full != NULL) {
            /* The rest of a name behind the amounts counts only when another table prints the whole. */
            g_autofree char *whole = g_strconcat(row->printed, raw->tail, NULL);
            if (strcmp(whole, full) == 0)
                row->printed = full;
        }
        row->label = full != NULL ? code->label : mz_print_name(row->printed, arena);
    }
    gboolean named_so = full != NULL && is_same(row->printed, full);
    row->printed = named_so ? code->label : mz_print_name(row->printed, arena);
    if (row->name == NULL)
        row->name = row->label;
}

/* 类 1, 款 2, 项 3; economic 类 1, 款 2. */
static guint8
code_level(gsize length)
{
    return length <= 3 ? 1 : length <= 5 ? 2 : 3;
}

/* The last row of the part at hand that has the first `length` digits of a code; -1: none. `last` is the last one whose
 * code is of that length, and nearly always it. */
static int
row_above(const Naming *naming, const MzTable *table, const char *code, gsize length, int last)
{
    char prefix[8];
    if (last >= 0) {
        gsize same = length; /* codes differ at their ends */
        while (same > 0 && table->rows[last].code[same - 1] == code[same - 1])
            same--;
        if (same == 0)
            return last;
    }
    g_strlcpy(prefix, code, length + 1);
    const Code *above = mz_map_value(&naming->codes, prefix);
    return above == NULL || above->part != naming->parts ? -1 : above->row;
}

/* Levels and parents of a table whose rows come from the report. A row without code in the projects or carryover table
 * is a unit (when a coded row or a project follows it) and the parent of the rows after it. */
static void
order_rows(Naming *naming, guint t)
{
    enum { LONGEST = 7 };
    MzTable *table = &naming->report->tables[t];
    int unit = -1, last[LONGEST + 1] = {-1, -1, -1, -1, -1, -1, -1, -1}; /* by length: the last row with such a code */
    naming->parts++;
    for (guint r = 0; r < table->n_rows; r++) {
        MzRow *row = &table->rows[r];
        if (row->code == NULL) {
            row->level = strcmp(row->key, "total") == 0 || table->key == MZ_TABLE_BASIC ? 0 : 1;
            if (mz_key_begins(row->key, "unit")) {
                unit = (int)r;
                naming->parts++;
                memset(last, -1, sizeof last);
            }
            continue;
        }
        gsize whole = naming->rows[t][r]->length;
        row->level = code_level(whole);
        row->parent = unit;
        for (gsize length = whole - 2; length >= 3 && whole > 3; length -= 2) {
            int parent = row_above(naming, table, row->code, length, last[length]);
            if (parent >= 0) {
                row->parent = parent;
                break;
            }
        }
        naming->rows[t][r]->part = naming->parts;
        naming->rows[t][r]->row = last[MIN(whole, LONGEST)] = (int)r;
    }
}

/* Rows of free labels: one that bears the department's name, or any unit's, is followed by its projects. The text does
 * not say which are units; a row whose first amount is the sum of the rows after it is one. */
static void
order_free_rows(MzTable *table, const MzRawTable *raw)
{
    for (guint r = 0; r < table->n_rows; r++) {
        const MzRawRow *row = &g_array_index(raw->rows, MzRawRow, r);
        table->rows[r].level = strcmp(row->row.key, "total") == 0 ? 0 : 1;
        if (table->rows[r].level == 0 || row->n_amounts == 0 || table->rows[r].parent >= 0)
            continue;
        gint64 whole = g_array_index(raw->amounts, MzRawAmount, row->first_amount).amount.fen;
        gint64 sum = 0, nearest = G_MAXINT64;
        guint last = r;
        for (guint next = r + 1; next < table->n_rows && nearest != 0; next++) {
            const MzRawRow *part = &g_array_index(raw->rows, MzRawRow, next);
            if (part->n_amounts == 0)
                break;
            sum += g_array_index(raw->amounts, MzRawAmount, part->first_amount).amount.fen;
            gint64 off = ABS(sum - whole);
            /* A last row of a few cents would pass for rounding: the end that leaves least is the end. */
            if (off > (gint64)(next - r + 1) * 5000 || off >= nearest)
                continue;
            nearest = off;
            last = next;
        }
        for (guint child = r + 1; child <= last; child++) {
            table->rows[child].parent = (int)r;
            table->rows[child].level = 2;
        }
    }
}

/* ---- a code that only one table has */

/* Digits in which two codes differ, when they are of one length; otherwise many. */
static guint
code_distance(const char *a, const char *b)
{
    if (strlen(a) != strlen(b))
        return 99;
    guint distance = 0;
    for (; *a != '\0'; a++, b++)
        distance += *a != *b;
    return distance;
}

static gint64
first_amount(const MzRawTable *raw, guint row)
{
    const MzRawRow *raw_row = &g_array_index(raw->rows, MzRawRow, row);
    return raw_row->n_amounts == 0 ? 0 : g_array_index(raw->amounts, MzRawAmount, raw_row->first_amount).amount.fen;
}

/* One of them. */
typedef struct {
    MzTable *table; /* NULL: the report lacks it */
    const MzRawTable *raw;
    Code **codes; /* of its rows */
    guint8 bit;   /* in a code's `tables` */
} CodedTable;

#define MISPRINTS 20 /* more codes that no other table has are no misprints */

static void
find_coded(const Naming *naming, CodedTable coded[CODED])
{
    MzReport *report = naming->report;
    for (guint k = 0; k < CODED; k++) {
        coded[k] = (CodedTable){.bit = (guint8)(1u << k)};
        for (guint t = 0; t < report->n_tables; t++) {
            if (report->tables[t].key != coded_keys[k])
                continue;
            coded[k].table = &report->tables[t];
            coded[k].raw = &g_array_index(naming->raw, MzRawTable, t);
            coded[k].codes = naming->rows[t];
            for (guint r = 0; r < coded[k].table->n_rows; r++) {
                if (coded[k].codes[r] != NULL)
                    coded[k].codes[r]->tables |= coded[k].bit;
            }
        }
    }
}

/* Whether the classification calls `code` as the row is called, and not the code that the row prints. */
static gboolean
classified_so(const MzRow *row, const char *code)
{
    return row->printed != NULL && is_standard_name(code, row->printed) && !is_standard_name(row->code, row->printed);
}

/* The code of `sister` that the one of row `r` misprints: one or two digits away, missing in the table, with the same
 * first amount or the same name under the same 款; and that `witness`, or the classification by the name that the row
 * prints, has too. NULL: none. */
static const char *
proven_code(const CodedTable *own, guint r, const CodedTable *sister, const CodedTable *witness)
{
    const MzRow *row = &own->table->rows[r];
    gint64 amount = first_amount(own->raw, r);
    for (guint s = 0; s < sister->table->n_rows && amount != 0; s++) {
        const MzRow *other = &sister->table->rows[s];
        if (other->code == NULL || code_distance(other->code, row->code) > 2 ||
            (sister->codes[s]->tables & own->bit) != 0)
            continue;
        gboolean same_name = row->printed != NULL && row->printed[0] != '\0' && other->printed != NULL &&
                             strcmp(row->printed, other->printed) == 0 && strncmp(other->code, row->code, 5) == 0;
        if ((same_name || first_amount(sister->raw, s) == amount) &&
            ((sister->codes[s]->tables & witness->bit) != 0 || classified_so(row, other->code)))
            return other->code;
    }
    return NULL;
}

static void
prove_codes_of(Naming *naming, const CodedTable *own, const CodedTable *first, const CodedTable *second)
{
    guint strange = 0;
    for (guint r = 0; r < own->table->n_rows && strange < MISPRINTS; r++) {
        MzRow *row = &own->table->rows[r];
        if (row->code == NULL || (own->codes[r]->tables & (first->bit | second->bit)) != 0)
            continue;
        strange++;
        const char *proven = proven_code(own, r, first, second);
        if (proven == NULL)
            proven = proven_code(own, r, second, first);
        if (proven == NULL)
            continue;
        row->printed =
            mz_arena_printf(naming->report->arena, "%s %s", row->code, row->printed == NULL ? "" : row->printed);
        row->code = row->key = row->name = proven;
        own->codes[r] = code_of(naming, proven);
        own->codes[r]->tables |= own->bit;
    }
}

/* A code that no other table has, where two sister tables, or one and the classification, agree on another one that
 * this table lacks: theirs is the right one. */
static void
prove_codes(Naming *naming)
{
    CodedTable coded[CODED];
    find_coded(naming, coded);
    for (guint k = 0; k < CODED; k++) {
        const CodedTable *first = &coded[(k + 1) % CODED], *second = &coded[(k + 2) % CODED];
        if (coded[k].table != NULL && first->table != NULL && second->table != NULL)
            prove_codes_of(naming, &coded[k], first, second);
    }
}

/* Several projects under one code are told apart by their names. */
static void
name_projects(const Naming *naming, guint t)
{
    const MzTable *table = &naming->report->tables[t];
    Code *const *codes = naming->rows[t];
    for (guint r = 0; r < table->n_rows; r++) {
        if (codes[r] != NULL && table->rows[r].project != NULL)
            codes[r]->projects++;
    }
    for (guint r = 0; r < table->n_rows; r++) {
        MzRow *row = &table->rows[r];
        if (codes[r] != NULL && row->project != NULL && codes[r]->projects > 1)
            row->name = mz_arena_printf(naming->report->arena, "%s/%s", row->code, row->project);
    }
}

void
mz_name_rows(MzReport *report, const GArray *raw)
{
    Naming naming = find_codes(report, raw);
    prove_codes(&naming);
    name_codes(&naming);
    for (guint t = 0; t < report->n_tables; t++) {
        MzTable *table = &report->tables[t];
        const MzRawTable *raw_table = &g_array_index(raw, MzRawTable, t);
        gboolean wide = raw_table->rows->len < table->n_rows;
        for (guint r = 0; r < table->n_rows; r++)
            label_row(&table->rows[r], table, &g_array_index(raw_table->rows, MzRawRow, wide ? 0 : r),
                      naming.rows[t][r], report->arena);
        if (table->form->rows != NULL)
            continue;
        if (table->form->shape == MZ_SHAPE_LABELLED)
            order_free_rows(table, raw_table);
        else
            order_rows(&naming, t);
        if (table->key == MZ_TABLE_PROJECTS)
            name_projects(&naming, t);
    }
}
