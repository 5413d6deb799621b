#include "base/arena.h"
#include "base/buffer.h"

#include <stdio.h>
#include <string.h>

/* Chunks double from the first size to the last. The last stays below the size from which malloc asks the kernel for
 * fresh pages each time (128 KiB): thousands of views are built one after another and shall meet warm memory. */
enum { FIRST_CHUNK = 4 * 1024, LAST_CHUNK = 96 * 1024 };

typedef struct MzArenaChunk {
    struct MzArenaChunk *previous;
    gsize size; /* of `bytes` */
    alignas(max_align_t) char bytes[];
} Chunk;

static Chunk *
chunk_new(gsize size)
{
    if (size > G_MAXSSIZE - sizeof(Chunk))
        g_error("arena: allocation of %" G_GSIZE_FORMAT " bytes is impossible", size);
    Chunk *chunk = g_malloc(sizeof(Chunk) + size);
    chunk->size = size;
    return chunk;
}

static void
open_chunk(MzArena *arena)
{
    Chunk *chunk = arena->spare;
    if (chunk != NULL) {
        arena->spare = chunk->previous;
    } else {
        chunk = chunk_new(arena->chunk_size);
        arena->chunk_size = MIN(arena->chunk_size * 2, (gsize)LAST_CHUNK);
    }
    chunk->previous = arena->newest;
    arena->newest = chunk;
    arena->next = chunk->bytes;
    arena->end = chunk->bytes + chunk->size;
}

MzArena *
mz_arena_new(void)
{
    MzArena *arena = g_new0(MzArena, 1);
    arena->chunk_size = FIRST_CHUNK;
    open_chunk(arena);
    return arena;
}

static void
free_chunks(Chunk *chunk)
{
    while (chunk != NULL) {
        Chunk *previous = chunk->previous;
        g_free(chunk);
        chunk = previous;
    }
}

void
mz_arena_free(MzArena *arena)
{
    if (arena == NULL)
        return;
    free_chunks(arena->newest);
    free_chunks(arena->spare);
    g_free(arena);
}

/* Only full chunks are kept: any of them has room for whatever is not put alone. Small ones are the arena's beginnings,
 * larger ones were exceptions. */
static void
close_newest(MzArena *arena)
{
    Chunk *chunk = arena->newest;
    arena->newest = chunk->previous;
    if (chunk->size == LAST_CHUNK) {
        chunk->previous = arena->spare;
        arena->spare = chunk;
    } else {
        g_free(chunk);
    }
}

MzArenaMark
mz_arena_mark(const MzArena *arena)
{
    return (MzArenaMark){arena->newest, arena->next, arena->used};
}

/* What was put alone behind the marked chunk stays until the arena is reset. */
void
mz_arena_rewind(MzArena *arena, MzArenaMark mark)
{
    while (arena->newest != mark.newest)
        close_newest(arena);
    arena->next = mark.next;
    arena->end = arena->newest->bytes + arena->newest->size;
    arena->used = mark.used;
}

void
mz_arena_reset(MzArena *arena)
{
    while (arena->newest != NULL)
        close_newest(arena);
    arena->used = 0;
    open_chunk(arena);
}

/* Something that would waste most of a chunk gets one of its own, behind the newest, which goes on being filled. */
static char *
alloc_alone(MzArena *arena, gsize size)
{
    Chunk *chunk = chunk_new(size);
    chunk->previous = arena->newest->previous;
    arena->newest->previous = chunk;
    return chunk->bytes;
}

/* What does not fit into the newest chunk. Chunks begin aligned. */
static char *
alloc_elsewhere(MzArena *arena, gsize size)
{
    if (size > arena->chunk_size / 4)
        return alloc_alone(arena, size);
    open_chunk(arena);
    arena->next += size;
    return arena->newest->bytes;
}

void *
mz_arena_alloc_slowly(MzArena *arena, gsize size)
{
    arena->used += size;
    return alloc_elsewhere(arena, size);
}

void *
mz_arena_alloc0(MzArena *arena, gsize count, gsize size)
{
    if (size != 0 && count > G_MAXSSIZE / size)
        g_error("arena: allocation of %" G_GSIZE_FORMAT " elements is impossible", count);
    return memset(mz_arena_alloc(arena, count * size), 0, count * size);
}

void *
mz_arena_memdup(MzArena *arena, const void *bytes, gsize size)
{
    void *copy = mz_arena_alloc(arena, size);
    if (size != 0)
        memcpy(copy, bytes, size);
    return copy;
}

char *
mz_arena_strndup(MzArena *arena, const char *text, gsize length)
{
    if (length == G_MAXSIZE)
        g_error("arena: a string of %" G_GSIZE_FORMAT " bytes is impossible", length);
    char *copy = mz_arena_bytes(arena, length + 1);
    if (length != 0)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *
mz_arena_strdup(MzArena *arena, const char *text)
{
    return text == NULL ? NULL : mz_arena_strndup(arena, text, strlen(text));
}

char *
mz_arena_vprintf(MzArena *arena, const char *format, va_list args)
{
    /* Most strings fit into what is left of the chunk and are formatted in place. */
    gsize room = (gsize)(arena->end - arena->next);
    va_list again;
    va_copy(again, args);
    gssize simple = room > 0 ? mz_print_simply(arena->next, room, format, again) : -1;
    va_end(again);
    if (simple >= 0)
        return mz_arena_bytes(arena, (gsize)simple + 1);
    va_copy(again, args);
    /* clang's analyzer loses sight of va_start across the call. NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized) */
    int length = vsnprintf(arena->next, room, format, args);
    if (length < 0)
        g_error("arena: the format '%s' cannot be printed", format);
    char *text = mz_arena_bytes(arena, (gsize)length + 1);
    if ((gsize)length + 1 > room)
        vsnprintf(text, (gsize)length + 1, format, again);
    va_end(again);
    return text;
}

char *
mz_arena_printf(MzArena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = mz_arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

char *
mz_arena_concat(MzArena *arena, const char *first, ...)
{
    enum { MEASURED = 8 }; /* few calls have more texts */
    struct {
        const char *text;
        gsize length;
    } parts[MEASURED];
    va_list args;
    gsize length = 0, n = 0;
    va_start(args, first);
    for (const char *text = first; text != NULL; text = va_arg(args, const char *), n++) {
        gsize part = strlen(text);
        if (n < MEASURED) {
            parts[n].text = text;
            parts[n].length = part;
        }
        length += part;
    }
    va_end(args);
    char *whole = mz_arena_bytes(arena, length + 1), *at = whole;
    for (gsize i = 0; i < MIN(n, MEASURED); i++) {
        mz_copy(at, parts[i].text, parts[i].length);
        at += parts[i].length;
    }
    if (n > MEASURED) {
        va_start(args, first);
        const char *text = first;
        for (gsize i = 0; i < n; i++, text = va_arg(args, const char *)) {
            if (i >= MEASURED)
                at = g_stpcpy(at, text);
        }
        va_end(args);
    }
    *at = '\0';
    return whole;
}

char *
mz_arena_number_len(MzArena *arena, guint number, gsize *length)
{
    *length = 1;
    for (guint above = number; above >= 10; above /= 10)
        ++*length;
    char *text = mz_arena_bytes(arena, *length + 1), *at = text + *length;
    *at = '\0';
    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (at > text);
    return text;
}

char *
mz_arena_number(MzArena *arena, guint number)
{
    gsize length = 0;
    return mz_arena_number_len(arena, number, &length);
}

gsize
mz_arena_used(const MzArena *arena)
{
    return arena->used;
}
