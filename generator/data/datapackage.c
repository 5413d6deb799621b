#include "data/datapackage.h"

#include <string.h>

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
    {"row", "string", "行：科目编码或项目名称", {NULL}},
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
add_fields(cJSON *fields, const FieldForm *forms, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        cJSON *field = cJSON_CreateObject();
        cJSON_AddStringToObject(field, "name", forms[i].name);
        cJSON_AddStringToObject(field, "type", forms[i].type);
        cJSON_AddStringToObject(field, "title", forms[i].title);
        if (forms[i].choices[0] != NULL) {
            cJSON *choices = cJSON_AddArrayToObject(cJSON_AddObjectToObject(field, "constraints"), "enum");
            for (gsize j = 0; j < G_N_ELEMENTS(forms[i].choices) && forms[i].choices[j] != NULL; j++)
                cJSON_AddItemToArray(choices, cJSON_CreateString(forms[i].choices[j]));
        }
        cJSON_AddItemToArray(fields, field);
    }
}

/* The schema of a report's tidy.csv, with or without the column of the mark, or of the parts of the site. */
static cJSON *
tidy_schema(gboolean of_site, gboolean marked)
{
    cJSON *schema = cJSON_CreateObject();
    cJSON *fields = cJSON_AddArrayToObject(schema, "fields");
    if (of_site)
        add_fields(fields, place_fields, G_N_ELEMENTS(place_fields));
    add_fields(fields, tidy_fields, G_N_ELEMENTS(tidy_fields));
    if (marked)
        add_fields(fields, &mark_field, 1);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(schema, "missingValues"), cJSON_CreateString(""));
    return schema;
}

static GString *
print(cJSON *json)
{
    char *text = cJSON_Print(json);
    GString *out = g_string_new(text);
    g_string_append_c(out, '\n');
    cJSON_free(text);
    cJSON_Delete(json);
    return out;
}

GString *
mz_tidy_schema(void)
{
    return print(tidy_schema(TRUE, TRUE));
}

/* ---- what packages share */

/* Names of packages and resources are ASCII: a path's other characters become "-", and a digest tells them apart. */
static void
add_name(cJSON *object, const char *before, const char *path)
{
    gboolean is_plain = TRUE;
    GString *name = g_string_new(before);
    for (const char *p = path; *p != '\0'; p++) {
        gboolean fits = g_ascii_islower(*p) || g_ascii_isdigit(*p) || *p == '.' || *p == '-';
        is_plain = is_plain && (fits || *p == '/');
        if (fits || name->str[name->len == 0 ? 0 : name->len - 1] != '-')
            g_string_append_c(name, fits ? *p : '-');
    }
    if (!is_plain) {
        guint8 digest[MZ_SHA256_SIZE];
        char hex[MZ_SHA256_SIZE * 2 + 1];
        mz_sha256(path, strlen(path), digest);
        mz_sha256_hex(digest, hex);
        g_string_append_printf(name, "-%.12s", hex);
    }
    cJSON_AddStringToObject(object, "name", name->str);
    g_string_free(name, TRUE);
}

/* A licence without address cannot stand in a package. */
static void
add_licence(cJSON *package, const MzSettings *settings)
{
    if (settings->licence_url == NULL)
        return;
    cJSON *licence = cJSON_CreateObject();
    cJSON_AddStringToObject(licence, "path", settings->licence_url);
    if (settings->licence_name != NULL)
        cJSON_AddStringToObject(licence, "title", settings->licence_name);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(package, "licenses"), licence);
}

static void
add_contributor(cJSON *contributors, const char *title, const char *url, const char *role)
{
    if (title == NULL)
        return;
    cJSON *contributor = cJSON_CreateObject();
    cJSON_AddStringToObject(contributor, "title", title);
    if (url != NULL)
        cJSON_AddStringToObject(contributor, "path", url);
    cJSON_AddStringToObject(contributor, "role", role);
    cJSON_AddItemToArray(contributors, contributor);
}

static void
add_homepage(cJSON *package, const MzSettings *settings, const char *path)
{
    if (settings->base == NULL)
        return;
    char *href = mz_path_href(path);
    char *address = g_strconcat(settings->base, href, NULL);
    cJSON_AddStringToObject(package, "homepage", address);
    g_free(address);
    g_free(href);
}

static cJSON *
add_resource(cJSON *resources, const char *path, const char *title, const char *type, guint64 bytes,
             const guint8 sha256[MZ_SHA256_SIZE])
{
    char hash[8 + MZ_SHA256_SIZE * 2] = "sha256:";
    mz_sha256_hex(sha256, hash + strlen(hash));
    const char *dot = strrchr(path, '.');
    cJSON *resource = cJSON_CreateObject();
    add_name(resource, "", path);
    cJSON_AddStringToObject(resource, "path", path);
    cJSON_AddStringToObject(resource, "title", title);
    cJSON_AddStringToObject(resource, "format", dot != NULL ? dot + 1 : "");
    cJSON_AddStringToObject(resource, "mediatype", type);
    if (g_str_has_prefix(type, "text/") || strcmp(type, "application/json") == 0)
        cJSON_AddStringToObject(resource, "encoding", "utf-8");
    cJSON_AddNumberToObject(resource, "bytes", (double)bytes);
    cJSON_AddStringToObject(resource, "hash", hash);
    cJSON_AddItemToArray(resources, resource);
    return resource;
}

/* ---- of a report */

/* Tables in their legal layout are for people: two panels may have columns of one name, so there is no schema. */
static void
describe_table(cJSON *resource, const MzTable *table)
{
    char *words = g_strdup_printf("法定表样，金额单位：%s；UTF-8 带 BOM", mz_unit_label(table->unit));
    cJSON_AddStringToObject(resource, "description", words);
    cJSON_AddStringToObject(resource, "unit", mz_unit_label(table->unit));
    cJSON *dialect = cJSON_AddObjectToObject(resource, "dialect");
    cJSON_AddStringToObject(dialect, "delimiter", ",");
    cJSON_AddStringToObject(dialect, "lineTerminator", "\r\n");
    cJSON_AddTrueToObject(dialect, "header");
    g_free(words);
}

GString *
mz_report_package(const MzSettings *settings, const MzReportInput *input, const MzDownloads *downloads)
{
    const MzFiling *filing = input->filing;
    cJSON *package = cJSON_CreateObject();
    char *title = g_strdup_printf("%s%d年度%s", input->department, filing->year, mz_kind_label(filing->kind));
    char *page = g_strdup_printf("%s/index.html", filing->address);
    cJSON_AddStringToObject(package, "profile", "data-package");
    add_name(package, "mingzhang-", filing->address);
    cJSON_AddStringToObject(package, "title", title);
    if (input->body->mark != NULL)
        cJSON_AddStringToObject(package, "description", input->body->mark);
    add_homepage(package, settings, page);
    cJSON_AddStringToObject(package, "region", input->body->region);
    cJSON_AddStringToObject(package, "department", input->department);
    cJSON_AddNumberToObject(package, "year", filing->year);
    cJSON_AddStringToObject(package, "kind", mz_kind_key(filing->kind));
    if (input->digest->published != NULL)
        cJSON_AddStringToObject(package, "published", input->digest->published);
    add_licence(package, settings);
    cJSON *contributors = cJSON_AddArrayToObject(package, "contributors");
    add_contributor(contributors, input->department, NULL, "author");
    add_contributor(contributors, settings->publisher.name, settings->publisher.url, "publisher");
    cJSON *resources = cJSON_AddArrayToObject(package, "resources");
    for (guint i = 0; i < downloads->files->len; i++) {
        const MzDownload *file = &g_array_index(downloads->files, MzDownload, i);
        cJSON *resource = add_resource(resources, file->name, file->title, file->type, file->bytes, file->sha256);
        if (file->table != NULL)
            describe_table(resource, file->table);
        if (strcmp(file->name, "tidy.csv") == 0) {
            cJSON_AddStringToObject(resource, "profile", "tabular-data-resource");
            cJSON_AddItemToObject(resource, "schema", tidy_schema(FALSE, input->report->mark != NULL));
        }
    }
    g_free(page);
    g_free(title);
    return print(package);
}

/* ---- of the site */

GString *
mz_site_package(const MzSettings *settings, const GArray *files)
{
    cJSON *package = cJSON_CreateObject();
    char *title = g_strdup_printf("%s：全部报告的数据", settings->title);
    cJSON_AddStringToObject(package, "profile", "data-package");
    cJSON_AddStringToObject(package, "name", "mingzhang");
    cJSON_AddStringToObject(package, "title", title);
    if (settings->description != NULL)
        cJSON_AddStringToObject(package, "description", settings->description);
    add_homepage(package, settings, "index.html");
    add_licence(package, settings);
    add_contributor(cJSON_AddArrayToObject(package, "contributors"),
                    settings->publisher.name != NULL ? settings->publisher.name : settings->title,
                    settings->publisher.url, "publisher");
    cJSON *resources = cJSON_AddArrayToObject(package, "resources");
    for (guint i = 0; i < files->len; i++) {
        const MzSiteFile *file = &g_array_index(files, MzSiteFile, i);
        cJSON *resource = add_resource(resources, file->path, file->title, file->type, file->bytes, file->sha256);
        if (file->schema == NULL)
            continue;
        cJSON_AddStringToObject(resource, "profile", "tabular-data-resource");
        cJSON_AddStringToObject(resource, "schema", file->schema);
    }
    g_free(title);
    return print(package);
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
