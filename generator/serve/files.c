#include "serve/files.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST = 256 * 1024 * 1024 };

const char *
mz_content_type(const char *name)
{
    static const char *const types[][2] = {
        {".html", "text/html; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json; charset=utf-8"},
        {".jsonl", "application/jsonl; charset=utf-8"},
        {".csv", "text/csv; charset=utf-8"},
        {".txt", "text/plain; charset=utf-8"},
        {".xml", "application/xml; charset=utf-8"},
        {".atom", "application/atom+xml; charset=utf-8"},
        {".svg", "image/svg+xml; charset=utf-8"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},
        {".gif", "image/gif"},
        {".webp", "image/webp"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".pdf", "application/pdf"},
        {".zip", "application/zip"},
        {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    };
    const char *ending = strrchr(name, '.');
    for (gsize i = 0; ending != NULL && i < G_N_ELEMENTS(types); i++) {
        if (g_ascii_strcasecmp(ending, types[i][0]) == 0)
            return types[i][1];
    }
    return "application/octet-stream";
}

/* A part of an address that may be a name in the folder. */
static gboolean
is_name(const char *part)
{
    if (part[0] == '\0' || part[0] == '.')
        return FALSE;
    for (const char *at = part; *at != '\0'; at++) {
        if ((guchar)*at < 0x20 || *at == 0x7f || *at == '\\')
            return FALSE;
    }
    return TRUE;
}

/* Opens what the parts name, never through a symbolic link. -1: there is no such thing. */
static int
open_parts(int root, char **parts)
{
    int at = dup(root);
    for (guint i = 0; at >= 0 && parts[i] != NULL; i++) {
        gboolean is_last = parts[i + 1] == NULL;
        int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (is_last ? 0 : O_DIRECTORY);
        int next = is_name(parts[i]) ? openat(at, parts[i], flags) : -1;
        close(at);
        at = next;
    }
    return at;
}

static char *
read_all(int handle, gsize size, gsize *length)
{
    char *bytes = g_malloc(size + 1);
    gsize got = 0;
    while (got < size) {
        ssize_t part = read(handle, bytes + got, size - got);
        if (part < 0 && errno == EINTR)
            continue;
        if (part <= 0)
            break;
        got += (gsize)part;
    }
    bytes[got] = '\0';
    *length = got;
    return bytes;
}

MzServed
mz_served(int root, const char *address)
{
    MzServed served = {MZ_SERVED_NOTHING, NULL, 0, NULL};
    if (address[0] != '/' || !g_utf8_validate(address, -1, NULL))
        return served;
    char *path = g_str_has_suffix(address, "/") ? g_strconcat(address + 1, "index.html", NULL) : g_strdup(address + 1);
    char **parts = g_strsplit(path, "/", -1);
    int handle = open_parts(root, parts);
    struct stat info;
    if (handle >= 0 && fstat(handle, &info) == 0) {
        if (S_ISDIR(info.st_mode)) {
            served.kind = MZ_SERVED_FOLDER;
        } else if (S_ISREG(info.st_mode) && info.st_size <= LARGEST) {
            served.kind = MZ_SERVED_FILE;
            served.bytes = read_all(handle, (gsize)info.st_size, &served.length);
            served.type = mz_content_type(path);
        }
    }
    if (handle >= 0)
        close(handle);
    g_strfreev(parts);
    g_free(path);
    return served;
}

char *
mz_served_page(const char *html, gsize length, const char *script, gsize *new_length)
{
    static const char meta[] = "<meta http-equiv=\"Content-Security-Policy\"";
    GString *page = g_string_sized_new(length + 256);
    const char *from = html, *policy = g_strstr_len(html, (gssize)length, meta);
    const char *policy_end = policy != NULL ? memchr(policy, '>', length - (gsize)(policy - html)) : NULL;
    if (policy_end != NULL) {
        g_string_append_len(page, html, policy - html);
        from = policy_end + 1;
    }
    const char *end = html + length, *body_end = g_strrstr_len(from, end - from, "</body>");
    if (body_end == NULL)
        body_end = end;
    g_string_append_len(page, from, body_end - from);
    g_string_append(page, script);
    g_string_append_len(page, body_end, end - body_end);
    *new_length = page->len;
    return g_string_free(page, FALSE);
}
