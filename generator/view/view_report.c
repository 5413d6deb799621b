/* The page of a report: what it says at a glance, its figures, its tables, its words, and how to quote it. */
#include <string.h>

#include "chart/layout.h"
#include "chart/paint.h"
#include "view/view_rows.h"

/* ---- at a glance */

static MzValue *
add_card(const MzPageView *page, MzValue *cards, MzFactKey key, const MzFact *fact)
{
    MzValue *card = mz_value_append_object(cards);
    mz_value_set_static(card, "label", mz_fact_label(key));
    mz_value_set_static(card, "amount", mz_view_money(page->arena, fact->amount));
    mz_value_set_static(card, "unit", mz_unit_label(fact->amount.unit));
    mz_value_set_static(card, "href",
                        fact->line > 0 ? mz_arena_printf(page->arena, "source.html#L%u", fact->line)
                                       : mz_arena_concat(page->arena, "#", fact->cell, (char *)NULL));
    mz_value_set_static(card, "remark", "");
    mz_value_set_bool(card, "has_remark", FALSE);
    return card;
}

static void
set_remark(MzValue *card, const char *remark)
{
    if (remark == NULL || remark[0] == '\0')
        return;
    mz_value_set_static(card, "remark", remark);
    mz_value_set_bool(card, "has_remark", TRUE);
}

/* "比上年减少2,739.96万元，下降53.7%" as the figure 图1 or 图4 says it, of its first or last group. */
static const char *
change_of(const MzFigure *figure, MzTone tone)
{
    for (guint i = 0; figure != NULL && i < figure->n_groups; i++) {
        if (figure->groups[i].tone == tone && figure->groups[i].change != NULL)
            return figure->groups[i].change;
    }
    return NULL;
}

static const char *
split_remark(MzArena *arena, const MzFact facts[MZ_FACTS])
{
    const MzFact *whole = &facts[MZ_FACT_EXPENDITURE], *basic = &facts[MZ_FACT_BASIC],
                 *project = &facts[MZ_FACT_PROJECT];
    if (!whole->present || (!basic->present && !project->present))
        return NULL;
    const char *first = mz_view_percent(arena, basic->present ? basic->amount.fen : 0, whole->amount.fen);
    const char *second = mz_view_percent(arena, project->present ? project->amount.fen : 0, whole->amount.fen);
    return first != NULL && second != NULL ? mz_arena_printf(arena, "基本支出占%s，项目支出占%s", first, second) : NULL;
}

static const char *
sangong_remark(const MzPageView *page, const MzReport *report, const MzFact *final)
{
    const MzCell *budget = mz_report_cell(report, MZ_TABLE_SANGONG, "budget", "total");
    if (budget == NULL || !budget->present)
        return NULL;
    const char *share = mz_view_percent(page->arena, final->amount.fen, budget->amount.fen);
    const char *amount = mz_view_money(page->arena, budget->amount);
    if (share == NULL)
        return mz_arena_printf(page->arena, "全年预算%s%s", amount, mz_unit_label(budget->amount.unit));
    return mz_arena_printf(page->arena, "全年预算%s%s，完成%s", amount, mz_unit_label(budget->amount.unit), share);
}

static void
set_cards(MzPageView *page, const MzReport *report, const MzFact facts[MZ_FACTS], const MzDrawn *drawn)
{
    MzArena *arena = page->arena;
    MzValue *cards = mz_value_set_array(page->view, "cards");
    gboolean balanced = facts[MZ_FACT_INCOME_TOTAL].present && facts[MZ_FACT_EXPENDITURE_TOTAL].present &&
                        facts[MZ_FACT_INCOME_TOTAL].amount.fen == facts[MZ_FACT_EXPENDITURE_TOTAL].amount.fen;
    if (facts[MZ_FACT_INCOME_TOTAL].present) {
        MzValue *card = add_card(page, cards, MZ_FACT_INCOME_TOTAL, &facts[MZ_FACT_INCOME_TOTAL]);
        mz_value_set_static(card, "label", balanced ? "收入、支出总计" : "收入总计");
        set_remark(card, change_of(drawn[MZ_FIGURE_TOTALS].figure, MZ_TONE_INCOME));
    }
    if (facts[MZ_FACT_EXPENDITURE_TOTAL].present && !balanced)
        set_remark(add_card(page, cards, MZ_FACT_EXPENDITURE_TOTAL, &facts[MZ_FACT_EXPENDITURE_TOTAL]),
                   change_of(drawn[MZ_FIGURE_TOTALS].figure, MZ_TONE_EXPENDITURE));
    if (facts[MZ_FACT_INCOME].present) {
        const char *share = NULL;
        const MzCell *fiscal = mz_report_cell(report, MZ_TABLE_INCOME, "total", "fiscal");
        if (fiscal != NULL && fiscal->present)
            share = mz_view_percent(arena, fiscal->amount.fen, facts[MZ_FACT_INCOME].amount.fen);
        set_remark(add_card(page, cards, MZ_FACT_INCOME, &facts[MZ_FACT_INCOME]),
                   share != NULL ? mz_arena_printf(arena, "其中财政拨款占%s", share) : NULL);
    }
    if (facts[MZ_FACT_EXPENDITURE].present)
        set_remark(add_card(page, cards, MZ_FACT_EXPENDITURE, &facts[MZ_FACT_EXPENDITURE]), split_remark(arena, facts));
    if (facts[MZ_FACT_SANGONG].present) {
        MzValue *card = add_card(page, cards, MZ_FACT_SANGONG, &facts[MZ_FACT_SANGONG]);
        mz_value_set_static(card, "label", report->kind == MZ_KIND_FINAL ? "“三公”经费支出" : "“三公”经费预算");
        set_remark(card, sangong_remark(page, report, &facts[MZ_FACT_SANGONG]));
    }
    mz_value_set_bool(page->view, "has_cards", mz_value_length(cards) > 0);
}

/* The largest 类 of expenditure in a sentence; NULL: none known. */
static const char *
largest_class(MzArena *arena, const MzReport *report, const MzFact *whole)
{
    const MzTable *table = mz_report_table(report, MZ_TABLE_EXPENDITURE);
    int column = table != NULL ? mz_form_column(table->form, "total") : -1;
    const MzRow *best = NULL;
    for (guint i = 0; column >= 0 && i < table->n_rows; i++) {
        const MzRow *row = &table->rows[i];
        if (row->level == 1 && row->cells[column].present &&
            (best == NULL || row->cells[column].amount.fen > best->cells[column].amount.fen))
            best = row;
    }
    if (best == NULL || !whole->present)
        return NULL;
    const char *share = mz_view_percent(arena, best->cells[column].amount.fen, whole->amount.fen);
    return mz_arena_printf(
        arena, "按功能分类，用于%s的最多，为%s%s%s%s。", best->label, mz_view_money(arena, best->cells[column].amount),
        mz_unit_label(best->cells[column].amount.unit), share != NULL ? "，占" : "", share != NULL ? share : "");
}

/* The same in words. */
static void
set_lead(MzPageView *page, const MzReport *report, const MzFact facts[MZ_FACTS], const MzDrawn *drawn)
{
    MzArena *arena = page->arena;
    MzValue *lead = mz_value_set_array(page->view, "lead");
    const char *year = mz_arena_printf(arena, "%d年度", report->year);
    const MzFact *in = &facts[MZ_FACT_INCOME_TOTAL], *out = &facts[MZ_FACT_EXPENDITURE_TOTAL];
    const char *change = change_of(drawn[MZ_FIGURE_TOTALS].figure, MZ_TONE_INCOME);
    if (in->present && out->present && in->amount.fen == out->amount.fen)
        mz_value_append_string(lead, mz_arena_printf(arena, "%s收入、支出总计均为%s%s%s%s。", year,
                                                     mz_view_money(arena, in->amount), mz_unit_label(in->amount.unit),
                                                     change != NULL ? "，" : "", change != NULL ? change : ""));
    const MzFact *spent = &facts[MZ_FACT_EXPENDITURE], *basic = &facts[MZ_FACT_BASIC],
                 *project = &facts[MZ_FACT_PROJECT];
    if (spent->present && basic->present && project->present)
        mz_value_append_string(
            lead,
            mz_arena_printf(arena, "本年支出%s%s，其中保障机构日常运转的基本支出%s%s，用于专门任务的项目支出%s%s。",
                            mz_view_money(arena, spent->amount), mz_unit_label(spent->amount.unit),
                            mz_view_money(arena, basic->amount), mz_unit_label(basic->amount.unit),
                            mz_view_money(arena, project->amount), mz_unit_label(project->amount.unit)));
    const char *class = largest_class(arena, report, spent);
    if (class != NULL)
        mz_value_append_string(lead, class);
    mz_value_set_bool(page->view, "has_lead", mz_value_length(lead) > 0);
}

/* ---- figures */

void
mz_view_figure_table(const MzPageView *page, MzValue *view, const MzFigure *figure)
{
    MzArena *arena = page->arena;
    mz_value_set_static(view, "title", figure->title);
    mz_value_set_static(view, "unit", figure->unit);
    MzFigureRows rows = mz_figure_rows(figure, arena);
    MzValue *columns = mz_value_set_array(view, "columns");
    for (guint i = 0; i < rows.n_columns; i++)
        mz_value_append_value(columns, mz_value_kept(arena, rows.columns[i]));
    MzValue *lines = mz_value_set_array(view, "rows");
    for (guint i = 0; i < rows.n_rows; i++) {
        MzValue *line = mz_value_append_object(lines);
        mz_value_set_static(line, "heading", rows.cells[i * rows.n_columns]);
        MzValue *cells = mz_value_set_array(line, "cells");
        for (guint j = 1; j < rows.n_columns; j++)
            mz_value_append_value(cells, mz_value_kept(arena, rows.cells[i * rows.n_columns + j]));
    }
}

static const char *
paint(const MzFigure *figure, const char *name, MzArena *arena)
{
    GString *svg = g_string_sized_new(4096);
    mz_paint_svg(mz_layout(figure, arena), name, svg);
    const char *copy = mz_arena_strndup(arena, svg->str, svg->len);
    g_string_free(svg, TRUE);
    return copy;
}

/* A figure beyond 图1–图4 is only shown where it has something to show. */
static gboolean
is_wanted(const MzFigure *figure)
{
    return figure != NULL && (figure->key <= MZ_FIGURE_APPROPRIATION || figure->n_groups > 0);
}

static const MzFigure *
figure_of(const MzPageView *page, const MzReportInput *input, MzFigureKey key)
{
    if (key == MZ_FIGURE_SERIES)
        return NULL;
    return mz_figure_marked(mz_figure(input->report, key, input->last_year, page->arena), input->body->mark,
                            page->arena);
}

void
mz_view_figures(MzPageView *page, const MzReportInput *input, MzDrawn *drawn)
{
    MzValue *list = mz_value_set_array(page->view, "figures");
    for (guint key = 0; key < MZ_FIGURES; key++) {
        const MzFigure *figure = figure_of(page, input, (MzFigureKey)key);
        drawn[key] = (MzDrawn){NULL, NULL};
        if (!is_wanted(figure))
            continue;
        const char *name = mz_arena_printf(page->arena, "figure-%s", mz_figure_key_name((MzFigureKey)key));
        MzValue *view = mz_value_append_object(list);
        mz_value_set_static(view, "id", name);
        mz_value_set_static(view, "name", mz_figure_key_name((MzFigureKey)key));
        mz_value_set_static(view, "title", figure->title);
        mz_value_set_static(view, "unit", figure->unit);
        mz_value_set_static(view, "source", figure->source != NULL ? figure->source : "");
        mz_value_set_bool(view, "is_drawn", figure->n_groups > 0);
        mz_value_set_bool(view, "has_png", FALSE);
        MzValue *missing = mz_value_set_array(view, "missing");
        for (guint i = 0; i < figure->n_missing; i++)
            mz_value_append_string(missing, figure->missing[i]);
        mz_value_set_bool(view, "has_missing", figure->n_missing > 0);
        if (figure->n_groups == 0)
            continue;
        drawn[key] = (MzDrawn){figure, paint(figure, name, page->arena)};
        mz_value_set_raw_static(view, "picture_svg", drawn[key].svg);
        mz_view_figure_table(page, view, figure);
    }
    mz_value_set_bool(page->view, "has_figures", mz_value_length(list) > 0);
}

/* ---- the narrative */

static gboolean
is_glossary(const MzReport *report, const MzSection *section)
{
    return report->n_glossary > 0 && strstr(section->title, "名词解释") != NULL;
}

/* Parts that the page shows elsewhere: the tables, the glossary. `skipping` is the level of the part being left out. */
static gboolean
is_left_out(const MzReport *report, guint index, guint *skipping)
{
    const MzSection *section = &report->sections[index];
    if (*skipping > 0 && section->level > *skipping)
        return TRUE;
    *skipping = is_glossary(report, section) ? section->level : 0;
    return *skipping > 0;
}

/* The lines of the source that a section's tables take, with their titles before and notes after: what stands there is
 * shown as tables. `from` > `to`: the section has no table. */
typedef struct {
    guint32 from, to;
} Lines;

static Lines
table_lines(const MzReport *report, guint index)
{
    enum { TITLE = 4, NOTES = 12 };
    guint32 start = report->sections[index].line;
    guint32 end = index + 1 < report->n_sections ? report->sections[index + 1].line : report->n_lines + 1;
    Lines lines = {G_MAXUINT32, 0};
    for (guint i = 0; i < report->n_tables; i++) {
        const MzTable *table = &report->tables[i];
        if (table->first_line <= start || table->first_line >= end)
            continue;
        lines.from = MIN(lines.from, table->first_line > TITLE ? table->first_line - TITLE : 0);
        lines.to = MAX(lines.to, table->last_line + NOTES);
    }
    return lines;
}

/* Whether a line belongs to an annex that the page shows as a table. */
static gboolean
in_annex(const MzReport *report, guint32 line)
{
    guint low = 0; /* the last that begins at or before the line */
    guint high = report->n_annexes;
    while (high - low > 1) {
        guint middle = low + (high - low) / 2;
        if (report->annexes[middle].first_line <= line)
            low = middle;
        else
            high = middle;
    }
    const MzAnnexTable *annex = report->n_annexes > 0 ? &report->annexes[low] : NULL;
    return annex != NULL && !annex->uncertain && line >= annex->first_line && line <= annex->last_line;
}

/* Fills `paragraphs` with the section's words. */
static void
add_paragraphs(const MzReport *report, guint index, MzValue *paragraphs)
{
    const MzSection *section = &report->sections[index];
    Lines tables = table_lines(report, index);
    for (guint i = 0; i < section->n_paragraphs; i++) {
        if ((section->paragraph_lines[i] >= tables.from && section->paragraph_lines[i] <= tables.to) ||
            in_annex(report, section->paragraph_lines[i]))
            continue;
        MzValue *paragraph = mz_value_append_object(paragraphs);
        mz_value_set_static(paragraph, "text", section->paragraphs[i]);
        mz_value_set_number(paragraph, "line", section->paragraph_lines[i]);
    }
}

/* A heading with neither words nor headings below it only marks the place of a table in the original. */
static gboolean
is_bare(const MzReport *report, guint index, const MzValue *paragraphs)
{
    const MzSection *section = &report->sections[index];
    gboolean has_children = index + 1 < report->n_sections && report->sections[index + 1].level > section->level;
    return mz_value_length(paragraphs) == 0 && !has_children;
}

static MzValue *
add_section(MzValue *list, const MzSection *section, const char *id, guint depth, const MzValue *paragraphs)
{
    static const char *const depths[] = {"3", "4", "5", "6"};
    MzValue *view = mz_value_append_object_of(list, 13);
    mz_value_set_static(view, "id", id);
    mz_value_set_static(view, "depth", depths[MIN(depth, 3)]);
    mz_value_set_static(view, "ordinal", section->ordinal != NULL ? section->ordinal : "");
    mz_value_set_bool(view, "has_ordinal", section->ordinal != NULL && section->ordinal[0] != '\0');
    mz_value_set_bool(view, "is_numbered", section->level == 2);
    mz_value_set_static(view, "title", section->title);
    mz_value_set_value(view, "paragraphs", paragraphs);
    return view;
}

/* Headings never skip a level in the page, whatever they do in the report. `contents` receives the parts, `anchors`
 * the ids of the sections that are shown, by their index. */
static void
set_narrative(MzPageView *page, const MzReportInput *input, MzValue *contents, const char **anchors)
{
    const MzReport *report = input->report;
    MzValue *list = mz_value_set_array(page->view, "sections");
    guint skipping = 0, open[8] = {0}, depth = 0;
    for (guint i = 0; i < report->n_sections; i++) {
        const MzSection *section = &report->sections[i];
        if (is_left_out(report, i, &skipping)) {
            anchors[i] = "glossary";
            continue;
        }
        MzValue *paragraphs = mz_value_array(page->arena);
        add_paragraphs(report, i, paragraphs);
        if (is_bare(report, i, paragraphs))
            continue;
        anchors[i] = mz_arena_printf(page->arena, "section-%u", i + 1);
        while (depth > 0 && open[depth - 1] >= section->level)
            depth--;
        mz_view_tally(page, add_section(list, section, anchors[i], depth, paragraphs), input, -1, (int)i);
        if (depth == 0) {
            MzValue *entry = mz_value_append_object(contents);
            mz_value_set_printf(entry, "href", "#%s", anchors[i]);
            mz_value_set_static(entry, "label", section->title);
        }
        if (depth < G_N_ELEMENTS(open))
            open[depth++] = section->level;
    }
    mz_value_set_bool(page->view, "has_sections", mz_value_length(list) > 0);
}

static void
set_glossary(MzPageView *page, const MzReport *report)
{
    MzValue *list = mz_value_set_array(page->view, "glossary");
    for (guint i = 0; i < report->n_glossary; i++) {
        MzValue *term = mz_value_append_object(list);
        mz_value_set_printf(term, "id", "term-%u", i + 1);
        mz_value_set_static(term, "term", mz_view_chinese(page->arena, report->glossary[i].term));
        mz_value_set_static(term, "text", report->glossary[i].text);
        mz_value_set_number(term, "line", report->glossary[i].line);
    }
    mz_value_set_bool(page->view, "has_glossary", report->n_glossary > 0);
}

/* ---- the whole */

static void
set_origins(MzPageView *page, const MzDigest *digest)
{
    mz_value_set_number(page->view, "n_amounts", digest->n_amounts);
    mz_value_set_number(page->view, "n_recovered", digest->n_recovered);
    mz_value_set_bool(page->view, "has_recovered", digest->n_recovered > 0);
    mz_value_set_number(page->view, "n_uncertain", digest->n_uncertain);
    mz_value_set_bool(page->view, "has_uncertain", digest->n_uncertain > 0);
    mz_value_set_number(page->view, "n_corrected", digest->n_corrected);
    mz_value_set_bool(page->view, "has_corrected", digest->n_corrected > 0);
}

/* The reports of the same body before and after, and the other kind of the same year. */
static void
set_neighbour(MzPageView *page, const char *key, const MzFiling *filing)
{
    if (filing == NULL) {
        mz_value_set_null(page->view, key);
        return;
    }
    MzValue *view = mz_value_set_object(page->view, key);
    mz_value_set_static(view, "label", mz_filing_title(page->arena, filing));
    mz_value_set_static(view, "href", mz_view_link_in(page, filing->href, "index.html", NULL));
}

static void
set_neighbours(MzPageView *page, const MzBody *body, const MzFiling *filing)
{
    const MzFiling *before = NULL, *after = NULL, *other = NULL;
    for (guint i = 0; i < body->n_filings; i++) {
        const MzFiling *one = &body->filings[i];
        if (one->kind == filing->kind && one->year < filing->year)
            before = one;
        if (one->kind == filing->kind && one->year > filing->year && after == NULL)
            after = one;
        if (one->kind != filing->kind && one->year == filing->year)
            other = one;
    }
    set_neighbour(page, "previous", before);
    set_neighbour(page, "next", after);
    set_neighbour(page, "counterpart", other);
    mz_value_set_bool(page->view, "has_neighbours", before != NULL || after != NULL || other != NULL);
}

static void
set_identity(MzPageView *page, const MzReportInput *input)
{
    const MzReport *report = input->report;
    MzArena *arena = page->arena;
    MzValue *view = page->view;
    mz_value_set_static(view, "department", input->department);
    mz_value_set_static(view, "report_title", mz_filing_title(arena, input->filing));
    mz_value_set_static(view, "kind_label", mz_kind_label(input->filing->kind));
    mz_value_set_bool(view, "is_final", input->filing->kind == MZ_KIND_FINAL);
    mz_value_set_printf(view, "year", "%d", input->filing->year);
    mz_value_set_static(view, "region", mz_settings_region(page->site->settings, input->body->region));
    mz_value_set_static(view, "unit", mz_unit_label(report->unit));
    mz_view_set_official(page, input);
    mz_value_set_number(view, "n_lines", report->n_lines);
    mz_value_set_raw_static(view, "held_html", "<!-- held -->");
    const char *stated = report->department;
    mz_value_set_bool(view, "has_stated", stated != NULL && strcmp(stated, input->department) != 0);
    mz_value_set_static(view, "stated", stated != NULL ? stated : "");
    const char *base = page->site->settings->base;
    mz_value_set_bool(view, "has_address", base != NULL);
    mz_view_alternate(page, "text/csv", "tidy.csv", mz_arena_printf(arena, "%s/tidy.csv", input->filing->address));
    mz_view_alternate(page, "application/json", "report.json",
                      mz_arena_printf(arena, "%s/report.json", input->filing->address));
    mz_view_alternate(page, "application/json", "datapackage.json",
                      mz_arena_printf(arena, "%s/datapackage.json", input->filing->address));
}

void
mz_view_report(MzPageView *page, const MzReportInput *input, const MzDrawn *drawn)
{
    const MzReport *report = input->report;
    set_identity(page, input);
    mz_view_crumbs_to(page, input->body);
    mz_view_crumb(page, input->department, mz_arena_printf(page->arena, "%s/index.html", input->body->address));
    mz_view_crumb(page, mz_filing_title(page->arena, input->filing), NULL);
    set_cards(page, report, input->digest->facts, drawn);
    set_lead(page, report, input->digest->facts, drawn);
    mz_view_report_checks(page, input, FALSE);
    MzValue *tables = mz_value_set_array(page->view, "tables");
    mz_view_tables(page, input, tables);
    mz_value_set_number(page->view, "n_tables", report->n_tables);
    mz_value_set_bool(page->view, "has_tables", report->n_tables > 0);
    const char **anchors = mz_arena_new0(page->arena, const char *, (gsize)report->n_sections + 1);
    set_narrative(page, input, mz_value_set_array(page->view, "contents"), anchors);
    mz_view_contents(page, input, anchors);
    mz_view_explanations(page, report, tables, anchors);
    mz_view_annexes(page, report);
    set_glossary(page, report);
    set_origins(page, input->digest);
    set_neighbours(page, input->body, input->filing);
    mz_value_set_array(page->view, "data_files");
    mz_value_set_array(page->view, "table_files");
    mz_value_set_array(page->view, "figure_files");
    mz_value_set_array(page->view, "original_files");
    mz_value_set_bool(page->view, "has_originals", FALSE);
}
