/* Ways through a report: the list of contents (目录) that it prints itself, with links to what of it was found; and
 * from each table to the words that explain it. */
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
    mz_value_set_number(row, "page", entry->page);
    mz_value_set_number(row, "line", entry->line);
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
    mz_value_set_number(page->view, "n_printed_contents", report->n_contents);
    mz_value_set_bool(page->view, "has_lost", n_lost > 0);
    mz_value_set_number(page->view, "n_lost", n_lost);
}

/* ---- the words that explain a table */

/* The bytes of a word at the beginning of the text that says nothing of what it is about; 0: there is none. */
static gsize
left_out(const char *text)
{
    static const char words[][8] = {"关于", "部门", "单位", "本级", "年度", "年",   "决算", "预算",
                                    "总体", "情况", "说明", "的",   "明细", "总表", "表"};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        if (text[0] != words[i][0] || text[1] != words[i][1]) /* most differ here already */
            continue;
        gsize length = strlen(words[i]);
        if (strncmp(text, words[i], length) == 0)
            return length;
    }
    return 0;
}

/* What a title is about: "财政拨款收入支出" of both "财政拨款收支决算总表" and "2024年财政拨款收支预算情况的总体说明".
 */
static char *
subject_of(MzArena *arena, const char *department, const char *title)
{
    static const char whole[] = "收入支出", parts[] = "收支";
    gsize named = department != NULL ? strlen(department) : 0;
    char *subject = mz_arena_bytes(arena, 2 * strlen(title) + 1), *end = subject; /* 收支 becomes twice as long */
    for (const char *at = title; *at != '\0';) {
        gsize skip = named > 0 && *at == department[0] && strncmp(at, department, named) == 0 ? named : left_out(at);
        if (skip == 0 && strncmp(at, parts, strlen(parts)) == 0) {
            memcpy(end, whole, strlen(whole));
            end += strlen(whole);
            skip = strlen(parts);
        }
        gsize length = (gsize)(g_utf8_next_char(at) - at);
        if (skip == 0 && !g_ascii_isdigit(*at)) {
            memcpy(end, at, length);
            end += length;
        }
        at += skip > 0 ? skip : length;
    }
    *end = '\0';
    return subject;
}

void
mz_view_explanations(const MzPageView *page, const MzReport *report, const MzValue *tables, const char *const *anchors)
{
    const char **subjects = mz_arena_new0(page->arena, const char *, (gsize)report->n_sections + 1);
    for (guint s = 0; s < report->n_sections; s++)
        subjects[s] = report->sections[s].level == 2 && anchors[s] != NULL
                          ? subject_of(page->arena, report->department, report->sections[s].title)
                          : "";
    for (guint t = 0; t < report->n_tables; t++) {
        const char *subject = subject_of(page->arena, report->department, report->tables[t].form->title);
        for (guint s = 0; s < report->n_sections; s++) {
            if (subjects[s][0] == '\0' || strcmp(subjects[s], subject) != 0)
                continue;
            MzValue *table = (MzValue *)mz_value_item(tables, t);
            mz_value_set_bool(table, "is_explained", TRUE);
            mz_value_set_printf(table, "explanation", "#%s", anchors[s]);
            break;
        }
    }
}
