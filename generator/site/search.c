#include "site/search.h"

#include <string.h>

#include "publish/path.h"

enum { BLOCK = 100, PREFIX_MIN = 3, PREFIX_MAX = 8, SHARDS_MAX = 256, SLOTS = 1024 };

typedef struct {
    const char *kind; /* "d" department, "r" report, "i" item */
    const char *title;
    const char *remark;
    const char *address; /* percent-encoded, from the top of the tree */
} Entry;

/* A token of the entry in hand. */
typedef struct {
    guint64 hash;
    guint32 entry; /* one more than its number; of another entry: the place is free */
} Slot;

/* The entries are gone through twice: first to find the entries, how many postings there are, and which shards have
 * changed; then to collect the tokens of those. */
typedef struct {
    MzArena *arena;
    GArray *entries;     /* Entry */
    guint32 current;     /* entries so far in this pass */
    gboolean collecting; /* the second pass */
    guint n_postings;
    guint n_shards;              /* known in the second pass */
    guint64 prints[SHARDS_MAX];  /* of each shard of SHARDS_MAX: a sum over its tokens with their entries */
    gboolean wanted[SHARDS_MAX]; /* shards to be written */
    GHashTable *tokens;          /* of them: text → GArray of guint32, ascending */
    Slot seen[SLOTS];            /* tokens of the entry in hand */
    guint n_seen;
} Index;

/* FNV-1a of the bytes; the script computes the same. */
static guint32
token_hash(const char *token)
{
    guint32 hash = 2166136261U;
    for (; *token != '\0'; token++)
        hash = (hash ^ (guchar)*token) * 16777619U;
    return hash;
}

static guint64
mix(guint64 a)
{
    a = (a ^ a >> 32) * G_GUINT64_CONSTANT(0xD6E8FEB86659FD93);
    a = (a ^ a >> 32) * G_GUINT64_CONSTANT(0xD6E8FEB86659FD93);
    return a ^ a >> 32;
}

/* TRUE for the first time in this entry, and always once an entry has more tokens than anybody would search for. */
static gboolean
is_new(Index *index, guint64 hash)
{
    gsize at = hash % SLOTS;
    if (index->n_seen > SLOTS / 2)
        return TRUE;
    for (; index->seen[at].entry == index->current; at = (at + 1) % SLOTS) {
        if (index->seen[at].hash == hash)
            return FALSE;
    }
    index->seen[at] = (Slot){hash, index->current};
    index->n_seen++;
    return TRUE;
}

static void
survey_token(Index *index, const char *token, gsize length)
{
    guint64 hash = length;
    for (gsize i = 0; i < length; i++)
        hash = mix(hash * 257 + (guchar)token[i]);
    if (!is_new(index, hash))
        return;
    index->prints[token_hash(token) % SHARDS_MAX] += mix(hash + mix(index->current));
    index->n_postings++;
}

static void
collect_token(Index *index, const char *token)
{
    if (!index->wanted[token_hash(token) % index->n_shards])
        return;
    GArray *list = g_hash_table_lookup(index->tokens, token);
    if (list == NULL) {
        list = g_array_new(FALSE, FALSE, sizeof(guint32));
        g_hash_table_insert(index->tokens, mz_arena_strdup(index->arena, token), list);
    }
    guint32 entry = index->current - 1;
    if (list->len == 0 || g_array_index(list, guint32, list->len - 1) != entry)
        g_array_append_val(list, entry);
}

static void
add_token(Index *index, const char *token, gsize length)
{
    char key[40];
    if (length >= sizeof key)
        return;
    memcpy(key, token, length);
    key[length] = '\0';
    if (index->collecting)
        collect_token(index, key);
    else
        survey_token(index, key, length);
}

static gboolean
is_word(gunichar c)
{
    return g_unichar_isalnum(c);
}

/* Every pair of neighbouring letters or digits, in lower case. The script folds queries the same way. */
static void
add_text(Index *index, const char *text)
{
    char pair[16];
    gsize first = 0, length = 0;
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar c = g_unichar_tolower(g_utf8_get_char(text));
        if (!is_word(c)) {
            length = 0;
            continue;
        }
        if (length > 0 && first < length) {
            memmove(pair, pair + first, length - first);
            length -= first;
        }
        first = length;
        length += (gsize)g_unichar_to_utf8(c, pair + length);
        if (first > 0)
            add_token(index, pair, length);
    }
}

/* "#201", "#2012", … of digits. */
static void
add_digits(Index *index, const char *digits)
{
    char token[PREFIX_MAX + 2] = "#";
    gsize length = strlen(digits);
    for (gsize n = PREFIX_MIN; n <= length && n <= PREFIX_MAX; n++) {
        memcpy(token + 1, digits, n);
        add_token(index, token, n + 1);
    }
}

static void
add_amount(Index *index, MzMoney amount)
{
    char plain[MZ_MONEY_TEXT], digits[MZ_MONEY_TEXT];
    gsize n = 0;
    mz_money_plain(amount, plain);
    for (const char *at = plain; *at != '\0'; at++) {
        if (g_ascii_isdigit(*at) && (n > 0 || *at != '0'))
            digits[n++] = *at;
    }
    digits[n] = '\0';
    add_digits(index, digits);
}

static void
open_entry(Index *index, const char *kind, const char *title, const char *remark, const char *path)
{
    if (!index->collecting) {
        g_autofree char *address = mz_path_href(path);
        Entry entry = {kind, title, remark, mz_arena_strdup(index->arena, address)};
        g_array_append_val(index->entries, entry);
    }
    index->current++;
    index->n_seen = 0;
    add_text(index, title);
}

static void
add_bodies(Index *index, const MzDigests *digests, const MzDiscovery *discovery)
{
    guint from = 0;
    for (guint i = 0; i < discovery->n_bodies; i++) {
        const MzBody *body = &discovery->bodies[i];
        const char *name = mz_body_name(body, NULL);
        for (guint n = 0; n < body->n_filings; n++)
            name = digests->reports[from + n]->department;
        open_entry(index, "d", name, body->region, mz_arena_printf(index->arena, "%s/index.html", body->address));
        add_text(index, body->region);
        for (guint n = 0; n < body->n_filings; n++, from++) {
            const MzDigest *digest = digests->reports[from];
            char *title = mz_arena_printf(index->arena, "%s %d年度%s", name, digest->filing->year,
                                          mz_kind_label(digest->filing->kind));
            open_entry(index, "r", title, body->region,
                       mz_arena_printf(index->arena, "%s/index.html", digest->filing->address));
            for (guint key = 0; key < MZ_FACTS; key++) {
                if (digest->facts[key].present)
                    add_amount(index, digest->facts[key].amount);
            }
        }
    }
}

static void
add_items(Index *index, const MzDigests *digests)
{
    for (guint i = 0; i < digests->n_items; i++) {
        const MzItem *item = &digests->items[i];
        char *path = mz_item_path(item, 0);
        open_entry(index, "i", mz_arena_printf(index->arena, "%s %s", item->code, item->label),
                   mz_arena_printf(index->arena, "%s，%u份报告", item->economic ? "支出经济分类" : "支出功能分类",
                                   item->n_uses),
                   path);
        add_digits(index, item->code);
        g_free(path);
    }
}

/* ---- files */

static void
add_json(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_c(out, '\\');
        if ((guchar)*text < 0x20 || *text == '<')
            g_string_append_printf(out, "\\u%04x", (guint)(guchar)*text);
        else
            g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

static guint
count_shards(const Index *index)
{
    if (index->n_postings < 4000)
        return 1;
    return index->n_postings < 60000 ? 16 : 256;
}

static gint
by_bytes(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What a shard is made from. */
static MzBasis
shard_basis(const Index *index, guint shard)
{
    MzBasisMaker maker;
    guint64 print = 0;
    for (guint i = shard; i < SHARDS_MAX; i += index->n_shards)
        print += index->prints[i];
    mz_basis_init(&maker, "shard");
    mz_basis_number(&maker, index->n_shards);
    mz_basis_number(&maker, shard);
    mz_basis_number(&maker, (gint64)print);
    return mz_basis_done(&maker);
}

static char *
shard_path(guint shard)
{
    return g_strdup_printf("search/t-%02x.js", shard);
}

/* Finds out which shards are to be written. */
static void
choose_shards(Index *index, const MzOutlet *outlet)
{
    index->n_shards = count_shards(index);
    for (guint i = 0; i < index->n_shards; i++) {
        g_autofree char *path = shard_path(i);
        index->wanted[i] = !mz_outlet_keep(outlet, path, shard_basis(index, i), NULL);
    }
}

static void
add_postings(GString *shard, const char *token, const GArray *list)
{
    if (shard->str[shard->len - 1] != '{')
        g_string_append(shard, ",\n");
    add_json(shard, token);
    g_string_append(shard, ":[");
    guint32 before = 0;
    for (guint j = 0; j < list->len; j++) {
        guint32 entry = g_array_index(list, guint32, j);
        g_string_append_printf(shard, j == 0 ? "%u" : ",%u", entry - before);
        before = entry;
    }
    g_string_append_c(shard, ']');
}

static void
write_shards(const Index *index, const MzOutlet *outlet)
{
    guint n_tokens = 0;
    gpointer *keys = g_hash_table_get_keys_as_array(index->tokens, &n_tokens);
    if (n_tokens > 1)
        qsort(keys, n_tokens, sizeof *keys, by_bytes);
    GString *shards[SHARDS_MAX] = {NULL};
    for (guint i = 0; i < index->n_shards; i++) {
        shards[i] = g_string_new(NULL);
        g_string_printf(shards[i], "mzSearch.shard(%u,{", i);
    }
    for (guint i = 0; i < n_tokens; i++)
        add_postings(shards[token_hash(keys[i]) % index->n_shards], keys[i],
                     g_hash_table_lookup(index->tokens, keys[i]));
    for (guint i = 0; i < index->n_shards; i++) {
        g_autofree char *path = shard_path(i);
        g_string_append(shards[i], "});\n");
        if (index->wanted[i])
            mz_outlet_put(outlet, path, shards[i]->str, shards[i]->len, shard_basis(index, i), 0);
        g_string_free(shards[i], TRUE);
    }
    g_free(keys);
}

static void
write_entries(const Index *index, const MzOutlet *outlet)
{
    GString *out = g_string_new(NULL);
    for (guint block = 0; block * BLOCK < index->entries->len; block++) {
        g_string_printf(out, "mzSearch.block(%u,[\n", block);
        for (guint i = block * BLOCK; i < index->entries->len && i < (block + 1) * BLOCK; i++) {
            const Entry *entry = &g_array_index(index->entries, Entry, i);
            const char *texts[] = {entry->kind, entry->title, entry->remark, entry->address};
            for (guint j = 0; j < G_N_ELEMENTS(texts); j++) {
                g_string_append(out, j == 0 ? "[" : ",");
                add_json(out, texts[j]);
            }
            g_string_append(out, "],\n");
        }
        g_string_append(out, "]);\n");
        char path[40];
        g_snprintf(path, sizeof path, "search/e-%u.js", block);
        outlet->put(path, out->str, out->len, outlet->user);
    }
    g_string_printf(out, "mzSearch.meta({shards:%u,entries:%u,block:%d});\n", index->n_shards, index->entries->len,
                    BLOCK);
    outlet->put("search/meta.js", out->str, out->len, outlet->user);
    g_string_free(out, TRUE);
}

void
mz_search_write(const MzDigests *digests, const MzDiscovery *discovery, const MzOutlet *outlet)
{
    Index *index = g_new0(Index, 1);
    index->arena = mz_arena_new();
    index->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    index->tokens = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
    for (guint pass = 0; pass < 2; pass++) {
        index->current = 0;
        index->collecting = pass == 1;
        add_bodies(index, digests, discovery);
        add_items(index, digests);
        if (pass == 0)
            choose_shards(index, outlet);
    }
    write_shards(index, outlet);
    write_entries(index, outlet);
    g_hash_table_destroy(index->tokens);
    g_array_free(index->entries, TRUE);
    mz_arena_free(index->arena);
    g_free(index);
}
