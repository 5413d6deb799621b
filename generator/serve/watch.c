#include "serve/watch.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/error.h"

enum {
    QUIET = 15,     /* ms without news after which a change counts as complete */
    PATIENCE = 200, /* ms after which it counts as complete anyway */
    RETRY = 1000,   /* ms between looks for a folder that is not there */
    DEPTH = 32      /* of folders; more are not watched */
};

static const guint32 news_mask =
    IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK;

struct MzWatch {
    int handle;
    char **roots;
    GHashTable *folders; /* watch descriptor -> path */
    gboolean full;       /* the system refused another watch */
};

static gboolean
is_ignored(const char *name)
{
    return name[0] == '.' || g_str_has_suffix(name, "~");
}

/* Watches a folder and those in it. The watch is set before the folder is read: what comes in between is seen twice
 * rather than never. */
static void
add_folder(MzWatch *watch, const char *path, guint depth)
{
    int wd = inotify_add_watch(watch->handle, path, news_mask);
    if (wd < 0) {
        watch->full = watch->full || errno == ENOSPC || errno == ENOMEM;
        return;
    }
    g_hash_table_insert(watch->folders, GINT_TO_POINTER(wd), g_strdup(path));
    GDir *dir = depth < DEPTH ? g_dir_open(path, 0, NULL) : NULL;
    const char *name = NULL;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        char *inner = g_build_filename(path, name, NULL);
        if (!is_ignored(name) && g_file_test(inner, G_FILE_TEST_IS_DIR))
            add_folder(watch, inner, depth + 1);
        g_free(inner);
    }
    if (dir != NULL)
        g_dir_close(dir);
}

static gboolean
is_watched(const MzWatch *watch, const char *path)
{
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, watch->folders);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        if (strcmp(value, path) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Looks for roots that were not there. TRUE if one has come, or if one is still missing and `missing` is set so. */
static gboolean
add_roots(MzWatch *watch, gboolean *missing)
{
    gboolean came = FALSE;
    *missing = FALSE;
    for (guint i = 0; watch->roots[i] != NULL; i++) {
        if (is_watched(watch, watch->roots[i]))
            continue;
        add_folder(watch, watch->roots[i], 0);
        gboolean there = is_watched(watch, watch->roots[i]);
        came = came || there;
        *missing = *missing || !there;
    }
    return came;
}

MzWatch *
mz_watch_new(const char *const *folders, GError **error)
{
    MzWatch *watch = g_new0(MzWatch, 1);
    watch->handle = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    watch->roots = g_strdupv((char **)folders);
    watch->folders = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    gboolean missing = FALSE;
    if (watch->handle >= 0)
        add_roots(watch, &missing);
    if (watch->handle >= 0 && !watch->full)
        return watch;
    mz_error_set(error, MZ_ERROR_IO, NULL,
                 mz_tr("文件夹太多，系统不让再监视（%s）；可用 sysctl fs.inotify.max_user_watches=1048576 放宽",
                       "the system watches no more folders (%s); sysctl fs.inotify.max_user_watches=1048576 allows it"),
                 g_strerror(errno));
    mz_watch_free(watch);
    return NULL;
}

void
mz_watch_free(MzWatch *watch)
{
    if (watch == NULL)
        return;
    if (watch->handle >= 0)
        close(watch->handle);
    g_hash_table_unref(watch->folders);
    g_strfreev(watch->roots);
    g_free(watch);
}

/* Takes one event; TRUE if it is about something that counts. */
static gboolean
take_event(MzWatch *watch, const struct inotify_event *event)
{
    if ((event->mask & IN_IGNORED) != 0) {
        g_hash_table_remove(watch->folders, GINT_TO_POINTER(event->wd));
        return TRUE;
    }
    if ((event->mask & IN_Q_OVERFLOW) != 0)
        return TRUE;
    if (event->len == 0 || is_ignored(event->name))
        return FALSE;
    const char *folder = g_hash_table_lookup(watch->folders, GINT_TO_POINTER(event->wd));
    if ((event->mask & IN_ISDIR) != 0 && (event->mask & (IN_CREATE | IN_MOVED_TO)) != 0 && folder != NULL) {
        char *path = g_build_filename(folder, event->name, NULL);
        add_folder(watch, path, 1);
        g_free(path);
    }
    /* A new file counts when it is closed; until then it is empty. Links and folders are complete at once. */
    return (event->mask & (IN_CREATE | IN_ISDIR)) != IN_CREATE;
}

static gboolean
take_events(MzWatch *watch)
{
    _Alignas(struct inotify_event) char buffer[16384];
    gboolean any = FALSE;
    for (;;) {
        ssize_t got = read(watch->handle, buffer, sizeof buffer);
        if (got <= 0)
            return any;
        for (char *at = buffer; at < buffer + got;) {
            const struct inotify_event *event = (const struct inotify_event *)(const void *)at;
            any = take_event(watch, event) || any;
            at += sizeof *event + event->len;
        }
    }
}

gboolean
mz_watch_wait(MzWatch *watch, int stop)
{
    gint64 first = 0; /* when the change began, in µs; 0: nothing yet */
    for (;;) {
        gboolean missing = FALSE;
        gboolean came = add_roots(watch, &missing);
        if (came && first == 0)
            first = g_get_monotonic_time();
        int wait = first != 0 ? QUIET : missing ? RETRY : -1;
        struct pollfd handles[] = {{watch->handle, POLLIN, 0}, {stop, POLLIN, 0}};
        int ready = poll(handles, G_N_ELEMENTS(handles), wait);
        if (handles[1].revents != 0)
            return FALSE;
        gboolean news = ready > 0 && take_events(watch);
        gint64 now = g_get_monotonic_time();
        if (first == 0 && news)
            first = now;
        else if (first != 0 && (!news || now - first > PATIENCE * 1000))
            return TRUE;
    }
}
