#include "chart/palette.h"

#define INK 0x1B2430
#define MUTED 0x556070

static const MzLook looks[MZ_ROLES] = {
    [MZ_ROLE_PAPER] = {"mz-fig-paper", 0xFFFFFF, MZ_NO_COLOUR, 0, 0},
    [MZ_ROLE_RULE] = {"mz-fig-rule", MZ_NO_COLOUR, 0xC3CAD3, 10, 0},
    [MZ_ROLE_TRACK] = {"mz-fig-track", 0xE9EDF2, MZ_NO_COLOUR, 0, 0},
    [MZ_ROLE_INCOME] = {"mz-fig-in", 0x1D5B9C, MZ_NO_COLOUR, 0, 0},
    [MZ_ROLE_INCOME_BEFORE] = {"mz-fig-in-before", 0xB4CDE8, 0x1D5B9C, 8, 0},
    [MZ_ROLE_INCOME_COMPUTED] = {"mz-fig-in-computed", 0xEAF2FA, 0x1D5B9C, 10, 30},
    [MZ_ROLE_EXPENDITURE] = {"mz-fig-ex", 0xA84A14, MZ_NO_COLOUR, 0, 0},
    [MZ_ROLE_EXPENDITURE_BEFORE] = {"mz-fig-ex-before", 0xF0C9AC, 0xA84A14, 8, 0},
    [MZ_ROLE_EXPENDITURE_COMPUTED] = {"mz-fig-ex-computed", 0xFDF1E7, 0xA84A14, 10, 30},
    [MZ_ROLE_AXIS] = {"mz-fig-axis", MZ_NO_COLOUR, 0x3A4656, 10, 0},
    [MZ_ROLE_ARROW] = {"mz-fig-ink", INK, MZ_NO_COLOUR, 0, 0},
    [MZ_ROLE_TITLE] = {NULL, INK, MZ_NO_COLOUR, 0, 0},
    [MZ_ROLE_SUBTITLE] = {"mz-fig-muted", MUTED, MZ_NO_COLOUR, 0, 0},
    [MZ_ROLE_TOTAL] = {NULL, INK, MZ_NO_COLOUR, 0, 0},
    [MZ_ROLE_HEADING] = {NULL, INK, MZ_NO_COLOUR, 0, 0},
    [MZ_ROLE_LABEL] = {NULL, INK, MZ_NO_COLOUR, 0, 0},
    [MZ_ROLE_AMOUNT] = {NULL, INK, MZ_NO_COLOUR, 0, 0},
    [MZ_ROLE_SHARE] = {NULL, INK, MZ_NO_COLOUR, 0, 0},
    [MZ_ROLE_CHANGE] = {NULL, INK, MZ_NO_COLOUR, 0, 0},
    [MZ_ROLE_NOTE] = {"mz-fig-muted", MUTED, MZ_NO_COLOUR, 0, 0},
    [MZ_ROLE_MADE_UP] = {"mz-fig-made-up", 0x8A5300, MZ_NO_COLOUR, 0, 0},
};

const MzLook *
mz_look(MzMarkRole role)
{
    return &looks[role];
}

/* Adds a mark to the path. The outline of a bar is inside its rectangle: the bar is as long as its amount. */
static void
trace(cairo_t *cairo, const MzMark *mark, int inset)
{
    double x = (mark->x + inset) / 10.0, y = (mark->y + inset) / 10.0;
    double width = MAX(mark->width - 2 * inset, 1) / 10.0, height = (mark->height - 2 * inset) / 10.0;
    switch (mark->kind) {
    case MZ_MARK_RECTANGLE:
        cairo_rectangle(cairo, x, y, width, height);
        break;
    case MZ_MARK_LINE:
        cairo_move_to(cairo, mark->x / 10.0, mark->y / 10.0);
        cairo_line_to(cairo, (mark->x + mark->width) / 10.0, (mark->y + mark->height) / 10.0);
        break;
    case MZ_MARK_TRIANGLE:
        cairo_move_to(cairo, mark->x / 10.0, (mark->y + mark->height) / 10.0);
        cairo_line_to(cairo, (mark->x + mark->width) / 10.0, (mark->y + mark->height) / 10.0);
        cairo_line_to(cairo, (mark->x + mark->width / 2) / 10.0, mark->y / 10.0); // NOLINT(bugprone-integer-division)
        cairo_close_path(cairo);
        break;
    case MZ_MARK_TEXT:
        break;
    }
}

gboolean
mz_trace_shapes(cairo_t *cairo, const MzLayout *layout, MzMarkRole role)
{
    const MzLook *look = &looks[role];
    gboolean any = FALSE;
    for (guint i = 0; i < layout->n_marks; i++) {
        const MzMark *mark = &layout->marks[i];
        if (mark->role == role && mark->kind != MZ_MARK_TEXT) {
            trace(cairo, mark, look->fill != MZ_NO_COLOUR ? look->line / 2 : 0);
            any = TRUE;
        }
    }
    return any;
}
