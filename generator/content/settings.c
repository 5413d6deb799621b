#include "content/settings.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/nearest.h"
#include "read/source.h"
#include "content/csv.h"
#include "content/strict_json.h"
#include "content/targets.h"

typedef enum {
    AS_TEXT,
    AS_ADDRESS /* http(s) */,
    AS_BASE /* and ends in "/" */,
    AS_DATE,
    AS_FILE /* under assets/ */
} FieldKind;

/* The texts of site.json. Objects that hold only texts need no code of their own. */
typedef struct {
    const char *object; /* NULL: at the top */
    const char *key;
    FieldKind kind;
    gboolean required;
    gsize offset;
} Field;

#define TOP(key, kind, required, member)                                                                               \
    {                                                                                                                  \
        NULL, key, kind, required, offsetof(MzSettings, member)                                                        \
    }
#define OF(object, key, kind, required, member)                                                                        \
    {                                                                                                                  \
        object, key, kind, required, offsetof(MzSettings, member)                                                      \
    }

static const Field fields[] = {
    TOP("title", AS_TEXT, TRUE, title),
    TOP("subtitle", AS_TEXT, FALSE, subtitle),
    TOP("description", AS_TEXT, FALSE, description),
    TOP("language", AS_TEXT, FALSE, language),
    TOP("base", AS_BASE, FALSE, base),
    TOP("as_of", AS_DATE, FALSE, as_of),
    TOP("mark", AS_TEXT, FALSE, mark),
    OF("licence", "name", AS_TEXT, TRUE, licence_name),
    OF("licence", "url", AS_ADDRESS, FALSE, licence_url),
    OF("publisher", "name", AS_TEXT, TRUE, publisher.name),
    OF("publisher", "url", AS_ADDRESS, FALSE, publisher.url),
    OF("publisher", "contact", AS_TEXT, FALSE, publisher.contact),
    OF("publisher", "email", AS_TEXT, FALSE, publisher.email),
    OF("publisher", "report_url", AS_ADDRESS, FALSE, publisher.report_url),
    OF("publisher", "address", AS_TEXT, FALSE, publisher.address),
    OF("publisher", "icp", AS_TEXT, FALSE, publisher.icp),
    OF("publisher", "icp_url", AS_ADDRESS, FALSE, publisher.icp_url),
    OF("publisher", "police", AS_TEXT, FALSE, publisher.police),
    OF("publisher", "police_url", AS_ADDRESS, FALSE, publisher.police_url),
    OF("publisher", "id_code", AS_TEXT, FALSE, publisher.id_code),
    OF("publisher", "logo", AS_FILE, FALSE, publisher.logo),
};

/* Keys at the top that are no texts. */
static const char *const containers[] = {"licence",     "publisher",       "regions", "publish", "downloads",
                                         "page_images", "offer_originals", "$schema", NULL};

enum { KEYS_MOST = G_N_ELEMENTS(fields) + G_N_ELEMENTS(containers) };

static const char *const kind_wanted[][2] = {
    [AS_TEXT] = {"不为空的文字", "a text that is not empty"},
    [AS_ADDRESS] = {"以 https:// 或 http:// 开头的网址", "an address that begins with https:// or http://"},
    [AS_BASE] = {"以 https:// 或 http:// 开头、以 / 结尾的网址",
                 "an address that begins with https:// and ends with /"},
    [AS_DATE] = {"形如 2025-09-30 的日期", "a date such as 2025-09-30"},
    [AS_FILE] = {"assets/ 下的文件名，如 logo.svg", "a file name under assets/, such as logo.svg"},
};

gboolean
mz_is_date(const char *text)
{
    static const char shape[] = "dddd-dd-dd";
    if (strlen(text) != sizeof shape - 1)
        return FALSE;
    for (gsize i = 0; i < sizeof shape - 1; i++) {
        if (shape[i] == 'd' ? !g_ascii_isdigit(text[i]) : text[i] != shape[i])
            return FALSE;
    }
    return g_date_valid_dmy((GDateDay)atoi(text + 8), (GDateMonth)atoi(text + 5), (GDateYear)atoi(text));
}

gboolean
mz_is_address(const char *text)
{
    if (!g_str_has_prefix(text, "https://") && !g_str_has_prefix(text, "http://"))
        return FALSE;
    for (; *text != '\0'; text++) {
        if ((guchar)*text <= ' ' || strchr("\"<>\\^`{|}", *text) != NULL)
            return FALSE;
    }
    return TRUE;
}

static gboolean
fits(FieldKind kind, const char *text)
{
    switch (kind) {
    case AS_TEXT:
        return text[strspn(text, " \t\r\n")] != '\0';
    case AS_ADDRESS:
        return mz_is_address(text);
    case AS_BASE:
        return mz_is_address(text) && g_str_has_suffix(text, "/");
    case AS_DATE:
        return mz_is_date(text);
    case AS_FILE:
        return text[0] != '\0' && strpbrk(text, "/\\:?#%\"<>") == NULL && text[0] != '.';
    }
    return FALSE;
}

static void
fail_at(const MzStrictJson *json, const char *object, const char *key, GError **error, const char *zh, const char *en)
{
    const char *path[] = {object != NULL ? object : key, key};
    MzPlace place = mz_strict_json_place(json, path, object != NULL ? 2 : 1);
    const char *name = object != NULL ? object : key;
    char *shown = object != NULL ? g_strdup_printf("%s.%s", name, key) : g_strdup(name);
    mz_error_set(error, MZ_ERROR_INPUT, &place, mz_tr("“%s”：%s", "'%s': %s"), shown,
                 mz_lang() == MZ_LANG_EN ? en : zh);
    g_free(shown);
}

static const Field *
find_field(const char *object, const char *key)
{
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (g_strcmp0(fields[i].object, object) == 0 && strcmp(fields[i].key, key) == 0)
            return &fields[i];
    }
    return NULL;
}

/* A key that the object (NULL: the top) does not have: names those that it has. */
static void
fail_unknown(const MzStrictJson *json, const char *object, const char *key, const char *const *known, GError **error)
{
    char *hint = mz_nearest_hint(key, known);
    char *zh = g_strdup_printf("不认识的键%s", hint), *en = g_strdup_printf("unknown key%s", hint);
    fail_at(json, object, key, error, zh, en);
    g_free(zh);
    g_free(en);
    g_free(hint);
}

static void
fail_unknown_field(const MzStrictJson *json, const char *object, const char *key, GError **error)
{
    const char *known[KEYS_MOST + 1] = {NULL};
    guint n = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (g_strcmp0(fields[i].object, object) == 0)
            known[n++] = fields[i].key;
    }
    for (gsize i = 0; object == NULL && containers[i] != NULL; i++)
        known[n++] = containers[i];
    fail_unknown(json, object, key, known, error);
}

/* Takes the texts of one object: the top (NULL), licence, publisher. */
static gboolean
take_texts(MzSettings *settings, const MzStrictJson *json, const cJSON *from, const char *object, GError **error)
{
    for (const cJSON *item = from->child; item != NULL; item = item->next) {
        const Field *field = find_field(object, item->string);
        if (field == NULL) {
            if (object == NULL && g_strv_contains(containers, item->string))
                continue;
            fail_unknown_field(json, object, item->string, error);
            return FALSE;
        }
        if (!cJSON_IsString(item) || !fits(field->kind, item->valuestring)) {
            char *zh = g_strdup_printf("应为%s", kind_wanted[field->kind][0]);
            char *en = g_strdup_printf("should be %s", kind_wanted[field->kind][1]);
            fail_at(json, object, item->string, error, zh, en);
            g_free(zh);
            g_free(en);
            return FALSE;
        }
        G_STRUCT_MEMBER(const char *, settings, field->offset) = mz_arena_strdup(settings->arena, item->valuestring);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (fields[i].required && g_strcmp0(fields[i].object, object) == 0 &&
            cJSON_GetObjectItemCaseSensitive(from, fields[i].key) == NULL) {
            fail_at(json, object, fields[i].key, error, "缺少这个必填的键", "this key is required and missing");
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean
take_regions(MzSettings *settings, const MzStrictJson *json, const cJSON *regions, GError **error)
{
    settings->regions = mz_arena_new0(settings->arena, MzRegionName, cJSON_GetArraySize(regions) + 1);
    for (const cJSON *item = regions->child; item != NULL; item = item->next) {
        if (!cJSON_IsString(item) || item->valuestring[0] == '\0') {
            fail_at(json, "regions", item->string, error, "应为地区的名称", "should be the region's name");
            return FALSE;
        }
        settings->regions[settings->n_regions++] = (MzRegionName){mz_arena_strdup(settings->arena, item->string),
                                                                  mz_arena_strdup(settings->arena, item->valuestring)};
    }
    return TRUE;
}

/* A key that is true or false; `value` stays as it is when it is not there. */
static gboolean
take_switch(const MzStrictJson *json, const char *key, gboolean *value, GError **error)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json->root, key);
    if (item == NULL)
        return TRUE;
    if (!cJSON_IsBool(item)) {
        fail_at(json, NULL, key, error, "应为 true 或 false", "should be true or false");
        return FALSE;
    }
    *value = cJSON_IsTrue(item);
    return TRUE;
}

static gboolean
take_downloads(MzSettings *settings, const MzStrictJson *json, const cJSON *downloads, GError **error)
{
    for (const cJSON *item = downloads->child; item != NULL; item = item->next) {
        gboolean *wanted = strcmp(item->string, "xlsx") == 0  ? &settings->xlsx
                           : strcmp(item->string, "png") == 0 ? &settings->png
                                                              : NULL;
        if (wanted == NULL) {
            static const char *const known[] = {"xlsx", "png", NULL};
            fail_unknown(json, "downloads", item->string, known, error);
            return FALSE;
        }
        if (!cJSON_IsBool(item)) {
            fail_at(json, "downloads", item->string, error, "应为 true 或 false", "should be true or false");
            return FALSE;
        }
        *wanted = cJSON_IsTrue(item);
    }
    return TRUE;
}

static gboolean
take_site(MzSettings *settings, const MzStrictJson *json, GError **error)
{
    if (!cJSON_IsObject(json->root)) {
        MzPlace place = {json->file, 1, 1};
        mz_error_set(error, MZ_ERROR_INPUT, &place,
                     mz_tr("应为一个 JSON 对象 { … }", "a JSON object { … } is expected"));
        return FALSE;
    }
    if (!take_texts(settings, json, json->root, NULL, error))
        return FALSE;
    static const char *const objects[] = {"licence", "publisher", "regions", "downloads"};
    for (gsize i = 0; i < G_N_ELEMENTS(objects); i++) {
        const cJSON *object = cJSON_GetObjectItemCaseSensitive(json->root, objects[i]);
        if (object == NULL)
            continue;
        if (!cJSON_IsObject(object)) {
            fail_at(json, NULL, objects[i], error, "应为一个对象 { … }", "should be an object { … }");
            return FALSE;
        }
        gboolean good = i == 2   ? take_regions(settings, json, object, error)
                        : i == 3 ? take_downloads(settings, json, object, error)
                                 : take_texts(settings, json, object, objects[i], error);
        if (!good)
            return FALSE;
    }
    gboolean offer = FALSE;
    if (!take_switch(json, "page_images", &settings->page_images, error) ||
        !take_switch(json, "offer_originals", &offer, error))
        return FALSE;
    if (cJSON_GetObjectItemCaseSensitive(json->root, "offer_originals") != NULL)
        settings->offer_originals = offer ? MZ_ORIGINALS_ALL : MZ_ORIGINALS_NEVER;
    return mz_targets_check(json, error);
}

/* Far more than a province needs. */
enum { JSON_LIMIT = 1024 * 1024, CSV_LIMIT = 32 * 1024 * 1024 };

char *
mz_content_read(const char *content, const char *path, gsize limit, gsize *length, GError **error)
{
    char *real = realpath(content, NULL);
    gboolean inside = real != NULL && mz_source_is_below(path, real);
    free(real);
    if (inside)
        return mz_source_read_file(path, limit, length, error);
    MzPlace place = {path, 0, 0};
    mz_error_set(error, MZ_ERROR_INPUT, &place, "%s",
                 mz_tr("符号链接指向 content 之外，没有读；请放入文件本身",
                       "a symbolic link that leads out of content; not read, please put the file itself there"));
    return NULL;
}

/* The bytes of a file in the folder `content`; NULL without error when it is not there. */
static char *
read_optional(const char *path, gsize limit, gsize *length, GError **error)
{
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return NULL;
    g_autofree char *content = g_path_get_dirname(path);
    return mz_content_read(content, path, limit, length, error);
}

static const char *const *
split_names(MzArena *arena, const char *text)
{
    char **parts = g_strsplit(text, ";", -1);
    guint n = g_strv_length(parts), kept = 0;
    const char **names = mz_arena_new0(arena, const char *, n + 1);
    for (guint i = 0; i < n; i++) {
        const char *name = g_strstrip(parts[i]);
        if (name[0] != '\0')
            names[kept++] = mz_arena_strdup(arena, name);
    }
    g_strfreev(parts);
    return names;
}

static gboolean
take_departments(MzSettings *settings, const char *file, const char *text, gsize length, GError **error)
{
    static const MzCsvColumn columns[] = {{"folder", TRUE},  {"name", TRUE},     {"former", FALSE},
                                          {"parent", FALSE}, {"address", FALSE}, {"mark", FALSE}};
    const MzCsvRow *rows = NULL;
    guint n = 0;
    if (!mz_csv_read(file, text, length, columns, G_N_ELEMENTS(columns), settings->arena, &rows, &n, error))
        return FALSE;
    settings->departments = mz_arena_new0(settings->arena, MzDepartment, n + 1);
    for (guint i = 0; i < n; i++) {
        const char *const *field = rows[i].fields;
        if (mz_settings_department(settings, field[0]) != NULL) {
            MzPlace place = {file, rows[i].line, 0};
            mz_error_set(error, MZ_ERROR_INPUT, &place, mz_tr("文件夹“%s”出现了两次", "the folder '%s' stands twice"),
                         field[0]);
            return FALSE;
        }
        MzDepartment *department = &settings->departments[settings->n_departments++];
        *department = (MzDepartment){rows[i].line, field[0], field[1], split_names(settings->arena, field[2]),
                                     field[3],     field[4], field[5]};
        g_hash_table_insert(settings->by_folder, (gpointer)department->folder, department);
    }
    return TRUE;
}

static gboolean
take_entry(MzSettings *settings, const char *file, const MzCsvRow *row, GError **error)
{
    const char *const *field = row->fields;
    MzRegisterEntry *entry = &settings->entries[settings->n_entries++];
    *entry = (MzRegisterEntry){row->line, field[0], field[1], MZ_KIND_FINAL, atoi(field[3]),
                               field[4],  field[5], field[6], field[7]};
    MzPlace place = {file, row->line, 0};
    if (strcmp(field[2], "budget") == 0) {
        entry->kind = MZ_KIND_BUDGET;
    } else if (strcmp(field[2], "final") != 0) {
        mz_error_set(error, MZ_ERROR_INPUT, &place,
                     mz_tr("kind 应为 final 或 budget，现为“%s”", "kind is final or budget, not '%s'"), field[2]);
        return FALSE;
    }
    if (entry->year < 1949 || entry->year > 2999 || strlen(field[3]) != 4) {
        mz_error_set(error, MZ_ERROR_INPUT, &place,
                     mz_tr("year 应为四位年份，现为“%s”", "year has four digits, not '%s'"), field[3]);
        return FALSE;
    }
    for (guint i = 4; i <= 6; i++) {
        if (field[i][0] != '\0' && !mz_is_date(field[i])) {
            mz_error_set(error, MZ_ERROR_INPUT, &place,
                         mz_tr("日期应形如 2025-09-30，现为“%s”", "a date is like 2025-09-30, not '%s'"), field[i]);
            return FALSE;
        }
    }
    if (field[7][0] != '\0' && !mz_is_address(field[7])) {
        mz_error_set(error, MZ_ERROR_INPUT, &place, mz_tr("url 应为网址，现为“%s”", "url is an address, not '%s'"),
                     field[7]);
        return FALSE;
    }
    g_hash_table_insert(settings->by_report,
                        mz_arena_printf(settings->arena, "%s/%s/%d-%s", entry->region, entry->department, entry->year,
                                        mz_kind_key(entry->kind)),
                        entry);
    return TRUE;
}

static gboolean
take_register(MzSettings *settings, const char *file, const char *text, gsize length, GError **error)
{
    static const MzCsvColumn columns[] = {{"region", TRUE},     {"department", TRUE}, {"kind", TRUE},
                                          {"year", TRUE},       {"approved", FALSE},  {"due", FALSE},
                                          {"published", FALSE}, {"url", FALSE}};
    const MzCsvRow *rows = NULL;
    guint n = 0;
    if (!mz_csv_read(file, text, length, columns, G_N_ELEMENTS(columns), settings->arena, &rows, &n, error))
        return FALSE;
    settings->entries = mz_arena_new0(settings->arena, MzRegisterEntry, n + 1);
    for (guint i = 0; i < n; i++) {
        if (!take_entry(settings, file, &rows[i], error))
            return FALSE;
    }
    return TRUE;
}

typedef gboolean (*TakeTable)(MzSettings *settings, const char *file, const char *text, gsize length, GError **error);

static gboolean
load_table(MzSettings *settings, const char *root, const char *name, TakeTable take, GError **error)
{
    char *path = mz_site_file(root, name);
    gsize length = 0;
    GError *trouble = NULL;
    char *text = read_optional(path, CSV_LIMIT, &length, &trouble);
    gboolean good = trouble == NULL && (text == NULL || take(settings, path, text, length, &trouble));
    if (trouble != NULL)
        g_propagate_error(error, trouble);
    g_free(text);
    g_free(path);
    return good;
}

char *
mz_site_json(const char *path, gsize *length, GError **error)
{
    GError *trouble = NULL;
    char *text = read_optional(path, JSON_LIMIT, length, &trouble);
    MzPlace place = {path, 0, 0};
    if (text == NULL && trouble == NULL)
        mz_error_set(&trouble, MZ_ERROR_INPUT, &place,
                     mz_tr("没有这个文件；新建网站用 mingzhang init，其他文件夹用 -C 指定",
                           "there is no such file; make a site with mingzhang init, or name its folder with -C"));
    if (trouble != NULL)
        g_propagate_error(error, trouble);
    return text;
}

static gboolean
load_site(MzSettings *settings, const char *root, GError **error)
{
    char *path = mz_site_file(root, "content/site.json");
    GError *trouble = NULL;
    gsize length = 0;
    char *text = mz_site_json(path, &length, &trouble);
    MzStrictJson json = {NULL, NULL, NULL, NULL};
    gboolean good = text != NULL && mz_strict_json_read(&json, path, text, length, &trouble) &&
                    take_site(settings, &json, &trouble);
    if (trouble != NULL)
        g_propagate_error(error, trouble);
    mz_strict_json_clear(&json);
    g_free(text);
    g_free(path);
    return good;
}

MzSettings *
mz_settings_load(const char *root, GError **error)
{
    MzSettings *settings = g_new0(MzSettings, 1);
    settings->arena = mz_arena_new();
    settings->by_folder = g_hash_table_new(g_str_hash, g_str_equal);
    settings->by_report = g_hash_table_new(g_str_hash, g_str_equal);
    settings->language = "zh-CN";
    settings->xlsx = settings->png = TRUE;
    if (!load_site(settings, root, error) ||
        !load_table(settings, root, "content/departments.csv", take_departments, error) ||
        !load_table(settings, root, "content/register.csv", take_register, error)) {
        mz_settings_free(settings);
        return NULL;
    }
    return settings;
}

gboolean
mz_settings_may_show(const MzSettings *settings, guint n_masked, gboolean unread)
{
    return settings->offer_originals == MZ_ORIGINALS_ALL ||
           (settings->offer_originals == MZ_ORIGINALS_CLEAN && n_masked == 0 && !unread);
}

void
mz_settings_free(MzSettings *settings)
{
    if (settings == NULL)
        return;
    g_hash_table_destroy(settings->by_folder);
    g_hash_table_destroy(settings->by_report);
    mz_arena_free(settings->arena);
    g_free(settings);
}

char *
mz_site_file(const char *root, const char *name)
{
    return strcmp(root, ".") == 0 || root[0] == '\0' ? g_strdup(name) : g_build_filename(root, name, NULL);
}

const char *
mz_settings_region(const MzSettings *settings, const char *key)
{
    for (guint i = 0; i < settings->n_regions; i++) {
        if (strcmp(settings->regions[i].key, key) == 0)
            return settings->regions[i].name;
    }
    return key;
}

const MzDepartment *
mz_settings_department(const MzSettings *settings, const char *folder)
{
    return g_hash_table_lookup(settings->by_folder, folder);
}

const char *const *
mz_settings_names(const MzSettings *settings, const char *folder, MzArena *arena)
{
    const MzDepartment *known = settings != NULL ? mz_settings_department(settings, folder) : NULL;
    const char *slash = strrchr(folder, '/');
    guint n_former = known != NULL ? g_strv_length((char **)known->former) : 0, n = 0;
    const char **names = mz_arena_new0(arena, const char *, n_former + 3);
    names[n++] = mz_arena_strdup(arena, slash != NULL ? slash + 1 : folder);
    if (known != NULL && known->name[0] != '\0')
        names[n++] = mz_arena_strdup(arena, known->name);
    for (guint i = 0; i < n_former; i++)
        names[n++] = mz_arena_strdup(arena, known->former[i]);
    return names;
}

const MzRegisterEntry *
mz_settings_entry(const MzSettings *settings, const char *folder, int year, MzKind kind)
{
    g_autofree char *report = g_strdup_printf("%s/%d-%s", folder, year, mz_kind_key(kind));
    return settings->by_report != NULL ? g_hash_table_lookup(settings->by_report, report) : NULL;
}
