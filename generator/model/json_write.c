#include "model/json.h"

#include <string.h>

#include "base/bytes.h"
#include "base/json_put.h"
#include "model/link.h"

/* ---- tables */

/* Page and box, where the source has pages, into room for PLACE bytes. Points with one decimal. */
enum { PLACE = 96 };
static char *
write_place(char *at, const MzCell *cell)
{
    if (cell->page == 0)
        return at;
    at = MZ_WRITE(at, ",\"page\":");
    at = mz_write_number(at, cell->page);
    if (cell->box[2] <= cell->box[0])
        return at;
    at = MZ_WRITE(at, ",\"box\":");
    for (guint i = 0; i < 4; i++) {
        *at++ = i == 0 ? '[' : ',';
        at = mz_write_number(at, cell->box[i] / 10);
        *at++ = '.';
        *at++ = (char)('0' + cell->box[i] % 10);
    }
    *at++ = ']';
    return at;
}

static gboolean
beyond_ascii(MzBytes bytes)
{
    return mz_bytes_any((MzHalves)(bytes >= 0x80));
}

/* Whether a place ends as far from its beginning as its text is long, as nearly all do. Texts in full width are too few
 * to count their characters. */
static gboolean
ends_with_text(MzSpan span, const char *text, gsize length)
{
    return span.end - span.start == length && !mz_bytes_ask(text, length, beyond_ascii);
}

/* Nearly all stand in the line of their row, which says so itself, and end with their text. */
static char *
write_span(char *at, MzSpan span, const MzRow *row, gboolean ends)
{
    if (span.line != row->line) {
        at = MZ_WRITE(at, ",\"line\":");
        at = mz_write_number(at, span.line);
    }
    at = MZ_WRITE(at, ",\"start\":");
    at = mz_write_number(at, span.start);
    if (ends)
        return at;
    at = MZ_WRITE(at, ",\"end\":");
    return mz_write_number(at, span.end);
}

/* What the cells of a table begin with, made once for each column: {"column":"total","text": */
typedef struct {
    GString *leads; /* one after the other, and MZ_SLACK */
    GArray *until;  /* gsize: where each of them ends */
} Columns;

static Columns
columns_of(const MzForm *form)
{
    Columns columns = {g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(gsize))};
    for (guint i = 0; i < form->n_columns; i++) {
        mz_put_word(columns.leads, MZ_JSON_FIRST("column"), form->columns[i].key);
        mz_put_key(columns.leads, MZ_JSON_NEXT("text"));
        g_array_append_val(columns.until, columns.leads->len);
    }
    mz_buffer_room(columns.leads, MZ_SLACK);
    return columns;
}

static void
free_columns(Columns *columns)
{
    g_string_free(columns->leads, TRUE);
    g_array_unref(columns->until);
}

/* What a printed amount must not have to be its own JSON and end where it says. */
static gboolean
asks_for_care(MzBytes bytes)
{
    return mz_bytes_any(mz_json_escapes(bytes) | (MzHalves)(bytes >= 0x80));
}

/* There are hundreds of them: each is written into room for the longest. */
static void
put_cell(GString *out, const char *lead, gsize n_lead, const MzRow *row, const MzCell *cell)
{
    enum { REST = 256 }; /* what is no text, at most */
    const char *text = cell->text == NULL ? "" : cell->text;
    gsize n_text = strlen(text), n_proof = cell->proof == NULL ? 0 : strlen(cell->proof);
    gboolean plain = !mz_bytes_ask(text, n_text, asks_for_care);
    char *at = mz_buffer_room(out, n_lead + MZ_JSON_STRING(n_text) + MZ_JSON_STRING(n_proof) + PLACE + REST);
    at = mz_write_loosely(at, lead, n_lead);
    at = plain ? mz_write_quoted(at, text, n_text) : mz_write_string(at, text, n_text);
    at = MZ_WRITE(at, ",\"amount\":\"");
    at = mz_money_write_fen(cell->amount, at);
    *at++ = '"';
    if (n_text == 0) {
        at = MZ_WRITE(at, ",\"decimals\":");
        at = mz_write_number(at, cell->amount.decimals);
    }
    at = write_span(at, cell->span, row, plain && cell->span.end - cell->span.start == n_text);
    at = write_place(at, cell);
    if (cell->origin != MZ_ORIGIN_PRINTED) {
        const char *origin = mz_origin_name(cell->origin);
        at = mz_write_word(at, MZ_JSON_NEXT("origin"), origin, strlen(origin));
    }
    if (cell->proof != NULL)
        at = mz_write_text(at, MZ_JSON_NEXT("proof"), cell->proof, n_proof);
    *at++ = '}';
    mz_buffer_wrote(out, at);
}

static void
put_cells(GString *out, const Columns *columns, const MzRow *row)
{
    const gsize *until = (const gsize *)(gpointer)columns->until->data;
    const MzCell *cells = row->cells;
    gboolean any = FALSE;
    mz_buffer_append(out, ",\"cells\":[");
    for (guint i = 0, n_columns = columns->until->len; i < n_columns; i++) {
        if (!cells[i].present)
            continue;
        gsize from = i > 0 ? until[i - 1] : 0;
        mz_buffer_append(out, any ? ",\n" : "\n");
        put_cell(out, columns->leads->str + from, until[i] - from, row, &cells[i]);
        any = TRUE;
    }
    mz_buffer_append(out, any ? "\n]" : "]");
}

static gboolean
same_text(const char *a, const char *b)
{
    return a == b || g_strcmp0(a, b) == 0;
}

/* What every row says: its key, its name, its label. A code is its row's key and name as well, and never needs an
 * escape. */
static void
put_names(GString *out, const MzRow *row)
{
    enum { REST = 64 };
    gsize n_key = strlen(row->key), n_name = row->name == row->key ? n_key : strlen(row->name),
          n_label = row->label == row->name ? n_name : strlen(row->label);
    char *at = mz_buffer_room(out, n_key + MZ_JSON_STRING(n_name) + MZ_JSON_STRING(n_label) + REST);
    at = mz_write_word(at, MZ_JSON_FIRST("key"), row->key, n_key);
    at = row->name == row->key ? mz_write_word(at, MZ_JSON_NEXT("name"), row->key, n_key)
                               : mz_write_text(at, MZ_JSON_NEXT("name"), row->name, n_name);
    mz_buffer_wrote(out, mz_write_text(at, MZ_JSON_NEXT("label"), row->label, n_label));
}

/* What the form and the codes say of a row is not written: the reader knows them, too. `parent` is what they say; one
 * of "" says that there is none although there could be. The name is always written: it leads to tidy.csv. */
static void
put_row(GString *out, const MzTable *table, const Columns *columns, const MzRow *row, int parent)
{
    static const char *const sides[] = {NULL, "income", "expenditure"};
    const MzRowForm *usual = row->form_row < 0 ? NULL : &table->form->rows[row->form_row];
    const char *printed = row->printed == NULL ? "" : row->printed;
    put_names(out, row);
    if (row->code != NULL && (usual == NULL || !same_text(usual->code, row->code)))
        mz_put_word(out, MZ_JSON_NEXT("code"), row->code);
    if (!same_text(printed, row->label))
        mz_put_text(out, MZ_JSON_NEXT("printed"), printed);
    mz_put_optional(out, MZ_JSON_NEXT("project"), row->project);
    mz_put_number(out, MZ_JSON_NEXT("level"), row->level);
    if (row->parent != parent)
        mz_put_text(out, MZ_JSON_NEXT("parent"), row->parent < 0 ? "" : table->rows[row->parent].key);
    if (row->side != (usual == NULL ? MZ_SIDE_NONE : usual->side))
        mz_put_optional(out, MZ_JSON_NEXT("side"), sides[row->side]);
    mz_put_number(out, MZ_JSON_NEXT("line"), row->line);
    put_cells(out, columns, row);
    g_string_append_c(out, '}');
}

static void
put_rows(GString *out, const MzTable *table)
{
    int *parents = g_new(int, table->n_rows);
    Columns columns = columns_of(table->form);
    mz_table_parents(table, parents);
    mz_put_key(out, MZ_JSON_LINE("rows"));
    g_string_append_c(out, '[');
    for (guint i = 0; i < table->n_rows; i++) {
        mz_put_element(out);
        put_row(out, table, &columns, &table->rows[i], parents[i]);
    }
    mz_put_array_end(out);
    free_columns(&columns);
    g_free(parents);
}

static void
put_columns(GString *out, const MzForm *form)
{
    mz_put_key(out, MZ_JSON_LINE("columns"));
    g_string_append_c(out, '[');
    for (guint i = 0; i < form->n_columns; i++) {
        mz_put_element(out);
        mz_put_text(out, MZ_JSON_FIRST("key"), form->columns[i].key);
        mz_put_text(out, MZ_JSON_NEXT("label"), form->columns[i].label);
        g_string_append_c(out, '}');
    }
    mz_put_array_end(out);
}

static void
put_table(GString *out, const MzTable *table)
{
    mz_put_text(out, MZ_JSON_FIRST("key"), mz_table_key_name(table->key));
    if (table->form != mz_form(table->form->kind, table->key))
        mz_put_text(out, MZ_JSON_LINE("form"), table->form->id);
    mz_put_text(out, MZ_JSON_LINE("title"), table->title == NULL ? table->form->title : table->title);
    mz_put_text(out, MZ_JSON_LINE("number"), table->number);
    mz_put_text(out, MZ_JSON_LINE("unit"), mz_unit_label(table->unit));
    mz_put_flag(out, MZ_JSON_LINE("unit_stated"), table->unit_stated);
    mz_put_text(out, MZ_JSON_LINE("note"), table->note);
    mz_put_flag(out, MZ_JSON_LINE("empty"), table->empty);
    mz_put_text(out, MZ_JSON_LINE("empty_note"), table->empty_note);
    mz_put_number(out, MZ_JSON_LINE("first_line"), table->first_line);
    mz_put_number(out, MZ_JSON_LINE("last_line"), table->last_line);
    put_columns(out, table->form);
    put_rows(out, table);
    mz_buffer_append(out, "\n}");
}

/* ---- the narrative */

/* `text`: what stands there; NULL: its end is always said. */
static void
put_span(GString *out, MzSpan span, const char *text)
{
    mz_put_number(out, MZ_JSON_NEXT("line"), span.line);
    mz_put_number(out, MZ_JSON_NEXT("start"), span.start);
    if (text == NULL || !ends_with_text(span, text, strlen(text)))
        mz_put_number(out, MZ_JSON_NEXT("end"), span.end);
}

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
    const char *printed = claim->printed == NULL ? value : claim->printed;
    mz_put_text(out, MZ_JSON_FIRST("subject"), claim->subject);
    mz_put_optional(out, MZ_JSON_NEXT("code"), claim->code);
    mz_put_word(out, MZ_JSON_NEXT("measure"), mz_measure_name(claim->measure));
    mz_put_word(out, MZ_JSON_NEXT("value"), value);
    mz_put_text(out, MZ_JSON_NEXT("unit"), claim->unit == NULL ? "" : claim->unit);
    if (strcmp(printed, value) != 0)
        mz_put_text(out, MZ_JSON_NEXT("printed"), printed);
    mz_put_text(out, MZ_JSON_NEXT("text"), claim->text == NULL ? "" : claim->text);
    mz_put_optional(out, MZ_JSON_NEXT("word"), claim->word);
    mz_put_optional(out, MZ_JSON_NEXT("reason"), claim->reason);
    if (claim->section >= 0)
        mz_put_number(out, MZ_JSON_NEXT("section"), (guint)claim->section);
    put_span(out, claim->span, printed);
    g_string_append_c(out, '}');
}

static void
put_section(GString *out, const MzSection *section)
{
    mz_put_number(out, MZ_JSON_FIRST("level"), section->level);
    mz_put_text(out, MZ_JSON_NEXT("ordinal"), section->ordinal == NULL ? "" : section->ordinal);
    mz_put_text(out, MZ_JSON_NEXT("title"), section->title == NULL ? "" : section->title);
    mz_put_number(out, MZ_JSON_NEXT("line"), section->line);
    mz_put_number(out, MZ_JSON_NEXT("last_line"), section->last_line);
    mz_put_key(out, MZ_JSON_NEXT("paragraphs"));
    g_string_append_c(out, '[');
    for (guint i = 0; i < section->n_paragraphs; i++) {
        mz_put_element(out);
        mz_put_number(out, MZ_JSON_FIRST("line"), section->paragraph_lines[i]);
        mz_put_text(out, MZ_JSON_NEXT("text"), section->paragraphs[i]);
        g_string_append_c(out, '}');
    }
    mz_put_array_end(out);
    g_string_append_c(out, '}');
}

static void
put_contents_entry(GString *out, const MzContentsEntry *entry)
{
    mz_put_number(out, MZ_JSON_FIRST("level"), entry->level);
    mz_put_text(out, MZ_JSON_NEXT("ordinal"), entry->ordinal == NULL ? "" : entry->ordinal);
    mz_put_text(out, MZ_JSON_NEXT("title"), entry->title == NULL ? "" : entry->title);
    if (entry->page > 0)
        mz_put_number(out, MZ_JSON_NEXT("page"), entry->page);
    mz_put_number(out, MZ_JSON_NEXT("line"), entry->line);
    g_string_append_c(out, '}');
}

static void
put_term(GString *out, const MzTerm *term)
{
    mz_put_text(out, MZ_JSON_FIRST("term"), term->term);
    mz_put_text(out, MZ_JSON_NEXT("text"), term->text);
    mz_put_number(out, MZ_JSON_NEXT("line"), term->line);
    g_string_append_c(out, '}');
}

/* ---- the tables of the annexes */

/* {"text": …, "line": …}; nothing where the table does not state it. */
static void
annex_member(GString *out, MzJsonLead lead, const MzAnnexText *text)
{
    if (text->text == NULL)
        return;
    mz_put_key(out, lead);
    mz_put_text(out, MZ_JSON_FIRST("text"), text->text);
    mz_put_number(out, MZ_JSON_NEXT("line"), text->line);
    g_string_append_c(out, '}');
}

static void
annex_amount(GString *out, MzJsonLead lead, const MzAnnexAmount *amount)
{
    char fen[MZ_MONEY_TEXT];
    if (amount->text.text == NULL)
        return;
    mz_put_key(out, lead);
    mz_put_text(out, MZ_JSON_FIRST("text"), amount->text.text);
    if (amount->exact)
        mz_put_text(out, MZ_JSON_NEXT("amount"), mz_money_fen_text(amount->amount, fen));
    mz_put_number(out, MZ_JSON_NEXT("line"), amount->text.line);
    g_string_append_c(out, '}');
}

/* A goal or a field. */
static void
put_annex_pair(GString *out, const char *label, const MzAnnexText *text)
{
    mz_put_text(out, MZ_JSON_FIRST("label"), label);
    mz_put_text(out, MZ_JSON_NEXT("text"), text->text);
    mz_put_number(out, MZ_JSON_NEXT("line"), text->line);
    g_string_append_c(out, '}');
}

static void
put_annex_row(GString *out, const MzAnnexRow *row)
{
    g_string_append_c(out, '{');
    if (row->goal >= 0) {
        mz_buffer_append(out, "\"goal\":");
        mz_buffer_append_number(out, (guint)row->goal);
        g_string_append_c(out, ',');
    }
    mz_buffer_append(out, "\"cells\":[");
    for (guint i = 0; i < MZ_ANNEX_COLUMNS; i++) {
        if (row->cells[i].text == NULL)
            continue;
        mz_put_element(out);
        mz_put_text(out, MZ_JSON_FIRST("column"), mz_annex_column_name((MzAnnexColumn)i));
        mz_put_text(out, MZ_JSON_NEXT("text"), row->cells[i].text);
        mz_put_number(out, MZ_JSON_NEXT("line"), row->cells[i].line);
        g_string_append_c(out, '}');
    }
    mz_put_array_end(out);
    g_string_append_c(out, '}');
}

/* Writes the array `n` elements long, each by one call, under a member of an annex. */
#define PUT_ANNEX_ARRAY(key, n, call)                                                                                  \
    do {                                                                                                               \
        mz_put_key(out, MZ_JSON_LINE(key));                                                                            \
        g_string_append_c(out, '[');                                                                                   \
        for (guint k = 0; k < (n); k++) {                                                                              \
            mz_put_element(out);                                                                                       \
            call;                                                                                                      \
        }                                                                                                              \
        mz_put_array_end(out);                                                                                         \
    } while (0)

static void
put_annex(GString *out, const MzAnnexTable *annex)
{
    mz_put_text(out, MZ_JSON_FIRST("kind"), mz_annex_kind_name(annex->kind));
    mz_put_flag(out, MZ_JSON_LINE("uncertain"), annex->uncertain);
    mz_put_text(out, MZ_JSON_LINE("title"), annex->title);
    if (annex->year > 0)
        mz_put_number(out, MZ_JSON_LINE("year"), (guint)annex->year);
    if (annex->unit_stated)
        mz_put_text(out, MZ_JSON_LINE("unit"), mz_unit_label(annex->unit));
    annex_member(out, MZ_JSON_LINE("unit_name"), &annex->unit_name);
    annex_member(out, MZ_JSON_LINE("project"), &annex->project);
    annex_amount(out, MZ_JSON_LINE("budget"), &annex->budget);
    annex_amount(out, MZ_JSON_LINE("executed"), &annex->executed);
    annex_member(out, MZ_JSON_LINE("rate"), &annex->rate);
    annex_member(out, MZ_JSON_LINE("rate_score"), &annex->rate_score);
    annex_member(out, MZ_JSON_LINE("total"), &annex->total);
    mz_put_number(out, MZ_JSON_LINE("first_line"), annex->first_line);
    mz_put_number(out, MZ_JSON_LINE("last_line"), annex->last_line);
    PUT_ANNEX_ARRAY("goals", annex->n_goals, put_annex_pair(out, annex->goals[k].label, &annex->goals[k].text));
    PUT_ANNEX_ARRAY("fields", annex->n_fields, put_annex_pair(out, annex->fields[k].label, &annex->fields[k].text));
    PUT_ANNEX_ARRAY("rows", annex->n_rows, put_annex_row(out, &annex->rows[k]));
    mz_buffer_append(out, "\n}");
}

/* ---- what else is known */

static void
put_masked(GString *out, const MzMasked *masked)
{
    mz_put_text(out, MZ_JSON_FIRST("what"), masked->what);
    put_span(out, masked->span, NULL);
    g_string_append_c(out, '}');
}

static void
put_extraction(GString *out, const MzReport *report, const MzExtraction *extraction)
{
    mz_put_text(out, MZ_JSON_FIRST("id"), extraction->id);
    mz_put_text(out, MZ_JSON_NEXT("text"), extraction->text == NULL ? "" : extraction->text);
    if (extraction->table >= 0)
        mz_put_text(out, MZ_JSON_NEXT("table"), mz_table_key_name(report->tables[extraction->table].key));
    put_span(out, extraction->span, NULL);
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
    mz_buffer_append(out, "{\n\"format\":\"" MZ_REPORT_FORMAT "\"");
    mz_put_key(out, MZ_JSON_LINE("source"));
    mz_put_text(out, MZ_JSON_FIRST("file"), report->source == NULL ? NULL : file_name(report->source));
    g_string_append_c(out, '}');
    mz_put_text(out, MZ_JSON_LINE("kind"), mz_kind_key(report->kind));
    mz_put_key(out, MZ_JSON_LINE("year"));
    if (report->year > 0)
        mz_buffer_append_number(out, (guint)report->year);
    else
        mz_put_string(out, NULL);
    mz_put_key(out, MZ_JSON_LINE("department"));
    mz_put_text(out, MZ_JSON_FIRST("name"), report->department);
    g_string_append_c(out, '}');
    if (report->mark != NULL)
        mz_put_text(out, MZ_JSON_LINE("mark"), report->mark);
    mz_put_text(out, MZ_JSON_LINE("title"), report->title);
    mz_put_text(out, MZ_JSON_LINE("published"), report->published);
    mz_put_text(out, MZ_JSON_LINE("unit"), mz_unit_label(report->unit));
}

/* Writes the array `report->n_<field>` elements long, each by one call. */
#define PUT_ARRAY(key, count, call)                                                                                    \
    do {                                                                                                               \
        mz_put_key(out, MZ_JSON_LINE(key));                                                                            \
        g_string_append_c(out, '[');                                                                                   \
        for (guint i = 0; i < (count); i++) {                                                                          \
            mz_put_element(out);                                                                                       \
            call;                                                                                                      \
        }                                                                                                              \
        mz_put_array_end(out);                                                                                         \
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
    PUT_ARRAY("lines", report->n_lines, mz_put_string(out, report->lines[i]));
    mz_buffer_append(out, "\n}\n");
    if (length != NULL)
        *length = out->len;
    return g_string_free(out, FALSE);
}
