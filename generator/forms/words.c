#include "forms/words.h"

#include <string.h>

/* What is set; freed when it is set again. */
static GArray *known; /* of MzWords */

/* What was worked out, by kind and form: it is looked at without the lock, and made under it. */
enum { FORMS = 128 };
static gconstpointer worked[MZ_WORKED][FORMS];
static MzArena *worked_arena;
static GMutex worked_lock;

static void
free_words(gpointer data)
{
    MzWords *words = data;
    g_free((char *)words->key);
    g_strfreev((char **)words->words);
}

void
mz_words_set(const MzWords *words, guint n)
{
    g_clear_pointer(&known, g_array_unref);
    g_clear_pointer(&worked_arena, mz_arena_free);
    memset(worked, 0, sizeof worked);
    if (n == 0)
        return;
    known = g_array_new(FALSE, FALSE, sizeof(MzWords));
    g_array_set_clear_func(known, free_words);
    for (guint i = 0; i < n; i++) {
        g_array_append_val(known, words[i]);
        MzWords *copy = &g_array_index(known, MzWords, i);
        copy->key = g_strdup(words[i].key);
        copy->words = (const char *const *)g_strdupv((char **)words[i].words);
    }
}

static const char *const *
find(const MzForm *form, const char *key, gboolean row)
{
    for (guint i = 0; known != NULL && i < known->len; i++) {
        const MzWords *words = &g_array_index(known, MzWords, i);
        if (words->kind == form->kind && words->table == form->table && words->row == row &&
            g_strcmp0(words->key, key) == 0)
            return words->words;
    }
    return NULL;
}

const char *const *
mz_words_titles(const MzForm *form)
{
    return find(form, NULL, FALSE);
}

const char *const *
mz_words_column(const MzForm *form, const char *column)
{
    return find(form, column, FALSE);
}

const char *const *
mz_words_row(const MzForm *form, const char *row)
{
    return find(form, row, TRUE);
}

gconstpointer
mz_words_worked(MzWorked what, const MzForm *form, gpointer (*make)(const MzForm *form, MzArena *arena))
{
    guint n_forms;
    gsize index = form == NULL ? 0 : (gsize)(form - mz_forms_all(&n_forms));
    g_assert(index < FORMS);
    gconstpointer *slot = &worked[what][index], made = g_atomic_pointer_get(slot);
    if (made != NULL)
        return made;
    g_mutex_lock(&worked_lock);
    if (*slot == NULL) {
        if (worked_arena == NULL)
            worked_arena = mz_arena_new();
        g_atomic_pointer_set(slot, make(form, worked_arena));
    }
    made = *slot;
    g_mutex_unlock(&worked_lock);
    return made;
}
