#include "data/datapackage.h"

#include <string.h>

#include "base/json_put.h"
#include "base/json_tree.h"
#include "publish/path.h"

/* ---- schemas */

/* A column of a table. Texts that a column is limited to stand in `choices`. */
typedef struct {
    const char *name, *type, *title;
    const char *choices[4];
} FieldForm;

static const FieldForm place_fields[] = {
    {"region", "string", "地区（文件夹名）", {NULL}},
    {"department", "string", "部门；下属单位写作“部门/单位”", {NULL}},
    {"year", "integer", "年度", {NULL}},
    {"kind", "string", "final 部门决算，budget 部门预算", {"final", "budget"}},
};

static const FieldForm tidy_fields[] = {
    {"table", "string", "表，见 data/tables.csv", {NULL}},
    {"row",
     "string",
     "行：标准表里的行（见 data/rows.csv）、科目编码（见 data/codes.csv）或者项目、单位的名称",
     {NULL}},
    {"label", "string", "行的名称", {NULL}},
    {"column", "string", "列的名称，见 data/columns.csv", {NULL}},
    {"value", "number", "金额，单位见 unit，小数位数与原文一致", {NULL}},
    {"unit", "string", "金额单位", {"万元", "元"}},
    {"page", "integer", "原文的页码；文本没有页码", {NULL}},
    {"line", "integer", "原文的行号，从 1 起", {NULL}},
    {"origin",
     "string",
     "来源：printed 原文所印，recovered 由勾稽关系推定，uncertain 位置不能确定，corrected 已更正",
     {"printed", "recovered", "uncertain", "corrected"}},
    {"proof", "string", "推定或更正的依据", {NULL}},
};
static const FieldForm mark_field = {"mark", "string", "虚构的数字在这里标明，例如“示例数据”；空白是真实的", {NULL}};

static void
put_fields(GString *out, const FieldForm *forms, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        mz_put_element(out);
        mz_put_text(out, MZ_JSON_FIRST("name"), forms[i].name);
        mz_put_text(out, MZ_JSON_NEXT("type"), forms[i].type);
        mz_put_text(out, MZ_JSON_NEXT("title"), forms[i].title);
        for (gsize j = 0; j < G_N_ELEMENTS(forms[i].choices) && forms[i].choices[j] != NULL; j++) {
            mz_buffer_append(out, j == 0 ? ",\"constraints\":{\"enum\":[" : ",");
            mz_put_string(out, forms[i].choices[j]);
        }
        mz_buffer_append(out, forms[i].choices[0] != NULL ? "]}}" : "}");
    }
}

/* The schema of a report's tidy.csv, with or without the column of the mark, or of the parts of the site. */
static void
put_tidy_schema(GString *out, gboolean of_site, gboolean marked)
{
    mz_buffer_append(out, "{\"fields\":[");
    if (of_site)
        put_fields(out, place_fields, G_N_ELEMENTS(place_fields));
    put_fields(out, tidy_fields, G_N_ELEMENTS(tidy_fields));
    if (marked)
        put_fields(out, &mark_field, 1);
    mz_put_array_end(out);
    mz_buffer_append(out, ",\"missingValues\":[\"\"]}");
}

GString *
mz_tidy_schema(void)
{
    GString *out = g_string_new(NULL);
    put_tidy_schema(out, TRUE, TRUE);
    g_string_append_c(out, '\n');
    return out;
}

/* ---- what packages share */

/* Names of packages and resources are ASCII: a path's other characters become "-", and a digest tells them apart. */
static void
put_name(GString *out, MzJsonLead lead, const char *before, const char *path)
{
    gboolean is_plain = TRUE;
    mz_put_key(out, lead);
    g_string_append_c(out, '"');
    gsize start = out->len;
    mz_buffer_append(out, before);
    for (const char *p = path; *p != '\0'; p++) {
        gboolean fits = g_ascii_islower(*p) || g_ascii_isdigit(*p) || *p == '.' || *p == '-';
        is_plain = is_plain && (fits || *p == '/');
        if (fits || out->len == start || out->str[out->len - 1] != '-')
            g_string_append_c(out, fits ? *p : '-');
    }
    if (!is_plain) {
        guint8 digest[MZ_SHA256_SIZE];
        char hex[MZ_SHA256_SIZE * 2 + 1];
        mz_sha256(path, strlen(path), digest);
        mz_sha256_hex(digest, hex);
        g_string_append_c(out, '-');
        mz_buffer_append_len(out, hex, 12);
    }
    g_string_append_c(out, '"');
}

/* A licence without address cannot stand in a package. */
static void
put_licence(GString *out, const MzSettings *settings)
{
    if (settings->licence_url == NULL)
        return;
    mz_put_key(out, MZ_JSON_LINE("licenses"));
    mz_put_text(out, MZ_JSON_LEAD("[{", "path"), settings->licence_url);
    mz_put_optional(out, MZ_JSON_NEXT("title"), settings->licence_name);
    mz_buffer_append(out, "}]");
}

static void
put_contributor(GString *out, const char *title, const char *url, const char *role)
{
    if (title == NULL)
        return;
    mz_put_element(out);
    mz_put_text(out, MZ_JSON_FIRST("title"), title);
    mz_put_optional(out, MZ_JSON_NEXT("path"), url);
    mz_put_text(out, MZ_JSON_NEXT("role"), role);
    g_string_append_c(out, '}');
}

static void
put_homepage(GString *out, const MzSettings *settings, const char *path)
{
    if (settings->base == NULL)
        return;
    char *href = mz_path_href(path);
    char *address = g_strconcat(settings->base, href, NULL);
    mz_put_text(out, MZ_JSON_LINE("homepage"), address);
    g_free(address);
    g_free(href);
}

/* The caller closes the object. */
static void
put_resource(GString *out, const char *path, const char *title, const char *type, guint64 bytes,
             const guint8 sha256[MZ_SHA256_SIZE])
{
    char hash[8 + MZ_SHA256_SIZE * 2] = "sha256:";
    mz_sha256_hex(sha256, hash + strlen(hash));
    const char *dot = strrchr(path, '.');
    mz_put_element(out);
    put_name(out, MZ_JSON_FIRST("name"), "", path);
    mz_put_text(out, MZ_JSON_NEXT("path"), path);
    mz_put_text(out, MZ_JSON_NEXT("title"), title);
    mz_put_text(out, MZ_JSON_NEXT("format"), dot != NULL ? dot + 1 : "");
    mz_put_text(out, MZ_JSON_NEXT("mediatype"), type);
    if (g_str_has_prefix(type, "text/") || strcmp(type, "application/json") == 0)
        mz_put_text(out, MZ_JSON_NEXT("encoding"), "utf-8");
    mz_put_key(out, MZ_JSON_NEXT("bytes"));
    mz_buffer_append_number(out, bytes);
    mz_put_text(out, MZ_JSON_NEXT("hash"), hash);
}

/* ---- of a report */

/* Tables in their legal layout are for people: two panels may have columns of one name, so there is no schema. Their
 * dialect (commas, CRLF, a header) is the one that goes without saying. */
static void
describe_table(GString *out, const MzTable *table)
{
    const char *unit = mz_unit_label(table->unit);
    mz_put_key(out, MZ_JSON_NEXT("description"));
    mz_buffer_append(out, "\"法定表样，金额单位：");
    mz_buffer_append(out, unit);
    mz_buffer_append(out, "；UTF-8 带 BOM\"");
    mz_put_text(out, MZ_JSON_NEXT("unit"), unit);
}

static void
put_report_resources(GString *out, const MzReportInput *input, const MzDownloads *downloads)
{
    mz_put_key(out, MZ_JSON_LINE("resources"));
    g_string_append_c(out, '[');
    for (guint i = 0; i < downloads->files->len; i++) {
        const MzDownload *file = &g_array_index(downloads->files, MzDownload, i);
        put_resource(out, file->name, file->title, file->type, file->bytes, file->sha256);
        if (file->table != NULL)
            describe_table(out, file->table);
        if (strcmp(file->name, "tidy.csv") == 0) {
            mz_put_text(out, MZ_JSON_NEXT("profile"), "tabular-data-resource");
            mz_put_key(out, MZ_JSON_NEXT("schema"));
            put_tidy_schema(out, FALSE, input->report->mark != NULL);
        }
        g_string_append_c(out, '}');
    }
    mz_put_array_end(out);
}

GString *
mz_report_package(const MzSettings *settings, const MzReportInput *input, const MzDownloads *downloads)
{
    const MzFiling *filing = input->filing;
    GString *out = g_string_sized_new(16 * 1024);
    char *title = g_strdup_printf("%s%d年度%s", input->department, filing->year, mz_kind_label(filing->kind));
    char *page = g_strdup_printf("%s/index.html", filing->address);
    mz_put_text(out, MZ_JSON_LEAD("{\n", "profile"), "data-package");
    put_name(out, MZ_JSON_LINE("name"), "mingzhang-", filing->address);
    mz_put_text(out, MZ_JSON_LINE("title"), title);
    mz_put_optional(out, MZ_JSON_LINE("description"), input->body->mark);
    put_homepage(out, settings, page);
    mz_put_optional(out, MZ_JSON_LINE("region"), input->body->region);
    mz_put_optional(out, MZ_JSON_LINE("department"), input->department);
    mz_put_number(out, MZ_JSON_LINE("year"), (guint)filing->year);
    mz_put_text(out, MZ_JSON_LINE("kind"), mz_kind_key(filing->kind));
    mz_put_optional(out, MZ_JSON_LINE("published"), input->digest->published);
    put_licence(out, settings);
    mz_put_key(out, MZ_JSON_LINE("contributors"));
    g_string_append_c(out, '[');
    put_contributor(out, input->department, NULL, "author");
    put_contributor(out, settings->publisher.name, settings->publisher.url, "publisher");
    mz_put_array_end(out);
    put_report_resources(out, input, downloads);
    mz_buffer_append(out, "\n}\n");
    g_free(page);
    g_free(title);
    return out;
}

/* ---- of the site */

GString *
mz_site_package(const MzSettings *settings, const GArray *files)
{
    GString *out = g_string_new(NULL);
    char *title = g_strdup_printf("%s：全部报告的数据", settings->title);
    mz_put_text(out, MZ_JSON_LEAD("{\n", "profile"), "data-package");
    mz_put_text(out, MZ_JSON_LINE("name"), "mingzhang");
    mz_put_text(out, MZ_JSON_LINE("title"), title);
    mz_put_optional(out, MZ_JSON_LINE("description"), settings->description);
    put_homepage(out, settings, "index.html");
    put_licence(out, settings);
    mz_put_key(out, MZ_JSON_LINE("contributors"));
    g_string_append_c(out, '[');
    put_contributor(out, settings->publisher.name != NULL ? settings->publisher.name : settings->title,
                    settings->publisher.url, "publisher");
    mz_put_array_end(out);
    mz_put_key(out, MZ_JSON_LINE("resources"));
    g_string_append_c(out, '[');
    for (guint i = 0; i < files->len; i++) {
        const MzSiteFile *file = &g_array_index(files, MzSiteFile, i);
        put_resource(out, file->path, file->title, file->type, file->bytes, file->sha256);
        if (file->schema != NULL) {
            mz_put_text(out, MZ_JSON_NEXT("profile"), "tabular-data-resource");
            mz_put_text(out, MZ_JSON_NEXT("schema"), file->schema);
        }
        g_string_append_c(out, '}');
    }
    mz_put_array_end(out);
    mz_buffer_append(out, "\n}\n");
    g_free(title);
    return out;
}

/* ---- of a report that is kept */

guint
mz_package_files(const char *text, MzArena *arena, const MzFileSum **files)
{
    static const char prefix[] = "sha256:";
    g_autoptr(MzArena) tree = mz_arena_new();
    const char *end = NULL;
    const cJSON *package = mz_json_tree(tree, text, strlen(text), &end);
    const cJSON *resources = cJSON_GetObjectItemCaseSensitive(package, "resources");
    MzFileSum *sums = mz_arena_new0(arena, MzFileSum, (gsize)cJSON_GetArraySize(resources) + 1);
    guint n = 0;
    const cJSON *resource = NULL;
    cJSON_ArrayForEach(resource, resources)
    {
        const char *path = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(resource, "path"));
        const char *hash = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(resource, "hash"));
        if (path == NULL || hash == NULL || !g_str_has_prefix(hash, prefix) ||
            !mz_sha256_from_hex(hash + strlen(prefix), sums[n].sha256))
            continue;
        sums[n++].name = mz_arena_strdup(arena, path);
    }
    if (n > 0) {
        mz_sha256(text, strlen(text), sums[n].sha256);
        sums[n++].name = "datapackage.json";
    }
    *files = sums;
    return n;
}
