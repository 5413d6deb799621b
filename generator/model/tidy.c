#include "model/tidy.h"

#include <string.h>

#include "base/buffer.h"
#include "base/bytes.h"
#include "base/text.h"

static inline MzHalves
asks_for_quotes(MzBytes bytes)
{
    return (MzHalves)(bytes == ',') | (MzHalves)(bytes == '"') | (MzHalves)(bytes == '\r') | (MzHalves)(bytes == '\n');
}

/* Writes a field into room for CSV_FIELD of its length; returns its end. */
#define CSV_FIELD(length) (2 + 2 * (length))
static char *
write_field(char *at, const char *field, gsize length)
{
    const char *end = field + length;
    gboolean blank_ends = length > 0 && (field[0] == ' ' || end[-1] == ' ');
    if (!blank_ends && mz_bytes_copy(at, field, length, asks_for_quotes) == length)
        return at + length;
    *at++ = '"';
    for (; field < end; field++) {
        if (*field == '"')
            *at++ = '"';
        *at++ = *field;
    }
    *at++ = '"';
    return at;
}

void
mz_csv_append_field(GString *out, const char *field)
{
    gsize length = strlen(field);
    mz_buffer_wrote(out, write_field(mz_buffer_room(out, CSV_FIELD(length)), field, length));
}

/* ---- tidy data */

/* What amounts have in common is made once: what a table's lines begin with, and with it a row's; each column's label;
 * what stands behind an amount, which is that of the amount before nearly always. All of these have MZ_SLACK. */
typedef struct {
    GString *out;
    GString *table, *row;
    GString *columns; /* ",label," of each column of the table, one after the other */
    GArray *until;    /* gsize: where each of them ends */
    GString *source;  /* ",unit,page,line,origin," of the cell below, and the end; NULL: of none */
    gsize n_source;   /* how much of it stands before the proof */
    const MzCell *cell;
    GString *end; /* of every line: the mark, if there is one */
} Tidy;

static void
append_next(GString *out, const char *field)
{
    mz_buffer_append_len(out, ",", 1);
    mz_csv_append_field(out, field);
}

/* Blank where there is none: a text has no pages. */
static void
append_place(GString *out, guint number)
{
    mz_buffer_append_len(out, ",", 1);
    if (number > 0)
        mz_buffer_append_number(out, number);
}

static void
turn_to_source(Tidy *tidy, const MzCell *cell)
{
    const MzCell *last = tidy->cell;
    if (last != NULL && last->amount.unit == cell->amount.unit && last->page == cell->page &&
        last->span.line == cell->span.line && last->origin == cell->origin)
        return;
    tidy->cell = cell;
    g_string_truncate(tidy->source, 0);
    append_next(tidy->source, mz_unit_label((MzUnit)cell->amount.unit));
    append_place(tidy->source, cell->page);
    append_place(tidy->source, cell->span.line);
    append_next(tidy->source, mz_origin_name(cell->origin));
    mz_buffer_append_len(tidy->source, ",", 1);
    tidy->n_source = tidy->source->len;
    mz_buffer_append_len(tidy->source, tidy->end->str, tidy->end->len);
    mz_buffer_room(tidy->source, MZ_SLACK);
}

static void
append_amount(Tidy *tidy, const MzCell *cell, guint column)
{
    gsize from = column > 0 ? g_array_index(tidy->until, gsize, column - 1) : 0;
    gsize n_proof = cell->proof == NULL ? 0 : strlen(cell->proof);
    turn_to_source(tidy, cell);
    char *at = mz_buffer_room(tidy->out, tidy->row->len + tidy->columns->len + MZ_MONEY_TEXT + tidy->source->len +
                                             CSV_FIELD(n_proof) + MZ_SLACK);
    at = mz_write_loosely(at, tidy->row->str, tidy->row->len);
    at = mz_write_loosely(at, tidy->columns->str + from, g_array_index(tidy->until, gsize, column) - from);
    at = mz_money_write_plain(cell->amount, at);
    if (n_proof > 0) {
        at = mz_write(at, tidy->source->str, tidy->n_source);
        at = write_field(at, cell->proof, n_proof);
        at = mz_write(at, tidy->end->str, tidy->end->len);
    } else {
        at = mz_write_loosely(at, tidy->source->str, tidy->source->len);
    }
    mz_buffer_wrote(tidy->out, at);
}

static void
begin_table(Tidy *tidy, const MzTable *table, const char *prefix)
{
    g_string_assign(tidy->table, prefix);
    mz_buffer_append(tidy->table, mz_table_key_name(table->key));
    g_string_truncate(tidy->columns, 0);
    g_array_set_size(tidy->until, 0);
    for (guint c = 0; c < table->form->n_columns; c++) {
        append_next(tidy->columns, table->form->columns[c].label);
        mz_buffer_append_len(tidy->columns, ",", 1);
        g_array_append_val(tidy->until, tidy->columns->len);
    }
    mz_buffer_room(tidy->columns, MZ_SLACK);
}

static void
append_row(Tidy *tidy, const MzTable *table, const MzRow *row)
{
    const MzCell *cells = row->cells;
    gboolean begun = FALSE;
    for (guint c = 0, n = table->form->n_columns; c < n; c++) {
        if (!cells[c].present)
            continue;
        if (!begun) {
            g_string_truncate(tidy->row, 0);
            mz_buffer_append_len(tidy->row, tidy->table->str, tidy->table->len);
            append_next(tidy->row, row->name);
            append_next(tidy->row, row->label);
            mz_buffer_room(tidy->row, MZ_SLACK);
            begun = TRUE;
        }
        append_amount(tidy, &cells[c], c);
    }
}

void
mz_tidy_append(GString *out, const MzReport *report, const char *prefix)
{
    Tidy tidy = {.out = out,
                 .table = g_string_new(NULL),
                 .row = g_string_new(NULL),
                 .columns = g_string_new(NULL),
                 .until = g_array_new(FALSE, FALSE, sizeof(gsize)),
                 .source = g_string_new(NULL),
                 .end = g_string_new(NULL)};
    if (report->mark != NULL)
        append_next(tidy.end, report->mark);
    g_string_append_c(tidy.end, '\n');
    for (guint t = 0; t < report->n_tables; t++) {
        begin_table(&tidy, &report->tables[t], prefix);
        for (guint r = 0; r < report->tables[t].n_rows; r++)
            append_row(&tidy, &report->tables[t], &report->tables[t].rows[r]);
    }
    g_array_unref(tidy.until);
    GString *const texts[] = {tidy.table, tidy.row, tidy.columns, tidy.source, tidy.end};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_string_free(texts[i], TRUE);
}

char *
mz_report_to_tidy(const MzReport *report, gsize *length)
{
    GString *out = g_string_sized_new(32 * 1024);
    g_string_append(out, report->mark != NULL ? MZ_TIDY_HEADER MZ_TIDY_MARK "\n" : MZ_TIDY_HEADER "\n");
    mz_tidy_append(out, report, "");
    if (length != NULL)
        *length = out->len;
    return g_string_free(out, FALSE);
}

/* ---- one table for spreadsheets */

/* A line being written: fields are parted by commas, the first has none in front. */
typedef struct {
    GString *out;
    gboolean begun;
    const char *last; /* a field at the end of every line: the mark in the headings, then ""; NULL: none */
    GString *joined;  /* a field that is put together, one after the other */
} Line;

static void
begin_field(Line *line)
{
    if (line->begun)
        mz_buffer_append_len(line->out, ",", 1);
    line->begun = TRUE;
}

static void
add_field(Line *line, const char *field)
{
    begin_field(line);
    mz_csv_append_field(line->out, field);
}

static void
end_line(Line *line)
{
    if (line->last != NULL) {
        begin_field(line);
        if (*line->last != '\0')
            mz_csv_append_field(line->out, line->last);
        line->last = "";
    }
    mz_buffer_append_len(line->out, "\r\n", 2);
    line->begun = FALSE;
}

/* Spreadsheets run what begins with one of these as a formula, also in full width and behind blanks. */
static gboolean
looks_like_formula(const char *label)
{
    if ((guchar)*label >= 0xE4 && (guchar)*label <= 0xE9) /* a Chinese character, as nearly all do */
        return FALSE;
    while (*label != '\0' && mz_char_is_blank(g_utf8_get_char(label)))
        label = g_utf8_next_char(label);
    gunichar first = mz_fold_char(g_utf8_get_char(label));
    return first == '=' || first == '+' || first == '-' || first == '@';
}

/* Begins a field that is put together of several texts. */
static GString *
join(Line *line, const char *first)
{
    g_string_truncate(line->joined, 0);
    mz_buffer_append(line->joined, first);
    return line->joined;
}

static void
add_label(Line *line, const char *before, const char *label)
{
    if (*before == '\0' && !looks_like_formula(label)) {
        add_field(line, label);
        return;
    }
    GString *whole = join(line, before);
    mz_buffer_append(whole, label);
    if (looks_like_formula(whole->str))
        g_string_prepend_c(whole, '\'');
    add_field(line, whole->str);
}

/* Columns of a side, all where there are none or the form does not tell them apart. */
static gboolean
stands_on(const MzColumnForm *column, MzSide side)
{
    return side == MZ_SIDE_NONE || column->side == MZ_SIDE_NONE || column->side == side;
}

/* The amounts and blanks of a row in the columns of a side: nothing in them asks for quotes. */
static void
add_cells(Line *line, const MzForm *form, MzSide side, const MzRow *row)
{
    char *at = mz_buffer_room(line->out, form->n_columns * (MZ_MONEY_TEXT + 1));
    for (guint c = 0; c < form->n_columns; c++) {
        if (!stands_on(&form->columns[c], side))
            continue;
        if (line->begun)
            *at++ = ',';
        line->begun = TRUE;
        if (row->cells[c].present)
            at = mz_money_write_plain(row->cells[c].amount, at);
    }
    mz_buffer_wrote(line->out, at);
}

/* The heading of a column: its group, the heading, the unit. */
static void
add_heading(Line *line, const char *before, const MzTable *table, const MzColumnForm *column)
{
    GString *heading = join(line, before);
    if (column->group != NULL) {
        mz_buffer_append(heading, column->group);
        mz_buffer_append(heading, "/");
    }
    mz_buffer_append(heading, column->heading);
    mz_buffer_append(heading, "（");
    mz_buffer_append(heading, mz_unit_label(table->unit));
    mz_buffer_append(heading, "）");
    add_field(line, heading->str);
}

/* One half of a line of a two-sided table; a row of -1 leaves it blank. */
static void
add_half(Line *line, const MzTable *table, MzSide side, int index)
{
    const MzRow *row = index < 0 ? NULL : &table->rows[index];
    const MzRowForm *form = row == NULL || row->form_row < 0 ? NULL : &table->form->rows[row->form_row];
    if (row == NULL || (form != NULL && form->unlabelled))
        add_field(line, "");
    else
        add_label(line, form == NULL ? "" : form->ordinal, row->label);
    if (row != NULL) {
        add_cells(line, table->form, side, row);
        return;
    }
    for (guint c = 0; c < table->form->n_columns; c++) {
        if (stands_on(&table->form->columns[c], side))
            add_field(line, "");
    }
}

/* The stretches of a side between which the two sides must stand beside each other: up to 本年合计, up to 总计. */
static guint
stretch_of(const MzRow *row)
{
    if (g_str_has_suffix(row->key, "-total"))
        return 2;
    return g_str_has_suffix(row->key, "-year") ? 1 : 0;
}

/* The next row of a side from `*next` on, if it belongs to the stretch; -1: the stretch has no more. */
static int
take_row(const MzTable *table, MzSide side, guint *next, guint stretch)
{
    while (*next < table->n_rows && table->rows[*next].side != side)
        (*next)++;
    if (*next == table->n_rows || stretch_of(&table->rows[*next]) > stretch)
        return -1;
    return (int)(*next)++;
}

static void
write_two_sided(Line *line, const MzTable *table)
{
    static const MzSide sides[] = {MZ_SIDE_INCOME, MZ_SIDE_EXPENDITURE};
    static const char *const names[] = {"收入项目", "支出项目"};
    for (int s = 0; s < 2; s++) {
        add_field(line, names[s]);
        for (guint c = 0; c < table->form->n_columns; c++) {
            if (stands_on(&table->form->columns[c], sides[s]))
                add_heading(line, "", table, &table->form->columns[c]);
        }
    }
    end_line(line);
    guint next[2] = {0, 0};
    for (guint stretch = 0; stretch < 3;) {
        int rows[2];
        for (int s = 0; s < 2; s++)
            rows[s] = take_row(table, sides[s], &next[s], stretch);
        if (rows[0] < 0 && rows[1] < 0) {
            stretch++;
            continue;
        }
        for (int s = 0; s < 2; s++)
            add_half(line, table, sides[s], rows[s]);
        end_line(line);
    }
}

/* “三公”: the amounts of all rows on one line. */
static void
write_wide(Line *line, const MzTable *table)
{
    for (guint r = 0; r < table->n_rows; r++) {
        char *before = g_strconcat(table->rows[r].label, "/", NULL);
        for (guint c = 0; c < table->form->n_columns; c++)
            add_heading(line, before, table, &table->form->columns[c]);
        g_free(before);
    }
    end_line(line);
    for (guint r = 0; r < table->n_rows; r++)
        add_cells(line, table->form, MZ_SIDE_NONE, &table->rows[r]);
    if (table->n_rows > 0)
        end_line(line);
}

static void
write_rows(Line *line, const MzTable *table)
{
    gboolean coded = table->form->shape == MZ_SHAPE_CODED || table->form->shape == MZ_SHAPE_ECONOMIC;
    gboolean projects = FALSE;
    for (guint r = 0; r < table->n_rows; r++)
        projects = projects || table->rows[r].project != NULL;
    if (coded)
        add_field(line, "科目编码");
    add_field(line, coded ? "科目名称" : "项目");
    if (projects)
        add_field(line, "项目名称");
    for (guint c = 0; c < table->form->n_columns; c++)
        add_heading(line, "", table, &table->form->columns[c]);
    end_line(line);
    for (guint r = 0; r < table->n_rows; r++) {
        const MzRow *row = &table->rows[r];
        if (coded)
            add_field(line, row->code == NULL ? "" : row->code);
        add_label(line, "", row->label);
        if (projects)
            add_label(line, "", row->project == NULL ? "" : row->project);
        add_cells(line, table->form, MZ_SIDE_NONE, row);
        end_line(line);
    }
}

char *
mz_table_csv(const MzTable *table, const char *mark, gsize *length)
{
    Line line = {g_string_sized_new(4096), FALSE, mark, g_string_new(NULL)};
    g_string_append(line.out, "\xEF\xBB\xBF");
    if (table->form->shape == MZ_SHAPE_TWO_SIDED)
        write_two_sided(&line, table);
    else if (table->form->shape == MZ_SHAPE_WIDE)
        write_wide(&line, table);
    else
        write_rows(&line, table);
    g_string_free(line.joined, TRUE);
    if (length != NULL)
        *length = line.out->len;
    return g_string_free(line.out, FALSE);
}
