/* # A view value, seen from inside (template/value_internal.h)
 *
 * For value.c and for the inner loop of mustache_render.c, where a call for each look-up would cost more than the
 * look-up. Of no interest to anyone else.
 */
#ifndef MZ_TEMPLATE_VALUE_INTERNAL_H
#define MZ_TEMPLATE_VALUE_INTERNAL_H

#include "template/value.h"

/* The value that a member's value stands for. */
static inline const MzValue *
mz_value_itself(const MzValue *value)
{
    return value->kind == MZ_VALUE_ELSEWHERE ? value->as.other : value;
}

/* A key of an object, as MzKey has it. The keys stand apart from the values: objects copied from one pattern share
 * them, so who has seen the keys of one row of a table knows where everything is in all others. */
typedef struct {
    const char *text;
    guint32 signature;
} MzMemberKey;

/* What an array or object needs besides, to grow and to say quickly that it lacks a key. Strings, which are most
 * values, do not pay for it. */
typedef struct {
    MzValue value;
    guint32 capacity;
    guint64 seen;      /* of an object: the bits of its keys; where the bit is not set, the key is not there */
    MzMemberKey *keys; /* of an object: at least as many as it has values */
    MzArena *arena;
} MzContainer;

/* An array whose items are made. */
typedef struct {
    MzContainer container;
    MzMakeItem make;
    gpointer user;
} MzMade;

/* An item made for who forgets it again (mz_arena_rewind); one that stays is it itself. */
static inline const MzValue *
mz_value_make(const MzValue *array, guint index)
{
    const MzMade *made = (const MzMade *)array;
    if (array->as.items != NULL && array->as.items[index] != NULL)
        return array->as.items[index];
    return made->make(made->container.arena, index, made->user);
}

static inline const MzMemberKey *
mz_value_keys(const MzValue *object)
{
    return ((const MzContainer *)object)->keys;
}

static inline guint64
mz_key_bit(guint32 signature)
{
    return G_GUINT64_CONSTANT(1) << ((signature * 0x9e3779b1u) >> 26);
}

/* They are a few bytes: comparing them here is faster than a call. */
static inline gboolean
mz_key_is(const MzKey *key, const char *text)
{
    if (text == key->text)
        return TRUE;
    for (guint32 i = 0; i < key->length; i++)
        if (text[i] != key->text[i])
            return FALSE;
    return text[key->length] == '\0';
}

/* Where in the object the member with this key stands; -1: it has none. */
static inline gint64
mz_member_find(const MzValue *object, const MzKey *key)
{
    const MzContainer *container = (const MzContainer *)object;
    if ((container->seen & mz_key_bit(key->signature)) == 0)
        return -1;
    for (guint32 i = 0; i < object->length; i++)
        if (container->keys[i].signature == key->signature && mz_key_is(key, container->keys[i].text))
            return i;
    return -1;
}

/* What a section asks (mz_value_is_true). */
static inline gboolean
mz_value_holds(const MzValue *value)
{
    if (value->kind == MZ_VALUE_BOOL)
        return value->is_true;
    return value->kind == MZ_VALUE_ARRAY ? value->length != 0 : value->kind != MZ_VALUE_NULL;
}

static inline const MzValue *
mz_value_find(const MzValue *value, const MzKey *key)
{
    if (value->kind != MZ_VALUE_OBJECT)
        return NULL;
    gint64 place = mz_member_find(value, key);
    return place < 0 ? NULL : mz_value_itself(&value->as.values[place]);
}

#endif
