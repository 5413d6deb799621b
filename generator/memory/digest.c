#include "memory/digest.h"

#include <string.h>

const char *
mz_body_name(const MzBody *body, const char *stated)
{
    if (body->name != NULL)
        return body->name;
    if (stated != NULL)
        return stated;
    return body->unit != NULL ? body->unit : body->department;
}

char *
mz_filing_title(MzArena *arena, const MzFiling *filing)
{
    return mz_arena_printf(arena, "%d年度%s", filing->year, mz_kind_label(filing->kind));
}

static void
take_item(const MzTable *table, const MzRow *row, const char *code, int column, gboolean economic, GArray *items,
          MzArena *arena)
{
    const MzItemLine line = {mz_arena_strdup(arena, code), mz_arena_strdup(arena, row->label), economic,
                             row->cells[column].amount,
                             mz_arena_concat(arena, mz_table_key_name(table->key), ".", row->key, ".",
                                             table->form->columns[column].key, NULL)};
    g_array_append_val(items, line);
}

/* The items of one table: every row with a code and an amount in the column. */
static void
take_items(const MzReport *report, MzTableKey key, const char *column, gboolean economic, GArray *items, MzArena *arena)
{
    const MzTable *table = mz_report_table(report, key);
    int index = table != NULL ? mz_form_column(table->form, column) : -1;
    for (guint i = 0; index >= 0 && i < table->n_rows; i++) {
        const MzRow *row = &table->rows[i];
        if (row->code != NULL && row->cells[index].present)
            take_item(table, row, row->code, index, economic, items, arena);
    }
}

static gboolean
has_item(const GArray *items, const char *code)
{
    for (guint i = 0; i < items->len; i++) {
        if (strcmp(g_array_index(items, MzItemLine, i).code, code) == 0)
            return TRUE;
    }
    return FALSE;
}

static int
lines_by_code(gconstpointer a, gconstpointer b)
{
    return strcmp(((const MzItemLine *)a)->code, ((const MzItemLine *)b)->code);
}

/* Where the table of expenditure prints no row of a 类 (some print rows of 项 alone), its amount stands in the summary.
 */
static void
take_classes(const MzReport *report, GArray *items, MzArena *arena)
{
    const MzTable *table = mz_report_table(report, MZ_TABLE_SUMMARY);
    int index = table != NULL ? mz_form_column(table->form, "amount") : -1;
    guint before = items->len;
    for (guint i = 0; index >= 0 && i < table->n_rows; i++) {
        const MzRow *row = &table->rows[i];
        const char *code = row->form_row >= 0 ? table->form->rows[row->form_row].code : NULL;
        if (code == NULL || row->side != MZ_SIDE_EXPENDITURE || !row->cells[index].present ||
            row->cells[index].amount.fen == 0 || has_item(items, code))
            continue;
        take_item(table, row, code, index, FALSE, items, arena);
    }
    if (items->len > before)
        g_array_sort(items, lines_by_code);
}

static void
count_origins(const MzReport *report, MzDigest *digest)
{
    guint count[MZ_ORIGIN_CORRECTED + 1] = {0};
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        for (guint r = 0; r < table->n_rows; r++) {
            const MzCell *cells = table->rows[r].cells;
            for (guint c = 0; c < table->form->n_columns; c++) {
                if (cells[c].present)
                    count[cells[c].origin]++;
            }
        }
    }
    digest->n_recovered = count[MZ_ORIGIN_RECOVERED];
    digest->n_uncertain = count[MZ_ORIGIN_UNCERTAIN];
    digest->n_corrected = count[MZ_ORIGIN_CORRECTED];
    digest->n_amounts = count[MZ_ORIGIN_PRINTED] + digest->n_recovered + digest->n_uncertain + digest->n_corrected;
}

static void
take_terms(const MzReport *report, MzDigest *digest, MzArena *arena)
{
    MzTermLine *terms = mz_arena_new0(arena, MzTermLine, report->n_glossary + 1);
    for (guint i = 0; i < report->n_glossary; i++)
        terms[i] = (MzTermLine){mz_arena_strdup(arena, report->glossary[i].term),
                                mz_arena_strdup(arena, report->glossary[i].text), i + 1};
    digest->terms = terms;
    digest->n_terms = report->n_glossary;
}

static void
take_corrections(const MzReport *report, const MzCorrections *corrections, MzDigest *digest, MzArena *arena)
{
    guint n = corrections != NULL ? corrections->n_items : 0;
    MzCorrectionLine *lines = mz_arena_new0(arena, MzCorrectionLine, n + 1);
    for (guint i = 0; i < n; i++) {
        const MzCorrection *item = &corrections->items[i];
        const MzTable *table = &report->tables[item->table_index];
        const MzRow *row = &table->rows[item->row_index];
        const MzColumnForm *column = &table->form->columns[item->column_index];
        lines[i] =
            (MzCorrectionLine){table->form->title,
                               mz_arena_strdup(arena, row->label),
                               column->label,
                               mz_arena_printf(arena, "%s.%s.%s", mz_table_key_name(table->key), row->key, column->key),
                               mz_arena_strdup(arena, item->old_text),
                               mz_arena_strdup(arena, item->new_text),
                               mz_arena_strdup(arena, item->reason),
                               mz_arena_strdup(arena, item->date),
                               mz_arena_strdup(arena, item->by)};
        lines[i].by = lines[i].by != NULL ? lines[i].by : "";
    }
    digest->corrections = lines;
    digest->n_corrections = n;
}

static void
take_checks(const MzChecks *checks, MzDigest *digest)
{
    digest->checked = checks != NULL;
    if (checks == NULL)
        return;
    digest->unread = checks->unread;
    for (guint i = 0; i < checks->n_findings; i++) {
        if (checks->findings[i].suppressed != NULL)
            continue;
        digest->n_errors += checks->findings[i].severity == MZ_SEVERITY_ERROR;
        digest->n_warnings += checks->findings[i].severity == MZ_SEVERITY_WARNING;
    }
    for (guint i = 0; i < checks->n_results; i++)
        digest->n_holds += checks->results[i].tally.holds;
}

MzDigest *
mz_digest(const MzBody *body, const MzFiling *filing, const MzReport *report, const MzChecks *checks,
          const MzCorrections *corrections, MzArena *arena)
{
    MzDigest *digest = mz_arena_new0(arena, MzDigest, 1);
    digest->body = body;
    digest->filing = filing;
    digest->status = MZ_STATUS_BUILT;
    digest->department = mz_arena_strdup(arena, mz_body_name(body, report->department));
    digest->published = mz_arena_strdup(arena, report->published);
    digest->unit = report->unit;
    digest->n_tables = report->n_tables;
    mz_facts(report, digest->facts);
    mz_counts(report, digest->counts);
    GArray *items = g_array_new(FALSE, FALSE, sizeof(MzItemLine));
    take_items(report, MZ_TABLE_EXPENDITURE, "total", FALSE, items, arena);
    if (items->len == 0)
        take_items(report, MZ_TABLE_GENERAL, "total", FALSE, items, arena);
    else
        take_classes(report, items, arena);
    take_items(report, MZ_TABLE_BASIC, filing->kind == MZ_KIND_FINAL ? "amount" : "total", TRUE, items, arena);
    digest->n_items = items->len;
    digest->items = mz_arena_memdup(arena, items->data, items->len * sizeof(MzItemLine));
    g_array_free(items, TRUE);
    take_terms(report, digest, arena);
    count_origins(report, digest);
    take_checks(checks, digest);
    take_corrections(report, corrections, digest, arena);
    return digest;
}

void
mz_digest_meta(MzDigest *digest, const MzMeta *meta)
{
    digest->meta = *meta;
    if (meta->published != NULL)
        digest->published = meta->published;
}

MzDigest *
mz_digest_failed(const MzBody *body, const MzFiling *filing, MzStatus status, const char *trouble, MzArena *arena)
{
    MzDigest *digest = mz_arena_new0(arena, MzDigest, 1);
    digest->body = body;
    digest->filing = filing;
    digest->status = status;
    digest->department = mz_body_name(body, NULL);
    digest->trouble = mz_arena_strdup(arena, trouble);
    return digest;
}

/* ---- as bytes */

/* Whose report it is, and what became of it. */
static void
pack_who(MzPack *pack, MzDigest *digest)
{
    MZ_PACK(pack, digest->status);
    mz_pack_text(pack, &digest->department);
    mz_pack_text(pack, &digest->published);
    mz_pack_text(pack, &digest->trouble);
    MZ_PACK(pack, digest->unit);
    const char **meta[] = {&digest->meta.url, &digest->meta.approved, &digest->meta.published, &digest->meta.retrieved,
                           &digest->meta.version};
    for (gsize i = 0; i < G_N_ELEMENTS(meta); i++)
        mz_pack_text(pack, meta[i]);
}

static void
pack_fact(MzPack *pack, MzFact *fact)
{
    MZ_PACK(pack, fact->present);
    mz_pack_money(pack, &fact->amount);
    mz_pack_text(pack, &fact->cell);
    MZ_PACK(pack, fact->line);
}

static void
pack_count(MzPack *pack, MzCount *count)
{
    MZ_PACK(pack, count->present);
    MZ_PACK(pack, count->value);
    MZ_PACK(pack, count->line);
}

static void
pack_item(MzPack *pack, MzItemLine *line)
{
    mz_pack_text(pack, &line->code);
    mz_pack_text(pack, &line->label);
    MZ_PACK(pack, line->economic);
    mz_pack_money(pack, &line->amount);
    mz_pack_text(pack, &line->cell);
}

static void
pack_term(MzPack *pack, MzTermLine *line)
{
    mz_pack_text(pack, &line->term);
    mz_pack_text(pack, &line->text);
    MZ_PACK(pack, line->index);
}

static void
pack_correction(MzPack *pack, MzCorrectionLine *line)
{
    const char **texts[] = {&line->table,    &line->row,    &line->column, &line->cell, &line->old_text,
                            &line->new_text, &line->reason, &line->date,   &line->by};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        mz_pack_text(pack, texts[i]);
}

static void
pack_file(MzPack *pack, MzFileSum *file)
{
    mz_pack_text(pack, &file->name);
    mz_pack_raw(pack, file->sha256, sizeof file->sha256);
}

/* Packs an array member by member. */
#define PACK_EACH(pack, array, n, type, pack_one)                                                                      \
    do {                                                                                                               \
        MZ_PACK_ARRAY(pack, array, n);                                                                                 \
        for (guint i_ = 0; i_ < (n); i_++)                                                                             \
            pack_one(pack, (type *)&(array)[i_]);                                                                      \
    } while (0)

static void
pack_counts(MzPack *pack, MzDigest *digest)
{
    guint *const counts[] = {&digest->n_tables,    &digest->n_amounts, &digest->n_recovered, &digest->n_uncertain,
                             &digest->n_corrected, &digest->n_errors,  &digest->n_warnings,  &digest->n_holds};
    for (gsize i = 0; i < G_N_ELEMENTS(counts); i++)
        MZ_PACK(pack, *counts[i]);
    MZ_PACK(pack, digest->checked);
    MZ_PACK(pack, digest->unread);
}

static void
pack_rest(MzPack *pack, MzDigest *digest)
{
    for (guint i = 0; i < MZ_FACTS; i++)
        pack_fact(pack, &digest->facts[i]);
    for (guint i = 0; i < MZ_COUNTS; i++)
        pack_count(pack, &digest->counts[i]);
    PACK_EACH(pack, digest->items, digest->n_items, MzItemLine, pack_item);
    PACK_EACH(pack, digest->terms, digest->n_terms, MzTermLine, pack_term);
    PACK_EACH(pack, digest->corrections, digest->n_corrections, MzCorrectionLine, pack_correction);
    PACK_EACH(pack, digest->files, digest->n_files, MzFileSum, pack_file);
    mz_pack_raw(pack, digest->tidy, sizeof digest->tidy);
    PACK_EACH(pack, digest->pages, digest->n_pages, const char *, mz_pack_text);
}

/* Where it stands is part of what pages say of it, though not packed: the discovery tells that anew in every build. */
static void
key_place(MzBasisMaker *maker, const MzDigest *digest)
{
    if (digest->body == NULL)
        return;
    const char *const texts[] = {digest->body->folder, digest->body->address, digest->body->name, digest->body->mark,
                                 digest->filing->address};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        mz_basis_text(maker, texts[i]);
}

void
mz_digest_write(const MzDigest *digest, MzStrings *strings, GString *out)
{
    MzDigest copy = *digest;
    MzBasisMaker maker, so_far;
    mz_basis_init(&maker, "digest");
    key_place(&maker, digest);
    MzPack pack = mz_pack_writer(strings, out, &maker);
    pack_who(&pack, &copy);
    so_far = maker;
    pack_counts(&pack, &copy);
    pack_rest(&pack, &copy);
    if (digest->body != NULL) { /* one that was unpacked without its place keeps its keys */
        copy.who = mz_basis_done(&so_far);
        copy.whole = mz_basis_done(&maker);
    }
    pack.maker = NULL;
    mz_pack_raw(&pack, &copy.who, sizeof copy.who);
    mz_pack_raw(&pack, &copy.whole, sizeof copy.whole);
}

gboolean
mz_digest_read(MzDigest *digest, MzStrings *strings, const char *bytes, gsize length, MzArena *arena)
{
    MzPack pack = mz_pack_reader(strings, bytes, length, arena);
    *digest = (MzDigest){.status = MZ_STATUS_FAILED};
    pack_who(&pack, digest);
    pack_counts(&pack, digest);
    pack_rest(&pack, digest);
    mz_pack_raw(&pack, &digest->who, sizeof digest->who);
    mz_pack_raw(&pack, &digest->whole, sizeof digest->whole);
    return !pack.broken && pack.at == pack.end;
}

gboolean
mz_digest_glance(MzDigest *digest, MzStrings *strings, const char *bytes, gsize length)
{
    MzPack pack = mz_pack_reader(strings, bytes, length, NULL);
    *digest = (MzDigest){.status = MZ_STATUS_FAILED};
    pack_who(&pack, digest);
    pack_counts(&pack, digest);
    return !pack.broken;
}

/* ---- all reports */

/* Items in the order of their codes, functional before economic. */
static gint
by_code(gconstpointer a, gconstpointer b)
{
    const MzItem *one = *(const MzItem *const *)a, *other = *(const MzItem *const *)b;
    if (one->economic != other->economic)
        return one->economic ? 1 : -1;
    return strcmp(one->code, other->code);
}

/* The label that most uses give; of equals the newest. */
static const char *
usual_label(const MzItemUse *uses, guint n)
{
    const char *best = uses[0].line->label;
    guint best_count = 0;
    for (guint i = 0; i < n && i < 8; i++) {
        guint count = 0;
        for (guint j = 0; j < n && j < 64; j++)
            count += strcmp(uses[i].line->label, uses[j].line->label) == 0;
        if (count > best_count) {
            best = uses[i].line->label;
            best_count = count;
        }
    }
    return best;
}

static const guint *
find_starts(const MzDiscovery *discovery, MzArena *arena)
{
    guint *starts = mz_arena_new0(arena, guint, discovery->n_bodies + 1);
    for (guint i = 0; i < discovery->n_bodies; i++)
        starts[i + 1] = starts[i] + discovery->bodies[i].n_filings;
    return starts;
}

/* The items being collected. A code is the same text in all digests of a build (memory/strings.h), so most are found by
 * their pointers. */
enum { RECENT = 4096 };
typedef struct {
    GPtrArray *items;    /* MzItem */
    GHashTable *by_text; /* [economic] code → item */
    struct {
        const char *code;
        MzItem *item;
    } recent[RECENT]; /* by the code's address */
} ItemIndex;

static MzItem *
find_item(ItemIndex *index[2], const MzItemLine *line, MzArena *arena)
{
    ItemIndex *own = index[line->economic ? 1 : 0];
    gsize slot = (guint64)(guintptr)line->code * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) >> 52;
    if (own->recent[slot].code == line->code)
        return own->recent[slot].item;
    MzItem *item = g_hash_table_lookup(own->by_text, line->code);
    if (item == NULL) {
        item = mz_arena_new0(arena, MzItem, 1);
        *item = (MzItem){.code = line->code, .economic = line->economic};
        g_hash_table_insert(own->by_text, (gpointer)line->code, item);
        g_ptr_array_add(own->items, item);
    }
    own->recent[slot].code = line->code;
    own->recent[slot].item = item;
    return item;
}

/* By year, newest first; sorting keeps the order of the discovery among those of one year. */
static gint
by_year(gconstpointer a, gconstpointer b, gpointer unused)
{
    (void)unused;
    return (*(const MzDigest *const *)b)->filing->year - (*(const MzDigest *const *)a)->filing->year;
}

/* Fills the uses of every item. There are half a million on a large site: they are dealt out, not sorted. */
static void
deal_uses(const MzDigest *const *reports, guint n_reports, ItemIndex *index[2], MzArena *arena)
{
    const MzDigest **sorted = g_memdup2(reports, n_reports * sizeof *reports);
    GPtrArray *found = g_ptr_array_new(); /* the item of each line, in the order in which they are dealt */
    g_qsort_with_data(sorted, (gint)n_reports, sizeof *sorted, by_year, NULL);
    for (guint i = 0; i < n_reports; i++) {
        for (guint j = 0; j < sorted[i]->n_items; j++) {
            MzItem *item = find_item(index, &sorted[i]->items[j], arena);
            item->n_uses++;
            g_ptr_array_add(found, item);
        }
    }
    for (guint e = 0; e < 2; e++) {
        for (guint i = 0; i < index[e]->items->len; i++) {
            MzItem *item = g_ptr_array_index(index[e]->items, i);
            item->uses = mz_arena_new0(arena, MzItemUse, item->n_uses);
            item->n_uses = 0;
        }
    }
    for (guint i = 0, n = 0; i < n_reports; i++) {
        for (guint j = 0; j < sorted[i]->n_items; j++) {
            MzItem *item = g_ptr_array_index(found, n++);
            ((MzItemUse *)item->uses)[item->n_uses++] = (MzItemUse){sorted[i], &sorted[i]->items[j]};
        }
    }
    g_ptr_array_free(found, TRUE);
    g_free(sorted);
}

MzDigests *
mz_digests_join(const MzDiscovery *discovery, const MzDigest *const *reports, MzArena *arena)
{
    MzDigests *all = mz_arena_new0(arena, MzDigests, 1);
    *all = (MzDigests){
        .arena = arena, .reports = reports, .n_reports = discovery->n_filings, .starts = find_starts(discovery, arena)};
    return all;
}

void
mz_digests_collect(MzDigests *digests, MzArena *arena)
{
    ItemIndex *index[2];
    for (guint e = 0; e < 2; e++) {
        index[e] = g_new0(ItemIndex, 1);
        index[e]->items = g_ptr_array_new();
        index[e]->by_text = g_hash_table_new(g_str_hash, g_str_equal);
    }
    deal_uses(digests->reports, digests->n_reports, index, arena);
    MzItem *items = mz_arena_new0(arena, MzItem, index[0]->items->len + index[1]->items->len + 1);
    guint n = 0;
    for (guint e = 0; e < 2; e++) {
        g_ptr_array_sort(index[e]->items, by_code);
        for (guint i = 0; i < index[e]->items->len; i++) {
            MzItem *item = &items[n++];
            *item = *(const MzItem *)g_ptr_array_index(index[e]->items, i);
            item->label = usual_label(item->uses, item->n_uses);
        }
        g_ptr_array_free(index[e]->items, TRUE);
        g_hash_table_destroy(index[e]->by_text);
        g_free(index[e]);
    }
    digests->items = items;
    digests->n_items = n;
}

guint
mz_item_parts(const MzItem *item)
{
    return MAX(1, (item->n_uses + MZ_LIST_ROWS - 1) / MZ_LIST_ROWS);
}

char *
mz_item_path(const MzItem *item, guint part)
{
    const char *folder = item->economic ? "economic" : "items";
    return part == 0 ? g_strconcat(folder, "/", item->code, ".html", NULL)
                     : g_strdup_printf("%s/%s-%u.html", folder, item->code, part + 1);
}

const MzFileSum *
mz_digest_file(const MzDigest *digest, const char *name)
{
    for (guint i = 0; i < digest->n_files; i++) {
        if (strcmp(digest->files[i].name, name) == 0)
            return &digest->files[i];
    }
    return NULL;
}
