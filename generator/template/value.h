/* # What a template is filled with (template/value.h)
 *
 * A view is a tree of values: strings, booleans, arrays, objects, null. Amounts arrive as text already formatted; there
 * are no numbers. The view of a page is built once, rendered, and thrown away with its arena:
 *
 *     MzArena *arena = mz_arena_new();
 *     MzValue *view = mz_value_object(arena);
 *     mz_value_set_string(view, "title", title);
 *     mz_value_set_bool(view, "has_note", note != NULL);
 *     MzValue *rows = mz_value_set_array(view, "rows");
 *     for (...) {
 *         MzValue *row = mz_value_append_object(rows);
 *         mz_value_set_static(row, "unit", "万元");
 *         mz_value_set_raw(row, "body_html", html);
 *     }
 *     mz_template_render(template, view, page, &error);
 *     mz_arena_free(arena);
 *
 * Invariants:
 *  - every value belongs to an arena and is freed with it; nothing is freed singly. Pointers to objects and arrays stay
 * valid while others are added;
 *  - keys are not copied: they must be constants, or live as long as the arena;
 *  - an object holds a key once: setting it again replaces the value at its old place;
 *  - text is UTF-8, never NULL (use mz_value_set_null to say "none" on purpose);
 *  - raw text (inserted without escaping) is only possible for keys that end in `_html` or `_svg`, and only the program
 * makes it: from cmark in safe mode, or by our own writers. Another key aborts: it is a mistake in the program;
 *  - a view that is complete may be shared by threads (but for lists that are made, see below), and may be part of
 * other views (mz_value_set_value) that do not outlive its arena. A value must not contain itself.
 */
#ifndef MZ_TEMPLATE_VALUE_H
#define MZ_TEMPLATE_VALUE_H

#include "base/arena.h"

#include <glib.h>
#include <string.h>

typedef enum { MZ_VALUE_NULL, MZ_VALUE_BOOL, MZ_VALUE_STRING, MZ_VALUE_ARRAY, MZ_VALUE_OBJECT } MzValueKind;

typedef struct MzValue MzValue;

/* ## A key prepared, as compiled templates hold it and the functions below make it
 *
 * The signature (length, first, middle and last byte) tells almost all keys of a view apart without looking at their
 * bytes. Most keys are constants: the compiler knows their signature. */
typedef struct {
    const char *text; /* `length` bytes, not necessarily with a 0 byte after them */
    guint32 length;
    guint32 signature;
} MzKey;

/* Prepares a key; `text` is kept, not copied. */
static inline MzKey
mz_key(const char *text, gsize length)
{
    guint32 bytes = length == 0 ? 0
                                : (guint32)(guint8)text[0] << 16 | (guint32)(guint8)text[length / 2] << 8 |
                                      (guint8)text[length - 1];
    return (MzKey){text, (guint32)length, (guint32)(length & 0xff) << 24 | bytes};
}

static inline MzKey
mz_key_of(const char *text)
{
    return mz_key(text, strlen(text));
}

/* ## Making values: new ones, to be filled. Owned by the arena. */

MzValue *mz_value_object(MzArena *arena);
MzValue *mz_value_array(MzArena *arena);

/* Values complete in themselves. `text` is copied, or kept; the constants need no arena. */
const MzValue *mz_value_string(MzArena *arena, const char *text);
const MzValue *mz_value_kept(MzArena *arena, const char *text);
const MzValue *mz_value_bool(gboolean is_true);
const MzValue *mz_value_null(void);

/* An array of `n` times the same value, which it shares: for what a section only repeats. */
const MzValue *mz_value_repeated(MzArena *arena, const MzValue *value, guint n);

/* ## Filling an object. `object` must be one made by mz_value_object, …_set_object or …_append_object.
 *
 * The same for keys that are prepared is what the inline functions call. */

void mz_value_put(MzValue *object, MzKey key, const MzValue *value);
void mz_value_put_copy(MzValue *object, MzKey key, const char *text);
void mz_value_put_copy_len(MzValue *object, MzKey key, const char *text, gsize length);
void mz_value_put_kept_len(MzValue *object, MzKey key, const char *text, gsize length);
MzValue *mz_value_put_object(MzValue *object, MzKey key);
MzValue *mz_value_put_array(MzValue *object, MzKey key);

/* Puts a value made elsewhere into the object; its arena must live as long as this object's. */
static inline void
mz_value_set_value(MzValue *object, const char *key, const MzValue *value)
{
    mz_value_put(object, mz_key_of(key), value);
}

/* Text: copied. */
static inline void
mz_value_set_string(MzValue *object, const char *key, const char *text)
{
    mz_value_put_copy(object, mz_key_of(key), text);
}

static inline void
mz_value_set_string_len(MzValue *object, const char *key, const char *text, gsize length)
{
    mz_value_put_copy_len(object, mz_key_of(key), text, length);
}

/* Text: kept. */
static inline void
mz_value_set_static(MzValue *object, const char *key, const char *text)
{
    mz_value_put_kept_len(object, mz_key_of(key), text, strlen(text));
}

/* A number as text. */
void mz_value_put_number(MzValue *object, MzKey key, guint number);

static inline void
mz_value_set_number(MzValue *object, const char *key, guint number)
{
    mz_value_put_number(object, mz_key_of(key), number);
}

void mz_value_set_printf(MzValue *object, const char *key, const char *format, ...) G_GNUC_PRINTF(3, 4);

static inline void
mz_value_set_bool(MzValue *object, const char *key, gboolean is_true)
{
    mz_value_put(object, mz_key_of(key), mz_value_bool(is_true));
}

static inline void
mz_value_set_null(MzValue *object, const char *key)
{
    mz_value_put(object, mz_key_of(key), mz_value_null());
}

/* A new empty object or array. */
static inline MzValue *
mz_value_set_object(MzValue *object, const char *key)
{
    return mz_value_put_object(object, mz_key_of(key));
}

static inline MzValue *
mz_value_set_array(MzValue *object, const char *key)
{
    return mz_value_put_array(object, mz_key_of(key));
}

/* The same with room for just so many members (mz_value_append_object_of). */
MzValue *mz_value_put_object_of(MzValue *object, MzKey key, guint members);

static inline MzValue *
mz_value_set_object_of(MzValue *object, const char *key, guint members)
{
    return mz_value_put_object_of(object, mz_key_of(key), members);
}

/* Markup made by the program, for `{{{key}}}`. The key must end in `_html` or `_svg`. …_raw copies, …_raw_static keeps.
 */
void mz_value_set_raw(MzValue *object, const char *key, const char *markup);
void mz_value_set_raw_len(MzValue *object, const char *key, const char *markup, gsize length);
void mz_value_set_raw_static(MzValue *object, const char *key, const char *markup);

/* ## Objects alike
 *
 * Of rows and cells a page has thousands with the same keys. They are copies of one, the pattern, which has all of the
 * keys; what differs between them is then put at the place of its key, with nothing to look for:
 *
 *     enum { CELL_CLASS, CELL_TEXT, CELL_KEYS };
 *     static const char *const keys[CELL_KEYS] = {[CELL_CLASS] = "class", [CELL_TEXT] = "text"};
 *     MzValue *pattern = mz_value_pattern(arena, keys, CELL_KEYS);
 *     mz_value_fill(pattern, CELL_CLASS, "n");
 *     for (...)
 *         mz_value_fill(mz_value_append_like(cells, pattern), CELL_TEXT, text);
 */

/* An object with all of these keys, different ones, and null for each. */
MzValue *mz_value_pattern(MzArena *arena, const char *const *keys, guint n_keys);

/* Appends a copy of an object to an array: the values are the same, arrays and objects in it are shared. */
MzValue *mz_value_append_like(MzValue *array, const MzValue *pattern);

/* A value, as the functions below need it; nobody else looks inside. */
struct MzValue {
    guint8 kind;
    union {
        guint8 is_true; /* of a bool */
        guint8 is_made; /* of an array: its items are made when they are asked for */
    };
    guint8 is_raw;   /* of a string */
    guint8 is_short; /* of a string: it stands in the value itself, and needs no escaping */
    guint32 length;  /* bytes of a string, items of an array, members of an object */
    union {
        const char *text;
        char chars[8];   /* of a short string, with a 0 byte */
        MzValue *values; /* of an object's members */
        const MzValue **items;
        const MzValue *other;
    } as;
};

/* The kind of a member's value that stands elsewhere: arrays and objects, which grow where they are. Strings, which are
 * most values, stand in the object itself: one place to write, and one to read. */
enum { MZ_VALUE_ELSEWHERE = MZ_VALUE_OBJECT + 1 };

/* Most numbers and amounts are as short as this: nothing is allocated for them, and they are written with one move. */
enum { MZ_VALUE_SHORT = 7 };

/* The value of a text of digits, signs, commas and points, of at most MZ_VALUE_SHORT bytes, behind which `text` has 0
 * bytes up to eight. */
static inline MzValue
mz_value_short(const char *text, gsize length)
{
    g_assert(length <= MZ_VALUE_SHORT);
    MzValue value = {.kind = MZ_VALUE_STRING, .is_short = 1, .length = (guint32)length};
    memcpy(value.as.chars, text, sizeof value.as.chars);
    return value;
}

/* Puts a value at the place of a key; text is kept. */
static inline void
mz_value_fill_at(MzValue *object, guint place, MzValue value)
{
    g_assert(place < object->length);
    object->as.values[place] = value;
}

static inline void
mz_value_fill_len(MzValue *object, guint place, const char *text, gsize length)
{
    g_assert(length < G_MAXUINT32);
    mz_value_fill_at(object, place, (MzValue){.kind = MZ_VALUE_STRING, .length = (guint32)length, .as.text = text});
}

static inline void
mz_value_fill(MzValue *object, guint place, const char *text)
{
    mz_value_fill_len(object, place, text, strlen(text));
}

static inline void
mz_value_fill_bool(MzValue *object, guint place, gboolean is_true)
{
    mz_value_fill_at(object, place, (MzValue){.kind = MZ_VALUE_BOOL, .is_true = is_true != FALSE});
}

void mz_value_fill_value(MzValue *object, guint place, const MzValue *value);

/* A number as text; returns the value as long as nothing is added to the object. */
const MzValue *mz_value_fill_number(MzValue *object, guint place, guint number);

/* A new array at the place of a key, with room for so many elements. */
MzValue *mz_value_fill_array_of(MzValue *object, guint place, guint elements);

/* ## Filling an array */

void mz_value_append_string(MzValue *array, const char *text); /* copies */
void mz_value_append_value(MzValue *array, const MzValue *value);
MzValue *mz_value_append_object(MzValue *array); /* a new empty object */
/* The same with room for just so many members, and so next to nothing between it and the next: for the objects of which
 * a page has thousands. More members are possible. */
MzValue *mz_value_append_object_of(MzValue *array, guint members);
void mz_value_append_kept_len(MzValue *array, const char *text, gsize length); /* keeps */

/* ## Lists made while they are rendered
 *
 * Thousands of rows that are all made before the first is rendered are written to memory and read back from it. A list
 * that is made has no items; whoever renders it has one after another made, in the same memory:
 *
 *     static const MzValue *
 *     make_row(MzArena *arena, guint index, gpointer user)
 *     {
 *         const Rows *rows = user;
 *         MzValue *row = mz_value_like(arena, rows->pattern);
 *         mz_value_fill(row, ROW_LABEL, rows->labels[index]);
 *         return row;
 *     }
 *
 *     mz_value_set_made(view, "rows", n_rows, make_row, rows);
 *
 * The maker makes the same item of the same index, however often; `user` and the patterns it uses live as long as the
 * view. A view with such lists is for one thread at a time. */
typedef const MzValue *(*MzMakeItem)(MzArena *arena, guint index, gpointer user);

void mz_value_set_made(MzValue *object, const char *key, guint n_items, MzMakeItem make, gpointer user);

/* A copy of an object by itself, as mz_value_append_like has it. */
MzValue *mz_value_like(MzArena *arena, const MzValue *pattern);

/* ## Reading */

MzValueKind mz_value_kind(const MzValue *value);

/* What a section asks: FALSE for null, false, an empty array; TRUE for all others, the empty string too. */
gboolean mz_value_is_true(const MzValue *value);

/* The bytes of a string, or the elements of an array, or the keys of an object; 0 for the others. */
gsize mz_value_length(const MzValue *value);

/* The text of a string; "" for other kinds. It ends in a 0 byte, unless it was kept with its length. Owned by the
 * value. */
const char *mz_value_text(const MzValue *value);

/* TRUE for text that was set as raw. */
gboolean mz_value_is_raw(const MzValue *value);

/* The element `index` (< length) of an array. One that is made for this stays. */
const MzValue *mz_value_item(const MzValue *array, gsize index);

/* The key number `index` (< length) of an object, in the order of setting. */
const char *mz_value_key(const MzValue *object, gsize index);

/* The value of a key; NULL if the object does not have it, or if `value` is no object. */
const MzValue *mz_value_get_key(const MzValue *value, const MzKey *key);

static inline const MzValue *
mz_value_get(const MzValue *value, const char *key)
{
    MzKey prepared = mz_key_of(key);
    return mz_value_get_key(value, &prepared);
}

/* Whether raw text is possible for this key: does it end in `_html` or `_svg`? */
gboolean mz_key_may_be_raw(const char *text, gsize length);

#endif
