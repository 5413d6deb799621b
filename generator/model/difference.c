#include "model/difference.h"

#include <string.h>

/* What makes a row the same row in both reports: its key; rows that are only numbered ("row-3") go by their label and
 * how many of that label came before. The caller frees. */
static char *
identity(const MzRow *row, GHashTable *seen)
{
    if (!g_str_has_prefix(row->key, "row-"))
        return g_strdup(row->key);
    guint before = GPOINTER_TO_UINT(g_hash_table_lookup(seen, row->label));
    g_hash_table_insert(seen, (gpointer)row->label, GUINT_TO_POINTER(before + 1));
    return g_strdup_printf("row-%u %s", before, row->label);
}

/* identity -> MzRow of a table; NULL: an empty one. */
static GHashTable *
index_rows(const MzTable *table)
{
    GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; table != NULL && i < table->n_rows; i++)
        g_hash_table_insert(rows, identity(&table->rows[i], seen), &table->rows[i]);
    g_hash_table_unref(seen);
    return rows;
}

static gboolean
differ(const MzCell *older, const MzCell *newer)
{
    gboolean was = older != NULL && older->present, is = newer != NULL && newer->present;
    return was != is || (was && older->amount.fen != newer->amount.fen);
}

static const MzCell *
cell_of(const MzTable *table, const MzRow *row, const char *column)
{
    int at = table != NULL && row != NULL ? mz_form_column(table->form, column) : -1;
    return at >= 0 ? &row->cells[at] : NULL;
}

/* A pair of tables, of which one may be NULL, seen from one of them. */
typedef struct {
    const MzTable *older;
    const MzTable *newer;
    const MzTable *shown; /* the one whose rows are gone through */
} Pair;

static void
compare_rows(const Pair *pair, const MzRow *older, const MzRow *newer, GArray *found)
{
    const MzForm *form = pair->shown->form;
    for (guint i = 0; i < form->n_columns; i++) {
        const MzCell *was = cell_of(pair->older, older, form->columns[i].key);
        const MzCell *is = cell_of(pair->newer, newer, form->columns[i].key);
        if (!differ(was, is))
            continue;
        MzDifference difference = {pair->shown,
                                   pair->shown == pair->newer ? newer : older,
                                   form->columns[i].label,
                                   was,
                                   is,
                                   pair->older != NULL ? pair->older->unit : pair->newer->unit,
                                   pair->newer != NULL ? pair->newer->unit : pair->older->unit};
        g_array_append_val(found, difference);
    }
}

/* All rows of the newer table, or (`gone`) those that only the older one has. */
static void
compare_tables(const Pair *pair, gboolean gone, GArray *found)
{
    GHashTable *others = index_rows(gone ? pair->newer : pair->older);
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < pair->shown->n_rows; i++) {
        const MzRow *row = &pair->shown->rows[i];
        char *key = identity(row, seen);
        const MzRow *other = g_hash_table_lookup(others, key);
        if (!gone)
            compare_rows(pair, other, row, found);
        else if (other == NULL)
            compare_rows(pair, row, NULL, found);
        g_free(key);
    }
    g_hash_table_unref(seen);
    g_hash_table_unref(others);
}

GArray *
mz_report_differences(const MzReport *older, const MzReport *newer)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(MzDifference));
    for (guint i = 0; newer != NULL && i < newer->n_tables; i++) {
        const MzTable *table = &newer->tables[i];
        Pair pair = {older != NULL ? mz_report_table(older, table->key) : NULL, table, table};
        compare_tables(&pair, FALSE, found);
    }
    for (guint i = 0; older != NULL && i < older->n_tables; i++) {
        const MzTable *table = &older->tables[i];
        Pair pair = {table, newer != NULL ? mz_report_table(newer, table->key) : NULL, table};
        compare_tables(&pair, TRUE, found);
    }
    return found;
}

/* ---- the narrative */

/* By what two claims of one subject and measure are taken for the same. */
typedef enum {
    BY_SECTION = 1 << 0, /* the title of their section */
    BY_VALUE = 1 << 1
} Likeness;

/* Money as 分, any other number without the zeros at its end; with what it counts. */
static void
append_value(GString *key, const MzClaim *claim)
{
    MzMoney money;
    if (mz_claim_money(claim, &money)) {
        g_string_append_printf(key, "\t%" G_GINT64_FORMAT, money.fen);
        return;
    }
    gint64 value = claim->value;
    guint decimals = claim->decimals;
    for (; decimals > 0 && value % 10 == 0; decimals--)
        value /= 10;
    g_string_append_printf(key, "\t%" G_GINT64_FORMAT "/%u%s", value, decimals, claim->unit != NULL ? claim->unit : "");
}

static char *
likeness(const MzReport *report, const MzClaim *claim, guint by)
{
    GString *key = g_string_new(claim->subject);
    g_string_append_printf(key, "\t%d", (int)claim->measure);
    const char *title = by & BY_SECTION && claim->section >= 0 ? report->sections[claim->section].title : NULL;
    if (title != NULL)
        g_string_append_printf(key, "\t%s", title);
    if (by & BY_VALUE)
        append_value(key, claim);
    return g_string_free(key, FALSE);
}

/* Which claim of the older report each one of the newer is: index + 1, 0: none so far. */
typedef struct {
    const MzReport *older, *newer;
    guint *partners;     /* of the newer's */
    gboolean *has_found; /* of the older's */
} Claims;

/* Brings claims without a partner together, those of one likeness in their order. */
static void
match_claims(Claims *claims, guint by)
{
    GHashTable *waiting = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_queue_free);
    for (guint i = 0; i < claims->older->n_claims; i++) {
        if (claims->has_found[i])
            continue;
        char *key = likeness(claims->older, &claims->older->claims[i], by);
        GQueue *queue = g_hash_table_lookup(waiting, key);
        if (queue == NULL)
            g_hash_table_insert(waiting, g_strdup(key), queue = g_queue_new());
        g_queue_push_tail(queue, GUINT_TO_POINTER(i + 1));
        g_free(key);
    }
    for (guint i = 0; i < claims->newer->n_claims && g_hash_table_size(waiting) > 0; i++) {
        if (claims->partners[i] != 0)
            continue;
        char *key = likeness(claims->newer, &claims->newer->claims[i], by);
        GQueue *queue = g_hash_table_lookup(waiting, key);
        claims->partners[i] = queue != NULL ? GPOINTER_TO_UINT(g_queue_pop_head(queue)) : 0;
        if (claims->partners[i] != 0)
            claims->has_found[claims->partners[i] - 1] = TRUE;
        g_free(key);
    }
    g_hash_table_unref(waiting);
}

static gboolean
has_other_value(const MzClaim *older, const MzClaim *newer)
{
    GString *was = g_string_new(NULL), *is = g_string_new(NULL);
    append_value(was, older);
    append_value(is, newer);
    gboolean other = !g_string_equal(was, is);
    g_string_free(was, TRUE);
    g_string_free(is, TRUE);
    return other;
}

GArray *
mz_claim_differences(const MzReport *older, const MzReport *newer)
{
    static const MzReport none = {0};
    static const guint passes[] = {BY_SECTION | BY_VALUE, BY_SECTION, BY_VALUE, 0};
    GArray *found = g_array_new(FALSE, FALSE, sizeof(MzClaimDifference));
    Claims claims = {.older = older != NULL ? older : &none, .newer = newer != NULL ? newer : &none};
    claims.partners = g_new0(guint, claims.newer->n_claims + 1);
    claims.has_found = g_new0(gboolean, claims.older->n_claims + 1);
    for (gsize i = 0; i < G_N_ELEMENTS(passes); i++)
        match_claims(&claims, passes[i]);
    for (guint i = 0; i < claims.newer->n_claims; i++) {
        guint partner = claims.partners[i];
        MzClaimDifference difference = {partner != 0 ? &older->claims[partner - 1] : NULL, &newer->claims[i]};
        if (partner == 0 || has_other_value(difference.older, difference.newer))
            g_array_append_val(found, difference);
    }
    for (guint i = 0; i < claims.older->n_claims; i++) {
        MzClaimDifference difference = {&older->claims[i], NULL};
        if (!claims.has_found[i])
            g_array_append_val(found, difference);
    }
    g_free(claims.partners);
    g_free(claims.has_found);
    return found;
}
