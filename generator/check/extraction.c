/* What the text lost or added on its way from the published document, by what of it shows in the report: numbers that
 * no cell took, amounts whose column had to be proven, broken rows, names cut off. Not mistakes of the department, so
 * one finding for each table, not recorded against it: a note, but a warning where numbers are left over, for a row may
 * be missing. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"

/* What one table has of a kind of damage: how often, and the first place. */
typedef struct {
    guint n;
    MzSpan first;
    const char *words; /* at the first place */
} Damage;

static void
add_damage(Damage *damage, MzSpan span, const char *words)
{
    if (damage->n++ == 0) {
        damage->first = span;
        damage->words = words;
    }
}

/* ---- extract.coverage: numbers of a table's lines that no cell took */

/* The next amount with decimals ("1,234.56") at or behind `text`; NULL: none. Dates and versions have a second stop,
 * what is measured a letter. */
static const char *
next_amount(const char *text, gsize *length)
{
    for (const char *point = strchr(text, '.'); point != NULL; point = strchr(text, '.')) {
        const char *begin = point, *end = point + 1;
        while (begin > text && (g_ascii_isdigit(begin[-1]) || begin[-1] == ','))
            begin--;
        while (g_ascii_isdigit(*end))
            end++;
        if (g_ascii_isdigit(*begin) && end > point + 1 && *end != '.' && *end != '%' && !g_ascii_isalpha(*end)) {
            *length = (gsize)(end - begin);
            return begin;
        }
        text = begin < point ? end : point + 1;
    }
    return NULL;
}

static guint
count_amounts(const char *text)
{
    guint n = 0;
    gsize length;
    for (const char *at = next_amount(text, &length); at != NULL; at = next_amount(at + length, &length))
        n++;
    return n;
}

/* Whether a cell of the table took what stands at [start, end) of the line. */
static gboolean
is_taken(const MzTable *table, guint32 line, guint start, guint end)
{
    for (guint r = 0; r < table->n_rows; r++) {
        for (guint c = 0; c < table->form->n_columns; c++) {
            const MzCell *cell = &table->rows[r].cells[c];
            if (cell->present && cell->span.line == line && cell->span.start < end && cell->span.end > start)
                return TRUE;
        }
    }
    return FALSE;
}

static void
find_untaken_in_line(const MzChecker *checker, const MzTable *table, guint32 line, Damage *damage)
{
    const char *text = checker->report->lines[line - 1];
    gsize length;
    for (const char *at = next_amount(text, &length); at != NULL; at = next_amount(at + length, &length)) {
        guint start = mz_text_index(text, (gsize)(at - text));
        MzSpan span = {line, start, start + (guint)length};
        if (!is_taken(table, line, span.start, span.end))
            add_damage(damage, span, mz_arena_strndup(checker->arena, at, length));
    }
}

/* The points of each line are counted first: nearly always there are as many as cells. */
static void
find_untaken(MzChecker *checker, const MzTable *table, Damage *damage)
{
    const MzReport *report = checker->report;
    guint32 first = MAX(1, table->first_line), last = MIN(table->last_line, report->n_lines);
    const MzLineMarks *marks = mz_line_marks(checker);
    if (last < first || table->empty)
        return;
    guint *n_cells = mz_arena_new0(checker->scratch, guint, last - first + 1);
    for (guint r = 0; r < table->n_rows; r++) {
        for (guint c = 0; c < table->form->n_columns; c++) {
            const MzCell *cell = &table->rows[r].cells[c];
            if (cell->present && cell->span.line >= first && cell->span.line <= last)
                n_cells[cell->span.line - first]++;
        }
    }
    for (guint32 line = first; line <= last; line++) {
        if (marks[line - 1].n_points > n_cells[line - first] &&
            count_amounts(report->lines[line - 1]) > n_cells[line - first])
            find_untaken_in_line(checker, table, line, damage);
    }
}

/* ---- what the cells and rows tell of themselves */

static void
find_recovered(MzChecker *checker, const MzTable *table, Damage *damage)
{
    if ((checker->amounts[table - checker->report->tables].origins & 1u << MZ_ORIGIN_RECOVERED) == 0)
        return;
    for (guint r = 0; r < table->n_rows; r++) {
        for (guint c = 0; c < table->form->n_columns; c++) {
            const MzCell *cell = &table->rows[r].cells[c];
            if (cell->present && cell->origin == MZ_ORIGIN_RECOVERED)
                add_damage(damage, cell->span.line == 0 ? (MzSpan){table->rows[r].line, 0, 0} : cell->span,
                           cell->text == NULL ? "" : cell->text);
        }
    }
}

static void
find_inner_blanks(MzChecker *checker, const MzTable *table, Damage *damage)
{
    (void)checker;
    for (guint r = 0; r < table->n_rows; r++) {
        for (guint c = 0; c < table->form->n_columns; c++) {
            const MzCell *cell = &table->rows[r].cells[c];
            const char *text = cell->present && cell->text != NULL ? cell->text : "";
            const char *blank = strchr(text, ' ');
            if (blank != NULL && blank > text && g_ascii_isdigit(blank[strspn(blank, " ")]))
                add_damage(damage, cell->span, text);
        }
    }
}

/* A row whose amounts stand on another line than its name, in a table whose rows are lines. */
static void
find_broken_rows(MzChecker *checker, const MzTable *table, Damage *damage)
{
    guint n_whole = 0;
    Damage broken = {0};
    if (!checker->amounts[table - checker->report->tables].astray)
        return;
    for (guint r = 0; r < table->n_rows; r++) {
        const MzRow *row = &table->rows[r];
        gboolean whole = TRUE, any = FALSE;
        for (guint c = 0; c < table->form->n_columns; c++) {
            const MzCell *cell = &row->cells[c];
            if (!cell->present || cell->span.line == 0 || row->line == 0)
                continue;
            any = TRUE;
            whole = whole && cell->span.line == row->line;
        }
        n_whole += any && whole;
        if (any && !whole)
            add_damage(&broken, (MzSpan){row->line, 0, 0}, row->label == NULL ? row->name : row->label);
    }
    if (broken.n > 0 && n_whole > 2 * broken.n)
        *damage = broken;
}

static void
find_cut_names(MzChecker *checker, const MzTable *table, Damage *damage)
{
    const MzRowNames *names = checker->rows->of[table - checker->report->tables];
    for (guint r = 0; table->form->shape != MZ_SHAPE_TWO_SIDED && r < table->n_rows; r++) {
        const char *name = checker->rows->codes[names[r].code].name, *printed = names[r].name;
        if (name == NULL || names[r].standard || printed[0] == '\0' || strlen(printed) >= strlen(name))
            continue;
        if (g_str_has_prefix(mz_text_key(checker->scratch, name, -1), mz_text_key(checker->scratch, printed, -1)))
            add_damage(damage, (MzSpan){table->rows[r].line, 0, 0}, printed);
    }
}

/* Whether the line begins with the code, and blanks stand in it. */
static gboolean
is_split_code(const char *line, const char *code)
{
    gboolean blank = FALSE;
    for (line += strspn(line, " \t"); *code != '\0'; line++) {
        if (*line == *code)
            code++;
        else if (*line == ' ' || *line == '\t')
            blank = TRUE;
        else
            return FALSE;
    }
    return blank;
}

/* A code in several cells ("201 29 01"), or a row whose name is lost. A table that prints most of its codes in three
 * columns is made so. */
static void
find_code_cells(MzChecker *checker, const MzTable *table, Damage *damage)
{
    const MzReport *report = checker->report;
    Damage split = {0}, nameless = {0};
    for (guint r = 0; r < table->n_rows; r++) {
        const MzRow *row = &table->rows[r];
        if (row->code == NULL || table->form->shape != MZ_SHAPE_CODED || row->line == 0 || row->line > report->n_lines)
            continue;
        if (is_split_code(report->lines[row->line - 1], row->code))
            add_damage(&split, (MzSpan){row->line, 0, 0}, row->code);
        if (row->printed != NULL && row->printed[0] == '\0')
            add_damage(&nameless, (MzSpan){row->line, 0, 0}, row->code);
    }
    *damage = nameless.n > 0 ? nameless : split;
    if (nameless.n == 0 && 2 * split.n > table->n_rows)
        damage->n = 0;
}

/* The title or a line of the head again, behind the first row. */
static void
find_repeated_heads(MzChecker *checker, const MzTable *table, Damage *damage)
{
    enum { HEAD = 12, SHORTEST = 10 };
    const MzLineMarks *marks = mz_line_marks(checker);
    const MzReport *report = checker->report;
    guint32 first_row = table->n_rows == 0 ? 0 : table->rows[0].line;
    const char *heads[HEAD];
    guint n_heads = 0;
    for (guint32 l = MAX(1, table->first_line); l < first_row && l <= report->n_lines && n_heads < HEAD; l++) {
        const char *text = report->lines[l - 1], *tab = strchr(text, '\t');
        gboolean wide = tab != NULL && strchr(tab + 1, '\t') != NULL;
        gboolean is_long = marks[l - 1].length >= 4 * SHORTEST || mz_text_count(text, marks[l - 1].length) >= SHORTEST;
        if ((wide || l == table->first_line) && is_long)
            heads[n_heads++] = text;
    }
    for (guint32 l = first_row + 1; first_row > 0 && l <= table->last_line && l <= report->n_lines; l++) {
        for (guint h = 0; h < n_heads; h++) {
            if (mz_text_is(report->lines[l - 1], heads[h])) {
                add_damage(damage, (MzSpan){l, 0, 0}, table->form->title);
                break;
            }
        }
    }
}

/* ---- the checks */

static const struct {
    const char *id;
    void (*find)(MzChecker *checker, const MzTable *table, Damage *damage);
    gboolean needs_lines;
    const char *zh, *en; /* number of times, words at the first place */
} kinds[] = {
    {"extract.coverage", find_untaken, TRUE, "有 %u 个数字没有归入单元格，如“%s”，请对照原文",
     "has %u numbers that no cell took, as '%s': compare with the original"},
    {"extract.columns", find_recovered, FALSE, "有 %u 个金额的列位置在文本中丢失，由勾稽关系还原，如“%s”",
     "has %u amounts whose column was lost and is proven by relations, as '%s'"},
    {"extract.inner-blank", find_inner_blanks, FALSE, "有 %u 个数字内有空格，如“%s”",
     "has %u numbers with blanks in them, as '%s'"},
    {"extract.row-broken", find_broken_rows, FALSE, "有 %u 行断成几行，已重新接起，如“%s”",
     "has %u rows that were broken into lines and are joined, as '%s'"},
    {"extract.name-cut", find_cut_names, FALSE, "有 %u 个名称被截断，如“%s”", "has %u names that are cut off, as '%s'"},
    {"extract.code-cells", find_code_cells, TRUE, "有 %u 行的编码分在几格或名称丢失，如 %s",
     "has %u rows whose code is split or whose name is lost, as %s"},
    {"extract.page-break", find_repeated_heads, TRUE, "表内有 %u 处重复的表头（续页），已接起：%s",
     "has %u repeated heads (page breaks), which are joined: %s"},
};

/* Not recorded against the table: it is how the text was taken, not what the table says. */
static void
report_damage(MzChecker *checker, const MzCheck *check, guint t, const Damage *damage, guint kind)
{
    const MzTable *table = &checker->report->tables[t];
    MzEvidence place = mz_evidence_of_line(checker, damage->first, table->form->title, table->form->title);
    place.table = (int)t;
    place.address = mz_table_key_name(table->key);
    place.value = damage->words;
    g_autofree char *zh = g_strdup_printf(kinds[kind].zh, damage->n, damage->words);
    g_autofree char *en = g_strdup_printf(kinds[kind].en, damage->n, damage->words);
    mz_finding_add(checker, check, check->severity, place,
                   mz_arena_printf(checker->arena, "%s%s", table->form->title, zh),
                   mz_arena_printf(checker->arena, "%s %s", table->form->title, en));
    mz_record(checker, check, MZ_STATE_FAILS, -1, -1);
}

/* What the parser itself said (model/report.h: MzExtraction). */
static void
report_extractions(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint i = 0; i < report->n_extractions; i++) {
        const MzExtraction *extraction = &report->extractions[i];
        if (strcmp(extraction->id, check->id) != 0)
            continue;
        MzEvidence place = mz_evidence_of_line(checker, extraction->span, extraction->text, extraction->text);
        place.table = extraction->table;
        mz_finding_add(checker, check, check->severity, place,
                       mz_arena_printf(checker->arena, "“%s”：%s", extraction->text, check->zh),
                       mz_arena_printf(checker->arena, "'%s': %s", extraction->text, check->en));
        mz_record(checker, check, MZ_STATE_FAILS, -1, -1);
    }
}

void
mz_check_scanned(MzChecker *checker, const MzCheck *check)
{
    report_extractions(checker, check);
    if (!mz_report_has_unread(checker->report))
        mz_record(checker, check, MZ_STATE_HOLDS, -1, -1);
}

void
mz_check_slips(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint i = 0; i < report->n_extractions; i++) {
        const MzExtraction *slip = &report->extractions[i];
        if (strcmp(slip->id, MZ_EXTRACTION_SLIP) != 0)
            continue;
        MzEvidence place = mz_evidence_of_line(checker, slip->span, slip->text, slip->text);
        place.table = slip->table;
        place.address = slip->table < 0 ? "" : mz_table_key_name(report->tables[slip->table].key);
        place.value = slip->text;
        const char *letter = strpbrk(slip->text, "OolI");
        mz_finding_add(
            checker, check, check->severity, place,
            letter != NULL ? mz_arena_printf(checker->arena, "“%s”不是金额（是否字母 %c？）", slip->text, *letter)
                           : mz_arena_printf(checker->arena, "“%s”不是金额（小数点是否写成了逗号？）", slip->text),
            letter != NULL
                ? mz_arena_printf(checker->arena, "'%s' is no amount (is it the letter %c?)", slip->text, *letter)
                : mz_arena_printf(checker->arena, "'%s' is no amount (is it a comma for the point?)", slip->text));
        mz_record(checker, check, MZ_STATE_FAILS, slip->table, -1);
    }
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_record(checker, check, MZ_STATE_HOLDS, -1, -1);
}

void
mz_check_extractions(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    report_extractions(checker, check);
    guint kind = 0;
    while (strcmp(kinds[kind].id, check->id) != 0)
        kind++;
    if (kinds[kind].needs_lines && report->n_lines == 0) {
        mz_skip_if_unused(checker, check, MZ_SKIP_NO_TEXT);
        return;
    }
    for (guint t = 0; t < report->n_tables; t++) {
        Damage damage = {0};
        kinds[kind].find(checker, &report->tables[t], &damage);
        if (damage.n > 0)
            report_damage(checker, check, t, &damage, kind);
    }
    if (checker->checks->results[mz_check_index(check)].state == MZ_STATE_SKIPPED)
        mz_record(checker, check, MZ_STATE_HOLDS, -1, -1);
}
