#include "publish/compare.h"

#include <string.h>

#include "publish/last.h"

/* Walks one manifest beside the others. */
typedef struct {
    const MzManifest *manifest; /* NULL: nothing to walk */
    gsize at;
} Walk;

static const MzManifestFile *
current(const Walk *walk)
{
    return walk->manifest != NULL && walk->at < walk->manifest->count ? &walk->manifest->files[walk->at] : NULL;
}

/* The file of this walk if it has the path `least`; steps over it then. */
static const MzManifestFile *
take(Walk *walk, const char *least)
{
    const MzManifestFile *file = current(walk);
    if (file == NULL || strcmp(file->path, least) != 0)
        return NULL;
    walk->at++;
    return file;
}

static const char *
least_path(const Walk *walks, gsize n)
{
    const char *least = NULL;
    for (gsize i = 0; i < n; i++) {
        const MzManifestFile *file = current(&walks[i]);
        if (file != NULL && (least == NULL || strcmp(file->path, least) < 0))
            least = file->path;
    }
    return least;
}

static gboolean
same_bytes(const MzManifestFile *a, const MzManifestFile *b)
{
    return a->size == b->size && strcmp(a->hex, b->hex) == 0;
}

static void
add(GArray *items, MzChanges *changes, MzChangeKind kind, const MzManifestFile *file)
{
    MzChange change = {kind, file->path, file->size};
    g_array_append_val(items, change);
    changes->n_added += kind == MZ_CHANGE_ADDED;
    changes->n_changed += kind == MZ_CHANGE_CHANGED;
    changes->n_removed += kind == MZ_CHANGE_REMOVED;
    changes->bytes += kind == MZ_CHANGE_REMOVED ? 0 : file->size;
}

MzChanges *
mz_compare(const MzManifest *old, const MzManifest *doubtful, const MzManifest *new)
{
    enum { OLD, DOUBTFUL, NEW, WALKS };
    Walk walks[WALKS] = {{old, 0}, {doubtful, 0}, {new, 0}};
    MzChanges *changes = g_new0(MzChanges, 1);
    GArray *items = g_array_new(FALSE, FALSE, sizeof(MzChange));
    const char *least = NULL;
    while ((least = least_path(walks, WALKS)) != NULL) {
        const MzManifestFile *was = take(&walks[OLD], least);
        const MzManifestFile *maybe = take(&walks[DOUBTFUL], least);
        const MzManifestFile *is = take(&walks[NEW], least);
        gboolean doubt = maybe != NULL && (was == NULL || !same_bytes(was, maybe));
        if (is == NULL)
            add(items, changes, MZ_CHANGE_REMOVED, was != NULL ? was : maybe);
        else if (was == NULL)
            add(items, changes, MZ_CHANGE_ADDED, is);
        else if (doubt || !same_bytes(was, is))
            add(items, changes, MZ_CHANGE_CHANGED, is);
    }
    changes->count = items->len;
    changes->items = (MzChange *)(void *)g_array_free(items, FALSE);
    return changes;
}

GString *
mz_doubts(const MzManifest *doubtful, const MzManifest *new)
{
    enum { BEFORE, NOW, WALKS };
    static const char unknown[] = "0000000000000000000000000000000000000000000000000000000000000000";
    Walk walks[WALKS] = {{doubtful, 0}, {new, 0}};
    GString *text = g_string_new(MZ_MANIFEST_HEAD);
    const char *least = NULL;
    while ((least = least_path(walks, WALKS)) != NULL) {
        const MzManifestFile *before = take(&walks[BEFORE], least);
        const MzManifestFile *now = take(&walks[NOW], least);
        const MzManifestFile *file = now != NULL ? now : before;
        gboolean known = before == NULL || now == NULL || same_bytes(before, now);
        g_string_append_printf(text, "%s %" G_GUINT64_FORMAT " %s\n", known ? file->hex : unknown, file->size, least);
    }
    return text;
}

void
mz_changes_free(MzChanges *changes)
{
    if (changes == NULL)
        return;
    g_free(changes->items);
    g_free(changes);
}

char
mz_change_sign(MzChangeKind kind)
{
    static const char signs[] = {[MZ_CHANGE_ADDED] = '+', [MZ_CHANGE_CHANGED] = '~', [MZ_CHANGE_REMOVED] = '-'};
    return signs[kind];
}
