#include "parse/place_private.h"

static void
free_rows(Placing *placing)
{
    for (guint i = 0; i < placing->rows->len; i++) {
        g_array_unref(row_at(placing, i)->candidates);
        if (placing->own[i] != NULL)
            g_array_unref(placing->own[i]);
    }
    g_array_unref(placing->rows);
    g_array_unref(placing->relations);
}

void
mz_place(MzReport *report, const GArray *raw)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    g_autoptr(MzArena) scratch = mz_arena_new();
    Placing placing = {.report = report, .raw = raw, .arena = arena, .scratch = scratch};
    placing.rows = g_array_new(FALSE, FALSE, sizeof(Row));
    mz_place_collect_rows(&placing);
    placing.own = mz_arena_new0(arena, GArray *, placing.rows->len + 1);
    placing.equations = mz_relate(report, arena, &placing.n_equations);
    placing.relations = g_array_sized_new(FALSE, FALSE, sizeof(Relation), placing.n_equations + report->n_claims);
    mz_place_relate(&placing);
    mz_place_make_candidates(&placing);
    mz_place_choose(&placing);
    mz_place_fill(&placing);
    free_rows(&placing);
}
