#include "base/stamp.h"

#include <time.h>

static const gint64 second = G_GINT64_CONSTANT(1000000000);

/* Clocks of file systems tick every few milliseconds; where no fraction of a second is kept, every two seconds. */
static const gint64 fine_tick = 20 * G_GINT64_CONSTANT(1000000);
static const gint64 coarse_tick = 2 * G_GINT64_CONSTANT(1000000000);

gint64
mz_nanoseconds(const struct timespec *time)
{
    return (gint64)time->tv_sec * second + time->tv_nsec;
}

MzStamp
mz_stamp(const struct stat *info)
{
    return (MzStamp){(gint64)info->st_size, mz_nanoseconds(&info->st_mtim), mz_nanoseconds(&info->st_ctim),
                     (guint64)info->st_ino};
}

gboolean
mz_stamp_equal(const MzStamp *a, const MzStamp *b)
{
    return a->inode == b->inode && a->changed == b->changed && a->size == b->size &&
           a->inode_changed == b->inode_changed;
}

gboolean
mz_stamp_settled(const MzStamp *stamp, gint64 seen)
{
    gint64 latest = MAX(stamp->changed, stamp->inode_changed);
    gint64 tick = stamp->changed % second == 0 ? coarse_tick : fine_tick;
    return stamp->inode != 0 && latest + tick < seen;
}

gint64
mz_stamp_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    return mz_nanoseconds(&now);
}
