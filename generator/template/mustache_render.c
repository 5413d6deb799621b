#include "base/buffer.h"
#include "base/bytes.h"
#include "template/mustache_internal.h"
#include "template/value_internal.h"

#include <string.h>

/* A value up to this length, and a short text before it, are written without asking for room again. */
enum { MOST_AT_ONCE = 256, SLACK = MOST_AT_ONCE + MZ_TEMPLATE_PADDING };

/* ## State of one rendering */

/* Where a key of the templates was found last, by this text of an object. Objects of one list have the same keys in the
 * same order, mostly. Texts are compared as addresses, so a hint holds for this rendering only. */
typedef struct {
    const char *text;
    guint32 index;
} Hint;

typedef struct {
    GString *out; /* its length is told it when it grows, and in the end: until then `at` is where it ends */
    char *at;
    char *limit;      /* up to here there is room, and behind it for SLACK bytes */
    gint64 brief;     /* texts up to this length need no look at them: none where lines are indented */
    GString *indent;  /* what goes before each line of the partials being rendered; NULL: nothing */
    Hint *hints;      /* by number of the key in the set; behind them one that is never found */
    guint32 *guesses; /* of the set */
    gsize begin;      /* length of `out` before the rendering */
    guint32 steps;    /* nodes rendered so far */
    gboolean is_strict;
    gboolean is_too_big; /* `out` has reached its limit: nothing more is written */
    GError **error;
} Render;

/* The values around a tag, innermost first: a list on the stack, one link for each open section. */
typedef struct Scope {
    const MzValue *value;
    const struct Scope *outer;
    const MzMemberKey *keys; /* of an object; others have none, which nothing was found in */
    const MzValue *values;
    guint32 n_keys;
} Scope;

static inline Scope
scope_of(const MzValue *value, const Scope *outer)
{
    static const MzMemberKey none[1];
    if (value->kind == MZ_VALUE_OBJECT)
        return (Scope){value, outer, mz_value_keys(value), value->as.values, value->length};
    return (Scope){value, outer, none, NULL, 0};
}

/* The template that is rendered just now, and how many partials it is away from the page. */
typedef struct {
    const MzTemplate *template;
    guint depth;
} Frame;

static gboolean render_nodes(Render *render, const Frame *frame, const MzNode *begin, const MzNode *end,
                             const MzValue *const *items, gsize n, const Scope *outer);
static gboolean render_template(Render *render, const Frame *frame, const MzValue *view, const Scope *outer);

/* ## Output */

static void
begin_output(Render *render)
{
    GString *out = render->out;
    render->at = out->str + out->len;
    render->limit = out->str + MAX(out->allocated_len, SLACK) - SLACK;
}

static void
end_output(Render *render)
{
    render->out->len = (gsize)(render->at - render->out->str);
    *render->at = '\0';
}

/* Makes room; FALSE if the page would be too big. The limit is checked only here; the node after the one that reaches
 * it is not rendered. */
static gboolean
make_room(Render *render, gsize length)
{
    GString *out = render->out;
    end_output(render);
    gsize written = out->len - render->begin;
    if (render->is_too_big || length > MZ_TEMPLATE_MAX_OUTPUT || written > MZ_TEMPLATE_MAX_OUTPUT - length) {
        render->is_too_big = TRUE;
        render->limit = out->str; /* no more room for anything */
        return FALSE;
    }
    g_string_set_size(out, out->len + length + SLACK);
    out->len = render->begin + written;
    begin_output(render);
    return TRUE;
}

/* Whether there is room for `length` bytes, and behind them for SLACK ones. */
static inline gboolean
has_room(Render *render, gsize length)
{
    return (gssize)length < render->limit - render->at || make_room(render, length);
}

static inline void
append(Render *render, const char *text, gsize length)
{
    if (!has_room(render, length))
        return;
    mz_copy(render->at, text, length);
    render->at += length;
}

/* What is written instead of a byte; bytes not listed stand for themselves. */
static const struct {
    char text[7];
    guint8 length;
} escapes[256] = {
    ['&'] = {"&amp;", 5}, ['<'] = {"&lt;", 4}, ['>'] = {"&gt;", 4}, ['"'] = {"&quot;", 6}, ['\''] = {"&#39;", 5},
};

/* Whether none of the bytes is one of those five. They differ in few bits, so three comparisons do. */
static inline gboolean
are_plain(MzBytes bytes)
{
    return !mz_bytes_any((MzHalves)(bytes == '"') | (MzHalves)((bytes | 1) == '\'') | (MzHalves)((bytes | 2) == '>'));
}

/* Copies a text that can be taken over as it is, as nearly all can, looking at it on the way; FALSE if it cannot. */
static inline gboolean
copy_plain(char *to, const char *text, gsize length)
{
    if (length == 0)
        return TRUE;
    if (length < 4) {
        guint8 first = (guint8)text[0], middle = (guint8)text[length / 2], last = (guint8)text[length - 1];
        to[0] = (char)first;
        to[length / 2] = (char)middle;
        to[length - 1] = (char)last;
        return (escapes[first].length | escapes[middle].length | escapes[last].length) == 0;
    }
    if (length <= sizeof(MzBytes)) {
        mz_copy(to, text, length);
        return are_plain(mz_bytes_few(text, length));
    }
    gsize last = length - sizeof(MzBytes);
    MzBytes bytes;
    for (gsize i = 0; i < last; i += sizeof(MzBytes)) {
        bytes = mz_bytes_at(text + i);
        if (!are_plain(bytes))
            return FALSE;
        memcpy(to + i, &bytes, sizeof bytes);
    }
    bytes = mz_bytes_at(text + last);
    memcpy(to + last, &bytes, sizeof bytes);
    return are_plain(bytes);
}

/* A text that is not plain. */
static void
append_references(Render *render, const char *text, gsize length)
{
    for (const char *end = text + length;;) {
        const char *run = text;
        while (end - text >= (gssize)sizeof(MzBytes) && are_plain(mz_bytes_at(text)))
            text += sizeof(MzBytes);
        while (text != end && escapes[(guint8)*text].length == 0)
            text++;
        append(render, run, (gsize)(text - run));
        if (text == end)
            return;
        append(render, escapes[(guint8)*text].text, escapes[(guint8)*text].length);
        text++;
    }
}

static void
append_escaped(Render *render, const char *text, gsize length)
{
    if (!has_room(render, length))
        return;
    if (copy_plain(render->at, text, length))
        render->at += length;
    else
        append_references(render, text, length);
}

void
mz_escape_append(GString *out, const char *text, gsize length)
{
    Render render = {.out = out, .begin = out->len};
    begin_output(&render);
    append_escaped(&render, text, length);
    end_output(&render);
}

static void
append_indented(Render *render, const MzNode *node)
{
    if (node->starts_line)
        append(render, render->indent->str, render->indent->len);
    const char *end = node->text + node->length;
    for (const char *line = node->text; line != end;) {
        const char *newline = memchr(line, '\n', (gsize)(end - line));
        const char *next = newline == NULL ? end : newline + 1;
        append(render, line, (gsize)(next - line));
        if (next != end || node->ends_in_new_line)
            append(render, render->indent->str, render->indent->len);
        line = next;
    }
}

/* The text before a tag that is long, or indented. */
static void
append_long(Render *render, const MzNode *node)
{
    if (render->indent != NULL)
        append_indented(render, node);
    else
        append(render, node->text, node->length);
}

static void
set_indent(Render *render, GString *indent)
{
    render->indent = indent;
    render->brief = indent == NULL ? MZ_TEMPLATE_PADDING : -1;
}

/* ## Looking up names */

/* Whether the key is where it was found last. */
static inline gboolean
is_there(const MzMemberKey *keys, guint32 n_keys, const Hint *hint)
{
    return hint->index < n_keys && keys[hint->index].text == hint->text;
}

/* Where in the object the key stands; -1: it has none. Pages made from one template are alike. */
static gint64
find_guessed(const MzValue *object, const MzKey *key, guint32 *guess)
{
    const MzMemberKey *keys = mz_value_keys(object);
    guint32 last = __atomic_load_n(guess, __ATOMIC_RELAXED);
    if (last < object->length && keys[last].signature == key->signature && mz_key_is(key, keys[last].text))
        return last;
    gint64 place = mz_member_find(object, key);
    if (place >= 0)
        __atomic_store_n(guess, (guint32)place, __ATOMIC_RELAXED);
    return place;
}

/* The value of this key as its object holds it (arrays and objects are elsewhere), or NULL; `hint` says where it may
 * stand, and is told. */
static const MzValue *
find_hinted(const Render *render, const MzValue *value, const MzKey *key, Hint *hint)
{
    if (value->kind != MZ_VALUE_OBJECT)
        return NULL;
    const MzMemberKey *keys = mz_value_keys(value);
    gint64 place = hint->index;
    if (!is_there(keys, value->length, hint))
        place = find_guessed(value, key, &render->guesses[hint - render->hints]);
    if (place < 0)
        return NULL;
    *hint = (Hint){keys[place].text, (guint32)place};
    return &value->as.values[place];
}

/* The first part of a name is sought outwards, the others must be in what it names. */
static const MzValue *
seek(const Render *render, const MzNode *node, const Scope *scope, Hint *hint)
{
    if (node->n_keys == 0)
        return scope->value;
    const MzValue *value = NULL;
    for (; scope != NULL && value == NULL; scope = scope->outer)
        value = find_hinted(render, scope->value, node->to.names, hint);
    for (guint32 i = 1; i < node->n_keys && value != NULL; i++)
        value = find_hinted(render, mz_value_itself(value), &node->to.names[i], &hint[i]);
    return value;
}

/* Most names have one part, are in the innermost object, and there where they were found last. NULL: it is nowhere. */
static inline const MzValue *
look_up(const Render *render, const MzNode *node, const Scope *scope)
{
    const Hint *hint = &render->hints[node->hint];
    if (is_there(scope->keys, scope->n_keys, hint))
        return &scope->values[hint->index];
    return seek(render, node, scope, &render->hints[node->keys]);
}

/* ## Errors */

static const char *
kind_name(const MzValue *value)
{
    switch (mz_value_kind(value)) {
    case MZ_VALUE_NULL:
        return mz_tr("空值（null）", "null");
    case MZ_VALUE_BOOL:
        return mz_tr("布尔值", "a boolean");
    case MZ_VALUE_STRING:
        return mz_tr("文本", "a string");
    case MZ_VALUE_ARRAY:
        return mz_tr("数组", "an array");
    case MZ_VALUE_OBJECT:
        break;
    }
    return mz_tr("对象", "an object");
}

enum { LONGEST_COMPARED = 48, MOST_HINTS = 3, MOST_LISTED = 12 };

/* How many letters must be put in, left out or changed to get from one name to the other; names differing in case are
 * near. */
static guint
distance_of(const char *a, gsize a_length, const char *b, gsize b_length)
{
    guint row[LONGEST_COMPARED + 1];
    for (guint i = 0; i <= b_length; i++)
        row[i] = i;
    for (gsize i = 0; i < a_length; i++) {
        guint diagonal = row[0];
        row[0] = (guint)i + 1;
        for (gsize k = 0; k < b_length; k++) {
            guint change = diagonal + (g_ascii_tolower(a[i]) != g_ascii_tolower(b[k]));
            diagonal = row[k + 1];
            row[k + 1] = MIN(change, MIN(diagonal, row[k]) + 1);
        }
    }
    return row[b_length];
}

typedef struct {
    const char *names[MOST_HINTS];
    guint distances[MOST_HINTS];
    guint count;
} Hints;

/* Keeps the nearest names; of equally near ones those met first, which are further in. */
static void
offer_hint(Hints *hints, const MzKey *wanted, const char *name)
{
    gsize length = strlen(name);
    if (length > LONGEST_COMPARED || wanted->length > LONGEST_COMPARED)
        return;
    guint distance = distance_of(wanted->text, wanted->length, name, length);
    if (distance > 1 + wanted->length / 4)
        return;
    for (guint i = 0; i < hints->count; i++)
        if (strcmp(hints->names[i], name) == 0)
            return;
    guint place = hints->count;
    while (place > 0 && hints->distances[place - 1] > distance)
        place--;
    if (place == MOST_HINTS)
        return;
    if (hints->count < MOST_HINTS)
        hints->count++;
    for (guint i = hints->count - 1; i > place; i--) {
        hints->names[i] = hints->names[i - 1];
        hints->distances[i] = hints->distances[i - 1];
    }
    hints->names[place] = name;
    hints->distances[place] = distance;
}

/* The names of the innermost object: what the author of the template can choose from. */
static void
list_names(GString *text, const Scope *scope)
{
    while (scope != NULL && (mz_value_kind(scope->value) != MZ_VALUE_OBJECT || mz_value_length(scope->value) == 0))
        scope = scope->outer;
    if (scope == NULL) {
        g_string_append(text, mz_tr("；此处没有任何名称", "; there are no names here"));
        return;
    }
    gsize count = mz_value_length(scope->value);
    g_string_append(text, mz_tr("；此处有：", "; here are: "));
    for (gsize i = 0; i < count && i < MOST_LISTED; i++) {
        if (i > 0)
            g_string_append(text, mz_tr("、", ", "));
        g_string_append(text, mz_value_key(scope->value, i));
    }
    if (count > MOST_LISTED)
        g_string_append(text, mz_tr(" 等", ", ..."));
}

/* "; did you mean 'title'?", or what there is, for a key that is not in `scope`. The caller frees. */
static char *
hint_for(const MzKey *wanted, const Scope *scope)
{
    Hints hints = {.count = 0};
    for (const Scope *link = scope; link != NULL; link = link->outer)
        if (mz_value_kind(link->value) == MZ_VALUE_OBJECT)
            for (gsize i = 0; i < mz_value_length(link->value); i++)
                offer_hint(&hints, wanted, mz_value_key(link->value, i));
    GString *text = g_string_new(NULL);
    if (hints.count == 0)
        list_names(text, scope);
    else
        g_string_append(text, mz_tr("；是不是想写", "; did you mean"));
    for (guint i = 0; i < hints.count; i++)
        g_string_append_printf(text, i == 0 ? mz_tr("“%s”", " '%s'") : mz_tr("或“%s”", " or '%s'"), hints.names[i]);
    if (hints.count > 0)
        g_string_append(text, mz_tr("？", "?"));
    return g_string_free(text, FALSE);
}

/* Says which part of the name is missing. */
static gboolean
unknown_name(const Render *render, const Frame *frame, const MzNode *node, const Scope *scope)
{
    MzPlace place = mz_template_place(frame->template, node->at);
    const MzKey *keys = node->to.names;
    const MzValue *value = NULL;
    for (const Scope *around = scope; around != NULL && value == NULL; around = around->outer)
        value = mz_value_get_key(around->value, &keys[0]);
    if (value == NULL) {
        g_autofree char *hint = hint_for(&keys[0], scope);
        mz_error_set(render->error, MZ_ERROR_TEMPLATE, &place, mz_tr("未知的名称“%.*s”%s", "unknown name '%.*s'%s"),
                     (int)keys[0].length, keys[0].text, hint);
        return FALSE;
    }
    guint32 i = 1;
    for (const MzValue *next = mz_value_get_key(value, &keys[i]); next != NULL;
         next = mz_value_get_key(value, &keys[i])) {
        value = next;
        i++;
    }
    int before = (int)(keys[i].text - node->name - 1); /* what stands before the dot before the part */
    Scope inside = {.value = value};
    g_autofree char *hint = hint_for(&keys[i], &inside);
    mz_error_set(render->error, MZ_ERROR_TEMPLATE, &place,
                 mz_tr("“%.*s”是%s，其中没有“%.*s”%s", "'%.*s' is %s and has no '%.*s'%s"), before, node->name,
                 kind_name(value), (int)keys[i].length, keys[i].text, hint);
    return FALSE;
}

static gboolean
wrong_kind(const Render *render, const Frame *frame, const MzNode *node, const MzValue *value)
{
    MzPlace place = mz_template_place(frame->template, node->at);
    gboolean is_section = node->kind == MZ_NODE_SECTION || node->kind == MZ_NODE_INVERTED;
    mz_error_set(render->error, MZ_ERROR_TEMPLATE, &place,
                 is_section ? mz_tr("“%.*s”是%s，区段要求布尔值、对象或数组",
                                    "'%.*s' is %s; a section expects a boolean, an object or an array")
                            : mz_tr("“%.*s”是%s，此处要求文本", "'%.*s' is %s; expected a string here"),
                 (int)node->name_length, node->name, kind_name(value));
    return FALSE;
}

static gboolean
not_raw(const Render *render, const Frame *frame, const MzNode *node)
{
    MzPlace place = mz_template_place(frame->template, node->at);
    mz_error_set(render->error, MZ_ERROR_TEMPLATE, &place,
                 mz_tr("“%.*s”不是程序生成的标记，不能不转义就输出",
                       "'%.*s' was not set as raw markup and cannot be inserted unescaped"),
                 (int)node->name_length, node->name);
    return FALSE;
}

static gboolean
too_much(const Render *render, const Frame *frame, const MzNode *node)
{
    MzPlace place = mz_template_place(frame->template, node->at);
    if (render->is_too_big)
        mz_error_set(render->error, MZ_ERROR_TEMPLATE, &place, mz_tr("页面超过 %d MiB", "a page of more than %d MiB"),
                     MZ_TEMPLATE_MAX_OUTPUT >> 20);
    else
        mz_error_set(render->error, MZ_ERROR_TEMPLATE, &place,
                     mz_tr("渲染超过 %d 步，区段或局部模板是否层层重复？",
                           "rendering takes more than %d steps; do sections or partials multiply?"),
                     MZ_TEMPLATE_MAX_STEPS);
    return FALSE;
}

/* ## Nodes */

/* A value that is no text: null prints nothing. */
static gboolean
render_other(Render *render, const Frame *frame, const MzNode *node, const MzValue *value, const Scope *scope)
{
    if (value == NULL)
        return !render->is_strict || unknown_name(render, frame, node, scope);
    MzValueKind kind = (MzValueKind)value->kind;
    if (render->is_strict && kind != MZ_VALUE_NULL)
        return wrong_kind(render, frame, node, value);
    if (kind == MZ_VALUE_BOOL)
        append(render, mz_value_is_true(value) ? "true" : "false", mz_value_is_true(value) ? 4 : 5);
    return TRUE;
}

static gboolean
render_raw(Render *render, const Frame *frame, const MzNode *node, const MzValue *value)
{
    if (render->is_strict && !value->is_raw)
        return not_raw(render, frame, node);
    append(render, mz_value_text(value), value->length);
    return TRUE;
}

/* A variable that is not just a text that can be taken over as it is. */
static gboolean
render_variable(Render *render, const Frame *frame, const MzNode *node, const MzValue *value, const Scope *scope)
{
    if (value == NULL || value->kind != MZ_VALUE_STRING)
        return render_other(render, frame, node, value == NULL ? NULL : mz_value_itself(value), scope);
    if (node->kind == MZ_NODE_RAW)
        return render_raw(render, frame, node, value);
    append_escaped(render, mz_value_text(value), value->length);
    return TRUE;
}

/* Writes the text before a tag, if it is short; FALSE if it is not. Short ones, as most are, are copied with what
 * stands behind them: no question about their length. */
static inline gboolean
write_before(const Render *render, const MzNode *node, char **at)
{
    if (node->length > render->brief)
        return FALSE;
    memcpy(*at, node->text, MZ_TEMPLATE_PADDING);
    *at += node->length;
    return TRUE;
}

/* Writes the value of a variable, if it can be taken over as it is and is not long; FALSE if not. */
static inline gboolean
write_plain(const MzNode *node, const MzValue *value, char **at)
{
    if (node->kind != MZ_NODE_ESCAPED || value == NULL || value->kind != MZ_VALUE_STRING)
        return FALSE;
    if (value->is_short)
        memcpy(*at, value->as.chars, sizeof value->as.chars);
    else if (value->length > MOST_AT_ONCE || !copy_plain(*at, value->as.text, value->length))
        return FALSE;
    *at += value->length;
    return TRUE;
}

/* Renders a section of nothing but text, once for each item. */
static gboolean
render_repeated(Render *render, const Frame *frame, const MzNode *text, gsize times)
{
    if (render->steps > MZ_TEMPLATE_MAX_STEPS)
        return too_much(render, frame, text);
    render->steps += (guint32)MIN(times, MZ_TEMPLATE_MAX_STEPS);
    for (; times > 0; times--) {
        if (!has_room(render, text->length))
            return too_much(render, frame, text);
        if (!write_before(render, text, &render->at))
            append_long(render, text);
    }
    return TRUE;
}

static gboolean render_items(Render *render, const Frame *frame, const MzNode *section, const MzValue *array,
                             const Scope *outer);

/* Renders a section that names something: its inside sees that, or each of its items. */
static gboolean
render_inside(Render *render, const Frame *frame, const MzNode *node, const MzValue *value, const Scope *scope)
{
    const MzNode *end = node + node->on[FALSE]; /* before what follows, or what is shown instead */
    if ((MzValueKind)value->kind != MZ_VALUE_ARRAY)
        return render_nodes(render, frame, node + 1, end, &value, 1, scope);
    if (end == node + 2 && node[1].kind == MZ_NODE_TEXT)
        return render_repeated(render, frame, node + 1, value->length);
    return render_items(render, frame, node, value, scope);
}

/* A section of anything but a boolean. Gives the node to go on with; NULL on error. */
static const MzNode *
render_section(Render *render, const Frame *frame, const MzNode *node, const MzValue *value, const Scope *scope)
{
    if (render->is_strict && (value == NULL || value->kind == MZ_VALUE_STRING)) {
        if (value == NULL)
            unknown_name(render, frame, node, scope);
        else
            wrong_kind(render, frame, node, value);
        return NULL;
    }
    gboolean is_true = value != NULL && mz_value_holds(value);
    if (!is_true || node->kind == MZ_NODE_INVERTED)
        return node + node->on[is_true];
    return render_inside(render, frame, node, value, scope) ? node + node->after : NULL;
}

/* A partial alone on its line is indented as the line is, on top of the indentation around it; any other continues the
 * line it stands in, and its further lines are its own. */
static gboolean
render_partial(Render *render, const Frame *frame, const MzNode *node, const Scope *scope)
{
    if (node->to.partial == NULL)
        return TRUE;
    if (frame->depth >= MZ_TEMPLATE_MAX_PARTIALS) {
        MzPlace place = mz_template_place(frame->template, node->at);
        mz_error_set(render->error, MZ_ERROR_TEMPLATE, &place,
                     mz_tr("局部模板嵌套超过 %d 层", "partials are nested more than %d deep"),
                     MZ_TEMPLATE_MAX_PARTIALS);
        return FALSE;
    }
    Frame inside = {.template = node->to.partial, .depth = frame->depth + 1};
    GString *outer_indent = render->indent;
    GString *own_indent = NULL;
    if (!node->is_alone) {
        set_indent(render, NULL);
    } else if (node->indent_length > 0) {
        own_indent = g_string_new(outer_indent == NULL ? NULL : outer_indent->str);
        g_string_append_len(own_indent, node->indent, node->indent_length);
        set_indent(render, own_indent);
    }
    gboolean is_good = render_template(render, &inside, scope->value, scope->outer);
    set_indent(render, outer_indent);
    if (own_indent != NULL)
        g_string_free(own_indent, TRUE);
    return is_good;
}

/* Renders what is not written at once: gives the node to go on with; NULL on error. `value` is that of a variable or
 * section. The inside of a section that only asks a question sees what is around: its nodes are rendered as if they
 * stood there, and what follows them is what follows the section. */
static const MzNode *
render_node(Render *render, const Frame *frame, const MzNode *node, const MzValue *value, const Scope *scope)
{
    if (node->kind <= MZ_NODE_RAW)
        return render_variable(render, frame, node, value, scope) ? node + 1 : NULL;
    if (node->kind <= MZ_NODE_INVERTED)
        return render_section(render, frame, node, value == NULL ? NULL : mz_value_itself(value), scope);
    return render_partial(render, frame, node, scope) ? node + 1 : NULL;
}

/* Renders the nodes from `begin` to before `end`. Where the output ends stands in a variable of its own as long as
 * nobody else writes: `render` is told before, and asked after. */
static gboolean
render_once(Render *render, const Frame *frame, const MzNode *begin, const MzNode *end, const Scope *scope)
{
    char *at = render->at;
    guint32 steps = 0;
    for (const MzNode *node = begin; node < end; steps++) {
        if (at >= render->limit || (node->text != NULL && !write_before(render, node, &at))) {
            render->at = at;
            if (!has_room(render, node->length))
                return too_much(render, frame, node);
            if (node->text != NULL && !write_before(render, node, &render->at))
                append_long(render, node);
            at = render->at;
        }
        const MzValue *value = NULL;
        if (node->kind <= MZ_NODE_INVERTED) {
            value = look_up(render, node, scope);
            if (node->kind <= MZ_NODE_RAW) {
                if (write_plain(node, value, &at)) {
                    node++;
                    continue;
                }
            } else if (value != NULL && value->kind == MZ_VALUE_BOOL) {
                node += node->on[value->is_true];
                continue;
            }
        } else if (node->kind == MZ_NODE_TEXT) {
            node++;
            continue;
        } else if (node->kind == MZ_NODE_ELSE) { /* the first half was shown */
            node += node->end;
            continue;
        }
        render->at = at;
        node = render_node(render, frame, node, value, scope);
        at = render->at;
        if (node == NULL)
            return FALSE;
    }
    render->at = at;
    render->steps += steps;
    return TRUE;
}

/* The same once for each item, which the nodes see before what is around: the inside of a section, or a whole
 * template. */
static gboolean
render_nodes(Render *render, const Frame *frame, const MzNode *begin, const MzNode *end, const MzValue *const *items,
             gsize n, const Scope *outer)
{
    for (gsize i = 0; i < n; i++) {
        const Scope scope = scope_of(items[i], outer);
        if (render->steps > MZ_TEMPLATE_MAX_STEPS)
            return too_much(render, frame, begin);
        if (!render_once(render, frame, begin, end, &scope))
            return FALSE;
    }
    return TRUE;
}

/* The same for each item of a list. What is made for one is forgotten as soon as it is rendered. */
static gboolean
render_items(Render *render, const Frame *frame, const MzNode *section, const MzValue *array, const Scope *outer)
{
    const MzNode *end = section + section->on[FALSE];
    if (!array->is_made)
        return render_nodes(render, frame, section + 1, end, array->as.items, array->length, outer);
    MzArena *arena = ((const MzContainer *)array)->arena;
    const MzArenaMark before = mz_arena_mark(arena);
    for (guint32 i = 0; i < array->length; i++) {
        const MzValue *item = mz_value_make(array, i);
        if (!render_nodes(render, frame, section + 1, end, &item, 1, outer))
            return FALSE;
        mz_arena_rewind(arena, before);
    }
    return TRUE;
}

static gboolean
render_template(Render *render, const Frame *frame, const MzValue *view, const Scope *outer)
{
    const GArray *nodes = frame->template->nodes;
    if (nodes->len == 0) /* then it has no array */
        return TRUE;
    const MzNode *begin = (const MzNode *)(const void *)nodes->data;
    return render_nodes(render, frame, begin, begin + nodes->len, &view, 1, outer);
}

gboolean
mz_template_render(const MzTemplate *template, const MzValue *view, GString *out, GError **error)
{
    Hint *hints = g_new0(Hint, (gsize) template->n_keys_of_set + 1);
    Render render = {.out = out,
                     .hints = hints,
                     .guesses = template->guesses,
                     .begin = out->len,
                     .is_strict = template->mode == MZ_TEMPLATE_STRICT,
                     .error = error};
    Frame frame = {.template = template};
    begin_output(&render);
    set_indent(&render, NULL);
    gboolean is_good = render_template(&render, &frame, view, NULL);
    if (is_good && render.is_too_big && template->nodes->len > 0)
        is_good = too_much(&render, &frame, mz_template_node(template, template->nodes->len - 1));
    if (!is_good)
        render.at = out->str + render.begin;
    end_output(&render);
    g_free(hints);
    return is_good;
}
