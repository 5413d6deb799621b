#include "base/text.h"

#include <string.h>

/* Look-alikes that Unicode itself does not map to the character: radicals as the fonts of PDF files name them. */
static const struct {
    gunichar from;
    gunichar to;
} radicals[] = {
    {0x2E81, 0x5382}, {0x2E85, 0x4EBB}, {0x2E89, 0x5202}, {0x2E8B, 0x353E}, {0x2EA0, 0x6C11}, {0x2EAA, 0x758B},
    {0x2EB6, 0x7F8A}, {0x2EC4, 0x897F}, {0x2EC5, 0x89C1}, {0x2EC6, 0x89D2}, {0x2EC8, 0x8BA0}, {0x2EC9, 0x8D1D},
    {0x2ECB, 0x8F66}, {0x2ED0, 0x9485}, {0x2ED3, 0x957F}, {0x2ED4, 0x95E8}, {0x2ED8, 0x9752}, {0x2ED9, 0x97E6},
    {0x2EDA, 0x9875}, {0x2EDB, 0x98CE}, {0x2EDC, 0x98DE}, {0x2EDD, 0x98DF}, {0x2EE2, 0x9A6C}, {0x2EE3, 0x9AA8},
    {0x2EE4, 0x9B3C}, {0x2EE5, 0x9C7C}, {0x2EE6, 0x9E1F}, {0x2EE7, 0x5364}, {0x2EE8, 0x9EA6}, {0x2EE9, 0x9EC4},
    {0x2EEC, 0x9F50}, {0x2EED, 0x6B6F}, {0x2EEE, 0x9F7F}, {0x2EEF, 0x7ADC}, {0x2EF0, 0x9F99},
};

/* U+FE50–FE6B; a blank stands for what folds to itself. */
static const char small_forms[] = ", . ;:?! (){}  #&*+-<>= \\$%@";

/* U+FF61–FF65 */
static const gunichar half_forms[] = {0x3002, 0x300C, 0x300D, 0x3001, 0xB7};

/* ASCII eight bytes at a time, without U+0000. */
static const char *
skip_ascii(const char *at, const char *end)
{
    const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101), tops = ones << 7;
    for (guint64 word; end - at >= (gssize)sizeof word; at += sizeof word) {
        memcpy(&word, at, sizeof word);
        if (((word | (word - ones)) & tops) != 0)
            break;
    }
    return at;
}

/* The characters of three bytes that need no closer look: all but those that begin with E0 or ED. */
static const char *
skip_chinese(const char *at, const char *end)
{
    for (const guint8 *c; end - at >= 3; at += 3) {
        c = (const guint8 *)at;
        if (c[0] <= 0xE0 || c[0] > 0xEF || c[0] == 0xED || (c[1] & 0xC0) != 0x80 || (c[2] & 0xC0) != 0x80)
            break;
    }
    return at;
}

gboolean
mz_text_is_utf8(const char *bytes, gsize length, const char **bad)
{
    const char *end = bytes + length, *at = bytes;
    while (at < end) {
        at = skip_chinese(skip_ascii(at, end), end);
        if (at == end)
            break;
        if (*at > 0) {
            at++;
            continue;
        }
        gunichar c = g_utf8_get_char_validated(at, end - at);
        if (c == 0 || c >= 0x80000000)
            break;
        at = g_utf8_next_char(at);
    }
    if (bad != NULL)
        *bad = at;
    return at == end;
}

static gunichar
fold_radical(gunichar c)
{
    for (gsize i = 0; i < G_N_ELEMENTS(radicals) && radicals[i].from <= c; i++) {
        if (radicals[i].from == c)
            return radicals[i].to;
    }
    gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
    gsize n = g_unichar_fully_decompose(c, TRUE, parts, G_N_ELEMENTS(parts));
    return n == 1 && parts[0] <= 0xFFFF ? parts[0] : c; /* beyond it would take more bytes */
}

static gunichar
fold_small(gunichar c)
{
    if (c == 0xFE51)
        return 0x3001;
    char form = small_forms[c - 0xFE50];
    return form == ' ' ? c : (gunichar)form;
}

gunichar
mz_fold_char(gunichar c)
{
    if (c < 0xA0 || (c >= 0x3001 && c <= 0x9FFF)) /* nearly every character */
        return c;
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFF01 + '!';
    if (c == 0x3000 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F)
        return ' ';
    if (c == 0x2212 || c == 0x2010 || c == 0x2011)
        return '-';
    if (c == 0x2236)
        return ':';
    if (c >= 0xFE50 && c <= 0xFE6B)
        return fold_small(c);
    if (c >= 0xFF61 && c <= 0xFF65)
        return half_forms[c - 0xFF61];
    if ((c >= 0x2E80 && c <= 0x2FDF) || (c >= 0xF900 && c <= 0xFAFF))
        return fold_radical(c);
    return c;
}

static const char *
text_end(const char *text, gssize length)
{
    return text + (length < 0 ? strlen(text) : (gsize)length);
}

/* Only characters with these first bytes fold: all others are copied as bytes. */
static gboolean
may_fold(guchar first)
{
    return first == 0xC2 || first == 0xE2 || first == 0xE3 || first == 0xEF;
}

gsize
mz_text_fold_into(char *to, const char *text, gssize length)
{
    const char *end = text_end(text, length);
    char *out = to;
    while (text < end) {
        if (!may_fold((guchar)*text)) {
            *out++ = *text++;
            continue;
        }
        gunichar c = mz_fold_char(g_utf8_get_char(text));
        text = g_utf8_next_char(text);
        out += g_unichar_to_utf8(c, out);
    }
    *out = '\0';
    return (gsize)(out - to);
}

char *
mz_text_fold(MzArena *arena, const char *text, gssize length)
{
    char *copy = mz_arena_strndup(arena, text, (gsize)(text_end(text, length) - text));
    mz_text_fold_into(copy, copy, length < 0 ? -1 : length);
    return copy;
}

gboolean
mz_char_is_blank(gunichar c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return c == 0x85 || c == 0xA0 || c == 0x3000 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0xFEFF;
}

gboolean
mz_text_is_blank(const char *text, gssize length)
{
    for (const char *end = text_end(text, length); text < end; text = g_utf8_next_char(text)) {
        if (!mz_char_is_blank(g_utf8_get_char(text)))
            return FALSE;
    }
    return TRUE;
}

char *
mz_text_squeeze(MzArena *arena, const char *text, gssize length)
{
    const char *end = text_end(text, length);
    char *squeezed = mz_arena_bytes(arena, (gsize)(end - text) + 1), *out = squeezed;
    while (text < end) {
        if ((guchar)*text >= 0xE4 && (guchar)*text <= 0xE9 && end - text >= 3) { /* nearly every character */
            memcpy(out, text, 3);
            out += 3;
            text += 3;
            continue;
        }
        if (*text > ' ' && *text < 0x7F) {
            *out++ = *text++;
            continue;
        }
        gunichar c = mz_char_next(&text);
        if (!mz_char_is_blank(c))
            out = mz_char_put(out, c);
    }
    *out = '\0';
    return squeezed;
}

static gboolean
is_quotation_mark(gunichar c)
{
    return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0x300C || c == 0x300D || c == 0x301D ||
           c == 0x301E;
}

/* Nearly all of a Chinese text: characters of three bytes that stand for themselves in a key (U+4000 to U+DFFF). */
static gboolean
is_wide_in_key(guchar first)
{
    return first >= 0xE4 && first <= 0xED;
}

/* Characters with these first bytes stand for themselves in a key, byte by byte. */
static gboolean
is_plain_in_key(guchar first)
{
    if (first < 0x80)
        return first > ' ' && first != '"' && first != '\'';
    return !may_fold(first) && first != 0xE1; /* U+1680 is a blank */
}

/* Behind the characters that stand for themselves in a key. */
static const char *
skip_as_in_key(const char *text, const char *end)
{
    while (text < end) {
        if (is_wide_in_key((guchar)*text) && end - text >= 3)
            text += 3;
        else if (is_plain_in_key((guchar)*text))
            text++;
        else
            break;
    }
    return text;
}

char *
mz_text_key(MzArena *arena, const char *text, gssize length)
{
    const char *end = text_end(text, length);
    char *key = mz_arena_bytes(arena, (gsize)(end - text) + 1), *out = key;
    while (text < end) {
        const char *run = text;
        text = skip_as_in_key(text, end);
        memcpy(out, run, (gsize)(text - run));
        out += text - run;
        if (text == end)
            break;
        gunichar c = mz_fold_char(g_utf8_get_char(text));
        text = g_utf8_next_char(text);
        if (!mz_char_is_blank(c) && !is_quotation_mark(c))
            out += g_unichar_to_utf8(c, out);
    }
    *out = '\0';
    return key;
}

guint
mz_text_width(const char *text, gssize length)
{
    guint width = 0;
    for (const char *end = text_end(text, length); text < end; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        if (c == '\t')
            width = (width / 8 + 1) * 8;
        else if (c >= 0x20 && c < 0x7F)
            width++;
        else if (c >= 0xA0 && !g_unichar_iszerowidth(c))
            width += g_unichar_iswide(c) ? 2 : 1;
    }
    return width;
}

guint
mz_text_count(const char *text, gssize length)
{
    guint count = 0;
    for (const char *end = text_end(text, length); text < end; text++)
        count += ((guchar)*text & 0xC0) != 0x80;
    return count;
}

gsize
mz_text_offset(const char *text, guint index)
{
    const char *p = text;
    for (; index > 0 && *p != '\0'; index--)
        p = g_utf8_next_char(p);
    return (gsize)(p - text);
}

guint
mz_text_index(const char *text, gsize offset)
{
    return mz_text_count(text, (gssize)strnlen(text, offset));
}

enum { LONGEST_NAME = 64 };

/* Code points of a name; LONGEST_NAME + 1 when there are more than that. */
static guint
name_points(const char *name, gunichar points[LONGEST_NAME])
{
    guint n = 0;
    for (; *name != '\0'; name = g_utf8_next_char(name)) {
        if (n == LONGEST_NAME)
            return n + 1;
        points[n++] = g_utf8_get_char(name);
    }
    return n;
}

guint
mz_text_distance(const char *one, const char *other, guint limit)
{
    gunichar a[LONGEST_NAME];
    gunichar b[LONGEST_NAME];
    guint rows[3][LONGEST_NAME + 1]; /* of the row before last, the last row, this row */
    guint n_a = name_points(one, a);
    guint n_b = name_points(other, b);
    if (n_a > LONGEST_NAME || n_b > LONGEST_NAME || (n_a > n_b ? n_a - n_b : n_b - n_a) > limit)
        return strcmp(one, other) == 0 ? 0 : limit + 1;
    const gunichar *p = a, *q = b; /* where they are alike at both ends nothing is changed */
    for (; n_a > 0 && n_b > 0 && *p == *q; p++, q++, n_a--)
        n_b--;
    for (; n_a > 0 && n_b > 0 && p[n_a - 1] == q[n_b - 1]; n_a--)
        n_b--;
    guint *before = rows[0];
    guint *last = rows[1];
    guint *row = rows[2];
    for (guint j = 0; j <= n_b; j++)
        last[j] = j;
    for (guint i = 1; i <= n_a; i++) {
        row[0] = i;
        for (guint j = 1; j <= n_b; j++) {
            guint best = last[j - 1] + (p[i - 1] != q[j - 1]);
            best = MIN(best, MIN(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && p[i - 1] == q[j - 2] && p[i - 2] == q[j - 1])
                best = MIN(best, before[j - 2] + 1);
            row[j] = best;
        }
        guint *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return MIN(last[n_b], limit + 1);
}

const char *
mz_text_near(const char *wrong, const char *const *names, gsize n_names)
{
    guint limit = MAX(mz_text_count(wrong, -1) / 3, 1);
    const char *nearest = NULL;
    for (gsize i = 0; i < n_names; i++) {
        guint distance = mz_text_distance(wrong, names[i], limit);
        if (distance <= limit) {
            nearest = names[i];
            if (distance == 0)
                break;
            limit = distance - 1;
        }
    }
    return nearest;
}

gboolean
mz_text_is_wide_sign(const char *text, gsize length)
{
    static const char *const signs[] = {"“",  "”",  "‘",  "’",  "：", "，", "、", "；",
                                        "｛", "｝", "［", "］", "【", "】", "＂", "　"};
    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++) {
        gsize size = strlen(signs[i]);
        if (size <= length && memcmp(text, signs[i], size) == 0)
            return TRUE;
    }
    return FALSE;
}
