#include "base/sum.h"

#include <string.h>

void
mz_sum_add(MzSum *sum, const void *bytes, gsize length)
{
    guint64 row[MZ_SUM_LANES];
    for (gsize at = 0; at < length; at += sizeof row) {
        if (length - at < sizeof row)
            memset(row, 0, sizeof row);
        memcpy(row, (const char *)bytes + at, MIN(sizeof row, length - at));
        for (guint i = 0; i < MZ_SUM_LANES; i++) {
            sum->words[i] += row[i];
            sum->sums[i] += sum->words[i];
        }
    }
}

static void
sum_end(const MzSum *sum, guint64 result[2])
{
    const guint64 factor = G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    result[0] = result[1] = 0;
    for (guint i = 0; i < MZ_SUM_LANES; i++) {
        result[0] = (result[0] ^ sum->words[i]) * factor;
        result[1] = (result[1] ^ sum->sums[i]) * factor;
    }
}

void
mz_sum_end_in_head(const MzSum *body, void *head, gsize length, guint64 result[2])
{
    MzSum whole = *body;
    result[0] = result[1] = 0;
    mz_sum_add(&whole, head, length);
    sum_end(&whole, result);
}
