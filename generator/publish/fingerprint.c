#include "publish/fingerprint.h"

#include <string.h>
#include <xxhash.h>

#include "publish/manifest.h"

/* The canonical form is the same on machines of either byte order. */
static void
take_xxh3(XXH128_hash_t hash, guint8 fingerprint[MZ_FINGERPRINT_SIZE])
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, hash);
    memset(fingerprint, 0, MZ_FINGERPRINT_SIZE);
    memcpy(fingerprint, canonical.digest, sizeof canonical.digest);
}

void
mz_fingerprint(const char *path, const void *bytes, gsize length, guint8 fingerprint[MZ_FINGERPRINT_SIZE])
{
    if (mz_manifest_is_page(path))
        take_xxh3(XXH3_128bits(bytes, length), fingerprint);
    else
        mz_sha256(bytes, length, fingerprint);
}

void
mz_fingerprint_begin(MzFingerprinting *making, const char *path)
{
    making->xxh3 = NULL;
    if (!mz_manifest_is_page(path)) {
        mz_sha256_init(&making->sha256);
        return;
    }
    making->xxh3 = XXH3_createState();
    if (making->xxh3 == NULL)
        g_error("fingerprint: out of memory");
    XXH3_128bits_reset(making->xxh3);
}

void
mz_fingerprint_add(MzFingerprinting *making, const void *bytes, gsize length)
{
    if (making->xxh3 != NULL)
        XXH3_128bits_update(making->xxh3, bytes, length);
    else
        mz_sha256_update(&making->sha256, bytes, length);
}

void
mz_fingerprint_end(MzFingerprinting *making, guint8 fingerprint[MZ_FINGERPRINT_SIZE])
{
    if (making->xxh3 == NULL) {
        mz_sha256_finish(&making->sha256, fingerprint);
        return;
    }
    take_xxh3(XXH3_128bits_digest(making->xxh3), fingerprint);
    XXH3_freeState(making->xxh3);
    making->xxh3 = NULL;
}
