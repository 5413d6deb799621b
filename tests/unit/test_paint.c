/* Painting: SVG is well formed, minimal, safe, the same every time and in every thread; PNG is a picture. */
#include "chart/paint.h"

#include <string.h>

#include "base/error.h"
#include "chart/palette.h"
#include "fixture.h"
#include "random_figure.h"

#define MOST_BYTES 12288

/* fontconfig keeps about a kilobyte for the process, however many pictures are painted. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

/* What a parser saw of an SVG. */
typedef struct {
    const char *prefix;
    guint texts, paths, ids, depth;
    GString *words; /* every piece of text between \n and \n */
} Seen;

static void
see_attribute(Seen *seen, const char *element, const char *name, const char *value)
{
    static const char *const known[] = {"xmlns",
                                        "width",
                                        "height",
                                        "class",
                                        "viewBox",
                                        "role",
                                        "aria-labelledby",
                                        "id",
                                        "fill",
                                        "d",
                                        "stroke",
                                        "stroke-width",
                                        "stroke-dasharray",
                                        "x",
                                        "y",
                                        "text-anchor",
                                        "font-size",
                                        "font-weight",
                                        "font-family",
                                        NULL};
    if (!g_strv_contains(known, name))
        g_error("<%s> has the attribute %s", element, name);
    if (strcmp(name, "id") == 0) {
        char *wanted = g_strdup_printf("%s-%c", seen->prefix, strcmp(element, "title") == 0 ? 't' : 'd');
        g_assert_cmpstr(value, ==, wanted);
        g_free(wanted);
        seen->ids++;
    }
}

static void
see_start(GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data,
          GError **error)
{
    (void)context;
    (void)error;
    static const char *const known[] = {"svg", "title", "desc", "g", "rect", "path", "text", NULL};
    Seen *seen = data;
    g_assert_true(g_strv_contains(known, element));
    g_assert_true((seen->depth == 0) == (strcmp(element, "svg") == 0));
    seen->depth++;
    seen->texts += strcmp(element, "text") == 0;
    seen->paths += strcmp(element, "path") == 0 || strcmp(element, "rect") == 0;
    for (guint i = 0; names[i] != NULL; i++)
        see_attribute(seen, element, names[i], values[i]);
}

static void
see_end(GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
    (void)context;
    (void)element;
    (void)error;
    ((Seen *)data)->depth--;
}

static void
see_text(GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
    (void)context;
    (void)error;
    g_string_append_len(((Seen *)data)->words, text, (gssize)length);
    g_string_append_c(((Seen *)data)->words, '\n');
}

static Seen
see(const char *svg, const char *prefix)
{
    static const GMarkupParser parser = {see_start, see_end, see_text, NULL, NULL};
    Seen seen = {prefix, 0, 0, 0, 0, g_string_new("\n")};
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, &seen, NULL);
    GError *error = NULL;
    g_markup_parse_context_parse(context, svg, -1, &error);
    g_assert_no_error(error);
    g_markup_parse_context_end_parse(context, &error);
    g_assert_no_error(error);
    g_markup_parse_context_free(context);
    g_assert_cmpuint(seen.ids, ==, 2);
    return seen;
}

static GString *
paint(const MzFigure *figure, const char *prefix, MzArena *arena)
{
    GString *svg = g_string_new(NULL);
    mz_paint_svg(mz_layout(figure, arena), prefix, svg);
    return svg;
}

/* Random figures: well formed, and every text of the layout is a text of the picture. */
static void
test_well_formed(void)
{
    for (guint32 seed = 1; seed <= 300; seed++) {
        GRand *rand = g_rand_new_with_seed(seed);
        MzArena *arena = mz_arena_new();
        const MzFigure *figure = random_figure(rand, arena);
        const MzLayout *layout = mz_layout(figure, arena);
        guint texts = 0;
        for (guint i = 0; i < layout->n_marks; i++)
            texts += layout->marks[i].kind == MZ_MARK_TEXT;
        GString *svg = paint(figure, "a-1", arena);
        Seen seen = see(svg->str, "a-1");
        g_assert_cmpuint(seen.texts, ==, texts);
        g_assert_cmpuint(seen.paths, >, 1);
        g_assert_true(g_utf8_validate(svg->str, (gssize)svg->len, NULL));
        g_string_free(seen.words, TRUE);
        g_string_free(svg, TRUE);
        mz_arena_free(arena);
        g_rand_free(rand);
    }
}

static MzReport *
full_report(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "示例省示例市示例区人民政府示例街道办事处（汇总）");
    const MzForm *form = mz_form(MZ_KIND_FINAL, MZ_TABLE_SUMMARY);
    gint64 sum = 0;
    for (guint i = 0; i < form->n_rows; i++) {
        char text[32];
        if (form->rows[i].code == NULL)
            continue;
        g_snprintf(text, sizeof text, "%u.%02u", 1234567 + 98765 * i, i);
        sum += fixture_set(report, MZ_TABLE_SUMMARY, form->rows[i].key, "amount", text)->amount.fen;
    }
    static const char *const totals[] = {"in-total", "ex-total", "ex-year"};
    for (guint i = 0; i < G_N_ELEMENTS(totals); i++) {
        char text[MZ_MONEY_TEXT];
        fixture_set(report, MZ_TABLE_SUMMARY, totals[i], "amount",
                    mz_money_plain((MzMoney){sum, 2, MZ_UNIT_WAN}, text));
    }
    fixture_set(report, MZ_TABLE_SANGONG, "budget", "total", "2.00");
    fixture_set(report, MZ_TABLE_SANGONG, "final", "total", "1.37");
    fixture_set(report, MZ_TABLE_SANGONG, "budget", "reception", "2.00");
    fixture_set(report, MZ_TABLE_SANGONG, "final", "reception", "1.37");
    fixture_claim(report, "收支总计", MZ_MEASURE_CHANGE, "-2739.96", "万元");
    return report;
}

/* Whether the picture says a cell of the twin: as it is, or a change by its size. */
static gboolean
says(const char *words, const char *cell)
{
    char *line = g_strdup_printf("\n%s\n", cell);
    gboolean said = strstr(words, line) != NULL || strstr(words, cell + (cell[0] == '-')) != NULL;
    g_free(line);
    return said;
}

/* Every number of the table twin stands in the picture; every picture is small. */
static void
test_twin(void)
{
    static const MzFigureKey keys[] = {MZ_FIGURE_TOTALS, MZ_FIGURE_CLASS, MZ_FIGURE_SANGONG, MZ_FIGURE_SERIES};
    MzReport *report = full_report();
    MzArena *arena = mz_arena_new();
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        const MzFigure *figure = mz_figure(report, keys[i], NULL, arena);
        g_assert_cmpuint(figure->n_missing, ==, 0);
        GString *svg = paint(figure, "p", arena);
        g_assert_cmpuint(svg->len, <, MOST_BYTES);
        Seen seen = see(svg->str, "p");
        /* what the description says does not count */
        char *texts = strstr(seen.words->str, figure->description) + strlen(figure->description);
        MzFigureRows rows = mz_figure_rows(figure, arena);
        g_assert_cmpuint(rows.n_rows, >, 0);
        for (guint k = 0; k < rows.n_rows * rows.n_columns; k++) {
            gboolean whole_share = keys[i] == MZ_FIGURE_CLASS && strcmp(rows.cells[k], "100%") == 0;
            if (!whole_share && strpbrk(rows.cells[k], "0123456789") != NULL && !says(texts, rows.cells[k]))
                g_error("%s: the picture does not say %s", figure->title, rows.cells[k]);
        }
        g_string_free(seen.words, TRUE);
        g_string_free(svg, TRUE);
    }
    mz_arena_free(arena);
    mz_report_free(report);
}

/* The largest series there can be. */
static void
test_size_of_series(void)
{
    MzYearAmount points[2][MZ_FIGURE_YEARS];
    for (int i = 0; i < MZ_FIGURE_YEARS; i++) {
        for (int k = 0; k < 2; k++)
            points[k][i] =
                (MzYearAmount){2010 + i, {G_GINT64_CONSTANT(123456789012345) * (i + 1 + k), 2, MZ_UNIT_YUAN}};
    }
    const MzYearLine lines[] = {{"收入总计", MZ_TONE_INCOME, points[0], MZ_FIGURE_YEARS},
                                {"支出总计", MZ_TONE_EXPENDITURE, points[1], MZ_FIGURE_YEARS}};
    MzArena *arena = mz_arena_new();
    GString *svg = paint(mz_figure_series("历年", "示例局", "部门决算", "来源", lines, 2, arena), "s", arena);
    g_assert_cmpuint(svg->len, <, MOST_BYTES);
    g_string_free(svg, TRUE);
    mz_arena_free(arena);
}

/* Names that would be markup, and characters that XML does not have. */
static void
test_escaped(void)
{
    MzReport *report = full_report();
    report->department = "<script>alert(1)</script> & \"局\" 'x' \x01\x7f ]]>";
    fixture_label(report, MZ_TABLE_SUMMARY, "ex-201", "A<b a='1'>&amp;\"</text>");
    MzArena *arena = mz_arena_new();
    GString *svg = paint(mz_figure(report, MZ_FIGURE_CLASS, NULL, arena), "x\"><y&", arena);
    Seen seen = see(svg->str, "xy");
    g_assert_null(strstr(svg->str, "<script"));
    g_assert_null(strchr(svg->str, '\x01'));
    g_assert_nonnull(strstr(seen.words->str, "<script>alert(1)</script> & \"局\" 'x'"));
    g_string_free(seen.words, TRUE);
    g_string_free(svg, TRUE);
    mz_arena_free(arena);
    mz_report_free(report);
}

/* Characters that XML does not have, and their neighbours that it has, wherever they stand in a text. */
static void
test_odd(void)
{
    static const struct {
        const char *text, *shown;
    } odd[] = {{"\x1f", " "},
               {"\x7f", "\uFFFD"},
               {"\xC2\x80", "\uFFFD"},
               {"\xC2\x9F", "\uFFFD"},
               {"\xC2\xA0", "\xC2\xA0"},
               {"\xEF\xBF\xBD", "\uFFFD"},
               {"\xEF\xBF\xBE", "\uFFFD"},
               {"\xEF\xBF\xBF", "\uFFFD"},
               {"\xEF\xBE\xBF", "\xEF\xBE\xBF"},
               {"\xE4\xBF\xBE", "\xE4\xBF\xBE"},
               {"，\xE4\xBF\xBF", "，\xE4\xBF\xBF"},
               {"<\xEF\xBF\xBE", "&lt;\uFFFD"},
               {"'&\">", "&#39;&amp;&quot;&gt;"}};
    for (guint i = 0; i < G_N_ELEMENTS(odd); i++) {
        for (guint before = 0; before < 100; before++) {
            char *run = g_strnfill(before, 'a');
            char *title = g_strdup_printf("%s%s%s局", run, odd[i].text, run);
            char *wanted = g_strdup_printf("<title id=\"o-t\">%s%s%s局</title>", run, odd[i].shown, run);
            MzLayout layout = {.width = 100, .height = 100, .title = title, .description = ""};
            GString *svg = g_string_new(NULL);
            mz_paint_svg(&layout, "o", svg);
            if (strstr(svg->str, wanted) == NULL)
                g_error("odd text %u after %u letters: %s", i, before, svg->str);
            g_string_free(svg, TRUE);
            g_free(wanted);
            g_free(title);
            g_free(run);
        }
    }
}

/* Shapes are as the layout says: the bars' path of a known figure, colours as attributes, classes for the page. */
static void
test_markup(void)
{
    MzReport *report = fixture_report(MZ_KIND_FINAL, 2024, "局");
    fixture_set(report, MZ_TABLE_INCOME, "total", "total", "10.00");
    fixture_set(report, MZ_TABLE_INCOME, "total", "fiscal", "7.50");
    fixture_set(report, MZ_TABLE_INCOME, "total", "other", "2.50");
    MzArena *arena = mz_arena_new();
    GString *svg = paint(mz_figure(report, MZ_FIGURE_INCOME, NULL, arena), "m", arena);
    g_assert_true(
        g_str_has_prefix(svg->str, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"mz-fig\" viewBox=\"0 0 360 "));
    g_assert_nonnull(strstr(svg->str, "\" role=\"img\" aria-labelledby=\"m-t m-d\"><title id=\"m-t\">"));
    const char *bars = strstr(svg->str, "<path class=\"mz-fig-in\" fill=\"#1d5b9c\" d=\"M16 ");
    g_assert_nonnull(bars);
    g_assert_nonnull(strstr(bars, "h246v12h-246z"));
    g_assert_nonnull(strstr(bars, "h82v12h-82z\"/>"));
    g_assert_true(g_str_has_suffix(svg->str, "</text></g></svg>"));
    g_string_free(svg, TRUE);
    mz_arena_free(arena);
    mz_report_free(report);
}

/* One thread paints many pictures; the answer is all of them. */
static gpointer
paint_many(gpointer data)
{
    GString *all = g_string_new(NULL);
    for (guint32 seed = 1; seed <= GPOINTER_TO_UINT(data); seed++) {
        GRand *rand = g_rand_new_with_seed(seed);
        MzArena *arena = mz_arena_new();
        mz_paint_svg(mz_layout(random_figure(rand, arena), arena), "t", all);
        mz_arena_free(arena);
        g_rand_free(rand);
    }
    return all;
}

static void
test_threads(void)
{
    gpointer many = GUINT_TO_POINTER(150);
    GString *once = paint_many(many);
    GThread *threads[3];
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("paint", paint_many, many);
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++) {
        GString *other = g_thread_join(threads[i]);
        g_assert_true(g_string_equal(once, other));
        g_string_free(other, TRUE);
    }
    g_string_free(once, TRUE);
}

/* Shapes' roles are told apart by their colours, and every class is in the style sheet. */
static void
test_palette(void)
{
    char *css = NULL;
    if (!g_file_get_contents("assets/figures.css", &css, NULL, NULL))
        g_test_message("not run in the root of the sources: classes are not compared");
    for (guint i = 0; i < MZ_ROLES; i++) {
        const MzLook *a = mz_look((MzMarkRole)i);
        for (guint k = i + 1; k < MZ_ROLE_FIRST_TEXT; k++) {
            const MzLook *b = mz_look((MzMarkRole)k);
            g_assert_false(a->fill == b->fill && a->stroke == b->stroke);
        }
        if (css != NULL && a->class_name != NULL) {
            char *rule = g_strdup_printf(".%s {", a->class_name);
            g_assert_nonnull(strstr(css, rule));
            g_free(rule);
        }
    }
    g_free(css);
}

static void
test_png(void)
{
    MzReport *report = full_report();
    MzArena *arena = mz_arena_new();
    const MzLayout *layout = mz_layout(mz_figure(report, MZ_FIGURE_TOTALS, NULL, arena), arena);
    GByteArray *png = NULL, *again = NULL;
    GError *error = NULL;
    g_assert_false(mz_paint_png(layout, 0, &png, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_USAGE);
    g_clear_error(&error);
    g_assert_false(mz_paint_png(layout, 8001, &png, &error));
    g_clear_error(&error);
    if (mz_paint_png(layout, 720, &png, &error)) {
        g_assert_cmpuint(png->len, >, 5000);
        g_assert_cmpint(memcmp(png->data, "\x89PNG\r\n\x1a\n", 8), ==, 0);
        g_assert_cmpint(png->data[18] << 8 | png->data[19], ==, 720);
        g_assert_cmpint(png->data[22] << 8 | png->data[23], ==, (720 * layout->height + 3599) / 3600);
        g_assert_true(mz_paint_png(layout, 720, &again, NULL));
        g_assert_cmpmem(png->data, png->len, again->data, again->len);
        g_byte_array_unref(png);
        g_byte_array_unref(again);
    } else {
        g_assert_error(error, MZ_ERROR, MZ_ERROR_IO);
        g_test_skip(error->message);
        g_error_free(error);
    }
    mz_arena_free(arena);
    mz_report_free(report);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paint/well-formed", test_well_formed);
    g_test_add_func("/paint/twin", test_twin);
    g_test_add_func("/paint/size-of-series", test_size_of_series);
    g_test_add_func("/paint/escaped", test_escaped);
    g_test_add_func("/paint/odd", test_odd);
    g_test_add_func("/paint/markup", test_markup);
    g_test_add_func("/paint/threads", test_threads);
    g_test_add_func("/paint/palette", test_palette);
    g_test_add_func("/paint/png", test_png);
    return g_test_run();
}
