#include "template/mustache_internal.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

struct MzTemplates {
    MzTemplateMode mode;
    gboolean is_linked;
    MzArena *arena;       /* names, sources and the templates themselves */
    GPtrArray *in_order;  /* MzTemplate, as they were added: errors come in this order, not in that of a hash table */
    GHashTable *by_name;  /* name -> MzTemplate */
    const char *searched; /* the folders, for messages; NULL if there are none */
};

MzTemplates *
mz_templates_new(MzTemplateMode mode)
{
    MzTemplates *set = g_new0(MzTemplates, 1);
    set->mode = mode;
    set->arena = mz_arena_new();
    set->in_order = g_ptr_array_new();
    set->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    return set;
}

void
mz_templates_free(MzTemplates *set)
{
    if (set == NULL)
        return;
    for (guint i = 0; i < set->in_order->len; i++) {
        MzTemplate *template = g_ptr_array_index(set->in_order, i);
        g_array_free(template->nodes, TRUE);
        g_array_free(template->keys, TRUE);
    }
    g_ptr_array_free(set->in_order, TRUE);
    g_hash_table_destroy(set->by_name);
    mz_arena_free(set->arena);
    g_free(set);
}

static const char *
padded_copy(MzArena *arena, const char *text, gsize length)
{
    char *copy = mz_arena_alloc(arena, length + MZ_TEMPLATE_PADDING);
    if (length != 0)
        memcpy(copy, text, length);
    memset(copy + length, 0, MZ_TEMPLATE_PADDING);
    return copy;
}

gboolean
mz_templates_add(MzTemplates *set, const char *name, const char *file, const char *text, gsize length, GError **error)
{
    g_assert(!set->is_linked);
    if (g_hash_table_contains(set->by_name, name)) {
        MzPlace place = {.file = file};
        mz_error_set(error, MZ_ERROR_TEMPLATE, &place, mz_tr("模板“%s”已经有了", "there already is a template '%s'"),
                     name);
        return FALSE;
    }
    MzTemplate *template = mz_arena_new0(set->arena, MzTemplate, 1);
    template->mode = set->mode;
    template->name = mz_arena_strdup(set->arena, name);
    template->file = mz_arena_strdup(set->arena, file);
    template->source = padded_copy(set->arena, text, length);
    template->length = length;
    template->nodes = g_array_new(FALSE, TRUE, sizeof(MzNode));
    template->keys = g_array_new(FALSE, FALSE, sizeof(MzKey));
    g_ptr_array_add(set->in_order, template);
    g_hash_table_insert(set->by_name, (char *)template->name, template);
    return mz_template_compile(template, error);
}

/* ## Linking: every partial gets its template; in strict mode there are no circles */

/* The templates the search stands in, from the one it began with to the innermost. */
typedef struct Path {
    const MzTemplate *template;
    const struct Path *outer;
} Path;

static gboolean
find_partial(const MzTemplates *set, const MzTemplate *template, MzNode *node, GError **error)
{
    g_autofree char *name = g_strndup(node->name, node->name_length);
    node->to.partial = g_hash_table_lookup(set->by_name, name);
    if (node->to.partial != NULL || set->mode == MZ_TEMPLATE_SPEC)
        return TRUE;
    MzPlace place = mz_template_place(template, node->at);
    if (set->searched != NULL)
        mz_error_set(error, MZ_ERROR_TEMPLATE, &place,
                     mz_tr("没有局部模板 %s.mustache，找过的文件夹：%s", "there is no partial %s.mustache in %s"), name,
                     set->searched);
    else
        mz_error_set(error, MZ_ERROR_TEMPLATE, &place, mz_tr("没有局部模板“%s”", "there is no partial '%s'"), name);
    return FALSE;
}

/* "a > b > a", from the template that closes the circle on. */
static char *
circle_of(const Path *path, const MzTemplate *closing)
{
    GString *text = g_string_new(closing->name);
    for (const Path *step = path; step != NULL; step = step->outer) {
        g_string_prepend(text, " > ");
        g_string_prepend(text, step->template->name);
        if (step->template == closing)
            break;
    }
    return g_string_free(text, FALSE);
}

static gboolean
circle_error(const MzNode *node, const Path *path, GError **error)
{
    MzPlace place = mz_template_place(path->template, node->at);
    g_autofree char *circle = circle_of(path, node->to.partial);
    mz_error_set(error, MZ_ERROR_TEMPLATE, &place,
                 mz_tr("局部模板不能包含自身：%s", "a partial cannot include itself: %s"), circle);
    return FALSE;
}

/* Deep chains are refused on the way down, so this recursion is never deeper than the limit. */
static gboolean
link_template(const MzTemplates *set, MzTemplate *template, const Path *outer, guint depth, GError **error)
{
    if (template->is_linked)
        return TRUE;
    Path path = {.template = template, .outer = outer};
    template->is_on_path = TRUE;
    for (guint32 i = 0; i < template->nodes->len; i++) {
        MzNode *node = &g_array_index(template->nodes, MzNode, i);
        if (node->kind != MZ_NODE_PARTIAL)
            continue;
        if (!find_partial(set, template, node, error))
            return FALSE;
        if (set->mode == MZ_TEMPLATE_SPEC)
            continue;
        MzTemplate *partial = (MzTemplate *)node->to.partial;
        if (partial->is_on_path)
            return circle_error(node, &path, error);
        if (depth < MZ_TEMPLATE_MAX_PARTIALS && !link_template(set, partial, &path, depth + 1, error))
            return FALSE;
        if (depth >= MZ_TEMPLATE_MAX_PARTIALS || partial->height >= MZ_TEMPLATE_MAX_PARTIALS) {
            MzPlace place = mz_template_place(template, node->at);
            mz_error_set(error, MZ_ERROR_TEMPLATE, &place,
                         mz_tr("局部模板嵌套超过 %d 层", "partials are nested more than %d deep"),
                         MZ_TEMPLATE_MAX_PARTIALS);
            return FALSE;
        }
        template->height = MAX(template->height, partial->height + 1);
    }
    template->is_on_path = FALSE;
    template->is_linked = TRUE;
    return TRUE;
}

/* Numbers the keys of all templates through: who renders remembers of each where it was found. */
static void
number_keys(const MzTemplates *set)
{
    guint32 n = 0;
    for (guint i = 0; i < set->in_order->len; i++) {
        const MzTemplate *template = g_ptr_array_index(set->in_order, i);
        for (guint k = 0; k < template->nodes->len; k++) {
            MzNode *node = &g_array_index(template->nodes, MzNode, k);
            if (node->n_keys == 0)
                continue;
            node->to.names = &g_array_index(template->keys, MzKey, node->keys);
            node->keys += n;
        }
        n += template->keys->len;
    }
    guint32 *guesses = mz_arena_new0(set->arena, guint32, (gsize)n + 1);
    for (guint i = 0; i < set->in_order->len; i++) {
        MzTemplate *template = g_ptr_array_index(set->in_order, i);
        template->n_keys_of_set = n;
        template->guesses = guesses;
        for (guint k = 0; k < template->nodes->len; k++) {
            MzNode *node = &g_array_index(template->nodes, MzNode, k);
            node->hint = node->n_keys == 1 ? node->keys : n;
        }
    }
}

gboolean
mz_templates_link(MzTemplates *set, GError **error)
{
    for (guint i = 0; i < set->in_order->len; i++)
        if (!link_template(set, g_ptr_array_index(set->in_order, i), NULL, 0, error))
            return FALSE;
    number_keys(set);
    set->is_linked = TRUE;
    return TRUE;
}

const MzTemplate *
mz_templates_get(const MzTemplates *set, const char *name, GError **error)
{
    g_assert(set->is_linked);
    const MzTemplate *template = g_hash_table_lookup(set->by_name, name);
    if (template != NULL)
        return template;
    if (set->searched != NULL)
        mz_error_set(error, MZ_ERROR_TEMPLATE, NULL,
                     mz_tr("没有模板 %s.mustache，找过的文件夹：%s", "there is no template %s.mustache in %s"), name,
                     set->searched);
    else
        mz_error_set(error, MZ_ERROR_TEMPLATE, NULL, mz_tr("没有模板“%s”", "there is no template '%s'"), name);
    return NULL;
}

/* ## Folders */

#define SUFFIX ".mustache"

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The template files of a folder, sorted by name: the order of a directory is chance. NULL is an error; a folder that
 * is not there has no files. */
static GPtrArray *
list_folder(const char *folder, GError **error)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    GError *reason = NULL;
    GDir *directory = g_dir_open(folder, 0, &reason);
    if (directory == NULL) {
        if (g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
            g_error_free(reason);
            return names;
        }
        MzPlace place = {.file = folder};
        mz_error_set(error, MZ_ERROR_IO, &place,
                     mz_tr("无法读取模板文件夹：%s", "cannot read this folder of templates: %s"), reason->message);
        g_error_free(reason);
        g_ptr_array_free(names, TRUE);
        return NULL;
    }
    for (const char *name = g_dir_read_name(directory); name != NULL; name = g_dir_read_name(directory))
        if (name[0] != '.' && g_str_has_suffix(name, SUFFIX))
            g_ptr_array_add(names, g_strdup(name));
    g_dir_close(directory);
    g_ptr_array_sort(names, compare_names);
    return names;
}

static gboolean
read_file(const char *file, char **text, gsize *length, GError **error)
{
    MzPlace place = {.file = file};
    GStatBuf status;
    if (g_stat(file, &status) == 0 && (!S_ISREG(status.st_mode) || status.st_size > MZ_TEMPLATE_MAX_SOURCE)) {
        mz_error_set(error, MZ_ERROR_IO, &place,
                     mz_tr("应为不超过 %d MiB 的普通文件", "expected an ordinary file of at most %d MiB"),
                     MZ_TEMPLATE_MAX_SOURCE >> 20);
        return FALSE;
    }
    GError *reason = NULL;
    if (g_file_get_contents(file, text, length, &reason))
        return TRUE;
    mz_error_set(error, MZ_ERROR_IO, &place, mz_tr("无法读取模板：%s", "cannot read this template: %s"),
                 reason->message);
    g_error_free(reason);
    return FALSE;
}

static gboolean
check_file_name(const char *file, const char *name, GError **error)
{
    if (name[0] != '\0' && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0')
        return TRUE;
    MzPlace place = {.file = file};
    mz_error_set(error, MZ_ERROR_TEMPLATE, &place,
                 mz_tr("模板的文件名只能用小写字母 a-z、数字、“_”和“-”，后加 .mustache",
                       "the file name of a template is made of a-z, 0-9, _ and -, and ends in .mustache"));
    return FALSE;
}

static gboolean
add_file(MzTemplates *set, const char *folder, const char *file_name, GError **error)
{
    g_autofree char *file = g_build_filename(folder, file_name, NULL);
    g_autofree char *name = g_strndup(file_name, strlen(file_name) - strlen(SUFFIX));
    if (!check_file_name(file, name, error))
        return FALSE;
    if (g_hash_table_contains(set->by_name, name))
        return TRUE; /* an earlier folder has it */
    g_autofree char *text = NULL;
    gsize length = 0;
    if (!read_file(file, &text, &length, error))
        return FALSE;
    gsize mark = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; /* some editors put a BOM before UTF-8 */
    return mz_templates_add(set, name, file, text + mark, length - mark, error);
}

static gboolean
add_folder(MzTemplates *set, const char *folder, GError **error)
{
    GPtrArray *names = list_folder(folder, error);
    if (names == NULL)
        return FALSE;
    gboolean is_good = TRUE;
    for (guint i = 0; i < names->len && is_good; i++)
        is_good = add_file(set, folder, g_ptr_array_index(names, i), error);
    g_ptr_array_free(names, TRUE);
    return is_good;
}

static gboolean
load_into(MzTemplates *set, const char *const *folders, GError **error)
{
    g_autofree char *searched = g_strjoinv(", ", (char **)folders);
    set->searched = mz_arena_strdup(set->arena, searched);
    for (guint i = 0; folders[i] != NULL; i++)
        if (!add_folder(set, folders[i], error))
            return FALSE;
    if (set->in_order->len == 0) {
        mz_error_set(error, MZ_ERROR_IO, NULL,
                     mz_tr("没有任何模板（*.mustache），找过的文件夹：%s", "no template (*.mustache) in %s"), searched);
        return FALSE;
    }
    return mz_templates_link(set, error);
}

MzTemplates *
mz_templates_load(const char *const *folders, MzTemplateMode mode, GError **error)
{
    MzTemplates *set = mz_templates_new(mode);
    if (load_into(set, folders, error))
        return set;
    mz_templates_free(set);
    return NULL;
}

/* ## Digest */

/* Names and lengths stand before the texts, so that no two different sets of texts give the same bytes. */
static void
digest_template(const MzTemplate *template, GChecksum *sum, GHashTable *seen)
{
    if (!g_hash_table_add(seen, (void *)template))
        return;
    g_autofree char *head = g_strdup_printf("%s %" G_GSIZE_FORMAT "\n", template->name, template->length);
    g_checksum_update(sum, (const guchar *)head, -1);
    g_checksum_update(sum, (const guchar *)template->source, (gssize) template->length);
    for (guint32 i = 0; i < template->nodes->len; i++) {
        const MzNode *node = mz_template_node(template, i);
        if (node->kind == MZ_NODE_PARTIAL && node->to.partial != NULL)
            digest_template(node->to.partial, sum, seen);
    }
}

char *
mz_template_digest(const MzTemplate *template)
{
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    GHashTable *seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    digest_template(template, sum, seen);
    char *digest = g_strdup(g_checksum_get_string(sum));
    g_hash_table_destroy(seen);
    g_checksum_free(sum);
    return digest;
}
