/* # Errors with a place (base/error.h)
 *
 * Every fallible function of mingzhang reports through a GError of the domain MZ_ERROR. Such an error also carries a
 * place (file, line, column) where there is one, so that the command line can say `FILE:LINE:COLUMN: …`.
 *
 * Rules:
 *  - only `main` exits; every other function returns FALSE or NULL with the error set;
 *  - a message says what was expected, what was found and what to do; it never repeats the place;
 *  - messages exist in Chinese and English side by side at the place where they arise: `mz_tr("中文 %s", "English
 * %s")`. The compiler checks both formats against the arguments;
 *  - running out of memory aborts (GLib's rule).
 */
#ifndef MZ_BASE_ERROR_H
#define MZ_BASE_ERROR_H

#include <glib.h>

#define MZ_ERROR (mz_error_quark())

typedef enum {
    MZ_ERROR_USAGE,    /* the command line is wrong */
    MZ_ERROR_IO,       /* a file cannot be read or written */
    MZ_ERROR_INPUT,    /* a file's content is not what it must be (encoding, size, JSON, unknown key) */
    MZ_ERROR_UNREAD,   /* a report in which no report can be recognised */
    MZ_ERROR_TEMPLATE, /* a template is wrong, or asks for a name its view does not have */
    MZ_ERROR_WRITE     /* the system does not let a file of the output be written or removed: no room, no permission */
} MzErrorCode;

/* Where an error arose. `file` may be NULL (no file); `line` and `column` count from 1, 0 says unknown. */
typedef struct {
    const char *file;
    guint line;
    guint column;
} MzPlace;

GQuark mz_error_quark(void);

/* Sets `*error` (may be NULL) to a new error of `code` at `place` (may be NULL). The place's file name is copied. */
void mz_error_set(GError **error, MzErrorCode code, const MzPlace *place, const char *format, ...) G_GNUC_PRINTF(4, 5);

/* The place of an error of the domain MZ_ERROR; its file is owned by the error. Of another domain: an empty place. */
MzPlace mz_error_place(const GError *error);

/* "FILE:LINE:COLUMN: message" as far as the place is known. The caller frees with g_free. */
char *mz_error_describe(const GError *error);

/* The language of messages: a setting of the whole process like a locale, set once by `main` before any thread starts.
 */
typedef enum { MZ_LANG_ZH, MZ_LANG_EN } MzLang;
void mz_set_lang(MzLang lang);
MzLang mz_lang(void);

/* What is published is in Chinese, in whatever language the user reads messages: between these two calls mz_lang() is
 * Chinese in the thread that made them, and mz_tr() still the user's; with `messages` also mz_tr(), for a message that
 * is itself published. They do not nest. */
void mz_publishing_begin(gboolean messages);
void mz_publishing_end(void);

/* Chooses between the Chinese and the English wording; both are checked as printf formats. */
const char *mz_tr(const char *zh, const char *en) __attribute__((format_arg(1), format_arg(2)));

/* What went wrong for the system, as a message ends: of that which happens to users (no room, no permission …) in their
 * language, else as strerror has it. `number` is an errno; `trouble` comes from a function of GLib, and what is none of
 * a file is as it says itself. */
const char *mz_error_system(int number);
const char *mz_error_reason(const GError *trouble);

#endif
