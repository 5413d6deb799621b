/* # Scripts that carry data (data/script.h)
 *
 * A page that was opened from a folder may load scripts but no data, so what search and comparison need lies in small
 * scripts that call a function with one value. Amounts travel as text, as everywhere.
 */
#ifndef MZ_DATA_SCRIPT_H
#define MZ_DATA_SCRIPT_H

#include <glib.h>

/* Appends `text` as a string of JSON and of JavaScript in which nothing can end a script. */
void mz_script_text(GString *out, const char *text);

#endif
