#include "model/json_read.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

enum { MAX_DEPTH = 32, MAX_NUMBER = 32 };

/* ---- JSON to the letter (RFC 8259) */

typedef struct {
    const char *p;
    const char *end;
    const char *why; /* what is wrong at `p`; NULL: nothing */
} Scan;

static gboolean scan_value(Scan *scan, guint depth);

/* Who types Chinese easily types its quotes and commas, too. */
static gboolean
wrong(Scan *scan, const char *at, const char *why)
{
    scan->p = at;
    scan->why =
        mz_text_is_wide_sign(at, (gsize)(scan->end - at))
            ? mz_tr("这里是中文标点；JSON 的引号、冒号、逗号和括号要用英文（半角）的",
                    "this is Chinese punctuation; the quotes, colons, commas and brackets of JSON are those of ASCII")
            : why;
    return FALSE;
}

static char
peek(const Scan *scan)
{
    return scan->p < scan->end ? *scan->p : '\0';
}

static void
skip_blanks(Scan *scan)
{
    while (scan->p < scan->end && (*scan->p == ' ' || *scan->p == '\n' || *scan->p == '\t' || *scan->p == '\r'))
        scan->p++;
}

/* The four digits of \uXXXX at `p`; -1: they are not there. */
static int
hex_unit(const Scan *scan, const char *p)
{
    if (scan->end - p < 6 || p[0] != '\\' || p[1] != 'u')
        return -1;
    int unit = 0;
    for (int i = 2; i < 6; i++) {
        if (!g_ascii_isxdigit(p[i]))
            return -1;
        unit = unit * 16 + g_ascii_xdigit_value(p[i]);
    }
    return unit;
}

static gboolean
scan_escape(Scan *scan)
{
    const char *at = scan->p;
    if (scan->end - at >= 2 && strchr("\"\\/bfnrt", at[1]) != NULL && at[1] != '\0') {
        scan->p += 2;
        return TRUE;
    }
    int unit = hex_unit(scan, at);
    if (unit < 0)
        return wrong(scan, at, mz_tr("字符串里的转义不合 JSON 语法", "this escape in a string is not JSON"));
    if (unit == 0)
        return wrong(scan, at, mz_tr("字符串里不能有 U+0000", "a string cannot hold U+0000"));
    scan->p += 6;
    if (unit < 0xD800 || unit > 0xDFFF)
        return TRUE;
    int low = hex_unit(scan, scan->p);
    if (unit >= 0xDC00 || low < 0xDC00 || low > 0xDFFF)
        return wrong(scan, at, mz_tr("\\u 代理码元不成对", "a \\u surrogate without its other half"));
    scan->p += 6;
    return TRUE;
}

static gboolean
scan_string(Scan *scan)
{
    const char *start = scan->p++;
    while (scan->p < scan->end) {
        guchar c = (guchar)*scan->p;
        if (c == '"') {
            scan->p++;
            return TRUE;
        }
        if (c < 0x20)
            return wrong(scan, scan->p,
                         mz_tr("字符串里有未转义的控制字符（换行写作 \\n）",
                               "a control character in a string (a line end is written \\n)"));
        if (c != '\\')
            scan->p++;
        else if (!scan_escape(scan))
            return FALSE;
    }
    return wrong(scan, start, mz_tr("字符串没有结束的引号", "this string has no closing quote"));
}

static gboolean
scan_digits(Scan *scan)
{
    const char *start = scan->p;
    while (g_ascii_isdigit(peek(scan)))
        scan->p++;
    return scan->p > start;
}

static gboolean
scan_number(Scan *scan)
{
    const char *start = scan->p;
    scan->p += *start == '-';
    gboolean well = peek(scan) == '0' ? (scan->p++, TRUE) : scan_digits(scan);
    if (well && peek(scan) == '.') {
        scan->p++;
        well = scan_digits(scan);
    }
    if (well && (peek(scan) == 'e' || peek(scan) == 'E')) {
        scan->p++;
        scan->p += peek(scan) == '+' || peek(scan) == '-';
        well = scan_digits(scan);
    }
    if (!well || g_ascii_isalnum(peek(scan)))
        return wrong(scan, start, mz_tr("这个数不合 JSON 语法", "this number is not JSON"));
    if (scan->p - start > MAX_NUMBER)
        return wrong(scan, start, mz_tr("数太长；金额写作字符串", "this number is too long; amounts are strings"));
    return TRUE;
}

static gboolean
scan_word(Scan *scan)
{
    static const char *const words[] = {"true", "false", "null"};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        gsize length = strlen(words[i]);
        if ((gsize)(scan->end - scan->p) >= length && memcmp(scan->p, words[i], length) == 0) {
            scan->p += length;
            return TRUE;
        }
    }
    if (scan->p == scan->end)
        return wrong(scan, scan->p, mz_tr("文件不完整，在这里中断", "the file ends here, unfinished"));
    return wrong(scan, scan->p,
                 mz_tr("这里应为 JSON 值（字符串、数、true、false、null、[ 或 {）",
                       "a JSON value is expected here (string, number, true, false, null, [ or {)"));
}

/* A member or element, and the comma or bracket behind it. `*more` receives whether another follows. */
static gboolean
scan_item(Scan *scan, guint depth, gboolean keyed, gboolean *more)
{
    skip_blanks(scan);
    if (keyed) {
        if (peek(scan) != '"')
            return wrong(scan, scan->p, mz_tr("这里应为带引号的键", "a key in quotes is expected here"));
        if (!scan_string(scan))
            return FALSE;
        skip_blanks(scan);
        if (peek(scan) != ':')
            return wrong(scan, scan->p, mz_tr("键后缺少冒号", "a colon is missing behind the key"));
        scan->p++;
    }
    if (!scan_value(scan, depth + 1))
        return FALSE;
    skip_blanks(scan);
    char c = peek(scan);
    if (c != ',' && c != (keyed ? '}' : ']'))
        return wrong(scan, scan->p,
                     keyed ? mz_tr("这里应为逗号或 }", "a comma or } is expected here")
                           : mz_tr("这里应为逗号或 ]", "a comma or ] is expected here"));
    scan->p++;
    *more = c == ',';
    return TRUE;
}

static gboolean
scan_value(Scan *scan, guint depth)
{
    skip_blanks(scan);
    char c = peek(scan);
    if (c == '"')
        return scan_string(scan);
    if (c == '-' || g_ascii_isdigit(c))
        return scan_number(scan);
    if (c != '{' && c != '[')
        return scan_word(scan);
    if (depth == MAX_DEPTH)
        return wrong(scan, scan->p, mz_tr("嵌套太深", "nested too deeply"));
    scan->p++;
    skip_blanks(scan);
    if (peek(scan) == (c == '{' ? '}' : ']')) {
        scan->p++;
        return TRUE;
    }
    gboolean more = TRUE;
    while (more) {
        if (!scan_item(scan, depth, c == '{', &more))
            return FALSE;
    }
    return TRUE;
}

/* ---- places */

static MzPlace
place_of(const MzJsonDoc *doc, const char *p)
{
    MzPlace place = {doc->name, 1, 0};
    const char *line = doc->bytes;
    for (const char *c = doc->bytes; c < p; c++) {
        if (*c == '\n') {
            place.line++;
            line = c + 1;
        }
    }
    place.column = mz_text_count(line, p - line) + 1;
    return place;
}

/* Where the value of a cursor stands in the bytes; of a member where its key stands when `key` is wanted. The bytes are
 * known to be JSON. */
static const char *
find_bytes(const MzJsonAt *at, gboolean key)
{
    Scan scan = {at->doc->bytes, at->doc->bytes + at->doc->length, NULL};
    if (at->up != NULL) {
        scan.p = find_bytes(at->up, FALSE) + 1;
        gboolean keyed = cJSON_IsObject(at->up->node);
        gboolean more = TRUE;
        for (const cJSON *child = at->up->node->child; child != at->node; child = child->next)
            scan_item(&scan, 0, keyed, &more);
        skip_blanks(&scan);
        if (keyed && !key) {
            scan_string(&scan);
            skip_blanks(&scan);
            scan.p++;
        }
    }
    skip_blanks(&scan);
    return scan.p;
}

MzPlace
mz_json_place(const MzJsonAt *at)
{
    return place_of(at->doc, find_bytes(at, FALSE));
}

static void
write_path(const MzJsonAt *at, GString *path)
{
    if (at->up == NULL)
        return;
    write_path(at->up, path);
    if (cJSON_IsObject(at->up->node)) {
        g_string_append_printf(path, "%s%s", path->len > 0 ? "." : "", at->node->string);
        return;
    }
    guint index = 0;
    for (const cJSON *child = at->up->node->child; child != at->node; child = child->next)
        index++;
    g_string_append_printf(path, "[%u]", index);
}

static void
fail_at(const MzJsonAt *at, gboolean key, const char *format, va_list args)
{
    if (at->doc->error != NULL)
        return;
    GString *path = g_string_new(NULL);
    write_path(at, path);
    if (path->len > 0)
        g_string_append(path, mz_tr("：", ": "));
    char *message = g_strdup_vprintf(format, args);
    MzPlace place = place_of(at->doc, find_bytes(at, key));
    mz_error_set(&at->doc->error, MZ_ERROR_INPUT, &place, "%s%s", path->str, message);
    g_free(message);
    g_string_free(path, TRUE);
}

void
mz_json_fail(const MzJsonAt *at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail_at(at, FALSE, format, args);
    va_end(args);
}

static void G_GNUC_PRINTF(2, 3) fail_key(const MzJsonAt *at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail_at(at, TRUE, format, args);
    va_end(args);
}

/* ---- documents */

void
mz_json_open(MzJsonDoc *doc, const char *name, const char *bytes, gsize length, MzArena *arena)
{
    gsize mark = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    *doc = (MzJsonDoc){name, bytes + mark, length - mark, NULL, NULL, arena, NULL};
    Scan scan = {doc->bytes, doc->bytes + doc->length, NULL};
    const char *bad = NULL;
    if (!mz_text_is_utf8(doc->bytes, doc->length, &bad)) {
        wrong(&scan, bad, mz_tr("这个字节不合 UTF-8 编码；JSON 须为 UTF-8", "this byte is not UTF-8, as JSON must be"));
    } else if (scan_value(&scan, 0)) {
        skip_blanks(&scan);
        if (scan.p < scan.end)
            wrong(&scan, scan.p, mz_tr("JSON 到此已经完整，后面却还有内容", "the JSON is complete, but more follows"));
    }
    if (scan.why != NULL) {
        MzPlace place = place_of(doc, scan.p);
        mz_error_set(&doc->error, MZ_ERROR_INPUT, &place, "%s", scan.why);
        return;
    }
    doc->tree = mz_arena_new();
    doc->root = mz_json_tree(doc->tree, doc->bytes, doc->length, &bad);
    if (doc->root == NULL)
        g_error("cJSON refuses what is JSON, or memory ran out");
}

gboolean
mz_json_close(MzJsonDoc *doc, GError **error)
{
    g_clear_pointer(&doc->tree, mz_arena_free);
    doc->root = NULL;
    if (doc->error == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&doc->error));
    return FALSE;
}

gboolean
mz_json_failed(const MzJsonDoc *doc)
{
    return doc->error != NULL;
}

MzJsonAt
mz_json_root(MzJsonDoc *doc)
{
    return (MzJsonAt){doc, NULL, doc->root};
}

MzJsonAt
mz_json_at(const MzJsonAt *up, const cJSON *node)
{
    return (MzJsonAt){up->doc, up, node};
}

/* ---- values */

/* What a value is, for complaints. */
static const char *
kind_of(const cJSON *node)
{
    if (cJSON_IsString(node))
        return mz_tr("字符串", "a string");
    if (cJSON_IsNumber(node))
        return mz_tr("数", "a number");
    if (cJSON_IsBool(node))
        return mz_tr("真假值", "true or false");
    if (cJSON_IsArray(node))
        return mz_tr("数组", "an array");
    return cJSON_IsObject(node) ? mz_tr("对象", "an object") : "null";
}

static void
fail_kind(const MzJsonAt *at, const char *expected)
{
    mz_json_fail(at, mz_tr("应为%s，却是%s", "expected %s, found %s"), expected, kind_of(at->node));
}

static void
fail_unknown(const MzJsonAt *member, const char *const *keys)
{
    const char *key = member->node->string;
    const char *near = mz_text_near(key, keys, g_strv_length((char **)keys));
    if (near != NULL) {
        fail_key(member, mz_tr("没有这个键；是否想写“%s”？", "there is no such key; did you mean '%s'?"), near);
        return;
    }
    char *known = g_strjoinv(mz_tr("、", ", "), (char **)keys);
    fail_key(member, mz_tr("没有这个键；可用的键：%s", "there is no such key; known keys: %s"), known);
    g_free(known);
}

gboolean
mz_json_object(const MzJsonAt *at, const char *const *keys)
{
    if (!cJSON_IsObject(at->node)) {
        fail_kind(at, mz_tr("对象", "an object"));
        return FALSE;
    }
    guint64 seen = 0;
    for (const cJSON *child = at->node->child; child != NULL && !mz_json_failed(at->doc); child = child->next) {
        MzJsonAt member = mz_json_at(at, child);
        guint i = 0;
        while (keys[i] != NULL && strcmp(keys[i], child->string) != 0)
            i++;
        if (keys[i] == NULL)
            fail_unknown(&member, keys);
        else if ((seen >> i & 1) != 0)
            fail_key(&member, "%s", mz_tr("这个键出现了两次，请删去一个", "this key stands twice, remove one"));
        seen |= (guint64)1 << (i & 63);
    }
    return !mz_json_failed(at->doc);
}

MzJsonAt
mz_json_member(const MzJsonAt *at, const char *key)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(at->node, key);
    return mz_json_at(at, cJSON_IsNull(node) ? NULL : node);
}

/* Whether a page or a drawing could not show the text: control characters other than line end and tab. */
static gboolean
has_controls(const char *text)
{
    for (const guchar *p = (const guchar *)text; *p != '\0'; p++) {
        if ((*p < 0x20 && *p != '\n' && *p != '\t') || *p == 0x7F || (*p == 0xC2 && p[1] < 0xA0))
            return TRUE;
    }
    return FALSE;
}

const char *
mz_json_string(const MzJsonAt *at)
{
    if (!cJSON_IsString(at->node)) {
        fail_kind(at, mz_tr("字符串", "a string"));
        return "";
    }
    if (has_controls(at->node->valuestring))
        mz_json_fail(at, "%s",
                     mz_tr("有控制字符；除换行和制表符外都须删去",
                           "it has a control character; all but line ends and tabs must go"));
    return mz_arena_strdup(at->doc->arena, at->node->valuestring);
}

const char *
mz_json_text(const MzJsonAt *at, const char *key)
{
    MzJsonAt member = mz_json_member(at, key);
    if (member.node == NULL)
        return NULL;
    return mz_json_string(&member);
}

const char *
mz_json_need(const MzJsonAt *at, const char *key)
{
    const char *text = mz_json_text(at, key);
    if (text == NULL)
        mz_json_fail(at, mz_tr("缺少“%s”", "'%s' is missing"), key);
    if (text == NULL || *text != '\0')
        return text == NULL ? "" : text;
    MzJsonAt member = mz_json_member(at, key);
    mz_json_fail(&member, "%s", mz_tr("不能是空字符串", "it cannot be an empty string"));
    return "";
}

/* "2025-11-21", a day that exists. */
static gboolean
is_date(const char *text)
{
    for (gsize i = 0; i < 10; i++) {
        if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit(text[i]))
            return FALSE;
    }
    guint year = (guint)g_ascii_strtoull(text, NULL, 10);
    guint month = (guint)g_ascii_strtoull(text + 5, NULL, 10);
    guint day = (guint)g_ascii_strtoull(text + 8, NULL, 10);
    return text[10] == '\0' && year > 0 && g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

const char *
mz_json_date(const MzJsonAt *at, const char *key)
{
    const char *date = mz_json_text(at, key);
    MzJsonAt member = mz_json_member(at, key);
    if (date != NULL && !is_date(date))
        mz_json_fail(&member, mz_tr("“%s”不是日期，例如 2025-11-21", "'%s' is not a date, such as 2025-11-21"), date);
    return date;
}

guint
mz_json_number(const MzJsonAt *at, const char *key, guint most)
{
    MzJsonAt member = mz_json_member(at, key);
    if (member.node == NULL)
        return 0;
    if (!cJSON_IsNumber(member.node)) {
        fail_kind(&member, mz_tr("数", "a number"));
        return 0;
    }
    double value = member.node->valuedouble;
    if (value >= 0 && value <= most && floor(value) == value)
        return (guint)value;
    mz_json_fail(&member, mz_tr("应为 0 到 %u 的整数", "expected a whole number from 0 to %u"), most);
    return 0;
}

gboolean
mz_json_flag(const MzJsonAt *at, const char *key, gboolean usual)
{
    MzJsonAt member = mz_json_member(at, key);
    if (member.node == NULL)
        return usual;
    if (!cJSON_IsBool(member.node))
        fail_kind(&member, mz_tr("真假值（true 或 false）", "true or false"));
    return cJSON_IsTrue(member.node);
}

guint
mz_json_choice(const MzJsonAt *at, const char *key, const char *const *names, guint n_names, guint usual)
{
    MzJsonAt member = mz_json_member(at, key);
    if (member.node == NULL)
        return usual;
    if (!cJSON_IsString(member.node)) {
        fail_kind(&member, mz_tr("字符串", "a string"));
        return usual;
    }
    for (guint i = 0; i < n_names; i++) {
        if (strcmp(names[i], member.node->valuestring) == 0)
            return i;
    }
    GString *known = g_string_new(NULL);
    for (guint i = 0; i < n_names; i++)
        g_string_append_printf(known, "%s%s", i > 0 ? mz_tr("、", ", ") : "", names[i]);
    mz_json_fail(&member, mz_tr("不能是“%s”；可用：%s", "it cannot be '%s'; possible: %s"), member.node->valuestring,
                 known->str);
    g_string_free(known, TRUE);
    return usual;
}

MzJsonAt
mz_json_array(const MzJsonAt *at, const char *key, guint *n)
{
    MzJsonAt member = mz_json_member(at, key);
    *n = 0;
    if (member.node == NULL)
        return member;
    if (cJSON_IsArray(member.node)) {
        *n = (guint)cJSON_GetArraySize(member.node);
        return member;
    }
    fail_kind(&member, mz_tr("数组", "an array"));
    member.node = NULL;
    return member;
}

const cJSON *
mz_json_first(const MzJsonAt *array)
{
    return array->node == NULL ? NULL : array->node->child;
}
