#include "forms/words.h"

#include <string.h>

/* What is set; freed when it is set again. */
static GArray *known; /* of MzWords */

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
