#include "content/strict_json.h"

#include <string.h>

#include "base/text.h"

enum { MAX_DEPTH = 100 };

static MzPlace
place_of(const MzStrictJson *json, const char *at)
{
    MzPlace place = {json->file, 1, 1};
    const char *line = json->text;
    for (const char *c = json->text; c < at; c++) {
        if (*c == '\n') {
            place.line++;
            line = c + 1;
        }
    }
    place.column = (guint)g_utf8_pointer_to_offset(line, at) + 1;
    return place;
}

static const char *
skip_string(const char *at)
{
    for (at++; *at != '\0' && *at != '"'; at++) {
        if (*at == '\\' && at[1] != '\0')
            at++;
    }
    return *at == '"' ? at + 1 : at;
}

/* Past one value of well-formed JSON. */
static const char *
skip_value(const char *at)
{
    int depth = 0;
    do {
        at += strspn(at, " \t\r\n,:");
        if (*at == '"') {
            at = skip_string(at);
        } else if (*at == '{' || *at == '[') {
            depth++;
            at++;
        } else if (*at == '}' || *at == ']') {
            depth--;
            at++;
        } else {
            at += strcspn(at, " \t\r\n,:{}[]\"");
        }
    } while (depth > 0 && *at != '\0');
    return at;
}

/* Where `key` stands in the object that begins at `at`; NULL: it is not there. `nth` chooses among equal keys. */
static const char *
find_key(const char *at, const char *key, guint nth)
{
    gsize length = strlen(key);
    at += strspn(at, " \t\r\n");
    if (*at != '{')
        return NULL;
    for (at++;;) {
        at += strspn(at, " \t\r\n,");
        if (*at != '"')
            return NULL;
        const char *name = at;
        at = skip_string(at);
        if ((gsize)(at - name) == length + 2 && memcmp(name + 1, key, length) == 0 && nth-- == 0)
            return name;
        at = skip_value(at);
    }
}

/* The value behind a key that stands at `key`; NULL stays NULL. */
static const char *
value_of(const char *key)
{
    if (key == NULL)
        return NULL;
    key = skip_string(key);
    return key + strspn(key, " \t\r\n:");
}

static const char *
text_start(const MzStrictJson *json)
{
    return g_str_has_prefix(json->text, "\xef\xbb\xbf") ? json->text + 3 : json->text;
}

MzPlace
mz_strict_json_place(const MzStrictJson *json, const char *const *path, guint n_path)
{
    const char *at = text_start(json);
    const char *key = NULL;
    for (guint i = 0; i < n_path; i++) {
        key = find_key(at, path[i], 0);
        if (key == NULL)
            break;
        at = value_of(key);
    }
    if (key == NULL)
        return (MzPlace){json->file, 0, 0};
    return place_of(json, key);
}

static gboolean
refuse_twin(const MzStrictJson *json, const char *at, const char *name, GError **error)
{
    const char *second = at != NULL ? find_key(at, name, 1) : NULL;
    MzPlace place = second != NULL ? place_of(json, second) : (MzPlace){json->file, 0, 0};
    mz_error_set(error, MZ_ERROR_INPUT, &place,
                 mz_tr("键“%s”出现了两次，请删去一个", "the key '%s' stands twice, remove one"), name);
    return FALSE;
}

/* `at` is where the value stands in the text; NULL: not known (below an array, or a key is written with escapes). */
static gboolean
check_keys(const MzStrictJson *json, const cJSON *value, const char *at, guint depth, GError **error)
{
    if (depth > MAX_DEPTH) {
        MzPlace place = {json->file, 0, 0};
        mz_error_set(error, MZ_ERROR_INPUT, &place, mz_tr("JSON 嵌套超过 %d 层", "JSON nests deeper than %d"),
                     MAX_DEPTH);
        return FALSE;
    }
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    for (const cJSON *child = value->child; child != NULL; child = child->next) {
        if (child->string != NULL && !g_hash_table_add(names, child->string))
            return refuse_twin(json, at, child->string, error);
        /* Only objects and arrays have something inside. */
        const char *key =
            child->child != NULL && child->string != NULL && at != NULL ? find_key(at, child->string, 0) : NULL;
        if (child->child != NULL && !check_keys(json, child, value_of(key), depth + 1, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- what is wrong with a text that is no JSON
 *
 * cJSON tells where it gave up, which is not always where the slip is. */

/* The first string that does not end in its line; NULL: each does. It swallows what follows. */
static const char *
open_string(const char *text)
{
    for (const char *at = strchr(text, '"'); at != NULL;) {
        const char *end = skip_string(at);
        if (end[-1] != '"' || end == at + 1 || memchr(at, '\n', (gsize)(end - at)) != NULL)
            return at;
        at = strchr(end, '"');
    }
    return NULL;
}

/* What stands before `at` but for blanks; NULL: nothing. */
static const char *
before(const char *text, const char *at)
{
    while (at > text && strchr(" \t\r\n", at[-1]) != NULL)
        at--;
    return at > text ? at - 1 : NULL;
}

/* A comma that no value follows, at the place where cJSON gave up: there, or behind the bracket after the comma. */
static const char *
idle_comma(const char *text, const char *at)
{
    for (guint back = 0; at != NULL && back < 2; back++) {
        const char *earlier = before(text, at);
        if (earlier != NULL && *earlier == ',' && (*at == ',' || *at == '}' || *at == ']'))
            return earlier;
        at = earlier;
    }
    return NULL;
}

/* Whether a value ended in a line above that of `at`, with nothing behind it. */
static gboolean
lacks_comma(const char *text, const char *at)
{
    const char *earlier = before(text, at);
    return *at == '"' && earlier != NULL && memchr(earlier, '\n', (gsize)(at - earlier)) != NULL &&
           (g_ascii_isalnum(*earlier) || *earlier == '"' || *earlier == '}' || *earlier == ']');
}

/* `at` is where the text stops to be JSON. Who types Chinese easily types its quotes and commas, too. */
static void
refuse_syntax(const MzStrictJson *json, const char *at, GError **error)
{
    const char *text = text_start(json), *string = open_string(text), *comma = idle_comma(text, at);
    const char *says = mz_tr("这里不合 JSON 语法（常见原因：多或少了逗号、引号、括号）",
                             "this is no JSON (often a comma, quote or bracket too many or too few)");
    if (mz_text_is_wide_sign(at, strlen(at))) {
        says = mz_tr("这里是中文标点；JSON 的引号、冒号、逗号和括号要用英文（半角）的",
                     "this is Chinese punctuation; the quotes, colons, commas and brackets of JSON are those of ASCII");
    } else if (string != NULL && string < at) {
        at = string;
        says = mz_tr("从这里开始的引号没有结束；要在同一行里用英文引号（\"）结束",
                     "the quote that begins here does not end; it ends in the same line with a \"");
    } else if (comma != NULL) {
        at = comma;
        says = mz_tr("这里多了一个逗号，后面没有内容，请删去", "this comma is one too many, nothing follows it");
    } else if (*at == '\0' && before(text, at) != NULL) {
        says = mz_tr("文件到这里结束，还有括号没有关上", "the file ends here, but a bracket is still open");
    } else if (lacks_comma(text, at)) {
        at = before(text, at) + 1;
        says = mz_tr("这里少了一个逗号", "a comma is missing here");
    }
    MzPlace place = place_of(json, at);
    mz_error_set(error, MZ_ERROR_INPUT, &place, "%s", says);
}

gboolean
mz_strict_json_read(MzStrictJson *json, const char *file, const char *text, gsize length, GError **error)
{
    *json = (MzStrictJson){file, text, NULL, NULL};
    MzPlace place = {file, 0, 0};
    if (!mz_text_is_utf8(text, length, NULL)) { /* a 0 byte is no text either */
        mz_error_set(
            error, MZ_ERROR_INPUT, &place,
            mz_tr("不是 UTF-8 文本；请在编辑器里另存为 UTF-8", "the text is not UTF-8; please save it as UTF-8"));
        return FALSE;
    }
    const char *end = NULL;
    json->tree = mz_arena_new();
    json->root = mz_json_tree(json->tree, text_start(json), strlen(text_start(json)), &end);
    const char *rest = end != NULL ? end + strspn(end, " \t\r\n") : text;
    if (json->root == NULL || *rest != '\0') {
        while (((guchar)*rest & 0xc0) == 0x80) /* the place may lie inside a character */
            rest--;
        refuse_syntax(json, rest, error);
        mz_strict_json_clear(json);
        return FALSE;
    }
    if (!check_keys(json, json->root, text_start(json), 0, error)) {
        mz_strict_json_clear(json);
        return FALSE;
    }
    return TRUE;
}

void
mz_strict_json_clear(MzStrictJson *json)
{
    g_clear_pointer(&json->tree, mz_arena_free);
    json->root = NULL;
}
