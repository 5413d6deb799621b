/* The same report under another name, of another year, with its tables in another order: every amount stays in its
 * cell, every sentence says the same and every check ends as it did. What the program knows of these reports it knows
 * of their form.
 *
 * Over the demo reports, and the real ones where they are at hand. */
#include <locale.h>
#include <string.h>

#include "check/check.h"
#include "parse/parse.h"
#include "truth.h"

/* --- what a report says, as lines ------------------------------------------------------------------------------- */

/* For each line of a varied text, from 1, the line of the original that it was; NULL: the same. */
typedef const guint *Origins;

static guint
origin_of(Origins origins, guint line)
{
    return origins != NULL && line > 0 ? origins[line] : line;
}

/* What stands in the source at a span. */
static char *
words_at(const MzReport *report, const MzSpan *span)
{
    if (span->line == 0)
        return g_strdup("");
    const char *line = report->lines[span->line - 1];
    g_assert_cmpint(g_utf8_strlen(line, -1), >=, span->end);
    return g_utf8_substring(line, span->start, span->end);
}

/* A line without its blanks. */
static char *
packed(const char *line)
{
    GString *out = g_string_new(NULL);
    for (const char *p = line; *p != '\0'; p = g_utf8_next_char(p)) {
        if (!g_unichar_isspace(g_utf8_get_char(p)))
            g_string_append_unichar(out, g_utf8_get_char(p));
    }
    return g_string_free(out, FALSE);
}

static void
tell_tables(GPtrArray *face, const MzReport *report, Origins origins)
{
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        const char *key = mz_table_key_name(table->key);
        g_ptr_array_add(face, g_strdup_printf("table %s %s unit %d, %u rows, line %u, %s", key, table->title,
                                              (int)table->unit, table->n_rows, origin_of(origins, table->first_line),
                                              table->empty ? "empty" : "filled"));
        for (guint r = 0; r < table->n_rows; r++) {
            const MzRow *row = &table->rows[r];
            for (guint c = 0; c < table->form->n_columns; c++) {
                const MzCell *cell = &row->cells[c];
                char value[MZ_MONEY_TEXT];
                if (!cell->present)
                    continue;
                g_autofree char *there = words_at(report, &cell->span);
                g_ptr_array_add(face,
                                g_strdup_printf("%s | %s %s | %s = %s \"%s\", line %u \"%s\", %s %s", key, row->name,
                                                row->label, table->form->columns[c].label,
                                                mz_money_plain(cell->amount, value), cell->text,
                                                origin_of(origins, cell->span.line), there,
                                                mz_origin_name(cell->origin), cell->proof != NULL ? cell->proof : ""));
            }
        }
    }
}

static gboolean
has_tables(const MzReport *report, const MzSection *section)
{
    for (guint t = 0; t < report->n_tables; t++) {
        if (report->tables[t].first_line >= section->line && report->tables[t].first_line <= section->last_line)
            return TRUE;
    }
    return FALSE;
}

static void
tell_narrative(GPtrArray *face, const MzReport *report, Origins origins)
{
    for (guint i = 0; i < report->n_sections; i++) {
        const MzSection *section = &report->sections[i];
        g_autoptr(GString) text = g_string_new(NULL); /* how it is cut depends on the length of its lines */
        for (guint p = 0; p < section->n_paragraphs && !has_tables(report, section); p++)
            g_string_append_printf(text, " %s", section->paragraphs[p]);
        g_ptr_array_add(face, g_strdup_printf("section %u %s %s, line %u: %s", section->level, section->ordinal,
                                              section->title, origin_of(origins, section->line), text->str));
    }
    for (guint i = 0; i < report->n_claims; i++) {
        const MzClaim *claim = &report->claims[i];
        g_ptr_array_add(face, g_strdup_printf("claim %s %s %s = %s %s, line %u", claim->subject,
                                              claim->code != NULL ? claim->code : "", mz_measure_name(claim->measure),
                                              claim->printed, claim->unit, origin_of(origins, claim->span.line)));
    }
    for (guint i = 0; i < report->n_glossary; i++)
        g_ptr_array_add(face, g_strdup_printf("term %s: %s, line %u", report->glossary[i].term,
                                              report->glossary[i].text, origin_of(origins, report->glossary[i].line)));
    for (guint i = 0; i < report->n_annexes; i++)
        g_ptr_array_add(face, g_strdup_printf("annex %s, %u rows, %u fields", report->annexes[i].title,
                                              report->annexes[i].n_rows, report->annexes[i].n_fields));
    for (guint i = 0; i < report->n_masked; i++)
        g_ptr_array_add(face, g_strdup_printf("masked %s, line %u", report->masked[i].what,
                                              origin_of(origins, report->masked[i].span.line)));
    for (guint i = 0; i < report->n_extractions; i++)
        g_ptr_array_add(face, g_strdup_printf("extraction %s %s, line %u", report->extractions[i].id,
                                              report->extractions[i].text,
                                              origin_of(origins, report->extractions[i].span.line)));
}

/* Checks that say in which order tables stand; their own tests are in test_catalogue.c. */
static gboolean
is_of_order(const char *id)
{
    return strcmp(id, "doc.section-order") == 0 || strcmp(id, "doc.table-number") == 0;
}

static void
tell_checks(GPtrArray *face, const MzReport *report, Origins origins)
{
    g_autoptr(MzChecks) checks = mz_check(report, NULL);
    for (guint i = 0; i < checks->n_results; i++) {
        const MzCheckResult *result = &checks->results[i];
        if (origins != NULL && is_of_order(result->check->id))
            continue;
        g_ptr_array_add(face, g_strdup_printf("check %s %s, holds %u, fails %u, undecided %u", result->check->id,
                                              mz_check_state_key(result->state), result->tally.holds,
                                              result->tally.fails, result->tally.undecided));
    }
}

static int
compare_lines(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What the report says, each thing on its line. */
static GPtrArray *
face_of(const MzReport *report, Origins origins)
{
    GPtrArray *face = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(face, g_strdup_printf("report of %s, %d年, %d, %s", report->department, report->year,
                                          (int)report->kind, report->title));
    tell_tables(face, report, origins);
    tell_narrative(face, report, origins);
    tell_checks(face, report, origins);
    return face;
}

static MzReport *
parse_text(const char *name, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(MzSource) source = mz_source_from_bytes(name, text, strlen(text), &error);
    g_assert_no_error(error);
    MzReport *report = mz_parse_source(source, &error);
    g_assert_no_error(error);
    return report;
}

/* In whatever order and with whatever blanks it is said. */
static void
settle(GPtrArray *face)
{
    for (guint i = 0; i < face->len; i++) {
        char *line = face->pdata[i];
        face->pdata[i] = packed(line);
        g_free(line);
    }
    g_ptr_array_sort(face, compare_lines);
}

/* Says where two faces differ; `what` names the variation. */
static void
expect_same(const char *what, GPtrArray *expected, GPtrArray *found)
{
    settle(expected);
    settle(found);
    g_assert_cmpuint(expected->len, >, 200);
    guint e = 0, f = 0;
    while (e < expected->len || f < found->len) {
        const char *want = e < expected->len ? expected->pdata[e] : NULL;
        const char *have = f < found->len ? found->pdata[f] : NULL;
        int order = want == NULL ? 1 : have == NULL ? -1 : strcmp(want, have);
        if (order < 0)
            g_test_message("%s: lost:  %s", what, want);
        else if (order > 0)
            g_test_message("%s: found: %s", what, have);
        if (order != 0)
            g_test_fail();
        e += order <= 0;
        f += order >= 0;
    }
}

/* --- another name ------------------------------------------------------------------------------------------------ */

/* The text with `from` replaced by `to`, also where it is wrapped: blanks and line ends between the characters stay,
 * a longer name goes on behind its last one. The caller frees. */
static char *
rename_in(const char *text, const char *from, const char *to)
{
    glong n, n_from, n_to;
    g_autofree gunichar *c = g_utf8_to_ucs4_fast(text, -1, &n);
    g_autofree gunichar *old = g_utf8_to_ucs4_fast(from, -1, &n_from);
    g_autofree gunichar *new = g_utf8_to_ucs4_fast(to, -1, &n_to);
    GString *out = g_string_sized_new(strlen(text));
    for (glong i = 0; i < n;) {
        glong end = i, matched = 0;
        for (; end < n && matched < n_from; end++) {
            if (c[end] == old[matched])
                matched++;
            else if (matched == 0 || !g_unichar_isspace(c[end]))
                break;
        }
        if (matched < n_from) {
            g_string_append_unichar(out, c[i++]);
            continue;
        }
        for (glong k = 0; i < end; i++) {
            if (g_unichar_isspace(c[i]))
                g_string_append_unichar(out, c[i]);
            else if (k < n_to)
                g_string_append_unichar(out, new[k++]);
            if (i + 1 == end) {
                while (k < n_to)
                    g_string_append_unichar(out, new[k++]);
            }
        }
    }
    return g_string_free(out, FALSE);
}

/* The name of a department without its place: what stands behind a bracket, or from the last 市, 区, 州 or 县 on, for
 * 档案馆 alone is also the name of an item. */
static const char *
name_without_place(const char *name)
{
    const char *own = name;
    for (const char *p = name; *p != '\0'; p = g_utf8_next_char(p)) {
        const char *next = g_utf8_next_char(p);
        if (*next == '\0')
            break;
        if (g_utf8_strchr("市区州县", -1, g_utf8_get_char(p)) != NULL)
            own = p;
        else if (g_utf8_strchr("）)", -1, g_utf8_get_char(p)) != NULL)
            own = next;
    }
    return own;
}

static void
convert(GPtrArray *face, char *(*change)(const char *, gconstpointer), gconstpointer how)
{
    for (guint i = 0; i < face->len; i++) {
        char *old = face->pdata[i];
        face->pdata[i] = change(old, how);
        g_free(old);
    }
}

/* from, to, from, to, …, NULL */
static char *
change_names(const char *text, gconstpointer how)
{
    char *now = g_strdup(text);
    for (const char *const *pair = how; *pair != NULL; pair += 2) {
        char *next = rename_in(now, pair[0], pair[1]);
        g_free(now);
        now = next;
    }
    return now;
}

static void
test_name(gconstpointer data)
{
    static const struct {
        const char *what;
        int more; /* characters that the name gets more, or less */
    } lengths[] = {{"a name of the same length", 0}, {"a longer name", 3}, {"a shorter name", -2}};
    static const char other[] = "灯塔渔港航标气象台测绘院雷达站浮标船坞事务局";
    const char *path = data;
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_autoptr(MzReport) report = parse_text(path, text);
    g_autofree char *whole = g_strdup(report->department);
    if (g_str_has_suffix(whole, "本级")) /* the department without what is under it */
        whole[strlen(whole) - strlen("本级")] = '\0';
    const char *own = name_without_place(whole);
    glong length = g_utf8_strlen(own, -1);
    for (guint i = 0; i < G_N_ELEMENTS(lengths); i++) {
        glong wanted = MAX(length + lengths[i].more, 2);
        g_autofree char *new_name = g_utf8_substring(other, g_utf8_strlen(other, -1) - wanted, -1);
        const char *const pair[] = {own, new_name, NULL};
        g_autofree char *varied = change_names(text, pair);
        g_assert_cmpstr(varied, !=, text);
        g_autoptr(MzReport) found = parse_text(path, varied);
        g_autoptr(GPtrArray) expected = face_of(report, NULL);
        convert(expected, change_names, pair);
        g_autoptr(GPtrArray) face = face_of(found, NULL);
        expect_same(lengths[i].what, expected, face);
    }
}

/* --- another year ------------------------------------------------------------------------------------------------ */

/* The last of the four digits of a year that begin at `at` ("2024年", "20 24 年", "〔2024〕", "2024-11-21"), or -1. */
static glong
year_end(const gunichar *c, glong n, glong at)
{
    if (at > 0 && g_unichar_isdigit(c[at - 1]))
        return -1;
    glong last = at, digits = 0;
    gboolean parted = FALSE;
    for (glong i = at; i < n && digits < 4; i++) {
        if (digits < 2 ? c[i] == (digits == 0 ? '2' : '0') : c[i] >= '0' && c[i] <= '9') {
            digits++;
            last = i;
        } else if (digits > 0 && c[i] == ' ') {
            parted = TRUE;
        } else {
            return -1;
        }
    }
    glong next = last + 1;
    if (!parted && next < n && (c[next] == '-' || c[next] == ']' || c[next] == 0x3015 || c[next] == 0xFF3D))
        return digits == 4 ? last : -1;
    while (next < n && g_unichar_isspace(c[next]))
        next++;
    return digits == 4 && next < n && c[next] == 0x5E74 ? last : -1;
}

/* All years of the text later by *how. */
static char *
change_years(const char *text, gconstpointer how)
{
    glong n;
    g_autofree gunichar *c = g_utf8_to_ucs4_fast(text, -1, &n);
    for (glong i = 0; i < n; i++) {
        glong last = c[i] == '2' ? year_end(c, n, i) : -1;
        if (last < 0)
            continue;
        glong tens = last - 1;
        while (c[tens] == ' ')
            tens--;
        guint year = (c[tens] - '0') * 10 + (c[last] - '0') + *(const guint *)how;
        c[tens] = '0' + year / 10 % 10;
        c[last] = '0' + year % 10;
        i = last;
    }
    return g_ucs4_to_utf8(c, n, NULL, NULL, NULL);
}

static void
test_year(gconstpointer data)
{
    const char *path = data;
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_autoptr(MzReport) report = parse_text(path, text);
    for (guint by = 1; by <= 2; by++) {
        g_autofree char *varied = change_years(text, &by);
        g_autofree char *what = g_strdup_printf("%u years later", by);
        g_autofree char *old_file = g_strdup_printf("%d", report->year);
        g_autofree char *new_file = g_strdup_printf("%u", (guint)report->year + by);
        g_autofree char *name = rename_in(path, old_file, new_file);
        g_autoptr(MzReport) found = parse_text(name, varied);
        g_assert_cmpint(found->year, ==, report->year + (int)by);
        g_autoptr(GPtrArray) expected = face_of(report, NULL);
        convert(expected, change_years, &by);
        g_autoptr(GPtrArray) face = face_of(found, NULL);
        expect_same(what, expected, face);
    }
}

/* --- another order ----------------------------------------------------------------------------------------------- */

/* The line, from 0, where a table begins that is known from `first` on: the first of its title, or its number over it.
 */
static guint
block_start(char **lines, const MzTable *table, guint first)
{
    guint start = first;
    for (guint up = 0; up < 4 && up <= first; up++) {
        g_autofree char *key = packed(lines[first - up]);
        if (*key != '\0' && strstr(table->title, key) != NULL)
            start = first - up;
    }
    for (guint above = start; above > 0 && start - above < 3;) {
        g_autofree char *key = packed(lines[--above]);
        if (table->number != NULL && strcmp(key, table->number) == 0)
            return above;
        if (*key != '\0')
            break;
    }
    return start;
}

/* The text with its blocks [starts[i], starts[i + 1]) in the order given. The lines' origins, from 1, to `origins`. */
static char *
ordered(char **lines, const guint *starts, guint n, const guint *order, guint *origins)
{
    guint n_lines = g_strv_length(lines);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < n_lines; i++) {
        guint from = i;
        if (i >= starts[0] && i < starts[n]) {
            guint k = i - starts[0], block = 0;
            while (k >= starts[order[block] + 1] - starts[order[block]]) {
                k -= starts[order[block] + 1] - starts[order[block]];
                block++;
            }
            from = starts[order[block]] + k;
        }
        origins[i + 1] = from + 1;
        g_string_append(out, lines[from]);
        if (i + 1 < n_lines)
            g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

static void
expect_order(const char *what, const char *path, const MzReport *report, char **lines, const guint *starts,
             const guint *order)
{
    guint n = report->n_tables;
    g_autofree guint *origins = g_new0(guint, g_strv_length(lines) + 2);
    g_autofree char *varied = ordered(lines, starts, n, order, origins);
    g_autoptr(MzReport) found = parse_text(path, varied);
    g_autofree guint *same = g_new0(guint, g_strv_length(lines) + 2);
    for (guint i = 0; i < g_strv_length(lines) + 2; i++)
        same[i] = i;
    g_autoptr(GPtrArray) expected = face_of(report, same);
    g_autoptr(GPtrArray) face = face_of(found, origins);
    expect_same(what, expected, face);
}

static void
test_order(gconstpointer data)
{
    const char *path = data;
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_autoptr(MzReport) report = parse_text(path, text);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    guint n = report->n_tables;
    g_autofree guint *starts = g_new0(guint, n + 1);
    g_autofree guint *order = g_new0(guint, n);
    for (guint t = 0; t < n; t++)
        starts[t] = block_start(lines, &report->tables[t], report->tables[t].first_line - 1);
    for (guint i = 0; i < report->n_sections && starts[n] == 0; i++) {
        if (report->sections[i].line > report->tables[n - 1].last_line)
            starts[n] = report->sections[i].line - 1;
    }
    for (guint t = 0; t < n; t++)
        g_assert_cmpuint(starts[t], <, starts[t + 1]);
    for (guint swapped = 0; swapped + 1 < n; swapped++) {
        for (guint t = 0; t < n; t++)
            order[t] = t == swapped ? t + 1 : t == swapped + 1 ? t - 1 : t;
        g_autofree char *what =
            g_strdup_printf("%s behind the next table", mz_table_key_name(report->tables[swapped].key));
        expect_order(what, path, report, lines, starts, order);
    }
    for (guint t = 0; t < n; t++)
        order[t] = n - 1 - t;
    expect_order("tables backwards", path, report, lines, starts, order);
}

/* --- the reports ------------------------------------------------------------------------------------------------- */

static void
add(GPtrArray *paths, char *path)
{
    static const struct {
        const char *name;
        GTestDataFunc run;
    } tests[] = {{"name", test_name}, {"year", test_year}, {"order", test_order}};
    g_ptr_array_add(paths, path);
    for (guint i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_autofree char *name = g_strdup_printf("/variations/%s/%s", tests[i].name, path);
        g_test_add_data_func(name, path, tests[i].run);
    }
}

static void
test_real_missing(void)
{
    g_test_skip("the real reports are not beside the repository");
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8"); /* for messages */
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GPtrArray) index = truth_read("tests/truth/index.tsv");
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_assert_nonnull(index);
    for (guint i = 0; i < index->len; i++)
        add(paths, g_build_filename("content", "reports", truth_field(index->pdata[i], 1), NULL));
    g_autoptr(GDir) real = g_dir_open("../shared/reports", 0, NULL);
    for (const char *name; real != NULL && (name = g_dir_read_name(real)) != NULL;) {
        if (g_str_has_suffix(name, ".txt"))
            add(paths, g_build_filename("..", "shared", "reports", name, NULL));
    }
    if (real == NULL)
        g_test_add_func("/variations/real", test_real_missing);
    return g_test_run();
}
