#include "parse/annex_cells.h"

#include "parse/lines.h"

#include <string.h>

/* ---- cleaning */

typedef enum { MARK_NONE, MARK_DROP, MARK_LINE, MARK_TICKED, MARK_BOX } Mark;

/* The mark of an extraction that begins at `text` ("<p>", "</p>", "<input checked="" type="checkbox"/>"); `*end`
 * receives what is behind it. "<6次" is none. */
static Mark
mark_at(const char *text, const char *limit, const char **end)
{
    static const struct {
        const char *name;
        Mark mark;
    } marks[] = {
        {"p", MARK_LINE},    {"br", MARK_LINE},  {"input", MARK_BOX}, {"b", MARK_DROP},   {"strong", MARK_DROP},
        {"span", MARK_DROP}, {"sup", MARK_DROP}, {"sub", MARK_DROP},  {"div", MARK_LINE}, {"u", MARK_DROP},
    };
    const char *name = text + 1;
    name += name < limit && *name == '/';
    const char *after = name;
    while (after < limit && g_ascii_islower(*after))
        after++;
    const char *close = memchr(text, '>', MIN((gsize)(limit - text), 100));
    if (close == NULL || after == name || (*after != '>' && *after != ' ' && *after != '/'))
        return MARK_NONE;
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (strlen(marks[i].name) != (gsize)(after - name) || memcmp(marks[i].name, name, (gsize)(after - name)) != 0)
            continue;
        *end = close + 1;
        gboolean ticked = marks[i].mark == MARK_BOX && g_strstr_len(after, close - after, "checked") != NULL;
        return ticked ? MARK_TICKED : marks[i].mark;
    }
    return MARK_NONE;
}

static inline gboolean
is_ideograph(gunichar c)
{
    return c >= 0x4E00 && c <= 0x9FFF;
}

/* Behind the ideographs at `text`: most of a table is made of them, and none is a blank or folds. */
static inline const char *
ideographs_end(const char *text, const char *limit)
{
    while (text < limit && (guchar)*text >= 0xE4 && (guchar)*text <= 0xE9) /* U+4000 to U+9FFF */
        text += 3;
    return text;
}

static inline gboolean
is_blank(gunichar c)
{
    return c == ' ' || c == '\t' || (c >= 0x7F && !is_ideograph(c) && mz_char_is_blank(c)) || c < ' ';
}

/* Columns on paper, near enough to see what stands over what. */
static inline guint
width_of(gunichar c)
{
    return c >= 0x2E80 ? 2 : 1;
}

/* Stands for a box, ticked or not. */
enum { TICK = 0x2611 };

/* Writes the cleaned text, and its key where that is wanted; both have room for the text as it was. */
typedef struct {
    char *out, *key;
    const char *begin;
    gunichar before; /* the last character written; 0: none */
    gboolean blank, tab, line;
    gboolean keep; /* all blanks */
} Cleaner;

/* One character: a call of memcpy would take longer. */
static inline char *
put_bytes(char *to, const char *bytes, gsize n)
{
    for (gsize i = 0; i < n; i++)
        to[i] = bytes[i];
    return to + n;
}

static void
put_key(Cleaner *cleaner, gunichar c, const char *bytes, gsize n)
{
    if (cleaner->key == NULL)
        return;
    if (is_ideograph(c) || (c > ' ' && c < 0x7F && c != '"' && c != '\'')) {
        cleaner->key = put_bytes(cleaner->key, bytes, n);
        return;
    }
    c = mz_fold_char(c);
    if ((c >= 0x2018 && c <= 0x201D) || c == 0x300C || c == 0x300D || c == '"' || c == '\'' || mz_char_is_blank(c))
        return;
    cleaner->key += g_unichar_to_utf8(c, cleaner->key);
}

/* Puts the character of `n` bytes. */
static inline void
put(Cleaner *cleaner, gunichar c, const char *bytes, gsize n)
{
    if (cleaner->line && cleaner->out > cleaner->begin)
        *cleaner->out++ = '\n';
    else if (cleaner->blank && cleaner->before != 0 &&
             (cleaner->keep || cleaner->before == TICK || mz_join_needs_blank(cleaner->before, c)))
        *cleaner->out++ = cleaner->keep && cleaner->tab ? '\t' : ' ';
    cleaner->out = put_bytes(cleaner->out, bytes, n);
    put_key(cleaner, c, bytes, n);
    cleaner->before = c;
    cleaner->blank = cleaner->tab = cleaner->line = FALSE;
}

static void
put_all(Cleaner *cleaner, const char *text, const char *limit)
{
    static const char ticked[] = "☑", box[] = "☐";
    while (text < limit) {
        const char *at = text;
        if (!cleaner->blank && !cleaner->line && (text = ideographs_end(text, limit)) > at) {
            gsize n = (gsize)(text - at);
            memcpy(cleaner->out, at, n);
            cleaner->out += n;
            if (cleaner->key != NULL)
                cleaner->key = (char *)memcpy(cleaner->key, at, n) + n;
            cleaner->before = 0x4E00;
            continue;
        }
        Mark mark = *text == '<' ? mark_at(text, limit, &text) : MARK_NONE;
        if (mark == MARK_TICKED || mark == MARK_BOX)
            put(cleaner, TICK, mark == MARK_TICKED ? ticked : box, strlen(box));
        cleaner->line = cleaner->line || mark == MARK_LINE;
        if (mark != MARK_NONE)
            continue;
        gunichar c = mz_char_next(&text);
        if (!is_blank(c))
            put(cleaner, c, at, (gsize)(text - at));
        else
            cleaner->blank = TRUE;
        cleaner->tab = cleaner->tab || c == '\t';
    }
    *cleaner->out = '\0';
}

/* Whether there is nothing to clean, drop or fold: then the text is its own key. */
static gboolean
is_plain(const char *text, const char *limit)
{
    while ((text = ideographs_end(text, limit)) < limit) {
        guchar c = (guchar)*text++;
        if (c <= ' ' || c >= 0x7F || c == '<' || c == '"' || c == '\'')
            return FALSE;
    }
    return TRUE;
}

static const char *
clean(MzArena *arena, const char *text, gsize length, const char **key, gboolean keep)
{
    if (is_plain(text, text + length)) {
        const char *copy = mz_arena_strndup(arena, text, length);
        if (key != NULL)
            *key = copy;
        return copy;
    }
    char *out = mz_arena_alloc(arena, length + 1);
    char *folded = key == NULL ? NULL : mz_arena_alloc(arena, length + 1);
    Cleaner cleaner = {.out = out, .key = folded, .begin = out, .keep = keep};
    put_all(&cleaner, text, text + length);
    if (key != NULL) {
        *cleaner.key = '\0';
        *key = folded;
    }
    return out;
}

const char *
mz_annex_clean(MzArena *arena, const char *text, gsize length)
{
    return clean(arena, text, length, NULL, FALSE);
}

const char *
mz_annex_clean_line(MzArena *arena, const char *text)
{
    return clean(arena, text, strlen(text), NULL, TRUE);
}

/* ---- standard names of indicators */

#define NAME(name) name, sizeof(name) - 1
static const struct {
    const char *name;
    gsize length;
    guint levels;
} levels[] = {
    {NAME("产出"), MZ_LEVEL1},
    {NAME("效益"), MZ_LEVEL1},
    {NAME("满意度"), MZ_LEVEL1 | MZ_LEVEL2},
    {NAME("成本"), MZ_LEVEL1 | MZ_LEVEL2},
    {NAME("履职效能"), MZ_LEVEL1},
    {NAME("管理效率"), MZ_LEVEL1},
    {NAME("社会效应"), MZ_LEVEL1},
    {NAME("可持续性"), MZ_LEVEL1},
    {NAME("运行成本"), MZ_LEVEL1},
    {NAME("决策"), MZ_LEVEL1},
    {NAME("过程"), MZ_LEVEL1},
    {NAME("数量"), MZ_LEVEL2},
    {NAME("质量"), MZ_LEVEL2},
    {NAME("时效"), MZ_LEVEL2},
    {NAME("经济成本"), MZ_LEVEL2},
    {NAME("社会成本"), MZ_LEVEL2},
    {NAME("生态成本"), MZ_LEVEL2},
    {NAME("生态环境成本"), MZ_LEVEL2},
    {NAME("经济效益"), MZ_LEVEL2},
    {NAME("社会效益"), MZ_LEVEL2},
    {NAME("生态效益"), MZ_LEVEL2},
    {NAME("生态环境效益"), MZ_LEVEL2},
    {NAME("可持续影响"), MZ_LEVEL2},
    {NAME("可持续发展"), MZ_LEVEL2},
    {NAME("服务对象满意度"), MZ_LEVEL1 | MZ_LEVEL2},
    {NAME("社会公众满意度"), MZ_LEVEL2},
    {NAME("社会公众或服务对象满意度"), MZ_LEVEL2},
    {NAME("公众满意度"), MZ_LEVEL2},
    {NAME("企业满意度"), MZ_LEVEL2},
};

/* Levels of "数量指标", "产出指标(40分)", "效益"; 0: no standard name. Without 指标 it can be of either. */
guint
mz_annex_levels(const char *key)
{
    const char *bracket = strchr(key, '(');
    gsize length = bracket != NULL ? (gsize)(bracket - key) : strlen(key);
    gboolean whole = FALSE;
    if (length < strlen("产出") || length > strlen("社会公众或服务对象满意度指标"))
        return 0;
    static const char *const ends[] = {"指标", "指", "标"}; /* a wrapped cell may lose its end */
    for (guint i = 0; i < G_N_ELEMENTS(ends) && !whole; i++) {
        gsize end = strlen(ends[i]);
        whole = length > end && memcmp(key + length - end, ends[i], end) == 0;
        length -= whole ? end : 0;
    }
    for (guint i = 0; i < G_N_ELEMENTS(levels); i++) {
        if (levels[i].length == length && memcmp(levels[i].name, key, length) == 0)
            return whole ? levels[i].levels : MZ_LEVEL1 | MZ_LEVEL2;
    }
    return 0;
}

gboolean
mz_annex_level_begins(const char *key)
{
    for (guint i = 0; i < G_N_ELEMENTS(levels); i++) {
        if (strncmp(levels[i].name, key, 3) == 0) /* a Chinese character */
            return TRUE;
    }
    return FALSE;
}

/* "数量指标册数": two cells whose parting is lost. */
gboolean
mz_annex_glued(const MzAnnexCell *cell)
{
    for (guint i = 0; i < G_N_ELEMENTS(levels) && cell != NULL; i++) {
        if (!mz_key_begins(cell->key, levels[i].name) || !mz_key_begins(cell->key + levels[i].length, "指标"))
            continue;
        const char *rest = cell->key + levels[i].length + strlen("指标");
        if (*rest != '\0' && *rest != '(')
            return TRUE;
    }
    return FALSE;
}

/* ---- cells */

static void
add_cell(MzArena *arena, MzAnnexLine *line, const char *from, const char *to, guint left, guint right)
{
    if (from == NULL)
        return;
    if (line->n == MZ_ANNEX_CELLS) {
        line->overflow = TRUE;
        return;
    }
    MzAnnexCell *cell = &line->cells[line->n];
    *cell = (MzAnnexCell){.position = line->tabs ? line->n_all : line->n, .left = left, .right = right};
    cell->text = clean(arena, from, (gsize)(to - from), &cell->key, FALSE);
    cell->levels = mz_annex_levels(cell->key);
    line->n += *cell->text != '\0';
}

static gboolean
has_tab(const MzTextLine *line)
{
    for (guint i = 0; i < line->first; i++) {
        if (line->c[i] == '\t')
            return TRUE;
    }
    return line->tabs;
}

void
mz_annex_line(const MzReport *report, const MzText *text, guint index, MzAnnexLine *line)
{
    line->line = index + 1;
    line->tabs = has_tab(&text->lines[index]);
    line->gaps = line->overflow = FALSE;
    line->n = line->n_all = 0;
    const char *from = NULL; /* the open cell */
    const char *to = NULL;
    guint blanks = 0, column = 0, left = 0, right = 0;
    const char *limit = report->lines[index] + strlen(report->lines[index]);
    for (const char *p = report->lines[index], *next; p < limit; p = next) {
        if (from != NULL && (next = ideographs_end(p, limit)) > p) {
            column += 2 * (guint)((next - p) / 3);
            right = column;
            to = next;
            blanks = 0;
            continue;
        }
        next = p;
        gunichar c = mz_char_next(&next);
        gboolean blank = is_blank(c);
        blanks = blank ? blanks + width_of(c) : 0;
        if (c == '\t' || (!line->tabs && blanks >= 2)) {
            line->gaps = line->gaps || (c != '\t' && from != NULL);
            add_cell(report->arena, line, from, to, left, right);
            from = NULL;
            line->n_all += c == '\t';
        } else if (!blank) {
            left = from == NULL ? column : left;
            from = from == NULL ? p : from;
            to = next;
            right = column + width_of(c);
        }
        column += width_of(c);
    }
    add_cell(report->arena, line, from, to, left, right);
    line->n_all = line->tabs ? line->n_all + 1 : line->n;
    line->gaps = line->gaps && line->n > 1;
}
