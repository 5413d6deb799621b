/* Reading what a view shows, for tests of views: what is not there fails the test. */
#ifndef MZ_TESTS_SHOWN_H
#define MZ_TESTS_SHOWN_H

#include "template/value.h"

/* The element of an array in an object. */
static inline const MzValue *
at(const MzValue *value, const char *key, gsize index)
{
    const MzValue *array = mz_value_get(value, key);
    g_assert_nonnull(array);
    g_assert_cmpuint(index, <, mz_value_length(array));
    return mz_value_item(array, index);
}

/* The text of an object's key. */
static inline const char *
text(const MzValue *value, const char *key)
{
    g_assert_nonnull(mz_value_get(value, key));
    return mz_value_text(mz_value_get(value, key));
}

#endif
