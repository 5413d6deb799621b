#include "memory/strings.h"

#include <string.h>

#include "base/sum.h"

/* A place of the hash table. */
typedef struct {
    guint32 hash;
    guint32 number; /* 0: free */
} Slot;

struct MzStrings {
    GMutex lock;
    const char *earlier;
    gsize n_earlier;
    GString *added;
    Slot *slots; /* NULL until the first text is looked up */
    guint n_slots, n_used;
};

MzStrings *
mz_strings_new(const char *bytes, gsize length)
{
    MzStrings *strings = g_new0(MzStrings, 1);
    g_mutex_init(&strings->lock);
    strings->earlier = bytes;
    strings->n_earlier = length;
    strings->added = g_string_new(NULL);
    return strings;
}

void
mz_strings_free(MzStrings *strings)
{
    if (strings == NULL)
        return;
    g_mutex_clear(&strings->lock);
    g_string_free(strings->added, TRUE);
    g_free(strings->slots);
    g_free(strings);
}

/* The text at an offset (a number less 1). */
static const char *
text_at(const MzStrings *strings, gsize offset)
{
    return offset < strings->n_earlier ? strings->earlier + offset
                                       : strings->added->str + (offset - strings->n_earlier);
}

/* Where a text stands in the hash table, or where it is to stand. */
static Slot *
find_slot(const MzStrings *strings, const char *text, guint32 hash)
{
    g_assert(strings->slots != NULL);
    guint at = hash & (strings->n_slots - 1);
    while (strings->slots[at].number != 0 &&
           (strings->slots[at].hash != hash || strcmp(text_at(strings, strings->slots[at].number - 1), text) != 0))
        at = (at + 1) & (strings->n_slots - 1);
    return &strings->slots[at];
}

static void
grow(MzStrings *strings)
{
    Slot *old = strings->slots;
    guint n_old = strings->n_slots;
    strings->n_slots = MAX(1024, n_old * 2);
    strings->slots = g_new0(Slot, strings->n_slots);
    for (guint i = 0; old != NULL && i < n_old; i++) {
        if (old[i].number != 0)
            *find_slot(strings, text_at(strings, old[i].number - 1), old[i].hash) = old[i];
    }
    g_free(old);
}

static guint32
take(MzStrings *strings, const char *text, gsize length, gsize offset_if_new)
{
    if (strings->n_used * 2 >= strings->n_slots)
        grow(strings);
    guint32 hash = (guint32)mz_sum_of(text, length);
    Slot *slot = find_slot(strings, text, hash);
    if (slot->number == 0) {
        *slot = (Slot){hash, (guint32)offset_if_new + 1};
        strings->n_used++;
    }
    return slot->number;
}

/* The earlier texts are only looked through when the first one is asked for. */
static void
index_earlier(MzStrings *strings)
{
    for (gsize offset = 0, length; offset < strings->n_earlier; offset += length + 1) {
        length = strlen(strings->earlier + offset);
        take(strings, strings->earlier + offset, length, offset);
    }
}

static gboolean
is_earlier(const MzStrings *strings, const char *text)
{
    return (guintptr)text - (guintptr)strings->earlier < strings->n_earlier;
}

guint32
mz_strings_number(const MzStrings *strings, const char *text)
{
    if (text == NULL)
        return 0;
    gsize offset = is_earlier(strings, text) ? (gsize)(text - strings->earlier)
                                             : (gsize)(text - strings->added->str) + strings->n_earlier;
    return (guint32)offset + 1;
}

guint32
mz_strings_add(MzStrings *strings, const char *text)
{
    if (text == NULL)
        return 0;
    if (is_earlier(strings, text))
        return (guint32)(text - strings->earlier) + 1;
    g_mutex_lock(&strings->lock);
    if (strings->slots == NULL)
        index_earlier(strings);
    gsize next = mz_strings_length(strings), length = strlen(text);
    guint32 number = take(strings, text, length, next);
    if (number == next + 1)
        g_string_append_len(strings->added, text, (gssize)length + 1);
    g_mutex_unlock(&strings->lock);
    return number;
}

const char *
mz_strings_text(const MzStrings *strings, guint64 number)
{
    return number == 0 || number > mz_strings_length(strings) ? NULL : text_at(strings, number - 1);
}

gsize
mz_strings_length(const MzStrings *strings)
{
    return strings->n_earlier + strings->added->len;
}

void
mz_strings_append_to(const MzStrings *strings, GString *out)
{
    if (strings->n_earlier > 0)
        g_string_append_len(out, strings->earlier, (gssize)strings->n_earlier);
    g_string_append_len(out, strings->added->str, (gssize)strings->added->len);
}
