#include "parse/place_private.h"

void
mz_place(MzReport *report, const GArray *raw)
{
    g_autoptr(MzArena) arena = mz_arena_new();
    g_autoptr(MzArena) scratch = mz_arena_new();
    Placing placing = {.report = report, .raw = raw, .arena = arena, .scratch = scratch};
    mz_place_collect_rows(&placing);
    const MzRelated *related = mz_relate_keep(report);
    placing.equations = related->equations;
    placing.n_equations = related->n_equations;
    mz_place_relate(&placing);
    mz_place_make_candidates(&placing);
    mz_place_choose(&placing);
    mz_place_fill(&placing);
}
