/* # Titles and headings that the user knows besides the forms' own (forms/words.h)
 *
 * A department may call a standard table, or one of its columns or rows, otherwise than the forms do. The user says so
 * in content/forms.json (content/forms_file.h reads it); parse/ asks here. The words are set before reports are read
 * and stay as they are while any is: they are looked at from several threads.
 */
#ifndef MZ_FORMS_WORDS_H
#define MZ_FORMS_WORDS_H

#include "base/arena.h"
#include "forms/forms.h"

/* What the user says of one table. Keys and words are copied when they are set. */
typedef struct {
    MzKind kind;
    MzTableKey table;
    const char *key;          /* of a column or row; NULL: `words` are titles */
    gboolean row;             /* `key` is that of a row */
    const char *const *words; /* NULL-terminated */
} MzWords;

/* Takes the place of all words set before; n 0: none. */
void mz_words_set(const MzWords *words, guint n);

/* What was set for a form's table: titles, headings of the column, labels of the row. NULL-terminated; NULL: nothing.
 */
const char *const *mz_words_titles(const MzForm *form);
const char *const *mz_words_column(const MzForm *form, const char *column);
const char *const *mz_words_row(const MzForm *form, const char *row);

/* What readers work out from a form and the words set for it, to compare texts by: the same for all reports. */
typedef enum { MZ_WORKED_TITLES, MZ_WORKED_HEADINGS, MZ_WORKED_LABELS, MZ_WORKED } MzWorked;

/* Makes it when it is first asked for, in an arena that lives until other words are set; it is never changed. Titles
 * are those of all forms (form NULL). */
gconstpointer mz_words_worked(MzWorked what, const MzForm *form, gpointer (*make)(const MzForm *form, MzArena *arena));

#endif
