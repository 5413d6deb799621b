/* Items by name: paths of the narrative (类、款、项), the glossary, ordinals of the classes. */
#include "check/checker.h"

#include <string.h>

#include "base/text.h"
#include "forms/codes.h"

/* 一般公共服务支出（类）财政事务（款）行政运行（项）: names as compared. */
typedef struct {
    const char *names[3];
    guint32 line;
    int section;
} Path;

/* Where a name that ends at `end` begins: behind what no name has. */
static const char *
name_start(const char *text, const char *end)
{
    const char *start = end;
    while (start > text) {
        const char *before = g_utf8_find_prev_char(text, start);
        gunichar c = g_utf8_get_char(before);
        if (c < 0x4E00 || c > 0x9FFF)
            break;
        start = before;
    }
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
    return TRUE;
}

static void
paths_of(MzArena *arena, const char *text, guint32 line, int section, GArray *paths)
{
    static const char mark[] = "(类)";
    if (strstr(text, "类") == NULL)
        return;
    const char *key = mz_text_key(arena, text, -1);
    for (const char *at = strstr(key, mark); at != NULL; at = strstr(at + strlen(mark), mark)) {
        Path path = {.line = line, .section = section};
        if (read_path(arena, key, at, &path))
            g_array_append_val(paths, path);
    }
}

/* The paths of the paragraphs; of the glossary they are terms of their own. */
static GArray *
paths_of_text(const MzReport *report, MzArena *arena)
{
    GArray *paths = g_array_new(FALSE, FALSE, sizeof(Path));
    for (guint s = 0; s < report->n_sections; s++) {
        const MzSection *section = &report->sections[s];
        for (guint p = 0; p < section->n_paragraphs; p++)
            paths_of(arena, section->paragraphs[p], section->paragraph_lines[p], (int)s, paths);
    }
    return paths;
}

static MzEvidence
evidence_of_path(const MzChecker *checker, const Path *path, const char *value)
{
    MzEvidence place = mz_evidence_of_line(checker, (MzSpan){path->line, 0, 0}, "正文", "the text");
    place.value = mz_arena_strdup(checker->arena, value);
    return place;
}

/* ---- 类 and 款 of a path */

/* Whether a 款 of this name and a 类 of that name are known (names of other years are not), and whether one is under
 * the other. */
static void
look_up(MzArena *arena, const char *class_name, const char *group_name, gboolean *known, gboolean *under)
{
    guint n_codes;
    const MzCode *codes = mz_functional_codes(&n_codes);
    gboolean known_class = FALSE;
    *known = *under = FALSE;
    for (guint i = 0; i < n_codes && !known_class; i++)
        known_class = strlen(codes[i].code) == 3 && mz_same_name(arena, codes[i].name, class_name);
    for (guint i = 0; i < n_codes && known_class; i++) {
        if (strlen(codes[i].code) != 5 || strcmp(mz_text_key(arena, codes[i].name, -1), group_name) != 0)
            continue;
        char above[4];
        g_strlcpy(above, codes[i].code, sizeof above);
        const char *name = mz_code_name(above);
        *known = TRUE;
        *under = *under || name == NULL || mz_same_name(arena, name, class_name);
    }
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
    g_autoptr(MzArena) scratch = mz_arena_new();
    g_autoptr(GArray) paths = paths_of_text(checker->report, scratch);
    for (guint i = 0; i < paths->len; i++) {
        const Path *path = &g_array_index(paths, Path, i);
        gboolean known, under;
        look_up(scratch, path->names[0], path->names[1], &known, &under);
        if (known && !under)
            look_up_tables(checker->report, scratch, path, &under);
        if (!known)
            continue;
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

/* The item of the tables whose name is `name` (exact TRUE) or differs from it in one character; NULL: none. */
static const MzRow *
row_of_name(const MzReport *report, MzArena *arena, const char *name, gboolean exact)
{
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        for (guint r = 0; table->form->shape == MZ_SHAPE_CODED && r < table->n_rows; r++) {
            const MzRow *row = &table->rows[r];
            if (row->code == NULL || row->label == NULL)
                continue;
            const char *key = mz_text_key(arena, row->label, -1);
            if (exact ? mz_same_name(arena, row->label, name)
                      : mz_text_count(key, -1) == mz_text_count(name, -1) && mz_text_distance(key, name, 1) == 1)
                return row;
        }
    }
    return NULL;
}

static gboolean
is_standard(MzArena *arena, const char *name)
{
    guint n_codes;
    const MzCode *codes = mz_functional_codes(&n_codes);
    for (guint i = 0; i < n_codes; i++) {
        if (strcmp(mz_text_key(arena, codes[i].name, -1), name) == 0)
            return TRUE;
    }
    return FALSE;
}

void
mz_check_paths(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    g_autoptr(MzArena) scratch = mz_arena_new();
    g_autoptr(GArray) paths = paths_of_text(report, scratch);
    for (guint i = 0; i < 3 * paths->len; i++) {
        const Path *path = &g_array_index(paths, Path, i / 3);
        const char *name = path->names[i % 3];
        /* Short names have neighbours by nature. */
        if (mz_text_count(name, -1) < 5)
            continue;
        const MzRow *near = NULL;
        if (row_of_name(report, scratch, name, TRUE) == NULL && !is_standard(scratch, name))
            near = row_of_name(report, scratch, name, FALSE);
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
    g_autoptr(MzArena) scratch = mz_arena_new();
    g_autoptr(GArray) paths = g_array_new(FALSE, FALSE, sizeof(Path));
    for (guint i = 0; i < report->n_glossary; i++)
        paths_of(scratch, report->glossary[i].term, report->glossary[i].line, -1, paths);
    guint missing = 0, first = 0;
    for (guint i = 0; i < paths->len; i++) {
        if (row_of_name(report, scratch, g_array_index(paths, Path, i).names[2], TRUE) != NULL)
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

/* The list of 类 is complete, that of their parts is not. */
void
mz_check_known_classes(MzChecker *checker, const MzCheck *check)
{
    const MzReport *report = checker->report;
    for (guint t = 0; t < report->n_tables; t++) {
        const MzTable *table = &report->tables[t];
        for (guint r = 0; table->form->shape == MZ_SHAPE_CODED && r < table->n_rows; r++) {
            const MzRow *row = &table->rows[r];
            char above[4];
            if (row->code == NULL || row->parent >= 0)
                continue;
            g_strlcpy(above, row->code, sizeof above);
            gboolean holds = mz_code_name(above) != NULL;
            mz_record(checker, check, holds ? MZ_STATE_HOLDS : MZ_STATE_FAILS, (int)t, -1);
            if (!holds)
                mz_finding_add(checker, check, check->severity,
                               mz_evidence_of_cell(checker, (MzCellRef){(guint16)t, (guint16)r, 0}),
                               mz_arena_printf(checker->arena, "支出功能分类没有类 %s（%s）", above, row->code),
                               mz_arena_printf(checker->arena, "the functional classification has no class %s (%s)",
                                               above, row->code));
        }
    }
    mz_skip_if_unused(checker, check, MZ_SKIP_EMPTY);
}
