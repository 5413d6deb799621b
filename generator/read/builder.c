#include "read/builder.h"

#include <string.h>

#include "base/error.h"

struct MzBuilder {
    char *name;
    const char *encoding;
    gboolean paged;
    gboolean words; /* something else than blanks was added */
    gboolean full;
    GString *text;  /* all lines, each with its NUL */
    GArray *boxes;  /* of MzBox, one for each code point of the text; only when paged */
    GArray *lines;  /* of Line */
    GArray *pages;  /* of MzPrintedPage */
    guint32 n;      /* code points of the current line */
    gsize start;    /* byte where the current line begins */
    gboolean cells; /* the current line is a row of cells */
};

typedef struct {
    gsize start;
    guint32 length, first_box, page;
    gboolean running, cells;
} Line;

MzBuilder *
mz_builder_new(const char *name, const char *encoding, gboolean paged)
{
    MzBuilder *builder = g_new0(MzBuilder, 1);
    builder->name = g_strdup(name);
    builder->encoding = encoding;
    builder->paged = paged;
    builder->text = g_string_sized_new(32 * 1024);
    builder->boxes = g_array_new(FALSE, FALSE, sizeof(MzBox));
    builder->lines = g_array_new(FALSE, FALSE, sizeof(Line));
    builder->pages = g_array_new(FALSE, FALSE, sizeof(MzPrintedPage));
    return builder;
}

/* Control characters cannot be shown, surrogates are no characters. */
static gunichar
clean(gunichar c)
{
    gboolean control = (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
    return control || !g_unichar_validate(c) ? ' ' : c;
}

void
mz_builder_char(MzBuilder *builder, gunichar c, const MzBox *box)
{
    static const MzBox none = {0, 0, 0, 0};
    if (builder->text->len > MZ_SOURCE_LIMIT) {
        builder->full = TRUE;
        return;
    }
    c = clean(c);
    g_string_append_unichar(builder->text, c);
    builder->words = builder->words || (c != ' ' && c != '\t');
    builder->n++;
    if (builder->paged)
        g_array_append_val(builder->boxes, *(box == NULL ? &none : box));
}

void
mz_builder_text(MzBuilder *builder, const char *text)
{
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        mz_builder_char(builder, g_utf8_get_char(p), NULL);
}

void
mz_builder_end_line(MzBuilder *builder, guint32 page, gboolean running)
{
    Line line = {.start = builder->start,
                 .length = (guint32)(builder->text->len - builder->start),
                 .page = page,
                 .running = running,
                 .cells = builder->cells};
    line.first_box = builder->paged ? builder->boxes->len - builder->n : 0;
    g_array_append_val(builder->lines, line);
    g_string_append_c(builder->text, '\0');
    builder->start = builder->text->len;
    builder->n = 0;
    builder->cells = FALSE;
}

void
mz_builder_cells(MzBuilder *builder)
{
    builder->cells = TRUE;
}

void
mz_builder_page(MzBuilder *builder, MzPrintedPage page)
{
    g_array_append_val(builder->pages, page);
}

static void
copy_lines(const MzBuilder *builder, MzSource *source)
{
    guint n = builder->lines->len;
    char *text = mz_arena_alloc(source->arena, builder->text->len + MZ_LINE_SLACK);
    memcpy(text, builder->text->str, builder->text->len);
    memset(text + builder->text->len, 0, MZ_LINE_SLACK);
    const MzBox *boxes = builder->paged
                             ? mz_arena_memdup(source->arena, builder->boxes->data, builder->boxes->len * sizeof(MzBox))
                             : NULL;
    MzLine *lines = mz_arena_new0(source->arena, MzLine, n);
    MzLinePlace *places = builder->paged ? mz_arena_new0(source->arena, MzLinePlace, n) : NULL;
    guint32 page = 0;
    for (guint i = 0; i < n; i++) {
        const Line *line = &g_array_index(builder->lines, Line, i);
        lines[i] = (MzLine){text + line->start, line->length, i > 0 && line->page != page, line->cells};
        page = line->page;
        if (places != NULL)
            places[i] = (MzLinePlace){page, boxes + line->first_box, line->running};
    }
    source->lines = lines;
    source->places = places;
    source->n_lines = n;
    source->n_pages = builder->pages->len;
    if (source->n_pages > 0)
        source->pages = mz_arena_memdup(source->arena, builder->pages->data, source->n_pages * sizeof(MzPrintedPage));
}

MzSource *
mz_builder_finish(MzBuilder *builder, GError **error)
{
    if (builder->n > 0)
        mz_builder_end_line(builder, 0, FALSE);
    MzPlace place = {builder->name, 0, 0};
    MzSource *source = NULL;
    if (builder->full) {
        mz_error_set(error, MZ_ERROR_INPUT, &place,
                     mz_tr("文件中的文字超过 %u 字节的上限；请拆分，或检查是否选错了文件",
                           "its text is larger than the limit of %u bytes; split it, or check whether it is the right "
                           "one"),
                     MZ_SOURCE_LIMIT);
    } else if (!builder->words) {
        mz_error_set(error, MZ_ERROR_UNREAD, &place, "%s",
                     mz_tr("文件中没有文字；需要报告的全文", "there is no text in it; the full report is expected"));
    } else {
        MzArena *arena = mz_arena_new();
        source = mz_arena_new0(arena, MzSource, 1);
        source->arena = arena;
        source->name = mz_arena_strdup(arena, builder->name);
        source->encoding = builder->encoding;
        copy_lines(builder, source);
    }
    mz_builder_free(builder);
    return source;
}

void
mz_builder_free(MzBuilder *builder)
{
    if (builder == NULL)
        return;
    g_free(builder->name);
    g_string_free(builder->text, TRUE);
    g_array_unref(builder->boxes);
    g_array_unref(builder->lines);
    g_array_unref(builder->pages);
    g_free(builder);
}
