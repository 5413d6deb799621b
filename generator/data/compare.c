#include "data/compare.h"

#include <string.h>

#include "base/buffer.h"
#include "data/script.h"

static void
add_key(GString *out, const char *key, const char *text)
{
    g_string_append_printf(out, ",\"%s\":", key);
    mz_script_text(out, text);
}

static void
add_money(GString *out, MzMoney money)
{
    char *at = mz_buffer_room(out, MZ_MONEY_TEXT + 2);
    *at++ = '"';
    at = mz_money_write_plain(money, at);
    *at++ = '"';
    mz_buffer_wrote(out, at);
}

/* ["459.83","index.html#summary.in-total.amount"] */
static void
add_fact(GString *out, const MzFact *fact)
{
    if (!fact->present) {
        mz_buffer_append(out, "0");
        return;
    }
    mz_buffer_append(out, "[");
    add_money(out, fact->amount);
    mz_buffer_append(out, fact->line > 0 ? ",\"source.html#L" : ",\"index.html#");
    if (fact->line > 0)
        mz_buffer_append_number(out, fact->line);
    else
        mz_buffer_append(out, fact->cell);
    mz_buffer_append(out, "\"]");
}

static void
add_count(GString *out, const MzCount *count)
{
    if (count->present)
        g_string_append_printf(out, "[\"%" G_GINT64_FORMAT "\",\"source.html#L%u\"]", count->value, count->line);
    else
        g_string_append_c(out, '0');
}

static void
add_items(GString *out, const MzDigest *digest, gboolean economic)
{
    gboolean first = TRUE;
    for (guint i = 0; i < digest->n_items; i++) {
        const MzItemLine *line = &digest->items[i];
        if (line->economic != economic)
            continue;
        mz_buffer_append(out, first ? "[" : ",[");
        mz_script_text(out, line->code);
        mz_buffer_append(out, ",");
        add_money(out, line->amount);
        mz_buffer_append(out, ",");
        mz_script_text(out, line->cell);
        mz_buffer_append(out, "]");
        first = FALSE;
    }
}

static void
add_report(GString *out, const MzDigest *digest)
{
    const MzFiling *filing = digest->filing;
    g_string_append_printf(out, "{\"id\":\"%d-%s\",\"title\":\"%d年度%s\",\"unit\":\"%s\",\n\"facts\":[", filing->year,
                           mz_kind_key(filing->kind), filing->year, mz_kind_label(filing->kind),
                           mz_unit_label(digest->unit));
    for (guint i = 0; i < MZ_FACTS; i++) {
        mz_buffer_append(out, i > 0 ? "," : "");
        add_fact(out, &digest->facts[i]);
    }
    g_string_append(out, "],\n\"counts\":[");
    for (guint i = 0; i < MZ_COUNTS; i++) {
        mz_buffer_append(out, i > 0 ? "," : "");
        add_count(out, &digest->counts[i]);
    }
    g_string_append(out, "],\n\"items\":[");
    add_items(out, digest, FALSE);
    g_string_append(out, "],\n\"economic\":[");
    add_items(out, digest, TRUE);
    g_string_append(out, "]}");
}

/* Names of the items by code, as the newest report has them. */
static void
add_labels(GString *out, const MzDigest *const *reports, guint n)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = n; i-- > 0;) {
        for (guint j = 0; j < reports[i]->n_items; j++) {
            const MzItemLine *line = &reports[i]->items[j];
            if (!g_hash_table_add(seen, (gpointer)line->code))
                continue;
            mz_buffer_append(out, g_hash_table_size(seen) > 1 ? ",\n" : "");
            mz_script_text(out, line->code);
            mz_buffer_append(out, ":");
            mz_script_text(out, line->label);
        }
    }
    g_hash_table_destroy(seen);
}

void
mz_compare_write(const MzSettings *settings, const MzDigests *digests, const MzDiscovery *discovery, const MzBody *body,
                 MzBasis basis, const MzOutlet *outlet)
{
    gsize index = (gsize)(body - discovery->bodies);
    guint from = digests->starts[index], n = digests->starts[index + 1] - from;
    const MzDigest *const *reports = digests->reports + from;
    g_autofree char *path = g_strdup_printf("%s/compare.js", body->address);
    if (mz_outlet_keep(outlet, path, basis, NULL))
        return;
    const char *name = mz_body_name(body, NULL);
    for (guint i = 0; i < n; i++)
        name = reports[i]->status == MZ_STATUS_BUILT ? reports[i]->department : name;
    GString *out = g_string_new("mzCompare.body({\"address\":");
    mz_script_text(out, body->address);
    add_key(out, "name", name);
    add_key(out, "region", mz_settings_region(settings, body->region));
    add_key(out, "mark", body->mark != NULL ? body->mark : "");
    g_string_append(out, ",\n\"labels\":{");
    add_labels(out, reports, n);
    g_string_append(out, "},\n\"reports\":[");
    gboolean first = TRUE;
    for (guint i = n; i-- > 0;) {
        if (reports[i]->status != MZ_STATUS_BUILT)
            continue;
        g_string_append(out, first ? "" : ",\n");
        add_report(out, reports[i]);
        first = FALSE;
    }
    g_string_append(out, "]});\n");
    mz_outlet_put(outlet, path, out, basis, 0, NULL);
    g_string_free(out, TRUE);
}
