#include <string.h>

#include "base/version.h"
#include "publish/path.h"
#include "view/views.h"

/* The fixed entries of the navigation; the CommonMark pages that ask for a place follow. */
static const struct {
    const char *key;
    const char *label;
    const char *path;
} entries[] = {
    {"departments", "部门", "departments.html"}, {"items", "科目", "items.html"},
    {"compare", "比较", "compare.html"},         {"checks", "核对", "checks.html"},
    {"downloads", "数据", "downloads.html"},
};

const char *
mz_view_link_in(const MzPageView *page, const char *folder, const char *file, const char *anchor)
{
    const char *href = mz_path_relative_href(page->arena, page->is_anywhere ? "" : page->href, folder, file, anchor);
    return page->is_anywhere ? mz_arena_concat(page->arena, page->root, href, (char *)NULL) : href;
}

const char *
mz_view_link(const MzPageView *page, const char *path)
{
    if (strchr(path, '/') == NULL) /* at the top: no folder is shared */
        return mz_arena_concat(page->arena, page->root, mz_path_href_in(page->arena, path), (char *)NULL);
    return mz_view_link_in(page, mz_path_href_in(page->arena, path), NULL, NULL);
}

enum { NAV_LABEL, NAV_PATH, NAV_IS_CURRENT, NAV_KEYS };
static const char *const nav_keys[NAV_KEYS] = {
    [NAV_LABEL] = "label", [NAV_PATH] = "path", [NAV_IS_CURRENT] = "is_current"};

/* `path` is that of a page at the top, as it stands in links. */
static void
add_nav(MzValue *nav, const MzValue *pattern, const char *label, const char *path, gboolean is_current)
{
    MzValue *entry = mz_value_append_like(nav, pattern);
    mz_value_fill(entry, NAV_LABEL, label);
    mz_value_fill(entry, NAV_PATH, path);
    mz_value_fill_bool(entry, NAV_IS_CURRENT, is_current);
}

static void
set_nav(const MzPageView *page, const char *current)
{
    MzArena *arena = page->arena;
    const MzValue *pattern = mz_value_pattern(arena, nav_keys, NAV_KEYS);
    MzValue *nav = mz_value_set_array(page->view, "nav");
    for (gsize i = 0; i < G_N_ELEMENTS(entries); i++)
        add_nav(nav, pattern, entries[i].label, entries[i].path, g_strcmp0(entries[i].key, current) == 0);
    if (page->site->has_register)
        add_nav(nav, pattern, "台账", "register.html", g_strcmp0("register", current) == 0);
    MzValue *foot = mz_value_set_array(page->view, "foot_pages");
    add_nav(foot, pattern, "术语", "terms.html", FALSE);
    add_nav(foot, pattern, "勘误", "corrections.html", FALSE);
    for (guint i = 0; i < page->site->n_pages; i++) {
        const MzPage *text = &page->site->pages[i];
        const char *path = mz_arena_concat(arena, mz_path_href_in(arena, text->name), ".html", (char *)NULL);
        add_nav(text->nav > 0 ? nav : foot, pattern, text->title, path, g_strcmp0(text->name, current) == 0);
    }
}

/* An object {text, url} or {text, no url}; null when there is no text. */
static void
set_linked(MzValue *object, const char *key, const char *text, const char *url)
{
    if (text == NULL) {
        mz_value_set_null(object, key);
        return;
    }
    MzValue *value = mz_value_set_object(object, key);
    mz_value_set_static(value, "text", text);
    mz_value_set_bool(value, "has_url", url != NULL);
    mz_value_set_static(value, "url", url != NULL ? url : "");
}

static void
set_publisher(const MzPageView *page)
{
    const MzSettings *settings = page->site->settings;
    const MzPublisher *from = &settings->publisher;
    MzValue *publisher = mz_value_set_object(page->view, "publisher");
    set_linked(publisher, "name", from->name, from->url);
    set_linked(publisher, "contact", from->contact, NULL);
    set_linked(publisher, "address", from->address, NULL);
    set_linked(publisher, "icp", from->icp, from->icp_url != NULL ? from->icp_url : "https://beian.miit.gov.cn/");
    set_linked(publisher, "police", from->police, from->police_url);
    set_linked(publisher, "id_code", from->id_code, NULL);
    char *mailto = from->email != NULL ? mz_arena_printf(page->arena, "mailto:%s", from->email) : NULL;
    set_linked(publisher, "email", from->email, mailto);
    set_linked(publisher, "logo", from->logo,
               from->logo != NULL ? mz_view_link(page, mz_arena_printf(page->arena, "assets/%s", from->logo)) : NULL);
    const char *report = from->report_url != NULL ? from->report_url : mailto;
    set_linked(publisher, "report_error", report != NULL ? "报告错误" : NULL, report);
    set_linked(page->view, "licence", settings->licence_name, settings->licence_url);
}

/* Addresses for other machines exist only when the site knows its own. */
static void
set_canonical(const MzPageView *page)
{
    const char *base = page->site->settings->base;
    mz_value_set_bool(page->view, "has_canonical", base != NULL);
    if (base == NULL) {
        mz_value_set_static(page->view, "canonical", "");
        return;
    }
    mz_value_set_printf(page->view, "canonical", "%s%s", base, page->href);
}

MzPageView
mz_view_frame(MzArena *arena, const MzSiteFrame *site, const char *path, const char *title, const char *current,
              const char *mark)
{
    const MzSettings *settings = site->settings;
    char *root = mz_path_to_root(path);
    /* A host answers every wrong address, however deep, with this page: its links must not start from that address. */
    gboolean is_anywhere = settings->base != NULL && strcmp(path, "404.html") == 0;
    MzPageView page = {.arena = arena,
                       .site = site,
                       .path = path,
                       .href = mz_path_href_in(arena, path),
                       .root = mz_arena_strdup(arena, is_anywhere ? settings->base : root),
                       .is_anywhere = is_anywhere,
                       .view = mz_value_object(arena)};
    g_free(root);
    MzValue *view = page.view;
    mz_value_set_static(view, "lang", settings->language);
    mz_value_set_static(view, "title", title);
    mz_value_set_static(view, "site_title", settings->title);
    mz_value_set_bool(view, "is_home", FALSE);
    mz_value_set_static(view, "root", page.root);
    mz_value_set_static(view, "description", settings->description != NULL ? settings->description : settings->title);
    mz_value_set_static(view, "version", MZ_VERSION);
    mz_value_set_bool(view, "has_mark", mark != NULL);
    mz_value_set_static(view, "mark", mark != NULL ? mark : "");
    mz_value_set_bool(view, "has_as_of", settings->as_of != NULL);
    mz_value_set_static(view, "as_of", settings->as_of != NULL ? settings->as_of : "");
    mz_value_set_array(view, "alternates");
    mz_value_set_raw_static(view, "data_html", "");
    mz_value_set_bool(view, "has_image", FALSE);
    mz_value_set_static(view, "image", "");
    mz_value_set_static(view, "image_title", "");
    mz_view_alternate(&page, "application/atom+xml", "新报告和勘误", "feed.xml");
    set_canonical(&page);
    set_publisher(&page);
    set_nav(&page, current);
    MzValue *crumbs = mz_value_set_array(view, "crumbs");
    if (strcmp(path, "index.html") != 0) {
        MzValue *home = mz_value_append_object(crumbs);
        mz_value_set_static(home, "label", "首页");
        mz_value_set_static(home, "href", mz_view_link(&page, "index.html"));
        mz_value_set_bool(home, "is_link", TRUE);
    }
    return page;
}

void
mz_view_alternate(MzPageView *page, const char *type, const char *title, const char *path)
{
    MzValue *alternates = (MzValue *)mz_value_get(page->view, "alternates");
    MzValue *alternate = mz_value_append_object(alternates);
    mz_value_set_static(alternate, "type", type);
    mz_value_set_static(alternate, "title", title);
    mz_value_set_static(alternate, "href", mz_view_link(page, path));
}

void
mz_view_crumb(MzPageView *page, const char *label, const char *path)
{
    MzValue *crumbs = (MzValue *)mz_value_get(page->view, "crumbs");
    MzValue *crumb = mz_value_append_object(crumbs);
    mz_value_set_static(crumb, "label", label);
    mz_value_set_static(crumb, "href", path != NULL ? mz_view_link(page, path) : "");
    mz_value_set_bool(crumb, "is_link", path != NULL);
}

void
mz_view_redirect(MzPageView *page, const char *name, const char *target)
{
    const char *base = page->site->settings->base;
    char *whole = mz_path_href(target);
    mz_value_set_static(page->view, "name", name);
    mz_value_set_static(page->view, "target", mz_view_link(page, target));
    mz_value_set_static(page->view, "moved_to",
                        base != NULL ? mz_arena_printf(page->arena, "%s%s", base, whole) : mz_view_link(page, target));
    g_free(whole);
}
