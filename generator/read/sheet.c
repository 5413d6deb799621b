#include "read/sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

enum { MOST_COLUMNS = 512 };

typedef struct {
    const MzPackage *package;
    GPtrArray *strings; /* shared texts */
    GPtrArray *formats; /* by style: number format, static or owned by `custom` */
    GHashTable *custom; /* number format's id → text */
    MzBuilder *builder;
} Book;

/* ---- number formats */

/* The formats that every workbook knows without naming them. Dates are shown as numbers. */
static const struct {
    int id;
    const char *format;
} built_in[] = {{0, "General"},
                {1, "0"},
                {2, "0.00"},
                {3, "#,##0"},
                {4, "#,##0.00"},
                {9, "0%"},
                {10, "0.00%"},
                {37, "#,##0;-#,##0"},
                {38, "#,##0;-#,##0"},
                {39, "#,##0.00;-#,##0.00"},
                {40, "#,##0.00;-#,##0.00"},
                {41, "#,##0;-#,##0;\"-\""},
                {43, "#,##0.00;-#,##0.00;\"-\""},
                {49, "@"}};

/* Section `wanted` of a format; NULL: it has fewer. Caller frees. */
static char *
format_section(const char *format, guint wanted)
{
    GString *section = g_string_new(NULL);
    guint index = 0;
    gboolean quoted = FALSE;
    for (const char *p = format; *p != '\0'; p++) {
        if (*p == '"')
            quoted = !quoted;
        if (*p == ';' && !quoted) {
            index++;
            continue;
        }
        if (index == wanted)
            g_string_append_c(section, *p);
    }
    if (index >= wanted)
        return g_string_free(section, FALSE);
    g_string_free(section, TRUE);
    return NULL;
}

typedef struct {
    gboolean digits; /* has a place for digits */
    gboolean grouped, percent, minus;
    int decimals;
    GString *literal; /* words of the format without digits */
} Shape;

static Shape
read_shape(const char *section)
{
    Shape shape = {.literal = g_string_new(NULL)};
    gboolean point = FALSE;
    for (const char *p = section; *p != '\0'; p++) {
        if (*p == '"') {
            for (p++; *p != '\0' && *p != '"'; p++)
                g_string_append_c(shape.literal, *p);
            if (*p == '\0')
                break;
        } else if (*p == '[') {
            while (p[1] != '\0' && *p != ']')
                p++;
        } else if ((*p == '_' || *p == '*' || *p == '\\') && p[1] != '\0') {
            p = g_utf8_next_char(p + 1) - 1;
        } else if (*p == '0' || *p == '#' || *p == '?') {
            shape.digits = shape.digits || *p != '?';
            shape.decimals += point && *p == '0';
        } else if (*p == '.') {
            point = TRUE;
        } else if (*p == ',') {
            shape.grouped = TRUE;
        } else if (*p == '%') {
            shape.percent = TRUE;
        } else if (*p == '-' || *p == '(') {
            shape.minus = TRUE;
        }
    }
    shape.decimals = MIN(shape.decimals, 9);
    return shape;
}

static char *
group_thousands(const char *digits)
{
    GString *out = g_string_new(digits);
    const char *point = strchr(digits, '.');
    gssize at = point == NULL ? (gssize)out->len : point - digits;
    for (at -= 3; at > 0; at -= 3)
        g_string_insert_c(out, at, ',');
    return g_string_free(out, FALSE);
}

/* The decimals as the program that wrote it shows them: half away from zero on 15 digits. */
static char *
fixed(double value, int decimals)
{
    char buffer[400];
    double nudged = value * (1 + 4e-16) + 1e-15;
    g_ascii_formatd(
        buffer, sizeof buffer,
        (const char *[]){"%.0f", "%.1f", "%.2f", "%.3f", "%.4f", "%.5f", "%.6f", "%.7f", "%.8f", "%.9f"}[decimals],
        nudged);
    return g_strdup(buffer);
}

static char *
general(double value)
{
    char buffer[64];
    g_ascii_formatd(buffer, sizeof buffer, "%.11g", value);
    if (strchr(buffer, 'e') != NULL)
        return fixed(value, fabs(value) < 1 ? 9 : 0);
    return g_strdup(buffer);
}

char *
mz_sheet_number(const char *value, const char *format)
{
    char *end;
    double number = g_ascii_strtod(value, &end);
    if (end == value || *end != '\0' || !isfinite(number) || fabs(number) > 1e15)
        return g_strdup(value);
    guint wanted = number < 0 ? 1 : number == 0 ? 2 : 0;
    g_autofree char *own = wanted == 0 ? NULL : format_section(format, wanted);
    g_autofree char *first = format_section(format, 0);
    const char *section = own != NULL ? own : first;
    Shape shape = read_shape(section);
    gboolean is_general = g_ascii_strcasecmp(section, "General") == 0 || strcmp(section, "@") == 0;
    char *text;
    if (!shape.digits && !is_general && strpbrk(section, "ymdhsYMDHS") == NULL) {
        text = g_strdup(shape.literal->str);
    } else if (!shape.digits) {
        text = general(number);
    } else {
        g_autofree char *digits = fixed(fabs(number) * (shape.percent ? 100 : 1), shape.decimals);
        g_autofree char *grouped = shape.grouped ? group_thousands(digits) : g_strdup(digits);
        gboolean zero = strspn(digits, "0.") == strlen(digits);
        text = g_strconcat(number < 0 && !zero ? "-" : "", grouped, shape.percent ? "%" : "", NULL);
    }
    g_string_free(shape.literal, TRUE);
    return text;
}

/* ---- styles and shared texts */

static const char *
format_of(const Book *book, int id)
{
    const char *custom = g_hash_table_lookup(book->custom, GINT_TO_POINTER(id));
    for (guint i = 0; i < G_N_ELEMENTS(built_in) && custom == NULL; i++) {
        if (built_in[i].id == id)
            return built_in[i].format;
    }
    return custom == NULL ? "General" : custom;
}

static gboolean
read_styles(Book *book, GError **error)
{
    GError *trouble = NULL;
    xmlDoc *doc = mz_package_xml(book->package, "xl/styles.xml", &trouble);
    if (doc == NULL) {
        if (trouble != NULL)
            g_propagate_error(error, trouble);
        return trouble == NULL;
    }
    const xmlNode *root = xmlDocGetRootElement(doc);
    const xmlNode *formats = mz_xml_child(root, "numFmts");
    for (xmlNode *node = mz_xml_child(formats, "numFmt"); node != NULL; node = mz_xml_next(node->next, "numFmt")) {
        char *code = mz_xml_attribute(node, "formatCode");
        if (code != NULL)
            g_hash_table_replace(book->custom, GINT_TO_POINTER(mz_xml_number(node, "numFmtId", 0)), g_strdup(code));
        xmlFree(code);
    }
    const xmlNode *styles = mz_xml_child(root, "cellXfs");
    for (xmlNode *node = mz_xml_child(styles, "xf"); node != NULL; node = mz_xml_next(node->next, "xf"))
        g_ptr_array_add(book->formats, (gpointer)format_of(book, mz_xml_number(node, "numFmtId", 0)));
    xmlFreeDoc(doc);
    return TRUE;
}

/* The text of <si> or <is>: of its runs, without readings (rPh). */
static char *
rich_text(const xmlNode *node)
{
    GString *text = g_string_new(NULL);
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        const xmlNode *words = mz_xml_is(child, "t") ? child : mz_xml_is(child, "r") ? mz_xml_child(child, "t") : NULL;
        xmlChar *content = words == NULL ? NULL : xmlNodeGetContent(words);
        g_string_append(text, content == NULL ? "" : (const char *)content);
        xmlFree(content);
    }
    return g_string_free(text, FALSE);
}

static gboolean
read_strings(Book *book, GError **error)
{
    GError *trouble = NULL;
    xmlDoc *doc = mz_package_xml(book->package, "xl/sharedStrings.xml", &trouble);
    if (doc == NULL) {
        if (trouble != NULL)
            g_propagate_error(error, trouble);
        return trouble == NULL;
    }
    const xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *node = mz_xml_child(root, "si"); node != NULL; node = mz_xml_next(node->next, "si"))
        g_ptr_array_add(book->strings, rich_text(node));
    xmlFreeDoc(doc);
    return TRUE;
}

/* ---- cells */

/* The column of a reference such as "AB12", from 0; -1: it is none. */
static int
column_of(const char *reference)
{
    int column = 0;
    const char *p = reference;
    for (; *p >= 'A' && *p <= 'Z' && column < MOST_COLUMNS; p++)
        column = column * 26 + (*p - 'A' + 1);
    return p == reference || column > MOST_COLUMNS ? -1 : column - 1;
}

static char *
value_text(const Book *book, const xmlNode *cell, const char *type, const char *value)
{
    if (g_strcmp0(type, "s") == 0) {
        guint64 index = g_ascii_strtoull(value, NULL, 10);
        return index < book->strings->len ? g_strdup(g_ptr_array_index(book->strings, (guint)index)) : NULL;
    }
    if (type != NULL && strcmp(type, "n") != 0)
        return strcmp(type, "e") == 0 ? NULL : g_strdup(value);
    guint style = (guint)mz_xml_number(cell, "s", 0);
    const char *format = style < book->formats->len ? g_ptr_array_index(book->formats, style) : "General";
    return mz_sheet_number(value, format);
}

/* What a cell shows. Caller frees; NULL: nothing. */
static char *
cell_text(const Book *book, const xmlNode *cell)
{
    const xmlNode *inline_text = mz_xml_child(cell, "is");
    if (inline_text != NULL)
        return rich_text(inline_text);
    const xmlNode *value_node = mz_xml_child(cell, "v");
    if (value_node == NULL)
        return NULL;
    char *type = mz_xml_attribute(cell, "t");
    xmlChar *value = xmlNodeGetContent(value_node);
    char *text = value == NULL ? NULL : value_text(book, cell, type, (const char *)value);
    xmlFree(value);
    xmlFree(type);
    return text;
}

static void
put_row(const Book *book, const xmlNode *row)
{
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    for (xmlNode *cell = mz_xml_child(row, "c"); cell != NULL; cell = mz_xml_next(cell->next, "c")) {
        char *reference = mz_xml_attribute(cell, "r");
        int column = reference == NULL ? (int)cells->len : column_of(reference);
        xmlFree(reference);
        if (column < 0 || column >= MOST_COLUMNS)
            continue;
        while (cells->len <= (guint)column)
            g_ptr_array_add(cells, NULL);
        g_free(cells->pdata[column]);
        cells->pdata[column] = cell_text(book, cell);
    }
    mz_cells_put(book->builder, (char *const *)cells->pdata, cells->len, TRUE);
}

static gboolean
put_sheet(const Book *book, const char *path, GError **error)
{
    GError *trouble = NULL;
    xmlDoc *doc = mz_package_xml(book->package, path, &trouble);
    if (doc == NULL) {
        if (trouble != NULL)
            g_propagate_error(error, trouble);
        return trouble == NULL;
    }
    const xmlNode *data = mz_xml_child(xmlDocGetRootElement(doc), "sheetData");
    for (xmlNode *row = mz_xml_child(data, "row"); row != NULL; row = mz_xml_next(row->next, "row")) {
        if (mz_xml_number(row, "hidden", 0) == 0)
            put_row(book, row);
    }
    xmlFreeDoc(doc);
    return TRUE;
}

/* ---- sheets */

/* The file of a relation of the workbook; NULL: none. Caller frees. */
static char *
target_of(const xmlNode *relations, const char *id)
{
    for (xmlNode *node = mz_xml_child(relations, "Relationship"); node != NULL;
         node = mz_xml_next(node->next, "Relationship")) {
        char *own = mz_xml_attribute(node, "Id");
        char *target = mz_xml_attribute(node, "Target");
        char *path = NULL;
        if (own != NULL && target != NULL && strcmp(own, id) == 0)
            path = *target == '/' ? g_strdup(target + 1) : g_strconcat("xl/", target, NULL);
        xmlFree(own);
        xmlFree(target);
        if (path != NULL)
            return path;
    }
    return NULL;
}

static gboolean
put_sheets(const Book *book, const xmlNode *workbook, const xmlNode *relations, GError **error)
{
    const xmlNode *sheets = mz_xml_child(workbook, "sheets");
    gboolean well = TRUE;
    for (xmlNode *sheet = mz_xml_child(sheets, "sheet"); sheet != NULL && well;
         sheet = mz_xml_next(sheet->next, "sheet")) {
        char *state = mz_xml_attribute(sheet, "state");
        char *id = mz_xml_attribute(sheet, "id");
        g_autofree char *path = id == NULL ? NULL : target_of(relations, id);
        if (path != NULL && (state == NULL || strcmp(state, "visible") == 0))
            well = put_sheet(book, path, error);
        xmlFree(state);
        xmlFree(id);
    }
    return well;
}

static gboolean
put_book(Book *book, GError **error)
{
    xmlDoc *workbook = mz_package_xml(book->package, "xl/workbook.xml", error);
    xmlDoc *relations = workbook == NULL ? NULL : mz_package_xml(book->package, "xl/_rels/workbook.xml.rels", error);
    gboolean well = relations != NULL && read_strings(book, error) && read_styles(book, error) &&
                    put_sheets(book, xmlDocGetRootElement(workbook), xmlDocGetRootElement(relations), error);
    if (relations != NULL)
        xmlFreeDoc(relations);
    if (workbook != NULL)
        xmlFreeDoc(workbook);
    return well;
}

MzSource *
mz_sheet_read(const MzPackage *package, const char *name, GError **error)
{
    Book book = {package, g_ptr_array_new_with_free_func(g_free), g_ptr_array_new(),
                 g_hash_table_new_full(NULL, NULL, NULL, g_free), mz_builder_new(name, "XLSX", FALSE)};
    GError *trouble = NULL;
    gboolean well = put_book(&book, &trouble);
    g_ptr_array_unref(book.strings);
    g_ptr_array_unref(book.formats);
    g_hash_table_unref(book.custom);
    if (well)
        return mz_builder_finish(book.builder, error);
    mz_builder_free(book.builder);
    MzPlace place = {name, 0, 0};
    if (trouble == NULL)
        mz_error_set(&trouble, MZ_ERROR_INPUT, &place, "%s",
                     mz_tr("工作簿不完整，请另存一份", "the workbook is incomplete; save it again"));
    g_propagate_error(error, trouble);
    return NULL;
}
