#include "data/downloads.h"

#include <string.h>

#include "base/sum.h"
#include "chart/layout.h"
#include "chart/paint.h"
#include "check/face.h"
#include "model/json.h"
#include "model/tidy.h"
#include "content/reading.h"
#include "read/document.h"
#include "data/datapackage.h"
#include "data/workbook.h"

enum { PNG_WIDTH = 720 };

typedef struct {
    const MzPageView *page;
    const MzReportInput *input;
    MzArena *arena;
    MzPutSummed put;
    gpointer user;
    GPtrArray *errors;
    GArray *files;      /* MzDownload */
    GPtrArray *waiting; /* the bytes of the last of them, which are still to be summed and put */
} Writer;

/* Takes the bytes of a file; NULL: it could not be made. */
static void
hand_over(Writer *writer, MzDownload file, char *bytes, gsize length)
{
    if (bytes == NULL)
        return;
    file.bytes = length;
    g_array_append_val(writer->files, file);
    g_ptr_array_add(writer->waiting, bytes);
}

static void
put_file(const Writer *writer, const MzDownload *file, const char *bytes)
{
    const char *path = mz_arena_printf(writer->arena, "%s/%s", writer->input->filing->address, file->name);
    /* A file that the disk refused is listed all the same: it was said, the last one stays there, and the next build
     * makes good for it; a list without it would be neither the old one nor the new one. */
    writer->put(path, bytes, file->bytes, file->sha256, writer->user);
}

/* Puts what was handed over: sums are quicker side by side. */
static void
put_waiting(Writer *writer)
{
    guint n = writer->waiting->len;
    MzDownload *files = &g_array_index(writer->files, MzDownload, writer->files->len - n);
    MzSha256Text *texts = mz_arena_new0(writer->arena, MzSha256Text, n + 1);
    for (guint i = 0; i < n; i++)
        texts[i] = (MzSha256Text){writer->waiting->pdata[i], files[i].bytes, files[i].sha256};
    mz_sha256_each(texts, n);
    for (guint i = 0; i < n; i++)
        put_file(writer, &files[i], writer->waiting->pdata[i]);
    g_ptr_array_set_size(writer->waiting, 0);
}

/* ---- data of the whole report */

static void
write_workbook(Writer *writer)
{
    const MzSettings *settings = writer->page->site->settings;
    const MzReportInput *input = writer->input;
    const char *title =
        mz_arena_printf(writer->arena, "%s%s", input->department, mz_filing_title(writer->arena, input->filing));
    MzWorkbookAbout about = {
        .title = title,
        .department = input->department,
        .published = input->digest->published,
        .site = settings->title,
        .address = settings->base != NULL ? mz_value_text(mz_value_get(writer->page->view, "canonical")) : NULL,
        .licence = settings->licence_name,
        .mark = input->body->mark};
    GError *error = NULL;
    gsize length = 0;
    char *bytes = mz_workbook(mz_value_get(writer->page->view, "tables"), mz_value_get(writer->page->view, "annexes"),
                              &about, &length, &error);
    if (bytes == NULL)
        g_ptr_array_add(writer->errors, error);
    MzDownload file = {.kind = MZ_DOWNLOAD_DATA,
                       .name = "workbook.xlsx",
                       .title = "全部表格，法定表样，可打印",
                       .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};
    hand_over(writer, file, bytes, length);
}

/* findings.json: what the checks say, the lines of `mingzhang check --format json` as one array. */
static void
write_findings(Writer *writer)
{
    const MzFaceOptions options = {MZ_SEVERITY_NOTE, FALSE, TRUE, FALSE};
    GString *out = g_string_new("[\n");
    /* Named from the top of the site: where the site lies on this machine is nobody's business. */
    const char *path = writer->input->filing->path, *name = g_strrstr(path, "content/reports/");
    if (writer->input->checks != NULL)
        mz_face_json(out, name != NULL ? name : path, writer->input->checks, &options);
    /* JSON has no raw line ends inside an object: each is the end of one. */
    for (char *at = strchr(out->str + 2, '\n'); at != NULL && at[1] != '\0'; at = strchr(at, '\n'))
        *at = ',';
    g_string_append(out, "]\n");
    MzDownload file = {
        .kind = MZ_DOWNLOAD_DATA, .name = "findings.json", .title = "核对结果", .type = "application/json"};
    gsize length = out->len;
    hand_over(writer, file, g_string_free(out, FALSE), length);
}

static void
write_data(Writer *writer, MzDownloads *downloads)
{
    gsize length = 0;
    MzDownload tidy = {
        .kind = MZ_DOWNLOAD_DATA, .name = "tidy.csv", .title = "每行一个金额，适合统计软件", .type = "text/csv"};
    char *bytes = mz_report_to_tidy(writer->input->report, &length);
    mz_sum_at_once(bytes, length, downloads->tidy);
    hand_over(writer, tidy, bytes, length);
    MzDownload json = {
        .kind = MZ_DOWNLOAD_DATA, .name = "report.json", .title = "整份报告的结构化数据", .type = "application/json"};
    bytes = mz_report_to_json(writer->input->report, &length);
    hand_over(writer, json, bytes, length);
    write_findings(writer);
}

/* ---- tables and figures */

static void
write_tables(Writer *writer)
{
    const MzReport *report = writer->input->report;
    for (guint i = 0; i < report->n_tables; i++) {
        const MzTable *table = &report->tables[i];
        MzDownload file = {.kind = MZ_DOWNLOAD_TABLE,
                           .name = mz_arena_printf(writer->arena, "tables/%s.csv", mz_table_key_name(table->key)),
                           .title = table->form->title,
                           .type = "text/csv",
                           .table = table};
        gsize length = 0;
        char *bytes = mz_table_csv(table, report->mark, &length);
        hand_over(writer, file, bytes, length);
    }
}

/* FALSE: no PNG can be made of any figure. */
static gboolean
write_png(Writer *writer, const MzFigure *figure, const char *name)
{
    GByteArray *png = NULL;
    GError *error = NULL;
    if (!mz_paint_png(mz_layout(figure, writer->arena), PNG_WIDTH, &png, &error)) {
        g_ptr_array_add(writer->errors, error);
        return FALSE;
    }
    MzDownload file = {.kind = MZ_DOWNLOAD_FIGURE,
                       .name = mz_arena_printf(writer->arena, "figures/%s.png", name),
                       .title = figure->title,
                       .type = "image/png"};
    gsize length = png->len;
    hand_over(writer, file, (char *)g_byte_array_free(png, FALSE), length);
    return TRUE;
}

static void
write_figures(Writer *writer, const MzDrawn *drawn)
{
    gboolean with_png = writer->page->site->settings->png;
    for (guint key = 0; key < MZ_FIGURES; key++) {
        if (drawn[key].svg == NULL)
            continue;
        const char *name = mz_figure_key_name((MzFigureKey)key);
        const MzFigure *figure = drawn[key].figure;
        MzDownload file = {.kind = MZ_DOWNLOAD_FIGURE,
                           .name = mz_arena_printf(writer->arena, "figures/%s.svg", name),
                           .title = figure->title,
                           .type = "image/svg+xml"};
        char *svg = g_strconcat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", drawn[key].svg, NULL);
        hand_over(writer, file, svg, strlen(svg));
        with_png = with_png && write_png(writer, figure, name);
    }
}

/* ---- the documents themselves */

static const struct {
    const char *ending, *type;
} document_types[] = {
    {".pdf", "application/pdf"},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {".doc", "application/msword"},
    {".xls", "application/vnd.ms-excel"},
    {".rtf", "application/rtf"},
    {".wps", "application/vnd.ms-works"},
    {".et", "application/vnd.ms-excel"},
    {".html", "text/html"},
    {".htm", "text/html"},
    {".txt", "text/plain"},
};

/* One document, as `stem` with its own ending. */
static void
write_original(Writer *writer, const char *path, const char *stem)
{
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(document_types); i++) {
        if (!g_str_has_suffix(lower, document_types[i].ending))
            continue;
        g_autofree char *name = g_path_get_basename(path);
        MzDownload file = {.kind = MZ_DOWNLOAD_ORIGINAL,
                           .name = mz_arena_printf(writer->arena, "%s%s", stem, document_types[i].ending),
                           .title = mz_arena_printf(writer->arena, "原件 %s", name),
                           .type = document_types[i].type};
        gsize length = 0;
        GError *error = NULL;
        char *bytes = mz_source_read_file(path, MZ_DOCUMENT_LIMIT, &length, &error);
        if (bytes == NULL)
            g_ptr_array_add(writer->errors, error);
        hand_over(writer, file, bytes, length);
        put_waiting(writer); /* not two of them in memory */
        return;
    }
}

/* Whether readers may see the document that the source was made of: it is searched for personal data as if it were the
 * source, which may have none left. */
static gboolean
may_show_original(const MzSettings *settings, const char *path)
{
    if (settings->offer_originals == MZ_ORIGINALS_ALL)
        return TRUE;
    g_autoptr(MzReport) read = mz_reading_report(path, NULL, NULL, NULL, NULL);
    return read != NULL && mz_settings_may_show(settings, read->n_masked, mz_report_has_unread(read));
}

static void
write_originals(Writer *writer)
{
    const MzFiling *filing = writer->input->filing;
    const MzReport *report = writer->input->report;
    if (!mz_settings_may_show(writer->page->site->settings, report->n_masked, mz_report_has_unread(report)))
        return;
    if (filing->format == MZ_FILING_DOCUMENT)
        write_original(writer, filing->path, "original");
    else if (filing->original != NULL && may_show_original(writer->page->site->settings, filing->original))
        write_original(writer, filing->original, "original");
    gsize length = strlen(filing->path);
    guint part = 0;
    for (guint i = 0; filing->format == MZ_FILING_FOLDER && i < filing->n_files; i++) {
        const char *path = filing->files[i].path;
        if (strncmp(path, filing->path, length) == 0 && path[length] == '/')
            write_original(writer, path, mz_arena_printf(writer->arena, "original/%u", ++part));
    }
}

MzDownloads
mz_downloads_write(const MzPageView *page, const MzReportInput *input, const MzDrawn *drawn, MzPutSummed put,
                   gpointer user, GPtrArray *errors)
{
    Writer writer = {page,
                     input,
                     page->arena,
                     put,
                     user,
                     errors,
                     g_array_new(FALSE, FALSE, sizeof(MzDownload)),
                     g_ptr_array_new_with_free_func(g_free)};
    MzDownloads downloads = {page->arena, writer.files, {0, 0}};
    if (page->site->settings->xlsx && mz_value_length(mz_value_get(page->view, "tables")) > 0)
        write_workbook(&writer);
    write_data(&writer, &downloads);
    write_tables(&writer);
    write_figures(&writer, drawn);
    put_waiting(&writer);
    write_originals(&writer);
    GString *package = mz_report_package(page->site->settings, input, &downloads);
    MzDownload file = {.kind = MZ_DOWNLOAD_DATA,
                       .name = "datapackage.json",
                       .title = "数据包说明：字段、单位、许可、校验值",
                       .type = "application/json"};
    gsize length = package->len;
    hand_over(&writer, file, g_string_free(package, FALSE), length);
    put_waiting(&writer);
    g_ptr_array_unref(writer.waiting);
    return downloads;
}
