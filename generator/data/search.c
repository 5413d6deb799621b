#include "data/search.h"

#include <string.h>

#include "base/buffer.h"
#include "data/script.h"
#include "data/search_amounts.h"
#include "publish/path.h"
#include "view/views.h"

enum { BLOCK = 16, CODE_MIN = 3, CODE_MAX = 7, PLACES = 64 /* of the letters of a name */ };

#define NAMES "search/i.js"

typedef struct {
    MzArena *arena;
    GString **blocks; /* of entries, as they are written */
    guint n_entries;
    guint n_blocks;
    GHashTable *tokens; /* text → GArray of guint32, ascending */
    guint n_postings;
} Index;

/* What reports say that no name of a department or an item says: where it stands in a report, and in the comparison of
 * a region's departments. The first words that are in a query are what it is about, so longer ones go first. */
static const struct {
    const char *words, *title, *in_report, *in_ranking;
} topics[] = {
    {"三公经费 公务接待费 公务接待 公务用车 因公出国境费 因公出国 出国境 三公 公车", "“三公”经费", "sangong",
     "sangong"},
    {"机关运行经费 机关运行", "机关运行经费", "words", "operating"},
    {"政府采购", "政府采购", "words", "procurement"},
    {"财政拨款收入支出总表 财政拨款收支总表", "财政拨款收入支出总表", "appropriation", "totals"},
    {"收入支出总表 收支总表", "收入支出总表", "summary", "totals"},
    {"一般公共预算财政拨款基本支出 一般公共预算基本支出 基本支出", "基本支出", "basic", "totals"},
    {"一般公共预算财政拨款支出 一般公共预算支出 一般公共预算", "一般公共预算财政拨款支出", "general", "totals"},
    {"政府性基金", "政府性基金预算", "fund", "totals"},
    {"国有资本经营", "国有资本经营预算", "capital", "totals"},
    {"财政拨款", "财政拨款", "appropriation", "totals"},
    {"收入表 收入总计 总收入", "收入", "income", "totals"},
    {"支出表 支出总计 总支出 项目支出", "支出", "expenditure", "totals"},
};

/* Adds that the entry has the token; a letter with its place in the name. */
static void
add_value(Index *index, const char *token, gsize length, guint32 value)
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
    if (list->len > 0 && g_array_index(list, guint32, list->len - 1) == value)
        return;
    g_array_append_val(list, value);
    index->n_postings++;
}

static void
add_token(Index *index, const char *token, gsize length)
{
    add_value(index, token, length, index->n_entries - 1);
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

/* Every letter of a name with its place, from which on the next ones may stand; returns the place behind. People
 * shorten names by leaving letters out: 交通局 is 交通运输局, 人社局 is 人力资源和社会保障局. */
static guint
add_letters(Index *index, const char *name, guint place)
{
    for (; *name != '\0' && place < PLACES; name = g_utf8_next_char(name)) {
        gunichar c = g_unichar_tolower(g_utf8_get_char(name));
        char letter[8];
        if (is_word(c))
            add_value(index, letter, (gsize)g_unichar_to_utf8(c, letter), (index->n_entries - 1) * PLACES + place++);
    }
    return place;
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

/* The mark of made-up figures that all these bodies have; NULL: none, or the site's, which the head of each page says.
 */
static const char *
mark_of_all(const MzSettings *settings, const MzBody *bodies, guint n)
{
    for (guint i = 1; i < n; i++) {
        if (g_strcmp0(bodies[i].mark, bodies[0].mark) != 0)
            return NULL;
    }
    return g_strcmp0(bodies[0].mark, settings->mark) != 0 ? bodies[0].mark : NULL;
}

/* Entries end with the mark of made-up figures, if there is one. */
static void
close_entry(GString *out, const char *mark)
{
    if (mark != NULL) {
        g_string_append_c(out, ',');
        mz_script_text(out, mark);
    }
    g_string_append(out, "],\n");
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
    close_entry(out, mark_of_all(settings, body, 1));
    add_text(index, name);
    add_text(index, region);
    add_letters(index, name, g_str_has_prefix(name, region) ? 0 : add_letters(index, region, 0));
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
    add_letters(index, item->label, 0);
    add_code(index, item->code);
}

/* ["r", name, address, "2024-final 2023-final"]: a region of `n` bodies, with those of `rankings` that are its own:
 * they come first. Returns their number. */
static guint
add_region(Index *index, const MzSettings *settings, const MzBody *bodies, guint n, const MzYearPage *rankings,
           guint n_rankings)
{
    const char *folder = bodies[0].region, *name = mz_settings_region(settings, folder);
    g_autofree char *part = mz_path_part(folder);
    g_autofree char *address = g_strconcat("r/", part, NULL);
    GString *out = open_entry(index);
    g_string_append(out, "[\"r\",");
    mz_script_text(out, name);
    g_string_append_c(out, ',');
    mz_script_text(out, address);
    g_string_append(out, ",\"");
    guint own = 0;
    for (; own < n_rankings && strcmp(rankings[own].region, folder) == 0; own++)
        mz_buffer_printf(out, "%s%d-%s", own > 0 ? " " : "", rankings[own].year, mz_kind_key(rankings[own].kind));
    g_string_append_c(out, '"');
    close_entry(out, mark_of_all(settings, bodies, n));
    add_text(index, name);
    add_letters(index, name, 0);
    return own;
}

static void
add_regions(Index *index, const MzSettings *settings, const MzDiscovery *discovery)
{
    guint n_rankings = 0, done = 0, end = 0;
    const MzYearPage *rankings = mz_view_ranking_pages(discovery, index->arena, &n_rankings);
    for (guint i = 0; i < discovery->n_bodies; i = end) {
        end = mz_view_region_end(discovery, i);
        done += add_region(index, settings, &discovery->bodies[i], end - i, rankings + done, n_rankings - done);
    }
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

/* How many entries there are of each kind, in their order. */
typedef struct {
    guint bodies, items, regions;
} Counts;

static guint
all_of(Counts counts)
{
    return counts.bodies + counts.items + counts.regions;
}

/* "2024 2023": the years that have a page */
static void
append_years(GString *out, const MzDiscovery *discovery)
{
    MzArena *arena = mz_arena_new();
    guint n = 0;
    const MzYearPage *years = mz_view_year_pages(discovery, arena, &n);
    for (guint i = 0; i < n; i++)
        mz_buffer_printf(out, "%s%d", i > 0 ? " " : "", years[i].year);
    mz_arena_free(arena);
}

static void
write_meta(guint n_shards, Counts counts, const MzSearchAmounts *amounts, const MzDiscovery *discovery,
           const MzOutlet *outlet)
{
    GString *out = g_string_new(NULL);
    g_string_printf(out,
                    "mzSearch.meta({shards:%u,bodies:%u,items:%u,regions:%u,block:%d,places:%d,digits:%u,\nyears:\"",
                    n_shards, counts.bodies, counts.items, counts.regions, BLOCK, PLACES, amounts->n_digits);
    append_years(out, discovery);
    g_string_append_printf(out, "\",\namounts:\"%s\",\ntopics:[", amounts->shards->str);
    for (guint i = 0; i < G_N_ELEMENTS(topics); i++)
        g_string_append_printf(out, "[\"%s\",\"%s\",\"%s\",\"%s\"],\n", topics[i].words, topics[i].title,
                               topics[i].in_report, topics[i].in_ranking);
    g_string_append(out, "],\nfacts:[");
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
    add_regions(&index, settings, discovery);
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
    Counts counts = {discovery->n_bodies, digests->n_items, mz_view_region_count(discovery)};
    guint n_postings = 0;
    if (!keep_words(outlet, basis, all_of(counts), &n_postings))
        n_postings = write_words(settings, digests, discovery, outlet, basis);
    MzSearchAmounts amounts = mz_search_amounts(digests, strings, discovery->n_bodies, outlet);
    write_meta(count_shards(n_postings), counts, &amounts, discovery, outlet);
    g_string_free(amounts.shards, TRUE);
}
