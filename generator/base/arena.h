/* # One owner for many small allocations (base/arena.h)
 *
 * A tree that is built once, read many times and thrown away as a whole (a report, the view of a page) takes its memory
 * from an arena: an allocation moves a pointer, and one call frees everything.
 *
 *     MzArena *arena = mz_arena_new();
 *     Row *row = mz_arena_new0(arena, Row, 1);
 *     row->label = mz_arena_strdup(arena, label);
 *     ...
 *     mz_arena_free(arena);
 *
 * Invariants:
 *  - what an arena gives out stays where it is, unchanged, until the arena is reset or freed; nothing is freed singly;
 *  - no function returns NULL: running out of memory aborts (GLib's rule), as does a size that overflows;
 *  - an arena belongs to one thread at a time. What was built in it may be read by many threads.
 */
#ifndef MZ_BASE_ARENA_H
#define MZ_BASE_ARENA_H

#include <glib.h>

#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>

typedef struct MzArena MzArena;

/* An empty arena. The caller frees it with mz_arena_free. */
MzArena *mz_arena_new(void);

/* Frees the arena and everything taken from it. NULL is allowed. */
void mz_arena_free(MzArena *arena);

/* Forgets everything taken from the arena, but keeps its chunks for what comes next: who builds thousands of views one
 * after another resets one arena for each instead of giving memory back to the system and asking for it again. */
void mz_arena_reset(MzArena *arena);

/* A moment of an arena. Going back to it forgets everything taken since, and leaves what was taken before: for what is
 * made, read and forgotten a thousand times over and shall find the same warm memory each time. */
typedef struct {
    struct MzArenaChunk *newest;
    char *next;
    gsize used;
} MzArenaMark;

MzArenaMark mz_arena_mark(const MzArena *arena);
void mz_arena_rewind(MzArena *arena, MzArenaMark mark);

/* What is left of the newest chunk, as the functions below need it; nobody else looks inside. */
struct MzArena {
    char *next; /* first free byte of the newest chunk */
    char *end;  /* one past its last byte */
    gsize used;
    struct MzArenaChunk *newest;
    struct MzArenaChunk *spare; /* kept by a reset, all of the last size */
    gsize chunk_size;           /* of the next ordinary chunk */
};

/* `size` bytes, not initialised, aligned for every type (of a size of 0: a pointer that must not be read). */
void *mz_arena_alloc_slowly(MzArena *arena, gsize size);

static inline void *
mz_arena_alloc(MzArena *arena, gsize size)
{
    gsize padding = -(guintptr)arena->next & (alignof(max_align_t) - 1);
    gsize left = (gsize)(arena->end - arena->next);
    if (left < padding || left - padding < size)
        return mz_arena_alloc_slowly(arena, size);
    char *bytes = arena->next + padding;
    arena->next = bytes + size;
    arena->used += size;
    return bytes;
}

/* `size` bytes for a text: not aligned, because texts need not be and packed tightly stay in the processor's cache. */
static inline char *
mz_arena_bytes(MzArena *arena, gsize size)
{
    if (size > (gsize)(arena->end - arena->next))
        return mz_arena_alloc_slowly(arena, size);
    char *bytes = arena->next;
    arena->next += size;
    arena->used += size;
    return bytes;
}

/* The same as mz_arena_alloc for `count` elements of `size` bytes, all bytes 0. */
void *mz_arena_alloc0(MzArena *arena, gsize count, gsize size);

/* A text of at most `size` bytes that is written in place: the first function gives room for it, the second takes what
 * is before `end`. Nothing else is taken from the arena in between. */
static inline char *
mz_arena_begin(MzArena *arena, gsize size)
{
    return size > (gsize)(arena->end - arena->next) ? mz_arena_alloc_slowly(arena, size) : arena->next;
}

static inline void
mz_arena_end(MzArena *arena, const char *begin, char *end)
{
    if (begin != arena->next)
        return; /* all of the room is taken already */
    arena->next = end;
    arena->used += (gsize)(end - begin);
}

/* `count` elements of a type, all bytes 0. */
#define mz_arena_new0(arena, type, count) ((type *)mz_arena_alloc0((arena), (count), sizeof(type)))

/* A copy of `size` bytes, aligned for every type. `bytes` may be NULL if `size` is 0. */
void *mz_arena_memdup(MzArena *arena, const void *bytes, gsize size);

/* A copy of a string; NULL gives NULL. */
char *mz_arena_strdup(MzArena *arena, const char *text);

/* A copy of exactly `length` bytes, and a 0 byte after them. (Unlike g_strndup it does not stop at a 0 byte.) */
char *mz_arena_strndup(MzArena *arena, const char *text, gsize length);

/* A formatted string, as printf makes it. */
char *mz_arena_printf(MzArena *arena, const char *format, ...) G_GNUC_PRINTF(2, 3);
char *mz_arena_vprintf(MzArena *arena, const char *format, va_list args) G_GNUC_PRINTF(2, 0);

/* The texts one behind the other, up to NULL; and a number as decimal digits. Much cheaper than a format. */
char *mz_arena_concat(MzArena *arena, const char *first, ...) G_GNUC_NULL_TERMINATED;
char *mz_arena_number(MzArena *arena, guint number);
char *mz_arena_number_len(MzArena *arena, guint number, gsize *length);

/* Bytes given out so far, without padding and what the chunks hold in reserve. For tests and statistics. */
gsize mz_arena_used(const MzArena *arena);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzArena, mz_arena_free)

#endif
