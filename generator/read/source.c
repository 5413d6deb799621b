#include "read/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/error.h"
#include "read/parting.h"

/* ---- files */

static void
refuse(GError **error, MzErrorCode code, const char *name, const char *message)
{
    MzPlace place = {name, 0, 0};
    mz_error_set(error, code, &place, "%s", message);
}

static void
refuse_errno(GError **error, const char *path, int number)
{
    MzPlace place = {path, 0, 0};
    if (number == ENOENT)
        mz_error_set(error, MZ_ERROR_IO, &place, "%s",
                     mz_tr("没有这个文件；请检查路径", "there is no such file; check the path"));
    else if (number == EACCES || number == EPERM)
        mz_error_set(error, MZ_ERROR_IO, &place, "%s",
                     mz_tr("没有读取权限；请修改文件或所在目录的权限",
                           "no permission to read it; change the permissions of the file or its folder"));
    else
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法读取：%s", "cannot be read: %s"), mz_error_system(number));
}

static void
refuse_size(GError **error, const char *name, gsize limit)
{
    MzPlace place = {name, 0, 0};
    mz_error_set(error, MZ_ERROR_INPUT, &place,
                 mz_tr("文件超过 %" G_GSIZE_FORMAT " MB 的上限；请拆分，或检查是否选错了文件",
                       "the file is larger than the limit of %" G_GSIZE_FORMAT
                       " MB; split it, or check whether it is the right one"),
                 limit >> 20);
}

/* Only plain files are opened: opening a pipe waits for its writer, opening a device may do anything. */
static gboolean
is_plain_file(const char *path, const struct stat *status, GError **error)
{
    if (S_ISREG(status->st_mode))
        return TRUE;
    if (S_ISDIR(status->st_mode))
        refuse(error, MZ_ERROR_IO, path,
               mz_tr("这是目录，需要的是文件；请写出目录中某个文件的路径",
                     "this is a folder, a file is expected; name a file in it"));
    else
        refuse(error, MZ_ERROR_IO, path,
               mz_tr("这是管道或设备，需要的是普通文件；请先把内容保存为文件",
                     "this is a pipe or a device, a plain file is expected; save its content in a file first"));
    return FALSE;
}

/* Reads until the end of the file or one byte more than `limit`. FALSE: errno. */
static gboolean
read_all(int file, gsize expected, gsize limit, GByteArray *bytes)
{
    gsize room = MIN(expected, limit) + 1, had = 0; /* one byte more: the end is seen without another growing */
    ssize_t got;
    do {
        if (had == room)
            room += MIN(limit + 1 - had, (gsize)64 * 1024);
        g_byte_array_set_size(bytes, (guint)room);
        got = read(file, bytes->data + had, room - had);
        had += (gsize)MAX(got, 0);
    } while (had <= limit && (got > 0 || (got < 0 && errno == EINTR)));
    g_byte_array_set_size(bytes, (guint)had);
    return got >= 0;
}

static GByteArray *
read_open_file(int file, const char *path, gsize limit, GError **error)
{
    struct stat status;
    if (fstat(file, &status) != 0) {
        refuse_errno(error, path, errno);
        return NULL;
    }
    if (!is_plain_file(path, &status, error))
        return NULL;
    GByteArray *bytes = g_byte_array_new();
    if (!read_all(file, (gsize)status.st_size, limit, bytes))
        refuse_errno(error, path, errno);
    else if (bytes->len > limit)
        refuse_size(error, path, limit);
    else
        return bytes;
    g_byte_array_unref(bytes);
    return NULL;
}

gboolean
mz_source_is_below(const char *path, const char *real)
{
    char *led_to = realpath(path, NULL);
    gsize length = strlen(real);
    gboolean below = led_to != NULL && strncmp(led_to, real, length) == 0 && led_to[length] == '/';
    free(led_to);
    return below;
}

char *
mz_source_read_file(const char *path, gsize limit, gsize *length, GError **error)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        refuse_errno(error, path, errno);
        return NULL;
    }
    if (!is_plain_file(path, &status, error))
        return NULL;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0) {
        refuse_errno(error, path, errno);
        return NULL;
    }
    GByteArray *bytes = read_open_file(file, path, limit, error);
    close(file);
    if (bytes == NULL)
        return NULL;
    *length = bytes->len;
    g_byte_array_append(bytes, (const guint8 *)"", 1);
    return (char *)g_byte_array_free(bytes, FALSE);
}

/* ---- folders */

static gint
by_bytes(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Nobody put it there: a back-up file, what an office program writes while a document is open in it, what Windows keeps
 * of a folder. */
static gboolean
is_litter(const char *name)
{
    return g_str_has_suffix(name, "~") || g_str_has_prefix(name, "~$") || g_ascii_strcasecmp(name, "Thumbs.db") == 0 ||
           g_ascii_strcasecmp(name, "desktop.ini") == 0;
}

GPtrArray *
mz_source_list_folder(const char *path, GPtrArray **hidden, GError **error)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        refuse_errno(error, path, errno);
        return NULL;
    }
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free), *dotted = NULL;
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        const char *name = entry->d_name;
        if (name[0] != '.' && !is_litter(name)) {
            g_ptr_array_add(names, g_strdup(name));
        } else if (name[0] == '.' && hidden != NULL && strcmp(name, ".") != 0 && strcmp(name, "..") != 0) {
            dotted = dotted != NULL ? dotted : g_ptr_array_new_with_free_func(g_free);
            g_ptr_array_add(dotted, g_strdup(name));
        }
    }
    closedir(folder);
    g_ptr_array_sort(names, by_bytes);
    if (dotted != NULL)
        g_ptr_array_sort(dotted, by_bytes);
    if (hidden != NULL)
        *hidden = dotted;
    return names;
}

/* ---- encodings */

/* A piece of UTF-8 on its way to become lines. */
typedef struct {
    const char *encoding; /* static */
    const char *bytes;
    gsize length;
    char *made;        /* what g_convert gave, to be freed; NULL: `bytes` are the caller's */
    gboolean controls; /* has control characters other than tab, LF and form feed */
    gboolean feeds;    /* has form feeds */
} Decoded;

/* Length of the well-formed sequence of UTF-8 of two to four bytes at `p`, 0: there is none. */
static gsize
sequence_length(const guchar *p, gsize room)
{
    if (room >= 3 && (p[0] & 0xF0) == 0xE0 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80)
        return (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] >= 0xA0) ? 0 : 3;
    if (room >= 2 && p[0] >= 0xC2 && p[0] <= 0xDF && (p[1] & 0xC0) == 0x80)
        return 2;
    if (room < 4 || p[0] < 0xF0 || p[0] > 0xF4 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 ||
        (p[3] & 0xC0) != 0x80)
        return 0;
    return (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] >= 0x90) ? 0 : 4;
}

/* A sequence of three with nothing special about it (as E0 and ED have): nearly every Chinese character. */
static inline gboolean
is_plain_three(const guchar *p)
{
    return p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED && ((p[1] ^ 0x80) | (p[2] ^ 0x80)) < 0x40;
}

static gboolean
is_plain_one(guchar c)
{
    return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n';
}

/* Whole blocks of sixteen bytes, each of which is plain ASCII or belongs to a plain sequence of three: how such bytes
 * follow one another is told by bits, whatever the characters. The place behind them, where a character begins. */
static const guchar *
skip_plain_blocks(const guchar *p, const guchar *end)
{
    enum { BLOCK = sizeof(MzBytes), ALL = (1 << BLOCK) - 1 };
    guint firsts = 0; /* bits of the first bytes of sequences; the lowest two are those of the block before */
    for (; end - p >= BLOCK; p += BLOCK) {
        MzSigned bytes = (MzSigned)mz_bytes_at((const char *)p);
        MzHalves first =
            (MzHalves)(bytes > (gint8)0xE0) & (MzHalves)(bytes < (gint8)0xF0) & (MzHalves)(bytes != (gint8)0xED);
        MzHalves later = (MzHalves)(bytes < (gint8)0xC0);
        MzHalves one = ((MzHalves)(bytes >= ' ') & (MzHalves)(bytes != 0x7F)) | (MzHalves)(bytes == '\t') |
                       (MzHalves)(bytes == '\n');
        guint now = mz_bytes_bits(first) << 2 | firsts >> BLOCK;
        if (mz_bytes_bits(first | later | one) != ALL || mz_bytes_bits(later) != ((now >> 1 | now) & ALL))
            break;
        firsts = now;
    }
    return p - (firsts >> BLOCK == 0 ? 0 : 3 - (firsts >> BLOCK));
}

/* The first byte that is neither plain ASCII nor of a plain sequence of three. */
static const guchar *
skip_plain(const guchar *p, const guchar *end)
{
    p = skip_plain_blocks(p, end);
    while (p < end) {
        if (is_plain_one(*p))
            p++;
        else if (end - p >= 3 && is_plain_three(p))
            p += 3;
        else
            break;
    }
    return p;
}

/* The number of bytes that are valid UTF-8 without NUL: all, or up to the first bad byte. One pass, because this and
 * the search for line ends is all that clean text costs. */
static gsize
scan_utf8(const char *bytes, gsize length, Decoded *found)
{
    const guchar *p = (const guchar *)bytes;
    const guchar *end = p + length;
    for (p = skip_plain(p, end); p < end && *p != '\0'; p = skip_plain(p, end)) {
        if (*p < 0x80) {
            found->feeds |= *p == '\f';
            found->controls |= *p != '\f';
            p++;
            continue;
        }
        gsize n = sequence_length(p, (gsize)(end - p));
        if (n == 0)
            break;
        found->controls |= *p == 0xC2 && p[1] < 0xA0;
        p += n;
    }
    return (gsize)(p - (const guchar *)bytes);
}

/* The place behind a beginning of the text. */
static MzPlace
place_behind(const char *name, const char *utf8, gsize length)
{
    MzPlace place = {name, 1, 1};
    for (const char *p = utf8; p < utf8 + length; p = g_utf8_next_char(p)) {
        gboolean crlf = *p == '\r' && p + 1 < utf8 + length && p[1] == '\n';
        if (*p == '\n' || (*p == '\r' && !crlf)) {
            place.line++;
            place.column = 1;
        } else if (!crlf) {
            place.column++;
        }
    }
    return place;
}

/* Whether the text ends in the middle of a character of UTF-8 that begins at `offset`. */
static gboolean
ends_inside(const char *encoding, const char *bytes, gsize length, gsize offset)
{
    return strcmp(encoding, "UTF-8") == 0 && offset > 0 && length - offset < 4 &&
           g_utf8_get_char_validated(bytes + offset, (gssize)(length - offset)) == (gunichar)-2;
}

/* Says that the byte at `offset` fits no encoding; what stands before it is read as `encoding`. */
static void
refuse_byte(const char *name, const char *encoding, const char *bytes, gsize length, gsize offset, GError **error)
{
    gsize n_before = 0;
    char *before = g_convert(bytes, (gssize)offset, "UTF-8", encoding, NULL, &n_before, NULL);
    MzPlace place = {name, 0, 0};
    if (before != NULL)
        place = place_behind(name, before, n_before);
    g_free(before);
    if (ends_inside(encoding, bytes, length, offset)) {
        mz_error_set(error, MZ_ERROR_INPUT, &place, "%s",
                     mz_tr("文件在一个字的中间就结束了，可能没有下载或复制完整，请重新取得原文件",
                           "the file ends in the middle of a character: it may be incomplete, get it again"));
        return;
    }
    mz_error_set(error, MZ_ERROR_INPUT, &place,
                 mz_tr("字节 0x%02X 不合 %s 编码；需要 UTF-8、UTF-16 或 GB18030 的文本，请用编辑器另存为 UTF-8",
                       "byte 0x%02X is not valid %s; text in UTF-8, UTF-16 or GB18030 is expected: save it as UTF-8"),
                 (guint)(guchar)bytes[offset], encoding);
}

static void
refuse_binary(const char *name, const char *utf8, gsize offset, GError **error)
{
    MzPlace place = place_behind(name, utf8, offset);
    mz_error_set(error, MZ_ERROR_INPUT, &place, "%s",
                 mz_tr("文件中有空字节（NUL），不是文本，也不是认识的格式；如果本是 PDF "
                       "等文件，可能没有下载完整，否则请先导出文本",
                       "there is a NUL byte: this is neither text nor a format known; a PDF or the like may be "
                       "incomplete, of anything else export the text first"));
}

/* All of the bytes from `encoding` to UTF-8. */
static gboolean
convert(const char *name, const char *encoding, const char *bytes, gsize length, Decoded *decoded, GError **error)
{
    GError *cause = NULL;
    gsize read = 0;
    gsize written = 0;
    char *made = g_convert(bytes, (gssize)length, "UTF-8", encoding, &read, &written, &cause);
    if (g_error_matches(cause, G_CONVERT_ERROR, G_CONVERT_ERROR_NO_CONVERSION))
        refuse(error, MZ_ERROR_IO, name,
               mz_tr("本机不能转换这种编码；请用编辑器另存为 UTF-8",
                     "this system cannot convert its encoding; save the file as UTF-8"));
    else if (made == NULL || read < length)
        refuse_byte(name, encoding, bytes, length, MIN(read, length - 1), error);
    else if (memchr(made, '\0', written) != NULL)
        refuse_binary(name, made, (gsize)((char *)memchr(made, '\0', written) - made), error);
    else {
        *decoded = (Decoded){encoding, made, written, made, TRUE, TRUE};
        // cppcheck-suppress memleak
        return TRUE;
    }
    g_clear_error(&cause);
    g_free(made);
    return FALSE;
}

/* What a unit of UTF-16 is in nearly every Chinese text: ASCII, a Chinese character, its punctuation, a full-width
 * form. */
static gboolean
is_likely_unit(guint unit)
{
    return (unit >= 0x20 && unit < 0x7F) || unit == '\n' || unit == '\r' || unit == '\t' ||
           (unit >= 0x4E00 && unit <= 0x9FFF) || (unit >= 0x3000 && unit <= 0x303F) ||
           (unit >= 0xFF00 && unit <= 0xFFEF) || (unit >= 0x2010 && unit <= 0x203F);
}

/* Whether the bytes read as UTF-16 (`high` says where in a unit the high byte is) are text: nine of ten units are
 * likely, and there is a line end, without which two letters of ASCII would pass for a Chinese character. */
static gboolean
is_utf16(const char *bytes, gsize length, guint high)
{
    const guchar *p = (const guchar *)bytes;
    gsize units = length / 2;
    gsize likely = 0;
    gboolean line_end = FALSE;
    for (gsize i = 0; i < units; i++, p += 2) {
        guint unit = (guint)p[high] << 8 | p[1 - high];
        likely += is_likely_unit(unit);
        line_end = line_end || unit == '\n' || unit == '\r';
    }
    return line_end && likely * 10 >= units * 9;
}

/* The order of UTF-16 without BOM; NULL: it is not UTF-16. */
static const char *
guess_utf16(const char *bytes, gsize length)
{
    if (is_utf16(bytes, length, 1))
        return "UTF-16LE";
    return is_utf16(bytes, length, 0) ? "UTF-16BE" : NULL;
}

/* What there is of UTF-8 in bytes that are no valid UTF-8. */
typedef struct {
    gboolean is_most; /* they are damaged UTF-8, not GB18030 */
    guint run;        /* the most characters of three bytes with nothing between them but ASCII */
} Trace;

/* Damaged UTF-8: more than half of the bytes beyond ASCII belong to well-formed sequences of three. In GB18030 such
 * sequences are rare, but damaged UTF-8 often is valid GB18030, and would be read as other characters in silence. */
static Trace
trace_utf8(const char *bytes, gsize length)
{
    const guchar *p = (const guchar *)bytes;
    gsize beyond_ascii = 0;
    gsize well_formed = 0;
    guint run = 0, longest = 0;
    for (gsize i = 0; i < length; i++) {
        if (p[i] < 0x80)
            continue;
        beyond_ascii++;
        run++;
        if (i + 2 < length && (p[i] & 0xF0) == 0xE0 && (p[i + 1] & 0xC0) == 0x80 && (p[i + 2] & 0xC0) == 0x80) {
            beyond_ascii += 2;
            well_formed += 3;
            i += 2;
            longest = MAX(longest, run);
        } else {
            run = 0;
        }
    }
    return (Trace){well_formed * 2 > beyond_ascii, longest};
}

/* "“2024年度部门决算…”": the beginning of a line as it is in its encoding, from its first character beyond ASCII. */
static char *
begin_of_line(const char *bytes, gsize length, const char *encoding)
{
    enum { BYTES_SHOWN = 48, SHOWN = 12 };
    gsize from = 0, n = 0, read = 0;
    while (from < length && (guchar)bytes[from] < 0x80)
        from++;
    while (from + n < length && n < BYTES_SHOWN && (guchar)bytes[from + n] >= ' ')
        n++;
    char *text = g_convert(bytes + from, (gssize)n, "UTF-8", encoding, &read, NULL, NULL);
    if (text == NULL && read > 0) /* the last character is cut */
        text = g_convert(bytes + from, (gssize)read, "UTF-8", encoding, NULL, NULL, NULL);
    char *shown = g_utf8_substring(text != NULL ? text : "", 0, MIN(SHOWN, text != NULL ? g_utf8_strlen(text, -1) : 0));
    g_free(text);
    return shown;
}

/* Says where the encoding changes, if it does; `text` begins behind a BOM. */
static gboolean
refuse_parting(const char *name, const char *text, gsize length, GError **error)
{
    MzParting parting;
    if (!mz_find_parting(text, length, &parting))
        return FALSE;
    g_autofree char *before = begin_of_line(text + parting.before_start, length - parting.before_start, parting.before);
    g_autofree char *after = begin_of_line(text + parting.after_start, length - parting.after_start, parting.after);
    MzPlace place = {name, parting.line, 1};
    mz_error_set(error, MZ_ERROR_INPUT, &place,
                 mz_tr("从这一行起是 %s（“%s”），前面是 %s（“%s”）：一个文件里有两种编码，像是由两个文件拼成的；"
                       "请把两部分分别另存为 UTF-8 再合并",
                       "from this line on the text is %s ('%s'), before it is %s ('%s'): one file in two encodings, as "
                       "if made of two; save each part as UTF-8 and join them again"),
                 parting.after, after, parting.before, before);
    return TRUE;
}

/* A text that is not valid UTF-8 and has no BOM; `valid` bytes of it are. */
static gboolean
decode_other(const char *name, const char *bytes, gsize length, gsize valid, Decoded *decoded, GError **error)
{
    if (memchr(bytes, '\0', length) != NULL) {
        const char *encoding = guess_utf16(bytes, length);
        if (encoding != NULL)
            return convert(name, encoding, bytes, length, decoded, error);
        gsize nul = (gsize)((const char *)memchr(bytes, '\0', length) - bytes);
        refuse_binary(name, bytes, MIN(nul, valid), error);
        return FALSE;
    }
    Trace trace = trace_utf8(bytes, length);
    if (trace.run >= MZ_PARTING_SURE && refuse_parting(name, bytes, length, error))
        return FALSE;
    if (trace.is_most) {
        refuse_byte(name, "UTF-8", bytes, length, valid, error);
        return FALSE;
    }
    return convert(name, "GB18030", bytes, length, decoded, error);
}

static gboolean
starts_with(const char *bytes, gsize length, const char *start, gsize n)
{
    return length >= n && memcmp(bytes, start, n) == 0;
}

static gboolean
decode(const char *name, const char *bytes, gsize length, Decoded *decoded, GError **error)
{
    if (starts_with(bytes, length, "\xFF\xFE\0\0", 4) || starts_with(bytes, length, "\0\0\xFE\xFF", 4)) {
        refuse(error, MZ_ERROR_INPUT, name,
               mz_tr("这是 UTF-32 编码，不支持；请用编辑器另存为 UTF-8",
                     "this is UTF-32, which is not supported; save the file as UTF-8"));
        return FALSE;
    }
    if (starts_with(bytes, length, "\xFF\xFE", 2))
        return convert(name, "UTF-16LE", bytes + 2, length - 2, decoded, error);
    if (starts_with(bytes, length, "\xFE\xFF", 2))
        return convert(name, "UTF-16BE", bytes + 2, length - 2, decoded, error);
    gboolean marked = starts_with(bytes, length, "\xEF\xBB\xBF", 3);
    const char *text = marked ? bytes + 3 : bytes;
    gsize text_length = marked ? length - 3 : length;
    Decoded found = {"UTF-8", text, text_length, NULL, FALSE, FALSE};
    gsize valid = scan_utf8(text, text_length, &found);
    if (valid == text_length) {
        *decoded = found;
        return TRUE;
    }
    if (!marked)
        return decode_other(name, bytes, length, valid, decoded, error);
    if (text[valid] == '\0')
        refuse_binary(name, text, valid, error);
    else if (!refuse_parting(name, text, text_length, error))
        refuse_byte(name, "UTF-8", text, text_length, valid, error);
    return FALSE;
}

/* ---- lines */

/* CRLF and CR become LF, in place; the other control characters but tab and form feed become blanks. Returns the
 * length. */
static gsize
tidy_controls(char *text, gsize length)
{
    char *out = text;
    for (const char *p = text, *end = text + length; p < end; p++) {
        const char *plain = p;
        p = (const char *)skip_plain((const guchar *)p, (const guchar *)end);
        memmove(out, plain, (gsize)(p - plain));
        out += p - plain;
        if (p == end)
            break;
        guchar c = (guchar)*p;
        if (c == '\r') {
            if (p[1] != '\n')
                *out++ = '\n';
        } else if (c == 0xC2 && (guchar)p[1] < 0xA0) {
            *out++ = ' ';
            p++;
        } else {
            *out++ = (c < 0x20 && c != '\t' && c != '\n' && c != '\f') || c == 0x7F ? ' ' : *p;
        }
    }
    *out = '\0';
    return (gsize)(out - text);
}

/* A form feed belongs to the beginning of a line; elsewhere it is a blank. */
static void
take_form_feeds(MzLine *line, char *text)
{
    for (; *text == '\f'; text++) {
        line->page_break = TRUE;
        line->text++;
        line->length--;
    }
    while ((text = strchr(text, '\f')) != NULL)
        *text = ' ';
}

/* Lines as they are found. */
typedef struct {
    MzLine *at;
    guint n, room;
} Lines;

static void
add_line(Lines *lines, char *text, char *stop, const Decoded *decoded)
{
    *stop = '\0';
    if (lines->n == lines->room)
        lines->at = g_renew(MzLine, lines->at, lines->room *= 2);
    MzLine *line = &lines->at[lines->n++];
    *line = (MzLine){text, (guint32)(stop - text), FALSE, FALSE};
    if (decoded->feeds)
        take_form_feeds(line, text);
}

/* Cuts the text, which it owns, into its lines. Behind it stand as many bytes as are looked at once. */
static void
cut_lines(MzSource *source, char *text, gsize length, const Decoded *decoded)
{
    if (decoded->controls)
        length = tidy_controls(text, length);
    enum { USUAL = 1024 };
    Lines lines = {g_new(MzLine, USUAL), 0, USUAL};
    char *begin = text, *end = text + length;
    for (char *p = text; p < end; p += sizeof(MzBytes)) {
        guint stops = mz_bytes_bits((MzHalves)(mz_bytes_at(p) == '\n'));
        for (; stops != 0; stops &= stops - 1) {
            char *stop = p + __builtin_ctz(stops);
            if (stop >= end)
                break; /* what was there before the text was tidied */
            add_line(&lines, begin, stop, decoded);
            begin = stop + 1;
        }
    }
    if (begin < end)
        add_line(&lines, begin, end, decoded);
    source->n_lines = lines.n;
    source->lines = mz_arena_memdup(source->arena, lines.at, lines.n * sizeof(MzLine));
    g_free(lines.at);
}

MzSource *
mz_source_from_bytes(const char *name, const char *bytes, gsize length, GError **error)
{
    if (length > MZ_SOURCE_LIMIT) {
        refuse_size(error, name, MZ_SOURCE_LIMIT);
        return NULL;
    }
    Decoded decoded = {NULL, bytes, 0, NULL, FALSE, FALSE};
    if (length > 0 && !decode(name, bytes, length, &decoded, error))
        return NULL;
    if (decoded.length == 0) {
        refuse(error, MZ_ERROR_INPUT, name,
               mz_tr("文件是空的；需要报告的文本", "the file is empty; the text of a report is expected"));
        g_free(decoded.made);
        return NULL;
    }
    MzArena *arena = mz_arena_new();
    MzSource *source = mz_arena_new0(arena, MzSource, 1);
    source->arena = arena;
    source->name = mz_arena_strdup(arena, name);
    source->encoding = decoded.encoding;
    char *text = mz_arena_alloc(arena, decoded.length + 1 + MZ_LINE_SLACK);
    memcpy(text, decoded.bytes, decoded.length);
    memset(text + decoded.length, 0, 1 + MZ_LINE_SLACK);
    cut_lines(source, text, decoded.length, &decoded);
    g_free(decoded.made);
    return source;
}

guint32
mz_source_place(const MzSource *source, guint32 line, guint32 start, guint32 end, MzBox *box)
{
    *box = (MzBox){0, 0, 0, 0};
    if (source->places == NULL || line == 0 || line > source->n_lines)
        return 0;
    const MzLinePlace *place = &source->places[line - 1];
    end = MIN(end, (guint32)g_utf8_strlen(source->lines[line - 1].text, -1));
    for (guint32 i = start; place->boxes != NULL && i < end; i++) {
        const MzBox *one = &place->boxes[i];
        if (one->x1 <= one->x0)
            continue;
        gboolean first = box->x1 <= box->x0;
        box->x0 = first ? one->x0 : MIN(box->x0, one->x0);
        box->y0 = first ? one->y0 : MIN(box->y0, one->y0);
        box->x1 = first ? one->x1 : MAX(box->x1, one->x1);
        box->y1 = first ? one->y1 : MAX(box->y1, one->y1);
    }
    return place->page;
}

void
mz_source_free(MzSource *source)
{
    if (source != NULL)
        mz_arena_free(source->arena);
}
