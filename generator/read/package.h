/* # Office documents as packages of XML (read/package.h)
 *
 * DOCX and XLSX are ZIP archives of XML files. Only the XML is unpacked, and only so much: MZ_PACKAGE_LIMIT bytes in
 * all, MZ_PACKAGE_FILES files, so a small archive cannot unpack to more than the machine holds. XML with a document
 * type is refused (there is none in office documents): entities are never expanded and nothing is fetched.
 */
#ifndef MZ_READ_PACKAGE_H
#define MZ_READ_PACKAGE_H

#include <libxml/tree.h>

#include "read/builder.h"

#define MZ_PACKAGE_LIMIT (128u * 1024 * 1024)
#define MZ_PACKAGE_FILES 10000

typedef struct MzPackage MzPackage;

/* Unpacks the XML files of an archive. NULL with MZ_ERROR_INPUT: damaged, encrypted or over a limit. */
MzPackage *mz_package_open(const char *name, const char *bytes, gsize length, GError **error);
void mz_package_free(MzPackage *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzPackage, mz_package_free)

gboolean mz_package_has(const MzPackage *package, const char *path);

/* The XML of a file, to be freed with xmlFreeDoc. NULL: there is no such file (no error) or it is damaged (error set).
 */
xmlDoc *mz_package_xml(const MzPackage *package, const char *path, GError **error);

/* Helpers for elements, whose namespaces are left aside: the first child element of a name, the next element of a name
 * from `node` on (itself included), and an attribute. NULL: none; the attribute is freed with xmlFree. */
xmlNode *mz_xml_child(const xmlNode *node, const char *name);
xmlNode *mz_xml_next(xmlNode *node, const char *name);
gboolean mz_xml_is(const xmlNode *node, const char *name);
char *mz_xml_attribute(const xmlNode *node, const char *name);
/* The same as a number: `usual` when it is missing or none. */
int mz_xml_number(const xmlNode *node, const char *name, int usual);

/* Adds a line of cells: a tab at each border, blank cells kept. A line with one cell in use is plain text. `cells` are
 * `n` texts, NULL being blank; blanks at their ends and line ends in them are taken off. `table`: the
 * document keeps the cells apart itself (they are not told by tabs in its text). */
void mz_cells_put(MzBuilder *builder, char *const *cells, guint n, gboolean table);

#endif
