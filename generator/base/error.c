#include "base/error.h"

#include <errno.h>
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

static const struct {
    int number;
    GFileError code;
    const char *zh;
} system_errors[] = {
    {EACCES, G_FILE_ERROR_ACCES, "没有权限"},
    {EPERM, G_FILE_ERROR_PERM, "没有权限"},
    {ENOENT, G_FILE_ERROR_NOENT, "没有这个文件或文件夹"},
    {ENOTDIR, G_FILE_ERROR_NOTDIR, "路径当中有一段不是文件夹"},
    {EISDIR, G_FILE_ERROR_ISDIR, "那是一个文件夹"},
    {EEXIST, G_FILE_ERROR_EXIST, "已经存在"},
    {ENOSPC, G_FILE_ERROR_NOSPC, "磁盘已满"},
    {EROFS, G_FILE_ERROR_ROFS, "那里只能读，不能写"},
    {ENAMETOOLONG, G_FILE_ERROR_NAMETOOLONG, "名称太长"},
    {ELOOP, G_FILE_ERROR_LOOP, "符号链接绕成了圈"},
    {ENOMEM, G_FILE_ERROR_NOMEM, "内存不够"},
    {EMFILE, G_FILE_ERROR_MFILE, "打开的文件太多"},
    {ENFILE, G_FILE_ERROR_NFILE, "打开的文件太多"},
    {EIO, G_FILE_ERROR_IO, "读写磁盘出错"},
    {EDQUOT, G_FILE_ERROR_FAILED, "磁盘配额已用完"}, /* GLib has no code of its own for this and the following */
    {ENOTEMPTY, G_FILE_ERROR_FAILED, "那里的文件夹不是空的"},
    {EADDRINUSE, G_FILE_ERROR_FAILED, "已被占用"},
};

const char *
mz_error_system(int number)
{
    for (gsize i = 0; i < G_N_ELEMENTS(system_errors); i++) {
        if (system_errors[i].number == number)
            return mz_tr(system_errors[i].zh, g_strerror(number));
    }
    return g_strerror(number);
}

const char *
mz_error_reason(const GError *trouble)
{
    for (gsize i = 0; trouble->domain == G_FILE_ERROR && i < G_N_ELEMENTS(system_errors); i++) {
        if (trouble->code != G_FILE_ERROR_FAILED && trouble->code == (int)system_errors[i].code)
            return mz_error_system(system_errors[i].number);
    }
    return trouble->message;
}
