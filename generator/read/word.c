#include "read/word.h"

#include "base/error.h"

enum { MOST_SPAN = 256, MOST_CELLS = 1024 };

/* Elements whose text is not shown, or shown a second time. */
static gboolean
is_hidden(const xmlNode *node)
{
    return mz_xml_is(node, "del") || mz_xml_is(node, "Fallback") || mz_xml_is(node, "instrText") ||
           mz_xml_is(node, "delText") || mz_xml_is(node, "rPr") || mz_xml_is(node, "pPr");
}

/* The text of a paragraph or run with all it holds. Paragraphs inside (a cell's, a text box's) are parted by line ends.
 * Recursion goes as deep as the XML, which libxml2 limits. */
static void
gather(const xmlNode *node, GString *text)
{
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || is_hidden(child))
            continue;
        if (mz_xml_is(child, "t")) {
            xmlChar *words = xmlNodeGetContent(child);
            g_string_append(text, words == NULL ? "" : (const char *)words);
            xmlFree(words);
        } else if (mz_xml_is(child, "tab")) {
            g_string_append_c(text, '\t');
        } else if (mz_xml_is(child, "br") || mz_xml_is(child, "cr")) {
            g_string_append_c(text, '\n');
        } else if (mz_xml_is(child, "noBreakHyphen")) {
            g_string_append_c(text, '-');
        } else {
            if (mz_xml_is(child, "p") && text->len > 0)
                g_string_append_c(text, '\n');
            gather(child, text);
        }
    }
}

static void
put_paragraph(const xmlNode *paragraph, MzBuilder *builder)
{
    g_autoptr(GString) text = g_string_new(NULL);
    gather(paragraph, text);
    g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        if (**line == '\0')
            continue;
        mz_builder_text(builder, *line);
        mz_builder_end_line(builder, 0, FALSE);
    }
}

/* The lines of a wrapped cell are one text. */
static char *
cell_text(const xmlNode *cell)
{
    GString *text = g_string_new(NULL);
    gather(cell, text);
    for (gsize i = 0; i < text->len;) {
        if (text->str[i] == '\n')
            g_string_erase(text, (gssize)i, 1);
        else
            i++;
    }
    return g_string_free(text, FALSE);
}

static void
put_row(const xmlNode *row, MzBuilder *builder)
{
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    const xmlNode *before = mz_xml_child(mz_xml_child(row, "trPr"), "gridBefore");
    for (int i = before == NULL ? 0 : MIN(mz_xml_number(before, "val", 0), MOST_SPAN); i > 0; i--)
        g_ptr_array_add(cells, NULL);
    for (xmlNode *cell = row->children; cell != NULL; cell = cell->next) {
        const xmlNode *at = mz_xml_is(cell, "sdt") ? mz_xml_child(mz_xml_child(cell, "sdtContent"), "tc") : cell;
        if (at == NULL || !mz_xml_is(at, "tc") || cells->len > MOST_CELLS)
            continue;
        const xmlNode *properties = mz_xml_child(at, "tcPr");
        const xmlNode *span = mz_xml_child(properties, "gridSpan");
        const xmlNode *merge = mz_xml_child(properties, "vMerge");
        char *kind = merge == NULL ? NULL : mz_xml_attribute(merge, "val");
        gboolean goes_on = merge != NULL && (kind == NULL || g_strcmp0(kind, "restart") != 0);
        xmlFree(kind);
        g_ptr_array_add(cells, goes_on ? NULL : cell_text(at));
        for (int i = span == NULL ? 1 : MIN(mz_xml_number(span, "val", 1), MOST_SPAN); i > 1; i--)
            g_ptr_array_add(cells, NULL);
    }
    mz_cells_put(builder, (char *const *)cells->pdata, cells->len, TRUE);
}

/* Paragraphs and tables of a body, also those in content controls. */
static void
put_body(const xmlNode *body, MzBuilder *builder)
{
    for (const xmlNode *node = body->children; node != NULL; node = node->next) {
        if (mz_xml_is(node, "p"))
            put_paragraph(node, builder);
        else if (mz_xml_is(node, "tbl") || mz_xml_is(node, "sdt") || mz_xml_is(node, "sdtContent") ||
                 mz_xml_is(node, "ins") || mz_xml_is(node, "customXml") || mz_xml_is(node, "smartTag"))
            put_body(node, builder);
        else if (mz_xml_is(node, "tr"))
            put_row(node, builder);
    }
}

MzSource *
mz_word_read(const MzPackage *package, const char *name, GError **error)
{
    xmlDoc *doc = mz_package_xml(package, "word/document.xml", error);
    if (doc == NULL)
        return NULL;
    MzBuilder *builder = mz_builder_new(name, "DOCX", FALSE);
    const xmlNode *body = mz_xml_child(xmlDocGetRootElement(doc), "body");
    if (body != NULL)
        put_body(body, builder);
    xmlFreeDoc(doc);
    return mz_builder_finish(builder, error);
}
