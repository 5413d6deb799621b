/* Trouble of the system, made to order: a library for LD_PRELOAD.
 *
 *     MZ_FAULT="kill 17"    the process is killed at its 17th change of the file system; a write is half done then
 *     MZ_FAULT="full 17"    from the 17th change on the disk is full (ENOSPC); what is there can still be removed
 *     MZ_FAULT="fixed 17"   from the 17th change on nothing can be changed (EROFS)
 *     MZ_FAULT="broken 17"  the 17th change alone fails (EIO)
 *     MZ_FAULT="stuck WORD" files with WORD in their path cannot be removed (EIO)
 *     MZ_FAULT="gone WORD"  files with WORD in their path are no longer there when they are opened to be read
 *     MZ_FAULT_COUNT=FILE   appends the number of changes to the file when the program ends
 *
 * A change is a write to a file, a file or folder made, renamed, linked or removed, a sync. What goes to the standard
 * streams is none.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long changes;

/* The number in MZ_FAULT if it is of this kind; 0: it is not. */
static long
wanted(const char *kind)
{
    const char *fault = getenv("MZ_FAULT");
    size_t length = strlen(kind);
    return fault != NULL && strncmp(fault, kind, length) == 0 && fault[length] == ' ' ? atol(fault + length + 1) : 0;
}

/* The number of the change that comes now. */
static long
next_change(void)
{
    return atomic_fetch_add(&changes, 1) + 1;
}

/* 0: the change may happen; else the error that it gets. */
static int
trouble_at(long number, int takes_room)
{
    if (number == wanted("kill")) {
        kill(getpid(), SIGKILL);
        for (;;) /* other threads may go on for a moment, this one does nothing more */
            pause();
    }
    if (wanted("full") > 0 && number >= wanted("full") && takes_room)
        return ENOSPC;
    if (wanted("fixed") > 0 && number >= wanted("fixed"))
        return EROFS;
    return number == wanted("broken") ? EIO : 0;
}

static int
trouble(int takes_room)
{
    return trouble_at(next_change(), takes_room);
}

/* Whether the path is one that MZ_FAULT names for this kind: "gone ". */
static int
is_named(const char *kind, const char *path)
{
    const char *fault = getenv("MZ_FAULT");
    size_t length = strlen(kind);
    return fault != NULL && strncmp(fault, kind, length) == 0 && strstr(path, fault + length) != NULL;
}

__attribute__((destructor)) static void
tell_changes(void)
{
    const char *name = getenv("MZ_FAULT_COUNT");
    FILE *file = name != NULL ? fopen(name, "a") : NULL;
    if (file == NULL)
        return;
    fprintf(file, "%ld\n", (long)changes);
    fclose(file);
}

/* The function of that name behind this library. */
#define REAL(name, result, ...) ((result(*)(__VA_ARGS__))(uintptr_t)dlsym(RTLD_NEXT, name))

/* Does a change that says with -1 that it failed. */
#define CHANGE(takes_room, name, types, values)                                                                        \
    int why = trouble(takes_room);                                                                                     \
    if (why != 0) {                                                                                                    \
        errno = why;                                                                                                   \
        return -1;                                                                                                     \
    }                                                                                                                  \
    return REAL(name, int, types) values

#define TYPES(...) __VA_ARGS__

ssize_t
write(int handle, const void *bytes, size_t length)
{
    if (handle > 2) {
        long number = next_change();
        if (length > 1 && number == wanted("kill"))
            REAL("write", ssize_t, int, const void *, size_t)(handle, bytes, length / 2);
        int why = trouble_at(number, 1);
        if (why != 0) {
            errno = why;
            return -1;
        }
    }
    return REAL("write", ssize_t, int, const void *, size_t)(handle, bytes, length);
}

ssize_t
pwrite(int handle, const void *bytes, size_t length, off_t at)
{
    long number = next_change();
    if (length > 1 && number == wanted("kill"))
        REAL("pwrite", ssize_t, int, const void *, size_t, off_t)(handle, bytes, length / 2, at);
    int why = trouble_at(number, 1);
    if (why != 0) {
        errno = why;
        return -1;
    }
    return REAL("pwrite", ssize_t, int, const void *, size_t, off_t)(handle, bytes, length, at);
}

static int
open_at(const char *name, int folder, const char *path, int flags, mode_t mode)
{
    int why = (flags & O_CREAT) != 0 ? trouble(1) : (flags & O_DIRECTORY) == 0 && is_named("gone ", path) ? ENOENT : 0;
    if (why != 0) {
        errno = why;
        return -1;
    }
    return REAL(name, int, int, const char *, int, ...)(folder, path, flags, mode);
}

#define MODE(flags)                                                                                                    \
    mode_t mode = 0;                                                                                                   \
    if (((flags)&O_CREAT) != 0) {                                                                                      \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode = (mode_t)va_arg(more, int);                                                                              \
        va_end(more);                                                                                                  \
    }

int
open(const char *path, int flags, ...)
{
    MODE(flags)
    return open_at("openat", AT_FDCWD, path, flags, mode);
}

int
open64(const char *path, int flags, ...)
{
    MODE(flags)
    return open_at("openat64", AT_FDCWD, path, flags, mode);
}

int
openat(int folder, const char *path, int flags, ...)
{
    MODE(flags)
    return open_at("openat", folder, path, flags, mode);
}

int
rename(const char *from, const char *to)
{
    CHANGE(1, "rename", TYPES(const char *, const char *), (from, to));
}

int
renameat(int a, const char *from, int b, const char *to)
{
    CHANGE(1, "renameat", TYPES(int, const char *, int, const char *), (a, from, b, to));
}

int
linkat(int a, const char *from, int b, const char *to, int flags)
{
    CHANGE(1, "linkat", TYPES(int, const char *, int, const char *, int), (a, from, b, to, flags));
}

int
symlink(const char *text, const char *path)
{
    CHANGE(1, "symlink", TYPES(const char *, const char *), (text, path));
}

int
unlink(const char *path)
{
    CHANGE(0, "unlink", TYPES(const char *), (path));
}

int
unlinkat(int folder, const char *path, int flags)
{
    if (is_named("stuck ", path)) {
        errno = EIO;
        return -1;
    }
    CHANGE(0, "unlinkat", TYPES(int, const char *, int), (folder, path, flags));
}

int
mkdir(const char *path, mode_t mode)
{
    CHANGE(1, "mkdir", TYPES(const char *, mode_t), (path, mode));
}

int
mkdirat(int folder, const char *path, mode_t mode)
{
    CHANGE(1, "mkdirat", TYPES(int, const char *, mode_t), (folder, path, mode));
}

int
fsync(int handle)
{
    CHANGE(0, "fsync", TYPES(int), (handle));
}

int
fdatasync(int handle)
{
    CHANGE(0, "fdatasync", TYPES(int), (handle));
}
