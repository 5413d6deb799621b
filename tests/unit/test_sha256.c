#include "base/sha256.h"

#include <string.h>

/* Every length around the block borders, in one piece and in pieces, against GLib's own. */
static void
test_against_glib(void)
{
    guint8 bytes[400];
    for (gsize i = 0; i < sizeof bytes; i++)
        bytes[i] = (guint8)(i * 37 + (i >> 3));
    for (gsize length = 0; length <= sizeof bytes; length++) {
        char *wanted = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, length);
        guint8 digest[MZ_SHA256_SIZE];
        char hex[MZ_SHA256_SIZE * 2 + 1];
        mz_sha256(bytes, length, digest);
        mz_sha256_hex(digest, hex);
        g_assert_cmpstr(hex, ==, wanted);
        for (gsize piece = 1; piece < 130; piece += 9) {
            MzSha256 sha;
            mz_sha256_init(&sha);
            for (gsize at = 0; at < length; at += piece)
                mz_sha256_update(&sha, bytes + at, MIN(piece, length - at));
            mz_sha256_finish(&sha, digest);
            mz_sha256_hex(digest, hex);
            g_assert_cmpstr(hex, ==, wanted);
        }
        g_free(wanted);
    }
}

/* Any number of texts of any lengths side by side. */
static void
test_each(void)
{
    enum { MOST = 6 };
    static const gsize lengths[] = {0, 1, 55, 56, 63, 64, 65, 127, 128, 640, 1000};
    guint8 bytes[MOST][1000], digests[MOST][MZ_SHA256_SIZE], alone[MZ_SHA256_SIZE];
    MzSha256Text texts[MOST];
    GRand *random = g_rand_new_with_seed(7);
    for (gsize i = 0; i < sizeof bytes; i++)
        ((guint8 *)bytes)[i] = (guint8)g_rand_int(random);
    mz_sha256_each(NULL, 0);
    for (guint round = 0; round < 3000; round++) {
        gsize n = 1 + round % MOST;
        for (gsize i = 0; i < n; i++) {
            gsize length = lengths[g_rand_int_range(random, 0, G_N_ELEMENTS(lengths))];
            texts[i] = (MzSha256Text){length > 0 ? bytes[i] : NULL, length, digests[i]};
        }
        mz_sha256_each(texts, n);
        for (gsize i = 0; i < n; i++) {
            mz_sha256(texts[i].bytes, texts[i].length, alone);
            g_assert_cmpmem(digests[i], MZ_SHA256_SIZE, alone, sizeof alone);
        }
    }
    g_rand_free(random);
}

/* Two texts that come in pieces of the same lengths, whole blocks or not. */
static void
test_two(void)
{
    guint8 bytes[2][2000], digest[MZ_SHA256_SIZE], alone[MZ_SHA256_SIZE];
    GRand *random = g_rand_new_with_seed(11);
    for (gsize i = 0; i < sizeof bytes; i++)
        ((guint8 *)bytes)[i] = (guint8)g_rand_int(random);
    for (guint round = 0; round < 1000; round++) {
        MzSha256 one, other;
        MzSha256 *const shas[] = {&one, &other};
        gsize at = round % 3 == 0 ? 7 : 0, length = 0; /* the first may be ahead */
        mz_sha256_init(&one);
        mz_sha256_init(&other);
        mz_sha256_update(&one, bytes[0], at);
        while (length < 1000) {
            gsize n = (gsize)g_rand_int_range(random, 0, 5) * 64 + (round % 2 == 0 ? 0 : round % 70);
            const void *const from[] = {bytes[0] + at + length, bytes[1] + length};
            mz_sha256_update_two(shas, from, n);
            length += n;
        }
        for (int i = 0; i < 2; i++) {
            mz_sha256_finish(shas[i], digest);
            mz_sha256(bytes[i], length + (i == 0 ? at : 0), alone);
            g_assert_cmpmem(digest, sizeof digest, alone, sizeof alone);
        }
    }
    g_rand_free(random);
}

static void
test_hex(void)
{
    guint8 digest[MZ_SHA256_SIZE], again[MZ_SHA256_SIZE];
    char hex[MZ_SHA256_SIZE * 2 + 1];
    mz_sha256("abc", 3, digest);
    mz_sha256_hex(digest, hex);
    g_assert_cmpstr(hex, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    g_assert_true(mz_sha256_from_hex(hex, again));
    g_assert_cmpmem(digest, sizeof digest, again, sizeof again);
    static const char *const wrong[] = {"", "ba", "BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
                                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a "};
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++)
        g_assert_false(mz_sha256_from_hex(wrong[i], again));
}

static void
test_large(void)
{
    gsize length = 5 * 1000 * 1000 + 17;
    char *bytes = g_malloc(length);
    memset(bytes, 'x', length);
    char *wanted = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    guint8 digest[MZ_SHA256_SIZE];
    char hex[MZ_SHA256_SIZE * 2 + 1];
    gint64 begun = g_get_monotonic_time();
    mz_sha256(bytes, length, digest);
    g_test_message("%.0f MB/s", (double)length / (double)MAX(g_get_monotonic_time() - begun, 1));
    mz_sha256_hex(digest, hex);
    g_assert_cmpstr(hex, ==, wanted);
    g_free(wanted);
    g_free(bytes);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sha256/against-glib", test_against_glib);
    g_test_add_func("/sha256/each", test_each);
    g_test_add_func("/sha256/two", test_two);
    g_test_add_func("/sha256/hex", test_hex);
    g_test_add_func("/sha256/large", test_large);
    return g_test_run();
}
