#include "memory/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/identity.h"
#include "memory/digest.h"

enum { ID_LENGTH = MZ_SHA256_SIZE * 2, SLACK = 256 * 1024 /* bytes of texts that may always be superfluous */ };

/* The file: this head, the texts, everything else packed. */
typedef struct {
    char magic[24];
    guint8 program[MZ_SHA256_SIZE];
    guint64 texts, rest; /* bytes */
    guint64 floor;
    guint64 sum; /* of all bytes but these */
} Head;

#define MAGIC "mingzhang-cache/1\n"

/* ---- the sum */

/* Against damage, not against forgery: four strands, because one multiplication would wait for the other. */
typedef struct {
    guint64 strand[4];
} Sum;

static void
sum_add(Sum *sum, const char *bytes, gsize length)
{
    const guint64 factor = G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    guint64 words[4];
    for (gsize at = 0; at < length; at += sizeof words) {
        memset(words, 0, sizeof words);
        memcpy(words, bytes + at, MIN(sizeof words, length - at));
        for (guint i = 0; i < 4; i++) {
            sum->strand[i] = (sum->strand[i] ^ words[i]) * factor;
            sum->strand[i] ^= sum->strand[i] >> 32;
        }
    }
    sum->strand[0] ^= length;
}

static guint64
sum_of(const Head *head, const char *texts, const char *rest)
{
    Sum sum = {{1, 2, 3, 4}};
    Head plain = *head;
    plain.sum = 0;
    sum_add(&sum, (const char *)&plain, sizeof plain);
    sum_add(&sum, texts, plain.texts);
    sum_add(&sum, rest, plain.rest);
    guint64 all = 0;
    for (guint i = 0; i < 4; i++)
        all = (all ^ sum.strand[i]) * G_GUINT64_CONSTANT(0xD6E8FEB86659FD93);
    return all;
}

/* ---- packing */

static void
pack_said(MzPack *pack, MzSaid *said)
{
    MZ_PACK(pack, said->kind);
    MZ_PACK(pack, said->code);
    mz_pack_text(pack, &said->file);
    MZ_PACK(pack, said->line);
    MZ_PACK(pack, said->column);
    mz_pack_text(pack, &said->message);
}

/* All but the digest. */
static void
pack_record(MzPack *pack, MzRecord *record)
{
    mz_pack_text(pack, &record->name);
    mz_pack_raw(pack, &record->read, sizeof record->read);
    mz_pack_raw(pack, &record->memory, sizeof record->memory);
    MZ_PACK(pack, record->kind);
    MZ_PACK(pack, record->year);
    mz_pack_raw(pack, &record->checked, sizeof record->checked);
    mz_pack_raw(pack, &record->built, sizeof record->built);
    MZ_PACK(pack, record->gated);
    mz_pack_text(pack, &record->context);
    MZ_PACK_ARRAY(pack, record->said, record->n_said);
    for (guint i = 0; i < record->n_said; i++)
        pack_said(pack, &record->said[i]);
    MZ_PACK(pack, record->n_digest);
}

/* ---- opening */

static void
read_records(MzCache *cache, MzPack *pack)
{
    guint n = 0;
    MzRecord *records = NULL;
    MZ_PACK_ARRAY(pack, records, n);
    for (guint i = 0; i < n && !pack->broken; i++) {
        pack_record(pack, &records[i]);
        if (records[i].n_digest > (gsize)(pack->end - pack->at) || records[i].name == NULL) {
            pack->broken = TRUE;
            return;
        }
        records[i].digest = pack->at;
        pack->at += records[i].n_digest;
        g_hash_table_insert(cache->records, (gpointer)records[i].name, &records[i]);
    }
}

static void
read_pages(MzCache *cache, MzPack *pack)
{
    guint n = 0;
    MzBasis *keys = NULL;
    MZ_PACK_ARRAY(pack, keys, n);
    for (guint i = 0; i < n && !pack->broken; i++) {
        guint number = 0;
        mz_pack_raw(pack, &keys[i], sizeof keys[i]);
        MZ_PACK(pack, number);
        g_hash_table_insert(cache->pages, &keys[i], GUINT_TO_POINTER(number));
    }
}

static void
read_all(MzCache *cache, const char *rest, gsize length)
{
    MzPack pack = mz_pack_reader(cache->strings, rest, length, cache->arena);
    char id[ID_LENGTH + 1] = "";
    mz_pack_raw(&pack, id, ID_LENGTH);
    mz_pack_raw(&pack, &cache->site, sizeof cache->site);
    mz_inputs_pack(cache->inputs, &pack);
    read_pages(cache, &pack);
    read_records(cache, &pack);
    if (pack.broken) { /* cannot be: the sum was right */
        g_hash_table_remove_all(cache->records);
        g_hash_table_remove_all(cache->pages);
        cache->site = (MzBasis){{0, 0}};
        return;
    }
    cache->tree_id = mz_arena_strdup(cache->arena, id);
}

/* The file, if it is whole and of this program. */
static GMappedFile *
map_sound(const char *file, Head *head)
{
    GMappedFile *map = g_mapped_file_new(file, FALSE, NULL);
    if (map == NULL)
        return NULL;
    const char *bytes = g_mapped_file_get_contents(map);
    gsize length = g_mapped_file_get_length(map);
    gboolean sound = length > sizeof *head;
    if (sound) {
        memcpy(head, bytes, sizeof *head);
        gsize room = length - sizeof *head;
        const char *texts = bytes + sizeof *head;
        sound = strncmp(head->magic, MAGIC, sizeof head->magic) == 0 &&
                memcmp(head->program, mz_identity(), MZ_SHA256_SIZE) == 0 && head->texts <= room &&
                head->rest == room - head->texts && (head->texts == 0 || texts[head->texts - 1] == '\0') &&
                head->sum == sum_of(head, texts, texts + head->texts);
    }
    if (!sound)
        g_clear_pointer(&map, g_mapped_file_unref);
    return map;
}

MzCache *
mz_cache_open(const char *file, const char *root, gboolean verify)
{
    MzCache *cache = g_new0(MzCache, 1);
    Head head = {.texts = 0};
    mz_identity(); /* before the build has loaded anything, such as a character set */
    cache->arena = mz_arena_new();
    cache->inputs = mz_inputs_new(root, verify);
    cache->tree_id = "";
    cache->records = g_hash_table_new(g_str_hash, g_str_equal);
    cache->pages = g_hash_table_new(mz_basis_hash, mz_basis_same);
    cache->map = map_sound(file, &head);
    const char *texts = cache->map != NULL ? g_mapped_file_get_contents(cache->map) + sizeof head : NULL;
    cache->strings = mz_strings_new(texts, texts != NULL ? head.texts : 0);
    cache->floor = head.floor;
    if (texts != NULL)
        read_all(cache, texts + head.texts, head.rest);
    return cache;
}

void
mz_cache_free(MzCache *cache)
{
    if (cache == NULL)
        return;
    g_hash_table_destroy(cache->records);
    g_hash_table_destroy(cache->pages);
    mz_inputs_free(cache->inputs);
    mz_strings_free(cache->strings);
    mz_arena_free(cache->arena);
    g_clear_pointer(&cache->map, g_mapped_file_unref);
    g_free(cache);
}

const MzRecord *
mz_cache_find(const MzCache *cache, const char *name)
{
    return g_hash_table_lookup(cache->records, name);
}

/* ---- saving */

/* Adds a record; its digest is packed anew when the texts are. */
static void
add_record(const MzCache *cache, MzPack *pack, const MzRecord *record, MzArena *scratch)
{
    MzRecord copy = *record;
    GString *again = NULL;
    if (pack->strings != cache->strings && record->n_digest > 0) {
        mz_arena_reset(scratch);
        MzDigest digest = {.status = MZ_STATUS_BUILT};
        if (mz_digest_read(&digest, cache->strings, record->digest, record->n_digest, scratch)) {
            again = g_string_new(NULL);
            mz_digest_write(&digest, pack->strings, again);
            copy.digest = again->str;
            copy.n_digest = (guint)again->len;
        }
    }
    pack_record(pack, &copy);
    g_string_append_len(pack->out, copy.digest, copy.n_digest);
    if (again != NULL)
        g_string_free(again, TRUE);
}

static GString *
pack_all(const MzCache *cache, MzStrings *strings, const MzCacheContent *content)
{
    GString *out = g_string_sized_new(cache->map != NULL ? g_mapped_file_get_length(cache->map) : 0);
    MzPack pack = mz_pack_writer(strings, out, NULL);
    char id[ID_LENGTH + 1] = "";
    g_strlcpy(id, content->tree_id, sizeof id);
    MzBasis site = content->site;
    mz_pack_raw(&pack, id, ID_LENGTH);
    mz_pack_raw(&pack, &site, sizeof site);
    mz_inputs_pack(cache->inputs, &pack);
    guint n = g_hash_table_size(content->pages);
    MZ_PACK(&pack, n);
    GHashTableIter all;
    gpointer key, number;
    g_hash_table_iter_init(&all, content->pages);
    while (g_hash_table_iter_next(&all, &key, &number)) {
        mz_pack_raw(&pack, key, sizeof(MzBasis));
        mz_pack_number(&pack, GPOINTER_TO_UINT(number));
    }
    n = content->n_records;
    MZ_PACK(&pack, n);
    MzArena *scratch = mz_arena_new();
    for (guint i = 0; i < n; i++)
        add_record(cache, &pack, content->records[i], scratch);
    mz_arena_free(scratch);
    return out;
}

static gboolean
write_all(int handle, const char *bytes, gsize length)
{
    while (length > 0) {
        ssize_t wrote = write(handle, bytes, length);
        if (wrote < 0 && errno != EINTR)
            return FALSE;
        bytes += MAX(wrote, 0);
        length -= (gsize)MAX(wrote, 0);
    }
    return TRUE;
}

static gboolean
write_file(const char *file, const Head *head, const GString *texts, const GString *rest, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(file);
    g_autofree char *temporary = g_strconcat(file, ".tmp", NULL);
    g_mkdir_with_parents(folder, 0755);
    unlink(temporary);
    int handle = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    gboolean good = handle >= 0 && write_all(handle, (const char *)head, sizeof *head) &&
                    write_all(handle, texts->str, texts->len) && write_all(handle, rest->str, rest->len);
    if (handle >= 0)
        good = close(handle) == 0 && good;
    good = good && rename(temporary, file) == 0;
    if (!good) {
        MzPlace place = {file, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法写入：%s", "cannot be written: %s"), g_strerror(errno));
        unlink(temporary);
    }
    return good;
}

gboolean
mz_cache_save(const MzCache *cache, const char *file, const MzCacheContent *content, GError **error)
{
    gboolean anew = cache->map != NULL && mz_strings_length(cache->strings) > 2 * cache->floor + SLACK;
    g_autoptr(MzStrings) fresh = anew ? mz_strings_new(NULL, 0) : NULL;
    MzStrings *strings = anew ? fresh : cache->strings;
    GString *rest = pack_all(cache, strings, content), *texts = g_string_new(NULL);
    mz_strings_append_to(strings, texts);
    Head head = {.magic = MAGIC, .texts = texts->len, .rest = rest->len};
    head.floor = anew || cache->map == NULL ? texts->len : cache->floor;
    memcpy(head.program, mz_identity(), MZ_SHA256_SIZE);
    head.sum = sum_of(&head, texts->str, rest->str);
    gboolean good = write_file(file, &head, texts, rest, error);
    g_string_free(texts, TRUE);
    g_string_free(rest, TRUE);
    return good;
}
