/* A large site has half a million amounts and more, and most builds change a few of them. So the amounts are gone
 * through twice: first to find out which shards have changed, by a sum over what is in each; then only theirs are
 * collected. */
#include "data/search_amounts.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

enum { DIGITS_MAX = 3, SHARDS_MAX = 1000, TOGETHER = 100 /* shards collected at once: memory is for these only */ };

/* An amount that can be found. */
typedef struct {
    guint64 digits; /* as printed, without the point */
    guint shard;
    guint entry, report; /* the department's number, and which of its reports, the oldest first */
    const MzDigest *digest;
    const MzFact *fact;     /* one of these two */
    const MzItemLine *item; /* */
} Amount;

/* Many amounts have the same codes and addresses, and these are the same texts in memory (memory/strings.h): of those
 * met lately the hash is known. */
enum { RECENT = 4096 };
typedef struct {
    const char *text;
    guint64 hash;
} Recent;

typedef struct {
    Recent recent[RECENT]; /* by the text's address */
    guint n_digits;
    gboolean is_there[SHARDS_MAX];
    guint64 prints[SHARDS_MAX]; /* sums over the amounts of each shard */
    gboolean wanted[SHARDS_MAX];
    guint first, end; /* shards being collected */
    GArray *amounts;  /* of the wanted ones; NULL: the first time through */
} Collector;

/* ---- which shard, and whether it changed */

static guint64
mix(guint64 a)
{
    a = (a ^ a >> 32) * G_GUINT64_CONSTANT(0xD6E8FEB86659FD93);
    a = (a ^ a >> 32) * G_GUINT64_CONSTANT(0xD6E8FEB86659FD93);
    return a ^ a >> 32;
}

/* The first digits; those of a short number end in zeros. */
static guint
shard_of(guint64 digits, guint n_digits)
{
    static const guint64 powers[] = {1, 10, 100, 1000};
    while (digits >= powers[n_digits])
        digits /= 10;
    while (digits < powers[n_digits - 1])
        digits *= 10;
    return (guint)digits;
}

static guint64
hash_text(Recent recent[RECENT], const char *text)
{
    Recent *known = &recent[(guint64)(guintptr)text * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) >> 52];
    if (known->text == text)
        return known->hash;
    guint64 hash = G_GUINT64_CONSTANT(14695981039346656037);
    for (const char *at = text; *at != '\0'; at++)
        hash = (hash ^ (guchar)*at) * G_GUINT64_CONSTANT(1099511628211);
    *known = (Recent){text, hash};
    return hash;
}

static guint64
print_of(Collector *collector, const Amount *amount, const MzMoney *money)
{
    guint64 hash = hash_text(collector->recent, amount->fact != NULL ? amount->fact->cell : amount->item->cell);
    hash = amount->fact != NULL ? mix(hash + (guint64)(amount->fact - amount->digest->facts)) + amount->fact->line
                                : mix(hash) + hash_text(collector->recent, amount->item->code);
    hash = mix(hash + amount->digits) + amount->entry;
    return mix(mix(hash) + amount->report * 64 + money->decimals * 2 + (money->fen < 0));
}

/* Nobody looks for nothing; nor, on a large site, for an item's 40.00, of which there are thousands. */
static gboolean
is_sought(const Collector *collector, const Amount *amount)
{
    guint64 digits = amount->digits;
    while (digits > 0 && digits % 10 == 0)
        digits /= 10;
    return digits >= 100 || (digits > 0 && (amount->fact != NULL || collector->n_digits < DIGITS_MAX));
}

static void
take(Collector *collector, Amount amount, const MzMoney *money)
{
    amount.digits = (guint64)(ABS(money->fen) / mz_money_place(*money));
    if (!is_sought(collector, &amount))
        return;
    amount.shard = shard_of(amount.digits, collector->n_digits);
    if (collector->amounts == NULL) {
        collector->is_there[amount.shard] = TRUE;
        collector->prints[amount.shard] += print_of(collector, &amount, money);
    } else if (amount.shard >= collector->first && amount.shard < collector->end && collector->wanted[amount.shard]) {
        g_array_append_val(collector->amounts, amount);
    }
}

static void
take_all(Collector *collector, const MzDigests *digests, guint n_bodies)
{
    for (guint body = 0; body < n_bodies; body++) {
        for (guint i = digests->starts[body]; i < digests->starts[body + 1]; i++) {
            const MzDigest *digest = digests->reports[i];
            Amount amount = {.entry = body, .report = i - digests->starts[body], .digest = digest};
            for (guint key = 0; key < MZ_FACTS; key++) {
                amount.fact = &digest->facts[key];
                if (amount.fact->present)
                    take(collector, amount, &amount.fact->amount);
            }
            amount.fact = NULL;
            for (guint j = 0; j < digest->n_items; j++) {
                amount.item = &digest->items[j];
                take(collector, amount, &amount.item->amount);
            }
        }
    }
}

/* A shard of 600,000 amounts is at most some 140 KB then. */
static guint
choose_digits(const MzDigests *digests)
{
    guint n = 0;
    for (guint i = 0; i < digests->n_reports; i++) {
        n += digests->reports[i]->n_items;
        for (guint key = 0; key < MZ_FACTS; key++)
            n += digests->reports[i]->facts[key].present;
    }
    return n < 8000 ? 1 : n < 80000 ? 2 : DIGITS_MAX;
}

/* ---- writing */

/* What a fact is: the number of its label and place in meta.js, or of the label and the line of the source. */
static void
append_fact(GString *out, const MzFact *fact, guint key)
{
    guint place = 0;
    while (place + 1 < MZ_FACT_PLACES && g_strcmp0(mz_fact_cell((MzFactKey)key, place), fact->cell) != 0)
        place++;
    mz_buffer_append_number(out, key);
    mz_buffer_append(out, fact->line > 0 ? "L" : "F");
    mz_buffer_append_number(out, fact->line > 0 ? fact->line : place);
}

/* Whether `cell` is the code between these two. */
static gboolean
stands_at(const char *cell, const char *before, gsize n_before, const char *code, gsize n_code, const char *behind)
{
    return strncmp(cell, before, n_before) == 0 && strncmp(cell + n_before, code, n_code) == 0 &&
           strcmp(cell + n_before + n_code, behind) == 0;
}

/* What an item is: its code with a letter for the usual address, or the whole address. */
static void
append_item(GString *out, const MzItemLine *line)
{
    static const struct {
        const char *before, *behind;
        char letter;
    } usual[] = {{"expenditure.", ".total", 'e'},
                 {"general.", ".total", 'g'},
                 {"basic.", ".amount", 'b'},
                 {"basic.", ".total", 't'}};
    gsize n_code = strlen(line->code);
    mz_buffer_append_len(out, line->code, n_code);
    for (gsize i = 0; i < G_N_ELEMENTS(usual); i++) {
        if (stands_at(line->cell, usual[i].before, strlen(usual[i].before), line->code, n_code, usual[i].behind)) {
            mz_buffer_append_len(out, &usual[i].letter, 1);
            return;
        }
    }
    mz_buffer_append(out, "=");
    mz_buffer_append(out, line->cell);
}

/* Sorting keeps the order among equals, which is that of departments, their reports, and what these say. */
static gint
by_shard(gconstpointer a, gconstpointer b)
{
    const Amount *one = a, *other = b;
    if (one->shard != other->shard)
        return one->shard < other->shard ? -1 : 1;
    return one->digits < other->digits ? -1 : one->digits > other->digits;
}

static MzBasis
basis_of(const Collector *collector, guint shard)
{
    MzBasisMaker maker;
    mz_basis_init(&maker, "amounts");
    mz_basis_number(&maker, shard);
    mz_basis_number(&maker, (gint64)collector->prints[shard]);
    return mz_basis_done(&maker);
}

static char *
path_of(guint shard)
{
    return g_strdup_printf("search/a-%u.js", shard);
}

/* Writes the amounts from `from` on that are of one shard; returns where the next begin. */
static guint
write_shard(const Collector *collector, guint from, const MzOutlet *outlet)
{
    guint shard = g_array_index(collector->amounts, Amount, from).shard, i = from;
    g_autofree char *path = path_of(shard);
    GString *out = g_string_new(NULL);
    g_string_printf(out, "mzSearch.amounts(\"%u\",[\n", shard);
    for (; i < collector->amounts->len; i++) {
        const Amount *amount = &g_array_index(collector->amounts, Amount, i);
        if (amount->shard != shard)
            break;
        mz_buffer_append_number(out, amount->entry);
        mz_buffer_append(out, ",");
        mz_buffer_append_number(out, amount->report);
        mz_buffer_append(out, ",\"");
        if (amount->fact != NULL)
            append_fact(out, amount->fact, (guint)(amount->fact - amount->digest->facts));
        else
            append_item(out, amount->item);
        mz_buffer_append(out, "\",\"");
        char *at = mz_buffer_room(out, MZ_MONEY_TEXT);
        mz_buffer_wrote(out,
                        mz_money_write_plain(amount->fact != NULL ? amount->fact->amount : amount->item->amount, at));
        mz_buffer_append(out, "\",\n");
    }
    g_string_append(out, "]);\n");
    mz_outlet_put(outlet, path, out, basis_of(collector, shard), 0, NULL);
    g_string_free(out, TRUE);
    return i;
}

/* Writes the wanted shards from `first` on. */
static void
write_some(Collector *collector, const MzDigests *digests, guint n_bodies, const MzOutlet *outlet)
{
    gboolean any = FALSE;
    collector->end = collector->first + TOGETHER;
    for (guint i = collector->first; i < collector->end; i++)
        any = any || collector->wanted[i];
    if (!any)
        return;
    g_array_set_size(collector->amounts, 0);
    take_all(collector, digests, n_bodies);
    g_array_sort(collector->amounts, by_shard);
    for (guint i = 0; i < collector->amounts->len;)
        i = write_shard(collector, i, outlet);
}

MzSearchAmounts
mz_search_amounts(const MzDigests *digests, guint n_bodies, const MzOutlet *outlet)
{
    Collector *collector = g_new0(Collector, 1);
    MzSearchAmounts result = {choose_digits(digests), g_string_new(NULL)};
    collector->n_digits = result.n_digits;
    take_all(collector, digests, n_bodies);
    for (guint i = 0; i < SHARDS_MAX; i++) {
        g_autofree char *path = path_of(i);
        if (!collector->is_there[i])
            continue;
        g_string_append_printf(result.shards, "%s%u", result.shards->len > 0 ? " " : "", i);
        collector->wanted[i] = !mz_outlet_keep(outlet, path, basis_of(collector, i), NULL);
    }
    collector->amounts = g_array_new(FALSE, FALSE, sizeof(Amount));
    for (collector->first = 0; collector->first < SHARDS_MAX; collector->first += TOGETHER)
        write_some(collector, digests, n_bodies, outlet);
    g_array_free(collector->amounts, TRUE);
    g_free(collector);
    return result;
}
