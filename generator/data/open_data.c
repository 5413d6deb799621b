#include "data/open_data.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "forms/codes.h"
#include "model/tidy.h"
#include "publish/path.h"
#include "data/datapackage.h"

typedef struct {
    const char *out;
    const MzSettings *settings;
    const MzDigests *digests;
    const MzOutlet *outlet;
    GPtrArray *errors;
    MzArena *arena;
    GArray *files; /* MzSiteFile */
} Writer;

/* A part: the reports of one region, year and kind that have data. */
typedef struct {
    const char *path; /* "data/region/2024-final.csv" */
    const char *region;
    int year;
    MzKind kind;
    const MzDigest *const *reports; /* in the order of addresses */
    guint n_reports;
} Part;

static void
hand_over(Writer *writer, MzSiteFile file, const GString *bytes)
{
    MzKept put;
    if (!mz_outlet_put(writer->outlet, file.path, bytes, (MzBasis){{0, 0}}, 0, &put))
        return;
    file.bytes = put.bytes;
    memcpy(file.sha256, put.sha256, sizeof file.sha256);
    g_array_append_val(writer->files, file);
}

static void
add_field(GString *out, const char *field)
{
    if (out->len > 0 && out->str[out->len - 1] != '\n')
        g_string_append_c(out, ',');
    mz_csv_append_field(out, field);
}

static void
add_number(GString *out, guint64 number)
{
    char text[24];
    g_snprintf(text, sizeof text, "%" G_GUINT64_FORMAT, number);
    add_field(out, text);
}

/* ---- the parts of the tidy data */

/* By region, year, kind, then the order of the discovery. */
static gint
by_part(gconstpointer a, gconstpointer b)
{
    const MzDigest *one = *(const MzDigest *const *)a, *other = *(const MzDigest *const *)b;
    int region = strcmp(one->body->region, other->body->region);
    if (region != 0)
        return region;
    if (one->filing->year != other->filing->year)
        return one->filing->year - other->filing->year;
    if (one->filing->kind != other->filing->kind)
        return (int)other->filing->kind - (int)one->filing->kind; /* the budget before the accounts */
    return strcmp(one->filing->address, other->filing->address);
}

static gboolean
same_part(const MzDigest *a, const MzDigest *b)
{
    return strcmp(a->body->region, b->body->region) == 0 && a->filing->year == b->filing->year &&
           a->filing->kind == b->filing->kind;
}

/* The end of the line that begins at `at`: the first line end outside of quotes, if there are any. NULL: there is none.
 */
static const char *
line_end(const char *at, const char *end, gboolean quotes)
{
    gboolean quoted = FALSE;
    if (!quotes)
        return memchr(at, '\n', (gsize)(end - at));
    const char *stop;
    for (; (stop = memchr(at, '\n', (gsize)(end - at))) != NULL; at = stop + 1) {
        for (; (at = memchr(at, '"', (gsize)(stop - at))) != NULL; at++)
            quoted = !quoted;
        if (!quoted)
            return stop;
    }
    return NULL;
}

/* Appends the lines of a tidy.csv without its header, each with `prefix` in front; a field in quotes may hold line
 * ends. All lines of the site have the column of the mark, a report's own file only where there is one.
 */
static void
append_lines(GString *out, const char *tidy, gsize length, const char *prefix, guint *n_lines)
{
    const char *end = tidy + length, *line = tidy;
    const char *marked = MZ_TIDY_HEADER MZ_TIDY_MARK "\n";
    const char *tail = g_str_has_prefix(tidy, marked) ? "\n" : ",\n";
    gsize n_prefix = strlen(prefix), n_tail = strlen(tail);
    gboolean quotes = memchr(tidy, '"', length) != NULL;
    for (const char *stop; (stop = line_end(line, end, quotes)) != NULL; line = stop + 1) {
        if (line == tidy) /* the header */
            continue;
        gsize n = (gsize)(stop - line);
        char *at = mz_buffer_room(out, n_prefix + n + n_tail);
        at = mz_write(mz_write(at, prefix, n_prefix), line, n);
        mz_buffer_wrote(out, mz_write(at, tail, n_tail));
        ++*n_lines;
    }
}

/* All parts by region, year and kind. */
static const Part *
find_parts(const MzDigests *digests, MzArena *arena, guint *n_parts)
{
    const MzDigest **sorted = mz_arena_new0(arena, const MzDigest *, digests->n_reports + 1);
    Part *parts = mz_arena_new0(arena, Part, digests->n_reports + 1);
    guint n_sorted = 0, n = 0;
    for (guint i = 0; i < digests->n_reports; i++) {
        if (mz_digest_file(digests->reports[i], "tidy.csv") != NULL)
            sorted[n_sorted++] = digests->reports[i];
    }
    qsort(sorted, n_sorted, sizeof *sorted, by_part);
    for (guint i = 0; i < n_sorted; i++) {
        if (i == 0 || !same_part(sorted[i - 1], sorted[i])) {
            const MzDigest *first = sorted[i];
            char *region = mz_path_part(first->body->region);
            parts[n++] = (Part){mz_arena_printf(arena, "data/%s/%d-%s.csv", region, first->filing->year,
                                                mz_kind_key(first->filing->kind)),
                                first->body->region,
                                first->filing->year,
                                first->filing->kind,
                                &sorted[i],
                                0};
            g_free(region);
        }
        parts[n - 1].n_reports++;
    }
    *n_parts = n;
    return parts;
}

/* Whether these are the bytes that were written. Of a report whose last good pages stay only its package tells. */
static gboolean
is_as_written(const MzDigest *digest, const char *tidy, gsize length)
{
    if (digest->tidy[0] == 0 && digest->tidy[1] == 0) {
        guint8 found[MZ_SHA256_SIZE];
        mz_sha256(tidy, length, found);
        return memcmp(found, mz_digest_file(digest, "tidy.csv")->sha256, sizeof found) == 0;
    }
    guint64 found[2];
    mz_sum_at_once(tidy, length, found);
    return memcmp(found, digest->tidy, sizeof found) == 0;
}

/* The bytes of a report's tidy data, as this build or the last good one wrote them. NULL: they cannot be read. */
static char *
read_tidy(Writer *writer, const MzDigest *digest, gsize *length)
{
    char *file = g_build_filename(writer->out, digest->filing->address, "tidy.csv", NULL);
    char *tidy = NULL;
    if (g_file_get_contents(file, &tidy, length, NULL) && !is_as_written(digest, tidy, *length))
        g_clear_pointer(&tidy, g_free);
    if (tidy == NULL) {
        GError *error = NULL;
        MzPlace place = {file, 0, 0};
        mz_error_set(&error, MZ_ERROR_INPUT, &place,
                     mz_tr("生成之后又变了，没有进入整站数据；请不要在生成时改动输出文件夹",
                           "changed since it was written and is not in the data of the site; leave the output folder "
                           "alone during a build"));
        g_ptr_array_add(writer->errors, error);
    }
    g_free(file);
    return tidy;
}

/* Adds a report to its part. */
static void
append_report(Writer *writer, GString *out, const MzDigest *digest, guint *n_lines)
{
    gsize length = 0;
    char *tidy = read_tidy(writer, digest, &length);
    if (tidy == NULL)
        return;
    const MzBody *body = digest->body;
    const char *department =
        body->unit != NULL ? mz_arena_printf(writer->arena, "%s/%s", body->department, body->unit) : body->department;
    GString *prefix = g_string_new(NULL);
    add_field(prefix, body->region);
    add_field(prefix, department);
    mz_buffer_printf(prefix, ",%d,%s,", digest->filing->year, mz_kind_key(digest->filing->kind));
    append_lines(out, tidy, length, prefix->str, n_lines);
    g_string_free(prefix, TRUE);
    g_free(tidy);
}

/* What a part is made from: the addresses and the data of its reports. */
static MzBasis
part_basis(const Part *part)
{
    MzBasisMaker maker;
    mz_basis_init(&maker, "part");
    mz_basis_text(&maker, part->path);
    mz_basis_text(&maker, part->region);
    for (guint i = 0; i < part->n_reports; i++) {
        const MzDigest *digest = part->reports[i];
        mz_basis_text(&maker, digest->body->folder);
        mz_basis_number(&maker, digest->filing->year);
        mz_basis_number(&maker, digest->filing->kind);
        mz_basis_bytes(&maker, mz_digest_file(digest, "tidy.csv")->sha256, MZ_SHA256_SIZE);
    }
    return mz_basis_done(&maker);
}

/* What became of a part's file. */
typedef struct {
    gboolean is_there;
    MzKept kept;
} Made;

/* A part in hand. Its text comes by and by, so that it stays near the processor from when it is put together until it
 * is summed up and written; a part may have 20 MB. */
typedef struct {
    const Part *part; /* NULL: all are made */
    Made *made;
    MzBasis basis;
    MzPieces file;
    GString *text;  /* that is not yet handed over */
    guint next;     /* report */
    guint n_errors; /* before it */
    guint n_lines;
} Lane;

enum { ENOUGH = 1 << 17, PAGE = 4096 }; /* bytes of text before it is handed over */

/* All parts, two at a time: sums are quicker side by side. */
typedef struct {
    Writer *writer;
    const Part *parts;
    Made *made; /* of each */
    guint n, next;
    Lane lanes[2];
} Making;

/* Takes the next part whose file is not the last build's, if there is one. */
static void
begin_part(Making *making, Lane *lane)
{
    const Writer *writer = making->writer;
    for (lane->part = NULL; making->next < making->n && lane->part == NULL; making->next++) {
        const Part *part = &making->parts[making->next];
        lane->made = &making->made[making->next];
        lane->basis = part_basis(part);
        lane->made->is_there = mz_outlet_keep(writer->outlet, part->path, lane->basis, &lane->made->kept);
        lane->part = lane->made->is_there ? NULL : part;
    }
    if (lane->part == NULL)
        return;
    lane->next = lane->n_lines = 0;
    lane->n_errors = writer->errors->len;
    mz_pieces_begin(&lane->file, writer->outlet, lane->part->path);
    g_string_assign(lane->text, "region,department,year,kind," MZ_TIDY_HEADER MZ_TIDY_MARK "\n");
}

static void
end_part(const Making *making, Lane *lane)
{
    if (making->writer->errors->len > lane->n_errors) /* it may lack a report: the next build must try again */
        lane->basis = (MzBasis){{0, 0}};
    lane->made->is_there = mz_pieces_end(&lane->file, lane->basis, lane->n_lines, &lane->made->kept);
}

/* Puts together some more of the part. FALSE: all of it is handed over. */
static gboolean
fill(const Making *making, Lane *lane)
{
    while (lane->next < lane->part->n_reports && lane->text->len < ENOUGH)
        append_report(making->writer, lane->text, lane->part->reports[lane->next++], &lane->n_lines);
    return lane->text->len > 0;
}

/* Fills a lane with this part or the next. FALSE: there is none. */
static gboolean
advance(Making *making, Lane *lane)
{
    while (lane->part != NULL && !fill(making, lane)) {
        end_part(making, lane);
        begin_part(making, lane);
    }
    return lane->part != NULL;
}

/* Hands over what both have, in whole pages of the file. */
static void
hand_over_two(Lane lanes[2])
{
    gsize length = MIN(lanes[0].text->len, lanes[1].text->len) / PAGE * PAGE;
    MzPieces *const two[] = {&lanes[0].file, &lanes[1].file};
    const char *const bytes[] = {lanes[0].text->str, lanes[1].text->str};
    mz_pieces_append_two(two, bytes, length);
    for (guint i = 0; i < 2; i++)
        g_string_erase(lanes[i].text, 0, (gssize)length);
}

static void
hand_over_one(Lane *lane)
{
    mz_pieces_append(&lane->file, lane->text->str, lane->text->len);
    g_string_truncate(lane->text, 0);
}

/* Makes every part's file that the last build's does not stand for. */
static void
make_parts(Making *making)
{
    Lane *one = &making->lanes[0], *other = &making->lanes[1];
    for (guint i = 0; i < 2; i++) {
        making->lanes[i].text = g_string_sized_new(2 * ENOUGH);
        begin_part(making, &making->lanes[i]);
    }
    for (;;) {
        gboolean has_one = advance(making, one), has_other = advance(making, other);
        if (!has_one && !has_other)
            break;
        if (has_one && has_other && one->text->len >= PAGE && other->text->len >= PAGE)
            hand_over_two(making->lanes);
        else /* one alone, or the end of one */
            hand_over_one(!has_other || (has_one && one->text->len < PAGE) ? one : other);
    }
    for (guint i = 0; i < 2; i++)
        g_string_free(making->lanes[i].text, TRUE);
}

/* The mark of made-up figures where all reports of a part have the same; else NULL. */
static const char *
part_mark(const Part *part)
{
    const char *mark = part->reports[0]->body->mark;
    for (guint i = 1; i < part->n_reports; i++) {
        if (g_strcmp0(part->reports[i]->body->mark, mark) != 0)
            return NULL;
    }
    return mark;
}

/* "某市2024年度部门决算" */
static const char *
part_title(const Writer *writer, const Part *part)
{
    const char *mark = part_mark(part);
    return mz_arena_printf(writer->arena, "%s%d年度%s%s%s%s", mz_settings_region(writer->settings, part->region),
                           part->year, mz_kind_label(part->kind), mark != NULL ? "［" : "", mark != NULL ? mark : "",
                           mark != NULL ? "］" : "");
}

/* Lists a part, in `list` by a line about it. */
static void
list_part(Writer *writer, const Part *part, const MzKept *kept, GString *list)
{
    MzSiteFile file = {.path = part->path,
                       .title = part_title(writer, part),
                       .type = "text/csv",
                       .schema = "data/tidy.schema.json",
                       .bytes = kept->bytes};
    memcpy(file.sha256, kept->sha256, sizeof file.sha256);
    g_array_append_val(writer->files, file);
    char hex[MZ_SHA256_SIZE * 2 + 1];
    mz_sha256_hex(kept->sha256, hex);
    add_field(list, part->path);
    add_field(list, part->region);
    add_number(list, (guint64)part->year);
    add_field(list, mz_kind_key(part->kind));
    add_number(list, part->n_reports);
    add_number(list, kept->number);
    add_number(list, kept->bytes);
    add_field(list, hex);
    const char *mark = part_mark(part);
    add_field(list, mark != NULL ? mark : "");
    g_string_append_c(list, '\n');
}

static void
write_parts(Writer *writer)
{
    guint n = 0;
    const Part *parts = find_parts(writer->digests, writer->arena, &n);
    Making making = {.writer = writer, .parts = parts, .made = mz_arena_new0(writer->arena, Made, n + 1), .n = n};
    make_parts(&making);
    GString *list = g_string_new("path,region,year,kind,reports,amounts,bytes,sha256,mark\n");
    for (guint i = 0; i < n; i++) {
        if (making.made[i].is_there)
            list_part(writer, &parts[i], &making.made[i].kept, list);
    }
    MzSiteFile file = {.path = "data/parts.csv", .title = "各部分数据文件的清单", .type = "text/csv"};
    hand_over(writer, file, list);
    g_string_free(list, TRUE);
}

/* ---- code lists */

static const char *
level_of(const char *code)
{
    static const char *const levels[] = {"类", "款", "项"};
    gsize length = strlen(code);
    return length >= 3 ? levels[MIN((length - 3) / 2, 2)] : "";
}

static void
add_code(GString *out, gboolean economic, const char *code, const char *label, guint n_uses)
{
    gsize length = strlen(code);
    char *parent = g_strndup(code, length > 3 ? length - 2 : 0);
    add_field(out, economic ? "economic" : "functional");
    add_field(out, code);
    add_field(out, level_of(code));
    add_field(out, parent);
    add_field(out, label);
    add_number(out, n_uses);
    g_string_append_c(out, '\n');
    g_free(parent);
}

/* A report may print a 项 without its 类 and 款: these are listed all the same, so that every parent is found. Codes
 * come in their order: what `before` and this one have in common has been listed. */
static void
add_parents(GString *out, const MzItem *item, const MzItem *before)
{
    gboolean has_kin = before != NULL && before->economic == item->economic;
    for (gsize length = 3; length < strlen(item->code); length += 2) {
        if (has_kin && strncmp(before->code, item->code, length) == 0)
            continue;
        char *parent = g_strndup(item->code, length);
        const char *name = mz_code_name(parent);
        add_code(out, item->economic, parent, name != NULL ? name : "", 0);
        g_free(parent);
    }
}

static void
write_codes(Writer *writer)
{
    GString *out = g_string_new("classification,code,level,parent,name,reports\n");
    const MzItem *before = NULL;
    for (guint i = 0; i < writer->digests->n_items; i++) {
        const MzItem *item = &writer->digests->items[i];
        add_parents(out, item, before);
        add_code(out, item->economic, item->code, item->label, item->n_uses);
        before = item;
    }
    MzSiteFile file = {.path = "data/codes.csv", .title = "用到的功能分类和部门预算经济分类科目", .type = "text/csv"};
    hand_over(writer, file, out);
    g_string_free(out, TRUE);
}

/* ---- what the standard tables are made of */

/* A line of one of these lists, unless one of its table with this name is there: forms that families print otherwise
 * (mz_forms_all) have most of the usual one's columns and rows. */
typedef struct {
    GString *text;
    GHashTable *names; /* "kind,table,name" */
} List;

static void
add_line(List *list, const MzForm *form, const char *name, const char *const *rest, gsize n_rest)
{
    const char *kind = mz_kind_key(form->kind), *table = mz_table_key_name(form->table);
    if (!g_hash_table_add(list->names, g_strjoin(",", kind, table, name, NULL)))
        return;
    add_field(list->text, kind);
    add_field(list->text, table);
    if (name != NULL)
        add_field(list->text, name);
    for (gsize i = 0; i < n_rest; i++)
        add_field(list->text, rest[i]);
    g_string_append_c(list->text, '\n');
}

static void
add_columns(List *list, const MzForm *form)
{
    for (guint i = 0; i < form->n_columns; i++) {
        const MzColumnForm *column = &form->columns[i];
        const char *const rest[] = {column->key, column->group != NULL ? column->group : "", column->heading};
        add_line(list, form, column->label, rest, G_N_ELEMENTS(rest));
    }
}

static void
add_rows(List *list, const MzForm *form)
{
    static const char *const sides[] = {"", "收入", "支出"};
    for (guint i = 0; i < form->n_rows; i++) {
        const MzRowForm *row = &form->rows[i];
        char level[8];
        g_snprintf(level, sizeof level, "%u", row->level);
        const char *const rest[] = {row->key, row->label, sides[row->side], level, row->code != NULL ? row->code : ""};
        add_line(list, form, row->name, rest, G_N_ELEMENTS(rest));
    }
    guint n_totals;
    const MzTotalRow *totals = mz_form_totals(form, &n_totals);
    for (guint i = 0; i < n_totals; i++) {
        const char *const rest[] = {totals[i].key, totals[i].name, "", "0", ""};
        add_line(list, form, totals[i].name, rest, G_N_ELEMENTS(rest));
    }
}

static void
write_list(Writer *writer, List *list, const char *path, const char *title)
{
    hand_over(writer, (MzSiteFile){.path = path, .title = title, .type = "text/csv"}, list->text);
    g_string_free(list->text, TRUE);
    g_hash_table_unref(list->names);
}

static List
begin_list(const char *header)
{
    return (List){g_string_new(header), g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
}

static void
write_tables(Writer *writer)
{
    List tables = begin_list("kind,table,title\n");
    List columns = begin_list("kind,table,column,key,group,heading\n");
    List rows = begin_list("kind,table,row,key,label,side,level,code\n");
    guint n_usual, n_all;
    const MzForm *usual = mz_forms(&n_usual), *all = mz_forms_all(&n_all);
    for (guint i = 0; i < n_usual; i++) {
        add_line(&tables, &usual[i], NULL, &usual[i].title, 1);
        for (guint j = 0; j < n_all; j++) {
            if (all[j].kind == usual[i].kind && all[j].table == usual[i].table) {
                add_columns(&columns, &all[j]);
                add_rows(&rows, &all[j]);
            }
        }
    }
    write_list(writer, &tables, "data/tables.csv", "标准表");
    write_list(writer, &columns, "data/columns.csv", "标准表的列");
    write_list(writer, &rows, "data/rows.csv", "标准表里固定的行和合计行");
}

/* ---- the whole */

typedef struct {
    char *path;
    const guint8 *sha256;
} Sum;

static gint
by_path(gconstpointer a, gconstpointer b)
{
    return strcmp(((const Sum *)a)->path, ((const Sum *)b)->path);
}

static void
add_sum(GString *out, const char *path, const guint8 sha256[MZ_SHA256_SIZE])
{
    char hex[MZ_SHA256_SIZE * 2 + 1];
    mz_sha256_hex(sha256, hex);
    mz_buffer_printf(out, "%s  %s\n", hex, path);
}

/* The data files of the reports of a part, in the order of paths. */
static GString *
sums_of_part(const Part *part)
{
    GArray *sums = g_array_new(FALSE, FALSE, sizeof(Sum));
    for (guint i = 0; i < part->n_reports; i++) {
        const MzDigest *digest = part->reports[i];
        for (guint j = 0; j < digest->n_files; j++) {
            Sum sum = {g_strconcat(digest->filing->address, "/", digest->files[j].name, NULL), digest->files[j].sha256};
            g_array_append_val(sums, sum);
        }
    }
    g_array_sort(sums, by_path);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < sums->len; i++) {
        Sum *sum = &g_array_index(sums, Sum, i);
        add_sum(out, sum->path, sum->sha256);
        g_free(sum->path);
    }
    g_array_unref(sums);
    return out;
}

/* The sums of the files beside the reports of a part; the sum of that file goes to `list`. They are split like the
 * parts, so that a changed report changes a file of its own kind only. */
static void
write_part_sums(Writer *writer, const Part *part, GString *list)
{
    g_autofree char *path = g_strdup_printf("%.*s.sha256", (int)(strlen(part->path) - strlen(".csv")), part->path);
    MzBasisMaker maker;
    MzKept kept;
    mz_basis_init(&maker, "sums");
    mz_basis_text(&maker, path);
    for (guint i = 0; i < part->n_reports; i++)
        mz_basis_add(&maker, part->reports[i]->whole);
    MzBasis basis = mz_basis_done(&maker);
    if (!mz_outlet_keep(writer->outlet, path, basis, &kept)) {
        GString *out = sums_of_part(part);
        gboolean good = mz_outlet_put(writer->outlet, path, out, basis, 0, &kept);
        g_string_free(out, TRUE);
        if (!good)
            return;
    }
    add_sum(list, path, kept.sha256);
}

/* The sums of the files of the whole site, and of the files with the sums of the reports. */
static void
write_sums(Writer *writer)
{
    guint n = 0;
    const Part *parts = find_parts(writer->digests, writer->arena, &n);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < writer->files->len; i++) {
        const MzSiteFile *file = &g_array_index(writer->files, MzSiteFile, i);
        add_sum(out, file->path, file->sha256);
    }
    for (guint i = 0; i < n; i++)
        write_part_sums(writer, &parts[i], out);
    MzSiteFile file = {
        .path = "SHA256SUMS", .title = "数据文件的 SHA-256（各报告的文件见其中的 .sha256）", .type = "text/plain"};
    hand_over(writer, file, out);
    g_string_free(out, TRUE);
}

static void
write_package(Writer *writer)
{
    GString *schema = mz_tidy_schema();
    MzSiteFile file = {.path = "data/tidy.schema.json", .title = "整站数据的列", .type = "application/json"};
    hand_over(writer, file, schema);
    g_string_free(schema, TRUE);
    GString *package = mz_site_package(writer->settings, writer->files);
    MzSiteFile own = {.path = "datapackage.json", .title = "数据包说明", .type = "application/json"};
    hand_over(writer, own, package);
    g_string_free(package, TRUE);
}

GArray *
mz_open_data_parts(const char *out, const MzSettings *settings, const MzDigests *digests, const MzOutlet *outlet,
                   GPtrArray *errors)
{
    Writer writer = {
        out, settings, digests, outlet, errors, digests->arena, g_array_new(FALSE, FALSE, sizeof(MzSiteFile))};
    write_parts(&writer);
    return writer.files;
}

void
mz_open_data_write(const MzSettings *settings, MzDigests *digests, GArray *parts, const MzOutlet *outlet)
{
    Writer writer = {NULL, settings, digests, outlet, NULL, digests->arena, parts};
    write_codes(&writer);
    write_tables(&writer);
    write_package(&writer);
    write_sums(&writer);
    digests->files = mz_arena_memdup(digests->arena, writer.files->data, writer.files->len * sizeof(MzSiteFile));
    digests->n_files = writer.files->len;
    g_array_unref(writer.files);
}
