/* # What a build remembers for the next one (memory/cache.h)
 *
 * One file beside the output, `.mingzhang/<output>.cache`: of every report what it was read from, what it says to the
 * pages that show many reports (its digest), and what was said about it; the keys of those pages; the stamps of the
 * files that were read. With it a build does only what a change makes necessary.
 *
 * A cache is never needed and never believed without reason. It is as none if it is of another program, of another
 * version, cut short or damaged in any byte; and what it says about files of the output counts only as long as the
 * output is the one it was written with (mz_tree_id). It is written by a temporary file and rename, after the tree is
 * finished: a build that is killed before leaves a cache that does not fit, and the next build makes everything.
 *
 * The file is mapped, not read: digests of reports that did not change are copied from the old file to the new one as
 * they are, with the table of texts they refer to. When half of that table is superfluous it is made anew.
 */
#ifndef MZ_MEMORY_CACHE_H
#define MZ_MEMORY_CACHE_H

#include "memory/inputs.h"
#include "memory/basis.h"
#include "memory/strings.h"

typedef enum {
    MZ_SAID_WARNING,
    MZ_SAID_ERROR,
    MZ_SAID_REASON /* of the gate */
} MzSaidKind;

/* A message about a report. */
typedef struct {
    MzSaidKind kind;
    int code; /* MzErrorCode */
    const char *file;
    guint line, column;
    const char *message;
} MzSaid;

/* What is kept of one report. Keys that are not known are all 0. */
typedef struct {
    const char *name;    /* "region/department/2024-final" */
    MzBasis read;        /* of the files it is read from */
    MzBasis memory;      /* of what checks and figures of other reports ask of it */
    int kind, year;      /* as its text states them: other reports ask by these */
    MzBasis checked;     /* of these and of what it asks of others: findings, reasons, digest */
    MzBasis built;       /* of all that its pages are made from */
    gboolean gated;      /* `said` has the reasons of the gate */
    const char *context; /* language and folder that the messages were said in */
    MzSaid *said;
    guint n_said;
    const char *digest; /* packed (memory/digest.h) */
    guint n_digest;     /* bytes */
} MzRecord;

typedef struct {
    MzArena *arena;
    MzStrings *strings;  /* of all that is packed */
    MzInputs *inputs;    /* the files that were read */
    const char *tree_id; /* the output that it describes; "": none */
    MzBasis site;        /* of everything that the site is made from; not known: something went wrong */
    GHashTable *records; /* name → MzRecord */
    GHashTable *pages;   /* MzBasis of a page of many reports → a number that goes with it (GUINT_TO_POINTER) */
    GMappedFile *map;    /* NULL: none */
    gsize floor;         /* length of `strings` when it held nothing superfluous */
} MzCache;

/* Reads the cache; an empty one if there is none that counts. The caller frees. `root` and `verify` are for the inputs
 * (memory/inputs.h). */
MzCache *mz_cache_open(const char *file, const char *root, gboolean verify);
void mz_cache_free(MzCache *cache);

/* What the last build remembers of a report; NULL: nothing. */
const MzRecord *mz_cache_find(const MzCache *cache, const char *name);

/* What a build hands on. */
typedef struct {
    MzBasis site;
    const MzRecord **records;
    guint n_records;
    GHashTable *pages; /* as above */
} MzCacheContent;

/* Writes the cache for the next build beside its place: while the tree is being finished, for it is much to write. The
 * cache must not change meanwhile. What fails is said by mz_cache_save. */
typedef struct MzCacheDraft MzCacheDraft;
MzCacheDraft *mz_cache_draft(const MzCache *cache, const char *file, const MzCacheContent *content);

/* Puts it into its place, as what is known of the output `tree_id`, and frees the draft. FALSE with an error of
 * MZ_ERROR_IO; the old file, if it stays then, does not fit the output any more. */
gboolean mz_cache_save(MzCacheDraft *draft, const char *tree_id, GError **error);

/* Throws it away. */
void mz_cache_discard(MzCacheDraft *draft);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MzCache, mz_cache_free)

#endif
