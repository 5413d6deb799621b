/* Pages of classified items: the list, and one page each with all that spent on it. */
#include <string.h>

#include "forms/codes.h"
#include "view/view_rows.h"

/* The classification code as this form prints it: "201 28 01". */
static const char *
spaced_code(MzArena *arena, const char *code)
{
    GString *spaced = g_string_new(NULL);
    for (gsize i = 0; code[i] != '\0'; i++) {
        if (i >= 3 && i % 2 == 1)
            g_string_append_c(spaced, ' ');
        g_string_append_c(spaced, code[i]);
    }
    const char *copy = mz_arena_strdup(arena, spaced->str);
    g_string_free(spaced, TRUE);
    return copy;
}

/* 类 0, 款 1, 项 2. */
static guint
level_of(const char *code)
{
    gsize length = strlen(code);
    return length <= 3 ? 0 : length <= 5 ? 1 : 2;
}

static MzValue *
add_code(MzValue *list, const char *code, const char *label, const char *href)
{
    static const char *const indents[] = {"i0", "i1", "i2"};
    guint level = level_of(code);
    MzValue *row = mz_value_append_object(list);
    mz_value_set_static(row, "code", code);
    mz_value_set_static(row, "label", label);
    mz_value_set_bool(row, "has_page", href != NULL);
    mz_value_set_static(row, "href", href != NULL ? href : "");
    mz_value_set_static(row, "indent", indents[level]);
    mz_value_set_bool(row, "is_class", level == 0);
    mz_value_set_static(row, "n_uses", "");
    return row;
}

static void
add_item(const MzPageView *page, MzValue *list, const MzItem *item)
{
    mz_view_set_count(add_code(list, item->code, item->label, mz_view_item_href(page, item->code, item->economic)),
                      "n_uses", item->n_uses);
}

/* A report may print 项 without their 款: the 类 and 款 above `code` that no report prints, below `after`, which stands
 * before it, are named all the same, without a page of their own. Otherwise the 项 would seem to belong to the 款
 * before. */
static void
add_unprinted(const MzPageView *page, MzValue *list, const char *after, const char *code)
{
    gsize n_code = strlen(code);
    for (gsize length = 3; length < n_code; length += 2) {
        if (strncmp(code, after, length) == 0)
            continue;
        const char *above = mz_arena_strndup(page->arena, code, length);
        const char *name = mz_code_name(above);
        if (name != NULL)
            add_code(list, above, name, NULL);
    }
}

guint
mz_view_items_parts(const MzSiteFrame *site, const MzDigests *digests)
{
    (void)site;
    return mz_view_parts(digests->n_items);
}

void
mz_view_items(MzPageView *page, const MzDigests *digests, guint part)
{
    mz_view_crumb(page, "科目", NULL);
    MzValue *functional = mz_value_set_array(page->view, "functional");
    MzValue *economic = mz_value_set_array(page->view, "economic");
    guint from = 0, to = mz_view_part_rows(digests->n_items, part, &from);
    for (guint i = from; i < to; i++) {
        const MzItem *item = &digests->items[i];
        MzValue *list = item->economic ? economic : functional;
        add_unprinted(page, list, i > 0 ? item[-1].code : "", item->code);
        add_item(page, list, item);
    }
    mz_value_set_bool(page->view, "has_functional", mz_value_length(functional) > 0);
    mz_value_set_bool(page->view, "has_economic", mz_value_length(economic) > 0);
    mz_view_set_parts(page, "items.html", part, mz_view_parts(digests->n_items));
}

static gboolean
is_below(const MzItem *item, const MzItem *above)
{
    gsize length = strlen(above->code);
    return item->economic == above->economic && strncmp(item->code, above->code, length) == 0 &&
           strlen(item->code) > length;
}

/* Items stand in the order of their codes: what is below one follows it, and what is above one stands before it and
 * begins with the same 类. */
static void
set_item_links(MzPageView *page, const MzDigests *digests, const MzItem *item)
{
    enum { CLASS = 3 };
    const MzItem *end = digests->items + digests->n_items, *first = item;
    MzValue *parents = mz_value_set_array(page->view, "parents");
    MzValue *children = mz_value_set_array(page->view, "children");
    const char *above = "", *child = item->code;
    while (first > digests->items && first[-1].economic == item->economic &&
           strncmp(first[-1].code, item->code, CLASS) == 0)
        first--;
    for (const MzItem *other = first; other < item; other++) {
        if (!is_below(item, other))
            continue;
        add_item(page, parents, other);
        above = other->code;
    }
    for (const MzItem *other = item + 1; other < end && is_below(other, item); other++) {
        add_unprinted(page, children, child, other->code);
        if (strlen(other->code) == strlen(item->code) + 2)
            add_item(page, children, other);
        child = other->code;
    }
    add_unprinted(page, parents, above, item->code);
    mz_value_set_bool(page->view, "has_parents", mz_value_length(parents) > 0);
    mz_value_set_bool(page->view, "has_children", mz_value_length(children) > 0);
}

enum {
    USE_DEPARTMENT,
    USE_HAS_MARK,
    USE_MARK,
    USE_YEAR,
    USE_KIND,
    USE_UNIT,
    USE_AMOUNT,
    USE_LABEL,
    USE_IS_OTHER_LABEL,
    USE_BODY_HREF,
    USE_HREF,
    USE_KEYS
};
static const char *const use_keys[USE_KEYS] = {[USE_DEPARTMENT] = "department",
                                               [USE_HAS_MARK] = "has_mark",
                                               [USE_MARK] = "mark",
                                               [USE_YEAR] = "year",
                                               [USE_KIND] = "kind",
                                               [USE_UNIT] = "unit",
                                               [USE_AMOUNT] = "amount",
                                               [USE_LABEL] = "label",
                                               [USE_IS_OTHER_LABEL] = "is_other_label",
                                               [USE_BODY_HREF] = "body_href",
                                               [USE_HREF] = "href"};

/* The reports of a part that have the item, the newest year first. */
static void
add_uses(MzPageView *page, const MzItem *item, guint part)
{
    guint from = 0, to = mz_view_part_rows(item->n_uses, part, &from);
    MzValue *uses = mz_value_set_array(page->view, "uses");
    const MzValue *pattern = mz_value_pattern(page->arena, use_keys, USE_KEYS);
    int year = 0;
    const char *year_text = "";
    for (guint i = from; i < to; i++) {
        const MzDigest *digest = item->uses[i].digest;
        const MzItemLine *line = item->uses[i].line;
        const char *mark = mz_view_mark(page, digest->body->mark);
        if (digest->filing->year != year) {
            year = digest->filing->year;
            year_text = mz_arena_number(page->arena, (guint)year);
        }
        MzValue *row = mz_value_append_like(uses, pattern);
        mz_value_fill(row, USE_DEPARTMENT, digest->department);
        mz_value_fill_bool(row, USE_HAS_MARK, mark != NULL);
        mz_value_fill(row, USE_MARK, mark != NULL ? mark : "");
        mz_value_fill(row, USE_YEAR, year_text);
        mz_value_fill(row, USE_KIND, mz_kind_label(digest->filing->kind));
        mz_value_fill(row, USE_UNIT, mz_unit_label(line->amount.unit));
        mz_view_fill_money(page->arena, row, USE_AMOUNT, line->amount);
        mz_value_fill(row, USE_LABEL, line->label);
        mz_value_fill_bool(row, USE_IS_OTHER_LABEL, strcmp(line->label, item->label) != 0);
        mz_value_fill(row, USE_BODY_HREF, mz_view_link_in(page, digest->body->href, "index.html", NULL));
        mz_value_fill(row, USE_HREF, mz_view_cell_href(page, digest, line->cell));
    }
}

void
mz_view_item(MzPageView *page, const MzDigests *digests, const MzItem *item, guint part, guint n_parts)
{
    static const char *const levels[] = {"类", "款", "项"};
    mz_view_crumb(page, "科目", "items.html");
    mz_view_crumb(page, mz_arena_printf(page->arena, "%s %s", item->code, item->label), NULL);
    mz_value_set_static(page->view, "code", spaced_code(page->arena, item->code));
    mz_value_set_static(page->view, "label", item->label);
    mz_value_set_static(page->view, "kind", item->economic ? "部门预算支出经济分类" : "支出功能分类");
    mz_value_set_static(page->view, "level", levels[level_of(item->code)]);
    mz_view_set_count(page->view, "n_uses", item->n_uses);
    set_item_links(page, digests, item);
    char *path = mz_item_path(item, 0);
    mz_view_set_parts(page, mz_arena_strdup(page->arena, path), part, n_parts);
    g_free(path);
    add_uses(page, item, part);
}
