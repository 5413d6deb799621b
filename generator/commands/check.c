/* mingzhang check: checks reports and says what does not agree. */
#include "commands/commands.h"
#include "commands/collect.h"
#include "commands/options.h"
#include "commands/site.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "check/face.h"
#include "check/suppress.h"
#include "read/source.h"
#include "content/reading.h"
#include "content/suppressions.h"

/* More than any baseline of a whole province. */
#define BASELINE_LIMIT (256u * 1024 * 1024)

typedef enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF } Format;

/* What was found in all reports, for the last line. */
typedef struct {
    guint n_reports, n_unread, n_hold, n_undecided;
    guint n_failed; /* could not be checked at all: not read, or the file of their suppressions is wrong */
    guint n_findings[MZ_SEVERITY_ERROR + 1]; /* new and not suppressed, by severity */
    guint n_suppressed;
} Totals;

typedef struct {
    char *format_name, *baseline_path, *suppressions_path;
    char **warnings; /* -W */
    char *root;      /* -C */
    char **paths;
    gboolean strict, notes, summary, all_results;
    Format format;
    MzCheckOptions check;
    GPtrArray *off, *errors; /* of const char*, inside `warnings` */
    GHashTable *baseline;    /* fingerprints; NULL: none */
    MzArena *arena;          /* of the suppressions for all */
    MzSuppression *suppressions;
    guint n_suppressions;
} Options;

static void
options_clear(Options *options)
{
    g_free(options->format_name);
    g_free(options->baseline_path);
    g_free(options->suppressions_path);
    g_strfreev(options->warnings);
    g_strfreev(options->paths);
    g_free(options->root);
    g_ptr_array_free(options->off, TRUE);
    g_ptr_array_free(options->errors, TRUE);
    g_clear_pointer(&options->baseline, g_hash_table_unref);
    mz_arena_free(options->arena);
}

/* Of several outcomes the highest wins. A function, because MAX would do things twice. */
static int
worse(int a, int b)
{
    return a > b ? a : b;
}

/* ---- the command line */

/* -W no-ID and -W error=ID, as compilers have them. */
static gboolean
sort_warnings(Options *options, GError **error)
{
    for (guint i = 0; options->warnings != NULL && options->warnings[i] != NULL; i++) {
        const char *word = options->warnings[i], *id = word;
        GPtrArray *list = NULL;
        if (g_str_has_prefix(word, "no-")) {
            list = options->off;
            id = word + strlen("no-");
        } else if (g_str_has_prefix(word, "error=")) {
            list = options->errors;
            id = word + strlen("error=");
        }
        if (list == NULL || !mz_check_is_known(id)) {
            mz_error_set(error, MZ_ERROR_USAGE, NULL,
                         mz_tr("-W 应为 no-编号 或 error=编号，而不是“%s”；编号见 mingzhang explain",
                               "-W is no-ID or error=ID, not '%s'; for ids see mingzhang explain"),
                         word);
            return FALSE;
        }
        g_ptr_array_add(list, (gpointer)id);
    }
    g_ptr_array_add(options->off, NULL);
    g_ptr_array_add(options->errors, NULL);
    options->check = (MzCheckOptions){.off = (const char *const *)(gconstpointer)options->off->pdata,
                                      .errors = (const char *const *)(gconstpointer)options->errors->pdata,
                                      .strict = options->strict};
    return TRUE;
}

static gboolean
find_format(Options *options, GError **error)
{
    static const char *const names[] = {"text", "json", "sarif"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (options->format_name == NULL || strcmp(options->format_name, names[i]) == 0) {
            options->format = (Format)i;
            return TRUE;
        }
    }
    mz_error_set(error, MZ_ERROR_USAGE, NULL,
                 mz_tr("--format 应为 text、json 或 sarif，而不是“%s”", "--format is text, json or sarif, not '%s'"),
                 options->format_name);
    return FALSE;
}

static gboolean
parse_options(int argc, char **argv, Options *options, GError **error)
{
    const GOptionEntry entries[] = {
        {"format", 'f', 0, G_OPTION_ARG_STRING, &options->format_name,
         mz_tr("text（默认）、json（每行一条）或 sarif", "text (default), json (one finding a line) or sarif"),
         "FORMAT"},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &options->strict, mz_tr("警告也算错误", "warnings are errors"), NULL},
        {"notes", 0, 0, G_OPTION_ARG_NONE, &options->notes,
         mz_tr("也列出提示（四舍五入等）", "also tells notes (rounding and the like)"), NULL},
        {"warning", 'W', 0, G_OPTION_ARG_STRING_ARRAY, &options->warnings,
         mz_tr("no-编号：不查；error=编号：算错误", "no-ID: leave out; error=ID: count as errors"), "…"},
        {"baseline", 0, 0, G_OPTION_ARG_FILENAME, &options->baseline_path,
         mz_tr("以前的结果（json），只列新的", "an earlier result (json): tell only what is new"),
         mz_tr("文件", "FILE")},
        {"suppressions", 0, 0, G_OPTION_ARG_FILENAME, &options->suppressions_path,
         mz_tr("对所有报告有效的豁免文件（每份报告另有 报告名.suppressions.csv）",
               "suppressions for all reports (each may have its own NAME.suppressions.csv)"),
         mz_tr("文件", "FILE")},
        {"summary", 0, 0, G_OPTION_ARG_NONE, &options->summary,
         mz_tr("列出每份报告各项检查的结果", "tells what became of the checks of each report"), NULL},
        {"all-results", 0, 0, G_OPTION_ARG_NONE, &options->all_results,
         mz_tr("sarif 中也列出成立、不适用、不能判定的检查",
               "sarif: also checks that hold, do not apply, are undecided"),
         NULL},
        {"site", 'C', 0, G_OPTION_ARG_FILENAME, &options->root,
         mz_tr("按这个站点的 content/forms.json 读（默认为报告所在的站点）",
               "read by this site's content/forms.json (by default each report's own site)"),
         mz_tr("文件夹", "FOLDER")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->paths, NULL, NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    if (!mz_command_read_options(&argc, &argv, entries, mz_tr("报告或文件夹…", "FILE|FOLDER…"),
                                 mz_tr("检查报告的勾稽关系、正文与表、用语。各项检查见 mingzhang explain。",
                                       "Checks the relations of reports, text against tables, wording. For the checks "
                                       "see mingzhang explain."),
                                 error))
        return FALSE;
    if (options->paths == NULL || options->paths[0] == NULL) {
        mz_error_set(error, MZ_ERROR_USAGE, NULL,
                     mz_tr("缺少要检查的报告文件或文件夹", "a report file or folder to check is missing"));
        return FALSE;
    }
    return find_format(options, error) && sort_warnings(options, error);
}

/* ---- what is known already */

static gboolean
read_baseline(Options *options, GError **error)
{
    if (options->baseline_path == NULL)
        return TRUE;
    gsize length;
    g_autofree char *text = mz_source_read_file(options->baseline_path, BASELINE_LIMIT, &length, error);
    if (text == NULL)
        return FALSE;
    options->baseline = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint line = 0;
    for (const char *start = text, *end; *start != '\0'; start = *end == '\0' ? end : end + 1) {
        end = strchr(start, '\n');
        end = end == NULL ? start + strlen(start) : end;
        line++;
        if (end == start)
            continue;
        cJSON *object = cJSON_ParseWithLength(start, (size_t)(end - start));
        const cJSON *fingerprint = cJSON_GetObjectItemCaseSensitive(object, "fingerprint");
        if (cJSON_IsString(fingerprint))
            g_hash_table_add(options->baseline, g_strdup(fingerprint->valuestring));
        gboolean good = cJSON_IsString(fingerprint);
        cJSON_Delete(object);
        if (!good) {
            MzPlace place = {options->baseline_path, line, 0};
            mz_error_set(error, MZ_ERROR_INPUT, &place,
                         mz_tr("基线应为 check --format json 的结果，此行没有 fingerprint",
                               "a baseline is the result of check --format json; this line has no fingerprint"));
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean
read_suppressions(Options *options, GError **error)
{
    options->arena = mz_arena_new();
    if (options->suppressions_path == NULL)
        return TRUE;
    return mz_suppressions_read(options->suppressions_path, options->arena, &options->suppressions,
                                &options->n_suppressions, error);
}

/* ---- one report */

/* `all`: not only of those that are not used. What holds for all reports names no places. */
static void
say_suppressions(const char *path, const MzSuppression *suppressions, guint n_suppressions, gboolean all)
{
    for (guint i = 0; i < n_suppressions; i++) {
        g_autofree char *note = mz_suppression_note(&suppressions[i]);
        if (note != NULL && (all || suppressions[i].n_silenced == 0))
            fprintf(stderr, "%s:%u: note: %s\n", path, suppressions[i].line, note);
    }
}

/* Suppressions of the report's own file and those for all. */
static gboolean
apply_suppressions(const Options *options, const char *path, MzChecks *checks, GError **error)
{
    mz_suppress(checks, path, options->suppressions, options->n_suppressions);
    g_autofree char *own = mz_suppressions_path(path);
    if (!g_file_test(own, G_FILE_TEST_EXISTS))
        return TRUE;
    MzSuppression *suppressions;
    guint n_suppressions;
    if (!mz_suppressions_read(own, checks->arena, &suppressions, &n_suppressions, error))
        return FALSE;
    mz_suppress(checks, path, suppressions, n_suppressions);
    say_suppressions(own, suppressions, n_suppressions, TRUE);
    return TRUE;
}

/* The report with the corrections that stand beside it. */
static MzReport *
read_report(const char *path, GError **error)
{
    g_autofree char *corrections = mz_corrections_path(path);
    gboolean has = g_file_test(corrections, G_FILE_TEST_EXISTS);
    return mz_reading_report(path, NULL, has ? corrections : NULL, NULL, error);
}

static void
add_up(Totals *totals, const MzChecks *checks)
{
    totals->n_reports++;
    totals->n_unread += checks->unread;
    for (guint i = 0; i < checks->n_results; i++) {
        totals->n_hold += checks->results[i].state == MZ_STATE_HOLDS;
        totals->n_undecided += checks->results[i].state == MZ_STATE_UNDECIDED;
    }
    for (guint i = 0; i < checks->n_findings; i++) {
        const MzFinding *finding = &checks->findings[i];
        totals->n_suppressed += finding->suppressed != NULL;
        totals->n_findings[finding->severity] += finding->suppressed == NULL && !finding->known;
    }
}

/* The last line: silence would not tell that anything was checked, nor what to do next. */
static void
say_totals(const Options *options, const Totals *totals)
{
    guint n_errors = totals->n_findings[MZ_SEVERITY_ERROR], n_warnings = totals->n_findings[MZ_SEVERITY_WARNING];
    guint n_notes = options->notes ? 0 : totals->n_findings[MZ_SEVERITY_NOTE];
    g_autoptr(GString) line = g_string_new(NULL);
    g_string_printf(line,
                    mz_tr("检查了 %u 份报告：%u 项检查成立，错误 %u 处，警告 %u 处",
                          "reports checked: %u; %u checks hold, errors: %u, warnings: %u"),
                    totals->n_reports, totals->n_hold, n_errors, n_warnings);
    if (totals->n_undecided > 0)
        g_string_append_printf(line, mz_tr("，%u 项不能判定（--summary 查看）", ", undecided: %u (see --summary)"),
                               totals->n_undecided);
    if (totals->n_unread > 0)
        g_string_append_printf(line, mz_tr("，%u 份视为未读出", ", unread: %u"), totals->n_unread);
    if (totals->n_suppressed > 0)
        g_string_append_printf(line, mz_tr("，已豁免 %u 处", ", suppressed: %u"), totals->n_suppressed);
    if (n_notes > 0)
        g_string_append_printf(line, mz_tr("，另有提示 %u 条（--notes 查看）", ", notes: %u (see --notes)"), n_notes);
    if (totals->n_failed > 0)
        g_string_append_printf(line, mz_tr("。另有 %u 份没有检查成，原因见上", ". Not checked: %u, see above for why"),
                               totals->n_failed);
    if (n_errors + n_warnings > 0)
        g_string_append(line, mz_tr("。逐处核对：有误则更正；核实无误的，连同理由写入 "
                                    "报告名.suppressions.csv（编号含义见 mingzhang explain）",
                                    ". Correct what is wrong; what is right goes into NAME.suppressions.csv with the "
                                    "reason (for ids see mingzhang explain)"));
    else if (totals->n_unread + totals->n_failed == 0)
        g_string_append(line, mz_tr("。没有需要处理的问题", ". Nothing to do"));
    fprintf(stderr, "mingzhang: %s\n", line->str);
}

static int
fail_file(Totals *totals, GError *error)
{
    totals->n_failed++;
    return mz_command_fail(error);
}

/* Checks a report, and remembers it in the series (NULL: it belongs to none). */
static int
check_file(const Options *options, const char *path, MzSeries *series, MzSarif *sarif, Totals *totals)
{
    GError *error = NULL;
    g_autoptr(MzReport) report = mz_command_use_forms(options->root, path, &error) ? read_report(path, &error) : NULL;
    if (report == NULL)
        return fail_file(totals, error);
    MzCheckOptions how = options->check;
    how.series = series;
    how.identity = mz_command_identity(options->root, path, report->arena);
    g_autoptr(MzChecks) checks = mz_check(report, &how);
    if (series != NULL)
        mz_series_add(series, report, NULL);
    if (!apply_suppressions(options, path, checks, &error))
        return fail_file(totals, error);
    if (options->baseline != NULL)
        mz_mark_known(checks, options->baseline);
    add_up(totals, checks);
    MzFaceOptions face = {
        .least = options->notes ? MZ_SEVERITY_NOTE : MZ_SEVERITY_WARNING,
        .colour = isatty(STDOUT_FILENO) != 0,
        .suppressed = options->format != FORMAT_TEXT,
        .baseline = options->baseline != NULL,
    };
    g_autoptr(GString) out = g_string_new(NULL);
    if (options->format == FORMAT_TEXT)
        mz_face_text(out, path, checks, &face);
    else if (options->format == FORMAT_JSON)
        mz_face_json(out, path, checks, &face);
    else
        mz_sarif_add(sarif, path, checks, &face, options->all_results);
    fwrite(out->str, 1, out->len, stdout);
    if (options->summary) {
        g_string_truncate(out, 0);
        mz_face_summary(out, path, checks);
        fwrite(out->str, 1, out->len, options->format == FORMAT_TEXT ? stdout : stderr);
    }
    fflush(stdout); /* where both streams end up in one file, messages stand behind what they are about */
    if (checks->unread) {
        fprintf(stderr,
                mz_tr("mingzhang: %s: 视为未读出：核心关系 %u 项中只有 %u 项可以判定\n",
                      "mingzhang: %s: counts as unread: of %u core checks only %u are decided\n"),
                path, checks->n_core, checks->n_core_decided);
        return MZ_EXIT_UNREAD;
    }
    return mz_checks_count(checks, MZ_SEVERITY_ERROR) > 0 ? MZ_EXIT_FINDINGS : MZ_EXIT_DONE;
}

/* ---- reports of one folder are one department's, if their names are those of a site: 2024-final.txt */

/* Remembers the reports of the folder's units, which are the folders in it: they follow its own reports in the list. */
static void
remember_units(MzSeries *series, const char *folder, const GPtrArray *files, guint from)
{
    gsize length = strlen(folder);
    for (guint i = from; i < files->len; i++) {
        const char *path = files->pdata[i];
        if (strncmp(path, folder, length) != 0 || path[length] != '/')
            return;
        const char *slash = strchr(path + length + 1, '/');
        if (slash == NULL || strchr(slash + 1, '/') != NULL || !mz_command_is_filing(path))
            continue;
        g_autofree char *unit = g_strndup(path, (gsize)(slash - path));
        g_autoptr(MzReport) report = read_report(path, NULL);
        if (report != NULL)
            mz_series_add(series, report, unit);
    }
}

static int
check_files(const Options *options, const GPtrArray *files, MzSarif *sarif, Totals *totals)
{
    int status = MZ_EXIT_DONE;
    g_autofree char *folder = NULL;
    g_autoptr(MzSeries) series = NULL;
    for (guint i = 0; i < files->len; i++) {
        const char *path = files->pdata[i];
        char *here = g_path_get_dirname(path);
        if (g_strcmp0(here, folder) != 0) {
            g_clear_pointer(&series, mz_series_free);
            series = mz_series_new();
            remember_units(series, here, files, i);
        }
        g_free(folder);
        folder = here;
        status = worse(status, check_file(options, path, mz_command_is_filing(path) ? series : NULL, sarif, totals));
    }
    return status;
}

static int
check_all(const Options *options)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    int status = mz_command_collect(options->paths, files);
    MzSarif *sarif = options->format == FORMAT_SARIF ? mz_sarif_new() : NULL;
    Totals totals = {0};
    status = worse(status, check_files(options, files, sarif, &totals));
    if (sarif != NULL) {
        g_autoptr(GString) out = g_string_new(NULL);
        mz_sarif_finish(sarif, out);
        fwrite(out->str, 1, out->len, stdout);
    }
    if (options->suppressions_path != NULL)
        say_suppressions(options->suppressions_path, options->suppressions, options->n_suppressions, FALSE);
    if (options->format == FORMAT_TEXT && totals.n_reports > 0)
        say_totals(options, &totals);
    return status;
}

int
mz_command_check(int argc, char **argv)
{
    Options options = {.off = g_ptr_array_new(), .errors = g_ptr_array_new()};
    GError *error = NULL;
    int status = MZ_EXIT_DONE;
    if (parse_options(argc, argv, &options, &error) && read_baseline(&options, &error) &&
        read_suppressions(&options, &error))
        status = check_all(&options);
    status = worse(status, mz_command_fail(error));
    options_clear(&options);
    return status;
}
