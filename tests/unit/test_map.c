#include "base/map.h"

/* Keys are told apart by their text, values kept, and more keys come in than were expected. */
static void
test_add(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    MzMap map = mz_map_new(arena, 0);
    g_assert_null(mz_map_find(&map, "201"));
    for (guint i = 1; i <= 1000; i++)
        g_assert_true(mz_map_add(&map, mz_arena_printf(arena, "%u", i * 7), GUINT_TO_POINTER(i)));
    g_assert_cmpuint(map.n, ==, 1000);
    for (guint i = 1; i <= 1000; i++) {
        char key[16];
        g_snprintf(key, sizeof key, "%u", i * 7);
        g_assert_cmpuint(GPOINTER_TO_UINT(mz_map_value(&map, key)), ==, i);
        g_snprintf(key, sizeof key, "%u", i * 7 + 1);
        g_assert_null(mz_map_find(&map, key));
    }
    g_assert_cmpuint(map.n, <=, (map.mask + 1) / 2);
}

static void
test_again(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    MzMap map = mz_map_new(arena, 4);
    char one[] = "total", same[] = "total", value[] = "1";
    g_assert_true(mz_map_add(&map, one, value));
    g_assert_false(mz_map_add(&map, same, NULL));
    g_assert_true(mz_map_value(&map, same) == value);
    mz_map_find(&map, same)->value = one;
    g_assert_true(mz_map_value(&map, one) == one);
    g_assert_true(mz_map_slot(&map, same)->value == one);
    g_assert_null(mz_map_slot(&map, "in-total")->value);
    mz_map_slot(&map, "in-total")->value = value;
    g_assert_true(mz_map_value(&map, "in-total") == value);
    g_assert_cmpuint(map.n, ==, 2);
    g_assert_true(mz_map_add(&map, "", NULL));
    g_assert_nonnull(mz_map_find(&map, ""));
    g_assert_null(mz_map_find(&map, "tota"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/map/add", test_add);
    g_test_add_func("/map/again", test_again);
    return g_test_run();
}
