#include "publish/fingerprint.h"

#include <string.h>

#include "publish/manifest.h"

void
mz_fingerprint(const char *path, const void *bytes, gsize length, guint8 fingerprint[MZ_FINGERPRINT_SIZE])
{
    MzFingerprinting making;
    mz_fingerprint_begin(&making, path);
    mz_fingerprint_add(&making, bytes, length);
    mz_fingerprint_end(&making, fingerprint);
}

void
mz_fingerprint_begin(MzFingerprinting *making, const char *path)
{
    making->is_page = mz_manifest_is_page(path);
    if (making->is_page)
        mz_sum_init(&making->sum);
    else
        mz_sha256_init(&making->sha256);
}

void
mz_fingerprint_add(MzFingerprinting *making, const void *bytes, gsize length)
{
    if (making->is_page)
        mz_sum_add(&making->sum, bytes, length);
    else
        mz_sha256_update(&making->sha256, bytes, length);
}

void
mz_fingerprint_end(MzFingerprinting *making, guint8 fingerprint[MZ_FINGERPRINT_SIZE])
{
    if (!making->is_page) {
        mz_sha256_finish(&making->sha256, fingerprint);
        return;
    }
    guint64 sum[2];
    mz_sum_end(&making->sum, sum);
    /* The canonical form is the same on machines of either byte order. */
    const guint64 canonical[2] = {GUINT64_TO_BE(sum[1]), GUINT64_TO_BE(sum[0])};
    memset(fingerprint, 0, MZ_FINGERPRINT_SIZE);
    memcpy(fingerprint, canonical, sizeof canonical);
}
