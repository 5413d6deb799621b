/* The arena: alignment, sizes around the chunk limits, contents that stay, formatted strings. */
#include "base/arena.h"

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

static void
test_empty(void)
{
    mz_arena_free(NULL);
    MzArena *arena = mz_arena_new();
    g_assert_cmpuint(mz_arena_used(arena), ==, 0);
    g_assert_nonnull(mz_arena_alloc(arena, 0));
    g_assert_nonnull(mz_arena_alloc0(arena, 0, 8));
    g_assert_cmpuint(mz_arena_used(arena), ==, 0);
    mz_arena_free(arena);
}

static void
test_alignment(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    for (gsize size = 1; size < 3000; size++) {
        mz_arena_strndup(arena, "abcdefg", size % 8); /* leaves the pointer at an odd place */
        char *bytes = mz_arena_alloc(arena, size);
        g_assert_cmpuint((guintptr)bytes % alignof(max_align_t), ==, 0);
        memset(bytes, 0xaa, size); /* the sanitizers watch the bounds */
    }
}

/* Every block keeps its own pattern, whatever sizes come after it. */
static void
test_contents_stay(void)
{
    enum { BLOCKS = 2000 };
    g_autoptr(MzArena) arena = mz_arena_new();
    guint8 *blocks[BLOCKS];
    gsize sizes[BLOCKS];
    gsize total = 0;
    guint32 random = 1;
    for (guint i = 0; i < BLOCKS; i++) {
        random = random * 1664525u + 1013904223u;
        sizes[i] = i % 100 == 0 ? 200000 : (random >> 16) % 700;
        blocks[i] = mz_arena_alloc(arena, sizes[i]);
        memset(blocks[i], (int)(i % 251), sizes[i]);
        total += sizes[i];
    }
    g_assert_cmpuint(mz_arena_used(arena), ==, total);
    for (guint i = 0; i < BLOCKS; i++)
        for (gsize k = 0; k < sizes[i]; k++)
            if (blocks[i][k] != i % 251)
                g_error("block %u was overwritten at byte %" G_GSIZE_FORMAT, i, k);
}

static void
test_zeroed(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    for (guint i = 0; i < 500; i++) {
        guint64 *numbers = mz_arena_new0(arena, guint64, 37);
        for (guint k = 0; k < 37; k++) {
            g_assert_cmpuint(numbers[k], ==, 0);
            numbers[k] = G_MAXUINT64;
        }
    }
}

static void
test_strings(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    g_assert_null(mz_arena_strdup(arena, NULL));
    g_assert_cmpstr(mz_arena_strdup(arena, ""), ==, "");
    g_assert_cmpstr(mz_arena_strdup(arena, "部门决算"), ==, "部门决算");
    g_assert_cmpstr(mz_arena_strndup(arena, "决算表", 6), ==, "决算");
    g_assert_cmpstr(mz_arena_strndup(arena, NULL, 0), ==, "");
    g_assert_cmpmem(mz_arena_strndup(arena, "a\0b", 3), 4, "a\0b", 4);
    int numbers[] = {3, 1, 2};
    g_assert_cmpmem(mz_arena_memdup(arena, numbers, sizeof numbers), sizeof numbers, numbers, sizeof numbers);
    mz_arena_memdup(arena, NULL, 0);
}

/* Formatted strings of every length around the end of a chunk. */
static void
test_printf(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    g_autofree char *long_text = g_strnfill(300000, 'x');
    g_assert_cmpstr(mz_arena_printf(arena, "%s-%d", "a", 7), ==, "a-7");
    for (int length = 0; length < 5000; length += 7) {
        char *text = mz_arena_printf(arena, "%.*s", length, long_text);
        g_assert_cmpuint(strlen(text), ==, (gsize)length);
    }
    char *text = mz_arena_printf(arena, "%s!", long_text);
    g_assert_cmpuint(strlen(text), ==, 300001);
    g_assert_cmpint(text[300000], ==, '!');
}

/* The same text as printf makes, by the short way and the long one, and at every place in a chunk. */
#define ASSERT_PRINTED(...)                                                                                            \
    do {                                                                                                               \
        g_autofree char *wanted = g_strdup_printf(__VA_ARGS__);                                                        \
        g_assert_cmpstr(mz_arena_printf(arena, __VA_ARGS__), ==, wanted);                                              \
    } while (0)

static void
test_printed_as_printf_does(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    for (guint i = 0; i < 3000; i++) {
        int small = (int)(i % 100);
        ASSERT_PRINTED("第%u行", i);
        ASSERT_PRINTED("%s/%s/%d-%s", "r/市", "局", 2000 + small, "final");
        ASSERT_PRINTED("%s%s", "", "");
        ASSERT_PRINTED("%d %d %u %u", -small, G_MININT, G_MAXUINT, 0U);
        ASSERT_PRINTED("%d%%, %s, %02d, %5s, %-5s|", small, "a%sb", small, "x", "y");
        ASSERT_PRINTED("%s %" G_GUINT64_FORMAT " %c%.3s", "size", G_MAXUINT64, 'c', "abcdef");
        mz_arena_printf(arena, "%.*s", small, "%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%");
    }
    g_assert_cmpstr(mz_arena_printf(arena, "plain"), ==, "plain");
}

/* After a reset the arena gives out memory as if it were new, again and again, whatever sizes came before. */
static void
test_reset(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    for (guint round = 0; round < 20; round++) {
        guint8 *blocks[300];
        for (guint i = 0; i < G_N_ELEMENTS(blocks); i++) {
            gsize size = i % 50 == 0 ? 100000 : 1 + i * 37 % 5000;
            blocks[i] = mz_arena_alloc(arena, size);
            memset(blocks[i], (int)(i + round) % 251, size);
        }
        for (guint i = 0; i < G_N_ELEMENTS(blocks); i++)
            g_assert_cmpuint(blocks[i][0], ==, (i + round) % 251);
        mz_arena_reset(arena);
        g_assert_cmpuint(mz_arena_used(arena), ==, 0);
    }
    mz_arena_reset(arena);
    g_assert_cmpstr(mz_arena_strdup(arena, "new"), ==, "new");
}

static void
test_impossible_size(void)
{
    if (g_test_subprocess()) {
        g_autoptr(MzArena) arena = mz_arena_new();
        mz_arena_alloc0(arena, G_MAXSIZE / 2, 16);
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
    g_test_trap_assert_stderr("*impossible*");
}

/* A text written in place takes what it needs, and where the chunk is too small gets room elsewhere. */
static void
test_in_place(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    char *texts[2000];
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        char *text = mz_arena_begin(arena, 300), *to = text;
        memset(text, 'x', 300);
        for (guint k = 0; k < i % 7; k++)
            *to++ = (char)('a' + k);
        *to++ = '\0';
        mz_arena_end(arena, text, to);
        texts[i] = text;
    }
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_assert_cmpuint(strlen(texts[i]), ==, i % 7);
        g_assert_true(strncmp(texts[i], "abcdef", i % 7) == 0);
    }
    g_assert_cmpuint(mz_arena_used(arena), <, 2000 * 20);
}

static void
test_concat(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    g_assert_cmpstr(mz_arena_concat(arena, "", (char *)NULL), ==, "");
    g_assert_cmpstr(mz_arena_concat(arena, "甲", "", "乙", (char *)NULL), ==, "甲乙");
    g_assert_cmpstr(mz_arena_concat(arena, "1", "2", "3", "4", "5", "6", "7", "8", (char *)NULL), ==, "12345678");
    g_assert_cmpstr(
        mz_arena_concat(arena, "1", "2", "3", "4", "5", "6", "7", "8", "", "a long one at last", (char *)NULL), ==,
        "12345678a long one at last");
    static const guint numbers[] = {0, 9, 10, 99, 100, 2012801, G_MAXUINT};
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_autofree char *wanted = g_strdup_printf("%u", numbers[i]);
        g_assert_cmpstr(mz_arena_number(arena, numbers[i]), ==, wanted);
    }
}

/* Going back forgets what was taken since, over any number of chunks and blocks of their own, and nothing else. */
static void
test_rewind(void)
{
    static const gsize sizes[] = {1, 100, 5000, 70000, 300000};
    g_autoptr(MzArena) arena = mz_arena_new();
    const char *before = mz_arena_strdup(arena, "before");
    const MzArenaMark mark = mz_arena_mark(arena);
    gsize used = mz_arena_used(arena);
    char *first = mz_arena_strdup(arena, "first");
    mz_arena_rewind(arena, mark);
    for (guint again = 0; again < 20; again++) {
        for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++)
            memset(mz_arena_alloc(arena, sizes[i]), 0xaa, sizes[i]);
        const MzArenaMark within = mz_arena_mark(arena);
        const char *text = mz_arena_strdup(arena, "within");
        mz_arena_alloc(arena, 90000);
        mz_arena_rewind(arena, within);
        g_assert_true(mz_arena_strdup(arena, "again") == text);
        g_assert_cmpstr(before, ==, "before");
        mz_arena_rewind(arena, mark);
        g_assert_cmpuint(mz_arena_used(arena), ==, used);
    }
    g_assert_true(mz_arena_strdup(arena, "the same place") == first);
    mz_arena_reset(arena);
    g_assert_cmpuint(mz_arena_used(arena), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/arena/empty", test_empty);
    g_test_add_func("/arena/alignment", test_alignment);
    g_test_add_func("/arena/contents-stay", test_contents_stay);
    g_test_add_func("/arena/zeroed", test_zeroed);
    g_test_add_func("/arena/strings", test_strings);
    g_test_add_func("/arena/printf", test_printf);
    g_test_add_func("/arena/printed-as-printf-does", test_printed_as_printf_does);
    g_test_add_func("/arena/reset", test_reset);
    g_test_add_func("/arena/rewind", test_rewind);
    g_test_add_func("/arena/impossible-size", test_impossible_size);
    g_test_add_func("/arena/in-place", test_in_place);
    g_test_add_func("/arena/concat", test_concat);
    return g_test_run();
}
