/* A large site has nearly a million amounts that can be found, and most builds change a few of them. So they are gone
 * through once to find out which shards have changed, by a sum over what is in each, and in which shard each amount is;
 * then only those of changed shards are looked at again, and dealt out. */
#include "data/search_amounts.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

enum { DIGITS_MAX = 3, SHARDS_MAX = 1000, TOGETHER = 100 /* shards dealt out at once: memory is for these only */ };

/* An amount that can be found. */
typedef struct {
    guint64 digits;      /* as printed, without the point */
    guint entry, report; /* the department's number, and which of its reports, the oldest first */
    guint what;          /* which fact; from MZ_FACTS on which item */
} Amount;

typedef struct {
    const MzDigests *digests;
    const MzStrings *strings; /* of the digests' texts */
    guint n_bodies, n_digits;
    guint16 *shards;             /* of every amount; 0: nobody looks for it */
    guint n[SHARDS_MAX];         /* amounts of each shard */
    guint64 prints[SHARDS_MAX];  /* sums over them */
    gboolean wanted[SHARDS_MAX]; /* those that are to be written */
    GArray *amounts;             /* of some of these, shard after shard */
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

/* Which of the places of a fact its cell is. */
static guint
place_of(const MzFact *fact, guint key)
{
    guint place = 0;
    while (place + 1 < MZ_FACT_PLACES && g_strcmp0(mz_fact_cell((MzFactKey)key, place), fact->cell) != 0)
        place++;
    return place;
}

/* What is told of an amount besides its digits and whose it is. Texts are told by their numbers. */
static guint64
print_of_what(const Collector *collector, const MzDigest *digest, guint what)
{
    if (what < MZ_FACTS)
        return mix(what + 1) + ((guint64)digest->facts[what].line << 1 | place_of(&digest->facts[what], what));
    const MzItemLine *item = &digest->items[what - MZ_FACTS];
    return (guint64)mz_strings_number(collector->strings, item->code) << 32 |
           mz_strings_number(collector->strings, item->cell);
}

static const MzMoney *
money_of(const MzDigest *digest, guint what)
{
    return what < MZ_FACTS ? &digest->facts[what].amount : &digest->items[what - MZ_FACTS].amount;
}

static guint64
digits_of(const MzMoney *money)
{
    return (guint64)(ABS(money->fen) / mz_money_place(*money));
}

/* Nobody looks for nothing; nor, on a large site, for an item's 40.00, of which there are thousands. */
static gboolean
is_sought(const Collector *collector, guint64 digits, guint what)
{
    while (digits > 0 && digits % 10 == 0)
        digits /= 10;
    return digits >= 100 || (digits > 0 && (what < MZ_FACTS || collector->n_digits < DIGITS_MAX));
}

/* The shard of an amount, which is added to its sum; 0: none. */
static guint
look_at(Collector *collector, const MzDigest *digest, guint entry, guint report, guint what)
{
    const MzMoney *money = money_of(digest, what);
    guint64 digits = digits_of(money);
    if (!is_sought(collector, digits, what))
        return 0;
    guint shard = shard_of(digits, collector->n_digits);
    guint64 print = mix(mix(print_of_what(collector, digest, what)) + mix(digits) + entry);
    collector->prints[shard] += mix(print + report * 64 + money->decimals * 2 + (money->fen < 0));
    collector->n[shard]++;
    return shard;
}

/* Looks at every amount. A report has a place in `shards` for each fact, whether it states it or not, then for its
 * items. */
static void
look_through(Collector *collector)
{
    guint16 *shard = collector->shards;
    for (guint entry = 0; entry < collector->n_bodies; entry++) {
        guint first = collector->digests->starts[entry], end = collector->digests->starts[entry + 1];
        for (guint i = first; i < end; i++) {
            const MzDigest *digest = collector->digests->reports[i];
            for (guint what = 0; what < MZ_FACTS + digest->n_items; what++) {
                gboolean is_there = what >= MZ_FACTS || digest->facts[what].present;
                *shard++ = is_there ? (guint16)look_at(collector, digest, entry, i - first, what) : 0;
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
    enum { ROOM = 2 * 10 + 1 };
    char *at = mz_write_number(mz_buffer_room(out, ROOM), key);
    *at++ = fact->line > 0 ? 'L' : 'F';
    mz_buffer_wrote(out, mz_write_number(at, fact->line > 0 ? fact->line : place_of(fact, key)));
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
            g_string_append_c(out, usual[i].letter);
            return;
        }
    }
    mz_buffer_append(out, "=");
    mz_buffer_append(out, line->cell);
}

/* Among equals the order is that of departments, their reports, and what these say. */
static int
by_digits(const void *a, const void *b)
{
    const Amount *one = a, *other = b;
    if (one->digits != other->digits)
        return one->digits < other->digits ? -1 : 1;
    if (one->entry != other->entry)
        return one->entry < other->entry ? -1 : 1;
    if (one->report != other->report)
        return one->report < other->report ? -1 : 1;
    return one->what < other->what ? -1 : 1;
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

static void
append_amount(const Collector *collector, GString *out, const Amount *amount)
{
    enum { BEFORE = 2 * 10 + 3, BEHIND = MZ_MONEY_TEXT + 6 };
    const MzDigests *digests = collector->digests;
    const MzDigest *digest = digests->reports[digests->starts[amount->entry] + amount->report];
    char *at = mz_write_number(mz_buffer_room(out, BEFORE), amount->entry);
    *at++ = ',';
    mz_buffer_wrote(out, MZ_WRITE(mz_write_number(at, amount->report), ",\""));
    if (amount->what < MZ_FACTS)
        append_fact(out, &digest->facts[amount->what], amount->what);
    else
        append_item(out, &digest->items[amount->what - MZ_FACTS]);
    at = MZ_WRITE(mz_buffer_room(out, BEHIND), "\",\"");
    mz_buffer_wrote(out, MZ_WRITE(mz_money_write_plain(*money_of(digest, amount->what), at), "\",\n"));
}

/* Writes a shard of these amounts. */
static void
write_shard(const Collector *collector, guint shard, const Amount *amounts, GString *out, const MzOutlet *outlet)
{
    g_autofree char *path = path_of(shard);
    g_string_printf(out, "mzSearch.amounts(\"%u\",[\n", shard);
    for (guint i = 0; i < collector->n[shard]; i++)
        append_amount(collector, out, &amounts[i]);
    g_string_append(out, "]);\n");
    mz_outlet_put(outlet, path, out, basis_of(collector, shard), 0, NULL);
}

/* Deals out the amounts of the wanted shards from `first` on; `next` says where the next one of each belongs. */
static void
deal(const Collector *collector, guint first, guint next[TOGETHER])
{
    const MzDigests *digests = collector->digests;
    const guint16 *shards = collector->shards;
    Amount *amounts = (Amount *)(gpointer)collector->amounts->data;
    for (guint entry = 0; entry < collector->n_bodies; entry++) {
        for (guint i = digests->starts[entry]; i < digests->starts[entry + 1]; i++) {
            const MzDigest *digest = digests->reports[i];
            guint n = MZ_FACTS + digest->n_items;
            for (guint what = 0; what < n; what++) {
                guint place = (guint)shards[what] - first; /* too large of an earlier one */
                if (place >= TOGETHER || !collector->wanted[shards[what]])
                    continue;
                amounts[next[place]++] =
                    (Amount){digits_of(money_of(digest, what)), entry, i - digests->starts[entry], what};
            }
            shards += n;
        }
    }
}

/* Writes the wanted shards from `first` on. */
static void
write_some(Collector *collector, guint first, GString *out, const MzOutlet *outlet)
{
    guint next[TOGETHER], n = 0;
    for (guint i = 0; i < TOGETHER; i++) {
        next[i] = n;
        n += collector->wanted[first + i] ? collector->n[first + i] : 0;
    }
    if (n == 0)
        return;
    g_array_set_size(collector->amounts, n);
    deal(collector, first, next);
    for (guint i = 0, from = 0; i < TOGETHER; from = next[i++]) {
        Amount *amounts = &g_array_index(collector->amounts, Amount, from);
        if (!collector->wanted[first + i])
            continue;
        qsort(amounts, collector->n[first + i], sizeof *amounts, by_digits);
        write_shard(collector, first + i, amounts, out, outlet);
    }
}

/* Writes the shards that the last build's files do not stand for. */
static void
write_changed(Collector *collector, const MzOutlet *outlet)
{
    GString *out = g_string_new(NULL);
    collector->amounts = g_array_new(FALSE, FALSE, sizeof(Amount));
    for (guint first = 0; first < SHARDS_MAX; first += TOGETHER)
        write_some(collector, first, out, outlet);
    g_array_free(collector->amounts, TRUE);
    g_string_free(out, TRUE);
}

MzSearchAmounts
mz_search_amounts(const MzDigests *digests, const MzStrings *strings, guint n_bodies, const MzOutlet *outlet)
{
    gsize n = 0;
    for (guint i = 0; i < digests->n_reports; i++)
        n += MZ_FACTS + digests->reports[i]->n_items;
    Collector *collector = g_new0(Collector, 1);
    MzSearchAmounts result = {choose_digits(digests), g_string_new(NULL)};
    *collector = (Collector){.digests = digests,
                             .strings = strings,
                             .n_bodies = n_bodies,
                             .n_digits = result.n_digits,
                             .shards = g_new(guint16, n + 1)};
    look_through(collector);
    for (guint i = 0; i < SHARDS_MAX; i++) {
        g_autofree char *path = path_of(i);
        if (collector->n[i] == 0)
            continue;
        g_string_append_printf(result.shards, "%s%u", result.shards->len > 0 ? " " : "", i);
        collector->wanted[i] = !mz_outlet_keep(outlet, path, basis_of(collector, i), NULL);
    }
    write_changed(collector, outlet);
    g_free(collector->shards);
    g_free(collector);
    return result;
}
