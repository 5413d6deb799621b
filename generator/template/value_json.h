/* # Views from JSON (template/value_json.h)
 *
 * For tests, for the specification's examples and for trying a template by hand; pages are made from views built in C.
 * Strings that come from JSON are never raw, whatever their key.
 */
#ifndef MZ_TEMPLATE_VALUE_JSON_H
#define MZ_TEMPLATE_VALUE_JSON_H

#include "template/value.h"

/* What a number becomes: an error (views have none: amounts arrive as text, formatted), or its text as cJSON prints it.
 */
typedef enum { MZ_JSON_NUMBERS_REFUSED, MZ_JSON_NUMBERS_AS_TEXT } MzJsonNumbers;

/* Reads one JSON value into the arena, which owns the result. Refused (NULL, MZ_ERROR_INPUT, with line and column where
 * the text is no JSON, with the path of the value else): text that is not UTF-8 or not JSON, values nested more than
 * 1000 deep (cJSON's limit), a key twice in one object, and numbers as told. What follows the value is refused, too,
 * but for white space, unless `rest` is given: it receives where that begins, and nothing there is looked at. */
const MzValue *mz_value_from_json(MzArena *arena, const char *text, gsize length, MzJsonNumbers numbers,
                                  const char **rest, GError **error);

#endif
