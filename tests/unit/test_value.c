/* View values: building, replacing, growing, sharing, raw keys, and views from JSON. */
#include "base/error.h"
#include "template/value.h"
#include "template/value_json.h"

#include <string.h>

static void
test_kinds(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    MzValue *array = mz_value_array(arena);
    const struct {
        const MzValue *value;
        MzValueKind kind;
        gboolean is_true;
        gsize length;
        const char *text;
    } cases[] = {
        {mz_value_null(), MZ_VALUE_NULL, FALSE, 0, ""},
        {mz_value_bool(FALSE), MZ_VALUE_BOOL, FALSE, 0, ""},
        {mz_value_bool(TRUE), MZ_VALUE_BOOL, TRUE, 0, ""},
        {mz_value_bool(42), MZ_VALUE_BOOL, TRUE, 0, ""},
        {mz_value_string(arena, ""), MZ_VALUE_STRING, TRUE, 0, ""},
        {mz_value_string(arena, "万元"), MZ_VALUE_STRING, TRUE, 6, "万元"},
        {array, MZ_VALUE_ARRAY, FALSE, 0, ""},
        {mz_value_object(arena), MZ_VALUE_OBJECT, TRUE, 0, ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpint(mz_value_kind(cases[i].value), ==, cases[i].kind);
        g_assert_cmpint(mz_value_is_true(cases[i].value), ==, cases[i].is_true);
        g_assert_cmpuint(mz_value_length(cases[i].value), ==, cases[i].length);
        g_assert_cmpstr(mz_value_text(cases[i].value), ==, cases[i].text);
        g_assert_false(mz_value_is_raw(cases[i].value));
        g_assert_null(mz_value_get(cases[i].value, "key"));
    }
    mz_value_append_value(array, mz_value_null());
    g_assert_true(mz_value_is_true(array));
}

static void
test_object(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    MzValue *object = mz_value_object(arena);
    char text[] = "copied";
    char kept[] = "kept";
    mz_value_set_string(object, "string", text);
    mz_value_set_string_len(object, "string_len", text, 3);
    mz_value_set_static(object, "static", kept);
    mz_value_set_printf(object, "printf", "#%s.%d", "general", 2012801);
    mz_value_set_bool(object, "bool", TRUE);
    mz_value_set_null(object, "null");
    mz_value_set_raw(object, "raw_html", text);
    mz_value_set_raw_static(object, "raw_svg", kept);
    mz_value_set_raw_len(object, "part_html", text, 2);
    mz_value_set_string(mz_value_set_object(object, "object"), "inside", "x");
    mz_value_append_string(mz_value_set_array(object, "array"), "y");
    text[0] = 'X';
    g_assert_cmpstr(mz_value_text(mz_value_get(object, "string")), ==, "copied");
    g_assert_cmpstr(mz_value_text(mz_value_get(object, "string_len")), ==, "cop");
    g_assert_true(mz_value_text(mz_value_get(object, "static")) == kept);
    g_assert_cmpstr(mz_value_text(mz_value_get(object, "printf")), ==, "#general.2012801");
    g_assert_cmpuint(mz_value_length(mz_value_get(object, "printf")), ==, 16);
    g_assert_cmpstr(mz_value_text(mz_value_get(object, "raw_html")), ==, "copied");
    g_assert_cmpstr(mz_value_text(mz_value_get(object, "part_html")), ==, "co");
    g_assert_true(mz_value_is_raw(mz_value_get(object, "raw_html")));
    g_assert_true(mz_value_is_raw(mz_value_get(object, "raw_svg")));
    g_assert_false(mz_value_is_raw(mz_value_get(object, "string")));
    g_assert_cmpstr(mz_value_text(mz_value_get(mz_value_get(object, "object"), "inside")), ==, "x");
    g_assert_cmpstr(mz_value_text(mz_value_item(mz_value_get(object, "array"), 0)), ==, "y");
    g_assert_cmpuint(mz_value_length(object), ==, 11);
    g_assert_cmpstr(mz_value_key(object, 0), ==, "string");
    g_assert_cmpstr(mz_value_key(object, 10), ==, "array");
}

/* Keys that signature alone cannot tell apart (same length, first and last byte), and keys that are parts of others. */
static void
test_similar_keys(void)
{
    static const char *const keys[] = {"abcd", "aXcd", "abXd", "abc", "ab", "a", "", "abcde", "level_1", "level_2"};
    g_autoptr(MzArena) arena = mz_arena_new();
    MzValue *object = mz_value_object(arena);
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
        mz_value_set_static(object, keys[i], keys[i]);
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        g_autofree char *copy = g_strdup(keys[i]); /* another address than the key that was set */
        g_assert_cmpstr(mz_value_text(mz_value_get(object, copy)), ==, keys[i]);
    }
    g_assert_null(mz_value_get(object, "aYcd"));
    g_assert_null(mz_value_get(object, "Abcd"));
    g_assert_null(mz_value_get(object, "level_3"));
    MzKey part = mz_key("abcd and more", 4);
    g_assert_cmpstr(mz_value_text(mz_value_get_key(object, &part)), ==, "abcd");
}

static void
test_replace(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    MzValue *object = mz_value_object(arena);
    mz_value_set_static(object, "a", "1");
    mz_value_set_static(object, "b", "2");
    mz_value_set_static(object, "a", "3");
    g_assert_cmpuint(mz_value_length(object), ==, 2);
    g_assert_cmpstr(mz_value_key(object, 0), ==, "a");
    g_assert_cmpstr(mz_value_text(mz_value_get(object, "a")), ==, "3");
}

/* Objects and arrays given out stay valid while their parents grow. */
static void
test_growth(void)
{
    enum { ROWS = 1000 };
    g_autoptr(MzArena) arena = mz_arena_new();
    MzValue *array = mz_value_array(arena);
    MzValue *rows[ROWS];
    for (guint i = 0; i < ROWS; i++)
        rows[i] = mz_value_append_object(array);
    MzValue *root = mz_value_object(arena);
    for (guint i = 0; i < ROWS; i++) {
        mz_value_set_printf(rows[i], "number", "%u", i);
        mz_value_set_value(root, mz_arena_printf(arena, "key%u", i), rows[i]);
    }
    for (guint i = 0; i < ROWS; i++) {
        g_autofree char *number = g_strdup_printf("%u", i);
        g_autofree char *key = g_strdup_printf("key%u", i);
        g_assert_true(mz_value_item(array, i) == rows[i]);
        g_assert_cmpstr(mz_value_text(mz_value_get(mz_value_get(root, key), "number")), ==, number);
    }
    MzValue *inner = mz_value_array(arena);
    mz_value_append_value(array, inner);
    mz_value_append_string(inner, "x");
    g_assert_cmpuint(mz_value_length(mz_value_item(array, ROWS)), ==, 1);
}

/* One part in two views, from an arena that lives longer than they. */
static void
test_shared(void)
{
    g_autoptr(MzArena) site_arena = mz_arena_new();
    MzValue *site = mz_value_object(site_arena);
    mz_value_set_static(site, "title", "明账");
    for (guint i = 0; i < 2; i++) {
        g_autoptr(MzArena) arena = mz_arena_new();
        MzValue *view = mz_value_object(arena);
        mz_value_set_value(view, "site", site);
        g_assert_cmpstr(mz_value_text(mz_value_get(mz_value_get(view, "site"), "title")), ==, "明账");
    }
}

static void
test_raw_names(void)
{
    static const struct {
        const char *key;
        gboolean may_be_raw;
    } cases[] = {
        {"body_html", TRUE}, {"figure_svg", TRUE}, {"_html", FALSE},     {"_svg", FALSE},
        {"", FALSE},         {"html", FALSE},      {"body", FALSE},      {"body_HTML", FALSE},
        {"x_html_", FALSE},  {"x_htm", FALSE},     {"body-html", FALSE}, {"a_svg_html", TRUE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        if (mz_key_may_be_raw(cases[i].key, strlen(cases[i].key)) != cases[i].may_be_raw)
            g_error("key '%s'", cases[i].key);
}

/* Raw text under a key that does not say so is a mistake in the program and must not get through. */
static void
test_raw_key_aborts(void)
{
    if (g_test_subprocess()) {
        g_autoptr(MzArena) arena = mz_arena_new();
        mz_value_set_raw(mz_value_object(arena), "body", "<b>");
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
    g_test_trap_assert_stderr("*_html or _svg*'body'*");
}

static void
test_json(void)
{
    static const char json[] = " {\"s\": \"a\\u4e07\", \"t\": true, \"f\": false, \"n\": null, \"x_html\": \"<b>\",\n"
                               "  \"list\": [[], {\"S\": \"\"}], \"S\": \"other\"} \n";
    g_autoptr(MzArena) arena = mz_arena_new();
    GError *error = NULL;
    const MzValue *view = mz_value_from_json(arena, json, strlen(json), MZ_JSON_NUMBERS_REFUSED, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(mz_value_length(view), ==, 7);
    g_assert_cmpstr(mz_value_text(mz_value_get(view, "s")), ==, "a万");
    g_assert_cmpstr(mz_value_text(mz_value_get(view, "S")), ==, "other");
    g_assert_true(mz_value_is_true(mz_value_get(view, "t")));
    g_assert_cmpint(mz_value_kind(mz_value_get(view, "f")), ==, MZ_VALUE_BOOL);
    g_assert_cmpint(mz_value_kind(mz_value_get(view, "n")), ==, MZ_VALUE_NULL);
    g_assert_false(mz_value_is_raw(mz_value_get(view, "x_html")));
    g_assert_cmpuint(mz_value_length(mz_value_get(view, "list")), ==, 2);
}

static void
test_json_numbers(void)
{
    static const char json[] = "[0, 1.21, -7, 85, 2147483647, 2147483648, 1e3, 85.5]";
    static const char *const texts[] = {"0", "1.21", "-7", "85", "2147483647", "2147483648", "1000", "85.5"};
    g_autoptr(MzArena) arena = mz_arena_new();
    const MzValue *view = mz_value_from_json(arena, json, strlen(json), MZ_JSON_NUMBERS_AS_TEXT, NULL, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_assert_cmpstr(mz_value_text(mz_value_item(view, i)), ==, texts[i]);
}

/* What follows the value is the caller's, if it asks, whatever it is. */
static void
test_json_rest(void)
{
    static const char json[] = "{\"title\": \"x\"}\n<p>body\xff</p>";
    g_autoptr(MzArena) arena = mz_arena_new();
    const char *rest = NULL;
    GError *error = NULL;
    const MzValue *view = mz_value_from_json(arena, json, strlen(json), MZ_JSON_NUMBERS_REFUSED, &rest, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(mz_value_text(mz_value_get(view, "title")), ==, "x");
    g_assert_cmpstr(rest, ==, "\n<p>body\xff</p>");
}

static void
test_json_errors(void)
{
    static const struct {
        const char *json;
        const char *message;
    } cases[] = {
        {"", "1:1: this is not JSON"},
        {"{", "not JSON"},
        {"{\"a\": \"万\",\n \"b\": x}", "2:7: this is not JSON"},
        {"[] []", "1:3: this is not JSON"},
        {"\"\xff\"", "1:2: this is not UTF-8"},
        {"5", "0:0: .: a view has no numbers; write text, in quotes"},
        {"{\"rows\": [{}, {\"amount\": 105.60}]}", "rows[1].amount: a view has no numbers"},
        {"{\"a\": {\"b\": \"\", \"b\": \"\"}}", "a.b: this key stands there twice"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(MzArena) arena = mz_arena_new();
        GError *error = NULL;
        g_assert_null(
            mz_value_from_json(arena, cases[i].json, strlen(cases[i].json), MZ_JSON_NUMBERS_REFUSED, NULL, &error));
        g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
        MzPlace place = mz_error_place(error);
        g_autofree char *message = g_strdup_printf("%u:%u: %s", place.line, place.column, error->message);
        if (strstr(message, cases[i].message) == NULL)
            g_error("%s: expected '%s', found '%s'", cases[i].json, cases[i].message, message);
        g_error_free(error);
    }
}

static void
test_json_deep(void)
{
    g_autofree char *deep = g_strnfill(100000, '[');
    g_autoptr(MzArena) arena = mz_arena_new();
    GError *error = NULL;
    g_assert_null(mz_value_from_json(arena, deep, 100000, MZ_JSON_NUMBERS_REFUSED, NULL, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
    g_error_free(error);
}

/* Room is a hint: an object takes more members than it was made for, and keeps them all. */
static void
test_room(void)
{
    static const char *const keys[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i"};
    g_autoptr(MzArena) arena = mz_arena_new();
    MzValue *list = mz_value_array(arena);
    for (guint members = 1; members <= G_N_ELEMENTS(keys); members++) {
        MzValue *object = mz_value_append_object_of(list, members);
        MzValue *inner = mz_value_set_object_of(object, "inner", members);
        for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
            mz_value_set_static(object, keys[i], keys[i]);
            mz_value_set_string(inner, keys[i], keys[i]);
        }
        g_assert_true(mz_value_get(object, "inner") == inner);
        g_assert_cmpuint(mz_value_length(object), ==, G_N_ELEMENTS(keys) + 1);
        g_assert_cmpuint(mz_value_length(inner), ==, G_N_ELEMENTS(keys));
        for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
            g_assert_cmpstr(mz_value_text(mz_value_get(object, keys[i])), ==, keys[i]);
            g_assert_cmpstr(mz_value_text(mz_value_get(inner, keys[i])), ==, keys[i]);
        }
    }
    g_assert_cmpuint(mz_value_length(list), ==, G_N_ELEMENTS(keys));
}

/* Copies of a pattern have its keys and values, and nothing of what is put into another copy. */
static void
test_alike(void)
{
    enum { CLASS, TEXT, LIST, FLAG, KEYS };
    static const char *const keys[KEYS] = {[CLASS] = "class", [TEXT] = "text", [LIST] = "list", [FLAG] = "flag"};
    g_autoptr(MzArena) arena = mz_arena_new();
    MzValue *pattern = mz_value_pattern(arena, keys, KEYS), *list = mz_value_array(arena);
    for (guint i = 0; i < KEYS; i++)
        g_assert_cmpint(mz_value_kind(mz_value_get(pattern, keys[i])), ==, MZ_VALUE_NULL);
    mz_value_fill(pattern, CLASS, "n");
    MzValue *one = mz_value_append_like(list, pattern), *other = mz_value_append_like(list, pattern);
    mz_value_fill_len(one, TEXT, "万元和元", strlen("万元"));
    mz_value_append_string(mz_value_fill_array_of(one, LIST, 1), "first");
    mz_value_append_string((MzValue *)mz_value_get(one, "list"), "second"); /* room is a hint */
    mz_value_fill_bool(one, FLAG, TRUE);
    mz_value_fill_value(other, FLAG, mz_value_fill_number(one, CLASS, 2024));
    mz_value_set_number(one, "number", 0);
    mz_value_fill_value(other, LIST, mz_value_get(one, "list"));
    mz_value_fill_value(other, TEXT, mz_value_string(arena, "copied"));
    mz_value_set_static(other, "class", "replaced");
    mz_value_set_static(other, "more", "added");
    g_assert_true(mz_value_item(list, 0) == one && mz_value_item(list, 1) == other);
    g_assert_cmpstr(mz_value_text(mz_value_get(one, "class")), ==, "2024");
    g_assert_cmpuint(mz_value_length(mz_value_get(one, "class")), ==, 4);
    g_assert_cmpstr(mz_value_text(mz_value_get(other, "flag")), ==, "2024");
    g_assert_cmpstr(mz_value_text(mz_value_get(one, "number")), ==, "0");
    g_assert_cmpuint(mz_value_length(mz_value_get(one, "text")), ==, 6);
    g_assert_cmpuint(mz_value_length(mz_value_get(one, "list")), ==, 2);
    g_assert_true(mz_value_is_true(mz_value_get(one, "flag")));
    g_assert_null(mz_value_get(one, "more"));
    g_assert_cmpuint(mz_value_length(one), ==, KEYS + 1);
    g_assert_cmpstr(mz_value_text(mz_value_get(other, "class")), ==, "replaced");
    g_assert_cmpstr(mz_value_text(mz_value_get(other, "text")), ==, "copied");
    g_assert_true(mz_value_get(other, "list") == mz_value_get(one, "list"));
    g_assert_cmpstr(mz_value_text(mz_value_get(other, "more")), ==, "added");
    g_assert_cmpstr(mz_value_text(mz_value_get(pattern, "class")), ==, "n");
}

static const MzValue *
make_number(MzArena *arena, guint index, gpointer user)
{
    guint *made = user;
    ++*made;
    MzValue *item = mz_value_object(arena);
    mz_value_set_number(item, "n", index);
    return item;
}

/* Items are made when they are asked for, once, and stay. */
static void
test_made(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    MzValue *view = mz_value_object(arena);
    guint made = 0;
    mz_value_set_made(view, "none", 0, make_number, &made);
    mz_value_set_made(view, "list", 3, make_number, &made);
    g_assert_false(mz_value_is_true(mz_value_get(view, "none")));
    const MzValue *list = mz_value_get(view, "list");
    g_assert_cmpint(mz_value_kind(list), ==, MZ_VALUE_ARRAY);
    g_assert_true(mz_value_is_true(list));
    g_assert_cmpuint(mz_value_length(list), ==, 3);
    g_assert_cmpuint(made, ==, 0);
    const MzValue *last = mz_value_item(list, 2), *first = mz_value_item(list, 0);
    g_assert_cmpstr(mz_value_text(mz_value_get(last, "n")), ==, "2");
    g_assert_cmpstr(mz_value_text(mz_value_get(first, "n")), ==, "0");
    g_assert_true(mz_value_item(list, 2) == last);
    g_assert_cmpuint(made, ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    mz_set_lang(MZ_LANG_EN);
    g_test_add_func("/value/kinds", test_kinds);
    g_test_add_func("/value/object", test_object);
    g_test_add_func("/value/similar-keys", test_similar_keys);
    g_test_add_func("/value/replace", test_replace);
    g_test_add_func("/value/growth", test_growth);
    g_test_add_func("/value/shared", test_shared);
    g_test_add_func("/value/raw-names", test_raw_names);
    g_test_add_func("/value/raw-key-aborts", test_raw_key_aborts);
    g_test_add_func("/value/json", test_json);
    g_test_add_func("/value/json-numbers", test_json_numbers);
    g_test_add_func("/value/json-rest", test_json_rest);
    g_test_add_func("/value/json-errors", test_json_errors);
    g_test_add_func("/value/json-deep", test_json_deep);
    g_test_add_func("/value/room", test_room);
    g_test_add_func("/value/alike", test_alike);
    g_test_add_func("/value/made", test_made);
    return g_test_run();
}
