#include "base/error.h"

#include <stdarg.h>

typedef struct {
    char *file;
    guint line;
    guint column;
} MzErrorPrivate;

static void
mz_error_private_init(MzErrorPrivate *place)
{
    place->file = NULL;
    place->line = 0;
    place->column = 0;
}

static void
mz_error_private_copy(const MzErrorPrivate *from, MzErrorPrivate *to)
{
    to->file = g_strdup(from->file);
    to->line = from->line;
    to->column = from->column;
}

static void
mz_error_private_clear(MzErrorPrivate *place)
{
    g_clear_pointer(&place->file, g_free);
}

G_DEFINE_EXTENDED_ERROR(MzError, mz_error)

void
mz_error_set(GError **error, MzErrorCode code, const MzPlace *place, const char *format, ...)
{
    if (error == NULL)
        return;
    va_list args;
    va_start(args, format);
    GError *made = g_error_new_valist(MZ_ERROR, (int)code, format, args);
    va_end(args);
    if (place != NULL) {
        MzErrorPrivate *kept = mz_error_get_private(made);
        kept->file = g_strdup(place->file);
        kept->line = place->line;
        kept->column = place->column;
    }
    g_propagate_error(error, made);
}

MzPlace
mz_error_place(const GError *error)
{
    MzPlace place = {NULL, 0, 0};
    if (error->domain == MZ_ERROR) {
        const MzErrorPrivate *kept = mz_error_get_private(error);
        place.file = kept->file;
        place.line = kept->line;
        place.column = kept->column;
    }
    return place;
}

static char *
describe(const GError *error, const char *file)
{
    MzPlace place = mz_error_place(error);
    if (place.line == 0)
        return g_strdup_printf("%s: %s", file, error->message);
    if (place.column == 0)
        return g_strdup_printf("%s:%u: %s", file, place.line, error->message);
    return g_strdup_printf("%s:%u:%u: %s", file, place.line, place.column, error->message);
}

/* Names of files come from others, too: they must not play tricks on the terminal. */
static void
disarm(char *text, gboolean lines)
{
    for (char *at = text; *at != '\0'; at++) {
        if (g_ascii_iscntrl(*at) && !(lines && *at == '\n'))
            *at = '?';
    }
}

char *
mz_error_describe(const GError *error)
{
    MzPlace place = mz_error_place(error);
    g_autofree char *file = g_strdup(place.file);
    if (file != NULL)
        disarm(file, FALSE);
    char *said = file == NULL ? g_strdup(error->message) : describe(error, file);
    disarm(said, TRUE);
    return said;
}

static MzLang chosen_lang = MZ_LANG_ZH;

/* Of each thread. */
static _Thread_local gboolean publishing, publishing_messages;

void
mz_set_lang(MzLang lang)
{
    chosen_lang = lang;
}

MzLang
mz_lang(void)
{
    return publishing ? MZ_LANG_ZH : chosen_lang;
}

void
mz_publishing_begin(gboolean messages)
{
    publishing = TRUE;
    publishing_messages = messages;
}

void
mz_publishing_end(void)
{
    publishing = publishing_messages = FALSE;
}

const char *
mz_tr(const char *zh, const char *en)
{
    return chosen_lang == MZ_LANG_EN && !publishing_messages ? en : zh;
}
