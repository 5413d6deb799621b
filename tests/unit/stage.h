/* A site of one body with one report, for tests of what the build makes of it.
 *
 *     Stage stage;
 *     stage_open(&stage, report);      takes the report
 *     MzPageView page = stage_page(&stage);
 *     …
 *     stage_close(&stage);
 */
#ifndef MZ_TESTS_STAGE_H
#define MZ_TESTS_STAGE_H

#include <string.h>

#include "fixture.h"
#include "memory/outlet.h"
#include "view/views.h"

typedef struct {
    MzSettings settings;
    MzDiscovery discovery;
    MzFiling filing;
    MzBody body;
    MzSiteFrame frame;
    MzReport *report;
    MzArena *arena;
    MzDigest *digest;
    MzReportInput input;
    MzDrawn drawn[MZ_FIGURES];
    GHashTable *files; /* path → GBytes, as handed over to stage_put_summed */
} Stage;

static inline void
stage_open(Stage *stage, MzReport *report)
{
    *stage = (Stage){.settings = {.title = "测试站", .language = "zh-CN"}, .report = report, .arena = mz_arena_new()};
    stage->settings.by_folder = g_hash_table_new(g_str_hash, g_str_equal);
    stage->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
    stage->filing = (MzFiling){.path = "content/reports/a/b/2024-final.txt",
                               .kind = report->kind,
                               .year = report->year,
                               .address = "r/a/b/2024-final",
                               .href = "r/a/b/2024-final"};
    stage->body = (MzBody){.region = "a",
                           .department = "b",
                           .folder = "a/b",
                           .address = "r/a/b",
                           .href = "r/a/b",
                           .filings = &stage->filing,
                           .n_filings = 1};
    stage->discovery = (MzDiscovery){.bodies = &stage->body, .n_bodies = 1, .n_filings = 1};
    stage->frame = (MzSiteFrame){.settings = &stage->settings, .discovery = &stage->discovery};
    stage->digest = mz_digest(&stage->body, &stage->filing, report, NULL, NULL, stage->arena);
    stage->input = (MzReportInput){.body = &stage->body,
                                   .filing = &stage->filing,
                                   .report = report,
                                   .digest = stage->digest,
                                   .department = stage->digest->department};
}

static inline void
stage_close(Stage *stage)
{
    g_hash_table_destroy(stage->settings.by_folder);
    g_hash_table_destroy(stage->files);
    mz_arena_free(stage->arena);
    mz_report_free(stage->report);
}

/* The report's page, filled. */
static inline MzPageView
stage_page(Stage *stage)
{
    MzPageView page =
        mz_view_frame(stage->arena, &stage->frame, "r/a/b/2024-final/index.html", "题", "departments", NULL);
    mz_view_report(&page, &stage->input, stage->drawn);
    return page;
}

/* An MzPutSummed whose user is the stage; the sum must be that of the bytes. */
static inline gboolean
stage_put_summed(const char *path, const char *bytes, gsize length, const guint8 sha256[MZ_SHA256_SIZE], gpointer user)
{
    guint8 sum[MZ_SHA256_SIZE];
    mz_sha256(bytes, length, sum);
    g_assert_cmpmem(sum, sizeof sum, sha256, MZ_SHA256_SIZE);
    Stage *stage = user;
    g_assert_false(g_hash_table_contains(stage->files, path));
    g_hash_table_insert(stage->files, g_strdup(path), g_bytes_new(bytes, length));
    return TRUE;
}

/* A file that comes in pieces. */
typedef struct {
    char *path;
    GString *bytes;
} StageFile;

static inline gpointer
stage_begin(const char *path, gpointer user)
{
    (void)user;
    StageFile *file = g_new(StageFile, 1);
    *file = (StageFile){g_strdup(path), g_string_new(NULL)};
    return file;
}

static inline void
stage_append(gpointer file, const char *bytes, gsize length)
{
    g_string_append_len(((StageFile *)file)->bytes, bytes, (gssize)length);
}

static inline gboolean
stage_end(gpointer data, const guint8 sha256[MZ_SHA256_SIZE], gpointer user)
{
    StageFile *file = data;
    gboolean good = stage_put_summed(file->path, file->bytes->str, file->bytes->len, sha256, user);
    g_string_free(file->bytes, TRUE);
    g_free(file->path);
    g_free(file);
    return good;
}

/* Files go to the stage, and nothing stays from an earlier build. */
static inline MzOutlet
stage_outlet(Stage *stage)
{
    static const MzTakePieces pieces = {stage_begin, stage_append, stage_end};
    return (MzOutlet){.put = stage_put_summed, .user = stage, .pieces = &pieces};
}

/* What was handed over under a path, ending in a 0 byte; the caller frees. */
static inline char *
stage_file(const Stage *stage, const char *path)
{
    GBytes *bytes = g_hash_table_lookup(stage->files, path);
    if (bytes == NULL)
        g_error("no file %s", path);
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    return g_strndup(data, length);
}

#endif
