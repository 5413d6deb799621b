/* # What a manifest says of a file's bytes (publish/fingerprint.h; private to publish/)
 *
 * 32 bytes, 64 hexadecimal digits in a manifest. Which hash they are is told by the path:
 *
 *  - data files, pictures, scripts, originals: SHA-256, which the site publishes too (data packages, SHA256SUMS, the
 * pages), so that anybody can prove that a copy is the one that was published;
 *  - pages (`.html`): XXH3 with 128 bits in its canonical form, and then 16 zero bytes. Nobody publishes the sum of a
 * page; it only answers "are these the bytes of the last time?", and over half of what a build writes are pages: XXH3
 * takes a tenth of the time of SHA-256 even where the processor has instructions for that.
 *
 * By chance two pages never have the same fingerprint. But XXH3 is not made against an adversary: who decides over
 * every byte of a page can make two versions of one length that agree. The later one is then taken for unchanged: the
 * earlier stays published until the next change or `--verify` with another template. That harms nobody but the author
 * of both, who could as well have left the page as it was; figures are published beside it with SHA-256.
 */
#ifndef MZ_PUBLISH_FINGERPRINT_H
#define MZ_PUBLISH_FINGERPRINT_H

#include <glib.h>

#include "base/sha256.h"
#include "base/sum.h"

#define MZ_FINGERPRINT_SIZE MZ_SHA256_SIZE

/* All at once. `path` may be the file's name alone: what counts is mz_manifest_is_page. */
void mz_fingerprint(const char *path, const void *bytes, gsize length, guint8 fingerprint[MZ_FINGERPRINT_SIZE]);

/* Piece by piece; the members are private. It holds no memory and needs no release. */
typedef struct {
    gboolean is_page;
    union {
        MzSum sum; /* of a page */
        MzSha256 sha256;
    };
} MzFingerprinting;

void mz_fingerprint_begin(MzFingerprinting *making, const char *path);
void mz_fingerprint_add(MzFingerprinting *making, const void *bytes, gsize length);
void mz_fingerprint_end(MzFingerprinting *making, guint8 fingerprint[MZ_FINGERPRINT_SIZE]);

#endif
