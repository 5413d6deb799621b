/* Items by name: paths of the narrative (类、款、项), the glossary, ordinals of the classes. */
#include "check/checker.h"

#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "forms/codes.h"

/* What the classification knows by a name as compared. */
typedef struct {
    const char *code;
    const GSList *groups; /* the codes of the 款 that bear it; NULL: none */
} Standard;

/* 一般公共服务支出（类）财政事务（款）行政运行（项）: names as compared, of ideographs alone. */
typedef struct {
    const char *names[3];
    const Standard *standard[3]; /* NULL: a name that the classification has not */
    guint32 line;
    int section;
} Path;

/* The classification by its names as compared: made once, never changed. */
static const Standard *
standard_of(const char *name)
{
    static gsize made = 0;
    static MzMap names;
    if (g_once_init_enter(&made)) {
        guint n_codes;
        const MzCode *codes = mz_functional_codes(&n_codes);
        MzArena *arena = mz_arena_new(); /* stays until the end */
        names = mz_map_new(arena, n_codes);
        for (guint i = 0; i < n_codes; i++) {
            const char *key = mz_text_key(arena, codes[i].name, -1);
            Standard *standard = mz_map_value(&names, key);
            if (standard == NULL) {
                standard = mz_arena_new0(arena, Standard, 1);
                mz_map_add(&names, key, standard);
            }
            standard->code = codes[i].code; /* of several the last */
            if (strlen(codes[i].code) == 5)
                standard->groups = g_slist_prepend((GSList *)standard->groups, (gpointer)codes[i].code);
        }
        g_once_init_leave(&made, 1);
    }
    return mz_map_value(&names, name);
}

/* Where a name that ends at `end` begins: behind what no name has. */
static const char *
name_start(const char *text, const char *end)
{
    static const char first[] = "\xE4\xB8\x80", last[] = "\xE9\xBF\xBF"; /* U+4E00, U+9FFF */
    const char *start = end;
    while (start - text >= 3 && memcmp(start - 3, first, 3) >= 0 && memcmp(start - 3, last, 3) <= 0)
        start -= 3;
    return start;
}

/* Reads the path whose 类 mark stands at `mark` ("(类)" of a folded text without blanks). */
static gboolean
read_path(MzArena *arena, const char *text, const char *mark, Path *path)
{
    static const char *const marks[] = {"(类)", "(款)", "(项)"};
    const char *start = name_start(text, mark), *end = mark;
    for (guint i = 0; i < 3; i++) {
        if (i > 0) {
            start = end;
            end = strstr(start, marks[i]);
            if (end == NULL || name_start(text, end) != start)
                return FALSE;
        }
        if (end == start)
            return FALSE;
        path->names[i] = mz_arena_strndup(arena, start, (gsize)(end - start));
        end += strlen(marks[i]);
    }
    for (guint i = 0; i < 3; i++)
        path->standard[i] = standard_of(path->names[i]);
    return TRUE;
}

/* Whether a text may have paths. */
static gboolean
has_paths(const char *text)
{
    const char *at = strstr(text, "类");
    return at != NULL && (strstr(at, "类）") != NULL || strstr(at, "类)") != NULL);
}

/* Adds the paths of a text as compared. */
static void
add_paths(MzArena *arena, const char *key, guint32 line, int section, GArray *paths)
{
    static const char mark[] = "(类)";
    for (const char *at = strstr(key, mark); at != NULL; at = strstr(at + strlen(mark), mark)) {
        Path path = {.line = line, .section = section};
        if (read_path(arena, key, at, &path))
            g_array_append_val(paths, path);
    }
}

static gboolean
is_ideograph(const char *c)
{
    guint8 first = (guint8)c[0];
    return first >= 0xE4 && first <= 0xE9 && (first > 0xE4 || (guint8)c[1] >= 0xB8); /* U+4E00 to U+9FFF */
}

/* Whether at `c` stands what ends a name in the text just as in the text as compared: no blank, no quotation mark. */
static gboolean
is_plain_end(const char *c)
{
    static const char *const ends[] = {"）", "（", "。", "，", "、", "；", "："};
    for (guint i = 0; i < G_N_ELEMENTS(ends) && (guint8)*c >= 0x80; i++) {
        if (mz_key_begins(c, ends[i]))
            return TRUE;
    }
    return *c == '\0' || g_ascii_isalnum(*c) || *c == '.' || *c == ',' || *c == ')';
}

typedef enum { PATH_NONE, PATH_READ, PATH_UNSURE } PathState;

/* Reads the path whose 类 stands at `at` where it is written out as nearly all are: then it need not be folded for it.
 */
static PathState
read_plain_path(MzArena *arena, const char *text, const char *at, Path *path)
{
    static const char *const marks[] = {"（类）", "（款）", "（项）"};
    gsize length = strlen(marks[0]), bracket = strlen("（");
    const char *behind = at + strlen("类");
    if (is_ideograph(behind) || (is_plain_end(behind) && *behind != ')' && !mz_key_begins(behind, "）")))
        return PATH_NONE; /* 类型 */
    if ((gsize)(at - text) < bracket || !mz_key_begins(at - bracket, marks[0]))
        return PATH_UNSURE;
    const char *end = at - bracket, *start = name_start(text, end);
    if (start > text && !is_plain_end(start - 1) && (start - text < 3 || !is_plain_end(start - 3)))
        return PATH_UNSURE;
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        for (end = start; is_ideograph(end);)
            end += 3;
        gboolean marked = mz_key_begins(end, marks[i]);
        if (!marked || end == start)
            return marked || (is_plain_end(end) && !mz_key_begins(end, "（")) ? PATH_NONE : PATH_UNSURE;
        path->names[i] = mz_arena_strndup(arena, start, (gsize)(end - start));
        path->standard[i] = standard_of(path->names[i]);
        start = end + length;
    }
    return PATH_READ;
}

/* Adds the paths of a text as it is printed. FALSE: some may be hidden from it, and none is added. */
static gboolean
add_plain_paths(MzArena *arena, const char *text, guint32 line, int section, GArray *paths)
{
    static const char class[] = "类";
    guint before = paths->len;
    for (const char *at = strstr(text, class); at != NULL; at = strstr(at + strlen(class), class)) {
        Path path = {.line = line, .section = section};
        PathState state = read_plain_path(arena, text, at, &path);
        if (state == PATH_READ)
            g_array_append_val(paths, path);
        if (state == PATH_UNSURE) {
            g_array_set_size(paths, before);
            return FALSE;
        }
    }
    return TRUE;
}

/* What the checks of paths need, made once a report. */
struct MzPaths {
    GArray *paths;       /* of Path, of the paragraphs; those of the glossary are terms of their own */
    GHashTable *printed; /* names of the coded tables as compared → MzRow; NULL: not asked for yet (printed_names) */
};

/* Few reports have a name that is none of the classification's, and ask for those that the tables print. */
static GHashTable *
printed_names(MzChecker *checker)
{
    const MzReport *report = checker->report;
    struct MzPaths *names = checker->paths;
    if (names->printed != NULL)
        return names->printed;
    names->printed = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        for (guint r = 0; table->form->shape == MZ_SHAPE_CODED && r < table->n_rows; r++) {
            const MzRow *row = &table->rows[r];
            if (row->code != NULL && row->label != NULL)
                g_hash_table_insert(names->printed, mz_text_key(checker->scratch, row->label, -1), (gpointer)row);
        }
    }
    return names->printed;
}

static const struct MzPaths *
paths_of_report(MzChecker *checker)
{
    const MzReport *report = checker->report;
    if (checker->paths != NULL)
        return checker->paths;
    struct MzPaths *names = mz_arena_new0(checker->scratch, struct MzPaths, 1);
    names->paths = g_array_new(FALSE, FALSE, sizeof(Path));
    for (guint s = 0; s < report->n_sections; s++) {
        const MzSection *section = &report->sections[s];
        for (guint p = 0; p < section->n_paragraphs; p++)
            if (has_paths(section->paragraphs[p]) &&
                !add_plain_paths(checker->scratch, section->paragraphs[p], section->paragraph_lines[p], (int)s,
                                 names->paths))
                add_paths(checker->scratch, mz_paragraph_key(checker, (int)s, p), section->paragraph_lines[p], (int)s,
                          names->paths);
    }
    checker->paths = names;
    return names;
}

void
mz_paths_free(struct MzPaths *names)
{
    if (names == NULL)
        return;
    g_array_free(names->paths, TRUE);
    g_clear_pointer(&names->printed, g_hash_table_unref);
}

static MzEvidence
evidence_of_path(const MzChecker *checker, const Path *path, const char *value)
{
    MzEvidence place = mz_evidence_of_line(checker, (MzSpan){path->line, 0, 0}, "正文", "the text");
    place.value = mz_arena_strdup(checker->arena, value);
    return place;
}

/* ---- 类 and 款 of a path */

/* Whether one of the 款 is under the 类: a name may be that of several, and of 项. */
static gboolean
is_under(const GSList *groups, const char *class_code)
{
    for (; groups != NULL; groups = groups->next) {
        if (g_str_has_prefix(groups->data, class_code))
            return TRUE;
    }
    return FALSE;
}

/* The same in the report's own tables, which may have 款 of their place. */
static void
look_up_tables(const MzReport *report, MzArena *arena, const Path *path, gboolean *under)
{
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        for (guint r = 0; table->form->shape == MZ_SHAPE_CODED && r < table->n_rows; r++) {
            const MzRow *row = &table->rows[r];
            if (row->code == NULL || strlen(row->code) != 5 || row->label == NULL || row->parent < 0)
                continue;
            const char *above = table->rows[row->parent].label;
            *under = *under || (mz_same_name(arena, row->label, path->names[1]) && above != NULL &&
                                mz_same_name(arena, above, path->names[0]));
        }
    }
}

void
mz_check_parents(MzChecker *checker, const MzCheck *check)
{
    const struct MzPaths *names = paths_of_report(checker);
    for (guint i = 0; i < names->paths->len; i++) {
        const Path *path = &g_array_index(names->paths, Path, i);
        const Standard *class = path->standard[0], *group = path->standard[1];
        if (class == NULL || strlen(class->code) != 3 || group == NULL || group->groups == NULL)
            continue; /* a name of another year */
        gboolean under = is_under(group->groups, class->code);
        if (!under)
            look_up_tables(checker->report, checker->scratch, path, &under);
        mz_record(checker, check, under ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, path->section);
        if (under)
            continue;
        mz_finding_add(
            checker, check, check->severity, evidence_of_path(checker, path, path->names[1]),
            mz_arena_printf(checker->arena, "款“%s”不属于类“%s”", path->names[1], path->names[0]),
            mz_arena_printf(checker->arena, "'%s' is not of the class '%s'", path->names[1], path->names[0]));
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- slips in names of a path */

/* The row of the tables whose name differs from `name` in one character; NULL: none. */
static const MzRow *
near_row(MzChecker *checker, const char *name)
{
    GHashTableIter rows;
    gpointer key, row;
    const MzRow *near = NULL;
    g_hash_table_iter_init(&rows, printed_names(checker));
    while (g_hash_table_iter_next(&rows, &key, &row)) {
        /* of several the one of the least code: the table's own order is none */
        if (strlen(key) == strlen(name) && mz_text_distance(key, name, 1) == 1 &&
            (near == NULL || strcmp(((const MzRow *)row)->code, near->code) < 0))
            near = row;
    }
    return near;
}

/* Whether the tables have the name, in full or cut. */
static gboolean
is_printed(MzChecker *checker, const char *name)
{
    GHashTable *names = printed_names(checker);
    GHashTableIter rows;
    gpointer key;
    if (g_hash_table_contains(names, name))
        return TRUE;
    g_hash_table_iter_init(&rows, names);
    while (g_hash_table_iter_next(&rows, &key, NULL)) {
        if (g_str_has_prefix(name, key) || g_str_has_prefix(key, name))
            return TRUE;
    }
    return FALSE;
}

void
mz_check_paths(MzChecker *checker, const MzCheck *check)
{
    const struct MzPaths *names = paths_of_report(checker);
    for (guint i = 0; i < 3 * names->paths->len; i++) {
        const Path *path = &g_array_index(names->paths, Path, i / 3);
        const char *name = path->names[i % 3];
        /* Short names have neighbours by nature. */
        if (strlen(name) < 5 * strlen("字"))
            continue;
        const MzRow *near = NULL;
        if (path->standard[i % 3] == NULL && !is_printed(checker, name))
            near = near_row(checker, name);
        mz_record(checker, check, near == NULL ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, path->section);
        if (near == NULL)
            continue;
        MzFinding *finding = mz_finding_add(
            checker, check, check->severity, evidence_of_path(checker, path, name),
            mz_arena_printf(checker->arena, "正文科目“%s”，与表中 %s “%s”不一致", name, near->code, near->label),
            mz_arena_printf(checker->arena, "the text has '%s', the tables have %s '%s'", name, near->code,
                            near->label));
        finding->expected = near->label;
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_NO_CLAIM);
}

/* ---- 名词解释 */

void
mz_check_glossary(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    paths_of_report(checker);
    g_autoptr(GArray) paths = g_array_new(FALSE, FALSE, sizeof(Path));
    for (guint i = 0; i < report->n_glossary; i++)
        if (has_paths(report->glossary[i].term))
            add_paths(checker->scratch, mz_text_key(checker->scratch, report->glossary[i].term, -1),
                      report->glossary[i].line, -1, paths);
    guint missing = 0, first = 0;
    for (guint i = 0; i < paths->len; i++) {
        if (is_printed(checker, g_array_index(paths, Path, i).names[2]))
            continue;
        first = missing++ == 0 ? i : first;
    }
    if (paths->len == 0) {
        mz_skip(checker, check, MZ_SKIP_NO_CLAIM);
        return;
    }
    mz_record(checker, check, missing == 0 ? MZ_STATE_HOLDS : MZ_STATE_FAILS, -1, -1);
    if (missing == 0)
        return;
    const Path *path = &g_array_index(paths, Path, first);
    mz_finding_add(
        checker, check, check->severity, evidence_of_path(checker, path, path->names[2]),
        mz_arena_printf(checker->arena, "名词解释的科目中有 %u 个不在各表中，如“%s”", missing, path->names[2]),
        mz_arena_printf(checker->arena, "%u items of the glossary stand in no table, as '%s'", missing,
                        path->names[2]));
}

/* ---- ordinals and codes of classes */

/* 一 … 九十九 before a 、 at the beginning; 0: none. */
static int
printed_ordinal(const char *printed)
{
    const char *comma = strstr(printed, "、");
    if (comma == NULL || comma - printed > 9 || comma == printed)
        return 0;
    char ordinal[16];
    g_strlcpy(ordinal, printed, (gsize)(comma - printed) + 1);
    return mz_ordinal_value(ordinal);
}

/* Forms of other years leave out a class, so what counts is that one row is out of step with its neighbours. */
void
mz_check_class_ordinals(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        int before = 0;
        const MzRow *last = NULL;
        for (guint r = 0; table->form->shape == MZ_SHAPE_TWO_SIDED && r < table->n_rows; r++) {
            const MzRow *row = &table->rows[r];
            int ordinal = row->code == NULL || row->printed == NULL ? 0 : printed_ordinal(row->printed);
            if (ordinal == 0)
                continue;
            gboolean holds = before == 0 || (ordinal > before) == (strcmp(row->code, last->code) > 0);
            mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, (int)t, -1);
            if (!holds) {
                MzEvidence place = mz_evidence_of_cell(checker, (MzCellRef){(guint16)t, (guint16)r, 0});
                place.span = (MzSpan){row->line, 0, 0};
                place.value = row->printed;
                mz_finding_add(checker, check, check->severity, place,
                               mz_arena_printf(checker->arena, "%s中“%s”的序号与前一类“%s”不相接", table->form->title,
                                               row->printed, last->printed),
                               mz_arena_printf(checker->arena, "in %s the ordinal of '%s' does not follow '%s'",
                                               table->form->title, row->printed, last->printed));
            }
            before = ordinal;
            last = row;
        }
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_EMPTY);
}

/* Whether the program's own list, which does not have a code, knows too little to say that there is none such: the list
 * of 类 is complete, that of 款 and of the 项 of a 款 as far as it has any. */
static gboolean
may_be_code(const char *code)
{
    char above[8];
    gsize length = strlen(code);
    if (length != 5 && length != 7)
        return length != 3;
    g_strlcpy(above, code, length - 1); /* the first 3 of 5, 5 of 7 */
    if (mz_code_name(above) == NULL)
        return TRUE; /* told of the code above, or nothing is known below it */
    guint n_codes;
    const MzCode *codes = mz_functional_codes_under(above, &n_codes);
    for (guint i = 0; i < n_codes; i++) {
        if (strlen(codes[i].code) == length)
            return FALSE;
    }
    return TRUE;
}

static void
report_unknown_code(MzChecker *checker, const MzCheck *check, guint t, guint r)
{
    const MzRow *row = &checker->report->tables[t].rows[r];
    gboolean whole = strlen(row->code) == 3;
    MzEvidence place = mz_evidence_of_cell(checker, (MzCellRef){(guint16)t, (guint16)r, 0});
    place.span = (MzSpan){row->line, 0, 0};
    place.value = row->code;
    const char *label = row->label == NULL ? "" : row->label;
    mz_finding_add(
        checker, check, check->severity, place,
        mz_arena_printf(checker->arena,
                        whole ? "支出功能分类没有类 %s（%s）"
                              : "科目 %s“%s”不在本程序所列的科目中，请按当年科目核对编码",
                        row->code, label),
        mz_arena_printf(checker->arena,
                        whole ? "the functional classification has no class %s (%s)"
                              : "%s '%s' is not among the codes that this program lists: check it against the year's",
                        row->code, label));
}

/* Never more than a note: codes come and go with the years, and places have 项 of their own. */
void
mz_check_known_classes(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    const MzRows *rows = checker->rows;
    guint8 *seen = mz_arena_new0(checker->scratch, guint8, rows->n_codes + 1);
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        for (guint r = 0; table->form->shape == MZ_SHAPE_CODED && r < table->n_rows; r++) {
            guint code = rows->of[t][r].code;
            if (code == 0 || seen[code])
                continue;
            seen[code] = TRUE;
            gboolean holds = rows->codes[code].name != NULL || may_be_code(rows->codes[code].text);
            mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, (int)t, -1);
            if (!holds)
                report_unknown_code(checker, check, t, r);
        }
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_EMPTY);
}
