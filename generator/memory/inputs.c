#include "memory/inputs.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { MAX_DEPTH = 8, WHOLE_MAX = 16 << 20 };

typedef struct {
    const char *name;
    MzStamp stamp;
    guint64 sum[2];
} Input;

struct MzInputs {
    GMutex lock;
    char *root;
    gboolean verify;
    gint64 now;         /* the beginning of this build */
    gint64 seen;        /* the beginning of the last one: its stamps are judged by that */
    MzArena *arena;     /* of names and inputs of this build */
    GHashTable *before; /* name → Input of the last build */
    GHashTable *taken;  /* name → Input of this build */
    gboolean changed;
};

MzInputs *
mz_inputs_new(const char *root, gboolean verify)
{
    MzInputs *inputs = g_new0(MzInputs, 1);
    g_mutex_init(&inputs->lock);
    inputs->root = g_strdup(root);
    inputs->verify = verify;
    inputs->now = mz_stamp_now();
    inputs->arena = mz_arena_new();
    inputs->before = g_hash_table_new(g_str_hash, g_str_equal);
    inputs->taken = g_hash_table_new(g_str_hash, g_str_equal);
    return inputs;
}

void
mz_inputs_free(MzInputs *inputs)
{
    if (inputs == NULL)
        return;
    g_hash_table_destroy(inputs->before);
    g_hash_table_destroy(inputs->taken);
    mz_arena_free(inputs->arena);
    g_free(inputs->root);
    g_mutex_clear(&inputs->lock);
    g_free(inputs);
}

static const char *
name_of(const MzInputs *inputs, const char *path)
{
    gsize length = strlen(inputs->root);
    if (strncmp(path, inputs->root, length) != 0)
        return path;
    path += length;
    while (*path == '/')
        path++;
    return path;
}

/* All of a file as one piece. NULL: it cannot be read, or it is growing. */
static GBytes *
read_whole(int handle, gsize size)
{
    char *bytes = g_malloc(size + 1);
    gsize had = 0;
    ssize_t got;
    do {
        got = read(handle, bytes + had, size + 1 - had);
        had += (gsize)MAX(got, 0);
    } while (got > 0 && had <= size);
    if (got != 0) {
        g_free(bytes);
        return NULL;
    }
    bytes[had] = '\0';
    return g_bytes_new_take(bytes, had);
}

/* Sums what is to be read of a file up. */
static gboolean
sum_up(int handle, guint64 sum[2])
{
    MzSum making;
    mz_sum_init(&making);
    char bytes[32768];
    ssize_t got;
    while ((got = read(handle, bytes, sizeof bytes)) > 0)
        mz_sum_add(&making, bytes, (gsize)got);
    mz_sum_end(&making, sum);
    return got == 0;
}

static gboolean
read_open_file(int handle, const struct stat *info, Input *input, GBytes **bytes)
{
    GBytes *whole = bytes != NULL && info->st_size <= WHOLE_MAX ? read_whole(handle, (gsize)info->st_size) : NULL;
    if (whole == NULL)
        return lseek(handle, 0, SEEK_SET) == 0 && sum_up(handle, input->sum);
    mz_sum_at_once(g_bytes_get_data(whole, NULL), g_bytes_get_size(whole), input->sum);
    *bytes = whole;
    return TRUE;
}

/* `bytes` as for mz_inputs_take_bytes, or NULL. */
static gboolean
read_file(const char *path, Input *input, GBytes **bytes)
{
    int handle = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    struct stat info;
    gboolean good = handle >= 0 && fstat(handle, &info) == 0 && S_ISREG(info.st_mode) &&
                    read_open_file(handle, &info, input, bytes);
    if (good)
        input->stamp = mz_stamp(&info); /* of before it was read: a change meanwhile is found by the next build */
    if (handle >= 0)
        close(handle);
    return good;
}

static const Input *
look_up(MzInputs *inputs, GHashTable *table, const char *name)
{
    g_mutex_lock(&inputs->lock);
    const Input *found = g_hash_table_lookup(table, name);
    g_mutex_unlock(&inputs->lock);
    return found;
}

static void
note(MzInputs *inputs, const char *name, Input *input, gboolean read)
{
    g_mutex_lock(&inputs->lock);
    input->name = mz_arena_strdup(inputs->arena, name);
    Input *kept = mz_arena_memdup(inputs->arena, input, sizeof *input);
    g_hash_table_insert(inputs->taken, (gpointer)kept->name, kept);
    inputs->changed = inputs->changed || read;
    g_mutex_unlock(&inputs->lock);
}

gboolean
mz_inputs_take_bytes(MzInputs *inputs, const char *path, const MzStamp *stamp, MzBasisMaker *maker, GBytes **bytes)
{
    const char *name = name_of(inputs, path);
    const Input *known = look_up(inputs, inputs->taken, name);
    Input fresh = {.stamp = *stamp};
    if (bytes != NULL)
        *bytes = NULL;
    if (known == NULL) {
        const Input *before = look_up(inputs, inputs->before, name);
        gboolean trusted = before != NULL && !inputs->verify && mz_stamp_equal(&before->stamp, stamp) &&
                           mz_stamp_settled(stamp, inputs->seen);
        if (trusted)
            memcpy(fresh.sum, before->sum, sizeof fresh.sum);
        else if (!read_file(path, &fresh, bytes))
            return FALSE;
        note(inputs, name, &fresh, !trusted);
        known = &fresh;
    }
    mz_basis_bytes(maker, known->sum, sizeof known->sum);
    return TRUE;
}

gboolean
mz_inputs_take_file(MzInputs *inputs, const char *path, MzBasisMaker *maker)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return FALSE;
    MzStamp stamp = mz_stamp(&info);
    return mz_inputs_take_bytes(inputs, path, &stamp, maker, NULL);
}

/* ---- folders */

static gint
by_bytes(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list(const char *path)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    GDir *folder = g_dir_open(path, 0, NULL);
    const char *name = NULL;
    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
        if (name[0] != '.')
            g_ptr_array_add(names, g_strdup(name));
    }
    if (folder != NULL)
        g_dir_close(folder);
    g_ptr_array_sort(names, by_bytes);
    return names;
}

static gboolean
take_below(MzInputs *inputs, const char *path, const char *const *except, guint depth, MzBasisMaker *maker)
{
    GPtrArray *names = list(path);
    gboolean good = TRUE;
    for (guint i = 0; i < names->len && good; i++) {
        const char *name = g_ptr_array_index(names, i);
        char *inner = g_build_filename(path, name, NULL);
        struct stat info;
        if (stat(inner, &info) == 0 && (except == NULL || !g_strv_contains(except, inner))) {
            MzStamp stamp = mz_stamp(&info);
            mz_basis_text(maker, name);
            mz_basis_number(maker, depth);
            if (S_ISREG(info.st_mode))
                good = mz_inputs_take_bytes(inputs, inner, &stamp, maker, NULL);
            else if (S_ISDIR(info.st_mode) && depth < MAX_DEPTH)
                good = take_below(inputs, inner, except, depth + 1, maker);
        }
        g_free(inner);
    }
    g_ptr_array_free(names, TRUE);
    return good;
}

gboolean
mz_inputs_take_folder(MzInputs *inputs, const char *path, const char *const *except, MzBasisMaker *maker)
{
    return take_below(inputs, path, except, 0, maker);
}

/* ---- from build to build */

gboolean
mz_inputs_changed(const MzInputs *inputs)
{
    return inputs->changed;
}

static void
pack_input(MzPack *pack, Input *input)
{
    mz_pack_text(pack, &input->name);
    mz_pack_raw(pack, &input->stamp, sizeof input->stamp);
    mz_pack_raw(pack, input->sum, sizeof input->sum);
}

void
mz_inputs_pack(MzInputs *inputs, MzPack *pack)
{
    gint64 *time = pack->out != NULL ? &inputs->now : &inputs->seen;
    guint n = g_hash_table_size(inputs->taken);
    MZ_PACK(pack, *time);
    MZ_PACK(pack, n);
    if (pack->out != NULL) {
        GHashTableIter all;
        gpointer input;
        g_hash_table_iter_init(&all, inputs->taken);
        while (g_hash_table_iter_next(&all, NULL, &input))
            pack_input(pack, input);
        return;
    }
    for (guint i = 0; i < n && !pack->broken; i++) {
        Input *input = mz_arena_new0(inputs->arena, Input, 1);
        pack_input(pack, input);
        if (!pack->broken && input->name != NULL)
            g_hash_table_insert(inputs->before, (gpointer)input->name, input);
    }
}
