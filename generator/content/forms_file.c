#include "content/forms_file.h"

#include <string.h>

#include "forms/words.h"
#include "parse/text.h"
#include "read/source.h"
#include "content/settings.h"
#include "content/strict_json.h"

/* Far more than anybody writes by hand. */
#define FILE_LIMIT (256u * 1024)

#define FILE_NAME "content/forms.json"

char *
mz_forms_file_path(const char *root)
{
    return mz_site_file(root, FILE_NAME);
}

char *
mz_forms_file_bytes(const char *root, gsize *length)
{
    g_autofree char *path = mz_forms_file_path(root);
    char *bytes = NULL;
    *length = 0;
    return g_file_get_contents(path, &bytes, length, NULL) ? bytes : NULL;
}

char *
mz_forms_file_root(const char *report_path)
{
    static const char inside[] = "content/reports/";
    for (const char *p = report_path; (p = strstr(p, inside)) != NULL; p++) {
        if (p == report_path)
            return g_strdup(".");
        if (p[-1] == '/')
            return p - 1 == report_path ? g_strdup("/") : g_strndup(report_path, (gsize)(p - 1 - report_path));
    }
    return g_strdup(".");
}

/* What is read, and where in the file. */
typedef struct {
    MzStrictJson json;
    const char *path[4]; /* keys from the root to the item at hand */
    guint n_path;
    GArray *words; /* of MzWords; their lists are freed with the array */
    GError **error;
} Reading;

static gboolean G_GNUC_PRINTF(2, 3) fail(const Reading *reading, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    MzPlace place = mz_strict_json_place(&reading->json, reading->path, reading->n_path);
    mz_error_set(reading->error, MZ_ERROR_INPUT, &place, "%s", message);
    return FALSE;
}

static gboolean
fail_unknown(const Reading *reading, const char *known)
{
    return fail(reading, mz_tr("“%s”：不认识的键，可用的是 %s", "'%s': unknown key, there are %s"),
                reading->path[reading->n_path - 1], known);
}

/* The keys of columns, or of rows, of all forms of a table, for a message. */
static char *
known_keys(MzKind kind, MzTableKey table, gboolean rows)
{
    guint n;
    const MzForm *forms = mz_forms_all(&n);
    g_autoptr(GPtrArray) keys = g_ptr_array_new();
    for (guint f = 0; f < n; f++) {
        for (guint i = 0; i < (rows ? forms[f].n_rows : forms[f].n_columns); i++) {
            const char *key = rows ? forms[f].rows[i].key : forms[f].columns[i].key;
            if (forms[f].kind == kind && forms[f].table == table &&
                !g_ptr_array_find_with_equal_func(keys, key, g_str_equal, NULL))
                g_ptr_array_add(keys, (gpointer)key);
        }
    }
    g_ptr_array_add(keys, NULL);
    return g_strjoinv(mz_lang() == MZ_LANG_EN ? ", " : "、", (char **)keys->pdata);
}

/* Whether some form of the table has the column or row. */
static gboolean
has_key(MzKind kind, MzTableKey table, gboolean row, const char *key)
{
    guint n;
    const MzForm *forms = mz_forms_all(&n);
    for (guint f = 0; f < n; f++) {
        if (forms[f].kind == kind && forms[f].table == table &&
            (row ? mz_form_row(&forms[f], key) : mz_form_column(&forms[f], key)) >= 0)
            return TRUE;
    }
    return FALSE;
}

/* The usual title of the table of this kind that already has the title; NULL: none, or the table itself. */
static const char *
other_owner(MzKind kind, MzTableKey table, const char *title)
{
    guint n;
    const MzForm *forms = mz_forms_all(&n);
    g_autofree char *wanted = mz_fold_name(title);
    for (guint f = 0; f < n; f++) {
        for (const char *const *known = forms[f].titles; *known != NULL; known++) {
            g_autofree char *folded = mz_fold_name(*known);
            if ((forms[f].kind != kind || forms[f].table != table) && strcmp(folded, wanted) == 0)
                return forms[f].title;
        }
    }
    return NULL;
}

/* A list of words: not empty, each with a letter in it; titles end with 表. */
static gboolean
take_words(Reading *reading, const cJSON *list, MzWords words)
{
    const char *name = reading->path[reading->n_path - 1];
    gboolean titles = words.key == NULL;
    if (!cJSON_IsArray(list) || list->child == NULL)
        return fail(reading, mz_tr("“%s”：应为文字的列表 [\"…\"]", "'%s': should be a list of texts [\"…\"]"), name);
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        g_autofree char *folded = cJSON_IsString(item) ? mz_fold_name(item->valuestring) : NULL;
        if (folded == NULL || *folded == '\0')
            return fail(reading, mz_tr("“%s”：每一项应为不为空的文字", "'%s': each should be a text that is not empty"),
                        name);
        if (titles && !g_str_has_suffix(folded, "表"))
            return fail(reading,
                        mz_tr("“%s”：表的标题应以“表”结尾：“%s”", "'%s': a table's title must end with 表: '%s'"), name,
                        item->valuestring);
        const char *owner = titles ? other_owner(words.kind, words.table, item->valuestring) : NULL;
        if (owner != NULL)
            return fail(reading,
                        mz_tr("“%s”：“%s”已经是另一张表（%s）的标题", "'%s': '%s' is the title of another table (%s)"),
                        name, item->valuestring, owner);
        g_ptr_array_add(all, g_strdup(item->valuestring));
    }
    g_ptr_array_add(all, NULL);
    g_ptr_array_set_free_func(all, NULL);
    words.words = (const char *const *)g_ptr_array_free(g_steal_pointer(&all), FALSE);
    g_array_append_val(reading->words, words);
    return TRUE;
}

static gboolean
need_object(const Reading *reading, const cJSON *item)
{
    return cJSON_IsObject(item) || fail(reading, mz_tr("“%s”：应为一个对象 { … }", "'%s': should be an object { … }"),
                                        reading->path[reading->n_path - 1]);
}

/* "columns" or "rows": lists by key. */
static gboolean
take_keys(Reading *reading, const cJSON *object, MzWords words)
{
    gboolean good = need_object(reading, object);
    reading->n_path++;
    for (const cJSON *item = good ? object->child : NULL; item != NULL && good; item = item->next) {
        reading->path[reading->n_path - 1] = words.key = item->string;
        if (has_key(words.kind, words.table, words.row, words.key)) {
            good = take_words(reading, item, words);
        } else {
            g_autofree char *known = known_keys(words.kind, words.table, words.row);
            good = fail_unknown(reading, *known != '\0' ? known : mz_tr("（没有）", "(none)"));
        }
    }
    reading->n_path--;
    return good;
}

static gboolean
take_table(Reading *reading, const cJSON *object, MzWords words)
{
    gboolean good = need_object(reading, object);
    reading->n_path++;
    for (const cJSON *item = good ? object->child : NULL; item != NULL && good; item = item->next) {
        reading->path[reading->n_path - 1] = item->string;
        words.row = strcmp(item->string, "rows") == 0;
        if (strcmp(item->string, "titles") == 0)
            good = take_words(reading, item, words);
        else if (words.row || strcmp(item->string, "columns") == 0)
            good = take_keys(reading, item, words);
        else
            good = fail_unknown(reading, "titles, columns, rows");
    }
    reading->n_path--;
    return good;
}

static gboolean
take_kind(Reading *reading, const cJSON *object, MzKind kind)
{
    gboolean good = need_object(reading, object);
    reading->n_path++;
    for (const cJSON *item = good ? object->child : NULL; item != NULL && good; item = item->next) {
        MzWords words = {.kind = kind};
        reading->path[reading->n_path - 1] = item->string;
        if (mz_table_key_find(item->string, &words.table) && mz_form(kind, words.table) != NULL) {
            good = take_table(reading, item, words);
            continue;
        }
        g_autoptr(GPtrArray) keys = g_ptr_array_new();
        for (guint key = 0; key < MZ_TABLES; key++) {
            if (mz_form(kind, (MzTableKey)key) != NULL)
                g_ptr_array_add(keys, (gpointer)mz_table_key_name((MzTableKey)key));
        }
        g_ptr_array_add(keys, NULL);
        g_autofree char *known = g_strjoinv(", ", (char **)keys->pdata);
        good = fail_unknown(reading, known);
    }
    reading->n_path--;
    return good;
}

static gboolean
take_root(Reading *reading)
{
    if (!cJSON_IsObject(reading->json.root))
        return fail(reading, mz_tr("应为一个 JSON 对象 { … }", "a JSON object { … } is expected"));
    gboolean good = TRUE;
    reading->n_path = 1;
    for (const cJSON *item = reading->json.root->child; item != NULL && good; item = item->next) {
        reading->path[0] = item->string;
        if (strcmp(item->string, "format") == 0)
            good = (cJSON_IsString(item) && strcmp(item->valuestring, "mingzhang-forms/1") == 0) ||
                   fail(reading, mz_tr("“format”：应为 mingzhang-forms/1", "'format': should be mingzhang-forms/1"));
        else if (strcmp(item->string, "$schema") == 0)
            good = cJSON_IsString(item) || fail(reading, mz_tr("“$schema”：应为文字", "'$schema': should be a text"));
        else if (strcmp(item->string, mz_kind_key(MZ_KIND_FINAL)) == 0)
            good = take_kind(reading, item, MZ_KIND_FINAL);
        else if (strcmp(item->string, mz_kind_key(MZ_KIND_BUDGET)) == 0)
            good = take_kind(reading, item, MZ_KIND_BUDGET);
        else
            good = fail_unknown(reading, "format, final, budget");
    }
    return good;
}

static void
free_words(gpointer words)
{
    g_strfreev((char **)((MzWords *)words)->words);
}

gboolean
mz_forms_file_use(const char *root, GError **error)
{
    g_autofree char *path = mz_forms_file_path(root);
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        mz_words_set(NULL, 0);
        return TRUE;
    }
    gsize length = 0;
    g_autofree char *content = g_path_get_dirname(path);
    g_autofree char *text = mz_content_read(content, path, FILE_LIMIT, &length, error);
    if (text == NULL)
        return FALSE;
    Reading reading = {.words = g_array_new(FALSE, FALSE, sizeof(MzWords)), .error = error};
    g_array_set_clear_func(reading.words, free_words);
    gboolean good = mz_strict_json_read(&reading.json, path, text, length, error);
    good = good && take_root(&reading);
    if (good)
        mz_words_set((const MzWords *)(gpointer)reading.words->data, reading.words->len);
    mz_strict_json_clear(&reading.json);
    g_array_unref(reading.words);
    return good;
}
