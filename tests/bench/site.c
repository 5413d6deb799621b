/* build/bench/site FOLDER REPORTS: a site of that many generated reports, of which everything is known.
 *
 * Five regions, departments with ten reports each (five years, budget and final accounts), in all the styles that the
 * generator knows. A department's reports agree with each other, but for one department in twenty, one of whose reports
 * does not. The same number gives the same bytes. With --pdf only that many PDFs, and their texts beside them.
 */
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

#include "generate/series.h"
#include "unit/paint_pdf.h"

/* cairo and fontconfig keep fonts for the next drawing. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
    return "leak:libcairo\nleak:libfontconfig\n";
}

enum { REGIONS = 5, YEARS = 5, FIRST_YEAR = 2021, EACH = YEARS * 2 };

static const char *const regions[REGIONS] = {"虚构市云溪区", "虚构市望河县", "虚构市青岚区", "虚构州沙棘县",
                                             "虚构市临江新区"};
static const char *const bureaus[] = {"档案馆", "审计局",           "水利局", "民政局",       "图书馆",
                                      "统计局", "园林管理中心",     "体育局", "疾病预防中心", "科学技术协会",
                                      "财政局", "政务服务管理中心", "群艺馆", "交通运输局",   "司法局",
                                      "信访局", "农业农村局",       "商务局", "医疗保障局",   "退役军人事务局"};
static const char *const ordinals[] = {"", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "第九", "第十"};

static const char settings[] = "{\n"
                               "  \"title\": \"虚构省财政公开\",\n"
                               "  \"description\": \"随机生成的报告，用来量速度；数字都是虚构的。\",\n"
                               "  \"as_of\": \"2026-06-30\",\n"
                               "  \"mark\": \"示例数据\",\n"
                               "  \"base\": \"https://example.org/\",\n"
                               "  \"downloads\": {\"xlsx\": %s, \"png\": %s}\n"
                               "}\n";

static gboolean
save(const char *path, const char *bytes, gsize length)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autoptr(GError) error = NULL;
    if (g_mkdir_with_parents(folder, 0777) == 0 && g_file_set_contents(path, bytes, (gssize)length, &error))
        return TRUE;
    fprintf(stderr, "site: %s\n", error != NULL ? error->message : g_strerror(errno));
    return FALSE;
}

static gboolean
save_report(const char *site, const GenSeries *series, GenReport *report)
{
    GString *text = gen_report_write(report);
    g_autofree char *path = g_strdup_printf("%s/content/reports/%s/%s%s/%d-%s.txt", site, series->region,
                                            series->region, series->department, report->truth->year,
                                            report->truth->kind == MZ_KIND_BUDGET ? "budget" : "final");
    gboolean good = save(path, text->str, text->len);
    g_string_free(text, TRUE);
    return good;
}

/* The first n reports of a department. */
static gboolean
save_department(const char *site, guint body, guint n)
{
    enum { BROKEN_OF = 20, BROKEN = 7 };
    guint of_region = body / REGIONS;
    g_autofree char *department = g_strconcat(ordinals[of_region / G_N_ELEMENTS(bureaus) % G_N_ELEMENTS(ordinals)],
                                              bureaus[of_region % G_N_ELEMENTS(bureaus)], NULL);
    const GenSeries series = {.seed = 1000000 + body * EACH,
                              .style = (GenStyle)(body % GEN_STYLES),
                              .region = regions[body % REGIONS],
                              .department = department,
                              .year = FIRST_YEAR,
                              .contradicting = body % BROKEN_OF == BROKEN ? 2 + body / BROKEN_OF % (EACH - 2) : 0};
    GenReport *reports[EACH] = {NULL};
    gboolean good = TRUE;
    for (guint i = 0; good && i < n; i++) {
        reports[i] = gen_series_report(&series, reports, i);
        good = save_report(site, &series, reports[i]);
        if (i >= 2)
            g_clear_pointer(&reports[i - 2], gen_report_free);
    }
    for (guint i = 0; i < n; i++)
        g_clear_pointer(&reports[i], gen_report_free);
    return good;
}

/* A report as a PDF and as a text. */
static gboolean
save_pdf(const char *folder, guint n)
{
    static const PaintStyle style = {"bench", 842, 595, 9, 3, TRUE, FALSE, FALSE, 160, PAINT_HEAD_ONCE};
    GenReport *report = gen_report_new(n + 1, GEN_STYLE_CLEAN);
    GString *text = gen_report_write(report);
    GByteArray *pdf = paint_pdf(text->str, &style, TRUE);
    g_autofree char *name = g_strdup_printf("%s/%u.txt", folder, n),
                    *pdf_name = g_strdup_printf("%s/%u.pdf", folder, n);
    gboolean good = save(name, text->str, text->len) && save(pdf_name, (const char *)pdf->data, pdf->len);
    g_byte_array_unref(pdf);
    g_string_free(text, TRUE);
    gen_report_free(report);
    return good;
}

int
main(int argc, char **argv)
{
    gboolean xlsx = FALSE, png = FALSE, pdf = FALSE;
    const GOptionEntry entries[] = {{"xlsx", 0, 0, G_OPTION_ARG_NONE, &xlsx, "with workbooks", NULL},
                                    {"png", 0, 0, G_OPTION_ARG_NONE, &png, "with figures as PNG", NULL},
                                    {"pdf", 0, 0, G_OPTION_ARG_NONE, &pdf, "no site, only PDFs", NULL},
                                    G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new("FOLDER REPORTS");
    g_option_context_add_main_entries(context, entries, NULL);
    int most = REGIONS * EACH * (int)(G_N_ELEMENTS(bureaus) * G_N_ELEMENTS(ordinals));
    if (!g_option_context_parse(context, &argc, &argv, NULL) || argc != 3 || atoi(argv[2]) < 1 ||
        atoi(argv[2]) > most) {
        fprintf(stderr, "site FOLDER REPORTS [--xlsx] [--png] [--pdf]: at most %d reports\n", most);
        return 2;
    }
    g_autofree char *json = g_strdup_printf(settings, xlsx ? "true" : "false", png ? "true" : "false");
    g_autofree char *path = g_build_filename(argv[1], "content", "site.json", NULL);
    gboolean good = pdf || save(path, json, strlen(json));
    guint n_reports = (guint)atoi(argv[2]);
    for (guint n = 0; good && n < n_reports; n += pdf ? 1 : EACH)
        good = pdf ? save_pdf(argv[1], n) : save_department(argv[1], n / EACH, MIN(EACH, n_reports - n));
    return good ? 0 : 1;
}
