/* build/bench/forget FOLDER: takes what the files below FOLDER hold out of the machine's memory; the files stay.
 *
 * A tree that was measured and is kept until the end would otherwise fill the memory, and the next build, not this one,
 * would pay for making room: nobody who builds a site has the trees of five others around. What is not yet on the disk
 * cannot be taken out, so it is written there first. */
#define _GNU_SOURCE /* nftw */
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

enum { OPEN_FOLDERS = 16 };

static int
forget(const char *path, const struct stat *status, int type, struct FTW *place)
{
    (void)status, (void)place;
    if (type != FTW_F)
        return 0;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    close(file);
    return 0;
}

int
main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "forget FOLDER\n");
        return 2;
    }
    sync();
    if (nftw(argv[1], forget, OPEN_FOLDERS, FTW_PHYS) != 0) {
        perror(argv[1]);
        return 1;
    }
    return 0;
}
