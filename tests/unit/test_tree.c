#include "publish/tree.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "base/sum.h"
#include "publish/tree_private.h"

/* A folder of its own for each test: out (the tree), state, and what else it needs. */
typedef struct {
    char *base, *out, *state;
} Place;

static void
set_up(Place *place, gconstpointer unused)
{
    (void)unused;
    place->base = g_dir_make_tmp("mingzhang-tree-XXXXXX", NULL);
    place->out = g_build_filename(place->base, "out", NULL);
    place->state = g_build_filename(place->base, "cache", "out.state", NULL);
}

static void
remove_all(const char *name)
{
    if (!g_file_test(name, G_FILE_TEST_IS_SYMLINK) && g_file_test(name, G_FILE_TEST_IS_DIR)) {
        GDir *listing = g_dir_open(name, 0, NULL);
        const char *entry;
        while (listing != NULL && (entry = g_dir_read_name(listing)) != NULL) {
            char *inner = g_build_filename(name, entry, NULL);
            remove_all(inner);
            g_free(inner);
        }
        g_clear_pointer(&listing, g_dir_close);
    }
    g_remove(name);
}

static void
tear_down(Place *place, gconstpointer unused)
{
    (void)unused;
    remove_all(place->base);
    g_free(place->base);
    g_free(place->out);
    g_free(place->state);
}

static MzTree *
open_tree(Place *place)
{
    GError *error = NULL;
    MzTree *tree = mz_tree_open(place->out, place->state, MZ_TREE_NO_SYNC, &error);
    g_assert_no_error(error);
    return tree;
}

static void
put(MzTree *tree, const char *path, const char *text)
{
    GError *error = NULL;
    mz_tree_put(tree, path, text, strlen(text), &error);
    g_assert_no_error(error);
}

static MzTreeStats
finish(MzTree *tree)
{
    GError *error = NULL;
    MzTreeStats stats;
    mz_tree_finish(tree, &stats, &error);
    g_assert_no_error(error);
    mz_tree_free(tree);
    return stats;
}

/* A build that puts these files: path, text, path, text, …, NULL */
static MzTreeStats
build(Place *place, const char *const *files)
{
    MzTree *tree = open_tree(place);
    for (; *files != NULL; files += 2)
        put(tree, files[0], files[1]);
    return finish(tree);
}

static char *
in_out(Place *place, const char *path)
{
    return g_build_filename(place->out, path, NULL);
}

static void
write_by_hand(Place *place, const char *path, const char *text)
{
    char *name = in_out(place, path);
    char *folder = g_path_get_dirname(name);
    g_mkdir_with_parents(folder, 0755);
    g_assert_true(g_file_set_contents(name, text, -1, NULL));
    g_free(folder);
    g_free(name);
}

/* The text of a file, or "" if there is none. */
static void
assert_text(Place *place, const char *path, const char *wanted)
{
    char *name = in_out(place, path), *text = NULL;
    if (!g_file_get_contents(name, &text, NULL, NULL))
        text = g_strdup("(none)");
    g_assert_cmpstr(text, ==, wanted != NULL ? wanted : "(none)");
    g_free(text);
    g_free(name);
}

static void
assert_there(Place *place, const char *path, gboolean wanted)
{
    char *name = in_out(place, path);
    g_assert_cmpint(g_file_test(name, G_FILE_TEST_EXISTS), ==, wanted);
    g_free(name);
}

static void
walk(const char *name, const char *shown, GPtrArray *lines)
{
    GDir *listing = g_dir_open(name, 0, NULL);
    const char *entry;
    while ((entry = g_dir_read_name(listing)) != NULL) {
        char *inner = g_build_filename(name, entry, NULL), *path = g_build_filename(shown, entry, NULL), *text = NULL;
        if (g_file_test(inner, G_FILE_TEST_IS_DIR)) {
            g_ptr_array_add(lines, g_strconcat(path, "/\n", NULL));
            walk(inner, path, lines);
        } else if (g_file_get_contents(inner, &text, NULL, NULL)) {
            g_ptr_array_add(lines, g_strconcat(path, " = ", text, "\n", NULL));
        }
        g_free(text);
        g_free(path);
        g_free(inner);
    }
    g_dir_close(listing);
}

static int
compare_lines(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Everything in a folder as one text: names, bytes, the manifest too. */
static char *
whole_tree(const char *folder)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    walk(folder, "", lines);
    g_ptr_array_sort(lines, compare_lines);
    g_ptr_array_add(lines, NULL);
    char *all = g_strjoinv("", (char **)lines->pdata);
    g_ptr_array_unref(lines);
    return all;
}

/* The trees are large: says the first line that differs, cut. */
static void
assert_same_tree(const char *got, const char *wanted)
{
    if (strcmp(got, wanted) == 0)
        return;
    char **a = g_strsplit(got, "\n", -1), **b = g_strsplit(wanted, "\n", -1);
    guint i = 0;
    while (g_strcmp0(a[i], b[i]) == 0)
        i++;
    g_error("the trees differ: got '%.120s', wanted '%.120s'", a[i] != NULL ? a[i] : "(end)",
            b[i] != NULL ? b[i] : "(end)");
}

static ino_t
inode(Place *place, const char *path)
{
    char *name = in_out(place, path);
    struct stat info;
    g_assert_cmpint(lstat(name, &info), ==, 0);
    g_free(name);
    return info.st_ino;
}

/* Lets the stamps grow older than the state file, so that they are trusted. */
static void
let_time_pass(Place *place)
{
    g_usleep(60000);
    MzTree *tree = open_tree(place);
    mz_tree_keep_intact(tree, "");
    mz_tree_keep(tree, "");
    finish(tree);
}

/* Puts a file in two pieces. */
static gboolean
put_in_pieces(MzTree *tree, const char *path, const char *text, GError **error)
{
    guint8 sha256[MZ_SHA256_SIZE];
    gsize length = strlen(text);
    mz_sha256(text, length, sha256);
    MzTreeDraft *draft = mz_tree_begin(tree, path, error);
    if (draft == NULL)
        return FALSE;
    mz_tree_append(draft, text, length / 3);
    mz_tree_append(draft, text + length / 3, length - length / 3);
    return mz_tree_end(draft, sha256, error);
}

static void
assert_no_temporaries(Place *place)
{
    char *all = whole_tree(place->out);
    g_assert_null(strstr(all, ".mingzhang-tmp"));
    g_free(all);
}

/* ---- what a build does */

static const char *const two[] = {"index.html", "home", "r/市/局/index.html", "report", NULL};

static void
test_first_build(Place *place, gconstpointer unused)
{
    (void)unused;
    MzTreeStats stats = build(place, two);
    g_assert_cmpuint(stats.written, ==, 2);
    g_assert_cmpuint(stats.unchanged, ==, 0);
    g_assert_cmpuint(stats.bytes, ==, 10);
    assert_text(place, "index.html", "home");
    assert_text(place, "r/市/局/index.html", "report");
    assert_text(place, MZ_TREE_MANIFEST,
                "# mingzhang-manifest/1\n"
                "a31aa7a9c2f303d1fee9e63fce526ec200000000000000000000000000000000 4 index.html\n"
                "611039a6eb05e70d3079aeafd755895400000000000000000000000000000000 6 r/市/局/index.html\n");
    assert_there(place, ".mingzhang-journal", FALSE);
    char *name = in_out(place, "index.html");
    struct stat info;
    g_assert_cmpint(stat(name, &info), ==, 0);
    mode_t mask = umask(0);
    umask(mask);
    g_assert_cmpuint(info.st_mode & 0777, ==, 0644 & ~mask);
    g_free(name);
}

static void
test_only_changes_are_written(Place *place, gconstpointer unused)
{
    (void)unused;
    build(place, two);
    ino_t home = inode(place, "index.html"), report = inode(place, "r/市/局/index.html");
    ino_t manifest = inode(place, MZ_TREE_MANIFEST);
    for (int trusted = 0; trusted < 2; trusted++) {
        MzTreeStats stats = build(place, two);
        g_assert_cmpuint(stats.written, ==, 0);
        g_assert_cmpuint(stats.unchanged, ==, 2);
        g_assert_cmpuint(inode(place, "index.html"), ==, home);
        g_assert_cmpuint(inode(place, MZ_TREE_MANIFEST), ==, manifest);
        let_time_pass(place);
    }
    static const char *const changed[] = {"index.html", "HOME", "r/市/局/index.html", "report", NULL};
    MzTreeStats stats = build(place, changed);
    g_assert_cmpuint(stats.written, ==, 1);
    g_assert_cmpuint(stats.unchanged, ==, 1);
    g_assert_cmpuint(inode(place, "r/市/局/index.html"), ==, report);
    assert_text(place, "index.html", "HOME");
}

static void
test_stale_files_go(Place *place, gconstpointer unused)
{
    (void)unused;
    build(place, two);
    write_by_hand(place, "r/市/mine.txt", "mine");
    write_by_hand(place, "CNAME", "mine");
    static const char *const one[] = {"index.html", "home", NULL};
    MzTreeStats stats = build(place, one);
    g_assert_cmpuint(stats.removed, ==, 1);
    assert_there(place, "r/市/局", FALSE);
    assert_text(place, "r/市/mine.txt", "mine");
    assert_text(place, "CNAME", "mine");
    static const char *const none[] = {NULL};
    build(place, none);
    assert_there(place, "index.html", FALSE);
    assert_text(place, MZ_TREE_MANIFEST, "# mingzhang-manifest/1\n");
}

static void
test_foreign_files_stay(Place *place, gconstpointer unused)
{
    (void)unused;
    write_by_hand(place, "index.html", "mine");
    write_by_hand(place, "same.html", "same");
    MzTree *tree = open_tree(place);
    GError *error = NULL;
    g_assert_false(mz_tree_put(tree, "index.html", "home", 4, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_IO);
    g_assert_true(g_str_has_suffix(mz_error_place(error).file, "/out/index.html"));
    g_clear_error(&error);
    put(tree, "same.html", "same");
    put(tree, "other.html", "other");
    finish(tree);
    assert_text(place, "index.html", "mine");
    assert_text(place, "other.html", "other");
    static const char *const none[] = {NULL};
    build(place, none);
    assert_text(place, "index.html", "mine");
}

static void
test_damage_is_repaired(Place *place, gconstpointer unused)
{
    (void)unused;
    build(place, two);
    let_time_pass(place);
    write_by_hand(place, "index.html", "HACK");
    build(place, two);
    assert_text(place, "index.html", "home");
    let_time_pass(place);
    /* In place, same length: only the times tell. */
    char *name = in_out(place, "r/市/局/index.html");
    FILE *file = fopen(name, "r+");
    fputs("REPORT", file);
    fclose(file);
    g_free(name);
    MzTreeStats stats = build(place, two);
    g_assert_cmpuint(stats.written, ==, 1);
    assert_text(place, "r/市/局/index.html", "report");
}

static void
test_state_is_only_a_cache(Place *place, gconstpointer unused)
{
    (void)unused;
    build(place, two);
    let_time_pass(place);
    static const char *const contents[] = {"", "rubbish", "mingzhang-state/1\n"};
    for (gsize i = 0; i <= G_N_ELEMENTS(contents); i++) {
        if (i < G_N_ELEMENTS(contents))
            g_assert_true(g_file_set_contents(place->state, contents[i], -1, NULL));
        else
            g_remove(place->state);
        MzTreeStats stats = build(place, two);
        g_assert_cmpuint(stats.written, ==, 0);
        g_assert_cmpuint(stats.unchanged, ==, 2);
    }
}

/* A state that differs in any byte, or was cut anywhere, is as none; and every folder is found again in a good one. */
static void
test_damaged_state(Place *place, gconstpointer unused)
{
    (void)unused;
    static const char *const many[] = {"a/b/c.html",  "1", "a/b/d.html", "2", "a/e.html", "3",
                                       "a0/b/f.html", "4", "index.html", "5", NULL};
    build(place, many);
    let_time_pass(place);
    g_autofree char *state = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(place->state, &state, &length, NULL));
    MzTree *tree = open_tree(place);
    g_assert_cmpuint(tree->last->count, ==, 5);
    g_assert_cmpuint(tree->last->n_folders, ==, 4);
    g_assert_nonnull(tree->last->state);
    mz_tree_let_go(tree); /* what it says is still there */
    for (gsize i = 0; i < tree->last->count; i++) {
        const MzLastFile *file = &tree->last->files[i];
        const char *path = mz_last_path(tree->last, file->at);
        g_assert_cmpmem(path, file->length, many[2 * i], strlen(many[2 * i]));
        g_assert_cmpint(mz_last_folder(tree->last, path, mz_parent_length(path, file->length)), ==, file->folder);
    }
    mz_tree_keep(tree, "");
    finish(tree);
    for (gsize i = 0; i < length; i += 3) {
        g_autofree char *damaged = g_memdup2(state, length);
        damaged[i] ^= 0x11;
        g_assert_true(g_file_set_contents(place->state, damaged,
                                          i % 2 != 0 ? (gssize)length : (gssize)(length - 1 - i / 2), NULL));
        tree = open_tree(place);
        g_assert_null(tree->last->state);
        g_assert_cmpuint(tree->last->count, ==, 5);
        g_assert_cmpuint(tree->last->n_folders, ==, 4);
        mz_tree_free(tree);
    }
}

/* The manifest of these files as a build from nothing writes it. The caller frees. */
static char *
manifest_from_nothing(Place *place, const char *const *files)
{
    Place other = {place->base, g_build_filename(place->base, "nothing", NULL),
                   g_build_filename(place->base, "nothing.state", NULL)};
    build(&other, files);
    char *name = in_out(&other, MZ_TREE_MANIFEST), *text = NULL;
    g_assert_true(g_file_get_contents(name, &text, NULL, NULL));
    g_assert_cmpint(g_remove(name), ==, 0);
    g_remove(other.state);
    remove_all(other.out);
    g_free(name);
    g_free(other.out);
    g_free(other.state);
    return text;
}

/* After a build of these files the manifest is that of one from nothing, and the state fits it. */
static void
assert_books(Place *place, const char *const *files, gboolean in_place)
{
    ino_t before[2];
    struct stat info;
    g_assert_cmpint(stat(place->state, &info), ==, 0);
    before[0] = inode(place, MZ_TREE_MANIFEST);
    before[1] = info.st_ino;
    build(place, files);
    g_assert_cmpint(stat(place->state, &info), ==, 0);
    g_assert_cmpint(inode(place, MZ_TREE_MANIFEST) == before[0], ==, in_place);
    g_assert_cmpint(info.st_ino == before[1], ==, in_place);
    g_autofree char *wanted = manifest_from_nothing(place, files);
    assert_text(place, MZ_TREE_MANIFEST, wanted);
    MzTree *tree = open_tree(place);
    g_assert_nonnull(tree->last->state);
    g_autofree char *id = g_strdup(mz_tree_id(tree));
    for (gsize i = 0; i < tree->last->count; i++) {
        g_assert_cmpuint(tree->last->files[i].size, ==, strlen(files[2 * i + 1]));
        g_assert_cmpuint((guint64)tree->last->stamps[i].size, ==, tree->last->files[i].size);
        g_assert_cmpuint(tree->last->stamps[i].inode, ==, inode(place, files[2 * i]));
    }
    mz_tree_free(tree);
    tree = mz_tree_open(place->out, NULL, MZ_TREE_NO_SYNC, NULL);
    g_assert_cmpstr(mz_tree_id(tree), ==, id); /* the sum of all lines is what it became by the changed ones */
    mz_tree_free(tree);
}

/* A build that changes a few files changes their lines where they stand, and no other name of the manifest. */
static void
test_books_in_place(Place *place, gconstpointer unused)
{
    (void)unused;
    const char *files[] = {"a/b/c.html", "1", "a/b/d.html", "22", "a/e.csv", "333", "index.html", "4", NULL};
    build(place, files);
    files[1] = "9";
    assert_books(place, files, TRUE);
    files[3] = "7777777"; /* another length of as many digits */
    files[5] = "444";
    assert_books(place, files, TRUE);
    let_time_pass(place); /* stamps of files and folders are renewed */
    assert_books(place, files, TRUE);
    files[1] = "0123456789"; /* a digit more: all lines behind move */
    assert_books(place, files, FALSE);
    files[7] = "5";
    assert_books(place, files, TRUE);
    g_autofree char *name = in_out(place, MZ_TREE_MANIFEST), *copy = g_build_filename(place->base, "copy", NULL);
    g_autofree char *before = NULL, *after = NULL;
    g_assert_true(g_file_get_contents(name, &before, NULL, NULL));
    g_assert_cmpint(link(name, copy), ==, 0);
    files[1] = "9876543210";
    assert_books(place, files, FALSE);
    g_assert_true(g_file_get_contents(copy, &after, NULL, NULL));
    g_assert_cmpstr(after, ==, before);
    const char *const fewer[] = {"a/b/c.html", "9876543210", "index.html", "5", NULL};
    assert_books(place, fewer, FALSE);
}

static void
test_file_and_folder_change_places(Place *place, gconstpointer unused)
{
    (void)unused;
    static const char *const file[] = {"a", "file", NULL};
    static const char *const folder[] = {"a/b/c", "deep", "a/d", "flat", NULL};
    for (int i = 0; i < 2; i++) {
        build(place, file);
        assert_text(place, "a", "file");
        build(place, folder);
        assert_text(place, "a/b/c", "deep");
        assert_text(place, "a/d", "flat");
    }
    write_by_hand(place, "a/b/mine", "mine");
    MzTree *tree = open_tree(place);
    GError *error = NULL;
    g_assert_false(mz_tree_put(tree, "a", "file", 4, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_IO);
    g_clear_error(&error);
    finish(tree);
    assert_text(place, "a/b/mine", "mine");
}

/* ---- what is refused */

static void
test_refused_paths(Place *place, gconstpointer unused)
{
    (void)unused;
    static const char *const paths[] = {"",   "/etc/x", "../x",           "a/../x",      "a//b",
                                        "a/", "a\nb",   MZ_TREE_MANIFEST, ".mingzhang-x"};
    MzTree *tree = open_tree(place);
    for (gsize i = 0; i < G_N_ELEMENTS(paths); i++) {
        GError *error = NULL;
        g_assert_false(mz_tree_put(tree, paths[i], "x", 1, &error));
        g_assert_error(error, MZ_ERROR, MZ_ERROR_IO);
        g_clear_error(&error);
    }
    g_assert_cmpuint(finish(tree).written, ==, 0);
}

static void
test_collisions(Place *place, gconstpointer unused)
{
    (void)unused;
    static const char *const pairs[][2] = {{"a.html", "a.html"}, {"b/Index.html", "B/index.html"}, {"É", "é"}};
    MzTree *tree = open_tree(place);
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        GError *error = NULL;
        put(tree, pairs[i][0], "x");
        g_assert_false(mz_tree_put(tree, pairs[i][1], "x", 1, &error));
        g_assert_error(error, MZ_ERROR, MZ_ERROR_IO);
        g_clear_error(&error);
    }
    finish(tree);
    /* against what is only kept */
    tree = open_tree(place);
    g_assert_cmpuint(mz_tree_keep(tree, "a.html"), ==, 1);
    put(tree, "A.html", "y");
    GError *error = NULL;
    g_assert_false(mz_tree_finish(tree, NULL, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_IO);
    g_clear_error(&error);
    mz_tree_free(tree);
}

static void
test_links_are_not_followed(Place *place, gconstpointer unused)
{
    (void)unused;
    static const char *const files[] = {"r/a.html", "a", "r/b.html", "b", NULL};
    build(place, files);
    char *outside = g_build_filename(place->base, "outside", NULL), *secret = g_build_filename(outside, "a.html", NULL);
    char *folder = in_out(place, "r"), *file = g_build_filename(outside, "b.html", NULL);
    g_mkdir(outside, 0755);
    g_assert_true(g_file_set_contents(secret, "a", -1, NULL));
    g_assert_true(g_file_set_contents(file, "secret", -1, NULL));
    remove_all(folder);
    g_assert_cmpint(symlink(outside, folder), ==, 0);
    MzTree *tree = open_tree(place);
    GError *error = NULL;
    g_assert_false(mz_tree_keep_intact(tree, "r/"));
    g_assert_false(mz_tree_put(tree, "r/b.html", "b", 1, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_IO);
    g_clear_error(&error);
    finish(tree); /* r/a.html is stale, but what stands there is not ours */
    g_assert_true(g_file_test(secret, G_FILE_TEST_EXISTS));
    g_assert_true(g_file_test(file, G_FILE_TEST_EXISTS));
    /* a link where a file is to be */
    g_remove(folder);
    g_mkdir(folder, 0755);
    char *link = in_out(place, "r/b.html");
    g_assert_cmpint(symlink(file, link), ==, 0);
    tree = open_tree(place);
    g_assert_false(mz_tree_put(tree, "r/b.html", "b", 1, &error));
    g_clear_error(&error);
    finish(tree);
    char *text = NULL;
    g_file_get_contents(file, &text, NULL, NULL);
    g_assert_cmpstr(text, ==, "secret");
    g_free(text);
    g_free(link);
    g_free(outside);
    g_free(secret);
    g_free(folder);
    g_free(file);
}

static void
test_hostile_manifest(Place *place, gconstpointer unused)
{
    (void)unused;
    static const char *const paths[] = {"../victim", "/etc/x", "a/../../victim", "a//b", ".", ""};
    char *victim = g_build_filename(place->base, "victim", NULL);
    g_assert_true(g_file_set_contents(victim, "", 0, NULL));
    for (gsize i = 0; i < G_N_ELEMENTS(paths); i++) {
        char *manifest = g_strdup_printf(
            "# mingzhang-manifest/1\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 0 %s\n",
            paths[i]);
        write_by_hand(place, MZ_TREE_MANIFEST, manifest);
        GError *error = NULL;
        g_assert_null(mz_tree_open(place->out, place->state, MZ_TREE_NO_SYNC, &error));
        g_assert_error(error, MZ_ERROR, MZ_ERROR_IO);
        g_assert_cmpuint(mz_error_place(error).line, ==, 2);
        g_clear_error(&error);
        g_free(manifest);
    }
    g_assert_true(g_file_test(victim, G_FILE_TEST_EXISTS));
    g_free(victim);
}

/* Every beginning of a good manifest, and every single changed byte, is refused or read; nothing crashes. */
static void
test_damaged_manifest(Place *place, gconstpointer unused)
{
    (void)unused;
    build(place, two);
    char *name = in_out(place, MZ_TREE_MANIFEST), *good;
    gsize length;
    g_assert_true(g_file_get_contents(name, &good, &length, NULL));
    guint refused = 0;
    for (gsize i = 0; i < 2 * length; i++) {
        char *damaged = g_memdup2(good, length);
        if (i >= length)
            damaged[i - length] ^= 0x11;
        FILE *file = fopen(name, "w");
        fwrite(damaged, 1, i < length ? i : length, file);
        fclose(file);
        MzTree *tree = mz_tree_open(place->out, NULL, MZ_TREE_NO_SYNC, NULL);
        refused += tree == NULL;
        mz_tree_free(tree);
        g_free(damaged);
    }
    g_assert_cmpuint(refused, >, length);
    g_free(good);
    g_free(name);
}

static void
test_no_folder(Place *place, gconstpointer unused)
{
    (void)unused;
    g_assert_true(g_file_set_contents(place->out, "a file", -1, NULL));
    GError *error = NULL;
    g_assert_null(mz_tree_open(place->out, NULL, MZ_TREE_DEFAULT, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_WRITE);
    g_assert_cmpstr(mz_error_place(error).file, ==, place->out);
    g_clear_error(&error);
}

static void
test_read_only_folder(Place *place, gconstpointer unused)
{
    (void)unused;
    if (geteuid() == 0) {
        g_test_skip("root may write everywhere");
        return;
    }
    g_mkdir(place->out, 0555);
    GError *error = NULL;
    g_assert_null(mz_tree_open(place->out, NULL, MZ_TREE_DEFAULT, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_WRITE);
    g_clear_error(&error);
}

/* A limit on the size of files stands for a full disk. In a child, because it cannot be undone. `put` is TRUE if the
 * text that has no room is refused as it should be. */
static void
on_full_disk(Place *place, gboolean (*put)(MzTree *tree, const char *large, GError **error))
{
    pid_t child = fork();
    if (child == 0) {
        struct rlimit limit = {3000, 3000};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        MzTree *tree = mz_tree_open(place->out, place->state, MZ_TREE_NO_SYNC, NULL);
        char *large = g_strnfill(5000, 'x');
        GError *error = NULL;
        gboolean good = !put(tree, large, &error) && g_error_matches(error, MZ_ERROR, MZ_ERROR_WRITE) &&
                        mz_tree_put(tree, "r/市/局/index.html", "new", 3, NULL) && mz_tree_finish(tree, NULL, NULL);
        _exit(good ? 0 : 1);
    }
    int status;
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_cmpint(status, ==, 0);
    assert_no_temporaries(place);
}

static gboolean
put_home(MzTree *tree, const char *large, GError **error)
{
    return mz_tree_put(tree, "index.html", large, strlen(large), error);
}

/* The old file stays, and so does what no longer belongs: the old file may lead there. The next build does the rest. */
static void
test_full_disk(Place *place, gconstpointer unused)
{
    (void)unused;
    static const char *const three[] = {"index.html", "home", "items/201.html", "item", "r/市/局/index.html",
                                        "report",     NULL};
    build(place, three);
    on_full_disk(place, put_home);
    assert_text(place, "index.html", "home");
    assert_text(place, "items/201.html", "item");
    assert_text(place, "r/市/局/index.html", "new");
    MzTreeStats stats = build(place, two);
    g_assert_cmpuint(stats.written, ==, 1);
    g_assert_cmpuint(stats.removed, ==, 1);
}

/* ---- in pieces */

/* A build that puts a file of data in pieces. */
static MzTreeStats
build_in_pieces(Place *place, const char *text)
{
    GError *error = NULL;
    MzTree *tree = open_tree(place);
    put(tree, "index.html", "home");
    put_in_pieces(tree, "data/甲/2024.csv", text, &error);
    g_assert_no_error(error);
    MzTreeStats stats = finish(tree);
    assert_text(place, "data/甲/2024.csv", text);
    assert_no_temporaries(place);
    return stats;
}

/* It is the same file as one that is put at once, and is written only when it changes, whatever tells that. */
static void
test_pieces(Place *place, gconstpointer unused)
{
    static const char *const at_once[] = {"index.html", "home", "data/甲/2024.csv", "1,2,3\n", NULL};
    (void)unused;
    g_assert_cmpuint(build_in_pieces(place, "1,2,3\n").written, ==, 2);
    char *tree = whole_tree(place->out);
    g_assert_cmpuint(build(place, at_once).written, ==, 0);
    ino_t before = inode(place, "data/甲/2024.csv");
    g_assert_cmpuint(build_in_pieces(place, "1,2,3\n").written, ==, 0);
    let_time_pass(place);
    g_assert_cmpuint(build_in_pieces(place, "1,2,3\n").written, ==, 0);
    g_remove(place->state);
    g_assert_cmpuint(build_in_pieces(place, "1,2,3\n").written, ==, 0);
    g_assert_cmpuint(inode(place, "data/甲/2024.csv"), ==, before);
    char *same = whole_tree(place->out);
    assert_same_tree(same, tree);
    g_free(same);
    g_free(tree);
    MzTreeStats stats = build_in_pieces(place, "1,2,4\n");
    g_assert_cmpuint(stats.written, ==, 1);
    g_assert_cmpuint(stats.bytes_written, ==, 6);
    write_by_hand(place, "data/甲/2024.csv", "1,2,5\n");
    g_remove(place->state);
    g_assert_cmpuint(build_in_pieces(place, "1,2,4\n").written, ==, 1);
}

/* What cannot be put at once cannot be put in pieces, and leaves nothing behind. */
static void
test_pieces_refused(Place *place, gconstpointer unused)
{
    static const char *const refused[] = {"../x.csv", ".mingzhang-x", "index.html", "other.csv", "file/x.csv"};
    (void)unused;
    build(place, two);
    write_by_hand(place, "other.csv", "somebody's");
    write_by_hand(place, "file", "somebody's");
    MzTree *tree = open_tree(place);
    put(tree, "index.html", "home");
    for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
        GError *error = NULL;
        g_assert_false(put_in_pieces(tree, refused[i], "1,2\n", &error));
        g_assert_error(error, MZ_ERROR, MZ_ERROR_IO);
        g_error_free(error);
    }
    finish(tree);
    assert_text(place, "other.csv", "somebody's");
    assert_text(place, "file", "somebody's");
    assert_no_temporaries(place);
}

static gboolean
put_data(MzTree *tree, const char *large, GError **error)
{
    return put_in_pieces(tree, "data/甲/2024.csv", large, error);
}

static void
test_pieces_on_full_disk(Place *place, gconstpointer unused)
{
    (void)unused;
    build_in_pieces(place, "1,2,3\n");
    on_full_disk(place, put_data);
    assert_text(place, "data/甲/2024.csv", "1,2,3\n");
    g_assert_cmpuint(build_in_pieces(place, "1,2,4\n").written, ==, 1);
}

/* A build that is killed between two pieces leaves the old file; what there is of the new one goes with the next. */
static void
test_pieces_interrupted(Place *place, gconstpointer unused)
{
    (void)unused;
    build_in_pieces(place, "1,2,3\n");
    pid_t child = fork();
    if (child == 0) {
        MzTree *tree = mz_tree_open(place->out, place->state, MZ_TREE_NO_SYNC, NULL);
        mz_tree_append(mz_tree_begin(tree, "data/甲/2024.csv", NULL), "1,", 2);
        _exit(0);
    }
    int status;
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    assert_text(place, "data/甲/2024.csv", "1,2,3\n");
    g_assert_cmpuint(build_in_pieces(place, "1,2,3\n").written, ==, 0);
}

/* ---- keeping */

static const char *const three[] = {"index.html", "home", "r/a/index.html",  "A",  "r/a/t/x.csv", "1,2",
                                    "r/a/z.html", "Z",    "r/ab/index.html", "AB", NULL};

static void
test_keep(Place *place, gconstpointer unused)
{
    (void)unused;
    build(place, three);
    char *before = whole_tree(place->out);
    for (int trusted = 0; trusted < 3; trusted++) {
        MzTree *tree = open_tree(place);
        put(tree, "index.html", "home");
        g_assert_true(mz_tree_keep_intact(tree, "r/a/"));
        g_assert_true(mz_tree_keep_intact(tree, "r/ab/index.html"));
        g_assert_false(mz_tree_keep_intact(tree, "r/abc/"));
        g_assert_cmpuint(mz_tree_keep(tree, "nothing"), ==, 0);
        MzTreeStats stats = finish(tree);
        g_assert_cmpuint(stats.unchanged, ==, 5);
        g_assert_cmpuint(stats.written + stats.removed, ==, 0);
        char *after = whole_tree(place->out);
        assert_same_tree(after, before);
        g_free(after);
        g_usleep(60000);
    }
    MzTree *tree = open_tree(place);
    g_assert_cmpuint(mz_tree_keep(tree, "r/a/"), ==, 3);
    g_assert_cmpuint(finish(tree).removed, ==, 2);
    assert_text(place, "r/a/t/x.csv", "1,2");
    assert_there(place, "r/ab", FALSE);
    g_free(before);
}

/* What a file is, be it of this build or kept; of others nothing is known. */
static void
test_sum(Place *place, gconstpointer unused)
{
    (void)unused;
    guint8 sum[MZ_SHA256_SIZE], wanted[MZ_SHA256_SIZE];
    guint64 size = 0;
    build(place, three);
    MzTree *tree = open_tree(place);
    put(tree, "index.html", "new");
    g_assert_true(mz_tree_sum(tree, "index.html", sum, &size));
    mz_fingerprint("index.html", "new", 3, wanted);
    g_assert_cmpmem(sum, sizeof sum, wanted, sizeof wanted);
    g_assert_cmpuint(size, ==, 3);
    g_assert_false(mz_tree_sum(tree, "r/ab/index.html", sum, &size));
    g_assert_true(mz_tree_keep_intact(tree, "r/ab/index.html"));
    g_assert_true(mz_tree_sum(tree, "r/ab/index.html", sum, &size));
    mz_fingerprint("index.html", "AB", 2, wanted);
    g_assert_cmpmem(sum, sizeof sum, wanted, sizeof wanted);
    g_assert_cmpuint(size, ==, 2);
    g_assert_false(mz_tree_sum(tree, "r/none", sum, &size));
    finish(tree);
}

static void
test_keep_sees_damage(Place *place, gconstpointer unused)
{
    (void)unused;
    static const char *const victims[] = {"r/a/index.html", "r/a/t/x.csv", "r/a/z.html"};
    for (gsize i = 0; i < 2 * G_N_ELEMENTS(victims); i++) {
        build(place, three);
        let_time_pass(place);
        let_time_pass(place);
        char *name = in_out(place, victims[i / 2]);
        g_remove(name);
        if (i % 2 == 1)
            write_by_hand(place, victims[i / 2], "?");
        MzTree *tree = open_tree(place);
        g_assert_false(mz_tree_keep_intact(tree, "r/a/"));
        g_assert_true(mz_tree_keep_intact(tree, "r/ab/"));
        g_assert_cmpuint(mz_tree_keep(tree, "r/a/"), ==, 2 + i % 2);
        finish(tree);
        g_free(name);
    }
}

static void
test_verify_reads(Place *place, gconstpointer unused)
{
    (void)unused;
    build(place, three);
    let_time_pass(place);
    let_time_pass(place);
    /* Changed in place: the folder's times do not tell, so keeping a folder does not see it, verifying does. */
    char *name = in_out(place, "r/a/z.html");
    FILE *file = fopen(name, "r+");
    fputs("Q", file);
    fclose(file);
    MzTree *tree = open_tree(place);
    g_assert_true(mz_tree_keep_intact(tree, "r/a/"));
    mz_tree_free(tree);
    tree = mz_tree_open(place->out, place->state, MZ_TREE_VERIFY | MZ_TREE_NO_SYNC, NULL);
    g_assert_false(mz_tree_keep_intact(tree, "r/a/"));
    mz_tree_free(tree);
    g_free(name);
}

static void
test_id(Place *place, gconstpointer unused)
{
    (void)unused;
    MzTree *tree = open_tree(place);
    g_assert_cmpstr(mz_tree_id(tree), ==, "");
    put(tree, "a", "a");
    g_assert_true(mz_tree_finish(tree, NULL, NULL));
    char *id = g_strdup(mz_tree_id(tree));
    mz_tree_free(tree);
    char *name = in_out(place, MZ_TREE_MANIFEST), *text;
    gsize length;
    g_assert_true(g_file_get_contents(name, &text, &length, NULL));
    gsize head = strlen(MZ_MANIFEST_HEAD);
    guint64 parts[2];
    mz_sum_at_once(text + head, length - head - 1, parts); /* of one line the sum is its own */
    char *wanted = g_strdup_printf("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", parts[0], parts[1]);
    g_assert_cmpstr(id, ==, wanted);
    for (int i = 0; i < 2; i++) {
        tree = open_tree(place);
        g_assert_cmpstr(mz_tree_id(tree), ==, wanted);
        mz_tree_free(tree);
        g_remove(place->state);
    }
    g_free(wanted);
    g_free(text);
    g_free(name);
    g_free(id);
}

/* ---- several at once */

typedef struct {
    MzTree *tree;
    int first, step;
} Part;

static gpointer
put_part(gpointer data)
{
    const Part *part = data;
    for (int i = part->first; i < 600; i += part->step) {
        char *path = g_strdup_printf("r/%d/%d/p%d.html", i % 7, i % 40, i);
        put(part->tree, path, path);
        g_free(path);
    }
    return NULL;
}

static void
test_threads(Place *place, gconstpointer unused)
{
    (void)unused;
    char *first = NULL;
    for (int threads = 1; threads <= 8; threads *= 2) {
        if (g_file_test(place->out, G_FILE_TEST_IS_DIR) && threads == 4)
            remove_all(place->out);
        MzTree *tree = open_tree(place);
        GThread *running[8];
        Part parts[8];
        for (int i = 0; i < threads; i++) {
            parts[i] = (Part){tree, i, threads};
            running[i] = g_thread_new("put", put_part, &parts[i]);
        }
        for (int i = 0; i < threads; i++)
            g_thread_join(running[i]);
        finish(tree);
        char *all = whole_tree(place->out);
        if (first == NULL)
            first = g_strdup(all);
        assert_same_tree(all, first);
        g_free(all);
    }
    g_free(first);
}

static void
test_two_builds(Place *place, gconstpointer unused)
{
    (void)unused;
    g_assert_false(mz_tree_is_busy(place->out));
    MzTree *tree = open_tree(place);
    g_assert_true(mz_tree_is_busy(place->out));
    GError *error = NULL;
    g_assert_null(mz_tree_open(place->out, NULL, MZ_TREE_DEFAULT, &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_IO);
    g_clear_error(&error);
    put(tree, "a", "first");
    pid_t child = fork();
    if (child == 0) {
        MzTree *second = mz_tree_open(place->out, place->state, MZ_TREE_WAIT | MZ_TREE_NO_SYNC, NULL);
        gboolean good =
            second != NULL && mz_tree_put(second, "a", "second", 6, NULL) && mz_tree_finish(second, NULL, NULL);
        _exit(good ? 0 : 1);
    }
    g_usleep(100000);
    assert_text(place, "a", "first");
    finish(tree);
    int status;
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_cmpint(status, ==, 0);
    assert_text(place, "a", "second");
    assert_there(place, ".mingzhang-journal", FALSE);
}

/* ---- killed */

enum { KILL_FILES = 60, KILL_SIZE = 3000 };

/* Version n of the tree: some folders change, some come and go. */
static gboolean
in_version(int version, int file)
{
    return (file + version) % 5 != 0;
}

static char *
text_of(int version, int file)
{
    char *text = g_strnfill(KILL_SIZE, (char)('a' + (file % 3 == 0 ? file % 26 : version % 26)));
    return text;
}

static char *
path_of(int file)
{
    return g_strdup_printf("r/%d/%d/index.html", file % 4, file);
}

static void
build_version(Place *place, int version)
{
    MzTree *tree = open_tree(place);
    for (int i = 0; i < KILL_FILES; i++) {
        char *path = path_of(i), *text = text_of(version, i);
        g_autofree char *folder = g_path_get_dirname(path);
        g_autofree char *other = g_build_filename(folder, "tables", "all.csv", NULL);
        mz_tree_begin_folder(tree, folder);
        if (in_version(version, i)) {
            put(tree, path, text);
            put(tree, other, text);
        }
        mz_tree_end_folder(tree, folder, NULL);
        g_free(text);
        g_free(path);
    }
    finish(tree);
}

/* Each published file is whole, and of one of the versions. */
static void
assert_whole(Place *place, int newest)
{
    for (int i = 0; i < KILL_FILES; i++) {
        char *path = path_of(i), *name = in_out(place, path), *text = NULL;
        if (g_file_get_contents(name, &text, NULL, NULL)) {
            gboolean known = FALSE;
            for (int version = MAX(newest - 30, 0); version <= newest && !known; version++) {
                char *wanted = text_of(version, i);
                known = strcmp(text, wanted) == 0;
                g_free(wanted);
            }
            g_assert_true(known);
        }
        g_free(text);
        g_free(name);
        g_free(path);
    }
}

static char *
from_nothing(Place *place, int version)
{
    Place other = {place->base, g_build_filename(place->base, "other", NULL),
                   g_build_filename(place->base, "other.state", NULL)};
    remove_all(other.out);
    build_version(&other, version);
    char *all = whole_tree(other.out);
    g_free(other.out);
    g_free(other.state);
    return all;
}

static void
test_killed(Place *place, gconstpointer unused)
{
    (void)unused;
    int rounds = g_test_slow() ? 1000 : 200, interrupted = 0;
    gint64 begun = g_get_monotonic_time();
    build_version(place, 0);
    gint64 took = g_get_monotonic_time() - begun + 2000;
    for (int round = 1; round <= rounds; round++) {
        pid_t child = fork();
        if (child == 0) {
            build_version(place, round);
            _exit(0);
        }
        g_usleep((gulong)g_test_rand_int_range(0, (gint32)took));
        kill(child, SIGKILL);
        int status;
        g_assert_cmpint(waitpid(child, &status, 0), ==, child);
        interrupted += WIFSIGNALED(status);
        assert_whole(place, round);
        if (round % 4 != 0)
            continue; /* sometimes several are killed in a row */
        int version = g_test_rand_bit() ? round : round - 1;
        build_version(place, version);
        char *repaired = whole_tree(place->out), *clean = from_nothing(place, version);
        assert_same_tree(repaired, clean);
        g_free(repaired);
        g_free(clean);
    }
    g_test_message("%d of %d were interrupted", interrupted, rounds);
    g_assert_cmpint(interrupted, >, rounds / 10);
}

/* A killed build replaced a file; its source is put back, and the file is kept as of the build before: that must be
 * seen. */
static void
test_killed_then_kept(Place *place, gconstpointer unused)
{
    (void)unused;
    build(place, three);
    let_time_pass(place);
    MzTree *tree = open_tree(place);
    put(tree, "r/a/z.html", "new");
    put(tree, "r/new.html", "new");
    mz_tree_free(tree); /* never finished */
    assert_text(place, "r/a/z.html", "new");
    tree = open_tree(place);
    g_assert_false(mz_tree_keep_intact(tree, "r/a/"));
    g_assert_true(mz_tree_keep_intact(tree, "r/ab/"));
    put(tree, "r/a/z.html", "Z");
    finish(tree);
    assert_text(place, "r/a/z.html", "Z");
    assert_there(place, "r/new.html", FALSE);
    assert_there(place, ".mingzhang-journal", FALSE);
}

/* ---- a folder as a whole */

static void
end_folder(MzTree *tree, const char *folder)
{
    GError *error = NULL;
    g_assert_true(mz_tree_end_folder(tree, folder, &error));
    g_assert_no_error(error);
}

static void
test_folder_at_once(Place *place, gconstpointer unused)
{
    (void)unused;
    static const char *const same[] = {"r/a/1/index.html",
                                       "1",
                                       "r/a/1/tables/x.csv",
                                       "x",
                                       "r/a/1/y/z/z.csv",
                                       "z",
                                       "r/a/2/index.html",
                                       "2+",
                                       "index.html",
                                       "i",
                                       NULL};
    MzTree *tree = open_tree(place);
    mz_tree_begin_folder(tree, "r/a/1");
    put(tree, "r/a/1/index.html", "1");
    put(tree, "index.html", "i");
    put(tree, "r/a/1/tables/x.csv", "x");
    put(tree, "r/a/1/y/z/z.csv", "z");
    assert_there(place, "r/a/1", FALSE);
    assert_there(place, "index.html", TRUE);
    mz_tree_begin_folder(tree, "r/a/3"); /* nothing is put there */
    end_folder(tree, "r/a/3");
    mz_tree_begin_folder(tree, "other/deep"); /* nor there */
    end_folder(tree, "other/deep");
    end_folder(tree, "r/a/1");
    assert_text(place, "r/a/1/tables/x.csv", "x");
    put(tree, "r/a/2/index.html", "2");
    finish(tree);
    ino_t before = inode(place, "r/a/1/index.html");
    let_time_pass(place);
    tree = open_tree(place);
    mz_tree_begin_folder(tree, "r/a/2"); /* it is there: file by file */
    put(tree, "r/a/2/index.html", "2+");
    assert_text(place, "r/a/2/index.html", "2+");
    end_folder(tree, "r/a/2");
    g_assert_true(mz_tree_keep_intact(tree, "r/a/1/"));
    put(tree, "index.html", "i");
    g_assert_cmpuint(finish(tree).written, ==, 1);
    g_assert_cmpuint(inode(place, "r/a/1/index.html"), ==, before);
    Place other = {place->base, g_build_filename(place->base, "other", NULL), NULL};
    build(&other, same);
    char *got = whole_tree(place->out), *wanted = whole_tree(other.out);
    assert_same_tree(got, wanted);
    g_free(wanted);
    g_free(got);
    g_free(other.out);
}

/* A build that is killed before the end leaves nothing that anybody sees; the next one takes it away, or makes it. */
static void
test_folder_interrupted(Place *place, gconstpointer unused)
{
    (void)unused;
    static const char *const same[] = {"index.html", "i", NULL};
    for (int again = 0; again < 2; again++) {
        MzTree *tree = open_tree(place);
        mz_tree_begin_folder(tree, "r/a/1");
        put(tree, "r/a/1/index.html", "1");
        put(tree, "r/a/1/y/z/z.csv", "z");
        mz_tree_free(tree); /* never ended, never finished */
        assert_there(place, "r/a", TRUE);
        assert_there(place, "r/a/1", FALSE);
        if (again == 0) {
            build(place, same);
            assert_there(place, "r", FALSE);
            continue;
        }
        tree = open_tree(place);
        mz_tree_begin_folder(tree, "r/a/1");
        put(tree, "r/a/1/index.html", "2");
        end_folder(tree, "r/a/1");
        finish(tree);
    }
    char *all = whole_tree(place->out);
    g_assert_null(strstr(all, ".mingzhang-tmp"));
    g_assert_nonnull(strstr(all, "r/a/1/index.html = 2\n"));
    g_free(all);
}

/* The second of two folders beside each other has no line of its own in the journal yet, and is found all the same. */
static void
test_folder_interrupted_beside(Place *place, gconstpointer unused)
{
    (void)unused;
    static const char *const same[] = {"index.html", "i", NULL};
    MzTree *tree = open_tree(place);
    mz_tree_begin_folder(tree, "r/a/1");
    put(tree, "r/a/1/index.html", "1");
    end_folder(tree, "r/a/1");
    mz_tree_begin_folder(tree, "r/a/2");
    put(tree, "r/a/2/index.html", "2");
    char *journal = NULL, *file = g_build_filename(place->out, ".mingzhang-journal", NULL);
    g_assert_true(g_file_get_contents(file, &journal, NULL, NULL));
    g_assert_cmpstr(journal, ==, "r/a/1/index.html\n");
    mz_tree_free(tree); /* never ended, never finished */
    assert_there(place, "r/a/1", TRUE);
    assert_there(place, "r/a/2", FALSE);
    build(place, same);
    assert_there(place, "r", FALSE); /* nothing is left in it, hidden or not */
    g_free(journal);
    g_free(file);
}

/* Somebody else makes the folder meanwhile: theirs stays, all of ours has failed, and the next build can put it. */
static void
test_folder_taken(Place *place, gconstpointer unused)
{
    (void)unused;
    GError *error = NULL;
    MzTree *tree = open_tree(place);
    put(tree, "index.html", "i");
    mz_tree_begin_folder(tree, "r/a/1");
    put(tree, "r/a/1/index.html", "1");
    put(tree, "r/a/1/y/z.csv", "z");
    write_by_hand(place, "r/a/1/notes.txt", "by hand");
    g_assert_false(mz_tree_end_folder(tree, "r/a/1", &error));
    g_assert_error(error, MZ_ERROR, MZ_ERROR_WRITE);
    g_clear_error(&error);
    guint64 size;
    guint8 sum[MZ_SHA256_SIZE];
    g_assert_false(mz_tree_sum(tree, "r/a/1/index.html", sum, &size));
    MzTreeStats stats = finish(tree);
    g_assert_cmpuint(stats.written, ==, 1);
    g_assert_cmpuint(stats.bytes, ==, 1);
    assert_text(place, "r/a/1/notes.txt", "by hand");
    char *all = whole_tree(place->out);
    g_assert_null(strstr(all, ".mingzhang-tmp"));
    g_assert_null(strstr(all, "r/a/1/index.html"));
    g_free(all);
    static const char *const both[] = {"index.html", "i", "r/a/1/index.html", "1", NULL};
    build(place, both);
    assert_text(place, "r/a/1/index.html", "1");
    assert_text(place, "r/a/1/notes.txt", "by hand");
}

/* A build after any sequence of edits gives the tree of a build from nothing. */
static void
test_random_edits(Place *place, gconstpointer unused)
{
    (void)unused;
    int current[40] = {0};
    Place clean = {place->base, g_build_filename(place->base, "clean", NULL), NULL};
    for (int round = 0; round < 60; round++) {
        int next[40];
        MzTree *tree = open_tree(place);
        remove_all(clean.out);
        MzTree *scratch = open_tree(&clean);
        for (int i = 0; i < 40; i++) {
            next[i] = g_test_rand_int_range(0, 4) > 0 ? current[i] : g_test_rand_int_range(0, 4);
            char *path = g_strdup_printf("d%d/%d%s", i % 6, i, i % 2 == 0 ? "/x/y" : ""),
                 *text = g_strdup_printf("%d", next[i]);
            if (next[i] > 0)
                put(scratch, path, text);
            if (next[i] > 0 && (next[i] != current[i] || !mz_tree_keep_intact(tree, path)))
                put(tree, path, text);
            g_free(path);
            g_free(text);
        }
        finish(scratch);
        finish(tree);
        memcpy(current, next, sizeof current);
        char *wanted = whole_tree(clean.out), *got = whole_tree(place->out);
        assert_same_tree(got, wanted);
        g_free(wanted);
        g_free(got);
        if (round % 9 == 0)
            g_usleep(30000);
        char *victim = g_strdup_printf("d%d", round % 6);
        char *name = in_out(place, victim);
        if (round % 10 == 5)
            remove_all(name);
        g_free(name);
        g_free(victim);
    }
    g_free(clean.out);
}

#define ADD(name, function) g_test_add("/tree/" name, Place, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("first-build", test_first_build);
    ADD("only-changes-are-written", test_only_changes_are_written);
    ADD("stale-files-go", test_stale_files_go);
    ADD("foreign-files-stay", test_foreign_files_stay);
    ADD("damage-is-repaired", test_damage_is_repaired);
    ADD("state-is-only-a-cache", test_state_is_only_a_cache);
    ADD("damaged-state", test_damaged_state);
    ADD("books-in-place", test_books_in_place);
    ADD("file-and-folder-change-places", test_file_and_folder_change_places);
    ADD("refused-paths", test_refused_paths);
    ADD("collisions", test_collisions);
    ADD("links-are-not-followed", test_links_are_not_followed);
    ADD("hostile-manifest", test_hostile_manifest);
    ADD("damaged-manifest", test_damaged_manifest);
    ADD("no-folder", test_no_folder);
    ADD("read-only-folder", test_read_only_folder);
    ADD("full-disk", test_full_disk);
    ADD("pieces", test_pieces);
    ADD("pieces-refused", test_pieces_refused);
    ADD("pieces-on-full-disk", test_pieces_on_full_disk);
    ADD("pieces-interrupted", test_pieces_interrupted);
    ADD("keep", test_keep);
    ADD("keep-sees-damage", test_keep_sees_damage);
    ADD("sum", test_sum);
    ADD("verify-reads", test_verify_reads);
    ADD("id", test_id);
    ADD("threads", test_threads);
    ADD("two-builds", test_two_builds);
    ADD("killed", test_killed);
    ADD("killed-then-kept", test_killed_then_kept);
    ADD("folder-at-once", test_folder_at_once);
    ADD("folder-interrupted", test_folder_interrupted);
    ADD("folder-interrupted-beside", test_folder_interrupted_beside);
    ADD("folder-taken", test_folder_taken);
    ADD("random-edits", test_random_edits);
    return g_test_run();
}
