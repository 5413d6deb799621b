#include "model/json.h"

#include <string.h>

#include "base/buffer.h"
#include "base/bytes.h"
#include "model/link.h"

/* ---- values */

/* What cannot stand in a JSON string as it is. */
static gboolean
needs_escape(guchar c)
{
    return c < 0x20 || c == '"' || c == '\\';
}

static void
put_escape(GString *out, guchar c)
{
    switch (c) {
    case '\n':
        mz_buffer_append_len(out, "\\n", 2);
        break;
    case '\t':
        mz_buffer_append_len(out, "\\t", 2);
        break;
    case '"':
    case '\\':
        g_string_append_c(out, '\\');
        g_string_append_c(out, (char)c);
        break;
    default:
        g_string_append_printf(out, "\\u%04x", c);
    }
}

static inline gboolean
may_need_escape(MzBytes bytes)
{
    return mz_bytes_any((MzHalves)(bytes < 0x20) | (MzHalves)(bytes == '"') | (MzHalves)(bytes == '\\'));
}

/* Whether a text stands for itself, as nearly all do. The last bytes may be looked at twice. */
static inline gboolean
is_plain(const char *text, gsize length)
{
    if (length < 4) {
        for (gsize i = 0; i < length; i++) {
            if (needs_escape((guchar)text[i]))
                return FALSE;
        }
        return TRUE;
    }
    if (length <= sizeof(MzBytes))
        return !may_need_escape(mz_bytes_few(text, length));
    const char *last = text + length - sizeof(MzBytes);
    for (; text < last; text += sizeof(MzBytes)) {
        if (may_need_escape(mz_bytes_at(text)))
            return FALSE;
    }
    return !may_need_escape(mz_bytes_at(last));
}

static void
put_escaped(GString *out, const char *text)
{
    const char *run = text, *p = text;
    for (; *p != '\0'; p++) {
        if (!needs_escape((guchar)*p))
            continue;
        mz_buffer_append_len(out, run, (gsize)(p - run));
        put_escape(out, (guchar)*p);
        run = p + 1;
    }
    mz_buffer_append_len(out, run, (gsize)(p - run));
}

static void
put_text(GString *out, const char *text)
{
    if (text == NULL) {
        mz_buffer_append_len(out, "null", 4);
        return;
    }
    gsize length = strlen(text);
    if (length + 2 < out->allocated_len - out->len && is_plain(text, length)) {
        char *at = out->str + out->len;
        *at = '"';
        mz_copy(at + 1, text, length);
        at[length + 1] = '"';
        at[length + 2] = '\0';
        out->len += length + 2;
        return;
    }
    mz_buffer_append_len(out, "\"", 1);
    put_escaped(out, text);
    mz_buffer_append_len(out, "\"", 1);
}

/* ---- members; a member begins with what parts it from the one before, and its key: one string of known length */

typedef struct {
    const char *text;
    gsize length;
} Lead;

#define LEAD(before, key) ((Lead){before "\"" key "\": ", sizeof(before "\"" key "\": ") - 1})
#define FIRST(key) LEAD("{", key)
#define NEXT(key) LEAD(", ", key)
#define LINE(key) LEAD(",\n  ", key)
#define TABLE_LINE(key) LEAD(",\n      ", key)

/* In line, the length of the lead is a constant and its copy a few moves. */
__attribute__((always_inline)) static inline void
put_key(GString *out, Lead lead)
{
    mz_buffer_append_len(out, lead.text, lead.length);
}

__attribute__((always_inline)) static inline void
text_member(GString *out, Lead lead, const char *text)
{
    put_key(out, lead);
    put_text(out, text);
}

/* Nothing when the text is NULL. */
static void
optional_member(GString *out, Lead lead, const char *text)
{
    if (text != NULL)
        text_member(out, lead, text);
}

__attribute__((always_inline)) static inline void
number_member(GString *out, Lead lead, guint number)
{
    put_key(out, lead);
    mz_buffer_append_number(out, number);
}

static void
flag_member(GString *out, Lead lead, gboolean flag)
{
    put_key(out, lead);
    mz_buffer_append(out, flag ? "true" : "false");
}

static void
span_members(GString *out, MzSpan span)
{
    number_member(out, NEXT("line"), span.line);
    number_member(out, NEXT("start"), span.start);
    number_member(out, NEXT("end"), span.end);
}

/* Opens element `i` of an array whose elements stand on lines of their own, `indent` being line end and blanks. */
static void
open_element(GString *out, guint i, const char *indent)
{
    mz_buffer_append(out, i == 0 ? "" : ",");
    mz_buffer_append(out, indent);
}

/* Closes an array of `n` elements. */
static void
close_array(GString *out, guint n, const char *indent)
{
    mz_buffer_append(out, n == 0 ? "" : indent);
    g_string_append_c(out, ']');
}

/* ---- tables */

/* Page and box, where the source has pages. Points with one decimal. */
static void
place_members(GString *out, const MzCell *cell)
{
    if (cell->page == 0)
        return;
    number_member(out, NEXT("page"), cell->page);
    if (cell->box[2] <= cell->box[0])
        return;
    put_key(out, NEXT("box"));
    for (guint i = 0; i < 4; i++)
        g_string_append_printf(out, "%s%u.%u", i == 0 ? "[" : ", ", cell->box[i] / 10, cell->box[i] % 10);
    g_string_append_c(out, ']');
}

static void
put_cell(GString *out, const MzColumnForm *column, const MzCell *cell)
{
    char fen[MZ_MONEY_TEXT];
    const char *text = cell->text == NULL ? "" : cell->text;
    text_member(out, FIRST("column"), column->key);
    text_member(out, NEXT("text"), text);
    text_member(out, NEXT("amount"), mz_money_fen_text(cell->amount, fen));
    if (*text == '\0')
        number_member(out, NEXT("decimals"), cell->amount.decimals);
    span_members(out, cell->span);
    place_members(out, cell);
    text_member(out, NEXT("origin"), mz_origin_name(cell->origin));
    optional_member(out, NEXT("proof"), cell->proof);
    g_string_append_c(out, '}');
}

static void
put_cells(GString *out, const MzForm *form, const MzRow *row)
{
    guint n = 0;
    put_key(out, NEXT("cells"));
    g_string_append_c(out, '[');
    for (guint i = 0; i < form->n_columns; i++) {
        if (!row->cells[i].present)
            continue;
        open_element(out, n++, "\n          ");
        put_cell(out, &form->columns[i], &row->cells[i]);
    }
    close_array(out, n, "\n        ");
}

/* What the form and the codes say of a row is not written: the reader knows them, too. `usual_parent` is the parent by
 * code; "" says that there is none although there could be. */
static void
put_row(GString *out, const MzTable *table, const MzRow *row, int usual_parent)
{
    static const char *const sides[] = {NULL, "income", "expenditure"};
    const MzForm *form = table->form;
    int at = mz_form_row(form, row->key);
    const MzRowForm *usual = at < 0 ? NULL : &form->rows[at];
    const char *printed = row->printed == NULL ? "" : row->printed;
    text_member(out, FIRST("key"), row->key);
    text_member(out, NEXT("name"), row->name);
    text_member(out, NEXT("label"), row->label);
    if (row->code != NULL && (usual == NULL || g_strcmp0(usual->code, row->code) != 0))
        text_member(out, NEXT("code"), row->code);
    if (g_strcmp0(printed, row->label) != 0)
        text_member(out, NEXT("printed"), printed);
    optional_member(out, NEXT("project"), row->project);
    number_member(out, NEXT("level"), row->level);
    if (row->parent != usual_parent)
        text_member(out, NEXT("parent"), row->parent < 0 ? "" : table->rows[row->parent].key);
    if (row->side != (usual == NULL ? MZ_SIDE_NONE : usual->side))
        optional_member(out, NEXT("side"), sides[row->side]);
    number_member(out, NEXT("line"), row->line);
    put_cells(out, form, row);
    g_string_append_c(out, '}');
}

static void
put_rows(GString *out, const MzTable *table)
{
    MzTable usual = *table;
    usual.rows = g_memdup2(table->rows, table->n_rows * sizeof(MzRow));
    mz_table_link(&usual);
    put_key(out, TABLE_LINE("rows"));
    g_string_append_c(out, '[');
    for (guint i = 0; i < table->n_rows; i++) {
        open_element(out, i, "\n        ");
        put_row(out, table, &table->rows[i], usual.rows[i].parent);
    }
    close_array(out, table->n_rows, "\n      ");
    g_free(usual.rows);
}

static void
put_columns(GString *out, const MzForm *form)
{
    put_key(out, TABLE_LINE("columns"));
    g_string_append_c(out, '[');
    for (guint i = 0; i < form->n_columns; i++) {
        open_element(out, i, "\n        ");
        text_member(out, FIRST("key"), form->columns[i].key);
        text_member(out, NEXT("label"), form->columns[i].label);
        g_string_append_c(out, '}');
    }
    close_array(out, form->n_columns, "\n      ");
}

static void
put_table(GString *out, const MzTable *table)
{
    text_member(out, LEAD("{\n      ", "key"), mz_table_key_name(table->key));
    if (table->form != mz_form(table->form->kind, table->key))
        text_member(out, TABLE_LINE("form"), table->form->id);
    text_member(out, TABLE_LINE("title"), table->title == NULL ? table->form->title : table->title);
    text_member(out, TABLE_LINE("number"), table->number);
    text_member(out, TABLE_LINE("unit"), mz_unit_label(table->unit));
    flag_member(out, TABLE_LINE("unit_stated"), table->unit_stated);
    text_member(out, TABLE_LINE("note"), table->note);
    flag_member(out, TABLE_LINE("empty"), table->empty);
    text_member(out, TABLE_LINE("empty_note"), table->empty_note);
    number_member(out, TABLE_LINE("first_line"), table->first_line);
    number_member(out, TABLE_LINE("last_line"), table->last_line);
    put_columns(out, table->form);
    put_rows(out, table);
    mz_buffer_append(out, "\n    }");
}

/* ---- the narrative */

/* value × 10^-decimals as a plain decimal. */
static const char *
decimal_text(gint64 value, guint decimals, char buffer[MZ_MONEY_TEXT])
{
    decimals = MIN(decimals, 18); /* the buffer holds no more; nobody prints so many */
    guint64 magnitude = value < 0 ? -(guint64)value : (guint64)value;
    char *p = buffer + MZ_MONEY_TEXT;
    *--p = '\0';
    for (guint i = 0; i < decimals || magnitude > 0 || i <= decimals; i++, magnitude /= 10) {
        if (i == decimals && i > 0)
            *--p = '.';
        *--p = (char)('0' + magnitude % 10);
    }
    if (value < 0)
        *--p = '-';
    return p;
}

static void
put_claim(GString *out, const MzClaim *claim)
{
    char buffer[MZ_MONEY_TEXT];
    const char *value = decimal_text(claim->value, claim->decimals, buffer);
    text_member(out, FIRST("subject"), claim->subject);
    optional_member(out, NEXT("code"), claim->code);
    text_member(out, NEXT("measure"), mz_measure_name(claim->measure));
    text_member(out, NEXT("value"), value);
    text_member(out, NEXT("unit"), claim->unit == NULL ? "" : claim->unit);
    if (claim->printed != NULL && strcmp(claim->printed, value) != 0)
        text_member(out, NEXT("printed"), claim->printed);
    text_member(out, NEXT("text"), claim->text == NULL ? "" : claim->text);
    optional_member(out, NEXT("word"), claim->word);
    optional_member(out, NEXT("reason"), claim->reason);
    if (claim->section >= 0)
        number_member(out, NEXT("section"), (guint)claim->section);
    span_members(out, claim->span);
    g_string_append_c(out, '}');
}

static void
put_section(GString *out, const MzSection *section)
{
    number_member(out, FIRST("level"), section->level);
    text_member(out, NEXT("ordinal"), section->ordinal == NULL ? "" : section->ordinal);
    text_member(out, NEXT("title"), section->title == NULL ? "" : section->title);
    number_member(out, NEXT("line"), section->line);
    number_member(out, NEXT("last_line"), section->last_line);
    put_key(out, NEXT("paragraphs"));
    g_string_append_c(out, '[');
    for (guint i = 0; i < section->n_paragraphs; i++) {
        open_element(out, i, "\n      ");
        number_member(out, FIRST("line"), section->paragraph_lines[i]);
        text_member(out, NEXT("text"), section->paragraphs[i]);
        g_string_append_c(out, '}');
    }
    close_array(out, section->n_paragraphs, "\n    ");
    g_string_append_c(out, '}');
}

static void
put_contents_entry(GString *out, const MzContentsEntry *entry)
{
    number_member(out, FIRST("level"), entry->level);
    text_member(out, NEXT("ordinal"), entry->ordinal == NULL ? "" : entry->ordinal);
    text_member(out, NEXT("title"), entry->title == NULL ? "" : entry->title);
    if (entry->page > 0)
        number_member(out, NEXT("page"), entry->page);
    number_member(out, NEXT("line"), entry->line);
    g_string_append_c(out, '}');
}

static void
put_term(GString *out, const MzTerm *term)
{
    text_member(out, FIRST("term"), term->term);
    text_member(out, NEXT("text"), term->text);
    number_member(out, NEXT("line"), term->line);
    g_string_append_c(out, '}');
}

/* ---- the tables of the annexes */

/* {"text": …, "line": …}; nothing where the table does not state it. */
static void
annex_member(GString *out, Lead lead, const MzAnnexText *text)
{
    if (text->text == NULL)
        return;
    put_key(out, lead);
    text_member(out, FIRST("text"), text->text);
    number_member(out, NEXT("line"), text->line);
    g_string_append_c(out, '}');
}

static void
annex_amount(GString *out, Lead lead, const MzAnnexAmount *amount)
{
    char fen[MZ_MONEY_TEXT];
    if (amount->text.text == NULL)
        return;
    put_key(out, lead);
    text_member(out, FIRST("text"), amount->text.text);
    if (amount->exact)
        text_member(out, NEXT("amount"), mz_money_fen_text(amount->amount, fen));
    number_member(out, NEXT("line"), amount->text.line);
    g_string_append_c(out, '}');
}

/* A goal or a field. */
static void
put_annex_pair(GString *out, const char *label, const MzAnnexText *text)
{
    text_member(out, FIRST("label"), label);
    text_member(out, NEXT("text"), text->text);
    number_member(out, NEXT("line"), text->line);
    g_string_append_c(out, '}');
}

static void
put_annex_row(GString *out, const MzAnnexRow *row)
{
    guint n = 0;
    g_string_append_c(out, '{');
    if (row->goal >= 0) {
        mz_buffer_append(out, "\"goal\": ");
        mz_buffer_append_number(out, (guint)row->goal);
        mz_buffer_append(out, ", ");
    }
    mz_buffer_append(out, "\"cells\": [");
    for (guint i = 0; i < MZ_ANNEX_COLUMNS; i++) {
        if (row->cells[i].text == NULL)
            continue;
        open_element(out, n++, "\n          ");
        text_member(out, FIRST("column"), mz_annex_column_name((MzAnnexColumn)i));
        text_member(out, NEXT("text"), row->cells[i].text);
        number_member(out, NEXT("line"), row->cells[i].line);
        g_string_append_c(out, '}');
    }
    close_array(out, n, "\n        ");
    g_string_append_c(out, '}');
}

/* Writes the array `n` elements long, each by one call, under a member of an annex. */
#define PUT_ANNEX_ARRAY(key, n, call)                                                                                  \
    do {                                                                                                               \
        put_key(out, TABLE_LINE(key));                                                                                 \
        g_string_append_c(out, '[');                                                                                   \
        for (guint k = 0; k < (n); k++) {                                                                              \
            open_element(out, k, "\n        ");                                                                        \
            call;                                                                                                      \
        }                                                                                                              \
        close_array(out, (n), "\n      ");                                                                             \
    } while (0)

static void
put_annex(GString *out, const MzAnnexTable *annex)
{
    text_member(out, LEAD("{\n      ", "kind"), mz_annex_kind_name(annex->kind));
    flag_member(out, TABLE_LINE("uncertain"), annex->uncertain);
    text_member(out, TABLE_LINE("title"), annex->title);
    if (annex->year > 0)
        number_member(out, TABLE_LINE("year"), (guint)annex->year);
    if (annex->unit_stated)
        text_member(out, TABLE_LINE("unit"), mz_unit_label(annex->unit));
    annex_member(out, TABLE_LINE("unit_name"), &annex->unit_name);
    annex_member(out, TABLE_LINE("project"), &annex->project);
    annex_amount(out, TABLE_LINE("budget"), &annex->budget);
    annex_amount(out, TABLE_LINE("executed"), &annex->executed);
    annex_member(out, TABLE_LINE("rate"), &annex->rate);
    annex_member(out, TABLE_LINE("rate_score"), &annex->rate_score);
    annex_member(out, TABLE_LINE("total"), &annex->total);
    number_member(out, TABLE_LINE("first_line"), annex->first_line);
    number_member(out, TABLE_LINE("last_line"), annex->last_line);
    PUT_ANNEX_ARRAY("goals", annex->n_goals, put_annex_pair(out, annex->goals[k].label, &annex->goals[k].text));
    PUT_ANNEX_ARRAY("fields", annex->n_fields, put_annex_pair(out, annex->fields[k].label, &annex->fields[k].text));
    PUT_ANNEX_ARRAY("rows", annex->n_rows, put_annex_row(out, &annex->rows[k]));
    mz_buffer_append(out, "\n    }");
}

/* ---- what else is known */

static void
put_masked(GString *out, const MzMasked *masked)
{
    text_member(out, FIRST("what"), masked->what);
    span_members(out, masked->span);
    g_string_append_c(out, '}');
}

static void
put_extraction(GString *out, const MzReport *report, const MzExtraction *extraction)
{
    text_member(out, FIRST("id"), extraction->id);
    text_member(out, NEXT("text"), extraction->text == NULL ? "" : extraction->text);
    if (extraction->table >= 0)
        text_member(out, NEXT("table"), mz_table_key_name(report->tables[extraction->table].key));
    span_members(out, extraction->span);
    g_string_append_c(out, '}');
}

/* ---- the report */

/* The file's name without its folders, which say nothing about the report but something about the machine. */
static const char *
file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static void
put_head(GString *out, const MzReport *report)
{
    mz_buffer_append(out, "{\n  \"format\": \"" MZ_REPORT_FORMAT "\"");
    put_key(out, LINE("source"));
    text_member(out, FIRST("file"), report->source == NULL ? NULL : file_name(report->source));
    g_string_append_c(out, '}');
    text_member(out, LINE("kind"), mz_kind_key(report->kind));
    put_key(out, LINE("year"));
    if (report->year > 0)
        mz_buffer_append_number(out, (guint)report->year);
    else
        put_text(out, NULL);
    put_key(out, LINE("department"));
    text_member(out, FIRST("name"), report->department);
    g_string_append_c(out, '}');
    if (report->mark != NULL)
        text_member(out, LINE("mark"), report->mark);
    text_member(out, LINE("title"), report->title);
    text_member(out, LINE("published"), report->published);
    text_member(out, LINE("unit"), mz_unit_label(report->unit));
}

/* Writes the array `report->n_<field>` elements long, each by one call. */
#define PUT_ARRAY(key, count, call)                                                                                    \
    do {                                                                                                               \
        put_key(out, LINE(key));                                                                                       \
        g_string_append_c(out, '[');                                                                                   \
        for (guint i = 0; i < (count); i++) {                                                                          \
            open_element(out, i, "\n    ");                                                                            \
            call;                                                                                                      \
        }                                                                                                              \
        close_array(out, (count), "\n  ");                                                                             \
    } while (0)

char *
mz_report_to_json(const MzReport *report, gsize *length)
{
    GString *out = g_string_sized_new(64 * 1024);
    put_head(out, report);
    PUT_ARRAY("tables", report->n_tables, put_table(out, &report->tables[i]));
    PUT_ARRAY("claims", report->n_claims, put_claim(out, &report->claims[i]));
    PUT_ARRAY("contents", report->n_contents, put_contents_entry(out, &report->contents[i]));
    PUT_ARRAY("sections", report->n_sections, put_section(out, &report->sections[i]));
    PUT_ARRAY("glossary", report->n_glossary, put_term(out, &report->glossary[i]));
    PUT_ARRAY("annexes", report->n_annexes, put_annex(out, &report->annexes[i]));
    PUT_ARRAY("masked", report->n_masked, put_masked(out, &report->masked[i]));
    PUT_ARRAY("extractions", report->n_extractions, put_extraction(out, report, &report->extractions[i]));
    PUT_ARRAY("lines", report->n_lines, put_text(out, report->lines[i]));
    mz_buffer_append(out, "\n}\n");
    if (length != NULL)
        *length = out->len;
    return g_string_free(out, FALSE);
}
