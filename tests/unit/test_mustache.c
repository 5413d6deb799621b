/* Strict templates: what is printed, what is refused and where, limits, sets of files, threads. What the specification
 * says is in test_mustache_spec.c. */
#include "base/error.h"
#include "template/mustache.h"
#include "template/value_json.h"

#include <glib/gstdio.h>
#include <string.h>

/* A view for most cases, with every kind of value. */
static const char view_json[] =
    "{\"title\": \"决算 <2024> & \\\"表\\\"\", \"subtitle\": \"b\", \"empty\": \"\", \"null\": null, \"yes\": true, "
    "\"no\": false,"
    " \"list\": [{\"name\": \"x\"}, {\"name\": \"y\"}], \"none\": [], \"words\": [\"p\", \"q\"],"
    " \"object\": {\"name\": \"z\", \"deep\": {\"er\": \"w\"}}, \"note_html\": \"<i>\"}";

/* ## Helpers */

static MzTemplates *
set_of_one(MzTemplateMode mode, const char *text, gsize length, GError **error)
{
    MzTemplates *set = mz_templates_new(mode);
    if (mz_templates_add(set, "page", "page.mustache", text, length, error) && mz_templates_link(set, error))
        return set;
    mz_templates_free(set);
    return NULL;
}

/* Renders "page" of the set; NULL on error. The caller frees. */
static char *
render_set(const MzTemplates *set, const MzValue *view, GError **error)
{
    GString *out = g_string_new("before ");
    gboolean is_good = mz_template_render(mz_templates_get(set, "page", NULL), view, out, error);
    g_assert_true(g_str_has_prefix(out->str, "before "));
    g_assert_cmpuint(strlen(out->str), ==, out->len);
    if (is_good)
        g_string_erase(out, 0, 7);
    else
        g_assert_cmpstr(out->str, ==, "before "); /* nothing half-made is left */
    return g_string_free(out, !is_good);
}

static char *
render_json(const char *template, const char *json, GError **error)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    const MzValue *view = mz_value_from_json(arena, json, strlen(json), MZ_JSON_NUMBERS_REFUSED, NULL, error);
    g_autoptr(MzTemplates) set =
        view == NULL ? NULL : set_of_one(MZ_TEMPLATE_STRICT, template, strlen(template), error);
    return set == NULL ? NULL : render_set(set, view, error);
}

static void
assert_error(GError *error, MzErrorCode code, const char *expected)
{
    g_assert_error(error, MZ_ERROR, (int)code);
    g_autofree char *found = mz_error_describe(error);
    if (strstr(found, expected) == NULL)
        g_error("expected '%s', found '%s'", expected, found);
    g_error_free(error);
}

/* ## Output */

static const struct {
    const char *template;
    const char *expected;
} outputs[] = {
    {"", ""},
    {"{{title}}", "决算 &lt;2024&gt; &amp; &quot;表&quot;"},
    {"a{{empty}}b{{null}}c", "abc"},
    {"}} { } {x}", "}} { } {x}"},
    {"{{ title }}{{\n\tsubtitle\n}}", "决算 &lt;2024&gt; &amp; &quot;表&quot;b"},
    {"{{note_html}}", "&lt;i&gt;"}, /* the suffix allows raw insertion, it does not force it */
    {"{{#yes}}1{{/yes}}{{#no}}2{{/no}}{{#null}}3{{/null}}{{#none}}4{{/none}}", "1"},
    {"{{^yes}}1{{/yes}}{{^no}}2{{/no}}{{^null}}3{{/null}}{{^none}}4{{/none}}", "234"},
    {"{{#list}}{{name}}{{/list}}{{#words}}{{.}}{{/words}}", "xypq"},
    {"{{#object}}{{name}}{{#deep}}{{er}}{{name}}{{subtitle}}{{/deep}}{{/object}}", "zwzb"},
    {"{{object.deep.er}}{{#object.deep}}{{er}}{{/object.deep}}", "ww"},
    {"{{#list}}{{#object}}{{name}}{{/object}}{{/list}}", "zz"},
    {"a\n{{#yes}}\nb\n{{/yes}}\nc\n", "a\nb\nc\n"},
    {"a\r\n  {{#yes}}  \r\nb\r\n\t{{/yes}}\r\nc", "a\r\nb\r\nc"},
    {" {{#yes}}a{{/yes}} \n", " a \n"},
    {"{{#yes}}{{/yes}}\nx", "\nx"}, /* two tags on a line: neither is alone */
    /* two halves: of every kind of value one is shown, whatever stands in it and after it */
    {"{{#yes}}1{{/yes}}{{^yes}}2{{/yes}}|{{#no}}1{{/no}}{{^no}}2{{/no}}|", "1|2|"},
    {"{{#null}}1{{/null}}{{^null}}2{{/null}}|{{#none}}1{{/none}}{{^none}}2{{/none}}|", "2|2|"},
    {"{{#list}}{{name}}{{/list}}{{^list}}2{{/list}}|{{#object}}{{name}}{{/object}}{{^object}}2{{/object}}|", "xy|z|"},
    {"{{#yes}}{{#no}}1{{/no}}{{/yes}}{{^yes}}2{{/yes}}|{{#yes}}{{#no}}1{{/no}}{{^no}}{{subtitle}}{{/no}}{{/yes}}",
     "|b"},
    {"{{#no}}{{/no}}{{^no}}{{/no}}{{^no}}3{{/no}}{{#no}}4{{/no}}{{^no}}5{{/no}}{{^no}}6{{/no}}|", "356|"},
    {"{{#list}}{{#no}}1{{/no}}{{^no}}{{name}}{{/no}}{{/list}}{{^list}}2{{/list}}", "xy"},
    {"{{#yes}}{{#yes}}1{{/yes}}{{/yes}}{{^yes}}2{{/yes}}{{#no}}{{#no}}1{{/no}}{{/no}}{{^no}}2{{/no}}", "12"},
    {"{{#yes}}\n1\n{{/yes}}\n{{! no text }}\n{{^yes}}\n2\n{{/yes}}\n{{#no}}1{{/no}} {{^no}}2{{/no}}", "1\n 2"},
    {"{{#yes}}1{{/yes}}{{^no}}2{{/no}}{{#no}}1{{/no}}{{^yes}}2{{/yes}}", "12"}, /* of two names: no halves */
    {"{{#yes}}1{{#no}}2{{/no}}3{{/yes}}{{^yes}}4{{/yes}}|{{#list}}{{name}};{{/list}}{{^list}}2{{/list}}|", "13|x;y;|"},
    {"{{#yes}}{{#yes}}1{{/yes}}{{/yes}}{{^yes}}2{{/yes}}{{#object}}{{name}}.{{/object}}{{^object}}3{{/object}}", "1z."},
    {"{{! {{title}}", ""}, /* a comment ends at the first }} */
    {"{{!\n a\n}}\nb", "b"},
    {"\xe3\x80\x80{{#yes}}\n{{/yes}}\n", "\xe3\x80\x80\n"}, /* an ideographic space is no blank */
};

static void
test_output(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(outputs); i++) {
        GError *error = NULL;
        g_autofree char *out = render_json(outputs[i].template, view_json, &error);
        g_assert_no_error(error);
        g_assert_cmpstr(out, ==, outputs[i].expected);
    }
}

/* Every byte as a value: five are replaced, all others go out as they are. */
static void
test_escaping(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    g_autoptr(MzTemplates) set = set_of_one(MZ_TEMPLATE_STRICT, "[{{x}}]", 7, NULL);
    for (guint byte = 0; byte < 256; byte++) {
        const char text[] = {'a', (char)byte, 'b', (char)byte};
        MzValue *view = mz_value_object(arena);
        mz_value_set_string_len(view, "x", text, sizeof text);
        const char *as = byte == '&' ? "&amp;" : byte == '<' ? "&lt;" : byte == '>' ? "&gt;" : NULL;
        as = byte == '"' ? "&quot;" : byte == '\'' ? "&#39;" : as;
        GString *expected = g_string_new("[a");
        for (guint i = 0; i < 2; i++) {
            if (as == NULL)
                g_string_append_c(expected, (char)byte);
            else
                g_string_append(expected, as);
            g_string_append_c(expected, i == 0 ? 'b' : ']');
        }
        GString *out = g_string_new(NULL);
        g_assert_true(mz_template_render(mz_templates_get(set, "page", NULL), view, out, NULL));
        g_assert_cmpmem(out->str, out->len, expected->str, expected->len);
        g_string_truncate(out, 0);
        mz_escape_append(out, text, sizeof text);
        g_assert_cmpmem(out->str, out->len, expected->str + 1, expected->len - 2);
        g_string_free(out, TRUE);
        g_string_free(expected, TRUE);
    }
}

static void
test_raw(void)
{
    static const char template[] = "{{{a_html}}}{{&o.b_svg}}{{a_html}}";
    g_autoptr(MzArena) arena = mz_arena_new();
    g_autoptr(MzTemplates) set = set_of_one(MZ_TEMPLATE_STRICT, template, strlen(template), NULL);
    MzValue *view = mz_value_object(arena);
    mz_value_set_raw(view, "a_html", "<a>");
    MzValue *object = mz_value_set_object(view, "o");
    mz_value_set_raw(object, "b_svg", "<b>");
    g_autofree char *out = render_set(set, view, NULL);
    g_assert_cmpstr(out, ==, "<a><b>&lt;a&gt;");
    /* A key of the right name that somebody filled with ordinary text stays shut. */
    mz_value_set_string(object, "b_svg", "<b>");
    GError *error = NULL;
    g_assert_null(render_set(set, view, &error));
    assert_error(error, MZ_ERROR_TEMPLATE, "page.mustache:1:13: 'o.b_svg' was not set as raw markup");
}

/* ## Errors and their places */

static const struct {
    const char *template;
    const char *expected;
} errors[] = {
    /* names */
    {"{{titel}}", "page.mustache:1:1: unknown name 'titel'; did you mean 'title'?"},
    {"好\n表：{{titl}}", "page.mustache:2:3: unknown name 'titl'; did you mean 'title'?"},
    {"{{Title}}", ":1:1: unknown name 'Title'; did you mean 'title'?"},
    {"{{ye}}", "unknown name 'ye'; did you mean 'yes'?"},
    {"{{quite_another}}", "; here are: title, subtitle, empty, null, yes, no, list, none, words, object, note_html"},
    {"\n{{#list}}\n  {{nome}}{{/list}}", ":3:3: unknown name 'nome'; did you mean 'name' or 'none'"},
    {"{{#lists}}{{/lists}}", ":1:1: unknown name 'lists'; did you mean 'list'?"},
    {"{{^lists}}{{/lists}}", ":1:1: unknown name 'lists'"},
    {"{{object.nam}}", ":1:1: 'object' is an object and has no 'nam'; did you mean 'name'?"},
    {"{{object.title}}", "'object' is an object and has no 'title'; here are: name, deep"},
    {"{{object.deep.err}}", "'object.deep' is an object and has no 'err'; did you mean 'er'?"},
    {"{{title.x}}", "'title' is a string and has no 'x'; there are no names here"},
    {"{{#null.x}}{{/null.x}}", "'null' is null and has no 'x'"},
    {"{{#words}}{{.}}{{x.y}}{{/words}}", ":1:16: unknown name 'x'; here are: title, "},
    /* kinds */
    {"{{yes}}", ":1:1: 'yes' is a boolean; expected a string here"},
    {"{{list}}", "'list' is an array; expected a string here"},
    {"{{object}}", "'object' is an object; expected a string here"},
    {"{{.}}", "'.' is an object; expected a string here"},
    {"{{#title}}{{/title}}", "'title' is a string; a section expects a boolean, an object or an array"},
    {"{{^empty}}{{/empty}}", "'empty' is a string; a section expects"},
    {"{{{note_html}}}", "'note_html' was not set as raw markup"},
    /* syntax */
    {"a\n {{title", ":2:2: this tag is not closed: '}}' is missing"},
    {"{{title}", ":1:1: this tag is not closed"},
    {"x{{title} {{subtitle}}", ":1:2: this tag is not closed"},
    {"{{{note_html}}", ":1:1: this tag is not closed: '}}}' is missing"},
    {"ab{{!", ":1:3: this tag is not closed"},
    {"{{#yes}}\n{{#no}}{{/no}}", ":1:1: this section is not closed: {{/yes}} is missing"},
    {"{{#yes}}{{^no}}\n 表{{/yes}}{{/no}}", ":2:3: expected {{/no}} (opened at 1:9), found {{/yes}}"},
    {"{{title}}\n\n {{/yes}}", ":3:2: {{/yes}} closes a section that was never opened"},
    {"{{#yes}}{{/yes}}{{/yes}}", ":1:17: {{/yes}} closes a section that was never opened"},
    {"{{#yes}}{{/ye}}", ":1:9: expected {{/yes}} (opened at 1:1), found {{/ye}}"},
    {"{{}}", ":1:1: a tag without a name"},
    {"{{# }}{{/}}", ":1:1: a tag without a name"},
    {"{{a b}}", ":1:1: 'a b' is no name"},
    {"{{a..b}}", "'a..b' is no name"},
    {"{{.a}}", "'.a' is no name"},
    {"{{a.}}", "'a.' is no name"},
    {"{{标题}}", "'标题' is no name"},
    {"{{>A}}", "'A' is no name of a partial"},
    {"{{>a.b}}", "'a.b' is no name of a partial"},
    {"{{>../a}}", "'../a' is no name of a partial"},
    {"\n\t{{=<% %>=}}", ":2:2: delimiters cannot be changed"},
    {"{{{title}}}", ":1:1: 'title' cannot be inserted unescaped"},
    {"{{&title}}", ":1:1: 'title' cannot be inserted unescaped"},
    {"{{{.}}}", "'.' cannot be inserted unescaped"},
    {"{{{note_html.x}}}", "'note_html.x' cannot be inserted unescaped"},
    {"{{{_html}}}", "'_html' cannot be inserted unescaped"},
    /* text */
    {"a表\xff", ":1:3: byte 0xff is not UTF-8"},
    {"\n\xed\xa0\x80", ":2:1: byte 0xed is not UTF-8"},
    {"\n {{>other}}", ":2:2: there is no partial 'other'"},
};

static void
test_errors(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(errors); i++) {
        GError *error = NULL;
        g_autofree char *out = render_json(errors[i].template, view_json, &error);
        if (out != NULL)
            g_error("'%s' was rendered", errors[i].template);
        assert_error(error, MZ_ERROR_TEMPLATE, errors[i].expected);
    }
}

static void
test_chinese_message(void)
{
    mz_set_lang(MZ_LANG_ZH);
    GError *error = NULL;
    g_assert_null(render_json("{{titel}}", view_json, &error));
    assert_error(error, MZ_ERROR_TEMPLATE, "page.mustache:1:1: 未知的名称“titel”；是不是想写“title”？");
    mz_set_lang(MZ_LANG_EN);
}

static void
test_number_in_view(void)
{
    GError *error = NULL;
    g_assert_null(render_json("{{x}}", "{\"x\": 105.60}", &error));
    assert_error(error, MZ_ERROR_INPUT, "x: a view has no numbers");
}

static void
test_zero_byte(void)
{
    GError *error = NULL;
    g_assert_null(set_of_one(MZ_TEMPLATE_STRICT, "a\n\0b", 4, &error));
    assert_error(error, MZ_ERROR_TEMPLATE, "page.mustache:2:1: byte 0x00 is not UTF-8");
}

/* What a message quotes is cut after a whole character. */
static void
test_long_name(void)
{
    for (guint i = 0; i < 4; i++) {
        GString *template = g_string_new("{{");
        g_string_append_len(template, "xxx", i);
        for (guint k = 0; k < 100; k++)
            g_string_append(template, "表");
        g_string_append(template, "}}");
        GError *error = NULL;
        g_assert_null(render_json(template->str, view_json, &error));
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
        g_assert_cmpuint(strlen(error->message), <, 150);
        assert_error(error, MZ_ERROR_TEMPLATE, "表表' is no name");
        g_string_free(template, TRUE);
    }
}

/* ## Partials */

enum { MOST_FILES = 4 };

/* Sets of files: the first is "page". */
static const struct {
    const char *files[MOST_FILES][2];
    const char *expected; /* output, or the error if there is a place in it */
} sets[] = {
    {{{"page", "<{{>a}}>"}, {"a", "{{title}}"}}, "<决算 &lt;2024&gt; &amp; &quot;表&quot;>"},
    {{{"page", "{{#list}}{{>a}}{{/list}}"}, {"a", "{{name}}{{>b}}"}, {"b", "!"}}, "x!y!"},
    /* indentation: of each line of a partial alone on its line, on top of that around it, but not of values */
    {{{"page", "  {{>a}}\n."}, {"a", "1\n {{>b}}\n\n2\n"}, {"b", "3\n{{#list}}\n{{name}}\n{{/list}}\n4\n"}},
     "  1\n   3\n   x\n   y\n   4\n  \n  2\n."},
    {{{"page", "  {{>a}}\n"}, {"a", "{{#yes}}1\n2{{/yes}} 3\n"}}, "  1\n  2 3\n"},
    {{{"page", "  {{>a}}\n"}, {"a", "{{#yes}}\n1{{^no}}\n{{/no}} 2\n{{/yes}}\n"}}, "  1\n   2\n"},
    {{{"page", "  {{>a}}\n"}, {"a", "{{!c}}{{subtitle}}\n{{!c}}\n{{!d}} x"}}, "  b\n   x"},
    {{{"page", "  {{>a}}\n"}, {"a", "[{{>b}}]\n"}, {"b", "1\n2"}}, "  [1\n2]\n"},
    {{{"page", "  - {{>a}}\n"}, {"a", "1\n2\n"}}, "  - 1\n2\n\n"},
    /* errors */
    {{{"page", "{{>a}}"}, {"a", "x\n {{>b}}"}}, "a.mustache:2:2: there is no partial 'b'"},
    {{{"page", "{{>page}}"}}, "page.mustache:1:1: a partial cannot include itself: page > page"},
    {{{"page", "{{>a}}"}, {"a", "{{>b}}"}, {"b", "\n{{>c}}"}, {"c", "{{#no}}{{>a}}{{/no}}"}},
     "c.mustache:1:8: a partial cannot include itself: a > b > c > a"},
    {{{"page", "{{#list}}{{>a}}{{/list}}"}, {"a", " {{nme}}"}},
     "a.mustache:1:2: unknown name 'nme'; did you mean 'name'?"},
};

static MzTemplates *
make_set(const char *const files[MOST_FILES][2], GError **error)
{
    MzTemplates *set = mz_templates_new(MZ_TEMPLATE_STRICT);
    gboolean is_good = TRUE;
    for (guint k = 0; k < MOST_FILES && files[k][0] != NULL && is_good; k++) {
        g_autofree char *file = g_strconcat(files[k][0], ".mustache", NULL);
        is_good = mz_templates_add(set, files[k][0], file, files[k][1], strlen(files[k][1]), error);
    }
    if (is_good && mz_templates_link(set, error))
        return set;
    mz_templates_free(set);
    return NULL;
}

static void
test_partials(void)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    const MzValue *view = mz_value_from_json(arena, view_json, strlen(view_json), MZ_JSON_NUMBERS_REFUSED, NULL, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(sets); i++) {
        GError *error = NULL;
        g_autoptr(MzTemplates) set = make_set(sets[i].files, &error);
        g_autofree char *out = set == NULL ? NULL : render_set(set, view, &error);
        if (strstr(sets[i].expected, ".mustache:") != NULL) {
            assert_error(error, MZ_ERROR_TEMPLATE, sets[i].expected);
            continue;
        }
        g_assert_no_error(error);
        g_assert_cmpstr(out, ==, sets[i].expected);
    }
}

/* A chain of `count` partials: p0 includes p1 … The last prints x. */
static MzTemplates *
chain(MzTemplateMode mode, guint count, gboolean from_the_end, GError **error)
{
    MzTemplates *set = mz_templates_new(mode);
    for (guint i = 0; i < count; i++) {
        guint k = from_the_end ? count - 1 - i : i;
        g_autofree char *name = k == 0 ? g_strdup("page") : g_strdup_printf("p%u", k);
        g_autofree char *text = k + 1 == count ? g_strdup("x") : g_strdup_printf("{{>p%u}}", k + 1);
        g_assert_true(mz_templates_add(set, name, name, text, strlen(text), NULL));
    }
    if (mz_templates_link(set, error))
        return set;
    mz_templates_free(set);
    return NULL;
}

static void
test_partial_depth(void)
{
    for (guint from_the_end = 0; from_the_end < 2; from_the_end++) {
        GError *error = NULL;
        g_autoptr(MzTemplates) deepest = chain(MZ_TEMPLATE_STRICT, 33, from_the_end != 0, &error);
        g_assert_no_error(error);
        g_autofree char *out = render_set(deepest, mz_value_null(), &error);
        g_assert_cmpstr(out, ==, "x");
        g_assert_null(chain(MZ_TEMPLATE_STRICT, 34, from_the_end != 0, &error));
        assert_error(error, MZ_ERROR_TEMPLATE, "partials are nested more than 32 deep");
        error = NULL;
        g_assert_null(chain(MZ_TEMPLATE_STRICT, 20000, from_the_end != 0, &error));
        assert_error(error, MZ_ERROR_TEMPLATE, "partials are nested more than 32 deep");
    }
    /* Spec mode finds it while rendering. */
    GError *error = NULL;
    g_autoptr(MzTemplates) set = set_of_one(MZ_TEMPLATE_SPEC, "{{>page}}", 9, NULL);
    g_assert_null(render_set(set, mz_value_null(), &error));
    assert_error(error, MZ_ERROR_TEMPLATE, "partials are nested more than 32 deep");
}

/* ## Limits */

static char *
nested_sections(guint depth)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < depth; i++)
        g_string_append(text, "{{#yes}}");
    g_string_append_c(text, 'x');
    for (guint i = 0; i < depth; i++)
        g_string_append(text, "{{/yes}}");
    return g_string_free(text, FALSE);
}

static void
test_section_depth(void)
{
    g_autofree char *deep = nested_sections(128);
    g_autofree char *too_deep = nested_sections(129);
    g_autofree char *absurd = nested_sections(100000);
    GError *error = NULL;
    g_autofree char *out = render_json(deep, view_json, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(out, ==, "x");
    g_assert_null(render_json(too_deep, view_json, &error));
    assert_error(error, MZ_ERROR_TEMPLATE, "page.mustache:1:1025: sections are nested more than 128 deep");
    error = NULL;
    g_assert_null(render_json(absurd, view_json, &error));
    assert_error(error, MZ_ERROR_TEMPLATE, ":1:1025: sections are nested more than 128 deep");
}

/* ## Objects of a list, alike and not */

static const struct {
    const char *template;
    const char *list;
    const char *expected;
} alike[] = {
    /* each way once, and again */
    {"{{#l}}<{{#a}}yes {{/a}}{{^a}}no {{/a}}{{n}}>{{/l}}",
     "[{\"a\": true, \"n\": \"1\"}, {\"a\": false, \"n\": \"2\"}, {\"a\": true, \"n\": \"3\"}]",
     "<yes 1><no 2><yes 3>"},
    /* what asks a question here names a list there, an object or nothing */
    {"{{#l}}[{{#a}}({{x}}){{/a}}{{^a}}-{{/a}}{{n}}]{{/l}}",
     "[{\"a\": false, \"n\": \"1\"}, {\"a\": [{\"x\": \"p\"}, {\"x\": \"q\"}], \"n\": \"2\"}, {\"a\": null, \"n\": "
     "\"3\"},"
     " {\"a\": {\"x\": \"r\"}, \"n\": \"4\"}, {\"a\": [], \"n\": \"5\"}, {\"a\": true, \"n\": \"6\", \"x\": \"s\"}]",
     "[-1][(p)(q)2][-3][(r)4][-5][(s)6]"},
    {"{{#l}}{{^a}}none{{/a}}{{n}} {{/l}}",
     "[{\"a\": [], \"n\": \"1\"}, {\"a\": [\"x\"], \"n\": \"2\"}, {\"a\": {}, \"n\": \"3\"}, {\"a\": null, \"n\": "
     "\"4\"}]",
     "none1 2 3 none4 "},
    /* values that have to be escaped, are long, or nothing */
    {"{{#l}}<b>{{n}}</b>{{/l}}", "[{\"n\": \"x\"}, {\"n\": \"<\"}, {\"n\": null}, {\"n\": \"\"}]",
     "<b>x</b><b>&lt;</b><b></b><b></b>"},
    /* names from around, of two parts, and the object of two lists */
    {"{{#l}}{{r}}/{{o.p}}{{#k}}.{{n}}{{m}}{{/k}} {{/l}}",
     "[{\"n\": \"1\", \"k\": [{\"m\": \"a\"}, {\"m\": \"b\"}]}, {\"n\": \"2\", \"k\": [{\"m\": \"c\"}]}]",
     "r/p.1a.1b r/p.2c "},
    /* other keys, the same in another order, and what is no object */
    {"{{#l}}{{#a}}{{n}}{{/a}};{{/l}}",
     "[{\"a\": true, \"n\": \"1\"}, {\"n\": \"2\", \"a\": true}, {\"a\": true, \"n\": \"3\", \"x\": \"4\"}, {\"a\": "
     "true, \"n\": \"5\"}]",
     "1;2;3;5;"},
    {"{{#l}}{{r}}{{/l}}", "[{\"r\": \"1\"}, \"2\", [\"3\"], {\"r\": \"4\"}]", "1rr4"},
    /* a text of more than one piece, and sections that leave something out of it */
    {"{{#l}}a long beginning of the text before a section that is left out,{{#f}}not this{{/f}} a middle of it as long "
     "as "
     "that, {{^f}}and an end{{/f}}.{{/l}}",
     "[{\"f\": false}, {\"f\": true}]",
     "a long beginning of the text before a section that is left out, a middle of it as long as that, and an end."
     "a long beginning of the text before a section that is left out,not this a middle of it as long as that, ."},
    /* the same section within itself */
    {"{{#l}}{{n}}{{#l}}{{n}}{{/l}} {{/l}}", "[{\"n\": \"1\"}, {\"n\": \"2\"}]", "112 212 "},
};

static void
test_alike(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(alike); i++) {
        g_autofree char *json = g_strdup_printf("{\"r\": \"r\", \"o\": {\"p\": \"p\"}, \"l\": %s}", alike[i].list);
        g_autoptr(MzArena) arena = mz_arena_new();
        const MzValue *view = mz_value_from_json(arena, json, strlen(json), MZ_JSON_NUMBERS_REFUSED, NULL, NULL);
        g_autoptr(MzTemplates) set = set_of_one(MZ_TEMPLATE_STRICT, alike[i].template, strlen(alike[i].template), NULL);
        for (guint again = 0; again < 2; again++) {
            g_autofree char *out = render_set(set, view, NULL);
            g_assert_cmpstr(out, ==, alike[i].expected);
        }
    }
}

/* What is wrong is said of the object it is wrong in, at the same place as ever. */
static void
test_alike_errors(void)
{
    static const struct {
        const char *list, *expected;
    } cases[] = {
        {"[{\"n\": \"1\"}, {\"m\": \"2\"}]", "page.mustache:1:7: unknown name 'n'; did you mean 'm' or 'l'?"},
        {"[{\"n\": \"1\"}, {\"n\": true}]", "page.mustache:1:7: 'n' is a boolean; expected a string here"},
        {"[{\"n\": \"1\"}, {\"n\": [\"2\"]}]", "page.mustache:1:7: 'n' is an array; expected a string here"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *json = g_strdup_printf("{\"l\": %s}", cases[i].list);
        GError *error = NULL;
        g_assert_null(render_json("{{#l}}{{n}}{{/l}}", json, &error));
        assert_error(error, MZ_ERROR_TEMPLATE, cases[i].expected);
    }
    GError *error = NULL;
    g_assert_null(render_json("{{#l}}{{#n}}x{{/n}}{{/l}}", "{\"l\": [{\"n\": true}, {\"n\": \"1\"}]}", &error));
    assert_error(error, MZ_ERROR_TEMPLATE, "page.mustache:1:7: 'n' is a string; a section expects a boolean");
}

/* Twelve questions have 4096 answers, and each is told right. */
static void
test_alike_many_ways(void)
{
    enum { QUESTIONS = 12, WAYS = 1 << QUESTIONS };
    static const char *const keys[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"};
    g_autoptr(MzArena) arena = mz_arena_new();
    g_autoptr(GString) template = g_string_new("{{#list}}"), expected = g_string_new(NULL);
    for (guint q = 0; q < QUESTIONS; q++)
        g_string_append_printf(template, "{{#%s}}%s{{v}}{{/%s}}", keys[q], keys[q], keys[q]);
    g_string_append(template, "\n{{/list}}");
    MzValue *view = mz_value_object(arena), *list = mz_value_set_array(view, "list");
    for (guint way = 0; way < WAYS; way++) {
        MzValue *object = mz_value_append_object(list);
        mz_value_set_number(object, "v", way);
        for (guint q = 0; q < QUESTIONS; q++) {
            mz_value_set_bool(object, keys[q], (way >> q & 1) != 0);
            if ((way >> q & 1) != 0)
                g_string_append_printf(expected, "%s%u", keys[q], way);
        }
        g_string_append_c(expected, '\n');
    }
    g_autoptr(MzTemplates) set = set_of_one(MZ_TEMPLATE_STRICT, template->str, template->len, NULL);
    for (guint again = 0; again < 2; again++) {
        g_autofree char *out = render_set(set, view, NULL);
        g_assert_cmpstr(out, ==, expected->str);
    }
}

/* A line of a table that is made while it is rendered, of a list that is made as well, and of objects whose keys are
 * forgotten with them: at the same place stand other keys for the next line. */
static const MzValue *
make_cell(MzArena *arena, guint index, gpointer user)
{
    (void)user;
    MzValue *cell = mz_value_object(arena);
    if (index % 2 == 0)
        mz_value_set_static(cell, "x", "-");
    mz_value_set_number(cell, "n", index);
    mz_value_set_static(cell, "m", "*");
    return cell;
}

static const MzValue *
make_line(MzArena *arena, guint index, gpointer user)
{
    MzValue *line = mz_value_like(arena, user);
    mz_value_fill_number(line, 0, index);
    mz_value_set_made(line, "cells", index, make_cell, NULL);
    return line;
}

static void
test_made(void)
{
    static const char template[] = "{{#lines}}{{n}}:{{#cells}} {{n}}{{m}}{{/cells}};{{/lines}}{{#lines}}.{{/lines}}";
    static const char expected[] = "0:;1: 0*;2: 0* 1*;3: 0* 1* 2*;....";
    static const char *const keys[] = {"n"};
    g_autoptr(MzArena) arena = mz_arena_new();
    MzValue *view = mz_value_object(arena);
    mz_value_set_made(view, "lines", 4, make_line, mz_value_pattern(arena, keys, G_N_ELEMENTS(keys)));
    g_autoptr(MzTemplates) set = set_of_one(MZ_TEMPLATE_STRICT, template, strlen(template), NULL);
    gsize used = mz_arena_used(arena);
    for (guint again = 0; again < 3; again++) {
        g_autofree char *out = render_set(set, view, NULL);
        g_assert_cmpstr(out, ==, expected);
        g_assert_cmpuint(mz_arena_used(arena), ==, used);
    }
    mz_value_item(mz_value_get(view, "lines"), 2); /* stays, and is rendered as it is */
    g_autofree char *out = render_set(set, view, NULL);
    g_assert_cmpstr(out, ==, expected);
}

/* Sections over lists multiply; ten to the twentieth ends in an error, soon. */
static void
test_steps(void)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < 20; i++)
        g_string_append(text, "{{#l}}");
    for (guint i = 0; i < 20; i++)
        g_string_append(text, "{{/l}}");
    GError *error = NULL;
    g_assert_null(render_json(text->str, "{\"l\": [{}, {}, {}, {}, {}, {}, {}, {}, {}, {}]}", &error));
    assert_error(error, MZ_ERROR_TEMPLATE, "rendering takes more than 20000000 steps");
    g_string_free(text, TRUE);
}

static void
test_big_value(void)
{
    enum { SIZE = 10 * 1024 * 1024 };
    g_autofree char *text = g_strnfill(SIZE, '<');
    memset(text + SIZE / 2, 'x', SIZE / 2);
    g_autoptr(MzArena) arena = mz_arena_new();
    MzValue *view = mz_value_object(arena);
    mz_value_set_string(view, "x", text);
    g_autoptr(MzTemplates) set = set_of_one(MZ_TEMPLATE_STRICT, "{{x}}!", 6, NULL);
    g_autofree char *out = render_set(set, view, NULL);
    g_assert_cmpuint(strlen(out), ==, SIZE / 2 * 4 + SIZE / 2 + 1);
    g_assert_cmpint(memcmp(out, "&lt;&lt;", 8), ==, 0);
    g_assert_true(g_str_has_suffix(out, "xxx!"));
}

static void
test_big_template(void)
{
    enum { SIZE = 16 * 1024 * 1024 };
    g_autofree char *text = g_strnfill(SIZE + 1, 'x');
    GError *error = NULL;
    g_autoptr(MzTemplates) set = set_of_one(MZ_TEMPLATE_STRICT, text, SIZE, &error);
    g_assert_no_error(error);
    g_assert_null(set_of_one(MZ_TEMPLATE_STRICT, text, SIZE + 1, &error));
    assert_error(error, MZ_ERROR_TEMPLATE, "page.mustache: a template of more than 16 MiB");
}

/* ## Folders */

static void
write_file(const char *folder, const char *name, const char *text, gssize length)
{
    g_autofree char *file = g_build_filename(folder, name, NULL);
    g_assert_true(g_file_set_contents(file, text, length, NULL));
}

static void
remove_folder(const char *folder)
{
    GDir *directory = g_dir_open(folder, 0, NULL);
    for (const char *name = g_dir_read_name(directory); name != NULL; name = g_dir_read_name(directory)) {
        g_autofree char *file = g_build_filename(folder, name, NULL);
        g_assert_cmpint(g_remove(file), ==, 0);
    }
    g_dir_close(directory);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void
test_folders(void)
{
    g_autofree char *site = g_dir_make_tmp("mz-site-XXXXXX", NULL);
    g_autofree char *installed = g_dir_make_tmp("mz-installed-XXXXXX", NULL);
    const char *folders[] = {site, "no/such/folder", installed, NULL};
    GError *error = NULL;
    g_assert_null(mz_templates_load(folders, MZ_TEMPLATE_STRICT, &error));
    assert_error(error, MZ_ERROR_IO, "no template (*.mustache) in ");
    error = NULL;
    write_file(installed, "page.mustache", "\xef\xbb\xbf{{>head}}|{{>foot}}", -1); /* with BOM */
    write_file(installed, "head.mustache", "{{broken", -1); /* the site has its own: never read */
    write_file(installed, "foot.mustache", "installed foot", -1);
    write_file(installed, "README.md", "{{", -1);
    write_file(site, "head.mustache", "site head", -1);
    write_file(site, ".head.mustache.swp", "{{", -1);
    write_file(site, ".#head.mustache", "{{", -1);
    {
        g_autoptr(MzTemplates) set = mz_templates_load(folders, MZ_TEMPLATE_STRICT, &error);
        g_assert_no_error(error);
        g_autofree char *out = render_set(set, mz_value_null(), &error);
        g_assert_cmpstr(out, ==, "site head|installed foot");
        g_assert_null(mz_templates_get(set, "nothing", &error));
        assert_error(error, MZ_ERROR_TEMPLATE, "there is no template nothing.mustache in ");
        error = NULL;
    }
    write_file(site, "foot.mustache", "a\n{{>missing}}", -1);
    g_assert_null(mz_templates_load(folders, MZ_TEMPLATE_STRICT, &error));
    assert_error(error, MZ_ERROR_TEMPLATE, "foot.mustache:2:1: there is no partial missing.mustache in ");
    error = NULL;
    write_file(site, "foot.mustache", "a\n{{#x}}", -1);
    g_assert_null(mz_templates_load(folders, MZ_TEMPLATE_STRICT, &error));
    assert_error(error, MZ_ERROR_TEMPLATE, "foot.mustache:2:1: this section is not closed");
    error = NULL;
    write_file(site, "Foot.mustache", "", -1);
    g_assert_null(mz_templates_load(folders, MZ_TEMPLATE_STRICT, &error));
    assert_error(error, MZ_ERROR_TEMPLATE, "Foot.mustache: the file name of a template is made of");
    remove_folder(site);
    remove_folder(installed);
}

/* Delimiters: what the specification has no example of. */
static void
test_delimiters(void)
{
    static const struct {
        const char *template;
        const char *expected;
    } cases[] = {
        {"{{=<% %>=}}<%{x}%><%&x%><%x%>{{x}}", "<<&lt;{{x}}"},
        {"{{=| |=}}|x||={{ }}=|{{x}}|x|", "&lt;&lt;|x|"},
        {"{{==}}", "1:1: expected two delimiters"},
        {"{{=| =}}", "1:1: expected two delimiters"},
        {"{{= =}}", "1:1: expected two delimiters"},
        {"{{=a b c=}}", "1:1: expected two delimiters"},
        {"{{=a= b=}}", "1:1: expected two delimiters"},
        {"a {{=| |}}", "1:3: this tag is not closed: '=}}' is missing"},
        {"{{=| |=}}|x", "1:10: this tag is not closed: '|' is missing"},
    };
    g_autoptr(MzArena) arena = mz_arena_new();
    MzValue *view = mz_value_object(arena);
    mz_value_set_static(view, "x", "<");
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        GError *error = NULL;
        const char *template = cases[i].template;
        g_autoptr(MzTemplates) set = set_of_one(MZ_TEMPLATE_SPEC, template, strlen(template), &error);
        g_autofree char *out = set == NULL ? NULL : render_set(set, view, &error);
        if (out == NULL)
            assert_error(error, MZ_ERROR_TEMPLATE, cases[i].expected);
        else
            g_assert_cmpstr(out, ==, cases[i].expected);
    }
}

static void
test_twice(void)
{
    g_autoptr(MzTemplates) set = mz_templates_new(MZ_TEMPLATE_STRICT);
    GError *error = NULL;
    g_assert_true(mz_templates_add(set, "a", "a", "", 0, &error));
    g_assert_false(mz_templates_add(set, "a", "b", "", 0, &error));
    assert_error(error, MZ_ERROR_TEMPLATE, "b: there already is a template 'a'");
}

/* The digest changes with the template and with what it includes, and with nothing else. */
static void
test_digest(void)
{
    static const char *const variants[][MOST_FILES][2] = {
        {{"page", "{{>a}}"}, {"a", "x"}, {"other", "1"}},
        {{"other", "2"}, {"a", "x"}, {"page", "{{>a}}"}},
        {{"page", "{{>a}}"}, {"a", "y"}, {"other", "1"}},
        {{"page", "{{>a}} "}, {"a", "x"}, {"other", "1"}},
    };
    char *digests[G_N_ELEMENTS(variants)];
    for (guint i = 0; i < G_N_ELEMENTS(variants); i++) {
        g_autoptr(MzTemplates) set = make_set(variants[i], NULL);
        digests[i] = mz_template_digest(mz_templates_get(set, "page", NULL));
        g_assert_cmpuint(strlen(digests[i]), ==, 64);
    }
    g_assert_cmpstr(digests[0], ==, digests[1]);
    g_assert_cmpstr(digests[0], !=, digests[2]);
    g_assert_cmpstr(digests[0], !=, digests[3]);
    for (guint i = 0; i < G_N_ELEMENTS(digests); i++)
        g_free(digests[i]);
}

/* ## Threads share compiled templates and parts of views */

static gpointer
render_often(gpointer data)
{
    const MzTemplates *set = data;
    for (guint i = 0; i < 300; i++) {
        g_autoptr(MzArena) arena = mz_arena_new();
        const MzValue *view =
            mz_value_from_json(arena, view_json, strlen(view_json), MZ_JSON_NUMBERS_REFUSED, NULL, NULL);
        g_autofree char *out = render_set(set, view, NULL);
        g_assert_cmpstr(out, ==, "  x: b\n  y: b\n");
    }
    return NULL;
}

static void
test_threads(void)
{
    static const char *const files[MOST_FILES][2] = {{"page", "{{#list}}\n  {{>a}}\n{{/list}}\n"},
                                                     {"a", "{{name}}: {{subtitle}}\n"}};
    g_autoptr(MzTemplates) set = make_set(files, NULL);
    GThread *threads[4];
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("render", render_often, set);
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        g_thread_join(threads[i]);
}

/* Each of the five, and their neighbours in the code, at each place of texts of every length around the sizes that are
 * looked at at once. */
static void
test_escape_places(void)
{
    static const char others[] = "&<>\"'!#$%(=?@;/\x7f";
    char text[50];
    for (gsize length = 1; length < sizeof text; length++) {
        for (gsize at = 0; at < length; at++) {
            for (const char *c = others; *c != '\0'; c++) {
                memset(text, 'x', length);
                text[at] = *c;
                text[length / 2] = length % 3 == 0 ? *c : text[length / 2];
                g_autoptr(GString) wanted = g_string_new("before");
                for (gsize i = 0; i < length; i++) {
                    switch (text[i]) {
                    case '&':
                        g_string_append(wanted, "&amp;");
                        break;
                    case '<':
                        g_string_append(wanted, "&lt;");
                        break;
                    case '>':
                        g_string_append(wanted, "&gt;");
                        break;
                    case '"':
                        g_string_append(wanted, "&quot;");
                        break;
                    case '\'':
                        g_string_append(wanted, "&#39;");
                        break;
                    default:
                        g_string_append_c(wanted, text[i]);
                    }
                }
                g_autofree char *exact = g_memdup2(text, length); /* reading behind it would be seen */
                g_autoptr(GString) out = g_string_new("before");
                mz_escape_append(out, exact, length);
                g_assert_cmpstr(out->str, ==, wanted->str);
            }
        }
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    mz_set_lang(MZ_LANG_EN);
    g_test_add_func("/mustache/output", test_output);
    g_test_add_func("/mustache/escape-places", test_escape_places);
    g_test_add_func("/mustache/escaping", test_escaping);
    g_test_add_func("/mustache/raw", test_raw);
    g_test_add_func("/mustache/errors", test_errors);
    g_test_add_func("/mustache/chinese-message", test_chinese_message);
    g_test_add_func("/mustache/number-in-view", test_number_in_view);
    g_test_add_func("/mustache/zero-byte", test_zero_byte);
    g_test_add_func("/mustache/long-name", test_long_name);
    g_test_add_func("/mustache/partials", test_partials);
    g_test_add_func("/mustache/partial-depth", test_partial_depth);
    g_test_add_func("/mustache/section-depth", test_section_depth);
    g_test_add_func("/mustache/alike", test_alike);
    g_test_add_func("/mustache/alike-errors", test_alike_errors);
    g_test_add_func("/mustache/alike-many-ways", test_alike_many_ways);
    g_test_add_func("/mustache/made", test_made);
    g_test_add_func("/mustache/steps", test_steps);
    g_test_add_func("/mustache/big-value", test_big_value);
    g_test_add_func("/mustache/big-template", test_big_template);
    g_test_add_func("/mustache/folders", test_folders);
    g_test_add_func("/mustache/delimiters", test_delimiters);
    g_test_add_func("/mustache/twice", test_twice);
    g_test_add_func("/mustache/digest", test_digest);
    g_test_add_func("/mustache/threads", test_threads);
    return g_test_run();
}
