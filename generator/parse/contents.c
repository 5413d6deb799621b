#include "parse/contents.h"

#include "parse/lines.h"

#include <string.h>

gboolean
mz_contents_begin(const MzTextLine *line)
{
    guint words = 0;
    for (guint i = line->first; i < line->n && words < 3; i++) {
        if (line->c[i] == ' ')
            continue;
        if (line->c[i] != (words == 0 ? 0x76EE : 0x5F55)) /* 目 录 */
            return FALSE;
        words++;
    }
    return words == 2;
}

guint
mz_contents_end(const MzText *text, guint start)
{
    gboolean seen = FALSE;
    guint n_entries = start + 1;
    gboolean entries = TRUE;
    for (guint i = start + 1; i < text->n_lines && i < start + 1000; i++) {
        const MzTextLine *line = &text->lines[i];
        if (mz_line_is_blank(line))
            continue;
        if (mz_word_at(line->c, line->n, line->first, U"第一部分")) {
            if (seen)
                return i;
            seen = TRUE;
        }
        guint at = line->first;
        while (at < line->n && (line->c[at] == '-' || line->c[at] == ' '))
            at++;
        gunichar last = line->c[mz_line_end(line) - 1];
        if (mz_ordinal_at(line->c, line->n, at).level == 0 && !(last >= '0' && last <= '9'))
            entries = FALSE;
        if (entries)
            n_entries = i + 1;
    }
    return n_entries;
}

/* Where the title of an entry ends that goes from `at` to `end`: before the page and what leads to it ("……", "\t").
 * `*page` is 0 where there is none. */
static guint
title_end(const gunichar *c, guint at, guint end, guint32 *page)
{
    guint digits = end;
    while (digits > at && c[digits - 1] >= '0' && c[digits - 1] <= '9')
        digits--;
    guint stop = digits;
    while (stop > at && (c[stop - 1] == ' ' || c[stop - 1] == '\t' || c[stop - 1] == '.' || c[stop - 1] == 0x2026 ||
                         c[stop - 1] == 0x00B7))
        stop--;
    *page = 0;
    if (digits == end || end - digits > 3 || (stop == digits && digits > at))
        return end;
    for (guint i = digits; i < end; i++)
        *page = *page * 10 + (c[i] - '0');
    return stop;
}

static void
read_line(MzReport *report, const MzText *text, guint index, GArray *entries)
{
    const MzTextLine *line = &text->lines[index];
    guint at = line->first, end = mz_line_end(line);
    while (at < end && (line->c[at] == '-' || line->c[at] == ' ' || line->c[at] == '\t'))
        at++;
    MzOrdinal ordinal = mz_ordinal_at(line->c, end, at);
    MzContentsEntry entry = {.level = ordinal.level, .line = index + 1};
    guint stop = title_end(line->c, ordinal.level > 0 ? ordinal.end : at, end, &entry.page);
    g_autofree gunichar *raw = g_utf8_to_ucs4_fast(text->source->lines[index].text, -1, NULL);
    const MzTextLine printed = {.c = raw, .n = line->n};
    if (ordinal.level > 0) {
        guint mark = ordinal.level == 2 || ordinal.level == 4 ? 1 : 0; /* without its 、 or . */
        entry.ordinal = mz_text_compact(&printed, ordinal.start, ordinal.digits - mark, report->arena);
        entry.title = mz_text_compact(&printed, ordinal.end, stop, report->arena);
        g_array_append_val(entries, entry);
    } else if (entries->len > 0) { /* the rest of a long title */
        MzContentsEntry *last = &g_array_index(entries, MzContentsEntry, entries->len - 1);
        char *rest = mz_text_compact(&printed, at, stop, report->arena);
        last->title = mz_arena_printf(report->arena, "%s%s", last->title, rest);
        last->page = entry.page != 0 ? entry.page : last->page;
    }
}

void
mz_parse_contents(MzReport *report, const MzText *text, guint first, guint end)
{
    GArray *entries = g_array_new(FALSE, FALSE, sizeof(MzContentsEntry));
    for (guint i = first; i < end; i++) {
        if (!mz_line_is_blank(&text->lines[i]))
            read_line(report, text, i, entries);
    }
    report->n_contents = entries->len;
    report->contents = mz_arena_memdup(report->arena, entries->data, entries->len * sizeof(MzContentsEntry));
    g_array_free(entries, TRUE);
}
