/* What a table's head says of its columns. */
#include "parse/raw.h"

#include <string.h>

#include "forms/words.h"

#define HEAD_LINES 60 /* a head wrapped cell by cell is not longer */

#define USUAL_HEAD 1024 /* bytes */

#define ROW_LINES 3 /* whose labels may tell the form, too */

/* The word characters of the lines before the first row and of the first rows as one text; words torn over lines are
 * whole in it. `rows` receives where the rows begin. */
static GString *
head_text(const MzRawTable *table, const MzText *text, gsize *rows)
{
    GString *head = g_string_sized_new(USUAL_HEAD);
    guint lines = 0, row_lines = 0;
    *rows = 0;
    for (guint32 l = table->lines.first; l <= table->lines.last && lines < HEAD_LINES && row_lines < ROW_LINES; l++) {
        const MzTextLine *line = &text->lines[l - 1];
        if (line->first >= line->n)
            continue;
        row_lines += row_lines > 0 || mz_has_row_number(line);
        lines++;
        mz_text_append_words(head, line);
        if (row_lines == 0)
            *rows = head->len;
    }
    return head;
}

gboolean
mz_head_is_of(const char *head, const MzForm *form)
{
    if (form->head_words[0] == NULL)
        return FALSE;
    for (const char *const *word = form->head_words; *word != NULL; word++) {
        if (strstr(head, *word) == NULL)
            return FALSE;
    }
    for (const char *const *word = form->foreign_words; *word != NULL; word++) {
        if (strstr(head, *word) != NULL)
            return FALSE;
    }
    return TRUE;
}

/* The form of the table whose head this is: of the ones that are not usual the first that it can be. */
static const MzForm *
choose_form(const MzForm *usual, const char *head)
{
    guint n;
    const MzForm *forms = mz_forms_all(&n);
    for (guint f = 0; f < n; f++) {
        const MzForm *form = &forms[f];
        if (form->kind == usual->kind && form->table == usual->table && form != mz_form(form->kind, form->table) &&
            mz_head_is_of(head, form))
            return form;
    }
    return usual;
}

/* ---- columns */

/* A heading that a column, or a group of columns, may stand under. */
typedef struct {
    const char *words;
    gsize length;
    int column;        /* -1: a group */
    const char *group; /* the group */
} Heading;

enum { PLACES = 64 };

/* Those of a form, the ones that begin alike beside each other. */
typedef struct {
    const Heading *at;
    guint16 begin[PLACES + 1]; /* where those of each place begin: no others need be compared */
} Headings;

/* The place of headings that begin with the character at `at`: Chinese ones differ most in their last byte. */
static inline guint8
place_of(const char *at)
{
    return (guchar)at[(guchar)*at >= 0xE0 ? 2 : 0] % PLACES;
}

static void
add_heading(GArray *headings, const char *words, int column, const char *group, MzArena *arena)
{
    g_autofree char *name = mz_fold_name(words);
    Heading heading = {.length = strlen(name), .column = column, .group = group};
    if (heading.length == 0)
        return;
    heading.words = mz_arena_strdup(arena, name);
    g_array_append_val(headings, heading);
}

static gpointer
make_headings(const MzForm *form, MzArena *arena)
{
    g_autoptr(GArray) headings = g_array_new(FALSE, FALSE, sizeof(Heading));
    for (guint c = 0; c < form->n_columns; c++) {
        const MzColumnForm *column = &form->columns[c];
        add_heading(headings, column->heading, (int)c, NULL, arena);
        add_heading(headings, column->label, (int)c, NULL, arena);
        for (const char *const *alias = column->aliases; alias != NULL && *alias != NULL; alias++)
            add_heading(headings, *alias, (int)c, NULL, arena);
        for (const char *const *word = mz_words_column(form, column->key); word != NULL && *word != NULL; word++)
            add_heading(headings, *word, (int)c, NULL, arena);
        if (column->group != NULL)
            add_heading(headings, column->group, -1, column->group, arena);
    }
    Headings *made = mz_arena_new0(arena, Headings, 1);
    Heading *sorted = mz_arena_new0(arena, Heading, headings->len);
    guint n = 0;
    for (guint place = 0; place < PLACES; place++) {
        for (guint h = 0; h < headings->len && n < G_MAXUINT16; h++) {
            const Heading *heading = &g_array_index(headings, Heading, h);
            if (place_of(heading->words) == place)
                sorted[n++] = *heading;
        }
        made->begin[place + 1] = (guint16)n;
    }
    made->at = sorted;
    return made;
}

/* Where headings stand in the head: the longest one at each place; a column's, and a group's, first place counts. */
typedef struct {
    gssize column[MZ_MAX_COLUMNS]; /* -1: nowhere */
    gssize group[MZ_MAX_COLUMNS];  /* of the column's group */
    gboolean doubtful;             /* a heading that two columns share stands there */
} Places;

static const Heading *
heading_at(const Headings *headings, const char *at, gboolean *shared)
{
    const Heading *best = NULL;
    guint8 place = place_of(at);
    for (guint h = headings->begin[place], end = headings->begin[place + 1]; h < end; h++) {
        const Heading *heading = &headings->at[h];
        if (!mz_key_begins(at, heading->words) || (best != NULL && heading->length < best->length))
            continue;
        *shared = best != NULL && heading->length == best->length && heading->column != best->column;
        best = heading;
    }
    return best;
}

static Places
places_of(const MzForm *form, const Headings *headings, const char *head)
{
    Places places = {.doubtful = FALSE};
    memset(places.column, -1, sizeof places.column);
    memset(places.group, -1, sizeof places.group);
    for (const char *at = head; *at != '\0';) {
        gboolean shared = FALSE;
        const Heading *heading = heading_at(headings, at, &shared);
        if (heading == NULL) {
            at = g_utf8_next_char(at);
            continue;
        }
        places.doubtful = places.doubtful || shared;
        for (guint c = 0; c < form->n_columns; c++) {
            gboolean of_group = heading->column < 0 && form->columns[c].group != NULL &&
                                strcmp(form->columns[c].group, heading->group) == 0;
            gssize *place = of_group ? &places.group[c] : &places.column[c];
            if ((of_group || heading->column == (int)c) && *place < 0)
                *place = at - head;
        }
        at += heading->length;
    }
    return places;
}

/* Whether column a stands left of column b: by their groups, else by their own headings. */
static gboolean
stands_before(const Places *places, guint a, guint b)
{
    gssize at = places->group[a] >= 0 ? places->group[a] : places->column[a];
    gssize other = places->group[b] >= 0 ? places->group[b] : places->column[b];
    return at != other ? at < other : places->column[a] < places->column[b];
}

/* The columns in the order of the head, where it names all of them without doubt; else in that of the form. */
static void
find_order(MzRawTable *table, const char *head)
{
    const MzForm *form = table->form;
    for (guint c = 0; c < form->n_columns; c++)
        table->order[c] = (guint8)c;
    if (form->shape == MZ_SHAPE_TWO_SIDED || form->n_columns < 3)
        return;
    const Headings *headings = mz_words_worked(MZ_WORKED_HEADINGS, form, make_headings);
    Places places = places_of(form, headings, head);
    guint8 order[MZ_MAX_COLUMNS];
    for (guint c = 0; c < form->n_columns; c++) {
        if (places.column[c] < 0)
            return;
        guint at = c;
        for (; at > 0 && stands_before(&places, c, order[at - 1]); at--)
            order[at] = order[at - 1];
        order[at] = (guint8)c;
    }
    if (!places.doubtful)
        memcpy(table->order, order, form->n_columns);
}

void
mz_raw_head_read(MzRawTable *table, const MzText *text)
{
    gsize rows;
    g_autoptr(GString) head = head_text(table, text, &rows);
    table->form = choose_form(mz_form(table->form->kind, table->form->table), head->str);
    g_string_truncate(head, rows);
    find_order(table, head->str);
}
