#include "memory/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/identity.h"
#include "base/sum.h"
#include "memory/digest.h"

enum { ID_LENGTH = 64, SLACK = 256 * 1024 /* bytes of texts that may always be superfluous */ };

/* The file: this head, everything packed, the texts. */
typedef struct {
    char magic[24];
    char tree_id[ID_LENGTH];
    guint8 program[MZ_SHA256_SIZE];
    guint64 packed, texts; /* bytes */
    guint64 floor;
    guint64 sum[2]; /* of all bytes but these */
} Head;

#define MAGIC "mingzhang-cache/3\n"

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
read_all(MzCache *cache, const char *packed, gsize length)
{
    MzPack pack = mz_pack_reader(cache->strings, packed, length, cache->arena);
    mz_pack_raw(&pack, &cache->site, sizeof cache->site);
    mz_inputs_pack(cache->inputs, &pack);
    read_pages(cache, &pack);
    read_records(cache, &pack);
    if (pack.broken) { /* cannot be: the sum was right */
        g_hash_table_remove_all(cache->records);
        g_hash_table_remove_all(cache->pages);
        cache->site = (MzBasis){{0, 0}};
        cache->tree_id = "";
    }
}

/* Whether a file is whole and of this program; `head` is its beginning then. */
static gboolean
is_sound(const char *bytes, gsize length, Head *head)
{
    if (length <= sizeof *head)
        return FALSE;
    memcpy(head, bytes, sizeof *head);
    gsize room = length - sizeof *head;
    MzSum sum;
    Head again = *head;
    if (strncmp(head->magic, MAGIC, sizeof head->magic) != 0 ||
        memcmp(head->program, mz_identity(), MZ_SHA256_SIZE) != 0 || head->packed > room ||
        head->texts != room - head->packed || (head->texts > 0 && bytes[length - 1] != '\0'))
        return FALSE;
    mz_sum_init(&sum);
    mz_sum_add(&sum, bytes + sizeof *head, room);
    mz_sum_end_in_head(&sum, &again, sizeof again, again.sum);
    return memcmp(again.sum, head->sum, sizeof head->sum) == 0;
}

MzCache *
mz_cache_open(const char *file, const char *root, gboolean verify)
{
    MzCache *cache = g_new0(MzCache, 1);
    Head head = {.texts = 0};
    cache->arena = mz_arena_new();
    cache->inputs = mz_inputs_new(root, verify);
    cache->tree_id = "";
    cache->records = g_hash_table_new(g_str_hash, g_str_equal);
    cache->pages = g_hash_table_new(mz_basis_hash, mz_basis_same);
    cache->map = g_mapped_file_new(file, FALSE, NULL);
    const char *bytes = cache->map != NULL ? g_mapped_file_get_contents(cache->map) : NULL;
    if (bytes == NULL || !is_sound(bytes, g_mapped_file_get_length(cache->map), &head)) {
        g_clear_pointer(&cache->map, g_mapped_file_unref);
        cache->strings = mz_strings_new(NULL, 0);
        return cache;
    }
    cache->strings = mz_strings_new(bytes + sizeof head + head.packed, head.texts);
    cache->floor = head.floor;
    cache->tree_id = mz_arena_strndup(cache->arena, head.tree_id, strnlen(head.tree_id, ID_LENGTH));
    read_all(cache, bytes + sizeof head, head.packed);
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

enum { PIECE = 1 << 18 };

struct MzCacheDraft {
    char *file, *temporary;
    char *before; /* the output that the old one describes */
    int handle;
    gboolean good;
    int why;       /* errno of what failed */
    GString *held; /* less than a piece */
    MzSum *sum;
    guint64 length; /* of all that was written */
    Head head;
};

static void
write_bytes(MzCacheDraft *draft, const char *bytes, gsize length, off_t at)
{
    while (length > 0 && draft->good) {
        ssize_t wrote = pwrite(draft->handle, bytes, length, at);
        if (wrote < 0 && errno == EINTR)
            continue;
        draft->good = wrote >= 0;
        draft->why = wrote < 0 ? errno : 0;
        bytes += MAX(wrote, 0);
        at += MAX(wrote, 0);
        length -= (gsize)MAX(wrote, 0);
    }
}

/* Writes what is held, down to less than a piece; all of it at the end. */
static void
flush(MzCacheDraft *draft, gboolean all)
{
    gsize length = all ? draft->held->len : draft->held->len / PIECE * PIECE;
    mz_sum_add(draft->sum, draft->held->str, length);
    write_bytes(draft, draft->held->str, length, (off_t)(sizeof(Head) + draft->length));
    draft->length += length;
    g_string_erase(draft->held, 0, (gssize)length);
}

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

static void
add_all(const MzCache *cache, MzStrings *strings, const MzCacheContent *content, MzCacheDraft *draft)
{
    MzPack pack = mz_pack_writer(strings, draft->held, NULL);
    MzBasis site = content->site;
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
    for (guint i = 0; i < n; i++) {
        add_record(cache, &pack, content->records[i], scratch);
        if (draft->held->len >= PIECE)
            flush(draft, FALSE);
    }
    mz_arena_free(scratch);
}

MzCacheDraft *
mz_cache_draft(const MzCache *cache, const char *file, const MzCacheContent *content)
{
    gboolean anew = cache->map != NULL && mz_strings_length(cache->strings) > 2 * cache->floor + SLACK;
    g_autoptr(MzStrings) fresh = anew ? mz_strings_new(NULL, 0) : NULL;
    MzStrings *strings = anew ? fresh : cache->strings;
    g_autofree char *folder = g_path_get_dirname(file);
    MzCacheDraft *draft = g_new0(MzCacheDraft, 1);
    *draft = (MzCacheDraft){.file = g_strdup(file),
                            .temporary = g_strconcat(file, ".tmp", NULL),
                            .before = g_strdup(cache->tree_id),
                            .held = g_string_sized_new(2 * (gsize)PIECE),
                            .sum = g_aligned_alloc(1, sizeof(MzSum), _Alignof(MzSum)),
                            .head = {.magic = MAGIC}};
    mz_sum_init(draft->sum);
    g_mkdir_with_parents(folder, 0755);
    unlink(draft->temporary);
    draft->handle = open(draft->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    draft->good = draft->handle >= 0;
    draft->why = errno;
    add_all(cache, strings, content, draft);
    draft->head.packed = draft->length + draft->held->len;
    mz_strings_append_to(strings, draft->held);
    flush(draft, TRUE);
    draft->head.texts = draft->length - draft->head.packed;
    draft->head.floor = anew || cache->map == NULL ? draft->head.texts : cache->floor;
    return draft;
}

gboolean
mz_cache_save(MzCacheDraft *draft, const char *tree_id, GError **error)
{
    memcpy(draft->head.program, mz_identity(), MZ_SHA256_SIZE);
    memcpy(draft->head.tree_id, tree_id, MIN(strlen(tree_id), (gsize)ID_LENGTH));
    mz_sum_end_in_head(draft->sum, &draft->head, sizeof draft->head, draft->head.sum);
    write_bytes(draft, (const char *)&draft->head, sizeof draft->head, 0);
    /* An old one that describes an output that is no more helps nobody. Without it the new one takes the name at once:
     * over another file ext4 first writes all of it to the disk. */
    if (draft->good && strcmp(draft->before, tree_id) != 0)
        unlink(draft->file);
    gboolean good = draft->good && rename(draft->temporary, draft->file) == 0;
    if (!good) {
        MzPlace place = {draft->file, 0, 0};
        mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法写入：%s", "cannot be written: %s"),
                     mz_error_system(draft->good ? errno : draft->why));
    }
    if (good)
        g_clear_pointer(&draft->temporary, g_free);
    mz_cache_discard(draft);
    return good;
}

void
mz_cache_discard(MzCacheDraft *draft)
{
    if (draft->handle >= 0)
        close(draft->handle);
    if (draft->temporary != NULL)
        unlink(draft->temporary);
    g_string_free(draft->held, TRUE);
    g_aligned_free(draft->sum);
    g_free(draft->temporary);
    g_free(draft->before);
    g_free(draft->file);
    g_free(draft);
}
