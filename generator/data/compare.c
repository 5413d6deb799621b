#include "data/compare.h"

#include <string.h>

#include "data/script.h"

static void
add_key(GString *out, const char *key, const char *text)
{
    g_string_append_printf(out, ",\"%s\":", key);
    mz_script_text(out, text);
}

/* ["459.83","index.html#summary.in-total.amount"] */
static void
add_fact(GString *out, const MzFact *fact)
{
    char text[MZ_MONEY_TEXT];
    if (!fact->present)
        g_string_append_c(out, '0');
    else if (fact->line > 0)
        g_string_append_printf(out, "[\"%s\",\"source.html#L%u\"]", mz_money_plain(fact->amount, text), fact->line);
    else
        g_string_append_printf(out, "[\"%s\",\"index.html#%s\"]", mz_money_plain(fact->amount, text), fact->cell);
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
        char text[MZ_MONEY_TEXT];
        if (line->economic != economic)
            continue;
        g_string_append(out, first ? "[" : ",[");
        mz_script_text(out, line->code);
        g_string_append_printf(out, ",\"%s\",", mz_money_plain(line->amount, text));
        mz_script_text(out, line->cell);
        g_string_append_c(out, ']');
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
        g_string_append(out, i > 0 ? "," : "");
        add_fact(out, &digest->facts[i]);
    }
    g_string_append(out, "],\n\"counts\":[");
    for (guint i = 0; i < MZ_COUNTS; i++) {
        g_string_append(out, i > 0 ? "," : "");
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
            g_string_append(out, g_hash_table_size(seen) > 1 ? ",\n" : "");
            mz_script_text(out, line->code);
            g_string_append_c(out, ':');
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
