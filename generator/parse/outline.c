#include "parse/narrative.h"

#include "parse/contents.h"
#include "parse/lines.h"

#include <string.h>

enum { LONGEST_HEADING = 240 /* bytes */, LONGEST_TITLE = 60 /* characters behind its ordinal */ };

/* A paragraph as found, before the sections are laid out. */
typedef struct {
    const char *text;
    guint32 line;
    guint section; /* index + 1; 0: before the first heading */
} Paragraph;

typedef struct {
    MzReport *report;
    const MzText *text;
    const MzLineRange *tables;
    guint n_tables, table; /* table: the first that does not end before the line */
    guint wrap;         /* columns of a full line where lines are wrapped; 0: a line is a paragraph, but at page ends */
    GArray *sections;   /* MzSection */
    GArray *paragraphs; /* Paragraph */
    GArray *open;       /* guint: indexes of the lines of the open paragraph */
    guint contents_end; /* line index behind the list of contents */
    gboolean body;      /* a part or section has begun: no more cover */
    GString *cover;
    guint asked[2]; /* the lines whose ordinals were asked for last (index + 1; 0: none), by whether they are even */
    MzOrdinal ordinal[2];
} Outline;

/* The ordinal of a line (counted from 0), which is asked for several times while the line is new. */
static MzOrdinal
ordinal_of(Outline *outline, guint index)
{
    guint slot = index % 2;
    if (outline->asked[slot] != index + 1) {
        const MzTextLine *line = &outline->text->lines[index];
        outline->asked[slot] = index + 1;
        outline->ordinal[slot] = mz_ordinal_at(line->c, line->n, line->first);
    }
    return outline->ordinal[slot];
}

/* How headings end that would not need a line end to be known as such. */
static const MzEnding heading_ends[] = {
    MZ_ENDING(U"情况说明"), MZ_ENDING(U"说明"),     MZ_ENDING(U"情况"),   MZ_ENDING(U"概况"),   MZ_ENDING(U"结果"),
    MZ_ENDING(U"职责"),     MZ_ENDING(U"名词解释"), MZ_ENDING(U"附件"),   MZ_ENDING(U"决算表"), MZ_ENDING(U"预算表"),
    MZ_ENDING(U"公开表"),   MZ_ENDING(U"自评表"),   MZ_ENDING(U"目标表"),
};

static gboolean
ends_like_heading(const gunichar *c, guint n, guint at)
{
    return mz_ending_of(c, n, at, heading_ends, G_N_ELEMENTS(heading_ends)) != NULL;
}

static gboolean
is_sentence_end(gunichar c)
{
    return c == 0x3002 || c == '!' || c == '?' || c == ';' || c == ':';
}

/* The last character that is no closing quotation mark or bracket; 0: none. */
static gunichar
last_char(const MzTextLine *line)
{
    guint end = mz_line_end(line);
    while (end > line->first + 1 && (line->c[end - 1] == 0x201D || line->c[end - 1] == ')'))
        end--;
    return end > line->first ? line->c[end - 1] : 0;
}

static gboolean
begins_with_punctuation(const MzTextLine *line)
{
    gunichar c = line->c[line->first];
    return c == ',' || c == ';' || c == ':' || c == ')' || c == '%' || c == 0x3002 || c == 0x3001 || c == 0x201D;
}

/* Whether the text from `at` could be a heading: short, and no sentence. */
static gboolean
is_title(const gunichar *c, guint n, guint at, guint8 level)
{
    while (n > at && (c[n - 1] == ' ' || c[n - 1] == '\t'))
        n--;
    if (n <= at || n - at > LONGEST_TITLE)
        return FALSE;
    gboolean stop = c[n - 1] == 0x3002 && (ends_like_heading(c, n - 1, at) || (level == 2 && n - at <= 30));
    gboolean colon = c[n - 1] == ':' && level == 4;
    guint end = stop || colon ? n - 1 : n;
    if (level == 4 && !mz_word_ends(c, end, at, U"包括") && !ends_like_heading(c, end, at))
        return FALSE; /* "1." mostly opens a paragraph */
    guint commas = 0;
    for (guint i = at; i < end; i++) {
        if (is_sentence_end(c[i]) || c[i] == '\t' || (c[i] == '%' && i + 1 < end))
            return FALSE;
        commas += c[i] == ',';
    }
    return end < n ? commas == 0 : c[n - 1] != ',' && c[n - 1] != 0x3001;
}

/* Whether a line is nothing but the rest of a wrapped heading: "情况说明", "况说明", "的总体说明". */
static gboolean
is_heading_rest(const MzTextLine *line)
{
    guint end = mz_line_end(line);
    return !line->tabs && end - line->first <= 10 && mz_word_ends(line->c, end, line->first, U"说明") &&
           mz_ordinal_at(line->c, line->n, line->first).level == 0;
}

/* Whether an ordinal-led line can be a heading whose end is the next line: "…情况" is one by itself, but not before
 * "的总体说明". */
static gboolean
is_heading_begun(const MzTextLine *line, const MzTextLine *next)
{
    MzOrdinal ordinal = mz_ordinal_at(line->c, line->n, line->first);
    return is_heading_rest(next) && ordinal.level > 0 && ordinal.level <= 4 &&
           is_title(line->c, line->n, ordinal.end, ordinal.level) &&
           (!ends_like_heading(line->c, mz_line_end(line), ordinal.end) ||
            mz_word_at(next->c, next->n, next->first, U"的"));
}

/* Whether an ordinal-led line is a heading by itself. */
static gboolean
is_heading_line(Outline *outline, guint index, const MzTextLine *next)
{
    const MzTextLine *line = &outline->text->lines[index];
    MzOrdinal ordinal = ordinal_of(outline, index);
    if (ordinal.level == 0 || ordinal.level > 4 || !is_title(line->c, line->n, ordinal.end, ordinal.level))
        return FALSE;
    guint end = mz_line_end(line);
    gboolean goes_on =
        next != NULL && (mz_word_at(next->c, next->n, next->first, U"的") ||
                         mz_word_at(next->c, next->n, next->first, U"说明") || is_heading_begun(line, next));
    if (goes_on)
        return FALSE;
    if (outline->wrap == 0)
        return TRUE;
    return ends_like_heading(line->c, end, ordinal.end) || mz_line_width(outline->text, index) + 12 < outline->wrap;
}

/* Joins the lines of the open paragraph (as MzJoin in parse/lines.h says). Adds to `*n` how many characters they have.
 */
static char *
join(const Outline *outline, guint *n)
{
    gsize room = 1;
    for (guint i = 0; i < outline->open->len; i++)
        room += outline->text->source->lines[g_array_index(outline->open, guint, i)].length + 1;
    char *text = mz_arena_alloc(outline->report->arena, room);
    char *to = text;
    gunichar before = 0;
    for (guint i = 0; i < outline->open->len; i++) {
        guint index = g_array_index(outline->open, guint, i);
        const MzTextLine *line = &outline->text->lines[index];
        if (before != 0 && mz_join_needs_blank(before, line->c[line->first]))
            *to++ = ' ';
        *n += mz_line_end(line) - line->first;
        const char *from;
        const char *end;
        mz_line_bytes(outline->text, index, &from, &end);
        memcpy(to, from, (gsize)(end - from));
        to += end - from;
        before = line->c[mz_line_end(line) - 1];
    }
    *to = '\0';
    return text;
}

/* A text without blanks. */
static char *
squeezed(const Outline *outline, const gunichar *c, guint start, guint end)
{
    const MzTextLine line = {.c = c, .n = end};
    return mz_text_compact(&line, start, end, outline->report->arena);
}

static void
add_section(Outline *outline, const gunichar *c, const gunichar *printed, guint n, MzOrdinal ordinal, MzLineRange lines)
{
    while (n > ordinal.end && (c[n - 1] == ' ' || c[n - 1] == ':' || c[n - 1] == 0x3002 || c[n - 1] == '\t'))
        n--;
    guint ordinal_end = ordinal.digits;
    if (ordinal.level == 2 || ordinal.level == 4)
        ordinal_end--; /* without its 、 or . */
    MzSection section = {.level = ordinal.level, .line = lines.first, .last_line = lines.last};
    section.ordinal = squeezed(outline, printed, ordinal.start, ordinal_end);
    section.title = squeezed(outline, printed, ordinal.end, n);
    g_array_append_val(outline->sections, section);
    outline->body = TRUE;
}

/* A heading that the text from line `first` to line `last`, of `n_printed` characters, is; FALSE: it is none. */
static gboolean
add_heading(Outline *outline, const char *text, guint n_printed, guint first, guint last)
{
    gunichar printed[LONGEST_HEADING], c[LONGEST_HEADING];
    guint n = 0;
    const MzTextLine *line = &outline->text->lines[first];
    const MzLineRange lines = {first + 1, last + 1};
    MzOrdinal ordinal = ordinal_of(outline, first);
    if (ordinal.level == 0 || n_printed > ordinal.end - line->first + LONGEST_TITLE || strlen(text) > LONGEST_HEADING)
        return FALSE;                      /* a paragraph, as most are that have an ordinal */
    if (first == last && !line->altered) { /* nearly always: then the line is folded as a heading is */
        gboolean is_heading = ordinal.level <= 4 && is_title(line->c, line->end, ordinal.end, ordinal.level);
        if (is_heading)
            add_section(outline, line->c, line->c, line->end, ordinal, lines);
        return is_heading;
    }
    for (; *text != '\0'; n++) {
        printed[n] = mz_char_next(&text);
        c[n] = printed[n] >= 0x4E00 && printed[n] <= 0x9FFF ? printed[n] : mz_fold_char(printed[n]);
    }
    ordinal = mz_ordinal_at(c, n, 0);
    if (ordinal.level == 0 || ordinal.level > 4 || !is_title(c, n, ordinal.end, ordinal.level))
        return FALSE;
    add_section(outline, c, printed, n, ordinal, lines);
    return TRUE;
}

/* Ends the open paragraph: it becomes a heading or is kept under the last one. */
static void
close_paragraph(Outline *outline)
{
    GArray *open = outline->open;
    if (open->len == 0)
        return;
    guint first = g_array_index(open, guint, 0);
    guint last = g_array_index(open, guint, open->len - 1);
    guint n = 0;
    char *text = join(outline, &n);
    g_array_set_size(open, 0);
    if (add_heading(outline, text, n, first, last))
        return;
    Paragraph paragraph = {.text = text, .line = first + 1, .section = outline->sections->len};
    if (outline->sections->len > 0)
        g_array_index(outline->sections, MzSection, outline->sections->len - 1).last_line = last + 1;
    g_array_append_val(outline->paragraphs, paragraph);
}

static const MzTextLine *
next_line(const Outline *outline, guint index, guint *found)
{
    for (guint i = index + 1; i < outline->text->n_lines && i < index + 12; i++) {
        if (mz_line_is_skipped(outline->text, i))
            continue;
        *found = i;
        return &outline->text->lines[i];
    }
    return NULL;
}

/* "280.97 万元": an amount with decimals and its unit. */
static gboolean
begins_with_amount(const MzTextLine *line)
{
    guint i = line->first, points = 0;
    for (; i < line->n && ((line->c[i] >= '0' && line->c[i] <= '9') || line->c[i] == '.' || line->c[i] == ','); i++)
        points += line->c[i] == '.';
    while (i < line->n && line->c[i] == ' ')
        i++;
    return points == 1 && (mz_word_at(line->c, line->n, i, U"万元") || mz_word_at(line->c, line->n, i, U"元"));
}

/* "和…", "的…", but no word that begins so: no sentence begins like this. */
static gboolean
begins_with_conjunction(const MzTextLine *line)
{
    static const char32_t *const conjunctions[] = {U"和", U"与", U"及", U"或", U"的"};
    static const char32_t *const words[] = {U"和谐", U"和平", U"与会", U"与时俱进", U"及时", U"或者"};
    gboolean begins = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(conjunctions); i++)
        begins = begins || mz_word_at(line->c, line->n, line->first, conjunctions[i]);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        begins = begins && !mz_word_at(line->c, line->n, line->first, words[i]);
    return begins;
}

/* Whether a line that is not full is none the less broken inside its sentence, where the next one cannot begin any. */
static gboolean
breaks_off(const Outline *outline, guint before, guint index)
{
    const MzTextLine *next = &outline->text->lines[index];
    return !is_sentence_end(last_char(&outline->text->lines[before])) &&
           mz_line_width(outline->text, before) * 2 >= outline->wrap &&
           (begins_with_amount(next) || begins_with_conjunction(next));
}

/* Columns that the beginning of a line takes where it cannot be broken beyond those of one Chinese character: a number
 * stays in one piece, brackets and marks stay with what they enclose and follow ("21.74%，", "（项）："). */
static guint
unbroken_more(const MzTextLine *line)
{
    static const char marks[] = "%,.;:)";
    guint i = line->first, columns = 0, most = line->n;
    if (i < most && line->c[i] == '(') {
        columns += 2;
        i++;
    }
    guint number = i;
    while (i < most && line->c[i] < 0x80 && (g_ascii_isalnum((char)line->c[i]) || line->c[i] == '.'))
        i++;
    columns += i - number;
    if (i == number && i < most) {
        columns += 2;
        i++;
    }
    for (; i < most && line->c[i] < 0x80 && strchr(marks, (int)line->c[i]) != NULL && line->c[i] != 0; i++)
        columns += line->c[i] == '%' ? 1 : 2;
    return columns > 2 ? MIN(columns, 16) - 2 : 0;
}

/* Where lines are wrapped: does the paragraph of the full line `before` go on? A line is full, too, where the beginning
 * of the next one had no room on it. */
static gboolean
wrapped_goes_on(const Outline *outline, guint before, guint index)
{
    guint width = mz_line_width(outline->text, before);
    gboolean inside = !is_sentence_end(last_char(&outline->text->lines[before]));
    if (width + 10 + (inside ? unbroken_more(&outline->text->lines[index]) : 0) < outline->wrap)
        return breaks_off(outline, before, index);
    gunichar last = last_char(&outline->text->lines[before]);
    if (last == 0x3002) /* a first line is indented, so a line this long goes on */
        return mz_line_width(outline->text, index) + 1 >= outline->wrap;
    return TRUE;
}

/* A table of the annexes begins. */
static gboolean
is_annex_title(const MzTextLine *line)
{
    return line->n - line->first <= 40 && (mz_word_ends(line->c, line->n, line->first, U"自评表") ||
                                           mz_word_ends(line->c, line->n, line->first, U"目标表"));
}

static gboolean
goes_on(Outline *outline, guint index)
{
    if (outline->open->len == 0)
        return FALSE;
    guint last = g_array_index(outline->open, guint, outline->open->len - 1);
    const MzTextLine *before = &outline->text->lines[last];
    const MzTextLine *line = &outline->text->lines[index];
    if (line->tabs || before->tabs)
        return FALSE;
    if (begins_with_punctuation(line))
        return TRUE;
    if (ordinal_of(outline, index).level > 0 || mz_word_at(line->c, line->n, line->first, U"注:") ||
        is_annex_title(line))
        return FALSE;
    if (outline->open->len == 1 && is_heading_begun(before, line))
        return TRUE;
    if (outline->wrap > 0)
        return wrapped_goes_on(outline, last, index);
    return !is_sentence_end(last_char(before)) && mz_line_end(before) - before->first >= 20;
}

/* "第三部分 …": its title may take the next line. */
static guint
add_part(Outline *outline, guint index)
{
    close_paragraph(outline);
    const MzTextLine *line = &outline->text->lines[index];
    g_array_append_val(outline->open, index);
    guint end = mz_line_end(line);
    guint found = index;
    const MzTextLine *next = next_line(outline, index, &found);
    MzOrdinal part = ordinal_of(outline, index);
    gboolean complete = end > part.end && ends_like_heading(line->c, end, part.end);
    guint next_length = next == NULL ? 0 : mz_line_end(next) - next->first;
    if (next != NULL && !complete && !next->tabs && next_length <= 30 &&
        mz_ordinal_at(next->c, next->n, next->first).level == 0 && !is_sentence_end(last_char(next)) &&
        (part.end >= end || ends_like_heading(next->c, next->n, next->first)))
        g_array_append_val(outline->open, found);
    else
        found = index;
    close_paragraph(outline);
    return found;
}

static void
add_line(Outline *outline, guint index)
{
    if (!goes_on(outline, index))
        close_paragraph(outline);
    gboolean first = outline->open->len == 0;
    g_array_append_val(outline->open, index);
    guint found;
    if (first && is_heading_line(outline, index, next_line(outline, index, &found)))
        close_paragraph(outline);
}

/* The cover: its title, and the date below it. */
static void
add_cover(Outline *outline, guint index)
{
    const MzTextLine *line = &outline->text->lines[index];
    char date[11];
    if (mz_date_at(line->c, line->n, line->first, date)) {
        if (outline->report->published == NULL)
            outline->report->published = mz_arena_strdup(outline->report->arena, date);
        return;
    }
    if (line->tabs || mz_word_at(line->c, line->n, line->first, U"附件") || outline->cover->len > 300)
        return;
    g_string_append(outline->cover, squeezed(outline, line->c, line->first, line->n));
}

/* Display columns of a full line, where most lines are full; else 0. */
static guint
wrap_width(const MzText *text)
{
    guint counts[256] = {0};
    guint total = 0;
    for (guint i = 0; i < text->n_lines; i++) {
        const MzTextLine *line = &text->lines[i];
        if (mz_line_is_blank(line) || line->tabs || line->n - line->first > 120)
            continue;
        guint width = mz_line_width(text, i);
        guint letters = mz_line_end(line) - line->first;
        if (width < 20 || width * 5 < letters * 8)
            continue; /* short, or mostly digits: a line of a table */
        counts[MIN(width, 255)]++;
        total++;
    }
    guint best = 0;
    guint best_count = 0;
    guint count = 0; /* of lines nearly as wide as w: figures make a full line narrower */
    for (guint w = 20; w < 160; w++) {
        count += counts[w] - (w >= 28 ? counts[w - 8] : 0);
        if (w >= 30 && count > best_count) {
            best = w;
            best_count = count;
        }
    }
    return best_count * 100 >= total * 30 && best_count >= 8 ? best : 0;
}

/* Whether a line belongs to a standard table. */
static gboolean
in_table(Outline *outline, guint line)
{
    while (outline->table < outline->n_tables && outline->tables[outline->table].last < line)
        outline->table++;
    return outline->table < outline->n_tables && outline->tables[outline->table].first <= line;
}

static gboolean
inside_paragraph(const Outline *outline)
{
    if (outline->open->len == 0)
        return FALSE;
    guint last = g_array_index(outline->open, guint, outline->open->len - 1);
    const MzTextLine *before = &outline->text->lines[last];
    if (before->tabs || is_sentence_end(last_char(before)))
        return FALSE;
    guint width = mz_line_width(outline->text, last);
    return outline->wrap > 0 ? width + 10 >= outline->wrap : width >= 40;
}

static void
scan(Outline *outline)
{
    const MzText *text = outline->text;
    for (guint i = 0; i < text->n_lines; i++) {
        const MzTextLine *line = &text->lines[i];
        if (in_table(outline, i + 1)) {
            close_paragraph(outline);
            outline->body = TRUE;
            i = outline->tables[outline->table].last - 1;
            continue;
        }
        if (i < outline->contents_end || mz_line_is_blank(line) || mz_line_is_caption(line) ||
            mz_line_is_page_number(text, i, inside_paragraph(outline)))
            continue;
        if (!outline->body && outline->contents_end == 0 && mz_contents_begin(line)) {
            outline->contents_end = mz_contents_end(text, i);
            mz_parse_contents(outline->report, text, i + 1, outline->contents_end);
            outline->body = TRUE;
            continue;
        }
        MzOrdinal ordinal = ordinal_of(outline, i);
        if (ordinal.level == 1)
            i = add_part(outline, i);
        else if (!outline->body && ordinal.level == 0)
            add_cover(outline, i);
        else
            add_line(outline, i);
    }
    close_paragraph(outline);
}

/* The date at the very end of a report that has no cover. */
static void
find_published(MzReport *report, const MzText *text)
{
    char date[11];
    guint seen = 0;
    for (guint i = text->n_lines; i-- > 0 && seen < 5 && report->published == NULL;) {
        const MzTextLine *line = &text->lines[i];
        if (mz_line_is_blank(line))
            continue;
        seen++;
        if (mz_date_at(line->c, line->n, line->first, date))
            report->published = mz_arena_strdup(report->arena, date);
    }
}

/* Hands the paragraphs to their sections. */
static void
lay_out(Outline *outline)
{
    MzReport *report = outline->report;
    guint n = outline->sections->len;
    report->n_sections = n;
    report->sections = mz_arena_new0(report->arena, MzSection, n);
    if (n > 0)
        memcpy(report->sections, outline->sections->data, n * sizeof(MzSection));
    guint next = 0;
    GArray *paragraphs = outline->paragraphs;
    for (guint i = 0; i < n; i++) {
        while (next < paragraphs->len && g_array_index(paragraphs, Paragraph, next).section < i + 1)
            next++;
        guint end = next;
        while (end < paragraphs->len && g_array_index(paragraphs, Paragraph, end).section == i + 1)
            end++;
        MzSection *section = &report->sections[i];
        section->n_paragraphs = end - next;
        section->paragraphs = mz_arena_alloc(report->arena, (end - next) * sizeof(char *));
        section->paragraph_lines = mz_arena_new0(report->arena, guint32, end - next);
        for (guint k = next; k < end; k++) {
            section->paragraphs[k - next] = g_array_index(paragraphs, Paragraph, k).text;
            section->paragraph_lines[k - next] = g_array_index(paragraphs, Paragraph, k).line;
        }
        next = end;
    }
}

/* Where the next item begins that shares a line with others: "…(项)16. …". */
static const char *
next_item(const char *text)
{
    static const char *const marks[] = {"（项）", "(项)"};
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        const char *mark = strstr(text, marks[i]);
        if (mark != NULL && g_ascii_isdigit(mark[strlen(marks[i])]))
            return mark + strlen(marks[i]);
    }
    return NULL;
}

/* The name before the colon ("：", ":") behind an ordinal, in `length` bytes; FALSE: they explain no term. `items`: in
 * a list of items (科目), where a name may stand alone. */
static gboolean
read_term(MzArena *arena, const char *paragraph, gsize length, gboolean items, MzTerm *term)
{
    gunichar c[96];
    guint n = 0;
    const char *at = paragraph;
    const char *end = paragraph + length;
    while (at < end && n < G_N_ELEMENTS(c)) {
        const char *behind = at;
        c[n] = mz_fold_char(mz_char_next(&behind));
        if (c[n] == ':')
            break;
        at = behind;
        n++;
    }
    MzOrdinal ordinal = mz_ordinal_at(c, n, 0);
    gboolean item = (items && ordinal.level == 4) || mz_word_ends(c, n, 0, U"(项)");
    if (n == G_N_ELEMENTS(c) || ordinal.level == 0 || ordinal.end >= n || (at >= end && !item))
        return FALSE;
    for (guint i = ordinal.end; i < n; i++) {
        if (c[i] == 0x3002 || c[i] == ';')
            return FALSE;
    }
    const MzTextLine line = {.c = c, .n = n};
    term->term = mz_text_compact(&line, ordinal.end, n, arena);
    at = at < end ? g_utf8_next_char(at) : end;
    while (at < end && *at == ' ')
        at++;
    term->text = mz_arena_strndup(arena, at, (gsize)(end - at));
    return TRUE;
}

static void
read_terms(MzReport *report, GArray *terms, const MzSection *section, guint index)
{
    gboolean items = strstr(section->title, "分类科目") != NULL;
    for (const char *paragraph = section->paragraphs[index]; paragraph != NULL;) {
        const char *next = next_item(paragraph);
        gsize length = next == NULL ? strlen(paragraph) : (gsize)(next - paragraph);
        MzTerm term = {.line = section->paragraph_lines[index]};
        if (read_term(report->arena, paragraph, length, items, &term))
            g_array_append_val(terms, term);
        paragraph = next;
    }
}

static void
collect_glossary(MzReport *report)
{
    GArray *terms = g_array_new(FALSE, FALSE, sizeof(MzTerm));
    gboolean inside = FALSE;
    for (guint i = 0; i < report->n_sections; i++) {
        const MzSection *section = &report->sections[i];
        if (strstr(section->title, "名词解释") != NULL)
            inside = TRUE;
        else if (section->level == 1)
            inside = FALSE;
        for (guint k = 0; inside && k < section->n_paragraphs; k++)
            read_terms(report, terms, section, k);
    }
    report->n_glossary = terms->len;
    report->glossary = mz_arena_memdup(report->arena, terms->data, terms->len * sizeof(MzTerm));
    g_array_free(terms, TRUE);
}

/* The cover's title; without a cover that of the first part. */
static void
set_title(Outline *outline)
{
    MzReport *report = outline->report;
    if (strstr(outline->cover->str, "决算") != NULL || strstr(outline->cover->str, "预算") != NULL)
        report->title = mz_arena_strdup(report->arena, outline->cover->str);
    else if (report->n_sections > 0 && report->sections[0].level == 1)
        report->title = report->sections[0].title;
}

void
mz_parse_outline(MzReport *report, const MzText *text, const MzLineRange *tables, guint n_tables)
{
    Outline outline = {.report = report, .text = text, .tables = tables, .n_tables = n_tables};
    outline.wrap = wrap_width(text);
    outline.sections = g_array_sized_new(FALSE, FALSE, sizeof(MzSection), 64);
    outline.paragraphs = g_array_sized_new(FALSE, FALSE, sizeof(Paragraph), 64);
    outline.open = g_array_new(FALSE, FALSE, sizeof(guint));
    outline.cover = g_string_new(NULL);
    scan(&outline);
    lay_out(&outline);
    set_title(&outline);
    find_published(report, text);
    collect_glossary(report);
    g_string_free(outline.cover, TRUE);
    g_array_free(outline.open, TRUE);
    g_array_free(outline.paragraphs, TRUE);
    g_array_free(outline.sections, TRUE);
}
