#include "site/links.h"

#include <string.h>

#include "base/error.h"
#include "publish/tree.h"

typedef struct {
    const char *page; /* path of the page in the tree, owned by `files` */
    guint line;
    char *target;   /* path in the tree */
    char *fragment; /* decoded; NULL: none */
    char *shown;    /* as it stands in the page */
} Link;

typedef struct {
    const char *out;
    GHashTable *files; /* paths of the tree */
    GHashTable *ids;   /* "path#id" */
    GArray *links;     /* Link */
} Walk;

static gboolean
read_manifest(Walk *walk, GError **error)
{
    char *path = g_build_filename(walk->out, MZ_TREE_MANIFEST, NULL);
    char *text = NULL;
    GError *trouble = NULL;
    gboolean good = g_file_get_contents(path, &text, NULL, &trouble);
    if (!good) {
        MzPlace place = {path, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法读取：%s", "cannot be read: %s"), mz_error_reason(trouble));
        g_error_free(trouble);
    }
    /* SHA-256, length, path; what is no such line is a heading. */
    char **lines = good ? g_strsplit(text, "\n", -1) : NULL;
    for (guint i = 0; good && lines[i] != NULL; i++) {
        const char *first = strchr(lines[i], ' ');
        const char *second =
            first != NULL && first - lines[i] == 64 ? strpbrk(first + 1 + strspn(first + 1, " "), " ") : NULL;
        if (second != NULL)
            g_hash_table_add(walk->files, g_strdup(second + 1 + strspn(second + 1, " ")));
    }
    g_strfreev(lines);
    g_free(text);
    g_free(path);
    return good;
}

static char *
unescape_html(const char *text, gsize length)
{
    static const char *const names[][2] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    GString *out = g_string_sized_new(length);
    for (const char *at = text; at < text + length;) {
        gsize i = 0;
        while (i < G_N_ELEMENTS(names) && strncmp(at, names[i][0], strlen(names[i][0])) != 0)
            i++;
        g_string_append_c(out, i < G_N_ELEMENTS(names) ? names[i][1][0] : *at);
        at += i < G_N_ELEMENTS(names) ? strlen(names[i][0]) : 1;
    }
    return g_string_free(out, FALSE);
}

static gboolean
leads_away(const char *href)
{
    gsize scheme = strspn(href, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");
    return (scheme > 0 && href[scheme] == ':') || g_str_has_prefix(href, "//");
}

/* The path in the tree that `href` names, seen from `page`; NULL when it climbs out of the tree. */
static char *
resolve(const char *page, const char *href, gsize length)
{
    char *encoded = g_strndup(href, length);
    char *relative = g_uri_unescape_string(encoded, NULL);
    g_free(encoded);
    if (relative == NULL || relative[0] == '/') {
        g_free(relative);
        return NULL;
    }
    if (relative[0] == '\0') {
        g_free(relative);
        return g_strdup(page);
    }
    const char *slash = strrchr(page, '/');
    GString *path = g_string_new_len(page, slash != NULL ? slash + 1 - page : 0);
    char **parts = g_strsplit(relative, "/", -1);
    gboolean good = TRUE;
    for (guint i = 0; parts[i] != NULL && good; i++) {
        if (strcmp(parts[i], "..") == 0) {
            good = path->len > 0;
            if (good)
                g_string_truncate(path, path->len - 1);
            while (path->len > 0 && path->str[path->len - 1] != '/')
                g_string_truncate(path, path->len - 1);
        } else if (strcmp(parts[i], ".") != 0) {
            g_string_append(path, parts[i]);
            if (parts[i + 1] != NULL)
                g_string_append_c(path, '/');
        }
    }
    g_strfreev(parts);
    g_free(relative);
    return g_string_free(path, !good);
}

static void
add_link(Walk *walk, const char *page, guint line, const char *value, gsize length)
{
    char *href = unescape_html(value, length);
    if (leads_away(href)) {
        g_free(href);
        return;
    }
    char *hash = strchr(href, '#');
    gsize path_length = strcspn(href, "?#");
    Link link = {page, line, resolve(page, href, path_length), NULL, href};
    if (hash != NULL && hash[1] != '\0')
        link.fragment = g_uri_unescape_string(hash + 1, NULL);
    g_array_append_vals(walk->links, &link, 1);
    /* The array owns the strings from here on. */
    // cppcheck-suppress memleak
}

/* Notes ids and links of a page. The pages are our own, so attributes are always ` name="value"`. */
static void
scan_page(Walk *walk, const char *page, const char *text)
{
    guint line = 1;
    gboolean in_tag = FALSE;
    for (const char *at = text; *at != '\0'; at++) {
        line += *at == '\n';
        if (*at == '<')
            in_tag = at[1] != '!';
        else if (*at == '>')
            in_tag = FALSE;
        if (!in_tag || *at != ' ')
            continue;
        gboolean is_id = strncmp(at, " id=\"", 5) == 0;
        gsize skip = is_id ? 5 : strncmp(at, " href=\"", 7) == 0 ? 7 : strncmp(at, " src=\"", 6) == 0 ? 6 : 0;
        if (skip == 0)
            continue;
        gsize length = strcspn(at + skip, "\"");
        if (is_id) {
            char *id = unescape_html(at + skip, length);
            g_hash_table_add(walk->ids, g_strdup_printf("%s#%s", page, id));
            g_free(id);
        } else {
            add_link(walk, page, line, at + skip, length);
        }
        at += skip + length;
    }
}

static gboolean
scan_pages(Walk *walk, GError **error)
{
    GHashTableIter iter;
    gpointer path;
    g_hash_table_iter_init(&iter, walk->files);
    while (g_hash_table_iter_next(&iter, &path, NULL)) {
        if (!g_str_has_suffix(path, ".html"))
            continue;
        char *file = g_build_filename(walk->out, path, NULL);
        char *text = NULL;
        GError *trouble = NULL;
        if (!g_file_get_contents(file, &text, NULL, &trouble)) {
            MzPlace place = {file, 0, 0};
            mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法读取：%s", "cannot be read: %s"),
                         mz_error_reason(trouble));
            g_error_free(trouble);
            g_free(file);
            return FALSE;
        }
        scan_page(walk, path, text);
        g_free(text);
        g_free(file);
    }
    return TRUE;
}

static gint
by_place(gconstpointer a, gconstpointer b)
{
    const Link *one = a, *other = b;
    int order = strcmp(one->page, other->page);
    return order != 0 ? order : (int)one->line - (int)other->line;
}

static gboolean
leads_somewhere(const Walk *walk, const Link *link)
{
    if (link->target == NULL || !g_hash_table_contains(walk->files, link->target))
        return FALSE;
    if (link->fragment == NULL)
        return TRUE;
    char *id = g_strdup_printf("%s#%s", link->target, link->fragment);
    gboolean known = g_hash_table_contains(walk->ids, id);
    g_free(id);
    return known;
}

static void
follow(Walk *walk, guint *n_broken, GPtrArray *errors)
{
    g_array_sort(walk->links, by_place);
    for (guint i = 0; i < walk->links->len; i++) {
        const Link *link = &g_array_index(walk->links, Link, i);
        if (leads_somewhere(walk, link))
            continue;
        char *file = g_build_filename(walk->out, link->page, NULL);
        MzPlace place = {file, link->line, 0};
        GError *error = NULL;
        mz_error_set(&error, MZ_ERROR_IO, &place, mz_tr("链接无处可去：%s", "the link leads nowhere: %s"), link->shown);
        g_ptr_array_add(errors, error);
        g_free(file);
        (*n_broken)++;
    }
}

static void
clear_link(gpointer data)
{
    Link *link = data;
    g_free(link->target);
    g_free(link->fragment);
    g_free(link->shown);
}

gboolean
mz_links_check(const char *out, guint *n_links, guint *n_broken, GPtrArray *errors, GError **error)
{
    Walk walk = {out, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                 g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), g_array_new(FALSE, FALSE, sizeof(Link))};
    g_array_set_clear_func(walk.links, clear_link);
    *n_broken = 0;
    gboolean good = read_manifest(&walk, error) && scan_pages(&walk, error);
    if (good)
        follow(&walk, n_broken, errors);
    *n_links = walk.links->len;
    g_array_free(walk.links, TRUE);
    g_hash_table_destroy(walk.ids);
    g_hash_table_destroy(walk.files);
    return good;
}
