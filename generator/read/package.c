#include "read/package.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

struct MzPackage {
    char *name;
    GHashTable *files; /* path → GByteArray */
    gsize size;
};

/* ---- the archive */

static gboolean
wanted(const char *path)
{
    return path != NULL && (g_str_has_suffix(path, ".xml") || g_str_has_suffix(path, ".rels"));
}

static gboolean
refuse(const char *name, GError **error, const char *message)
{
    MzPlace place = {name, 0, 0};
    mz_error_set(error, MZ_ERROR_INPUT, &place, "%s", message);
    return FALSE;
}

static gboolean
refuse_size(const char *name, GError **error)
{
    return refuse(name, error,
                  mz_tr("解压后内容过大，不像一份报告；请检查文件",
                        "it unpacks to far more than a report can be; check the file"));
}

static gboolean
refuse_damaged(const char *name, GError **error)
{
    return refuse(name, error,
                  mz_tr("文件已损坏或加了密码，无法解开；请重新下载或另存一份",
                        "the file is damaged or protected and cannot be unpacked; download or save it again"));
}

static gboolean
read_entry(MzPackage *package, struct archive *archive, const char *path, GError **error)
{
    GByteArray *bytes = g_byte_array_new();
    guint8 buffer[16 * 1024];
    la_ssize_t got;
    while ((got = archive_read_data(archive, buffer, sizeof buffer)) > 0) {
        package->size += (gsize)got;
        if (package->size > MZ_PACKAGE_LIMIT)
            break;
        g_byte_array_append(bytes, buffer, (guint)got);
    }
    g_hash_table_replace(package->files, g_strdup(path), bytes);
    if (package->size > MZ_PACKAGE_LIMIT)
        return refuse_size(package->name, error);
    return got >= 0 || refuse_damaged(package->name, error);
}

static gboolean
read_entries(MzPackage *package, struct archive *archive, GError **error)
{
    struct archive_entry *entry;
    int status;
    guint count = 0;
    while ((status = archive_read_next_header(archive, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN) {
        if (++count > MZ_PACKAGE_FILES)
            return refuse_size(package->name, error);
        const char *path = archive_entry_pathname(entry);
        if (wanted(path) && !read_entry(package, archive, path, error))
            return FALSE;
    }
    return status == ARCHIVE_EOF || refuse_damaged(package->name, error);
}

MzPackage *
mz_package_open(const char *name, const char *bytes, gsize length, GError **error)
{
    MzPackage *package = g_new0(MzPackage, 1);
    package->name = g_strdup(name);
    package->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_byte_array_unref);
    struct archive *archive = archive_read_new();
    archive_read_support_format_zip(archive);
    gboolean well = archive_read_open_memory(archive, bytes, length) == ARCHIVE_OK
                        ? read_entries(package, archive, error)
                        : refuse_damaged(name, error);
    archive_read_free(archive);
    if (well)
        return package;
    mz_package_free(package);
    return NULL;
}

void
mz_package_free(MzPackage *package)
{
    if (package == NULL)
        return;
    g_hash_table_unref(package->files);
    g_free(package->name);
    g_free(package);
}

gboolean
mz_package_has(const MzPackage *package, const char *path)
{
    return g_hash_table_contains(package->files, path);
}

/* ---- XML */

static void
be_silent(void *context, xmlErrorPtr error)
{
    (void)context;
    (void)error;
}

xmlDoc *
mz_package_xml(const MzPackage *package, const char *path, GError **error)
{
    const GByteArray *bytes = g_hash_table_lookup(package->files, path);
    if (bytes == NULL)
        return NULL;
    xmlParserCtxt *context = xmlNewParserCtxt();
    if (context == NULL)
        g_error("out of memory");
    context->sax->serror = be_silent;
    xmlDoc *doc = xmlCtxtReadMemory(context, (const char *)bytes->data, (int)bytes->len, path, NULL,
                                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
    xmlFreeParserCtxt(context);
    if (doc != NULL && (doc->intSubset != NULL || xmlDocGetRootElement(doc) == NULL)) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    if (doc == NULL)
        refuse_damaged(package->name, error);
    return doc;
}

gboolean
mz_xml_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

xmlNode *
mz_xml_next(xmlNode *node, const char *name)
{
    while (node != NULL && !mz_xml_is(node, name))
        node = node->next;
    return node;
}

xmlNode *
mz_xml_child(const xmlNode *node, const char *name)
{
    return node == NULL ? NULL : mz_xml_next(node->children, name);
}

char *
mz_xml_attribute(const xmlNode *node, const char *name)
{
    for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next) {
        if (strcmp((const char *)attribute->name, name) == 0)
            return (char *)xmlNodeListGetString(node->doc, attribute->children, 1);
    }
    return NULL;
}

int
mz_xml_number(const xmlNode *node, const char *name, int usual)
{
    char *text = node == NULL ? NULL : mz_xml_attribute(node, name);
    if (text == NULL)
        return usual;
    char *end;
    gint64 value = g_ascii_strtoll(text, &end, 10);
    gboolean well = end > text && *end == '\0' && value >= 0 && value <= G_MAXINT32;
    xmlFree(text);
    return well ? (int)value : usual;
}

/* ---- lines of cells */

static void
put_cell(MzBuilder *builder, const char *cell)
{
    gboolean blank = FALSE, begun = FALSE;
    for (const char *p = cell; p != NULL && *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (mz_char_is_blank(c)) {
            blank = TRUE;
            continue;
        }
        if (blank && begun)
            mz_builder_char(builder, ' ', NULL);
        mz_builder_char(builder, c, NULL);
        begun = TRUE;
        blank = FALSE;
    }
}

void
mz_cells_put(MzBuilder *builder, char *const *cells, guint n, gboolean table)
{
    guint used = 0, only = 0;
    for (guint i = 0; i < n; i++) {
        if (cells[i] == NULL || mz_text_is_blank(cells[i], -1))
            continue;
        used++;
        only = i;
    }
    if (used == 0)
        return;
    if (used == 1) {
        put_cell(builder, cells[only]);
    } else {
        for (guint i = 0; i < n; i++) {
            if (i > 0)
                mz_builder_char(builder, '\t', NULL);
            put_cell(builder, cells[i]);
        }
        if (table)
            mz_builder_cells(builder);
    }
    mz_builder_end_line(builder, 0, FALSE);
}
