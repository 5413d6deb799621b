#include "content/csv.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

typedef struct {
    const char *file;
    const char *at;
    const char *end;
    const char *line_start;
    guint line;
    MzArena *arena;
} Reader;

static void
fail(const Reader *reader, guint line, guint column, GError **error, const char *message)
{
    MzPlace place = {reader->file, line, column};
    mz_error_set(error, MZ_ERROR_INPUT, &place, "%s", message);
}

static guint
column_of(const Reader *reader)
{
    return (guint)g_utf8_pointer_to_offset(reader->line_start, reader->at) + 1;
}

static gboolean
at_line_end(const Reader *reader)
{
    return reader->at == reader->end || *reader->at == '\n' ||
           (*reader->at == '\r' && reader->at + 1 < reader->end && reader->at[1] == '\n');
}

static void
next_line(Reader *reader)
{
    while (reader->at < reader->end && *reader->at != '\n')
        reader->at++;
    if (reader->at < reader->end)
        reader->at++;
    reader->line++;
    reader->line_start = reader->at;
}

static char *
kept(Reader *reader, const char *text, gsize length)
{
    char *copy = mz_arena_strndup(reader->arena, text, length);
    return g_strstrip(copy);
}

/* A field in quotes; it may hold line ends. */
static char *
read_quoted(Reader *reader, GError **error)
{
    guint line = reader->line, column = column_of(reader);
    GString *field = g_string_new(NULL);
    reader->at++;
    for (; reader->at < reader->end; reader->at++) {
        if (*reader->at == '"' && (reader->at + 1 == reader->end || reader->at[1] != '"')) {
            char *copy = kept(reader, field->str, field->len);
            g_string_free(field, TRUE);
            reader->at++;
            return copy;
        }
        if (*reader->at == '"')
            reader->at++;
        g_string_append_c(field, *reader->at);
        if (*reader->at == '\n') {
            reader->line++;
            reader->line_start = reader->at + 1;
        }
    }
    g_string_free(field, TRUE);
    fail(reader, line, column, error,
         mz_tr("这里开始的引号没有收尾，请在字段末尾补上 \"",
               "the quote that opens here is never closed, add \" at the field's end"));
    return NULL;
}

static char *
read_field(Reader *reader, GError **error)
{
    if (reader->at < reader->end && *reader->at == '"') {
        char *field = read_quoted(reader, error);
        if (field != NULL && !at_line_end(reader) && *reader->at != ',') {
            fail(reader, reader->line, column_of(reader), error,
                 mz_tr("引号之后应为逗号或行尾", "after a closing quote a comma or the line's end is expected"));
            return NULL;
        }
        return field;
    }
    const char *start = reader->at;
    for (; !at_line_end(reader) && *reader->at != ','; reader->at++) {
        if (*reader->at == '"') {
            fail(reader, reader->line, column_of(reader), error,
                 mz_tr("引号只能包住整个字段，字段里的引号写作 \"\"",
                       "quotes go around a whole field, inside write \"\""));
            return NULL;
        }
    }
    return kept(reader, start, (gsize)(reader->at - start));
}

/* One record into `fields`; the reader stands at the next line afterwards. */
static gboolean
read_record(Reader *reader, GPtrArray *fields, GError **error)
{
    g_ptr_array_set_size(fields, 0);
    for (;;) {
        char *field = read_field(reader, error);
        if (field == NULL)
            return FALSE;
        g_ptr_array_add(fields, field);
        if (at_line_end(reader))
            break;
        reader->at++;
    }
    next_line(reader);
    return TRUE;
}

static int
find_column(const MzCsvColumn *columns, guint n_columns, const char *name)
{
    for (guint i = 0; i < n_columns; i++) {
        if (strcmp(columns[i].name, name) == 0)
            return (int)i;
    }
    return -1;
}

static void
fail_unknown(const MzPlace *place, const MzCsvColumn *columns, guint n_columns, const char *name, GError **error)
{
    g_autoptr(GString) known = g_string_new(NULL);
    for (guint i = 0; i < n_columns; i++)
        g_string_append_printf(known, "%s%s", i > 0 ? "," : "", columns[i].name);
    mz_error_set(error, MZ_ERROR_INPUT, place,
                 mz_tr("首行里的列名“%s”不认识，可用的是 %s", "the header has an unknown column '%s'; known are %s"),
                 name, known->str);
}

/* Which wanted column each field of the file is; -1 ends the list. */
static int *
read_header(Reader *reader, const MzCsvColumn *columns, guint n_columns, GPtrArray *fields, GError **error)
{
    guint line = reader->line;
    if (!read_record(reader, fields, error))
        return NULL;
    MzPlace place = {reader->file, line, 0};
    int *order = mz_arena_new0(reader->arena, int, fields->len + 1);
    gboolean *seen = mz_arena_new0(reader->arena, gboolean, n_columns);
    for (guint i = 0; i < fields->len; i++) {
        const char *name = g_ptr_array_index(fields, i);
        order[i] = find_column(columns, n_columns, name);
        if (order[i] < 0) {
            fail_unknown(&place, columns, n_columns, name, error);
            return NULL;
        }
        if (seen[order[i]]) {
            mz_error_set(error, MZ_ERROR_INPUT, &place,
                         mz_tr("首行里列名“%s”出现了两次", "the header has the column '%s' twice"), name);
            return NULL;
        }
        seen[order[i]] = TRUE;
    }
    for (guint i = 0; i < n_columns; i++) {
        if (columns[i].required && !seen[i]) {
            mz_error_set(error, MZ_ERROR_INPUT, &place, mz_tr("首行里缺少列“%s”", "the header lacks the column '%s'"),
                         columns[i].name);
            return NULL;
        }
    }
    order[fields->len] = -1;
    return order;
}

static gboolean
take_record(Reader *reader, guint line, const MzCsvColumn *columns, guint n_columns, const int *order,
            GPtrArray *fields, GArray *rows, GError **error)
{
    guint wanted = 0;
    while (order[wanted] >= 0)
        wanted++;
    MzPlace place = {reader->file, line, 0};
    if (fields->len != wanted) {
        mz_error_set(error, MZ_ERROR_INPUT, &place,
                     mz_tr("这一行有 %u 个字段，首行有 %u 个", "this record has %u fields, the header has %u"),
                     fields->len, wanted);
        return FALSE;
    }
    const char **row = mz_arena_new0(reader->arena, const char *, n_columns);
    for (guint i = 0; i < n_columns; i++)
        row[i] = "";
    for (guint i = 0; i < wanted; i++)
        row[order[i]] = g_ptr_array_index(fields, i);
    for (guint i = 0; i < n_columns; i++) {
        if (columns[i].required && row[i][0] == '\0') {
            mz_error_set(error, MZ_ERROR_INPUT, &place, mz_tr("列“%s”不能为空", "the column '%s' must not be empty"),
                         columns[i].name);
            return FALSE;
        }
    }
    MzCsvRow record = {line, row};
    g_array_append_val(rows, record);
    return TRUE;
}

gboolean
mz_csv_read(const char *file, const char *text, gsize length, const MzCsvColumn *columns, guint n_columns,
            MzArena *arena, const MzCsvRow **rows, guint *n_rows, GError **error)
{
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        length -= 3;
    }
    Reader reader = {file, text, text + length, text, 1, arena};
    const char *bad = NULL;
    if (!mz_text_is_utf8(text, length, &bad)) {
        for (const char *at = text; at < bad; at++)
            reader.line += *at == '\n';
        fail(&reader, reader.line, 0, error,
             mz_tr("不是 UTF-8 文本，请另存为“CSV UTF-8”", "the text is not UTF-8, save it as 'CSV UTF-8'"));
        return FALSE;
    }
    GPtrArray *fields = g_ptr_array_new();
    GArray *records = g_array_new(FALSE, FALSE, sizeof(MzCsvRow));
    int *order = read_header(&reader, columns, n_columns, fields, error);
    gboolean good = order != NULL;
    while (good && reader.at < reader.end) {
        if (at_line_end(&reader)) {
            next_line(&reader);
            continue;
        }
        guint line = reader.line;
        good = read_record(&reader, fields, error) &&
               take_record(&reader, line, columns, n_columns, order, fields, records, error);
    }
    *n_rows = good ? records->len : 0;
    *rows = good ? mz_arena_memdup(arena, records->data, records->len * sizeof(MzCsvRow)) : NULL;
    g_array_free(records, TRUE);
    g_ptr_array_free(fields, TRUE);
    return good;
}
