/* Lines to bytes, in the manner of the report's style. */
#include "generate/accounts.h"

#include <string.h>

typedef struct {
    GenReport *report;
    GString *out;
    guint32 line;  /* of the next character */
    guint on_page; /* lines */
    guint page;
    guint column;  /* on this line, in prose */
    guint width;   /* columns of a wrapped line of prose */
    guint wide;    /* columns of a Chinese character: 2 as printed in natural reports, else 1 */
    gboolean wrap; /* prose is wrapped */
} Writing;

static void
put(Writing *writing, const char *text)
{
    for (const char *p = text; *p != '\0'; p++)
        writing->line += *p == '\n';
    g_string_append(writing->out, text);
}

static void
end_line(Writing *writing, gboolean blank_line)
{
    put(writing, blank_line ? "\n\n" : "\n");
    writing->on_page += blank_line ? 2 : 1;
    writing->column = 0;
}

/* A page ends: its number alone, and a form feed before the next page. */
static void
end_page(Writing *writing)
{
    g_autofree char *number = g_strdup_printf("\n%u\n\n\f", ++writing->page);
    put(writing, number);
    writing->on_page = 0;
}

/* ---- prose */

static void
put_wrapped(Writing *writing, const char *text)
{
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        char one[7] = {0};
        g_unichar_to_utf8(g_utf8_get_char(p), one);
        gunichar c = g_utf8_get_char(p);
        gboolean stays = c < 0x80 || c == 0xFF0C || c == 0x3002 || c == 0x3001 || c == 0xFF09;
        if (writing->wrap && writing->column >= writing->width && !stays)
            end_line(writing, TRUE);
        put(writing, one);
        writing->column += c < 0x80 ? 1 : writing->wide;
    }
}

static void
write_prose(Writing *writing, const GenLine *line)
{
    writing->column = 0;
    for (guint i = 0; i < line->pieces->len; i++) {
        const GenPiece *piece = &g_array_index(line->pieces, GenPiece, i);
        if (piece->claim >= 0) {
            /* A number is not torn: it goes to the next line as a whole. */
            if (writing->wrap && writing->column + strlen(piece->text) > writing->width + 4)
                end_line(writing, TRUE);
            g_array_index(writing->report->claims, GenClaim, piece->claim).line = writing->line;
            put(writing, piece->text);
            writing->column += (guint)strlen(piece->text);
        } else {
            put_wrapped(writing, piece->text);
        }
    }
    end_line(writing, writing->wrap);
}

/* ---- cells */

/* Blanks after separators ("2, 362. 26"), a number torn in two ("28 0.97"; not in flat text, where nobody could tell it
 * from two numbers), full width: what a look does to digits. */
static const char *
number_text(const Writing *writing, const GenLook *look, const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    gsize whole = strcspn(text, ".");
    gsize tear = look->torn && !look->flat && whole >= 3
                     ? (gsize)gen_random_between(&writing->report->random, 1, (gint64)whole - 1)
                     : 0;
    if (tear > 0 && (text[tear] == ',' || text[tear - 1] == ','))
        tear = 0;
    for (const char *p = text; *p != '\0'; p++) {
        if (tear > 0 && (gsize)(p - text) == tear)
            g_string_append_c(out, ' ');
        if (look->wide && g_ascii_isdigit(*p))
            g_string_append_unichar(out, 0xFF10 + (gunichar)(*p - '0'));
        else if (look->wide && *p == '.')
            g_string_append(out, "．");
        else
            g_string_append_c(out, *p);
        if (look->spaced && (*p == ',' || *p == '.'))
            g_string_append_c(out, ' ');
    }
    return mz_arena_strdup(writing->report->truth->arena, out->str);
}

static const char *
piece_text(const Writing *writing, const GenLook *look, const GenPiece *piece)
{
    if (piece->kind == GEN_PIECE_AMOUNT && piece->text[0] != '\0')
        return number_text(writing, look, piece->text);
    if (piece->kind == GEN_PIECE_CODE && look->wide) {
        GenLook only_wide = {.wide = TRUE};
        return number_text(writing, &only_wide, piece->text);
    }
    return piece->text;
}

static void
note_place(const Writing *writing, const GenPiece *piece, const char *text)
{
    if (piece->cell != NULL) {
        piece->cell->text = text;
        piece->cell->span.line = writing->line;
    }
}

/* The byte behind the first n characters. */
static const char *
characters(const char *text, int n)
{
    while (n-- > 0 && *text != '\0')
        text = g_utf8_next_char(text);
    return text;
}

static void
write_tabs(Writing *writing, const GenLook *look, const GenLine *line)
{
    for (guint i = 0; i < line->pieces->len; i++) {
        const GenPiece *piece = &g_array_index(line->pieces, GenPiece, i);
        const char *text = piece_text(writing, look, piece);
        if (i > 0)
            put(writing, "\t");
        note_place(writing, piece, text);
        gboolean name = piece->kind == GEN_PIECE_NAME || line->kind == GEN_LINE_HEAD;
        const char *second = name && look->blank_in_names > 0 ? characters(text, look->blank_in_names) : "";
        if (*second != '\0') {
            g_autofree char *with_blank = g_strdup_printf("%.*s %s", (int)(second - text), text, second);
            put(writing, with_blank);
        } else {
            put(writing, text);
        }
    }
    end_line(writing, look->blank_lines);
}

/* A name in flat text: cut, or wrapped over lines. Returns whether the line was ended behind it. */
static gboolean
write_flat_name(Writing *writing, const GenLook *look, const char *text)
{
    if (look->cut_names > 0) {
        const char *end = characters(text, look->cut_names);
        g_autofree char *cut = g_strndup(text, (gsize)(end - text));
        put(writing, cut);
        return FALSE;
    }
    if (look->wrap_names == 0 || *characters(text, look->wrap_names) == '\0') {
        put(writing, text);
        return FALSE;
    }
    while (*text != '\0') {
        const char *end = characters(text, look->wrap_names);
        g_autofree char *part = g_strndup(text, (gsize)(end - text));
        put(writing, part);
        end_line(writing, look->blank_lines);
        text = end;
    }
    return TRUE;
}

static void
write_flat_row(Writing *writing, const GenLook *look, const GenLine *line)
{
    gboolean begun = FALSE;
    for (guint i = 0; i < line->pieces->len; i++) {
        const GenPiece *piece = &g_array_index(line->pieces, GenPiece, i);
        const char *text = piece_text(writing, look, piece);
        if (*text == '\0')
            continue;
        if (begun)
            put(writing, " ");
        begun = TRUE;
        note_place(writing, piece, text);
        if (piece->kind == GEN_PIECE_NAME)
            begun = !write_flat_name(writing, look, text);
        else
            put(writing, text);
    }
    if (begun)
        end_line(writing, look->blank_lines);
}

/* Headings in flat text: each cell wrapped on lines of its own. */
static void
write_flat_head(Writing *writing, const GenLook *look, const GenLine *line)
{
    for (guint i = 0; i < line->pieces->len; i++) {
        const char *text = g_array_index(line->pieces, GenPiece, i).text;
        while (*text != '\0') {
            const char *end = characters(text, 4 + (int)(i % 2));
            g_autofree char *part = g_strndup(text, (gsize)(end - text));
            put(writing, part);
            end_line(writing, look->blank_lines);
            text = end;
        }
    }
}

static void
write_cells(Writing *writing, const GenLine *line)
{
    const GenLook *look = &writing->report->looks[line->table];
    if (!look->flat)
        write_tabs(writing, look, line);
    else if (line->kind == GEN_LINE_HEAD)
        write_flat_head(writing, look, line);
    else
        write_flat_row(writing, look, line);
}

/* ---- bytes */

static GString *
encode(const GenReport *report, GString *text)
{
    if (report->crlf)
        g_string_replace(text, "\n", "\r\n", 0);
    if (report->byte_order_mark)
        g_string_prepend(text, "\xEF\xBB\xBF");
    if (strcmp(report->encoding, "UTF-8") == 0)
        return text;
    gsize length;
    g_autofree char *bytes = g_convert(text->str, (gssize)text->len, report->encoding, "UTF-8", NULL, &length, NULL);
    g_assert_nonnull(bytes);
    g_string_truncate(text, 0);
    g_string_append_len(text, bytes, (gssize)length);
    return text;
}

GString *
gen_report_write(GenReport *report)
{
    gboolean flat = report->style == GEN_STYLE_FLAT;
    Writing writing = {.report = report, .out = g_string_new(NULL), .line = 1, .wrap = flat};
    writing.wide = report->accounts->natural ? 2 : 1;
    writing.width = (guint)gen_random_between(&report->random, 26, 36) * writing.wide;
    guint page_lines = (guint)gen_random_between(&report->random, 40, 80);
    for (guint i = 0; i < report->lines->len; i++) {
        GenLine *line = &g_array_index(report->lines, GenLine, i);
        gboolean in_table = line->kind != GEN_LINE_PROSE && line->kind != GEN_LINE_NOTE && line->table >= 0;
        gboolean begins_table = line->table >= 0 && (i == 0 || line[-1].table != line->table);
        if (begins_table && !flat)
            end_line(&writing, FALSE);
        if (line->kind == GEN_LINE_PAGE || (flat && (writing.on_page >= page_lines || begins_table)))
            end_page(&writing);
        line->number = writing.line;
        if (line->kind == GEN_LINE_PAGE)
            continue;
        if (in_table && line->kind != GEN_LINE_TITLE)
            write_cells(&writing, line);
        else
            write_prose(&writing, line);
    }
    return encode(report, writing.out);
}
