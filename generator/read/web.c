#include "read/web.h"

#include <gumbo.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "read/package.h"

enum { MOST_COLUMNS = 512, MOST_DEPTH = 400, MOST_ROWS = 20000 };

typedef struct {
    MzBuilder *builder;
    GString *line; /* the paragraph being gathered */
} Page;

gboolean
mz_web_is(const char *bytes, gsize length)
{
    static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<div"};
    gsize at = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < length && g_ascii_isspace(bytes[at]))
        at++;
    for (guint i = 0; i < G_N_ELEMENTS(starts); i++) {
        if (length - at >= strlen(starts[i]) && g_ascii_strncasecmp(bytes + at, starts[i], strlen(starts[i])) == 0)
            return TRUE;
    }
    return FALSE;
}

/* ---- elements */

static gboolean
is_element(const GumboNode *node, GumboTag tag)
{
    return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag;
}

static gboolean
is_skipped(const GumboNode *node)
{
    static const GumboTag skipped[] = {GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,    GUMBO_TAG_HEAD,
                                       GUMBO_TAG_TEMPLATE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_SELECT};
    if (node->type != GUMBO_NODE_ELEMENT)
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(skipped); i++) {
        if (node->v.element.tag == skipped[i])
            return TRUE;
    }
    const GumboAttribute *style = gumbo_get_attribute(&node->v.element.attributes, "style");
    gboolean invisible = style != NULL && (strstr(style->value, "display:none") != NULL ||
                                           strstr(style->value, "display: none") != NULL);
    return invisible || gumbo_get_attribute(&node->v.element.attributes, "hidden") != NULL;
}

static gboolean
is_block(const GumboNode *node)
{
    static const GumboTag inline_tags[] = {
        GUMBO_TAG_SPAN, GUMBO_TAG_A,   GUMBO_TAG_B,    GUMBO_TAG_I,   GUMBO_TAG_U,      GUMBO_TAG_EM, GUMBO_TAG_STRONG,
        GUMBO_TAG_FONT, GUMBO_TAG_SUB, GUMBO_TAG_SUP,  GUMBO_TAG_IMG, GUMBO_TAG_INS,    GUMBO_TAG_S,  GUMBO_TAG_SMALL,
        GUMBO_TAG_MARK, GUMBO_TAG_BIG, GUMBO_TAG_TIME, GUMBO_TAG_WBR, GUMBO_TAG_UNKNOWN};
    for (guint i = 0; i < G_N_ELEMENTS(inline_tags); i++) {
        if (is_element(node, inline_tags[i]))
            return FALSE;
    }
    return node->type == GUMBO_NODE_ELEMENT;
}

static const GumboVector *
children_of(const GumboNode *node)
{
    static const GumboVector none = {NULL, 0, 0};
    return node->type == GUMBO_NODE_ELEMENT ? &node->v.element.children : &none;
}

/* Whether the line ends of a text are meant: it stands in a <pre>. */
static gboolean
is_preformatted(const GumboNode *text)
{
    for (const GumboNode *node = text->parent; node != NULL; node = node->parent) {
        if (is_element(node, GUMBO_TAG_PRE))
            return TRUE;
    }
    return FALSE;
}

static void
gather_words(const GumboNode *node, GString *text)
{
    gboolean kept = is_preformatted(node);
    for (const char *p = node->v.text.text; *p != '\0'; p++) {
        gboolean space = *p == '\n' || *p == '\r' || *p == '\t';
        g_string_append_c(text, space && !kept ? ' ' : *p);
    }
}

/* The words of a node with all it holds; blocks inside are parted by a line end. */
static void
gather(const GumboNode *node, GString *text, guint depth)
{
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA) {
        gather_words(node, text);
        return;
    }
    if (is_skipped(node) || depth > MOST_DEPTH)
        return;
    gboolean parted = is_block(node) && text->len > 0;
    if (parted || is_element(node, GUMBO_TAG_BR))
        g_string_append_c(text, '\n');
    const GumboVector *children = children_of(node);
    for (guint i = 0; i < children->length; i++)
        gather(children->data[i], text, depth + 1);
    if (parted)
        g_string_append_c(text, '\n');
}

static gboolean
holds_table(const GumboNode *node, guint depth)
{
    const GumboVector *children = children_of(node);
    for (guint i = 0; i < children->length && depth < MOST_DEPTH; i++) {
        if (is_element(children->data[i], GUMBO_TAG_TABLE) || holds_table(children->data[i], depth + 1))
            return TRUE;
    }
    return FALSE;
}

/* ---- tables */

static guint
span_of(const GumboNode *cell, const char *name, guint most)
{
    const GumboAttribute *attribute = gumbo_get_attribute(&cell->v.element.attributes, name);
    int span = attribute == NULL ? 1 : atoi(attribute->value);
    return (guint)CLAMP(span, 1, (int)most);
}

/* The words of a cell in one line: lines of a wrapped Chinese name belong together. */
static char *
cell_text(const GumboNode *cell)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const GumboVector *children = children_of(cell);
    for (guint i = 0; i < children->length; i++)
        gather(children->data[i], text, 0);
    GString *out = g_string_new(NULL);
    for (const char *p = text->str; *p != '\0'; p++) {
        if (*p != '\n')
            g_string_append_c(out, *p == '\t' ? ' ' : *p);
    }
    return g_string_free(out, FALSE);
}

static void
put_row(Page *page, const GumboNode *row, guint *occupied)
{
    char *cells[MOST_COLUMNS] = {NULL};
    guint column = 0;
    const GumboVector *children = children_of(row);
    for (guint i = 0; i < children->length; i++) {
        const GumboNode *cell = children->data[i];
        if (!is_element(cell, GUMBO_TAG_TD) && !is_element(cell, GUMBO_TAG_TH))
            continue;
        while (column < MOST_COLUMNS && occupied[column] > 0)
            column++;
        if (column == MOST_COLUMNS)
            break;
        guint rows = span_of(cell, "rowspan", MOST_ROWS);
        cells[column] = cell_text(cell);
        for (guint c = span_of(cell, "colspan", MOST_COLUMNS); c > 0 && column < MOST_COLUMNS; c--)
            occupied[column++] = rows;
    }
    guint n = 0;
    for (guint c = 0; c < MOST_COLUMNS; c++) {
        n = occupied[c] > 0 ? c + 1 : n;
        occupied[c] -= occupied[c] > 0;
    }
    mz_cells_put(page->builder, cells, n, TRUE);
    for (guint c = 0; c < MOST_COLUMNS; c++)
        g_free(cells[c]);
}

static void
put_rows(Page *page, const GumboNode *node, guint *occupied)
{
    const GumboVector *children = children_of(node);
    for (guint i = 0; i < children->length; i++) {
        const GumboNode *child = children->data[i];
        if (is_element(child, GUMBO_TAG_TR))
            put_row(page, child, occupied);
        else if (is_element(child, GUMBO_TAG_TBODY) || is_element(child, GUMBO_TAG_THEAD) ||
                 is_element(child, GUMBO_TAG_TFOOT))
            put_rows(page, child, occupied);
    }
}

/* ---- pages */

static void
end_line(Page *page)
{
    g_auto(GStrv) lines = g_strsplit(page->line->str, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_auto(GStrv) cells = g_strsplit(*line, "\t", MOST_COLUMNS); /* of a <pre>; elsewhere there are no tabs */
        mz_cells_put(page->builder, cells, g_strv_length(cells), FALSE);
    }
    g_string_truncate(page->line, 0);
}

static void
put_node(Page *page, const GumboNode *node, guint depth)
{
    if (is_skipped(node) || depth > MOST_DEPTH)
        return;
    gboolean block = is_block(node);
    if (block)
        end_line(page);
    if (is_element(node, GUMBO_TAG_TABLE) && !holds_table(node, 0)) {
        guint occupied[MOST_COLUMNS] = {0};
        const GumboVector *children = children_of(node);
        for (guint i = 0; i < children->length; i++) {
            if (is_element(children->data[i], GUMBO_TAG_CAPTION))
                put_node(page, children->data[i], depth + 1);
        }
        put_rows(page, node, occupied);
        return;
    }
    if (node->type != GUMBO_NODE_ELEMENT) {
        gather(node, page->line, depth);
        return;
    }
    const GumboVector *children = children_of(node);
    for (guint i = 0; i < children->length; i++)
        put_node(page, children->data[i], depth + 1);
    if (block)
        end_line(page);
}

MzSource *
mz_web_from_bytes(const char *name, const char *bytes, gsize length, GError **error)
{
    g_autoptr(MzSource) text = mz_source_from_bytes(name, bytes, length, error);
    if (text == NULL)
        return NULL;
    g_autoptr(GString) html = g_string_new(NULL);
    for (guint i = 0; i < text->n_lines; i++) {
        g_string_append_len(html, text->lines[i].text, text->lines[i].length);
        g_string_append_c(html, '\n');
    }
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    GumboOutput *output = gumbo_parse_with_options(&options, html->str, html->len);
    Page page = {mz_builder_new(name, "HTML", FALSE), g_string_new(NULL)};
    put_node(&page, output->root, 0);
    end_line(&page);
    g_string_free(page.line, TRUE);
    gumbo_destroy_output(&options, output);
    return mz_builder_finish(page.builder, error);
}
