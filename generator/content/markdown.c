#include "content/markdown.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "publish/path.h"
#include "read/source.h"
#include "content/settings.h"

static gboolean
fail(const char *file, guint line, GError **error, const char *zh, const char *en)
{
    MzPlace place = {file, line, 0};
    mz_error_set(error, MZ_ERROR_INPUT, &place, "%s", mz_lang() == MZ_LANG_EN ? en : zh);
    return FALSE;
}

static gboolean
take_field(const char *file, guint line, char *text, MzArena *arena, MzPage *page, GError **error)
{
    char *colon = strchr(text, ':');
    if (colon == NULL)
        return fail(file, line, error, "这一行应为“键: 值”", "this line should be 'key: value'");
    *colon = '\0';
    const char *key = g_strstrip(text);
    char *value = g_strstrip(colon + 1);
    if (strcmp(key, "title") == 0)
        page->title = mz_arena_strdup(arena, value);
    else if (strcmp(key, "description") == 0)
        page->description = mz_arena_strdup(arena, value);
    else if (strcmp(key, "nav") == 0 && strspn(value, "0123456789") == strlen(value) && value[0] != '\0')
        page->nav = atoi(value);
    else if (strcmp(key, "nav") == 0)
        return fail(file, line, error, "nav 应为数字，即在导航里的位置",
                    "nav is a number, the place in the navigation");
    else
        return fail(file, line, error, "不认识的键，可用 title、description、nav",
                    "unknown key; there are title, description, nav");
    return TRUE;
}

/* Reads the front matter; returns where the text begins, NULL on error. */
static const char *
read_front(const char *file, const char *text, MzArena *arena, MzPage *page, guint *line, GError **error)
{
    char **lines = g_strsplit(text, "\n", -1);
    const char *body = NULL;
    const char *at = text;
    gboolean good = lines[0] != NULL && strcmp(g_strchomp(lines[0]), "---") == 0;
    if (!good)
        fail(file, 1, error, "页面应以一行 --- 开头，下面写 title: 标题，再以 --- 结束",
             "a page begins with a line ---, then title: TITLE, then --- again");
    for (guint i = 0; good && lines[i] != NULL && body == NULL; i++) {
        const char *end = strchr(at, '\n');
        at = end != NULL ? end + 1 : at + strlen(at);
        g_strchomp(lines[i]);
        *line = i + 2;
        if (i > 0 && strcmp(lines[i], "---") == 0)
            body = at;
        else if (i > 0 && lines[i][0] != '\0')
            good = take_field(file, i + 1, lines[i], arena, page, error);
    }
    if (good && body == NULL)
        fail(file, 1, error, "开头的 --- 没有对应的结束 ---", "the opening --- has no closing ---");
    g_strfreev(lines);
    return body;
}

/* Links to other pages are written as they stand beside each other in content/pages/. */
static void
turn_link(cmark_node *node)
{
    const char *url = cmark_node_get_url(node);
    if (url == NULL || strstr(url, "://") != NULL)
        return;
    const char *hash = strchr(url, '#');
    gsize length = hash != NULL ? (gsize)(hash - url) : strlen(url);
    if (length < 3 || strncmp(url + length - 3, ".md", 3) != 0)
        return;
    char *turned = g_strdup_printf("%.*s.html%s", (int)(length - 3), url, hash != NULL ? hash : "");
    cmark_node_set_url(node, turned);
    g_free(turned);
}

/* The line under the head of a table as other dialects have it: "|---|:--|". */
static gboolean
is_table_rule(const char *text)
{
    return text != NULL && text[strspn(text, "|-: \t")] == '\0' && strchr(text, '|') != NULL &&
           strstr(text, "--") != NULL;
}

/* Who writes a table would find its strokes on the page. `line`: where the text begins in the file. */
static void
note_table(const char *file, guint line, cmark_node *node, GPtrArray *warnings)
{
    if (cmark_node_get_type(node) != CMARK_NODE_TEXT || !is_table_rule(cmark_node_get_literal(node)))
        return;
    while (node != NULL && cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH)
        node = cmark_node_parent(node);
    if (node == NULL)
        return;
    GError *warning = NULL;
    fail(file, line + (guint)cmark_node_get_start_line(node) - 1, &warning,
         "说明页里不能画表格，竖线会原样显示；请改成列表或几句话",
         "pages have no tables, the strokes are shown as they are; please write a list or sentences");
    g_ptr_array_add(warnings, warning);
}

/* `line`: where the text begins in the file. */
static const char *
to_html(const char *file, guint line, const char *text, MzArena *arena, GPtrArray *warnings)
{
    cmark_node *document = cmark_parse_document(text, strlen(text), CMARK_OPT_DEFAULT);
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event = cmark_iter_next(iter); event != CMARK_EVENT_DONE; event = cmark_iter_next(iter)) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_LINK)
            turn_link(node);
        if (event == CMARK_EVENT_ENTER)
            note_table(file, line, node, warnings);
        /* The page has its own h1. */
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_HEADING &&
            cmark_node_get_heading_level(node) == 1)
            cmark_node_set_heading_level(node, 2);
    }
    char *html = cmark_render_html(document, CMARK_OPT_DEFAULT);
    const char *copy = mz_arena_strdup(arena, html);
    free(html);
    cmark_iter_free(iter);
    cmark_node_free(document);
    return copy;
}

/* Reads one page. */
static gboolean
read_page(const char *file, const char *text, gsize length, MzArena *arena, MzPage *page, GPtrArray *warnings,
          GError **error)
{
    *page = (MzPage){NULL, mz_arena_strdup(arena, file), NULL, "", 0, NULL};
    if (!g_utf8_validate(text, (gssize)length, NULL))
        return fail(file, 0, error, "不是 UTF-8 文本", "the text is not UTF-8");
    if (g_str_has_prefix(text, "\xef\xbb\xbf"))
        text += 3;
    guint line = 0;
    const char *body = read_front(file, text, arena, page, &line, error);
    if (body == NULL)
        return FALSE;
    if (page->title == NULL || page->title[0] == '\0')
        return fail(file, 1, error, "缺少 title: 标题", "the title is missing (title: …)");
    page->body_html = to_html(file, line, body, arena, warnings);
    return TRUE;
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static gint
by_nav(gconstpointer a, gconstpointer b)
{
    const MzPage *one = a, *other = b;
    if ((one->nav > 0) != (other->nav > 0))
        return one->nav > 0 ? -1 : 1;
    if (one->nav != other->nav)
        return one->nav - other->nav;
    return strcmp(one->name, other->name);
}

static GPtrArray *
list_pages(const char *folder)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name = dir != NULL ? g_dir_read_name(dir) : NULL; name != NULL; name = g_dir_read_name(dir)) {
        if (name[0] != '.' && g_str_has_suffix(name, ".md"))
            g_ptr_array_add(names, g_strdup(name));
    }
    if (dir != NULL)
        g_dir_close(dir);
    g_ptr_array_sort(names, by_name);
    return names;
}

static gboolean
load_page(const char *content, const char *path, const char *name, MzArena *arena, MzPage *page, GPtrArray *warnings,
          GError **error)
{
    gsize length = 0;
    char *text = mz_content_read(content, path, MZ_SOURCE_LIMIT, &length, error);
    if (text == NULL)
        return FALSE;
    gboolean good = read_page(path, text, length, arena, page, warnings, error);
    char *stem = g_strndup(name, strlen(name) - 3);
    char *part = mz_path_part(stem);
    page->name = mz_arena_strdup(arena, part);
    g_free(part);
    g_free(stem);
    g_free(text);
    return good;
}

const MzPage *
mz_pages_load(const char *root, MzArena *arena, guint *n_pages, GPtrArray *errors, GPtrArray *warnings)
{
    g_autofree char *content = mz_site_file(root, "content");
    char *folder = mz_site_file(root, "content/pages");
    GPtrArray *names = list_pages(folder);
    GArray *pages = g_array_new(FALSE, FALSE, sizeof(MzPage));
    for (guint i = 0; i < names->len; i++) {
        char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        MzPage page;
        GError *error = NULL;
        if (load_page(content, path, g_ptr_array_index(names, i), arena, &page, warnings, &error))
            g_array_append_val(pages, page);
        else
            g_ptr_array_add(errors, error);
        g_free(path);
    }
    g_array_sort(pages, by_nav);
    *n_pages = pages->len;
    const MzPage *copy = mz_arena_memdup(arena, pages->data, pages->len * sizeof(MzPage));
    g_array_free(pages, TRUE);
    g_ptr_array_free(names, TRUE);
    g_free(folder);
    return copy;
}
