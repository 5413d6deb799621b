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

MzOutline
mz_outline(const MzMark *mark)
{
    const MzLook *look = &looks[mark->role];
    int x = mark->x, y = mark->y, right = x + mark->width, low = y + mark->height;
    if (mark->kind == MZ_MARK_LINE)
        return (MzOutline){{x, right}, {y, low}, 2, FALSE};
    if (mark->kind == MZ_MARK_TRIANGLE)
        return (MzOutline){{x, right, x + mark->width / 2}, {low, low, y}, 3, TRUE};
    int inset = look->fill != MZ_NO_COLOUR ? look->line / 2 : 0;
    x += inset;
    y += inset;
    right = MAX(right - inset, x + 1);
    low -= inset;
    return (MzOutline){{x, right, right, x}, {y, y, low, low}, 4, TRUE};
}
