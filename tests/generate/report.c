/* The whole of a generated report, and its truth as tables. */
#include "generate/accounts.h"

#include <string.h>

#include "base/money.h"

static const char *const style_names[GEN_STYLES] = {"clean", "spanned", "flat", "spaced", "codes", "encoded"};

const char *
gen_style_name(GenStyle style)
{
    return style_names[style];
}

/* Looks that a style gives to each table. */
static void
choose_looks(GenReport *report)
{
    GenRandom *random = &report->random;
    for (guint t = 0; t < MZ_TABLES; t++) {
        GenLook *look = &report->looks[t];
        look->flat = report->displaced[t] = report->style == GEN_STYLE_FLAT;
        if (look->flat) {
            look->wrap_names = gen_random_chance(random, 50) ? (int)gen_random_between(random, 7, 15) : 0;
            look->cut_names = gen_random_chance(random, 20) ? (int)gen_random_between(random, 6, 10) : 0;
            look->blank_lines = gen_random_chance(random, 60);
        }
        if (report->style == GEN_STYLE_SPANNED || report->style == GEN_STYLE_SPACED)
            look->blank_in_names = gen_random_chance(random, 50) ? (int)gen_random_between(random, 5, 12) : 0;
        look->spaced = report->style == GEN_STYLE_SPACED && gen_random_chance(random, 60);
        look->wide = report->style == GEN_STYLE_ENCODED && gen_random_chance(random, 40);
    }
    if (report->style == GEN_STYLE_ENCODED) {
        static const char *const encodings[] = {"UTF-8", "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"};
        report->encoding = encodings[gen_random_index(random, G_N_ELEMENTS(encodings))];
        report->crlf = gen_random_chance(random, 60);
        report->byte_order_mark = report->encoding[0] == 'U' && gen_random_chance(random, 60);
    }
}

/* Where names are all that tells rows apart they are not cut. */
static void
keep_names(GenReport *report)
{
    for (guint t = 0; t < report->truth->n_tables; t++) {
        MzTableKey key = report->truth->tables[t].key;
        if (key == MZ_TABLE_PROJECTS || key == MZ_TABLE_CARRYOVER)
            report->looks[t].cut_names = 0;
    }
}

static GenReport *
make_report(guint64 seed, GenStyle style, const GenIdentity *identity, const MzFamily *family)
{
    MzArena *arena = mz_arena_new();
    GenReport *report = g_new0(GenReport, 1);
    report->seed = seed;
    report->style = style;
    report->family = family;
    report->random.state = seed * GEN_STYLES + style + 77;
    report->truth = mz_arena_new0(arena, MzReport, 1);
    report->truth->arena = arena;
    report->lines = g_array_new(FALSE, FALSE, sizeof(GenLine));
    report->claims = g_array_new(FALSE, FALSE, sizeof(GenClaim));
    report->undetermined = g_hash_table_new(g_direct_hash, g_direct_equal);
    report->lost = g_hash_table_new(g_direct_hash, g_direct_equal);
    report->misprinted = g_hash_table_new(g_str_hash, g_str_equal);
    report->encoding = "UTF-8";
    report->items_only = style == GEN_STYLE_CODES;
    report->grouped = gen_random_chance(&report->random, 50);
    report->short_decimals = gen_random_chance(&report->random, 10);
    choose_looks(report);
    GenAccounts *accounts = report->accounts = g_new(GenAccounts, 1);
    gen_accounts_draw(accounts, report, identity);
    gen_accounts_tables(accounts);
    keep_names(report);
    gen_layout_cover(accounts);
    gen_layout_tables(accounts);
    gen_layout_narrative(accounts);
    accounts->prior = accounts->budget = NULL;
    return report;
}

GenReport *
gen_report_new(guint64 seed, GenStyle style)
{
    return make_report(seed, style, NULL, NULL);
}

GenReport *
gen_report_of(guint64 seed, GenStyle style, const GenIdentity *identity)
{
    return make_report(seed, style, identity, identity->family);
}

GenReport *
gen_report_as(guint64 seed, GenStyle style, const MzFamily *family)
{
    return make_report(seed, style, NULL, family);
}

void
gen_report_free(GenReport *report)
{
    for (guint i = 0; i < report->lines->len; i++)
        g_array_unref(g_array_index(report->lines, GenLine, i).pieces);
    g_array_unref(report->lines);
    g_array_unref(report->claims);
    g_hash_table_unref(report->undetermined);
    g_hash_table_unref(report->lost);
    g_hash_table_unref(report->misprinted);
    mz_report_free(report->truth);
    g_free(report->accounts);
    g_free(report);
}

GString *
gen_report_tables(const GenReport *report)
{
    GString *out = g_string_new("table\trow\tcolumn\tvalue\tline\tnote\n");
    for (guint t = 0; t < report->truth->n_tables; t++) {
        const MzTable *table = &report->truth->tables[t];
        for (guint r = 0; r < table->n_rows; r++) {
            for (guint c = 0; c < table->form->n_columns; c++) {
                const MzCell *cell = &table->rows[r].cells[c];
                char buffer[MZ_MONEY_TEXT];
                if (!cell->present)
                    continue;
                gboolean lost = g_hash_table_contains(report->lost, cell);
                gboolean open = g_hash_table_contains(report->undetermined, cell);
                g_string_append_printf(out, "%s\t%s\t%s\t%s\t%u\t%s\n", mz_table_key_name(table->key),
                                       table->rows[r].name, table->form->columns[c].label,
                                       mz_money_plain(cell->amount, buffer), cell->span.line,
                                       lost   ? "recovered: lost"
                                       : open ? "undetermined"
                                              : "");
            }
        }
    }
    return out;
}

GString *
gen_report_facts(const GenReport *report)
{
    GString *out = g_string_new("subject\tmeasure\tvalue\tline\tquote\n");
    for (guint i = 0; i < report->claims->len; i++) {
        const GenClaim *claim = &g_array_index(report->claims, GenClaim, i);
        g_string_append_printf(out, "%s\t%s\t%s\t%u\t\n", claim->subject, claim->measure, claim->value, claim->line);
    }
    return out;
}
