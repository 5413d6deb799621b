#include "template/value_json.h"

#include "base/error.h"
#include "base/json_tree.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

/* The way from the whole to a value, innermost step first, for messages. */
typedef struct Path {
    const char *key; /* NULL: the step is an index */
    gsize index;
    const struct Path *outer;
} Path;

enum { KEYS = 256 };

typedef struct {
    MzArena *arena;
    MzJsonNumbers numbers;
    const char *keys[KEYS]; /* that were read lately, by signature: equal ones shall be the same one */
    GError **error;
} Reader;

static const MzValue *read_value(Reader *reader, const cJSON *json, const Path *path);

/* The lower byte; the others say whose the memory is. */
static inline int
kind_of(const cJSON *json)
{
    return json->type & 0xff;
}

/* "rows[3].amount"; "." for the whole. */
static char *
describe(const Path *path)
{
    GString *text = g_string_new(NULL);
    for (; path != NULL; path = path->outer) {
        g_autofree char *step = NULL;
        if (path->key == NULL)
            step = g_strdup_printf("[%" G_GSIZE_FORMAT "]", path->index);
        else
            step = g_strdup_printf("%s%s", path->outer == NULL ? "" : ".", path->key);
        g_string_prepend(text, step);
    }
    if (text->len == 0)
        g_string_append_c(text, '.');
    return g_string_free(text, FALSE);
}

static const MzValue *
refuse(const Reader *reader, const Path *path, const char *reason)
{
    g_autofree char *where = describe(path);
    g_autofree char *message = g_strconcat(where, reason, NULL);
    mz_error_set(reader->error, MZ_ERROR_INPUT, NULL, "%s", message);
    return NULL;
}

static const MzValue *
read_number(Reader *reader, const cJSON *json, const Path *path)
{
    if (reader->numbers == MZ_JSON_NUMBERS_REFUSED)
        return refuse(reader, path,
                      mz_tr("：不能是数字，请写成文本（加引号）", ": a view has no numbers; write text, in quotes"));
    if (json->valueint >= 0 && json->valuedouble == json->valueint && !signbit(json->valuedouble))
        return mz_value_kept(reader->arena, mz_arena_number(reader->arena, (guint)json->valueint));
    char *text = cJSON_PrintUnformatted(json);
    const MzValue *value = mz_value_string(reader->arena, text);
    cJSON_free(text);
    return value;
}

static const MzValue *
read_array(Reader *reader, const cJSON *json, const Path *path)
{
    MzValue *array = mz_value_array(reader->arena);
    Path step = {.outer = path};
    for (const cJSON *child = json->child; child != NULL; child = child->next, step.index++) {
        const MzValue *value = read_value(reader, child, &step);
        if (value == NULL)
            return NULL;
        mz_value_append_value(array, value);
    }
    return array;
}

/* A template finds a key at once whose text is the same one in each object. */
static MzKey
known_key(Reader *reader, const char *text)
{
    MzKey key = mz_key_of(text);
    const char **known = &reader->keys[(key.signature * 0x9e3779b1u) >> 24];
    if (*known != NULL && strcmp(*known, text) == 0)
        key.text = *known;
    else
        *known = text;
    return key;
}

static const MzValue *
read_object(Reader *reader, const cJSON *json, const Path *path)
{
    MzValue *object = mz_value_object(reader->arena);
    for (const cJSON *child = json->child; child != NULL; child = child->next) {
        Path step = {.key = child->string, .outer = path};
        MzKey key = known_key(reader, child->string);
        if (mz_value_get_key(object, &key) != NULL)
            return refuse(reader, &step, mz_tr("：同一个键出现了两次", ": this key stands there twice"));
        if (kind_of(child) == cJSON_String) {
            mz_value_put_kept_len(object, key, child->valuestring, strlen(child->valuestring));
            continue;
        }
        const MzValue *value = read_value(reader, child, &step);
        if (value == NULL)
            return NULL;
        mz_value_put(object, key, value);
    }
    return object;
}

static const MzValue *
read_value(Reader *reader, const cJSON *json, const Path *path)
{
    switch (kind_of(json)) {
    case cJSON_Object:
        return read_object(reader, json, path);
    case cJSON_Array:
        return read_array(reader, json, path);
    case cJSON_String:
        return mz_value_kept(reader->arena, json->valuestring);
    case cJSON_Number:
        return read_number(reader, json, path);
    case cJSON_True:
    case cJSON_False:
        return mz_value_bool(kind_of(json) == cJSON_True);
    default:
        return mz_value_null();
    }
}

static MzPlace
place_at(const char *text, const char *at)
{
    MzPlace place = {.line = 1, .column = 1};
    for (const char *byte = text; byte < at; byte++) {
        if (*byte == '\n') {
            place.line++;
            place.column = 1;
        } else if (((guint8)*byte & 0xc0) != 0x80) {
            place.column++;
        }
    }
    return place;
}

/* cJSON stops after the value; only white space may follow. */
static gboolean
ends_at(const char *at, const char *end)
{
    while (at < end && g_ascii_isspace(*at))
        at++;
    return at == end;
}

const MzValue *
mz_value_from_json(MzArena *arena, const char *text, gsize length, MzJsonNumbers numbers, const char **rest,
                   GError **error)
{
    const char *at = NULL, *bad = NULL;
    const cJSON *json = mz_json_tree(arena, text, length, &at);
    if (!mz_text_is_utf8(text, json != NULL && rest != NULL ? (gsize)(at - text) : length, &bad)) {
        MzPlace place = place_at(text, bad);
        mz_error_set(error, MZ_ERROR_INPUT, &place, mz_tr("不是 UTF-8 文本", "this is not UTF-8"));
        return NULL;
    }
    if (json == NULL || (rest == NULL && !ends_at(at, text + length))) {
        MzPlace place = place_at(text, at == NULL ? text : at);
        mz_error_set(error, MZ_ERROR_INPUT, &place, mz_tr("不是正确的 JSON", "this is not JSON"));
        return NULL;
    }
    if (rest != NULL)
        *rest = at;
    Reader reader = {.arena = arena, .numbers = numbers, .error = error};
    return read_value(&reader, json, NULL);
}
