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

static inline const MzValue *
mz_member_value(const MzMember *member)
{
    return mz_value_itself(&member->value);
}

/* What an array or object needs besides, to grow and to say quickly that it lacks a key. Strings, which are most
 * values, do not pay for it. */
typedef struct {
    MzValue value;
    guint32 capacity;
    guint64 seen; /* of an object: the bits of its keys; where the bit is not set, the key is not there */
    MzArena *arena;
} MzContainer;

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

/* The member with this key, or NULL. */
static inline MzMember *
mz_member_find(const MzValue *object, const MzKey *key)
{
    if ((((const MzContainer *)object)->seen & mz_key_bit(key->signature)) == 0)
        return NULL;
    const MzMember *end = object->as.members + object->length;
    for (MzMember *member = object->as.members; member != end; member++)
        if (member->signature == key->signature && mz_key_is(key, member->key))
            return member;
    return NULL;
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
    const MzMember *member = mz_member_find(value, key);
    return member == NULL ? NULL : mz_member_value(member);
}

#endif
