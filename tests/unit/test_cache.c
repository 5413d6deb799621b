/* What a build remembers: texts, packed values, bases, inputs, and the file that holds them all. */
#include "memory/cache.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "base/error.h"
#include "base/identity.h"
#include "memory/digest.h"

static char *folder;

static char *
in_folder(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static void
write_file(const char *name, const char *text, gsize length)
{
    g_autofree char *path = in_folder(name);
    g_assert_true(g_file_set_contents(path, text, (gssize)length, NULL));
}

static void
remove_file(const char *name)
{
    g_autofree char *path = in_folder(name);
    g_remove(path);
}

/* ---- texts */

static void
test_strings(void)
{
    static const char earlier[] = "\0甲\0乙";
    g_autoptr(MzStrings) strings = mz_strings_new(earlier, sizeof earlier);
    g_assert_cmpuint(mz_strings_add(strings, NULL), ==, 0);
    g_assert_null(mz_strings_text(strings, 0));
    guint32 second = mz_strings_add(strings, "乙");
    g_assert_cmpuint(second, ==, 6);
    g_assert_cmpuint(mz_strings_add(strings, earlier + 5), ==, second);
    g_assert_cmpuint(mz_strings_add(strings, ""), ==, 1);
    guint32 fresh[3000];
    for (guint i = 0; i < G_N_ELEMENTS(fresh); i++) {
        g_autofree char *text = g_strdup_printf("text %u", i);
        fresh[i] = mz_strings_add(strings, text);
    }
    for (guint i = 0; i < G_N_ELEMENTS(fresh); i++) {
        g_autofree char *text = g_strdup_printf("text %u", i);
        g_assert_cmpuint(mz_strings_add(strings, text), ==, fresh[i]);
        g_assert_cmpstr(mz_strings_text(strings, fresh[i]), ==, text);
        g_assert_cmpuint(mz_strings_number(strings, mz_strings_text(strings, fresh[i])), ==, fresh[i]);
    }
    g_assert_cmpuint(mz_strings_number(strings, mz_strings_text(strings, second)), ==, second);
    g_assert_null(mz_strings_text(strings, mz_strings_length(strings) + 1));
    GString *all = g_string_new(NULL);
    mz_strings_append_to(strings, all);
    g_autoptr(MzStrings) again = mz_strings_new(all->str, all->len);
    g_assert_cmpuint(mz_strings_add(again, "text 2999"), ==, fresh[2999]);
    g_assert_cmpuint(mz_strings_length(again), ==, all->len);
    g_string_free(all, TRUE);
}

/* ---- values */

typedef struct {
    gint64 numbers[8];
    const char *texts[3];
    guint8 raw[5];
    MzMoney money;
    guint *array;
    guint n;
} Values;

static void
pack_values(MzPack *pack, Values *values)
{
    for (guint i = 0; i < G_N_ELEMENTS(values->numbers); i++)
        MZ_PACK(pack, values->numbers[i]);
    for (guint i = 0; i < G_N_ELEMENTS(values->texts); i++)
        mz_pack_text(pack, &values->texts[i]);
    mz_pack_raw(pack, values->raw, sizeof values->raw);
    mz_pack_money(pack, &values->money);
    MZ_PACK_ARRAY(pack, values->array, values->n);
    for (guint i = 0; i < values->n; i++)
        MZ_PACK(pack, values->array[i]);
}

static MzBasis
write_values(Values *values, MzStrings *strings, GString *out)
{
    MzBasisMaker maker;
    mz_basis_init(&maker, "values");
    MzPack pack = mz_pack_writer(strings, out, &maker);
    pack_values(&pack, values);
    return mz_basis_done(&maker);
}

static void
test_pack(void)
{
    guint array[] = {7, G_MAXUINT, 0};
    Values values = {{0, 1, -1, 63, -64, 64, G_MAXINT64, G_MININT64},
                     {NULL, "", "甲"},
                     {1, 2, 3, 4, 255},
                     {-12345, 2, MZ_UNIT_YUAN},
                     array,
                     G_N_ELEMENTS(array)};
    g_autoptr(MzStrings) strings = mz_strings_new(NULL, 0);
    g_autoptr(MzArena) arena = mz_arena_new();
    GString *out = g_string_new(NULL);
    MzBasis basis = write_values(&values, strings, out);
    Values back = {{0}, {NULL}, {0}, {0, 0, 0}, NULL, 0};
    MzPack reader = mz_pack_reader(strings, out->str, out->len, arena);
    pack_values(&reader, &back);
    g_assert_false(reader.broken);
    g_assert_true(reader.at == reader.end);
    g_assert_cmpmem(back.numbers, sizeof back.numbers, values.numbers, sizeof values.numbers);
    g_assert_null(back.texts[0]);
    g_assert_cmpstr(back.texts[1], ==, "");
    g_assert_cmpstr(back.texts[2], ==, "甲");
    g_assert_cmpmem(back.raw, 5, values.raw, 5);
    g_assert_true(back.money.fen == -12345 && back.money.decimals == 2 && back.money.unit == MZ_UNIT_YUAN);
    g_assert_cmpuint(back.n, ==, 3);
    g_assert_cmpmem(back.array, sizeof array, array, sizeof array);
    /* Equal values, equal bases, whatever the numbers of the texts; any other value, another basis. */
    g_autoptr(MzStrings) other = mz_strings_new("x\0y", 4);
    GString *elsewhere = g_string_new(NULL);
    g_assert_true(mz_basis_equal(write_values(&back, other, elsewhere), basis));
    back.array[2] = 1;
    g_assert_false(mz_basis_equal(write_values(&back, other, elsewhere), basis));
    /* Cut anywhere it is broken, and nothing is read beyond. */
    for (gsize length = 0; length < out->len; length++) {
        g_autofree char *cut = g_memdup2(out->str, length + 1);
        reader = mz_pack_reader(strings, cut, length, arena);
        pack_values(&reader, &back);
        g_assert_true(reader.broken);
    }
    g_string_free(elsewhere, TRUE);
    g_string_free(out, TRUE);
}

static void
test_basis(void)
{
    MzBasisMaker maker;
    MzBasis bases[4];
    static const char *const texts[4][2] = {{"ab", "c"}, {"a", "bc"}, {"abc", NULL}, {"abc", ""}};
    for (guint i = 0; i < G_N_ELEMENTS(bases); i++) {
        mz_basis_init(&maker, "test");
        mz_basis_text(&maker, texts[i][0]);
        mz_basis_text(&maker, texts[i][1]);
        bases[i] = mz_basis_done(&maker);
        for (guint j = 0; j < i; j++)
            g_assert_false(mz_basis_equal(bases[i], bases[j]));
        g_assert_true(mz_basis_equal(bases[i], bases[i]));
    }
    MzBasis unknown = {{0, 0}};
    g_assert_false(mz_basis_equal(unknown, unknown));
    g_assert_cmpmem(mz_identity(), MZ_SHA256_SIZE, mz_identity(), MZ_SHA256_SIZE);
}

/* ---- files that were read */

/* As seen by one build: what the file feeds. The table goes on to the next build. */
static MzBasis
take(const char *cache_file, gboolean verify, gboolean *read)
{
    g_autoptr(MzCache) cache = mz_cache_open(cache_file, folder, verify);
    g_autofree char *path = in_folder("input");
    GHashTable *none = g_hash_table_new(NULL, NULL);
    MzCacheContent content = {.pages = none};
    MzBasisMaker maker;
    mz_basis_init(&maker, "input");
    g_assert_true(mz_inputs_take_file(cache->inputs, path, &maker));
    *read = mz_inputs_changed(cache->inputs);
    g_assert_true(mz_cache_save(mz_cache_draft(cache, cache_file, &content), "", NULL));
    g_hash_table_destroy(none);
    return mz_basis_done(&maker);
}

static void
test_inputs(void)
{
    enum { MORE_THAN_A_TICK = 60 * 1000 };
    g_autofree char *cache = in_folder("c.cache"), *path = in_folder("input");
    gboolean read = FALSE;
    write_file("input", "1.00", 4);
    MzBasis first = take(cache, FALSE, &read);
    g_assert_true(read);
    g_usleep(MORE_THAN_A_TICK);
    take(cache, FALSE, &read); /* what was so young is read once more */
    take(cache, FALSE, &read);
    g_assert_false(read);
    take(cache, TRUE, &read);
    g_assert_true(read);
    /* Other bytes of the same size and with the same time of change. */
    GStatBuf before;
    g_stat(path, &before);
    struct utimbuf times = {before.st_atime, before.st_mtime};
    g_usleep(MORE_THAN_A_TICK);
    write_file("input", "2.00", 4);
    g_assert_cmpint(g_utime(path, &times), ==, 0);
    MzBasis second = take(cache, FALSE, &read);
    g_assert_true(read);
    g_assert_false(mz_basis_equal(first, second));
    /* Changed at once after it was looked at: its stamp must not have been believed. */
    for (guint i = 0; i < 20; i++) {
        write_file("input", i % 2 == 0 ? "3.00" : "4.00", 4);
        MzBasis now = take(cache, FALSE, &read);
        g_assert_false(mz_basis_equal(now, second));
        second = now;
    }
    remove_file("input");
    g_autoptr(MzCache) gone = mz_cache_open(cache, folder, FALSE);
    MzBasisMaker maker;
    mz_basis_init(&maker, "input");
    g_assert_false(mz_inputs_take_file(gone->inputs, path, &maker));
    remove_file("c.cache");
}

static MzBasis
take_folder(const char *const *except)
{
    g_autoptr(MzInputs) inputs = mz_inputs_new(folder, FALSE);
    g_autofree char *path = in_folder("tree");
    MzBasisMaker maker;
    mz_basis_init(&maker, "folder");
    g_assert_true(mz_inputs_take_folder(inputs, path, except, &maker));
    return mz_basis_done(&maker);
}

static void
test_folders(void)
{
    g_autofree char *inner = in_folder("tree/inner"), *tree = in_folder("tree");
    const char *const except[] = {inner, NULL};
    MzBasis none = take_folder(NULL);
    g_assert_cmpint(g_mkdir_with_parents(inner, 0700), ==, 0);
    write_file("tree/a", "1", 1);
    MzBasis without = take_folder(except), empty = take_folder(NULL);
    write_file("tree/inner/b", "1", 1);
    write_file("tree/.hidden", "1", 1);
    MzBasis with = take_folder(NULL);
    g_assert_true(mz_basis_equal(take_folder(except), without));
    g_assert_false(mz_basis_equal(with, empty) || mz_basis_equal(with, none) || mz_basis_equal(with, without));
    remove_file("tree/inner/b");
    write_file("tree/b", "1", 1); /* the same file elsewhere */
    g_assert_false(mz_basis_equal(take_folder(NULL), with));
    remove_file("tree/.hidden");
    remove_file("tree/a");
    remove_file("tree/b");
    g_rmdir(inner);
    g_rmdir(tree);
}

/* ---- the file */

/* Two records, a page, a digest with texts. */
static void
save(const char *file, const char *term, guint rounds)
{
    static MzSaid said = {MZ_SAID_WARNING, MZ_ERROR_INPUT, "a.txt", 3, 4, "存疑"};
    for (guint i = 0; i < rounds; i++) {
        g_autoptr(MzCache) cache = mz_cache_open(file, folder, FALSE);
        g_autofree char *explained = g_strdup_printf("%s%u%0*d", term, i, 9000, 0);
        const MzTermLine terms[] = {{"术语", explained, 1}};
        MzDigest digest = {
            .status = MZ_STATUS_BUILT, .department = "某局", .n_amounts = 42, .terms = terms, .n_terms = 1};
        GString *packed = g_string_new(NULL);
        mz_digest_write(&digest, cache->strings, packed);
        MzRecord full = {.name = "r/d/2024-final", .built = {{1, 2}}, .context = "x", .said = &said, .n_said = 1};
        MzRecord plain = {.name = "r/d/2023-final"};
        full.digest = packed->str;
        full.n_digest = (guint)packed->len;
        const MzRecord *records[] = {&full, &plain};
        MzBasis page = {{7, 8}};
        GHashTable *pages = g_hash_table_new(mz_basis_hash, mz_basis_same);
        g_hash_table_insert(pages, &page, GUINT_TO_POINTER(5));
        MzCacheContent content = {.site = {{3, 4}}, .records = records, .n_records = 2, .pages = pages};
        GError *error = NULL;
        g_assert_true(mz_cache_save(mz_cache_draft(cache, file, &content), "0123", &error));
        g_assert_no_error(error);
        g_hash_table_destroy(pages);
        g_string_free(packed, TRUE);
    }
}

static void
assert_saved(const char *file, const char *explained)
{
    g_autoptr(MzCache) cache = mz_cache_open(file, folder, FALSE);
    g_autoptr(MzArena) arena = mz_arena_new();
    const MzRecord *record = mz_cache_find(cache, "r/d/2024-final");
    MzDigest digest;
    MzBasis page = {{7, 8}};
    g_assert_cmpstr(cache->tree_id, ==, "0123");
    g_assert_cmpuint(cache->site.part[1], ==, 4);
    g_assert_cmpuint(GPOINTER_TO_UINT(g_hash_table_lookup(cache->pages, &page)), ==, 5);
    g_assert_nonnull(record);
    g_assert_cmpuint(record->built.part[0], ==, 1);
    g_assert_cmpuint(record->n_said, ==, 1);
    g_assert_cmpstr(record->said[0].message, ==, "存疑");
    g_assert_cmpuint(record->said[0].column, ==, 4);
    g_assert_true(mz_digest_read(&digest, cache->strings, record->digest, record->n_digest, arena));
    g_assert_cmpstr(digest.department, ==, "某局");
    g_assert_cmpuint(digest.n_amounts, ==, 42);
    g_assert_cmpuint(digest.n_terms, ==, 1);
    g_assert_true(g_str_has_prefix(digest.terms[0].text, explained));
    g_assert_true(mz_digest_glance(&digest, cache->strings, record->digest, record->n_digest));
    g_assert_cmpuint(digest.n_amounts, ==, 42);
    g_assert_nonnull(mz_cache_find(cache, "r/d/2023-final"));
    g_assert_null(mz_cache_find(cache, "r/d/2022-final"));
}

static void
test_file(void)
{
    g_autofree char *file = in_folder("deep/s.cache"), *deep = in_folder("deep");
    save(file, "一", 1);
    assert_saved(file, "一0");
    /* Texts that nobody needs any more do not pile up. */
    save(file, "二", 200);
    assert_saved(file, "二199");
    GStatBuf info;
    g_stat(file, &info);
    g_assert_cmpint(info.st_size, <, 1024 * 1024);
    g_remove(file);
    g_rmdir(deep);
}

/* A byte that differs anywhere, a file cut anywhere, a file of another program: as none. */
static void
test_damaged(void)
{
    g_autofree char *file = in_folder("d.cache"), *bytes = NULL;
    gsize length = 0;
    save(file, "一", 1);
    g_assert_true(g_file_get_contents(file, &bytes, &length, NULL));
    for (gsize i = 0; i < length; i += i < 400 ? 1 : 97) {
        bytes[i] ^= 0x10;
        write_file("d.cache", bytes, length);
        bytes[i] ^= 0x10;
        g_autoptr(MzCache) cache = mz_cache_open(file, folder, FALSE);
        g_assert_cmpstr(cache->tree_id, ==, "");
        g_assert_cmpuint(g_hash_table_size(cache->records), ==, 0);
    }
    for (gsize cut = 0; cut < length; cut += 131) {
        write_file("d.cache", bytes, cut);
        g_autoptr(MzCache) cache = mz_cache_open(file, folder, FALSE);
        g_assert_cmpstr(cache->tree_id, ==, "");
        g_assert_cmpuint(mz_strings_length(cache->strings), ==, 0);
    }
    /* Rows of bytes that changed places. */
    enum { ROW = 64 };
    g_autofree char *swapped = g_memdup2(bytes, length);
    memcpy(swapped + 3 * ROW, bytes + 4 * ROW, ROW);
    memcpy(swapped + 4 * ROW, bytes + 3 * ROW, ROW);
    write_file("d.cache", swapped, length);
    g_autoptr(MzCache) cache = mz_cache_open(file, folder, FALSE);
    g_assert_cmpstr(cache->tree_id, ==, "");
    write_file("d.cache", bytes, length);
    assert_saved(file, "一0");
    remove_file("d.cache");
}

/* Of a large site it is written in pieces; one that was thrown away leaves the old one. */
static void
test_large(void)
{
    enum { FILES = 20000 };
    g_autofree char *file = in_folder("l.cache"), *temporary = in_folder("l.cache.tmp");
    MzFileSum *sums = g_new0(MzFileSum, FILES);
    for (guint i = 0; i < FILES; i++) {
        sums[i].name = "tidy.csv";
        memcpy(sums[i].sha256, &i, sizeof i);
    }
    MzDigest digest = {.status = MZ_STATUS_BUILT, .files = sums, .n_files = FILES, .tidy = {7, 8}}, back;
    GHashTable *none = g_hash_table_new(NULL, NULL);
    for (guint round = 0; round < 3; round++) {
        g_autoptr(MzCache) cache = mz_cache_open(file, folder, FALSE);
        GString *packed = g_string_new(NULL);
        mz_digest_write(&digest, cache->strings, packed);
        MzRecord first = {.name = "a", .digest = packed->str, .n_digest = (guint)packed->len};
        MzRecord second = {.name = "b", .digest = packed->str, .n_digest = (guint)packed->len, .year = (int)round};
        const MzRecord *records[] = {&first, &second};
        MzCacheContent content = {.records = records, .n_records = 2, .pages = none};
        MzCacheDraft *draft = mz_cache_draft(cache, file, &content);
        if (round < 2)
            g_assert_true(mz_cache_save(draft, round == 0 ? "first" : "second", NULL));
        else
            mz_cache_discard(draft);
        g_string_free(packed, TRUE);
    }
    g_assert_false(g_file_test(temporary, G_FILE_TEST_EXISTS));
    g_autoptr(MzCache) cache = mz_cache_open(file, folder, FALSE);
    g_autoptr(MzArena) arena = mz_arena_new();
    const MzRecord *record = mz_cache_find(cache, "b");
    g_assert_cmpstr(cache->tree_id, ==, "second");
    g_assert_cmpint(record->year, ==, 1);
    g_assert_true(mz_digest_read(&back, cache->strings, record->digest, record->n_digest, arena));
    g_assert_cmpmem(back.files[FILES - 1].sha256, MZ_SHA256_SIZE, sums[FILES - 1].sha256, MZ_SHA256_SIZE);
    g_assert_cmpmem(back.tidy, sizeof back.tidy, digest.tidy, sizeof digest.tidy);
    g_hash_table_destroy(none);
    g_free(sums);
    remove_file("l.cache");
}

static void
test_not_saved(void)
{
    g_autoptr(MzCache) cache = mz_cache_open("/dev/null/none", folder, FALSE);
    GHashTable *none = g_hash_table_new(NULL, NULL);
    MzCacheContent content = {.pages = none};
    GError *error = NULL;
    g_assert_false(mz_cache_save(mz_cache_draft(cache, "/dev/null/none", &content), "", &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_IO);
    g_error_free(error);
    g_hash_table_destroy(none);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("mingzhang-cache-XXXXXX", NULL);
    g_test_add_func("/cache/strings", test_strings);
    g_test_add_func("/cache/pack", test_pack);
    g_test_add_func("/cache/basis", test_basis);
    g_test_add_func("/cache/inputs", test_inputs);
    g_test_add_func("/cache/folders", test_folders);
    g_test_add_func("/cache/file", test_file);
    g_test_add_func("/cache/damaged", test_damaged);
    g_test_add_func("/cache/large", test_large);
    g_test_add_func("/cache/not-saved", test_not_saved);
    int status = g_test_run();
    g_rmdir(folder);
    g_free(folder);
    return status;
}
