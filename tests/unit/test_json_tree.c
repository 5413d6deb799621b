/* cJSON's tree in an arena: the same values, where the text ends, errors, and cJSON's own memory beside it. */
#include "base/json_tree.h"

#include <string.h>

static void
test_tree(void)
{
    static const char text[] = "{\"a\": [1, -2.5e3, \"\\u660e\\n账\"], \"b\": {\"c\": null}, \"d\": true} rest";
    g_autoptr(MzArena) arena = mz_arena_new();
    const char *end = NULL;
    const cJSON *root = mz_json_tree(arena, text, strlen(text), &end);
    g_assert_cmpstr(end, ==, " rest");
    const cJSON *a = cJSON_GetObjectItemCaseSensitive(root, "a");
    g_assert_cmpint(cJSON_GetArraySize(a), ==, 3);
    g_assert_cmpfloat(cJSON_GetArrayItem(a, 1)->valuedouble, ==, -2500.0);
    g_assert_cmpstr(cJSON_GetArrayItem(a, 2)->valuestring, ==, "明\n账");
    g_assert_true(cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(root, "b"), "c")));
    g_assert_true(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(root, "d")));
    g_assert_cmpuint(mz_arena_used(arena), >, 8 * sizeof(cJSON));
}

static void
test_errors(void)
{
    static const struct {
        const char *text;
        gsize at;
    } cases[] = {{"", 0}, {"{\"a\": [1, \"two\", }", 17}, {"[1, 2", 4}, {"{\"key\" 1}", 7}, {"nul", 0}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(MzArena) arena = mz_arena_new();
        const char *end = NULL;
        g_assert_null(mz_json_tree(arena, cases[i].text, strlen(cases[i].text), &end));
        g_assert_true(end >= cases[i].text);
        g_assert_cmpuint((gsize)(end - cases[i].text), ==, cases[i].at);
    }
}

/* What others make with cJSON is theirs to free, also while a tree of an arena is there. */
static void
test_beside(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    const char *end = NULL;
    const cJSON *root = mz_json_tree(arena, "[1, 2]", 6, &end);
    gsize used = mz_arena_used(arena);
    cJSON *own = cJSON_Duplicate(root, TRUE);
    cJSON_AddStringToObject(own, "key", "text");
    char *printed = cJSON_PrintUnformatted(own);
    g_assert_cmpstr(printed, ==, "[1,2,\"text\"]");
    cJSON_free(printed);
    cJSON_Delete(own);
    g_assert_cmpuint(mz_arena_used(arena), ==, used);
    g_assert_cmpint(cJSON_GetArraySize(root), ==, 2);
}

static gpointer
read_often(gpointer number)
{
    g_autofree char *text = g_strdup_printf("{\"numbers\": [%d, %d, %d]}", GPOINTER_TO_INT(number),
                                            GPOINTER_TO_INT(number) + 1, GPOINTER_TO_INT(number) + 2);
    for (guint i = 0; i < 200; i++) {
        g_autoptr(MzArena) arena = mz_arena_new();
        const char *end = NULL;
        const cJSON *numbers =
            cJSON_GetObjectItemCaseSensitive(mz_json_tree(arena, text, strlen(text), &end), "numbers");
        cJSON *own = cJSON_Parse(text);
        for (int k = 0; k < 3; k++)
            g_assert_cmpint(cJSON_GetArrayItem(numbers, k)->valueint, ==, GPOINTER_TO_INT(number) + k);
        cJSON_Delete(own);
    }
    return NULL;
}

static void
test_threads(void)
{
    GThread *threads[4];
    for (int i = 0; i < 4; i++)
        threads[i] = g_thread_new("json", read_often, GINT_TO_POINTER(i * 10));
    for (int i = 0; i < 4; i++)
        g_thread_join(threads[i]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json-tree/tree", test_tree);
    g_test_add_func("/json-tree/errors", test_errors);
    g_test_add_func("/json-tree/beside", test_beside);
    g_test_add_func("/json-tree/threads", test_threads);
    return g_test_run();
}
