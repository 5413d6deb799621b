#include "parse/claim_codes.h"

#include "base/map.h"
#include "forms/codes.h"
#include "parse/lines.h"

#include <string.h>

enum { LONGEST = 64 }; /* characters of a name */

/* A name's words only. */
typedef struct {
    gunichar c[LONGEST];
    guint n;
} Words;

typedef struct {
    const char *code;
    const char *label;
    Words name;
    guint stem; /* of a 类: characters of its name without 支出 */
} Entry;

struct MzCodes {
    const MzReport *report;
    GArray *classes; /* 类 */
    GArray *groups;  /* 款 */
    GArray *parents; /* 款 of the items that the tables do not print, by their standard names: only to tell apart
                      * items of one name */
    GArray *items;   /* 项 */
    GArray *economic;
    MzArena *arena;
    MzMap known, known_economic; /* codes that have entries: only for look-up */
};

static void
words_add(Words *words, gunichar c)
{
    if (mz_is_word_char(c) && words->n < LONGEST)
        words->c[words->n++] = c;
}

static void
words_of(const gunichar *c, guint start, guint end, Words *words)
{
    words->n = 0;
    for (guint i = start; i < end; i++)
        words_add(words, c[i]);
}

static void
words_of_label(const char *label, Words *words)
{
    words->n = 0;
    while (*label != '\0') {
        gunichar c = mz_char_next(&label);
        gboolean ideograph = c >= 0x4E00 && c <= 0x9FFF; /* as nearly all are: there is nothing to fold */
        if (!ideograph)
            words_add(words, mz_fold_char(c));
        else if (words->n < LONGEST)
            words->c[words->n++] = c;
    }
}

static gboolean
words_equal(const Words *a, const Words *b)
{
    return a->n == b->n && memcmp(a->c, b->c, a->n * sizeof(gunichar)) == 0;
}

/* Whether one is the beginning of the other, both long enough to say something. */
static gboolean
words_begin(const Words *a, const Words *b)
{
    guint n = MIN(a->n, b->n);
    return n >= 4 && memcmp(a->c, b->c, n * sizeof(gunichar)) == 0;
}

/* Characters of the name without the "类", "支出" that a 类's name may or may not have. */
static guint
stem(const Words *words)
{
    const gunichar *c = words->c;
    guint n = words->n;
    for (guint before = 0; n > 2 && n != before;) {
        before = n;
        if (c[n - 1] == U'类')
            n -= 1;
        else if (c[n - 1] == U'出' && c[n - 2] == U'支')
            n -= 2;
    }
    return n;
}

static void
add_entry(MzCodes *codes, GArray *entries, const char *code, const char *label)
{
    MzMap *known = entries == codes->economic ? &codes->known_economic : &codes->known;
    if (label == NULL || label[0] == '\0' || !mz_map_add(known, code, NULL))
        return;
    g_array_set_size(entries, entries->len + 1);
    Entry *entry = &g_array_index(entries, Entry, entries->len - 1);
    entry->code = code;
    entry->label = label;
    words_of_label(label, &entry->name);
    if (entries == codes->classes)
        entry->stem = stem(&entry->name);
    if (entry->name.n == 0)
        g_array_set_size(entries, entries->len - 1);
}

static GArray *
functional(MzCodes *codes, const char *code)
{
    size_t length = strlen(code);
    if (length == 3)
        return codes->classes;
    if (length == 5)
        return codes->groups;
    return length == 7 ? codes->items : NULL;
}

static void
add_table(MzCodes *codes, const MzTable *table)
{
    for (guint r = 0; r < table->n_rows; r++) {
        const MzRow *row = &table->rows[r];
        if (row->code == NULL)
            continue;
        GArray *entries = table->key == MZ_TABLE_BASIC ? codes->economic : functional(codes, row->code);
        if (entries != NULL)
            add_entry(codes, entries, row->code, row->label);
    }
}

/* The name of the entry whose code begins `code`. */
static const Words *
above(const GArray *entries, const char *code, size_t length)
{
    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = &g_array_index(entries, Entry, i);
        size_t same = length; /* codes differ at their ends */
        while (same > 0 && entry->code[same - 1] == code[same - 1])
            same--;
        if (same == 0 && entry->code[length] == '\0')
            return &entry->name;
    }
    return NULL;
}

/* Many departments print rows of 项 alone, and several of them are called 行政运行. */
static void
add_parents(MzCodes *codes)
{
    char last[6] = "";
    for (guint i = 0; i < codes->items->len; i++) {
        const char *item = g_array_index(codes->items, Entry, i).code;
        if (strncmp(item, last, 5) == 0)
            continue;
        memcpy(last, item, 5);
        const char *name = mz_code_name(last);
        if (name != NULL && above(codes->groups, item, 5) == NULL)
            add_entry(codes, codes->parents, mz_arena_strdup(codes->arena, last), name);
    }
}

MzCodes *
mz_codes_new(const MzReport *report)
{
    MzCodes *codes = g_new0(MzCodes, 1);
    codes->report = report;
    codes->classes = g_array_sized_new(FALSE, FALSE, sizeof(Entry), 40);
    codes->groups = g_array_sized_new(FALSE, FALSE, sizeof(Entry), 32);
    codes->parents = g_array_new(FALSE, FALSE, sizeof(Entry));
    codes->items = g_array_sized_new(FALSE, FALSE, sizeof(Entry), 32);
    codes->economic = g_array_sized_new(FALSE, FALSE, sizeof(Entry), 40);
    codes->arena = mz_arena_new();
    codes->known = mz_map_new(codes->arena, 64);
    codes->known_economic = mz_map_new(codes->arena, 64);
    const MzForm *form = mz_form(report->kind, MZ_TABLE_SUMMARY); /* names all 类 */
    for (guint r = 0; form != NULL && r < form->n_rows; r++) {
        if (form->rows[r].code != NULL && strlen(form->rows[r].code) == 3)
            add_entry(codes, codes->classes, form->rows[r].code, form->rows[r].label);
    }
    for (guint t = 0; t < report->n_tables; t++)
        add_table(codes, &report->tables[t]);
    add_parents(codes);
    return codes;
}

void
mz_codes_free(MzCodes *codes)
{
    g_array_free(codes->classes, TRUE);
    g_array_free(codes->groups, TRUE);
    g_array_free(codes->parents, TRUE);
    g_array_free(codes->items, TRUE);
    g_array_free(codes->economic, TRUE);
    mz_arena_free(codes->arena);
    g_free(codes);
}

static MzCodeName
found(const Entry *entry)
{
    MzCodeName name = {0};
    if (entry != NULL) {
        name.code = entry->code;
        name.label = entry->label;
    }
    return name;
}

/* The only entry with exactly this name; NULL: none, or several. */
static const Entry *
only_equal(const GArray *entries, const Words *name)
{
    const Entry *only = NULL;
    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = &g_array_index(entries, Entry, i);
        if (!words_equal(&entry->name, name))
            continue;
        if (only != NULL)
            return NULL;
        only = entry;
    }
    return only;
}

MzCodeName
mz_codes_class(const MzCodes *codes, const gunichar *c, guint start, guint end)
{
    if (end - start > LONGEST)
        return (MzCodeName){0};
    Words name;
    words_of(c, start, end, &name);
    name.n = stem(&name);
    for (guint i = 0; i < codes->classes->len; i++) {
        const Entry *entry = &g_array_index(codes->classes, Entry, i);
        if (entry->stem == name.n && memcmp(entry->name.c, name.c, name.n * sizeof(gunichar)) == 0)
            return found(entry);
    }
    return (MzCodeName){0};
}

MzCodeName
mz_codes_item(const MzCodes *codes, const gunichar *c, guint start, guint end)
{
    if (end - start > LONGEST)
        return (MzCodeName){0};
    Words name;
    words_of(c, start, end, &name);
    return found(only_equal(codes->items, &name));
}

/* Whether an economic 款 is of the kinds that basic expenditure is spent on. */
static gboolean
is_basic(const char *code)
{
    static const char *const classes[] = {"301", "302", "303", "310"};
    for (guint i = 0; i < G_N_ELEMENTS(classes); i++) {
        if (strlen(code) == 5 && g_str_has_prefix(code, classes[i]))
            return TRUE;
    }
    return FALSE;
}

/* The standard item of this name that basic expenditure knows, where the report's table does not print it. */
static MzCodeName
standard_economic(const Words *name)
{
    guint n;
    const MzCode *standard = mz_economic_codes(&n);
    MzCodeName only = {0};
    for (guint i = 0; i < n; i++) {
        if (!is_basic(standard[i].code))
            continue;
        Words words;
        words_of_label(standard[i].name, &words);
        if (!words_equal(&words, name))
            continue;
        if (only.code != NULL)
            return (MzCodeName){0};
        only = (MzCodeName){.code = standard[i].code, .label = standard[i].name};
    }
    return only;
}

MzCodeName
mz_codes_economic(const MzCodes *codes, const gunichar *c, guint start, guint end)
{
    if (end - start > LONGEST)
        return (MzCodeName){0};
    Words name;
    words_of(c, start, end, &name);
    const Entry *row = only_equal(codes->economic, &name);
    return row != NULL ? found(row) : standard_economic(&name);
}

/* The position of "(类)", "(款)" or "(项)" from `start` on; `end`: not there. */
static guint
mark(const gunichar *c, guint start, guint end, gunichar which)
{
    for (guint i = start; i + 2 < end; i++) {
        if (c[i] == '(' && c[i + 1] == which && c[i + 2] == ')')
            return i;
    }
    return end;
}

enum { CLASS = 0x7C7B, GROUP = 0x6B3E, ITEM = 0x9879 }; /* 类 款 项 */

gboolean
mz_codes_is_path(const gunichar *c, guint start, guint end)
{
    return mark(c, start, end, ITEM) < end || mark(c, start, end, GROUP) < end;
}

/* … of names that begin alike. */
static guint
fit_so(const Words *printed, const Words *name)
{
    if (words_equal(printed, name))
        return 4;
    if (printed->n > 1 && name->n > 1 && printed->c[1] != name->c[1])
        return 0;
    guint n = stem(printed);
    if (n == stem(name) && memcmp(printed->c, name->c, n * sizeof(gunichar)) == 0)
        return 3;
    return words_begin(printed, name) ? 2 : 0;
}

/* How well names fit: equal 4, one cut short 2, else 0; nothing to compare with: 1. */
static inline guint
fit(const Words *printed, const Words *name)
{
    if (printed->n == 0 || name == NULL)
        return 1;
    if (printed->c[0] != name->c[0])
        return 0; /* both without their ends, or one cut short, they would still begin alike */
    return fit_so(printed, name);
}

/* Changes from one name to the other, up to `limit` + 1. */
static guint
distance(const Words *a, const Words *b, guint limit)
{
    guint rows[2][LONGEST + 1];
    if ((a->n > b->n ? a->n - b->n : b->n - a->n) > limit)
        return limit + 1;
    for (guint j = 0; j <= b->n; j++)
        rows[0][j] = j;
    for (guint i = 1; i <= a->n; i++) {
        const guint *before = rows[(i - 1) % 2];
        guint *row = rows[i % 2];
        row[0] = i;
        for (guint j = 1; j <= b->n; j++)
            row[j] = MIN(before[j - 1] + (a->c[i - 1] != b->c[j - 1]), MIN(before[j], row[j - 1]) + 1);
    }
    return MIN(rows[a->n % 2][b->n], limit + 1);
}

typedef struct {
    Words class, group, item;
} Path;

/* A misprinted name: the nearest under the same 类, if there is only one as near. */
static const Entry *
nearest(const MzCodes *codes, const GArray *entries, const Path *path)
{
    guint limit = MAX(path->item.n / 3, 1);
    const Entry *best = NULL;
    gboolean several = FALSE;
    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = &g_array_index(entries, Entry, i);
        if (fit(&path->class, above(codes->classes, entry->code, 3)) == 0)
            continue;
        guint d = distance(&path->item, &entry->name, limit);
        if (d > limit)
            continue;
        several = best != NULL && d == limit;
        best = several ? best : entry;
        limit = d;
    }
    return several ? NULL : best;
}

/* The name of an item's 款. */
static const Words *
group_of(const MzCodes *codes, const Entry *item)
{
    const Words *name = above(codes->groups, item->code, 5);
    return name != NULL ? name : above(codes->parents, item->code, 5);
}

/* The entry that fits the path best; NULL: none, or several as well. */
static const Entry *
best_fit(const MzCodes *codes, const GArray *entries, const Path *path)
{
    const Entry *best = NULL;
    guint best_score = 0;
    gboolean several = FALSE;
    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = &g_array_index(entries, Entry, i);
        guint item = fit(&path->item, &entry->name);
        if (item == 0)
            continue;
        guint class = fit(&path->class, above(codes->classes, entry->code, 3));
        guint group = entries == codes->groups ? 1 : fit(&path->group, group_of(codes, entry));
        guint score = class * 100 + item * 10 + group;
        if (score == best_score)
            several = TRUE;
        if (score > best_score) {
            best = entry;
            best_score = score;
            several = FALSE;
        }
    }
    if (best == NULL)
        return nearest(codes, entries, path);
    return several ? NULL : best;
}

/* Without an item's ordinal. */
static guint
behind_ordinal(const gunichar *c, guint start, guint end)
{
    MzOrdinal ordinal = mz_ordinal_at(c, end, start);
    return ordinal.level > 0 ? MIN(ordinal.end, end) : start;
}

MzCodeName
mz_codes_path(const MzCodes *codes, const gunichar *c, guint start, guint end)
{
    start = behind_ordinal(c, start, end);
    if (end - start > 3 * LONGEST)
        start = end - 3 * LONGEST;
    guint class = mark(c, start, end, CLASS);
    guint group_start = class < end ? class + 3 : start;
    guint group = mark(c, group_start, end, GROUP);
    guint item_start = group < end ? group + 3 : group_start;
    guint item = mark(c, item_start, end, ITEM);
    Path path;
    words_of(c, start, class < end ? class : start, &path.class);
    path.group.n = 0;
    const GArray *entries = codes->items;
    guint last = item_start;
    if (item < end) {
        words_of(c, group_start, group < end ? group : group_start, &path.group);
        words_of(c, item_start, item, &path.item);
    } else {
        entries = codes->groups;
        last = group_start;
        item = group;
        words_of(c, group_start, group, &path.item);
    }
    const Entry *entry = path.item.n > 0 ? best_fit(codes, entries, &path) : NULL;
    if (entry != NULL)
        return found(entry);
    const MzTextLine line = {.c = c, .n = end};
    return (MzCodeName){.label = mz_text_compact(&line, last, item, codes->report->arena)};
}
