/* The list of contents (目录) that a report itself prints, with links to what of it was found. */
#include <string.h>

#include "view/view_rows.h"

/* The first table that stands in the section; NULL: none does. */
static const char *
table_in(const MzReport *report, guint section)
{
    guint32 from = report->sections[section].line;
    guint32 end = section + 1 < report->n_sections ? report->sections[section + 1].line : G_MAXUINT32;
    for (guint i = 0; i < report->n_tables; i++) {
        if (report->tables[i].first_line >= from && report->tables[i].first_line < end)
            return mz_table_key_name(report->tables[i].key);
    }
    return NULL;
}

/* Where the page shows a section; one that it leaves out stands in the source. */
static const char *
section_href(const MzPageView *page, const MzReport *report, guint section, const char *const *anchors)
{
    if (anchors[section] != NULL)
        return mz_arena_printf(page->arena, "#%s", anchors[section]);
    const char *table = table_in(report, section);
    return table != NULL ? mz_arena_printf(page->arena, "#%s", table)
                         : mz_arena_printf(page->arena, "source.html#L%u", report->sections[section].line);
}

/* NULL: what the entry names was not found. */
static const char *
place_href(const MzPageView *page, const MzReport *report, const MzContentsPlace *place, const char *const *anchors)
{
    if (place->table >= 0)
        return mz_arena_printf(page->arena, "#%s", mz_table_key_name(report->tables[place->table].key));
    return place->section >= 0 ? section_href(page, report, (guint)place->section, anchors) : NULL;
}

static void
add_entry(const MzPageView *page, MzValue *list, const MzContentsEntry *entry, const char *href, gboolean is_lost)
{
    static const char *const indents[] = {"i0", "i0", "i1", "i2"};
    MzValue *row = mz_value_append_object(list);
    mz_value_set_static(row, "indent", indents[MIN(entry->level, 3)]);
    mz_value_set_static(row, "ordinal", entry->ordinal);
    mz_value_set_bool(row, "is_numbered", entry->level == 2);
    mz_value_set_static(row, "title", mz_view_chinese(page->arena, entry->title));
    mz_value_set_bool(row, "is_found", href != NULL);
    mz_value_set_static(row, "href", href != NULL ? href : "");
    mz_value_set_bool(row, "is_lost", is_lost);
    mz_value_set_bool(row, "has_page", entry->page > 0);
    mz_value_set_static(row, "page", mz_arena_number(page->arena, entry->page));
    mz_value_set_static(row, "line", mz_arena_number(page->arena, entry->line));
}

void
mz_view_contents(MzPageView *page, const MzReportInput *input, const char *const *anchors)
{
    const MzReport *report = input->report;
    const MzContentsPlace *places = input->checks != NULL ? input->checks->contents : NULL;
    MzValue *list = mz_value_set_array(page->view, "printed_contents");
    guint n_lost = 0;
    for (guint i = 0; i < report->n_contents; i++) {
        const char *href = places != NULL ? place_href(page, report, &places[i], anchors) : NULL;
        gboolean is_lost = places != NULL && places[i].sought && href == NULL;
        add_entry(page, list, &report->contents[i], href, is_lost);
        n_lost += is_lost;
    }
    mz_value_set_bool(page->view, "has_printed_contents", report->n_contents > 0);
    mz_value_set_static(page->view, "n_printed_contents", mz_arena_number(page->arena, report->n_contents));
    mz_value_set_bool(page->view, "has_lost", n_lost > 0);
    mz_value_set_static(page->view, "n_lost", mz_arena_number(page->arena, n_lost));
}
