#include "commands/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* GLib says these in the language of the machine, if at all; the program's own is the one of --lang. */
static const struct {
    const char *said;
    const char *zh;
} words[] = {
    {"Usage:\n  ", "用法：\n  "},
    {"[OPTION…]", "[选项…]"},
    {"Options:\n", "选项：\n"},
};

/* What GOption does for --help, with our words. */
static gboolean
show_help(const char *name, const char *value, gpointer data, GError **error)
{
    (void)name, (void)value, (void)error;
    char *help = g_option_context_get_help(data, TRUE, NULL);
    GString *text = g_string_new(help);
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        g_string_replace(text, words[i].said, mz_tr(words[i].zh, words[i].said), 1);
    fputs(text->str, stdout);
    g_string_free(text, TRUE);
    g_free(help);
    exit(fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE);
}

static void
refuse(const GError *trouble, const char *command, GError **error)
{
    const char *option = strrchr(trouble->message, ' ');
    if (g_error_matches(trouble, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION) && option != NULL)
        mz_error_set(error, MZ_ERROR_USAGE, NULL,
                     mz_tr("没有“%s”这个选项；用 mingzhang %s --help 查看全部选项",
                           "there is no option '%s'; see mingzhang %s --help"),
                     option + 1, command);
    else
        mz_error_set(error, MZ_ERROR_USAGE, NULL,
                     mz_tr("选项写得不对：%s；用 mingzhang %s --help 查看用法", "%s; see mingzhang %s --help"),
                     trouble->message, command);
}

/* Whether a word begins with the letter of an option that takes a value. */
static gboolean
takes_value(const GOptionEntry *entries, const char *word)
{
    for (; entries != NULL && entries->long_name != NULL; entries++) {
        if (word[0] == '-' && entries->short_name != '\0' && word[1] == entries->short_name)
            return entries->arg != G_OPTION_ARG_NONE;
    }
    return FALSE;
}

/* "-j2" becomes "-j" "2": GOption knows only the second. The words live as long as the program. */
static void
split_values(int *argc, char ***argv, const GOptionEntry *entries)
{
    static GStringChunk *letters; /* "-j" */
    static char **words_split;
    if (letters == NULL)
        letters = g_string_chunk_new(64);
    char **split = g_new0(char *, *argc * 2 + 1);
    int n = 0;
    gboolean is_value = FALSE, is_rest = FALSE;
    for (int i = 0; i < *argc; i++) {
        char *word = (*argv)[i];
        is_rest = is_rest || (!is_value && strcmp(word, "--") == 0);
        gboolean takes = i > 0 && !is_value && !is_rest && takes_value(entries, word);
        gboolean attached = takes && word[2] != '\0';
        split[n++] = attached ? g_string_chunk_insert_len(letters, word, 2) : word;
        if (attached)
            split[n++] = word + 2;
        is_value = takes && !attached;
    }
    g_free(words_split);
    words_split = split;
    *argc = n;
    *argv = split;
}

gboolean
mz_command_read_options(int *argc, char ***argv, const GOptionEntry *entries, const char *usage, const char *summary,
                        GError **error)
{
    char *command = g_strdup((*argv)[0]);
    char *name = g_strdup_printf("mingzhang %s", command);
    g_set_prgname(name);
    GOptionContext *context = g_option_context_new(usage);
    GOptionGroup *group = g_option_group_new("main", "", "", context, NULL);
    /* GOption has no type for a pointer to a function that is a pointer to data. */
    union {
        GOptionArgFunc function;
        gpointer data;
    } help = {show_help};
    const GOptionEntry own[] = {
        {"help", 'h', G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, help.data, mz_tr("显示这些说明", "show this help"),
         NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    if (entries != NULL)
        g_option_group_add_entries(group, entries);
    g_option_group_add_entries(group, own);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_summary(context, summary);
    g_option_context_set_main_group(context, group);
    split_values(argc, argv, entries);
    GError *trouble = NULL;
    gboolean good = g_option_context_parse(context, argc, argv, &trouble);
    if (!good)
        refuse(trouble, command, error);
    g_clear_error(&trouble);
    g_option_context_free(context);
    g_free(name);
    g_free(command);
    return good;
}
