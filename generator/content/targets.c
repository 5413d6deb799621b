#include "content/targets.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/nearest.h"
#include "read/source.h"
#include "content/settings.h"

/* The texts of a target. */
static const struct {
    const char *key;
    guint types; /* bits of MzTargetType that have it */
    gboolean required;
    gsize offset;
} fields[] = {
    {"path", 1U << MZ_TARGET_FOLDER, TRUE, offsetof(MzTarget, path)},
    {"repository", 1U << MZ_TARGET_GIT, TRUE, offsetof(MzTarget, repository)},
    {"branch", 1U << MZ_TARGET_GIT, FALSE, offsetof(MzTarget, branch)},
    {"domain", 1U << MZ_TARGET_GIT, FALSE, offsetof(MzTarget, domain)},
    {"author", 1U << MZ_TARGET_GIT, FALSE, offsetof(MzTarget, author)},
    {"destination", 1U << MZ_TARGET_RSYNC | 1U << MZ_TARGET_S3, TRUE, offsetof(MzTarget, destination)},
    {"port", 1U << MZ_TARGET_RSYNC, FALSE, offsetof(MzTarget, port)},
};

enum { KEEP_USUAL = 2, KEEP_MOST = 99 };

typedef struct {
    const MzStrictJson *json;
    MzArena *arena;
    GError **error;
} Reader;

static gboolean
fail(const Reader *reader, const char *name, const char *key, const char *zh, const char *en)
{
    const char *path[] = {"publish", name, key};
    guint depth = key != NULL ? 3 : name != NULL ? 2 : 1;
    MzPlace place = mz_strict_json_place(reader->json, path, depth);
    if (place.line == 0 && depth > 1) /* the key is what is missing */
        place = mz_strict_json_place(reader->json, path, depth - 1);
    mz_error_set(reader->error, MZ_ERROR_INPUT, &place, mz_tr("“publish%s%s%s%s”：%s", "'publish%s%s%s%s': %s"),
                 name != NULL ? "." : "", name != NULL ? name : "", key != NULL ? "." : "", key != NULL ? key : "",
                 mz_lang() == MZ_LANG_EN ? en : zh);
    return FALSE;
}

/* A value that becomes an argument of another program: one line, and never taken for an option. */
static gboolean
is_plain(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if ((guchar)*at < 0x20 || *at == 0x7f)
            return FALSE;
    }
    return text[0] != '\0' && text[0] != '-';
}

static gboolean
is_number(const char *text, int most)
{
    gsize length = strlen(text);
    return length > 0 && length < 6 && strspn(text, "0123456789") == length && atoi(text) <= most;
}

static gboolean
is_branch(const char *text)
{
    return strpbrk(text, " ~^:?*[\\") == NULL && strstr(text, "..") == NULL && text[0] != '/' &&
           !g_str_has_suffix(text, "/") && !g_str_has_suffix(text, ".lock");
}

/* Rules of single keys beyond being plain. */
static gboolean
check_value(const Reader *reader, const char *name, const char *key, const char *value)
{
    if (strcmp(key, "port") == 0 && !is_number(value, 65535))
        return fail(reader, name, key, "应为端口号，例如 2222", "should be a port, such as 2222");
    if (strcmp(key, "branch") == 0 && !is_branch(value))
        return fail(reader, name, key, "应为分支名，例如 gh-pages", "should be the name of a branch, such as gh-pages");
    if (strcmp(key, "author") == 0 && (strchr(value, '<') == NULL || !g_str_has_suffix(value, ">")))
        return fail(reader, name, key, "应形如“姓名 <邮箱>”", "should be like 'name <address>'");
    if (strcmp(key, "domain") == 0 && strpbrk(value, "/: ") != NULL)
        return fail(reader, name, key, "应为域名，例如 www.example.cn", "should be a domain, such as www.example.cn");
    return TRUE;
}

/* The text of a value. The two numbers may also be written as numbers. NULL: not a value that a target has. */
static const char *
text_of(const Reader *reader, const cJSON *item)
{
    gboolean number = strcmp(item->string, "keep") == 0 || strcmp(item->string, "port") == 0;
    if (number && cJSON_IsNumber(item) && item->valuedouble == item->valueint)
        return mz_arena_printf(reader->arena, "%d", item->valueint);
    return cJSON_IsString(item) ? mz_arena_strdup(reader->arena, item->valuestring) : NULL;
}

/* A key that the target's type does not have: names those that it has. */
static gboolean
fail_unknown(const Reader *reader, const MzTarget *target, const char *key)
{
    const char *known[G_N_ELEMENTS(fields) + 3] = {"type"};
    guint n = 1;
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        if ((fields[i].types >> target->type & 1) != 0)
            known[n++] = fields[i].key;
    }
    if (target->type == MZ_TARGET_FOLDER)
        known[n++] = "keep";
    char *hint = mz_nearest_hint(key, known);
    const char *zh = mz_arena_printf(reader->arena, "%s 目标没有这个键%s", mz_target_type_name(target->type), hint);
    const char *en =
        mz_arena_printf(reader->arena, "a %s target has no such key%s", mz_target_type_name(target->type), hint);
    g_free(hint);
    return fail(reader, target->name, key, zh, en);
}

/* The place of a text key in `fields` for this type of target; -1: it has no such key. */
static gssize
find_field(const MzTarget *target, const char *key)
{
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (strcmp(fields[i].key, key) == 0 && (fields[i].types >> target->type & 1) != 0)
            return (gssize)i;
    }
    return -1;
}

static gboolean
take_field(const Reader *reader, const cJSON *item, MzTarget *target)
{
    gssize field = find_field(target, item->string);
    gboolean keep = target->type == MZ_TARGET_FOLDER && strcmp(item->string, "keep") == 0;
    gboolean type = strcmp(item->string, "type") == 0;
    if (field < 0 && !keep && !type)
        return fail_unknown(reader, target, item->string);
    const char *value = text_of(reader, item);
    if (value == NULL || !is_plain(value))
        return fail(reader, target->name, item->string, "应为不为空、不以 - 开头的一行文字",
                    "should be a line of text that does not begin with -");
    if (keep) {
        target->keep = (guint)atoi(value);
        return is_number(value, KEEP_MOST) ||
               fail(reader, target->name, "keep", "应为 0 到 99 的数", "should be a number from 0 to 99");
    }
    if (type)
        return TRUE;
    G_STRUCT_MEMBER(const char *, target, fields[field].offset) = value;
    return check_value(reader, target->name, item->string, value);
}

static gboolean
take_target(const Reader *reader, const cJSON *object, MzTarget *target)
{
    *target = (MzTarget){.name = mz_arena_strdup(reader->arena, object->string), .keep = KEEP_USUAL};
    const cJSON *type = cJSON_GetObjectItemCaseSensitive(object, "type");
    if (!is_plain(target->name))
        return fail(reader, object->string, NULL, "名称不能为空，也不能以 - 开头",
                    "a name is not empty and does not begin with -");
    if (!cJSON_IsObject(object) || !cJSON_IsString(type) || !mz_target_type_find(type->valuestring, &target->type))
        return fail(reader, object->string, NULL, "应为一个对象，type 是 folder、git、rsync 或 s3",
                    "should be an object whose type is folder, git, rsync or s3");
    for (const cJSON *item = object->child; item != NULL; item = item->next) {
        if (!take_field(reader, item, target))
            return FALSE;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (fields[i].required && (fields[i].types >> target->type & 1) != 0 &&
            G_STRUCT_MEMBER(const char *, target, fields[i].offset) == NULL)
            return fail(reader, object->string, fields[i].key, "缺少这个必填的键", "this key is required and missing");
    }
    if (target->type == MZ_TARGET_GIT && target->branch == NULL)
        target->branch = "gh-pages";
    return TRUE;
}

static gboolean
take_targets(const Reader *reader, MzTargets *targets)
{
    const cJSON *publish = cJSON_GetObjectItemCaseSensitive(reader->json->root, "publish");
    if (publish == NULL)
        return TRUE;
    if (!cJSON_IsObject(publish))
        return fail(reader, NULL, NULL, "应为一个对象 { \"名称\": { … } }", "should be an object { \"name\": { … } }");
    targets->items = mz_arena_new0(reader->arena, MzTarget, cJSON_GetArraySize(publish) + 1);
    for (const cJSON *item = publish->child; item != NULL; item = item->next) {
        if (!take_target(reader, item, &targets->items[targets->count]))
            return FALSE;
        targets->count++;
    }
    return TRUE;
}

gboolean
mz_targets_load(const char *root, MzArena *arena, MzTargets *targets, GError **error)
{
    *targets = (MzTargets){NULL, 0};
    char *path = mz_site_file(root, "content/site.json");
    gsize length = 0;
    char *text = mz_site_json(path, &length, error);
    MzStrictJson json = {NULL, NULL, NULL, NULL};
    gboolean good = FALSE;
    if (text != NULL && mz_strict_json_read(&json, path, text, length, error)) {
        Reader reader = {&json, arena, error};
        good = take_targets(&reader, targets);
    }
    mz_strict_json_clear(&json);
    g_free(text);
    g_free(path);
    return good;
}

gboolean
mz_targets_check(const MzStrictJson *json, GError **error)
{
    MzArena *arena = mz_arena_new();
    MzTargets targets = {NULL, 0};
    Reader reader = {json, arena, error};
    gboolean good = take_targets(&reader, &targets);
    mz_arena_free(arena);
    return good;
}

const MzTarget *
mz_targets_find(const MzTargets *targets, const char *name)
{
    if (name == NULL)
        return targets->count == 1 ? targets->items : NULL;
    for (guint i = 0; i < targets->count; i++) {
        if (strcmp(targets->items[i].name, name) == 0)
            return &targets->items[i];
    }
    return NULL;
}
