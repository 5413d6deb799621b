#include "publish/path.h"

#include <string.h>

#include "base/buffer.h"
#include "base/error.h"

static const char reserved[] = "/\\:*?\"<>|#%";

/* Names that Windows keeps for devices, whatever extension follows. */
static const char *const devices[] = {"con",  "prn",  "aux",  "nul",  "com1", "com2", "com3", "com4",
                                      "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3",
                                      "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"};

static gboolean
is_device(const char *part, gsize length)
{
    enum { SHORTEST = 3, LONGEST = 4 };
    gsize stem = 0;
    while (stem < length && stem <= LONGEST && part[stem] != '.')
        stem++;
    if (stem < SHORTEST || stem > LONGEST)
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(devices); i++) {
        if (strlen(devices[i]) == stem && g_ascii_strncasecmp(part, devices[i], stem) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Controls, and the marks by which text can look like other text (directions, zero width, line and paragraph
 * separators). */
static gboolean
is_control(gunichar c)
{
    return g_unichar_iscntrl(c) || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffc);
}

static gboolean
is_replaced(gunichar c)
{
    return is_control(c) || g_unichar_isspace(c) || (c < 0x80 && strchr(reserved, (int)c) != NULL);
}

/* The longest beginning of at most `limit` bytes that ends with a whole character. */
static gsize
whole_characters(const char *text, gsize limit)
{
    while (limit > 0 && ((guchar)text[limit] & 0xc0) == 0x80)
        limit--;
    return limit;
}

static void
trim_end(GString *part)
{
    while (part->len > 0 && strchr("._ ", part->str[part->len - 1]) != NULL)
        g_string_truncate(part, part->len - 1);
}

/* Cuts to `limit` bytes; an extension of up to 15 bytes is kept. */
static void
cut(GString *part, gsize limit)
{
    if (part->len <= limit)
        return;
    const char *dot = strrchr(part->str, '.');
    char *extension = g_strdup(dot != NULL && strlen(dot) <= 16 ? dot : "");
    g_string_truncate(part, whole_characters(part->str, limit - strlen(extension)));
    trim_end(part);
    g_string_append(part, extension);
    g_free(extension);
}

char *
mz_path_part(const char *name)
{
    /* GLib normalizes some texts that are not UTF-8, too. */
    char *composed = g_utf8_validate(name, -1, NULL) ? g_utf8_normalize(name, -1, G_NORMALIZE_NFC) : NULL;
    if (composed == NULL)
        return g_strdup("_");
    GString *part = g_string_sized_new(strlen(composed) + 2);
    gboolean gap = FALSE;
    for (const char *at = composed; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (is_replaced(c)) {
            gap = TRUE;
            continue;
        }
        if (part->len == 0 && (c == '.' || (gap && c == '_')))
            continue;
        if (gap && part->len > 0)
            g_string_append_c(part, '_');
        gap = FALSE;
        g_string_append_unichar(part, c);
    }
    g_free(composed);
    trim_end(part);
    if (is_device(part->str, part->len))
        g_string_insert_c(part, (gssize)strcspn(part->str, "."), '_');
    cut(part, MZ_PATH_PART_MAX);
    if (part->len == 0)
        g_string_append_c(part, '_');
    return g_string_free(part, FALSE);
}

/* The first character that is none of those that nearly all our names are made of: letters and digits of ASCII, - _ .
 * and the Chinese characters from U+4000 to U+9FFF. They may stand in every part of a path, and compose with nothing.
 */
static const char *
pass_usual(const char *at)
{
    for (;;) {
        if (g_ascii_isalnum(*at) || *at == '-' || *at == '_' || *at == '.')
            at++;
        else if ((guchar)*at >= 0xe4 && (guchar)*at <= 0xe9 && (at[1] & 0xc0) == 0x80 && (at[2] & 0xc0) == 0x80)
            at += 3;
        else
            return at;
    }
}

/* NFC without asking GLib where there are only characters that compose with nothing. */
static gboolean
is_composed(const char *text)
{
    const char *at = pass_usual(text);
    while (*at != '\0' && (guchar)*at < 0x80)
        at = pass_usual(at + 1);
    if (*at == '\0')
        return TRUE;
    char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    gboolean same = composed != NULL && strcmp(composed, text) == 0;
    g_free(composed);
    return same;
}

/* What is wrong with one part, whose characters are all usual or not, or NULL. */
static const char *
part_fault(const char *part, gsize length, gboolean usual)
{
    if (length == 0)
        return mz_tr("有空的路径段", "it has an empty part");
    if (strncmp(part, "..", length) == 0)
        return mz_tr("路径段不能是 . 或 ..", "a part may not be . or ..");
    if (length > MZ_PATH_PART_MAX)
        return mz_tr("路径段超过 200 字节", "a part has more than 200 bytes");
    for (const char *at = part; !usual && (at = pass_usual(at)) < part + length; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (is_control(c))
            return mz_tr("含有控制字符", "it has a control character");
        if (c < 0x80 && strchr(reserved, (int)c) != NULL)
            return mz_tr("含有保留字符（/ \\ : * ? \" < > | # %）",
                         "it has a reserved character (/ \\ : * ? \" < > | # %)");
    }
    if (part[0] == ' ' || part[length - 1] == ' ' || part[length - 1] == '.')
        return mz_tr("路径段不能以空格开头，也不能以空格或点结尾",
                     "a part may not begin with a blank or end with a blank or dot");
    return is_device(part, length) ? mz_tr("是 Windows 的设备名", "it is a device name of Windows") : NULL;
}

static const char *
path_fault(const char *path)
{
    if (path[0] == '/')
        return mz_tr("必须是相对路径", "it must be relative");
    if (strlen(path) > MZ_PATH_MAX)
        return mz_tr("路径超过 2000 字节", "it has more than 2000 bytes");
    gboolean all_usual = TRUE; /* so far: such are UTF-8 and composed */
    guint depth = 0;
    for (const char *part = path;;) {
        const char *end = pass_usual(part);
        gboolean usual = *end == '/' || *end == '\0';
        if (!usual && all_usual && !g_utf8_validate(path, -1, NULL))
            return mz_tr("不是 UTF-8", "it is not UTF-8");
        all_usual = all_usual && usual;
        if (!usual)
            end += strcspn(end, "/");
        const char *fault = part_fault(part, (gsize)(end - part), usual);
        if (fault != NULL)
            return fault;
        if (++depth > MZ_PATH_DEPTH_MAX)
            return mz_tr("路径超过 32 层", "it has more than 32 parts");
        if (*end == '\0')
            break;
        part = end + 1;
    }
    return all_usual || is_composed(path) ? NULL : mz_tr("不是 NFC 规范形式", "it is not in normal form NFC");
}

gboolean
mz_path_check(const char *path, GError **error)
{
    const char *fault = path_fault(path);
    if (fault == NULL)
        return TRUE;
    char *shown = g_utf8_make_valid(path, -1);
    for (char *at = shown; *at != '\0'; at++) {
        if (g_ascii_iscntrl(*at))
            *at = '?'; /* a name must not play tricks on the terminal */
    }
    mz_error_set(error, MZ_ERROR_IO, NULL, mz_tr("不能用作输出路径“%s”：%s", "'%s' cannot be an output path: %s"),
                 shown, fault);
    g_free(shown);
    return FALSE;
}

/* Whether a byte stands in a link as it is: letters and digits of ASCII, - . _ ~ and the slash. */
static inline gboolean
is_plain(guchar c)
{
    static const guint64 plain[] = {G_GUINT64_CONSTANT(0x03ffe00000000000), G_GUINT64_CONSTANT(0x47fffffe87fffffe)};
    return c < 0x80 && (plain[c >> 6] >> (c & 63) & 1) != 0;
}

static gsize
href_length(const char *path)
{
    gsize length = 0;
    for (; *path != '\0'; path++)
        length += is_plain((guchar)*path) ? 1 : 3;
    return length;
}

static void
write_href(char *href, const char *path)
{
    static const char digits[] = "0123456789ABCDEF";
    for (; *path != '\0'; path++) {
        guchar c = (guchar)*path;
        if (is_plain(c)) {
            *href++ = (char)c;
        } else {
            *href++ = '%';
            *href++ = digits[c >> 4];
            *href++ = digits[c & 15];
        }
    }
    *href = '\0';
}

char *
mz_path_href(const char *path)
{
    char *href = g_malloc(href_length(path) + 1);
    write_href(href, path);
    return href;
}

const char *
mz_path_href_in(MzArena *arena, const char *path)
{
    gsize length = href_length(path);
    if (length == strlen(path))
        return path;
    char *href = mz_arena_bytes(arena, length + 1);
    write_href(href, path);
    return href;
}

/* How many bytes two texts have in common at their beginnings. */
static gsize
same_bytes(const char *one, const char *other)
{
    gsize at = 0, most = MIN(strlen(one), strlen(other));
    for (guint64 a, b; at + sizeof a <= most; at += sizeof a) {
        memcpy(&a, one + at, sizeof a);
        memcpy(&b, other + at, sizeof b);
        if (a != b)
            break;
    }
    while (at < most && one[at] == other[at])
        at++;
    return at;
}

char *
mz_path_relative_href(MzArena *arena, const char *from, const char *to, const char *file, const char *anchor)
{
    static const char up[] = "../";
    gsize at = same_bytes(from, to), common = at,
          depth = 0; /* bytes of the folders that both share; folders of `from` below them */
    while (common > 0 && from[common - 1] != '/')
        common--;
    gboolean is_inside = file != NULL && to[at] == '\0' && from[at] == '/'; /* `from` stands in the folder `to` */
    if (is_inside)
        common = at + 1;
    for (const char *below = from + common; (below = strchr(below, '/')) != NULL; below++)
        depth++;
    const char *way = is_inside ? "" : to + common, *slash = file == NULL || is_inside ? "" : "/";
    gsize length = strlen(way), file_length = file == NULL ? 0 : strlen(file);
    gsize anchor_length = anchor == NULL ? 0 : strlen(anchor);
    char *href = mz_arena_bytes(arena, depth * strlen(up) + length + file_length + anchor_length + 3), *end = href;
    for (; depth > 0; depth--, end += strlen(up))
        memcpy(end, up, strlen(up));
    memcpy(end, way, length);
    end += length;
    if (*slash != '\0')
        *end++ = '/';
    mz_copy(end, file, file_length);
    end += file_length;
    if (anchor != NULL)
        *end++ = '#';
    mz_copy(end, anchor, anchor_length);
    end[anchor_length] = '\0';
    return href;
}

char *
mz_path_to_root(const char *path)
{
    GString *way = g_string_new(NULL);
    for (; *path != '\0'; path++) {
        if (*path == '/')
            g_string_append(way, "../");
    }
    return g_string_free(way, FALSE);
}

gsize
mz_parent_length(const char *path, gsize length)
{
    while (length > 0 && path[length - 1] != '/')
        length--;
    return length > 0 ? length - 1 : 0;
}

/* One of the characters that are neither ASCII nor Chinese. */
static gunichar
fold_rare(const char **at)
{
    gunichar c = g_utf8_get_char(*at);
    *at = g_utf8_next_char(*at);
    return g_unichar_tolower(g_unichar_toupper(c));
}

/* One character without upper and lower case, and the place behind it. Chinese characters have none: no look-up. */
__attribute__((always_inline)) static inline gunichar
fold_next(const char **at)
{
    const guchar *bytes = (const guchar *)*at;
    guchar lead = bytes[0];
    if (lead < 0x80) {
        (*at)++;
        return lead | (lead >= 'A' && lead <= 'Z' ? 0x20u : 0u);
    }
    if (lead < 0xe3 || lead > 0xe9 || (bytes[1] & 0xc0) != 0x80 || (bytes[2] & 0xc0) != 0x80)
        return fold_rare(at);
    *at += 3;
    return (lead & 0xfu) << 12 | (bytes[1] & 0x3fu) << 6 | (bytes[2] & 0x3fu);
}

guint64
mz_path_fold_hash(const char *path, gsize length)
{
    guint64 hash = 0xcbf29ce484222325; /* FNV-1a over characters */
    for (const char *at = path; at < path + length;)
        hash = (hash ^ fold_next(&at)) * 0x100000001b3;
    return hash;
}

gboolean
mz_path_fold_equal(const char *a, gsize a_length, const char *b, gsize b_length)
{
    const char *a_end = a + a_length, *b_end = b + b_length;
    while (a < a_end && b < b_end) {
        if (fold_next(&a) != fold_next(&b))
            return FALSE;
    }
    return a == a_end && b == b_end;
}
