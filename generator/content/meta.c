#include "content/meta.h"

#include <stddef.h>
#include <string.h>

#include "base/error.h"
#include "read/source.h"
#include "content/settings.h"
#include "content/strict_json.h"

/* Far more than anybody writes by hand. */
#define FILE_LIMIT (64u * 1024)

static gboolean
is_text(const char *text)
{
    return text[strspn(text, " \t\r\n")] != '\0';
}

static gboolean
is_format(const char *text)
{
    return strcmp(text, "mingzhang-meta/1") == 0;
}

static const struct {
    const char *key;
    gboolean (*fits)(const char *text);
    gssize offset; /* in MzMeta; -1: nothing to keep */
    const char *zh, *en;
} keys[] = {
    {"format", is_format, -1, "mingzhang-meta/1", "mingzhang-meta/1"},
    {"$schema", is_text, -1, "不为空的文字", "a text that is not empty"},
    {"url", mz_is_address, offsetof(MzMeta, url), "以 https:// 或 http:// 开头的网址",
     "an address that begins with https:// or http://"},
    {"approved", mz_is_date, offsetof(MzMeta, approved), "形如 2025-09-30 的日期", "a date such as 2025-09-30"},
    {"published", mz_is_date, offsetof(MzMeta, published), "形如 2025-09-30 的日期", "a date such as 2025-09-30"},
    {"retrieved", mz_is_date, offsetof(MzMeta, retrieved), "形如 2025-09-30 的日期", "a date such as 2025-09-30"},
    {"version", is_text, offsetof(MzMeta, version), "不为空的文字", "a text that is not empty"},
};

static gboolean
take_key(const MzStrictJson *json, const cJSON *item, MzArena *arena, MzMeta *meta, GError **error)
{
    MzPlace place = mz_strict_json_place(json, (const char *const *)&item->string, 1);
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        if (strcmp(keys[i].key, item->string) != 0)
            continue;
        if (!cJSON_IsString(item) || !keys[i].fits(item->valuestring)) {
            mz_error_set(error, MZ_ERROR_INPUT, &place, mz_tr("“%s”：应为%s", "'%s': should be %s"), item->string,
                         mz_lang() == MZ_LANG_EN ? keys[i].en : keys[i].zh);
            return FALSE;
        }
        if (keys[i].offset >= 0)
            G_STRUCT_MEMBER(const char *, meta, keys[i].offset) = mz_arena_strdup(arena, item->valuestring);
        return TRUE;
    }
    mz_error_set(error, MZ_ERROR_INPUT, &place,
                 mz_tr("“%s”：不认识的键，可用的是 url、approved、published、retrieved、version",
                       "'%s': unknown key, there are url, approved, published, retrieved, version"),
                 item->string);
    return FALSE;
}

gboolean
mz_meta_load(const char *path, MzArena *arena, MzMeta *meta, GError **error)
{
    gsize length = 0;
    g_autofree char *text = mz_source_read_file(path, FILE_LIMIT, &length, error);
    if (text == NULL)
        return FALSE;
    MzStrictJson json = {NULL, NULL, NULL, NULL};
    MzMeta read = {0};
    gboolean good = mz_strict_json_read(&json, path, text, length, error);
    if (good && !cJSON_IsObject(json.root)) {
        MzPlace place = {path, 1, 1};
        mz_error_set(error, MZ_ERROR_INPUT, &place,
                     mz_tr("应为一个 JSON 对象 { … }", "a JSON object { … } is expected"));
        good = FALSE;
    }
    for (const cJSON *item = good ? json.root->child : NULL; good && item != NULL; item = item->next)
        good = take_key(&json, item, arena, &read, error);
    mz_strict_json_clear(&json);
    if (good)
        *meta = read;
    return good;
}
