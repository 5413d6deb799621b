#include "base/parallel.h"

void
mz_parallel(gpointer elements, guint n, gsize size, guint threads, GFunc work, gpointer user)
{
    guint most = MIN(n, threads != 0 ? threads : g_get_num_processors());
    GThreadPool *pool = most > 1 ? g_thread_pool_new(work, user, (int)most, TRUE, NULL) : NULL;
    for (guint i = 0; i < n; i++) {
        gpointer element = (char *)elements + i * size;
        if (pool != NULL)
            g_thread_pool_push(pool, element, NULL);
        else
            work(element, user);
    }
    if (pool != NULL)
        g_thread_pool_free(pool, FALSE, TRUE);
}
