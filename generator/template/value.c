#include "template/value_internal.h"

#include <string.h>

enum { FIRST_ELEMENTS = 7 };

static const MzValue null_value = {.kind = MZ_VALUE_NULL};
static const MzValue bool_values[2] = {{.kind = MZ_VALUE_BOOL}, {.kind = MZ_VALUE_BOOL, .is_true = 1}};

static guint32
checked_length(gsize length)
{
    if (length >= G_MAXUINT32)
        g_error("view: a value of %" G_GSIZE_FORMAT " bytes or elements is impossible", length);
    return (guint32)length;
}

static MzArena *
arena_of(const MzValue *container)
{
    return ((const MzContainer *)container)->arena;
}

static inline MzValue
string_of(const char *kept_text, gsize length, gboolean is_raw)
{
    return (MzValue){
        .kind = MZ_VALUE_STRING, .is_raw = is_raw != FALSE, .length = checked_length(length), .as.text = kept_text};
}

static MzValue
string_copy(MzArena *arena, const char *text, gsize length, gboolean is_raw)
{
    return string_of(mz_arena_strndup(arena, text, length), length, is_raw);
}

/* An object has members sooner or later: room for the first ones is taken with it. */
static MzValue *
object_of(MzArena *arena, guint members)
{
    MzContainer *made = mz_arena_alloc(arena, sizeof(MzContainer) + members * (sizeof(MzValue) + sizeof(MzMemberKey)));
    *made = (MzContainer){.value = {.kind = MZ_VALUE_OBJECT}, .capacity = members, .arena = arena};
    made->value.as.values = (MzValue *)(made + 1);
    made->keys = (MzMemberKey *)(made->value.as.values + members);
    return &made->value;
}

MzValue *
mz_value_object(MzArena *arena)
{
    return object_of(arena, FIRST_ELEMENTS);
}

static MzValue *
array_of(MzArena *arena, guint elements)
{
    MzContainer *made = mz_arena_alloc(arena, sizeof *made + elements * sizeof(MzValue *));
    *made = (MzContainer){.value = {.kind = MZ_VALUE_ARRAY}, .capacity = elements, .arena = arena};
    made->value.as.items = (const MzValue **)(made + 1);
    return &made->value;
}

MzValue *
mz_value_array(MzArena *arena)
{
    return array_of(arena, 0);
}

const MzValue *
mz_value_string(MzArena *arena, const char *text)
{
    gsize length = strlen(text);
    MzValue made = string_copy(arena, text, length, FALSE);
    return mz_arena_memdup(arena, &made, sizeof made);
}

const MzValue *
mz_value_kept(MzArena *arena, const char *text)
{
    MzValue made = string_of(text, strlen(text), FALSE);
    return mz_arena_memdup(arena, &made, sizeof made);
}

const MzValue *
mz_value_bool(gboolean is_true)
{
    return &bool_values[is_true != FALSE];
}

const MzValue *
mz_value_null(void)
{
    return &null_value;
}

/* ## Keys */

gboolean
mz_key_may_be_raw(const char *text, gsize length)
{
    static const char *const suffixes[] = {"_html", "_svg"};
    for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        gsize suffix = strlen(suffixes[i]);
        if (length > suffix && memcmp(text + length - suffix, suffixes[i], suffix) == 0)
            return TRUE;
    }
    return FALSE;
}

const MzValue *
mz_value_get_key(const MzValue *value, const MzKey *key)
{
    return mz_value_find(value, key);
}

/* ## Filling */

/* More room for elements. The old one stays behind in the arena: a container wastes at most as much as it holds. */
static void *
grown(MzContainer *container, guint32 capacity, const void *elements, gsize element_size)
{
    char *room = mz_arena_alloc(container->arena, (gsize)capacity * element_size);
    if (container->value.length != 0)
        memcpy(room, elements, container->value.length * element_size);
    return room;
}

static guint32
doubled(const MzContainer *container)
{
    return container->capacity == 0 ? FIRST_ELEMENTS : checked_length((gsize)container->capacity * 2);
}

/* Keys that were shared are its own from then on. */
static void
grow_object(MzContainer *object)
{
    guint32 capacity = doubled(object);
    object->value.as.values = grown(object, capacity, object->value.as.values, sizeof(MzValue));
    object->keys = grown(object, capacity, object->keys, sizeof(MzMemberKey));
    object->capacity = capacity;
}

static inline void
add_member(MzContainer *object, MzKey key, MzValue value)
{
    guint32 place = object->value.length++;
    object->keys[place] = (MzMemberKey){key.text, key.signature};
    object->value.as.values[place] = value;
    object->seen |= mz_key_bit(key.signature);
}

static void
put_slowly(MzValue *object, MzKey key, MzValue value)
{
    MzContainer *container = (MzContainer *)object;
    gint64 place = mz_member_find(object, &key);
    if (place >= 0) {
        object->as.values[place] = value;
        return;
    }
    if (object->length == container->capacity)
        grow_object(container);
    add_member(container, key, value);
}

/* Nearly always the key is new, which its bit says, and there is room. */
static inline void
put(MzValue *object, MzKey key, MzValue value)
{
    g_assert(object->kind == MZ_VALUE_OBJECT);
    MzContainer *container = (MzContainer *)object;
    if ((container->seen & mz_key_bit(key.signature)) != 0 || object->length == container->capacity)
        put_slowly(object, key, value);
    else
        add_member(container, key, value);
}

static inline MzValue
elsewhere(const MzValue *value)
{
    return (MzValue){.kind = MZ_VALUE_ELSEWHERE, .as.other = value};
}

/* A value as it stands in a member. */
static inline MzValue
placed(const MzValue *value)
{
    return value->kind == MZ_VALUE_ARRAY || value->kind == MZ_VALUE_OBJECT ? elsewhere(value) : *value;
}

void
mz_value_put(MzValue *object, MzKey key, const MzValue *value)
{
    put(object, key, placed(value));
}

void
mz_value_put_copy_len(MzValue *object, MzKey key, const char *text, gsize length)
{
    put(object, key, string_copy(arena_of(object), text, length, FALSE));
}

void
mz_value_put_copy(MzValue *object, MzKey key, const char *text)
{
    g_assert(text != NULL);
    mz_value_put_copy_len(object, key, text, strlen(text));
}

void
mz_value_put_kept_len(MzValue *object, MzKey key, const char *text, gsize length)
{
    put(object, key, string_of(text, length, FALSE));
}

/* Digits are put together in a register, the first in the lowest byte, where it also stands in memory. */
static MzValue
number_of(MzArena *arena, guint number)
{
    enum { MOST = 9999999 };
    gsize length = 0;
    if (number > MOST) {
        const char *text = mz_arena_number_len(arena, number, &length);
        return string_of(text, length, FALSE);
    }
    guint64 digits = 0;
    do {
        digits = digits << 8 | ('0' + number % 10);
        number /= 10;
        length++;
    } while (number > 0);
    digits = GUINT64_TO_LE(digits);
    char text[sizeof digits];
    memcpy(text, &digits, sizeof digits);
    return mz_value_short(text, length);
}

void
mz_value_put_number(MzValue *object, MzKey key, guint number)
{
    put(object, key, number_of(arena_of(object), number));
}

void
mz_value_set_printf(MzValue *object, const char *key, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    mz_value_set_static(object, key, mz_arena_vprintf(arena_of(object), format, args));
    va_end(args);
}

MzValue *
mz_value_put_object_of(MzValue *object, MzKey key, guint members)
{
    MzValue *made = object_of(arena_of(object), members);
    put(object, key, elsewhere(made));
    return made;
}

MzValue *
mz_value_put_object(MzValue *object, MzKey key)
{
    return mz_value_put_object_of(object, key, FIRST_ELEMENTS);
}

MzValue *
mz_value_put_array(MzValue *object, MzKey key)
{
    MzValue *made = mz_value_array(arena_of(object));
    put(object, key, elsewhere(made));
    return made;
}

/* The only door for text that is not escaped: which keys may pass is decided here and nowhere else. */
static void
check_raw_key(const char *key)
{
    if (!mz_key_may_be_raw(key, strlen(key)))
        g_error("view: raw markup needs a key that ends in _html or _svg, not '%s'", key);
}

void
mz_value_set_raw_len(MzValue *object, const char *key, const char *markup, gsize length)
{
    check_raw_key(key);
    put(object, mz_key_of(key), string_copy(arena_of(object), markup, length, TRUE));
}

void
mz_value_set_raw(MzValue *object, const char *key, const char *markup)
{
    g_assert(markup != NULL);
    mz_value_set_raw_len(object, key, markup, strlen(markup));
}

void
mz_value_set_raw_static(MzValue *object, const char *key, const char *markup)
{
    g_assert(markup != NULL);
    check_raw_key(key);
    put(object, mz_key_of(key), string_of(markup, strlen(markup), TRUE));
}

static void
grow_array(MzContainer *array)
{
    guint32 capacity = doubled(array);
    array->value.as.items = grown(array, capacity, array->value.as.items, sizeof(MzValue *));
    array->capacity = capacity;
}

static inline void
append(MzValue *array, const MzValue *value)
{
    g_assert(array->kind == MZ_VALUE_ARRAY && !array->is_made);
    if (array->length == ((MzContainer *)array)->capacity)
        grow_array((MzContainer *)array);
    array->as.items[array->length++] = value;
}

void
mz_value_append_value(MzValue *array, const MzValue *value)
{
    append(array, value);
}

void
mz_value_append_string(MzValue *array, const char *text)
{
    g_assert(text != NULL);
    mz_value_append_value(array, mz_value_string(arena_of(array), text));
}

void
mz_value_append_kept_len(MzValue *array, const char *text, gsize length)
{
    MzValue made = string_of(text, length, FALSE);
    append(array, mz_arena_memdup(arena_of(array), &made, sizeof made));
}

MzValue *
mz_value_append_object_of(MzValue *array, guint members)
{
    MzValue *made = object_of(arena_of(array), members);
    mz_value_append_value(array, made);
    return made;
}

const MzValue *
mz_value_repeated(MzArena *arena, const MzValue *value, guint n)
{
    MzValue *made = array_of(arena, n);
    for (guint i = 0; i < n; i++)
        append(made, value);
    return made;
}

/* ## Objects alike */

MzValue *
mz_value_pattern(MzArena *arena, const char *const *keys, guint n_keys)
{
    MzValue *pattern = object_of(arena, n_keys);
    for (guint i = 0; i < n_keys; i++)
        put(pattern, mz_key_of(keys[i]), null_value);
    g_assert(pattern->length == n_keys);
    return pattern;
}

static inline MzValue *
like(MzArena *arena, const MzValue *pattern)
{
    gsize size = pattern->length * sizeof(MzValue);
    MzContainer *made = mz_arena_alloc(arena, sizeof *made + size);
    *made = *(const MzContainer *)pattern;
    made->capacity = pattern->length;
    made->arena = arena;
    made->value.as.values = memcpy(made + 1, pattern->as.values, size);
    return &made->value;
}

MzValue *
mz_value_like(MzArena *arena, const MzValue *pattern)
{
    return like(arena, pattern);
}

MzValue *
mz_value_append_like(MzValue *array, const MzValue *pattern)
{
    MzValue *made = like(arena_of(array), pattern);
    append(array, made);
    return made;
}

void
mz_value_fill_value(MzValue *object, guint place, const MzValue *value)
{
    mz_value_fill_at(object, place, placed(value));
}

const MzValue *
mz_value_fill_number(MzValue *object, guint place, guint number)
{
    mz_value_fill_at(object, place, number_of(arena_of(object), number));
    return &object->as.values[place];
}

MzValue *
mz_value_fill_array_of(MzValue *object, guint place, guint elements)
{
    MzValue *made = array_of(arena_of(object), elements);
    mz_value_fill_at(object, place, elsewhere(made));
    return made;
}

MzValue *
mz_value_append_object(MzValue *array)
{
    return mz_value_append_object_of(array, FIRST_ELEMENTS);
}

void
mz_value_set_made(MzValue *object, const char *key, guint n_items, MzMakeItem make, gpointer user)
{
    MzArena *arena = arena_of(object);
    MzMade *made = mz_arena_new0(arena, MzMade, 1);
    made->container = (MzContainer){.value = {.kind = MZ_VALUE_ARRAY, .is_made = 1, .length = n_items}, .arena = arena};
    made->make = make;
    made->user = user;
    put(object, mz_key_of(key), elsewhere(&made->container.value));
}

/* ## Reading */

MzValueKind
mz_value_kind(const MzValue *value)
{
    return (MzValueKind)value->kind;
}

gboolean
mz_value_is_true(const MzValue *value)
{
    return mz_value_holds(value);
}

gsize
mz_value_length(const MzValue *value)
{
    return value->length;
}

const char *
mz_value_text(const MzValue *value)
{
    if (value->kind != MZ_VALUE_STRING)
        return "";
    return value->is_short ? value->as.chars : value->as.text;
}

gboolean
mz_value_is_raw(const MzValue *value)
{
    return value->is_raw;
}

const MzValue *
mz_value_item(const MzValue *array, gsize index)
{
    g_assert(array->kind == MZ_VALUE_ARRAY && index < array->length);
    if (array->is_made) {
        MzValue *list = (MzValue *)array;
        if (list->as.items == NULL)
            list->as.items = mz_arena_new0(arena_of(array), const MzValue *, array->length);
        list->as.items[index] = mz_value_make(array, (guint)index);
    }
    return array->as.items[index];
}

const char *
mz_value_key(const MzValue *object, gsize index)
{
    g_assert(object->kind == MZ_VALUE_OBJECT && index < object->length);
    return mz_value_keys(object)[index].text;
}
