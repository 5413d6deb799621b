#include "data/search.h"

#include <string.h>

#include "base/buffer.h"
#include "data/script.h"
#include "data/search_amounts.h"

enum { BLOCK = 16, CODE_MIN = 3, CODE_MAX = 7 };

#define NAMES "search/i.js"

typedef struct {
    MzArena *arena;
    GString **blocks; /* of entries, as they are written */
    guint n_entries;
    guint n_blocks;
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
    guint32 entry = index->n_entries - 1;
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

/* "#201", "#2012", … of a code. */
static void
add_code(Index *index, const char *code)
{
    char token[CODE_MAX + 2] = "#";
    gsize length = strlen(code);
    for (gsize n = CODE_MIN; n <= length && n <= CODE_MAX; n++) {
        memcpy(token + 1, code, n);
        add_token(index, token, n + 1);
    }
}

/* ---- entries */

/* Opens the next entry; what follows is written into its block. */
static GString *
open_entry(Index *index)
{
    guint block = index->n_entries / BLOCK;
    if (block == index->n_blocks) {
        index->blocks = g_renew(GString *, index->blocks, ++index->n_blocks);
        index->blocks[block] = g_string_new(NULL);
        g_string_printf(index->blocks[block], "mzSearch.block(%u,[\n", block);
    }
    index->n_entries++;
    return index->blocks[block];
}

/* ["d", name, region, address, "2023-final 2024-budget元"], with the mark of made-up figures at the end */
static void
add_body(Index *index, const MzSettings *settings, const MzBody *body, const MzDigest *const *reports)
{
    const char *name = mz_body_name(body, NULL), *region = mz_settings_region(settings, body->region);
    for (guint i = 0; i < body->n_filings; i++)
        name = reports[i]->department;
    GString *out = open_entry(index);
    g_string_append(out, "[\"d\",");
    mz_script_text(out, name);
    g_string_append_c(out, ',');
    mz_script_text(out, region);
    g_string_append_c(out, ',');
    mz_script_text(out, body->address);
    g_string_append(out, ",\"");
    for (guint i = 0; i < body->n_filings; i++)
        mz_buffer_printf(out, "%s%d-%s%s", i > 0 ? " " : "", body->filings[i].year, mz_kind_key(body->filings[i].kind),
                         reports[i]->unit == MZ_UNIT_YUAN ? "元" : "");
    g_string_append_c(out, '"');
    if (body->mark != NULL && g_strcmp0(body->mark, settings->mark) != 0) { /* the head of each page says the site's */
        g_string_append_c(out, ',');
        mz_script_text(out, body->mark);
    }
    g_string_append(out, "],\n");
    add_text(index, name);
    add_text(index, region);
    const MzDepartment *known = mz_settings_department(settings, body->folder);
    for (guint i = 0; known != NULL && known->former[i] != NULL; i++)
        add_text(index, known->former[i]);
}

/* ["i", code, name, how many reports] */
static void
add_item(Index *index, const MzItem *item)
{
    GString *out = open_entry(index);
    g_string_append(out, "[\"i\",");
    mz_script_text(out, item->code);
    g_string_append_c(out, ',');
    mz_script_text(out, item->label);
    mz_buffer_printf(out, ",%u],\n", item->n_uses);
    add_text(index, item->label);
    add_code(index, item->code);
}

/* ---- files */

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
count_shards(guint n_postings)
{
    if (n_postings < 4000)
        return 1;
    return n_postings < 60000 ? 16 : 256;
}

/* "search/e-5.js", "search/t-0a.js" */
static void
entries_path(char path[40], guint block)
{
    g_snprintf(path, 40, "search/e-%u.js", block);
}

static void
shard_path(char path[40], guint shard)
{
    g_snprintf(path, 40, "search/t-%02x.js", shard);
}

static gint
by_bytes(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static gboolean
write_shards(const Index *index, const MzOutlet *outlet)
{
    guint n_shards = count_shards(index->n_postings), n_tokens = 0;
    gpointer *keys = g_hash_table_get_keys_as_array(index->tokens, &n_tokens);
    if (n_tokens > 1)
        qsort(keys, n_tokens, sizeof *keys, by_bytes);
    GString **shards = g_new0(GString *, n_shards);
    gboolean good = TRUE;
    for (guint i = 0; i < n_shards; i++) {
        shards[i] = g_string_new(NULL);
        g_string_printf(shards[i], "mzSearch.shard(%u,{", i);
    }
    for (guint i = 0; i < n_tokens; i++) {
        GString *shard = shards[token_hash(keys[i]) % n_shards];
        const GArray *list = g_hash_table_lookup(index->tokens, keys[i]);
        if (shard->str[shard->len - 1] != '{')
            g_string_append(shard, ",\n");
        mz_script_text(shard, keys[i]);
        g_string_append(shard, ":[");
        guint32 before = 0;
        for (guint j = 0; j < list->len; j++) {
            guint32 entry = g_array_index(list, guint32, j);
            if (j > 0)
                g_string_append_c(shard, ',');
            mz_buffer_append_number(shard, entry - before);
            before = entry;
        }
        g_string_append_c(shard, ']');
    }
    for (guint i = 0; i < n_shards; i++) {
        char path[40];
        shard_path(path, i);
        g_string_append(shards[i], "});\n");
        good = mz_outlet_put_always(outlet, path, shards[i]) && good;
        g_string_free(shards[i], TRUE);
    }
    g_free(shards);
    g_free(keys);
    return good;
}

/* The last to be put is the first of them: with it goes the basis of all files of words, if all the others could be put
 * (`good`). */
static void
write_entries(const Index *index, const MzOutlet *outlet, MzBasis basis, gboolean good)
{
    for (guint i = index->n_blocks; i-- > 0;) {
        char path[40];
        entries_path(path, i);
        g_string_append(index->blocks[i], "]);\n");
        if (i > 0)
            good = mz_outlet_put_always(outlet, path, index->blocks[i]) && good;
        else
            mz_outlet_put(outlet, path, index->blocks[i], good ? basis : (MzBasis){{0, 0}}, index->n_postings, NULL);
    }
}

static gboolean
write_names(const MzDigests *digests, const MzOutlet *outlet)
{
    GString *out = g_string_new("mzSearch.names({\n");
    for (guint i = 0; i < digests->n_items; i++) {
        mz_script_text(out, digests->items[i].code);
        g_string_append_c(out, ':');
        mz_script_text(out, digests->items[i].label);
        g_string_append(out, ",\n");
    }
    g_string_append(out, "});\n");
    gboolean good = mz_outlet_put_always(outlet, NAMES, out);
    g_string_free(out, TRUE);
    return good;
}

static void
write_meta(guint n_shards, guint n_entries, const MzSearchAmounts *amounts, const MzOutlet *outlet)
{
    GString *out = g_string_new(NULL);
    g_string_printf(out, "mzSearch.meta({shards:%u,entries:%u,block:%d,digits:%u,\namounts:\"%s\",\nfacts:[", n_shards,
                    n_entries, BLOCK, amounts->n_digits, amounts->shards->str);
    for (guint key = 0; key < MZ_FACTS; key++) {
        g_string_append(out, "[");
        mz_script_text(out, mz_fact_label((MzFactKey)key));
        for (guint place = 0; place < MZ_FACT_PLACES && mz_fact_cell((MzFactKey)key, place) != NULL; place++) {
            g_string_append_c(out, ',');
            mz_script_text(out, mz_fact_cell((MzFactKey)key, place));
        }
        g_string_append(out, "],\n");
    }
    g_string_append(out, "]});\n");
    mz_outlet_put_always(outlet, "search/meta.js", out);
    g_string_free(out, TRUE);
}

/* ---- the whole */

/* What words are searched in: of every body and item what add_body and add_item tell. */
static MzBasis
words_basis(const MzSettings *settings, const MzDigests *digests, const MzDiscovery *discovery)
{
    MzBasisMaker maker;
    mz_basis_init(&maker, "words");
    mz_basis_text(&maker, settings->mark);
    for (guint i = 0; i < discovery->n_bodies; i++) {
        const MzBody *body = &discovery->bodies[i];
        const MzDepartment *known = mz_settings_department(settings, body->folder);
        const char *const texts[] = {mz_body_name(body, NULL), mz_settings_region(settings, body->region),
                                     body->address, body->mark};
        for (gsize t = 0; t < G_N_ELEMENTS(texts); t++)
            mz_basis_text(&maker, texts[t]);
        for (guint n = 0; known != NULL && known->former[n] != NULL; n++)
            mz_basis_text(&maker, known->former[n]);
        mz_basis_number(&maker, body->n_filings);
        for (guint n = 0; n < body->n_filings; n++) {
            const MzDigest *report = digests->reports[digests->starts[i] + n];
            mz_basis_text(&maker, report->department);
            mz_basis_number(&maker, body->filings[n].year);
            mz_basis_number(&maker, body->filings[n].kind);
            mz_basis_number(&maker, report->unit == MZ_UNIT_YUAN);
        }
    }
    for (guint i = 0; i < digests->n_items; i++) {
        mz_basis_text(&maker, digests->items[i].code);
        mz_basis_text(&maker, digests->items[i].label);
        mz_basis_number(&maker, digests->items[i].n_uses);
    }
    return mz_basis_done(&maker);
}

/* TRUE: all files of words stand as the last build made them of the same. */
static gboolean
keep_words(const MzOutlet *outlet, MzBasis basis, guint n_entries, guint *n_postings)
{
    MzKept first;
    char path[40];
    entries_path(path, 0);
    gboolean stand = mz_outlet_keep(outlet, path, basis, &first) && mz_outlet_keep(outlet, NAMES, basis, NULL);
    for (guint i = 1; i < (n_entries + BLOCK - 1) / BLOCK && stand; i++) {
        entries_path(path, i);
        stand = mz_outlet_keep(outlet, path, basis, NULL);
    }
    for (guint i = 0; stand && i < count_shards(first.number); i++) {
        shard_path(path, i);
        stand = mz_outlet_keep(outlet, path, basis, NULL);
    }
    *n_postings = stand ? first.number : 0;
    return stand;
}

static guint
write_words(const MzSettings *settings, const MzDigests *digests, const MzDiscovery *discovery, const MzOutlet *outlet,
            MzBasis basis)
{
    Index index = {.arena = mz_arena_new(),
                   .tokens = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref)};
    for (guint i = 0; i < discovery->n_bodies; i++)
        add_body(&index, settings, &discovery->bodies[i], digests->reports + digests->starts[i]);
    for (guint i = 0; i < digests->n_items; i++)
        add_item(&index, &digests->items[i]);
    gboolean good = write_shards(&index, outlet);
    good = write_names(digests, outlet) && good;
    write_entries(&index, outlet, basis, good);
    for (guint i = 0; i < index.n_blocks; i++)
        g_string_free(index.blocks[i], TRUE);
    g_free(index.blocks);
    g_hash_table_destroy(index.tokens);
    mz_arena_free(index.arena);
    return index.n_postings;
}

void
mz_search_write(const MzSettings *settings, const MzDigests *digests, const MzStrings *strings,
                const MzDiscovery *discovery, const MzOutlet *outlet)
{
    MzBasis basis = words_basis(settings, digests, discovery);
    guint n_entries = discovery->n_bodies + digests->n_items, n_postings = 0;
    if (!keep_words(outlet, basis, n_entries, &n_postings))
        n_postings = write_words(settings, digests, discovery, outlet, basis);
    MzSearchAmounts amounts = mz_search_amounts(digests, strings, discovery->n_bodies, outlet);
    write_meta(count_shards(n_postings), n_entries, &amounts, outlet);
    g_string_free(amounts.shards, TRUE);
}
