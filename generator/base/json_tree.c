#include "base/json_tree.h"

#include <stdlib.h>

/* Where cJSON takes memory from in this thread; NULL: from malloc. */
static _Thread_local MzArena *current;

static void *
take(size_t size)
{
    return current != NULL ? mz_arena_alloc(current, size) : malloc(size);
}

/* What a text that is no JSON left behind in an arena stays there. */
static void
give_back(void *memory)
{
    if (current == NULL)
        free(memory);
}

/* cJSON has one pair of functions for all threads: they are set before there is a second one. */
__attribute__((constructor)) static void
set_hooks(void)
{
    cJSON_Hooks hooks = {take, give_back};
    cJSON_InitHooks(&hooks);
}

const cJSON *
mz_json_tree(MzArena *arena, const char *text, gsize length, const char **end)
{
    current = arena;
    const cJSON *root = cJSON_ParseWithLengthOpts(text, length, end, FALSE);
    current = NULL;
    return root;
}
