/* The quick sum over what only the program itself writes and reads. */
#include "base/sum.h"

#include <string.h>

static void
sum_pieces(const char *bytes, gsize length, gsize piece, guint64 result[2])
{
    MzSum sum;
    mz_sum_init(&sum);
    for (gsize at = 0; at < length; at += piece)
        mz_sum_add(&sum, bytes + at, MIN(piece, length - at));
    mz_sum_end(&sum, result);
}

/* XXH3 with 128 bits of nothing, as its specification has it; and the end takes nothing away from the sum. */
static void
test_known(void)
{
    guint64 result[2], again[2];
    MzSum sum;
    mz_sum_init(&sum);
    mz_sum_end(&sum, result);
    mz_sum_end(&sum, again);
    g_assert_cmphex(result[1], ==, G_GUINT64_CONSTANT(0x99aa06d3014798d8));
    g_assert_cmphex(result[0], ==, G_GUINT64_CONSTANT(0x6001c324468d497f));
    g_assert_cmpmem(result, sizeof result, again, sizeof again);
}

/* It does not matter in which pieces the bytes come; every one of them counts. */
static void
test_pieces(void)
{
    char bytes[3000];
    guint64 whole[2], other[2];
    for (gsize i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7 + i / 256);
    sum_pieces(bytes, sizeof bytes, sizeof bytes, whole);
    mz_sum_at_once(bytes, sizeof bytes, other);
    g_assert_cmpmem(whole, sizeof whole, other, sizeof other);
    for (gsize piece = 1; piece < 700; piece++) {
        sum_pieces(bytes, sizeof bytes, piece, other);
        g_assert_cmpmem(whole, sizeof whole, other, sizeof other);
    }
    for (gsize first = 0; first < sizeof bytes; first += 61) { /* asked for in between */
        MzSum sum;
        mz_sum_init(&sum);
        mz_sum_add(&sum, bytes, first);
        mz_sum_end(&sum, other);
        mz_sum_add(&sum, bytes + first, sizeof bytes - first);
        mz_sum_end(&sum, other);
        g_assert_cmpmem(whole, sizeof whole, other, sizeof other);
    }
    for (gsize i = 0; i < sizeof bytes; i++) {
        bytes[i] ^= 1;
        sum_pieces(bytes, sizeof bytes, sizeof bytes, other);
        g_assert_true(memcmp(whole, other, sizeof whole) != 0);
        bytes[i] ^= 1;
    }
    sum_pieces(bytes, sizeof bytes - 1, sizeof bytes, other);
    g_assert_true(memcmp(whole, other, sizeof whole) != 0);
}

/* The sum in a head counts as zero while it is taken, and everything else of the head counts. */
static void
test_head(void)
{
    struct {
        char magic[8];
        guint64 sum[2];
        guint64 length;
    } head = {"magic", {1, 2}, 5}, again;
    MzSum body;
    mz_sum_init(&body);
    mz_sum_add(&body, "bytes", 5);
    again = head;
    mz_sum_end_in_head(&body, &head, sizeof head, head.sum);
    mz_sum_end_in_head(&body, &again, sizeof again, again.sum);
    g_assert_cmpmem(&head, sizeof head, &again, sizeof again);
    again.length++;
    mz_sum_end_in_head(&body, &again, sizeof again, again.sum);
    g_assert_true(memcmp(head.sum, again.sum, sizeof head.sum) != 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sum/known", test_known);
    g_test_add_func("/sum/pieces", test_pieces);
    g_test_add_func("/sum/head", test_head);
    return g_test_run();
}
