#include "parse/pages.h"

#include "model/relate.h"

static guint32
tenths(float points)
{
    return points <= 0 ? 0 : (guint32)(points * 10 + 0.5F);
}

static void
copy_pages(MzReport *report, const MzSource *source)
{
    report->n_pages = source->n_pages;
    report->pages = mz_arena_new0(report->arena, MzReportPage, source->n_pages + 1);
    for (guint i = 0; i < source->n_pages; i++) {
        report->pages[i].width = tenths(source->pages[i].width);
        report->pages[i].height = tenths(source->pages[i].height);
        report->pages[i].unread = source->pages[i].kind == MZ_PAGE_UNREAD;
    }
    report->line_pages = mz_arena_new0(report->arena, guint32, source->n_lines + 1);
    for (guint i = 0; i < source->n_lines; i++)
        report->line_pages[i] = source->places[i].page;
}

static MzCell *
cell_of(const MzTable *table, guint c)
{
    return &table->rows[c / table->form->n_columns].cells[c % table->form->n_columns];
}

static void
place_cells(MzReport *report, const MzSource *source)
{
    for (guint t = 0; t < report->n_tables; t++) {
        MzTable *table = &report->tables[t];
        for (guint c = 0; c < table->n_rows * table->form->n_columns; c++) {
            MzCell *cell = cell_of(table, c);
            if (!cell->present)
                continue;
            MzBox box;
            cell->page = mz_source_place(source, cell->span.line, cell->span.start, cell->span.end, &box);
            const float edges[] = {box.x0, box.y0, box.x1, box.y1};
            for (guint i = 0; i < 4; i++)
                cell->box[i] = tenths(edges[i]);
        }
    }
}

/* ---- pages that were not read */

char *
mz_unread_pages(const MzSource *source)
{
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < source->n_pages; i++) {
        guint end = i;
        while (end < source->n_pages && source->pages[end].kind == MZ_PAGE_UNREAD)
            end++;
        if (end == i)
            continue;
        g_string_append_printf(list, "%s%u", list->len > 0 ? "、" : "", i + 1);
        if (end > i + 1)
            g_string_append_printf(list, "–%u", end);
        i = end;
    }
    return g_string_free(list, list->len == 0);
}

static void
note_unread(MzReport *report, const MzSource *source)
{
    g_autofree char *list = mz_unread_pages(source);
    if (list == NULL)
        return;
    MzExtraction *all = mz_arena_new0(report->arena, MzExtraction, report->n_extractions + 1);
    for (guint i = 0; i < report->n_extractions; i++)
        all[i] = report->extractions[i];
    all[report->n_extractions++] = (MzExtraction){.id = MZ_EXTRACTION_SCANNED,
                                                  .text = mz_arena_printf(report->arena, "第 %s 页", list),
                                                  .table = -1,
                                                  .span = {1, 0, 0}};
    report->extractions = all;
}

/* ---- amounts that were recognised */

static gboolean
is_recognised(const MzSource *source, const MzCell *cell)
{
    return cell->present && cell->page > 0 && cell->page <= source->n_pages &&
           source->pages[cell->page - 1].kind == MZ_PAGE_RECOGNISED;
}

static gboolean
doubt_all(MzReport *report, const MzSource *source)
{
    gboolean any = FALSE;
    for (guint t = 0; t < report->n_tables; t++) {
        MzTable *table = &report->tables[t];
        for (guint c = 0; c < table->n_rows * table->form->n_columns; c++) {
            MzCell *cell = cell_of(table, c);
            if (!is_recognised(source, cell))
                continue;
            any = TRUE;
            cell->origin = MZ_ORIGIN_UNCERTAIN;
            cell->proof = "由扫描图像识别，没有勾稽关系可以证明，请对照原件";
        }
    }
    return any;
}

static void
trust(MzReport *report, const MzSource *source, MzCellRef ref, const MzEquation *equation)
{
    MzCell *cell = &report->tables[ref.table].rows[ref.row].cells[ref.column];
    if (!is_recognised(source, cell) || cell->origin != MZ_ORIGIN_UNCERTAIN)
        return;
    cell->origin = MZ_ORIGIN_RECOVERED;
    cell->proof = mz_arena_printf(report->arena, "由扫描图像识别，勾稽关系 %s 相符", equation->id);
}

/* An equation between amounts that holds exactly would not if one of them were misread. */
static void
trust_proven(MzReport *report, const MzSource *source)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    guint n;
    const MzEquation *equations = mz_relate(report, arena, &n);
    for (guint e = 0; e < n; e++) {
        const MzEquation *equation = &equations[e];
        guint n_left, n_right;
        gint64 left = mz_cells_sum(report, equation->cells, equation->n_left, &n_left);
        gint64 right = mz_cells_sum(report, equation->cells + equation->n_left, equation->n_right, &n_right);
        if (equation->op != MZ_RELATION_EQUAL || left != right || left == 0 || n_left == 0 || n_right == 0)
            continue;
        for (guint i = 0; i < equation->n_left + equation->n_right; i++)
            trust(report, source, mz_cell_ref(report, equation->cells[i]), equation);
    }
}

void
mz_parse_pages(MzReport *report, const MzSource *source)
{
    if (source->places == NULL)
        return;
    copy_pages(report, source);
    place_cells(report, source);
    note_unread(report, source);
    if (doubt_all(report, source))
        trust_proven(report, source);
}
