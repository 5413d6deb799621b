#include "template/mustache_internal.h"

#include <string.h>

/* ## State of compiling one template */

typedef struct {
    MzTemplate *template;
    char *open; /* the delimiters in force */
    char *close;
    char *close_raw;   /* the same with the `}` that ends `{{{` */
    char *close_set;   /* the same with the `=` that ends `{{=` */
    const char *text;  /* begin of the text that is not taken yet */
    MzNode before;     /* of it only what is said of text: what the next node has before its tag */
    GArray *sections;  /* indexes of the section nodes that are open, outermost first */
    guint32 closed;    /* index of the section that was closed last, */
    gboolean has_tail; /* and whether text stands between its end and the tag or section before */
    GError **error;
} Compiler;

/* A tag as it stands in the source. */
typedef struct {
    char sigil; /* one of # ^ / > ! = & {, or 0 for a plain name */
    const char *begin;
    const char *end;  /* after the closing delimiter */
    const char *name; /* what is between, without sigil and white space */
    gsize length;
} Tag;

MzPlace
mz_template_place(const MzTemplate *template, gsize offset)
{
    MzPlace place = {.file = template->file, .line = 1, .column = 1};
    for (gsize i = 0; i < offset; i++) {
        if (template->source[i] == '\n') {
            place.line++;
            place.column = 1;
        } else if (((guint8) template->source[i] & 0xc0) != 0x80) {
            place.column++; /* one for each character, not for each byte */
        }
    }
    return place;
}

static MzPlace
place_of(const Compiler *compiler, const char *at)
{
    return mz_template_place(compiler->template, (gsize)(at - compiler->template->source));
}

/* Names in messages are cut, between characters: a tag that is never closed can be the rest of the file. */
static int
shown(const char *name, gsize length)
{
    enum { LONGEST = 60 };
    if (length <= LONGEST)
        return (int)length;
    int cut = LONGEST;
    while (cut > 0 && ((guint8)name[cut] & 0xc0) == 0x80)
        cut--;
    return cut;
}

/* ## Nodes */

/* Adds a node that has the waiting text before its tag. */
static MzNode *
add_node(Compiler *compiler, MzNodeKind kind, const char *at)
{
    GArray *nodes = compiler->template->nodes;
    compiler->before.kind = (guint8)kind;
    compiler->before.at = (guint32)(at - compiler->template->source);
    g_array_append_val(nodes, compiler->before);
    compiler->before = (MzNode){.text = NULL};
    return &g_array_index(nodes, MzNode, nodes->len - 1);
}

/* Makes a node of the waiting text: it does not belong to the tag that comes next. */
static void
end_text(Compiler *compiler)
{
    const char *text = compiler->before.text;
    if (text != NULL)
        add_node(compiler, MZ_NODE_TEXT, text);
}

static gboolean
is_line_start(const Compiler *compiler, const char *at)
{
    return at == compiler->template->source || at[-1] == '\n';
}

/* Text before a tag that goes on the line (or before the end, where `goes_on` is FALSE). Where a line begins with the
 * tag, the indentation of a partial is due before it, so then a text is needed even if it is empty. */
static void
add_text(Compiler *compiler, const char *begin, const char *end, gboolean goes_on)
{
    gboolean starts_line = is_line_start(compiler, begin);
    if (begin == end && !(starts_line && goes_on))
        return;
    end_text(compiler);
    compiler->before = (MzNode){.starts_line = starts_line != FALSE,
                                .ends_in_new_line = begin != end && goes_on && end[-1] == '\n',
                                .text = begin,
                                .length = (guint32)(end - begin)};
}

/* Splits a name at its dots, once and for all look-ups. */
static void
add_name(Compiler *compiler, MzNode *node, const Tag *tag)
{
    GArray *keys = compiler->template->keys;
    node->name = tag->name;
    node->name_length = (guint32)tag->length;
    node->keys = keys->len;
    if (tag->length == 1 && tag->name[0] == '.')
        return;
    const char *end = tag->name + tag->length;
    for (const char *part = tag->name;; part++) {
        const char *dot = memchr(part, '.', (gsize)(end - part));
        const char *part_end = dot == NULL ? end : dot;
        MzKey key = mz_key(part, (gsize)(part_end - part));
        g_array_append_val(keys, key);
        node->n_keys++;
        if (dot == NULL)
            return;
        part = dot;
    }
}

/* ## Names */

static gboolean
is_name_byte(char byte, gboolean is_partial)
{
    return g_ascii_islower(byte) || g_ascii_isdigit(byte) || byte == '_' || byte == '-' ||
           (!is_partial && g_ascii_isupper(byte));
}

/* Parts of at least one byte each, separated by dots; or a dot alone. Partials have one part. */
static gboolean
is_strict_name(const char *name, gsize length, gboolean is_partial)
{
    if (!is_partial && length == 1 && name[0] == '.')
        return TRUE;
    gboolean in_part = FALSE;
    for (gsize i = 0; i < length; i++) {
        if (is_name_byte(name[i], is_partial))
            in_part = TRUE;
        else if (name[i] == '.' && in_part && !is_partial)
            in_part = FALSE;
        else
            return FALSE;
    }
    return in_part;
}

static gboolean
check_name(const Compiler *compiler, const Tag *tag)
{
    if (tag->length == 0) {
        MzPlace place = place_of(compiler, tag->begin);
        mz_error_set(compiler->error, MZ_ERROR_TEMPLATE, &place,
                     mz_tr("标签里没有名称，应写作 {{名称}}", "a tag without a name; write {{name}}"));
        return FALSE;
    }
    gboolean is_partial = tag->sigil == '>';
    if (compiler->template->mode == MZ_TEMPLATE_SPEC || is_strict_name(tag->name, tag->length, is_partial))
        return TRUE;
    MzPlace place = place_of(compiler, tag->begin);
    if (is_partial)
        mz_error_set(compiler->error, MZ_ERROR_TEMPLATE, &place,
                     mz_tr("“%.*s”不能作局部模板的名称，只能用小写字母 a-z、数字、“_”和“-”",
                           "'%.*s' is no name of a partial: expected a-z, 0-9, _ and - only"),
                     shown(tag->name, tag->length), tag->name);
    else
        mz_error_set(compiler->error, MZ_ERROR_TEMPLATE, &place,
                     mz_tr("“%.*s”不能作名称，只能用英文字母、数字、“_”和“-”，各级之间用“.”隔开",
                           "'%.*s' is no name: expected letters, digits, _ and -, parts separated by dots"),
                     shown(tag->name, tag->length), tag->name);
    return FALSE;
}

/* Only what the program made itself goes out unescaped, and its key says so. */
static gboolean
check_raw_name(const Compiler *compiler, const Tag *tag)
{
    const char *dot = g_strrstr_len(tag->name, (gssize)tag->length, ".");
    const char *last = dot == NULL ? tag->name : dot + 1;
    if (compiler->template->mode == MZ_TEMPLATE_SPEC ||
        mz_key_may_be_raw(last, (gsize)(tag->name + tag->length - last)))
        return TRUE;
    MzPlace place = place_of(compiler, tag->begin);
    mz_error_set(compiler->error, MZ_ERROR_TEMPLATE, &place,
                 mz_tr("“%.*s”不能不转义就输出：只有以 _html 或 _svg 结尾的名称可以；请改用 {{%.*s}}",
                       "'%.*s' cannot be inserted unescaped: only names that end in _html or _svg can; write {{%.*s}}"),
                 shown(tag->name, tag->length), tag->name, shown(tag->name, tag->length), tag->name);
    return FALSE;
}

/* ## Tags */

static void
trim(Tag *tag)
{
    while (tag->length > 0 && g_ascii_isspace(tag->name[0])) {
        tag->name++;
        tag->length--;
    }
    while (tag->length > 0 && g_ascii_isspace(tag->name[tag->length - 1]))
        tag->length--;
}

static gboolean
unclosed_tag(const Compiler *compiler, const char *begin, const char *closing)
{
    MzPlace place = place_of(compiler, begin);
    mz_error_set(compiler->error, MZ_ERROR_TEMPLATE, &place,
                 mz_tr("标签没有结束，缺少“%s”", "this tag is not closed: '%s' is missing"), closing);
    return FALSE;
}

/* Reads the tag that begins at `begin`. */
static gboolean
read_tag(const Compiler *compiler, const char *begin, Tag *tag)
{
    const char *inside = begin + strlen(compiler->open);
    tag->sigil = *inside != '\0' && strchr("#^/>!=&{", *inside) != NULL ? *inside : '\0';
    if (tag->sigil != '\0')
        inside++;
    const char *closing = compiler->close;
    if (tag->sigil == '{')
        closing = compiler->close_raw;
    else if (tag->sigil == '=')
        closing = compiler->close_set;
    const char *close = strstr(inside, closing);
    if (close == NULL)
        return unclosed_tag(compiler, begin, closing);
    tag->name = inside;
    tag->length = (gsize)(close - inside);
    tag->end = close + strlen(closing);
    /* A tag inside a tag: surely the first was not closed. Comments may hold whatever they like. */
    if (compiler->template->mode == MZ_TEMPLATE_STRICT && tag->sigil != '!' &&
        g_strstr_len(tag->name, (gssize)tag->length, compiler->open) != NULL)
        return unclosed_tag(compiler, begin, closing);
    trim(tag);
    return TRUE;
}

static void
drop_delimiters(Compiler *compiler)
{
    g_free(compiler->open);
    g_free(compiler->close);
    g_free(compiler->close_raw);
    g_free(compiler->close_set);
}

/* Takes both strings over. */
static void
use_delimiters(Compiler *compiler, char *open, char *close)
{
    drop_delimiters(compiler);
    compiler->open = open;
    compiler->close = close;
    compiler->close_raw = g_strconcat("}", close, NULL);
    compiler->close_set = g_strconcat("=", close, NULL);
}

/* `{{=<% %>=}}`: two delimiters with white space between. */
static gboolean
set_delimiters(Compiler *compiler, const Tag *tag)
{
    MzPlace place = place_of(compiler, tag->begin);
    if (compiler->template->mode == MZ_TEMPLATE_STRICT) {
        mz_error_set(
            compiler->error, MZ_ERROR_TEMPLATE, &place,
            mz_tr("模板里不能更换分隔符，请一律用 {{ 和 }}", "delimiters cannot be changed; use {{ and }} throughout"));
        return FALSE;
    }
    gsize first = 0;
    while (first < tag->length && !g_ascii_isspace(tag->name[first]))
        first++;
    gsize second = first;
    while (second < tag->length && g_ascii_isspace(tag->name[second]))
        second++;
    gboolean is_good = first > 0 && second < tag->length && memchr(tag->name, '=', tag->length) == NULL;
    for (gsize i = second; i < tag->length && is_good; i++)
        is_good = !g_ascii_isspace(tag->name[i]);
    if (!is_good) {
        mz_error_set(compiler->error, MZ_ERROR_TEMPLATE, &place,
                     mz_tr("更换分隔符应写作 {{=开 闭=}}，两个分隔符之间用空格隔开，不含“=”",
                           "expected two delimiters with a space between and without '=', as in {{=<%% %%>=}}"));
        return FALSE;
    }
    use_delimiters(compiler, g_strndup(tag->name, first), g_strndup(tag->name + second, tag->length - second));
    return TRUE;
}

/* ## Sections */

static gboolean
is_name_of(const MzNode *section, const Tag *tag)
{
    return section->name_length == tag->length && memcmp(section->name, tag->name, tag->length) == 0;
}

/* The section of the same name that ended right before the tag, with nothing between; NULL if there is none. */
static MzNode *
first_half(const Compiler *compiler, const Tag *tag)
{
    GArray *nodes = compiler->template->nodes;
    if (compiler->closed >= nodes->len || compiler->before.text != NULL)
        return NULL;
    MzNode *section = &g_array_index(nodes, MzNode, compiler->closed);
    gboolean is_next = section->kind == MZ_NODE_SECTION && compiler->closed + section->end == nodes->len;
    return is_next && is_name_of(section, tag) ? section : NULL;
}

/* Opens the other half of a section. What text the first one ends with is written by the node between the halves, which
 * only who comes from there meets. */
static void
open_other_half(Compiler *compiler, MzNode *first, const Tag *tag)
{
    GArray *nodes = compiler->template->nodes;
    if (compiler->has_tail) {
        compiler->before = g_array_index(nodes, MzNode, nodes->len - 1);
        g_array_set_size(nodes, nodes->len - 1);
        first->end--;
    }
    first->on[FALSE] = first->end + 1;
    MzNode *node = add_node(compiler, MZ_NODE_ELSE, tag->begin);
    node->after = nodes->len - 1 - compiler->closed;
    add_name(compiler, node, tag);
}

static gboolean
open_section(Compiler *compiler, const Tag *tag)
{
    if (compiler->sections->len >= MZ_TEMPLATE_MAX_SECTIONS) {
        MzPlace place = place_of(compiler, tag->begin);
        mz_error_set(compiler->error, MZ_ERROR_TEMPLATE, &place,
                     mz_tr("区段嵌套超过 %d 层", "sections are nested more than %d deep"), MZ_TEMPLATE_MAX_SECTIONS);
        return FALSE;
    }
    MzNode *first = tag->sigil == '^' ? first_half(compiler, tag) : NULL;
    if (first != NULL)
        open_other_half(compiler, first, tag);
    else
        add_name(compiler, add_node(compiler, tag->sigil == '#' ? MZ_NODE_SECTION : MZ_NODE_INVERTED, tag->begin), tag);
    guint32 index = compiler->template->nodes->len - 1;
    g_array_append_val(compiler->sections, index);
    return TRUE;
}

static gboolean
close_section(Compiler *compiler, const Tag *tag)
{
    GArray *nodes = compiler->template->nodes;
    if (compiler->sections->len == 0) {
        MzPlace place = place_of(compiler, tag->begin);
        mz_error_set(compiler->error, MZ_ERROR_TEMPLATE, &place,
                     mz_tr("{{/%.*s}} 没有对应的开始标签", "{{/%.*s}} closes a section that was never opened"),
                     shown(tag->name, tag->length), tag->name);
        return FALSE;
    }
    compiler->has_tail = compiler->before.text != NULL;
    end_text(compiler);
    guint32 index = g_array_index(compiler->sections, guint32, compiler->sections->len - 1);
    MzNode *section = &g_array_index(nodes, MzNode, index);
    if (!is_name_of(section, tag)) {
        MzPlace place = place_of(compiler, tag->begin);
        MzPlace opened = mz_template_place(compiler->template, section->at);
        mz_error_set(compiler->error, MZ_ERROR_TEMPLATE, &place,
                     mz_tr("此处应为 {{/%.*s}}（区段开始于第 %u 行第 %u 列），却是 {{/%.*s}}",
                           "expected {{/%.*s}} (opened at %u:%u), found {{/%.*s}}"),
                     shown(section->name, section->name_length), section->name, opened.line, opened.column,
                     shown(tag->name, tag->length), tag->name);
        return FALSE;
    }
    section->end = nodes->len - index;
    if (section->kind == MZ_NODE_ELSE)
        (section - section->after)->after = section->after + section->end;
    else
        section->after = section->end;
    section->on[section->kind == MZ_NODE_SECTION] = 1;
    section->on[section->kind != MZ_NODE_SECTION] = section->end;
    compiler->closed = index;
    g_array_set_size(compiler->sections, compiler->sections->len - 1);
    return TRUE;
}

static gboolean
check_all_closed(const Compiler *compiler)
{
    if (compiler->sections->len == 0)
        return TRUE;
    guint32 index = g_array_index(compiler->sections, guint32, compiler->sections->len - 1);
    const MzNode *section = mz_template_node(compiler->template, index);
    MzPlace place = mz_template_place(compiler->template, section->at);
    mz_error_set(compiler->error, MZ_ERROR_TEMPLATE, &place,
                 mz_tr("区段没有结束，缺少 {{/%.*s}}", "this section is not closed: {{/%.*s}} is missing"),
                 shown(section->name, section->name_length), section->name);
    return FALSE;
}

/* ## Tags that stand alone on their line */

static gboolean
is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* If nothing but blanks surrounds the tag, gives the begin of its line and of the next one. */
static gboolean
is_alone(const Compiler *compiler, const Tag *tag, const char **line, const char **next_line)
{
    const char *begin = tag->begin;
    while (begin > compiler->text && is_blank(begin[-1]))
        begin--;
    const char *end = tag->end;
    while (is_blank(*end))
        end++;
    if (!is_line_start(compiler, begin))
        return FALSE;
    if (end[0] == '\r' && end[1] == '\n')
        end++;
    if (end[0] != '\n' && end[0] != '\0')
        return FALSE;
    *line = begin;
    *next_line = *end == '\n' ? end + 1 : end;
    return TRUE;
}

/* Adds the text before the tag, without what belongs to the tag's line if the tag is alone on it. Then the begin of
 * that line is given, else NULL. */
static const char *
add_text_before(Compiler *compiler, const Tag *tag)
{
    const char *line = NULL;
    const char *next_line = NULL;
    gboolean can_be_alone = tag->sigil != '\0' && strchr("#^/>!=", tag->sigil) != NULL;
    if (can_be_alone && is_alone(compiler, tag, &line, &next_line)) {
        add_text(compiler, compiler->text, line, FALSE);
        compiler->text = next_line;
    } else {
        add_text(compiler, compiler->text, tag->begin, TRUE);
        compiler->text = tag->end;
    }
    return line;
}

static void
add_partial(Compiler *compiler, const Tag *tag, const char *indent)
{
    MzNode *node = add_node(compiler, MZ_NODE_PARTIAL, tag->begin);
    node->name = tag->name;
    node->name_length = (guint32)tag->length;
    if (indent != NULL) {
        node->is_alone = 1;
        node->indent = indent;
        node->indent_length = (guint32)(tag->begin - indent);
    }
}

/* ## The whole text */

static gboolean
add_tag(Compiler *compiler, const Tag *tag)
{
    const char *indent = add_text_before(compiler, tag);
    if (tag->sigil == '!')
        return TRUE;
    if (tag->sigil == '=')
        return set_delimiters(compiler, tag);
    if (tag->sigil == '/')
        return close_section(compiler, tag);
    if (!check_name(compiler, tag))
        return FALSE;
    if (tag->sigil == '#' || tag->sigil == '^')
        return open_section(compiler, tag);
    if (tag->sigil == '>') {
        add_partial(compiler, tag, indent);
        return TRUE;
    }
    gboolean is_raw = tag->sigil == '{' || tag->sigil == '&';
    if (is_raw && !check_raw_name(compiler, tag))
        return FALSE;
    add_name(compiler, add_node(compiler, is_raw ? MZ_NODE_RAW : MZ_NODE_ESCAPED, tag->begin), tag);
    return TRUE;
}

static gboolean
compile_text(Compiler *compiler)
{
    for (;;) {
        const char *begin = strstr(compiler->text, compiler->open);
        if (begin == NULL)
            break;
        Tag tag = {.begin = begin};
        if (!read_tag(compiler, begin, &tag) || !add_tag(compiler, &tag))
            return FALSE;
    }
    const char *end = compiler->template->source + compiler->template->length;
    add_text(compiler, compiler->text, end, FALSE);
    end_text(compiler);
    return check_all_closed(compiler);
}

static gboolean
check_source(const MzTemplate *template, GError **error)
{
    if (template->length > MZ_TEMPLATE_MAX_SOURCE) {
        MzPlace place = {.file = template->file};
        mz_error_set(error, MZ_ERROR_TEMPLATE, &place, mz_tr("模板超过 %d MiB", "a template of more than %d MiB"),
                     MZ_TEMPLATE_MAX_SOURCE >> 20);
        return FALSE;
    }
    const char *bad = NULL;
    if (g_utf8_validate(template->source, (gssize) template->length, &bad))
        return TRUE;
    MzPlace place = mz_template_place(template, (gsize)(bad - template->source));
    mz_error_set(error, MZ_ERROR_TEMPLATE, &place,
                 mz_tr("字节 0x%02x 不是 UTF-8 文本，请将模板存为 UTF-8",
                       "byte 0x%02x is not UTF-8; save the template as UTF-8"),
                 (guint)(guint8)*bad);
    return FALSE;
}

gboolean
mz_template_compile(MzTemplate *template, GError **error)
{
    if (!check_source(template, error))
        return FALSE;
    Compiler compiler = {.template = template, .text = template->source, .error = error};
    use_delimiters(&compiler, g_strdup("{{"), g_strdup("}}"));
    compiler.sections = g_array_new(FALSE, FALSE, sizeof(guint32));
    gboolean is_good = compile_text(&compiler);
    g_array_free(compiler.sections, TRUE);
    drop_delimiters(&compiler);
    return is_good;
}
