/* # What the system says of a file (base/stamp.h)
 *
 * As git does, a file whose size, times to the nanosecond and inode are as they were need not be read again: it has the
 * same content. The one exception is a file that was changed so shortly before it was looked at that another change
 * would have left the same times; such a stamp is not settled and proves nothing.
 */
#ifndef MZ_BASE_STAMP_H
#define MZ_BASE_STAMP_H

#include <glib.h>
#include <sys/stat.h>

/* All 0: unknown. */
typedef struct {
    gint64 size;
    gint64 changed;       /* ns: time of the content */
    gint64 inode_changed; /* ns: time of the inode */
    guint64 inode;
} MzStamp;

MzStamp mz_stamp(const struct stat *info);

gboolean mz_stamp_equal(const MzStamp *a, const MzStamp *b);

/* TRUE if the file was old enough at the time `seen` (ns) that a change after it must have changed the stamp. */
gboolean mz_stamp_settled(const MzStamp *stamp, gint64 seen);

/* Now, by the clock that file systems take their times from (ns). */
gint64 mz_stamp_now(void);

/* A time of the system in ns. */
gint64 mz_nanoseconds(const struct timespec *time);

#endif
