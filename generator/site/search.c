#include "site/search.h"

#include <string.h>

#include "publish/path.h"

enum { BLOCK = 100, PREFIX_MIN = 3, PREFIX_MAX = 8 };

typedef struct {
    const char *kind; /* "d" department, "r" report, "i" item */
    const char *title;
    const char *remark;
    const char *address; /* percent-encoded, from the top of the tree */
} Entry;

typedef struct {
    MzArena *arena;
    GArray *entries;    /* Entry */
    GHashTable *tokens; /* text → GArray of guint32, ascending */
    guint n_postings;
} Index;

static void
add_token(Index *index, const char *token, gsize length)
{
    char key[40];
    if (length >= sizeof key)
        return;
    memcpy(key, token, length);
    key[length] = '\0';
    GArray *list = g_hash_table_lookup(index->tokens, key);
    if (list == NULL) {
        list = g_array_new(FALSE, FALSE, sizeof(guint32));
        g_hash_table_insert(index->tokens, mz_arena_strdup(index->arena, key), list);
    }
    guint32 entry = index->entries->len - 1;
    if (list->len > 0 && g_array_index(list, guint32, list->len - 1) == entry)
        return;
    g_array_append_val(list, entry);
    index->n_postings++;
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
    char *address = mz_path_href(path);
    Entry entry = {kind, title, remark, mz_arena_strdup(index->arena, address)};
    g_free(address);
    g_array_append_val(index->entries, entry);
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

/* FNV-1a of the bytes; the script computes the same. */
static guint32
token_hash(const char *token)
{
    guint32 hash = 2166136261U;
    for (; *token != '\0'; token++)
        hash = (hash ^ (guchar)*token) * 16777619U;
    return hash;
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

static void
write_shards(const Index *index, MzPutFile put, gpointer user)
{
    guint n_shards = count_shards(index), n_tokens = 0;
    gpointer *keys = g_hash_table_get_keys_as_array(index->tokens, &n_tokens);
    if (n_tokens > 1)
        qsort(keys, n_tokens, sizeof *keys, by_bytes);
    GString **shards = g_new0(GString *, n_shards);
    for (guint i = 0; i < n_shards; i++) {
        shards[i] = g_string_new(NULL);
        g_string_printf(shards[i], "mzSearch.shard(%u,{", i);
    }
    for (guint i = 0; i < n_tokens; i++) {
        GString *shard = shards[token_hash(keys[i]) % n_shards];
        const GArray *list = g_hash_table_lookup(index->tokens, keys[i]);
        if (shard->str[shard->len - 1] != '{')
            g_string_append(shard, ",\n");
        add_json(shard, keys[i]);
        g_string_append(shard, ":[");
        guint32 before = 0;
        for (guint j = 0; j < list->len; j++) {
            guint32 entry = g_array_index(list, guint32, j);
            g_string_append_printf(shard, j == 0 ? "%u" : ",%u", entry - before);
            before = entry;
        }
        g_string_append_c(shard, ']');
    }
    for (guint i = 0; i < n_shards; i++) {
        char path[40];
        g_snprintf(path, sizeof path, "search/t-%02x.js", i);
        g_string_append(shards[i], "});\n");
        put(path, shards[i]->str, shards[i]->len, user);
        g_string_free(shards[i], TRUE);
    }
    g_free(shards);
    g_free(keys);
}

static void
write_entries(const Index *index, MzPutFile put, gpointer user)
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
        put(path, out->str, out->len, user);
    }
    g_string_printf(out, "mzSearch.meta({shards:%u,entries:%u,block:%d});\n", count_shards(index), index->entries->len,
                    BLOCK);
    put("search/meta.js", out->str, out->len, user);
    g_string_free(out, TRUE);
}

void
mz_search_write(const MzDigests *digests, const MzDiscovery *discovery, MzPutFile put, gpointer user)
{
    Index index = {mz_arena_new(), g_array_new(FALSE, FALSE, sizeof(Entry)),
                   g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref), 0};
    add_bodies(&index, digests, discovery);
    add_items(&index, digests);
    write_shards(&index, put, user);
    write_entries(&index, put, user);
    g_hash_table_destroy(index.tokens);
    g_array_free(index.entries, TRUE);
    mz_arena_free(index.arena);
}
