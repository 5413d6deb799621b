#include "publish/fingerprint.h"

#include <string.h>

static void
assert_hex(const guint8 fingerprint[MZ_FINGERPRINT_SIZE], const char *wanted)
{
    char hex[MZ_SHA256_SIZE * 2 + 1];
    mz_sha256_hex(fingerprint, hex);
    g_assert_cmpstr(hex, ==, wanted);
}

/* The sums of nothing, as the makers of both hashes give them. */
static void
test_which_hash(void)
{
    guint8 fingerprint[MZ_FINGERPRINT_SIZE];
    static const char *const pages[] = {"index.html", "r/市/局/2024-final/source.html", ".html"};
    static const char *const others[] = {"report.json", "a.html.csv", "html", "x/tidy.csv", ".mingzhang-tmp-1"};
    for (guint i = 0; i < G_N_ELEMENTS(pages); i++) {
        mz_fingerprint(pages[i], "", 0, fingerprint);
        assert_hex(fingerprint, "99aa06d3014798d86001c324468d497f00000000000000000000000000000000");
    }
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        mz_fingerprint(others[i], "", 0, fingerprint);
        assert_hex(fingerprint, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}

/* In pieces of any size the same as in one, for pages and others. */
static void
test_pieces(void)
{
    static const char *const names[] = {"index.html", "report.json"};
    guint8 bytes[3000];
    for (gsize i = 0; i < sizeof bytes; i++)
        bytes[i] = (guint8)(i * 37 + (i >> 3));
    for (guint n = 0; n < G_N_ELEMENTS(names); n++) {
        for (gsize piece = 1; piece < sizeof bytes; piece = piece * 3 + 1) {
            guint8 whole[MZ_FINGERPRINT_SIZE], made[MZ_FINGERPRINT_SIZE];
            MzFingerprinting making;
            mz_fingerprint_begin(&making, names[n]);
            for (gsize at = 0; at < sizeof bytes; at += piece)
                mz_fingerprint_add(&making, bytes + at, MIN(piece, sizeof bytes - at));
            mz_fingerprint_end(&making, made);
            mz_fingerprint(names[n], bytes, sizeof bytes, whole);
            g_assert_cmpmem(made, sizeof made, whole, sizeof whole);
        }
    }
}

/* One changed byte anywhere is seen. */
static void
test_changes(void)
{
    char bytes[1000];
    GHashTable *seen = g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    memset(bytes, 'a', sizeof bytes);
    for (gsize i = 0; i <= sizeof bytes; i++) {
        guint8 fingerprint[MZ_FINGERPRINT_SIZE];
        if (i > 0)
            bytes[i - 1] = 'a';
        if (i < sizeof bytes)
            bytes[i] = 'b';
        mz_fingerprint("index.html", bytes, sizeof bytes, fingerprint);
        g_assert_true(g_hash_table_add(seen, g_bytes_new(fingerprint, sizeof fingerprint)));
    }
    g_hash_table_unref(seen);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fingerprint/which-hash", test_which_hash);
    g_test_add_func("/fingerprint/pieces", test_pieces);
    g_test_add_func("/fingerprint/changes", test_changes);
    return g_test_run();
}
