/* # Templates: Mustache, strict (template/mustache.h)
 *
 * A set of templates is compiled once, checked as a whole, and then rendered any number of times, by any number of
 * threads:
 *
 *     const char *folders[] = {"site/templates", "/usr/share/mingzhang/templates", NULL};
 *     MzTemplates *set = mz_templates_load(folders, MZ_TEMPLATE_STRICT, &error);
 *     const MzTemplate *page = mz_templates_get(set, "report", &error);
 *     GString *out = g_string_new(NULL);
 *     mz_template_render(page, view, out, &error);
 *
 * ## The language
 *
 * `{{name}}` (escaped), `{{a.b}}`, `{{.}}`, `{{#x}}…{{/x}}`, `{{^x}}…{{/x}}`, `{{>partial}}`, `{{! comment }}`, and
 * `{{{name_html}}}` or `{{&name_html}}` (not escaped). Names are looked up from the innermost object outwards; of a
 * dotted name only the first part is, the rest must be there. White space follows the Mustache specification: a tag
 * alone on its line takes the line away, a partial alone on its line is indented as its tag is. All else is byte for
 * byte.
 *
 * Escaped are `&` `<` `>` `"` `'`: an escaped value is safe in text and in a quoted attribute.
 *
 * ## Strict mode, in which sites are built, adds
 *
 *  - a name the view does not have is an error, also in a section: the view defines every key, absence is a mistake;
 *  - a section takes a boolean, an object, an array or null; `{{x}}` takes a string or null (which prints nothing);
 *  - unescaped insertion only of keys that end in `_html` or `_svg`, and only of text that was set as raw;
 *  - names are made of ASCII letters, digits, `_`, `-`; those of partials of a-z, 0-9, `_`, `-`; no change of
 * delimiters;
 *  - a partial must exist, must not include itself, and partials nest at most 32 deep.
 *
 * ## Spec mode passes the specification's own examples: all of the above is lenient, unknown names and partials print
 * nothing, partials may be recursive (at most 32 deep), delimiters can be changed.
 *
 * ## Errors of both modes
 *
 * All are MZ_ERROR_TEMPLATE (MZ_ERROR_IO for files) with the template's file, line and column (in characters): text
 * that is not UTF-8, tags and sections that are not closed, closed in the wrong order or never opened, sections nested
 * more than 128 deep, more than 16 MiB of template, 1 GiB of output or 20 million steps.
 */
#ifndef MZ_TEMPLATE_MUSTACHE_H
#define MZ_TEMPLATE_MUSTACHE_H

#include "template/value.h"

#include <glib.h>

typedef enum { MZ_TEMPLATE_STRICT, MZ_TEMPLATE_SPEC } MzTemplateMode;

typedef struct MzTemplates MzTemplates;
typedef struct MzTemplate MzTemplate;

/* ## A set of templates */

/* Reads and compiles every `NAME.mustache` of the folders (a list that ends with NULL). Of two files of one name that
 * of the earlier folder counts, so a site can replace installed templates one by one. A folder that does not exist is
 * passed over; no template at all is an error. Files whose name begins with a dot are no templates. NULL on error. The
 * caller frees the set. */
MzTemplates *mz_templates_load(const char *const *folders, MzTemplateMode mode, GError **error);

/* The same by hand: an empty set, texts added one by one (in any order), then linked. `file` is the name errors give as
 * place. Name, file and text are copied. A name that the set already has is an error. After a failure the set can only
 * be freed. */
MzTemplates *mz_templates_new(MzTemplateMode mode);
gboolean mz_templates_add(MzTemplates *set, const char *name, const char *file, const char *text, gsize length,
                          GError **error);

/* Joins the partials, finds missing ones and circles. From here on the set never changes and may be shared by threads.
 */
gboolean mz_templates_link(MzTemplates *set, GError **error);

/* The template of this name, owned by the set; NULL and an error that says where it was sought. The set must be linked.
 */
const MzTemplate *mz_templates_get(const MzTemplates *set, const char *name, GError **error);

void mz_templates_free(MzTemplates *set);

/* ## A template */

/* Appends the template, filled with `view`, to `out`. On error `out` is as it was. */
gboolean mz_template_render(const MzTemplate *template, const MzValue *view, GString *out, GError **error);

/* SHA-256 (hexadecimal) of the template and of all partials it includes: equal digests and equal views give equal
 * bytes. The caller frees with g_free. */
char *mz_template_digest(const MzTemplate *template);

/* ## Escaping, for the few writers of markup besides templates (SVG, feeds) */

/* Appends `text` with `&` `<` `>` `"` `'` replaced by references. */
void mz_escape_append(GString *out, const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzTemplates, mz_templates_free)

#endif
